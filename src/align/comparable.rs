//! Sentence pairs of texts on one subject that are no translations of each other.
//!
//! No cover and no order is promised: every sentence of one text is held against every sentence
//! of the other, pairs are graded by how much of each is said in the other, the best are kept one
//! to one, and numbers or dates that disagree are named. What a pair shares counts by the
//! information it carries (minus the logarithm of a word's chance, nats), so that two sentences
//! do not pair because both speak of what the whole text speaks of. A pair between two pairs, or
//! beside one, is likelier than one by itself: neighbours lend it a little.

use crate::align::links::{LinkKind, Links};
use crate::align::matches::Matches;
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
/// Nats added to what a sentence says, so that very short ones are not all shared at once.
const SLACK: f64 = 5.0;
/// How much an unknown lower-case word counts among what a sentence says: nobody can tell
/// whether its translation stands opposite.
const UNKNOWN_WORD: f64 = 0.45;

/// What is left of the score of a heading held against a sentence.
const HEADING_MISMATCH: f64 = 0.6;

/// Pairs the sentences of two comparable texts.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
pub fn pair_sentences(
    input: &Input<'_>,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Comparison, AlignError> {
    let learned = knowledge.counts.lexicon(0.0);
    let known = |key: &str| knowledge.given.has(key) || !learned.partners(key).is_empty();
    let reached = |key: &str| knowledge.given.reaches(key) || learned.reaches(key);
    let source = Side::read(input.source_lang, input.source, &known);
    let target = Side::read(input.target_lang, input.target, &reached);
    let given = knowledge.given.between(source.keys(), target.keys());
    let mut links = Links::find(&source, &target, &given, &learned);
    links.keep_to_kind(&source, &target);
    let (n, m) = (source.sentences.len(), target.sentences.len());
    if n == 0 || m == 0 {
        let (unpaired_source, unpaired_target) = ((0..n).collect(), (0..m).collect());
        return Ok(Comparison { pairs: Vec::new(), unpaired_source, unpaired_target });
    }
    let forth = Matches::find(&source, &target, &links.of_source, &vec![0..=m - 1; n]);
    let back = Matches::find(&target, &source, &links.of_target, &vec![0..=n - 1; m]);
    let (inf_source, inf_target) = (information(&source), information(&target));
    let (said_source, said_target) = (said(&source, &inf_source), said(&target, &inf_target));
    let mut shared = Grid::new(n, m);
    let mut score = Grid::new(n, m);
    for (u, here) in said_source.iter().enumerate() {
        if !go_on() {
            return Err(AlignError::Stopped);
        }
        for (v, there) in said_target.iter().enumerate() {
            let (a, b) = (
                covered(&source, &inf_source, &forth, u, v),
                covered(&target, &inf_target, &back, v, u),
            );
            shared.set(u, v, a.min(b));
            let (a, b) = (a / (here + SLACK), b / (there + SLACK));
            let mixed =
                is_heading(input.source_headings, u) != is_heading(input.target_headings, v);
            let fit = if mixed { HEADING_MISMATCH } else { 1.0 };
            score.set(u, v, (a * b).sqrt() * fit);
        }
    }
    let beside = lend(&score);
    let chosen = choose(&score, &beside, &shared);
    let pairs: Vec<SentencePair> = chosen
        .into_iter()
        .filter_map(|(u, v)| {
            let own = score.at(u, v) + beside.at(u, v);
            let evidence = evidence(&source, &inf_source, &target, &links, u, v);
            grade(input, u, v, own, shared.at(u, v), beside.at(u, v) > 0.0, evidence)
        })
        .collect();
    let free = |count: usize, taken: &dyn Fn(&SentencePair) -> usize| {
        (0..count).filter(|&s| !pairs.iter().any(|p| taken(p) == s)).collect()
    };
    let unpaired_source = free(n, &|pair| pair.source);
    let unpaired_target = free(m, &|pair| pair.target);
    Ok(Comparison { pairs, unpaired_source, unpaired_target })
}

fn is_heading(headings: &[bool], number: usize) -> bool {
    headings.get(number).copied().unwrap_or(false)
}

/// Numbers for every pair of sentences.
struct Grid {
    width: usize,
    values: Vec<f64>,
}

impl Grid {
    fn new(n: usize, m: usize) -> Grid {
        Grid { width: m, values: vec![0.0; n * m] }
    }

    fn at(&self, u: usize, v: usize) -> f64 {
        self.values[u * self.width + v]
    }

    fn set(&mut self, u: usize, v: usize, value: f64) {
        self.values[u * self.width + v] = value;
    }

    fn height(&self) -> usize {
        self.values.len() / self.width.max(1)
    }
}

/// The information each word type carries, nats: what it carries anywhere, and no more than its
/// spread over this text's sentences leaves it; none for function words and marks.
fn information(side: &Side) -> Vec<f64> {
    /// What a word that stands in every sentence still carries.
    const EVERYWHERE: f64 = 0.7;
    /// What each halving of a word's spread adds to it, per natural logarithm.
    const RARER: f64 = 2.2;
    let mut spread = vec![0u32; side.words.len()];
    for sentence in &side.sentences {
        let mut words = sentence.clone();
        words.sort_unstable();
        words.dedup();
        words.iter().for_each(|&word| spread[word as usize] += 1);
    }
    let all = side.sentences.len() as f64;
    let information = |(word, spread): (usize, &u32)| match side.words[word].class {
        Class::Function | Class::Mark => 0.0,
        Class::Content | Class::Value | Class::Name | Class::Unknown => {
            let anywhere = -side.chances[word].ln();
            anywhere.min(EVERYWHERE + RARER * (all / f64::from((*spread).max(1))).ln())
        }
    };
    spread.iter().enumerate().map(information).collect()
}

/// What each sentence says, nats.
fn said(side: &Side, information: &[f64]) -> Vec<f64> {
    let weight = |word: u32| match side.words[word as usize].class {
        Class::Unknown => UNKNOWN_WORD,
        _ => 1.0,
    };
    let sum = |sentence: &Vec<u32>| {
        sentence.iter().map(|&word| information[word as usize] * weight(word)).sum()
    };
    side.sentences.iter().map(sum).collect()
}

/// How much of sentence `u` is said in sentence `v` of the other side, nats. A word counts once.
fn covered(side: &Side, information: &[f64], matches: &Matches, u: usize, v: usize) -> f64 {
    let mut seen = Vec::new();
    let mut sum = 0.0;
    for m in matches.between(u, v) {
        let word = side.sentences[u][m.place as usize];
        if !seen.contains(&word) {
            seen.push(word);
            sum += information[word as usize] * f64::from(m.strength);
        }
    }
    sum
}

/// What each pair is lent by the better of the pairs before and after it.
fn lend(score: &Grid) -> Grid {
    let (n, m) = (score.height(), score.width);
    let mut lent = Grid::new(n, m);
    for u in 0..n {
        for v in 0..m {
            let before = if u > 0 && v > 0 { score.at(u - 1, v - 1) } else { 0.0 };
            let after = if u + 1 < n && v + 1 < m { score.at(u + 1, v + 1) } else { 0.0 };
            let best = before.max(after);
            if best >= PARTIAL && score.at(u, v) > 0.0 {
                lent.set(u, v, NEIGHBOUR * best);
            }
        }
    }
    lent
}

/// The pairs that are each other's best, best first, each sentence once.
fn choose(score: &Grid, beside: &Grid, shared: &Grid) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for u in 0..score.height() {
        for v in 0..score.width {
            let lent = beside.at(u, v);
            let least = if lent > 0.0 { LEAST_SHARED_BESIDE } else { LEAST_SHARED };
            let value = score.at(u, v) + lent;
            if value >= PARTIAL && shared.at(u, v) >= least {
                all.push((value, u, v));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken_u, mut taken_v) = (vec![false; score.height()], vec![false; score.width]);
    let mut chosen = Vec::new();
    for (_, u, v) in all {
        if !taken_u[u] && !taken_v[v] {
            (taken_u[u], taken_v[v]) = (true, true);
            chosen.push((u, v));
        }
    }
    chosen.sort_unstable();
    chosen
}

fn grade(
    input: &Input<'_>,
    u: usize,
    v: usize,
    score: f64,
    shared: f64,
    beside: bool,
    evidence: Vec<Evidence>,
) -> Option<SentencePair> {
    let (source, target) = (&input.source[u], &input.target[v]);
    let values = language::compare(input.source_lang, source, input.target_lang, target);
    let conflicts: Vec<Conflict> = values
        .conflicts
        .iter()
        .map(|(a, b)| Conflict {
            source: source[a.span.clone()].to_string(),
            target: target[b.span.clone()].to_string(),
        })
        .collect();
    if evidence.len() < FEWEST_WORDS {
        return None;
    }
    let score = score - CONFLICT * conflicts.len() as f64;
    let agree = conflicts.is_empty() && values.unmatched.is_empty();
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
    let steep = if beside || shared >= 2.0 * LEAST_SHARED { 9.0 } else { 7.0 };
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
