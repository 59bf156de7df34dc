//! Which documents a project has: a list in a file, or the files of a folder that fit patterns.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::super::common::read_bytes;
use super::super::output::note;

/// A document of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Task {
    /// What it is called: what `{}` stands for.
    pub(in crate::cli) name: String,
    pub(in crate::cli) source: PathBuf,
    pub(in crate::cli) target: PathBuf,
    pub(super) output: Option<PathBuf>,
    /// Where it was named, for messages: "list.tsv, line 3".
    pub(in crate::cli) place: String,
}

impl Task {
    /// The file that a pattern names for this document.
    pub(super) fn file(&self, pattern: &Path) -> PathBuf {
        PathBuf::from(pattern.to_string_lossy().replace("{}", &self.name))
    }
}

/// Reads a list: source, target and, where one is wanted, output, parted by tabs.
pub(in crate::cli) fn listed(path: &Path) -> Result<Vec<Task>> {
    let name = path.display();
    let text = String::from_utf8(read_bytes(path)?)
        .with_context(|| format!("{name}: this list is not UTF-8 text; save it as UTF-8"))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut tasks = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let place = format!("{name}, line {}", number + 1);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let (source, target, output) = match cells[..] {
            [source, target] => (source, target, None),
            [source, target, output] => (source, target, Some(output).filter(|o| !o.is_empty())),
            _ => bail!("{place}: expected source<TAB>target or source<TAB>target<TAB>output"),
        };
        if source.is_empty() || target.is_empty() {
            bail!("{place}: a text and its translation have to be named, parted by a tab");
        }
        // From the current folder; else from the list's.
        let here = Path::new(source).exists() || !folder.join(source).exists();
        let found = |file: &str| if here { PathBuf::from(file) } else { folder.join(file) };
        let source = found(source);
        let name = source.with_extension("").display().to_string();
        tasks.push(Task { name, source, target: found(target), output: output.map(found), place });
    }
    if tasks.is_empty() {
        bail!("{name}: no document is listed; write source<TAB>target, a line a document");
    }
    Ok(tasks)
}

/// Finds the documents of a folder whose files fit two patterns.
pub(super) fn matched(folder: &Path, source: &str, target: &str) -> Result<Vec<Task>> {
    if source == target {
        bail!("--match: both patterns are {source}; they have to tell a text from its translation");
    }
    let patterns = [split(source)?, split(target)?];
    if !folder.is_dir() {
        bail!("{}: there is no such folder; check the name", folder.display());
    }
    let mut files = Vec::new();
    walk(folder, "", &mut files)?;
    let [sources, targets] = patterns.map(|(before, after)| {
        let fits = |file: &String| -> Option<(String, String)> {
            let name = file.strip_prefix(before)?.strip_suffix(after)?;
            (!name.is_empty()).then(|| (name.to_string(), file.clone()))
        };
        files.iter().filter_map(fits).collect::<BTreeMap<String, String>>()
    });
    let mut tasks = Vec::new();
    for (name, file) in &sources {
        match targets.get(name) {
            // The looser pattern may fit the other's files too.
            Some(other) if other != file => tasks.push(Task {
                name: folder.join(name).display().to_string(),
                source: folder.join(file),
                target: folder.join(other),
                output: None,
                place: folder.join(file).display().to_string(),
            }),
            _ if targets.values().any(|other| other == file) => {}
            _ => note(&format!(
                "{}: nothing fits {target} beside it; left out",
                folder.join(file).display()
            )),
        }
    }
    let alone = targets.iter().filter(|(name, _)| !sources.contains_key(*name));
    for (_, file) in alone.filter(|(_, file)| !sources.values().any(|other| other == *file)) {
        note(&format!(
            "{}: nothing fits {source} beside it; left out",
            folder.join(file).display()
        ));
    }
    if tasks.is_empty() {
        bail!(
            "{}: no two files fit {source} and {target}; {{}} stands for what both names share",
            folder.display()
        );
    }
    Ok(tasks)
}

/// What stands before and after the `{}` of a pattern.
fn split(pattern: &str) -> Result<(&str, &str)> {
    match pattern.split_once("{}") {
        Some((before, after)) if !after.contains("{}") => {
            Ok((before.trim_start_matches("./"), after))
        }
        _ => bail!("--match {pattern}: write {{}} once, for what both names share: '{{}}.pl.md'"),
    }
}

/// All files below a folder, by their path from it, with `/` between.
pub(super) fn walk(folder: &Path, inside: &str, files: &mut Vec<String>) -> Result<()> {
    let failed = || format!("{}: the folder cannot be read", folder.display());
    for entry in fs::read_dir(folder).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        let Some(name) = entry.file_name().to_str().map(String::from) else { continue };
        let kind = entry.file_type().with_context(failed)?;
        let path = format!("{inside}{name}");
        // Links to folders are not followed: they may lead in a circle.
        if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
