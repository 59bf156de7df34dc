//! `kladka terms`: what is called what in texts, in a memory, and what becomes of it.

mod chosen;
mod review;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::align::pairs;
use super::common::{
    GlossaryArgs, LexiconArgs, MemoryArgs, ReadArgs, add_glossary, tell_left_out, tell_remarks,
};
use super::output::{Show, Working, count, note};
use crate::glossary::Glossary;
use crate::jobs::{self, Mode, TermCollector, TermList};
use crate::memory::Memory;
use crate::report::terms_sheet;
use crate::terms::links::LinkCounts;
use crate::text::{Lang, Segmented};

use chosen::Chosen;

/// List the terms of texts that answer each other, and those that nothing answers.
///
/// In translations words are linked by the trained links that `kladka links` shows; texts on one
/// subject are enough, too. The list begins with what a terminologist would store first: names,
/// terms of several words, nouns of a subject; a pair that is written alike counts half. Short
/// texts are listed with all their words, long ones with nouns, names and terms alone.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka terms umowa.pl.md umowa.en.md
  kladka terms artykuł.md page.html            texts on one subject are fine
  kladka terms --pairs umowy.tsv --format tsv > terms.tsv
  kladka terms --memory projekt.sqlite --new
  kladka terms --pairs umowy.tsv --into nasze.tsv --review
  kladka terms --into nasze.tsv --accept chosen.tsv --reject wrong.tsv

Rows: source, target (citation forms), kind (name, multiword, word, unpaired), confidence,
frequency, documents (in how many), note; jsonl has examples and places too. A list is a line a
document: source<TAB>target, as `align --pairs` takes it. Nothing is stored but what --accept or
--review puts into the table of terms that --into names; what was rejected is kept beside it
(nasze.rejected.tsv) and not shown again. The files of --accept and --reject are rows of this
list: source<TAB>target, further cells are left aside. Exit code 1 when no pair was found.")]
pub(super) struct Args {
    /// A text and its counterpart in the other language.
    #[arg(value_name = "TEXT", num_args = 0..=2)]
    texts: Vec<PathBuf>,
    /// List the terms of all pairs of files that a list names (source<TAB>target, a line a pair).
    #[arg(long, value_name = "LIST", conflicts_with = "texts")]
    pairs: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadArgs,
    /// Take the texts as texts on one subject [default: told by aligning them].
    #[arg(long)]
    comparable: bool,
    /// List verbs, adjectives and adverbs of long texts too.
    #[arg(long)]
    all_pos: bool,
    /// Leave out pairs that the glossary has.
    #[arg(long)]
    new: bool,
    /// The table of terms (TSV) into which accepted pairs are put; it is made when it is not there.
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// Put the pairs of a file into the table of terms.
    #[arg(long, value_name = "FILE", requires = "into")]
    accept: Option<PathBuf>,
    /// Never show the pairs of a file again.
    #[arg(long, value_name = "FILE", requires = "into")]
    reject: Option<PathBuf>,
    /// Go through the list pair by pair and say which to accept.
    #[arg(long, requires = "into")]
    review: bool,
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

/// Where terms are looked for.
enum Given {
    Files(Vec<(String, String, Segmented, Segmented)>),
    Memory(Box<Memory>),
    Nothing,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    if let Some(path) = &args.into {
        chosen::check(path)?;
    }
    let given = args.given()?;
    let (source, target) = args.langs(&given)?;
    let mut chosen = match &args.into {
        Some(path) => Some(Chosen::open(path, (&source, &target))?),
        None => None,
    };
    if let Some(chosen) = &mut chosen {
        chosen.take(args.accept.as_deref(), args.reject.as_deref())?;
    }
    if let Given::Nothing = given {
        return Ok(Outcome::Done);
    }
    let mut list = args.list(given, (source, target), chosen.as_ref())?;
    tell_left_out(list.left_out);
    note(&taken_as(&list));
    if let Some(chosen) = &chosen {
        list.pairs.retain(|listed| !chosen.is_rejected(&listed.pair));
    }
    if args.new || args.review {
        list.pairs.retain(|listed| listed.glossary.is_none());
    }
    let found = !list.pairs.is_empty();
    match (args.review, &mut chosen) {
        (true, Some(chosen)) => review::go_through(&list.pairs, chosen)?,
        _ => args.show.sheet(&terms_sheet(&list))?,
    }
    Ok(if found { Outcome::Done } else { Outcome::NothingFound })
}

fn taken_as(list: &TermList) -> String {
    match (list.documents, list.comparable) {
        (0 | 1, 0) if list.texts.is_some() => "taken as a text and its translation".to_string(),
        (1, 1) => "taken as texts on one subject".to_string(),
        (all, 0) => count(all, "document", "documents"),
        (all, some) => {
            format!("{}, {some} taken as texts on one subject", count(all, "document", "documents"))
        }
    }
}

impl Args {
    fn given(&self) -> Result<Given> {
        let rules = self.reading.rules.load()?;
        let read = |source: &PathBuf, target: &PathBuf| -> Result<(Segmented, Segmented)> {
            let (source, target) = self.reading.read(source, target, None, &rules)?;
            tell_remarks(&rules, source.document.lang.as_ref());
            tell_remarks(&rules, target.document.lang.as_ref());
            Ok((source, target))
        };
        if let Some(list) = &self.pairs {
            let mut files = Vec::new();
            for task in pairs::listed(list)? {
                let (source, target) =
                    read(&task.source, &task.target).with_context(|| task.place.clone())?;
                files.push((task.name, task.place, source, target));
            }
            return Ok(Given::Files(files));
        }
        match self.texts.as_slice() {
            [source, target] => {
                let name = source.display().to_string();
                let (a, b) = read(source, target)?;
                Ok(Given::Files(vec![(name.clone(), name, a, b)]))
            }
            [only] => bail!("{}: name its counterpart in the other language too", only.display()),
            _ if self.memory.memory.is_some() => {
                Ok(Given::Memory(Box::new(self.memory.open_to_read()?)))
            }
            _ if self.accept.is_some() || self.reject.is_some() => Ok(Given::Nothing),
            _ => bail!("nothing to look at: name two texts, --pairs LIST, or --memory FILE"),
        }
    }

    /// The languages: those of the first texts or unit, unless they are given.
    fn langs(&self, given: &Given) -> Result<(Lang, Lang)> {
        let said = (self.reading.source_lang.clone(), self.reading.target_lang.clone());
        let told = match given {
            Given::Files(files) => files.first().and_then(|(_, _, source, target)| {
                source.document.lang.clone().zip(target.document.lang.clone())
            }),
            Given::Memory(memory) => {
                let unit = memory.units().next().transpose()?;
                unit.and_then(|(_, unit)| {
                    let [first, second, ..] = unit.variants() else { return None };
                    Some((first.lang.clone(), second.lang.clone()))
                })
            }
            Given::Nothing => match self.into.as_deref() {
                Some(path) => chosen::languages(path)?,
                None => None,
            },
        };
        let langs = (
            said.0.or(told.as_ref().map(|told| told.0.clone())),
            said.1.or(told.map(|told| told.1)),
        );
        let (Some(source), Some(target)) = langs else {
            bail!("no languages are known; give --source-lang and --target-lang");
        };
        Ok((source, target))
    }

    fn list(&self, given: Given, langs: (Lang, Lang), chosen: Option<&Chosen>) -> Result<TermList> {
        let of_memory = matches!(given, Given::Memory(_));
        let memory = match self.no_memory || of_memory {
            true => None,
            false => self.memory.open_if_there()?,
        };
        let glossary = self.glossary(memory.as_ref(), chosen)?;
        let dictionaries = self.lexicon.load()?;
        let knowledge =
            jobs::knowledge(&langs.0, &langs.1, &dictionaries, &glossary, memory.as_ref())?;
        let mode = self.comparable.then_some(Mode::Comparable);
        let working = Working::on("looking for terms");
        let all_parts = self.all_pos.then_some(true);
        let counts = match &memory {
            Some(memory) => jobs::linked_counts(memory, (&langs.0, &langs.1), &dictionaries)?,
            None => LinkCounts::default(),
        };
        let mut collector = TermCollector::new(langs.clone(), &knowledge, &glossary, all_parts)
            .remembering(&counts);
        match given {
            Given::Files(files) => {
                for (name, place, source, target) in files {
                    let own = [&source, &target].map(|side| side.document.lang.clone());
                    let same = |own: &Option<Lang>, lang: &Lang| {
                        own.as_ref().is_none_or(|own| own.same_language(lang))
                    };
                    if !same(&own[0], &langs.0) || !same(&own[1], &langs.1) {
                        let tag = |lang: &Option<Lang>| {
                            lang.as_ref().map_or("?".to_string(), ToString::to_string)
                        };
                        bail!(
                            "{place}: this pair is {}–{}, those before are {}–{}; list one pair of languages at a time",
                            tag(&own[0]),
                            tag(&own[1]),
                            langs.0,
                            langs.1
                        );
                    }
                    collector
                        .add_files(&name, source, target, mode, &|| true)
                        .with_context(|| place.clone())?;
                }
            }
            Given::Memory(memory) => {
                for unit in memory.units() {
                    let (_, unit) = unit?;
                    collector.add_unit(&unit);
                }
            }
            Given::Nothing => {}
        }
        let list = collector.finish();
        drop(working);
        Ok(list)
    }

    /// The glossary, and in it what was accepted before.
    fn glossary(&self, memory: Option<&Memory>, chosen: Option<&Chosen>) -> Result<Glossary> {
        let mut glossary = self.glossary.load(memory)?;
        if let Some(path) = chosen.map(Chosen::path).filter(|path| path.exists()) {
            add_glossary(&mut glossary, path)?;
        }
        Ok(glossary)
    }
}
