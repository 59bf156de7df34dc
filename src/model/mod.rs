//! Small trained models, numbers only: named weights and the lattice they are summed on.
//!
//! What is scored is the caller's affair: a sentence aligner names beads, a word linker words.
//! Here are only the readable table of weights ([`Weights`]) and exact inference over a banded
//! lattice of steps ([`lattice`]): the probability of every step, and the best path; and over a chain of
//! choices ([`chain`]).

pub mod chain;
pub mod lattice;
pub mod weights;

pub use weights::{WeightError, Weights};
