//! How a language sets its type: quotation marks, dashes, decimals, spaces around marks.

/// The habits of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typography {
    /// Words of one letter that should not be left alone at the end of a line, in small letters.
    pub clinging: &'static [&'static str],
    /// Opening and closing quotation mark, and further ones that are as good.
    pub quotes: &'static [(char, char)],
    /// What parts the decimals.
    pub decimal: char,
    /// Whether a hyphen between spaces should be a dash.
    pub dashes: bool,
}

/// The Polish habits follow the rules of *Wielki słownik ortograficzny PWN*, the English ones what most publishers do.
const DESCRIBED: &[(&str, Typography)] = &[
    (
        "pl",
        Typography {
            clinging: &["a", "i", "o", "u", "w", "z"],
            quotes: &[('„', '”'), ('«', '»'), ('»', '«')],
            decimal: ',',
            dashes: true,
        },
    ),
    (
        "en",
        Typography {
            clinging: &[],
            quotes: &[('“', '”'), ('‘', '’'), ('"', '"')],
            decimal: '.',
            dashes: true,
        },
    ),
];

/// Languages that write a space before two-part marks.
const SPACING: &[&str] = &["fr"];

/// Returns the habits of a language, by its primary subtag; `None` where nobody has described them.
///
/// ```
/// use kladka::language::typography;
/// assert_eq!(typography("pl").map(|habits| habits.decimal), Some(','));
/// assert!(typography("xx").is_none());
/// ```
pub fn typography(lang: &str) -> Option<&'static Typography> {
    DESCRIBED.iter().find(|row| row.0 == lang).map(|row| &row.1)
}

/// Returns true for a language that writes a space before marks such as `:` and `!`.
///
/// ```
/// use kladka::language::spaces_its_marks;
/// assert!(spaces_its_marks("fr") && !spaces_its_marks("pl"));
/// ```
pub fn spaces_its_marks(lang: &str) -> bool {
    SPACING.contains(&lang)
}
