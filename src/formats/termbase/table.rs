//! Tables of terms as text: [`Table`] knows for every row where it stands, so that it can be read
//! and changed.

use std::ops::Range;

use crate::formats::decode::{DecodeError, decode};
use crate::formats::exchange::{FormatError, ReadSummary};
use crate::formats::strictness::{Place, Strictness};
use crate::formats::termbase::meaning::{Meaning, entries, has_two_languages, meanings};
use crate::formats::termbase::write::OMEGAT;
use crate::formats::termbase::{TermFormat, TermsRead, csv, meaning};
use crate::text::Lang;

/// How a UTX file begins.
const UTX: &str = "#UTX";
/// Bytes of one entry whose quotation marks do not close.
const MOST_ENTRY: usize = 64 << 10;

/// A table of terms.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The whole text, without a byte order mark.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    pub format: TermFormat,
    /// What parts cells.
    pub parting: char,
    pub columns: Vec<Meaning>,
    /// The columns' names; none where the file names none.
    pub names: Vec<String>,
    /// Bytes of the line that names the columns.
    pub header: Option<Range<usize>>,
    /// Every line or group of lines that may be an entry.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its bytes of the text, without the end of its line.
    pub range: Range<usize>,
    pub place: Place,
    pub cells: Vec<String>,
}

impl Table {
    /// Reads a table of any of the formats that are text.
    pub fn read(
        name: &str,
        bytes: &[u8],
        langs: Option<&(Lang, Lang)>,
    ) -> Result<Table, FormatError> {
        let (text, encoding) = decoded(name, bytes)?;
        if text.trim().is_empty() {
            return Err(FormatError::Empty { name: name.to_string(), format: "glossary" });
        }
        let mut table = Table {
            text,
            encoding,
            format: TermFormat::Tsv,
            parting: '\t',
            columns: Vec::new(),
            names: Vec::new(),
            header: None,
            rows: Vec::new(),
        };
        let lines = lines(&table.text);
        let head = lines.iter().position(|line| !is_passed_over(&table.text[line.clone()]));
        let first = &table.text[lines[head.unwrap_or(0)].clone()];
        let rest = if table.text.starts_with(UTX) {
            table.format = TermFormat::Utx;
            utx_head(&mut table, &lines)
        } else {
            table.parting = csv::parting(first);
            table.names = csv::cells(first, table.parting);
            table.columns = meanings(&table.names);
            // Two short words look like the tags of languages.
            let omegat = table.text.starts_with(OMEGAT.trim_end());
            let words = omegat || is_omegat(name) && are_others(&table.columns, langs);
            if has_two_languages(&table.columns) && !words {
                table.header = head.map(|head| lines[head].clone());
                if table.parting != '\t' {
                    table.format = TermFormat::Csv;
                }
                head.map_or(0, |head| head + 1)
            } else {
                if words {
                    table.columns.clear();
                }
                omegat_head(&mut table, (name, omegat), langs)?;
                0
            }
        };
        if !has_two_languages(&table.columns) {
            let first = table.text.lines().next().unwrap_or_default();
            return Err(FormatError::Other {
                name: name.to_string(),
                format: "glossary",
                found: format!(
                    "its first line is {:?}",
                    first.chars().take(40).collect::<String>()
                ),
                expected: "a first line that names two languages, such as pl<TAB>en",
            });
        }
        table.rows = rows(&table, &lines, rest);
        Ok(table)
    }

    /// Makes entries of the rows.
    pub fn terms(&self, name: &str, strictness: Strictness) -> Result<TermsRead, FormatError> {
        let mut read = TermsRead::default();
        let mut summary = ReadSummary::default();
        for row in &self.rows {
            match self.entries(row) {
                Ok(found) => {
                    read.lines.extend(std::iter::repeat_n(row.place.line, found.len()));
                    read.terms.extend(found);
                    let aside = self.columns.iter().zip(&self.names).zip(&row.cells);
                    for ((_, column), _) in aside.filter(|((meaning, _), cell)| {
                        **meaning == Meaning::Nothing && !cell.trim().is_empty()
                    }) {
                        *read.aside.entry(format!("column {column}")).or_default() += 1;
                    }
                }
                Err(why) => summary.skip(name, row.place, why, strictness)?,
            }
        }
        read.skipped = summary.skipped;
        Ok(read)
    }

    /// Makes entries of one row.
    pub fn entries(&self, row: &Row) -> Result<Vec<crate::bitext::Term>, String> {
        if self.text[row.range.clone()].contains(char::REPLACEMENT_CHARACTER) {
            return Err(format!("bytes that are no {}", self.encoding));
        }
        entries(&self.columns, &row.cells)
    }

    /// Whether a line that begins with `#` and a space is a remark.
    pub fn has_remarks(&self) -> bool {
        self.parting == '\t'
    }
}

/// The text of a file, without a byte order mark, and the name of its encoding. Bytes that are no
/// UTF-8 in a file that is UTF-8 become U+FFFD.
fn decoded(name: &str, bytes: &[u8]) -> Result<(String, &'static str), FormatError> {
    match decode(bytes) {
        Ok(decoded) => {
            let text = decoded.text;
            Ok((text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text), decoded.encoding))
        }
        Err(DecodeError::Invalid { encoding: "UTF-8", .. }) => {
            Ok((String::from_utf8_lossy(bytes).replace('\u{feff}', ""), "UTF-8"))
        }
        Err(DecodeError::Invalid { encoding, offset }) => Err(FormatError::Other {
            name: name.to_string(),
            format: "glossary",
            found: format!("byte {offset} is no {encoding}"),
            expected: "text; save it as UTF-8",
        }),
        Err(DecodeError::Binary { kind }) => Err(FormatError::Other {
            name: name.to_string(),
            format: "glossary",
            found: format!("it is {kind}"),
            expected: "TSV, CSV, UTX, TBX, XLSX or a glossary of OmegaT",
        }),
    }
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        let bare = bare.strip_suffix('\r').unwrap_or(bare);
        lines.push(start..start + bare.len());
        start += line.len();
    }
    lines
}

/// An empty line or a remark.
fn is_passed_over(line: &str) -> bool {
    line.trim().is_empty() || is_remark(line)
}

/// Says whether a line is a remark: `#` alone, or before a space.
pub(super) fn is_remark(line: &str) -> bool {
    line.strip_prefix('#').is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Reads the remarks at the head of a UTX file: `#UTX 1.11; en-US/pl-PL; …`, then the first that
/// has `src` and `tgt`. Returns the number of the line behind them.
fn utx_head(table: &mut Table, lines: &[Range<usize>]) -> usize {
    let languages = |line: &str| {
        let pair = line.split(';').map(str::trim).find_map(|part| part.split_once('/'))?;
        Some((Lang::new(pair.0.trim()).ok()?, Lang::new(pair.1.trim()).ok()?))
    };
    let text = &table.text;
    let Some(langs) = lines.first().and_then(|line| languages(&text[line.clone()])) else {
        return 0;
    };
    for (number, line) in lines.iter().enumerate() {
        let Some(names) = text[line.clone()].strip_prefix('#') else { break };
        if names.starts_with("src") {
            table.names = names.split('\t').map(String::from).collect();
            table.header = Some(line.clone());
            let meaning = |name: &String| meaning::utx_meaning(name, &langs);
            table.columns = table.names.iter().map(meaning).collect();
            return number + 1;
        }
    }
    0
}

/// Whether the name of a file is that of a glossary of OmegaT.
fn is_omegat(name: &str) -> bool {
    TermFormat::of_name(name) == Some(TermFormat::Omegat)
}

/// Whether columns name languages, but none of those that were given.
fn are_others(columns: &[Meaning], langs: Option<&(Lang, Lang)>) -> bool {
    let Some((source, target)) = langs else { return false };
    columns.iter().all(|column| match column {
        Meaning::Language(lang) => !lang.same_language(source) && !lang.same_language(target),
        _ => true,
    })
}

/// A file that names no columns is a glossary of OmegaT if its name or its first line (`told`) says
/// so, or its languages were given.
fn omegat_head(
    table: &mut Table,
    (name, told): (&str, bool),
    langs: Option<&(Lang, Lang)>,
) -> Result<(), FormatError> {
    let named = told || is_omegat(name);
    if table.parting != '\t' && table.parting != ',' || langs.is_none() && !named {
        return Ok(());
    }
    let Some((source, target)) = langs else {
        return Err(FormatError::NoLanguages { name: name.to_string() });
    };
    table.format = TermFormat::Omegat;
    table.names = Vec::new();
    table.columns =
        vec![Meaning::Language(source.clone()), Meaning::Language(target.clone()), Meaning::Note];
    Ok(())
}

/// The rows behind the head of a table.
fn rows(table: &Table, lines: &[Range<usize>], from: usize) -> Vec<Row> {
    let text = &table.text;
    let mut rows = Vec::new();
    let mut at = from;
    while let Some(line) = lines.get(at) {
        let number = at + 1;
        at += 1;
        let here = &text[line.clone()];
        let any_remark = matches!(table.format, TermFormat::Utx | TermFormat::Omegat);
        let remark = table.has_remarks() && is_remark(here) || any_remark && here.starts_with('#');
        if here.trim().is_empty() || remark {
            continue;
        }
        let mut range = line.clone();
        // A cell in quotation marks may go on in the next line.
        while table.parting != '\t'
            && csv::is_open(&text[range.clone()])
            && range.len() < MOST_ENTRY
            && let Some(more) = lines.get(at)
        {
            range.end = more.end;
            at += 1;
        }
        let cells = csv::cells(&text[range.clone()], table.parting);
        let place = Place { line: number, unit: rows.len() + 1 };
        rows.push(Row { range, place, cells });
    }
    rows
}
