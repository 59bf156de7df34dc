//! When two texts are the same text: [`comparable`] takes out what carries no meaning, and
//! [`one_line`] makes a text fit for one row of a table.
//!
//! Two texts that differ only in what [`comparable`] takes out are an exact match (100):
//! Unicode composition (NFC), kinds of space, soft hyphens and other invisible marks, the style
//! of quotation marks and dashes.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Returns the text in the form in which texts are compared.
///
/// ```
/// use kladka::text::comparable;
/// assert_eq!(comparable("„Idę\u{a0}–  tak”"), comparable("\"Idę - tak\""));
/// ```
pub fn comparable(text: &str) -> String {
    let composed: String = if is_nfc(text) { text.to_string() } else { text.nfc().collect() };
    let mut out = String::with_capacity(composed.len());
    for ch in composed.chars() {
        match ch {
            // Soft hyphen, zero-width space and joiners, word joiner, byte order mark,
            // directional marks.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            '„' | '“' | '”' | '«' | '»' | '‟' | '″' => out.push('"'),
            '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => out.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            c => out.push(c),
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Returns the text on one line: every run of white space that holds a line break or a tab
/// becomes one space, edges are trimmed, everything else stands as it is.
pub fn one_line(text: &str) -> String {
    let text = text.trim();
    if !text.contains(['\n', '\r', '\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    let mut white = String::new();
    for ch in text.chars() {
        if ch.is_whitespace() {
            white.push(ch);
            continue;
        }
        flush(&mut white, &mut out);
        out.push(ch);
    }
    out
}

fn flush(white: &mut String, out: &mut String) {
    if white.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        out.push(' ');
    } else {
        out.push_str(white);
    }
    white.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_carries_no_meaning_is_gone() {
        assert_eq!(comparable("z\u{a0}o.o.\u{ad} – ‘tak’…"), "z o.o. - 'tak'...");
        assert_eq!(comparable("za\u{307}"), "zȧ");
        assert_eq!(comparable("  a \n b "), "a b");
    }

    #[test]
    fn diacritics_case_and_digits_stay() {
        assert_ne!(comparable("łaska"), comparable("laska"));
        assert_ne!(comparable("Rada"), comparable("rada"));
        assert_ne!(comparable("12"), comparable("13"));
    }

    #[test]
    fn a_row_has_one_line() {
        assert_eq!(one_line(" a\r\n  b\tc  d\u{a0}e "), "a b c  d\u{a0}e");
    }
}
