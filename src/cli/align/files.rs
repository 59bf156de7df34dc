//! What goes out of an alignment into files: units, beads by number, doubtful pairs.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::super::clock::now;
use super::super::export::to_file;
use super::super::output::{count, note};
use crate::bitext::TranslationUnit;
use crate::formats::beads::BeadInfo;
use crate::formats::{BeadFormat, ExportInfo, UnitFormat, write_beads, write_units};
use crate::jobs::{Aligned, Numbering, numbered, units};
use crate::memory::{Import, ImportInfo, Memory};
use crate::report::{Look, Sheet};

/// What a file is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    Units(UnitFormat),
    Beads(BeadFormat),
}

impl Output {
    /// The format that is said, else the one a file's ending asks for.
    pub(super) fn of(path: &Path, said: Option<&str>) -> Result<Output> {
        if let Some(name) = said {
            let format = UnitFormat::from_name(name).map(Output::Units);
            return format.or_else(|| BeadFormat::from_name(name).map(Output::Beads)).with_context(
                || format!("--output-format {name}: use tmx, tsv, jsonl, vecalign, ladder or xces"),
            );
        }
        if path.as_os_str() == "-" {
            return Ok(Output::Units(UnitFormat::Tmx));
        }
        let name = path.display().to_string();
        let format = UnitFormat::guess(&name, b"").map(Output::Units);
        format.or_else(|| BeadFormat::guess(&name, "").map(Output::Beads)).with_context(|| {
            format!(
                "{name}: cannot tell the format by the ending; use .tmx, .tsv, .jsonl, .vecalign, \
                 .ladder or .xces, or say it with --output-format"
            )
        })
    }

    /// Writes an outcome; the files of `keep` are not written over. Returns what to tell of it.
    pub(super) fn write(
        self,
        path: &Path,
        aligned: &Aligned,
        by_line: bool,
        keep: &[&Path],
    ) -> Result<String> {
        let units = match aligned.looks_parallel() {
            true => units(aligned),
            false => Vec::new(),
        };
        let write = |output: &mut dyn Write| match self {
            Output::Units(format) => write_all_units(format, output, &units),
            Output::Beads(format) => write_all_beads(format, output, aligned, by_line)
                .with_context(|| format!("{}: cannot be written", path.display())),
        };
        if path.as_os_str() == "-" {
            let mut output = BufWriter::new(io::stdout().lock());
            write(&mut output)?;
            output.flush()?;
            return Ok(String::new());
        }
        let written = to_file(path, keep, write)?;
        let what = match self {
            Output::Units(_) => count(written, "unit", "units"),
            Output::Beads(_) => count(written, "bead", "beads"),
        };
        Ok(format!("wrote {}: {what}", path.display()))
    }
}

pub(super) fn write_all_units(
    format: UnitFormat,
    output: &mut dyn Write,
    units: &[TranslationUnit],
) -> Result<usize> {
    let mut info = ExportInfo {
        version: env!("CARGO_PKG_VERSION").into(),
        now: now(),
        ..ExportInfo::default()
    };
    units.iter().for_each(|unit| info.see(unit));
    info.source_lang = info.languages.first().cloned();
    Ok(write_units(format, output, &info, units.iter().cloned())?.written)
}

fn write_all_beads(
    format: BeadFormat,
    output: &mut dyn Write,
    aligned: &Aligned,
    by_line: bool,
) -> Result<usize> {
    let source = Numbering::of(&aligned.source, by_line);
    let target = Numbering::of(&aligned.target, by_line);
    let beads = numbered(aligned, &source, &target);
    let info = BeadInfo {
        source: &aligned.source.document.name,
        target: &aligned.target.document.name,
        sizes: (source.size(), target.size()),
    };
    write_beads(format, output, info, &beads)?;
    Ok(beads.len())
}

/// Stores an outcome as one import.
pub(super) fn store(memory: &mut Memory, aligned: &Aligned) -> Result<Import> {
    let what = format!("{} + {}", aligned.source.document.name, aligned.target.document.name);
    let info = ImportInfo { what: &what, now: &now(), rules: &aligned.source.rules };
    Ok(memory.extend(&info, units(aligned), &aligned.terms)?)
}

/// Lists doubtful pairs in a file, or says how many there are.
pub(super) fn tell_doubtful(file: Option<&Path>, sheet: &Sheet, least: f64) -> Result<()> {
    let pairs = count(sheet.lines.len(), "pair", "pairs");
    let Some(path) = file else {
        if !sheet.lines.is_empty() {
            note(&format!(
                "doubtful: {pairs} below {least}, not stored (--doubtful FILE lists them)"
            ));
        }
        return Ok(());
    };
    let look = match path.extension().and_then(|ending| ending.to_str()) {
        Some("jsonl") => Look::JsonLines,
        Some("tsv" | "txt" | "tab") | None => Look::Tsv,
        Some(other) => {
            bail!("{}: .{other} is not written here; use .tsv or .jsonl", path.display())
        }
    };
    to_file(path, &[], |output| Ok(sheet.write(look, &mut &mut *output)?))?;
    note(&format!("wrote {}: {pairs} below {least}", path.display()));
    Ok(())
}
