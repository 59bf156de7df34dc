//! The slots themselves: which words, in which order, and which units have just these.
//!
//! Sixteen slots make a row. Slots are sorted so that neighbours are much alike: each names how
//! many words it shares with the one before it in the row, then its others.

use super::codec::{Bytes, damaged, put};
use super::word_id::WordId;

/// A slot: a sequence of words and the units in which it stands, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) words: Vec<WordId>,
    pub(super) units: Vec<i64>,
}

/// A row being written.
#[derive(Debug, Default)]
pub(super) struct ShelfWriter {
    bytes: Vec<u8>,
    last: Vec<WordId>,
    /// Room for the units of a slot.
    numbers: Vec<u8>,
}

impl ShelfWriter {
    /// Goes on with a row that holds some slots already.
    pub(super) fn after(bytes: Vec<u8>) -> rusqlite::Result<ShelfWriter> {
        let mut reader = ShelfReader::new(&bytes);
        while reader.next()?.is_some() {}
        let last = reader.words;
        Ok(ShelfWriter { bytes, last, numbers: Vec::new() })
    }

    pub(super) fn push(&mut self, words: &[WordId], units: &[i64]) {
        let shared = self.last.iter().zip(words).take_while(|(a, b)| a == b).count();
        put(&mut self.bytes, shared as u64);
        put(&mut self.bytes, (words.len() - shared) as u64);
        for word in &words[shared..] {
            put(&mut self.bytes, u64::from(word.0));
        }
        self.numbers.clear();
        let mut last = 0;
        for &unit in units {
            put(&mut self.numbers, unit.abs_diff(last));
            last = unit;
        }
        put(&mut self.bytes, self.numbers.len() as u64);
        self.bytes.extend_from_slice(&self.numbers);
        self.last.clear();
        self.last.extend(words);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the row and begins another.
    pub(super) fn finish(&mut self) -> Vec<u8> {
        self.last.clear();
        std::mem::take(&mut self.bytes)
    }
}

/// A row being read, slot by slot.
pub(super) struct ShelfReader<'b> {
    bytes: Bytes<'b>,
    /// The words of the slot that was read last.
    pub(super) words: Vec<WordId>,
}

impl<'b> ShelfReader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> ShelfReader<'b> {
        ShelfReader::with(bytes, Vec::new())
    }

    /// As [`ShelfReader::new`], with a buffer of before.
    pub(super) fn with(bytes: &'b [u8], mut words: Vec<WordId>) -> ShelfReader<'b> {
        words.clear();
        ShelfReader { bytes: Bytes::new(bytes), words }
    }

    /// Passes over the next slot's words and returns its units, as [`ShelfReader::next`] does; the
    /// words of no further slot can be read after that.
    #[inline]
    pub(super) fn next_units(&mut self) -> rusqlite::Result<Option<&'b [u8]>> {
        if self.bytes.is_empty() {
            return Ok(None);
        }
        self.bytes.small()?;
        let words = self.bytes.small()?;
        self.bytes.skip_numbers(words)?;
        let length = self.bytes.small()? as usize;
        self.bytes.take(length).map(Some)
    }

    /// Reads the next slot's words and returns its units, still as bytes; `None` at the end.
    #[inline]
    pub(super) fn next(&mut self) -> rusqlite::Result<Option<&'b [u8]>> {
        if self.bytes.is_empty() {
            return Ok(None);
        }
        let shared = self.bytes.small()? as usize;
        if shared > self.words.len() {
            return Err(damaged());
        }
        self.words.truncate(shared);
        for _ in 0..self.bytes.small()? {
            self.words.push(WordId(self.bytes.small()?));
        }
        let length = self.bytes.small()? as usize;
        self.bytes.take(length).map(Some)
    }
}

/// Reads the units of a slot.
pub(super) fn units_of(bytes: &[u8]) -> rusqlite::Result<Vec<i64>> {
    let mut bytes = Bytes::new(bytes);
    let mut units = Vec::with_capacity(1);
    let mut unit = 0i64;
    while !bytes.is_empty() {
        unit = unit.checked_add_unsigned(bytes.number()?).ok_or_else(damaged)?;
        units.push(unit);
    }
    Ok(units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slot() -> impl Strategy<Value = Slot> {
        let units = prop::collection::btree_set(1i64..1 << 40, 1..4);
        (prop::collection::vec(0u32..500, 0..6), units).prop_map(|(words, units)| Slot {
            words: words.into_iter().map(WordId).collect(),
            units: units.into_iter().collect(),
        })
    }

    proptest! {
        #[test]
        fn what_is_put_on_a_shelf_is_found_there(slots in prop::collection::vec(slot(), 0..16), cut in 0usize..16) {
            let mut writer = ShelfWriter::default();
            for (at, slot) in slots.iter().enumerate() {
                if at == cut {
                    writer = ShelfWriter::after(writer.finish()).expect("read");
                }
                writer.push(&slot.words, &slot.units);
            }
            let bytes = writer.finish();
            let mut reader = ShelfReader::new(&bytes);
            for slot in &slots {
                let units = reader.next().expect("read").expect("a slot");
                prop_assert_eq!(&units_of(units).expect("read"), &slot.units);
                prop_assert_eq!(&reader.words, &slot.words);
            }
            let mut passing = ShelfReader::new(&bytes);
            for slot in &slots {
                let units = passing.next_units().expect("read").expect("a slot");
                prop_assert_eq!(&units_of(units).expect("read"), &slot.units);
            }
            prop_assert!(reader.next().expect("read").is_none());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(0u8..40, 0..60)) {
            let mut reader = ShelfReader::new(&bytes);
            while let Ok(Some(units)) = reader.next() {
                let _ = units_of(units);
            }
        }
    }
}
