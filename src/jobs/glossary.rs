//! Files of terms: read, looked through for what is doubtful, and merged.

use std::collections::HashMap;

use crate::bitext::{Term, TermStatus};
use crate::formats::{
    Change, EditError, FormatError, TermFile, TermReading, TermsRead, read_terms_as,
};
use crate::glossary::{Doubt, verify};
use crate::language::{DESCRIBED, likeness};
use crate::structure::detect_text;
use crate::text::Lang;

/// Reads a file of terms. The languages of one that names none are those given, else they are told
/// from its columns.
///
/// # Errors
/// [`FormatError`] when it is no file of terms, or its languages cannot be told.
pub fn read_glossary(
    name: &str,
    bytes: &[u8],
    langs: Option<(Lang, Lang)>,
) -> Result<TermsRead, FormatError> {
    let reading = TermReading { langs, ..TermReading::default() };
    match read_terms_as(name, bytes, &reading) {
        Err(FormatError::NoLanguages { name }) => {
            let langs = told_languages(&name, bytes);
            let langs = langs.ok_or_else(|| FormatError::NoLanguages { name: name.clone() })?;
            read_terms_as(&name, bytes, &TermReading { langs: Some(langs), ..reading })
        }
        other => other,
    }
}

/// Opens a table of terms to be changed, as [`read_glossary`] reads one.
///
/// # Errors
/// [`EditError`] when it is no table, or its languages cannot be told.
pub fn open_glossary(
    name: &str,
    bytes: &[u8],
    langs: Option<(Lang, Lang)>,
) -> Result<TermFile, EditError> {
    match TermFile::open(name, bytes, langs) {
        Err(EditError::Format(FormatError::NoLanguages { name })) => {
            let langs = told_languages(&name, bytes);
            let langs = langs.ok_or_else(|| FormatError::NoLanguages { name: name.clone() })?;
            TermFile::open(&name, bytes, Some(langs))
        }
        other => other,
    }
}

/// Tells the languages of two columns from all that stands in them.
fn told_languages(name: &str, bytes: &[u8]) -> Option<(Lang, Lang)> {
    let unknown = (Lang::new("mul").ok()?, Lang::new("und").ok()?);
    let reading = TermReading { langs: Some(unknown), ..TermReading::default() };
    let read = read_terms_as(name, bytes, &reading).ok()?;
    let column = |names: fn(&Term) -> &Vec<String>| {
        let all: Vec<&str> = read.terms.iter().flat_map(names).map(String::as_str).collect();
        language_of(&all.join(". "))
    };
    let (source, target) = (column(|term| &term.source)?, column(|term| &term.target)?);
    (!source.same_language(&target)).then_some((source, target))
}

/// Known words, of those of a column, from which it is in a described language.
const KNOWN: f64 = 0.6;
/// Bytes from which statistics of letters are believed.
const LONG: usize = 400;

/// Tells the language of names: they have no function words, by which a text gives itself away.
fn language_of(names: &str) -> Option<Lang> {
    let like = DESCRIBED.iter().map(|lang| (*lang, likeness(lang, names)));
    let best = like.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, like)| *like >= KNOWN);
    match best {
        Some((lang, _)) => Lang::new(lang).ok(),
        None => detect_text(names).filter(|_| names.len() >= LONG),
    }
}

/// A doubtful entry of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubtful {
    /// The file.
    pub file: String,
    /// The line in which the entry begins.
    pub line: usize,
    /// Where the other entry stands, in words, where the doubt is about two.
    pub other_line: String,
    /// What is doubtful.
    pub what: What,
}

/// What is doubtful about an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// It could not be read: why.
    Unusable(String),
    /// It could be read.
    Doubt(Doubt),
}

/// Looks for doubtful entries in files, in order; entries of all files are compared.
pub fn verify_glossaries(files: &[(String, TermsRead)]) -> Vec<Doubtful> {
    let mut found = Vec::new();
    let mut terms: Vec<Term> = Vec::new();
    let mut places: Vec<(&str, usize)> = Vec::new();
    for (name, read) in files {
        found.extend(read.skipped.iter().map(|skipped| Doubtful {
            file: name.clone(),
            line: skipped.at.line,
            other_line: String::new(),
            what: What::Unusable(skipped.why.clone()),
        }));
        terms.extend(read.terms.iter().cloned());
        places.extend(read.lines.iter().map(|&line| (name.as_str(), line)));
    }
    for (at, doubt) in verify(&terms) {
        let (file, line) = places[at];
        let other_line = match &doubt {
            Doubt::Double { of: other, .. }
            | Doubt::Status { with: other, .. }
            | Doubt::Translations { with: other, .. } => match places[*other] {
                (other, line) if other == file => format!("line {line}"),
                (other, line) => format!("{other}, line {line}"),
            },
            Doubt::Lost { .. } => String::new(),
        };
        let what = What::Doubt(doubt);
        found.push(Doubtful { file: file.to_string(), line, other_line, what });
    }
    let rank = |doubtful: &Doubtful| files.iter().position(|(name, _)| *name == doubtful.file);
    found.sort_by_key(|doubtful| (rank(doubtful), doubtful.line));
    found
}

/// What merging came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// Entries added.
    pub added: usize,
    /// Entries that got further names.
    pub filled: usize,
    /// Entries that were there.
    pub known: usize,
    /// Entries left out since they contradict one that is there: their number in the terms given, and
    /// that one's line.
    pub against: Vec<(usize, usize)>,
    /// Entries left out since they are of other languages, or forbid something the other way round.
    pub foreign: usize,
}

/// Puts entries into a table. One that shares a name on both sides with an entry of the table, of the
/// same status, adds its other names to it; one that contradicts an entry (the same source name
/// otherwise translated, or the same pair with another status) is left out unless `both` says that
/// both are to stand.
///
/// # Errors
/// [`EditError`] when the table cannot hold an entry; it is as it was then.
pub fn merge_terms(file: &mut TermFile, terms: &[Term], both: bool) -> Result<Merged, EditError> {
    let mut merged = Merged::default();
    // What the table holds, and what it will; an entry without a line is to be added.
    let mut held: Vec<(Option<usize>, Term, bool)> = Vec::new();
    for (line, entries) in file.rows() {
        let Ok(entries) = entries else { continue };
        held.extend(entries.into_iter().map(|term| (Some(line), term, false)));
    }
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, (_, term, _)) in held.iter().enumerate() {
        for name in &term.source {
            by_name.entry(name.clone()).or_default().push(at);
        }
    }
    let langs = file.langs();
    for (number, term) in terms.iter().enumerate() {
        let Some(term) = turned(term, &langs) else {
            merged.foreign += 1;
            continue;
        };
        let mut near: Vec<usize> =
            term.source.iter().filter_map(|name| by_name.get(name)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let shares = |at: &&usize| term.target.iter().any(|n| held[**at].1.target.contains(n));
        if let Some(&at) = near.iter().filter(shares).find(|at| held[**at].1.status == term.status)
        {
            let own = &mut held[at];
            let (source, target) =
                (missing(&own.1.source, &term.source), missing(&own.1.target, &term.target));
            if source.is_empty() && target.is_empty() {
                merged.known += 1;
                continue;
            }
            for name in &source {
                by_name.entry(name.clone()).or_default().push(at);
            }
            own.1.source.extend(source);
            own.1.target.extend(target);
            merged.filled += usize::from(!own.2 && own.0.is_some());
            own.2 = true;
            continue;
        }
        let is_forbidden = |term: &Term| term.status == TermStatus::Forbidden;
        let against = near.iter().find(|at| {
            let other = &held[**at].1;
            shares(at) || !is_forbidden(other) && !is_forbidden(&term)
        });
        if let Some(&at) = against.filter(|_| !both) {
            merged.against.push((number, held[at].0.unwrap_or_default()));
            continue;
        }
        for name in &term.source {
            by_name.entry(name.clone()).or_default().push(held.len());
        }
        merged.added += 1;
        held.push((None, term, true));
    }
    let changed = held.into_iter().filter(|(_, _, changed)| *changed);
    let edits: Vec<(Option<usize>, Change)> = changed
        .map(|(line, term, _)| match line {
            None => (None, Change::of(&term)),
            Some(_) => {
                let names = Change {
                    source: Some(term.source.join("|")),
                    target: Some(term.target.join("|")),
                    ..Change::default()
                };
                (line, names)
            }
        })
        .collect();
    file.apply(&edits)?;
    Ok(merged)
}

/// The names that a list lacks.
fn missing(known: &[String], names: &[String]) -> Vec<String> {
    names.iter().filter(|name| !known.contains(name)).cloned().collect()
}

/// An entry in the languages of a table; `None` where it is of others. What is forbidden is so in one
/// direction only, and is not turned round.
fn turned(term: &Term, (source, target): &(Lang, Lang)) -> Option<Term> {
    if term.source_lang.same_language(source) && term.target_lang.same_language(target) {
        return Some(term.clone());
    }
    let round = term.source_lang.same_language(target) && term.target_lang.same_language(source);
    (round && term.status != TermStatus::Forbidden).then(|| Term {
        source: term.target.clone(),
        target: term.source.clone(),
        source_lang: term.target_lang.clone(),
        target_lang: term.source_lang.clone(),
        ..term.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &str) -> TermFile {
        open_glossary("t.tsv", format!("pl\ten\tstatus\n{rows}").as_bytes(), None).expect("a table")
    }

    fn terms(rows: &str) -> Vec<Term> {
        let rows = format!("pl\ten\tstatus\n{rows}");
        read_glossary("t", rows.as_bytes(), None).expect("a table").terms
    }

    #[test]
    fn merging_adds_fills_and_leaves_out_what_contradicts() {
        let mut file = table("# ours\nrada\tcouncil\nsejm\tSejm\tpreferred\n");
        let new = terms(
            "rada|radka\tcouncil|town council\nrada\tboard\nsejm\tSejm\tforbidden\nsejm\tDiet\tforbidden\ngmina\tcommune\n",
        );
        let merged = merge_terms(&mut file, &new, false).expect("a table");
        let against = vec![(1, 3), (2, 4)];
        let expected = Merged { added: 2, filled: 1, known: 0, against, foreign: 0 };
        assert_eq!(merged, expected);
        let text = String::from_utf8(file.bytes().expect("UTF-8")).expect("UTF-8");
        assert_eq!(
            text,
            "pl\ten\tstatus\n# ours\nrada|radka\tcouncil|town council\nsejm\tSejm\tpreferred\n\
             sejm\tDiet\tforbidden\ngmina\tcommune\tapproved\n"
        );
        let again = merge_terms(&mut file, &new, false).expect("a table");
        assert_eq!((again.added, again.filled, again.known), (0, 0, 3));
        let both = merge_terms(&mut file, &new, true).expect("a table");
        assert_eq!((both.added, both.against.len()), (2, 0));
    }

    #[test]
    fn languages_are_told_from_the_columns() {
        let text = "umowa najmu lokalu\tlease of the premises\nrada gminy jest\tthe council of a commune\n";
        let read = read_glossary("g.txt", text.as_bytes(), None).expect("a glossary");
        assert_eq!(
            (read.terms[0].source_lang.as_str(), read.terms[0].target_lang.as_str()),
            ("pl", "en")
        );
        assert!(read_glossary("g.txt", b"x\ty\n", None).is_err());
    }
}
