//! Alignments by number, as other aligners write and read them: [`read_beads`], [`write_beads`].
//!
//! Such a file holds no text. It says which sentences, counted from the first of their text,
//! answer which. Ours cover both texts once, in order; other people's may leave sentences out,
//! cross, or skip, so that a [`NumberedBead`] is two lists of numbers and promises nothing.

mod ladder;
mod vecalign;
mod xces;

use std::io::{self, Write};

use crate::formats::exchange::FormatError;
use crate::formats::strictness::Place;
use crate::text::one_line;

/// A format of alignments by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BeadFormat {
    /// Vecalign's and Bleualign's: a bead a line, `[0]:[0, 1]:0.02`; read without brackets and
    /// cost too (`0:0,1`), as gold is written.
    Vecalign,
    /// hunalign's ladder: two numbers a line at which a bead begins, and how good it is.
    Ladder,
    /// XCES `cesAlign`: XML of OPUS and InterText, sentences named by their ids.
    Xces,
}

/// Some sentences of both texts, numbered from 0.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct NumberedBead {
    /// Source sentences.
    pub source: Vec<usize>,
    /// Target sentences.
    pub target: Vec<usize>,
    /// How sure the bead is, 0 to 1; `None` when the file does not say, or not as a probability.
    pub confidence: Option<f64>,
}

/// What a file of beads says of the texts: their names, and how many sentences each has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct BeadInfo<'i> {
    /// Name of the source text.
    pub source: &'i str,
    /// Name of the target text.
    pub target: &'i str,
    /// Sentences of the source and of the target.
    pub sizes: (usize, usize),
}

impl BeadFormat {
    /// All of them.
    pub const ALL: [BeadFormat; 3] = [BeadFormat::Vecalign, BeadFormat::Ladder, BeadFormat::Xces];

    /// Tells a file's format by the ending of its name, else by its first characters.
    ///
    /// ```
    /// use kladka::formats::BeadFormat;
    /// assert_eq!(BeadFormat::guess("a.ladder", ""), Some(BeadFormat::Ladder));
    /// assert_eq!(BeadFormat::guess("a.txt", "[0]:[0, 1]:0.3\n"), Some(BeadFormat::Vecalign));
    /// assert_eq!(BeadFormat::guess("a.txt", "Once upon a time\n"), None);
    /// ```
    pub fn guess(name: &str, text: &str) -> Option<BeadFormat> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("vecalign" | "bleualign" | "gold" | "beads") => return Some(BeadFormat::Vecalign),
            Some("ladder" | "hunalign" | "hun") => return Some(BeadFormat::Ladder),
            Some("xces" | "ces" | "cesalign") => return Some(BeadFormat::Xces),
            _ => {}
        }
        let start: String = text.chars().take(4096).collect();
        let first = start.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if start.contains("<cesAlign") || start.contains("<linkGrp") {
            Some(BeadFormat::Xces)
        } else if vecalign::bead(first).is_ok() {
            Some(BeadFormat::Vecalign)
        } else if ladder::rung(first).is_ok() {
            Some(BeadFormat::Ladder)
        } else {
            None
        }
    }

    /// Returns the format's name, which is also an ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            BeadFormat::Vecalign => "vecalign",
            BeadFormat::Ladder => "ladder",
            BeadFormat::Xces => "xces",
        }
    }

    /// Reads a format by its name.
    pub fn from_name(name: &str) -> Option<BeadFormat> {
        BeadFormat::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }
}

/// Reads the beads of a file. `sizes` are the numbers of sentences of the two texts where they
/// are known: a ladder may not say where it ends, and numbers beyond the end are refused.
///
/// # Errors
/// [`FormatError`] with the line that is no bead.
///
/// ```
/// use kladka::formats::{BeadFormat, read_beads};
/// let beads = read_beads(BeadFormat::Ladder, "a.ladder", "0\t0\t.9\n1\t2\t.8\n", Some((2, 3)))?;
/// assert_eq!(beads[0].target, [0, 1]);
/// assert_eq!((beads[1].source[0], beads[1].target[0]), (1, 2));
/// # Ok::<(), kladka::formats::FormatError>(())
/// ```
pub fn read_beads(
    format: BeadFormat,
    name: &str,
    text: &str,
    sizes: Option<(usize, usize)>,
) -> Result<Vec<NumberedBead>, FormatError> {
    read_beads_of(format, name, text, sizes, None)
}

/// Reads the beads of two texts from a file that may hold those of many: of several `linkGrp` of
/// `cesAlign` the one whose documents have the names `of`, without folders and endings, is taken,
/// either way round. Beside each name stands the language, which tells documents of one name by
/// their folders.
///
/// # Errors
/// [`FormatError`] with the line that is no bead, or when no pair or several have these names.
///
/// ```
/// use kladka::formats::{BeadFormat, read_beads_of};
/// let two = "<cesAlign><linkGrp fromDoc='en/1.xml.gz' toDoc='pl/1.xml.gz'><link xtargets='1;1 2'/></linkGrp>\
///     <linkGrp fromDoc='en/2.xml.gz' toDoc='pl/2.xml.gz'><link xtargets='1 2;1'/></linkGrp></cesAlign>";
/// let beads = read_beads_of(BeadFormat::Xces, "a.xces", two, None, Some([("2.txt", "pl"), ("2.txt", "en")]))?;
/// assert_eq!((beads[0].source.len(), beads[0].target.len()), (1, 2));
/// # Ok::<(), kladka::formats::FormatError>(())
/// ```
pub fn read_beads_of(
    format: BeadFormat,
    name: &str,
    text: &str,
    sizes: Option<(usize, usize)>,
    of: Option<[(&str, &str); 2]>,
) -> Result<Vec<NumberedBead>, FormatError> {
    let text = text.trim_start_matches('\u{feff}');
    let broken = |line: usize, why: String| FormatError::Broken {
        name: name.to_string(),
        at: Place { line, unit: 0 },
        // A parser quotes the text, line breaks and all.
        why: one_line(&why),
    };
    let beads = match format {
        BeadFormat::Vecalign => vecalign::read(text),
        BeadFormat::Ladder => ladder::read(text, sizes),
        BeadFormat::Xces => xces::read(text, sizes, of),
    };
    let beads = beads.map_err(|(line, why)| broken(line, why))?;
    if let Some((source, target)) = sizes {
        for (line, bead) in &beads {
            let over = |list: &[usize], size: usize| list.iter().copied().find(|&n| n >= size);
            let beyond = over(&bead.source, source)
                .map(|n| (n, "source", source))
                .or_else(|| over(&bead.target, target).map(|n| (n, "target", target)));
            if let Some((number, side, size)) = beyond {
                return Err(broken(
                    *line,
                    format!(
                        "there is no {side} sentence {number} (counted from 0), the text has {size}; \
                         was it made for another text, or cut otherwise?"
                    ),
                ));
            }
        }
    }
    Ok(beads.into_iter().map(|(_, bead)| bead).collect())
}

/// A bead and the line it stands in; or a line and what is wrong with it.
type ReadBeads = Result<Vec<(usize, NumberedBead)>, (usize, String)>;

/// Writes beads, in the order given.
///
/// A ladder can hold only beads that cover both texts in order.
///
/// # Errors
/// When the output fails; [`io::ErrorKind::InvalidInput`] when the format cannot hold the beads.
pub fn write_beads(
    format: BeadFormat,
    output: &mut dyn Write,
    info: BeadInfo<'_>,
    beads: &[NumberedBead],
) -> io::Result<()> {
    match format {
        BeadFormat::Vecalign => vecalign::write(output, beads),
        BeadFormat::Ladder => ladder::write(output, info.sizes, beads),
        BeadFormat::Xces => xces::write(output, info, beads),
    }
}
