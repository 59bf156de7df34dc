//! What an aligner may know beforehand, gathered from where it is kept: dictionaries (the core
//! lexicon, a user's own), the glossary, the memory.
//!
//! This is the seam at which the core lexicon is switched off: who gives no dictionaries gets
//! none, here and in everything that is given the knowledge.

use std::sync::Arc;

use crate::align::Knowledge;
use crate::align::recipe::count_unit;
use crate::bitext::{TermStatus, TranslationUnit};
use crate::glossary::Glossary;
use crate::jobs::counts::remembered;
use crate::language;
use crate::lexicon::{Counts, Dictionary, Given};
use crate::memory::{Memory, MemoryError};
use crate::text::Lang;

/// Units of a memory that are counted at most: a sample of a large memory teaches as much about
/// common words, and an alignment must not wait for two million units.
const MOST_UNITS: usize = 20_000;
/// Units that are counted and kept when an aligner asks: a fifth of a second.
const NEW_UNITS: usize = 500;

/// Gathers what is known of a pair of languages; of the dictionaries ([`core()`](crate::lexicon::core()) gives
/// those compiled in) the ones of the pair.
///
/// # Errors
/// [`MemoryError`] when the memory cannot be read.
pub fn knowledge(
    source: &Lang,
    target: &Lang,
    dictionaries: &[Arc<Dictionary>],
    glossary: &Glossary,
    memory: Option<&Memory>,
) -> Result<Knowledge, MemoryError> {
    let mut given = Given::of(source.primary(), target.primary(), dictionaries);
    add_glossary(&mut given, glossary, source, target);
    let counts = match memory {
        Some(memory) => stored(memory, source, target)?,
        None => Counts::default(),
    };
    Ok(Knowledge { given, counts })
}

/// What the memory has counted of its units, and what its others add, counted now.
fn stored(memory: &Memory, source: &Lang, target: &Lang) -> Result<Counts, MemoryError> {
    let langs = (source.primary(), target.primary());
    let mut counts = Counts::default();
    let (rows, unkept) = remembered(memory, (source, target), NEW_UNITS, MOST_UNITS)?;
    let others = MOST_UNITS - rows.len();
    for (keys, weight) in rows {
        let content = |lang: &str, keys: &[String]| -> Vec<String> {
            let is_content = |key: &&String| {
                key.starts_with(char::is_alphabetic)
                    && !language::class(lang, key).has(language::WordClass::FUNCTION)
            };
            keys.iter().filter(is_content).cloned().collect()
        };
        let (a, b) = (content(langs.0, &keys.source), content(langs.1, &keys.target));
        counts.add(a.iter().map(String::as_str), b.iter().map(String::as_str), weight);
    }
    // Those that could not be kept are among the uncounted again, and come first.
    for (_, unit) in memory.uncounted(langs, others + unkept)?.into_iter().skip(unkept) {
        if let (Some(a), Some(b)) = (unit.variant(source), unit.variant(target)) {
            let weight = unit.confidence.unwrap_or(1.0);
            count_unit(langs.0, &a.text, langs.1, &b.text, weight, &mut counts);
        }
    }
    Ok(counts)
}

/// The same from those units of the memory that `teaches` lets pass.
///
/// # Errors
/// [`MemoryError`] when the memory cannot be read.
pub fn knowledge_of(
    (source, target): (&Lang, &Lang),
    dictionaries: &[Arc<Dictionary>],
    glossary: &Glossary,
    memory: Option<&Memory>,
    teaches: &dyn Fn(&TranslationUnit) -> bool,
) -> Result<Knowledge, MemoryError> {
    let mut given = Given::of(source.primary(), target.primary(), dictionaries);
    add_glossary(&mut given, glossary, source, target);
    let counts = match memory {
        Some(memory) => count(memory, source, target, teaches)?,
        None => Counts::default(),
    };
    Ok(Knowledge { given, counts })
}

/// One-word entries of a glossary are words that answer each other.
fn add_glossary(given: &mut Given, glossary: &Glossary, source: &Lang, target: &Lang) {
    for term in glossary.entries() {
        if term.status == TermStatus::Forbidden {
            continue;
        }
        let turned = term.source_lang.same_language(target);
        let (own, other) =
            if turned { (&term.target, &term.source) } else { (&term.source, &term.target) };
        for a in own.iter().filter(|name| !name.contains(' ')) {
            for b in other.iter().filter(|name| !name.contains(' ')) {
                let (a, b) =
                    (language::fold(source.primary(), a), language::fold(target.primary(), b));
                given.insert(a.best(), b.best(), 1.0);
            }
        }
    }
}

fn count(
    memory: &Memory,
    source: &Lang,
    target: &Lang,
    teaches: &dyn Fn(&TranslationUnit) -> bool,
) -> Result<Counts, MemoryError> {
    let mut counts = Counts::default();
    let mut taught = 0;
    for unit in memory.units() {
        let (_, unit) = unit?;
        if !teaches(&unit) {
            continue;
        }
        taught += 1;
        if taught > MOST_UNITS {
            break;
        }
        if let (Some(a), Some(b)) = (unit.variant(source), unit.variant(target)) {
            let weight = unit.confidence.unwrap_or(1.0);
            let (from, to) = (source.primary(), target.primary());
            count_unit(from, &a.text, to, &b.text, weight, &mut counts);
        }
    }
    Ok(counts)
}
