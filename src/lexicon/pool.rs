//! Words in order, each stored as what it adds to the one before: a pool in which every word has
//! a number and can be found by its small letters.
//!
//! Words are sorted by their small letters, so that *Polska* and *polska* stand side by side.
//! Blocks of sixteen begin with a whole word; finding one is a binary search among these and a
//! short walk. How a word is written (small, with a capital, in capitals, otherwise) stands apart.

use std::cmp::Ordering;
use std::ops::Range;

use super::letters::{BitReader, BitWriter, Codes, Letters};
use super::packed::{Cutter, Packed, pack, write_section};

/// Words a block.
const BLOCK: usize = 16;
/// The greatest number in half a byte: letters shared, letters added before eight more bits are
/// needed.
const NIBBLE: usize = 15;
const NIBBLE_BITS: usize = 4;
/// Set where a word's own small letters are no key of it.
const OTHER_KEYS: u32 = 4;
/// Bytes a word may have at most.
pub(super) const LONGEST_WORD: usize = 200;

/// How a word is written.
const SMALL: u32 = 0;
const CAPITAL: u32 = 1;
const CAPITALS: u32 = 2;
const OTHERWISE: u32 = 3;

/// Returns a word in small letters, by which it is found.
pub(super) fn small(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn with_capital(small: &str) -> String {
    let mut chars = small.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn written(small: &str, style: u32) -> String {
    match style {
        CAPITAL => with_capital(small),
        CAPITALS => small.to_uppercase(),
        _ => small.to_string(),
    }
}

/// Words, each with a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pool<'t> {
    words: usize,
    letters: Letters<'t>,
    blocks: Packed<'t>,
    text: &'t [u8],
    styles: Packed<'t>,
}

impl<'t> Pool<'t> {
    /// Sorts words into the order of their numbers; each is kept once.
    pub(super) fn order(words: &mut Vec<String>) {
        words.sort_by_cached_key(|word| (small(word), word.clone()));
        words.dedup();
    }

    /// Returns the bytes of words in order ([`Pool::order`]), none longer than [`LONGEST_WORD`];
    /// `has_own_key` says of each whether its small letters are a key of it.
    pub(super) fn write(words: &[String], has_own_key: impl Fn(&str) -> bool) -> Vec<u8> {
        let smalls: Vec<String> = words.iter().map(|word| small(word)).collect();
        let style_of = |word: &str, own: &str| {
            let fits = |style: &u32| written(own, *style) == word;
            [SMALL, CAPITAL, CAPITALS].into_iter().find(fits).unwrap_or(OTHERWISE)
        };
        let styles: Vec<u32> = words.iter().zip(&smalls).map(|(w, own)| style_of(w, own)).collect();
        let otherwise = words.iter().zip(&styles).filter(|(_, style)| **style == OTHERWISE);
        let spelled = otherwise.map(|(word, _)| word.as_str());
        let codes = Codes::of(smalls.iter().map(String::as_str).chain(spelled));
        let (mut blocks, mut text) = (Vec::new(), BitWriter::default());
        let mut before: Vec<char> = Vec::new();
        for (number, own) in smalls.iter().enumerate() {
            let letters: Vec<char> = own.chars().collect();
            let first = number % BLOCK == 0;
            if first {
                blocks.push(text.len() as u32);
            }
            let shared = if first { 0 } else { shared(&before, &letters) };
            text.number(shared, NIBBLE_BITS);
            write_letters(&letters[shared..], &codes, &mut text);
            if styles[number] == OTHERWISE {
                write_letters(&words[number].chars().collect::<Vec<_>>(), &codes, &mut text);
            }
            before = letters;
        }
        let styles: Vec<u32> = words
            .iter()
            .zip(styles)
            .map(|(word, style)| style | if has_own_key(word) { 0 } else { OTHER_KEYS })
            .collect();
        let mut bytes = Vec::new();
        bytes.extend((words.len() as u32).to_le_bytes());
        write_section(codes.bytes(), &mut bytes);
        write_section(&pack(&blocks), &mut bytes);
        write_section(&text.into_bytes(), &mut bytes);
        write_section(&pack(&styles), &mut bytes);
        bytes
    }

    /// Reads a pool in place; `None` when the bytes are none.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Pool<'t>> {
        let mut rest = Cutter(bytes);
        Some(Pool {
            words: rest.number()? as usize,
            letters: Letters::open(rest.section()?)?,
            blocks: Packed::open(rest.section()?)?,
            text: rest.section()?,
            styles: Packed::open(rest.section()?)?,
        })
    }

    /// Returns the number of words.
    pub(super) fn len(&self) -> usize {
        self.words
    }

    /// Returns a word as it is written.
    pub(super) fn word(&self, number: usize) -> String {
        self.walk_to(number).as_written()
    }

    /// Returns a word in small letters.
    pub(super) fn small(&self, number: usize) -> String {
        self.walk_to(number).small.iter().collect()
    }

    /// Says whether a word's small letters are a key of it.
    pub(super) fn has_own_key(&self, number: usize) -> bool {
        self.styles.get(number) & OTHER_KEYS == 0
    }

    /// Returns the numbers of the words that have these small letters.
    pub(super) fn find(&self, small: &str) -> Range<usize> {
        let wanted: Vec<char> = small.chars().collect();
        // The last block that begins before the wanted word: blocks may begin with its equal.
        let (mut low, mut high) = (0, self.words.div_ceil(BLOCK));
        while low < high {
            let middle = low.midpoint(high);
            if self.begins_before(middle, &wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let mut walk = self.walk(low.saturating_sub(1));
        let mut found = 0..0;
        while walk.step() {
            match walk.small.cmp(&wanted) {
                Ordering::Less => {}
                Ordering::Equal if found.is_empty() => found = walk.number - 1..walk.number,
                Ordering::Equal => found.end = walk.number,
                Ordering::Greater => break,
            }
        }
        found
    }

    /// Says whether a block begins before a word; its first word stands there whole.
    fn begins_before(&self, block: usize, wanted: &[char]) -> bool {
        let mut text = self.at(self.blocks.get(block) as usize);
        let Some(mut rest) = text.number(NIBBLE_BITS).and_then(|_| length(&mut text)) else {
            return false;
        };
        for letter in wanted {
            let own = if rest == 0 { None } else { self.letters.next(&mut text) };
            match own.as_ref().cmp(&Some(letter)) {
                Ordering::Less => return true,
                Ordering::Equal => rest -= 1,
                Ordering::Greater => return false,
            }
        }
        false
    }

    fn at(&self, bit: usize) -> BitReader<'t> {
        BitReader { bytes: self.text, at: bit }
    }

    fn walk(&self, block: usize) -> Walk<'t> {
        Walk {
            pool: *self,
            number: block * BLOCK,
            text: self.at(self.blocks.get(block) as usize),
            small: Vec::with_capacity(2 * BLOCK),
            otherwise: String::new(),
        }
    }

    /// Walks to a word.
    fn walk_to(&self, number: usize) -> Walk<'t> {
        let mut walk = self.walk(number / BLOCK);
        for _ in 0..=number % BLOCK {
            walk.step();
        }
        walk
    }
}

fn write_letters(letters: &[char], codes: &Codes, text: &mut BitWriter) {
    text.number(letters.len().min(NIBBLE), NIBBLE_BITS);
    if letters.len() >= NIBBLE {
        text.number(letters.len() - NIBBLE, u8::BITS as usize);
    }
    codes.write(letters.iter().copied(), text);
}

/// Reads how many letters come.
fn length(text: &mut BitReader<'_>) -> Option<usize> {
    let length = text.number(NIBBLE_BITS)?;
    let more = if length == NIBBLE { text.number(u8::BITS as usize)? } else { 0 };
    Some(length + more)
}

fn shared(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take(NIBBLE).take_while(|(a, b)| a == b).count()
}

/// A walk from word to word.
struct Walk<'t> {
    pool: Pool<'t>,
    /// Number of the word that comes next.
    number: usize,
    text: BitReader<'t>,
    small: Vec<char>,
    otherwise: String,
}

impl Walk<'_> {
    /// Goes to the next word; `false` where there is none.
    fn step(&mut self) -> bool {
        self.number < self.pool.words && self.read().is_some()
    }

    fn read(&mut self) -> Option<()> {
        let shared = self.text.number(NIBBLE_BITS)?;
        self.small.truncate(shared);
        for _ in 0..length(&mut self.text)? {
            self.small.push(self.pool.letters.next(&mut self.text)?);
        }
        if self.pool.styles.get(self.number) & OTHERWISE == OTHERWISE {
            self.otherwise.clear();
            for _ in 0..length(&mut self.text)? {
                self.otherwise.push(self.pool.letters.next(&mut self.text)?);
            }
        }
        self.number += 1;
        Some(())
    }

    fn as_written(&self) -> String {
        let Some(number) = self.number.checked_sub(1) else { return String::new() };
        match self.pool.styles.get(number) & OTHERWISE {
            OTHERWISE => self.otherwise.clone(),
            style => written(&self.small.iter().collect::<String>(), style),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn words_are_found_and_read_as_written(
            mut words in proptest::collection::vec("[a-cA-Cżł’'İ]{1,6}|\\PC{1,30}|[a-b]{1,40}", 0..200),
            other in "[a-c]{1,4}",
        ) {
            words.retain(|word| word.len() <= LONGEST_WORD && small(word).len() <= LONGEST_WORD);
            Pool::order(&mut words);
            let bytes = Pool::write(&words, |word| word.len() % 2 == 0);
            let pool = Pool::open(&bytes).expect("just written");
            proptest::prop_assert_eq!(pool.len(), words.len());
            for (number, word) in words.iter().enumerate() {
                proptest::prop_assert_eq!(&pool.word(number), word);
                proptest::prop_assert!(pool.find(&small(word)).contains(&number), "{}", word);
                proptest::prop_assert_eq!(pool.has_own_key(number), word.len() % 2 == 0);
            }
            let alike = words.iter().filter(|word| small(word) == other).count();
            proptest::prop_assert_eq!(pool.find(&other).len(), alike);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            if let Some(pool) = Pool::open(&bytes) {
                let _ = (pool.word(3), pool.small(17), pool.find("a"));
            }
        }
    }
}
