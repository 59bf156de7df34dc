//! A lone capital before the stop: an initial of a name, or a letter that is a word ("witaminy C.", "plan B.").

use super::form::is_capitalised;
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
    if !single && !(several && before.abbreviation().is_none()) {
        return None;
    }
    Some(decide(point, single, several))
}

fn decide(point: &Point, single: bool, several: bool) -> Verdict {
    let (before, next, profile) = (point.before(), &point.next, point.words.profile);
    if next.initial || next.start == Start::Digit && single && before.opens {
        return Verdict::no("initials in a row");
    }
    if before.opens {
        return Verdict::no("an initial opens the sentence");
    }
    if before.previous_is(Roles::DEGREE) && before.previous.ends_with('.') && next.is_capital() {
        return Verdict::new(
            !next.class.has(WordClass::NAME),
            "degrees: a name goes on, anything else begins",
        );
    }
    if profile.pronoun_letter && before.token == "I" {
        return Verdict::yes("the pronoun, not an initial");
    }
    if next.opens_by_class() {
        return Verdict::yes("an initial, then a function word or verb");
    }
    let refers = before.previous_word.abbreviation == Some(Abbreviation::Reference)
        || before.previous_is(Roles::LABEL);
    let after_name = is_capitalised(before.previous) && !refers;
    if !profile.ordinal_dot {
        if after_name || several {
            return Verdict::no("an initial in a name");
        }
        return Verdict::new(
            refers || follows_lettered(point),
            "a letter: a word of its own after such a noun",
        );
    }
    let common = next.is_common() && next.after != '.';
    if after_name || several {
        return Verdict::new(
            common && point.verb_left(),
            "an initial after a name: does a sentence follow?",
        );
    }
    let lettered = before.previous_is(Roles::LETTERED) && !next.class.has(WordClass::NAME);
    let word =
        lettered || common && !next.all_capitals && !before.previous_class.has(WordClass::FUNCTION);
    Verdict::new(word, "a letter: a word of its own or an initial")
}

/// "vitamin C."; after "and" only before a word that is no name: "A and B. Then", but "A. Smith and B. Jones".
fn follows_lettered(point: &Point) -> bool {
    let before = point.before();
    before.previous_is(Roles::LETTERED)
        && !(before.previous_is(Roles::AND) && point.next.may_be_name())
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
