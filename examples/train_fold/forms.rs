//! Which readings a form has, and how likely each is.
//!
//! A dictionary lists readings without saying which are common: *rady* is a form of *rada* (council) and of *rad* (a unit). [`read`]
//! finds p(reading | form) by expectation maximisation: a reading is as likely as its lemma is common and its case and number are common
//! in their word class; how common those are follows from the frequencies of the forms, shared among the readings. Surnames are
//! discounted (most are rarer than the common word that looks the same). Whether a token has a capital shifts the readings again.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use kladka::language::fold::{fuse, table};

/// Rounds of expectation maximisation; after ten nothing moves.
const ROUNDS: usize = 12;
/// A surname is this much less likely than the form's frequency would make it.
const SURNAME_DISCOUNT: f64 = 0.1;
/// Probability of a reading that the rows call "seldom": enough to be possible, too little to give a key.
const SELDOM: f64 = 0.05;
/// Occurrences in a thousand million words lent to every form.
const UNSEEN_FORM: f64 = 0.3;
/// Chance that a common word is written with a capital (first in a sentence, in a title), as far as names compete with it: less than the
/// true one, since the frequencies, in small letters, have given the common word much of what is the name's.
const CAPITAL_COMMON: f64 = 0.015;
/// Discount of a surname that is also a common word's lemma where the form has a capital: its frequency is mostly the common word's, and
/// another name deserves the form rather (Wołka is Wołk's, not Wołek's, as long as wołek is a beetle).
const COMMON_NAME: f64 = 0.3;
/// Chance that a name is written without one (typed in haste).
const SMALL_NAME: f64 = 0.3;
/// Words in the text in which a form's weight is its chance to occur.
const TEXT_WORDS: f64 = 1e6;
/// Weight of a form that no text has, so that the table serves rare words, too.
const LEAST_WEIGHT: f64 = 0.01;
/// A name taken for a common word (Wołk for a beetle) is this much worse than a mistake in the name's ending.
const NAME_LIKE_A_WORD: f64 = 5.0;
/// The unit of FREQ.tsv.
const FREQUENCY_UNIT: f64 = 1e-9;
/// Lemmas that are never withheld.
const COMMONEST: usize = 20_000;

/// One form, small letters, with everything it may be.
pub struct Form {
    pub word: String,
    /// Occurrences in a thousand million words.
    pub frequency: f64,
    pub readings: Vec<Reading>,
}

/// One lemma that the form may belong to.
pub struct Reading {
    /// The lemma in small letters.
    pub lemma: String,
    /// The form's own citation form where it is a gerund or participle (ugrupowanie, znany); the lemma is then a verb.
    pub nominal: Option<String>,
    /// True if the lemma is written with a capital.
    pub name: bool,
    /// True if it is a name, and one of the form's other readings is the same lemma written small.
    pub also_common: bool,
    /// True for a surname.
    pub surname: bool,
    /// True for nouns, names and adjectives.
    pub noun: bool,
    pub probability: f64,
    /// Occurrences of the lemma in a thousand million words.
    pub lemma_frequency: f64,
}

impl Reading {
    /// Returns the chance that a token with or without a capital has this reading, up to a factor of the form.
    pub fn written(&self, capital: bool) -> f64 {
        let common_name = if self.also_common && self.surname { COMMON_NAME } else { 1.0 };
        // small letters told nothing of surnames, hence the discount; a capital makes up for it
        let surname = if self.surname { 1.0 / SURNAME_DISCOUNT } else { 1.0 };
        let chance = match (self.name, capital) {
            (true, true) => (1.0 - SMALL_NAME) * common_name * surname,
            (true, false) => SMALL_NAME,
            (false, true) => CAPITAL_COMMON,
            (false, false) => 1.0 - CAPITAL_COMMON,
        };
        self.probability * chance
    }
}

impl Form {
    /// Returns the chance that the form, written so, occurs in a text of a million words; more where a mistake is worse.
    pub fn weight(&self, capital: bool) -> f32 {
        let part = self.readings.iter().map(|r| r.written(capital)).sum::<f64>().min(1.0);
        let chance =
            1.0 + LEAST_WEIGHT - (-TEXT_WORDS * FREQUENCY_UNIT * self.frequency * part).exp();
        (if capital && self.is_name_like_a_word() {
            (NAME_LIKE_A_WORD * chance).min(1.0)
        } else {
            chance
        }) as f32
    }

    /// Returns true if the form is likeliest a name where it has a capital, and a form of another, common word where it has none.
    fn is_name_like_a_word(&self) -> bool {
        let likeliest = |capital| {
            self.readings.iter().max_by(|a, b| a.written(capital).total_cmp(&b.written(capital)))
        };
        let (Some(name), Some(word)) = (likeliest(true), likeliest(false)) else { return false };
        name.name && !word.name && name.lemma != word.lemma
    }
}

/// Reads both files and estimates the probabilities; forms come in the order of the file.
pub fn read(rows: &str, frequencies: &str) -> Vec<Form> {
    let mut rows = Rows::read(rows);
    let frequencies: HashMap<&str, f64> = frequencies
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(w, n)| Some((w, n.parse().ok()?)))
        .collect();
    let frequency: Vec<f64> = rows
        .forms
        .items
        .iter()
        .map(|w| frequencies.get(w.as_str()).copied().unwrap_or(0.0))
        .collect();
    let lemma_frequency = rows.expect(&frequency);
    let mut forms: Vec<Form> = rows
        .forms
        .items
        .iter()
        .zip(&frequency)
        .map(|(word, &frequency)| Form { word: word.clone(), frequency, readings: vec![] })
        .collect();
    for row in &rows.rows {
        let lemma = &rows.lemmas.items[row.lemma];
        forms[row.form].readings.push(Reading {
            lemma: lemma.text.to_lowercase(),
            nominal: rows.nominal.get(&row.lemma).cloned().filter(|_| lemma.class.is_verbal_noun()),
            name: lemma.text.starts_with(char::is_uppercase),
            also_common: false,
            surname: lemma.surname,
            noun: lemma.class == Class::Noun || lemma.class == Class::Adjective,
            probability: row.probability,
            lemma_frequency: lemma_frequency[row.lemma],
        });
    }
    forms.iter_mut().for_each(mark_common_names);
    forms
}

fn mark_common_names(form: &mut Form) {
    let common: Vec<String> =
        form.readings.iter().filter(|r| !r.name).map(|r| r.lemma.clone()).collect();
    form.readings.iter_mut().for_each(|r| r.also_common = r.name && common.contains(&r.lemma));
}

/// Takes a tenth of the rarer lemmas out of the forms and returns what was taken: form, lemma, class, a line each.
pub fn withhold(forms: &mut Vec<Form>, sample: u64) -> String {
    let mut frequency: HashMap<&str, f64> = HashMap::new();
    for reading in forms.iter().flat_map(|f| &f.readings) {
        frequency.insert(&reading.lemma, reading.lemma_frequency);
    }
    let mut ranked: Vec<(&str, f64)> = frequency.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let common: HashSet<String> = ranked.iter().take(COMMONEST).map(|x| x.0.to_string()).collect();
    let is_held = |lemma: &str| {
        let hash = lemma.bytes().fold(sample.wrapping_mul(table::KEY_START), fuse::step);
        fuse::finish(hash).is_multiple_of(10) && !common.contains(lemma)
    };
    let mut taken = String::new();
    for form in forms.iter_mut() {
        let (held, kept): (Vec<Reading>, Vec<Reading>) =
            form.readings.drain(..).partition(|r| is_held(&r.lemma));
        for reading in held.iter().filter(|r| r.noun && form.frequency > 0.0 && r.probability > 0.3)
        {
            let class = if reading.name { "PROPN" } else { "NOUN" };
            let mut word = form.word.clone();
            if reading.name {
                word = word
                    .chars()
                    .take(1)
                    .flat_map(char::to_uppercase)
                    .chain(word.chars().skip(1))
                    .collect();
            }
            taken += &format!("{word}\t{}\t{class}\n", reading.lemma);
        }
        form.readings = kept;
    }
    forms.retain(|f| !f.readings.is_empty());
    taken
}

/// Returns the keys that make up most of running text, the commonest first.
pub fn common_keys(forms: &[Form], how_many: usize) -> Vec<String> {
    let mut count: HashMap<&str, f64> = HashMap::new();
    for form in forms {
        for reading in &form.readings {
            for key in [Some(&reading.lemma), reading.nominal.as_ref()].into_iter().flatten() {
                *count.entry(key).or_default() +=
                    (form.frequency + UNSEEN_FORM) * reading.probability;
            }
        }
    }
    let mut keys: Vec<(&str, f64)> = count.into_iter().collect();
    keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    keys.into_iter().take(how_many).map(|k| k.0.to_string()).collect()
}

/// Word classes as far as they matter here: what a lemma of each may share with another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    Noun,
    Adjective,
    Gerund,
    Passive,
    Active,
    Verb,
    Other,
}

impl Class {
    fn of(tag: &str) -> Class {
        match tag.split(':').next().unwrap_or("") {
            "subst" | "depr" => Class::Noun,
            "adj" | "adja" | "adjp" | "adjc" => Class::Adjective,
            "ger" => Class::Gerund,
            "ppas" => Class::Passive,
            "pact" => Class::Active,
            "fin" | "bedzie" | "praet" | "cond" | "impt" | "inf" | "imps" | "pcon" | "pant"
            | "winien" | "aglt" | "plusq" => Class::Verb,
            _ => Class::Other,
        }
    }

    fn is_verbal_noun(self) -> bool {
        matches!(self, Class::Gerund | Class::Passive | Class::Active)
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Lemma {
    text: String,
    class: Class,
    surname: bool,
    seldom: bool,
}

struct Row {
    form: usize,
    lemma: usize,
    tags: usize,
    probability: f64,
}

struct Rows {
    rows: Vec<Row>,
    forms: Numbered<String>,
    lemmas: Numbered<Lemma>,
    /// Sets of cells; a cell is a word class with a number and a case.
    tags: Numbered<Vec<usize>>,
    cells: Numbered<String>,
    /// Of a gerund's or participle's lemma: its own citation form.
    nominal: HashMap<usize, String>,
}

impl Rows {
    fn read(text: &str) -> Rows {
        let mut all = Rows {
            rows: vec![],
            forms: Numbered::default(),
            lemmas: Numbered::default(),
            tags: Numbered::default(),
            cells: Numbered::default(),
            nominal: HashMap::new(),
        };
        let mut seen = HashSet::new();
        for line in text.lines() {
            let mut fields = line.split('\t');
            let (Some(form), Some(lemma), Some(qualifiers), Some(tags)) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let surname = qualifiers.starts_with("nazwisko");
            let seldom = qualifiers == "seldom";
            let mut classes: Vec<(Class, Vec<&str>)> = vec![];
            for tag in tags.split(' ') {
                let class = Class::of(tag);
                match classes.iter_mut().find(|c| c.0 == class) {
                    Some(c) => c.1.push(tag),
                    None => classes.push((class, vec![tag])),
                }
            }
            for (class, tags) in classes {
                if tags.iter().all(|t| t.starts_with("depr") || t.starts_with("interj")) {
                    continue;
                }
                let number = all.forms.number(form.to_lowercase());
                let text = lemma.to_string();
                let lemma = all.lemmas.number(Lemma { text, class, surname, seldom });
                if class.is_verbal_noun() && tags.iter().any(|t| is_citation(t)) {
                    all.nominal.entry(lemma).or_insert_with(|| form.to_lowercase());
                }
                if seen.insert((number, lemma)) {
                    let tags = all.cells_of(class, &tags);
                    all.rows.push(Row { form: number, lemma, tags, probability: 0.0 });
                }
            }
        }
        all
    }

    fn cells_of(&mut self, class: Class, tags: &[&str]) -> usize {
        let mut cells = vec![];
        for tag in tags {
            let parts: Vec<&str> = tag.split(':').collect();
            for number in parts.get(1).unwrap_or(&"").split('.') {
                for case in parts.get(2).unwrap_or(&"").split('.') {
                    // function words have nothing in common but their part of speech
                    let kind = if class == Class::Other {
                        parts[0].to_string()
                    } else {
                        format!("{class:?}")
                    };
                    cells.push(self.cells.number(format!("{kind}:{}:{number}:{case}", parts[0])));
                }
            }
        }
        cells.sort_unstable();
        cells.dedup();
        self.tags.number(cells)
    }

    /// Sets the probability of every row; returns the expected frequency of every lemma.
    fn expect(&mut self, frequency: &[f64]) -> Vec<f64> {
        let mut readings = vec![0.0; self.forms.items.len()];
        self.rows.iter().for_each(|r| readings[r.form] += 1.0);
        self.rows.iter_mut().for_each(|r| r.probability = 1.0 / readings[r.form]);
        let mut cell = vec![1.0; self.cells.items.len()];
        let class_of: Vec<String> = self
            .cells
            .items
            .iter()
            .map(|c| c.split(':').next().unwrap_or("").to_string())
            .collect();
        let mut lemma = vec![];
        for _ in 0..ROUNDS {
            lemma = vec![0.0; self.lemmas.items.len()];
            let mut tags = vec![0.0; self.tags.items.len()];
            for row in &self.rows {
                lemma[row.lemma] += (frequency[row.form] + UNSEEN_FORM) * row.probability;
                tags[row.tags] += frequency[row.form] * row.probability;
            }
            cell = self.cells_from(&tags, &cell, &class_of);
            let set: Vec<f64> =
                self.tags.items.iter().map(|cells| cells.iter().map(|&c| cell[c]).sum()).collect();
            let mut total = vec![0.0; self.forms.items.len()];
            for row in &mut self.rows {
                let discount =
                    if self.lemmas.items[row.lemma].surname { SURNAME_DISCOUNT } else { 1.0 };
                row.probability = lemma[row.lemma] * set[row.tags] * discount;
                total[row.form] += row.probability;
            }
            self.rows.iter_mut().for_each(|r| r.probability /= total[r.form]);
        }
        for row in self.rows.iter_mut().filter(|r| self.lemmas.items[r.lemma].seldom) {
            row.probability = SELDOM;
        }
        lemma
    }

    /// Shares every set's count among its cells by their present share; the cells of one class add up to one.
    fn cells_from(&self, tags: &[f64], cell: &[f64], class_of: &[String]) -> Vec<f64> {
        let mut new = vec![1.0; cell.len()];
        for (cells, count) in self.tags.items.iter().zip(tags) {
            let sum: f64 = cells.iter().map(|&c| cell[c]).sum();
            cells.iter().for_each(|&c| new[c] += count * cell[c] / sum);
        }
        let mut sums: HashMap<&str, f64> = HashMap::new();
        new.iter().zip(class_of).for_each(|(n, class)| *sums.entry(class).or_default() += n);
        new.iter_mut().zip(class_of).for_each(|(n, class)| *n /= sums[class.as_str()]);
        new
    }
}

/// Returns true for the tag of a gerund's or participle's citation form: singular, nominative, masculine or neuter.
fn is_citation(tag: &str) -> bool {
    let parts: Vec<&str> = tag.split(':').collect();
    let has =
        |i: usize, value: &str| parts.get(i).is_some_and(|p| p.split('.').any(|x| x == value));
    has(1, "sg") && has(2, "nom") && (parts[0] == "ger" || has(3, "m1"))
}

/// Things and their numbers, in the order in which they came.
struct Numbered<T> {
    items: Vec<T>,
    numbers: HashMap<T, usize>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Numbered { items: vec![], numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn number(&mut self, item: T) -> usize {
        *self.numbers.entry(item).or_insert_with_key(|item| {
            self.items.push(item.clone());
            self.items.len() - 1
        })
    }
}
