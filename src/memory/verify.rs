//! Looking a memory over: [`Memory::verify`].
//!
//! Everything made from the texts is made again and compared; every row that names another is
//! followed. A memory without problems gives the same answers as one built anew from its units.

use std::fmt;

use rusqlite::Connection;

use crate::text::{Compared, Lang};

use super::error::MemoryError;
use super::hits::{Spoken, spoken};
use super::index::{Flaw, check};
use super::open::Memory;
use super::read;
use super::store::{UnitId, identity, words_of};

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
    /// The index was made by the rules of another version of this program; lookups scan, and the
    /// first time the memory is opened for writing the index is made anew.
    OtherRules,
    /// The index of a language is not what its texts give; reindexing mends it.
    Index {
        /// The language.
        lang: Lang,
        /// What was found, for people.
        what: String,
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
            Problem::OtherRules => {
                write!(f, "the index was made by another version of this program: reindex")
            }
            Problem::Index { lang, what } => write!(f, "the index of {lang}: {what}"),
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
        // A reader of an index made by other rules scans instead.
        if self.searchable {
            for spoken in spoken(&self.conn, None)? {
                if has_texts(&self.conn, &spoken)? {
                    problems.extend(self.index_problems(&spoken));
                }
            }
        } else {
            problems.push(Problem::OtherRules);
        }
        Ok(problems)
    }

    /// Says whether a unit is found again by what it is.
    fn is_fresh(&self, id: UnitId) -> rusqlite::Result<bool> {
        let unit = read::unit(&self.conn, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let forms: Vec<Compared<'_>> =
            unit.variants().iter().map(|v| Compared::of(&v.text)).collect();
        let mut found = self.conn.prepare_cached("SELECT identity FROM units WHERE id = ?1")?;
        Ok(found.query_row([id.0], |row| row.get::<_, i64>(0))? == identity(&unit, &forms))
    }

    /// Looks the index of a language over.
    fn index_problems(&self, spoken: &Spoken) -> Vec<Problem> {
        let lang = &spoken.lang;
        let of_index = |what: String| Problem::Index { lang: lang.clone(), what };
        let mut words = self.words.borrow_mut();
        let outcome = match self.index.borrow_mut().catalogue(&self.conn, lang.primary()) {
            Ok(None) => return vec![of_index("there is none".into())],
            Ok(Some(catalogue)) => {
                check(&self.conn, &catalogue, &spoken.ids, words_of(&mut words, lang))
            }
            Err(error) => Err(error),
        };
        let flaws = match outcome {
            Ok(flaws) => flaws,
            Err(error) => return vec![of_index(format!("it cannot be read ({error})"))],
        };
        let problems = flaws.into_iter().map(|flaw| match flaw {
            Flaw::Unit(unit) => Problem::Stale(UnitId(unit)),
            Flaw::Lists => of_index("its lists are not those of its texts".into()),
            Flaw::Words(count) => of_index(format!("{count} words have other relatives")),
        });
        problems.take(ENOUGH).collect()
    }
}

fn has_texts(conn: &Connection, spoken: &Spoken) -> rusqlite::Result<bool> {
    let mut any = conn.prepare_cached("SELECT 1 FROM variants WHERE lang_id = ?1 LIMIT 1")?;
    for id in &spoken.ids {
        if any.exists([id])? {
            return Ok(true);
        }
    }
    Ok(false)
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
    // Which unit a variant belongs to is a part of its number, of which that check knows nothing.
    let sql =
        "SELECT count(*) FROM variants WHERE NOT EXISTS (SELECT 1 FROM units WHERE id = unit_id)";
    let variants = conn.query_row(sql, [], |row| row.get(0))?;
    if variants > 0 {
        counts.insert("variants".to_string(), variants);
    }
    Ok(counts.into_iter().map(|(table, rows)| Problem::Orphans { table, rows }).collect())
}
