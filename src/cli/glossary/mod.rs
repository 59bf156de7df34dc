//! `kladka glossary`: the term bases.

mod convert;
mod edit;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Subcommand;

use super::Outcome;
use super::common::{GlossaryArgs, read_bytes};
use super::output::{Show, count, note};
use crate::jobs::{read_glossary, verify_glossaries};
use crate::report::{doubts_sheet, glossary_hits_sheet, glossary_sheet};
use crate::structure;
use crate::text::Lang;

/// Find glossary terms in a text, in any form; list, change, check and convert glossaries.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Find the entries that stand in a text, inflected or not; of two that overlap, the longer.
    #[command(after_help = "\
Examples:
  kladka glossary find \"Rozmawiano o prawie międzynarodowym.\"
  kladka glossary find - --lang en < page.txt
  kladka glossary find \"umową najmu\" --glossary umowy.tsv

A glossary is a TSV or CSV file or an XLSX sheet whose first line names the languages
(pl<TAB>en<TAB>status…), a UTX file, a glossary of OmegaT, or TBX of version 2 or 3.
Exit code 1 when nothing was found.")]
    Find {
        /// The text; `-` reads it from standard input.
        text: String,
        /// Its language [default: told from the text].
        #[arg(long, value_name = "LANG")]
        lang: Option<Lang>,
        #[command(flatten)]
        glossary: GlossaryArgs,
        #[command(flatten)]
        show: Show,
    },
    /// List the entries of all glossaries in use, with the file each stands in.
    List {
        #[command(flatten)]
        glossary: GlossaryArgs,
        #[command(flatten)]
        show: Show,
    },
    /// Name what is doubtful: doubles, contradictions, entries without a side, names that no text
    /// would be found to hold.
    #[command(after_help = "Exit code 1 when something is doubtful.")]
    Verify {
        /// The glossaries; their entries are compared with each other too.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        show: Show,
    },
    Add(edit::AddArgs),
    Edit(edit::EditArgs),
    Remove(edit::RemoveArgs),
    Merge(edit::MergeArgs),
    Convert(convert::ConvertArgs),
    Export(convert::ExportArgs),
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    match args.what {
        What::Find { text, lang, glossary, show } => find(text, lang, &glossary, &show),
        What::List { glossary, show } => {
            show.sheet(&glossary_sheet(&glossary.load(None)?))?;
            Ok(Outcome::Done)
        }
        What::Verify { files, show } => verify(&files, &show),
        What::Add(args) => edit::add(args),
        What::Edit(args) => edit::edit(args),
        What::Remove(args) => edit::remove(args),
        What::Merge(args) => edit::merge(args),
        What::Convert(args) => convert::convert(args),
        What::Export(args) => convert::export(args),
    }
}

/// Two languages, as in `pl,en`.
fn langs(text: &str) -> Result<(Lang, Lang), String> {
    let (source, target) = text.split_once(',').ok_or("give two languages, as in pl,en")?;
    let lang = |tag: &str| Lang::new(tag.trim()).map_err(|error| error.to_string());
    Ok((lang(source)?, lang(target)?))
}

fn verify(files: &[PathBuf], show: &Show) -> Result<Outcome> {
    let mut all = Vec::new();
    for path in files {
        let name = path.display().to_string();
        let read = read_glossary(&name, &read_bytes(path)?, None)?;
        all.push((name, read));
    }
    let doubts = verify_glossaries(&all);
    let entries = all.iter().map(|(_, read)| read.terms.len()).sum();
    let entries = count(entries, "entry", "entries");
    note(&format!("{entries}, {} doubtful", doubts.len()));
    if doubts.is_empty() {
        return Ok(Outcome::Done);
    }
    show.sheet(&doubts_sheet(&doubts))?;
    Ok(Outcome::NothingFound)
}

fn find(text: String, lang: Option<Lang>, glossary: &GlossaryArgs, show: &Show) -> Result<Outcome> {
    let text = if text == "-" {
        String::from_utf8(read_bytes(&PathBuf::from("-"))?)
            .context("standard input is not UTF-8; convert it first")?
    } else {
        text
    };
    let glossary = glossary.load(None)?;
    let mut hits = Vec::new();
    for lang in candidates(lang, &glossary.languages(), &text) {
        let found = glossary.find(&lang, &text);
        // Asked in two languages, the one that knows more of the text is meant.
        if found.len() > hits.len() {
            hits = found;
        }
    }
    if hits.is_empty() {
        note("no entry of the glossary stands in this text");
        return Ok(Outcome::NothingFound);
    }
    show.sheet(&glossary_hits_sheet(&hits))?;
    Ok(Outcome::Done)
}

/// The languages the text may be in.
fn candidates(said: Option<Lang>, all: &[Lang], text: &str) -> Vec<Lang> {
    if let Some(lang) = said {
        return vec![lang];
    }
    const LONG_ENOUGH: usize = 40;
    match structure::detect_text(text) {
        Some(lang) if text.len() >= LONG_ENOUGH && all.iter().any(|l| l.same_language(&lang)) => {
            vec![lang]
        }
        _ => all.to_vec(),
    }
}
