//! Units of measure, currencies and percentages: what may stand behind a number.
//!
//! A [`Unit`] has a dimension and a size in that dimension's base unit, so that 100 miles and 160 km can be seen to be one length.
//! The words for units are in the tables of each language; this file knows only what they mean.

/// What a unit measures. Only values of one dimension can be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Hundredths and thousandths of something.
    Share,
    /// Money; never converted, rates change.
    Currency,
    /// Base unit: metre.
    Length,
    /// Base unit: square metre.
    Area,
    /// Base unit: cubic metre.
    Volume,
    /// Base unit: kilogram.
    Mass,
    /// Base unit: metre a second.
    Speed,
    /// Base unit: second.
    Duration,
    /// Degrees; converted with an offset.
    Temperature,
    /// Base unit: watt.
    Power,
    /// Base unit: byte.
    Data,
}

/// A unit of measure, a currency or a percentage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Its one name in every language: `km`, `USD`, `%`.
    pub symbol: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// Its size in the base unit of the dimension.
    pub size: f64,
}

/// How far a converted value may be off: translators round ("about 100 miles", "160 km").
const CONVERSION_TOLERANCE: f64 = 0.06;
/// How many degrees Celsius a converted temperature may be off.
const DEGREE_TOLERANCE: f64 = 1.0;
/// A mass that shares its name with a currency: pounds.
const POUND_KILOGRAMS: f64 = 0.453_592_37;

impl Unit {
    /// Whether `left` of this unit is about `right` of another unit of the same dimension. False for one and the same unit.
    pub(super) fn converts(&self, left: f64, other: &Unit, right: f64) -> bool {
        if self.symbol == other.symbol {
            return false;
        }
        let (mine, theirs) = (self.as_mass(other), other.as_mass(self));
        if mine.dimension != theirs.dimension {
            return false;
        }
        match mine.dimension {
            Dimension::Currency | Dimension::Share => false,
            Dimension::Temperature => same_temperature(&mine, left, &theirs, right),
            Dimension::Length
            | Dimension::Area
            | Dimension::Volume
            | Dimension::Mass
            | Dimension::Speed
            | Dimension::Duration
            | Dimension::Power
            | Dimension::Data => {
                let (a, b) = (left * mine.size, right * theirs.size);
                (a - b).abs() <= CONVERSION_TOLERANCE * a.abs().max(b.abs())
            }
        }
    }

    /// Pounds beside a mass are a mass.
    fn as_mass(self, other: &Unit) -> Unit {
        if self.symbol == "GBP" && other.dimension == Dimension::Mass {
            return Unit { symbol: "lb", dimension: Dimension::Mass, size: POUND_KILOGRAMS };
        }
        self
    }
}

/// A temperature on two scales, or a difference of temperatures on two scales.
fn same_temperature(left: &Unit, a: f64, right: &Unit, b: f64) -> bool {
    let celsius = |unit: &Unit, degrees: f64| match unit.symbol {
        "°F" => (degrees - 32.0) / 1.8,
        "K" => degrees - 273.15,
        _ => degrees,
    };
    let step = |unit: &Unit, degrees: f64| {
        if unit.symbol == "°F" { degrees / 1.8 } else { degrees }
    };
    let difference = (step(left, a) - step(right, b)).abs() <= 0.12 * step(left, a).abs();
    /// Above this many degrees a value is hardly a difference of temperatures.
    const LARGEST_DIFFERENCE: f64 = 40.0;
    (celsius(left, a) - celsius(right, b)).abs() <= DEGREE_TOLERANCE
        || (a.abs() < LARGEST_DIFFERENCE && b.abs() < LARGEST_DIFFERENCE && difference)
}

/// Returns the unit of that symbol.
pub(super) fn unit(symbol: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.symbol == symbol)
}

/// Returns the square of a unit of length: metre → square metre.
pub(super) fn squared(length: &Unit) -> Option<&'static Unit> {
    powered(length, '²')
}

/// Returns the cube of a unit of length: metre → cubic metre.
pub(super) fn cubed(length: &Unit) -> Option<&'static Unit> {
    powered(length, '³')
}

fn powered(length: &Unit, exponent: char) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.symbol.strip_suffix(exponent) == Some(length.symbol))
}

/// Returns the unit of length per hour or second: kilometre, hour → kilometre an hour.
pub(super) fn per(length: &Unit, time: &Unit) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| {
        let both = unit.symbol.split_once('/');
        unit.dimension == Dimension::Speed && both == Some((length.symbol, time.symbol))
    })
}

/// Returns the currency or share a sign stands for.
pub(super) fn sign(c: char) -> Option<&'static Unit> {
    unit(match c {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₽' => "RUB",
        '₴' => "UAH",
        '₹' => "INR",
        '%' | '٪' => "%",
        '‰' => "‰",
        _ => return None,
    })
}

const fn of(symbol: &'static str, dimension: Dimension, size: f64) -> Unit {
    Unit { symbol, dimension, size }
}

/// Mean month and year of the Gregorian calendar, in seconds.
const MONTH: f64 = 2_629_746.0;
const YEAR: f64 = 12.0 * MONTH;
const DAY: f64 = 86_400.0;

#[rustfmt::skip]
const UNITS: &[Unit] = {
    use Dimension::*;
    &[
        of("%", Share, 0.01), of("‰", Share, 0.001), of("pp", Share, 0.01),
        of("PLN", Currency, 1.0), of("gr", Currency, 0.01), of("USD", Currency, 1.0), of("cent", Currency, 0.01),
        of("EUR", Currency, 1.0), of("GBP", Currency, 1.0), of("CHF", Currency, 1.0), of("JPY", Currency, 1.0), of("RUB", Currency, 1.0),
        of("UAH", Currency, 1.0), of("CZK", Currency, 1.0), of("INR", Currency, 1.0), of("CNY", Currency, 1.0), of("crown", Currency, 1.0),
        of("m", Length, 1.0), of("km", Length, 1000.0), of("cm", Length, 0.01), of("mm", Length, 0.001), of("mi", Length, 1609.344),
        of("nmi", Length, 1852.0), of("ft", Length, 0.3048), of("in", Length, 0.0254), of("yd", Length, 0.9144),
        of("m²", Area, 1.0), of("km²", Area, 1e6), of("cm²", Area, 1e-4), of("mi²", Area, 2_589_988.11), of("ft²", Area, 0.092_903),
        of("ha", Area, 1e4), of("acre", Area, 4046.86), of("yd²", Area, 0.836_127), of("in²", Area, 6.4516e-4), of("mm²", Area, 1e-6),
        of("m³", Volume, 1.0), of("km³", Volume, 1e9), of("cm³", Volume, 1e-6), of("ft³", Volume, 0.028_317), of("mi³", Volume, 4.168_18e9),
        of("l", Volume, 1e-3), of("ml", Volume, 1e-6), of("gal", Volume, 3.785_41e-3), of("pint", Volume, 4.731_76e-4), of("barrel", Volume, 0.158_987),
        of("g", Mass, 1e-3), of("kg", Mass, 1.0), of("mg", Mass, 1e-6), of("t", Mass, 1000.0), of("lb", Mass, POUND_KILOGRAMS),
        of("oz", Mass, 0.028_349_5), of("stone", Mass, 6.350_29),
        of("km/h", Speed, 1.0 / 3.6), of("m/s", Speed, 1.0), of("km/s", Speed, 1000.0), of("mi/h", Speed, 0.44704), of("ft/s", Speed, 0.3048),
        of("kn", Speed, 0.514_444),
        of("s", Duration, 1.0), of("min", Duration, 60.0), of("h", Duration, 3600.0), of("d", Duration, DAY), of("week", Duration, 7.0 * DAY),
        of("month", Duration, MONTH), of("quarter", Duration, 3.0 * MONTH), of("year", Duration, YEAR), of("decade", Duration, 10.0 * YEAR),
        of("century", Duration, 100.0 * YEAR),
        of("°C", Temperature, 1.0), of("°F", Temperature, 1.0), of("°", Temperature, 1.0), of("K", Temperature, 1.0),
        of("W", Power, 1.0), of("kW", Power, 1e3), of("MW", Power, 1e6), of("GW", Power, 1e9), of("hp", Power, 745.7),
        of("B", Data, 1.0), of("kB", Data, 1e3), of("MB", Data, 1e6), of("GB", Data, 1e9), of("TB", Data, 1e12),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(left: f64, a: &str, right: f64, b: &str) -> bool {
        match (unit(a), unit(b)) {
            (Some(a), Some(b)) => a.converts(left, b, right),
            _ => panic!("{a} and {b} are units"),
        }
    }

    #[test]
    fn conversions_allow_for_rounding() {
        assert!(meet(100.0, "mi", 160.0, "km"));
        assert!(meet(90.0, "°F", 32.0, "°C"));
        assert!(meet(150.0, "GBP", 68.0, "kg"), "pounds beside kilograms are a mass");
        assert!(meet(1.5, "year", 18.0, "month"));
        assert!(!meet(100.0, "mi", 140.0, "km"));
        assert!(!meet(100.0, "km", 100.0, "km"), "one unit needs no conversion");
        assert!(!meet(100.0, "USD", 100.0, "EUR"));
    }

    #[test]
    fn powers_and_ratios() {
        let symbol = |found: Option<&Unit>| found.map(|unit| unit.symbol);
        assert_eq!(unit("mi").map(|mile| symbol(squared(mile))), Some(Some("mi²")));
        assert_eq!(unit("km").zip(unit("h")).map(|(km, h)| symbol(per(km, h))), Some(Some("km/h")));
    }
}
