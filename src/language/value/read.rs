//! Text → atoms: walks over the tokens once, then lets neighbours explain each other (`5–10 mln`, `2009–10`, `6 feet 2 inches`).

use super::atom::{Atom, Role};
use super::context::Context;
use super::lexicon::Lexicon;
use super::scan::{TokenKind, is_dash};
use super::unit::Dimension;
use super::{quantity, word};

/// Returns the atoms of a text in order; they do not overlap.
pub(super) fn atoms(text: &str, lexicon: &'static Lexicon) -> Vec<Atom> {
    let context = Context::new(text, lexicon);
    let mut atoms: Vec<Atom> = Vec::new();
    let mut at = 0;
    while at < context.tokens.len() {
        let found = match context.tokens[at].kind {
            TokenKind::Number if is_code(&context, at) => None,
            TokenKind::Number => Some(quantity::in_digits(&context, at)),
            TokenKind::Fraction => Some(quantity::fraction_sign(&context, at)),
            TokenKind::Word => word::value(&context, at),
        };
        let Some((mut atom, next)) = found else {
            at += 1;
            continue;
        };
        // A sign before a number may already be the unit of the number before it.
        if let Some(last) = atoms.last() {
            atom.outer.start = atom.outer.start.max(last.outer.end.min(atom.span.start));
        }
        atoms.push(atom);
        at = next.max(at + 1);
    }
    share(text, &mut atoms);
    feet_and_inches(text, &mut atoms);
    atoms
}

/// Whether the digits are part of a placeholder or a character reference: `%1`, `%2$.30s`, `&#8217;`. Those are no values.
fn is_code(context: &Context, at: usize) -> bool {
    let before = &context.text[..context.start(at)];
    if before.ends_with("&#") {
        return true;
    }
    let stem = before.trim_end_matches(['.', '-', '+', '#', '*', '$']);
    /// A printf flag run is short: `%2$-.30s` has three marks.
    const LONGEST_RUN: usize = 3;
    if before.len() - stem.len() > LONGEST_RUN {
        return false;
    }
    // "5%-10%" is a range of shares.
    let share = |head: &str| head.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let behind_code = before[stem.len()..].contains('$')
        && at > 0
        && context.end(at - 1) == stem.len()
        && context.text[..context.start(at - 1)].ends_with('%');
    behind_code || stem.strip_suffix('%').is_some_and(|head| !share(head))
}

/// What stands between two atoms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// A dash without letters: `5–10`.
    Dash,
    /// *to*, *do*.
    To,
    /// *and*, *or*, *lub*.
    And,
}

/// Returns how the atom at `at` is linked to the one before it.
pub(super) fn link(text: &str, left: &Atom, right: &Atom) -> Option<Link> {
    let gap = text.get(left.outer.end..right.outer.start)?;
    // The point of an ordinal or abbreviation belongs to the number before it.
    let inner = gap.strip_prefix('.').unwrap_or(gap).trim();
    if gap.len() > 12 || gap.contains('\n') {
        return None;
    }
    if !inner.is_empty() && inner.chars().all(is_dash) && inner.chars().count() <= 2 || inner == "/"
    {
        return Some(Link::Dash);
    }
    match inner {
        "to" | "do" => Some(Link::To),
        "and" | "or" | "lub" | "i" | "a" | "albo" => Some(Link::And),
        _ => None,
    }
}

/// Both ends of a range take the unit and the scale of the second, and a short second year the century of the first.
fn share(text: &str, atoms: &mut [Atom]) {
    for right in (1..atoms.len()).rev() {
        let (before, after) = atoms.split_at_mut(right);
        let Some(left) = before.last_mut() else {
            continue;
        };
        let right = &mut after[0];
        let Some(link) = link(text, left, right) else {
            continue;
        };
        if left.unit.is_none()
            && matches!(left.role, Role::Number)
            && matches!(right.role, Role::Number)
        {
            left.unit = right.unit;
        }
        share_century(left, right);
        if link == Link::And {
            continue;
        }
        if left.scale == 1.0 && right.scale > 1.0 && left.role == Role::Number {
            let scaled: Vec<f64> =
                left.readings.iter().map(|number| number * right.scale).collect();
            left.readings.splice(0..0, scaled);
        }
        if right.role == Role::Clock && matches!(left.role, Role::Number | Role::Clock) {
            share_half_of_day(left, right);
        }
        short_year(left, right);
    }
}

/// *lata 70. i 80. XIX wieku*: both are decades of that century.
fn share_century(left: &mut Atom, right: &Atom) {
    let (Some(&year), Some(&last)) = (right.readings.first(), left.readings.last()) else { return };
    if left.role == Role::Decade && right.role == Role::Decade && last < 100.0 && year >= 100.0 {
        left.readings.insert(0, year - year % 100.0 + last);
        left.readings.dedup();
    }
}

/// `5–6 p.m.`: both are in the afternoon.
fn share_half_of_day(left: &mut Atom, right: &Atom) {
    let Some(&hour) = left.readings.first() else {
        return;
    };
    if right.readings[0] >= 12.0 && hour < 12.0 && left.unit.is_none() {
        left.readings.push(hour + 12.0);
    }
}

/// `2009–10` ends in 2010.
fn short_year(left: &Atom, right: &mut Atom) {
    let (Some(&from), Some(&to)) = (left.readings.first(), right.readings.first()) else {
        return;
    };
    let year = (1000.0..2100.0).contains(&from) && from.fract() == 0.0 && left.unit.is_none();
    let short = right.digits.as_ref().is_some_and(|digits| digits.len() <= 2)
        && right.unit.is_none()
        && right.scale == 1.0;
    if year && short && to > from % 100.0 && to < 100.0 {
        right.readings.insert(0, from - from % 100.0 + to);
    }
}

/// `6 ft 2 in` and `6 feet 2` are one length.
fn feet_and_inches(text: &str, atoms: &mut Vec<Atom>) {
    let mut at = 1;
    while at < atoms.len() {
        let joined = join_feet(text, &atoms[at - 1], &atoms[at]);
        match joined {
            Some(joined) => {
                atoms[at - 1] = joined;
                atoms.remove(at);
            }
            None => at += 1,
        }
    }
}

fn join_feet(text: &str, feet: &Atom, inches: &Atom) -> Option<Atom> {
    let symbol = |atom: &Atom| atom.unit.map(|unit| unit.symbol);
    let gap = text.get(feet.outer.end..inches.outer.start)?;
    let close = gap.len() <= 2 && gap.chars().all(|c| c == ' ' || c == ',' || is_dash(c));
    let (&whole, &part) = (feet.readings.first()?, inches.readings.first()?);
    let fits = symbol(feet) == Some("ft")
        && (symbol(inches) == Some("in") || symbol(inches).is_none() && gap != ", ")
        && part < 12.0;
    if !(close && fits && feet.unit?.dimension == Dimension::Length && inches.digits.is_some()) {
        return None;
    }
    let mut joined = feet.clone();
    joined.readings = vec![whole + part / 12.0];
    joined.parts = vec![whole, part];
    joined.span.end = inches.span.end;
    joined.outer.end = inches.outer.end;
    joined.digits = text.get(joined.span.clone()).map(str::to_string);
    Some(joined)
}
