//! Opening a memory: [`Memory`], [`Access`], and everything a file may turn out to be.
//!
//! The file is a SQLite database in WAL mode where its folder allows that, so that readers and
//! a writer do not wait for each other. Even a reader opens it for writing when it can and then
//! forbids itself to write: only so does SQLite clear its two helper files away when the last
//! connection closes. From a read-only folder it is read as it stands.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction};

use super::error::MemoryError;
use super::index::Cache;
use super::pieces::Words;
use super::rules::{rules, stored_rules};
use super::schema::{APPLICATION_ID, READABLE, VERSION, marks, migrate};

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Page cache, in KiB: what a lookup in ten million units needs, and no more.
const CACHE_KIB: i64 = 16 * 1024;

/// Bytes of a page of a new memory, twice what SQLite would take: a search in a file that nobody has
/// read lately waits for half as many pages, and an import writes half as many. With larger ones
/// still, a cache of the same size holds less of what is asked for again.
const PAGE: i64 = 8192;

/// Pages of a write-ahead log from which on a commit carries them over into the file: 32 MB. Most
/// are versions of the same few pages, of which only the last is carried over.
const LOG_PAGES: i64 = 4096;

/// Prepared statements kept; a little over the number of different ones that are in use at a
/// time, eight a language among them.
const STATEMENTS: usize = 128;

/// What a memory is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Looking up only; works in a read-only folder.
    Read,
    /// Looking up and storing; the file must exist.
    Write,
    /// As `Write`, and a missing (or empty) file is made into an empty memory.
    Create,
}

/// A translation memory in one SQLite file.
pub struct Memory {
    pub(super) conn: Connection,
    pub(super) path: PathBuf,
    /// What is known of words, by primary language subtag; filled as texts pass.
    pub(super) words: RefCell<HashMap<String, Words>>,
    /// What the index keeps between two questions.
    pub(super) index: RefCell<Cache>,
    /// Whether the index was made by this program's rules.
    pub(super) searchable: bool,
    /// Whether the next import is written without a log ahead of it.
    pub(super) straight: bool,
}

impl Memory {
    /// Opens a memory.
    ///
    /// # Errors
    /// [`MemoryError`]: no such file, a folder, no memory, one of a newer version, one that
    /// cannot be written although that was asked for.
    ///
    /// ```
    /// use kladka::memory::{Access, Memory};
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("my.kladka");
    /// assert!(Memory::open(&path, Access::Read).is_err());
    /// let memory = Memory::open(&path, Access::Create)?;
    /// assert_eq!(memory.stats()?.units, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn open(path: &Path, access: Access) -> Result<Memory, MemoryError> {
        let is_new = look_before(path, access)?;
        let conn = match access {
            Access::Read => connect_for_reading(path)?,
            Access::Write | Access::Create => connect_for_writing(path, is_new)?,
        };
        let mut memory = Memory::over(conn, path, access)?;
        memory.check_rules(access)?;
        Ok(memory)
    }

    /// Makes an empty memory that lives as long as the value, for a job that stores nothing.
    ///
    /// # Errors
    /// [`MemoryError::Other`] when SQLite cannot be set up.
    pub fn in_ram() -> Result<Memory, MemoryError> {
        let path = Path::new(":memory:");
        let conn = Connection::open_in_memory().map_err(|e| MemoryError::of(path, e))?;
        let mut memory = Memory::over(conn, path, Access::Create)?;
        memory.check_rules(Access::Create)?;
        Ok(memory)
    }

    /// Says that many units are about to be stored. If the memory has none yet, and nobody else has
    /// it open, the next import is written straight into the file: a log ahead of it would be
    /// as large as the file and be copied there in the end. Others wait until it is done; an
    /// import that fails or is killed leaves nothing, as ever.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn expect_many(&mut self) -> Result<(), MemoryError> {
        self.straight = self.stats()?.units == 0;
        Ok(())
    }

    /// Returns the path the memory was opened by.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn over(mut conn: Connection, path: &Path, access: Access) -> Result<Memory, MemoryError> {
        let fail = |error| MemoryError::of(path, error);
        set_up(&conn).map_err(fail)?;
        let (id, found) = marks(&conn).map_err(fail)?;
        let is_blank = id == 0 && found == 0 && is_blank(&conn).map_err(fail)?;
        if id != APPLICATION_ID && !(access == Access::Create && is_blank) {
            return Err(MemoryError::NotAMemory(path.to_path_buf()));
        }
        if found > VERSION {
            return Err(MemoryError::Newer { path: path.to_path_buf(), found, known: VERSION });
        }
        match access {
            Access::Read if found < READABLE => {
                return Err(MemoryError::Older { path: path.to_path_buf(), found });
            }
            Access::Read => conn.pragma_update(None, "query_only", true).map_err(fail)?,
            Access::Write | Access::Create => {
                migrate(&mut conn).map_err(fail)?;
            }
        }
        let words = RefCell::default();
        let index = RefCell::default();
        Ok(Memory {
            conn,
            path: path.to_path_buf(),
            words,
            index,
            searchable: false,
            straight: false,
        })
    }

    /// Compares the rules that made the index with this program's; a writer makes it anew, a
    /// reader of an outdated memory scans.
    fn check_rules(&mut self, access: Access) -> Result<(), MemoryError> {
        let found = stored_rules(&self.conn).map_err(|e| self.fail(e))?;
        self.searchable = found.as_deref() == Some(rules().as_str());
        if !self.searchable && access != Access::Read {
            self.reindex()?;
        }
        Ok(())
    }

    pub(super) fn fail(&self, error: rusqlite::Error) -> MemoryError {
        MemoryError::of(&self.path, error)
    }

    /// Begins a reading transaction unless one is open, so that a question sees one state of
    /// the memory while another process writes.
    pub(super) fn snapshot(&self) -> rusqlite::Result<Option<Transaction<'_>>> {
        if self.conn.is_autocommit() {
            self.conn.unchecked_transaction().map(Some)
        } else {
            Ok(None)
        }
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Says whether the file has yet to be made; refuses what cannot be a memory without asking
/// SQLite, whose answers to these are vague.
fn look_before(path: &Path, access: Access) -> Result<bool, MemoryError> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(MemoryError::Folder(path.to_path_buf())),
        Ok(found) if found.len() > 0 => Ok(false),
        Ok(_) if access == Access::Create => Ok(true),
        Ok(_) => Err(MemoryError::NotAMemory(path.to_path_buf())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if access != Access::Create {
                return Err(MemoryError::Missing(path.to_path_buf()));
            }
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            if folder.is_some_and(|folder| !folder.is_dir()) {
                return Err(MemoryError::NoFolder(path.to_path_buf()));
            }
            Ok(true)
        }
        Err(error) => {
            Err(MemoryError::CannotOpen { path: path.to_path_buf(), reason: error.to_string() })
        }
    }
}

/// No URI, so that a `?` or `%` in a file's name is only that.
const PLAIN: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX;

fn connect_for_writing(path: &Path, is_new: bool) -> Result<Connection, MemoryError> {
    // The file exists or its folder does: what cannot be opened is the file to be made, or a
    // helper file beside it.
    let fail = |error| match MemoryError::of(path, error) {
        MemoryError::CannotOpen { path, .. } => MemoryError::ReadOnly(path),
        other => other,
    };
    let flags = PLAIN | OpenFlags::SQLITE_OPEN_READ_WRITE;
    let flags = if is_new { flags | OpenFlags::SQLITE_OPEN_CREATE } else { flags };
    let conn = Connection::open_with_flags(path, flags).map_err(fail)?;
    conn.busy_timeout(PATIENCE).map_err(fail)?;
    // SQLite opens a file it may not write for reading, and does not say so.
    if conn.is_readonly("main").map_err(fail)? {
        return Err(MemoryError::ReadOnly(path.to_path_buf()));
    }
    if is_new {
        conn.pragma_update(None, "page_size", PAGE).map_err(fail)?;
    } else {
        let (id, version) = marks(&conn).map_err(fail)?;
        if id != APPLICATION_ID {
            return Err(MemoryError::NotAMemory(path.to_path_buf()));
        }
        if version > VERSION {
            return Err(MemoryError::Newer {
                path: path.to_path_buf(),
                found: version,
                known: VERSION,
            });
        }
    }
    use_wal(&conn).map_err(fail)?;
    prove_writable(&conn).map_err(fail)?;
    Ok(conn)
}

/// Switches to WAL where the folder and the file system allow it; the rollback journal serves
/// elsewhere.
pub(super) fn use_wal(conn: &Connection) -> rusqlite::Result<()> {
    let mode: rusqlite::Result<String> =
        conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
    if !mode.is_ok_and(|mode| mode.eq_ignore_ascii_case("wal")) {
        conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    }
    Ok(())
}

/// Leaves WAL, unless somebody else has the file open or it is in another mode anyway.
pub(super) fn leave_wal(conn: &Connection) -> rusqlite::Result<()> {
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode.eq_ignore_ascii_case("wal") {
        // Where it cannot be left, SQLite says so and goes on as before.
        match conn.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0)) {
            Ok(_) => {}
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Writes the version over itself and takes it back: a read-only folder is found out now and
/// not in the middle of an import.
fn prove_writable(conn: &Connection) -> rusqlite::Result<()> {
    let (_, version) = marks(conn)?;
    let tx = conn.unchecked_transaction()?;
    tx.pragma_update(None, "user_version", version)?;
    tx.rollback()
}

fn connect_for_reading(path: &Path) -> Result<Connection, MemoryError> {
    let readers: [fn(&Path) -> rusqlite::Result<Connection>; 3] = [
        |path| Connection::open_with_flags(path, PLAIN | OpenFlags::SQLITE_OPEN_READ_WRITE),
        |path| Connection::open_with_flags(path, PLAIN | OpenFlags::SQLITE_OPEN_READ_ONLY),
        connect_unchanging,
    ];
    let mut last = None;
    for reader in readers {
        let tried = reader(path).and_then(|conn| {
            conn.busy_timeout(PATIENCE)?;
            // The first read is where a helper file that cannot be made is missed.
            conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(conn)
        });
        match tried {
            Ok(conn) => return Ok(conn),
            Err(error) => last = Some(MemoryError::of(path, error)),
        }
        if let Some(MemoryError::NotAMemory(_) | MemoryError::Busy(_)) = last {
            break;
        }
    }
    Err(last.unwrap_or_else(|| MemoryError::Missing(path.to_path_buf())))
}

/// Reads the file as if nobody could change it: no lock, no helper files.
fn connect_unchanging(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'?' | b'#' | b'%' => uri.push_str(&format!("%{byte:02X}")),
            byte if byte.is_ascii() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags = PLAIN | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags)
}

fn set_up(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "synchronous", "NORMAL")?;
    conn.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    conn.pragma_update(None, "cache_size", -CACHE_KIB)
}

fn is_blank(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nobody_can_change_is_read_without_helpers()
    -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("m ż%20?#.db");
        drop(Memory::open(&path, Access::Create)?);
        let conn = connect_unchanging(&path)?;
        assert_eq!(marks(&conn)?, (APPLICATION_ID, VERSION));
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }

    #[test]
    fn the_usual_settings_are_on() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let memory = Memory::open(&folder.path().join("m"), Access::Create)?;
        let ask = |pragma: &str| -> rusqlite::Result<String> {
            let sql = format!("SELECT CAST(p.{pragma} AS TEXT) FROM pragma_{pragma} p");
            memory.conn.query_row(&sql, [], |row| row.get(0))
        };
        assert_eq!(ask("foreign_keys")?, "1");
        assert_eq!(ask("trusted_schema")?, "0");
        assert_eq!(ask("journal_mode")?, "wal");
        assert_eq!(ask("synchronous")?, "1");
        assert_eq!(ask("page_size")?, PAGE.to_string());
        Ok(())
    }

    #[test]
    fn many_units_are_written_straight_into_a_new_file_and_wholly_or_not_at_all()
    -> Result<(), Box<dyn std::error::Error>> {
        use crate::bitext::TranslationUnit;
        use crate::memory::ImportInfo;
        use crate::text::Lang;
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("m");
        let mut memory = Memory::open(&path, Access::Create)?;
        let (pl, en) = (Lang::new("pl")?, Lang::new("en")?);
        let unit = |n: usize| {
            TranslationUnit::pair((pl.clone(), &format!("zdanie {n}")), (en.clone(), "x"))
        };
        let units = (0..3000).map(unit).collect::<Result<Vec<_>, _>>()?;
        let info = ImportInfo { what: "many", now: "20260102T030405Z", rules: "" };
        memory.expect_many()?;
        let failed = memory.write(&info, |batch| {
            units.iter().try_for_each(|unit| batch.add(unit))?;
            let mode: Result<String, _> =
                batch.conn.query_row("PRAGMA journal_mode", [], |row| row.get(0));
            assert_eq!(mode.as_deref(), Ok("delete"));
            Err(MemoryError::Missing(path.clone()))
        });
        assert!(failed.is_err());
        assert_eq!((memory.stats()?.units, memory.verify()?), (0, vec![]));
        memory.expect_many()?;
        memory.extend(&info, units, &[])?;
        let mode: String = memory.conn.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
        assert_eq!((mode.as_str(), memory.stats()?.units, memory.verify()?), ("wal", 3000, vec![]));
        // Another has the file open: it is written by way of the log.
        let other = Memory::open(&folder.path().join("n"), Access::Create)?;
        let mut memory = Memory::open(&folder.path().join("n"), Access::Write)?;
        memory.expect_many()?;
        memory.extend(&info, (0..10).filter_map(|n| unit(n).ok()), &[])?;
        assert_eq!(other.stats()?.units, 10);
        Ok(())
    }

    #[test]
    fn a_full_disk_leaves_the_memory_as_it_was() -> Result<(), Box<dyn std::error::Error>> {
        use crate::bitext::TranslationUnit;
        use crate::memory::ImportInfo;
        use crate::text::Lang;
        let folder = tempfile::tempdir()?;
        let mut memory = Memory::open(&folder.path().join("m"), Access::Create)?;
        let pages: i64 = memory.conn.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        memory.conn.query_row(
            &format!("PRAGMA max_page_count = {}", pages + 20),
            [],
            |_| Ok(()),
        )?;
        let (pl, en) = (Lang::new("pl")?, Lang::new("en")?);
        let units = (0..5000).filter_map(|n| {
            let text = format!("zdanie numer {n}");
            TranslationUnit::pair((pl.clone(), &text), (en.clone(), &text)).ok()
        });
        let info = ImportInfo { what: "many", now: "20260102T030405Z", rules: "" };
        let outcome = memory.extend(&info, units, &[]);
        assert!(matches!(outcome, Err(MemoryError::Full(_))), "{outcome:?}");
        let outcome = memory.write::<MemoryError>(&info, |batch| {
            for n in 0..5000 {
                let text = format!("zdanie numer {n}");
                if let Ok(unit) = TranslationUnit::pair((pl.clone(), &text), (en.clone(), &text)) {
                    // An error is passed over; the import must not be half of what was meant.
                    let _ = batch.add(&unit);
                }
            }
            Ok(())
        });
        assert!(outcome.is_err());
        let stats = memory.stats()?;
        assert_eq!((stats.units, stats.imports), (0, 0));
        assert_eq!(memory.verify()?, []);
        Ok(())
    }
}
