//! `kladka glossary convert` and `export`: glossaries for other programs.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::bitext::Term;
use crate::cli::Outcome;
use crate::cli::clock::now;
use crate::cli::common::{GlossaryArgs, glossary_file};
use crate::cli::export::to_file;
use crate::cli::output::{count, note};
use crate::formats::{ExportInfo, TermFormat, write_terms};
use crate::text::Lang;

/// Turn a glossary into another format: from TSV, CSV, UTX, OmegaT, TBX or XLSX to any but the last.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka glossary convert umowy.xlsx umowy.tsv
  kladka glossary convert umowy.tsv umowy.tbx
  kladka glossary convert glossary.txt umowy.tsv --langs pl,en     from an OmegaT project
  kladka glossary convert umowy.tsv - --to utx

What a format cannot hold is counted and told.")]
pub(super) struct ConvertArgs {
    /// The glossary; `-` is standard input.
    input: PathBuf,
    /// The file to write; `-` is standard output.
    output: PathBuf,
    /// Format of the file to write [default: told by the ending].
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<Format>,
    /// Languages of a glossary that names none [default: told from the words].
    #[arg(long, value_name = "SOURCE,TARGET", value_parser = super::langs)]
    langs: Option<(Lang, Lang)>,
}

/// Write the entries of all glossaries in use into one file.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka glossary export wszystko.tbx --glossary umowy.tsv
  kladka glossary export glossary.txt          for OmegaT: into the project's glossary/ folder")]
pub(super) struct ExportArgs {
    /// The file to write; `-` is standard output.
    output: PathBuf,
    /// Its format [default: told by the ending].
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    glossary: GlossaryArgs,
}

/// A format of glossaries that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table, cells parted by tabs.
    Tsv,
    /// A table, cells parted by commas.
    Csv,
    /// UTX 1.11.
    Utx,
    /// A glossary of OmegaT.
    Omegat,
    /// TBX-Basic, version 3.
    Tbx,
}

impl From<Format> for TermFormat {
    fn from(format: Format) -> TermFormat {
        match format {
            Format::Tsv => TermFormat::Tsv,
            Format::Csv => TermFormat::Csv,
            Format::Utx => TermFormat::Utx,
            Format::Omegat => TermFormat::Omegat,
            Format::Tbx => TermFormat::Tbx,
        }
    }
}

pub(super) fn convert(args: ConvertArgs) -> Result<Outcome> {
    let format = format_of(&args.output, args.to, "--to")?;
    let name = args.input.display().to_string();
    let read = glossary_file(&args.input, args.langs)?;
    for (what, times) in &read.aside {
        note(&format!("{name}: left aside: {what}: {times} ×"));
    }
    write(&args.output, format, &read.terms, &[&args.input])
}

pub(super) fn export(args: ExportArgs) -> Result<Outcome> {
    let format = format_of(&args.output, args.format, "--format")?;
    let glossary = args.glossary.load(None)?;
    // An entry that gives way is none in use.
    let used = (1..).zip(glossary.entries()).filter(|(n, _)| glossary.gives_way(*n).is_none());
    let terms: Vec<Term> = used.map(|(_, term)| term.clone()).collect();
    let keep: Vec<&Path> = args.glossary.glossary.iter().map(PathBuf::as_path).collect();
    write(&args.output, format, &terms, &keep)
}

fn format_of(output: &Path, said: Option<Format>, flag: &str) -> Result<TermFormat> {
    let name = output.display().to_string();
    match said.map(TermFormat::from).or_else(|| TermFormat::of_name(&name)) {
        Some(TermFormat::Xlsx) => bail!("{name}: spreadsheets are only read; write .csv"),
        Some(format) => Ok(format),
        None => bail!(
            "{name}: cannot tell the format by the ending; use .tsv, .csv, .utx, .txt (OmegaT) or \
             .tbx, or {flag}"
        ),
    }
}

fn write(output: &Path, format: TermFormat, terms: &[Term], keep: &[&Path]) -> Result<Outcome> {
    let info = ExportInfo {
        version: env!("CARGO_PKG_VERSION").to_string(),
        now: now(),
        ..ExportInfo::default()
    };
    let name = output.display().to_string();
    let to_stdout = output.as_os_str() == "-";
    let summary = if to_stdout {
        let mut out = io::stdout().lock();
        let summary = write_terms(format, &mut out, &info, terms)?;
        out.flush()?;
        summary
    } else {
        to_file(output, keep, |file| Ok(write_terms(format, file, &info, terms)?))?
    };
    for (what, times) in &summary.cannot {
        note(&format!("{name}: {} cannot hold {what}: {times} ×", format.name()));
    }
    if !to_stdout {
        note(&format!("wrote {name}: {}", count(summary.written, "entry", "entries")));
    }
    Ok(Outcome::Done)
}
