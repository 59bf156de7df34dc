//! `kladka fold`: the keys under which all forms of a word meet.

use anyhow::Result;
use serde_json::json;

use super::Outcome;
use super::output::Show;
use crate::language::{self, FoldKeys, Strength, WordClass, fold, without_diacritics};
use crate::report::{Cell, Line, Sheet};
use crate::text::Lang;

/// Show the keys under which all forms of a word meet, and the rule behind each.
///
/// A key is strong where the word is a form of it, weak where it is only related (the verb of a
/// gerund, the stem of an unknown word). Keys without diacritics and parts of hyphenated compounds
/// find with a lower score.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  kladka fold koalicją państw Wołka
  kladka fold rady radny --of rada         which of these can be a form of that word")]
pub(super) struct Args {
    /// The words.
    #[arg(required = true)]
    words: Vec<String>,
    /// Their language.
    #[arg(long, value_name = "LANG", default_value = "pl")]
    lang: Lang,
    /// Ask instead which of the words can be a form of this one.
    #[arg(long, value_name = "LEMMA")]
    of: Option<String>,
    #[command(flatten)]
    show: Show,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let lang = args.lang.primary();
    if let Some(lemma) = &args.of {
        return forms(&args, lang, lemma);
    }
    let mut lines = Vec::new();
    for word in &args.words {
        let classes = classes(lang, word);
        let keys = fold::fold(lang, word);
        for key in &keys {
            let strength = match key.strength {
                Strength::Strong => "strong",
                Strength::Weak => "weak",
            };
            let rule = key.reason.describe(word, &key.text);
            lines.push(line(word, &key.text, strength, &rule, &classes));
        }
        let plain = plain(&keys);
        lines.extend(
            plain.iter().map(|key| line(word, key, "plain", "without diacritics", &classes)),
        );
        for part in fold::parts(lang, word) {
            lines.push(line(word, part.best(), "part", "a part of the compound", &classes));
        }
    }
    args.show.sheet(&Sheet { columns: vec!["word", "key", "strength", "rule", "class"], lines })?;
    Ok(Outcome::Done)
}

/// Which of the words can be a form of the lemma.
fn forms(args: &Args, lang: &str, lemma: &str) -> Result<Outcome> {
    let line = |word: &String| {
        let can_be = language::can_be(lang, word, lemma);
        Line {
            json: json!({"word": word, "lemma": lemma, "can_be": can_be}),
            cells: vec![
                Cell::from(word.as_str()),
                lemma.into(),
                if can_be { "yes" } else { "no" }.into(),
            ],
        }
    };
    let lines = args.words.iter().map(line).collect();
    args.show.sheet(&Sheet { columns: vec!["word", "lemma", "can be a form"], lines })?;
    Ok(Outcome::Done)
}

fn classes(lang: &str, word: &str) -> Vec<&'static str> {
    let class = language::class(lang, word);
    let named = [
        (WordClass::COMMON, "common word"),
        (WordClass::NAME, "name"),
        (WordClass::FINITE, "finite verb"),
        (WordClass::FUNCTION, "function word"),
    ];
    named.into_iter().filter(|(flag, _)| class.has(*flag)).map(|(_, name)| name).collect()
}

/// The strong keys that change when their diacritics come off.
fn plain(keys: &FoldKeys) -> Vec<String> {
    keys.strong()
        .map(|key| (key, without_diacritics(key)))
        .filter(|(key, plain)| key != plain)
        .map(|(_, plain)| plain)
        .collect()
}

fn line(word: &str, key: &str, strength: &str, rule: &str, classes: &[&str]) -> Line {
    Line {
        json: json!({
            "word": word, "key": key, "strength": strength, "rule": rule, "class": classes,
        }),
        cells: vec![
            Cell::from(word),
            key.into(),
            strength.into(),
            rule.into(),
            classes.join(", ").into(),
        ],
    }
}
