//! Numbers, dates and times by value: one value, many spellings.
//!
//! *8 milionów*, *8 million*, *8 000 000* and *eight million* are one value; so are *13–14 lutego 2019 r.* and *13-14 February 2019*,
//! *lata 90.* and *the 1990s*, *XIX w.* and *19th century*. [`values`] finds the values of a text, [`Value::canonical`] writes one the
//! same way whatever its spelling, [`compare`] says which values of two texts are counterparts and what is left over. Polish and
//! English are read in words and digits, every other language in digits.
//!
//! A spelling may have several readings (`6` before *p.m.* is 18 and 6; `1.250` in Polish is 1250 and 1.25), so a [`Value`] keeps them
//! all, the likeliest first. Reading takes one pass over the text and never fails.
//!
//! ```
//! use kladka::language::value::{compare, values};
//!
//! let polish = values("pl", "Zginęło 8 milionów ludzi, 13 lutego 2019 r.");
//! assert_eq!(polish[0].canonical(), "8000000");
//! assert_eq!(polish[1].canonical(), "2019-02-13");
//!
//! let found = compare("pl", "W latach 90. było 1 250,5 km.", "en", "In the 1990s it was 1,250.6 km.");
//! let left: Vec<&str> = found.unmatched.iter().map(|left| left.text.as_str()).collect();
//! assert_eq!(left, ["1 250,5", "1,250.6"]);
//! ```

mod atom;
mod bare;
mod clock;
mod conflict;
mod context;
mod counterpart;
mod date;
mod group;
mod lexicon;
mod measure;
mod number;
mod numeral;
mod quantity;
mod read;
mod roman;
mod scan;
mod unit;
mod word;
mod words_en;
mod words_pl;

use std::fmt;
use std::ops::Range;

pub use counterpart::{Comparison, Figure, Leftover, Side, compare};
pub use date::Day;
pub use unit::{Dimension, Unit};

use atom::{Atom, key};

/// What sort of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueKind {
    /// A number in digits, with or without scale words.
    Number,
    /// A share of a hundred or a thousand.
    Percent,
    /// An amount of a currency.
    Money,
    /// A day, several days, a month or a year.
    Date,
    /// A time of day.
    Time,
    /// A number that puts in order, in digits or words.
    Ordinal,
    /// A Roman numeral.
    Roman,
    /// From one number to another.
    Range,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A number with a unit of measure.
    Measure,
    /// A number in words.
    Word,
}

impl ValueKind {
    /// Returns the name of the kind, as machines are told it.
    pub fn name(self) -> &'static str {
        match self {
            ValueKind::Number => "number",
            ValueKind::Percent => "percent",
            ValueKind::Money => "money",
            ValueKind::Date => "date",
            ValueKind::Time => "time",
            ValueKind::Ordinal => "ordinal",
            ValueKind::Roman => "roman",
            ValueKind::Range => "range",
            ValueKind::Decade => "decade",
            ValueKind::Century => "century",
            ValueKind::Measure => "measure",
            ValueKind::Word => "word",
        }
    }
}

/// One thing a written value may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// A number; scale words are multiplied in.
    Number(f64),
    /// A day, or as much of it as is said.
    Day(Day),
    /// The first and the last of several days.
    Days(Day, Day),
    /// A time of day, in minutes from midnight.
    Time(u16),
    /// The first year of ten, or its last two digits.
    Decade(i32),
    /// A century by its number.
    Century(i32),
    /// From, to.
    Range(f64, f64),
}

impl fmt::Display for Reading {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Reading::Number(number) => out.write_str(&decimal(number)),
            Reading::Day(day) => day.fmt(out),
            Reading::Days(first, last) => match last.day {
                Some(day) if (first.year, first.month) == (last.year, last.month) => {
                    write!(out, "{first}/{day:02}")
                }
                _ => write!(out, "{first}/{last}"),
            },
            Reading::Time(minutes) => write!(out, "{:02}:{:02}", minutes / 60, minutes % 60),
            Reading::Decade(year) => write!(out, "{year}s"),
            Reading::Century(number) => write!(out, "{number}c"),
            Reading::Range(from, to) => write!(out, "{}..{}", decimal(from), decimal(to)),
        }
    }
}

/// A value found in a text: where it stands and what it may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Where it stands, in bytes of the text, with its unit and currency sign.
    pub span: Range<usize>,
    /// What sort of value it is.
    pub kind: ValueKind,
    /// What it may mean, the likeliest first. Empty for digits that are no number (`1.2.3`, an account number).
    pub readings: Vec<Reading>,
    /// Its unit or currency.
    pub unit: Option<&'static Unit>,
    /// Whether any part of it is written in digits.
    pub digits: bool,
    atoms: Vec<Atom>,
}

impl Value {
    /// Returns the likeliest reading in one spelling, with its unit: `8000000`, `2019-02-13`, `1990s`, `18:00`, `5000 USD`.
    ///
    /// Two values of any language are written alike exactly when their likeliest readings and units are equal.
    ///
    /// ```
    /// use kladka::language::value::values;
    ///
    /// let of = |lang, text| values(lang, text)[0].canonical();
    /// assert_eq!(of("pl", "pół miliona"), of("en", "half a million"));
    /// assert_eq!(of("pl", "bilion dolarów"), of("en", "$1 trillion"));
    /// ```
    pub fn canonical(&self) -> String {
        let text = match self.readings.first() {
            Some(reading) => reading.to_string(),
            None => self
                .atoms
                .iter()
                .filter_map(|atom| atom.digits.as_deref())
                .collect::<Vec<_>>()
                .join(" "),
        };
        match self.unit {
            Some(unit) => format!("{text} {}", unit.symbol),
            None => text,
        }
    }

    /// Whether the two may be one value: any reading of one is a reading of the other and the units do not contradict each other.
    ///
    /// Units are not converted; 1 km and 1000 m do not agree here, though [`compare`] sees that they are one length.
    pub fn agrees(&self, other: &Value) -> bool {
        let units = match (self.unit, other.unit) {
            (Some(a), Some(b)) => a.symbol == b.symbol,
            (None, _) | (_, None) => true,
        };
        units && self.readings.iter().any(|a| other.readings.iter().any(|b| readings_agree(a, b)))
            || self.readings.is_empty()
                && other.readings.is_empty()
                && self.canonical() == other.canonical()
    }
}

/// Returns the values of a text, in order and without overlap. `lang` is a language tag; its primary subtag counts.
///
/// ```
/// use kladka::language::value::{values, ValueKind};
///
/// let found = values("en", "It costs $5.5 million.");
/// assert_eq!(found[0].span, 9..21);
/// assert_eq!(found[0].kind, ValueKind::Money);
/// ```
pub fn values(lang: &str, text: &str) -> Vec<Value> {
    group::values(text, read::atoms(text, lexicon::lexicon(lang)))
}

/// Whether two readings are one value, whatever each was taken for.
fn readings_agree(a: &Reading, b: &Reading) -> bool {
    match (a, b) {
        (Reading::Day(a), Reading::Day(b)) => a.agrees(b),
        (Reading::Days(a, c), Reading::Days(b, d)) => a.agrees(b) && c.agrees(d),
        (Reading::Range(a, c), Reading::Range(b, d)) => key(*a) == key(*b) && key(*c) == key(*d),
        _ => match (as_number(a), as_number(b)) {
            (Some(a), Some(b)) => key(a) == key(b),
            _ => false,
        },
    }
}

/// A reading as a bare number, where it is one.
fn as_number(reading: &Reading) -> Option<f64> {
    match *reading {
        Reading::Number(number) => Some(number),
        Reading::Day(Day { year: Some(year), month: None, day: None }) => Some(f64::from(year)),
        Reading::Day(Day { year: None, month: Some(month), day: None }) => Some(f64::from(month)),
        Reading::Time(minutes) => Some(f64::from(minutes / 60) + f64::from(minutes % 60) / 100.0),
        Reading::Decade(year) => Some(f64::from(year)),
        Reading::Century(number) => Some(f64::from(number)),
        Reading::Day(_) | Reading::Days(..) | Reading::Range(..) => None,
    }
}

/// A number without exponent and without zeros behind the last decimal.
fn decimal(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_string() } else { text.to_string() }
}
