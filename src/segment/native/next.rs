//! What follows a point: signs that open, then a word, its form and its classes.

use std::cell::OnceCell;

use super::form::{char_at, is_dash, is_roman, skip_space, word_at};
use crate::language::class::WordClass;
use crate::language::sentence::Words;

/// How the first letter or digit after the point is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Small,
    Capital,
    Digit,
    Other,
}

/// Brackets that may open before the next word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    Round,
    Square,
}

/// The next word and the signs before it.
#[derive(Clone, Debug)]
pub(super) struct Next<'t> {
    words: &'t Words,
    pub word: &'t str,
    /// Offset of the word.
    pub at: usize,
    pub start: Start,
    class: OnceCell<WordClass>,
    /// A dash that opens a turn or a clause stands before it.
    pub dash: bool,
    /// A quotation mark stands before it.
    pub quote: bool,
    pub bracket: Option<Opening>,
    /// It is an initial or an abbreviated first name: "J.", "Wł.".
    pub initial: bool,
    pub roman: bool,
    pub all_capitals: bool,
    /// The character after it, a space at the end of the text.
    pub after: char,
}

/// Opening signs that are passed over, one after another: `– „(`.
const MOST_SIGNS: usize = 4;

impl<'t> Next<'t> {
    /// Reads what stands at `at`.
    pub fn new(words: &'t Words, text: &'t str, at: usize) -> Self {
        let mut next = Next {
            words,
            word: "",
            at,
            start: Start::Other,
            class: OnceCell::new(),
            dash: false,
            quote: false,
            bracket: None,
            initial: false,
            roman: false,
            all_capitals: false,
            after: ' ',
        };
        next.signs(text);
        next.read_word(words, text);
        next
    }

    /// Returns the classes of the word; an initial is a name, and so is an unknown word with the ending of a surname.
    pub fn class(&self) -> WordClass {
        *self.class.get_or_init(|| {
            if self.initial {
                return WordClass::NAME;
            }
            // "She'll", "Bush’a": what stands before the apostrophe tells.
            let word = self.word.split(['\'', '’']).next().unwrap_or_default();
            let class = match self.words.lexicon.class(self.word) {
                WordClass::UNKNOWN => self.words.lexicon.class(word),
                class => class,
            };
            let surname =
                || self.words.profile.surname_endings.iter().any(|end| self.word.ends_with(end));
            if class == WordClass::UNKNOWN && self.start == Start::Capital && surname() {
                WordClass::NAME
            } else {
                class
            }
        })
    }

    /// Tells whether the next word, being what it is, cannot be part of a name that goes on: a function word or a verb.
    pub fn opens_by_class(&self) -> bool {
        self.class().has(WordClass::FUNCTION) || self.is_verb()
    }

    /// Tells whether it is a finite verb, or an infinitive that commands, and nothing else.
    pub fn is_verb(&self) -> bool {
        (self.class().has(WordClass::FINITE) || self.words.is_infinitive(self.word))
            && !self.class().has(WordClass::NAME)
    }

    /// Tells whether it is a function word.
    pub fn is_function(&self) -> bool {
        self.class().has(WordClass::FUNCTION)
    }

    /// Tells whether it is a common word and never a name.
    pub fn is_common(&self) -> bool {
        self.class().has(WordClass::COMMON) && !self.class().has(WordClass::NAME)
    }

    /// Tells whether it may be a name: known as one, or not known at all.
    pub fn may_be_name(&self) -> bool {
        self.class().has(WordClass::NAME) || self.class() == WordClass::UNKNOWN
    }

    /// Tells whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.start == Start::Capital
    }

    /// Tells whether the word after it begins with a capital too: a name of several words, or a title and a name.
    pub fn is_followed_by_capital(&self, text: &str) -> bool {
        let after = skip_space(text, self.at + self.word.len());
        char_at(text, after).is_some_and(char::is_uppercase)
    }

    fn signs(&mut self, text: &str) {
        for _ in 0..MOST_SIGNS {
            let Some(c) = char_at(text, self.at) else {
                break;
            };
            match c {
                '-' if !char_at(text, self.at + 1).is_some_and(char::is_whitespace) => break,
                _ if is_dash(c) && !self.dash && !self.quote => self.dash = true,
                '„' | '“' | '«' | '"' | '‘' | '\'' | '”' | '»' | '‚' => {
                    self.quote = true
                }
                '(' => self.bracket = Some(Opening::Round),
                '[' => self.bracket = Some(Opening::Square),
                '¿' | '¡' | '*' | '_' => {}
                '$' | '€' | '£' | '¥' | '~' | '±' | '−' | '+' | '#' | '<' | '>' | '≈' | '≤'
                | '≥'
                    if char_at(text, self.at + c.len_utf8())
                        .is_some_and(|c| c.is_ascii_digit()) => {}
                _ => break,
            }
            self.at = skip_space(text, self.at + c.len_utf8());
        }
    }

    fn read_word(&mut self, words: &'t Words, text: &'t str) {
        let Some(first) = char_at(text, self.at) else {
            return;
        };
        self.start = match first {
            _ if first.is_uppercase() => Start::Capital,
            _ if first.is_lowercase() => Start::Small,
            _ if first.is_ascii_digit() => Start::Digit,
            _ => Start::Other,
        };
        self.word = word_at(text, self.at);
        let rest = &text[self.at + self.word.len()..];
        self.after = rest.chars().next().unwrap_or(' ');
        if self.start != Start::Capital {
            return;
        }
        let letters = self.word.chars().count();
        let pronoun = self.word == "I"
            && (words.profile.ordinal_dot || rest.starts_with(char::is_whitespace));
        self.roman = is_roman(self.word) && (letters > 1 || self.after != '.') && !pronoun;
        self.all_capitals =
            letters > 1 && self.word.chars().all(|c| c.is_uppercase() || c.is_numeric());
        self.initial = self.after == '.'
            && (letters == 1 || letters <= 3 && is_short_name(self.word, words.profile.vowels));
    }
}

/// An abbreviated first name of two or three letters has no vowel: "Wł.", "St.", "Kl.".
pub(super) fn is_short_name(word: &str, vowels: &str) -> bool {
    let vowel = |c: char| c.to_lowercase().any(|small| vowels.contains(small));
    !word.chars().any(vowel) && word.chars().skip(1).all(char::is_lowercase)
}
