//! Which units a memory holds, asked for every unit that comes in: [`Seen`].
//!
//! The file answers by an index over identities. These are hashes: a large import would ask and
//! change a page of it at random with every unit. So once an import has stored more units than
//! there were before, the index is put away, the identities are held in RAM, eight bytes each,
//! and in the end the index is made anew, sorted. All of it is part of the import's transaction.

use rusqlite::Connection;

use super::store::UnitId;

/// Units of one import from which on identities are held in RAM.
const MANY: usize = if cfg!(test) { 12 } else { 20_000 };

/// Identities held in RAM at most: some 150 to 190 MB.
const MOST: usize = if cfg!(test) { 60 } else { 16_000_000 };

/// Finds units by their identities.
pub(super) enum Seen {
    /// By the index of the file.
    InFile,
    /// By a table in RAM; the index is not there.
    InRam(Table),
}

impl Seen {
    /// Gives units that may have an identity to a function, until that says yes.
    pub(super) fn any(
        &self,
        conn: &Connection,
        identity: i64,
        mut is_it: impl FnMut(UnitId) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<bool> {
        let table = match self {
            Seen::InRam(table) => table,
            Seen::InFile => {
                let sql = "SELECT id FROM units WHERE identity = ?1";
                let mut found = conn.prepare_cached(sql)?;
                let ids = found.query_map([identity], |row| row.get(0))?;
                let ids: Vec<i64> = ids.collect::<rusqlite::Result<_>>()?;
                for id in ids {
                    if is_it(UnitId(id))? {
                        return Ok(true);
                    }
                }
                return Ok(false);
            }
        };
        for id in table.find(identity) {
            if is_it(UnitId(i64::from(id)))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Notes a unit that has been stored, the import's `nth`.
    pub(super) fn note(
        &mut self,
        conn: &Connection,
        identity: i64,
        id: UnitId,
        nth: usize,
    ) -> rusqlite::Result<()> {
        match self {
            Seen::InFile if nth == MANY => self.put_away(conn, nth),
            Seen::InFile => Ok(()),
            Seen::InRam(table) => match u32::try_from(id.0) {
                Ok(id) if table.count < MOST => {
                    table.insert(identity, id);
                    Ok(())
                }
                _ => self.finish(conn),
            },
        }
    }

    /// Holds identities in RAM, unless most units were there before.
    fn put_away(&mut self, conn: &Connection, stored: usize) -> rusqlite::Result<()> {
        let count: usize = conn.query_row("SELECT count(*) FROM units", [], |row| row.get(0))?;
        let last: i64 = conn.query_row("SELECT max(id) FROM units", [], |row| row.get(0))?;
        if count > 2 * stored || count >= MOST || u32::try_from(last).is_err() {
            return Ok(());
        }
        let mut table = Table::default();
        let mut units = conn.prepare("SELECT identity, id FROM units")?;
        let mut rows = units.query([])?;
        while let Some(row) = rows.next()? {
            table.insert(row.get(0)?, row.get(1)?);
        }
        drop(rows);
        conn.execute_batch("DROP INDEX unit_identity")?;
        *self = Seen::InRam(table);
        Ok(())
    }

    /// Makes the index anew if it was put away.
    pub(super) fn finish(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        if let Seen::InRam(_) = std::mem::replace(self, Seen::InFile) {
            conn.execute_batch("CREATE INDEX unit_identity ON units (identity)")?;
        }
        Ok(())
    }
}

/// Units by identity, in parts that grow by themselves: while one grows, the others need no room
/// twice.
pub(super) struct Table {
    parts: Vec<Part>,
    count: usize,
}

const PARTS: usize = 64;

impl Default for Table {
    fn default() -> Table {
        Table { parts: (0..PARTS).map(|_| Part::default()).collect(), count: 0 }
    }
}

impl Table {
    fn find(&self, identity: i64) -> impl Iterator<Item = u32> + '_ {
        self.parts[part_of(identity)].find(half(identity))
    }

    fn insert(&mut self, identity: i64, unit: u32) {
        self.parts[part_of(identity)].insert(half(identity), unit);
        self.count += 1;
    }
}

fn part_of(identity: i64) -> usize {
    identity as usize % PARTS
}

/// The half of an identity that a table keeps; the part is told by the other.
fn half(identity: i64) -> u64 {
    (identity as u64) >> 32
}

/// A hash table of 64 bits a place, half an identity and the unit's number, laid down at the
/// first free place from the one that the half identity names.
#[derive(Default)]
struct Part {
    places: Vec<u64>,
    count: usize,
}

impl Part {
    fn first(&self, half: u64) -> usize {
        ((half * self.places.len() as u64) >> 32) as usize
    }

    fn find(&self, half: u64) -> impl Iterator<Item = u32> + '_ {
        let (before, after) = self.places.split_at(self.first(half));
        let used = after.iter().chain(before).take_while(|&&place| place != 0);
        used.filter(move |&&place| place >> 32 == half).map(|&place| place as u32)
    }

    fn insert(&mut self, half: u64, unit: u32) {
        // At most 85 of 100 places are taken.
        if (self.count + 1) * 20 > self.places.len() * 17 {
            let larger = (self.places.len() * 5 / 4).max(64);
            let old = std::mem::replace(&mut self.places, vec![0; larger]);
            old.into_iter().filter(|&place| place != 0).for_each(|place| self.lay(place));
        }
        self.lay(half << 32 | u64::from(unit));
        self.count += 1;
    }

    fn lay(&mut self, entry: u64) {
        let mut at = self.first(entry >> 32);
        // Numbers of units begin at one, so that a used place is never nought.
        while self.places[at] != 0 {
            at = (at + 1) % self.places.len();
        }
        self.places[at] = entry;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_unit_is_found_by_its_identity(
            identities in proptest::collection::vec(proptest::num::i64::ANY, 0..3000),
            alike in 0i64..50,
        ) {
            let mut table = Table::default();
            // Some identities share their first half, some are equal.
            let identities: Vec<i64> = identities.iter().chain(&[-1, -1, i64::MIN]).enumerate()
                .map(|(at, &one)| if at % 7 == 0 { alike << 32 | one & 3 } else { one })
                .collect();
            for (&identity, unit) in identities.iter().zip(1..) {
                table.insert(identity, unit);
            }
            for (&identity, unit) in identities.iter().zip(1..) {
                proptest::prop_assert!(table.find(identity).any(|found| found == unit));
            }
        }
    }
}
