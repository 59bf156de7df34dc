//! Entries of a lexicon, and the readable chapters they stand in.
//!
//! A chapter is a text file, a line an entry: lemma or phrase, part of speech, translations
//! parted by `|` with the likeliest first, and a subject or use where one is meant; tabs between
//! them. Lines that begin with `#` are remarks.

use std::fmt;

/// Part of speech of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speech {
    /// A common noun.
    Noun,
    /// A name, of one word or several.
    Name,
    /// An adjective, or a participle in use as one.
    Adjective,
    /// An adverb.
    Adverb,
    /// A verb.
    Verb,
    /// A number word.
    Number,
    /// A pronoun or determiner.
    Pronoun,
    /// A preposition.
    Preposition,
    /// A conjunction.
    Conjunction,
    /// A particle or interjection.
    Particle,
    /// A phrase of several words.
    Phrase,
}

impl Speech {
    /// All of them, in the order of their numbers in a compiled lexicon.
    pub const ALL: [Speech; 11] = [
        Speech::Noun,
        Speech::Name,
        Speech::Adjective,
        Speech::Adverb,
        Speech::Verb,
        Speech::Number,
        Speech::Pronoun,
        Speech::Preposition,
        Speech::Conjunction,
        Speech::Particle,
        Speech::Phrase,
    ];

    /// Returns its name in chapters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Speech::Noun => "noun",
            Speech::Name => "name",
            Speech::Adjective => "adj",
            Speech::Adverb => "adv",
            Speech::Verb => "verb",
            Speech::Number => "num",
            Speech::Pronoun => "pron",
            Speech::Preposition => "prep",
            Speech::Conjunction => "conj",
            Speech::Particle => "part",
            Speech::Phrase => "phrase",
        }
    }

    /// Reads it by its name.
    pub fn from_name(name: &str) -> Option<Speech> {
        Speech::ALL.into_iter().find(|speech| speech.name() == name)
    }
}

/// An entry of a lexicon.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Lemma or phrase.
    pub lemma: String,
    /// Part of speech.
    pub speech: Speech,
    /// Translations, the likeliest first; one at least.
    pub translations: Vec<String>,
    /// The subject or use, where one is noted.
    pub domain: Option<String>,
    /// The chance that a word drawn at random is this one, by its chapter.
    pub chance: f32,
}

/// A line of a chapter that is no entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}")]
pub struct ChapterError {
    /// The file's name.
    pub file: String,
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: LineProblem,
}

/// What is wrong with a line of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineProblem {
    /// Not three or four cells.
    Cells(usize),
    /// No known part of speech.
    Speech(String),
    /// No lemma, or a translation without a letter or digit.
    Empty,
    /// A cell or translation with white space around it or doubled inside.
    Space(String),
    /// A character that no entry has.
    Character(char),
    /// The same translation twice.
    Twice(String),
    /// A word too long to be one.
    Long,
}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineProblem::Cells(n) => write!(
                f,
                "{n} cells; write lemma, part of speech, translations (a|b|c) and perhaps a \
                 subject, with tabs between them"
            ),
            LineProblem::Speech(name) => {
                let names = Speech::ALL.map(Speech::name).join(", ");
                write!(f, "no part of speech is called {name:?}; there are {names}")
            }
            LineProblem::Empty => write!(f, "a lemma or translation has no letter; write one"),
            LineProblem::Space(cell) => {
                write!(f, "white space too many in {cell:?}; take it out")
            }
            LineProblem::Character(c) => {
                write!(f, "the character {c:?} does not belong into an entry; take it out")
            }
            LineProblem::Twice(sense) => write!(f, "the translation {sense:?} stands twice"),
            LineProblem::Long => write!(f, "a word is longer than any word; part it"),
        }
    }
}

/// Marks that may stand inside an entry, besides letters, digits and spaces.
const MARKS: &str = "-'’.,/&+%°()!?";

/// Reads a chapter; `chance` is that of each of its words. The first line that is no entry is
/// the error.
///
/// # Errors
/// [`ChapterError`] names file and line.
///
/// ```
/// use kladka::lexicon::entry::{Speech, read_chapter};
/// let chapter = "# law\nsąd\tnoun\tcourt|tribunal\tlaw\nSąd Najwyższy\tname\tSupreme Court\n";
/// let entries = read_chapter("law.tsv", chapter, 1e-5)?;
/// assert_eq!(entries[0].translations, ["court", "tribunal"]);
/// assert_eq!((entries[1].speech, entries.len()), (Speech::Name, 2));
/// let wrong = read_chapter("law.tsv", "sąd\tword\tcourt\n", 1e-5).unwrap_err();
/// assert!(wrong.to_string().starts_with("law.tsv, line 1: no part of speech"));
/// # Ok::<(), kladka::lexicon::entry::ChapterError>(())
/// ```
pub fn read_chapter(file: &str, text: &str, chance: f32) -> Result<Vec<Entry>, ChapterError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut entries = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let entry = read_line(line, chance).map_err(|problem| ChapterError {
            file: file.to_string(),
            line: number + 1,
            problem,
        })?;
        entries.push(entry);
    }
    Ok(entries)
}

fn read_line(line: &str, chance: f32) -> Result<Entry, LineProblem> {
    let cells: Vec<&str> = line.split('\t').collect();
    let (&[lemma, speech, senses], domain) = (match cells.as_slice() {
        [first @ .., domain] if cells.len() == 4 => (first, Some(*domain)),
        first => (first, None),
    }) else {
        return Err(LineProblem::Cells(cells.len()));
    };
    let speech =
        Speech::from_name(speech).ok_or_else(|| LineProblem::Speech(speech.to_string()))?;
    let translations: Vec<&str> = senses.split('|').collect();
    for headword in translations.iter().chain([&lemma]).copied() {
        check(headword)?;
    }
    if let Some(domain) = domain {
        check(domain)?;
    }
    for (at, sense) in translations.iter().enumerate() {
        if translations[..at].contains(sense) {
            return Err(LineProblem::Twice(sense.to_string()));
        }
    }
    Ok(Entry {
        lemma: lemma.to_string(),
        speech,
        translations: translations.into_iter().map(String::from).collect(),
        domain: domain.map(String::from),
        chance,
    })
}

/// Reads a headword that somebody else wrote: white space is mended, and what is no word or
/// phrase in letters is left out.
///
/// ```
/// use kladka::lexicon::entry::read_headword;
/// assert_eq!(read_headword("  most  zwodzony ").as_deref(), Some("most zwodzony"));
/// assert_eq!(read_headword("~ | *"), None);
/// ```
pub fn read_headword(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    check(&text).is_ok().then_some(text)
}

/// Checks a headword: a word or phrase in letters, digits and a few marks.
fn check(headword: &str) -> Result<(), LineProblem> {
    /// Bytes up to which a word may be one; more is a line gone wrong.
    const LONGEST: usize = 120;
    if headword.trim() != headword || headword.contains("  ") {
        return Err(LineProblem::Space(headword.to_string()));
    }
    if !headword.chars().any(char::is_alphanumeric) {
        return Err(LineProblem::Empty);
    }
    let belongs = |c: char| c.is_alphanumeric() || c == ' ' || MARKS.contains(c);
    if let Some(stray) = headword.chars().find(|&c| !belongs(c)) {
        return Err(LineProblem::Character(stray));
    }
    if headword.split(' ').any(|word| word.len() > LONGEST) {
        return Err(LineProblem::Long);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_is_told_with_its_place() {
        for (line, problem) in [
            ("rada\tnoun", "2 cells"),
            ("rada\tnoun\tcouncil\tlaw\tmore", "5 cells"),
            ("rada\tsubstantive\tcouncil", "no part of speech is called \"substantive\""),
            ("\tnoun\tcouncil", "has no letter"),
            ("rada\tnoun\tcouncil|", "has no letter"),
            ("rada\tnoun\tcouncil| board", "white space too many in \" board\""),
            ("rada\tnoun\tcouncil*", "the character '*'"),
            ("rada\tnoun\tcouncil|board|council", "\"council\" stands twice"),
        ] {
            let read = read_chapter("my.tsv", &format!("# remark\n\n{line}\n"), 1e-5);
            let error = read.expect_err(line).to_string();
            assert!(error.starts_with("my.tsv, line 3: "), "{error}");
            assert!(error.contains(problem), "{error}");
        }
    }
}
