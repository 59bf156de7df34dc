//! How much of running text the dictionaries cover, and how often what they list is what a translator wrote.
//!
//! `lexicon FILE…` reads plain texts, each in the language of `--lang` or the one told from it, and prints how many of
//! its running words of four letters and more (letters only, each occurrence, names too) stand in an entry that was
//! found there. `--pairs pl.tsv en.tsv` reads two tables of `id<TAB>text`, joined by the id after its first letter, and
//! prints besides, for each direction and for the odd and the even pairs, for how many of the covered words a listed
//! translation stands in the other text. `--missing` prints the commonest words that are not covered instead.
//! `--lexicon FILE` adds a dictionary in the form of a chapter, `--no-core` leaves the core lexicon out.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::sync::Arc;
use std::time::Instant;

use kladka::formats::read_dictionary;
use kladka::lexicon::{Dictionary, EntryId, Finder, Hit, core};
use kladka::structure::detect_text;
use kladka::text::{TokenKind, tokens};

/// Letters of the shortest word that counts.
const SHORTEST: usize = 4;

/// Prints a line a file, or a line a direction and half of the pairs.
pub fn evaluate(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let flag = |name: &str| arguments.iter().any(|a| a == name);
    let after = |name: &str| {
        arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned()
    };
    let mut dictionaries: Vec<Arc<Dictionary>> = Vec::new();
    if let Some(path) = after("--lexicon") {
        dictionaries.push(Arc::new(read_dictionary(&path, &fs::read(&path)?)?));
    }
    if !flag("--no-core") {
        dictionaries.extend(core());
    }
    for dictionary in &dictionaries {
        let ((source, target), bytes) = (dictionary.langs(), dictionary.bytes().len());
        println!("table {source}-{target}\t{} entries\t{bytes} bytes", dictionary.entries().len());
    }
    let mut finder = Finder::new(&dictionaries);
    if let Some(at) = arguments.iter().position(|a| a == "--pairs") {
        let [a, b] = [1, 2].map(|next| arguments.get(at + next));
        let (Some(a), Some(b)) = (a, b) else { return Err("--pairs needs two files".into()) };
        return pairs(&mut finder, a, b);
    }
    println!("file\tlanguage\twords\tcovered\twords a second");
    let options = ["--lexicon", "--lang"].map(&after);
    let files = arguments
        .iter()
        .filter(|a| !a.starts_with("--") && !options.contains(&Some(a.to_string())));
    for file in files {
        let text = fs::read_to_string(file)?;
        let told = || detect_text(&text).map(|lang| lang.primary().to_string());
        let lang = after("--lang").or_else(told).ok_or(format!("{file}: which language?"))?;
        let mut missing: HashMap<String, usize> = HashMap::new();
        let (mut all, mut covered, start) = (0, 0, Instant::now());
        for line in text.lines() {
            let hits = finder.find(&lang, line);
            for word in words(line) {
                all += 1;
                if covers(&hits, &word).next().is_some() {
                    covered += 1;
                } else {
                    *missing.entry(line[word].to_string()).or_default() += 1;
                }
            }
        }
        let speed = all as f64 / start.elapsed().as_secs_f64();
        println!("{file}\t{lang}\t{all}\t{:.1} %\t{speed:.0}", percent(covered, all));
        if flag("--missing") {
            let mut missing: Vec<(String, usize)> = missing.into_iter().collect();
            missing.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            missing.iter().take(200).for_each(|(word, times)| println!("{times}\t{word}"));
        }
    }
    Ok(())
}

type Range = std::ops::Range<usize>;

/// The running words that count: letters only, long enough.
fn words(text: &str) -> Vec<Range> {
    let counts = |token: &kladka::text::Token<'_>| {
        token.kind == TokenKind::Word
            && token.text.chars().all(char::is_alphabetic)
            && token.text.chars().count() >= SHORTEST
    };
    tokens(text).into_iter().filter(counts).map(|token| token.range()).collect()
}

/// The hits that a word stands in.
fn covers<'h>(hits: &'h [Hit], word: &Range) -> impl Iterator<Item = &'h Hit> {
    let word = word.clone();
    // A possessive is left out of a hit's place.
    hits.iter().filter(move |hit| hit.range.start <= word.start && word.start < hit.range.end)
}

fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

/// What was counted of one direction and half.
#[derive(Default)]
struct Counted {
    words: usize,
    covered: usize,
    answered: usize,
}

fn pairs(finder: &mut Finder, a: &str, b: &str) -> Result<(), Box<dyn Error>> {
    let sides = [read(a)?, read(b)?];
    let langs = sides.each_ref().map(|side| {
        let text: Vec<&str> = side.iter().map(|(_, text)| text.as_str()).collect();
        detect_text(&text.join("\n")).map(|lang| lang.primary().to_string())
    });
    let [Some(first), Some(second)] = langs else { return Err("which languages?".into()) };
    let other: HashMap<&str, &str> =
        sides[1].iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    println!("direction\tpairs\twords\tcovered\ta listed sense stands in the translation");
    let mut counted: HashMap<(usize, bool), Counted> = HashMap::new();
    let mut number = 0;
    for (id, text) in &sides[0] {
        let Some(translation) = other.get(id.as_str()) else { continue };
        number += 1;
        let hits = [finder.find(&first, text), finder.find(&second, translation)];
        for (direction, text) in [text.as_str(), translation].into_iter().enumerate() {
            let opposite: HashSet<(usize, EntryId)> = entries(&hits[1 - direction]).collect();
            let counted = counted.entry((direction, number % 2 == 1)).or_default();
            for word in words(text) {
                counted.words += 1;
                let here: Vec<Hit> = covers(&hits[direction], &word).cloned().collect();
                counted.covered += usize::from(!here.is_empty());
                let answered = entries(&here).any(|entry| opposite.contains(&entry));
                counted.answered += usize::from(answered);
            }
        }
    }
    for (direction, name) in
        [format!("{first} → {second}"), format!("{second} → {first}")].iter().enumerate()
    {
        for (odd, half) in [(true, "odd"), (false, "even")] {
            let Some(c) = counted.get(&(direction, odd)) else { continue };
            println!(
                "{name}\t{half}\t{}\t{:.1} %\t{:.1} %",
                c.words,
                percent(c.covered, c.words),
                percent(c.answered, c.covered)
            );
        }
    }
    Ok(())
}

fn entries(hits: &[Hit]) -> impl Iterator<Item = (usize, EntryId)> {
    hits.iter().flat_map(|hit| hit.readings.iter()).map(|r| (r.dictionary, r.entry))
}

/// Rows of a table, each with the id after its first letter.
fn read(path: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let rows = text.lines().filter_map(|line| line.split_once('\t'));
    Ok(rows.map(|(id, text)| (id.chars().skip(1).collect(), text.to_string())).collect())
}
