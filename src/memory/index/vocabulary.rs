//! The words of one language that a memory has met: their numbers, how frequent they are, and
//! their relatives.
//!
//! Two tables a language: *words*, by the hash of the sort, and *links*, by which an unseen word
//! finds its relatives ([`super::relatives`]). A hash that two sorts share by chance would lend
//! one the other's number; the filter would let a little more through, and the text decides.

use std::sync::Arc;

use rusqlite::{CachedStatement, Connection, ErrorCode, OptionalExtension, params};

use crate::memory::hash::HashedMap;
use crate::memory::pieces::{self, Facts, Kind};
use crate::memory::store::stored;

use super::codec::{Bytes, put};
use super::forms::{self, Forms};
use super::limits::{GATHERED, REMEMBERED, WORTH_FLUSHING};
use super::relatives::{Fit, Link, links, relatives};
use super::word_id::{NextIds, WordId};

/// A word as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: WordId,
    /// In how many slots it stands: the binary logarithm, rounded down, of one more. A hint in
    /// which order to read lists; nothing depends on its being right.
    pub(super) frequency: u8,
    pub(super) relatives: Vec<Relative>,
}

/// A word that may be put for another at a discount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Relative {
    pub(super) id: WordId,
    pub(super) fit: Fit,
    pub(super) frequency: u8,
}

impl Known {
    fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, u64::from(self.id.0));
        out.push(self.frequency);
        self.relatives.iter().for_each(|relative| relative.put(&mut out));
        out
    }

    fn read(bytes: &[u8]) -> rusqlite::Result<Known> {
        let mut bytes = Bytes::new(bytes);
        let mut known =
            Known { id: WordId(bytes.small()?), frequency: bytes.byte()?, relatives: Vec::new() };
        while !bytes.is_empty() {
            let number = bytes.number()?;
            known.relatives.push(Relative {
                id: WordId((number >> 1) as u32),
                fit: if number & 1 == 0 { Fit::Form } else { Fit::Similar },
                frequency: bytes.byte()?,
            });
        }
        Ok(known)
    }
}

impl Relative {
    fn put(&self, out: &mut Vec<u8>) {
        let similar = u64::from(self.fit == Fit::Similar);
        put(out, u64::from(self.id.0) << 1 | similar);
        out.push(self.frequency);
    }
}

/// Makes a frequency of a count.
pub(super) fn frequency(count: u32) -> u8 {
    (u64::from(count) + 1).ilog2() as u8
}

/// Makes the tables of a language.
pub(super) fn create(conn: &Connection, number: i64) -> rusqlite::Result<()> {
    conn.execute_batch(&format!(
        "CREATE TABLE search_words_{number} (sort INTEGER PRIMARY KEY, word BLOB NOT NULL) STRICT; \
         CREATE TABLE search_links_{number} (hash INTEGER NOT NULL, what BLOB NOT NULL, \
         sort INTEGER NOT NULL, PRIMARY KEY (hash, what, sort)) STRICT, WITHOUT ROWID"
    ))?;
    forms::create(conn, number)
}

/// Drops the tables of a language.
pub(super) fn drop(conn: &Connection, number: i64) -> rusqlite::Result<()> {
    conn.execute_batch(&format!(
        "DROP TABLE search_words_{number}; DROP TABLE search_links_{number}"
    ))?;
    forms::drop(conn, number)
}

/// Reads words and links.
pub(super) struct Reader<'c> {
    words: CachedStatement<'c>,
    links: CachedStatement<'c>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(conn: &'c Connection, number: i64) -> rusqlite::Result<Reader<'c>> {
        let words = format!("SELECT word FROM search_words_{number} WHERE sort = ?1");
        let links = format!("SELECT sort, what FROM search_links_{number} WHERE hash = ?1");
        Ok(Reader { words: conn.prepare_cached(&words)?, links: conn.prepare_cached(&links)? })
    }

    pub(super) fn word(&mut self, sort: u64) -> rusqlite::Result<Option<Known>> {
        let mut rows = self.words.query([stored(sort)])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Known::read(row.get_ref(0)?.as_blob()?).map(Some)
    }

    /// Gives every word filed under a hash.
    pub(super) fn filed(
        &mut self,
        hash: i64,
        give: &mut dyn FnMut(u64, &[u8]),
    ) -> rusqlite::Result<()> {
        let mut rows = self.links.query([hash])?;
        while let Some(row) = rows.next()? {
            let sort: i64 = row.get(0)?;
            give(u64::from_ne_bytes(sort.to_ne_bytes()), row.get_ref(1)?.as_blob()?);
        }
        Ok(())
    }

    /// Returns the relatives of a word that is not stored.
    pub(super) fn relatives(&mut self, facts: &Facts) -> rusqlite::Result<Vec<Relative>> {
        let found = relatives(facts, |hash, give| self.filed(hash, give))?;
        let mut relatives = Vec::new();
        for (sort, fit) in found {
            if let Some(known) = self.word(sort)?
                && known.id.is_kind(facts.kind())
            {
                relatives.push(Relative { id: known.id, fit, frequency: known.frequency });
            }
        }
        Ok(relatives)
    }
}

/// The words of a language while texts are being stored.
pub(super) struct Vocabulary {
    /// The number in the tables' names.
    number: i64,
    pub(super) next: NextIds,
    ids: HashedMap<u64, WordId>,
    /// By the numbers of tokens, counted from `first`: a shorter way to `ids`.
    tokens: Vec<WordId>,
    first: u64,
    fresh: Vec<Fresh>,
    /// Forms of words, as they are met.
    pub(super) forms: Forms,
    /// Whether the tables hold words.
    pub(super) has_stored: bool,
    /// What has been filed, where all of it was since the tables were made.
    filed: Option<Filed>,
}

/// Writes what is changed in the cache. A page that is read finds no room among changed ones: it is
/// forgotten at once, and the same few pages are read over and over.
fn flush(conn: &Connection) -> rusqlite::Result<()> {
    match conn.cache_flush() {
        // Who reads the file keeps it from being written until the end; that is slower, no more.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(()),
        outcome => outcome,
    }
}

/// Bits by which it is told that nothing is filed under a hash: a megabyte.
const FILED_BITS: usize = 1 << 23;

/// Hashes under which something may be filed. Most halves of a word are no other's: a bit each
/// says so without reading anything.
struct Filed(Vec<u64>);

impl Filed {
    fn new() -> Filed {
        Filed(vec![0; FILED_BITS / 64])
    }

    fn place(hash: i64) -> (usize, u64) {
        let at = spread(hash) as u64 as usize >> (u64::BITS - FILED_BITS.ilog2());
        (at / 64, 1 << (at % 64))
    }

    fn note(&mut self, hash: i64) {
        let (word, mask) = Filed::place(hash);
        self.0[word] |= mask;
    }

    fn may_have(&self, hash: i64) -> bool {
        let (word, mask) = Filed::place(hash);
        self.0[word] & mask != 0
    }
}

/// Hashes of links have 32 bits, those of a map want them spread.
fn spread(hash: i64) -> i64 {
    hash.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64 as i64)
}

/// Stands for a word whose number has not been looked for; no word has this number.
const UNKNOWN: WordId = WordId(u32::MAX);

/// A word not written yet.
struct Fresh {
    facts: Arc<Facts>,
    id: WordId,
}

impl Vocabulary {
    pub(super) fn new(number: i64, next: NextIds) -> Vocabulary {
        let has_stored = next != NextIds::default();
        let (ids, tokens, fresh) = (HashedMap::default(), Vec::new(), Vec::new());
        let forms = Forms::new(number);
        let filed = (!has_stored).then(Filed::new);
        Vocabulary { number, next, ids, tokens, first: 0, fresh, forms, has_stored, filed }
    }

    /// Returns the number of a piece, by its kind, the number of its token and its facts; a word
    /// met for the first time gets one.
    pub(super) fn word(
        &mut self,
        conn: &Connection,
        kind: Kind,
        token: u64,
        facts: &Arc<Facts>,
    ) -> rusqlite::Result<WordId> {
        match kind {
            Kind::Mark => return Ok(WordId::MARK),
            Kind::Number => return Ok(WordId::NUMBER),
            // A code is two sorts, by the segment it stands in; a token has one number here.
            Kind::Bare => return self.find(conn, kind, facts),
            Kind::Code | Kind::Word | Kind::Function | Kind::Negation => {}
        }
        let mut at = token.saturating_sub(self.first) as usize;
        if self.tokens.len() >= REMEMBERED || token < self.first || at >= 2 * REMEMBERED {
            // No token of before has a number further below.
            self.first = token.saturating_sub(pieces::REMEMBERED as u64);
            self.tokens.clear();
            at = (token - self.first) as usize;
        }
        match self.tokens.get(at) {
            Some(&id) if id != UNKNOWN => return Ok(id),
            Some(_) => {}
            None => self.tokens.resize(at + 1, UNKNOWN),
        }
        let id = if kind == Kind::Code { WordId::CODE } else { self.find(conn, kind, facts)? };
        self.tokens[at] = id;
        self.forms.note(conn, facts, id)?;
        Ok(id)
    }

    fn find(
        &mut self,
        conn: &Connection,
        kind: Kind,
        facts: &Arc<Facts>,
    ) -> rusqlite::Result<WordId> {
        let sort = facts.sort;
        if let Some(&id) = self.ids.get(&sort) {
            return Ok(id);
        }
        if self.has_stored
            && let Some(known) = Reader::new(conn, self.number)?.word(sort)?
        {
            if self.ids.len() >= REMEMBERED && self.fresh.is_empty() {
                self.ids.clear();
            }
            self.ids.insert(sort, known.id);
            return Ok(known.id);
        }
        let id = self.next.give(kind);
        self.ids.insert(sort, id);
        if kind == Kind::Bare {
            self.forms.note(conn, facts, id)?;
        }
        self.fresh.push(Fresh { facts: Arc::clone(facts), id });
        if self.fresh.len() >= GATHERED {
            self.write(conn, |_| 0)?;
        }
        Ok(id)
    }

    /// Writes new words, and notes them with their relatives that are stored already.
    pub(super) fn write(
        &mut self,
        conn: &Connection,
        frequency: impl Fn(WordId) -> u8,
    ) -> rusqlite::Result<()> {
        let mut fresh = std::mem::take(&mut self.fresh);
        if fresh.len() >= WORTH_FLUSHING {
            flush(conn)?;
        }
        fresh.sort_unstable_by_key(|word| stored(word.facts.sort));
        let places: HashedMap<u64, usize> =
            fresh.iter().enumerate().map(|(at, word)| (word.facts.sort, at)).collect();
        let mut filed: Vec<(Link, u64)> = fresh
            .iter()
            .flat_map(|word| links(&word.facts).into_iter().map(|link| (link, word.facts.sort)))
            .collect();
        filed.sort_unstable();
        let mut starts: HashedMap<i64, usize> =
            HashedMap::with_capacity_and_hasher(filed.len(), Default::default());
        let tells_all = self.filed.is_some();
        let mut bits = self.filed.take().unwrap_or_else(Filed::new);
        for (at, (link, _)) in filed.iter().enumerate() {
            starts.entry(spread(link.hash)).or_insert(at);
            bits.note(link.hash);
        }
        let mut reader = Reader::new(conn, self.number)?;
        let insert =
            format!("INSERT INTO search_words_{} (sort, word) VALUES (?1, ?2)", self.number);
        let mut insert = conn.prepare_cached(&insert)?;
        // Relatives gained by words that were stored before.
        let mut gained: Vec<(u64, Relative)> = Vec::new();
        for word in &fresh {
            let found = relatives(&word.facts, |hash, give| {
                let may_have = bits.may_have(hash);
                if may_have {
                    let first = starts.get(&spread(hash)).copied().unwrap_or(filed.len());
                    for (link, sort) in filed[first..].iter().take_while(|(l, _)| l.hash == hash) {
                        give(*sort, &link.what);
                    }
                }
                let is_stored = self.has_stored && (may_have || !tells_all);
                if is_stored { reader.filed(hash, give) } else { Ok(()) }
            })?;
            let own = frequency(word.id);
            let mut known = Known { id: word.id, frequency: own, relatives: Vec::new() };
            for (sort, fit) in found {
                let relative = match places.get(&sort) {
                    Some(&at) if fresh[at].facts.kind() == word.facts.kind() => {
                        let id = fresh[at].id;
                        Relative { id, fit, frequency: frequency(id) }
                    }
                    Some(_) => continue,
                    None => match reader.word(sort)? {
                        Some(other) if other.id.is_kind(word.facts.kind()) => {
                            gained.push((sort, Relative { id: word.id, fit, frequency: own }));
                            Relative { id: other.id, fit, frequency: other.frequency }
                        }
                        _ => continue,
                    },
                };
                known.relatives.push(relative);
            }
            insert.execute(params![stored(word.facts.sort), known.bytes()])?;
        }
        std::mem::drop(reader);
        let update = format!(
            "UPDATE search_words_{} SET word = CAST(word || ?2 AS BLOB) WHERE sort = ?1",
            self.number
        );
        let mut update = conn.prepare_cached(&update)?;
        for (sort, relative) in gained {
            let mut bytes = Vec::new();
            relative.put(&mut bytes);
            update.execute(params![stored(sort), bytes])?;
        }
        let link = format!(
            "INSERT OR IGNORE INTO search_links_{} (hash, what, sort) VALUES (?1, ?2, ?3)",
            self.number
        );
        let mut insert = conn.prepare_cached(&link)?;
        for (link, sort) in filed {
            insert.execute(params![link.hash, &link.what[..], stored(sort)])?;
        }
        self.filed = tells_all.then_some(bits);
        self.has_stored |= !fresh.is_empty();
        if self.ids.len() >= REMEMBERED {
            self.ids.clear();
        }
        Ok(())
    }

    /// Writes anew how frequent the stored words are.
    pub(super) fn refresh(
        &self,
        conn: &Connection,
        frequency: impl Fn(WordId) -> u8,
    ) -> rusqlite::Result<()> {
        let next = format!(
            "SELECT sort, word FROM search_words_{} WHERE sort > ?1 ORDER BY sort LIMIT 1000",
            self.number
        );
        let mut next = conn.prepare_cached(&next)?;
        let update = format!("UPDATE search_words_{} SET word = ?2 WHERE sort = ?1", self.number);
        let mut update = conn.prepare_cached(&update)?;
        let first = format!("SELECT min(sort) FROM search_words_{}", self.number);
        let first: Option<i64> = conn.query_row(&first, [], |row| row.get(0)).optional()?.flatten();
        let mut after = first.map_or(i64::MAX, |first| first.saturating_sub(1));
        loop {
            let rows = next
                .query_map([after], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
            let page: Vec<(i64, Vec<u8>)> = rows.collect::<rusqlite::Result<_>>()?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            after = *last;
            for (sort, bytes) in &page {
                let mut known = Known::read(bytes)?;
                known.frequency = frequency(known.id);
                for relative in &mut known.relatives {
                    relative.frequency = frequency(relative.id);
                }
                let fresh = known.bytes();
                if fresh != *bytes {
                    update.execute(params![sort, fresh])?;
                }
            }
        }
    }
}
