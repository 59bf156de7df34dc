//! What stands before a full stop: the token it ends, and the word before that.

use std::cell::OnceCell;

use super::form::{is_capitalised, is_roman, token_start, two_words_before, word_before};
use super::next::Start;
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
    words: &'t Words,
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
        let opens = point.left.is_wordless(at);
        let in_path = text[..at].ends_with('/') && word_before(text, at).contains('.');
        Before {
            token,
            at,
            letters: token.chars().count(),
            in_path,
            word: if in_path || is_shouted(point, token) || is_name(point, token, opens) {
                Word::default()
            } else {
                compound(words, token).unwrap_or_else(|| words.word(token))
            },
            opens,
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
            || self.abbreviation() == Some(Abbreviation::Unit)
                && self.is(Roles::COUNTED)
                && self.previous_is(Roles::PER)
                && self.price_before()
    }

    /// "20 zł od os.": what is paid stands two words before; "na os. Zachód" is a place.
    fn price_before(&self) -> bool {
        let (_, price) = two_words_before(self.text, self.at);
        let bare = price.trim_end_matches(['.', ',']);
        bare.ends_with(|c: char| c.is_ascii_digit() || c == '%')
            || self.words.word(bare).abbreviation == Some(Abbreviation::Unit)
            || self.words.word(bare).roles.has(Roles::COUNT)
    }

    /// Tells whether a Roman number stands before the token.
    pub fn after_roman(&self) -> bool {
        is_roman(self.previous().text)
    }
}

/// "kreski MAX.", "OK.": a word in capitals among others that are not is no abbreviation, unless a number belongs to it.
fn is_shouted(point: &Point, token: &str) -> bool {
    let capitals = token.len() > 1 && token.chars().all(char::is_uppercase);
    let kind = || point.words.word(token).abbreviation;
    capitals
        && !point.next.all_capitals
        && point.next.start != Start::Digit
        && !matches!(kind(), Some(Abbreviation::Inner | Abbreviation::Title))
}

/// "Jolanta Lis.": where units and months are written small, one with a capital is a name that is spelled like it.
fn is_name(point: &Point, token: &str, opens: bool) -> bool {
    point.words.profile.ordinal_dot
        && !opens
        && token.len() > 2
        && is_capitalised(token)
        && token.chars().skip(1).all(char::is_lowercase)
        && match point.words.word(token).abbreviation {
            // "Glasgow School of Art."
            Some(Abbreviation::Unit | Abbreviation::Open | Abbreviation::Reference) => {
                point.next.start != Start::Digit
            }
            _ => false,
        }
}

/// "10-proc. roztwór": a number and an abbreviation make an adjective, which goes before its noun.
fn compound(words: &Words, token: &str) -> Option<Word> {
    if !token.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (number, unit) = token.rsplit_once('-')?;
    let known =
        number.ends_with(|c: char| c.is_ascii_digit()) && words.word(unit).abbreviation.is_some();
    known.then_some(Word { abbreviation: Some(Abbreviation::Title), roles: Roles::default() })
}
