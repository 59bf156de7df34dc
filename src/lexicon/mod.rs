//! Which word translates which.
//!
//! [`Counts`] says how often two words' keys stood in units that answer each other: they are
//! added up from a memory or from the texts at hand. A [`Lexicon`] answers the question the
//! stages ask: how strongly does this key of one language point to that key of the other?

pub mod core;
pub mod counts;

pub use self::core::core;
pub use counts::{Counts, Lexicon};
