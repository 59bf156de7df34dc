//! Units into a memory and out of it, through files.

use std::io::{BufRead, Write};
use std::ops::ControlFlow;

use crate::bitext::TranslationUnit;
use crate::formats::{
    ExportInfo, FormatError, ReadSummary, Strictness, UnitFormat, WriteSummary, read_units,
    write_units,
};
use crate::memory::{Import, ImportInfo, Memory, MemoryError};
use crate::text::Lang;

/// A file of units to be imported.
pub struct UnitFile<'f> {
    /// What it is called in messages and origins.
    pub name: String,
    /// Its format.
    pub format: UnitFormat,
    /// Its bytes.
    pub input: Box<dyn BufRead + 'f>,
}

/// Says why an import or export failed; nothing was stored then.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The file could not be read or written.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The memory could not be read or written.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// The caller asked to stop.
    #[error("the import was stopped; nothing was stored")]
    Stopped,
}

/// What an import came to.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What the memory took.
    pub import: Import,
    /// For each file, what reading it came to.
    pub files: Vec<(String, ReadSummary)>,
}

/// What an export came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// What was written.
    pub summary: WriteSummary,
}

/// Imports files, all of them or none. `each` is told of every unit and may say stop.
///
/// # Errors
/// [`ExchangeError`] when a file is broken or the memory cannot be written.
pub fn import(
    memory: &mut Memory,
    files: Vec<UnitFile<'_>>,
    strictness: Strictness,
    info: &ImportInfo<'_>,
    each: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Imported, ExchangeError> {
    let mut summaries = Vec::new();
    let import = memory.write(info, |batch| {
        for file in files {
            let mut failed = None;
            let summary =
                read_units(file.format, &file.name, file.input, strictness, &mut |mut unit| {
                    if unit.origin.source.is_empty() {
                        unit.origin.source.clone_from(&file.name);
                    }
                    match batch.add(&unit) {
                        Ok(()) => each(),
                        Err(error) => {
                            failed = Some(error);
                            ControlFlow::Break(())
                        }
                    }
                })?;
            if let Some(error) = failed {
                return Err(ExchangeError::Memory(error));
            }
            if summary.stopped {
                return Err(ExchangeError::Stopped);
            }
            summaries.push((file.name, summary));
        }
        Ok(())
    })?;
    Ok(Imported { import, files: summaries })
}

/// Which units are exported.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only units that have all of these languages, and of those only these variants.
    pub languages: Vec<Lang>,
    /// Only units whose origin's file is this.
    pub origin: Option<String>,
}

impl Filter {
    fn take(&self, unit: TranslationUnit) -> Option<TranslationUnit> {
        if self.origin.as_ref().is_some_and(|origin| *origin != unit.origin.source) {
            return None;
        }
        if self.languages.is_empty() {
            return Some(unit);
        }
        let variants: Option<Vec<_>> =
            self.languages.iter().map(|lang| unit.variant(lang).cloned()).collect();
        let mut cut = TranslationUnit::new(variants?).ok()?;
        cut.origin = unit.origin;
        cut.context = unit.context;
        cut.review = unit.review;
        cut.confidence = unit.confidence;
        cut.properties = unit.properties;
        cut.notes = unit.notes;
        Some(cut)
    }
}

/// Writes the units of a memory.
///
/// # Errors
/// [`ExchangeError`] when the memory cannot be read or the output fails.
pub fn export(
    memory: &Memory,
    format: UnitFormat,
    output: &mut dyn Write,
    filter: &Filter,
    version: &str,
    now: &str,
) -> Result<Exported, ExchangeError> {
    let mut info = ExportInfo {
        version: version.to_string(),
        now: now.to_string(),
        source_lang: None,
        languages: Vec::new(),
        properties: Vec::new(),
    };
    if format == UnitFormat::Tsv {
        for unit in memory.units() {
            if let Some(unit) = filter.take(unit?.1) {
                info.see(&unit);
            }
        }
    }
    let mut failed = None;
    let units = memory.units().map_while(|unit| match unit {
        Ok((_, unit)) => Some(filter.take(unit)),
        Err(error) => {
            failed = Some(error);
            None
        }
    });
    let summary = write_units(format, output, &info, units.flatten())?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(Exported { summary }),
    }
}
