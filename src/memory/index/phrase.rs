//! The texts in which some words stand, in any of their forms and in any order, or words with some
//! letters.
//!
//! For a concordance two words are forms of one when they share any key, whatever their kinds;
//! the text then decides. Lists are those of the fuzzy search.

use rusqlite::{CachedStatement, Connection};

use crate::memory::pieces::{Kind, Piece};

use super::catalogue::Catalogue;
use super::codec::damaged;
use super::forms::words_with;
use super::limits::{CHUNK, SHELF};
use super::postings::ListId;
use super::relatives::sharing;
use super::search::{List, visit};
use super::shelf::{ShelfReader, units_of};
use super::vocabulary::Reader;
use super::word_id::WordId;

/// The slots that may hold some words.
pub(in crate::memory) struct Slots {
    slots: Vec<u32>,
}

impl Slots {
    pub(in crate::memory) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Returns their units, in the order in which they were stored.
    pub(in crate::memory) fn units(
        &self,
        conn: &Connection,
        catalogue: &Catalogue,
    ) -> rusqlite::Result<Vec<i64>> {
        let sql = format!("SELECT slots FROM {} WHERE id = ?1", catalogue.shelves());
        let mut shelves = conn.prepare_cached(&sql)?;
        let mut found = Vec::new();
        for row in self.slots.chunk_by(|a, b| a / SHELF == b / SHELF) {
            let mut rows = shelves.query([row[0] / SHELF])?;
            let bytes = rows.next()?.ok_or_else(damaged)?.get_ref(0)?.as_blob()?;
            let mut reader = ShelfReader::new(bytes);
            let mut wanted = row.iter().map(|slot| slot % SHELF).peekable();
            for at in 0..SHELF {
                let Some(units) = reader.next_units()? else { break };
                if wanted.next_if_eq(&at).is_some() {
                    found.extend(units_of(units)?);
                    if wanted.peek().is_none() {
                        break;
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

/// Returns the slots in which, for each of some tokens, a word with one of its keys stands, or a
/// token of the same form.
pub(in crate::memory) fn slots_with(
    conn: &Connection,
    catalogue: &Catalogue,
    asked: &[Piece],
) -> rusqlite::Result<Slots> {
    let mut reader = Reader::new(conn, catalogue.number)?;
    let mut groups = Vec::with_capacity(asked.len());
    for piece in asked {
        groups.push(lists_of(&mut reader, piece)?);
    }
    groups.sort_by_key(|(size, _)| *size);
    let groups = groups.into_iter().map(|(_, lists)| lists).collect();
    slots_in_all(conn, catalogue, groups)
}

/// The words in which letters stand that were asked for, a group for each run of letters.
pub(in crate::memory) struct Lettered {
    groups: Vec<Vec<WordId>>,
}

impl Lettered {
    /// Looks for words in which one run of each set stands; `None` if no set is asked for.
    pub(in crate::memory) fn find(
        conn: &Connection,
        catalogue: &Catalogue,
        sets: &[Vec<String>],
    ) -> rusqlite::Result<Option<Lettered>> {
        if sets.is_empty() {
            return Ok(None);
        }
        let mut groups = words_with(conn, catalogue.number, sets)?;
        groups.sort_by_key(Vec::len);
        // Long groups leave little out and take long to read; the texts are read anyway.
        let shortest = groups.first().map_or(0, Vec::len);
        groups.retain(|group| group.len() <= shortest.max(SOME_WORDS));
        Ok(Some(Lettered { groups }))
    }

    /// How many words there are in the shortest group.
    pub(in crate::memory) fn len(&self) -> usize {
        self.groups.first().map_or(0, Vec::len)
    }

    /// Returns the slots in which a word of each group stands.
    pub(in crate::memory) fn slots(
        self,
        conn: &Connection,
        catalogue: &Catalogue,
    ) -> rusqlite::Result<Slots> {
        let list = |word| List::new(ListId::new(word, 0));
        let groups = self.groups.into_iter().map(|group| group.into_iter().map(list).collect());
        slots_in_all(conn, catalogue, groups.collect())
    }
}

/// Words of a group up to which it is always read.
const SOME_WORDS: usize = 300;

/// Returns the slots that are in a list of each group; the first is read whole.
fn slots_in_all(
    conn: &Connection,
    catalogue: &Catalogue,
    mut groups: Vec<Vec<List>>,
) -> rusqlite::Result<Slots> {
    let sql = format!("SELECT slots FROM {} WHERE id = ?1", catalogue.lists());
    let mut rows = conn.prepare_cached(&sql)?;
    let mut found = Slots { slots: Vec::new() };
    let Some((first, others)) = groups.split_first_mut() else {
        return Ok(found);
    };
    let end = (catalogue.tail_start() + catalogue.tail).div_ceil(CHUNK);
    let (mut hits, mut kept) = (Vec::new(), Vec::new());
    for chunk in 0..end {
        hits.clear();
        for list in first.iter_mut() {
            visit(&mut rows, list, chunk, |slots| slots.each(0, CHUNK, |slot| hits.push(slot)))?;
        }
        hits.sort_unstable();
        hits.dedup();
        for lists in others.iter_mut() {
            if hits.is_empty() {
                break;
            }
            keep(&mut rows, lists, chunk, &hits, &mut kept)?;
            std::mem::swap(&mut hits, &mut kept);
        }
        found.slots.extend(hits.iter().map(|&slot| chunk * CHUNK + u32::from(slot)));
    }
    Ok(found)
}

/// Keeps those slots of a chunk that are in one of some lists.
fn keep(
    rows: &mut CachedStatement<'_>,
    lists: &mut [List],
    chunk: u32,
    hits: &[u16],
    kept: &mut Vec<u16>,
) -> rusqlite::Result<()> {
    kept.clear();
    for list in lists {
        visit(rows, list, chunk, |slots| slots.probe(hits, |slot| kept.push(slot)))?;
    }
    kept.sort_unstable();
    kept.dedup();
    Ok(())
}

/// The lists of what may be a form of a token, and about how long they are together.
fn lists_of(reader: &mut Reader<'_>, piece: &Piece) -> rusqlite::Result<(u64, Vec<List>)> {
    let mut sorts = vec![piece.facts.sort];
    for key in piece.facts.keys.iter().flatten() {
        sharing(key, &mut |hash, give| reader.filed(hash, give), &mut |sort, _| sorts.push(sort))?;
    }
    sorts.sort_unstable();
    sorts.dedup();
    let mut size = 0;
    let mut lists = Vec::new();
    // What counts as a word in a segment without words is a number or a code in another.
    let in_sentences = match piece.facts.kind() {
        Kind::Number => Some(WordId::NUMBER),
        Kind::Code => Some(WordId::CODE),
        Kind::Mark => Some(WordId::MARK),
        Kind::Word | Kind::Function | Kind::Negation | Kind::Bare => None,
    };
    if let Some(id) = in_sentences {
        size = u64::from(u32::MAX);
        lists.push(List::new(ListId::new(id, 0)));
    }
    for sort in sorts {
        if let Some(known) = reader.word(sort)? {
            size += 1u64 << known.frequency.min(62);
            lists.push(List::new(ListId::new(known.id, 0)));
        }
    }
    Ok((size, lists))
}
