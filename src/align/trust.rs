//! How far a bead's probability can be trusted, by what stands around it.
//!
//! The model was learned from translations, so it takes for granted that most sentences are
//! answered: of two texts that have nothing to do with each other it still finds the pairs that
//! look best. What tells the two apart is not the pair but its neighbourhood: among translations
//! the beads gain several nats a sentence over leaving everything unanswered, among strangers next
//! to nothing. So each probability is multiplied by that of standing among translations.

use crate::align::features::SHAPES;
use crate::model::lattice::{Lattice, Step};

/// Sentences of both sides that are looked at before a bead, and as many after it.
const NEIGHBOURHOOD: usize = 20;
/// The gain at which a sentence speaks neither for nor against translation, nats. Strangers, without
/// a lexicon, gain .2 in the middle and .62 to .68 in the highest hundredth of their pairs; novels
/// with a third of their sentences missing, likewise, .48 in the lowest hundredth and .8 in the lowest
/// tenth; thinned news and encyclopedias .97 and 1.3 in the lowest hundredth.
pub(crate) const NEITHER: f64 = 0.55;
/// The same by the table for texts that have shown what an answered sentence of theirs shows: there
/// strangers gain .51 to .89 in the highest hundredth, thinned news .91 in the lowest.
pub(crate) const NEITHER_MEASURED: f64 = 0.8;
/// What a nat above or below that counts: the sentences around a bead are far from independent.
const TEMPER: f64 = 0.5;
/// What is believed before looking, nats: whoever aligns two texts has a reason.
const BELIEF: f64 = 2.0;

/// Returns the probabilities of the steps of a path, those of two-sided ones as far as their
/// neighbourhood can be trusted; `null_run` is what a sentence costs that nothing answers, in a run
/// of them, `neither` the gain that speaks neither for nor against translation, nats a sentence.
pub(crate) fn tempered(
    lattice: &Lattice<'_>,
    path: &[Step],
    (null_run, neither): (f64, f64),
    probabilities: Vec<f64>,
) -> Vec<f64> {
    // Before each step: how many sentences, and what they gain.
    let mut before = vec![(0usize, 0.0)];
    for (step, probability) in path.iter().zip(&probabilities) {
        let (dx, dy) = SHAPES[step.shape];
        let (sentences, gain) = before.last().copied().unwrap_or_default();
        let worth = lattice.worth(*step).filter(|_| dx > 0 && dy > 0);
        let more = worth.map_or(0.0, |worth| worth - (dx + dy) as f64 * null_run);
        before.push((sentences + dx + dy, gain + probability * more));
    }
    let trusted = |(at, probability): (usize, f64)| {
        let (dx, dy) = SHAPES[path[at].shape];
        if dx == 0 || dy == 0 {
            return probability;
        }
        let (first, last) = (before[at].0, before[at + 1].0 + NEIGHBOURHOOD);
        let start = before.partition_point(|sum| sum.0 + NEIGHBOURHOOD < first);
        let end = before.partition_point(|sum| sum.0 <= last) - 1;
        let sentences = (before[end].0 - before[start].0) as f64;
        let gain = before[end].1 - before[start].1;
        let odds = BELIEF + TEMPER * (gain - neither * sentences);
        probability / (1.0 + (-odds).exp())
    };
    probabilities.into_iter().enumerate().map(trusted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lattice::{AfterGap, Band};

    /// A text of `size` sentences against as many, each worth `worth` beside its counterpart.
    fn confidence(size: usize, worth: f64) -> f64 {
        let band = Band::full(size, size);
        let lattice = Lattice::new(band, &SHAPES, AfterGap::default(), |i, j, shape| match shape {
            (1, 1) if i == j => worth,
            (1, 0) | (0, 1) => -0.3,
            _ => -9.0,
        });
        let path: Vec<Step> = (1..=size).map(|i| Step { i, j: i, shape: 2 }).collect();
        tempered(&lattice, &path, (-0.3, NEITHER), vec![1.0; size])[size / 2]
    }

    #[test]
    fn among_strangers_nothing_is_sure_and_among_translations_everything() {
        assert!(confidence(30, 4.0) > 0.999);
        assert!(confidence(30, 0.0) < 0.5);
        // One pair alone has no neighbours to ask.
        assert!(confidence(1, 0.0) > 0.8);
    }
}
