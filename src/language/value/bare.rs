//! What a lost number leaves behind: the measure of *stretching km into the hinterland*, the ending of *the th island*.

use super::Value;
use super::lexicon::Lexicon;
use super::scan::{TokenKind, tokens};
use super::unit::{Dimension, Unit};

/// Whether a unit that can be converted stands in the text outside of its values.
pub(super) fn has_measure(text: &str, lexicon: &Lexicon, values: &[Value]) -> bool {
    let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
    words.into_iter().any(|token| {
        // "m" and "g" are letters first.
        let is_letter = text[token.span.clone()].chars().nth(1).is_none();
        let unit = lexicon.word(&text[token.span.clone()]).and_then(|entry| entry.unit);
        let is_measure = unit.is_some_and(|unit| match unit.dimension {
            Dimension::Share | Dimension::Currency | Dimension::Duration => false,
            Dimension::Length
            | Dimension::Area
            | Dimension::Volume
            | Dimension::Mass
            | Dimension::Speed
            | Dimension::Temperature
            | Dimension::Power
            | Dimension::Data => true,
        });
        let counted =
            |value: &Value| value.span.start < token.span.end && token.span.start < value.span.end;
        is_measure && !is_letter && !values.iter().any(counted)
    })
}

/// Whether a unit stands in the text outside of its values.
pub(super) fn has_unit(text: &str, lexicon: &Lexicon, values: &[Value], unit: &Unit) -> bool {
    let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
    words.into_iter().any(|token| {
        let found = lexicon.word(&text[token.span.clone()]).and_then(|entry| entry.unit);
        let inside =
            |value: &Value| value.span.start < token.span.end && token.span.start < value.span.end;
        found.is_some_and(|found| found.symbol == unit.symbol) && !values.iter().any(inside)
    })
}

/// Endings of ordinals in digits that are no words.
const ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];

/// Whether the ending of an ordinal in digits stands without them.
pub(super) fn has_ending(text: &str, values: &[Value]) -> bool {
    let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
    words.into_iter().any(|token| {
        let inside =
            |value: &Value| value.span.start < token.span.end && token.span.start < value.span.end;
        ENDINGS.contains(&&text[token.span.clone()]) && !values.iter().any(inside)
    })
}
