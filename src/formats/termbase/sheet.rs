//! Spreadsheets in XLSX: every sheet whose first filled row names two languages is a table of terms.
//!
//! Cells are read one after the other as the file holds them, never as a rectangle: a cell in the
//! last row and column of a sheet must not cost more than any other.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use crate::formats::exchange::{FormatError, ReadSummary};
use crate::formats::strictness::{Place, Strictness};
use crate::formats::termbase::TermsRead;
use crate::formats::termbase::meaning::{Meaning, entries, has_two_languages, meanings};

/// Columns of a sheet that are read; a table of terms has a dozen.
const MOST_COLUMNS: u32 = 200;

/// Reads the tables of a workbook, in the order of its sheets.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    strictness: Strictness,
) -> Result<TermsRead, FormatError> {
    let broken = |error: &dyn std::fmt::Display| FormatError::Other {
        name: name.to_string(),
        format: "XLSX",
        found: format!("it cannot be read as a spreadsheet ({error})"),
        expected: "a workbook as spreadsheet programs save it; save it anew, or as CSV",
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let (mut read, mut summary) = (TermsRead::default(), ReadSummary::default());
    let (mut any, mut first_row) = (false, String::new());
    for sheet in book.sheet_names() {
        let rows = rows(&mut book, &sheet).map_err(|error| broken(&error))?;
        let mut rows = rows.into_iter();
        let Some((_, names)) = rows.next() else { continue };
        let columns = meanings(&names);
        if !has_two_languages(&columns) {
            if first_row.is_empty() {
                first_row = names.join(" ").chars().take(40).collect();
            }
            *read.aside.entry(format!("sheet {sheet}")).or_default() += 1;
            continue;
        }
        any = true;
        for (unit, (line, cells)) in (1..).zip(rows) {
            match entries(&columns, &cells) {
                Ok(found) => {
                    read.lines.extend(std::iter::repeat_n(line, found.len()));
                    read.terms.extend(found);
                    let aside = columns.iter().zip(&names).zip(&cells);
                    for ((_, column), _) in aside.filter(|((meaning, _), cell)| {
                        **meaning == Meaning::Nothing && !cell.trim().is_empty()
                    }) {
                        *read.aside.entry(format!("column {column}")).or_default() += 1;
                    }
                }
                Err(why) => {
                    summary.skip(name, Place { line, unit }, why, strictness)?;
                }
            }
        }
    }
    if !any {
        return Err(FormatError::Other {
            name: name.to_string(),
            format: "glossary",
            found: format!("no sheet begins with two languages; the first row is {first_row:?}"),
            expected: "a first row that names two languages, such as pl and en",
        });
    }
    read.skipped = summary.skipped;
    Ok(read)
}

/// The rows of a sheet that hold something, each with its number from 1.
fn rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
) -> Result<Vec<(usize, Vec<String>)>, calamine::XlsxError> {
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    let mut cells = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.trim().is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        let number = row as usize + 1;
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            let at = column as usize;
            cells.resize(cells.len().max(at + 1), String::new());
            cells[at] = text;
        }
    }
    Ok(rows)
}

/// What a cell says, on one line.
fn text_of(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(date) => date.as_f64().to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
