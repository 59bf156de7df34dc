//! A map from words to four bits, in about thirteen and a half bits a word and without any parsing.
//!
//! The table is a binary fuse filter (Graf and Lemire, 2022) that carries a value: a word owns three slots, and the
//! exclusive or of what stands there is an eight-bit fingerprint of the word and its value. A word that was never put
//! in is told apart by the fingerprint, except one time in 256. The words themselves are not stored, so the table can
//! only be asked, not read; `examples/train_classes.rs` makes it and uses [`hash`] and [`Shape`] to agree with it.

/// Bytes before the slots of one table: slots in a segment (log 2), segments, seed; four bytes each.
pub const HEADER_BYTES: usize = 12;

/// How the slots are laid out: overlapping runs of three neighbouring segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Base-two logarithm of the slots in one segment.
    pub segment_bits: u32,
    /// Segments in which a word's first slot may stand; two more follow.
    pub segments: u32,
}

impl Shape {
    /// Returns the number of slots.
    pub const fn slots(self) -> usize {
        ((self.segments + 2) as usize) << self.segment_bits
    }

    /// Returns the bytes of a table: a fingerprint of eight bits and a value of four in each slot.
    pub const fn bytes(self) -> usize {
        HEADER_BYTES + self.slots() + self.slots() / 2
    }

    /// Returns the three slots of a word with this hash.
    pub fn positions(self, hash: u64) -> [usize; 3] {
        let span = u64::from(self.segments) << self.segment_bits;
        let first = ((u128::from(hash) * u128::from(span)) >> 64) as usize;
        let mask = (1usize << self.segment_bits) - 1;
        let step = 1usize << self.segment_bits;
        let second = (first + step) ^ ((hash >> 18) as usize & mask);
        let third = (first + 2 * step) ^ (hash as usize & mask);
        [first, second, third]
    }
}

/// Returns the hash of a word under a seed; the seed is changed until the table can be built.
pub fn hash(word: &[u8], seed: u32) -> u64 {
    // Two odd constants of good mixing: the golden ratio, and the finaliser of MurmurHash3.
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    const FINAL: u64 = 0xff51_afd7_ed55_8ccd;
    let mut state = u64::from(seed).wrapping_mul(GOLDEN) ^ word.len() as u64;
    for chunk in word.chunks(8) {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        state = (state ^ u64::from_le_bytes(eight)).wrapping_mul(GOLDEN);
        state ^= state >> 32;
    }
    state = state.wrapping_mul(FINAL);
    state ^ (state >> 33)
}

/// Returns the fingerprint kept for a hash.
pub fn fingerprint(hash: u64) -> u8 {
    (hash ^ (hash >> 32)) as u8
}

/// A table in the program's own bytes.
#[derive(Clone, Copy, Debug)]
pub struct ClassTable {
    bytes: &'static [u8],
    shape: Shape,
    seed: u32,
}

impl ClassTable {
    /// Returns the table that begins at `start`; evaluated while compiling, so a damaged file does not build.
    pub const fn at(bytes: &'static [u8], start: usize) -> Self {
        let shape = Shape { segment_bits: word(bytes, start), segments: word(bytes, start + 4) };
        assert!(start + shape.bytes() <= bytes.len(), "the class table is cut short");
        let (_, bytes) = bytes.split_at(start);
        ClassTable { bytes, shape, seed: word(bytes, 8) }
    }

    /// Returns how the slots are laid out.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// Returns the value of a word, or `None` for a word that is not in the table.
    pub fn get(&self, word: &[u8]) -> Option<u8> {
        let hash = hash(word, self.seed);
        let slots = self.shape.slots();
        let (mut print, mut value) = (0, 0);
        for slot in self.shape.positions(hash) {
            print ^= self.bytes[HEADER_BYTES + slot];
            value ^= self.bytes[HEADER_BYTES + slots + slot / 2] >> (4 * (slot & 1));
        }
        (print == fingerprint(hash)).then_some(value & 15)
    }
}

const fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_slots_are_distinct_and_inside() {
        let shape = Shape { segment_bits: 6, segments: 5 };
        for n in 0..5_000u32 {
            let [a, b, c] = shape.positions(hash(&n.to_le_bytes(), 7));
            assert!(a != b && b != c && a != c);
            assert!(a.max(b).max(c) < shape.slots());
        }
    }

    #[test]
    fn the_end_of_a_word_changes_its_hash() {
        assert_ne!(hash(b"kot", 1), hash(b"kot\0", 1));
        assert_ne!(hash(b"kot", 1), hash(b"kot", 2));
    }
}
