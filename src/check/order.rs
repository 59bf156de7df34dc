//! Numbers that have changed places: every value is there, but not where it belongs.
//!
//! Two counterparts whose order is another in the translation are nothing yet: sentences are turned round. So the words
//! beside the numbers are asked, each through its link: where they moved along with the numbers, all is well; where they
//! stand by the other number, or say nothing, the numbers were swapped. The words are linked only in pairs of texts whose
//! numbers cross, which few do.

use std::ops::Range;
use std::sync::Arc;

use super::{Finding, Pair, Problem};
use crate::language::value::{Comparison, Figure, Value, ValueKind};
use crate::language::{WordKind, word_kind};
use crate::lexicon::{Dictionary, Given};
use crate::terms::links::{Linker, TextPair};
use crate::text::{Token, tokens};

/// Bytes of the longest text in which order is looked at: longer ones are no segments, and linking takes time.
const LONGEST_TEXT: usize = 3_000;
/// Words on either side of a number that are asked.
const REACH: usize = 5;
/// The least score of a link that is believed.
const BELIEVED: f64 = 0.4;
/// How much farther a comma or a conjunction between them sets a word and a number apart, in words.
const CLAUSE: usize = 2;
/// What the same unit beside both numbers says, as words do.
const UNIT: f64 = 3.0;
/// What has to speak for the new order.
const ENOUGH: f64 = 0.3;

type Crossing<'c> = [&'c (Figure, Figure); 2];

/// Finds counterparts whose order has changed without the words around them.
pub(super) fn check(
    pair: &Pair<'_>,
    compared: &Comparison,
    (sources, targets): (&[Value], &[Value]),
    dictionaries: &[Arc<Dictionary>],
    found: &mut Vec<Finding>,
) {
    if pair.source.len().max(pair.target.len()) > LONGEST_TEXT {
        return;
    }
    let mut moved = None;
    for crossing in crossings(compared) {
        let is_swapped = match by_value(crossing, sources, targets) {
            Some(verdict) => verdict,
            None => {
                let moved =
                    moved.get_or_insert_with(|| Words::of(pair, (sources, targets), dictionaries));
                moved.speak_for(crossing) + units(crossing) < ENOUGH
            }
        };
        if is_swapped {
            let [(one, first), (two, second)] = crossing;
            let problem = Problem::NumberOrder {
                first: pair.target[first.span.clone()].to_string(),
                second: pair.target[second.span.clone()].to_string(),
            };
            let both =
                |a: &Figure, b: &Figure| a.span.start.min(b.span.start)..a.span.end.max(b.span.end);
            found.push(
                Finding::new(problem).in_source(both(one, two)).in_target(both(first, second)),
            );
        }
    }
}

/// Neighbours in the translation that stand the other way round in the source.
fn crossings(compared: &Comparison) -> Vec<Crossing<'_>> {
    let mut figures: Vec<&(Figure, Figure)> = compared.figures.iter().collect();
    figures.sort_by_key(|(_, target)| target.span.start);
    let crosses = |pair: &&[&(Figure, Figure)]| {
        let [(one, first), (two, second)] = [pair[0], pair[1]];
        one.span.start > two.span.start && first.span.end <= second.span.start
    };
    figures.windows(2).filter(crosses).map(|pair| [pair[0], pair[1]]).collect()
}

/// Whether what the numbers are parts of decides: within a date, a range, a time of day or a fraction nothing is turned
/// round.
fn by_value(crossing: Crossing<'_>, sources: &[Value], targets: &[Value]) -> Option<bool> {
    let [(one, first), (two, second)] = crossing;
    let joined = |a: &Figure, b: &Figure, values: &[Value]| {
        let kind = values.get(a.value).map(|value| value.kind)?;
        (a.value == b.value).then_some(kind)
    };
    match (joined(one, two, sources), joined(first, second, targets)) {
        // Day, month and year stand in any order, as long as they are one date.
        (Some(ValueKind::Date), Some(ValueKind::Date)) => Some(false),
        (Some(_), _) | (_, Some(_)) => Some(true),
        (None, None) => None,
    }
}

/// What units say for the new order: as many as agree, less those that agree with the other number.
fn units(crossing: Crossing<'_>) -> f64 {
    let [(one, first), (two, second)] = crossing;
    let agree = |a: &Figure, b: &Figure| match (a.unit, b.unit) {
        (Some(a), Some(b)) if a.symbol == b.symbol => UNIT,
        _ => 0.0,
    };
    agree(one, first) + agree(two, second) - agree(one, second) - agree(two, first)
}

/// The words of both texts and their links.
struct Words<'p> {
    source: Line<'p>,
    target: Line<'p>,
    links: Vec<(usize, usize, f64)>,
}

/// The tokens of a text, and how far each stands from its beginning, in words.
struct Line<'p> {
    tokens: Vec<Token<'p>>,
    places: Vec<usize>,
}

impl<'p> Line<'p> {
    fn of(lang: &str, tokens: Vec<Token<'p>>) -> Line<'p> {
        let mut next = 0;
        let place = |token: &Token<'_>| {
            let place = next;
            let parts = matches!(token.text, "," | ";")
                || word_kind(lang, token.text) == WordKind::Conjunction;
            next += if parts { 1 + CLAUSE } else { 1 };
            place
        };
        Line { places: tokens.iter().map(place).collect(), tokens }
    }

    /// The tokens that a number takes up.
    fn range(&self, number: &Figure) -> Range<usize> {
        let inside = |token: &Token<'_>| {
            token.start < number.span.end && number.span.start < token.range().end
        };
        let start = self.tokens.iter().position(inside).unwrap_or(0);
        start..self.tokens.iter().rposition(inside).unwrap_or(start) + 1
    }

    /// How near a word stands to a number: 1 beside it, 0 out of reach.
    fn nearness(&self, at: usize, number: &Range<usize>) -> f64 {
        let away = if at < number.start {
            self.places[number.start] - self.places[at]
        } else if at >= number.end {
            self.places[at] - self.places[number.end - 1]
        } else {
            return 0.0;
        };
        if away > REACH { 0.0 } else { 1.0 / away as f64 }
    }
}

impl<'p> Words<'p> {
    fn of(
        pair: &Pair<'p>,
        (sources, targets): (&[Value], &[Value]),
        dictionaries: &[Arc<Dictionary>],
    ) -> Words<'p> {
        let (source, target) = (tokens(pair.source), tokens(pair.target));
        let langs = (pair.source_lang.primary(), pair.target_lang.primary());
        let given = Given::of(langs.0, langs.1, dictionaries);
        let words = |tokens: &[Token<'_>]| -> Vec<String> {
            tokens.iter().map(|token| token.text.to_string()).collect()
        };
        let (one, other) = (words(&source), words(&target));
        let texts = TextPair { source: &one, target: &other, known: &[] };
        let linked = Linker { given: Some(&given), ..Linker::new(langs) }.link(&[texts]);
        // Little words, units and marks follow the number they stand by, wherever that is.
        let tells = |lang: &str, values: &[Value], token: &Token<'_>| {
            let range = token.range();
            let inside =
                |value: &Value| value.span.start < range.end && range.start < value.span.end;
            word_kind(lang, token.text).is_content() && !values.iter().any(inside)
        };
        let links = linked.iter().flat_map(|linked| &linked.links);
        let links = links
            .filter(|link| link.score >= BELIEVED)
            .filter(|link| tells(langs.0, sources, &source[link.source]))
            .filter(|link| tells(langs.1, targets, &target[link.target]))
            .map(|link| (link.source, link.target, link.score))
            .collect();
        Words { source: Line::of(langs.0, source), target: Line::of(langs.1, target), links }
    }

    /// How much the words beside the numbers moved with them; negative where they stayed.
    fn speak_for(&self, crossing: Crossing<'_>) -> f64 {
        let [(one, first), (two, second)] = crossing;
        let (one, two) = (self.source.range(one), self.source.range(two));
        let (first, second) = (self.target.range(first), self.target.range(second));
        let mut sum = 0.0;
        for &(source, target, score) in &self.links {
            let own = self.source.nearness(source, &one) - self.source.nearness(source, &two);
            let other =
                self.target.nearness(target, &first) - self.target.nearness(target, &second);
            sum += own * other * score;
        }
        sum
    }
}
