//! Units that differ in numbers only: "Page 1" … "Page 99999" are one line of an answer.
//!
//! Two units are of one family when both of their texts are the same but for the numbers in
//! them. A search gives the best of a family and leaves the others out; how many there are is
//! asked of the index, where all of them have the same words.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, params};

use crate::text::Lang;

use super::index::{Cache, Families, Search};
use super::lookup::Match;
use super::pieces::Words;
use super::read;
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
    pub(super) fn of(found: &Match) -> Family {
        let (source, target) = (&found.source, &found.target);
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

/// Counts the further members of a match's family.
pub(super) fn others(
    conn: &Connection,
    cache: &mut Cache,
    words: &mut HashMap<String, Words>,
    found: &Match,
) -> rusqlite::Result<usize> {
    let own = Family::of(found);
    if own.texts.0 == found.source.text {
        return Ok(0);
    }
    let lang = found.source.lang.primary();
    let Some(catalogue) = cache.catalogue(conn, lang)? else {
        return Ok(0);
    };
    let pieces = words_of(words, &found.source.lang).pieces(&found.source.text);
    let mut search = Search::new(conn, Arc::clone(&catalogue), &pieces, &mut cache.scratch)?;
    let candidates = search.candidates(EXACT)?;
    let some_are_gone = catalogue.has_gone(conn)?;
    let mut count = 0;
    for candidate in &candidates {
        // Of many units that differ in numbers only, one speaks for all. The first of them nearly
        // always are enough.
        let units = &candidate.units;
        let families = Families::of(conn, &catalogue, candidate.slot, units.len())?;
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
                count += members(conn, &family, found.unit, &own, some_are_gone)?;
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
        if unit == but.0 || some_are_gone && !is_there.exists([unit])? {
            continue;
        }
        let is_one = match is_family {
            Some(known) => known,
            None => is_member(conn, UnitId(unit), family)?,
        };
        is_family = Some(is_one);
        count += usize::from(is_one);
    }
    Ok(count)
}

fn is_member(conn: &Connection, unit: UnitId, family: &Family) -> rusqlite::Result<bool> {
    let sql = "SELECT l.tag, v.text FROM variants v JOIN languages l ON l.id = v.lang_id \
               WHERE v.unit_id = ?1";
    let mut texts = conn.prepare_cached(sql)?;
    let mut rows = texts.query(params![unit.0])?;
    let (mut has_source, mut has_target) = (false, false);
    while let Some(row) = rows.next()? {
        let lang = read::lang_of(&row.get::<_, String>(0)?)?;
        let text = without_numbers(&row.get::<_, String>(1)?);
        has_source |= lang == family.langs.0 && text == family.texts.0;
        has_target |= lang == family.langs.1 && text == family.texts.1;
    }
    Ok(has_source && has_target)
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
