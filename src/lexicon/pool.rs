//! Words in order, each stored as what it adds to the one before: a pool in which every word has
//! a number and can be found by its small letters.
//!
//! Words are sorted by their small letters, so that *Polska* and *polska* stand side by side.
//! Blocks of sixteen begin with a whole word; finding one is a binary search among these and a
//! short walk. How a word is written (small, with a capital, in capitals, otherwise) stands apart.

use std::ops::Range;

use super::packed::{Cutter, Packed, pack, write_section};

/// Words a block.
const BLOCK: usize = 16;
/// The greatest number in half a byte: letters shared, letters added before a second byte is
/// needed.
const NIBBLE: usize = 15;
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
        let (mut blocks, mut text, mut styles) = (Vec::new(), Vec::new(), Vec::new());
        let mut before = String::new();
        for (number, word) in words.iter().enumerate() {
            let own = small(word);
            let style = [SMALL, CAPITAL, CAPITALS].into_iter().find(|s| written(&own, *s) == *word);
            let style = style.unwrap_or(OTHERWISE);
            let first = number % BLOCK == 0;
            if first {
                blocks.push(text.len() as u32);
            }
            let shared = if first { 0 } else { shared(before.as_bytes(), own.as_bytes()) };
            let added = &own.as_bytes()[shared..];
            text.push((shared << 4 | added.len().min(NIBBLE)) as u8);
            if added.len() >= NIBBLE {
                text.push((added.len() - NIBBLE) as u8);
            }
            text.extend(added);
            if style == OTHERWISE {
                text.push(word.len() as u8);
                text.extend(word.as_bytes());
            }
            styles.push(style | if has_own_key(word) { 0 } else { OTHER_KEYS });
            before = own;
        }
        let mut bytes = Vec::new();
        bytes.extend((words.len() as u32).to_le_bytes());
        write_section(&pack(&blocks), &mut bytes);
        write_section(&text, &mut bytes);
        write_section(&pack(&styles), &mut bytes);
        bytes
    }

    /// Reads a pool in place; `None` when the bytes are none.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Pool<'t>> {
        let mut rest = Cutter(bytes);
        Some(Pool {
            words: rest.number()? as usize,
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
        let mut walk = self.walk(number / BLOCK);
        for _ in 0..=number % BLOCK {
            walk.step();
        }
        walk.as_written()
    }

    /// Returns a word in small letters.
    pub(super) fn small(&self, number: usize) -> String {
        let mut walk = self.walk(number / BLOCK);
        for _ in 0..=number % BLOCK {
            walk.step();
        }
        String::from_utf8(walk.small).unwrap_or_default()
    }

    /// Says whether a word's small letters are a key of it.
    pub(super) fn has_own_key(&self, number: usize) -> bool {
        self.styles.get(number) & OTHER_KEYS == 0
    }

    /// Returns the numbers of the words that have these small letters.
    pub(super) fn find(&self, small: &str) -> Range<usize> {
        let wanted = small.as_bytes();
        // The last block that begins before the wanted word: blocks may begin with its equal.
        let (mut low, mut high) = (0, self.words.div_ceil(BLOCK));
        while low < high {
            let middle = low.midpoint(high);
            if self.begins_before(middle, wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let block = low.saturating_sub(1);
        let mut walk = self.walk(block);
        let mut found = 0..0;
        while walk.step() {
            match walk.small.as_slice().cmp(wanted) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal if found.is_empty() => {
                    found = walk.number - 1..walk.number;
                }
                std::cmp::Ordering::Equal => found.end = walk.number,
                std::cmp::Ordering::Greater => break,
            }
        }
        found
    }

    /// Says whether a block begins before a word; its first word stands there whole.
    fn begins_before(&self, block: usize, wanted: &[u8]) -> bool {
        let text = self.text.get(self.blocks.get(block) as usize..);
        let mut rest = Cutter(text.unwrap_or_default());
        let first = added(&mut rest).and_then(|(_, bytes)| rest.take(bytes));
        first.is_some_and(|first| first < wanted)
    }

    fn walk(&self, block: usize) -> Walk<'t> {
        Walk {
            pool: *self,
            number: block * BLOCK,
            at: self.blocks.get(block) as usize,
            small: Vec::with_capacity(2 * BLOCK),
            otherwise: &[],
        }
    }
}

/// Reads how many letters a word shares with the one before, and how many bytes it adds.
fn added(rest: &mut Cutter<'_>) -> Option<(usize, usize)> {
    let head = usize::from(*rest.take(1)?.first()?);
    let mut added = head & NIBBLE;
    if added == NIBBLE {
        added += usize::from(*rest.take(1)?.first()?);
    }
    Some((head >> 4, added))
}

fn shared(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take(NIBBLE).take_while(|(a, b)| a == b).count()
}

/// A walk from word to word.
struct Walk<'t> {
    pool: Pool<'t>,
    /// Number of the word that comes next.
    number: usize,
    at: usize,
    small: Vec<u8>,
    otherwise: &'t [u8],
}

impl Walk<'_> {
    /// Goes to the next word; `false` where there is none.
    fn step(&mut self) -> bool {
        if self.number >= self.pool.words {
            return false;
        }
        self.read().is_some()
    }

    fn read(&mut self) -> Option<()> {
        let text = self.pool.text;
        let mut rest = Cutter(text.get(self.at..)?);
        let (shared, added) = added(&mut rest)?;
        self.small.truncate(shared);
        self.small.extend(rest.take(added)?);
        self.otherwise = &[];
        if self.pool.styles.get(self.number) & OTHERWISE == OTHERWISE {
            let bytes = usize::from(rest.take(1)?[0]);
            self.otherwise = rest.take(bytes)?;
        }
        self.at = text.len() - rest.0.len();
        self.number += 1;
        Some(())
    }

    fn as_written(&self) -> String {
        let Some(number) = self.number.checked_sub(1) else { return String::new() };
        match self.pool.styles.get(number) & OTHERWISE {
            OTHERWISE => String::from_utf8_lossy(self.otherwise).into_owned(),
            style => written(&String::from_utf8_lossy(&self.small), style),
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
