//! Glossary entries found in texts against hits marked by hand, and how long finding takes.
//!
//! `glossary-dev.tsv` has the columns id, pl, en, category, and others; `hits-dev.jsonl` a text a line
//! with its language, its hits (places in characters), those that are free to be found or not
//! (`optional`, `inside` a longer hit), and traps: words that look like an entry.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use cpu_time::ProcessTime;
use kladka::bitext::Term;
use kladka::glossary::Glossary;
use kladka::lexicon::core;
use kladka::text::Lang;

use crate::hits::{Named, score};

/// Prints precision and recall of the development set, and times; `--errors` shows what was wrong.
pub fn evaluate(folder: &Path, show_errors: bool) -> Result<(), Box<dyn Error>> {
    let glossary = Named::read(&folder.join("glossary-dev.tsv"))?;
    hits(&glossary, &[folder.join("hits-dev.jsonl")], show_errors)?;
    time(folder)
}

/// Scores files of hits: a glossary, then files of texts, whose records may be of a half `a` or `b`.
/// Errors are shown of half a alone, since b is not to be learned from. Our own set stands in
/// `tests/data/terms/gold`.
pub fn evaluate_hits(files: &[String], show_errors: bool) -> Result<(), Box<dyn Error>> {
    let [glossary, texts @ ..] = files else {
        return Err("evaluate terms hits GLOSSARY.tsv TEXTS.jsonl… (ours: tests/data/terms/gold/glossary_hits.tsv, hits_pl.jsonl, hits_en.jsonl)".into());
    };
    let texts: Vec<PathBuf> = texts.iter().map(PathBuf::from).collect();
    hits(&Named::read(Path::new(glossary))?, &texts, show_errors)
}

fn hits(named: &Named, files: &[PathBuf], show_errors: bool) -> Result<(), Box<dyn Error>> {
    let scores = score(named, files, &mut |error| {
        if show_errors {
            println!("{error}");
        }
    })?;
    println!("glossary\tcategory\tprecision\trecall\thits");
    for ((lang, category), score) in &scores {
        let (precision, recall) = (score.precision(), score.recall());
        let hits = score.right + score.missed;
        println!("{lang}\t{category}\t{precision:.4}\t{recall:.4}\t{hits}");
    }
    Ok(())
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
            terms.push(Term::pair(
                (Lang::new("pl")?, &entry.lemma),
                (Lang::new("en")?, translation),
            ));
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
