//! Cuts text into the tokens values are made of: numbers, words, fraction signs.
//!
//! A number token holds every digit that belongs to one written number, with its separators: `1 250,5`, `8,000,000`,
//! `13.02.2019`. What lies between tokens (spaces, dashes, signs) is not a token; readers look at it as the gap. Offsets are bytes
//! and lie on character boundaries, because every cut is made at a character the scan has seen.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Digits with the separators inside one number.
    Number,
    /// A run of letters.
    Word,
    /// One character such as `½`.
    Fraction,
}

/// A piece of text that may be part of a value.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Range<usize>,
}

/// Returns the tokens of `text` in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (kind, end) = if digit(c).is_some() {
            (TokenKind::Number, number_end(text, at))
        } else if c.is_alphabetic() {
            (TokenKind::Word, run_end(text, at, is_letter))
        } else if fraction(c).is_some() {
            (TokenKind::Fraction, at + c.len_utf8())
        } else {
            at += c.len_utf8();
            continue;
        };
        tokens.push(Token { kind, span: at..end });
        at = end;
    }
    tokens
}

/// Returns the value of a decimal digit of any common script.
pub(super) fn digit(c: char) -> Option<u8> {
    /// The zeros of the decimal digits in use: Arabic, Persian, Devanagari, Bengali, Thai, full width.
    const ZEROS: [u32; 6] = [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10];
    if c.is_ascii() {
        return c.to_digit(10).map(|d| d as u8);
    }
    let zero = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&(c as u32)))?;
    Some((c as u32 - zero) as u8)
}

/// Returns the value of a fraction sign.
pub(super) fn fraction(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

/// Whether `c` is a space that may stand between groups of three digits.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Whether `c` joins the two ends of a range.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn run_end(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !belongs(c)).map_or(text.len(), |n| at + n)
}

fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The end of the number that starts at `at`: digits, then separators that stand directly between digits.
fn number_end(text: &str, at: usize) -> usize {
    let mut end = run_end(text, at, is_digit);
    let head = &text[at..end];
    let mut may_group = head.chars().count() <= 3 && !head.starts_with('0');
    while let Some(separator) = text[end..].chars().next() {
        let next = end + separator.len_utf8();
        let run = run_end(text, next, is_digit);
        let length = text[next..run].chars().count();
        if is_space(separator) {
            if !may_group || length != 3 {
                break;
            }
        } else if matches!(separator, '.' | ',' | '\'' | '’' | '٫' | '٬') && length > 0 {
            may_group = false;
        } else {
            break;
        }
        end = run;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|t| &text[t.span]).collect()
    }

    #[test]
    fn a_number_keeps_its_separators() {
        assert_eq!(pieces("8 000 000 osób"), ["8 000 000", "osób"]);
        assert_eq!(pieces("1,250.5 i 13.02.2019."), ["1,250.5", "i", "13.02.2019"]);
    }

    #[test]
    fn a_year_does_not_swallow_the_next_number() {
        assert_eq!(pieces("w 2019 300 osób"), ["w", "2019", "300", "osób"]);
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        assert_eq!(pieces("٤٢ کتاب"), ["٤٢", "کتاب"]);
    }
}
