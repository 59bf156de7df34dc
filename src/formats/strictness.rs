//! What a reader does with what it cannot use: [`Strictness`] says it, [`Skipped`] reports it.
//!
//! Files from strangers are broken in small ways. A lenient reader gives everything it could read
//! and a list of what it left out, each with its place; a strict one turns the first of them into
//! an error. A file that breaks off is an error for both.

use std::fmt;

/// How a reader treats a unit, entry or line it cannot use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Strictness {
    /// The first one is an error.
    Strict,
    /// It is left out and reported.
    #[default]
    Lenient,
}

/// A place in a file, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The unit, entry or row, counted from 1; 0 before the first.
    pub unit: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if self.unit > 0 {
            write!(f, ", unit {}", self.unit)?;
        }
        Ok(())
    }
}

/// Something a reader left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub at: Place,
    /// What was left out and why, in one line.
    pub why: String,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.why)
    }
}
