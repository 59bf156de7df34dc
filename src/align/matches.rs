//! Which words of a sentence find a partner in a sentence of the other side.
//!
//! Kept only for the pairs of sentences that a band lets meet, so that time and memory grow with
//! the text, not with its square.

use std::ops::RangeInclusive;

use crate::align::links::{Link, LinkKind};
use crate::align::words::Side;

/// A word of a sentence, by its place, and its best partner in another sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    pub(crate) place: u16,
    /// 0 to 1.
    pub(crate) strength: f32,
    pub(crate) kind: LinkKind,
}

/// For each sentence of one side, and each sentence of the other that it may meet, the matches.
#[derive(Debug)]
pub(crate) struct Matches {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    first: usize,
    /// Where the matches with each met sentence begin; one more than sentences met.
    starts: Vec<u32>,
    matches: Vec<Match>,
}

impl Matches {
    /// Finds the matches of `side` in `other`; `meets[u]` are the sentences of `other` that
    /// sentence `u` may meet.
    pub(crate) fn find(
        side: &Side,
        other: &Side,
        links: &[Vec<Link>],
        meets: &[RangeInclusive<usize>],
    ) -> Matches {
        let mut stands_in: Vec<Vec<u32>> = vec![Vec::new(); other.words.len()];
        for (number, sentence) in other.sentences.iter().enumerate() {
            for &word in sentence {
                let list = &mut stands_in[word as usize];
                if list.last() != Some(&(number as u32)) {
                    list.push(number as u32);
                }
            }
        }
        let rows = side
            .sentences
            .iter()
            .zip(meets)
            .map(|(sentence, meets)| row(sentence, meets.clone(), links, &stands_in));
        Matches { rows: rows.collect() }
    }

    /// Returns the matches of sentence `u` in all sentences that it may meet.
    pub(crate) fn of(&self, u: usize) -> &[Match] {
        &self.rows[u].matches
    }

    /// Returns the matches of sentence `u` in sentence `v` of the other side, places ascending.
    pub(crate) fn between(&self, u: usize, v: usize) -> &[Match] {
        let row = &self.rows[u];
        let Some(at) = v.checked_sub(row.first) else { return &[] };
        match (row.starts.get(at), row.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => &row.matches[start as usize..end as usize],
            _ => &[],
        }
    }
}

fn row(
    sentence: &[u32],
    meets: RangeInclusive<usize>,
    links: &[Vec<Link>],
    stands_in: &[Vec<u32>],
) -> Row {
    let (first, last) = (*meets.start(), *meets.end());
    let width = (last + 1).saturating_sub(first);
    let mut found: Vec<(u32, Match)> = Vec::new();
    for (place, &word) in sentence.iter().enumerate().take(u16::MAX as usize) {
        for link in &links[word as usize] {
            let list = &stands_in[link.word as usize];
            let from = list.partition_point(|&v| (v as usize) < first);
            for &v in list[from..].iter().take_while(|&&v| (v as usize) <= last) {
                let place = place as u16;
                found.push((v, Match { place, strength: link.strength, kind: link.kind }));
            }
        }
    }
    found.sort_by(|a, b| {
        (a.0, a.1.place).cmp(&(b.0, b.1.place)).then(b.1.strength.total_cmp(&a.1.strength))
    });
    found.dedup_by_key(|(v, m)| (*v, m.place));
    let mut starts = vec![0u32; width + 1];
    for (v, _) in &found {
        starts[*v as usize - first + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    Row { first, starts, matches: found.into_iter().map(|(_, m)| m).collect() }
}
