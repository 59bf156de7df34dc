//! What only shows across segments: one source with two translations, two sources with one, a term with two names,
//! a habit that is broken.

use std::collections::HashMap;
use std::sync::Arc;

use super::terms::stands;
use super::{Finding, Pair, Problem, check_with};
use crate::bitext::TermStatus;
use crate::glossary::Glossary;
use crate::lexicon::{self, Dictionary};
use crate::text::comparable;

/// A document under check: it remembers what it has seen.
#[derive(Debug, Default)]
pub struct Document<'g> {
    glossary: Option<&'g Glossary>,
    dictionaries: Vec<Arc<Dictionary>>,
    units: usize,
    /// Translations by source, sources by translation, with the unit's number.
    by_source: HashMap<String, (String, usize)>,
    by_target: HashMap<String, (String, usize)>,
    /// The name that each glossary entry had first.
    names: HashMap<usize, String>,
    /// Whether the first percent sign had a space before it.
    percent: Option<bool>,
}

/// Characters of the shortest text whose repetition says anything: "OK" may stand for many things.
const LONG_ENOUGH: usize = 12;

impl<'g> Document<'g> {
    /// Begins a document; a glossary without entries checks no terminology.
    pub fn new(glossary: &'g Glossary) -> Document<'g> {
        Document::with(glossary, lexicon::core())
    }

    /// Begins a document whose names are looked up in these dictionaries.
    pub fn with(glossary: &'g Glossary, dictionaries: Vec<Arc<Dictionary>>) -> Document<'g> {
        Document { glossary: Some(glossary), dictionaries, ..Document::default() }
    }

    /// Checks the next pair, by itself and against what came before.
    pub fn check(&mut self, pair: &Pair<'_>) -> Vec<Finding> {
        self.units += 1;
        let none = Glossary::default();
        let glossary = self.glossary.unwrap_or(&none);
        let mut found = check_with(pair, glossary, &self.dictionaries);
        self.repetitions(pair, &mut found);
        self.names(pair, glossary, &mut found);
        self.percent_signs(pair, &mut found);
        found
    }

    fn repetitions(&mut self, pair: &Pair<'_>, found: &mut Vec<Finding>) {
        let (source, target) = (comparable(pair.source), comparable(pair.target));
        if source.chars().count() < LONG_ENOUGH || target.is_empty() {
            return;
        }
        match self.by_source.get(&source) {
            Some((before, unit)) if *before != target => {
                let problem = Problem::TextInconsistent { before: before.clone(), unit: *unit };
                found.push(Finding::new(problem));
            }
            Some(_) => {}
            None => _ = self.by_source.insert(source.clone(), (target.clone(), self.units)),
        }
        match self.by_target.get(&target) {
            Some((before, unit)) if *before != source => {
                let problem = Problem::TextSame { before: before.clone(), unit: *unit };
                found.push(Finding::new(problem));
            }
            Some(_) => {}
            None => _ = self.by_target.insert(target, (source, self.units)),
        }
    }

    fn names(&mut self, pair: &Pair<'_>, glossary: &Glossary, found: &mut Vec<Finding>) {
        if glossary.entries().is_empty() {
            return;
        }
        for hit in glossary.find(pair.source_lang, pair.source) {
            if hit.status == TermStatus::Forbidden {
                continue;
            }
            let used = stands(pair, &glossary.entries()[hit.entry - 1]);
            let [only] = &used[..] else { continue };
            match self.names.get(&hit.entry) {
                Some(before) if *before != only.synonym => {
                    let problem = Problem::TermInconsistent {
                        term: hit.term.clone(),
                        here: only.synonym.clone(),
                        before: before.clone(),
                    };
                    let finding = Finding::new(problem).in_source(hit.range.clone());
                    found.push(finding.in_target(only.range.clone()));
                }
                Some(_) => {}
                None => _ = self.names.insert(hit.entry, only.synonym.clone()),
            }
        }
    }

    /// A space before the percent sign: either is right, but the same throughout.
    fn percent_signs(&mut self, pair: &Pair<'_>, found: &mut Vec<Finding>) {
        let text = pair.target;
        for (at, _) in text.match_indices('%') {
            let bare = text[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
            if !bare.ends_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let spaced = bare.len() < at;
            if *self.percent.get_or_insert(spaced) != spaced {
                let space = if spaced { "" } else { "\u{a0}" };
                let finding = Finding::new(Problem::TypoPercent).in_target(bare.len()..at + 1);
                found.push(finding.mended_by(bare.len()..at, space));
            }
        }
    }
}
