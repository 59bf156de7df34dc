//! Lines of cells parted by commas, semicolons or tabs, with quotation marks around cells that hold
//! these (RFC 4180).

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
    if parting == '\t' {
        return line.split('\t').map(String::from).collect();
    }
    let mut cells = vec![String::new()];
    let mut rest = line.trim_end_matches('\r').chars().peekable();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        let at = cells.len() - 1;
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                cells[at].push('"');
                rest.next();
            }
            '"' if quoted || cells[at].trim().is_empty() => quoted = !quoted,
            c if c == parting && !quoted => cells.push(String::new()),
            c => cells[at].push(c),
        }
    }
    cells
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
