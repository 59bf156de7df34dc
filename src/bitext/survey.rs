//! What an alignment says of two texts as wholes: how far they are translations of each other,
//! what stands on one side only, what moved, what was left untranslated.

use std::ops::Range;

/// How two texts stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Translations of each other.
    Parallel,
    /// Translations in part: a good share of the sentences has no sure counterpart.
    PartlyParallel,
    /// No translations of each other, but on one subject: some sentences say nearly the same.
    Comparable,
    /// Nothing to do with each other.
    Unrelated,
    /// Most of what answers each other is the same text: one side was not translated.
    Untranslated,
    /// Each text is in the language said of the other.
    Swapped,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 6] = [
        Verdict::Parallel,
        Verdict::PartlyParallel,
        Verdict::Comparable,
        Verdict::Unrelated,
        Verdict::Untranslated,
        Verdict::Swapped,
    ];

    /// Returns the verdict as reports write it.
    ///
    /// ```
    /// assert_eq!(kladka::bitext::Verdict::PartlyParallel.name(), "partly parallel");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Parallel => "parallel",
            Verdict::PartlyParallel => "partly parallel",
            Verdict::Comparable => "comparable",
            Verdict::Unrelated => "unrelated",
            Verdict::Untranslated => "untranslated",
            Verdict::Swapped => "swapped",
        }
    }

    /// Returns the verdict that a report names so.
    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// Says whether a memory may be given what was aligned: the texts are translations of each
    /// other, wholly or in part.
    pub fn is_parallel(self) -> bool {
        match self {
            Verdict::Parallel | Verdict::PartlyParallel => true,
            Verdict::Comparable | Verdict::Unrelated => false,
            Verdict::Untranslated | Verdict::Swapped => false,
        }
    }
}

/// Sentences that stand together on both sides, at places that cross the alignment.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Numbers of the source sentences.
    pub source: Range<usize>,
    /// Numbers of the target sentences.
    pub target: Range<usize>,
    /// Share of these sentences that surely answer each other, 0 to 1.
    pub share: f64,
}

/// What was found out about two texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// How the texts stand to each other.
    pub verdict: Verdict,
    /// Share of the sentences of both sides in sure two-sided beads or moved blocks, 0 to 1.
    pub parallel_share: f64,
    /// Stretches of source sentences that nothing answers: missing in the target.
    pub source_alone: Vec<Range<usize>>,
    /// Stretches of target sentences that nothing answers: foreign to the source.
    pub target_alone: Vec<Range<usize>>,
    /// Blocks that stand elsewhere on the other side, in the order of the source.
    pub moved: Vec<Moved>,
    /// Beads whose two sides are the same words: numbers in the alignment.
    pub untranslated: Vec<usize>,
}
