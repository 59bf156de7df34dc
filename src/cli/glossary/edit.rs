//! `kladka glossary add`, `edit`, `remove`, `merge`: changing a glossary where it stands.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::bitext::TermStatus;
use crate::cli::Outcome;
use crate::cli::common::{glossary_file, read_bytes};
use crate::cli::config::Config;
use crate::cli::export::to_file;
use crate::cli::output::{count, note};
use crate::formats::{Change, TermFile};
use crate::jobs::{merge_terms, open_glossary};
use crate::text::Lang;

/// Which glossary is changed.
#[derive(clap::Args, Debug)]
struct Target {
    /// The glossary: a table (TSV, CSV, UTX, OmegaT) [default: the one that kladka.toml names].
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
    /// Languages of a glossary that names none, or of a new one.
    #[arg(long, value_name = "SOURCE,TARGET", value_parser = super::langs)]
    langs: Option<(Lang, Lang)>,
}

/// What an entry says besides its names; an empty text takes it away.
#[derive(clap::Args, Debug)]
struct Parts {
    /// How far it is approved.
    #[arg(long, value_enum, value_name = "STATUS")]
    status: Option<Status>,
    /// Its subject.
    #[arg(long, value_name = "TEXT")]
    domain: Option<String>,
    /// A note for people.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Where it is taken from.
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Its part of speech.
    #[arg(long, value_name = "TEXT")]
    pos: Option<String>,
    /// Phrases in which the words mean something else, parted by `|`.
    #[arg(long, value_name = "PHRASES")]
    except: Option<String>,
    /// `case` (capitals count), `fixed` (no other form does), or both, parted by a comma.
    #[arg(long, value_name = "FLAGS")]
    flags: Option<String>,
}

impl Parts {
    fn change(self) -> Change {
        Change {
            status: self.status.map(TermStatus::from),
            domain: self.domain,
            note: self.note,
            reference: self.source,
            part_of_speech: self.pos,
            except: self.except,
            flags: self.flags,
            ..Change::default()
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Status {
    Preferred,
    Approved,
    Admitted,
    Proposed,
    Forbidden,
}

impl From<Status> for TermStatus {
    fn from(status: Status) -> TermStatus {
        match status {
            Status::Preferred => TermStatus::Preferred,
            Status::Approved => TermStatus::Approved,
            Status::Admitted => TermStatus::Admitted,
            Status::Proposed => TermStatus::Proposed,
            Status::Forbidden => TermStatus::Forbidden,
        }
    }
}

/// Add an entry to a glossary.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka glossary add \"umowa najmu\" \"lease agreement|tenancy agreement\" --glossary umowy.tsv
  kladka glossary add zarząd board --glossary nowy.tsv --langs pl,en --domain spółki

A file that is not there is made, as TSV. Everything else in the file keeps its bytes.")]
pub(super) struct AddArgs {
    /// The term, with its synonyms parted by `|`, the preferred one first.
    term: String,
    /// Its translation, likewise.
    translation: String,
    #[command(flatten)]
    parts: Parts,
    #[command(flatten)]
    target: Target,
}

/// Change an entry of a glossary.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka glossary edit rada --status preferred --glossary umowy.tsv
  kladka glossary edit rada board --note \"of a company\" --glossary umowy.tsv
  kladka glossary edit rada --add-translation assembly --glossary umowy.tsv
  kladka glossary edit --line 12 --domain \"\" --glossary umowy.tsv")]
pub(super) struct EditArgs {
    #[command(flatten)]
    which: Which,
    /// All names on the side of the term, parted by `|`.
    #[arg(long, value_name = "NAMES")]
    term_to: Option<String>,
    /// All names on the side of the translation.
    #[arg(long, value_name = "NAMES")]
    translation_to: Option<String>,
    /// A further name on the side of the term.
    #[arg(long, value_name = "NAME", conflicts_with = "term_to")]
    add_term: Vec<String>,
    /// A further name on the side of the translation.
    #[arg(long, value_name = "NAME", conflicts_with = "translation_to")]
    add_translation: Vec<String>,
    #[command(flatten)]
    parts: Parts,
    #[command(flatten)]
    target: Target,
}

/// Which entry: by names, or by its line.
#[derive(clap::Args, Debug)]
struct Which {
    /// A name of the entry, in either language.
    #[arg(required_unless_present = "line")]
    name: Option<String>,
    /// A name of it in the other language, where several have the first.
    other: Option<String>,
    /// The line in which the entry begins.
    #[arg(long, value_name = "N", conflicts_with = "name")]
    line: Option<usize>,
}

/// Remove an entry from a glossary.
#[derive(clap::Args, Debug)]
pub(super) struct RemoveArgs {
    #[command(flatten)]
    which: Which,
    /// Remove every entry that has the name.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    target: Target,
}

/// Put the entries of other glossaries into one.
///
/// Entries that share a name on both sides become one. An entry that contradicts one that is there is
/// named and left out, since the first wins.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka glossary merge umowy.tsv --glossary wszystko.tsv
  kladka glossary merge a.xlsx b.tbx --glossary wszystko.tsv --both")]
pub(super) struct MergeArgs {
    /// The glossaries whose entries are put in, the first before the others.
    #[arg(required = true)]
    from: Vec<PathBuf>,
    /// Take in entries that contradict others too.
    #[arg(long)]
    both: bool,
    #[command(flatten)]
    target: Target,
}

impl Target {
    fn path(&self) -> Result<PathBuf> {
        if let Some(path) = &self.glossary {
            return Ok(path.clone());
        }
        let named = Config::load()?.glossaries.into_iter().filter(|p| !p.ends_with("builtin"));
        match named.collect::<Vec<_>>().as_slice() {
            [one] => Ok(one.clone()),
            [] => bail!("name the glossary to change: --glossary FILE"),
            _ => bail!("kladka.toml names several glossaries; say which: --glossary FILE"),
        }
    }

    fn open(&self) -> Result<(PathBuf, TermFile)> {
        let path = self.path()?;
        let name = path.display().to_string();
        let file = open_glossary(&name, &read_bytes(&path)?, self.langs.clone())?;
        Ok((path, file))
    }

    /// Opens the glossary, or makes an empty one of the languages said.
    fn open_or_make(&self) -> Result<(PathBuf, TermFile)> {
        let path = self.path()?;
        if path.exists() {
            return self.open();
        }
        let name = path.display().to_string();
        let Some((source, target)) = &self.langs else {
            bail!(
                "{name}: there is no such file; to make it say its languages, as in --langs pl,en"
            );
        };
        let empty = format!("{source}\t{target}\n");
        Ok((path, open_glossary(&name, empty.as_bytes(), None)?))
    }
}

/// Writes a glossary in the place of the old one: all of it or nothing.
fn write(path: &Path, file: &TermFile) -> Result<()> {
    let bytes = file.bytes()?;
    // What a link leads to is written, not the link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let permissions = fs::metadata(&path).ok().map(|file| file.permissions());
    to_file(&path, &[], |output| Ok(output.write_all(&bytes)?))?;
    if let Some(permissions) = permissions {
        fs::set_permissions(&path, permissions)
            .with_context(|| format!("{}: its permissions cannot be kept", path.display()))?;
    }
    Ok(())
}

pub(super) fn add(args: AddArgs) -> Result<Outcome> {
    let (path, mut file) = args.target.open_or_make()?;
    let change = Change {
        source: Some(args.term.clone()),
        target: Some(args.translation.clone()),
        ..args.parts.change()
    };
    let line = file.add(&change)?;
    write(&path, &file)?;
    note(&format!("{}, line {line}: added", path.display()));
    Ok(Outcome::Done)
}

pub(super) fn edit(args: EditArgs) -> Result<Outcome> {
    let (path, mut file) = args.target.open()?;
    let line = args.which.one(&path, &file)?;
    let mut change = args.parts.change();
    change.source = args.term_to.or_else(|| longer(&file, line, false, &args.add_term));
    change.target =
        args.translation_to.or_else(|| longer(&file, line, true, &args.add_translation));
    if change == Change::default() {
        bail!("say what is to be changed, as in --status preferred; --help names everything");
    }
    file.change(line, &change)?;
    write(&path, &file)?;
    note(&format!("{}, line {line}: changed", path.display()));
    Ok(Outcome::Done)
}

/// The names of one side with further ones behind them.
fn longer(file: &TermFile, line: usize, in_target: bool, more: &[String]) -> Option<String> {
    if more.is_empty() {
        return None;
    }
    let row = file.rows().find(|(at, _)| *at == line)?.1.ok()?;
    let term = row.into_iter().next()?;
    let mut names = if in_target { term.target } else { term.source };
    names.extend(more.iter().cloned());
    Some(names.join("|"))
}

impl Which {
    /// The lines of the entries that are meant; there is one at least.
    fn lines(&self, path: &Path, file: &TermFile) -> Result<Vec<usize>> {
        if let Some(line) = self.line {
            return Ok(vec![line]);
        }
        let name = self.name.as_deref().unwrap_or_default();
        let lines = file.find(name, self.other.as_deref());
        if lines.is_empty() {
            let other = self.other.as_ref().map(|other| format!(" = {other}")).unwrap_or_default();
            bail!("{}: no entry has the name {name}{other}", path.display());
        }
        Ok(lines)
    }

    fn one(&self, path: &Path, file: &TermFile) -> Result<usize> {
        match self.lines(path, file)?.as_slice() {
            [line] => Ok(*line),
            lines => {
                let listed = lines.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                bail!(
                    "{}: {} have that name (lines {listed}); name the translation too, or --line",
                    path.display(),
                    count(lines.len(), "entry", "entries")
                )
            }
        }
    }
}

pub(super) fn remove(args: RemoveArgs) -> Result<Outcome> {
    let (path, mut file) = args.target.open()?;
    let lines = match args.all {
        true => args.which.lines(&path, &file)?,
        false => vec![args.which.one(&path, &file)?],
    };
    // From the last on, so that the lines before it stay where they are.
    for &line in lines.iter().rev() {
        file.remove(line)?;
    }
    write(&path, &file)?;
    note(&format!("{}: removed {}", path.display(), count(lines.len(), "entry", "entries")));
    Ok(Outcome::Done)
}

pub(super) fn merge(args: MergeArgs) -> Result<Outcome> {
    let (path, mut file) = args.target.open_or_make()?;
    let mut told = Vec::new();
    for from in &args.from {
        let name = from.display().to_string();
        let read = glossary_file(from, None)?;
        let merged = merge_terms(&mut file, &read.terms, args.both)?;
        for &(number, line) in &merged.against {
            let (term, own) = (&read.terms[number], read.lines[number]);
            let there = match line {
                0 => "an entry that is added".to_string(),
                line => format!("line {line}"),
            };
            let (source, target) = (&term.source[0], &term.target[0]);
            told.push(format!(
                "{name}, line {own}: {source} = {target} contradicts {there} and is left out"
            ));
        }
        if merged.foreign > 0 {
            let foreign = count(merged.foreign, "entry", "entries");
            told.push(format!(
                "{name}: {foreign} of other languages or another direction left out"
            ));
        }
        told.push(format!(
            "{name}: {} added, {} given further names, {} already there, {} left out",
            merged.added,
            merged.filled,
            merged.known,
            merged.against.len() + merged.foreign
        ));
    }
    write(&path, &file)?;
    told.iter().for_each(|line| note(line));
    Ok(Outcome::Done)
}
