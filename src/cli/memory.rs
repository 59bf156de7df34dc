//! `kladka memory`: what the memory holds, and whether it is sound.

use anyhow::Result;
use clap::Subcommand;

use super::Outcome;
use super::common::{MemoryArgs, configured_rules};
use super::output::{Show, Working, count, note};
use crate::jobs::rebuild_counts;
use crate::memory::{Memory, Problem};
use crate::report::{Cell, Line, Sheet, units_sheet};

/// Show what the memory holds; check it.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Count units, languages, term pairs, imports.
    Stats {
        #[command(flatten)]
        memory: MemoryArgs,
        #[command(flatten)]
        show: Show,
    },
    /// List units, in the order in which they were stored.
    List {
        /// List term pairs instead.
        #[arg(long, conflicts_with = "imports")]
        terms: bool,
        /// List imports instead.
        #[arg(long)]
        imports: bool,
        /// The most lines.
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        #[command(flatten)]
        memory: MemoryArgs,
        #[command(flatten)]
        show: Show,
    },
    /// Check the file and its index; name what is wrong (exit code 2 then).
    Verify {
        #[command(flatten)]
        memory: MemoryArgs,
    },
    /// Make the index anew, from the stored texts.
    Reindex {
        #[command(flatten)]
        memory: MemoryArgs,
    },
    /// What is counted of the words of units, by which linking and aligning learn from the memory.
    ///
    /// Units are counted by the first command that asks, a few at a time; `rebuild` counts all of them
    /// now. The counts of a unit go with it.
    Counts {
        #[command(subcommand)]
        what: Counts,
    },
}

#[derive(Subcommand, Debug)]
enum Counts {
    /// Say how many units are counted, by pair of languages.
    Stats {
        #[command(flatten)]
        memory: MemoryArgs,
        #[command(flatten)]
        show: Show,
    },
    /// Forget all counts; they are made again when they are asked for.
    Forget {
        #[command(flatten)]
        memory: MemoryArgs,
    },
    /// Count all units anew.
    Rebuild {
        #[command(flatten)]
        memory: MemoryArgs,
    },
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    match args.what {
        What::Stats { memory, show } => show.sheet(&stats(&memory.open_to_read()?)?)?,
        What::List { terms, imports, limit, memory, show } => {
            let memory = memory.open_to_read()?;
            let limit = limit.unwrap_or(usize::MAX);
            show.sheet(&if terms {
                list_terms(&memory, limit)?
            } else if imports {
                list_imports(&memory, limit)?
            } else {
                let units = memory.units().take(limit).collect::<Result<Vec<_>, _>>()?;
                units_sheet(&units)
            })?;
        }
        What::Verify { memory } => verify(&memory.open_to_read()?)?,
        What::Reindex { memory } => {
            let mut memory = memory.open_to_write()?;
            memory.reindex()?;
            note(&format!("{}: the index was made anew", memory.path().display()));
        }
        What::Counts { what } => counts(what)?,
    }
    Ok(Outcome::Done)
}

fn counts(what: Counts) -> Result<()> {
    match what {
        Counts::Stats { memory, show } => {
            let line = |((source, target), units, others): ((String, String), usize, usize)| Line {
                json: serde_json::json!({
                    "source": source, "target": target, "counted": units, "uncounted": others,
                }),
                cells: vec![
                    source.as_str().into(),
                    target.as_str().into(),
                    units.to_string().into(),
                    others.to_string().into(),
                ],
            };
            let lines = memory.open_to_read()?.counted()?.into_iter().map(line).collect();
            let columns = vec!["source", "target", "counted", "uncounted"];
            show.sheet(&Sheet { columns, lines })?;
        }
        Counts::Forget { memory } => {
            let mut memory = memory.open_to_write()?;
            let units = count(memory.forget_counts()?, "unit", "units");
            note(&format!("{}: forgot the counts of {units}", memory.path().display()));
        }
        Counts::Rebuild { memory } => {
            let mut memory = memory.open_to_write()?;
            let working = Working::on("counting");
            let units = rebuild_counts(&mut memory, &|| true)?;
            drop(working);
            let units = count(units, "unit", "units");
            note(&format!("{}: counted {units}", memory.path().display()));
        }
    }
    Ok(())
}

fn pair(name: &'static str, value: String) -> Line {
    Line {
        json: serde_json::json!({ "what": name, "value": value }),
        cells: vec![Cell::from(name), Cell::from(value)],
    }
}

fn stats(memory: &Memory) -> Result<Sheet> {
    let stats = memory.stats()?;
    let mut lines = vec![
        pair("file", memory.path().display().to_string()),
        pair("bytes", stats.bytes.to_string()),
        pair("units", stats.units.to_string()),
        pair("term pairs", stats.terms.to_string()),
        pair("imports", stats.imports.to_string()),
    ];
    for (lang, texts) in &stats.languages {
        lines.push(pair("texts", format!("{lang} {texts}")));
    }
    Ok(Sheet { columns: vec!["what", "value"], lines })
}

fn list_terms(memory: &Memory, limit: usize) -> Result<Sheet> {
    let line = |stored: crate::memory::StoredTerm| {
        let pair = &stored.pair;
        let why: Vec<String> = pair.evidence.iter().map(|e| e.words()).collect();
        Line {
            json: serde_json::json!({
                "term": stored.id.0, "source": pair.source, "target": pair.target,
                "source_lang": pair.source_lang, "target_lang": pair.target_lang,
                "status": pair.status.name(), "confidence": pair.confidence,
                "origin": stored.what, "note": why.join("; "),
            }),
            cells: vec![
                stored.id.0.to_string().into(),
                pair.source.as_str().into(),
                pair.target.as_str().into(),
                pair.status.name().into(),
                stored.what.as_str().into(),
                why.join("; ").into(),
            ],
        }
    };
    let lines = memory.terms()?.into_iter().take(limit).map(line).collect();
    Ok(Sheet { columns: vec!["term", "source", "target", "status", "origin", "note"], lines })
}

fn list_imports(memory: &Memory, limit: usize) -> Result<Sheet> {
    let line = |import: crate::memory::PastImport| Line {
        json: serde_json::json!({
            "import": import.id.0, "at": import.at, "what": import.what, "units": import.added,
            "terms": import.terms_added, "rules": import.rules,
        }),
        cells: vec![
            import.id.0.to_string().into(),
            import.at.as_str().into(),
            import.what.as_str().into(),
            import.added.to_string().into(),
            import.terms_added.to_string().into(),
            import.rules.as_str().into(),
        ],
    };
    let lines = memory.imports()?.into_iter().take(limit).map(line).collect();
    Ok(Sheet { columns: vec!["import", "at", "what", "units", "terms", "rules"], lines })
}

fn verify(memory: &Memory) -> Result<()> {
    let own = configured_rules()?.fingerprint();
    let other = memory.imports()?.into_iter().filter(|i| !i.rules.is_empty() && i.rules != own);
    for import in other {
        note(&format!(
            "import {} ({}) was segmented by other rules ({}) than today's ({own}); \
             new segments may differ from its",
            import.id.0, import.what, import.rules
        ));
    }
    let problems = memory.verify()?;
    if problems.is_empty() {
        note(&format!("{}: sound", memory.path().display()));
        return Ok(());
    }
    for problem in &problems {
        note(&format!("{}: {problem}", memory.path().display()));
    }
    let of_index = |problem: &Problem| {
        matches!(problem, Problem::Index { .. } | Problem::OtherRules | Problem::Stale(_))
    };
    let advice = if problems.iter().all(of_index) {
        "run `kladka memory reindex`"
    } else {
        "make a copy of the file, export its units and import them into a new memory"
    };
    anyhow::bail!(
        "{}: {} found; {advice}",
        memory.path().display(),
        super::output::count(problems.len(), "problem", "problems")
    )
}
