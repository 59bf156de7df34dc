//! One suite for every format of units: what is written is read back equal, the same units give
//! the same bytes, any bytes at all are read without a panic. Then TMX as other programs write
//! it: the files in `tests/data/tmx` are read as the table beside them says.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use kladka::bitext::{Context, Origin, Review, TranslationUnit, UnitCode, Variant};
use kladka::formats::{
    ExportInfo, FormatError, ReadSummary, Strictness, UnitFormat, WriteSummary, read_units,
    write_units,
};
use kladka::text::Lang;
use proptest::prelude::*;

const FORMATS: [UnitFormat; 3] = [UnitFormat::Tmx, UnitFormat::Tsv, UnitFormat::JsonLines];

fn read(
    format: UnitFormat,
    bytes: &[u8],
    strictness: Strictness,
) -> Result<(Vec<TranslationUnit>, ReadSummary), FormatError> {
    let mut units = Vec::new();
    let summary = read_units(format, "file", bytes, strictness, &mut |unit| {
        units.push(unit);
        ControlFlow::Continue(())
    })?;
    Ok((units, summary))
}

fn written(format: UnitFormat, units: &[TranslationUnit]) -> (Vec<u8>, WriteSummary) {
    let mut info = ExportInfo {
        version: "0.1".into(),
        now: "20260101T120000Z".into(),
        source_lang: None,
        ..ExportInfo::default()
    };
    units.iter().for_each(|unit| info.see(unit));
    let mut out = Vec::new();
    let summary = write_units(format, &mut out, &info, units.iter().cloned())
        .expect("writing into memory does not fail");
    (out, summary)
}

fn lang(tag: &str) -> Lang {
    Lang::new(tag).expect("a language")
}

/// Any text that XML can hold, with what needs escaping in it.
fn text() -> impl Strategy<Value = String> {
    "[a-ząćęłńóśźż A-Z0-9<>&\"'\n\t\r\u{a0}„”…\u{2028}\u{fffd}😀#;]{0,24}"
}

fn one_line() -> impl Strategy<Value = String> {
    "[a-ząćęłńóśźż A-Z0-9<>&\"'\u{a0}„”…😀#;]{0,24}"
}

fn filled(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    text.prop_map(|text| format!("x{text}"))
}

fn option<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(value)
}

/// Codes as a segment can hold them: alone, or a pair around a stretch of the text.
fn with_codes(text: String, picks: Vec<(u8, usize, usize)>) -> (String, Vec<UnitCode>) {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i));
    let mut codes = Vec::new();
    let mut at = 0;
    for (kind, skip, length) in picks {
        let start = floor(at + skip).unwrap_or(0).max(at);
        let end = floor(start + length).unwrap_or(0).max(start);
        let code = |at: usize, xml: &str| UnitCode { at, xml: xml.to_string() };
        match kind % 5 {
            0 => codes.push(code(start, "<ph x=\"1\">&lt;br/&gt;</ph>")),
            1 => codes.push(code(start, "<ph type=\"a&amp;b&#10;c\"/>")),
            2 => {
                codes.push(code(start, "<bpt i=\"1\" x=\"2\">{\\b <sub>in <ph>y</ph></sub></bpt>"));
                codes.push(code(end, "<ept i=\"1\">}</ept>"));
            }
            3 => {
                codes.push(code(start, "<hi type=\"bold\">"));
                codes.push(code(end, "</hi>"));
            }
            _ => codes.push(code(start, "<it pos=\"begin\">&lt;b&gt;</it>")),
        }
        at = codes.last().map_or(at, |code| code.at);
    }
    (text, codes)
}

prop_compose! {
    fn variant(rich: bool)(
        tag in prop::sample::select(vec!["pl", "en", "pl-PL", "en-GB", "zh-Hant", "csb", "id"]),
        body in filled(text()),
        plain in filled(one_line()),
        picks in prop::collection::vec((0..5u8, 0..9usize, 0..9usize), 0..4),
        created in option("[0-9]{8}T[0-9]{6}Z"),
        changed in option("[0-9]{8}T[0-9]{6}Z"),
        created_by in option(text()),
        changed_by in option(text()),
    ) -> Variant {
        if !rich {
            return Variant::new(lang(tag), plain);
        }
        let (text, codes) = with_codes(body, picks);
        let mut variant = Variant::new(lang(tag), text);
        variant.codes = codes;
        variant.created = created;
        variant.changed = changed;
        variant.created_by = created_by;
        variant.changed_by = changed_by;
        variant
    }
}

prop_compose! {
    /// Any unit; a plain one is what a table can hold.
    fn unit(rich: bool)(
        variants in prop::collection::vec(variant(rich), 2..4),
        origin in (text(), text(), text()),
        context in (option(text()), option(text()), option(text())),
        plain in (one_line(), option(filled(one_line())), option(filled(one_line()))),
        review in prop::sample::select(vec![Review::Unsaid, Review::Unreviewed, Review::Reviewed]),
        confidence in option(0.0..1.0f64),
        names in prop::collection::btree_map(
            prop_oneof![
                text(),
                Just("x-kladka-review".to_string()),
                Just("x-kladka-property-a".to_string()),
                Just("tmx:tuid".to_string()),
                Just("tmx:segtype".to_string()),
                Just("prev".to_string()),
                Just("origin".to_string()),
                Just("pl".to_string()),
            ],
            filled(text()), 0..4),
        notes in prop::collection::vec(text(), 0..3),
    ) -> TranslationUnit {
        let mut variants = variants;
        if !rich {
            variants.sort_by(|a, b| a.lang.cmp(&b.lang));
            variants.dedup_by(|a, b| a.lang == b.lang);
            if variants.len() < 2 {
                let other = if variants[0].lang.as_str() == "de" { "fr" } else { "de" };
                variants.push(Variant::new(lang(other), "x"));
            }
            variants.sort_by(|a, b| a.lang.cmp(&b.lang));
        }
        let mut unit = TranslationUnit::new(variants).expect("two texts that are not empty");
        unit.review = review;
        unit.confidence = confidence;
        if rich {
            unit.origin = Origin { source: origin.0, place: origin.1, rules: origin.2 };
            unit.context = Context { previous: context.0, next: context.1, key: context.2 };
            unit.properties = names;
            unit.notes = notes;
        } else {
            unit.origin.source = plain.0;
            unit.context.previous = plain.1.clone();
            unit.notes = plain.2.clone().into_iter().collect();
            unit.properties = plain.2.map(|value| ("pl".to_string(), value)).into_iter().collect();
        }
        unit
    }
}

/// A table has one order of columns for all its units.
fn sorted(mut unit: TranslationUnit) -> TranslationUnit {
    let mut variants = unit.variants().to_vec();
    variants.sort_by(|a, b| a.lang.cmp(&b.lang));
    let mut same = TranslationUnit::new(variants).expect("the same texts");
    std::mem::swap(&mut same.properties, &mut unit.properties);
    same.origin = unit.origin;
    same.context = unit.context;
    same.review = unit.review;
    same.confidence = unit.confidence;
    same.notes = unit.notes;
    same
}

proptest! {
    #[test]
    fn tmx_and_json_lines_give_back_every_unit(units in prop::collection::vec(unit(true), 0..4)) {
        for format in [UnitFormat::Tmx, UnitFormat::JsonLines] {
            let (bytes, summary) = written(format, &units);
            prop_assert_eq!(summary.written, units.len());
            prop_assert!(summary.cannot.is_empty(), "{:?}", summary.cannot);
            if units.is_empty() && format == UnitFormat::JsonLines {
                continue;
            }
            let file = String::from_utf8_lossy(&bytes).into_owned();
            match read(format, &bytes, Strictness::Strict) {
                Ok((back, _)) => prop_assert_eq!(&back, &units, "{}", file),
                Err(error) => prop_assert!(false, "{error}\n{file}"),
            }
        }
    }

    #[test]
    fn a_table_gives_back_what_it_can_hold(units in prop::collection::vec(unit(false), 1..4)) {
        let (bytes, summary) = written(UnitFormat::Tsv, &units);
        prop_assert!(summary.cannot.is_empty(), "{:?}", summary.cannot);
        let (back, _) = read(UnitFormat::Tsv, &bytes, Strictness::Lenient).expect("a table");
        let back: Vec<_> = back.into_iter().map(sorted).collect();
        let file = String::from_utf8_lossy(&bytes).into_owned();
        prop_assert_eq!(&back, &units, "{}", file);
    }

    #[test]
    fn the_same_units_give_the_same_bytes(units in prop::collection::vec(unit(true), 0..3)) {
        for format in FORMATS {
            prop_assert_eq!(written(format, &units).0, written(format, &units).0);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in FORMATS {
            let _ = read(format, &bytes, Strictness::Lenient);
            let _ = read(format, &bytes, Strictness::Strict);
        }
        let _ = UnitFormat::guess("-", &bytes);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        units in prop::collection::vec(unit(true), 1..3),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        for format in FORMATS {
            let (mut bytes, _) = written(format, &units);
            let at = at.index(bytes.len());
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at] = byte;
            }
            let lenient = read(format, &bytes, Strictness::Lenient);
            // A TMX file that breaks off is no TMX file, however lenient the reader.
            let closing = bytes.windows(6).any(|w| w == b"</tmx>");
            prop_assert!(format != UnitFormat::Tmx || !cut || closing || lenient.is_err());
            let _ = read(format, &bytes, Strictness::Strict);
        }
    }

    #[test]
    fn codes_from_anywhere_leave_the_text_whole(
        body in filled(text()),
        codes in prop::collection::vec((0..20usize, "[<>/&a-z \"=0-9\u{1}]{0,12}|<hi>|</hi>|</seg>|<x/>"), 0..4),
    ) {
        let mut source = Variant::new(lang("pl"), body.clone());
        source.codes = codes.into_iter().map(|(at, xml)| UnitCode { at, xml }).collect();
        let units = [TranslationUnit::new(vec![source, Variant::new(lang("en"), "x")]).expect("two")];
        let (bytes, _) = written(UnitFormat::Tmx, &units);
        let (back, _) = read(UnitFormat::Tmx, &bytes, Strictness::Strict).expect("well-formed");
        prop_assert_eq!(&back[0].variants()[0].text, &body);
    }
}

#[test]
fn no_unit_at_all_is_a_valid_file() {
    for format in [UnitFormat::Tmx, UnitFormat::Tsv] {
        let (bytes, summary) = written(format, &[]);
        assert_eq!(summary.written, 0);
        let (units, _) = read(format, &bytes, Strictness::Strict).expect("a valid file");
        assert!(units.is_empty());
    }
}

#[test]
fn what_a_format_cannot_hold_is_counted() {
    let mut unit =
        TranslationUnit::pair((lang("pl"), "a\u{1}b\tc"), (lang("en"), "x")).expect("two");
    unit.properties.insert("p".into(), "line\nbreak".into());
    let (bytes, summary) = written(UnitFormat::Tmx, &[unit.clone()]);
    assert_eq!(summary.cannot.values().sum::<usize>(), 1);
    assert!(String::from_utf8_lossy(&bytes).contains("a\u{fffd}b\tc"));
    let (bytes, summary) = written(UnitFormat::Tsv, &[unit.clone()]);
    assert_eq!(summary.cannot.values().sum::<usize>(), 2);
    assert!(String::from_utf8_lossy(&bytes).contains("b c\tx"));
    let (bytes, summary) = written(UnitFormat::JsonLines, &[unit.clone()]);
    assert!(summary.cannot.is_empty());
    assert_eq!(read(UnitFormat::JsonLines, &bytes, Strictness::Strict).expect("JSON").0, [unit]);
}

#[test]
fn a_caller_may_break_off() {
    let file = "{\"pl\":\"a\",\"en\":\"b\"}\n{\"pl\":\"c\",\"en\":\"d\"}\n";
    let summary =
        read_units(UnitFormat::JsonLines, "f", file.as_bytes(), Strictness::Lenient, &mut |_| {
            ControlFlow::Break(())
        })
        .expect("JSON Lines");
    assert_eq!((summary.read, summary.stopped), (1, true));
}

#[test]
fn json_lines_keep_the_order_of_languages_and_say_what_is_wrong() {
    let file = "{\"pl\":\"a\",\"en\":\"b\",\"client\":7}\n{\"pl\":\n[]\n{\"variants\":[]}\n";
    let (units, summary) =
        read(UnitFormat::JsonLines, file.as_bytes(), Strictness::Lenient).expect("JSON Lines");
    assert_eq!(units[0].variants()[0].lang, lang("pl"));
    assert_eq!(units[0].properties["client"], "7");
    let why: Vec<String> = summary.skipped.iter().map(ToString::to_string).collect();
    assert_eq!(
        why,
        [
            "line 2, unit 2: not a unit: EOF while parsing a value (column 6)",
            "line 3, unit 3: not a unit: invalid type: sequence, expected a JSON object (column 0)",
            "line 4, unit 4: the unit has 0 language variants, at least two are needed",
        ]
    );
}

/// Says in one line what came of reading a file.
fn outcome(path: &Path) -> String {
    let bytes = fs::read(path).expect("a test file");
    match read(UnitFormat::Tmx, &bytes, Strictness::Lenient) {
        Err(error) => format!("error: {error}"),
        Ok((units, summary)) => {
            let mut lines = vec![format!(
                "{} units, {} skipped, {} replaced",
                units.len(),
                summary.skipped_in_all,
                summary.replaced
            )];
            lines.extend(summary.skipped.iter().map(|skipped| format!("skipped {skipped}")));
            for unit in units {
                let texts: Vec<String> = unit
                    .variants()
                    .iter()
                    .map(|v| {
                        let codes: String =
                            v.codes.iter().map(|c| format!(" {}:{}", c.at, c.xml)).collect();
                        format!("{} {:?}{codes}", v.lang, v.text)
                    })
                    .collect();
                lines.push(format!(
                    "{} | {} {:?}",
                    unit.origin,
                    texts.join(" | "),
                    unit.properties
                ));
            }
            lines.join("\n")
        }
    }
}

#[test]
fn tmx_of_other_programs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tmx");
    for folder in ["ok", "lenient", "broken"] {
        let mut files: Vec<_> = fs::read_dir(root.join(folder))
            .expect("the folder of test files")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|e| e == "tmx"))
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{folder} has no files");
        for path in files {
            let name = path.file_stem().and_then(|n| n.to_str()).expect("a name").to_string();
            let said = outcome(&path);
            match folder {
                "ok" => assert!(said.contains(" 0 skipped, 0 replaced"), "{name}: {said}"),
                "lenient" => assert!(!said.starts_with("error"), "{name}: {said}"),
                _ => assert!(said.starts_with("error"), "{name}: {said}"),
            }
            insta::assert_snapshot!(format!("{folder}_{name}"), said);
        }
    }
}
