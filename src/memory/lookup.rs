//! Looking up a sentence: [`Query`] in, [`Match`]es out, best first.
//!
//! Exact and fuzzy matches come from the index ([`super::index`]), which leaves out nothing that
//! reaches the threshold: [`Query::exhaustive`] scores every text of the language and finds the
//! same, in the same order.
//!
//! A unit with more than two languages is asked and answered pair by pair: any language may be
//! the one searched, any other the answer.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::bitext::{Context, Origin, Review, TranslationUnit, Variant};
use crate::text::{Lang, comparable};

use super::adapt::{Adapted, adapt};
use super::error::MemoryError;
use super::family::{self, Family, Kin};
use super::hits::{Hit, Hits, spoken};
use super::open::Memory;
use super::penalty::{Mark, Penalties};
use super::pieces::Words;
use super::read;
use super::score::{CONTEXT, DiffKind, DiffPart, EXACT, Percent, steps};
use super::store::{UnitId, words_of};

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
    /// The least score, penalties taken off.
    pub min: Percent,
    /// Points taken off units that are marked; none by default.
    pub penalties: Penalties,
    /// The most matches.
    pub limit: usize,
    /// Scores every text instead of those that the index gives: the same, slower.
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
            penalties: Penalties::default(),
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
    /// 101 in context, 100 exact, less when fuzzy; penalties taken off.
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
    /// The points that were taken off the score because of where the unit stands
    /// ([`Memories::add`](super::Memories::add)).
    pub penalty: u8,
    /// The points that were taken off because of what the unit is marked as.
    pub marks: Vec<(Mark, u8)>,
    /// The reference memory the unit stands in; `None`: the one that was asked, or the first.
    pub reference: Option<PathBuf>,
    /// What was taken off, in the order of the text: every step that costs.
    pub costs: Vec<DiffPart>,
    /// What the score is a share of: the weight of the heavier text.
    pub weight: u32,
    /// The translation with the query's numbers, where numbers differ and can be put there.
    pub adapted: Option<Adapted>,
    /// Of a fuzzy match: how many further units differ from it in numbers only, in both texts.
    /// They are not given for themselves unless they match exactly. At most
    /// [`LARGEST_FAMILY`](super::LARGEST_FAMILY); 0 where there is no index to ask.
    pub family: usize,
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
    /// Returns the units that are like a text: best score first, then those that lose the smaller
    /// share, then (of exact ones) the reviewed before what nobody has looked at, then in the
    /// order in which they were stored.
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
        let mut cache = self.index.borrow_mut();
        // A threshold of nothing is reached by everything.
        let scans = query.exhaustive || !self.searchable || query.min.value() == 0;
        let mut found: Vec<(Hit, Match)> = Vec::new();
        let mut families = HashSet::new();
        let (mut kin, mut met) = (Kin::default(), Vec::new());
        for spoken in spoken(&self.conn, query.lang.as_ref())? {
            let mut count = 0;
            let mut take = |hit: &Hit| {
                let variants = read::variants(&self.conn, hit.unit)?;
                kin.read(hit.unit, &variants);
                let Some(source) = variants.get(hit.nth) else {
                    return Ok(ControlFlow::Continue(()));
                };
                let mut wanted = targets(query, &variants, hit.nth);
                if kind_of(hit) == MatchKind::Fuzzy {
                    wanted.retain(|&nth| families.insert(Family::of(source, &variants[nth])));
                }
                if !wanted.is_empty()
                    && let Some(unit) = read::unit_of(&self.conn, hit.unit, variants)?
                {
                    count += wanted.len();
                    found.extend(matches_of(query, hit, &unit, &wanted));
                }
                let enough = count >= query.limit;
                Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            };
            let words = words_of(&mut words, &spoken.lang);
            let hits = Hits::new(&self.conn, query, &form, &spoken, words)?;
            if scans {
                hits.scan(&mut take)?;
            } else {
                met.push(hits.search(&spoken.lang, &mut cache, &mut take)?);
            }
        }
        // Of several languages each has given its best; equal ones stay in their order.
        found.sort_by_key(|(hit, _)| *hit);
        found.truncate(query.limit);
        let wanted = found.iter().filter_map(|(hit, _)| hit.words).collect();
        met.iter().for_each(|met| kin.met(met, &wanted));
        for (hit, found) in &mut found {
            if found.kind == MatchKind::Fuzzy {
                explain(query, found, &mut words);
                if self.searchable {
                    let (cache, words) = (&mut cache, &mut words);
                    found.family =
                        family::others(&self.conn, cache, words, &mut kin, hit.words, found)?;
                }
            }
        }
        Ok(found.into_iter().map(|(_, found)| found).collect())
    }
}

/// Notes what was taken off, and puts the query's numbers into the translation.
fn explain(query: &Query, found: &mut Match, words: &mut HashMap<String, Words>) {
    let own = words_of(words, &found.source.lang);
    let (asked, stored) = (own.pieces(&query.text), own.pieces(&found.source.text));
    found.costs = steps(&asked, &stored);
    found.costs.retain(|part| part.kind != DiffKind::Same);
    let texts = (query.text.as_str(), found.source.text.as_str(), found.target.text.as_str());
    let other = words_of(words, &found.target.lang);
    found.adapted = adapt(texts, &found.costs, (&stored, other));
}

fn kind_of(hit: &Hit) -> MatchKind {
    match hit.whole_score() {
        CONTEXT => MatchKind::Context,
        EXACT => MatchKind::Exact,
        _ => MatchKind::Fuzzy,
    }
}

/// Makes a match of a hit's text with each of some others of its unit.
fn matches_of<'u>(
    query: &'u Query,
    hit: &'u Hit,
    unit: &'u TranslationUnit,
    targets: &'u [usize],
) -> impl Iterator<Item = (Hit, Match)> + 'u {
    targets.iter().map(move |&target| {
        let one = Match {
            unit: hit.unit,
            score: hit.score,
            kind: kind_of(hit),
            source: unit.variants()[hit.nth].clone(),
            target: unit.variants()[target].clone(),
            origin: unit.origin.clone(),
            context: unit.context.clone(),
            review: unit.review,
            confidence: unit.confidence,
            penalty: 0,
            marks: query.penalties.of(unit),
            reference: None,
            costs: Vec::new(),
            weight: hit.weight(),
            adapted: None,
            family: 0,
        };
        (*hit, one)
    })
}

/// Returns which of a unit's variants are translations of one of them that the query asks for.
pub(super) fn targets(query: &Query, variants: &[Variant], source: usize) -> Vec<usize> {
    let others = || (0..variants.len()).filter(|&nth| nth != source);
    match &query.target_lang {
        None => others().collect(),
        // The very language first, another region of it where there is none.
        Some(lang) => others()
            .find(|&nth| variants[nth].lang == *lang)
            .or_else(|| others().find(|&nth| variants[nth].lang.same_language(lang)))
            .into_iter()
            .collect(),
    }
}
