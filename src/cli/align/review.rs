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
use crate::jobs::{self, Aligned, Numbering, Pair, ReviewError};
use crate::report::review_page;

/// Writes the files that a person is to look at.
pub(super) fn write(args: &Args, aligned: &Aligned) -> Result<()> {
    let source = Numbering::of(&aligned.source, args.one_per_line);
    let target = Numbering::of(&aligned.target, args.one_per_line);
    let review = jobs::review_of(aligned, &source, &target);
    let keep: Vec<&Path> = [&args.source, &args.target, &args.from_review]
        .into_iter()
        .filter_map(|path| path.as_deref())
        .collect();
    for path in &args.review {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        let is_page = ending.is_some_and(|ending| ending == "html" || ending == "htm");
        to_file(path, &keep, |output| match is_page {
            true => Ok(output.write_all(review_page(&review).as_bytes())?),
            false => Ok(write_review(&mut &mut *output, &review)?),
        })?;
        let doubtful = review.beads.iter().filter(|bead| bead.doubtful).count();
        let what =
            if is_page { "to look at" } else { "to correct; take it back with --from-review" };
        let beads = count(review.beads.len(), "bead", "beads");
        note(&format!("wrote {}: {beads}, {doubtful} of them doubtful, {what}", path.display()));
    }
    note("nothing is stored until it is taken back");
    Ok(())
}

/// Takes a corrected file back.
pub(super) fn take_back(
    args: &Args,
    path: &Path,
    pair: Pair,
    knowledge: &Knowledge,
    glossary: &Glossary,
) -> Result<Aligned> {
    let name = path.display().to_string();
    let text = String::from_utf8(read_bytes(path)?)
        .with_context(|| format!("{name}: this is not UTF-8 text; save it as UTF-8"))?;
    let review = read_review(&name, &text)?;
    let source = Numbering::of(pair.source(), args.one_per_line);
    let target = Numbering::of(pair.target(), args.one_per_line);
    let working = Working::on("aligning what is left");
    let known = (knowledge, glossary);
    let numberings = (&source, &target);
    let taken = jobs::take_back(pair, &review, numberings, known, args.min_confidence, &|| true);
    let taken = taken.map_err(|error| match error {
        ReviewError::Line { line, why } => anyhow::anyhow!("{name}, line {line}: {why}"),
        error => anyhow::anyhow!("{name}: {error}"),
    })?;
    drop(working);
    note(&format!(
        "{name}: {} reviewed, {} marked wrong, {} left out, {} reworded; the rest is aligned anew",
        count(taken.reviewed, "pair", "pairs"),
        count(taken.wrong, "pair", "pairs"),
        count(taken.deleted, "sentence", "sentences"),
        count(taken.reworded, "sentence", "sentences"),
    ));
    Ok(taken.aligned)
}
