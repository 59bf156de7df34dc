//! Any bytes as units of a memory or as a term base: read, or refused in one line.
#![no_main]

use std::ops::ControlFlow;

use kladka::formats::{Strictness, UnitFormat, read_terms, read_units};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for strictness in [Strictness::Strict, Strictness::Lenient] {
        for format in [UnitFormat::Tmx, UnitFormat::Tsv, UnitFormat::JsonLines] {
            let each = &mut |unit: kladka::bitext::TranslationUnit| {
                assert!(unit.variants().len() >= 2);
                ControlFlow::Continue(())
            };
            if let Err(error) = read_units(format, "fuzz", bytes, strictness, each) {
                assert!(!error.to_string().contains('\n'));
            }
        }
        if let Err(error) = read_terms("fuzz.tbx", bytes, strictness) {
            assert!(!error.to_string().contains('\n'));
        }
    }
});
