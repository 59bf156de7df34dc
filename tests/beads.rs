//! Laws of what stands around the aligner: files of beads, scores, reviews.

use kladka::align::score::{self, Ranges};
use kladka::align::{Constraints, Knowledge};
use kladka::bitext::{Alignment, Bead, Review as Reviewed};
use kladka::formats::beads::BeadInfo;
use kladka::formats::review::Mark;
use kladka::formats::{
    BeadFormat, DocumentFormat, NumberedBead, read_beads, read_beads_of, read_review, write_beads,
    write_review,
};
use kladka::glossary::Glossary;
use kladka::jobs::{
    self, AlignOptions, GoldMode, Input, Numbering, Pair, ReadOptions, numbered,
    numbered_alignment, placed, scores, units,
};
use kladka::memory::{ImportInfo, Memory};
use kladka::segment::Rules;
use proptest::prelude::*;

/// Steps of a path through two texts.
fn steps() -> impl Strategy<Value = Vec<(usize, usize)>> {
    let step = (0..4usize, 0..4usize).prop_filter("a bead holds something", |(a, b)| a + b > 0);
    prop::collection::vec(step, 1..20)
}

fn ranges(steps: &[(usize, usize)]) -> Vec<Ranges> {
    let (mut i, mut j) = (0, 0);
    let range = |&(a, b): &(usize, usize)| {
        let made = (i..i + a, j..j + b);
        (i, j) = (i + a, j + b);
        made
    };
    steps.iter().map(range).collect()
}

fn beads(steps: &[(usize, usize)]) -> Vec<NumberedBead> {
    let bead = |(number, (a, b)): (usize, Ranges)| NumberedBead {
        source: a.collect(),
        target: b.collect(),
        confidence: Some((number * 37 % 100) as f64 / 100.0),
    };
    ranges(steps).into_iter().enumerate().map(bead).collect()
}

fn sizes(steps: &[(usize, usize)]) -> (usize, usize) {
    steps.iter().fold((0, 0), |(n, m), (a, b)| (n + a, m + b))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_format_gives_back_the_beads(steps in steps()) {
        let (beads, sizes) = (beads(&steps), sizes(&steps));
        let info = BeadInfo { source: "a & <b>.txt", target: "\"c\".txt", sizes };
        for format in BeadFormat::ALL {
            let mut bytes = Vec::new();
            write_beads(format, &mut bytes, info, &beads).expect("a cover can be written");
            let text = String::from_utf8(bytes).expect("UTF-8");
            prop_assert_eq!(BeadFormat::guess("-", &text), Some(format));
            let read = read_beads(format, "f", &text, Some(sizes)).expect("read");
            prop_assert_eq!(read.len(), beads.len());
            for (a, b) in read.iter().zip(&beads) {
                prop_assert_eq!((&a.source, &a.target), (&b.source, &b.target), "{}", format.name());
                let apart = a.confidence.expect("told") - b.confidence.expect("told");
                prop_assert!(apart.abs() < 1e-6);
            }
        }
    }

    #[test]
    fn scores_are_those_of_the_aligner_own_evaluation(gold in steps(), other in steps()) {
        let (a, b) = (ranges(&gold), ranges(&other));
        let old = score::Score::of(&a, &b);
        let new = scores(&beads(&gold), &beads(&other), GoldMode::Exact);
        prop_assert!((old.f1() - new.all_strict.f1()).abs() < 1e-9);
        prop_assert!(new.all_strict.right <= new.all_lax.right && new.all_lax.right <= old.right_lax);
        prop_assert!(new.two_sided_strict.found <= new.two_sided_lax.found);
        let same = scores(&beads(&gold), &beads(&gold), GoldMode::Exact);
        prop_assert_eq!(same.all_strict.right, same.all_strict.predicted);
        // Merged with the units they touch, the finest beads are those units.
        let (n, m) = sizes(&gold);
        let fine: Vec<NumberedBead> = (0..n).map(|s| NumberedBead { source: vec![s], ..NumberedBead::default() })
            .chain((0..m).map(|t| NumberedBead { target: vec![t], ..NumberedBead::default() }))
            .collect();
        let unit = scores(&beads(&gold), &fine, GoldMode::Unit);
        prop_assert_eq!(unit.two_sided_strict.found, unit.two_sided_strict.gold);
        prop_assert_eq!(unit.all_strict.right, unit.all_strict.predicted);
    }

    #[test]
    fn any_text_is_beads_or_an_error_with_its_line(text in "[0-9:\\[\\],;=<>a-z\"/ \t.\n-]{0,200}") {
        for format in BeadFormat::ALL {
            for sizes in [None, Some((5, 5))] {
                if let Err(error) = read_beads(format, "f", &text, sizes) {
                    prop_assert!(error.to_string().starts_with("f, line "), "{error}");
                    prop_assert!(!error.to_string().contains('\n'), "{error}");
                }
            }
        }
        for text in [text.clone(), format!("source: a\tpl\t3\ntarget: b\ten\t3\n{text}")] {
            if let Err(error) = read_review("f", &text) {
                prop_assert!(error.to_string().starts_with("f, line "), "{error}");
            }
        }
    }
}

#[test]
fn hostile_numbers_are_refused_and_cost_nothing() {
    let huge = usize::MAX.to_string();
    for (format, text) in [
        (BeadFormat::Ladder, format!("0\t0\n{huge}\t{huge}\n")),
        (BeadFormat::Vecalign, format!("{huge}:{huge}\n")),
        (BeadFormat::Xces, format!("<cesAlign>\n<link xtargets=\"{huge};1\"/></cesAlign>")),
    ] {
        let error = read_beads(format, "f", &text, Some((3, 3))).expect_err("refused").to_string();
        assert!(error.contains("was it made for another text"), "{error}");
    }
}

#[test]
fn cesalign_of_others_is_read() {
    let intertext = "<?xml version='1.0'?>\n<cesAlign version='1.0' fromDoc='a' toDoc='b'>\n\
        <link type='1-2' xtargets='1:1;1:1 1:2' status='auto'/>\n\
        <link type='0-1' xtargets=';2:1'/>\n<link xtargets='1:2;2:2' /></cesAlign>";
    let read = read_beads(BeadFormat::Xces, "f", intertext, Some((2, 4))).expect("read");
    let sides: Vec<_> =
        read.iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect();
    assert_eq!(sides, [(vec![0], vec![0, 1]), (vec![], vec![2]), (vec![1], vec![3])]);
    let too_few = read_beads(BeadFormat::Xces, "f", intertext, Some((2, 9))).expect_err("told");
    assert!(too_few.to_string().contains("line 3"), "{too_few}");
    let opus = "<cesAlign>\n<linkGrp><link xtargets=\"s1;s2\"/></linkGrp>\n<linkGrp/></cesAlign>";
    let two = read_beads(BeadFormat::Xces, "f", opus, None).expect_err("two groups");
    assert!(two.to_string().contains("line 3"), "{two}");
}

#[test]
fn of_many_pairs_of_texts_the_one_that_is_named_is_taken() {
    let group = |number: usize, links: &str| {
        format!(
            "<linkGrp targType=\"s\" fromDoc=\"en/{number}.xml.gz\" toDoc=\"pl/{number}.xml.gz\">{links}</linkGrp>\n"
        )
    };
    let text = format!(
        "<cesAlign version=\"1.0\">\n{}{}{}</cesAlign>",
        group(1, "<link xtargets=\"1;1\"/>"),
        group(2, "<link xtargets=\"1 2;1\"/><link xtargets=\"3;2\"/>"),
        group(1, "<link xtargets=\"9;9\"/>"),
    );
    let read = |names: (&str, &str)| {
        let names = [(names.0, "en"), (names.1, "pl")];
        read_beads_of(BeadFormat::Xces, "f", &text, None, Some(names))
    };
    let found = read(("2.en", "2.pl")).expect("the second");
    assert_eq!((found[0].source.clone(), found[0].target.clone()), (vec![0, 1], vec![0]));
    let names = [("2.pl", "pl"), ("2.en", "en")];
    let other = read_beads_of(BeadFormat::Xces, "f", &text, None, Some(names)).expect("turned");
    assert_eq!((other[0].source.clone(), other[0].target.clone()), (vec![0], vec![0, 1]));
    let none = read(("7.en", "7.pl")).expect_err("not there").to_string();
    assert!(
        none.contains("3 pairs of texts, none of 7 and 7: en/1.xml.gz and pl/1.xml.gz"),
        "{none}"
    );
    let twice = read(("1.en", "1.pl")).expect_err("two").to_string();
    assert!(twice.contains("line 4") && twice.contains("a second pair of 1 and 1"), "{twice}");
    let named = "<cesAlign>\n<linkGrp fromDoc=\"a.xml\" toDoc=\"b.xml\"><link xtargets=\"1;1 2\"/></linkGrp>\n\
        <linkGrp fromDoc=\"c.xml\" toDoc=\"d.xml\"/></cesAlign>";
    let turned =
        read_beads_of(BeadFormat::Xces, "f", named, None, Some([("b.txt", "pl"), ("a.txt", "en")]));
    assert_eq!(turned.expect("either way round")[0].source, [0, 1]);
}

const SOURCE: &str = "Rada zebrała się w Warszawie.\n\nPrzyjęto 12 rezolucji i dwa oświadczenia.\n\
    Minister podziękował gospodarzom.\nNastępne spotkanie odbędzie się w Gdańsku.\nKoniec obrad o 18.30.\n";
const TARGET: &str = "The Council met in Warsaw.\nIt adopted 12 resolutions.\nIt adopted two statements.\n\n\
    The minister thanked the hosts.\nThe next meeting will be held in Gdańsk.\nEnd of session at 6.30 p.m.\n";

fn pair() -> Pair {
    let read = |name: &str, text: &str, lang: &str| {
        let lang = Some(kladka::text::Lang::new(lang).expect("a tag"));
        let input = Input { name: name.into(), bytes: text.into(), lang };
        let options = ReadOptions { format: Some(DocumentFormat::Lines), keep_boilerplate: false };
        jobs::read(input, options, &Rules::Native).expect("lines")
    };
    Pair::new(read("a.pl", SOURCE, "pl"), read("a.en", TARGET, "en")).expect("two languages")
}

fn numberings(pair: &Pair) -> (Numbering, Numbering) {
    (Numbering::of(pair.source(), true), Numbering::of(pair.target(), true))
}

fn aligned() -> jobs::Aligned {
    let options = AlignOptions { min_confidence: 0.0, ..AlignOptions::default() };
    let (knowledge, glossary) = (Knowledge::default(), Glossary::default());
    jobs::align_pair(pair(), &knowledge, &glossary, &options, &|| true).expect("aligned")
}

#[test]
fn empty_lines_are_counted_and_beads_come_back_as_the_same_alignment() {
    let pair = pair();
    let (source, target) = numberings(&pair);
    assert_eq!((source.size(), target.size()), (6, 7));
    assert_eq!((source.number(1), target.number(3)), (2, 4));
    let alignment =
        pair.align(&Constraints::default(), &Knowledge::default(), &|| true).expect("a path");
    let beads = numbered_alignment(&pair, &alignment, &source, &target);
    let all = |pick: fn(&NumberedBead) -> &Vec<usize>| -> Vec<usize> {
        beads.iter().flat_map(|bead| pick(bead).clone()).collect()
    };
    assert_eq!(all(|bead| &bead.source), (0..6).collect::<Vec<_>>(), "every line once, in order");
    assert_eq!(all(|bead| &bead.target), (0..7).collect::<Vec<_>>());
    let again = pair.settle(&beads, &source, &target).expect("a cover");
    let shapes = |alignment: &Alignment| -> Vec<(usize, usize)> {
        let two_sided = alignment.beads().iter().filter(|bead| bead.is_two_sided());
        two_sided.map(|bead: &Bead| (bead.source.start, bead.target.end)).collect()
    };
    assert_eq!(shapes(&alignment), shapes(&again));
    let crossing = [[4, 1], [2, 4]].map(|[a, b]| NumberedBead {
        source: vec![a],
        target: vec![b],
        confidence: None,
    });
    assert!(pair.settle(&crossing, &source, &target).is_err());
}

#[test]
fn units_are_found_in_their_texts_again() {
    let (aligned, pair) = (aligned(), pair());
    let (source, target) = numberings(&pair);
    let made = units(&aligned);
    let (beads, lost) = placed(&made, &pair, &source, &target);
    assert!(lost.is_empty());
    let two_sided: Vec<NumberedBead> = numbered(&aligned, &source, &target)
        .into_iter()
        .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty())
        .collect();
    assert!(beads.len() >= 4);
    let same = scores(&two_sided, &beads, GoldMode::Exact).all_strict;
    assert_eq!((same.right, same.found), (beads.len(), beads.len()));
}

/// The review of the texts above as a file, changed by `edit`, and what comes of it.
fn taken_back(edit: impl Fn(&str) -> String) -> Result<jobs::TakenBack, String> {
    let pair = pair();
    let (source, target) = numberings(&pair);
    let review = jobs::review_of(&aligned(), &source, &target);
    let mut bytes = Vec::new();
    write_review(&mut bytes, &review).expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let untouched = read_review("r", &text).expect("read");
    assert_eq!(untouched.beads.len(), review.beads.len());
    assert!(untouched.beads.iter().all(|bead| bead.mark == Mark::Open && !bead.is_settled()));
    let review = read_review("r", &edit(&text)).map_err(|error| error.to_string())?;
    let (knowledge, glossary) = (Knowledge::default(), Glossary::default());
    let known = (&knowledge, &glossary);
    jobs::take_back(pair, &review, (&source, &target), known, 0.5, &|| true)
        .map_err(|error| error.to_string())
}

#[test]
fn a_review_that_nobody_touched_changes_nothing() {
    let taken = taken_back(str::to_string).expect("taken back");
    assert_eq!((taken.reviewed, taken.wrong, taken.deleted, taken.reworded), (0, 0, 0, 0));
    let kinds =
        |aligned: &jobs::Aligned| aligned.rows.iter().map(|row| row.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&taken.aligned), kinds(&aligned()));
    assert!(taken.aligned.rows.iter().all(|row| !row.reviewed));
}

#[test]
fn what_a_person_settled_is_stored_as_reviewed_and_reworded() {
    // Windows line ends, as some editors write them; a bead confirmed, two joined, one reworded.
    let taken = taken_back(|text| {
        let text = text.replace("minister thanked", "Minister thanked");
        let minister = text.find("< 4\t").expect("line 4");
        let status = text[..minister].rfind('[').expect("a status");
        let joined = format!("{}[x]{}", &text[..status], &text[status + 3..]);
        let koniec = joined.find("< 6\t").expect("line 6");
        let before = joined[..koniec].rfind("\n\n[").expect("an empty line");
        let joined = format!("{}{}", &joined[..before], &joined[before + 1..]);
        joined.replace('\n', "\r\n")
    })
    .expect("taken back");
    assert_eq!((taken.reviewed, taken.reworded, taken.deleted), (2, 1, 0));
    let reviewed: Vec<_> = units(&taken.aligned)
        .into_iter()
        .filter(|unit| unit.review == Reviewed::Reviewed)
        .map(|unit| unit.variants()[1].text.clone())
        .collect();
    assert_eq!(
        reviewed,
        [
            "The Minister thanked the hosts.",
            "The next meeting will be held in Gdańsk. End of session at 6.30 p.m."
        ]
    );
    // Stored twice, they are there once.
    let mut memory = Memory::in_ram().expect("a memory");
    for round in 0..2 {
        let replaced = jobs::forget(&mut memory, &taken.aligned).expect("read");
        let info = ImportInfo { what: "r", now: "20260102T030405Z", rules: "" };
        let import = memory.extend(&info, units(&taken.aligned), &[]).expect("stored");
        assert_eq!(replaced, if round == 0 { 0 } else { import.added });
    }
}

#[test]
fn deleted_lines_stay_alone_and_wrong_pairs_do_not_meet_again() {
    let taken = taken_back(|text| {
        let kept =
            text.lines().filter(|line| !line.starts_with("> 7\t")).collect::<Vec<_>>().join("\n");
        let minister = kept.find("< 4\t").expect("line 4");
        let status = kept[..minister].rfind('[').expect("a status");
        format!("{}[-]{}", &kept[..status], &kept[status + 3..])
    })
    .expect("taken back");
    assert_eq!((taken.wrong, taken.deleted), (1, 1));
    let rows = &taken.aligned.rows;
    let meets = |a: &str, b: &str| {
        rows.iter().any(|row| {
            let has = |side: &Option<jobs::SideOf>, text: &str| {
                side.as_ref().is_some_and(|s| s.text.contains(text))
            };
            has(&row.source, a) && has(&row.target, b)
        })
    };
    assert!(!meets("Minister", "minister"));
    assert!(!meets("Koniec", "session"));
    assert!(meets("Warszawie", "Warsaw"));
}

#[test]
fn what_cannot_be_taken_back_is_told_with_its_line() {
    let refused = |edit: &dyn Fn(&str) -> String| {
        taken_back(edit).map(|taken| taken.reviewed).expect_err("refused")
    };
    let twice = refused(&|text| format!("{text}\n< 1\tRada zebrała się w Warszawie.\n"));
    assert!(twice.contains("line") && twice.contains("stands in line 18 too"), "{twice}");
    let crossing = refused(&|text| text.replace("> 5\t", "> 99\t"));
    assert!(crossing.contains("there is no sentence 99"), "{crossing}");
    let broken = refused(&|text| text.replace("The Council met", "The Council\nmet"));
    assert!(broken.contains("line 20") && broken.contains("\"met in"), "{broken}");
    let status = refused(&|text| text.replacen("\n[ ]", "\n[ok]", 1));
    assert!(status.contains("[ok] is no status"), "{status}");
    let header = refused(&|text| text.replace("source:", "quelle:"));
    assert!(header.contains("line 14"), "{header}");
    let torn = refused(&|text| {
        let moved = text.replace("> 1\tThe Council met in Warsaw.\n", "");
        moved.replace("> 6\t", "> 1\tThe Council met in Warsaw.\n> 6\t")
    });
    assert!(torn.contains("and not what stands between them"), "{torn}");
    let other = refused(&|text| text.replace("a.pl\tpl\t6", "a.pl\tpl\t60"));
    assert!(other.contains("has 6 sentences and the review counts 60"), "{other}");
}
