//! A binary-fuse array: values for a fixed set of keys, three look-ups a question, nothing to parse.
//!
//! [`Fuse`] says in which three slots the value of a key is spread; the value is the exclusive or of the three. A key that was not put in
//! gets an arbitrary value, so a few bits of every value repeat bits of the key's own hash as a check. The construction is the one of
//! Graf and Lemire, "Binary Fuse Filters" (2022). It was chosen over a trie because it needs 27 bits for a 24-bit value whatever the keys
//! look like, and can be asked straight from the bytes of the program.

/// Mixes one letter into the running hash of a word.
#[inline]
pub fn step(hash: u64, letter: u8) -> u64 {
    let h = (hash ^ u64::from(letter)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^ (h >> 32)
}

/// Spreads a running hash over all 64 bits; to be done once, when the word is complete.
#[inline]
pub fn finish(hash: u64) -> u64 {
    let h = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 29)
}

/// The check bits of a finished hash: `bits` of them, independent of those that choose the slots.
#[inline]
pub fn check(finished: u64, bits: u32) -> u32 {
    ((finished >> 7) as u32) & ((1 << bits) - 1)
}

/// The shape of one array: where the three slots of a key lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fuse {
    /// Chosen anew until the array can be filled.
    pub seed: u64,
    /// Slots in a segment; a power of two.
    pub segment: u32,
    /// Segments in which a key's first slot may lie; the array has two more.
    pub segments: u32,
}

impl Fuse {
    /// Returns how many slots the array has.
    pub fn len(&self) -> usize {
        (self.segments as usize + 2) * self.segment as usize
    }

    /// Returns true if the array has no slots, which only a broken table has.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the three slots of a finished hash, all below [`Fuse::len`].
    #[inline]
    pub fn slots(&self, finished: u64) -> [usize; 3] {
        let h = finish(finished.wrapping_add(self.seed));
        let range = u64::from(self.segments) * u64::from(self.segment);
        let first = ((u128::from(h) * u128::from(range)) >> 64) as usize;
        let (segment, mask) = (self.segment as usize, self.segment as usize - 1);
        [
            first,
            (first + segment) ^ ((h >> 18) as usize & mask),
            (first + 2 * segment) ^ (h as usize & mask),
        ]
    }
}
