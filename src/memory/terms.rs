//! Term pairs in the memory: stored with the units they came with, found in any form.
//!
//! [`Memory::terms_like`] answers with the pairs of which one headword is the text asked for,
//! stands in it, or holds it. Every key of every word of a headword leads to its pair, so that
//! a question reads only the pairs that share a word with it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::bitext::{TermKind, TermPair, TermStatus};
use crate::language::Strength;
use crate::text::{Lang, comparable, tokens};

use super::concordance::lexical;
use super::error::MemoryError;
use super::hash::Hasher;
use super::open::Memory;
use super::pieces::{Piece, Words};
use super::read::lang_of;
use super::record::{evidence_json, evidence_of, occurrences_json, occurrences_of, unreadable};
use super::store::{Batch, ImportId, UnitId, stored, words_of};

/// The number of a term pair in its memory; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub i64);

/// A term pair as a memory holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredTerm {
    /// Its number.
    pub id: TermId,
    /// The pair.
    pub pair: TermPair,
    /// The import it came with.
    pub import: ImportId,
    /// What that import was: the files' names, or "by hand".
    pub what: String,
    /// Units of that import in which both sides stand.
    pub units: Vec<UnitId>,
}

/// A term pair that answers a question.
#[derive(Clone, Debug, PartialEq)]
pub struct TermHit {
    /// The pair.
    pub term: StoredTerm,
    /// How the headword lies to the text asked for.
    pub fit: TermFit,
    /// Whether it is the pair's target that was found.
    pub in_target: bool,
    /// Bytes of the text asked for that the headword answers.
    pub range: Range<usize>,
}

/// How a headword lies to the text asked for; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermFit {
    /// It is the text, in some form.
    Same,
    /// It stands in the text, in some form.
    Inside,
    /// The text, in some form, is a part of it.
    Around,
}

impl Memory {
    /// Returns all term pairs, in the order in which they were stored.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn terms(&self) -> Result<Vec<StoredTerm>, MemoryError> {
        self.all_terms().map_err(|error| self.fail(error))
    }

    /// Returns the term pairs whose headword, in either language (or in the one given), is a
    /// form of the text, stands in it, or holds it. A pair that several imports brought is given
    /// once, as the best of them has it.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn terms_like(&self, text: &str, lang: Option<&Lang>) -> Result<Vec<TermHit>, MemoryError> {
        self.find_terms(text, lang).map_err(|error| self.fail(error))
    }

    fn all_terms(&self) -> rusqlite::Result<Vec<StoredTerm>> {
        let _snapshot = self.snapshot()?;
        let mut found = self.conn.prepare_cached("SELECT id FROM terms ORDER BY id")?;
        let ids = found.query_map([], |row| row.get(0).map(TermId))?;
        let ids: Vec<TermId> = ids.collect::<rusqlite::Result<_>>()?;
        ids.into_iter().filter_map(|id| term(&self.conn, id).transpose()).collect()
    }

    fn find_terms(&self, text: &str, lang: Option<&Lang>) -> rusqlite::Result<Vec<TermHit>> {
        let _snapshot = self.snapshot()?;
        let mut words = self.words.borrow_mut();
        let mut asked: HashMap<String, Vec<Piece>> = HashMap::new();
        let mut candidates = BTreeSet::new();
        for spoken in super::hits::spoken(&self.conn, lang)? {
            let known = spoken.lang;
            let pieces = lexical(words_of(&mut words, &known).pieces(text));
            for piece in &pieces {
                for hash in piece.facts.hashes() {
                    candidates.extend(keyed(&self.conn, stored(hash))?);
                }
            }
            asked.insert(known.primary().to_string(), pieces);
        }
        let mut hits = Vec::new();
        for id in candidates {
            let Some(term) = term(&self.conn, id)? else {
                continue;
            };
            if let Some(hit) = best_side(term, &asked, &mut words) {
                hits.push(hit);
            }
        }
        hits.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| more_sure(a, b)));
        let mut seen = HashSet::new();
        hits.retain(|hit| seen.insert(identity(&hit.term.pair)));
        Ok(hits)
    }
}

fn order(hit: &TermHit) -> (TermFit, std::cmp::Reverse<usize>, u8) {
    (hit.fit, std::cmp::Reverse(hit.range.len()), status_rank(hit.term.pair.status))
}

fn more_sure(a: &TermHit, b: &TermHit) -> std::cmp::Ordering {
    let by_confidence = b.term.pair.confidence.total_cmp(&a.term.pair.confidence);
    by_confidence.then(a.term.id.cmp(&b.term.id))
}

fn status_rank(status: TermStatus) -> u8 {
    match status {
        TermStatus::Preferred => 0,
        TermStatus::Approved => 1,
        TermStatus::Admitted => 2,
        TermStatus::Proposed => 3,
        TermStatus::Forbidden => 4,
    }
}

/// Holds both headwords of a pair against the text; the better fit counts.
fn best_side(
    term: StoredTerm,
    asked: &HashMap<String, Vec<Piece>>,
    words: &mut HashMap<String, Words>,
) -> Option<TermHit> {
    let pair = &term.pair;
    let sides = [(false, &pair.source_lang, &pair.source), (true, &pair.target_lang, &pair.target)];
    let fits = sides.into_iter().filter_map(|(in_target, lang, headword)| {
        let text = asked.get(lang.primary())?;
        let headword = lexical(words_of(words, lang).pieces(headword));
        let (fit, range) = fit(&headword, text)?;
        Some((fit, in_target, range))
    });
    let (fit, in_target, range) = fits.min_by_key(|(fit, ..)| *fit)?;
    Some(TermHit { term, fit, in_target, range })
}

fn fit(headword: &[Piece], text: &[Piece]) -> Option<(TermFit, Range<usize>)> {
    let found = |whole: &[Piece], part: &[Piece]| {
        let same = |(a, b): (&Piece, &Piece)| is_form(a, b);
        let mut windows = whole.windows(part.len().max(1));
        windows.position(|window| !part.is_empty() && window.iter().zip(part).all(same))
    };
    let range = |pieces: &[Piece]| match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => 0..0,
    };
    if let Some(at) = found(text, headword) {
        let fit = if headword.len() == text.len() { TermFit::Same } else { TermFit::Inside };
        return Some((fit, range(&text[at..at + headword.len()])));
    }
    found(headword, text).map(|_| (TermFit::Around, range(text)))
}

/// Terms are names of notions: only strong keys make two words one.
fn is_form(a: &Piece, b: &Piece) -> bool {
    let (a, b) = (&a.facts, &b.facts);
    match (&a.keys, &b.keys) {
        _ if a.lower == b.lower => true,
        (Some(a), Some(b)) => a.meets(b) == Some(Strength::Strong),
        _ => false,
    }
}

fn keyed(conn: &Connection, key: i64) -> rusqlite::Result<Vec<TermId>> {
    let mut found = conn.prepare_cached("SELECT term_id FROM term_keys WHERE key = ?1")?;
    found.query_map([key], |row| row.get(0).map(TermId))?.collect()
}

/// Reads a term pair.
pub(super) fn term(conn: &Connection, id: TermId) -> rusqlite::Result<Option<StoredTerm>> {
    let sql = "SELECT t.source, t.target, s.tag, g.tag, t.kind, t.status, t.confidence, \
               t.evidence, t.occurrences, t.import_id, i.what \
               FROM terms t JOIN languages s ON s.id = t.source_lang \
               JOIN languages g ON g.id = t.target_lang JOIN imports i ON i.id = t.import_id \
               WHERE t.id = ?1";
    let mut found = conn.prepare_cached(sql)?;
    let Some((pair, import, what)) = found
        .query_row([id.0], |row| {
            Ok((pair_of(row)?, ImportId(row.get(9)?), row.get::<_, String>(10)?))
        })
        .optional()?
    else {
        return Ok(None);
    };
    let sql = "SELECT unit_id FROM term_units WHERE term_id = ?1 ORDER BY unit_id";
    let mut found = conn.prepare_cached(sql)?;
    let units = found.query_map([id.0], |row| row.get(0).map(UnitId))?;
    let units = units.collect::<rusqlite::Result<_>>()?;
    Ok(Some(StoredTerm { id, pair, import, what, units }))
}

fn pair_of(row: &Row<'_>) -> rusqlite::Result<TermPair> {
    let kind: String = row.get(4)?;
    let status: String = row.get(5)?;
    let evidence: String = row.get(7)?;
    let occurrences: String = row.get(8)?;
    Ok(TermPair {
        source: row.get(0)?,
        target: row.get(1)?,
        source_lang: lang_of(&row.get::<_, String>(2)?)?,
        target_lang: lang_of(&row.get::<_, String>(3)?)?,
        kind: TermKind::from_name(&kind).ok_or_else(|| unreadable("kind"))?,
        status: TermStatus::from_name(&status).ok_or_else(|| unreadable("status"))?,
        // SQLite keeps "not a number" as NULL.
        confidence: row.get::<_, Option<f64>>(6)?.unwrap_or(f64::NAN),
        evidence: evidence_of(&evidence)?,
        occurrences: occurrences_of(&occurrences)?,
    })
}

/// Stores term pairs as part of an import.
pub(super) fn store(batch: &mut Batch<'_>, pairs: &[TermPair]) -> rusqlite::Result<()> {
    let mut fresh = Vec::new();
    for pair in pairs {
        if holds(batch, pair)? {
            batch.import.terms_doubled += 1;
            continue;
        }
        let (source, target) = (batch.lang(&pair.source_lang)?, batch.lang(&pair.target_lang)?);
        let sql = "INSERT INTO terms (import_id, source_lang, target_lang, source, target, \
                   identity, kind, status, confidence, frequency, evidence, occurrences) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        batch.conn.prepare_cached(sql)?.execute(params![
            batch.import.id.0,
            source,
            target,
            pair.source,
            pair.target,
            identity(pair),
            pair.kind.name(),
            pair.status.name(),
            pair.confidence,
            pair.frequency(),
            evidence_json(&pair.evidence),
            occurrences_json(&pair.occurrences),
        ])?;
        let id = TermId(batch.conn.last_insert_rowid());
        let sides = [(&pair.source_lang, &pair.source), (&pair.target_lang, &pair.target)];
        for (side, (lang, headword)) in sides.into_iter().enumerate() {
            let pieces = batch.words(lang).pieces(headword);
            store_keys(batch.conn, id, side, &pieces)?;
        }
        batch.import.terms_added += 1;
        fresh.push((id, pair));
    }
    link_units(batch.conn, batch.import.id, &fresh)
}

fn store_keys(
    conn: &Connection,
    id: TermId,
    side: usize,
    pieces: &[Piece],
) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO term_keys (key, term_id, side) VALUES (?1, ?2, ?3)";
    let mut insert = conn.prepare_cached(sql)?;
    for hash in lexical(pieces.to_vec()).iter().flat_map(|piece| piece.facts.hashes()) {
        insert.execute(params![stored(hash), id.0, side])?;
    }
    Ok(())
}

/// Says whether the memory holds the pair from a source of the same name.
fn holds(batch: &Batch<'_>, pair: &TermPair) -> rusqlite::Result<bool> {
    let sql = "SELECT t.id FROM terms t JOIN imports i ON i.id = t.import_id \
               WHERE t.identity = ?1 AND i.what = ?2";
    let mut found = batch.conn.prepare_cached(sql)?;
    let ids = found.query_map(params![identity(pair), batch.what], |row| row.get(0).map(TermId))?;
    for id in ids {
        if let Some(other) = term(batch.conn, id?)?
            && sides(&other.pair) == sides(pair)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What makes two pairs the same one, whichever side is called the source.
fn sides(pair: &TermPair) -> [(Lang, String); 2] {
    let mut sides = [
        (pair.source_lang.clone(), comparable(&pair.source)),
        (pair.target_lang.clone(), comparable(&pair.target)),
    ];
    sides.sort();
    sides
}

fn identity(pair: &TermPair) -> i64 {
    let mut hasher = Hasher::default();
    for (lang, form) in sides(pair) {
        hasher.part(lang.as_str());
        hasher.part(&form);
    }
    stored(hasher.finish())
}

/// A form by which one side of a pair is known.
struct Form {
    pair: usize,
    in_target: bool,
    lang: Lang,
    text: String,
}

/// Notes for each pair the units of its import in which a form of both sides stands.
fn link_units(
    conn: &Connection,
    import: ImportId,
    pairs: &[(TermId, &TermPair)],
) -> rusqlite::Result<()> {
    let forms = forms(pairs);
    if forms.is_empty() {
        return Ok(());
    }
    let sql = "SELECT v.unit_id, l.tag, v.text FROM units u \
               CROSS JOIN variants v ON v.id BETWEEN u.id << 16 AND u.id << 16 | 65535 \
               JOIN languages l ON l.id = v.lang_id WHERE u.import_id = ?1 ORDER BY v.id";
    let mut found = conn.prepare_cached(sql)?;
    let mut rows = found.query([import.0])?;
    let mut last = None;
    let mut seen = HashSet::new();
    while let Some(row) = rows.next()? {
        let unit = UnitId(row.get(0)?);
        if last.is_some_and(|last| last != unit) {
            seen.clear();
        }
        last = Some(unit);
        let lang = lang_of(&row.get::<_, String>(1)?)?;
        let text: String = row.get(2)?;
        for token in tokens(&text) {
            for form in forms.get(token.text).into_iter().flatten() {
                let stands =
                    form.lang.same_language(&lang) && text[token.start..].starts_with(&form.text);
                if stands
                    && seen.insert((form.pair, form.in_target))
                    && seen.contains(&(form.pair, !form.in_target))
                {
                    let sql = "INSERT OR IGNORE INTO term_units (term_id, unit_id) VALUES (?1, ?2)";
                    conn.prepare_cached(sql)?.execute([pairs[form.pair].0.0, unit.0])?;
                }
            }
        }
    }
    Ok(())
}

/// The forms met in the texts and the citation forms, by their first token.
fn forms(pairs: &[(TermId, &TermPair)]) -> HashMap<String, Vec<Form>> {
    let mut forms: HashMap<String, Vec<Form>> = HashMap::new();
    for (number, (_, pair)) in pairs.iter().enumerate() {
        let met = pair.occurrences.iter().map(|o| (o.in_target, o.form.as_str()));
        let cited = [(false, pair.source.as_str()), (true, pair.target.as_str())];
        let distinct: BTreeSet<(bool, &str)> = met.chain(cited).collect();
        for (in_target, text) in distinct {
            let text = text.trim();
            if let Some(first) = tokens(text).first() {
                let lang = if in_target { &pair.target_lang } else { &pair.source_lang };
                let form =
                    Form { pair: number, in_target, lang: lang.clone(), text: text.to_string() };
                forms.entry(first.text.to_string()).or_default().push(form);
            }
        }
    }
    forms
}

/// Makes the keys of all headwords anew.
pub(super) fn reindex(
    conn: &Connection,
    words: &mut HashMap<String, Words>,
) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM term_keys", [])?;
    let mut found = conn.prepare("SELECT id FROM terms")?;
    let ids = found.query_map([], |row| row.get(0).map(TermId))?;
    let ids: Vec<TermId> = ids.collect::<rusqlite::Result<_>>()?;
    for id in ids {
        let Some(StoredTerm { pair, .. }) = term(conn, id)? else {
            continue;
        };
        let sides = [(&pair.source_lang, &pair.source), (&pair.target_lang, &pair.target)];
        for (side, (lang, headword)) in sides.into_iter().enumerate() {
            let pieces = words_of(words, lang).pieces(headword);
            store_keys(conn, id, side, &pieces)?;
        }
    }
    Ok(())
}
