//! Labels stay with their text: "1. Wstęp", "Art. 5. 1. Minister …", "a) …", "Rys. 2.1. Schemat".

use super::form::is_roman;
use super::point::{Point, Verdict};
use crate::language::sentence::Roles;

/// Longest label, in bytes.
const LONGEST: usize = 40;
/// Characters of the longest token that ends a label: "12.3.4".
const LONGEST_TOKEN: usize = 8;

/// Refuses a break while all of the sentence so far is a label.
pub(super) fn opens_the_sentence(point: &Point) -> Option<Verdict> {
    let before = point.before();
    if point.quote_closed || point.bracket_closed || before.letters >= LONGEST_TOKEN {
        return None;
    }
    let start = point
        .open_quote
        .map_or(point.left.start, |quote| quote.at.max(point.left.start))
        .min(point.mark_at);
    is_label(point, &point.text[start..point.mark_at])
        .then_some(Verdict::no("a label opens the sentence"))
}

fn is_label(point: &Point, so_far: &str) -> bool {
    if so_far.len() > LONGEST + 8 {
        return false;
    }
    let label = so_far.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '§');
    if label.len() > LONGEST {
        return false;
    }
    let mut numbers = 0;
    let tokens = label
        .split_whitespace()
        .map(|token| token.trim_end_matches(['.', ')']))
        .filter(|token| !token.is_empty());
    for (index, token) in tokens.enumerate() {
        if is_number(token) {
            if index == 0 && is_year(token) {
                return false;
            }
            numbers += 1;
        } else if is_roman(token) && token.len() < 7 {
            numbers += 1;
        } else if index > 0 || !point.roles(token).has(Roles::LABEL) {
            // "a)" and "b." are labels; "a b." is not.
            let letter =
                index == 0 && token.chars().count() == 1 && token.chars().all(char::is_lowercase);
            return letter && label.len() <= token.len() + 1;
        }
    }
    numbers > 0
}

/// "5", "2.1", "7a", "1–3".
fn is_number(token: &str) -> bool {
    let sign =
        |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || matches!(c, '.' | '–' | '-');
    token.starts_with(|c: char| c.is_ascii_digit()) && token.len() <= 9 && token.chars().all(sign)
}

/// A sentence of four digits alone is a year that ends one: "1989. Potem".
fn is_year(token: &str) -> bool {
    token.len() == 4 && token.parse::<u32>().is_ok_and(|year| year > 1000)
}
