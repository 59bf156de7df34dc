//! Checks on good translations and on translations with one planted mistake.
//!
//! A record a line: `source_lang`, `target_lang`, `source`, `target`, `half`; planted ones have
//! `error` (its kind). Told are the shares of good pairs with any finding of at least `warning`, of
//! good pairs with digits that have an alarm about numbers, and of planted mistakes that any such
//! finding answers; then, by check, how many good pairs and how many planted mistakes it speaks up at.
//! Our own sets stand in `tests/data/terms/gold`.
//!
//! `terms plant` plants mistakes in the numbers of any good pairs (a digit changed, a number dropped, two
//! numbers swapped, another month) and says how many the check of numbers answers, and how often it
//! speaks up where nothing was planted; with `--errors a` alarms and what was missed are shown.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use kladka::check::{Finding, Pair, Severity, check};
use kladka::glossary::Glossary;
use kladka::text::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
struct Record {
    half: String,
    source_lang: Lang,
    target_lang: Lang,
    source: String,
    target: String,
    #[serde(default)]
    error: String,
    #[serde(default)]
    what: String,
}

/// Source and target language, source and target text.
type Texts = (Lang, Lang, String, String);

/// Texts of two languages in files `id<TAB>text`, or pairs as records.
fn pairs(files: &[String]) -> Result<Vec<Texts>, Box<dyn Error>> {
    let mut found = Vec::new();
    if let [source, target] = files
        && [source, target].iter().all(|file| file.ends_with(".tsv"))
    {
        // pud.pl.tsv: the language stands before the last full stop.
        let lang =
            |file: &String| file.rsplit('.').nth(1).ok_or("no language in the name").map(Lang::new);
        let (source_lang, target_lang) = (lang(source)??, lang(target)??);
        let read = |file: &String| -> Result<BTreeMap<String, String>, Box<dyn Error>> {
            let text = fs::read_to_string(file)?;
            let rows = text.lines().filter_map(|line| line.split_once('\t'));
            Ok(rows.map(|(id, text)| (id.to_string(), text.to_string())).collect())
        };
        let (sources, targets) = (read(source)?, read(target)?);
        for (id, text) in sources {
            if let Some(other) = targets.get(&id) {
                found.push((source_lang.clone(), target_lang.clone(), text, other.clone()));
            }
        }
        return Ok(found);
    }
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            let record: Record = serde_json::from_str(line)?;
            found.push((record.source_lang, record.target_lang, record.source, record.target));
        }
    }
    Ok(found)
}

/// Names of months, in any form that texts have, by language.
const MONTHS: [(&str, [&str; 12]); 2] = [
    (
        "pl",
        [
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
        ],
    ),
    (
        "en",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
];

/// Translations with one mistake in their numbers each, by its kind.
fn planted(lang: &Lang, target: &str) -> Vec<(&'static str, String)> {
    let bytes = target.as_bytes();
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    let replaced = |range: std::ops::Range<usize>, new: &str| {
        format!("{}{new}{}", &target[..range.start], &target[range.end..])
    };
    let mut found = Vec::new();
    for run in &runs {
        let first = bytes[run.start];
        let other = if first == b'9' { b'4' } else { first + 1 };
        let digit = char::from(other).to_string();
        found.push(("a digit changed", replaced(run.start..run.start + 1, &digit)));
    }
    // A number is dropped whole, with what parts its digits and the mark behind it.
    let mut at = 0;
    while at < runs.len() {
        let mut last = at;
        while last + 1 < runs.len()
            && matches!(
                &target[runs[last].end..runs[last + 1].start],
                "." | "," | ":" | " " | "\u{a0}"
            )
        {
            last += 1;
        }
        found.push(("a number dropped", replaced(runs[at].start..runs[last].end, "")));
        at = last + 1;
    }
    for pair in runs.windows(2) {
        let (one, two) = (&target[pair[0].clone()], &target[pair[1].clone()]);
        if one != two {
            let between = &target[pair[0].end..pair[1].start];
            let new = format!("{two}{between}{one}");
            found.push(("two numbers swapped", replaced(pair[0].start..pair[1].end, &new)));
        }
    }
    let months = MONTHS.iter().find(|(tag, _)| *tag == lang.primary());
    for (number, month) in months.iter().flat_map(|(_, months)| months.iter().enumerate()) {
        for (start, _) in target.match_indices(month) {
            let beside = |text: Option<char>| text.is_some_and(char::is_alphanumeric);
            let end = start + month.len();
            let day = target[..start].trim_end().ends_with(|c: char| c.is_ascii_digit())
                || target[end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            if !beside(target[..start].chars().next_back())
                && !beside(target[end..].chars().next())
                && day
            {
                let new = months.map_or("", |(_, months)| months[(number + 1) % 12]);
                found.push(("another month", replaced(start..end, new)));
            }
        }
    }
    found
}

/// Plants mistakes in the numbers of pairs and says how many the check of numbers answers.
pub fn plant(files: &[String], show_errors: bool) -> Result<(), Box<dyn Error>> {
    let none = Glossary::default();
    let mut caught: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut alarms, mut with_digits) = (0, 0);
    for (source_lang, target_lang, source, target) in pairs(files)? {
        let digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let is_alarm = |target: &str| {
            let pair = Pair {
                source_lang: &source_lang,
                target_lang: &target_lang,
                source: &source,
                target,
            };
            check(&pair, &none).iter().any(|finding| {
                finding.problem.name().starts_with("number")
                    && finding.problem.severity() >= Severity::Warning
            })
        };
        if !digits(&source) && !digits(&target) {
            continue;
        }
        with_digits += 1;
        if is_alarm(&target) {
            // A mistake in it would prove nothing.
            alarms += 1;
            if show_errors {
                println!("alarm\t{source}\t{target}");
            }
            continue;
        }
        for (kind, text) in planted(&target_lang, &target) {
            let is_caught = is_alarm(&text);
            for kind in [kind, "all"] {
                let score = caught.entry(kind).or_default();
                score.0 += usize::from(is_caught);
                score.1 += 1;
            }
            if show_errors && !is_caught {
                println!("missed\t{kind}\t{source}\t{text}");
            }
        }
    }
    let share = |(some, all): (usize, usize)| 100.0 * some as f64 / all.max(1) as f64;
    println!(
        "pairs with digits\t{with_digits}\talarms\t{alarms} ({:.1} %)",
        share((alarms, with_digits))
    );
    for (kind, score) in caught {
        println!("planted\t{kind}\tcaught {} of {} ({:.1} %)", score.0, score.1, share(score));
    }
    Ok(())
}

/// Prints a line a half, and a line a kind of planted mistake.
pub fn evaluate(files: &[String], show_errors: bool) -> Result<(), Box<dyn Error>> {
    let (mut good, mut numbers, mut planted) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::<_, (usize, usize)>::new());
    let none = Glossary::default();
    let mut by_check: BTreeMap<(String, &str), (usize, usize)> = BTreeMap::new();
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            let record: Record = serde_json::from_str(line)?;
            let pair = Pair {
                source_lang: &record.source_lang,
                target_lang: &record.target_lang,
                source: &record.source,
                target: &record.target,
            };
            let mut findings = check(&pair, &none);
            let mut names: Vec<&str> = findings.iter().map(|f| f.problem.name()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                let score = by_check.entry((record.half.clone(), name)).or_default();
                score.0 += usize::from(record.error.is_empty());
                score.1 += usize::from(!record.error.is_empty());
            }
            findings.retain(|finding| finding.problem.severity() >= Severity::Warning);
            let of_numbers = |f: &Finding| f.problem.name().starts_with("number");
            let half = record.half.clone();
            let shows = show_errors && half == "a";
            let tell = |what: &str| {
                if shows {
                    let names: Vec<&str> = findings.iter().map(|f| f.problem.name()).collect();
                    let (source, target) = (&record.source, &record.target);
                    println!("{what}\t{}\t{}\t{source}\t{target}", names.join(","), record.what);
                }
            };
            let add = |map: &mut BTreeMap<String, (usize, usize)>, key: String, found: bool| {
                let score = map.entry(key).or_default();
                score.0 += usize::from(found);
                score.1 += 1;
            };
            if record.error.is_empty() {
                add(&mut good, half.clone(), !findings.is_empty());
                if !findings.is_empty() {
                    tell("good");
                }
                let digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
                if digits(&record.source) || digits(&record.target) {
                    add(&mut numbers, half, findings.iter().any(of_numbers));
                }
            } else {
                let caught = match record.error.as_str() {
                    "number" => findings.iter().any(of_numbers),
                    _ => !findings.is_empty(),
                };
                add(&mut planted, format!("{half} {}", record.error), caught);
                add(&mut planted, format!("{half} all"), caught);
                if !caught {
                    tell("planted");
                }
            }
        }
    }
    for ((half, name), (good, planted)) in by_check {
        println!("{half}\t{name}\tat {good} good, {planted} planted");
    }
    for (name, map) in [
        ("good translations flagged", good),
        ("good pairs with digits flagged about numbers", numbers),
        ("planted mistakes caught", planted),
    ] {
        for (key, (found, all)) in map {
            let share = 100.0 * found as f64 / all.max(1) as f64;
            println!("{name}\t{key}\t{found} of {all} ({share:.1} %)");
        }
    }
    Ok(())
}
