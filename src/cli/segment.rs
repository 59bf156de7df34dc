//! `kladka segment`: a text cut into sentences.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::common::{RulesArgs, input, tell_remarks};
use super::output::{Show, count, note};
use crate::formats::whole_parts;
use crate::jobs::{ReadOptions, read};
use crate::report::{Cell, Line, Sheet, check_sheet, segments_sheet};
use crate::segment::{self, Decision, Rules};
use crate::text::Lang;

/// Cut a text into sentences; show what is no prose; look at rules.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka segment artykuł.md
  kladka segment artykuł.md --explain          why there is a break, and why there is none
  kladka segment - --lang pl < artykuł.txt
  kladka segment artykuł.md --rules moje.srx   by the rules of your CAT tool (SRX 1.0 or 2.0)
  kladka segment --check --rules moje.srx      what the file holds, and which rules cannot be used
  kladka segment --export-srx kladka.srx       our own rules as SRX, as far as SRX can say them")]
pub(super) struct Args {
    /// The files: plain text, Markdown or HTML; `-` is standard input.
    #[arg(required_unless_present_any = ["check", "export_srx"])]
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
    /// Read the rules and tell what they are; cut nothing.
    #[arg(long, conflicts_with_all = ["files", "explain", "export_srx"])]
    check: bool,
    /// Write our own rules for Polish and English as SRX 2.0; `-` is standard output.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "rules", "explain"])]
    export_srx: Option<PathBuf>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    if let Some(path) = &args.export_srx {
        return export_srx(path);
    }
    let rules = args.rules.load()?;
    if args.check {
        return check(&rules, args.lang.as_ref(), &args.show);
    }
    let mut sheet = Sheet::default();
    for path in &args.files {
        let options = ReadOptions { format: None, keep_boilerplate: args.keep_boilerplate };
        let segmented = read(input(path, args.lang.clone())?, options, &rules)?;
        let lang = segmented.document.lang.as_ref().map_or("", Lang::as_str);
        tell_remarks(&rules, segmented.document.lang.as_ref());
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
                let whole = whole_parts(&segmented.document.text, block);
                let decisions = rules.explain_around(lang, &block.text, &whole)?;
                sheet.lines.extend(decisions.iter().map(|d| decision(&block.text, d, &rules)));
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

/// What the rules are, and which of them cannot be used.
fn check(rules: &Rules, lang: Option<&Lang>, show: &Show) -> Result<Outcome> {
    let Rules::Srx(srx) = rules else {
        bail!("--check looks at an SRX file; name one with --rules FILE");
    };
    let check = srx.check();
    let groups = |lang: &Lang| {
        let groups = srx.groups_for(lang.as_str()).into_iter().map(str::to_string).collect();
        (lang.to_string(), groups)
    };
    let langs: Vec<_> = lang.map(groups).into_iter().collect();
    show.sheet(&check_sheet(&check, &langs))?;
    let all: usize = check.groups.iter().map(|group| group.breaks + group.exceptions).sum();
    let left_out: usize = check.groups.iter().map(|group| group.unusable).sum();
    note(&format!(
        "{}: {}, {left_out} left out; fingerprint {}",
        srx.name(),
        count(all, "rule", "rules"),
        srx.fingerprint()
    ));
    Ok(Outcome::Done)
}

/// Our own rules as a file.
fn export_srx(path: &Path) -> Result<Outcome> {
    let exported = segment::export_srx();
    if path.as_os_str() == "-" {
        std::io::stdout().lock().write_all(exported.text.as_bytes())?;
    } else {
        fs::write(path, &exported.text)
            .with_context(|| format!("{}: the file cannot be written", path.display()))?;
        note(&format!("wrote {}: {}", path.display(), count(exported.rules, "rule", "rules")));
    }
    exported.cannot.iter().for_each(|cannot| note(&format!("SRX cannot say: {cannot}")));
    Ok(Outcome::Done)
}

/// What stands before and after a place, and why it is an end or not.
fn decision(text: &str, decision: &Decision, rules: &Rules) -> Line {
    const SHOWN: usize = 24;
    let (before, after) = text.split_at(decision.at);
    let from = before.char_indices().rev().nth(SHOWN).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(SHOWN).map_or(after.len(), |(at, _)| at);
    let reason = rules.words(decision.reason);
    let breaks = if decision.breaks { "yes" } else { "no" };
    Line {
        json: serde_json::json!({
            "before": &before[from..], "after": &after[..to], "break": decision.breaks,
            "reason": reason, "at": decision.at,
        }),
        cells: vec![Cell::from(&before[from..]), after[..to].into(), breaks.into(), reason.into()],
    }
}
