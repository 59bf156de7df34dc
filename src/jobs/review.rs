//! An alignment given to a person, and taken back corrected.
//!
//! What a person settled is obeyed by a new alignment of the rest and teaches it words: pairs
//! marked wrong may not meet again, sentences whose lines were deleted stay alone.

use std::collections::HashMap;
use std::ops::Range;

use crate::align::recipe::count_unit;
use crate::align::{Constraints, Knowledge, Rule};
use crate::bitext::Alignment;
use crate::formats::review::{Mark, Review, ReviewedBead, ReviewedSentence, ReviewedText};
use crate::glossary::Glossary;
use crate::jobs::align::{Aligned, JobError, SideOf};
use crate::jobs::numbering::Numbering;
use crate::jobs::pair::Pair;
use crate::jobs::read::Prose;
use crate::memory::{Memory, MemoryError, Removal};
use crate::text::Segmented;

/// Makes a review of an outcome; sentences are numbered by `source` and `target`, from 1.
pub fn review_of(aligned: &Aligned, source: &Numbering, target: &Numbering) -> Review {
    let text = |text: &Segmented, numbering: &Numbering| ReviewedText {
        name: text.document.name.clone(),
        lang: text.document.lang.as_ref().map_or(String::new(), |lang| lang.to_string()),
        size: numbering.size(),
    };
    let sentences = |text: &Segmented, numbering: &Numbering, side: &Option<SideOf>| {
        let segments = side.as_ref().map_or(0..0, |side| side.segments.clone());
        let prose = segments.filter(|&segment| text.boilerplate(segment).is_none());
        let sentence = |segment: usize| ReviewedSentence {
            number: numbering.number(segment) + 1,
            text: text.text(segment),
            line: 0,
        };
        prose.map(sentence).collect()
    };
    let bead = |row: &crate::jobs::Row| {
        let mut bead = ReviewedBead {
            mark: if row.reviewed { Mark::Right } else { Mark::Open },
            confidence: row.confidence,
            doubtful: row.is_doubtful(),
            note: row.notes.join("; "),
            source: sentences(&aligned.source, source, &row.source),
            target: sentences(&aligned.target, target, &row.target),
            ..ReviewedBead::default()
        };
        bead.proposed = bead.sentences();
        bead
    };
    Review {
        source: text(&aligned.source, source),
        target: text(&aligned.target, target),
        beads: aligned.rows.iter().map(bead).collect(),
    }
}

/// Says what of a review cannot be taken back, with the line of its file.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// A line is wrong.
    #[error("line {line}: {why}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what to do.
        why: String,
    },
    /// The review is one of other texts.
    #[error("{0}")]
    OtherTexts(String),
    /// The rest could not be aligned.
    #[error(transparent)]
    Job(#[from] JobError),
}

/// What taking back a review came to.
#[derive(Debug)]
pub struct TakenBack {
    /// The outcome: reviewed beads, and the rest aligned anew.
    pub aligned: Aligned,
    /// The alignment it was made of.
    pub alignment: Alignment,
    /// Beads that a person settled.
    pub reviewed: usize,
    /// Pairs that a person marked as wrong.
    pub wrong: usize,
    /// Sentences whose lines were deleted.
    pub deleted: usize,
    /// Sentences whose wording was changed.
    pub reworded: usize,
}

/// Takes back a review: settled beads stay as they are, the rest is aligned anew.
///
/// # Errors
/// [`ReviewError`] when lines contradict each other, or the review is one of other texts.
pub fn take_back(
    pair: Pair,
    review: &Review,
    numberings: (&Numbering, &Numbering),
    (knowledge, glossary): (&Knowledge, &Glossary),
    min_confidence: f64,
    go_on: &dyn Fn() -> bool,
) -> Result<TakenBack, ReviewError> {
    let source = Side::read(&pair.source, &pair.source_prose, numberings.0, review, false)?;
    let target = Side::read(&pair.target, &pair.target_prose, numberings.1, review, true)?;
    let (mut rules, mut lines, mut settled) = (Vec::new(), Vec::new(), Vec::new());
    let (mut wrong, mut knowledge) = (0, knowledge.clone());
    for bead in &review.beads {
        let (a, b) = (source.stretch(bead)?, target.stretch(bead)?);
        if bead.is_settled() {
            if !a.is_empty() && !b.is_empty() {
                let words = |sentences: &[ReviewedSentence]| {
                    sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
                };
                let (from, to) = (pair.source_lang.primary(), pair.target_lang.primary());
                let (here, there) = (words(&bead.source), words(&bead.target));
                count_unit(from, &here, to, &there, 1.0, &mut knowledge.counts);
                settled.push((a.clone(), b.clone()));
            }
            rules.push(Rule::Bead(a, b));
        } else if bead.mark == Mark::Wrong && !a.is_empty() && !b.is_empty() {
            wrong += 1;
            rules.push(Rule::Apart(a, b));
        } else {
            continue;
        }
        lines.push(bead.line);
    }
    let alone = |place: usize, source: bool| match source {
        true => Rule::Bead(place..place + 1, 0..0),
        false => Rule::Bead(0..0, place..place + 1),
    };
    rules.extend(source.deleted.iter().map(|&place| alone(place, true)));
    rules.extend(target.deleted.iter().map(|&place| alone(place, false)));
    let (n, m) = (pair.source_prose.texts.len(), pair.target_prose.texts.len());
    let constraints = Constraints::new(&rules, n, m).map_err(|error| {
        let line = lines.get(error.rule).copied().unwrap_or(1);
        let with = |&before: &usize| {
            Constraints::new(&[rules[before].clone(), rules[error.rule].clone()], n, m).is_err()
        };
        let other = (0..error.rule).find(with).and_then(|before| lines.get(before));
        let why = match other {
            Some(other) => format!(
                "this bead crosses the one of line {other}: both texts have to go forward; regroup one of them"
            ),
            None => error.to_string(),
        };
        ReviewError::Line { line, why }
    })?;
    let alignment = pair.align(&constraints, &knowledge, go_on)?;
    let surveyed = pair.survey(&alignment, &knowledge, go_on).map_err(JobError::from)?;
    let mut aligned =
        pair.aligned(&alignment, surveyed, &settled, &knowledge, glossary, min_confidence);
    for (row, bead) in
        aligned.rows.iter_mut().zip(alignment.beads()).filter(|(row, _)| row.reviewed)
    {
        source.reword(&mut row.source, &bead.source);
        target.reword(&mut row.target, &bead.target);
    }
    Ok(TakenBack {
        aligned,
        alignment,
        reviewed: settled.len(),
        wrong,
        deleted: source.deleted.len() + target.deleted.len(),
        reworded: source.reworded + target.reworded,
    })
}

/// One text and what became of it in a review.
struct Side {
    is_target: bool,
    name: String,
    /// Where each number stands among the prose.
    places: Vec<Option<usize>>,
    /// Wordings by place, and the line of each.
    texts: HashMap<usize, (String, usize)>,
    deleted: Vec<usize>,
    reworded: usize,
}

impl Side {
    fn read(
        text: &Segmented,
        prose: &Prose,
        numbering: &Numbering,
        review: &Review,
        is_target: bool,
    ) -> Result<Side, ReviewError> {
        let said = if is_target { &review.target } else { &review.source };
        let name = text.document.name.clone();
        let other_texts = |what: String| {
            ReviewError::OtherTexts(format!(
                "{what}; name the texts as they were when the review was written ({} and {}, in this order)",
                review.source.name, review.target.name
            ))
        };
        if said.size != numbering.size() {
            let (size, was) = (numbering.size(), said.size);
            return Err(other_texts(format!(
                "{name} has {size} sentences and the review counts {was}"
            )));
        }
        let places = numbering.in_prose(prose);
        let mut side = Side {
            is_target,
            name: name.clone(),
            places,
            texts: HashMap::new(),
            deleted: Vec::new(),
            reworded: 0,
        };
        for bead in &review.beads {
            for sentence in side.sentences(bead) {
                let place = side.place(sentence)?;
                let found = (sentence.text.clone(), sentence.line);
                if let Some((_, before)) = side.texts.insert(place, found) {
                    let why = format!(
                        "sentence {} stands in line {before} too; leave one of them",
                        sentence.number
                    );
                    return Err(ReviewError::Line { line: sentence.line, why });
                }
            }
        }
        side.reworded = side
            .texts
            .iter()
            .filter(|(place, (text, _))| prose.texts[**place].trim() != text)
            .count();
        if side.reworded * 2 > side.texts.len() {
            return Err(other_texts(format!(
                "most sentences of the review do not stand in {name}"
            )));
        }
        let missing = (0..prose.texts.len()).filter(|place| !side.texts.contains_key(place));
        side.deleted = missing.collect();
        Ok(side)
    }

    fn sentences<'r>(&self, bead: &'r ReviewedBead) -> &'r [ReviewedSentence] {
        if self.is_target { &bead.target } else { &bead.source }
    }

    fn place(&self, sentence: &ReviewedSentence) -> Result<usize, ReviewError> {
        let place = self.places.get(sentence.number.wrapping_sub(1)).copied().flatten();
        place.ok_or_else(|| ReviewError::Line {
            line: sentence.line,
            why: format!("there is no sentence {} to align in {}", sentence.number, self.name),
        })
    }

    /// The stretch of prose that a bead's sentences make.
    fn stretch(&self, bead: &ReviewedBead) -> Result<Range<usize>, ReviewError> {
        let mut places = Vec::new();
        for sentence in self.sentences(bead) {
            places.push((self.place(sentence)?, sentence));
        }
        places.sort_unstable_by_key(|(place, _)| *place);
        for pair in places.windows(2) {
            let ((before, a), (after, b)) = (pair[0], pair[1]);
            if before + 1 != after {
                let why = format!(
                    "this bead holds sentences {} and {} of {}, and not what stands between them",
                    a.number, b.number, self.name
                );
                return Err(ReviewError::Line { line: b.line, why });
            }
        }
        Ok(match (places.first(), places.last()) {
            (Some((first, _)), Some((last, _))) => *first..last + 1,
            _ => 0..0,
        })
    }

    /// Puts a person's wording in the place of the text's.
    fn reword(&self, side: &mut Option<SideOf>, range: &Range<usize>) {
        let words: Option<Vec<&str>> = range
            .clone()
            .map(|place| self.texts.get(&place).map(|(text, _)| text.as_str()))
            .collect();
        if let (Some(side), Some(words)) = (side, words) {
            side.text = words.join(" ");
        }
    }
}

/// Takes the units out of a memory that earlier alignments of the same two files put there, seen
/// by a person or not; what other files brought stays. Returns how many there were.
///
/// # Errors
/// [`MemoryError`] when the memory cannot be read or written.
pub fn forget(memory: &mut Memory, aligned: &Aligned) -> Result<usize, MemoryError> {
    let source = &aligned.source.document.name;
    let target = format!("{}:", aligned.target.document.name);
    let mut stale = Vec::new();
    for unit in memory.units() {
        let (id, unit) = unit?;
        let of_target =
            unit.properties.get("target").is_some_and(|place| place.starts_with(&target));
        if unit.origin.source == *source && of_target {
            stale.push(id);
        }
    }
    let mut removed = 0;
    for id in stale {
        removed += memory.remove(Removal::Unit(id))?.units;
    }
    Ok(removed)
}
