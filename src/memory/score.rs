//! The match score: what it costs to turn the stored text into the text asked for.
//!
//! Both texts fall into tokens. A token has a *weight*, what sharing it is worth, and a
//! *price*, what losing it costs:
//!
//! | token | weight | price |
//! |---|---|---|
//! | word; number or code in a segment without words | 20 | 20 |
//! | function word, word of one or two letters, number, inline code (`%s`, `<b>`) | 10 | 10 |
//! | negation | 10 | 25 |
//! | punctuation | 4 | 4 |
//!
//! The tokens are aligned in order at the least cost. A token dropped or added costs its price;
//! a token put for another costs
//!
//! | difference | cost |
//! |---|---|
//! | none | 0 |
//! | letter case, or an accelerator mark inside (`F&orward`) | 1 |
//! | another form of the word (the two share a strong fold key) | 4 |
//! | perhaps a form of the word (they share a weak key), or a misspelling (keys of five letters and more, one edit apart) | 10 |
//! | another number (it can be adapted) | 2 |
//! | other punctuation | 2 |
//! | another inline code | 5 |
//! | anything else | the dearer price |
//!
//! > score = ⌊100 − 80 · cost / W⌋, where W is the weight of the heavier text; 0 from cost = W on
//!
//! Eight tenths of a loss count, not all of it: so 70 is about as strict as it is in the scores by
//! characters that the threshold comes from, and of three words one may be another. Where tokens
//! counted in full, one text in thirty that is 80 % alike by characters was not offered at 70.
//!
//! Texts that are equal after [`comparable`] score 100; texts that are not, although their
//! tokens are (they differ in spacing), 99. There are no fractions anywhere: the same two texts
//! have the same score on every machine. A stored unit that also stood in the same context is
//! worth [`CONTEXT`].
//!
//! A price above the weight (negation) never helps a match; a cost below the dearer price is a
//! discount, and every discount is among the constants here, because whoever leaves candidates
//! out must count with all of them.

use std::ops::Range;

use crate::language::Strength;
use crate::text::{Lang, comparable};

use super::near::near;
use super::pieces::{Kind, Piece, Words};

/// The score of an exact match in the same context.
pub const CONTEXT: u8 = 101;

/// The score of an exact match.
pub const EXACT: u8 = 100;

/// The best score of texts that are not equal.
const ALMOST: u8 = 99;

/// Points that come off for a loss of the whole weight.
pub const WHOLE_LOSS: u8 = 80;

const OTHER_CASE: u32 = 1;
pub(super) const OTHER_FORM: u32 = 4;
const OTHER_NUMBER: u32 = 2;
const OTHER_MARK: u32 = 2;
const OTHER_CODE: u32 = 5;

/// What a misspelt or merely similar word costs.
pub(super) const SIMILAR: u32 = 10;

/// Cells of the alignment table beyond which the costs of a match are given as one sum: 64 MB.
const MOST_CELLS: usize = 16_000_000;

/// A whole percentage, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u8);

impl Percent {
    /// Makes a percentage; `None` above 100.
    pub fn new(value: u8) -> Option<Percent> {
        (value <= 100).then_some(Percent(value))
    }

    /// The threshold the trade is used to: below 70 % a match is seldom worth the reading.
    pub const USUAL: Percent = Percent(70);

    /// Returns the number.
    pub fn value(self) -> u8 {
        self.0
    }
}

/// A step of the way from the stored source to the text asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffPart {
    /// What the step does.
    pub kind: DiffKind,
    /// Bytes of the text asked for; empty, at the place, for what only the source has.
    pub query: Range<usize>,
    /// Bytes of the stored source; empty, at the place, for what only the query has.
    pub source: Range<usize>,
    /// What the step costs, in the units of the score's weights (a word is worth 20).
    pub cost: u32,
}

/// The kind of a [`DiffPart`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiffKind {
    /// The same token.
    Same,
    /// The same word in other letter case.
    Case,
    /// Another form of the same word.
    Form,
    /// A word spelt or formed much the same way.
    Similar,
    /// Another number: the translation can be adapted.
    Number,
    /// Another inline code.
    Code,
    /// Another punctuation mark.
    Mark,
    /// Something else stands here.
    Replaced,
    /// The query has a token more.
    Inserted,
    /// The stored source has a token more.
    Deleted,
}

impl DiffKind {
    /// Returns the kind's name in tables.
    pub fn name(self) -> &'static str {
        match self {
            DiffKind::Same => "same",
            DiffKind::Case => "case",
            DiffKind::Form => "form",
            DiffKind::Similar => "similar",
            DiffKind::Number => "number",
            DiffKind::Code => "code",
            DiffKind::Mark => "punctuation",
            DiffKind::Replaced => "replaced",
            DiffKind::Inserted => "inserted",
            DiffKind::Deleted => "deleted",
        }
    }
}

/// Returns the score of two texts of one language, 0 to 100, by the formula of this module.
///
/// ```
/// use kladka::memory::score;
/// use kladka::text::Lang;
/// let en = Lang::new("en")?;
/// assert_eq!(score(&en, "Open the file.", "Open the file."), 100);
/// assert_eq!(score(&en, "Page 12 of the report", "Page 15 of the report"), 97);
/// # Ok::<(), kladka::text::LangError>(())
/// ```
pub fn score(lang: &Lang, query: &str, source: &str) -> u8 {
    if comparable(query) == comparable(source) {
        return EXACT;
    }
    let mut words = Words::of(lang.primary());
    let (query, source) = (words.pieces(query), words.pieces(source));
    score_pieces(&query, &source, 0).unwrap_or(0)
}

/// Returns the steps that lead from a stored source to the text asked for, in order, every
/// token of both texts in one of them.
pub fn diff(lang: &Lang, query: &str, source: &str) -> Vec<DiffPart> {
    let mut words = Words::of(lang.primary());
    let (query, source) = (words.pieces(query), words.pieces(source));
    steps(&query, &source)
}

/// Returns the weight of a text.
pub(super) fn weight(pieces: &[Piece]) -> u32 {
    pieces.iter().map(|piece| piece.kind.weight()).sum()
}

/// Returns the lightest and the heaviest text that can score `min` against a text.
pub(super) fn window(weight: u32, min: u8) -> (u32, u32) {
    // What weighs `heaviest` must share no more than this text weighs.
    let heaviest = match share(min) {
        0 if min > 0 && weight == 0 => 0,
        0 => u32::MAX,
        share => {
            let heaviest = u64::from(weight) * u64::from(WHOLE_LOSS) / share;
            u32::try_from(heaviest).unwrap_or(u32::MAX)
        }
    };
    (needed(weight, min), heaviest)
}

/// Returns the weight that two texts must share to score `min`, the heavier weighing `heavier`.
pub(super) fn needed(heavier: u32, min: u8) -> u32 {
    let needed = (u64::from(heavier) * share(min)).div_ceil(u64::from(WHOLE_LOSS));
    let needed = u32::try_from(needed).unwrap_or(u32::MAX);
    // Texts that share nothing score nothing.
    needed.max(u32::from(min > 0).min(heavier))
}

/// Returns the share of the weight, in parts of [`WHOLE_LOSS`], that is kept at a score.
fn share(score: u8) -> u64 {
    u64::from(score.saturating_sub(EXACT - WHOLE_LOSS))
}

/// Returns the score of two texts that are not equal, if it is `min` or more.
pub(super) fn score_pieces(query: &[Piece], source: &[Piece], min: u8) -> Option<u8> {
    loss(query, source, min).map(Loss::score)
}

/// What a stored text loses against the text asked for; the two are not equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    /// The cost of the cheapest alignment, at most the weight of the heavier side.
    pub(super) cost: u32,
    /// The weight of the heavier side.
    pub(super) heavier: u32,
}

impl Loss {
    /// The points that are left.
    pub(super) fn score(self) -> u8 {
        if self.cost >= self.heavier {
            return 0;
        }
        let (cost, heavier) = (u64::from(self.cost), u64::from(self.heavier));
        let lost = (cost * u64::from(WHOLE_LOSS)).div_ceil(heavier);
        EXACT.saturating_sub(u8::try_from(lost).unwrap_or(EXACT)).min(ALMOST)
    }
}

/// Returns what a text that is not equal loses, if its score is `min` or more.
pub(super) fn loss(query: &[Piece], source: &[Piece], min: u8) -> Option<Loss> {
    let heavier = weight(query).max(weight(source));
    let limit = heavier - needed(heavier, min).min(heavier);
    let cost = least_cost(query, source, limit);
    if cost > limit && min > 0 {
        return None;
    }
    let loss = Loss { cost: cost.min(heavier), heavier };
    (loss.score() >= min).then_some(loss)
}

/// Returns the least cost of an alignment, or some cost over the limit when it exceeds that.
fn least_cost(query: &[Piece], source: &[Piece], limit: u32) -> u32 {
    let (_, query, source) = trim(query, source);
    let source = source.iter().map(|piece| (piece.kind.price(), piece));
    let put = |at: usize, piece: &Piece| replacing(&query[at], piece).0;
    cheapest(query, source, put, limit, &mut Vec::new())
}

/// The same for a stored text given as its tokens' prices and whatever names them to a function that says
/// what a token costs in the place of one of the query's; `row` is room to work in.
pub(super) fn cheapest<T: Copy>(
    query: &[Piece],
    source: impl IntoIterator<Item = (u32, T)>,
    mut put: impl FnMut(usize, T) -> u32,
    limit: u32,
    row: &mut Vec<u32>,
) -> u32 {
    row.clear();
    row.push(0);
    for piece in query {
        row.push(row[row.len() - 1].saturating_add(piece.kind.price()));
    }
    for (lost, token) in source {
        let mut diagonal = row[0];
        row[0] = row[0].saturating_add(lost);
        let mut least = row[0];
        for (i, other) in query.iter().enumerate() {
            let put = diagonal.saturating_add(put(i, token));
            diagonal = row[i + 1];
            let drop = row[i + 1].saturating_add(lost);
            let add = row[i].saturating_add(other.kind.price());
            row[i + 1] = put.min(drop).min(add);
            least = least.min(row[i + 1]);
        }
        if least > limit {
            return least;
        }
    }
    row[query.len()]
}

/// Leaves out the tokens that the texts share at both ends; returns how many at the front.
///
/// Aligning equal ends with each other is never dearer: whatever one of them was aligned with
/// instead costs at least as much to add or drop as is saved (no price exceeds what replacing
/// costs by more than the other price).
fn trim<'p>(query: &'p [Piece], source: &'p [Piece]) -> (usize, &'p [Piece], &'p [Piece]) {
    let same = |(a, b): &(&Piece, &Piece)| a.kind == b.kind && a.facts.form == b.facts.form;
    let front = query.iter().zip(source).take_while(same).count();
    let (query, source) = (&query[front..], &source[front..]);
    let back = query.iter().rev().zip(source.iter().rev()).take_while(same).count();
    (front, &query[..query.len() - back], &source[..source.len() - back])
}

/// Returns the cost of one token put for another, and what that is.
pub(super) fn replacing(query: &Piece, source: &Piece) -> (u32, DiffKind) {
    let dearer = query.kind.price().max(source.kind.price());
    if query.kind != source.kind {
        return (dearer, DiffKind::Replaced);
    }
    let (a, b) = (&query.facts, &source.facts);
    if a.form == b.form {
        return (0, DiffKind::Same);
    }
    match query.kind {
        Kind::Number => (OTHER_NUMBER, DiffKind::Number),
        Kind::Code => (OTHER_CODE, DiffKind::Code),
        Kind::Mark => (OTHER_MARK, DiffKind::Mark),
        Kind::Bare => (dearer, DiffKind::Replaced),
        Kind::Word | Kind::Function | Kind::Negation => {
            if a.lower == b.lower {
                return (OTHER_CASE, DiffKind::Case);
            }
            let (Some(mine), Some(theirs)) = (&a.keys, &b.keys) else {
                return (dearer, DiffKind::Replaced);
            };
            match mine.meets(theirs) {
                Some(Strength::Strong) => (OTHER_FORM, DiffKind::Form),
                Some(Strength::Weak) => (SIMILAR, DiffKind::Similar),
                None if query.kind == Kind::Word && near(mine.best(), theirs.best()) => {
                    (SIMILAR, DiffKind::Similar)
                }
                None => (dearer, DiffKind::Replaced),
            }
        }
    }
}

/// Returns the steps of the cheapest alignment.
pub(super) fn steps(query: &[Piece], source: &[Piece]) -> Vec<DiffPart> {
    let (front, inner_query, inner_source) = trim(query, source);
    let mut parts = Vec::with_capacity(query.len().max(source.len()));
    let same = |q: &Piece, s: &Piece| DiffPart {
        kind: DiffKind::Same,
        query: q.range.clone(),
        source: s.range.clone(),
        cost: 0,
    };
    parts.extend(query[..front].iter().zip(source).map(|(q, s)| same(q, s)));
    let edges = Edges {
        query: front.checked_sub(1).map_or(0, |at| query[at].range.end),
        source: front.checked_sub(1).map_or(0, |at| source[at].range.end),
    };
    parts.extend(inner_steps(inner_query, inner_source, edges));
    let (q, s) = (front + inner_query.len(), front + inner_source.len());
    parts.extend(query[q..].iter().zip(&source[s..]).map(|(q, s)| same(q, s)));
    parts
}

/// Where the texts stand before the first differing token, in bytes.
#[derive(Clone, Copy)]
struct Edges {
    query: usize,
    source: usize,
}

fn inner_steps(query: &[Piece], source: &[Piece], edges: Edges) -> Vec<DiffPart> {
    let width = query.len() + 1;
    if width.saturating_mul(source.len() + 1) > MOST_CELLS {
        return vec![all_replaced(query, source)];
    }
    // costs[j * width + i]: the least cost of the query's first i tokens and the source's first j.
    let mut costs = vec![0u32; width * (source.len() + 1)];
    for j in 0..=source.len() {
        for i in 0..=query.len() {
            let mut least = if i + j == 0 { 0 } else { u32::MAX };
            if i > 0 {
                least = least.min(costs[j * width + i - 1] + query[i - 1].kind.price());
            }
            if j > 0 {
                least = least.min(costs[(j - 1) * width + i] + source[j - 1].kind.price());
            }
            if i > 0 && j > 0 {
                let put = replacing(&query[i - 1], &source[j - 1]).0;
                least = least.min(costs[(j - 1) * width + i - 1] + put);
            }
            costs[j * width + i] = least;
        }
    }
    let mut parts = Vec::new();
    let (mut i, mut j) = (query.len(), source.len());
    while i + j > 0 {
        let here = costs[j * width + i];
        if i > 0 && j > 0 {
            let (cost, kind) = replacing(&query[i - 1], &source[j - 1]);
            if here == costs[(j - 1) * width + i - 1] + cost {
                (i, j) = (i - 1, j - 1);
                let (query, source) = (query[i].range.clone(), source[j].range.clone());
                parts.push(DiffPart { kind, query, source, cost });
                continue;
            }
        }
        if i > 0 && here == costs[j * width + i - 1] + query[i - 1].kind.price() {
            i -= 1;
            let at = j.checked_sub(1).map_or(edges.source, |j| source[j].range.end);
            let (query, cost) = (query[i].range.clone(), query[i].kind.price());
            parts.push(DiffPart { kind: DiffKind::Inserted, query, source: at..at, cost });
        } else {
            j -= 1;
            let at = i.checked_sub(1).map_or(edges.query, |i| query[i].range.end);
            let (source, cost) = (source[j].range.clone(), source[j].kind.price());
            parts.push(DiffPart { kind: DiffKind::Deleted, query: at..at, source, cost });
        }
    }
    parts.reverse();
    parts
}

fn all_replaced(query: &[Piece], source: &[Piece]) -> DiffPart {
    let whole = |pieces: &[Piece]| match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => 0..0,
    };
    DiffPart {
        kind: DiffKind::Replaced,
        query: whole(query),
        source: whole(source),
        cost: least_cost(query, source, u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_holds_every_weight_that_can_reach_the_threshold() {
        for own in 0..200u32 {
            for min in [1u8, 9, 19, 20, 21, 50, 70, 99, 100] {
                let (low, high) = window(own, min);
                for other in 0..400u32 {
                    let lighter = own.min(other);
                    let heavier = own.max(other);
                    let reaches = lighter >= needed(heavier, min);
                    assert_eq!(reaches, (low..=high).contains(&other), "{own} {other} {min}");
                    // What is needed is what the score asks for, no more and no less.
                    let limit = heavier - needed(heavier, min);
                    let score = |cost| Loss { cost, heavier }.score();
                    if heavier > 0 && min < EXACT {
                        assert!(score(limit) >= min && score(limit + 1) < min, "{heavier} {min}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_token_stands_in_one_step() {
        let mut words = Words::of("xx");
        let query = words.pieces("One big red car, again");
        let source = words.pieces("one red bus again!");
        let parts = steps(&query, &source);
        let kinds: Vec<_> = parts.iter().map(|part| part.kind.name()).collect();
        let expected = ["case", "inserted", "same", "replaced", "inserted", "same", "deleted"];
        assert_eq!(kinds, expected);
        let covered = |range: fn(&DiffPart) -> Range<usize>, pieces: &[Piece]| {
            let found: Vec<_> = parts.iter().map(range).filter(|r| !r.is_empty()).collect();
            assert_eq!(found, pieces.iter().map(|p| p.range.clone()).collect::<Vec<_>>());
        };
        covered(|part| part.query.clone(), &query);
        covered(|part| part.source.clone(), &source);
    }
}
