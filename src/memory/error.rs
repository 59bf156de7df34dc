//! What can go wrong with a memory, as facts: [`MemoryError`].

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Says why a memory cannot be opened, read or written. Each message is one line that names
/// the file and what to try.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// There is no such file.
    #[error("there is no memory at {}: check the path, or import or align something into it first", .0.display())]
    Missing(PathBuf),
    /// The path leads to a folder.
    #[error("{} is a folder, not a memory: name a file in it", .0.display())]
    Folder(PathBuf),
    /// The folder that should hold the file does not exist.
    #[error("the folder of {} does not exist: make it first", .0.display())]
    NoFolder(PathBuf),
    /// The file is something else.
    #[error("{} is not a memory of this program: name another file (import reads TMX, TSV and JSON Lines)", .0.display())]
    NotAMemory(PathBuf),
    /// The file was written by a newer program.
    #[error("{} was written by a newer version of this program (memory version {found}, this one knows {known}): update the program", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it has.
        found: i32,
        /// The newest version this program knows.
        known: i32,
    },
    /// The file was written by an older program and cannot be migrated without writing.
    #[error("{} is of an older version ({found}) and is opened for reading only: open it once where it can be written", .path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// The version it has.
        found: i32,
    },
    /// The file or its folder cannot be written, or the memory was opened for reading.
    #[error("{} cannot be written: the file or its folder is read-only; copy it elsewhere or change the permissions", .0.display())]
    ReadOnly(PathBuf),
    /// The file cannot be opened.
    #[error("{} cannot be opened ({reason}): check the path and the permissions", .path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Another process has been writing for too long.
    #[error("{} is being written by another process: try again when it is done", .0.display())]
    Busy(PathBuf),
    /// No room on the disk. Nothing of the import was stored.
    #[error("no room left on the disk of {}: nothing was stored; make room and repeat", .0.display())]
    Full(PathBuf),
    /// The file's contents contradict themselves.
    #[error("{} is damaged ({reason}): restore a copy, or export what can be read", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// Anything else that SQLite reports.
    #[error("{}: {reason}", .path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        reason: String,
    },
}

impl MemoryError {
    /// Reads SQLite's answer as one of the errors of a memory.
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> MemoryError {
        let path = path.to_path_buf();
        let reason = first_line(&error.to_string());
        match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..) => return MemoryError::Damaged { path, reason },
            _ => {}
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => MemoryError::NotAMemory(path),
            Some(ErrorCode::DatabaseCorrupt) => MemoryError::Damaged { path, reason },
            Some(ErrorCode::ReadOnly) => MemoryError::ReadOnly(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => MemoryError::Busy(path),
            Some(ErrorCode::DiskFull) => MemoryError::Full(path),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                MemoryError::CannotOpen { path, reason }
            }
            _ => MemoryError::Other { path, reason },
        }
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_string()
}
