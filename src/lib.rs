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
//! | [`model`] | named weights | the best path, and how probable each step is |
//! | [`lexicon`] | a word | the words it is likely to answer |
//! | [`formats`] | bytes | documents, units, terms — and back |
//! | [`structure`] | a document | blocks with a reason where they are not prose |
//! | [`segment`] | blocks | segments |
//! | [`align`] | two lists of segments | an alignment, or graded sentence pairs |
//! | [`terms`] | aligned text | term pairs |
//! | [`memory`] | units | a SQLite memory, and matches out of it |
//! | [`glossary`] | term bases | hits in a sentence |
//! | [`check`] | a text and its translation | what may be wrong |
//! | [`jobs`] | the stages | whole tasks |
//! | [`report`] | outcomes | tables, JSON Lines, coloured text |
//!
//! The doors are `cli`, for people (feature `cli`), and [`worker`], for programs; the library
//! never prints, reads the environment or looks at the clock.
//!
//! ```
//! use kladka::align::{Input, Knowledge, align};
//! use kladka::lexicon;
//! use kladka::segment::sentences;
//!
//! let pl = "Rada zebrała się w Rzymie. Przyjęto dwa dokumenty.";
//! let en = "The Council met in Rome. Two documents were adopted.";
//! let cut = |lang: &str, text: &str| -> Vec<String> {
//!     sentences(lang, text).into_iter().map(|range| text[range].to_string()).collect()
//! };
//! let (source, target) = (cut("pl", pl), cut("en", en));
//! let input = Input {
//!     source_lang: "pl", target_lang: "en", source: &source, target: &target,
//!     source_headings: &[], target_headings: &[],
//! };
//! let knowledge = Knowledge { given: lexicon::Given::of("pl", "en", &lexicon::core()), ..Default::default() };
//! let alignment = align(&input, &knowledge, &|| true)?;
//! let shapes: Vec<_> = alignment.beads().iter().map(|b| b.shape().to_string()).collect();
//! assert_eq!(shapes, ["1-1", "1-1"]);
//! # Ok::<(), kladka::align::AlignError>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod align;
pub mod bitext;
pub mod check;
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
