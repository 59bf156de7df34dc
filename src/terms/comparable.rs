//! Term pairs of comparable texts.
//!
//! Nothing says which sentence answers which, so counts prove nothing on a page: a pair stands
//! on evidence of its own. Words answer each other when they are written or sound alike; a
//! multiword term or a name answers another when each of its words answers one of the other's.
//! Words that a dictionary lists compete ([`compete`]): a word has one or two answers in a text, not one
//! for each of its translations.

use std::collections::HashMap;

use crate::bitext::{Evidence, Occurrence, SentencePair, TermKind};
use crate::language::{Part, part};
use crate::lexicon::Lexicon;
use crate::terms::Known;
use crate::terms::candidate::{Candidate, candidates};
use crate::terms::pair::{
    ADVERB_DISAGREES, ALIKE, ALIKE_NAMES, COGNATE_LEAST, COGNATE_MOST, LONG_NAME, NAMES_AGREE,
    NAMES_DISAGREE, PARTS_AGREE, Proposal, Proposals, SAME_NAME, SAME_WORD, SUREST, WORTH_OF_NAMES,
    WORTH_OF_NOUNS, WORTH_OF_OTHERS, WORTH_OF_PHRASES,
};
use crate::terms::reading::{Role, Side, Type};

/// Added to a pair that stands in a pair of sentences known to answer each other.
const SAME_SENTENCES: f64 = 0.03;

/// Two types that answer each other.
struct WordPair {
    target: usize,
    score: f64,
    evidence: Evidence,
}

pub(super) fn propose(
    source: &Side<'_>,
    target: &Side<'_>,
    sentences: &[SentencePair],
    lexicon: Option<&Lexicon>,
) -> Proposals {
    let words = word_pairs(source, target, lexicon);
    let (sources, targets) = (candidates(source), candidates(target));
    let mut by_type: HashMap<usize, Vec<usize>> = HashMap::new();
    for (number, candidate) in targets.iter().enumerate() {
        for &type_ in &candidate.content {
            by_type.entry(type_).or_default().push(number);
        }
    }
    let mut pairs = Vec::new();
    for (s, candidate) in sources.iter().enumerate() {
        let Some(first) = candidate.content.first().and_then(|t| words.get(t)) else { continue };
        let mut opposite: Vec<usize> =
            first.iter().filter_map(|pair| by_type.get(&pair.target)).flatten().copied().collect();
        opposite.sort_unstable();
        opposite.dedup();
        for t in opposite {
            let Some((score, evidence, inside)) = compare(candidate, &targets[t], &words) else {
                continue;
            };
            if is_listed_word(candidate, &targets[t], &evidence) {
                continue;
            }
            let score =
                score + in_linked_sentences(source, target, sentences, candidate, &targets[t]);
            pairs.push(Proposal {
                source: s,
                target: t,
                score: score.min(SUREST),
                termhood: worth(source, candidate).min(worth(target, &targets[t])),
                evidence,
                words: inside,
                places: None,
            });
        }
    }
    let mut proposals = Proposals { source: sources, target: targets, pairs };
    put_in_order(&mut proposals);
    proposals
}

/// Longer terms first: what stands only inside them is no term of its own. A name is as long
/// as its capitals go; of other terms the surer one wins.
fn put_in_order(proposals: &mut Proposals) {
    let Proposals { source: sources, target: targets, pairs } = proposals;
    pairs.sort_by(|a, b| {
        let words = |p: &Proposal| sources[p.source].content.len();
        let names = |p: &Proposal| {
            let both = [sources[p.source].kind, targets[p.target].kind];
            both == [TermKind::Name; 2] && p.score >= LONG_NAME && words(p) > 1
        };
        let length = |p: &Proposal| if names(p) { words(p) } else { 0 };
        let count =
            |p: &Proposal| sources[p.source].places.len().min(targets[p.target].places.len());
        (words(b) > 1)
            .cmp(&(words(a) > 1))
            .then_with(|| length(b).cmp(&length(a)))
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| words(b).cmp(&words(a)))
            .then_with(|| count(b).cmp(&count(a)))
            .then_with(|| (a.source, a.target).cmp(&(b.source, b.target)))
    });
}

/// What a candidate is worth as a term, where no trained table can say it: names and terms of
/// several words first, then nouns.
fn worth(side: &Side<'_>, candidate: &Candidate) -> f64 {
    let noun = |&t: &usize| side.types[t].part == Part::Noun;
    match candidate.kind {
        TermKind::Name => WORTH_OF_NAMES,
        TermKind::Multiword => WORTH_OF_PHRASES,
        TermKind::Word if candidate.content.iter().all(noun) => WORTH_OF_NOUNS,
        TermKind::Word => WORTH_OF_OTHERS,
    }
}

/// A pair of listed words has to be so sure: of nouns the second translation often answers a word,
/// of verbs and adjectives the first alone.
const SURE_NOUN: f64 = 0.8;
const SURE_OTHER: f64 = 0.88;
/// Common words that only letters make a pair of have to be so sure: below, they are often of two
/// parts of speech.
const SURE_LETTERS: f64 = 0.65;
/// A pair that is not the best answer of both its words has to be so sure.
const SECOND_BEST: f64 = 0.8;

/// Lets pairs of single words compete, those a dictionary lists (of `known`) and those that letters
/// make; returns what is left of the listed ones. What a glossary knows always stays.
pub(super) fn compete(
    source: &Side<'_>,
    target: &Side<'_>,
    proposals: &mut Proposals,
    known: &[Known],
) -> Vec<Known> {
    let of_known = |known: &Known| {
        one_type(source, &known.source_places).zip(one_type(target, &known.target_places))
    };
    let of_proposal = |proposals: &Proposals, pair: &Proposal| {
        let one = |content: &[usize]| (content.len() == 1).then(|| content[0]);
        one(&proposals.source[pair.source].content).zip(one(&proposals.target[pair.target].content))
    };
    let mut best: (HashMap<usize, f64>, HashMap<usize, f64>) = Default::default();
    let listed = known.iter().filter_map(|k| Some((of_known(k)?, k.confidence)));
    let spelled =
        proposals.pairs.iter().filter_map(|p| Some((of_proposal(proposals, p)?, p.score)));
    for ((s, t), score) in listed.chain(spelled) {
        let most = |best: &mut HashMap<usize, f64>, key| {
            let most = best.entry(key).or_default();
            *most = most.max(score);
        };
        most(&mut best.0, s);
        most(&mut best.1, t);
    }
    let stays = |(s, t): (usize, usize), score: f64, least: f64| {
        let (of_source, of_target) = (score >= best.0[&s], score >= best.1[&t]);
        of_source && of_target && score >= least
            || (of_source || of_target) && score >= SECOND_BEST.max(least)
    };
    let kept = known.iter().filter(|known| {
        !matches!(known.evidence, Evidence::Lexicon(..))
            || match of_known(known) {
                _ if in_names(source, &proposals.source, &known.source_places) => false,
                _ if in_names(target, &proposals.target, &known.target_places) => false,
                Some((s, t)) => {
                    let nouns = source.types[s].part == Part::Noun
                        && part(source.tag(), &known.source) == Part::Noun;
                    let least = if nouns { SURE_NOUN } else { SURE_OTHER };
                    stays((s, t), known.confidence, least)
                }
                None => known.confidence >= SURE_OTHER,
            }
    });
    let kept = kept.cloned().collect();
    let spelled: Vec<bool> = proposals
        .pairs
        .iter()
        .map(|p| {
            let names = [&proposals.source[p.source], &proposals.target[p.target]]
                .iter()
                .all(|candidate| candidate.kind == TermKind::Name);
            let least = if names { 0.0 } else { SURE_LETTERS };
            of_proposal(proposals, p).is_none_or(|types| stays(types, p.score, least))
        })
        .collect();
    let mut spelled = spelled.into_iter();
    proposals.pairs.retain(|_| spelled.next().unwrap_or(true));
    kept
}

/// Whether words stand only in longer names: the `Grupa` of a `Mała Grupa` is no group.
fn in_names(side: &Side<'_>, candidates: &[Candidate], places: &[Occurrence]) -> bool {
    let Some(type_) = one_type(side, places) else { return false };
    let alone = candidates.iter().filter(|c| c.content == [type_]);
    let mut alone = alone.peekable();
    alone.peek().is_some() && alone.all(|c| c.kind == TermKind::Name && c.only_in_names)
}

/// The type of the one content word that stands at some places; `None` where there are more.
fn one_type(side: &Side<'_>, places: &[Occurrence]) -> Option<usize> {
    let place = places.first()?;
    let words = &side.sentences[side.place(place.segment)?].words;
    let inside =
        words.iter().filter(|w| w.range.start < place.range.end && place.range.start < w.range.end);
    let mut content = inside.filter(|word| word.is_content());
    let only = content.next()?;
    content.next().is_none().then_some(only.type_)
}

/// Returns for each source type the target types that are written or sound like it.
fn word_pairs(
    source: &Side<'_>,
    target: &Side<'_>,
    lexicon: Option<&Lexicon>,
) -> HashMap<usize, Vec<WordPair>> {
    let content = |side: &Side<'_>| {
        let mut content = vec![false; side.types.len()];
        for word in side.sentences.iter().flat_map(|s| &s.words) {
            content[word.type_] |= matches!(word.role, Role::Content(_) | Role::Number);
        }
        content
    };
    let (in_source, in_target) = (content(source), content(target));
    let mut found: HashMap<usize, Vec<WordPair>> = HashMap::new();
    for (s, a) in source.types.iter().enumerate().filter(|(s, _)| in_source[*s]) {
        for (t, b) in target.types.iter().enumerate().filter(|(t, _)| in_target[*t]) {
            if let Some((score, evidence)) = answer(a, b, lexicon) {
                found.entry(s).or_default().push(WordPair { target: t, score, evidence });
            }
        }
    }
    for pairs in found.values_mut() {
        pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.target.cmp(&b.target)));
    }
    found
}

/// How surely two types answer each other: by their letters, or because the lexicon says so.
fn answer(a: &Type, b: &Type, lexicon: Option<&Lexicon>) -> Option<(f64, Evidence)> {
    let spelled = by_letters(a, b);
    let listed = lexicon.and_then(|lexicon| listed(a, b, lexicon).or_else(|| built(a, b, lexicon)));
    match (spelled, listed) {
        (Some(spelled), Some(listed)) => Some(if listed.0 > spelled.0 { listed } else { spelled }),
        (spelled, listed) => spelled.or(listed),
    }
}

/// The surest that a listed pair of words can be: a word has several translations.
const LISTED: f64 = 0.86;

fn listed(a: &Type, b: &Type, lexicon: &Lexicon) -> Option<(f64, Evidence)> {
    // Half a translation (a word of a phrase) is no translation.
    const WHOLE: f32 = 0.7;
    let strength_by = |key: &String| {
        let whole = lexicon
            .partners(key)
            .iter()
            .filter(|link| link.1 > WHOLE && b.listed.contains(&link.0));
        whole.map(|link| link.1).max_by(f32::total_cmp)
    };
    let strength = a.listed.iter().filter_map(strength_by).max_by(f32::total_cmp)?;
    let evidence = Evidence::Lexicon(a.key.clone(), b.key.clone());
    Some((LISTED * f64::from(strength.min(1.0)), evidence))
}

/// How sure words are that are not listed but built alike; chosen.
const BUILT: f64 = 0.6;

fn built(a: &Type, b: &Type, lexicon: &Lexicon) -> Option<(f64, Evidence)> {
    let mut all = a.listed.iter().flat_map(|key| lexicon.built(key));
    let alike = all.any(|partner| b.listed.contains(partner));
    alike.then(|| (BUILT, Evidence::Built(a.key.clone(), b.key.clone())))
}

/// Whether a pair is one word that only the lexicon vouches for: whoever gave the lexicon knows
/// better which of its words are worth a line.
fn is_listed_word(a: &Candidate, b: &Candidate, evidence: &[Evidence]) -> bool {
    a.content.len() == 1 && b.content.len() == 1 && matches!(evidence, [Evidence::Lexicon(..), ..])
}

/// How surely two types answer each other by their letters alone.
fn by_letters(a: &Type, b: &Type) -> Option<(f64, Evidence)> {
    let alike = a.alike(b);
    let both_names = a.is_name() && b.is_name();
    if alike < if both_names { ALIKE_NAMES } else { ALIKE } {
        return None;
    }
    let names = match (a.is_name(), b.is_name()) {
        (true, true) => NAMES_AGREE,
        (false, false) => 0.0,
        _ => -NAMES_DISAGREE,
    };
    let same = a.forms.iter().any(|(x, _)| b.forms.iter().any(|(y, _)| x == y));
    if same {
        let base = if a.is_name() && b.is_name() { SAME_NAME } else { SAME_WORD };
        let form = a.forms.iter().find(|(x, _)| b.forms.iter().any(|(y, _)| x == y));
        let form = form.map_or_else(String::new, |(form, _)| form.clone());
        return Some(((base + names.min(0.0)).min(SUREST), Evidence::SameForm(form)));
    }
    if a.number || b.number || a.acronym != b.acronym {
        return None;
    }
    let share = (alike - ALIKE) / (1.0 - ALIKE);
    let mut score = COGNATE_LEAST + share * (COGNATE_MOST - COGNATE_LEAST) + names;
    if (a.part == Part::Adverb) != (b.part == Part::Adverb) {
        score -= ADVERB_DISAGREES;
    }
    let form = |t: &Type| t.forms.first().map_or_else(String::new, |(form, _)| form.clone());
    Some((score, Evidence::Cognate(form(a), form(b), alike)))
}

/// A score, what speaks for it, and which types answer each other.
type Compared = (f64, Vec<Evidence>, Vec<(usize, usize)>);

/// Compares two candidates word by word; every content word needs a partner of its own.
fn compare(
    a: &Candidate,
    b: &Candidate,
    words: &HashMap<usize, Vec<WordPair>>,
) -> Option<Compared> {
    if a.content.len() != b.content.len() || !kinds_fit(a, b) {
        return None;
    }
    let mut free: Vec<bool> = vec![true; b.content.len()];
    let mut total = 0.0;
    let mut evidence = Vec::new();
    let mut inside = Vec::new();
    for type_ in &a.content {
        let best = words.get(type_)?.iter().find_map(|pair| {
            let at = (0..free.len()).find(|&at| free[at] && b.content[at] == pair.target)?;
            Some((at, pair))
        });
        let (at, pair) = best?;
        free[at] = false;
        total += pair.score;
        evidence.push(pair.evidence.clone());
        inside.push((*type_, pair.target));
    }
    let score = total / a.content.len() as f64;
    if a.content.len() == 1 {
        return Some((score, evidence, inside));
    }
    Some((score + PARTS_AGREE, vec![Evidence::Parts(evidence)], inside))
}

/// A part of a longer name answers only a name: the `Grupa` of a `Mała Grupa` is no `group`.
fn kinds_fit(a: &Candidate, b: &Candidate) -> bool {
    let name = |c: &Candidate| c.kind == TermKind::Name;
    name(a) == name(b) || !(name(a) && a.only_in_names || name(b) && b.only_in_names)
}

fn in_linked_sentences(
    source: &Side<'_>,
    target: &Side<'_>,
    sentences: &[SentencePair],
    a: &Candidate,
    b: &Candidate,
) -> f64 {
    let stands = |side: &Side<'_>, c: &Candidate, number: usize| {
        side.place(number).is_some_and(|at| c.places.iter().any(|p| p.sentence == at))
    };
    let linked =
        sentences.iter().any(|p| stands(source, a, p.source) && stands(target, b, p.target));
    if linked { SAME_SENTENCES } else { 0.0 }
}
