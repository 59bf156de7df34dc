//! The house's laws, read from the sources: imports go down the layers, never up or sideways;
//! only the doors print, read the environment or look at the clock; only `language` and the
//! lexicon name languages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Layers, lowest first. Modules on one row do not know each other.
const LAYERS: &[&[&str]] = &[
    &["text", "model"],
    &["language"],
    &["bitext"],
    &["lexicon"],
    &["structure", "segment", "align", "terms", "memory", "glossary", "formats"],
    &["check"],
    &["jobs"],
    &["report"],
    &["worker"],
    &["cli"],
];

/// The doors: they alone may touch the world.
const DOORS: &[&str] = &["cli", "worker"];

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(&root).expect("below src");
                let top = inside.components().next().expect("a name");
                let module = Path::new(top.as_os_str()).with_extension("");
                let code = fs::read_to_string(&path).expect("UTF-8");
                found.push((module.display().to_string(), path, code));
            }
        }
    }
    assert!(found.len() > 10, "the sources were not found");
    found
}

/// The code of a file without comments and without its tests, which may reach for anything.
fn code_alone(code: &str) -> String {
    let code = code.split("#[cfg(test)]").next().unwrap_or(code);
    let lines = code.lines().map(|line| match line.find("//") {
        Some(at) if !line[..at].contains('"') => &line[..at],
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The top modules of this crate that a file names, `crate::{a, b}` included.
fn imports(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in code.split("crate::").skip(1) {
        if let Some(group) = piece.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => names.push(std::mem::take(&mut name)),
                    c if depth == 0 => name.push(c),
                    _ => {}
                }
            }
            names.push(name);
        } else {
            names.push(piece.to_string());
        }
    }
    let first = |name: String| {
        let name = name.trim_start();
        name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
    };
    names.into_iter().map(first).filter(|name| !name.is_empty()).collect()
}

#[test]
fn imports_go_down_only() {
    let mut rank = BTreeMap::new();
    for (height, row) in LAYERS.iter().enumerate() {
        for module in *row {
            rank.insert(*module, height);
        }
    }
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        if module == "lib" || module == "main" {
            continue;
        }
        let Some(&own) = rank.get(module.as_str()) else {
            wrong.push(format!("{} is in no layer: add it to LAYERS", path.display()));
            continue;
        };
        for name in imports(&code_alone(&code)) {
            match rank.get(name.as_str()) {
                Some(&other) if name != module && other >= own => {
                    wrong.push(format!("{} ({module}) must not import {name}", path.display()));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_doors_touch_the_world() {
    let worldly = [
        "println!",
        "eprintln!",
        "print!(",
        "std::env::",
        "env::var",
        "SystemTime",
        "process::exit",
    ];
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        if DOORS.contains(&module.as_str()) || module == "main" {
            continue;
        }
        for word in worldly {
            if code_alone(&code).contains(word) {
                wrong.push(format!("{} uses {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_language_layer_names_languages() {
    let mut wrong = Vec::new();
    for (module, path, code) in sources() {
        if module == "language" || module == "lexicon" {
            continue;
        }
        for word in ["\"pl\"", "\"en\"", "Polish", "English"] {
            // Help texts of the command line speak of Polish and English by way of example; the
            // messages of checks are written in these two, whatever the texts are in.
            let tells = path.ends_with("report/findings.rs") && !word.starts_with('"');
            if module != "cli" && !tells && code_alone(&code).contains(word) {
                wrong.push(format!("{} names {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
