//! What word answers what, how often: IBM Model 1 (Brown and others 1993) over beads found before,
//! both ways.
//!
//! A pair of words that met in one bead only is left out, since a bead must not testify for
//! itself, and so is one of which one word is much commoner than the other, since it can only be
//! chance: that keeps the table small beside the text.
//!
//! What a stretch of words lets one expect is compared with what one expects anyway: a word `f` of
//! the other side is worth `ln(1 + κ/(1−κ) · t(f|stretch)/p(f))`, and `ln(1−κ)` for being there at
//! all, where κ is how far the table is to be believed about `f`. It grows with the number of
//! beads and with how often `f` was seen, so that a short text's table says little.

use crate::align::lessons::{Number, Unit, seen};

/// Rounds of expectation maximisation.
const ROUNDS: usize = 4;
/// What stands for "answers nothing" beside the chances of a stretch.
const NOTHING: f32 = 0.02;
/// Taken off every expected count in the last round: the first meeting shows little. Absolute
/// discounting after Ney, Essen and Kneser (1994).
const DISCOUNT: f32 = 0.4;
/// Added to how often a word was seen, so that a seldom word answers nothing for sure.
const SMOOTH: f32 = 0.5;
/// Chances below this are not kept.
const LEAST: f32 = 0.01;
/// Beads in which two words have to meet.
const MEETINGS: u32 = 2;
/// How many times commoner than its partner a word may be.
const COMMONER: f32 = 40.0;
/// The most that is believed of a word, the beads with which half of it is, and the occurrences
/// with which half of it is; never less than the least.
const BELIEVED: f32 = 0.6;
const HALF_BEADS: f32 = 150.0;
const HALF_SEEN: f32 = 4.0;
const LEAST_BELIEVED: f32 = 0.02;

/// The chances of both directions.
#[derive(Debug)]
pub(crate) struct Chances {
    /// Of target words, given source words.
    pub(crate) ahead: Direction,
    /// Of source words, given target words.
    pub(crate) back: Direction,
}

/// The chances of one side's words given the other's.
#[derive(Debug)]
pub(crate) struct Direction {
    rows: Rows,
    /// For each answering number κ/(1−κ)/p.
    odds: Vec<f32>,
    /// For each answering number ln(1−κ), nats.
    alone: Vec<f32>,
}

/// For each given number its answers, each with its chance.
#[derive(Debug)]
struct Rows {
    starts: Vec<usize>,
    answers: Vec<(Number, f32)>,
}

impl Rows {
    fn of(&self, given: Number) -> &[(Number, f32)] {
        let given = given as usize;
        match (self.starts.get(given), self.starts.get(given + 1)) {
            (Some(&start), Some(&end)) => &self.answers[start..end],
            _ => &[],
        }
    }
}

impl Chances {
    /// Learns from units; `sizes` are how many numbers there are on both sides.
    pub(crate) fn learn(units: &[Unit], (sources, targets): (usize, usize)) -> Chances {
        let ahead = Sided { units, is_ahead: true, givens: sources, answers: targets };
        let back = Sided { units, is_ahead: false, givens: targets, answers: sources };
        Chances { ahead: ahead.learn(), back: back.learn() }
    }
}

impl Direction {
    /// Returns what is expected of each answer given one word: (answer, chance).
    pub(crate) fn answers(&self, given: Number) -> &[(Number, f32)] {
        self.rows.of(given)
    }

    /// Returns how many answering numbers there are.
    pub(crate) fn size(&self) -> usize {
        self.odds.len()
    }

    /// Returns what an answer is worth that a stretch of words makes one expect with `chance`,
    /// nats, 0 and more.
    pub(crate) fn gain(&self, answer: Number, chance: f32) -> f32 {
        (1.0 + self.odds[answer as usize] * chance).ln()
    }

    /// Returns what a word is worth for being there, whatever it answers, nats, 0 and less.
    pub(crate) fn alone(&self, answer: Number) -> f32 {
        self.alone.get(answer as usize).copied().unwrap_or(0.0)
    }
}

/// Units seen from one side.
struct Sided<'u> {
    units: &'u [Unit],
    is_ahead: bool,
    givens: usize,
    answers: usize,
}

impl Sided<'_> {
    fn sides<'a>(&self, unit: &'a Unit) -> (&'a [Number], &'a [Number]) {
        match self.is_ahead {
            true => (&unit.source, &unit.target),
            false => (&unit.target, &unit.source),
        }
    }

    fn learn(&self) -> Direction {
        let given = seen(self.units, |unit| self.sides(unit).0, self.givens);
        let answering = seen(self.units, |unit| self.sides(unit).1, self.answers);
        let mut rows = self.meetings(&given, &answering);
        for round in 1..=ROUNDS {
            self.maximise(&mut rows, &given, round);
        }
        let mut kept = Rows { starts: vec![0], answers: Vec::new() };
        for number in 0..self.givens {
            let row = rows.of(number as Number).iter().filter(|(_, chance)| *chance >= LEAST);
            kept.answers.extend(row);
            kept.starts.push(kept.answers.len());
        }
        let beads = self.units.len() as f32;
        let most = BELIEVED * beads / (beads + HALF_BEADS);
        let total: f32 = answering.iter().sum::<f32>().max(1.0);
        let believed = |seen: &f32| (most * seen / (seen + HALF_SEEN)).max(LEAST_BELIEVED);
        let odds = |seen: &f32| {
            let believed = believed(seen);
            believed / (1.0 - believed) * total / (seen + 0.5)
        };
        Direction {
            rows: kept,
            odds: answering.iter().map(odds).collect(),
            alone: answering.iter().map(|seen| (1.0 - believed(seen)).ln()).collect(),
        }
    }

    /// The pairs that meet often enough, each with a chance of 1.
    fn meetings(&self, given: &[f32], answering: &[f32]) -> Rows {
        let mut units_of: Vec<Vec<u32>> = vec![Vec::new(); self.givens];
        for (number, unit) in self.units.iter().enumerate() {
            for &word in self.sides(unit).0 {
                let list = &mut units_of[word as usize];
                if list.last() != Some(&(number as u32)) {
                    list.push(number as u32);
                }
            }
        }
        let mut rows = Rows { starts: vec![0], answers: Vec::new() };
        let mut met = vec![(0u32, u32::MAX); self.answers];
        let mut touched = Vec::new();
        for (word, units) in units_of.iter().enumerate() {
            for &number in units.iter().filter(|_| units.len() >= MEETINGS as usize) {
                for &answer in self.sides(&self.units[number as usize]).1 {
                    let met = &mut met[answer as usize];
                    match met {
                        (0, _) => touched.push(answer),
                        // Twice in one unit is one meeting.
                        (_, last) if *last == number => continue,
                        _ => {}
                    }
                    *met = (met.0 + 1, number);
                }
            }
            touched.sort_unstable();
            for answer in touched.drain(..) {
                let (meetings, _) = std::mem::replace(&mut met[answer as usize], (0, u32::MAX));
                let (a, b) = (given[word], answering[answer as usize]);
                if meetings >= MEETINGS && a.max(b) <= COMMONER * a.min(b) {
                    rows.answers.push((answer, 1.0));
                }
            }
            rows.starts.push(rows.answers.len());
        }
        rows
    }

    /// One round of expectation maximisation.
    fn maximise(&self, rows: &mut Rows, given: &[f32], round: usize) {
        let nothing = if round == 1 { 1.0 } else { NOTHING };
        let mut counts = vec![0f32; rows.answers.len()];
        // For each number how often it stands in the unit, and what expects it there.
        let mut here = vec![(0f32, 0f32); self.answers];
        for unit in self.units {
            let (words, answers) = self.sides(unit);
            for &answer in answers {
                here[answer as usize].0 += 1.0;
                here[answer as usize].1 = nothing;
            }
            for &word in words {
                for &(answer, chance) in rows.of(word) {
                    here[answer as usize].1 += chance;
                }
            }
            for &word in words {
                let start = rows.starts[word as usize];
                for (place, &(answer, chance)) in rows.of(word).iter().enumerate() {
                    let (times, expected) = here[answer as usize];
                    if times > 0.0 {
                        counts[start + place] += unit.weight * times * chance / expected;
                    }
                }
            }
            for &answer in answers {
                here[answer as usize].0 = 0.0;
            }
        }
        let discount = if round == ROUNDS { DISCOUNT } else { 0.0 };
        for (word, given) in given.iter().enumerate() {
            let row = rows.starts[word]..rows.starts[word + 1];
            // What answers nothing, or what is not in the table, has its share too.
            let total = counts[row.clone()].iter().sum::<f32>().max(0.5 * given) + SMOOTH;
            for place in row {
                rows.answers[place].1 = (counts[place] - discount).max(0.0) / total;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_words_that_meet_the_one_that_answers_is_expected() {
        let unit = |source: &[Number], target: &[Number]| Unit {
            source: source.into(),
            target: target.into(),
            weight: 1.0,
        };
        // 0 answers 3, 1 answers 4, 2 answers 5; each stands with each other.
        let mut units = Vec::new();
        for _ in 0..20 {
            units.push(unit(&[0, 1], &[3, 4]));
            units.push(unit(&[1, 2], &[4, 5]));
            units.push(unit(&[0, 2], &[3, 5]));
        }
        let chances = Chances::learn(&units, (3, 6));
        let chance = |given, answer| {
            let row = chances.ahead.answers(given);
            row.iter().find(|(number, _)| *number == answer).map_or(0.0, |(_, chance)| *chance)
        };
        assert!(chance(0, 3) > 0.8 && chance(0, 4) < 0.2, "{} {}", chance(0, 3), chance(0, 4));
        assert!(chances.ahead.gain(3, chance(0, 3)) > 0.3 && chances.ahead.alone(3) < 0.0);
        assert!(
            chances.back.answers(3).iter().any(|(number, chance)| *number == 0 && *chance > 0.8)
        );
    }

    #[test]
    fn one_meeting_says_nothing() {
        let units = [Unit { source: [0].into(), target: [1].into(), weight: 1.0 }];
        let chances = Chances::learn(&units, (1, 2));
        assert!(chances.ahead.answers(0).is_empty());
    }
}
