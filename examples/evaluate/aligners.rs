//! Other aligners, asked through Python (`aligners.py`).

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use kladka::align::score::Ranges;

use crate::align::Document;

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
    const NOT_INSTALLED: i32 = 3;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/evaluate/aligners.py");
    let mut child = Command::new(python)
        .arg(script)
        .arg(peer)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{python}: {error}; name a Python with --python"))?;
    let mut input = String::new();
    for document in documents {
        input.push_str(&serde_json::to_string(&(&document.source, &document.target))?);
        input.push('\n');
    }
    // A peer that is not installed stops without reading.
    if let Some(mut stdin) = child.stdin.take() {
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output()?;
    if output.status.code() == Some(NOT_INSTALLED) {
        let why = "install it into a virtual environment and name its Python with --python";
        return Err(format!("{python} has no package {peer}; {why}").into());
    }
    let answer = String::from_utf8(output.stdout)?;
    let lines: Vec<&str> = answer.lines().collect();
    let Some((seconds, lines)) = lines.split_last().filter(|_| output.status.success()) else {
        return Err(format!("{peer} failed on these documents").into());
    };
    let found = lines.iter().map(|line| Ok(ranges(&serde_json::from_str::<Vec<Numbered>>(line)?)));
    let beads = found.collect::<Result<_, serde_json::Error>>()?;
    Ok(Answer { beads, seconds: serde_json::from_str(seconds)? })
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
