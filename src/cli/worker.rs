//! `kladka worker`: the door for programs, opened from a shell.

use std::io::{self, BufReader, BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::Outcome;
use super::check::MessageLang;
use super::common::{add_glossary, dictionaries, open_to_read, rules_file, rules_of};
use super::config::{Config, penalties_over};
use crate::glossary::Glossary;
use crate::memory::{Access, Memories, Memory, Percent};
use crate::segment::Rules;
use crate::worker::{self, Operation, Settings};

/// Answer JSON Lines on standard input with JSON Lines on standard output.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Records, one a line; `id` is any JSON value, echoed unchanged; offsets are UTF-8 bytes:
  segment   {\"id\",\"lang\",\"text\"} -> {\"id\",\"spans\":[[start,end],…]}
  align     {\"id\",\"source_lang\",\"target_lang\",\"source\":[…],\"target\":[…]}
            -> {\"id\",\"beads\":[{\"source\":[0],\"target\":[0,1],\"confidence\":0.97},…]}
  lookup    {\"id\",\"lang\",\"target_lang\",\"text\"} (previous, next, key)
            -> {\"id\",\"matches\":[{\"score\",\"kind\",\"source\",\"target\",\"origin\"},…]}
            (penalties, the points taken off by mark, where some were)
  glossary  {\"id\",\"lang\",\"text\"} -> {\"id\",\"hits\":[{\"entry\",\"start\",\"end\",\"form\",\"term\",…},…]}
  lexicon   {\"id\",\"lang\",\"text\"}
            -> {\"id\",\"entries\":[{\"start\",\"end\",\"lemma\",\"translations\":[…]},…]}
  fold      {\"id\",\"lang\",\"word\"} -> {\"id\",\"keys\":[…],\"strong\":[…],\"plain\":[…],\"parts\":[[…],…]}
  values    {\"id\",\"source_lang\",\"target_lang\",\"source\",\"target\"}
            -> {\"id\",\"unmatched\":[{\"side\",\"start\",\"end\",\"text\"},…]}
  check     {\"id\",\"source_lang\",\"target_lang\",\"source\",\"target\"}
            -> {\"id\",\"findings\":[{\"check\",\"severity\",\"message\",\"source_span\",\"target_span\"},…]}
  links     {\"id\",\"source_lang\",\"target_lang\",\"source\":[tokens],\"target\":[tokens]}
            -> {\"id\",\"links\":[[i,j,score],…],\"terms\":[{\"source\":[i,…],\"target\":[j,…],\"score\"},…]}
A bad line gives {\"id\":…,\"error\":{\"line\":N,\"message\":…}}. Only what the flags name is used, and
the core lexicon unless --no-lexicon is given; a memory is never written.

Example:
  echo '{\"id\":1,\"lang\":\"pl\",\"text\":\"Raz. Dwa.\"}' | kladka worker segment")]
pub(super) struct Args {
    /// What to do.
    #[arg(value_enum)]
    operation: Op,
    /// segment: the rules for sentences, an SRX file [default: our own].
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// segment, lookup: a file of settings (kladka.toml), for the rules, abbreviations and penalties
    /// it names.
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    config: Option<PathBuf>,
    /// align, links: learn from all records together first.
    #[arg(long)]
    joint: bool,
    /// lookup: the memory asked, more of them as references; align, links: a memory to learn words from.
    #[arg(long, value_name = "FILE")]
    memory: Vec<PathBuf>,
    /// lookup: points taken off the matches of the second and further --memory.
    #[arg(long, value_name = "POINTS", default_value_t = 0)]
    penalty: u8,
    /// lookup: points taken off matches that are marked: unreviewed, machine, domain, age; may be
    /// repeated [default: those of --config, else none].
    #[arg(long, value_name = "MARK=POINTS")]
    penalise: Vec<String>,
    /// lookup: the domain at hand, for --penalise domain.
    #[arg(long, value_name = "NAME")]
    domain: Option<String>,
    /// lookup: years after which a match is old, for --penalise age [default: those of --config,
    /// else 5].
    #[arg(long, value_name = "N")]
    years: Option<u16>,
    /// glossary, check, links: a term base (TSV, CSV, UTX, TBX, XLSX, OmegaT), or `builtin`; check looks at terms only with one.
    #[arg(long, value_name = "FILE|builtin")]
    glossary: Vec<PathBuf>,
    /// align, lexicon, links: a dictionary to use besides the core lexicon (a chapter in TSV, or
    /// FreeDict's `.index`).
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// align, lexicon, links: do without the core lexicon.
    #[arg(long)]
    no_lexicon: bool,
    /// lookup: the least score.
    #[arg(long, value_name = "PERCENT")]
    min: Option<u8>,
    /// lookup: the most matches.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// lookup: score every unit of the memory.
    #[arg(long)]
    exhaustive: bool,
    /// check: all records are one document.
    #[arg(long)]
    document: bool,
    /// check: language of the messages, en or pl.
    #[arg(long, value_enum, value_name = "LANG", default_value = "en")]
    messages: MessageLang,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Op {
    Segment,
    Align,
    Lookup,
    Glossary,
    Lexicon,
    Fold,
    Values,
    Check,
    Links,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let penalty = Percent::new(args.penalty)
        .with_context(|| format!("--penalty {}: give 0 to 100 points", args.penalty))?;
    let mut memory: Option<Memories> = None;
    for path in &args.memory {
        match &mut memory {
            None => memory = Some(Memories::of(open_to_read(path)?)),
            // References are never written.
            Some(memories) => memories.add(Memory::open(path, Access::Read)?, penalty),
        }
    }
    let mut glossary = Glossary::default();
    for path in &args.glossary {
        add_glossary(&mut glossary, path)?;
    }
    let min = args.min.map(|min| {
        Percent::new(min).with_context(|| format!("--min {min}: give a percentage from 0 to 100"))
    });
    let config = args.config.as_deref().map(Config::read).transpose()?;
    let written = config.as_ref().map(|config| config.penalties.clone()).unwrap_or_default();
    let settings = Settings {
        rules: match (&args.rules, config) {
            (Some(path), _) if path.as_os_str() == "native" => Rules::Native,
            (Some(path), _) => rules_file(path)?,
            (None, Some(config)) => rules_of(config)?,
            (None, None) => Rules::Native,
        },
        penalties: penalties_over(written, &args.penalise, args.domain, args.years)?,
        joint: args.joint,
        memory,
        glossary,
        dictionaries: dictionaries(&args.lexicon, !args.no_lexicon)?,
        min: min.transpose()?,
        limit: args.limit,
        exhaustive: args.exhaustive,
        document: args.document,
        messages: args.messages.into(),
    };
    let operation = match args.operation {
        Op::Segment => Operation::Segment,
        Op::Align => Operation::Align,
        Op::Lookup => Operation::Lookup,
        Op::Glossary => Operation::Glossary,
        Op::Lexicon => Operation::Lexicon,
        Op::Fold => Operation::Fold,
        Op::Values => Operation::Values,
        Op::Check => Operation::Check,
        Op::Links => Operation::Links,
    };
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    worker::run(operation, &settings, &mut input, &mut output)?;
    output.flush()?;
    Ok(Outcome::Done)
}
