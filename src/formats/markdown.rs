//! Markdown: which lines make a block. The inside of a block is [`crate::formats::inline`]'s.
//!
//! [`Reader`] goes line by line: it takes off the marks of quotations and list items, then asks
//! what the rest of the line is (heading, rule, fence, table, HTML, definition) and else adds it
//! to the paragraph that is open. The rules are CommonMark's, with tables and footnotes of
//! GitHub; where texts people write differ from the rules, prose is kept rather than lost:
//! indented lines are paragraphs, not code.

use std::collections::HashSet;
use std::ops::Range;

use crate::formats::block_builder::BlockBuilder;
use crate::formats::document_lines::{lines, trimmed};
use crate::formats::inline::{self, Raw};
use crate::formats::link_target::{footnote, inline_target, label_after};
use crate::formats::{html, markdown_line as line};
use crate::text::{Block, BlockKind};

/// A paragraph longer than this many bytes over `---` is a paragraph over a rule.
const LONGEST_SETEXT: usize = 200;
/// How many markers of list items one line may begin with.
const DEEPEST_LIST: usize = 12;
/// Front matter is searched for its end in this many lines.
const LONGEST_FRONT_MATTER: usize = 300;

/// Finds the blocks of a Markdown text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let mut reader = Reader {
        text,
        labels: labels(text, &lines),
        blocks: Vec::new(),
        leaf: None,
        fence: None,
        in_list: false,
        in_table: false,
        in_quote: false,
        until: 0,
        last_comment_end: text.rfind("-->").unwrap_or(0),
        unclosed: HashSet::new(),
    };
    let start = front_matter(text, &lines);
    for (nth, range) in lines.iter().enumerate().skip(start) {
        if range.start >= reader.until {
            reader.line(&lines, nth);
        }
    }
    reader.flush();
    reader.blocks
}

/// Whether a text without a telling name is Markdown: headings, links, fences, tables weigh two
/// points, what may stand in plain text as well weighs one, and two points are enough.
pub(super) fn looks_like(text: &str) -> bool {
    let mut points = 0;
    for range in lines(text) {
        let content = text[range].trim();
        if let Some((level, _)) = line::atx(content) {
            points += if level > 1 { 2 } else { 1 };
        } else if line::fence(content).is_some() || line::is_delimiter_row(content) {
            points += 2;
        } else if content.starts_with("> ") || line::setext(content).is_some() {
            points += 1;
        }
        let is_link =
            |(at, _): (usize, &str)| inline_target(&content[at + 1..]).is_some_and(|n| n > 2);
        if content.match_indices("](").take(8).any(is_link) {
            points += 2;
        }
        points += usize::from(content.matches("**").count() >= 2);
        if points >= 2 {
            return true;
        }
    }
    false
}

/// Returns the number of lines of front matter (`---`, keys and values, `---`).
fn front_matter(text: &str, lines: &[Range<usize>]) -> usize {
    let line = |nth: usize| lines.get(nth).map(|range| text[range.clone()].trim_end());
    let Some(fence @ ("---" | "+++")) = line(0) else { return 0 };
    for nth in 1..LONGEST_FRONT_MATTER {
        let Some(content) = line(nth) else { return 0 };
        if content == fence || content == "..." {
            return if nth > 1 { nth + 1 } else { 0 };
        }
        let is_entry = content.is_empty()
            || content.starts_with([' ', '\t', '#', '-'])
            || content.split_once([':', '=']).is_some_and(|(key, _)| {
                key.trim_end().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
            });
        if !is_entry {
            return 0;
        }
    }
    0
}

/// The labels that link definitions (`[label]: target`) define, in lower case.
fn labels(text: &str, lines: &[Range<usize>]) -> HashSet<String> {
    let defined = lines.iter().filter_map(|range| definition(text[range.clone()].trim()));
    defined.map(|label| label.trim().to_lowercase()).collect()
}

fn definition(content: &str) -> Option<&str> {
    let (label, length) = label_after(content)?;
    let target = content[length..].strip_prefix(':')?.trim();
    let is_target = !target.is_empty() && !label.starts_with('^') && !label.trim().is_empty();
    let rest = target.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim());
    (is_target && (rest.is_empty() || rest.starts_with(['"', '\'', '(']))).then_some(label)
}

struct Reader<'t> {
    text: &'t str,
    labels: HashSet<String>,
    blocks: Vec<Block>,
    leaf: Option<Leaf>,
    /// The fence that is open: its mark and length.
    fence: Option<(u8, usize)>,
    in_list: bool,
    in_table: bool,
    in_quote: bool,
    /// Lines that begin before this place are read already.
    until: usize,
    last_comment_end: usize,
    /// Elements of raw text without a closing tag in the rest of the text.
    unclosed: HashSet<&'static str>,
}

/// A block that may still grow.
struct Leaf {
    kind: BlockKind,
    pieces: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn line(&mut self, lines: &[Range<usize>], nth: usize) {
        let range = lines[nth].clone();
        let (mut rest, is_quote) = self.unquoted(range.clone());
        if let Some((mark, length)) = self.fence {
            if line::closes_fence(self.text[rest].trim(), mark, length) {
                self.fence = None;
            }
            return;
        }
        if is_quote != self.in_quote && (is_quote || self.leaf.is_none()) {
            self.flush();
            self.in_quote = is_quote;
        }
        let indent = line::indent(&self.text[rest.clone()]);
        for _ in 0..DEEPEST_LIST {
            let is_rule = line::is_rule(self.text[rest.clone()].trim());
            let Some(skip) = self.marker(&rest).filter(|_| !is_rule) else { break };
            self.flush();
            self.in_list = true;
            self.leaf = Some(Leaf { kind: BlockKind::ListItem, pieces: Vec::new() });
            rest.start += skip;
        }
        let content = trimmed(self.text, rest);
        if content.is_empty() {
            if self.leaf.as_ref().is_none_or(|leaf| !leaf.pieces.is_empty()) {
                self.flush();
            }
            self.in_table = false;
            return;
        }
        if indent == 0 && self.leaf.is_none() {
            self.in_list = false;
        }
        self.content(lines, nth, content);
    }

    /// Takes the marks of quotations off a line.
    fn unquoted(&self, range: Range<usize>) -> (Range<usize>, bool) {
        let mut rest = range;
        let mut is_quote = false;
        loop {
            let text = &self.text[rest.clone()];
            let white = line::indent_bytes(text);
            if white > 3 || !text[white..].starts_with('>') {
                return (rest, is_quote);
            }
            is_quote = true;
            rest.start += white + 1;
            rest.start += usize::from(self.text[rest.clone()].starts_with(' '));
        }
    }

    /// Length of the marker of a list item, where one may begin here.
    fn marker(&self, rest: &Range<usize>) -> Option<usize> {
        let text = &self.text[rest.clone()];
        let (length, number) = line::marker(text)?;
        let in_paragraph = self
            .leaf
            .as_ref()
            .is_some_and(|leaf| leaf.kind != BlockKind::ListItem && !leaf.pieces.is_empty());
        // A number at a line's start inside a paragraph is a number; `1.` may begin a list.
        let is_allowed = !in_paragraph || number.is_none_or(|n| n == 1) && length < text.len();
        is_allowed.then_some(length)
    }

    fn content(&mut self, lines: &[Range<usize>], nth: usize, content: Range<usize>) {
        let text = &self.text[content.clone()];
        if self.setext(text) {
            return;
        }
        if line::is_rule(text) {
            self.flush();
        } else if let Some((level, inner)) = line::atx(text) {
            self.flush();
            let inner = content.start + inner.start..content.start + inner.end;
            self.leaf = Some(Leaf { kind: BlockKind::Heading(level), pieces: vec![inner] });
            self.flush();
        } else if let Some(fence) = line::fence(text) {
            self.flush();
            self.fence = Some(fence);
        } else if line::is_delimiter_row(text) && self.table_head() {
            self.in_table = true;
        } else if self.in_table && text.contains('|') {
            self.row(content);
        } else if self.leaf_is_open() {
            self.grow(content);
        } else if text.starts_with("<!--") && content.start < self.last_comment_end {
            self.comment(content);
        } else if line::opens_html(text) {
            self.html(lines, nth, content.start);
        } else if definition(text).is_some() {
            self.flush();
        } else {
            let skip = footnote(text).filter(|&n| text[n..].starts_with(':')).map_or(0, |n| n + 1);
            self.grow(trimmed(self.text, content.start + skip..content.end));
        }
    }

    fn leaf_is_open(&self) -> bool {
        self.leaf.as_ref().is_some_and(|leaf| !leaf.pieces.is_empty())
    }

    fn grow(&mut self, piece: Range<usize>) {
        let kind = match () {
            () if self.in_quote => BlockKind::Quotation,
            () if self.in_list => BlockKind::ListItem,
            () => BlockKind::Paragraph,
        };
        self.leaf.get_or_insert(Leaf { kind, pieces: Vec::new() }).pieces.push(piece);
    }

    /// A line of `===` or `---` makes the paragraph above it a heading.
    fn setext(&mut self, text: &str) -> bool {
        let Some(level) = line::setext(text) else { return false };
        let is_title = |leaf: &Leaf| {
            let length: usize = leaf.pieces.iter().map(Range::len).sum();
            leaf.kind == BlockKind::Paragraph && length > 0 && length <= LONGEST_SETEXT
        };
        let Some(leaf) = self.leaf.as_mut().filter(|leaf| is_title(leaf)) else { return false };
        leaf.kind = BlockKind::Heading(level);
        self.flush();
        true
    }

    /// The line above a delimiter row is the head of a table.
    fn table_head(&mut self) -> bool {
        let Some(leaf) = &mut self.leaf else { return false };
        let Some(head) = leaf.pieces.pop_if(|piece| self.text[piece.clone()].contains('|')) else {
            return false;
        };
        self.flush();
        self.row(head);
        true
    }

    fn row(&mut self, row: Range<usize>) {
        self.flush();
        for cell in line::cells(&self.text[row.clone()]) {
            let cell = trimmed(self.text, row.start + cell.start..row.start + cell.end);
            self.leaf = Some(Leaf { kind: BlockKind::TableCell, pieces: vec![cell] });
            self.flush();
        }
    }

    /// A comment at the start of a block: left out with the line it ends on.
    fn comment(&mut self, content: Range<usize>) {
        self.flush();
        let Some(end) = self.text[content.start..].find("-->") else { return };
        let end = content.start + end + "-->".len();
        if end < content.end {
            self.grow(trimmed(self.text, end..content.end));
        }
        self.until = end;
    }

    /// A block of HTML: up to a blank line, or to the end of a script.
    fn html(&mut self, lines: &[Range<usize>], nth: usize, start: usize) {
        self.flush();
        let end = self.raw_element_end(start).unwrap_or_else(|| {
            let is_blank = |range: &&Range<usize>| self.text[(*range).clone()].trim().is_empty();
            lines[nth..].iter().find(is_blank).map_or(self.text.len(), |range| range.start)
        });
        let end = end.max(lines[nth].end);
        self.blocks.extend(html::blocks_at(&self.text[start..end], start));
        self.until = end;
    }

    /// Where the script, listing … that begins at `start` ends. An element that nothing closes
    /// is looked for once.
    fn raw_element_end(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let name = line::raw_element(rest).filter(|name| !self.unclosed.contains(name))?;
        let end = line::element_end(rest, name);
        if end.is_none() {
            self.unclosed.insert(name);
        }
        Some(start + end?)
    }

    fn flush(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        let raw = Raw::new(self.text, &leaf.pieces);
        let mut builder = BlockBuilder::default();
        inline::write(self.text, &raw, &self.labels, &mut builder);
        self.blocks.extend(builder.finish(leaf.kind, None));
    }
}
