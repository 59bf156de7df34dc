//! What stands before a full stop: the token it ends, and the word before that.

use super::form::{is_roman, token_start, word_before};
use super::point::Point;
use crate::language::class::WordClass;
use crate::language::sentence::{Abbreviation, Roles, Word};

/// The token that the full stop ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before<'t> {
    /// The token without the stop: "r", "1989", "m.in", "J.R".
    pub token: &'t str,
    /// Offset of the token.
    pub at: usize,
    /// Characters of the token.
    pub letters: usize,
    /// What is known of it as an abbreviation.
    pub word: Word,
    /// The word before it with its marks, or nothing.
    pub previous: &'t str,
    /// What is known of that, without its marks.
    pub previous_word: Word,
    /// Classes of that.
    pub previous_class: WordClass,
    /// The token is the first of the sentence.
    pub opens: bool,
}

impl<'t> Before<'t> {
    pub fn new(point: &Point<'t, '_>) -> Self {
        let (text, words) = (point.text, point.words);
        let at = token_start(text, point.mark_at).max(point.left.start.min(point.mark_at));
        let token = &text[at..point.mark_at];
        let previous = word_before(text, at);
        let previous_bare = previous.trim_end_matches(['.', ',']);
        Before {
            token,
            at,
            letters: token.chars().count(),
            // "OK" in capitals is a word.
            word: if token == "OK" { Word::default() } else { words.word(token) },
            previous,
            previous_word: words.word(previous_bare),
            previous_class: words.lexicon.class(previous_bare),
            opens: point.left.is_wordless(at),
        }
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
        self.previous_word.roles.has(roles)
    }

    /// Tells whether a number stands before the token, so that it can be a unit: "5 tys.", "trzy godz.", "2 mln zł.", "km/h.".
    pub fn after_number(&self) -> bool {
        self.previous.ends_with(|c: char| c.is_ascii_digit() || c == '/')
            || self.previous_word.abbreviation == Some(Abbreviation::Unit)
            || self.previous_is(Roles::COUNT)
    }

    /// Tells whether a Roman number stands before the token.
    pub fn after_roman(&self) -> bool {
        is_roman(self.previous)
    }
}
