//! `kladka lookup`: ask the memory, the terms and the glossary.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::common::{GlossaryArgs, MemoriesArgs, read_bytes};
use super::config::penalties;
use super::output::{Show, note};
use crate::jobs::{self, LookupOptions};
use crate::memory::{Percent, Query};
use crate::report::answer_sheet;
use crate::text::Lang;

/// Look a sentence, a phrase or a word up, in either language.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka lookup \"Koalicja powstała we wrześniu 2014 r.\"
  kladka lookup \"Globalną Koalicją\"            a phrase in any form: terms and sentences
  kladka lookup \"security policy\" --lang en
  kladka lookup \"Rada\" --memory mine.sqlite --memory ministry.sqlite --penalty 3
  kladka lookup - --min 60 < segment.txt
  kladka lookup \"Rada\" --penalise unreviewed=2 --penalise domain=3 --domain law
  kladka lookup \"Page 15 of the report\" --why     how each score came about

Rows: kind (term, context, exact, fuzzy, concordance, glossary), score (101 context, 100 exact,
fuzzy below), source, target, origin, note. Exit code 1 when nothing was found.")]
pub(super) struct Args {
    /// The text; `-` reads it from standard input.
    text: String,
    /// Language of the text [default: every language of the memory].
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// Language wanted [default: every other one].
    #[arg(long, value_name = "LANG")]
    target_lang: Option<Lang>,
    /// The least score of a fuzzy match, 0 to 100.
    #[arg(long, value_name = "PERCENT", default_value_t = 70)]
    min: u8,
    /// The most matches, and the most sentences of a concordance.
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    /// Points taken off matches that are marked: unreviewed (aligned, seen by nobody), machine,
    /// domain (another than --domain), age (older than --years); may be repeated [default:
    /// kladka.toml, else none].
    #[arg(long, value_name = "MARK=POINTS")]
    penalise: Vec<String>,
    /// The domain at hand, for --penalise domain.
    #[arg(long, value_name = "NAME")]
    domain: Option<String>,
    /// Years after which a match is old, for --penalise age [default: kladka.toml, else 5].
    #[arg(long, value_name = "N")]
    years: Option<u16>,
    /// Show how each score came about: what weighs what, and which difference cost how much.
    #[arg(long)]
    why: bool,
    /// Score every text instead of asking the index: the same matches, slower.
    #[arg(long)]
    exhaustive: bool,
    /// The sentence before, for context matches.
    #[arg(long, value_name = "TEXT")]
    previous: Option<String>,
    /// The sentence after, for context matches.
    #[arg(long, value_name = "TEXT")]
    next: Option<String>,
    /// The key or identifier of the text, for context matches.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    #[command(flatten)]
    memories: MemoriesArgs,
    #[command(flatten)]
    glossary: GlossaryArgs,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let text = if args.text == "-" {
        String::from_utf8(read_bytes(&PathBuf::from("-"))?)
            .context("standard input is not UTF-8; convert it first")?
    } else {
        args.text.clone()
    };
    if text.trim().is_empty() {
        bail!("there is nothing to look up: the text is empty");
    }
    let memories = args.memories.open_if_there()?;
    let glossary = args.glossary.load(None)?;
    if memories.is_none() {
        note(
            "there is no memory yet (`kladka align` and `kladka import` make one); asking the glossary alone",
        );
    }
    let query = Query {
        lang: args.lang,
        target_lang: args.target_lang,
        previous: args.previous,
        next: args.next,
        key: args.key,
        min: Percent::new(args.min)
            .with_context(|| format!("--min {}: give a percentage from 0 to 100", args.min))?,
        limit: args.limit,
        penalties: penalties(&args.penalise, args.domain, args.years)?,
        exhaustive: args.exhaustive,
        ..Query::new(text.trim())
    };
    let options = LookupOptions { query };
    let answer = jobs::lookup(memories.as_ref(), &glossary, &options)?;
    if answer.is_empty() {
        note("nothing found; try a lower --min, or a part of the text");
        return Ok(Outcome::NothingFound);
    }
    args.show.sheet(&answer_sheet(&answer, &options.query.text, args.why))?;
    Ok(Outcome::Done)
}
