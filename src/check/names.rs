//! Names, acronyms and negations of the source that nothing in the target answers.
//!
//! What answers a name is hard to say for certain (exonyms, adjectives, pronouns), so these are for information; but where
//! one name of either text is left over, it has most probably become the other.

use std::ops::Range;
use std::sync::Arc;

use super::{Finding, Pair, Problem};
use crate::language::{
    FoldKeys, Sound, WordClass, class, denies_by_prefix, fold, negation, sound, values,
};
use crate::lexicon::{Dictionary, Given};
use crate::text::{Token, TokenKind, tokens};

/// How alike two words have to sound to be one name in two languages.
const SOUNDS_LIKE: f64 = 0.6;

/// How alike two words sound that may be forms of one name after all: *Franciszek*, *Franz*.
const MAY_BE_ONE: f64 = 0.4;

/// Bytes of the longest text whose names are compared, each with each word of the other: longer ones are no segments.
const LONGEST_TEXT: usize = 20_000;

/// Looks for the counterparts of names, acronyms and negations.
pub(super) fn check(pair: &Pair<'_>, dictionaries: &[Arc<Dictionary>], found: &mut Vec<Finding>) {
    let (source, target) = (tokens(pair.source), tokens(pair.target));
    let words = |tokens: &[Token<'_>]| tokens.iter().filter(|t| t.kind == TokenKind::Word).count();
    let shouted = source.iter().filter(|t| t.kind == TokenKind::Word).all(Token::is_acronym);
    let is_long = pair.source.len().max(pair.target.len()) > LONGEST_TEXT;
    if !shouted && !is_long && words(&target) > 0 {
        names(pair, dictionaries, (&source, &target), found);
    }
    negations(pair, &source, &target, found);
}

fn names(
    pair: &Pair<'_>,
    dictionaries: &[Arc<Dictionary>],
    (source, target): (&[Token<'_>], &[Token<'_>]),
    found: &mut Vec<Finding>,
) {
    let (own_lang, other_lang) = (pair.source_lang.primary(), pair.target_lang.primary());
    let mut missing = unanswered((own_lang, source), (other_lang, target), dictionaries);
    if missing.iter().any(|&at| source[at].is_acronym()) {
        // "XIX" and "PLN" are parts of values, which are compared as such.
        let values = values(own_lang, pair.source);
        let within = |token: &Token<'_>| {
            let range = token.range();
            values.iter().any(|value| value.span.start < range.end && range.start < value.span.end)
        };
        missing.retain(|&at| !(source[at].is_acronym() && within(&source[at])));
    }
    if let Some((lost, new)) =
        exchanged(&missing, (own_lang, source), (other_lang, target), dictionaries)
    {
        let bytes = |tokens: &[Token<'_>], range: &Range<usize>| {
            tokens[range.start].start..tokens[range.end - 1].range().end
        };
        let (one, other) = (bytes(source, &lost), bytes(target, &new));
        let problem = Problem::NameDiffers {
            source: pair.source[one.clone()].to_string(),
            target: pair.target[other.clone()].to_string(),
        };
        found.push(Finding::new(problem).in_source(one).in_target(other));
        missing.retain(|at| !lost.contains(at));
    }
    let mut told: Vec<&str> = Vec::new();
    for at in missing {
        let token = &source[at];
        if told.contains(&token.text) {
            continue;
        }
        told.push(token.text);
        let name = token.text.to_string();
        let problem = if token.is_acronym() {
            Problem::AcronymMissing { acronym: name }
        } else {
            Problem::NameMissing { name }
        };
        found.push(Finding::new(problem).in_source(token.range()));
    }
}

/// The only name of the source that nothing answers and the only one of the target, if there is one
/// of each and neither can be a form or a translation of the other.
fn exchanged(
    missing: &[usize],
    (own_lang, source): (&str, &[Token<'_>]),
    (other_lang, target): (&str, &[Token<'_>]),
    dictionaries: &[Arc<Dictionary>],
) -> Option<(Range<usize>, Range<usize>)> {
    let names = |tokens: &[Token<'_>], at: &[usize]| -> Vec<Range<usize>> {
        joined(at.iter().copied().filter(|&at| !tokens[at].is_acronym()).collect())
    };
    let [lost] = <[Range<usize>; 1]>::try_from(names(source, missing)).ok()?;
    let extra = unanswered((other_lang, target), (own_lang, source), dictionaries);
    let [new] = <[Range<usize>; 1]>::try_from(names(target, &extra)).ok()?;
    let are_proper = |langs: (&str, &str), tokens: &[Token<'_>], range: &Range<usize>| {
        range.clone().all(|at| is_proper(langs, tokens[at].text, dictionaries))
    };
    let sounds = |lang: &str, tokens: &[Token<'_>], range: &Range<usize>| -> Vec<Sound> {
        range.clone().map(|at| sound(lang, tokens[at].text)).collect()
    };
    let (own, other) = (sounds(own_lang, source, &lost), sounds(other_lang, target, &new));
    let may_be_one = own.iter().any(|own| other.iter().any(|other| own.alike(other) >= MAY_BE_ONE));
    let is_exchange = extra.len() == new.len()
        && !may_be_one
        && are_proper((own_lang, other_lang), source, &lost)
        && are_proper((other_lang, own_lang), target, &new);
    is_exchange.then_some((lost, new))
}

/// Not a word of a title that is common otherwise: *Northern*, *Channel*.
fn is_proper((own, other): (&str, &str), word: &str, dictionaries: &[Arc<Dictionary>]) -> bool {
    let is_listed = || {
        let given = Given::of(own, other, dictionaries);
        fold(own, word).iter().any(|key| given.has(&key.text))
    };
    class(own, word).has(WordClass::NAME) || !is_listed()
}

/// The stretches that positions next to each other make.
fn joined(at: Vec<usize>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for at in at {
        match ranges.last_mut() {
            Some(range) if range.end == at => range.end += 1,
            _ => ranges.push(at..at + 1),
        }
    }
    ranges
}

/// The names and acronyms of one text that no word of the other answers: by form, by sound, by a dictionary.
fn unanswered(
    (own_lang, own): (&str, &[Token<'_>]),
    (other_lang, other): (&str, &[Token<'_>]),
    dictionaries: &[Arc<Dictionary>],
) -> Vec<usize> {
    let is_wanted = |at: &usize| {
        let token = &own[*at];
        token.kind == TokenKind::Word && (token.is_acronym() || is_name(own_lang, own, *at))
    };
    let wanted: Vec<usize> = (0..own.len()).filter(is_wanted).collect();
    if wanted.is_empty() {
        return wanted;
    }
    let others: Vec<(&str, FoldKeys)> = other
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| (token.text, fold(other_lang, token.text)))
        .collect();
    let keys: Vec<FoldKeys> = wanted.iter().map(|&at| fold(own_lang, own[at].text)).collect();
    let texts =
        |keys: &'_ FoldKeys| -> Vec<String> { keys.iter().map(|k| k.text.to_string()).collect() };
    let mine: Vec<String> = keys.iter().flat_map(texts).collect();
    let theirs: Vec<String> = others.iter().flat_map(|(_, keys)| texts(keys)).collect();
    let given = Given::of(own_lang, other_lang, dictionaries);
    let links = given.between(mine.iter().map(String::as_str), theirs.iter().map(String::as_str));
    let is_answered = |(&at, keys): (&usize, &FoldKeys)| {
        let token = &own[at];
        let is_same = |other: &FoldKeys| keys.meets(other).is_some();
        let sounds = |word: &str| {
            !token.is_acronym()
                && sound(own_lang, token.text).alike(&sound(other_lang, word)) >= SOUNDS_LIKE
        };
        let is_listed = |key: &str| !links.partners(key).is_empty() || !links.built(key).is_empty();
        keys.iter().any(|key| is_listed(&key.text))
            || others
                .iter()
                .any(|(word, other)| is_same(other) || sounds(word) || is_ended(token.text, word))
    };
    let open = wanted.iter().zip(&keys).filter(|&both| !is_answered(both));
    open.map(|(&at, _)| at).collect()
}

/// Whether one of two names is the other with an ending: *Linas*, *Linasem*.
fn is_ended(a: &str, b: &str) -> bool {
    /// Letters of a name that an ending may be put to, and of an ending.
    const SHORTEST: usize = 4;
    const ENDING: usize = 3;
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let is_capital = short.chars().next().is_some_and(char::is_uppercase);
    let ending = long.strip_prefix(short).map(|ending| ending.chars().count());
    is_capital && short.chars().count() >= SHORTEST && ending.is_some_and(|rest| rest <= ENDING)
}

/// A capital inside a sentence, on a word that is not common otherwise.
fn is_name(lang: &str, tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let inside = at > 0 && tokens[at - 1].kind != TokenKind::Mark;
    let known = class(lang, token.text);
    inside
        && token.is_capitalised()
        && token.text.chars().count() > 2
        && !known.has(WordClass::FUNCTION)
        && !known.has(WordClass::COMMON)
}

fn negations(
    pair: &Pair<'_>,
    source: &[Token<'_>],
    target: &[Token<'_>],
    found: &mut Vec<Finding>,
) {
    let denies = |lang: &str, tokens: &[Token<'_>]| -> Vec<usize> {
        let words = tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word);
        words.filter(|(_, t)| negation(lang, t.text)).map(|(at, _)| at).collect()
    };
    let own = denies(pair.source_lang.primary(), source);
    if let [only, ..] = own[..]
        && denies(pair.target_lang.primary(), target).is_empty()
        && !has_denying_prefix(pair.target_lang.primary(), target)
    {
        let token = &source[only];
        let problem = Problem::NegationMissing { word: token.text.to_string() };
        found.push(Finding::new(problem).in_source(token.range()));
    }
}

/// A word that denies by its beginning: *unaware*, *niepewny*.
fn has_denying_prefix(lang: &str, tokens: &[Token<'_>]) -> bool {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word);
    words.into_iter().any(|token| denies_by_prefix(lang, token.text))
}
