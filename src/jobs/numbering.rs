//! How sentences are counted in files of beads, and the way from and to alignments.
//!
//! Such files count the lines of a text that somebody else has cut, empty ones included, or the
//! segments that `kladka segment` lists, boilerplate included. An aligner sees the prose alone.

use std::ops::Range;

use crate::align::Rule;
use crate::bitext::{Alignment, Bead};
use crate::formats::NumberedBead;
use crate::jobs::align::{Aligned, Mode};
use crate::jobs::pair::Pair;
use crate::jobs::read::Prose;
use crate::text::Segmented;

/// The numbers of a text's segments, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    of_segment: Vec<usize>,
    size: usize,
}

/// Says why beads of a file are no alignment of two texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BeadsError {
    /// Sentences of a bead do not stand together.
    #[error("bead {bead} holds {side} sentences that do not stand side by side")]
    Scattered {
        /// Its number in the file, from 1.
        bead: usize,
        /// The side.
        side: &'static str,
    },
    /// Two beads cross, or hold the same sentence.
    #[error("bead {bead} crosses another or shares a sentence with it")]
    Crossing {
        /// Its number in the file, from 1.
        bead: usize,
    },
}

impl Numbering {
    /// Counts a text: its lines, if it is one of a sentence a line, else its segments.
    pub fn of(text: &Segmented, by_line: bool) -> Numbering {
        if !by_line {
            let size = text.segments().len();
            return Numbering { of_segment: (0..size).collect(), size };
        }
        let whole = &text.document.text;
        let (mut line, mut at) = (0, 0);
        let of_segment = text.document.blocks.iter().map(|block| {
            line += whole[at..block.range.start].matches('\n').count();
            at = block.range.start;
            line
        });
        Numbering { of_segment: of_segment.collect(), size: whole.split_terminator('\n').count() }
    }

    /// Returns how many sentences are counted.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Returns the number of a segment.
    pub fn number(&self, segment: usize) -> usize {
        self.of_segment.get(segment).copied().unwrap_or(self.size)
    }

    /// Where each number stands among the prose, if it does.
    pub(crate) fn in_prose(&self, prose: &Prose) -> Vec<Option<usize>> {
        let mut places = vec![None; self.size];
        for (place, &segment) in prose.numbers.iter().enumerate() {
            if let Some(slot) = places.get_mut(self.number(segment)) {
                *slot = Some(place);
            }
        }
        places
    }

    fn numbers(&self, segments: &Range<usize>) -> Range<usize> {
        match segments.is_empty() {
            true => 0..0,
            false => self.number(segments.start)..self.number(segments.end - 1) + 1,
        }
    }
}

/// The rows of an outcome as beads by number. Those of parallel texts cover all sentences in
/// order: what was left out of the alignment (empty lines, boilerplate) stands alone.
pub fn numbered(aligned: &Aligned, source: &Numbering, target: &Numbering) -> Vec<NumberedBead> {
    let none = 0..0;
    let rows = aligned.rows.iter().map(|row| {
        let a = row.source.as_ref().map_or(&none, |side| &side.segments);
        let b = row.target.as_ref().map_or(&none, |side| &side.segments);
        (source.numbers(a), target.numbers(b), row.confidence)
    });
    match aligned.mode {
        Mode::Parallel => covering(rows, source, target),
        Mode::Comparable => rows.map(|(a, b, confidence)| bead(a, b, Some(confidence))).collect(),
    }
}

/// The same of an alignment.
pub fn numbered_alignment(
    pair: &Pair,
    alignment: &Alignment,
    source: &Numbering,
    target: &Numbering,
) -> Vec<NumberedBead> {
    let numbers = |range: &Range<usize>, prose: &Prose, numbering: &Numbering| match range
        .is_empty()
    {
        true => 0..0,
        false => numbering.numbers(&(prose.numbers[range.start]..prose.numbers[range.end - 1] + 1)),
    };
    let beads = alignment.beads().iter().map(|bead| {
        let a = numbers(&bead.source, &pair.source_prose, source);
        (a, numbers(&bead.target, &pair.target_prose, target), bead.confidence)
    });
    covering(beads, source, target)
}

fn covering(
    rows: impl Iterator<Item = (Range<usize>, Range<usize>, f64)>,
    source: &Numbering,
    target: &Numbering,
) -> Vec<NumberedBead> {
    let (mut i, mut j) = (0, 0);
    let mut beads = Vec::new();
    for (a, b, confidence) in rows {
        let start = |range: &Range<usize>, at| if range.is_empty() { at } else { range.start };
        (i, j) = alone(&mut beads, (i, j), (start(&a, i), start(&b, j)));
        (i, j) = (i + a.len(), j + b.len());
        beads.push(bead(a, b, Some(confidence)));
    }
    alone(&mut beads, (i, j), (source.size, target.size));
    beads
}

fn bead(source: Range<usize>, target: Range<usize>, confidence: Option<f64>) -> NumberedBead {
    NumberedBead { source: source.collect(), target: target.collect(), confidence }
}

/// Adds a bead for each sentence that nothing else speaks of.
fn alone(
    beads: &mut Vec<NumberedBead>,
    from: (usize, usize),
    to: (usize, usize),
) -> (usize, usize) {
    beads.extend((from.0..to.0).map(|number| bead(number..number + 1, 0..0, None)));
    beads.extend((from.1..to.1).map(|number| bead(0..0, number..number + 1, None)));
    (from.0.max(to.0), from.1.max(to.1))
}

impl Pair {
    /// Makes an alignment of beads from a file. Sentences that no bead names stand alone; a bead
    /// of which nothing is known counts as sure.
    ///
    /// # Errors
    /// [`BeadsError`] when the beads cross, or one is torn apart.
    pub fn settle(
        &self,
        beads: &[NumberedBead],
        source: &Numbering,
        target: &Numbering,
    ) -> Result<Alignment, BeadsError> {
        let places = [source.in_prose(&self.source_prose), target.in_prose(&self.target_prose)];
        let mut found: Vec<(usize, Bead)> = Vec::new();
        for (number, bead) in beads.iter().enumerate() {
            let range = |list: &[usize], places: &[Option<usize>], side| {
                together(list, places).ok_or(BeadsError::Scattered { bead: number + 1, side })
            };
            let source = range(&bead.source, &places[0], "source")?;
            let target = range(&bead.target, &places[1], "target")?;
            if !source.is_empty() && !target.is_empty() {
                let confidence = bead.confidence.unwrap_or(1.0);
                found.push((number + 1, Bead { source, target, confidence }));
            }
        }
        found.sort_by_key(|(_, bead)| (bead.source.start, bead.target.start));
        let (n, m) = (self.source_prose.texts.len(), self.target_prose.texts.len());
        let mut all: Vec<Bead> = Vec::new();
        let (mut i, mut j) = (0, 0);
        for (number, bead) in found {
            if bead.source.start < i || bead.target.start < j {
                return Err(BeadsError::Crossing { bead: number });
            }
            fill(&mut all, (i, j), (bead.source.start, bead.target.start));
            (i, j) = (bead.source.end, bead.target.end);
            all.push(bead);
        }
        fill(&mut all, (i, j), (n, m));
        // Every bead begins where the one before it ended, by the lines above.
        Alignment::new(all, n, m).map_err(|error| BeadsError::Crossing { bead: error.bead + 1 })
    }
}

/// The stretch of prose that some numbers make; those that are no prose are passed over.
fn together(list: &[usize], places: &[Option<usize>]) -> Option<Range<usize>> {
    let mut found: Vec<usize> =
        list.iter().filter_map(|&n| places.get(n).copied().flatten()).collect();
    found.sort_unstable();
    let (Some(&first), Some(&last)) = (found.first(), found.last()) else { return Some(0..0) };
    (last - first + 1 == found.len()).then_some(first..last + 1)
}

fn fill(beads: &mut Vec<Bead>, (i, j): (usize, usize), (to_i, to_j): (usize, usize)) {
    let null = |source, target| Bead { source, target, confidence: 1.0 };
    beads.extend((i..to_i).map(|n| null(n..n + 1, j..j)));
    beads.extend((j..to_j).map(|n| null(to_i..to_i, n..n + 1)));
}

impl Pair {
    /// Turns the numbers of a rule into those of the prose that is aligned.
    ///
    /// # Errors
    /// What is wrong, in words: a number that is not there, or one of a sentence left out.
    pub fn rule_in_prose(
        &self,
        rule: Rule,
        source: &Numbering,
        target: &Numbering,
    ) -> Result<Rule, String> {
        let sides = [
            (source, &self.source_prose, &self.source.document.name),
            (target, &self.target_prose, &self.target.document.name),
        ];
        let range = |side: usize, range: Range<usize>| {
            let (numbering, prose, name) = sides[side];
            if range.is_empty() {
                return Ok(0..0);
            }
            if range.end > numbering.size() {
                let (last, size) = (range.end, numbering.size());
                return Err(format!("there is no sentence {last} in {name}, it has {size}"));
            }
            let places = numbering.in_prose(prose);
            let found: Vec<usize> = places[range.clone()].iter().copied().flatten().collect();
            match (found.first(), found.last()) {
                (Some(&first), Some(&last)) => Ok(first..last + 1),
                _ => Err(format!(
                    "sentence {} of {name} is left out (an empty line or boilerplate) and cannot be aligned",
                    range.start + 1
                )),
            }
        };
        Ok(match rule {
            Rule::Bead(a, b) => Rule::Bead(range(0, a)?, range(1, b)?),
            Rule::Apart(a, b) => Rule::Apart(range(0, a)?, range(1, b)?),
            Rule::Together(a, b) => {
                Rule::Together(range(0, a..a + 1)?.start, range(1, b..b + 1)?.start)
            }
        })
    }
}
