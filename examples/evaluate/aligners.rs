//! Other aligners, asked through Python (`aligners.py`).

use std::error::Error;

use kladka::align::score::Ranges;

use crate::align::Document;
use crate::python;

/// A bead as a peer tells it: the numbers of both sides.
type Numbered = (Vec<usize>, Vec<usize>);

/// What a peer found.
pub struct Answer {
    /// For each document its beads.
    pub beads: Vec<Vec<Ranges>>,
    /// CPU seconds.
    pub seconds: f64,
}

/// The beads that a peer finds in each document, and the CPU seconds it took.
///
/// # Errors
/// When Python or the package is not there, or the peer fails.
pub fn beads(peer: &str, python: &str, documents: &[Document]) -> Result<Answer, Box<dyn Error>> {
    let tasks: Vec<_> = documents.iter().map(|d| (&d.source, &d.target)).collect();
    let (lines, seconds) = python::ask("aligners.py", peer, python, &tasks)?;
    let found = lines.iter().map(|line| Ok(ranges(&serde_json::from_str::<Vec<Numbered>>(line)?)));
    let beads = found.collect::<Result<_, serde_json::Error>>()?;
    Ok(Answer { beads, seconds })
}

/// Beads that cover both texts in order; an empty side stands where the path is.
fn ranges(beads: &[Numbered]) -> Vec<Ranges> {
    let (mut i, mut j) = (0, 0);
    let range = |numbers: &[usize], at: &mut usize| {
        let start = *at;
        *at += numbers.len();
        start..*at
    };
    beads.iter().map(|(source, target)| (range(source, &mut i), range(target, &mut j))).collect()
}
