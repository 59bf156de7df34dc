//! A number before the stop: the end of a sentence, an ordinal ("3. miejsce", "25. Festiwal"), a decade, a ruler.

use super::form::{is_capitalised, is_roman, two_words_before};
use super::may_end::{label_follows, may_end};
use super::next::Start;
use super::point::{Point, Verdict};
use crate::language::class::{Lower, WordClass};
use crate::language::sentence::{Abbreviation, Roles};

/// Decides after a number in digits.
pub(super) fn arabic(point: &Point) -> Option<Verdict> {
    let before = point.before();
    if !is_number(before.token) {
        return None;
    }
    let next = &point.next;
    if next.dash && next.start == Start::Digit {
        return Some(Verdict::no("a range of numbers"));
    }
    if next.start == Start::Digit
        && let Some(verdict) = number_follows(point)
    {
        return Some(verdict);
    }
    if !may_be_ordinal(point) {
        return Some(Verdict::yes("a number ends the sentence"));
    }
    let decade = before.previous_is(Roles::DECADE) || coordinated_decade(point);
    if decade && next.roman {
        return Some(Verdict::no("a decade before its century"));
    }
    let numbered = before.previous().word.abbreviation == Some(Abbreviation::Reference)
        || before.previous().word.abbreviation == Some(Abbreviation::Inner)
            && before.previous().text.ends_with('.')
        || before.previous_is(Roles::LABEL)
        || before.previous_is(Roles::NUMBERED);
    if numbered {
        return Some(Verdict::yes("the number of what stands before it"));
    }
    if next.is_verb() && !before.opens {
        return Some(Verdict::yes("a number, then a verb"));
    }
    if decade {
        return Some(may_end(point, Abbreviation::Open));
    }
    Some(ordinal_or_end(point))
}

/// A bare short number in a language that writes ordinals with a stop; anything else before a capital ends the sentence.
fn may_be_ordinal(point: &Point) -> bool {
    let token = point.before().token;
    point.words.profile.ordinal_dot && token.len() < 4 && token.bytes().all(|b| b.is_ascii_digit())
}

fn number_follows(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    let rest = point.text[next.at + next.word.len()..].strip_prefix('.').unwrap_or_default();
    let labelled = next.after == '.' && rest.trim_start().starts_with(char::is_uppercase);
    if labelled
        && before.previous().text.ends_with('.')
        && before.previous().word.abbreviation.is_some()
    {
        return Some(Verdict::yes("a numbered thing, then a label"));
    }
    if before.previous_is(Roles::HOUR) && next.after.is_whitespace() {
        return Some(Verdict::new(point.verb_left(), "an hour, then a number"));
    }
    if before.letters <= 2 && !next.quote {
        let ends = point.verb_left() && before.previous().text.ends_with(char::is_lowercase);
        return Some(Verdict::new(ends, "a number before a number"));
    }
    None
}

fn ordinal_or_end(point: &Point) -> Verdict {
    let (before, next) = (point.before(), &point.next);
    if next.word.contains(|c: char| c.is_ascii_digit()) {
        return Verdict::no("a number before a sign that is no word");
    }
    if next.is_function() {
        return Verdict::yes("a number, then a function word");
    }
    if !before.opens && label_follows(point) {
        return Verdict::yes("a number, then the label of what follows");
    }
    let may_be_name = next.may_be_name();
    if before.previous().text.ends_with(|c: char| c.is_ascii_digit())
        && !next.class().has(WordClass::NAME)
    {
        return Verdict::yes("the end of a row of numbers");
    }
    if !before.previous().text.chars().any(char::is_alphabetic) && !before.opens {
        return Verdict::yes("a number after a sign");
    }
    let pronoun = before.previous_is(Roles::PRONOUN_OF_NUMBER);
    let after_function = before.previous().class.has(WordClass::FUNCTION);
    if ends_a_list_of_numbers(point) && !next.class().has(WordClass::NAME) {
        return Verdict::yes("the last of several numbers");
    }
    if next.is_common() {
        let lower = Lower::new(next.word);
        let event = point
            .words
            .profile
            .numbered_events
            .iter()
            .any(|stem| lower.as_bytes().starts_with(stem.as_bytes()));
        let ends = !before.opens
            && !event
            && (!after_function
                || pronoun
                || !next.is_followed_by_capital(point.text)
                || point.verb_left() && point.verb_right());
        return Verdict::new(ends, "a number before a common word: ordinal or end");
    }
    if may_be_name {
        let ends = point.verb_left() && (!after_function || point.verb_right());
        return Verdict::new(ends, "a number before a name: ordinal or end");
    }
    let ends = point.verb_left() && (!after_function || pronoun || point.verb_right());
    Verdict::new(ends, "a number before a capital: ordinal or end")
}

/// "pkt 1 i 2", "o bokach 3, 4 i 5": a cardinal number without a stop stands before "i".
fn ends_a_list_of_numbers(point: &Point) -> bool {
    let before = point.before();
    if !before.previous_is(Roles::AND) {
        return false;
    }
    let (_, number) = two_words_before(point.text, before.at);
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// "lat 70. i 80.": walks back over numbers, "i" and commas to the word that they count.
fn coordinated_decade(point: &Point) -> bool {
    // Tokens; nobody lists more decades.
    const REACH: usize = 7;
    let before = point.before();
    let from = point.left.start.min(before.at);
    let tokens = point.text[from..before.at].split_whitespace().rev().take(REACH);
    let mut numbers = 0;
    for token in tokens {
        let bare = token.trim_matches(|c: char| matches!(c, '.' | ',' | '–' | '-'));
        let roles = point.roles(bare);
        if roles.has(Roles::DECADE) {
            return numbers > 0;
        }
        let number = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '–' | '-'));
        if !number && !roles.has(Roles::AND) {
            return false;
        }
        numbers += usize::from(number && !bare.is_empty());
    }
    false
}

/// "5", "-20", "$3.5", "2.1"; not "5a" and not "2." alone.
fn is_number(token: &str) -> bool {
    let mut chars = token.chars();
    let starts = match chars.next() {
        Some('-' | '+' | '$' | '€' | '£' | '§' | '−') => {
            chars.next().is_some_and(|c| c.is_ascii_digit())
        }
        Some(first) => first.is_ascii_digit(),
        None => false,
    };
    starts && token.ends_with(|c: char| c.is_ascii_digit())
}

/// Decides after a number in Roman capitals: a ruler's, a chapter's, a century's.
pub(super) fn roman(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    let single = before.letters == 1;
    if !is_roman(before.token) || single && !matches!(before.token, "V" | "X" | "I") {
        return None;
    }
    if single
        && is_capitalised(before.previous().text)
        && !next.class().has(WordClass::FUNCTION | WordClass::COMMON)
    {
        // "Karol V. Nowak": more likely an initial.
        return None;
    }
    if single && point.words.profile.pronoun_letter {
        return None;
    }
    if next.class().has(WordClass::FUNCTION) || next.is_common() {
        return Some(Verdict::new(!before.opens, "a Roman number, then a common word"));
    }
    let ends = point.verb_left() && !before.opens && !single;
    Some(Verdict::new(ends, "a Roman number before a name: is there a verb?"))
}
