//! How long the same content is in one language against another.

/// Characters that a text of a language takes where English takes one. The figure for Polish was
/// counted on aligned news; the others are rounded common knowledge of translators, good enough as
/// a starting point. Languages that are not listed take one.
const LENGTHS: &[(&str, f64)] = &[
    ("pl", 1.07),
    ("en", 1.0),
    ("de", 1.12),
    ("fr", 1.12),
    ("es", 1.08),
    ("it", 1.08),
    ("pt", 1.06),
    ("cs", 0.97),
    ("sk", 0.98),
    ("uk", 1.03),
    ("ru", 1.07),
    ("hu", 1.05),
    ("zh", 0.33),
    ("ja", 0.45),
    ("ko", 0.5),
];

/// Returns how many characters of the target language a character of the source language makes,
/// and whether both languages have been counted.
///
/// ```
/// let (ratio, counted) = kladka::language::length_ratio("pl", "en");
/// assert!(counted && ratio > 0.9 && ratio < 1.0);
/// ```
pub fn length_ratio(source: &str, target: &str) -> (f64, bool) {
    let of = |lang: &str| LENGTHS.iter().find(|row| row.0 == lang).map(|row| row.1);
    match (of(source), of(target)) {
        (Some(source), Some(target)) => (target / source, true),
        _ => (1.0, false),
    }
}
