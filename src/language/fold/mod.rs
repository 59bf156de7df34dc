//! One key for all forms of a word.
//!
//! In Polish text, three of four occurrences of a glossary term are not in the form the glossary lists. [`fold`] gives a word the keys it
//! may be found under, likeliest first; two forms match when they share a key ([`FoldKeys::meets`]). Keys look like citation forms
//! (*koalicji* has the key *koalicja*) and are in small letters. A [`Key`] is strong for a noun, name, adjective or finite verb, weak where
//! it is only related: the verb of a gerund or participle, the stem of a word nobody knows.
//!
//! Where the lemma is given (a glossary entry), [`can_be`] asks the stricter question: *państw* can be a form of *państwo*, *państwowy* cannot.
//!
//! Polish is decided by a learned table ([`table`], [`fuse`]) and rules for what no dictionary lists (ISIS-u, Kennedy'ego); English by rules
//! and a list of irregular forms; other languages by Snowball or, failing that, by small letters alone.

mod english;
mod lately;
mod other;
mod polish;
mod readings;
mod reason;
mod shape;
mod spelling;

pub mod fuse;
pub mod table;

use std::borrow::Cow;

pub use polish::Polish;
pub use reason::Reason;

use compact_str::CompactString;
use smallvec::SmallVec;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// How closely a key belongs to the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// The word is a form of the key.
    Strong,
    /// The word is related to the key: gerund or participle of a verb, or a guess at an unknown word's stem.
    Weak,
}

/// One key of a word: a citation form in small letters, or a stem (which begins with `~`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key itself, NFC, small letters; of up to 24 bytes it needs no room on the heap.
    pub text: CompactString,
    /// Whether the word is a form of it or only related.
    pub strength: Strength,
    /// By what rule it was made.
    pub reason: Reason,
}

/// The keys of one word, likeliest first; never empty unless the word is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FoldKeys(Keys);

/// Keys as they are gathered: most words have one or two.
type Keys = SmallVec<[Key; 2]>;

/// Returns the keys of one word.
///
/// `lang` is a primary language subtag ("pl", "en", "de"); anything else falls back to small letters. `word` is one token in any case; a
/// capital counts, since *Wołka* is a name and *wołka* is not.
///
/// ```
/// use kladka::language::fold::{fold, Strength};
///
/// assert_eq!(fold("pl", "koalicji").best(), "koalicja");
/// assert_eq!(fold("pl", "ustaw").meets(&fold("pl", "ustawie")), Some(Strength::Strong));
/// assert_eq!(fold("pl", "łaska").meets(&fold("pl", "laska")), None);
/// ```
pub fn fold(lang: &str, word: &str) -> FoldKeys {
    lately::keys(lang, word, || {
        let word = composed(word);
        match lang {
            "pl" => polish::learned().fold(&word),
            "en" => FoldKeys(english::keys(&word)),
            _ => FoldKeys(other::keys(lang, &word)),
        }
    })
}

/// Returns true if `form` can be a form of `lemma`, both single words in any case.
///
/// Stricter than sharing a key, and more patient: rare readings count, stems do not.
///
/// ```
/// use kladka::language::fold::can_be;
///
/// assert!(can_be("pl", "państw", "państwo"));
/// assert!(!can_be("pl", "państwowy", "państwo"));
/// assert!(can_be("pl", "rady", "rada") && !can_be("pl", "radny", "rada"));
/// ```
pub fn can_be(lang: &str, form: &str, lemma: &str) -> bool {
    let (form, lemma) = (composed(form), composed(lemma));
    match lang {
        "pl" => polish::learned().can_be(&form, &lemma),
        "en" => english::can_be(&form, &lemma),
        _ => other::can_be(lang, &form, &lemma),
    }
}

/// Returns the keys of each part of a hyphenated compound, for a match with a lower score; empty for a word without hyphen,
/// or whose hyphen only joins an ending (ISIS-u).
///
/// ```
/// let parts = kladka::language::fold::parts("pl", "polsko-niemieckiego");
/// assert_eq!(parts[1].best(), "niemiecki");
/// ```
pub fn parts(lang: &str, word: &str) -> Vec<FoldKeys> {
    let word = composed(word);
    if shape::hyphens(&word).next().is_none() {
        return vec![];
    }
    let is_ending = |key: &Key| matches!(key.reason, Reason::AcronymEnding | Reason::DigitEnding);
    if fold(lang, &word).iter().any(is_ending) {
        return vec![];
    }
    word.split(shape::is_hyphen)
        .filter(|part| !part.is_empty())
        .map(|part| fold(lang, part))
        .collect()
}

/// Returns the key with its diacritics taken off (łaska → laska), for a query typed without them.
///
/// ```
/// assert_eq!(kladka::language::fold::without_diacritics("żółć"), "zolc");
/// ```
pub fn without_diacritics(key: &str) -> String {
    key.nfd()
        .filter(|&c| !is_combining_mark(c))
        .map(|c| match c {
            'ł' => 'l',
            'Ł' => 'L',
            'ø' => 'o',
            'Ø' => 'O',
            'đ' => 'd',
            'Đ' => 'D',
            'ı' => 'i',
            c => c,
        })
        .collect()
}

impl FoldKeys {
    /// Returns the keys, likeliest first.
    pub fn iter(&self) -> impl Iterator<Item = &Key> {
        self.0.iter()
    }

    /// Returns the likeliest key; empty only for an empty word.
    pub fn best(&self) -> &str {
        self.0.first().map_or("", |key| &key.text)
    }

    /// Returns the strong keys, likeliest first.
    pub fn strong(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|key| key.strength == Strength::Strong).map(|key| key.text.as_str())
    }

    /// Returns how strongly two words match: strong if they share a key that is strong for both, weak if they share any, else `None`.
    pub fn meets(&self, other: &FoldKeys) -> Option<Strength> {
        let shared = self.0.iter().flat_map(|a| {
            other
                .0
                .iter()
                .filter(move |b| a.text == b.text)
                .map(move |b| a.strength.max(b.strength))
        });
        shared.min()
    }

    /// Returns true if there is no key, which only an empty word has.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a FoldKeys {
    type Item = &'a Key;
    type IntoIter = std::slice::Iter<'a, Key>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Key {
    fn strong(text: impl AsRef<str>, reason: Reason) -> Key {
        Key { text: text.as_ref().into(), strength: Strength::Strong, reason }
    }

    fn weak(text: impl AsRef<str>, reason: Reason) -> Key {
        Key { text: text.as_ref().into(), strength: Strength::Weak, reason }
    }
}

/// Adds a key unless it is there; a strong one makes a weak one strong.
fn add(keys: &mut Keys, key: Key) {
    match keys.iter_mut().find(|k| k.text == key.text) {
        Some(known) => known.strength = known.strength.min(key.strength),
        None => keys.push(key),
    }
}

/// Returns the word in NFC. Letters below the combining marks are composed already, which a look at the bytes tells of nearly all words.
fn composed(word: &str) -> Cow<'_, str> {
    // first byte, in UTF-8, of U+0300, the first combining mark; no byte of a lower letter is as high
    const FIRST_COMBINING: u8 = 0xcc;
    let is_composed = word.bytes().all(|b| b < FIRST_COMBINING) || is_nfc(word);
    if is_composed { word.into() } else { word.nfc().collect::<String>().into() }
}
