//! What an aligner sees of a text: its words, numbers and marks as numbered types, each with a
//! class, its keys, its sound, and the chance of meeting it anywhere.

use std::collections::HashMap;

use crate::align::ends::End;
use crate::language::{self, Sound, Strength, WordClass};
use crate::lexicon;
use crate::text::{Token, TokenKind, tokens};

/// The class of a word type: each class has its own weights, since a matched number says
/// something else than a matched comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// A word the lexicon knows.
    Content,
    /// A function word.
    Function,
    /// A number or date written in digits.
    Value,
    /// A punctuation mark that translations tend to keep.
    Mark,
    /// An unknown word that is always capitalised.
    Name,
    /// Any other unknown word.
    Unknown,
}

impl Class {
    pub(crate) const ALL: [Class; 6] =
        [Class::Content, Class::Function, Class::Value, Class::Mark, Class::Name, Class::Unknown];
}

/// A word type.
#[derive(Debug)]
pub(crate) struct Word {
    /// Lower-cased form; the canonical spelling of a value.
    pub(crate) form: String,
    /// Fold keys, best first, each with how much it counts (1 for a strong key); empty for
    /// values and marks.
    pub(crate) keys: Vec<(String, f32)>,
    pub(crate) class: Class,
    /// How it sounds; only words have one.
    pub(crate) sound: Option<Sound>,
    /// How often it stands in this text.
    pub(crate) count: u32,
    /// How often it stands there with a capital.
    capitals: u32,
}

/// One side of a bitext, counted.
#[derive(Debug)]
pub(crate) struct Side {
    pub(crate) words: Vec<Word>,
    /// For each sentence its words, in order.
    pub(crate) sentences: Vec<Vec<u32>>,
    /// Length of each sentence, characters.
    pub(crate) lengths: Vec<f64>,
    /// How each sentence ends.
    pub(crate) ends: Vec<End>,
    /// The chance that a word drawn at random is of this type.
    pub(crate) chances: Vec<f64>,
}

/// The weight of general expectation against this text's own counts, in words.
const GENERAL_WORDS: f64 = 1000.0;
/// The general chance of a function word, a mark, a number, and of a word the core lexicon does
/// not list: round figures of the right order; the weights were learned with them.
const CHANCE_FUNCTION: f64 = 4e-3;
const CHANCE_MARK: f64 = 1e-2;
const CHANCE_VALUE: f64 = 1e-4;
const CHANCE_WORD: f64 = 1.5e-5;
/// What a weak key counts against a strong one: a gerund read as its verb.
const WEAK_KEY: f32 = 0.75;

impl Side {
    /// Reads sentences of a language; `known` says whether the lexicon has a key.
    pub(crate) fn read(lang: &str, texts: &[String], known: &dyn Fn(&str) -> bool) -> Side {
        let mut side = Side {
            words: Vec::new(),
            sentences: Vec::with_capacity(texts.len()),
            lengths: Vec::with_capacity(texts.len()),
            ends: texts.iter().map(|text| End::of(text)).collect(),
            chances: Vec::new(),
        };
        let mut ids = HashMap::new();
        for text in texts {
            side.lengths.push(text.chars().filter(|c| !c.is_control()).count() as f64);
            let sentence = side.sentence(lang, text, &mut ids);
            side.sentences.push(sentence);
        }
        for word in &mut side.words {
            word.class = match word.class {
                Class::Unknown if word.keys.iter().any(|(key, _)| known(key)) => Class::Content,
                Class::Unknown if word.capitals == word.count => Class::Name,
                class => class,
            };
        }
        side.count_chances(lang);
        side
    }

    /// Returns the fold keys of all words.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(|word| word.keys.iter().map(|(key, _)| key.as_str()))
    }

    /// Returns how many words the sentence has.
    pub(crate) fn len_of(&self, sentence: usize) -> usize {
        self.sentences[sentence].len()
    }

    fn sentence(
        &mut self,
        lang: &str,
        text: &str,
        ids: &mut HashMap<(bool, String), u32>,
    ) -> Vec<u32> {
        let values = language::values(lang, text);
        let mut values = values.iter().filter(|value| value.digits).peekable();
        let mut sentence = Vec::new();
        let found = tokens(text);
        let last = found.len().saturating_sub(1);
        for (place, token) in found.iter().enumerate() {
            while values.next_if(|value| value.span.end <= token.start).is_some() {}
            if let Some(value) = values.peek().filter(|value| value.span.start < token.range().end)
            {
                // The first token of a value stands for all of it.
                if token.start <= value.span.start || place == 0 {
                    let form = value.canonical();
                    sentence.push(self.id(ids, Class::Value, form, lang, false));
                }
                continue;
            }
            let (class, form) = match token.kind {
                TokenKind::Number => (Class::Value, token.text.to_string()),
                TokenKind::Mark => match mark(token, place == last) {
                    Some(mark) => (Class::Mark, mark.to_string()),
                    None => continue,
                },
                TokenKind::Word => {
                    let form = (true, token.text.to_lowercase());
                    let class = match ids.get(&form) {
                        Some(&known) => self.words[known as usize].class,
                        None if is_function_word(lang, &form.1) => Class::Function,
                        None => Class::Unknown,
                    };
                    (class, form.1)
                }
            };
            sentence.push(self.id(ids, class, form, lang, token.is_capitalised()));
        }
        sentence
    }

    fn id(
        &mut self,
        ids: &mut HashMap<(bool, String), u32>,
        class: Class,
        form: String,
        lang: &str,
        capital: bool,
    ) -> u32 {
        let is_word = matches!(class, Class::Unknown | Class::Function);
        let words = &mut self.words;
        let id = *ids.entry((is_word, form)).or_insert_with_key(|(_, form)| {
            let keys = match class {
                _ if !is_word => Vec::new(),
                _ => keys(lang, form),
            };
            let sound = (class == Class::Unknown).then(|| language::sound(lang, form));
            let form = form.clone();
            words.push(Word { form, keys, class, sound, count: 0, capitals: 0 });
            (words.len() - 1) as u32
        });
        let word = &mut self.words[id as usize];
        word.count += 1;
        word.capitals += u32::from(capital);
        id
    }

    fn count_chances(&mut self, lang: &str) {
        let total: f64 = self.sentences.iter().map(|s| s.len() as f64).sum();
        let chance = |word: &Word| {
            let general = match word.class {
                Class::Function => CHANCE_FUNCTION,
                Class::Mark => CHANCE_MARK,
                Class::Value => CHANCE_VALUE,
                Class::Content | Class::Name | Class::Unknown => {
                    let key = word.keys.first().and_then(|(key, _)| lexicon::chance(lang, key));
                    key.unwrap_or(CHANCE_WORD)
                }
            };
            (GENERAL_WORDS * general + f64::from(word.count)) / (GENERAL_WORDS + total)
        };
        self.chances = self.words.iter().map(chance).collect();
    }
}

/// A function word, or a form of a verb as common as one (be, have).
fn is_function_word(lang: &str, form: &str) -> bool {
    /// From this chance on a word carries no subject.
    const COMMONEST: f64 = 1e-3;
    language::class(lang, form).has(WordClass::FUNCTION)
        || lexicon::chance(lang, language::fold(lang, form).best())
            .is_some_and(|chance| chance >= COMMONEST)
}

fn keys(lang: &str, form: &str) -> Vec<(String, f32)> {
    let counts = |strength| match strength {
        Strength::Strong => 1.0,
        Strength::Weak => WEAK_KEY,
    };
    let keys = language::fold(lang, form);
    keys.iter().map(|key| (key.text.to_string(), counts(key.strength))).collect()
}

/// The mark a translation tends to keep, in one spelling; full stops count at the end only.
fn mark(token: &Token<'_>, last: bool) -> Option<char> {
    match token.text.chars().next()? {
        c @ ('?' | '!' | ':' | ';' | '(' | '%' | '$' | '€' | '£' | '&') => Some(c),
        '"' | '“' | '”' | '„' | '«' | '»' => Some('"'),
        '—' | '–' => Some('-'),
        '.' if last => Some('.'),
        _ => None,
    }
}
