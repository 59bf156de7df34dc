//! Any text as a file of beads or a review: read, or refused in one line.
#![no_main]

use kladka::formats::{BeadFormat, read_beads_of, read_review};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let names = [("a.pl", "pl"), ("a.en", "en")];
    for format in BeadFormat::ALL {
        match read_beads_of(format, "fuzz", text, Some((20, 30)), Some(names)) {
            Ok(beads) => beads.iter().for_each(|bead| {
                assert!(bead.source.iter().all(|&number| number < 20));
                assert!(bead.target.iter().all(|&number| number < 30));
            }),
            Err(error) => assert!(!error.to_string().contains('\n')),
        }
    }
    if let Err(error) = read_review("fuzz", text) {
        assert!(!error.to_string().contains('\n'));
    }
});
