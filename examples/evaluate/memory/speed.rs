//! How long lookups, concordances and additions take, and what the index takes.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use kladka::bitext::TranslationUnit;
use kladka::memory::{Access, How, ImportInfo, Memory, Pattern, Wanted};
use kladka::text::Lang;

use super::{Asked, Outcome, percentile, query};

type Task<'t> = &'t dyn Fn(&str) -> Result<usize, Box<dyn Error>>;

/// Prints how long lookups and concordances take.
pub fn speed(memory: &Memory, queries: &[Asked], lang: &Lang) -> Outcome {
    let lookup = |min, limit| {
        move |text: &str| -> Result<usize, Box<dyn Error>> {
            Ok(memory.lookup(&query(text, Some(lang), min, limit))?.len())
        }
    };
    let concordance = |text: &str| -> Result<usize, Box<dyn Error>> {
        Ok(memory.concordance(&query(text, Some(lang), 70, 20))?.len())
    };
    let screen = |how: Option<How>, text: &str| -> Result<usize, Box<dyn Error>> {
        let Some(how) = how else { return Ok(0) };
        let wanted = Wanted { how, ..Wanted::default() };
        Ok(memory.concordance_of(&query(text, Some(lang), 70, 20), &wanted)?.len())
    };
    let part = |text: &str| screen(Some(How::Part), text);
    let plain = |text: &str| screen(Some(How::Plain), text);
    // The word in any case, its last letter another or none.
    let pattern = |text: &str| {
        let mut stem = text.to_string();
        stem.pop();
        screen(Pattern::new(&format!(r"(?i){stem}\w?\b")).ok().map(How::Pattern), text)
    };
    let (all, ten, five) = (lookup(70, usize::MAX), lookup(50, 10), lookup(70, 5));
    let tasks: [(&str, Task<'_>, bool); 7] = [
        ("all from 70 %", &all, false),
        ("ten best from 50 %", &ten, false),
        ("five best from 70 %", &five, false),
        ("concordance, 20", &concordance, true),
        ("part of a word, 20", &part, true),
        ("plain letters, 20", &plain, true),
        ("pattern, 20", &pattern, true),
    ];
    println!("task\tkind\tqueries\tp50 ms\tp95\tp99\tmost\tfound a query");
    for (name, task, is_concordance) in tasks {
        let mut times: BTreeMap<&str, (Vec<Duration>, usize)> = BTreeMap::new();
        let of_kind = |asked: &&Asked| asked.is_sentence() != is_concordance;
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
    let mut sum = 0.0;
    let sql = "SELECT count(*) FROM dbstat WHERE name LIKE ?1";
    for (what, tables) in [
        ("words", "search_words%"),
        ("links", "search_links%"),
        ("slots", "search_shelves%"),
        ("lists", "search_lists%"),
        ("concordance", "search_forms%"),
    ] {
        // Builds of SQLite differ in whether they can say so.
        let Ok(pages) = conn.query_row(sql, [tables], |row| row.get::<_, i64>(0)) else {
            println!("index\tthis SQLite does not count pages");
            return Ok(());
        };
        let bytes = (pages * page) as f64 / units as f64;
        println!("index, {what}\t{bytes:.1} bytes a unit");
        sum += bytes;
        if what == "lists" {
            println!("index, all of it\t{sum:.1} bytes a unit");
        }
    }
    Ok(())
}

/// Prints how long adding units one by one takes.
pub fn add(memory: &Path, pairs: &Path) -> Result<(), Box<dyn Error>> {
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
