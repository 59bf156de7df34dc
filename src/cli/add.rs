//! `kladka add`: a pair by hand.

use anyhow::Result;

use super::Outcome;
use super::clock::now;
use super::common::MemoryArgs;
use super::output::note;
use crate::jobs::{self, Addition};
use crate::text::Lang;

/// Add a pair of texts to the memory: a term or a unit.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka add \"Globalna Koalicja\" \"Global Coalition\"
  kladka add \"Dziękuję.\" \"Thank you.\" --note \"closing of letters\"

Up to five words without a full stop are a term; --term and --unit say otherwise.")]
pub(super) struct Args {
    /// The text in one language.
    source: String,
    /// The same in the other.
    target: String,
    /// It is a term.
    #[arg(long, conflicts_with = "unit")]
    term: bool,
    /// It is a unit (a sentence).
    #[arg(long)]
    unit: bool,
    /// Language of the first text [default: told from both].
    #[arg(long, value_name = "LANG")]
    source_lang: Option<Lang>,
    /// Language of the second text [default: told from both].
    #[arg(long, value_name = "LANG")]
    target_lang: Option<Lang>,
    /// A note.
    #[arg(long)]
    note: Option<String>,
    #[command(flatten)]
    memory: MemoryArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let addition = Addition {
        source: args.source,
        target: args.target,
        source_lang: args.source_lang,
        target_lang: args.target_lang,
        term: (args.term || args.unit).then_some(args.term),
        note: args.note,
    };
    jobs::check_addition(&addition)?;
    let added = args.memory.write(|memory| Ok(jobs::add(memory, addition, &now())?))?;
    let what = if added.term { "term" } else { "unit" };
    let (source, target) = &added.languages;
    let stored = added.import.added + added.import.terms_added;
    let verb = if stored > 0 { "added" } else { "there already" };
    let path = args.memory.path()?;
    note(&format!("{verb}: {what}, {source} and {target}, in {}", path.display()));
    Ok(Outcome::Done)
}
