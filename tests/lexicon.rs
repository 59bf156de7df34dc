//! The core lexicon: its chapters, its table, and that both say the same.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;

use kladka::language;
use kladka::lexicon::compile::compile;
use kladka::lexicon::core::{ChapterRow, read_chapter_rows};
use kladka::lexicon::entry::{Entry, Speech, read_chapter};
use kladka::lexicon::{Finder, Reading, core};

/// A chapter: its row in `chapters.tsv`, its file, its text.
struct Chapter {
    row: ChapterRow,
    file: String,
    text: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/lexicon/data")
}

/// All chapters, in the order of their rows.
fn chapters() -> Vec<Chapter> {
    let text = fs::read_to_string(folder().join("chapters.tsv")).expect("chapters.tsv");
    let rows = read_chapter_rows(&text).expect("rows of chapters.tsv");
    let files = fs::read_dir(folder()).expect("the folder of the chapters");
    let mut files: Vec<String> = files
        .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
        .filter(|file| file.ends_with(".tsv") && file != "chapters.tsv")
        .collect();
    files.sort();
    let mut chapters = Vec::new();
    for row in rows {
        let own: Vec<String> = files.extract_if(.., |file| row.names(file)).collect();
        for file in own {
            let text = fs::read_to_string(folder().join(&file)).expect("a chapter");
            chapters.push(Chapter { row: row.clone(), file, text });
        }
    }
    assert!(files.is_empty(), "in no row of chapters.tsv: {files:?}");
    chapters
}

/// The lines of a chapter that hold entries, with their numbers.
fn lines(chapter: &Chapter) -> impl Iterator<Item = (usize, &str)> {
    let lines = chapter.text.lines().enumerate().map(|(number, line)| (number + 1, line));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

#[test]
fn the_tables_are_those_of_the_chapters() {
    let mut pairs: BTreeMap<(String, String), Vec<Entry>> = BTreeMap::new();
    for Chapter { row, file, text } in chapters() {
        let entries = read_chapter(&file, &text, row.chance).expect("a chapter");
        pairs.entry((row.source, row.target)).or_default().extend(entries);
    }
    for ((source, target), entries) in pairs {
        let compiled = compile(&source, &target, &entries).expect("a table");
        let kept = core().into_iter().find(|d| d.langs() == (source.as_str(), target.as_str()));
        let same = kept.is_some_and(|dictionary| dictionary.bytes() == compiled);
        assert!(
            same,
            "the table of {source}-{target} is not that of the chapters: run\n    cargo run --release --example build_lexicon"
        );
        const MOST: usize = 1 << 20;
        assert!(compiled.len() <= MOST, "the table takes {} bytes", compiled.len());
    }
}

/// Letters and marks of the chapters: what else stands there is a slip.
fn belongs(c: char) -> bool {
    /// The first character beyond the Latin letters of European languages.
    const BEYOND_LATIN: char = '\u{250}';
    c.is_ascii_digit() || c.is_alphabetic() && c < BEYOND_LATIN || " -'.,/&".contains(c)
}

#[test]
fn every_entry_is_well_formed() {
    let mut wrong = Vec::new();
    let mut seen = HashSet::new();
    for chapter in chapters() {
        for (number, line) in lines(&chapter) {
            let mut tell =
                |what: &str| wrong.push(format!("{}, line {number}: {what}: {line}", chapter.file));
            if let Some(c) = line.chars().find(|&c| !belongs(c) && c != '\t' && c != '|') {
                tell(&format!("the character {c:?}"));
            }
            let entry = match read_chapter(&chapter.file, line, chapter.row.chance) {
                Ok(entries) => entries.into_iter().next().expect("one line, one entry"),
                Err(error) => {
                    tell(&error.problem.to_string());
                    continue;
                }
            };
            if !seen.insert((chapter.row.source.clone(), entry.lemma.clone(), entry.speech)) {
                tell("the same lemma and part of speech stand elsewhere");
            }
            if let Some(what) = wrong_lemma(&chapter.row.source, &entry) {
                tell(what);
            }
        }
    }
    assert!(wrong.is_empty(), "{} lines are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Says what is wrong with a lemma, if anything is: it has to be the citation form of its part of
/// speech, as far as endings and the fold tell. A lemma that the fold knows as one is always right.
fn wrong_lemma(lang: &str, entry: &Entry) -> Option<&'static str> {
    let lemma = entry.lemma.as_str();
    let small = lemma.to_lowercase();
    let own = || language::fold(lang, lemma).strong().any(|key| key == small);
    let one_word = lemma.chars().all(char::is_alphabetic);
    let of_the_grammar = entry.domain.as_deref() == Some("function");
    let capital = |word: &str| word.chars().any(char::is_uppercase);
    // Only Polish endings are known here.
    let ends = |endings: &[&str]| lang == "pl" && endings.iter().any(|end| small.ends_with(end));
    match entry.speech {
        // A name may be written small in one of the languages (traktat nicejski).
        Speech::Name if !capital(lemma) && !entry.translations.iter().any(|t| capital(t)) => {
            Some("a name without a capital")
        }
        _ if !one_word || of_the_grammar => None,
        Speech::Verb if lang == "pl" && !ends(&["ć", "c"]) && !own() => Some("no infinitive"),
        Speech::Adjective if ends(&["ego", "emu", "ej", "ych", "ich", "ą", "e"]) && !own() => {
            Some("no nominative")
        }
        Speech::Noun if ends(&["ą", "ami"]) && !own() => Some("no nominative"),
        _ => None,
    }
}

#[test]
fn every_entry_is_found_in_its_own_headwords() {
    let mut finder = Finder::new(&core());
    let mut lost = Vec::new();
    for dictionary in core() {
        let (source, target) = dictionary.langs();
        for entry in dictionary.entries() {
            let sides = std::iter::once((source, &entry.lemma));
            for (lang, headword) in sides.chain(entry.translations.iter().map(|t| (target, t))) {
                let hits = finder.find(lang, headword);
                let own = hits.iter().filter(|hit| hit.lemma == *headword);
                let reading = |r: &Reading| r.lemma == entry.lemma && r.speech == entry.speech;
                if !own.flat_map(|hit| hit.readings.iter()).any(reading) {
                    lost.push(format!("{headword} ({}, {})", entry.lemma, entry.speech.name()));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} are not found:\n{}", lost.len(), lost.join("\n"));
}
