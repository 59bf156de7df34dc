//! How good an alignment is against one made by hand: precision, recall and F1 as Vecalign's
//! `score.py` counts them.
//!
//! Strict: a bead counts when it stands in the gold exactly so. Lax: when it overlaps a gold bead
//! on both sides. Null beads count in precision, not in recall, as is usual in the field.

use std::collections::HashSet;
use std::ops::Range;

/// Source and target segments of a bead.
pub type Ranges = (Range<usize>, Range<usize>);

/// Counts behind precision and recall; add them up over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Beads predicted.
    pub predicted: usize,
    /// Of them right, strictly.
    pub right: usize,
    /// Of them right, laxly.
    pub right_lax: usize,
    /// Two-sided beads in the gold.
    pub gold: usize,
    /// Of them found, strictly.
    pub found: usize,
    /// Of them found, laxly.
    pub found_lax: usize,
}

impl Score {
    /// Counts one document.
    pub fn of(gold: &[Ranges], predicted: &[Ranges]) -> Score {
        let two = |bead: &&Ranges| !bead.0.is_empty() && !bead.1.is_empty();
        let normal = |bead: &Ranges| -> Ranges {
            let side = |r: &Range<usize>| if r.is_empty() { 0..0 } else { r.clone() };
            (side(&bead.0), side(&bead.1))
        };
        let meets = |a: &Ranges, b: &Ranges| overlap(&a.0, &b.0) && overlap(&a.1, &b.1);
        let exact: HashSet<Ranges> = gold.iter().map(normal).collect();
        let made: HashSet<Ranges> = predicted.iter().map(normal).collect();
        let lax = |bead: &Ranges, others: &[Ranges], exact: &HashSet<Ranges>| {
            exact.contains(&normal(bead)) || others.iter().any(|other| meets(bead, other))
        };
        Score {
            predicted: predicted.len(),
            right: predicted.iter().filter(|bead| exact.contains(&normal(bead))).count(),
            right_lax: predicted.iter().filter(|bead| lax(bead, gold, &exact)).count(),
            gold: gold.iter().filter(two).count(),
            found: gold.iter().filter(two).filter(|bead| made.contains(&normal(bead))).count(),
            found_lax: gold.iter().filter(two).filter(|bead| lax(bead, predicted, &made)).count(),
        }
    }

    /// Adds another document's counts.
    pub fn add(&mut self, other: Score) {
        self.predicted += other.predicted;
        self.right += other.right;
        self.right_lax += other.right_lax;
        self.gold += other.gold;
        self.found += other.found;
        self.found_lax += other.found_lax;
    }

    /// Returns strict F1, 0 to 1.
    pub fn f1(&self) -> f64 {
        f1(self.right, self.predicted, self.found, self.gold)
    }

    /// Returns lax F1, 0 to 1.
    pub fn f1_lax(&self) -> f64 {
        f1(self.right_lax, self.predicted, self.found_lax, self.gold)
    }
}

/// Reads a gold file: a bead a line, `0,1:0`.
///
/// # Errors
/// The number of the first line that is no bead.
pub fn read_gold(text: &str) -> Result<Vec<Ranges>, usize> {
    let side = |list: &str| -> Option<Range<usize>> {
        let numbers: Option<Vec<usize>> = list
            .split(',')
            .filter(|n| !n.trim().is_empty())
            .map(|n| n.trim().parse().ok())
            .collect();
        let numbers = numbers?;
        Some(match (numbers.first(), numbers.last()) {
            (Some(first), Some(last)) => *first..last + 1,
            _ => 0..0,
        })
    };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let (source, target) = line.split_once(':').ok_or(number + 1)?;
            let target = target.split(':').next().unwrap_or("");
            Ok((side(source).ok_or(number + 1)?, side(target).ok_or(number + 1)?))
        })
        .collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn f1(right: usize, predicted: usize, found: usize, gold: usize) -> f64 {
    let precision = right as f64 / predicted.max(1) as f64;
    let recall = found as f64 / gold.max(1) as f64;
    2.0 * precision * recall / (precision + recall).max(1e-12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_beads_score_one_and_others_less() {
        let gold = read_gold("0:0\n1,2:1\n:2\n").expect("gold");
        assert_eq!(Score::of(&gold, &gold).f1(), 1.0);
        let other = read_gold("0:0\n1:1\n2:\n:2\n").expect("gold");
        let score = Score::of(&gold, &other);
        assert_eq!((score.right, score.found, score.gold), (2, 1, 2));
        assert_eq!(score.found_lax, 2);
        assert_eq!(read_gold("0;0"), Err(1));
    }
}
