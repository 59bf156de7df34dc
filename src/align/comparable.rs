//! Sentence pairs of texts on one subject that are no translations of each other.
//!
//! No cover and no order is promised: every sentence of one text is held against every sentence
//! of the other, pairs are graded by how much of each is said in the other, the best are kept one
//! to one, and numbers or dates that disagree are named. What a pair shares counts by the
//! information it carries (minus the logarithm of a word's chance, nats), so that two sentences
//! do not pair because both speak of what the whole text speaks of. A pair between two pairs, or
//! beside one, is likelier than one by itself: neighbours lend it a little.

use crate::align::links::Links;
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

/// Shares from which a pair has its grade, 0 to 1; chosen on look-alikes of ministry pages and
/// checked against aligned news, where true pairs lie above .42 and neighbours below .2.
const TRANSLATION: f64 = 0.56;
const NEAR: f64 = 0.38;
const PARTIAL: f64 = 0.2;
/// Information that a pair must share on the poorer side, nats: about two rare words.
const LEAST_SHARED: f64 = 9.0;
/// The same for a pair whose neighbours are paired in the same order.
const LEAST_SHARED_BESIDE: f64 = 4.0;
/// What the better neighbour lends, as a share of its own score.
const NEIGHBOUR: f64 = 0.3;
/// What a number or date that disagrees takes away.
const CONFLICT: f64 = 0.04;
/// Nats added to what a sentence says, so that very short ones are not all shared at once.
const SLACK: f64 = 5.0;
/// How much an unknown lower-case word counts among what a sentence says: nobody can tell
/// whether its translation stands opposite.
const UNKNOWN_WORD: f64 = 0.45;

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
    let known =
        |key: &str| !knowledge.given.partners(key).is_empty() || !learned.partners(key).is_empty();
    let reached: std::collections::HashSet<&str> =
        knowledge.given.targets().chain(learned.targets()).collect();
    let source = Side::read(input.source_lang, input.source, &known);
    let target = Side::read(input.target_lang, input.target, &|key| reached.contains(key));
    let links = Links::find(&source, &target, &knowledge.given, &learned);
    let (n, m) = (source.sentences.len(), target.sentences.len());
    if n == 0 || m == 0 {
        let (unpaired_source, unpaired_target) = ((0..n).collect(), (0..m).collect());
        return Ok(Comparison { pairs: Vec::new(), unpaired_source, unpaired_target });
    }
    let forth = Matches::find(&source, &target, &links.of_source, &vec![0..=m - 1; n]);
    let back = Matches::find(&target, &source, &links.of_target, &vec![0..=n - 1; m]);
    let (said_source, said_target) = (said(&source), said(&target));
    let mut shared = Grid::new(n, m);
    let mut score = Grid::new(n, m);
    for u in 0..n {
        if !go_on() {
            return Err(AlignError::Stopped);
        }
        for v in 0..m {
            let (a, b) = (covered(&source, &forth, u, v), covered(&target, &back, v, u));
            shared.set(u, v, a.min(b));
            let (a, b) = (a / (said_source[u] + SLACK), b / (said_target[v] + SLACK));
            score.set(u, v, (a * b).sqrt());
        }
    }
    let beside = lend(&score);
    let chosen = choose(&score, &beside, &shared);
    let pairs: Vec<SentencePair> = chosen
        .into_iter()
        .filter_map(|(u, v)| {
            let own = score.at(u, v) + beside.at(u, v);
            let evidence = evidence(&source, &target, &links, u, v);
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

/// The information a word carries, nats; none for function words and marks.
fn information(side: &Side, word: u32) -> f64 {
    let weight = match side.words[word as usize].class {
        Class::Function | Class::Mark => return 0.0,
        Class::Unknown => UNKNOWN_WORD,
        Class::Content | Class::Value | Class::Name => 1.0,
    };
    -side.chances[word as usize].ln() * weight
}

/// What each sentence says, nats.
fn said(side: &Side) -> Vec<f64> {
    let sum = |sentence: &Vec<u32>| sentence.iter().map(|&word| information(side, word)).sum();
    side.sentences.iter().map(sum).collect()
}

/// How much of sentence `u` is said in sentence `v` of the other side, nats. A word counts once.
fn covered(side: &Side, matches: &Matches, u: usize, v: usize) -> f64 {
    let mut seen = Vec::new();
    let mut sum = 0.0;
    for m in matches.between(u, v) {
        let word = side.sentences[u][m.place as usize];
        if !seen.contains(&word) {
            seen.push(word);
            // A matched word counts in full: that it has a partner is what was not known.
            let full = match side.words[word as usize].class {
                Class::Function | Class::Mark => 0.0,
                _ => -side.chances[word as usize].ln(),
            };
            sum += full * f64::from(m.strength);
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
    let score = score - CONFLICT * conflicts.len() as f64;
    let agree = conflicts.is_empty() && values.unmatched.is_empty();
    let grade = if score >= TRANSLATION && agree {
        Grade::Translation
    } else if score >= NEAR {
        Grade::Near
    } else if score >= PARTIAL * 0.9 {
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
fn evidence(source: &Side, target: &Side, links: &Links, u: usize, v: usize) -> Vec<Evidence> {
    let mut found: Vec<(f64, Evidence)> = Vec::new();
    let mut seen = Vec::new();
    for &word in &source.sentences[u] {
        if seen.contains(&word) || information(source, word) == 0.0 {
            continue;
        }
        seen.push(word);
        let here = links.of_source[word as usize]
            .iter()
            .filter(|link| target.sentences[v].contains(&link.word))
            .max_by(|a, b| a.strength.total_cmp(&b.strength));
        let Some(link) = here else { continue };
        let (a, b) = (&source.words[word as usize], &target.words[link.word as usize]);
        let what = if a.form == b.form {
            match a.class {
                Class::Value => Evidence::SameValue(a.form.clone()),
                _ => Evidence::SameForm(a.form.clone()),
            }
        } else if link.learned {
            Evidence::Memory(format!("{} = {}", a.form, b.form))
        } else if a.sound.is_some() && link.strength < 0.95 {
            Evidence::Cognate(a.form.clone(), b.form.clone(), f64::from(link.strength))
        } else {
            Evidence::Glossary(format!("{} = {}", a.form, b.form))
        };
        found.push((information(source, word) * f64::from(link.strength), what));
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
