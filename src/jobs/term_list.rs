//! One list of the terms of many documents, or of a memory.
//!
//! A [`TermCollector`] is given pairs of files and units. Translations are gathered, so that their words are
//! linked with the counts of all of them; texts on one subject are looked at each by itself. The
//! [`TermList`] says of each pair how often it was met, in how many documents, and shows examples.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::align::{self, Knowledge};
use crate::bitext::{
    Bead, Evidence, Occurrence, SentencePair, TermKind, TermPair, TranslationUnit,
};
use crate::glossary::Glossary;
use crate::jobs::align::{JobError, Mode};
use crate::jobs::pair::Pair;
use crate::jobs::terms::{Known, Texts, extract_in, number};
use crate::terms::links::LinkCounts;
use crate::terms::{Extracted, FoundPair, Links, SMALL_TEXT};
use crate::text::{Lang, Segmented, one_line};

/// The terms of some documents.
#[derive(Clone, Debug, Default)]
pub struct TermList {
    /// Pairs, those first that a terminologist would store first.
    pub pairs: Vec<ListedPair>,
    /// Names and repeated terms that nothing answers.
    pub unpaired: Vec<ListedAlone>,
    /// How many documents there were.
    pub documents: usize,
    /// How many of them were taken as texts on one subject.
    pub comparable: usize,
    /// Segments left out as boilerplate.
    pub left_out: usize,
    /// The two texts, where there was one pair of files: segments of occurrences are numbered in them.
    pub texts: Option<Box<(Segmented, Segmented)>>,
}

/// A term pair of a list.
#[derive(Clone, Debug)]
pub struct ListedPair {
    /// The pair; of many documents its occurrences are one for each form that was met.
    pub pair: TermPair,
    /// How probable it is that a terminologist would store it, if the two answer each other.
    pub termhood: f64,
    /// How often it was met.
    pub frequency: usize,
    /// In how many documents.
    pub documents: usize,
    /// Where it stands, at most [`EXAMPLES`] places.
    pub examples: Vec<Example>,
    /// The entry of the glossary that says the same, as "source = target".
    pub glossary: Option<String>,
}

/// A term of a list that nothing answers.
#[derive(Clone, Debug)]
pub struct ListedAlone {
    /// The term in its citation form.
    pub term: String,
    /// What kind of term it is.
    pub kind: TermKind,
    /// Whether it stands in the target texts.
    pub in_target: bool,
    /// How often it was met.
    pub frequency: usize,
    /// In how many documents.
    pub documents: usize,
    /// Where it stands; empty where there are many documents.
    pub occurrences: Vec<Occurrence>,
}

/// Sentences in which a pair stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The document's name.
    pub document: String,
    /// What the source says.
    pub source: String,
    /// What the target says.
    pub target: String,
}

/// Examples that are kept of a pair.
pub const EXAMPLES: usize = 3;
/// Beads that are held before their terms are looked for.
const MOST_HELD: usize = 5000;
/// What is left of the doubt about a pair when other documents have it too.
const MET_ELSEWHERE: f64 = 0.7;

/// Gathers the terms of documents in one pair of languages.
pub struct TermCollector<'k> {
    langs: (Lang, Lang),
    knowledge: &'k Knowledge,
    counts: Option<&'k LinkCounts>,
    glossary: &'k Glossary,
    all_parts: Option<bool>,
    held: Held,
    /// The pair of files, where there is but one and it is a translation.
    only: Option<Pair>,
    comparable: Vec<(String, Pair, Vec<SentencePair>)>,
    documents: BTreeSet<String>,
    pairs: BTreeMap<(String, String), Collected>,
    alone: BTreeMap<(bool, String), CollectedAlone>,
    left_out: usize,
    alike: usize,
}

/// Translations whose terms are not yet looked for.
#[derive(Default)]
struct Held {
    source: Vec<String>,
    target: Vec<String>,
    beads: Vec<Bead>,
    /// Each document's name, and where it begins on both sides.
    documents: Vec<(String, usize, usize)>,
}

struct Collected {
    listed: ListedPair,
    in_documents: BTreeSet<String>,
}

struct CollectedAlone {
    alone: ListedAlone,
    in_documents: BTreeSet<String>,
}

impl<'k> TermCollector<'k> {
    /// Makes a collector; `all_parts` says whether verbs, adjectives and adverbs count, `None` leaves
    /// it to how long the texts are.
    pub fn new(
        (source, target): (Lang, Lang),
        knowledge: &'k Knowledge,
        glossary: &'k Glossary,
        all_parts: Option<bool>,
    ) -> TermCollector<'k> {
        TermCollector {
            langs: (source, target),
            knowledge,
            counts: None,
            glossary,
            all_parts,
            held: Held::default(),
            only: None,
            comparable: Vec::new(),
            documents: BTreeSet::new(),
            pairs: BTreeMap::new(),
            alone: BTreeMap::new(),
            left_out: 0,
            alike: 0,
        }
    }

    /// Lets the words of translations be linked with what was counted in a memory
    /// ([`linked_counts`](crate::jobs::linked_counts)), besides what is counted here.
    pub fn remembering(self, counts: &'k LinkCounts) -> TermCollector<'k> {
        TermCollector { counts: Some(counts), ..self }
    }

    /// Takes a pair of files; whether they are translations of each other is told by aligning them, unless
    /// `mode` says it. Returns how they were taken.
    ///
    /// # Errors
    /// [`JobError`] as for aligning.
    pub fn add_files(
        &mut self,
        name: &str,
        source: Segmented,
        target: Segmented,
        mode: Option<Mode>,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Mode, JobError> {
        let pair = Pair::new(source, target)?;
        self.documents.insert(name.to_string());
        self.left_out += pair.source_prose.left_out + pair.target_prose.left_out;
        let alignment = match mode {
            Some(Mode::Comparable) => None,
            _ => Some(align::align(&pair.input(), self.knowledge, go_on)?),
        };
        let parallel = match alignment {
            None => None,
            Some(alignment) => {
                let survey = align::survey(&pair.input(), &alignment, self.knowledge, go_on)?;
                let stands = mode == Some(Mode::Parallel) || survey.verdict.is_parallel();
                stands.then_some((alignment, survey.untranslated))
            }
        };
        match parallel {
            Some((alignment, untranslated)) => {
                let mut source = pair.source_prose.texts.clone();
                let mut target = pair.target_prose.texts.clone();
                let mut beads = Vec::with_capacity(alignment.beads().len());
                for (at, bead) in alignment.beads().iter().enumerate() {
                    if untranslated.binary_search(&at).is_ok() {
                        // What stands here in the other language is no term of this one.
                        source[bead.source.clone()].fill(String::new());
                        target[bead.target.clone()].fill(String::new());
                    } else {
                        beads.push(bead.clone());
                    }
                }
                self.only = (self.documents.len() == 1).then_some(pair);
                self.hold(name, &source, &target, &beads);
                Ok(Mode::Parallel)
            }
            None => {
                self.only = None;
                let compared = align::pair_sentences(&pair.input(), self.knowledge, go_on)?;
                self.comparable.push((name.to_string(), pair, compared.pairs));
                self.alike += 1;
                Ok(Mode::Comparable)
            }
        }
    }

    /// Takes a unit, if it has both languages.
    pub fn add_unit(&mut self, unit: &TranslationUnit) {
        let (Some(a), Some(b)) = (unit.variant(&self.langs.0), unit.variant(&self.langs.1)) else {
            return;
        };
        let name = unit.origin.source.as_str();
        self.documents.insert(name.to_string());
        let bead = Bead { source: 0..1, target: 0..1, confidence: unit.confidence.unwrap_or(1.0) };
        let text = |text: &str| [one_line(text)];
        self.hold(name, &text(&a.text), &text(&b.text), &[bead]);
    }

    fn hold(&mut self, name: &str, source: &[String], target: &[String], beads: &[Bead]) {
        let (a, b) = (self.held.source.len(), self.held.target.len());
        if self.held.documents.last().is_none_or(|last| last.0 != name) {
            self.held.documents.push((name.to_string(), a, b));
        }
        self.held.source.extend_from_slice(source);
        self.held.target.extend_from_slice(target);
        self.held.beads.extend(beads.iter().map(|bead| Bead {
            source: bead.source.start + a..bead.source.end + a,
            target: bead.target.start + b..bead.target.end + b,
            confidence: bead.confidence,
        }));
        if self.held.beads.len() >= MOST_HELD {
            self.look(false);
        }
    }

    /// Looks for the terms of the translations that are held.
    fn look(&mut self, small: bool) {
        let held = std::mem::take(&mut self.held);
        if held.beads.is_empty() {
            return;
        }
        let texts = Texts {
            source_lang: &self.langs.0,
            target_lang: &self.langs.1,
            source: &held.source,
            target: &held.target,
        };
        let all_parts = Some(self.all_parts.unwrap_or(small));
        let links = Links::Aligned(&held.beads);
        let found = extract_in(texts, links, self.known(), all_parts);
        let document = |occurrence: &Occurrence| {
            let begins = |d: &(String, usize, usize)| if occurrence.in_target { d.2 } else { d.1 };
            let at = held.documents.partition_point(|d| begins(d) <= occurrence.segment);
            held.documents[at.saturating_sub(1)].0.clone()
        };
        let example = |places: &[Occurrence]| {
            let first = places.iter().find(|place| !place.in_target)?;
            let bead = held.beads.iter().find(|bead| bead.source.contains(&first.segment))?;
            Some(Example {
                document: document(first),
                source: held.source[bead.source.clone()].join(" "),
                target: held.target[bead.target.clone()].join(" "),
            })
        };
        let only = self.only.take();
        self.merge(found, &document, &example, only.as_ref());
        self.only = only;
    }

    fn merge(
        &mut self,
        found: Extracted,
        document: &dyn Fn(&Occurrence) -> String,
        example: &dyn Fn(&[Occurrence]) -> Option<Example>,
        only: Option<&Pair>,
    ) {
        for FoundPair { pair, termhood } in found.pairs {
            let frequency = pair.frequency();
            let key = (pair.source.to_lowercase(), pair.target.to_lowercase());
            let collected = self.pairs.entry(key).or_insert_with(|| Collected {
                listed: ListedPair {
                    pair: TermPair { occurrences: Vec::new(), ..pair.clone() },
                    termhood,
                    frequency: 0,
                    documents: 0,
                    examples: Vec::new(),
                    glossary: None,
                },
                in_documents: BTreeSet::new(),
            });
            let listed = &mut collected.listed;
            let (before, now) = (listed.frequency as f64, frequency as f64);
            listed.termhood = (listed.termhood * before + termhood * now) / (before + now);
            if listed.frequency > 0 {
                let most = listed.pair.confidence.max(pair.confidence);
                listed.pair.confidence = 1.0 - (1.0 - most) * MET_ELSEWHERE;
            }
            listed.frequency += frequency;
            let mut shown = BTreeSet::new();
            for (at, place) in pair.occurrences.iter().enumerate().filter(|(_, o)| !o.in_target) {
                let name = document(place);
                if listed.examples.len() < EXAMPLES && shown.insert(name.clone()) {
                    let rest = &pair.occurrences[at..];
                    let fresh = example(rest).filter(|e| !listed.examples.contains(e));
                    listed.examples.extend(fresh);
                }
                collected.in_documents.insert(name);
            }
            match only {
                Some(only) => {
                    listed.pair.occurrences.extend(pair.occurrences);
                    number(&mut listed.pair.occurrences, only);
                }
                None => {
                    let known: HashSet<(bool, String)> = listed
                        .pair
                        .occurrences
                        .iter()
                        .map(|o| (o.in_target, o.form.clone()))
                        .collect();
                    let mut fresh = known;
                    let new = pair.occurrences.into_iter();
                    let new = new.filter(|o| fresh.insert((o.in_target, o.form.clone())));
                    listed.pair.occurrences.extend(new);
                }
            }
        }
        for (alone, in_target) in found
            .unpaired_source
            .into_iter()
            .map(|alone| (alone, false))
            .chain(found.unpaired_target.into_iter().map(|alone| (alone, true)))
        {
            let collected =
                self.alone.entry((in_target, alone.term.clone())).or_insert_with(|| {
                    let (term, kind) = (alone.term.clone(), alone.kind);
                    let occurrences = Vec::new();
                    let alone = ListedAlone {
                        term,
                        kind,
                        in_target,
                        frequency: 0,
                        documents: 0,
                        occurrences,
                    };
                    CollectedAlone { alone, in_documents: BTreeSet::new() }
                });
            collected.alone.frequency += alone.occurrences.len();
            collected.in_documents.extend(alone.occurrences.iter().map(document));
            if let Some(only) = only {
                let mut occurrences = alone.occurrences;
                number(&mut occurrences, only);
                collected.alone.occurrences.extend(occurrences);
            }
        }
    }

    /// Returns the list.
    pub fn finish(mut self) -> TermList {
        let size = |pair: &Pair| pair.source_prose.texts.len().max(pair.target_prose.texts.len());
        let compared: usize = self.comparable.iter().map(|(_, pair, _)| size(pair)).sum();
        let held = self.held.source.len().max(self.held.target.len());
        let seen_before = !self.pairs.is_empty();
        let small = !seen_before && held + compared <= SMALL_TEXT;
        let single = self.documents.len() == 1;
        self.look(small);
        let mut only = self.only.take();
        for (name, pair, pairs) in std::mem::take(&mut self.comparable) {
            let (source, target) = (&pair.source_prose.texts, &pair.target_prose.texts);
            let texts =
                Texts { source_lang: &self.langs.0, target_lang: &self.langs.1, source, target };
            let all_parts = Some(self.all_parts.unwrap_or(small));
            let links = Links::Comparable(&pairs);
            let found = extract_in(texts, links, self.known(), all_parts);
            let document = |_: &Occurrence| name.clone();
            let example = |places: &[Occurrence]| {
                let first = |in_target| places.iter().find(|place| place.in_target == in_target);
                Some(Example {
                    document: name.clone(),
                    source: source.get(first(false)?.segment)?.clone(),
                    target: target.get(first(true)?.segment)?.clone(),
                })
            };
            self.merge(found, &document, &example, single.then_some(&pair));
            only = Some(pair);
        }
        let pairs = std::mem::take(&mut self.pairs).into_values();
        let mut pairs: Vec<ListedPair> = pairs
            .map(|collected| ListedPair {
                documents: collected.in_documents.len().max(1),
                glossary: self.in_glossary(&collected.listed.pair),
                ..collected.listed
            })
            .collect();
        let rank = |listed: &ListedPair| {
            let found = FoundPair { pair: listed.pair.clone(), termhood: listed.termhood };
            found.rank_at(listed.frequency)
        };
        let mut ranked: Vec<(f64, ListedPair)> = pairs.drain(..).map(|p| (rank(&p), p)).collect();
        ranked.sort_by(|(x, a), (y, b)| {
            y.total_cmp(x)
                .then_with(|| b.pair.confidence.total_cmp(&a.pair.confidence))
                .then_with(|| a.pair.source.cmp(&b.pair.source))
                .then_with(|| a.pair.target.cmp(&b.pair.target))
        });
        let pairs: Vec<ListedPair> = ranked.into_iter().map(|(_, listed)| listed).collect();
        let answered: HashSet<(bool, &str)> = pairs
            .iter()
            .flat_map(|p| [(false, p.pair.source.as_str()), (true, p.pair.target.as_str())])
            .collect();
        let alone = std::mem::take(&mut self.alone).into_values();
        let alone = alone.filter(|c| !answered.contains(&(c.alone.in_target, &c.alone.term)));
        let mut unpaired: Vec<ListedAlone> =
            alone.map(|c| ListedAlone { documents: c.in_documents.len(), ..c.alone }).collect();
        unpaired.sort_by(|a, b| {
            let first = |alone: &ListedAlone| alone.occurrences.first().map(|o| o.segment);
            (a.in_target, std::cmp::Reverse(a.frequency), first(a), &a.term).cmp(&(
                b.in_target,
                std::cmp::Reverse(b.frequency),
                first(b),
                &b.term,
            ))
        });
        TermList {
            pairs,
            unpaired,
            documents: self.documents.len(),
            comparable: self.alike,
            left_out: self.left_out,
            texts: only.filter(|_| single).map(|pair| Box::new((pair.source, pair.target))),
        }
    }

    fn known(&self) -> Known<'k> {
        Known { knowledge: self.knowledge, counts: self.counts, glossary: self.glossary }
    }

    /// The entry of the glossary that a pair is.
    fn in_glossary(&self, pair: &TermPair) -> Option<String> {
        if let Some(Evidence::Glossary(entry)) = pair.evidence.first() {
            return Some(entry.clone());
        }
        let whole = |lang: &Lang, term: &str| -> Vec<usize> {
            let hits = self.glossary.find(lang, term).into_iter();
            hits.filter(|hit| hit.range == (0..term.len())).map(|hit| hit.entry).collect()
        };
        let source = whole(&self.langs.0, &pair.source);
        if source.is_empty() {
            return None;
        }
        let target = whole(&self.langs.1, &pair.target);
        let entry = source.into_iter().find(|entry| target.contains(entry))?;
        let term = self.glossary.entries().get(entry.checked_sub(1)?)?;
        let turned = !term.source_lang.same_language(&self.langs.0);
        let (a, b) =
            if turned { (&term.target, &term.source) } else { (&term.source, &term.target) };
        Some(format!("{} = {}", a.first()?, b.first()?))
    }
}
