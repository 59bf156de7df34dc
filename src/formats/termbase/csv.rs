//! Lines of cells parted by commas, semicolons or tabs, with quotation marks around cells that hold
//! these (RFC 4180).

use std::ops::Range;

/// Returns what parts the cells of a table, by its first line.
pub(super) fn parting(header: &str) -> char {
    let count = |parting| header.matches(parting).count();
    match (count('\t'), count(';'), count(',')) {
        (1.., _, _) | (0, 0, 0) => '\t',
        (0, semicolons, commas) if semicolons >= commas => ';',
        _ => ',',
    }
}

/// Says whether a line ends inside of quotation marks, so that the next one belongs to it.
pub(super) fn is_open(line: &str) -> bool {
    line.matches('"').count() % 2 == 1
}

/// Returns the cells of a line. Between tabs quotation marks mean nothing.
pub(super) fn cells(line: &str, parting: char) -> Vec<String> {
    ranges(line, parting).into_iter().map(|range| cell(&line[range], parting)).collect()
}

/// Returns the bytes of each cell of a line, quotation marks and all.
pub(super) fn ranges(line: &str, parting: char) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in line.char_indices() {
        if c == '"' && parting != '\t' && (quoted || line[start..at].trim().is_empty()) {
            quoted = !quoted;
        } else if c == parting && !quoted {
            ranges.push(start..at);
            start = at + c.len_utf8();
        } else if c == '"'
            && parting != '\t'
            && line[..at].ends_with('"')
            && line[start..at].trim_start().starts_with('"')
        {
            // Two marks in a row inside of a cell are one: the first did not end it.
            quoted = true;
        }
    }
    ranges.push(start..line.len());
    ranges
}

/// What a cell says.
fn cell(raw: &str, parting: char) -> String {
    if parting == '\t' || !raw.trim_start().starts_with('"') {
        return raw.to_string();
    }
    let mut text = String::new();
    let mut rest = raw.trim_start().chars().skip(1).peekable();
    let mut quoted = true;
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                text.push('"');
                rest.next();
            }
            '"' if quoted => quoted = false,
            c => text.push(c),
        }
    }
    text
}

/// Returns a cell as a line has it.
pub(super) fn quoted(cell: &str, parting: char) -> String {
    let plain = |c: char| c != parting && c != '"' && c != '\n' && c != '\r';
    if parting == '\t' || cell.chars().all(plain) && cell.trim() == cell {
        return cell.to_string();
    }
    format!("\"{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_hold_cells_together() {
        assert_eq!(cells("a,\"b, \"\"c\"\"\",\"\",d", ','), ["a", "b, \"c\"", "", "d"]);
        assert_eq!(cells("5\" pipe;b", ';'), ["5\" pipe", "b"]);
        assert_eq!(cells("\"a\tb", '\t'), ["\"a", "b"]);
        assert!(is_open("a,\"b") && !is_open("a,\"b\"\"\""));
        assert_eq!([parting("pl\ten,x"), parting("pl;en"), parting("pl,en")], ['\t', ';', ',']);
    }
}
