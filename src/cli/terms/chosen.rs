//! Pairs that a person accepted or rejected: a table of terms, and beside it what was rejected.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::bitext::TermPair;
use crate::cli::common::read_bytes;
use crate::cli::export::to_file;
use crate::cli::output::{count, note};
use crate::formats::{Change, TermFile};
use crate::jobs::open_glossary;
use crate::text::Lang;

/// A table of terms that grows.
pub(super) struct Chosen {
    accepted: Table,
    rejected: Table,
}

/// A file of pairs, and what it has.
struct Table {
    path: PathBuf,
    file: TermFile,
    /// Whether its first language is the target's.
    turned: bool,
    has: HashSet<(String, String)>,
}

impl Table {
    fn open(path: PathBuf, langs: (&Lang, &Lang)) -> Result<Table> {
        let name = path.display().to_string();
        let bytes = if path.exists() { read_bytes(&path)? } else { Vec::new() };
        let file = match bytes.trim_ascii().is_empty() {
            // A pair without a status is an approved one.
            true => TermFile::open(&name, format!("{}\t{}\n", langs.0, langs.1).as_bytes(), None)?,
            false => open_glossary(&name, &bytes, None)?,
        };
        let own = file.langs();
        let turned = own.0.same_language(langs.1) && own.1.same_language(langs.0);
        let straight = own.0.same_language(langs.0) && own.1.same_language(langs.1);
        if !turned && !straight {
            bail!(
                "{name}: this table is {}–{}, the terms are {}–{}; name another one",
                own.0,
                own.1,
                langs.0,
                langs.1
            );
        }
        let mut has = HashSet::new();
        for term in file.rows().filter_map(|(_, row)| row.ok()).flatten() {
            let pairs = term.source.iter().flat_map(|a| term.target.iter().map(move |b| (a, b)));
            has.extend(pairs.map(|(a, b)| if turned { key(b, a) } else { key(a, b) }));
        }
        Ok(Table { path, file, turned, has })
    }

    /// Adds pairs that are not there yet; returns how many these were.
    fn add(&mut self, pairs: &[(String, String)]) -> Result<usize> {
        let fresh = pairs.iter().filter(|(a, b)| self.has.insert(key(a, b)));
        let turned = self.turned;
        let edits: Vec<(Option<usize>, Change)> = fresh
            .map(|(a, b)| {
                let (source, target) = if turned { (b, a) } else { (a, b) };
                let (source, target) = (Some(source.clone()), Some(target.clone()));
                (None, Change { source, target, ..Change::default() })
            })
            .collect();
        if !edits.is_empty() {
            self.file.apply(&edits)?;
            let bytes = self.file.bytes()?;
            to_file(&self.path, &[], |output| Ok(output.write_all(&bytes)?))?;
        }
        Ok(edits.len())
    }
}

/// Letter case parts no two pairs.
fn key(source: &str, target: &str) -> (String, String) {
    (source.trim().to_lowercase(), target.trim().to_lowercase())
}

/// Says what is wrong with the path of a table of terms, before any work is done for it.
pub(super) fn check(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        bail!("{}: the folder {} does not exist; make it first", path.display(), folder.display());
    }
    let is_no_table = |ending: &std::ffi::OsStr| {
        ["tbx", "xml", "xlsx"].iter().any(|other| ending.eq_ignore_ascii_case(other))
    };
    if path.extension().is_some_and(is_no_table) {
        bail!("{}: terms are added to tables only; name a TSV or CSV file", path.display());
    }
    Ok(())
}

impl Chosen {
    /// Opens a table of terms, which need not be there, with what was rejected beside it.
    pub(super) fn open(path: &Path, langs: (&Lang, &Lang)) -> Result<Chosen> {
        Ok(Chosen {
            accepted: Table::open(path.to_path_buf(), langs)?,
            rejected: Table::open(path.with_extension("rejected.tsv"), langs)?,
        })
    }

    /// Takes the pairs of files.
    pub(super) fn take(&mut self, accept: Option<&Path>, reject: Option<&Path>) -> Result<()> {
        let accept = accept.map(listed).transpose()?.unwrap_or_default();
        let reject = reject.map(listed).transpose()?.unwrap_or_default();
        let twice = accept.iter().find(|(a, b)| reject.iter().any(|(x, y)| key(a, b) == key(x, y)));
        if let Some((a, b)) = twice {
            bail!("{a} = {b} is both accepted and rejected; take it out of one of the files");
        }
        if !accept.is_empty() {
            let added = self.accept(&accept)?;
            self.tell(&self.accepted, added, accept.len(), "accepted");
        }
        if !reject.is_empty() {
            let added = self.reject(&reject)?;
            self.tell(&self.rejected, added, reject.len(), "rejected");
        }
        Ok(())
    }

    fn tell(&self, table: &Table, added: usize, all: usize, what: &str) {
        let known = match all - added {
            0 => String::new(),
            known => format!(", {known} there already"),
        };
        let path = table.path.display();
        note(&format!("{path}: {} {what}{known}", count(added, "pair", "pairs")));
    }

    /// Puts pairs into the table; returns how many were new.
    pub(super) fn accept(&mut self, pairs: &[(String, String)]) -> Result<usize> {
        self.accepted.add(pairs)
    }

    /// Remembers pairs that are not wanted; returns how many were new.
    pub(super) fn reject(&mut self, pairs: &[(String, String)]) -> Result<usize> {
        self.rejected.add(pairs)
    }

    /// Says whether a pair was rejected.
    pub(super) fn is_rejected(&self, pair: &TermPair) -> bool {
        self.rejected.has.contains(&key(&pair.source, &pair.target))
    }

    /// The table's path.
    pub(super) fn path(&self) -> &Path {
        &self.accepted.path
    }
}

/// The languages of a table that is there.
pub(super) fn languages(path: &Path) -> Result<Option<(Lang, Lang)>> {
    if !path.exists() {
        return Ok(None);
    }
    let bytes = read_bytes(path)?;
    let is_empty = bytes.trim_ascii().is_empty();
    let name = path.display().to_string();
    Ok(match is_empty {
        true => None,
        false => Some(open_glossary(&name, &bytes, None)?.langs()),
    })
}

/// Reads pairs: rows as `terms --format tsv` prints them, of which the first two cells count.
fn listed(path: &Path) -> Result<Vec<(String, String)>> {
    let name = path.display();
    let text = String::from_utf8(read_bytes(path)?)
        .with_context(|| format!("{name}: this list is not UTF-8 text; save it as UTF-8"))?;
    let mut pairs = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let is_header = number == 0 && cells.starts_with(&["source", "target"]);
        let is_alone = cells.get(2) == Some(&"unpaired");
        if line.trim().is_empty() || line.starts_with('#') || is_header || is_alone {
            continue;
        }
        match cells[..] {
            [source, target, ..] if !source.is_empty() && !target.is_empty() => {
                pairs.push((source.to_string(), target.to_string()));
            }
            _ => bail!("{name}, line {}: expected source<TAB>target", number + 1),
        }
    }
    Ok(pairs)
}
