//! Sentences of many genres with their breaks marked by hand.
//!
//! `tests/data/segment/*_LANG.txt`: one block a line, ` | ` at each break (`|` alone where no white space stands), `# …`
//! names the genre or class of the lines below. `own_*` are short hard cases, the others running text that was marked
//! before the rules had seen it (a few marks were corrected afterwards); the rules have since learned from what they got
//! wrong there, so these are floors against changes for the worse, not a measure of fresh text.

use std::fmt::Write as _;
use std::fs;

use kladka::segment::{explain, sentences};

/// Counts of boundaries inside blocks.
#[derive(Default)]
struct Score {
    right: usize,
    extra: usize,
    missed: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        let wrong = self.extra + self.missed;
        if wrong == 0 { 100.0 } else { 200.0 * self.right as f64 / (2 * self.right + wrong) as f64 }
    }

    fn add(&mut self, other: &Score) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

/// Returns the text of a line and the offsets of its breaks.
fn gold(line: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut breaks = Vec::new();
    for (index, piece) in line.split('|').enumerate() {
        let spaced = piece.strip_prefix(' ').filter(|_| index > 0);
        if index > 0 {
            text.truncate(text.trim_end().len());
            breaks.push(text.len());
            if spaced.is_some() {
                text.push(' ');
            }
        }
        text.push_str(spaced.unwrap_or(piece));
    }
    (text, breaks)
}

fn score_line(lang: &str, line: &str, report: &mut String) -> Score {
    let (text, gold) = gold(line);
    let last = text.trim_end().len();
    let found: Vec<usize> =
        sentences(lang, &text).iter().map(|span| span.end).filter(|end| *end < last).collect();
    let decisions = explain(lang, &text);
    let mut tell = |what: &str, at: usize| {
        let why = decisions
            .iter()
            .find(|d| d.at == at)
            .map_or("not a candidate".into(), |d| d.reason.to_string());
        let _ = writeln!(report, "  {what}: {}¦{} [{why}]", &text[..at], &text[at..]);
    };
    found.iter().filter(|at| !gold.contains(at)).for_each(|at| tell("extra", *at));
    gold.iter().filter(|at| !found.contains(at)).for_each(|at| tell("missed", *at));
    let right = found.iter().filter(|at| gold.contains(at)).count();
    Score { right, extra: found.len() - right, missed: gold.len() - right }
}

/// Scores a file, prints a line for each genre and what is wrong, and fails below the floor.
fn check(lang: &str, name: &str, floor: f64) {
    let path = format!("{}/tests/data/segment/{name}_{lang}.txt", env!("CARGO_MANIFEST_DIR"));
    let lines = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (mut whole, mut part, mut genre) = (Score::default(), Score::default(), "all".to_owned());
    let mut report = String::new();
    let close = |genre: &str, part: &Score, report: &mut String| {
        if part.right + part.extra + part.missed > 0 {
            let _ = writeln!(
                report,
                "{genre}: {} right, {} extra, {} missed, F1 {:.2}",
                part.right,
                part.extra,
                part.missed,
                part.f1()
            );
        }
    };
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("# ") {
            close(&genre, &part, &mut report);
            (part, genre) = (Score::default(), title.to_owned());
        } else {
            let score = score_line(lang, line, &mut report);
            part.add(&score);
            whole.add(&score);
        }
    }
    close(&genre, &part, &mut report);
    println!("{name} {lang}: F1 {:.2}\n{report}", whole.f1());
    assert!(whole.right > 20, "{path} was not read as it should be");
    assert!(whole.f1() >= floor, "{name} {lang}: F1 {:.2} is below {floor}\n{report}", whole.f1());
}

#[test]
fn polish_hard_cases() {
    check("pl", "own", 99.5);
}

#[test]
fn english_hard_cases() {
    check("en", "own", 99.5);
}

#[test]
fn polish_running_text() {
    check("pl", "blind", 99.5);
}

#[test]
fn english_running_text() {
    check("en", "blind", 98.5);
}

#[test]
fn polish_dates_and_units() {
    check("pl", "dates", 99.0);
}

#[test]
fn polish_quotations_labels_and_law() {
    check("pl", "quotes_and_labels", 98.0);
}

#[test]
fn english_abbreviations_and_dialogue() {
    check("en", "abbreviations", 99.0);
}

#[test]
fn polish_genres() {
    check("pl", "genres", 99.0);
}

#[test]
fn english_genres() {
    check("en", "genres", 98.5);
}

#[test]
fn every_sentence_of_the_cases_segments_to_itself() {
    for (lang, name) in [
        ("pl", "own"),
        ("en", "own"),
        ("pl", "blind"),
        ("en", "blind"),
        ("pl", "dates"),
        ("pl", "quotes_and_labels"),
        ("en", "abbreviations"),
        ("pl", "genres"),
        ("en", "genres"),
    ] {
        let path = format!("{}/tests/data/segment/{name}_{lang}.txt", env!("CARGO_MANIFEST_DIR"));
        for line in fs::read_to_string(&path).unwrap().lines() {
            let (text, _) = gold(line);
            for span in sentences(lang, &text) {
                let sentence = &text[span];
                assert_eq!(sentences(lang, sentence).len(), 1, "{lang}: {sentence}");
            }
        }
    }
}

#[test]
fn the_two_founding_cases() {
    let founded = "Koalicja przeciwko ISIS powstała we wrześniu 2014 r. W jej skład wchodzi dziś ponad 80 państw.";
    assert_eq!(sentences("pl", founded).len(), 2);
    assert_eq!(sentences("pl", "W 1925 r. Kowalscy przenieśli się do Lwowa.").len(), 1);
}

#[test]
fn other_languages_follow_unicode() {
    let text = "Das ist gut. Und was nun?\nNichts.";
    let spans = sentences("de", text);
    assert_eq!(spans.len(), 3);
    assert_eq!(sentences("", text), spans);
    assert_eq!(&text[spans[1].clone()], "Und was nun?");
    assert_eq!(sentences("de", "Ein Satz über\nzwei Zeilen.").len(), 1);
}

#[test]
fn reasons_are_given_for_refusals_too() {
    let decisions = explain("pl", "W 1925 r. Kowalscy przenieśli się do Lwowa. Potem wrócili.");
    assert_eq!(decisions.iter().map(|d| d.breaks).collect::<Vec<_>>(), [false, true]);
    assert_eq!(decisions[0].reason.to_string(), "no verb in the clause, a name follows");
}
