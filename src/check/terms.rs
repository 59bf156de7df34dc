//! Terminology: where the source has a term, an approved name of it stands opposite, and no forbidden one.
//!
//! A term counts as rendered by any of its names in any form, anywhere in the target (later mentions are often
//! pronouns), also inside a longer term, or by the form copied as it stands. Only entries that are preferred or approved
//! are asked for.

use std::ops::Range;

use super::{Finding, Pair, Problem};
use crate::bitext::{Term, TermStatus};
use crate::glossary::{Glossary, TermHit};
use crate::language::{WordKind, fold, word_kind};
use crate::text::{TokenKind, tokens};

/// Finds missing and forbidden names.
pub(super) fn check(pair: &Pair<'_>, glossary: &Glossary, found: &mut Vec<Finding>) {
    if glossary.entries().is_empty() {
        return;
    }
    let hits = glossary.find(pair.source_lang, pair.source);
    for group in hits.chunk_by(|a, b| a.range == b.range) {
        forbidden(pair, glossary, group, found);
        let asked: Vec<&TermHit> = group.iter().filter(|hit| is_asked_for(hit.status)).collect();
        if asked.is_empty() {
            continue;
        }
        let is_rendered =
            |hit: &TermHit| !stands(pair, &glossary.entries()[hit.entry - 1]).is_empty();
        // several entries of one form are alternatives: one of them is enough, whatever its status
        if group.iter().any(|hit| hit.status != TermStatus::Forbidden && is_rendered(hit)) {
            continue;
        }
        let hit = asked[0];
        if is_copied(pair, hit) {
            continue;
        }
        let (form, approved) = (hit.form.clone(), hit.translations.clone());
        let problem = if derived(pair, &approved) {
            Problem::TermDerived { form, approved }
        } else {
            Problem::TermMissing { form, approved }
        };
        found.push(Finding::new(problem).in_source(hit.range.clone()));
    }
}

fn is_asked_for(status: TermStatus) -> bool {
    match status {
        TermStatus::Preferred | TermStatus::Approved => true,
        TermStatus::Admitted | TermStatus::Proposed | TermStatus::Forbidden => false,
    }
}

/// Where an entry's names stand in the target, found by themselves: a longer entry does not hide them.
pub(super) fn stands(pair: &Pair<'_>, entry: &Term) -> Vec<TermHit> {
    Glossary::of([entry.clone()]).find(pair.target_lang, pair.target)
}

/// Forbidden names of a term that the source has, unless an allowed entry has the same name.
fn forbidden(pair: &Pair<'_>, glossary: &Glossary, group: &[TermHit], found: &mut Vec<Finding>) {
    let allowed: Vec<Range<usize>> = group
        .iter()
        .filter(|hit| hit.status != TermStatus::Forbidden)
        .flat_map(|hit| stands(pair, &glossary.entries()[hit.entry - 1]))
        .map(|hit| hit.range)
        .collect();
    let instead: Vec<String> = group
        .iter()
        .filter(|hit| is_asked_for(hit.status))
        .flat_map(|hit| hit.translations.iter().cloned())
        .collect();
    for hit in group.iter().filter(|hit| hit.status == TermStatus::Forbidden) {
        for used in stands(pair, &glossary.entries()[hit.entry - 1]) {
            let inside = |range: &Range<usize>| {
                range.start <= used.range.start && used.range.end <= range.end
            };
            if allowed.iter().any(inside) {
                continue;
            }
            let problem = Problem::TermForbidden {
                term: hit.term.clone(),
                form: used.form.clone(),
                instead: instead.clone(),
            };
            let finding = Finding::new(problem).in_source(hit.range.clone());
            found.push(finding.in_target(used.range.clone()));
        }
    }
}

/// A name or code copied as it stands. The capital that begins a sentence makes no name.
fn is_copied(pair: &Pair<'_>, hit: &TermHit) -> bool {
    let before = pair.source[..hit.range.start].trim_end();
    let begins =
        before.is_empty() || before.ends_with(['.', '!', '?', ':', '„', '“', '"', '«', '–', '—']);
    let of_a_name = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let name = hit.form.chars().skip(usize::from(begins)).any(of_a_name);
    name && pair.target.contains(&hit.form)
}

/// Letters that two words begin with, for one to be derived from the other: so many at least, and half of the
/// name's. Words that share a prefix only (*cyber-*) are not made of each other.
const SHARED_LETTERS: usize = 5;

/// Words of the target that are built from every word of an approved name: *coalition* and *coalitional*.
fn derived(pair: &Pair<'_>, approved: &[String]) -> bool {
    let lang = pair.target_lang.primary();
    let words = |text: &str| -> Vec<String> {
        let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
        words.map(|token| token.text.to_lowercase()).collect()
    };
    let target = words(pair.target);
    let same = |word: &str, other: &str| fold(lang, other).meets(&fold(lang, word)).is_some();
    // A noun that is built from the name's noun is another noun: an applicant is no application.
    let is_near = |word: &str, other: &str| {
        let shared = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let built = shared >= SHARED_LETTERS && 2 * shared >= word.chars().count();
        let nouns = [word, other].iter().all(|w| word_kind(lang, w) == WordKind::Noun);
        built && !nouns || same(word, other)
    };
    approved.iter().any(|name| {
        let mut own = words(name);
        own.retain(|word| word_kind(lang, word).is_content());
        // An identification card is no identity card said by a verb: it is another name.
        let is_variant = own.len() > 1
            && target.windows(own.len()).any(|here| {
                let pairs = || own.iter().zip(here);
                pairs().all(|(a, b)| is_near(a, b)) && !pairs().all(|(a, b)| same(a, b))
            });
        !own.is_empty()
            && !is_variant
            && own.iter().all(|word| target.iter().any(|other| is_near(word, other)))
    })
}
