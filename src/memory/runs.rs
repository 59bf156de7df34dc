//! The rows that searches read, written in sorted runs.
//!
//! Hashes and weights scatter over their tables; one row at a time, every row would touch
//! another page. [`Runs`] gathers some ten thousand and writes them in the order of the table.

use std::collections::HashMap;

use rusqlite::{Connection, TransactionBehavior, params};

use super::error::MemoryError;
use super::open::Memory;
use super::pieces::Words;
use super::read;
use super::score::weight;
use super::signature::{Signature, store_rules};
use super::store::words_of;
use super::terms;

/// Rows gathered before they are written; about 6 MB.
const RUN: usize = 65_536;

/// Texts read at a time while all are being read anew.
const PAGE: i64 = 1000;

/// What is kept of one text for the searches.
pub(super) struct SearchRow {
    pub(super) lang: i64,
    pub(super) weight: u32,
    pub(super) unit: i64,
    pub(super) nth: usize,
    /// Hash of the comparable form, as stored.
    pub(super) hash: i64,
    pub(super) signature: Signature,
}

/// Rows on their way to the tables. What is not flushed is lost.
#[derive(Default)]
pub(super) struct Runs {
    rows: Vec<SearchRow>,
}

impl Runs {
    pub(super) fn push(&mut self, conn: &Connection, row: SearchRow) -> rusqlite::Result<()> {
        self.rows.push(row);
        if self.rows.len() >= RUN { self.flush(conn) } else { Ok(()) }
    }

    /// Writes what was gathered.
    pub(super) fn flush(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        self.rows.sort_unstable_by_key(|row| (row.lang, row.weight, row.unit, row.nth));
        let sql = "INSERT INTO signatures (lang_id, weight, unit_id, nth, signature) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut insert = conn.prepare_cached(sql)?;
        for row in &self.rows {
            insert.execute(params![
                row.lang,
                row.weight,
                row.unit,
                row.nth,
                row.signature.bytes()
            ])?;
        }
        self.rows.sort_unstable_by_key(|row| (row.hash, row.lang, row.unit, row.nth));
        let sql = "INSERT INTO hashes (hash, lang_id, unit_id, nth) VALUES (?1, ?2, ?3, ?4)";
        let mut insert = conn.prepare_cached(sql)?;
        for row in &self.rows {
            insert.execute(params![row.hash, row.lang, row.unit, row.nth])?;
        }
        self.rows.clear();
        Ok(())
    }
}

impl Memory {
    /// Makes everything that searches read anew, from the stored texts.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be written; all stays as it was then.
    pub fn reindex(&mut self) -> Result<(), MemoryError> {
        let path = self.path.clone();
        reindex(&mut self.conn, self.words.get_mut())
            .map_err(|error| MemoryError::of(&path, error))?;
        self.searchable = true;
        Ok(())
    }
}

fn reindex(conn: &mut Connection, words: &mut HashMap<String, Words>) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch("DELETE FROM signatures; DELETE FROM hashes")?;
    let mut update =
        tx.prepare("UPDATE variants SET weight = ?3 WHERE unit_id = ?1 AND nth = ?2")?;
    let mut runs = Runs::default();
    for (lang, tag) in read::languages(&tx)? {
        let words = words_of(words, &tag);
        let mut after = (0, 0);
        loop {
            let page = texts_after(&tx, lang, after)?;
            let Some(last) = page.last() else {
                break;
            };
            after = (last.unit, last.nth);
            for row in page {
                let pieces = words.pieces(&row.text);
                let weight = weight(&pieces);
                if weight != row.weight {
                    update.execute(params![row.unit, row.nth, weight])?;
                }
                let (unit, hash) = (row.unit, row.hash);
                let nth = usize::try_from(row.nth).unwrap_or_default();
                let signature = Signature::of(&pieces);
                runs.push(&tx, SearchRow { lang, weight, unit, nth, hash, signature })?;
            }
        }
    }
    runs.flush(&tx)?;
    drop(update);
    terms::reindex(&tx, words)?;
    store_rules(&tx)?;
    tx.commit()
}

struct TextRow {
    unit: i64,
    nth: i64,
    text: String,
    hash: i64,
    weight: u32,
}

/// Reads on after a place: an open cursor would not bear the rows being changed under it.
fn texts_after(
    conn: &Connection,
    lang: i64,
    (unit, nth): (i64, i64),
) -> rusqlite::Result<Vec<TextRow>> {
    let sql = "SELECT unit_id, nth, text, hash, weight FROM variants \
               WHERE (unit_id, nth) > (?1, ?2) AND lang_id = ?3 ORDER BY unit_id, nth LIMIT ?4";
    let mut found = conn.prepare_cached(sql)?;
    let rows = found.query_map(params![unit, nth, lang, PAGE], |row| {
        Ok(TextRow {
            unit: row.get(0)?,
            nth: row.get(1)?,
            text: row.get(2)?,
            hash: row.get(3)?,
            weight: row.get(4)?,
        })
    })?;
    rows.collect()
}
