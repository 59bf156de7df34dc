//! The rules of a table, applied to a word.

use compact_str::CompactString;

use super::table::{self, Ending, LONGEST_WORD, Rule, Table};
use super::{Key, Reason, Strength, fuse};

/// One key that the table gives a word; it is spelled out only for whoever asks.
pub struct Reading<'r> {
    table: &'r Table<'r>,
    word: &'r str,
    letters: &'r Letters,
    rule: Rule<'r>,
    /// True if the reading is too rare to be a key, but possible.
    pub rare: bool,
    /// True if the word is only related to the key.
    pub weak: bool,
}

impl Reading<'_> {
    /// Returns the key's text.
    pub fn text(&self) -> CompactString {
        let rule = &self.rule;
        let [from, to] = [rule.from, rule.to].map(|at| usize::from(self.letters.starts[at]));
        let mut text = CompactString::from(&self.word[from..to]);
        text.extend(rule.letters.iter().map(|&code| table::letter(code)));
        text
    }

    /// Returns the key.
    pub fn key(&self) -> Key {
        let reason = match self.rule.ending {
            Ending::Letters(letters) => Reason::Ending(letters),
            Ending::WholeWord => Reason::WholeWord,
        };
        let strength = if self.weak { Strength::Weak } else { Strength::Strong };
        Key { text: self.text(), strength, reason }
    }

    /// Returns true if the key is one of the commonest: the word is no stranger.
    pub fn is_common(&self) -> bool {
        let kept = &self.letters.codes()[self.rule.from..self.rule.to];
        let letters = kept.iter().chain(self.rule.letters);
        let hash = letters.fold(table::KEY_START, |hash, &code| fuse::step(hash, code));
        self.table.is_common_key(hash)
    }
}

/// Hands over what the table makes of a word in small letters, likeliest first; nothing for a word of more than [`LONGEST_WORD`] letters.
pub fn readings(
    table: Option<&Table<'_>>,
    word: &str,
    capital: bool,
    mut each: impl FnMut(&Reading<'_>),
) {
    let Some(table) = table else { return };
    let Some(letters) = Letters::of(word) else { return };
    for rule in table.rules(letters.codes(), capital) {
        let (rare, weak) = (rule.rare, rule.weak);
        each(&Reading { table, word, letters: &letters, rule, rare, weak });
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
        let bytes = word.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            *letters.codes.get_mut(letters.count)? = table::code_of_bytes(&bytes[at..]);
            letters.starts[letters.count] = at as u8; // four bytes a letter at most: below 4 × LONGEST_WORD
            letters.count += 1;
            at += width(bytes[at]);
        }
        letters.starts[letters.count] = word.len() as u8;
        Some(letters)
    }

    fn codes(&self) -> &[u8] {
        &self.codes[..self.count]
    }
}

/// Bytes of the letter that begins with this byte of UTF-8.
fn width(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
