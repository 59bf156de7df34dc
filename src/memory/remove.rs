//! Removing: [`Memory::remove`] takes out units, term pairs, or a whole import.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, TransactionBehavior};

use crate::text::comparable;

use super::error::MemoryError;
use super::hits::{Hits, spoken};
use super::index::{Cache, tidy};
use super::lookup::Query;
use super::open::Memory;
use super::pieces::Words;
use super::read::{has_unit, unit};
use super::score::{EXACT, Percent};
use super::store::{ImportId, UnitId, words_of};
use super::terms::{TermId, term};

/// What is to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal<'r> {
    /// One unit.
    Unit(UnitId),
    /// One term pair.
    Term(TermId),
    /// Every unit and term pair that came with an import, and its line in the history.
    Import(ImportId),
    /// Every unit, or every term pair, with a text in any of its languages; with both texts
    /// when two are given. Texts are compared as exact matches are.
    Texts {
        /// One side.
        text: &'r str,
        /// The other side, in any order.
        other: Option<&'r str>,
        /// Term pairs instead of units.
        terms: bool,
    },
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// Units.
    pub units: usize,
    /// Term pairs.
    pub terms: usize,
}

impl Memory {
    /// Removes units or term pairs, in one transaction.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be written; nothing is removed then.
    pub fn remove(&mut self, removal: Removal<'_>) -> Result<Removed, MemoryError> {
        let path = self.path.clone();
        remove(&mut self.conn, self.words.get_mut(), self.index.get_mut(), removal)
            .map_err(|error| MemoryError::of(&path, error))
    }
}

fn remove(
    conn: &mut Connection,
    words: &mut HashMap<String, Words>,
    cache: &mut Cache,
    removal: Removal<'_>,
) -> rusqlite::Result<Removed> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut removed = Removed::default();
    match removal {
        Removal::Unit(id) => removed.units = remove_units(&tx, &[id])?,
        Removal::Term(id) => removed.terms = remove_terms(&tx, &[id])?,
        Removal::Import(id) => {
            removed.terms = tx.execute("DELETE FROM terms WHERE import_id = ?1", [id.0])?;
            removed.units = tx.execute("DELETE FROM units WHERE import_id = ?1", [id.0])?;
            tx.execute("DELETE FROM imports WHERE id = ?1", [id.0])?;
        }
        Removal::Texts { text, other, terms: false } => {
            let units = units_with(&tx, words, cache, text, other)?;
            removed.units = remove_units(&tx, &units)?;
        }
        Removal::Texts { text, other, terms: true } => {
            let terms = terms_with(&tx, text, other)?;
            removed.terms = remove_terms(&tx, &terms)?;
        }
    }
    tidy(&tx)?;
    tx.commit()?;
    Ok(removed)
}

/// Variants and links go with their unit, by the schema.
fn remove_units(conn: &Connection, ids: &[UnitId]) -> rusqlite::Result<usize> {
    let mut removed = 0;
    for &id in ids {
        if has_unit(conn, id)? {
            conn.execute("DELETE FROM units WHERE id = ?1", [id.0])?;
            removed += 1;
        }
    }
    Ok(removed)
}

fn remove_terms(conn: &Connection, ids: &[TermId]) -> rusqlite::Result<usize> {
    let mut removed = 0;
    for &id in ids {
        removed += conn.execute("DELETE FROM terms WHERE id = ?1", [id.0])?;
    }
    Ok(removed)
}

fn units_with(
    conn: &Connection,
    words: &mut HashMap<String, Words>,
    cache: &mut Cache,
    text: &str,
    other: Option<&str>,
) -> rusqlite::Result<Vec<UnitId>> {
    let form = comparable(text);
    let min = Percent::new(EXACT).unwrap_or(Percent::USUAL);
    let query = Query { min, limit: usize::MAX, ..Query::new(text) };
    let mut ids = Vec::new();
    for spoken in spoken(conn, None)? {
        let hits = Hits::new(conn, &query, &form, &spoken, words_of(words, &spoken.lang))?;
        hits.search(&spoken.lang, cache, &mut |hit| {
            ids.push(hit.unit);
            Ok(ControlFlow::Continue(()))
        })?;
    }
    ids.sort_unstable();
    ids.dedup();
    let mut units = Vec::new();
    for id in ids {
        let Some(unit) = unit(conn, id)? else {
            continue;
        };
        let sides: Vec<String> = unit.variants().iter().map(|v| comparable(&v.text)).collect();
        if has_texts(&sides, &form, other) {
            units.push(id);
        }
    }
    Ok(units)
}

fn terms_with(conn: &Connection, text: &str, other: Option<&str>) -> rusqlite::Result<Vec<TermId>> {
    let form = comparable(text);
    let mut found = conn.prepare_cached("SELECT id FROM terms ORDER BY id")?;
    let ids = found.query_map([], |row| row.get(0).map(TermId))?;
    let ids: Vec<TermId> = ids.collect::<rusqlite::Result<_>>()?;
    let mut terms = Vec::new();
    for id in ids {
        let Some(stored) = term(conn, id)? else {
            continue;
        };
        let sides = [comparable(&stored.pair.source), comparable(&stored.pair.target)];
        if has_texts(&sides, &form, other) {
            terms.push(id);
        }
    }
    Ok(terms)
}

/// Says whether one side is the form and, where another text is given, another side is that.
fn has_texts(sides: &[String], form: &str, other: Option<&str>) -> bool {
    let other = other.map(comparable);
    sides.iter().enumerate().any(|(nth, side)| {
        side == form
            && other.as_ref().is_none_or(|other| {
                sides.iter().enumerate().any(|(at, side)| at != nth && side == other)
            })
    })
}
