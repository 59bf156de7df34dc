//! Laws of segmenting, for any text: nothing lost, nothing reordered, no panic, the same again.
//! (`cargo test --release` is quicker; the laws are the same.)

use kladka::segment::{Rules, breaks, explain, fingerprint, sentences};
use proptest::prelude::*;

const LANGS: [&str; 4] = ["pl", "en", "de", ""];

/// Every span is on character boundaries, in order, without white space at its ends; between them is white space only.
fn check_lossless(lang: &str, text: &str) {
    let spans = sentences(lang, text);
    let mut end = 0;
    for span in &spans {
        assert!(span.start >= end && span.start < span.end, "{lang} {text:?} {spans:?}");
        assert!(
            text[end..span.start].chars().all(char::is_whitespace),
            "{lang} {text:?} {spans:?}"
        );
        let sentence = &text[span.clone()];
        assert_eq!(sentence, sentence.trim(), "{lang} {text:?}");
        end = span.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "{lang} {text:?} {spans:?}");
}

fn check_agreement(lang: &str, text: &str) {
    let spans = sentences(lang, text);
    let last = text.trim_end().len();
    let ends: Vec<usize> = spans.iter().map(|span| span.end).filter(|end| *end < last).collect();
    let found: Vec<usize> = breaks(lang, text).iter().map(|b| b.at).collect();
    assert_eq!(ends, found, "{lang} {text:?}");
    let decisions = explain(lang, text);
    assert!(decisions.windows(2).all(|pair| pair[0].at < pair[1].at), "{lang} {text:?}");
    assert!(
        decisions.iter().all(|d| !d.reason.to_string().is_empty() && text.is_char_boundary(d.at))
    );
}

fn sentence_strings<'t>(lang: &str, text: &'t str) -> Vec<&'t str> {
    sentences(lang, text).into_iter().map(|span| &text[span]).collect()
}

/// Text made of what the rules look for.
fn hard_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "r",
        "w",
        "XX",
        "5",
        "1989",
        "2.1",
        "art",
        "ul",
        "prof",
        "Jan",
        "Kowalski",
        "W",
        "Dom",
        "jest",
        "był",
        "dom",
        "itd",
        "S.A",
        "tys",
        "zł",
        "Mr",
        "U.S",
        "p.m",
        "said",
        "The",
        "He",
        "went",
        "I",
        "A",
        "iPod",
        "www.gov.pl",
        "a@b.pl",
        ".",
        ". ",
        "! ",
        "? ",
        "… ",
        "... ",
        ", ",
        ": ",
        " ",
        "  ",
        "\n",
        "\u{a0}",
        " – ",
        "– ",
        "„",
        "”",
        "“",
        "\"",
        "«",
        "»",
        "‘",
        "’",
        "'",
        "(",
        ")",
        "[",
        "]",
        "[2]",
        "(Nowak, 2010)",
        ".)",
        ".”",
        "?! ",
        "ż",
        "Ł",
        "é",
        "\u{2009}",
        "😀",
        "-",
        "§",
        "*",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_lossless(text in "\\PC{0,80}") {
        for lang in LANGS {
            check_lossless(lang, &text);
            check_agreement(lang, &text);
        }
    }

    #[test]
    fn any_characters_are_lossless(chars in prop::collection::vec(any::<char>(), 0..60)) {
        let text: String = chars.into_iter().collect();
        for lang in LANGS {
            check_lossless(lang, &text);
        }
    }

    #[test]
    fn hard_text_is_lossless(text in hard_text()) {
        for lang in LANGS {
            check_lossless(lang, &text);
            check_agreement(lang, &text);
        }
    }

    #[test]
    fn white_space_around_changes_nothing(text in hard_text(), before in "[ \n\t]{0,3}", after in "[ \n\t\u{a0}]{0,3}") {
        for lang in ["pl", "en"] {
            let padded = format!("{before}{text}{after}");
            prop_assert_eq!(sentence_strings(lang, &padded), sentence_strings(lang, &text));
        }
    }

    #[test]
    fn line_wraps_change_nothing(text in hard_text()) {
        let wrapped = text.replace(' ', "\n");
        for lang in ["pl", "en"] {
            prop_assert_eq!(sentences(lang, &wrapped), sentences(lang, &text));
        }
    }

    #[test]
    fn one_sentence_segments_to_itself(text in hard_text()) {
        for lang in ["pl", "en"] {
            for sentence in sentence_strings(lang, &text) {
                prop_assert_eq!(sentences(lang, sentence).len(), 1, "{} {:?} in {:?}", lang, sentence, text);
            }
        }
    }
}

#[test]
fn a_line_wrapped_in_a_label_changes_nothing() {
    for text in [
        "Jan. §5. r",
        "Zob. art. 12 k.p.k. § 2. Sąd orzeka.",
        ".”[5 ] XX",
        "Tak to opisano. (Nowak, s. 5) Potem wyjechał.",
        "Tak to opisano. (str 5) Potem wyjechał.",
        "Tak jest napisane. (Mt 5, 3) Potem wyjechał.",
    ] {
        for lang in ["pl", "en"] {
            assert_eq!(
                sentences(lang, &text.replace(' ', "\n")),
                sentences(lang, text),
                "{lang} {text}"
            );
        }
    }
}

/// A part that is whole, somewhere in a text: `(text, range)`.
fn text_with_a_whole_part() -> impl Strategy<Value = (String, std::ops::Range<usize>)> {
    (hard_text(), hard_text(), hard_text()).prop_map(|(before, whole, after)| {
        let range = before.len()..before.len() + whole.len();
        (format!("{before}{whole}{after}"), range)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_sentence_ends_inside_a_whole_part((text, whole) in text_with_a_whole_part()) {
        for lang in LANGS {
            let spans = Rules::Native.sentences_around(lang, &text, std::slice::from_ref(&whole)).unwrap();
            let last = text.trim_end().len();
            for end in spans.iter().map(|span| span.end).filter(|end| *end < last) {
                prop_assert!(end <= whole.start || end >= whole.end, "{} {:?} {:?} {}", lang, text, whole, end);
            }
            let decisions = Rules::Native.explain_around(lang, &text, std::slice::from_ref(&whole)).unwrap();
            let breaks = decisions.iter().filter(|d| d.breaks).count();
            prop_assert_eq!(breaks + usize::from(!spans.is_empty()), spans.len());
        }
    }

    #[test]
    fn no_sentence_ends_inside_a_placeholder(inside in "[A-Za-z.!?, ]{0,30}", after in hard_text()) {
        for lang in ["pl", "en"] {
            let text = format!("To jest {{{inside}}} {after}");
            let close = text.find('}').unwrap();
            for span in sentences(lang, &text) {
                prop_assert!(span.end <= 7 || span.end > close, "{} {:?} {:?}", lang, text, span);
            }
        }
    }
}

#[test]
fn nothing_comes_of_nothing() {
    for lang in LANGS {
        for text in ["", " ", "\n\t\u{a0}"] {
            assert!(sentences(lang, text).is_empty());
            assert!(explain(lang, text).is_empty());
        }
    }
}

#[test]
fn no_break_inside_numbers_and_addresses() {
    for lang in ["pl", "en"] {
        for whole in [
            "12.5",
            "1.250,50",
            "192.168.0.1",
            "https://example.org/a.B?c=D.E!F",
            "Jan.Kowalski@Example.COM",
            "10.05.2019",
            "v2.0.1",
            "raport.Final.docx",
            "22.45",
            "{nazwa. X}",
            "%1$s",
            "${app.Name}",
            "3.1.4-beta.2",
            "C:\\Temp\\a.B.txt",
            "/usr/lib/x.so.6",
            "art.5.Ust.2",
        ] {
            let text = format!("To jest {whole} oraz {whole} tutaj");
            assert_eq!(sentences(lang, &text).len(), 1, "{lang} {text}");
        }
    }
}

/// Thirty times the text takes about thirty times as long, whatever is repeated in it.
#[test]
fn time_grows_with_length_only() {
    for piece in [
        "a",
        ".",
        ". ",
        "…",
        "… ",
        "(",
        "( ",
        "((.",
        "[.",
        "„",
        "\"",
        "\". ",
        "r. ",
        "w. K ",
        "a.a",
        "5. ",
        "1. A ",
        "„Ala. ",
        "- ",
        "-. ",
        "słowo ",
        "był r. Kowalski ",
        " ",
        ".  \n",
        "’",
        "'. ",
        "!“ ",
        "A. ",
        "(a. ",
        ") ",
        "]. [",
    ] {
        let time = |length: usize| {
            let text = piece.repeat(length / piece.len());
            let start = std::time::Instant::now();
            for lang in ["pl", "en"] {
                std::hint::black_box(sentences(lang, &text));
            }
            start.elapsed().as_secs_f64()
        };
        let short = (0..3).map(|_| time(10_000)).fold(f64::MAX, f64::min).max(1e-4);
        let long = (0..1).map(|_| time(300_000)).fold(f64::MAX, f64::min);
        // The square would be nine hundred times; the rest is room for caches and busy machines.
        assert!(long < 400.0 * short, "{piece:?}: {short} s for 10 kB, {long} s for 300 kB");
    }
}

#[test]
fn the_fingerprint_stays_and_says_which_rules() {
    assert_eq!(fingerprint(), fingerprint());
    assert!(fingerprint().starts_with("native-"));
}
