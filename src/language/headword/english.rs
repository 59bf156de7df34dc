//! English headwords: the head takes a plural, the other words stay; a noun is told from a verb
//! written alike by the word before it.

use crate::language::class::{WordClass, class};
use crate::language::fold::can_be;
use crate::language::headword::{Fit, Form, Kind, Part, Usage, is_acronym, is_capitalised, small};

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
        Part::new(LANG, kind, word)
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

/// Words that are an auxiliary far more often than the noun written like it.
const AUXILIARIES: [&str; 3] = ["will", "can", "might"];
/// Words after which such a word is the noun; so it is after a possessive.
const BEFORE_NOUN: [&str; 24] = [
    "a",
    "an",
    "the",
    "this",
    "that",
    "my",
    "your",
    "his",
    "her",
    "its",
    "our",
    "their",
    "whose",
    "no",
    "any",
    "each",
    "every",
    "another",
    "last",
    "free",
    "of",
    "by",
    "political",
    "good",
];

/// See [`super::is_another_word`]: is this noun used as a verb, or a part of a compound?
pub(super) fn is_another_word(text: &str, forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    let own = &forms[at];
    let common = matches!(part.kind, Kind::Head | Kind::Verb | Kind::Quality);
    // dog-tired, mother-in-law, president-elect
    if common && own.joined && !is_capitalised(&part.text) {
        return true;
    }
    if part.kind != Kind::Head {
        return false;
    }
    // A word by itself is whatever is asked for.
    if forms.len() > 1 && AUXILIARIES.contains(&own.small.as_str()) {
        let noun = at.checked_sub(1).map(|before| &forms[before]).is_some_and(|before| {
            BEFORE_NOUN.contains(&before.small.as_str())
                || without_possessive(&before.small).is_some()
        });
        return !noun;
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
