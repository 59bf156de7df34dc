//! Laws of word links: whatever the words, links and spans stand inside the texts, each once, and
//! the same texts give the same links.

use kladka::bitext::{LinkedPair, WordLink};
use kladka::lexicon::{Given, core};
use kladka::terms::links::{Linker, TextPair};
use proptest::prelude::*;

fn words() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        "[a-ząćęłńóśźż]{1,8}",
        "[A-ZŁŚ][a-zó]{0,6}",
        "[0-9.,%$]{1,5}",
        prop::sample::select(vec![
            "Rada", "się", "council", "of", "'s", "-", "", "treaty", "umowę"
        ])
        .prop_map(String::from),
        "\\PC{0,4}",
    ];
    prop::collection::vec(word, 0..9)
}

fn link(langs: (&str, &str), pairs: &[(Vec<String>, Vec<String>)]) -> Vec<LinkedPair> {
    let given = Given::of(langs.0, langs.1, &core());
    let linker = Linker { given: Some(&given), why: true, ..Linker::new(langs) };
    let pairs: Vec<TextPair<'_>> =
        pairs.iter().map(|(source, target)| TextPair { source, target, known: &[] }).collect();
    linker.link(&pairs)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn links_stand_in_the_texts_and_each_once(
        pairs in prop::collection::vec((words(), words()), 0..4),
        other in prop::sample::select(vec!["en", "de", "xx"]),
    ) {
        let linked = link(("pl", other), &pairs);
        prop_assert_eq!(linked.len(), pairs.len());
        for ((source, target), found) in pairs.iter().zip(&linked) {
            let mut cells: Vec<_> = found.links.iter().map(|l| (l.source, l.target)).collect();
            prop_assert!(cells.iter().all(|&(i, j)| i < source.len() && j < target.len()));
            prop_assert!(found.links.iter().all(|l| (0.25..=1.0 + 1e-9).contains(&l.score)));
            prop_assert!(found.links.iter().all(|l| !l.why.is_empty()));
            prop_assert!(cells.is_sorted());
            cells.dedup();
            prop_assert_eq!(cells.len(), found.links.len());
            for pair in found.spans.windows(2) {
                prop_assert!(pair[0].source.end <= pair[1].source.start);
            }
            for span in &found.spans {
                prop_assert!(!span.source.is_empty() && span.source.end <= source.len());
                prop_assert!(!span.target.is_empty() && span.target.end <= target.len());
            }
        }
        prop_assert_eq!(link(("pl", other), &pairs), linked);
    }
}

#[test]
fn sentences_are_linked_alike_either_way_round() {
    let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    let pairs = [
        (
            "Rada przyjęła w środę 12 rezolucji .",
            "On Wednesday the Council adopted 12 resolutions .",
        ),
        (
            "Minister spotkał się z ambasadorem Norwegii .",
            "The minister met the ambassador of Norway .",
        ),
        ("Most na Wiśle zamknięto w 2019 r .", "The bridge over the Vistula was closed in 2019 ."),
        ("Szkoła ma nową bibliotekę i dwie sale .", "The school has a new library and two halls ."),
    ]
    .map(|(pl, en)| (words(pl), words(en)));
    let turned = pairs.clone().map(|(pl, en)| (en, pl));
    let (there, back) = (link(("pl", "en"), &pairs), link(("en", "pl"), &turned));
    let sure = |found: &LinkedPair, turn: bool| -> Vec<(usize, usize)> {
        let links = found.links.iter().filter(|link| link.score > 0.7);
        let place = |l: &WordLink| if turn { (l.target, l.source) } else { (l.source, l.target) };
        let mut all: Vec<_> = links.map(place).collect();
        all.sort_unstable();
        all
    };
    let told: usize = there.iter().map(|found| sure(found, false).len()).sum();
    assert!(told >= 8, "{told} sure links");
    for (there, back) in there.iter().zip(&back) {
        assert_eq!(sure(there, false), sure(back, true));
    }
}

#[test]
fn a_sentence_is_linked_and_its_terms_grow() {
    let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    let pairs = [(
        words("Minister podpisał w Kairze umowę o pomocy humanitarnej z Ligą Arabską ."),
        words("In Cairo the minister signed a humanitarian aid agreement with the Arab League ."),
    )];
    let linked = &link(("pl", "en"), &pairs)[0];
    let (source, target) = &pairs[0];
    let found: Vec<String> =
        linked.links.iter().map(|l| format!("{}-{}", source[l.source], target[l.target])).collect();
    for expected in [
        "Minister-minister",
        "podpisał-signed",
        "Kairze-Cairo",
        "umowę-agreement",
        "humanitarnej-humanitarian",
        "Ligą-League",
        "Arabską-Arab",
    ] {
        assert!(found.contains(&expected.to_string()), "{expected} is not in {found:?}");
    }
    let spans: Vec<String> = linked
        .spans
        .iter()
        .map(|s| {
            format!(
                "{} = {}",
                source[s.source.clone()].join(" "),
                target[s.target.clone()].join(" ")
            )
        })
        .collect();
    assert!(spans.contains(&"Ligą Arabską = Arab League".to_string()), "{spans:?}");
    assert!(spans.contains(&"pomocy humanitarnej = humanitarian aid".to_string()), "{spans:?}");
}
