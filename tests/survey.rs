//! How two texts stand to each other: `tests/data/survey`, pairs of texts with their verdict.
//!
//! A file says `verdict: …`, `langs: …` and, where blocks are to be told, how many are `missing`,
//! `foreign`, `moved`, `untranslated`. Where the verdict is wrong today, `said: …` is what is given
//! instead: whoever mends it takes the line out. Then `== source` and `== target`, a sentence a line.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use kladka::align::{Input, Knowledge, align, survey};
use kladka::bitext::{Survey, Verdict};
use kladka::jobs::is_swapped;
use kladka::lexicon::{Given, core};
use kladka::text::Lang;

struct Case {
    name: String,
    said: HashMap<String, String>,
    source: Vec<String>,
    target: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/survey");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Case {
    let text = fs::read_to_string(path).expect("UTF-8");
    let (head, texts) = text.split_once("== source\n").expect("a source");
    let (source, target) = texts.split_once("== target\n").expect("a target");
    let lines = |text: &str| text.lines().map(String::from).collect();
    let said = head.lines().filter_map(|line| line.split_once(": "));
    Case {
        name: path.file_stem().expect("a name").display().to_string(),
        said: said.map(|(key, value)| (key.to_string(), value.to_string())).collect(),
        source: lines(source),
        target: lines(target),
    }
}

fn surveyed(case: &Case, given: bool) -> Survey {
    let (a, b) = case.said["langs"].split_once(' ').expect("two languages");
    let input = Input {
        source_lang: a,
        target_lang: b,
        source: &case.source,
        target: &case.target,
        source_headings: &[],
        target_headings: &[],
    };
    let given = if given { Given::of(a, b, &core()) } else { Given::default() };
    let known = Knowledge { given, ..Knowledge::default() };
    let alignment = align(&input, &known, &|| true).expect("a path");
    let mut found = survey(&input, &alignment, &known, &|| true).expect("not stopped");
    let lang = |tag| Lang::new(tag).expect("a tag");
    if is_swapped((&lang(a), &case.source), (&lang(b), &case.target)) {
        found.verdict = Verdict::Swapped;
    }
    found
}

#[test]
fn verdicts_and_blocks_are_those_of_the_cases() {
    let cases = cases();
    assert!(cases.len() >= 30, "the cases are gone");
    let known_wrong = cases.iter().filter(|case| case.said.contains_key("said")).count();
    assert!(known_wrong * 10 <= cases.len(), "{known_wrong} verdicts are wrong");
    let mut wrong = Vec::new();
    for case in &cases {
        let found = surveyed(case, true);
        let told = [
            ("missing", found.source_alone.len()),
            ("foreign", found.target_alone.len()),
            ("moved", found.moved.len()),
            ("untranslated", found.untranslated.len()),
        ];
        let other = |(key, count): &(&str, usize)| {
            case.said.get(*key).is_some_and(|said| *said != count.to_string())
        };
        let verdict = case.said.get("said").unwrap_or(&case.said["verdict"]);
        if found.verdict.name() != verdict || told.iter().any(other) {
            wrong.push(format!("{}: {:?}\n  found {found:?}", case.name, case.said));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// What is no translation is never said to be one, even without a lexicon; of two lone sentences
/// nobody can tell then.
#[test]
fn strangers_are_never_called_translations() {
    let unrelated = |case: &&Case| case.said["verdict"] == "unrelated" && case.source.len() > 2;
    for case in cases().iter().filter(unrelated) {
        assert!(!surveyed(case, false).verdict.is_parallel(), "{}", case.name);
    }
}
