//! What a user waits for: the whole command, and the worker.
//!
//! `command` runs `kladka lookup` once a query. CPU is that of the processes on an average; the clock's time is taken warm,
//! and again with the pages of the memory's file evicted from the system's cache before each run (GNU `dd` with
//! `oflag=nocache`; pages that wait to be written stay). `worker` gives all queries to one `kladka worker lookup`.

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kladka::text::Lang;

use super::{Asked, Outcome, percentile};

/// Prints the times of the whole command.
pub fn command(memory: &Path, queries: &[Asked], lang: &Lang, program: &str) -> Outcome {
    let sentences = || queries.iter().filter(|asked| asked.is_sentence());
    let run = |text: &str| -> Result<Duration, Box<dyn Error>> {
        let begun = Instant::now();
        let mut lookup = Command::new(program);
        lookup
            .args(["lookup", "--lang", lang.as_str(), "--memory"])
            .arg(memory)
            .arg("--")
            .arg(text);
        let ended = lookup.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        match ended.code() {
            Some(0 | 1) => Ok(begun.elapsed()),
            _ => Err(format!("{program} lookup ended with {ended}").into()),
        }
    };
    for asked in sentences() {
        run(&asked.text)?;
    }
    let before = children_cpu()?;
    let mut warm = sentences().map(|asked| run(&asked.text)).collect::<Result<Vec<_>, _>>()?;
    let cpu = children_cpu()? - before;
    let mut cold = Vec::new();
    for asked in sentences() {
        evict(memory)?;
        cold.push(run(&asked.text)?);
    }
    println!("queries\t{}", warm.len());
    println!("CPU warm, mean\t{:.2} ms", cpu.as_secs_f64() * 1e3 / warm.len().max(1) as f64);
    for (what, times) in [("clock, warm", &mut warm), ("clock, pages evicted", &mut cold)] {
        println!(
            "{what}\tp50 {:.2} ms\tp95 {:.2}\tp99 {:.2}",
            percentile(times, 0.5),
            percentile(times, 0.95),
            percentile(times, 0.99)
        );
    }
    Ok(())
}

/// Asks the system to forget the pages of a file.
fn evict(file: &Path) -> Outcome {
    let mut of = std::ffi::OsString::from("of=");
    of.push(file);
    let ended = Command::new("dd")
        .arg(of)
        .args(["oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"])
        .status()?;
    if ended.success() { Ok(()) } else { Err(format!("dd ended with {ended}").into()) }
}

/// The CPU time of the processes that have ended, in the hundredths of a second of /proc.
fn children_cpu() -> Result<Duration, Box<dyn Error>> {
    let told = fs::read_to_string("/proc/self/stat")?;
    let fields = told.rsplit(')').next().unwrap_or_default().split_whitespace();
    let times: Vec<u64> = fields.skip(13).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(Duration::from_millis(times.iter().sum::<u64>() * 10))
}

/// Prints how many segments a second the worker answers.
pub fn worker(memory: &Path, queries: &[Asked], lang: &Lang, program: &str) -> Outcome {
    let before = children_cpu()?;
    let begun = Instant::now();
    let mut child = Command::new(program)
        .args(["worker", "lookup", "--memory"])
        .arg(memory)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let mut input = BufWriter::new(child.stdin.take().ok_or("no standard input")?);
    let mut count = 0;
    for asked in queries.iter().filter(|asked| asked.is_sentence()) {
        count += 1;
        let record = serde_json::json!({ "id": count, "lang": lang, "text": asked.text });
        writeln!(input, "{record}")?;
    }
    drop(input);
    let ended = child.wait()?;
    if !ended.success() {
        return Err(format!("{program} worker ended with {ended}").into());
    }
    let (clock, cpu) = (begun.elapsed(), children_cpu()? - before);
    let rate = |time: Duration| f64::from(count) / time.as_secs_f64().max(1e-9);
    println!(
        "segments\t{count}\na second of CPU\t{:.0}\na second by the clock\t{:.0}",
        rate(cpu),
        rate(clock)
    );
    Ok(())
}
