//! `kladka export`: the memory's units into a file.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::clock::now;
use super::common::MemoryArgs;
use super::import::FileFormat;
use super::output::{count, note};
use crate::formats::UnitFormat;
use crate::jobs::{self, Exported, Filter};
use crate::text::Lang;

/// Write the memory's units to a TMX, TSV or JSON Lines file.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka export pamięć.tmx                     for OmegaT: into the project's tm/ folder
  kladka export - --format tsv | head
  kladka export pl-en.tmx --lang pl --lang en")]
pub(super) struct Args {
    /// The file; `-` is standard output.
    output: PathBuf,
    /// Its format [default: told by the ending; TMX on standard output].
    #[arg(long, value_enum)]
    format: Option<FileFormat>,
    /// Only units that have this language, and only the languages named.
    #[arg(long, value_name = "LANG")]
    lang: Vec<Lang>,
    /// Only units that came from this file.
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    #[command(flatten)]
    memory: MemoryArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let to_stdout = args.output.as_os_str() == "-";
    let name = args.output.display().to_string();
    let format = match args.format.map(UnitFormat::from).or_else(|| UnitFormat::guess(&name, b"")) {
        Some(format) => format,
        None if to_stdout => UnitFormat::Tmx,
        None => bail!(
            "{name}: cannot tell the format by the ending; use .tmx, .tsv or .jsonl, or --format"
        ),
    };
    let memory = args.memory.open_to_read()?;
    let filter = Filter { languages: args.lang, origin: args.origin };
    let (version, time) = (env!("CARGO_PKG_VERSION"), now());
    let write = |output: &mut dyn Write| {
        Ok(jobs::export(&memory, format, output, &filter, version, &time)?)
    };
    let exported: Exported = if to_stdout {
        let mut output = BufWriter::new(io::stdout().lock());
        let exported = write(&mut output)?;
        output.flush()?;
        exported
    } else {
        to_file(&args.output, &[memory.path()], write)?
    };
    for (what, times) in &exported.summary.cannot {
        note(&format!("{name}: this format cannot hold {what}: {times} ×"));
    }
    if !to_stdout {
        note(&format!("wrote {name}: {}", count(exported.summary.written, "unit", "units")));
    }
    Ok(Outcome::Done)
}

fn is_database(path: &Path) -> bool {
    let mut start = [0; 16];
    let read =
        fs::File::open(path).and_then(|mut file| io::Read::read_exact(&mut file, &mut start));
    read.is_ok() && start.starts_with(b"SQLite format 3")
}

/// Writes a file as a whole: into a file beside it first, which takes its place when complete.
/// The files of `keep`, and any memory, are not written over.
pub(super) fn to_file<T>(
    path: &Path,
    keep: &[&Path],
    write: impl FnOnce(&mut dyn Write) -> Result<T>,
) -> Result<T> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    if path.is_dir() || name.is_empty() {
        bail!("{}: this is a folder; name a file", path.display());
    }
    let same = |other: &&&Path| matches!((path.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if keep.iter().any(|other| same(&other)) {
        bail!("{}: this file is being read; name another one to write", path.display());
    }
    if is_database(path) {
        bail!("{}: this is a memory; name another file to write", path.display());
    }
    name.push(".part");
    let part = path.with_file_name(name);
    let failed =
        || format!("{}: cannot be written; is the folder there and writable?", path.display());
    let file = fs::File::create(&part).with_context(failed)?;
    let mut output = BufWriter::new(file);
    let done = write(&mut output).and_then(|done| {
        output.flush().with_context(failed)?;
        fs::rename(&part, path).with_context(failed)?;
        Ok(done)
    });
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
}
