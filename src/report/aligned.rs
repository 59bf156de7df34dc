//! What became of alignments: scores against gold, doubtful beads, the documents of a project.

use serde_json::json;

use super::sheet::{Cell, Line, Sheet, Style};
use crate::bitext::Verdict;
use crate::jobs::{Aligned, Compared, PlaceOf, Score, Scores, SideOf, Stretch, StretchKind};

/// A document of a project and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectRow {
    /// The source file.
    pub source: String,
    /// The target file.
    pub target: String,
    /// `aligned`, `unchanged` (nothing was done again), `not parallel`, `failed`.
    pub state: &'static str,
    /// Beads with two sides.
    pub pairs: usize,
    /// Of them those that are sure enough for a memory.
    pub vouched: usize,
    /// How the texts stand to each other, where that is known.
    pub verdict: Option<Verdict>,
    /// Share of the sentences that stand in sure two-sided beads or moved blocks, 0 to 1.
    pub parallel_share: f64,
    /// What a reader should know.
    pub note: String,
}

impl ProjectRow {
    /// Counts an outcome.
    pub fn of(aligned: &Aligned, source: String, target: String) -> ProjectRow {
        let pairs = aligned.rows.iter().filter(|row| row.source.is_some() && row.target.is_some());
        ProjectRow {
            source,
            target,
            state: if aligned.looks_parallel() { "aligned" } else { "not parallel" },
            pairs: pairs.count(),
            vouched: aligned.rows.iter().filter(|row| row.vouched).count(),
            verdict: aligned.verdict(),
            parallel_share: aligned.parallel_share(),
            note: survey_note(aligned),
        }
    }
}

/// The documents of a project: `source target state pairs sure doubtful parallel verdict note`.
pub fn project_sheet(rows: &[ProjectRow]) -> Sheet {
    let line = |row: &ProjectRow| {
        let style = match row.state {
            "failed" | "not parallel" => Style::Strong,
            _ => Style::Plain,
        };
        let doubtful = row.pairs - row.vouched;
        let verdict = row.verdict.map(Verdict::name);
        Line {
            json: json!({
                "source": row.source, "target": row.target, "state": row.state,
                "pairs": row.pairs, "sure": row.vouched, "doubtful": doubtful,
                "parallel": (row.parallel_share * 1000.0).round() / 1000.0, "verdict": verdict,
                "note": row.note,
            }),
            cells: vec![
                row.source.as_str().into(),
                row.target.as_str().into(),
                Cell::styled(style, row.state),
                row.pairs.to_string().into(),
                row.vouched.to_string().into(),
                doubtful.to_string().into(),
                format!("{:.2}", row.parallel_share).into(),
                verdict.unwrap_or_default().into(),
                row.note.as_str().into(),
            ],
        }
    };
    let columns = vec![
        "source", "target", "state", "pairs", "sure", "doubtful", "parallel", "verdict", "note",
    ];
    Sheet { columns, lines: rows.iter().map(line).collect() }
}

/// What there is in an outcome besides pairs, in words: `1 block missing, 2 moved`; empty where
/// there is nothing.
pub fn survey_note(aligned: &Aligned) -> String {
    let Some(surveyed) = &aligned.surveyed else { return String::new() };
    let mut told: Vec<String> = Vec::new();
    for kind in [StretchKind::Missing, StretchKind::Foreign, StretchKind::Moved] {
        let count = surveyed.stretches.iter().filter(|stretch| stretch.kind == kind).count();
        let what = match (told.is_empty(), count) {
            (true, 1) => "block ",
            (true, _) => "blocks ",
            (false, _) => "",
        };
        if count > 0 {
            told.push(format!("{count} {what}{}", kind.name()));
        }
    }
    match surveyed.survey.untranslated.len() {
        0 => {}
        1 => told.push("1 pair untranslated".into()),
        count => told.push(format!("{count} pairs untranslated")),
    }
    told.join(", ")
}

/// What a survey says, as lines of the table of an alignment: blocks that stand on one side only
/// or moved, then the verdict.
pub(super) fn survey_lines(aligned: &Aligned) -> Vec<Line> {
    let Some(surveyed) = &aligned.surveyed else { return Vec::new() };
    let mut lines: Vec<Line> = surveyed.stretches.iter().map(stretch_line).collect();
    let share = surveyed.survey.parallel_share;
    let name = surveyed.survey.verdict.name();
    let mut note = format!("{:.0} % of the sentences in sure pairs", share * 100.0);
    let more = survey_note(aligned);
    if !more.is_empty() {
        note = format!("{note}; {more}");
    }
    lines.push(Line {
        json: json!({
            "kind": "verdict", "verdict": name, "parallel": (share * 1000.0).round() / 1000.0,
            "note": note,
        }),
        cells: vec![
            Cell::styled(Style::Strong, "verdict"),
            Cell::styled(Style::Strong, name),
            "".into(),
            format!("{share:.3}").into(),
            note.into(),
        ],
    });
    lines
}

fn stretch_line(stretch: &Stretch) -> Line {
    let place = |place: &Option<PlaceOf>| {
        place.as_ref().map(|place| {
            json!({
                "segments": [place.segments.start + 1, place.segments.end],
                "lines": [place.lines.0, place.lines.1],
                "start": place.file.start, "end": place.file.end,
            })
        })
    };
    let words = |place: &Option<PlaceOf>| place.as_ref().map_or(String::new(), |p| p.to_string());
    let kind = stretch.kind.name();
    let note = match stretch.kind {
        StretchKind::Missing => "nothing in the target answers this",
        StretchKind::Foreign => "nothing in the source answers this",
        StretchKind::Moved => "a block that stands elsewhere; not stored",
    };
    Line {
        json: json!({
            "kind": kind, "source": place(&stretch.source), "target": place(&stretch.target),
            "confidence": (stretch.share * 1000.0).round() / 1000.0, "note": note,
        }),
        cells: vec![
            Cell::styled(Style::Near, kind),
            words(&stretch.source).into(),
            words(&stretch.target).into(),
            if stretch.kind == StretchKind::Moved {
                format!("{:.3}", stretch.share.min(0.999)).into()
            } else {
                "".into()
            },
            note.into(),
        ],
    }
}

/// Scores, four lines a document and four over all of several: `document beads measure precision
/// recall f1 right predicted found gold`.
pub fn scores_sheet(documents: &[Compared]) -> Sheet {
    let mut lines = Vec::new();
    let mut overall = Scores::default();
    for document in documents {
        overall.add(document.scores);
        lines.extend(score_lines(&document.name, &document.scores));
    }
    if documents.len() > 1 {
        lines.extend(score_lines("all documents", &overall));
    }
    let columns = vec![
        "document",
        "beads",
        "measure",
        "precision",
        "recall",
        "f1",
        "right",
        "predicted",
        "found",
        "gold",
    ];
    Sheet { columns, lines }
}

fn score_lines(name: &str, scores: &Scores) -> [Line; 4] {
    [
        score_line(name, "all", "strict", scores.all_strict),
        score_line(name, "all", "lax", scores.all_lax),
        score_line(name, "two-sided", "strict", scores.two_sided_strict),
        score_line(name, "two-sided", "lax", scores.two_sided_lax),
    ]
}

fn score_line(name: &str, beads: &str, measure: &str, score: Score) -> Line {
    let (precision, recall, f1) = (score.precision(), score.recall(), score.f1());
    let shares = [precision, recall, f1].map(|share| format!("{share:.4}").into());
    let counts = [score.right, score.predicted, score.found, score.gold];
    let mut cells: Vec<Cell> = vec![name.into(), beads.into(), measure.into()];
    cells.extend(shares);
    cells.extend(counts.map(|count| count.to_string().into()));
    Line {
        json: json!({
            "document": name, "beads": beads, "measure": measure, "precision": precision,
            "recall": recall, "f1": f1, "right": score.right, "predicted": score.predicted,
            "found": score.found, "gold": score.gold,
        }),
        cells,
    }
}

/// Pairs that are not sure enough for a memory: `document source_segments target_segments
/// confidence source target note`.
pub fn doubtful_sheet(documents: &[&Aligned]) -> Sheet {
    let mut lines = Vec::new();
    for aligned in documents {
        let name = aligned.source.document.name.as_str();
        for row in aligned.rows.iter().filter(|row| row.is_doubtful()) {
            let place = |side: &Option<SideOf>| {
                side.as_ref()
                    .map_or(String::new(), |side| crate::jobs::align::place(&side.segments))
            };
            let text =
                |side: &Option<SideOf>| side.as_ref().map_or("", |s| s.text.as_str()).to_string();
            let note = row.notes.join("; ");
            lines.push(Line {
                json: json!({
                    "document": name, "source_segments": place(&row.source),
                    "target_segments": place(&row.target), "source": text(&row.source),
                    "target": text(&row.target), "note": note,
                    "confidence": (row.confidence * 1000.0).round() / 1000.0,
                }),
                cells: vec![
                    name.into(),
                    place(&row.source).into(),
                    place(&row.target).into(),
                    format!("{:.3}", row.confidence).into(),
                    text(&row.source).into(),
                    text(&row.target).into(),
                    note.into(),
                ],
            });
        }
    }
    let columns = vec![
        "document",
        "source_segments",
        "target_segments",
        "confidence",
        "source",
        "target",
        "note",
    ];
    Sheet { columns, lines }
}
