//! Term pairs of comparable texts.
//!
//! Nothing says which sentence answers which, so counts prove nothing on a page: a pair stands
//! on evidence of its own. Words answer each other when they are written or sound alike; a
//! multiword term or a name answers another when each of its words answers one of the other's.

use std::collections::HashMap;

use crate::bitext::{Evidence, SentencePair, TermKind};
use crate::language::Part;
use crate::lexicon::Lexicon;
use crate::terms::candidate::{Candidate, candidates};
use crate::terms::pair::{
    ADVERB_DISAGREES, ALIKE, ALIKE_NAMES, COGNATE_LEAST, COGNATE_MOST, NAMES_AGREE, NAMES_DISAGREE,
    PARTS_AGREE, Proposal, Proposals, SAME_NAME, SAME_WORD, SUREST,
};
use crate::terms::reading::{Role, Side, Type};

/// Added to a pair that stands in a pair of sentences known to answer each other.
const SAME_SENTENCES: f64 = 0.03;

/// Two types that answer each other.
pub(super) struct WordPair {
    pub target: usize,
    pub score: f64,
    pub evidence: Evidence,
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
                evidence,
                words: inside,
            });
        }
    }
    Proposals { source: sources, target: targets, pairs }
}

/// Returns for each source type the target types that are written or sound like it.
pub(super) fn word_pairs(
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
pub(super) fn answer(a: &Type, b: &Type, lexicon: Option<&Lexicon>) -> Option<(f64, Evidence)> {
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
pub(super) fn is_listed_word(a: &Candidate, b: &Candidate, evidence: &[Evidence]) -> bool {
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
