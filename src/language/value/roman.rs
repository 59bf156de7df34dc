//! Roman numerals: strict capitals, no free forms such as `IIII`.

/// Abbreviations that are also well-formed numerals but hardly ever meant as such.
const NOT_NUMERALS: &[&str] =
    &["CD", "DC", "MC", "CV", "MI", "DI", "MD", "MM", "DM", "CC", "CM", "MIX", "DIV", "CIV"];

/// Returns the number a capital word writes in Roman numerals.
pub(super) fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || NOT_NUMERALS.contains(&word) {
        return None;
    }
    let mut rest = word;
    let mut number = 0;
    let thousands = rest.len() - rest.trim_start_matches('M').len();
    if thousands > 3 {
        return None;
    }
    number += 1000 * thousands as u32;
    rest = &rest[thousands..];
    for (one, five, ten, unit) in [('C', 'D', 'M', 100), ('X', 'L', 'C', 10), ('I', 'V', 'X', 1)] {
        let (digit, used) = place(rest, one, five, ten);
        number += digit * unit;
        rest = &rest[used..];
    }
    (rest.is_empty() && number > 0).then_some(number)
}

/// One decimal place: its digit and how many letters it takes. The letters are ASCII, so letters are bytes.
fn place(rest: &str, one: char, five: char, ten: char) -> (u32, usize) {
    let starts = |a: char, b: char| rest.starts_with(a) && rest[1..].starts_with(b);
    if starts(one, ten) {
        return (9, 2);
    }
    if starts(one, five) {
        return (4, 2);
    }
    let head = usize::from(rest.starts_with(five));
    let ones = rest[head..].chars().take(3).take_while(|&c| c == one).count();
    (5 * head as u32 + ones as u32, head + ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_well_formed_numerals_only() {
        for (word, number) in
            [("XIX", 19), ("IV", 4), ("XLVIII", 48), ("MCMXCIX", 1999), ("I", 1), ("MMXXIV", 2024)]
        {
            assert_eq!(roman(word), Some(number), "{word}");
        }
        for word in ["IIII", "VX", "IC", "XIXa", "", "Ł", "CD", "MMMM"] {
            assert_eq!(roman(word), None, "{word}");
        }
    }
}
