//! Names, acronyms and negations of the source that nothing in the target answers.
//!
//! What answers a name is hard to say for certain (exonyms, adjectives, pronouns), so these are for information.

use std::sync::Arc;

use super::{Finding, Pair, Problem};
use crate::language::{FoldKeys, WordClass, class, denies_by_prefix, fold, negation, sound};
use crate::lexicon::{Dictionary, Given};
use crate::text::{Token, TokenKind, tokens};

/// How alike two words have to sound to be one name in two languages.
const SOUNDS_LIKE: f64 = 0.6;

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
    let is_wanted = |at: &usize| {
        let token = &source[*at];
        token.kind == TokenKind::Word && (token.is_acronym() || is_name(own_lang, source, *at))
    };
    let wanted: Vec<usize> = (0..source.len()).filter(is_wanted).collect();
    if wanted.is_empty() {
        return;
    }
    let others: Vec<(&str, FoldKeys)> = target
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| (token.text, fold(other_lang, token.text)))
        .collect();
    let keys: Vec<FoldKeys> = wanted.iter().map(|&at| fold(own_lang, source[at].text)).collect();
    let texts =
        |keys: &'_ FoldKeys| -> Vec<String> { keys.iter().map(|k| k.text.to_string()).collect() };
    let own: Vec<String> = keys.iter().flat_map(texts).collect();
    let theirs: Vec<String> = others.iter().flat_map(|(_, keys)| texts(keys)).collect();
    let given = Given::of(own_lang, other_lang, dictionaries);
    let links = given.between(own.iter().map(String::as_str), theirs.iter().map(String::as_str));
    let mut told: Vec<&str> = Vec::new();
    for (&at, keys) in wanted.iter().zip(&keys) {
        let token = &source[at];
        let acronym = token.is_acronym();
        let is_same = |other: &FoldKeys| keys.meets(other).is_some();
        let is_listed = keys.iter().any(|key| !links.partners(&key.text).is_empty());
        let sounds = |word: &str| {
            !acronym && sound(own_lang, token.text).alike(&sound(other_lang, word)) >= SOUNDS_LIKE
        };
        if told.contains(&token.text)
            || is_listed
            || others.iter().any(|(word, other)| is_same(other) || sounds(word))
        {
            continue;
        }
        told.push(token.text);
        let name = token.text.to_string();
        let problem = if acronym {
            Problem::AcronymMissing { acronym: name }
        } else {
            Problem::NameMissing { name }
        };
        found.push(Finding::new(problem).in_source(token.range()));
    }
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
