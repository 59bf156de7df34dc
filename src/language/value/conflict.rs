//! Values left over on both sides that most probably speak of the same thing: *82 państwa*, *79 states*.
//!
//! Kept conservative, for texts that are no translations of each other too: a kind of value with one leftover on each side, of about
//! the same size. Two values of a kind on one side say nothing about which of them is meant.

use std::collections::HashMap;

use super::{Day, Reading, Value, ValueKind};

/// How many times larger one of two conflicting numbers may be; 8 and 5 million are a conflict, 3 and 2019 are not.
const LARGEST_RATIO: f64 = 3.0;

/// Returns the pairs among the values left over.
pub(super) fn conflicts(left: &[&Value], right: &[&Value]) -> Vec<(Value, Value)> {
    let (mine, theirs) = (lone(left), lone(right));
    let pairs = left.iter().filter_map(|value| {
        let counterpart = theirs.get(&sort(value))?.as_ref()?;
        let alone = mine.get(&sort(value))?.is_some();
        (alone && comparable(value, counterpart))
            .then(|| ((*value).clone(), (*counterpart).clone()))
    });
    pairs.collect()
}

/// The value of each sort, where there is only one.
fn lone<'a>(values: &[&'a Value]) -> HashMap<Sort, Option<&'a Value>> {
    let mut lone = HashMap::new();
    for value in values {
        lone.entry(sort(value)).and_modify(|only| *only = None).or_insert(Some(*value));
    }
    lone
}

type Sort = (ValueKind, &'static str);

/// Values are compared within one sort only. A number in words is of the sort of the same number in digits.
fn sort(value: &Value) -> Sort {
    let kind = match value.kind {
        ValueKind::Word => ValueKind::Number,
        kind => kind,
    };
    (kind, value.unit.map_or("", |unit| unit.symbol))
}

fn comparable(a: &Value, b: &Value) -> bool {
    let (Some(first), Some(second)) = (a.readings.first(), b.readings.first()) else {
        return false;
    };
    match (first, second) {
        (Reading::Number(x), Reading::Number(y)) => {
            // "one" and "two" in words are pronouns and pairs as often as counts.
            let counted = |value: &Value, number: f64| value.digits || number.abs() > 2.0;
            let ratio = x.abs().max(y.abs()) / x.abs().min(y.abs());
            counted(a, *x) && counted(b, *y) && ratio <= LARGEST_RATIO && (a.digits || b.digits)
        }
        (Reading::Range(x, _), Reading::Range(y, _)) => x.max(*y) / x.min(*y) <= LARGEST_RATIO,
        (Reading::Day(x), Reading::Day(y)) => days_conflict(x, y),
        (Reading::Days(x, _), Reading::Days(y, _)) => days_conflict(x, y),
        (Reading::Time(_), Reading::Time(_)) => true,
        (Reading::Decade(_), Reading::Decade(_)) | (Reading::Century(_), Reading::Century(_)) => {
            true
        }
        _ => false,
    }
}

/// Two days conflict when they are said alike and share a part: 13 February and 14 February, not May 1939 and June 2007.
fn days_conflict(a: &Day, b: &Day) -> bool {
    let alike = a.year.is_some() == b.year.is_some()
        && a.month.is_some() == b.month.is_some()
        && a.day.is_some() == b.day.is_some();
    let shared = [
        a.year.is_some() && a.year == b.year,
        a.month.is_some() && a.month == b.month,
        a.day.is_some() && a.day == b.day,
    ];
    alike && shared.contains(&true)
}

#[cfg(test)]
mod tests {
    use super::super::compare;

    fn count(polish: &str, english: &str) -> usize {
        compare("pl", polish, "en", english).conflicts.len()
    }

    #[test]
    fn lone_numbers_of_one_sort_conflict() {
        assert_eq!(count("Na miejscu było 82 żołnierzy.", "79 soldiers were there."), 1);
        assert_eq!(count("Mieszka tam 8 milionów ludzi.", "Five million people live there."), 1);
        assert_eq!(count("Spotkanie 13 lutego 2019 r.", "The meeting of 14 February 2019."), 1);
    }

    #[test]
    fn numbers_of_different_things_do_not() {
        assert_eq!(count("Kupił 5 kg mąki.", "He ran 7 miles."), 0);
        assert_eq!(count("Kupił 3 jabłka.", "It was built of 1900 stones."), 0);
        assert_eq!(count("12 i 14 osób", "16 and 18 people"), 0);
    }
}
