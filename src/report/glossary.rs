//! Glossaries as sheets: entries, entries found in a text, what is doubtful about them.

use serde_json::json;

use crate::bitext::Term;
use crate::glossary::{Doubt, Glossary, TermHit};
use crate::jobs::{Doubtful, What};
use crate::report::sheet::{Cell, Line, Sheet, Style};

/// Entries found in a text: `form term translations start end status note origin`.
pub fn glossary_hits_sheet(hits: &[TermHit]) -> Sheet {
    let line = |hit: &TermHit| Line {
        json: json!({
            "entry": hit.entry, "start": hit.range.start, "end": hit.range.end, "form": hit.form,
            "term": hit.term, "translations": hit.translations, "status": hit.status.name(),
            "origin": hit.origin, "why": hit.why,
        }),
        cells: vec![
            Cell::styled(Style::Strong, hit.form.as_str()),
            hit.term.as_str().into(),
            hit.translations.join(" | ").into(),
            hit.range.start.to_string().into(),
            hit.range.end.to_string().into(),
            hit.status.name().into(),
            hit.why.as_str().into(),
            hit.origin.as_str().into(),
        ],
    };
    let columns = vec!["form", "term", "translations", "start", "end", "status", "note", "origin"];
    Sheet { columns, lines: hits.iter().map(line).collect() }
}

/// Entries of a glossary: `source target status domain note origin`. An entry that gives way to
/// one of an earlier file says so in its note.
pub fn glossary_sheet(glossary: &Glossary) -> Sheet {
    let line = |(number, term): (usize, &Term)| {
        let origin = glossary.origin(number);
        let winner = glossary.gives_way(number).map(|winner| {
            let names = glossary.entries()[winner - 1].target.join(" | ");
            format!("gives way to {} ({names})", glossary.origin(winner))
        });
        let note: Vec<String> = term.note.iter().cloned().chain(winner.clone()).collect();
        Line {
            json: json!({
                "entry": number, "source": term.source, "target": term.target,
                "source_lang": term.source_lang, "target_lang": term.target_lang,
                "status": term.status.name(), "domain": term.domain, "note": term.note,
                "reference": term.reference, "part_of_speech": term.usage.part_of_speech,
                "origin": origin, "gives_way": glossary.gives_way(number),
            }),
            cells: vec![
                term.source.join(" | ").into(),
                term.target.join(" | ").into(),
                term.status.name().into(),
                term.domain.clone().unwrap_or_default().into(),
                note.join("; ").into(),
                origin.into(),
            ],
        }
    };
    let columns = vec!["source", "target", "status", "domain", "note", "origin"];
    Sheet { columns, lines: (1..).zip(glossary.entries()).map(line).collect() }
}

/// What is doubtful about entries: `file line problem message`.
pub fn doubts_sheet(doubts: &[Doubtful]) -> Sheet {
    let line = |doubtful: &Doubtful| {
        let (problem, message) = match &doubtful.what {
            What::Unusable(why) => ("unusable", why.clone()),
            What::Doubt(doubt) => told(doubt, &doubtful.other_line),
        };
        Line {
            json: json!({
                "file": doubtful.file, "line": doubtful.line, "problem": problem,
                "message": message,
            }),
            cells: vec![
                doubtful.file.as_str().into(),
                doubtful.line.to_string().into(),
                Cell::styled(Style::Strong, problem),
                message.into(),
            ],
        }
    };
    let columns = vec!["file", "line", "problem", "message"];
    Sheet { columns, lines: doubts.iter().map(line).collect() }
}

fn told(doubt: &Doubt, there: &str) -> (&'static str, String) {
    match doubt {
        Doubt::Double { names: (a, b), .. } => {
            ("double", format!("{a} = {b} stands in {there} too"))
        }
        Doubt::Status { names: (a, b), statuses: (other, own), .. } => {
            let (other, own) = (other.name(), own.name());
            ("status", format!("{a} = {b} is {own} here and {other} in {there}"))
        }
        Doubt::Translations { name, translations: (other, own), .. } => {
            ("translations", format!("{name} is {own} here and {other} in {there}"))
        }
        Doubt::Lost { lang, name } => {
            ("not found", format!("the {lang} name {name} would be found in no text"))
        }
    }
}
