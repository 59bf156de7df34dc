//! Days, months and years: dates in digits, and dates put together from a day, the name of a month and a year.

use super::atom::{Atom, Role};
use super::context::Context;
use super::number::plain;
use super::scan::TokenKind;

/// A day as far as it is said; `4 October` has no year, `October 2015` no day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// The year as written.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
}

impl Day {
    /// Makes a day if the parts can be one.
    fn checked(year: f64, month: f64, day: f64) -> Option<Day> {
        let fits = (1.0..=12.0).contains(&month)
            && (1.0..=31.0).contains(&day)
            && (0.0..10_000.0).contains(&year);
        fits.then_some(Day {
            year: Some(year as i32),
            month: Some(month as u8),
            day: Some(day as u8),
        })
    }

    /// Whether nothing said of one day contradicts the other, and they have something in common.
    pub(super) fn agrees(&self, other: &Day) -> bool {
        let year = same(self.year, other.year);
        let month = same(self.month, other.month);
        let day = same(self.day, other.day);
        [year, month, day].iter().all(|part| *part != Some(false))
            && [year, month, day].contains(&Some(true))
    }
}

/// `None` where one side says nothing.
fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<bool> {
    Some(a? == b?)
}

impl std::fmt::Display for Day {
    /// `2019-02-13`, `2019-02`, `--02-13` (ISO 8601).
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.year {
            Some(year) => write!(out, "{year:04}")?,
            None => write!(out, "-")?,
        }
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(out, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Reads a date in digits at a number token: `13.02.2019`, `2019-02-13`, `13/02/2019`.
pub(super) fn in_digits(context: &Context, at: usize) -> Option<(Atom, usize)> {
    let (pieces, separator, next) = pieces(context, at)?;
    let number = |piece: &str| piece.parse::<f64>().ok();
    let lengths: Vec<usize> = pieces.iter().map(String::len).collect();
    let numbers = [number(&pieces[0])?, number(&pieces[1])?, number(&pieces[2])?];
    let days: Vec<Day> = match lengths[..] {
        [4, 1..=2, 1..=2] => Day::checked(numbers[0], numbers[1], numbers[2]).into_iter().collect(),
        [1..=2, 1..=2, 4] | [1..=2, 1..=2, 2] if lengths[2] == 4 || separator != "-" => {
            let year = full_year(numbers[2], lengths[2]);
            let day_first = Day::checked(year, numbers[1], numbers[0]);
            let month_first =
                Day::checked(year, numbers[0], numbers[1]).filter(|_| separator == "/");
            let american = context.lexicon.twelve_hours;
            let (first, second) =
                if american { (month_first, day_first) } else { (day_first, month_first) };
            first.into_iter().chain(second).collect()
        }
        _ => return None,
    };
    if days.is_empty() {
        return None;
    }
    let span = context.start(at)..context.end(next - 1);
    let mut atom = Atom::new(span.clone(), Role::Date, Vec::new());
    atom.digits = Some(plain(&context.text[span]));
    atom.parts = numbers.to_vec();
    atom.days = days;
    Some((atom, next))
}

/// Three runs of digits with one separator, in one token (points) or in three (hyphens, slashes).
fn pieces<'a>(context: &Context<'a>, at: usize) -> Option<([String; 3], &'a str, usize)> {
    let raw = plain(context.word(at));
    let dotted: Vec<&str> = raw.split('.').collect();
    if let [a, b, c] = dotted[..] {
        return Some(([a.to_string(), b.to_string(), c.to_string()], ".", at + 1));
    }
    let separator = context.gap(at + 1).filter(|gap| matches!(*gap, "-" | "/"))?;
    let three = context.gap(at + 2) == Some(separator)
        && context.has(at + 1, TokenKind::Number)
        && context.has(at + 2, TokenKind::Number);
    // A fourth run makes it a telephone number or a path.
    let more = context.gap(at + 3) == Some(separator) && context.has(at + 3, TokenKind::Number);
    (three && !more).then(|| {
        ([raw, plain(context.word(at + 1)), plain(context.word(at + 2))], separator, at + 3)
    })
}

/// Two digits of a year mean the one nearest to the turn of the century.
fn full_year(year: f64, length: usize) -> f64 {
    /// Two-digit years below this are of the 21st century.
    const TURN: f64 = 50.0;
    match length {
        2 if year < TURN => 2000.0 + year,
        2 => 1900.0 + year,
        _ => year,
    }
}

/// A date put together from atoms that stand side by side.
pub(super) struct Written {
    /// How many atoms it takes.
    pub atoms: usize,
    /// Its first day.
    pub first: Day,
    /// Its last day, where it is several (`13–14 lutego`).
    pub last: Option<Day>,
}

/// Reads a date at the head of a row of atoms: a day (or two) and a month, perhaps a year; a month and a year.
pub(super) fn written(text: &str, atoms: &[Atom]) -> Option<Written> {
    day_first(text, atoms).or_else(|| month_first(text, atoms))
}

/// `13 lutego 2019`, `13–14 February 2019`, `1st of May`, `13 II 2019`.
fn day_first(text: &str, atoms: &[Atom]) -> Option<Written> {
    let (day, last, used) = days(text, atoms)?;
    let month = atoms.get(used)?;
    let gap = gap(text, atoms, used)?;
    if !matches!(gap, " " | "\u{a0}" | ". " | " of " | "-") {
        return None;
    }
    let roman = month.role == Role::Roman && month.readings[0] <= 12.0;
    let named = (month.role == Role::Month || roman).then(|| month.readings[0] as u8)?;
    let year = year(text, atoms, used + 1);
    if roman && year.is_none() {
        return None;
    }
    Some(date(used + 1, year, Some(named), Some(day), last))
}

/// `February 13–14, 2019`, `February 2019`.
fn month_first(text: &str, atoms: &[Atom]) -> Option<Written> {
    let month = atoms.first().filter(|atom| atom.role == Role::Month)?;
    let named = Some(month.readings[0] as u8);
    if let Some(year) = year(text, atoms, 1) {
        return Some(date(1, Some(year), named, None, None));
    }
    let near = matches!(gap(text, atoms, 1)?, " " | "\u{a0}" | " the ");
    let (day, last, used) = days(text, &atoms[1..]).filter(|_| near)?;
    Some(date(1 + used, year(text, atoms, 1 + used), named, Some(day), last))
}

fn date(
    atoms: usize,
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    last: Option<u8>,
) -> Written {
    let first = Day { year, month, day };
    let last = last.map(|day| Day { day: Some(day), ..first });
    Written { atoms: atoms + usize::from(year.is_some()), first, last }
}

/// One day, or two with a dash.
fn days(text: &str, atoms: &[Atom]) -> Option<(u8, Option<u8>, usize)> {
    let first = day(atoms.first()?)?;
    let dashed = gap(text, atoms, 1).is_some_and(|gap| matches!(gap.trim(), "-" | "–" | "—" | "/"));
    let second =
        if dashed { atoms.get(1).and_then(day).filter(|&last| last > first) } else { None };
    Some((first, second, 1 + usize::from(second.is_some())))
}

fn day(atom: &Atom) -> Option<u8> {
    let number = *atom.readings.first()?;
    let whole = number.fract() == 0.0 && (1.0..=31.0).contains(&number);
    let plain = matches!(atom.role, Role::Number | Role::Ordinal)
        && atom.unit.is_none()
        && atom.scale == 1.0;
    (whole && plain).then_some(number as u8)
}

fn year(text: &str, atoms: &[Atom], at: usize) -> Option<i32> {
    let atom = atoms.get(at)?;
    let near = matches!(gap(text, atoms, at)?, " " | "\u{a0}" | ", " | " of " | ",");
    let digits = atom.digits.as_ref().is_some_and(|digits| (3..=4).contains(&digits.len()));
    let number = atom.readings.first().filter(|number| number.fract() == 0.0)?;
    let plain = matches!(atom.role, Role::Number | Role::Year) && atom.unit.is_none();
    (near && digits && plain).then_some(*number as i32)
}

fn gap<'a>(text: &'a str, atoms: &[Atom], at: usize) -> Option<&'a str> {
    let before = atoms.get(at.checked_sub(1)?)?;
    text.get(before.outer.end..atoms.get(at)?.outer.start)
}
