//! Beads and alignments: which sentences answer which.
//!
//! A [`Bead`] is a stretch of source segments with the stretch of target segments that says the
//! same; an [`Alignment`] is a list of beads that covers both sides once, in order.

use std::fmt;
use std::ops::Range;

/// Some source segments and the target segments that answer them.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Numbers of source segments; empty when the target stands alone.
    pub source: Range<usize>,
    /// Numbers of target segments; empty when the source stands alone.
    pub target: Range<usize>,
    /// How probable it is that the bead is right, 0 to 1.
    pub confidence: f64,
}

impl Bead {
    /// Says whether both sides hold text.
    pub fn is_two_sided(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }

    /// Returns the bead's shape as the field writes it: `1-1`, `1-2`, `0-1`.
    pub fn shape(&self) -> impl fmt::Display + use<> {
        format!("{}-{}", self.source.len(), self.target.len())
    }
}

/// Beads that cover both sides once, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    beads: Vec<Bead>,
}

/// Says where a list of beads breaks the cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "bead {bead} does not begin where the one before it ended, or the last does not reach the end"
)]
pub struct AlignmentError {
    /// The bead's number, from 0; the number of beads when the end is not reached.
    pub bead: usize,
}

impl Alignment {
    /// Joins beads into an alignment of `source` by `target` segments.
    ///
    /// # Errors
    /// [`AlignmentError`] when they do not cover both sides once, in order.
    pub fn new(
        beads: Vec<Bead>,
        source: usize,
        target: usize,
    ) -> Result<Alignment, AlignmentError> {
        let (mut i, mut j) = (0, 0);
        for (number, bead) in beads.iter().enumerate() {
            let empty = bead.source.is_empty() && bead.target.is_empty();
            if empty || bead.source.start != i || bead.target.start != j {
                return Err(AlignmentError { bead: number });
            }
            (i, j) = (bead.source.end, bead.target.end);
        }
        if (i, j) != (source, target) {
            return Err(AlignmentError { bead: beads.len() });
        }
        Ok(Alignment { beads })
    }

    /// Returns the beads, in order.
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(source: Range<usize>, target: Range<usize>) -> Bead {
        Bead { source, target, confidence: 1.0 }
    }

    #[test]
    fn cover_is_checked() {
        assert!(Alignment::new(vec![bead(0..1, 0..2), bead(1..2, 2..2)], 2, 2).is_ok());
        assert!(Alignment::new(vec![bead(0..1, 0..2)], 2, 2).is_err());
        assert!(Alignment::new(vec![bead(0..1, 0..1), bead(0..1, 1..2)], 1, 2).is_err());
        assert!(Alignment::new(vec![bead(0..0, 0..0)], 0, 0).is_err());
    }
}
