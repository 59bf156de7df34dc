//! Sorting more records than should be held in RAM.
//!
//! Records are bytes and sorted as such. What has been gathered is sorted and put aside as a
//! *run* in a temporary table of SQLite's, which keeps it in a nameless file that goes with the
//! connection, whatever becomes of it; in the end all runs are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use super::codec::{Bytes, put};
use super::limits::BLOCK;

/// Bits of a block's number that tell the block; the others tell the run.
const BLOCK_BITS: u32 = 32;

/// Records on their way to being sorted.
#[derive(Debug)]
pub(super) struct Sorter {
    table: String,
    bytes: Vec<u8>,
    /// Where each record of `bytes` ends; what is held has far less than four gigabytes.
    ends: Vec<u32>,
    /// Runs put aside.
    runs: i64,
}

impl Sorter {
    /// Makes a sorter; its name has to be its own among those of the connection.
    pub(super) fn new(name: &str) -> Sorter {
        let table = format!("temp.\"runs of {name}\"");
        Sorter { table, bytes: Vec::new(), ends: Vec::new(), runs: 0 }
    }

    /// Bytes held in RAM.
    pub(super) fn held(&self) -> usize {
        self.bytes.len() + self.ends.len() * size_of::<u32>()
    }

    /// Adds a record: whatever the function writes.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.bytes);
        self.ends.push(self.bytes.len() as u32);
    }

    /// Puts what is in RAM aside.
    pub(super) fn put_aside(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        if self.ends.is_empty() {
            return Ok(());
        }
        let (bytes, order) = self.take_sorted();
        self.add_run(conn, |run| {
            order.iter().try_for_each(|held| run.push(|out| out.extend(held.of(&bytes))))
        })?;
        self.bytes = bytes;
        self.bytes.clear();
        Ok(())
    }

    /// Writes records that come in order straight to a run of their own.
    pub(super) fn add_run(
        &mut self,
        conn: &Connection,
        fill: impl FnOnce(&mut RunWriter<'_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        if self.runs == 0 {
            let sql = format!("CREATE TABLE {} (id INTEGER PRIMARY KEY, block BLOB)", self.table);
            conn.execute_batch(&sql)?;
        }
        let sql = format!("INSERT INTO {} (id, block) VALUES (?1, ?2)", self.table);
        let id = self.runs << BLOCK_BITS;
        let mut writer = RunWriter {
            insert: conn.prepare_cached(&sql)?,
            id,
            block: Vec::new(),
            record: Vec::new(),
        };
        fill(&mut writer)?;
        writer.end_block()?;
        self.runs += 1;
        Ok(())
    }

    /// Calls a function with every record, in order, and forgets them.
    pub(super) fn drain(
        mut self,
        conn: &Connection,
        mut each: impl FnMut(&[u8]) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let mut merge = self.merge(conn)?;
        while let Some(record) = merge.next()? {
            each(record)?;
        }
        drop(merge);
        self.forget(conn)
    }

    /// Begins to give the records back in order.
    pub(super) fn merge<'c>(&mut self, conn: &'c Connection) -> rusqlite::Result<Merge<'c>> {
        if self.runs == 0 {
            let (bytes, order) = self.take_sorted();
            return Ok(Merge::Held { bytes, order, at: 0 });
        }
        self.put_aside(conn)?;
        self.bytes = Vec::new();
        let sql = format!("SELECT block FROM {} WHERE id = ?1", self.table);
        let mut merge = RunMerge {
            read: conn.prepare_cached(&sql)?,
            runs: Vec::new(),
            heap: BinaryHeap::new(),
            given: Vec::new(),
        };
        for run in 0..self.runs {
            merge.runs.push(Run { block: Vec::new(), at: 0, next: run << BLOCK_BITS });
            merge.advance(run as usize, Vec::new())?;
        }
        Ok(Merge::Runs(merge))
    }

    /// Gives the room of runs back.
    pub(super) fn forget(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        if self.runs > 0 {
            conn.execute_batch(&format!("DROP TABLE {}", self.table))?;
            self.runs = 0;
        }
        Ok(())
    }

    fn take_sorted(&mut self) -> (Vec<u8>, Vec<HeldRecord>) {
        let bytes = std::mem::take(&mut self.bytes);
        let mut start = 0;
        let mut order = Vec::with_capacity(self.ends.len());
        for end in self.ends.drain(..) {
            order.push(HeldRecord::new(&bytes, start, end));
            start = end;
        }
        order.sort_unstable_by(|a, b| {
            a.first.cmp(&b.first).then_with(|| a.of(&bytes).cmp(b.of(&bytes)))
        });
        (bytes, order)
    }
}

/// A record held in RAM: its first bytes, which nearly always tell its place among others, and
/// where it stands.
pub(super) struct HeldRecord {
    first: u64,
    start: u32,
    end: u32,
}

impl HeldRecord {
    fn new(bytes: &[u8], start: u32, end: u32) -> HeldRecord {
        let mut record = HeldRecord { first: 0, start, end };
        let own = record.of(bytes);
        let mut first = [0; 8];
        let length = own.len().min(first.len());
        first[..length].copy_from_slice(&own[..length]);
        record.first = u64::from_be_bytes(first);
        record
    }

    fn of<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.start as usize..self.end as usize]
    }
}

/// Writes the blocks of one run.
pub(super) struct RunWriter<'c> {
    insert: CachedStatement<'c>,
    id: i64,
    block: Vec<u8>,
    record: Vec<u8>,
}

impl RunWriter<'_> {
    pub(super) fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> rusqlite::Result<()> {
        self.record.clear();
        write(&mut self.record);
        put(&mut self.block, self.record.len() as u64);
        self.block.extend(&self.record);
        if self.block.len() >= BLOCK { self.end_block() } else { Ok(()) }
    }

    fn end_block(&mut self) -> rusqlite::Result<()> {
        if !self.block.is_empty() {
            self.insert.execute(params![self.id, self.block])?;
            self.block.clear();
            self.id += 1;
        }
        Ok(())
    }
}

/// Records in order.
pub(super) enum Merge<'c> {
    /// All fitted into RAM.
    Held {
        bytes: Vec<u8>,
        order: Vec<HeldRecord>,
        at: usize,
    },
    Runs(RunMerge<'c>),
}

pub(super) struct RunMerge<'c> {
    read: CachedStatement<'c>,
    runs: Vec<Run>,
    /// The next record of each run, the least on top.
    heap: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
    given: Vec<u8>,
}

struct Run {
    block: Vec<u8>,
    at: usize,
    next: i64,
}

impl Merge<'_> {
    /// Returns the next record.
    pub(super) fn next(&mut self) -> rusqlite::Result<Option<&[u8]>> {
        match self {
            Merge::Held { bytes, order, at } => {
                *at += 1;
                Ok(order.get(*at - 1).map(|held| held.of(bytes)))
            }
            Merge::Runs(merge) => {
                let Some(Reverse((record, run))) = merge.heap.pop() else {
                    return Ok(None);
                };
                let buffer = std::mem::replace(&mut merge.given, record);
                merge.advance(run, buffer)?;
                Ok(Some(&merge.given))
            }
        }
    }
}

impl RunMerge<'_> {
    /// Puts the next record of a run on the heap, unless the run is at its end.
    fn advance(&mut self, run: usize, mut buffer: Vec<u8>) -> rusqlite::Result<()> {
        let number = run;
        let run = &mut self.runs[run];
        if run.at == run.block.len() {
            let block = self.read.query_row([run.next], |row| row.get(0)).optional()?;
            let Some(block) = block else {
                return Ok(());
            };
            (run.block, run.at, run.next) = (block, 0, run.next + 1);
        }
        let mut bytes = Bytes::new(&run.block[run.at..]);
        let length = bytes.small()? as usize;
        let record = bytes.take(length)?;
        buffer.clear();
        buffer.extend(record);
        run.at = run.block.len() - bytes.left();
        self.heap.push(Reverse((buffer, number)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn records_come_back_in_order(
            records in proptest::collection::vec("[a-c]{0,4}", 0..200),
            each in 1usize..60,
        ) {
            let conn = Connection::open_in_memory().expect("opened");
            let mut sorter = Sorter::new("test");
            for (at, record) in records.iter().enumerate() {
                sorter.push(|out| out.extend(record.as_bytes()));
                if each < 50 && at % each == 0 {
                    sorter.put_aside(&conn).expect("put aside");
                }
            }
            let mut found = Vec::new();
            sorter.drain(&conn, |record| { found.push(record.to_vec()); Ok(()) }).expect("sorted");
            let mut expected: Vec<_> = records.iter().map(|r| r.as_bytes().to_vec()).collect();
            expected.sort();
            proptest::prop_assert_eq!(found, expected);
            let left: i64 = conn
                .query_row("SELECT count(*) FROM temp.sqlite_schema", [], |row| row.get(0))
                .expect("counted");
            proptest::prop_assert_eq!(left, 0);
        }
    }
}
