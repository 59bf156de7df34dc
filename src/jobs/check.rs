//! Checking translations: units of files or of a memory, pair by pair and as one document.

use std::sync::Arc;

use crate::bitext::TranslationUnit;
use crate::check::{Document, Finding, Pair, Severity, inline_codes, mended};
use crate::glossary::Glossary;
use crate::lexicon::Dictionary;
use crate::text::Lang;

/// What is to be looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// Names of checks, or their beginnings (`number`, `punct-end`); all when empty.
    pub only: Vec<String>,
    /// Names of checks, or their beginnings, that are left out.
    pub skip: Vec<String>,
    /// The source language; `None`: that of a unit's first variant.
    pub source_lang: Option<Lang>,
    /// The target language; `None`: every other variant of a unit.
    pub target_lang: Option<Lang>,
}

impl CheckOptions {
    fn wants(&self, name: &str) -> bool {
        let named = |list: &[String]| {
            list.iter().any(|part| {
                name.strip_prefix(part.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
        };
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}

/// Findings of one pair of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedPair {
    /// Number of the unit, from 1.
    pub unit: usize,
    /// Where it came from, where known.
    pub origin: String,
    /// Source language and text.
    pub source: (Lang, String),
    /// Target language and text.
    pub target: (Lang, String),
    /// What was found; never empty.
    pub findings: Vec<Finding>,
}

/// A check under way: units go in one by one.
#[derive(Debug)]
pub struct Checker<'g> {
    options: &'g CheckOptions,
    document: Document<'g>,
    /// Units seen.
    pub units: usize,
    /// Pairs of texts checked.
    pub pairs: usize,
    /// What was found, in order.
    pub found: Vec<CheckedPair>,
}

impl<'g> Checker<'g> {
    /// Begins a document; the dictionaries say which words answer a name.
    pub fn new(
        options: &'g CheckOptions,
        glossary: &'g Glossary,
        dictionaries: &[Arc<Dictionary>],
    ) -> Checker<'g> {
        Checker {
            options,
            document: Document::with(glossary, dictionaries.to_vec()),
            units: 0,
            pairs: 0,
            found: Vec::new(),
        }
    }

    /// Checks a unit.
    pub fn add(&mut self, unit: &TranslationUnit) {
        self.units += 1;
        let source = match &self.options.source_lang {
            Some(lang) => unit.variant(lang),
            None => unit.variants().first(),
        };
        let Some(source) = source else { return };
        for target in unit.variants() {
            let is_wanted = match &self.options.target_lang {
                Some(lang) => target.lang.same_language(lang),
                None => !target.lang.same_language(&source.lang),
            };
            if !is_wanted || std::ptr::eq(source, target) {
                continue;
            }
            self.pairs += 1;
            let pair = Pair {
                source_lang: &source.lang,
                target_lang: &target.lang,
                source: &source.text,
                target: &target.text,
            };
            let mut findings = self.document.check(&pair);
            findings.extend(inline_codes(source, target));
            findings.retain(|finding| self.options.wants(finding.problem.name()));
            if !findings.is_empty() {
                self.found.push(CheckedPair {
                    unit: self.units,
                    origin: unit.origin.to_string(),
                    source: (source.lang.clone(), source.text.clone()),
                    target: (target.lang.clone(), target.text.clone()),
                    findings,
                });
            }
        }
    }

    /// Checks a unit and makes the fixes in it; gives the unit and how many fixes were made.
    ///
    /// A variant with inline codes is left as it is: their places would no longer be right.
    pub fn mend(&mut self, unit: &TranslationUnit) -> (TranslationUnit, usize) {
        let from = self.found.len();
        self.add(unit);
        let (mut mended_unit, mut fixes) = (unit.clone(), 0);
        for checked in &self.found[from..] {
            let Some(text) = mended(&checked.target.1, &checked.findings) else { continue };
            if mended_unit.reword(&checked.target.0, &checked.target.1, text) {
                fixes += checked.findings.iter().filter(|finding| finding.fix.is_some()).count();
            }
        }
        (mended_unit, fixes)
    }

    /// Returns the gravest severity found.
    pub fn gravest(&self) -> Option<Severity> {
        let findings = self.found.iter().flat_map(|pair| &pair.findings);
        findings.map(|finding| finding.problem.severity()).max()
    }
}
