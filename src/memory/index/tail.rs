//! Adding a few texts: slots at the end, in the order in which they come.
//!
//! The rows that a write touches are those of its words and one row of slots; nothing is moved.
//! Once the tail has grown, [`super::build`] merges it into the main slots.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::build::{read_text, words_of};
use super::catalogue::Catalogue;
use super::codec::damaged;
use super::families::FamilyWriter;
use super::limits::{CHUNK, SHELF, SHORT};
use super::postings::{
    ListId, MOST_CHUNKS, Slots, chunk_bytes, each_list, short_bytes, short_slots,
};
use super::shelf::ShelfWriter;
use super::sorter::Sorter;

/// Adds texts to the tail; equal texts among them share a slot.
pub(super) fn append(
    conn: &Connection,
    catalogue: &mut Catalogue,
    mut texts: Sorter,
) -> rusqlite::Result<()> {
    let mut slots: Vec<(Vec<u8>, Vec<i64>)> = Vec::new();
    let mut merge = texts.merge(conn)?;
    while let Some(record) = merge.next()? {
        let (key, unit) = read_text(record)?;
        match slots.last_mut() {
            Some((last, units)) if last == key => {
                if units.last() != Some(&unit) {
                    units.push(unit);
                }
            }
            _ => slots.push((key.to_vec(), vec![unit])),
        }
    }
    drop(merge);
    texts.forget(conn)?;
    let first = catalogue.tail_start() + catalogue.tail;
    if (first as usize + slots.len()) / CHUNK as usize >= MOST_CHUNKS as usize {
        return Err(damaged());
    }
    // The tail's last row may have room left.
    let get = format!("SELECT slots FROM {} WHERE id = ?1", catalogue.shelves());
    let put = format!("INSERT OR REPLACE INTO {} (id, slots) VALUES (?1, ?2)", catalogue.shelves());
    let open =
        conn.prepare_cached(&get)?.query_row([first / SHELF], |row| row.get(0)).optional()?;
    let mut shelf = ShelfWriter::after(open.unwrap_or_default())?;
    let mut lists: BTreeMap<ListId, Vec<u32>> = BTreeMap::new();
    let mut words = Vec::new();
    let mut families = FamilyWriter::new(conn, catalogue);
    let count = slots.len() as u32;
    for (slot, (key, units)) in (first..).zip(slots) {
        words_of(&key, &mut words)?;
        shelf.push(&words, &units);
        families.push(slot, &units)?;
        catalogue.texts += units.len() as u64;
        each_list(&words, |list| lists.entry(list).or_default().push(slot));
        if (slot + 1).is_multiple_of(SHELF) || slot + 1 == first + count {
            conn.prepare_cached(&put)?.execute(params![slot / SHELF, shelf.finish()])?;
        }
    }
    catalogue.tail += count;
    let mut writer = Lists::new(conn, catalogue);
    lists.into_iter().try_for_each(|(list, slots)| writer.extend(list, &slots))
}

/// Lists that grow at their end.
struct Lists<'c> {
    conn: &'c Connection,
    get: String,
    put: String,
    delete: String,
    has: String,
}

impl<'c> Lists<'c> {
    fn new(conn: &'c Connection, catalogue: &Catalogue) -> Lists<'c> {
        let table = catalogue.lists();
        Lists {
            conn,
            get: format!("SELECT slots FROM {table} WHERE id = ?1"),
            put: format!("INSERT OR REPLACE INTO {table} (id, slots) VALUES (?1, ?2)"),
            delete: format!("DELETE FROM {table} WHERE id = ?1"),
            has: format!("SELECT 1 FROM {table} WHERE id BETWEEN ?1 AND ?2 LIMIT 1"),
        }
    }

    fn row(&self, id: i64) -> rusqlite::Result<Option<Vec<u8>>> {
        self.conn.prepare_cached(&self.get)?.query_row([id], |row| row.get(0)).optional()
    }

    fn write(&self, id: i64, bytes: &[u8]) -> rusqlite::Result<()> {
        self.conn.prepare_cached(&self.put)?.execute(params![id, bytes]).map(|_| ())
    }

    fn extend(&mut self, list: ListId, slots: &[u32]) -> rusqlite::Result<()> {
        let short = self.row(list.short_row())?;
        let range = params![list.chunk_row(0), list.short_row() - 1];
        if short.is_none() && self.conn.prepare_cached(&self.has)?.exists(range)? {
            return self.extend_chunks(list, slots);
        }
        let mut all = short_slots(&short.unwrap_or_default())?;
        all.extend(slots);
        if all.len() <= SHORT {
            return self.write(list.short_row(), &short_bytes(&all));
        }
        self.conn.prepare_cached(&self.delete)?.execute([list.short_row()])?;
        self.extend_chunks(list, &all)
    }

    fn extend_chunks(&mut self, list: ListId, slots: &[u32]) -> rusqlite::Result<()> {
        for slots in slots.chunk_by(|a, b| a / CHUNK == b / CHUNK) {
            let id = list.chunk_row(slots[0] / CHUNK);
            let mut all: Vec<u16> = Vec::new();
            if let Some(bytes) = self.row(id)? {
                Slots::of_chunk(&bytes)?.each(0, CHUNK, |slot| all.push(slot));
            }
            all.extend(slots.iter().map(|slot| (slot % CHUNK) as u16));
            self.write(id, &chunk_bytes(&all))?;
        }
        Ok(())
    }
}
