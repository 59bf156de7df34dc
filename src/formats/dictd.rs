//! FreeDict dictionaries as dictd serves them: [`read_dictd`].
//!
//! An index (`eng-pol.index`: headword, place and length of its article, in base 64) and the
//! articles (`eng-pol.dict`, or `.dict.dz`, which is gzip). An article is written for people:
//!
//! ```text
//! bridge /bridʒ/ <N>
//!  1.  most
//!  2.  kładka, pomost (foot - pieszy)
//! ```
//!
//! What is taken are the first line below the headword and numbered lines, without what stands in
//! brackets, cut at commas. So such a dictionary is trusted less than one made for programs.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::formats::dictionary::CHANCE;
use crate::formats::exchange::FormatError;
use crate::formats::strictness::{Place, Skipped};
use crate::language::telltale;
use crate::lexicon::Dictionary;
use crate::lexicon::entry::{Entry, Speech, read_headword};
use crate::text::Lang;

/// How far such a dictionary is trusted, 0 to 1; chosen.
const TRUST: f32 = 0.75;
/// Bytes of articles that are read at most: an index names no more than 4 GB, and a file that
/// unpacks to more than this is no dictionary.
const MOST_BYTES: u64 = 1 << 30;
/// Words a translation has at most; more explain a word.
const MOST_WORDS: usize = 5;

/// Reads a dictionary from the bytes of its index and of its articles, packed or not; with it
/// the lines of the index whose article could not be found.
///
/// The file's name has to tell the languages: `eng-pol.index`, `freedict-pol-eng.index`.
///
/// # Errors
/// [`FormatError`] when the name tells no languages, the articles cannot be unpacked or read, or a
/// line of the index is none.
pub fn read_dictd(
    name: &str,
    index: &[u8],
    articles: &[u8],
) -> Result<(Dictionary, Vec<Skipped>), FormatError> {
    let other = |found: String, expected| FormatError::Other {
        name: name.to_string(),
        format: "FreeDict index",
        found,
        expected,
    };
    let Some((source, target)) = languages(name) else {
        let found = "its name tells no languages".to_string();
        return Err(other(found, "a name like eng-pol.index"));
    };
    let articles = unpacked(articles)
        .map_err(|error| other(format!("its articles cannot be unpacked ({error})"), "gzip"))?;
    let index = String::from_utf8_lossy(index);
    let (mut entries, mut skipped, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (number, line) in index.lines().enumerate() {
        let at = Place { line: number + 1, unit: 0 };
        let Some((headword, place, length)) = row(line) else {
            let why = "no line of an index: write headword, place and length in base 64".into();
            return Err(FormatError::Broken { name: name.to_string(), at, why });
        };
        if headword.starts_with("00") || !seen.insert(place) {
            continue;
        }
        match articles.get(place..place.saturating_add(length)).map(str::from_utf8) {
            Some(Ok(article)) => entries.extend(read_article(article)),
            _ => skipped.push(Skipped { at, why: format!("{headword:?} has no article there") }),
        }
    }
    if entries.is_empty() {
        return Err(FormatError::Empty { name: name.to_string(), format: "dictionary" });
    }
    let compiled = Dictionary::compile(&source, &target, &entries, TRUST);
    let dictionary = compiled.map_err(|error| FormatError::Broken {
        name: name.to_string(),
        at: Place { line: 1, unit: 0 },
        why: error.to_string(),
    })?;
    Ok((dictionary, skipped))
}

/// The languages in a file's name: two three-letter codes with a hyphen between them.
fn languages(name: &str) -> Option<(String, String)> {
    let stem = name.rsplit(['/', '\\']).next()?.split('.').next()?;
    let mut parts = stem.rsplit('-');
    let (target, source) = (parts.next()?, parts.next()?);
    let primary = |code: &str| {
        let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase());
        let lang = is_code.then(|| Lang::new(telltale::tag(code)).ok()).flatten()?;
        Some(lang.primary().to_string())
    };
    Some((primary(source)?, primary(target)?))
}

fn unpacked(bytes: &[u8]) -> std::io::Result<Cow<'_, [u8]>> {
    const GZIP: [u8; 2] = [0x1f, 0x8b];
    if !bytes.starts_with(&GZIP) {
        return Ok(bytes.into());
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut unpacked)?;
    Ok(unpacked.into())
}

/// A line of the index: headword, place, length.
fn row(line: &str) -> Option<(&str, usize, usize)> {
    let mut cells = line.split('\t');
    let (headword, place, length) = (cells.next()?, cells.next()?, cells.next()?);
    Some((headword, number(place)?, number(length)?))
}

/// A number in the base 64 of dictd: digits A–Z a–z 0–9 + /, the greatest first.
fn number(digits: &str) -> Option<usize> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    if digits.is_empty() {
        return None;
    }
    digits
        .bytes()
        .try_fold(0usize, |sum, byte| sum.checked_mul(64)?.checked_add(usize::from(digit(byte)?)))
}

/// Reads an article: an entry for each part of speech it has.
fn read_article(article: &str) -> Vec<Entry> {
    let mut lines = article.lines().filter(|line| !line.trim().is_empty());
    let Some(head) = lines.next() else { return Vec::new() };
    let (lemma, mut speech) = read_head(head);
    let Some(lemma) = lemma.and_then(read_headword) else { return Vec::new() };
    let mut entries: Vec<Entry> = Vec::new();
    let mut first = true;
    for line in lines {
        let (number, rest) = numbered(line.trim());
        let (said, rest) = speech_of(rest);
        if let Some(said) = said {
            speech = said;
        }
        let (again, rest) = numbered(rest);
        if first || number || again {
            let entry = entries.iter_mut().find(|entry| entry.speech == speech);
            let translations = translations(rest, &lemma);
            match entry {
                Some(entry) => {
                    for translation in translations {
                        if !entry.translations.contains(&translation) {
                            entry.translations.push(translation);
                        }
                    }
                }
                None => entries.push(Entry {
                    lemma: lemma.clone(),
                    speech,
                    translations,
                    domain: None,
                    chance: CHANCE,
                }),
            }
        }
        first = false;
    }
    entries.retain(|entry| !entry.translations.is_empty());
    entries
}

/// The headword before its sound and part of speech.
fn read_head(line: &str) -> (Option<&str>, Speech) {
    let end = [" /", " <", " [", " ("].into_iter().filter_map(|mark| line.find(mark)).min();
    let (head, rest) = line.split_at(end.unwrap_or(line.len()));
    let speech = rest.find('<').and_then(|at| speech_of(&rest[at..]).0);
    let usual = if head.trim().contains(' ') { Speech::Phrase } else { Speech::Noun };
    (Some(head.trim()), speech.unwrap_or(usual))
}

/// A part of speech in pointed brackets, and what follows it.
fn speech_of(line: &str) -> (Option<Speech>, &str) {
    let Some((name, rest)) = line.strip_prefix('<').and_then(|line| line.split_once('>')) else {
        return (None, line);
    };
    let name = name.split([',', ' ']).next().unwrap_or_default().to_lowercase();
    let speech = match name.as_str() {
        "n" => Some(Speech::Noun),
        "pn" => Some(Speech::Name),
        "v" => Some(Speech::Verb),
        "prep" => Some(Speech::Preposition),
        other => Speech::from_name(other),
    };
    (speech, rest.trim_start())
}

/// Takes a number off: `1.` or `IV.`.
fn numbered(line: &str) -> (bool, &str) {
    let number = line.split_once(". ").filter(|(number, _)| {
        !number.is_empty()
            && number.len() <= 4
            && (number.bytes().all(|b| b.is_ascii_digit())
                || number.bytes().all(|b| b"IVX".contains(&b)))
    });
    number.map_or((false, line), |(_, rest)| (true, rest.trim_start()))
}

/// The translations in a line: without brackets, cut at commas and semicolons. What holds the
/// headword is a phrase of its own language, whose translation stands elsewhere.
fn translations(line: &str, lemma: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0usize;
    for c in line.chars() {
        match c {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    // What sounds or counts is about another headword.
    let other = |c: char| c == '/' || c.is_ascii_digit();
    let short =
        |text: &&str| text.split_whitespace().count() <= MOST_WORDS && !text.contains(other);
    let mut all: Vec<String> = Vec::new();
    for text in plain.split([',', ';']).filter(short).filter_map(read_headword) {
        let phrase = text != lemma && text.split(' ').any(|word| word == lemma);
        if !phrase && !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_gives_an_entry_a_part_of_speech() {
        let article = "light /laɪt/\nI.  <N> 1.  światło (of - czegoś)\n 2.  lampa\n\
                       II.  <Adj>  jasny, lekki\n 2. light bulb /laɪt/ żarówka\n\
                       3. in this light\n - w tym świetle\n";
        let read: Vec<(Speech, String)> = read_article(article)
            .into_iter()
            .map(|entry| (entry.speech, entry.translations.join("|")))
            .collect();
        let expected = [(Speech::Noun, "światło|lampa"), (Speech::Adjective, "jasny|lekki")];
        assert_eq!(read, expected.map(|(speech, all)| (speech, all.to_string())));
    }

    #[test]
    fn numbers_are_read_in_base_64() {
        assert_eq!(number("BRE"), Some(64 * 64 + 17 * 64 + 4));
        assert_eq!((number(""), number("ą"), number("//////////////")), (None, None, None));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            index in "([a-z ]{0,6}\t[A-C]{1,2}\t[A-Z]{1,2}\n){0,6}|\\PC{0,40}",
            articles in "([a-zł]{1,6} <[a-z]{1,3}>\n [0-9]\\. [a-ż, ();]{0,20}\n){0,6}|\\PC{0,40}",
        ) {
            let _ = read_dictd("eng-pol.index", index.as_bytes(), articles.as_bytes());
        }
    }
}
