//! What a file may turn out to be when it is opened.

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn stored_at(path: &Path) {
    let mut memory = Memory::open(path, Access::Create).expect("made");
    memory.extend(&INFO, [pair("Tak", "Yes")], &[]).expect("stored");
}

#[test]
fn what_is_no_memory_is_refused_in_one_line_that_names_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("text"), "nothing but text ".repeat(100)).expect("written");
    fs::write(at("empty"), "").expect("written");
    fs::write(at("short"), "SQLite format 3\0").expect("written");
    let other = rusqlite::Connection::open(at("other.db")).expect("opened");
    other.execute_batch("CREATE TABLE t (a); PRAGMA journal_mode = WAL").expect("made");
    drop(other);
    type Check = fn(&MemoryError) -> bool;
    let cases: &[(&str, Access, Check)] = &[
        ("missing", Access::Read, |e| matches!(e, MemoryError::Missing(_))),
        ("missing", Access::Write, |e| matches!(e, MemoryError::Missing(_))),
        ("no/folder", Access::Create, |e| matches!(e, MemoryError::NoFolder(_))),
        (".", Access::Create, |e| matches!(e, MemoryError::Folder(_))),
        ("text", Access::Read, |e| matches!(e, MemoryError::NotAMemory(_))),
        ("text", Access::Create, |e| matches!(e, MemoryError::NotAMemory(_))),
        ("short", Access::Write, |e| matches!(e, MemoryError::NotAMemory(_))),
        ("empty", Access::Read, |e| matches!(e, MemoryError::NotAMemory(_))),
        ("other.db", Access::Read, |e| matches!(e, MemoryError::NotAMemory(_))),
        ("other.db", Access::Create, |e| matches!(e, MemoryError::NotAMemory(_))),
    ];
    let before = names(folder.path());
    for (name, access, check) in cases {
        let error = Memory::open(&at(name), *access).expect_err(name);
        assert!(check(&error), "{name} {access:?}: {error:?}");
        let message = error.to_string();
        assert!(message.lines().count() == 1 && message.contains(name), "{message}");
    }
    assert_eq!(names(folder.path()), before);
    assert!(fs::read_to_string(at("text")).expect("read").starts_with("nothing but text"));
}

#[test]
fn a_newer_memory_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    stored_at(&path);
    let conn = rusqlite::Connection::open(&path).expect("opened");
    conn.pragma_update(None, "user_version", 999).expect("changed");
    drop(conn);
    for access in [Access::Read, Access::Write, Access::Create] {
        let error = Memory::open(&path, access).expect_err("newer");
        assert!(matches!(error, MemoryError::Newer { found: 999, .. }), "{error:?}");
    }
}

#[test]
fn nothing_is_left_beside_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a b%20?#ż");
    drop(Memory::open(&path, Access::Create).expect("made"));
    stored_at(&path);
    let memory = Memory::open(&path, Access::Read).expect("opened");
    assert_eq!(memory.lookup(&Query::new("Yes")).expect("read").len(), 1);
    drop(memory);
    drop(Memory::open(&path, Access::Write).expect("opened"));
    assert_eq!(names(folder.path()), ["a b%20?#ż"]);
}

#[test]
fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    stored_at(&path);
    let mut memory = Memory::open(&path, Access::Read).expect("opened");
    let error = memory.extend(&INFO, [pair("Nie", "No")], &[]).expect_err("read only");
    assert!(matches!(error, MemoryError::ReadOnly(_)), "{error:?}");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_asked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    stored_at(&path);
    let set = |mode: u32, path: &Path| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    };
    set(0o555, folder.path());
    // The superuser may write anywhere; nobody else may.
    let is_bound = fs::write(folder.path().join("probe"), "").is_err();
    let mut outcomes = Vec::new();
    for mode in [0o444, 0o644] {
        set(mode, &path);
        let found = Memory::open(&path, Access::Read)
            .and_then(|memory| memory.lookup(&Query::new("Yes")))
            .map(|found| found.len());
        outcomes.push((found, Memory::open(&path, Access::Write)));
    }
    let made = Memory::open(&folder.path().join("new"), Access::Create);
    set(0o755, folder.path());
    for (found, written) in outcomes {
        assert_eq!(found.expect("read"), 1);
        let refused = matches!(written, Err(MemoryError::ReadOnly(_)));
        assert_eq!(refused, is_bound, "{written:?}");
    }
    assert_eq!(matches!(made, Err(MemoryError::ReadOnly(_))), is_bound, "{made:?}");
}

#[test]
fn readers_and_a_writer_do_not_wait_for_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    stored_at(&path);
    let mut writer = Memory::open(&path, Access::Write).expect("opened");
    let reader = Memory::open(&path, Access::Read).expect("opened");
    let other = Memory::open(&path, Access::Read).expect("opened");
    let mut units = reader.units();
    assert!(units.next().is_some());
    writer
        .write::<MemoryError>(&INFO, |batch| {
            batch.add(&pair("Dwa", "Two"))?;
            assert_eq!(other.stats()?.units, 1, "what is not done is not seen");
            Ok(())
        })
        .expect("stored");
    assert_eq!(other.stats().expect("read").units, 2);
    assert_eq!(units.count(), 0, "a walk through the units sees one state");
    assert_eq!(reader.stats().expect("read").units, 2);
}

#[test]
fn outdated_search_data_is_noticed_and_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    stored_at(&path);
    let conn = rusqlite::Connection::open(&path).expect("opened");
    conn.execute_batch(
        "UPDATE signatures SET signature = zeroblob(32); \
         UPDATE facts SET value = 'older' WHERE name = 'search'",
    )
    .expect("changed");
    drop(conn);
    let reader = Memory::open(&path, Access::Read).expect("opened");
    assert_eq!(reader.lookup(&query("yes", 50)).expect("read").len(), 1, "a reader scans");
    assert_eq!(reader.verify().expect("read").len(), 1);
    drop(reader);
    let writer = Memory::open(&path, Access::Write).expect("opened");
    assert_eq!(writer.verify().expect("read"), []);
    assert_eq!(writer.lookup(&query("yes", 50)).expect("read").len(), 1);
}

#[test]
fn a_damaged_memory_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    let units: Vec<_> = (0..500).map(|n| pair(&format!("Zdanie {n}"), "x")).collect();
    Memory::open(&path, Access::Create)
        .and_then(|mut memory| memory.extend(&INFO, units, &[]))
        .expect("stored");
    let mut bytes = fs::read(&path).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 9000].fill(0x5a);
    fs::write(&path, bytes).expect("written");
    let found = Memory::open(&path, Access::Read).and_then(|memory| memory.verify());
    assert!(!matches!(found, Ok(problems) if problems.is_empty()));
}
