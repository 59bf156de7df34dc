//! What kind of word this is: a common word, a name, a finite verb, a function word.
//!
//! The segmenter asks this about the word after a full stop and about the words before it. [`class`] answers from a
//! table of the commoner forms of Polish and English (`data/class.bin`, made by `examples/train_classes.rs`; see
//! `data/README.md` for what it was learned from) in which the closed lists of function words of
//! `polish` and `english` overrule everything learned. A form may have several
//! classes at once: "rose" is a common word, a name and a finite verb. A form the table does not know is finite when
//! its ending says so, otherwise it has no class.

use std::ops::BitOr;

use super::class_table::ClassTable;
use super::{english, polish};

/// Classes of one word form, a set of flags.
///
/// ```
/// use kladka::language::class::{WordClass, class};
///
/// assert!(class("pl", "Napisała").has(WordClass::FINITE));
/// assert!(class("pl", "Wrocław").has(WordClass::NAME));
/// assert!(class("en", "although").has(WordClass::FUNCTION));
/// assert_eq!(class("de", "obwohl"), WordClass::UNKNOWN);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordClass(u8);

impl WordClass {
    /// Nothing is known of the word.
    pub const UNKNOWN: WordClass = WordClass(0);
    /// Written with a small letter in the middle of a sentence.
    pub const COMMON: WordClass = WordClass(1);
    /// Written with a capital everywhere.
    pub const NAME: WordClass = WordClass(2);
    /// A finite verb (or an impersonal form that does its work) more often than anything else.
    pub const FINITE: WordClass = WordClass(4);
    /// A preposition, conjunction, pronoun, particle or other word of a closed list.
    pub const FUNCTION: WordClass = WordClass(8);

    /// Returns the set with these bits; bits that mean nothing are dropped.
    pub const fn from_bits(bits: u8) -> Self {
        WordClass(bits & 15)
    }

    /// Returns the flags as the four bits they are stored in.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Tells whether any of `flags` is set.
    pub const fn has(self, flags: WordClass) -> bool {
        self.0 & flags.0 != 0
    }

    /// Returns the set without `flags`.
    #[must_use]
    pub const fn without(self, flags: WordClass) -> Self {
        WordClass(self.0 & !flags.0)
    }
}

impl BitOr for WordClass {
    type Output = WordClass;

    fn bitor(self, other: WordClass) -> WordClass {
        WordClass(self.0 | other.0)
    }
}

/// Longest form that is looked up, in bytes of its lower-case spelling; the table holds none longer.
const LONGEST: usize = 48;

static BYTES: &[u8] = include_bytes!("data/class.bin");
const POLISH: ClassTable = ClassTable::at(BYTES, 0);
const ENGLISH: ClassTable = ClassTable::at(BYTES, POLISH.shape().bytes());

/// A language whose words have classes: its table and what its endings tell of words that are not in it.
#[derive(Debug)]
pub struct Lexicon {
    table: ClassTable,
    finite_endings: &'static [&'static str],
    common_endings: &'static [&'static str],
}

static POLISH_LEXICON: Lexicon = Lexicon {
    table: POLISH,
    finite_endings: polish::FINITE_ENDINGS,
    common_endings: polish::COMMON_ENDINGS,
};
static ENGLISH_LEXICON: Lexicon = Lexicon {
    table: ENGLISH,
    finite_endings: english::FINITE_ENDINGS,
    common_endings: english::COMMON_ENDINGS,
};

/// Returns the classes of `word` in the language with the primary subtag `lang`, whatever its capitals.
pub fn class(lang: &str, word: &str) -> WordClass {
    lexicon(lang).map_or(WordClass::UNKNOWN, |lexicon| lexicon.class(word))
}

/// Returns the lexicon of a language, for callers that ask about many words of it.
pub fn lexicon(lang: &str) -> Option<&'static Lexicon> {
    match lang {
        polish::LANG => Some(&POLISH_LEXICON),
        english::LANG => Some(&ENGLISH_LEXICON),
        _ => None,
    }
}

/// Returns the learned table as it is stored, for fingerprints of what the segmenter knows.
pub fn class_table_bytes() -> &'static [u8] {
    BYTES
}

impl Lexicon {
    /// Returns the classes of `word`, whatever its capitals.
    pub fn class(&self, word: &str) -> WordClass {
        // A number would now and then have the fingerprint of a word.
        if word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return WordClass::UNKNOWN;
        }
        let lower = Lower::new(word);
        let lower = lower.as_bytes();
        match self.table.get(lower) {
            Some(bits) => WordClass::from_bits(bits),
            None => self.guess(lower),
        }
    }

    /// Returns what the ending alone tells of a form in small letters; the table holds only forms of which it tells
    /// nothing or the wrong thing, and the commonest.
    pub fn guess(&self, lower: &[u8]) -> WordClass {
        // Shorter words end like verbs by chance: "banany", "zakały".
        const SHORTEST_GUESS: usize = 7;
        let ends = |endings: &[&str]| endings.iter().any(|end| lower.ends_with(end.as_bytes()));
        match () {
            () if lower.len() < SHORTEST_GUESS => WordClass::UNKNOWN,
            () if ends(self.finite_endings) => WordClass::COMMON | WordClass::FINITE,
            () if ends(self.common_endings) => WordClass::COMMON,
            () => WordClass::UNKNOWN,
        }
    }
}

/// A short word in small letters, kept on the stack.
#[derive(Clone, Copy)]
pub struct Lower {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Lower {
    /// Returns `word` in small letters; a word too long to be in any table becomes the empty word.
    pub fn new(word: &str) -> Self {
        let mut lower = Lower { bytes: [0; LONGEST], length: 0 };
        if word.is_ascii() && word.len() <= LONGEST {
            lower.length = word.len();
            for (small, byte) in lower.bytes.iter_mut().zip(word.bytes()) {
                *small = byte.to_ascii_lowercase();
            }
            return lower;
        }
        for c in word.chars() {
            let fits =
                if c.is_ascii() { lower.push(c.to_ascii_lowercase()) } else { lower.push_other(c) };
            if !fits {
                lower.length = 0;
                break;
            }
        }
        lower
    }

    fn push_other(&mut self, c: char) -> bool {
        // The letters that are met most, before the tables of Unicode are searched.
        match c {
            'ą' | 'ć' | 'ę' | 'ł' | 'ń' | 'ó' | 'ś' | 'ź' | 'ż' => self.push(c),
            _ => c.to_lowercase().all(|small| self.push(small)),
        }
    }

    fn push(&mut self, c: char) -> bool {
        let end = self.length + c.len_utf8();
        let Some(room) = self.bytes.get_mut(self.length..end) else {
            return false;
        };
        c.encode_utf8(room);
        self.length = end;
        true
    }

    /// Returns the bytes of the word.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_lists_are_in_the_table() {
        for (lang, groups) in [("pl", polish::FUNCTION_WORDS), ("en", english::FUNCTION_WORDS)] {
            for word in groups.iter().flat_map(|(_, words)| words.split_whitespace()) {
                let found = class(lang, word);
                assert!(
                    found.has(WordClass::FUNCTION),
                    "{lang} {word}: run examples/train_classes.rs anew"
                );
                assert!(!found.has(WordClass::NAME | WordClass::FINITE), "{lang} {word}");
            }
        }
    }

    #[test]
    fn readings_that_the_dictionary_alone_gets_wrong() {
        for word in
            ["powstała", "wzrosła", "zginęło", "urodził", "podpisano", "jest", "należy", "wchodzą"]
        {
            assert!(class("pl", word).has(WordClass::FINITE), "{word}");
        }
        for word in ["do", "to", "po", "bez", "w", "jego"] {
            assert_eq!(class("pl", word), WordClass::COMMON | WordClass::FUNCTION, "{word}");
        }
        for word in ["Warszawa", "Kowalski", "Rosja", "Krakowie"] {
            assert!(class("pl", word).has(WordClass::NAME), "{word}");
        }
        for word in ["dom", "wojna", "duży", "książka", "minister"] {
            assert_eq!(class("pl", word), WordClass::COMMON, "{word}");
        }
        for word in ["said", "went", "is", "signed"] {
            assert!(class("en", word).has(WordClass::FINITE), "{word}");
        }
    }

    #[test]
    fn any_word_is_answered() {
        assert_eq!(class("pl", ""), WordClass::UNKNOWN);
        assert_eq!(class("pl", &"ż".repeat(1000)), WordClass::UNKNOWN);
        assert_eq!(class("", "dom"), WordClass::UNKNOWN);
        assert!(class("pl", "zdekarbonizowała").has(WordClass::FINITE));
    }
}
