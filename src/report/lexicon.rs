//! How entries of dictionaries look.

use serde_json::json;

use crate::lexicon::{Hit, Reading};
use crate::report::{Cell, Line, Sheet, Style};

/// A headword found in a text of a language.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The text found.
    pub form: String,
    /// Its language.
    pub lang: String,
    /// The headword and what is listed for it.
    pub hit: Hit,
}

/// Entries found: `form lang lemma part translations domain`, a row a part of speech.
pub fn lexicon_sheet(found: &[Listed]) -> Sheet {
    let columns = vec!["form", "lang", "lemma", "part", "translations", "domain"];
    Sheet { columns, lines: found.iter().flat_map(lines).collect() }
}

fn lines(found: &Listed) -> Vec<Line> {
    let mut rows: Vec<(&Reading, Vec<&str>)> = Vec::new();
    for reading in found.hit.readings.iter() {
        let other: Vec<&str> = match reading.rank {
            Some(_) => vec![&reading.lemma],
            None => reading.translations.iter().map(String::as_str).collect(),
        };
        let same = |row: &&mut (&Reading, Vec<&str>)| row.0.speech == reading.speech;
        match rows.iter_mut().find(same) {
            Some(row) => row.1.extend(other),
            None => rows.push((reading, other)),
        }
    }
    rows.into_iter().map(|(reading, translations)| line(found, reading, &translations)).collect()
}

fn line(found: &Listed, reading: &Reading, translations: &[&str]) -> Line {
    let mut each: Vec<&str> = Vec::new();
    for translation in translations {
        if !each.contains(translation) {
            each.push(translation);
        }
    }
    let (hit, part) = (&found.hit, reading.speech.name());
    // The subject is the entry's; several entries may share a row of the other direction.
    let domain = reading.domain.as_deref().filter(|_| reading.rank.is_none());
    Line {
        json: json!({
            "form": found.form, "lang": found.lang, "start": hit.range.start, "end": hit.range.end,
            "lemma": hit.lemma, "part": part, "translations": each, "domain": domain,
        }),
        cells: vec![
            Cell::styled(Style::Strong, found.form.as_str()),
            found.lang.as_str().into(),
            hit.lemma.as_str().into(),
            part.into(),
            each.join(" | ").into(),
            domain.unwrap_or_default().into(),
        ],
    }
}
