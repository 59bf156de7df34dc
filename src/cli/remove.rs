//! `kladka remove`: units, terms and imports out of the memory.

use anyhow::{Result, bail};

use super::Outcome;
use super::common::MemoryArgs;
use super::output::{count, note};
use crate::memory::{ImportId, Removal, TermId, UnitId};

/// Remove units or terms from the memory: by text, by number, or a whole import.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka remove \"Globalna Koalicja\" \"Global Coalition\"
  kladka remove --unit 17                      numbers are shown by `kladka memory list`
  kladka remove --import 3                     everything that came with an import")]
pub(super) struct Args {
    /// A text; every unit and term with exactly this text in any language is removed.
    text: Option<String>,
    /// Its translation: only pairs of the two are removed.
    other: Option<String>,
    /// A unit's number.
    #[arg(long, value_name = "N", conflicts_with = "text")]
    unit: Option<i64>,
    /// A term's number.
    #[arg(long, value_name = "N", conflicts_with_all = ["text", "unit"])]
    term: Option<i64>,
    /// An import's number.
    #[arg(long, value_name = "N", conflicts_with_all = ["text", "unit", "term"])]
    import: Option<i64>,
    #[command(flatten)]
    memory: MemoryArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let mut memory = args.memory.open_to_write()?;
    let mut removed = Vec::new();
    if let Some(text) = args.text.as_deref() {
        for terms in [false, true] {
            let other = args.other.as_deref();
            removed.push(memory.remove(Removal::Texts { text, other, terms })?);
        }
    } else {
        let removal = match (args.unit, args.term, args.import) {
            (Some(number), _, _) => Removal::Unit(UnitId(number)),
            (_, Some(number), _) => Removal::Term(TermId(number)),
            (_, _, Some(number)) => Removal::Import(ImportId(number)),
            _ => bail!("say what to remove: a text, --unit N, --term N or --import N"),
        };
        removed.push(memory.remove(removal)?);
    }
    let units: usize = removed.iter().map(|r| r.units).sum();
    let terms: usize = removed.iter().map(|r| r.terms).sum();
    if units + terms == 0 {
        note("nothing found to remove");
        return Ok(Outcome::NothingFound);
    }
    note(&format!("removed: {}, {}", count(units, "unit", "units"), count(terms, "term", "terms")));
    Ok(Outcome::Done)
}
