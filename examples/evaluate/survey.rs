//! Verdicts and blocks against what was done to the texts.
//!
//! ```text
//! evaluate align --survey PATH… [--odd] [--lexicon] [--langs pl:en] [--errors]
//! ```
//!
//! A PATH is a folder of documents as `evaluate align` reads them, or one of cases as `tests/data/survey` has them.
//! Of each document pairs are made whose verdict is known: as it stands (parallel from 70 % of the sentences in gold
//! beads of two sides, partly parallel from 40 %), beside the translation of the next but one (unrelated), the halves of
//! the target exchanged (a block moved), the middle third of the target left out (a block missing), a third of another
//! document put into the target (a block foreign), the source's middle third replaced by the target's (untranslated),
//! both sides exchanged (swapped), the target twice. Printed is how often the verdict is right, and how often the block
//! was found: at least half of its sentences, in one stretch of the right kind (of halves that were exchanged one or
//! both), and no other stretch of any kind.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::ops::Range;
use std::path::Path;

use kladka::align::score::Ranges;
use kladka::align::{Input, Knowledge, align, survey};
use kladka::bitext::{Survey, Verdict};
use kladka::jobs::is_swapped;
use kladka::text::Lang;

use crate::align::{Document, read_folder};

/// A pair of texts and what is to be found.
struct Made {
    kind: &'static str,
    source: Vec<String>,
    target: Vec<String>,
    verdict: Verdict,
    block: Option<(Block, Range<usize>)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Block {
    Missing,
    Foreign,
    Moved,
    Untranslated,
}

/// What was counted of one kind of pair.
#[derive(Default)]
struct Tally {
    pairs: usize,
    right: usize,
    blocks: usize,
    found: usize,
    verdicts: BTreeMap<&'static str, usize>,
}

/// Prints a line a kind of pair.
pub fn evaluate(
    folders: &[&String],
    (source_lang, target_lang): (&str, &str),
    knowledge: &Knowledge,
    odd: bool,
    errors: bool,
) -> Result<(), Box<dyn Error>> {
    println!("set\tpairs\tnumber\tverdict right\tblock found\tverdicts");
    for folder in folders {
        let folder = Path::new(folder.as_str());
        let name = folder.file_name().unwrap_or_default().display().to_string();
        let made = match has_cases(folder)? {
            true => cases(folder)?,
            false => {
                let documents = read_folder(folder, odd)?;
                let pairs = (0..documents.len()).flat_map(|at| made_of(&documents, at));
                pairs
                    .map(|made| (made, (source_lang.to_string(), target_lang.to_string())))
                    .collect()
            }
        };
        let mut tally: BTreeMap<&str, Tally> = BTreeMap::new();
        for (made, langs) in &made {
            let found = surveyed(made, (&langs.0, &langs.1), knowledge)?;
            let row = tally.entry(made.kind).or_default();
            row.pairs += 1;
            row.right += usize::from(found.verdict == made.verdict);
            *row.verdicts.entry(found.verdict.name()).or_default() += 1;
            if let Some((kind, range)) = &made.block {
                row.blocks += 1;
                row.found += usize::from(is_found(*kind, range, &found));
            }
            if errors && found.verdict != made.verdict {
                println!(
                    "{}: {} for {}: {found:?}",
                    made.kind,
                    found.verdict.name(),
                    made.verdict.name()
                );
                made.source.first().iter().for_each(|text| println!("  {text}"));
            }
        }
        for (kind, row) in tally {
            let Tally { pairs, right, blocks, found, verdicts } = row;
            let verdicts: Vec<String> =
                verdicts.iter().map(|(name, count)| format!("{name} {count}")).collect();
            let share = |part: usize, all: usize| match all {
                0 => "–".to_string(),
                all => format!("{part} ({:.1} %)", 100.0 * part as f64 / all as f64),
            };
            println!(
                "{name}\t{kind}\t{pairs}\t{}\t{}\t{}",
                share(right, pairs),
                share(found, blocks),
                verdicts.join(", ")
            );
        }
    }
    Ok(())
}

fn surveyed(made: &Made, langs: (&str, &str), known: &Knowledge) -> Result<Survey, Box<dyn Error>> {
    let input = Input {
        source_lang: langs.0,
        target_lang: langs.1,
        source: &made.source,
        target: &made.target,
        source_headings: &[],
        target_headings: &[],
    };
    let mut found = survey(&input, &align(&input, known, &|| true)?, known, &|| true)?;
    let (a, b) = (Lang::new(langs.0)?, Lang::new(langs.1)?);
    if is_swapped((&a, &made.source), (&b, &made.target)) {
        found.verdict = Verdict::Swapped;
    }
    Ok(found)
}

/// Whether a block is told, and nothing else is.
fn is_found(kind: Block, range: &Range<usize>, found: &Survey) -> bool {
    let moved: Vec<Range<usize>> = found.moved.iter().map(|block| block.target.clone()).collect();
    let told = [
        (Block::Missing, &found.source_alone),
        (Block::Foreign, &found.target_alone),
        (Block::Moved, &moved),
    ];
    if kind == Block::Untranslated {
        return found.untranslated.len() * 2 >= range.len();
    }
    let others = told.iter().filter(|(other, _)| *other != kind).map(|(_, list)| list.len());
    let own = told.iter().find(|(other, _)| *other == kind).map(|(_, list)| list.as_slice());
    let overlap = |a: &Range<usize>| {
        a.end.min(range.end).saturating_sub(a.start.max(range.start)) * 2 >= range.len()
    };
    // Halves that were exchanged: either of them has moved.
    let enough = |list: &[Range<usize>]| match (list.len(), kind) {
        (1 | 2, Block::Moved) => list.iter().all(|a| overlap(a) || a.start >= range.end),
        (count, _) => count == 1 && overlap(&list[0]),
    };
    others.sum::<usize>() == 0 && own.is_some_and(enough)
}

fn made_of(documents: &[Document], at: usize) -> Vec<Made> {
    let document = &documents[at];
    let (source, target) = (&document.source, &document.target);
    let (n, m) = (source.len(), target.len());
    let other = &documents[(at + 2) % documents.len()];
    let two_sided = |bead: &&Ranges| !bead.0.is_empty() && !bead.1.is_empty();
    let covered: usize =
        document.gold.iter().filter(two_sided).map(|bead| bead.0.len() + bead.1.len()).sum();
    let share = covered as f64 / (n + m).max(1) as f64;
    let verdict_of = |share: f64| match share {
        share if share >= 0.7 => Verdict::Parallel,
        share if share >= 0.4 => Verdict::PartlyParallel,
        _ => Verdict::Unrelated,
    };
    let own = verdict_of(share);
    let mut made = vec![
        Made {
            kind: "as it stands",
            source: source.clone(),
            target: target.clone(),
            verdict: own,
            block: None,
        },
        Made {
            kind: "unrelated",
            source: source.clone(),
            target: other.target.clone(),
            verdict: Verdict::Unrelated,
            block: None,
        },
        Made {
            kind: "swapped",
            source: target.clone(),
            target: source.clone(),
            verdict: Verdict::Swapped,
            block: None,
        },
        Made {
            kind: "target twice",
            source: target.clone(),
            target: target.clone(),
            verdict: Verdict::Untranslated,
            block: None,
        },
    ];
    // Cut where a bead begins, so that what is told of a block can be right.
    let cut = |share: f64| {
        let wanted = (m as f64 * share) as usize;
        let mut at = 0;
        for bead in document.gold.iter().filter(|bead| !bead.1.is_empty()) {
            if bead.1.start <= wanted {
                at = bead.1.start;
            }
        }
        at
    };
    let source_at = |target: usize| {
        let before = document.gold.iter().filter(|bead| !bead.1.is_empty() && bead.1.end <= target);
        before.map(|bead| bead.0.end).max().unwrap_or(0)
    };
    let (half, third, thirds) = (cut(0.5), cut(1.0 / 3.0), cut(2.0 / 3.0));
    if half < 4 || m - half < 4 || thirds < third + 4 {
        return made;
    }
    let turned: Vec<String> = target[half..].iter().chain(&target[..half]).cloned().collect();
    made.push(Made {
        kind: "halves exchanged",
        source: source.clone(),
        target: turned,
        verdict: own,
        block: Some((Block::Moved, 0..m - half)),
    });
    let short: Vec<String> = target[..third].iter().chain(&target[thirds..]).cloned().collect();
    let (from, to) = (source_at(third), source_at(thirds));
    let left = |bead: &&Ranges| two_sided(bead) && (bead.1.end <= third || bead.1.start >= thirds);
    let covered: usize =
        document.gold.iter().filter(left).map(|bead| bead.0.len() + bead.1.len()).sum();
    made.push(Made {
        kind: "third missing",
        source: source.clone(),
        target: short,
        verdict: verdict_of(covered as f64 / (n + m - (thirds - third)) as f64),
        block: Some((Block::Missing, from..to)),
    });
    let twins: Vec<String> =
        source[..from].iter().chain(&target[third..thirds]).chain(&source[to..]).cloned().collect();
    made.push(Made {
        kind: "third untranslated",
        source: twins,
        target: target.clone(),
        verdict: own,
        block: Some((Block::Untranslated, third..thirds)),
    });
    let foreign = &other.target[..other.target.len().min(thirds - third)];
    let long: Vec<String> =
        target[..half].iter().chain(foreign).chain(&target[half..]).cloned().collect();
    made.push(Made {
        kind: "third foreign",
        source: source.clone(),
        verdict: verdict_of(share * (n + m) as f64 / (n + long.len()) as f64),
        target: long,
        block: Some((Block::Foreign, half..half + foreign.len())),
    });
    made
}

type Case = (Made, (String, String));

fn has_cases(folder: &Path) -> Result<bool, Box<dyn Error>> {
    let mut files =
        fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(files.any(|file| file.is_ok_and(|file| file.path().extension().is_some_and(|e| e == "txt"))))
}

fn cases(folder: &Path) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut made = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let broken = || format!("{}: this is no case", path.display());
        let (head, texts) = text.split_once("== source\n").ok_or_else(broken)?;
        let (source, target) = texts.split_once("== target\n").ok_or_else(broken)?;
        let said = |key: &str| head.lines().find_map(|line| line.strip_prefix(key));
        let verdict = said("verdict: ").and_then(Verdict::from_name).ok_or_else(broken)?;
        let langs = said("langs: ").and_then(|l| l.split_once(' ')).ok_or_else(broken)?;
        let lines = |text: &str| text.lines().map(String::from).collect();
        let pair = Made {
            kind: verdict.name(),
            source: lines(source),
            target: lines(target),
            verdict,
            block: None,
        };
        made.push((pair, (langs.0.to_string(), langs.1.to_string())));
    }
    Ok(made)
}
