//! Term pairs of aligned texts, grown from the trained word links.
//!
//! Each bead is a pair of texts to the [`Linker`](crate::terms::links::Linker): it says which words answer
//! each other, and of stretches closed under these links how probable it is that a terminologist
//! would store them. Here the stretches that have a term's shape on both sides are gathered over
//! all beads. Where a pair is met again, doubt about it shrinks; what it is worth as a term is
//! the mean of what was said at each meeting.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::bitext::{Bead, Evidence, LinkedSpan, Occurrence, TermKind, WordLink};
use crate::terms::Known;
use crate::terms::candidate::{Candidate, Place, candidates};
use crate::terms::links::{LinkedTexts, Linker, TextPair, evidence};
use crate::terms::pair::{Proposal, Proposals, SUREST};
use crate::terms::reading::Side;

/// Pairs of texts that are linked together at most: counts over more say little more, and
/// everything that speaks for each of their words is held at once.
const MOST_TOGETHER: usize = 2000;
/// What is left of the doubt about a pair each time it is met again.
const MET_AGAIN: f64 = 0.7;
/// Meetings that count; further ones say nothing new.
const MOST_MET: usize = 8;
/// How probable it is that a word is a term which the spans do not reach (a verb, a common adverb).
const NO_SPAN: f64 = 0.03;

pub(super) fn propose(
    source: &Side<'_>,
    target: &Side<'_>,
    beads: &[Bead],
    known: &[Known],
    linker: &Linker<'_>,
) -> Proposals {
    let units: Vec<Unit> = beads
        .iter()
        .filter(|bead| bead.is_two_sided())
        .map(|bead| Unit {
            source: slots(source, bead.source.clone()),
            target: slots(target, bead.target.clone()),
            confidence: bead.confidence,
        })
        .collect();
    let (sources, targets) = (candidates(source), candidates(target));
    let mut meetings = Meetings {
        sides: (source, target),
        at: (by_place(&sources), by_place(&targets)),
        met: BTreeMap::new(),
    };
    let known = (
        by_sentence(source, known, |known| &known.source_places),
        by_sentence(target, known, |known| &known.target_places),
    );
    for units in units.chunks(MOST_TOGETHER) {
        let texts: Vec<_> = units.iter().map(|unit| unit.texts(source, target)).collect();
        let spans: Vec<_> = units.iter().map(|unit| unit.known((source, target), &known)).collect();
        let pairs = texts.iter().zip(&spans);
        let pairs: Vec<TextPair<'_>> =
            pairs.map(|((source, target), known)| TextPair { source, target, known }).collect();
        for (unit, linked) in units.iter().zip(linker.link_all(&pairs)) {
            meetings.gather(unit, &linked);
        }
    }
    let met = std::mem::take(&mut meetings.met);
    let mut pairs: Vec<Proposal> = met
        .into_iter()
        .map(|((s, t), met)| met.propose((s, &sources[s]), (t, &targets[t])))
        .collect();
    pairs.sort_by(|a, b| {
        let worth = |p: &Proposal| p.score * p.termhood;
        worth(b).total_cmp(&worth(a)).then_with(|| (a.source, a.target).cmp(&(b.source, b.target)))
    });
    Proposals { source: sources, target: targets, pairs }
}

/// Where a word stands: its sentence in [`Side::sentences`], its number there.
type WordAt = (usize, usize);

/// The words of a bead.
struct Unit {
    source: Vec<WordAt>,
    target: Vec<WordAt>,
    confidence: f64,
}

fn slots(side: &Side<'_>, numbers: Range<usize>) -> Vec<WordAt> {
    let sentences = numbers.filter_map(|number| side.place(number));
    let words = |at: usize| (0..side.sentences[at].words.len()).map(move |word| (at, word));
    sentences.flat_map(words).collect()
}

impl Unit {
    fn texts(&self, source: &Side<'_>, target: &Side<'_>) -> (Vec<String>, Vec<String>) {
        let text = |side: &Side<'_>, slots: &[WordAt]| {
            slots.iter().map(|&at| side.word(at).text.to_string()).collect()
        };
        (text(source, &self.source), text(target, &self.target))
    }

    /// What a glossary knows of it, in numbers of its words.
    fn known(
        &self,
        (source, target): (&Side<'_>, &Side<'_>),
        known: &KnownPlaces<'_>,
    ) -> Vec<(Range<usize>, Range<usize>)> {
        let spans = |side, slots: &[WordAt], places: &PlacesBySentence<'_>| {
            let mut sentences: Vec<usize> = slots.iter().map(|slot| slot.0).collect();
            sentences.dedup();
            let places = sentences.iter().filter_map(|sentence| places.get(sentence)).flatten();
            let spans =
                places.filter_map(|&(entry, place)| Some((entry, span_of(side, slots, place)?)));
            spans.collect::<Vec<(usize, Range<usize>)>>()
        };
        let of_target = spans(target, &self.target, &known.1);
        let mut found = Vec::new();
        for (entry, span) in spans(source, &self.source, &known.0) {
            let opposite = of_target.iter().filter(|(other, _)| *other == entry);
            found.extend(opposite.map(|(_, other)| (span.clone(), other.clone())));
        }
        found
    }
}

/// What is known of each sentence (in [`Side::sentences`]): the entry's number, and a place.
type PlacesBySentence<'k> = HashMap<usize, Vec<(usize, &'k Occurrence)>>;
type KnownPlaces<'k> = (PlacesBySentence<'k>, PlacesBySentence<'k>);

fn by_sentence<'k>(
    side: &Side<'_>,
    known: &'k [Known],
    places: fn(&Known) -> &Vec<Occurrence>,
) -> PlacesBySentence<'k> {
    let mut found = PlacesBySentence::new();
    for (entry, known) in known.iter().enumerate() {
        for place in places(known) {
            if let Some(sentence) = side.place(place.segment) {
                found.entry(sentence).or_default().push((entry, place));
            }
        }
    }
    found
}

/// The words of a bead in which an occurrence stands.
fn span_of(side: &Side<'_>, slots: &[WordAt], occurrence: &Occurrence) -> Option<Range<usize>> {
    let sentence = side.place(occurrence.segment)?;
    let inside = |at: &WordAt| {
        let range = &side.word(*at).range;
        at.0 == sentence && range.start < occurrence.range.end && occurrence.range.start < range.end
    };
    let first = slots.iter().position(inside)?;
    let last = slots.iter().rposition(inside)?;
    Some(first..last + 1)
}

/// The place of some words of a bead, when they stand in one sentence.
fn place(slots: &[WordAt], words: &Range<usize>) -> Option<Place> {
    let (first, last) = (slots.get(words.start)?, slots.get(words.end.checked_sub(1)?)?);
    (first.0 == last.0).then(|| Place { sentence: first.0, words: first.1..last.1 + 1 })
}

/// Candidates by the place they stand in.
type ByPlace<'c> = HashMap<&'c Place, usize>;

fn by_place(candidates: &[Candidate]) -> ByPlace<'_> {
    let places = candidates.iter().enumerate();
    places.flat_map(|(number, c)| c.places.iter().map(move |place| (place, number))).collect()
}

/// Where candidates answered each other.
struct Meetings<'m> {
    sides: (&'m Side<'m>, &'m Side<'m>),
    at: (ByPlace<'m>, ByPlace<'m>),
    met: BTreeMap<(usize, usize), Met>,
}

/// All meetings of two candidates.
#[derive(Default)]
struct Met {
    places: (Vec<Place>, Vec<Place>),
    /// How surely they answered each other: the sum over meetings, and the best.
    sure: f64,
    best: f64,
    /// What they are worth as a term, summed over meetings.
    termhood: f64,
    /// Words linked at the best meeting, with what speaks for each.
    words: Vec<(usize, usize)>,
    evidence: Vec<Evidence>,
}

impl Meetings<'_> {
    fn gather(&mut self, unit: &Unit, linked: &LinkedTexts) {
        let mut reached = vec![false; unit.source.len()];
        for span in &linked.spans {
            if self.meet(unit, &linked.linked.links, span) && span.source.len() == 1 {
                reached[span.source.start] = true;
            }
        }
        // Words that are no spans, verbs above all, still answer each other.
        for link in linked.linked.links.iter().filter(|link| !reached[link.source]) {
            let span = LinkedSpan {
                source: link.source..link.source + 1,
                target: link.target..link.target + 1,
                score: NO_SPAN,
            };
            self.meet(unit, &linked.linked.links, &span);
        }
    }

    /// Notes that a span was met, when it has a term's shape on both sides.
    fn meet(&mut self, unit: &Unit, links: &[WordLink], span: &LinkedSpan) -> bool {
        let (Some(a), Some(b)) =
            (place(&unit.source, &span.source), place(&unit.target, &span.target))
        else {
            return false;
        };
        let (Some(&s), Some(&t)) = (self.at.0.get(&a), self.at.1.get(&b)) else { return false };
        let inside: Vec<&WordLink> = links
            .iter()
            .filter(|l| span.source.contains(&l.source) && span.target.contains(&l.target))
            .collect();
        let content = |side: &Side<'_>, slots: &[WordAt], at: usize| {
            side.word(slots[at]).is_content().then_some(at)
        };
        // Every word of either side should have its partner on the other.
        let rows = span.source.clone().filter_map(|i| content(self.sides.0, &unit.source, i));
        let rows = rows.map(|i| best(inside.iter().filter(|l| l.source == i)));
        let columns = span.target.clone().filter_map(|j| content(self.sides.1, &unit.target, j));
        let columns = columns.map(|j| best(inside.iter().filter(|l| l.target == j)));
        let partners: Vec<f64> = rows.chain(columns).collect();
        let mean = partners.iter().sum::<f64>() / partners.len().max(1) as f64;
        let least = partners.iter().copied().fold(1.0, f64::min);
        let sure = (mean + least) / 2.0 * unit.confidence;
        let met = self.met.entry((s, t)).or_default();
        met.sure += sure;
        met.termhood += span.score;
        if sure > met.best {
            met.best = sure;
            let type_of = |side: &Side<'_>, at: WordAt| side.word(at).type_;
            met.words = inside
                .iter()
                .map(|l| {
                    (
                        type_of(self.sides.0, unit.source[l.source]),
                        type_of(self.sides.1, unit.target[l.target]),
                    )
                })
                .collect();
            met.evidence = inside
                .iter()
                .map(|l| {
                    let (a, b) = (unit.source[l.source], unit.target[l.target]);
                    evidence(l, &self.sides.0.word(a).low(), &self.sides.1.word(b).low())
                })
                .collect();
        }
        met.places.0.push(a);
        met.places.1.push(b);
        true
    }
}

/// The score of the best of some links; 0 when there is none.
fn best<'l>(links: impl Iterator<Item = &'l &'l WordLink>) -> f64 {
    links.map(|link| link.score).fold(0.0, f64::max)
}

impl Met {
    fn propose(self, (s, a): (usize, &Candidate), (t, b): (usize, &Candidate)) -> Proposal {
        let times = self.places.0.len();
        let doubt = 1.0 - self.sure / times as f64;
        let score = 1.0 - doubt * MET_AGAIN.powi(times.min(MOST_MET) as i32 - 1);
        let of = a.places.len().max(b.places.len());
        // Links that nothing else speaks for were learned from how often the words met.
        let counted = |evidence: Evidence| match evidence {
            Evidence::Together(..) => Evidence::Together(times, of),
            other => other,
        };
        let mut evidence: Vec<Evidence> = self.evidence.into_iter().map(counted).collect();
        evidence.dedup();
        if evidence.len() > 1 {
            evidence = vec![Evidence::Parts(evidence)];
        }
        let name = |c: &Candidate| c.kind == TermKind::Name;
        let part = name(a) != name(b) && (name(a) && a.only_in_names || name(b) && b.only_in_names);
        let termhood = if part { NO_SPAN } else { self.termhood / times as f64 };
        Proposal {
            source: s,
            target: t,
            score: score.clamp(0.0, SUREST),
            termhood,
            evidence,
            words: self.words,
            places: Some(self.places),
        }
    }
}
