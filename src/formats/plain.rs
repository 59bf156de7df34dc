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

/// A line without the white space at its edges, and how far it is indented (in characters).
struct Line {
    range: Range<usize>,
    indent: usize,
}

/// The lines between blank lines.
fn groups(text: &str) -> Vec<Vec<Line>> {
    let mut groups: Vec<Vec<Line>> = vec![Vec::new()];
    for whole in lines(text) {
        let range = trimmed(text, whole.clone());
        if range.is_empty() || is_rule(&text[range.clone()]) {
            groups.push(Vec::new());
        } else if let Some(group) = groups.last_mut() {
            let indent = text[whole.start..range.start].chars().count();
            group.push(Line { range, indent });
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
    fn of(text: &str, groups: &[Vec<Line>]) -> Shape {
        let pairs: Vec<(&str, &str)> = groups
            .iter()
            .flat_map(|group| group.windows(2))
            .map(|pair| (&text[pair[0].range.clone()], &text[pair[1].range.clone()]))
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
        '-' | '–' | '—' | '*' | '•' | '·' | '◦' | '▪' | '■' | '‣' | '●' | '○' | '►'
        | '\u{f0b7}' => first.len_utf8(),
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
    indent: usize,
}

impl Lines {
    fn new(kind: BlockKind, line: Range<usize>, indent: usize) -> Lines {
        Lines { kind, ranges: std::iter::once(line).collect(), indent }
    }
}

fn paragraphs(text: &str, group: &[Line], shape: &Shape) -> Vec<Lines> {
    let mut found: Vec<Lines> = Vec::new();
    for (nth, line) in group.iter().enumerate() {
        let before = nth.checked_sub(1).map(|before| &group[before]);
        let goes_on = before
            .zip(found.last())
            .is_some_and(|(before, paragraph)| goes_on(text, paragraph, before, line, shape));
        let (range, indent) = (line.range.clone(), line.indent);
        match (item(text, found.last(), before, line, goes_on), found.last_mut()) {
            (Some(skip), _) => {
                let content = range.start + skip..range.end;
                found.push(Lines::new(BlockKind::ListItem, content, indent));
            }
            (None, Some(last)) if goes_on => last.ranges.push(range),
            (None, _) => {
                found.push(Lines::new(BlockKind::Paragraph, range, indent));
            }
        }
    }
    name_lines(text, &mut found);
    found
}

/// Whether a line goes on with the paragraph before it.
fn goes_on(text: &str, paragraph: &Lines, before: &Line, line: &Line, shape: &Shape) -> bool {
    let first = &text[before.range.clone()];
    let second = &text[line.range.clone()];
    if paragraph.kind == BlockKind::ListItem && line.indent > paragraph.indent {
        return true;
    }
    let is_new = line.indent >= before.indent + 2 && ends_sentence(first);
    !is_new && shape.joins(first, second)
}

/// The length of a line's marker, where the line is an item of a list.
fn item(
    text: &str,
    paragraph: Option<&Lines>,
    before: Option<&Line>,
    line: &Line,
    goes_on: bool,
) -> Option<usize> {
    let content = &text[line.range.clone()];
    let follows_item = paragraph.is_some_and(|last| last.kind == BlockKind::ListItem);
    let skip = marker(content)?;
    // A dash opens a list item or a line of dialogue; dialogue ends like a sentence.
    if content.starts_with(['–', '—']) {
        let is_speech = content.ends_with(['.', '!', '?', '…', '”', '"']);
        return (follows_item || !is_speech).then_some(skip);
    }
    // "… to begin on\n1. July" is no list.
    let is_number = content.starts_with(|c: char| c.is_ascii_digit());
    let may_begin = before.is_none_or(|before| {
        let first = &text[before.range.clone()];
        ends_sentence(first) || first.ends_with(',') || follows_item || !goes_on
    });
    (!is_number || may_begin).then_some(skip)
}

/// Tells headings and captions among the paragraphs of one line.
fn name_lines(text: &str, group: &mut [Lines]) {
    let lengths: Vec<usize> =
        group.iter().map(|lines| lines.ranges.iter().map(Range::len).sum()).collect();
    for (nth, lines) in group.iter_mut().enumerate() {
        let [range] = lines.ranges.as_slice() else { continue };
        let line = &text[range.clone()];
        // Among lines that are paragraphs, a heading is followed by something longer.
        let stands_out = lengths.len() == 1
            || lengths.get(nth + 1).is_some_and(|&next| next * 2 > lengths[nth] * 3);
        if lines.kind != BlockKind::Paragraph {
            continue;
        }
        if furniture::is_photo_credit(line) {
            lines.kind = BlockKind::Caption;
        } else if stands_out && is_heading(line) {
            lines.kind = BlockKind::Heading(1);
        }
    }
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
