//! Places that both texts must pass: pairs of sentences that share rare words.
//!
//! Each word that occurs a few times only votes for the pairs of sentences in which it and its
//! partners stand; all pairs with votes enough stay candidates, near-ties of repeated text too,
//! and the heaviest chain that runs forward on both sides is kept, less what its neighbours do
//! not agree with. Between two anchors of that chain words are counted anew: what is common in a
//! book is rare in a chapter. Time grows with the text, since a word votes a bounded number of
//! times on each of a bounded number of levels.

use crate::align::links::Links;
use crate::align::words::{Class, Side};

/// A word in more sentences than this is no landmark.
const RARE: usize = 6;
/// Votes (nats of information) that make a pair of sentences a candidate.
const FEWEST_VOTES: f32 = 9.0;
/// Votes with which one neighbour that agrees is enough; others need two.
const STRONG_VOTES: f32 = 20.0;
/// A stretch between anchors of less than this many pairs of sentences is searched whole.
const SMALL: usize = 1_600;
/// Levels of counting anew.
const DEEPEST: usize = 5;

/// Returns pairs of sentences that are likely to answer each other, ascending on both sides.
pub(crate) fn anchors(source: &Side, target: &Side, links: &Links) -> Vec<(usize, usize)> {
    let search = Search { source, links, in_source: places(source), in_target: places(target) };
    let mut found = Vec::new();
    let all = Stretch { from: (0, 0), to: (source.sentences.len(), target.sentences.len()) };
    search.within(all, 0, &mut found);
    found
}

/// For each word type the sentences it stands in, ascending.
fn places(side: &Side) -> Vec<Vec<u32>> {
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); side.words.len()];
    for (number, sentence) in side.sentences.iter().enumerate() {
        for &word in sentence {
            let list = &mut places[word as usize];
            if list.last() != Some(&(number as u32)) {
                list.push(number as u32);
            }
        }
    }
    places
}

/// Sentences of both sides between two anchors.
#[derive(Clone, Copy)]
struct Stretch {
    from: (usize, usize),
    to: (usize, usize),
}

struct Search<'a> {
    source: &'a Side,
    links: &'a Links,
    in_source: Vec<Vec<u32>>,
    in_target: Vec<Vec<u32>>,
}

/// A pair of sentences and its votes, nats.
type Candidate = (u32, u32, f32);

impl Search<'_> {
    /// Adds the anchors of a stretch, and of the stretches between them.
    fn within(&self, stretch: Stretch, level: usize, found: &mut Vec<(usize, usize)>) {
        let (height, width) = (stretch.to.0 - stretch.from.0, stretch.to.1 - stretch.from.1);
        if height * width <= SMALL || level > DEEPEST {
            return;
        }
        let chain = agreed(&heaviest_chain(&self.candidates(stretch)));
        if chain.is_empty() {
            return;
        }
        let mut from = stretch.from;
        for (i, j) in chain {
            self.within(Stretch { from, to: (i, j) }, level + 1, found);
            found.push((i, j));
            from = (i + 1, j + 1);
        }
        self.within(Stretch { from, to: stretch.to }, level + 1, found);
    }

    fn candidates(&self, stretch: Stretch) -> Vec<Candidate> {
        let total = (stretch.to.0 - stretch.from.0 + stretch.to.1 - stretch.from.1) as f32 / 2.0;
        let mut votes: Vec<Candidate> = Vec::new();
        for sentence in stretch.from.0..stretch.to.0 {
            for &word in &self.source.sentences[sentence] {
                let class = self.source.words[word as usize].class;
                if matches!(class, Class::Function | Class::Mark) {
                    continue;
                }
                let own = inside(&self.in_source[word as usize], stretch.from.0, stretch.to.0);
                // Each word votes once, where it stands first.
                if own.len() > RARE || own.first() != Some(&(sentence as u32)) {
                    continue;
                }
                self.vote(word, own, total, stretch, &mut votes);
            }
        }
        votes.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        votes.dedup_by(|next, first| {
            let same = (next.0, next.1) == (first.0, first.1);
            if same {
                first.2 += next.2;
            }
            same
        });
        votes.retain(|candidate| candidate.2 >= FEWEST_VOTES);
        votes
    }

    fn vote(
        &self,
        word: u32,
        own: &[u32],
        total: f32,
        stretch: Stretch,
        votes: &mut Vec<Candidate>,
    ) {
        let others =
            |word: u32| inside(&self.in_target[word as usize], stretch.from.1, stretch.to.1);
        let partners = &self.links.of_source[word as usize];
        let mut meetings = 0;
        for link in partners {
            meetings += others(link.word).len();
            if meetings > RARE {
                return;
            }
        }
        let surprise = (total / (own.len() * meetings.max(1)) as f32).max(1.0).ln();
        for link in partners {
            for &v in others(link.word) {
                votes.extend(own.iter().map(|&u| (u, v, link.strength * surprise)));
            }
        }
    }
}

/// The numbers of an ascending list from `from` to before `to`.
fn inside(list: &[u32], from: usize, to: usize) -> &[u32] {
    let start = list.partition_point(|&number| (number as usize) < from);
    let rest = &list[start..];
    &rest[..rest.partition_point(|&number| (number as usize) < to)]
}

/// The heaviest chain of pairs, each further on both sides than the one before: a longest
/// increasing subsequence with weights, over a tree of prefix maxima. Pairs come in order.
fn heaviest_chain(pairs: &[Candidate]) -> Vec<Candidate> {
    let first = pairs.iter().map(|pair| pair.1).min().unwrap_or(0);
    let width = pairs.iter().map(|pair| (pair.1 - first) as usize + 2).max().unwrap_or(1);
    let mut tree: Vec<(f64, usize)> = vec![(0.0, usize::MAX); width + 1];
    let mut best = vec![(0.0, usize::MAX); pairs.len()];
    let mut at = 0;
    for row in pairs.chunk_by(|a, b| a.0 == b.0) {
        let numbers = at..at + row.len();
        for number in numbers.clone() {
            let (mut weight, mut before) = (0.0, usize::MAX);
            let mut node = (pairs[number].1 - first) as usize;
            while node > 0 {
                if tree[node].0 > weight {
                    (weight, before) = tree[node];
                }
                node &= node - 1;
            }
            best[number] = (weight + f64::from(pairs[number].2), before);
        }
        for number in numbers {
            let mut node = (pairs[number].1 - first) as usize + 1;
            while node < tree.len() {
                if best[number].0 > tree[node].0 {
                    tree[node] = (best[number].0, number);
                }
                node += node & node.wrapping_neg();
            }
        }
        at += row.len();
    }
    let mut end = (0..pairs.len()).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0).then(b.cmp(&a)));
    let mut chain = Vec::new();
    while let Some(number) = end {
        chain.push(pairs[number]);
        end = Some(best[number].1).filter(|&before| before != usize::MAX);
    }
    chain.reverse();
    chain
}

/// The pairs of a chain that others near by agree with: both texts went on by about the same
/// number of sentences between them.
fn agreed(chain: &[Candidate]) -> Vec<(usize, usize)> {
    /// Neighbours in the chain that are asked, each way.
    const ASKED: usize = 4;
    let agree = |a: &Candidate, b: &Candidate| {
        let (di, dj) = (a.0.abs_diff(b.0), a.1.abs_diff(b.1));
        di.abs_diff(dj) <= 3 + di.min(dj) / 4
    };
    let keeps = |&number: &usize| {
        let own = &chain[number];
        let near = number.saturating_sub(ASKED)..(number + ASKED + 1).min(chain.len());
        let agreeing = near.filter(|&other| other != number && agree(own, &chain[other])).count();
        agreeing >= if own.2 >= STRONG_VOTES { 1 } else { 2 }
    };
    (0..chain.len()).filter(keeps).map(|n| (chain[n].0 as usize, chain[n].1 as usize)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_chain_runs_forward() {
        let pairs = [(0, 5, 9.0), (1, 1, 5.0), (2, 2, 5.0), (2, 3, 4.0), (4, 4, 1.0)];
        let chain: Vec<(u32, u32)> = heaviest_chain(&pairs).iter().map(|p| (p.0, p.1)).collect();
        assert_eq!(chain, [(1, 1), (2, 2), (4, 4)]);
        assert!(heaviest_chain(&[]).is_empty());
    }

    #[test]
    fn a_pair_that_no_neighbour_agrees_with_is_no_anchor() {
        let chain = [(0, 0, 10.0), (2, 2, 10.0), (3, 60, 10.0), (70, 71, 10.0), (72, 73, 10.0)];
        assert_eq!(agreed(&chain), [(0, 0), (2, 2), (70, 71), (72, 73)]);
    }
}
