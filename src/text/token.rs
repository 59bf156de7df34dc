//! Tokens: the words, numbers and marks of a text, with their places.
//!
//! Word boundaries are those of UAX #29 (crate `unicode-segmentation`), with three habits that
//! matching wants: a hyphen or slash between letters parts two words, an apostrophe inside a
//! word does not, and digits with their separators (`1 250,5`, `12:30`) are left in pieces —
//! reading them as values is another module's work.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// A word, number or mark of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The token as it stands.
    pub text: &'t str,
    /// Where it starts, in bytes of the text it was read from.
    pub start: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit.
    Number,
    /// Any other visible character.
    Mark,
}

impl Token<'_> {
    /// Returns the bytes at which the token stands.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Says whether the token is a word that begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Says whether all of the token's letters are capitals, and there are two or more.
    pub fn is_acronym(&self) -> bool {
        let letters = self.text.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
    }
}

/// Returns the tokens of a text, in order; white space and control characters are no tokens.
///
/// ```
/// use kladka::text::tokens;
/// let words: Vec<_> = tokens("Polska (od 2004 r.) – w UE").iter().map(|t| t.text).collect();
/// assert_eq!(words, ["Polska", "(", "od", "2004", "r", ".", ")", "–", "w", "UE"]);
/// ```
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    each_token(text, |token| found.push(token));
    found
}

/// Gives the tokens of a text to a function, in order: what [`tokens`] returns.
pub(crate) fn each_token<'t>(text: &'t str, mut each: impl FnMut(Token<'t>)) {
    if !is_simple(text.as_bytes()) {
        push_tokens(text, 0, &mut each);
        return;
    }
    // Among such characters a space parts words whatever stands beside it, and letters are one
    // word: most tokens need no table.
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        if bytes[start] == b' ' {
            start += 1;
            continue;
        }
        let end = start + letters(&bytes[start..]);
        let mark = matches!(bytes.get(end), Some(b',' | b'.' | b'!' | b'?'));
        let next = end + usize::from(mark);
        if end > start && matches!(bytes.get(next), None | Some(b' ')) {
            each(Token { text: &text[start..end], start, kind: TokenKind::Word });
            if mark {
                each(Token { text: &text[end..next], start: end, kind: TokenKind::Mark });
            }
            start = next;
        } else {
            let length = bytes[start..].iter().position(|&b| b == b' ');
            let end = length.map_or(bytes.len(), |length| start + length);
            push_tokens(&text[start..end], start, &mut each);
            start = end;
        }
    }
}

/// Says whether a text has nothing but spaces, visible ASCII and letters of the Latin blocks.
fn is_simple(mut bytes: &[u8]) -> bool {
    loop {
        match bytes {
            [b' '..=b'~', rest @ ..] => bytes = rest,
            [a, b, rest @ ..] if is_latin(*a, *b) => bytes = rest,
            rest => return rest.is_empty(),
        }
    }
}

/// Counts the bytes of the letters, ASCII or Latin, that UTF-8 begins with.
fn letters(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    loop {
        match rest {
            [b'a'..=b'z' | b'A'..=b'Z', more @ ..] => rest = more,
            [a, b, more @ ..] if is_latin(*a, *b) => rest = more,
            _ => return bytes.len() - rest.len(),
        }
    }
}

/// Says whether two bytes are a letter of the Latin blocks from U+00C0 to U+024F, that is, one of
/// most texts met: none is a mark that joins its neighbours or is composed with them.
pub(super) fn is_latin(first: u8, second: u8) -> bool {
    match first {
        0xc3 => second != 0x97 && second != 0xb7, // × and ÷
        0xc4..=0xc8 => true,
        0xc9 => second < 0x90,
        _ => false,
    }
}

/// Gives the tokens of a text that stands at `offset`, by the rules of UAX #29.
fn push_tokens<'t>(text: &'t str, offset: usize, each: &mut impl FnMut(Token<'t>)) {
    for (start, piece) in text.split_word_bound_indices() {
        let start = offset + start;
        let Some(first) = piece.chars().next() else {
            continue;
        };
        if first.is_whitespace() || first.is_control() {
            continue;
        }
        if first.is_alphanumeric() || first == '_' {
            push_words(piece, start, each);
        } else {
            for (at, mark) in piece.char_indices() {
                let text = &piece[at..at + mark.len_utf8()];
                if !mark.is_whitespace() && !is_invisible(mark) {
                    each(Token { text, start: start + at, kind: TokenKind::Mark });
                }
            }
        }
    }
}

/// UAX #29 keeps `Daesh.ISIS`, `U.S` and `a_b` together; here full stops and colons between
/// letters part words unless every part is one letter (`U.S`, `p.n.e`).
fn push_words<'t>(piece: &'t str, start: usize, each: &mut impl FnMut(Token<'t>)) {
    let lettered = |part: &str| part.chars().next().is_some_and(char::is_alphabetic);
    let parts = || piece.split(['.', ':', '_']);
    let initials = parts().all(|part| part.chars().count() <= 1);
    if initials || !parts().skip(1).any(lettered) {
        each(Token { text: piece, start, kind: kind_of(piece) });
        return;
    }
    let mut at = 0;
    for part in parts() {
        if !part.is_empty() {
            each(Token { text: part, start: start + at, kind: kind_of(part) });
        }
        at += part.len();
        if let Some(mark) = piece.get(at..at + 1) {
            each(Token { text: mark, start: start + at, kind: TokenKind::Mark });
        }
        at += 1;
    }
}

fn kind_of(text: &str) -> TokenKind {
    match text.chars().next() {
        Some(c) if c.is_alphabetic() => TokenKind::Word,
        Some(c) if c.is_numeric() => TokenKind::Number,
        _ => TokenKind::Mark,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Tokens as one text again, a space behind each, for finders that read text.
///
/// ```
/// use kladka::text::JoinedTokens;
/// let joined = JoinedTokens::new(&["Nowa", "Rada", "."].map(String::from));
/// assert_eq!(joined.text(), "Nowa Rada . ");
/// assert_eq!(joined.tokens_in(&(5..9)), 1..2);
/// ```
#[derive(Clone, Debug)]
pub struct JoinedTokens {
    text: String,
    starts: Vec<usize>,
}

impl JoinedTokens {
    /// Joins tokens.
    pub fn new(tokens: &[String]) -> JoinedTokens {
        let mut joined = JoinedTokens { text: String::new(), starts: Vec::new() };
        for token in tokens {
            joined.starts.push(joined.text.len());
            joined.text.push_str(token);
            joined.text.push(' ');
        }
        joined
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the tokens, by number, that a range of the text (in bytes) touches.
    pub fn tokens_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|&start| start <= bytes.start).saturating_sub(1);
        first..self.starts.partition_point(|&start| start < bytes.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_short_way_leads_to_the_same_tokens(
            text in "([a-zA-ZżŁéß0-9×]{1,4}[ ,.!?:'_/<>&;@-]{0,3}){0,8}",
        ) {
            let mut long = Vec::new();
            push_tokens(&text, 0, &mut |token| long.push(token));
            proptest::prop_assert_eq!(tokens(&text), long);
        }
    }

    #[test]
    fn letters_are_told_without_a_table() {
        for c in '\u{80}'..'\u{800}' {
            let mut bytes = [0; 2];
            c.encode_utf8(&mut bytes);
            let is_of_block = ('\u{c0}'..'\u{250}').contains(&c);
            assert_eq!(is_latin(bytes[0], bytes[1]), is_of_block && c.is_alphabetic(), "{c}");
        }
    }

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.text).collect()
    }

    #[test]
    fn hyphen_slash_and_stop_part_words_and_apostrophe_does_not() {
        assert_eq!(texts("polsko-angielski"), ["polsko", "-", "angielski"]);
        assert_eq!(texts("Daesh/ISIS"), ["Daesh", "/", "ISIS"]);
        assert_eq!(texts("Syrii.Misja"), ["Syrii", ".", "Misja"]);
        assert_eq!(texts("ISIS’s don't U.S."), ["ISIS’s", "don't", "U.S", "."]);
    }

    proptest::proptest! {
        #[test]
        fn tokens_stand_in_order_where_they_say(text in ".{0,60}") {
            let mut end = 0;
            for token in tokens(&text) {
                proptest::prop_assert!(token.start >= end);
                proptest::prop_assert_eq!(&text[token.range()], token.text);
                end = token.range().end;
            }
        }
    }
}
