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
/// Rounds to fourteen decimal digits: 2.3 × 1,000,000 is 2,300,000 although the product is off in its last bit, and no written
/// number has more digits that count (see [`super::number::readings`]).
pub(super) fn key(value: f64) -> u64 {
    const DIGITS: i32 = 14;
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let mut exponent = value.abs().log10().floor() as i32;
    let mut digits = (value.abs() * 10_f64.powi(DIGITS - 1 - exponent)).round();
    // The logarithm of a number next to a power of ten may be one off.
    if digits >= 10_f64.powi(DIGITS) {
        digits = (digits / 10.0).round();
        exponent += 1;
    } else if digits < 10_f64.powi(DIGITS - 1) {
        digits *= 10.0;
        exponent -= 1;
    }
    // Fourteen digits take 47 bits; the exponent of an f64 in decimal fits ten.
    digits as u64 | ((exponent + 512) as u64 & 0x3ff) << 48 | u64::from(value < 0.0) << 63
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn keys_forgive_arithmetic_and_nothing_else() {
        assert_eq!(key(2.3 * 1e6), key(2_300_000.0));
        assert_eq!(key(18.0 + 30.0 / 100.0), key(18.3));
        assert_eq!(key(1000.0), key(0.1 * 1e4));
        assert_eq!(key(0.0), key(-0.0));
        assert_ne!(key(3.762_195_691_083), key(3.762_195_691_084));
        assert_ne!(key(100_000_000_001.0), key(100_000_000_002.0));
        assert_ne!(key(5.0), key(-5.0));
        assert_ne!(key(5.0), key(50.0));
    }
}
