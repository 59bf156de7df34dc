//! Concordance: the segments in which some words stand, in whatever form.
//!
//! The words asked for have to stand in the segment in their order. Segments where nothing but
//! punctuation parts them come first, those where other words stand between after them; both in
//! the order in which they were stored. The index tells which texts hold the words in some order;
//! they are read until the limit is reached. Where words are so frequent that a screenful of
//! them stands among the first texts, these are read instead.

use std::ops::Range;
use std::path::PathBuf;

use rusqlite::Connection;

use crate::bitext::{Origin, Review, Variant};

use super::error::MemoryError;
use super::hits::{Spoken, spoken};
use super::index::{Cache, Lettered, slots_with};
use super::lookup::{Query, targets};
use super::open::Memory;
use super::pieces::{Kind, Piece, Words};
use super::read;
use super::record::unreadable;
use super::store::{UnitId, words_of};
use super::wanted::{Finder, How, Wanted};

/// Units whose texts are looked through for letters, and for words, in the time in which the slots of
/// one are read.
const AS_LETTERS: f64 = 5.0;
const AS_WORDS: f64 = 1.0;

/// How many times as many units as hold a screenful on an average are taken to be enough.
const PATIENCE: f64 = 2.0;

/// Words with some letters from which on their texts are likely to fill a screen among a few of the
/// first units.
const MANY_WORDS: usize = 300;

/// Units read in their order before the index is asked for the texts of so many words.
const FEW_UNITS: i64 = 5_000;

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
    /// The reference memory the unit stands in; `None`: the one that was asked, or the first.
    pub reference: Option<PathBuf>,
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
        self.concordance_of(query, &Wanted::default())
    }

    /// Returns the units in which a query's text stands in the way that is wanted, those that
    /// pass its filters.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn concordance_of(
        &self,
        query: &Query,
        wanted: &Wanted,
    ) -> Result<Vec<Concordance>, MemoryError> {
        self.find_words(query, wanted).map_err(|error| self.fail(error))
    }

    fn find_words(&self, query: &Query, wanted: &Wanted) -> rusqlite::Result<Vec<Concordance>> {
        let finder = Finder::of(&wanted.how, &query.text);
        let _snapshot = self.snapshot()?;
        let mut words = self.words.borrow_mut();
        let mut cache = self.index.borrow_mut();
        let (mut together, mut apart) = (Vec::new(), Vec::new());
        for spoken in spoken(&self.conn, query.lang.as_ref())? {
            let words = words_of(&mut words, &spoken.lang);
            let asked = lexical(words.pieces(&query.text));
            let asks_nothing = match &finder {
                Some(finder) => finder.finds_nothing(),
                None => asked.is_empty(),
            };
            if asks_nothing || query.limit == 0 {
                continue;
            }
            let mut reading = Reading {
                conn: &self.conn,
                spoken: &spoken,
                asked: &asked,
                wanted,
                finder: finder.as_ref(),
                words,
                limit: query.limit,
                together: Vec::new(),
                apart: Vec::new(),
            };
            reading.read(self.searchable, &mut cache)?;
            together.append(&mut reading.together);
            apart.append(&mut reading.apart);
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
        let targets = targets(query, unit.variants(), place.nth);
        found.extend(targets.into_iter().map(|target| Concordance {
            unit: place.unit,
            source: source.clone(),
            ranges: place.ranges.clone(),
            target: unit.variants()[target].clone(),
            origin: unit.origin.clone(),
            review: unit.review,
            reference: None,
        }));
        Ok(())
    }
}

/// Texts of one language being read for the words asked for.
struct Reading<'r> {
    conn: &'r Connection,
    spoken: &'r Spoken,
    asked: &'r [Piece],
    wanted: &'r Wanted,
    finder: Option<&'r Finder>,
    words: &'r mut Words,
    limit: usize,
    together: Vec<Place>,
    apart: Vec<Place>,
}

impl Reading<'_> {
    fn read(&mut self, searchable: bool, cache: &mut Cache) -> rusqlite::Result<()> {
        if !searchable {
            return self.first_units(i64::MAX).map(|_| ());
        }
        let Some(catalogue) = cache.catalogue(self.conn, self.spoken.lang.primary())? else {
            return Ok(());
        };
        let slots = match self.finder {
            Some(finder) => {
                let words = Lettered::find(self.conn, &catalogue, &finder.required())?;
                let Some(words) = words else {
                    return self.first_units(i64::MAX).map(|_| ());
                };
                if words.len() >= MANY_WORDS && self.first_units(FEW_UNITS)? {
                    return Ok(());
                }
                words.slots(self.conn, &catalogue)?
            }
            None => slots_with(self.conn, &catalogue, self.asked)?,
        };
        self.together.clear();
        self.apart.clear();
        // Among so many of the first units stands a screenful on an average. If that is less work, they
        // are read, and others after them until it is no more; then at most twice as much is done
        // as was necessary.
        let screen = self.limit as f64 * self.span()? as f64 / slots.len().max(1) as f64;
        let as_many = if self.finder.is_some() { AS_LETTERS } else { AS_WORDS };
        let as_long = slots.len() as f64 * as_many;
        if screen * PATIENCE < as_long && self.first_units(as_long as i64)? {
            return Ok(());
        }
        self.together.clear();
        self.apart.clear();
        for unit in slots.units(self.conn, &catalogue)? {
            if self.is_full() {
                break;
            }
            self.read_unit(unit)?;
        }
        Ok(())
    }

    /// How far apart the numbers of the first and the last unit are.
    fn span(&self) -> rusqlite::Result<i64> {
        // One question for both would read all of them.
        let sql = "SELECT (SELECT max(id) FROM units) - (SELECT min(id) FROM units)";
        let span: Option<i64> = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(span.unwrap_or(0))
    }

    /// Reads the units of the first numbers; says whether that was enough.
    fn first_units(&mut self, most: i64) -> rusqlite::Result<bool> {
        let sql = "SELECT unit_id, nth, lang_id, text FROM variants \
                   WHERE id <= (?1 << 16 | 65535) ORDER BY id";
        // By their numbers, of which some may be gone: counting units would mean reading them.
        let first = "SELECT min(id) FROM units";
        let first: Option<i64> =
            self.conn.prepare_cached(first)?.query_row([], |row| row.get(0))?;
        // No number of a unit is larger: its texts' numbers have 16 bits more.
        let last = first.unwrap_or(0).saturating_add(most).min(i64::MAX >> 16);
        let mut texts = self.conn.prepare_cached(sql)?;
        let mut rows = texts.query([last])?;
        while let Some(row) = rows.next()?
            && !self.is_full()
        {
            let lang = row.get(2)?;
            if self.spoken.ids.contains(&lang) {
                let text = row.get_ref(3)?.as_str().map_err(|_| unreadable("text"))?;
                self.read_text(row.get(0)?, row.get(1)?, lang, text)?;
            }
        }
        Ok(self.is_full())
    }

    fn is_full(&self) -> bool {
        self.together.len() >= self.limit
    }

    fn read_unit(&mut self, unit: i64) -> rusqlite::Result<()> {
        let mut texts = self.conn.prepare_cached(read::TEXTS)?;
        let mut rows = texts.query([unit])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(2)?.as_str().map_err(|_| unreadable("text"))?;
            self.read_text(unit, row.get(0)?, row.get(1)?, text)?;
        }
        Ok(())
    }

    fn read_text(&mut self, unit: i64, nth: usize, lang: i64, text: &str) -> rusqlite::Result<()> {
        if self.is_full() || !self.spoken.ids.contains(&lang) {
            return Ok(());
        }
        let unit = UnitId(unit);
        if let Some(finder) = self.finder {
            let ranges = finder.places(text);
            if !ranges.is_empty() && self.passes(unit)? {
                self.together.push(Place { unit, nth, ranges });
            }
            return Ok(());
        }
        let pieces = lexical(self.words.pieces(text));
        let fits = if let How::Exact = self.wanted.how { is_exact } else { is_form };
        let ranges = places_together(&pieces, self.asked, fits);
        if !ranges.is_empty() {
            if self.passes(unit)? {
                self.together.push(Place { unit, nth, ranges });
            }
        } else if self.apart.len() < self.limit
            && let Some(ranges) = place_apart(&pieces, self.asked, fits)
            && self.passes(unit)?
        {
            self.apart.push(Place { unit, nth, ranges });
        }
        Ok(())
    }

    /// Says whether a unit passes the filters.
    fn passes(&self, unit: UnitId) -> rusqlite::Result<bool> {
        if self.wanted.takes_all() {
            return Ok(true);
        }
        Ok(read::unit(self.conn, unit)?.is_some_and(|unit| self.wanted.takes(&unit)))
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

/// Says whether two pieces are the same word, letter case left aside.
fn is_exact(a: &Piece, b: &Piece) -> bool {
    a.facts.lower == b.facts.lower
}

/// Says whether two pieces fit each other.
type Fits = fn(&Piece, &Piece) -> bool;

fn places_together(pieces: &[Piece], asked: &[Piece], fits: Fits) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(window) = pieces.get(at..at + asked.len()) {
        if window.iter().zip(asked).all(|(a, b)| fits(a, b)) {
            ranges.extend(window.iter().map(|piece| piece.range.clone()));
            at += asked.len();
        } else {
            at += 1;
        }
    }
    ranges
}

/// Returns where the words stand in their order with the fewest others between them.
fn place_apart(pieces: &[Piece], asked: &[Piece], fits: Fits) -> Option<Vec<Range<usize>>> {
    let from = |start: usize| {
        let mut next = start;
        let mut places = Vec::with_capacity(asked.len());
        for word in asked {
            let at = next + pieces[next..].iter().position(|piece| fits(piece, word))?;
            places.push(at);
            next = at + 1;
        }
        Some(places)
    };
    let first = asked.first()?;
    let starts = (0..pieces.len()).filter(|&at| fits(&pieces[at], first));
    // Once the words do not follow one start, they follow no later one.
    let tried = starts.map_while(from);
    let best = tried.min_by_key(|places| {
        places.last().copied().unwrap_or(0) - places.first().copied().unwrap_or(0)
    })?;
    Some(best.into_iter().map(|at| pieces[at].range.clone()).collect())
}
