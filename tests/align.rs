//! Laws of alignment for any text, and its quality on our own documents.

use std::collections::HashSet;

use kladka::align::{Input, Knowledge, align, align_jointly, pair_sentences};
use kladka::bitext::Alignment;
use kladka::formats::{DocumentFormat, read_document};
use kladka::glossary::Glossary;
use kladka::jobs::{self, AlignOptions, ReadOptions};
use kladka::lexicon;
use kladka::segment::Rules;
use proptest::prelude::*;

fn input<'a>(langs: (&'a str, &'a str), source: &'a [String], target: &'a [String]) -> Input<'a> {
    Input {
        source_lang: langs.0,
        target_lang: langs.1,
        source,
        target,
        source_headings: &[],
        target_headings: &[],
    }
}

/// Covers both sides once, in order, with probabilities for confidences.
fn check(alignment: &Alignment, source: usize, target: usize) {
    let (mut i, mut j) = (0, 0);
    for bead in alignment.beads() {
        assert_eq!((bead.source.start, bead.target.start), (i, j));
        assert!(!bead.source.is_empty() || !bead.target.is_empty());
        assert!((0.0..=1.0).contains(&bead.confidence), "{bead:?}");
        (i, j) = (bead.source.end, bead.target.end);
    }
    assert_eq!((i, j), (source, target));
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let words = "[a-zżółćA-ZŁ0-9 .,!?„”%$()-]{0,40}";
    prop::collection::vec(
        prop_oneof![4 => words, 1 => "\\PC{0,20}", 1 => Just(String::new())],
        0..12,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_texts_are_covered_and_twice_the_same(source in texts(), target in texts()) {
        for langs in [("pl", "en"), ("en", "pl"), ("xx", "zh")] {
            let input = input(langs, &source, &target);
            let known = Knowledge { given: lexicon::Given::of(langs.0, langs.1, &lexicon::core()), ..Knowledge::default() };
            let first = align(&input, &known, &|| true).expect("not stopped");
            check(&first, source.len(), target.len());
            prop_assert_eq!(&first, &align(&input, &known, &|| true).expect("not stopped"));
            let joint = align_jointly(&[input.clone(), input.clone()], &known, &|| true).expect("not stopped");
            joint.iter().for_each(|alignment| check(alignment, source.len(), target.len()));
            let pairs = pair_sentences(&input, &known, &|| true).expect("not stopped");
            let sources: HashSet<usize> = pairs.pairs.iter().map(|p| p.source).collect();
            prop_assert_eq!(sources.len(), pairs.pairs.len(), "a sentence is paired once");
            prop_assert_eq!(pairs.pairs.len() + pairs.unpaired_source.len(), source.len());
            prop_assert_eq!(pairs.pairs.len() + pairs.unpaired_target.len(), target.len());
        }
    }
}

#[test]
fn who_says_stop_is_obeyed() {
    let (a, b) = (vec!["Raz.".to_string()], vec!["One.".to_string()]);
    let stopped = align(&input(("pl", "en"), &a, &b), &Knowledge::default(), &|| false);
    assert!(stopped.is_err());
}

/// The memory beside the sample documents was made by hand from them: what the aligner makes of
/// the documents has to give it back.
#[test]
fn the_sample_documents_give_the_sample_memory() {
    let read = |name: &str, text: &str| {
        let input = jobs::Input { name: name.into(), bytes: text.as_bytes().to_vec(), lang: None };
        jobs::read(input, ReadOptions::default(), &Rules::Native).expect("a document")
    };
    let source = read("a.md", include_str!("../memory/samples/coalition.pl.md"));
    let target = read("b.md", include_str!("../memory/samples/coalition.en.md"));
    let known = Knowledge {
        given: lexicon::Given::of("pl", "en", &lexicon::core()),
        ..Knowledge::default()
    };
    let glossary = Glossary::default();
    let options = AlignOptions::default();
    let aligned =
        jobs::align(source, target, &known, &glossary, &options, &|| true).expect("two languages");
    assert!(aligned.looks_parallel());
    let found: HashSet<(String, String)> = jobs::units(&aligned)
        .iter()
        .map(|unit| (unit.variants()[0].text.clone(), unit.variants()[1].text.clone()))
        .collect();
    let gold: Vec<(String, String)> = include_str!("../memory/coalition.tsv")
        .lines()
        .filter(|line| line.contains("coalition.pl.md"))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[0].to_string(), cells[1].to_string())
        })
        .collect();
    let missing: Vec<_> = gold.iter().filter(|pair| !found.contains(pair)).collect();
    assert!(gold.len() > 50);
    assert!(missing.len() * 50 <= gold.len(), "{} are not found: {missing:#?}", missing.len());
}

#[test]
fn markdown_in_a_text_file_is_told_by_its_content() {
    let text = "## Tytuł\n\nZdanie *pierwsze*.\n";
    assert_eq!(DocumentFormat::guess("a.txt", text), DocumentFormat::Markdown);
    let document = read_document("a.txt", text.as_bytes().to_vec(), None).expect("a document");
    assert_eq!(document.blocks[1].text, "Zdanie pierwsze.");
}

/// Documents aligned by hand: books translated freely, law, software with parts that lag behind,
/// news with paragraphs missing. Half of them the weights were learned from; the odd-numbered
/// ones they were not. What a change to words, links, features or weights may not fall below.
#[test]
fn documents_aligned_by_hand_stay_aligned() {
    use kladka::align::score::{Ranges, Score, read_gold};
    use kladka::lexicon::{Given, core};

    let knowledge = Knowledge { given: Given::of("pl", "en", &core()), ..Knowledge::default() };
    let none = Knowledge::default();
    for (folder, name, langs, known, least) in [
        ("books", "station-1", ("pl", "en"), &knowledge, 0.985),
        ("books-thinned", "station-1", ("pl", "en"), &knowledge, 0.94),
        ("books-foreign", "aunt-3", ("pl", "en"), &knowledge, 0.98),
        ("books-de-fr", "inventory-1", ("de", "fr"), &none, 0.91),
        ("law", "service-3", ("pl", "en"), &knowledge, 0.985),
        ("software", "lens-1", ("pl", "en"), &knowledge, 0.985),
        ("news", "digits-1", ("pl", "en"), &knowledge, 0.96),
    ] {
        let path = |end: &str| format!("tests/data/align/{folder}/{name}.{end}");
        let read = |end: &str| std::fs::read_to_string(path(end)).expect("a file of the tests");
        let lines = |end: &str| read(end).lines().map(String::from).collect::<Vec<_>>();
        let (source, target) = (lines("src"), lines("tgt"));
        let gold = read_gold(&read("gold")).expect("beads");
        let alignment = align(&input(langs, &source, &target), known, &|| true).expect("a path");
        let beads: Vec<Ranges> = alignment
            .beads()
            .iter()
            .map(|bead| (bead.source.clone(), bead.target.clone()))
            .collect();
        let f1 = Score::of(&gold, &beads).f1();
        assert!(f1 >= least, "{folder}/{name}: {f1:.4}");
    }
}
