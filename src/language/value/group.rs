//! Atoms → values: dates, ranges, and every other atom by itself.

use std::ops::Range;

use super::atom::{Atom, Role};
use super::date::{self, Day};
use super::read::{Link, link};
use super::unit::Dimension;
use super::{Reading, Value, ValueKind};

/// Returns the values of a text.
pub(super) fn values(text: &str, atoms: Vec<Atom>) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let (value, used) = written_date(text, &atoms[at..])
            .or_else(|| range(text, &atoms[at..]))
            .unwrap_or_else(|| (single(&atoms[at]), 1));
        values.push(value);
        at += used;
    }
    inherit_years(text, &mut values);
    values
}

fn written_date(text: &str, atoms: &[Atom]) -> Option<(Value, usize)> {
    let written = date::written(text, atoms)?;
    let reading = match written.last {
        Some(last) => Reading::Days(written.first, last),
        None => Reading::Day(written.first),
    };
    let used = written.atoms;
    Some((value(ValueKind::Date, vec![reading], &atoms[..used]), used))
}

fn range(text: &str, atoms: &[Atom]) -> Option<(Value, usize)> {
    let [left, right] = atoms.get(..2)? else {
        return None;
    };
    let between = link(text, left, right).filter(|&link| link != Link::And)?;
    let plain = |atom: &Atom| {
        matches!(atom.role, Role::Number | Role::Year | Role::Ordinal | Role::Roman | Role::Century)
            && !atom.readings.is_empty()
    };
    // The second number may be the day of a date that follows.
    let date_follows = date::written(text, &atoms[1..]).is_some();
    let spoken = between == Link::To && (left.digits.is_none() || right.digits.is_none());
    if !plain(left)
        || !plain(right)
        || date_follows
        || spoken
        || !left.unit_allows(right)
        || left.readings[0] > right.readings[0]
    {
        return None;
    }
    let readings = vec![Reading::Range(left.readings[0], right.readings[0])];
    Some((value(ValueKind::Range, readings, &atoms[..2]), 2))
}

fn single(atom: &Atom) -> Value {
    let readings = match atom.role {
        Role::Date => atom.days.iter().copied().map(Reading::Day).collect(),
        Role::Month => atom
            .readings
            .first()
            .map(|&month| Reading::Day(Day { month: Some(month as u8), ..Day::default() }))
            .into_iter()
            .collect(),
        Role::Year => atom
            .readings
            .first()
            .map(|&year| Reading::Day(Day { year: Some(year as i32), ..Day::default() }))
            .into_iter()
            .collect(),
        Role::Clock => atom.readings.iter().map(|&time| Reading::Time(minutes(time))).collect(),
        Role::Decade => atom.readings.iter().map(|&year| Reading::Decade(year as i32)).collect(),
        Role::Century => {
            atom.readings.iter().map(|&century| Reading::Century(century as i32)).collect()
        }
        Role::Number | Role::Ordinal | Role::Roman => {
            atom.readings.iter().copied().map(Reading::Number).collect()
        }
    };
    value(kind(atom), readings, std::slice::from_ref(atom))
}

fn kind(atom: &Atom) -> ValueKind {
    match (atom.role, atom.unit.map(|unit| unit.dimension)) {
        (Role::Month | Role::Year | Role::Date, _) => ValueKind::Date,
        (Role::Clock, _) => ValueKind::Time,
        (Role::Decade, _) => ValueKind::Decade,
        (Role::Century, _) => ValueKind::Century,
        (Role::Roman, _) => ValueKind::Roman,
        (Role::Number | Role::Ordinal, Some(Dimension::Share)) => ValueKind::Percent,
        (Role::Number | Role::Ordinal, Some(Dimension::Currency)) => ValueKind::Money,
        (Role::Number, Some(_)) => ValueKind::Measure,
        (Role::Ordinal, _) => ValueKind::Ordinal,
        (Role::Number, None) if atom.digits.is_none() => ValueKind::Word,
        (Role::Number, None) => ValueKind::Number,
    }
}

fn minutes(time: f64) -> u16 {
    let minute = (time.fract() * 100.0).round();
    (time.trunc() * 60.0 + minute) as u16
}

fn value(kind: ValueKind, readings: Vec<Reading>, atoms: &[Atom]) -> Value {
    let start = atoms.first().map_or(0, |atom| atom.outer.start);
    let end = atoms.last().map_or(start, |atom| atom.outer.end);
    let unit = if kind == ValueKind::Date { None } else { atoms.last().and_then(|atom| atom.unit) };
    Value {
        span: Range { start, end },
        kind,
        readings,
        unit,
        digits: atoms.iter().any(|atom| atom.digits.is_some()),
        atoms: atoms.to_vec(),
    }
}

/// `28 lutego – 3 marca 2019`: the first day is of the same year.
fn inherit_years(text: &str, values: &mut [Value]) {
    for right in 1..values.len() {
        let (before, after) = values.split_at_mut(right);
        let (Some(left), right) = (before.last_mut(), &after[0]) else {
            continue;
        };
        let (Some(Reading::Day(first)), Some(Reading::Day(last))) =
            (left.readings.first_mut(), right.readings.first())
        else {
            continue;
        };
        let near = text
            .get(left.span.end..right.span.start)
            .is_some_and(|gap| matches!(gap.trim(), "-" | "–" | "—" | "to" | "do"));
        if near && first.year.is_none() && first.day.is_some() && last.day.is_some() {
            first.year = last.year;
        }
    }
}
