//! Glossary entries found in texts, against hits marked by hand: what is right, wrong and missed.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use kladka::bitext::Term;
use kladka::glossary::Glossary;
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

/// What was found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Hits found.
    pub right: usize,
    /// Found where there is none.
    pub wrong: usize,
    /// Hits not found.
    pub missed: usize,
}

impl Score {
    /// The share of what was found that is right, 0 to 1.
    pub fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    /// The share of hits that were found, 0 to 1.
    pub fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

/// Scores by language and half (`pl a`), and by category (`all` for all of them).
pub type Scores = BTreeMap<(String, String), Score>;

/// A glossary whose entries have names and categories.
pub struct Named {
    glossary: Glossary,
    ids: Vec<String>,
    categories: HashMap<String, String>,
}

impl Named {
    /// Reads a table with the columns id, pl, en, category, and others.
    pub fn read(path: &Path) -> Result<Named, Box<dyn Error>> {
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
            terms.push(Term::pair((Lang::new("pl")?, cell(pl)?), (Lang::new("en")?, cell(en)?)));
        }
        Ok(Named { glossary: Glossary::of(terms), ids, categories })
    }
}

/// Scores files of texts; `tell` is given the errors of all halves but `b`, which is not to be learned from.
pub fn score(
    named: &Named,
    files: &[PathBuf],
    tell: &mut dyn FnMut(&str),
) -> Result<Scores, Box<dyn Error>> {
    let mut scores = Scores::new();
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            let text: Text = serde_json::from_str(line)?;
            let mut errors = Vec::new();
            score_text(named, &text, &mut errors, &mut scores)?;
            if text.half != "b" {
                errors.iter().for_each(|error| tell(error));
            }
        }
    }
    Ok(scores)
}

fn score_text(
    named: &Named,
    text: &Text,
    errors: &mut Vec<String>,
    scores: &mut Scores,
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
                let form = form(hit.start, hit.end);
                errors.push(format!("missed\t{}\t{form}\t{}", hit.term, text.text));
            }
        }
    }
    for (at, &(term, start, end)) in found.iter().enumerate() {
        let covers = |hit: &&Hit| hit.term == term && hit.start <= start && end <= hit.end;
        if used[at] || free.iter().any(|h| same(&text.text, h, found[at]) || covers(h)) {
            continue;
        }
        count(term, |score| score.wrong += 1);
        errors.push(format!("wrong\t{term}\t{}\t{}", form(start, end), text.text));
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
