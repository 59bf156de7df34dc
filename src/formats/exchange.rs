//! Exchange of units with other programs: one door for every format of translation memories.
//!
//! [`read_units`] streams [`TranslationUnit`]s out of a file and [`write_units`] streams them
//! into one; neither holds more than one unit at a time, so a file may be larger than the
//! machine's memory. What could not be read comes back as [`Skipped`] with its place, what could
//! not be written as counts by reason. The law of all formats: what was written is read back
//! equal, but for what [`WriteSummary::cannot`] names.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;

use crate::bitext::TranslationUnit;
use crate::formats::strictness::{Place, Skipped, Strictness};
use crate::formats::{jsonl, tmx, tsv};
use crate::text::Lang;

/// A format that holds units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitFormat {
    /// Translation Memory eXchange, 1.1 to 1.4b read, 1.4b written.
    Tmx,
    /// A table: one unit a line, cells parted by tabs, languages named in the first line.
    Tsv,
    /// One JSON object a line.
    JsonLines,
}

impl UnitFormat {
    /// Tells a file's format by the ending of its name, else by its first bytes.
    ///
    /// ```
    /// use kladka::formats::UnitFormat;
    /// assert_eq!(UnitFormat::guess("memory.TMX", b""), Some(UnitFormat::Tmx));
    /// assert_eq!(UnitFormat::guess("-", b"pl\ten\n"), Some(UnitFormat::Tsv));
    /// assert_eq!(UnitFormat::guess("photo.png", b"\x89PNG\r\n"), None);
    /// ```
    pub fn guess(name: &str, first: &[u8]) -> Option<UnitFormat> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("tmx") => return Some(UnitFormat::Tmx),
            Some("tsv" | "tab") => return Some(UnitFormat::Tsv),
            Some("jsonl" | "ndjson") => return Some(UnitFormat::JsonLines),
            _ => {}
        }
        // In UTF-16 every other byte of these first characters is zero.
        let seen: Vec<u8> = first.iter().copied().filter(|&b| b != 0).take(4096).collect();
        let seen = String::from_utf8_lossy(&seen);
        let seen = seen.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
        if seen.starts_with("<?xml") && seen.contains("<tmx") || seen.starts_with("<tmx") {
            Some(UnitFormat::Tmx)
        } else if seen.starts_with('{') {
            Some(UnitFormat::JsonLines)
        } else if seen.lines().next().is_some_and(tsv::is_header) {
            Some(UnitFormat::Tsv)
        } else {
            None
        }
    }

    /// Returns the format's name, which is also the usual ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            UnitFormat::Tmx => "tmx",
            UnitFormat::Tsv => "tsv",
            UnitFormat::JsonLines => "jsonl",
        }
    }

    /// Reads a format by its name.
    pub fn from_name(name: &str) -> Option<UnitFormat> {
        [UnitFormat::Tmx, UnitFormat::Tsv, UnitFormat::JsonLines]
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(name))
    }
}

/// What reading a file came to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ReadSummary {
    /// Units given to the caller.
    pub read: usize,
    /// What was left out, in order; the first [`MOST_LISTED`] of them.
    pub skipped: Vec<Skipped>,
    /// How many were left out in all.
    pub skipped_in_all: usize,
    /// Characters that were replaced by U+FFFD because text must not hold them.
    pub replaced: usize,
    /// Whether the caller broke off.
    pub stopped: bool,
}

/// How many [`Skipped`] a summary lists: a file of millions of broken units must not fill the
/// machine's memory with reasons.
pub const MOST_LISTED: usize = 10_000;

impl ReadSummary {
    /// Notes something left out, or makes it an error where the reader is strict.
    pub(crate) fn skip(
        &mut self,
        name: &str,
        at: Place,
        why: String,
        strictness: Strictness,
    ) -> Result<(), FormatError> {
        match strictness {
            Strictness::Strict => Err(FormatError::Unusable { name: name.to_string(), at, why }),
            Strictness::Lenient => {
                self.skipped_in_all += 1;
                if self.skipped.len() < MOST_LISTED {
                    self.skipped.push(Skipped { at, why });
                }
                Ok(())
            }
        }
    }
}

/// What the writer is to say of the file itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ExportInfo {
    /// The program's version.
    pub version: String,
    /// When the file is made, `YYYYMMDDThhmmssZ`; empty to say nothing of it.
    pub now: String,
    /// The language the units were translated from; `None` when that differs from unit to unit.
    pub source_lang: Option<Lang>,
    /// Languages that get a column where the format has columns; when empty, those of the first
    /// unit. [`ExportInfo::see`] gathers them.
    pub languages: Vec<Lang>,
    /// Properties that get a column where the format has columns.
    pub properties: Vec<String>,
}

impl ExportInfo {
    /// Takes note of a unit that will be written: its languages and the names of its properties.
    /// A format with columns must know them before its first line.
    pub fn see(&mut self, unit: &TranslationUnit) {
        for variant in unit.variants() {
            if !self.languages.contains(&variant.lang) {
                self.languages.push(variant.lang.clone());
            }
        }
        for name in unit.properties.keys() {
            if !self.properties.contains(name) {
                self.properties.push(name.clone());
            }
        }
    }
}

/// What writing a file came to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WriteSummary {
    /// Units written.
    pub written: usize,
    /// What the format could not hold, and how often.
    pub cannot: BTreeMap<&'static str, usize>,
}

impl WriteSummary {
    /// Counts something that the format cannot hold.
    pub(crate) fn lose(&mut self, what: &'static str, times: usize) {
        if times > 0 {
            *self.cannot.entry(what).or_default() += times;
        }
    }
}

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The file has no bytes.
    #[error("{name} is empty: a {format} file was expected")]
    Empty {
        /// The file.
        name: String,
        /// The format expected.
        format: &'static str,
    },
    /// The file is something else.
    #[error("{name} is not a {format} file: {found}; expected {expected}")]
    Other {
        /// The file.
        name: String,
        /// The format expected.
        format: &'static str,
        /// What it begins with.
        found: String,
        /// What it should begin with.
        expected: &'static str,
    },
    /// The file is broken from here on.
    #[error("{name}, {at}: {why}")]
    Broken {
        /// The file.
        name: String,
        /// Where.
        at: Place,
        /// What is wrong.
        why: String,
    },
    /// A strict reader met something it cannot use.
    #[error("{name}, {at}: {why} (a lenient reading would leave it out)")]
    Unusable {
        /// The file.
        name: String,
        /// Where.
        at: Place,
        /// What is wrong.
        why: String,
    },
    /// The file breaks off.
    #[error("{name}, {at}: the file breaks off here: {why}; get a whole copy")]
    BreaksOff {
        /// The file.
        name: String,
        /// Where.
        at: Place,
        /// What is still open.
        why: String,
    },
    /// The file names no languages, and nobody else did.
    #[error(
        "{name}: a glossary of OmegaT names no languages, and they cannot be told; \
         `kladka glossary convert --langs pl,en` makes a table that names them"
    )]
    NoLanguages {
        /// The file.
        name: String,
    },
    /// Reading failed.
    #[error("{name} cannot be read: {source}")]
    Read {
        /// The file.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// Writing failed.
    #[error("the {format} file cannot be written: {source}")]
    Write {
        /// The format.
        format: &'static str,
        /// Why.
        source: io::Error,
    },
}

/// Reads units one by one and hands each to `each`, which may break off.
///
/// `name` is what the file is called in messages and in the origin of units that name none.
///
/// # Errors
/// [`FormatError`] when the file is not of the format, is broken or breaks off; units handed over
/// before that must then be forgotten by the caller. With [`Strictness::Strict`] also when a unit
/// cannot be used.
///
/// ```
/// use std::ops::ControlFlow;
/// use kladka::formats::{Strictness, UnitFormat, read_units};
/// let table = "pl\ten\nrada\tcouncil\n\tempty\n";
/// let mut texts = Vec::new();
/// let summary = read_units(UnitFormat::Tsv, "t.tsv", table.as_bytes(), Strictness::Lenient, &mut |unit| {
///     texts.push(unit.variants()[1].text.clone());
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!((texts, summary.read, summary.skipped.len()), (vec!["council".to_string()], 1, 1));
/// # Ok::<(), kladka::formats::FormatError>(())
/// ```
pub fn read_units(
    format: UnitFormat,
    name: &str,
    input: impl BufRead,
    strictness: Strictness,
    each: &mut dyn FnMut(TranslationUnit) -> ControlFlow<()>,
) -> Result<ReadSummary, FormatError> {
    match format {
        UnitFormat::Tmx => tmx::read(name, input, strictness, each),
        UnitFormat::Tsv => tsv::read(name, input, strictness, each),
        UnitFormat::JsonLines => jsonl::read(name, input, strictness, each),
    }
}

/// Writes units, in the order given; the same units and the same `info` give the same bytes.
///
/// No unit at all gives a valid empty file.
///
/// # Errors
/// [`FormatError::Write`] when the output fails.
pub fn write_units(
    format: UnitFormat,
    mut output: impl Write,
    info: &ExportInfo,
    units: impl Iterator<Item = TranslationUnit>,
) -> Result<WriteSummary, FormatError> {
    let written = match format {
        UnitFormat::Tmx => tmx::write(&mut output, info, units),
        UnitFormat::Tsv => tsv::write(&mut output, info, units),
        UnitFormat::JsonLines => jsonl::write(&mut output, units),
    };
    written
        .and_then(|summary| output.flush().map(|()| summary))
        .map_err(|source| FormatError::Write { format: format.name(), source })
}
