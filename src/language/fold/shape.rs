//! What a word looks like before anybody knows it: capitals, hyphens, apostrophes.

use std::borrow::Cow;

/// Returns true for the characters that join the parts of a compound.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Returns true for the characters that part a foreign name from its ending, or a noun from its possessive s.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02bc}')
}

/// Returns the places of hyphens that stand inside the word, as byte offsets.
pub fn hyphens(word: &str) -> impl Iterator<Item = usize> {
    word.char_indices()
        .filter(|&(i, c)| is_hyphen(c) && i > 0 && i + c.len_utf8() < word.len())
        .map(|(i, _)| i)
}

/// Returns true if the word begins with a capital letter.
pub fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Returns true for two or more letters, all capitals (digits may stand among them).
pub fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1
        && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Returns true if the word certainly has no hyphen, no apostrophe and a small letter: most words, told by their bytes alone.
pub fn is_ordinary(word: &str) -> bool {
    // first bytes, in UTF-8, of the apostrophe ʼ and of all punctuation beyond Latin
    const PUNCTUATION: [u8; 2] = [0xca, 0xe2];
    let mut has_small = false;
    word.bytes().all(|b| {
        has_small |= b.is_ascii_lowercase();
        b.is_ascii_alphabetic() || (!b.is_ascii() && !PUNCTUATION.contains(&b))
    }) && has_small
}

/// Returns the word in small letters.
pub fn small(word: &str) -> Cow<'_, str> {
    let is_small = word.bytes().all(|b| b.is_ascii_lowercase());
    if is_small || !word.chars().any(char::is_uppercase) {
        word.into()
    } else {
        word.to_lowercase().into()
    }
}
