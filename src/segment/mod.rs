//! Where one sentence ends and the next begins: one block of plain text in, spans out.
//!
//! [`sentences`] gives the spans, [`explain`] every point that was weighed, with the reason for breaking or not
//! breaking there. Languages with a [profile](crate::language::sentence::SentenceProfile) are cut by the rules of
//! `native`, every other language by the Unicode rules of `uax29`. A sentence is what a translator wants as one row;
//! white space (line breaks and no-break spaces too) lies between the spans and nothing else does.
//!
//! Those are [`Rules::Native`], which the functions of this module use. The doors take [`Rules`] as a value and hand
//! it down, since a user may want others.

mod additions;
mod native;
mod rules;
mod srx;
mod uax29;

pub use additions::{Addition, AdditionError, Additions};
pub use rules::{Rules, RulesError};
pub use srx::{
    Check, Exported, GroupCheck, Part, Problem, Srx, SrxError, SrxFault, Wrong, export_srx,
};

use std::fmt;
use std::ops::Range;

use crate::language::sentence::Words;

/// The end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Byte offset after the last character of the sentence; white space that follows is not counted. SRX rules may
    /// name a place behind white space.
    pub at: usize,
    /// Why the sentence ends here.
    pub reason: Reason,
}

/// A point where a sentence could end, and whether it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Byte offset after the mark and what closes with it.
    pub at: usize,
    /// Whether the sentence ends here.
    pub breaks: bool,
    /// Why.
    pub reason: Reason,
}

/// Why a sentence ends at a point, or does not; [`Display`](fmt::Display) says it in a few English words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A rule of our own, in its words.
    Words(&'static str),
    /// A rule of an SRX file.
    Srx {
        /// Its line in the file, from 1.
        line: u32,
        /// Its number in the file, from 0.
        number: u32,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Words(words) => f.write_str(words),
            Reason::Srx { line, .. } => write!(f, "the SRX rule in line {line}"),
        }
    }
}

/// Returns the sentences of one block of plain text as ranges of bytes, in order.
///
/// `lang` is the tag of the language ("pl", "en-GB", "de"), or empty when it is not known. A span runs from the
/// first to after the last byte of a sentence that is not white space; every such byte of the text lies in a span.
///
/// ```
/// use kladka::segment::sentences;
///
/// let text = "Powstała we wrześniu 2014 r. W jej skład wchodzi 80 państw.";
/// let spans = sentences("pl", text);
/// assert_eq!(&text[spans[0].clone()], "Powstała we wrześniu 2014 r.");
/// assert_eq!(spans.len(), 2);
/// assert_eq!(sentences("pl", "W 1925 r. Kowalscy przenieśli się do Lwowa.").len(), 1);
/// ```
pub fn sentences(lang: &str, text: &str) -> Vec<Range<usize>> {
    let mut spans = Spans::of(text);
    decide(lang, text, Wanted::Breaks, &mut |decision| spans.close(decision.at));
    spans.finish()
}

/// Sentences being gathered from their ends.
struct Spans<'t> {
    text: &'t str,
    start: usize,
    done: Vec<Range<usize>>,
}

impl<'t> Spans<'t> {
    fn of(text: &'t str) -> Spans<'t> {
        let done = Vec::with_capacity(text.len() / TYPICAL_SENTENCE + 1);
        Spans { text, start: native::skip_space(text, 0), done }
    }

    /// Ends a sentence at `end`, behind its last character that is not white space.
    fn close(&mut self, end: usize) {
        self.done.push(self.start..end);
        self.start = native::skip_space(self.text, end);
    }

    /// Ends a sentence at any place; a sentence of nothing but white space is none.
    fn close_anywhere(&mut self, at: usize) {
        if self.start < at {
            self.close(self.start + self.text[self.start..at].trim_end().len());
        }
    }

    fn finish(mut self) -> Vec<Range<usize>> {
        let end = self.text.trim_end().len();
        if self.start < end {
            self.done.push(self.start..end);
        }
        self.done
    }
}

/// Returns the ends of sentences inside the block with their reasons; the end of the block itself is not among them.
///
/// ```
/// use kladka::segment::breaks;
///
/// assert_eq!(breaks("en", "Stop. Go on.")[0].at, 5);
/// ```
pub fn breaks(lang: &str, text: &str) -> Vec<Break> {
    let mut breaks = Vec::new();
    decide(lang, text, Wanted::Breaks, &mut |decision| {
        breaks.push(Break { at: decision.at, reason: decision.reason })
    });
    breaks
}

/// Returns every point where a sentence could end, in order, with the reason for the decision.
///
/// ```
/// use kladka::segment::explain;
///
/// let decisions = explain("en", "Mr. Brown left. It rained.");
/// assert!(!decisions[0].breaks);
/// assert_eq!(decisions[0].reason.to_string(), "abbreviation that stands before what belongs to it");
/// assert!(decisions[1].breaks);
/// ```
pub fn explain(lang: &str, text: &str) -> Vec<Decision> {
    let mut decisions = Vec::new();
    decide(lang, text, Wanted::Everything, &mut |decision| decisions.push(decision));
    decisions
}

/// Number of the rules as written; to be raised with every change of a rule that moves a boundary.
pub const RULES_VERSION: u32 = 2;

/// Returns a short text that differs whenever the rules or the tables they ask differ.
///
/// A memory keeps it with what it stores: sentences cut by other rules may no longer be found whole.
pub fn fingerprint() -> String {
    format!("native-{RULES_VERSION}-{:016x}", crate::language::sentence::knowledge_hash())
}

/// Bytes; only to reserve room.
const TYPICAL_SENTENCE: usize = 80;

/// Which decisions the caller wants to hear of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Breaks,
    Everything,
}

impl Wanted {
    fn includes(self, decision: &Decision) -> bool {
        decision.breaks || self == Wanted::Everything
    }
}

fn decide(lang: &str, text: &str, wanted: Wanted, sink: &mut dyn FnMut(Decision)) {
    decide_with(&Additions::default(), lang, text, &[], wanted, sink);
}

/// Decides by our own rules, with what a project adds to them, and breaks nowhere inside `whole`.
fn decide_with(
    additions: &Additions,
    lang: &str,
    text: &str,
    whole: &[Range<usize>],
    wanted: Wanted,
    sink: &mut dyn FnMut(Decision),
) {
    // White space behind the last sentence says nothing.
    let text = text.trim_end();
    let primary = lang.split('-').next().unwrap_or(lang);
    match additions.words(primary).or_else(|| Words::of(primary)) {
        Some(words) => native::decide(words, text, whole, wanted, sink),
        None => uax29::decide(additions.abbreviations(primary), text, whole, wanted, sink),
    }
}
