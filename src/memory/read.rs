//! Reading back: [`Memory::units`], [`Memory::get`], [`Memory::imports`], [`Memory::stats`].

use std::collections::VecDeque;
use std::fs;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::bitext::{Context, Origin, TranslationUnit, Variant};
use crate::text::Lang;

use super::error::MemoryError;
use super::open::Memory;
use super::record::{codes_of, notes_of, properties_of, review_of, unreadable};
use super::store::{ImportId, UnitId};

/// Units read at a time by [`Units`].
const PAGE: usize = 500;

/// How much a memory holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Translation units.
    pub units: usize,
    /// Languages, each with the number of its texts, the most frequent first.
    pub languages: Vec<(Lang, usize)>,
    /// Term pairs.
    pub terms: usize,
    /// Imports.
    pub imports: usize,
    /// Size of the file in bytes; 0 for a memory in RAM.
    pub bytes: u64,
}

/// One line of a memory's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastImport {
    /// Its number.
    pub id: ImportId,
    /// What came in.
    pub what: String,
    /// When, `YYYYMMDDThhmmssZ`.
    pub at: String,
    /// Fingerprint of the rules the units were made by.
    pub rules: String,
    /// Units stored then.
    pub added: usize,
    /// Units that were there already.
    pub doubled: usize,
    /// Term pairs stored then.
    pub terms_added: usize,
    /// Term pairs that were there already.
    pub terms_doubled: usize,
}

impl Memory {
    /// Returns all units in the order in which they were stored, a page at a time; while the
    /// iterator lives, it sees one state of the memory.
    pub fn units(&self) -> Units<'_> {
        Units {
            memory: self,
            after: UnitId(0),
            page: VecDeque::new(),
            snapshot: None,
            state: State::Fresh,
        }
    }

    /// Returns one unit.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn get(&self, id: UnitId) -> Result<Option<TranslationUnit>, MemoryError> {
        unit(&self.conn, id).map_err(|error| self.fail(error))
    }

    /// Returns the imports, oldest first.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn imports(&self) -> Result<Vec<PastImport>, MemoryError> {
        imports(&self.conn).map_err(|error| self.fail(error))
    }

    /// Counts what the memory holds.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn stats(&self) -> Result<Stats, MemoryError> {
        let bytes = fs::metadata(&self.path).map_or(0, |file| file.len());
        stats(&self.conn, bytes).map_err(|error| self.fail(error))
    }
}

/// The units of a memory, in the order in which they were stored; see [`Memory::units`].
pub struct Units<'m> {
    memory: &'m Memory,
    after: UnitId,
    page: VecDeque<(UnitId, TranslationUnit)>,
    snapshot: Option<Transaction<'m>>,
    state: State,
}

#[derive(PartialEq)]
enum State {
    Fresh,
    Reading,
    Done,
}

impl Iterator for Units<'_> {
    type Item = Result<(UnitId, TranslationUnit), MemoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty() && self.state != State::Done {
            match self.turn_page() {
                Ok(page) => self.page = page,
                Err(error) => {
                    self.state = State::Done;
                    return Some(Err(self.memory.fail(error)));
                }
            }
        }
        let next = self.page.pop_front();
        if next.is_none() {
            self.state = State::Done;
            self.snapshot = None;
        }
        next.map(Ok)
    }
}

impl Units<'_> {
    fn turn_page(&mut self) -> rusqlite::Result<VecDeque<(UnitId, TranslationUnit)>> {
        if self.state == State::Fresh {
            self.snapshot = self.memory.snapshot()?;
            self.state = State::Reading;
        }
        let conn = &self.memory.conn;
        let sql = "SELECT id FROM units WHERE id > ?1 ORDER BY id LIMIT ?2";
        let mut found = conn.prepare_cached(sql)?;
        let ids = found.query_map(params![self.after.0, PAGE], |row| row.get(0).map(UnitId))?;
        let mut page = VecDeque::with_capacity(PAGE);
        for id in ids {
            let id = id?;
            self.after = id;
            if let Some(unit) = unit(conn, id)? {
                page.push_back((id, unit));
            }
        }
        Ok(page)
    }
}

/// Asks for the texts of a unit, by its number: place in the unit, number of the language, text.
pub(super) const TEXTS: &str = "SELECT nth, lang_id, text FROM variants \
                                WHERE id BETWEEN ?1 << 16 AND ?1 << 16 | 65535 ORDER BY id";

/// Likewise: tag of the language, text.
pub(super) const TAGGED: &str = "SELECT l.tag, v.text \
                                 FROM variants v JOIN languages l ON l.id = v.lang_id \
                                 WHERE v.id BETWEEN ?1 << 16 AND ?1 << 16 | 65535 ORDER BY v.id";

/// Reads a unit with everything known of it.
pub(super) fn unit(conn: &Connection, id: UnitId) -> rusqlite::Result<Option<TranslationUnit>> {
    unit_of(conn, id, variants(conn, id)?)
}

/// Reads a unit whose variants have been read.
pub(super) fn unit_of(
    conn: &Connection,
    id: UnitId,
    variants: Vec<Variant>,
) -> rusqlite::Result<Option<TranslationUnit>> {
    let sql = "SELECT o.source, v.place, o.rules, v.previous, v.next, v.key, v.review, \
               v.confidence, v.properties, v.notes \
               FROM variants v JOIN origins o ON o.id = v.origin_id WHERE v.id = ?1 << 16";
    let mut found = conn.prepare_cached(sql)?;
    let mut rows = found.query([id.0])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let made = TranslationUnit::new(variants);
    let mut unit = made.map_err(|_| unreadable("variants"))?;
    unit.origin = Origin { source: row.get(0)?, place: row.get(1)?, rules: row.get(2)? };
    unit.context = Context { previous: row.get(3)?, next: row.get(4)?, key: row.get(5)? };
    unit.review = review_of(row.get(6)?)?;
    unit.confidence = row.get(7)?;
    unit.properties = properties_of(row.get(8)?)?;
    unit.notes = notes_of(row.get(9)?)?;
    Ok(Some(unit))
}

/// Reads the variants of a unit, in their order; one that is gone has none.
pub(super) fn variants(conn: &Connection, id: UnitId) -> rusqlite::Result<Vec<Variant>> {
    let sql = "SELECT l.tag, v.text, v.codes, v.created, v.changed, v.created_by, v.changed_by \
               FROM variants v JOIN languages l ON l.id = v.lang_id \
               WHERE v.id BETWEEN ?1 << 16 AND ?1 << 16 | 65535 ORDER BY v.id";
    let mut found = conn.prepare_cached(sql)?;
    found.query_map([id.0], variant)?.collect()
}

fn variant(row: &Row<'_>) -> rusqlite::Result<Variant> {
    Ok(Variant {
        lang: lang_of(row.get_ref(0)?.as_str().map_err(|_| unreadable("language"))?)?,
        text: row.get(1)?,
        codes: codes_of(row.get(2)?)?,
        created: row.get(3)?,
        changed: row.get(4)?,
        created_by: row.get(5)?,
        changed_by: row.get(6)?,
    })
}

pub(super) fn lang_of(tag: &str) -> rusqlite::Result<Lang> {
    Lang::new(tag).map_err(|_| unreadable("language"))
}

/// Returns the languages a memory knows, with their numbers.
pub(super) fn languages(conn: &Connection) -> rusqlite::Result<Vec<(i64, Lang)>> {
    let mut found = conn.prepare_cached("SELECT id, tag FROM languages ORDER BY id")?;
    let mut rows = found.query([])?;
    let mut languages = Vec::new();
    while let Some(row) = rows.next()? {
        languages.push((row.get(0)?, lang_of(&row.get::<_, String>(1)?)?));
    }
    Ok(languages)
}

fn imports(conn: &Connection) -> rusqlite::Result<Vec<PastImport>> {
    let sql = "SELECT id, what, at, rules, added, doubled, terms_added, terms_doubled \
               FROM imports ORDER BY id";
    let mut found = conn.prepare_cached(sql)?;
    let imports = found.query_map([], |row| {
        Ok(PastImport {
            id: ImportId(row.get(0)?),
            what: row.get(1)?,
            at: row.get(2)?,
            rules: row.get(3)?,
            added: row.get(4)?,
            doubled: row.get(5)?,
            terms_added: row.get(6)?,
            terms_doubled: row.get(7)?,
        })
    })?;
    imports.collect()
}

fn stats(conn: &Connection, bytes: u64) -> rusqlite::Result<Stats> {
    let count = |table: &str| {
        conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, usize>(0))
    };
    let sql = "SELECT l.tag, count(*) AS n FROM variants v JOIN languages l ON l.id = v.lang_id \
               GROUP BY l.id ORDER BY n DESC, l.tag";
    let mut found = conn.prepare_cached(sql)?;
    let mut rows = found.query([])?;
    let mut languages = Vec::new();
    while let Some(row) = rows.next()? {
        languages.push((lang_of(&row.get::<_, String>(0)?)?, row.get(1)?));
    }
    Ok(Stats {
        units: count("units")?,
        languages,
        terms: count("terms")?,
        imports: count("imports")?,
        bytes,
    })
}

/// Says whether a unit is there.
pub(super) fn has_unit(conn: &Connection, id: UnitId) -> rusqlite::Result<bool> {
    let mut found = conn.prepare_cached("SELECT 1 FROM units WHERE id = ?1")?;
    Ok(found.query_row([id.0], |_| Ok(())).optional()?.is_some())
}
