//! Other word aligners, asked through Python (`linkers.py`).

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use kladka::bitext::{LinkedPair, WordLink};
use kladka::terms::links::TextPair;

/// The links that a peer finds in pairs of texts taken as one, and the CPU seconds it took.
///
/// # Errors
/// When Python or the package is not there, or the peer fails.
pub fn links(
    peer: &str,
    python: &str,
    pairs: &[TextPair<'_>],
) -> Result<(Vec<LinkedPair>, f64), Box<dyn Error>> {
    const NOT_INSTALLED: i32 = 3;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/evaluate/linkers.py");
    let mut child = Command::new(python)
        .arg(script)
        .arg(peer)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{python}: {error}; name a Python with --python"))?;
    let mut input = String::new();
    for pair in pairs {
        input.push_str(&serde_json::to_string(&(pair.source, pair.target))?);
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
        return Err(format!("{peer} failed on these texts").into());
    };
    if lines.len() != pairs.len() {
        return Err(format!("{peer} answered {} of {} pairs", lines.len(), pairs.len()).into());
    }
    let link = |(source, target)| WordLink { source, target, score: 0.5, why: Vec::new() };
    let linked = lines.iter().map(|line| {
        let links: Vec<(usize, usize)> = serde_json::from_str(line)?;
        Ok(LinkedPair { links: links.into_iter().map(link).collect(), spans: Vec::new() })
    });
    let linked = linked.collect::<Result<_, serde_json::Error>>()?;
    Ok((linked, serde_json::from_str(seconds)?))
}
