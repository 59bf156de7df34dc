//! A match whose numbers differ: the translation with the numbers of the text asked for.
//!
//! A number is a placeable: it stands in source and translation alike and can be put in place of
//! another. That is done only where nothing has to be guessed: every differing number of the
//! source stands in the translation as often as in the source, digit for digit (whatever parts
//! the digits there), and the new one fits the way in which it is written.

use std::ops::Range;

use super::pieces::{Kind, Piece, Words};
use super::score::{DiffKind, DiffPart};

/// A translation in which numbers were put in place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adapted {
    /// The translation with the new numbers.
    pub text: String,
    /// Where the new numbers stand: bytes of the text, in order.
    pub ranges: Vec<Range<usize>>,
}

/// Returns a translation with the numbers of the text asked for, if numbers differ and every one
/// of them can be put there.
pub(super) fn adapt(
    (query, source, target): (&str, &str, &str),
    costs: &[DiffPart],
    (source_words, target_words): (&[Piece], &mut Words),
) -> Option<Adapted> {
    let is_number = |part: &&DiffPart| part.kind == DiffKind::Number;
    let target_pieces = target_words.pieces(target);
    let numbers = |pieces: &[Piece]| -> Vec<Range<usize>> {
        let numbers = pieces.iter().filter(|p| matches!(p.kind, Kind::Number | Kind::Bare));
        numbers.map(|piece| piece.range.clone()).collect()
    };
    let (in_source, in_target) = (numbers(source_words), numbers(&target_pieces));
    let same = |text: &str, ranges: &[Range<usize>], wanted: &str| -> Vec<Range<usize>> {
        let is_same = |range: &&Range<usize>| {
            text.get((*range).clone()).is_some_and(|found| digits(found) == wanted)
        };
        ranges.iter().filter(is_same).cloned().collect()
    };
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for part in costs.iter().filter(is_number) {
        let old = source.get(part.source.clone())?;
        let new = query.get(part.query.clone())?;
        let wanted = digits(old);
        let places = same(source, &in_source, &wanted);
        let answers = same(target, &in_target, &wanted);
        if places.len() != answers.len() {
            return None;
        }
        let nth = places.iter().position(|place| *place == part.source)?;
        let answer = answers.get(nth)?.clone();
        let written = written_like(target.get(answer.clone())?, old, new)?;
        changes.push((answer, written));
    }
    if changes.is_empty() {
        return None;
    }
    changes.sort_by_key(|(range, _)| range.start);
    let mut adapted = Adapted { text: String::with_capacity(target.len()), ranges: Vec::new() };
    let mut done = 0;
    for (range, written) in changes {
        adapted.text.push_str(target.get(done..range.start)?);
        let start = adapted.text.len();
        adapted.text.push_str(&written);
        adapted.ranges.push(start..adapted.text.len());
        done = range.end;
    }
    adapted.text.push_str(target.get(done..)?);
    Some(adapted)
}

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// Writes a number as a translation writes the old one: as it stands where the two are written
/// alike, else digit by digit where the new one is of the same shape.
fn written_like(answer: &str, old: &str, new: &str) -> Option<String> {
    if answer == old {
        return Some(new.to_string());
    }
    let shape = |number: &str| -> Vec<usize> {
        number.split(|c: char| !c.is_ascii_digit()).map(str::len).collect()
    };
    if shape(old) != shape(new) {
        return None;
    }
    let mut fresh = new.chars().filter(char::is_ascii_digit);
    answer.chars().map(|c| if c.is_ascii_digit() { fresh.next() } else { Some(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::score::steps;

    #[test]
    fn numbers_are_put_where_they_stand() {
        for (query, source, target, expected) in [
            ("Page 15 of 20", "Page 12 of 20", "Strona 12 z 20", Some("Strona 15 z 20")),
            ("Page 15 of 30", "Page 12 of 20", "Z 20 strona 12", Some("Z 30 strona 15")),
            ("Pages 1 and 9", "Pages 1 and 1", "Strony 1 i 1", Some("Strony 1 i 9")),
            (
                "It costs 2,480.50",
                "It costs 1,250.99",
                "To koszt 1.250,99",
                Some("To koszt 2.480,50"),
            ),
            ("It costs 22,480.50", "It costs 1,250.99", "To koszt 1.250,99", None),
            ("Page 15", "Page 12", "Strona dwunasta", None),
            ("Page 15", "Page 12", "Strona 12 (12)", None),
            ("Page twelve", "Page 12", "Strona 12", None),
        ] {
            let mut words = Words::of("xx");
            let (asked, stored) = (words.pieces(query), words.pieces(source));
            let costs = steps(&asked, &stored);
            let found = adapt((query, source, target), &costs, (&stored, &mut words));
            assert_eq!(found.as_ref().map(|a| a.text.as_str()), expected, "{query}");
            if let Some(adapted) = found {
                for range in adapted.ranges {
                    let number = &adapted.text[range];
                    assert!(number.starts_with(|c: char| c.is_ascii_digit()), "{number}");
                }
            }
        }
    }
}
