//! Standard output and standard error: how sheets are shown, notes, progress.

use std::io::{self, BufWriter, IsTerminal, Write};

use clap::ValueEnum;

use crate::report::{Look, Sheet};

/// The look asked for with `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns for people.
    Table,
    /// Tab-separated values, the first line names the columns.
    Tsv,
    /// One JSON object a line.
    Jsonl,
}

/// Arguments of every command that shows a sheet.
#[derive(clap::Args, Debug)]
pub(super) struct Show {
    /// How results are shown [default: table on a terminal, else tsv].
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
}

/// Columns of a terminal that does not say how wide it is.
const USUAL_WIDTH: usize = 100;
/// Columns below which a table is of no use.
const NARROWEST: usize = 40;

impl Show {
    /// Writes a sheet to standard output.
    pub(super) fn sheet(&self, sheet: &Sheet) -> io::Result<()> {
        let mut output = BufWriter::new(io::stdout().lock());
        sheet.write(self.look(), &mut output)?;
        output.flush()
    }

    fn look(&self) -> Look {
        let terminal = io::stdout().is_terminal();
        let table = Look::Table { width: width(), colours: terminal && colours() };
        match self.format {
            Some(Format::Table) => table,
            Some(Format::Tsv) => Look::Tsv,
            Some(Format::Jsonl) => Look::JsonLines,
            None if terminal => table,
            None => Look::Tsv,
        }
    }
}

/// Whether colours are welcome: `NO_COLOR` (no-color.org) says no.
pub(super) fn colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || console::Term::stdout().size_checked().map(|size| usize::from(size.1));
    told.or_else(seen).unwrap_or(USUAL_WIDTH).max(NARROWEST)
}

/// Writes a line for people to standard error; when nobody reads it, nothing is lost.
pub(super) fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// "1 segment", "2 segments".
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Shows, on a terminal only, that work is going on and for how long; gone when dropped.
pub(super) struct Working(indicatif::ProgressBar);

impl Working {
    pub(super) fn on(what: &'static str) -> Working {
        let bar = indicatif::ProgressBar::new_spinner();
        if let Ok(style) = indicatif::ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar.enable_steady_tick(std::time::Duration::from_millis(200));
        Working(bar)
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
