//! Numbers in words: *dwa miliony trzysta tysięcy*, *two and a half million*, *nineteen ninety-five*, *pół miliona*, *two thirds*.
//!
//! A numeral is read from left to right: each word must fit the room the words before left (hundreds, tens, ones), a scale word
//! multiplies what has been read.

use super::atom::{Atom, Role};
use super::context::Context;
use super::lexicon::{Cue, Entry};
use super::measure;
use super::scan::TokenKind;

/// Reads a numeral at a word token; gives the first token behind it.
pub(super) fn in_words(context: &Context, at: usize) -> Option<(Atom, usize)> {
    let mut numeral = Numeral {
        context,
        start: at,
        next: at,
        total: 0.0,
        current: 0.0,
        scale: 1.0,
        words: 0,
        ordinal: false,
        fraction: None,
    };
    while numeral.step() {}
    (numeral.words > 0).then(|| numeral.finish())
}

struct Numeral<'c, 'a> {
    context: &'c Context<'a>,
    start: usize,
    next: usize,
    /// What scale words have closed: the two million of *two million three hundred*.
    total: f64,
    /// What is still open: the three hundred.
    current: f64,
    /// The product of the scale words.
    scale: f64,
    words: usize,
    ordinal: bool,
    fraction: Option<f64>,
}

impl Numeral<'_, '_> {
    /// Takes the next word into the numeral; false where it ends.
    fn step(&mut self) -> bool {
        let (context, at) = (self.context, self.next);
        if !context.has(at, TokenKind::Word)
            || self.words > 0 && !context.follows(at)
            || self.fraction.is_some()
        {
            return false;
        }
        let Some(entry) = context.entry(at) else {
            return false;
        };
        if self.ordinal && context.lexicon.twelve_hours {
            return false;
        }
        self.scale_word(entry) || self.number(entry) || self.half(entry) || self.filler(entry)
    }

    fn take(&mut self, tokens: usize) -> bool {
        self.next += tokens;
        self.words += 1;
        true
    }

    fn scale_word(&mut self, entry: &Entry) -> bool {
        let Some(scale) = entry.scale else {
            return false;
        };
        if self.context.word(self.next).len() <= 2 || self.ordinal {
            return false;
        }
        let open = if self.current == 0.0 { 1.0 } else { self.current };
        if scale < 1000.0 {
            if self.current >= 100.0 {
                return false;
            }
            self.current = open * scale;
        } else if self.total > 0.0 && self.current == 0.0 && scale >= self.scale {
            // A thousand million; but a million and a thousand are added.
            self.total *= scale;
            self.scale *= scale;
        } else {
            self.total += open * scale;
            self.current = 0.0;
            self.scale *= scale;
        }
        self.take(1)
    }

    fn number(&mut self, entry: &Entry) -> bool {
        let Some(number) = entry.number else {
            return false;
        };
        let empty = self.total == 0.0 && self.current == 0.0;
        if self.words > 0 && !(number > 0.0 && number < self.room()) {
            return self.year_pair(number) || self.fraction_of(entry, number);
        }
        if !empty && self.current.fract() != 0.0 || self.starts_again(self.next) {
            return false;
        }
        self.current += number;
        self.ordinal |= entry.ordinal;
        self.take(1)
    }

    /// Whether a number with a scale word no smaller than the last begins here: *two million* and then *three million*.
    fn starts_again(&self, at: usize) -> bool {
        let scale = self.context.entry(at + 1).and_then(|entry| entry.scale);
        self.total > 0.0
            && self.current == 0.0
            && self.context.follows(at + 1)
            && scale.is_some_and(|scale| scale >= self.scale)
    }

    /// What still fits: behind *twenty* a number below ten, behind *three hundred* one below a hundred.
    fn room(&self) -> f64 {
        let open = self.current;
        if open == 0.0 {
            if self.total == 0.0 { 0.0 } else { 1000.0 }
        } else if open % 10.0 != 0.0 || open == 10.0 {
            0.0
        } else if open % 100.0 != 0.0 {
            10.0
        } else {
            100.0
        }
    }

    /// *nineteen ninety-five*.
    fn year_pair(&mut self, number: f64) -> bool {
        let pair = self.context.lexicon.twelve_hours && self.words == 1 && self.total == 0.0;
        if pair && (11.0..=20.0).contains(&self.current) && (10.0..100.0).contains(&number) {
            self.current = self.current * 100.0 + number;
            return self.take(1);
        }
        false
    }

    /// *two thirds*, *trzy czwarte*.
    fn fraction_of(&mut self, entry: &Entry, number: f64) -> bool {
        let below = entry.ordinal && matches!(number, 3.0 | 4.0 | 5.0 | 6.0 | 8.0 | 10.0 | 100.0);
        if below
            && self.words == 1
            && self.total == 0.0
            && self.current >= 1.0
            && self.current < number
            && !self.ordinal
        {
            self.fraction = Some(self.current / number);
            return self.take(1);
        }
        false
    }

    /// *half a million*, *two and a half*, *półtora miliona*.
    fn half(&mut self, entry: &Entry) -> bool {
        if self.words > 0 {
            return false;
        }
        if entry.is(Cue::OneAndAHalf) {
            self.current = 1.5;
            return self.take(1);
        }
        if !entry.is(Cue::Half) {
            return false;
        }
        self.current = 0.5;
        self.take(1);
        // "half a million", "half of a million"
        let scale = (self.next..self.next + 3)
            .find(|&at| !self.context.is(at, Cue::Article) && !self.context.is(at, Cue::Of))
            .unwrap_or(self.next);
        let is_scale = self.context.entry(scale).and_then(|entry| entry.scale).is_some()
            && self.context.word(scale).len() > 2;
        if is_scale && (self.next..=scale).all(|at| self.context.follows(at)) {
            self.next = scale;
        }
        true
    }

    /// *and* before what still fits; *and a half*.
    fn filler(&mut self, entry: &Entry) -> bool {
        let (context, at) = (self.context, self.next);
        if self.words == 0 || !entry.is(Cue::And) || !context.follows(at + 1) {
            return false;
        }
        let half = at + 1 + usize::from(context.is(at + 1, Cue::Article));
        if context.is(half, Cue::Half)
            && context.follows(half)
            && !context.word(half + 1).eq_ignore_ascii_case("of")
        {
            let unit = if self.current == 0.0 { self.scale } else { 1.0 };
            if self.current == 0.0 {
                self.total += 0.5 * unit;
            } else {
                self.current += 0.5;
            }
            return self.take(half + 1 - at);
        }
        // "hundred and five": what follows must fill the room that is left, and the hundreds must not be a number of their own
        // ("two hundred and three million" is one number, "one and three" are two).
        let hundreds = self.current >= 100.0 && self.current % 100.0 == 0.0
            || self.current == 0.0 && self.total >= 1000.0;
        let number = context.entry(at + 1).and_then(|entry| entry.number);
        let fits = hundreds
            && !self.starts_again(at + 1)
            && context.lexicon.twelve_hours
            && number.is_some_and(|number| number > 0.0 && number < 100.0);
        if fits {
            self.next += 1;
        }
        fits
    }

    fn finish(self) -> (Atom, usize) {
        let (context, last) = (self.context, self.next - 1);
        let span = context.start(self.start)..context.end(last);
        let value = self.fraction.unwrap_or(self.total + self.current);
        let mut readings = vec![value];
        let word = context.entry(last);
        if self.words == 1 {
            readings.extend(word.map_or(&[][..], |entry| entry.loose));
            if value == 0.5 {
                readings.push(50.0);
            }
            // "lata dziewięćdziesiąte", "the nineties", "the third" of something
            if value % 10.0 == 0.0 && (20.0..100.0).contains(&value) {
                readings.push(1900.0 + value);
            }
            if self.ordinal && (3.0..=10.0).contains(&value) {
                readings.push(1.0 / value);
            }
        }
        let role = if self.ordinal { Role::Ordinal } else { Role::Number };
        let mut atom = Atom::new(span.clone(), role, readings);
        atom.scale = self.scale;
        let mut next = self.next;
        let decade = context.after_cue(self.start, Cue::Decades) && self.ordinal
            || context.word(last).to_lowercase().ends_with("ties");
        if decade && self.words == 1 && (20.0..100.0).contains(&value) {
            atom.role = Role::Decade;
            atom.readings = vec![1900.0 + value, value];
        } else if self.ordinal
            && context.is(next, Cue::Century)
            && context.word(next).len() > 1
            && context.follows(next)
        {
            atom.role = Role::Century;
            atom.outer.end = context.end(next);
            next += 1;
        } else if let Some(found) = measure::behind(context, span.end, next)
            && !self.ordinal
        {
            atom.unit = Some(found.unit);
            atom.outer.end = found.end;
            next = found.next;
        }
        (atom, next)
    }
}
