//! Checks: cases by pair of texts, terminology, what shows across segments, and laws for any text.

use std::fs;

use kladka::check::{Document, Finding, Fix, Pair, Problem, Severity, check, mended};
use kladka::formats::{Strictness, read_terms};
use kladka::glossary::Glossary;
use kladka::text::Lang;
use proptest::prelude::*;

fn lang(tag: &str) -> Lang {
    Lang::new(tag).expect("a language tag")
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.problem.name()).collect()
}

fn look(source: (&str, &str), target: (&str, &str), glossary: &Glossary) -> Vec<Finding> {
    let (source_lang, target_lang) = (lang(source.0), lang(target.0));
    let pair = Pair {
        source_lang: &source_lang,
        target_lang: &target_lang,
        source: source.1,
        target: target.1,
    };
    check(&pair, glossary)
}

#[test]
fn checks_say_what_is_listed() {
    let path = "tests/data/check/pairs.tsv";
    let text = fs::read_to_string(path).expect("the cases are there");
    let (mut cases, mut wrong) = (0, Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [source_lang, target_lang, source, target, expected] = cells[..] else {
            panic!("{path}: not five columns: {line}")
        };
        let mut found = look((source_lang, source), (target_lang, target), &Glossary::default());
        found.retain(|finding| finding.problem.severity() > Severity::Info);
        let found = names(&found).join(" ");
        let found = if found.is_empty() { "-".to_string() } else { found };
        cases += 1;
        if found != expected {
            wrong.push(format!(
                "{source} | {target}\n    expected {expected}\n    found    {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases >= 35);
}

fn glossary(rows: &str) -> Glossary {
    let table = format!("pl\ten\tstatus\n{rows}");
    Glossary::of(read_terms("t", table.as_bytes(), Strictness::Strict).expect("terms").0)
}

#[test]
fn terms_are_asked_for_by_any_name_in_any_form() {
    let terms = glossary(
        "umowa najmu\tlease agreement|tenancy agreement\nnajemca\ttenant\nnajemca\trenter\tforbidden\nstrona\tparty\tproposed\n",
    );
    let check = |pl: &str, en: &str| names(&look(("pl", pl), ("en", en), &terms)).join(" ");
    assert_eq!(check("Umowę najmu podpisano.", "The tenancy agreements were signed."), "");
    assert_eq!(check("Umowę najmu podpisano.", "The contract was signed."), "term-missing");
    assert_eq!(check("Najemcy przyszli.", "The renters came."), "term-forbidden term-missing");
    assert_eq!(check("Najemca przyszedł, a najemcy czekali.", "The tenant came; they waited."), "");
    assert_eq!(check("Strona trzecia przyszła.", "The third side came."), "");
}

#[test]
fn a_document_shows_what_single_pairs_do_not() {
    let terms = glossary("umowa najmu\tlease agreement|tenancy agreement\n");
    let (pl, en) = (lang("pl"), lang("en"));
    let mut document = Document::new(&terms);
    let mut check = |source: &str, target: &str| {
        let pair = Pair { source_lang: &pl, target_lang: &en, source, target };
        let mut found = names(&document.check(&pair));
        found.sort_unstable();
        found.join(" ")
    };
    assert_eq!(check("Podpisano umowę najmu.", "The lease agreement was signed."), "");
    assert_eq!(
        check("Umowa najmu wygasła.", "The tenancy agreement expired."),
        "term-inconsistent"
    );
    assert_eq!(
        check("Podpisano umowę najmu.", "A lease agreement was signed."),
        "text-inconsistent"
    );
    assert_eq!(check("Wzrost o 5%.", "Growth of 5%."), "");
    assert_eq!(check("Spadek o 5%.", "A fall of 5 %."), "typo-percent");
}

#[test]
fn fixes_change_nothing_but_the_mistake() {
    let target = "Rada  zebrała się się w sali - wreszcie - i przyjęła \"raport\" .";
    let found = look(("en", "The council met in the hall."), ("pl", target), &Glossary::default());
    let mended = mended(target, &found).expect("there are fixes");
    assert_eq!(mended, "Rada zebrała się w\u{a0}sali – wreszcie – i\u{a0}przyjęła „raport”.");
    let again = look(("en", "The council met in the hall."), ("pl", &mended), &Glossary::default());
    assert!(again.iter().all(|finding| finding.fix.is_none()), "{again:?}");
}

#[test]
fn of_fixes_that_overlap_the_first_is_made() {
    let fix = |range: std::ops::Range<usize>, text: &str| Finding {
        problem: Problem::SpaceDouble,
        source: None,
        target: None,
        fix: Some(Fix { range, text: text.into() }),
    };
    let found = [fix(2..5, "X"), fix(0..3, "-"), fix(5..6, "")];
    assert_eq!(mended("abcdefg", &found).as_deref(), Some("-deg"));
    assert_eq!(mended("abcdefg", &[]), None);
}

#[test]
fn time_grows_with_the_length() {
    let pieces = [
        "the ", "{", "%(", "<a ", "&", "(", "\"", ".", "a@", " .", " - ", "„", "5%", "Xx ", "\\n",
        "AB ", "a b  . ", "ab12 ",
    ];
    for piece in pieces {
        let text = piece.repeat(20_000 / piece.len());
        let start = std::time::Instant::now();
        look(("en", &text), ("pl", &text), &Glossary::default());
        // Work that grew with the square of the length took minutes here in an unoptimised build.
        assert!(start.elapsed().as_secs() < 10, "{piece:?} took {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_texts_are_checked(source in ".{0,50}", target in ".{0,50}|[a-z„”\"()<>%{}$ 0-9.,?!-]{0,60}") {
        for (a, b) in [("pl", "en"), ("en", "pl"), ("de", "xx"), ("en", "en")] {
            let found = look((a, &source), (b, &target), &Glossary::default());
            for finding in &found {
                prop_assert!(finding.source.clone().is_none_or(|range| source.get(range).is_some()));
                prop_assert!(finding.target.clone().is_none_or(|range| target.get(range).is_some()));
                prop_assert!(finding.fix.clone().is_none_or(|fix| target.get(fix.range).is_some()));
            }
            mended(&target, &found);
        }
    }

    #[test]
    fn a_text_beside_itself_has_no_number_or_code_missing(text in "[a-z„”()<>%{}$ 0-9.,?!-]{0,60}") {
        let found = look(("en", &text), ("en", &text), &Glossary::default());
        let loud = found.iter().map(|finding| finding.problem.name()).filter(|name| {
            ["number", "code", "address", "punct", "space", "name", "acronym"].iter().any(|kind| name.starts_with(kind))
        });
        prop_assert_eq!(loud.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
