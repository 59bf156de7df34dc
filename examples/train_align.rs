//! Learns the aligner's weights from hand-made alignments and prints a table.
//!
//! ```text
//! cargo run --release --example train_align -- first    MEMORY.tsv FOLDER… > src/align/first.tsv
//! cargo run --release --example train_align -- measured MEMORY.tsv FOLDER… > src/align/measured.tsv
//! cargo run --release --example train_align -- taught   MEMORY.tsv FOLDER… > src/align/taught.tsv
//! ```
//!
//! Each folder holds documents `NAME.src`, `NAME.tgt` (a sentence a line) and `NAME.gold` (a bead
//! a line, `0,1:0`); a file `LANGS` names its two languages, Polish and English where there is
//! none. Only documents with an even last number in their name are learned from; the odd ones are
//! for reporting. `MEMORY.tsv` (source, tab, target a line; may be empty) stands in for a
//! translation memory: every Polish document is learned from three times: knowing nothing, with
//! the core lexicon, with the memory.
//!
//! The first table is for texts of which nothing is known yet, each alone. The second is for
//! the same texts once they have shown how freely they translate (what is found by the first says
//! what an answered sentence of theirs usually has to show). The third is for texts that have
//! taught something: long ones each by itself, short ones in groups, and glued into long ones. Both
//! are kept near the first and need what comes before them compiled in: learn the first, build,
//! learn the second, build, learn the third.
//!
//! The model is a conditional random field over beads; the likelihood of the gold paths is
//! climbed with Adam (Kingma and Ba 2015), all documents a step, with a small quadratic penalty
//! on standardised weights. Beads that are next to impossible under tempered weights are left
//! out, which saves nine tenths of the work. Nothing is random: the same input gives the same
//! bytes.

#[path = "learn/adam.rs"]
mod adam;

use std::collections::HashSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use adam::Climb;

use kladka::align::features::{FEATURES, NAMES, SHAPES};
use kladka::align::problem::first_weights;
use kladka::align::recipe::count_unit;
use kladka::align::score::{Ranges, read_gold};
use kladka::align::{Input, Lessons, Problem};
use kladka::lexicon::{Counts, Given, Lexicon};
use kladka::model::Weights;
use kladka::model::lattice::{AfterGap, Lattice, Step};

const STEPS: usize = 80;
const RATE: f64 = 0.15;
/// The penalty on a weight's distance from nothing; in the second table, from the first one's.
const PENALTY: f64 = 0.03;
/// Sentences from which on a document teaches itself.
const LONG: usize = 80;
/// How many short documents stand together, taught by each other or glued.
const GROUPS: [usize; 2] = [200, 16];
/// What a long document counts for in the second table; there are few.
const HEAVY: f64 = 4.0;
/// Beads less likely than this are left out, under weights tempered by this much: those set by
/// hand below, or the first table when the second is learned.
const LEAST: f32 = 1e-5;
const TEMPER: f64 = 0.4;
const BY_HAND: [(&str, f64); 12] = [
    ("shape 1-2", -2.0),
    ("shape 2-2", -4.0),
    ("shape 1-3", -4.0),
    ("shape larger", -5.0),
    ("shape null", -2.5),
    ("length 1-1 squared", 3.0),
    ("length merge squared", 3.0),
    ("content information", 0.1),
    ("value information", 0.5),
    ("name information", 0.2),
    ("unknown information", 0.2),
    ("null again", 2.0),
];

#[derive(Clone)]
struct Document {
    langs: (String, String),
    source: Vec<String>,
    target: Vec<String>,
    gold: Vec<Ranges>,
}

impl Document {
    fn input(&self) -> Input<'_> {
        Input {
            source_lang: &self.langs.0,
            target_lang: &self.langs.1,
            source: &self.source,
            target: &self.target,
            source_headings: &[],
            target_headings: &[],
        }
    }

    fn is_pl_en(&self) -> bool {
        (self.langs.0.as_str(), self.langs.1.as_str()) == ("pl", "en")
    }

    fn is_long(&self) -> bool {
        self.source.len().min(self.target.len()) >= LONG
    }
}

struct Prepared {
    features: Vec<[f64; FEATURES]>,
    lattice: Lattice<'static>,
    gold: Vec<Step>,
    gold_after_gap: AfterGap,
    weight: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let usage = "usage: train_align first|measured|taught MEMORY.tsv FOLDER…";
    let mut arguments = std::env::args().skip(1);
    let table = arguments.next().ok_or(usage)?;
    let memory = arguments.next().ok_or(usage)?;
    let folders: Vec<String> = arguments.collect();
    let sets: Vec<Vec<Document>> =
        folders.iter().map(|f| read_folder(Path::new(f))).collect::<Result<_, _>>()?;
    let mut counts = Counts::default();
    for line in fs::read_to_string(memory)?.lines() {
        if let Some((pl, en)) = line.split_once('\t') {
            count_unit("pl", pl, "en", en, 1.0, &mut counts);
        }
    }
    let memory = counts.lexicon(0.0);
    let (nothing, unlearned) = (Given::default(), Lexicon::default());
    let core = Given::of("pl", "en", &kladka::lexicon::core());
    let known: [(&Given, &Lexicon); 3] =
        [(&nothing, &unlearned), (&core, &unlearned), (&nothing, &memory)];
    let weights = match table.as_str() {
        "first" => train(&alone(&sets, &known), None),
        "measured" => train(&measured(&sets, &known), Some(first_weights())),
        "taught" => train(&taught(&sets, &known), Some(first_weights())),
        _ => return Err(usage.into()),
    };
    let documents: usize = sets.iter().map(Vec::len).sum();
    let note = format!(
        "Weights of the features of a bead, nats a unit: the {table} table. Made by\n\
         examples/train_align.rs from the even-numbered documents of hand-made alignments:\n\
         encyclopedic and news sentences in Polish and English, thinned and glued (FLORES, WMT20),\n\
         and the books, law, software and news of tests/data/align; each knowing nothing, with the\n\
         core lexicon, and with a memory of 1,000 news pairs (PUD): {documents} documents."
    );
    print!("{}", weights.write(&note, &NAMES));
    Ok(())
}

/// Every document alone, having taught nothing.
fn alone(sets: &[Vec<Document>], known: &[(&Given, &Lexicon); 3]) -> Vec<Prepared> {
    let by_hand = |name| BY_HAND.iter().find(|(of, _)| of == name).map_or(0.0, |(_, worth)| *worth);
    let by_hand = Weights::new(NAMES.iter().map(by_hand).collect());
    let mut prepared = Vec::new();
    for document in sets.iter().flatten() {
        for (given, learned) in known_of(document, known) {
            let problem = Problem::new(&document.input(), given, learned);
            prepared.push(prepare(&problem, document, &by_hand, 1.0));
        }
    }
    prepared
}

/// Every document alone, measured on what the first table finds.
fn measured(sets: &[Vec<Document>], known: &[(&Given, &Lexicon); 3]) -> Vec<Prepared> {
    let mut prepared = Vec::new();
    for document in sets.iter().flatten() {
        for (given, learned) in known_of(document, known) {
            let mut problem = Problem::new(&document.input(), given, learned);
            if let Ok(found) = problem.solve() {
                problem.measure(&found);
                prepared.push(prepare(&problem, document, first_weights(), 1.0));
            }
        }
    }
    prepared
}

/// Documents that have been taught: by themselves, by others, glued together.
fn taught(sets: &[Vec<Document>], known: &[(&Given, &Lexicon); 3]) -> Vec<Prepared> {
    let mut prepared = Vec::new();
    for set in sets {
        let (long, short): (Vec<Document>, Vec<Document>) =
            set.iter().cloned().partition(Document::is_long);
        for document in &long {
            for known in known_of(document, known) {
                teach(std::slice::from_ref(document), known, HEAVY, &mut prepared);
            }
        }
        for &size in &GROUPS {
            for group in short.chunks(size) {
                let glued = glue(group);
                for &known in known {
                    teach(group, known, 1.0, &mut prepared);
                    if glued.is_long() {
                        teach(std::slice::from_ref(&glued), known, 1.0, &mut prepared);
                    }
                }
            }
        }
    }
    prepared
}

/// What a document may know: the lexicon and the memory are of Polish and English.
fn known_of<'k>(
    document: &Document,
    known: &[(&'k Given, &'k Lexicon); 3],
) -> Vec<(&'k Given, &'k Lexicon)> {
    known[..if document.is_pl_en() { known.len() } else { 1 }].to_vec()
}

/// Aligns documents as a project, or one as a long text, and prepares what the second table sees.
fn teach(
    group: &[Document],
    (given, learned): (&Given, &Lexicon),
    weight: f64,
    prepared: &mut Vec<Prepared>,
) {
    let mut problems: Vec<Problem<'_>> =
        group.iter().map(|document| Problem::new(&document.input(), given, learned)).collect();
    let mut lessons = Lessons::default();
    for problem in &mut problems {
        let Ok(mut found) = problem.solve() else { continue };
        problem.measure(&found);
        if group.len() > 1 {
            found = problem.solve().unwrap_or(found);
        }
        problem.teaches(&mut lessons, &found);
    }
    let taught = Arc::new(lessons.taught());
    problems.iter_mut().for_each(|problem| problem.learn(&taught));
    for (problem, document) in problems.iter().zip(group) {
        prepared.push(prepare(problem, document, first_weights(), weight));
    }
}

fn glue(documents: &[Document]) -> Document {
    let langs = documents.first().map(|d| d.langs.clone()).unwrap_or_default();
    let mut all = Document { langs, source: vec![], target: vec![], gold: vec![] };
    for document in documents {
        let (i, j) = (all.source.len(), all.target.len());
        let moved = |(a, b): &Ranges| (a.start + i..a.end + i, b.start + j..b.end + j);
        all.gold.extend(document.gold.iter().map(moved));
        all.source.extend(document.source.iter().cloned());
        all.target.extend(document.target.iter().cloned());
    }
    all
}

fn read_folder(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let is_even =
        |name: &String| name.bytes().rfind(u8::is_ascii_digit).is_some_and(|b| b % 2 == 0);
    let mut names: Vec<String> = fs::read_dir(folder)?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_gold = path.extension().is_some_and(|end| end == "gold");
            path.file_stem()?.to_str().filter(|_| is_gold).map(String::from)
        })
        .filter(is_even)
        .collect();
    names.sort();
    let langs = fs::read_to_string(folder.join("LANGS")).unwrap_or("pl en".into());
    let langs = langs.trim().split_once(' ').ok_or("LANGS: two languages")?;
    let lines = |name: &str, end: &str| -> Result<Vec<String>, Box<dyn Error>> {
        let text = fs::read_to_string(folder.join(format!("{name}.{end}")))?;
        Ok(text.lines().map(String::from).collect())
    };
    let mut documents = Vec::new();
    for name in names {
        let gold = read_gold(&fs::read_to_string(folder.join(format!("{name}.gold")))?)
            .map_err(|line| format!("{name}.gold, line {line}"))?;
        documents.push(Document {
            langs: (langs.0.into(), langs.1.into()),
            source: lines(&name, "src")?,
            target: lines(&name, "tgt")?,
            gold,
        });
    }
    Ok(documents)
}

fn prepare(problem: &Problem<'_>, document: &Document, weights: &Weights, weight: f64) -> Prepared {
    let (gold, gold_after_gap) = path(&document.gold);
    let tempered = Weights::new((0..NAMES.len()).map(|at| TEMPER * weights.at(at)).collect());
    let likely = problem.lattice(&tempered);
    let steps = likely.marginals().map(|marginals| marginals.steps).unwrap_or_default();
    let is_gold: HashSet<(usize, usize, usize)> =
        gold.iter().map(|step| (step.i, step.j, step.shape)).collect();
    let mut features = Vec::new();
    let lattice = problem.visit(AfterGap::default(), |values, i, j, shape| {
        let Some(shape) = SHAPES.iter().position(|s| *s == shape) else {
            return f64::NEG_INFINITY;
        };
        let place = likely.place(Step { i, j, shape });
        let share = place.and_then(|place| steps.get(place)).copied().unwrap_or(0.0);
        if share < LEAST && !is_gold.contains(&(i, j, shape)) {
            return f64::NEG_INFINITY;
        }
        features.push(*values);
        0.0
    });
    Prepared { features, lattice, gold, gold_after_gap, weight }
}

/// The gold as steps, source nulls before target nulls, and how many nulls follow another.
fn path(gold: &[Ranges]) -> (Vec<Step>, AfterGap) {
    let mut shapes: Vec<(usize, usize)> = gold.iter().map(|b| (b.0.len(), b.1.len())).collect();
    let mut at = 0;
    while at < shapes.len() {
        let run = shapes[at..].iter().take_while(|s| s.0 == 0 || s.1 == 0).count();
        shapes[at..at + run].sort_by_key(|s| s.0 == 0);
        at += run + 1;
    }
    let is_null = |shape: &(usize, usize)| shape.0 == 0 || shape.1 == 0;
    let mut after_gap = AfterGap::default();
    for pair in shapes.windows(2).filter(|pair| pair.iter().all(is_null)) {
        match pair[0] == pair[1] {
            true => after_gap.same += 1.0,
            false => after_gap.other += 1.0,
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::new();
    for (dx, dy) in shapes {
        (i, j) = (i + dx, j + dy);
        if let Some(shape) = SHAPES.iter().position(|s| *s == (dx, dy)) {
            steps.push(Step { i, j, shape });
        }
    }
    (steps, after_gap)
}

/// Climbs from nothing, or from weights to keep near.
fn train(documents: &[Prepared], near: Option<&Weights>) -> Weights {
    let all: f64 = documents.iter().map(|document| document.weight).sum();
    eprintln!("{} documents", documents.len());
    let scale = scales(documents);
    let mut weights = vec![0.0; NAMES.len()];
    // Distances from `near` are climbed: the penalty is on them.
    let near: Vec<f64> = (0..NAMES.len()).map(|at| near.map_or(0.0, |near| near.at(at))).collect();
    if near.iter().all(|weight| *weight == 0.0) {
        let shapes = NAMES.iter().zip(&mut weights).filter(|(name, _)| name.starts_with("shape"));
        shapes.for_each(|(_, weight)| *weight = -3.0);
    }
    let penalty = [PENALTY; NAMES.len()];
    let climb = Climb { steps: STEPS, rate: RATE, penalty: &penalty, scale: &scale };
    let sum = |weights: &[f64]| -> Vec<f64> {
        weights.iter().zip(&near).map(|(weight, near)| weight + near).collect()
    };
    climb.run(&mut weights, |step, weights| {
        let (gradient, likelihood) = gradient(documents, &sum(weights));
        if step % 10 == 0 {
            eprintln!("step {step}: {:.3} nats a document", likelihood / all);
        }
        gradient.into_iter().map(|slope| slope / all).collect()
    });
    Weights::new(sum(&weights))
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
    scales.extend([0.3; 2]);
    scales
}

/// Observed minus expected, over all documents, and the log-likelihood.
fn gradient(documents: &[Prepared], weights: &[f64]) -> (Vec<f64>, f64) {
    let model = Weights::new(weights.to_vec());
    let after_gap = AfterGap { same: weights[FEATURES], other: weights[FEATURES + 1] };
    let mut gradient = vec![0.0; NAMES.len()];
    let mut likelihood = 0.0;
    for document in documents {
        let mut next = 0;
        let mut place_of = Vec::with_capacity(document.features.len());
        let lattice = document.lattice.repriced(after_gap, |place| {
            place_of.push(place);
            next += 1;
            model.sum(&document.features[next - 1])
        });
        let Some(marginals) = lattice.marginals() else { continue };
        let weight = document.weight;
        likelihood -= weight * marginals.total;
        for (features, &place) in document.features.iter().zip(&place_of) {
            let share = f64::from(marginals.steps[place]);
            if share > 1e-6 {
                for (slope, value) in gradient.iter_mut().zip(features) {
                    *slope -= weight * share * value;
                }
            }
        }
        let (observed, expected) = (document.gold_after_gap, marginals.after_gap);
        gradient[FEATURES] += weight * (observed.same - expected.same);
        gradient[FEATURES + 1] += weight * (observed.other - expected.other);
        likelihood += weight * (observed.same * after_gap.same + observed.other * after_gap.other);
        let mut at = vec![usize::MAX; place_of.iter().max().map_or(0, |m| m + 1)];
        for (number, &place) in place_of.iter().enumerate() {
            at[place] = number;
        }
        for step in &document.gold {
            let number = lattice.place(*step).and_then(|place| at.get(place)).copied();
            let Some(features) = number.and_then(|number| document.features.get(number)) else {
                continue;
            };
            likelihood += weight * model.sum(features);
            for (slope, value) in gradient.iter_mut().zip(features) {
                *slope += weight * value;
            }
        }
    }
    (gradient, likelihood)
}
