//! Concordance: the segments in which some words stand, in whatever form.
//!
//! The words asked for have to stand in the segment in their order. Segments where nothing but
//! punctuation parts them come first, those where other words stand between after them; both in
//! the order in which they were stored. Signatures leave out what cannot hold the words; the
//! texts of the others are read until the limit is reached.

use std::ops::Range;

use rusqlite::params;

use crate::bitext::{Origin, Review, Variant};

use super::error::MemoryError;
use super::lookup::{Query, searched, targets};
use super::open::Memory;
use super::pieces::{Kind, Piece, Words};
use super::read;
use super::record::unreadable;
use super::signature::Signature;
use super::store::{UnitId, words_of};

/// A stored unit in which the words asked for stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Concordance {
    /// The unit's number.
    pub unit: UnitId,
    /// The text in which the words stand.
    pub source: Variant,
    /// Where the words stand: bytes of the source's text, in order.
    pub ranges: Vec<Range<usize>>,
    /// What the text was translated as.
    pub target: Variant,
    /// Where the unit came from.
    pub origin: Origin,
    /// Who has looked at the unit.
    pub review: Review,
}

impl Memory {
    /// Returns the units in which the words of a query's text stand, in any of their forms. Of
    /// the query, `text`, `lang`, `target_lang` and `limit` count.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    ///
    /// ```
    /// # use kladka::bitext::TranslationUnit;
    /// # use kladka::memory::{ImportInfo, Memory, Query};
    /// # use kladka::text::Lang;
    /// # let mut memory = Memory::in_ram()?;
    /// let pl = (Lang::new("pl")?, "Rozmawiano o sprawach gospodarczych.");
    /// let en = (Lang::new("en")?, "They discussed economic matters.");
    /// let info = ImportInfo { what: "example", now: "20260102T030405Z", rules: "" };
    /// memory.extend(&info, [TranslationUnit::pair(pl, en)?], &[])?;
    /// let found = memory.concordance(&Query::new("Economic matter"))?;
    /// assert_eq!(found[0].ranges, [15..23, 24..31]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn concordance(&self, query: &Query) -> Result<Vec<Concordance>, MemoryError> {
        self.find_words(query).map_err(|error| self.fail(error))
    }

    fn find_words(&self, query: &Query) -> rusqlite::Result<Vec<Concordance>> {
        let _snapshot = self.snapshot()?;
        let mut words = self.words.borrow_mut();
        let mut together = Vec::new();
        let mut apart = Vec::new();
        for (lang_id, lang) in searched(&self.conn, query.lang.as_ref())? {
            let words = words_of(&mut words, &lang);
            let asked = lexical(words.pieces(&query.text));
            if asked.is_empty() || query.limit == 0 {
                continue;
            }
            let candidates = self.that_may_hold(lang_id, &asked)?;
            self.read_candidates(
                candidates,
                &asked,
                words,
                query.limit,
                (&mut together, &mut apart),
            )?;
        }
        // Of several languages each has given its own.
        together.sort_by_key(|place: &Place| (place.unit, place.nth));
        apart.sort_by_key(|place: &Place| (place.unit, place.nth));
        let mut found = Vec::new();
        for place in together.into_iter().chain(apart) {
            if found.len() >= query.limit {
                break;
            }
            self.add_found(query, &place, &mut found)?;
        }
        found.truncate(query.limit);
        Ok(found)
    }

    /// Returns the texts that may hold all the words, in the order in which they were stored.
    fn that_may_hold(&self, lang: i64, asked: &[Piece]) -> rusqlite::Result<Vec<(UnitId, usize)>> {
        let sql = "SELECT unit_id, nth, signature FROM signatures WHERE lang_id = ?1";
        let mut scan = self.conn.prepare_cached(sql)?;
        let mut rows = scan.query([lang])?;
        let mut candidates = Vec::new();
        while let Some(row) = rows.next()? {
            let blob = row.get_ref(2)?.as_blob().map_err(|_| unreadable("signature"))?;
            let signature = Signature::read(blob).ok_or_else(|| unreadable("signature"))?;
            let may_hold =
                |piece: &Piece| piece.kind == Kind::Code || signature.may_hold_form(piece);
            if !self.searchable || asked.iter().all(may_hold) {
                candidates.push((UnitId(row.get(0)?), row.get(1)?));
            }
        }
        candidates.sort_unstable();
        Ok(candidates)
    }

    fn read_candidates(
        &self,
        candidates: Vec<(UnitId, usize)>,
        asked: &[Piece],
        words: &mut Words,
        limit: usize,
        (together, apart): (&mut Vec<Place>, &mut Vec<Place>),
    ) -> rusqlite::Result<()> {
        let sql = "SELECT text FROM variants WHERE unit_id = ?1 AND nth = ?2";
        let mut read_text = self.conn.prepare_cached(sql)?;
        let (mut near, mut far) = (0, 0);
        for (unit, nth) in candidates {
            if near >= limit {
                break;
            }
            let mut rows = read_text.query(params![unit.0, nth])?;
            let Some(row) = rows.next()? else {
                continue;
            };
            let text = row.get_ref(0)?.as_str().map_err(|_| unreadable("text"))?;
            let pieces = lexical(words.pieces(text));
            let ranges = places_together(&pieces, asked);
            if !ranges.is_empty() {
                near += 1;
                together.push(Place { unit, nth, ranges });
            } else if far < limit
                && let Some(ranges) = place_apart(&pieces, asked)
            {
                far += 1;
                apart.push(Place { unit, nth, ranges });
            }
        }
        Ok(())
    }

    fn add_found(
        &self,
        query: &Query,
        place: &Place,
        found: &mut Vec<Concordance>,
    ) -> rusqlite::Result<()> {
        let Some(unit) = read::unit(&self.conn, place.unit)? else {
            return Ok(());
        };
        let Some(source) = unit.variants().get(place.nth) else {
            return Ok(());
        };
        found.extend(targets(query, &unit, place.nth).into_iter().map(|target| Concordance {
            unit: place.unit,
            source: source.clone(),
            ranges: place.ranges.clone(),
            target: target.clone(),
            origin: unit.origin.clone(),
            review: unit.review,
        }));
        Ok(())
    }
}

/// A text in which the words stand, and where.
struct Place {
    unit: UnitId,
    nth: usize,
    ranges: Vec<Range<usize>>,
}

/// Leaves punctuation out.
pub(super) fn lexical(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.retain(|piece| piece.kind != Kind::Mark);
    pieces
}

/// Says whether two pieces are forms of one word, or the same number or code.
fn is_form(a: &Piece, b: &Piece) -> bool {
    let (a, b) = (&a.facts, &b.facts);
    match (&a.keys, &b.keys) {
        _ if a.lower == b.lower => true,
        (Some(a), Some(b)) => a.meets(b).is_some(),
        _ => false,
    }
}

fn places_together(pieces: &[Piece], asked: &[Piece]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(window) = pieces.get(at..at + asked.len()) {
        if window.iter().zip(asked).all(|(a, b)| is_form(a, b)) {
            ranges.extend(window.iter().map(|piece| piece.range.clone()));
            at += asked.len();
        } else {
            at += 1;
        }
    }
    ranges
}

/// Returns where the words stand in their order with the fewest others between them.
fn place_apart(pieces: &[Piece], asked: &[Piece]) -> Option<Vec<Range<usize>>> {
    let from = |start: usize| {
        let mut next = start;
        let mut places = Vec::with_capacity(asked.len());
        for word in asked {
            let at = next + pieces[next..].iter().position(|piece| is_form(piece, word))?;
            places.push(at);
            next = at + 1;
        }
        Some(places)
    };
    let first = asked.first()?;
    let starts = (0..pieces.len()).filter(|&at| is_form(&pieces[at], first));
    // Once the words do not follow one start, they follow no later one.
    let tried = starts.map_while(from);
    let best = tried.min_by_key(|places| {
        places.last().copied().unwrap_or(0) - places.first().copied().unwrap_or(0)
    })?;
    Some(best.into_iter().map(|at| pieces[at].range.clone()).collect())
}
