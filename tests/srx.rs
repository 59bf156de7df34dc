//! SRX files: what they say is what happens, whoever wrote them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use kladka::jobs::{Input, ReadOptions, read};
use kladka::segment::{Rules, RulesError, Srx, SrxFault, Wrong, export_srx, sentences};
use kladka::text::{Lang, Segmented, Side};
use proptest::prelude::*;

fn file(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/data/srx/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a sample")
}

fn rules(name: &str) -> Rules {
    Srx::read(name, &file(name)).expect("SRX").into()
}

/// A file of one group of rules, for every language.
fn written(rules: &str) -> String {
    format!(
        "<srx version=\"2.0\"><header cascade=\"yes\"/><body><languagerules>\n<languagerule languagerulename=\"a\">\n\
         {rules}</languagerule></languagerules><maprules><languagemap languagepattern=\".*\" \
         languagerulename=\"a\"/></maprules></body></srx>"
    )
}

fn pieces(rules: &Rules, lang: &str, text: &str) -> Vec<String> {
    let spans = rules.sentences(lang, text).expect("cheap rules");
    spans.into_iter().map(|span| text[span].to_string()).collect()
}

#[test]
fn the_first_rule_that_fits_a_place_decides() {
    let own = rules("own.srx");
    let cases: &[(&str, &[&str])] = &[
        ("pl", &["Powstała w 2014 r.", "Wtedy było inaczej."]),
        ("pl", &["Mieszka przy ul. Długiej.", "To np. tu."]),
        ("pl", &["W 1839 r. Chiny się broniły.", "Koniec!"]),
        ("pl", &["1. Punkt pierwszy.", "Ciąg dalszy (i tyle. Naprawdę) nastąpi.", "Tak."]),
        ("pl", &["Zob. www.kładka.pl i wersję 2.0.", "Jan K. Nowak wyszedł.", "Syrii.", "Misja"]),
        ("en", &["Mr. Brown left the U.S. Army.", "He lives in the U.S.", "The end."]),
        ("en", &["After World War I.", "It was over."]),
        ("en-GB", &["“Stop!” he said.", "Dr. No."]),
        ("de", &["Am 3.5. war es so.", "Mr.", "Brown kam."]),
    ];
    for (lang, expected) in cases {
        let text = expected.join(" ").replace("Syrii. Misja", "Syrii.Misja");
        assert_eq!(pieces(&own, lang, &text), *expected, "{lang}");
    }
}

#[test]
fn a_file_of_version_1_uses_the_first_map_that_fits() {
    let old = rules("version1.srx");
    assert_eq!(pieces(&old, "en", "A. B\nC Mr. D. E"), ["A.", "B\nC Mr. D.", "E"]);
    assert_eq!(pieces(&old, "ja", "A. B\nC"), ["A. B", "C"]);
    assert_eq!(old.sides().open, Side::Previous);
    assert_eq!(old.sides().close, Side::Next);
}

#[test]
fn rules_that_cannot_be_used_are_named_by_line_and_left_out() {
    let srx = Srx::read("broken.srx", &file("broken.srx")).expect("SRX");
    let check = srx.check();
    let told: Vec<(u32, String)> =
        check.problems.iter().map(|p| (p.line, p.wrong.to_string())).collect();
    let expected = [
        (7, "character 3: `(` is not closed"),
        (8, "character 12: the property `Letters` is not known"),
        (10, "character 1: `*` repeats nothing; write `\\*`"),
        (15, "character 1: `(` is not closed"),
        (16, "there are no rules of that name"),
    ];
    assert_eq!(told, expected.map(|(line, why)| (line, why.to_string())));
    assert_eq!((check.groups[0].breaks, check.groups[0].exceptions), (2, 2));
    assert_eq!(check.groups[0].unusable, 3);
    assert_eq!(srx.remarks("pl").len(), 1);
    assert!(srx.remarks("en")[0].contains("no language map fits en"));
    assert_eq!(pieces(&srx.into(), "pl", "To np. kot. Tak."), ["To np.", "kot.", "Tak."]);
}

#[test]
fn the_encoding_is_told_by_mark_or_declaration() {
    let utf8 = String::from_utf8(file("own.srx")).expect("UTF-8");
    let text = "Powstała w 2014 r. Wtedy „zażółcono” gęślą. Jaźń…";
    let expected = pieces(&rules("own.srx"), "pl", text);
    let utf16: Vec<u8> =
        utf8.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe], utf16.as_slice()].concat();
    let (windows, _, _) = encoding_rs::WINDOWS_1250.encode(&utf8);
    let windows = [b"<?xml version='1.0' encoding = 'windows-1250'?>", &windows[38..]].concat();
    let utf8_marked = [b"\xef\xbb\xbf", utf8.as_bytes()].concat();
    let lines = utf8.replace('\n', "\r\n").into_bytes();
    for (name, bytes) in [
        ("UTF-16", utf16),
        ("UTF-16 with its mark", marked),
        ("Windows", windows),
        ("UTF-8 with its mark", utf8_marked),
        ("Windows lines", lines),
    ] {
        let srx = Srx::read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(srx.check().problems, [], "{name}");
        assert_eq!(pieces(&srx.into(), "pl", text), expected, "{name}");
    }
    let wrong =
        Srx::read("x", b"<?xml version='1.0' encoding='EBCDIC-1'?><srx/>").expect_err("unknown");
    assert!(matches!(wrong.fault, SrxFault::UnknownEncoding { .. }));
    let wrong = Srx::read("x", b"<srx>\n\n\xff</srx>").expect_err("no UTF-8");
    assert_eq!(wrong.line, 3);
}

#[test]
fn what_is_no_srx_is_refused_in_one_line() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE srx [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><srx>&b;</srx>";
    let cases: &[(&str, &str)] = &[
        ("", "x, line 1: this is no SRX file: its first element is not <srx>"),
        (
            "<tmx version=\"1.4\"/>",
            "x, line 1: this is no SRX file: its first element is not <srx>",
        ),
        (laughs, "x, line 1: the file declares entities, which rules have no need of"),
        ("<srx>\n&ha;</srx>", "x, line 2: the entity &ha; is not known"),
        ("<srx version=\"2.0\"><body/></srx>", "x, line 1: there is no rule in this file"),
        ("<srx>\n<body>", "x, line 2: <body> is not closed"),
    ];
    for (text, expected) in cases {
        let error = Srx::read("x", text.as_bytes()).expect_err(text).to_string();
        assert_eq!(&error, expected);
    }
    for text in [
        "<srx>\n</body></srx>",
        "<srx><rule break=no/></srx>",
        "<srx a='1' a='2'/>",
        "<srx><![CDATA[",
    ] {
        let error = Srx::read("x", text.as_bytes()).expect_err(text).to_string();
        assert!(error.starts_with("x, line ") && error.lines().count() == 1, "{text}: {error}");
    }
}

#[test]
fn explain_names_the_rule_behind_every_decision() {
    let own = rules("own.srx");
    let told: Vec<(bool, String)> = own
        .explain("pl", "To np. kot. Tak.")
        .expect("cheap rules")
        .into_iter()
        .map(|decision| (decision.breaks, own.words(decision.reason)))
        .collect();
    let exception = r"exception in line 17: (?i)\b(np|tzw|m\.in|prof|dr|ul|por)\.\s ¦";
    let rule = r#"rule in line 31: [.!?…]+['"”»)\p{Pe}]*\s ¦"#;
    assert_eq!(told, [(false, exception.to_string()), (true, rule.to_string())]);
}

#[test]
fn a_pattern_that_never_ends_is_an_error_with_its_line() {
    // Each needs more steps than there are atoms, when tried one way after the other.
    let breaks =
        "<rule><beforebreak>(?=(x+x+)+y)x</beforebreak><afterbreak>\\s</afterbreak></rule>\n";
    let exception = "<rule break=\"no\"><beforebreak>((?:x+x+)+)(?=\\1y)</beforebreak><afterbreak/></rule>\n\
                     <rule><beforebreak>x</beforebreak><afterbreak>x</afterbreak></rule>\n";
    let text = "x".repeat(5000);
    for file in [breaks, exception] {
        let started = Instant::now();
        let rules: Rules = Srx::read("slow.srx", written(file).as_bytes()).expect("SRX").into();
        let error = rules.sentences("en", &text).map(|spans| spans.len()).expect_err("endless");
        assert!(matches!(error, RulesError::TooCostly { line: Some(3), .. }), "{error}");
        assert!(error.to_string().starts_with("slow.srx, line 3: "), "{error}");
        assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    }
    // Without looking around the same repetitions are no trouble.
    let plain = "<rule><beforebreak>[.]</beforebreak><afterbreak>(x+x+)+y</afterbreak></rule>\n";
    let rules: Rules = Srx::read("plain.srx", written(plain).as_bytes()).expect("SRX").into();
    assert_eq!(pieces(&rules, "en", &format!(".{text}")).len(), 1);
    assert_eq!(pieces(&rules, "en", &format!(".{text}y")).len(), 2);
}

#[test]
fn a_pattern_too_large_is_told_by_line() {
    let large = "<rule><beforebreak>((a{1,1000}){1,1000}){1,1000}</beforebreak></rule>\n\
                 <rule><beforebreak>[.]</beforebreak></rule>\n";
    let srx = Srx::read("large.srx", written(large).as_bytes()).expect("SRX");
    let problems = srx.check().problems;
    assert_eq!((problems.len(), problems[0].line, &problems[0].wrong), (1, 3, &Wrong::TooLarge));
    assert_eq!(pieces(&srx.into(), "en", "a.b"), ["a.", "b"]);
}

#[test]
fn a_hundred_thousand_rules_are_as_quick_as_few() {
    let mut many = String::new();
    for number in 0..100_000 {
        let word: String =
            format!("{number:05}").bytes().map(|b| char::from(b - b'0' + b'a')).collect();
        let _ =
            writeln!(many, "<rule break=\"no\"><beforebreak>\\b{word}\\.\\s</beforebreak></rule>");
    }
    many.push_str("<rule><beforebreak>[.!?]+\\s</beforebreak></rule>\n");
    let started = Instant::now();
    let rules: Rules = Srx::read("many.srx", written(&many).as_bytes()).expect("SRX").into();
    let text = "Tak aaaab. Nie jjjjj. Koniec kkkkk. I znów. ".repeat(2000);
    let found = pieces(&rules, "pl", &text);
    assert_eq!(found.len(), 4000);
    assert_eq!(&found[..2], ["Tak aaaab. Nie jjjjj. Koniec kkkkk.", "I znów."]);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

fn document(rules: &Rules, lang: &str, text: &str) -> Segmented {
    let lang = Some(Lang::new(lang).expect("a tag"));
    let input = Input { name: "a.html".into(), bytes: text.as_bytes().to_vec(), lang };
    read(input, ReadOptions::default(), rules).expect("a document")
}

#[test]
fn codes_fall_on_the_side_the_header_names() {
    let html = "<p><b>One two.</b> <i>Three four.</i><br> Five six.</p>";
    let codes = |rules: &Rules| {
        let read = document(rules, "en", html);
        let text = |number: usize| {
            let codes = read.codes(number).iter();
            codes.map(|code| &read.document.text[code.source.clone()]).collect::<String>()
        };
        assert_eq!(read.rules, rules.fingerprint());
        (0..read.segments().len()).map(text).collect::<Vec<_>>()
    };
    assert_eq!(codes(&rules("own.srx")), ["<b></b>", "<i></i>", "<br>"]);
    assert_eq!(codes(&Rules::Native), ["<b></b>", "<i></i><br>", ""]);
    // Version 1 sample: opening codes stay, closing codes go on.
    assert_eq!(codes(&rules("version1.srx")), ["<b>", "</b><i>", "</i><br>"]);
}

#[test]
fn other_files_have_other_fingerprints() {
    let all: BTreeSet<String> =
        ["own.srx", "version1.srx", "broken.srx"].map(|name| rules(name).fingerprint()).into();
    assert_eq!(all.len(), 3);
    assert_eq!(rules("own.srx").fingerprint(), rules("own.srx").fingerprint());
    assert!(all.iter().all(|name| name.starts_with("srx-")));
}

/// The export read by our own engine: how far it agrees with our own rules on the marked texts, by language.
#[test]
fn our_own_rules_as_srx_agree_with_themselves_as_far_as_srx_goes() {
    let exported = export_srx();
    let srx = Srx::read("export", exported.text.as_bytes()).expect("SRX");
    let check = srx.check();
    assert_eq!(check.problems, []);
    assert_eq!(check.remarks, []);
    assert!(exported.rules > 40 && !exported.cannot.is_empty());
    let rules: Rules = srx.into();
    for (lang, floor) in [("pl", 90.0), ("en", 90.0)] {
        let (mut both, mut ours, mut theirs) = (0, 0, 0);
        let folder = format!("{}/tests/data/segment", env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<_> =
            fs::read_dir(folder).expect("the marked texts").flatten().map(|e| e.path()).collect();
        files.sort();
        for path in files.iter().filter(|p| p.to_string_lossy().ends_with(&format!("_{lang}.txt")))
        {
            let content = fs::read_to_string(path).expect("UTF-8");
            for line in content.lines().filter(|line| !line.starts_with('#')) {
                let text = line.replace(" | ", " ").replace('|', "");
                let ends = |spans: Vec<std::ops::Range<usize>>| {
                    spans.iter().rev().skip(1).map(|span| span.end).collect::<BTreeSet<_>>()
                };
                let native = ends(sentences(lang, &text));
                let found = ends(rules.sentences(lang, &text).expect("cheap rules"));
                both += native.intersection(&found).count();
                ours += native.len();
                theirs += found.len();
            }
        }
        let f1 = 200.0 * both as f64 / (ours + theirs) as f64;
        println!(
            "{lang}: {ours} breaks of ours, {theirs} of the export, F1 of agreement {f1:.2} %"
        );
        assert!(f1 > floor, "{lang}: {f1:.2}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_is_lossless(text in r"[A-Za-z żŻ.!?…»)(\n\u{a0}0-9–]{0,80}", lang in "pl|en|de|") {
        let own = rules("own.srx");
        let spans = own.sentences(&lang, &text).expect("cheap rules");
        let mut done = 0;
        for span in &spans {
            prop_assert!(text[done..span.start].trim().is_empty());
            let piece = &text[span.clone()];
            prop_assert!(!piece.is_empty() && piece.trim() == piece);
            done = span.end;
        }
        prop_assert!(text[done..].trim().is_empty());
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        cuts in prop::collection::vec((0usize..4000, 0usize..30, "[<>&;\"'()\\[\\]{}*+?|\\\\a-e/= ]{0,6}"), 1..6),
        text in r"[A-Za-z żŻ.!?…»)(\n0-9]{0,80}",
    ) {
        let mut bytes = file("own.srx");
        for (at, length, with) in cuts {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, with.bytes());
        }
        match Srx::read("damaged", &bytes) {
            Err(error) => prop_assert!(error.to_string().lines().count() == 1 && error.line > 0),
            Ok(srx) => {
                for problem in srx.check().problems {
                    prop_assert!(problem.line > 0 && !problem.wrong.to_string().is_empty());
                }
                let rules: Rules = srx.into();
                let _ = rules.sentences("pl", &text);
            }
        }
    }
}
