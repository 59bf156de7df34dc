//! Makes a memory larger, for measuring: units like those it is given, as many as are asked for.
//!
//! ```text
//! cargo run --release --example grow_memory -- IN.tmx 1000000 > OUT.tsv
//! cargo run --release --example grow_memory -- IN.tmx 2000 --queries > QUERIES.tsv
//! ```
//!
//! Reads TMX or TSV and takes the first two texts of each unit. Writes the units given, then new
//! ones until there are so many; with `--queries` only new texts of the first side, a line each.
//! The same input gives the same output.
//!
//! What searching costs depends on how frequent words are, how long texts are, how many
//! near-duplicates there are and how the vocabulary grows. So each new text is, by lot,
//!
//! * in 35 of 100 cases a near-duplicate of a given or a recent text: one to three words are
//!   replaced by words drawn as frequently as they occur, dropped or added; numbers are drawn
//!   anew;
//! * else a recombination: a text is copied word by word, and after each word one time in four
//!   the copying goes on at another place where that word occurs. Attempts are repeated until
//!   the length is within 30 % of that of a text drawn from those given. Half of the words that
//!   occur at most twice become new ones: the first half of one, the second half of another.
//!
//! A text that was made before is refused 19 times of 20. The two sides are made alike but
//! independently: they do not answer each other, and no search asks whether they do.

#[path = "learn/lots.rs"]
mod lots;

use std::collections::{HashMap, HashSet, VecDeque};
use std::error::Error;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufReader, BufWriter, Write};
use std::ops::ControlFlow;

use kladka::formats::{Strictness, UnitFormat, read_units};
use kladka::text::one_line;

use lots::Lots;

/// Texts made lately of which near-duplicates are made too.
const RECENT: usize = 200_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, count, rest @ ..] = arguments.as_slice() else {
        return Err("usage: grow_memory IN.tmx|IN.tsv COUNT [--queries] > OUT.tsv".into());
    };
    let (count, queries): (usize, bool) = (count.parse()?, rest == ["--queries"]);
    let format = if path.ends_with(".tsv") { UnitFormat::Tsv } else { UnitFormat::Tmx };
    let (mut first, mut second) = (Side::new(u64::from(queries)), Side::new(2));
    let mut header = None;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut failed = None;
    let input = BufReader::new(File::open(path)?);
    read_units(format, path, input, Strictness::Lenient, &mut |unit| {
        let [a, b, ..] = unit.variants() else { return ControlFlow::Continue(()) };
        let texts = [one_line(&a.text), one_line(&b.text)];
        first.learn(&texts[0]);
        second.learn(&texts[1]);
        if queries || first.texts.len() > count {
            return ControlFlow::Continue(());
        }
        let is_first = header.replace([a.lang.to_string(), b.lang.to_string()]).is_none();
        let mut write = || -> std::io::Result<()> {
            if is_first {
                writeln!(out, "{}\t{}", a.lang, b.lang)?;
            }
            writeln!(out, "{}\t{}", texts[0], texts[1])
        };
        failed = write().err();
        if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    first.settle();
    second.settle();
    if first.texts.is_empty() {
        return Err(format!("{path}: no units to grow from").into());
    }
    let given = if queries { 0 } else { first.texts.len() };
    for _ in given..count {
        let text = first.make();
        if queries {
            writeln!(out, "{text}")?;
        } else {
            writeln!(out, "{text}\t{}", second.make())?;
        }
    }
    Ok(out.flush()?)
}

/// The texts of one language, as numbers of words.
struct Side {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
    texts: Vec<Vec<u32>>,
    /// Where each word occurs: text and place.
    places: Vec<Vec<(u32, u32)>>,
    /// Words that occur once or twice and consist of letters.
    rare: Vec<u32>,
    recent: VecDeque<Vec<String>>,
    made: HashSet<u64>,
    lots: Lots,
}

impl Side {
    fn new(seed: u64) -> Side {
        Side {
            numbers: HashMap::new(),
            words: Vec::new(),
            texts: Vec::new(),
            places: Vec::new(),
            rare: Vec::new(),
            recent: VecDeque::new(),
            made: HashSet::new(),
            lots: Lots::new(seed),
        }
    }

    fn learn(&mut self, text: &str) {
        let nth = self.texts.len() as u32;
        let mut numbers = Vec::new();
        for (at, word) in text.split(' ').enumerate() {
            let number = *self.numbers.entry(word.to_string()).or_insert_with(|| {
                self.words.push(word.to_string());
                self.places.push(Vec::new());
                self.words.len() as u32 - 1
            });
            self.places[number as usize].push((nth, at as u32));
            numbers.push(number);
        }
        self.texts.push(numbers);
    }

    fn settle(&mut self) {
        self.numbers = HashMap::new();
        let is_rare = |&word: &u32| self.is_rare(word);
        self.rare = (0..self.words.len() as u32).filter(is_rare).collect();
    }

    fn is_rare(&self, word: u32) -> bool {
        let (word, places) = (&self.words[word as usize], &self.places[word as usize]);
        places.len() <= 2 && !word.is_empty() && word.chars().all(char::is_alphabetic)
    }

    /// Returns a text that is new, or one of a few that are not.
    fn make(&mut self) -> String {
        loop {
            let words =
                if self.lots.below(100) < 35 { self.near_duplicate() } else { self.recombined() };
            let text = words.join(" ");
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            if text.trim().is_empty()
                || !self.made.insert(hasher.finish()) && self.lots.below(20) > 0
            {
                continue;
            }
            if self.recent.len() == RECENT {
                self.recent.pop_front();
            }
            self.recent.push_back(words);
            return text;
        }
    }

    /// A word, as frequently as it occurs.
    fn word(&mut self) -> String {
        let text = &self.texts[self.lots.below(self.texts.len())];
        self.words[text[self.lots.below(text.len())] as usize].clone()
    }

    fn near_duplicate(&mut self) -> Vec<String> {
        let is_given = self.recent.len() < 1000 || self.lots.below(2) == 0;
        let mut words: Vec<String> = if is_given {
            let text = &self.texts[self.lots.below(self.texts.len())];
            text.iter().map(|&word| self.words[word as usize].clone()).collect()
        } else {
            self.recent[self.lots.below(self.recent.len())].clone()
        };
        for _ in 0..=self.lots.below(3) {
            let (at, word) = (self.lots.below(words.len()), self.word());
            match self.lots.below(5) {
                0 if words.len() > 1 => drop(words.remove(at)),
                1 => words.insert(at, word),
                _ => words[at] = word,
            }
        }
        for word in &mut words {
            let digit = |c: char| match c {
                '0'..='9' => char::from(b'0' + self.lots.below(10) as u8),
                c => c,
            };
            *word = word.chars().map(digit).collect();
        }
        words
    }

    fn recombined(&mut self) -> Vec<String> {
        let wanted = self.texts[self.lots.below(self.texts.len())].len();
        let mut numbers = Vec::new();
        for _ in 0..20 {
            numbers.clear();
            let (mut text, mut at) = (self.lots.below(self.texts.len()), 0);
            while at < self.texts[text].len() && numbers.len() * 10 <= wanted * 13 {
                let word = self.texts[text][at];
                numbers.push(word);
                if self.lots.below(4) == 0 {
                    let places = &self.places[word as usize];
                    let (other, place) = places[self.lots.below(places.len())];
                    (text, at) = (other as usize, place as usize);
                }
                at += 1;
            }
            if (wanted * 7..=wanted * 13).contains(&(numbers.len() * 10)) {
                break;
            }
        }
        let mut words = Vec::with_capacity(numbers.len());
        for number in numbers {
            let word = self.words[number as usize].clone();
            let is_new = self.is_rare(number) && self.lots.below(2) == 0;
            words.push(if is_new { self.blend(&word) } else { word });
        }
        words
    }

    /// The first half of a word and the second half of a rare one.
    fn blend(&mut self, word: &str) -> String {
        let other = &self.words[self.rare[self.lots.below(self.rare.len())] as usize];
        let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
        a[..a.len() / 2].iter().chain(&b[b.len() / 2..]).collect()
    }
}
