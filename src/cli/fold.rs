//! `kladka fold`: the keys under which all forms of a word meet.

use anyhow::Result;

use super::Outcome;
use super::output::Show;
use crate::language::{self, Strength, WordClass};
use crate::report::{Cell, Line, Sheet};
use crate::text::Lang;

/// Show the keys under which all forms of a word meet.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  kladka fold koalicją państw Wołka")]
pub(super) struct Args {
    /// The words.
    #[arg(required = true)]
    words: Vec<String>,
    /// Their language.
    #[arg(long, value_name = "LANG", default_value = "pl")]
    lang: Lang,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let lang = args.lang.primary();
    let mut lines = Vec::new();
    for word in &args.words {
        let class = language::class(lang, word);
        let classes: Vec<&str> = [
            (WordClass::COMMON, "common word"),
            (WordClass::NAME, "name"),
            (WordClass::FINITE, "finite verb"),
            (WordClass::FUNCTION, "function word"),
        ]
        .into_iter()
        .filter(|(flag, _)| class.has(*flag))
        .map(|(_, name)| name)
        .collect();
        for key in language::fold(lang, word).iter() {
            let strength = match key.strength {
                Strength::Strong => "strong",
                Strength::Weak => "weak",
            };
            lines.push(Line {
                json: serde_json::json!({
                    "word": word, "key": key.text, "strength": strength, "class": classes,
                }),
                cells: vec![
                    Cell::from(word.as_str()),
                    key.text.as_str().into(),
                    strength.into(),
                    classes.join(", ").into(),
                ],
            });
        }
    }
    args.show.sheet(&Sheet { columns: vec!["word", "key", "strength", "class"], lines })?;
    Ok(Outcome::Done)
}
