//! The learned table of Polish endings, read in place from the bytes in the program.
//!
//! [`Table`] answers one question: which *rules* apply to this word? A [`Rule`] says how much of the word stays and which letters come
//! after it to make a key (`koalicji` = keep `koalicj`, add `a`). A list of rules hangs on a *suffix* of the word, or on the whole word;
//! the longest suffix that the table knows decides. Words written with a capital are first looked up among suffixes of their own, where
//! names decide (Wołka is a form of Wołk, wołka one of wołek). A second, smaller array holds the commonest keys: a word none of whose keys is
//! among them is *unknown*, and whoever asks may add a guess.
//!
//! The layout is written by `examples/train_fold.rs`; both share the letter codes and hashes of this module. Nothing is parsed at start:
//! the header's few numbers are read, and every look-up is arithmetic on the bytes.

use super::fuse::{self, Fuse};

/// First bytes of a table; the digit is the version of the layout.
pub const MAGIC: [u8; 4] = *b"KFd2";
/// Bytes before the first array.
pub const HEADER_BYTES: usize = 64;
/// Bits of a suffix value that name the list of rules.
pub const LIST_BITS: u32 = 12;
/// Bits of a suffix value that check the suffix. A word asks for a dozen suffixes or two: with 12 bits one word in 300 would meet a false
/// one and get a nonsensical key, with 16 one in 5,000.
pub const CHECK_BITS: u32 = 16;
/// Bits of one slot in the array of suffixes; slots are packed, the lowest bits first.
pub const SUFFIX_BITS: usize = (LIST_BITS + CHECK_BITS) as usize;
/// Bytes of one rule: cut and kept letters, then up to [`RULE_LETTERS`] letters.
pub const RULE_BYTES: usize = 8;
/// Letters that a rule may add.
pub const RULE_LETTERS: usize = 7;
/// Letters that a rule may cut from the end.
pub const RULE_CUT: usize = 15;
/// The list that stands for "as if written small"; only suffixes of capitalised words have it.
pub const AS_SMALL: u32 = 0;
/// Marks, in a list of rules, a key that is a weak one.
pub const WEAK_BIT: u16 = 1 << 15;
/// Marks, in a list of rules, a reading too rare to be a key; it counts where the lemma is known.
pub const RARE_BIT: u16 = 1 << 14;
/// Letters of a word that are looked at, counted from its end.
pub const LONGEST_WORD: usize = 40;
/// Letters of the longest suffix that a table may hold, whole words apart.
pub const LONGEST_SUFFIX: usize = 15;
/// Where the hash of a suffix begins, and that of a capitalised word's.
pub const SUFFIX_START: u64 = 0x9E37_79B9_7F4A_7C15;
/// Where the hash of a capitalised word's suffix begins.
pub const CAPITAL_START: u64 = 0xA24B_AED4_963E_E407;
/// Where the hash of a key begins.
pub const KEY_START: u64 = 0xD1B5_4A32_D192_ED03;
/// Comes after the first letter of a word (words are read from their end).
pub const WHOLE_WORD: u8 = 0;
/// The code of a letter that the table does not know.
pub const FOREIGN: u8 = 40;
/// Letters of the superlative's prefix, which some rules cut where the word has it.
pub const SUPERLATIVE: [char; 3] = ['n', 'a', 'j'];
/// Letters of the longest word that cannot be a superlative.
pub const SUPERLATIVE_LETTERS: usize = 5;
const SUPERLATIVE_CODES: [u8; 3] = [18, 1, 13];

const ALPHABET: [char; 35] = [
    'a', 'ą', 'b', 'c', 'ć', 'd', 'e', 'ę', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'ł', 'm', 'n', 'ń',
    'o', 'ó', 'p', 'q', 'r', 's', 'ś', 't', 'u', 'v', 'w', 'x', 'y', 'z', 'ź', 'ż',
];

/// Returns a small letter's code: 1 to 35, or [`FOREIGN`].
#[inline]
pub fn code(letter: char) -> u8 {
    let mut bytes = [0; 4];
    code_of_bytes(letter.encode_utf8(&mut bytes).as_bytes())
}

/// Returns the code of the small letter with which these bytes of UTF-8 begin; they are not empty.
#[inline]
pub fn code_of_bytes(bytes: &[u8]) -> u8 {
    match *bytes {
        [b @ b'a'..=b'z', ..] => ASCII_CODES[usize::from(b - b'a')],
        [0xc4, second, ..] => match second {
            0x85 => 2, // ą
            0x87 => 5, // ć
            0x99 => 8, // ę
            _ => FOREIGN,
        },
        [0xc5, second, ..] => match second {
            0x82 => 16, // ł
            0x84 => 19, // ń
            0x9b => 26, // ś
            0xba => 34, // ź
            0xbc => 35, // ż
            _ => FOREIGN,
        },
        [0xc3, 0xb3, ..] => 21, // ó
        _ => FOREIGN,
    }
}

const ASCII_CODES: [u8; 26] = [
    1, 3, 4, 6, 7, 9, 10, 11, 12, 13, 14, 15, 17, 18, 20, 22, 23, 24, 25, 27, 28, 29, 30, 31, 32,
    33,
];

/// Returns the letter of a code, or a question mark for a code that no letter has.
pub fn letter(code: u8) -> char {
    usize::from(code).checked_sub(1).and_then(|i| ALPHABET.get(i)).copied().unwrap_or('?')
}

/// By what part of a word its rules were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its last letters, so many.
    Letters(u8),
    /// All of it.
    WholeWord,
}

/// How one key is made from the word: keep the letters `from..to`, add `letters`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule<'t> {
    /// First letter kept; 3 where the rule cuts `naj`, else 0.
    pub from: usize,
    /// End of the letters kept.
    pub to: usize,
    /// Codes of the letters added.
    pub letters: &'t [u8],
    /// True if the key is a weak one (a participle's or gerund's verb).
    pub weak: bool,
    /// True if the reading is too rare to give a key.
    pub rare: bool,
    /// What of the word the table knows.
    pub ending: Ending,
}

/// The table, as it lies in memory.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t> {
    suffix: Fuse,
    key: Fuse,
    suffixes: &'t [u8],
    keys: &'t [u8],
    rules: &'t [u8],
    lists: &'t [u8],
    members: &'t [u8],
    longest: usize,
}

/// Sizes in the header, in this order after the magic, each a little-endian `u32` unless said otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The array of suffixes (seed as `u64`, then segment and segments).
    pub suffix: Fuse,
    /// The array of keys.
    pub key: Fuse,
    /// How many rules there are.
    pub rules: u32,
    /// How many lists of rules.
    pub lists: u32,
    /// How many members all lists have together.
    pub members: u32,
    /// Letters of the longest suffix that is not a whole word.
    pub longest: u32,
}

impl Header {
    /// Returns the header's bytes.
    pub fn to_bytes(&self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        bytes[..4].copy_from_slice(&MAGIC);
        let mut at = 4;
        for fuse in [self.suffix, self.key] {
            bytes[at..at + 8].copy_from_slice(&fuse.seed.to_le_bytes());
            bytes[at + 8..at + 12].copy_from_slice(&fuse.segment.to_le_bytes());
            bytes[at + 12..at + 16].copy_from_slice(&fuse.segments.to_le_bytes());
            at += 16;
        }
        for number in [self.rules, self.lists, self.members, self.longest] {
            bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
            at += 4;
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Header> {
        let u32_at = |i: usize| Some(u32::from_le_bytes(bytes.get(i..i + 4)?.try_into().ok()?));
        let u64_at = |i: usize| Some(u64::from_le_bytes(bytes.get(i..i + 8)?.try_into().ok()?));
        let fuse_at = |i: usize| {
            Some(Fuse { seed: u64_at(i)?, segment: u32_at(i + 8)?, segments: u32_at(i + 12)? })
        };
        let header = Header {
            suffix: fuse_at(4)?,
            key: fuse_at(20)?,
            rules: u32_at(36)?,
            lists: u32_at(40)?,
            members: u32_at(44)?,
            longest: u32_at(48)?,
        };
        let whole = |fuse: Fuse| {
            fuse.segment.is_power_of_two()
                && fuse.segment <= 1 << 20
                && (1..1 << 12).contains(&fuse.segments)
        };
        (bytes.starts_with(&MAGIC) && whole(header.suffix) && whole(header.key)).then_some(header)
    }
}

impl<'t> Table<'t> {
    /// Opens a table; `None` if the bytes are not one of this version, or too short.
    pub fn open(bytes: &'t [u8]) -> Option<Table<'t>> {
        let header = Header::from_bytes(bytes)?;
        let mut rest = bytes.get(HEADER_BYTES..)?;
        let mut take = |n: usize| {
            let part = rest.get(..n)?;
            rest = &rest[n..];
            Some(part)
        };
        Some(Table {
            suffix: header.suffix,
            key: header.key,
            suffixes: take(suffix_bytes(header.suffix.len()))?,
            keys: take(header.key.len())?,
            rules: take(header.rules as usize * RULE_BYTES)?,
            lists: take((header.lists as usize + 1) * 2)?,
            members: take(header.members as usize * 2)?,
            longest: header.longest as usize,
        })
    }

    /// Returns the rules of the longest known suffix, the likeliest first; none for a word of letters the table has never seen.
    ///
    /// `word` is the codes of the word's small letters in order. Rules that the word is too short for are left out.
    pub fn rules(&self, word: &[u8], capital: bool) -> impl Iterator<Item = Rule<'t>> + use<'t> {
        let letters = word.len();
        let looked_at = &word[letters.saturating_sub(LONGEST_WORD)..];
        let small = || self.list_of(looked_at, SUFFIX_START);
        let list = match capital.then(|| self.list_of(looked_at, CAPITAL_START)).flatten() {
            None | Some((AS_SMALL, _)) => small(),
            found => found,
        };
        let table = *self;
        let members = list.map_or(0..0, |(list, _)| {
            let bound = |i: usize| u16_at(table.lists, i).unwrap_or(0) as usize;
            bound(list as usize)..bound(list as usize + 1)
        });
        let ending = list.map_or(Ending::Letters(0), |(_, ending)| ending);
        let superlative = letters > SUPERLATIVE_LETTERS && word.starts_with(&SUPERLATIVE_CODES);
        members.filter_map(move |i| {
            table.rule(u16_at(table.members, i)?, letters, superlative, ending)
        })
    }

    /// Returns true if the key of this hash (see [`KEY_START`]) is one of the commonest; a rare key passes once in 256.
    #[inline]
    pub fn is_common_key(&self, hash: u64) -> bool {
        let finished = fuse::finish(hash);
        let value = self
            .key
            .slots(finished)
            .into_iter()
            .fold(0, |value, slot| value ^ self.keys.get(slot).copied().unwrap_or(0));
        u32::from(value) == fuse::check(finished, 8)
    }

    /// The list of rules of the longest known suffix, and which that is.
    fn list_of(&self, word: &[u8], start: u64) -> Option<(u32, Ending)> {
        // hashes of the suffixes that may be known as such; the whole word's is carried on
        let mut hashes = [start; LONGEST_SUFFIX + 1];
        let mut hash = start;
        for (i, &letter) in word.iter().rev().enumerate() {
            hash = fuse::step(hash, letter);
            if let Some(slot) = hashes.get_mut(i + 1) {
                *slot = hash;
            }
        }
        if let Some(list) = self.node(fuse::step(hash, WHOLE_WORD)) {
            return Some((list, Ending::WholeWord));
        }
        let longest = word.len().min(self.longest).min(LONGEST_SUFFIX);
        let known = |letters: usize| Some((self.node(hashes[letters])?, letters));
        let (list, letters) = (0..=longest).rev().find_map(known)?;
        Some((list, Ending::Letters(letters as u8))) // at most LONGEST_WORD
    }

    #[inline]
    fn node(&self, hash: u64) -> Option<u32> {
        let finished = fuse::finish(hash);
        let value = self
            .suffix
            .slots(finished)
            .into_iter()
            .fold(0, |value, slot| value ^ suffix_at(self.suffixes, slot));
        (value >> LIST_BITS == fuse::check(finished, CHECK_BITS))
            .then_some(value & ((1 << LIST_BITS) - 1))
    }

    fn rule(
        &self,
        member: u16,
        letters: usize,
        superlative: bool,
        ending: Ending,
    ) -> Option<Rule<'t>> {
        let at = usize::from(member & !(WEAK_BIT | RARE_BIT)) * RULE_BYTES;
        let bytes = self.rules.get(at..at + RULE_BYTES)?;
        let (cut, added) = (usize::from(bytes[0] & 15), usize::from(bytes[0] >> 4 & 7));
        let from = if superlative && bytes[0] & 128 != 0 { SUPERLATIVE.len() } else { 0 };
        let to = letters.checked_sub(cut)?;
        let rule = Rule {
            from,
            to,
            letters: &bytes[1..1 + added],
            weak: member & WEAK_BIT != 0,
            rare: member & RARE_BIT != 0,
            ending,
        };
        (from <= to && (from < to || added > 0)).then_some(rule)
    }
}

fn u16_at(bytes: &[u8], i: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(2 * i..2 * i + 2)?.try_into().ok()?))
}

/// Returns the bytes that so many slots of suffixes take; three more than needed, so that each can be read as four.
pub fn suffix_bytes(slots: usize) -> usize {
    (slots * SUFFIX_BITS).div_ceil(8) + 3
}

#[inline]
fn suffix_at(bytes: &[u8], slot: usize) -> u32 {
    let bit = slot * SUFFIX_BITS;
    match bytes.get(bit / 8..bit / 8 + 4) {
        Some(&[a, b, c, d]) => {
            u32::from_le_bytes([a, b, c, d]) >> (bit % 8) & ((1 << SUFFIX_BITS) - 1)
        }
        _ => 0,
    }
}
