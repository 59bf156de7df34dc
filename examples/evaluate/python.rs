//! Peers asked through Python: a script gets a line of JSON a task and answers with one a task, and
//! last the CPU seconds.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Serialize;

/// The lines that a script of `examples/evaluate` answers, and the CPU seconds that the peer took.
///
/// # Errors
/// When Python or the package is not there, or the peer fails or answers too few tasks.
pub fn ask<T: Serialize>(
    script: &str,
    peer: &str,
    python: &str,
    tasks: &[T],
) -> Result<(Vec<String>, f64), Box<dyn Error>> {
    const NOT_INSTALLED: i32 = 3;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/evaluate").join(script);
    let mut child = Command::new(python)
        .arg(script)
        .arg(peer)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{python}: {error}; name a Python with --python"))?;
    let mut input = String::new();
    for task in tasks {
        input.push_str(&serde_json::to_string(task)?);
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
    let mut lines: Vec<String> = answer.lines().map(String::from).collect();
    let Some(seconds) = lines.pop().filter(|_| output.status.success()) else {
        return Err(format!("{peer} failed on these texts").into());
    };
    if lines.len() != tasks.len() {
        return Err(format!("{peer} answered {} of {} tasks", lines.len(), tasks.len()).into());
    }
    Ok((lines, serde_json::from_str(&seconds)?))
}
