//! A mark with no white space behind it: mostly inside a number, an address or a name, at times a forgotten space.

use super::form::{token_start, window};
use super::next::Start;
use super::point::{Mark, Point, Verdict};
use crate::language::class::WordClass;
use crate::language::sentence::DOMAINS;

/// Breaks only between a known word and a known capitalised word: "do Syrii.|Misja się skończyła".
pub(super) fn without_space(point: &Point) -> Option<Verdict> {
    if point.next_at > point.end {
        return None;
    }
    let glued = !point.bracket_closed
        && !point.inside_bracket
        && point.next.at == point.next_at
        && begins_a_sentence(point)
        && ends_a_sentence(point);
    Some(if glued { Verdict::yes("two sentences without a space") } else { Verdict::passed_over() })
}

fn begins_a_sentence(point: &Point) -> bool {
    let next = &point.next;
    if DOMAINS.contains(&next.word.to_ascii_lowercase().as_str()) {
        return false;
    }
    let small =
        next.word.chars().skip(1).all(char::is_lowercase) && next.word.chars().nth(1).is_some();
    next.start == Start::Capital
        && small
        && next.class() != WordClass::UNKNOWN
        && (next.after.is_whitespace() || matches!(next.after, ',' | '.'))
}

fn ends_a_sentence(point: &Point) -> bool {
    const SHORTEST: usize = 3;
    const SURELY_NO_ABBREVIATION: usize = 7;
    let word = &point.text[token_start(point.text, point.mark_at)..point.mark_at];
    let letters = window(word, 0, 64).chars().count();
    letters >= SHORTEST
        && word.chars().all(char::is_alphabetic)
        && word.chars().skip(1).all(char::is_lowercase)
        && (letters >= SURELY_NO_ABBREVIATION || point.class(word) != WordClass::UNKNOWN)
        && (letters > SHORTEST || point.class(word).has(WordClass::FUNCTION))
        && (point.mark != Mark::Stop || point.words.word(word).abbreviation.is_none())
}
