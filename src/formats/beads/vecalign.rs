//! `[0]:[0, 1]:0.02`: a bead a line, sentences from 0, then a cost of 0 (sure) to 1. Gold is
//! written without brackets and without cost: `0:0,1`. An empty side is a null bead.

use std::io::{self, Write};

use super::{NumberedBead, ReadBeads};

pub(super) fn read(text: &str) -> ReadBeads {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let bead = bead(line).map_err(|why| (number + 1, why))?;
            Ok((number + 1, bead))
        })
        .collect()
}

/// Reads one line.
pub(super) fn bead(line: &str) -> Result<NumberedBead, String> {
    let no_bead = || {
        let start: String = line.trim().chars().take(40).collect();
        format!(
            "\"{start}\" is no bead; expected numbers on both sides of a colon, [0]:[0, 1]:0.02 or 0:0,1"
        )
    };
    let (source, rest) = line.split_once(':').ok_or_else(no_bead)?;
    let (target, cost) = match rest.split_once(':') {
        Some((target, cost)) => (target, Some(cost.trim().parse::<f64>().map_err(|_| no_bead())?)),
        None => (rest, None),
    };
    let source = numbers(source).ok_or_else(no_bead)?;
    let target = numbers(target).ok_or_else(no_bead)?;
    // Vecalign gives null beads a cost of its own; only what can be a probability is taken as one.
    let confidence = cost.filter(|cost| (0.0..=1.0).contains(cost)).map(|cost| 1.0 - cost);
    Ok(NumberedBead { source, target, confidence })
}

fn numbers(list: &str) -> Option<Vec<usize>> {
    let list = list.trim();
    let list = match list.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?,
        None => list,
    };
    if list.trim().is_empty() {
        return Some(Vec::new());
    }
    list.split(',').map(|number| number.trim().parse().ok()).collect()
}

pub(super) fn write(output: &mut dyn Write, beads: &[NumberedBead]) -> io::Result<()> {
    for bead in beads {
        write!(output, "{:?}:{:?}", bead.source, bead.target)?;
        match bead.confidence {
            Some(confidence) => writeln!(output, ":{:.6}", 1.0 - confidence)?,
            None => writeln!(output)?,
        }
    }
    Ok(())
}
