//! English headwords: the head takes a plural, the other words stay; a noun is told from a verb
//! written alike by the word before it.

use crate::language::class::{WordClass, class};
use crate::language::fold::can_be;
use crate::language::headword::{Form, Kind, Part, Usage, is_acronym, is_capitalised, small};

const LANG: &str = "en";

/// The head of a term stands before the first of these.
const AFTER_HEAD: [&str; 12] =
    ["of", "for", "in", "and", "on", "at", "against", "to", "with", "from", "by", "under"];

/// Words after which a verb follows.
const BEFORE_VERB: [&str; 24] = [
    "can",
    "could",
    "will",
    "would",
    "shall",
    "should",
    "may",
    "might",
    "must",
    "cannot",
    "can't",
    "couldn't",
    "won't",
    "wouldn't",
    "shouldn't",
    "don't",
    "doesn't",
    "didn't",
    "let's",
    "please",
    "i",
    "we",
    "you",
    "they",
];
/// The other subjects.
const SUBJECTS: [&str; 4] = ["he", "she", "it", "who"];
/// Words that may stand between a subject or modal and its verb.
const BETWEEN: [&str; 9] =
    ["not", "also", "never", "always", "even", "only", "then", "just", "still"];
/// Words that begin an object.
const OBJECTS: [&str; 24] = [
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "them", "him", "us", "me",
    "it", "that", "this", "these", "those", "all", "any", "some", "every", "each",
];
/// Words that may follow a verb after "to".
const AFTER_VERB: [&str; 16] = [
    "for", "in", "on", "with", "and", "at", "against", "to", "out", "up", "as", "by", "from",
    "about", "into", "over",
];
/// Words after which "to" is a preposition: "due to state aid".
const BEFORE_TO: [&str; 23] = [
    "due",
    "according",
    "addition",
    "contrast",
    "thanks",
    "response",
    "access",
    "close",
    "opposed",
    "way",
    "comes",
    "came",
    "led",
    "return",
    "up",
    "next",
    "prior",
    "compared",
    "related",
    "similar",
    "subject",
    "key",
    "threat",
];

/// Says whether a term is written as an infinitive.
pub(super) fn is_verb(term: &str) -> bool {
    term.strip_prefix("to ").is_some_and(|verb| !verb.trim().is_empty())
}

/// Reads the words of an entry.
pub(super) fn parts(words: &[&str], usage: Usage) -> Vec<Part> {
    let is_verb = usage == Usage::Verb;
    let words = match words {
        ["to", rest @ ..] if is_verb && !rest.is_empty() => rest,
        words => words,
    };
    let after = |word: &&str| AFTER_HEAD.contains(&small(word).as_str());
    let head = words.iter().skip(1).position(after).unwrap_or(words.len().saturating_sub(1));
    let part = |(at, word): (usize, &&str)| {
        let kind = if is_acronym(word) {
            Kind::Acronym
        } else if is_verb && at == 0 {
            Kind::Verb
        } else if usage == Usage::Quality && words.len() == 1 && !is_capitalised(word) {
            Kind::Quality
        } else if is_verb || at != head {
            Kind::Fixed
        } else if words.len() == 1 && is_capitalised(word) && word.chars().count() > 1 {
            Kind::Name
        } else {
            Kind::Head
        };
        Part::new(LANG, kind, word)
    };
    words.iter().enumerate().map(part).collect()
}

/// Says whether a form (a possessive taken off) can stand where the part stands.
pub(super) fn fits(part: &Part, form: &str) -> bool {
    let lower = small(form);
    if lower == part.small {
        return true;
    }
    match part.kind {
        Kind::Acronym => false,
        Kind::Verb => part.is_form(LANG, form),
        Kind::Quality => is_degree(&lower, &part.small) && can_be(LANG, &lower, &part.small),
        // Two spellings of one word are forms of each other.
        Kind::Fixed => can_be(LANG, &lower, &part.small) && can_be(LANG, &part.small, &lower),
        _ => is_noun_form(&lower, &part.small) && can_be(LANG, &lower, &part.small),
    }
}

/// Tells plurals from the forms of a verb written like the noun.
fn is_noun_form(form: &str, noun: &str) -> bool {
    let verbal = |word: &str| word.ends_with("ed") || word.ends_with("ing");
    if verbal(form) && !verbal(noun) {
        return false;
    }
    let degree = form.ends_with("er") || form.ends_with("est");
    let shorter = form.len() > noun.len() && !form.ends_with('s') && degree;
    !shorter && (form.ends_with('s') || !class(LANG, form).has(WordClass::FINITE))
}

/// Tells degrees from the forms of a verb or noun written like the adjective (closed, closes).
fn is_degree(form: &str, adjective: &str) -> bool {
    let other = |ending: &str| form.ends_with(ending) && !adjective.ends_with(ending);
    !["s", "ed", "ing"].into_iter().any(other)
}

/// Takes off a possessive: `council's` is council.
pub(super) fn without_possessive(word: &str) -> Option<&str> {
    let base = word.strip_suffix(['s', 'S']).unwrap_or(word);
    base.strip_suffix(['\'', '’']).filter(|base| !base.is_empty())
}

/// See [`super::is_another_word`]: is this noun used as a verb?
pub(super) fn is_another_word(text: &str, forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    if part.kind != Kind::Head {
        return false;
    }
    let joined = |a: usize, b: usize| text[forms[a].range().end..forms[b].start].trim().is_empty();
    let word = |i: usize| forms.get(i).map_or("", |form| form.small.as_str());
    let Some(mut before) = at.checked_sub(1).filter(|&before| joined(before, at)) else {
        return false;
    };
    if BETWEEN.contains(&word(before)) && before > 0 {
        before -= 1;
    }
    let after = if at + 1 < forms.len() && joined(at, at + 1) { word(at + 1) } else { "" };
    let previous = before.checked_sub(1).map_or("", word);
    match word(before) {
        "to" if OBJECTS.contains(&after) => true,
        "to" => (after.is_empty() || AFTER_VERB.contains(&after)) && !BEFORE_TO.contains(&previous),
        word => BEFORE_VERB.contains(&word) || SUBJECTS.contains(&word),
    }
}
