//! Learns the aligner's weights from hand-made alignments and prints the table.
//!
//! ```text
//! cargo run --release --example train_align -- MEMORY.tsv FOLDER… > src/align/weights.tsv
//! ```
//!
//! Each folder holds documents `NAME.src`, `NAME.tgt` (a sentence a line) and `NAME.gold` (a bead
//! a line, `0,1:0`). Only documents with an even number in their name are learned from; the odd
//! ones are for reporting. `MEMORY.tsv` (source, tab, target a line; may be empty) stands in for a
//! translation memory: every document is learned from four times: knowing nothing, with the core
//! lexicon, with the memory, with both.
//!
//! The model is a conditional random field over beads; the likelihood of the gold paths is
//! climbed with Adam (Kingma and Ba 2015), all documents a step, with a small quadratic penalty
//! on standardised weights. Nothing is random: the same input gives the same bytes.

#[path = "learn/adam.rs"]
mod adam;

use std::error::Error;
use std::fs;
use std::path::Path;

use adam::Climb;

use kladka::align::features::{FEATURES, NAMES, SHAPES};
use kladka::align::recipe::count_unit;
use kladka::align::score::{Ranges, read_gold};
use kladka::align::{Input, Problem};
use kladka::lexicon::{Counts, Given, Lexicon};
use kladka::model::Weights;
use kladka::model::lattice::{Lattice, Step};

const STEPS: usize = 80;
const PENALTY: f64 = 0.03;
const RATE: f64 = 0.15;

#[derive(Clone)]
struct Document {
    source: Vec<String>,
    target: Vec<String>,
    gold: Vec<Ranges>,
}

struct Prepared {
    features: Vec<[f64; FEATURES]>,
    lattice: Lattice<'static>,
    gold: Vec<Step>,
    gold_gaps_again: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let memory = arguments.next().ok_or("usage: train_align MEMORY.tsv FOLDER…")?;
    let folders: Vec<String> = arguments.collect();
    let documents: Vec<Document> =
        folders.iter().map(|f| read_folder(Path::new(f))).collect::<Result<Vec<_>, _>>()?.concat();
    let mut counts = Counts::default();
    for line in fs::read_to_string(memory)?.lines() {
        if let Some((pl, en)) = line.split_once('\t') {
            count_unit("pl", pl, "en", en, 1.0, &mut counts);
        }
    }
    let memory = counts.lexicon(0.0);
    let mut prepared = Vec::new();
    for document in &documents {
        let (nothing, unlearned) = (Given::default(), Lexicon::default());
        let core = Given::of("pl", "en", &kladka::lexicon::core());
        prepared.push(prepare(document, &nothing, &unlearned));
        prepared.push(prepare(document, &core, &unlearned));
        prepared.push(prepare(document, &nothing, &memory));
        prepared.push(prepare(document, &core, &memory));
    }
    eprintln!("{} documents", documents.len());
    let weights = train(&prepared);
    let note = format!(
        "Weights of the features of a bead, nats a unit. Made by examples/train_align.rs from the\n\
         even-numbered documents of hand-made development alignments (encyclopedic and news\n\
         sentences in Polish and English, thinned and glued: FLORES, WMT20), each knowing nothing,\n\
         with the core lexicon, with a memory of 1,000 news pairs (PUD), and with both: {} documents.",
        documents.len()
    );
    print!("{}", weights.write(&note, &NAMES));
    Ok(())
}

fn read_folder(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut names: Vec<_> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(String::from))
        .filter(|name| name.bytes().rfind(u8::is_ascii_digit).is_some_and(|b| b % 2 == 0))
        .collect();
    names.sort();
    names.dedup();
    let lines = |name: &str, end: &str| -> Result<Vec<String>, Box<dyn Error>> {
        let text = fs::read_to_string(folder.join(format!("{name}.{end}")))?;
        Ok(text.lines().map(String::from).collect())
    };
    let mut documents = Vec::new();
    for name in names {
        let gold = read_gold(&fs::read_to_string(folder.join(format!("{name}.gold")))?)
            .map_err(|line| format!("{name}.gold, line {line}"))?;
        documents.push(Document {
            source: lines(&name, "src")?,
            target: lines(&name, "tgt")?,
            gold,
        });
    }
    Ok(documents)
}

fn prepare(document: &Document, given: &Given, learned: &Lexicon) -> Prepared {
    let input = Input {
        source_lang: "pl",
        target_lang: "en",
        source: &document.source,
        target: &document.target,
        source_headings: &[],
        target_headings: &[],
    };
    let problem = Problem::new(&input, given, learned);
    let mut features = Vec::new();
    let lattice = problem.visit(0.0, |values, _, _, _| {
        features.push(*values);
        0.0
    });
    let (gold, gold_gaps_again) = path(&document.gold);
    Prepared { features, lattice, gold, gold_gaps_again }
}

/// The gold as steps, source nulls before target nulls, and how many nulls follow their like.
fn path(gold: &[Ranges]) -> (Vec<Step>, f64) {
    let mut shapes: Vec<(usize, usize)> = gold.iter().map(|b| (b.0.len(), b.1.len())).collect();
    let mut at = 0;
    while at < shapes.len() {
        let run = shapes[at..].iter().take_while(|s| s.0 == 0 || s.1 == 0).count();
        shapes[at..at + run].sort_by_key(|s| s.0 == 0);
        at += run + 1;
    }
    let again = shapes.windows(2).filter(|w| w[0] == w[1] && (w[0].0 == 0 || w[0].1 == 0)).count();
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::new();
    for (dx, dy) in shapes {
        (i, j) = (i + dx, j + dy);
        if let Some(shape) = SHAPES.iter().position(|s| *s == (dx, dy)) {
            steps.push(Step { i, j, shape });
        }
    }
    (steps, again as f64)
}

fn train(documents: &[Prepared]) -> Weights {
    let scale = scales(documents);
    let mut weights = vec![0.0; FEATURES + 1];
    for (place, name) in NAMES.iter().enumerate() {
        if name.starts_with("shape") {
            weights[place] = -3.0;
        }
    }
    let climb =
        Climb { steps: STEPS, rate: RATE, penalty: &[PENALTY; FEATURES + 1], scale: &scale };
    climb.run(&mut weights, |step, weights| {
        let (gradient, likelihood) = gradient(documents, weights);
        if step % 10 == 0 {
            eprintln!("step {step}: {:.3} nats a document", likelihood / documents.len() as f64);
        }
        gradient.into_iter().map(|slope| slope / documents.len() as f64).collect()
    });
    Weights::new(weights)
}

/// Root mean squares of the features, so that the penalty treats them alike.
fn scales(documents: &[Prepared]) -> Vec<f64> {
    let mut sums = vec![0.0; FEATURES];
    let mut count = 0.0;
    for features in documents.iter().flat_map(|d| &d.features) {
        for (sum, value) in sums.iter_mut().zip(features) {
            *sum += value * value;
        }
        count += 1.0;
    }
    let mut scales: Vec<f64> = sums.iter().map(|sum| (sum / count).sqrt().max(1e-3)).collect();
    scales.push(0.3);
    scales
}

/// Expected minus observed, over all documents, and the log-likelihood.
fn gradient(documents: &[Prepared], weights: &[f64]) -> (Vec<f64>, f64) {
    let model = Weights::new(weights.to_vec());
    let mut gradient = vec![0.0; FEATURES + 1];
    let mut likelihood = 0.0;
    for document in documents {
        let mut next = 0;
        let mut place_of = Vec::with_capacity(document.features.len());
        let lattice = document.lattice.repriced(weights[FEATURES], |place| {
            place_of.push(place);
            next += 1;
            model.sum(&document.features[next - 1])
        });
        let Some(marginals) = lattice.marginals() else { continue };
        likelihood -= marginals.total;
        for (features, &place) in document.features.iter().zip(&place_of) {
            let share = f64::from(marginals.steps[place]);
            if share > 1e-6 {
                for (slope, value) in gradient.iter_mut().zip(features) {
                    *slope -= share * value;
                }
            }
        }
        gradient[FEATURES] += document.gold_gaps_again - marginals.gaps_again;
        likelihood += document.gold_gaps_again * weights[FEATURES];
        let mut at = vec![usize::MAX; place_of.iter().max().map_or(0, |m| m + 1)];
        for (number, &place) in place_of.iter().enumerate() {
            at[place] = number;
        }
        for step in &document.gold {
            let Some(place) = lattice.place(*step) else { continue };
            let features = &document.features[at[place]];
            likelihood += model.sum(features);
            for (slope, value) in gradient.iter_mut().zip(features) {
                *slope += value;
            }
        }
    }
    (gradient, likelihood)
}
