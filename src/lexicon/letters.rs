//! Letters in as few bits as their frequency allows: a canonical Huffman code (Huffman 1952; Moffat
//! and Turpin 1997 for the decoding), whose table is read in place. Codes of up to eight bits, which
//! nearly all letters have, are looked up by the next eight bits at once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::packed::{Cutter, write_section};

/// Bits of the longest code.
const LONGEST: usize = 32;
/// Bits that are looked up at once.
const AT_ONCE: usize = 8;
/// Bits for the length of a code in the table of what is looked up at once.
const LENGTH_BITS: u32 = 4;
/// A letter counts at least so much of all: codes stay short.
const RAREST: usize = 1 << 14;

/// Writes bits in a row, the lowest of each byte first.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    bits: usize,
}

impl BitWriter {
    pub(super) fn bit(&mut self, bit: bool) {
        if self.bits.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let (true, Some(last)) = (bit, self.bytes.last_mut()) {
            *last |= 1 << (self.bits % 8);
        }
        self.bits += 1;
    }

    pub(super) fn number(&mut self, number: usize, width: usize) {
        (0..width).for_each(|at| self.bit(number >> at & 1 == 1));
    }

    /// Returns how many bits have been written.
    pub(super) fn len(&self) -> usize {
        self.bits
    }

    /// Returns the bytes, with eight more so that any bit can be read among eight bytes.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.extend([0; 8]);
        self.bytes
    }
}

/// Reads what a [`BitWriter`] wrote.
#[derive(Clone, Copy, Debug)]
pub(super) struct BitReader<'t> {
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
}

impl BitReader<'_> {
    /// The bits that come next, more than any code has.
    fn peek(&self) -> Option<u64> {
        let eight = self.bytes.get(self.at / 8..self.at / 8 + 8)?;
        Some(u64::from_le_bytes(eight.try_into().ok()?) >> (self.at % 8))
    }

    pub(super) fn number(&mut self, width: usize) -> Option<usize> {
        let number = self.peek()? as usize & ((1 << width) - 1);
        self.at += width;
        Some(number)
    }
}

/// The codes of all letters, for writing.
pub(super) struct Codes {
    /// Length and code of each letter.
    codes: BTreeMap<char, (usize, u32)>,
    bytes: Vec<u8>,
}

impl Codes {
    /// Makes a code for letters by how often each comes.
    pub(super) fn of(letters: impl Iterator<Item = char>) -> Codes {
        let mut times: BTreeMap<char, usize> = BTreeMap::new();
        for letter in letters {
            *times.entry(letter).or_default() += 1;
        }
        let rarest = times.values().sum::<usize>() / RAREST + 1;
        // A tree of letters: the two rarest are joined again and again, and lie a bit deeper.
        let mut heap: BinaryHeap<Reverse<(usize, Vec<char>)>> =
            times.iter().map(|(&letter, &n)| Reverse((n.max(rarest), vec![letter]))).collect();
        let alone = usize::from(times.len() == 1);
        let mut depth: BTreeMap<char, usize> = times.keys().map(|&c| (c, alone)).collect();
        while let (Some(Reverse((a, mut letters))), Some(Reverse((b, more)))) =
            (heap.pop(), heap.pop())
        {
            letters.extend(more);
            for letter in &letters {
                *depth.entry(*letter).or_default() += 1;
            }
            heap.push(Reverse((a + b, letters)));
            if heap.len() == 1 {
                break;
            }
        }
        let mut letters: Vec<(usize, char)> =
            depth.into_iter().map(|(c, bits)| (bits, c)).collect();
        letters.sort_unstable();
        let (mut codes, mut code, mut before) = (BTreeMap::new(), 0u32, 0);
        let mut counts = [0u16; LONGEST + 1];
        for &(bits, letter) in &letters {
            code <<= bits - before;
            codes.insert(letter, (bits, code));
            counts[bits] += 1;
            (code, before) = (code + 1, bits);
        }
        let mut bytes: Vec<u8> = counts.iter().flat_map(|count| count.to_le_bytes()).collect();
        let table: Vec<u8> =
            letters.iter().flat_map(|&(_, letter)| u32::from(letter).to_le_bytes()).collect();
        write_section(&table, &mut bytes);
        let mut at_once = vec![0u16; 1 << AT_ONCE];
        for (nth, (bits, letter)) in letters.iter().enumerate().filter(|(_, l)| l.0 <= AT_ONCE) {
            // The first bit of a code is the lowest of what is read.
            let turned = codes[letter].1.reverse_bits() >> (u32::BITS as usize - bits);
            for rest in 0..1 << (AT_ONCE - bits) {
                at_once[turned as usize | rest << bits] = (nth << LENGTH_BITS | bits) as u16;
            }
        }
        let at_once: Vec<u8> = at_once.into_iter().flat_map(u16::to_le_bytes).collect();
        write_section(&at_once, &mut bytes);
        Codes { codes, bytes }
    }

    /// Returns the bytes from which the code is read.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Writes a text of known letters.
    pub(super) fn write(&self, text: impl Iterator<Item = char>, to: &mut BitWriter) {
        for (bits, code) in text.filter_map(|letter| self.codes.get(&letter)) {
            (0..*bits).rev().for_each(|at| to.bit(code >> at & 1 == 1));
        }
    }
}

/// A code, read in place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters<'t> {
    /// How many letters have a code of so many bits.
    counts: [u16; LONGEST + 1],
    /// Four bytes a letter, those with the shortest codes first.
    letters: &'t [u8],
    /// For the next bits that come: which letter, and how many of them are its code; 0 where they
    /// are not enough.
    at_once: &'t [u8],
}

impl<'t> Letters<'t> {
    /// Reads a code in place; `None` when the bytes are none.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Letters<'t>> {
        let mut rest = Cutter(bytes);
        let mut counts = [0; LONGEST + 1];
        for count in &mut counts {
            *count = u16::from_le_bytes(rest.take(2)?.try_into().ok()?);
        }
        Some(Letters { counts, letters: rest.section()?, at_once: rest.section()? })
    }

    /// Reads the next letter.
    #[inline]
    pub(super) fn next(&self, from: &mut BitReader<'_>) -> Option<char> {
        let held = from.peek()?;
        let at = 2 * (held as usize & ((1 << AT_ONCE) - 1));
        let found = u16::from_le_bytes(self.at_once.get(at..at + 2)?.try_into().ok()?);
        if found != 0 {
            from.at += usize::from(found & ((1 << LENGTH_BITS) - 1));
            return self.letter(usize::from(found >> LENGTH_BITS));
        }
        self.longer(held, from)
    }

    fn letter(&self, nth: usize) -> Option<char> {
        let letter = self.letters.get(4 * nth..4 * nth + 4)?.try_into().ok()?;
        char::from_u32(u32::from_le_bytes(letter))
    }

    fn longer(&self, mut held: u64, from: &mut BitReader<'_>) -> Option<char> {
        // Codes of one length are consecutive numbers, beginning with `first`.
        let (mut code, mut first, mut before) = (0u32, 0u32, 0u32);
        for bits in 1..=LONGEST {
            code |= (held & 1) as u32;
            held >>= 1;
            let count = u32::from(self.counts[bits]);
            if let Some(nth) = code.checked_sub(first).filter(|nth| *nth < count) {
                from.at += bits;
                return self.letter((before + nth) as usize);
            }
            before += count;
            first = first.wrapping_add(count) << 1;
            code <<= 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn texts_are_read_as_written(texts in proptest::collection::vec("a{0,9}|[a-c]{0,9}|\\PC{0,20}", 0..40)) {
            let codes = Codes::of(texts.iter().flat_map(|text| text.chars()));
            let mut writer = BitWriter::default();
            texts.iter().for_each(|text| codes.write(text.chars(), &mut writer));
            let bytes = writer.into_bytes();
            let letters = Letters::open(codes.bytes()).expect("just written");
            let mut reader = BitReader { bytes: &bytes, at: 0 };
            for letter in texts.iter().flat_map(|text| text.chars()) {
                proptest::prop_assert_eq!(letters.next(&mut reader), Some(letter));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(
            code in proptest::collection::vec(proptest::num::u8::ANY, 0..100),
            text in proptest::collection::vec(proptest::num::u8::ANY, 0..30),
        ) {
            if let Some(letters) = Letters::open(&code) {
                let mut reader = BitReader { bytes: &text, at: 0 };
                while letters.next(&mut reader).is_some() {}
            }
        }
    }
}
