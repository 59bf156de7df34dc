//! Term pairs of two files, with what the glossary knows of them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::align::{self, Knowledge};
use crate::bitext::{Alignment, Bead, Evidence, Occurrence, SentencePair, TermStatus};
use crate::glossary::Glossary;
use crate::jobs::align::{JobError, Mode};
use crate::jobs::listed::listed;
use crate::jobs::pair::Pair;
use crate::lexicon::Given;
use crate::terms::{ExtractOptions, Extracted, Known, Links, SMALL_TEXT, Sentence, extract};
use crate::text::{Lang, Segmented};

/// What looking for terms came to.
#[derive(Clone, Debug)]
pub struct TermsFound {
    /// The first file.
    pub source: Segmented,
    /// The second file.
    pub target: Segmented,
    /// How the texts were taken.
    pub mode: Mode,
    /// Pairs, and what stands alone; segments are numbered as in the files.
    pub found: Extracted,
    /// Segments left out as boilerplate, on both sides.
    pub left_out: (usize, usize),
}

/// Finds the term pairs of two files; whether they are translations of each other is told by
/// aligning them, unless `mode` says it.
///
/// # Errors
/// [`JobError`] as for aligning.
pub fn find_terms(
    source: Segmented,
    target: Segmented,
    knowledge: &Knowledge,
    glossary: &Glossary,
    mode: Option<Mode>,
    go_on: &dyn Fn() -> bool,
) -> Result<TermsFound, JobError> {
    let pair = Pair::new(source, target)?;
    let alignment = match mode {
        Some(Mode::Comparable) => None,
        _ => Some(align::align(&pair.input(), knowledge, go_on)?),
    };
    let parallel = match alignment {
        None => None,
        Some(alignment) => {
            let survey = align::survey(&pair.input(), &alignment, knowledge, go_on)?;
            let stands = mode == Some(Mode::Parallel) || survey.verdict.is_parallel();
            stands.then_some((alignment, survey.untranslated))
        }
    };
    let (mode, found) = match parallel {
        Some((alignment, untranslated)) => {
            let found = in_alignment(&pair, &alignment, &untranslated, knowledge, glossary);
            (Mode::Parallel, found)
        }
        None => {
            let compared = align::pair_sentences(&pair.input(), knowledge, go_on)?;
            (Mode::Comparable, in_comparison(&pair, &compared.pairs, knowledge, glossary))
        }
    };
    let left_out = (pair.source_prose.left_out, pair.target_prose.left_out);
    Ok(TermsFound { source: pair.source, target: pair.target, mode, found, left_out })
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
    let (source, target) =
        (sentences(&pair.source_prose.texts), sentences(&pair.target_prose.texts));
    let mut known = known(glossary, &pair.source_lang, &source, &pair.target_lang, &target);
    let dictionaries = knowledge.given.dictionaries();
    if source.len().max(target.len()) <= SMALL_TEXT {
        let sides = [(&pair.source_lang, &source[..]), (&pair.target_lang, &target[..])];
        let listed = listed(dictionaries, sides, links);
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        for one in listed {
            let twice =
                known.iter().any(|k| same(&k.source, &one.source) && same(&k.target, &one.target));
            if !twice {
                known.push(one);
            }
        }
    }
    let (from, to) = (pair.source_lang.primary(), pair.target_lang.primary());
    let given = Given::of(from, to, dictionaries);
    let options = ExtractOptions { given: Some(&given), ..ExtractOptions::default() };
    let mut found =
        extract(&pair.source_lang, &source, &pair.target_lang, &target, links, &known, &options);
    // From numbers among the prose to numbers in the files.
    for term in &mut found.pairs {
        number(&mut term.occurrences, pair);
    }
    for alone in found.unpaired_source.iter_mut().chain(&mut found.unpaired_target) {
        number(&mut alone.occurrences, pair);
    }
    found
}

fn number(occurrences: &mut [Occurrence], pair: &Pair) {
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
/// Places of an entry: in the source, in the target.
type Places = (Vec<Occurrence>, Vec<Occurrence>);

/// Entries of the glossary that stand on both sides.
fn known(
    glossary: &Glossary,
    source_lang: &Lang,
    source: &[Sentence<'_>],
    target_lang: &Lang,
    target: &[Sentence<'_>],
) -> Vec<Known> {
    let mut places: BTreeMap<usize, Places> = BTreeMap::new();
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
                if in_target { entry.1.push(occurrence) } else { entry.0.push(occurrence) }
            }
        }
    }
    let both = places.into_iter().filter(|(_, (a, b))| !a.is_empty() && !b.is_empty());
    both.filter_map(|(entry, (source_places, target_places))| {
        let term = glossary.entries().get(entry.checked_sub(1)?)?;
        if term.status == TermStatus::Forbidden {
            return None;
        }
        let turned = !term.source_lang.same_language(source_lang);
        let (a, b) =
            if turned { (&term.target, &term.source) } else { (&term.source, &term.target) };
        let evidence = Evidence::Glossary(format!("{} = {}", a.first()?, b.first()?));
        let (source, target) = (a.first()?.clone(), b.first()?.clone());
        Some(Known {
            source,
            target,
            source_places,
            target_places,
            evidence,
            confidence: IN_GLOSSARY,
        })
    })
    .collect()
}
