//! What a single line of Markdown is: heading, rule, fence, list item, row of a table.
//!
//! Functions of one line each; what a line means among its neighbours is
//! [`crate::formats::markdown`]'s to know.

use std::ops::Range;

use crate::formats::html::is_block_element;

/// A heading's level and where its text stands in the line.
pub(super) fn atx(content: &str) -> Option<(u8, Range<usize>)> {
    let level = content.bytes().take_while(|&b| b == b'#').count();
    let rest = &content[level..];
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}'])) {
        return None;
    }
    let start = level + (rest.len() - rest.trim_start().len());
    let text = content[start..].trim_end();
    let bare = text.trim_end_matches('#');
    let is_closed = bare.is_empty() || bare.ends_with([' ', '\t']);
    let text = if is_closed { bare.trim_end() } else { text };
    Some((u8::try_from(level).ok()?, start..start + text.len()))
}

/// The level of the heading that a line of `===` or `---` makes of the line above.
pub(super) fn setext(content: &str) -> Option<u8> {
    let is_all = |mark: char| content.len() >= 2 && content.chars().all(|c| c == mark);
    if is_all('=') { Some(1) } else { is_all('-').then_some(2) }
}

/// Whether the line is a rule.
pub(super) fn is_rule(content: &str) -> bool {
    let Some(mark @ (b'-' | b'*' | b'_')) = content.bytes().next() else { return false };
    let is_mark = |b: u8| b == mark || b == b' ' || b == b'\t';
    content.bytes().all(is_mark) && content.bytes().filter(|&b| b == mark).count() >= 3
}

/// The mark and length of a fence that opens here.
pub(super) fn fence(content: &str) -> Option<(u8, usize)> {
    let mark = content.bytes().next().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = content.bytes().take_while(|&b| b == mark).count();
    let is_span = mark == b'`' && content[length..].contains('`');
    (length >= 3 && !is_span).then_some((mark, length))
}

/// Whether the line closes a fence.
pub(super) fn closes_fence(content: &str, mark: u8, length: usize) -> bool {
    content.len() >= length && content.bytes().all(|b| b == mark)
}

/// The width of the white space before the text, tabs counted as four.
pub(super) fn indent(line: &str) -> usize {
    line.bytes().take(indent_bytes(line)).map(|b| if b == b'\t' { 4 } else { 1 }).sum()
}

/// The length of the spaces and tabs before the text, in bytes.
pub(super) fn indent_bytes(line: &str) -> usize {
    line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The length of a list item's marker with the white space around it (and a task's box), and
/// its number, if it has one.
pub(super) fn marker(line: &str) -> Option<(usize, Option<u32>)> {
    let white = indent_bytes(line);
    let rest = &line[white..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (head, number) = match rest.bytes().next()? {
        b'-' | b'*' | b'+' => (1, None),
        b'0'..=b'9' if digits <= 3 && rest[digits..].starts_with(['.', ')']) => {
            (digits + 1, rest[..digits].parse().ok())
        }
        _ => ("•".len(), rest.starts_with('•').then_some(None)?),
    };
    let after = &rest[head..];
    let gap = indent_bytes(after);
    if gap == 0 && !after.is_empty() {
        return None;
    }
    let is_box = ["[ ] ", "[x] ", "[X] "].iter().any(|b| after[gap..].starts_with(b));
    Some((white + head + gap + if is_box { 4 } else { 0 }, number))
}

/// Whether the line parts a table's head from its body: `|---|:-:|`.
pub(super) fn is_delimiter_row(content: &str) -> bool {
    let inner = content.strip_prefix('|').unwrap_or(content);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let is_cell = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|b| b == b'-')
    };
    content.contains('|') && content.contains('-') && inner.split('|').all(is_cell)
}

/// The cells of a row; `\|` and bars in code spans part nothing.
pub(super) fn cells(row: &str) -> Vec<Range<usize>> {
    let bytes = row.as_bytes();
    let mut cells = Vec::new();
    let mut start = usize::from(bytes.first() == Some(&b'|'));
    let mut in_code = false;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' => in_code = !in_code && row[at + 1..].contains('`'),
            b'|' if !in_code => {
                cells.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if start < bytes.len() {
        cells.push(start..bytes.len());
    }
    cells
}

/// Whether a block of HTML begins with this line.
pub(super) fn opens_html(content: &str) -> bool {
    let Some(inside) = content.strip_prefix('<') else { return false };
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = inside[..length].to_ascii_lowercase();
    let is_named = is_block_element(&name) || RAW.contains(&name.as_str());
    is_named && inside[length..].starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
        || is_named && inside.len() == length
}

/// Elements whose HTML goes on over blank lines, to their closing tag.
const RAW: &[&str] = &["script", "style", "textarea", "pre", "template", "svg"];

/// The name of an element of [`RAW`] that begins here.
pub(super) fn raw_element(text: &str) -> Option<&'static str> {
    let inside = text.strip_prefix('<')?;
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    RAW.iter().copied().find(|name| name.eq_ignore_ascii_case(&inside[..length]))
}

/// Where the first closing tag of an element ends.
pub(super) fn element_end(text: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find("</") {
        let after = at + found + 2;
        if text.get(after..after + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return text[after..].find('>').map(|end| after + end + 1);
        }
        at = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_their_text() {
        assert_eq!(atx("## A b ##"), Some((2, 3..6)));
        assert_eq!(atx("# C#"), Some((1, 2..4)));
        assert_eq!(atx("#hashtag"), None);
        assert_eq!(atx("####### x"), None);
        assert_eq!((setext("==="), setext("--"), setext("-=")), (Some(1), Some(2), None));
    }

    #[test]
    fn rules_and_fences() {
        assert!(is_rule("* * *") && is_rule("---") && !is_rule("--") && !is_rule("-*-"));
        assert_eq!(fence("```rust"), Some((b'`', 3)));
        assert_eq!(fence("``` a`"), None);
        assert!(closes_fence("````", b'`', 3) && !closes_fence("``", b'`', 3));
    }

    #[test]
    fn markers() {
        assert_eq!(marker("- a"), Some((2, None)));
        assert_eq!(marker("  12) a"), Some((6, Some(12))));
        assert_eq!(marker("* [x] a"), Some((6, None)));
        assert_eq!(marker("1925. r"), None);
        assert_eq!(marker("-a"), None);
        assert_eq!(marker("• ą"), Some((4, None)));
    }

    #[test]
    fn rows_and_cells() {
        assert!(
            is_delimiter_row("|---|:-:|") && is_delimiter_row("a-|".replace('a', "-").as_str())
        );
        assert!(!is_delimiter_row("---") && !is_delimiter_row("| a |"));
        assert_eq!(cells("| a | `b|c` | d\\|e |"), [1..4, 5..12, 13..19]);
        assert_eq!(cells("a|b"), [0..1, 2..3]);
    }
}
