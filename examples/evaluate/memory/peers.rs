//! What other tools find of the same texts, and how long they take.
//!
//! `peers.py` beside this file is run by the Python that `--python` names. It asks what is there: rapidfuzz (every text
//! scored), SQLite FTS5 with its trigram tokenizer (any trigram, by bm25), PostgreSQL with pg_trgm (where `--postgres` gives a
//! connection that `psql` understands; a table `kladka_peer` is made there and dropped). Each gives five sources a query at
//! 70 % of its own measure, FTS5 the first five there are.
//!
//! Printed for each: CPU time or, of PostgreSQL, its own count of time; queries answered; of the best source by this score
//! (from 70 %), and of the nearest by characters (from 70 %), how many are among the five.

use std::collections::HashMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use cpu_time::ThreadTime;
use kladka::memory::Memory;
use kladka::text::Lang;
use serde_json::{Value, json};

use super::{Asked, Outcome, percentile, query};

/// The answers of one tool: five sources a query, milliseconds a query.
struct Answers {
    name: String,
    found: Vec<Vec<String>>,
    times: Vec<Duration>,
}

/// Prints a row for each tool.
pub fn peers(
    memory: &Memory,
    queries: &[Asked],
    lang: &Lang,
    python: &str,
    postgres: Option<&str>,
) -> Outcome {
    let mut texts = Vec::new();
    for unit in memory.units() {
        let (_, unit) = unit?;
        let own = unit.variants().iter().filter(|variant| variant.lang.same_language(lang));
        texts.extend(own.map(|variant| variant.text.clone()));
    }
    texts.sort_unstable();
    texts.dedup();
    let queries: Vec<&str> = queries
        .iter()
        .filter(|asked| asked.is_sentence())
        .map(|asked| asked.text.as_str())
        .collect();
    let mut all = vec![ours(memory, &queries, lang)?];
    all.extend(theirs(&texts, &queries, python, postgres)?);
    let best = |answers: &Answers| -> HashMap<usize, String> {
        let firsts = answers.found.iter().enumerate();
        firsts.filter_map(|(at, found)| Some((at, found.first()?.clone()))).collect()
    };
    let ours = best(&all[0]);
    let nearest =
        all.iter().find(|answers| answers.name == "rapidfuzz").map(best).unwrap_or_default();
    println!("{} texts, {} queries", texts.len(), queries.len());
    println!(
        "tool\tp50 ms\tp99\tanswered\tour best among its five\tnearest by characters among its five"
    );
    for answers in &mut all {
        let among = |wanted: &HashMap<usize, String>| {
            let hits =
                wanted.iter().filter(|(at, text)| answers.found[**at].contains(text)).count();
            format!("{hits} of {}", wanted.len())
        };
        let (own, near) = (among(&ours), among(&nearest));
        let answered = answers.found.iter().filter(|found| !found.is_empty()).count();
        let times = &mut answers.times;
        println!(
            "{}\t{:.2}\t{:.2}\t{answered}\t{own}\t{near}",
            answers.name,
            percentile(times, 0.5),
            percentile(times, 0.99)
        );
    }
    Ok(())
}

fn ours(memory: &Memory, queries: &[&str], lang: &Lang) -> Result<Answers, Box<dyn Error>> {
    let mut answers = Answers { name: "kladka".into(), found: Vec::new(), times: Vec::new() };
    for text in queries {
        let begun = ThreadTime::now();
        let found = memory.lookup(&query(text, Some(lang), 70, 5))?;
        answers.times.push(begun.elapsed());
        answers.found.push(found.into_iter().map(|found| found.source.text).collect());
    }
    Ok(answers)
}

fn theirs(
    texts: &[String],
    queries: &[&str],
    python: &str,
    postgres: Option<&str>,
) -> Result<Vec<Answers>, Box<dyn Error>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/evaluate/memory/peers.py");
    let mut child =
        Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let told = json!({ "texts": texts, "queries": queries, "postgres": postgres });
    child.stdin.take().ok_or("no standard input")?.write_all(told.to_string().as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("{python}: {}", output.status).into());
    }
    let mut all = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let answer: Value = serde_json::from_str(line)?;
        let list = |name: &str| answer[name].as_array().cloned().unwrap_or_default();
        let text = |at: &Value| texts.get(at.as_u64()? as usize).cloned();
        let (found, times) = (list("found"), list("ms"));
        let found = found
            .iter()
            .map(|five| five.as_array().into_iter().flatten().filter_map(text).collect());
        let times =
            times.iter().filter_map(Value::as_f64).map(|ms| Duration::from_secs_f64(ms / 1e3));
        let name = answer["name"].as_str().unwrap_or_default().to_string();
        all.push(Answers { name, found: found.collect(), times: times.collect() });
    }
    Ok(all)
}
