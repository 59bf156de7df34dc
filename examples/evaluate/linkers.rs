//! Other word aligners, asked through Python (`linkers.py`).

use std::error::Error;

use kladka::bitext::{LinkedPair, WordLink};
use kladka::terms::links::TextPair;

use crate::python;

/// The links that a peer finds in pairs of texts taken as one, and the CPU seconds it took.
///
/// # Errors
/// When Python or the package is not there, or the peer fails.
pub fn links(
    peer: &str,
    python: &str,
    pairs: &[TextPair<'_>],
) -> Result<(Vec<LinkedPair>, f64), Box<dyn Error>> {
    let tasks: Vec<_> = pairs.iter().map(|pair| (pair.source, pair.target)).collect();
    let (lines, seconds) = python::ask("linkers.py", peer, python, &tasks)?;
    let link = |(source, target)| WordLink { source, target, score: 0.5, why: Vec::new() };
    let linked = lines.iter().map(|line| {
        let links: Vec<(usize, usize)> = serde_json::from_str(line)?;
        Ok(LinkedPair { links: links.into_iter().map(link).collect(), spans: Vec::new() })
    });
    let linked = linked.collect::<Result<_, serde_json::Error>>()?;
    Ok((linked, seconds))
}
