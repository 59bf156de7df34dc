//! Looking a memory over: [`Memory::verify`].
//!
//! Everything made from the texts is made again and compared; every row that names another is
//! followed. A memory without problems gives the same answers as one built anew from its units.

use std::fmt;

use rusqlite::Connection;

use crate::text::comparable;

use super::error::MemoryError;
use super::hash::hash;
use super::open::Memory;
use super::read;
use super::score::weight;
use super::signature::Signature;
use super::store::{UnitId, identity, stored, words_of};

/// Problems of one kind after which no more are listed.
const ENOUGH: usize = 100;

/// Something that is not as it should be in a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// SQLite finds the file itself in disorder.
    File(String),
    /// Rows of a table name rows that do not exist.
    Orphans {
        /// The table.
        table: String,
        /// How many rows.
        rows: usize,
    },
    /// A unit cannot be read: fewer than two variants, or a column that holds something else.
    Unreadable(UnitId),
    /// What the memory keeps to find a unit again is not what its texts give.
    Stale(UnitId),
    /// Signatures and texts are not equally many.
    Signatures {
        /// Signatures.
        signatures: usize,
        /// Texts.
        texts: usize,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::File(what) => write!(f, "the file is damaged: {what}"),
            Problem::Orphans { table, rows } => {
                write!(f, "{rows} rows of {table} belong to nothing")
            }
            Problem::Unreadable(UnitId(id)) => write!(f, "unit {id} cannot be read"),
            Problem::Stale(UnitId(id)) => {
                write!(f, "unit {id} may not be found: its search data does not fit its texts")
            }
            Problem::Signatures { signatures, texts } => {
                write!(f, "{signatures} search signatures for {texts} texts")
            }
        }
    }
}

impl Memory {
    /// Looks the whole memory over and returns what is wrong with it; nothing, if all is well.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read at all.
    pub fn verify(&self) -> Result<Vec<Problem>, MemoryError> {
        self.problems().map_err(|error| self.fail(error))
    }

    fn problems(&self) -> rusqlite::Result<Vec<Problem>> {
        let _snapshot = self.snapshot()?;
        let mut problems = file_problems(&self.conn)?;
        problems.extend(orphans(&self.conn)?);
        let count = |table: &str| {
            let sql = format!("SELECT count(*) FROM {table}");
            self.conn.query_row(&sql, [], |row| row.get::<_, usize>(0))
        };
        let (signatures, texts) = (count("signatures")?, count("variants")?);
        if signatures != texts {
            problems.push(Problem::Signatures { signatures, texts });
        }
        let mut ids = self.conn.prepare("SELECT id FROM units ORDER BY id")?;
        let ids = ids.query_map([], |row| row.get(0).map(UnitId))?;
        let (mut unreadable, mut stale) = (0, 0);
        for id in ids {
            let id = id?;
            match self.is_fresh(id) {
                Ok(true) => {}
                Ok(false) => {
                    stale += 1;
                    problems.extend((stale <= ENOUGH).then_some(Problem::Stale(id)));
                }
                Err(_) => {
                    unreadable += 1;
                    problems.extend((unreadable <= ENOUGH).then_some(Problem::Unreadable(id)));
                }
            }
        }
        Ok(problems)
    }

    /// Says whether hashes, weights and signatures of a unit are what its texts give.
    fn is_fresh(&self, id: UnitId) -> rusqlite::Result<bool> {
        let unit = read::unit(&self.conn, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let forms: Vec<String> = unit.variants().iter().map(|v| comparable(&v.text)).collect();
        let mut found = self.conn.prepare_cached("SELECT identity FROM units WHERE id = ?1")?;
        if found.query_row([id.0], |row| row.get::<_, i64>(0))? != identity(&unit, &forms) {
            return Ok(false);
        }
        let sql = "SELECT v.hash, v.weight, s.signature FROM variants v LEFT JOIN signatures s \
                   ON s.lang_id = v.lang_id AND s.weight = v.weight AND s.unit_id = v.unit_id \
                   AND s.nth = v.nth WHERE v.unit_id = ?1 ORDER BY v.nth";
        let mut found = self.conn.prepare_cached(sql)?;
        let rows = found.query_map([id.0], |row| {
            let row: (i64, u32, Option<Vec<u8>>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(row)
        })?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut words = self.words.borrow_mut();
        let fits = |((variant, form), row): ((_, &String), &(i64, u32, Option<Vec<u8>>))| {
            let variant: &crate::bitext::Variant = variant;
            let pieces = words_of(&mut words, &variant.lang).pieces(&variant.text);
            row.0 == stored(hash(form.as_bytes()))
                && row.1 == weight(&pieces)
                && row.2.as_deref() == Some(Signature::of(&pieces).bytes())
        };
        Ok(rows.len() == forms.len() && unit.variants().iter().zip(&forms).zip(&rows).all(fits))
    }
}

fn file_problems(conn: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut check = conn.prepare(&format!("PRAGMA integrity_check({ENOUGH})"))?;
    let lines = check.query_map([], |row| row.get::<_, String>(0))?;
    let lines: Vec<String> = lines.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(Problem::File).collect())
}

fn orphans(conn: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut check = conn.prepare("PRAGMA foreign_key_check")?;
    let tables = check.query_map([], |row| row.get::<_, String>(0))?;
    let mut counts = std::collections::BTreeMap::new();
    for table in tables {
        *counts.entry(table?).or_insert(0) += 1;
    }
    Ok(counts.into_iter().map(|(table, rows)| Problem::Orphans { table, rows }).collect())
}
