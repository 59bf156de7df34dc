//! `kladka values`: numbers and dates by value.

use anyhow::Result;

use super::Outcome;
use super::output::{Show, note};
use crate::language::{self, Side};
use crate::report::{Cell, Line, Sheet};
use crate::structure;
use crate::text::{Lang, TokenKind, tokens};

/// Show the numbers and dates of a text, or what of them has no counterpart in another.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka values \"8 milionów osób od 14 lutego 2019 r.\"
  kladka values \"82 państwa\" \"79 states\"           exit code 1: every number has its counterpart")]
pub(super) struct Args {
    /// A text.
    #[arg(allow_hyphen_values = true)]
    source: String,
    /// Its translation.
    #[arg(allow_hyphen_values = true)]
    target: Option<String>,
    /// Language of the first text [default: told from the text, else pl].
    #[arg(long, value_name = "LANG")]
    source_lang: Option<Lang>,
    /// Language of the second text [default: told from the text, else en].
    #[arg(long, value_name = "LANG")]
    target_lang: Option<Lang>,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let lang = |said: &Option<Lang>, text: &str, usual: &str| {
        let told = said.clone().or_else(|| told(text));
        told.map_or(usual.to_string(), |lang| lang.primary().to_string())
    };
    let source_lang = lang(&args.source_lang, &args.source, "pl");
    let Some(target) = &args.target else {
        let values = language::values(&source_lang, &args.source);
        if values.is_empty() {
            note("no number or date was found");
            return Ok(Outcome::NothingFound);
        }
        let line = |value: &language::Value| {
            let text = &args.source[value.span.clone()];
            let kind = format!("{:?}", value.kind).to_lowercase();
            Line {
                json: serde_json::json!({
                    "text": text, "kind": kind, "value": value.canonical(),
                    "start": value.span.start, "end": value.span.end,
                }),
                cells: vec![Cell::from(text), kind.into(), value.canonical().into()],
            }
        };
        let lines = values.iter().map(line).collect();
        args.show.sheet(&Sheet { columns: vec!["text", "kind", "value"], lines })?;
        return Ok(Outcome::Done);
    };
    let target_lang = lang(&args.target_lang, target, "en");
    let found = language::compare(&source_lang, &args.source, &target_lang, target);
    if found.unmatched.is_empty() {
        note("every number and date has its counterpart");
        return Ok(Outcome::NothingFound);
    }
    let line = |left: &language::Leftover| {
        let side = match left.side {
            Side::Source => "source",
            Side::Target => "target",
        };
        Line {
            json: serde_json::json!({
                "side": side, "text": left.text, "start": left.span.start, "end": left.span.end,
            }),
            cells: vec![Cell::from(side), left.text.as_str().into()],
        }
    };
    let lines = found.unmatched.iter().map(line).collect();
    args.show.sheet(&Sheet { columns: vec!["side", "text"], lines })?;
    Ok(Outcome::Done)
}

/// The language of a text long enough to tell it: "100 km" is of none.
fn told(text: &str) -> Option<Lang> {
    const LEAST_WORDS: usize = 4;
    let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word).count();
    (words >= LEAST_WORDS).then(|| structure::detect_text(text)).flatten()
}
