//! What the marks themselves say: `! ? …` end a sentence with few exceptions, a plain stop after an ordinary word does.

use super::form::{char_at, char_before, token_start};
use super::next::Start;
use super::point::{Mark, Point, Verdict};
use crate::language::class::WordClass;
use crate::language::sentence::Roles;

/// A sign that goes on with the sentence stands after the white space.
pub(super) fn other_punctuation_follows(point: &Point) -> Option<Verdict> {
    match char_at(point.text, point.next_at)? {
        ',' | ';' | ':' | ')' | ']' | '/' | '=' | '+' | '>' | '%' | '&' => {
            Some(Verdict::no("punctuation goes on"))
        }
        '.' | '!' | '?' | '…'
            if char_before(point.text, point.end).is_some_and(is_mark)
                && !marks_open_a_word(point) =>
        {
            Some(Verdict::no("marks with spaces between"))
        }
        _ => None,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// "...What?": an ellipsis that opens the next sentence.
fn marks_open_a_word(point: &Point) -> bool {
    let rest = super::form::window(point.text, point.next_at, 12);
    rest.starts_with(['…', '.'])
        && rest.trim_start_matches(['…', '.']).starts_with(char::is_uppercase)
}

/// `!`, `?`, `…`, or a stop behind a closing quotation mark.
pub(super) fn strong_mark(point: &Point) -> Option<Verdict> {
    if point.is_plain_stop() {
        return point.mark_after_closer.then_some(Verdict::yes("a mark after a closing bracket"));
    }
    if point.next.dash && point.next.start == Start::Small {
        return Some(Verdict::no("narration after speech"));
    }
    if point.mark == Mark::Ellipsis && point.left.is_wordless(point.mark_at) {
        return Some(Verdict::no("an ellipsis opens the sentence"));
    }
    if point.mark == Mark::Ellipsis && hesitates(point) {
        return Some(Verdict::no("hesitation before a name"));
    }
    if point.mark == Mark::Ellipsis && stammers(point) {
        return Some(Verdict::no("a word is begun again"));
    }
    if point.mark == Mark::Strong
        && point.next.is_capital()
        && !point.next.is_function()
        && named_with_mark(point)
    {
        return Some(Verdict::no("a name that has a mark"));
    }
    Some(Verdict::yes(match point.mark {
        Mark::Ellipsis => "ellipsis, a new sentence begins",
        Mark::Strong => "exclamation or question",
        Mark::Stop | Mark::Bracket => "a stop after a closing quotation mark",
    }))
}

/// "To jest… Marysia": few words, the last of them asking for more, and then a name.
fn hesitates(point: &Point) -> bool {
    const FEW: usize = 25;
    const FEW_BEFORE_ONE_WORD: usize = 60;
    let next = &point.next;
    let name = next.class().has(WordClass::NAME)
        && !next.class().has(WordClass::FUNCTION | WordClass::FINITE);
    if !name
        || next.dash
        || next.quote
        || point.quote_closed
        || point.length() >= if next.after == '.' { FEW_BEFORE_ONE_WORD } else { FEW }
    {
        return false;
    }
    let word = &point.text[token_start(point.text, point.mark_at)..point.mark_at];
    word.len() < 3 || point.class(word).has(WordClass::FUNCTION | WordClass::FINITE)
}

/// "I… I don't know", "I never… I mean, I rarely go".
fn stammers(point: &Point) -> bool {
    const FEW: usize = 25;
    let next = &point.next;
    if next.dash || next.quote || point.quote_closed || point.length() >= FEW {
        return false;
    }
    let last = &point.text[token_start(point.text, point.mark_at)..point.mark_at];
    // "Look… I can explain": the pronoun has a capital wherever it stands.
    if point.words.profile.pronoun_letter
        && point.length() < FEW / 2
        && next.word.split(['\'', '’']).next() == Some("I")
    {
        return true;
    }
    let again = |word: &str| word.to_lowercase() == next.word.to_lowercase();
    again(last) || again(point.left.first_word())
}

fn named_with_mark(point: &Point) -> bool {
    let word = &point.text[token_start(point.text, point.mark_at)..point.mark_at];
    point.roles(word).has(Roles::MARKED_NAME)
}

/// A single stop that no other rule claimed.
pub(super) fn plain_stop(point: &Point) -> Option<Verdict> {
    let next = &point.next;
    if next.dash && next.start == Start::Digit {
        return Some(Verdict::yes("a stop, then a dash and a number"));
    }
    Some(Verdict::yes("a stop after an ordinary word"))
}
