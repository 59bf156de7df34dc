//! How good beads are against beads made by hand, as Vecalign's `score.py` counts.
//!
//! Strict: a bead counts when it stands in the gold exactly so. Lax: when it shares sentences of
//! both sides with gold beads that answer each other. Beads are sets of numbers: they may cross,
//! and those of other people's files need not cover their texts.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::formats::NumberedBead;

/// What a bead of the gold is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum GoldMode {
    /// The smallest bead there is.
    #[default]
    Exact,
    /// A unit of several sentences (a paragraph): beads that touch one are merged before they
    /// are compared, as in the verse-level scoring of Bertalign.
    Unit,
}

impl GoldMode {
    /// Returns the name: `exact`, `unit`.
    pub fn name(self) -> &'static str {
        match self {
            GoldMode::Exact => "exact",
            GoldMode::Unit => "unit",
        }
    }

    /// Reads a mode by its name.
    pub fn from_name(name: &str) -> Option<GoldMode> {
        [GoldMode::Exact, GoldMode::Unit].into_iter().find(|mode| mode.name() == name)
    }
}

/// Counts behind precision and recall; add them up over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Beads predicted.
    pub predicted: usize,
    /// Of them right.
    pub right: usize,
    /// Beads of the gold.
    pub gold: usize,
    /// Of them found.
    pub found: usize,
}

impl Score {
    /// Returns the share of the predicted that is right, 0 to 1.
    pub fn precision(self) -> f64 {
        share(self.right, self.predicted)
    }

    /// Returns the share of the gold that was found, 0 to 1.
    pub fn recall(self) -> f64 {
        share(self.found, self.gold)
    }

    /// Returns the harmonic mean of both, 0 to 1.
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    fn add(&mut self, other: Score) {
        self.predicted += other.predicted;
        self.right += other.right;
        self.gold += other.gold;
        self.found += other.found;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole > 0 { part as f64 / whole as f64 } else { 0.0 }
}

/// The four scores of a document, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// All beads, strictly: null beads count in precision; recall is that of the two-sided, as
    /// is usual in the field.
    pub all_strict: Score,
    /// All beads, laxly.
    pub all_lax: Score,
    /// Two-sided beads alone, strictly: what would enter a memory.
    pub two_sided_strict: Score,
    /// Two-sided beads alone, laxly.
    pub two_sided_lax: Score,
}

impl Scores {
    /// Adds another document's counts.
    pub fn add(&mut self, other: Scores) {
        self.all_strict.add(other.all_strict);
        self.all_lax.add(other.all_lax);
        self.two_sided_strict.add(other.two_sided_strict);
        self.two_sided_lax.add(other.two_sided_lax);
    }
}

/// A document with its scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What the document is called.
    pub name: String,
    /// Its scores.
    pub scores: Scores,
}

/// Holds beads against gold.
///
/// ```
/// use kladka::formats::{BeadFormat, read_beads};
/// use kladka::jobs::{GoldMode, scores};
/// let beads = |text| read_beads(BeadFormat::Vecalign, "g", text, None);
/// let found = scores(&beads("0:0\n1,2:1\n:2\n")?, &beads("0:0\n1:1\n2:\n:2\n")?, GoldMode::Exact);
/// assert_eq!((found.all_strict.right, found.all_strict.predicted), (2, 4));
/// assert_eq!((found.two_sided_lax.found, found.two_sided_lax.gold), (2, 2));
/// # Ok::<(), kladka::formats::FormatError>(())
/// ```
pub fn scores(gold: &[NumberedBead], predicted: &[NumberedBead], mode: GoldMode) -> Scores {
    let gold = Beads::of(gold);
    let predicted = match mode {
        GoldMode::Exact => Beads::of(predicted),
        GoldMode::Unit => Beads::of(&merged(&gold, predicted)),
    };
    let (gold_pairs, predicted_pairs) = (gold.two_sided(), predicted.two_sided());
    let score = |predicted: (usize, usize), gold: (usize, usize)| Score {
        right: predicted.0,
        predicted: predicted.1,
        found: gold.0,
        gold: gold.1,
    };
    let [all, pairs] = [&predicted, &predicted_pairs].map(|beads| gold.held_against(beads));
    let found = predicted_pairs.held_against(&gold_pairs);
    // Only two-sided gold says which sentences answer each other; nulls change nothing there.
    Scores {
        all_strict: score((all.0, all.2), (found.0, found.2)),
        all_lax: score((all.1, all.2), (found.1, found.2)),
        two_sided_strict: score((pairs.0, pairs.2), (found.0, found.2)),
        two_sided_lax: score((pairs.1, pairs.2), (found.1, found.2)),
    }
}

type Sets = (BTreeSet<usize>, BTreeSet<usize>);

/// Distinct beads.
struct Beads(BTreeSet<Sets>);

impl Beads {
    fn of(beads: &[NumberedBead]) -> Beads {
        let set = |list: &[usize]| list.iter().copied().collect::<BTreeSet<usize>>();
        let sets = beads.iter().map(|bead| (set(&bead.source), set(&bead.target)));
        Beads(sets.filter(|(a, b)| a.len() + b.len() > 0).collect())
    }

    fn two_sided(&self) -> Beads {
        Beads(self.0.iter().filter(|(a, b)| !a.is_empty() && !b.is_empty()).cloned().collect())
    }

    /// Of `others`: how many stand here exactly, how many at least laxly, how many there are.
    fn held_against(&self, others: &Beads) -> (usize, usize, usize) {
        let mut answers: HashMap<usize, HashSet<usize>> = HashMap::new();
        for (source, target) in &self.0 {
            for &sentence in source {
                answers.entry(sentence).or_default().extend(target);
            }
        }
        let meets = |bead: &Sets| {
            bead.0
                .iter()
                .any(|s| answers.get(s).is_some_and(|t| bead.1.iter().any(|j| t.contains(j))))
        };
        let exact = others.0.iter().filter(|bead| self.0.contains(bead)).count();
        let lax = others.0.iter().filter(|bead| self.0.contains(bead) || meets(bead)).count();
        (exact, lax, others.0.len())
    }
}

/// Joins predicted beads that touch a common unit of the gold.
fn merged(gold: &Beads, predicted: &[NumberedBead]) -> Vec<NumberedBead> {
    let (mut of_source, mut of_target) = (HashMap::new(), HashMap::new());
    for (unit, (source, target)) in gold.0.iter().enumerate() {
        of_source.extend(source.iter().map(|&sentence| (sentence, unit)));
        of_target.extend(target.iter().map(|&sentence| (sentence, unit)));
    }
    // Units first, then beads: whoever has the same root goes together.
    let units = gold.0.len();
    let mut parent: Vec<usize> = (0..units + predicted.len()).collect();
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    for (number, bead) in predicted.iter().enumerate() {
        let touched = bead.source.iter().filter_map(|s| of_source.get(s));
        for &unit in touched.chain(bead.target.iter().filter_map(|t| of_target.get(t))) {
            let (a, b) = (root(&mut parent, units + number), root(&mut parent, unit));
            parent[a] = b;
        }
    }
    let mut groups: HashMap<usize, NumberedBead> = HashMap::new();
    for (number, bead) in predicted.iter().enumerate() {
        let group = groups.entry(root(&mut parent, units + number)).or_default();
        group.source.extend(&bead.source);
        group.target.extend(&bead.target);
    }
    groups.into_values().collect()
}
