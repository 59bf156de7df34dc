//! The door for people at a shell: one subcommand, one file.
//!
//! Results go to standard output, everything else (progress, counts, warnings) to standard
//! error. Exit codes: 0 done, 1 nothing found (`lookup`, `concordance`, `glossary find`,
//! `lexicon`, `links`, `terms`), 2 error, 130 stopped by Ctrl-C.

mod add;
mod align;
mod check;
mod clock;
mod common;
mod concordance;
mod config;
mod export;
mod fold;
mod glossary;
mod import;
mod lexicon;
mod links;
mod lookup;
mod memory;
mod output;
mod remove;
mod segment;
mod terms;
mod tour;
mod values;
mod worker;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A bilingual translation memory and alignment toolkit: segments texts into sentences, aligns
/// them, finds terms, and keeps it all in a memory that answers.
#[derive(Parser, Debug)]
#[command(name = "kladka", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  kladka tour                                 see it at work on two sample documents
  kladka align umowa.pl.md umowa.en.md        align two files, keep the pairs in the memory
  kladka lookup \"Globalną Koalicją\"           ask the memory, the terms and the glossary
  kladka export pamięć.tmx                    take the memory to another tool

Settings are taken from flags, then the environment (KLADKA_MEMORY, NO_COLOR), then the nearest
kladka.toml upwards (memory, glossary, lexicon, rules).";

#[derive(Subcommand, Debug)]
enum Command {
    Segment(segment::Args),
    Align(Box<align::Args>),
    Terms(terms::Args),
    Links(links::Args),
    Check(check::Args),
    Lookup(lookup::Args),
    Concordance(concordance::Args),
    Add(add::Args),
    Remove(remove::Args),
    Glossary(glossary::Args),
    Lexicon(lexicon::Args),
    Import(import::Args),
    Export(export::Args),
    Memory(memory::Args),
    Fold(fold::Args),
    Values(values::Args),
    Tour(tour::Args),
    Worker(worker::Args),
}

/// How a command ended, when nothing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    NothingFound,
    /// A person stopped it; what was finished is kept.
    Stopped,
}

/// Runs the command line and returns the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() && error.kind() != MISSING_COMMAND {
                output::note(&format!("kladka: {}", refusal(&error.to_string())));
                return ExitCode::from(2);
            }
            // Help and version are no errors; a closed pipe while printing them is none either.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match dispatch(cli.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Ok(Outcome::Stopped) => ExitCode::from(130),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::note(&format!("kladka: {}", one_line(&error)));
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Segment(args) => segment::run(args),
        Command::Align(args) => align::run(&args),
        Command::Terms(args) => terms::run(args),
        Command::Links(args) => links::run(args),
        Command::Check(args) => check::run(args),
        Command::Lookup(args) => lookup::run(args),
        Command::Concordance(args) => concordance::run(args),
        Command::Add(args) => add::run(args),
        Command::Remove(args) => remove::run(args),
        Command::Glossary(args) => glossary::run(args),
        Command::Lexicon(args) => lexicon::run(args),
        Command::Import(args) => import::run(args),
        Command::Export(args) => export::run(args),
        Command::Memory(args) => memory::run(args),
        Command::Fold(args) => fold::run(args),
        Command::Values(args) => values::run(args),
        Command::Tour(args) => tour::run(args),
        Command::Worker(args) => worker::run(args),
    }
}

/// The parser's word for a bare `kladka`: the whole help is the answer.
const MISSING_COMMAND: clap::error::ErrorKind =
    clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;

/// What the parser says of wrong arguments, on one line: everything before its first empty line.
fn refusal(told: &str) -> String {
    let first = told.lines().take_while(|line| !line.trim().is_empty());
    let line = first.map(str::trim).collect::<Vec<_>>().join(" ");
    format!("{}; try --help", line.trim_start_matches("error: "))
}

/// Whoever read our output has closed it: nothing to complain about.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe)
    })
}

/// An error and its causes on one line; a cause that its effect already tells is not repeated.
fn one_line(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
        let not_there =
            cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::NotFound);
        if line.contains(&text) || not_there && !line.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push_str(": ");
        }
        line.push_str(&text);
    }
    // What a file held may be quoted; control characters would reach the terminal.
    line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
