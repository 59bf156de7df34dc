//! Words in order, each stored as what it adds to the one before: a pool in which every word has
//! a number and can be found by its small letters.
//!
//! Words are sorted by their small letters, so that *Polska* and *polska* stand side by side.
//! Blocks of sixteen begin with a whole word; finding one is a binary search among these and a
//! short walk. A word is a head (how it is written, how many letters it shares with the one before,
//! how many it adds) and the letters added, both in as few bits as their frequency allows.

use std::cmp::Ordering;
use std::ops::Range;

use super::letters::{BitReader, BitWriter, Codes, Letters};
use super::packed::{Cutter, Packed, pack, write_section};

/// Words a block.
const BLOCK: usize = 16;
/// The greatest number in half a byte: letters shared, letters added before eight more bits are
/// needed.
const NIBBLE: usize = 15;
/// Bits of the number of letters above that, and of a word written otherwise.
const LENGTH_BITS: usize = 8;
/// Set where a word's own small letters are no key of it.
const OTHER_KEYS: usize = 4;
/// Heads are numbers, kept as characters from here on.
const FIRST_HEAD: u32 = 0x1_0000;
/// Bytes a word may have at most.
pub(super) const LONGEST_WORD: usize = 200;

/// How a word is written.
const SMALL: usize = 0;
const CAPITAL: usize = 1;
const CAPITALS: usize = 2;
const OTHERWISE: usize = 3;

/// Returns a word in small letters, by which it is found.
pub(super) fn small(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn with_capital(small: &str) -> String {
    let mut chars = small.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn written(small: &str, style: usize) -> String {
    match style {
        CAPITAL => with_capital(small),
        CAPITALS => small.to_uppercase(),
        _ => small.to_string(),
    }
}

/// What comes before the letters of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    style: usize,
    has_own_key: bool,
    shared: usize,
    /// Up to [`NIBBLE`]; more letters are counted apart.
    added: usize,
}

impl Head {
    fn to_char(self) -> char {
        let style = self.style | if self.has_own_key { 0 } else { OTHER_KEYS };
        let number = (style << 8 | self.shared << 4 | self.added) as u32;
        // No number of eleven bits reaches the end of Unicode.
        char::from_u32(FIRST_HEAD + number).unwrap_or('\0')
    }

    fn of(letter: char) -> Option<Head> {
        let number = u32::from(letter).checked_sub(FIRST_HEAD)? as usize;
        let style = number >> 8;
        Some(Head {
            style: style & OTHERWISE,
            has_own_key: style & OTHER_KEYS == 0,
            shared: number >> 4 & NIBBLE,
            added: number & NIBBLE,
        })
    }
}

/// Words, each with a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pool<'t> {
    words: usize,
    heads: Letters<'t>,
    letters: Letters<'t>,
    blocks: Packed<'t>,
    text: &'t [u8],
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
        let smalls: Vec<Vec<char>> = words.iter().map(|w| small(w).chars().collect()).collect();
        let head = |number: usize| {
            let (word, own) = (&words[number], &smalls[number]);
            let text: String = own.iter().collect();
            let fits = |style: &usize| written(&text, *style) == *word;
            let style = [SMALL, CAPITAL, CAPITALS].into_iter().find(fits).unwrap_or(OTHERWISE);
            let shared = match number % BLOCK {
                0 => 0,
                _ => shared(&smalls[number - 1], own),
            };
            let added = (own.len() - shared).min(NIBBLE);
            Head { style, has_own_key: has_own_key(word), shared, added }
        };
        let heads: Vec<Head> = (0..words.len()).map(head).collect();
        let otherwise = heads.iter().zip(words).filter(|(head, _)| head.style == OTHERWISE);
        let spelled = otherwise.flat_map(|(_, word)| word.chars());
        let letters = Codes::of(smalls.iter().flatten().copied().chain(spelled));
        let codes = Codes::of(heads.iter().map(|head| head.to_char()));
        let (mut blocks, mut text) = (Vec::new(), BitWriter::default());
        for (number, (head, own)) in heads.iter().zip(&smalls).enumerate() {
            if number.is_multiple_of(BLOCK) {
                blocks.push(text.len() as u32);
            }
            codes.write(std::iter::once(head.to_char()), &mut text);
            let added = &own[head.shared..];
            if head.added == NIBBLE {
                text.number(added.len() - NIBBLE, LENGTH_BITS);
            }
            letters.write(added.iter().copied(), &mut text);
            if head.style == OTHERWISE {
                text.number(words[number].chars().count(), LENGTH_BITS);
                letters.write(words[number].chars(), &mut text);
            }
        }
        let mut bytes = Vec::new();
        bytes.extend((words.len() as u32).to_le_bytes());
        for section in [codes.bytes(), letters.bytes(), &pack(&blocks), &text.into_bytes()] {
            write_section(section, &mut bytes);
        }
        bytes
    }

    /// Reads a pool in place; `None` when the bytes are none.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Pool<'t>> {
        let mut rest = Cutter(bytes);
        Some(Pool {
            words: rest.number()? as usize,
            heads: Letters::open(rest.section()?)?,
            letters: Letters::open(rest.section()?)?,
            blocks: Packed::open(rest.section()?)?,
            text: rest.section()?,
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

    /// Returns a word in small letters, and whether these are a key of it.
    pub(super) fn small(&self, number: usize) -> (String, bool) {
        let walk = self.walk_to(number);
        (walk.small.iter().collect(), walk.head.has_own_key)
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
        let mut walk = self.walk(block);
        let Some(mut rest) = walk.read_head() else { return false };
        let text = &mut walk.text;
        for letter in wanted {
            let own = if rest == 0 { None } else { self.letters.next(text) };
            match own.as_ref().cmp(&Some(letter)) {
                Ordering::Less => return true,
                Ordering::Equal => rest -= 1,
                Ordering::Greater => return false,
            }
        }
        false
    }

    fn walk(&self, block: usize) -> Walk<'t> {
        Walk {
            pool: *self,
            number: block * BLOCK,
            text: BitReader { bytes: self.text, at: self.blocks.get(block) as usize },
            head: Head { style: SMALL, has_own_key: true, shared: 0, added: 0 },
            small: Vec::new(),
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

fn shared(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take(NIBBLE).take_while(|(a, b)| a == b).count()
}

/// A walk from word to word.
struct Walk<'t> {
    pool: Pool<'t>,
    /// Number of the word that comes next.
    number: usize,
    text: BitReader<'t>,
    /// The head of the word walked to, its small letters, and how else it is written.
    head: Head,
    small: Vec<char>,
    otherwise: String,
}

impl Walk<'_> {
    /// Goes to the next word; `false` where there is none.
    fn step(&mut self) -> bool {
        self.number < self.pool.words && self.read().is_some()
    }

    fn read(&mut self) -> Option<()> {
        let added = self.read_head()?;
        self.small.truncate(self.head.shared);
        for _ in 0..added {
            self.small.push(self.pool.letters.next(&mut self.text)?);
        }
        if self.head.style == OTHERWISE {
            self.otherwise.clear();
            for _ in 0..self.text.number(LENGTH_BITS)? {
                self.otherwise.push(self.pool.letters.next(&mut self.text)?);
            }
        }
        self.number += 1;
        Some(())
    }

    /// Reads the head of the next word and returns how many letters are added.
    fn read_head(&mut self) -> Option<usize> {
        self.head = Head::of(self.pool.heads.next(&mut self.text)?)?;
        let more = match self.head.added {
            NIBBLE => self.text.number(LENGTH_BITS)?,
            _ => 0,
        };
        Some(self.head.added + more)
    }

    fn as_written(&self) -> String {
        match self.head.style {
            OTHERWISE => self.otherwise.clone(),
            style => written(&self.small.iter().collect::<String>(), style),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
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
                proptest::prop_assert_eq!(pool.small(number), (small(word), word.len() % 2 == 0));
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
