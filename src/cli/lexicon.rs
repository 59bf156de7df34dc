//! `kladka lexicon`: what the dictionaries list.

use anyhow::{Result, bail};

use super::Outcome;
use super::common::{LexiconArgs, read_bytes};
use super::output::{Show, note};
use crate::language::headword::words;
use crate::lexicon::Finder;
use crate::report::{Listed, lexicon_sheet};
use crate::structure;
use crate::text::Lang;

/// Show what the core lexicon and your dictionaries list for a word or phrase, in any form.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka lexicon koalicją
  kladka lexicon \"broni masowego rażenia\" agreement
  kladka lexicon --lang en state --format jsonl
  kladka lexicon --text artykuł.txt --lang pl
  kladka lexicon bród --lexicon my.tsv

Rows: form (as asked), lang, lemma, part of speech, translations (likeliest first), subject.
A dictionary of your own has a line an entry, with tabs between the cells:
  bród<TAB>noun<TAB>ford|crossing<TAB>geography (may be left out)
Exit code 1 when nothing is listed.")]
pub(super) struct Args {
    /// The words or phrases; each argument is one.
    #[arg(required_unless_present = "text")]
    words: Vec<String>,
    /// Show every entry that stands in a text; `-` reads standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    text: Option<std::path::PathBuf>,
    /// Their language [default: all languages of the dictionaries].
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    #[command(flatten)]
    lexicon: LexiconArgs,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let dictionaries = args.lexicon.load()?;
    let mut langs: Vec<String> = Vec::new();
    for dictionary in &dictionaries {
        for lang in [dictionary.langs().0, dictionary.langs().1] {
            let wanted = args.lang.as_ref().is_none_or(|said| said.primary() == lang);
            if wanted && !langs.iter().any(|known| known == lang) {
                langs.push(lang.to_string());
            }
        }
    }
    if let (Some(lang), true) = (&args.lang, langs.is_empty()) {
        bail!("--lang {lang}: no dictionary is of this language; name one with --lexicon FILE");
    }
    let mut finder = Finder::new(&dictionaries);
    let found = match &args.text {
        Some(path) => {
            let Ok(text) = String::from_utf8(read_bytes(path)?) else {
                bail!("{}: this is not UTF-8; convert it first", path.display());
            };
            if let Some(lang) = structure::detect_text(&text).filter(|_| langs.len() > 1) {
                langs.retain(|known| known == lang.primary());
            }
            find(&mut finder, &langs, &text)
        }
        None => args.words.iter().flat_map(|word| asked(&mut finder, &langs, word)).collect(),
    };
    if found.is_empty() {
        note("nothing is listed");
        return Ok(Outcome::NothingFound);
    }
    args.show.sheet(&lexicon_sheet(&found))?;
    Ok(Outcome::Done)
}

fn find(finder: &mut Finder, langs: &[String], text: &str) -> Vec<Listed> {
    let mut found = Vec::new();
    for lang in langs {
        found.extend(finder.find(lang, text).into_iter().map(|hit| {
            let form = text[hit.range.clone()].to_string();
            Listed { form, lang: lang.clone(), hit }
        }));
    }
    found
}

/// What is listed for a word or phrase: where the whole of it is, only that; else its parts.
fn asked(finder: &mut Finder, langs: &[String], text: &str) -> Vec<Listed> {
    let mut found = find(finder, langs, text);
    let whole = |listed: &Listed| listed.hit.words.len() == words(&listed.lang, text).len();
    if found.iter().any(whole) {
        found.retain(whole);
    }
    found
}
