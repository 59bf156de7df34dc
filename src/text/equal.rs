//! When two texts are the same text: [`comparable`] takes out what carries no meaning, and
//! [`one_line`] makes a text fit for one row of a table.
//!
//! Two texts that differ only in what [`comparable`] takes out are an exact match (100):
//! Unicode composition (NFC), kinds of space, soft hyphens and other invisible marks, the style
//! of quotation marks and dashes.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

/// Returns the text in the form in which texts are compared.
///
/// ```
/// use kladka::text::comparable;
/// assert_eq!(comparable("„Idę\u{a0}–  tak”"), comparable("\"Idę - tak\""));
/// ```
pub fn comparable(text: &str) -> String {
    if is_comparable(text) {
        return text.to_string();
    }
    let composed: Cow<'_, str> =
        if is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() };
    let mut out = String::with_capacity(composed.len());
    for ch in composed.chars() {
        push_comparable(ch, &mut out);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// A text in its comparable form that knows where each byte of it stood in the text as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared<'t> {
    /// The comparable form.
    pub text: Cow<'t, str>,
    /// For each byte of the form, the bytes as given that it was made of; empty when the text
    /// was in that form already.
    places: Vec<Range<usize>>,
}

impl<'t> Compared<'t> {
    /// Makes the comparable form of a text.
    ///
    /// ```
    /// use kladka::text::Compared;
    /// let form = Compared::of("„Idę\u{a0}–  tak”");
    /// assert_eq!(form.text, "\"Idę - tak\"");
    /// assert_eq!(form.place(6..7), 9..12, "the dash");
    /// ```
    pub fn of(text: &'t str) -> Compared<'t> {
        if is_comparable(text) {
            return Compared { text: text.into(), places: Vec::new() };
        }
        let mut form = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len());
        let mut push = |ch: char, place: Range<usize>| {
            push_comparable(ch, &mut form);
            places.resize(form.len(), place);
        };
        // No character of one cluster is composed with one of another.
        for (start, cluster) in text.grapheme_indices(true) {
            if is_nfc(cluster) {
                for (at, ch) in cluster.char_indices() {
                    push(ch, start + at..start + at + ch.len_utf8());
                }
            } else {
                cluster.nfc().for_each(|ch| push(ch, start..start + cluster.len()));
            }
        }
        form.truncate(form.trim_end_matches(' ').len());
        places.truncate(form.len());
        Compared { text: form.into(), places }
    }

    /// Returns the bytes as given that some bytes of the form were made of.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        match (self.places.get(range.start), self.places.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => range,
        }
    }
}

/// Says, at a glance, that a text is in comparable form; most are.
fn is_comparable(text: &str) -> bool {
    /// Below it stand only letters that are never composed with their neighbours.
    const FIRST_COMBINING: char = '\u{300}';
    let mut space_before = true;
    for ch in text.chars() {
        match ch {
            ' ' if space_before => return false,
            ' ' => space_before = true,
            '!'..='_' | 'a'..='~' => space_before = false,
            '\u{c0}'..'\u{250}' if ch != '×' && ch != '÷' => space_before = false,
            c if c >= FIRST_COMBINING => return false,
            c if c.is_alphabetic() => space_before = false,
            _ => return false,
        }
    }
    !space_before || text.is_empty()
}

fn push_comparable(ch: char, out: &mut String) {
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

    proptest::proptest! {
        #[test]
        fn both_ways_give_one_form(text in "[a-zż\u{301}\u{338}= \u{a0}\u{ad}„”…'`.–\u{1100}\u{1161}-]{0,20}") {
            let form = Compared::of(&text);
            proptest::prop_assert_eq!(&form.text, &comparable(&text));
            for (at, ch) in form.text.char_indices() {
                let place = form.place(at..at + ch.len_utf8());
                proptest::prop_assert!(text.get(place.clone()).is_some() && !place.is_empty());
            }
        }
    }

    #[test]
    fn a_row_has_one_line() {
        assert_eq!(one_line(" a\r\n  b\tc  d\u{a0}e "), "a b c  d\u{a0}e");
    }
}
