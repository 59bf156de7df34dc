//! The score, and the promise that the filter leaves nothing out.

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
    dressed.replace(' ', "\u{a0} ").replace('"', "”").replace('-', "—").replace("ie", "i\u{ad}e")
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
}

proptest! {
    // Each case makes a memory.
    #![proptest_config(ProptestConfig::with_cases(64))]

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
        // Of those that differ in numbers only, one is given; an exact match is given always.
        let mut expected: Vec<_> = stored
            .iter()
            .filter(|s| !s.is_empty() && !asked.is_empty())
            .map(|s| (score(&lang("en"), &asked, s), s.clone()))
            .filter(|(score, _)| *score >= min)
            .map(|(score, s)| if score == 100 { s } else { s.replace("12", "#").replace("15", "#") })
            .collect();
        expected.sort();
        expected.dedup();
        prop_assert_eq!(scanned.len(), expected.len());
    }
}

#[test]
fn the_table_of_costs_holds() {
    for (a, b, expected) in [
        // No function words here: which words are that is the language tables' affair.
        ("Open file", "Open files", 92),
        ("Open file", "open file", 98),
        ("Open file", "Open window", 60),
        ("Open file!", "Open file.", 96),
        ("Page 12", "Page 13", 94),
        ("Program started", "Program not started", 60),
        ("Change Zanzibar", "Change Zanzibra", 80),
        ("Read %s", "Read %d", 86),
        ("12", "13", 0),
        ("Austria", "Angola", 0),
    ] {
        assert_eq!(score(&lang("en"), a, b), expected, "{a} | {b}");
    }
}
