//! Citation marks belong to the sentence before them: "… później.[2]", "… później. [2] Dalej", "… wcześniej. (Nowak, 2010)".

use super::form::{char_before, is_closer, skip_space, window};
use crate::language::sentence::{Roles, Words};

/// Longest numeric citation "[12, 14–16]" and longest author-year citation, in bytes.
const LONGEST_NUMERIC: usize = 14;
const LONGEST_NAMED: usize = 80;
/// Capitals before the number of a citation are fewer.
const MOST_LETTERS: usize = 3;

/// Returns the offset after the citations that are attached to `end` without a space.
pub(super) fn skip_attached(text: &str, mut end: usize) -> usize {
    while let Some(width) = numeric(window(text, end, LONGEST_NUMERIC)) {
        end += width;
    }
    end
}

/// Returns the offset after a citation that stands behind white space at `at`, with its own full stop if it has one.
///
/// `mark_at` is where the mark before it stands: after an abbreviation a bracket is no citation but goes on.
pub(super) fn skip_spaced(
    words: &Words,
    text: &str,
    at: usize,
    mark_at: usize,
    plain_stop: bool,
) -> Option<usize> {
    let rest = window(text, at, LONGEST_NAMED + 8);
    let width = numeric(rest).or_else(|| named(words, rest))?;
    let mut end = at + width;
    if text[end..].starts_with('.') {
        end += 1;
    }
    let next = skip_space(text, end);
    let at_the_end = next == text.len();
    let opens = |c: char| c.is_uppercase() || "„“\"–—«([".contains(c);
    let sentence_follows = next > end && text[next..].starts_with(opens);
    let after_word = !plain_stop
        || char_before(text, mark_at)
            .is_some_and(|c| c.is_lowercase() || is_closer(c) || c.is_ascii_digit());
    (at_the_end || sentence_follows && after_word).then_some(end)
}

/// "[2]", "[3, 5–7]".
fn numeric(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('[')?;
    let close = inside.find(']')?;
    // "[W7]": an interview, a source.
    let letters = inside.bytes().take_while(u8::is_ascii_uppercase).count();
    let numbers = letters < MOST_LETTERS
        && inside.get(letters..close).is_some_and(|numbers| {
            numbers
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '–' | '-'))
        });
    let any = inside[..close].contains(|c: char| c.is_ascii_digit());
    (close + 2 <= LONGEST_NUMERIC && numbers && any).then_some(close + 2)
}

/// "(Nowak, 2010)", "(s. 5)", "(Mt 5, 3)".
fn named(words: &Words, rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('(')?;
    let close = inside.find(')').filter(|close| *close < LONGEST_NAMED)?;
    let citation = &inside[..close];
    let digits = citation.bytes().any(|b| b.is_ascii_digit());
    if !digits || citation.contains(['!', '?']) || citation.ends_with('.') {
        return None;
    }
    // "(s. 5)", "(Nowak, s. 5)".
    let refers = |part: &str| {
        words
            .word(part.split(|c: char| c == '.' || c.is_whitespace()).next().unwrap_or_default())
            .roles
            .has(Roles::REFERS)
    };
    let page = citation.split(',').map(str::trim_start).any(refers);
    (page || is_verse(citation) || has_year(citation)).then_some(close + 2)
}

/// "Mt 5, 3": a short book and its numbers.
fn is_verse(citation: &str) -> bool {
    let book = citation.split(char::is_whitespace).next().unwrap_or_default();
    citation.len() < 20
        && citation.contains(',')
        && (1..5).contains(&book.len())
        && citation.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

fn has_year(citation: &str) -> bool {
    let year = |four: &[u8]| four.iter().all(u8::is_ascii_digit) && matches!(four[0], b'1' | b'2');
    citation.contains(',') && citation.as_bytes().windows(4).any(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_told_by_form() {
        let words = Words::of("pl").unwrap();
        assert_eq!(skip_attached("a.[2][3, 5–7] B", 2), 15);
        assert_eq!(numeric("[MAPA]"), None);
        assert_eq!(named(words, "(Nowak, 2010) Dalej"), Some(13));
        assert_eq!(named(words, "(był pijany) i"), None);
        assert_eq!(named(words, "(Mt 5, 3)."), Some(9));
    }
}
