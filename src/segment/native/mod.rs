//! Rules for languages with a profile: a byte scan proposes points, small rules decide each, and every rule says why.
//!
//! [`scan`] walks the bytes once and stops at marks (`. ! ? …`), keeping account of open brackets and quotation marks.
//! At each mark it makes a [`Point`]: the mark, what closes with it, the [`Next`](next::Next) word and the
//! [`Left`](left::Left) part of the sentence. [`RULES`] are asked in order and the first that knows decides. Rules look
//! at bounded windows only, and what they know of the left side grows with the scan, so a text without any boundary
//! costs no more than another.

mod abbreviations;
mod before;
mod brackets;
mod citations;
mod form;
mod glued;
mod initials;
mod labels;
mod left;
mod marks;
mod may_end;
mod next;
mod numbers;
mod point;
mod quotes;
mod scan;
mod small_letter;

pub(super) use form::skip_space;

use self::point::{Point, Rule, Verdict};
use super::Decision;
use crate::language::sentence::Words;

/// The order of decision. A rule that does not apply says nothing; the last one always answers.
const RULES: &[Rule] = &[
    glued::without_space,
    brackets::inside_or_closing,
    small_letter::follows,
    marks::other_punctuation_follows,
    quotes::closed_here,
    quotes::inside_mention,
    marks::strong_mark,
    labels::opens_the_sentence,
    numbers::arabic,
    numbers::roman,
    initials::initial,
    abbreviations::abbreviation,
    abbreviations::looks_abbreviated,
    marks::plain_stop,
];

/// Reports every point of `text` where a sentence could end.
pub(super) fn decide(words: &'static Words, text: &str, sink: &mut impl FnMut(Decision)) {
    scan::scan(words, text, |point| {
        let verdict = verdict(point);
        if verdict.weighed {
            sink(Decision { at: point.end, breaks: verdict.breaks, reason: verdict.reason });
        }
        verdict.breaks
    });
}

fn verdict(point: &Point) -> Verdict {
    RULES.iter().find_map(|rule| rule(point)).unwrap_or(Verdict::no("no rule applies"))
}
