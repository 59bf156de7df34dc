//! Lines of an answer that show matches: what is offered, what differs, how the score came about.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::rows::{marked, review_note};
use super::sheet::{Cell, Line, Style};
use crate::memory::{DiffKind, DiffPart, LARGEST_FAMILY, Match, MatchKind, WHOLE_LOSS};

/// One match: `kind score source target origin note`. With `why` the note is the sum of the score.
pub(super) fn match_line(found: &Match, diff: &[DiffPart], question: &str, why: bool) -> Line {
    let note = note(found, diff, question, why);
    let mut json = json!({
        "kind": found.kind.name(), "score": found.score, "source": found.source.text,
        "source_lang": found.source.lang, "target": found.target.text,
        "target_lang": found.target.lang, "origin": found.origin.to_string(),
        "unit": found.unit.0, "note": note,
    });
    if let Some(adapted) = &found.adapted {
        let ranges: Vec<Value> = adapted.ranges.iter().map(|r| json!([r.start, r.end])).collect();
        json["adapted"] = json!({ "text": adapted.text, "ranges": ranges });
    }
    if let Some(reference) = &found.reference {
        json["memory"] = json!(reference.display().to_string());
        json["penalty"] = json!(found.penalty);
    }
    if !found.marks.is_empty() {
        let marks = found.marks.iter().map(|(mark, points)| (mark.name().into(), json!(points)));
        json["penalties"] = Value::Object(marks.collect());
    }
    if found.family > 0 {
        json["family"] = json!(found.family);
    }
    if why && found.kind == MatchKind::Fuzzy {
        let step = |part: &DiffPart| {
            let (stored, asked) = texts(found, question, part);
            json!({ "what": part.kind.name(), "stored": stored, "asked": asked, "cost": part.cost })
        };
        json["weight"] = json!(found.weight);
        json["costs"] = found.costs.iter().map(step).collect();
    }
    let target = match &found.adapted {
        Some(adapted) => marked(&adapted.text, &adapted.ranges),
        None => found.target.text.as_str().into(),
    };
    Line {
        json,
        cells: vec![
            found.kind.name().into(),
            Cell::styled(Style::Strong, found.score.to_string()),
            diff_cell(question, &found.source.text, diff),
            target,
            found.origin.to_string().into(),
            note.into(),
        ],
    }
}

fn note(found: &Match, diff: &[DiffPart], question: &str, why: bool) -> String {
    let mut notes: Vec<String> = if why && found.kind == MatchKind::Fuzzy {
        vec![sum(found, question)]
    } else {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for part in diff.iter().filter(|part| part.kind != DiffKind::Same) {
            *counts.entry(part.kind.name()).or_default() += 1;
        }
        counts.iter().map(|(kind, n)| format!("{n} × {kind}")).collect()
    };
    if let Some(reference) = &found.reference {
        let name = reference.file_name().unwrap_or_default().display();
        let penalty =
            if found.penalty > 0 { format!(" (−{})", found.penalty) } else { String::new() };
        notes.push(format!("from {name}{penalty}"));
    }
    notes.extend(found.marks.iter().map(|(mark, points)| format!("{} (−{points})", mark.name())));
    if found.adapted.is_some() {
        notes.push("numbers adapted".into());
    }
    match found.family {
        0 => {}
        LARGEST_FAMILY => {
            notes.push(format!("{LARGEST_FAMILY} or more others differ in numbers only"))
        }
        1 => notes.push("1 other differs in numbers only".into()),
        n => notes.push(format!("{n} others differ in numbers only")),
    }
    notes.push(review_note(found.review));
    notes.retain(|note| !note.is_empty());
    notes.join("; ")
}

/// How a score came about: `100 − 80 · 2/68: number 12 → 15 2`.
fn sum(found: &Match, question: &str) -> String {
    let cost: u32 = found.costs.iter().map(|part| part.cost).sum();
    let steps: Vec<String> = found
        .costs
        .iter()
        .map(|part| {
            let (stored, asked) = texts(found, question, part);
            let change = match (stored.is_empty(), asked.is_empty()) {
                (true, _) => format!("“{asked}”"),
                (_, true) => format!("“{stored}”"),
                _ => format!("“{stored}” → “{asked}”"),
            };
            format!("{} {change} {}", part.kind.name(), part.cost)
        })
        .collect();
    if steps.is_empty() {
        return "99: other spaces".to_string();
    }
    format!("100 − {WHOLE_LOSS} · {cost}/{}: {}", found.weight, steps.join(", "))
}

fn texts<'t>(found: &'t Match, question: &'t str, part: &DiffPart) -> (&'t str, &'t str) {
    let stored = found.source.text.get(part.source.clone()).unwrap_or_default();
    (stored, question.get(part.query.clone()).unwrap_or_default())
}

/// The stored source with what differs from the question: what the question lacks, what it says
/// otherwise, and (struck out, on a terminal only) what it has more.
fn diff_cell(question: &str, source: &str, diff: &[DiffPart]) -> Cell {
    let mut pieces: Vec<(Style, String)> = Vec::new();
    let mut at = 0;
    for part in diff {
        let (Some(own), Some(asked)) =
            (source.get(part.source.clone()), question.get(part.query.clone()))
        else {
            continue;
        };
        if let Some(gap) = source.get(at..part.source.start) {
            pieces.push((Style::Plain, gap.to_string()));
            at = part.source.start;
        }
        let style = match part.kind {
            DiffKind::Same => Style::Plain,
            DiffKind::Case
            | DiffKind::Form
            | DiffKind::Similar
            | DiffKind::Number
            | DiffKind::Code
            | DiffKind::Mark => Style::Near,
            DiffKind::Replaced | DiffKind::Deleted => Style::Added,
            DiffKind::Inserted => {
                pieces.push((Style::Missing, format!("{asked} ")));
                continue;
            }
        };
        if part.kind == DiffKind::Replaced {
            pieces.push((Style::Missing, format!("{asked} ")));
        }
        pieces.push((style, own.to_string()));
        at = at.max(part.source.end);
    }
    pieces.push((Style::Plain, source.get(at..).unwrap_or_default().to_string()));
    Cell(pieces)
}
