//! Units and terms as rows: what the tables hold as JSON or as numbers, both ways.
//!
//! Numbers between 0 and 1 inside JSON are written as texts, in the shortest form that reads
//! back as the same number; a JSON reader may round a number, never a text.

use std::collections::BTreeMap;
use std::ops::Range;

use rusqlite::types::Type;
use serde_json::{Map, Value, json};

use crate::bitext::{Evidence, Occurrence, Review, UnitCode};

/// Says that a column does not hold what this program writes there.
#[derive(Debug, thiserror::Error)]
#[error("the column {0} does not hold what a memory keeps there")]
struct Unreadable(&'static str);

/// Makes the error of a column that cannot be read.
pub(super) fn unreadable(column: &'static str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(Unreadable(column)))
}

pub(super) fn review_number(review: Review) -> i64 {
    match review {
        Review::Unsaid => 0,
        Review::Unreviewed => 1,
        Review::Reviewed => 2,
    }
}

pub(super) fn review_of(number: i64) -> rusqlite::Result<Review> {
    match number {
        0 => Ok(Review::Unsaid),
        1 => Ok(Review::Unreviewed),
        2 => Ok(Review::Reviewed),
        _ => Err(unreadable("review")),
    }
}

pub(super) fn properties_json(properties: &BTreeMap<String, String>) -> Option<String> {
    // Keys and values are texts: there is nothing that could fail.
    if properties.is_empty() { None } else { serde_json::to_string(properties).ok() }
}

pub(super) fn properties_of(json: Option<String>) -> rusqlite::Result<BTreeMap<String, String>> {
    let Some(json) = json else {
        return Ok(BTreeMap::new());
    };
    serde_json::from_str(&json).map_err(|_| unreadable("properties"))
}

pub(super) fn notes_json(notes: &[String]) -> Option<String> {
    if notes.is_empty() { None } else { serde_json::to_string(notes).ok() }
}

pub(super) fn notes_of(json: Option<String>) -> rusqlite::Result<Vec<String>> {
    let Some(json) = json else {
        return Ok(Vec::new());
    };
    serde_json::from_str(&json).map_err(|_| unreadable("notes"))
}

pub(super) fn codes_json(codes: &[UnitCode]) -> Option<String> {
    let pairs = codes.iter().map(|code| json!([code.at, code.xml]));
    (!codes.is_empty()).then(|| Value::from_iter(pairs).to_string())
}

pub(super) fn codes_of(json: Option<String>) -> rusqlite::Result<Vec<UnitCode>> {
    let Some(json) = json else {
        return Ok(Vec::new());
    };
    let pairs: Vec<(usize, String)> =
        serde_json::from_str(&json).map_err(|_| unreadable("codes"))?;
    Ok(pairs.into_iter().map(|(at, xml)| UnitCode { at, xml }).collect())
}

pub(super) fn evidence_json(evidence: &[Evidence]) -> String {
    evidence_value(evidence).to_string()
}

pub(super) fn evidence_of(json: &str) -> rusqlite::Result<Vec<Evidence>> {
    let value: Value = serde_json::from_str(json).map_err(|_| unreadable("evidence"))?;
    evidence_list(&value).ok_or_else(|| unreadable("evidence"))
}

fn evidence_value(evidence: &[Evidence]) -> Value {
    Value::from_iter(evidence.iter().map(|one| match one {
        Evidence::Glossary(term) => json!({"glossary": term}),
        Evidence::InGlossary(a, b) => json!({"in_glossary": [a, b]}),
        Evidence::Lexicon(a, b) => json!({"lexicon": [a, b]}),
        Evidence::Built(a, b) => json!({"built": [a, b]}),
        Evidence::Memory(what) => json!({"memory": what}),
        Evidence::SameForm(form) => json!({"form": form}),
        Evidence::SameValue(value) => json!({"value": value}),
        Evidence::Cognate(a, b, alike) => json!({"cognate": [a, b, alike.to_string()]}),
        Evidence::Together(n, of) => json!({"together": [n, of]}),
        Evidence::Length(alike) => json!({"length": alike.to_string()}),
        Evidence::Parts(parts) => json!({"parts": evidence_value(parts)}),
    }))
}

fn evidence_list(value: &Value) -> Option<Vec<Evidence>> {
    value.as_array()?.iter().map(|one| evidence_item(one.as_object()?)).collect()
}

fn evidence_item(object: &Map<String, Value>) -> Option<Evidence> {
    let (name, value) = object.iter().next()?;
    let text = |value: &Value| value.as_str().map(str::to_string);
    let number = |value: &Value| value.as_str()?.parse::<f64>().ok();
    let count = |value: &Value| usize::try_from(value.as_u64()?).ok();
    Some(match name.as_str() {
        "glossary" => Evidence::Glossary(text(value)?),
        "in_glossary" => Evidence::InGlossary(text(value.get(0)?)?, text(value.get(1)?)?),
        "lexicon" => Evidence::Lexicon(text(value.get(0)?)?, text(value.get(1)?)?),
        "built" => Evidence::Built(text(value.get(0)?)?, text(value.get(1)?)?),
        "memory" => Evidence::Memory(text(value)?),
        "form" => Evidence::SameForm(text(value)?),
        "value" => Evidence::SameValue(text(value)?),
        "cognate" => {
            Evidence::Cognate(text(value.get(0)?)?, text(value.get(1)?)?, number(value.get(2)?)?)
        }
        "together" => Evidence::Together(count(value.get(0)?)?, count(value.get(1)?)?),
        "length" => Evidence::Length(number(value)?),
        "parts" => Evidence::Parts(evidence_list(value)?),
        _ => return None,
    })
}

pub(super) fn occurrences_json(occurrences: &[Occurrence]) -> String {
    Value::from_iter(
        occurrences
            .iter()
            .map(|o| json!([o.in_target, o.segment, o.range.start, o.range.end, o.form])),
    )
    .to_string()
}

pub(super) fn occurrences_of(json: &str) -> rusqlite::Result<Vec<Occurrence>> {
    let rows: Vec<(bool, usize, usize, usize, String)> =
        serde_json::from_str(json).map_err(|_| unreadable("occurrences"))?;
    let occurrence = |(in_target, segment, start, end, form)| {
        let range: Range<usize> = Range { start, end };
        Occurrence { in_target, segment, range, form }
    };
    Ok(rows.into_iter().map(occurrence).collect())
}
