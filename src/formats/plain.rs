//! Plain text: where one paragraph ends and the next begins, when all there is are lines.
//!
//! A blank line always parts two blocks. What a single line break means, the whole document has
//! to say: in hard-wrapped text (old mail) lines break because the next word would not have fit,
//! and belong together; elsewhere a line is a paragraph of its own. [`Shape`] holds that
//! evidence; [`Shape::joins`] decides for each pair of lines.

use std::ops::Range;

use crate::formats::block_builder::BlockBuilder;
use crate::formats::document_lines::{lines, trimmed};
use crate::language::furniture;
use crate::text::{Block, BlockKind};

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 120;
/// Lines longer than this many characters were not wrapped by hand or by a mail program.
const WIDEST_WRAP: usize = 132;
/// Lines shorter than this are not wrapped prose: addresses, verse, menus.
const NARROWEST_WRAP: usize = 40;

/// Finds the blocks of a plain text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let groups = groups(text);
    let shape = Shape::of(text, &groups);
    let mut found = Vec::new();
    for group in &groups {
        for paragraph in paragraphs(text, group, &shape) {
            found.extend(block(text, &paragraph));
        }
    }
    settle_headings(&mut found);
    found
}

/// The lines between blank lines, trimmed, as ranges.
fn groups(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut groups: Vec<Vec<Range<usize>>> = vec![Vec::new()];
    for line in lines(text) {
        let line = trimmed(text, line);
        if line.is_empty() || is_rule(&text[line.clone()]) {
            groups.push(Vec::new());
        } else if let Some(group) = groups.last_mut() {
            group.push(line);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// A line of dashes or stars.
fn is_rule(line: &str) -> bool {
    line.chars().count() >= 3
        && line.chars().all(|c| matches!(c, '-' | '_' | '*' | '=' | ' ' | '~'))
}

/// What the lines of a document say about its line breaks.
struct Shape {
    /// Where lines were wrapped, in characters; `None` where a line is a paragraph.
    width: Option<usize>,
}

impl Shape {
    fn of(text: &str, groups: &[Vec<Range<usize>>]) -> Shape {
        let pairs: Vec<(&str, &str)> = groups
            .iter()
            .flat_map(|group| group.windows(2))
            .map(|pair| (&text[pair[0].clone()], &text[pair[1].clone()]))
            .filter(|(_, second)| marker(second).is_none())
            .collect();
        let mut lengths: Vec<usize> = pairs.iter().map(|(first, _)| length(first)).collect();
        lengths.sort_unstable();
        // A long address of a web page may stick out; the rest shows the width.
        let Some(&width) = lengths.get((lengths.len() * 19 / 20).min(lengths.len().max(1) - 1))
        else {
            return Shape { width: None };
        };
        if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
            return Shape { width: None };
        }
        let full = pairs.iter().filter(|(a, b)| is_full(a, b, width)).count();
        let running = pairs.iter().filter(|(a, b)| runs_on(a, b)).count();
        // A sentence seldom ends where a line does, so wrapped text runs on in most lines.
        let is_wrapped = full * 10 >= pairs.len() * 6 && running * 10 >= pairs.len() * 4
            || running * 10 >= pairs.len() * 6;
        Shape { width: is_wrapped.then_some(width) }
    }

    /// Whether the second line goes on where the first one breaks off.
    fn joins(&self, first: &str, second: &str) -> bool {
        match self.width {
            Some(width) => {
                starts_small(second) || is_full(first, second, width) && length(first) * 2 > width
            }
            None => runs_on(first, second) && starts_small(second),
        }
    }
}

fn length(line: &str) -> usize {
    line.chars().count()
}

/// Whether the second line's first word had no room in the first line.
fn is_full(first: &str, second: &str, width: usize) -> bool {
    let word = second.split_whitespace().next().unwrap_or("");
    length(first) + 1 + length(word) > width
}

/// Whether the first line stops in the middle of a sentence, as far as its last mark tells.
fn runs_on(first: &str, second: &str) -> bool {
    !ends_sentence(first) && (starts_small(second) || length(first) >= NARROWEST_WRAP)
}

fn starts_small(line: &str) -> bool {
    line.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

fn ends_sentence(line: &str) -> bool {
    let is_closer =
        |c: char| matches!(c, '"' | '”' | '“' | '»' | '’' | '\'' | ')' | ']' | '*' | '_');
    line.trim_end_matches(is_closer).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// A list item's marker: its length with the white space after it, in bytes.
fn marker(line: &str) -> Option<usize> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let head = match first {
        '-' | '*' | '•' | '·' | '◦' | '▪' | '■' | '‣' | '●' | '○' | '►' | '\u{f0b7}' => {
            first.len_utf8()
        }
        // A dash opens a list item or a line of dialogue; dialogue ends like a sentence.
        '–' | '—' if !line.ends_with(['.', '!', '?', '…', '”', '"']) => first.len_utf8(),
        c if c.is_ascii_digit() => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            (digits <= 3 && line[digits..].starts_with(['.', ')'])).then_some(digits + 1)?
        }
        c if c.is_ascii_lowercase() && line[1..].starts_with(')') => 2,
        '(' => {
            let inside = line[1..].find(')').filter(|&at| (1..=3).contains(&at))?;
            let label = &line[1..1 + inside];
            let is_label = label.bytes().all(|b| b.is_ascii_digit()) || label.len() == 1;
            (is_label && label.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(inside + 2)?
        }
        _ => return None,
    };
    let rest = &line[head..];
    let white = rest.len() - rest.trim_start().len();
    (white > 0 && white < rest.len()).then_some(head + white)
}

/// A paragraph of lines and how it starts.
struct Lines {
    kind: BlockKind,
    ranges: Vec<Range<usize>>,
}

fn paragraphs(text: &str, group: &[Range<usize>], shape: &Shape) -> Vec<Lines> {
    let mut found: Vec<Lines> = Vec::new();
    for (nth, range) in group.iter().enumerate() {
        let line = &text[range.clone()];
        let before = nth.checked_sub(1).map(|at| &text[group[at].clone()]);
        let goes_on = before.is_some_and(|first| shape.joins(first, line));
        if let Some(skip) = marker(line) {
            let is_item = match before {
                // "… to begin on\n1. July" is no list.
                Some(first) if line.starts_with(|c: char| c.is_ascii_digit()) => {
                    ends_sentence(first)
                        || first.ends_with(',')
                        || marker(first).is_some()
                        || !goes_on
                }
                _ => true,
            };
            if is_item {
                let ranges = vec![range.start + skip..range.end];
                found.push(Lines { kind: BlockKind::ListItem, ranges });
                continue;
            }
        }
        match found.last_mut() {
            Some(last) if goes_on => last.ranges.push(range.clone()),
            _ => found.push(Lines { kind: BlockKind::Paragraph, ranges: vec![range.clone()] }),
        }
    }
    let texts: Vec<(bool, usize)> = found
        .iter()
        .map(|p| (p.ranges.len() == 1, p.ranges.iter().map(Range::len).sum()))
        .collect();
    for (nth, paragraph) in found.iter_mut().enumerate() {
        let line = &text[paragraph.ranges[0].clone()];
        let (is_line, own) = texts[nth];
        if paragraph.kind != BlockKind::Paragraph || !is_line {
            continue;
        }
        // Among lines that are paragraphs, a heading is followed by something longer.
        let stands_out = texts.len() == 1 || texts.get(nth + 1).is_some_and(|&(_, n)| n > own);
        if furniture::is_photo_credit(line) {
            paragraph.kind = BlockKind::Caption;
        } else if stands_out && is_heading(line) {
            paragraph.kind = BlockKind::Heading(1);
        }
    }
    found
}

/// A short line without an end mark.
fn is_heading(line: &str) -> bool {
    length(line) <= LONGEST_HEADING
        && !ends_sentence(line)
        && !line.ends_with([',', '-', '–', '—'])
        && line.chars().any(char::is_alphabetic)
        && !starts_small(line)
}

/// A heading has something under it, and the first one is the highest.
fn settle_headings(blocks: &mut [Block]) {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let last_prose = blocks.iter().rposition(|b| !is_heading(b) && b.kind != BlockKind::Caption);
    let mut is_first = true;
    for (nth, block) in blocks.iter_mut().enumerate() {
        if !is_heading(block) {
            continue;
        }
        block.kind = match last_prose {
            Some(last) if nth > last => BlockKind::Paragraph,
            _ => BlockKind::Heading(if is_first { 1 } else { 2 }),
        };
        is_first = false;
    }
}

fn block(text: &str, lines: &Lines) -> Option<Block> {
    let mut builder = BlockBuilder::default();
    let mut end = None;
    for range in &lines.ranges {
        if let Some(end) = end {
            builder.put(line_break(&text[end..range.start]), end..range.start);
        }
        builder.copy(&text[range.clone()], range.start);
        end = Some(range.end);
    }
    builder.finish(lines.kind, None)
}

/// The text that a line end, with the indentation around it, becomes: itself where it is one
/// byte, so that nothing is replaced without need.
pub(super) fn line_break(between: &str) -> &str {
    if between.len() == 1 { between } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(text: &str) -> Vec<(BlockKind, String)> {
        blocks(text).into_iter().map(|b| (b.kind, b.text.replace('\n', "⏎"))).collect()
    }

    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(k, t)| (*k, t.to_string())).collect();
        assert_eq!(dump(text), expected);
    }

    use BlockKind::{Caption, Heading, ListItem, Paragraph};

    #[test]
    fn wrapped_mail_is_joined() {
        check(
            "Szanowni Państwo, w związku z remontem mostu na rzece Bystrej\r\n\
             informujemy, że przejazd będzie zamknięty do końca września.\r\n\
             Objazd prowadzi przez Zalesie i jest oznakowany. Prosimy o\r\n\
             cierpliwość.\r\n\r\nZ poważaniem",
            &[
                (
                    Paragraph,
                    "Szanowni Państwo, w związku z remontem mostu na rzece Bystrej⏎informujemy, \
                     że przejazd będzie zamknięty do końca września.⏎Objazd prowadzi przez Zalesie \
                     i jest oznakowany. Prosimy o⏎cierpliwość.",
                ),
                (Paragraph, "Z poważaniem"),
            ],
        );
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        check(
            "Most otwarto\nMost na Bystrej otwarto w piątek o świcie.\nPierwsza przeszła pani Zofia.",
            &[
                (Heading(1), "Most otwarto"),
                (Paragraph, "Most na Bystrej otwarto w piątek o świcie."),
                (Paragraph, "Pierwsza przeszła pani Zofia."),
            ],
        );
    }

    #[test]
    fn lists_headings_and_credits_are_told() {
        check(
            "Report\n\nWe found:\n- a rope,\n- a lamp.\n\n1. First\n2) Second\n\nFot. Jan Lis\n\nEnd.",
            &[
                (Heading(1), "Report"),
                (Paragraph, "We found:"),
                (ListItem, "a rope,"),
                (ListItem, "a lamp."),
                (ListItem, "First"),
                (ListItem, "Second"),
                (Caption, "Fot. Jan Lis"),
                (Paragraph, "End."),
            ],
        );
    }

    #[test]
    fn a_day_at_a_line_start_is_no_list() {
        let text = "Nowe przepisy o ruchu pieszym na mostach zaczną obowiązywać od\n\
                    1. lipca, a nie, jak wcześniej mówiono, dopiero od początku\nprzyszłego roku.";
        assert_eq!(blocks(text).len(), 1);
    }

    #[test]
    fn dialogue_keeps_its_dash() {
        check("— Idziesz? — zapytał.", &[(Paragraph, "— Idziesz? — zapytał.")]);
    }
}
