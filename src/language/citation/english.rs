//! English citation forms: the singular of the head noun, the spelling kept as it stands.

use super::{Number, Part};
use crate::language::{WordClass, class, fold};

/// Endings of adjectives that tell a kind.
pub(super) const CLASSIFYING: &[&str] = &["al", "ic", "ar", "ary", "ive", "ine"];

/// Helping verbs and adjectives too plain to make a term, by lemma.
pub(super) const PLAIN: &str = "be am is are was were been being have has had having do does did \
    done get got will would can could may might shall should must let make made \
    new old big large small great major minor main important good better best bad worse worst \
    young whole every only high low long short early late strong weak full free similar possible \
    next last first second third other another different various own current former recent \
    present true serious huge considerable numerous common certain special same such several \
    many much few little own";

pub(super) fn part(word: &str) -> Part {
    let word = word.to_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let nouns =
        ["family", "assembly", "ally", "supply", "reply", "italy", "july", "rally", "bully"];
    if word.len() > 4 && word.ends_with("ly") && !nouns.contains(&word.as_str()) {
        return Part::Adverb;
    }
    if word.len() > 4 && ends(&["ical", "ional", "ive", "ous", "ful", "less", "ic", "able", "ible"])
    {
        return Part::Adjective;
    }
    Part::Noun
}

pub(super) fn lemma(word: &str) -> String {
    let word = word.to_lowercase();
    let word = bare(&word);
    singular(word).unwrap_or_else(|| word.to_string())
}

/// The base form of a verb, as far as it keeps the spelling of the form.
pub(super) fn base(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let keys = fold("en", &word);
    let short = |key: &str| key.len() < word.len() && word.starts_with(key.trim_end_matches('e'));
    if let Some(key) = keys.strong().find(|key| short(key)) {
        return Some(key.to_string());
    }
    // `organized` is known as an adjective: its verb has to be known as a word.
    let stem = word.strip_suffix("ing").or(word.strip_suffix("ed"))?;
    let candidates = [format!("{stem}e"), stem.to_string()];
    candidates.into_iter().find(|verb| class("en", verb).has(WordClass::COMMON))
}

/// The singular, when a regular one folds to the same key as the plural does.
fn singular(word: &str) -> Option<String> {
    if word.len() < 4 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("ics") {
        return None;
    }
    let same = |candidate: &String| fold("en", candidate).meets(&fold("en", word)).is_some();
    let candidates = [
        word.strip_suffix("ies").map(|stem| format!("{stem}y")),
        ["sses", "ches", "shes", "xes", "zes", "oes"]
            .iter()
            .any(|end| word.ends_with(end))
            .then(|| word[..word.len() - 2].to_string()),
        word.strip_suffix("ves").map(|stem| format!("{stem}f")),
        word.strip_suffix("ves").map(|stem| format!("{stem}fe")),
        word.strip_suffix('s').filter(|stem| !stem.ends_with('i')).map(str::to_string),
    ];
    let regular = candidates.into_iter().flatten().find(same);
    regular.or_else(|| irregular(word).map(str::to_string))
}

/// Plurals that no rule gives.
fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "men" => "man",
        "women" => "woman",
        "children" => "child",
        "people" => "people",
        "feet" => "foot",
        "teeth" => "tooth",
        "mice" => "mouse",
        "criteria" => "criterion",
        "phenomena" => "phenomenon",
        _ => return None,
    })
}

pub(super) fn number(words: &[&str]) -> Option<Number> {
    let head = words.get(head(words))?.to_lowercase();
    let plural = singular(&head).is_some_and(|singular| singular != head);
    Some(if plural { Number::Plural } else { Number::Singular })
}

pub(super) fn citation(words: &[&str], number: Number) -> Vec<String> {
    let head = head(words);
    let cite = |(at, word): (usize, &&str)| {
        let name = word.chars().next().is_some_and(char::is_uppercase);
        match number {
            Number::Singular if at == head && !name => lemma(word),
            _ if at == head => bare(word).to_string(),
            _ => word.to_string(),
        }
    };
    words.iter().enumerate().map(cite).collect()
}

/// A word without its possessive.
fn bare(word: &str) -> &str {
    let word = word.strip_suffix("’s").or(word.strip_suffix("'s")).unwrap_or(word);
    word.strip_suffix(['’', '\'']).unwrap_or(word)
}

/// The last word before the first `of`.
fn head(words: &[&str]) -> usize {
    let of = words.iter().position(|word| ["of", "for", "on"].contains(word));
    of.unwrap_or(words.len()).saturating_sub(1)
}
