//! Negations: the words that turn a sentence into its opposite.
//!
//! A sentence that differs from another by one of these differs by its meaning, however alike
//! the two look; whoever compares sentences asks [`negation`] before calling them alike.

/// Negations of the described languages, by primary subtag, in lower case, apostrophes straight.
const NEGATIONS: &[(&str, &[&str])] = &[
    (
        "pl",
        &[
            "nie", "bez", "brak", "nigdy", "nic", "niczego", "niczemu", "niczym", "nikt", "nikogo",
            "nikomu", "nikim", "nigdzie", "żaden", "żadna", "żadne", "żadnego", "żadnej",
            "żadnemu", "żadną", "żadnym", "żadnych", "żadnymi", "ani", "ni",
        ],
    ),
    (
        "en",
        &[
            "not",
            "no",
            "never",
            "none",
            "nothing",
            "nobody",
            "nowhere",
            "neither",
            "nor",
            "cannot",
            "without",
            "unable",
            "don't",
            "doesn't",
            "didn't",
            "can't",
            "couldn't",
            "won't",
            "wouldn't",
            "isn't",
            "aren't",
            "wasn't",
            "weren't",
            "shouldn't",
            "mustn't",
            "needn't",
            "haven't",
            "hasn't",
            "hadn't",
            "ain't",
        ],
    ),
];

/// Says whether a word of a language (its primary subtag) is a negation, in any letter case.
///
/// ```
/// use kladka::language::negation;
/// assert!(negation("pl", "Nie") && negation("en", "can’t"));
/// assert!(!negation("pl", "niebo") && !negation("de", "no"));
/// ```
pub fn negation(lang: &str, word: &str) -> bool {
    let Some((_, words)) = NEGATIONS.iter().find(|(tag, _)| *tag == lang) else {
        return false;
    };
    let lower = word.to_lowercase().replace('’', "'");
    words.contains(&lower.as_str())
}

/// Beginnings that deny, and letters that a word has at least besides.
const PREFIXES: &[(&str, &[&str])] = &[
    ("pl", &["nie", "bez", "anty"]),
    ("en", &["un", "in", "im", "ir", "il", "non", "dis", "anti", "mis"]),
];
/// Endings that deny.
const SUFFIXES: &[(&str, &[&str])] = &[("en", &["less", "lessly"])];
const LEAST_REST: usize = 4;

/// Says whether a word may deny by its beginning or end: *niepewny*, *unsafe*, *homeless*. Generous: *nieść* and *island* are not told
/// apart from them where they are long enough.
///
/// ```
/// use kladka::language::denies_by_prefix;
/// assert!(denies_by_prefix("pl", "niepewny") && denies_by_prefix("en", "homeless"));
/// assert!(!denies_by_prefix("en", "under"));
/// ```
pub fn denies_by_prefix(lang: &str, word: &str) -> bool {
    let lower = word.to_lowercase();
    let of = |rows: &'static [(&str, &[&str])]| {
        rows.iter().find(|row| row.0 == lang).map_or(&[][..], |row| row.1)
    };
    let long = |rest: &str| rest.chars().count() >= LEAST_REST;
    of(PREFIXES).iter().any(|prefix| lower.strip_prefix(prefix).is_some_and(long))
        || of(SUFFIXES).iter().any(|suffix| lower.strip_suffix(suffix).is_some_and(long))
}
