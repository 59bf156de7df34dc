//! The inside of a Markdown block: emphasis, links, code spans, escapes, entities, tags.
//!
//! [`Raw`] joins the lines of a block into one text that knows where it came from; [`write`]
//! cuts it into [`Node`]s, pairs delimiters and brackets as CommonMark 0.31 prescribes
//! (section 6 and its appendix), and hands text and codes to a [`BlockBuilder`]. Every search
//! that can fail is bounded or remembered, so a million brackets take a million steps.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::formats::block_builder::BlockBuilder;
use crate::formats::emphasis::{Delimiter, pair};
use crate::formats::entity::entity;
use crate::formats::html_token::{Scanner, Token, attribute};
use crate::formats::link_target::{footnote, inline_target, label_after};
use crate::formats::plain::line_break;
use crate::text::CodeKind;

/// The lines of a block joined by `\n`, and where each stood in the decoded text.
#[derive(Debug, Default)]
pub(super) struct Raw {
    text: String,
    /// Start in `text`, range in the decoded text.
    lines: Vec<(usize, Range<usize>)>,
}

impl Raw {
    /// Joins pieces of the decoded text.
    pub fn new(decoded: &str, pieces: &[Range<usize>]) -> Raw {
        let mut raw = Raw::default();
        for piece in pieces {
            if !raw.lines.is_empty() {
                raw.text.push('\n');
            }
            raw.lines.push((raw.text.len(), piece.clone()));
            raw.text.push_str(&decoded[piece.clone()]);
        }
        raw
    }

    /// Where a stretch that does not begin or end with a line break stands in the decoded text.
    fn decoded(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let end = if range.is_empty() { start } else { self.place(range.end - 1) + 1 };
        start..end
    }

    fn place(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let Some((start, decoded)) = self.lines.get(line) else { return 0 };
        (decoded.start + (at - start)).min(decoded.end)
    }

    /// The gap between two lines that the `\n` at `at` stands for.
    fn gap(&self, at: usize) -> Range<usize> {
        let next = self.lines.partition_point(|(start, _)| *start <= at);
        let end = self.lines[next.saturating_sub(1)].1.end;
        end..self.lines.get(next).map_or(end, |(_, decoded)| decoded.start)
    }
}

/// A piece of a block's inside.
#[derive(Debug)]
pub(super) struct Node {
    range: Range<usize>,
    what: What,
}

#[derive(Debug)]
enum What {
    /// Text as it stands.
    Text,
    /// Text that stands for something else (an entity, an escape).
    Replaced(String),
    /// A line break.
    Break,
    /// A code, and whether a link begins or ends with it.
    Code(CodeKind, Option<bool>),
    /// Marks of emphasis.
    Delimiter(Delimiter),
}

/// Writes the inside of a block into a builder. `labels` are the link labels the document
/// defines, in lower case.
pub(super) fn write(
    decoded: &str,
    raw: &Raw,
    labels: &HashSet<String>,
    builder: &mut BlockBuilder,
) {
    let mut parser = Parser::new(&raw.text, labels);
    parser.run();
    for node in &parser.nodes {
        let at = raw.decoded(&node.range);
        match &node.what {
            What::Text => builder.copy(&raw.text[node.range.clone()], at.start),
            What::Replaced(text) => builder.put(text, at),
            What::Break => {
                let gap = raw.gap(node.range.start);
                builder.put(line_break(&decoded[gap.clone()]), gap);
            }
            What::Code(kind, link) => {
                if *link == Some(false) {
                    builder.set_link(false);
                }
                builder.code(*kind, at);
                if *link == Some(true) {
                    builder.set_link(true);
                }
            }
            What::Delimiter(delimiter) => write_delimiter(raw, node, delimiter, builder),
        }
    }
    builder.set_link(false);
}

/// Closing marks, then what is left as text, then opening marks.
fn write_delimiter(raw: &Raw, node: &Node, delimiter: &Delimiter, builder: &mut BlockBuilder) {
    let mut at = raw.decoded(&node.range).start;
    for &length in &delimiter.closes {
        builder.code(CodeKind::Close, at..at + length);
        at += length;
    }
    let left = delimiter.left();
    let text = &raw.text[node.range.start..node.range.start + left];
    builder.copy(text, at);
    at += left;
    for &length in delimiter.opens.iter().rev() {
        builder.code(CodeKind::Open, at..at + length);
        at += length;
    }
}

/// An opening bracket that waits for its partner.
struct Bracket {
    node: usize,
    is_image: bool,
    /// How many delimiters stood before it.
    delimiters: usize,
    /// Whether brackets stand inside it; a label has none.
    has_brackets: bool,
}

struct Parser<'t> {
    text: &'t str,
    labels: &'t HashSet<String>,
    scanner: Scanner<'t>,
    /// Start of a run of backticks -> start of the next run of the same length.
    spans: HashMap<usize, usize>,
    nodes: Vec<Node>,
    /// Nodes that are delimiters, in order.
    delimiters: Vec<usize>,
    brackets: Vec<Bracket>,
    /// Brackets below this index hold a link already, and links do not nest.
    dead_brackets: usize,
    at: usize,
    /// Where the text begins that is not yet a node.
    from: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, labels: &'t HashSet<String>) -> Parser<'t> {
        Parser {
            text,
            labels,
            scanner: Scanner::new(text),
            spans: code_spans(text),
            nodes: Vec::new(),
            delimiters: Vec::new(),
            brackets: Vec::new(),
            dead_brackets: 0,
            at: 0,
            from: 0,
        }
    }

    fn run(&mut self) {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'\n' => self.node(1, What::Break),
                b'\\' => self.escape(),
                b'&' => match entity(&self.text[self.at..]) {
                    Some((meaning, length)) => self.node(length, What::Replaced(meaning)),
                    None => self.at += 1,
                },
                b'`' => self.code_span(),
                b'<' => self.angle(),
                b'*' | b'_' | b'~' => self.delimiter(byte),
                b'!' if self.text[self.at + 1..].starts_with('[') => self.open_bracket(2),
                b'[' => self.open_bracket(1),
                b']' => self.close_bracket(),
                _ => self.at += 1,
            }
        }
        self.settle_text();
        let all = std::mem::take(&mut self.delimiters);
        self.pair(&all);
    }

    /// Makes the text before `at` a node.
    fn settle_text(&mut self) {
        if self.from < self.at {
            self.nodes.push(Node { range: self.from..self.at, what: What::Text });
            self.from = self.at;
        }
    }

    /// Makes the next `length` bytes a node.
    fn node(&mut self, length: usize, what: What) {
        self.settle_text();
        self.nodes.push(Node { range: self.at..self.at + length, what });
        self.at += length;
        self.from = self.at;
    }

    fn escape(&mut self) {
        match self.text.as_bytes().get(self.at + 1) {
            Some(&mark) if mark.is_ascii_punctuation() => {
                self.node(2, What::Replaced(char::from(mark).to_string()));
            }
            // A hard break: the line break itself follows as a node of its own.
            Some(b'\n') => self.node(1, What::Code(CodeKind::Alone, None)),
            _ => self.at += 1,
        }
    }

    fn code_span(&mut self) {
        let length = run_length(&self.text[self.at..], b'`');
        let Some(&close) = self.spans.get(&self.at) else {
            self.at += length;
            return;
        };
        self.node(length, What::Code(CodeKind::Open, None));
        while self.at < close {
            match self.text[self.at..close].find('\n') {
                Some(0) => self.node(1, What::Break),
                Some(n) => self.at += n,
                None => self.at = close,
            }
        }
        self.node(length, What::Code(CodeKind::Close, None));
    }

    /// `<https://…>`, a tag, or a comment.
    fn angle(&mut self) {
        if let Some(end) = autolink(&self.text[self.at..]) {
            self.node(1, What::Code(CodeKind::Open, Some(true)));
            self.at += end - 2;
            self.node(1, What::Code(CodeKind::Close, Some(false)));
            return;
        }
        match self.scanner.markup(self.at) {
            Some(Token::Tag(tag)) => {
                let source = &self.text[tag.range.clone()];
                let link = match (tag.name.as_str(), tag.is_closing) {
                    ("a", true) => Some(false),
                    ("a", false) => attribute(source, "href").map(|_| true),
                    _ => None,
                };
                let is_void = matches!(tag.name.as_str(), "br" | "img" | "wbr" | "hr" | "input");
                let kind = match (tag.is_closing, tag.is_alone || is_void) {
                    (true, _) => CodeKind::Close,
                    (false, true) => CodeKind::Alone,
                    (false, false) => CodeKind::Open,
                };
                self.node(tag.range.len(), What::Code(kind, link));
                if tag.name == "br" && !self.text[self.at..].starts_with('\n') {
                    self.node(0, What::Replaced("\n".to_string()));
                }
            }
            Some(Token::Other(range)) => self.node(range.len(), What::Code(CodeKind::Alone, None)),
            Some(Token::Text(_)) | None => self.at += 1,
        }
    }

    fn delimiter(&mut self, mark: u8) {
        let length = run_length(&self.text[self.at..], mark);
        if mark == b'~' && length != 2 {
            self.at += length;
            return;
        }
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[self.at + length..].chars().next();
        self.settle_text();
        self.delimiters.push(self.nodes.len());
        self.node(length, What::Delimiter(Delimiter::new(mark, length, before, after)));
    }

    fn open_bracket(&mut self, length: usize) {
        if length == 1
            && let Some(end) = footnote(&self.text[self.at..])
        {
            self.node(end, What::Code(CodeKind::Alone, None));
            return;
        }
        if let Some(outer) = self.brackets.last_mut() {
            outer.has_brackets = true;
        }
        self.settle_text();
        self.brackets.push(Bracket {
            node: self.nodes.len(),
            is_image: length == 2,
            delimiters: self.delimiters.len(),
            has_brackets: false,
        });
        self.node(length, What::Text);
    }

    fn close_bracket(&mut self) {
        let Some(bracket) = self.brackets.pop() else {
            self.at += 1;
            return;
        };
        let is_dead = self.brackets.len() < self.dead_brackets;
        self.dead_brackets = self.dead_brackets.min(self.brackets.len());
        let target = if is_dead && !bracket.is_image { None } else { self.target(&bracket) };
        let Some(length) = target else {
            self.at += 1;
            return;
        };
        if bracket.is_image {
            let start = self.nodes[bracket.node].range.start;
            self.nodes.truncate(bracket.node);
            self.delimiters.truncate(bracket.delimiters);
            self.at += length;
            self.from = self.at;
            let what = What::Code(CodeKind::Alone, None);
            self.nodes.push(Node { range: start..self.at, what });
            return;
        }
        self.node(length, What::Code(CodeKind::Close, Some(false)));
        self.nodes[bracket.node].what = What::Code(CodeKind::Open, Some(true));
        let inside = self.delimiters.split_off(bracket.delimiters);
        self.pair(&inside);
        self.dead_brackets = self.brackets.len();
    }

    /// Length of `](target)`, `][label]` or `]` where the bracket is a link's.
    fn target(&self, bracket: &Bracket) -> Option<usize> {
        let rest = &self.text[self.at + 1..];
        if let Some(length) = inline_target(rest) {
            return Some(1 + length);
        }
        if self.labels.is_empty() {
            return None;
        }
        let start = self.nodes[bracket.node].range.end;
        let own = (!bracket.has_brackets).then(|| &self.text[start..self.at]);
        match label_after(rest) {
            Some(("", length)) => self.is_label(own?).then_some(1 + length),
            Some((label, length)) => self.is_label(label).then_some(1 + length),
            None => self.is_label(own?).then_some(1),
        }
    }

    fn is_label(&self, label: &str) -> bool {
        self.labels.contains(&label.trim().to_lowercase())
    }

    fn pair(&mut self, nodes: &[usize]) {
        let mut delimiters: Vec<Delimiter> = Vec::with_capacity(nodes.len());
        for &node in nodes {
            if let What::Delimiter(delimiter) = &mut self.nodes[node].what {
                delimiters.push(std::mem::take(delimiter));
            }
        }
        pair(&mut delimiters);
        for (&node, delimiter) in nodes.iter().zip(delimiters) {
            self.nodes[node].what = What::Delimiter(delimiter);
        }
    }
}

/// For every run of backticks that has a later run of its length: where that one starts.
/// A run that closes a span opens none.
fn code_spans(text: &str) -> HashMap<usize, usize> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&b| b == b'`') {
        let start = at + found;
        let length = run_length(&text[start..], b'`');
        runs.push((start, length));
        at = start + length;
    }
    let mut next_of_length = HashMap::new();
    let mut spans = HashMap::new();
    for &(start, length) in runs.iter().rev() {
        if let Some(next) = next_of_length.insert(length, start) {
            spans.insert(start, next);
        }
    }
    spans
}

fn run_length(text: &str, byte: u8) -> usize {
    text.bytes().take_while(|&b| b == byte).count()
}

/// Length of an autolink (`<scheme:…>` or `<name@host>`) with its angle brackets.
fn autolink(text: &str) -> Option<usize> {
    let inside = &text[1..];
    let end =
        inside.find(|c: char| matches!(c, '<' | '>') || c.is_whitespace() || c.is_control())?;
    let address = &inside[..end];
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = (2..=32).contains(&scheme.len())
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'));
    let is_mail = address.split_once('@').is_some_and(|(name, host)| {
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b".-_+".contains(&b);
        !name.is_empty() && host.contains('.') && name.bytes().chain(host.bytes()).all(is_plain)
    });
    (inside[end..].starts_with('>') && (is_scheme || is_mail)).then_some(end + 2)
}
