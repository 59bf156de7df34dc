//! From outcomes to sheets: one function a job.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};

use crate::bitext::{Review, TermPair, TranslationUnit};
use crate::glossary::TermHit;
use crate::jobs::{Aligned, Answer, SideOf, TermAnswer};
use crate::memory::{Concordance, UnitId};
use crate::report::aligned::survey_lines;
use crate::report::matches::match_line;
use crate::report::sheet::{Cell, Line, Sheet, Style};
use crate::text::{BlockKind, Boilerplate, CodeKind, Segmented};

/// Segments of a document: `number kind text note`.
pub fn segments_sheet(segmented: &Segmented) -> Sheet {
    let line = |number: usize| {
        let text = segmented.text(number);
        let kind = kind_name(segmented.kind(number));
        let reason = segmented.boilerplate(number).map(boilerplate_name);
        let file = segmented.file_range(number);
        let code = |code: &crate::text::InlineCode| {
            let source = segmented.document.text.get(code.source.clone()).unwrap_or_default();
            json!({"at": code.at, "kind": code_kind(code.kind), "text": source})
        };
        let codes: Vec<_> = segmented.codes(number).iter().map(code).collect();
        let style = if reason.is_some() { Style::Faint } else { Style::Plain };
        let note = reason.map_or(String::new(), |reason| format!("boilerplate: {reason}"));
        Line {
            json: json!({
                "number": number + 1, "kind": kind, "text": text, "start": file.start,
                "end": file.end, "boilerplate": reason, "codes": codes,
            }),
            cells: vec![
                (number + 1).to_string().into(),
                kind.into(),
                Cell::styled(style, text),
                note.into(),
            ],
        }
    };
    let lines = (0..segmented.segments().len()).map(line).collect();
    Sheet { columns: vec!["number", "kind", "text", "note"], lines }
}

fn code_kind(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Open => "open",
        CodeKind::Close => "close",
        CodeKind::Alone => "alone",
    }
}

/// Beads or pairs, then term pairs, then blocks and the verdict: `kind source target confidence
/// note`.
pub fn align_sheet(aligned: &Aligned) -> Sheet {
    let mut lines = Vec::new();
    for row in &aligned.rows {
        let kind = row.kind.to_string();
        let confidence = confidence(row.confidence);
        let text =
            |side: &Option<SideOf>| side.as_ref().map_or("", |s| s.text.as_str()).to_string();
        lines.push(Line {
            json: json!({
                "kind": kind, "source": side(&row.source), "target": side(&row.target),
                "confidence": rounded(row.confidence), "note": row.notes.join("; "),
                "stored": row.vouched, "untranslated": row.untranslated,
            }),
            cells: vec![
                Cell::styled(if row.vouched { Style::Strong } else { Style::Faint }, kind),
                text(&row.source).into(),
                text(&row.target).into(),
                confidence.into(),
                row.notes.join("; ").into(),
            ],
        });
    }
    for term in &aligned.terms {
        let note = term_note(term);
        lines.push(Line {
            json: term_json(term, &aligned.source, &aligned.target, "term"),
            cells: vec![
                Cell::styled(Style::Near, "term"),
                term.source.as_str().into(),
                term.target.as_str().into(),
                confidence(term.confidence).into(),
                note.into(),
            ],
        });
    }
    lines.extend(survey_lines(aligned));
    Sheet { columns: vec!["kind", "source", "target", "confidence", "note"], lines }
}

/// Everything known about a question: `kind score source target origin note`. With `why` the
/// note of a fuzzy match is the sum of its score.
pub fn answer_sheet(answer: &Answer, question: &str, why: bool) -> Sheet {
    let mut lines = Vec::new();
    let whole = |term: &&TermAnswer| term.fit != crate::memory::TermFit::Inside;
    lines.extend(answer.terms.iter().filter(whole).map(term_line));
    let matches = answer.matches.iter();
    lines.extend(matches.map(|(found, diff)| match_line(found, diff, question, why)));
    for found in &answer.concordance {
        lines.push(Line {
            json: json!({
                "kind": "concordance", "source": found.source.text,
                "source_lang": found.source.lang, "target": found.target.text,
                "target_lang": found.target.lang, "origin": found.origin.to_string(),
                "unit": found.unit.0,
                "found": found.ranges.iter().map(|r| json!([r.start, r.end])).collect::<Vec<_>>(),
            }),
            cells: vec![
                "concordance".into(),
                "".into(),
                marked(&found.source.text, &found.ranges),
                found.target.text.as_str().into(),
                found.origin.to_string().into(),
                review_note(found.review).into(),
            ],
        });
    }
    lines.extend(answer.terms.iter().filter(|term| !whole(term)).map(term_line));
    lines.extend(answer.glossary.iter().map(|(_, hit)| glossary_line(hit)));
    Sheet { columns: vec!["kind", "score", "source", "target", "origin", "note"], lines }
}

/// Letters shown on either side of what a concordance found.
const AROUND: usize = 40;

/// Keywords in context: `left keyword right target origin`.
pub fn concordance_sheet(found: &[Concordance]) -> Sheet {
    let line = |found: &Concordance| {
        let text = found.source.text.as_str();
        let start = found.ranges.first().map_or(0, |range| range.start);
        let end = found.ranges.last().map_or(0, |range| range.end);
        let (before, after) = (&text[..start], &text[end..]);
        let cut = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let until = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        let left = format!("{}{}", if cut > 0 { "…" } else { "" }, &before[cut..].trim_end());
        let right = format!(
            "{}{}",
            &after[..until].trim_start(),
            if until < after.len() { "…" } else { "" }
        );
        let inside = |range: &Range<usize>| range.start - start..range.end - start;
        let ranges: Vec<Range<usize>> = found.ranges.iter().map(inside).collect();
        Line {
            json: json!({
                "source": text, "source_lang": found.source.lang, "target": found.target.text,
                "target_lang": found.target.lang, "origin": found.origin.to_string(),
                "unit": found.unit.0,
                "found": found.ranges.iter().map(|r| json!([r.start, r.end])).collect::<Vec<_>>(),
            }),
            cells: vec![
                left.into(),
                marked(&text[start..end], &ranges),
                right.into(),
                found.target.text.as_str().into(),
                found.origin.to_string().into(),
            ],
        }
    };
    let columns = vec!["left", "keyword", "right", "target", "origin"];
    Sheet { columns, lines: found.iter().map(line).collect() }
}

/// Units of a memory: `unit source target origin note`; languages beyond two stand in the note.
pub fn units_sheet(units: &[(UnitId, TranslationUnit)]) -> Sheet {
    let line = |(id, unit): &(UnitId, TranslationUnit)| {
        let variants = unit.variants();
        let texts: BTreeMap<&str, &str> =
            variants.iter().map(|v| (v.lang.as_str(), v.text.as_str())).collect();
        let more = variants.iter().skip(2).map(|v| format!("{}: {}", v.lang, v.text));
        let mut notes: Vec<String> = Vec::from_iter(Some(review_note(unit.review)));
        notes.extend(more);
        notes.retain(|note| !note.is_empty());
        Line {
            json: json!({
                "unit": id.0, "texts": texts, "origin": unit.origin.to_string(),
                "review": unit.review.name(), "confidence": unit.confidence,
            }),
            cells: vec![
                id.0.to_string().into(),
                variants[0].text.as_str().into(),
                variants[1].text.as_str().into(),
                unit.origin.to_string().into(),
                notes.join("; ").into(),
            ],
        }
    };
    let columns = vec!["unit", "source", "target", "origin", "note"];
    Sheet { columns, lines: units.iter().map(line).collect() }
}

fn side(side: &Option<SideOf>) -> Value {
    match side {
        None => Value::Null,
        Some(side) => json!({"text": side.text, "start": side.file.start, "end": side.file.end}),
    }
}

pub(super) fn rounded(probability: f64) -> f64 {
    (probability * 1000.0).round() / 1000.0
}

pub(super) fn confidence(probability: f64) -> String {
    // Nothing is certain: a rounded 1.000 would claim it.
    format!("{:.3}", probability.min(0.999))
}

pub(super) fn term_note(term: &TermPair) -> String {
    let mut forms: Vec<&str> = Vec::new();
    for occurrence in term.occurrences.iter().filter(|o| !o.in_target) {
        if !forms.contains(&occurrence.form.as_str()) {
            forms.push(&occurrence.form);
        }
    }
    let mut notes: Vec<String> = term.evidence.iter().map(|evidence| evidence.words()).collect();
    if forms.len() > 1 || forms.first().is_some_and(|form| *form != term.source) {
        notes.push(format!("forms: {}", forms.join(", ")));
    }
    notes.join("; ")
}

pub(super) fn term_json(
    term: &TermPair,
    source: &Segmented,
    target: &Segmented,
    kind: &str,
) -> Value {
    json!({
        "kind": kind, "source": term_side(term, source, false),
        "target": term_side(term, target, true),
        "confidence": rounded(term.confidence), "frequency": term.frequency(),
        "status": term.status.name(), "note": term_note(term),
        "places": places(&term.occurrences, source, target),
    })
}

/// A term's citation form, and where it stands first.
pub(super) fn term_side(term: &TermPair, text: &Segmented, in_target: bool) -> Value {
    let own = if in_target { &term.target } else { &term.source };
    match term.occurrences.iter().find(|o| o.in_target == in_target) {
        None => json!({ "text": own }),
        Some(first) => {
            let file = range_in_file(text, first.segment, &first.range);
            json!({"text": own, "start": file.start, "end": file.end})
        }
    }
}

/// Where a term stands: byte offsets into the files.
pub(super) fn places(
    occurrences: &[crate::bitext::Occurrence],
    source: &Segmented,
    target: &Segmented,
) -> Vec<Value> {
    let place = |occurrence: &crate::bitext::Occurrence| {
        let text = if occurrence.in_target { target } else { source };
        let file = range_in_file(text, occurrence.segment, &occurrence.range);
        json!({
            "side": if occurrence.in_target { "target" } else { "source" },
            "segment": occurrence.segment + 1, "form": occurrence.form,
            "start": file.start, "end": file.end,
        })
    };
    occurrences.iter().map(place).collect()
}

/// Bytes of the file for bytes of a segment's one-line text.
pub(super) fn range_in_file(
    text: &Segmented,
    segment: usize,
    range: &Range<usize>,
) -> Range<usize> {
    let Some(at) = text.segments().get(segment) else { return 0..0 };
    // On one line, line breaks with the white space around them became one space; walk both.
    let raw = text.raw(segment);
    let line = text.text(segment);
    let (mut in_raw, mut in_line) = (0, 0);
    let mut map = vec![0; line.len() + 1];
    while in_line < line.len() {
        map[in_line] = in_raw;
        let (a, b) = (raw[in_raw..].chars().next(), line[in_line..].chars().next());
        let (Some(a), Some(b)) = (a, b) else { break };
        if b == ' ' && a.is_whitespace() && a != b {
            in_raw += raw[in_raw..].len() - raw[in_raw..].trim_start().len();
        } else if b == ' ' && a == ' ' {
            let white = raw[in_raw..].len() - raw[in_raw..].trim_start().len();
            let joined = raw[in_raw..in_raw + white].contains(['\n', '\r', '\t']);
            in_raw += if joined { white } else { 1 };
        } else {
            in_raw += a.len_utf8();
        }
        in_line += b.len_utf8();
    }
    map[line.len()] = raw.len();
    let offset = |place: usize| map.get(place).copied().unwrap_or(raw.len());
    let plain = at.range.start + offset(range.start)..at.range.start + offset(range.end);
    text.document.file_range_of(at.block, plain)
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "item",
        BlockKind::TableCell => "cell",
        BlockKind::Caption => "caption",
        BlockKind::LinkLine => "links",
        BlockKind::Quotation => "quotation",
    }
}

fn boilerplate_name(reason: Boilerplate) -> &'static str {
    match reason {
        Boilerplate::CookieNotice => "cookie notice",
        Boilerplate::Links => "links",
        Boilerplate::PhotoCredit => "photo credit",
        Boilerplate::PressCredit => "press office",
        Boilerplate::RepeatedHeadline => "repeated headline",
        Boilerplate::PageFurniture => "page furniture",
    }
}

pub(super) fn review_note(review: Review) -> String {
    match review {
        Review::Unsaid | Review::Reviewed => String::new(),
        Review::Unreviewed => "unreviewed".into(),
    }
}

fn term_line(term: &TermAnswer) -> Line {
    let note = format!("{}, {}: {}", term.status.name(), confidence(term.confidence), term.why);
    Line {
        json: json!({
            "kind": "term", "source": term.asked.1, "source_lang": term.asked.0,
            "target": term.answer.1, "target_lang": term.answer.0,
            "status": term.status.name(), "confidence": rounded(term.confidence),
            "origin": term.origin, "note": term.why,
        }),
        cells: vec![
            Cell::styled(Style::Near, "term"),
            "".into(),
            Cell::styled(Style::Strong, term.asked.1.as_str()),
            Cell::styled(Style::Strong, term.answer.1.as_str()),
            term.origin.as_str().into(),
            note.into(),
        ],
    }
}

fn glossary_line(hit: &TermHit) -> Line {
    let origin = if hit.origin.is_empty() { "glossary" } else { hit.origin.as_str() };
    Line {
        json: json!({
            "kind": "glossary", "source": hit.term, "target": hit.translations.join(" | "),
            "form": hit.form, "start": hit.range.start, "end": hit.range.end,
            "status": hit.status.name(), "origin": origin, "note": hit.why,
        }),
        cells: vec![
            Cell::styled(Style::Near, "glossary"),
            "".into(),
            Cell::styled(Style::Strong, hit.term.as_str()),
            Cell::styled(Style::Strong, hit.translations.join(" | ")),
            origin.into(),
            format!("{}: {}", hit.status.name(), hit.why).into(),
        ],
    }
}

/// A text with some ranges in bold.
pub(super) fn marked(text: &str, ranges: &[Range<usize>]) -> Cell {
    let mut pieces = Vec::new();
    let mut at = 0;
    for range in ranges {
        if range.start < at || range.end > text.len() {
            continue;
        }
        pieces.push((Style::Plain, text[at..range.start].to_string()));
        pieces.push((Style::Strong, text[range.clone()].to_string()));
        at = range.end;
    }
    pieces.push((Style::Plain, text[at..].to_string()));
    Cell(pieces)
}
