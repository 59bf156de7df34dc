//! From a file's bytes to segments: decode, find blocks, tell the language, mark what is no
//! prose, cut into sentences.

use crate::bitext::Grade;
use crate::formats::{DocumentFormat, ReadError, read_document, whole_parts};
use crate::segment::{Rules, RulesError};
use crate::structure;
use crate::text::{BlockKind, Document, Lang, Segment, Segmented};

/// A file as it came from the caller.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is called in messages and origins.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its language; told from the text when not given.
    pub lang: Option<Lang>,
}

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// The format; told from name and text when not given.
    pub format: Option<DocumentFormat>,
    /// Treat boilerplate as prose.
    pub keep_boilerplate: bool,
}

/// Says why a file gave no segments.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// The bytes are no document.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The language is not given and cannot be told.
    #[error(
        "{name}: cannot tell the language of this text; say it with --source-lang or --target-lang (for one file: --lang)"
    )]
    Language {
        /// The file.
        name: String,
    },
    /// The rules for sentences cannot be run on it.
    #[error("{name}: {error}")]
    Rules {
        /// The file.
        name: String,
        /// What is wrong with the rules.
        error: RulesError,
    },
    /// There is not one sentence in it.
    #[error("{name}: no sentence was found ({why}); is it the right file?")]
    NoSentence {
        /// The file.
        name: String,
        /// What was there instead.
        why: &'static str,
    },
}

/// Reads a file into segments, cut by `rules`.
///
/// # Errors
/// [`InputError`] when the bytes are no text, the language cannot be told, or the rules fail on the text.
pub fn read(input: Input, options: ReadOptions, rules: &Rules) -> Result<Segmented, InputError> {
    let mut document = read_document(&input.name, input.bytes, options.format)?;
    let cut_already = options.format == Some(DocumentFormat::Lines);
    if !cut_already {
        structure::classify(&mut document);
    }
    if options.keep_boilerplate {
        for block in &mut document.blocks {
            block.boilerplate = None;
        }
    }
    let lang = match input.lang {
        Some(lang) => lang,
        None => structure::detect_language(&document)
            .ok_or(InputError::Language { name: document.name.clone() })?,
    };
    document.lang = Some(lang);
    if cut_already { blocks_as_segments(document) } else { segmented(document, rules) }
}

/// Somebody has cut the text: every block is a sentence, by rules that nobody knows.
fn blocks_as_segments(document: Document) -> Result<Segmented, InputError> {
    let name = document.name.clone();
    let whole =
        |(block, b): (usize, &crate::text::Block)| Segment { block, range: 0..b.text.len() };
    let segments: Vec<Segment> = document.blocks.iter().enumerate().map(whole).collect();
    Segmented::new(document, segments)
        .map_err(|_| InputError::NoSentence { name, why: "its lines could not be told apart" })
}

fn segmented(document: Document, rules: &Rules) -> Result<Segmented, InputError> {
    let lang = document.lang.as_ref().map_or("", Lang::as_str);
    let name = document.name.clone();
    let mut segments = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        let whole = whole_parts(&document.text, block);
        let found = rules
            .sentences_around(lang, &block.text, &whole)
            .map_err(|error| InputError::Rules { name: name.clone(), error })?;
        segments.extend(found.into_iter().map(|range| Segment { block: number, range }));
    }
    if segments.is_empty() {
        return Err(InputError::NoSentence { name, why: "there are no letters in it" });
    }
    // The segmenter's own law; should it ever be broken, nothing is taken in.
    let mut segmented = Segmented::new(document, segments)
        .map_err(|_| InputError::NoSentence { name, why: "its text could not be cut safely" })?;
    segmented.rules = rules.fingerprint();
    segmented.sides = rules.sides();
    Ok(segmented)
}

/// The segments of a document that count, with what an aligner wants to know of them.
#[derive(Clone, Debug)]
pub struct Prose {
    /// Numbers of the segments in the document.
    pub numbers: Vec<usize>,
    /// Their texts, a line each.
    pub texts: Vec<String>,
    /// Whether each is a heading.
    pub headings: Vec<bool>,
    /// How many segments were left out as boilerplate.
    pub left_out: usize,
}

/// Takes the prose out of a document.
pub fn prose(segmented: &Segmented) -> Prose {
    let all = 0..segmented.segments().len();
    let (numbers, out): (Vec<usize>, Vec<usize>) =
        all.partition(|&number| segmented.boilerplate(number).is_none());
    Prose {
        texts: numbers.iter().map(|&number| segmented.text(number)).collect(),
        headings: numbers
            .iter()
            .map(|&number| matches!(segmented.kind(number), BlockKind::Heading(_)))
            .collect(),
        numbers,
        left_out: out.len(),
    }
}

/// Grades that a memory takes from comparable texts.
pub(crate) fn is_kept(grade: Grade) -> bool {
    match grade {
        Grade::Translation | Grade::Near => true,
        Grade::Partial => false,
    }
}
