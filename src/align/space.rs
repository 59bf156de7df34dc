//! Where a path is looked for: everywhere in short texts, in a band around anchors in long ones.
//!
//! Anchors are pairs of sentences that share rare words: each word that occurs a few times only
//! votes for the pairs of sentences in which it and its partners stand, and the heaviest chain
//! of pairs that runs forward on both sides is kept. Between two anchors the band is the
//! rectangle they span and a margin around it.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::align::links::Links;
use crate::align::words::{Class, Side};
use crate::model::lattice::Band;

/// Cells up to which the whole grid is searched.
const WHOLE_GRID: usize = 250_000;
/// Sentences that the band reaches beyond its anchors, both ways.
const MARGIN: usize = 12;
/// A word in more sentences than this is no landmark.
const RARE: usize = 6;
/// Votes (nats of information) that make a pair of sentences an anchor.
const FEWEST_VOTES: f64 = 9.0;
/// Half the width of the band where anchors are further apart than `WIDE`.
const WIDE: usize = 400;

/// For each sentence of one side the sentences of the other that it may meet.
#[derive(Debug)]
pub(crate) struct Meetings {
    pub(crate) of_source: Vec<RangeInclusive<usize>>,
    pub(crate) of_target: Vec<RangeInclusive<usize>>,
}

/// Returns the band in which to search.
pub(crate) fn band(source: &Side, target: &Side, links: &Links) -> Band {
    let (n, m) = (source.sentences.len(), target.sentences.len());
    if (n + 1) * (m + 1) <= WHOLE_GRID {
        return Band::full(n, m);
    }
    let mut anchors = chain(votes(source, target, links));
    anchors.insert(0, (0, 0));
    anchors.push((n, m));
    around(&anchors, n, m)
}

/// Returns which sentences may stand in one bead, given a band of cells.
pub(crate) fn meetings(band: &Band, n: usize, m: usize) -> Meetings {
    // A bead that ends in a cell reaches up to four sentences back.
    const REACH: usize = 4;
    let mut of_source = Vec::with_capacity(n);
    let (mut low, mut high) = (vec![usize::MAX; m], vec![0usize; m]);
    for u in 0..n {
        let rows = u + 1..=(u + REACH).min(n);
        let first = rows.clone().map(|i| *band.row(i).start()).min().unwrap_or(0);
        let last = rows.map(|i| *band.row(i).end()).max().unwrap_or(0);
        let range = first.saturating_sub(REACH)..=last.saturating_sub(1);
        for v in range.clone().take_while(|&v| v < m) {
            low[v] = low[v].min(u);
            high[v] = high[v].max(u);
        }
        of_source.push(range);
    }
    let of_target = low.into_iter().zip(high).map(|(low, high)| low.min(high)..=high).collect();
    Meetings { of_source, of_target }
}

/// Votes of rare words for pairs of sentences.
fn votes(source: &Side, target: &Side, links: &Links) -> Vec<(usize, usize, f64)> {
    let places = |side: &Side| {
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); side.words.len()];
        for (number, sentence) in side.sentences.iter().enumerate() {
            for &word in sentence {
                places[word as usize].push(number as u32);
            }
        }
        places
    };
    let (in_source, in_target) = (places(source), places(target));
    let mut votes: HashMap<(u32, u32), f64> = HashMap::new();
    for (word, list) in in_source.iter().enumerate() {
        let class = source.words[word].class;
        if list.len() > RARE || matches!(class, Class::Function | Class::Mark) {
            continue;
        }
        let partners = &links.of_source[word];
        let meetings: usize = partners.iter().map(|l| in_target[l.word as usize].len()).sum();
        if meetings > RARE {
            continue;
        }
        for link in partners {
            let others = &in_target[link.word as usize];
            let chance = list.len() as f64 * meetings as f64;
            let total = (source.sentences.len() + target.sentences.len()) as f64 / 2.0;
            let vote = f64::from(link.strength) * (total / chance).max(1.0).ln();
            for &u in list {
                for &v in others {
                    *votes.entry((u, v)).or_default() += vote;
                }
            }
        }
    }
    let mut strong: Vec<(usize, usize, f64)> = votes
        .into_iter()
        .filter(|(_, vote)| *vote >= FEWEST_VOTES)
        .map(|((u, v), vote)| (u as usize, v as usize, vote))
        .collect();
    strong.sort_unstable_by_key(|&(u, v, _)| (u, v));
    strong
}

/// The heaviest chain of pairs, each further on both sides than the one before: a longest
/// increasing subsequence with weights, over a tree of prefix maxima.
fn chain(pairs: Vec<(usize, usize, f64)>) -> Vec<(usize, usize)> {
    let width = pairs.iter().map(|p| p.1 + 2).max().unwrap_or(1);
    let mut tree: Vec<(f64, usize)> = vec![(0.0, usize::MAX); width + 1];
    let mut best = vec![(0.0, usize::MAX); pairs.len()];
    let mut at = 0;
    while at < pairs.len() {
        let row_end =
            pairs[at..].iter().position(|p| p.0 != pairs[at].0).map_or(pairs.len(), |k| at + k);
        for number in at..row_end {
            let (mut weight, mut before) = (0.0, usize::MAX);
            let mut node = pairs[number].1;
            while node > 0 {
                if tree[node].0 > weight {
                    (weight, before) = tree[node];
                }
                node &= node - 1;
            }
            best[number] = (weight + pairs[number].2, before);
        }
        for number in at..row_end {
            let mut node = pairs[number].1 + 1;
            while node < tree.len() {
                if best[number].0 > tree[node].0 {
                    tree[node] = (best[number].0, number);
                }
                node += node & node.wrapping_neg();
            }
        }
        at = row_end;
    }
    let mut end = (0..pairs.len()).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0).then(b.cmp(&a)));
    let mut chain = Vec::new();
    while let Some(number) = end {
        chain.push((pairs[number].0, pairs[number].1));
        end = Some(best[number].1).filter(|&before| before != usize::MAX);
    }
    chain.reverse();
    chain
}

/// The band around a chain of anchors.
fn around(anchors: &[(usize, usize)], n: usize, m: usize) -> Band {
    let mut low = vec![usize::MAX; n + 1];
    let mut high = vec![0usize; n + 1];
    let mut allow = |i: usize, from: usize, to: usize| {
        low[i] = low[i].min(from);
        high[i] = high[i].max(to.min(m));
    };
    for pair in anchors.windows(2) {
        let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
        let (height, width) = (i1 - i0, j1 - j0);
        for i in i0.saturating_sub(MARGIN)..=(i1 + MARGIN).min(n) {
            if width.max(height) <= WIDE {
                allow(i, j0.saturating_sub(MARGIN), j1 + MARGIN);
            } else {
                // Far apart: a strip along the diagonal.
                let along = (i.clamp(i0, i1) - i0) as f64 / height.max(1) as f64;
                let centre = j0 + (along * width as f64) as usize;
                allow(i, centre.saturating_sub(WIDE), centre + WIDE);
            }
        }
    }
    low[0] = 0;
    high[n] = m;
    // Neighbouring rows must share cells and run forward, or no path gets through.
    for i in 1..=n {
        high[i] = high[i].max(high[i - 1]);
    }
    for i in (0..n).rev() {
        low[i] = low[i].min(low[i + 1]);
    }
    for i in 1..=n {
        low[i] = low[i].min(high[i - 1]);
    }
    Band::new(low.into_iter().zip(high).map(|(low, high)| low.min(high)..=high).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_chain_runs_forward() {
        let pairs = vec![(0, 5, 9.0), (1, 1, 5.0), (2, 2, 5.0), (2, 3, 4.0), (4, 4, 1.0)];
        assert_eq!(chain(pairs), [(1, 1), (2, 2), (4, 4)]);
        assert!(chain(Vec::new()).is_empty());
    }

    #[test]
    fn the_band_holds_both_ends_and_its_anchors() {
        let band = around(&[(0, 0), (300, 900), (2000, 1000)], 2000, 1000);
        for (i, j) in [(0, 0), (300, 900), (2000, 1000), (1000, 941)] {
            assert!(band.cell(i, j).is_some(), "{i} {j}");
        }
        assert!(band.cells() < 2001 * 1001);
    }
}
