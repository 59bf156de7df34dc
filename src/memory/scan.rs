//! Scoring without an index: a [`Scan`] holds texts and scores all of them against one after
//! another.
//!
//! It gives the scores that a lookup gives, by the same prices, and leaves nothing out; that is
//! what the index is compared with on large memories, where reading and cutting every text anew for
//! every query would take days. What one token costs in the place of another is asked once a
//! query for each different token, not for each text.

use std::collections::HashMap;

use crate::text::{Lang, comparable};

use super::pieces::{Kind, Piece, Words};
use super::score::{EXACT, Loss, cheapest, needed, replacing, weight};

/// Texts of one language, held in RAM and ready to be scored.
pub struct Scan {
    words: Words,
    texts: Vec<String>,
    /// The different tokens, by kind and form.
    tokens: Vec<Piece>,
    numbers: HashMap<(Kind, String), u32>,
    /// The tokens of all texts, one text after the other.
    held: Vec<u32>,
    ends: Vec<usize>,
    weights: Vec<u32>,
}

/// Stands for a cost that has not been asked for.
const UNKNOWN: u32 = u32::MAX;

impl Scan {
    /// Begins without a text.
    pub fn new(lang: &Lang) -> Scan {
        Scan {
            words: Words::of(lang.primary()),
            texts: Vec::new(),
            tokens: Vec::new(),
            numbers: HashMap::new(),
            held: Vec::new(),
            ends: Vec::new(),
            weights: Vec::new(),
        }
    }

    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        let pieces = self.words.pieces(text);
        self.weights.push(weight(&pieces));
        for piece in pieces {
            let name = (piece.kind, piece.facts.form.to_string());
            let next = self.tokens.len() as u32;
            let number = *self.numbers.entry(name).or_insert(next);
            if number == next {
                self.tokens.push(piece);
            }
            self.held.push(number);
        }
        self.ends.push(self.held.len());
        self.texts.push(text.to_string());
    }

    /// Returns every text that scores `min` or more against a query, by the order in which it was
    /// added, with its score: 100 for an equal one.
    ///
    /// ```
    /// use kladka::memory::Scan;
    /// use kladka::text::Lang;
    /// let mut scan = Scan::new(&Lang::new("en")?);
    /// ["Page 12 of the report", "Something else", "Page 15 of the report"].map(|text| scan.push(text));
    /// assert_eq!(scan.scores("Page 15 of the report", 70), [(0, 97), (2, 100)]);
    /// # Ok::<(), kladka::text::LangError>(())
    /// ```
    pub fn scores(&mut self, query: &str, min: u8) -> Vec<(usize, u8)> {
        let form = comparable(query);
        let pieces = self.words.pieces(query);
        let own = weight(&pieces);
        let mut costs =
            Costs { known: vec![UNKNOWN; pieces.len() * self.tokens.len()], row: Vec::new() };
        let mut found = Vec::new();
        let mut start = 0;
        for (at, &end) in self.ends.iter().enumerate() {
            let source = &self.held[start..end];
            start = end;
            let heavier = own.max(self.weights[at]);
            let limit = heavier - needed(heavier, min).min(heavier);
            // What the lighter text lacks in weight it loses in price.
            if heavier - own.min(self.weights[at]) > limit {
                continue;
            }
            let cost = costs.least(&pieces, source, &self.tokens, limit);
            if cost <= limit {
                let is_equal = cost == 0 && comparable(&self.texts[at]) == form;
                let loss = Loss { cost: cost.min(heavier), heavier };
                found.push((at, if is_equal { EXACT } else { loss.score() }));
            }
        }
        found.retain(|&(_, score)| score >= min);
        found
    }
}

/// What the tokens of a query cost in the place of others, and room for an alignment.
struct Costs {
    known: Vec<u32>,
    row: Vec<u32>,
}

impl Costs {
    /// The least cost of an alignment, or some cost over the limit where it exceeds that.
    fn least(&mut self, query: &[Piece], source: &[u32], tokens: &[Piece], limit: u32) -> u32 {
        let known = &mut self.known;
        let put = |at: usize, token: u32| {
            let known = &mut known[token as usize * query.len() + at];
            if *known == UNKNOWN {
                *known = replacing(&query[at], &tokens[token as usize]).0;
            }
            *known
        };
        let source = source.iter().map(|&token| (tokens[token as usize].kind.price(), token));
        cheapest(query, source, put, limit, &mut self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::score::score;

    proptest::proptest! {
        #[test]
        fn a_scan_scores_as_one_text_after_the_other(
            texts in proptest::collection::vec("((not|No|file|files|fiels|the|12|13|%s|,|\\.) ?){0,6}", 1..12),
            query in "((not|No|file|files|fiels|the|12|13|%s|,|\\.) ?){1,6}",
            min in 1u8..=100,
        ) {
            let en = Lang::new("en").expect("a tag");
            let mut scan = Scan::new(&en);
            texts.iter().for_each(|text| scan.push(text));
            let expected: Vec<(usize, u8)> = (texts.iter().enumerate())
                .map(|(at, text)| (at, score(&en, &query, text)))
                .filter(|&(_, score)| score >= min)
                .collect();
            proptest::prop_assert_eq!(scan.scores(&query, min), expected);
        }
    }
}
