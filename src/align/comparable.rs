//! Sentence pairs of texts on one subject that are no translations of each other.
//!
//! No cover and no order is promised: every sentence of one text is held against every sentence
//! of the other, pairs are graded by how much of each is said in the other, the best are kept one
//! to one, and numbers or dates that disagree are named. What a pair shares counts by the
//! information it carries (minus the logarithm of a word's chance, nats), so that two sentences
//! do not pair because both speak of what the whole text speaks of. A pair between two pairs, or
//! beside one, is likelier than one by itself: neighbours lend it a little.
//!
//! Two folders of pages are two long lists of sentences ([`pair_pages`]): too long for every pair
//! to be looked at, so that `candidates` lets through what shares telling words.

use crate::align::candidates::{ALL_PAIRS, Candidates, Cell};
use crate::align::links::{LinkKind, Links};
use crate::align::recipe::{AlignError, Input, Knowledge};
use crate::align::words::{Class, Side};
use crate::bitext::{Conflict, Evidence, Grade, SentencePair};
use crate::language;

/// What comparing two texts gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The pairs, in the order of the source.
    pub pairs: Vec<SentencePair>,
    /// Source sentences without a partner.
    pub unpaired_source: Vec<usize>,
    /// Target sentences without a partner.
    pub unpaired_target: Vec<usize>,
}

/// Shares from which a pair has its grade, 0 to 1; set by hand, reading what they let through on
/// look-alikes of ministry pages and press articles.
const TRANSLATION: f64 = 0.56;
const NEAR: f64 = 0.38;
const PARTIAL: f64 = 0.24;
/// Information that a pair must share on the poorer side, nats: about two rare words.
const LEAST_SHARED: f64 = 9.0;
/// The same for a pair whose neighbours are paired in the same order.
const LEAST_SHARED_BESIDE: f64 = 4.0;
/// What the better neighbour lends, as a share of its own score.
const NEIGHBOUR: f64 = 0.3;
/// A pair that rests on one word shows that both sentences speak of it, and no more.
const FEWEST_WORDS: usize = 2;
/// What a number or date that disagrees takes away.
const CONFLICT: f64 = 0.04;
/// What makes a pair among very many probable, in nats (a logistic model): how much of each is said
/// in the other, what the neighbours lend, the logarithm of what is shared, by how much it is better
/// than the next best of either sentence. Learned from pages that `evaluate -- pages` makes of a
/// memory of software texts (20 to 600 pages, a sentence or five in a row planted), and rounded.
const CROWD: [f64; 6] = [-7.0, 3.0, 7.0, 0.9, 7.7, 5.8];
/// Probabilities from which such a pair has its grade.
const CROWD_TRANSLATION: f64 = 0.9;
const CROWD_NEAR: f64 = 0.5;
const CROWD_PARTIAL: f64 = 0.2;
/// What is left of the score of a heading held against a sentence.
const HEADING_MISMATCH: f64 = 0.6;

/// One side of a comparison: sentences in a list, with those that stand around each.
#[derive(Clone, Copy, Debug)]
pub struct Sentences<'a> {
    /// Primary subtag of the language.
    pub lang: &'a str,
    /// The sentences. What stands on many pages is listed once.
    pub texts: &'a [String],
    /// For each whether it is a heading; empty when nobody knows.
    pub headings: &'a [bool],
    /// For each the numbers of the sentences before and after it on its page; empty where the list
    /// is one text.
    pub around: &'a [[Option<u32>; 2]],
}

impl Sentences<'_> {
    fn is_heading(&self, number: usize) -> bool {
        self.headings.get(number).copied().unwrap_or(false)
    }

    /// The sentences before and after one.
    fn around(&self, number: usize) -> [Option<usize>; 2] {
        match self.around.get(number) {
            Some(known) => known.map(|other| other.map(|other| other as usize)),
            None if !self.around.is_empty() => [None, None],
            None => [number.checked_sub(1), Some(number + 1).filter(|&n| n < self.texts.len())],
        }
    }
}

/// Pairs the sentences of two comparable texts.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
pub fn pair_sentences(
    input: &Input<'_>,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Comparison, AlignError> {
    let source = Sentences {
        lang: input.source_lang,
        texts: input.source,
        headings: input.source_headings,
        around: &[],
    };
    let target = Sentences {
        lang: input.target_lang,
        texts: input.target,
        headings: input.target_headings,
        around: &[],
    };
    pair_pages(&source, &target, knowledge, &|_| go_on())
}

/// Pairs the sentences of two sets of pages, each sentence of a set with one of the other at most.
/// Up to 250,000 pairs of sentences are looked at all; of larger sets each sentence meets
/// those that share its most telling words. `go_on` is told the share of the work that is done,
/// 0 to 1.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
///
/// ```
/// use kladka::align::{Knowledge, Sentences, pair_pages};
/// let pl = ["Padało.", "Rada Tallina przyjęła 31 uchwał o jeziorze Pejpus."].map(String::from);
/// let en = ["The Council of Tallinn passed 31 resolutions on lake Peipus."].map(String::from);
/// let side = |lang, texts| Sentences { lang, texts, headings: &[], around: &[] };
/// let given = kladka::lexicon::Given::of("pl", "en", &kladka::lexicon::core());
/// let known = Knowledge { given, ..Knowledge::default() };
/// let found = pair_pages(&side("pl", &pl), &side("en", &en), &known, &|_| true)?;
/// assert_eq!(found.pairs[0].source, 1);
/// # Ok::<(), kladka::align::AlignError>(())
/// ```
pub fn pair_pages(
    source: &Sentences<'_>,
    target: &Sentences<'_>,
    knowledge: &Knowledge,
    go_on: &dyn Fn(f64) -> bool,
) -> Result<Comparison, AlignError> {
    let (n, m) = (source.texts.len(), target.texts.len());
    if n == 0 || m == 0 {
        let (unpaired_source, unpaired_target) = ((0..n).collect(), (0..m).collect());
        return Ok(Comparison { pairs: Vec::new(), unpaired_source, unpaired_target });
    }
    let learned = knowledge.counts.lexicon(0.0);
    let known = |key: &str| knowledge.given.has(key) || !learned.partners(key).is_empty();
    let reached = |key: &str| knowledge.given.reaches(key) || learned.reaches(key);
    let here = Side::read(source.lang, source.texts, &known);
    ask(go_on, READ / 3.0)?;
    let there = Side::read(target.lang, target.texts, &reached);
    ask(go_on, READ * 2.0 / 3.0)?;
    let given = knowledge.given.between(here.keys(), there.keys());
    let mut links = Links::find(&here, &there, &given, &learned);
    links.keep_to_kind(&here, &there);
    ask(go_on, READ)?;
    let around = [&|u| source.around(u), &|v| target.around(v)] as [&dyn Fn(usize) -> _; 2];
    let mixed = |u, v| source.is_heading(u) != target.is_heading(v);
    let found = Candidates::find(&here, &there, &links, around, &|share| {
        go_on(READ + (1.0 - READ) * share * 0.9)
    })?;
    let mut rows = found.rows;
    for (u, row) in rows.iter_mut().enumerate() {
        row.iter_mut().filter(|cell| mixed(u, cell.with)).for_each(|c| c.score *= HEADING_MISMATCH);
    }
    let lent = lend(&rows, around);
    let chosen = choose(&rows, &lent, m);
    let rivals = (n.saturating_mul(m) > ALL_PAIRS).then(|| Rivals::of(&rows, &lent, m));
    let mut pairs = Vec::new();
    for (at, (u, place)) in chosen.iter().copied().enumerate() {
        if at % 256 == 0 {
            ask(go_on, 1.0 - (1.0 - READ) * 0.1 * (1.0 - at as f64 / chosen.len() as f64))?;
        }
        let (cell, beside) = (rows[u][place], lent[u][place]);
        let evidence = evidence(&here, &found.information, &there, &links, u, cell.with);
        let value = cell.score + beside;
        let lead = rivals.as_ref().map(|rivals| rivals.lead(u, cell.with, value));
        let seen = Seen { score: cell.score, beside, shared: cell.shared, lead };
        pairs.extend(grade(source, target, (u, cell.with), seen, evidence));
    }
    let free = |count: usize, taken: &dyn Fn(&SentencePair) -> usize| {
        let mut free = vec![true; count];
        pairs.iter().for_each(|pair| free[taken(pair)] = false);
        (0..count).filter(|&number| free[number]).collect()
    };
    let unpaired_source = free(n, &|pair| pair.source);
    let unpaired_target = free(m, &|pair| pair.target);
    Ok(Comparison { pairs, unpaired_source, unpaired_target })
}

/// Share of the work that reading and linking the words is.
const READ: f64 = 0.4;

fn ask(go_on: &dyn Fn(f64) -> bool, share: f64) -> Result<(), AlignError> {
    if go_on(share) { Ok(()) } else { Err(AlignError::Stopped) }
}

/// The best and the second best of what is said of each sentence with any other, to tell a pair
/// from its rivals: among thousands of sentences many are alike.
struct Rivals {
    source: Vec<[f64; 2]>,
    target: Vec<[f64; 2]>,
}

impl Rivals {
    fn of(rows: &[Vec<Cell>], lent: &[Vec<f64>], targets: usize) -> Rivals {
        let mut rivals =
            Rivals { source: vec![[0.0; 2]; rows.len()], target: vec![[0.0; 2]; targets] };
        let enter = |best: &mut [f64; 2], value: f64| match value {
            value if value > best[0] => *best = [value, best[0]],
            value => best[1] = best[1].max(value),
        };
        for (u, (row, lent)) in rows.iter().zip(lent).enumerate() {
            for (cell, lent) in row.iter().zip(lent) {
                enter(&mut rivals.source[u], cell.score + lent);
                enter(&mut rivals.target[cell.with], cell.score + lent);
            }
        }
        rivals
    }

    /// By how much a pair is better than the best rival of either sentence; below 0 where it is not.
    fn lead(&self, u: usize, v: usize, value: f64) -> [f64; 2] {
        let other = |best: [f64; 2]| if value >= best[0] { best[1] } else { best[0] };
        [value - other(self.source[u]), value - other(self.target[v])]
    }
}

/// What each pair is lent by the better of the pairs before and after it.
fn lend(rows: &[Vec<Cell>], around: [&dyn Fn(usize) -> [Option<usize>; 2]; 2]) -> Vec<Vec<f64>> {
    let lent = |(u, row): (usize, &Vec<Cell>)| {
        let beside = around[0](u);
        let lent = |cell: &Cell| {
            let there = around[1](cell.with);
            let scores = beside.iter().zip(there).filter_map(|(&u, v)| score(rows, u?, v?));
            let best = scores.fold(0.0, f64::max);
            if best >= PARTIAL && cell.score > 0.0 { NEIGHBOUR * best } else { 0.0 }
        };
        row.iter().map(lent).collect()
    };
    rows.iter().enumerate().map(lent).collect()
}

fn score(rows: &[Vec<Cell>], u: usize, v: usize) -> Option<f64> {
    let row = &rows[u];
    row.binary_search_by_key(&v, |cell| cell.with).ok().map(|at| row[at].score)
}

/// The pairs that are each other's best, best first, each sentence once: number of the source
/// sentence and place in its row.
fn choose(rows: &[Vec<Cell>], lent: &[Vec<f64>], targets: usize) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (u, (row, lent)) in rows.iter().zip(lent).enumerate() {
        for (place, (cell, lent)) in row.iter().zip(lent).enumerate() {
            let least = if *lent > 0.0 { LEAST_SHARED_BESIDE } else { LEAST_SHARED };
            let value = cell.score + lent;
            if value >= PARTIAL && cell.shared >= least {
                all.push((value, u, place));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken_u, mut taken_v) = (vec![false; rows.len()], vec![false; targets]);
    let mut chosen = Vec::new();
    for (_, u, place) in all {
        let v = rows[u][place].with;
        if !taken_u[u] && !taken_v[v] {
            (taken_u[u], taken_v[v]) = (true, true);
            chosen.push((u, place));
        }
    }
    chosen.sort_unstable();
    chosen
}

/// What was seen of a pair.
struct Seen {
    score: f64,
    beside: f64,
    shared: f64,
    /// By how much it is better than the next best of both sentences; `None` where the sentences
    /// are few enough for the score to speak for itself.
    lead: Option<[f64; 2]>,
}

impl Seen {
    /// How probable the pair is among very many.
    fn among_many(&self, lead: [f64; 2], conflicts: usize) -> f64 {
        let seen = [1.0, self.score, self.beside, self.shared.ln_1p(), lead[0], lead[1]];
        let sum: f64 = CROWD.iter().zip(seen).map(|(weight, value)| weight * value).sum();
        // A logistic curve; a conflict counts as in the score.
        1.0 / (1.0 + (-sum + CROWD[1] * CONFLICT * conflicts as f64).exp())
    }
}

fn grade(
    source: &Sentences<'_>,
    target: &Sentences<'_>,
    (u, v): (usize, usize),
    seen: Seen,
    evidence: Vec<Evidence>,
) -> Option<SentencePair> {
    if evidence.len() < FEWEST_WORDS {
        return None;
    }
    let (from, to) = (&source.texts[u], &target.texts[v]);
    let values = language::compare(source.lang, from, target.lang, to);
    let conflicts: Vec<Conflict> = values
        .conflicts
        .iter()
        .map(|(a, b)| Conflict {
            source: from[a.span.clone()].to_string(),
            target: to[b.span.clone()].to_string(),
        })
        .collect();
    let agree = conflicts.is_empty() && values.unmatched.is_empty();
    if let Some(lead) = seen.lead {
        let confidence = seen.among_many(lead, conflicts.len());
        let grade = if confidence >= CROWD_TRANSLATION && agree {
            Grade::Translation
        } else if confidence >= CROWD_NEAR {
            Grade::Near
        } else if confidence >= CROWD_PARTIAL {
            Grade::Partial
        } else {
            return None;
        };
        return Some(SentencePair { source: u, target: v, grade, confidence, evidence, conflicts });
    }
    let score = seen.score + seen.beside - CONFLICT * conflicts.len() as f64;
    let grade = if score >= TRANSLATION && agree {
        Grade::Translation
    } else if score >= NEAR {
        Grade::Near
    } else if score >= PARTIAL - CONFLICT {
        Grade::Partial
    } else {
        return None;
    };
    // A logistic curve through the grades' edges: .5 where "partial" begins to be "near".
    let much = seen.shared >= 2.0 * LEAST_SHARED;
    let steep = if seen.beside > 0.0 || much { 9.0 } else { 7.0 };
    let confidence = 1.0 / (1.0 + (-steep * (score - (PARTIAL + NEAR) / 2.0)).exp());
    Some(SentencePair { source: u, target: v, grade, confidence, evidence, conflicts })
}

/// The words that pair two sentences, the most telling first.
fn evidence(
    source: &Side,
    information: &[f64],
    target: &Side,
    links: &Links,
    u: usize,
    v: usize,
) -> Vec<Evidence> {
    let mut found: Vec<(f64, Evidence)> = Vec::new();
    let mut seen = Vec::new();
    for &word in &source.sentences[u] {
        if seen.contains(&word) || information[word as usize] == 0.0 {
            continue;
        }
        seen.push(word);
        let here = links.of_source[word as usize]
            .iter()
            .filter(|link| target.sentences[v].contains(&link.word))
            .max_by(|a, b| a.strength.total_cmp(&b.strength));
        let Some(link) = here else { continue };
        let (a, b) = (&source.words[word as usize], &target.words[link.word as usize]);
        let what = match link.kind {
            LinkKind::Same if a.class == Class::Value => Evidence::SameValue(a.form.clone()),
            LinkKind::Same => Evidence::SameForm(a.form.clone()),
            LinkKind::Given => Evidence::Lexicon(a.form.clone(), b.form.clone()),
            LinkKind::Built => Evidence::Built(a.form.clone(), b.form.clone()),
            LinkKind::Learned => Evidence::Memory(format!("{} = {}", a.form, b.form)),
            LinkKind::Sound => {
                Evidence::Cognate(a.form.clone(), b.form.clone(), f64::from(link.strength))
            }
        };
        found.push((information[word as usize] * f64::from(link.strength), what));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, what)| what).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(source: &[&str], target: &[&str]) -> Comparison {
        let own = |side: &[&str]| side.iter().map(|s| s.to_string()).collect::<Vec<_>>();
        let (source, target) = (own(source), own(target));
        let input = Input {
            source_lang: "pl",
            target_lang: "en",
            source: &source,
            target: &target,
            source_headings: &[],
            target_headings: &[],
        };
        pair_sentences(&input, &Knowledge::default(), &|| true).expect("not stopped")
    }

    #[test]
    fn the_same_event_is_paired_and_its_conflict_named() {
        let found = compare(
            &[
                "Pogoda była piękna przez cały tydzień.",
                "Bałtycka Inicjatywa Klimatyczna powstała w maju 2012 r. w Tallinie.",
                "Należy do niej 31 organizacji i fundacji.",
            ],
            &[
                "The Baltic Climate Initiative was founded in Tallinn in May 2012.",
                "It brings together 28 organisations and foundations.",
                "The minister of fisheries resigned.",
            ],
        );
        let pairs: Vec<_> = found.pairs.iter().map(|p| (p.source, p.target)).collect();
        assert_eq!(pairs, [(1, 0), (2, 1)]);
        let conflict = Conflict { source: "31".into(), target: "28".into() };
        assert_eq!(found.pairs[1].conflicts, [conflict]);
        assert_eq!(found.unpaired_source, [0]);
        assert_eq!(found.unpaired_target, [2]);
    }
}
