//! Checks on good translations and on translations with one planted mistake.
//!
//! A record a line: `source_lang`, `target_lang`, `source`, `target`, `half`; planted ones have
//! `error` (its kind). Told are the shares of good pairs with any finding of at least `warning`, of
//! good pairs with digits that have an alarm about numbers, and of planted mistakes that any such
//! finding answers; then, by check, how many good pairs and how many planted mistakes it speaks up at.

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
