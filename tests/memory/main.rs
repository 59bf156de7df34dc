//! The laws of a memory, by its public face: what goes in comes out, what is there is found,
//! what fails leaves nothing behind, and no file that is something else is taken for one.

mod counting;
mod finding;
mod opening;
mod scoring;
mod storing;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kladka::bitext::{
    Context, Evidence, Occurrence, Origin, Review, TermKind, TermPair, TermStatus, TranslationUnit,
    UnitCode, Variant,
};
use kladka::memory::{
    Access, DiffKind, ImportInfo, MatchKind, Memories, Memory, MemoryError, Percent, Problem,
    Query, Removal, TermFit, UnitId, score,
};
use kladka::text::Lang;
use proptest::prelude::*;

const INFO: ImportInfo<'_> = ImportInfo { what: "test", now: "20260102T030405Z", rules: "r1" };

fn lang(tag: &str) -> Lang {
    Lang::new(tag).expect("a tag")
}

fn pair(pl: &str, en: &str) -> TranslationUnit {
    TranslationUnit::pair((lang("pl"), pl), (lang("en"), en)).expect("two texts")
}

fn memory_of(units: &[TranslationUnit]) -> Memory {
    let mut memory = Memory::in_ram().expect("a memory");
    memory.extend(&INFO, units.to_vec(), &[]).expect("stored");
    memory
}

fn query(text: &str, min: u8) -> Query {
    Query { min: Percent::new(min).expect("a percentage"), limit: 50, ..Query::new(text) }
}

fn term(source: &str, target: &str, forms: &[(bool, &str)]) -> TermPair {
    TermPair {
        source: source.into(),
        target: target.into(),
        source_lang: lang("pl"),
        target_lang: lang("en"),
        kind: TermKind::Name,
        status: TermStatus::Proposed,
        confidence: 0.9,
        evidence: vec![Evidence::Together(2, 3)],
        occurrences: forms
            .iter()
            .enumerate()
            .map(|(segment, &(in_target, form))| Occurrence {
                in_target,
                segment,
                range: 0..form.len(),
                form: form.into(),
            })
            .collect(),
    }
}
