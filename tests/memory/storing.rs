//! What goes in comes out, once; what fails or is removed leaves nothing behind.

use super::*;

#[test]
fn a_double_is_counted_and_not_stored() {
    let place = |place: &str, pl: &str| {
        let mut unit = pair(pl, "The law entered into force.");
        unit.origin = Origin { source: "a.tmx".into(), place: place.into(), rules: String::new() };
        unit
    };
    let mut memory = Memory::in_ram().expect("a memory");
    let units = [
        place("1", "Ustawa weszła w życie."),
        place("1", "Ustawa\u{a0}weszła w życie."),
        place("2", "Ustawa weszła w życie."),
    ];
    let first = memory.extend(&INFO, units.clone(), &[]).expect("stored");
    assert_eq!((first.added, first.doubled), (2, 1));
    let again = memory.extend(&INFO, units, &[]).expect("stored");
    assert_eq!((again.added, again.doubled), (0, 3));
    assert_ne!(first.id, again.id);
    assert_eq!(memory.stats().expect("read").units, 2);
}

#[test]
fn without_a_place_the_context_tells_units_apart() {
    let between = |previous: &str| {
        let mut unit = pair("Tak.", "Yes.");
        unit.context.previous = Some(previous.into());
        unit
    };
    let mut memory = Memory::in_ram().expect("a memory");
    let units = [between("Raz?"), between("Dwa?"), between("Raz?")];
    let import = memory.extend(&INFO, units, &[]).expect("stored");
    assert_eq!((import.added, import.doubled), (2, 1));
}

#[test]
fn the_same_terms_from_the_same_files_are_stored_once() {
    let mut memory = Memory::in_ram().expect("a memory");
    let terms = [term("Rada", "Council", &[(false, "Radę"), (true, "Council")])];
    memory.extend(&INFO, [], &terms).expect("stored");
    let again = memory.extend(&INFO, [], &terms).expect("stored");
    assert_eq!((again.terms_added, again.terms_doubled), (0, 1));
    let other = ImportInfo { what: "other", ..INFO };
    assert_eq!(memory.extend(&other, [], &terms).expect("stored").terms_added, 1);
    assert_eq!(memory.terms().expect("read")[0].pair, terms[0]);
    assert_eq!(memory.terms_like("radą", None).expect("read").len(), 1);
}

#[test]
fn an_import_that_fails_leaves_nothing() {
    #[derive(Debug)]
    enum Failure {
        HalfRead,
        Memory(#[allow(dead_code)] MemoryError),
    }
    impl From<MemoryError> for Failure {
        fn from(error: MemoryError) -> Failure {
            Failure::Memory(error)
        }
    }
    let mut memory = memory_of(&[pair("Jeden", "One")]);
    let before = memory.stats().expect("read");
    let outcome = memory.write(&INFO, |batch| {
        batch.add(&pair("Dwa", "Two"))?;
        batch.add_terms(&[term("Dwa", "Two", &[])])?;
        Err(Failure::HalfRead)
    });
    assert!(matches!(outcome, Err(Failure::HalfRead)));
    assert_eq!(memory.stats().expect("read"), before);
    assert!(memory.lookup(&Query::new("Dwa")).expect("read").is_empty());
    assert_eq!(memory.verify().expect("read"), []);
}

#[test]
fn what_is_removed_is_gone_and_the_rest_is_in_order() {
    let mut memory = memory_of(&[pair("Jeden", "One"), pair("Dwa", "Two"), pair("Dwa", "2")]);
    let second = ImportInfo { what: "second", ..INFO };
    let terms = [term("Trzy", "Three", &[])];
    let import = memory.extend(&second, [pair("Trzy", "Three")], &terms).expect("stored");
    let count = |memory: &Memory| {
        let stats = memory.stats().expect("read");
        (stats.units, stats.terms, stats.languages[0].1, stats.imports)
    };
    assert_eq!(memory.terms().expect("read")[0].units, [UnitId(4)]);
    let texts = |text, other, terms| Removal::Texts { text, other, terms };
    let removed = memory.remove(texts("two", None, false)).expect("removed");
    assert_eq!(removed.units, 0, "letter case is not the same text");
    let removed = memory.remove(texts("Two", Some("Dwa"), false)).expect("removed");
    assert_eq!((removed.units, count(&memory)), (1, (3, 1, 3, 2)));
    let removed = memory.remove(Removal::Unit(UnitId(1))).expect("removed");
    assert_eq!((removed.units, count(&memory)), (1, (2, 1, 2, 2)));
    let removed = memory.remove(Removal::Import(import.id)).expect("removed");
    assert_eq!((removed.units, removed.terms, count(&memory)), (1, 1, (1, 0, 1, 1)));
    assert!(memory.terms_like("trzy", None).expect("read").is_empty());
    assert_eq!(memory.verify().expect("read"), []);
    let fresh = memory.extend(&INFO, [pair("Cztery", "Four")], &[]).expect("stored");
    assert!(fresh.id > import.id, "numbers are not used twice");
}

#[test]
fn removing_a_term_leaves_its_sentences() {
    let mut memory = Memory::in_ram().expect("a memory");
    let terms = [term("Rada", "Council", &[])];
    memory.extend(&INFO, [pair("Rada", "Council")], &terms).expect("stored");
    let removal = Removal::Texts { text: "Council", other: None, terms: true };
    assert_eq!(memory.remove(removal).expect("removed").terms, 1);
    assert_eq!(memory.stats().expect("read").units, 1);
    assert_eq!(memory.verify().expect("read"), []);
}

fn text() -> impl Strategy<Value = String> {
    "[\\PC\u{0}\n\t]{0,30}".prop_map(|text| format!("{text}a"))
}

fn some_text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("\\PC{0,10}")
}

prop_compose! {
    fn variant()(
        tag in prop::sample::select(vec!["pl", "en", "en-GB", "zh-Hant-TW", "de"]),
        text in text(),
        codes in prop::collection::vec((0usize..9, "\\PC{0,9}"), 0..3),
        (created, changed) in (some_text(), some_text()),
        (created_by, changed_by) in (some_text(), some_text()),
    ) -> Variant {
        let codes = codes.into_iter().map(|(at, xml)| UnitCode { at, xml }).collect();
        Variant { lang: lang(tag), text, codes, created, changed, created_by, changed_by }
    }
}

prop_compose! {
    fn unit()(
        variants in prop::collection::vec(variant(), 2..4),
        (source, place, rules) in ("\\PC{0,9}", "\\PC{0,9}", "\\PC{0,9}"),
        (previous, next, key) in (some_text(), some_text(), some_text()),
        review in prop::sample::select(
            vec![Review::Unsaid, Review::Unreviewed, Review::Reviewed]),
        confidence in proptest::option::of(0f64..=1.0),
        properties in prop::collection::btree_map("\\PC{0,9}", "\\PC{0,9}", 0..3),
        notes in prop::collection::vec("\\PC{0,9}", 0..3),
    ) -> TranslationUnit {
        let mut unit = TranslationUnit::new(variants).expect("texts");
        unit.origin = Origin { source, place, rules };
        unit.context = Context { previous, next, key };
        unit.review = review;
        unit.confidence = confidence;
        unit.properties = BTreeMap::from_iter(properties);
        unit.notes = notes;
        unit
    }
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let leaf = prop_oneof![
        "\\PC{0,9}".prop_map(Evidence::Glossary),
        "\\PC{0,9}".prop_map(Evidence::Memory),
        "\\PC{0,9}".prop_map(Evidence::SameForm),
        "\\PC{0,9}".prop_map(Evidence::SameValue),
        ("\\PC{0,9}", "\\PC{0,9}", 0f64..=1.0)
            .prop_map(|(a, b, alike)| Evidence::Cognate(a, b, alike)),
        (".{0,8}", ".{0,8}").prop_map(|(a, b)| Evidence::Built(a, b)),
        (0usize..99, 0usize..99).prop_map(|(n, of)| Evidence::Together(n, of)),
        (0f64..=1.0).prop_map(Evidence::Length),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(Evidence::Parts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_goes_in_comes_out(units in prop::collection::vec(unit(), 1..5)) {
        let memory = memory_of(&units);
        let read: Vec<_> = memory.units().collect::<Result<_, _>>().expect("read");
        let mut left = read.iter().map(|(_, unit)| unit);
        // What was doubled is left out; the rest stands in order, with all its fields.
        let mut kept = 0;
        for unit in &units {
            if left.clone().next() == Some(unit) {
                left.next();
                kept += 1;
            }
        }
        prop_assert_eq!(kept, read.len());
        prop_assert_eq!(&units[0], &read[0].1);
        prop_assert_eq!(memory.get(read[0].0).expect("read"), Some(units[0].clone()));
        prop_assert_eq!(memory.verify().expect("read"), vec![]);
    }

    #[test]
    fn term_pairs_come_back_as_they_were(
        (source, target) in (text(), text()),
        confidence in 0f64..=1.0,
        evidence in prop::collection::vec(evidence(), 0..4),
        forms in prop::collection::vec((any::<bool>(), "\\PC{0,9}"), 0..4),
    ) {
        let forms: Vec<_> = forms.iter().map(|(side, form)| (*side, form.as_str())).collect();
        let pair = TermPair { confidence, evidence, ..term(&source, &target, &forms) };
        let mut memory = Memory::in_ram().expect("a memory");
        memory.extend(&INFO, [], std::slice::from_ref(&pair)).expect("stored");
        prop_assert_eq!(&memory.terms().expect("read")[0].pair, &pair);
    }
}
