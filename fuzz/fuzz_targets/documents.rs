//! Any bytes as a document of any format: read, classified and cut, or refused in one line.
#![no_main]

use kladka::formats::DocumentFormat;
use kladka::jobs::{Input, ReadOptions, read};
use kladka::segment::Rules;
use kladka::text::Lang;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let formats = [
        None,
        Some(DocumentFormat::Text),
        Some(DocumentFormat::Markdown),
        Some(DocumentFormat::Html),
        Some(DocumentFormat::Lines),
    ];
    for format in formats {
        let input =
            Input { name: "fuzz".into(), bytes: bytes.to_vec(), lang: Lang::new("pl").ok() };
        match read(input, ReadOptions { format, keep_boilerplate: false }, &Rules::Native) {
            Ok(text) => (0..text.segments().len()).for_each(|n| assert!(!text.text(n).is_empty())),
            Err(error) => assert!(!error.to_string().contains('\n')),
        }
    }
});
