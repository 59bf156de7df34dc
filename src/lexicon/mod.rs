//! Which word translates which.
//!
//! A [`Dictionary`] is a compiled table of entries: the core lexicon ([`core()`]) or a user's own
//! (read by `formats`). A [`Finder`] tells which entries stand in a text. [`Counts`] says how often two
//! words' keys stood in units that answer each other: they are added up from a memory or from the
//! texts at hand. A [`Lexicon`] answers the question the stages ask: how strongly does this key of
//! one language point to that key of the other? What is [`Given`] beforehand becomes one for the
//! words of two texts.

pub mod compile;
pub mod core;
pub mod counts;
pub mod dictionary;
pub mod entry;
mod find;
mod lately;
mod letters;
pub mod links;
mod packed;
mod pool;
mod table;

pub use self::core::{chance, core};
pub use counts::Counts;
pub use dictionary::{Dictionary, EntriesAt, EntryId, Finder, Hit, Listed, Reading, Wanted, Whole};
pub use links::{Given, Lexicon};
