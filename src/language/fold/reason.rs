//! By what rule a key was made: for whoever asks why two words meet.

use super::shape::small;

/// The rule that made a key of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Nothing is known that would change the word: it is its own key.
    Itself,
    /// The table knows an ending of this many letters and what becomes of it.
    Ending(u8),
    /// The table knows the whole word.
    WholeWord,
    /// The stem of a word that nobody knows: ending off, last consonant as its class.
    Stem,
    /// One of the few words whose forms have nothing in common with the lemma (ludzie, człowiek).
    Suppletive,
    /// An acronym as it stands (NATO).
    Acronym,
    /// An ending joined to an acronym by a hyphen is off (ISIS-u).
    AcronymEnding,
    /// An ending joined to a foreign name by an apostrophe is off (Kennedy'ego).
    ApostropheEnding,
    /// An ending joined to digits is off (20-tych).
    DigitEnding,
    /// The last part of a compound is folded.
    Compound,
    /// The parts of a compound are written as one word (e-mail, email).
    Closed,
    /// The American spelling of a British word (organise, organize).
    American,
    /// The stem of the language's Snowball stemmer.
    Snowball,
    /// Small letters, and nothing else is known of the language.
    SmallLetters,
}

impl Reason {
    /// Returns the rule in a few English words, with the letters that it changed in making `key` of `word`.
    ///
    /// ```
    /// use kladka::language::fold::fold;
    ///
    /// let keys = fold("pl", "koalicji");
    /// let key = keys.iter().next().expect("a word has a key");
    /// assert_eq!(key.reason.describe("koalicji", &key.text), "-i → -a, as words in -ji");
    /// ```
    pub fn describe(self, word: &str, key: &str) -> String {
        match self {
            Reason::Itself => "as it stands".into(),
            Reason::Ending(0) => format!("{}, as most words", change(word, key)),
            Reason::Ending(letters) => {
                format!(
                    "{}, as words in -{}",
                    change(word, key),
                    end(&small(word), usize::from(letters))
                )
            }
            Reason::WholeWord => format!("{}, known as a whole", change(word, key)),
            Reason::Stem => "stem of an unknown word".into(),
            Reason::Suppletive => "another word for other forms".into(),
            Reason::Acronym => "an acronym as it stands".into(),
            Reason::AcronymEnding => "an acronym without its ending".into(),
            Reason::ApostropheEnding => "a name without its ending".into(),
            Reason::DigitEnding => "a number without its ending".into(),
            Reason::Compound => "the last part of the compound folded".into(),
            Reason::Closed => "the compound written as one word".into(),
            Reason::American => "American spelling".into(),
            Reason::Snowball => "Snowball stem".into(),
            Reason::SmallLetters => "small letters".into(),
        }
    }
}

/// What was cut from the end and what was added: "-i → -a"; a superlative's prefix is named, too.
fn change(word: &str, key: &str) -> String {
    let word = small(word);
    if word == key {
        return "unchanged".into();
    }
    let (prefix, rest) = match word.strip_prefix("naj") {
        Some(rest) if !key.starts_with("naj") => ("naj- off, ", rest),
        _ => ("", &*word),
    };
    let shared: usize =
        rest.chars().zip(key.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let or_none =
        |letters: &str| if letters.is_empty() { "∅".to_string() } else { format!("-{letters}") };
    format!("{prefix}{} → {}", or_none(&rest[shared..]), or_none(&key[shared..]))
}

/// The last letters of a word.
fn end(word: &str, letters: usize) -> &str {
    let start = word.char_indices().rev().take(letters).last().map_or(word.len(), |(at, _)| at);
    &word[start..]
}
