//! What a memory has counted of its words, for linker and aligner; and the counting of units that came
//! in since. Everything that links words has them from here ([`linked`]).

use std::sync::Arc;

use crate::bitext::{LinkedKeys, TranslationUnit};
use crate::jobs::links::LinkTask;
use crate::lexicon::{Dictionary, Given, core};
use crate::memory::{Memory, MemoryError, UnitCounts};
use crate::terms::links::{LinkCounts, Linker, TextPair};
use crate::text::Lang;

/// Units whose counts a linker sums up at most, the newest.
const MOST_SUMMED: usize = 10_000;
/// Units of a memory that a linker counts at a time; more would be waited for too long.
const MOST_NEW: usize = 2_000;
/// Units that are counted together at most: about a second's work.
const AT_A_TIME: usize = 2_000;

/// Returns what a linker with these dictionaries learns from a memory: with the core lexicon what the
/// memory has counted of its newest 10,000 units, after counting up to 2,000 that are not counted
/// yet; without it, its first 2,000 units counted anew, since what is kept was counted with it.
///
/// # Errors
/// [`MemoryError`] when the memory cannot be read.
pub fn linked(
    memory: &Memory,
    (source, target): (&Lang, &Lang),
    dictionaries: &[Arc<Dictionary>],
) -> Result<LinkCounts, MemoryError> {
    let knows = |core: &Arc<Dictionary>| dictionaries.iter().any(|known| Arc::ptr_eq(core, known));
    if core().iter().all(knows) {
        return Ok(sums(&remembered(memory, (source, target), MOST_NEW, MOST_SUMMED)?.0));
    }
    let mut tasks = Vec::new();
    for unit in memory.units() {
        let (_, unit) = unit?;
        tasks.extend(tasks_of(&unit, source.primary(), target.primary()));
        if tasks.len() >= MOST_NEW {
            break;
        }
    }
    let given = Given::of(source.primary(), target.primary(), dictionaries);
    let given = (!given.dictionaries().is_empty()).then_some(&given);
    let linker = Linker { given, ..Linker::new((source.primary(), target.primary())) };
    Ok(linker.count(&pairs_of(&tasks)))
}

/// Returns what the units of a memory add to counts, newest first, `most` at most, after counting as
/// many as `new` that are not counted yet. These are kept in the memory where it may be written; told
/// is besides how many were not.
///
/// # Errors
/// [`MemoryError`] when the memory cannot be read.
pub(super) fn remembered(
    memory: &Memory,
    (source, target): (&Lang, &Lang),
    new: usize,
    most: usize,
) -> Result<(Vec<(LinkedKeys, f64)>, usize), MemoryError> {
    let langs = (source.primary(), target.primary());
    let mut known = memory.counts(langs, most)?;
    let units = memory.uncounted(langs, new)?;
    if units.is_empty() {
        return Ok((known, 0));
    }
    let counted = count(&units, langs, &known);
    let unkept = if memory.keep_counts(langs, &counted)? { 0 } else { units.len() };
    let sure = units.iter().map(|(_, unit)| unit.confidence.unwrap_or(1.0));
    let fresh = counted.into_iter().zip(sure);
    let fresh = fresh.flat_map(|((_, keys), sure)| keys.into_iter().map(move |keys| (keys, sure)));
    known.splice(0..0, fresh);
    known.truncate(most);
    Ok((known, unkept))
}

/// Counts units, as a linker that knows the core lexicon and what was counted before.
fn count(
    units: &[(crate::memory::UnitId, TranslationUnit)],
    (source, target): (&str, &str),
    known: &[(LinkedKeys, f64)],
) -> Vec<UnitCounts> {
    let given = Given::of(source, target, &core());
    let given = (!given.dictionaries().is_empty()).then_some(&given);
    let sums = sums(known);
    let memory = (!sums.is_empty()).then_some(&sums);
    let linker = Linker { given, memory, ..Linker::new((source, target)) };
    let (mut tasks, mut owners) = (Vec::new(), Vec::new());
    for (number, (_, unit)) in units.iter().enumerate() {
        for own in tasks_of(unit, source, target) {
            tasks.push(own);
            owners.push(number);
        }
    }
    let pairs = pairs_of(&tasks);
    let mut counted: Vec<UnitCounts> = units.iter().map(|(id, _)| (*id, Vec::new())).collect();
    for (owner, keys) in owners.into_iter().zip(linker.keys(&pairs)) {
        counted[owner].1.push(keys);
    }
    counted
}

fn pairs_of(tasks: &[LinkTask]) -> Vec<TextPair<'_>> {
    tasks
        .iter()
        .map(|task| TextPair { source: &task.source, target: &task.target, known: &[] })
        .collect()
}

/// The pairs of texts of a unit in two languages.
fn tasks_of(unit: &TranslationUnit, source: &str, target: &str) -> Vec<LinkTask> {
    let (Ok(source), Ok(target)) = (Lang::new(source), Lang::new(target)) else {
        return Vec::new();
    };
    let is = |lang: &Lang| unit.variants().iter().any(|variant| variant.lang.same_language(lang));
    if !is(&source) || !is(&target) {
        return Vec::new();
    }
    LinkTask::of_unit(unit, Some(&source), Some(&target))
}

/// Sums up what units add.
fn sums(known: &[(LinkedKeys, f64)]) -> LinkCounts {
    let mut sums = LinkCounts::default();
    known.iter().for_each(|(keys, _)| sums.count_keys(keys));
    sums
}

/// Counts all units of a memory anew, for each pair of its languages; `go_on` is asked now and then.
/// Returns how many were counted.
///
/// # Errors
/// [`MemoryError`] when the memory cannot be read or written.
pub fn rebuild_counts(memory: &mut Memory, go_on: &dyn Fn() -> bool) -> Result<usize, MemoryError> {
    memory.forget_counts()?;
    let mut langs: Vec<String> = Vec::new();
    for (lang, _) in memory.stats()?.languages {
        let primary = lang.primary().to_string();
        if !langs.contains(&primary) {
            langs.push(primary);
        }
    }
    langs.sort();
    let mut done = 0;
    for (at, source) in langs.iter().enumerate() {
        for target in &langs[at + 1..] {
            while go_on() {
                let pair = (source.as_str(), target.as_str());
                let units = memory.uncounted(pair, AT_A_TIME)?;
                if units.is_empty() {
                    break;
                }
                let known = memory.counts(pair, MOST_SUMMED)?;
                let counted = count(&units, pair, &known);
                done += counted.iter().filter(|(_, keys)| !keys.is_empty()).count();
                if !memory.keep_counts(pair, &counted)? {
                    return Ok(done);
                }
            }
        }
    }
    Ok(done)
}
