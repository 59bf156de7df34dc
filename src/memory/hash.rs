//! The hash that a memory stores: the same on every machine and in every version.

/// Returns the 64-bit hash of some bytes: FNV-1a (Fowler, Noll, Vo), its bits mixed once more so
/// that any few of them can stand for the whole.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = Hasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// Hashes a sequence of texts; an edge between two counts, so that ("ab", "c") is not ("a", "bc").
#[derive(Clone, Copy)]
pub(super) struct Hasher(u64);

impl Default for Hasher {
    fn default() -> Hasher {
        Hasher(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher {
    /// Adds bytes, without an edge.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Adds one text of the sequence.
    pub(super) fn part(&mut self, text: &str) {
        self.write(text.as_bytes());
        // No UTF-8 text holds this byte.
        self.write(&[0xff]);
    }

    /// Returns the hash of everything added.
    pub(super) fn finish(self) -> u64 {
        // The finisher of SplitMix64 (Steele, Lea, Flood 2014).
        let mut h = self.0;
        h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        h ^ (h >> 31)
    }
}

/// Returns a hash for the time being, of the same bytes the same within one run: eight bytes at
/// a time, each folded by one multiplication (the way of wyhash).
pub(super) fn passing(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        product as u64 ^ (product >> 64) as u64
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64 ^ ODD;
    for word in words {
        hash = fold(hash ^ u64::from_le_bytes(*word), ODD);
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    fold(hash ^ u64::from_le_bytes(last), ODD)
}

/// Takes a hash for what it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AsIs(u64);

impl std::hash::Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn write_i64(&mut self, hash: i64) {
        self.0 = u64::from_ne_bytes(hash.to_ne_bytes());
    }
}

/// A map by hashes.
pub(super) type HashedMap<K, V> =
    std::collections::HashMap<K, V, std::hash::BuildHasherDefault<AsIs>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_hashes_never_change() {
        assert_eq!(hash(b""), 0xf52a_15e9_a9b5_e89b);
        let parts = |parts: &[&str]| {
            let mut hasher = Hasher::default();
            parts.iter().for_each(|part| hasher.part(part));
            hasher.finish()
        };
        assert_ne!(parts(&["ab", "c"]), parts(&["a", "bc"]));
    }
}
