//! The shape of a memory file: its marks ([`APPLICATION_ID`], [`VERSION`]) and the numbered
//! steps from any older version to the present one.
//!
//! All missing steps run in one transaction that also writes the new number, so that a file is
//! of one version or another and never between two. A newer file is refused, not guessed at.

use rusqlite::{Connection, TransactionBehavior};

/// Marks a SQLite file as a memory: the bytes `Kład` in ISO 8859-2 (`4B B3 61 64`), stored in
/// the file's header where `file` and SQLite's `application_id` pragma find it.
pub const APPLICATION_ID: i32 = 0x4bb3_6164;

/// The steps: the script at place n leads from version n to n + 1.
const STEPS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
];

/// The version this program writes, kept in SQLite's `user_version`.
pub const VERSION: i32 = STEPS.len() as i32;

/// The oldest version that can be read as it stands: what came later is not needed for reading.
pub(super) const READABLE: i32 = 4;

/// Returns the file's application id and version.
pub(super) fn marks(conn: &Connection) -> rusqlite::Result<(i32, i32)> {
    let id = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let version = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok((id, version))
}

/// Takes the steps that a file lacks; returns the version it had.
pub(super) fn migrate(conn: &mut Connection) -> rusqlite::Result<i32> {
    // A step may lay a table anew under its old name: rows that refer to it are to stay.
    conn.pragma_update(None, "foreign_keys", false)?;
    let outcome = take_steps(conn);
    conn.pragma_update(None, "foreign_keys", true)?;
    outcome
}

fn take_steps(conn: &mut Connection) -> rusqlite::Result<i32> {
    // The version is read again under the lock: another process may be migrating too.
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (_, found) = marks(&tx)?;
    let done = usize::try_from(found).unwrap_or(0);
    for step in STEPS.iter().skip(done) {
        tx.execute_batch(step)?;
    }
    if found < VERSION {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", VERSION)?;
    }
    tx.commit()?;
    Ok(found)
}
