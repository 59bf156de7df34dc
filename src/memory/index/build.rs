//! Making all slots of a language at one go, in sorted runs.
//!
//! The slots there are and the texts that have come since are merged in order of weight, newest
//! word and words; equal texts share a slot. Lists are inverted a chunk at a time and merged by
//! word. Every row is written once, after the one before it in its table.

use rusqlite::{Connection, OptionalExtension, params};

use super::catalogue::Catalogue;
use super::codec::{Bytes, damaged, put};
use super::families::FamilyWriter;
use super::limits::{CHUNK, OCCURRENCES, SHELF, SHORT};
use super::postings::{ListId, MOST_CHUNKS, chunk_bytes, each_list, short_bytes};
use super::shelf::{ShelfReader, ShelfWriter, Slot, units_of};
use super::sorter::{Merge, RunWriter, Sorter};
use super::word_id::WordId;

/// The sort key of a sequence of words: weight, newest word, the words. Near-duplicates of one
/// another often differ in frequent words and share the rarest, so that they become neighbours.
pub(super) fn sort_key(words: &[WordId], out: &mut Vec<u8>) {
    let weight: u32 = words.iter().map(|word| word.weight()).fold(0, u32::saturating_add);
    let newest = words.iter().map(|word| word.0).max().unwrap_or(0);
    out.extend(weight.to_be_bytes());
    out.extend((!newest).to_be_bytes());
    put(out, words.len() as u64);
    for word in words {
        put(out, u64::from(word.0));
    }
}

/// Writes a text for the sorter: the sort key of its words, then its unit.
pub(super) fn write_text(words: &[WordId], unit: i64, out: &mut Vec<u8>) {
    sort_key(words, out);
    out.extend(unit.to_be_bytes());
}

/// Reads what [`write_text`] wrote: the sort key and the unit.
pub(super) fn read_text(record: &[u8]) -> rusqlite::Result<(&[u8], i64)> {
    let (key, unit) = record.split_last_chunk::<8>().ok_or_else(damaged)?;
    Ok((key, i64::from_be_bytes(*unit)))
}

/// Reads the words of a sort key.
pub(super) fn words_of(key: &[u8], words: &mut Vec<WordId>) -> rusqlite::Result<()> {
    let mut bytes = Bytes::new(key);
    bytes.take(8)?;
    words.clear();
    for _ in 0..bytes.small()? {
        words.push(WordId(bytes.small()?));
    }
    Ok(())
}

/// Makes the slots of a language anew from those it has and new texts; units that were removed
/// are left out when it is said which stand. Returns in how many slots each word stands.
pub(super) fn rebuild(
    conn: &Connection,
    catalogue: &mut Catalogue,
    mut texts: Sorter,
    standing: Option<&Standing>,
) -> rusqlite::Result<Vec<u32>> {
    let old = catalogue.clone();
    // The tail is in no order; it is sorted with the new texts.
    let mut tail = SlotReader::new(conn, &old, old.tail_shelf(), u32::MAX)?;
    while let Some(slot) = tail.next()? {
        for unit in slot.units {
            texts.push(|out| write_text(&slot.words, unit, out));
        }
    }
    drop(tail);
    catalogue.build += 1;
    catalogue.create_slots(conn)?;
    let mut slots = SlotWriter::new(conn, catalogue)?;
    let mut main = MainSlots {
        slots: SlotReader::new(conn, &old, 0, old.main.div_ceil(SHELF))?,
        key: Vec::new(),
    };
    let mut merge = texts.merge(conn)?;
    let mut new = Texts::begin(&mut merge)?;
    let mut old_slot = main.next()?;
    let (mut words, mut units) = (Vec::new(), Vec::new());
    loop {
        let key = match (&old_slot, new.is_some()) {
            (Some(_), false) => &main.key,
            (Some(_), true) if main.key <= new.key => &main.key,
            (_, true) => &new.key,
            (None, false) => break,
        };
        let key = key.clone();
        units.clear();
        if let Some(slot) = old_slot.take_if(|_| main.key == key) {
            units.extend(slot.units);
            old_slot = main.next()?;
        }
        while new.is_some() && new.key == key {
            units.push(new.unit);
            new.advance(&mut merge)?;
        }
        units.sort_unstable();
        units.dedup();
        if let Some(standing) = standing {
            units.retain(|&unit| standing.holds(unit));
        }
        if !units.is_empty() {
            words_of(&key, &mut words)?;
            slots.push(&words, &units)?;
        }
    }
    drop((merge, main));
    texts.forget(conn)?;
    let counts = slots.finish(catalogue)?;
    old.drop_slots(conn)?;
    Ok(counts)
}

/// Which units a memory holds: a bit each.
pub(super) struct Standing(Vec<u64>);

impl Standing {
    pub(super) fn load(conn: &Connection) -> rusqlite::Result<Standing> {
        let mut bits: Vec<u64> = Vec::new();
        let mut found = conn.prepare_cached("SELECT id FROM units ORDER BY id")?;
        let mut rows = found.query([])?;
        while let Some(row) = rows.next()? {
            let unit: u32 = row.get(0)?;
            let at = unit as usize / 64;
            if bits.len() <= at {
                bits.resize(at + 1, 0);
            }
            bits[at] |= 1 << (unit % 64);
        }
        Ok(Standing(bits))
    }

    pub(super) fn holds(&self, unit: i64) -> bool {
        usize::try_from(unit).is_ok_and(|unit| {
            self.0.get(unit / 64).is_some_and(|bits| bits >> (unit % 64) & 1 == 1)
        })
    }
}

/// The new texts, one looked at.
struct Texts {
    key: Vec<u8>,
    unit: i64,
    ended: bool,
}

impl Texts {
    fn begin(merge: &mut Merge<'_>) -> rusqlite::Result<Texts> {
        let mut texts = Texts { key: Vec::new(), unit: 0, ended: false };
        texts.advance(merge)?;
        Ok(texts)
    }

    fn is_some(&self) -> bool {
        !self.ended
    }

    fn advance(&mut self, merge: &mut Merge<'_>) -> rusqlite::Result<()> {
        match merge.next()? {
            Some(record) => {
                let (key, unit) = read_text(record)?;
                self.unit = unit;
                self.key.clear();
                self.key.extend(key);
            }
            None => self.ended = true,
        }
        Ok(())
    }
}

/// The main slots there are, the sort key of the last one given beside it.
struct MainSlots<'c> {
    slots: SlotReader<'c>,
    key: Vec<u8>,
}

impl MainSlots<'_> {
    fn next(&mut self) -> rusqlite::Result<Option<Slot>> {
        let slot = self.slots.next()?;
        if let Some(slot) = &slot {
            self.key.clear();
            sort_key(&slot.words, &mut self.key);
        }
        Ok(slot)
    }
}

/// Reads slots one after another.
pub(super) struct SlotReader<'c> {
    conn: &'c Connection,
    sql: String,
    next: u32,
    end: u32,
    row: std::vec::IntoIter<Slot>,
}

impl<'c> SlotReader<'c> {
    /// Begins at one row of slots and ends before another.
    pub(super) fn new(
        conn: &'c Connection,
        catalogue: &Catalogue,
        next: u32,
        end: u32,
    ) -> rusqlite::Result<SlotReader<'c>> {
        let sql = format!("SELECT slots FROM {} WHERE id = ?1", catalogue.shelves());
        Ok(SlotReader { conn, sql, next, end, row: Vec::new().into_iter() })
    }

    pub(super) fn next(&mut self) -> rusqlite::Result<Option<Slot>> {
        loop {
            if let Some(slot) = self.row.next() {
                return Ok(Some(slot));
            }
            if self.next >= self.end {
                return Ok(None);
            }
            let mut read = self.conn.prepare_cached(&self.sql)?;
            let bytes: Option<Vec<u8>> =
                read.query_row([self.next], |row| row.get(0)).optional()?;
            let Some(bytes) = bytes else {
                return Ok(None);
            };
            self.next += 1;
            let mut reader = ShelfReader::new(&bytes);
            let mut row = Vec::with_capacity(SHELF as usize);
            while let Some(units) = reader.next()? {
                row.push(Slot { words: reader.words.clone(), units: units_of(units)? });
            }
            self.row = row.into_iter();
        }
    }
}

/// Writes slots in order of weight, and the lists they give.
struct SlotWriter<'c> {
    conn: &'c Connection,
    insert: String,
    shelf: ShelfWriter,
    slot: u32,
    texts: u64,
    weights: Vec<(u32, u32)>,
    counts: Vec<u32>,
    /// Of the present chunk: list and slot, 48 bits and 16.
    lists: Vec<u64>,
    sorted: Sorter,
    families: FamilyWriter<'c>,
}

impl<'c> SlotWriter<'c> {
    fn new(conn: &'c Connection, catalogue: &Catalogue) -> rusqlite::Result<SlotWriter<'c>> {
        Ok(SlotWriter {
            conn,
            insert: format!("INSERT INTO {} (id, slots) VALUES (?1, ?2)", catalogue.shelves()),
            shelf: ShelfWriter::default(),
            slot: 0,
            texts: 0,
            weights: Vec::new(),
            counts: vec![0; catalogue.next.end() as usize],
            lists: Vec::new(),
            sorted: Sorter::new(&catalogue.lists()),
            families: FamilyWriter::new(conn, catalogue),
        })
    }

    fn push(&mut self, words: &[WordId], units: &[i64]) -> rusqlite::Result<()> {
        let weight = words.iter().map(|word| word.weight()).fold(0, u32::saturating_add);
        if self.weights.last().is_none_or(|&(last, _)| last != weight) {
            self.weights.push((weight, self.slot));
        }
        self.shelf.push(words, units);
        self.families.push(self.slot, units)?;
        self.texts += units.len() as u64;
        let place = u64::from(self.slot % CHUNK);
        each_list(words, |list| {
            self.lists.push(list.number() << 16 | place);
            if list.number().is_multiple_of(u64::from(OCCURRENCES)) {
                let word = (list.number() / u64::from(OCCURRENCES)) as usize;
                if let Some(count) = self.counts.get_mut(word) {
                    *count += 1;
                }
            }
        });
        self.slot += 1;
        if self.slot.is_multiple_of(SHELF) {
            self.end_shelf()?;
        }
        if self.slot.is_multiple_of(CHUNK) {
            self.end_chunk()?;
        }
        Ok(())
    }

    fn end_shelf(&mut self) -> rusqlite::Result<()> {
        let row = self.slot.div_ceil(SHELF) - 1;
        self.conn.prepare_cached(&self.insert)?.execute(params![row, self.shelf.finish()])?;
        Ok(())
    }

    /// Sorts the lists of a chunk and puts them aside as a run.
    fn end_chunk(&mut self) -> rusqlite::Result<()> {
        let chunk = self.slot.div_ceil(CHUNK) - 1;
        if chunk >= MOST_CHUNKS {
            // Half a thousand million different texts of one language: no disk of today.
            return Err(damaged());
        }
        let mut lists = std::mem::take(&mut self.lists);
        lists.sort_unstable();
        self.sorted.add_run(self.conn, |run: &mut RunWriter<'_>| {
            for list in lists.chunk_by(|a, b| a >> 16 == b >> 16) {
                run.push(|out| {
                    out.extend((list[0] >> 16).to_be_bytes());
                    out.extend(chunk.to_be_bytes());
                    list.iter().for_each(|entry| out.extend((*entry as u16).to_le_bytes()));
                })?;
            }
            Ok(())
        })?;
        lists.clear();
        self.lists = lists;
        Ok(())
    }

    fn finish(mut self, catalogue: &mut Catalogue) -> rusqlite::Result<Vec<u32>> {
        if !self.shelf.is_empty() {
            self.end_shelf()?;
        }
        if !self.lists.is_empty() {
            self.end_chunk()?;
        }
        self.lists = Vec::new();
        let mut writer = ListWriter::new(self.conn, catalogue);
        self.sorted.drain(self.conn, |record| {
            let (list, rest) = record.split_first_chunk::<8>().ok_or_else(damaged)?;
            let (chunk, slots) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
            let list = ListId::from_number(u64::from_be_bytes(*list));
            let slots = slots.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
            writer.push(list, u32::from_be_bytes(*chunk), slots.collect())
        })?;
        writer.end_list()?;
        catalogue.main = self.slot;
        catalogue.tail = 0;
        catalogue.texts = self.texts;
        catalogue.weights = self.weights;
        for (fixed, count) in catalogue.fixed.iter_mut().zip(&self.counts) {
            *fixed = *count;
        }
        Ok(self.counts)
    }
}

/// Writes lists, as short rows or a row a chunk.
struct ListWriter<'c> {
    conn: &'c Connection,
    insert: String,
    list: Option<ListId>,
    chunks: Vec<(u32, Vec<u16>)>,
}

impl<'c> ListWriter<'c> {
    fn new(conn: &'c Connection, catalogue: &Catalogue) -> ListWriter<'c> {
        let insert = format!("INSERT INTO {} (id, slots) VALUES (?1, ?2)", catalogue.lists());
        ListWriter { conn, insert, list: None, chunks: Vec::new() }
    }

    fn push(&mut self, list: ListId, chunk: u32, slots: Vec<u16>) -> rusqlite::Result<()> {
        if self.list != Some(list) {
            self.end_list()?;
            self.list = Some(list);
        }
        self.chunks.push((chunk, slots));
        Ok(())
    }

    fn end_list(&mut self) -> rusqlite::Result<()> {
        let Some(list) = self.list.take() else {
            return Ok(());
        };
        let mut insert = self.conn.prepare_cached(&self.insert)?;
        let count: usize = self.chunks.iter().map(|(_, slots)| slots.len()).sum();
        if count <= SHORT {
            let slots: Vec<u32> = self
                .chunks
                .iter()
                .flat_map(|(chunk, slots)| slots.iter().map(move |&s| chunk * CHUNK + u32::from(s)))
                .collect();
            insert.execute(params![list.short_row(), short_bytes(&slots)])?;
        } else {
            for (chunk, slots) in &self.chunks {
                insert.execute(params![list.chunk_row(*chunk), chunk_bytes(slots)])?;
            }
        }
        self.chunks.clear();
        Ok(())
    }
}
