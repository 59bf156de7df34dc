//! What an alignment says of two texts as wholes: how far they are translations of each other,
//! what stands on one side only, what moved, what was left untranslated.

use std::ops::Range;

/// How two texts stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Translations of each other.
    Parallel,
    /// Translations in part: a good share of the sentences has no sure counterpart.
    PartlyParallel,
    /// Not translations of each other; they may be on one subject.
    NotParallel,
    /// Most of what answers each other is the same text: one side was not translated.
    Untranslated,
}

impl Verdict {
    /// Returns the verdict as reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Parallel => "parallel",
            Verdict::PartlyParallel => "partly parallel",
            Verdict::NotParallel => "not parallel",
            Verdict::Untranslated => "untranslated",
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
    /// Blocks that stand elsewhere on the other side.
    pub moved: Vec<Moved>,
    /// Beads whose two sides are the same words: numbers in the alignment.
    pub untranslated: Vec<usize>,
}
