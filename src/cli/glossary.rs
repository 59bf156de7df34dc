//! `kladka glossary`: the term bases.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Subcommand;

use super::Outcome;
use super::common::{GlossaryArgs, read_bytes};
use super::output::{Show, note};
use crate::report::{glossary_hits_sheet, glossary_sheet};
use crate::structure;
use crate::text::Lang;

/// Find glossary terms in a text, in any form; list the glossary.
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

A glossary is a TSV or CSV file whose first line names the languages (pl<TAB>en<TAB>status…), a UTX
file, or TBX of version 2 or 3.
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
    /// List the entries.
    List {
        #[command(flatten)]
        glossary: GlossaryArgs,
        #[command(flatten)]
        show: Show,
    },
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    match args.what {
        What::Find { text, lang, glossary, show } => find(text, lang, &glossary, &show),
        What::List { glossary, show } => {
            show.sheet(&glossary_sheet(&glossary.load(None)?))?;
            Ok(Outcome::Done)
        }
    }
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
