//! Sentence boundaries against marked texts, ours and those of other segmenters in one run.
//!
//! ```text
//! evaluate segment PATH… [--lang pl|en] [--errors N] [--no-peers]
//! ```
//!
//! A path is a file, or a folder of them: `.jsonl` with `{"text", "bends"}` a line (offsets in UTF-8 bytes after each
//! sentence), or `.txt` with ` | ` at each break, a block a line, and lines `# genre: NAME`. The language is told from
//! the name (`pl_…`, `…_pl`, `…_pl_…`) unless `--lang` says it.
//!
//! Printed for each file and segmenter: precision, recall and F1 on the boundaries inside blocks, the same without the
//! points where conventions differ (labels, spaced dots), hard points right, and MB/s on one core; for ours also F1 by
//! genre and hard points by class, and with `--errors` what is wrong. The peer that is always there is UAX #29 of
//! `unicode-segmentation`; others are shown when the Python that `PYTHON` names (else `python3`) has them installed.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use kladka::segment::{explain, sentences};
use unicode_segmentation::UnicodeSegmentation;

#[path = "../../tests/segment_cases/gold.rs"]
mod gold;
#[path = "../../tests/segment_cases/hard_points.rs"]
mod hard_points;

use gold::{Block, Score, read_marked};

const PEERS: [&str; 5] = ["choppa", "sentencex", "pysbd", "punkt", "blingfire"];

/// Prints the tables of each file.
pub fn evaluate(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let at = |name: &str| arguments.iter().position(|argument| argument == name);
    let after = |name: &str| at(name).and_then(|at| arguments.get(at + 1)).cloned();
    let shown = after("--errors").map_or(Ok(0), |number| number.parse())?;
    let values = [at("--lang"), at("--errors")].map(|at| at.map(|at| at + 1));
    let paths = arguments
        .iter()
        .enumerate()
        .filter(|(at, argument)| !argument.starts_with("--") && !values.contains(&Some(*at)));
    let mut files = Vec::new();
    for (_, path) in paths {
        collect(Path::new(path), &mut files)?;
    }
    if files.is_empty() {
        return Err("name marked texts: .jsonl, .txt or a folder of them".into());
    }
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lang = after("--lang").or_else(|| lang_of(&name)).ok_or_else(|| {
            format!("{}: no language in the name; say it with --lang", file.display())
        })?;
        let blocks = read(&file)?;
        println!("\n{name}: {} blocks, {} boundaries", blocks.len(), boundaries(&blocks));
        println!("segmenter\traw P\traw R\traw F1\tP\tR\tF1\thard points right\tMB/s");
        let own = timed(&blocks, |text| inner_ends(&lang, text));
        row("kladka", &lang, &blocks, &own);
        if !flag("--no-peers") {
            row("UAX #29", &lang, &blocks, &timed(&blocks, by_unicode));
            for peer in PEERS {
                if let Some(run) = by_python(peer, &lang, &blocks)? {
                    row(peer, &lang, &blocks, &run);
                }
            }
        }
        by_genre(&lang, &blocks, &own);
        by_class(&lang, &blocks, &own);
        errors(&lang, &blocks, &own, shown);
    }
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    let mut inside: Vec<PathBuf> = fs::read_dir(path)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|end| end == "jsonl" || end == "txt"))
        .collect();
    inside.sort();
    files.extend(inside);
    Ok(())
}

fn lang_of(name: &str) -> Option<String> {
    name.split(['_', '.', '-']).find(|part| matches!(*part, "pl" | "en")).map(String::from)
}

fn read(file: &Path) -> Result<Vec<Block>, Box<dyn Error>> {
    let content =
        fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    if file.extension().is_none_or(|end| end != "jsonl") {
        return Ok(read_marked(&content));
    }
    let mut blocks = Vec::new();
    for (number, line) in content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |what: &str| format!("{}, line {}: {what}", file.display(), number + 1);
        let value: serde_json::Value =
            serde_json::from_str(line).map_err(|error| wrong(&error.to_string()))?;
        let text =
            value["text"].as_str().ok_or_else(|| wrong("no \"text\""))?.trim_end().to_owned();
        let bends = value["bends"].as_array().ok_or_else(|| wrong("no \"bends\""))?;
        let mut ends: Vec<usize> = bends
            .iter()
            .filter_map(|end| Some(text.get(..end.as_u64()? as usize)?.trim_end().len()))
            .filter(|end| *end > 0 && *end < text.len())
            .collect();
        ends.sort_unstable();
        ends.dedup();
        let genre = value["genre"].as_str().unwrap_or("all").to_owned();
        blocks.push(Block { genre, text, ends });
    }
    Ok(blocks)
}

fn boundaries(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.ends.len()).sum()
}

/// What a segmenter found in each block, and its speed.
struct Run {
    ends: Vec<Vec<usize>>,
    megabytes_per_second: f64,
}

fn inner_ends(lang: &str, text: &str) -> Vec<usize> {
    sentences(lang, text).iter().map(|span| span.end).filter(|end| *end < text.len()).collect()
}

fn by_unicode(text: &str) -> Vec<usize> {
    let mut start = 0;
    let pieces = text.split_sentence_bounds().map(|piece| {
        start += piece.len();
        text[..start].trim_end().len()
    });
    pieces.filter(|end| *end > 0 && *end < text.len()).collect()
}

fn bytes(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.text.len()).sum()
}

/// Segments again and again until the clock can be believed.
fn timed(blocks: &[Block], segment: impl Fn(&str) -> Vec<usize>) -> Run {
    const LONG_ENOUGH: f64 = 0.3;
    let ends = blocks.iter().map(|block| segment(&block.text)).collect();
    let (clock, mut rounds) = (Clock::start(), 0);
    while rounds == 0 || clock.seconds() < LONG_ENOUGH {
        for block in blocks {
            black_box(segment(black_box(&block.text)));
        }
        rounds += 1;
    }
    let megabytes = (rounds * bytes(blocks)) as f64 / 1e6;
    Run { ends, megabytes_per_second: megabytes / clock.seconds() }
}

/// Time spent on a core where the system tells it, so that a busy machine does not make us slow; else time on the wall.
struct Clock {
    wall: Instant,
    core: Option<f64>,
}

impl Clock {
    fn start() -> Clock {
        Clock { wall: Instant::now(), core: Clock::on_core() }
    }

    fn seconds(&self) -> f64 {
        match (self.core, Clock::on_core()) {
            (Some(start), Some(now)) => now - start,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }

    fn on_core() -> Option<f64> {
        let nanoseconds = fs::read_to_string("/proc/self/schedstat").ok()?;
        Some(nanoseconds.split(' ').next()?.parse::<f64>().ok()? / 1e9)
    }
}

/// Asks `peers.py`; `None` when the package is not there.
fn by_python(peer: &str, lang: &str, blocks: &[Block]) -> Result<Option<Run>, Box<dyn Error>> {
    const NOT_INSTALLED: i32 = 3;
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/evaluate/peers.py");
    let child = Command::new(python)
        .arg(script)
        .args([peer, lang])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else { return Ok(None) };
    let mut input = String::new();
    for block in blocks {
        input.push_str(&serde_json::to_string(&block.text)?);
        input.push('\n');
    }
    // A peer that is not installed stops without reading.
    if let Some(mut stdin) = child.stdin.take() {
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output()?;
    if output.status.code() == Some(NOT_INSTALLED) {
        return Ok(None);
    }
    let answer = String::from_utf8(output.stdout)?;
    let lines: Vec<&str> = answer.lines().collect();
    let Some((seconds, lines)) = lines.split_last().filter(|_| output.status.success()) else {
        return Err(format!("{peer} failed on this text").into());
    };
    let mut ends = Vec::new();
    for (line, block) in lines.iter().zip(blocks) {
        let found: Vec<usize> = serde_json::from_str(line)?;
        ends.push(found.into_iter().filter(|end| *end > 0 && *end < block.text.len()).collect());
    }
    let seconds: f64 = serde_json::from_str(seconds)?;
    Ok(Some(Run { ends, megabytes_per_second: bytes(blocks) as f64 / 1e6 / seconds }))
}

fn score<'b>(
    lang: &str,
    blocks: impl Iterator<Item = (&'b Block, &'b Vec<usize>)>,
    raw: bool,
) -> Score {
    let mut sum = Score::default();
    blocks.for_each(|(block, found)| sum.add(&Score::of(lang, block, found, raw)));
    sum
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn row(name: &str, lang: &str, blocks: &[Block], run: &Run) {
    let raw = score(lang, blocks.iter().zip(&run.ends), true);
    let fair = score(lang, blocks.iter().zip(&run.ends), false);
    let (right, all) = fair.hard_points();
    let precision = |s: &Score| percent(s.right, s.right + s.extra);
    let recall = |s: &Score| percent(s.right, s.right + s.missed);
    println!(
        "{name}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{right}/{all} = {:.2} %\t{:.2}",
        precision(&raw),
        recall(&raw),
        raw.f1(),
        precision(&fair),
        recall(&fair),
        fair.f1(),
        percent(right, all),
        run.megabytes_per_second,
    );
}

fn by_genre(lang: &str, blocks: &[Block], run: &Run) {
    let mut genres: Vec<&str> = Vec::new();
    for block in blocks {
        if !genres.contains(&block.genre.as_str()) {
            genres.push(&block.genre);
        }
    }
    if genres.len() < 2 {
        return;
    }
    for genre in genres {
        let inside = blocks.iter().zip(&run.ends).filter(|(block, _)| block.genre == genre);
        let sum = score(lang, inside, false);
        let (right, all) = sum.hard_points();
        println!(
            "  genre {genre}\tF1 {:.2}\t{} extra, {} missed of {}\thard {right}/{all}",
            sum.f1(),
            sum.extra,
            sum.missed,
            sum.right + sum.missed
        );
    }
}

fn by_class(lang: &str, blocks: &[Block], run: &Run) {
    let sum = score(lang, blocks.iter().zip(&run.ends), false);
    let classes: Vec<String> =
        sum.hard.iter().map(|(class, (r, all))| format!("{} {r}/{all}", class.name())).collect();
    println!("  classes: {}", classes.join(", "));
}

/// Prints what is wrong where conventions agree, with the reason of ours.
fn errors(lang: &str, blocks: &[Block], run: &Run, shown: usize) {
    const AROUND: usize = 60;
    let mut wrong = Vec::new();
    for (block, found) in blocks.iter().zip(&run.ends) {
        let decisions = explain(lang, &block.text);
        let points = hard_points::hard_points(lang, &block.text);
        let mut ends: Vec<usize> = found.iter().chain(&block.ends).copied().collect();
        ends.sort_unstable();
        ends.dedup();
        for at in ends {
            let (ours, gold) = (found.contains(&at), block.ends.contains(&at));
            let class = points.iter().find(|(point, _)| *point == at).map(|(_, class)| *class);
            if ours == gold || class.is_some_and(|class| !class.counts()) {
                continue;
            }
            let (before, after) = block.text.split_at(at);
            let from = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
            let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
            let why = decisions
                .iter()
                .find(|d| d.at == at)
                .map_or("no candidate".into(), |d| d.reason.to_string());
            wrong.push(format!(
                "{} ({}, {}): {}¦{} [{why}]",
                if ours { "extra" } else { "missed" },
                block.genre,
                class.map_or("easy", |class| class.name()),
                &before[from..],
                &after[..to],
            ));
        }
    }
    wrong.iter().take(shown).for_each(|line| println!("  {line}"));
}
