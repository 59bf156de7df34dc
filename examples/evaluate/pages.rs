//! Two sets of pages with known counterparts among their sentences, made of a memory.
//!
//! ```text
//! evaluate pages MEMORY.tmx [--pages N] [--sentences N] [--share PER_CENT] [--run N] [--seed N] [--lexicon no]
//!                [--langs pl:en] [--write FOLDER]
//! ```
//!
//! Units of at least six words a side, each text once. `--share` per cent of the sentences of a side (30) have their
//! counterpart on some page of the other, `--run` of them in a row (1); the others are the one side of units whose other
//! side is nowhere. Sentences and pages stand in an order drawn by `--seed`. Printed are for each grade, and from each
//! confidence on, how many pairs there are, how many of them were planted, and the share of the planted that were found;
//! and the CPU time of comparing. What was not planted may still say the same: precision is a lower bound. `--write`
//! writes the pages as files, a paragraph a sentence, for the command to be measured.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

use cpu_time::ProcessTime;
use kladka::align::Knowledge;
use kladka::bitext::Grade;
use kladka::formats::{Strictness, UnitFormat, read_units};
use kladka::jobs::{self, ComparedPages, Input, Pages, ReadOptions, compare_pages};
use kladka::lexicon::{Given, core};
use kladka::segment::Rules;
use kladka::text::Lang;

use crate::arguments::Arguments;

const FEWEST_WORDS: usize = 6;

/// Prints the tables.
pub fn evaluate(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let flags =
        ["--pages", "--sentences", "--share", "--run", "--seed", "--lexicon", "--langs", "--write"];
    let arguments = Arguments::read(arguments, &flags)?;
    let [memory] = arguments.files() else { return Err("name one memory in TMX".into()) };
    let (a, b) =
        arguments.value("--langs").unwrap_or("pl:en").split_once(':').ok_or("--langs A:B")?;
    let (a, b) = (Lang::new(a)?, Lang::new(b)?);
    let pages: usize = arguments.number("--pages", 1000)?;
    let sentences: usize = arguments.number("--sentences", 30)?;
    let share: usize = arguments.number("--share", 30)?;
    let run: usize = arguments.number("--run", 1)?;
    let mut random = Random(arguments.number("--seed", 1)?);
    let units = units(Path::new(memory), &a, &b, &mut random)?;
    let all = pages * sentences;
    let planted = all * share.min(100) / 100;
    if units.len() < planted + 2 * (all - planted) {
        return Err(format!("{} units are not enough", units.len()).into());
    }
    let (both, rest) = units.split_at(planted);
    let (here, rest) = rest.split_at(all - planted);
    let there = &rest[..all - planted];
    let side = |own: &[(String, String)],
                pick: fn(&(String, String)) -> &String,
                random: &mut Random| {
        let mut runs: Vec<Vec<String>> =
            both.chunks(run.max(1)).map(|run| run.iter().map(pick).cloned().collect()).collect();
        runs.extend(own.iter().map(|unit| vec![pick(unit).clone()]));
        random.shuffle(&mut runs);
        runs.concat()
    };
    let source = side(here, |unit| &unit.0, &mut random);
    let target = side(there, |unit| &unit.1, &mut random);
    if let Some(folder) = arguments.value("--write") {
        for (texts, lang) in [(&source, &a), (&target, &b)] {
            let folder = Path::new(folder).join(lang.as_str());
            fs::create_dir_all(&folder)?;
            for (number, page) in texts.chunks(sentences).enumerate() {
                fs::write(folder.join(format!("{number:04}.txt")), page.join("\n\n") + "\n")?;
            }
        }
    }
    let made = |texts: &[String], lang: &Lang| -> Result<Pages, Box<dyn Error>> {
        let mut pages = Pages::new(lang.clone());
        for (number, page) in texts.chunks(sentences).enumerate() {
            let (name, bytes) = (format!("{number:04}.txt"), page.join("\n").into_bytes());
            let input = Input { name: name.clone(), bytes, lang: Some(lang.clone()) };
            let options = ReadOptions {
                format: Some(kladka::formats::DocumentFormat::Lines),
                keep_boilerplate: true,
            };
            pages.add(&name, &jobs::read(input, options, &Rules::Native)?);
        }
        Ok(pages)
    };
    let (source, target) = (made(&source, &a)?, made(&target, &b)?);
    let mut known = Knowledge::default();
    if arguments.value("--lexicon") != Some("no") {
        known.given = Given::of(a.primary(), b.primary(), &core());
    }
    let began = ProcessTime::now();
    let found = compare_pages(source, target, &known, &|_| true)?;
    let seconds = began.elapsed().as_secs_f64();
    print(&found, both, seconds);
    Ok(())
}

fn print(found: &ComparedPages, planted: &[(String, String)], seconds: f64) {
    let twins: HashMap<&str, &str> =
        planted.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let judged: Vec<(Grade, f64, bool)> = found
        .pairs
        .iter()
        .map(|pair| {
            let (a, b) = (&found.source.texts()[pair.source], &found.target.texts()[pair.target]);
            (pair.grade, pair.confidence, twins.get(a.as_str()) == Some(&b.as_str()))
        })
        .collect();
    println!(
        "{} sentences on {} pages, {} on {}; {} planted; {seconds:.1} s",
        found.source.texts().len(),
        found.source.names().len(),
        found.target.texts().len(),
        found.target.names().len(),
        planted.len()
    );
    println!("pairs\tnumber\tplanted\tprecision\trecall");
    let row = |name: String, keep: &dyn Fn(&(Grade, f64, bool)) -> bool| {
        let kept: Vec<_> = judged.iter().filter(|pair| keep(pair)).collect();
        let right = kept.iter().filter(|pair| pair.2).count();
        println!(
            "{name}\t{}\t{right}\t{:.4}\t{:.4}",
            kept.len(),
            right as f64 / kept.len().max(1) as f64,
            right as f64 / planted.len().max(1) as f64
        );
    };
    for grade in [Grade::Translation, Grade::Near, Grade::Partial] {
        row(grade.name().into(), &|pair| pair.0 == grade);
    }
    row("translation and near".into(), &|pair| pair.0 >= Grade::Near);
    row("all".into(), &|_| true);
    for least in [0.9, 0.8, 0.7, 0.6, 0.5, 0.4] {
        row(format!("confidence {least}"), &|pair| pair.1 >= least);
    }
    for tenth in 0..10 {
        let low = f64::from(tenth) / 10.0;
        row(format!("in {low:.1}"), &|pair| pair.1 >= low && pair.1 < low + 0.1);
    }
}

/// Units with two sides of enough words, each text once, in a drawn order.
fn units(
    path: &Path,
    a: &Lang,
    b: &Lang,
    random: &mut Random,
) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let file = BufReader::new(fs::File::open(path)?);
    let mut seen: HashSet<String> = HashSet::new();
    let mut units = Vec::new();
    let long = |text: &str| text.split_whitespace().count() >= FEWEST_WORDS;
    read_units(UnitFormat::Tmx, "memory", file, Strictness::Lenient, &mut |unit| {
        let text = |lang: &Lang| {
            let variant = unit.variants().iter().find(|v| v.lang.same_language(lang));
            variant.map(|v| v.text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let (Some(from), Some(to)) = (text(a), text(b)) else { return ControlFlow::Continue(()) };
        let fresh = !seen.contains(&from.to_lowercase()) && !seen.contains(&to.to_lowercase());
        if long(&from) && long(&to) && fresh && from != to {
            seen.extend([from.to_lowercase(), to.to_lowercase()]);
            units.push((from, to));
        }
        ControlFlow::Continue(())
    })?;
    random.shuffle(&mut units);
    Ok(units)
}

/// Numbers that are the same every time (Knuth's multiplier; the high bits are used).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % bound
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
