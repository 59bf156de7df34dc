//! The lines of a text, whatever ends them, as ranges.

use std::ops::Range;

/// Returns the range of every line without its line end: LF, CR LF, CR, the Unicode line and
/// paragraph separators, form feed.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        match c {
            '\r' => {
                if chars.next_if(|&(_, c)| c == '\n').is_some() {
                    end += 1;
                }
            }
            '\n' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {}
            _ => continue,
        }
        found.push(start..at);
        start = end;
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Returns the range without the white space at its edges.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_ends_a_line() {
        assert_eq!(lines("a\nb\r\nc\rd"), [0..1, 2..3, 5..6, 7..8]);
        assert_eq!(lines("\n\n"), [0..0, 1..1]);
        assert_eq!(trimmed("  a b ", 0..6), 2..5);
        assert_eq!(trimmed("   ", 0..3), 3..3);
    }
}
