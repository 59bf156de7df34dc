//! Which stored texts answer a query, best first, language by language.
//!
//! The index gives candidates with the least that each can cost; their texts are read and scored
//! in that order, and a hit is given away once nothing that is still to be read can come before
//! it. Whoever has enough says so, and nothing more is read. A scan of all texts gives the same
//! hits in the same order.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use rusqlite::{CachedStatement, Connection};

use crate::bitext::{Context, Review};
use crate::text::{Lang, comparable};

use super::index::{Alike, Cache, Candidate, Catalogue, Families, Search};
use super::lookup::Query;
use super::penalty::points;
use super::pieces::{Piece, Words};
use super::read;
use super::record::{review_of, unreadable};
use super::score::{CONTEXT, EXACT, Loss, loss};
use super::store::UnitId;

/// A text that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) unit: UnitId,
    /// Which of the unit's texts.
    pub(super) nth: usize,
    /// 101 in context, 100 exact, less when fuzzy; less the penalty.
    pub(super) score: u8,
    /// Points taken off.
    pub(super) penalty: u8,
    loss: Loss,
    /// The order of equal texts: the reviewed first.
    rank: u8,
    /// A hash of the text's words, where the index led to it.
    pub(super) words: Option<u64>,
}

impl Ord for Hit {
    /// Best score first, then the smaller share lost, then (of exact ones) the reviewed, then the
    /// order in which units were stored.
    fn cmp(&self, other: &Hit) -> Ordering {
        let share = |a: &Hit, b: &Hit| u64::from(a.loss.cost) * u64::from(b.loss.heavier);
        (other.score.cmp(&self.score))
            .then_with(|| share(self, other).cmp(&share(other, self)))
            .then_with(|| {
                (self.rank, self.unit, self.nth).cmp(&(other.rank, other.unit, other.nth))
            })
    }
}

impl PartialOrd for Hit {
    fn partial_cmp(&self, other: &Hit) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hit {
    /// The weight of the heavier text.
    pub(super) fn weight(&self) -> u32 {
        self.loss.heavier
    }

    /// The score before the penalty was taken off.
    pub(super) fn whole_score(&self) -> u8 {
        self.score.saturating_add(self.penalty)
    }

    /// What no unit of a candidate can come before.
    fn best_of(candidate: &Candidate) -> Hit {
        let loss = Loss { cost: candidate.cost, heavier: candidate.heavier };
        let score = if candidate.cost == 0 { CONTEXT } else { loss.score() };
        let unit = UnitId(candidate.units.first().copied().unwrap_or(i64::MAX));
        Hit { unit, nth: 0, score, penalty: 0, loss, rank: 0, words: Some(candidate.words) }
    }
}

/// A language of the memory, regions left aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// One of its tags.
    pub(super) lang: Lang,
    /// The numbers of all of them.
    pub(super) ids: Vec<i64>,
}

/// Returns the languages that a question reaches, regions left aside.
pub(super) fn spoken(conn: &Connection, lang: Option<&Lang>) -> rusqlite::Result<Vec<Spoken>> {
    let mut languages: Vec<Spoken> = Vec::new();
    for (id, known) in read::languages(conn)? {
        if lang.is_some_and(|lang| !lang.same_language(&known)) {
            continue;
        }
        match languages.iter_mut().find(|spoken| spoken.lang.same_language(&known)) {
            Some(spoken) => spoken.ids.push(id),
            None => languages.push(Spoken { lang: known, ids: vec![id] }),
        }
    }
    Ok(languages)
}

/// Scores above which a search looks first when only a few matches are wanted: most sentences
/// that have a good match have a very good one, and what a look costs grows steeply as its
/// threshold falls.
const FIRST_LOOKS: [u8; 3] = [95, 85, 70];

/// Points between two looks that share what the lists say: texts are read for the first, and for
/// the second only those that cannot be in the first.
const STEP: u8 = 7;

/// Matches wanted above which the search does not look for the best of them first.
const FEW: usize = 100;

/// Returns the looks of a search, each with the threshold for which the lists are read.
fn looks(min: u8, limit: usize) -> Vec<(u8, u8)> {
    if limit > FEW {
        return vec![(min, min)];
    }
    let firsts = FIRST_LOOKS.into_iter().filter(|&look| look > min);
    let mut looks: Vec<(u8, u8)> = firsts.map(|look| (look, look)).collect();
    let from = looks.last().map_or(EXACT, |&(look, _)| look);
    let steps = (1..).map(|nth| from.saturating_sub(nth * STEP));
    looks.extend(steps.take_while(|&look| look > min).map(|look| (look, min)));
    looks.push((min, min));
    looks
}

/// Units that may answer, none of which comes before a certain hit.
struct Group {
    best: Hit,
    alike: Rc<Alike>,
    slot: Slot,
}

/// Units with the same words in the same order, all that stand in one place of the index.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) number: u32,
    /// In the order in which they were stored; some may be gone.
    pub(super) units: Rc<[i64]>,
}

impl From<Candidate> for Slot {
    fn from(candidate: Candidate) -> Slot {
        Slot { number: candidate.slot, units: candidate.units.into() }
    }
}

/// The slots that a search has met.
#[derive(Default)]
pub(super) struct Met(Vec<Group>);

impl Met {
    /// Gives each slot with its hash of words to a function, once.
    pub(super) fn each(&self, mut give: impl FnMut(u64, &Slot)) {
        let mut given = HashSet::new();
        for Group { best, slot, .. } in &self.0 {
            if let Some(words) = best.words
                && given.insert(slot.number)
            {
                give(words, slot);
            }
        }
    }
}

/// Slots of very many units, their units parted into those that cost the same.
type Parted = HashMap<u32, Vec<Rc<Alike>>>;

/// A question put to the texts of one language.
pub(super) struct Hits<'s> {
    conn: &'s Connection,
    query: &'s Query,
    form: &'s str,
    pieces: Vec<Piece>,
    ids: &'s [i64],
    words: &'s mut Words,
    texts: CachedStatement<'s>,
}

/// Takes hits, in order; says when it has enough.
pub(super) type Take<'t> = &'t mut dyn FnMut(&Hit) -> rusqlite::Result<ControlFlow<()>>;

impl<'s> Hits<'s> {
    /// Begins a question; `form` is the comparable form of its text.
    pub(super) fn new(
        conn: &'s Connection,
        query: &'s Query,
        form: &'s str,
        spoken: &'s Spoken,
        words: &'s mut Words,
    ) -> rusqlite::Result<Hits<'s>> {
        let pieces = words.pieces(&query.text);
        let texts = conn.prepare_cached(read::TEXTS)?;
        Ok(Hits { conn, query, form, pieces, ids: &spoken.ids, words, texts })
    }

    /// Gives the hits that the index leads to. All slots with the words of a hit that was given
    /// are among those that are returned.
    pub(super) fn search(
        mut self,
        lang: &Lang,
        cache: &mut Cache,
        take: Take<'_>,
    ) -> rusqlite::Result<Met> {
        let mut groups = Vec::new();
        let Some(catalogue) = cache.catalogue(self.conn, lang.primary())? else {
            return Ok(Met(groups));
        };
        let min = self.query.min.value();
        let mut search =
            Search::new(self.conn, Arc::clone(&catalogue), &self.pieces, &mut cache.scratch)?;
        let looks = looks(min, self.query.limit);
        let mut given = u8::MAX;
        let mut parted = Parted::new();
        for (look, floor) in looks {
            let candidates = search.candidates(look, floor)?;
            groups = self.groups_of(candidates, &catalogue, &mut parted)?;
            if self.weigh(&groups, look, given, take)?.is_break() {
                break;
            }
            given = look;
        }
        Ok(Met(groups))
    }

    /// Parts candidates of very many units into groups of those that cost the same.
    fn groups_of(
        &self,
        candidates: Vec<Candidate>,
        catalogue: &Catalogue,
        parted: &mut Parted,
    ) -> rusqlite::Result<Vec<Group>> {
        let mut groups = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let best = Hit::best_of(&candidate);
            let slot = Slot::from(candidate);
            if !parted.contains_key(&slot.number)
                && let Some(alike) = self.part(slot.number, &slot.units, catalogue)?
            {
                parted.insert(slot.number, alike.into_iter().map(Rc::new).collect());
            }
            let Some(alike) = parted.get(&slot.number) else {
                let alike = Rc::new(Alike::unknown(Rc::clone(&slot.units)));
                groups.push(Group { best, alike, slot });
                continue;
            };
            groups.extend(alike.iter().map(|alike| {
                let first = alike.units.first().copied().unwrap_or(i64::MAX);
                let best = Hit { unit: UnitId(first), ..best };
                Group { best, alike: Rc::clone(alike), slot: slot.clone() }
            }));
        }
        groups.sort_by_key(|group| group.best);
        Ok(groups)
    }

    /// Parts the units of a slot, if there are very many.
    fn part(
        &self,
        slot: u32,
        units: &[i64],
        catalogue: &Catalogue,
    ) -> rusqlite::Result<Option<Vec<Alike>>> {
        // Penalties may set units of one family apart.
        if !self.query.penalties.are_none() {
            return Ok(None);
        }
        match Families::of(self.conn, catalogue, slot, units.len())? {
            Some(families) => families.alike(units, &self.pieces),
            None => Ok(None),
        }
    }

    /// Gives those hits of some candidates, in their order, that score `min` and less than what
    /// has been given already.
    fn weigh(
        &mut self,
        groups: &[Group],
        min: u8,
        given: u8,
        take: Take<'_>,
    ) -> rusqlite::Result<ControlFlow<()>> {
        let mut waiting: BinaryHeap<Reverse<Hit>> = BinaryHeap::new();
        let mut judged: HashSet<i64> = HashSet::new();
        for group in groups {
            let next = group.best;
            while let Some(Reverse(hit)) = waiting.peek()
                && *hit < next
            {
                if take(hit)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                waiting.pop();
            }
            for &unit in &*group.alike.units {
                // A unit with two texts of the language may be a candidate twice.
                if judged.insert(unit) {
                    self.judge(unit, min, next.words, &mut |hit| {
                        if hit.score < given {
                            waiting.push(Reverse(hit));
                        }
                    })?;
                }
                if !group.alike.may_be_equal() && self.is_told(unit, &group.alike)? {
                    break;
                }
            }
        }
        while let Some(Reverse(hit)) = waiting.pop() {
            if take(&hit)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Says whether a unit is there and has the numbers that are said of its group.
    fn is_told(&mut self, unit: i64, alike: &Alike) -> rusqlite::Result<bool> {
        let mut rows = self.texts.query([unit])?;
        while let Some(row) = rows.next()? {
            if self.ids.contains(&row.get(1)?) {
                let text = row.get_ref(2)?.as_str().map_err(|_| unreadable("text"))?;
                return Ok(alike.is_told(&self.pieces, &self.words.pieces(text)));
            }
        }
        Ok(false)
    }

    /// Gives the hits among all texts of the language.
    pub(super) fn scan(mut self, take: Take<'_>) -> rusqlite::Result<()> {
        let min = self.query.min.value();
        let mut hits = Vec::new();
        let mut found = self.conn.prepare("SELECT id FROM units ORDER BY id")?;
        let mut rows = found.query([])?;
        while let Some(row) = rows.next()? {
            self.judge(row.get(0)?, min, None, &mut |hit| hits.push(hit))?;
        }
        hits.sort_unstable();
        for hit in &hits {
            if take(hit)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Scores the texts of a unit; one that is gone has none. `words` are those of one of its
    /// texts.
    fn judge(
        &mut self,
        unit: i64,
        min: u8,
        words: Option<u64>,
        found: &mut dyn FnMut(Hit),
    ) -> rusqlite::Result<()> {
        let mut rows = self.texts.query([unit])?;
        let (mut hits, mut texts) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            if !self.ids.contains(&row.get(1)?) {
                continue;
            }
            texts += 1;
            let nth = row.get(0)?;
            let text = row.get_ref(2)?.as_str().map_err(|_| unreadable("text"))?;
            let unit = UnitId(unit);
            let (score, loss, rank) = if text == self.form || comparable(text) == self.form {
                let (score, rank) = standing(self.conn, self.query, unit, nth)?;
                (score, Loss { cost: 0, heavier: 1 }, rank)
            } else if min < EXACT
                && let Some(loss) = loss(&self.pieces, &self.words.pieces(text), min)
            {
                (loss.score(), loss, 0)
            } else {
                continue;
            };
            let penalty = points(self.conn, &self.query.penalties, unit)?.min(score);
            let score = score - penalty;
            if penalty == 0 || score >= min {
                hits.push(Hit { unit, nth, score, penalty, loss, rank, words });
            }
        }
        // Which of two texts has the words is not known.
        let words = words.filter(|_| texts == 1);
        hits.into_iter().for_each(|hit| found(Hit { words, ..hit }));
        Ok(())
    }
}

/// Returns the score of an exact match and its place among others.
fn standing(
    conn: &Connection,
    query: &Query,
    unit: UnitId,
    nth: usize,
) -> rusqlite::Result<(u8, u8)> {
    let sql = "SELECT review, previous, next, key FROM variants WHERE id = ?1 << 16";
    let mut found = conn.prepare_cached(sql)?;
    let mut rows = found.query([unit.0])?;
    let row = rows.next()?.ok_or_else(|| unreadable("unit_id"))?;
    let context = Context { previous: row.get(1)?, next: row.get(2)?, key: row.get(3)? };
    let rank = match review_of(row.get(0)?)? {
        Review::Reviewed => 0,
        Review::Unsaid => 1,
        Review::Unreviewed => 2,
    };
    let score = if meets_context(query, &context, nth) { CONTEXT } else { EXACT };
    Ok((score, rank))
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
