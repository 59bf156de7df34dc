//! Which property and which attribute holds which part of a unit: [`assemble`] makes a unit of
//! what stood in a `tu`, [`properties_of`] and [`attributes_of`] say what to write.
//!
//! The reader and the writer meet in this table, so that what one writes the other understands.

use crate::bitext::{Review, TranslationUnit};
use crate::formats::tmx::nodes::Attribute;

/// Begins the names of our own properties.
const OURS: &str = "x-kladka-";
/// Where the unit came from; written for every unit, empty or not, and so the mark of our files.
const ORIGIN: &str = "x-kladka-origin";
const PLACE: &str = "x-kladka-place";
const RULES: &str = "x-kladka-rules";
const PREVIOUS: &str = "x-kladka-previous";
const NEXT: &str = "x-kladka-next";
const KEY: &str = "x-kladka-key";
const REVIEW: &str = "x-kladka-review";
const CONFIDENCE: &str = "x-kladka-confidence";
/// Begins a property whose own name begins with `x-kladka-`.
const QUOTED: &str = "x-kladka-property-";
/// Begins the names of properties that are attributes of `tu` in TMX.
const ATTRIBUTE: &str = "tmx:";
/// The attributes of `tu` that are kept so; the DTD takes any text for them.
const ATTRIBUTES: [&str; 8] = [
    "creationtool",
    "creationtoolversion",
    "datatype",
    "lastusagedate",
    "o-encoding",
    "o-tmf",
    "tuid",
    "usagecount",
];

/// Gives a unit what its `tu` says of it: attributes, properties, notes.
///
/// `name` and `number` become the origin and place of a unit that says nothing of its own.
pub(super) fn assemble(
    unit: &mut TranslationUnit,
    attributes: &[Attribute],
    properties: Vec<(String, String)>,
    name: &str,
    number: usize,
) {
    let is_ours = properties.iter().any(|(kind, _)| kind == ORIGIN);
    if !is_ours {
        let tuid = attributes.iter().find(|(n, v)| n == "tuid" && !v.is_empty());
        unit.origin.source = name.to_string();
        unit.origin.place = tuid.map_or_else(|| number.to_string(), |(_, id)| id.to_string());
    }
    for (attribute, value) in attributes {
        if ATTRIBUTES.contains(&attribute.as_str()) {
            keep(unit, format!("{ATTRIBUTE}{attribute}"), value.to_string());
        }
    }
    for (kind, value) in properties {
        if is_ours {
            take_ours(unit, kind, value);
        } else {
            take_foreign(unit, kind, value);
        }
    }
}

fn take_ours(unit: &mut TranslationUnit, kind: String, value: String) {
    match kind.as_str() {
        ORIGIN => unit.origin.source = value,
        PLACE => unit.origin.place = value,
        RULES => unit.origin.rules = value,
        PREVIOUS => unit.context.previous = Some(value),
        NEXT => unit.context.next = Some(value),
        KEY => unit.context.key = Some(value),
        REVIEW => match Review::from_name(&value) {
            Some(review) => unit.review = review,
            None => keep(unit, kind, value),
        },
        CONFIDENCE => match value.parse::<f64>() {
            Ok(confidence) => unit.confidence = Some(confidence),
            Err(_) => keep(unit, kind, value),
        },
        _ => match kind.strip_prefix(QUOTED) {
            Some(own) => keep(unit, format!("{OURS}{own}"), value),
            None => keep(unit, kind, value),
        },
    }
}

/// The neighbours and keys of units are named `prev`, `next` and `id` by `OmegaT` and others.
fn take_foreign(unit: &mut TranslationUnit, kind: String, value: String) {
    let context = &mut unit.context;
    let place = match kind.as_str() {
        "prev" => &mut context.previous,
        "next" => &mut context.next,
        "id" => &mut context.key,
        _ => return keep(unit, kind, value),
    };
    if place.is_none() {
        *place = Some(value);
    } else {
        keep(unit, kind, value);
    }
}

/// Keeps a property; a second one of the same name and another value is numbered.
fn keep(unit: &mut TranslationUnit, kind: String, value: String) {
    let mut number = 1;
    let mut name = kind;
    let kind = name.len();
    while let Some(there) = unit.properties.get(&name) {
        if *there == value {
            return;
        }
        number += 1;
        name.truncate(kind);
        name.push_str(&format!("#{number}"));
    }
    unit.properties.insert(name, value);
}

/// Returns the attributes of a unit's `tu`, in order.
pub(super) fn attributes_of(unit: &TranslationUnit) -> Vec<(&str, &str)> {
    let attribute = |name: &'static str| {
        let value = unit.properties.get(&format!("{ATTRIBUTE}{name}"))?;
        Some((name, value.as_str()))
    };
    ATTRIBUTES.into_iter().filter_map(attribute).collect()
}

/// Returns the properties of a unit's `tu`, in order.
pub(super) fn properties_of(unit: &TranslationUnit) -> Vec<(String, String)> {
    let mut list = vec![(ORIGIN.to_string(), unit.origin.source.clone())];
    let mut say = |kind: &str, value: Option<String>| {
        list.extend(value.map(|value| (kind.to_string(), value)));
    };
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    say(PLACE, given(&unit.origin.place));
    say(RULES, given(&unit.origin.rules));
    say(PREVIOUS, unit.context.previous.clone());
    say(NEXT, unit.context.next.clone());
    say(KEY, unit.context.key.clone());
    let reviewed = unit.review != Review::Unsaid;
    say(REVIEW, reviewed.then(|| unit.review.name().to_string()));
    say(CONFIDENCE, unit.confidence.map(|confidence| confidence.to_string()));
    for (name, value) in &unit.properties {
        let is_attribute =
            name.strip_prefix(ATTRIBUTE).is_some_and(|name| ATTRIBUTES.contains(&name));
        match name.strip_prefix(OURS) {
            _ if is_attribute => {}
            Some(own) => say(&format!("{QUOTED}{own}"), Some(value.clone())),
            None => say(name, Some(value.clone())),
        }
    }
    list
}

/// Reads a date of TMX, `YYYYMMDDThhmmssZ`, also where it is written with hyphens and colons or
/// without the time.
pub(super) fn utc_date(given: &str) -> Option<String> {
    let mut date: String = given.trim().chars().filter(|c| !matches!(c, '-' | ':')).collect();
    if let Some(fraction) = date.find('.') {
        let zone = if date.ends_with('Z') { "Z" } else { "" };
        date = format!("{}{zone}", &date[..fraction]);
    }
    match date.len() {
        8 => date.push_str("T000000Z"),
        15 => date.push('Z'),
        _ => {}
    }
    is_utc_date(&date).then_some(date)
}

/// Says whether a text is a date as TMX wants it.
pub(super) fn is_utc_date(date: &str) -> bool {
    let shape = b"00000000T000000Z";
    date.len() == shape.len()
        && date
            .bytes()
            .zip(shape)
            .all(|(b, &s)| if s == b'0' { b.is_ascii_digit() } else { b == s })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_any_dress_and_written_in_one() {
        for (given, expected) in [
            ("20200102T030405Z", Some("20200102T030405Z")),
            ("2020-01-02T03:04:05.678Z", Some("20200102T030405Z")),
            ("20200102T030405", Some("20200102T030405Z")),
            ("2020-01-02", Some("20200102T000000Z")),
            ("yesterday", None),
            ("2020", None),
            ("zażółć gęślą.Z", None),
        ] {
            assert_eq!(utc_date(given).as_deref(), expected, "{given}");
        }
    }
}
