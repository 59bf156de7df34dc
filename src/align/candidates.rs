//! Which sentences of two sets may say the same: an inverted index over linked words.
//!
//! Words that answer each other (same form or value, lexicon, sound, memory) are links between word
//! types; a list says for each type of the target in which sentences it stands. A source sentence
//! gathers what its words reach, the most telling first, up to a bounded number of list entries;
//! the best few sentences are then held against it word by word. So time and memory grow with the
//! number of sentences, not with the number of pairs. Small sets are looked at whole.

use crate::align::links::{Link, Links};
use crate::align::recipe::AlignError;
use crate::align::words::{Class, Side};

/// Pairs of sentences up to which every pair is looked at.
pub const ALL_PAIRS: usize = 250_000;
/// Sentences that a sentence of larger sets is held against word by word.
const HELD_AGAINST: usize = 24;
/// Entries of the index that one sentence may touch.
const TOUCHED: usize = 30_000;
/// Nats added to what a sentence says, so that very short ones are not all shared at once.
const SLACK: f64 = 5.0;
/// How much an unknown lower-case word counts among what a sentence says: nobody can tell
/// whether its translation stands opposite.
const UNKNOWN_WORD: f64 = 0.45;
/// Score from which on the pairs before and after a pair are looked at too.
const LOOK_AROUND: f64 = 0.3;

/// A pair of sentences: the number of the target sentence, how much of each is said in the other
/// (0 to about 1), and the information they share, nats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) with: usize,
    pub(crate) score: f64,
    pub(crate) shared: f64,
}

/// The pairs worth a look.
pub(crate) struct Candidates {
    /// For each source sentence the target sentences that share anything with it, in order.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The information of each word type of the source, nats.
    pub(crate) information: Vec<f64>,
}

impl Candidates {
    /// Finds them. `around` gives the sentences before and after one, on both sides; `go_on` is
    /// told the share that is done.
    pub(crate) fn find(
        source: &Side,
        target: &Side,
        links: &Links,
        around: [&dyn Fn(usize) -> [Option<usize>; 2]; 2],
        go_on: &dyn Fn(f64) -> bool,
    ) -> Result<Candidates, AlignError> {
        let (n, m) = (source.sentences.len(), target.sentences.len());
        let whole = n.saturating_mul(m) <= ALL_PAIRS;
        let index = Index::of(target);
        let mut search = Search {
            here: Read::of(source, &links.of_source),
            there: Read::of(target, &links.of_target),
            gathered: vec![0.0; m],
            by_word: vec![(u32::MAX, 0.0); m],
            touched: Vec::new(),
        };
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(n);
        for u in 0..n {
            if u % 64 == 0 && !go_on(u as f64 / n as f64) {
                return Err(AlignError::Stopped);
            }
            let found = search.reached(u, &index, whole);
            rows.push(found.into_iter().filter_map(|v| search.cell(u, v)).collect());
        }
        if !whole {
            search.look_around(&mut rows, around);
        }
        Ok(Candidates { rows, information: search.here.information })
    }
}

/// For each word type of the target the sentences it stands in.
struct Index {
    starts: Vec<u32>,
    sentences: Vec<u32>,
}

impl Index {
    fn of(side: &Side) -> Index {
        let mut starts = vec![0u32; side.words.len() + 1];
        let each = |visit: &mut dyn FnMut(usize, u32)| {
            for (number, sentence) in side.sentences.iter().enumerate() {
                distinct(sentence).iter().for_each(|&word| visit(word as usize, number as u32));
            }
        };
        each(&mut |word, _| starts[word + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut sentences = vec![0u32; starts.last().map_or(0, |&all| all as usize)];
        each(&mut |word, number| {
            sentences[next[word] as usize] = number;
            next[word] += 1;
        });
        Index { starts, sentences }
    }

    fn of_word(&self, word: u32) -> &[u32] {
        let word = word as usize;
        &self.sentences[self.starts[word] as usize..self.starts[word + 1] as usize]
    }
}

fn distinct(sentence: &[u32]) -> Vec<u32> {
    let mut words = sentence.to_vec();
    words.sort_unstable();
    words.dedup();
    words
}

/// One side, with what its words and sentences say.
struct Read<'s> {
    links: &'s [Vec<Link>],
    /// The distinct words of each sentence that carry information, in order.
    words: Vec<Vec<u32>>,
    information: Vec<f64>,
    said: Vec<f64>,
}

impl<'s> Read<'s> {
    fn of(side: &Side, links: &'s [Vec<Link>]) -> Read<'s> {
        let information = information(side);
        let telling = |sentence: &Vec<u32>| {
            let mut words = distinct(sentence);
            words.retain(|&word| information[word as usize] > 0.0);
            words
        };
        let words = side.sentences.iter().map(telling).collect();
        Read { links, words, said: said(side, &information), information }
    }

    /// How much of sentence `u` is said in sentence `v` of the other side, nats. A word counts once.
    fn covered(&self, u: usize, other: &Read<'_>, v: usize) -> f64 {
        let there = &other.words[v];
        let best = |word: &u32| {
            let links = self.links[*word as usize].iter();
            let met = links.filter(|link| there.binary_search(&link.word).is_ok());
            let strength = met.map(|link| link.strength).fold(0.0, f32::max);
            self.information[*word as usize] * f64::from(strength)
        };
        self.words[u].iter().map(best).sum()
    }
}

struct Search<'s> {
    here: Read<'s>,
    there: Read<'s>,
    /// For each target sentence what the sentence at hand has reached in it, nats.
    gathered: Vec<f64>,
    /// Which of its words reached it last, and with how much.
    by_word: Vec<(u32, f64)>,
    touched: Vec<u32>,
}

impl Search<'_> {
    /// The target sentences that share words with `u`, in order.
    fn reached(&mut self, u: usize, index: &Index, whole: bool) -> Vec<usize> {
        let mut words = self.here.words[u].clone();
        let information = &self.here.information;
        words.sort_by(|a, b| {
            information[*b as usize].total_cmp(&information[*a as usize]).then(a.cmp(b))
        });
        let mut left = if whole { usize::MAX } else { TOUCHED };
        for word in words {
            for link in &self.here.links[word as usize] {
                let there = self.there.information[link.word as usize];
                let list = index.of_word(link.word);
                if there == 0.0 || list.len() > left {
                    continue;
                }
                left -= list.len();
                let worth = there.min(information[word as usize]) * f64::from(link.strength);
                for &v in list {
                    let (gathered, last) =
                        (&mut self.gathered[v as usize], &mut self.by_word[v as usize]);
                    if *gathered == 0.0 {
                        self.touched.push(v);
                        last.0 = u32::MAX;
                    }
                    let more = if last.0 == word { worth - last.1 } else { worth };
                    if more > 0.0 {
                        *gathered += more;
                        *last = (word, worth);
                    }
                }
            }
        }
        if !whole && self.touched.len() > HELD_AGAINST {
            let gathered = &self.gathered;
            self.touched.select_nth_unstable_by(HELD_AGAINST, |a, b| {
                gathered[*b as usize].total_cmp(&gathered[*a as usize]).then(a.cmp(b))
            });
            for v in self.touched.drain(HELD_AGAINST..) {
                self.gathered[v as usize] = 0.0;
            }
        }
        let mut found: Vec<usize> = self.touched.drain(..).map(|v| v as usize).collect();
        found.iter().for_each(|&v| self.gathered[v] = 0.0);
        found.sort_unstable();
        found
    }

    /// Holds two sentences against each other.
    fn cell(&self, u: usize, v: usize) -> Option<Cell> {
        let a = self.here.covered(u, &self.there, v);
        let b = self.there.covered(v, &self.here, u);
        let shared = a.min(b);
        let (a, b) = (a / (self.here.said[u] + SLACK), b / (self.there.said[v] + SLACK));
        let score = (a * b).sqrt();
        (score > 0.0).then_some(Cell { with: v, score, shared })
    }

    /// Adds the pairs before and after good ones: what stands between pairs is likely one.
    fn look_around(
        &self,
        rows: &mut [Vec<Cell>],
        around: [&dyn Fn(usize) -> [Option<usize>; 2]; 2],
    ) {
        let mut more: Vec<(usize, usize)> = Vec::new();
        for (u, row) in rows.iter().enumerate() {
            for cell in row.iter().filter(|cell| cell.score >= LOOK_AROUND) {
                let beside = around[0](u).into_iter().zip(around[1](cell.with));
                more.extend(beside.filter_map(|(u, v)| Some((u?, v?))));
            }
        }
        more.sort_unstable();
        more.dedup();
        for (u, v) in more {
            if let Err(at) = rows[u].binary_search_by_key(&v, |cell| cell.with)
                && let Some(cell) = self.cell(u, v)
            {
                rows[u].insert(at, cell);
            }
        }
    }
}

/// The information each word type carries, nats: what it carries anywhere, and no more than its
/// spread over this text's sentences leaves it; none for function words and marks.
fn information(side: &Side) -> Vec<f64> {
    /// What a word that stands in every sentence still carries.
    const EVERYWHERE: f64 = 0.7;
    /// What each halving of a word's spread adds to it, per natural logarithm.
    const RARER: f64 = 2.2;
    /// Of a text of fewer sentences than this nobody can say what the whole of it speaks of.
    const FEWEST: f64 = 3.0;
    let mut spread = vec![0u32; side.words.len()];
    for sentence in &side.sentences {
        let mut words = sentence.clone();
        words.sort_unstable();
        words.dedup();
        words.iter().for_each(|&word| spread[word as usize] += 1);
    }
    let all = (side.sentences.len() as f64).max(FEWEST);
    let information = |(word, spread): (usize, &u32)| match side.words[word].class {
        Class::Function | Class::Mark => 0.0,
        Class::Content | Class::Value | Class::Name | Class::Unknown => {
            let anywhere = -side.chances[word].ln();
            anywhere.min(EVERYWHERE + RARER * (all / f64::from((*spread).max(1))).ln())
        }
    };
    spread.iter().enumerate().map(information).collect()
}

/// What each sentence says, nats.
fn said(side: &Side, information: &[f64]) -> Vec<f64> {
    let weight = |word: u32| match side.words[word as usize].class {
        Class::Unknown => UNKNOWN_WORD,
        _ => 1.0,
    };
    let sum = |sentence: &Vec<u32>| {
        sentence.iter().map(|&word| information[word as usize] * weight(word)).sum()
    };
    side.sentences.iter().map(sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::recipe::Knowledge;
    use crate::lexicon::{Given, core};

    /// Sentences that a large set and a small one have in common are found in both.
    #[test]
    fn a_large_set_gives_what_a_small_one_gives() {
        let sentence = |number: usize, words: [&str; 4]| {
            let [a, b, c, d] = words;
            format!("{a} {} {b} {} {c} {number} {d}", number * 7 + 1000, number * 13 + 50_000)
        };
        let make = |size: usize, words| -> Vec<String> {
            (0..size).map(|number| sentence(number, words)).collect()
        };
        let pl = make(700, ["Minister kupił", "jabłek i sprzedał", "gruszek w mieście", "rano."]);
        let mut en = make(700, ["The minister bought", "apples, sold", "pears in town", "early."]);
        en.reverse();
        let known = Knowledge { given: Given::of("pl", "en", &core()), ..Knowledge::default() };
        let rows = |pl: &[String], en: &[String]| {
            let here = Side::read("pl", pl, &|key| known.given.has(key));
            let there = Side::read("en", en, &|key| known.given.reaches(key));
            let given = known.given.between(here.keys(), there.keys());
            let links = Links::find(&here, &there, &given, &known.counts.lexicon(0.0));
            let alone = |_| [None, None];
            Candidates::find(&here, &there, &links, [&alone, &alone], &|_| true)
                .expect("found")
                .rows
        };
        let best = |row: &Vec<Cell>| {
            row.iter().max_by(|a, b| a.score.total_cmp(&b.score)).map(|cell| cell.with)
        };
        assert!(pl.len() * en.len() > ALL_PAIRS);
        let large = rows(&pl, &en);
        assert!(large.iter().all(|row| row.len() <= HELD_AGAINST));
        let right = large.iter().enumerate().filter(|(u, row)| best(row) == Some(699 - u)).count();
        assert!(right >= 690, "{right} of 700");
        let small = rows(&pl[..50], &en[650..]);
        assert!(small.iter().enumerate().all(|(u, row)| best(row) == Some(49 - u)));
    }
}
