//! Laws of term bases: what is written is read back, what is not changed keeps its bytes, any
//! bytes are read or refused in one line.

use kladka::bitext::{Term, TermStatus, TermUsage};
use kladka::formats::{
    Change, ExportInfo, Strictness, TermFile, TermFormat, TermReading, TermsRead, read_terms,
    read_terms_as, write_terms,
};
use kladka::text::Lang;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn lang(tag: &str) -> Lang {
    tag.parse().expect("a language tag")
}

const WRITTEN: [TermFormat; 5] =
    [TermFormat::Tsv, TermFormat::Csv, TermFormat::Utx, TermFormat::Omegat, TermFormat::Tbx];

fn write(format: TermFormat, terms: &[Term]) -> (Vec<u8>, bool) {
    let mut file = Vec::new();
    let info = ExportInfo { now: "20260102T030405Z".into(), ..ExportInfo::default() };
    let summary = write_terms(format, &mut file, &info, terms).expect("written");
    (file, summary.cannot.is_empty())
}

fn read(name: &str, file: &[u8]) -> TermsRead {
    let langs = Some((lang("pl"), lang("en-GB")));
    let reading = TermReading { langs, strictness: Strictness::Lenient };
    read_terms_as(name, file, &reading).expect("a term base")
}

/// Text as a person may type it into a cell, marks of every format among it.
fn cell() -> impl Strategy<Value = String> {
    "[a-zżółćA-Z#\"',;&<>/ -]{0,8}[a-zżó0-9]".prop_map(|text| text.trim().to_string())
}

fn names() -> impl Strategy<Value = Vec<String>> {
    vec(cell(), 1..4).prop_map(|mut names| {
        let all = names.clone();
        let mut nth = 0;
        names.retain(|name| {
            nth += 1;
            !all[..nth - 1].contains(name)
        });
        names
    })
}

fn term() -> impl Strategy<Value = Term> {
    let status = prop::sample::select(&TermStatus::ALL[..]);
    let rest = (option::of(cell()), option::of(cell()), option::of(cell()), option::of(cell()));
    let usage = (option::weighted(0.2, names()), any::<bool>(), any::<bool>());
    (names(), names(), status, rest, usage).prop_map(|(source, target, status, rest, usage)| {
        let (domain, note, reference, part_of_speech) = rest;
        let (except, case_sensitive, fixed_form) = usage;
        let usage = TermUsage {
            part_of_speech,
            except: except.unwrap_or_default(),
            case_sensitive,
            fixed_form,
        };
        let (source_lang, target_lang) = (lang("pl"), lang("en-GB"));
        Term { source, target, source_lang, target_lang, status, domain, note, reference, usage }
    })
}

/// The same entry as a format has it that holds little.
fn plainer(term: Term, format: TermFormat) -> Term {
    let usage = TermUsage { part_of_speech: term.usage.part_of_speech, ..TermUsage::default() };
    let mut term = Term { usage, ..term };
    match format {
        TermFormat::Tsv | TermFormat::Csv | TermFormat::Xlsx => {}
        TermFormat::Tbx if term.status == TermStatus::Proposed => {
            term.status = TermStatus::Admitted
        }
        TermFormat::Tbx => {}
        TermFormat::Utx => {
            term.reference = None;
            if term.status == TermStatus::Preferred {
                term.status = TermStatus::Approved;
            }
        }
        TermFormat::Omegat => {
            term = Term {
                note: term.note,
                ..Term::pair(
                    (term.source_lang, &term.source[0]),
                    (term.target_lang, &term.target[0]),
                )
            };
        }
    }
    term
}

proptest! {
    #[test]
    fn a_table_of_terms_gives_back_every_entry(terms in vec(term(), 1..8)) {
        for format in [TermFormat::Tsv, TermFormat::Csv] {
            let (file, is_whole) = write(format, &terms);
            let found = read("t", &file);
            prop_assert_eq!(&found.skipped, &[], "{}", String::from_utf8_lossy(&file));
            prop_assert_eq!(found.terms.len(), terms.len());
            if is_whole {
                prop_assert_eq!(&found.terms, &terms, "{}", String::from_utf8_lossy(&file));
            }
            prop_assert_eq!(found.aside.len(), 0);
        }
    }

    #[test]
    fn what_is_not_counted_as_lost_comes_back(terms in vec(term(), 1..8)) {
        for format in WRITTEN {
            let plain: Vec<Term> = terms.iter().cloned().map(|term| plainer(term, format)).collect();
            let (file, is_whole) = write(format, &plain);
            let found = read("t.txt", &file);
            prop_assert_eq!(&found.skipped, &[], "{}", String::from_utf8_lossy(&file));
            if is_whole {
                prop_assert_eq!(&found.terms, &plain, "{}", String::from_utf8_lossy(&file));
            }
            // Whatever the entries hold, nothing is lost without being counted.
            let (file, is_whole) = write(format, &terms);
            if is_whole {
                prop_assert_eq!(&read("t.txt", &file).terms, &terms);
            }
            prop_assert_eq!(&write(format, &terms).0, &file, "the same bytes");
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_in_one_line(
        bytes in vec(any::<u8>(), 0..200),
        text in "(pl\ten|#UTX 1.11; pl/en\n#src\ttgt|pl,en|<tbx>|PK\x03\x04)?[\ta-z\"|#<>,;\n\r ]{0,80}",
    ) {
        for file in [bytes.as_slice(), text.as_bytes(), &[b"PK\x03\x04", bytes.as_slice()].concat()] {
            for langs in [None, Some((lang("pl"), lang("en")))] {
                let reading = TermReading { langs: langs.clone(), ..TermReading::default() };
                if let Err(error) = read_terms_as("t.txt", file, &reading) {
                    prop_assert_eq!(error.to_string().lines().count(), 1, "{}", error);
                }
                if let Err(error) = TermFile::open("t.txt", file, langs) {
                    prop_assert_eq!(error.to_string().lines().count(), 1, "{}", error);
                }
            }
        }
    }

    #[test]
    fn what_is_not_changed_keeps_its_bytes(
        terms in vec(term(), 1..6),
        new in term(),
        at in any::<prop::sample::Index>(),
        crlf in any::<bool>(),
        semicolons in any::<bool>(),
    ) {
        for format in [TermFormat::Tsv, TermFormat::Csv] {
            let mut text = String::from_utf8(write(format, &terms).0).expect("UTF-8");
            if format == TermFormat::Tsv {
                text.insert_str(0, "# ours\n\n");
                text.push_str("broken\n# end\n");
            } else if semicolons {
                text.push_str("\"a;b\"  ,c,\n");
            }
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            let mut file = TermFile::open("t", text.as_bytes(), None).expect("a table");
            let lines: Vec<usize> =
                file.rows().filter(|(_, row)| row.is_ok()).map(|(line, _)| line).collect();
            let line = *at.get(&lines);
            let rows: Vec<&str> = text.split_inclusive('\n').collect();
            let others = |bytes: &[u8], but: usize| -> Vec<String> {
                let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
                let rows = text.split_inclusive('\n').map(String::from).enumerate();
                // The first line may have got columns.
                let kept = rows.filter(|(nth, row)| nth + 1 != but && !row.starts_with("pl"));
                kept.map(|(_, row)| row).collect()
            };
            let before = others(text.as_bytes(), line);
            if file.change(line, &Change::of(&new)).is_ok() {
                let changed = file.bytes().expect("UTF-8");
                prop_assert_eq!(others(&changed, line), before.clone());
                let (terms, _) = read_terms("t", changed.as_slice(), Strictness::Lenient).expect("a table");
                let found = terms.iter().find(|term| term.source == new.source && term.target == new.target);
                let found = found.expect("the changed entry");
                prop_assert_eq!(found.status, new.status);
                if new.note.is_some() {
                    prop_assert_eq!(&found.note, &new.note);
                }
            }
            file.remove(line).expect("an entry");
            prop_assert_eq!(others(&file.bytes().expect("UTF-8"), usize::MAX), before);
            prop_assert_eq!(rows.len() - 1, String::from_utf8_lossy(&file.bytes().expect("UTF-8")).matches('\n').count());
        }
    }
}

#[test]
fn a_glossary_of_omegat_is_read_in_any_encoding() {
    let text = "# uwagi\nświadectwo\tcertificate\tszkolne\nłódź\tboat\nżółć\tbile\n";
    let (cp1250, _, _) = encoding_of("windows-1250").encode(text);
    let utf16: Vec<u8> =
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &cp1250, &utf16] {
        let found = read("glossary.txt", bytes);
        assert_eq!(found.terms[0].source, ["świadectwo"]);
        assert_eq!(found.terms[0].note.as_deref(), Some("szkolne"));
        assert_eq!((found.terms.len(), found.lines.as_slice()), (3, &[2, 3, 4][..]));
    }
    let error =
        read_terms("glossary.txt", text.as_bytes(), Strictness::Lenient).expect_err("no languages");
    assert!(error.to_string().contains("names no languages"), "{error}");
}

fn encoding_of(label: &str) -> &'static encoding_rs::Encoding {
    encoding_rs::Encoding::for_label(label.as_bytes()).expect("a known encoding")
}

#[test]
fn a_file_keeps_its_encoding_when_it_is_changed() {
    let text = "pl\ten\r\nświadectwo\tcertificate\r\nżółć\tbile\r\n";
    let (cp1250, _, _) = encoding_of("windows-1250").encode(text);
    let mut file = TermFile::open("t.tsv", &cp1250, None).expect("a table");
    let term = |source: &str| Change {
        source: Some(source.into()),
        target: Some("x".into()),
        ..Change::default()
    };
    file.add(&term("łódź")).expect("an entry");
    let expected = format!("{text}łódź\tx\r\n");
    assert_eq!(
        file.bytes().expect("letters it has"),
        &*encoding_of("windows-1250").encode(&expected).0
    );
    file.add(&term("слово")).expect("an entry");
    let error = file.bytes().expect_err("a letter it has not");
    assert!(error.to_string().contains("“с” cannot be written in windows-1250"), "{error}");
}

#[test]
fn rows_that_would_be_no_entries_are_refused() {
    let mut file = TermFile::open("t.tsv", b"pl\ten\nrada\tcouncil\n", None).expect("a table");
    let change = |source: &str| Change { source: Some(source.into()), ..Change::default() };
    for (source, why) in [("", "no pl term"), ("a\tb", "a tab"), ("# a", "a remark")] {
        let error = file.change(2, &change(source)).expect_err(source).to_string();
        assert!(error.starts_with("t.tsv, line 2: ") && error.contains(why), "{error}");
    }
    let error = file.change(1, &change("a")).expect_err("the first line").to_string();
    assert_eq!(error, "t.tsv, line 1: no entry begins there");
    assert_eq!(file.bytes().expect("UTF-8"), b"pl\ten\nrada\tcouncil\n");
}

#[cfg(feature = "sheets")]
#[test]
fn sheets_are_read_and_the_others_told() {
    let bytes = std::fs::read("tests/data/cli/terms.xlsx").expect("a sample");
    let found = read("t.xlsx", &bytes);
    assert_eq!(found.terms[0].note.as_deref(), Some("tylko w mieście"));
    assert_eq!(found.terms[1].source, ["umowa najmu", "najem"]);
    assert_eq!((found.terms.len(), found.lines.as_slice()), (2, &[3, 5][..]));
    assert_eq!(found.terms[1].status, TermStatus::Preferred);
    assert_eq!(found.skipped[0].to_string(), "line 6, unit 3: no en term");
    let aside: Vec<_> = found.aside.into_iter().collect();
    assert_eq!(aside, [("column uwaga".to_string(), 1), ("sheet Notatki".to_string(), 1)]);
    // A damaged workbook is refused in one line, wherever it is damaged.
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        if let Err(error) = read_terms("t.xlsx", damaged.as_slice(), Strictness::Lenient) {
            assert_eq!(error.to_string().lines().count(), 1, "{error}");
        }
        let _ = read_terms("t.xlsx", &bytes[..at], Strictness::Lenient);
    }
}
