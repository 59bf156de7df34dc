//! Numbers packed into as few bits as they need, and lists of them: the bricks of a compiled
//! lexicon, read in place.
//!
//! [`Runs`] shares out consecutive numbers among many items: a bit an item says whether it has
//! any, a bit a number says whether it is the last of its item, and the place of every sixteenth
//! item that has some is noted. [`Lists`] keeps any numbers for each item, which stand where its
//! run says.

use std::ops::Range;

/// Runs of which the place of one is noted; the others are reached by walking.
const RUNS_A_SAMPLE: usize = 16;
/// Bits of the presence set for which a count is noted.
const BITS_A_RANK: usize = 512;
/// Bytes after packed numbers, so that each can be read as eight.
const PADDING: usize = 8;

/// Returns the bits a number needs, at least one.
fn width_of(greatest: u32) -> u32 {
    (u32::BITS - greatest.leading_zeros()).max(1)
}

/// Returns the bytes of numbers, each in as few bits as the greatest needs, the lowest bits first.
pub(super) fn pack(numbers: &[u32]) -> Vec<u8> {
    let width = width_of(numbers.iter().copied().max().unwrap_or(0));
    let mut bytes = vec![width as u8];
    let (mut held, mut bits) = (0u64, 0);
    for &number in numbers {
        held |= u64::from(number) << bits;
        bits += width;
        while bits >= 8 {
            bytes.push(held as u8);
            held >>= 8;
            bits -= 8;
        }
    }
    bytes.push(held as u8);
    bytes.extend([0; PADDING]);
    bytes
}

/// Numbers of one width in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed<'t> {
    bytes: &'t [u8],
    width: u32,
}

impl<'t> Packed<'t> {
    /// Reads numbers in place; `None` when the bytes are none.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Packed<'t>> {
        let (&width, bytes) = bytes.split_first()?;
        let width = u32::from(width);
        (1..=u32::BITS).contains(&width).then_some(Packed { bytes, width })
    }

    /// Returns how many numbers the bytes could hold.
    fn room(&self) -> usize {
        self.bytes.len() * 8 / self.width as usize
    }

    /// Returns a number; 0 where there is none.
    #[inline]
    pub(super) fn get(&self, at: usize) -> u32 {
        let bit = at * self.width as usize;
        let eight = self.bytes.get(bit / 8..bit / 8 + 8).and_then(|eight| eight.try_into().ok());
        let held = u64::from_le_bytes(eight.unwrap_or_default());
        ((held >> (bit % 8)) & ((1 << self.width) - 1)) as u32
    }
}

/// Cuts parts off the front of a stretch of bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cutter<'t>(pub(super) &'t [u8]);

impl<'t> Cutter<'t> {
    pub(super) fn take(&mut self, bytes: usize) -> Option<&'t [u8]> {
        let (part, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(part)
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Takes a stretch whose length stands before it.
    pub(super) fn section(&mut self) -> Option<&'t [u8]> {
        let bytes = self.number()?;
        self.take(bytes as usize)
    }
}

/// Writes a stretch with its length before it.
pub(super) fn write_section(section: &[u8], to: &mut Vec<u8>) {
    to.extend((section.len() as u32).to_le_bytes());
    to.extend(section);
}

/// Bits in a row.
#[derive(Clone, Copy, Debug)]
struct Bits<'t>(&'t [u8]);

impl Bits<'_> {
    fn write(bits: &[bool]) -> Vec<u8> {
        let mut bytes = vec![0u8; bits.len().div_ceil(8)];
        for at in (0..bits.len()).filter(|&at| bits[at]) {
            bytes[at / 8] |= 1 << (at % 8);
        }
        bytes
    }

    #[inline]
    fn get(&self, at: usize) -> bool {
        self.0.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }

    /// Set bits in a stretch that begins with a byte.
    fn count(&self, from: usize, to: usize) -> usize {
        let whole = self.0.get(from / 8..to / 8).unwrap_or_default();
        let rest = self.0.get(to / 8).copied().unwrap_or(0) & ((1 << (to % 8)) - 1);
        whole.iter().chain([&rest]).map(|byte| byte.count_ones() as usize).sum()
    }
}

/// Consecutive numbers, shared out among items in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs<'t> {
    items: usize,
    numbers: usize,
    present: Bits<'t>,
    /// Whether a number is the last of its item.
    last: Bits<'t>,
    ranks: Packed<'t>,
    samples: Packed<'t>,
}

impl<'t> Runs<'t> {
    /// Returns the bytes of runs of these lengths.
    pub(super) fn write(lengths: &[usize]) -> Vec<u8> {
        let present: Vec<bool> = lengths.iter().map(|&length| length > 0).collect();
        let (mut last, mut ranks, mut samples) = (Vec::new(), Vec::new(), Vec::new());
        let mut filled = 0;
        for (item, &length) in lengths.iter().enumerate() {
            if item.is_multiple_of(BITS_A_RANK) {
                ranks.push(filled);
            }
            if length == 0 {
                continue;
            }
            if (filled as usize).is_multiple_of(RUNS_A_SAMPLE) {
                samples.push(last.len() as u32);
            }
            last.extend((1..=length).map(|nth| nth == length));
            filled += 1;
        }
        let mut bytes = Vec::new();
        bytes.extend((lengths.len() as u32).to_le_bytes());
        bytes.extend((last.len() as u32).to_le_bytes());
        write_section(&Bits::write(&present), &mut bytes);
        write_section(&Bits::write(&last), &mut bytes);
        write_section(&pack(&ranks), &mut bytes);
        write_section(&pack(&samples), &mut bytes);
        bytes
    }

    /// Reads runs in place; `None` when the bytes are none.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Runs<'t>> {
        Runs::cut(&mut Cutter(bytes))
    }

    fn cut(rest: &mut Cutter<'t>) -> Option<Runs<'t>> {
        Some(Runs {
            items: rest.number()? as usize,
            numbers: rest.number()? as usize,
            present: Bits(rest.section()?),
            last: Bits(rest.section()?),
            ranks: Packed::open(rest.section()?)?,
            samples: Packed::open(rest.section()?)?,
        })
    }

    /// Returns the number of items.
    pub(super) fn len(&self) -> usize {
        self.items
    }

    /// Says whether an item has any numbers.
    pub(super) fn has(&self, item: usize) -> bool {
        item < self.items && self.present.get(item)
    }

    /// Returns the numbers of an item.
    pub(super) fn get(&self, item: usize) -> Range<usize> {
        if !self.has(item) {
            return 0..0;
        }
        let start = item / BITS_A_RANK * BITS_A_RANK;
        let before = self.ranks.get(item / BITS_A_RANK) as usize;
        let rank = before + self.present.count(start, item);
        let mut at = self.samples.get(rank / RUNS_A_SAMPLE) as usize;
        for _ in 0..rank % RUNS_A_SAMPLE {
            at = self.end(at);
        }
        at..self.end(at)
    }

    /// The end of the run that a number stands in.
    fn end(&self, number: usize) -> usize {
        let rest = number..self.numbers;
        rest.into_iter().find(|&at| self.last.get(at)).map_or(self.numbers, |at| at + 1)
    }
}

/// A list of numbers for each item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lists<'t> {
    runs: Runs<'t>,
    numbers: Packed<'t>,
}

impl<'t> Lists<'t> {
    /// Returns the bytes of lists.
    pub(super) fn write(lists: &[Vec<u32>]) -> Vec<u8> {
        let mut bytes = Runs::write(&lists.iter().map(Vec::len).collect::<Vec<_>>());
        write_section(&pack(&lists.concat()), &mut bytes);
        bytes
    }

    /// Reads lists in place; `None` when the bytes are none.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Lists<'t>> {
        let mut rest = Cutter(bytes);
        let runs = Runs::cut(&mut rest)?;
        let numbers = Packed::open(rest.section()?)?;
        (runs.numbers <= numbers.room()).then_some(Lists { runs, numbers })
    }

    /// Says whether an item has a list.
    pub(super) fn has(&self, item: usize) -> bool {
        self.runs.has(item)
    }

    /// Returns the list of an item.
    pub(super) fn get(&self, item: usize) -> impl ExactSizeIterator<Item = u32> + use<'t> {
        let numbers = self.numbers;
        self.runs.get(item).map(move |at| numbers.get(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn lists_are_read_as_written(
            lists in proptest::collection::vec(proptest::collection::vec(0u32..300_000, 0..5), 0..1500),
        ) {
            let bytes = Lists::write(&lists);
            let read = Lists::open(&bytes).expect("just written");
            proptest::prop_assert_eq!(read.runs.len(), lists.len());
            for (item, list) in lists.iter().enumerate() {
                proptest::prop_assert_eq!(&read.get(item).collect::<Vec<_>>(), list);
            }
            proptest::prop_assert_eq!(read.get(lists.len()).count(), 0);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            if let Some(lists) = Lists::open(&bytes) {
                lists.get(3).take(1000).for_each(drop);
            }
        }
    }
}
