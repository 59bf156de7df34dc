//! Labels stay with their text: "1. Wstęp", "Art. 5. 1. Minister …", "a) …", "Rys. 2.1. Schemat".

use super::form::{char_at, is_dash, is_roman, skip_space, two_words_before, window, word_at};
use super::next::Start;
use super::point::{Mark, Point, Verdict};
use crate::language::sentence::{Abbreviation, Roles, Words};

/// Longest label, in bytes.
const LONGEST: usize = 40;
/// Bytes of the signs before a label.
const MOST_SIGNS: usize = 8;
/// Characters of the longest token that ends a label: "12.3.4".
const LONGEST_TOKEN: usize = 8;

/// Refuses a break while all of the sentence so far, or all since a colon, is a label.
pub(super) fn opens_the_sentence(point: &Point) -> Option<Verdict> {
    let start = point
        .open_quote
        .map_or(point.left.start, |quote| quote.at.max(point.left.start))
        .min(point.mark_at);
    let turn = point.next.dash && char_at(point.text, point.left.start).is_some_and(is_dash);
    if point.quote_closed || point.bracket_closed || turn {
        return None;
    }
    if point.mark_at - start <= LONGEST + MOST_SIGNS
        && point.before().letters < LONGEST_TOKEN
        && is_label(point, &point.text[start..point.mark_at])
    {
        return Some(Verdict::no("a label opens the sentence"));
    }
    follows_colon(point).then_some(Verdict::no("a label after a colon"))
}

/// A row of numbered items goes on with the next number, whatever abbreviation stands before it: "… art. 64 k.p.a. 4. Minister
/// …"; so do a numbered label with a capital ("… 1983 r. Art. 11 …") and a paragraph sign ("… k.p.k. § 2. …").
pub(super) fn next_item(point: &Point) -> Option<Verdict> {
    let (text, next) = (point.text, &point.next);
    if point.mark != Mark::Stop || point.inside_bracket || next.dash || next.quote {
        return None;
    }
    if next.start == Start::Digit {
        let opens = |c: char| c.is_uppercase() || matches!(c, '„' | '“' | '"' | '(' | '[');
        let follows = point.item.is_some_and(|item| next.word.parse() == Ok(item + 1))
            && next.after == '.'
            && next.at == point.next_at;
        if !follows {
            return None;
        }
        let stop = next.at + next.word.len() + 1;
        let behind = skip_space(text, stop);
        return (behind > stop && text[behind..].starts_with(opens))
            .then_some(Verdict::yes("the next item of a numbered row"));
    }
    let number =
        |at: usize| char_at(text, skip_space(text, at)).is_some_and(|c| c.is_ascii_digit());
    let section = text[point.next_at..].starts_with('§') && {
        let at = skip_space(text, point.next_at + '§'.len_utf8());
        let stop = text[at + word_at(text, at).len()..].strip_prefix('.');
        number(at) && stop.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    let labelled = || {
        next.is_capital()
            && number(next.at + next.word.len() + usize::from(next.after == '.'))
            && point.roles(next.word).has(Roles::LABEL)
    };
    if !section && !labelled() {
        return None;
    }
    let kind = point.before().abbreviation();
    matches!(kind, Some(Abbreviation::Open | Abbreviation::Closing | Abbreviation::Unit))
        .then_some(Verdict::yes("a numbered label begins the next sentence"))
}

/// Returns the number of the item that begins at `at`: 3 for "3. Przepis", 1 for "§ 7. 1. Wykonawca".
pub(super) fn item(words: &Words, text: &str, at: usize) -> Option<u32> {
    let opening = window(text, at, LONGEST);
    // Nearly all sentences are turned away here: a label has its number in the first or the second word.
    let digit = |token: &str| token.starts_with(|c: char| c.is_ascii_digit() || c == '§');
    let tokens = opening.split_whitespace();
    if !tokens.clone().take(2).any(digit) {
        return None;
    }
    let mut number = None;
    for token in tokens {
        let bare = token.trim_start_matches('§');
        let value = bare.strip_suffix('.').and_then(|digits| digits.parse().ok());
        let label =
            || bare.is_empty() || words.word(bare.trim_end_matches('.')).roles.has(Roles::LABEL);
        match value {
            Some(value) => number = Some(value),
            None if number.is_none() && label() => {}
            None => break,
        }
    }
    number
}

/// Returns the number of an item that a row inside a sentence begins or goes on with: 1 for the stop in "Skoki: 1. K. Stoch".
pub(super) fn item_in_row(text: &str, start: usize, mark_at: usize) -> Option<u32> {
    const LONGEST_NUMBER: usize = 3;
    let digits = text[..mark_at].bytes().rev().take_while(u8::is_ascii_digit).count();
    if !(1..=LONGEST_NUMBER).contains(&digits) {
        return None;
    }
    let before = text.get(start..mark_at - digits)?.trim_end();
    let row = before.len() < mark_at - digits - start && before.ends_with([':', ';']);
    row.then(|| text[mark_at - digits..mark_at].parse().ok())?
}

/// "zarządzam, co następuje: § 1. Powołuję …": the section sign, or a label with a capital; "Porządek: 1. Wybór; 2. Wnioski".
fn follows_colon(point: &Point) -> bool {
    let before = point.before();
    if !before.token.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if before.previous_is(Roles::LABEL) {
        let (label, introduction) = two_words_before(point.text, before.at);
        return introduction.ends_with(':')
            && label.starts_with(|c: char| c == '§' || c.is_uppercase());
    }
    let Ok(number) = before.token.parse::<u32>() else { return false };
    let introduction = before.previous().text;
    if introduction.ends_with([';', ',']) {
        return number > 1 && follows_item(point, number - 1);
    }
    let begins = point.next.is_capital() && !point.next.is_function() && point.next.after != ':';
    introduction.ends_with(':') && number == 1 && (begins || is_followed_by_second(point))
}

/// The item with this number stands before it in the sentence.
fn follows_item(point: &Point, number: u32) -> bool {
    const REACH: usize = 200;
    let at = point.before().at;
    let mut from = at.saturating_sub(REACH).max(point.left.start.min(at));
    while !point.text.is_char_boundary(from) {
        from += 1;
    }
    point.text[from..at].contains(&format!("{number}. "))
}

/// "1. Wybór; 2. Wnioski": the second item stands in the same sentence.
fn is_followed_by_second(point: &Point) -> bool {
    const REACH: usize = 160;
    point.looked_ahead.set(true);
    let ahead = window(point.text, point.end, REACH);
    ahead.split_once(" 2. ").is_some_and(|(first, _)| first.ends_with([',', ';']))
}

fn is_label(point: &Point, so_far: &str) -> bool {
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
