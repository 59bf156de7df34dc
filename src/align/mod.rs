//! Sentence alignment: which sentences of one text answer which of the other.
//!
//! The search knows nothing of words, the evidence nothing of paths:
//!
//! 1. `words`: both texts become numbered word types with a class, keys, a sound, a chance;
//! 2. `links`: which type may answer which (same form, same value, lexicon, sound);
//! 3. `space`: long texts are searched in a band around `anchors`;
//! 4. [`features`]: what speaks for a bead, as about forty named numbers, each with a weight that
//!    was learned from hand-made alignments (the tables beside it, by `examples/train_align.rs`);
//! 5. [`crate::model::lattice`]: the best path, and the probability of each bead: its confidence,
//!    as far as its neighbourhood can be trusted (`trust`).
//!
//! [`problem`] holds all of it for one pair of texts; [`recipe`] runs the rounds: what is found
//! first is measured, longer texts and projects teach ([`lessons`]) what the next round knows.
//! [`comparable`] pairs sentences of texts that are no translations of each other.

mod anchors;
mod candidates;
mod chances;
pub mod comparable;
pub mod constraints;
mod ends;
pub mod features;
mod gains;
pub mod lessons;
mod links;
mod matches;
pub mod problem;
pub mod recipe;
pub mod score;
mod space;
pub mod survey;
mod trust;
mod words;

pub use comparable::{Comparison, Sentences, pair_pages, pair_sentences};
pub use constraints::{Constraints, Rule};
pub use lessons::Lessons;
pub use problem::Problem;
pub use recipe::{AlignError, Input, Knowledge, Round, align, align_jointly, align_under, learn};
pub use survey::survey;
