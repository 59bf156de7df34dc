//! Digits with separators → the numbers they may mean.
//!
//! The same characters mean different numbers in different languages: `1,250` is 1.25 in Polish and 1250 in English. A string of digits
//! therefore has readings, the likeliest first; [`readings`] gives none where the string is no single number (`1.2.3`) or is longer
//! than a number can be exactly.

use super::scan::{digit, is_space};

/// Which mark separates the decimals in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    /// `1 250,5` or `1.250,5`: Polish and most of Europe.
    Comma,
    /// `1,250.5`: English, Chinese, Japanese …
    Point,
}

/// More digits than this cannot be told apart as one number: an account number, not a quantity.
const EXACT_DIGITS: usize = 15;

/// Returns what the digits may mean, the likeliest first.
///
/// `strict` languages do not read a lone group mark as a decimal one (`1,250` in English is never 1.25).
pub(super) fn readings(raw: &str, decimal: Decimal, strict: bool) -> Vec<f64> {
    let plain = plain(raw);
    let significant = plain.trim_start_matches(['0', '.', ',']);
    if significant.bytes().filter(u8::is_ascii_digit).count() > EXACT_DIGITS {
        return Vec::new();
    }
    let (point, group) = match decimal {
        Decimal::Comma => (',', '.'),
        Decimal::Point => ('.', ','),
    };
    let mut readings = Vec::new();
    let mut add = |text: String| {
        if let Ok(number) = text.parse::<f64>() {
            readings.push(number);
        }
    };
    let points = plain.matches(point).count();
    let groups = plain.matches(group).count();
    if points == 0 && groups == 0 {
        add(plain.clone());
    } else if is_grouped(&plain, group, point) {
        add(plain.replace(group, "").replace(point, "."));
    } else if points == 1 && groups == 0 {
        add(plain.replace(point, "."));
    }
    let ungrouped = strict && decimal == Decimal::Point && is_grouped(&plain, group, point);
    if groups == 1 && points == 0 && !ungrouped {
        add(plain.replace(group, "."));
    }
    if !strict && points == 1 && groups == 0 && is_grouped(&plain, point, group) {
        add(plain.replace(point, ""));
    }
    readings
}

/// Returns the two numbers of `18.30` or `13.02`, which may be a time or a day; nothing where a side has more than two digits.
pub(super) fn pair(raw: &str) -> Option<Vec<f64>> {
    let plain = plain(raw);
    let pieces: Vec<&str> = plain.split(['.', ',']).collect();
    let short = pieces.len() == 2 && pieces.iter().all(|piece| (1..=2).contains(&piece.len()));
    short.then(|| pieces.iter().filter_map(|piece| piece.parse().ok()).collect())
}

/// Returns the numbers between the marks of what is no single number: `1,2,4,8`.
pub(super) fn pieces(raw: &str) -> Vec<f64> {
    /// More are a table or an address.
    const MOST: usize = 8;
    let plain = plain(raw);
    let pieces: Vec<f64> =
        plain.split(['.', ',']).take(MOST + 1).filter_map(|piece| piece.parse().ok()).collect();
    if (2..=MOST).contains(&pieces.len()) { pieces } else { Vec::new() }
}

/// Returns the digits and the marks between them in ASCII, without spaces and apostrophes.
pub(super) fn plain(raw: &str) -> String {
    let kept = raw.chars().filter(|&c| !is_space(c) && !matches!(c, '\'' | '’'));
    kept.map(|c| match (digit(c), c) {
        (Some(value), _) => char::from(b'0' + value),
        (None, '٫') => '.',
        (None, '٬') => ',',
        (None, other) => other,
    })
    .collect()
}

/// Whether groups of three follow a head of one to three digits, with at most one decimal mark after them.
fn is_grouped(plain: &str, group: char, point: char) -> bool {
    let (whole, rest) = plain.split_once(point).unwrap_or((plain, ""));
    let mut pieces = whole.split(group);
    let head = pieces.next().map_or(0, str::len);
    let mut count = 0;
    let threes = pieces.inspect(|_| count += 1).all(|piece| piece.len() == 3);
    (1..=3).contains(&head) && threes && count > 0 && rest.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_follow_the_language() {
        for (raw, polish, english) in [
            ("1 250,5", vec![1250.5], vec![1250.5]),
            ("1,250.5", vec![], vec![1250.5]),
            ("1.250,5", vec![1250.5], vec![]),
            ("1,250", vec![1.25], vec![1250.0]),
            ("1.250", vec![1250.0, 1.25], vec![1.25]),
            ("18.00", vec![18.0], vec![18.0]),
            ("8 000 000", vec![8e6], vec![8e6]),
            ("1.2.3", vec![], vec![]),
            ("1'250", vec![1250.0], vec![1250.0]),
        ] {
            assert_eq!(readings(raw, Decimal::Comma, true), polish, "{raw} in Polish");
            assert_eq!(readings(raw, Decimal::Point, true), english, "{raw} in English");
        }
    }

    #[test]
    fn an_account_number_is_not_rounded() {
        assert!(readings("12345678901234567890", Decimal::Comma, true).is_empty());
    }
}
