//! The numbers by which the index knows the words of one language.
//!
//! A number stands for a *sort* of token: all forms of one kind with the same fold keys, every
//! number, every inline code, every punctuation mark; in a segment without words, one number or
//! code. Two tokens of one sort may cost nothing; what two sorts cost is known before a text is
//! read. The kind can be read off the number, so that a row of numbers tells what it weighs.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::memory::pieces::Kind;

/// The number of a sort of token within one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordId(pub(super) u32);

/// One number in sixteen is a function word's or a negation's, so that both kinds can grow as
/// they like and frequent function words still have short numbers.
const SMALL_WORD: u32 = 15;

impl WordId {
    pub(super) const MARK: WordId = WordId(0);
    pub(super) const NUMBER: WordId = WordId(1);
    pub(super) const CODE: WordId = WordId(2);
    /// Stands in a text that has no tokens at all.
    pub(super) const NOTHING: WordId = WordId(3);
    /// How many numbers are given once and for all.
    pub(super) const FIXED: u32 = 4;

    /// The kind of the sort; `None` for the token of an empty text.
    fn kind(self) -> Option<Kind> {
        match self {
            WordId::MARK => Some(Kind::Mark),
            WordId::NUMBER => Some(Kind::Number),
            WordId::CODE => Some(Kind::Code),
            WordId::NOTHING => None,
            WordId(id) if id % 16 == SMALL_WORD && id / 16 % 2 == 0 => Some(Kind::Function),
            WordId(id) if id % 16 == SMALL_WORD => Some(Kind::Negation),
            WordId(_) => Some(Kind::Word),
        }
    }

    /// Says whether the sort is of a kind that words have.
    pub(super) fn is_kind(self, kind: Kind) -> bool {
        self.kind() == Some(kind)
    }

    /// What sharing the token is worth.
    #[inline]
    pub(super) fn weight(self) -> u32 {
        self.kind().map_or(0, Kind::weight)
    }

    /// What losing the token costs.
    #[inline]
    pub(super) fn price(self) -> u32 {
        self.kind().map_or(0, Kind::price)
    }
}

/// The numbers that have not been given yet, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NextIds {
    pub(super) word: u32,
    pub(super) function: u32,
    pub(super) negation: u32,
}

impl Default for NextIds {
    fn default() -> NextIds {
        NextIds { word: WordId::FIXED, function: SMALL_WORD, negation: SMALL_WORD + 16 }
    }
}

impl NextIds {
    /// Gives a number to a sort of word, or to a number or code that counts as one.
    pub(super) fn give(&mut self, kind: Kind) -> WordId {
        let (next, step) = match kind {
            Kind::Function => (&mut self.function, 32),
            Kind::Negation => (&mut self.negation, 32),
            Kind::Word | Kind::Bare | Kind::Number | Kind::Code | Kind::Mark => {
                let step = if self.word % 16 == SMALL_WORD - 1 { 2 } else { 1 };
                (&mut self.word, step)
            }
        };
        let given = *next;
        *next += step;
        WordId(given)
    }

    /// A number above all that were given.
    pub(super) fn end(&self) -> u32 {
        self.word.max(self.function).max(self.negation)
    }
}

/// Hashes a number by one multiplication; numbers are small and given in order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(u32::from(byte)));
    }

    fn write_u32(&mut self, number: u32) {
        // 2^64 by the golden ratio (Knuth, TAOCP 3, 6.4).
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}

/// A map from numbers of words.
pub(super) type IdMap<T> = HashMap<WordId, T, BuildHasherDefault<IdHasher>>;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_are_given_once_and_keep_their_kind() {
        let (mut next, mut given) = (NextIds::default(), HashSet::new());
        let kinds = [Kind::Word, Kind::Function, Kind::Negation, Kind::Bare, Kind::Word];
        for kind in kinds.into_iter().cycle().take(2000) {
            let id = next.give(kind);
            assert!(given.insert(id) && id.0 >= WordId::FIXED && id.0 < next.end());
            assert_eq!((id.weight(), id.price()), (kind.weight(), kind.price()), "{id:?}");
        }
    }
}
