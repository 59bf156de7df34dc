//! Sentence pairs of comparable texts: two sentences that say the same or nearly so, without a
//! promise that the texts around them do.

use crate::bitext::Evidence;

/// Two sentences of comparable texts.
#[derive(Clone, Debug, PartialEq)]
pub struct SentencePair {
    /// Number of the source segment.
    pub source: usize,
    /// Number of the target segment.
    pub target: usize,
    /// How much of one is said in the other.
    pub grade: Grade,
    /// How probable the pair is, 0 to 1.
    pub confidence: f64,
    /// What speaks for the pair.
    pub evidence: Vec<Evidence>,
    /// Numbers and dates that do not agree.
    pub conflicts: Vec<Conflict>,
}

/// How much of one sentence is said in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Some of it.
    Partial,
    /// Most of it.
    Near,
    /// All of it.
    Translation,
}

impl Grade {
    /// Returns the grade's name in tables: `translation`, `near`, `partial`.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Partial => "partial",
            Grade::Near => "near",
            Grade::Translation => "translation",
        }
    }
}

/// A number or date that one sentence gives otherwise than the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// As the source writes it.
    pub source: String,
    /// As the target writes it.
    pub target: String,
}
