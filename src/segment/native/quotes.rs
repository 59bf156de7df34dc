//! Quotation marks: sentences inside a quotation are sentences, titles and mentions are not split.

use super::form::window;
use super::next::Start;
use super::point::{Mark, Point, Verdict};
use crate::language::class::WordClass;
use crate::language::sentence::Roles;

/// Words of the longest title that is not split from its sentence.
const LONGEST_TITLE: usize = 8;
/// Words of the longest exclamation that is mentioned rather than said.
const LONGEST_MENTION: usize = 6;

/// A quotation closes right after the mark: is the sentence around it over as well?
pub(super) fn closed_here(point: &Point) -> Option<Verdict> {
    let next = &point.next;
    if !point.quote_closed || point.mark_after_closer || next.dash {
        return None;
    }
    if let Some(quote) =
        point.quotation.filter(|quote| !quote.speech && quote.at > point.left.start)
    {
        let words =
            point.text[quote.at..point.mark_at].split_whitespace().take(LONGEST_TITLE + 1).count();
        if quote.title && words <= LONGEST_TITLE {
            return Some(Verdict::no("a title in quotation marks"));
        }
        let known = next.class().has(WordClass::FUNCTION | WordClass::FINITE | WordClass::COMMON);
        if !known && words <= LONGEST_MENTION && point.mark != Mark::Stop {
            return Some(Verdict::no("a mention in quotation marks"));
        }
    }
    if point.mark != Mark::Stop && !next.quote && reports_speech(point) {
        return Some(Verdict::no("a verb of saying follows"));
    }
    let begins = matches!(next.start, Start::Capital | Start::Digit) || next.quote;
    begins.then_some(Verdict::yes("the quotation is over, a new sentence begins"))
}

/// A mark inside a short quotation that is a title or a mention: "film „Hej! Ty!”".
pub(super) fn inside_mention(point: &Point) -> Option<Verdict> {
    // Bytes to the closing mark, and of the whole quotation.
    const NEAR: usize = 60;
    const SHORT: usize = 45;
    let quote = point.open_quote?;
    if point.quote_closed {
        return None;
    }
    let rest = window(point.text, point.end, NEAR);
    let close = rest.find(|c| closes(quote.mark, c))?;
    point.looked_ahead.set(true);
    if is_title_case(&point.text[quote.at..point.end + close]) {
        return Some(Verdict::no("inside a title"));
    }
    if quote.speech {
        return None;
    }
    let short = point.end - quote.at + close < SHORT;
    let is_mention = quote.title || quote.after_word && !rest[..close].ends_with(['.', '!', '?']);
    (short && is_mention).then_some(Verdict::no("inside a short title or mention"))
}

/// "Where Do You Go? Songs for a Long Road": long words have capitals even where no sentence begins.
fn is_title_case(quotation: &str) -> bool {
    // Letters of the shortest word that a title writes with a capital, and how many such words leave no doubt.
    const LONG: usize = 4;
    const FEWEST: usize = 2;
    let (mut begins, mut inner) = (true, 0);
    for token in quotation.split_whitespace() {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = word.starts_with(char::is_uppercase);
        if word.chars().count() >= LONG && !capital {
            return false;
        }
        inner += usize::from(capital && !begins);
        begins = token.ends_with(['.', '!', '?', '…', ':']);
    }
    inner >= FEWEST
}

/// Tells whether `close` ends a quotation that `open` began; straight marks end any, for typists mix them.
pub(super) fn closes(open: char, close: char) -> bool {
    match close {
        '”' | '"' => matches!(open, '„' | '“' | '"'),
        '“' => open == '„',
        '»' => matches!(open, '«' | '„'),
        _ => false,
    }
}

/// "“Where is he?” Holmes asked": a verb of saying as the second or third word.
fn reports_speech(point: &Point) -> bool {
    const REACH: usize = 40;
    point.looked_ahead.set(true);
    let following = window(point.text, point.next.at, REACH);
    let mut words = following
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '“'))
        .take(4)
        .skip(1);
    words.any(|word| point.roles(word).has(Roles::SPEECH))
}
