//! One text and its translation.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::super::Outcome;
use super::super::common::{tell_left_out, tell_remarks};
use super::super::output::{Working, count, note};
use super::files::{Output, store, tell_doubtful};
use super::{Args, anchors, evaluate, review};
use crate::align::{Constraints, Knowledge};
use crate::glossary::Glossary;
use crate::jobs::{self, AlignOptions, Aligned, Mode, Numbering, Pair};
use crate::memory::Import;
use crate::report::{align_sheet, doubtful_sheet};
use crate::text::Lang;

/// Everything an alignment may know, gathered once.
pub(super) struct Known {
    pub(super) knowledge: Knowledge,
    pub(super) glossary: Glossary,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let (Some(source), Some(target)) = (&args.source, &args.target) else {
        bail!("name a text and its translation, or many of them with --pairs LIST or --match");
    };
    let format = args.output_format.as_deref();
    let output = args.output.as_deref().map(|path| Output::of(path, format)).transpose()?;
    let rules = args.reading.rules.load()?;
    let (source, target) = args.reading.read(source, target, args.format(), &rules)?;
    if !args.one_per_line {
        tell_remarks(&rules, source.document.lang.as_ref());
        tell_remarks(&rules, target.document.lang.as_ref());
    }
    let pair = Pair::new(source, target)?;
    let known = gather(args, pair.langs())?;
    if let Some(gold) = &args.eval {
        return evaluate::one(args, &pair, &known.knowledge, gold);
    }
    let aligned = aligned(args, pair, &known)?;
    tell_left_out(aligned.left_out.0 + aligned.left_out.1);
    if !args.review.is_empty() {
        review::write(args, &aligned)?;
        tell_doubtful(args.doubtful.as_deref(), &doubtful_sheet(&[&aligned]), args.min_confidence)?;
        return Ok(Outcome::Done);
    }
    tell_survey(&aligned);
    if !aligned.looks_parallel() {
        note(
            "these texts do not look like translations of each other: nothing is stored; \
             if they are texts on one subject, try --comparable",
        );
    } else if aligned.mode == Mode::Parallel {
        tell_doubtful(args.doubtful.as_deref(), &doubtful_sheet(&[&aligned]), args.min_confidence)?;
    }
    // The file first: what cannot be written is not stored either.
    let to_stdout = args.output.as_deref().is_some_and(|path| path.as_os_str() == "-");
    if let (Some(path), Some(output)) = (&args.output, output) {
        let memory = args.memory.path()?;
        let read = [&args.source, &args.target, &args.from_review, &args.beads];
        let mut keep: Vec<&Path> = read.iter().filter_map(|path| path.as_deref()).collect();
        keep.push(&memory);
        let told = output.write(path, &aligned, args.one_per_line, &keep)?;
        if !told.is_empty() {
            note(&told);
        }
    }
    if !args.no_memory && aligned.looks_parallel() {
        let import = args.memory.write(|memory| {
            if args.from_review.is_some() {
                let replaced = jobs::forget(memory, &aligned)?;
                if replaced > 0 {
                    let units = count(replaced, "unit", "units");
                    note(&format!("replaced what was stored of these texts before: {units}"));
                }
            }
            store(memory, &aligned)
        })?;
        tell_stored(&args.memory.path()?, &import);
    }
    if !to_stdout {
        args.show.sheet(&align_sheet(&aligned))?;
    }
    Ok(Outcome::Done)
}

pub(super) fn gather(args: &Args, (source, target): (&Lang, &Lang)) -> Result<Known> {
    let memory = match args.no_memory {
        true => None,
        false => args.memory.open_to_learn_if_exists()?,
    };
    let glossary = args.glossary.load(memory.as_ref())?;
    let dictionaries = args.lexicon.load()?;
    let knowledge = jobs::knowledge(source, target, &dictionaries, &glossary, memory.as_ref())?;
    Ok(Known { knowledge, glossary })
}

/// Aligns, or takes the beads from where they are.
fn aligned(args: &Args, pair: Pair, known: &Known) -> Result<Aligned> {
    let Known { knowledge, glossary } = known;
    if args.comparable {
        let options = AlignOptions { mode: Mode::Comparable, ..AlignOptions::default() };
        let working = Working::on("comparing");
        let aligned = jobs::align_pair(pair, knowledge, glossary, &options, &|| true)?;
        drop(working);
        return Ok(aligned);
    }
    let source = Numbering::of(pair.source(), args.one_per_line);
    let target = Numbering::of(pair.target(), args.one_per_line);
    let least = args.min_confidence;
    if let Some(path) = &args.beads {
        let beads = evaluate::beads(path, &pair, &source, &target)?;
        let alignment = pair.settle(&beads, &source, &target);
        let alignment = alignment
            .with_context(|| format!("{}: these beads are no alignment", path.display()))?;
        let surveyed = pair.survey(&alignment, knowledge, &|| true)?;
        return Ok(pair.aligned(&alignment, surveyed, &[], knowledge, glossary, least));
    }
    if let Some(path) = &args.from_review {
        return review::take_back(args, path, pair, knowledge, glossary);
    }
    let constraints = match &args.anchors {
        Some(path) => anchors::read(path, &pair, &source, &target)?,
        None => Constraints::default(),
    };
    let working = Working::on("aligning");
    // The glossary is asked once beads are there; reading it takes a tenth of the time of a page.
    let (alignment, surveyed) = std::thread::scope(|scope| -> Result<_> {
        let (source, target) = pair.langs();
        scope.spawn(move || {
            glossary.prepare(source);
            glossary.prepare(target);
        });
        let alignment = pair.align(&constraints, knowledge, &|| true)?;
        let surveyed = pair.survey(&alignment, knowledge, &|| true)?;
        Ok((alignment, surveyed))
    })?;
    let aligned = pair.aligned(&alignment, surveyed, &[], knowledge, glossary, least);
    drop(working);
    Ok(aligned)
}

/// Blocks that are told aloud.
const TOLD: usize = 10;

/// Says how the texts stand to each other, and where blocks stand that nothing answers.
fn tell_survey(aligned: &Aligned) {
    let Some(surveyed) = &aligned.surveyed else { return };
    let survey = &surveyed.survey;
    let share = survey.parallel_share * 100.0;
    note(&format!("{}: {share:.0} % of the sentences stand in sure pairs", survey.verdict.name()));
    let (source, target) = (&aligned.source.document.name, &aligned.target.document.name);
    for stretch in surveyed.stretches.iter().take(TOLD) {
        match (&stretch.source, &stretch.target) {
            (Some(a), Some(b)) => note(&format!("moved: {a} of {source} are {b} of {target}")),
            (Some(a), None) => note(&format!("missing in {target}: {a} of {source}")),
            (None, Some(b)) => note(&format!("foreign in {target}: {b}, not in {source}")),
            (None, None) => {}
        }
    }
    if let Some(more) = surveyed.stretches.len().checked_sub(TOLD).filter(|&more| more > 0) {
        note(&format!("and {}, listed with the pairs", count(more, "block", "blocks")));
    }
    if !survey.untranslated.is_empty() {
        let pairs = count(survey.untranslated.len(), "pair", "pairs");
        note(&format!("untranslated: {pairs} with the same text on both sides, not stored"));
    }
}

pub(super) fn tell_stored(path: &Path, import: &Import) {
    note(&format!(
        "stored in {}: {}, {} (already there: {}, {})",
        path.display(),
        count(import.added, "unit", "units"),
        count(import.terms_added, "term pair", "term pairs"),
        count(import.doubled, "unit", "units"),
        count(import.terms_doubled, "term pair", "term pairs"),
    ));
}
