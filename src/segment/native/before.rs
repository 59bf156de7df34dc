//! What stands before a full stop: the token it ends, and the word before that.

use std::cell::OnceCell;

use super::form::{is_roman, token_start, word_before};
use super::point::Point;
use crate::language::class::WordClass;
use crate::language::sentence::{Abbreviation, Roles, Word, Words};

/// The token that the full stop ends.
#[derive(Clone, Debug)]
pub(super) struct Before<'t> {
    /// The token without the stop: "r", "1989", "m.in", "J.R".
    pub token: &'t str,
    /// Offset of the token.
    pub at: usize,
    /// Characters of the token.
    pub letters: usize,
    /// What is known of it as an abbreviation.
    pub word: Word,
    /// The token is the first of the sentence.
    pub opens: bool,
    /// The token is the end of an address: "www.gov.pl/dl".
    pub in_path: bool,
    words: &'static Words,
    text: &'t str,
    previous: OnceCell<Previous<'t>>,
}

/// The word before the token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Previous<'t> {
    /// The word with its marks, or nothing.
    pub text: &'t str,
    /// What is known of it, without its marks.
    pub word: Word,
    /// Classes of it.
    pub class: WordClass,
}

impl<'t> Before<'t> {
    pub fn new(point: &Point<'t, '_>) -> Self {
        let (text, words) = (point.text, point.words);
        let at = token_start(text, point.mark_at).max(point.left.start.min(point.mark_at));
        let token = &text[at..point.mark_at];
        let in_path = text[..at].ends_with('/') && word_before(text, at).contains('.');
        Before {
            token,
            at,
            letters: token.chars().count(),
            // "OK" in capitals is a word.
            in_path,
            word: if token == "OK" || in_path { Word::default() } else { words.word(token) },
            opens: point.left.is_wordless(at),
            words,
            text,
            previous: OnceCell::new(),
        }
    }

    /// Returns the word before the token.
    pub fn previous(&self) -> &Previous<'t> {
        self.previous.get_or_init(|| {
            let text = word_before(self.text, self.at);
            let bare = text.trim_end_matches(['.', ',']);
            Previous { text, word: self.words.word(bare), class: self.words.lexicon.class(bare) }
        })
    }

    /// Returns the kind of abbreviation the token is.
    pub fn abbreviation(&self) -> Option<Abbreviation> {
        self.word.abbreviation
    }

    /// Tells whether the token plays one of these parts.
    pub fn is(&self, roles: Roles) -> bool {
        self.word.roles.has(roles)
    }

    /// Tells whether the word before plays one of these parts.
    pub fn previous_is(&self, roles: Roles) -> bool {
        self.previous().word.roles.has(roles)
    }

    /// Tells whether a number stands before the token, so that it can be a unit: "5 tys.", "trzy godz.", "2 mln zł.", "km/h.".
    pub fn after_number(&self) -> bool {
        self.previous().text.ends_with(|c: char| c.is_ascii_digit() || c == '/')
            || self.previous().word.abbreviation == Some(Abbreviation::Unit)
            || self.previous_is(Roles::COUNT)
    }

    /// Tells whether a Roman number stands before the token.
    pub fn after_roman(&self) -> bool {
        is_roman(self.previous().text)
    }
}
