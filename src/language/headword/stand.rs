//! Where a term stands in a text, word by word.

use crate::language::headword::{
    Fit, Form, Part, english, is_another_word, is_capitalised, is_verb,
};
use crate::language::{WordClass, WordKind, class, is_reflexive, word_kind};

/// Words that may stand between a verb and its reflexive particle.
const MOST_BETWEEN: usize = 2;

/// Says where a term stands whose first word is the word `first` of a text, if it does: the bytes
/// it takes. Its parts are those of [`parts`](super::parts).
pub fn stands(
    lang: &str,
    text: &str,
    forms: &[Form<'_>],
    first: usize,
    parts: &[(String, Part)],
) -> Option<std::ops::Range<usize>> {
    let here = forms.get(first..first + parts.len())?;
    let mut end = 0;
    for (nth, ((gap, part), form)) in parts.iter().zip(here).enumerate() {
        if nth > 0 && !same_gap(gap, &text[end..form.start]) {
            return None;
        }
        // "know how to" is no know-how, and "start up" is a verb.
        let parted = part.compound && text[end..form.start].trim().is_empty();
        if nth > 0 && parted && lang == "en" && english::is_particle(&part.small) {
            return None;
        }
        end = form.range().end;
        match part.fits(lang, form)? {
            Fit::Whole => {}
            Fit::Possessive(length) => end = form.start + length,
        }
    }
    // Anna Nowak-Kowalska is another person.
    if parts.len() > 1
        && parts.iter().all(|(_, part)| is_capitalised(&part.text))
        && text[end..].starts_with(['-', '‑', '‐'])
        && text[end..].chars().nth(1).is_some_and(char::is_uppercase)
    {
        return None;
    }
    if let [(_, part)] = parts
        && is_another_word(lang, text, forms, first, part)
    {
        return None;
    }
    Some(here.first()?.start..end)
}

/// Says where a reflexive verb stands whose particle is not the word after it: before it (*by się
/// spotkać*), or parted from it by small words (*spotkali mu się*, *się nie spotkali*). The verb is the
/// word `at`; returns the words it takes, and its bytes, both with the particle and all between.
pub fn stands_apart(
    lang: &str,
    text: &str,
    forms: &[Form<'_>],
    at: usize,
    parts: &[(String, Part)],
) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let [(_, verb), (_, particle)] = parts else { return None };
    let form = forms.get(at)?;
    if !is_reflexive(lang, &particle.small) || verb.fits(lang, form)? != Fit::Whole {
        return None;
    }
    let joined = |a: usize, b: usize| text[forms[a].range().end..forms[b].start].trim().is_empty();
    let is_small = |word: usize| {
        let kind = word_kind(lang, &forms[word].small);
        !kind.is_content() || kind == WordKind::Adverb
    };
    let is_particle = |word: usize| is_reflexive(lang, &forms[word].small);
    let before = (at.saturating_sub(MOST_BETWEEN + 1)..at).rev();
    let mut next = at;
    for word in before {
        if !joined(word, next) {
            break;
        }
        if is_particle(word) {
            // Between two verbs, of which the second is an infinitive, it is the first one's: "stara
            // się spotkać" is no "spotkać się".
            let of_another = is_verb(lang, &form.small)
                && word > 0
                && joined(word - 1, word)
                && class(lang, &forms[word - 1].small).has(WordClass::FINITE);
            let range = forms[word].start..form.range().end;
            return (!of_another).then_some((word..at + 1, range));
        }
        if !is_small(word) {
            break;
        }
        next = word;
    }
    let after = at + 1..forms.len().min(at + MOST_BETWEEN + 2);
    for word in after {
        if !joined(word - 1, word) {
            break;
        }
        if is_particle(word) {
            // Directly behind it is the usual place, which `stands` knows.
            let range = form.start..forms[word].range().end;
            return (word > at + 1).then_some((at..word + 1, range));
        }
        if !is_small(word) {
            break;
        }
    }
    None
}

/// Between two words of a term may stand a space or a hyphen, whichever the entry has; any other
/// mark must be the entry's.
fn same_gap(entry: &str, text: &str) -> bool {
    let plain = |gap: &str| {
        let gap = gap.trim();
        gap.is_empty() || matches!(gap, "-" | "‑" | "‐")
    };
    plain(entry) && is_tight(text) && plain(text) || entry.trim() == text.trim()
}

/// A hyphen with a space beside it is a dash.
fn is_tight(gap: &str) -> bool {
    gap.trim().is_empty() || gap.trim() == gap
}
