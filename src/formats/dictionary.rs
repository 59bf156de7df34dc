//! A user's dictionary in the form of the core lexicon's chapters: [`read_dictionary`].
//!
//! A line an entry: lemma or phrase, part of speech, translations parted by `|`, a subject where
//! one is meant; tabs between them. A first line `# languages: de en` names other languages than
//! those of the core lexicon.

use crate::formats::exchange::FormatError;
use crate::formats::strictness::Place;
use crate::lexicon::entry::{ChapterError, read_chapter};
use crate::lexicon::{Dictionary, core};
use crate::text::Lang;

/// The chance of meeting a given word of a user's dictionary: a word that is not among the
/// commonest ten thousand.
pub(super) const CHANCE: f32 = 1e-5;
/// Begins the line that names the languages.
const LANGUAGES: &str = "languages:";

/// Reads a dictionary in the form of a chapter.
///
/// # Errors
/// [`FormatError`] names the file and line of the first thing that is no entry.
///
/// ```
/// use kladka::formats::read_dictionary;
/// let german = "# languages: de en\nBrücke\tnoun\tbridge\n";
/// assert_eq!(read_dictionary("de.tsv", german.as_bytes())?.langs(), ("de", "en"));
/// let wrong = read_dictionary("my.tsv", "bród\tford\n".as_bytes()).unwrap_err().to_string();
/// assert!(wrong.starts_with("my.tsv, line 1: 2 cells"));
/// # Ok::<(), kladka::formats::FormatError>(())
/// ```
pub fn read_dictionary(name: &str, bytes: &[u8]) -> Result<Dictionary, FormatError> {
    let broken = |line: usize, why: String| FormatError::Broken {
        name: name.to_string(),
        at: Place { line, unit: 0 },
        why,
    };
    let text = str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count();
        broken(line, "this is not UTF-8; convert the file first".to_string())
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (source, target) = languages(text).map_err(|why| broken(1, why))?;
    let entries = read_chapter(name, text, CHANCE)
        .map_err(|ChapterError { line, problem, .. }| broken(line, problem.to_string()))?;
    if entries.is_empty() {
        return Err(FormatError::Empty { name: name.to_string(), format: "dictionary" });
    }
    Dictionary::compile(&source, &target, &entries, 1.0)
        .map_err(|error| broken(1, error.to_string()))
}

/// The languages that the first line names, else those of the core lexicon.
fn languages(text: &str) -> Result<(String, String), String> {
    let first = text.lines().next().unwrap_or_default().trim_start_matches('#').trim();
    let Some(named) = first.strip_prefix(LANGUAGES) else {
        let core = core();
        let (source, target) = core.first().map_or(("", ""), |dictionary| dictionary.langs());
        return Ok((source.to_string(), target.to_string()));
    };
    let tags: Vec<&str> = named.split_whitespace().collect();
    let [source, target] = tags.as_slice() else {
        return Err(format!("{first:?} names {} languages; name two", tags.len()));
    };
    let primary = |tag: &str| match Lang::new(tag) {
        Ok(lang) => Ok(lang.primary().to_string()),
        Err(error) => Err(error.to_string()),
    };
    Ok((primary(source)?, primary(target)?))
}
