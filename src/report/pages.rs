//! Pairs of sentences of two sets of pages.

use serde_json::json;

use super::sheet::{Cell, Line, Sheet, Style};
use crate::bitext::{Grade, SentencePair};
use crate::jobs::{ComparedPages, Pages};

/// Words of evidence that are told.
const REASONS: usize = 4;

/// Graded pairs with their places: `kind source_page source_line target_page target_line
/// confidence source target note`.
pub fn pages_sheet(compared: &ComparedPages) -> Sheet {
    let lines = compared.pairs.iter().map(|pair| line(compared, pair)).collect();
    let columns = vec![
        "kind",
        "source_page",
        "source_line",
        "target_page",
        "target_line",
        "confidence",
        "source",
        "target",
        "note",
    ];
    Sheet { columns, lines }
}

fn line(compared: &ComparedPages, pair: &SentencePair) -> Line {
    let (source, target) = (&compared.source, &compared.target);
    let conflicts = pair.conflicts.iter();
    let mut notes: Vec<String> =
        conflicts.map(|c| format!("conflict: {} / {}", c.source, c.target)).collect();
    notes.extend(pair.evidence.iter().take(REASONS).map(|evidence| evidence.words()));
    for (pages, sentence, side) in
        [(source, pair.source, "source"), (target, pair.target, "target")]
    {
        let more = pages.places(sentence).len() - 1;
        if more > 0 {
            let places = if more == 1 { "place" } else { "places" };
            notes.push(format!("{side}: at {more} more {places}"));
        }
    }
    let note = notes.join("; ");
    let confidence = (pair.confidence * 1000.0).round() / 1000.0;
    let place = |pages: &Pages, sentence: usize| {
        let places = pages.places(sentence);
        let name = |page: usize| pages.names()[page].as_str();
        let first = &places[0];
        let also: Vec<_> = places[1..]
            .iter()
            .map(|place| json!({"page": name(place.page), "line": place.line}))
            .collect();
        json!({
            "page": name(first.page), "line": first.line, "sentence": first.segment + 1,
            "start": first.file.start, "end": first.file.end, "text": pages.texts()[sentence],
            "also": also,
        })
    };
    let cells = |pages: &Pages, sentence: usize| -> [Cell; 2] {
        let place = &pages.places(sentence)[0];
        [pages.names()[place.page].as_str().into(), place.line.to_string().into()]
    };
    let style = match pair.grade {
        Grade::Translation => Style::Strong,
        Grade::Near => Style::Plain,
        Grade::Partial => Style::Faint,
    };
    let conflicts: Vec<_> =
        pair.conflicts.iter().map(|c| json!({"source": c.source, "target": c.target})).collect();
    let mut row = vec![Cell::styled(style, pair.grade.name())];
    row.extend(cells(source, pair.source));
    row.extend(cells(target, pair.target));
    row.extend([
        format!("{:.3}", pair.confidence.min(0.999)).into(),
        source.texts()[pair.source].as_str().into(),
        target.texts()[pair.target].as_str().into(),
        Cell::from(note.as_str()),
    ]);
    Line {
        json: json!({
            "kind": pair.grade.name(), "source": place(source, pair.source),
            "target": place(target, pair.target), "confidence": confidence,
            "conflicts": conflicts, "note": note, "stored": ComparedPages::is_kept(pair),
        }),
        cells: row,
    }
}
