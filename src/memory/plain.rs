//! Letters without case and diacritics, one by one: what [`How::Plain`](super::How::Plain) compares,
//! and under which the index knows words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Gives what is left of a character in small letters and without its diacritics: nothing, of a
/// mark that was one.
pub(super) fn plain(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        push(c.to_ascii_lowercase());
        return;
    }
    for part in c.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)) {
        push(match part {
            // The one Polish letter whose stroke Unicode does not part from it.
            'ł' => 'l',
            // The small s of old prints, which patterns take for an s of another case.
            'ſ' => 's',
            part => part,
        });
    }
}

/// Returns the runs of letters of a text, in plain letters, a space between two.
///
/// ```text
/// Żółw, don’t   zolw don t
/// ```
pub(super) fn runs(text: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut open = false;
    for c in text {
        if c.is_alphabetic() {
            if !open && !out.is_empty() {
                out.push(' ');
            }
            open = true;
            plain(c, |c| out.push(c));
        } else if !is_combining_mark(c) {
            open = false;
        }
    }
    out
}

/// Says whether a character is one of the marks by which programs name the letter that chooses a
/// menu item.
pub(super) fn is_mark(c: char) -> bool {
    super::pieces::ACCELERATORS.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_plain_however_they_are_written() {
        assert_eq!(runs("Żółw, z\u{307}o\u{301}łwie; don’t 3D".chars()), "zolw zolwie don t d");
        assert_eq!(runs("…12%".chars()), "");
    }
}
