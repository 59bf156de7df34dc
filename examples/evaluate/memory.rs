//! Looking up in a large memory: how fast, and whether everything is found.
//!
//! ```text
//! evaluate memory speed MEMORY QUERIES [--lang en]     CPU time a query, peak memory, bytes of index a unit
//! evaluate memory differ MEMORY QUERIES [--every N]    the index against a scan: at 50, 70, 85, all and ten best
//! evaluate memory floor MEMORY QUERIES [--lang en]     is what is alike by characters offered
//! evaluate memory add MEMORY PAIRS.tsv                 the time of adding units one by one (writes to MEMORY)
//! ```
//!
//! Queries are JSON Lines (`kind`, `q`; kinds `conc` are words for a concordance) or plain lines. CPU times are
//! those of the thread: other work on the machine makes them longer, though not as much as the time by the clock.
//!
//! `floor`: of queries of four words and more whose nearest stored source is at least 80 % alike by characters
//! (Levenshtein distance over the longer length), how many are offered, at 70 % and five matches, a source that is
//! no more than 10 points less alike.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use kladka::bitext::TranslationUnit;
use kladka::memory::{Access, ImportInfo, Match, Memory, Percent, Query};
use kladka::text::Lang;

/// Prints what was asked for.
pub fn evaluate(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let after = |name: &str| {
        arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned()
    };
    let [what, memory, queries, ..] = arguments else {
        return Err("usage: evaluate memory speed|differ|floor|add MEMORY QUERIES".into());
    };
    let lang = Lang::new(&after("--lang").unwrap_or("en".into()))?;
    if what == "add" {
        return add(Path::new(memory), Path::new(queries));
    }
    let memory = Memory::open(Path::new(memory), Access::Read)?;
    let queries = read_queries(Path::new(queries))?;
    match what.as_str() {
        "speed" => speed(&memory, &queries, &lang),
        "differ" => {
            let every = after("--every").map_or(Ok(1), |n| n.parse())?;
            differ(&memory, &queries, every)
        }
        "floor" => floor(&memory, &queries, &lang),
        other => Err(format!("evaluate memory {other}: speed, differ, floor or add").into()),
    }
}

struct Asked {
    kind: String,
    text: String,
}

fn read_queries(path: &Path) -> Result<Vec<Asked>, Box<dyn Error>> {
    let mut queries = Vec::new();
    for line in BufReader::new(fs::File::open(path)?).lines() {
        let line = line?;
        let read: Option<Asked> =
            serde_json::from_str::<serde_json::Value>(&line).ok().and_then(|v| {
                let text = |name: &str| v.get(name)?.as_str().map(str::to_string);
                Some(Asked { kind: text("kind")?, text: text("q")? })
            });
        queries.push(read.unwrap_or_else(|| Asked { kind: "lines".into(), text: line }));
    }
    Ok(queries)
}

fn query(text: &str, lang: Option<&Lang>, min: u8, limit: usize) -> Query {
    let min = Percent::new(min).unwrap_or(Percent::USUAL);
    Query { lang: lang.cloned(), min, limit, ..Query::new(text) }
}

/// A percentile of some times, in milliseconds.
fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let at = (times.len().saturating_sub(1)) as f64 * share;
    times.get(at.round() as usize).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

type Task<'t> = &'t dyn Fn(&str) -> Result<usize, Box<dyn Error>>;

fn speed(memory: &Memory, queries: &[Asked], lang: &Lang) -> Result<(), Box<dyn Error>> {
    let lookup = |min, limit| {
        move |text: &str| -> Result<usize, Box<dyn Error>> {
            Ok(memory.lookup(&query(text, Some(lang), min, limit))?.len())
        }
    };
    let concordance = |text: &str| -> Result<usize, Box<dyn Error>> {
        Ok(memory.concordance(&query(text, Some(lang), 70, 20))?.len())
    };
    let (all, ten, five) = (lookup(70, usize::MAX), lookup(50, 10), lookup(70, 5));
    let tasks: [(&str, Task<'_>, bool); 4] = [
        ("all from 70 %", &all, false),
        ("ten best from 50 %", &ten, false),
        ("five best from 70 %", &five, false),
        ("concordance, 20", &concordance, true),
    ];
    println!("task\tkind\tqueries\tp50 ms\tp95\tp99\tmost\tfound a query");
    for (name, task, is_concordance) in tasks {
        let mut times: BTreeMap<&str, (Vec<Duration>, usize)> = BTreeMap::new();
        let of_kind = |asked: &&Asked| (asked.kind == "conc") == is_concordance;
        // Once to fill the caches, once to measure.
        for round in 0..2 {
            for asked in queries.iter().filter(of_kind) {
                let begun = ThreadTime::now();
                let found = task(&asked.text)?;
                let time = begun.elapsed();
                for kind in [asked.kind.as_str(), "~all"].into_iter().filter(|_| round == 1) {
                    let (times, sum) = times.entry(kind).or_default();
                    times.push(time);
                    *sum += found;
                }
            }
        }
        for (kind, (times, found)) in &mut times {
            println!(
                "{name}\t{kind}\t{}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{:.1}",
                times.len(),
                percentile(times, 0.5),
                percentile(times, 0.95),
                percentile(times, 0.99),
                percentile(times, 1.0),
                *found as f64 / times.len() as f64,
            );
        }
    }
    if let Some(peak) = peak_megabytes() {
        println!("peak memory\t{peak} MB");
    }
    index_bytes(memory)
}

/// The most memory the process has held, where the system tells.
fn peak_megabytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// What the tables of the index take, all languages together.
fn index_bytes(memory: &Memory) -> Result<(), Box<dyn Error>> {
    let units = memory.stats()?.units.max(1);
    let conn = rusqlite::Connection::open(memory.path())?;
    let page: i64 = conn.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    let sql = "SELECT count(*) FROM dbstat WHERE name LIKE ?1";
    for (what, tables) in [
        ("words", "search_words%"),
        ("links", "search_links%"),
        ("slots", "search_shelves%"),
        ("lists", "search_lists%"),
        ("all of it", "search_%"),
        ("concordance", "grams%"),
    ] {
        // Builds of SQLite differ in whether they can say so.
        let Ok(pages) = conn.query_row(sql, [tables], |row| row.get::<_, i64>(0)) else {
            println!("index\tthis SQLite does not count pages");
            break;
        };
        println!("index, {what}\t{:.1} bytes a unit", (pages * page) as f64 / units as f64);
    }
    Ok(())
}

fn differ(memory: &Memory, queries: &[Asked], every: usize) -> Result<(), Box<dyn Error>> {
    let (mut asked, mut found, mut differences) = (0, 0, 0);
    let mut scan_time = Duration::ZERO;
    for text in queries.iter().filter(|q| q.kind != "conc").step_by(every).map(|q| &q.text) {
        asked += 1;
        let begun = ThreadTime::now();
        let mut wide = query(text, None, 50, usize::MAX);
        wide.exhaustive = true;
        let scanned = memory.lookup(&wide)?;
        scan_time += begun.elapsed();
        found += scanned.len();
        for min in [50, 70, 85] {
            let expected: Vec<&Match> = scanned.iter().filter(|m| m.score >= min).collect();
            for limit in [usize::MAX, 10, 1] {
                let answer = memory.lookup(&query(text, None, min, limit))?;
                let expected = &expected[..expected.len().min(limit)];
                if answer.iter().collect::<Vec<_>>() != expected {
                    differences += 1;
                    println!(
                        "differs\t{min} %\t{limit}\t{text}\t{} for {}",
                        answer.len(),
                        expected.len()
                    );
                }
            }
        }
    }
    println!("queries\t{asked}\nmatches from 50 %\t{found}\ndifferences\t{differences}");
    println!("scan\t{:.1} ms a query", scan_time.as_secs_f64() * 1e3 / f64::from(asked.max(1)));
    if differences > 0 { Err("the index does not find what the scan finds".into()) } else { Ok(()) }
}

fn floor(memory: &Memory, queries: &[Asked], lang: &Lang) -> Result<(), Box<dyn Error>> {
    let mut texts: Vec<Vec<char>> = Vec::new();
    for unit in memory.units() {
        let (_, unit) = unit?;
        let own = unit.variants().iter().filter(|variant| variant.lang.same_language(lang));
        texts.extend(own.map(|variant| variant.text.chars().collect()));
    }
    texts.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    texts.dedup();
    let mut kinds: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for asked in queries.iter().filter(|q| q.kind != "conc") {
        if asked.text.split_whitespace().count() < 4 {
            continue;
        }
        let chars: Vec<char> = asked.text.chars().collect();
        let nearest = nearest(&chars, &texts);
        if nearest < 0.8 {
            continue;
        }
        let offered = memory.lookup(&query(&asked.text, Some(lang), 70, 5))?;
        let best = offered
            .iter()
            .map(|m| alike(&chars, &m.source.text.chars().collect::<Vec<_>>()))
            .fold(0.0, f64::max);
        let is_offered = best >= nearest - 0.1;
        if !is_offered {
            println!("not offered\t{}\t{:.2}\t{best:.2}\t{}", asked.kind, nearest, asked.text);
        }
        for kind in [asked.kind.as_str(), "~all"] {
            let (offered, of) = kinds.entry(kind).or_default();
            *offered += u32::from(is_offered);
            *of += 1;
        }
    }
    println!("kind\tqueries with a near source\toffered");
    for (kind, (offered, of)) in kinds {
        println!("{kind}\t{of}\t{:.1} %", 100.0 * f64::from(offered) / f64::from(of.max(1)));
    }
    Ok(())
}

/// How alike two texts are by characters, 0 to 1.
fn alike(a: &[char], b: &[char]) -> f64 {
    let longer = a.len().max(b.len()).max(1);
    1.0 - strsim::generic_levenshtein(&a.to_vec(), &b.to_vec()) as f64 / longer as f64
}

/// How alike the nearest of some texts is, sorted by length; below .8 it may not be found.
fn nearest(asked: &[char], texts: &[Vec<char>]) -> f64 {
    let (low, high) = (asked.len() * 4 / 5, asked.len() * 5 / 4 + 1);
    let from = texts.partition_point(|text| text.len() < low);
    let to = texts.partition_point(|text| text.len() <= high);
    let mut counts = [0i32; 64];
    asked.iter().for_each(|&c| counts[c as usize % 64] += 1);
    let mut best = 0.0f64;
    for text in &texts[from..to] {
        // Each edit changes two counts of characters at most.
        let mut own = counts;
        text.iter().for_each(|&c| own[c as usize % 64] -= 1);
        let apart: i32 = own.iter().map(|n| n.abs()).sum();
        let longer = asked.len().max(text.len()).max(1) as f64;
        if 1.0 - f64::from(apart) / 2.0 / longer > best.max(0.79) {
            best = best.max(alike(asked, text));
        }
    }
    best
}

fn add(memory: &Path, pairs: &Path) -> Result<(), Box<dyn Error>> {
    let table = fs::read_to_string(pairs)?;
    let mut lines = table.lines();
    let (a, b) = lines.next().and_then(|header| header.split_once('\t')).ok_or("a header")?;
    let (a, b) = (Lang::new(a)?, Lang::new(b)?);
    let mut memory = Memory::open(memory, Access::Write)?;
    let (mut times, mut walls) = (Vec::new(), Vec::new());
    let info = ImportInfo { what: "by hand", now: "20260101T000000Z", rules: "" };
    for line in lines {
        let Some((source, target)) = line.split_once('\t') else { continue };
        let unit = TranslationUnit::pair((a.clone(), source), (b.clone(), target))?;
        let (begun, clock) = (ThreadTime::now(), std::time::Instant::now());
        memory.extend(&info, [unit], &[])?;
        times.push(begun.elapsed());
        walls.push(clock.elapsed());
    }
    for (what, times) in [("CPU", &mut times), ("clock", &mut walls)] {
        println!(
            "adding one unit, {what}\t{} times\tp50 {:.3} ms\tp99 {:.3}\tmost {:.3}",
            times.len(),
            percentile(times, 0.5),
            percentile(times, 0.99),
            percentile(times, 1.0),
        );
    }
    Ok(())
}
