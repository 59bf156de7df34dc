//! What checks found, as people and programs read it: messages in two languages, a sheet, SARIF.

use serde_json::{Value, json};

use super::{Cell, Line, Sheet, Style};
use crate::check::{CHECKS, Finding, Problem, Severity};
use crate::jobs::CheckedPair;

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Messages {
    /// English.
    #[default]
    English,
    /// Polish.
    Polish,
}

/// Says a problem in one line.
///
/// ```
/// use kladka::check::Problem;
/// use kladka::report::{Messages, problem_message};
/// let problem = Problem::NumberMissing { text: "12".into() };
/// assert_eq!(problem_message(&problem, Messages::English), "12 has no counterpart in the translation");
/// assert_eq!(problem_message(&problem, Messages::Polish), "12 nie ma odpowiednika w tłumaczeniu");
/// ```
pub fn problem_message(problem: &Problem, messages: Messages) -> String {
    match messages {
        Messages::English => english(problem),
        Messages::Polish => polish(problem),
    }
}

fn english(problem: &Problem) -> String {
    match problem {
        Problem::TermForbidden { term, form, instead } if instead.is_empty() => {
            format!("“{form}” is a forbidden name of {term}")
        }
        Problem::TermForbidden { term, form, instead } => {
            format!("“{form}” is a forbidden name of {term}; use {}", instead.join(" or "))
        }
        Problem::TermMissing { form, approved } => {
            format!("“{form}” is not translated by {}", approved.join(" or "))
        }
        Problem::TermDerived { form, approved } => {
            format!("“{form}” is translated by a word built from {}", approved.join(" or "))
        }
        Problem::TermInconsistent { term, here, before } => {
            format!("{term} is “{here}” here and was “{before}” before")
        }
        Problem::NumberDiffers { source, target } | Problem::NameDiffers { source, target } => {
            format!("{source} has become {target}")
        }
        Problem::NumberMissing { text } => format!("{text} has no counterpart in the translation"),
        Problem::NumberExtra { text } => format!("{text} has no counterpart in the source"),
        Problem::NumberOrder { first, second } => {
            format!("{first} and {second} may have changed places")
        }
        Problem::NumberConverted { source, target } => {
            format!("{source} was converted to {target}")
        }
        Problem::CodeMissing { code } => format!("the code {code} is missing"),
        Problem::CodeExtra { code } => format!("the code {code} is not in the source"),
        Problem::CodeOrder => "codes without names stand in another order".into(),
        Problem::AddressChanged { address } => format!("the address {address} is not kept"),
        Problem::NameMissing { name } => format!("nothing answers the name {name}"),
        Problem::AcronymMissing { acronym } => format!("nothing answers {acronym}"),
        Problem::NegationMissing { word } => format!("nothing answers the negation “{word}”"),
        Problem::TextEmpty => "there is no translation".into(),
        Problem::TextUntranslated { text } => format!("“{text}” is not translated"),
        Problem::TextRepeated { word } => format!("“{word}” stands twice"),
        Problem::TextAlphabets { word } => format!("“{word}” mixes two alphabets"),
        Problem::TextLength { percent } => {
            format!("the translation has {percent} % of the length expected")
        }
        Problem::TextSentences { source, target } => {
            format!("{source} sentences have become {target}")
        }
        Problem::TextInconsistent { before, unit } => {
            format!("the same source is “{before}” in unit {unit}")
        }
        Problem::TextSame { before, unit } => {
            format!("the same translation stands for “{before}” in unit {unit}")
        }
        Problem::PunctQuestion => "one text asks, the other does not".into(),
        Problem::PunctEnd { source, target } => {
            let or_none = |mark: &str| {
                if mark.is_empty() { "no mark".to_string() } else { format!("“{mark}”") }
            };
            format!(
                "the source ends with {}, the translation with {}",
                or_none(source),
                or_none(target)
            )
        }
        Problem::PunctBrackets { bracket } => format!("the bracket {bracket} has no partner"),
        Problem::PunctQuotes => "a quotation mark has no partner".into(),
        Problem::PunctCase => "the source begins with a capital".into(),
        Problem::SpaceDouble => "two spaces or more".into(),
        Problem::SpaceBefore { mark } => format!("a space before {mark}"),
        Problem::SpaceEdge => "spaces at the end are not those of the source".into(),
        Problem::TypoNoBreak { word } => format!("“{word}” wants a no-break space after it"),
        Problem::TypoDash => "a hyphen where a dash belongs".into(),
        Problem::TypoQuotes { wanted } => format!("quotation marks should be {wanted}"),
        Problem::TypoDecimal { wanted } => format!("should be written {wanted}"),
        Problem::TypoPercent => "the space before % is not as in the rest of the text".into(),
    }
}

fn polish(problem: &Problem) -> String {
    match problem {
        Problem::TermForbidden { term, form, instead } if instead.is_empty() => {
            format!("„{form}” to niedozwolona nazwa terminu {term}")
        }
        Problem::TermForbidden { term, form, instead } => {
            format!(
                "„{form}” to niedozwolona nazwa terminu {term}; zalecane: {}",
                instead.join(" lub ")
            )
        }
        Problem::TermMissing { form, approved } => {
            format!("„{form}” nie przetłumaczono jako {}", approved.join(" lub "))
        }
        Problem::TermDerived { form, approved } => {
            format!("„{form}” oddano wyrazem pochodnym od {}", approved.join(" lub "))
        }
        Problem::TermInconsistent { term, here, before } => {
            format!("{term}: tutaj „{here}”, wcześniej „{before}”")
        }
        Problem::NumberDiffers { source, target } | Problem::NameDiffers { source, target } => {
            format!("zamiast {source} jest {target}")
        }
        Problem::NumberMissing { text } => format!("{text} nie ma odpowiednika w tłumaczeniu"),
        Problem::NumberExtra { text } => format!("{text} nie ma odpowiednika w oryginale"),
        Problem::NumberOrder { first, second } => {
            format!("{first} i {second} zamieniono chyba miejscami")
        }
        Problem::NumberConverted { source, target } => format!("{source} przeliczono na {target}"),
        Problem::CodeMissing { code } => format!("brakuje kodu {code}"),
        Problem::CodeExtra { code } => format!("kodu {code} nie ma w oryginale"),
        Problem::CodeOrder => "kody bez nazw stoją w innej kolejności".into(),
        Problem::AddressChanged { address } => format!("nie zachowano adresu {address}"),
        Problem::NameMissing { name } => format!("nazwa {name} nie ma odpowiednika"),
        Problem::AcronymMissing { acronym } => format!("skrót {acronym} nie ma odpowiednika"),
        Problem::NegationMissing { word } => format!("przeczenie „{word}” nie ma odpowiednika"),
        Problem::TextEmpty => "brak tłumaczenia".into(),
        Problem::TextUntranslated { text } => format!("nie przetłumaczono: „{text}”"),
        Problem::TextRepeated { word } => format!("wyraz „{word}” powtórzono"),
        Problem::TextAlphabets { word } => format!("„{word}” miesza dwa alfabety"),
        Problem::TextLength { percent } => {
            format!("tłumaczenie ma {percent} % spodziewanej długości")
        }
        Problem::TextSentences { source, target } => {
            format!("liczba zdań: w oryginale {source}, w tłumaczeniu {target}")
        }
        Problem::TextInconsistent { before, unit } => {
            format!("ten sam oryginał przetłumaczono w jednostce {unit} jako „{before}”")
        }
        Problem::TextSame { before, unit } => {
            format!("tak samo przetłumaczono w jednostce {unit} oryginał „{before}”")
        }
        Problem::PunctQuestion => "tylko jeden z tekstów jest pytaniem".into(),
        Problem::PunctEnd { source, target } => {
            let or_none = |mark: &str| {
                if mark.is_empty() { "brak znaku".to_string() } else { format!("„{mark}”") }
            };
            format!(
                "znak końcowy: w oryginale {}, w tłumaczeniu {}",
                or_none(source),
                or_none(target)
            )
        }
        Problem::PunctBrackets { bracket } => format!("nawias {bracket} nie ma pary"),
        Problem::PunctQuotes => "cudzysłów nie ma pary".into(),
        Problem::PunctCase => "oryginał zaczyna się wielką literą".into(),
        Problem::SpaceDouble => "podwójny odstęp".into(),
        Problem::SpaceBefore { mark } => format!("odstęp przed znakiem {mark}"),
        Problem::SpaceEdge => "odstępy na końcu inne niż w oryginale".into(),
        Problem::TypoNoBreak { word } => format!("po „{word}” powinna stać twarda spacja"),
        Problem::TypoDash => "łącznik w miejscu myślnika".into(),
        Problem::TypoQuotes { wanted } => format!("cudzysłów powinien mieć postać {wanted}"),
        Problem::TypoDecimal { wanted } => format!("powinno być {wanted}"),
        Problem::TypoPercent => "odstęp przed % inny niż w reszcie tekstu".into(),
    }
}

/// A finding as JSON: spans in bytes of the texts.
pub fn finding_json(finding: &Finding, messages: Messages) -> Value {
    let span = |range: &Option<std::ops::Range<usize>>| match range {
        Some(range) => json!([range.start, range.end]),
        None => Value::Null,
    };
    let mut told = json!({
        "check": finding.problem.name(),
        "severity": finding.problem.severity().name(),
        "message": problem_message(&finding.problem, messages),
        "source_span": span(&finding.source),
        "target_span": span(&finding.target),
    });
    if let (Some(fix), Some(object)) = (&finding.fix, told.as_object_mut()) {
        object.insert(
            "fix".into(),
            json!({"span": [fix.range.start, fix.range.end], "text": fix.text}),
        );
    }
    told
}

/// Findings, a line each.
pub fn findings_sheet(found: &[CheckedPair], messages: Messages) -> Sheet {
    let shown = |severity: Severity| {
        let style = match severity {
            Severity::Error => Style::Strong,
            Severity::Warning => Style::Near,
            Severity::Info | Severity::Style => Style::Faint,
        };
        Cell::styled(style, severity.name())
    };
    let mut lines = Vec::new();
    for pair in found {
        for finding in &pair.findings {
            let severity = finding.problem.severity();
            let mut told = finding_json(finding, messages);
            if let Some(object) = told.as_object_mut() {
                object.insert("unit".into(), json!(pair.unit));
                object.insert("origin".into(), json!(pair.origin));
                object.insert("source".into(), json!(pair.source.1));
                object.insert("target".into(), json!(pair.target.1));
            }
            lines.push(Line {
                json: told,
                cells: vec![
                    pair.unit.to_string().into(),
                    shown(severity),
                    finding.problem.name().into(),
                    problem_message(&finding.problem, messages).into(),
                    pair.source.1.as_str().into(),
                    pair.target.1.as_str().into(),
                ],
            });
        }
    }
    Sheet { columns: vec!["unit", "severity", "check", "message", "source", "target"], lines }
}

/// Findings as SARIF 2.1.0, the exchange format of checkers (OASIS standard): a result each, with the file's name and
/// the number of the unit where a checker of programs has lines.
pub fn findings_sarif(
    file: &str,
    version: &str,
    found: &[CheckedPair],
    messages: Messages,
) -> Value {
    let level = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Style => "note",
    };
    let rules: Vec<Value> = CHECKS
        .iter()
        .map(|check| json!({"id": check.name, "defaultConfiguration": {"level": level(check.severity)}}))
        .collect();
    let results: Vec<Value> = found
        .iter()
        .flat_map(|pair| pair.findings.iter().map(move |finding| (pair, finding)))
        .map(|(pair, finding)| {
            json!({
                "ruleId": finding.problem.name(),
                "level": level(finding.problem.severity()),
                "message": {"text": problem_message(&finding.problem, messages)},
                "locations": [{
                    "physicalLocation": {"artifactLocation": {"uri": file}},
                    "logicalLocations": [{"name": pair.unit.to_string(), "kind": "unit"}],
                }],
                "properties": finding_json(finding, messages),
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "kladka", "version": version, "rules": rules}},
            "results": results,
        }],
    })
}
