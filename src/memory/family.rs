//! Units that differ in numbers only: "Page 1" … "Page 99999" are one line of an answer.
//!
//! Two units are of one family when both of their texts are the same but for the numbers in
//! them. A search gives the best of a family and leaves the others out; they are counted in the
//! index, where all of them have the same words.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::Connection;

use crate::bitext::Variant;
use crate::text::Lang;

use super::hits::{Met, Slot};
use super::index::{Cache, Families, Search};
use super::lookup::Match;
use super::pieces::Words;
use super::read;
use super::record::unreadable;
use super::score::EXACT;
use super::store::{UnitId, words_of};

/// The most members of a family that are counted.
pub const LARGEST_FAMILY: usize = 999;

/// What the members of a family share: languages, and texts but for their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Family {
    langs: (Lang, Lang),
    texts: (String, String),
}

impl Family {
    pub(super) fn of(source: &Variant, target: &Variant) -> Family {
        Family {
            langs: (source.lang.clone(), target.lang.clone()),
            texts: (without_numbers(&source.text), without_numbers(&target.text)),
        }
    }
}

/// Returns a text with one sign in the place of every number; digits of words ("3D", "mp3") stay.
pub(super) fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_word = false;
    while let Some(c) = rest.chars().next() {
        let length = if in_word { 0 } else { number_length(rest) };
        let after = rest.get(length..).and_then(|rest| rest.chars().next());
        if length > 0 && !after.is_some_and(char::is_alphabetic) {
            out.push('\u{1}');
            rest = &rest[length..];
            continue;
        }
        in_word = c.is_alphanumeric();
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Bytes of the number that a text begins with: digits, single separators between them.
fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut parted = true;
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' => (end, parted) = (at + 1, false),
            '.' | ',' | ':' | '/' | '-' | '–' if !parted => parted = true,
            _ => break,
        }
    }
    end
}

/// The families of the matches that one lookup gives.
///
/// All members of a family have the same words, and a search that found one of them has met the
/// others. What it has met and read is kept here, so that counting hardly reads anything.
#[derive(Default)]
pub(super) struct Kin {
    slots: HashMap<u64, Vec<Slot>>,
    /// By unit: its texts with one sign in the place of every number.
    texts: HashMap<i64, Vec<(Lang, String)>>,
}

impl Kin {
    /// Notes what a unit that was read has for texts.
    pub(super) fn read(&mut self, id: UnitId, variants: &[Variant]) {
        let texts = variants.iter().map(|text| (text.lang.clone(), without_numbers(&text.text)));
        self.texts.insert(id.0, texts.collect());
    }

    /// Notes the slots with certain words among those that a search has met.
    pub(super) fn met(&mut self, met: &Met, wanted: &HashSet<u64>) {
        met.each(|words, slot| {
            if wanted.contains(&words) {
                self.slots.entry(words).or_default().push(slot.clone());
            }
        });
    }

    /// Says whether a unit belongs to a family; one that is gone does not.
    fn is_member(
        &mut self,
        conn: &Connection,
        unit: i64,
        family: &Family,
    ) -> rusqlite::Result<bool> {
        let texts = match self.texts.entry(unit) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(texts_of(conn, unit)?),
        };
        let has = |wanted_lang: &Lang, wanted: &str| {
            texts.iter().any(|(lang, text)| lang == wanted_lang && text == wanted)
        };
        let (source, target) = (&family.texts.0, &family.texts.1);
        Ok(has(&family.langs.0, source) && has(&family.langs.1, target))
    }
}

/// Reads the texts of a unit, with one sign in the place of every number.
fn texts_of(conn: &Connection, unit: i64) -> rusqlite::Result<Vec<(Lang, String)>> {
    let mut texts = conn.prepare_cached(read::TAGGED)?;
    let mut rows = texts.query([unit])?;
    let mut found = Vec::with_capacity(2);
    while let Some(row) = rows.next()? {
        let lang = read::lang_of(row.get_ref(0)?.as_str().map_err(|_| unreadable("tag"))?)?;
        let text = row.get_ref(1)?.as_str().map_err(|_| unreadable("text"))?;
        found.push((lang, without_numbers(text)));
    }
    Ok(found)
}

/// Counts the further members of a match's family; the hash of the match's words is given where
/// it is known.
pub(super) fn others(
    conn: &Connection,
    cache: &mut Cache,
    words: &mut HashMap<String, Words>,
    kin: &mut Kin,
    hash: Option<u64>,
    found: &Match,
) -> rusqlite::Result<usize> {
    let own = Family::of(&found.source, &found.target);
    if own.texts.0 == found.source.text {
        return Ok(0);
    }
    let lang = found.source.lang.primary();
    let Some(catalogue) = cache.catalogue(conn, lang)? else {
        return Ok(0);
    };
    let slots = match hash.and_then(|hash| kin.slots.get(&hash)) {
        Some(slots) => slots.clone(),
        None => {
            let pieces = words_of(words, &found.source.lang).pieces(&found.source.text);
            let scratch = &mut cache.scratch;
            let mut search = Search::new(conn, Arc::clone(&catalogue), &pieces, scratch)?;
            search.candidates(EXACT, EXACT)?.into_iter().map(Slot::from).collect()
        }
    };
    let some_are_gone = catalogue.has_gone(conn)?;
    let mut count = 0;
    for slot in &slots {
        // Of many units that differ in numbers only, one speaks for all. The first of them nearly
        // always are enough.
        let units = &slot.units;
        let families = Families::of(conn, &catalogue, slot.number, units.len())?;
        for some in [units.len().min(2 * LARGEST_FAMILY), units.len()] {
            let families = match &families {
                Some(families) => families.all(&units[..some])?,
                None => units.iter().map(|&unit| vec![unit]).collect(),
            };
            let before = count;
            for family in families {
                if count >= LARGEST_FAMILY {
                    break;
                }
                count += members(conn, kin, &family, found.unit, &own, some_are_gone)?;
            }
            if count >= LARGEST_FAMILY || some == units.len() {
                break;
            }
            count = before;
        }
    }
    Ok(count.min(LARGEST_FAMILY))
}

/// Counts those of some units with the same texts but for the numbers that are of a family and
/// still there, one of them left aside.
fn members(
    conn: &Connection,
    kin: &mut Kin,
    units: &[i64],
    but: UnitId,
    family: &Family,
    some_are_gone: bool,
) -> rusqlite::Result<usize> {
    let mut is_there = conn.prepare_cached("SELECT 1 FROM units WHERE id = ?1")?;
    let (mut count, mut is_family) = (0, None);
    for &unit in units {
        if count >= LARGEST_FAMILY || is_family == Some(false) {
            break;
        }
        // What has been read and has texts is there.
        let is_read = || kin.texts.get(&unit).is_some_and(|texts| !texts.is_empty());
        if unit == but.0 || some_are_gone && !is_read() && !is_there.exists([unit])? {
            continue;
        }
        let is_one = match is_family {
            Some(known) => known,
            None => kin.is_member(conn, unit, family)?,
        };
        is_family = Some(is_one);
        count += usize::from(is_one);
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_out_and_words_with_digits_stay() {
        for (a, b, same) in [
            ("Page 1", "Page 99999", true),
            ("Page 1,250.5 of 3", "Page 7 of 12", true),
            ("Page 1.", "Page 2.", true),
            ("3D view", "2D view", false),
            ("Page 12–14", "Page 3-4", true),
            ("mp3 file", "mp4 file", false),
            ("Page 1", "page 1", false),
            ("Page 1", "Page one", false),
        ] {
            assert_eq!(without_numbers(a) == without_numbers(b), same, "{a} | {b}");
        }
    }
}
