//! English headwords: the head takes a plural, the other words stay; a noun is told from a verb
//! written alike by the word before it.

use crate::language::fold::can_be;
use crate::language::headword::{Fit, Kind, Part, Usage, is_acronym, is_capitalised, small};

const LANG: &str = "en";

/// The head of a term stands before the first of these.
const AFTER_HEAD: [&str; 12] =
    ["of", "for", "in", "and", "on", "at", "against", "to", "with", "from", "by", "under"];

/// Adjectives that stand behind their noun: *secretaries-general*.
const AFTER_NOUN: [&str; 4] = ["general", "elect", "designate", "martial"];

/// What makes a compound of a verb, which it is when it stands apart.
const PARTICLES: [&str; 10] =
    ["how", "up", "off", "out", "in", "down", "over", "on", "back", "away"];

/// Says whether a word turns a verb into a compound noun: start-up, know-how.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

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
    let mut head = words.iter().skip(1).position(after).unwrap_or(words.len().saturating_sub(1));
    if head > 0 && head + 1 == words.len() && AFTER_NOUN.contains(&small(words[head]).as_str()) {
        head -= 1;
    }
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
        let degrees = usage == Usage::Either && words.len() == 1;
        Part { degrees, ..Part::new(LANG, kind, word) }
    };
    words.iter().enumerate().map(part).collect()
}

/// Keys under which a form may be found besides those of its fold: *chairwomen* is of *chairwoman*.
pub(super) fn more_keys(form: &str) -> Vec<String> {
    let base = without_possessive(form).unwrap_or(form);
    let mut keys: Vec<String> = man_of(base).into_iter().collect();
    // The plural of the last part of a compound (start-ups), where that is no noun by itself.
    keys.extend(base.strip_suffix('s').filter(|stem| stem.len() > 1).map(String::from));
    keys
}

/// The singular of a compound of man or woman.
fn man_of(form: &str) -> Option<String> {
    form.strip_suffix("men").filter(|stem| stem.len() > 1).map(|stem| format!("{stem}man"))
}

/// Letters of the shortest acronym that is spoken, and then also written, as a word (Nato, Unesco).
const SHORTEST_SPOKEN: usize = 4;

/// An acronym written as a name, with a possessive or without.
pub(super) fn fits_spoken(lang: &str, acronym: &str, form: &str) -> Option<Fit> {
    let base = without_possessive(form).unwrap_or(form);
    let (first, rest) = acronym.split_at(acronym.chars().next()?.len_utf8());
    let is_it = lang == "en"
        && acronym.chars().all(char::is_alphabetic)
        && acronym.chars().count() >= SHORTEST_SPOKEN
        && base.strip_prefix(first).is_some_and(|tail| tail == rest.to_lowercase());
    let fit = if base == form { Fit::Whole } else { Fit::Possessive(base.len()) };
    is_it.then_some(fit)
}

/// Letters without their marks, as English papers write names of places abroad (Krakow, Lodz).
pub(super) fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let marks = |c: &char| !('\u{300}'..='\u{36f}').contains(c);
    let letter = |c| {
        if c == 'ł' {
            'l'
        } else if c == 'Ł' {
            'L'
        } else {
            c
        }
    };
    word.nfd().filter(marks).map(letter).collect()
}

/// American spellings that are words of another meaning for whoever spells as the British do.
const OTHER_WORDS: [&str; 6] = ["check", "curb", "tire", "draft", "story", "vise"];

/// Says whether a form (a possessive taken off) can stand where the part stands.
pub(super) fn fits(part: &Part, form: &str) -> bool {
    let lower = small(form);
    if lower == part.small || is_capitalised(&part.text) && lower == plain(&part.small) {
        return true;
    }
    if part.kind == Kind::Head
        && (man_of(&lower).is_some_and(|man| man == part.small)
            || part.compound && lower.strip_suffix('s') == Some(&part.small))
    {
        return true;
    }
    match part.kind {
        Kind::Acronym => false,
        Kind::Verb => part.is_form(LANG, form),
        Kind::Quality => is_degree(&lower, &part.small) && can_be(LANG, &lower, &part.small),
        // Two spellings of one word are forms of each other.
        Kind::Fixed => can_be(LANG, &lower, &part.small) && can_be(LANG, &part.small, &lower),
        _ => {
            let other = |word: &&str| lower == **word || lower.strip_suffix('s') == Some(word);
            let spelled = OTHER_WORDS.iter().find(|word| other(word));
            spelled.is_none_or(|word| *word == part.small)
                && (is_noun_form(&lower, &part.small) || part.degrees && is_degree_form(&lower))
                && can_be(LANG, &lower, &part.small)
        }
    }
}

/// Tells plurals from the forms of a verb written like the noun.
fn is_noun_form(form: &str, noun: &str) -> bool {
    let verbal = |word: &str| word.ends_with("ed") || word.ends_with("ing");
    if verbal(form) && !verbal(noun) {
        return false;
    }
    // Other plurals are few; else it is another spelling (centre, center), each a form of the other.
    form.ends_with('s') || is_irregular_plural(form) || can_be(LANG, noun, form)
}

/// Endings of plurals without an -s.
const IRREGULAR: [&str; 24] = [
    "men", "women", "children", "people", "feet", "teeth", "geese", "mice", "lice", "oxen", "dice",
    "pence", "eaux", "ria", "mena", "data", "ula", "nda", "ata", "dia", "sia", "ia", "i", "ae",
];

/// Says whether a form may be a plural without an -s: *people*, *criteria*, *bureaux*.
fn is_irregular_plural(form: &str) -> bool {
    IRREGULAR.iter().any(|ending| form.ends_with(ending))
}

/// Whether a form ends as the degrees of an adjective do.
fn is_degree_form(form: &str) -> bool {
    form.ends_with("er") || form.ends_with("est")
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
