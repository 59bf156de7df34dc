//! From proposals to term pairs: which of them stand, how sure they are, how they are cited.
//!
//! Confidences are constants by kind of evidence, so that one can say where a figure comes
//! from; they were set by reading pairs out of parallel and comparable news and press texts.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::bitext::{Evidence, Occurrence, TermKind, TermPair, TermStatus};
use crate::language::{
    Citation, Number, Part, PhraseWord, citation, infinitive, keeps_capital, number, part,
};
use crate::terms::candidate::{Candidate, Place};
use crate::terms::cited::Cited;
use crate::terms::reading::{Role, Side, Word};
use crate::terms::{Extracted, FoundPair, Known, Unpaired};

/// A name or acronym written alike.
pub(super) const SAME_NAME: f64 = 0.97;
/// A common word written alike.
pub(super) const SAME_WORD: f64 = 0.85;
/// Of two single words that sound alike, `COGNATE_LEAST` at the least likeness that counts and
/// `COGNATE_MOST` at 1.
pub(super) const COGNATE_LEAST: f64 = 0.6;
pub(super) const COGNATE_MOST: f64 = 0.9;
/// The least likeness that counts.
pub(super) const ALIKE: f64 = 0.7;
/// The least likeness that counts between two names: those that are one are spelled much alike.
pub(super) const ALIKE_NAMES: f64 = 0.75;
/// Taken when one is an adverb and the other is not.
pub(super) const ADVERB_DISAGREES: f64 = 0.04;
/// Added when every part of a multiword term has a partner of its own.
pub(super) const PARTS_AGREE: f64 = 0.05;
/// Added when both are names.
pub(super) const NAMES_AGREE: f64 = 0.05;
/// Taken when one is a name and the other is not.
pub(super) const NAMES_DISAGREE: f64 = 0.12;
/// Names this sure go before the shorter names inside them.
pub(super) const LONG_NAME: f64 = 0.6;
/// What a pair is worth as a term by what it is, where nothing better is known.
pub(super) const WORTH_OF_NAMES: f64 = 0.9;
pub(super) const WORTH_OF_PHRASES: f64 = 0.85;
pub(super) const WORTH_OF_NOUNS: f64 = 0.5;
pub(super) const WORTH_OF_OTHERS: f64 = 0.25;
/// Nothing is surer than this.
pub(super) const SUREST: f64 = 0.99;

/// A pair of candidates thought to answer each other.
pub(super) struct Proposal {
    pub source: usize,
    pub target: usize,
    pub score: f64,
    /// How probable it is that a terminologist would store it.
    pub termhood: f64,
    pub evidence: Vec<Evidence>,
    /// Types that answer each other inside it.
    pub words: Vec<(usize, usize)>,
    /// Where the two answer each other, place by place, in aligned texts; elsewhere it is told of no
    /// place which one answers it.
    pub places: Option<(Vec<Place>, Vec<Place>)>,
}

/// Candidates of both sides and what was proposed of them, what goes before others first.
pub(super) struct Proposals {
    pub source: Vec<Candidate>,
    pub target: Vec<Candidate>,
    pub pairs: Vec<Proposal>,
}

/// By what it is settled which proposals stand.
pub(super) struct Settling<'k> {
    pub known: &'k [Known],
    pub min_confidence: f64,
    pub all_parts: bool,
    pub cited: Cited,
}

/// Lets proposals compete and makes term pairs of those that stand.
pub(super) fn settle(
    source: &Side<'_>,
    target: &Side<'_>,
    proposals: Proposals,
    settling: Settling<'_>,
) -> Extracted {
    let Settling { known, min_confidence, all_parts, mut cited } = settling;
    let Proposals { source: sources, target: targets, pairs } = proposals;
    let mut taken = (Cover::default(), Cover::default());
    let mut found = Vec::new();
    for known in known {
        taken.0.add_known(source, &known.source_places);
        taken.1.add_known(target, &known.target_places);
        let pair = known_pair(source, target, known);
        found.push(FoundPair { termhood: worth(source, known, pair.kind), pair });
    }
    let mut used = (HashSet::new(), HashSet::new());
    for proposal in &pairs {
        let (s, t) = (&sources[proposal.source], &targets[proposal.target]);
        if proposal.score < min_confidence
            || !(all_parts || is_nominal(source, s) && is_nominal(target, t))
        {
            continue;
        }
        let free = match &proposal.places {
            Some((a, b)) => {
                let open = a.iter().zip(b);
                let open = open.filter(|(a, b)| !taken.0.touches(a) && !taken.1.touches(b));
                open.map(|(a, b)| (a.clone(), b.clone())).unzip()
            }
            None if used.0.contains(&proposal.source) || used.1.contains(&proposal.target) => {
                continue;
            }
            None => (taken.0.free(s), taken.1.free(t)),
        };
        if free.0.is_empty() || free.1.is_empty() {
            continue;
        }
        used.0.insert(proposal.source);
        used.1.insert(proposal.target);
        match &proposal.places {
            Some(_) => {
                taken.0.add(&free.0);
                taken.1.add(&free.1);
            }
            None => {
                taken.0.add(&s.places);
                taken.1.add(&t.places);
            }
        }
        let pair = term_pair((source, s, &free.0), (target, t, &free.1), proposal, &mut cited);
        found.push(FoundPair { pair, termhood: proposal.termhood });
    }
    let mut found = united(found);
    found.sort_by(|a, b| {
        b.rank()
            .total_cmp(&a.rank())
            .then_with(|| b.pair.confidence.total_cmp(&a.pair.confidence))
            .then_with(|| a.pair.source.cmp(&b.pair.source))
            .then_with(|| a.pair.target.cmp(&b.pair.target))
    });
    Extracted {
        unpaired_source: unpaired(source, &sources, &taken.0),
        unpaired_target: unpaired(target, &targets, &taken.1),
        pairs: found,
    }
}

/// Makes one of pairs that are cited alike but for capitals (a headline's, a sentence's).
fn united(found: Vec<FoundPair>) -> Vec<FoundPair> {
    let mut at: HashMap<(String, String), usize> = HashMap::new();
    let mut kept: Vec<FoundPair> = Vec::new();
    for one in found {
        let key = (one.pair.source.to_lowercase(), one.pair.target.to_lowercase());
        match at.get(&key) {
            Some(&at) => {
                let first = &mut kept[at];
                first.termhood = first.termhood.max(one.termhood);
                first.pair.confidence = first.pair.confidence.max(one.pair.confidence);
                for occurrence in one.pair.occurrences {
                    if !first.pair.occurrences.contains(&occurrence) {
                        first.pair.occurrences.push(occurrence);
                    }
                }
                first.pair.occurrences.sort_by_key(|o| (o.in_target, o.segment, o.range.start));
            }
            None => {
                at.insert(key, kept.len());
                kept.push(one);
            }
        }
    }
    kept
}

fn is_nominal(side: &Side<'_>, candidate: &Candidate) -> bool {
    match candidate.kind {
        TermKind::Name | TermKind::Multiword => true,
        TermKind::Word => candidate.content.iter().all(|&t| side.types[t].part == Part::Noun),
    }
}

/// Places already spoken for, by sentence.
#[derive(Default)]
struct Cover(HashMap<usize, Vec<Range<usize>>>);

impl Cover {
    fn add(&mut self, places: &[Place]) {
        for place in places {
            self.0.entry(place.sentence).or_default().push(place.words.clone());
        }
    }

    fn at(&self, place: &Place) -> &[Range<usize>] {
        self.0.get(&place.sentence).map_or(&[], Vec::as_slice)
    }

    fn add_known(&mut self, side: &Side<'_>, places: &[Occurrence]) {
        for place in places {
            let Some(sentence) = side.place(place.segment) else { continue };
            let words = &side.sentences[sentence].words;
            let start = words.partition_point(|w| w.range.end <= place.range.start);
            let end = words.partition_point(|w| w.range.start < place.range.end);
            if start < end {
                self.0.entry(sentence).or_default().push(start..end);
            }
        }
    }

    /// Returns those of a candidate's places that lie in none of these.
    fn free(&self, candidate: &Candidate) -> Vec<Place> {
        let inside = |place: &Place, other: &Range<usize>| {
            other.start <= place.words.start && place.words.end <= other.end
        };
        let free = |place: &&Place| !self.at(place).iter().any(|other| inside(place, other));
        candidate.places.iter().filter(free).cloned().collect()
    }

    fn touches(&self, place: &Place) -> bool {
        let overlaps =
            |other: &Range<usize>| other.start < place.words.end && place.words.start < other.end;
        self.at(place).iter().any(overlaps)
    }
}

/// What a pair that is known is worth: whoever made a glossary has said so.
fn worth(source: &Side<'_>, known: &Known, kind: TermKind) -> f64 {
    match (&known.evidence, kind) {
        (Evidence::Lexicon(..), TermKind::Name) => WORTH_OF_NAMES,
        (Evidence::Lexicon(..), TermKind::Multiword) => WORTH_OF_PHRASES,
        (Evidence::Lexicon(..), TermKind::Word) => match part(source.tag(), &known.source) {
            Part::Noun => WORTH_OF_NOUNS,
            Part::Adjective | Part::Verb | Part::Adverb => WORTH_OF_OTHERS,
        },
        _ => 1.0,
    }
}

fn known_pair(source: &Side<'_>, target: &Side<'_>, known: &Known) -> TermPair {
    let mut occurrences = known.source_places.clone();
    occurrences.extend(known.target_places.iter().cloned());
    let words = known.source.split_whitespace().count();
    let capitals = |term: &str| {
        term.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase))
    };
    let kind = match words {
        _ if capitals(&known.source) && capitals(&known.target) => TermKind::Name,
        1 => TermKind::Word,
        _ => TermKind::Multiword,
    };
    TermPair {
        source: known.source.clone(),
        target: known.target.clone(),
        source_lang: source.lang.clone(),
        target_lang: target.lang.clone(),
        kind,
        status: TermStatus::Proposed,
        confidence: known.confidence,
        evidence: vec![known.evidence.clone()],
        occurrences,
    }
}

fn term_pair(
    (source, s, source_places): (&Side<'_>, &Candidate, &[Place]),
    (target, t, target_places): (&Side<'_>, &Candidate, &[Place]),
    proposal: &Proposal,
    listed: &mut Cited,
) -> TermPair {
    let wanted = match (numbers(source, s), numbers(target, t)) {
        (Some(Number::Plural), Some(Number::Plural)) if s.content.len() > 1 => Number::Plural,
        _ => Number::Singular,
    };
    let turned: Vec<(usize, usize)> = proposal.words.iter().map(|&(s, t)| (t, s)).collect();
    let cite_both = |number: Number| {
        let models = Models { words: &proposal.words, other: Some(target) };
        let turned = Models { words: &turned, other: Some(source) };
        (cite(source, s, number, &models), cite(target, t, number, &turned))
    };
    let (mut cited, mut answer) = cite_both(wanted);
    if cited.number != answer.number {
        (cited, answer) = cite_both(Number::Singular);
    }
    let verb = |side: &Side<'_>, c: &Candidate| {
        c.kind == TermKind::Word && c.content.iter().all(|&t| side.types[t].part == Part::Verb)
    };
    if verb(source, s) || verb(target, t) {
        cited.text = infinitive(source.tag(), &cited.text);
        answer.text = infinitive(target.tag(), &answer.text);
    }
    // What a dictionary lists is cited as it stands there, but in the letters of the text.
    let forms = source_places.first().zip(target_places.first());
    let forms = forms.map(|(a, b)| (text(source, a), text(target, b)));
    let headwords = forms.map(|(a, b)| match listed.pair(a, b) {
        Some((a, b)) => (Some(a), Some(b)),
        None => (listed.phrase(false, a), listed.phrase(true, b)),
    });
    let (of_source, of_target) = headwords.unwrap_or_default();
    for (cited, headword) in [(&mut cited, of_source), (&mut answer, of_target)] {
        if let Some(headword) = headword
            && cited.text.to_lowercase() != headword.to_lowercase()
        {
            cited.text = headword;
        }
    }
    let kind = match (s.kind, t.kind) {
        (TermKind::Name, TermKind::Name) => TermKind::Name,
        _ if s.content.len() > 1 || t.content.len() > 1 => TermKind::Multiword,
        _ => TermKind::Word,
    };
    let mut occurrences = occurrences(source, source_places);
    occurrences.extend(self::occurrences(target, target_places));
    TermPair {
        source: cited.text,
        target: answer.text,
        source_lang: source.lang.clone(),
        target_lang: target.lang.clone(),
        kind,
        status: TermStatus::Proposed,
        confidence: proposal.score.clamp(0.0, SUREST),
        evidence: proposal.evidence.clone(),
        occurrences,
    }
}

/// The number a candidate stands in wherever its forms tell; `None` when they differ or do not.
fn numbers(side: &Side<'_>, candidate: &Candidate) -> Option<Number> {
    let mut all =
        candidate.places.iter().filter_map(|place| number(side.tag(), &forms(side, place)));
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// What stands at a place, as it is written.
fn text<'s>(side: &'s Side<'_>, place: &Place) -> &'s str {
    let sentence = &side.sentences[place.sentence];
    let words = &sentence.words[place.words.clone()];
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return "" };
    // The last stop of `U.S.` belongs to it.
    let stop = last.text.contains('.') && sentence.text[last.range.end..].starts_with('.');
    &sentence.text[first.range.start..last.range.end + usize::from(stop)]
}

fn forms<'s>(side: &'s Side<'_>, place: &Place) -> Vec<&'s str> {
    let words = &side.sentences[place.sentence].words[place.words.clone()];
    words.iter().filter(|w| w.role != Role::Hyphen).map(|w| w.text).collect()
}

/// Which types of the other side answer a candidate's, for the spelling of names.
struct Models<'a> {
    words: &'a [(usize, usize)],
    other: Option<&'a Side<'a>>,
}

impl Models<'_> {
    /// The other side's commonest form of the same name, as it is written there.
    fn of(&self, word: &Word<'_>) -> Option<&str> {
        let &(_, other) = self.words.iter().find(|(own, _)| *own == word.type_)?;
        let type_ = &self.other?.types[other];
        let same = type_.spellings.iter().find(|form| form.to_lowercase() == word.low());
        let names = word.capital && type_.is_name();
        same.or_else(|| type_.spellings.first().filter(|_| names)).map(String::as_str)
    }
}

/// Cites a candidate by the place whose letter case says most about it.
fn cite(side: &Side<'_>, candidate: &Candidate, number: Number, models: &Models<'_>) -> Citation {
    let trust = |place: &&Place| {
        let words = &side.sentences[place.sentence].words[place.words.clone()];
        let shouted = words.iter().any(|w| w.shouted);
        let chance = words
            .iter()
            .any(|w| !w.capital && w.text.chars().next().is_some_and(char::is_uppercase));
        (!shouted, !chance, std::cmp::Reverse(place.sentence))
    };
    let Some(place) = candidate.places.iter().max_by_key(trust) else {
        return Citation { text: String::new(), number };
    };
    let sentence = &side.sentences[place.sentence];
    let words = &sentence.words[place.words.clone()];
    if words.iter().any(|w| w.role == Role::Hyphen) {
        // Compounds stand as they are written.
        let bytes = words[0].range.start..words[words.len() - 1].range.end;
        return Citation { text: sentence.text[bytes].to_string(), number };
    }
    let forms: Vec<String> = words
        .iter()
        .map(|w| {
            if w.capital || w.role == Role::Joint || keeps_capital(side.tag(), w.text) {
                w.text.to_string()
            } else {
                w.text.to_lowercase()
            }
        })
        .collect();
    let words = words.iter().zip(&forms);
    let words: Vec<PhraseWord<'_>> =
        words.map(|(word, form)| PhraseWord { form, model: models.of(word) }).collect();
    let mut cited = citation(side.tag(), &words, number);
    if text(side, place).ends_with('.') {
        cited.text.push('.');
    }
    cited
}

fn occurrences(side: &Side<'_>, places: &[Place]) -> Vec<Occurrence> {
    let make = |place: &Place| {
        let sentence = &side.sentences[place.sentence];
        let words = &sentence.words[place.words.clone()];
        let range = match (words.first(), words.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => 0..0,
        };
        Occurrence {
            in_target: side.in_target,
            segment: sentence.number,
            form: sentence.text[range.clone()].to_string(),
            range,
        }
    };
    places.iter().map(make).collect()
}

/// Names, and terms met again, that nothing answers.
fn unpaired(side: &Side<'_>, candidates: &[Candidate], taken: &Cover) -> Vec<Unpaired> {
    let mut found: Vec<&Candidate> = candidates
        .iter()
        .filter(|c| {
            let repeated = c.kind == TermKind::Multiword && c.places.len() > 1;
            (c.kind == TermKind::Name && !c.only_in_names || repeated)
                && !c.places.iter().any(|place| taken.touches(place))
        })
        .collect();
    // A term inside a longer one that is as frequent says nothing new.
    let all = found.clone();
    let longer = |c: &Candidate| {
        all.iter().any(|other| {
            other.types.len() > c.types.len()
                && other.places.len() >= c.places.len()
                && c.places.iter().all(|p| other.places.iter().any(|q| p.lies_in(q)))
        })
    };
    found.retain(|c| !longer(c));
    let alone = Models { words: &[], other: None };
    let make = |c: &&Candidate| {
        let plural = numbers(side, c).filter(|_| c.content.len() > 1);
        Unpaired {
            term: cite(side, c, plural.unwrap_or(Number::Singular), &alone).text,
            kind: c.kind,
            occurrences: occurrences(side, &c.places),
        }
    };
    found.iter().map(make).collect()
}
