//! What is finished of a project, so that nothing is done twice: JSON Lines, added to as work goes
//! on, each line whole before the next begins.
//!
//! A document is known by a key made of both files' bytes and of everything that decides about its
//! alignment. Another text, setting, glossary or version gives another key, and old lines are
//! passed over. A line that broke off (power, a full disk) is passed over too.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::bitext::{Alignment, Bead};

/// A line of a journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    /// The version of this format.
    kladka_align: u32,
    key: String,
    /// 1: found before the project's lexicon was known; 2: finished.
    round: u32,
    beads: Beads,
    #[serde(default)]
    outcome: Outcome,
}

/// Source and target sentences of each bead, and its confidence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Beads(Vec<(usize, usize, f64)>);

/// What was done with a finished document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Outcome {
    /// Where it was written.
    pub(super) output: Option<PathBuf>,
    /// Where it was stored.
    pub(super) memory: Option<PathBuf>,
    /// From which confidence on its pairs were kept.
    pub(super) least: f64,
    /// Share of its sentences in sure two-sided beads or moved blocks.
    pub(super) parallel_share: f64,
    /// How its texts stand to each other, and what else is to be said of them.
    #[serde(default)]
    pub(super) verdict: String,
    #[serde(default)]
    pub(super) note: String,
}

/// A finished document.
#[derive(Clone, Debug)]
pub(super) struct Finished {
    pub(super) beads: Beads,
    pub(super) outcome: Outcome,
}

/// The journal of a project.
pub(super) struct Journal {
    path: PathBuf,
    /// `None` where nothing is to be kept.
    file: Option<File>,
    first: HashMap<String, Beads>,
    finished: HashMap<String, Finished>,
}

const VERSION: u32 = 1;
/// With what every journal begins.
const BEGINS: &[u8] = b"{\"kladka_align\":";

impl Journal {
    /// Opens a journal, or makes one; with `afresh` what stands in it is forgotten.
    pub(super) fn open(path: &Path, afresh: bool) -> Result<Journal> {
        let failed = || {
            format!("{}: the journal cannot be opened; name another with --journal", path.display())
        };
        let mut bytes = Vec::new();
        if path.exists() {
            File::open(path)
                .and_then(|mut file| file.read_to_end(&mut bytes))
                .with_context(failed)?;
        }
        let mut journal = Journal {
            path: path.to_path_buf(),
            file: None,
            first: HashMap::new(),
            finished: HashMap::new(),
        };
        let start = BEGINS.len().min(bytes.len());
        if bytes[..start] != BEGINS[..start] {
            bail!(
                "{}: this is no journal of kladka align; name another with --journal",
                path.display()
            );
        }
        for line in bytes.split(|&byte| byte == b'\n').filter(|_| !afresh) {
            let Ok(entry) = serde_json::from_slice::<Entry>(line) else { continue };
            match (entry.kladka_align, entry.round) {
                (VERSION, 1) => drop(journal.first.insert(entry.key, entry.beads)),
                (VERSION, 2) => {
                    let Entry { key, beads, outcome, .. } = entry;
                    journal.finished.insert(key, Finished { beads, outcome });
                }
                _ => {}
            }
        }
        let mut options = OpenOptions::new();
        let file = match afresh {
            true => options.write(true).create(true).truncate(true).open(path),
            false => options.append(true).create(true).open(path),
        };
        let mut file = file.with_context(failed)?;
        if !afresh && bytes.last().is_some_and(|&byte| byte != b'\n') {
            file.write_all(b"\n").with_context(failed)?;
        }
        journal.file = Some(file);
        Ok(journal)
    }

    /// A journal that keeps nothing.
    pub(super) fn none() -> Journal {
        Journal {
            path: PathBuf::new(),
            file: None,
            first: HashMap::new(),
            finished: HashMap::new(),
        }
    }

    /// What the first round found for a document.
    pub(super) fn first(&self, key: &str) -> Option<&Beads> {
        self.first.get(key)
    }

    pub(super) fn finished(&self, key: &str) -> Option<&Finished> {
        self.finished.get(key)
    }

    pub(super) fn note_first(&mut self, key: &str, found: &Alignment) -> Result<()> {
        self.add(key, 1, Beads::of(found), Outcome::default())
    }

    pub(super) fn note_finished(
        &mut self,
        key: &str,
        found: &Alignment,
        outcome: Outcome,
    ) -> Result<()> {
        self.add(key, 2, Beads::of(found), outcome)
    }

    fn add(&mut self, key: &str, round: u32, beads: Beads, outcome: Outcome) -> Result<()> {
        let entry = Entry { kladka_align: VERSION, key: key.into(), round, beads, outcome };
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut line = serde_json::to_vec(&entry)?;
        line.push(b'\n');
        // One write a line: a line is whole or is the last.
        file.write_all(&line)
            .with_context(|| format!("{}: the journal cannot be written", self.path.display()))
    }
}

impl Beads {
    fn of(alignment: &Alignment) -> Beads {
        let bead = |bead: &Bead| (bead.source.len(), bead.target.len(), bead.confidence);
        Beads(alignment.beads().iter().map(bead).collect())
    }

    /// The alignment of a document of so many sentences; `None` where they do not cover these.
    pub(super) fn alignment(&self, (n, m): (usize, usize)) -> Option<Alignment> {
        let (mut i, mut j) = (0usize, 0usize);
        let mut made = Vec::with_capacity(self.0.len());
        for &(a, b, confidence) in &self.0 {
            let (x, y) = (i.checked_add(a)?, j.checked_add(b)?);
            made.push(Bead { source: i..x, target: j..y, confidence });
            (i, j) = (x, y);
        }
        Alignment::new(made, n, m).ok()
    }

    /// Beads with two sides, and of them those at least so sure.
    pub(super) fn pairs(&self, least: f64) -> (usize, usize) {
        let pairs = || self.0.iter().filter(|(a, b, _)| *a > 0 && *b > 0);
        (pairs().count(), pairs().filter(|(_, _, confidence)| *confidence >= least).count())
    }
}

/// Makes a key of everything that decides about an alignment.
#[derive(Clone)]
pub(super) struct Key([DefaultHasher; 2]);

impl Key {
    pub(super) fn new() -> Key {
        let mut key = Key([DefaultHasher::new(), DefaultHasher::new()]);
        // Two hashes that differ from their first byte on: 128 bits.
        0u8.hash(&mut key.0[0]);
        1u8.hash(&mut key.0[1]);
        key.with(env!("CARGO_PKG_VERSION").as_bytes())
    }

    /// Adds a piece; edges between pieces count.
    pub(super) fn with(mut self, piece: &[u8]) -> Key {
        self.0.iter_mut().for_each(|hasher| piece.hash(hasher));
        self
    }

    pub(super) fn finish(self) -> String {
        let [a, b] = self.0.map(|hasher| hasher.finish());
        format!("{a:016x}{b:016x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_broke_off_is_passed_over_and_the_rest_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("j");
        let beads = vec![Bead { source: 0..1, target: 0..2, confidence: 0.123456789012345 }];
        let made = Alignment::new(beads, 1, 2).expect("a cover");
        let outcome = Outcome { memory: Some("m".into()), ..Outcome::default() };
        let mut journal = Journal::open(&path, false).expect("opened");
        journal.note_first("a", &made).expect("noted");
        journal.note_finished("b", &made, outcome.clone()).expect("noted");
        drop(journal);
        let whole = std::fs::read(&path).expect("read");
        std::fs::write(&path, &whole[..whole.len() - 9]).expect("cut");
        let mut journal = Journal::open(&path, false).expect("opened");
        let first = journal.first("a").expect("kept");
        assert_eq!(first.alignment((1, 2)).as_ref(), Some(&made));
        assert!(first.alignment((1, 3)).is_none(), "another text");
        assert!(journal.finished("b").is_none());
        journal.note_finished("b", &made, outcome.clone()).expect("noted");
        let journal = Journal::open(&path, false).expect("opened");
        let again = journal.finished("b").expect("kept");
        assert_eq!((again.beads.alignment((1, 2)), &again.outcome), (Some(made), &outcome));
        assert!(Journal::open(&path, true).expect("opened").finished("b").is_none());
        std::fs::write(&path, "Dear Sir,").expect("written");
        assert!(Journal::open(&path, false).is_err(), "a letter is not written over");
    }
}
