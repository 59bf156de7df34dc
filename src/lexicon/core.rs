//! The core lexicon: what a bilingual reader knows before the first page.
//!
//! Readable chapters in `data/`, written by hand, a line an entry: lemma or phrase, part of
//! speech, translations parted by `|` in order of likelihood, a domain where one is meant. They
//! are compiled in and read once, when a text of the pair is first aligned.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::{self, WordClass};
use crate::lexicon::Lexicon;

/// The chapters of the Polish–English pair.
const CHAPTERS: &[Chapter] = &[
    Chapter { text: include_str!("data/function.tsv"), chance: 3e-3 },
    Chapter { text: include_str!("data/numbers.tsv"), chance: 1e-4 },
    Chapter { text: include_str!("data/common-1.tsv"), chance: 2.5e-4 },
    Chapter { text: include_str!("data/common-2.tsv"), chance: 7e-5 },
    Chapter { text: include_str!("data/common-3.tsv"), chance: 3.5e-5 },
    Chapter { text: include_str!("data/common-4.tsv"), chance: 2e-5 },
    Chapter { text: include_str!("data/common-en.tsv"), chance: 5e-5 },
    Chapter { text: include_str!("data/common-5.tsv"), chance: 1.5e-5 },
    Chapter { text: include_str!("data/states.tsv"), chance: 2e-5 },
    Chapter { text: include_str!("data/institutions.tsv"), chance: 1e-5 },
    Chapter { text: include_str!("data/law.tsv"), chance: 2e-5 },
    Chapter { text: include_str!("data/security.tsv"), chance: 2e-5 },
    Chapter { text: include_str!("data/economy.tsv"), chance: 2e-5 },
    Chapter { text: include_str!("data/web.tsv"), chance: 2e-5 },
    Chapter { text: include_str!("data/common-6.tsv"), chance: 1.2e-5 },
];

/// A chapter, and how likely a word drawn at random is to be a given one of its words: the
/// middle of its ranks under Zipf's law with a tenth for the first rank.
struct Chapter {
    text: &'static str,
    chance: f64,
}

/// Strength of a word for which a translation is listed.
const LISTED: f32 = 1.0;
/// The same from the fourth translation on.
const LISTED_LATE: f32 = 0.8;
/// Strength of a word that stands in a translation of several words.
const PART: f32 = 0.6;
/// Translations that count as the first ones.
const EARLY: usize = 3;

/// An entry of the core lexicon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Lemma or phrase.
    pub lemma: &'static str,
    /// Part of speech.
    pub part: &'static str,
    /// Translations, the likeliest first, parted by `|`.
    pub translations: &'static str,
    /// The subject or use, where one is noted.
    pub domain: Option<&'static str>,
    /// The chance that a word drawn at random is this one, by its chapter.
    pub chance: f64,
}

/// Returns the entries of all chapters, in order.
pub fn entries() -> impl Iterator<Item = Entry> {
    CHAPTERS.iter().flat_map(lines)
}

fn lines(chapter: &'static Chapter) -> impl Iterator<Item = Entry> {
    chapter.text.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let lemma = cells.next().filter(|lemma| !lemma.is_empty() && !lemma.starts_with('#'))?;
        let (part, translations, domain) = (cells.next()?, cells.next()?, cells.next());
        Some(Entry { lemma, part, translations, domain, chance: chapter.chance })
    })
}

/// Returns the chance that a word drawn at random from a text has this key, where the lexicon
/// has an idea of it.
pub fn chance(lang: &str, key: &str) -> Option<f64> {
    static SOURCE: LazyLock<HashMap<String, f64>> = LazyLock::new(|| chances("pl", false));
    static TARGET: LazyLock<HashMap<String, f64>> = LazyLock::new(|| chances("en", true));
    match lang {
        "pl" => SOURCE.get(key).copied(),
        "en" => TARGET.get(key).copied(),
        _ => None,
    }
}

fn chances(lang: &str, in_target: bool) -> HashMap<String, f64> {
    let mut chances: HashMap<String, f64> = HashMap::new();
    for chapter in CHAPTERS {
        for entry in lines(chapter) {
            let words = if in_target { entry.translations } else { entry.lemma };
            // A second translation is met less often than the first.
            for (rank, word) in words.split('|').enumerate().filter(|(_, w)| !w.contains(' ')) {
                let chance = chapter.chance / (1.0 + rank as f64);
                let known = chances.entry(language::fold(lang, word).best().to_string());
                let known = known.or_default();
                *known = known.max(chance);
            }
        }
    }
    chances
}

/// The languages of the lexicon: of its lemmas, of its translations.
pub const LANGUAGES: (&str, &str) = ("pl", "en");

/// Returns the core lexicon of a pair of languages, empty where none has been written.
///
/// ```
/// let lexicon = kladka::lexicon::core("pl", "en");
/// assert!(lexicon.partners("styczeń").iter().any(|(en, _)| en == "january"));
/// ```
pub fn core(source: &str, target: &str) -> &'static Lexicon {
    static NONE: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
    static FORTH: LazyLock<Lexicon> = LazyLock::new(|| read("pl", "en", false));
    static BACK: LazyLock<Lexicon> = LazyLock::new(|| read("pl", "en", true));
    match (source, target) {
        ("pl", "en") => &FORTH,
        ("en", "pl") => &BACK,
        _ => &NONE,
    }
}

fn read(source: &str, target: &str, turned: bool) -> Lexicon {
    let mut lexicon = Lexicon::default();
    // Most English words stand in several entries; each is folded once.
    let mut folded: HashMap<(bool, &str), Vec<String>> = HashMap::new();
    let mut keys = |is_source: bool, word: &'static str| -> Vec<String> {
        let lang = if is_source { source } else { target };
        let keys = folded.entry((is_source, word)).or_insert_with(|| {
            let keys = language::fold(lang, word);
            let strong: Vec<String> = keys.strong().map(String::from).collect();
            if strong.is_empty() { vec![keys.best().to_string()] } else { strong }
        });
        keys.clone()
    };
    for entry in entries().filter(|entry| !entry.lemma.contains(' ')) {
        let lemma = keys(true, entry.lemma);
        for (rank, translation) in entry.translations.split('|').enumerate() {
            let listed = if rank < EARLY { LISTED } else { LISTED_LATE };
            let words: Vec<&'static str> = translation.split(' ').collect();
            for word in &words {
                let strength = match words.len() {
                    1 => listed,
                    _ if language::class(target, word).has(WordClass::FUNCTION) => continue,
                    _ => listed * PART,
                };
                for own in &lemma {
                    for other in keys(false, word) {
                        let (a, b) = if turned { (&other, own) } else { (own, &other) };
                        lexicon.insert(a, b, strength);
                    }
                }
            }
        }
    }
    lexicon
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const PARTS: [&str; 11] =
        ["noun", "name", "adj", "adv", "verb", "num", "pron", "prep", "conj", "part", "phrase"];

    #[test]
    fn every_entry_is_well_formed() {
        let mut seen = HashSet::new();
        let mut wrong = Vec::new();
        for chapter in CHAPTERS {
            for line in chapter.text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
                let cells: Vec<&str> = line.split('\t').collect();
                let clean = cells.iter().all(|c| c.trim() == *c && !c.contains("  "));
                let senses = cells.get(2).copied().unwrap_or("");
                let filled = !senses.is_empty() && senses.split('|').all(|s| !s.trim().is_empty());
                let part = cells.get(1).is_some_and(|part| PARTS.contains(part));
                let well_formed = clean && filled && part && (3..=4).contains(&cells.len());
                if !well_formed || !seen.insert((cells[0], cells[1])) {
                    wrong.push(line);
                }
            }
        }
        assert!(wrong.is_empty(), "{} lines are wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}
