//! Sentences of many genres with their breaks marked by hand.
//!
//! `tests/data/segment/*_LANG.txt`: one block a line, ` | ` at each break (`|` alone where no white space stands), `# …`
//! names the genre or class of the lines below. `own_*` are short hard cases, the others running text that was marked
//! before the rules had seen it (a few marks were corrected afterwards); the rules have since learned from what they got
//! wrong there, so these are floors against changes for the worse, not a measure of fresh text.

mod gold;
mod hard_points;

use std::fmt::Write as _;
use std::fs;

use gold::{Block, Score, read_marked};
use kladka::segment::{explain, sentences};

fn read(lang: &str, name: &str) -> String {
    let path = format!("{}/tests/data/segment/{name}_{lang}.txt", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn score_block(lang: &str, block: &Block, raw: bool, report: &mut String) -> Score {
    let text = &block.text;
    let found: Vec<usize> =
        sentences(lang, text).iter().map(|span| span.end).filter(|end| *end < text.len()).collect();
    let decisions = explain(lang, text);
    let mut tell = |what: &str, at: usize| {
        let why = decisions
            .iter()
            .find(|d| d.at == at)
            .map_or("not a candidate".into(), |d| d.reason.to_string());
        let _ = writeln!(report, "  {what}: {}¦{} [{why}]", &text[..at], &text[at..]);
    };
    found.iter().filter(|at| !block.ends.contains(at)).for_each(|at| tell("extra", *at));
    block.ends.iter().filter(|at| !found.contains(at)).for_each(|at| tell("missed", *at));
    Score::of(lang, block, &found, raw)
}

/// Scores a file, prints a line for each genre and what is wrong, and fails below the floor.
fn check(lang: &str, name: &str, floor: f64) -> Score {
    let mut whole = Score::default();
    let mut genres: Vec<(String, Score)> = Vec::new();
    let mut report = String::new();
    for block in read_marked(&read(lang, name)) {
        let score = score_block(lang, &block, true, &mut report);
        whole.add(&score);
        match genres.iter_mut().find(|(genre, _)| *genre == block.genre) {
            Some((_, sum)) => sum.add(&score),
            None => genres.push((block.genre, score)),
        }
    }
    for (genre, score) in &genres {
        let Score { right, extra, missed, .. } = score;
        let f1 = score.f1();
        let _ =
            writeln!(report, "{genre}: {right} right, {extra} extra, {missed} missed, F1 {f1:.2}");
    }
    println!("{name} {lang}: F1 {:.2}\n{report}", whole.f1());
    assert!(whole.right > 20, "{name}_{lang}.txt was not read as it should be");
    assert!(whole.f1() >= floor, "{name} {lang}: F1 {:.2} is below {floor}\n{report}", whole.f1());
    whole
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
fn speakers_letters_titles_and_units() {
    check("pl", "speakers_and_letters", 100.0);
    check("en", "titles_and_units", 100.0);
}

#[test]
fn polish_genres() {
    check("pl", "genres", 99.0);
}

#[test]
fn polish_dense_text() {
    check("pl", "dense", 99.0);
    check("pl", "dense2", 98.5);
    check("pl", "dense3", 98.0);
}

#[test]
fn english_dense_text() {
    check("en", "dense", 98.0);
    check("en", "dense2", 98.5);
}

#[test]
fn english_genres() {
    check("en", "genres", 98.5);
}

/// Scores running text that nobody who writes rules may look at: only figures are told, and each class of hard points has
/// a floor. `most_wrong` allows each class so many wrong points.
fn check_unseen(
    lang: &str,
    name: &str,
    half: &str,
    floor: f64,
    hard_floor: f64,
    most_wrong: usize,
) {
    let mut sum = Score::default();
    for block in read_marked(&read(&format!("{lang}_{half}"), name)) {
        sum.add(&score_block(lang, &block, false, &mut String::new()));
    }
    let (right, all) = sum.hard_points();
    let hard = 100.0 * right as f64 / all as f64;
    println!("{name} {lang}: F1 {:.2}, hard points {right} of {all}", sum.f1());
    assert!(all > 150, "{name}_{lang}.txt was not read as it should be");
    assert!(sum.f1() >= floor, "{name} {lang}: F1 {:.2} is below {floor}", sum.f1());
    assert!(hard >= hard_floor, "{name} {lang}: hard points {hard:.2} % are below {hard_floor}");
    for (class, (right, all)) in &sum.hard {
        assert!(all - right <= most_wrong, "{name} {lang}: {} {right} of {all}", class.name());
    }
}

#[test]
fn blind_text() {
    check_unseen("pl", "blind2", "a", 99.5, 99.4, 3);
    check_unseen("en", "blind2", "a", 99.5, 99.4, 3);
    check_unseen("pl", "blind2", "b", 99.4, 99.2, 3);
    check_unseen("en", "blind2", "b", 99.5, 99.4, 3);
    check_unseen("pl", "blind3", "a", 99.5, 99.4, 2);
    check_unseen("en", "blind3", "a", 99.5, 99.2, 2);
    check_unseen("pl", "blind3", "b", 99.1, 98.8, 2);
    check_unseen("en", "blind3", "b", 98.8, 99.0, 2);
    check_unseen("pl", "blind4", "all", 99.5, 98.2, 2);
    check_unseen("en", "blind4", "all", 99.7, 98.4, 2);
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
        ("pl", "dense"),
        ("pl", "dense2"),
        ("pl", "dense3"),
        ("en", "dense"),
        ("en", "dense2"),
        ("pl_a", "blind2"),
        ("en_a", "blind2"),
        ("pl_b", "blind2"),
        ("en_b", "blind2"),
        ("pl_a", "blind3"),
        ("en_a", "blind3"),
    ] {
        for Block { text, .. } in read_marked(&read(lang, name)) {
            let lang = lang.split('_').next().unwrap_or(lang);
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
