//! What dictionaries say of the words of two texts.

use std::collections::HashMap;

use super::counts::ByPair;
use super::words::{Side, Word};
use crate::lexicon::Given;

/// What dictionaries say of two words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Listed {
    pub(super) strength: f32,
    pub(super) weak: f32,
    pub(super) built: bool,
}

/// Which words the dictionaries list, and of which.
pub(super) struct Dictionaries {
    pub(super) pairs: ByPair<Listed>,
    pub(super) source: Vec<bool>,
    pub(super) target: Vec<bool>,
}

impl Dictionaries {
    /// Asks for all words of two sides.
    pub(super) fn ask(given: &Given, source: &Side, target: &Side) -> Dictionaries {
        let lexicon = given.between(source.all_keys(), target.all_keys());
        let mut by_key: HashMap<&str, Vec<(u32, bool)>> = HashMap::new();
        for (number, word) in target.words.iter().enumerate() {
            for (key, strong) in &word.keys {
                by_key.entry(key).or_default().push((number as u32, *strong));
            }
        }
        let mut pairs: ByPair<Listed> = ByPair::default();
        for (number, word) in source.words.iter().enumerate() {
            for (key, strong) in &word.keys {
                for (partner, strength) in lexicon.partners(key) {
                    for &(other, other_strong) in by_key.get(partner.as_str()).into_iter().flatten()
                    {
                        let listed = pairs.entry((number as u32, other)).or_default();
                        let place = match *strong && other_strong {
                            true => &mut listed.strength,
                            false => &mut listed.weak,
                        };
                        *place = place.max(*strength);
                    }
                }
                for built in lexicon.built(key) {
                    for &(other, _) in by_key.get(built.as_str()).into_iter().flatten() {
                        pairs.entry((number as u32, other)).or_default().built = true;
                    }
                }
            }
        }
        let known = |word: &Word, has: &dyn Fn(&str) -> bool| {
            word.kind.is_content() && word.keys.iter().any(|(key, strong)| *strong && has(key))
        };
        Dictionaries {
            pairs,
            source: source.words.iter().map(|w| known(w, &|key| given.has(key))).collect(),
            target: target.words.iter().map(|w| known(w, &|key| given.reaches(key))).collect(),
        }
    }
}
