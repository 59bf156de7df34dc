//! Which suffixes are worth their bytes.
//!
//! All suffixes of all words form a tree (read from the end); a label on a suffix holds for every word below it, until a longer suffix
//! says otherwise. [`prune`] finds the labels that maximise
//!
//! > sum over words of weight × worth of the label that reaches the word − λ × number of labelled suffixes
//!
//! exactly: one pass up, in which every subtree says what each label inherited from above would be worth to it, and one pass down.
//! A subtree need not remember labels that are worth less than its best one minus λ: there, the best one is set anew.

use std::collections::HashMap;

use kladka::language::fold::table;

use crate::labels::Labels;

/// Longest suffix that may bear a label without being a whole word, in letters: each one more is one more question for every word.
const LONGEST_SUFFIX: usize = 11;

/// One word with its right label.
pub struct Entry {
    /// Codes of the letters, the last one first, then `table::WHOLE_WORD`.
    pub word: Vec<u8>,
    pub label: u32,
    pub weight: f32,
    /// Worth of `table::AS_SMALL` for this word, between 0 and 1.
    pub as_small: f32,
}

/// A suffix with its label.
pub struct Node {
    /// Codes of the letters, the last one first.
    pub suffix: Vec<u8>,
    pub label: u32,
    /// True if it holds for words with a capital only.
    pub capital: bool,
}

/// Chooses the suffixes; `entries` are sorted by word, without repetition.
pub fn prune(entries: &[Entry], labels: &Labels, lambda: f32) -> Vec<Node> {
    let mut tree =
        Tree { entries, labels, lambda, sum: vec![0.0; labels.members.len()], set: HashMap::new() };
    let mut nodes = vec![];
    if !entries.is_empty() {
        tree.up(0, entries.len(), 0);
        tree.down(0, entries.len(), 0, None, &mut nodes);
    }
    nodes
}

/// The labels as they will be found: by the longest suffix.
pub struct Lookup<'n> {
    labels: HashMap<&'n [u8], u32>,
}

impl<'n> Lookup<'n> {
    pub fn new(nodes: &'n [Node]) -> Lookup<'n> {
        Lookup { labels: nodes.iter().map(|n| (n.suffix.as_slice(), n.label)).collect() }
    }

    pub fn label(&self, word: &[u8]) -> Option<u32> {
        (0..=word.len()).rev().find_map(|n| self.labels.get(&word[..n]).copied())
    }
}

/// A label and what it is worth.
type Offer = (u32, f32);
/// A subtree: its first entry, the end of its entries, the letters they share.
type Place = (usize, usize, usize);

struct Tree<'a> {
    entries: &'a [Entry],
    labels: &'a Labels,
    lambda: f32,
    /// Room for sums, one place a label; all zero between uses.
    sum: Vec<f32>,
    /// Where a label may be set: the best one, and those inherited ones that are as good as setting it.
    set: HashMap<Place, (u32, Vec<u32>)>,
}

impl Tree<'_> {
    /// Returns what each inherited label is worth to this subtree beyond what any other would be.
    fn up(&mut self, from: usize, to: usize, depth: usize) -> Vec<Offer> {
        let offers = if to - from == 1 { self.leaf(from) } else { self.branch(from, to, depth) };
        let Some(best) = offers.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a }) else {
            return offers;
        };
        let may_bear = to - from == 1 || depth <= LONGEST_SUFFIX;
        if best.1 <= self.lambda || !may_bear {
            return offers;
        }
        let least = best.1 - self.lambda;
        let good: Vec<Offer> = offers.into_iter().filter(|o| o.1 > least).collect();
        self.set.insert((from, to, depth), (best.0, good.iter().map(|o| o.0).collect()));
        good.into_iter().map(|(label, worth)| (label, worth - least)).collect()
    }

    fn leaf(&self, i: usize) -> Vec<Offer> {
        let entry = &self.entries[i];
        let as_small =
            (entry.as_small > 0.0).then_some((table::AS_SMALL, entry.as_small * entry.weight));
        self.labels
            .alike(entry.label)
            .iter()
            .map(|&(label, worth)| (label, worth * entry.weight))
            .chain(as_small)
            .collect()
    }

    fn branch(&mut self, from: usize, to: usize, depth: usize) -> Vec<Offer> {
        let parts = parts(self.entries, from, to, depth);
        if let [(from, to)] = parts[..] {
            return self.up(from, to, depth + 1); // nothing is decided where the tree does not branch
        }
        // first all offers, then the sums: `up` needs the same room
        let offers: Vec<Vec<Offer>> =
            parts.into_iter().map(|(from, to)| self.up(from, to, depth + 1)).collect();
        let mut seen = vec![];
        for (label, worth) in offers.into_iter().flatten() {
            let sum = &mut self.sum[label as usize];
            if *sum == 0.0 {
                seen.push(label);
            }
            *sum += worth;
        }
        seen.into_iter()
            .map(|label| (label, std::mem::take(&mut self.sum[label as usize])))
            .collect()
    }

    fn down(
        &self,
        from: usize,
        to: usize,
        depth: usize,
        mut inherited: Option<u32>,
        nodes: &mut Vec<Node>,
    ) {
        if let Some((best, good)) = self.set.get(&(from, to, depth))
            && !inherited.is_some_and(|label| good.contains(&label))
        {
            let word = &self.entries[from].word;
            let suffix = if depth > LONGEST_SUFFIX { word } else { &word[..depth] };
            nodes.push(Node { suffix: suffix.to_vec(), label: *best, capital: false });
            inherited = Some(*best);
        }
        if to - from > 1 {
            for (from, to) in parts(self.entries, from, to, depth) {
                self.down(from, to, depth + 1, inherited, nodes);
            }
        }
    }
}

/// Splits entries that share `depth` letters by the next one.
fn parts(entries: &[Entry], from: usize, to: usize, depth: usize) -> Vec<(usize, usize)> {
    let mut start = from;
    entries[from..to]
        .chunk_by(|a, b| a.word[depth] == b.word[depth])
        .map(|part| {
            start += part.len();
            (start - part.len(), start)
        })
        .collect()
}
