//! Kładka ("footbridge"): a bilingual translation memory and alignment toolkit.
//!
//! The modules stand in the order in which a text passes through them; imports go down only
//! (`tests/architecture.rs` keeps watch):
//!
//! | module | turns | into |
//! |---|---|---|
//! | [`text`] | | plain values of one text |
//! | [`language`] | a word, a number | its keys, its class, its value |
//! | [`bitext`] | | plain values of two texts |
//! | [`formats`] | bytes | documents, units, terms — and back |
//! | [`structure`] | a document | blocks with a reason where they are not prose |
//! | [`segment`] | blocks | segments |
//! | [`align`] | two lists of segments | an alignment, or graded sentence pairs |
//! | [`terms`] | aligned text | term pairs |
//! | [`memory`] | units | a SQLite memory, and matches out of it |
//! | [`glossary`] | term bases | hits in a sentence |
//! | [`jobs`] | the stages | whole tasks |
//! | [`report`] | outcomes | tables, JSON Lines, coloured text |
//!
//! The doors `cli` and `worker` are the only modules that print, read the environment or look
//! at the clock.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod align;
pub mod bitext;
#[cfg(feature = "cli")]
pub mod cli;
pub mod formats;
pub mod glossary;
pub mod jobs;
pub mod language;
pub mod lexicon;
pub mod memory;
pub mod model;
pub mod report;
pub mod segment;
pub mod structure;
pub mod terms;
pub mod text;
pub mod worker;
