//! `kladka links`: which words of finished translations answer each other.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use super::Outcome;
use super::common::{GlossaryArgs, LexiconArgs, open_to_learn, tell_skipped};
use super::import::{FileFormat, open};
use super::output::{colours, count, note};
use crate::formats::{Strictness, read_units};
use crate::jobs::{LinkOptions, LinkTask, Links};
use crate::report::{links_html, links_json, links_view, pharaoh};
use crate::text::Lang;

/// Link the words of translations, and find the names and terms that answer each other.
///
/// Links come from a small trained model: same forms, values, sound, the core lexicon, glossaries, a
/// memory, and how often words meet in the units at hand. A score of .9 and more is nearly always
/// right; works without any dictionary too, for any pair of languages.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka links umowa.tmx                         two lines a unit, linked words numbered alike
  kladka links umowa.tmx --format pharaoh        0-0 1-2 … for other tools
  kladka links umowa.tsv --format html --why > links.html
  kladka links umowa.tmx --memory projekt.sqlite --glossary umowy.tsv --format jsonl

Words are numbered from 0, as in the lists that jsonl gives.")]
pub(super) struct Args {
    /// Files of units: TMX, TSV, JSON Lines; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The files' format [default: told by the ending, else by the content].
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<FileFormat>,
    /// The source language [default: that of a unit's first variant].
    #[arg(long, value_name = "LANG")]
    source_lang: Option<Lang>,
    /// The target language [default: every other variant].
    #[arg(long, value_name = "LANG")]
    target_lang: Option<Lang>,
    /// A memory to learn from; only the one named here is used.
    #[arg(long, value_name = "FILE")]
    memory: Option<PathBuf>,
    #[command(flatten)]
    glossary: GlossaryArgs,
    #[command(flatten)]
    lexicon: LexiconArgs,
    /// Link each unit by itself: others say nothing of it.
    #[arg(long)]
    alone: bool,
    /// Tell the reasons of each link (jsonl, html).
    #[arg(long)]
    why: bool,
    /// How links are shown [default: view on a terminal, else jsonl].
    #[arg(long, value_enum)]
    format: Option<Style>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Style {
    /// Two lines a pair of texts; linked words bear the same number and colour.
    View,
    /// One JSON object a pair of texts.
    Jsonl,
    /// Numbers of linked words, a line a pair of texts: 0-0 1-2.
    Pharaoh,
    /// A page; words under the pointer show their links.
    Html,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let dictionaries = args.lexicon.load()?;
    let glossary = args.glossary.load_named()?;
    let memory = args.memory.as_deref().map(open_to_learn).transpose()?;
    let mut tasks: Vec<LinkTask> = Vec::new();
    let mut names = Vec::new();
    for path in &args.files {
        let file = open(path, args.input_format)?;
        let name = file.name.clone();
        let summary =
            read_units(file.format, &name, file.input, Strictness::Lenient, &mut |unit| {
                let (source, target) = (args.source_lang.as_ref(), args.target_lang.as_ref());
                tasks.extend(LinkTask::of_unit(&unit, source, target));
                ControlFlow::Continue(())
            })?;
        tell_skipped(&name, &summary.skipped, summary.skipped_in_all);
        names.push(name);
    }
    let mut links = Links::new(LinkOptions {
        dictionaries: &dictionaries,
        glossary: &glossary,
        memory: memory.as_ref(),
        why: args.why,
    });
    let linked = match args.alone {
        true => tasks.iter().map(|task| links.alone(task)).collect::<Result<Vec<_>, _>>()?,
        false => links.together(&tasks)?,
    };
    let found: usize = linked.iter().map(|pair| pair.links.len()).sum();
    let terms: usize = linked.iter().map(|pair| pair.spans.len()).sum();
    note(&format!(
        "{}: {}, {}, {}",
        names.join(", "),
        count(tasks.len(), "pair of texts", "pairs of texts"),
        count(found, "link", "links"),
        count(terms, "term", "terms")
    ));
    let terminal = io::stdout().is_terminal();
    let view = args.format.unwrap_or(if terminal { Style::View } else { Style::Jsonl });
    let mut output = BufWriter::new(io::stdout().lock());
    if view == Style::Html {
        let pairs: Vec<_> = tasks.into_iter().zip(linked).collect();
        write!(output, "{}", links_html(&names.join(", "), &pairs))?;
    } else {
        for (number, (task, linked)) in tasks.iter().zip(&linked).enumerate() {
            match view {
                Style::View if number > 0 => {
                    write!(output, "\n{}", links_view(task, linked, terminal && colours()))?
                }
                Style::View => {
                    write!(output, "{}", links_view(task, linked, terminal && colours()))?
                }
                Style::Pharaoh => writeln!(output, "{}", pharaoh(linked))?,
                Style::Jsonl | Style::Html => {
                    writeln!(output, "{}", links_json(number + 1, task, linked))?;
                }
            }
        }
    }
    output.flush()?;
    Ok(if found > 0 { Outcome::Done } else { Outcome::NothingFound })
}
