//! The rules of a table, applied to a word.

use super::table::{self, LONGEST_WORD, Table};
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

/// Hands over what the table makes of a word in small letters, likeliest first; nothing for a word of more than [`LONGEST_WORD`] letters.
pub fn readings(
    table: Option<&Table<'_>>,
    word: &str,
    capital: bool,
    mut each: impl FnMut(Reading),
) {
    let Some(table) = table else { return };
    let Some(letters) = Letters::of(word) else { return };
    for rule in table.rules(letters.codes(), capital) {
        let kept = &letters.codes()[rule.from..rule.to];
        let hash = kept
            .iter()
            .chain(rule.letters)
            .fold(table::KEY_START, |hash, &code| fuse::step(hash, code));
        let stem =
            &word[usize::from(letters.starts[rule.from])..usize::from(letters.starts[rule.to])];
        let mut text = String::with_capacity(stem.len() + 2 * rule.letters.len());
        text.push_str(stem);
        text.extend(rule.letters.iter().map(|&code| table::letter(code)));
        let strength = if rule.weak { Strength::Weak } else { Strength::Strong };
        each(Reading {
            key: Key { text, strength },
            rare: rule.rare,
            common: table.is_common_key(hash),
        });
    }
}

const _: () =
    assert!(4 * LONGEST_WORD <= u8::MAX as usize, "a byte must hold every place in a word");

/// The letters of one word as the table codes them, without any room on the heap.
struct Letters {
    codes: [u8; LONGEST_WORD],
    /// Where each letter begins in the word, in bytes, and where the word ends.
    starts: [u8; LONGEST_WORD + 1],
    count: usize,
}

impl Letters {
    fn of(word: &str) -> Option<Letters> {
        let mut letters =
            Letters { codes: [0; LONGEST_WORD], starts: [0; LONGEST_WORD + 1], count: 0 };
        for (start, letter) in word.char_indices() {
            *letters.codes.get_mut(letters.count)? = table::code(letter);
            letters.starts[letters.count] = start as u8; // four bytes a letter at most: below 4 × LONGEST_WORD
            letters.count += 1;
        }
        letters.starts[letters.count] = word.len() as u8;
        Some(letters)
    }

    fn codes(&self) -> &[u8] {
        &self.codes[..self.count]
    }
}
