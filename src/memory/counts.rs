//! Counts of words that stand and are linked in units: [`Memory::counts`].
//!
//! The memory keeps no sums but what each unit adds to them ([`LinkedKeys`]), in a row that goes with
//! the unit, in the same transaction: a sum over the rows that are there is always that of the units
//! that are there, and nothing has to be subtracted. Units are not counted when they come in, which
//! would make imports several times slower: the first who asks is given the uncounted ones
//! ([`Memory::uncounted`]), counts them and hands the rows over ([`Memory::keep_counts`]). Which units
//! are counted is an interval of their numbers; newer ones come before older ones.

use std::collections::HashMap;

use rusqlite::{
    Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params,
};

use crate::bitext::{LinkedKeys, TranslationUnit};

use super::error::MemoryError;
use super::index::codec::{Bytes, put};
use super::open::Memory;
use super::read;
use super::record::unreadable;
use super::rules::rules;
use super::store::UnitId;

/// To be raised whenever units are counted in another way.
const COUNTING: u32 = 1;

/// What a unit adds to counts: a value for each pair of its texts in the two languages.
pub type UnitCounts = (UnitId, Vec<LinkedKeys>);

/// Two primary subtags, how many units are counted for them, and how many are not.
pub type CountedLangs = ((String, String), usize, usize);

/// The units that are counted for a pair of languages.
struct Interval {
    pair: i64,
    low: i64,
    high: i64,
}

impl Memory {
    /// Returns units that are not counted yet for two languages, by their primary subtags: `most` at
    /// most, newer ones first.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn uncounted(
        &self,
        langs: (&str, &str),
        most: usize,
    ) -> Result<Vec<(UnitId, TranslationUnit)>, MemoryError> {
        uncounted(&self.conn, langs, most).map_err(|error| self.fail(error))
    }

    /// Keeps what units add to counts, in one transaction; they are those that [`Memory::uncounted`]
    /// gave, all of them. Units that are gone by now are passed over. Returns `false`, and keeps
    /// nothing, where the memory was opened for reading or another process is writing.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be written for another reason.
    pub fn keep_counts(
        &self,
        langs: (&str, &str),
        counts: &[UnitCounts],
    ) -> Result<bool, MemoryError> {
        match keep(&self.conn, langs, counts) {
            Ok(()) => Ok(true),
            Err(rusqlite::Error::SqliteFailure(error, _))
                if matches!(
                    error.code,
                    ErrorCode::ReadOnly | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked
                ) =>
            {
                Ok(false)
            }
            Err(error) => Err(self.fail(error)),
        }
    }

    /// Returns what the newest counted units add to counts, `most` at most, each with how sure the
    /// unit is (1 where that is unsaid).
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn counts(
        &self,
        langs: (&str, &str),
        most: usize,
    ) -> Result<Vec<(LinkedKeys, f64)>, MemoryError> {
        counts(&self.conn, langs, most).map_err(|error| self.fail(error))
    }

    /// Returns for each pair of languages, by primary subtags, how many units are counted and how
    /// many are not.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn counted(&self) -> Result<Vec<CountedLangs>, MemoryError> {
        counted(&self.conn).map_err(|error| self.fail(error))
    }

    /// Forgets all counts; returns of how many units.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be written.
    pub fn forget_counts(&mut self) -> Result<usize, MemoryError> {
        let path = self.path.clone();
        let forget = |conn: &mut Connection| -> rusqlite::Result<usize> {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let units = tx.execute("DELETE FROM counted", [])?;
            tx.execute_batch("DELETE FROM count_keys; DELETE FROM count_pairs")?;
            tx.commit()?;
            Ok(units)
        };
        forget(&mut self.conn).map_err(|error| MemoryError::of(&path, error))
    }
}

/// The name of the way in which this program counts.
fn counting() -> String {
    format!("{COUNTING}-{}", rules())
}

/// Two languages in the order in which they are kept, and whether they were turned for that.
fn in_order<'l>((source, target): (&'l str, &'l str)) -> ((&'l str, &'l str), bool) {
    match source <= target {
        true => ((source, target), false),
        false => ((target, source), true),
    }
}

/// The interval of a pair of languages, if its units were counted as this program counts.
fn interval(
    conn: &Connection,
    (source, target): (&str, &str),
) -> rusqlite::Result<Option<Interval>> {
    let sql = "SELECT id, low, high FROM count_pairs \
               WHERE source = ?1 AND target = ?2 AND rules = ?3";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Interval { pair: row.get(0)?, low: row.get(1)?, high: row.get(2)? })
    };
    conn.prepare_cached(sql)?.query_row(params![source, target, counting()], read).optional()
}

fn uncounted(
    conn: &Connection,
    langs: (&str, &str),
    most: usize,
) -> rusqlite::Result<Vec<(UnitId, TranslationUnit)>> {
    let (langs, _) = in_order(langs);
    let ids = |sql: &str, than: i64, most: usize| -> rusqlite::Result<Vec<i64>> {
        let mut found = conn.prepare_cached(sql)?;
        found.query_map(params![than, most], |row| row.get(0))?.collect()
    };
    let older = "SELECT id FROM units WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
    let mut all = match interval(conn, langs)? {
        None => ids(older, i64::MAX, most)?,
        Some(Interval { low, high, .. }) => {
            // From the interval upwards, so that it has no gap, then downwards.
            let newer = "SELECT id FROM units WHERE id > ?1 ORDER BY id LIMIT ?2";
            let mut found = ids(newer, high, most)?;
            found.extend(ids(older, low, most - found.len())?);
            found
        }
    };
    all.sort_unstable_by(|a, b| b.cmp(a));
    let mut units = Vec::with_capacity(all.len());
    for id in all.into_iter().map(UnitId) {
        units.extend(read::unit(conn, id)?.map(|unit| (id, unit)));
    }
    Ok(units)
}

fn keep(conn: &Connection, langs: (&str, &str), counts: &[UnitCounts]) -> rusqlite::Result<()> {
    let ((source, target), turned) = in_order(langs);
    let (Some(low), Some(high)) =
        (counts.iter().map(|(id, _)| id.0).min(), counts.iter().map(|(id, _)| id.0).max())
    else {
        return Ok(());
    };
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let pair = match interval(&tx, (source, target))? {
        Some(known) => {
            let sql = "UPDATE count_pairs SET low = ?2, high = ?3 WHERE id = ?1";
            tx.execute(sql, params![known.pair, known.low.min(low), known.high.max(high)])?;
            known.pair
        }
        None => {
            // Counts made in another way are of no use any more.
            let old = "SELECT id FROM count_pairs WHERE source = ?1 AND target = ?2";
            let old: Option<i64> =
                tx.query_row(old, [source, target], |row| row.get(0)).optional()?;
            if let Some(old) = old {
                tx.execute("DELETE FROM counted WHERE pair_id = ?1", [old])?;
                tx.execute("DELETE FROM count_pairs WHERE id = ?1", [old])?;
            }
            let sql = "INSERT INTO count_pairs (source, target, rules, low, high) \
                       VALUES (?1, ?2, ?3, ?4, ?5)";
            tx.execute(sql, params![source, target, counting(), low, high])?;
            tx.last_insert_rowid()
        }
    };
    let mut numbers: HashMap<&str, i64> = HashMap::new();
    // A unit may have been removed since it was read.
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO counted (unit_id, pair_id, keys) \
         SELECT id, ?2, ?3 FROM units WHERE id = ?1",
    )?;
    for (id, pairs) in counts {
        if pairs.is_empty() {
            continue;
        }
        let mut bytes = Vec::new();
        for keys in pairs {
            let (a, b) =
                if turned { (&keys.target, &keys.source) } else { (&keys.source, &keys.target) };
            for side in [a, b] {
                put(&mut bytes, side.len() as u64);
                for key in side {
                    let number = match numbers.get(key.as_str()) {
                        Some(&number) => number,
                        None => *numbers.entry(key).or_insert(number_of(&tx, key)?),
                    };
                    put(&mut bytes, number as u64);
                }
            }
            put(&mut bytes, keys.links.len() as u64);
            for &(source, target, probability) in &keys.links {
                let (a, b) = if turned { (target, source) } else { (source, target) };
                put(&mut bytes, a as u64);
                put(&mut bytes, b as u64);
                put(&mut bytes, u64::from(probability));
            }
        }
        insert.execute(params![id.0, pair, bytes])?;
    }
    drop(insert);
    tx.commit()
}

fn number_of(conn: &Connection, key: &str) -> rusqlite::Result<i64> {
    let find = "SELECT id FROM count_keys WHERE key = ?1";
    let found = conn.prepare_cached(find)?.query_row([key], |row| row.get(0)).optional()?;
    match found {
        Some(number) => Ok(number),
        None => {
            conn.prepare_cached("INSERT INTO count_keys (key) VALUES (?1)")?.execute([key])?;
            Ok(conn.last_insert_rowid())
        }
    }
}

fn counts(
    conn: &Connection,
    langs: (&str, &str),
    most: usize,
) -> rusqlite::Result<Vec<(LinkedKeys, f64)>> {
    let (langs, turned) = in_order(langs);
    let Some(Interval { pair, .. }) = interval(conn, langs)? else { return Ok(Vec::new()) };
    let mut names: HashMap<i64, String> = HashMap::new();
    let mut find = conn.prepare_cached("SELECT key FROM count_keys WHERE id = ?1")?;
    let mut name = |number: i64| -> rusqlite::Result<String> {
        if let Some(name) = names.get(&number) {
            return Ok(name.clone());
        }
        let name: Option<String> = find.query_row([number], |row| row.get(0)).optional()?;
        let name = name.ok_or_else(|| unreadable("counts"))?;
        names.insert(number, name.clone());
        Ok(name)
    };
    let sql = "SELECT c.keys, v.confidence FROM counted c JOIN variants v ON v.id = c.unit_id << 16 \
               WHERE c.pair_id = ?1 ORDER BY c.unit_id DESC LIMIT ?2";
    let mut rows = conn.prepare_cached(sql)?;
    let mut rows = rows.query(params![pair, most])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let blob = row.get_ref(0)?.as_blob().map_err(|_| unreadable("counts"))?;
        let sure: f64 = row.get::<_, Option<f64>>(1)?.unwrap_or(1.0);
        let mut bytes = Bytes::new(blob);
        while !bytes.is_empty() {
            let keys = read_keys(&mut bytes, &mut name)?;
            all.push((if turned { keys.turned() } else { keys }, sure));
        }
    }
    Ok(all)
}

fn read_keys(
    bytes: &mut Bytes<'_>,
    name: &mut dyn FnMut(i64) -> rusqlite::Result<String>,
) -> rusqlite::Result<LinkedKeys> {
    // No count can be larger than what is left: every item has a byte at least.
    let length = |bytes: &mut Bytes<'_>| -> rusqlite::Result<usize> {
        let length = bytes.number()?;
        let fits = usize::try_from(length).ok().filter(|&length| length <= bytes.left());
        fits.ok_or_else(|| unreadable("counts"))
    };
    let mut keys = LinkedKeys::default();
    for side in [&mut keys.source, &mut keys.target] {
        for _ in 0..length(bytes)? {
            let number = i64::try_from(bytes.number()?).map_err(|_| unreadable("counts"))?;
            side.push(name(number)?);
        }
    }
    for _ in 0..length(bytes)? {
        let (a, b, probability) = (bytes.number()?, bytes.number()?, bytes.number()?);
        let place = |number: u64| usize::try_from(number).map_err(|_| unreadable("counts"));
        let probability = u8::try_from(probability).map_err(|_| unreadable("counts"))?;
        keys.links.push((place(a)?, place(b)?, probability));
    }
    Ok(keys)
}

fn counted(conn: &Connection) -> rusqlite::Result<Vec<CountedLangs>> {
    let sql = "SELECT source, target FROM count_pairs WHERE rules = ?1 ORDER BY source, target";
    let mut found = conn.prepare_cached(sql)?;
    let pairs = found.query_map([counting()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let pairs: Vec<(String, String)> = pairs.collect::<rusqlite::Result<_>>()?;
    let all: usize = conn.query_row("SELECT count(*) FROM units", [], |row| row.get(0))?;
    let mut told = Vec::new();
    for (source, target) in pairs {
        let Some(known) = interval(conn, (&source, &target))? else { continue };
        let within = "SELECT count(*) FROM units WHERE id BETWEEN ?1 AND ?2";
        let within: usize = conn.query_row(within, [known.low, known.high], |row| row.get(0))?;
        let rows = "SELECT count(*) FROM counted WHERE pair_id = ?1";
        let rows: usize = conn.query_row(rows, [known.pair], |row| row.get(0))?;
        told.push(((source, target), rows, all - within));
    }
    Ok(told)
}
