//! `kladka check`: what may be wrong with finished translations.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::Outcome;
use super::clock::now;
use super::common::{GlossaryArgs, LexiconArgs, MemoryArgs, tell_skipped};
use super::export::to_file;
use super::import::{FileFormat, open};
use super::output::{Format, Show, count, note};
use crate::bitext::TranslationUnit;
use crate::check::{CHECKS, Severity};
use crate::formats::{ExportInfo, Strictness, UnitFormat, read_units, write_units};
use crate::jobs::{CheckOptions, CheckedPair, Checker};
use crate::report::{Line, Messages, Sheet, findings_sarif, findings_sheet};
use crate::text::Lang;

/// Check translations: numbers, terms, codes, names, marks, spaces, typography.
///
/// Each finding has the name of its check and a severity: error, warning, style, info. Terms are
/// checked against the glossaries named and those of kladka.toml (the one compiled in only as
/// `--glossary builtin`); an entry without status counts as approved. All units of a file are one
/// document.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka check umowa.tmx
  kladka check umowa.tmx --glossary umowy.tsv --only term --only number
  kladka check umowa.tsv --fix umowa-poprawiona.tsv --messages pl
  kladka check --memory projekt.sqlite --min-severity warning
  kladka check --list                          the names of all checks

Exit code 1 when something at or above --fail-on was found.")]
pub(super) struct Args {
    /// Files of units: TMX, TSV, JSON Lines; `-` is standard input. None: the memory is checked.
    files: Vec<PathBuf>,
    /// The files' format [default: told by the ending, else by the content].
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<FileFormat>,
    #[command(flatten)]
    memory: MemoryArgs,
    #[command(flatten)]
    glossary: GlossaryArgs,
    #[command(flatten)]
    lexicon: LexiconArgs,
    /// The source language [default: that of a unit's first variant].
    #[arg(long, value_name = "LANG")]
    source_lang: Option<Lang>,
    /// The target language [default: every other variant].
    #[arg(long, value_name = "LANG")]
    target_lang: Option<Lang>,
    /// Only these checks, by name or the beginning of names (number, punct-end).
    #[arg(long, value_name = "CHECK")]
    only: Vec<String>,
    /// Not these checks.
    #[arg(long, value_name = "CHECK")]
    skip: Vec<String>,
    /// Show only findings at least this grave.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "info")]
    min_severity: Grade,
    /// The least severity for which the exit code is 1.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "warning")]
    fail_on: Grade,
    /// Language of the messages.
    #[arg(long, value_enum, value_name = "LANG", default_value = "en")]
    messages: MessageLang,
    /// Write the units to this file with all safe fixes made (spaces, typography, doubled words).
    #[arg(long, value_name = "FILE")]
    fix: Option<PathBuf>,
    /// Write the findings as SARIF 2.1.0 to standard output.
    #[arg(long, conflicts_with = "format")]
    sarif: bool,
    /// List the names of all checks with their severities.
    #[arg(long, exclusive = true)]
    list: bool,
    #[command(flatten)]
    show: Show,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Grade {
    Info,
    Style,
    Warning,
    Error,
}

impl From<Grade> for Severity {
    fn from(grade: Grade) -> Severity {
        match grade {
            Grade::Info => Severity::Info,
            Grade::Style => Severity::Style,
            Grade::Warning => Severity::Warning,
            Grade::Error => Severity::Error,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageLang {
    En,
    Pl,
}

impl From<MessageLang> for Messages {
    fn from(lang: MessageLang) -> Messages {
        match lang {
            MessageLang::En => Messages::English,
            MessageLang::Pl => Messages::Polish,
        }
    }
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    if args.list {
        return list(&args.show);
    }
    for part in args.only.iter().chain(&args.skip) {
        if !CHECKS
            .iter()
            .any(|check| check.name == part || check.name.starts_with(&format!("{part}-")))
        {
            bail!("there is no check named {part}; kladka check --list names them all");
        }
    }
    if args.fix.is_some() && args.files.len() != 1 {
        bail!("--fix writes one file: name one file to check");
    }
    let options = CheckOptions {
        only: args.only.clone(),
        skip: args.skip.clone(),
        source_lang: args.source_lang.clone(),
        target_lang: args.target_lang.clone(),
    };
    let glossary = args.glossary.load_named()?;
    let dictionaries = args.lexicon.load()?;
    let messages = args.messages.into();
    let mut gravest = None;
    let mut sheets = Sheet::default();
    let mut runs: Vec<(String, Vec<CheckedPair>)> = Vec::new();
    let mut finish = |name: &str, checker: Checker<'_>| {
        gravest = gravest.max(checker.gravest());
        let findings = checker.found.iter().map(|pair| pair.findings.len()).sum();
        let pairs = count(checker.pairs, "pair of texts", "pairs of texts");
        note(&format!("{name}: {pairs}, {}", count(findings, "finding", "findings")));
        let found = at_least(checker.found, args.min_severity.into());
        let sheet = findings_sheet(&found, messages);
        sheets.columns = sheet.columns;
        sheets.lines.extend(sheet.lines);
        runs.push((name.to_string(), found));
    };
    if args.files.is_empty() {
        let memory = args.memory.open_to_read()?;
        let mut checker = Checker::new(&options, &glossary, &dictionaries);
        for unit in memory.units() {
            checker.add(&unit?.1);
        }
        finish(&args.memory.path()?.display().to_string(), checker);
    }
    for path in &args.files {
        let mut checker = Checker::new(&options, &glossary, &dictionaries);
        let mut mended = Mended::default();
        let file = open(path, args.input_format)?;
        let format = file.format;
        let (name, keeps) = (file.name.clone(), args.fix.is_some());
        let summary = read_units(format, &name, file.input, Strictness::Lenient, &mut |unit| {
            match keeps {
                true => mended.take(checker.mend(&unit)),
                false => checker.add(&unit),
            }
            ControlFlow::Continue(())
        })?;
        tell_skipped(&name, &summary.skipped, summary.skipped_in_all);
        finish(&name, checker);
        if let Some(output) = &args.fix {
            mended.write(output, path, format)?;
        }
    }
    if args.sarif {
        for (name, found) in &runs {
            let sarif = findings_sarif(name, env!("CARGO_PKG_VERSION"), found, messages);
            writeln!(io::stdout().lock(), "{sarif:#}")?;
        }
    } else if !sheets.lines.is_empty() || args.show.format == Some(Format::Tsv) {
        args.show.sheet(&sheets)?;
    }
    let fails = gravest.is_some_and(|gravest| gravest >= args.fail_on.into());
    Ok(if fails { Outcome::NothingFound } else { Outcome::Done })
}

fn list(show: &Show) -> Result<Outcome> {
    let line = |check: &crate::check::Check| Line {
        json: serde_json::json!({"check": check.name, "severity": check.severity.name()}),
        cells: vec![check.name.into(), check.severity.name().into()],
    };
    let lines = CHECKS.iter().map(line).collect();
    show.sheet(&Sheet { columns: vec!["check", "severity"], lines })?;
    Ok(Outcome::Done)
}

fn at_least(found: Vec<CheckedPair>, least: Severity) -> Vec<CheckedPair> {
    let mut found = found;
    for pair in &mut found {
        pair.findings.retain(|finding| finding.problem.severity() >= least);
    }
    found.retain(|pair| !pair.findings.is_empty());
    found
}

/// Units with their fixes made.
#[derive(Default)]
struct Mended {
    units: Vec<TranslationUnit>,
    fixes: usize,
}

impl Mended {
    fn take(&mut self, (unit, fixes): (TranslationUnit, usize)) {
        self.units.push(unit);
        self.fixes += fixes;
    }

    fn write(self, output: &Path, input: &Path, format: UnitFormat) -> Result<()> {
        let name = output.display().to_string();
        let format = UnitFormat::guess(&name, b"").unwrap_or(format);
        let mut info = ExportInfo {
            version: env!("CARGO_PKG_VERSION").to_string(),
            now: now(),
            ..ExportInfo::default()
        };
        self.units.iter().for_each(|unit| info.see(unit));
        let written = to_file(output, &[input], |file| {
            let units = self.units.iter().cloned();
            write_units(format, file, &info, units).context("cannot write the mended units")
        })?;
        for (what, times) in &written.cannot {
            note(&format!("{name}: this format cannot hold {what}: {times} ×"));
        }
        let units = count(written.written, "unit", "units");
        note(&format!("wrote {name}: {units}, {}", count(self.fixes, "fix", "fixes")));
        Ok(())
    }
}
