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

use super::token::is_latin;

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
        if text.chars().all(stands_alone) {
            text.char_indices().for_each(|(at, ch)| push(ch, at..at + ch.len_utf8()));
            trim_end(&mut form, &mut places);
            return Compared { text: form.into(), places };
        }
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
        trim_end(&mut form, &mut places);
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

fn trim_end(form: &mut String, places: &mut Vec<Range<usize>>) {
    form.truncate(form.trim_end_matches(' ').len());
    places.truncate(form.len());
}

/// Says, of most characters, that neither is one composed with a neighbour of its kind nor written
/// in another way in NFC: what stands before the combining marks, and the dashes, quotation marks
/// and dots of typography.
fn stands_alone(ch: char) -> bool {
    ch < '\u{300}' || ('\u{2010}'..='\u{2027}').contains(&ch)
}

/// Says, at a glance, that a text is in comparable form; most are.
fn is_comparable(text: &str) -> bool {
    let mut rest = text.as_bytes();
    let mut space_before = true;
    loop {
        rest = match rest {
            [b' ', ..] if space_before => return false,
            [b' ', rest @ ..] => {
                space_before = true;
                rest
            }
            [b'!'..=b'_' | b'a'..=b'~', rest @ ..] => {
                space_before = false;
                rest
            }
            // Below U+0300 stand only letters that are never composed with their neighbours.
            [a, b, rest @ ..] if is_latin(*a, *b) => {
                space_before = false;
                rest
            }
            [] => return !space_before || text.is_empty(),
            _ => return false,
        };
    }
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

    #[test]
    fn what_stands_alone_is_composed_as_it_is() {
        let alone = (char::MIN..='\u{3000}').filter(|&ch| stands_alone(ch)).collect::<String>();
        assert!(is_nfc(&alone));
        assert_eq!(alone.nfc().collect::<String>(), alone);
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
