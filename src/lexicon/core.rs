//! The core lexicon: what a bilingual reader knows before the first page.
//!
//! Readable chapters in `data/`, written by hand ([`super::entry`] says how); `data/chapters.tsv`
//! says which belong to which pair of languages and how common their words are. The program holds
//! them compiled, one table a pair: `cargo run --release --example build_lexicon` makes the tables
//! and a test compares them with the chapters.

use std::sync::{Arc, LazyLock};

use super::dictionary::Dictionary;

/// The compiled chapters, a table a pair of languages.
static TABLES: &[&[u8]] = &[include_bytes!("data/pl-en.bin")];

static CORE: LazyLock<Vec<Arc<Dictionary>>> =
    LazyLock::new(|| TABLES.iter().map(|table| Arc::new(Dictionary::of_table(table))).collect());

/// Returns the dictionaries compiled into the program, one a pair of languages.
///
/// ```
/// let core = kladka::lexicon::core();
/// assert!(core.iter().any(|dictionary| dictionary.langs() == ("pl", "en")));
/// ```
pub fn core() -> Vec<Arc<Dictionary>> {
    CORE.clone()
}

/// Returns the chance that a word drawn at random from a text has this key, where the core
/// lexicon has an idea of it.
pub fn chance(lang: &str, key: &str) -> Option<f64> {
    let chances = CORE.iter().filter_map(|dictionary| dictionary.chance(lang, key));
    chances.reduce(f32::max).map(f64::from)
}

/// A row of `data/chapters.tsv`.
#[derive(Clone, Debug, PartialEq)]
pub struct ChapterRow {
    /// Language of the lemmas.
    pub source: String,
    /// Language of the translations.
    pub target: String,
    /// The chapter's file; a `*` in it stands for anything.
    pub file: String,
    /// The chance that a word drawn at random is a given one of the chapter: the middle of its
    /// words' ranks under Zipf's law, with a tenth for the first rank.
    pub chance: f32,
}

impl ChapterRow {
    /// Says whether a file is meant.
    pub fn names(&self, file: &str) -> bool {
        match self.file.split_once('*') {
            Some((start, end)) => {
                file.len() >= start.len() + end.len()
                    && file.starts_with(start)
                    && file.ends_with(end)
            }
            None => file == self.file,
        }
    }
}

/// Reads `data/chapters.tsv`; lines that begin with `#` are remarks.
///
/// # Errors
/// The number of the line that cannot be read.
pub fn read_chapter_rows(text: &str) -> Result<Vec<ChapterRow>, usize> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    lines
        .map(|(number, line)| {
            let [source, target, file, chance] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(number + 1);
            };
            let chance = chance.parse().map_err(|_| number + 1)?;
            let [source, target, file] = [source, target, file].map(String::from);
            Ok(ChapterRow { source, target, file, chance })
        })
        .collect()
}
