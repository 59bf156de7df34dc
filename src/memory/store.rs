//! Storing: [`Memory::write`] and [`Memory::extend`], one import in one transaction.
//!
//! An import is stored wholly or not at all. A unit that the memory holds already is counted as
//! doubled and not stored again: the same languages with the same texts (as texts are compared)
//! from the same origin and place. Where the place is unknown, the context stands for it, so
//! that one sentence met between two different pairs of neighbours is kept twice.

use std::collections::HashMap;
use std::path::PathBuf;

use rusqlite::{CachedStatement, Connection, TransactionBehavior, params};

use crate::bitext::{TermPair, TranslationUnit};
use crate::text::{Compared, Lang};

use super::error::MemoryError;
use super::hash::Hasher;
use super::index::IndexWriter;
use super::open::{Memory, leave_wal, use_wal};
use super::pieces::Words;
use super::read;
use super::record::{codes_json, notes_json, properties_json, review_number, unreadable};
use super::seen::Seen;
use super::terms;

/// The number of a unit in its memory; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub i64);

/// The number of an import in its memory; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImportId(pub i64);

/// What is being stored, when, and by which rules it was made.
#[derive(Clone, Copy, Debug)]
pub struct ImportInfo<'i> {
    /// What comes in, for people: the files' names, or "by hand".
    pub what: &'i str,
    /// The time, `YYYYMMDDThhmmssZ`; the library does not look at the clock.
    pub now: &'i str,
    /// Fingerprint of the rules the units were made by; empty when unknown.
    pub rules: &'i str,
}

/// What an import came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its number, for undoing it.
    pub id: ImportId,
    /// Units stored.
    pub added: usize,
    /// Units that the memory held already.
    pub doubled: usize,
    /// Term pairs stored.
    pub terms_added: usize,
    /// Term pairs that the memory held already.
    pub terms_doubled: usize,
}

impl Memory {
    /// Stores units and term pairs as one import.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be written; nothing is stored then.
    ///
    /// ```
    /// use kladka::bitext::TranslationUnit;
    /// use kladka::memory::{ImportInfo, Memory};
    /// use kladka::text::Lang;
    /// let unit = TranslationUnit::pair((Lang::new("pl")?, "Tak."), (Lang::new("en")?, "Yes."))?;
    /// let mut memory = Memory::in_ram()?;
    /// let info = ImportInfo { what: "by hand", now: "20260102T030405Z", rules: "" };
    /// let import = memory.extend(&info, [unit.clone(), unit], &[])?;
    /// assert_eq!((import.added, import.doubled), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn extend(
        &mut self,
        info: &ImportInfo<'_>,
        units: impl IntoIterator<Item = TranslationUnit>,
        terms: &[TermPair],
    ) -> Result<Import, MemoryError> {
        self.write(info, |batch| {
            for unit in units {
                batch.add(&unit)?;
            }
            batch.add_terms(terms)
        })
    }

    /// Stores whatever a function puts into a [`Batch`], as one import.
    ///
    /// # Errors
    /// The function's own error, or a [`MemoryError`] turned into it; nothing is stored then,
    /// not even when the function goes on after an error of the batch.
    pub fn write<E: From<MemoryError>>(
        &mut self,
        info: &ImportInfo<'_>,
        fill: impl FnOnce(&mut Batch<'_>) -> Result<(), E>,
    ) -> Result<Import, E> {
        let path = self.path.clone();
        let fail = |error| MemoryError::of(&path, error);
        // What a row of a batch refers to was made by the batch: SQLite need not look it up.
        self.conn.pragma_update(None, "foreign_keys", false).map_err(fail)?;
        let straight = std::mem::take(&mut self.straight);
        if straight {
            leave_wal(&self.conn).map_err(fail)?;
        }
        let outcome = self.write_batch(info, fill);
        if straight {
            use_wal(&self.conn).map_err(fail)?;
        }
        self.conn.pragma_update(None, "foreign_keys", true).map_err(fail)?;
        outcome
    }

    fn write_batch<E: From<MemoryError>>(
        &mut self,
        info: &ImportInfo<'_>,
        fill: impl FnOnce(&mut Batch<'_>) -> Result<(), E>,
    ) -> Result<Import, E> {
        let path = self.path.clone();
        let fail = |error| MemoryError::of(&path, error);
        let tx =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let sql = "INSERT INTO imports (what, at, rules) VALUES (?1, ?2, ?3)";
        tx.execute(sql, params![info.what, info.now, info.rules]).map_err(fail)?;
        let mut batch = Batch {
            import: Import {
                id: ImportId(tx.last_insert_rowid()),
                added: 0,
                doubled: 0,
                terms_added: 0,
                terms_doubled: 0,
            },
            what: info.what.to_string(),
            conn: &tx,
            path: path.clone(),
            words: self.words.get_mut(),
            langs: HashMap::new(),
            origins: HashMap::new(),
            last_origin: None,
            index: IndexWriter::default(),
            seen: Seen::InFile,
            insert_unit: tx.prepare_cached(INSERT_UNIT).map_err(fail)?,
            insert_pair: tx.prepare_cached(INSERT_PAIR).map_err(fail)?,
            insert_variant: tx.prepare_cached(INSERT_VARIANT).map_err(fail)?,
            is_whole: true,
        };
        fill(&mut batch)?;
        if !batch.is_whole {
            return Err(batch.broken().into());
        }
        batch.seen.finish(&tx).map_err(fail)?;
        batch.index.flush(&tx).map_err(fail)?;
        let import = batch.import.clone();
        drop(batch);
        let sql = "UPDATE imports SET added = ?2, doubled = ?3, terms_added = ?4, \
                   terms_doubled = ?5 WHERE id = ?1";
        let counts = params![
            import.id.0,
            import.added,
            import.doubled,
            import.terms_added,
            import.terms_doubled
        ];
        tx.execute(sql, counts).map_err(fail)?;
        tx.commit().map_err(fail)?;
        Ok(import)
    }
}

const INSERT_UNIT: &str = "INSERT INTO units (import_id, identity) VALUES (?1, ?2)";

/// Nearly every unit has two texts; one statement for both is less work than two. Of what fails it
/// leaves the first text, and the import is taken back as a whole: to be able to take back a
/// statement alone, SQLite would put every page aside that the statement changes.
const INSERT_PAIR: &str = "INSERT OR FAIL INTO variants (id, lang_id, text, codes, created, \
                           changed, created_by, changed_by, origin_id, place, review, previous, \
                           next, key, confidence, properties, notes) \
                           VALUES (?1 << 16, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, \
                           ?14, ?15, ?16, ?17), (?1 << 16 | 1, ?18, ?19, ?20, ?21, ?22, ?23, \
                           ?24, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)";

const INSERT_VARIANT: &str = "INSERT INTO variants (id, lang_id, text, codes, created, changed, \
                              created_by, changed_by) \
                              VALUES (?1 << 16 | ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

/// An import in the making.
pub struct Batch<'m> {
    pub(super) conn: &'m Connection,
    pub(super) import: Import,
    pub(super) what: String,
    path: PathBuf,
    words: &'m mut HashMap<String, Words>,
    langs: HashMap<Lang, i64>,
    origins: HashMap<(String, String), i64>,
    last_origin: Option<((String, String), i64)>,
    index: IndexWriter,
    seen: Seen,
    insert_unit: CachedStatement<'m>,
    insert_pair: CachedStatement<'m>,
    insert_variant: CachedStatement<'m>,
    /// False once something could not be stored, though the filling function goes on.
    is_whole: bool,
}

impl Batch<'_> {
    /// Stores a unit, unless the memory holds it.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be written.
    pub fn add(&mut self, unit: &TranslationUnit) -> Result<(), MemoryError> {
        self.note(|batch| batch.insert(unit))
    }

    /// Stores term pairs, except those the memory holds from a source of the same name. Units
    /// of this import in which both sides of a pair stand are noted beside it, so units come
    /// first.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be written.
    pub fn add_terms(&mut self, pairs: &[TermPair]) -> Result<(), MemoryError> {
        self.note(|batch| terms::store(batch, pairs))
    }

    /// After one error nothing more is written: SQLite may have ended the transaction.
    fn note(
        &mut self,
        store: impl FnOnce(&mut Self) -> rusqlite::Result<()>,
    ) -> Result<(), MemoryError> {
        if !self.is_whole {
            return Err(self.broken());
        }
        let outcome = store(self);
        self.is_whole = outcome.is_ok();
        outcome.map_err(|error| MemoryError::of(&self.path, error))
    }

    fn broken(&self) -> MemoryError {
        let reason = "a part of the import could not be stored, so nothing was".to_string();
        MemoryError::Other { path: self.path.clone(), reason }
    }

    fn insert(&mut self, unit: &TranslationUnit) -> rusqlite::Result<()> {
        let forms: Vec<Compared<'_>> =
            unit.variants().iter().map(|variant| Compared::of(&variant.text)).collect();
        let identity = identity(unit, &forms);
        if self.holds(unit, &forms, identity)? {
            self.import.doubled += 1;
            return Ok(());
        }
        let origin = self.origin(&unit.origin.source, &unit.origin.rules)?;
        self.insert_unit.execute(params![self.import.id.0, identity])?;
        let id = UnitId(self.conn.last_insert_rowid());
        self.insert_variants(id, origin, unit)?;
        for (variant, form) in unit.variants().iter().zip(&forms) {
            let words = words_of(self.words, &variant.lang);
            self.index.push(self.conn, variant.lang.primary(), words, form, id.0)?;
        }
        self.import.added += 1;
        self.seen.note(self.conn, identity, id, self.import.added)
    }

    /// Stores the variants of a unit, and with the first of them what is known of the unit.
    fn insert_variants(
        &mut self,
        id: UnitId,
        origin: i64,
        unit: &TranslationUnit,
    ) -> rusqlite::Result<()> {
        let [a, b, others @ ..] = unit.variants() else {
            return Err(unreadable("variants"));
        };
        let langs = (self.lang(&a.lang)?, self.lang(&b.lang)?);
        self.insert_pair.execute(params![
            id.0,
            langs.0,
            a.text,
            codes_json(&a.codes),
            a.created,
            a.changed,
            a.created_by,
            a.changed_by,
            origin,
            unit.origin.place,
            review_number(unit.review),
            unit.context.previous,
            unit.context.next,
            unit.context.key,
            unit.confidence,
            properties_json(&unit.properties),
            notes_json(&unit.notes),
            langs.1,
            b.text,
            codes_json(&b.codes),
            b.created,
            b.changed,
            b.created_by,
            b.changed_by,
        ])?;
        for (nth, variant) in (2..).zip(others) {
            let lang = self.lang(&variant.lang)?;
            self.insert_variant.execute(params![
                id.0,
                nth,
                lang,
                variant.text,
                codes_json(&variant.codes),
                variant.created,
                variant.changed,
                variant.created_by,
                variant.changed_by,
            ])?;
        }
        Ok(())
    }

    /// Says whether the memory holds the unit; the hash finds candidates, the texts decide.
    fn holds(
        &self,
        unit: &TranslationUnit,
        forms: &[Compared<'_>],
        identity: i64,
    ) -> rusqlite::Result<bool> {
        self.seen.any(self.conn, identity, |id| {
            let other = read::unit(self.conn, id)?;
            Ok(other.is_some_and(|other| same_unit((unit, forms), &other)))
        })
    }

    fn origin(&mut self, source: &str, rules: &str) -> rusqlite::Result<i64> {
        // One origin after the other: nearly always it is that of the unit before.
        if let Some((last, id)) = &self.last_origin
            && last.0 == source
            && last.1 == rules
        {
            return Ok(*id);
        }
        let name = (source.to_string(), rules.to_string());
        if let Some(&id) = self.origins.get(&name) {
            self.last_origin = Some((name, id));
            return Ok(id);
        }
        let insert = "INSERT OR IGNORE INTO origins (source, rules) VALUES (?1, ?2)";
        self.conn.prepare_cached(insert)?.execute([source, rules])?;
        let find = "SELECT id FROM origins WHERE source = ?1 AND rules = ?2";
        let id = self.conn.prepare_cached(find)?.query_row([source, rules], |row| row.get(0))?;
        self.origins.insert(name, id);
        Ok(id)
    }

    pub(super) fn lang(&mut self, lang: &Lang) -> rusqlite::Result<i64> {
        if let Some(&id) = self.langs.get(lang) {
            return Ok(id);
        }
        let insert = "INSERT OR IGNORE INTO languages (tag) VALUES (?1)";
        self.conn.prepare_cached(insert)?.execute([lang.as_str()])?;
        let find = "SELECT id FROM languages WHERE tag = ?1";
        let id = self.conn.prepare_cached(find)?.query_row([lang.as_str()], |row| row.get(0))?;
        self.langs.insert(lang.clone(), id);
        Ok(id)
    }

    pub(super) fn words(&mut self, lang: &Lang) -> &mut Words {
        words_of(self.words, lang)
    }
}

/// Returns what is known of a language's words.
pub(super) fn words_of<'w>(all: &'w mut HashMap<String, Words>, lang: &Lang) -> &'w mut Words {
    let primary = lang.primary();
    all.entry(primary.to_string()).or_insert_with(|| Words::of(primary))
}

/// A hash as SQLite stores it: the same bits, read as a signed number.
pub(super) fn stored(hash: u64) -> i64 {
    i64::from_ne_bytes(hash.to_ne_bytes())
}

/// Returns the hash that two units share when they are the same one.
pub(super) fn identity(unit: &TranslationUnit, forms: &[Compared<'_>]) -> i64 {
    let mut sides: Vec<(&Lang, &str)> =
        unit.variants().iter().map(|v| &v.lang).zip(forms.iter().map(|form| &*form.text)).collect();
    sides.sort();
    let mut hasher = Hasher::default();
    for (lang, form) in sides {
        hasher.part(lang.as_str());
        hasher.part(form);
    }
    hasher.part(&unit.origin.source);
    hasher.part(&unit.origin.place);
    if unit.origin.place.is_empty() {
        let context = &unit.context;
        for part in [&context.previous, &context.next, &context.key] {
            hasher.part(if part.is_some() { "is" } else { "" });
            hasher.part(part.as_deref().unwrap_or_default());
        }
    }
    stored(hasher.finish())
}

fn same_unit((unit, forms): (&TranslationUnit, &[Compared<'_>]), other: &TranslationUnit) -> bool {
    fn sides<'s>(unit: &'s TranslationUnit, forms: &'s [Compared<'_>]) -> Vec<(&'s Lang, &'s str)> {
        let texts = forms.iter().map(|form| &*form.text);
        let mut sides: Vec<_> = unit.variants().iter().map(|v| &v.lang).zip(texts).collect();
        sides.sort();
        sides
    }
    let other_forms: Vec<Compared<'_>> =
        other.variants().iter().map(|v| Compared::of(&v.text)).collect();
    sides(unit, forms) == sides(other, &other_forms)
        && unit.origin.source == other.origin.source
        && unit.origin.place == other.origin.place
        && (!unit.origin.place.is_empty() || unit.context == other.context)
}
