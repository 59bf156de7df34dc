//! Any two texts, a sentence a line, parted by a zero byte: aligned, surveyed, compared.
#![no_main]

use kladka::align::{Input, Knowledge, align, pair_sentences, survey};
use libfuzzer_sys::fuzz_target;

/// Sentences of a side: enough for every path through the search, few enough to be quick.
const MOST: usize = 120;

fuzz_target!(|text: &str| {
    let (source, target) = text.split_once('\0').unwrap_or((text, ""));
    let lines = |side: &str| side.lines().take(MOST).map(String::from).collect::<Vec<_>>();
    let (source, target) = (lines(source), lines(target));
    for (source_lang, target_lang) in [("pl", "en"), ("xx", "zh")] {
        let input = Input {
            source_lang,
            target_lang,
            source: &source,
            target: &target,
            source_headings: &[],
            target_headings: &[],
        };
        let known = Knowledge::default();
        let found = align(&input, &known, &|| true).expect("a path");
        let covered: usize =
            found.beads().iter().map(|bead| bead.source.len() + bead.target.len()).sum();
        assert_eq!(covered, source.len() + target.len());
        let survey = survey(&input, &found, &known, &|| true).expect("not stopped");
        assert!((0.0..=1.0).contains(&survey.parallel_share));
        pair_sentences(&input, &known, &|| true).expect("not stopped");
    }
});
