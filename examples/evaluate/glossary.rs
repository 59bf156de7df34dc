//! Glossary entries found in texts against hits marked by hand, and how long finding takes.
//!
//! `glossary-dev.tsv` has the columns id, pl, en, category, and others; `hits-dev.jsonl` a text a line
//! with its language, its hits (places in characters), those that are free to be found or not
//! (`optional`, `inside` a longer hit), and traps: words that look like an entry.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use cpu_time::ProcessTime;
use kladka::bitext::{Term, TermStatus, TermUsage};
use kladka::glossary::Glossary;
use kladka::lexicon::core;
use kladka::text::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    lang: String,
    #[serde(default)]
    half: String,
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

/// A glossary whose entries have names and categories.
struct Named {
    glossary: Glossary,
    ids: Vec<String>,
    categories: HashMap<String, String>,
}

impl Named {
    /// Reads a table with the columns id, pl, en, category, and others.
    fn read(path: &Path) -> Result<Named, Box<dyn Error>> {
        let table = fs::read_to_string(path)?;
        let names: Vec<&str> = table.lines().next().unwrap_or_default().split('\t').collect();
        let column = |name: &str| names.iter().position(|n| *n == name).ok_or(name.to_string());
        let (id, pl, en, category) =
            (column("id")?, column("pl")?, column("en")?, column("category")?);
        let (mut ids, mut terms, mut categories) = (Vec::new(), Vec::new(), HashMap::new());
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let cell = |at: usize| cells.get(at).copied().ok_or(row);
            categories.insert(cell(id)?.to_string(), cell(category)?.to_string());
            ids.push(cell(id)?.to_string());
            terms.push(term(cell(pl)?, cell(en)?)?);
        }
        Ok(Named { glossary: Glossary::of(terms), ids, categories })
    }
}

/// Prints precision and recall of the development set, and times; `--errors` shows what was wrong.
pub fn evaluate(folder: &Path, show_errors: bool) -> Result<(), Box<dyn Error>> {
    let glossary = Named::read(&folder.join("glossary-dev.tsv"))?;
    hits(&glossary, &[folder.join("hits-dev.jsonl")], show_errors)?;
    time(folder)
}

/// Scores files of hits: a glossary, then files of texts, whose records may be of a half `a` or `b`.
/// Errors are shown of half a alone, since b is not to be learned from.
pub fn evaluate_hits(files: &[String], show_errors: bool) -> Result<(), Box<dyn Error>> {
    let [glossary, texts @ ..] = files else {
        return Err("evaluate terms hits GLOSSARY.tsv TEXTS.jsonl…".into());
    };
    let texts: Vec<PathBuf> = texts.iter().map(PathBuf::from).collect();
    hits(&Named::read(Path::new(glossary))?, &texts, show_errors)
}

fn hits(named: &Named, files: &[PathBuf], show_errors: bool) -> Result<(), Box<dyn Error>> {
    let mut scores: BTreeMap<(String, String), Score> = BTreeMap::new();
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            let text: Text = serde_json::from_str(line)?;
            score(named, &text, show_errors && text.half != "b", &mut scores)?;
        }
    }
    println!("glossary\tcategory\tprecision\trecall\thits");
    for ((lang, category), score) in &scores {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        println!(
            "{lang}\t{category}\t{:.4}\t{:.4}\t{}",
            share(score.right, score.right + score.wrong),
            share(score.right, score.right + score.missed),
            score.right + score.missed
        );
    }
    Ok(())
}

fn score(
    named: &Named,
    text: &Text,
    show_errors: bool,
    scores: &mut BTreeMap<(String, String), Score>,
) -> Result<(), Box<dyn Error>> {
    let found = named.glossary.find(&Lang::new(&text.lang)?, &text.text);
    let place = |byte: usize| text.text[..byte].chars().count();
    let found: Vec<(&str, usize, usize)> = found
        .iter()
        .map(|hit| {
            let id = named.ids[hit.entry - 1].as_str();
            (id, place(hit.range.start), place(hit.range.end))
        })
        .collect();
    let is_free = |hit: &&Hit| hit.optional.is_some() || hit.inside.is_some();
    let (free, needed): (Vec<&Hit>, Vec<&Hit>) = text.hits.iter().partition(is_free);
    let mut used = vec![false; found.len()];
    let lang = format!("{} {}", text.lang, text.half);
    let mut count = |term: &str, add: fn(&mut Score)| {
        for name in ["all", named.categories[term].as_str()] {
            add(scores.entry((lang.clone(), name.to_string())).or_default());
        }
    };
    let form = |start: usize, end: usize| -> String {
        text.text.chars().skip(start).take(end - start).collect()
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
                    let form = form(hit.start, hit.end);
                    println!("missed\t{}\t{form}\t{}", hit.term, text.text);
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
            println!("wrong\t{term}\t{}\t{}", form(start, end), text.text);
        }
    }
    Ok(())
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
