//! The terminology check against uses of terms that people called right or wrong.
//!
//! The glossary is any that `read_terms` reads. A record a line: `direction` (`pl-en` or `en-pl`),
//! `source`, `target`, `term` (the name in the source's language that is judged), `verdict`
//! (`right`, `wrong`, or `derived`: rendered by a word of another part of speech), `half` (`a`, `b`). An alarm is a finding of at least `warning` about that
//! term; false alarms are told as a share of right uses, misses as a share of wrong ones.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use kladka::check::{Finding, Pair, Problem, Severity, check};
use kladka::formats::{Strictness, read_terms};
use kladka::glossary::Glossary;
use kladka::text::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
struct Use {
    half: String,
    direction: String,
    source: String,
    target: String,
    term: String,
    verdict: String,
    #[serde(default)]
    why: String,
}

/// Prints a line a half and direction.
pub fn evaluate(files: &[String], show_errors: bool) -> Result<(), Box<dyn Error>> {
    let [glossary, uses] = files else {
        return Err("evaluate terms uses GLOSSARY.tsv USES.jsonl".into());
    };
    let bytes = fs::read(glossary)?;
    let (terms, _) = read_terms(glossary, bytes.as_slice(), Strictness::Strict)?;
    let glossary = Glossary::of(terms);
    // By half and direction: right uses, false alarms, wrong uses, missed.
    let mut scores: BTreeMap<(String, String), [usize; 6]> = BTreeMap::new();
    for line in fs::read_to_string(uses)?.lines() {
        let record: Use = serde_json::from_str(line)?;
        let (source, target) = record.direction.split_once('-').ok_or("no direction")?;
        let (source_lang, target_lang) = (Lang::new(source)?, Lang::new(target)?);
        let pair = Pair {
            source_lang: &source_lang,
            target_lang: &target_lang,
            source: &record.source,
            target: &record.target,
        };
        let findings = check(&pair, &glossary);
        let alarm = findings.iter().find(|finding| is_about(finding, &record, &glossary, &pair));
        for direction in [record.direction.as_str(), "all"] {
            let key = (record.half.clone(), direction.to_string());
            let score = scores.entry(key).or_default();
            let at = match record.verdict.as_str() {
                "right" => 0,
                "wrong" => 2,
                _ => 4,
            };
            score[at] += 1;
            score[at + 1] += usize::from((at != 2) == alarm.is_some());
        }
        if show_errors && record.half == "a" && (record.verdict == "right") == alarm.is_some() {
            println!(
                "{}\t{}\t{}\t{}\t{}\t{:?}",
                record.verdict,
                record.term,
                record.source,
                record.target,
                record.why,
                alarm.map(|alarm| alarm.problem.name())
            );
        }
    }
    println!("half\tdirection\tright uses\tfalse alarms\twrong uses\taccepted\tderived\talarms");
    for ((half, direction), [right, alarms, wrong, missed, derived, warned]) in scores {
        let share = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        println!(
            "{half}\t{direction}\t{right}\t{alarms} ({:.1} %)\t{wrong}\t{missed} ({:.1} %)\t{derived}\t{warned}",
            share(alarms, right),
            share(missed, wrong)
        );
    }
    Ok(())
}

/// Says whether a finding is an alarm about the term of a use.
fn is_about(finding: &Finding, record: &Use, glossary: &Glossary, pair: &Pair<'_>) -> bool {
    let is_term = matches!(
        finding.problem,
        Problem::TermMissing { .. } | Problem::TermForbidden { .. } | Problem::TermDerived { .. }
    );
    if !is_term || finding.problem.severity() < Severity::Warning {
        return false;
    }
    let Some(range) = &finding.source else { return false };
    let hits = glossary.find(pair.source_lang, pair.source);
    let names = hits.iter().filter(|hit| hit.range == *range).flat_map(|hit| {
        let entry = &glossary.entries()[hit.entry - 1];
        let own = if entry.source_lang.same_language(pair.source_lang) {
            &entry.source
        } else {
            &entry.target
        };
        own.iter()
    });
    names.into_iter().any(|name| name.eq_ignore_ascii_case(&record.term))
}
