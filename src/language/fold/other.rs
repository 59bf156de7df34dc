//! Keys of any other language: small letters, and the Snowball stem where there is a stemmer.
//!
//! The word itself is the strong key, the stem (marked with `~`, since it is no word) the weak one.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::shape::small;
use super::{Key, Keys, Reason};

/// Letters of the longest word that is stemmed; longer strings are no words.
const LONGEST: usize = 60;

/// Returns the keys of a word.
pub fn keys(lang: &str, word: &str) -> Keys {
    let word = small(word);
    if word.is_empty() {
        return Keys::new();
    }
    let stem = stem(lang, &word);
    std::iter::once(Key::strong(word, Reason::SmallLetters))
        .chain(stem.map(|s| Key::weak(format!("~{s}"), Reason::Snowball)))
        .collect()
}

/// Returns true if both are one word, or have one stem.
pub fn can_be(lang: &str, form: &str, lemma: &str) -> bool {
    let (form, lemma) = (small(form), small(lemma));
    form == lemma || stem(lang, &form).is_some_and(|s| Some(s) == stem(lang, &lemma))
}

/// Returns the Snowball stem of a word in small letters; `None` where there is no stemmer or no word.
pub fn stem(lang: &str, word: &str) -> Option<String> {
    let is_word = word.chars().count() <= LONGEST && word.chars().all(char::is_alphabetic);
    let stemmer = is_word.then(|| algorithm(lang)).flatten().map(Stemmer::create)?;
    Some(stemmer.stem(word).into_owned())
}

fn algorithm(lang: &str) -> Option<Algorithm> {
    Some(match lang {
        "ar" => Algorithm::Arabic,
        "hy" => Algorithm::Armenian,
        "eu" => Algorithm::Basque,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "eo" => Algorithm::Esperanto,
        "et" => Algorithm::Estonian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "id" => Algorithm::Indonesian,
        "ga" => Algorithm::Irish,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "fa" => Algorithm::Persian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "st" => Algorithm::Sesotho,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "uk" => Algorithm::Ukrainian,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}
