//! A text that is looked for, ready to be compared with sequences of words.

use crate::memory::pieces::{Kind, Piece};

use super::codec::damaged;
use super::vocabulary::{Reader, Relative};
use super::word_id::{IdMap, WordId};

/// A text that is looked for.
pub(super) struct Asked {
    /// One a token, in order.
    pub(super) words: Vec<Word>,
    /// What the text weighs.
    pub(super) weight: u32,
    prices: Vec<u32>,
    /// By the words of a stored text that are not strangers to all of the query's: which row of
    /// `costs`.
    rows: IdMap<usize>,
    /// What a word of a stored text costs in the place of each of the query's.
    costs: Vec<Vec<u32>>,
}

/// A token that is looked for.
pub(super) struct Word {
    /// Its number; `None` when no stored text has it.
    pub(super) id: Option<WordId>,
    pub(super) weight: u32,
    pub(super) frequency: u8,
    pub(super) relatives: Vec<Relative>,
}

/// The prices a word can have; strangers cost the dearer of two.
const PRICES: [u32; 5] = [0, 4, 10, 20, 25];

impl Asked {
    pub(super) fn new(
        pieces: &[Piece],
        fixed: impl Fn(WordId) -> u8,
        reader: &mut Reader<'_>,
    ) -> rusqlite::Result<Asked> {
        let mut words = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let weight = piece.kind.weight();
            let of_kind =
                |id| Word { id: Some(id), weight, frequency: fixed(id), relatives: Vec::new() };
            words.push(match piece.kind {
                Kind::Mark => of_kind(WordId::MARK),
                Kind::Number => of_kind(WordId::NUMBER),
                Kind::Code => of_kind(WordId::CODE),
                Kind::Word | Kind::Function | Kind::Negation | Kind::Bare => {
                    match reader.word(piece.facts.sort)? {
                        Some(known) => Word {
                            id: Some(known.id),
                            weight,
                            frequency: known.frequency,
                            relatives: known.relatives,
                        },
                        None if piece.kind == Kind::Bare => {
                            Word { id: None, weight, frequency: 0, relatives: Vec::new() }
                        }
                        None => {
                            let relatives = reader.relatives(&piece.facts)?;
                            Word { id: None, weight, frequency: 0, relatives }
                        }
                    }
                }
            });
        }
        let prices: Vec<u32> = pieces.iter().map(|piece| piece.kind.price()).collect();
        let dearer = |price: u32| prices.iter().map(|own| price.max(*own)).collect::<Vec<u32>>();
        let mut costs: Vec<Vec<u32>> = PRICES.iter().map(|&price| dearer(price)).collect();
        let mut rows: IdMap<usize> = IdMap::default();
        for (at, word) in words.iter().enumerate() {
            let own = word.id.map(|id| (id, 0));
            let relatives =
                word.relatives.iter().map(|relative| (relative.id, relative.fit.cost()));
            for (id, cost) in own.into_iter().chain(relatives) {
                let row = *rows.entry(id).or_insert_with(|| {
                    costs.push(dearer(id.price()));
                    costs.len() - 1
                });
                let cell = costs[row].get_mut(at).ok_or_else(damaged)?;
                *cell = (*cell).min(cost);
            }
        }
        let weight = words.iter().map(|word| word.weight).fold(0, u32::saturating_add);
        Ok(Asked { words, weight, prices, rows, costs })
    }

    /// What a stored word costs in the place of each word of the query.
    #[inline]
    fn row(&self, word: WordId) -> &[u32] {
        let row = self.rows.get(&word).copied().unwrap_or_else(|| match word.price() {
            0 => 0,
            4 => 1,
            10 => 2,
            20 => 3,
            _ => 4,
        });
        &self.costs[row]
    }

    /// Returns the least cost of an alignment with a stored text, on words alone: never more
    /// than what the texts themselves cost. Above the limit any number above it is returned.
    pub(super) fn distance(&self, stored: &[WordId], limit: u32, cells: &mut Vec<u32>) -> u32 {
        let over = limit.saturating_add(1);
        cells.clear();
        cells.push(0);
        let mut last = 0u32;
        for price in &self.prices {
            last = last.saturating_add(*price).min(over);
            cells.push(last);
        }
        // Cells before this one are over the limit for good.
        let mut low = 0;
        for &word in stored {
            let (row, lost) = (self.row(word), word.price());
            let mut diagonal = cells[low];
            cells[low] = cells[low].saturating_add(lost).min(over);
            let mut is_alive = cells[low] < over;
            let mut left = cells[low];
            let inner = cells[low + 1..].iter_mut().zip(&row[low..]).zip(&self.prices[low..]);
            for ((cell, put), price) in inner {
                let up = *cell;
                let least = (diagonal.saturating_add(*put))
                    .min(up.saturating_add(lost))
                    .min(left.saturating_add(*price))
                    .min(over);
                *cell = least;
                diagonal = up;
                left = least;
                is_alive |= least < over;
            }
            if !is_alive {
                return over;
            }
            while low < self.prices.len() && cells[low] >= over {
                low += 1;
            }
        }
        cells[self.prices.len()]
    }
}
