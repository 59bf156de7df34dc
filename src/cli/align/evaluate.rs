//! `--eval`: beads against beads made by hand; and `--beads`: beads that somebody else made.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::super::Outcome;
use super::super::common::{read_bytes, tell_skipped};
use super::super::output::{Working, note};
use super::Args;
use crate::align::{Constraints, Knowledge};
use crate::bitext::Alignment;
use crate::formats::{BeadFormat, NumberedBead, Strictness, UnitFormat, read_beads_of, read_units};
use crate::jobs::{Compared, GoldMode, Numbering, Pair, numbered_alignment, placed, scores};
use crate::report::scores_sheet;

/// Scores one pair of texts.
pub(super) fn one(args: &Args, pair: &Pair, knowledge: &Knowledge, gold: &Path) -> Result<Outcome> {
    let predicted = match &args.beads {
        Some(path) => given(args, path, pair)?,
        None => {
            let (source, target) = numberings(args, pair);
            let constraints = match &args.anchors {
                Some(path) => super::anchors::read(path, pair, &source, &target)?,
                None => Constraints::default(),
            };
            let working = Working::on("aligning");
            let alignment = pair.align(&constraints, knowledge, &|| true)?;
            drop(working);
            of(args, pair, &alignment)
        }
    };
    let compared = compared(args, gold, &pair.source().document.name, &predicted, pair)?;
    args.show.sheet(&scores_sheet(&[compared]))?;
    Ok(Outcome::Done)
}

/// Beads that somebody else made.
pub(super) fn given(args: &Args, path: &Path, pair: &Pair) -> Result<Vec<NumberedBead>> {
    let (source, target) = numberings(args, pair);
    beads(path, pair, &source, &target)
}

/// Beads of our own.
pub(super) fn of(args: &Args, pair: &Pair, alignment: &Alignment) -> Vec<NumberedBead> {
    let (source, target) = numberings(args, pair);
    numbered_alignment(pair, alignment, &source, &target)
}

fn numberings(args: &Args, pair: &Pair) -> (Numbering, Numbering) {
    let of = |text| Numbering::of(text, args.one_per_line);
    (of(pair.source()), of(pair.target()))
}

/// Holds beads against those of a gold file.
pub(super) fn compared(
    args: &Args,
    gold: &Path,
    name: &str,
    predicted: &[NumberedBead],
    pair: &Pair,
) -> Result<Compared> {
    let mode = mode(args, gold)?;
    let (source, target) = numberings(args, pair);
    let text = text(gold)?;
    let file = gold.display().to_string();
    let format = BeadFormat::guess(&file, &text).unwrap_or(BeadFormat::Vecalign);
    let beads = read_beads_of(
        format,
        &file,
        &text,
        Some((source.size(), target.size())),
        Some(names(pair)),
    )?;
    if beads.is_empty() {
        bail!("{file}: there is no bead in this file; expected a bead a line, 0,1:0");
    }
    Ok(Compared { name: name.to_string(), scores: scores(&beads, predicted, mode) })
}

/// What both texts are called, and their languages.
fn names(pair: &Pair) -> [(&str, &str); 2] {
    let (source, target) = pair.langs();
    [
        (&pair.source().document.name, source.primary()),
        (&pair.target().document.name, target.primary()),
    ]
}

/// What the beads of a gold file are.
fn mode(args: &Args, gold: &Path) -> Result<GoldMode> {
    let of = |name: &str, said_by: &str| {
        GoldMode::from_name(name.trim())
            .with_context(|| format!("{said_by} says \"{}\"; use exact or unit", name.trim()))
    };
    if let Some(name) = &args.eval_mode {
        return of(name, "--eval-mode");
    }
    let beside = gold.with_file_name("MODE");
    match fs::read_to_string(&beside) {
        Ok(name) => of(&name, &beside.display().to_string()),
        Err(_) => Ok(GoldMode::default()),
    }
}

fn text(path: &Path) -> Result<String> {
    String::from_utf8(read_bytes(path)?)
        .with_context(|| format!("{}: this is not UTF-8 text", path.display()))
}

/// Reads beads from a file of any format that `--output` writes. Units are looked for in the
/// texts; what they do not name stands alone.
pub(super) fn beads(
    path: &Path,
    pair: &Pair,
    source: &Numbering,
    target: &Numbering,
) -> Result<Vec<NumberedBead>> {
    let name = path.display().to_string();
    let bytes = read_bytes(path)?;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
    if let Some(format) = BeadFormat::guess(&name, &start) {
        let text =
            String::from_utf8(bytes).with_context(|| format!("{name}: this is not UTF-8 text"))?;
        return Ok(read_beads_of(
            format,
            &name,
            &text,
            Some((source.size(), target.size())),
            Some(names(pair)),
        )?);
    }
    let format = UnitFormat::guess(&name, &bytes).with_context(|| {
        format!(
            "{name}: no beads are known in this format; use vecalign ([0]:[0, 1]:0.02), a ladder, \
             cesAlign, TMX, TSV or JSON Lines"
        )
    })?;
    let mut units = Vec::new();
    let read = read_units(format, &name, bytes.as_slice(), Strictness::Lenient, &mut |unit| {
        units.push(unit);
        ControlFlow::Continue(())
    })?;
    tell_skipped(&name, &read.skipped, read.skipped_in_all);
    let (mut beads, lost) = placed(&units, pair, source, target);
    if let Some(first) = lost.first() {
        if beads.is_empty() {
            bail!("{name}: none of its {} units stands in these texts; is it theirs?", units.len());
        }
        note(&format!(
            "{name}: {} of {} units do not stand in these texts as whole sentences (the first: unit {})",
            lost.len(),
            units.len(),
            first + 1
        ));
    }
    stand_alone(&mut beads, source, target);
    Ok(beads)
}

/// Adds a null bead for each sentence that no unit names.
fn stand_alone(beads: &mut Vec<NumberedBead>, source: &Numbering, target: &Numbering) {
    let (mut here, mut there) = (vec![false; source.size()], vec![false; target.size()]);
    for bead in beads.iter() {
        bead.source.iter().for_each(|&number| here[number] = true);
        bead.target.iter().for_each(|&number| there[number] = true);
    }
    let free = |named: &[bool]| -> Vec<usize> {
        named.iter().enumerate().filter(|(_, named)| !**named).map(|(number, _)| number).collect()
    };
    let sources = free(&here)
        .into_iter()
        .map(|n| NumberedBead { source: vec![n], ..NumberedBead::default() });
    let targets = free(&there)
        .into_iter()
        .map(|n| NumberedBead { target: vec![n], ..NumberedBead::default() });
    beads.extend(sources.chain(targets).collect::<Vec<_>>());
}
