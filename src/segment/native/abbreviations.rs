//! Abbreviations by kind: what belongs to them, and so whether their stop may end a sentence.

use super::form::is_capitalised;
use super::may_end::may_end;
use super::next::{Next, Opening, Start};
use super::point::{Point, Verdict};
use crate::language::class::WordClass;
use crate::language::sentence::{Abbreviation, Roles};

/// Decides after a known abbreviation.
pub(super) fn abbreviation(point: &Point) -> Option<Verdict> {
    match point.before().abbreviation()? {
        Abbreviation::Title if follows_a_title(point) => {
            Some(Verdict::yes("a title or language, then a function word or verb"))
        }
        Abbreviation::Inner | Abbreviation::Title => inner(point),
        Abbreviation::Reference => reference(point),
        kind @ (Abbreviation::Unit | Abbreviation::Open | Abbreviation::Closing) => {
            Some(open(point, kind))
        }
    }
}

fn follows_a_title(point: &Point) -> bool {
    let next = &point.next;
    !point.before().opens
        && !next.dash
        && !next.quote
        && !next.initial
        && next.is_capital()
        && next.opens_by_class()
}

/// Something that can belong to an abbreviation stands behind it.
fn belongs(next: &Next) -> bool {
    matches!(next.start, Start::Capital | Start::Digit)
        || next.quote
        || next.bracket.is_some()
        || next.dash
}

fn inner(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    if !belongs(next) {
        return None;
    }
    let function_or_common = next.opens_by_class() || next.is_common();
    if before.is(Roles::HOLY) && before.previous_is(Roles::MASS) {
        return Some(Verdict::new(next.is_capital() && function_or_common, "a mass: is it over?"));
    }
    if next.dash {
        return Some(Verdict::no("an abbreviation before a dash"));
    }
    if before.is(Roles::COUNTED) && before.after_number() && function_or_common {
        return Some(Verdict::yes("a count of people"));
    }
    if point.words.profile.ordinal_dot && is_letter_of_number(point) {
        return Some(Verdict::yes("the letter of a numbered thing"));
    }
    if before.is(Roles::AS_ABOVE)
        && !next.class.has(WordClass::NAME)
        && !before.opens
        && next.is_capital()
    {
        return Some(Verdict::yes("'as above' ends the sentence"));
    }
    if before.is(Roles::AFTER_NAME) && is_capitalised(before.previous) && next.is_function() {
        return Some(Verdict::yes("a street, then a function word"));
    }
    Some(Verdict::no("abbreviation that stands before what belongs to it"))
}

/// "w klasie VI b.", "ust. 3 lit. b.", "pkt 2 c.".
fn is_letter_of_number(point: &Point) -> bool {
    let (before, next) = (point.before(), &point.next);
    let numbered = before.after_roman()
        || before.previous_is(Roles::LETTER_OF_NUMBER)
        || before.previous.ends_with(|c: char| c.is_ascii_digit());
    before.letters == 1
        && !before.is(Roles::COUNTED)
        && numbered
        && next.is_capital()
        && !next.class.has(WordClass::NAME)
}

fn reference(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    if next.start == Start::Digit || next.roman || next.bracket.is_some() || next.dash {
        return Some(Verdict::no("an abbreviation before its number"));
    }
    if before.is(Roles::WORD_TOO) {
        return Some(Verdict::yes("a word here, not an abbreviation"));
    }
    if before.after_number() {
        return Some(may_end(point, Abbreviation::Unit));
    }
    if before.previous_is(Roles::LETTER_OF_NUMBER) {
        return Some(Verdict::new(
            next.is_capital() && !next.class.has(WordClass::NAME),
            "the letter of a numbered thing",
        ));
    }
    let word = next.opens_by_class() && !before.opens && before.letters > 1;
    Some(Verdict::new(word, "an abbreviation without its number"))
}

/// Units, dates and abbreviations that may close a sentence.
fn open(point: &Point, kind: Abbreviation) -> Verdict {
    let (before, next) = (point.before(), &point.next);
    if let Some(verdict) = sign_follows(point) {
        return verdict;
    }
    if !point.words.profile.ordinal_dot {
        if next.start == Start::Digit {
            return Verdict::new(
                kind == Abbreviation::Closing && before.letters == 3 && before.token.ends_with('c'),
                "a number follows",
            );
        }
        if before.is(Roles::PLACE) {
            return Verdict::new(place_ends(point), "a place or its adjective");
        }
        if before.opens {
            return Verdict::no("an abbreviation opens the sentence");
        }
    } else if let Some(verdict) = unit_or_date(point, kind) {
        return verdict;
    }
    if next.quote {
        if before.is(Roles::BEFORE_TITLE) {
            return Verdict::no("a title follows in quotation marks");
        }
        return Verdict::new(
            point.verb_left() && point.verb_right(),
            "a quotation follows: are there verbs on both sides?",
        );
    }
    may_end(point, kind)
}

/// "He left the U.S. His wife stayed" ends; "the U.S. Senate" does not.
fn place_ends(point: &Point) -> bool {
    let next = &point.next;
    if next.is_function() || next.is_verb() && !next.is_capital() {
        return true;
    }
    let institution = point.roles(next.word).has(Roles::INSTITUTION);
    let opens = next.is_verb() || next.is_common() && point.verb_right();
    opens && !institution && point.verb_in_clause()
}

fn sign_follows(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    if next.dash {
        let act = names_an_act(point);
        let begins = !act && (next.opens_by_class() || next.is_common()) && point.verb_left();
        return Some(Verdict::new(next.is_capital() && begins, "an abbreviation before a dash"));
    }
    match next.bracket {
        Some(opening) => {
            let own = before.letters > 0 && opening == Opening::Square;
            Some(Verdict::new(own, "an abbreviation before a bracket"))
        }
        None => None,
    }
}

/// "ustawa z dnia … r. – Kodeks karny": the title of the act goes on with its date.
pub(super) fn names_an_act(point: &Point) -> bool {
    // Bytes between "ustawa" and the date's end.
    const REACH: usize = 60;
    if !point.roles(point.next.word).has(Roles::ACT_TITLE) {
        return false;
    }
    let mut from = point.mark_at.saturating_sub(REACH).max(point.left.start.min(point.mark_at));
    while !point.text.is_char_boundary(from) {
        from += 1;
    }
    point.text[from..point.mark_at].split_whitespace().any(|word| point.roles(word).has(Roles::ACT))
}

/// What Polish units and dates need around them.
fn unit_or_date(point: &Point, kind: Abbreviation) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    let counted = before.after_number();
    if next.start == Start::Digit && !(before.token == "m" && !counted) {
        return Some(Verdict::new(digit_may_begin(point, kind), "a number follows"));
    }
    if before.is(Roles::STRICT_UNIT) && !counted {
        let century = before.is(Roles::CENTURY)
            && (before.after_roman() || before.previous_is(Roles::DEICTIC));
        let listed = before.is(Roles::AFTER_AND) && before.previous_is(Roles::AND);
        if !century && !listed {
            return Some(Verdict::new(
                before.letters == 1 && next.is_function(),
                "a letter or word, not the unit",
            ));
        }
    }
    if before.is(Roles::DEGREE) && next.word.len() == 1 {
        return Some(Verdict::no("degrees of a scale"));
    }
    if before.is(Roles::CONTINUED) && before.letters == 4 && !counted {
        return Some(Verdict::no("the hour follows"));
    }
    (next.roman && !before.is(Roles::YEAR))
        .then_some(Verdict::new(kind == Abbreviation::Closing, "a Roman number follows"))
}

fn digit_may_begin(point: &Point, kind: Abbreviation) -> bool {
    let before = point.before();
    match kind {
        Abbreviation::Unit => {
            before.after_number() && !before.is(Roles::CONTINUED) && point.verb_left()
        }
        Abbreviation::Closing => before.letters == 3 && before.token.starts_with("it"),
        _ => before.is(Roles::YEAR) && point.verb_left() && point.verb_right(),
    }
}

/// A token that no list knows but that is spelled like an abbreviation.
pub(super) fn looks_abbreviated(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    if before.token.is_empty() {
        return Some(Verdict::new(next.is_capital() || next.quote, "a stop after a closing mark"));
    }
    const SHORT: usize = 4;
    if before.letters > SHORT || point.quote_closed || point.bracket_closed {
        return None;
    }
    let vowels = point.words.profile.vowels;
    let small = before.token.chars().all(char::is_lowercase);
    if small && before.letters > 1 && !before.token.chars().any(|c| vowels.contains(c)) {
        return Some(Verdict::new(next.opens_by_class(), "a short word without a vowel"));
    }
    let unknown = point.words.profile.ordinal_dot
        && before.token.bytes().all(|b| b.is_ascii_lowercase())
        && point.class(before.token) == WordClass::UNKNOWN;
    let name = next.is_capital()
        && !next.class.has(WordClass::FUNCTION | WordClass::FINITE | WordClass::COMMON);
    (unknown && name).then_some(Verdict::no("an unknown short word before a name"))
}
