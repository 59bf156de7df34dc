//! Word links and spans against hand-made ones, and how long they take.
//!
//! `terms hits`, `terms uses` and `terms checks` are `glossary.rs`, `uses.rs` and `checks.rs`; with `--errors a`
//! they show what was wrong in half a of their files.
//!
//! `terms FOLDER` reads the gold that `learn/links.rs` describes. The linked pairs are parted into
//! `--folds` (5); each fold is linked by a model learned from the others, so that nothing is scored that
//! was learned from. `--memory` names folders of alignments whose one-to-one beads stand in for a
//! memory (2,000 pairs at most). `--peer eflomal,sil-thot` adds other aligners, where the Python of `--python`
//! (else `python3`) has them. With `--folds 0` only glossary
//! finding (`glossary.rs`; `--errors glossary` shows what was wrong) and time are measured. Error rates are those of content words, by the parts of speech in the
//! gold: AER as in Och and Ney (2003), 1 - (|A∩S| + |A∩P|) / (|A| + |S|).

use std::collections::HashSet;
use std::error::Error;
use std::path::Path;

use cpu_time::ProcessTime;
use kladka::bitext::LinkedPair;
use kladka::lexicon::{Given, core};
use kladka::terms::links::{LinkModel, Linker, TextPair};

use super::arguments::Arguments;
use super::links::{Data, Gold, LANGS, LONE, Text, count, learn, read_memory};

/// Prints a line a setting.
pub fn evaluate(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let arguments =
        Arguments::read(arguments, &["--memory", "--folds", "--errors", "--peer", "--python"])?;
    let errors = arguments.value("--errors");
    match arguments.files() {
        [what, files @ ..] if what == "hits" => {
            return super::glossary::evaluate_hits(files, errors == Some("a"));
        }
        [what, files @ ..] if what == "uses" => {
            return super::uses::evaluate(files, errors == Some("a"));
        }
        [what, files @ ..] if what == "plant" => {
            return super::checks::plant(files, errors == Some("a"));
        }
        [what, files @ ..] if what == "checks" => {
            return super::checks::evaluate(files, errors == Some("a"));
        }
        _ => {}
    }
    let [folder] = arguments.files() else { return Err("evaluate terms FOLDER".into()) };
    let folds = arguments.number("--folds", 5usize)?;
    let data = Data::read(Path::new(folder))?;
    let folders: Vec<String> = arguments
        .value("--memory")
        .map(|list| list.split(',').map(String::from).collect())
        .unwrap_or_default();
    let memory = read_memory(&folders, 2000)?;
    let given = Given::of(LANGS.0, LANGS.1, &core());
    println!(
        "{} pairs, {} linked by hand, {folds} folds, a memory of {} pairs",
        data.texts.len(),
        data.linked.len(),
        memory.len()
    );
    let (mut tables, mut spans) = (Vec::new(), <[SpanScore; 2]>::default());
    for fold in 0..folds {
        let model = learn(&data, Some((fold, folds)), &memory, &given);
        let held = within(&data.linked, (fold, folds));
        run(&data, &held, &memory, &given, &model, &mut tables);
        let termed = [within(&data.termed, (fold, folds)), held].concat();
        run_spans(&data, &termed, &given, &model, &mut spans);
    }
    super::glossary::evaluate(Path::new(folder), arguments.value("--errors") == Some("glossary"))?;
    if folds == 0 {
        time(&data, &given);
        return Ok(());
    }
    let peers = arguments.value("--peer").map(|list| list.split(',').collect()).unwrap_or_default();
    run_peers(&data, peers, arguments.value("--python").unwrap_or("python3"), &mut tables)?;
    println!("lexicon\tpairs\tAER\tprecision\trecall\tright at .9 and more");
    for (name, score) in &tables {
        println!("{name}\t{score}");
    }
    println!("spans\tF1\tprecision\trecall\tnames\tmultiword\tnumbers");
    for (name, score) in ["1,000 together", "25 alone"].iter().zip(&spans) {
        println!("{name}\t{score}");
    }
    time(&data, &given);
    Ok(())
}

/// The gold that is in a fold.
fn within(gold: &[Gold], (fold, folds): (usize, usize)) -> Vec<&Gold> {
    gold.iter().skip(fold).step_by(folds).collect()
}

/// Counts of links.
#[derive(Default)]
struct Score {
    found: usize,
    sure: usize,
    found_sure: usize,
    found_possible: usize,
    high: usize,
    high_right: usize,
}

impl std::fmt::Display for Score {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let aer = 1.0 - share(self.found_sure + self.found_possible, self.found + self.sure);
        write!(
            out,
            "{aer:.3}\t{:.3}\t{:.3}\t{:.3} of {}",
            share(self.found_possible, self.found),
            share(self.found_sure, self.sure),
            share(self.high_right, self.high),
            self.high
        )
    }
}

fn run(
    data: &Data,
    held: &[&Gold],
    memory: &[Text],
    given: &Given,
    model: &LinkModel,
    tables: &mut Vec<(String, Score)>,
) {
    for given in [Some(given), None] {
        let lexicon = if given.is_some() { "core" } else { "none" };
        let linker = Linker { given, ..Linker::of(LANGS, model) };
        let counts = count(&linker, memory);
        let remembering = Linker { memory: Some(&counts), ..linker };
        let together = linker.link(&data.pairs(0..data.texts.len()));
        for gold in held {
            let mut add = |name: &str, linked: &LinkedPair| {
                let name = format!("{lexicon}\t{name}");
                let at = tables.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                    tables.push((name, Score::default()));
                    tables.len() - 1
                });
                tables[at].1.add(gold, linked);
            };
            let around = data.around(gold.at);
            let (pairs, place) = (data.pairs(around.clone()), gold.at - around.start);
            add("1,000 together", &together[gold.at]);
            add("25 alone", &linker.link(&pairs)[place]);
            if !memory.is_empty() {
                add("25 with a memory", &remembering.link(&pairs)[place]);
            }
        }
    }
}

/// From this score on a link counts as sure of itself.
const HIGH: f64 = 0.9;
const CONTENT: [&str; 6] = ["NOUN", "PROPN", "ADJ", "VERB", "ADV", "NUM"];

impl Score {
    fn add(&mut self, gold: &Gold, linked: &LinkedPair) {
        let content = |&(i, j): &(usize, usize)| {
            CONTENT.contains(&gold.pl_upos[i].as_str())
                && CONTENT.contains(&gold.en_upos[j].as_str())
        };
        let sure: HashSet<(usize, usize)> = gold.sure.iter().copied().filter(content).collect();
        let possible: HashSet<(usize, usize)> = gold.possible.iter().copied().collect();
        self.sure += sure.len();
        for link in &linked.links {
            let cell = (link.source, link.target);
            if !content(&cell) {
                continue;
            }
            let right = sure.contains(&cell) || possible.contains(&cell);
            self.found += 1;
            self.found_sure += usize::from(sure.contains(&cell));
            self.found_possible += usize::from(right);
            if link.score >= HIGH {
                self.high += 1;
                self.high_right += usize::from(right);
            }
        }
    }
}

/// Counts of spans: exact pairs of the kinds that count.
#[derive(Default)]
struct SpanScore {
    right: usize,
    wrong: usize,
    missed: usize,
    kinds: [(usize, usize); 3],
}

const KINDS: [&str; 3] = ["name", "multiword", "number"];

impl std::fmt::Display for SpanScore {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let (right, wrong, missed) = (self.right, self.wrong, self.missed);
        write!(
            out,
            "{:.3}\t{:.3}\t{:.3}",
            share(2 * right, 2 * right + wrong + missed),
            share(right, right + wrong),
            share(right, right + missed)
        )?;
        self.kinds.iter().try_for_each(|(found, all)| write!(out, "\t{found}/{all}"))
    }
}

/// Asks other aligners: over all pairs together, and over each linked pair with those around it.
fn run_peers(
    data: &Data,
    peers: Vec<&str>,
    python: &str,
    tables: &mut Vec<(String, Score)>,
) -> Result<(), Box<dyn Error>> {
    for peer in peers {
        let (together, seconds) =
            super::linkers::links(peer, python, &data.pairs(0..data.texts.len()))?;
        println!("{peer}: {} pairs in {seconds:.1} s of CPU", data.texts.len());
        let (mut all, mut alone) = (Score::default(), Score::default());
        for gold in &data.linked {
            all.add(gold, &together[gold.at]);
            let around = data.around(gold.at);
            let (linked, _) = super::linkers::links(peer, python, &data.pairs(around.clone()))?;
            alone.add(gold, &linked[gold.at - around.start]);
        }
        tables.push((format!("{peer}\t1,000 together"), all));
        tables.push((format!("{peer}\t25 alone"), alone));
    }
    Ok(())
}

fn run_spans(
    data: &Data,
    held: &[&Gold],
    given: &Given,
    model: &LinkModel,
    scores: &mut [SpanScore; 2],
) {
    let linker = Linker { given: Some(given), ..Linker::of(LANGS, model) };
    let together = linker.link(&data.pairs(0..data.texts.len()));
    for gold in held {
        let around = data.around(gold.at);
        let alone = &linker.link(&data.pairs(around.clone()))[gold.at - around.start];
        for (score, linked) in scores.iter_mut().zip([&together[gold.at], alone]) {
            score.add(gold, linked);
        }
    }
}

impl SpanScore {
    fn add(&mut self, gold: &Gold, linked: &LinkedPair) {
        let mut found = [0; 3];
        for span in &linked.spans {
            let term = gold.term(&span.source, &span.target);
            match term.map(|term| KINDS.iter().position(|kind| *kind == term.kind)) {
                Some(Some(kind)) => found[kind] += 1,
                // A single word that the gold lists is neither wanted nor wrong.
                Some(None) => {}
                None => self.wrong += 1,
            }
        }
        for (number, kind) in KINDS.iter().enumerate() {
            let all = gold.terms.iter().filter(|term| term.kind == *kind).count();
            self.kinds[number].0 += found[number];
            self.kinds[number].1 += all;
            self.right += found[number];
            self.missed += all.saturating_sub(found[number]);
        }
    }
}

/// Says how long the learned model takes for a page and for a long text.
fn time(data: &Data, given: &Given) {
    let linker = Linker { given: Some(given), ..Linker::new(LANGS) };
    let take = |pairs: &[TextPair<'_>]| {
        let start = ProcessTime::now();
        let linked = linker.link(pairs);
        let links: usize = linked.iter().map(|pair| pair.links.len()).sum();
        println!(
            "{} pairs: {links} links in {:.1} ms of one core",
            pairs.len(),
            start.elapsed().as_secs_f64() * 1e3
        );
    };
    take(&data.pairs(0..LONE.min(data.texts.len())));
    take(&data.pairs(0..LONE.min(data.texts.len())));
    take(&data.pairs(0..data.texts.len()));
}
