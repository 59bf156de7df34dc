//! Which words may be put for a word at less than its price, and how they are found.
//!
//! The score gives a discount to another form of the word and to a word spelt much the same way
//! ([`score`](mod@crate::memory::score)). The filter has to know every such pair before it leaves a
//! text out, so each stored word lists its relatives, and a word the memory has never seen finds
//! them by *links*: each word is filed under the first half of its best key, under the second
//! half if the key is long enough to be near another, and under each further key. One edit leaves
//! one half whole or swaps the two letters in the middle, so that three lengths of both halves
//! and one swapped spelling find every near key.

use smallvec::SmallVec;

use crate::language::{Key, Strength};
use crate::memory::hash::Hasher;
use crate::memory::near::{NEAR_LETTERS, one_edit};
use crate::memory::pieces::{Facts, Kind};
use crate::memory::score::{OTHER_FORM, SIMILAR};

/// How closely two words of different sorts belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Fit {
    /// Forms of one word: they share a strong key.
    Form,
    /// Perhaps forms of one word, or one misspelt for the other.
    Similar,
}

impl Fit {
    /// What one put for the other costs.
    pub(super) fn cost(self) -> u32 {
        match self {
            Fit::Form => OTHER_FORM,
            Fit::Similar => SIMILAR,
        }
    }
}

/// What is filed; short enough, nearly always, to need no room on the heap.
type What = SmallVec<[u8; 24]>;

/// A place where a word is filed: the hash, and what to compare there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) hash: i64,
    /// What is filed (the low two bits), whether the key is strong (the third), then the half of
    /// the key that the hash does not tell.
    pub(super) what: What,
}

const FIRST_HALF: u8 = 0;
const SECOND_HALF: u8 = 1;
const FURTHER_KEY: u8 = 2;
const STRONG: u8 = 4;

impl Link {
    fn new(hash: i64, filed: u8, strength: Strength, rest: &str) -> Link {
        let strong = if strength == Strength::Strong { STRONG } else { 0 };
        let mut what = What::new();
        what.push(filed | strong);
        what.extend_from_slice(rest.as_bytes());
        Link { hash, what }
    }
}

/// Reads what a link says: what is filed, the key's strength, the other half.
fn read(what: &[u8]) -> Option<(u8, Strength, &str)> {
    let (first, rest) = what.split_first()?;
    let strength = if first & STRONG == STRONG { Strength::Strong } else { Strength::Weak };
    Some((first & !STRONG, strength, std::str::from_utf8(rest).ok()?))
}

fn half_hash(letters: usize, filed: u8, half: &str) -> i64 {
    let mut hasher = Hasher::default();
    hasher.write(&[filed]);
    hasher.write(&(letters as u64).to_le_bytes());
    hasher.write(half.as_bytes());
    short(hasher)
}

fn key_hash(key: &str) -> i64 {
    let mut hasher = Hasher::default();
    hasher.write(&[FURTHER_KEY]);
    hasher.write(key.as_bytes());
    short(hasher)
}

/// 32 bits of a hash: what SQLite stores in four bytes. Links that share them by chance cost a
/// comparison.
fn short(hasher: Hasher) -> i64 {
    i64::from((hasher.finish() >> 32) as u32 as i32)
}

/// A key and where its letters begin.
struct Letters<'k> {
    key: &'k str,
    starts: Vec<usize>,
}

impl<'k> Letters<'k> {
    fn of(key: &'k str) -> Letters<'k> {
        Letters { key, starts: key.char_indices().map(|(at, _)| at).collect() }
    }

    fn count(&self) -> usize {
        self.starts.len()
    }

    /// The key before and from a letter on.
    fn split(&self, letter: usize) -> (&'k str, &'k str) {
        self.key.split_at(self.starts.get(letter).copied().unwrap_or(self.key.len()))
    }
}

/// Returns the places where a word is to be filed.
pub(super) fn links(facts: &Facts) -> Vec<Link> {
    let mut links = Vec::new();
    for (nth, key) in facts.keys.iter().flatten().enumerate() {
        if nth > 0 {
            links.push(Link::new(key_hash(&key.text), FURTHER_KEY, key.strength, ""));
            continue;
        }
        let letters = Letters::of(&key.text);
        let count = letters.count();
        let (first, second) = letters.split(count / 2);
        links.push(Link::new(
            half_hash(count, FIRST_HALF, first),
            FIRST_HALF,
            key.strength,
            second,
        ));
        if facts.kind() == Kind::Word && count >= NEAR_LETTERS {
            let hash = half_hash(count, SECOND_HALF, second);
            links.push(Link::new(hash, SECOND_HALF, key.strength, first));
        }
    }
    links
}

/// Returns the words that may be put for a word at a discount, by the hash of their sort, each
/// once. The function gives every word filed under a hash, and what is filed.
///
/// Words of other kinds are among them; whoever knows their kinds leaves them out.
pub(super) fn relatives(
    facts: &Facts,
    mut filed: impl FnMut(i64, &mut dyn FnMut(u64, &[u8])) -> rusqlite::Result<()>,
) -> rusqlite::Result<Vec<(u64, Fit)>> {
    let Some(keys) = &facts.keys else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for key in keys {
        sharing(key, &mut filed, &mut |word, fit| found.push((word, fit)))?;
    }
    if facts.kind() == Kind::Word {
        nearly(keys.best(), &mut filed, &mut |word| found.push((word, Fit::Similar)))?;
    }
    // The closest fit of each.
    found.sort_unstable();
    found.dedup_by_key(|(word, _)| *word);
    found.retain(|(word, _)| *word != facts.sort);
    Ok(found)
}

type Filed<'f> = &'f mut dyn FnMut(i64, &mut dyn FnMut(u64, &[u8])) -> rusqlite::Result<()>;

/// Gives every word that has a key.
pub(super) fn sharing(
    key: &Key,
    filed: Filed<'_>,
    found: &mut dyn FnMut(u64, Fit),
) -> rusqlite::Result<()> {
    let fit = |strength: Strength| match strength.max(key.strength) {
        Strength::Strong => Fit::Form,
        Strength::Weak => Fit::Similar,
    };
    let letters = Letters::of(&key.text);
    let (first, second) = letters.split(letters.count() / 2);
    filed(half_hash(letters.count(), FIRST_HALF, first), &mut |word, what| {
        if let Some((FIRST_HALF, strength, rest)) = read(what)
            && rest == second
        {
            found(word, fit(strength));
        }
    })?;
    filed(key_hash(&key.text), &mut |word, what| {
        if let Some((FURTHER_KEY, strength, _)) = read(what) {
            found(word, fit(strength));
        }
    })
}

/// Gives every word whose best key is near a key.
fn nearly(key: &str, filed: Filed<'_>, found: &mut dyn FnMut(u64)) -> rusqlite::Result<()> {
    let letters = Letters::of(key);
    let own = letters.count();
    if own < NEAR_LETTERS {
        return Ok(());
    }
    for length in NEAR_LETTERS.max(own - 1)..=own + 1 {
        let half = length / 2;
        let (start, rest) = letters.split(half);
        filed(half_hash(length, FIRST_HALF, start), &mut |word, what| {
            if let Some((FIRST_HALF, _, other)) = read(what)
                && one_edit(rest, other)
            {
                found(word);
            }
        })?;
        let (rest, end) = letters.split(own.saturating_sub(length - half));
        filed(half_hash(length, SECOND_HALF, end), &mut |word, what| {
            if let Some((SECOND_HALF, _, other)) = read(what)
                && one_edit(rest, other)
            {
                found(word);
            }
        })?;
    }
    // The last letter of the first half and the first of the second in each other's place.
    let middle = own / 2;
    let (before, after) = (letters.split(middle - 1).0, letters.split(middle + 1).1);
    let a = &key[letters.starts[middle - 1]..letters.starts[middle]];
    let b = &key[letters.starts[middle]..key.len() - after.len()];
    let (first, second) = (format!("{before}{b}"), format!("{a}{after}"));
    filed(half_hash(own, FIRST_HALF, &first), &mut |word, what| {
        if let Some((FIRST_HALF, _, rest)) = read(what)
            && rest == second
        {
            found(word);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::near::near;
    use crate::memory::pieces::Words;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn all_facts(words: &[String]) -> Vec<Arc<Facts>> {
        let mut known = Words::of("pl");
        let facts = words.iter().filter_map(|word| Some(known.pieces(word).first()?.facts.clone()));
        facts.filter(|facts| facts.keys.is_some()).collect()
    }

    proptest! {
        #[test]
        fn every_discount_is_found_by_links(
            words in prop::collection::vec("[ab]{1,3}[abó]{3,5}|rad[aąęyz]|rady|nie|bez|czyt(am|anie|ać)", 1..40),
        ) {
            let all = all_facts(&words);
            for asked in &all {
                let mut found = relatives(asked, |hash, give| {
                    for facts in &all {
                        for link in links(facts).iter().filter(|link| link.hash == hash) {
                            give(facts.sort, &link.what);
                        }
                    }
                    Ok(())
                })
                .expect("found");
                let kind = |sort| all.iter().find(|f| f.sort == sort).map(|f| f.kind());
                found.retain(|(sort, _)| kind(*sort) == Some(asked.kind()));
                let mut expected: Vec<(u64, Fit)> = Vec::new();
                for other in all.iter().filter(|o| o.kind() == asked.kind() && o.sort != asked.sort) {
                    let (Some(a), Some(b)) = (&asked.keys, &other.keys) else { continue };
                    let fit = match a.meets(b) {
                        Some(Strength::Strong) => Some(Fit::Form),
                        Some(Strength::Weak) => Some(Fit::Similar),
                        None if asked.kind() == Kind::Word && near(a.best(), b.best()) => Some(Fit::Similar),
                        None => None,
                    };
                    expected.extend(fit.map(|fit| (other.sort, fit)));
                }
                expected.sort();
                expected.dedup();
                prop_assert_eq!(found, expected, "{:?}", asked.lower);
            }
        }
    }
}
