//! The sentence so far: has it a finite verb, has its last clause one, what word opens it.
//!
//! Rules ask at growing offsets, so each answer goes on from the one before and no byte is read twice however long the
//! sentence grows.

use std::cell::Cell;

use super::form::{is_capitalised, skip_space, word_at};
use crate::language::class::WordClass;
use crate::language::sentence::{Roles, Words};

/// Bytes of quotation marks, dashes and brackets that may stand before the first word.
const MOST_SIGNS: usize = 24;

/// What is known of the text from the start of the sentence on.
#[derive(Debug)]
pub(super) struct Left<'t> {
    /// Offset of the first character of the sentence.
    pub start: usize,
    words: &'t Words,
    text: &'t str,
    progress: Cell<Progress>,
    /// Nothing but signs stands between the start and here.
    wordless: Cell<usize>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    /// Everything before has been read.
    read: usize,
    /// Words read, names and numbers too.
    words: usize,
    /// Offset after the last finite verb.
    verb: Option<usize>,
    /// There was a finite verb outside of subordinate clauses.
    main_verb: bool,
    /// Offset where the last clause begins.
    clause: usize,
    /// The last clause is subordinate, so a comma that closes it begins another.
    subordinate: bool,
    comma: bool,
    /// The last clause stands behind a colon.
    colon: bool,
    /// What was known before a bracket opened; it is known again where the bracket closes.
    bracket: Option<Outside>,
}

/// What a bracket interrupts.
#[derive(Clone, Copy, Debug)]
struct Outside {
    verb: Option<usize>,
    main_verb: bool,
    clause: usize,
    subordinate: bool,
    colon: bool,
}

impl Progress {
    fn begin_clause(&mut self, at: usize) {
        self.clause = at;
        self.subordinate = false;
        self.colon = false;
    }

    fn open_bracket(&mut self, at: usize) {
        let Progress { verb, main_verb, clause, subordinate, colon, .. } = *self;
        self.bracket.get_or_insert(Outside { verb, main_verb, clause, subordinate, colon });
        self.begin_clause(at);
    }

    fn close_bracket(&mut self) {
        if let Some(outside) = self.bracket.take() {
            let Outside { verb, main_verb, clause, subordinate, colon } = outside;
            *self = Progress { verb, main_verb, clause, subordinate, colon, ..*self };
        }
    }
}

impl<'t> Left<'t> {
    /// Begins a sentence at `start`.
    pub fn new(words: &'t Words, text: &'t str, start: usize) -> Self {
        let progress = Progress { read: start, clause: start, ..Progress::default() };
        Left { start, words, text, progress: Cell::new(progress), wordless: Cell::new(start) }
    }

    /// Tells whether there is a finite verb before `to`.
    pub fn verb(&self, to: usize) -> bool {
        self.read_to(to).verb.is_some()
    }

    /// Tells whether there is a finite verb in the clause that goes on at `to`.
    pub fn verb_in_clause(&self, to: usize) -> bool {
        let progress = self.read_to(to);
        progress.verb.is_some_and(|at| at > progress.clause)
    }

    /// Tells whether there is a finite verb before `to` that is not in a subordinate clause.
    pub fn main_verb(&self, to: usize) -> bool {
        self.read_to(to).main_verb
    }

    /// Returns the offset where the clause that goes on at `to` begins.
    pub fn clause_start(&self, to: usize) -> usize {
        self.read_to(to).clause
    }

    /// Tells whether the last clause only lists what stands before its colon: "… i datę: 3 maja 1899 r.", not "…: w 1899 r.".
    pub fn is_list_after_colon(&self, to: usize) -> bool {
        let progress = self.read_to(to);
        let opening = super::form::window(self.text, progress.clause, MOST_SIGNS);
        let first = opening.find(char::is_alphanumeric);
        let first = first.map_or("", |at| word_at(self.text, progress.clause + at));
        progress.colon && !self.words.lexicon.class(first).has(WordClass::FUNCTION)
    }

    /// Tells whether a comma parts the sentence before `to`.
    pub fn comma(&self, to: usize) -> bool {
        self.read_to(to).comma
    }

    /// Tells whether nothing but signs stands before `to`.
    pub fn is_wordless(&self, to: usize) -> bool {
        let from = self.wordless.get();
        let Some(signs) = self.text.get(from..to) else {
            return from > to;
        };
        let word = signs.find(char::is_alphanumeric);
        // The next question starts where this one found a word, or where it found none.
        self.wordless.set(word.map_or(to, |at| from + at));
        word.is_none()
    }

    /// Returns the word that opens the sentence.
    pub fn first_word(&self) -> &'t str {
        let opening = super::form::window(self.text, self.start, MOST_SIGNS);
        opening.find(char::is_alphanumeric).map_or("", |at| word_at(self.text, self.start + at))
    }

    fn read_to(&self, to: usize) -> Progress {
        let mut seen = self.progress.get();
        let bytes = self.text.as_bytes();
        while seen.read < to {
            let at = seen.read;
            let word = word_at(self.text, at);
            if word.is_empty() {
                let width = self.text[at..].chars().next().map_or(1, char::len_utf8);
                self.sign(at, width, &mut seen);
                seen.read += width;
            } else {
                seen.read += word.len();
                let stop = bytes.get(seen.read) == Some(&b'.');
                if self.is_verb(word, stop, seen.words == 0) {
                    seen.verb = Some(seen.read);
                    seen.main_verb |= !seen.subordinate;
                }
                if seen.words == 0 {
                    seen.subordinate = self.words.word(word).roles.has(Roles::SUBORDINATE);
                }
                seen.words += 1;
            }
        }
        self.progress.set(seen);
        seen
    }

    fn sign(&self, at: usize, width: usize, seen: &mut Progress) {
        let spaced = |at: usize| self.text.as_bytes().get(at).is_some_and(u8::is_ascii_whitespace);
        match &self.text[at..at + width] {
            "," if spaced(at + 1) => {
                seen.comma = true;
                let opens = self.opens_clause(at + 1);
                if opens || seen.subordinate {
                    seen.clause = at;
                    seen.subordinate = opens;
                }
            }
            ";" | ":" if spaced(at + 1) => {
                seen.begin_clause(at);
                seen.colon = &self.text[at..at + 1] == ":";
            }
            "–" | "—" if spaced(at + width) && at > self.start && spaced(at - 1) => {
                seen.begin_clause(at);
            }
            "(" => seen.open_bracket(at),
            ")" => seen.close_bracket(),
            _ => {}
        }
    }

    /// After a comma a conjunction or a relative pronoun begins a clause ("…, że w 2004 r."); anything else goes on with
    /// the one before ("…, w czwartek, 6 bm.").
    fn opens_clause(&self, at: usize) -> bool {
        let clause = |word: &str| self.words.word(word).roles.has(Roles::CLAUSE);
        let at = skip_space(self.text, at);
        let first = word_at(self.text, at);
        if first.is_empty() || clause(first) {
            return !first.is_empty();
        }
        // "w którym", "for which".
        let after = skip_space(self.text, at + first.len());
        self.words.lexicon.class(first).has(WordClass::FUNCTION)
            && clause(word_at(self.text, after))
    }

    /// A verb followed by a full stop inside the sentence would be an abbreviation that is spelled like one.
    fn is_verb(&self, word: &str, stop: bool, first: bool) -> bool {
        if word.len() < 2 {
            return false;
        }
        if stop {
            return self.words.word(word).roles.has(Roles::VERB);
        }
        (first || !is_capitalised(word))
            && (self.words.lexicon.class(word).has(WordClass::FINITE)
                || first && self.words.is_infinitive(word)
                || self.words.is_contraction(word))
    }
}
