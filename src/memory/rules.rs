//! By which rules a memory's index was made.
//!
//! The index depends on how words are read (fold keys, classes, negations). [`rules`] names that
//! reading; a memory made by another reading is scanned, and a writer makes its index anew.

use rusqlite::{Connection, OptionalExtension};

use crate::language::fingerprint;

use super::hash::hash;

/// To be raised whenever pieces, weights, sorts of words or the tables of the index are made in
/// another way.
const READING: u32 = 5;

/// Returns the name of the way in which this program makes the index: a number, and a hash of
/// what the language tables say of some words.
pub(super) fn rules() -> String {
    static RULES: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    RULES.get_or_init(|| format!("{READING}-{:016x}", hash(fingerprint().as_bytes()))).clone()
}

/// Returns the rules by which a memory's index was made, if it says so.
pub(super) fn stored_rules(conn: &Connection) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT value FROM facts WHERE name = 'search'";
    conn.query_row(sql, [], |row| row.get(0)).optional()
}

pub(super) fn store_rules(conn: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO facts (name, value) VALUES ('search', ?1)";
    conn.execute(sql, [rules()]).map(|_| ())
}
