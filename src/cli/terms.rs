//! `kladka terms`: what is called what in two texts.

use anyhow::{Result, bail};

use super::Outcome;
use super::common::{GlossaryArgs, LexiconArgs, MemoryArgs, PairArgs, tell_left_out};
use super::output::{Show, Working, note};
use crate::jobs::{self, Mode, find_terms};
use crate::report::terms_sheet;

/// List the terms of two texts that answer each other, and those that nothing answers.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka terms umowa.pl.md umowa.en.md
  kladka terms artykuł.md page.html            texts on one subject are fine
  kladka terms a.pl.txt a.en.txt --format tsv > terms.tsv

Rows: source, target (citation forms), kind (name, multiword, word, unpaired), confidence,
frequency, note. Nothing is stored. Exit code 1 when no pair was found.")]
pub(super) struct Args {
    #[command(flatten)]
    pair: PairArgs,
    /// Take the texts as texts on one subject [default: told by aligning them].
    #[arg(long)]
    comparable: bool,
    /// Use no memory as knowledge.
    #[arg(long, conflicts_with = "memory")]
    no_memory: bool,
    #[command(flatten)]
    memory: MemoryArgs,
    #[command(flatten)]
    glossary: GlossaryArgs,
    #[command(flatten)]
    lexicon: LexiconArgs,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let (source, target) = args.pair.read()?;
    let memory = if args.no_memory { None } else { args.memory.open_if_there()? };
    let glossary = args.glossary.load(memory.as_ref())?;
    let dictionaries = args.lexicon.load()?;
    let langs = [&source, &target].map(|side| side.document.lang.clone());
    let [Some(source_lang), Some(target_lang)] = langs else { bail!("no language is known") };
    let knowledge =
        jobs::knowledge(&source_lang, &target_lang, &dictionaries, &glossary, memory.as_ref())?;
    let mode = args.comparable.then_some(Mode::Comparable);
    let working = Working::on("looking for terms");
    let terms = find_terms(source, target, &knowledge, &glossary, mode, &|| true)?;
    drop(working);
    tell_left_out(terms.left_out.0 + terms.left_out.1);
    note(match terms.mode {
        Mode::Parallel => "taken as a text and its translation",
        Mode::Comparable => "taken as texts on one subject",
    });
    args.show.sheet(&terms_sheet(&terms))?;
    Ok(if terms.found.pairs.is_empty() { Outcome::NothingFound } else { Outcome::Done })
}
