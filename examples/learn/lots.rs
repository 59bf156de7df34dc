//! Random numbers, the same on every machine.

/// Numbers drawn one after another (xorshift64: Marsaglia 2003).
pub struct Lots(u64);

impl Lots {
    /// Begins with a seed.
    pub fn new(seed: u64) -> Lots {
        Lots(0x9e37_79b9_7f4a_7c15 ^ (seed + 1))
    }

    /// Draws a number from 0 to before another, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % end as u64) as usize
    }
}
