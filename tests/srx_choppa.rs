//! The same breaks as `choppa` (PyPI `choppa-srx`, LanguageTool's algorithm and rules), place by place.
//!
//! ```text
//! pip install choppa-srx                                          in any Python
//! KLADKA_CHOPPA_PYTHON=/that/python cargo test --test srx_choppa -- --nocapture
//! ```
//!
//! `KLADKA_CHOPPA_TEXTS` names more texts, separated by `:`: folders, or files of plain text, TSV (the last column) or
//! JSON Lines (the field `text`). `KLADKA_CHOPPA_LANGS` names the languages, separated by commas. Without a Python that
//! has the package there is nothing to compare with, and the test says so.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kladka::segment::Srx;

/// Reads `{"lang","text"}` a line; writes the places of the breaks, in characters, a line each.
const ASK: &str = r#"
import json, sys
from choppa import SrxDocument
from choppa.iterators import SrxTextIterator
document = SrxDocument(ruleset=sys.argv[1])
for line in sys.stdin:
    record = json.loads(line)
    at, places = 0, []
    for piece in SrxTextIterator(document, record["lang"], record["text"]):
        at += len(piece)
        places.append(at)
    print(json.dumps(places[:-1]))
"#;

#[test]
fn the_same_breaks_as_choppa() {
    let Some(python) = std::env::var_os("KLADKA_CHOPPA_PYTHON") else {
        println!("skipped: KLADKA_CHOPPA_PYTHON names no Python with the package choppa-srx");
        return;
    };
    let python = PathBuf::from(python);
    let rules = match std::env::var_os("KLADKA_CHOPPA_RULES") {
        Some(path) => PathBuf::from(path),
        None => {
            let ask = "import choppa; print(choppa.DEFAULT_SRX_RULESET)";
            let told = Command::new(&python).args(["-c", ask]).output().expect("Python runs");
            assert!(told.status.success(), "this Python has no choppa-srx");
            PathBuf::from(String::from_utf8(told.stdout).expect("a path").trim())
        }
    };
    let srx = Srx::read("rules", &fs::read(&rules).expect("a file of rules")).expect("SRX");
    let langs = std::env::var("KLADKA_CHOPPA_LANGS").unwrap_or("pl_two,en_two,pl,en".into());
    let texts = texts();
    let (mut places, mut differ, mut bytes) = (0, 0, 0);
    let started = std::time::Instant::now();
    for lang in langs.split(',') {
        let theirs = ask(&python, &rules, lang, &texts);
        for (text, theirs) in texts.iter().zip(&theirs) {
            let ours: Vec<usize> = srx
                .places(lang, text)
                .expect("no rule is too costly")
                .into_iter()
                .map(|at| text[..at].chars().count())
                .collect();
            let (a, b): (BTreeSet<_>, BTreeSet<_>) =
                (ours.iter().collect(), theirs.iter().collect());
            places += b.len();
            bytes += text.len();
            for &&at in a.symmetric_difference(&b) {
                differ += 1;
                let who = if a.contains(&at) { "only ours" } else { "only theirs" };
                let chars: Vec<char> = text.chars().collect();
                let left: String = chars[at.saturating_sub(40)..at].iter().collect();
                let right: String = chars[at..chars.len().min(at + 30)].iter().collect();
                println!("{lang}: {who}: {left:?} | {right:?}");
            }
        }
    }
    println!(
        "{} texts, {bytes} bytes, languages {langs}: {places} breaks of choppa's, {differ} differ ({:.1} s)",
        texts.len(),
        started.elapsed().as_secs_f64(),
    );
    assert_eq!(differ, 0);
}

fn ask(python: &Path, rules: &Path, lang: &str, texts: &[String]) -> Vec<Vec<usize>> {
    let mut child = Command::new(python)
        .args(["-c", ASK])
        .arg(rules)
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python runs");
    let mut input = child.stdin.take().expect("a pipe");
    let lines: Vec<String> = texts
        .iter()
        .map(|text| serde_json::json!({"lang": lang, "text": text}).to_string() + "\n")
        .collect();
    let writer = std::thread::spawn(move || {
        lines.iter().for_each(|line| input.write_all(line.as_bytes()).expect("Python reads"));
    });
    let told = child.wait_with_output().expect("Python ends");
    writer.join().expect("all was written");
    assert!(told.status.success(), "choppa failed");
    let told = String::from_utf8(told.stdout).expect("UTF-8");
    told.lines().map(|line| serde_json::from_str(line).expect("places")).collect()
}

/// Texts to compare on, each once: our own cases, and those of `KLADKA_CHOPPA_TEXTS`.
fn texts() -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut paths = vec![PathBuf::from("tests/data/segment"), PathBuf::from("memory/samples")];
    if let Some(more) = std::env::var_os("KLADKA_CHOPPA_TEXTS") {
        paths.extend(std::env::split_paths(&more));
    }
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("readable").flatten();
            paths.extend(entries.map(|entry| entry.path()));
            continue;
        }
        let Ok(content) = fs::read_to_string(&path) else { continue };
        match path.extension().and_then(|e| e.to_str()) {
            Some("jsonl") => {
                let records = content.lines().filter_map(|line| {
                    let record: serde_json::Value = serde_json::from_str(line).ok()?;
                    Some(record.get("text")?.as_str()?.to_string())
                });
                found.extend(records);
            }
            Some("tsv") => {
                let cells: Vec<&str> =
                    content.lines().filter_map(|line| line.rsplit('\t').next()).collect();
                found.extend(cells.chunks(10).map(|ten| ten.join(" ")));
                found.extend(cells.iter().map(|cell| cell.to_string()));
            }
            _ => {
                found.extend(content.split("\n\n").map(str::to_string));
                found.extend(content.lines().map(|line| line.replace(" | ", " ")));
                found.insert(content.replace('\n', " "));
            }
        }
    }
    found.into_iter().filter(|text| !text.trim().is_empty()).collect()
}
