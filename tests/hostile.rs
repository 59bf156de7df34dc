//! Texts that nobody would align, and that somebody will: sensible beads or an error of one line,
//! in bounded time.
//!
//! `KLADKA_LONG=1` takes 100,000 identical lines instead of 60, and a line of 1 MB instead of
//! 30 KB.

use std::time::{Duration, Instant};

use kladka::align::{Input, Knowledge, align, pair_sentences, survey};
use kladka::bitext::{Survey, Verdict};
use kladka::glossary::Glossary;
use kladka::jobs::{self, AlignOptions, JobError, Pair, ReadOptions};
use kladka::lexicon::{Given, core};
use kladka::segment::Rules;

fn long(usual: usize, long: usize) -> usize {
    if std::env::var_os("KLADKA_LONG").is_some() { long } else { usual }
}

/// Aligns and surveys, and holds the law of the cover and a bound of time a sentence.
fn aligned(langs: (&str, &str), source: &[String], target: &[String]) -> Survey {
    let input = Input {
        source_lang: langs.0,
        target_lang: langs.1,
        source,
        target,
        source_headings: &[],
        target_headings: &[],
    };
    let known = Knowledge { given: Given::of(langs.0, langs.1, &core()), ..Knowledge::default() };
    let began = Instant::now();
    let found = align(&input, &known, &|| true).expect("a path");
    let covered = |side: fn(&kladka::bitext::Bead) -> usize| found.beads().iter().map(side).sum();
    let (a, b): (usize, usize) =
        (covered(|bead| bead.source.len()), covered(|bead| bead.target.len()));
    assert_eq!((a, b), (source.len(), target.len()));
    assert!(found.beads().iter().all(|bead| (0.0..=1.0).contains(&bead.confidence)));
    let survey = survey(&input, &found, &known, &|| true).expect("not stopped");
    // Generous: an unoptimised build on a busy machine.
    let bytes: usize = source.iter().chain(target).map(String::len).sum();
    let bound = Duration::from_millis(20 * (source.len() + target.len()) as u64 + 20_000)
        + Duration::from_micros(40 * bytes as u64);
    assert!(began.elapsed() < bound, "{:?} for {} sentences", began.elapsed(), a + b);
    survey
}

fn lines(text: &str, count: usize) -> Vec<String> {
    vec![text.to_string(); count]
}

#[test]
fn identical_lines_take_bounded_time() {
    let count = long(60, 100_000);
    let (pl, en) = (lines("To jest zdanie.", count), lines("This is a sentence.", count + 7));
    let survey = aligned(("pl", "en"), &pl, &en);
    assert!(survey.moved.len() <= 2, "{:?}", survey.moved);
    let twins = aligned(("pl", "en"), &en, &en);
    assert_eq!(twins.verdict, Verdict::Untranslated);
}

#[test]
fn one_huge_line_is_one_bead() {
    let words = long(3_000, 150_000);
    let (pl, en) = ("zdanie ".repeat(words), "sentence ".repeat(words));
    aligned(("pl", "en"), &[pl], &[en]);
    let letters = "x".repeat(long(30_000, 1_000_000));
    let other = ["A short one.".to_string(), letters.clone()];
    aligned(("pl", "en"), &[letters], &other);
}

#[test]
fn texts_without_letters_are_beads() {
    let numbers: Vec<String> = (0..40).map(|n| format!("{n} – {} ***", n * n)).collect();
    aligned(("pl", "en"), &numbers, &numbers);
    let marks: Vec<String> = (1..30).map(|n| "—".repeat(n)).collect();
    aligned(("pl", "en"), &marks, &marks[..7]);
    let nothing = lines("", 12);
    aligned(("pl", "en"), &nothing, &nothing);
    aligned(("pl", "en"), &nothing, &marks);
}

#[test]
fn an_empty_side_stands_alone() {
    let pl = lines("To jest zdanie.", 20);
    let alone = aligned(("pl", "en"), &pl, &[]);
    assert_eq!((alone.verdict, alone.source_alone), (Verdict::Unrelated, vec![0..20; 1]));
    assert_eq!(aligned(("pl", "en"), &[], &pl).target_alone, vec![0..20; 1]);
    assert_eq!(aligned(("pl", "en"), &[], &[]).parallel_share, 0.0);
}

#[test]
fn other_scripts_are_aligned_by_what_they_share() {
    let numbered = |words: [&str; 3]| -> Vec<String> {
        (0..24)
            .map(|n| format!("{} {} {}", words[n % 3], 100 + 37 * n, words[(n + 1) % 3]))
            .collect()
    };
    let en = numbered(["The bridge has", "In the year", "More than"]);
    for (lang, words) in [
        ("ar", ["الجسر لديه", "في عام", "أكثر من"]),
        ("he", ["לגשר יש", "בשנת", "יותר מ"]),
        ("zh", ["这座桥有", "在那一年", "超过"]),
        ("ja", ["この橋には", "その年に", "以上"]),
        ("th", ["สะพานมี", "ในปี", "มากกว่า"]),
    ] {
        let survey = aligned((lang, "en"), &numbered(words), &en);
        assert_eq!(survey.verdict, Verdict::Parallel, "{lang}: {survey:?}");
    }
}

#[test]
fn comparing_identical_lines_takes_bounded_time() {
    let (pl, en) = (lines("To jest zdanie.", 600), lines("This is a sentence.", 600));
    let input = Input {
        source_lang: "pl",
        target_lang: "en",
        source: &pl,
        target: &en,
        source_headings: &[],
        target_headings: &[],
    };
    let began = Instant::now();
    let known = Knowledge { given: Given::of("pl", "en", &core()), ..Knowledge::default() };
    pair_sentences(&input, &known, &|| true).expect("not stopped");
    assert!(began.elapsed() < Duration::from_secs(120), "{:?}", began.elapsed());
}

fn file(name: &str, text: &str) -> Result<kladka::text::Segmented, jobs::InputError> {
    let input = jobs::Input { name: name.into(), bytes: text.as_bytes().to_vec(), lang: None };
    jobs::read(input, ReadOptions::default(), &Rules::Native)
}

const PL: &str =
    "Rada zebrała się w Warszawie. Przyjęto 12 rezolucji. Minister podziękował gospodarzom.";
const EN: &str =
    "The Council met in Warsaw. It adopted 12 resolutions. The minister thanked the hosts.";

#[test]
fn what_cannot_be_aligned_is_an_error_of_one_line() {
    let pair = |a: &str, b: &str| {
        let (a, b) =
            (file("a.txt", a).map_err(JobError::from)?, file("b.txt", b).map_err(JobError::from)?);
        Pair::new(a, b).map(|_| ())
    };
    let cases = [
        (pair(PL, PL), "a.txt and b.txt hold the same text"),
        (pair(EN, "The bridge is closed for the winter. Please wait."), "both in one language"),
        (pair(PL, ""), "b.txt: the file is empty"),
        (pair(PL, "12:30\n\n--- *** ---\n"), "b.txt: "),
    ];
    for (found, said) in cases {
        let told = found.expect_err(said).to_string();
        assert!(told.contains(said) && !told.contains('\n'), "{told}");
    }
}

#[test]
fn one_huge_paragraph_is_cut_and_aligned() {
    let many = long(30, 4_000);
    let repeat = |text: &str| {
        (0..many).map(|n| text.replace("12", &(1000 + n * 3).to_string()) + " ").collect::<String>()
    };
    let (source, target) = (file("a.txt", &repeat(PL)), file("b.txt", &repeat(EN)));
    let (source, target) = (source.expect("Polish"), target.expect("English"));
    assert_eq!(source.segments().len(), 3 * many);
    let known = Knowledge { given: Given::of("pl", "en", &core()), ..Knowledge::default() };
    let options = AlignOptions::default();
    let found = jobs::align(source, target, &known, &Glossary::default(), &options, &|| true);
    let found = found.expect("aligned");
    assert_eq!(found.verdict(), Some(Verdict::Parallel));
    let right = |row: &jobs::Row| match (&row.source, &row.target) {
        (Some(a), Some(b)) => a.segments == b.segments,
        _ => false,
    };
    assert!(found.rows.iter().filter(|row| right(row)).count() * 10 >= 9 * 3 * many);
}
