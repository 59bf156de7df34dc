//! hunalign's ladder: each line names the source and the target sentence at which a bead begins,
//! then how good it is; the last names the ends of the texts.

use std::io::{self, Write};

use super::{NumberedBead, ReadBeads};

/// Where a bead begins, and what is said of it.
type Rung = (usize, usize, Option<f64>);

/// Sentences between two rungs, at most: a wrong number must not fill the machine's memory.
const LONGEST_STEP: usize = 1_000_000;

pub(super) fn read(text: &str, sizes: Option<(usize, usize)>) -> ReadBeads {
    let mut beads = Vec::new();
    let mut before: Rung = (0, 0, None);
    let mut before_line = 1;
    let step = |from: Rung, line: usize, to: (usize, usize)| {
        if to.0 < from.0 || to.1 < from.1 {
            let ((a, b), (c, d)) = ((from.0, from.1), to);
            return Err((line, format!("a ladder goes forward only, and {c} {d} follows {a} {b}")));
        }
        if (to.0 - from.0).max(to.1 - from.1) > LONGEST_STEP {
            return Err((line, format!("{} {} is further than a text reaches", to.0, to.1)));
        }
        let bead = NumberedBead {
            source: (from.0..to.0).collect(),
            target: (from.1..to.1).collect(),
            confidence: from.2,
        };
        Ok(Some(bead).filter(|bead| bead.source.len() + bead.target.len() > 0))
    };
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let here = rung(line).map_err(|why| (number + 1, why))?;
        if let Some(&(source, target)) = sizes.as_ref().filter(|s| here.0 > s.0 || here.1 > s.1) {
            let why = format!(
                "{} {} lies behind the ends of the texts ({source} and {target} sentences); \
                 was it made for another text?",
                here.0, here.1
            );
            return Err((number + 1, why));
        }
        if let Some(bead) = step(before, number + 1, (here.0, here.1))? {
            beads.push((before_line, bead));
        }
        (before, before_line) = (here, number + 1);
    }
    let last = sizes.map(|end| step(before, before_line, end)).transpose()?.flatten();
    beads.extend(last.map(|bead| (before_line, bead)));
    Ok(beads)
}

/// Reads one line.
pub(super) fn rung(line: &str) -> Result<Rung, String> {
    let no_rung = || {
        let start: String = line.trim().chars().take(40).collect();
        format!(
            "\"{start}\" is no rung of a ladder; expected two numbers and a score, 3<TAB>4<TAB>0.9"
        )
    };
    let mut cells = line.split_whitespace();
    let mut number = || cells.next().and_then(|cell| cell.parse::<usize>().ok());
    let (source, target) = (number().ok_or_else(no_rung)?, number().ok_or_else(no_rung)?);
    let score = match cells.next() {
        None => None,
        Some(cell) => Some(cell.parse::<f64>().map_err(|_| no_rung())?),
    };
    if cells.next().is_some() {
        return Err(no_rung());
    }
    // hunalign's own score is no probability and may be anything.
    Ok((source, target, score.filter(|score| (0.0..=1.0).contains(score))))
}

pub(super) fn write(
    output: &mut dyn Write,
    sizes: (usize, usize),
    beads: &[NumberedBead],
) -> io::Result<()> {
    let (mut i, mut j) = (0, 0);
    for bead in beads {
        let covers = bead.source.iter().copied().eq(i..i + bead.source.len())
            && bead.target.iter().copied().eq(j..j + bead.target.len());
        if !covers {
            return Err(no_ladder());
        }
        writeln!(output, "{i}\t{j}\t{:.6}", bead.confidence.unwrap_or(0.0))?;
        (i, j) = (i + bead.source.len(), j + bead.target.len());
    }
    if (i, j) != sizes {
        return Err(no_ladder());
    }
    writeln!(output, "{i}\t{j}\t0")
}

fn no_ladder() -> io::Error {
    let why = "a ladder holds only beads that cover both texts in order; write vecalign or xces";
    io::Error::new(io::ErrorKind::InvalidInput, why)
}
