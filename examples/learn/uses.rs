//! The terminology check against uses of terms that people called right or wrong.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

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

/// How the check answered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answers {
    /// Right uses, and alarms about them.
    pub right: (usize, usize),
    /// Wrong uses, and those that were accepted.
    pub wrong: (usize, usize),
    /// Derived words, and alarms about them.
    pub derived: (usize, usize),
}

/// Scores a file of uses by half and direction (`all` for both); `tell` is given the errors of half a.
pub fn score(
    glossary: &Path,
    uses: &Path,
    tell: &mut dyn FnMut(&str),
) -> Result<BTreeMap<(String, String), Answers>, Box<dyn Error>> {
    let name = glossary.display().to_string();
    let (terms, _) = read_terms(&name, fs::read(glossary)?.as_slice(), Strictness::Strict)?;
    let glossary = Glossary::of(terms);
    let mut scores: BTreeMap<(String, String), Answers> = BTreeMap::new();
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
            let answers = scores.entry(key).or_default();
            let (score, counts) = match record.verdict.as_str() {
                "right" => (&mut answers.right, alarm.is_some()),
                "wrong" => (&mut answers.wrong, alarm.is_none()),
                _ => (&mut answers.derived, alarm.is_some()),
            };
            score.0 += 1;
            score.1 += usize::from(counts);
        }
        if record.half == "a" && (record.verdict == "right") == alarm.is_some() {
            tell(&format!(
                "{}\t{}\t{}\t{}\t{}\t{:?}",
                record.verdict,
                record.term,
                record.source,
                record.target,
                record.why,
                alarm.map(|alarm| alarm.problem.name())
            ));
        }
    }
    Ok(scores)
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
