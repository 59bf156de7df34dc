//! A sheet: named columns and lines of cells, and its three looks.

use std::io::{self, Write};

use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

/// How a sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// For people at a terminal: aligned columns, long cells wrapped to a width in characters,
    /// with colours or without.
    Table {
        /// Characters a line may have.
        width: usize,
        /// Whether colours may be used.
        colours: bool,
    },
    /// Tab-separated; the first line names the columns. Never wrapped, cropped or quoted: a tab
    /// or line break inside a cell is written as a space.
    Tsv,
    /// One JSON object a line.
    JsonLines,
}

/// How a stretch of a cell looks on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// As it is.
    #[default]
    Plain,
    /// What matters: a found word, a name.
    Strong,
    /// What is there and was not asked for.
    Added,
    /// What was asked for and is not there.
    Missing,
    /// What is nearly the same.
    Near,
    /// What matters less.
    Faint,
}

impl Style {
    /// The terminal's code for it (ECMA-48 SGR).
    fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Strong => "\x1b[1m",
            Style::Added => "\x1b[32m",
            Style::Missing => "\x1b[31;9m",
            Style::Near => "\x1b[33m",
            Style::Faint => "\x1b[2m",
        }
    }
}

/// A cell: stretches of text, each with a style that only terminals show.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Cell(pub Vec<(Style, String)>);

impl Cell {
    /// A cell in one style.
    pub fn styled(style: Style, text: impl Into<String>) -> Cell {
        Cell(vec![(style, text.into())])
    }

    /// The text without styles; stretches that only the terminal shows ([`Style::Missing`]) are
    /// left out.
    pub fn text(&self) -> String {
        let shown = self.0.iter().filter(|(style, _)| *style != Style::Missing);
        shown.map(|(_, text)| text.as_str()).collect()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::styled(Style::Plain, text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::styled(Style::Plain, text)
    }
}

/// A line of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// The line as JSON: more than the cells may say.
    pub json: Value,
}

/// Columns and lines.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sheet {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// The lines.
    pub lines: Vec<Line>,
}

impl Sheet {
    /// Writes the sheet.
    ///
    /// # Errors
    /// When the output fails.
    pub fn write(&self, look: Look, output: &mut dyn Write) -> io::Result<()> {
        match look {
            Look::Tsv => self.write_tsv(output),
            Look::JsonLines => {
                self.lines.iter().try_for_each(|line| writeln!(output, "{}", line.json))
            }
            Look::Table { width, colours } => self.write_table(width, colours, output),
        }
    }

    fn write_tsv(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "{}", self.columns.join("\t"))?;
        for line in &self.lines {
            let cells: Vec<String> = line.cells.iter().map(|cell| flat(&cell.text())).collect();
            writeln!(output, "{}", cells.join("\t"))?;
        }
        Ok(())
    }

    fn write_table(&self, width: usize, colours: bool, output: &mut dyn Write) -> io::Result<()> {
        let widths = self.widths(width);
        let heads: Vec<Cell> =
            self.columns.iter().map(|name| Cell::styled(Style::Strong, *name)).collect();
        write_row(&heads, &widths, colours, output)?;
        self.lines.iter().try_for_each(|line| {
            let plain = |cell: &Cell| Cell::from(cell.text());
            match colours {
                true => write_row(&line.cells, &widths, true, output),
                false => {
                    let cells: Vec<Cell> = line.cells.iter().map(plain).collect();
                    write_row(&cells, &widths, false, output)
                }
            }
        })
    }

    /// Widths that fit the line: narrow columns get what they need, the rest is shared by the
    /// wide ones.
    fn widths(&self, width: usize) -> Vec<usize> {
        const GAP: usize = 2;
        const NARROWEST: usize = 8;
        let longest = |column: usize| {
            let cells = self.lines.iter().filter_map(|line| line.cells.get(column));
            let head = self.columns[column].len();
            cells.map(|cell| length(&flat(&shown(cell)))).max().unwrap_or(0).max(head)
        };
        let needs: Vec<usize> = (0..self.columns.len()).map(longest).collect();
        let mut room = width.saturating_sub(GAP * needs.len().saturating_sub(1));
        let mut widths = vec![0; needs.len()];
        let mut open: Vec<usize> = (0..needs.len()).collect();
        while !open.is_empty() {
            let share = (room / open.len()).max(NARROWEST);
            let (fits, wide): (Vec<usize>, Vec<usize>) =
                open.iter().copied().partition(|&column| needs[column] <= share);
            if fits.is_empty() {
                for column in wide {
                    widths[column] = share;
                }
                break;
            }
            for column in fits {
                widths[column] = needs[column];
                room = room.saturating_sub(needs[column]);
            }
            open = wide;
        }
        widths
    }
}

/// What a terminal shows of a cell, missing words included.
fn shown(cell: &Cell) -> String {
    cell.0.iter().map(|(_, text)| text.as_str()).collect()
}

/// A cell on one line: tabs and line breaks become spaces.
fn flat(text: &str) -> String {
    let breaks = |c: char| {
        matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
    };
    text.replace("\r\n", " ").replace(breaks, " ")
}

fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

fn write_row(
    cells: &[Cell],
    widths: &[usize],
    colours: bool,
    output: &mut dyn Write,
) -> io::Result<()> {
    let wrapped: Vec<Vec<Vec<(Style, String)>>> =
        cells.iter().zip(widths).map(|(cell, &width)| wrap(cell, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    for row in 0..height {
        let mut line = String::new();
        let mut pending = 0;
        for (column, width) in wrapped.iter().zip(widths) {
            let empty = Vec::new();
            let pieces = column.get(row).unwrap_or(&empty);
            let mut used = 0;
            for (number, (style, text)) in pieces.iter().enumerate() {
                let at_end = number + 1 == pieces.len();
                let text = if at_end { text.trim_end() } else { text.as_str() };
                if text.is_empty() {
                    continue;
                }
                line.push_str(&" ".repeat(std::mem::take(&mut pending)));
                used += length(text);
                match colours && *style != Style::Plain {
                    true => line.push_str(&format!("{}{text}\x1b[0m", style.code())),
                    false => line.push_str(text),
                }
            }
            pending += width.saturating_sub(used) + 2;
        }
        writeln!(output, "{line}")?;
    }
    Ok(())
}

/// Breaks a cell into lines of at most `width` characters, at spaces where there are any.
fn wrap(cell: &Cell, width: usize) -> Vec<Vec<(Style, String)>> {
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for (style, text) in &cell.0 {
        for word in flat(text).split_inclusive(' ') {
            let mut word = word;
            while !word.is_empty() {
                let visible = length(word.trim_end());
                if used + visible <= width {
                    used += length(word);
                    push(&mut lines, *style, word);
                    break;
                }
                if used > 0 {
                    lines.push(Vec::new());
                    used = 0;
                    continue;
                }
                // A word longer than the column is cut.
                let cut = word.grapheme_indices(true).nth(width.max(1)).map_or(word.len(), |g| g.0);
                push(&mut lines, *style, &word[..cut]);
                lines.push(Vec::new());
                word = &word[cut..];
            }
        }
    }
    if lines.len() > 1 && lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    lines
}

fn push(lines: &mut [Vec<(Style, String)>], style: Style, word: &str) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some((last, text)) if *last == style => text.push_str(word),
        _ => line.push((style, word.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[&[&str]]) -> Sheet {
        let line = |row: &&[&str]| Line {
            cells: row.iter().map(|text| Cell::from(*text)).collect(),
            json: Value::Null,
        };
        Sheet { columns: vec!["a", "b"], lines: cells.iter().map(line).collect() }
    }

    fn written(sheet: &Sheet, look: Look) -> String {
        let mut bytes = Vec::new();
        sheet.write(look, &mut bytes).expect("a vector takes everything");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn tab_separated_cells_hold_no_tab_and_no_quotes_are_added() {
        let sheet = sheet(&[&["x\ty\r\nz", "\"q\""]]);
        assert_eq!(written(&sheet, Look::Tsv), "a\tb\nx y z\t\"q\"\n");
    }

    #[test]
    fn a_table_fits_its_width() {
        let long = "słowo ".repeat(30);
        let sheet = sheet(&[&["krótkie", &long], &["x", "Nieprzerwanyciągliterktórysięniemieści"]]);
        let table = written(&sheet, Look::Table { width: 40, colours: false });
        assert!(table.lines().all(|line| length(line) <= 40), "{table}");
        assert_eq!(table.matches("słowo").count(), 30);
    }
}
