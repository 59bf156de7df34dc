//! Term pairs of two texts, with what dictionaries and the glossary know of them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::align::Knowledge;
use crate::bitext::{Alignment, Bead, Evidence, Occurrence, SentencePair, TermStatus};
use crate::glossary::Glossary;
use crate::jobs::listed::listed;
use crate::jobs::pair::Pair;
use crate::lexicon::Given;
use crate::terms::links::LinkCounts;
use crate::terms::{self, ExtractOptions, Extracted, Links, SMALL_TEXT, Sentence, extract};
use crate::text::Lang;

/// Sentences of two texts in which terms are looked for.
#[derive(Clone, Copy)]
pub(super) struct Texts<'t> {
    pub source_lang: &'t Lang,
    pub target_lang: &'t Lang,
    pub source: &'t [String],
    pub target: &'t [String],
}

/// Finds terms in the beads of an alignment, but for those that are `untranslated`: what stands
/// there in the other language is no term of this one.
pub(crate) fn in_alignment(
    pair: &Pair,
    alignment: &Alignment,
    untranslated: &[usize],
    knowledge: &Knowledge,
    glossary: &Glossary,
) -> Extracted {
    if untranslated.is_empty() {
        return gather(pair, Links::Aligned(alignment.beads()), knowledge, glossary);
    }
    let (twins, beads): (Vec<_>, Vec<_>) =
        alignment.beads().iter().enumerate().partition(|(at, _)| untranslated.contains(at));
    let beads: Vec<Bead> = beads.into_iter().map(|(_, bead)| bead.clone()).collect();
    let mut found = gather(pair, Links::Aligned(&beads), knowledge, glossary);
    let twin = |occurrence: &Occurrence| {
        let (prose, side): (_, fn(&Bead) -> &Range<usize>) = match occurrence.in_target {
            true => (&pair.target_prose, |bead| &bead.target),
            false => (&pair.source_prose, |bead| &bead.source),
        };
        let place = prose.numbers.binary_search(&occurrence.segment);
        place.is_ok_and(|place| twins.iter().any(|(_, bead)| side(bead).contains(&place)))
    };
    for alone in found.unpaired_source.iter_mut().chain(&mut found.unpaired_target) {
        alone.occurrences.retain(|occurrence| !twin(occurrence));
    }
    found.unpaired_source.retain(|alone| !alone.occurrences.is_empty());
    found.unpaired_target.retain(|alone| !alone.occurrences.is_empty());
    found
}

pub(crate) fn in_comparison(
    pair: &Pair,
    pairs: &[SentencePair],
    knowledge: &Knowledge,
    glossary: &Glossary,
) -> Extracted {
    gather(pair, Links::Comparable(pairs), knowledge, glossary)
}

fn gather(pair: &Pair, links: Links<'_>, knowledge: &Knowledge, glossary: &Glossary) -> Extracted {
    let texts = Texts {
        source_lang: &pair.source_lang,
        target_lang: &pair.target_lang,
        source: &pair.source_prose.texts,
        target: &pair.target_prose.texts,
    };
    let known = Known { knowledge, counts: None, glossary };
    let mut found = extract_in(texts, links, known, None);
    // From numbers among the prose to numbers in the files.
    for term in &mut found.pairs {
        number(&mut term.pair.occurrences, pair);
    }
    for alone in found.unpaired_source.iter_mut().chain(&mut found.unpaired_target) {
        number(&mut alone.occurrences, pair);
    }
    found
}

/// What helps to find terms.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub knowledge: &'k Knowledge,
    /// What was counted in a memory.
    pub counts: Option<&'k LinkCounts>,
    pub glossary: &'k Glossary,
}

/// Finds the terms of two texts with what dictionaries and the glossary know; sentences are numbered as
/// they are given.
pub(super) fn extract_in(
    texts: Texts<'_>,
    links: Links<'_>,
    Known { knowledge, counts, glossary }: Known<'_>,
    all_parts: Option<bool>,
) -> Extracted {
    let Texts { source_lang, target_lang, .. } = texts;
    let (source, target) = (sentences(texts.source), sentences(texts.target));
    let mut known = known(glossary, source_lang, &source, target_lang, &target);
    let dictionaries = knowledge.given.dictionaries();
    if let Links::Aligned(_) = links {
        known.retain_mut(|known| in_one_bead(known, links));
    } else if source.len().max(target.len()) <= SMALL_TEXT {
        let sides = [(source_lang, &source[..]), (target_lang, &target[..])];
        let listed = listed(dictionaries, sides);
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        for one in listed {
            let twice =
                known.iter().any(|k| same(&k.source, &one.source) && same(&k.target, &one.target));
            if !twice {
                known.push(one);
            }
        }
    }
    let given = Given::of(source_lang.primary(), target_lang.primary(), dictionaries);
    let options = ExtractOptions {
        given: Some(&given),
        memory: counts,
        all_parts,
        ..ExtractOptions::default()
    };
    extract(source_lang, &source, target_lang, &target, links, &known, &options)
}

pub(super) fn number(occurrences: &mut [Occurrence], pair: &Pair) {
    for occurrence in occurrences {
        let prose = if occurrence.in_target { &pair.target_prose } else { &pair.source_prose };
        if let Some(&number) = prose.numbers.get(occurrence.segment) {
            occurrence.segment = number;
        }
    }
}

fn sentences(texts: &[String]) -> Vec<Sentence<'_>> {
    texts.iter().enumerate().map(|(number, text)| Sentence { text, number }).collect()
}

/// Confidence of a pair that a glossary lists and both texts have.
const IN_GLOSSARY: f64 = 0.97;
/// Places of an entry on one side, and the name that stands at each.
type Places = (Vec<Occurrence>, Vec<String>);

/// Entries of the glossary that stand on both sides.
fn known(
    glossary: &Glossary,
    source_lang: &Lang,
    source: &[Sentence<'_>],
    target_lang: &Lang,
    target: &[Sentence<'_>],
) -> Vec<terms::Known> {
    let mut places: BTreeMap<usize, (Places, Places)> = BTreeMap::new();
    for (in_target, lang, side) in [(false, source_lang, source), (true, target_lang, target)] {
        for sentence in side {
            for hit in glossary.find(lang, sentence.text) {
                let occurrence = Occurrence {
                    in_target,
                    segment: sentence.number,
                    range: hit.range.clone(),
                    form: hit.form.clone(),
                };
                let entry = places.entry(hit.entry).or_default();
                let side = if in_target { &mut entry.1 } else { &mut entry.0 };
                side.0.push(occurrence);
                side.1.push(hit.synonym);
            }
        }
    }
    let both = places.into_iter().filter(|(_, (a, b))| !a.0.is_empty() && !b.0.is_empty());
    both.filter_map(|(entry, (source, target))| {
        let term = glossary.entries().get(entry.checked_sub(1)?)?;
        if term.status == TermStatus::Forbidden {
            return None;
        }
        let turned = !term.source_lang.same_language(source_lang);
        let (a, b) =
            if turned { (&term.target, &term.source) } else { (&term.source, &term.target) };
        let evidence = Evidence::Glossary(format!("{} = {}", a.first()?, b.first()?));
        Some(terms::Known {
            source: commonest(&source.1)?,
            target: commonest(&target.1)?,
            source_places: source.0,
            target_places: target.0,
            evidence,
            confidence: IN_GLOSSARY,
        })
    })
    .collect()
}

/// The name that stands most often, of equals the first.
fn commonest(names: &[String]) -> Option<String> {
    let times = |name: &String| names.iter().filter(|other| *other == name).count();
    let most = names.iter().map(times).max()?;
    names.iter().find(|name| times(name) == most).cloned()
}

/// Leaves of what is known the places that stand opposite each other; says whether there are any.
fn in_one_bead(known: &mut terms::Known, links: Links<'_>) -> bool {
    let Links::Aligned(beads) = links else { return true };
    let opposite = |a: &Occurrence, b: &Occurrence| {
        let inside =
            |bead: &Bead| bead.source.contains(&a.segment) && bead.target.contains(&b.segment);
        // Beads are in order.
        let at = beads.partition_point(|bead| bead.source.end <= a.segment);
        beads.get(at).is_some_and(inside)
    };
    let all = known.target_places.clone();
    known.source_places.retain(|a| all.iter().any(|b| opposite(a, b)));
    known.target_places.retain(|b| known.source_places.iter().any(|a| opposite(a, b)));
    !known.source_places.is_empty()
}
