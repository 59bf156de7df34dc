//! `kladka align`: which sentence answers which, kept in the memory.

mod anchors;
mod evaluate;
mod files;
mod folders;
mod journal;
pub(in crate::cli) mod pairs;
mod project;
mod review;
mod single;
mod stop;

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::Outcome;
use super::common::{GlossaryArgs, LexiconArgs, MemoryArgs, ReadArgs};
use super::output::Show;
use crate::formats::DocumentFormat;

/// Align a text with its translation, sentence by sentence; find the terms; keep it all.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka align umowa.pl.md umowa.en.md
  kladka align umowa.pl.md umowa.en.md -o umowa.tmx --no-memory
  kladka align artykuł.md page.html --comparable      texts on one subject, no translations
  kladka align strony/pl strony/en --comparable       … and all pages of two folders
  kladka align a.pl a.en --one-per-line -o a.vecalign --no-memory
  kladka align a.pl a.en --one-per-line --beads a.ladder -o a.tmx     beads of another aligner
  kladka align a.pl a.en --one-per-line --eval a.gold
  kladka align --match '{}.pl.md' '{}.en.md' docs -o '{}.tmx' --jobs 2
  kladka align umowa.pl.md umowa.en.md --review umowa.txt             to be corrected by a person
  kladka align umowa.pl.md umowa.en.md --from-review umowa.txt        and taken back

Rows: kind (1-1, 1-2 … 0-1; in comparable mode translation, near, partial, unpaired; term),
source, target, confidence, note; then blocks that are missing in the target, foreign to the
source, or moved, with their sentences and lines, and the verdict: parallel, partly parallel,
comparable, unrelated, untranslated (one side was left as it was). What is stored: beads at
--min-confidence and above, but for pairs left untranslated; in comparable mode translation and
near; term pairs, as proposed.

--comparable with two folders compares every page of one with every page of the other, folders in
them included, and lists the pairs with page and line.

--output, --beads and --eval know these formats by their endings: .tmx .tsv .jsonl (units);
.vecalign .gold (a bead a line, [0]:[0, 1]:0.02), .ladder (hunalign), .xces (cesAlign of OPUS and
InterText). Sentences are numbered there from 0 (in XCES from 1): lines of the files with
--one-per-line, else segments as `kladka segment` lists them.

--pairs LIST: a line a document, source<TAB>target, then <TAB>output where one is wanted; paths
are taken from the current folder, else from the list's. What is finished is kept in LIST.journal
(with --match: kladka-align.journal in the folder) and not done again while texts and settings
are the same; Ctrl-C keeps it.

--anchors FILE: a rule a line, segments from 1 as `kladka segment` lists them (lines with
--one-per-line): 12-13 = 14 (exactly this bead), 12 ~ 14 (in one bead), 12 = (no counterpart),
12-15 != 14-20 (never in one bead); # begins a comment.")]
pub(super) struct Args {
    /// The first text; with --match the folder to search.
    source: Option<PathBuf>,
    /// The second text, in the other language.
    target: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadArgs,
    /// The texts are cut already: each line is a sentence.
    #[arg(long)]
    one_per_line: bool,
    /// Take the texts as texts on one subject, not as translations: graded pairs, no cover. With
    /// two folders: all their pages.
    #[arg(long)]
    comparable: bool,
    /// Store and write only pairs that are at least so sure, 0 to 1.
    #[arg(long, value_name = "P", default_value_t = 0.5)]
    min_confidence: f64,
    /// List the pairs that are not so sure in a file (TSV; .jsonl: JSON Lines).
    #[arg(long, value_name = "FILE")]
    doubtful: Option<PathBuf>,
    /// Write the result to a file too; the ending says how (`-` is standard output, as TMX). With
    /// --pairs or --match `{}` stands for the document's name.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Format of --output [default: told by the ending].
    #[arg(long, value_name = "FORMAT", requires = "output")]
    output_format: Option<String>,
    /// Take the beads from a file instead of aligning.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["comparable", "anchors"])]
    beads: Option<PathBuf>,
    /// Score against beads made by hand (`0,1:0` a line) and store nothing.
    #[arg(long, value_name = "GOLD", conflicts_with_all = ["comparable", "output", "doubtful"])]
    eval: Option<PathBuf>,
    /// What the gold's beads are: exact, or unit (several sentences) [default: what the file MODE
    /// beside the gold says, else exact].
    #[arg(long, value_name = "MODE", requires = "eval")]
    eval_mode: Option<String>,
    /// Rules that the alignment has to obey: pairs that must align, places that must not.
    #[arg(long, value_name = "FILE", conflicts_with = "comparable")]
    anchors: Option<PathBuf>,
    /// Write the alignment for a person to correct (.html: a page to look at); store nothing. Can
    /// be given twice. With --pairs or --match `{}` stands for the document's name.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["comparable", "eval"])]
    review: Vec<PathBuf>,
    /// Take back a file that --review wrote and a person corrected (`{}` as above).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["comparable", "eval", "beads"])]
    from_review: Option<PathBuf>,
    /// Align the documents of a list with one lexicon.
    #[arg(long, value_name = "LIST", conflicts_with_all = PROJECT_CONFLICTS)]
    pairs: Option<PathBuf>,
    /// Align the documents of a folder whose names fit two patterns, with one lexicon.
    #[arg(long, value_names = ["SOURCE", "TARGET"], num_args = 2, conflicts_with_all = PROJECT_CONFLICTS)]
    #[arg(conflicts_with = "pairs")]
    r#match: Vec<String>,
    /// Documents that are aligned at the same time.
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    /// Where finished documents of a project are noted [default: beside the list].
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Do all documents of a project again.
    #[arg(long)]
    afresh: bool,
    /// Store nothing, and use no memory as knowledge.
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

/// What makes no sense for many documents at once.
const PROJECT_CONFLICTS: [&str; 2] = ["comparable", "anchors"];

pub(super) fn run(args: &Args) -> Result<Outcome> {
    if !(0.0..=1.0).contains(&args.min_confidence) {
        bail!("--min-confidence {}: give a probability from 0 to 1", args.min_confidence);
    }
    if args.jobs == 0 {
        bail!("--jobs 0: give the number of documents to align at the same time, 1 or more");
    }
    let is_project = args.pairs.is_some() || !args.r#match.is_empty();
    if !is_project && (args.journal.is_some() || args.afresh || args.jobs > 1) {
        bail!("--jobs, --journal and --afresh are for many documents: say --pairs or --match");
    }
    if is_project {
        return project::run(args);
    }
    if let (Some(source), Some(target)) = (&args.source, &args.target) {
        match (source.is_dir(), target.is_dir(), args.comparable) {
            (true, true, true) => return folders::run(args, source, target),
            (true, true, false) => bail!(
                "{} and {} are folders: --comparable finds the pairs of their pages; translations are aligned with --match '{{}}.pl.md' '{{}}.en.md' FOLDER",
                source.display(),
                target.display()
            ),
            (true, false, true) | (false, true, true) => bail!(
                "{} and {}: name two folders or two texts",
                source.display(),
                target.display()
            ),
            _ => {}
        }
    }
    single::run(args)
}

impl Args {
    /// The format of the texts, where it is said.
    fn format(&self) -> Option<DocumentFormat> {
        self.one_per_line.then_some(DocumentFormat::Lines)
    }
}
