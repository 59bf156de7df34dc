//! What is counted over the beads of a text: how often words stand in the same beads
//! ([`Counts`]), and how often they were linked to each other ([`Linked`]).

use std::collections::{HashMap, HashSet};

/// One bead's content words.
pub(super) struct Unit {
    pub source: Vec<Slot>,
    pub target: Vec<Slot>,
}

/// Where a content word stands.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub sentence: usize,
    pub word: usize,
    pub type_: usize,
    pub capital: bool,
}

/// Links of one unit: for each source slot its target slot.
pub(super) type UnitLinks = Vec<Option<usize>>;

/// In how many units each type stands, and each pair of types.
pub(super) struct Counts {
    units: usize,
    pub source: HashMap<usize, usize>,
    pub target: HashMap<usize, usize>,
    pub both: HashMap<(usize, usize), usize>,
    /// The types that each source type, and each target type, shares a bead with.
    partners: (HashMap<usize, Vec<usize>>, HashMap<usize, Vec<usize>>),
}

impl Counts {
    pub fn of(units: &[Unit]) -> Counts {
        let mut counts = Counts {
            units: units.len(),
            source: HashMap::new(),
            target: HashMap::new(),
            both: HashMap::new(),
            partners: (HashMap::new(), HashMap::new()),
        };
        for unit in units {
            let types = |slots: &[Slot]| slots.iter().map(|s| s.type_).collect::<HashSet<usize>>();
            let (a, b) = (types(&unit.source), types(&unit.target));
            for &s in &a {
                *counts.source.entry(s).or_default() += 1;
                for &t in &b {
                    *counts.both.entry((s, t)).or_default() += 1;
                }
            }
            for &t in &b {
                *counts.target.entry(t).or_default() += 1;
            }
        }
        for &(s, t) in counts.both.keys() {
            counts.partners.0.entry(s).or_default().push(t);
            counts.partners.1.entry(t).or_default().push(s);
        }
        counts
    }

    pub fn together(&self, s: usize, t: usize) -> (usize, usize, usize) {
        let count = |map: &HashMap<usize, usize>, key| map.get(&key).copied().unwrap_or(0);
        let both = self.both.get(&(s, t)).copied().unwrap_or(0);
        (both, count(&self.source, s), count(&self.target, t))
    }

    /// Whether some other word stands in as many of the same beads, and in no more others.
    pub fn has_rival(&self, s: usize, t: usize) -> bool {
        let (both, a, b) = self.together(s, t);
        let same = |x: usize, y: usize| {
            let (other, c, d) = self.together(x, y);
            other >= both && if x == s { d <= b } else { c <= a }
        };
        let mut of_source = self.partners.0.get(&s).into_iter().flatten();
        let mut of_target = self.partners.1.get(&t).into_iter().flatten();
        of_source.any(|&y| y != t && same(s, y)) || of_target.any(|&x| x != s && same(x, t))
    }

    /// Dice's coefficient, damped where so few beads could be chance; 0 for a single meeting.
    pub fn association(&self, s: usize, t: usize) -> f64 {
        let (both, a, b) = self.together(s, t);
        association(both, a, b, self.units)
    }
}

/// Dice's coefficient times how far Dunning's log-likelihood ratio leaves chance behind.
pub(super) fn association(both: usize, a: usize, b: usize, units: usize) -> f64 {
    /// A log-likelihood ratio from which on chance is out of the question among the thousands
    /// of pairs of a text.
    const BEYOND_CHANCE: f64 = 12.0;
    if both < 2 {
        return 0.0;
    }
    let dice = 2.0 * both as f64 / (a + b) as f64;
    dice * (likelihood_ratio(both as f64, a as f64, b as f64, units as f64) / BEYOND_CHANCE)
        .min(1.0)
}

/// Dunning's log-likelihood ratio of two events met together `k` times of `a` and `b` among `n`; 0 when they avoid
/// each other. T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993.
pub(super) fn likelihood_ratio(k: f64, a: f64, b: f64, n: f64) -> f64 {
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

/// How often two types were linked.
pub(super) struct Linked {
    pub both: HashMap<(usize, usize), usize>,
    pub source: HashMap<usize, usize>,
    pub target: HashMap<usize, usize>,
}

impl Linked {
    pub fn of(units: &[Unit], links: &[UnitLinks]) -> Linked {
        let mut linked =
            Linked { both: HashMap::new(), source: HashMap::new(), target: HashMap::new() };
        for (unit, links) in units.iter().zip(links) {
            unit.source.iter().for_each(|s| *linked.source.entry(s.type_).or_default() += 1);
            unit.target.iter().for_each(|t| *linked.target.entry(t.type_).or_default() += 1);
            for (i, j) in links.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
                let key = (unit.source[i].type_, unit.target[j].type_);
                *linked.both.entry(key).or_default() += 1;
            }
        }
        linked
    }

    /// The share of both types' other occurrences in which they were linked to each other;
    /// `own` is how often this unit linked them, which proves nothing about it.
    pub fn elsewhere(&self, s: usize, t: usize, own: usize) -> f64 {
        /// Occurrences taken for granted on top of those counted, so that one link proves little.
        const DOUBT: f64 = 0.7;
        let both = self.both.get(&(s, t)).copied().unwrap_or(0).saturating_sub(own) as f64;
        let others = |map: &HashMap<usize, usize>, key| {
            map.get(&key).copied().unwrap_or(0).saturating_sub(1) as f64 + DOUBT
        };
        (both / others(&self.source, s) * (both / others(&self.target, t))).sqrt().min(1.0)
    }
}
