//! A list of terms as a sheet.

use serde_json::{Value, json};

use super::rows::{confidence, places, rounded, term_json, term_note};
use super::sheet::{Cell, Line, Sheet, Style};
use crate::jobs::{Example, ListedAlone, ListedPair, TermList};

/// Term pairs, then what stands alone:
/// `source target kind confidence frequency documents note`.
pub fn terms_sheet(list: &TermList) -> Sheet {
    let pairs = list.pairs.iter().map(|listed| pair_line(listed, list));
    let alone = list.unpaired.iter().map(|alone| alone_line(alone, list));
    Sheet {
        columns: vec!["source", "target", "kind", "confidence", "frequency", "documents", "note"],
        lines: pairs.chain(alone).collect(),
    }
}

fn pair_line(listed: &ListedPair, list: &TermList) -> Line {
    let pair = &listed.pair;
    let mut note = term_note(pair);
    // The evidence says so already where the glossary was what made the pair.
    if let Some(entry) = listed.glossary.as_ref().filter(|_| !note.starts_with("glossary: ")) {
        note = format!("in the glossary: {entry}; {note}");
    }
    let mut json = match &list.texts {
        Some(texts) => term_json(pair, &texts.0, &texts.1, pair.kind.name()),
        None => json!({
            "kind": pair.kind.name(), "source": {"text": pair.source},
            "target": {"text": pair.target}, "confidence": rounded(pair.confidence),
            "status": pair.status.name(),
        }),
    };
    json["note"] = note.as_str().into();
    json["frequency"] = listed.frequency.into();
    json["documents"] = listed.documents.into();
    json["termhood"] = rounded(listed.termhood).into();
    json["glossary"] = listed.glossary.clone().into();
    json["examples"] = listed.examples.iter().map(example).collect::<Vec<_>>().into();
    Line {
        json,
        cells: vec![
            Cell::styled(Style::Strong, pair.source.as_str()),
            Cell::styled(Style::Strong, pair.target.as_str()),
            pair.kind.name().into(),
            confidence(pair.confidence).into(),
            listed.frequency.to_string().into(),
            listed.documents.to_string().into(),
            note.into(),
        ],
    }
}

fn example(example: &Example) -> Value {
    json!({
        "document": example.document, "source": example.source, "target": example.target,
    })
}

fn alone_line(alone: &ListedAlone, list: &TermList) -> Line {
    let own = if alone.in_target { "target" } else { "source" };
    let cell: Cell = Cell::styled(Style::Faint, alone.term.as_str());
    let (source, target) = if alone.in_target { ("".into(), cell) } else { (cell, "".into()) };
    let mut json = json!({
        own: {"text": alone.term}, "kind": "unpaired", "confidence": 0.0,
        "frequency": alone.frequency, "documents": alone.documents, "note": alone.kind.name(),
    });
    if let Some(texts) = &list.texts {
        json["places"] = places(&alone.occurrences, &texts.0, &texts.1).into();
    }
    Line {
        json,
        cells: vec![
            source,
            target,
            "unpaired".into(),
            "".into(),
            alone.frequency.to_string().into(),
            alone.documents.to_string().into(),
            format!("{}, nothing answers it", alone.kind.name()).into(),
        ],
    }
}
