//! What is written down of each language's index: one row of the table `searches`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::codec::{Bytes, damaged, put};
use super::families;
use super::limits::{CHUNK, SHELF};
use super::vocabulary;
use super::word_id::{NextIds, WordId};

/// The index of one language, but for its tables.
///
/// The *main* slots, made at one go, are numbered in order of weight. Slots added later make the
/// *tail*; it begins with a chunk of its own and is in no order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::memory) struct Catalogue {
    /// Primary language subtag.
    pub(super) lang: String,
    /// The number in the names of the vocabulary's tables.
    pub(super) number: i64,
    /// How often the slots were made anew; in the names of their tables.
    pub(super) build: i64,
    /// Raised with every change, so that a copy in RAM is known to be old.
    pub(super) version: i64,
    pub(super) main: u32,
    pub(super) tail: u32,
    /// Units named in slots, those removed since among them.
    pub(super) texts: u64,
    /// How many of them were removed since; the schema counts these.
    pub(super) gone: u64,
    pub(super) next: NextIds,
    /// The main slots' weights, ascending, each with the first slot that has it.
    pub(super) weights: Vec<(u32, u32)>,
    /// In how many main slots the words with fixed numbers stand.
    pub(super) fixed: [u32; WordId::FIXED as usize],
}

impl Catalogue {
    /// The languages that have an index, by their primary subtags.
    pub(super) fn languages(conn: &Connection) -> rusqlite::Result<Vec<String>> {
        let mut found = conn.prepare_cached("SELECT lang FROM searches ORDER BY lang")?;
        found.query_map([], |row| row.get(0))?.collect()
    }

    /// Reads the index of a language, given by its primary subtag.
    pub(super) fn load(conn: &Connection, lang: &str) -> rusqlite::Result<Option<Catalogue>> {
        let sql = "SELECT id, build, version, main, tail, texts, next_word, next_function, \
                   next_negation, weights, fixed, gone FROM searches WHERE lang = ?1";
        conn.prepare_cached(sql)?.query_row([lang], |row| read(row, lang)).optional()
    }

    /// Returns what tells two states of a language's index apart, without the rest.
    pub(super) fn stamp(conn: &Connection, lang: &str) -> rusqlite::Result<Option<(i64, i64)>> {
        let sql = "SELECT id, version FROM searches WHERE lang = ?1";
        let mut found = conn.prepare_cached(sql)?;
        found.query_row([lang], |row| Ok((row.get(0)?, row.get(1)?))).optional()
    }

    /// Says whether the catalogue is of the state with this stamp.
    pub(super) fn is_of(&self, stamp: (i64, i64)) -> bool {
        (self.number, self.version) == stamp
    }

    /// Makes an empty index for a language that has none.
    pub(super) fn create(conn: &Connection, lang: &str) -> rusqlite::Result<Catalogue> {
        let sql = "INSERT INTO searches (lang, build, version, main, tail, texts, next_word, \
                   next_function, next_negation, weights, fixed) \
                   VALUES (?1, 0, 0, 0, 0, 0, 0, 0, 0, x'', x'')";
        conn.execute(sql, [lang])?;
        let catalogue = Catalogue {
            lang: lang.to_string(),
            number: conn.last_insert_rowid(),
            build: 0,
            version: 0,
            main: 0,
            tail: 0,
            texts: 0,
            gone: 0,
            next: NextIds::default(),
            weights: Vec::new(),
            fixed: Default::default(),
        };
        vocabulary::create(conn, catalogue.number)?;
        catalogue.create_slots(conn)?;
        Ok(catalogue)
    }

    /// Makes the tables of this build's slots.
    pub(super) fn create_slots(&self, conn: &Connection) -> rusqlite::Result<()> {
        let (lists, shelves) = (self.lists(), self.shelves());
        conn.execute_batch(&format!(
            "CREATE TABLE {lists} (id INTEGER PRIMARY KEY, slots BLOB NOT NULL) STRICT; \
             CREATE TABLE {shelves} (id INTEGER PRIMARY KEY, slots BLOB NOT NULL) STRICT"
        ))?;
        families::create(conn, self)
    }

    /// Drops the tables of this build's slots.
    pub(super) fn drop_slots(&self, conn: &Connection) -> rusqlite::Result<()> {
        let (lists, shelves, families) = (self.lists(), self.shelves(), self.families());
        conn.execute_batch(&format!(
            "DROP TABLE {lists}; DROP TABLE {shelves}; DROP TABLE {families}"
        ))
    }

    /// Says whether units are named that were removed. A removal is no new version, so that the
    /// file is asked.
    pub(in crate::memory) fn has_gone(&self, conn: &Connection) -> rusqlite::Result<bool> {
        let sql = "SELECT gone > 0 FROM searches WHERE id = ?1";
        conn.prepare_cached(sql)?.query_row([self.number], |row| row.get(0))
    }

    /// The name of the table of lists.
    pub(super) fn lists(&self) -> String {
        format!("search_lists_{}_{}", self.number, self.build)
    }

    /// The name of the table of slots.
    pub(super) fn shelves(&self) -> String {
        format!("search_shelves_{}_{}", self.number, self.build)
    }

    /// The name of the table of families.
    pub(super) fn families(&self) -> String {
        format!("search_families_{}_{}", self.number, self.build)
    }

    /// Writes the row, as of a new version.
    pub(super) fn save(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        self.version += 1;
        let mut weights = Vec::new();
        let mut last = (0, 0);
        for &(weight, slot) in &self.weights {
            put(&mut weights, u64::from(weight - last.0));
            put(&mut weights, u64::from(slot - last.1));
            last = (weight, slot);
        }
        let fixed: Vec<u8> = self.fixed.iter().flat_map(|count| count.to_le_bytes()).collect();
        let sql = "UPDATE searches SET build = ?2, version = ?3, main = ?4, tail = ?5, \
                   texts = ?6, next_word = ?7, next_function = ?8, next_negation = ?9, \
                   weights = ?10, fixed = ?11, gone = ?12 WHERE id = ?1";
        conn.prepare_cached(sql)?.execute(params![
            self.number,
            self.build,
            self.version,
            self.main,
            self.tail,
            self.texts,
            self.next.word,
            self.next.function,
            self.next.negation,
            weights,
            fixed,
            self.gone,
        ])?;
        Ok(())
    }

    /// The first slot of the tail.
    pub(super) fn tail_start(&self) -> u32 {
        self.main.div_ceil(CHUNK) * CHUNK
    }

    /// The first row of slots that belongs to the tail.
    pub(super) fn tail_shelf(&self) -> u32 {
        self.tail_start() / SHELF
    }
}

fn read(row: &Row<'_>, lang: &str) -> rusqlite::Result<Catalogue> {
    let mut bytes = Bytes::new(row.get_ref(9)?.as_blob()?);
    let mut weights = Vec::new();
    let mut last = (0u32, 0u32);
    while !bytes.is_empty() {
        let next = (last.0.checked_add(bytes.small()?), last.1.checked_add(bytes.small()?));
        let (Some(weight), Some(slot)) = next else {
            return Err(damaged());
        };
        last = (weight, slot);
        weights.push(last);
    }
    let mut fixed = [0; WordId::FIXED as usize];
    for (count, bytes) in fixed.iter_mut().zip(row.get_ref(10)?.as_blob()?.chunks_exact(4)) {
        *count = bytes.try_into().map_or(0, u32::from_le_bytes);
    }
    Ok(Catalogue {
        lang: lang.to_string(),
        number: row.get(0)?,
        build: row.get(1)?,
        version: row.get(2)?,
        main: row.get(3)?,
        tail: row.get(4)?,
        texts: row.get(5)?,
        gone: row.get(11)?,
        next: NextIds { word: row.get(6)?, function: row.get(7)?, negation: row.get(8)? },
        weights,
        fixed,
    })
}
