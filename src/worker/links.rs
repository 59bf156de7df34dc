//! `links`: which words of tokenised texts answer each other.

use std::io::{self, BufRead, Write};

use serde_json::{Value, json};

use super::record::Record;
use super::{next_line, without_mark};
use crate::bitext::LinkedPair;
use crate::jobs::{LinkTask, Links};

/// Links the words of one record by itself.
pub(super) fn link_one(record: &Record, links: &mut Links<'_>) -> Result<String, String> {
    let task = task(record)?;
    let linked = links.alone(&task).map_err(|error| record.error(&error.to_string()))?;
    Ok(answer(record, &linked))
}

/// All records together; answers in the order of the lines.
pub(super) fn link_all(
    links: &mut Links<'_>,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut answers: Vec<Option<String>> = Vec::new();
    let (mut records, mut tasks) = (Vec::new(), Vec::new());
    while let Some(line) = next_line(input)? {
        let number = answers.len();
        let line = without_mark(line, number + 1);
        let read = Record::read(number + 1, &line)
            .and_then(|record| task(&record).map(|task| (record, task)));
        match read {
            Ok((record, task)) => {
                records.push((number, record));
                tasks.push(task);
                answers.push(None);
            }
            Err(error) => answers.push(Some(error)),
        }
    }
    let linked = links.together(&tasks);
    for (at, (number, record)) in records.iter().enumerate() {
        answers[*number] = Some(match &linked {
            Ok(linked) => answer(record, &linked[at]),
            Err(error) => record.error(&error.to_string()),
        });
    }
    for answer in answers.into_iter().flatten() {
        writeln!(output, "{answer}")?;
    }
    output.flush()
}

fn task(record: &Record) -> Result<LinkTask, String> {
    Ok(LinkTask {
        source_lang: record.lang("source_lang")?,
        target_lang: record.lang("target_lang")?,
        source: record.texts("source")?,
        target: record.texts("target")?,
    })
}

fn answer(record: &Record, linked: &LinkedPair) -> String {
    let round = |score: f64| (score * 1e3).round() / 1e3;
    let links: Vec<Value> =
        linked.links.iter().map(|l| json!([l.source, l.target, round(l.score)])).collect();
    let term = |span: &crate::bitext::LinkedSpan| {
        json!({
            "source": span.source.clone().collect::<Vec<_>>(),
            "target": span.target.clone().collect::<Vec<_>>(),
            "score": round(span.score),
        })
    };
    let terms: Vec<Value> = linked.spans.iter().map(term).collect();
    record.answer(&[("links", links.into()), ("terms", terms.into())])
}
