//! The index against a scan of all texts.
//!
//! Every text of the language is scored once a query ([`Scan`]), and what a lookup finds at 50, 70 and 85 % is compared
//! with what of it reaches the threshold: the same scores, nothing more, and nothing less but for units that differ in
//! numbers only from one that is given with a score as good (of such a family the best is given). The ten best and the
//! best have to be the beginning of all. `--piece 3/20` takes the third of twenty pieces of the queries, so that a long run
//! can be made bit by bit.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use cpu_time::ThreadTime;
use kladka::memory::{Match, Memory, Scan};
use kladka::text::Lang;

use super::{Asked, Outcome, query};

/// Prints every difference and how many there are.
pub fn differ(memory: &Memory, queries: &[Asked], lang: &Lang, piece: &str) -> Outcome {
    let (nth, of) = piece.split_once('/').ok_or("--piece wants 1/10 or the like")?;
    let (nth, of): (usize, usize) = (nth.parse()?, of.parse()?);
    if nth == 0 || nth > of {
        return Err(format!("--piece {piece}: the first of {of} is 1, the last {of}").into());
    }
    let mut texts = Texts { scan: Scan::new(lang), places: Vec::new(), families: Vec::new() };
    for unit in memory.units() {
        let (id, unit) = unit?;
        for (at, variant) in unit.variants().iter().enumerate() {
            if variant.lang.same_language(lang) {
                texts.scan.push(&variant.text);
                texts.places.push((id.0, at));
                let others = unit.variants().iter().enumerate().filter(|(other, _)| *other != at);
                let others = others.map(|(_, other)| without_digits(&other.text));
                texts.families.push((without_digits(&variant.text), others.collect()));
            }
        }
    }
    let (mut asked, mut found, mut differences) = (0, 0, 0);
    let (mut scan_time, mut search_time) = (Duration::ZERO, Duration::ZERO);
    let queries = queries.iter().filter(|asked| asked.is_sentence());
    for text in queries.skip(nth - 1).step_by(of).map(|asked| &asked.text) {
        asked += 1;
        let begun = ThreadTime::now();
        let scores = texts.scan.scores(text, 50);
        scan_time += begun.elapsed();
        found += scores.len();
        for min in [50, 70, 85] {
            let begun = ThreadTime::now();
            let given = memory.lookup(&query(text, Some(lang), min, usize::MAX))?;
            search_time += begun.elapsed();
            let mut why = texts.compare(&given, &scores, min);
            for limit in [10, 1] {
                let few = memory.lookup(&query(text, Some(lang), min, limit))?;
                if few != given[..given.len().min(limit)] {
                    why.push(format!("the best {limit} are not the beginning of all"));
                }
            }
            differences += why.len();
            why.iter().for_each(|why| println!("differs\t{min} %\t{text}\t{why}"));
        }
    }
    println!("texts\t{}\nqueries\t{asked}\nmatches from 50 %\t{found}", texts.places.len());
    println!("differences\t{differences}");
    let each = |time: Duration| time.as_secs_f64() * 1e3 / f64::from(asked.max(1));
    println!(
        "scan\t{:.1} ms a query\nlookups at three thresholds\t{:.1}",
        each(scan_time),
        each(search_time)
    );
    if differences > 0 { Err("the index does not find what the scan finds".into()) } else { Ok(()) }
}

struct Texts {
    scan: Scan,
    /// The unit of each text, and which of its texts it is.
    places: Vec<(i64, usize)>,
    /// Each text and its translations without digits.
    families: Vec<(String, Vec<String>)>,
}

impl Texts {
    fn compare(&self, given: &[Match], scores: &[(usize, u8)], min: u8) -> Vec<String> {
        let mut why = Vec::new();
        if !given.is_sorted_by_key(|found| std::cmp::Reverse(found.score)) {
            why.push("not in order of score".to_string());
        }
        let mut expected: HashMap<i64, Vec<u8>> = HashMap::new();
        for &(at, score) in scores.iter().filter(|(_, score)| *score >= min) {
            expected.entry(self.places[at].0).or_default().push(score);
        }
        let mut families: HashMap<(String, String), u8> = HashMap::new();
        let mut units: HashSet<i64> = HashSet::new();
        for found in given {
            if !expected.get(&found.unit.0).is_some_and(|scores| scores.contains(&found.score)) {
                why.push(format!("unit {} is given at {}", found.unit.0, found.score));
            }
            units.insert(found.unit.0);
            let family = (without_digits(&found.source.text), without_digits(&found.target.text));
            let best = families.entry(family).or_default();
            *best = found.score.max(*best);
        }
        for &(at, score) in scores.iter().filter(|(_, score)| *score >= min) {
            let unit = self.places[at].0;
            let (source, targets) = &self.families[at];
            let is_shown = |target: &String| {
                let best = families.get(&(source.clone(), target.clone()));
                best.is_some_and(|&best| best >= score)
            };
            if !units.contains(&unit) && (score == 100 || !targets.iter().all(is_shown)) {
                why.push(format!("unit {unit} with {score} is not given"));
            }
        }
        why
    }
}

fn without_digits(text: &str) -> String {
    let mark = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '/' | '-' | '–');
    text.chars().filter(|&c| !mark(c)).collect()
}
