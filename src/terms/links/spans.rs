//! Spans grown from links: words in a row of one text whose links all stay inside words in a row
//! of the other.
//!
//! Every such pair is a [`Candidate`]; a trained table ([`SpanWeights`]) says how probable it is
//! that a terminologist would store it, and the most probable that do not overlap are kept.
//! No span begins or ends with a function word, a mark, or a verb in small letters.

use std::collections::HashMap;
use std::ops::Range;

use super::scene::Scene;
use super::span_features::{self, SpanWeights};
use super::words::{Side, Slot, Word};
use crate::bitext::LinkedSpan;
use crate::language::WordKind;

/// Words of the longest source span, and of the longest target span.
const LONGEST: usize = 6;
const LONGEST_TARGET: usize = 8;
/// A link at least so probable binds its two words.
const BINDS: f64 = 0.25;
/// A weaker link of a function word binds nothing when there are others.
const BINDS_FUNCTION: f64 = 0.6;
/// Words without links beside a span that may join it, on each side.
const MOST_LOOSE: usize = 2;
/// Spans less probable than this are not told.
const LEAST_PROBABLE: f64 = 0.35;

/// How often runs of words stand in the source texts of a scene, by the keys of their words.
pub type Runs = HashMap<Vec<u32>, u32>;

/// A pair of spans that may be a term.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Source words.
    pub source: Range<usize>,
    /// Target words.
    pub target: Range<usize>,
    /// What speaks for it, by place in the table of weights.
    pub features: Vec<(u16, f32)>,
}

/// One side of a pair of texts, with what each word may do.
pub(super) struct View<'s> {
    pub slots: &'s [Slot],
    pub words: Vec<&'s Word>,
    /// Stands at no edge unless capitalised.
    pub weak: Vec<bool>,
}

/// A pair of texts with its links.
pub(super) struct Linked<'s> {
    pub source: View<'s>,
    pub target: View<'s>,
    /// Scores row by row of the source.
    pub scores: &'s [f64],
    /// Cells that belong to listed phrases, in the same order.
    pub phrases: Vec<bool>,
    pub runs: &'s Runs,
}

impl<'s> View<'s> {
    fn of(side: &'s Side, text: usize) -> View<'s> {
        let slots = &side.texts[text];
        let words: Vec<&Word> = slots.iter().map(|slot| side.word(*slot)).collect();
        let weak = words.iter().map(|w| !w.kind.is_content() || w.kind == WordKind::Verb);
        View { slots, weak: weak.collect(), words }
    }

    /// Signs that stand in amounts: they may stand at an edge.
    fn is_sign(&self, at: usize) -> bool {
        matches!(self.words[at].small.as_str(), "%" | "$" | "€" | "£")
    }

    fn may_end(&self, at: usize) -> bool {
        let capital = self.slots[at].upper && self.words[at].kind != WordKind::Mark;
        !self.weak[at] || capital && self.words[at].kind != WordKind::Determiner || self.is_sign(at)
    }

    fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.words[at].small.as_str(), "-" | "‑")
    }

    fn has_break(&self, range: &Range<usize>) -> bool {
        range.clone().any(|at| {
            self.words[at].kind == WordKind::Mark
                && !self.is_hyphen(at)
                && !matches!(self.words[at].small.as_str(), "." | "'" | "’" | "&" | "/")
        })
    }
}

impl Linked<'_> {
    /// Whether two words stand in phrases that are listed for each other.
    pub fn is_phrase(&self, i: usize, j: usize) -> bool {
        let (n, m) = (self.source.words.len(), self.target.words.len());
        i < n && j < m && self.phrases[i * m + j]
    }

    pub fn score(&self, i: usize, j: usize) -> f64 {
        self.scores[i * self.target.words.len() + j]
    }
}

/// Counts the runs of up to four words in the source texts.
pub fn runs(scene: &Scene<'_>) -> Runs {
    let mut runs = Runs::new();
    for text in &scene.source.texts {
        let keys: Vec<u32> = text.iter().map(|slot| scene.source.word(*slot).key).collect();
        for length in 1..=4 {
            for run in keys.windows(length) {
                *runs.entry(run.to_vec()).or_default() += 1;
            }
        }
    }
    runs
}

/// Returns the candidates of a pair of texts, given the scores of its links.
pub fn candidates(scene: &Scene<'_>, pair: usize, scores: &[f64], runs: &Runs) -> Vec<Candidate> {
    let linked = Linked {
        source: View::of(&scene.source, pair),
        target: View::of(&scene.target, pair),
        scores,
        phrases: scene.phrases(pair),
        runs,
    };
    gather(&linked)
}

fn gather(linked: &Linked<'_>) -> Vec<Candidate> {
    let (source, target) = (&linked.source, &linked.target);
    let (n, m) = (source.words.len(), target.words.len());
    let of_source: Vec<Vec<usize>> =
        (0..n).map(|i| (0..m).filter(|&j| linked.score(i, j) >= BINDS).collect()).collect();
    let of_target: Vec<Vec<usize>> =
        (0..m).map(|j| (0..n).filter(|&i| linked.score(i, j) >= BINDS).collect()).collect();
    let mut found = Vec::new();
    for a in (0..n).filter(|&a| source.may_end(a)) {
        for b in (a..n.min(a + LONGEST)).filter(|&b| source.may_end(b)) {
            if source.has_break(&(a..b + 1)) {
                break;
            }
            let binds = |i: usize, j: usize| {
                let function = target.weak[j] && linked.score(i, j) < BINDS_FUNCTION;
                !(function && of_source[i].len() > 1)
            };
            let opposite = (a..=b).flat_map(|i| of_source[i].iter().map(move |&j| (i, j)));
            let opposite: Vec<usize> =
                opposite.filter(|&(i, j)| binds(i, j)).map(|(_, j)| j).collect();
            let (Some(&low), Some(&high)) = (opposite.iter().min(), opposite.iter().max()) else {
                continue;
            };
            if high - low >= LONGEST_TARGET {
                continue;
            }
            for (c, d) in edges(target, &of_target, low, high) {
                let open = |i: usize, j: usize| !source.weak[i] && !target.weak[j];
                let leaves = (c..=d)
                    .any(|j| of_target[j].iter().any(|&i| !(a..=b).contains(&i) && open(i, j)))
                    || (a..=b)
                        .any(|i| of_source[i].iter().any(|&j| !(c..=d).contains(&j) && open(i, j)));
                if leaves || target.has_break(&(c..d + 1)) {
                    continue;
                }
                let (a, b) = (a..b + 1, c..d + 1);
                let features = span_features::features(linked, &a, &b);
                found.push(Candidate { source: a, target: b, features });
            }
        }
    }
    found
}

/// The target spans to try: what the links reach, with words beside it that have no links, and
/// without function words at its edges.
fn edges(
    target: &View<'_>,
    of_target: &[Vec<usize>],
    low: usize,
    high: usize,
) -> Vec<(usize, usize)> {
    let loose = |at: usize| {
        of_target[at].is_empty()
            && (target.words[at].kind != WordKind::Mark || target.is_hyphen(at))
    };
    let mut lows = vec![low];
    let before = (0..low).rev().take(MOST_LOOSE).take_while(|&at| loose(at));
    lows.extend(before.filter(|&at| target.may_end(at)));
    lows.extend((low..high).find(|&at| target.may_end(at)));
    let mut highs = vec![high];
    let after = (high + 1..target.words.len()).take(MOST_LOOSE).take_while(|&at| loose(at));
    highs.extend(after.filter(|&at| target.may_end(at)));
    highs.extend((low..=high).rev().find(|&at| target.may_end(at)));
    let pairs = lows.iter().flat_map(|&c| highs.iter().map(move |&d| (c, d)));
    let mut found: Vec<(usize, usize)> =
        pairs.filter(|&(c, d)| c <= d && target.may_end(c) && target.may_end(d)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns how probable each candidate is, in their order.
pub(super) fn weigh(candidates: &[Candidate], weights: &SpanWeights) -> Vec<LinkedSpan> {
    let weigh = |c: &Candidate| LinkedSpan {
        source: c.source.clone(),
        target: c.target.clone(),
        score: weights.probability(&c.features),
    };
    candidates.iter().map(weigh).collect()
}

/// Returns the most probable candidates that do not overlap, in the order of the source.
pub fn choose(candidates: &[Candidate], weights: &SpanWeights) -> Vec<LinkedSpan> {
    let mut scored = weigh(candidates, weights);
    scored.retain(|span| span.score >= LEAST_PROBABLE);
    // Ties: the longer span, then the earlier one.
    let size = |s: &LinkedSpan| s.source.len() + s.target.len();
    scored.sort_by(|a, b| {
        let places = (a.source.start, a.target.start).cmp(&(b.source.start, b.target.start));
        b.score.total_cmp(&a.score).then(size(b).cmp(&size(a))).then(places)
    });
    let mut chosen: Vec<LinkedSpan> = Vec::new();
    let meet = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    for span in scored {
        if !chosen.iter().any(|s| meet(&s.source, &span.source) || meet(&s.target, &span.target)) {
            chosen.push(span);
        }
    }
    chosen.sort_by_key(|span| span.source.start);
    chosen
}
