//! Beads against gold.
//!
//! Each folder holds documents `NAME.src`, `NAME.tgt` (a sentence a line) and `NAME.gold` (a bead a line, `0,1:0`); a
//! file `MODE` that says `unit` means that gold rows are units of several sentences, and predicted beads that touch one
//! are merged before they are compared; a file `LANGS` (`en de`) names the languages. `--odd` scores odd-numbered documents only (the even ones are learned from).
//! `--lexicon` gives the aligner the core lexicon. Printed: strict and lax F1, and of the two-sided beads at confidence
//! .9 and more how many there are and how many are right. `--reliability` adds a table: of the two-sided beads in each
//! tenth of confidence, how many are right. `--unrelated` puts each document beside the translation of the next but one:
//! printed is the share of beads that are two-sided at .9 and more, all of them wrong. `--survey` is the module `survey`. `--peer galechurch`
//! adds a line a folder for another aligner, run by the Python that `--python` (else `PYTHON`, else `python3`) names.

use std::error::Error;
use std::fs;
use std::path::Path;

use kladka::align::recipe::count_unit;
use kladka::align::score::{Ranges, Score, read_gold};
use kladka::align::{Input, Knowledge, align, align_jointly};
use kladka::bitext::Alignment;
use kladka::lexicon::{Given, core};

use crate::{aligners, survey};

/// Prints a line a folder.
pub fn evaluate(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let flag = |name: &str| arguments.iter().any(|a| a == name);
    let after = |name: &str| {
        arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned()
    };
    let langs = after("--langs").unwrap_or("pl:en".into());
    let (source_lang, target_lang) = langs.split_once(':').ok_or("--langs SOURCE:TARGET")?;
    let mut knowledge = Knowledge::default();
    if let Some(path) = after("--memory") {
        for line in fs::read_to_string(path)?.lines() {
            if let Some((a, b)) = line.split_once('\t') {
                count_unit(source_lang, a, target_lang, b, 1.0, &mut knowledge.counts);
            }
        }
    }
    if flag("--lexicon") {
        knowledge.given = Given::of(source_lang, target_lang, &core());
    }
    if flag("--unrelated") {
        return unrelated(arguments, (source_lang, target_lang), &knowledge, flag("--odd"));
    }
    let options = ["--memory", "--langs", "--peer", "--python"].map(&after);
    let python = after("--python").or_else(|| std::env::var("PYTHON").ok());
    let python = python.unwrap_or("python3".into());
    let folders: Vec<&String> = arguments
        .iter()
        .filter(|a| !a.starts_with("--") && !options.iter().any(|o| o.as_ref() == Some(a)))
        .collect();
    if flag("--survey") {
        let langs = (source_lang, target_lang);
        return survey::evaluate(&folders, langs, &knowledge, flag("--odd"), flag("--errors"));
    }
    println!("set\tdocuments\tstrict F1\tlax F1\tsure\tright of them");
    for folder in folders {
        let documents = read_folder(Path::new(folder), flag("--odd"))?;
        let own = fs::read_to_string(Path::new(folder).join("LANGS")).unwrap_or_default();
        let (source_lang, target_lang) =
            own.trim().split_once(' ').unwrap_or((source_lang, target_lang));
        let unit = fs::read_to_string(Path::new(folder).join("MODE")).unwrap_or_default();
        let inputs: Vec<Input<'_>> = documents
            .iter()
            .map(|d| Input {
                source_lang,
                target_lang,
                source: &d.source,
                target: &d.target,
                source_headings: &[],
                target_headings: &[],
            })
            .collect();
        let alignments: Vec<Alignment> = if flag("--joint") {
            align_jointly(&inputs, &knowledge, &|| true)?
        } else {
            inputs.iter().map(|i| align(i, &knowledge, &|| true)).collect::<Result<_, _>>()?
        };
        let mut score = Score::default();
        let (mut two_sided, mut sure, mut right) = (0, 0, 0);
        let mut tenths = [(0u32, 0u32); 10];
        for (document, alignment) in documents.iter().zip(&alignments) {
            let mut beads: Vec<Ranges> =
                alignment.beads().iter().map(|b| (b.source.clone(), b.target.clone())).collect();
            for bead in alignment.beads().iter().filter(|b| b.is_two_sided()) {
                two_sided += 1;
                let ranges = (bead.source.clone(), bead.target.clone());
                let inside = |gold: &Ranges| {
                    gold.0.start <= ranges.0.start
                        && ranges.0.end <= gold.0.end
                        && gold.1.start <= ranges.1.start
                        && ranges.1.end <= gold.1.end
                };
                let hit = |gold: &&Ranges| match unit.trim() {
                    "unit" => inside(gold),
                    _ => **gold == ranges,
                };
                let is_right = document.gold.iter().any(|g| hit(&g));
                let tenth = &mut tenths[((bead.confidence * 10.0) as usize).min(9)];
                (tenth.0, tenth.1) = (tenth.0 + 1, tenth.1 + u32::from(is_right));
                if bead.confidence >= 0.9 {
                    sure += 1;
                    right += usize::from(is_right);
                }
            }
            if unit.trim() == "unit" {
                beads = merge(&beads, &document.gold);
            }
            score.add(Score::of(&document.gold, &beads));
        }
        if let Some(peer) = after("--peer") {
            let aligners::Answer { beads: found, seconds } =
                aligners::beads(&peer, &python, &documents)?;
            let mut score = Score::default();
            for (document, beads) in documents.iter().zip(&found) {
                score.add(match unit.trim() {
                    "unit" => Score::of(&document.gold, &merge(beads, &document.gold)),
                    _ => Score::of(&document.gold, beads),
                });
            }
            println!(
                "{} ({peer}, {seconds:.1} s)\t{}\t{:.4}\t{:.4}\t–\t–",
                Path::new(folder).file_name().unwrap_or_default().display(),
                documents.len(),
                score.f1(),
                score.f1_lax(),
            );
        }
        println!(
            "{}\t{}\t{:.4}\t{:.4}\t{:.1} %\t{:.2} %",
            Path::new(folder).file_name().unwrap_or_default().display(),
            documents.len(),
            score.f1(),
            score.f1_lax(),
            100.0 * sure as f64 / f64::from(two_sided.max(1)),
            100.0 * right as f64 / f64::from(sure.max(1)),
        );
        if flag("--reliability") {
            for (tenth, (beads, right)) in tenths.iter().enumerate().filter(|(_, t)| t.0 > 0) {
                let share = 100.0 * f64::from(*right) / f64::from(*beads);
                println!("\tfrom .{tenth}\t{beads} beads\t{share:.1} % right");
            }
        }
    }
    Ok(())
}

/// Prints how many sure beads there are in documents that have nothing to do with each other.
fn unrelated(
    arguments: &[String],
    (source_lang, target_lang): (&str, &str),
    knowledge: &Knowledge,
    odd: bool,
) -> Result<(), Box<dyn Error>> {
    println!("set\tpairs of unrelated documents\tbeads\ttwo-sided at .9 and more");
    for folder in arguments.iter().map(Path::new).filter(|path| path.is_dir()) {
        let documents = read_folder(folder, odd)?;
        let (mut beads, mut sure) = (0, 0);
        for (number, document) in documents.iter().enumerate() {
            let other = &documents[(number + 2) % documents.len()];
            let input = Input {
                source_lang,
                target_lang,
                source: &document.source,
                target: &other.target,
                source_headings: &[],
                target_headings: &[],
            };
            let alignment = align(&input, knowledge, &|| true)?;
            beads += alignment.beads().len();
            sure += alignment
                .beads()
                .iter()
                .filter(|bead| bead.is_two_sided() && bead.confidence >= 0.9)
                .count();
        }
        println!(
            "{}\t{}\t{beads}\t{sure} ({:.2} %)",
            folder.file_name().unwrap_or_default().display(),
            documents.len(),
            100.0 * sure as f64 / beads.max(1) as f64,
        );
    }
    Ok(())
}

/// A document and its gold.
pub struct Document {
    pub source: Vec<String>,
    pub target: Vec<String>,
    pub gold: Vec<Ranges>,
}

/// Joins predicted beads that touch a common gold unit.
fn merge(beads: &[Ranges], gold: &[Ranges]) -> Vec<Ranges> {
    let touches = |bead: &Ranges, unit: &Ranges| {
        let overlap = |a: &std::ops::Range<usize>, b: &std::ops::Range<usize>| {
            a.start < b.end && b.start < a.end
        };
        overlap(&bead.0, &unit.0) || overlap(&bead.1, &unit.1)
    };
    let mut merged: Vec<Ranges> = Vec::new();
    for bead in beads {
        let common = merged
            .last()
            .is_some_and(|last| gold.iter().any(|unit| touches(last, unit) && touches(bead, unit)));
        match merged.last_mut() {
            Some(last) if common => {
                let join = |a: &mut std::ops::Range<usize>, b: &std::ops::Range<usize>| {
                    if a.start == a.end {
                        *a = b.clone();
                    } else if !b.is_empty() {
                        a.end = b.end;
                    }
                };
                join(&mut last.0, &bead.0);
                join(&mut last.1, &bead.1);
            }
            _ => merged.push(bead.clone()),
        }
    }
    merged
}

/// Reads the documents of a folder.
pub fn read_folder(folder: &Path, odd: bool) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut names: Vec<String> = fs::read_dir(folder)?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            (path.extension()? == "gold").then(|| path.file_stem()?.to_str().map(String::from))?
        })
        .filter(|name| {
            let digit = name.bytes().rfind(u8::is_ascii_digit);
            !odd || digit.is_some_and(|b| b % 2 == 1)
        })
        .collect();
    names.sort();
    let mut documents = Vec::new();
    for name in names {
        let read = |end: &str| fs::read_to_string(folder.join(format!("{name}.{end}")));
        let lines = |end: &str| -> Result<Vec<String>, std::io::Error> {
            Ok(read(end)?.lines().map(String::from).collect())
        };
        let gold = read_gold(&read("gold")?).map_err(|line| format!("{name}.gold, line {line}"))?;
        documents.push(Document { source: lines("src")?, target: lines("tgt")?, gold });
    }
    Ok(documents)
}
