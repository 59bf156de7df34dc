//! `kladka import`: files of units into the memory.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::Outcome;
use super::clock::now;
use super::common::{MemoryArgs, tell_skipped};
use super::output::{count, note};
use crate::formats::{Strictness, UnitFormat};
use crate::jobs::{self, UnitFile};
use crate::memory::ImportInfo;

/// Import files of units (TMX, TSV, JSON Lines) into the memory: all of them or none.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka import omegat.tmx
  kladka import słownik.tsv --memory projekt.sqlite
  zcat big.tmx.gz | kladka import - --format tmx

TSV: the first line names the languages (pl<TAB>en), further columns are properties.")]
pub(super) struct Args {
    /// The files; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Their format [default: told by the ending, else by the content].
    #[arg(long, value_enum)]
    format: Option<FileFormat>,
    /// Take a broken unit as an error instead of leaving it out.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    memory: MemoryArgs,
}

/// A format of files of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FileFormat {
    /// Translation Memory eXchange.
    Tmx,
    /// Tab-separated values with a header line.
    Tsv,
    /// JSON Lines.
    Jsonl,
}

impl From<FileFormat> for UnitFormat {
    fn from(format: FileFormat) -> UnitFormat {
        match format {
            FileFormat::Tmx => UnitFormat::Tmx,
            FileFormat::Tsv => UnitFormat::Tsv,
            FileFormat::Jsonl => UnitFormat::JsonLines,
        }
    }
}

/// Bytes of a file from which on it holds many units.
const LARGE: u64 = 4 << 20;

pub(super) fn run(args: Args) -> Result<Outcome> {
    let files: Vec<UnitFile<'_>> =
        args.files.iter().map(|path| open(path, args.format)).collect::<Result<_>>()?;
    let what: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let what = what.join(", ");
    let strictness = if args.strict { Strictness::Strict } else { Strictness::Lenient };
    let time = now();
    let info = ImportInfo { what: &what, now: &time, rules: "" };
    let bar = indicatif::ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(200));
    let style = indicatif::ProgressStyle::with_template("{spinner} {human_pos} units, {per_sec}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    let is_large = |path: &PathBuf| path.metadata().map_or(true, |file| file.len() >= LARGE);
    let expects_many = args.files.iter().any(is_large);
    let imported = args.memory.write(|memory| {
        if expects_many {
            memory.expect_many()?;
        }
        let mut met = 0;
        let imported = jobs::import(memory, files, strictness, &info, &mut || {
            met += 1;
            if met % 500 == 0 {
                bar.set_position(met);
            }
            ControlFlow::Continue(())
        });
        bar.finish_and_clear();
        imported.context("nothing was imported")
    })?;
    for (name, summary) in &imported.files {
        tell_skipped(name, &summary.skipped, summary.skipped_in_all);
        if summary.replaced > 0 {
            let characters = count(summary.replaced, "character", "characters");
            note(&format!("{name}: {characters} that no text may hold became U+FFFD"));
        }
    }
    let left_out: usize = imported.files.iter().map(|(_, summary)| summary.skipped_in_all).sum();
    note(&format!(
        "imported into {}: {}; already there: {}; left out: {}",
        args.memory.path()?.display(),
        count(imported.import.added, "unit", "units"),
        imported.import.doubled,
        left_out,
    ));
    Ok(Outcome::Done)
}

/// Opens a file of units and tells its format.
pub(super) fn open(path: &Path, format: Option<FileFormat>) -> Result<UnitFile<'static>> {
    let name = path.file_name().map_or("-".into(), |name| name.to_string_lossy().into_owned());
    if path.is_dir() {
        bail!("{}: this is a folder; name a file in it", path.display());
    }
    let mut input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        let file = File::open(path).with_context(|| match path.exists() {
            false => format!("{}: there is no such file; check the name", path.display()),
            true => format!("{}: the file cannot be read", path.display()),
        })?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let first = input.fill_buf().with_context(|| format!("{}: cannot be read", path.display()))?;
    let guessed = format.map(UnitFormat::from).or_else(|| UnitFormat::guess(&name, first));
    let format = guessed.with_context(|| {
        format!(
            "{}: neither TMX nor TSV (first line: pl<TAB>en) nor JSON Lines; say it with --format",
            path.display()
        )
    })?;
    Ok(UnitFile { name, format, input })
}
