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
        "DELETE FROM search_lists_1_1; UPDATE facts SET value = 'older' WHERE name = 'search'",
    )
    .expect("changed");
    drop(conn);
    let reader = Memory::open(&path, Access::Read).expect("opened");
    assert_eq!(reader.lookup(&query("yes", 50)).expect("read").len(), 1, "a reader scans");
    assert_eq!(reader.concordance(&Query::new("YES")).expect("read").len(), 1);
    assert_eq!(reader.verify().expect("read"), [Problem::OtherRules]);
    drop(reader);
    let writer = Memory::open(&path, Access::Write).expect("opened");
    assert_eq!(writer.verify().expect("read"), []);
    assert_eq!(writer.lookup(&query("yes", 50)).expect("read").len(), 1);
}

/// A memory of version 1, as its program wrote it, but for the data of its searches: these
/// hold nothing that may still count.
fn version_1_at(path: &Path, unit: &TranslationUnit) {
    let identity: i64 = {
        let folder = tempfile::tempdir().expect("a folder");
        let today = folder.path().join("m");
        let mut memory = Memory::open(&today, Access::Create).expect("made");
        memory.extend(&INFO, [unit.clone()], &[]).expect("stored");
        drop(memory);
        let conn = rusqlite::Connection::open(&today).expect("opened");
        conn.query_row("SELECT identity FROM units", [], |row| row.get(0)).expect("read")
    };
    let conn = rusqlite::Connection::open(path).expect("opened");
    conn.execute_batch(include_str!("../../src/memory/schema.sql")).expect("made");
    conn.pragma_update(None, "application_id", kladka::memory::APPLICATION_ID).expect("set");
    conn.pragma_update(None, "user_version", 1).expect("set");
    conn.execute_batch(
        "INSERT INTO imports (what, at, rules) VALUES ('old', '20250102T030405Z', 'r0'); \
         INSERT INTO origins (source, rules) VALUES ('', ''); \
         INSERT INTO facts VALUES ('search', '1-0123456789abcdef')",
    )
    .expect("stored");
    conn.execute(
        "INSERT INTO units (import_id, origin_id, place, identity, review) VALUES (1, 1, '', ?1, 0)",
        [identity],
    )
    .expect("stored");
    for (nth, variant) in unit.variants().iter().enumerate() {
        conn.execute("INSERT INTO languages (tag) VALUES (?1)", [variant.lang.as_str()])
            .expect("stored");
        let lang = conn.last_insert_rowid();
        conn.execute(
            "INSERT INTO variants (unit_id, nth, lang_id, text, hash, weight) \
             VALUES (1, ?1, ?2, ?3, 77, 20)",
            rusqlite::params![nth, lang, variant.text],
        )
        .expect("stored");
        let sql = "INSERT INTO hashes VALUES (77, ?1, 1, ?2)";
        conn.execute(sql, rusqlite::params![lang, nth]).expect("stored");
        let sql = "INSERT INTO signatures VALUES (?1, 20, 1, ?2, zeroblob(32))";
        conn.execute(sql, rusqlite::params![lang, nth]).expect("stored");
    }
}

#[test]
fn a_memory_of_version_1_is_migrated_and_keeps_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    let unit = pair("Rada przyjęła wniosek.", "The council adopted the motion.");
    version_1_at(&path, &unit);
    let error = Memory::open(&path, Access::Read).expect_err("not without writing");
    assert!(matches!(error, MemoryError::Older { found: 1, .. }), "{error:?}");
    let mut memory = Memory::open(&path, Access::Write).expect("migrated");
    let units: Vec<_> = memory.units().map(|unit| unit.expect("read").1).collect();
    assert_eq!(units, std::slice::from_ref(&unit));
    assert_eq!(memory.imports().expect("read")[0].what, "old");
    assert_eq!(memory.verify().expect("read"), []);
    assert_eq!(memory.extend(&INFO, [unit], &[]).expect("stored").doubled, 1);
    assert_eq!(memory.lookup(&query("Rada przyjęła wnioski.", 70)).expect("read").len(), 1);
    assert_eq!(memory.remove(Removal::Unit(UnitId(1))).expect("removed").units, 1);
    drop(memory);
    let memory = Memory::open(&path, Access::Read).expect("opened");
    assert_eq!(memory.verify().expect("read"), []);
    assert!(memory.lookup(&query("Rada przyjęła wniosek.", 70)).expect("read").is_empty());
}

/// A memory of version 3 with one unit, number 5, that is counted; numbers up to 12 were given to
/// units that are gone.
fn version_3_at(path: &Path) {
    let conn = rusqlite::Connection::open(path).expect("opened");
    for step in [
        include_str!("../../src/memory/schema.sql"),
        include_str!("../../src/memory/schema_2.sql"),
        include_str!("../../src/memory/schema_3.sql"),
    ] {
        conn.execute_batch(step).expect("made");
    }
    conn.pragma_update(None, "application_id", kladka::memory::APPLICATION_ID).expect("set");
    conn.pragma_update(None, "user_version", 3).expect("set");
    conn.execute_batch(
        "INSERT INTO imports (what, at, rules) VALUES ('old', '20250102T030405Z', 'r0'); \
         INSERT INTO origins (source, rules) VALUES ('a.tmx', 'r0'); \
         INSERT INTO languages VALUES (1, 'pl'), (2, 'en'); \
         INSERT INTO units (id, import_id, origin_id, place, identity, previous, review, \
             confidence, properties, notes) VALUES \
             (5, 1, 1, '7', 77, 'przed', 2, 0.75, '{\"client\":\"UN\"}', '[\"a note\"]'), \
             (12, 1, 1, '8', 78, NULL, 0, NULL, NULL, NULL); \
         INSERT INTO variants (unit_id, nth, lang_id, text, changed_by) VALUES \
             (5, 0, 1, 'Rada', 'ola'), (5, 1, 2, 'council', NULL); \
         DELETE FROM units WHERE id = 12; \
         INSERT INTO count_pairs VALUES (1, 'en', 'pl', 'rules', 1, 12); \
         INSERT INTO counted VALUES (5, 1, x'00')",
    )
    .expect("stored");
}

#[test]
fn a_memory_of_version_3_keeps_what_refers_to_its_units() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    version_3_at(&path);
    let error = Memory::open(&path, Access::Read).expect_err("not without writing");
    assert!(matches!(error, MemoryError::Older { found: 3, .. }), "{error:?}");
    let mut memory = Memory::open(&path, Access::Write).expect("migrated");
    let (id, unit) = memory.units().next().expect("a unit").expect("read");
    assert_eq!((id, unit.variants()[0].changed_by.as_deref()), (UnitId(5), Some("ola")));
    assert_eq!((unit.origin.source.as_str(), unit.origin.place.as_str()), ("a.tmx", "7"));
    assert_eq!(unit.context.previous.as_deref(), Some("przed"));
    assert_eq!((unit.review, unit.confidence), (Review::Reviewed, Some(0.75)));
    assert_eq!((unit.properties["client"].as_str(), unit.notes[0].as_str()), ("UN", "a note"));
    let conn = rusqlite::Connection::open(&path).expect("opened");
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("read");
    assert_eq!(count("SELECT count(*) FROM counted"), 1);
    assert_eq!(memory.remove(Removal::Unit(UnitId(5))).expect("removed").units, 1);
    assert_eq!(count("SELECT count(*) FROM counted"), 0, "foreign keys are heeded again");
    assert_eq!(count("SELECT count(*) FROM variants"), 0);
    memory.extend(&INFO, [pair("Tak", "Yes")], &[]).expect("stored");
    let ids: Vec<_> = memory.units().map(|unit| unit.expect("read").0).collect();
    assert_eq!(ids, [UnitId(13)], "no number is given twice");
}

#[test]
fn a_migration_that_fails_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    version_1_at(&path, &pair("Tak", "Yes"));
    let conn = rusqlite::Connection::open(&path).expect("opened");
    conn.execute_batch("CREATE TABLE searches (in_the_way)").expect("made");
    let dump = |conn: &rusqlite::Connection| -> Vec<String> {
        let mut tables = conn.prepare("SELECT sql FROM sqlite_schema ORDER BY name").expect("sql");
        let rows = tables.query_map([], |row| row.get::<_, Option<String>>(0)).expect("read");
        rows.filter_map(|sql| sql.expect("read")).collect()
    };
    let before = dump(&conn);
    assert!(Memory::open(&path, Access::Write).is_err());
    assert_eq!(dump(&conn), before);
    let version: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("read");
    assert_eq!(version, 1);
}

#[test]
fn variants_without_their_unit_are_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    stored_at(&path);
    let conn = rusqlite::Connection::open(&path).expect("opened");
    conn.execute_batch("DROP TRIGGER unit_gone; DELETE FROM units").expect("harmed");
    let memory = Memory::open(&path, Access::Read).expect("opened");
    let problems = memory.verify().expect("read");
    assert_eq!(problems, [Problem::Orphans { table: "variants".into(), rows: 2 }]);
}

#[test]
fn what_is_wrong_with_an_index_is_noticed_and_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    let units = (0..200).map(|n| {
        let word = ["kraj", "ministerstwo", "ministerstwa", "rada", "ustawa"][n % 5];
        pair(&format!("{word} {n} w roku"), &format!("the settings {n}, setings"))
    });
    let mut memory = Memory::open(&path, Access::Create).expect("made");
    memory.extend(&INFO, units, &[]).expect("stored");
    memory.extend(&INFO, [pair("Dopisane później", "Added later")], &[]).expect("stored");
    assert_eq!(memory.verify().expect("read"), []);
    drop(memory);
    for harm in [
        "DELETE FROM search_lists_1_1 WHERE id = (SELECT max(id) FROM search_lists_1_1)",
        "DELETE FROM search_shelves_2_1 WHERE id = 0",
        "UPDATE search_shelves_2_1 SET slots = x'0102' WHERE id = 0",
        "UPDATE search_lists_2_1 SET slots = x'80' WHERE id = (SELECT min(id) FROM search_lists_2_1)",
        "DELETE FROM search_words_1 WHERE sort = (SELECT min(sort) FROM search_words_1)",
        "DELETE FROM search_links_2",
        "UPDATE variants SET text = 'inny tekst' WHERE unit_id = 5 AND nth = 0",
        "UPDATE searches SET main = main - 1 WHERE id = 1",
        "DELETE FROM searches WHERE lang = 'pl'",
    ] {
        let harmed = folder.path().join("harmed");
        fs::copy(&path, &harmed).expect("copied");
        let conn = rusqlite::Connection::open(&harmed).expect("opened");
        assert!(conn.execute(harm, []).expect("harmed") > 0, "{harm}");
        let mut memory = Memory::open(&harmed, Access::Write).expect("opened");
        assert_ne!(memory.verify().expect("read"), [], "{harm}");
        // A harmed index gives an error or fewer matches, never a panic.
        let _ = memory.lookup(&query("ministerstwo 5 w roku", 60));
        let _ = memory.lookup(&query("the setting 5, setings", 60));
        let _ = memory.concordance(&Query::new("ministerstwo"));
        memory.reindex().expect("made anew");
        // A text that was changed by another hand is still not the one that was stored.
        let left = usize::from(harm.contains("variants"));
        assert_eq!(memory.verify().expect("read").len(), left, "{harm}");
    }
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
