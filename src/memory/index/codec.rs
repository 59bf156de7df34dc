//! Numbers as bytes: seven bits a byte, the lowest first, the eighth bit says that more follow.

use crate::memory::record::unreadable;

/// Writes a number.
pub(in crate::memory) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Bytes being read. What does not hold what it should is an error, never a panic: a file may
/// be damaged.
#[derive(Clone, Copy)]
pub(in crate::memory) struct Bytes<'b> {
    rest: &'b [u8],
}

impl<'b> Bytes<'b> {
    pub(in crate::memory) fn new(bytes: &'b [u8]) -> Bytes<'b> {
        Bytes { rest: bytes }
    }

    pub(in crate::memory) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Bytes not read yet.
    pub(in crate::memory) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Reads a number.
    #[inline]
    pub(in crate::memory) fn number(&mut self) -> rusqlite::Result<u64> {
        // Nearly all numbers have one byte or two.
        match self.rest {
            [a, rest @ ..] if *a < 0x80 => {
                self.rest = rest;
                Ok(u64::from(*a))
            }
            [a, b, rest @ ..] if *b < 0x80 => {
                self.rest = rest;
                Ok(u64::from(*a & 0x7f) | u64::from(*b) << 7)
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> rusqlite::Result<u64> {
        let mut number = 0;
        for (at, &byte) in self.rest.iter().enumerate().take(10) {
            number |= u64::from(byte & 0x7f) << (7 * at);
            if byte < 0x80 {
                self.rest = &self.rest[at + 1..];
                return Ok(number);
            }
        }
        Err(damaged())
    }

    /// Reads a number that fits 32 bits.
    #[inline]
    pub(super) fn small(&mut self) -> rusqlite::Result<u32> {
        u32::try_from(self.number()?).map_err(|_| damaged())
    }

    /// Passes over some numbers.
    #[inline]
    pub(super) fn skip_numbers(&mut self, count: u32) -> rusqlite::Result<()> {
        let mut left = count as usize;
        let end = if left == 0 {
            0
        } else {
            let is_last = |byte: &u8| {
                left -= usize::from(*byte < 0x80);
                left == 0
            };
            1 + self.rest.iter().position(is_last).ok_or_else(damaged)?
        };
        self.rest = &self.rest[end..];
        Ok(())
    }

    /// Reads one byte.
    pub(super) fn byte(&mut self) -> rusqlite::Result<u8> {
        let [first, rest @ ..] = self.rest else {
            return Err(damaged());
        };
        self.rest = rest;
        Ok(*first)
    }

    /// Reads so many bytes.
    pub(super) fn take(&mut self, length: usize) -> rusqlite::Result<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or_else(damaged)?;
        self.rest = rest;
        Ok(taken)
    }
}

/// The error of a row of the index that does not hold what this program writes there.
pub(super) fn damaged() -> rusqlite::Error {
    unreadable("index")
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::vec(proptest::num::u64::ANY, 0..20)) {
            let mut bytes = Vec::new();
            for &number in &numbers {
                put(&mut bytes, number >> (number % 64));
            }
            let mut read = Bytes::new(&bytes);
            for &number in &numbers {
                proptest::prop_assert_eq!(read.number().ok(), Some(number >> (number % 64)));
            }
            proptest::prop_assert!(read.is_empty() && read.number().is_err());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(0u8.., 0..30)) {
            let mut read = Bytes::new(&bytes);
            while read.number().is_ok() {}
            proptest::prop_assert!(Bytes::new(&bytes).take(bytes.len() + 1).is_err());
        }
    }
}
