//! Pairs of words that must share a key, must not, or can or cannot be a form of a lemma: written by hand, one class a line.

use std::fs;

use kladka::language::fold::{Strength, can_be, fold, parts, without_diacritics};

#[test]
fn polish_pairs_hold() {
    assert!(check("pl", "tests/data/fold/pl.tsv") >= 400);
}

#[test]
fn english_pairs_hold() {
    assert!(check("en", "tests/data/fold/en.tsv") >= 150);
}

/// Checks every pair of a file and returns how many there are; fails with all pairs that do not hold.
fn check(lang: &str, path: &str) -> usize {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let (mut pairs, mut failures) = (0, vec![]);
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [relation, class, word, others] = columns[..] else {
            panic!("{path}: not four columns: {line}")
        };
        for other in others.split(' ') {
            pairs += 1;
            if !holds(lang, relation, word, other) {
                failures.push(format!(
                    "{relation} ({class}): {word} {:?} – {other} {:?}",
                    fold(lang, word),
                    fold(lang, other)
                ));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {pairs} pairs in {path} do not hold:\n{}",
        failures.len(),
        failures.join("\n")
    );
    pairs
}

fn holds(lang: &str, relation: &str, word: &str, other: &str) -> bool {
    let met = || fold(lang, word).meets(&fold(lang, other));
    match relation {
        "strong" => met() == Some(Strength::Strong),
        "meets" => met().is_some(),
        "apart" => met().is_none(),
        "can" => can_be(lang, other, word),
        "cannot" => !can_be(lang, other, word),
        "best" => fold(lang, other).best() == word,
        other => panic!("no such relation: {other}"),
    }
}

#[test]
fn diacritics_come_off() {
    assert_eq!(without_diacritics("łaska"), "laska");
    assert_eq!(without_diacritics("gęślą jaźń"), "gesla jazn");
}

#[test]
fn parts_of_compounds_are_an_answer_of_their_own() {
    let parts = parts("pl", "polsko-niemieckiej");
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[1].best(), "niemiecki");
    assert!(kladka::language::fold::parts("pl", "niemieckiej").is_empty());
}

#[test]
fn other_languages_have_their_stems() {
    assert!(fold("de", "Häuser").meets(&fold("de", "HÄUSER")).is_some());
    assert!(fold("es", "naciones").meets(&fold("es", "nación")).is_some());
    assert_eq!(fold("xx", "Słowo").best(), "słowo");
}

#[test]
fn decomposed_letters_are_composed() {
    assert_eq!(fold("pl", "Lo\u{301}dz\u{301}").best(), fold("pl", "Lódź").best());
    assert_eq!(
        fold("pl", "Kos\u{301}cio\u{301}l").meets(&fold("pl", "Kościól")),
        Some(Strength::Strong)
    );
}

#[test]
fn every_word_has_a_key_and_none_panics() {
    let odd = [
        "-", "--", "'", "’", "'s", "n't", "a-", "-a", "a-b-c", "A-", "AB-", "ß", "İ", "ŁÓDŹ", "1",
        "1-a", "ﬁ", "日本", "naj", "najnaj", "\u{301}", "É-u", "x\u{ad}y",
    ];
    let long = "ą".repeat(500);
    for word in odd.iter().copied().chain([long.as_str()]) {
        for lang in ["pl", "en", "de", "el", "", "zz"] {
            assert!(!fold(lang, word).is_empty(), "{lang} {word}");
            assert!(!fold(lang, word).best().is_empty(), "{lang} {word}");
            assert!(can_be(lang, word, word), "{lang} {word}");
            parts(lang, word);
        }
    }
    assert!(fold("pl", "").is_empty());
}
