//! An alignment as a plain text file that a person corrects in any editor: [`write_review`],
//! [`read_review`].
//!
//! A bead is a block of lines: a status line, then its sentences, `<` those of the source and
//! `>` those of the target, each with its number. Lines are moved from block to block, blocks are
//! parted by an empty line and joined by taking it out. The file's first lines say so.

use std::io::{self, Write};

use crate::formats::exchange::FormatError;
use crate::formats::strictness::Place;

/// A text of a review file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ReviewedText {
    /// Its name.
    pub name: String,
    /// The tag of its language.
    pub lang: String,
    /// How many sentences it has, those left out included.
    pub size: usize,
}

/// What a person says of a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mark {
    /// `[ ]`, `[?]`: nothing yet; it counts as right where a person changed its sentences.
    #[default]
    Open,
    /// `[x]`: it is right.
    Right,
    /// `[-]`: its sides do not answer each other.
    Wrong,
}

/// A sentence of a bead: its number, from 1, its text, and the line of the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedSentence {
    /// Its number in the text, from 1.
    pub number: usize,
    /// Its text, as a person left it.
    pub text: String,
    /// Line of the review file, from 1; 0 before it is written.
    pub line: usize,
}

/// A bead of a review file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ReviewedBead {
    /// What a person says of it.
    pub mark: Mark,
    /// The sentences it was proposed with, as the status line has them (`12-13:14`); empty when a
    /// person made the bead.
    pub proposed: String,
    /// How sure the aligner was, 0 to 1.
    pub confidence: f64,
    /// Whether it was too doubtful to be stored.
    pub doubtful: bool,
    /// What a reader should know of it.
    pub note: String,
    /// Source sentences.
    pub source: Vec<ReviewedSentence>,
    /// Target sentences.
    pub target: Vec<ReviewedSentence>,
    /// Line of the review file in which it begins, from 1; 0 before it is written.
    pub line: usize,
}

/// A review file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Review {
    /// The source text.
    pub source: ReviewedText,
    /// The target text.
    pub target: ReviewedText,
    /// The beads, in order.
    pub beads: Vec<ReviewedBead>,
}

impl ReviewedBead {
    /// Returns its sentences as the status line writes them: `12-13:14`.
    pub fn sentences(&self) -> String {
        let side = |sentences: &[ReviewedSentence]| {
            let numbers = sentences.iter().map(|sentence| sentence.number);
            match (numbers.clone().min(), numbers.max()) {
                (Some(first), Some(last)) if first == last => first.to_string(),
                (Some(first), Some(last)) => format!("{first}-{last}"),
                _ => String::new(),
            }
        };
        format!("{}:{}", side(&self.source), side(&self.target))
    }

    /// Says whether a person has settled the bead: marked it right, or moved its sentences.
    pub fn is_settled(&self) -> bool {
        match self.mark {
            Mark::Right => true,
            Mark::Wrong => false,
            Mark::Open => self.proposed != self.sentences(),
        }
    }
}

const HELP: &str = "\
#
# Each block of lines below is a bead: sentences that answer each other. Correct it with any editor:
#   [x]  instead of [ ] or [?]: the bead is right          [-]  its two sides do not belong together
#   move a line to another block: the sentence belongs there
#   an empty line inside a block parts it into two; taking out the empty line between joins two
#   (of joined blocks the first status line counts; a block without one counts as right)
#   delete a line: the sentence has no counterpart and is left out
#   change the text of a line: that wording is stored
# < are sentences of the source, > of the target; the numbers have to stay. [?] are doubtful.
# Blocks whose sentences you moved count as right without [x]. Lines that begin with # are ignored.
# Then: kladka align SOURCE TARGET --from-review THIS-FILE
#
";

/// What the first line of such a file is.
const FIRST: &str = "# kladka review 1";

/// Writes a review file.
///
/// # Errors
/// When the output fails.
pub fn write_review(output: &mut dyn Write, review: &Review) -> io::Result<()> {
    writeln!(output, "{FIRST}")?;
    output.write_all(HELP.as_bytes())?;
    for (side, text) in [("source", &review.source), ("target", &review.target)] {
        writeln!(output, "{side}: {}\t{}\t{}", text.name, text.lang, text.size)?;
    }
    for bead in &review.beads {
        let mark = match (bead.mark, bead.doubtful) {
            (Mark::Right, _) => 'x',
            (Mark::Wrong, _) => '-',
            (Mark::Open, true) => '?',
            (Mark::Open, false) => ' ',
        };
        // Nothing is certain: a rounded 1.000 would claim it.
        let confidence = bead.confidence.min(0.999);
        let status = format!("[{mark}] {} {confidence:.3} {}", bead.proposed, bead.note);
        writeln!(output, "\n{}", status.trim_end())?;
        for (sign, sentences) in [('<', &bead.source), ('>', &bead.target)] {
            for sentence in sentences {
                writeln!(output, "{sign} {}\t{}", sentence.number, sentence.text)?;
            }
        }
    }
    Ok(())
}

/// Reads a review file that a person may have changed.
///
/// # Errors
/// [`FormatError::Broken`] with the line that cannot be understood, or that stands there twice.
pub fn read_review(name: &str, text: &str) -> Result<Review, FormatError> {
    let broken = |line: usize, why: String| FormatError::Broken {
        name: name.to_string(),
        at: Place { line, unit: 0 },
        why,
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut review = Review::default();
    let mut headers = [false; 2];
    let mut open: Option<ReviewedBead> = None;
    let mut close = |open: &mut Option<ReviewedBead>| {
        review.beads.extend(open.take().filter(|bead| bead.source.len() + bead.target.len() > 0));
    };
    let mut texts = [ReviewedText::default(), ReviewedText::default()];
    for (number, whole) in text.lines().enumerate() {
        let (at, line) = (number + 1, whole.trim());
        if line.is_empty() {
            close(&mut open);
        } else if let Some(rest) = line.strip_prefix('[') {
            // In joined blocks the first status line counts.
            let made = status(rest).map_err(|why| broken(at, why))?;
            match &mut open {
                Some(_) => {}
                None => open = Some(ReviewedBead { line: at, ..made }),
            }
        } else if line.starts_with(['<', '>']) {
            let sentence = sentence(&line[1..], at).map_err(|why| broken(at, why))?;
            let bead =
                open.get_or_insert_with(|| ReviewedBead { line: at, ..ReviewedBead::default() });
            match line.starts_with('<') {
                true => bead.source.push(sentence),
                false => bead.target.push(sentence),
            }
        } else if let Some(side) = ["source:", "target:"].iter().position(|s| line.starts_with(s)) {
            texts[side] = header(&line["source:".len()..]).ok_or_else(|| {
                broken(
                    at,
                    format!("\"{line}\" does not name a text as it was written; put the line back"),
                )
            })?;
            headers[side] = true;
        } else if !line.starts_with('#') {
            let start: String = line.chars().take(40).collect();
            return Err(broken(
                at,
                format!(
                    "\"{start}\" begins with none of < > [ #; did a sentence break into two lines?"
                ),
            ));
        }
    }
    close(&mut open);
    if headers != [true; 2] {
        let why = "the lines source: and target: are missing; is this a file that --review wrote?";
        return Err(broken(1, why.into()));
    }
    [review.source, review.target] = texts;
    Ok(review)
}

fn header(text: &str) -> Option<ReviewedText> {
    // Editors may have turned the tabs into spaces; the name may hold spaces itself.
    let mut cells = text.trim().rsplitn(3, char::is_whitespace);
    let (size, lang, name) = (cells.next()?, cells.next()?, cells.next()?);
    Some(ReviewedText { name: name.trim().into(), lang: lang.into(), size: size.parse().ok()? })
}

fn status(rest: &str) -> Result<ReviewedBead, String> {
    let (mark, rest) = rest
        .split_once(']')
        .ok_or("a status line has no closing bracket; write [x], [-] or [ ]".to_string())?;
    let (mark, doubtful) = match mark.trim() {
        "" => (Mark::Open, false),
        "?" => (Mark::Open, true),
        "x" | "X" => (Mark::Right, false),
        "-" => (Mark::Wrong, false),
        other => return Err(format!("[{other}] is no status; write [x], [-], [?] or [ ]")),
    };
    let mut words = rest.trim().splitn(3, ' ');
    let proposed = words.next().unwrap_or_default().to_string();
    let confidence = words.next().and_then(|word| word.parse().ok()).unwrap_or(0.0);
    let note = words.next().unwrap_or_default().trim().to_string();
    Ok(ReviewedBead { mark, doubtful, proposed, confidence, note, ..ReviewedBead::default() })
}

fn sentence(rest: &str, line: usize) -> Result<ReviewedSentence, String> {
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number =
        rest[..end].parse().ok().filter(|&number: &usize| number > 0).ok_or_else(|| {
            "a sentence needs its number behind < or >; put it back as it was".to_string()
        })?;
    let text = rest[end..].trim().to_string();
    if text.is_empty() {
        return Err(format!(
            "sentence {number} has no text; delete the whole line to leave it out"
        ));
    }
    Ok(ReviewedSentence { number, text, line })
}
