//! Numbers written in digits with what belongs to them: scale word, suffix, fraction, unit, century, decade.

use super::atom::{Atom, Role};
use super::context::Context;
use super::lexicon::Cue;
use super::number::{self, plain};
use super::roman::roman;
use super::scan::{TokenKind, fraction, is_dash};
use super::unit::Unit;
use super::{clock, date, measure};

/// Reads the value that starts with a number token; gives the first token behind it.
pub(super) fn in_digits(context: &Context, at: usize) -> (Atom, usize) {
    date::in_digits(context, at)
        .or_else(|| clock::in_digits(context, at))
        .unwrap_or_else(|| quantity(context, at))
}

/// Reads a fraction sign that stands alone: `½`.
pub(super) fn fraction_sign(context: &Context, at: usize) -> (Atom, usize) {
    let value = context.word(at).chars().next().and_then(fraction).unwrap_or_default();
    let mut building = Building::new(context, at, vec![value]);
    building.scale_words();
    building.finish()
}

/// A number that grows while what stands behind it is read.
struct Building<'c, 'a> {
    context: &'c Context<'a>,
    at: usize,
    atom: Atom,
    /// The first token not yet used.
    next: usize,
    currency: Option<(&'static Unit, usize)>,
    /// The suffix says the number is no quantity: ordinal, decade.
    settled: bool,
}

fn quantity(context: &Context, at: usize) -> (Atom, usize) {
    let raw = context.word(at);
    let readings = number::readings(raw, context.lexicon.decimal, context.lexicon.strict);
    let mut building = Building::new(context, at, readings);
    building.fractions();
    building.dimensions();
    building.suffix();
    building.and_a_half();
    building.scale_words();
    building.decade();
    building.century();
    building.year();
    building.finish()
}

impl<'c, 'a> Building<'c, 'a> {
    fn new(context: &'c Context<'a>, at: usize, readings: Vec<f64>) -> Self {
        let raw = context.word(at);
        let mut atom = Atom::new(context.start(at)..context.end(at), Role::Number, readings);
        atom.parts = if atom.readings.is_empty() {
            number::pieces(raw)
        } else {
            number::pair(raw).unwrap_or_default()
        };
        atom.digits = Some(plain(raw));
        Building {
            context,
            at,
            atom,
            next: at + 1,
            currency: measure::before(context, at),
            settled: false,
        }
    }

    fn extend_to(&mut self, token: usize) {
        self.atom.span.end = self.context.end(token);
        self.next = token + 1;
    }

    /// `29¾`, `29 1/2`, `2/3`.
    fn fractions(&mut self) {
        let (context, next) = (self.context, self.next);
        if context.has(next, TokenKind::Fraction)
            && matches!(context.gap(next), Some("" | " " | "\u{a0}"))
        {
            let value = context.word(next).chars().next().and_then(fraction).unwrap_or_default();
            self.atom.readings.iter_mut().for_each(|number| *number += value);
            self.extend_to(next);
        } else if matches!(context.gap(next), Some(" " | "\u{a0}"))
            && let Some([above, below]) = fraction_parts(context, next)
        {
            self.atom.readings.iter_mut().for_each(|number| *number += above / below);
            self.extend_to(next + 1);
        } else if let Some(parts) = fraction_parts(context, self.at) {
            self.atom.readings = vec![parts[0] / parts[1]];
            self.atom.parts = parts.to_vec();
            self.extend_to(self.at + 1);
            self.atom.digits = Some(plain(&context.text[self.atom.span.clone()]));
        }
    }

    /// `4x4`, `10 × 15`: two numbers of one thing.
    fn dimensions(&mut self) {
        let (context, next) = (self.context, self.next);
        let letter = context.touches(next)
            && context.word(next).eq_ignore_ascii_case("x")
            && context.touches(next + 1);
        let last = if context.gap(next) == Some("×") { next } else { next + 1 };
        if !(letter || last == next)
            || !context.has(last, TokenKind::Number)
            || self.atom.readings.len() != 1
        {
            return;
        }
        let other =
            number::readings(context.word(last), context.lexicon.decimal, context.lexicon.strict);
        if let [other] = other[..] {
            self.atom.parts = vec![self.atom.readings[0], other];
            self.atom.readings.retain(|&number| number == other);
            self.extend_to(last);
            let first = self.atom.digits.take().unwrap_or_default();
            self.atom.digits = Some(format!("{first}x{}", plain(context.word(last))));
        }
    }

    /// `3rd`, `1990s`, `5-ego`, `16bn`, `30-letni`, `150-tysięczny`.
    fn suffix(&mut self) {
        let (context, next) = (self.context, self.next);
        let gap = context.gap(next).unwrap_or(" ");
        if !context.has(next, TokenKind::Word)
            || !(gap.is_empty() || matches!(gap, "-" | "‑" | "–" | "’" | "'"))
        {
            return;
        }
        let suffix = context.word(next).to_lowercase();
        if ORDINAL_ENDINGS.contains(&suffix.as_str())
            && (context.lexicon.twelve_hours == gap.is_empty() || gap == "-")
        {
            self.atom.role = Role::Ordinal;
            self.settled = true;
            self.extend_to(next);
        } else if suffix == "s"
            && self.atom.readings.first().is_some_and(|number| number % 10.0 == 0.0)
            && context.lexicon.twelve_hours
        {
            self.decade_of(None);
            self.extend_to(next);
        } else if gap.is_empty() && self.is_scale(next) {
            self.multiply(next);
        } else if let Some(scale) = joined_scale(context, next).filter(|_| is_joint(gap)) {
            self.scale_by(scale, next);
        } else if gap.is_empty() && suffix == "m" && context.lexicon.twelve_hours {
            // "16m" is metres, but "16m rows" are millions.
            let millions: Vec<f64> = self.atom.readings.iter().map(|number| number * 1e6).collect();
            self.atom.readings.extend(millions);
        } else if gap.is_empty()
            && context.entry(next).and_then(|entry| entry.unit).is_none()
            && !context.is(next, Cue::Century)
        {
            // Letters that touch digits are a name: "39C", "4G"; they are no numeral and no word.
            self.next = next + 1;
        }
    }

    /// `5 and a half`, `2 i pół`.
    fn and_a_half(&mut self) {
        let (context, next) = (self.context, self.next);
        if self.settled || !context.is(next, Cue::And) || !context.follows(next) {
            return;
        }
        let half = next + 1 + usize::from(context.is(next + 1, Cue::Article));
        if context.is(half, Cue::Half) && context.follows(half) {
            self.atom.readings.iter_mut().for_each(|number| *number += 0.5);
            self.extend_to(half);
        }
    }

    /// `8 milionów`, `5 tys.`, `$5 bn`.
    fn scale_words(&mut self) {
        while self.is_scale(self.next) && self.context.follows(self.next) {
            self.multiply(self.next);
        }
        while self.add_remainder() {}
    }

    /// `2 mln 300 tys.`, `5 tys. 200`: the rest is written after the scale, with a smaller one or as three digits of their own.
    fn add_remainder(&mut self) -> bool {
        let (context, next) = (self.context, self.next);
        let [whole] = self.atom.readings[..] else { return false };
        if self.atom.scale < 1e3
            || !context.has(next, TokenKind::Number)
            || !context.follows(next)
            || context.gap(next).is_some_and(|gap| gap.contains(is_dash))
        {
            return false;
        }
        let [rest] = number::readings(context.word(next), context.lexicon.decimal, true)[..] else {
            return false;
        };
        let scale = context
            .entry(next + 1)
            .and_then(|entry| entry.scale)
            .filter(|_| context.follows(next + 1) && context.word(next + 1).len() > 1);
        let last = match scale {
            Some(scale) if scale >= 1e3 && rest * scale < self.atom.scale => next + 1,
            None if self.atom.scale == 1e3 && (100.0..1e3).contains(&rest) => next,
            Some(_) | None => return false,
        };
        self.atom.readings = vec![whole + rest * scale.unwrap_or(1.0)];
        self.atom.scale = scale.unwrap_or(1.0);
        self.extend_to(last);
        scale.is_some()
    }

    fn is_scale(&self, token: usize) -> bool {
        let context = self.context;
        let Some(scale) = context.entry(token).and_then(|entry| entry.scale) else {
            return false;
        };
        // In "B2B" the digit is a letter of a name.
        let named = self.at > 0 && context.touches(self.at);
        let growing = !named && self.atom.scale == 1.0 || self.atom.scale == 1e3 && scale > 1e3;
        let letters = context.word(token);
        if letters.len() > 1 {
            return growing && !self.settled;
        }
        // One letter is a scale behind a currency sign, or a capital before the name of one.
        let touches = context.touches(token);
        growing
            && (self.currency.is_some()
                || touches && matches!(letters, "k" | "K" | "M" | "B")
                || letters == "M" && self.money_behind(token))
    }

    fn money_behind(&self, token: usize) -> bool {
        let found = measure::behind(self.context, self.context.end(token), token + 1);
        found.is_some_and(|found| found.unit.dimension == super::Dimension::Currency)
    }

    fn multiply(&mut self, token: usize) {
        let scale = self.context.entry(token).and_then(|entry| entry.scale).unwrap_or(1.0);
        let plain = self.atom.readings.clone();
        self.scale_by(scale, token);
        let letter = self.context.word(token).len() == 1 && self.context.touches(token);
        if letter && self.currency.is_none() && !self.money_behind(token) {
            // "16K" may be kelvins or a name as well.
            self.atom.readings.extend(plain);
        }
    }

    fn scale_by(&mut self, scale: f64, token: usize) {
        self.atom.readings.iter_mut().for_each(|number| *number *= scale);
        self.atom.scale *= scale;
        self.atom.parts.clear();
        self.extend_to(token);
    }

    /// *lata 90.*, *latach 2000.*
    fn decade(&mut self) {
        let context = self.context;
        let Some(&number) = self.atom.readings.first() else {
            return;
        };
        let round = number % 10.0 == 0.0
            && (number < 100.0 || number % 100.0 == 0.0 && number >= 1000.0)
            && self.atom.scale == 1.0;
        if self.settled || !round || !decades_before(context, self.at) {
            return;
        }
        let century = self.next;
        let behind = roman(context.word(century))
            .filter(|_| context.gap(century).is_some_and(|gap| gap.len() <= 3));
        self.decade_of(behind.filter(|_| context.is(century + 1, Cue::Century)));
    }

    fn decade_of(&mut self, century: Option<u32>) {
        let Some(&number) = self.atom.readings.first() else {
            return;
        };
        self.atom.role = Role::Decade;
        self.settled = true;
        self.atom.readings = match century {
            Some(century) => vec![f64::from(century - 1) * 100.0 + number, number],
            // Since about 1930 "the 20s" may be two decades; the older is meant more often.
            None if number < 30.0 => vec![1900.0 + number, 2000.0 + number, number],
            None if number < 100.0 => vec![1900.0 + number, number],
            None if number % 100.0 == 0.0 => vec![number, number / 100.0 + 1.0],
            None => vec![number],
        };
    }

    /// `19th century`, *19. wiek*.
    fn century(&mut self) {
        let (context, next) = (self.context, self.next);
        let long = context.word(next).len() > 1 && context.is(next, Cue::Century);
        let near = context.gap(next).is_some_and(|gap| {
            gap.len() <= 2 && gap.chars().all(|c| c == ' ' || c == '.' || is_dash(c))
        });
        if long
            && near
            && self.atom.role != Role::Decade
            && self.atom.readings.first().is_some_and(|&number| number < 100.0)
        {
            self.atom.role = Role::Century;
            self.atom.outer.end = context.end(next);
            self.next = next + 1;
            self.settled = true;
        }
    }

    /// `2019 r.`, `in 2019`.
    fn year(&mut self) {
        let context = self.context;
        let four = self.atom.digits.as_ref().is_some_and(|digits| {
            (3..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        });
        if self.settled || !four || self.atom.scale != 1.0 {
            return;
        }
        let four = self.atom.digits.as_ref().is_some_and(|digits| digits.len() == 4);
        let named = context.is(self.next, Cue::Year)
            && matches!(context.gap(self.next), Some(" " | "\u{a0}"))
            && !context.lexicon.twelve_hours;
        if named && context.entry(self.next).and_then(|entry| entry.unit).is_none_or(|_| four)
            || four && context.after_cue(self.at, Cue::Year)
        {
            self.atom.role = Role::Year;
            self.settled = true;
        }
    }

    /// Adds sign, currency and unit.
    fn finish(mut self) -> (Atom, usize) {
        self.sign();
        let end = self.atom.span.end;
        self.atom.outer.end = self.atom.outer.end.max(end);
        if let Some((unit, start)) = self.currency {
            self.atom.unit = Some(unit);
            self.atom.outer.start = start;
        }
        if !matches!(self.atom.role, Role::Decade | Role::Century | Role::Year)
            && let Some(found) = measure::behind(self.context, end, self.next)
            && self.currency.is_none()
        {
            self.atom.unit = Some(found.unit);
            self.atom.outer.end = found.end;
            self.next = found.next;
        }
        let (context, end) = (self.context, self.atom.span.end);
        let lower_behind = || {
            context
                .rest(end)
                .strip_prefix(". ")
                .is_some_and(|rest| rest.starts_with(char::is_lowercase))
        };
        let short = self.atom.digits.as_ref().is_some_and(|digits| digits.len() <= 3);
        if self.atom.role == Role::Number
            && self.atom.scale == 1.0
            && short
            && !context.lexicon.twelve_hours
            && self.atom.unit.is_none()
            && lower_behind()
        {
            self.atom.role = Role::Ordinal;
        }
        (self.atom, self.next)
    }

    /// `-5 °C`, *minus 5*: below zero first, in case the dash was only a dash.
    fn sign(&mut self) {
        let (context, start) = (self.context, self.atom.span.start);
        let dash = context.before(start).filter(|c| matches!(c, '-' | '−'));
        let opened = dash.is_some_and(|c| {
            let before = context.before(start - c.len_utf8());
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['))
        });
        let range = self.at > 0
            && context.has(self.at - 1, TokenKind::Number)
            && context.gap(self.at).is_some_and(|gap| gap.len() <= 2 + 3);
        if opened && !range || context.after_cue(self.at, Cue::Minus) {
            let below: Vec<f64> = self.atom.readings.iter().map(|number| -number).collect();
            self.atom.readings.splice(0..0, below);
        }
    }
}

/// What *tysięczny* behind a hyphen multiplies by.
fn joined_scale(context: &Context, token: usize) -> Option<f64> {
    let entry = context.entry(token).filter(|entry| entry.ordinal)?;
    entry.number.filter(|number| [1e3, 1e6, 1e9].contains(number))
}

fn is_joint(gap: &str) -> bool {
    matches!(gap, "-" | "‑" | "–")
}

/// *lata* before the number, or before the number it is joined to: *lata 70. i 80.*
fn decades_before(context: &Context, at: usize) -> bool {
    let joined = |by: usize| {
        let first = at.checked_sub(by).filter(|&first| context.has(first, TokenKind::Number));
        first.is_some_and(|first| context.after_cue(first, Cue::Decades))
    };
    let word = at > 0 && (context.is(at - 1, Cue::And) || context.is(at - 1, Cue::To));
    context.after_cue(at, Cue::Decades) || word && joined(2) || joined(1)
}

/// Endings written behind the digits of an ordinal.
const ORDINAL_ENDINGS: &[&str] = &[
    "st", "nd", "rd", "th", "szy", "sza", "sze", "gi", "ga", "gie", "ci", "cia", "cie", "ty", "ta",
    "te", "my", "ma", "me", "go", "ego", "ej", "ym", "mu", "tego", "tej", "tym",
];

/// `a/b` below one with a denominator people use.
fn fraction_parts(context: &Context, at: usize) -> Option<[f64; 2]> {
    if context.gap(at + 1) != Some("/") || context.gap(at + 2) == Some("/") {
        return None;
    }
    let part = |token: usize| {
        let raw = plain(context.word(token));
        (raw.len() <= 2 && context.has(token, TokenKind::Number))
            .then(|| raw.parse::<f64>().ok())
            .flatten()
    };
    let (above, below) = (part(at)?, part(at + 1)?);
    (above > 0.0 && above < below && below <= 20.0).then_some([above, below])
}
