//! A file line by line, as clean UTF-8: [`Lines`], for formats that hold one thing a line.

use std::io::BufRead;

use crate::formats::exchange::{FormatError, ReadSummary};
use crate::formats::strictness::{Place, Strictness};
use crate::formats::utf8_stream::Utf8Stream;

/// Bytes of one line.
const MOST_LINE: usize = 8 << 20;

/// The lines of a file.
pub(super) struct Lines<R> {
    name: String,
    stream: Utf8Stream<R>,
    line: usize,
    /// Lines given so far that were not blank; the first is number 0 where it is a header.
    unit: usize,
    first_is_unit: bool,
}

impl<R: BufRead> Lines<R> {
    /// Opens a file whose first line names the columns.
    pub fn open(name: &str, format: &'static str, input: R) -> Result<Lines<R>, FormatError> {
        let mut lines = Lines::headless(name, input)?;
        let failed = |source| FormatError::Read { name: name.to_string(), source };
        if lines.stream.is_empty().map_err(failed)? {
            return Err(FormatError::Empty { name: name.to_string(), format });
        }
        lines.first_is_unit = false;
        Ok(lines)
    }

    /// Opens a file whose first line is a unit already; no line at all is no unit at all.
    pub fn headless(name: &str, input: R) -> Result<Lines<R>, FormatError> {
        let failed = |source| FormatError::Read { name: name.to_string(), source };
        let stream = Utf8Stream::new(input).map_err(failed)?;
        Ok(Lines { name: name.to_string(), stream, line: 0, unit: 0, first_is_unit: true })
    }

    /// Returns where the line given last stands.
    pub fn place(&self) -> Place {
        let header = usize::from(!self.first_is_unit);
        Place { line: self.line, unit: self.unit.saturating_sub(header) }
    }

    /// Returns the next line without its end; a line of bytes that are no text is left out.
    pub fn next(
        &mut self,
        summary: &mut ReadSummary,
        strictness: Strictness,
    ) -> Result<Option<String>, FormatError> {
        loop {
            let mut line = String::new();
            self.stream.allow(MOST_LINE);
            self.line = self.stream.line();
            if let Err(source) = self.stream.read_line(&mut line) {
                let name = self.name.clone();
                if !self.stream.is_spent() {
                    return Err(FormatError::Read { name, source });
                }
                let why = format!("a line of more than {} MiB", MOST_LINE >> 20);
                return Err(FormatError::Broken { name, at: self.place(), why });
            }
            if line.is_empty() {
                return Ok(None);
            }
            if line.ends_with('\n') {
                line.pop();
            }
            self.unit += usize::from(!line.trim().is_empty());
            let mut undecodable = false;
            while let Some(damage) = self.stream.next_damage(self.stream.position()) {
                summary.replaced += 1;
                undecodable |= damage.undecodable;
            }
            if !undecodable {
                return Ok(Some(line));
            }
            let why = format!("bytes that are no {}", self.stream.encoding().name());
            summary.skip(&self.name, self.place(), why, strictness)?;
        }
    }
}
