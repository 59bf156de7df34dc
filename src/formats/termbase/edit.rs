//! Changing a table of terms in place: [`TermFile`].
//!
//! What is not changed keeps its bytes: remarks, empty lines, the order of rows and columns,
//! columns of other programs, quotation marks, the encoding and the ends of lines. A file that
//! would not come back byte for byte is not opened for changing.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::bitext::{Term, TermStatus};
use crate::formats::exchange::FormatError;
use crate::formats::termbase::meaning::Meaning;
use crate::formats::termbase::table::{Row, Table, is_remark};
use crate::formats::termbase::write::{flags, utx_status};
use crate::formats::termbase::{TermFormat, begins_with_markup, csv};
use crate::text::Lang;

/// A table of terms that is being changed.
#[derive(Clone, Debug)]
pub struct TermFile {
    name: String,
    table: Table,
    langs: Option<(Lang, Lang)>,
    encoding: &'static Encoding,
    /// The byte order mark.
    mark: Vec<u8>,
}

/// What a row is to say; `None` leaves a cell as it is, an empty text empties it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// The source names, parted by `|`.
    pub source: Option<String>,
    /// The target names, parted by `|`.
    pub target: Option<String>,
    /// How far it is approved.
    pub status: Option<TermStatus>,
    /// The subject.
    pub domain: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// Where it is taken from.
    pub reference: Option<String>,
    /// Its part of speech.
    pub part_of_speech: Option<String>,
    /// Phrases in which it means something else, parted by `|`.
    pub except: Option<String>,
    /// Its flags, parted by commas.
    pub flags: Option<String>,
}

impl Change {
    /// Makes a change that says all that an entry says.
    pub fn of(term: &Term) -> Change {
        let except = Some(term.usage.except.join("|")).filter(|except| !except.is_empty());
        Change {
            source: Some(term.source.join("|")),
            target: Some(term.target.join("|")),
            status: Some(term.status),
            domain: term.domain.clone(),
            note: term.note.clone(),
            reference: term.reference.clone(),
            part_of_speech: term.usage.part_of_speech.clone(),
            except,
            flags: Some(flags(term)).filter(|flags| !flags.is_empty()),
        }
    }
}

/// Why a table could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// It could not be read.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// It is of a format whose files are not changed.
    #[error("{name}: only tables (TSV, CSV, UTX, OmegaT) can be changed; convert it to TSV first")]
    NoTable {
        /// The file.
        name: String,
    },
    /// It would not come back as it is.
    #[error("{name}: some of its bytes are no {encoding}; save it as UTF-8 first")]
    Damaged {
        /// The file.
        name: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// A character that the file's encoding has not.
    #[error("{name}: “{letter}” cannot be written in {encoding}; save the file as UTF-8 first")]
    Letter {
        /// The file.
        name: String,
        /// The encoding.
        encoding: &'static str,
        /// The character.
        letter: char,
    },
    /// There is no entry in that line.
    #[error("{name}, line {line}: no entry begins there")]
    NoEntry {
        /// The file.
        name: String,
        /// The line.
        line: usize,
    },
    /// The format has no place for something.
    #[error("{name}: {format} has no column for {what}")]
    NoColumn {
        /// The file.
        name: String,
        /// The format.
        format: &'static str,
        /// What it has no place for.
        what: &'static str,
    },
    /// What the row would say is no entry.
    #[error("{name}{}: {why}", if *line > 0 { format!(", line {line}") } else { String::new() })]
    NoSense {
        /// The file.
        name: String,
        /// The line; 0 for a row that is added.
        line: usize,
        /// What is wrong.
        why: String,
    },
}

impl TermFile {
    /// Opens a table for changing; `langs` are the languages of one that names none.
    ///
    /// # Errors
    /// [`EditError`] when it is no table or would not come back as it is.
    ///
    /// ```
    /// use kladka::formats::{Change, TermFile};
    /// let file = "# ours\npl\ten\r\nrada\tcouncil\r\n";
    /// let mut table = TermFile::open("t.tsv", file.as_bytes(), None)?;
    /// let note = Change { note: Some("of a city".into()), ..Change::default() };
    /// table.change(3, &note)?;
    /// assert_eq!(table.bytes()?, b"# ours\npl\ten\tnote\r\nrada\tcouncil\tof a city\r\n");
    /// # Ok::<(), kladka::formats::EditError>(())
    /// ```
    pub fn open(
        name: &str,
        bytes: &[u8],
        langs: Option<(Lang, Lang)>,
    ) -> Result<TermFile, EditError> {
        if begins_with_markup(bytes) || bytes.starts_with(super::ZIP) {
            return Err(EditError::NoTable { name: name.to_string() });
        }
        let table = Table::read(name, bytes, langs.as_ref())?;
        let damaged = || EditError::Damaged { name: name.to_string(), encoding: table.encoding };
        let encoding = Encoding::for_label(table.encoding.as_bytes()).ok_or_else(damaged)?;
        let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
        let file = TermFile {
            name: name.to_string(),
            mark: bytes[..mark].to_vec(),
            encoding,
            langs,
            table: table.clone(),
        };
        match file.bytes() {
            Ok(again) if again == bytes => Ok(file),
            Ok(_) | Err(_) => Err(damaged()),
        }
    }

    /// Returns the two languages of its entries, or the first two.
    pub fn langs(&self) -> (Lang, Lang) {
        let mut langs = self.languages().map(|(_, lang)| lang.clone());
        match (langs.next(), langs.next()) {
            (Some(source), Some(target)) => (source, target),
            // `Table::read` lets no table pass that has fewer.
            _ => unreachable!("a table of terms has two languages"),
        }
    }

    /// Returns every row, by the line it begins in, with its entries or what is wrong with it.
    pub fn rows(&self) -> impl Iterator<Item = (usize, Result<Vec<Term>, String>)> + '_ {
        self.table.rows.iter().map(|row| (row.place.line, self.table.entries(row)))
    }

    /// Returns the lines of the entries that have a name (or, where there is none written so, one
    /// that differs in capitals only), and another one on the other side where it is given.
    pub fn find(&self, name: &str, other: Option<&str>) -> Vec<usize> {
        let found = |same: &dyn Fn(&str, &str) -> bool| {
            let has = |names: &[String], name: &str| names.iter().any(|own| same(own, name));
            let is_it = |term: &Term| match other {
                None => has(&term.source, name) || has(&term.target, name),
                Some(other) => {
                    has(&term.source, name) && has(&term.target, other)
                        || has(&term.target, name) && has(&term.source, other)
                }
            };
            let rows = self.rows().filter_map(|(line, terms)| Some((line, terms.ok()?)));
            rows.filter(|(_, terms)| terms.iter().any(is_it)).map(|(line, _)| line).collect()
        };
        let exactly: Vec<usize> = found(&|own, name| own == name);
        match exactly.is_empty() {
            true => found(&|own, name| own.to_lowercase() == name.to_lowercase()),
            false => exactly,
        }
    }

    /// Adds a row at the end; returns its line.
    ///
    /// # Errors
    /// [`EditError`] when the format has no place for something, or the row would be no entry.
    pub fn add(&mut self, change: &Change) -> Result<usize, EditError> {
        Ok(self.apply(&[(None, change.clone())])?.first().copied().unwrap_or_default())
    }

    /// Changes the row that begins in a line.
    ///
    /// # Errors
    /// As [`TermFile::add`], and when no entry begins in that line.
    pub fn change(&mut self, line: usize, change: &Change) -> Result<(), EditError> {
        self.apply(&[(Some(line), change.clone())]).map(|_| ())
    }

    /// Changes rows, each by the line it begins in and once at most, and adds those without a line
    /// at the end; returns the lines of all, as they are then. Nothing is changed where one of them
    /// fails.
    ///
    /// # Errors
    /// As [`TermFile::change`].
    pub fn apply(&mut self, edits: &[(Option<usize>, Change)]) -> Result<Vec<usize>, EditError> {
        let mut next = self.clone();
        let mut places = Vec::with_capacity(edits.len());
        for (_, change) in edits {
            places.push(next.make_room(change)?);
        }
        let before = next.table.rows.len();
        // Numbers of rows, and what they are to be: these stay, while lines may move.
        let (mut replaced, mut added) = (Vec::new(), Vec::new());
        for ((line, _), places) in edits.iter().zip(places) {
            let row = match line {
                Some(line) => Some(next.row(*line)?),
                None => None,
            };
            let cells = next.cells(row.map(|row| &next.table.rows[row]), places);
            let text = cells.join(&next.table.parting.to_string());
            next.check(&cells, &text, line.unwrap_or_default())?;
            match row {
                Some(row) => replaced.push((row, text)),
                None => added.push(text),
            }
        }
        let mut numbers: Vec<usize> = Vec::with_capacity(edits.len());
        let mut new = before..;
        let mut old = replaced.iter().map(|(row, _)| *row);
        for (line, _) in edits {
            numbers.extend(if line.is_some() { old.next() } else { new.next() });
        }
        replaced.sort_by_key(|(row, _)| std::cmp::Reverse(*row));
        for (row, text) in replaced {
            next.table.text.replace_range(next.table.rows[row].range.clone(), &text);
        }
        next.append(&added);
        next.read_again()?;
        let mut lines = Vec::with_capacity(numbers.len());
        for number in numbers {
            let row = next
                .table
                .rows
                .get(number)
                .filter(|_| next.table.rows.len() == before + added.len());
            let row =
                row.ok_or_else(|| next.no_sense(0, "what is written is no row of its own"))?;
            let line = row.place.line;
            next.table.entries(row).map_err(|why| next.no_sense(line, &why))?;
            lines.push(line);
        }
        *self = next;
        Ok(lines)
    }

    /// Appends rows behind the last line.
    fn append(&mut self, rows: &[String]) {
        let ending = self.ending();
        let text = &mut self.table.text;
        let closed = text.is_empty() || text.ends_with('\n');
        for row in rows {
            *text += if closed { "" } else { ending };
            *text += row;
            *text += if closed { ending } else { "" };
        }
    }

    /// The cells of a row, or of a new one, with some of them changed; quoted where they have to be.
    fn cells(&self, row: Option<&Row>, places: Vec<(usize, String)>) -> Vec<String> {
        let parting = self.table.parting;
        let mut cells: Vec<String> = match row {
            None => Vec::new(),
            Some(row) => {
                let old = &self.table.text[row.range.clone()];
                csv::ranges(old, parting).into_iter().map(|range| old[range].to_string()).collect()
            }
        };
        for (at, what) in places {
            if cells.len() <= at && !what.is_empty() {
                cells.resize(at + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(at) {
                *cell = csv::quoted(&what, parting);
            }
        }
        cells
    }

    /// Removes the row that begins in a line.
    ///
    /// # Errors
    /// [`EditError::NoEntry`] when none begins there.
    pub fn remove(&mut self, line: usize) -> Result<(), EditError> {
        let row = self.table.rows[self.row(line)?].clone();
        let text = &mut self.table.text;
        let rest = &text[row.range.end..];
        let ending = rest.find('\n').map_or(rest.len(), |at| at + 1);
        text.replace_range(row.range.start..row.range.end + ending, "");
        self.read_again()
    }

    /// Returns the file.
    ///
    /// # Errors
    /// [`EditError::Letter`] when its encoding lacks a character.
    pub fn bytes(&self) -> Result<Vec<u8>, EditError> {
        let text = &self.table.text;
        let mut bytes = self.mark.clone();
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            let little = self.encoding == UTF_16LE;
            let pair = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            bytes.extend(text.encode_utf16().flat_map(pair));
            return Ok(bytes);
        }
        let (encoded, _, lost) = self.encoding.encode(text);
        if lost {
            let is_lost = |c: &char| self.encoding.encode(&c.to_string()).2;
            return Err(EditError::Letter {
                name: self.name.clone(),
                encoding: self.encoding.name(),
                letter: text.chars().find(is_lost).unwrap_or(char::REPLACEMENT_CHARACTER),
            });
        }
        bytes.extend_from_slice(&encoded);
        Ok(bytes)
    }

    /// The number of the row that begins in a line.
    fn row(&self, line: usize) -> Result<usize, EditError> {
        let found = self.table.rows.iter().position(|row| row.place.line == line);
        found.ok_or_else(|| EditError::NoEntry { name: self.name.clone(), line })
    }

    fn languages(&self) -> impl Iterator<Item = (usize, &Lang)> {
        let columns = self.table.columns.iter().enumerate();
        columns.filter_map(|(at, column)| match column {
            Meaning::Language(lang) => Some((at, lang)),
            _ => None,
        })
    }

    /// How lines end in this file.
    fn ending(&self) -> &'static str {
        if self.table.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Says in which column each part of a change goes; columns that are not there are added at
    /// the end of the first line.
    fn make_room(&mut self, change: &Change) -> Result<Vec<(usize, String)>, EditError> {
        let is_utx = self.table.format == TermFormat::Utx;
        let status = change.status.map(|status| match is_utx {
            true => utx_status(status).to_string(),
            false => status.name().to_string(),
        });
        // An entry without status is approved: no column is made to say that.
        let has_status = self.table.columns.contains(&Meaning::Status);
        let status = status.filter(|status| has_status || status != TermStatus::default().name());
        let mut places = Vec::new();
        let sides = [&change.source, &change.target];
        for ((at, _), cell) in self.languages().zip(sides) {
            places.extend(cell.clone().map(|cell| (at, cell)));
        }
        let parts = [
            (Meaning::Status, "status", status),
            (Meaning::Domain, "domain", change.domain.clone()),
            (Meaning::Note, "note", change.note.clone()),
            (Meaning::Reference, "source", change.reference.clone()),
            (Meaning::PartOfSpeech, "pos", change.part_of_speech.clone()),
            (Meaning::Except, "except", change.except.clone()),
            (Meaning::Flags, "flags", change.flags.clone()),
        ];
        for (meaning, column, cell) in parts {
            let Some(cell) = cell else { continue };
            let known = self.table.columns.iter().position(|known| *known == meaning);
            let at = match known {
                Some(at) => at,
                None if cell.is_empty() => continue,
                None => self.add_column(meaning, column)?,
            };
            places.push((at, cell));
        }
        Ok(places)
    }

    fn add_column(&mut self, meaning: Meaning, name: &'static str) -> Result<usize, EditError> {
        let column = match (self.table.format, &meaning) {
            (TermFormat::Tsv | TermFormat::Csv, _) | (TermFormat::Utx, Meaning::Domain) => name,
            (TermFormat::Utx, Meaning::Status) => "term status",
            (TermFormat::Utx, Meaning::Note) => "comment",
            (TermFormat::Utx, Meaning::PartOfSpeech) => "src:pos",
            (format, _) => {
                let (name, format) = (self.name.clone(), format.name());
                return Err(EditError::NoColumn { name, format, what: name_of(&meaning) });
            }
        };
        let Some(header) = self.table.header.clone() else {
            let (name, format) = (self.name.clone(), self.table.format.name());
            return Err(EditError::NoColumn { name, format, what: name_of(&meaning) });
        };
        self.table.text.insert_str(header.end, &format!("{}{column}", self.table.parting));
        self.read_again()?;
        Ok(self.table.columns.len() - 1)
    }

    /// Refuses a row that the table would not read as one.
    fn check(&self, cells: &[String], text: &str, line: usize) -> Result<(), EditError> {
        let breaks = |cell: &String| cell.contains(['\n', '\r', '\t']);
        if self.table.parting == '\t' && cells.iter().any(breaks) {
            return Err(self.no_sense(line, "a cell must not hold a tab or a line break"));
        }
        let any = matches!(self.table.format, TermFormat::Utx | TermFormat::Omegat);
        if any && text.starts_with('#') || self.table.has_remarks() && is_remark(text) {
            return Err(self.no_sense(line, "a line that begins with # would be a remark"));
        }
        Ok(())
    }

    fn no_sense(&self, line: usize, why: &str) -> EditError {
        EditError::NoSense { name: self.name.clone(), line, why: why.to_string() }
    }

    fn read_again(&mut self) -> Result<(), EditError> {
        let encoding = self.table.encoding;
        let again = Table::read(&self.name, self.table.text.as_bytes(), self.langs.as_ref())?;
        self.table = Table { encoding, ..again };
        Ok(())
    }
}

/// What a column holds, in words.
fn name_of(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Language(_) => "another language",
        Meaning::Status => "a status",
        Meaning::Domain => "a domain",
        Meaning::Note => "a note",
        Meaning::Reference => "a source",
        Meaning::PartOfSpeech => "a part of speech",
        Meaning::Except => "exceptions",
        Meaning::Flags => "flags",
        Meaning::Nothing => "that",
    }
}
