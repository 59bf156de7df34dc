//! The laws of a memory, by its public face: what goes in comes out, what is there is found,
//! what fails leaves nothing behind, and no file that is something else is taken for one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kladka::bitext::{
    Context, Evidence, Occurrence, Origin, Review, TermKind, TermPair, TermStatus, TranslationUnit,
    UnitCode, Variant,
};
use kladka::memory::{
    Access, DiffKind, ImportInfo, MatchKind, Memory, MemoryError, Percent, Query, Removal, TermFit,
    UnitId, score,
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

mod finding {
    use super::*;

    #[test]
    fn both_directions_without_a_language() {
        let memory =
            memory_of(&[pair("Rada przyjęła wniosek.", "The council adopted the motion.")]);
        for (text, target) in [
            ("Rada przyjęła wniosek.", "The council adopted the motion."),
            ("The council adopted the motion.", "Rada przyjęła wniosek."),
        ] {
            let found = memory.lookup(&Query::new(text)).expect("found");
            assert_eq!(found.len(), 1);
            assert_eq!((found[0].score, found[0].kind), (100, MatchKind::Exact));
            assert_eq!(found[0].target.text, target);
        }
    }

    #[test]
    fn what_carries_no_meaning_costs_nothing_and_spacing_costs_one() {
        let memory = memory_of(&[pair("„Tak” – powiedział\u{a0}minister…", "x")]);
        let score = |text: &str| memory.lookup(&query(text, 50)).expect("found")[0].score;
        assert_eq!(score("\"Tak\" - powie\u{ad}dział minister..."), 100);
        assert_eq!(score("„Tak”– powiedział minister…"), 99);
    }

    #[test]
    fn context_is_neighbours_or_key_and_blank_never_demotes() {
        let mut unit = pair("Otwórz", "Open");
        unit.context = Context {
            previous: Some("Plik".into()),
            next: Some("Zamknij".into()),
            key: Some("menu.open".into()),
        };
        let memory = memory_of(&[unit]);
        let ask = |previous: Option<&str>, next: Option<&str>, key: Option<&str>| {
            let query = Query {
                previous: previous.map(Into::into),
                next: next.map(Into::into),
                key: key.map(Into::into),
                ..Query::new("Otwórz")
            };
            memory.lookup(&query).expect("found")[0].score
        };
        assert_eq!(ask(Some("Plik"), Some("Zamknij"), None), 101);
        assert_eq!(ask(None, None, Some("menu.open")), 101);
        assert_eq!(ask(None, None, None), 100);
        assert_eq!(ask(Some("Plik"), None, None), 100);
        assert_eq!(ask(Some("Inny"), Some("Zamknij"), Some("menu.close")), 100);
    }

    #[test]
    fn every_variant_of_one_source_is_shown_and_the_reviewed_first() {
        let mut made = pair("Kraj", "Country");
        made.review = Review::Unreviewed;
        let mut said = pair("Kraj", "State");
        said.origin.source = "other.tmx".into();
        let mut seen = pair("Kraj", "Land");
        seen.review = Review::Reviewed;
        let memory = memory_of(&[made, said, seen]);
        let found = memory.lookup(&Query::new("Kraj")).expect("found");
        let targets: Vec<_> = found.iter().map(|m| m.target.text.as_str()).collect();
        assert_eq!(targets, ["Land", "State", "Country"]);
    }

    #[test]
    fn any_pair_of_a_unit_is_a_view() {
        let variants = [("pl", "Dzień dobry"), ("en-GB", "Good morning"), ("de", "Guten Morgen")];
        let variants = variants.map(|(tag, text)| Variant::new(lang(tag), text));
        let memory = memory_of(&[TranslationUnit::new(variants.to_vec()).expect("a unit")]);
        let wanted = Query {
            lang: Some(lang("en")),
            target_lang: Some(lang("de-AT")),
            ..Query::new("Good morning")
        };
        let found = memory.lookup(&wanted).expect("found");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].target.text, "Guten Morgen");
        let all = memory.lookup(&Query::new("Good morning")).expect("found");
        assert_eq!(all.len(), 2);
        let none = Query { lang: Some(lang("fr")), ..Query::new("Good morning") };
        assert!(memory.lookup(&none).expect("read").is_empty());
    }

    #[test]
    fn costs_say_what_was_taken_off() {
        let memory = memory_of(&[pair("Strona 12 z raportu rocznego", "Page 12 of the report")]);
        let found = memory.lookup(&query("Strona 15 z raportu rocznego", 70)).expect("found");
        let costs: Vec<_> = found[0].costs.iter().map(|part| (part.kind, part.cost)).collect();
        assert_eq!(costs, [(DiffKind::Number, 2)]);
    }

    #[test]
    fn a_phrase_is_found_in_its_forms_and_together_before_apart() {
        let memory = memory_of(&[
            pair("Rozmowy o nowym prawie i jego skutkach", "Talks on the new law"),
            pair("Skutki nowego prawa", "Effects of the new law"),
            pair("Prawo nowe i stare", "Old and new law"),
            pair("Nowe, lecz trudne prawo", "New but difficult law"),
        ]);
        let found =
            memory.concordance(&Query { limit: 10, ..Query::new("new law") }).expect("found");
        let units: Vec<_> = found.iter().map(|c| c.unit.0).collect();
        assert_eq!(units, [1, 2, 3, 4]);
        assert_eq!(
            found[0].ranges.iter().map(|r| &found[0].source.text[r.clone()]).collect::<Vec<_>>(),
            ["new", "law"]
        );
        assert_eq!(
            found[3].ranges.iter().map(|r| &found[3].source.text[r.clone()]).collect::<Vec<_>>(),
            ["New", "law"]
        );
        assert!(memory.concordance(&Query::new("law new")).expect("read").is_empty());
        assert!(memory.concordance(&Query::new("?!")).expect("read").is_empty());
    }

    #[test]
    fn terms_are_found_as_the_text_inside_it_and_around_it() {
        let mut memory = Memory::in_ram().expect("a memory");
        let terms = [
            term("Rada Ministrów", "Council of Ministers", &[(false, "Rady Ministrów")]),
            term("Rada", "Council", &[]),
        ];
        let unit = pair("Decyzja Rady Ministrów.", "A decision of the Council of Ministers.");
        memory.extend(&INFO, [unit], &terms).expect("stored");
        let fits = |text: &str| {
            let hits = memory.terms_like(text, None).expect("read");
            hits.into_iter().map(|h| (h.fit, h.term.pair.source)).collect::<Vec<_>>()
        };
        let (council, ministers) = ("Rada".to_string(), "Rada Ministrów".to_string());
        assert_eq!(
            fits("council of ministers"),
            [(TermFit::Same, ministers.clone()), (TermFit::Inside, council.clone())]
        );
        assert_eq!(
            fits("Council"),
            [(TermFit::Same, council), (TermFit::Around, ministers.clone())]
        );
        let hits = memory.terms_like("the Council of Ministers met", None).expect("read");
        assert_eq!((hits[0].fit, hits[0].range.clone()), (TermFit::Inside, 4..24));
        assert_eq!(hits[0].term.units, [UnitId(1)]);
        assert!(memory.terms_like("ministers", Some(&lang("pl"))).expect("read").is_empty());
    }
}

mod storing {
    use super::*;

    #[test]
    fn a_double_is_counted_and_not_stored() {
        let place = |place: &str, pl: &str| {
            let mut unit = pair(pl, "The law entered into force.");
            unit.origin =
                Origin { source: "a.tmx".into(), place: place.into(), rules: String::new() };
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
}

mod scoring {
    use super::*;

    fn sentence() -> impl Strategy<Value = String> {
        let words = vec![
            "the",
            "file",
            "files",
            "File",
            "not",
            "open",
            "opened",
            "directory",
            "directories",
            "12",
            "15",
            "%s",
            "{name}",
            ",",
            ".",
            "cannot",
            "settings",
            "setings",
            "and",
            "...",
        ];
        prop::collection::vec(prop::sample::select(words), 0..9).prop_map(|words| words.join(" "))
    }

    fn same_in_other_dress(text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        let dressed: String = text.nfd().collect();
        dressed
            .replace(' ', "\u{a0} ")
            .replace('"', "”")
            .replace('-', "—")
            .replace("ie", "i\u{ad}e")
    }

    proptest! {
        #[test]
        fn two_texts_score_alike_either_way(a in sentence(), b in sentence()) {
            let en = lang("en");
            let one = score(&en, &a, &b);
            prop_assert_eq!(one, score(&en, &b, &a));
            prop_assert!(one <= 100);
            prop_assert_eq!(score(&en, &a, &a), 100);
        }

        #[test]
        fn any_text_can_be_scored(a in "\\PC{0,40}", b in "\\PC{0,40}") {
            let pl = lang("pl");
            prop_assert!(score(&pl, &a, &b) <= 100);
            let steps = kladka::memory::diff(&pl, &a, &b);
            prop_assert!(steps.iter().all(|s| a.get(s.query.clone()).is_some()
                && b.get(s.source.clone()).is_some()));
        }

        #[test]
        fn what_is_lost_lowers_the_score(a in "[a-z]{3,7}( [a-z]{3,7}){2,8}") {
            let en = lang("en");
            let words: Vec<_> = a.split(' ').collect();
            let scores: Vec<_> =
                (1..=words.len()).map(|n| score(&en, &a, &words[..n].join(" "))).collect();
            prop_assert!(scores.is_sorted(), "{:?}", scores);
        }

        #[test]
        fn the_steps_cost_what_the_score_says(a in sentence(), b in sentence()) {
            let en = lang("en");
            let steps = kladka::memory::diff(&en, &a, &b);
            let cost: u32 = steps.iter().map(|step| step.cost).sum();
            let fewer = score(&en, &a, &b);
            prop_assert!(cost > 0 || fewer >= 99 || a.is_empty() || b.is_empty());
            prop_assert_eq!(cost == 0, steps.iter().all(|s| s.kind == DiffKind::Same));
        }

        #[test]
        fn other_dress_is_the_same_text(text in "[a-zA-ZąćęłńóśźżĄĆĘŁŃÓŚŹŻ0-9 .,\"-]{1,40}[a-z]") {
            let memory = memory_of(&[pair(&text, "x")]);
            let dressed = Query { lang: Some(lang("pl")), ..Query::new(same_in_other_dress(&text)) };
            let found = memory.lookup(&dressed).expect("read");
            prop_assert_eq!(found[0].score, 100);
            prop_assert_eq!(&found[0].source.text, &text);
        }

        #[test]
        fn the_filter_leaves_nothing_out(
            stored in prop::collection::vec(sentence(), 1..30),
            asked in sentence(),
            min in 0u8..=100,
        ) {
            let units: Vec<_> =
                stored.iter().filter(|s| !s.is_empty()).map(|s| pair("tekst", s)).collect();
            let memory = memory_of(&units);
            let query = Query { lang: Some(lang("en")), ..query(&asked, min) };
            let filtered = memory.lookup(&query).expect("read");
            let scanned = memory.lookup(&Query { exhaustive: true, ..query.clone() }).expect("read");
            prop_assert_eq!(&filtered, &scanned);
            prop_assert!(scanned.iter().all(|m| m.score >= min));
            let mut distinct: Vec<_> = units.iter().map(|u| u.variants()[1].text.clone()).collect();
            distinct.sort();
            distinct.dedup();
            let reach = distinct.iter().filter(|s| score(&lang("en"), &asked, s) >= min).count();
            let expected = if asked.is_empty() { 0 } else { reach };
            prop_assert_eq!(scanned.len(), expected);
        }
    }

    #[test]
    fn the_table_of_costs_holds() {
        for (a, b, expected) in [
            // No function words here: which words are that is the language tables' affair.
            ("Open file", "Open files", 90),
            ("Open file", "open file", 97),
            ("Open file", "Open window", 50),
            ("Open file!", "Open file.", 95),
            ("Page 12", "Page 13", 93),
            ("Program started", "Program not started", 20),
            ("Change Zanzibar", "Change Zanzibra", 75),
            ("Read %s", "Read %d", 83),
            ("12", "13", 0),
            ("Austria", "Angola", 0),
        ] {
            assert_eq!(score(&lang("en"), a, b), expected, "{a} | {b}");
        }
    }
}

mod opening {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn stored_at(path: &Path) {
        let mut memory = Memory::open(path, Access::Create).expect("made");
        memory.extend(&INFO, [pair("Tak", "Yes")], &[]).expect("stored");
    }

    #[test]
    fn what_is_no_memory_is_refused_in_one_line_that_names_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("text"), "nothing but text ".repeat(100)).expect("written");
        fs::write(at("empty"), "").expect("written");
        fs::write(at("short"), "SQLite format 3\0").expect("written");
        let other = rusqlite::Connection::open(at("other.db")).expect("opened");
        other.execute_batch("CREATE TABLE t (a); PRAGMA journal_mode = WAL").expect("made");
        drop(other);
        type Check = fn(&MemoryError) -> bool;
        let cases: &[(&str, Access, Check)] = &[
            ("missing", Access::Read, |e| matches!(e, MemoryError::Missing(_))),
            ("missing", Access::Write, |e| matches!(e, MemoryError::Missing(_))),
            ("no/folder", Access::Create, |e| matches!(e, MemoryError::NoFolder(_))),
            (".", Access::Create, |e| matches!(e, MemoryError::Folder(_))),
            ("text", Access::Read, |e| matches!(e, MemoryError::NotAMemory(_))),
            ("text", Access::Create, |e| matches!(e, MemoryError::NotAMemory(_))),
            ("short", Access::Write, |e| matches!(e, MemoryError::NotAMemory(_))),
            ("empty", Access::Read, |e| matches!(e, MemoryError::NotAMemory(_))),
            ("other.db", Access::Read, |e| matches!(e, MemoryError::NotAMemory(_))),
            ("other.db", Access::Create, |e| matches!(e, MemoryError::NotAMemory(_))),
        ];
        let before = names(folder.path());
        for (name, access, check) in cases {
            let error = Memory::open(&at(name), *access).expect_err(name);
            assert!(check(&error), "{name} {access:?}: {error:?}");
            let message = error.to_string();
            assert!(message.lines().count() == 1 && message.contains(name), "{message}");
        }
        assert_eq!(names(folder.path()), before);
        assert!(fs::read_to_string(at("text")).expect("read").starts_with("nothing but text"));
    }

    #[test]
    fn a_newer_memory_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m");
        stored_at(&path);
        let conn = rusqlite::Connection::open(&path).expect("opened");
        conn.pragma_update(None, "user_version", 999).expect("changed");
        drop(conn);
        for access in [Access::Read, Access::Write, Access::Create] {
            let error = Memory::open(&path, access).expect_err("newer");
            assert!(matches!(error, MemoryError::Newer { found: 999, .. }), "{error:?}");
        }
    }

    #[test]
    fn nothing_is_left_beside_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a b%20?#ż");
        drop(Memory::open(&path, Access::Create).expect("made"));
        stored_at(&path);
        let memory = Memory::open(&path, Access::Read).expect("opened");
        assert_eq!(memory.lookup(&Query::new("Yes")).expect("read").len(), 1);
        drop(memory);
        drop(Memory::open(&path, Access::Write).expect("opened"));
        assert_eq!(names(folder.path()), ["a b%20?#ż"]);
    }

    #[test]
    fn a_reader_cannot_write() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m");
        stored_at(&path);
        let mut memory = Memory::open(&path, Access::Read).expect("opened");
        let error = memory.extend(&INFO, [pair("Nie", "No")], &[]).expect_err("read only");
        assert!(matches!(error, MemoryError::ReadOnly(_)), "{error:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_read_only_folder_can_be_asked() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m");
        stored_at(&path);
        let set = |mode: u32, path: &Path| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
        };
        set(0o444, &path);
        set(0o555, folder.path());
        let found = Memory::open(&path, Access::Read)
            .and_then(|memory| memory.lookup(&Query::new("Yes")))
            .map(|found| found.len());
        // The superuser may write anywhere; nobody else may.
        let is_bound = fs::write(folder.path().join("probe"), "").is_err();
        let written = Memory::open(&path, Access::Write);
        set(0o755, folder.path());
        assert_eq!(found.expect("read"), 1);
        if is_bound {
            assert!(matches!(written, Err(MemoryError::ReadOnly(_))), "{written:?}");
        }
    }

    #[test]
    fn readers_and_a_writer_do_not_wait_for_each_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m");
        stored_at(&path);
        let mut writer = Memory::open(&path, Access::Write).expect("opened");
        let reader = Memory::open(&path, Access::Read).expect("opened");
        let other = Memory::open(&path, Access::Read).expect("opened");
        let mut units = reader.units();
        assert!(units.next().is_some());
        writer
            .write::<MemoryError>(&INFO, |batch| {
                batch.add(&pair("Dwa", "Two"))?;
                assert_eq!(other.stats()?.units, 1, "what is not done is not seen");
                Ok(())
            })
            .expect("stored");
        assert_eq!(other.stats().expect("read").units, 2);
        assert_eq!(units.count(), 0, "a walk through the units sees one state");
        assert_eq!(reader.stats().expect("read").units, 2);
    }

    #[test]
    fn outdated_search_data_is_noticed_and_made_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m");
        stored_at(&path);
        let conn = rusqlite::Connection::open(&path).expect("opened");
        conn.execute_batch(
            "UPDATE signatures SET signature = zeroblob(32); \
             UPDATE facts SET value = 'older' WHERE name = 'search'",
        )
        .expect("changed");
        drop(conn);
        let reader = Memory::open(&path, Access::Read).expect("opened");
        assert_eq!(reader.lookup(&query("yes", 50)).expect("read").len(), 1, "a reader scans");
        assert_eq!(reader.verify().expect("read").len(), 1);
        drop(reader);
        let writer = Memory::open(&path, Access::Write).expect("opened");
        assert_eq!(writer.verify().expect("read"), []);
        assert_eq!(writer.lookup(&query("yes", 50)).expect("read").len(), 1);
    }

    #[test]
    fn a_damaged_memory_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m");
        let units: Vec<_> = (0..500).map(|n| pair(&format!("Zdanie {n}"), "x")).collect();
        Memory::open(&path, Access::Create)
            .and_then(|mut memory| memory.extend(&INFO, units, &[]))
            .expect("stored");
        let mut bytes = fs::read(&path).expect("read");
        let middle = bytes.len() / 2;
        bytes[middle..middle + 9000].fill(0x5a);
        fs::write(&path, bytes).expect("written");
        let found = Memory::open(&path, Access::Read).and_then(|memory| memory.verify());
        assert!(!matches!(found, Ok(problems) if problems.is_empty()));
    }
}
