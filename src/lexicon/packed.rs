//! Numbers packed into as few bits as they need, and lists of them: the bricks of a compiled
//! lexicon, read in place.
//!
//! [`Lists`] keeps, for each of many items, a list of numbers, most of them short and many empty:
//! a bit an item says whether it has a list, a bit a number says whether it is the last of its
//! list, and every sixteenth list has its place noted.

/// Lists whose place is noted: every sixteenth; the others are reached by walking.
const LISTS_A_SAMPLE: usize = 16;
/// Bits of the presence set for which a count is noted.
const BITS_A_RANK: usize = 512;
/// Bytes after packed numbers, so that each can be read as eight.
const PADDING: usize = 8;

/// Returns the bits a number needs, at least one.
pub(super) fn width_of(greatest: u32) -> u32 {
    (u32::BITS - greatest.leading_zeros()).max(1)
}

/// Packs numbers of a width, the lowest bits first.
pub(super) fn pack(numbers: impl IntoIterator<Item = u32>, width: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0u64, 0);
    for number in numbers {
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
    pub(super) fn new(bytes: &'t [u8], width: u32) -> Packed<'t> {
        Packed { bytes, width: width.clamp(1, u32::BITS) }
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

/// A list of numbers for each item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lists<'t> {
    items: usize,
    present: &'t [u8],
    ranks: Packed<'t>,
    samples: Packed<'t>,
    /// Twice the number, plus one for the last of a list.
    numbers: Packed<'t>,
}

impl<'t> Lists<'t> {
    /// Returns the bytes of lists.
    pub(super) fn write(lists: &[Vec<u32>]) -> Vec<u8> {
        let mut present = vec![0u8; lists.len().div_ceil(8)];
        let (mut ranks, mut samples, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        let mut filled = 0;
        for (item, list) in lists.iter().enumerate() {
            if item % BITS_A_RANK == 0 {
                ranks.push(filled as u32);
            }
            let Some((last, before)) = list.split_last() else { continue };
            present[item / 8] |= 1 << (item % 8);
            if filled % LISTS_A_SAMPLE == 0 {
                samples.push(numbers.len() as u32);
            }
            numbers.extend(before.iter().map(|number| number << 1));
            numbers.push(last << 1 | 1);
            filled += 1;
        }
        let width = width_of(numbers.iter().copied().max().unwrap_or(0));
        let mut bytes = Vec::new();
        bytes.extend((lists.len() as u32).to_le_bytes());
        bytes.extend(width.to_le_bytes());
        write_section(&present, &mut bytes);
        write_section(&pack(ranks, u32::BITS), &mut bytes);
        write_section(&pack(samples, u32::BITS), &mut bytes);
        write_section(&pack(numbers, width), &mut bytes);
        bytes
    }

    /// Reads lists in place; `None` when the bytes are none.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Lists<'t>> {
        let mut rest = Cutter(bytes);
        let (items, width) = (rest.number()? as usize, rest.number()?);
        Some(Lists {
            items,
            present: rest.section()?,
            ranks: Packed::new(rest.section()?, u32::BITS),
            samples: Packed::new(rest.section()?, u32::BITS),
            numbers: Packed::new(rest.section()?, width),
        })
    }

    /// Returns the number of items.
    pub(super) fn len(&self) -> usize {
        self.items
    }

    /// Says whether an item has a list.
    pub(super) fn has(&self, item: usize) -> bool {
        self.present.get(item / 8).is_some_and(|byte| byte >> (item % 8) & 1 == 1)
    }

    /// Returns the list of an item.
    pub(super) fn get(&self, item: usize) -> List<'t> {
        if item >= self.items || !self.has(item) {
            return List { numbers: self.numbers, at: 0, done: true };
        }
        let rank = self.rank(item);
        let mut at = self.samples.get(rank / LISTS_A_SAMPLE) as usize;
        for _ in 0..rank % LISTS_A_SAMPLE {
            while self.numbers.get(at) & 1 == 0 && at < self.numbers.bytes.len() * 8 {
                at += 1;
            }
            at += 1;
        }
        List { numbers: self.numbers, at, done: false }
    }

    /// Lists before that of an item.
    fn rank(&self, item: usize) -> usize {
        let start = item / BITS_A_RANK * BITS_A_RANK;
        let whole = self.present.get(start / 8..item / 8).unwrap_or_default();
        let rest = self.present.get(item / 8).copied().unwrap_or(0) & ((1 << (item % 8)) - 1);
        let ones: u32 = whole.iter().chain([&rest]).map(|byte| byte.count_ones()).sum();
        self.ranks.get(item / BITS_A_RANK) as usize + ones as usize
    }
}

/// The numbers of one list, in order.
#[derive(Clone, Debug)]
pub(super) struct List<'t> {
    numbers: Packed<'t>,
    at: usize,
    done: bool,
}

impl Iterator for List<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        // A list that never ends (a broken table) ends with the bytes.
        if self.done || self.at >= self.numbers.bytes.len() * 8 {
            return None;
        }
        let number = self.numbers.get(self.at);
        self.at += 1;
        self.done = number & 1 == 1;
        Some(number >> 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn lists_are_read_as_written(
            lists in proptest::collection::vec(proptest::collection::vec(0u32..300_000, 0..5), 0..1500),
        ) {
            let bytes = Lists::write(&lists);
            let read = Lists::open(&bytes).expect("just written");
            proptest::prop_assert_eq!(read.len(), lists.len());
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
