//! Hand-linked pairs of texts, and the training of the word linker on them.
//!
//! A folder of gold holds `links-dev.jsonl` (tokens, sure and possible links, terms),
//! `terms-extra.jsonl` (tokens and terms alone), and `pud.pl.tsv`, `pud.en.tsv` (an id, a text), the
//! pairs among which those stand. Every linked pair is learned from in six ways: in the 25 pairs
//! around it, in those with a memory, in all of them together, each with and without the core
//! lexicon.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use kladka::lexicon::Given;
use kladka::model::Weights;
use kladka::model::chain::{Chain, JUMPS};
use kladka::terms::links::{
    Candidate, Choices, LinkCounts, LinkModel, LinkWeights, Linker, Scene, SpanWeights, TextPair,
    candidates, chain, runs, scores,
};
use kladka::text::tokens;
use serde::Deserialize;

use super::adam::Climb;

/// Pairs of texts in a document of its own.
pub const LONE: usize = 25;
pub const LANGS: (&str, &str) = ("pl", "en");

/// A pair of tokenised texts.
#[derive(Clone)]
pub struct Text {
    pub source: Vec<String>,
    pub target: Vec<String>,
}

impl Text {
    pub fn pair(&self) -> TextPair<'_> {
        TextPair { source: &self.source, target: &self.target, known: &[] }
    }
}

/// What a reader says of a pair of texts.
#[derive(Deserialize)]
pub struct Gold {
    sent_id: String,
    pl_tokens: Vec<String>,
    en_tokens: Vec<String>,
    /// Parts of speech, by which `evaluate` tells content words.
    #[serde(default)]
    #[allow(dead_code, reason = "the trainer does not need it")]
    pub pl_upos: Vec<String>,
    #[serde(default)]
    #[allow(dead_code, reason = "the trainer does not need it")]
    pub en_upos: Vec<String>,
    #[serde(default)]
    pub sure: Vec<(usize, usize)>,
    #[serde(default)]
    pub possible: Vec<(usize, usize)>,
    pub terms: Vec<Term>,
    /// Its place among all texts.
    #[serde(skip)]
    pub at: usize,
}

/// A term pair of the gold: words of both texts.
#[derive(Deserialize)]
pub struct Term {
    pub pl: Vec<usize>,
    pub en: Vec<usize>,
    pub kind: String,
}

/// All of a folder.
pub struct Data {
    pub texts: Vec<Text>,
    pub linked: Vec<Gold>,
    pub termed: Vec<Gold>,
}

impl Data {
    pub fn read(folder: &Path) -> Result<Data, Box<dyn Error>> {
        let table = |name: &str| -> Result<Vec<(String, String)>, Box<dyn Error>> {
            let path = folder.join(name);
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let rows = text.lines().filter_map(|line| line.split_once('\t'));
            Ok(rows.map(|(id, text)| (id.to_string(), text.to_string())).collect())
        };
        let english: HashMap<String, String> = table("pud.en.tsv")?.into_iter().collect();
        let mut places = HashMap::new();
        let mut texts = Vec::new();
        for (id, source) in table("pud.pl.tsv")? {
            let Some(target) = english.get(&id) else { continue };
            places.insert(id, texts.len());
            texts.push(Text { source: words(&source), target: words(target) });
        }
        let mut gold = |name: &str| -> Result<Vec<Gold>, Box<dyn Error>> {
            let mut all = Vec::new();
            for line in fs::read_to_string(folder.join(name))?.lines() {
                let mut gold: Gold = serde_json::from_str(line)?;
                gold.at = *places.get(&gold.sent_id).ok_or("a gold text that is not there")?;
                texts[gold.at] =
                    Text { source: gold.pl_tokens.clone(), target: gold.en_tokens.clone() };
                all.push(gold);
            }
            Ok(all)
        };
        let (linked, termed) = (gold("links-dev.jsonl")?, gold("terms-extra.jsonl")?);
        Ok(Data { texts, linked, termed })
    }

    /// The texts of the document in which one stands alone.
    pub fn around(&self, at: usize) -> std::ops::Range<usize> {
        let start = at / LONE * LONE;
        start..(start + LONE).min(self.texts.len())
    }

    pub fn pairs(&self, range: std::ops::Range<usize>) -> Vec<TextPair<'_>> {
        self.texts[range].iter().map(Text::pair).collect()
    }
}

/// Reads the one-to-one beads of folders of alignments, at most so many.
pub fn read_memory(folders: &[String], most: usize) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut names = Vec::new();
    for folder in folders {
        let files = fs::read_dir(folder).map_err(|e| format!("{folder}: {e}"))?;
        let files = files.filter_map(|entry| Some(entry.ok()?.path()));
        names.extend(files.filter(|path| path.extension().is_some_and(|end| end == "gold")));
    }
    names.sort();
    let (mut texts, mut seen) = (Vec::new(), HashSet::new());
    for gold in names {
        let lines = |end: &str| -> Result<Vec<String>, Box<dyn Error>> {
            let text = fs::read_to_string(gold.with_extension(end))?;
            Ok(text.lines().map(String::from).collect())
        };
        let (source, target) = (lines("src")?, lines("tgt")?);
        for bead in fs::read_to_string(&gold)?.lines() {
            let Some((a, b)) = bead.split_once(':') else { continue };
            let (Ok(a), Ok(b)) = (a.parse::<usize>(), b.parse::<usize>()) else { continue };
            if texts.len() < most && seen.insert(source[a].clone()) {
                texts.push(Text { source: words(&source[a]), target: words(&target[b]) });
            }
        }
    }
    Ok(texts)
}

pub fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.text.to_string()).collect()
}

/// One direction of a linked pair: the choices, and which of them the gold allows.
struct Sample {
    choices: Choices,
    allowed: Vec<bool>,
    nothing: Vec<bool>,
}

fn samples(choices: [Choices; 2], gold: &Gold) -> [Sample; 2] {
    let mut turned = false;
    choices.map(|choices| {
        let mut allowed = vec![false; choices.n * choices.m];
        let mut nothing = vec![true; choices.n];
        for chooser in 0..choices.n {
            let of = |links: &[(usize, usize)]| -> Vec<usize> {
                let sides = links.iter().map(|&(a, b)| if turned { (b, a) } else { (a, b) });
                sides.filter(|link| link.0 == chooser).map(|link| link.1).collect()
            };
            let (sure, possible) = (of(&gold.sure), of(&gold.possible));
            nothing[chooser] = sure.is_empty();
            let taken = if sure.is_empty() { possible } else { sure };
            taken.into_iter().for_each(|j| allowed[chooser * choices.m + j] = true);
        }
        turned = true;
        Sample { choices, allowed, nothing }
    })
}

const STEPS: usize = 150;
const RATE: f64 = 0.12;
/// The penalties of a feature, of a pair of kinds, against one linked pair of texts in the sum.
const PENALTY: f64 = 2.0;
const PENALTY_KINDS: f64 = 8.0;

fn train(samples: &[Sample], start: Option<&LinkWeights>) -> LinkWeights {
    let names = LinkWeights::names();
    let mut weights = start.map_or(vec![0.0; names.len()], |w| w.weights().values().to_vec());
    let penalty: Vec<f64> = names
        .iter()
        .map(|name| if name.contains(" for ") { PENALTY_KINDS } else { PENALTY })
        .map(|penalty| penalty / samples.len() as f64)
        .collect();
    let climb =
        Climb { steps: STEPS, rate: RATE, penalty: &penalty, scale: &vec![1.0; names.len()] };
    climb.run(&mut weights, |step, weights| {
        let model = LinkWeights::new(Weights::new(weights.to_vec()));
        let (mut gradient, mut likelihood) = (vec![0.0; weights.len()], 0.0);
        for sample in samples {
            likelihood += slope(sample, &model, &mut gradient);
        }
        let count = samples.len() as f64;
        if step % 50 == 0 {
            eprintln!("step {step}: {:.3} nats a pair and direction", likelihood / count);
        }
        gradient.into_iter().map(|slope| slope / count).collect()
    });
    LinkWeights::new(Weights::new(weights))
}

/// Adds observed minus expected; returns the log-likelihood.
fn slope(sample: &Sample, model: &LinkWeights, gradient: &mut [f64]) -> f64 {
    let free = chain(&sample.choices, model);
    let never = f64::NEG_INFINITY;
    let held = Chain {
        cells: free
            .cells
            .iter()
            .zip(&sample.allowed)
            .map(|(w, ok)| if *ok { *w } else { never })
            .collect(),
        nulls: free
            .nulls
            .iter()
            .zip(&sample.nothing)
            .map(|(w, ok)| if *ok { *w } else { never })
            .collect(),
        ..free.clone()
    };
    let (free, held) = (free.posteriors(true), held.posteriors(true));
    let m = sample.choices.m;
    for (at, features) in sample.choices.cells.iter().enumerate() {
        let share = held.cells[at] - free.cells[at];
        if share.abs() > 1e-6 {
            features
                .iter()
                .for_each(|&(w, value)| gradient[usize::from(w)] += share * f64::from(value));
        }
    }
    for (row, features) in sample.choices.nulls.iter().enumerate() {
        let chosen = |cells: &[f64]| cells[row * m..(row + 1) * m].iter().sum::<f64>();
        let share = chosen(&free.cells) - chosen(&held.cells);
        features
            .iter()
            .for_each(|&(w, value)| gradient[usize::from(w)] += share * f64::from(value));
    }
    let jumps = LinkWeights::jumps_at();
    for class in 0..JUMPS {
        gradient[jumps + class] += held.jumps[class] - free.jumps[class];
    }
    held.total - free.total
}

/// Learns both rounds and the spans from all gold that is not in a fold, given as its number
/// and the number of folds.
pub fn learn(
    data: &Data,
    without: Option<(usize, usize)>,
    memory: &[Text],
    given: &Given,
) -> LinkModel {
    let gold = others(&data.linked, without);
    // A first table without a memory, to count one by.
    let mut scenes = scenes(data, &gold, None, given);
    let early = train(&first_samples(&scenes, &gold), None);
    let no_spans = SpanWeights::new(Weights::new(vec![0.0; SpanWeights::names().len()]));
    let model = LinkModel { first: early.clone(), second: early, spans: no_spans };
    let linker = Linker { given: Some(given), ..Linker::of(LANGS, &model) };
    let counts = count(&linker, memory);
    scenes.extend(self::scenes(data, &gold, Some(&counts), given));
    let first = train(&first_samples(&scenes, &gold), Some(&model.first));
    let mut second = Vec::new();
    for (scene, held) in &mut scenes {
        let before: Vec<Vec<f64>> =
            (0..scene.len()).map(|pair| scores(scene, pair, &first, None)).collect();
        scene.remember(&before);
        for &(pair, number) in held.iter() {
            let choices =
                [false, true].map(|turned| scene.choices(pair, turned, Some(&before[pair])));
            second.extend(samples(choices, gold[number]));
        }
    }
    let second = train(&second, Some(&first));
    let termed: Vec<&Gold> =
        [others(&data.termed, without), others(&data.linked, without)].concat();
    let spans = train_spans(data, &termed, given, &first, &second);
    LinkModel { first, second, spans }
}

/// The gold that is in no such fold.
fn others(gold: &[Gold], without: Option<(usize, usize)>) -> Vec<&Gold> {
    let kept = gold.iter().enumerate();
    kept.filter(|(at, _)| without.is_none_or(|(fold, folds)| at % folds != fold))
        .map(|(_, gold)| gold)
        .collect()
}

/// The penalty of a feature of spans, against one candidate in the sum.
const PENALTY_SPANS: f64 = 1.0;
const STEPS_SPANS: usize = 250;

/// Logistic regression over the candidates of all gold texts: alone, and all together.
fn train_spans(
    data: &Data,
    termed: &[&Gold],
    given: &Given,
    first: &LinkWeights,
    second: &LinkWeights,
) -> SpanWeights {
    let mut rows: Vec<(Candidate, bool)> = Vec::new();
    let mut gather = |range: std::ops::Range<usize>| {
        let mut scene = Scene::read(LANGS, &data.pairs(range.clone()), Some(given), None);
        let before: Vec<Vec<f64>> =
            (0..scene.len()).map(|pair| scores(&scene, pair, first, None)).collect();
        scene.remember(&before);
        let runs = runs(&scene);
        for gold in termed.iter().filter(|gold| range.contains(&gold.at)) {
            let pair = gold.at - range.start;
            let after = scores(&scene, pair, second, Some(&before[pair]));
            for candidate in candidates(&scene, pair, &after, &runs) {
                // What the gold lists as a single word is neither wanted nor wrong.
                match gold.term(&candidate.source, &candidate.target) {
                    Some(term) if term.kind == "single" => {}
                    found => rows.push((candidate, found.is_some())),
                }
            }
        }
    };
    gather(0..data.texts.len());
    for start in (0..data.texts.len()).step_by(LONE) {
        let range = data.around(start);
        if termed.iter().any(|gold| range.contains(&gold.at)) {
            gather(range);
        }
    }
    let names = SpanWeights::names();
    let mut weights = vec![0.0; names.len()];
    let count = rows.len() as f64;
    let penalty = vec![PENALTY_SPANS / count; names.len()];
    let scale = vec![1.0; names.len()];
    let climb = Climb { steps: STEPS_SPANS, rate: RATE, penalty: &penalty, scale: &scale };
    climb.run(&mut weights, |_, weights| {
        let model = SpanWeights::new(Weights::new(weights.to_vec()));
        let mut gradient = vec![0.0; weights.len()];
        for (candidate, right) in &rows {
            let off = f64::from(u8::from(*right)) - model.probability(&candidate.features);
            for &(at, value) in &candidate.features {
                gradient[usize::from(at)] += off * f64::from(value) / count;
            }
        }
        gradient
    });
    eprintln!("{} spans, {} of them terms", rows.len(), rows.iter().filter(|row| row.1).count());
    SpanWeights::new(Weights::new(weights))
}

impl Gold {
    /// The term that two spans are, if they are one.
    pub fn term(
        &self,
        source: &std::ops::Range<usize>,
        target: &std::ops::Range<usize>,
    ) -> Option<&Term> {
        let is = |words: &[usize], span: &std::ops::Range<usize>| {
            let mut words = words.to_vec();
            words.sort_unstable();
            words.into_iter().eq(span.clone())
        };
        self.terms.iter().find(|term| is(&term.pl, source) && is(&term.en, target))
    }
}

/// Counts a memory.
pub fn count(linker: &Linker<'_>, memory: &[Text]) -> LinkCounts {
    linker.count(&memory.iter().map(Text::pair).collect::<Vec<_>>())
}

/// A scene, and of its linked pairs the place in it and the number among the gold.
type Held<'k> = (Scene<'k>, Vec<(usize, usize)>);

fn scenes<'k>(
    data: &Data,
    gold: &[&Gold],
    memory: Option<&'k LinkCounts>,
    given: &Given,
) -> Vec<Held<'k>> {
    let mut scenes = Vec::new();
    for given in [Some(given), None] {
        for (number, gold) in gold.iter().enumerate() {
            let around = data.around(gold.at);
            let pairs = data.pairs(around.clone());
            let scene = Scene::read(LANGS, &pairs, given, memory);
            scenes.push((scene, vec![(gold.at - around.start, number)]));
        }
        if memory.is_none() {
            let scene = Scene::read(LANGS, &data.pairs(0..data.texts.len()), given, None);
            let held = gold.iter().enumerate().map(|(number, gold)| (gold.at, number)).collect();
            scenes.push((scene, held));
        }
    }
    scenes
}

fn first_samples(scenes: &[Held<'_>], gold: &[&Gold]) -> Vec<Sample> {
    let mut all = Vec::new();
    for (scene, held) in scenes {
        for &(pair, number) in held {
            let choices = [false, true].map(|turned| scene.choices(pair, turned, None));
            all.extend(samples(choices, gold[number]));
        }
    }
    all
}
