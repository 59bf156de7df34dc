//! Finds the unit behind a number and the currency before it.

use super::context::{Context, Found};
use super::lexicon::Cue;
use super::scan::{TokenKind, is_dash};
use super::unit::{self, Dimension, Unit};

/// Returns the unit behind a number that ends at byte `from`; `next` is the first token behind the number.
pub(super) fn behind(context: &Context, from: usize, next: usize) -> Option<Found> {
    sign_behind(context, from, next).or_else(|| word_behind(context, next))
}

/// Returns the currency before a number and where it starts: `$5`, `US$ 5`, `USD 5`.
pub(super) fn before(context: &Context, at: usize) -> Option<(&'static Unit, usize)> {
    let start = context.start(at);
    let head = context.text[..start].trim_end_matches([' ', '\u{a0}']);
    if start - head.len() <= 2 {
        let sign = head.chars().next_back().and_then(|c| Some((unit::sign(c)?, c.len_utf8())));
        if let Some((found, length)) = sign
            && found.dimension == Dimension::Currency
        {
            return Some((found, head.len() - length));
        }
    }
    let code = at.checked_sub(1).filter(|&previous| {
        context.word(previous).len() == 3
            && context.word(previous).bytes().all(|b| b.is_ascii_uppercase())
    })?;
    let found = context.entry(code)?.unit.filter(|found| found.dimension == Dimension::Currency)?;
    context.follows(at).then_some((found, context.start(code)))
}

/// `5%`, `5 €`, `5 °C`, `90(F)`.
fn sign_behind(context: &Context, from: usize, next: usize) -> Option<Found> {
    let rest = context.rest(from);
    let spaces = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let mark = rest[spaces..].chars().next()?;
    let end = from + spaces + mark.len_utf8();
    // "in 2019 $5" is a price after a year, not a year in dollars.
    if let Some(found) = unit::sign(mark)
        && (found.dimension == Dimension::Share
            || !context.rest(end).starts_with(|c: char| c.is_ascii_digit()))
    {
        return Some(Found { unit: found, end, next });
    }
    if !matches!(mark, '°' | 'º' | '˚' | '(') {
        return None;
    }
    let scale = ["C", "F"].into_iter().find(|&letter| {
        context.word(next) == letter && context.gap(next).is_some_and(|gap| gap.contains(mark))
    });
    match (scale, mark) {
        (Some("F"), _) => {
            Some(Found { unit: unit::unit("°F")?, end: context.end(next), next: next + 1 })
        }
        (Some(_), _) => {
            Some(Found { unit: unit::unit("°C")?, end: context.end(next), next: next + 1 })
        }
        (None, '(') => None,
        (None, _) => Some(Found { unit: unit::unit("°")?, end, next }),
    }
}

/// `5 km`, `5 square miles`, `5 km kwadratowych`, `half an hour`, `5 stopni Celsjusza`, `5 per cent`.
fn word_behind(context: &Context, next: usize) -> Option<Found> {
    let mut at = next;
    if !context.has(at, TokenKind::Word) || !follows_number(context, at) {
        return None;
    }
    if context.is(at, Cue::Per) && context.is(at + 1, Cue::Cent) && context.follows(at + 1) {
        return Some(Found { unit: unit::unit("%")?, end: context.end(at + 1), next: at + 2 });
    }
    for cue in [Cue::Of, Cue::Article] {
        if context.is(at, cue) && context.follows(at + 1) {
            at += 1;
        }
    }
    let power = [Cue::Square, Cue::Cubic]
        .into_iter()
        .find(|&cue| context.is(at, cue) && context.follows(at + 1));
    at += usize::from(power.is_some());
    let named = context.entry(at)?.unit?;
    let power = power.or_else(|| {
        [Cue::Square, Cue::Cubic]
            .into_iter()
            .find(|&cue| context.is(at + 1, cue) && context.follows(at + 1))
            .inspect(|_| at += 1)
    });
    let found = Found { unit: named, end: context.end(at), next: at + 1 };
    Some(match power {
        Some(Cue::Square) => Found { unit: unit::squared(named).unwrap_or(named), ..found },
        Some(_) => Found { unit: unit::cubed(named).unwrap_or(named), ..found },
        None => extended(context, found),
    })
}

/// `m²`, `km/h`, `miles per hour`, `stopni Celsjusza`.
fn extended(context: &Context, found: Found) -> Found {
    let rest = context.rest(found.end);
    let raised = match rest.chars().next() {
        Some('²') => unit::squared(found.unit).map(|unit| (unit, '²'.len_utf8())),
        Some('³') => unit::cubed(found.unit).map(|unit| (unit, '³'.len_utf8())),
        _ => None,
    };
    if let Some((unit, length)) = raised {
        return Found { unit, end: found.end + length, next: found.next };
    }
    let after = found.next;
    let end = context.end(after);
    if found.unit.symbol == "°" {
        let scale = context
            .entry(after)
            .and_then(|entry| entry.unit)
            .filter(|unit| unit.dimension == Dimension::Temperature && context.follows(after));
        let fahrenheit =
            scale.or_else(|| if context.word(after) == "F" { unit::unit("°F") } else { None });
        return match fahrenheit {
            Some(unit) => Found { unit, end, next: after + 1 },
            None => found,
        };
    }
    if found.unit.dimension == Dimension::Length {
        let (hour, by) = if context.gap(after) == Some("/") {
            (after, true)
        } else {
            (after + 1, is_per(context, after))
        };
        let speed = context
            .entry(hour)
            .and_then(|entry| entry.unit)
            .and_then(|time| unit::per(found.unit, time))
            .filter(|_| by);
        if let Some(unit) = speed {
            return Found { unit, end: context.end(hour), next: hour + 1 };
        }
    }
    found
}

fn is_per(context: &Context, at: usize) -> bool {
    context.follows(at)
        && context.follows(at + 1)
        && (context.is(at, Cue::Per) || context.is(at, Cue::Article) || context.word(at) == "na")
}

/// A unit stands behind its number after a space, a hyphen or nothing; a dash with spaces is punctuation.
fn follows_number(context: &Context, at: usize) -> bool {
    let Some(gap) = context.gap(at) else {
        return false;
    };
    let scaled = context.entry(at - 1).is_some_and(|entry| entry.scale.is_some());
    let gap = if scaled { gap.strip_prefix('.').unwrap_or(gap) } else { gap };
    gap.is_empty()
        || gap.chars().count() == 1 && gap.chars().all(|c| c.is_whitespace() || is_dash(c))
}
