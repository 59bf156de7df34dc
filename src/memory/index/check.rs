//! Looking an index over: does every text stand where it should, and nothing else.
//!
//! Every slot's words are made again from the texts of its units; the lists are added up and
//! compared with what the slots give; the relatives of every word that occurs are found anew.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::Connection;

use crate::memory::hash::hash;
use crate::memory::pieces::{Facts, Kind, Piece, Words};
use crate::memory::read;
use crate::memory::record::unreadable;

use super::build::SlotReader;
use super::catalogue::Catalogue;
use super::forms::{self, form_of};
use super::limits::{CHUNK, SHELF};
use super::postings::{ListId, Slots, each_list, short_slots};
use super::vocabulary::Reader;
use super::word_id::WordId;

/// Something wrong with an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::memory) enum Flaw {
    /// A text of the unit stands in no slot, or in one of other words.
    Unit(i64),
    /// Slots are not in order of weight, or lists are not those of the slots.
    Lists,
    /// Some words list others than their relatives, or are not found by their letters.
    Words(usize),
}

/// Checks the index of a language: its catalogue, the numbers of its languages in the file.
pub(in crate::memory) fn check(
    conn: &Connection,
    catalogue: &Catalogue,
    langs: &[i64],
    words: &mut Words,
) -> rusqlite::Result<Vec<Flaw>> {
    let mut checker = Checker {
        conn,
        langs,
        words,
        reader: Reader::new(conn, catalogue.number)?,
        ids: HashMap::new(),
        met: HashMap::new(),
        forms: HashSet::new(),
        found: HashMap::new(),
    };
    let mut flaws = Vec::new();
    let mut stale: HashSet<i64> = HashSet::new();
    let (mut expected, mut last_weight, mut in_order) = (0u64, 0, true);
    let parts = [
        (true, 0, catalogue.main.div_ceil(SHELF), 0, catalogue.main),
        (false, catalogue.tail_shelf(), u32::MAX, catalogue.tail_start(), catalogue.tail),
    ];
    for (is_main, from, to, first, count) in parts {
        let mut slots = SlotReader::new(conn, catalogue, from, to)?;
        let mut slot_number = first;
        while let Some(slot) = slots.next()? {
            let weight = slot.words.iter().map(|word| word.weight()).sum();
            in_order &= !is_main || last_weight <= weight;
            last_weight = weight;
            each_list(&slot.words, |list| {
                expected = expected.wrapping_add(mix(list, slot_number));
            });
            for &unit in &slot.units {
                if !checker.holds(unit, &slot.words)? {
                    stale.insert(unit);
                }
            }
            slot_number += 1;
        }
        in_order &= slot_number - first == count;
    }
    checker.missing(&mut stale)?;
    let mut stale: Vec<i64> = stale.into_iter().collect();
    stale.sort_unstable();
    flaws.extend(stale.into_iter().map(Flaw::Unit));
    if !in_order || lists_sum(conn, catalogue)? != expected {
        flaws.push(Flaw::Lists);
    }
    let wrong = checker.wrong_words()? + checker.missing_forms(catalogue)?;
    if wrong > 0 {
        flaws.push(Flaw::Words(wrong));
    }
    Ok(flaws)
}

struct Checker<'c> {
    conn: &'c Connection,
    langs: &'c [i64],
    words: &'c mut Words,
    reader: Reader<'c>,
    /// Numbers of words by sort.
    ids: HashMap<u64, Option<WordId>>,
    met: HashMap<u64, Arc<Facts>>,
    /// Forms that occur, by their hashes, with the numbers of their words.
    forms: HashSet<(u64, WordId)>,
    /// By unit: texts found in slots.
    found: HashMap<i64, u32>,
}

impl Checker<'_> {
    /// Says whether a text of the unit has these words; that of a unit that is gone may.
    fn holds(&mut self, unit: i64, words: &[WordId]) -> rusqlite::Result<bool> {
        let mut texts = self.conn.prepare_cached(read::TEXTS)?;
        let mut rows = texts.query([unit])?;
        let (mut is_gone, mut count) = (true, 0);
        while let Some(row) = rows.next()? {
            is_gone = false;
            if !self.langs.contains(&row.get(1)?) {
                continue;
            }
            let text = row.get_ref(2)?.as_str().map_err(|_| unreadable("text"))?;
            let pieces = self.words.pieces(text);
            if self.fits(&pieces, words)? {
                count += 1;
            }
        }
        if count > 0 {
            *self.found.entry(unit).or_default() += count;
        }
        Ok(is_gone || count > 0)
    }

    fn fits(&mut self, pieces: &[Piece], words: &[WordId]) -> rusqlite::Result<bool> {
        if pieces.is_empty() {
            return Ok(words == [WordId::NOTHING]);
        }
        let mut same = pieces.len() == words.len();
        for (at, piece) in pieces.iter().enumerate() {
            let id = match piece.kind {
                Kind::Mark => Some(WordId::MARK),
                Kind::Number => Some(WordId::NUMBER),
                Kind::Code => Some(WordId::CODE),
                Kind::Word | Kind::Function | Kind::Negation | Kind::Bare => {
                    self.id_of(&piece.facts)?
                }
            };
            same &= id.is_some() && id == words.get(at).copied();
            if let Some(id) = id.filter(|&id| id != WordId::MARK && id != WordId::NUMBER) {
                let form = form_of(&piece.facts);
                if !form.is_empty() {
                    self.forms.insert((hash(form.as_bytes()), id));
                }
            }
        }
        Ok(same)
    }

    fn id_of(&mut self, facts: &Arc<Facts>) -> rusqlite::Result<Option<WordId>> {
        if let Some(&id) = self.ids.get(&facts.sort) {
            return Ok(id);
        }
        let id = self.reader.word(facts.sort)?.map(|known| known.id);
        self.ids.insert(facts.sort, id);
        if facts.keys.is_some() {
            self.met.insert(facts.sort, Arc::clone(facts));
        }
        Ok(id)
    }

    /// Adds the units that have more texts than were found.
    fn missing(&self, stale: &mut HashSet<i64>) -> rusqlite::Result<()> {
        let sql = "SELECT unit_id, lang_id FROM variants ORDER BY id";
        let mut texts = self.conn.prepare_cached(sql)?;
        let mut rows = texts.query([])?;
        let (mut last, mut count) = (None, 0);
        while let Some(row) = rows.next()? {
            let unit: i64 = row.get(0)?;
            if last.replace(unit) != Some(unit) {
                count = 0;
            }
            count += u32::from(self.langs.contains(&row.get(1)?));
            if self.found.get(&unit).copied().unwrap_or_default() < count {
                stale.insert(unit);
            }
        }
        Ok(())
    }

    /// Counts the forms that occur and cannot be found letter by letter.
    fn missing_forms(&mut self, catalogue: &Catalogue) -> rusqlite::Result<usize> {
        let forms = &mut self.forms;
        forms::each(self.conn, catalogue.number, |form, word| {
            forms.remove(&(hash(form.as_bytes()), word));
        })?;
        Ok(forms.len())
    }

    /// Counts the words whose relatives are not those that are found.
    fn wrong_words(&mut self) -> rusqlite::Result<usize> {
        let mut wrong = 0;
        for (&sort, facts) in &self.met {
            let Some(known) = self.reader.word(sort)? else {
                wrong += 1;
                continue;
            };
            let mut stored: Vec<_> = known.relatives.iter().map(|r| (r.id, r.fit)).collect();
            let found = self.reader.relatives(facts)?;
            let mut found: Vec<_> = found.iter().map(|r| (r.id, r.fit)).collect();
            stored.sort_unstable();
            found.sort_unstable();
            wrong += usize::from(stored != found);
        }
        Ok(wrong)
    }
}

/// What one slot of one list adds to the sum of all.
fn mix(list: ListId, slot: u32) -> u64 {
    let mut h = list.number().wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(slot);
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h ^ (h >> 27)
}

/// Adds all lists up, in whatever order they stand.
fn lists_sum(conn: &Connection, catalogue: &Catalogue) -> rusqlite::Result<u64> {
    let mut sum = 0u64;
    let mut all = conn.prepare(&format!("SELECT id, slots FROM {}", catalogue.lists()))?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob()?;
        let mut add = |list, slot| sum = sum.wrapping_add(mix(list, slot));
        match ListId::of_row(row.get(0)?) {
            (list, None) => short_slots(bytes)?.into_iter().for_each(|slot| add(list, slot)),
            (list, Some(chunk)) => Slots::of_chunk(bytes)?
                .each(0, CHUNK, |slot| add(list, chunk * CHUNK + u32::from(slot))),
        }
    }
    Ok(sum)
}
