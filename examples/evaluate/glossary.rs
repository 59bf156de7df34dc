//! Glossary entries found in texts against hits marked by hand, and how long finding takes.
//!
//! `glossary-dev.tsv` has the columns id, pl, en, en_variants, category; `hits-dev.jsonl` a text a line
//! with its language, its hits (places in characters), those that are free to be found or not
//! (`optional`, `inside` a longer hit), and traps: words that look like an entry.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::Path;

use cpu_time::ProcessTime;
use kladka::bitext::{Term, TermStatus, TermUsage};
use kladka::glossary::Glossary;
use kladka::lexicon::core;
use kladka::text::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    lang: String,
    text: String,
    hits: Vec<Hit>,
}

#[derive(Deserialize)]
struct Hit {
    term: String,
    start: usize,
    end: usize,
    optional: Option<serde_json::Value>,
    inside: Option<serde_json::Value>,
}

#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

/// Prints precision and recall by language and category; `--errors` shows what was wrong.
pub fn evaluate(folder: &Path, show_errors: bool) -> Result<(), Box<dyn Error>> {
    let (mut ids, mut terms) = (Vec::new(), Vec::new());
    let mut categories = HashMap::new();
    for row in fs::read_to_string(folder.join("glossary-dev.tsv"))?.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, pl, en, _, category] = cells[..] else { return Err(row.into()) };
        categories.insert(id.to_string(), category.to_string());
        ids.push(id.to_string());
        terms.push(term(pl, en)?);
    }
    let glossary = Glossary::of(terms);
    let mut scores: BTreeMap<(String, String), Score> = BTreeMap::new();
    for line in fs::read_to_string(folder.join("hits-dev.jsonl"))?.lines() {
        let text: Text = serde_json::from_str(line)?;
        let found = glossary.find(&Lang::new(&text.lang)?, &text.text);
        let place = |byte: usize| text.text[..byte].chars().count();
        let found: Vec<(&str, usize, usize)> = found
            .iter()
            .map(|hit| (ids[hit.entry - 1].as_str(), place(hit.range.start), place(hit.range.end)))
            .collect();
        let is_free = |hit: &&Hit| hit.optional.is_some() || hit.inside.is_some();
        let (free, needed): (Vec<&Hit>, Vec<&Hit>) = text.hits.iter().partition(is_free);
        let mut used = vec![false; found.len()];
        let mut count = |term: &str, add: fn(&mut Score)| {
            for name in ["all", categories[term].as_str()] {
                add(scores.entry((text.lang.clone(), name.to_string())).or_default());
            }
        };
        for hit in needed {
            let at = (0..found.len()).find(|&at| !used[at] && same(&text.text, hit, found[at]));
            match at {
                Some(at) => {
                    used[at] = true;
                    count(&hit.term, |score| score.right += 1);
                }
                None => {
                    count(&hit.term, |score| score.missed += 1);
                    if show_errors {
                        println!("missed\t{}\t{}..{}\t{}", hit.term, hit.start, hit.end, text.text);
                    }
                }
            }
        }
        for (at, &(term, start, end)) in found.iter().enumerate() {
            let covers = |hit: &&Hit| hit.term == term && hit.start <= start && end <= hit.end;
            if used[at] || free.iter().any(|h| same(&text.text, h, found[at]) || covers(h)) {
                continue;
            }
            count(term, |score| score.wrong += 1);
            if show_errors {
                println!("wrong\t{term}\t{start}..{end}\t{}", text.text);
            }
        }
    }
    println!("glossary\tcategory\tprecision\trecall\thits");
    for ((lang, category), score) in &scores {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        println!(
            "{lang}\t{category}\t{:.3}\t{:.3}\t{}",
            share(score.right, score.right + score.wrong),
            share(score.right, score.right + score.missed),
            score.right + score.missed
        );
    }
    time(folder)
}

/// A hit is found where it starts, with or without a possessive at its end.
fn same(text: &str, hit: &Hit, (term, start, end): (&str, usize, usize)) -> bool {
    let tail = || text.chars().skip(hit.end).take(end - hit.end).collect::<String>();
    hit.term == term
        && hit.start == start
        && (hit.end == end || hit.end < end && ["'s", "’s", "'", "’"].contains(&tail().as_str()))
}

fn term(pl: &str, en: &str) -> Result<Term, Box<dyn Error>> {
    Ok(Term {
        source: vec![pl.to_string()],
        target: vec![en.to_string()],
        source_lang: Lang::new("pl")?,
        target_lang: Lang::new("en")?,
        status: TermStatus::Approved,
        domain: None,
        note: None,
        reference: None,
        usage: TermUsage::default(),
    })
}

/// Entries of the large glossary.
const MANY: usize = 50_000;
/// Entries whose loading is timed.
const LOADED: usize = 10_000;

/// Says how long it takes to load a glossary, and to find its entries in a text. Its entries are
/// those of the core lexicon, repeated as often as need be.
fn time(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut terms = Vec::new();
    for entry in core().iter().flat_map(|dictionary| dictionary.entries()) {
        for translation in &entry.translations {
            terms.push(term(&entry.lemma, translation)?);
        }
    }
    let many: Vec<Term> = terms.iter().cycle().take(MANY).cloned().collect();
    let few = many[..LOADED].to_vec();
    let start = ProcessTime::now();
    let small = Glossary::of(few);
    println!("loading {} entries: {:.1} ms", small.len(), start.elapsed().as_secs_f64() * 1e3);
    let glossary = Glossary::of(many);
    let texts = fs::read_to_string(folder.join("pud.pl.tsv"))?;
    let texts: Vec<&str> = texts.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    let pl = Lang::new("pl")?;
    let start = ProcessTime::now();
    let hits: usize = texts.iter().map(|text| glossary.find(&pl, text).len()).sum();
    println!(
        "a segment against {} entries: {:.3} ms, {:.1} hits",
        glossary.len(),
        start.elapsed().as_secs_f64() * 1e3 / texts.len().max(1) as f64,
        hits as f64 / texts.len().max(1) as f64
    );
    Ok(())
}
