//! Looking up a sentence: [`Query`] in, [`Match`]es out, best first.
//!
//! Exact matches come from the hash of the comparable form. Fuzzy ones are found by a scan of
//! the stored signatures within the window of weights that can reach the threshold; a text whose
//! signature leaves it a chance is read and scored ([`super::score`]). The scan leaves nothing
//! out: [`Query::exhaustive`] scores every text of the language and finds the same.
//!
//! A unit with more than two languages is asked and answered pair by pair: any language may be
//! the one searched, any other the answer.

use rusqlite::{Connection, params};

use crate::bitext::{Context, Origin, Review, TranslationUnit, Variant};
use crate::text::{Lang, comparable};

use super::error::MemoryError;
use super::hash::hash;
use super::open::Memory;
use super::pieces::{Piece, Words};
use super::read;
use super::record::review_of;
use super::score::{
    CONTEXT, DiffKind, DiffPart, EXACT, Percent, needed, score_pieces, steps, weight, window,
};
use super::signature::{Bound, Signature};
use super::store::{UnitId, stored, words_of};

/// Matches given when nothing else is asked for.
const USUAL_LIMIT: usize = 5;

/// What is asked of a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The sentence to be translated.
    pub text: String,
    /// Its language; `None`: every language of the memory is searched.
    pub lang: Option<Lang>,
    /// The language wanted; `None`: every other language of a unit.
    pub target_lang: Option<Lang>,
    /// The sentence before, where known.
    pub previous: Option<String>,
    /// The sentence after, where known.
    pub next: Option<String>,
    /// The key or identifier of the sentence in its source, where known.
    pub key: Option<String>,
    /// The least score.
    pub min: Percent,
    /// The most matches.
    pub limit: usize,
    /// Scores every text instead of those that signatures leave a chance: the same, slower.
    pub exhaustive: bool,
}

impl Query {
    /// Asks for a text in any language, at the usual threshold, five matches at most.
    pub fn new(text: impl Into<String>) -> Query {
        Query {
            text: text.into(),
            lang: None,
            target_lang: None,
            previous: None,
            next: None,
            key: None,
            min: Percent::USUAL,
            limit: USUAL_LIMIT,
            exhaustive: false,
        }
    }
}

/// A stored unit that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The unit's number.
    pub unit: UnitId,
    /// 101 in context, 100 exact, less when fuzzy.
    pub score: u8,
    /// Why the score is what it is, in one word.
    pub kind: MatchKind,
    /// The stored text that is like the query.
    pub source: Variant,
    /// What it was translated as.
    pub target: Variant,
    /// Where the unit came from.
    pub origin: Origin,
    /// What stood around the unit.
    pub context: Context,
    /// Who has looked at the unit.
    pub review: Review,
    /// How probable it is that source and target answer each other, where known.
    pub confidence: Option<f64>,
    /// What was taken off, in the order of the text: every step that costs.
    pub costs: Vec<DiffPart>,
}

/// The kind of a [`Match`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchKind {
    /// Exact, and met between the same neighbours or under the same key.
    Context,
    /// Equal after what carries no meaning is taken out.
    Exact,
    /// Like it.
    Fuzzy,
}

impl MatchKind {
    /// Returns the kind's name in tables.
    pub fn name(self) -> &'static str {
        match self {
            MatchKind::Context => "context",
            MatchKind::Exact => "exact",
            MatchKind::Fuzzy => "fuzzy",
        }
    }
}

impl Memory {
    /// Returns the units that are like a text: best score first, then the reviewed before what
    /// nobody has looked at, then in the order in which they were stored.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn lookup(&self, query: &Query) -> Result<Vec<Match>, MemoryError> {
        self.look_up(query).map_err(|error| self.fail(error))
    }

    fn look_up(&self, query: &Query) -> rusqlite::Result<Vec<Match>> {
        let form = comparable(&query.text);
        if form.is_empty() || query.limit == 0 {
            return Ok(Vec::new());
        }
        let _snapshot = self.snapshot()?;
        let mut words = self.words.borrow_mut();
        let mut hits = Vec::new();
        for (lang_id, lang) in searched(&self.conn, query.lang.as_ref())? {
            let words = words_of(&mut words, &lang);
            let search = Search { conn: &self.conn, query, form: &form, lang_id, words };
            search.collect(query.exhaustive || !self.searchable, &mut hits)?;
        }
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.rank, hit.unit, hit.nth));
        let mut matches = Vec::new();
        for hit in hits {
            if matches.len() >= query.limit {
                break;
            }
            if let Some(unit) = read::unit(&self.conn, hit.unit)? {
                matches_of(query, &hit, &unit, words_of_hit(&mut words, &unit, &hit), &mut matches);
            }
        }
        matches.truncate(query.limit);
        Ok(matches)
    }
}

/// A text that answers, before anything about it is read.
struct Hit {
    unit: UnitId,
    nth: usize,
    score: u8,
    rank: u8,
}

/// A question put to the texts of one language.
struct Search<'s> {
    conn: &'s Connection,
    query: &'s Query,
    form: &'s str,
    lang_id: i64,
    words: &'s mut Words,
}

impl Search<'_> {
    fn collect(self, exhaustively: bool, hits: &mut Vec<Hit>) -> rusqlite::Result<()> {
        self.exact(hits)?;
        let min = self.query.min.value();
        if min >= EXACT {
            return Ok(());
        }
        let pieces = self.words.pieces(&self.query.text);
        let candidates = if exhaustively { self.all()? } else { self.candidates(&pieces, min)? };
        let sql = "SELECT v.text, u.review FROM variants v JOIN units u ON u.id = v.unit_id \
                   WHERE v.unit_id = ?1 AND v.nth = ?2";
        let mut read_text = self.conn.prepare_cached(sql)?;
        for (unit, nth) in candidates {
            let mut rows = read_text.query(params![unit.0, nth])?;
            let Some(row) = rows.next()? else {
                continue;
            };
            let text = row.get_ref(0)?.as_str().map_err(|_| read_error())?;
            let Some(score) = score_pieces(&pieces, &self.words.pieces(text), min) else {
                continue;
            };
            // The exact ones are in already.
            if comparable(text) != self.form {
                hits.push(Hit { unit, nth, score, rank: rank(review_of(row.get(1)?)?) });
            }
        }
        Ok(())
    }

    fn exact(&self, hits: &mut Vec<Hit>) -> rusqlite::Result<()> {
        let sql = "SELECT v.unit_id, v.nth, v.text, u.review, u.previous, u.next, u.key \
                   FROM hashes h JOIN variants v ON v.unit_id = h.unit_id AND v.nth = h.nth \
                   JOIN units u ON u.id = v.unit_id WHERE h.hash = ?1 AND h.lang_id = ?2";
        let mut found = self.conn.prepare_cached(sql)?;
        let mut rows = found.query(params![stored(hash(self.form.as_bytes())), self.lang_id])?;
        while let Some(row) = rows.next()? {
            if comparable(row.get_ref(2)?.as_str().map_err(|_| read_error())?) != self.form {
                continue;
            }
            let nth = row.get(1)?;
            let context = Context { previous: row.get(4)?, next: row.get(5)?, key: row.get(6)? };
            let score = if meets_context(self.query, &context, nth) { CONTEXT } else { EXACT };
            let rank = rank(review_of(row.get(3)?)?);
            hits.push(Hit { unit: UnitId(row.get(0)?), nth, score, rank });
        }
        Ok(())
    }

    fn all(&self) -> rusqlite::Result<Vec<(UnitId, usize)>> {
        let sql = "SELECT unit_id, nth FROM variants WHERE lang_id = ?1";
        let mut found = self.conn.prepare_cached(sql)?;
        found.query_map([self.lang_id], |row| Ok((UnitId(row.get(0)?), row.get(1)?)))?.collect()
    }

    fn candidates(&self, pieces: &[Piece], min: u8) -> rusqlite::Result<Vec<(UnitId, usize)>> {
        let own = weight(pieces);
        let (low, high) = window(own, min);
        let bound = Bound::of(pieces);
        let sql = "SELECT weight, unit_id, nth, signature FROM signatures \
                   WHERE lang_id = ?1 AND weight BETWEEN ?2 AND ?3";
        let mut found = self.conn.prepare_cached(sql)?;
        let mut rows = found.query(params![self.lang_id, low, high])?;
        let mut candidates = Vec::new();
        while let Some(row) = rows.next()? {
            let blob = row.get_ref(3)?.as_blob().map_err(|_| read_error())?;
            let signature = Signature::read(blob).ok_or_else(read_error)?;
            if bound.most(&signature) >= needed(own.max(row.get(0)?), min) {
                candidates.push((UnitId(row.get(1)?), row.get(2)?));
            }
        }
        Ok(candidates)
    }
}

fn read_error() -> rusqlite::Error {
    super::record::unreadable("signature")
}

/// Returns the languages that a question reaches, regions left aside.
pub(super) fn searched(
    conn: &Connection,
    lang: Option<&Lang>,
) -> rusqlite::Result<Vec<(i64, Lang)>> {
    let mut languages = read::languages(conn)?;
    languages.retain(|(_, known)| lang.is_none_or(|lang| lang.same_language(known)));
    Ok(languages)
}

/// The order of equal scores.
fn rank(review: Review) -> u8 {
    match review {
        Review::Reviewed => 0,
        Review::Unsaid => 1,
        Review::Unreviewed => 2,
    }
}

/// Says whether an exact match was met in the query's context. Neighbours are kept in the
/// language of the first variant; a key belongs to all. Every neighbour that the query names has
/// to agree; one it does not name says nothing, and none at all never takes an exact match down.
fn meets_context(query: &Query, context: &Context, nth: usize) -> bool {
    if query.key.is_some() && query.key == context.key {
        return true;
    }
    let form = |text: &Option<String>| text.as_deref().map(comparable);
    let agrees = |asked: &Option<String>, stored: &Option<String>| {
        asked.is_none() || form(asked) == form(stored)
    };
    let known = query.previous.is_some() || query.next.is_some();
    nth == 0
        && known
        && agrees(&query.previous, &context.previous)
        && agrees(&query.next, &context.next)
}

fn words_of_hit<'w>(
    words: &'w mut std::collections::HashMap<String, Words>,
    unit: &TranslationUnit,
    hit: &Hit,
) -> Option<&'w mut Words> {
    unit.variants().get(hit.nth).map(|variant| words_of(words, &variant.lang))
}

/// Makes a match of each pair of languages that the query asks for.
fn matches_of(
    query: &Query,
    hit: &Hit,
    unit: &TranslationUnit,
    words: Option<&mut Words>,
    matches: &mut Vec<Match>,
) {
    let (Some(source), Some(words)) = (unit.variants().get(hit.nth), words) else {
        return;
    };
    let kind = match hit.score {
        CONTEXT => MatchKind::Context,
        EXACT => MatchKind::Exact,
        _ => MatchKind::Fuzzy,
    };
    let mut costs = match kind {
        MatchKind::Context | MatchKind::Exact => Vec::new(),
        MatchKind::Fuzzy => steps(&words.pieces(&query.text), &words.pieces(&source.text)),
    };
    costs.retain(|part| part.kind != DiffKind::Same);
    for target in targets(query, unit, hit.nth) {
        matches.push(Match {
            unit: hit.unit,
            score: hit.score,
            kind,
            source: source.clone(),
            target: target.clone(),
            origin: unit.origin.clone(),
            context: unit.context.clone(),
            review: unit.review,
            confidence: unit.confidence,
            costs: costs.clone(),
        });
    }
}

pub(super) fn targets<'u>(
    query: &Query,
    unit: &'u TranslationUnit,
    source: usize,
) -> Vec<&'u Variant> {
    let others =
        || unit.variants().iter().enumerate().filter(|(nth, _)| *nth != source).map(|(_, v)| v);
    match &query.target_lang {
        None => others().collect(),
        // The very language first, another region of it where there is none.
        Some(lang) => others()
            .find(|v| v.lang == *lang)
            .or_else(|| others().find(|v| v.lang.same_language(lang)))
            .into_iter()
            .collect(),
    }
}
