//! What texts teach of their own words: which keep meeting in beads found before.
//!
//! The counts of [`crate::lexicon::Counts`] in numbers instead of words, made for one run over one
//! text or several of a project. A word pair that met once has shown nothing, and one of which one
//! word is far commoner than the other cannot reach the likeness asked for: neither is counted,
//! so that the table stays small beside the text.

use std::collections::HashMap;

use smallvec::SmallVec;

use crate::align::words::{Class, Side, Word};
use crate::bitext::Alignment;
use crate::language::{self, WordClass};

/// Beads less sure than this are not learned from.
const SURE_ENOUGH: f64 = 0.5;
/// Dice likeness below which two words are not linked.
const WEAKEST: f32 = 0.2;
/// Taken off every joint count beside the text's own witness: see [`crate::lexicon::Counts`].
const DISCOUNT: f32 = 0.6;
/// What a text may not say for itself: one meeting is the bead that asks.
const OWN: f32 = 1.0;
/// Links kept for one word: more than this many are noise.
const LINKS_A_WORD: usize = 6;
/// Of the words of one side of a bead, as many are counted: a bead of a whole book teaches nothing.
const WORDS_A_BEAD: usize = 400;

/// Numbers of the keys of words of one language, over all texts.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    ids: HashMap<String, u32>,
}

impl Numbers {
    /// Returns for each word type of a side the numbers of its keys, best first, each with how
    /// much it counts; none for what is not learned about.
    pub(crate) fn of(&mut self, lang: &str, side: &Side) -> Vec<Numbered> {
        let mut number = |key: &String| match self.ids.get(key) {
            Some(&id) => id,
            None => {
                let id = self.ids.len() as u32;
                self.ids.insert(key.clone(), id);
                id
            }
        };
        let numbers = |word: &Word| match word.class {
            Class::Mark | Class::Value => Numbered::new(),
            // Verbs and nouns as common as function words still have partners of their own.
            Class::Function if language::class(lang, &word.form).has(WordClass::FUNCTION) => {
                Numbered::new()
            }
            Class::Function | Class::Content | Class::Name | Class::Unknown => {
                word.keys.iter().map(|(key, counts)| (number(key), *counts)).collect()
            }
        };
        side.words.iter().map(numbers).collect()
    }
}

/// The numbers of a word's keys, best first, each with how much it counts.
pub(crate) type Numbered = SmallVec<[(u32, f32); 2]>;

/// A bead's words, distinct, by number, and how sure the bead is.
#[derive(Debug)]
struct Unit {
    source: Box<[u32]>,
    target: Box<[u32]>,
    weight: f32,
}

/// Beads to learn from.
#[derive(Debug, Default)]
pub(crate) struct Learner {
    units: Vec<Unit>,
}

impl Learner {
    /// Adds the sure two-sided beads of an alignment; the numbers are those of its sides' words.
    pub(crate) fn add(
        &mut self,
        alignment: &Alignment,
        (source, of_source): (&Side, &[Numbered]),
        (target, of_target): (&Side, &[Numbered]),
    ) {
        let words = |side: &Side, numbers: &[Numbered], range: std::ops::Range<usize>| {
            let words = side.sentences[range].iter().flatten();
            let numbers = words.filter_map(|&word| numbers[word as usize].first()).map(|key| key.0);
            let numbers = numbers.take(WORDS_A_BEAD);
            let mut words: Vec<u32> = numbers.collect();
            words.sort_unstable();
            words.dedup();
            words.into_boxed_slice()
        };
        for bead in alignment.beads() {
            if bead.is_two_sided() && bead.confidence >= SURE_ENOUGH {
                self.units.push(Unit {
                    source: words(source, of_source, bead.source.clone()),
                    target: words(target, of_target, bead.target.clone()),
                    weight: bead.confidence as f32,
                });
            }
        }
    }

    /// Distils the beads: for each source number its partners, each with a strength of 0 to 1.
    pub(crate) fn learned(&self) -> Learned {
        let (in_source, in_target) =
            (self.seen(|unit| &unit.source), self.seen(|unit| &unit.target));
        let may = |a: f32, b: f32| {
            let most = a.min(b) - OWN - DISCOUNT;
            2.0 * most / (a + b - 2.0 * OWN).max(0.5) >= WEAKEST
        };
        let mut together: HashMap<u64, f32> = HashMap::new();
        for unit in &self.units {
            for &a in &unit.source {
                let seen = in_source[a as usize];
                for &b in &unit.target {
                    if may(seen, in_target[b as usize]) {
                        *together.entry(u64::from(a) << 32 | u64::from(b)).or_default() +=
                            unit.weight;
                    }
                }
            }
        }
        let mut found: Vec<(u32, u32, f32)> = Vec::new();
        for (pair, joint) in together {
            let (a, b) = ((pair >> 32) as u32, pair as u32);
            let seen = in_source[a as usize] + in_target[b as usize];
            let dice = 2.0 * (joint - OWN - DISCOUNT) / (seen - 2.0 * OWN).max(0.5);
            if dice >= WEAKEST {
                found.push((a, b, dice.min(1.0)));
            }
        }
        // Best first; ties by number, so that the same beads give the same links.
        found.sort_unstable_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        let mut links: Vec<Vec<(u32, f32)>> = vec![Vec::new(); in_source.len()];
        for (a, b, strength) in found {
            let list = &mut links[a as usize];
            if list.len() < LINKS_A_WORD {
                list.push((b, strength));
            }
        }
        Learned { links }
    }

    /// For each number, how often it stands in the beads (the sum of their weights).
    fn seen(&self, side: impl Fn(&Unit) -> &[u32]) -> Vec<f32> {
        let numbers = self.units.iter().flat_map(|unit| side(unit).last());
        let mut seen = vec![0.0; numbers.max().map_or(0, |&most| most as usize + 1)];
        for unit in &self.units {
            for &number in side(unit) {
                seen[number as usize] += unit.weight;
            }
        }
        seen
    }
}

/// Links between numbered words.
#[derive(Debug, Default)]
pub(crate) struct Learned {
    links: Vec<Vec<(u32, f32)>>,
}

impl Learned {
    /// Returns the partners of a source word, strongest first.
    pub(crate) fn partners(&self, source: u32) -> &[(u32, f32)] {
        self.links.get(source as usize).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_keep_meeting_are_linked_and_one_meeting_is_its_own_witness() {
        let unit = |source: &[u32], target: &[u32]| Unit {
            source: source.into(),
            target: target.into(),
            weight: 1.0,
        };
        let learner = Learner {
            units: vec![unit(&[0, 1], &[5, 6]), unit(&[0, 2], &[5, 7]), unit(&[0, 3], &[5, 8])],
        };
        let learned = learner.learned();
        assert_eq!(learned.partners(0).len(), 1);
        assert_eq!(learned.partners(0)[0].0, 5);
        assert!(learned.partners(1).is_empty() && learned.partners(99).is_empty());
    }
}
