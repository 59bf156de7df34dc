//! The command line as a person meets it: the README's commands and the recorded runs of
//! `tests/cmd/*.md` are run as written, in a folder of their own with an empty home.
//!
//! In a block marked `console` a line that begins with `$ ` is a command; what follows is its
//! output (standard output, then standard error). `...` alone on a line stands for any lines,
//! `[..]` inside a line for any characters. `? 1` after a command says its exit code, 0 if absent.
//! After an intended change: `UPDATE_RECORDED=1 cargo test --test cli` writes the files anew where
//! a block holds no `...` and no `[..]`; read the difference before you commit it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_readme_says_what_happens() {
    check(&root().join("README.md"));
}

#[test]
fn recorded_runs_happen_again() {
    let folder = root().join("tests/cmd");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("tests/cmd is there")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    assert!(files.len() >= 3, "the recorded runs are gone");
    for file in files {
        check(&file);
    }
}

struct Run {
    line: usize,
    command: String,
    expected: Vec<String>,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            inside = line.trim() == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            runs.push(Run { line: number + 1, command: command.into(), expected: Vec::new() });
        } else if let Some(run) = runs.last_mut().filter(|_| inside) {
            run.expected.push(line.to_string());
        }
    }
    runs
}

fn check(file: &Path) {
    let text = fs::read_to_string(file).expect("UTF-8");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for shared in [
        "memory",
        "glossaries",
        "tests/data/cli",
        "tests/data/lexicon",
        "tests/data/srx",
        "tests/data/survey",
    ] {
        copy(&root().join(shared), &folder.path().join(shared));
    }
    let runs = runs(&text);
    assert!(!runs.is_empty(), "{} holds no command", file.display());
    let mut updated = text.clone();
    let mut wrong = Vec::new();
    for run in &runs {
        let Some(actual) = perform(&run.command, folder.path()) else { continue };
        let mut expected = run.expected.clone();
        while expected.last().is_some_and(String::is_empty) {
            expected.pop();
        }
        let actual: Vec<String> = actual.lines().map(String::from).collect();
        if !matches(&expected, &actual) {
            wrong.push(format!(
                "{}:{}: $ {}\n--- written\n{}\n--- happened\n{}",
                file.display(),
                run.line,
                run.command,
                expected.join("\n"),
                actual.join("\n")
            ));
            if !expected.iter().any(|line| line == "..." || line.contains("[..]")) {
                let old = format!("$ {}\n{}", run.command, lines(&expected));
                let new = format!("$ {}\n{}", run.command, lines(&actual));
                updated = updated.replacen(&old, &new, 1);
            }
        }
    }
    if std::env::var_os("UPDATE_RECORDED").is_some() {
        fs::write(file, updated).expect("the file can be written");
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Runs a command; `None` for the commands that build and test the project itself.
fn perform(command: &str, folder: &Path) -> Option<String> {
    let command = match command.strip_prefix("cargo run --release -- ") {
        Some(arguments) => format!("kladka {arguments}"),
        None if command.starts_with("cargo ") || command.starts_with("git ") => return None,
        None => command.to_string(),
    };
    let bin = Path::new(env!("CARGO_BIN_EXE_kladka"));
    let path = format!(
        "{}:{}",
        bin.parent().expect("a folder").display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let run = Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder)
        .env("PATH", path)
        .env("HOME", folder.join("home"))
        .env("XDG_DATA_HOME", folder.join("home/data"))
        .env_remove("KLADKA_MEMORY")
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .output()
        .expect("sh runs");
    let mut shown = String::from_utf8_lossy(&run.stdout).into_owned();
    if !shown.is_empty() && !shown.ends_with('\n') {
        shown.push('\n');
    }
    shown.push_str(&String::from_utf8_lossy(&run.stderr));
    if let Some(code) = run.status.code().filter(|code| *code != 0) {
        shown.push_str(&format!("? {code}\n"));
    }
    let own = folder.display().to_string();
    Some(shown.replace(&own, "FOLDER"))
}

fn matches(expected: &[String], actual: &[String]) -> bool {
    match (expected.first(), actual.first()) {
        (None, None) => true,
        (Some(any), _) if any == "..." => {
            (0..=actual.len()).any(|skipped| matches(&expected[1..], &actual[skipped..]))
        }
        (Some(line), Some(other)) => {
            line_matches(line, other) && matches(&expected[1..], &actual[1..])
        }
        _ => false,
    }
}

fn line_matches(expected: &str, actual: &str) -> bool {
    let mut rest = actual;
    for (number, piece) in expected.split("[..]").enumerate() {
        match rest.find(piece) {
            Some(0) => rest = &rest[piece.len()..],
            Some(at) if number > 0 => rest = &rest[at + piece.len()..],
            _ => return false,
        }
    }
    rest.is_empty() || expected.ends_with("[..]")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => {
                fs::copy(&path, &target).expect("a file can be copied");
            }
        }
    }
}

#[test]
fn a_memory_of_an_older_version_is_brought_up_to_date_by_whoever_asks_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.sqlite");
    let conn = rusqlite::Connection::open(&path).expect("opened");
    for step in [
        include_str!("../src/memory/schema.sql"),
        include_str!("../src/memory/schema_2.sql"),
        include_str!("../src/memory/schema_3.sql"),
    ] {
        conn.execute_batch(step).expect("made");
    }
    conn.execute_batch(&format!(
        "PRAGMA application_id = {}; PRAGMA user_version = 3; \
         INSERT INTO imports (what, at, rules) VALUES ('old', '20250102T030405Z', 'r0'); \
         INSERT INTO origins (source, rules) VALUES ('a.tmx', 'r0'); \
         INSERT INTO languages VALUES (1, 'pl'), (2, 'en'); \
         INSERT INTO units (import_id, origin_id, place, identity, review) VALUES (1, 1, '', 1, 0); \
         INSERT INTO variants (unit_id, nth, lang_id, text) VALUES (1, 0, 1, 'Rada'), (1, 1, 2, 'council')",
        kladka::memory::APPLICATION_ID
    ))
    .expect("stored");
    drop(conn);
    let ask = || {
        let asked = Command::new(env!("CARGO_BIN_EXE_kladka"))
            .args(["lookup", "Rada", "--lang", "pl", "--no-glossary", "--memory"])
            .arg(&path)
            .env("HOME", folder.path())
            .output()
            .expect("run");
        let told = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (told(asked.stdout), told(asked.stderr))
    };
    let (found, said) = ask();
    assert!(found.contains("council"), "{found} {said}");
    assert!(said.contains("old.sqlite: brought up to this version of memories"), "{said}");
    let (found, said) = ask();
    assert!(found.contains("council") && !said.contains("brought"), "{found} {said}");
}
