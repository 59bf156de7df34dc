//! Term pairs of two files, with what the glossary knows of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::align::{self, Knowledge};
use crate::bitext::{Alignment, Evidence, Occurrence, SentencePair, Term, TermStatus};
use crate::glossary::{Glossary, TermHit};
use crate::jobs::align::{JobError, Mode, PARALLEL_SHARE, Pair};
use crate::language::{self, WordClass};
use crate::lexicon::core;
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
    let parallel = alignment.filter(|alignment| {
        mode == Some(Mode::Parallel) || pair.parallel_share(alignment) >= PARALLEL_SHARE
    });
    let (mode, found) = match parallel {
        Some(alignment) => (Mode::Parallel, in_alignment(&pair, &alignment, glossary)),
        None => {
            let compared = align::pair_sentences(&pair.input(), knowledge, go_on)?;
            (Mode::Comparable, in_comparison(&pair, &compared.pairs, glossary))
        }
    };
    let left_out = (pair.source_prose.left_out, pair.target_prose.left_out);
    Ok(TermsFound { source: pair.source, target: pair.target, mode, found, left_out })
}

pub(crate) fn in_alignment(pair: &Pair, alignment: &Alignment, glossary: &Glossary) -> Extracted {
    gather(pair, Links::Aligned(alignment.beads()), glossary)
}

pub(crate) fn in_comparison(pair: &Pair, pairs: &[SentencePair], glossary: &Glossary) -> Extracted {
    gather(pair, Links::Comparable(pairs), glossary)
}

fn gather(pair: &Pair, links: Links<'_>, glossary: &Glossary) -> Extracted {
    let (source, target) =
        (sentences(&pair.source_prose.texts), sentences(&pair.target_prose.texts));
    let mut known = known(glossary, &pair.source_lang, &source, &pair.target_lang, &target);
    if source.len().max(target.len()) <= SMALL_TEXT {
        let listed = listed(&pair.source_lang, &source, &pair.target_lang, &target, links);
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        for one in listed {
            let twice =
                known.iter().any(|k| same(&k.source, &one.source) && same(&k.target, &one.target));
            if !twice {
                known.push(one);
            }
        }
    }
    let lexicon = crate::lexicon::core(pair.source_lang.primary(), pair.target_lang.primary());
    let options = ExtractOptions { lexicon: Some(lexicon), ..ExtractOptions::default() };
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
/// Confidence of a pair of single words of the core lexicon, by the rank of the translation: the
/// first one listed is rarely wrong, a late one often answers another word.
const LISTED_CONFIDENCE: [f64; 4] = [0.9, 0.85, 0.75, 0.65];
/// Added for a listed name or phrase: they have one meaning.
const LISTED_PHRASE: f64 = 0.05;

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

/// Words of the core lexicon that are worth a line in a list of terms: no function words, no
/// numbers, none of the commonest verbs.
static LISTED: LazyLock<Glossary> = LazyLock::new(|| {
    /// From this chance on a verb, adverb or adjective says nothing of a text's subject.
    const COMMONEST: f64 = 2e-4;
    let worth = |entry: &core::Entry| match entry.part {
        "noun" | "name" | "phrase" => {
            entry.domain.is_none_or(|d| !matches!(d, "function" | "number" | "time" | "unit"))
        }
        "verb" | "adj" => entry.chance < COMMONEST && entry.domain.is_none(),
        _ => false,
    };
    let function = |word: &str| language::class(core::LANGUAGES.1, word).has(WordClass::FUNCTION);
    let content = |entry: &core::Entry| !entry.translations.split('|').next().is_none_or(function);
    let (Ok(source_lang), Ok(target_lang)) =
        (Lang::new(core::LANGUAGES.0), Lang::new(core::LANGUAGES.1))
    else {
        return Glossary::default();
    };
    Glossary::of(core::entries().filter(worth).filter(content).map(|entry| Term {
        source: vec![entry.lemma.to_string()],
        target: entry.translations.split('|').map(String::from).collect(),
        source_lang: source_lang.clone(),
        target_lang: target_lang.clone(),
        status: TermStatus::Approved,
        domain: None,
        note: None,
    }))
});

/// Pairs that the core lexicon lists and that stand in both texts; in aligned texts, in the same
/// bead.
fn listed(
    source_lang: &Lang,
    source: &[Sentence<'_>],
    target_lang: &Lang,
    target: &[Sentence<'_>],
    links: Links<'_>,
) -> Vec<Known> {
    // For each entry and translation: its places.
    let mut places: BTreeMap<(usize, String), Places> = BTreeMap::new();
    let lemma_side = |lang: &Lang| lang.primary() == core::LANGUAGES.0;
    let hits = |lang: &Lang, side: &[Sentence<'_>], in_target: bool| {
        let mut hits = Vec::new();
        for sentence in side {
            for hit in LISTED.find(lang, sentence.text) {
                if !is_likeliest(lang, &hit) {
                    continue;
                }
                let (range, form) = (hit.range.clone(), hit.form.clone());
                let place = Occurrence { in_target, segment: sentence.number, range, form };
                hits.push((hit, place));
            }
        }
        hits
    };
    let (of_source, of_target) =
        (hits(source_lang, source, false), hits(target_lang, target, true));
    let turned = !lemma_side(source_lang);
    for (a, place) in &of_source {
        for (b, other) in &of_target {
            if a.entry != b.entry || !may_answer(links, place.segment, other.segment) {
                continue;
            }
            let translation = as_spelled(if turned { a } else { b });
            let entry = places.entry((a.entry, translation)).or_default();
            for (list, place) in [(&mut entry.0, place), (&mut entry.1, other)] {
                if !list.contains(place) {
                    list.push(place.clone());
                }
            }
        }
    }
    places
        .into_iter()
        .filter_map(|((entry, translation), (source_places, target_places))| {
            let listed = LISTED.entries().get(entry.checked_sub(1)?)?;
            let lemma = listed.source.first()?.clone();
            let rank = listed.target.iter().position(|t| *t == translation).unwrap_or(0);
            let mut confidence = LISTED_CONFIDENCE[rank.min(LISTED_CONFIDENCE.len() - 1)];
            if lemma.contains(' ') || lemma.starts_with(char::is_uppercase) {
                confidence += LISTED_PHRASE;
            }
            let evidence = Evidence::Lexicon(lemma.clone(), translation.clone());
            let (source, target) = if turned { (translation, lemma) } else { (lemma, translation) };
            Some(Known { source, target, source_places, target_places, evidence, confidence })
        })
        .collect()
}

/// Whether the form found is most likely a form of the entry: "oświadczenie" is a statement
/// before it is the act of stating.
fn is_likeliest(lang: &Lang, hit: &TermHit) -> bool {
    hit.synonym.contains(' ') || {
        let (form, name) = (
            language::fold(lang.primary(), &hit.form),
            language::fold(lang.primary(), &hit.synonym),
        );
        form.best() == name.best()
    }
}

/// The translation as the text spells it, where the entry has that spelling too.
fn as_spelled(hit: &TermHit) -> String {
    let form = hit.form.to_lowercase();
    let spelled = |name: &&String| form.starts_with(name.to_lowercase().as_str());
    let same = |name: &&String| {
        name.len() == hit.synonym.len()
            && name.bytes().zip(hit.synonym.bytes()).filter(|(a, b)| a != b).count() <= 1
    };
    let names = LISTED.entries().get(hit.entry.wrapping_sub(1)).map(|entry| &entry.target);
    let found = names.and_then(|names| names.iter().filter(same).find(spelled));
    found.unwrap_or(&hit.synonym).clone()
}

/// Whether words of two sentences may answer each other.
fn may_answer(links: Links<'_>, source: usize, target: usize) -> bool {
    match links {
        Links::Aligned(beads) => {
            beads.iter().any(|bead| bead.source.contains(&source) && bead.target.contains(&target))
        }
        Links::Comparable(_) => true,
    }
}
