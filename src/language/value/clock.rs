//! Times of day: `18:30`, `godz. 18.00`, `6 p.m.`, `1200 GMT`, *wpół do ósmej*, *quarter past seven*.
//!
//! A time is kept as hours plus hundredths that are minutes (18:30 is 18.30), so that the Polish `18.30` reads the same.

use super::atom::{Atom, Role};
use super::context::Context;
use super::lexicon::Cue;
use super::number::plain;
use super::scan::TokenKind;

/// Reads a time written in digits at a number token; gives the first token behind it.
pub(super) fn in_digits(context: &Context, at: usize) -> Option<(Atom, usize)> {
    colon(context, at).or_else(|| bare(context, at))
}

/// Reads a time written in words.
pub(super) fn in_words(context: &Context, at: usize) -> Option<(Atom, usize)> {
    half_to(context, at).or_else(|| quarter(context, at)).or_else(|| half_past(context, at))
}

/// Which half of the day a time is said to be in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
    /// Neither: the hours are counted to 24.
    Whole,
}

/// `18:30`, `9:30 am`, `18:30:15`.
fn colon(context: &Context, at: usize) -> Option<(Atom, usize)> {
    if context.gap(at + 1) != Some(":") || !context.has(at + 1, TokenKind::Number) {
        return None;
    }
    let hour = small(context.word(at), 1..=2, 24.0)?;
    let minute = small(context.word(at + 1), 2..=2, 59.0)?;
    let second = if context.gap(at + 2) == Some(":") {
        small(context.word(at + 2), 2..=2, 59.0)
    } else {
        None
    };
    let last = at + 1 + usize::from(second.is_some());
    let (half, end) =
        half_behind(context, last).map_or((None, None), |(half, end)| (Some(half), Some(end)));
    let time = hour + minute / 100.0 + second.unwrap_or(0.0) / 10_000.0;
    let mut atom = time_atom(context, at, last, time, half);
    atom.parts = vec![hour, minute];
    atom.parts.extend(second);
    Some((widened(atom, end), skip(context, last + 1, end)))
}

/// `18.00` after *godz.*, `6 p.m.`, `1200 GMT`.
fn bare(context: &Context, at: usize) -> Option<(Atom, usize)> {
    let raw = context.word(at);
    let behind = half_behind(context, at);
    let zone = context.is(at + 1, Cue::Zone)
        && context.follows(at + 1)
        && context.word(at + 1).chars().all(char::is_uppercase);
    if zone && raw.len() == 4 {
        let (hour, minute) = raw.split_at_checked(2)?;
        let (hour, minute) = (small(hour, 2..=2, 24.0)?, small(minute, 2..=2, 59.0)?);
        let mut atom = time_atom(context, at, at, hour + minute / 100.0, Some(Half::Whole));
        atom.readings.extend(plain(raw).parse::<f64>());
        atom.parts = vec![hour, minute];
        return Some((atom, at + 1));
    }
    let called = context.after_cue(at, Cue::Hour);
    let oclock = context.word(at + 1).eq_ignore_ascii_case("o")
        && context.word(at + 2).eq_ignore_ascii_case("clock");
    let dotted = raw.split_once('.');
    let (hour, minute) = match dotted {
        Some((hour, minute)) => (small(hour, 1..=2, 24.0)?, small(minute, 2..=2, 59.0)?),
        None => (small(raw, 1..=2, 24.0)?, 0.0),
    };
    // "o 6%", "at 5" are no times; "godz. 6", "at 6.30" are.
    let short_cue = called && context.word(at - 1).chars().count() <= 2;
    if !(behind.is_some()
        || oclock
        || zone && dotted.is_some()
        || called && (dotted.is_some() || !short_cue))
    {
        return None;
    }
    let (half, end) = behind.map_or((None, None), |(half, end)| (Some(half), Some(end)));
    let mut atom = time_atom(context, at, at, hour + minute / 100.0, half);
    if dotted.is_some() {
        atom.parts = vec![hour, minute];
    }
    let next = if oclock { at + 3 } else { skip(context, at + 1, end) };
    Some((widened(atom, end), next))
}

/// *wpół do ósmej* is half past seven.
fn half_to(context: &Context, at: usize) -> Option<(Atom, usize)> {
    if !context.is(at, Cue::HalfTo) || !context.is(at + 1, Cue::To) || !context.follows(at + 1) {
        return None;
    }
    let hour = spoken_hour(context, at + 2)?;
    Some(said(context, at, at + 2, back(hour) + 0.30))
}

/// *kwadrans po ósmej*, *za kwadrans ósma*, *quarter past eight*, *quarter to eight*.
fn quarter(context: &Context, at: usize) -> Option<(Atom, usize)> {
    let start = at;
    let early = context.is(at, Cue::Before);
    let at = at + usize::from(early);
    if !context.is(at, Cue::QuarterHour) {
        return None;
    }
    if early {
        let hour = spoken_hour(context, at + 1)?;
        return Some(said(context, start, at + 1, back(hour) + 0.45));
    }
    let (past, to) = (context.is(at + 1, Cue::Past), context.is(at + 1, Cue::To));
    if !(past || to) || !context.follows(at + 1) {
        return None;
    }
    let hour = spoken_hour(context, at + 2)?;
    Some(said(context, start, at + 2, if past { hour + 0.15 } else { back(hour) + 0.45 }))
}

/// *half past seven*.
fn half_past(context: &Context, at: usize) -> Option<(Atom, usize)> {
    if !context.is(at, Cue::Half) || !context.word(at + 1).eq_ignore_ascii_case("past") {
        return None;
    }
    let hour = spoken_hour(context, at + 2)?;
    Some(said(context, at, at + 2, hour + 0.30))
}

/// The hour before: one o'clock comes after twelve.
fn back(hour: f64) -> f64 {
    if hour <= 1.0 { hour + 11.0 } else { hour - 1.0 }
}

fn spoken_hour(context: &Context, at: usize) -> Option<f64> {
    let number = match context.entry(at).and_then(|entry| entry.number) {
        Some(number) => number,
        None if context.has(at, TokenKind::Number) => small(context.word(at), 1..=2, 24.0)?,
        None => return None,
    };
    (context.follows(at) && number <= 24.0).then_some(number)
}

/// A time of day in words; nobody says which half of the day is meant.
fn said(context: &Context, first: usize, last: usize, time: f64) -> (Atom, usize) {
    let mut readings = vec![time];
    if time < 12.0 {
        readings.push(time + 12.0);
    }
    let mut atom = Atom::new(context.start(first)..context.end(last), Role::Clock, readings);
    if context.has(last, TokenKind::Number) {
        atom.digits = Some(plain(context.word(last)));
        atom.span = context.start(last)..context.end(last);
    }
    (atom, last + 1)
}

fn time_atom(context: &Context, first: usize, last: usize, time: f64, half: Option<Half>) -> Atom {
    let readings = match half {
        Some(Half::Afternoon) if time < 12.0 => vec![time + 12.0, time],
        Some(Half::Morning) if (12.0..13.0).contains(&time) && context.lexicon.twelve_hours => {
            vec![time - 12.0, time]
        }
        None if time < 12.0 && context.lexicon.twelve_hours => vec![time, time + 12.0],
        _ => vec![time],
    };
    let mut atom = Atom::new(context.start(first)..context.end(last), Role::Clock, readings);
    atom.digits = Some(plain(&context.text[atom.span.clone()]));
    atom
}

fn widened(mut atom: Atom, end: Option<usize>) -> Atom {
    atom.outer.end = end.unwrap_or(atom.outer.end);
    atom
}

/// The first token at or behind `next` that starts behind byte `end`.
fn skip(context: &Context, mut next: usize, end: Option<usize>) -> usize {
    while end.is_some_and(|end| next < context.tokens.len() && context.start(next) < end) {
        next += 1;
    }
    next
}

/// `am`, `p.m.`, *rano*, *wieczorem*, *po południu* behind a token, and where it ends.
fn half_behind(context: &Context, at: usize) -> Option<(Half, usize)> {
    let end = context.end(at);
    let rest = context.rest(end);
    let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
    let from = end + rest.len() - trimmed.len();
    for (letter, half) in [('a', Half::Morning), ('p', Half::Afternoon)] {
        let mut tail = trimmed.chars();
        if !tail.next().is_some_and(|c| c.eq_ignore_ascii_case(&letter)) {
            continue;
        }
        let tail = tail.as_str().strip_prefix('.').unwrap_or(tail.as_str());
        let Some(tail) = tail.strip_prefix(['m', 'M']) else {
            continue;
        };
        if !tail.starts_with(char::is_alphanumeric) && context.lexicon.twelve_hours {
            let dot = usize::from(tail.starts_with('.') && trimmed[1..].starts_with('.'));
            return Some((half, from + trimmed.len() - tail.len() + dot));
        }
    }
    if !context.follows(at + 1) {
        return None;
    }
    if context.is(at + 1, Cue::Morning) {
        return Some((Half::Morning, context.end(at + 1)));
    }
    let past_noon = context.word(at + 1) == "po" && context.word(at + 2) == "południu";
    match (context.is(at + 1, Cue::Afternoon), past_noon) {
        (true, _) => Some((Half::Afternoon, context.end(at + 1))),
        (false, true) => Some((Half::Afternoon, context.end(at + 2))),
        (false, false) => None,
    }
}

/// A run of digits of an allowed length and size.
fn small(raw: &str, lengths: std::ops::RangeInclusive<usize>, most: f64) -> Option<f64> {
    let plain = plain(raw);
    let fits = lengths.contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    plain.parse().ok().filter(|&number: &f64| fits && number <= most)
}
