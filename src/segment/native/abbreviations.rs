//! Abbreviations by kind: what belongs to them, and so whether their stop may end a sentence.

use super::form::{char_at, is_capitalised, is_dash, skip_space, window, word_at};
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

/// A turn of speech: the sentence, or the whole block, opens with a dash.
fn in_dialogue(point: &Point) -> bool {
    let opens = |at: usize| char_at(point.text, at).is_some_and(is_dash);
    opens(point.left.start) || opens(skip_space(point.text, 0))
}

fn inner(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    if !belongs(next) {
        let sign = next.at < point.text.len() && next.start == Start::Other;
        return (sign && !before.is(Roles::WORD_TOO))
            .then_some(Verdict::no("abbreviation that stands before a sign"));
    }
    let function_or_common = next.opens_by_class() || next.is_common();
    let is_unit = !point.words.profile.ordinal_dot
        && before.letters == 1
        && !is_capitalised(before.token)
        && before.previous().text.starts_with(|c: char| c.is_ascii_digit())
        && before.previous().text.ends_with(char::is_alphanumeric);
    if is_unit {
        return Some(may_end(point, Abbreviation::Unit));
    }
    if before.is(Roles::WORD_TOO) && !before.opens && next.is_capital() && !next.dash {
        let word = if before.is(Roles::PRONOUN_TOO) {
            let verb = before.previous().class.has(WordClass::FINITE | WordClass::FUNCTION);
            next.opens_by_class() || verb && next.is_common()
        } else {
            function_or_common
        };
        return Some(Verdict::new(word, "a word or an abbreviation, by what follows"));
    }
    if before.is(Roles::HOLY) && before.previous_is(Roles::MASS) {
        return Some(Verdict::new(next.is_capital() && function_or_common, "a mass: is it over?"));
    }
    if next.dash {
        let turn = next.is_capital() && in_dialogue(point);
        return Some(Verdict::new(turn, "an abbreviation before a dash"));
    }
    if before.is(Roles::LANGUAGE) && next.is_common() && point.verb_in_clause() {
        return Some(Verdict::yes("a language, then a common word"));
    }
    // "et al." closes; "i al. Niepodległości" is a street.
    if before.is(Roles::AFTER_AND) && before.previous_is(Roles::LATIN_AND) {
        return Some(may_end(point, Abbreviation::Closing));
    }
    let measured = before.letters > 2 && !next.class().has(WordClass::NAME) && next.is_capital();
    let counted = before.after_number() || before.after_roman();
    if before.is(Roles::COUNTED) && counted && (function_or_common || measured) {
        return Some(Verdict::yes("a count of people"));
    }
    if point.words.profile.ordinal_dot && is_letter_of_number(point) {
        return Some(Verdict::yes("the letter of a numbered thing"));
    }
    if before.is(Roles::AS_ABOVE)
        && !next.class().has(WordClass::NAME)
        && !before.opens
        && next.is_capital()
    {
        return Some(Verdict::yes("'as above' ends the sentence"));
    }
    let previous = before.previous();
    let of_a_place = is_capitalised(previous.text) || previous.class.has(WordClass::FUNCTION);
    if before.is(Roles::AFTER_NAME) && of_a_place && next.is_function() {
        return Some(Verdict::yes("a street or a direction, then a function word"));
    }
    if before.is(Roles::AFTER_NAME)
        && is_capitalised(previous.text)
        && next.is_common()
        && !next.is_followed_by_capital(point.text)
        && point.verb_left()
        && point.verb_right()
    {
        return Some(Verdict::yes("a street, then a sentence"));
    }
    Some(Verdict::no("abbreviation that stands before what belongs to it"))
}

/// "w klasie VI b.", "ust. 3 lit. b.", "pkt 2 c.".
fn is_letter_of_number(point: &Point) -> bool {
    let (before, next) = (point.before(), &point.next);
    let numbered = before.after_roman()
        || before.previous_is(Roles::LETTER_OF_NUMBER)
        || before.previous().text.ends_with(|c: char| c.is_ascii_digit());
    before.letters == 1
        && !before.is(Roles::COUNTED)
        && numbered
        && next.is_capital()
        && !next.class().has(WordClass::NAME)
}

fn reference(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    if abbreviation_opens(point) {
        return Some(Verdict::yes("an abbreviation with a capital begins the next sentence"));
    }
    // "Ex. A.", "lit. A": one letter is as good as a number.
    let letter = next.is_capital()
        && next.word.chars().count() == 1
        && (next.initial || !point.class(next.word).has(WordClass::FUNCTION))
        && !next.after.is_whitespace();
    let referred = letter
        || next.after == '.'
            && point.words.word(next.word).abbreviation == Some(Abbreviation::Reference);
    let bracketed = next.bracket.is_some() && !next.is_capital();
    if next.dash && next.is_capital() && before.is(Roles::WORD_TOO) {
        return Some(Verdict::yes("a word here, then a turn of speech"));
    }
    if next.start == Start::Digit || referred || next.roman || bracketed || next.dash {
        return Some(Verdict::no("an abbreviation before its number"));
    }
    if next.after == ':' && !before.opens {
        return Some(Verdict::yes("the next word is the label of what follows"));
    }
    if before.is(Roles::WORD_TOO) {
        return Some(Verdict::yes("a word here, not an abbreviation"));
    }
    if before.after_number() {
        return Some(may_end(point, Abbreviation::Unit));
    }
    if before.previous_is(Roles::LETTER_OF_NUMBER) {
        return Some(Verdict::new(
            next.is_capital() && !next.class().has(WordClass::NAME),
            "the letter of a numbered thing",
        ));
    }
    let word = next.opens_by_class() && !before.opens && before.letters > 1;
    Some(Verdict::new(word, "an abbreviation without its number"))
}

/// Units, dates and abbreviations that may close a sentence.
fn open(point: &Point, kind: Abbreviation) -> Verdict {
    let (before, next) = (point.before(), &point.next);
    if let Some(verdict) = sign_follows(point, kind) {
        return verdict;
    }
    let brother = before.opens || before.previous().text.ends_with(',');
    if before.is(Roles::BROTHER_TOO) && brother && next.is_capital() && !next.opens_by_class() {
        return Verdict::no("a brother and his name");
    }
    if before.is(Roles::LIST_END) && next.is_capital() && !next.quote {
        return Verdict::yes("the end of a list");
    }
    if abbreviation_opens(point) {
        return Verdict::yes("an abbreviation with a capital begins the next sentence");
    }
    if before.is(Roles::WORD_TOO) && !is_capitalised(before.token) && !before.after_number() {
        return Verdict::yes("a word here, not an abbreviation");
    }
    if !point.words.profile.ordinal_dot {
        if before.is(Roles::DAYTIME) && !before.after_number() && is_capitalised(before.token) {
            return Verdict::no("a title, not a time of day");
        }
        if next.start == Start::Digit {
            return Verdict::new(before.is(Roles::LIST_END), "a number follows");
        }
        if before.is(Roles::PLACE) && is_capitalised(before.token) {
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
        if before.is(Roles::LIST_END) && next.is_capital() {
            return Verdict::yes("the end of a list, then a quotation");
        }
        return Verdict::new(
            point.verb_left() && point.verb_right(),
            "a quotation follows: are there verbs on both sides?",
        );
    }
    may_end(point, kind)
}

/// Bytes in which the number of an abbreviation is looked for.
const NUMBER_REACH: usize = 8;

/// "… w 1998 r. Zob. też …": an abbreviation that is written small inside a sentence has a capital.
pub(super) fn abbreviation_opens(point: &Point) -> bool {
    let next = &point.next;
    if !point.words.profile.ordinal_dot || next.after != '.' || next.all_capitals {
        return false;
    }
    let kind = point.words.word(next.word).abbreviation;
    let long = next.is_capital() && next.word.chars().nth(1).is_some();
    let rest = window(point.text, next.at + next.word.len() + 1, NUMBER_REACH);
    let numbered = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    long && match kind {
        Some(Abbreviation::Inner | Abbreviation::Title) => point.verb_left(),
        Some(Abbreviation::Reference | Abbreviation::Open) => numbered || point.verb_left(),
        _ => false,
    }
}

/// "He left the U.S. His wife stayed" ends; "the U.S. Senate" does not.
fn place_ends(point: &Point) -> bool {
    let next = &point.next;
    if next.is_function() || next.is_verb() && !next.is_capital() {
        return true;
    }
    let rest = &point.text[next.at + next.word.len()..];
    let second = rest.trim_start().starts_with(char::is_uppercase);
    let institution = second || point.roles(next.word).has(Roles::INSTITUTION);
    if next.may_be_name() && !institution && point.verb_in_clause() {
        // "… of the U.S. Teller had led": a name and its verb, or "later" and its verb.
        let after = skip_space(point.text, next.at + next.word.len());
        let second = word_at(point.text, after);
        let third = word_at(point.text, skip_space(point.text, after + second.len()));
        let finite = |word: &str| point.class(word).has(WordClass::FINITE);
        return finite(second) || point.class(second).has(WordClass::FUNCTION) && finite(third);
    }
    let opens = next.is_verb() || next.is_common() && point.verb_right();
    opens && !institution && point.verb_in_clause()
}

fn sign_follows(point: &Point, kind: Abbreviation) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    if next.dash {
        let act = names_an_act(point);
        if next.is_capital() && !act && in_dialogue(point) {
            return Some(Verdict::yes("the next turn of a dialogue"));
        }
        if kind == Abbreviation::Unit && before.after_number() && next.is_capital() {
            return Some(Verdict::yes("a unit, then a dash and a capital"));
        }
        let begins = !act && (next.opens_by_class() || next.is_common()) && point.verb_left();
        return Some(Verdict::new(next.is_capital() && begins, "an abbreviation before a dash"));
    }
    match next.bracket {
        Some(Opening::Square) if citation_goes_on(point) => {
            Some(Verdict::no("an abbreviation and its citation"))
        }
        Some(opening) => {
            let own = before.letters > 0 && opening == Opening::Square
                || next.is_capital() && holds_a_sentence(point);
            Some(Verdict::new(own, "an abbreviation before a bracket"))
        }
        None => None,
    }
}

/// "… Mr. Lusk Sr. (Laughter.)": what the bracket holds has a mark of its own, and nothing goes on behind it.
fn holds_a_sentence(point: &Point) -> bool {
    const LONGEST: usize = 120;
    let ahead = window(point.text, point.next_at, LONGEST);
    let Some((inside, rest)) = ahead.split_once(')') else { return false };
    let rest = rest.trim_start();
    inside.ends_with(['.', '!', '?', '…'])
        && (rest.is_empty() || rest.starts_with(char::is_uppercase))
}

/// "Novak i wsp. [12], białko …": a number in brackets, and no new sentence behind it.
fn citation_goes_on(point: &Point) -> bool {
    const LONGEST: usize = 20;
    let ahead = window(point.text, point.next_at, LONGEST);
    let Some((inside, rest)) = ahead.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return false;
    };
    let number = inside.starts_with(|c: char| c.is_ascii_digit());
    number && !rest.trim_start().starts_with(char::is_uppercase)
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
    if next.start == Start::Digit && (counted || !before.is(Roles::FLAT)) {
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
    if before.is(Roles::HOUR) && !counted {
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
        Abbreviation::Closing => before.is(Roles::LIST_END),
        _ => before.is(Roles::YEAR) && point.verb_left() && point.verb_right(),
    }
}

/// "rozm.", "czynn.": small letters, a consonant last, and no word that the tables or its ending know. Nobody could list all
/// that writers shorten.
fn is_unknown_short_form(point: &Point) -> bool {
    let (before, vowels) = (point.before(), point.words.profile.vowels);
    before.letters > 1
        && before.token.chars().all(|c| c.is_lowercase() && c < '\u{250}')
        && !before.token.ends_with(|c| vowels.contains(c))
        && point.class(before.token) == WordClass::UNKNOWN
}

/// "u.p.z.p.", "s.d.": small letters with stops between, which nobody could list completely.
fn is_dotted(point: &Point) -> bool {
    const LONGEST_PART: usize = 3;
    let before = point.before();
    let part = |part: &str| {
        (1..=LONGEST_PART).contains(&part.chars().count()) && part.chars().all(char::is_lowercase)
    };
    !before.in_path && before.token.contains('.') && before.token.split('.').all(part)
}

/// A token that no list knows but that is spelled like an abbreviation.
pub(super) fn looks_abbreviated(point: &Point) -> Option<Verdict> {
    let (before, next) = (point.before(), &point.next);
    if before.token.is_empty() {
        return Some(Verdict::new(next.is_capital() || next.quote, "a stop after a closing mark"));
    }
    if is_dotted(point) {
        return Some(match belongs(next) {
            true => open(point, Abbreviation::Open),
            false => return None,
        });
    }
    const LONGEST_OPENER: usize = 6;
    if before.opens
        && next.start == Start::Digit
        && before.letters <= LONGEST_OPENER
        && before.token.chars().all(char::is_alphabetic)
        && !point.class(before.token).has(WordClass::FUNCTION | WordClass::FINITE)
        && point.mark_at == point.end - 1
    {
        return Some(Verdict::no("a short word opens the sentence, its number follows"));
    }
    const SHORT: usize = 7;
    if before.letters > SHORT || before.in_path || point.quote_closed || point.bracket_closed {
        return None;
    }
    let single = before.letters == 1 && before.token.chars().all(char::is_lowercase);
    if next.start == Start::Digit
        && before.token.chars().all(char::is_alphabetic)
        && (point.class(before.token) == WordClass::UNKNOWN || single && !before.after_number())
    {
        return Some(Verdict::no("an unknown short word before a number"));
    }
    let vowels = point.words.profile.vowels;
    let letter = |c: char| c.is_lowercase() && (c.is_ascii() || c < '\u{250}');
    let small = before.token.chars().skip(1).all(letter)
        && before
            .token
            .chars()
            .next()
            .is_some_and(|c| letter(c) || !before.opens && c.is_uppercase());
    if small
        && before.letters > 1
        && !before.token.to_lowercase().chars().any(|c| vowels.contains(c))
    {
        let digits = before.previous().text.ends_with(|c: char| c.is_ascii_digit());
        let kind = if digits { Abbreviation::Unit } else { Abbreviation::Open };
        if next.is_common() && !next.opens_by_class() || digits && next.is_capital() {
            return Some(may_end(point, kind));
        }
        return Some(Verdict::new(next.opens_by_class(), "a short word without a vowel"));
    }
    let unknown = point.words.profile.ordinal_dot && is_unknown_short_form(point);
    if !unknown || !next.is_capital() || next.quote {
        return None;
    }
    if abbreviation_opens(point) {
        return Some(Verdict::yes("an abbreviation with a capital begins the next sentence"));
    }
    if next.opens_by_class() {
        return Some(Verdict::yes("an unknown short word, then a function word or verb"));
    }
    if before.after_number() {
        return Some(may_end(point, Abbreviation::Unit));
    }
    // "zast. Wójta", "sekr. Komisji": an office or body that a short form belongs to.
    if next.is_common() && !next.opens_by_class() && !point.verb_right() {
        return Some(Verdict::no("an unknown short word, and no sentence behind it"));
    }
    Some(may_end(point, Abbreviation::Open))
}
