//! The text as a whole: empty, untranslated, of an odd length; words that stand twice or mix alphabets.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::{Finding, Pair, Problem};
use crate::language::{WordClass, class, length_ratio};
use crate::segment;
use crate::text::{Token, TokenKind, tokens};

/// Characters that the source has at least for its length to say anything.
const LONG_ENOUGH: usize = 40;
/// Percent of the expected length below which something is missing, and above which something was added.
const ODD_LENGTHS: (u32, u32) = (40, 250);
/// Words in a row that are those of the source.
const UNTRANSLATED_RUN: usize = 4;
/// Letters of a single such word.
const LONG_WORD: usize = 6;
/// Places of one word of the source at which such a run is tried.
const MOST_PLACES: usize = 8;

/// Looks at the whole text and at its words.
pub(super) fn check(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    if pair.target.trim().is_empty() {
        if !pair.source.trim().is_empty() {
            found.push(Finding::new(Problem::TextEmpty));
        }
        return;
    }
    let (source, target) = (tokens(pair.source), tokens(pair.target));
    untranslated(pair, &source, &target, found);
    repeated(&source, &target, found);
    alphabets(pair, &target, found);
    length(pair, found);
}

/// Stretches of the source that stand in the target as they are, if they are words of the source language alone.
fn untranslated(
    pair: &Pair<'_>,
    source: &[Token<'_>],
    target: &[Token<'_>],
    found: &mut Vec<Finding>,
) {
    if pair.source_lang.same_language(pair.target_lang) {
        return;
    }
    let lower = |tokens: &[Token<'_>]| -> Vec<(String, Range<usize>)> {
        let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
        words.map(|token| (token.text.to_lowercase(), token.range())).collect()
    };
    let (own, other) = (lower(source), lower(target));
    let is_foreign = |word: &str| {
        let (there, here) =
            (class(pair.source_lang.primary(), word), class(pair.target_lang.primary(), word));
        (there.has(WordClass::COMMON) || there.has(WordClass::FUNCTION))
            && here == WordClass::UNKNOWN
    };
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (word, _)) in own.iter().enumerate() {
        let places = places.entry(word).or_default();
        if places.len() < MOST_PLACES {
            places.push(at);
        }
    }
    let whole = own.len() == other.len() && own.iter().zip(&other).all(|(a, b)| a.0 == b.0);
    let mut at = 0;
    while at < other.len() {
        let starts = places.get(other[at].0.as_str()).map_or(&[][..], Vec::as_slice);
        let shared = |start: &usize| {
            own[*start..].iter().zip(&other[at..]).take_while(|(a, b)| a.0 == b.0).count()
        };
        let run = starts.iter().map(shared).max().unwrap_or(0);
        let words = &other[at..at + run];
        let foreign = words.iter().filter(|(word, _)| is_foreign(word)).count();
        // capitals are a title's or a name's: "City of Cape Town" stays as it is
        let plain =
            |range: &Range<usize>| !pair.target[range.clone()].starts_with(char::is_uppercase);
        let plain_words =
            words.iter().filter(|(word, range)| is_foreign(word) && plain(range)).count();
        let enough = match whole && run == other.len() {
            true => foreign >= 2,
            // One word of the source language alone, in small letters, has been forgotten.
            false => match words {
                [(word, _)] => plain_words == 1 && word.chars().count() >= LONG_WORD,
                _ => run >= UNTRANSLATED_RUN && plain_words >= UNTRANSLATED_RUN - 1,
            },
        };
        if enough && let (Some((_, first)), Some((_, last))) = (words.first(), words.last()) {
            let range = first.start..last.end;
            let problem =
                Problem::TextUntranslated { text: pair.target[range.clone()].to_string() };
            found.push(Finding::new(problem).in_target(range));
        }
        at += run.max(1);
    }
}

/// The same word twice in a row, where the source has no such pair.
fn repeated(source: &[Token<'_>], target: &[Token<'_>], found: &mut Vec<Finding>) {
    let twice = |tokens: &[Token<'_>]| -> Vec<usize> {
        let pairs = tokens.windows(2).enumerate();
        let same = pairs.filter(|(_, pair)| {
            pair.iter().all(|token| token.kind == TokenKind::Word)
                && pair[0].text.to_lowercase() == pair[1].text.to_lowercase()
                && pair[1].start - pair[0].range().end == 1
        });
        same.map(|(at, _)| at).collect()
    };
    if !twice(source).is_empty() {
        return;
    }
    for at in twice(target) {
        let (first, second) = (&target[at], &target[at + 1]);
        // Baden Baden, Bora Bora
        if first.is_capitalised() && second.is_capitalised() {
            continue;
        }
        let range = first.range().end..second.range().end;
        let finding = Finding::new(Problem::TextRepeated { word: second.text.to_string() });
        found.push(finding.in_target(first.start..second.range().end).mended_by(range, ""));
    }
}

/// The alphabet of a letter, as far as look-alikes matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
}

fn alphabet(c: char) -> Option<Alphabet> {
    match c.nfd().next().unwrap_or(c) {
        'a'..='z' | 'A'..='Z' => Some(Alphabet::Latin),
        '\u{370}'..='\u{3ff}' if !"µΩ".contains(c) => Some(Alphabet::Greek),
        '\u{400}'..='\u{52f}' => Some(Alphabet::Cyrillic),
        _ => None,
    }
}

fn alphabets(pair: &Pair<'_>, target: &[Token<'_>], found: &mut Vec<Finding>) {
    for token in target.iter().filter(|token| token.kind == TokenKind::Word) {
        let mut seen = token.text.chars().filter_map(alphabet);
        let first = seen.next();
        let mixed = seen.any(|other| Some(other) != first);
        if mixed && !pair.source.contains(token.text) {
            let problem = Problem::TextAlphabets { word: token.text.to_string() };
            found.push(Finding::new(problem).in_target(token.range()));
        }
    }
}

fn length(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    let (source_lang, target_lang) = (pair.source_lang.primary(), pair.target_lang.primary());
    let characters = |text: &str| text.trim().chars().count();
    let (ratio, _) = length_ratio(source_lang, target_lang);
    let (own, other) = (characters(pair.source), characters(pair.target));
    let expected = own as f64 * ratio;
    let percent = (100.0 * other as f64 / expected.max(1.0)).round() as u32;
    if own.max(other) >= LONG_ENOUGH && !(ODD_LENGTHS.0..=ODD_LENGTHS.1).contains(&percent) {
        found.push(Finding::new(Problem::TextLength { percent }));
    }
    let (source, target) = (
        segment::sentences(source_lang, pair.source).len(),
        segment::sentences(target_lang, pair.target).len(),
    );
    if source.abs_diff(target) >= 2 {
        found.push(Finding::new(Problem::TextSentences { source, target }));
    }
}
