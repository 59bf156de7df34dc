//! How well the fold tells which forms belong to one word, and how fast.
//!
//! ```text
//! evaluate fold LIST.tsv… [--lang pl] [--table FOLD.bin] [--text FILE] [--python PROGRAM] [--errors N]
//! ```
//!
//! A list has form, lemma and part of speech (NOUN, PROPN, ADJ, VERB, ADV; others are passed over), one a line; forms of
//! three letters and more count, in small letters unless they are names. Its language is told from the file's name
//! (`NAME.pl.tsv`) or by `--lang`. Printed for all keys and for strong keys alone, by groups of word classes:
//!
//! * pair recall: of the pairs of forms that have a lemma in common, how many share a key;
//! * pair precision: of the pairs that share a key, how many have a lemma in common;
//! * "can be a form of": of the forms of each lemma that has at least three forms in the list, how many the stricter
//!   question admits (recall), and of all forms it admits for these lemmas, how many are theirs (precision).
//!
//! `--table` tries another Polish table of endings (see `train_fold`), for instance one that was learned with lemmas
//! withheld: the list of these is then the list to give. `--text` counts words a second on running text. Where the Python
//! of `--python` (else `python3`) has them, simplemma and Morfeusz2 are asked in the same run.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::error::Error;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{fs, hint};

use kladka::language::fold::{FoldKeys, Polish, can_be, fold, table::Table};
use unicode_segmentation::UnicodeSegmentation;

use crate::arguments::Arguments;

/// Groups of word classes, as they are reported.
const GROUPS: [(&str, &[&str]); 3] = [
    ("nouns, names, adjectives", &["NOUN", "PROPN", "ADJ"]),
    ("names", &["PROPN"]),
    ("all", &["NOUN", "PROPN", "ADJ", "VERB", "ADV"]),
];
/// Letters of the shortest form that counts.
const SHORTEST: usize = 3;
/// Forms that a lemma has at least for the stricter question to be asked of it.
const FORMS_OF_A_FREQUENT_LEMMA: usize = 3;
/// Lemmas of which it is asked at most, those with the most forms: every form of the list is tried for each.
const FREQUENT_LEMMAS: usize = 1_000;

pub fn evaluate(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let arguments =
        Arguments::read(arguments, &["--lang", "--table", "--text", "--python", "--errors"])?;
    let bytes = arguments.value("--table").map(fs::read).transpose()?;
    let own = bytes
        .as_deref()
        .map(|bytes| Table::open(bytes).ok_or("no table of this version"))
        .transpose()?;
    let folder = Folder { polish: own.map(Polish::with) };
    let errors = arguments.number("--errors", 0)?;
    for path in arguments.files() {
        let lang = match arguments.value("--lang") {
            Some(lang) => lang.to_string(),
            None => {
                language_of(path).ok_or_else(|| format!("{path}: of which language? --lang pl"))?
            }
        };
        let rows = read(&fs::read_to_string(path)?);
        println!("{path} ({lang})\nkeys\tclasses\tpairs\trecall\tprecision\tF1");
        let words: BTreeSet<&str> = rows.iter().map(|row| row.form.as_str()).collect();
        let (mut all, mut strong) = (Keys::new(), Keys::new());
        for &word in &words {
            let keys = folder.fold(&lang, word);
            all.insert(word.into(), keys.iter().map(|key| key.text.to_string()).collect());
            strong.insert(word.into(), keys.strong().map(String::from).collect());
        }
        for (name, keys) in [("all keys", &all), ("strong keys", &strong)] {
            report(name, &rows, keys, errors);
        }
        let python = arguments.value("--python").unwrap_or("python3");
        for (name, keys) in peers(python, &lang, &words) {
            report(&name, &rows, &keys, 0);
        }
        stricter(&folder, &lang, &rows, errors);
        if let Some(text) = arguments.value("--text") {
            speed(&lang, &fs::read_to_string(text)?);
        }
    }
    Ok(())
}

/// The fold, or the fold with another table for Polish.
struct Folder<'t> {
    polish: Option<Polish<'t>>,
}

impl Folder<'_> {
    fn fold(&self, lang: &str, word: &str) -> FoldKeys {
        match &self.polish {
            Some(polish) if lang == "pl" => polish.fold(word),
            _ => fold(lang, word),
        }
    }

    fn can_be(&self, lang: &str, form: &str, lemma: &str) -> bool {
        match &self.polish {
            Some(polish) if lang == "pl" => polish.can_be(form, lemma),
            _ => can_be(lang, form, lemma),
        }
    }
}

type Keys = HashMap<String, BTreeSet<String>>;

struct Row {
    form: String,
    lemma: String,
    class: String,
}

fn read(text: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let (form, lemma, class) = (cells.next()?, cells.next()?, cells.next()?);
        let counts = form.chars().count() >= SHORTEST && form.chars().all(char::is_alphabetic);
        let form = if class == "PROPN" { form.to_string() } else { form.to_lowercase() };
        counts.then(|| Row { form, lemma: lemma.to_lowercase(), class: class.trim().to_string() })
    };
    text.lines().filter_map(row).collect()
}

fn language_of(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let mut parts = name.rsplit('.').skip(1);
    parts.find(|part| part.len() == 2).map(String::from)
}

fn report(name: &str, rows: &[Row], keys: &Keys, errors: usize) {
    for (group, classes) in GROUPS {
        let lemmas = lemmas(rows, classes);
        let mut forms: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        let mut sharing: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for (&form, own) in &lemmas {
            own.iter().for_each(|lemma| _ = forms.entry(lemma).or_default().insert(form));
            keys[form].iter().for_each(|key| _ = sharing.entry(key).or_default().insert(form));
        }
        let (same, shared) = (pairs(&forms), pairs(&sharing));
        let meet = |(a, b): &&(&str, &str)| !keys[*a].is_disjoint(&keys[*b]);
        let akin = |(a, b): &&(&str, &str)| !lemmas[a].is_disjoint(&lemmas[b]);
        let recall = same.iter().filter(meet).count() as f64 / same.len().max(1) as f64;
        let precision = shared.iter().filter(akin).count() as f64 / shared.len().max(1) as f64;
        let f1 = 2.0 * recall * precision / (recall + precision).max(1e-9);
        println!("{name}\t{group}\t{}\t{recall:.3}\t{precision:.3}\t{f1:.3}", same.len());
        for (what, list) in [
            ("missed", same.iter().filter(|pair| !meet(pair)).collect::<BTreeSet<_>>()),
            ("false", shared.iter().filter(|pair| !akin(pair)).collect()),
        ] {
            list.iter().take(errors).for_each(|(a, b)| println!("  {what}: {a} {b}"));
        }
    }
}

/// The lemmas of each form, as far as they are of these classes.
fn lemmas<'r>(rows: &'r [Row], classes: &[&str]) -> BTreeMap<&'r str, BTreeSet<&'r str>> {
    let mut lemmas: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| classes.contains(&row.class.as_str())) {
        lemmas.entry(&row.form).or_default().insert(&row.lemma);
    }
    lemmas
}

fn pairs<'r>(groups: &HashMap<&'r str, BTreeSet<&'r str>>) -> HashSet<(&'r str, &'r str)> {
    let mut pairs = HashSet::new();
    for group in groups.values() {
        for (i, &a) in group.iter().enumerate() {
            pairs.extend(group.iter().skip(i + 1).map(|&b| (a, b)));
        }
    }
    pairs
}

/// "Can be a form of", asked of every form in the list for every frequent lemma.
fn stricter(folder: &Folder<'_>, lang: &str, rows: &[Row], errors: usize) {
    let nominal = lemmas(rows, GROUPS[0].1);
    let mut forms: BTreeMap<(&str, bool), BTreeSet<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| GROUPS[0].1.contains(&row.class.as_str())) {
        forms.entry((&row.lemma, row.class == "PROPN")).or_default().insert(&row.form);
    }
    let mut forms: Vec<_> = forms.into_iter().collect();
    forms.retain(|(_, own)| own.len() >= FORMS_OF_A_FREQUENT_LEMMA);
    forms.sort_by_key(|(lemma, own)| (Reverse(own.len()), *lemma));
    forms.truncate(FREQUENT_LEMMAS);
    let (mut all, mut refused, mut others) = (0, vec![], vec![]);
    for &((lemma, name), ref own) in &forms {
        let cited = if name { capitalised(lemma) } else { lemma.to_string() };
        all += own.len();
        let is_form = |form: &&&str| folder.can_be(lang, form, &cited);
        refused.extend(own.iter().filter(|form| !is_form(form)).map(|&form| (form, lemma)));
        let foreign = nominal.keys().filter(|form| !nominal[*form].contains(lemma));
        others.extend(foreign.filter(is_form).map(|&form| (form, lemma)));
    }
    let right = all - refused.len();
    println!(
        "can be a form of\tlemmas of {FORMS_OF_A_FREQUENT_LEMMA} forms and more\t{all}\t{:.3}\t{:.3}\t",
        right as f64 / all.max(1) as f64,
        right as f64 / (right + others.len()).max(1) as f64
    );
    for (what, list) in [("refused", refused), ("false", others)] {
        list.iter().take(errors).for_each(|(form, lemma)| println!("  {what}: {form} of {lemma}"));
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words a second, the best of several rounds over the whole text.
fn speed(lang: &str, text: &str) {
    const ROUNDS: usize = 15;
    let words: Vec<&str> =
        text.unicode_words().filter(|w| w.chars().any(char::is_alphabetic)).collect();
    let round = || {
        let start = Instant::now();
        let keys: usize =
            words.iter().map(|word| hint::black_box(fold(lang, word)).iter().count()).sum();
        hint::black_box(keys);
        start.elapsed().as_secs_f64()
    };
    let best = (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min);
    println!(
        "words of running text\t{}\tM words/s\t{:.2}",
        words.len(),
        words.len() as f64 / best / 1e6
    );
}

/// What other programs say, as far as this Python has them: one line of JSON a program.
fn peers(python: &str, lang: &str, words: &BTreeSet<&str>) -> Vec<(String, Keys)> {
    const ASK: &str = r#"
import json, sys
lang = sys.argv[1]
words = sys.stdin.read().split("\n")
def answer(name, keys):
    print(json.dumps([name, {w: sorted(set(keys(w))) for w in words}], ensure_ascii=False))
try:
    import simplemma
    answer("simplemma", lambda w: [simplemma.lemmatize(w, lang).lower()])
except ImportError: pass
if lang == "pl":
    try:
        import morfeusz2
        m = morfeusz2.Morfeusz()
        def lemmas(w): return [a[2][1].split(":")[0].lower() for a in m.analyse(w) if a[0] == 0] or [w]
        answer("Morfeusz2, first reading", lambda w: lemmas(w)[:1])
        answer("Morfeusz2, any lemma", lemmas)
    except ImportError: pass
"#;
    let ask = || -> Option<String> {
        let mut child = Command::new(python)
            .args(["-c", ASK, lang])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let list = words.iter().copied().collect::<Vec<_>>().join("\n");
        let mut input = child.stdin.take()?;
        let writer = std::thread::spawn(move || input.write_all(list.as_bytes()));
        let output = child.wait_with_output().ok()?;
        writer.join().ok()?.ok()?;
        String::from_utf8(output.stdout).ok()
    };
    let lines = ask().unwrap_or_default();
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
