//! Speed of the stages on the sample documents, each beside a peer or a floor where there is one.
//!
//! ```text
//! cargo bench
//! KLADKA_BENCH_SRX=/path/to/rules.srx cargo bench -- srx      another file of rules than our sample
//! ```
//!
//! Machines differ and are noisy: read the ratios within one run, not the times.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use unicode_segmentation::UnicodeSegmentation;

use kladka::align::{Input, Knowledge, align};
use kladka::bitext::TranslationUnit;
use kladka::language;
use kladka::lexicon;
use kladka::memory::{ImportInfo, Memory, Query};
use kladka::segment::{self, Rules, Srx};
use kladka::text::Lang;

const POLISH: &str = include_str!("../memory/samples/coalition.pl.md");
const ENGLISH: &str = include_str!("../memory/samples/coalition.en.md");
const PAIRS: &str = include_str!("../memory/coalition.tsv");

fn main() {
    divan::main();
}

fn sentences(lang: &str, text: &str) -> Vec<String> {
    let blocks = text.split("\n\n").flat_map(|block| {
        segment::sentences(lang, block).into_iter().map(|range| block[range].to_string())
    });
    blocks.collect()
}

/// Our segmenter on Polish prose; peer: `segment_by_unicode`.
#[divan::bench]
fn segment_polish(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(POLISH))
        .bench(|| segment::sentences("pl", black_box(POLISH)).len());
}

/// The peer: UAX #29 sentences of `unicode-segmentation`.
#[divan::bench]
fn segment_by_unicode(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(POLISH))
        .bench(|| black_box(POLISH).split_sentence_bound_indices().count());
}

/// The file of rules to run: our small sample, or the one that `KLADKA_BENCH_SRX` names.
fn srx() -> Srx {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/srx/own.srx");
    let path = std::env::var("KLADKA_BENCH_SRX").unwrap_or(sample.into());
    let bytes = std::fs::read(&path).expect("a file of rules");
    Srx::read(&path, &bytes).expect("SRX")
}

/// A file of SRX rules on Polish prose; `segment_polish` and `segment_by_unicode` are its peers.
#[divan::bench]
fn segment_by_srx(bencher: Bencher) {
    let rules = Rules::from(srx());
    bencher
        .counter(BytesCount::of_str(POLISH))
        .bench(|| rules.sentences("pl", black_box(POLISH)).map(|spans| spans.len()));
}

/// Making the rules of all languages of a file ready.
#[divan::bench]
fn srx_made_ready(bencher: Bencher) {
    let srx = srx();
    bencher.bench(|| srx.check().problems.len());
}

/// Our segmenter on one sentence at a time, as a memory's lines are; peer: `segment_lines_by_unicode`.
#[divan::bench]
fn segment_short_lines(bencher: Bencher) {
    let lines = sentences("pl", POLISH);
    bencher
        .counter(BytesCount::new(lines.iter().map(String::len).sum::<usize>()))
        .bench(|| lines.iter().map(|line| segment::sentences("pl", line).len()).sum::<usize>());
}

/// The peer: UAX #29 on the same lines.
#[divan::bench]
fn segment_lines_by_unicode(bencher: Bencher) {
    let lines = sentences("pl", POLISH);
    bencher.counter(BytesCount::new(lines.iter().map(String::len).sum::<usize>())).bench(|| {
        lines.iter().map(|line| line.split_sentence_bound_indices().count()).sum::<usize>()
    });
}

/// Folding every word of the Polish sample; floor: `lower_case`.
#[divan::bench]
fn fold(bencher: Bencher) {
    let words: Vec<&str> = POLISH.unicode_words().collect();
    bencher
        .counter(ItemsCount::new(words.len()))
        .bench(|| words.iter().map(|word| language::fold("pl", word).best().len()).sum::<usize>());
}

/// The floor of folding: lower case alone.
#[divan::bench]
fn lower_case(bencher: Bencher) {
    let words: Vec<&str> = POLISH.unicode_words().collect();
    bencher
        .counter(ItemsCount::new(words.len()))
        .bench(|| words.iter().map(|word| word.to_lowercase().len()).sum::<usize>());
}

/// A page of some sixty sentences, the core lexicon known.
#[divan::bench]
fn align_a_page(bencher: Bencher) {
    let (source, target) = (sentences("pl", POLISH), sentences("en", ENGLISH));
    let knowledge = Knowledge {
        given: lexicon::Given::of("pl", "en", &lexicon::core()),
        ..Knowledge::default()
    };
    bencher.counter(ItemsCount::new(source.len())).bench(|| {
        let input = Input {
            source_lang: "pl",
            target_lang: "en",
            source: &source,
            target: &target,
            source_headings: &[],
            target_headings: &[],
        };
        align(&input, &knowledge, &|| true).map(|alignment| alignment.beads().len())
    });
}

fn memory() -> Memory {
    let (Ok(pl), Ok(en)) = (Lang::new("pl"), Lang::new("en")) else { unreachable!("two tags") };
    let units = PAIRS.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        TranslationUnit::pair((pl.clone(), cells.next()?), (en.clone(), cells.next()?)).ok()
    });
    let mut memory = Memory::in_ram().expect("a memory in RAM");
    let info = ImportInfo { what: "bench", now: "20260101T000000Z", rules: "" };
    memory.extend(&info, units, &[]).expect("the sample is stored");
    memory
}

/// A look-up in the sample memory; floor: `lookup_exhaustive`, the scan.
#[divan::bench]
fn lookup(bencher: Bencher) {
    let memory = memory();
    let query = Query::new("Ministrowie rozmawiali o bezpieczeństwie granic.");
    bencher.bench_local(|| memory.lookup(black_box(&query)).map(|found| found.len()));
}

/// The floor of looking up: every unit is scored.
#[divan::bench]
fn lookup_exhaustive(bencher: Bencher) {
    let memory = memory();
    let mut query = Query::new("Ministrowie rozmawiali o bezpieczeństwie granic.");
    query.exhaustive = true;
    bencher.bench_local(|| memory.lookup(black_box(&query)).map(|found| found.len()));
}
