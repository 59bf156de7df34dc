//! A text seen as tokens with what the lexicon says of each: what every reader of values looks at.

use super::lexicon::{Cue, Entry, Lexicon};
use super::scan::{Token, TokenKind, is_dash, tokens};
use super::unit::Unit;

/// The tokens of a text and their entries.
pub(super) struct Context<'a> {
    pub text: &'a str,
    pub lexicon: &'static Lexicon,
    pub tokens: Vec<Token>,
    entries: Vec<Option<&'static Entry>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'static Lexicon) -> Context<'a> {
        let tokens = tokens(text);
        let entry = |token: &Token| {
            if token.kind == TokenKind::Word {
                lexicon.word(&text[token.span.clone()])
            } else {
                None
            }
        };
        let entries = tokens.iter().map(entry).collect();
        Context { text, lexicon, tokens, entries }
    }

    /// The text of a token; empty past the end.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.span.clone()])
    }

    /// What the lexicon says of a token.
    pub(super) fn entry(&self, at: usize) -> Option<&'static Entry> {
        self.entries.get(at).copied().flatten()
    }

    /// Whether a token gives a cue.
    pub(super) fn is(&self, at: usize, cue: Cue) -> bool {
        self.entry(at).is_some_and(|entry| entry.is(cue))
    }

    /// Whether a token is of that kind.
    pub(super) fn has(&self, at: usize, kind: TokenKind) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == kind)
    }

    /// Where a token ends.
    pub(super) fn end(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.text.len(), |token| token.span.end)
    }

    /// Where a token starts.
    pub(super) fn start(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.text.len(), |token| token.span.start)
    }

    /// The text between a token and the one before it; `None` before the first and past the last.
    pub(super) fn gap(&self, at: usize) -> Option<&'a str> {
        let before = self.tokens.get(at.checked_sub(1)?)?;
        let token = self.tokens.get(at)?;
        Some(&self.text[before.span.end..token.span.start])
    }

    /// Whether the token stands directly behind the one before it.
    pub(super) fn touches(&self, at: usize) -> bool {
        self.gap(at) == Some("")
    }

    /// Whether the token goes on the phrase of the one before it: a space or a hyphen between, or the point of an abbreviation.
    pub(super) fn follows(&self, at: usize) -> bool {
        let Some(gap) = self.gap(at) else {
            return false;
        };
        let abbreviation = self.entry(at - 1).is_some_and(|entry| {
            entry.scale.is_some() || entry.is(Cue::Square) || entry.is(Cue::Hour)
        });
        let gap = if abbreviation { gap.strip_prefix('.').unwrap_or(gap) } else { gap };
        gap.chars().count() <= 3 && gap.chars().all(|c| c.is_whitespace() || is_dash(c))
    }

    /// Whether the token before is close enough to speak of this one.
    pub(super) fn after_cue(&self, at: usize, cue: Cue) -> bool {
        at > 0
            && self.is(at - 1, cue)
            && self.gap(at).is_some_and(|gap| {
                gap.len() <= 4 && gap.chars().all(|c| c.is_whitespace() || c == '.')
            })
    }

    /// The text behind a byte.
    pub(super) fn rest(&self, from: usize) -> &'a str {
        &self.text[from..]
    }

    /// The last character before a byte.
    pub(super) fn before(&self, from: usize) -> Option<char> {
        self.text[..from].chars().next_back()
    }

    /// Whether a word starts with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }
}

/// A unit found behind a number.
pub(super) struct Found {
    pub unit: &'static Unit,
    /// Where it ends.
    pub end: usize,
    /// The first token behind it.
    pub next: usize,
}
