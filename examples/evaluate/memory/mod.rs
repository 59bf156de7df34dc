//! Looking up in a large memory: how fast, and whether everything is found.
//!
//! ```text
//! evaluate memory speed MEMORY QUERIES [--lang en]       CPU time a query, peak memory, bytes of index a unit
//! evaluate memory differ MEMORY QUERIES [--lang en] [--piece 1/10]   the index against a scan, at 50, 70 and 85
//! evaluate memory floor MEMORY QUERIES [--lang en]       is what is alike by characters offered
//! evaluate memory add MEMORY PAIRS.tsv                   the time of adding units one by one (writes to MEMORY)
//! evaluate memory command MEMORY QUERIES [--program kladka]   the whole command, warm and with the file's pages evicted
//! evaluate memory worker MEMORY QUERIES [--program kladka]    segments a second of `worker lookup`
//! evaluate memory peers MEMORY QUERIES [--python PROGRAM] [--postgres CONNECTION]   what others find, how fast
//! evaluate memory adversary COUNT SEED                   pairs made to deceive a filter, as TSV
//! ```
//!
//! Queries are JSON Lines (`kind`, `q`; kinds `conc` are words for a concordance) or plain lines; `--count N` takes N of
//! them, evenly spread. CPU times are those of the thread: other work on the machine makes them longer, though not as
//! much as the time by the clock. Each command's own file says more.

mod adversary;
mod differ;
mod doors;
mod floor;
#[path = "../../learn/lots.rs"]
mod lots;
mod peers;
mod speed;

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use kladka::memory::{Access, Memory, Percent, Query};
use kladka::text::Lang;

use super::arguments::Arguments;

type Outcome = Result<(), Box<dyn Error>>;

const USAGE: &str =
    "usage: evaluate memory speed|differ|floor|add|command|worker|peers|adversary MEMORY QUERIES";

/// Prints what was asked for.
pub fn evaluate(arguments: &[String]) -> Outcome {
    let flags = ["--lang", "--piece", "--program", "--python", "--postgres", "--count"];
    let arguments = Arguments::read(arguments, &flags)?;
    let [what, memory, queries] = arguments.files() else { return Err(USAGE.into()) };
    let path = Path::new(memory);
    match what.as_str() {
        "add" => return speed::add(path, Path::new(queries)),
        "adversary" => return adversary::write(memory.parse()?, queries.parse()?),
        _ => {}
    }
    let lang = Lang::new(arguments.value("--lang").unwrap_or("en"))?;
    let mut queries = read_queries(Path::new(queries))?;
    let wanted = arguments.number("--count", queries.len())?;
    if let Some(step) = queries.len().checked_div(wanted) {
        queries = queries.into_iter().step_by(step.max(1)).take(wanted).collect();
    }
    let program = arguments.value("--program").unwrap_or("kladka");
    if what == "command" {
        return doors::command(path, &queries, &lang, program);
    }
    if what == "worker" {
        return doors::worker(path, &queries, &lang, program);
    }
    let memory = Memory::open(path, Access::Read)?;
    match what.as_str() {
        "speed" => speed::speed(&memory, &queries, &lang),
        "differ" => {
            differ::differ(&memory, &queries, &lang, arguments.value("--piece").unwrap_or("1/1"))
        }
        "floor" => floor::floor(&memory, &queries, &lang),
        "peers" => peers::peers(
            &memory,
            &queries,
            &lang,
            arguments.value("--python").unwrap_or("python3"),
            arguments.value("--postgres"),
        ),
        _ => Err(USAGE.into()),
    }
}

struct Asked {
    kind: String,
    text: String,
}

impl Asked {
    /// Whether it is a sentence, not a word for a concordance.
    fn is_sentence(&self) -> bool {
        self.kind != "conc"
    }
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
