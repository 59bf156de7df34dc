//! A point where a sentence could end, and what a rule may answer.

use std::cell::{Cell, OnceCell};

use super::before::Before;
use super::form;
use super::left::Left;
use super::next::Next;
use crate::language::class::WordClass;
use crate::language::sentence::{Roles, Words};

/// What a rule thinks of a point; `None` when it does not apply.
pub(super) type Rule = fn(&Point) -> Option<Verdict>;

/// Break or not, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub breaks: bool,
    pub reason: &'static str,
    /// Whether the point was a serious candidate; a full stop inside a number or an address is not.
    pub weighed: bool,
}

impl Verdict {
    pub const fn new(breaks: bool, reason: &'static str) -> Self {
        Verdict { breaks, reason, weighed: true }
    }

    pub const fn yes(reason: &'static str) -> Self {
        Verdict::new(true, reason)
    }

    pub const fn no(reason: &'static str) -> Self {
        Verdict::new(false, reason)
    }

    /// Nothing that anybody would ask about.
    pub const fn passed_over() -> Self {
        Verdict { breaks: false, reason: "inside a word", weighed: false }
    }
}

/// Kinds of marks that may end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// One full stop: it may belong to an abbreviation or a number.
    Stop,
    /// `…`, `...`: the sentence may go on.
    Ellipsis,
    /// `!`, `?` and mixtures.
    Strong,
    /// None: a bracket that stands alone closes.
    Bracket,
}

/// An open quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quote {
    /// Offset of the opening mark.
    pub at: usize,
    /// The opening character, which tells what closes it.
    pub mark: char,
    /// It opens the sentence or follows a colon or dash: speech, not a mention.
    pub speech: bool,
    /// The word before it announces a title: "film", "pt.".
    pub title: bool,
    /// A letter or digit stands right before it, so it may be a mention.
    pub after_word: bool,
}

/// A bracket that closes at the point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    /// Offset of the closing bracket.
    pub close: usize,
    /// It opened where a sentence begins, so it holds sentences of its own.
    pub alone: bool,
}

/// Everything the rules may look at.
#[derive(Debug)]
pub(super) struct Point<'t, 's> {
    pub words: &'t Words,
    pub text: &'t str,
    pub left: &'s Left<'t>,
    pub mark: Mark,
    /// Offset of the first mark.
    pub mark_at: usize,
    /// Offset after the marks, closers and attached citations: where the sentence would end.
    pub end: usize,
    /// Offset of the first character after the white space.
    pub next_at: usize,
    pub next: Next<'t>,
    /// A quotation mark closed between the mark and the end.
    pub quote_closed: bool,
    /// The quotation that it closed, if it was seen to open.
    pub quotation: Option<Quote>,
    /// The innermost quotation still open, if it opened in this sentence.
    pub open_quote: Option<Quote>,
    /// A bracket closed between the mark and the end.
    pub bracket_closed: bool,
    /// The bracket that it closed, unless another mark follows it.
    pub bracket: Option<Bracket>,
    /// A bracket opened inside the sentence is still open.
    pub inside_bracket: bool,
    /// A further mark stands after the closers: `”.`, `).`.
    pub mark_after_closer: bool,
    /// Number of the item of a numbered row in which the point stands.
    pub item: Option<u32>,
    pub before: OnceCell<Before<'t>>,
    pub verb_right: OnceCell<bool>,
    /// A rule looked so far ahead that it may have seen the next sentence.
    pub looked_ahead: Cell<bool>,
}

impl<'t> Point<'t, '_> {
    /// Returns the token before the full stop and the word before that.
    pub fn before(&self) -> &Before<'t> {
        self.before.get_or_init(|| Before::new(self))
    }

    /// Tells whether the point is one full stop with nothing closing that would make it strong.
    pub fn is_plain_stop(&self) -> bool {
        self.mark == Mark::Stop && !(self.quote_closed && self.mark_after_closer)
    }

    /// Tells whether the sentence so far has a finite verb.
    pub fn verb_left(&self) -> bool {
        self.left.verb(self.before().at)
    }

    /// Tells whether the last clause of the sentence so far has a finite verb.
    pub fn verb_in_clause(&self) -> bool {
        self.left.verb_in_clause(self.before().at)
    }

    /// Tells whether what follows has a finite verb before its own next likely end.
    pub fn verb_right(&self) -> bool {
        self.looked_ahead.set(true);
        *self.verb_right.get_or_init(|| {
            let right = likely_sentence(self.text, self.next.at);
            Left::new(self.words, right, 0).main_verb(right.len())
        })
    }

    /// Returns the bytes of the last clause so far.
    pub fn clause_length(&self) -> usize {
        self.mark_at - self.left.clause_start(self.before().at)
    }

    /// Returns the bytes of the sentence so far.
    pub fn length(&self) -> usize {
        self.mark_at - self.left.start.min(self.mark_at)
    }

    /// Returns the classes of a word.
    pub fn class(&self, word: &str) -> WordClass {
        self.words.lexicon.class(word)
    }

    /// Returns the parts a word plays, whatever its capitals.
    pub fn roles(&self, word: &str) -> Roles {
        self.words.word(word).roles
    }
}

/// Returns what follows `at` up to the first mark that likely ends it: one with white space behind and no short token before.
fn likely_sentence(text: &str, at: usize) -> &str {
    // Bytes; the verb of a Polish sentence stands in the first two lines.
    const MOST: usize = 260;
    const SHORTEST_LAST_WORD: usize = 3;
    let right = form::window(text, at, MOST);
    let bytes = right.as_bytes();
    let ends = |&i: &usize| {
        matches!(bytes[i], b'.' | b'!' | b'?' | b';')
            && right[i + 1..]
                .trim_start_matches(form::is_closer)
                .chars()
                .next()
                .is_none_or(char::is_whitespace)
            && i >= SHORTEST_LAST_WORD
            && (right[..i].ends_with(form::is_closer)
                || !bytes[i - SHORTEST_LAST_WORD..i]
                    .iter()
                    .any(|byte| byte.is_ascii_whitespace() || *byte == b'.'))
    };
    let end = (0..bytes.len()).find(ends).unwrap_or(bytes.len());
    &right[..end]
}
