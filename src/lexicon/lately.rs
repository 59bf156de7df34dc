//! What was asked of a dictionary lately. Aligning a page and finding its terms ask for the same
//! words four or five times over, and a packed table is read letter by letter.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use smallvec::SmallVec;

/// Words remembered, each kind; some megabytes at most.
const REMEMBERED: usize = 20_000;

/// Numbers of words that have a key.
pub(super) type Words = SmallVec<[u32; 4]>;

/// Keys of the other language, with strengths of 0 to 1.
pub(super) type Partners = Arc<[(String, f32)]>;

/// Answers of a dictionary by keys. It gives what the table gives, so whoever shares it sees no
/// difference but in time.
#[derive(Debug, Default)]
pub(super) struct Lately {
    words: [Memo<Words>; 2],
    partners: Memo<Partners>,
    chances: [Memo<Option<f32>>; 2],
}

impl Lately {
    /// Returns the words of a side that have a key.
    pub(super) fn words(&self, in_target: bool, key: &str, find: impl FnOnce() -> Words) -> Words {
        self.words[usize::from(in_target)].get(key, find)
    }

    /// Returns the chance that a word drawn at random has a key of a side.
    pub(super) fn chance(
        &self,
        in_target: bool,
        key: &str,
        find: impl FnOnce() -> Option<f32>,
    ) -> Option<f32> {
        self.chances[usize::from(in_target)].get(key, find)
    }

    /// Returns the keys that a key of the lemmas' language is likely to answer.
    pub(super) fn partners(&self, key: &str, find: impl FnOnce() -> Partners) -> Partners {
        self.partners.get(key, find)
    }
}

#[derive(Debug)]
struct Memo<T>(Mutex<HashMap<String, T>>);

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo(Mutex::default())
    }
}

impl<T: Clone> Memo<T> {
    fn get(&self, key: &str, find: impl FnOnce() -> T) -> T {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        known.unwrap_or_else(|| {
            // Not under the lock: others may go on, and finding may ask for another key.
            let found = find();
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if all.len() >= REMEMBERED {
                all.clear();
            }
            all.insert(key.to_string(), found.clone());
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_not_asked_again_and_sides_are_told_apart() {
        let lately = Lately::default();
        let words = |numbers: &[u32]| Words::from_slice(numbers);
        assert_eq!(lately.words(false, "kot", || words(&[1])), words(&[1]));
        assert_eq!(lately.words(false, "kot", || unreachable!("known")), words(&[1]));
        assert_eq!(lately.words(true, "kot", || words(&[2, 3])), words(&[2, 3]));
        assert_eq!(lately.chance(false, "kot", || None), None);
        assert_eq!(lately.chance(false, "kot", || unreachable!("known")), None);
        assert_eq!(lately.chance(true, "kot", || Some(0.5)), Some(0.5));
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let lately = Lately::default();
        for number in 0..REMEMBERED as u32 + 5 {
            let found = lately.words(false, &number.to_string(), || Words::from_slice(&[number]));
            assert_eq!(found[..], [number]);
        }
        assert_eq!(lately.words[0].0.lock().expect("free").len(), 5);
    }
}
