//! Terms of texts on one subject that nobody tuned anything on: `tests/data/terms` has a Polish page, an
//! English one, and beside them what a careful reader lists.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use kladka::bitext::{Evidence, TranslationUnit, Variant};
use kladka::glossary::Glossary;
use kladka::jobs::{self, Input, Mode, ReadOptions, TermCollector, TermList};
use kladka::lexicon::core;
use kladka::segment::Rules;
use kladka::terms::links::{LinkCounts, Linker, TextPair};
use kladka::text::{Lang, Segmented};

/// Pages, how many of the pairs that have to be listed are found at least, and what share of those
/// found is right.
const PAGES: &[(&str, usize, f64)] = &[("health", 26, 0.88), ("river", 31, 0.90)];

type Pairs = HashSet<(String, String)>;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/terms").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(name: &str, lang: &str) -> Segmented {
    let lang = Some(lang.parse::<Lang>().expect("a tag"));
    let input = Input { name: name.into(), bytes: file(name).into_bytes(), lang };
    jobs::read(input, ReadOptions::default(), &Rules::default()).expect("a page")
}

fn list(name: &str, all_parts: Option<bool>) -> TermList {
    let (pl, en): (Lang, Lang) = ("pl".parse().expect("a tag"), "en".parse().expect("a tag"));
    let glossary = Glossary::default();
    let knowledge =
        jobs::knowledge(&pl, &en, &core(), &glossary, None).expect("no memory can fail");
    let mut collector = TermCollector::new((pl, en), &knowledge, &glossary, all_parts);
    let (source, target) =
        (read(&format!("{name}.pl.md"), "pl"), read(&format!("{name}.en.txt"), "en"));
    collector
        .add_files(name, source, target, Some(Mode::Comparable), &|| true)
        .expect("two texts of two languages");
    collector.finish()
}

/// Pairs that have to be found, that are right, and that must not be found.
fn expected(name: &str) -> [Pairs; 3] {
    let mut all: [Pairs; 3] = Default::default();
    for line in file(&format!("{name}.tsv")).lines().filter(|line| !line.starts_with('#')) {
        let (kind, line) = match line.chars().next() {
            Some('+') => (1, &line[1..]),
            Some('-') => (2, &line[1..]),
            _ => (0, line),
        };
        let (source, target) = line.split_once('\t').expect("pl<TAB>en");
        all[kind].insert((source.to_lowercase(), target.to_lowercase()));
    }
    all
}

#[test]
fn pages_on_one_subject_give_the_terms_a_reader_lists() {
    for &(name, least, precision) in PAGES {
        let found: Pairs = list(name, None)
            .pairs
            .iter()
            .map(|listed| (listed.pair.source.to_lowercase(), listed.pair.target.to_lowercase()))
            .collect();
        let [wanted, right, wrong] = expected(name);
        let missed: Vec<_> = wanted.difference(&found).collect();
        let doubtful: Vec<_> =
            found.iter().filter(|pair| !wanted.contains(*pair) && !right.contains(*pair)).collect();
        assert!(
            wanted.len() - missed.len() >= least,
            "{name}: {} of {} found, missed {missed:?}",
            wanted.len() - missed.len(),
            wanted.len()
        );
        let share = 1.0 - doubtful.len() as f64 / found.len() as f64;
        assert!(share >= precision, "{name}: {share:.2} are right, not {doubtful:?}");
        let invented: Vec<_> = found.intersection(&wrong).collect();
        assert!(invented.is_empty(), "{name}: invented {invented:?}");
    }
}

#[test]
fn a_list_of_documents_says_how_often_and_in_how_many() {
    let one = list("river", None);
    let river = |list: &TermList| {
        let listed = list.pairs.iter().find(|listed| listed.pair.source == "rzeka");
        listed.map(|listed| (listed.frequency, listed.documents)).expect("a river in the list")
    };
    let (pl, en): (Lang, Lang) = ("pl".parse().expect("a tag"), "en".parse().expect("a tag"));
    let glossary = Glossary::default();
    let knowledge =
        jobs::knowledge(&pl, &en, &core(), &glossary, None).expect("no memory can fail");
    let mut collector = TermCollector::new((pl, en), &knowledge, &glossary, None);
    for name in ["first", "second"] {
        let (source, target) = (read("river.pl.md", "pl"), read("river.en.txt", "en"));
        collector
            .add_files(name, source, target, Some(Mode::Comparable), &|| true)
            .expect("two texts of two languages");
    }
    let two = collector.finish();
    assert_eq!((one.documents, two.documents, two.comparable), (1, 2, 2));
    assert_eq!(river(&one).1, 1);
    assert_eq!(river(&two), (2 * river(&one).0, 2));
    let examples = |list: &TermList| -> usize {
        list.pairs.iter().map(|listed| listed.examples.len()).max().unwrap_or(0)
    };
    assert_eq!((examples(&one), examples(&two)), (1, 2));
}

#[test]
fn in_long_texts_and_when_told_so_only_nouns_and_names_count() {
    let verb = |list: &TermList| list.pairs.iter().any(|l| l.pair.source == "monitorować");
    assert!(verb(&list("river", None)), "the page is short");
    // What a dictionary lists is listed all the same; only what was found is told apart.
    let nominal = list("river", Some(false));
    assert!(nominal.pairs.len() <= list("river", Some(true)).pairs.len());
}

#[test]
fn what_a_memory_has_counted_links_words_that_nothing_else_knows() {
    let (pl, en): (Lang, Lang) = ("pl".parse().expect("a tag"), "en".parse().expect("a tag"));
    let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    let texts: Vec<_> = [
        ("Grzmotka pęka .", "The snapdragger cracks ."),
        ("Czerwona grzmotka jest tu .", "A red snapdragger is here ."),
        ("Kupił grzmotkę .", "He bought a snapdragger ."),
        ("Bez grzmotki nie ma rejsu .", "Without a snapdragger there is no voyage ."),
    ]
    .iter()
    .map(|(a, b)| (words(a), words(b)))
    .collect();
    let pairs: Vec<TextPair<'_>> =
        texts.iter().map(|(source, target)| TextPair { source, target, known: &[] }).collect();
    let counts = Linker::new(("pl", "en")).count(&pairs);
    let glossary = Glossary::default();
    let knowledge = jobs::knowledge(&pl, &en, &[], &glossary, None).expect("no memory can fail");
    let list = |counts: &LinkCounts| {
        let mut collector =
            TermCollector::new((pl.clone(), en.clone()), &knowledge, &glossary, Some(true))
                .remembering(counts);
        let variants = vec![
            Variant::new(pl.clone(), "Stara grzmotka tonie."),
            Variant::new(en.clone(), "An old snapdragger sinks."),
        ];
        collector.add_unit(&TranslationUnit::new(variants).expect("two languages"));
        let list = collector.finish();
        let of_memory = |evidence: &Evidence| matches!(evidence, Evidence::Memory(_));
        list.pairs.iter().any(|l| {
            l.pair.source == "grzmotka"
                && l.pair.target == "snapdragger"
                && l.pair.evidence.iter().any(of_memory)
        })
    };
    assert!(list(&counts) && !list(&LinkCounts::default()));
}
