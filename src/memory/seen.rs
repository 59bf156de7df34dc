//! Which units a memory holds, asked for every unit that comes in: [`Seen`].
//!
//! The file answers by an index over identities. These are hashes: a large import would ask and
//! change a page of it at random with every unit. So once an import has stored more units than
//! there were before, the index is put away, the identities are held in RAM, six bytes each,
//! and in the end the index is made anew, sorted. All of it is part of the import's transaction.

use rusqlite::Connection;

use super::store::UnitId;

/// Units of one import from which on identities are held in RAM.
const MANY: usize = if cfg!(test) { 12 } else { 20_000 };

/// Identities held in RAM at most, 24 bits for a unit's number: some 110 to 140 MB.
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
                Ok(id) if table.count < MOST && id < UNITS => {
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
        if count > 2 * stored || count >= MOST || last >= i64::from(UNITS) {
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
        self.parts[part_of(identity)].find(mark(identity))
    }

    fn insert(&mut self, identity: i64, unit: u32) {
        self.parts[part_of(identity)].insert(mark(identity), unit);
        self.count += 1;
    }
}

fn part_of(identity: i64) -> usize {
    identity as usize % PARTS
}

/// The bits of an identity that a table keeps; the part is told by others.
fn mark(identity: i64) -> u32 {
    ((identity as u64) >> (64 - BITS)) as u32
}

/// Bits of an identity, and of a unit's number, that a table keeps.
const BITS: u32 = 24;

/// Numbers of units that a table can hold end here.
const UNITS: u32 = 1 << BITS;

/// A hash table of 48 bits a place, a mark and the unit's number, laid down at the first free
/// place from the one that the mark names.
#[derive(Default)]
struct Part {
    places: Vec<[u16; 3]>,
    count: usize,
}

const FREE: [u16; 3] = [0; 3];

fn place_of(mark: u32, unit: u32) -> [u16; 3] {
    [unit as u16, (unit >> 16) as u16 | (mark << 8) as u16, (mark >> 8) as u16]
}

fn mark_of(place: [u16; 3]) -> u32 {
    u32::from(place[1] >> 8) | u32::from(place[2]) << 8
}

fn unit_of(place: [u16; 3]) -> u32 {
    u32::from(place[0]) | u32::from(place[1] & 0xff) << 16
}

impl Part {
    fn first(&self, mark: u32) -> usize {
        ((u64::from(mark) * self.places.len() as u64) >> BITS) as usize
    }

    fn find(&self, mark: u32) -> impl Iterator<Item = u32> + '_ {
        let (before, after) = self.places.split_at(self.first(mark));
        let used = after.iter().chain(before).take_while(|&&place| place != FREE);
        used.filter(move |&&place| mark_of(place) == mark).map(|&place| unit_of(place))
    }

    fn insert(&mut self, mark: u32, unit: u32) {
        // At most 85 of 100 places are taken.
        if (self.count + 1) * 20 > self.places.len() * 17 {
            let larger = (self.places.len() * 5 / 4).max(64);
            let old = std::mem::replace(&mut self.places, vec![FREE; larger]);
            old.into_iter().filter(|&place| place != FREE).for_each(|place| self.lay(place));
        }
        self.lay(place_of(mark, unit));
        self.count += 1;
    }

    fn lay(&mut self, place: [u16; 3]) {
        let mut at = self.first(mark_of(place));
        // Numbers of units begin at one, so that a used place is never nought.
        while self.places[at] != FREE {
            at = (at + 1) % self.places.len();
        }
        self.places[at] = place;
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
                .map(|(at, &one)| if at % 7 == 0 { alike << 40 | one & 3 } else { one })
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
