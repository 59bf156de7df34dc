//! The hard core: an abbreviation that may end a sentence stands before a capital. Does the sentence end?
//!
//! "Powstała w 2014 r. W jej skład wchodzi …" ends, "W 1925 r. Kowalscy przenieśli się …" does not. What tells them
//! apart is the class of the next word and where the finite verbs are: a sentence that has its verb may end, one that
//! still waits for it may not.

use super::abbreviations::names_an_act;
use super::form::{window, word_at};
use super::point::{Point, Verdict};
use crate::language::class::WordClass;
use crate::language::sentence::{Abbreviation, Roles};

/// Bytes of a sentence that is long enough to be over though no verb was recognised in it.
const LONG_BEFORE_FUNCTION_WORD: usize = 40;
const LONG_BEFORE_VERB: usize = 30;
/// Bytes of a clause without a verb that is still only an adverbial of what follows: ", że do końca czerwca 2030 r.".
const LONGEST_ADVERBIAL: usize = 60;
/// Bytes of the shortest verbless sentence that a unit ends: "Za 2 mln. …".
const SHORT_WITH_UNIT: usize = 7;
const SHORT_BEFORE_NAME: usize = 10;

/// Decides by the next word's class and the finite verbs on both sides.
pub(super) fn may_end(point: &Point, kind: Abbreviation) -> Verdict {
    let (next, length) = (&point.next, point.length());
    let counted = kind == Abbreviation::Unit;
    if waits_for_main_clause(point) {
        return Verdict::no("the subordinate clause is not over");
    }
    if names_an_act(point) {
        return Verdict::no("the title of an act goes on");
    }
    if point.before().is(Roles::SYMBOL)
        && point.before().after_number()
        && (point.verb_left() || !opens_with_function_word(point))
    {
        return Verdict::yes("a unit that is written without a stop");
    }
    if !point.words.profile.ordinal_dot && point.before().is(Roles::MONTH) && next.is_capital() {
        return Verdict::yes("a month or day, then a capital");
    }
    if next.after == ':' || label_follows(point) {
        return Verdict::yes("the next word is the label of what follows");
    }
    if next.initial && is_signature(point) && point.verb_left() {
        return Verdict::yes("a signature closes the text");
    }
    if is_dateline(point) {
        return Verdict::yes("a line of place and date");
    }
    if next.is_function() {
        let adverbial = kind == Abbreviation::Open
            && opens_with_function_word(point)
            && length <= LONG_BEFORE_FUNCTION_WORD;
        let over = !adverbial || point.verb_left() || !point.words.profile.ordinal_dot;
        return Verdict::new(over, "a function word follows: is the sentence complete?");
    }
    if next.is_verb() {
        let over = point.verb_left()
            || length > LONG_BEFORE_VERB
            || point.left.comma(point.before().at)
            || kind != Abbreviation::Open
            || !point.words.profile.ordinal_dot;
        return Verdict::new(over, "a verb follows: is the sentence complete?");
    }
    if next.is_common() {
        return common_word_follows(point, kind);
    }
    if kind == Abbreviation::Closing && !point.before().is(Roles::LIST_END) {
        return Verdict::new(point.verb_left(), "a name follows: has the sentence its verb?");
    }
    if point.verb_in_clause() {
        return Verdict::new(
            counted || point.verb_right(),
            "the clause has its verb and a name follows: has it one too?",
        );
    }
    let unit_ends = counted
        && !opens_with_function_word(point)
        && length > SHORT_BEFORE_NAME
        && point.verb_right();
    Verdict::new(unit_ends, "no verb in the clause, a name follows")
}

fn common_word_follows(point: &Point, kind: Abbreviation) -> Verdict {
    if point.before().is(Roles::COMPANY) && !point.verb_left() && point.verb_right() {
        return Verdict::no("a company's name goes on to its verb");
    }
    if point.before().is(Roles::COMPANY)
        && point.before().is(Roles::AFTER_NAME)
        && point.next.is_followed_by_capital(point.text)
    {
        return Verdict::no("a name goes on");
    }
    if kind == Abbreviation::Closing {
        return Verdict::yes("a closing abbreviation, then a common word");
    }
    if point.verb_in_clause() {
        return Verdict::yes("the clause has its verb and a common word follows");
    }
    let counted = kind == Abbreviation::Unit;
    if point.verb_left() {
        let over = counted
            || !point.verb_right()
            || point.clause_length() > LONGEST_ADVERBIAL
            || point.left.is_list_after_colon(point.before().at);
        return Verdict::new(over, "another clause has the verb and a common word follows");
    }
    if !counted && is_heading(point) {
        return Verdict::yes("a heading without a verb, then a sentence");
    }
    let adverbial = opens_with_function_word(point);
    let over = if counted {
        point.length() > SHORT_WITH_UNIT && (!point.verb_right() || !adverbial)
    } else {
        !point.verb_right() && !adverbial
    };
    Verdict::new(over, "no verb so far and a common word follows")
}

/// "Protokół nr 14 z dnia 12 kwietnia 2023 r. Obrady otworzył …": a noun phrase of some length, and a sentence with its
/// own verb. A participle or an instrumental ("Wyrokiem z dnia … r. Sąd oddalił …") goes on instead.
fn is_heading(point: &Point) -> bool {
    const SHORTEST: usize = 25;
    let first = point.left.first_word();
    let noun = point.class(first) == WordClass::COMMON
        && !point.words.profile.adverbial_endings.iter().any(|end| first.ends_with(end));
    noun && point.length() > SHORTEST && point.verb_right()
}

/// "P. Wójtowicz (lok. 3): …", "Radna Ewa Kos: …": who speaks next, or what the next line is about.
pub(super) fn label_follows(point: &Point) -> bool {
    if !point.verb_left() {
        return false;
    }
    // Bytes, and words of a speaker with an office.
    const LONGEST: usize = 56;
    const MOST_WORDS: usize = 5;
    let ahead = window(point.text, point.next.at, LONGEST);
    let Some((label, _)) = ahead.split_once(": ") else { return false };
    let name = label.split_once(" (").map_or(label, |(name, _)| name);
    let bracket = &label[name.len()..];
    let capitals = |word: &str| word.starts_with(char::is_uppercase);
    (bracket.is_empty() || bracket.ends_with(')'))
        && name.split_whitespace().all(capitals)
        && name.split_whitespace().count() <= MOST_WORDS
}

/// "See you Mon. K.": nothing but an initial is left.
fn is_signature(point: &Point) -> bool {
    point.text.len() <= point.next.at + point.next.word.len() + 1
}

/// "Warszawa, dnia 8 lipca 2015 r.": a name, a comma, a date and nothing else.
fn is_dateline(point: &Point) -> bool {
    const LONGEST: usize = 60;
    if !point.before().is(Roles::YEAR) || point.length() > LONGEST {
        return false;
    }
    let so_far = &point.text[point.left.start..point.mark_at];
    let Some((place, date)) = so_far.split_once(',') else {
        return false;
    };
    let name = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let date = date.trim_start();
    name && (date.starts_with(|c: char| c.is_ascii_digit())
        || point.roles(word_at(date, 0)).has(Roles::DAY))
        && !point.verb_left()
}

/// "Gdy w 1683 r. Jan III …": no comma yet, so the clause that "gdy" opened still runs.
fn waits_for_main_clause(point: &Point) -> bool {
    let next = &point.next;
    !next.class().has(WordClass::FUNCTION | WordClass::FINITE)
        && point.roles(point.left.first_word()).has(Roles::SUBORDINATE)
        && !point.left.comma(point.before().at)
}

/// A sentence that opens with a preposition and has no verb is an adverbial that waits for its sentence.
fn opens_with_function_word(point: &Point) -> bool {
    let first = point.left.first_word();
    point.class(first).has(WordClass::FUNCTION) && !point.roles(first).has(Roles::SUBJECT)
}
