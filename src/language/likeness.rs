//! How much a short text looks like a language: by the words the class table knows and by the
//! letters only that language has. Three words are too few for statistics of letters.

use crate::language::{WordClass, class};
use crate::text::{TokenKind, tokens};

/// The languages this module describes.
pub const DESCRIBED: [&str; 2] = ["pl", "en"];

/// Letters that one of the described languages has and the other has not.
const OWN_LETTERS: &[(&str, &str)] = &[("pl", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")];
/// Letters and pairs of letters that hardly occur in a language.
const ALIEN: &[(&str, &[&str])] =
    &[("pl", &["q", "v", "x", "th", "sh", "ee", "oo", "ght"]), ("en", &[])];

/// Returns how much a text looks like a language, 0 (not at all) to 1 (every word is known).
///
/// ```
/// use kladka::language::likeness;
/// assert!(likeness("pl", "Globalna Koalicja") > likeness("en", "Globalna Koalicja"));
/// assert!(likeness("en", "Global Coalition") > likeness("pl", "Global Coalition"));
/// ```
pub fn likeness(lang: &str, text: &str) -> f64 {
    let words: Vec<_> = tokens(text).into_iter().filter(|t| t.kind == TokenKind::Word).collect();
    if words.is_empty() {
        return 0.0;
    }
    let known = words.iter().map(|token| {
        let lower = token.text.to_lowercase();
        let has_own = |own: &&(&str, &str)| lower.contains(|c| own.1.contains(c));
        if let Some((owner, _)) = OWN_LETTERS.iter().find(has_own) {
            return if *owner == lang { 1.0 } else { 0.0 };
        }
        let alien = ALIEN.iter().find(|row| row.0 == lang).map_or(&[][..], |row| row.1);
        if alien.iter().any(|letters| lower.contains(letters)) {
            return 0.0;
        }
        if class(lang, &lower) == WordClass::UNKNOWN { 0.1 } else { 1.0 }
    });
    known.sum::<f64>() / words.len() as f64
}
