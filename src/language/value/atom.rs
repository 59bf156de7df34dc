//! The smallest piece that is compared: one number, one month, one clock time, one date in digits.
//!
//! *13 lutego 2019* is one [`super::Value`] and three atoms, so that a translation that leaves out the year has a counterpart for the
//! rest. An atom keeps every number it may stand for.

use std::ops::Range;

use super::date::Day;
use super::unit::Unit;

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A plain number.
    Number,
    /// A number that puts in order: `3rd`, *trzeci*.
    Ordinal,
    /// A Roman numeral.
    Roman,
    /// The name of a month.
    Month,
    /// A time of day; its number is hours and hundredths that are minutes (18:30 is 18.30), so that `18.30` reads the same.
    Clock,
    /// Ten years: `the 1990s`.
    Decade,
    /// A hundred years: `XIX w.`
    Century,
    /// A year that is marked as one.
    Year,
    /// A date in digits: `13.02.2019`.
    Date,
}

/// One written number, whatever it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Atom {
    /// The number with its scale word, without unit and sign.
    pub span: Range<usize>,
    /// The same with currency sign and unit.
    pub outer: Range<usize>,
    pub role: Role,
    /// The numbers it may stand for, the likeliest first.
    pub readings: Vec<f64>,
    /// The numbers a compound is made of: `2/3`, `18:30`, `13.02.2019`.
    pub parts: Vec<f64>,
    /// The days a date in digits may name.
    pub days: Vec<Day>,
    pub unit: Option<&'static Unit>,
    /// The bare digits and marks, where it is written in digits.
    pub digits: Option<String>,
    /// What the scale words multiplied by; 1 without them.
    pub scale: f64,
}

impl Atom {
    /// Makes an atom without unit, parts or digits.
    pub(super) fn new(span: Range<usize>, role: Role, readings: Vec<f64>) -> Atom {
        Atom {
            outer: span.clone(),
            span,
            role,
            readings,
            parts: Vec::new(),
            days: Vec::new(),
            unit: None,
            digits: None,
            scale: 1.0,
        }
    }

    /// Whether the two share any reading.
    pub(super) fn shares_reading(&self, other: &Atom) -> bool {
        self.readings.iter().any(|&a| other.readings.iter().any(|&b| key(a) == key(b)))
    }

    /// Whether the roles allow the two to be one value: the name of a month is no *third*, a century no *first*.
    pub(super) fn role_allows(&self, other: &Atom) -> bool {
        let named = |role: Role| matches!(role, Role::Month | Role::Century);
        let fits = |one: &Atom, two: &Atom| match one.role {
            Role::Month => two.role == Role::Month,
            Role::Century => {
                two.digits.is_some() || matches!(two.role, Role::Century | Role::Roman)
            }
            _ => true,
        };
        !(named(self.role) || named(other.role)) || fits(self, other) && fits(other, self)
    }

    /// Whether a left-over atom means that a number is missing: digits and Roman numerals are written where a value is meant.
    pub(super) fn is_figure(&self) -> bool {
        self.digits.is_some() || matches!(self.role, Role::Roman | Role::Century)
    }

    /// Whether the units allow the two to be one value: at least one has none, or both have the same.
    pub(super) fn unit_allows(&self, other: &Atom) -> bool {
        match (self.unit, other.unit) {
            (Some(a), Some(b)) => a.symbol == b.symbol,
            (None, _) | (_, None) => true,
        }
    }
}

/// Returns a number that is equal for equal values, whatever way they were computed.
///
/// The last eight bits of the fraction are rounded away: 2.3 × 1,000,000 is 2,300,000 although the product is off in its last bit.
pub(super) fn key(value: f64) -> u64 {
    // Adding 0.0 makes −0.0 and 0.0 one value.
    ((value + 0.0).to_bits() + 0x80) >> 8
}
