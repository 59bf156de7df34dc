//! Characters and words by their form alone: white space, dashes, closers, where a word ends.

use std::ops::Range;

/// Returns the offset of the first character at or after `at` that is not white space.
pub(in crate::segment) fn skip_space(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if !byte.is_ascii_whitespace() && byte != 0x0b {
                break;
            }
            at += 1;
        } else {
            match text[at..].chars().next() {
                Some(c) if c.is_whitespace() => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

/// Returns the character that starts at `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Returns the character that ends at `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Dashes that open a turn of speech or set off a clause.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '-' | '―' | '‒')
}

/// Characters that may stand between a mark and the white space after it.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '»' | '’' | '\'' | '“' | ')' | ']' | '*' | '_' | '‘')
}

/// Tells whether a number is written in Roman capitals.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

/// Returns the word that starts at `at`: letters and digits, with apostrophes inside.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        if byte.is_ascii_alphanumeric() {
            end += 1;
        } else if byte == b'\''
            && end > at
            && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic)
        {
            end += 2;
        } else if byte.is_ascii() {
            break;
        } else if matches!(byte, 0xc4..=0xc9) {
            // U+0100 to U+027F: letters all, and most of what is not ASCII in Polish.
            end += 2;
        } else {
            match text[end..].chars().next() {
                Some(c) if c.is_alphanumeric() => end += c.len_utf8(),
                Some('’') if end > at && text[end + 3..].starts_with(char::is_alphabetic) => {
                    end += 3
                }
                _ => break,
            }
        }
    }
    &text[at..end]
}

/// Longest token a rule looks at, in bytes; anything longer is no abbreviation, and walking back over it at every mark
/// inside it would cost the square of its length.
const LONGEST_TOKEN: usize = 60;

/// Returns where the token that ends at `end` begins: after white space or an opening mark.
pub(super) fn token_start(text: &str, end: usize) -> usize {
    let mut start = end;
    for c in text[..end].chars().rev() {
        let opens = matches!(c, '„' | '“' | '"' | '(' | '[' | '/' | '–' | '—' | '«' | '\u{2060}');
        if c.is_whitespace() || opens || end - start > LONGEST_TOKEN {
            break;
        }
        start -= c.len_utf8();
    }
    // Single quotation marks stand inside words as well, so they open only at the front.
    start + text[start..end].len()
        - text[start..end].trim_start_matches(['‘', '‚', '’', '\'']).len()
}

/// Returns the word before `at`, with its marks: "art." in "art. |5".
pub(super) fn word_before(text: &str, at: usize) -> &str {
    &text[word_range_before(text, at)]
}

/// Returns the word before `at` and the word before that.
pub(super) fn two_words_before(text: &str, at: usize) -> (&str, &str) {
    let last = word_range_before(text, at);
    (&text[last.clone()], word_before(text, last.start))
}

fn word_range_before(text: &str, at: usize) -> Range<usize> {
    // White space runs are short; a longer one is not worth crossing at every mark.
    const LONGEST_GAP: usize = 16;
    let mut end = at;
    for c in text[..at].chars().rev() {
        if !c.is_whitespace() || at - end > LONGEST_GAP {
            break;
        }
        end -= c.len_utf8();
    }
    let mut start = end;
    for c in text[..end].chars().rev() {
        if c.is_whitespace() || matches!(c, '(' | '„' | '“') || end - start > LONGEST_TOKEN {
            break;
        }
        start -= c.len_utf8();
    }
    start..end
}

/// Returns at most `most` bytes of `text` from `at`, cut at a character.
pub(super) fn window(text: &str, at: usize, most: usize) -> &str {
    let mut end = (at + most).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[at.min(end)..end]
}

/// Tells whether a letter or word begins with a capital.
pub(super) fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_they_should() {
        assert_eq!(word_at("don't stop", 0), "don't");
        assert_eq!(word_at("l’été, oui", 0), "l’été");
        assert_eq!(word_at("Jan’", 0), "Jan");
        assert_eq!(word_at("'x", 0), "");
    }

    #[test]
    fn tokens_and_words_before() {
        let text = "zob. „art. 5";
        let at = text.len();
        assert_eq!(&text[token_start(text, at)..], "5");
        assert_eq!(word_before(text, at - 1), "art.");
        assert_eq!(skip_space("a\u{a0}\u{2009}\n b", 1), 8);
    }
}
