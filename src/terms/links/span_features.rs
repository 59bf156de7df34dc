//! What is weighed of a pair of spans. Both sides have the same features, so that one table
//! serves either order of the languages.

use std::ops::Range;
use std::sync::LazyLock;

use super::spans::{Linked, View};
use crate::language::WordKind;
use crate::model::{WeightError, Weights};

macro_rules! features {
    ($($name:ident = $text:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        enum Span { $($name),* }

        const SPAN: &[&str] = &[$($text),*];
    };
}

features! {
    Any = "any span";
    Longer = "words of the longer side, logarithm";
    OneWord = "one word each";
    TwoTwo = "two words each";
    OneTwo = "one word against more";
    Long = "four words or more";
    Capitals = "capitals on both sides";
    CapitalShare = "share of capitals";
    NoCapitals = "no capitals";
    CapitalWord = "one capitalised word each";
    CapitalFirst = "capital at the beginning only";
    CapitalWords = "several capitalised words";
    SmallWords = "several words in small letters";
    SmallWord = "one word in small letters";
    LeastLinked = "least linked word";
    MeanLinked = "mean of the links";
    Unlinked = "words without link";
    Leaving = "links that leave";
    Weak = "no sure link";
    CapitalBeside = "capitalised word beside";
    HyphenBeside = "hyphen beside";
    LooseBeside = "word without link beside";
    AdjectiveBeside = "adjective beside its noun";
    GenitiveBeside = "genitive after its noun";
    Genitive = "noun and genitive";
    AdjectiveNoun = "adjective and noun";
    Plain = "plain adjective";
    Classifying = "classifying adjective";
    Compound = "noun and noun";
    Listed = "listed phrase";
    ListedPart = "part of a listed phrase";
    Rarest = "how rare the rarest word is";
    Commonest = "how rare the commonest word is";
    RareSmall = "how rare the commonest is, in small letters";
    Same = "the same words";
    Acronym = "acronym";
    Year = "a year alone";
    Figure = "a figure alone";
    FigureUnit = "a figure with its unit";
    FigureInside = "a figure among words";
    SameFigures = "the same figures";
    FiguresDiffer = "figures that differ";
    WholeRun = "a whole run of capitals";
    WholeRunBoth = "whole runs of capitals on both sides";
    Repeated = "stands in the text more than once";
    RepeatedWords = "several words that stand there more than once";
}

/// Places of a word against a span, each with a weight a kind.
const PLACES: [&str; 6] = ["begins with", "ends with", "holds", "follows", "precedes", "alone is"];
const KINDS: usize = WordKind::ALL.len();
const KINDS_AT: usize = SPAN.len();

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let kinds = WordKind::ALL.map(WordKind::name);
    let pairs = PLACES.iter().flat_map(|p| kinds.iter().map(move |k| format!("{p} {k}")));
    SPAN.iter().map(|name| name.to_string()).chain(pairs).collect()
});

/// A learned table: what each feature of a pair of spans is worth, in nats.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanWeights(Weights);

impl SpanWeights {
    /// Takes weights in the order of [`SpanWeights::names`].
    pub fn new(weights: Weights) -> SpanWeights {
        SpanWeights(weights)
    }

    /// Reads a table.
    ///
    /// # Errors
    /// [`WeightError`] when it does not fit the features.
    pub fn read(table: &str) -> Result<SpanWeights, WeightError> {
        Ok(SpanWeights(Weights::read(table, &SpanWeights::names())?))
    }

    /// Returns the names of the weights in their order.
    pub fn names() -> Vec<&'static str> {
        NAMES.iter().map(String::as_str).collect()
    }

    /// Returns the weights.
    pub fn weights(&self) -> &Weights {
        &self.0
    }

    /// Returns how probable it is that a span with these features is a term, 0 to 1.
    pub fn probability(&self, features: &[(u16, f32)]) -> f64 {
        let values = self.0.values();
        let terms = features.iter().map(|&(at, value)| values[usize::from(at)] * f64::from(value));
        1.0 / (1.0 + (-terms.sum::<f64>()).exp())
    }
}

#[derive(Default)]
struct Features(Vec<(u16, f32)>);

impl Features {
    fn say(&mut self, feature: Span, value: f64) {
        if value != 0.0 {
            self.0.push((feature as u16, value as f32));
        }
    }

    fn is(&mut self, feature: Span, holds: bool) {
        self.say(feature, f64::from(u8::from(holds)));
    }

    fn kind(&mut self, place: usize, kind: WordKind) {
        self.0.push(((KINDS_AT + place * KINDS + kind as usize) as u16, 1.0));
    }
}

/// Returns the features of a pair of spans.
pub(super) fn features(
    linked: &Linked<'_>,
    source: &Range<usize>,
    target: &Range<usize>,
) -> Vec<(u16, f32)> {
    let mut found = Features::default();
    let sides = [(&linked.source, source), (&linked.target, target)];
    let (longer, shorter) = (source.len().max(target.len()), source.len().min(target.len()));
    found.is(Span::Any, true);
    found.say(Span::Longer, (longer as f64).ln());
    found.is(Span::OneWord, longer == 1);
    found.is(Span::TwoTwo, longer == 2 && shorter == 2);
    found.is(Span::OneTwo, longer > 1 && shorter == 1);
    found.is(Span::Long, longer > 3);
    capitals(&mut found, sides, longer);
    links(&mut found, linked, source, target);
    for (view, range) in sides {
        beside(&mut found, linked, view, range);
        inside(&mut found, view, range);
    }
    figures(&mut found, sides);
    let spelled = |(view, range): (&View<'_>, &Range<usize>)| -> Vec<String> {
        range.clone().map(|at| view.words[at].small.clone()).collect()
    };
    phrases(&mut found, linked, source, target);
    found.is(Span::Same, spelled(sides[0]) == spelled(sides[1]));
    let keys: Vec<u32> = source.clone().map(|at| linked.source.words[at].key).collect();
    let times = linked.runs.get(&keys).copied().unwrap_or(1).max(1);
    let repeated = f64::from(times).ln().min(2.0);
    found.say(Span::Repeated, repeated);
    found.say(Span::RepeatedWords, if source.len() > 1 { repeated } else { 0.0 });
    found.0
}

/// Whether a dictionary or glossary lists the two spans, or one that they are part of.
fn phrases(
    found: &mut Features,
    linked: &Linked<'_>,
    source: &Range<usize>,
    target: &Range<usize>,
) {
    let (a, b) = (source.end - 1, target.end - 1);
    if !linked.is_phrase(source.start, target.start) || !linked.is_phrase(a, b) {
        return;
    }
    let before = source.start.checked_sub(1).is_some_and(|i| linked.is_phrase(i, target.start))
        || target.start.checked_sub(1).is_some_and(|j| linked.is_phrase(source.start, j));
    let after = linked.is_phrase(a + 1, b) || linked.is_phrase(a, b + 1);
    found.is(if before || after { Span::ListedPart } else { Span::Listed }, true);
}

type Sides<'v, 's> = [(&'v View<'s>, &'v Range<usize>); 2];

fn capitals(found: &mut Features, sides: Sides<'_, '_>, longer: usize) {
    let share = |(view, range): (&View<'_>, &Range<usize>)| {
        let content = range.clone().filter(|&at| !view.weak[at] || view.slots[at].upper);
        let (all, upper) = content.fold((0usize, 0usize), |(all, upper), at| {
            (all + 1, upper + usize::from(view.slots[at].upper))
        });
        upper as f64 / all.max(1) as f64
    };
    let starts = |(view, range): (&View<'_>, &Range<usize>)| {
        range.len() == 1 && view.slots[range.start].first
    };
    let shares = sides.map(share);
    let (both, none) = (shares[0] * shares[1] == 1.0, shares[0] + shares[1] == 0.0);
    let initial = sides.into_iter().any(starts);
    found.is(Span::Capitals, both);
    found.say(Span::CapitalShare, shares[0] * shares[1]);
    found.is(Span::NoCapitals, none);
    found.is(Span::CapitalWord, both && longer == 1 && !initial);
    found.is(Span::CapitalFirst, both && initial);
    found.is(Span::CapitalWords, both && longer > 1);
    found.is(Span::SmallWords, none && longer > 1);
    found.is(Span::SmallWord, none && longer == 1);
    let whole = sides.map(|(view, range)| is_whole_run(view, range));
    found.is(Span::WholeRun, whole[0] != whole[1]);
    found.is(Span::WholeRunBoth, whole[0] && whole[1]);
}

/// Whether a span is all the capitalised words that stand together.
fn is_whole_run(view: &View<'_>, range: &Range<usize>) -> bool {
    let upper = |at: usize| view.slots[at].upper || view.words[at].small == "-";
    let inner = |at: usize| at > range.start && at + 1 < range.end && view.weak[at];
    let free =
        |at: Option<usize>| at.is_none_or(|at| view.slots.get(at).is_none_or(|slot| !slot.capital));
    range.clone().all(|at| upper(at) || inner(at))
        && free(range.start.checked_sub(1))
        && free(Some(range.end))
}

fn links(found: &mut Features, linked: &Linked<'_>, source: &Range<usize>, target: &Range<usize>) {
    /// A word linked less than this has no link.
    const NO_LINK: f64 = 0.3;
    let best_of_source = |i: usize| target.clone().map(|j| linked.score(i, j)).fold(0.0, f64::max);
    let best_of_target = |j: usize| source.clone().map(|i| linked.score(i, j)).fold(0.0, f64::max);
    let content_source = source.clone().filter(|&i| !linked.source.weak[i]).map(best_of_source);
    let content_target = target.clone().filter(|&j| !linked.target.weak[j]).map(best_of_target);
    let bests: Vec<f64> = content_source.chain(content_target).collect();
    let inside: f64 = source
        .clone()
        .flat_map(|i| target.clone().map(move |j| (i, j)))
        .map(|(i, j)| linked.score(i, j))
        .sum();
    let m = linked.target.words.len();
    let rows: f64 = source
        .clone()
        .flat_map(|i| (0..m).map(move |j| (i, j)))
        .map(|(i, j)| linked.score(i, j))
        .sum();
    let n = linked.source.words.len();
    let columns: f64 = target
        .clone()
        .flat_map(|j| (0..n).map(move |i| (i, j)))
        .map(|(i, j)| linked.score(i, j))
        .sum();
    let count = bests.len().max(1) as f64;
    found.say(Span::LeastLinked, bests.iter().copied().fold(1.0, f64::min));
    found.say(Span::MeanLinked, bests.iter().sum::<f64>() / count);
    found.say(Span::Unlinked, bests.iter().filter(|best| **best < NO_LINK).count() as f64);
    found.say(Span::Leaving, (rows + columns - 2.0 * inside).min(2.0) / 2.0);
    found.is(Span::Weak, bests.iter().all(|best| *best < 0.5));
}

fn beside(found: &mut Features, linked: &Linked<'_>, view: &View<'_>, range: &Range<usize>) {
    let is_source = std::ptr::eq(view, &linked.source);
    let (n, m) = (linked.source.words.len(), linked.target.words.len());
    let has_link = |at: usize| match is_source {
        true => (0..m).any(|j| linked.score(at, j) >= 0.25),
        false => (0..n).any(|i| linked.score(i, at) >= 0.25),
    };
    let neighbours =
        [range.start.checked_sub(1), Some(range.end).filter(|at| *at < view.words.len())];
    for (side, at) in neighbours.into_iter().enumerate() {
        let Some(at) = at else { continue };
        let word = view.words[at];
        found.kind(3 + side, word.kind);
        found.is(Span::CapitalBeside, view.slots[at].capital && word.kind != WordKind::Mark);
        found.is(Span::HyphenBeside, word.small == "-");
        if view.weak[at] {
            continue;
        }
        found.is(Span::LooseBeside, !has_link(at));
        let nearest = view.words[if side == 0 { range.start } else { range.end - 1 }];
        let adjective = word.kind == WordKind::Adjective && nearest.kind == WordKind::Noun;
        found.is(Span::AdjectiveBeside, adjective);
        let genitive = side == 1
            && word.kind == WordKind::Noun
            && nearest.kind != WordKind::Number
            && word.genitive;
        found.is(Span::GenitiveBeside, genitive);
    }
}

fn inside(found: &mut Features, view: &View<'_>, range: &Range<usize>) {
    let words = &view.words[range.clone()];
    let (first, last) = (words[0], words[words.len() - 1]);
    if words.len() == 1 {
        found.kind(5, first.kind);
    } else {
        found.kind(0, first.kind);
        found.kind(1, last.kind);
        words[1..words.len() - 1].iter().for_each(|word| found.kind(2, word.kind));
        let kinds = [first.kind, last.kind];
        let genitive = kinds == [WordKind::Noun; 2] && last.genitive;
        found.is(Span::Genitive, genitive);
        let noun = kinds.contains(&WordKind::Noun) && kinds.contains(&WordKind::Adjective);
        found.is(Span::AdjectiveNoun, noun);
        found.is(Span::Classifying, words.iter().any(|word| word.classifying));
        found.is(Span::Compound, kinds == [WordKind::Noun; 2] && !last.genitive);
        let plain = words.iter().any(|word| word.plain);
        found.is(Span::Plain, plain);
    }
    let content = || range.clone().filter(|&at| !view.weak[at]).map(|at| view.words[at].chance);
    let rarest = content().fold(0.0, f64::min);
    let commonest = content().fold(-8.0, f64::max);
    found.say(Span::Rarest, -rarest / 8.0);
    found.say(Span::Commonest, -commonest / 8.0);
    let small = range.clone().all(|at| !view.slots[at].upper);
    found.say(Span::RareSmall, if small { -commonest / 8.0 } else { 0.0 });
    found.is(Span::Acronym, range.clone().any(|at| view.words[at].acronym));
}

fn figures(found: &mut Features, sides: Sides<'_, '_>) {
    let of = |(view, range): (&View<'_>, &Range<usize>)| -> Vec<String> {
        let numbers = range
            .clone()
            .filter(|&at| view.words[at].small.chars().next().is_some_and(|c| c.is_ascii_digit()));
        let value = |at: usize| view.words[at].value.clone();
        numbers.map(|at| value(at).unwrap_or_else(|| view.words[at].small.clone())).collect()
    };
    let values = sides.map(of);
    if values.iter().all(Vec::is_empty) {
        return;
    }
    let lengths = sides.map(|(_, range)| range.len());
    let all_figures = |(view, range): (&View<'_>, &Range<usize>)| {
        range.clone().all(|at| view.words[at].kind == WordKind::Number)
    };
    let only = sides.into_iter().all(all_figures);
    let is_year = |value: &String| value.len() == 4 && value.starts_with(['1', '2']);
    let year = lengths == [1, 1] && values.iter().flatten().any(is_year);
    let signs = sides
        .into_iter()
        .flat_map(|(view, range)| range.clone().map(move |at| &view.words[at].small));
    let has_sign = signs.into_iter().any(|small| matches!(small.as_str(), "%" | "$" | "€" | "£"));
    found.is(Span::Year, only && year);
    found.is(Span::Figure, only && !year && lengths == [1, 1]);
    found.is(Span::FigureUnit, has_sign);
    found.is(Span::FigureInside, !only);
    let (mut a, mut b) = (values[0].clone(), values[1].clone());
    a.sort_unstable();
    b.sort_unstable();
    found.is(Span::SameFigures, a == b);
    found.is(Span::FiguresDiffer, a != b);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_a_name_of_its_own() {
        let mut names = SpanWeights::names();
        assert_eq!(names.len(), KINDS_AT + PLACES.len() * KINDS);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS_AT + PLACES.len() * KINDS);
    }
}
