//! What learned chances say of stretches of sentences: sums made once for all beads of a band, so
//! that a bead costs two differences.

use std::ops::RangeInclusive;

use crate::align::chances::{Chances, Direction};
use crate::align::lessons::{NEW, Number};
use crate::align::space::Meetings;
use crate::model::lattice::Shape;

/// The longest stretch of sentences in a bead.
const LONGEST: usize = 4;

/// What both directions say of two texts.
#[derive(Debug)]
pub(crate) struct Gains {
    ahead: Half,
    back: Half,
}

/// What stretches of one side say of the sentences of the other.
#[derive(Debug)]
struct Half {
    /// For each sentence that a stretch ends with: the first sentence met, and for each length of
    /// the stretch the sums of gains up to each sentence met.
    rows: Vec<(usize, [Vec<f32>; LONGEST])>,
    /// Sums of what the other side's words are worth for being there.
    alone: Vec<f64>,
}

impl Gains {
    /// Sums up for the sentences that `meetings` lets meet; both texts as numbers.
    pub(crate) fn new(
        chances: &Chances,
        source: &[Vec<Number>],
        target: &[Vec<Number>],
        meetings: &Meetings,
    ) -> Gains {
        Gains {
            ahead: Half::new(source, target, &meetings.of_source, &chances.ahead),
            back: Half::new(target, source, &meetings.of_target, &chances.back),
        }
    }

    /// Returns what the words of a bead that ends before sentences `i` and `j` gain by standing
    /// together, and what they are worth for being there, nats; means of both directions.
    pub(crate) fn bead(&self, i: usize, j: usize, (dx, dy): Shape) -> (f64, f64) {
        let (gain, alone) = self.ahead.of(i, dx, j - dy, j);
        let (other_gain, other_alone) = self.back.of(j, dy, i - dx, i);
        (0.5 * (gain + other_gain), 0.5 * (alone + other_alone))
    }
}

impl Half {
    fn new(
        own: &[Vec<Number>],
        other: &[Vec<Number>],
        meets: &[RangeInclusive<usize>],
        chances: &Direction,
    ) -> Half {
        let mut expected = vec![0f32; chances.size()];
        let mut touched: Vec<Number> = Vec::new();
        let mut rows = Vec::with_capacity(own.len());
        for (last, meets) in meets.iter().enumerate() {
            let met = other.get(*meets.start()..other.len().min(meets.end() + 1)).unwrap_or(&[]);
            let mut sums: [Vec<f32>; LONGEST] = Default::default();
            let mut length = 0;
            for (sums, sentence) in sums.iter_mut().zip(own[..=last].iter().rev()) {
                length += sentence.len();
                for &(answer, chance) in sentence.iter().flat_map(|&word| chances.answers(word)) {
                    if expected[answer as usize] == 0.0 {
                        touched.push(answer);
                    }
                    expected[answer as usize] += chance;
                }
                let mut sum = 0.0;
                sums.reserve(met.len() + 1);
                sums.push(sum);
                for sentence in met {
                    for &answer in sentence.iter().filter(|&&answer| answer != NEW) {
                        let chance = expected[answer as usize];
                        if chance > 0.0 {
                            sum += chances.gain(answer, chance / length as f32);
                        }
                    }
                    sums.push(sum);
                }
            }
            for answer in touched.drain(..) {
                expected[answer as usize] = 0.0;
            }
            rows.push((*meets.start(), sums));
        }
        let mut alone = vec![0.0];
        for sentence in other {
            let worth: f64 = sentence.iter().map(|&word| f64::from(chances.alone(word))).sum();
            alone.push(alone.last().copied().unwrap_or(0.0) + worth);
        }
        Half { rows, alone }
    }

    /// The stretch of `length` sentences that ends before `end`, against sentences `from..to`.
    fn of(&self, end: usize, length: usize, from: usize, to: usize) -> (f64, f64) {
        let (first, sums) = &self.rows[end - 1];
        let at = |place: usize| sums[length - 1].get(place.saturating_sub(*first)).copied();
        let gain = match (at(from), at(to)) {
            (Some(start), Some(end)) => f64::from(end - start),
            _ => 0.0,
        };
        (gain, self.alone[to] - self.alone[from])
    }
}
