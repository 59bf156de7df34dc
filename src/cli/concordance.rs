//! `kladka concordance`: where words, a part of a word or a pattern stand in the memory.

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::common::MemoriesArgs;
use super::output::{Show, note};
use crate::memory::{How, Pattern, Query, Wanted};
use crate::report::concordance_sheet;
use crate::text::Lang;

/// Show where words stand in the memory, the translation beside them.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka concordance \"sprawa gospodarcza\"        words, in any of their forms
  kladka concordance --exact \"sprawach\"           as they stand
  kladka concordance --part gospodar               inside words too
  kladka concordance --plain zolw                  diacritics left aside: Żółw
  kladka concordance --regex \"ustaw[aęy] z [0-9]+\"
  kladka concordance rada --property domain=law --since 2020

Rows: left, keyword, right, target, origin. Exit code 1 when nothing was found.")]
pub(super) struct Args {
    /// The words, part or pattern.
    text: String,
    /// Words as they stand, not in any other form; letter case does not count.
    #[arg(long, group = "how")]
    exact: bool,
    /// A piece of text, inside words too; letter case does not count.
    #[arg(long, group = "how")]
    part: bool,
    /// As --part, and diacritics do not count.
    #[arg(long, group = "how")]
    plain: bool,
    /// A regular expression; letter case counts unless it begins with (?i).
    #[arg(long, group = "how")]
    regex: bool,
    /// Only units of which a text was made or changed on this day or later: YYYY, YYYYMM or
    /// YYYYMMDD.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only units that come from this file.
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    /// Only units that have a property with this value.
    #[arg(long, value_name = "NAME=VALUE")]
    property: Option<String>,
    /// Language of the words [default: every language of the memory].
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// Language wanted [default: every other one].
    #[arg(long, value_name = "LANG")]
    target_lang: Option<Lang>,
    /// The most lines.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    memories: MemoriesArgs,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    if args.text.trim().is_empty() {
        bail!("there is nothing to find: the text is empty");
    }
    let how = match (args.exact, args.part, args.plain, args.regex) {
        (true, ..) => How::Exact,
        (_, true, ..) => How::Part,
        (_, _, true, _) => How::Plain,
        (.., true) => How::Pattern(Pattern::new(&args.text)?),
        _ => How::AnyForm,
    };
    let property = args.property.as_deref().map(|property| {
        let (name, value) = property
            .split_once('=')
            .with_context(|| format!("--property {property}: write NAME=VALUE"))?;
        anyhow::Ok((name.to_string(), value.to_string()))
    });
    let since = args.since.as_deref().map(day).transpose()?;
    let wanted = Wanted { how, origin: args.origin, since, property: property.transpose()? };
    let Some(memories) = args.memories.open_if_there()? else {
        bail!("there is no memory yet; `kladka align` and `kladka import` make one");
    };
    let query = Query {
        lang: args.lang,
        target_lang: args.target_lang,
        limit: args.limit,
        ..Query::new(args.text)
    };
    let found = memories.concordance_of(&query, &wanted)?;
    if found.is_empty() {
        note("nothing found");
        return Ok(Outcome::NothingFound);
    }
    args.show.sheet(&concordance_sheet(&found))?;
    Ok(Outcome::Done)
}

/// A year, month or day as the time at which it begins.
fn day(text: &str) -> Result<String> {
    let digits: String = text.chars().filter(|&c| c != '-').collect();
    let is_date = digits.bytes().all(|b| b.is_ascii_digit()) && matches!(digits.len(), 4 | 6 | 8);
    if !is_date {
        bail!("--since {text}: write a year, a month or a day, as in 2020 or 2020-05-31");
    }
    Ok(format!("{digits}{}T000000Z", &"0101"[digits.len() - 4..]))
}
