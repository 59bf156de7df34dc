//! Which slots hold a word: lists of one chunk of slots each.
//!
//! A word that stands in few slots has one *short* row for all chunks, the distances between
//! its slots; any other has a row a chunk, sorted 16-bit numbers or, where these would take more
//! room, a bitmap. A word's second, third … occurrence in a text has lists of its own, so that
//! "bye bye" is not found by one "bye".

use super::codec::{Bytes, damaged, put};
use super::limits::{CHUNK, OCCURRENCES};
use super::word_id::{IdMap, WordId};

/// Slots of a chunk from which on a bitmap is no longer than their numbers.
const BITMAP_FROM: usize = CHUNK as usize / 16;

const BITMAP_BYTES: usize = CHUNK as usize / 8;

/// Bits of a row's number that tell the chunk; all of them set: the short row.
const CHUNK_BITS: u32 = 13;
const SHORT_ROW: i64 = (1 << CHUNK_BITS) - 1;

/// The most chunks, and with them slots, that a language can have.
pub(super) const MOST_CHUNKS: u32 = SHORT_ROW as u32;

/// One list: a word and which of its occurrences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ListId(u64);

impl ListId {
    pub(super) fn new(word: WordId, occurrence: u32) -> ListId {
        ListId(u64::from(word.0) * u64::from(OCCURRENCES) + u64::from(occurrence))
    }

    pub(super) fn from_number(number: u64) -> ListId {
        ListId(number)
    }

    pub(super) fn number(self) -> u64 {
        self.0
    }

    fn base(self) -> i64 {
        // A word's number has 32 bits, 5 tell the occurrence, 13 the chunk.
        (self.0 << CHUNK_BITS) as i64
    }

    /// The number of the row for a chunk.
    pub(super) fn chunk_row(self, chunk: u32) -> i64 {
        self.base() | i64::from(chunk)
    }

    /// The number of the row for all chunks.
    pub(super) fn short_row(self) -> i64 {
        self.base() | SHORT_ROW
    }

    /// Reads a row's number back: the list, and the chunk unless the row is for all.
    pub(super) fn of_row(row: i64) -> (ListId, Option<u32>) {
        let chunk = row & SHORT_ROW;
        let list = ListId((row >> CHUNK_BITS) as u64);
        (list, (chunk != SHORT_ROW).then_some(chunk as u32))
    }
}

/// Calls a function with every list that a text with these words is in.
pub(super) fn each_list(words: &[WordId], mut found: impl FnMut(ListId)) {
    // Looking back is quicker than a map, in a text of the usual length.
    if words.len() <= 64 {
        for (at, &word) in words.iter().enumerate() {
            let before = words[..at].iter().filter(|&&other| other == word).count() as u32;
            if before < OCCURRENCES {
                found(ListId::new(word, before));
            }
        }
        return;
    }
    let mut met: IdMap<u32> = IdMap::default();
    for &word in words {
        let before = met.entry(word).or_default();
        if *before < OCCURRENCES {
            found(ListId::new(word, *before));
            *before += 1;
        }
    }
}

/// Makes the row of a chunk from its slots, counted from the chunk's first, in order.
pub(super) fn chunk_bytes(slots: &[u16]) -> Vec<u8> {
    if slots.len() < BITMAP_FROM {
        return slots.iter().flat_map(|slot| slot.to_le_bytes()).collect();
    }
    let mut bits = vec![0; BITMAP_BYTES];
    for &slot in slots {
        bits[usize::from(slot / 8)] |= 1 << (slot % 8);
    }
    bits
}

/// Makes a short row.
pub(super) fn short_bytes(slots: &[u32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(slots.len() * 2);
    let mut last = 0;
    for &slot in slots {
        put(&mut out, u64::from(slot - last));
        last = slot;
    }
    out
}

/// Reads a short row.
pub(super) fn short_slots(bytes: &[u8]) -> rusqlite::Result<Vec<u32>> {
    let mut bytes = Bytes::new(bytes);
    let mut slots = Vec::new();
    let mut slot = 0u32;
    while !bytes.is_empty() {
        slot = slot.checked_add(bytes.small()?).ok_or_else(damaged)?;
        slots.push(slot);
    }
    Ok(slots)
}

/// The slots of one list in one chunk, in any of their three dresses.
#[derive(Clone, Copy)]
pub(super) enum Slots<'b> {
    Bitmap(&'b [u8]),
    /// Two bytes a slot.
    Sorted(&'b [[u8; 2]]),
    /// Slots counted from the first of all; the chunk's first.
    Short(&'b [u32], u32),
}

impl<'b> Slots<'b> {
    pub(super) fn of_chunk(bytes: &'b [u8]) -> rusqlite::Result<Slots<'b>> {
        if bytes.len() == BITMAP_BYTES {
            return Ok(Slots::Bitmap(bytes));
        }
        match bytes.as_chunks::<2>() {
            (slots, []) => Ok(Slots::Sorted(slots)),
            _ => Err(damaged()),
        }
    }

    /// Calls a function with every slot from `from` to before `to`, in order.
    #[inline]
    pub(super) fn each(&self, from: u32, to: u32, mut found: impl FnMut(u16)) {
        match *self {
            Slots::Bitmap(bytes) => {
                let (words, _) = bytes.as_chunks::<8>();
                for at in from / 64..to.div_ceil(64) {
                    let mut bits = u64::from_le_bytes(words[at as usize]);
                    while bits != 0 {
                        let slot = at * 64 + bits.trailing_zeros();
                        bits &= bits - 1;
                        if (from..to).contains(&slot) {
                            found(slot as u16);
                        }
                    }
                }
            }
            Slots::Sorted(slots) => {
                let value = |slot: &[u8; 2]| u32::from(u16::from_le_bytes(*slot));
                let first = slots.partition_point(|slot| value(slot) < from);
                for slot in slots[first..].iter().take_while(|slot| value(slot) < to) {
                    found(u16::from_le_bytes(*slot));
                }
            }
            Slots::Short(slots, base) => {
                let first = slots.partition_point(|&slot| slot < base + from);
                for slot in slots[first..].iter().take_while(|&&slot| slot < base + to) {
                    found((slot - base) as u16);
                }
            }
        }
    }

    /// Calls a function with those of some slots, given in order, that are in the list.
    #[inline]
    pub(super) fn probe(&self, asked: &[u16], mut found: impl FnMut(u16)) {
        match *self {
            Slots::Bitmap(bytes) => {
                let is_set = |slot: u16| bytes[usize::from(slot / 8)] >> (slot % 8) & 1 == 1;
                asked.iter().filter(|&&slot| is_set(slot)).for_each(|&slot| found(slot));
            }
            Slots::Sorted(slots) => {
                let value = |at: usize| u16::from_le_bytes(slots[at]);
                let mut at = 0;
                for &slot in asked {
                    at = gallop(at, slots.len(), |at| value(at) < slot);
                    if at == slots.len() {
                        break;
                    }
                    if value(at) == slot {
                        found(slot);
                    }
                }
            }
            Slots::Short(slots, base) => {
                let mut at = 0;
                for &slot in asked {
                    let wanted = base + u32::from(slot);
                    at = gallop(at, slots.len(), |at| slots[at] < wanted);
                    if at == slots.len() {
                        break;
                    }
                    if slots[at] == wanted {
                        found(slot);
                    }
                }
            }
        }
    }
}

/// Returns the first place from `at` on that is not before; steps double until one is found.
#[inline]
pub(super) fn gallop(mut at: usize, end: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let mut step = 1;
    while at + step < end && is_before(at + step) {
        at += step;
        step *= 2;
    }
    let (mut low, mut high) = (at, end.min(at + step + 1));
    while low < high {
        let middle = (low + high) / 2;
        if is_before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::index::limits::SHORT;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn lists_give_back_their_slots(
            density in 1u32..30,
            seed in any::<u32>(),
            (from, to) in (0u32..CHUNK, 0u32..=CHUNK),
            asked in prop::collection::btree_set(0..CHUNK as u16, 0..100),
        ) {
            let kept = |slot: &u32| slot.wrapping_mul(2_654_435_761).wrapping_add(seed) % 32 < density;
            let slots: Vec<u16> =
                (0..CHUNK).filter(kept).step_by(2).map(|slot| slot as u16).collect();
            let far: Vec<u32> = slots.iter().take(SHORT).map(|&s| u32::from(s) + CHUNK).collect();
            let short = short_slots(&short_bytes(&far)).expect("read");
            prop_assert_eq!(&short, &far);
            let bytes = chunk_bytes(&slots);
            let few = slots.len().min(BITMAP_FROM - 1);
            let few_bytes = chunk_bytes(&slots[..few]);
            let dresses = [
                (Slots::of_chunk(&bytes).expect("read"), slots.len()),
                (Slots::of_chunk(&few_bytes).expect("read"), few),
                (Slots::Short(&short, CHUNK), far.len()),
            ];
            for (dress, length) in dresses {
                let known: BTreeSet<u16> = slots[..length].iter().copied().collect();
                let mut found = Vec::new();
                dress.each(from, to, |slot| found.push(slot));
                let within = known.iter().copied().filter(|&s| (from..to).contains(&s.into()));
                prop_assert_eq!(found, within.collect::<Vec<_>>());
                let asked: Vec<u16> = asked.iter().copied().collect();
                let mut hits = Vec::new();
                dress.probe(&asked, |slot| hits.push(slot));
                let expected: Vec<u16> = asked.into_iter().filter(|s| known.contains(s)).collect();
                prop_assert_eq!(hits, expected);
            }
        }

        #[test]
        fn rows_are_numbered_apart(word in 0u32.., nth in 0..OCCURRENCES, chunk in 0..MOST_CHUNKS) {
            let list = ListId::new(WordId(word), nth);
            prop_assert_eq!(ListId::of_row(list.chunk_row(chunk)), (list, Some(chunk)));
            prop_assert_eq!(ListId::of_row(list.short_row()), (list, None));
        }
    }

    #[test]
    fn damaged_rows_are_refused() {
        assert!(Slots::of_chunk(&[1]).is_err() && short_slots(&[0x80]).is_err());
    }
}
