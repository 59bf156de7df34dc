//! Floors of what was measured on our own annotated uses of terms (`tests/data/terms/gold`).

use std::path::{Path, PathBuf};

#[path = "../examples/learn/hits.rs"]
mod hits;
#[path = "../examples/learn/uses.rs"]
mod uses;

fn gold(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/terms/gold").join(name)
}

fn check(glossary: &str, texts: &[&str], floors: &[(&str, f64, f64)]) {
    let named = hits::Named::read(&gold(glossary)).expect("a glossary");
    let files: Vec<PathBuf> = texts.iter().map(|name| gold(name)).collect();
    let mut errors = Vec::new();
    let mut tell = |error: &str| errors.push(error.to_string());
    let scores = hits::score(&named, &files, &mut tell).expect("texts");
    for (set, precision, recall) in floors {
        let score = scores[&(set.to_string(), "all".to_string())];
        let found = (score.precision(), score.recall());
        assert!(
            found.0 >= *precision && found.1 >= *recall,
            "{set}: {found:.4?}, not {precision} and {recall}\n{}",
            errors.join("\n")
        );
    }
}

#[test]
fn entries_are_found_in_texts_nobody_tuned_on() {
    check(
        "glossary_hits.tsv",
        &["hits_pl.jsonl", "hits_en.jsonl"],
        &[
            ("pl a", 0.995, 0.995),
            ("en a", 0.992, 0.995),
            ("pl b", 0.985, 0.985),
            ("en b", 0.985, 0.984),
        ],
    );
}

#[test]
fn entries_are_told_from_what_looks_like_them() {
    let floors = [("pl c", 0.99, 0.99), ("en c", 0.99, 0.99)];
    check("glossary_alike.tsv", &["alike_pl.jsonl", "alike_en.jsonl"], &floors);
}

#[test]
fn wrong_terms_are_alarms_and_right_ones_are_not() {
    let mut errors = Vec::new();
    let mut tell = |error: &str| errors.push(error.to_string());
    let scores = uses::score(&gold("glossary_uses.tsv"), &gold("uses.jsonl"), &mut tell);
    let scores = scores.expect("uses");
    for half in ["a", "b"] {
        let answers = scores[&(half.to_string(), "all".to_string())];
        let share = |(all, some): (usize, usize)| some as f64 / all as f64;
        let (alarms, accepted) = (share(answers.right), share(answers.wrong));
        assert!(alarms <= 0.01 && accepted <= 0.01, "{half}: {answers:?}\n{}", errors.join("\n"));
    }
}
