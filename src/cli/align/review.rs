//! `--review` and `--from-review`: an alignment given to a person, and taken back.

use std::path::Path;

use anyhow::{Context, Result};

use super::super::common::read_bytes;
use super::super::export::to_file;
use super::super::output::{Working, count, note};
use super::Args;
use crate::align::Knowledge;
use crate::formats::{read_review, write_review};
use crate::glossary::Glossary;
use crate::jobs::{self, Aligned, Numbering, Pair, ReviewError, TakenBack};
use crate::report::review_page;

/// Writes the files that a person is to look at.
pub(super) fn write(args: &Args, aligned: &Aligned) -> Result<()> {
    let keep: Vec<&Path> = [&args.source, &args.target, &args.from_review]
        .into_iter()
        .filter_map(|path| path.as_deref())
        .collect();
    for path in &args.review {
        note(&write_one(path, args.one_per_line, aligned, &keep)?);
    }
    note("nothing is stored until it is taken back");
    Ok(())
}

/// Writes one file, a page if its name ends so; the files of `keep` are not written over. Returns
/// what to tell of it.
pub(super) fn write_one(
    path: &Path,
    by_line: bool,
    aligned: &Aligned,
    keep: &[&Path],
) -> Result<String> {
    let source = Numbering::of(&aligned.source, by_line);
    let target = Numbering::of(&aligned.target, by_line);
    let review = jobs::review_of(aligned, &source, &target);
    let is_page = is_page(path);
    to_file(path, keep, |output| match is_page {
        true => Ok(output.write_all(review_page(&review).as_bytes())?),
        false => Ok(write_review(&mut &mut *output, &review)?),
    })?;
    let doubtful = review.beads.iter().filter(|bead| bead.doubtful).count();
    let what = if is_page { "to look at" } else { "to correct; take it back with --from-review" };
    let beads = count(review.beads.len(), "bead", "beads");
    Ok(format!("wrote {}: {beads}, {doubtful} of them doubtful, {what}", path.display()))
}

/// Whether a file is to be a page to look at.
pub(super) fn is_page(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ending == "html" || ending == "htm")
}

/// Takes a corrected file back, and says what stood in it.
pub(super) fn take_back(
    args: &Args,
    path: &Path,
    pair: Pair,
    knowledge: &Knowledge,
    glossary: &Glossary,
) -> Result<Aligned> {
    let working = Working::on("aligning what is left");
    let taken = taken(args, path, pair, (knowledge, glossary), &|| true)?;
    drop(working);
    note(&format!(
        "{}: {} reviewed, {} marked wrong, {} left out, {} reworded; the rest is aligned anew",
        path.display(),
        count(taken.reviewed, "pair", "pairs"),
        count(taken.wrong, "pair", "pairs"),
        count(taken.deleted, "sentence", "sentences"),
        count(taken.reworded, "sentence", "sentences"),
    ));
    Ok(taken.aligned)
}

/// Takes a corrected file back.
pub(super) fn taken(
    args: &Args,
    path: &Path,
    pair: Pair,
    known: (&Knowledge, &Glossary),
    go_on: &dyn Fn() -> bool,
) -> Result<TakenBack> {
    let name = path.display().to_string();
    let text = String::from_utf8(read_bytes(path)?)
        .with_context(|| format!("{name}: this is not UTF-8 text; save it as UTF-8"))?;
    let review = read_review(&name, &text)?;
    let source = Numbering::of(pair.source(), args.one_per_line);
    let target = Numbering::of(pair.target(), args.one_per_line);
    let numberings = (&source, &target);
    let taken = jobs::take_back(pair, &review, numberings, known, args.min_confidence, go_on);
    taken.map_err(|error| match error {
        ReviewError::Line { line, why } => anyhow::anyhow!("{name}, line {line}: {why}"),
        error => anyhow::anyhow!("{name}: {error}"),
    })
}
