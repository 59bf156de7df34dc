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
mod emoticons;
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

use std::ops::Range;

use self::point::{Point, Rule, Verdict};
use super::{Decision, Reason, Wanted};
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
    labels::next_item,
    labels::opens_the_sentence,
    numbers::arabic,
    numbers::roman,
    initials::initial,
    abbreviations::abbreviation,
    abbreviations::looks_abbreviated,
    marks::plain_stop,
];

/// Reports every point of `text` where a sentence could end. `whole` are ranges that no sentence ends inside of, in order.
pub(super) fn decide(
    words: &Words,
    text: &str,
    whole: &[Range<usize>],
    wanted: Wanted,
    sink: &mut dyn FnMut(Decision),
) {
    let mut pending = Sentence {
        wanted,
        whole,
        start: skip_space(text, 0),
        decisions: Vec::new(),
        looked_ahead: false,
    };
    scan::scan(words, text, |point| {
        let verdict = match is_inside(whole, point.end) {
            true => Verdict::no("inside an inline code"),
            false => verdict(point),
        };
        pending.looked_ahead |= point.looked_ahead.get() && !verdict.breaks;
        let reason = Reason::Words(verdict.reason);
        let decision = Decision { at: point.end, breaks: verdict.breaks, reason };
        if verdict.weighed && wanted.includes(&decision) {
            pending.decisions.push(decision);
        }
        if verdict.breaks {
            pending.settle(words, text, point.end, sink);
            pending.start = point.next_at;
        }
        verdict.breaks
    });
    pending.settle(words, text, text.trim_end().len(), sink);
}

fn is_inside(whole: &[Range<usize>], at: usize) -> bool {
    whole.iter().any(|range| range.start < at && at < range.end)
}

fn verdict(point: &Point) -> Verdict {
    RULES.iter().find_map(|rule| rule(point)).unwrap_or(Verdict::no("no rule applies"))
}

/// A sentence whose end is known but whose decisions were not yet reported.
struct Sentence<'w> {
    wanted: Wanted,
    whole: &'w [Range<usize>],
    start: usize,
    decisions: Vec<Decision>,
    /// A refusal rested on text that may lie behind the end.
    looked_ahead: bool,
}

impl Sentence<'_> {
    /// Reports the decisions. If any rested on what follows the sentence, the sentence is read again by itself, so that
    /// segmenting one sentence always gives it back.
    fn settle(&mut self, words: &Words, text: &str, end: usize, sink: &mut dyn FnMut(Decision)) {
        // Bytes. Nobody writes longer sentences, and reading them twice at every level would not be linear.
        const LONGEST_READ_AGAIN: usize = 2000;
        let start = self.start.min(end);
        let smaller = end - start < text.len();
        if self.looked_ahead && smaller && end - start <= LONGEST_READ_AGAIN {
            let closing = self.decisions.pop_if(|decision| decision.breaks);
            let shift = |range: &Range<usize>| {
                range.start.saturating_sub(start)..range.end.saturating_sub(start)
            };
            let whole: Vec<_> = self.whole.iter().map(shift).collect();
            decide(words, &text[start..end], &whole, self.wanted, &mut |decision| {
                sink(Decision { at: decision.at + start, ..decision })
            });
            self.decisions.clear();
            self.decisions.extend(closing);
        }
        self.decisions.drain(..).for_each(sink);
        self.looked_ahead = false;
    }
}
