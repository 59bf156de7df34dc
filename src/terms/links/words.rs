//! Tokens of many pairs of texts read once: each distinct word with its kind, keys, sound, value
//! and how common it is.

use std::collections::HashMap;

use crate::language::{
    self, Sound, Strength, WordClass, WordKind, can_be_genitive, class, fold, is_classifying,
    is_plain, word_kind,
};
use crate::lexicon;

/// A distinct word of one side.
#[derive(Debug)]
pub(super) struct Word {
    /// In small letters.
    pub small: String,
    pub kind: WordKind,
    /// Its fold keys, best first, each with whether it is strong.
    pub keys: Vec<(String, bool)>,
    /// The number of its best key, by which it is counted.
    pub key: u32,
    /// How its form and its best key sound; empty for marks, numbers and function words.
    pub sounds: Vec<Sound>,
    /// Its value in one spelling, where it is a number or a number word.
    pub value: Option<String>,
    /// Logarithm to the base 10 of the chance to meet it.
    pub chance: f64,
    /// Whether all its letters are capitals.
    pub acronym: bool,
    /// Whether it is an adjective too plain to make a term.
    pub plain: bool,
    /// Whether it is an adjective that tells a kind, as terms have them.
    pub classifying: bool,
    /// Whether it is a noun in a form that can be a genitive.
    pub genitive: bool,
}

/// A word where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub word: u32,
    /// Written with a capital, not at the beginning.
    pub capital: bool,
    /// Written with a capital, wherever.
    pub upper: bool,
    /// The first of its text, marks left out.
    pub first: bool,
}

/// One side of many texts.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub words: Vec<Word>,
    /// The best keys, each once, by number.
    pub keys: Vec<String>,
    /// For each text its words.
    pub texts: Vec<Vec<Slot>>,
}

/// The chance of a word that the core lexicon does not list, and of a function word.
const CHANCE_UNKNOWN: f64 = 1.5e-6;
const CHANCE_FUNCTION: f64 = 4e-3;

impl Side {
    pub fn read<'t>(lang: &str, texts: impl Iterator<Item = &'t [String]>) -> Side {
        let mut side = Side::default();
        let mut words: HashMap<String, u32> = HashMap::new();
        let mut keys: HashMap<String, u32> = HashMap::new();
        for text in texts {
            let mut slots = Vec::with_capacity(text.len());
            let mut begun = false;
            for token in text {
                let upper = token.chars().next().is_some_and(char::is_uppercase);
                let first = !begun;
                begun |= token.chars().any(char::is_alphanumeric);
                let form = match upper && first && !is_name(lang, token) {
                    true => token.to_lowercase(),
                    false => token.clone(),
                };
                let word = match words.get(&form) {
                    Some(&known) => known,
                    None => {
                        let word = side.words.len() as u32;
                        let read = Word::read(lang, &form, &mut keys, &mut side.keys);
                        side.words.push(read);
                        words.insert(form, word);
                        word
                    }
                };
                slots.push(Slot { word, capital: upper && !first, upper, first });
            }
            side.texts.push(slots);
        }
        side
    }

    pub fn word(&self, slot: Slot) -> &Word {
        &self.words[slot.word as usize]
    }

    pub fn all_keys(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(|word| word.keys.iter().map(|(key, _)| key.as_str()))
    }
}

/// Says whether a capital at the beginning of a text belongs to the word.
fn is_name(lang: &str, token: &str) -> bool {
    let classes = class(lang, token);
    classes.has(WordClass::NAME) && !classes.has(WordClass::COMMON | WordClass::FUNCTION)
        || classes == WordClass::UNKNOWN
        || token.chars().filter(|c| c.is_uppercase()).count() > 1
}

impl Word {
    fn read(
        lang: &str,
        form: &str,
        numbers: &mut HashMap<String, u32>,
        all: &mut Vec<String>,
    ) -> Word {
        let small = form.to_lowercase();
        let kind = word_kind(lang, form);
        let is_word = !matches!(kind, WordKind::Mark | WordKind::Number);
        let mut keys: Vec<(String, bool)> = Vec::new();
        if is_word {
            let folded = fold(lang, form);
            let read = folded.iter().map(|k| (k.text.to_string(), k.strength == Strength::Strong));
            keys.extend(read);
        }
        if keys.is_empty() {
            keys.push((small.clone(), true));
        }
        let best = keys[0].0.clone();
        let key = *numbers.entry(best.clone()).or_insert_with(|| {
            all.push(best.clone());
            (all.len() - 1) as u32
        });
        let carries = is_word && (kind.is_content() || kind == WordKind::Auxiliary);
        let mut sounds = Vec::new();
        if carries && kind.is_content() {
            sounds.push(language::sound(lang, form));
            if best != small && best.chars().next().is_some_and(char::is_alphabetic) {
                sounds.push(language::sound(lang, &best));
            }
        }
        let chance = match kind {
            kind if kind.is_content() => keys
                .iter()
                .filter(|(_, strong)| *strong)
                .filter_map(|(key, _)| lexicon::chance(lang, key))
                .fold(CHANCE_UNKNOWN, f64::max),
            _ => CHANCE_FUNCTION,
        };
        let letters = form.chars().filter(|c| c.is_alphabetic());
        Word {
            plain: is_word && is_plain(lang, &best),
            classifying: kind == WordKind::Adjective && is_classifying(lang, &best),
            genitive: kind == WordKind::Noun && can_be_genitive(lang, &small),
            value: value(lang, form, kind, &keys),
            small,
            kind,
            keys,
            key,
            sounds,
            chance: chance.log10(),
            acronym: letters.clone().count() > 1 && letters.clone().all(char::is_uppercase),
        }
    }
}

/// The value of one token: digits, a number word, a month.
fn value(lang: &str, form: &str, kind: WordKind, keys: &[(String, bool)]) -> Option<String> {
    if kind == WordKind::Mark {
        return None;
    }
    let whole = |text: &str| {
        let found = language::values(lang, text);
        match found.as_slice() {
            [only] if only.span == (0..text.len()) => Some(only.canonical()),
            _ => None,
        }
    };
    whole(form).or_else(|| keys.first().and_then(|(key, _)| whole(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_once_and_capitals_are_told_from_beginnings() {
        let text: Vec<String> =
            ["Rada", "poparła", "Radę", "1250"].iter().map(|t| t.to_string()).collect();
        let side = Side::read("pl", [text.as_slice(), text.as_slice()].into_iter());
        assert_eq!((side.texts.len(), side.words.len()), (2, 4));
        let slots = &side.texts[0];
        assert!(slots[0].upper && !slots[0].capital && slots[2].capital);
        assert_eq!(side.word(slots[0]).key, side.word(slots[2]).key);
        assert_eq!(side.word(slots[3]).value.as_deref(), Some("1250"));
    }
}
