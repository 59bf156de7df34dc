//! Counts are those of the units that are there, whatever came and went.

use super::*;
use kladka::bitext::LinkedKeys;
use kladka::memory::UnitCounts;
use kladka::terms::links::{LinkCounts, Linker, TextPair};

const LANGS: (&str, &str) = ("pl", "en");

/// What a unit of these tests adds to counts: its words as they are.
fn keys(unit: &TranslationUnit) -> LinkedKeys {
    let words = |nth: usize| -> Vec<String> {
        unit.variants()[nth].text.split(' ').map(String::from).collect()
    };
    LinkedKeys { source: words(0), target: words(1), links: vec![(0, 0, 200)] }
}

/// Counts up to so many units, as a linker does.
fn fold_in(memory: &Memory, langs: (&str, &str), most: usize) -> bool {
    let units = memory.uncounted(langs, most).expect("read");
    let turned = langs != LANGS;
    let counts: Vec<UnitCounts> = units
        .iter()
        .map(|(id, unit)| (*id, vec![if turned { keys(unit).turned() } else { keys(unit) }]))
        .collect();
    memory.keep_counts(langs, &counts).expect("kept")
}

fn sorted(memory: &Memory, langs: (&str, &str)) -> Vec<LinkedKeys> {
    let mut all: Vec<LinkedKeys> =
        memory.counts(langs, usize::MAX >> 1).expect("read").into_iter().map(|(k, _)| k).collect();
    all.sort_by(|a, b| (&a.source, &a.target).cmp(&(&b.source, &b.target)));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn counts_are_those_of_the_units_that_are_there(
        steps in prop::collection::vec((0u8..5, 0usize..40, 1usize..6), 1..30),
    ) {
        let mut memory = Memory::in_ram().expect("a memory");
        let mut imports = Vec::new();
        for (number, (what, at, many)) in steps.into_iter().enumerate() {
            let ids: Vec<UnitId> = memory.units().map(|unit| unit.expect("read").0).collect();
            match what {
                0 => {
                    let new = (0..many).map(|n| pair(&format!("rada {number} {n}"), &format!("council {n}")));
                    imports.push(memory.extend(&INFO, new, &[]).expect("stored").id);
                }
                1 if !ids.is_empty() => {
                    memory.remove(Removal::Unit(ids[at % ids.len()])).expect("removed");
                }
                2 if !imports.is_empty() => {
                    memory.remove(Removal::Import(imports.swap_remove(at % imports.len()))).expect("removed");
                }
                3 => prop_assert!(fold_in(&memory, LANGS, many)),
                _ => prop_assert!(fold_in(&memory, ("en", "pl"), many)),
            }
            // What is counted and what is not is all that is there, each once.
            let all: Vec<LinkedKeys> = memory.units().map(|unit| keys(&unit.expect("read").1)).collect();
            let waiting = memory.uncounted(LANGS, 1000).expect("read");
            let mut told = sorted(&memory, LANGS);
            told.extend(waiting.iter().map(|(_, unit)| keys(unit)));
            let order = |a: &LinkedKeys, b: &LinkedKeys| (&a.source, &a.target).cmp(&(&b.source, &b.target));
            told.sort_by(order);
            let mut all = all;
            all.sort_by(order);
            prop_assert_eq!(told, all);
            let turned: Vec<LinkedKeys> = sorted(&memory, ("en", "pl"));
            prop_assert_eq!(turned.len() + waiting.len(), memory.stats().expect("read").units);
        }
        prop_assert_eq!(memory.verify().expect("read"), []);
        memory.forget_counts().expect("forgotten");
        prop_assert!(sorted(&memory, LANGS).is_empty());
    }
}

#[test]
fn newer_units_are_counted_before_older_ones() {
    let units: Vec<_> = (0..10).map(|n| pair(&format!("rada {n}"), "council")).collect();
    let mut memory = memory_of(&units);
    let next = |memory: &Memory| -> Vec<i64> {
        memory.uncounted(LANGS, 3).expect("read").iter().map(|(id, _)| id.0).collect()
    };
    assert_eq!(next(&memory), [10, 9, 8]);
    fold_in(&memory, LANGS, 3);
    assert_eq!(next(&memory), [7, 6, 5]);
    memory.extend(&INFO, [pair("gmina", "commune")], &[]).expect("stored");
    assert_eq!(next(&memory), [11, 7, 6]);
}

#[test]
fn a_memory_opened_for_reading_keeps_no_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    let mut memory = Memory::open(&path, Access::Create).expect("made");
    memory.extend(&INFO, [pair("rada", "council")], &[]).expect("stored");
    drop(memory);
    let memory = Memory::open(&path, Access::Read).expect("opened");
    assert!(!fold_in(&memory, LANGS, 5));
    assert_eq!(memory.uncounted(LANGS, 5).expect("read").len(), 1);
}

#[test]
fn sums_of_single_units_are_the_counts_of_all() {
    let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    let texts = [
        ("Rada przyjęła wniosek .", "The council adopted the motion ."),
        ("Wniosek odrzuciła rada .", "The motion was rejected by the council ."),
    ];
    let texts: Vec<_> = texts.iter().map(|(a, b)| (words(a), words(b))).collect();
    let pairs: Vec<TextPair<'_>> =
        texts.iter().map(|(a, b)| TextPair { source: a, target: b, known: &[] }).collect();
    let linker = Linker::new(LANGS);
    let mut sums = LinkCounts::default();
    linker.keys(&pairs).iter().for_each(|keys| sums.count_keys(keys));
    let mut all = linker.count(&pairs);
    assert_eq!(sums.texts(), all.texts());
    // What is left is what rounding to 255ths leaves: a tenth of a link at most.
    all.subtract(&sums);
    assert!(all.largest_link() < 0.1, "{}", all.largest_link());
}
