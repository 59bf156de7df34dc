//! `kladka segment`: a text cut into sentences.

use std::path::PathBuf;

use anyhow::Result;

use super::Outcome;
use super::common::{RulesArgs, input};
use super::output::{Show, count, note};
use crate::jobs::{ReadOptions, read};
use crate::report::{Cell, Line, Sheet, segments_sheet};
use crate::segment;
use crate::text::Lang;

/// Cut a text into sentences; show what is no prose.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka segment artykuł.md
  kladka segment artykuł.md --explain          why there is a break, and why there is none
  kladka segment - --lang pl < artykuł.txt")]
pub(super) struct Args {
    /// The files: plain text, Markdown or HTML; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Language [default: told from the text].
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// Do not mark cookie notices, link lines, credits and repeated headlines.
    #[arg(long)]
    keep_boilerplate: bool,
    /// Name the reason of every break and of every break refused.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let rules = args.rules.load()?;
    let mut sheet = Sheet::default();
    for path in &args.files {
        let options = ReadOptions { format: None, keep_boilerplate: args.keep_boilerplate };
        let segmented = read(input(path, args.lang.clone())?, options, &rules)?;
        let lang = segmented.document.lang.as_ref().map_or("", Lang::as_str);
        let marked = (0..segmented.segments().len())
            .filter(|&number| segmented.boilerplate(number).is_some())
            .count();
        let marks = if marked == 0 {
            String::new()
        } else {
            format!(", {} marked as boilerplate", count(marked, "segment", "segments"))
        };
        let segments = count(segmented.segments().len(), "segment", "segments");
        note(&format!("{}: {lang}, {segments}{marks}", segmented.document.name));
        if args.explain {
            sheet.columns = vec!["before", "after", "break", "reason"];
            for block in &segmented.document.blocks {
                let decisions = rules.explain(lang, &block.text)?;
                sheet.lines.extend(decisions.iter().map(|d| decision(&block.text, d)));
            }
        } else {
            let own = segments_sheet(&segmented);
            sheet.columns = own.columns;
            sheet.lines.extend(own.lines);
        }
    }
    args.show.sheet(&sheet)?;
    Ok(Outcome::Done)
}

/// What stands before and after a place, and why it is an end or not.
fn decision(text: &str, decision: &segment::Decision) -> Line {
    const SHOWN: usize = 24;
    let (before, after) = text.split_at(decision.at);
    let from = before.char_indices().rev().nth(SHOWN).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(SHOWN).map_or(after.len(), |(at, _)| at);
    let breaks = if decision.breaks { "yes" } else { "no" };
    Line {
        json: serde_json::json!({
            "before": &before[from..], "after": &after[..to], "break": decision.breaks,
            "reason": decision.reason.to_string(), "at": decision.at,
        }),
        cells: vec![
            Cell::from(&before[from..]),
            after[..to].into(),
            breaks.into(),
            decision.reason.to_string().into(),
        ],
    }
}
