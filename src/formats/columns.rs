//! What a column's name means: [`Column`], for tables and for JSON objects with one text a
//! language.
//!
//! A name is a language, one of the known parts of a unit, or a property. Two letters are a
//! language; three letters only when two languages could not be found otherwise (`url`, `ref` and
//! `src` look like languages too), and so is `id`. To leave no doubt a name can be written
//! `lang:csb` or `property:pl`; [`language_name`] and [`property_name`] write it so where needed.

use crate::bitext::{Review, TranslationUnit, UnitError, Variant};
use crate::text::Lang;

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Column {
    Language(Lang),
    Part(Part),
    Property(String),
}

/// A part of a unit that has a column of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Origin,
    Place,
    Rules,
    Previous,
    Next,
    Key,
    Review,
    Confidence,
    Note,
}

impl Part {
    pub const ALL: [Part; 9] = [
        Part::Origin,
        Part::Place,
        Part::Rules,
        Part::Previous,
        Part::Next,
        Part::Key,
        Part::Review,
        Part::Confidence,
        Part::Note,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Part::Origin => "origin",
            Part::Place => "place",
            Part::Rules => "rules",
            Part::Previous => "previous",
            Part::Next => "next",
            Part::Key => "key",
            Part::Review => "review",
            Part::Confidence => "confidence",
            Part::Note => "note",
        }
    }

    fn from_name(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name().eq_ignore_ascii_case(name))
    }

    /// Returns the part of a unit as text; empty when there is none.
    pub fn of(self, unit: &TranslationUnit) -> String {
        let context = |text: &Option<String>| text.clone().unwrap_or_default();
        match self {
            Part::Origin => unit.origin.source.clone(),
            Part::Place => unit.origin.place.clone(),
            Part::Rules => unit.origin.rules.clone(),
            Part::Previous => context(&unit.context.previous),
            Part::Next => context(&unit.context.next),
            Part::Key => context(&unit.context.key),
            Part::Review if unit.review == Review::Unsaid => String::new(),
            Part::Review => unit.review.name().to_string(),
            Part::Confidence => unit.confidence.map_or_else(String::new, |c| c.to_string()),
            Part::Note => unit.notes.join(" / "),
        }
    }
}

/// Says what each of these names means.
pub(super) fn columns(names: &[&str]) -> Vec<Column> {
    let plain = names.iter().filter(|name| is_surely_language(name)).count();
    let takes = |name: &str| is_surely_language(name) || plain < 2 && language(name).is_some();
    let column = |name: &&str| {
        let name = name.trim();
        if let Some(lang) = name.strip_prefix("lang:").and_then(|l| Lang::new(l).ok()) {
            return Column::Language(lang);
        }
        if let Some(property) = name.strip_prefix("property:") {
            return Column::Property(property.to_string());
        }
        if let Some(part) = Part::from_name(name) {
            return Column::Part(part);
        }
        match language(name) {
            Some(lang) if takes(name) => Column::Language(lang),
            _ => Column::Property(name.to_string()),
        }
    };
    names.iter().map(column).collect()
}

/// Returns the name of a language's column.
pub(super) fn language_name(lang: &Lang) -> String {
    if is_surely_language(lang.as_str()) { lang.to_string() } else { format!("lang:{lang}") }
}

/// Returns the name of a property's column.
pub(super) fn property_name(name: &str) -> String {
    let doubtful = Part::from_name(name.trim()).is_some()
        || language(name).is_some()
        || name.contains(':')
        || name.trim() != name;
    if doubtful { format!("property:{name}") } else { name.to_string() }
}

/// Says whether these columns name two languages.
pub(super) fn has_two_languages(columns: &[Column]) -> bool {
    columns.iter().filter(|c| matches!(c, Column::Language(_))).count() >= 2
}

/// Makes a unit of a row: cells that are empty say nothing.
///
/// `name` and `place` are the origin where no column says it.
pub(super) fn unit_of<'c>(
    cells: impl Iterator<Item = (&'c Column, &'c str)> + Clone,
    name: &str,
    place: &str,
) -> Result<TranslationUnit, UnitError> {
    let mut variants = Vec::new();
    let mut empty = None;
    for (column, cell) in cells.clone() {
        let Column::Language(lang) = column else { continue };
        if cell.trim().is_empty() {
            empty.get_or_insert(lang.clone());
        } else {
            variants.push(Variant::new(lang.clone(), cell));
        }
    }
    if let (0 | 1, Some(lang)) = (variants.len(), empty) {
        return Err(UnitError::Empty(lang));
    }
    let mut unit = TranslationUnit::new(variants)?;
    let has = |part| cells.clone().any(|(column, _)| *column == Column::Part(part));
    if !has(Part::Origin) && !has(Part::Place) {
        unit.origin.source = name.to_string();
        unit.origin.place = place.to_string();
    }
    for (column, cell) in cells {
        match column {
            _ if cell.is_empty() => {}
            Column::Language(_) => {}
            Column::Part(part) => take(&mut unit, *part, cell),
            Column::Property(name) => {
                unit.properties.insert(name.clone(), cell.to_string());
            }
        }
    }
    Ok(unit)
}

/// Gives a unit one of its parts; what cannot be read as the part is kept as a property.
fn take(unit: &mut TranslationUnit, part: Part, cell: &str) {
    let text = cell.to_string();
    let understood = match part {
        Part::Origin => {
            unit.origin.source = text;
            true
        }
        Part::Place => {
            unit.origin.place = text;
            true
        }
        Part::Rules => {
            unit.origin.rules = text;
            true
        }
        Part::Previous => unit.context.previous.replace(text).is_none(),
        Part::Next => unit.context.next.replace(text).is_none(),
        Part::Key => unit.context.key.replace(text).is_none(),
        Part::Note => {
            unit.notes.push(text);
            true
        }
        Part::Review => {
            let review = Review::from_name(cell.trim());
            unit.review = review.unwrap_or(unit.review);
            review.is_some()
        }
        Part::Confidence => {
            unit.confidence = cell.trim().parse().ok().or(unit.confidence);
            cell.trim().parse::<f64>().is_ok()
        }
    };
    if !understood {
        unit.properties.insert(part.name().to_string(), cell.to_string());
    }
}

/// A language whose primary subtag has two or three letters.
fn language(name: &str) -> Option<Lang> {
    Lang::new(name).ok().filter(|lang| lang.primary().len() <= 3)
}

fn is_surely_language(name: &str) -> bool {
    let name = name.trim();
    language(name).is_some_and(|lang| lang.primary().len() == 2) && !name.eq_ignore_ascii_case("id")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(header: &str) -> String {
        let names: Vec<&str> = header.split(' ').collect();
        let letter = |column: &Column| match column {
            Column::Language(_) => 'L',
            Column::Part(_) => '.',
            Column::Property(_) => 'p',
        };
        columns(&names).iter().map(letter).collect()
    }

    #[test]
    fn names_of_columns_are_understood() {
        for (header, expected) in [
            ("pl en", "LL"),
            ("pl-PL en_GB origin Note", "LL.."),
            ("id pl en url status", "pLLpp"),
            ("id pl", "LL"),
            ("pol eng", "LL"),
            ("pl en lang:csb property:de", "LLLp"),
            ("source target", "pp"),
        ] {
            assert_eq!(kinds(header), expected, "{header}");
        }
    }
}
