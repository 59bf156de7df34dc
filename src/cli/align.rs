//! `kladka align`: which sentence answers which, kept in the memory.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::clock::now;
use super::common::{GlossaryArgs, LexiconArgs, MemoryArgs, PairArgs, tell_left_out};
use super::output::{Show, Working, count, note};
use crate::bitext::TranslationUnit;
use crate::formats::{ExportInfo, UnitFormat, write_units};
use crate::jobs::{self, AlignOptions, Aligned, Mode};
use crate::memory::{Import, ImportInfo, Memory};
use crate::report::align_sheet;

/// Align a text with its translation, sentence by sentence; find the terms; keep it all.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka align umowa.pl.md umowa.en.md
  kladka align umowa.pl.md umowa.en.md -o umowa.tmx --no-memory
  kladka align artykuł.md page.html --comparable      texts on one subject, no translations

Rows: kind (1-1, 1-2 … 0-1; in comparable mode translation, near, partial, unpaired; term),
source, target, confidence, note. What is stored: beads at --min-confidence and above; in
comparable mode translation and near; term pairs, as proposed.")]
pub(super) struct Args {
    #[command(flatten)]
    pair: PairArgs,
    /// Take the texts as texts on one subject, not as translations: graded pairs, no cover.
    #[arg(long)]
    comparable: bool,
    /// Store and write only pairs that are at least so sure, 0 to 1.
    #[arg(long, value_name = "P", default_value_t = 0.5)]
    min_confidence: f64,
    /// Write the units to a file too (.tmx, .tsv, .jsonl; `-` is standard output, as TMX).
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Store nothing, and use no memory as knowledge.
    #[arg(long, conflicts_with = "memory")]
    no_memory: bool,
    #[command(flatten)]
    memory: MemoryArgs,
    #[command(flatten)]
    glossary: GlossaryArgs,
    #[command(flatten)]
    lexicon: LexiconArgs,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    if !(0.0..=1.0).contains(&args.min_confidence) {
        bail!("--min-confidence {}: give a probability from 0 to 1", args.min_confidence);
    }
    let written_as = args.output.as_deref().map(format_of).transpose()?;
    let (source, target) = args.pair.read()?;
    let known = match args.no_memory {
        true => None,
        false => args.memory.open_if_exists()?,
    };
    let glossary = args.glossary.load(known.as_ref())?;
    let dictionaries = args.lexicon.load()?;
    let langs = [&source, &target].map(|side| side.document.lang.clone());
    let [Some(source_lang), Some(target_lang)] = langs else { bail!("no language is known") };
    let knowledge =
        jobs::knowledge(&source_lang, &target_lang, &dictionaries, &glossary, known.as_ref())?;
    drop(known);
    let options = AlignOptions {
        mode: if args.comparable { Mode::Comparable } else { Mode::Parallel },
        read: args.pair.options(),
        min_confidence: args.min_confidence,
    };
    let working = Working::on("aligning");
    let aligned = jobs::align(source, target, &knowledge, &glossary, &options, &|| true)?;
    drop(working);
    tell_left_out(aligned.left_out.0 + aligned.left_out.1);
    let units = if aligned.looks_parallel() {
        jobs::units(&aligned)
    } else {
        note(
            "these texts do not look like translations of each other: nothing is stored; \
             if they are texts on one subject, try --comparable",
        );
        Vec::new()
    };
    // The file first: what cannot be written is not stored either.
    let to_stdout = args.output.as_deref().is_some_and(|path| path.as_os_str() == "-");
    if let (Some(path), Some(format)) = (&args.output, written_as) {
        let memory = args.memory.path()?;
        write(path, format, &units, &[&args.pair.source, &args.pair.target, &memory])?;
    }
    if !args.no_memory && aligned.looks_parallel() {
        let import = args.memory.write(|memory| store(memory, &aligned, &units))?;
        tell_stored(&args.memory.path()?, &import);
    }
    if !to_stdout {
        args.show.sheet(&align_sheet(&aligned))?;
    }
    Ok(Outcome::Done)
}

fn store(memory: &mut Memory, aligned: &Aligned, units: &[TranslationUnit]) -> Result<Import> {
    let what = format!("{} + {}", aligned.source.document.name, aligned.target.document.name);
    let info = ImportInfo { what: &what, now: &now(), rules: &aligned.source.rules };
    Ok(memory.extend(&info, units.iter().cloned(), &aligned.terms)?)
}

fn tell_stored(path: &Path, import: &Import) {
    note(&format!(
        "stored in {}: {}, {} (already there: {}, {})",
        path.display(),
        count(import.added, "unit", "units"),
        count(import.terms_added, "term pair", "term pairs"),
        count(import.doubled, "unit", "units"),
        count(import.terms_doubled, "term pair", "term pairs"),
    ));
}

/// The format a file's ending asks for.
fn format_of(path: &Path) -> Result<UnitFormat> {
    if path.as_os_str() == "-" {
        return Ok(UnitFormat::Tmx);
    }
    UnitFormat::guess(&path.display().to_string(), b"").with_context(|| {
        format!(
            "{}: cannot tell the format by the ending; use .tmx, .tsv or .jsonl",
            path.display()
        )
    })
}

fn write(path: &Path, format: UnitFormat, units: &[TranslationUnit], keep: &[&Path]) -> Result<()> {
    let mut info = ExportInfo {
        version: env!("CARGO_PKG_VERSION").into(),
        now: now(),
        ..ExportInfo::default()
    };
    units.iter().for_each(|unit| info.see(unit));
    info.source_lang = info.languages.first().cloned();
    let units = units.iter().cloned();
    if path.as_os_str() == "-" {
        let mut output = BufWriter::new(io::stdout().lock());
        write_units(format, &mut output, &info, units)?;
        return Ok(output.flush()?);
    }
    let summary = super::export::to_file(path, keep, |output| {
        Ok(write_units(format, output, &info, units)?)
    })?;
    note(&format!("wrote {}: {}", path.display(), count(summary.written, "unit", "units")));
    Ok(())
}
