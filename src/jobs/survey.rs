//! What an alignment says of two files as wholes, with the places where it says so.

use std::ops::Range;

use crate::align::{self, AlignError, Knowledge};
use crate::bitext::{Alignment, Survey};
use crate::jobs::pair::Pair;
use crate::jobs::read::Prose;
use crate::structure;
use crate::text::{Lang, Segmented};

/// Bytes of a text that are enough to tell its language.
const ENOUGH: usize = 20_000;

/// A survey of two files.
#[derive(Clone, Debug, PartialEq)]
pub struct Surveyed {
    /// What was found; sentences are numbered among the prose that was aligned.
    pub survey: Survey,
    /// Blocks that stand on one side only, and blocks that moved, in the order of the source, the
    /// foreign ones last. Of texts that are no translations only blocks that moved are told.
    pub stretches: Vec<Stretch>,
}

/// What is to be said of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StretchKind {
    /// It stands in the source, and nothing in the target answers it.
    Missing,
    /// It stands in the target, and nothing in the source answers it.
    Foreign,
    /// It stands elsewhere on the other side.
    Moved,
}

impl StretchKind {
    /// Returns the kind as reports write it: `missing`, `foreign`, `moved`.
    pub fn name(self) -> &'static str {
        match self {
            StretchKind::Missing => "missing",
            StretchKind::Foreign => "foreign",
            StretchKind::Moved => "moved",
        }
    }
}

/// A block of sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// What is to be said of it.
    pub kind: StretchKind,
    /// Where it stands in the source.
    pub source: Option<PlaceOf>,
    /// Where it stands in the target.
    pub target: Option<PlaceOf>,
    /// Share of its sentences that surely answer each other, 0 to 1; 0 where one side is missing.
    pub share: f64,
}

/// Where some segments stand in their file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOf {
    /// Their numbers, from 0.
    pub segments: Range<usize>,
    /// The first and the last of their lines, from 1.
    pub lines: (usize, usize),
    /// Their bytes.
    pub file: Range<usize>,
}

impl std::fmt::Display for PlaceOf {
    /// As people count, from 1: `sentences 3-5 (lines 7-12)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.segments.len() {
            1 => write!(f, "sentence {}", self.segments.start + 1)?,
            _ => write!(f, "sentences {}-{}", self.segments.start + 1, self.segments.end)?,
        }
        match self.lines {
            (first, last) if first == last => write!(f, " (line {first})"),
            (first, last) => write!(f, " (lines {first}-{last})"),
        }
    }
}

impl Pair {
    /// Surveys an alignment of the two files.
    ///
    /// # Errors
    /// [`AlignError::Stopped`] when `go_on` says so.
    pub fn survey(
        &self,
        alignment: &Alignment,
        knowledge: &Knowledge,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Surveyed, AlignError> {
        let survey = align::survey(&self.input(), alignment, knowledge, go_on)?;
        let source = |range: &Range<usize>| place_of(&self.source, &self.source_prose, range);
        let target = |range: &Range<usize>| place_of(&self.target, &self.target_prose, range);
        let one_sided = |kind, source, target| Stretch { kind, source, target, share: 0.0 };
        let missing = survey.source_alone.iter();
        let mut stretches: Vec<Stretch> =
            missing.map(|range| one_sided(StretchKind::Missing, source(range), None)).collect();
        stretches.extend(survey.moved.iter().map(|block| Stretch {
            kind: StretchKind::Moved,
            source: source(&block.source),
            target: target(&block.target),
            share: block.share,
        }));
        stretches.sort_by_key(|stretch| stretch.source.as_ref().map(|place| place.segments.start));
        let foreign = survey.target_alone.iter();
        stretches.extend(foreign.map(|range| one_sided(StretchKind::Foreign, None, target(range))));
        // Of texts that are no translations nearly everything would be missing and foreign.
        let stands = survey.verdict.is_parallel();
        stretches.retain(|stretch| stands || stretch.kind == StretchKind::Moved);
        Ok(Surveyed { survey, stretches })
    }
}

/// Says whether each of two texts reads as the language said of the other.
///
/// ```
/// use kladka::{jobs::is_swapped, text::Lang};
/// let (pl, en) = (Lang::new("pl")?, Lang::new("en")?);
/// let (a, b) = (["Most jest zamknięty. Prosimy o cierpliwość.".into()], ["The bridge is closed. Please wait.".into()]);
/// assert!(is_swapped((&en, &a), (&pl, &b)));
/// assert!(!is_swapped((&pl, &a), (&en, &b)));
/// # Ok::<(), kladka::text::LangError>(())
/// ```
pub fn is_swapped(source: (&Lang, &[String]), target: (&Lang, &[String])) -> bool {
    let reads_as = |texts: &[String]| {
        let mut head = String::new();
        for text in texts {
            head.push_str(text);
            head.push('\n');
            if head.len() > ENOUGH {
                break;
            }
        }
        structure::detect_text(&head)
    };
    !source.0.same_language(target.0)
        && reads_as(source.1).is_some_and(|lang| lang.same_language(target.0))
        && reads_as(target.1).is_some_and(|lang| lang.same_language(source.0))
}

fn place_of(text: &Segmented, prose: &Prose, range: &Range<usize>) -> Option<PlaceOf> {
    let last = *prose.numbers.get(range.end.checked_sub(1)?)?;
    let first = *prose.numbers.get(range.start)?;
    Some(PlaceOf {
        segments: first..last + 1,
        lines: (lines_of(text, first).0, lines_of(text, last).1),
        file: text.file_range(first).start..text.file_range(last).end,
    })
}

/// The first and the last line of a segment, from 1.
fn lines_of(text: &Segmented, number: usize) -> (usize, usize) {
    let segment = &text.segments()[number];
    let whole = &text.document.text;
    let range = text.document.blocks[segment.block].map.decoded(segment.range.clone());
    let line = |at: usize| 1 + whole.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count();
    // The last character's line, not that of what follows it.
    (line(range.start), line(range.end.saturating_sub(1).max(range.start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_as_people_count() {
        let place = |segments, lines| PlaceOf { segments, lines, file: 0..1 }.to_string();
        assert_eq!(place(2..5, (7, 12)), "sentences 3-5 (lines 7-12)");
        assert_eq!(place(2..3, (7, 7)), "sentence 3 (line 7)");
    }
}
