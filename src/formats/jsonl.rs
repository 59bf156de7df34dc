//! JSON Lines: one JSON object a line, one unit an object.
//!
//! The long form says everything a unit can hold and is what [`write`] writes; only `variants` is
//! needed, everything else may be left out:
//!
//! ```json
//! {"variants":[{"lang":"pl","text":"rada","codes":[{"at":0,"xml":"<ph/>"}],"created":"20200101T000000Z",
//!   "changed":"…","created_by":"…","changed_by":"…"},{"lang":"en","text":"council"}],
//!  "origin":{"source":"a.html","place":"12","rules":"…"},
//!  "context":{"previous":"…","next":"…","key":"…"},
//!  "review":"unreviewed","confidence":0.93,"properties":{"client":"…"},"notes":["…"]}
//! ```
//!
//! The short form has one text a language and is read like a line of a table, each key a column:
//!
//! ```json
//! {"pl":"rada","en":"council","note":"…","client":"…"}
//! ```
//!
//! `at` counts bytes of the text in UTF-8. Unknown fields of the long form are ignored.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::bitext::{Context, Origin, Review, TranslationUnit, UnitCode, Variant};
use crate::formats::columns::{columns, unit_of};
use crate::formats::exchange::{FormatError, ReadSummary, WriteSummary};
use crate::formats::lines::Lines;
use crate::formats::strictness::Strictness;
use crate::text::Lang;

/// Reads units, one a line.
pub(super) fn read(
    name: &str,
    input: impl BufRead,
    strictness: Strictness,
    each: &mut dyn FnMut(TranslationUnit) -> ControlFlow<()>,
) -> Result<ReadSummary, FormatError> {
    let mut lines = Lines::headless(name, input)?;
    let mut summary = ReadSummary::default();
    while let Some(line) = lines.next(&mut summary, strictness)? {
        if line.trim().is_empty() {
            continue;
        }
        let at = lines.place();
        match unit_of_line(&line, name, at.line) {
            Err(_) if at.unit == 1 && !line.trim_start().starts_with('{') => {
                let begin: String = line.chars().take(40).collect();
                return Err(FormatError::Other {
                    name: name.to_string(),
                    format: "JSON Lines",
                    found: format!("its first line is {begin:?}"),
                    expected: "a JSON object a line: {\"pl\":\"…\",\"en\":\"…\"}",
                });
            }
            Err(why) => summary.skip(name, at, why, strictness)?,
            Ok(unit) => {
                summary.read += 1;
                if each(unit).is_break() {
                    summary.stopped = true;
                    break;
                }
            }
        }
    }
    Ok(summary)
}

/// Writes units, one a line; nothing is lost.
pub(super) fn write(
    output: &mut impl Write,
    units: impl Iterator<Item = TranslationUnit>,
) -> io::Result<WriteSummary> {
    let mut summary = WriteSummary::default();
    for unit in units {
        serde_json::to_writer(&mut *output, &UnitLine::of(&unit))?;
        output.write_all(b"\n")?;
        summary.written += 1;
    }
    Ok(summary)
}

fn unit_of_line(line: &str, name: &str, number: usize) -> Result<TranslationUnit, String> {
    // The error's own place would be a column of line 1; the caller knows the line.
    let plain = |error: serde_json::Error| {
        let text = error.to_string();
        let text = text.split(" at line ").next().unwrap_or(&text);
        format!("not a unit: {text} (column {})", error.column())
    };
    let fields: Fields = serde_json::from_str(line).map_err(plain)?;
    if fields.0.iter().any(|(key, _)| key == "variants") {
        let line: UnitLine = serde_json::from_str(line).map_err(plain)?;
        return line.unit(name, number);
    }
    let names: Vec<&str> = fields.0.iter().map(|(key, _)| key.as_str()).collect();
    let columns = columns(&names);
    let cells: Vec<String> = fields.0.iter().map(|(_, value)| cell(value)).collect();
    let cells = columns.iter().zip(cells.iter().map(String::as_str));
    unit_of(cells, name, &number.to_string()).map_err(|why| why.to_string())
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The fields of an object in their order: the first language is the source.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The long form. A missing `origin` is the file and line; an empty one says there is none.
#[derive(Serialize, Deserialize)]
struct UnitLine {
    variants: Vec<VariantPart>,
    #[serde(default)]
    origin: Option<OriginPart>,
    #[serde(default, skip_serializing_if = "is_default")]
    context: ContextPart,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    review: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(default, skip_serializing_if = "is_default")]
    properties: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "is_default")]
    notes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct VariantPart {
    lang: Lang,
    text: String,
    #[serde(default, skip_serializing_if = "is_default")]
    codes: Vec<CodePart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    changed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    created_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    changed_by: Option<String>,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct CodePart {
    at: usize,
    xml: String,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct OriginPart {
    #[serde(skip_serializing_if = "is_default")]
    source: String,
    #[serde(skip_serializing_if = "is_default")]
    place: String,
    #[serde(skip_serializing_if = "is_default")]
    rules: String,
}

#[derive(Serialize, Deserialize, Default, PartialEq)]
#[serde(default)]
struct ContextPart {
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

impl UnitLine {
    fn of(unit: &TranslationUnit) -> UnitLine {
        let Origin { source, place, rules } = unit.origin.clone();
        let Context { previous, next, key } = unit.context.clone();
        UnitLine {
            variants: unit.variants().iter().map(VariantPart::of).collect(),
            origin: Some(OriginPart { source, place, rules }),
            context: ContextPart { previous, next, key },
            review: (unit.review != Review::Unsaid).then(|| unit.review.name().to_string()),
            confidence: unit.confidence.filter(|confidence| confidence.is_finite()),
            properties: unit.properties.clone(),
            notes: unit.notes.clone(),
        }
    }

    fn unit(self, name: &str, number: usize) -> Result<TranslationUnit, String> {
        let variants = self.variants.into_iter().map(VariantPart::variant).collect();
        let mut unit = TranslationUnit::new(variants).map_err(|why| why.to_string())?;
        unit.origin = match self.origin {
            Some(OriginPart { source, place, rules }) => Origin { source, place, rules },
            None => Origin { source: name.into(), place: number.to_string(), rules: String::new() },
        };
        let ContextPart { previous, next, key } = self.context;
        unit.context = Context { previous, next, key };
        if let Some(review) = self.review {
            unit.review = Review::from_name(&review)
                .ok_or_else(|| format!("\"{review}\" is no review state (unreviewed, reviewed)"))?;
        }
        unit.confidence = self.confidence;
        unit.properties = self.properties;
        unit.notes = self.notes;
        Ok(unit)
    }
}

impl VariantPart {
    fn of(variant: &Variant) -> VariantPart {
        let part = |code: &UnitCode| CodePart { at: code.at, xml: code.xml.clone() };
        VariantPart {
            lang: variant.lang.clone(),
            text: variant.text.clone(),
            codes: variant.codes.iter().map(part).collect(),
            created: variant.created.clone(),
            changed: variant.changed.clone(),
            created_by: variant.created_by.clone(),
            changed_by: variant.changed_by.clone(),
        }
    }

    /// A code that stands on no character is moved to the end of the text.
    fn variant(self) -> Variant {
        let mut variant = Variant::new(self.lang, self.text);
        for CodePart { at, xml } in self.codes {
            let at = if variant.text.is_char_boundary(at) { at } else { variant.text.len() };
            variant.codes.push(UnitCode { at, xml });
        }
        variant.created = self.created;
        variant.changed = self.changed;
        variant.created_by = self.created_by;
        variant.changed_by = self.changed_by;
        variant
    }
}
