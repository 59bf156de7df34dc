//! Terminology: where the source has a term, an approved name of it stands opposite, and no forbidden one.
//!
//! A term counts as rendered by any of its names in any form, anywhere in the target (later mentions are often
//! pronouns), also inside a longer term, or by the form copied as it stands. Only entries that are preferred or approved
//! are asked for.

use std::ops::Range;

use super::{Finding, Pair, Problem};
use crate::bitext::{Term, TermStatus};
use crate::glossary::{Glossary, TermHit};
use crate::language::fold;
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
        if is_copied(pair, &hit.form) {
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

/// A name or code copied as it stands.
fn is_copied(pair: &Pair<'_>, form: &str) -> bool {
    form.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()) && pair.target.contains(form)
}

/// Letters that two words begin with, for one to be derived from the other.
const SHARED_LETTERS: usize = 5;

/// Words of the target that are built from every long word of an approved name: *coalition* and *coalitional*.
fn derived(pair: &Pair<'_>, approved: &[String]) -> bool {
    let lang = pair.target_lang.primary();
    let words = |text: &str| -> Vec<String> {
        let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
        words.map(|token| token.text.to_lowercase()).collect()
    };
    let target = words(pair.target);
    let is_near = |word: &String| {
        let keys = fold(lang, word);
        let start: String = word.chars().take(SHARED_LETTERS).collect();
        let long = start.chars().count() == SHARED_LETTERS;
        target.iter().any(|other| {
            long && other.starts_with(&start) || fold(lang, other).meets(&keys).is_some()
        })
    };
    approved.iter().any(|name| {
        let long: Vec<String> =
            words(name).into_iter().filter(|word| word.chars().count() > 3).collect();
        !long.is_empty() && long.iter().all(is_near)
    })
}
