//! Characters that no pattern tells apart are one class: automata step by class, not by character.

use std::collections::HashMap;

use super::sets::{SetId, Sets};

/// The number of a class.
pub(super) type ClassId = u16;

/// The classes of characters that the patterns of a language tell apart.
#[derive(Clone, Debug)]
pub(super) struct Alphabet {
    ascii: [ClassId; 128],
    /// For every 128 characters of the first plane the place of their classes in `pages`.
    page_of: Vec<u32>,
    pages: Vec<ClassId>,
    /// First characters of runs beyond the first plane, with their classes.
    beyond: Vec<(u32, ClassId)>,
    /// Runs of characters of one class: first character and class, in order.
    runs: Vec<(u32, ClassId)>,
    /// The classes of every set in use, and for every set where they stand.
    members: Vec<Members>,
    place_of: Vec<u32>,
    is_word: Vec<bool>,
}

/// The classes that a set holds.
#[derive(Clone, Debug)]
pub(super) enum Members {
    One(ClassId),
    Many(Vec<u64>),
}

impl Members {
    pub(super) fn has(&self, class: ClassId) -> bool {
        match self {
            Members::One(only) => *only == class,
            Members::Many(bits) => {
                bits.get(usize::from(class) / 64).is_some_and(|word| word >> (class % 64) & 1 == 1)
            }
        }
    }
}

/// Characters of a page.
const PAGE: u32 = 128;
/// End of the first plane.
const PLANE: u32 = 0x1_0000;

impl Alphabet {
    /// Finds the classes that the sets in use tell apart; `word` is the set of word characters.
    ///
    /// `None` when there are more than a class number can tell.
    pub(super) fn new(sets: &Sets, used: &[SetId], word: SetId) -> Option<Alphabet> {
        let mut used = used.to_vec();
        used.push(word);
        used.sort_unstable();
        used.dedup();
        // Each set has a signature of its own; characters of the same sum of signatures stand in the same sets.
        let mut changes: Vec<(u32, u128)> = vec![(0, 0)];
        for &set in &used {
            for &(start, end) in sets.ranges(set) {
                changes.push((start, signature(set)));
                changes.push((end + 1, signature(set)));
            }
        }
        changes.sort_unstable_by_key(|change| change.0);
        let mut classes: HashMap<u128, ClassId> = HashMap::new();
        let mut runs: Vec<(u32, ClassId)> = Vec::new();
        let mut sum = 0u128;
        let mut changes = changes.into_iter().peekable();
        while let Some((at, change)) = changes.next() {
            sum ^= change;
            if changes.peek().is_some_and(|next| next.0 == at) || at > u32::from(char::MAX) {
                continue;
            }
            let fresh = ClassId::try_from(classes.len()).ok()?;
            let class = *classes.entry(sum).or_insert(fresh);
            if runs.last().is_none_or(|last| last.1 != class) {
                runs.push((at, class));
            }
        }
        // One number is kept for the edge of the text.
        if classes.len() >= usize::from(ClassId::MAX) {
            return None;
        }
        // The first place is of sets that are not in use.
        let mut all = vec![Members::Many(Vec::new())];
        let mut place_of = vec![0; used.last().map_or(0, |&last| last as usize + 1)];
        for &set in &used {
            place_of[set as usize] = all.len() as u32;
            all.push(members(sets.ranges(set), &runs, classes.len()));
        }
        let words = &all[place_of[word as usize] as usize];
        let is_word = (0..classes.len()).map(|class| words.has(class as ClassId)).collect();
        let mut alphabet = Alphabet {
            ascii: [0; 128],
            page_of: Vec::new(),
            pages: Vec::new(),
            beyond: Vec::new(),
            runs,
            members: all,
            place_of,
            is_word,
        };
        alphabet.lay_out();
        Some(alphabet)
    }

    /// Writes the runs into tables.
    fn lay_out(&mut self) {
        let mut known: HashMap<Vec<ClassId>, u32> = HashMap::new();
        let mut run = 0;
        for start in (0..PLANE).step_by(PAGE as usize) {
            let page: Vec<ClassId> = (start..start + PAGE)
                .map(|c| {
                    while self.runs.get(run + 1).is_some_and(|next| next.0 <= c) {
                        run += 1;
                    }
                    self.runs[run].1
                })
                .collect();
            let at = *known.entry(page).or_insert_with_key(|page| {
                self.pages.extend(page);
                (self.pages.len() - page.len()) as u32
            });
            self.page_of.push(at);
        }
        self.ascii.copy_from_slice(&self.pages[..PAGE as usize]);
        let first = self.runs.partition_point(|run| run.0 <= PLANE).saturating_sub(1);
        self.beyond = self.runs[first..].to_vec();
    }

    /// How many classes there are.
    pub(super) fn len(&self) -> usize {
        self.is_word.len()
    }

    /// Returns the class of an ASCII byte.
    #[inline]
    pub(super) fn class_of_ascii(&self, byte: u8) -> ClassId {
        self.ascii[usize::from(byte & 127)]
    }

    /// Returns the class of a character.
    #[inline]
    pub(super) fn class_of(&self, c: char) -> ClassId {
        let c = u32::from(c);
        if c < PLANE {
            let page = self.page_of[(c / PAGE) as usize];
            self.pages[(page + c % PAGE) as usize]
        } else {
            let at = self.beyond.partition_point(|run| run.0 <= c).saturating_sub(1);
            self.beyond[at].1
        }
    }

    /// Says whether a class is of word characters.
    #[inline]
    pub(super) fn is_word(&self, class: ClassId) -> bool {
        self.is_word[usize::from(class)]
    }

    /// Returns the classes of a set.
    #[inline]
    pub(super) fn members(&self, set: SetId) -> &Members {
        &self.members[self.place_of.get(set as usize).map_or(0, |&place| place as usize)]
    }

    /// Returns runs of characters of one class: first, last, class.
    pub(super) fn runs(&self) -> impl Iterator<Item = (u32, u32, ClassId)> + '_ {
        let ends = self.runs.iter().skip(1).map(|run| run.0 - 1).chain([u32::from(char::MAX)]);
        self.runs.iter().zip(ends).map(|(run, end)| (run.0, end, run.1))
    }
}

fn members(ranges: &[(u32, u32)], runs: &[(u32, ClassId)], classes: usize) -> Members {
    let mut found = vec![0u64; classes.div_ceil(64)];
    for &(start, end) in ranges {
        let first = runs.partition_point(|run| run.0 <= start).saturating_sub(1);
        for &(at, class) in &runs[first..] {
            if at > end {
                break;
            }
            found[usize::from(class) / 64] |= 1 << (class % 64);
        }
    }
    let size: u32 = found.iter().map(|word| word.count_ones()).sum();
    let only = (0..classes as ClassId)
        .find(|&class| found[usize::from(class) / 64] >> (class % 64) & 1 == 1);
    match only {
        Some(class) if size == 1 => Members::One(class),
        _ => Members::Many(found),
    }
}

/// 128 well-mixed bits for a number (two rounds of SplitMix64).
fn signature(set: SetId) -> u128 {
    let mix = |seed: u64| {
        let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let set = u64::from(set);
    u128::from(mix(2 * set + 1)) << 64 | u128::from(mix(2 * set + 2))
}

#[cfg(test)]
mod tests {
    use super::super::sets::{of, one};
    use super::*;

    #[test]
    fn a_class_is_in_a_set_when_its_characters_are() {
        let mut sets = Sets::default();
        let letters = sets.known("L");
        let digits = sets.known("Nd");
        let word = sets.known("word");
        let mixed = of(&[('a', 'f'), ('x', 'ż'), ('\u{1f600}', '\u{1f64f}')]);
        let all = [letters, digits, word, mixed, one('.'), one('😀')];
        let numbers: Vec<SetId> = all.iter().map(|set| sets.number(set)).collect();
        let alphabet = Alphabet::new(&sets, &numbers, numbers[2]).expect("few classes");
        for c in (0..=0x2_0000).filter_map(char::from_u32) {
            let class = alphabet.class_of(c);
            for (set, &number) in all.iter().zip(&numbers) {
                let inside = set.ranges().iter().any(|r| r.start() <= c && c <= r.end());
                assert_eq!(alphabet.members(number).has(class), inside, "{c:?}");
            }
            if c.is_ascii() {
                assert_eq!(alphabet.class_of_ascii(c as u8), class);
            }
        }
        assert!(alphabet.len() < 12);
    }
}
