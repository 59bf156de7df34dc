//! The filter: every stored text that may score as much as is asked for, and hardly any other.
//!
//! A text that scores `min` keeps at least a certain share of the heavier side's weight
//! ([`needed`]), and what it keeps is at most the sum, over the words asked for, of the word's
//! weight if the text has it (as often as the query, up to that occurrence), or of what a relative
//! in its place would leave. (No price is below its weight, so what is dropped, added or replaced
//! by a stranger keeps nothing; see [`score`](mod@crate::memory::score).) So
//!
//! * only texts within a window of weights are looked at: one range of slots,
//! * of the lists of the query's words, rarest first, only as many are read as a match cannot
//!   avoid being in (MaxScore: Turtle, Flood 1995),
//! * the longer lists are only probed for the texts that are still in the race,
//! * what is left is aligned word by word; that is a lower bound of the cost, and nearly always
//!   the cost itself.
//!
//! Nothing is held in RAM between two queries but the catalogue's row.

use std::sync::Arc;

use rusqlite::{CachedStatement, Connection};

use crate::memory::hash::Hasher;
use crate::memory::pieces::Piece;
use crate::memory::score::{needed, window};

use super::asked::Asked;
use super::catalogue::Catalogue;
use super::codec::damaged;
use super::limits::{CHUNK, MANY_SLOTS, OCCURRENCES, SHELF};
use super::postings::{ListId, Slots, gallop, short_slots};
use super::shelf::{ShelfReader, units_of};
use super::vocabulary::{Reader, frequency};
use super::word_id::{IdMap, WordId};

/// Units that may score as much as asked for, all with the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::memory) struct Candidate {
    /// Never more than what each unit costs.
    pub(in crate::memory) cost: u32,
    /// The weight of the heavier side.
    pub(in crate::memory) heavier: u32,
    pub(in crate::memory) slot: u32,
    /// A hash of the words and their order: slots with the same words may stand apart.
    pub(in crate::memory) words: u64,
    /// Units in the order in which they were stored; some may be gone.
    pub(in crate::memory) units: Vec<i64>,
}

/// What a search needs room for; kept between searches.
#[derive(Default)]
pub(in crate::memory) struct Scratch {
    /// By slot of the chunk looked at: the weight kept so far.
    kept: Vec<u16>,
    touched: Vec<u16>,
    racing: Vec<u16>,
    /// A bit a slot; none is set between two uses.
    marks: Vec<u64>,
}

/// The lists of one word asked for and of its relatives.
struct Group {
    /// The most that the word can keep.
    gain: u32,
    /// In how many slots one of the lists holds, as far as is known.
    size: u64,
    lists: Vec<List>,
}

/// A list being read.
pub(super) struct List {
    id: ListId,
    gain: u16,
    held: Held,
}

impl List {
    pub(super) fn new(id: ListId) -> List {
        List { id, gain: 0, held: Held::Unknown }
    }
}

enum Held {
    Unknown,
    Short(ShortList),
    /// There is a row a chunk.
    Chunks,
}

/// A short list, read chunk by chunk.
struct ShortList {
    slots: Vec<u32>,
    /// Slots before this one are before the chunk that was read last.
    at: usize,
}

impl ShortList {
    /// Returns the slots of a chunk.
    fn of_chunk(&mut self, chunk: u32) -> &[u32] {
        let base = chunk * CHUNK;
        if self.at > 0 && self.slots[self.at - 1] >= base {
            self.at = 0;
        }
        self.at = gallop(self.at, self.slots.len(), |at| self.slots[at] < base);
        let rest = &self.slots[self.at..];
        // The last chunk of all may end where the numbers do.
        let is_in = |slot: u32| slot - base < CHUNK;
        match rest.first() {
            Some(&slot) if is_in(slot) => &rest[..rest.partition_point(|&slot| is_in(slot))],
            _ => &[],
        }
    }
}

/// What the lists say of one threshold, and what has been made of it.
struct Raced {
    min: u8,
    /// Slots that have not been aligned yet, in order.
    left: Vec<Racer>,
    /// Those of the others that may score `min`.
    aligned: Vec<Candidate>,
}

/// A slot that may keep enough.
#[derive(Clone, Copy)]
struct Racer {
    slot: u32,
    /// The weight it keeps, at most.
    kept: u32,
    /// The weight of the heavier side, at least.
    heavier: u32,
}

/// A text being looked for in one language.
pub(in crate::memory) struct Search<'c> {
    catalogue: Arc<Catalogue>,
    lists: CachedStatement<'c>,
    shelves: CachedStatement<'c>,
    asked: Asked,
    groups: Vec<Group>,
    /// What occurrences without lists of their own may keep.
    slack: u32,
    raced: Option<Raced>,
    scratch: &'c mut Scratch,
}

impl<'c> Search<'c> {
    pub(in crate::memory) fn new(
        conn: &'c Connection,
        catalogue: Arc<Catalogue>,
        pieces: &[Piece],
        scratch: &'c mut Scratch,
    ) -> rusqlite::Result<Search<'c>> {
        let mut reader = Reader::new(conn, catalogue.number)?;
        let fixed =
            |id: WordId| frequency(catalogue.fixed.get(id.0 as usize).copied().unwrap_or_default());
        let asked = Asked::new(pieces, fixed, &mut reader)?;
        let (groups, slack) = groups(&asked);
        let list = |table: String| format!("SELECT slots FROM {table} WHERE id = ?1");
        let lists = conn.prepare_cached(&list(catalogue.lists()))?;
        let shelves = conn.prepare_cached(&list(catalogue.shelves()))?;
        scratch.kept.resize(CHUNK as usize, 0);
        scratch.marks.resize(CHUNK as usize / 64, 0);
        Ok(Search { catalogue, lists, shelves, asked, groups, slack, raced: None, scratch })
    }

    /// Returns all units that may score `min` per cent, of 1 to 100, those likest by their words first, then
    /// in the order in which they were stored.
    ///
    /// The lists are read for a threshold of `floor`, at most `min`: whoever asks with the same
    /// floor again pays for the further slots only.
    pub(in crate::memory) fn candidates(
        &mut self,
        min: u8,
        floor: u8,
    ) -> rusqlite::Result<Vec<Candidate>> {
        let mut raced = match self.raced.take() {
            Some(raced) if raced.min == floor => raced,
            _ => {
                let left = match self.asked.weight {
                    0 => self.without_tokens()?,
                    // What one slot keeps is counted in 16 bits.
                    weight if weight > u32::from(u16::MAX) => self.in_window(floor),
                    _ => self.racing(floor)?,
                };
                Raced { min: floor, left, aligned: Vec::new() }
            }
        };
        let (now, left) = (raced.left.into_iter())
            .partition(|racer: &Racer| racer.kept >= needed(racer.heavier, min));
        raced.left = left;
        self.align(now, floor, &mut raced.aligned)?;
        let mut found = Vec::new();
        for candidate in &raced.aligned {
            let heavier = candidate.heavier;
            if candidate.cost <= heavier - needed(heavier, min).min(heavier) {
                found.push(candidate.clone());
            }
        }
        self.raced = Some(raced);
        found.sort_by(|a, b| {
            let share = |x: &Candidate, y: &Candidate| u64::from(x.cost) * u64::from(y.heavier);
            share(a, b).cmp(&share(b, a)).then_with(|| a.units.first().cmp(&b.units.first()))
        });
        Ok(found)
    }

    /// A slot of which nothing is known.
    fn unknown(slot: u32) -> Racer {
        Racer { slot, kept: u32::MAX, heavier: 0 }
    }

    /// The slots of texts without any token.
    fn without_tokens(&mut self) -> rusqlite::Result<Vec<Racer>> {
        let mut found = Vec::new();
        let mut list = List::new(ListId::new(WordId::NOTHING, 0));
        for chunk in 0..self.chunks() {
            visit(&mut self.lists, &mut list, chunk, |slots| {
                slots.each(0, CHUNK, |slot| {
                    found.push(Search::unknown(chunk * CHUNK + u32::from(slot)));
                });
            })?;
        }
        Ok(found)
    }

    fn chunks(&self) -> u32 {
        (self.catalogue.tail_start() + self.catalogue.tail).div_ceil(CHUNK)
    }

    /// The main slots whose weight lets them score `min`.
    fn window(&self, min: u8) -> (u32, u32) {
        let weights = &self.catalogue.weights;
        let (low, high) = window(self.asked.weight, min);
        let first = weights.partition_point(|&(weight, _)| weight < low);
        let last = weights.partition_point(|&(weight, _)| weight <= high);
        let slot = |at: usize| weights.get(at).map_or(self.catalogue.main, |&(_, slot)| slot);
        if first < last { (slot(first), slot(last)) } else { (0, 0) }
    }

    /// All slots that are not too light or too heavy.
    fn in_window(&self, min: u8) -> Vec<Racer> {
        let (first, last) = self.window(min);
        let tail = self.catalogue.tail_start();
        (first..last).chain(tail..tail + self.catalogue.tail).map(Search::unknown).collect()
    }

    /// Slots that may keep enough, by the lists they are in.
    fn racing(&mut self, min: u8) -> rusqlite::Result<Vec<Racer>> {
        let (first, last) = self.window(min);
        let mut found = Vec::new();
        for chunk in first / CHUNK..last.div_ceil(CHUNK) {
            let base = chunk * CHUNK;
            let (from, to) = (first.max(base) - base, (last - base).min(CHUNK));
            self.race(chunk, (from, to), min, true, &mut found)?;
        }
        let tail = self.catalogue.tail_start() / CHUNK;
        for nth in 0..self.catalogue.tail.div_ceil(CHUNK) {
            let to = (self.catalogue.tail - nth * CHUNK).min(CHUNK);
            self.race(tail + nth, (0, to), min, false, &mut found)?;
        }
        Ok(found)
    }

    /// Finds the slots of one chunk that may keep enough.
    fn race(
        &mut self,
        chunk: u32,
        (from, to): (u32, u32),
        min: u8,
        is_main: bool,
        found: &mut Vec<Racer>,
    ) -> rusqlite::Result<()> {
        let base = chunk * CHUNK;
        let weights = &self.catalogue.weights;
        // The lightest slot of the range asks for the least.
        let at = weights.partition_point(|&(_, slot)| slot <= base + from).saturating_sub(1);
        let heavier = |at: usize| self.asked.weight.max(weights.get(at).map_or(0, |w| w.0));
        let least = needed(if is_main { heavier(at) } else { self.asked.weight }, min);
        // What the groups from each on can still keep.
        let mut rest = self.slack + self.groups.iter().map(|group| group.gain).sum::<u32>();
        if rest < least {
            return Ok(());
        }
        let Scratch { kept, touched, racing, marks } = &mut *self.scratch;
        touched.clear();
        if self.slack >= least {
            touched.extend((from..to).map(|slot| slot as u16));
            // A slot that was never kept anything is told from one that was by this.
            touched.iter().for_each(|&slot| kept[usize::from(slot)] = 0);
        }
        let all_in = self.slack >= least;
        let mut nth = 0;
        while nth < self.groups.len() && rest >= least {
            for list in &mut self.groups[nth].lists {
                let gain = list.gain;
                visit(&mut self.lists, list, chunk, |slots| {
                    slots.each(from, to, |slot| {
                        let kept = &mut kept[usize::from(slot)];
                        if *kept == 0 && !all_in {
                            touched.push(slot);
                        }
                        // A word and its relative may both be there: more than can be kept.
                        *kept = kept.saturating_add(gain);
                    });
                })?;
            }
            rest -= self.groups[nth].gain;
            nth += 1;
        }
        racing.clear();
        let enough = |slot: &u16, rest: u32, kept: &[u16]| {
            u32::from(kept[usize::from(*slot)]) + rest >= least
        };
        racing.extend(touched.iter().filter(|slot| enough(slot, rest, kept)));
        sort(racing, marks);
        loop {
            // Each slot by its own weight, then the next longer list.
            let (mut here, mut until, mut own) = (at, 0, least);
            racing.retain(|&slot| {
                let place = base + u32::from(slot);
                if is_main && place >= until {
                    (here, until) = next_weight(weights, here, place);
                    own = needed(heavier(here), min);
                }
                u32::from(kept[usize::from(slot)]) + rest >= own
            });
            if racing.is_empty() || nth == self.groups.len() {
                break;
            }
            for list in &mut self.groups[nth].lists {
                let gain = list.gain;
                visit(&mut self.lists, list, chunk, |slots| {
                    slots.probe(racing, |slot| {
                        let kept = &mut kept[usize::from(slot)];
                        *kept = kept.saturating_add(gain);
                    });
                })?;
            }
            rest -= self.groups[nth].gain;
            nth += 1;
        }
        let (mut here, mut until) = (at, 0);
        found.extend(racing.iter().map(|&slot| {
            let kept = u32::from(kept[usize::from(slot)]);
            let slot = base + u32::from(slot);
            if is_main && slot >= until {
                (here, until) = next_weight(weights, here, slot);
            }
            let heavier = if is_main { heavier(here) } else { self.asked.weight };
            Racer { slot, kept: kept + rest, heavier }
        }));
        touched.iter().for_each(|&slot| kept[usize::from(slot)] = 0);
        Ok(())
    }

    /// Aligns slots, given in order, with the text asked for, and keeps those that may do.
    fn align(
        &mut self,
        racers: Vec<Racer>,
        min: u8,
        found: &mut Vec<Candidate>,
    ) -> rusqlite::Result<()> {
        let (mut words, mut cells) = (Vec::new(), Vec::new());
        for row in racers.chunk_by(|a, b| a.slot / SHELF == b.slot / SHELF) {
            let shelf = row[0].slot / SHELF;
            let mut rows = self.shelves.query([shelf])?;
            let bytes = rows.next()?.ok_or_else(damaged)?.get_ref(0)?.as_blob()?;
            let mut reader = ShelfReader::with(bytes, std::mem::take(&mut words));
            let mut at = shelf * SHELF;
            for &Racer { slot, .. } in row {
                let mut units = reader.next()?.ok_or_else(damaged)?;
                while at < slot {
                    units = reader.next()?.ok_or_else(damaged)?;
                    at += 1;
                }
                at += 1;
                let weight =
                    reader.words.iter().map(|word| word.weight()).fold(0, u32::saturating_add);
                let heavier = weight.max(self.asked.weight);
                let limit = heavier - needed(heavier, min).min(heavier);
                let cost = self.asked.distance(&reader.words, limit, &mut cells);
                if cost <= limit {
                    let words = hash_of(self.catalogue.number, &reader.words);
                    found.push(Candidate { cost, heavier, slot, words, units: units_of(units)? });
                }
            }
            words = std::mem::take(&mut reader.words);
        }
        Ok(())
    }
}

/// Returns which of the weights, from one on, a slot has, and the first slot of the next.
fn next_weight(weights: &[(u32, u32)], mut at: usize, slot: u32) -> (usize, u32) {
    while weights.get(at + 1).is_some_and(|&(_, first)| first <= slot) {
        at += 1;
    }
    (at, weights.get(at + 1).map_or(u32::MAX, |&(_, first)| first))
}

/// Sorts slots of a chunk, no two of them the same: many of them by a mark for each, which are
/// then read in order.
fn sort(slots: &mut Vec<u16>, marks: &mut [u64]) {
    if slots.len() < MANY_SLOTS {
        slots.sort_unstable();
        return;
    }
    slots.drain(..).for_each(|slot| marks[usize::from(slot / 64)] |= 1 << (slot % 64));
    for (at, marks) in marks.iter_mut().enumerate() {
        let mut bits = std::mem::take(marks);
        while bits != 0 {
            slots.push((at * 64) as u16 + bits.trailing_zeros() as u16);
            bits &= bits - 1;
        }
    }
}

/// Returns a hash of some words of a language; those of another language have others.
fn hash_of(language: i64, words: &[WordId]) -> u64 {
    let mut hasher = Hasher::default();
    hasher.write(&language.to_le_bytes());
    words.iter().for_each(|word| hasher.write(&word.0.to_le_bytes()));
    hasher.finish()
}

/// Makes the groups of lists of a text, the shortest first, and what needs none.
fn groups(asked: &Asked) -> (Vec<Group>, u32) {
    let mut met: IdMap<u32> = IdMap::default();
    let mut slack = 0;
    let mut groups = Vec::new();
    for word in &asked.words {
        let mut group = Group { gain: 0, size: 0, lists: Vec::new() };
        if let Some(id) = word.id {
            let before = met.entry(id).or_default();
            if *before >= OCCURRENCES {
                slack += word.weight;
                continue;
            }
            group.push(ListId::new(id, *before), word.weight);
            group.size += 1u64 << word.frequency.saturating_sub(*before as u8).min(63);
            *before += 1;
        }
        for relative in &word.relatives {
            let kept = word.weight.saturating_sub(relative.fit.cost());
            if kept > 0 {
                // Where a relative stands twice, two of the query's words may be put for it;
                // its first occurrence speaks for all.
                group.push(ListId::new(relative.id, 0), kept);
                group.size += 1u64 << relative.frequency.min(62);
            }
        }
        if group.gain > 0 {
            groups.push(group);
        }
    }
    groups.sort_by_key(|group| group.size);
    (groups, slack)
}

impl Group {
    fn push(&mut self, id: ListId, gain: u32) {
        self.gain = self.gain.max(gain);
        self.lists.push(List { gain: gain as u16, ..List::new(id) });
    }
}

/// Gives the slots of a list in a chunk to a function, if there are any.
pub(super) fn visit(
    rows: &mut CachedStatement<'_>,
    list: &mut List,
    chunk: u32,
    mut with: impl FnMut(Slots<'_>),
) -> rusqlite::Result<()> {
    if let Held::Unknown = list.held {
        let mut found = rows.query([list.id.short_row()])?;
        list.held = match found.next()? {
            Some(row) => {
                let slots = short_slots(row.get_ref(0)?.as_blob()?)?;
                Held::Short(ShortList { slots, at: 0 })
            }
            None => Held::Chunks,
        };
    }
    match &mut list.held {
        Held::Short(list) => {
            let slots = list.of_chunk(chunk);
            if !slots.is_empty() {
                with(Slots::Short(slots, chunk * CHUNK));
            }
        }
        Held::Chunks | Held::Unknown => {
            let mut found = rows.query([list.id.chunk_row(chunk)])?;
            if let Some(row) = found.next()? {
                with(Slots::of_chunk(row.get_ref(0)?.as_blob()?)?);
            }
        }
    }
    Ok(())
}
