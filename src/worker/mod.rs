//! The door for programs: JSON Lines in, JSON Lines out, one record a line, in the same order.
//!
//! `id` is any JSON value and comes back unchanged; unknown fields are ignored. A line that
//! cannot be used gives `{"id":…,"error":{"line":N,"message":…}}` and the work goes on. Offsets are
//! bytes of UTF-8. Records do not influence each other unless [`Settings::joint`] says so. A
//! worker uses only what it was given: no default memory, no default glossary, no settings file.

mod links;
mod record;
mod survey;

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::align::{self, Knowledge};
use crate::check::{Document, Pair, check_with};
use crate::glossary::Glossary;
use crate::jobs::{self, LinkOptions, Links};
use crate::language::fold::parts;
use crate::language::{self, FoldKeys, Side, without_diacritics};
use crate::lexicon::{Dictionary, Finder};
use crate::memory::{Memories, Penalties, Percent, Query};
use crate::report::{Messages, finding_json};
use crate::segment::Rules;
use crate::text::Lang;
use record::Record;

/// What a worker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `{"id","lang","text"}` → `{"id","spans":[[start,end],…]}`.
    Segment,
    /// `{"id","source_lang","target_lang","source":[…],"target":[…]}` →
    /// `{"id","beads":[{"source":[0],"target":[0,1],"confidence":0.97},…]}`.
    Align,
    /// `{"id","lang","target_lang","text"}` (optional `previous`, `next`, `key`) →
    /// `{"id","matches":[{"score","kind","source","target","origin"},…]}`;
    /// a match whose numbers differ has `"adapted"`, its translation with those of the text asked for, and
    /// `"memory"` names the reference memory it came from, and
    /// `"family"`, how many further units differ from it in numbers only.
    Lookup,
    /// `{"id","lang","text"}` → `{"id","hits":[{"entry","start","end","form","term",
    /// "translations":[…],"why"},…]}`.
    Glossary,
    /// `{"id","lang","text"}` → `{"id","entries":[{"start","end","lemma","translations":[…]},…]}`.
    Lexicon,
    /// `{"id","lang","word"}` → `{"id","keys":[…],"strong":[…],"plain":[…],"parts":[[…],…]}`; `keys` are strong and
    /// weak ones together, `plain` those without diacritics, `parts` the keys of the parts of a hyphenated compound.
    Fold,
    /// `{"id","source_lang","target_lang","source","target"}` →
    /// `{"id","unmatched":[{"side","start","end","text"},…]}`.
    Values,
    /// `{"id","source_lang","target_lang","source","target"}` →
    /// `{"id","findings":[{"check","severity","message","source_span","target_span"},…]}`.
    Check,
    /// `{"id","source_lang","target_lang","source":[tokens],"target":[tokens]}` →
    /// `{"id","links":[[i,j,score],…],"terms":[{"source":[i…],"target":[j…],"score"},…]}`.
    Links,
}

/// What a worker may use.
#[derive(Debug, Default)]
pub struct Settings {
    /// The rules for sentences (segment).
    pub rules: Rules,
    /// Learn one lexicon over all records (align), or count over all of them (links).
    pub joint: bool,
    /// The memories: asked by lookup; the first is read as prior knowledge by align and links.
    pub memory: Option<Memories>,
    /// The term bases (glossary, check, links).
    pub glossary: Glossary,
    /// The dictionaries: the core lexicon, a user's own (align, lexicon, links).
    pub dictionaries: Vec<Arc<Dictionary>>,
    /// The least score (lookup).
    pub min: Option<Percent>,
    /// Points taken off matches that are marked (lookup).
    pub penalties: Penalties,
    /// The most matches (lookup).
    pub limit: Option<usize>,
    /// Score every text of the memory (lookup).
    pub exhaustive: bool,
    /// All records are one document (check).
    pub document: bool,
    /// The language of messages (check).
    pub messages: Messages,
}

/// Answers every line of `input`.
///
/// # Errors
/// Only when input or output fail: a bad line is answered, not an error.
pub fn run(
    operation: Operation,
    settings: &Settings,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut knowledge = Knowledges::new(settings);
    let mut finder = Finder::new(&settings.dictionaries);
    if operation == Operation::Align && settings.joint {
        return align_all(&mut knowledge, input, output);
    }
    let mut links = Links::new(LinkOptions {
        dictionaries: &settings.dictionaries,
        glossary: &settings.glossary,
        memory: settings.memory.as_ref().map(Memories::first),
        why: false,
    });
    if operation == Operation::Links && settings.joint {
        return links::link_all(&mut links, input, output);
    }
    let mut document = Document::with(&settings.glossary, settings.dictionaries.clone());
    let mut number = 0;
    while let Some(line) = next_line(input)? {
        number += 1;
        let line = without_mark(line, number);
        let record = Record::read(number, &line);
        let answer = record.and_then(|record| match operation {
            Operation::Segment => segment(&record, &settings.rules),
            Operation::Align => align_one(&record, &mut knowledge),
            Operation::Lookup => lookup(&record, settings),
            Operation::Glossary => glossary(&record, settings),
            Operation::Lexicon => lexicon(&record, &mut finder),
            Operation::Fold => fold(&record),
            Operation::Values => values(&record),
            Operation::Check => findings(&record, settings, &mut document),
            Operation::Links => links::link_one(&record, &mut links),
        });
        let answer = answer.unwrap_or_else(|error| error);
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(())
}

/// The next line without its end, as bytes: a line that is no UTF-8 is a bad line, not the end.
fn next_line(input: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if input.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    while line.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
        line.pop();
    }
    Ok(Some(line))
}

/// A byte order mark before the first record, as some shells write it, is no part of it.
fn without_mark(mut line: Vec<u8>, number: usize) -> Vec<u8> {
    if number == 1 && line.starts_with(b"\xef\xbb\xbf") {
        line.drain(..3);
    }
    line
}

fn segment(record: &Record, rules: &Rules) -> Result<String, String> {
    let (lang, text) = (record.lang("lang")?, record.text("text")?);
    let spans =
        rules.sentences(lang.as_str(), &text).map_err(|error| record.error(&error.to_string()))?;
    let spans: Vec<Value> = spans.into_iter().map(|span| json!([span.start, span.end])).collect();
    Ok(record.answer(&[("spans", spans.into())]))
}

/// What an align record asks for.
struct Question {
    source_lang: Lang,
    target_lang: Lang,
    source: Vec<String>,
    target: Vec<String>,
}

impl Question {
    fn of(record: &Record) -> Result<Question, String> {
        Ok(Question {
            source_lang: record.lang("source_lang")?,
            target_lang: record.lang("target_lang")?,
            source: record.texts("source")?,
            target: record.texts("target")?,
        })
    }

    fn input(&self) -> align::Input<'_> {
        align::Input {
            source_lang: self.source_lang.primary(),
            target_lang: self.target_lang.primary(),
            source: &self.source,
            target: &self.target,
            source_headings: &[],
            target_headings: &[],
        }
    }
}

fn align_one(record: &Record, knowledge: &mut Knowledges<'_>) -> Result<String, String> {
    let question = Question::of(record)?;
    let known = knowledge.of(&question).map_err(|message| record.error(&message))?;
    let alignment = align::align(&question.input(), known, &|| true)
        .map_err(|error| record.error(&error.to_string()))?;
    let fields = survey::answer(&question, &alignment, known);
    Ok(record.answer(&fields.map_err(|error| record.error(&error.to_string()))?))
}

/// All records of a pair of languages with one lexicon; answers in the order of the lines.
fn align_all(
    knowledge: &mut Knowledges<'_>,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut answers: Vec<Option<String>> = Vec::new();
    let mut questions: Vec<(usize, Record, Question)> = Vec::new();
    while let Some(line) = next_line(input)? {
        let number = answers.len();
        let line = without_mark(line, number + 1);
        let read = Record::read(number + 1, &line)
            .and_then(|record| Question::of(&record).map(|question| (record, question)));
        match read {
            Ok((record, question)) => {
                questions.push((number, record, question));
                answers.push(None);
            }
            Err(error) => answers.push(Some(error)),
        }
    }
    let mut pairs: Vec<(String, String)> = Vec::new();
    let pair_of = |question: &Question| {
        (question.source_lang.primary().to_string(), question.target_lang.primary().to_string())
    };
    for (_, _, question) in &questions {
        if !pairs.contains(&pair_of(question)) {
            pairs.push(pair_of(question));
        }
    }
    for pair in pairs {
        let group: Vec<_> = questions.iter().filter(|(_, _, q)| pair_of(q) == pair).collect();
        let inputs: Vec<align::Input<'_>> = group.iter().map(|(_, _, q)| q.input()).collect();
        let solved = knowledge.of(&group[0].2).and_then(|known| {
            let found = align::align_jointly(&inputs, known, &|| true);
            let told = found.and_then(|alignments| {
                let all = group.iter().zip(&alignments);
                all.map(|((_, _, question), found)| survey::answer(question, found, known))
                    .collect::<Result<Vec<_>, _>>()
            });
            told.map_err(|error| error.to_string())
        });
        for (at, (number, record, _)) in group.iter().enumerate() {
            answers[*number] = Some(match &solved {
                Ok(fields) => record.answer(&fields[at]),
                Err(message) => record.error(message),
            });
        }
    }
    for answer in answers.into_iter().flatten() {
        writeln!(output, "{answer}")?;
    }
    output.flush()
}

/// What is known of each pair of languages, gathered when first asked for.
struct Knowledges<'s> {
    settings: &'s Settings,
    gathered: Vec<(Lang, Lang, Knowledge)>,
}

impl<'s> Knowledges<'s> {
    fn new(settings: &'s Settings) -> Knowledges<'s> {
        Knowledges { settings, gathered: Vec::new() }
    }

    fn of(&mut self, question: &Question) -> Result<&Knowledge, String> {
        let (source, target) = (&question.source_lang, &question.target_lang);
        let at = self.gathered.iter().position(|(a, b, _)| a == source && b == target);
        let at = match at {
            Some(at) => at,
            None => {
                let none = Glossary::default();
                let Settings { dictionaries, memory, .. } = self.settings;
                let memory = memory.as_ref().map(Memories::first);
                let knowledge = jobs::knowledge(source, target, dictionaries, &none, memory)
                    .map_err(|error| error.to_string())?;
                self.gathered.push((source.clone(), target.clone(), knowledge));
                self.gathered.len() - 1
            }
        };
        Ok(&self.gathered[at].2)
    }
}

fn lookup(record: &Record, settings: &Settings) -> Result<String, String> {
    let Some(memory) = &settings.memory else {
        return Err(record.error("no memory is named: give --memory FILE"));
    };
    let mut query = Query::new(record.text("text")?);
    query.lang = record.optional_lang("lang")?;
    query.target_lang = record.optional_lang("target_lang")?;
    query.previous = record.optional_text("previous")?;
    query.next = record.optional_text("next")?;
    query.key = record.optional_text("key")?;
    query.min = settings.min.unwrap_or(query.min);
    query.limit = settings.limit.unwrap_or(query.limit);
    query.penalties = settings.penalties.clone();
    query.exhaustive = settings.exhaustive;
    let found = memory.lookup(&query).map_err(|error| record.error(&error.to_string()))?;
    let matches: Vec<Value> = found
        .iter()
        .map(|found| {
            let mut answer = json!({
                "score": found.score, "kind": found.kind.name(), "source": found.source.text,
                "target": found.target.text, "origin": found.origin.to_string(),
                "source_lang": found.source.lang, "target_lang": found.target.lang,
            });
            if let Some(adapted) = &found.adapted {
                answer["adapted"] = json!(adapted.text);
            }
            if let Some(reference) = &found.reference {
                answer["memory"] = json!(reference.display().to_string());
            }
            if !found.marks.is_empty() {
                let marks = found.marks.iter();
                let marks = marks.map(|(mark, points)| (mark.name().into(), json!(points)));
                answer["penalties"] = Value::Object(marks.collect());
            }
            if found.family > 0 {
                answer["family"] = json!(found.family);
            }
            answer
        })
        .collect();
    Ok(record.answer(&[("matches", matches.into())]))
}

fn glossary(record: &Record, settings: &Settings) -> Result<String, String> {
    let (lang, text) = (record.lang("lang")?, record.text("text")?);
    let hits: Vec<Value> = settings
        .glossary
        .find(&lang, &text)
        .iter()
        .map(|hit| {
            json!({
                "entry": hit.entry, "start": hit.range.start, "end": hit.range.end,
                "form": hit.form, "term": hit.term, "translations": hit.translations,
                "status": hit.status.name(), "origin": hit.origin, "why": hit.why,
            })
        })
        .collect();
    Ok(record.answer(&[("hits", hits.into())]))
}

fn lexicon(record: &Record, finder: &mut Finder) -> Result<String, String> {
    let (lang, text) = (record.lang("lang")?, record.text("text")?);
    let hits = finder.find(lang.primary(), &text);
    let entries: Vec<Value> = hits
        .iter()
        .map(|hit| {
            json!({
                "start": hit.range.start, "end": hit.range.end, "lemma": hit.lemma,
                "translations": hit.translations(),
            })
        })
        .collect();
    Ok(record.answer(&[("entries", entries.into())]))
}

fn fold(record: &Record) -> Result<String, String> {
    let (lang, word) = (record.lang("lang")?, record.text("word")?);
    let keys = language::fold(lang.primary(), &word);
    let texts = |keys: &FoldKeys| keys.iter().map(|key| json!(key.text.as_str())).collect();
    let all: Vec<Value> = texts(&keys);
    let strong: Vec<&str> = keys.strong().collect();
    let plain: Vec<String> = keys.iter().map(|key| without_diacritics(&key.text)).collect();
    let parts: Vec<Vec<Value>> = parts(lang.primary(), &word).iter().map(texts).collect();
    Ok(record.answer(&[
        ("keys", all.into()),
        ("strong", json!(strong)),
        ("plain", json!(plain)),
        ("parts", json!(parts)),
    ]))
}

fn values(record: &Record) -> Result<String, String> {
    let (source_lang, target_lang) = (record.lang("source_lang")?, record.lang("target_lang")?);
    let (source, target) = (record.text("source")?, record.text("target")?);
    let found = language::compare(source_lang.primary(), &source, target_lang.primary(), &target);
    let unmatched: Vec<Value> = found
        .unmatched
        .iter()
        .map(|left| {
            let side = match left.side {
                Side::Source => "source",
                Side::Target => "target",
            };
            json!({"side": side, "start": left.span.start, "end": left.span.end, "text": left.text})
        })
        .collect();
    Ok(record.answer(&[("unmatched", unmatched.into())]))
}

fn findings(
    record: &Record,
    settings: &Settings,
    document: &mut Document<'_>,
) -> Result<String, String> {
    let (source_lang, target_lang) = (record.lang("source_lang")?, record.lang("target_lang")?);
    let (source, target) = (record.text("source")?, record.text("target")?);
    let pair = Pair {
        source_lang: &source_lang,
        target_lang: &target_lang,
        source: &source,
        target: &target,
    };
    let found = match settings.document {
        true => document.check(&pair),
        false => check_with(&pair, &settings.glossary, &settings.dictionaries),
    };
    let told: Vec<Value> =
        found.iter().map(|finding| finding_json(finding, settings.messages)).collect();
    Ok(record.answer(&[("findings", told.into())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(operation: Operation, settings: &Settings, lines: &str) -> Vec<Value> {
        let mut output = Vec::new();
        run(operation, settings, &mut lines.as_bytes(), &mut output).expect("no failing output");
        let text = String::from_utf8(output).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    #[test]
    fn a_bad_line_is_answered_and_the_work_goes_on() {
        let lines = "{\"id\":{\"a\":[1]},\"lang\":\"pl\",\"text\":\"Raz. Dwa.\",\"more\":0}\n\
                     no json\n{\"id\":7,\"lang\":\"pl\"}\n{\"id\":8,\"lang\":5,\"text\":\"x\"}\n\
                     {\"id\":null,\"lang\":\"en\",\"text\":\"One. Two.\"}\n";
        let answers = ask(Operation::Segment, &Settings::default(), lines);
        assert_eq!(answers[0], json!({"id": {"a": [1]}, "spans": [[0, 4], [5, 9]]}));
        assert_eq!(answers[1]["id"], Value::Null);
        assert_eq!(answers[1]["error"]["line"], 2);
        assert_eq!(answers[2]["id"], 7);
        assert_eq!(answers[3]["error"]["line"], 4);
        assert_eq!(answers[4]["spans"], json!([[0, 4], [5, 9]]));
    }

    #[test]
    fn joint_alignment_answers_in_order_and_covers_both_sides() {
        let line = |id: usize| {
            json!({"id": id, "source_lang": "pl", "target_lang": "en",
                "source": ["Rada Europy obraduje.", "Liczba: 12."],
                "target": ["The Council of Europe is in session.", "Number: 12."]})
        };
        let lines = format!("{}\nbroken\n{}\n", line(1), line(3));
        let settings = Settings { joint: true, ..Settings::default() };
        let answers = ask(Operation::Align, &settings, &lines);
        assert_eq!(answers.len(), 3);
        assert_eq!(answers[2]["id"], 3);
        let sources: Vec<&Value> =
            answers[0]["beads"].as_array().expect("beads").iter().map(|b| &b["source"]).collect();
        assert_eq!(sources, [&json!([0]), &json!([1])]);
        assert!(answers[1]["error"].is_object());
    }
}
