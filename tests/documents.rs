//! Reading documents: the laws every reader keeps, for any bytes, and small files beside the
//! blocks they have to give (`tests/data/documents`).

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kladka::formats::{DocumentFormat, ReadError, read_document};
use kladka::structure::{classify, detect_language};
use kladka::text::{Block, Document};
use proptest::prelude::*;

const FORMATS: [DocumentFormat; 4] =
    [DocumentFormat::Text, DocumentFormat::Markdown, DocumentFormat::Html, DocumentFormat::Lines];

/// Checks every file in `tests/data/documents` against the `.expected` file beside it.
#[test]
fn files_give_the_blocks_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the samples are there") {
        let path = entry.expect("readable").path();
        if path.extension().is_some_and(|ending| ending == "expected") {
            continue;
        }
        count += 1;
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let found = dump(&name, fs::read(&path).expect("readable"));
        let beside = path.with_file_name(format!("{name}.expected"));
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&beside, &found).expect("writable");
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default().replace("\r\n", "\n");
        if found != expected {
            wrong.push(format!("--- {name}: found\n{found}--- expected\n{expected}"));
        }
    }
    assert!(count >= 10, "the samples are gone");
    let help = "help: if the change is right, run with UPDATE_EXPECTED=1 and read the diff";
    assert!(wrong.is_empty(), "{}\n{help}", wrong.join("\n"));
}

/// One line a block: kind, reason, text with its codes between ⟨ and ⟩.
fn dump(name: &str, bytes: Vec<u8>) -> String {
    let mut document = match read_document(name, bytes, None) {
        Ok(document) => document,
        Err(error) => return format!("{error}\n"),
    };
    assert_laws(&document);
    classify(&mut document);
    let lang = detect_language(&document).map_or("?".to_string(), |lang| lang.to_string());
    let mut out = format!("{} {lang}\n", document.encoding);
    for block in &document.blocks {
        let reason = block.boilerplate.map_or(String::new(), |reason| format!(" !{reason:?}"));
        let text = with_codes(&document, block).replace('\n', "⏎").replace('\r', "␍");
        writeln!(out, "{:?}{reason}: {text}", block.kind).expect("a String");
    }
    out
}

fn with_codes(document: &Document, block: &Block) -> String {
    let mut out = String::new();
    let mut at = 0;
    for code in &block.codes {
        let source = &document.text[code.source.clone()];
        write!(out, "{}⟨{source}⟩", &block.text[at..code.at]).expect("a String");
        at = code.at;
    }
    out + &block.text[at..]
}

/// The laws of a document, whatever it was read from.
fn assert_laws(document: &Document) {
    let mut joined = Vec::new();
    let (mut end, mut file_end) = (0, 0);
    for (number, block) in document.blocks.iter().enumerate() {
        assert!(end <= block.range.start, "block {number} begins before the last one ends");
        assert!(!block.text.trim().is_empty(), "block {number} has no text");
        end = block.range.end;
        let file = document.file_range(block.range.clone());
        joined.extend_from_slice(&document.bytes[file_end..file.start]);
        joined.extend_from_slice(&document.bytes[file.clone()]);
        file_end = file.end;
        assert_tiled(document, block);
        for code in &block.codes {
            assert!(block.text.is_char_boundary(code.at), "a code cuts a character");
        }
        for (at, c) in block.text.char_indices() {
            let plain = at..at + c.len_utf8();
            let decoded = block.map.decoded(plain);
            assert!(block.range.start <= decoded.start && decoded.end <= block.range.end);
        }
    }
    joined.extend_from_slice(&document.bytes[file_end..]);
    assert_eq!(joined, document.bytes, "bytes around the blocks are lost");
}

/// Runs and codes follow each other from the block's first byte to its last, and what was copied
/// is what stands there.
fn assert_tiled(document: &Document, block: &Block) {
    let mut plain = 0;
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for run in block.map.runs() {
        assert_eq!(run.plain, plain, "the runs do not tile the plain text");
        plain += run.plain_len;
        let source = &document.text[run.decoded..run.decoded + run.decoded_len];
        if run.plain_len == run.decoded_len {
            let copied = &block.text[run.plain..run.plain + run.plain_len];
            assert!(copied == source || copied.len() == 1, "{copied:?} is not {source:?}");
        }
        pieces.push((run.decoded, run.decoded + run.decoded_len));
    }
    assert_eq!(plain, block.text.len(), "the runs do not cover the plain text");
    pieces.extend(block.codes.iter().map(|code| (code.source.start, code.source.end)));
    pieces.sort_unstable();
    let mut at = block.range.start;
    for (start, end) in pieces {
        assert_eq!(start, at, "bytes of {:?} are in no piece or in two", block.text);
        at = end;
    }
    assert_eq!(at, block.range.end, "the pieces do not end where the block does");
}

fn read_all_ways(bytes: &[u8]) {
    for format in FORMATS {
        if let Ok(document) = read_document("x", bytes.to_vec(), Some(format)) {
            assert_laws(&document);
        }
    }
    if let Ok(mut document) = read_document("x", bytes.to_vec(), None) {
        classify(&mut document);
        let _ = detect_language(&document);
    }
}

/// Pieces of markup and text, joined at random: more likely to meet than random letters.
fn markup() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "Ą",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\n\n",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "\\",
        "\\[",
        "<",
        ">",
        "</",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<br>",
        "<li>",
        "<td>",
        "<a href='x'>",
        "</a>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<pre>",
        "<svg>",
        "</svg>",
        "<pre><code>",
        "&amp;",
        "&nbsp;",
        "&",
        ";",
        "#",
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "---",
        "===",
        "|",
        "|-|-|",
        "```",
        "~~~",
        "[a]: b",
        "[^1]",
        "[^1]: ",
        "<https://a.b>",
        ".",
        ", ",
        "Zdanie",
        "\u{a0}",
        "\u{200b}",
        "\u{2028}",
        "😀",
        "\t",
        "\u{feff}",
        "\u{c}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn any_markup_keeps_the_laws(text in markup()) {
        read_all_ways(text.as_bytes());
    }

    #[test]
    fn any_text_keeps_the_laws(text in "\\PC{0,80}") {
        read_all_ways(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        read_all_ways(&bytes);
    }

    #[test]
    fn any_encoding_keeps_the_laws(text in markup(), how in 0..4) {
        let marked = format!("\u{feff}{text}");
        let bytes: Vec<u8> = match how {
            0 => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            1 => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            2 => encoding_rs::WINDOWS_1250.encode(&text).0.into_owned(),
            _ => encoding_rs::GB18030.encode(&text).0.into_owned(),
        };
        read_all_ways(&bytes);
    }
}

/// Marks take no longer than letters, however many: nothing is searched again and again.
#[test]
fn hostile_markup_takes_linear_time() {
    const BYTES: usize = 20_000;
    // Work that grows with the square takes minutes at this length, unoptimised.
    const LIMIT: Duration = Duration::from_secs(20);
    let patterns = [
        "<",
        "[",
        "*",
        "_a",
        "`",
        "](",
        "[a](b",
        "![",
        "<a ",
        "<a b='",
        "<a b=\">\" ",
        "<!--",
        "<!-- -",
        "<script>",
        "<pre>\n\n",
        "<svg>",
        "<p>",
        "<b>",
        "</p>",
        "<div></span>",
        "<a href=x>",
        "&",
        "&a",
        "> ",
        "- ",
        "1. ",
        "- a\n",
        "a\n",
        "a\n\n",
        "|a",
        "|-",
        "**a*",
        "*a_ ",
        "a**b",
        "\\",
        "(a",
        "[^",
        "[a][",
        "[[a]",
        "~~a",
        "`a``",
        "<?",
        "<!",
        "<li>",
        "<td>",
        "\n",
        "\r",
        " ",
        "\u{a0}",
        "ą",
        "<div class='cookie'>",
        "A. ",
        "[a](b \"",
        "[a](<",
        "<h1>",
        "# a\n",
        "```\n",
        "---\n",
        "<p>a</p>\n\n",
        "a: [b](c)\n\n",
        "Photo A\n\n",
        "cookie ",
        "see also ",
    ];
    for pattern in patterns {
        let text = format!("x {}", pattern.repeat(BYTES / pattern.len()));
        let ended = format!("{text} > --> \" ' ` ) ] * </p> </svg> x.");
        for text in [text, ended] {
            for format in FORMATS {
                let start = Instant::now();
                if let Ok(mut document) =
                    read_document("x", text.clone().into_bytes(), Some(format))
                {
                    classify(&mut document);
                    let _ = detect_language(&document);
                }
                let taken = start.elapsed();
                assert!(taken < LIMIT, "{pattern:?} as {format} took {taken:?}");
            }
        }
    }
}

#[test]
fn what_cannot_be_read_says_what_and_what_to_try() {
    let refuse = |name: &str, bytes: &[u8]| {
        let error = read_document(name, bytes.to_vec(), None).expect_err("nothing to read");
        let line = error.to_string();
        assert!(line.starts_with(name) && !line.contains('\n'), "{line}");
        (error, line)
    };
    assert!(matches!(refuse("a.txt", b"").0, ReadError::Empty { .. }));
    assert!(matches!(refuse("a.txt", b" \n\r\n\t").0, ReadError::NoText { .. }));
    assert!(matches!(refuse("a.txt", b"\xef\xbb\xbf").0, ReadError::NoText { .. }));
    assert!(matches!(refuse("a.html", b"<p></p><script>x</script>").0, ReadError::NoText { .. }));
    assert!(refuse("a.txt", b"%PDF-1.4\n%\xe2\xe3").1.contains("PDF file"));
    assert!(refuse("a.txt", b"PK\x03\x04\x14\0").1.contains("ZIP"));
    assert!(refuse("a.txt", b"\x89PNG\r\n\x1a\n\0").1.contains("PNG"));
    assert!(refuse("a.txt", b"ab\0\x01cd").1.contains("binary"));
    let mut damaged = "Zażółć\ngęślą jaźń".as_bytes().to_vec();
    damaged.insert(14, 0xc5);
    let (error, line) = refuse("a.txt", &damaged);
    assert!(matches!(error, ReadError::Invalid { encoding: "UTF-8", line: 2, .. }), "{error:?}");
    assert!(line.contains("line 2"), "{line}");
}
