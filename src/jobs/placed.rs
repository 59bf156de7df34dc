//! Units that somebody else made of two texts, found in these again: which sentences each is.

use std::collections::HashMap;

use crate::bitext::TranslationUnit;
use crate::formats::NumberedBead;
use crate::jobs::numbering::Numbering;
use crate::jobs::pair::Pair;
use crate::text::{Segmented, comparable};

/// Finds each unit's sentences in the two texts of a pair; also returns the units (numbers from
/// 0) that do not stand there as whole sentences. Texts are compared without their white space.
pub fn placed(
    units: &[TranslationUnit],
    pair: &Pair,
    source: &Numbering,
    target: &Numbering,
) -> (Vec<NumberedBead>, Vec<usize>) {
    let (mut here, mut there) =
        (Places::of(&pair.source, source), Places::of(&pair.target, target));
    let (mut beads, mut lost) = (Vec::new(), Vec::new());
    for (number, unit) in units.iter().enumerate() {
        let (source_lang, target_lang) = pair.langs();
        let sides = (unit.variant(source_lang), unit.variant(target_lang));
        let found = match sides {
            (Some(a), Some(b)) => here.find(&a.text).zip(there.find(&b.text)),
            _ => None,
        };
        match found {
            Some((source, target)) => {
                beads.push(NumberedBead { source, target, confidence: unit.confidence });
            }
            None => lost.push(number),
        }
    }
    (beads, lost)
}

/// A text without white space, and where its sentences begin and end in it.
struct Places {
    text: String,
    starts: HashMap<usize, usize>,
    ends: HashMap<usize, usize>,
    numbers: Vec<usize>,
    /// Units come in the order of the text, mostly.
    at: usize,
}

impl Places {
    fn of(text: &Segmented, numbering: &Numbering) -> Places {
        let mut places = Places {
            text: String::new(),
            starts: HashMap::new(),
            ends: HashMap::new(),
            numbers: Vec::new(),
            at: 0,
        };
        for segment in 0..text.segments().len() {
            places.starts.insert(places.text.len(), segment);
            places.text.push_str(&squeezed(&text.text(segment)));
            places.ends.insert(places.text.len(), segment);
            places.numbers.push(numbering.number(segment));
        }
        places
    }

    fn find(&mut self, text: &str) -> Option<Vec<usize>> {
        let wanted = squeezed(text);
        if wanted.is_empty() {
            return None;
        }
        let found = self.find_from(&wanted, self.at).or_else(|| self.find_from(&wanted, 0))?;
        let (first, last) = (self.starts[&found], self.ends[&(found + wanted.len())]);
        self.at = found + wanted.len();
        Some(self.numbers[first..=last].to_vec())
    }

    fn find_from(&self, wanted: &str, mut from: usize) -> Option<usize> {
        loop {
            let at = from + self.text[from..].find(wanted)?;
            let end = at + wanted.len();
            if self.starts.contains_key(&at) && self.ends.contains_key(&end) {
                return Some(at);
            }
            from = at + self.text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
}

fn squeezed(text: &str) -> String {
    comparable(text).chars().filter(|c| !c.is_whitespace()).collect()
}
