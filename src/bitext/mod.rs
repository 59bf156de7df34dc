//! Two languages side by side, as plain values: beads, alignments, sentence pairs, units, terms.
//!
//! These types join the stages: an aligner makes [`Alignment`]s and [`SentencePair`]s, a memory
//! keeps [`TranslationUnit`]s and [`TermPair`]s, formats read and write them. They know none of
//! their makers.

pub mod bead;
pub mod link;
pub mod pair;
pub mod survey;
pub mod term;
pub mod unit;

pub use bead::{Alignment, AlignmentError, Bead};
pub use link::{LinkReason, LinkedKeys, LinkedPair, LinkedSpan, WordLink};
pub use pair::{Conflict, Grade, SentencePair};
pub use survey::{Moved, Survey, Verdict};
pub use term::{Evidence, Occurrence, Term, TermKind, TermPair, TermStatus, TermUsage};
pub use unit::{
    Context, MOST_VARIANTS, Origin, Review, TranslationUnit, UnitCode, UnitError, Variant,
};
