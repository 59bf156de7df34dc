//! Lookups, phrases and terms: what is there is found, best first.

use super::*;

#[test]
fn both_directions_without_a_language() {
    let memory = memory_of(&[pair("Rada przyjęła wniosek.", "The council adopted the motion.")]);
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
    assert_eq!(ask(Some("Plik"), None, None), 101, "every neighbour named agrees");
    assert_eq!(ask(Some("Inny"), None, None), 100);
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
    let found = memory.concordance(&Query { limit: 10, ..Query::new("new law") }).expect("found");
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
    assert_eq!(fits("Council"), [(TermFit::Same, council), (TermFit::Around, ministers.clone())]);
    let hits = memory.terms_like("the Council of Ministers met", None).expect("read");
    assert_eq!((hits[0].fit, hits[0].range.clone()), (TermFit::Inside, 4..24));
    assert_eq!(hits[0].term.units, [UnitId(1)]);
    assert!(memory.terms_like("ministers", Some(&lang("pl"))).expect("read").is_empty());
}

#[test]
fn a_question_sees_one_state_while_another_process_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m");
    drop(Memory::open(&path, Access::Create).expect("made"));
    let is_done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut writer = Memory::open(&path, Access::Write).expect("opened");
            for round in 0..60 {
                let texts =
                    ["Rada przyjęła wniosek", "Rady przyjęły wniosek", "Rada przyjęła dwa wnioski"];
                let units =
                    texts.map(|text| pair(&format!("{text} {}", "x".repeat(round + 1)), "x"));
                let import = writer.extend(&INFO, units, &[]).expect("stored");
                match round % 10 {
                    3 => writer.reindex().expect("made anew"),
                    6 => {
                        writer.remove(Removal::Import(import.id)).expect("removed");
                    }
                    _ => {}
                }
            }
            is_done.store(true, std::sync::atomic::Ordering::SeqCst);
        });
        let reader = Memory::open(&path, Access::Read).expect("opened");
        let mut most = 0;
        while !is_done.load(std::sync::atomic::Ordering::SeqCst) {
            let asked = Query { limit: usize::MAX, ..query("Rada przyjęła wniosek xxx", 50) };
            let found = reader.lookup(&asked).expect("read").len();
            assert_eq!(found % 3, 0, "an import is seen wholly or not at all");
            most = most.max(found);
        }
        assert_eq!(reader.lookup(&query("Rada przyjęła wniosek xxx", 50)).expect("read").len(), 50);
        assert!(most > 0);
    });
    assert_eq!(Memory::open(&path, Access::Read).and_then(|m| m.verify()).expect("read"), []);
}

#[test]
fn what_differs_in_numbers_only_is_one_line_with_the_number_adapted() {
    let mut units: Vec<_> = (1..=30)
        .map(|n| pair(&format!("Strona {n} z raportu"), &format!("Page {n} of the report")))
        .collect();
    units.push(pair("Strona 7 z raportu", "P. 7 of the report"));
    units.push(pair("Strona 77 z raportów", "Page 77 of the reports"));
    let memory = memory_of(&units);
    let found = memory.lookup(&query("Strona 99 z raportu", 70)).expect("found");
    let lines: Vec<_> = found
        .iter()
        .map(|m| (m.adapted.as_ref().map_or("", |a| a.text.as_str()), m.family, m.score))
        .collect();
    assert_eq!(
        lines,
        [
            ("Page 99 of the report", 29, 97),
            ("P. 99 of the report", 0, 97),
            ("Page 99 of the reports", 0, 92),
        ]
    );
    let adapted = found[0].adapted.as_ref().expect("adapted");
    assert_eq!(adapted.ranges.first(), Some(&(5..7)));
    let exact = memory.lookup(&query("Strona 7 z raportu", 90)).expect("found");
    let targets: Vec<_> =
        exact.iter().map(|m| (m.score, m.target.text.as_str(), m.family)).collect();
    assert_eq!(targets[0], (100, "Page 7 of the report", 0));
    assert_eq!(targets[1], (100, "P. 7 of the report", 0));
    assert_eq!(targets[2], (97, "Page 1 of the report", 29), "the rest of the family");
}

#[test]
fn families_of_a_unit_with_two_texts_of_a_language_are_kept_apart() {
    let unit = |one: &str, other: &str| {
        let variants = [("en", one), ("en", other), ("pl", "Zob. stronę 3.")];
        let variants = variants.map(|(tag, text)| Variant::new(lang(tag), text));
        TranslationUnit::new(variants.to_vec()).expect("a unit")
    };
    let units = [
        unit("See page 1 there", "See page 2 here"),
        pair("Zob. stronę 5.", "See page 5 there"),
        pair("Zob. stronę 6.", "See page 6 there"),
        pair("Zob. stronę 7.", "See page 7 here"),
    ];
    let memory = memory_of(&units);
    let asked = Query { target_lang: Some(lang("pl")), ..query("See page 9 here", 50) };
    let found = memory.lookup(&asked).expect("found");
    let families: Vec<_> = found.iter().map(|m| (m.source.text.as_str(), m.family)).collect();
    assert_eq!(families, [("See page 2 here", 1), ("See page 1 there", 2)]);
    let scanned = memory.lookup(&Query { exhaustive: true, ..asked }).expect("found");
    assert_eq!(found, scanned);
}

#[test]
fn references_are_asked_after_the_first_and_less_by_their_penalty() {
    let with = |pl: &str, en: &str| memory_of(&[pair(pl, en)]);
    let points = |n| Percent::new(n).expect("points");
    let mut memories = Memories::of(with("Rada gminy obraduje", "first"));
    memories.add(with("Rada gminy obraduje", "same"), points(0));
    memories.add(with("Rada gminy obraduje", "less"), points(5));
    memories.add(with("Rady gminy obradują", "fuzzy"), points(5));
    let ask = |min, limit| -> Vec<(u8, String)> {
        let query = Query { limit, ..query("Rada gminy obraduje", min) };
        let found = memories.lookup(&query).expect("read");
        found.into_iter().map(|m| (m.score, m.target.text)).collect()
    };
    let named = |rows: &[(u8, &str)]| -> Vec<(u8, String)> {
        rows.iter().map(|&(score, text)| (score, text.to_string())).collect()
    };
    let all = [(100, "first"), (100, "same"), (95, "less"), (84, "fuzzy")];
    assert_eq!(ask(70, 9), named(&all));
    assert_eq!(ask(85, 9), named(&all[..3]), "what is left has to reach the threshold");
    assert_eq!(ask(96, 9), named(&all[..2]));
    assert_eq!(ask(70, 3), named(&all[..3]));
    let found = memories.concordance(&Query { limit: 3, ..Query::new("gmina") }).expect("read");
    assert_eq!(
        found.iter().map(|c| c.target.text.as_str()).collect::<Vec<_>>(),
        ["first", "same", "less"]
    );
    assert_eq!(found.iter().filter(|c| c.reference.is_some()).count(), 2);
}
