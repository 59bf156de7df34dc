//! How often words met and were linked: sums that can be added and taken off.
//!
//! [`LinkCounts`] keeps, by fold key, in how many pairs of texts a word stood, in how many two
//! stood opposite each other, and how often they were linked (expected counts: a link of
//! probability .7 counts .7). Likeness of two words is Dice's coefficient, believed only as far as
//! Dunning's (1993) likelihood ratio says that the meetings are no chance. No expectation
//! maximisation is run.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::bitext::LinkedKeys;

/// A map by two numbers of words or keys. They come from the program itself and need no defence
/// against chosen collisions, so that a multiplication is hash enough.
pub(super) type ByPair<T> = HashMap<(u32, u32), T, BuildHasherDefault<PairHasher>>;

/// Hashes two numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PairHasher(u64);

impl Hasher for PairHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(u32::from(byte)));
    }

    fn write_u32(&mut self, number: u32) {
        // An odd number without pattern: the golden ratio's share of 2^64 (Knuth).
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0 = (self.0.rotate_left(29) ^ u64::from(number)).wrapping_mul(FACTOR);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// Counts over pairs of texts in two languages.
#[derive(Clone, Debug, Default)]
pub struct LinkCounts {
    source: Vocabulary,
    target: Vocabulary,
    pairs: ByPair<Pair>,
    texts: f64,
}

#[derive(Clone, Debug, Default)]
struct Vocabulary {
    ids: HashMap<String, u32>,
    seen: Vec<Seen>,
}

/// What was counted of one key.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// Texts it stands in.
    pub texts: f32,
    /// Times it stands there.
    pub times: f32,
}

/// What was counted of two keys.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pair {
    /// Pairs of texts in which they stand opposite.
    pub met: f32,
    /// Expected number of their links.
    pub linked: f32,
}

/// A count so near to nothing is nothing: sums of fractions do not come back to zero exactly.
const NOTHING: f32 = 1e-3;

impl LinkCounts {
    /// Returns the number of pairs of texts counted.
    pub fn texts(&self) -> f64 {
        self.texts
    }

    /// Says whether nothing has been counted.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Returns the largest expected number of links of two keys.
    pub fn largest_link(&self) -> f64 {
        self.pairs.values().fold(0.0, |most, pair| f64::from(pair.linked.abs()).max(most))
    }

    /// Adds all that another has counted.
    pub fn add(&mut self, other: &LinkCounts) {
        self.merge(other, 1.0);
    }

    /// Takes off what another has counted, which was added before.
    pub fn subtract(&mut self, other: &LinkCounts) {
        self.merge(other, -1.0);
    }

    fn merge(&mut self, other: &LinkCounts, sign: f32) {
        let source = self.source.merge(&other.source, sign);
        let target = self.target.merge(&other.target, sign);
        for (&(a, b), pair) in &other.pairs {
            let key = (source[a as usize], target[b as usize]);
            let own = self.pairs.entry(key).or_default();
            own.met += sign * pair.met;
            own.linked += sign * pair.linked;
            if own.met.abs() < NOTHING && own.linked.abs() < NOTHING {
                self.pairs.remove(&key);
            }
        }
        self.texts += f64::from(sign) * other.texts;
    }

    pub(super) fn id(&mut self, in_target: bool, key: &str) -> u32 {
        self.side(in_target).id(key)
    }

    pub(super) fn find(&self, in_target: bool, key: &str) -> Option<u32> {
        let side = if in_target { &self.target } else { &self.source };
        side.ids.get(key).copied()
    }

    pub(super) fn seen(&self, in_target: bool, id: u32) -> Seen {
        let side = if in_target { &self.target } else { &self.source };
        side.seen[id as usize]
    }

    pub(super) fn pair(&self, source: u32, target: u32) -> Pair {
        self.pairs.get(&(source, target)).copied().unwrap_or_default()
    }

    /// Counts one pair of texts: the numbers of the keys in each, repetitions and all.
    pub(super) fn count(&mut self, source: &[u32], target: &[u32]) {
        let distinct = |side: &mut Vocabulary, ids: &[u32]| {
            let mut once = ids.to_vec();
            once.sort_unstable();
            once.dedup();
            ids.iter().for_each(|&id| side.seen[id as usize].times += 1.0);
            once.iter().for_each(|&id| side.seen[id as usize].texts += 1.0);
            once
        };
        let source = distinct(&mut self.source, source);
        let target = distinct(&mut self.target, target);
        for &a in &source {
            for &b in &target {
                self.pairs.entry((a, b)).or_default().met += 1.0;
            }
        }
        self.texts += 1.0;
    }

    /// Counts one pair of texts by its keys and links.
    ///
    /// ```
    /// use kladka::bitext::LinkedKeys;
    /// use kladka::terms::links::LinkCounts;
    /// let words = |text: &str| text.split(' ').map(String::from).collect();
    /// let (source, target) = (words("rada gmina"), words("the council"));
    /// let mut counts = LinkCounts::default();
    /// counts.count_keys(&LinkedKeys { source, target, links: vec![(0, 1, 255)] });
    /// assert_eq!(counts.texts(), 1.0);
    /// ```
    pub fn count_keys(&mut self, keys: &LinkedKeys) {
        let source: Vec<u32> = keys.source.iter().map(|key| self.id(false, key)).collect();
        let target: Vec<u32> = keys.target.iter().map(|key| self.id(true, key)).collect();
        self.count(&source, &target);
        for &(a, b, probability) in &keys.links {
            if let (Some(&a), Some(&b)) = (source.get(a), target.get(b)) {
                self.link(a, b, f64::from(probability) / f64::from(u8::MAX));
            }
        }
    }

    /// Counts a link, as far as it is probable.
    pub(super) fn link(&mut self, source: u32, target: u32, probability: f64) {
        self.pairs.entry((source, target)).or_default().linked += probability as f32;
    }

    /// Takes off all links; the meetings stay.
    pub(super) fn forget_links(&mut self) {
        self.pairs.values_mut().for_each(|pair| pair.linked = 0.0);
    }

    /// How alike two keys are by the texts they stand in, 0 to 1.
    pub(super) fn likeness(&self, source: u32, target: u32, met: f32) -> f64 {
        // Two meetings are the least that show anything.
        if met < 1.5 {
            return 0.0;
        }
        let (a, b) = (self.seen(false, source).texts, self.seen(true, target).texts);
        let dice = 2.0 * f64::from(met) / f64::from(a + b);
        let belief =
            likelihood_ratio(f64::from(met), f64::from(a), f64::from(b), self.texts) / CERTAIN;
        dice * belief.min(1.0)
    }

    fn side(&mut self, in_target: bool) -> &mut Vocabulary {
        if in_target { &mut self.target } else { &mut self.source }
    }
}

/// From this likelihood ratio on meetings are believed to be no chance (p < .001).
const CERTAIN: f64 = 12.0;

/// Dunning's log-likelihood ratio of two events met together `k` times of `a` and `b` among `n`; 0 when they avoid
/// each other. T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993.
fn likelihood_ratio(k: f64, a: f64, b: f64, n: f64) -> f64 {
    if n <= 0.0 || k * n <= a * b {
        return 0.0;
    }
    let term = |seen: f64, expected: f64| match seen > 0.0 && expected > 0.0 {
        true => seen * (seen / expected).ln(),
        false => 0.0,
    };
    2.0 * (term(k, a * b / n)
        + term(a - k, a * (n - b) / n)
        + term(b - k, (n - a) * b / n)
        + term(n - a - b + k, (n - a) * (n - b) / n))
}

impl Vocabulary {
    fn id(&mut self, key: &str) -> u32 {
        if let Some(&id) = self.ids.get(key) {
            return id;
        }
        let id = self.seen.len() as u32;
        self.ids.insert(key.to_string(), id);
        self.seen.push(Seen::default());
        id
    }

    /// Adds another's counts; returns its numbers as ours.
    fn merge(&mut self, other: &Vocabulary, sign: f32) -> Vec<u32> {
        let mut numbers = vec![0; other.seen.len()];
        for (key, &id) in &other.ids {
            let own = self.id(key);
            let seen = other.seen[id as usize];
            self.seen[own as usize].texts += sign * seen.texts;
            self.seen[own as usize].times += sign * seen.times;
            numbers[id as usize] = own;
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(texts: &[(&str, &str)]) -> LinkCounts {
        let mut counts = LinkCounts::default();
        for (source, target) in texts {
            let a: Vec<u32> = source.split(' ').map(|w| counts.id(false, w)).collect();
            let b: Vec<u32> = target.split(' ').map(|w| counts.id(true, w)).collect();
            counts.count(&a, &b);
            counts.link(a[0], b[0], 0.75);
        }
        counts
    }

    #[test]
    fn what_was_added_can_be_taken_off() {
        let first = counted(&[("kot dom", "cat house"), ("kot pies", "cat dog")]);
        let second = counted(&[("kot las", "cat wood"), ("dom", "house")]);
        let mut both = first.clone();
        both.add(&second);
        assert_eq!(both.texts(), 4.0);
        let pair = |counts: &LinkCounts, a, b| {
            let ids = (counts.find(false, a), counts.find(true, b));
            ids.0.zip(ids.1).map(|(a, b)| counts.pair(a, b))
        };
        assert_eq!(pair(&both, "kot", "cat"), Some(Pair { met: 3.0, linked: 2.25 }));
        both.subtract(&second);
        assert_eq!(pair(&both, "kot", "cat"), pair(&first, "kot", "cat"));
        assert_eq!(pair(&both, "kot", "wood"), Some(Pair::default()));
    }

    #[test]
    fn one_meeting_shows_nothing() {
        let counts = counted(&[("kot dom", "cat house"), ("kot pies", "cat dog"), ("ul", "hive")]);
        let likeness = |a, b| {
            let (a, b) = (counts.find(false, a).unwrap(), counts.find(true, b).unwrap());
            counts.likeness(a, b, counts.pair(a, b).met)
        };
        assert_eq!(likeness("dom", "house"), 0.0);
        assert!(likeness("kot", "cat") > 0.2);
    }
}
