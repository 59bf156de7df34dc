//! TSV: a table of units, one a line, cells parted by tabs.
//!
//! The first line names the columns. Two or more are languages (`pl<TAB>en`), some are parts of a
//! unit (`origin`, `place`, `rules`, `previous`, `next`, `key`, `review`, `confidence`, `note`),
//! every other is a property. There is no quoting: a `"` stands as it is. An empty cell says
//! nothing; cells missing at the end of a line are empty.
//!
//! Written, a tab or line break inside a cell becomes a space. A table has no room for inline
//! codes, dates and people, two texts in one language, or languages and properties that were not
//! named before ([`ExportInfo::see`]); [`WriteSummary::cannot`] counts them.

use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;

use crate::bitext::TranslationUnit;
use crate::formats::columns::{
    Column, Part, columns, has_two_languages, language_name, property_name, unit_of,
};
use crate::formats::exchange::{ExportInfo, FormatError, ReadSummary, WriteSummary};
use crate::formats::lines::Lines;
use crate::formats::strictness::Strictness;

/// Says whether a line can be the first of a table of units.
pub(super) fn is_header(line: &str) -> bool {
    let names: Vec<&str> = line.split('\t').collect();
    has_two_languages(&columns(&names))
}

/// Reads a table of units.
pub(super) fn read(
    name: &str,
    input: impl BufRead,
    strictness: Strictness,
    each: &mut dyn FnMut(TranslationUnit) -> ControlFlow<()>,
) -> Result<ReadSummary, FormatError> {
    let mut lines = Lines::open(name, "TSV", input)?;
    let mut summary = ReadSummary::default();
    let header = lines.next(&mut summary, strictness)?.unwrap_or_default();
    let names: Vec<&str> = header.split('\t').collect();
    let columns = columns(&names);
    if !has_two_languages(&columns) {
        let begin: String = header.chars().take(40).collect();
        return Err(FormatError::Other {
            name: name.to_string(),
            format: "TSV",
            found: format!("its first line is {begin:?}"),
            expected: "a first line that names the columns, two languages among them: pl<TAB>en",
        });
    }
    while let Some(line) = lines.next(&mut summary, strictness)? {
        if line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let at = lines.place();
        if let Some(more) = cells.get(columns.len()..).filter(|m| m.iter().any(|c| !c.is_empty())) {
            let why = format!("{} cell(s) more than the first line names", more.len());
            summary.skip(name, at, why, strictness)?;
            continue;
        }
        let filled = cells.iter().copied().chain(std::iter::repeat(""));
        match unit_of(columns.iter().zip(filled), name, &at.line.to_string()) {
            Err(why) => summary.skip(name, at, why.to_string(), strictness)?,
            Ok(unit) => {
                summary.read += 1;
                if each(unit).is_break() {
                    summary.stopped = true;
                    break;
                }
            }
        }
    }
    Ok(summary)
}

/// Writes a table of units.
pub(super) fn write(
    output: &mut impl Write,
    info: &ExportInfo,
    units: impl Iterator<Item = TranslationUnit>,
) -> io::Result<WriteSummary> {
    let mut units = units.peekable();
    let mut info = info.clone();
    match units.peek() {
        Some(first) if info.languages.is_empty() => info.see(first),
        // A table without units still names two languages, so that it can be read.
        None if info.languages.len() < 2 => {
            let mut names = info.source_lang.iter().chain(&info.languages).map(language_name);
            let first = names.next().unwrap_or_else(|| "mul".to_string());
            writeln!(output, "{first}\t{}", names.next().unwrap_or_else(|| "und".to_string()))?;
            return Ok(WriteSummary::default());
        }
        _ => {}
    }
    let columns = columns_to_write(&info);
    let mut summary = WriteSummary::default();
    let names: Vec<String> = columns.iter().map(column_name).collect();
    writeln!(output, "{}", names.join("\t"))?;
    for unit in units {
        let row: Vec<String> =
            columns.iter().map(|column| cell(&unit, column, &mut summary)).collect();
        count_losses(&unit, &info, &mut summary);
        writeln!(output, "{}", row.join("\t"))?;
        summary.written += 1;
    }
    Ok(summary)
}

fn columns_to_write(info: &ExportInfo) -> Vec<Column> {
    let languages = info.languages.iter().cloned().map(Column::Language);
    let parts = Part::ALL.into_iter().map(Column::Part);
    let properties = info.properties.iter().cloned().map(Column::Property);
    languages.chain(parts).chain(properties).collect()
}

fn column_name(column: &Column) -> String {
    match column {
        Column::Language(lang) => language_name(lang),
        Column::Part(part) => part.name().to_string(),
        Column::Property(name) => on_one_line(&property_name(name)),
    }
}

fn cell(unit: &TranslationUnit, column: &Column, summary: &mut WriteSummary) -> String {
    let text = match column {
        Column::Language(lang) => {
            let variant = unit.variants().iter().find(|v| v.lang == *lang);
            variant.map_or_else(String::new, |v| v.text.clone())
        }
        Column::Part(part) => part.of(unit),
        Column::Property(name) => unit.properties.get(name).cloned().unwrap_or_default(),
    };
    let line = on_one_line(&text);
    if line != text {
        summary.lose("tabs and line breaks inside a cell (spaces stand for them)", 1);
    }
    line
}

/// Every tab and line break as a space; nothing else is changed.
fn on_one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ")
}

fn count_losses(unit: &TranslationUnit, info: &ExportInfo, summary: &mut WriteSummary) {
    let mut seen = Vec::new();
    for variant in unit.variants() {
        summary.lose("inline codes (left out)", variant.codes.len());
        let about = [&variant.created, &variant.changed, &variant.created_by, &variant.changed_by];
        let about = about.into_iter().flatten().count();
        summary.lose("dates and people of a text (left out)", about);
        if seen.contains(&&variant.lang) {
            summary.lose("a second text in the same language (left out)", 1);
        } else if !info.languages.contains(&variant.lang) {
            summary.lose("texts in a language without a column (left out)", 1);
        }
        seen.push(&variant.lang);
    }
    let unnamed = unit.properties.keys().filter(|name| !info.properties.contains(name)).count();
    summary.lose("properties without a column (left out)", unnamed);
    if unit.notes.len() > 1 {
        summary.lose("several notes (joined in one cell)", 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn units(
        table: &str,
        strictness: Strictness,
    ) -> Result<(Vec<TranslationUnit>, ReadSummary), FormatError> {
        let mut units = Vec::new();
        let summary = read("t.tsv", table.as_bytes(), strictness, &mut |unit| {
            units.push(unit);
            ControlFlow::Continue(())
        })?;
        Ok((units, summary))
    }

    #[test]
    fn a_table_becomes_units() {
        let table = "pl\ten\tnote\tclient\n„Tak” \"i\" nie\tYes \"and\" no\tn\tACME\nbez\t\n";
        let (units, summary) = units(table, Strictness::Lenient).expect("a table");
        assert_eq!(units.len(), 1);
        assert_eq!(units[0].variants()[0].text, "„Tak” \"i\" nie");
        assert_eq!(units[0].notes, ["n"]);
        assert_eq!(units[0].properties["client"], "ACME");
        assert_eq!(units[0].origin.to_string(), "t.tsv:2");
        assert_eq!(summary.skipped[0].to_string(), "line 3, unit 2: the en side is empty");
    }

    #[test]
    fn a_table_without_header_is_refused_with_advice() {
        let error = units("rada\tcouncil\n", Strictness::Lenient).expect_err("no header");
        assert_eq!(
            error.to_string(),
            "t.tsv is not a TSV file: its first line is \"rada\\tcouncil\"; expected a first line \
             that names the columns, two languages among them: pl<TAB>en"
        );
    }

    #[test]
    fn a_strict_reader_stops_at_the_first_bad_row() {
        let error = units("pl\ten\na\tb\tc\n", Strictness::Strict).expect_err("three cells");
        assert!(error.to_string().contains("line 2, unit 1: 1 cell(s) more"), "{error}");
    }

    #[test]
    fn a_table_without_units_can_be_read() {
        let lang = |tag| Lang::new(tag).expect("a language");
        for languages in [vec![], vec![lang("pl")], vec![lang("pl"), lang("en")]] {
            let info = ExportInfo { languages, ..ExportInfo::default() };
            let mut out = Vec::new();
            write(&mut out, &info, std::iter::empty()).expect("written");
            let table = String::from_utf8(out).expect("UTF-8");
            assert_eq!(units(&table, Strictness::Strict).expect(&table).1.read, 0);
        }
    }
}
