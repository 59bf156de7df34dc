//! The rules of a table, applied to a word.

use super::table::{self, Table};
use super::{Key, Strength, fuse};

/// One key that the table gives a word.
pub struct Reading {
    /// The key with its strength.
    pub key: Key,
    /// True if the reading is too rare to be a key, but possible.
    pub rare: bool,
    /// True if the key is one of the commonest: the word is no stranger.
    pub common: bool,
}

/// Returns what the table makes of a word in small letters, likeliest first.
pub fn readings(table: Option<&Table<'_>>, word: &str, capital: bool) -> Vec<Reading> {
    let Some(table) = table else { return vec![] };
    let letters: Vec<char> = word.chars().collect();
    let codes: Vec<u8> = letters.iter().map(|&c| table::code(c)).collect();
    table
        .rules(&codes, capital)
        .map(|rule| {
            let kept = &codes[rule.from..rule.to];
            let hash = kept
                .iter()
                .chain(rule.letters)
                .fold(table::KEY_START, |hash, &code| fuse::step(hash, code));
            let added = rule.letters.iter().map(|&c| table::letter(c));
            let text: String = letters[rule.from..rule.to].iter().copied().chain(added).collect();
            let strength = if rule.weak { Strength::Weak } else { Strength::Strong };
            Reading {
                key: Key { text, strength },
                rare: rule.rare,
                common: table.is_common_key(hash),
            }
        })
        .collect()
}
