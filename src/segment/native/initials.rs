//! A lone capital before the stop: an initial of a name, or a letter that is a word ("witaminy C.", "plan B.").

use super::abbreviations::abbreviation_opens;
use super::form::{is_capitalised, two_words_before};
use super::may_end::label_follows;
use super::next::{Start, is_short_name};
use super::point::{Point, Verdict};
use crate::language::class::WordClass;
use crate::language::sentence::{Abbreviation, Roles};

/// Decides after a capital letter, an abbreviated first name, or letters with stops between ("J.R.R").
pub(super) fn initial(point: &Point) -> Option<Verdict> {
    let before = point.before();
    let single = before.letters == 1 && is_capitalised(before.token) || is_abbreviated_name(point);
    let several = before.letters > 2
        && is_capitalised(before.token)
        && before.token.split('.').all(|part| part.chars().count() == 1);
    let known = before.abbreviation().is_some();
    if !single && (!several || known) {
        return None;
    }
    Some(decide(point, single, several))
}

fn decide(point: &Point, single: bool, several: bool) -> Verdict {
    let (before, next, profile) = (point.before(), &point.next, point.words.profile);
    if several && next.is_capital() && is_followed_by_title(point) && !before.opens {
        return Verdict::yes("letters that stand for a body, then a title");
    }
    if next.initial || next.start == Start::Digit && single && before.opens {
        return Verdict::no("initials in a row");
    }
    if before.opens {
        return Verdict::no("an initial opens the sentence");
    }
    if before.previous_is(Roles::DEGREE)
        && before.previous().text.ends_with('.')
        && next.is_capital()
    {
        return Verdict::new(
            !next.class().has(WordClass::NAME),
            "degrees: a name goes on, anything else begins",
        );
    }
    if after_title(point) {
        return Verdict::no("an initial after a title");
    }
    if profile.pronoun_letter && before.token == "I" {
        return Verdict::yes("the pronoun, not an initial");
    }
    if single && next.is_capital() && point.text[next.at + next.word.len()..].trim().is_empty() {
        return Verdict::no("an initial and the last word of the text: a signature");
    }
    if next.opens_by_class() {
        return Verdict::yes("an initial, then a function word or verb");
    }
    // "Ex. A."; but in "R. T. Vance" the letter before is an initial, though "r." refers as well.
    let previous = before.previous();
    let refers = previous.text.len() > 2
        && previous.word.abbreviation == Some(Abbreviation::Reference)
        || before.previous_is(Roles::LABEL);
    if single
        && before.previous_is(Roles::MEASURED_IN)
        && next.is_common()
        && point.verb_in_clause()
        && !next.is_followed_by_capital(point.text)
    {
        return Verdict::yes("the symbol of a unit");
    }
    if joins_letters(point) && next.is_common() {
        return Verdict::yes("the last of several letters");
    }
    if next.is_capital() && !next.initial && is_measure(point) {
        return Verdict::yes("a unit or a letter behind a number");
    }
    if next.start == Start::Digit && refers && previous.text.ends_with('.') {
        return Verdict::no("the number of a reference");
    }
    let after_name = is_capitalised(previous.text) && !previous.text.ends_with(',') && !refers;
    if several && next.is_common() && point.verb_right() && !next.is_followed_by_capital(point.text)
    {
        return Verdict::yes("letters that stand for a body, then a common word");
    }
    if !profile.ordinal_dot {
        if after_name || several {
            return Verdict::no("an initial in a name");
        }
        let refers = refers && !next.class().has(WordClass::NAME);
        return Verdict::new(
            refers || follows_lettered(point),
            "a letter: a word of its own after such a noun",
        );
    }
    if abbreviation_opens(point) {
        return Verdict::yes("an abbreviation with a capital begins the next sentence");
    }
    let common = next.is_common() && next.after != '.';
    if after_name || several {
        // A surname may be a common word as well: "Łukasz J. Trzmiel, kawaler".
        let ends = common && next.after != ',' && point.verb_left() && point.verb_right();
        return Verdict::new(
            ends || is_honorific(point) || label_follows(point),
            "an initial after a name: does a sentence follow?",
        );
    }
    if is_honorific(point) {
        return Verdict::yes("a letter, then a title of courtesy and a name");
    }

    let lettered =
        (refers || before.previous_is(Roles::LETTERED)) && !next.class().has(WordClass::NAME);
    Verdict::new(lettered, "a letter: a word of its own or an initial")
}

/// "… from Norvik A.S. Prof. Sall thought": a title of more letters than an initial.
fn is_followed_by_title(point: &Point) -> bool {
    let next = &point.next;
    let kind = point.words.word(next.word).abbreviation;
    next.after == '.'
        && next.word.len() > 1
        && matches!(kind, Some(Abbreviation::Title | Abbreviation::Inner))
}

/// "350° F.", "230 V.", "ul. Długa 12 A.": a number stands right before the letter.
fn is_measure(point: &Point) -> bool {
    point.before().previous().text.ends_with(|c: char| c.is_ascii_digit() || c == '°')
}

/// "Hallstatt C–D.": a dash or slash between two letters.
fn joins_letters(point: &Point) -> bool {
    let before = &point.text[..point.before().at];
    let mut chars = before.chars().rev();
    chars.next().is_some_and(|c| matches!(c, '–' | '-' | '/'))
        && chars.next().is_some_and(char::is_uppercase)
}

/// "po Janie G. Pani Teresa …": a title of courtesy and a name begin a sentence.
fn is_honorific(point: &Point) -> bool {
    point.roles(point.next.word).has(Roles::COURTESY)
        && point.next.is_followed_by_capital(point.text)
}

/// "prof. M. Belka": whatever follows is a surname.
fn after_title(point: &Point) -> bool {
    let previous = point.before().previous();
    let title =
        matches!(previous.word.abbreviation, Some(Abbreviation::Title | Abbreviation::Inner));
    title && previous.text.ends_with('.') && point.next.is_capital() && !point.next.is_function()
}

/// "vitamin C.", "points A and B."; not "A. Smith and B. Jones".
fn follows_lettered(point: &Point) -> bool {
    let before = point.before();
    if before.previous_is(Roles::AND) {
        let (_, first) = two_words_before(point.text, before.at);
        return first.len() == 1 && is_capitalised(first);
    }
    before.previous_is(Roles::LETTERED)
}

/// "Wł.", "St.": no vowel, unknown as an abbreviation, and a name follows.
fn is_abbreviated_name(point: &Point) -> bool {
    let before = point.before();
    point.words.profile.long_initials
        && (2..=3).contains(&before.letters)
        && is_capitalised(before.token)
        && before.abbreviation().is_none()
        && point.next.may_be_name()
        && is_short_name(before.token, point.words.profile.vowels)
}
