//! Folding: one key for all forms of a word (interim: Snowball).
use snowball_stemmers_rs::{Algorithm, Stemmer};

/// Strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// weak
    Weak,
    /// strong
    Strong,
}
/// Key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// text
    pub text: String,
    /// strength
    pub strength: Strength,
}
/// Keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldKeys(Vec<Key>);
impl FoldKeys {
    /// All keys, best first.
    pub fn iter(&self) -> impl Iterator<Item = &Key> {
        self.0.iter()
    }
    /// The best key.
    pub fn best(&self) -> &str {
        self.0.first().map_or("", |k| &k.text)
    }
    /// The strong keys.
    pub fn strong(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|k| k.strength == Strength::Strong).map(|k| k.text.as_str())
    }
    /// Whether two words share a key.
    pub fn meets(&self, other: &FoldKeys) -> Option<Strength> {
        self.0
            .iter()
            .flat_map(|a| {
                other
                    .0
                    .iter()
                    .filter(move |b| b.text == a.text)
                    .map(move |b| a.strength.min(b.strength))
            })
            .max()
    }
}
/// Folds.
pub fn fold(lang: &str, word: &str) -> FoldKeys {
    let lower = word.to_lowercase();
    let algorithm = match lang {
        "pl" => Algorithm::Polish,
        "en" => Algorithm::English,
        _ => {
            return FoldKeys(vec![Key { text: lower, strength: Strength::Strong }]);
        }
    };
    let text = Stemmer::create(algorithm).stem(&lower).into_owned();
    FoldKeys(vec![Key { text, strength: Strength::Strong }])
}
/// Can be.
pub fn can_be(lang: &str, form: &str, lemma: &str) -> bool {
    fold(lang, form).meets(&fold(lang, lemma)).is_some()
}
/// Without diacritics.
pub fn without_diacritics(key: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    key.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| {
            if c == 'ł' {
                'l'
            } else if c == 'Ł' {
                'L'
            } else {
                c
            }
        })
        .collect()
}
