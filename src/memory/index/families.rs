//! Slots of very many units: which of these differ in numbers only.
//!
//! "Page 1" … "Page 99999" have the same words and so one slot, and an answer gives the best of them
//! alone. To find it without reading all of their texts, a slot of many units has a row beside it:
//! for each unit the number of its *family* (0 where it has none), units of one family having the
//! same texts in all languages but for the numbers, and 16 bits of a hash of each number in the
//! slot's own text. What two members cost differs only by which of their numbers are the query's,
//! so that one of each such group is enough.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use crate::memory::family::without_numbers;
use crate::memory::hash::hash;
use crate::memory::pieces::{Kind, Piece, Words};
use crate::memory::read;
use crate::memory::record::unreadable;

use super::catalogue::Catalogue;
use super::codec::{Bytes, damaged, put};
use super::limits::MANY_UNITS;

/// Numbers of a text beyond which it is of no family.
const MOST_NUMBERS: usize = 14;

/// Four bits of a pattern: a number that the query does not have.
const OTHER: u64 = 15;

/// Makes the table of a language's slots.
pub(super) fn create(conn: &Connection, catalogue: &Catalogue) -> rusqlite::Result<()> {
    let table = catalogue.families();
    conn.execute_batch(&format!(
        "CREATE TABLE {table} (slot INTEGER PRIMARY KEY, members BLOB NOT NULL) STRICT"
    ))
}

/// Writes the rows of slots with many units.
pub(super) struct FamilyWriter<'c> {
    conn: &'c Connection,
    insert: String,
    lang: String,
    words: Option<Words>,
}

impl<'c> FamilyWriter<'c> {
    pub(super) fn new(conn: &'c Connection, catalogue: &Catalogue) -> FamilyWriter<'c> {
        let insert =
            format!("INSERT INTO {} (slot, members) VALUES (?1, ?2)", catalogue.families());
        FamilyWriter { conn, insert, lang: catalogue.lang.clone(), words: None }
    }

    /// Notes the families of a slot's units, if these are many.
    pub(super) fn push(&mut self, slot: u32, units: &[i64]) -> rusqlite::Result<()> {
        if units.len() < MANY_UNITS {
            return Ok(());
        }
        let lang = &self.lang;
        let words = self.words.get_or_insert_with(|| Words::of(lang));
        let mut families: HashMap<String, u64> = HashMap::new();
        let mut texts = Texts::new(self.conn)?;
        let mut members = Vec::new();
        for &unit in units {
            match texts.member(unit, lang, words)? {
                Some((name, numbers)) => {
                    let next = families.len() as u64 + 1;
                    put(&mut members, *families.entry(name).or_insert(next));
                    put(&mut members, numbers.len() as u64);
                    numbers.iter().for_each(|number| members.extend(number.to_le_bytes()));
                }
                None => put(&mut members, 0),
            }
        }
        self.conn.prepare_cached(&self.insert)?.execute(params![slot, members]).map(|_| ())
    }
}

/// Reads the texts of units.
struct Texts<'c>(CachedStatement<'c>);

impl<'c> Texts<'c> {
    fn new(conn: &'c Connection) -> rusqlite::Result<Texts<'c>> {
        Ok(Texts(conn.prepare_cached(read::TAGGED)?))
    }

    /// What the members of a unit's family share, and the numbers of its text in the language.
    fn member(
        &mut self,
        unit: i64,
        lang: &str,
        words: &mut Words,
    ) -> rusqlite::Result<Option<(String, Vec<u16>)>> {
        let mut rows = self.0.query([unit])?;
        let (mut name, mut own) = (String::new(), None);
        while let Some(row) = rows.next()? {
            let tag = row.get_ref(0)?.as_str().map_err(|_| unreadable("tag"))?;
            let text = row.get_ref(1)?.as_str().map_err(|_| unreadable("text"))?;
            for part in [tag, &without_numbers(text)] {
                name.push_str(part);
                name.push('\0');
            }
            if tag.split('-').next() == Some(lang) {
                // With two texts of the language, it takes the long way.
                if own.is_some() {
                    return Ok(None);
                }
                own = Some(words.pieces(text));
            }
        }
        let pieces = own.unwrap_or_default();
        let numbers: Vec<u16> = numbers(&pieces).map(short).collect();
        if numbers.is_empty() || numbers.len() > MOST_NUMBERS {
            return Ok(None);
        }
        // The rest of the text as it is counted.
        for piece in pieces.iter().filter(|piece| piece.kind != Kind::Number) {
            name.push_str(&piece.facts.form);
            name.push('\0');
        }
        Ok(Some((name, numbers)))
    }
}

fn numbers(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    pieces.iter().filter(|piece| piece.kind == Kind::Number).map(|piece| &*piece.facts.form)
}

fn short(number: &str) -> u16 {
    (hash(number.as_bytes()) >> 48) as u16
}

/// The families of a slot's units.
pub(in crate::memory) struct Families {
    members: Vec<u8>,
}

/// Units of one family whose texts have the same numbers of the query's in the same places, as
/// far as hashes tell.
pub(in crate::memory) struct Alike {
    /// In the order in which they were stored.
    pub(in crate::memory) units: Rc<[i64]>,
    /// Which number of the query each of their numbers is; none of a unit without a family.
    pattern: Option<u64>,
    numbers: usize,
}

/// Where groups stand in a list; that of the unit before is nearly always the one asked for.
#[derive(Default)]
struct Places {
    last: Option<((u64, u64), usize)>,
    all: HashMap<(u64, u64), usize>,
}

impl Places {
    /// Returns the place of a group, the next if it is new.
    fn of(&mut self, group: (u64, u64), next: usize) -> usize {
        match self.last {
            Some((last, place)) if last == group => place,
            _ => {
                let place = *self.all.entry(group).or_insert(next);
                self.last = Some((group, place));
                place
            }
        }
    }
}

impl Families {
    /// Reads the row of a slot of so many units, if it has one.
    pub(in crate::memory) fn of(
        conn: &Connection,
        catalogue: &Catalogue,
        slot: u32,
        units: usize,
    ) -> rusqlite::Result<Option<Families>> {
        if units < MANY_UNITS {
            return Ok(None);
        }
        let sql = format!("SELECT members FROM {} WHERE slot = ?1", catalogue.families());
        let members = conn.prepare_cached(&sql)?.query_row([slot], |row| row.get(0)).optional()?;
        Ok(members.map(|members| Families { members }))
    }

    /// Calls a function with each unit's family and the hashes of its numbers.
    fn each(&self, units: &[i64], mut give: impl FnMut(i64, u64, &[u8])) -> rusqlite::Result<()> {
        let mut bytes = Bytes::new(&self.members);
        for &unit in units {
            let family = bytes.number()?;
            let count = if family == 0 { 0 } else { bytes.small()? as usize };
            if count > MOST_NUMBERS {
                return Err(damaged());
            }
            give(unit, family, bytes.take(2 * count)?);
        }
        Ok(())
    }

    /// Returns the units of each family, in the order of their first.
    pub(in crate::memory) fn all(&self, units: &[i64]) -> rusqlite::Result<Vec<Vec<i64>>> {
        let mut found: Vec<Vec<i64>> = Vec::new();
        let mut places = Places::default();
        self.each(units, |unit, family, _| {
            let next = found.len();
            let place = if family == 0 { next } else { places.of((family, 0), next) };
            if place == next {
                found.push(Vec::new());
            }
            found[place].push(unit);
        })?;
        Ok(found)
    }

    /// Returns the units by family and by which numbers of the query's they have; `None` when the
    /// query has more numbers than can be told apart.
    pub(in crate::memory) fn alike(
        &self,
        units: &[i64],
        query: &[Piece],
    ) -> rusqlite::Result<Option<Vec<Alike>>> {
        let asked: Vec<u16> = numbers(query).map(short).collect();
        if asked.len() > MOST_NUMBERS {
            return Ok(None);
        }
        let mut found: Vec<(Vec<i64>, Option<u64>, usize)> = Vec::new();
        let mut places = Places::default();
        self.each(units, |unit, family, numbers| {
            let (numbers, _) = numbers.as_chunks::<2>();
            let pattern = numbers.iter().fold(1, |pattern, number| {
                let number = u16::from_le_bytes(*number);
                let place = asked.iter().position(|&asked| asked == number);
                pattern << 4 | place.map_or(OTHER, |place| place as u64)
            });
            let next = found.len();
            let place = match family {
                0 => next,
                family => places.of((family, pattern), next),
            };
            if place == next {
                found.push((Vec::new(), (family > 0).then_some(pattern), numbers.len()));
            }
            found[place].0.push(unit);
        })?;
        let alike = found.into_iter();
        let alike =
            alike.map(|(units, pattern, numbers)| Alike { units: units.into(), pattern, numbers });
        Ok(Some(alike.collect()))
    }
}

impl Alike {
    /// Units of which nothing is known.
    pub(in crate::memory) fn unknown(units: Rc<[i64]>) -> Alike {
        Alike { units, pattern: None, numbers: 0 }
    }

    /// Says whether all units have to be looked at: they may equal the query, or have no family.
    pub(in crate::memory) fn may_be_equal(&self) -> bool {
        self.pattern.is_none_or(|pattern| {
            (0..self.numbers).all(|place| pattern >> (4 * place) & 15 != OTHER)
        })
    }

    /// Says whether a text has the numbers that the hashes told; then no other unit of the group
    /// costs less.
    pub(in crate::memory) fn is_told(&self, query: &[Piece], source: &[Piece]) -> bool {
        let asked: Vec<&str> = numbers(query).collect();
        let pattern = numbers(source).fold(1, |pattern, number| {
            let place = asked.iter().position(|&asked| asked == number);
            pattern << 4 | place.map_or(OTHER, |place| place as u64)
        });
        self.pattern == Some(pattern)
    }
}
