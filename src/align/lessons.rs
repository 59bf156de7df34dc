//! What texts teach of their own words: the beads found before, as numbers.
//!
//! Two things are made of them. *Links* (this file): words that keep meeting and seldom meet
//! others, by Dice likeness. *Chances* (`chances`): what word answers what, how
//! often, by IBM Model 1. Links say which word answers which, chances what a whole stretch of
//! words lets one expect.
//!
//! Of links, a word pair that met once has shown nothing, and one of which one word is far commoner
//! than the other cannot reach the likeness asked for: neither is counted, so that the table stays
//! small beside the text.

use std::collections::HashMap;
use std::ops::Range;

use smallvec::SmallVec;

use crate::align::chances::Chances;
use crate::align::words::{Class, Side, Word};
use crate::bitext::Alignment;
use crate::language::{self, WordClass};

/// Beads less sure than this are not learned from.
const SURE_ENOUGH: f64 = 0.3;
/// Beads less sure than this teach no links.
const SURE_ENOUGH_TO_LINK: f32 = 0.5;
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

/// The number of a word, mark or value of one language, over all texts; [`NEW`] where none was
/// given.
pub(crate) type Number = u32;

/// The number of what no text taught.
pub(crate) const NEW: Number = Number::MAX;

/// Numbers of the keys of words of one language, over all texts.
#[derive(Clone, Debug, Default)]
struct Numbers {
    ids: HashMap<(bool, String), Number>,
    /// For each number whether links are learned about it.
    teaches: Vec<bool>,
}

/// The numbers of the words of one text.
#[derive(Debug, Default)]
pub(crate) struct Numbered {
    /// For each word type the number of its best key.
    best: Vec<Number>,
    /// For each word type all its keys that links are learned about, best first, with how much
    /// each counts.
    keys: Vec<SmallVec<[(Number, f32); 2]>>,
}

impl Numbered {
    /// Returns the numbers of the words of each sentence, in order.
    pub(crate) fn sentences(&self, side: &Side) -> Vec<Vec<Number>> {
        let number = |&word: &u32| self.best[word as usize];
        side.sentences.iter().map(|sentence| sentence.iter().map(number).collect()).collect()
    }
}

impl Numbers {
    /// Gives numbers to whatever has none.
    fn add(&mut self, lang: &str, side: &Side) {
        for word in &side.words {
            let learns = is_learned_about(lang, word);
            for (is_word, key) in keys(word) {
                if !self.ids.contains_key(&(is_word, key.to_string())) {
                    self.ids.insert((is_word, key.to_string()), self.teaches.len() as Number);
                    self.teaches.push(learns);
                }
            }
        }
    }

    /// Returns the numbers of a text's words.
    fn of(&self, side: &Side) -> Numbered {
        let number = |is_word: bool, key: &str| {
            self.ids.get(&(is_word, key.to_string())).copied().unwrap_or(NEW)
        };
        let mut numbered = Numbered::default();
        for word in &side.words {
            let mut all = keys(word).map(|(is_word, key)| number(is_word, key));
            let best = all.next().unwrap_or(NEW);
            numbered.best.push(best);
            let teaches = self.teaches.get(best as usize).copied().unwrap_or(false);
            let own = word.keys.iter().filter(|_| teaches);
            let own = own.map(|(key, counts)| (number(true, key), *counts));
            numbered.keys.push(own.filter(|(number, _)| *number != NEW).collect());
        }
        numbered
    }
}

/// The keys of a word, best first; the canonical spelling of a value or mark.
fn keys(word: &Word) -> impl Iterator<Item = (bool, &str)> {
    let is_word = !matches!(word.class, Class::Mark | Class::Value);
    let form = word.keys.is_empty().then_some(word.form.as_str());
    let keys = word.keys.iter().map(|(key, _)| key.as_str());
    form.into_iter().chain(keys).map(move |key| (is_word, key))
}

fn is_learned_about(lang: &str, word: &Word) -> bool {
    match word.class {
        Class::Mark | Class::Value => false,
        // Verbs and nouns as common as function words still have partners of their own.
        Class::Function => !language::class(lang, &word.form).has(WordClass::FUNCTION),
        Class::Content | Class::Name | Class::Unknown => true,
    }
}

/// A bead's words by number, in order, and how sure the bead is.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) source: Box<[Number]>,
    pub(crate) target: Box<[Number]>,
    pub(crate) weight: f32,
}

/// What the beads of one pair of texts, or of many in the same two languages, teach.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    source: Numbers,
    target: Numbers,
    units: Vec<Unit>,
}

impl Lessons {
    /// Returns how many beads they hold.
    pub fn beads(&self) -> usize {
        self.units.len()
    }

    /// Adds the two-sided beads of an alignment of two texts.
    pub(crate) fn add(
        &mut self,
        (source_lang, source): (&str, &Side),
        (target_lang, target): (&str, &Side),
        alignment: &Alignment,
    ) {
        self.source.add(source_lang, source);
        self.target.add(target_lang, target);
        let (of_source, of_target) = self.numbers(source, target);
        let words = |side: &Side, numbered: &Numbered, range: Range<usize>| -> Box<[Number]> {
            let words = side.sentences[range].iter().flatten().take(WORDS_A_BEAD);
            words.map(|&word| numbered.best[word as usize]).collect()
        };
        for bead in alignment.beads() {
            if bead.is_two_sided() && bead.confidence >= SURE_ENOUGH {
                self.units.push(Unit {
                    source: words(source, &of_source, bead.source.clone()),
                    target: words(target, &of_target, bead.target.clone()),
                    weight: bead.confidence as f32,
                });
            }
        }
    }

    /// Returns the numbers of the words of two texts.
    pub(crate) fn numbers(&self, source: &Side, target: &Side) -> (Numbered, Numbered) {
        (self.source.of(source), self.target.of(target))
    }

    /// Distils the beads.
    pub fn taught(self) -> Taught {
        let sizes = (self.source.teaches.len(), self.target.teaches.len());
        let links = self.links();
        let chances = Chances::learn(&self.units, sizes);
        Taught { lessons: Lessons { units: Vec::new(), ..self }, links, chances }
    }

    /// For each source number its partners, each with a strength of 0 to 1.
    fn links(&self) -> Partners {
        let distinct = |words: &[Number], numbers: &Numbers| -> Box<[Number]> {
            let words = words.iter().copied().filter(|&word| numbers.teaches[word as usize]);
            let mut words: Vec<Number> = words.collect();
            words.sort_unstable();
            words.dedup();
            words.into_boxed_slice()
        };
        let units = self.units.iter().filter(|unit| unit.weight >= SURE_ENOUGH_TO_LINK);
        let units: Vec<Unit> = units
            .map(|unit| Unit {
                source: distinct(&unit.source, &self.source),
                target: distinct(&unit.target, &self.target),
                weight: unit.weight,
            })
            .collect();
        likeness(&units, (self.source.teaches.len(), self.target.teaches.len()))
    }
}

/// Links of units that hold every word once.
fn likeness(units: &[Unit], (sources, targets): (usize, usize)) -> Partners {
    let in_source = seen(units, |unit| &unit.source, sources);
    let in_target = seen(units, |unit| &unit.target, targets);
    let may = |a: f32, b: f32| {
        let most = a.min(b) - OWN - DISCOUNT;
        2.0 * most / (a + b - 2.0 * OWN).max(0.5) >= WEAKEST
    };
    let mut together: HashMap<u64, f32> = HashMap::new();
    for unit in units {
        for &a in &unit.source {
            for &b in &unit.target {
                if may(in_source[a as usize], in_target[b as usize]) {
                    *together.entry(u64::from(a) << 32 | u64::from(b)).or_default() += unit.weight;
                }
            }
        }
    }
    let mut found: Vec<(Number, Number, f32)> = Vec::new();
    for (pair, joint) in together {
        let (a, b) = ((pair >> 32) as Number, pair as Number);
        let seen = in_source[a as usize] + in_target[b as usize];
        let dice = 2.0 * (joint - OWN - DISCOUNT) / (seen - 2.0 * OWN).max(0.5);
        if dice >= WEAKEST {
            found.push((a, b, dice.min(1.0)));
        }
    }
    // Best first; ties by number, so that the same beads give the same links.
    found.sort_unstable_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let mut partners = vec![Vec::new(); sources];
    for (a, b, strength) in found {
        let list: &mut Vec<(Number, f32)> = &mut partners[a as usize];
        if list.len() < LINKS_A_WORD {
            list.push((b, strength));
        }
    }
    partners
}

/// For each number how often it stands in the units (the sum of their weights).
pub(crate) fn seen(units: &[Unit], side: impl Fn(&Unit) -> &[Number], numbers: usize) -> Vec<f32> {
    let mut seen = vec![0.0; numbers];
    for unit in units {
        for &number in side(unit) {
            seen[number as usize] += unit.weight;
        }
    }
    seen
}

/// For each source number its partners, strongest first, each with a strength of 0 to 1.
type Partners = Vec<Vec<(Number, f32)>>;

/// What lessons have taught.
#[derive(Debug)]
pub struct Taught {
    lessons: Lessons,
    links: Partners,
    pub(crate) chances: Chances,
}

impl Taught {
    /// Returns the numbers of the words of two texts.
    pub(crate) fn numbers(&self, source: &Side, target: &Side) -> (Numbered, Numbered) {
        self.lessons.numbers(source, target)
    }

    /// Calls `tell(source word, target word, strength)` for every link between the words of two
    /// texts.
    pub(crate) fn each_link(
        &self,
        of_source: &Numbered,
        of_target: &Numbered,
        mut tell: impl FnMut(usize, u32, f32),
    ) {
        let mut by_number: HashMap<Number, Vec<u32>> = HashMap::new();
        for (word, keys) in of_target.keys.iter().enumerate() {
            for (number, _) in keys {
                by_number.entry(*number).or_default().push(word as u32);
            }
        }
        for (word, keys) in of_source.keys.iter().enumerate() {
            for &(number, counts) in keys {
                for &(partner, strength) in &self.links[number as usize] {
                    for &other in by_number.get(&partner).into_iter().flatten() {
                        tell(word, other, strength * counts);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_keep_meeting_are_linked_and_one_meeting_is_its_own_witness() {
        let unit = |source: &[Number], target: &[Number]| Unit {
            source: source.into(),
            target: target.into(),
            weight: 1.0,
        };
        let units = [unit(&[0, 1], &[5, 6]), unit(&[0, 2], &[5, 7]), unit(&[0, 3], &[5, 8])];
        let partners = likeness(&units, (4, 9));
        assert_eq!(partners[0].len(), 1);
        assert_eq!(partners[0][0].0, 5);
        assert!(partners[1].is_empty());
    }
}
