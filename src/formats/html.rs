//! HTML: block elements make blocks, inline elements make inline codes.
//!
//! [`Reader`] walks the tokens once and keeps the stack of open block elements; the innermost
//! one that says something (heading, list item, cell …) gives a block its kind, an enclosing
//! `nav`, `footer` or cookie banner gives it a reason to be no prose. White space collapses as
//! it does on the page; scripts, styles, templates and drawings are left out.

use std::collections::HashMap;
use std::ops::Range;

use crate::formats::block_builder::BlockBuilder;
use crate::formats::entity::entity;
use crate::formats::html_token::{Scanner, Tag, Token, attribute};
use crate::text::{Block, BlockKind, Boilerplate, CodeKind};

/// Elements that begin and end a block. Sorted.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements left out with their content.
const SKIPPED: &[&str] =
    &["audio", "canvas", "map", "math", "noscript", "object", "svg", "template", "video"];
/// A cookie banner with more text than this many bytes is no banner.
const LARGEST_BANNER: usize = 2500;

/// Finds the blocks of a page.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    blocks_at(text, 0)
}

/// Finds the blocks of a stretch of HTML that begins at `base` of the decoded text.
pub(super) fn blocks_at(text: &str, base: usize) -> Vec<Block> {
    let mut reader = Reader::new(text, base);
    for token in Scanner::new(text) {
        reader.take(token);
    }
    reader.flush();
    reader.pop_to(0);
    reader.blocks
}

/// Whether a name is that of a block element.
pub(super) fn is_block_element(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// Whether a text without a telling name is HTML.
pub(super) fn looks_like(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(1024).collect();
    let start = start.to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return true;
    }
    if start.starts_with("<?xml") || start.starts_with("<!--") {
        return ["<html", "<body", "<p>", "<div"].iter().any(|tag| start.contains(tag));
    }
    let is_block_end = |name: &str| text.contains(name);
    let ends = ["</p>", "</div>", "</h1>", "</h2>", "</li>", "</td>", "</body>"];
    let kinds = ends.iter().filter(|name| is_block_end(name)).count();
    kinds >= 2 || kinds == 1 && start.starts_with('<')
}

/// An open block element.
struct Open {
    name: String,
    kind: BlockKind,
    reason: Option<Boilerplate>,
    keeps_white: bool,
    /// Where a cookie banner began, in blocks.
    banner: Option<usize>,
}

struct Reader<'t> {
    text: &'t str,
    base: usize,
    blocks: Vec<Block>,
    builder: BlockBuilder,
    /// White space seen after text, not yet known to stand before more.
    white: Option<Range<usize>>,
    stack: Vec<Open>,
    open: HashMap<String, usize>,
    /// Open `a` elements: whether each has an address.
    anchors: Vec<bool>,
    links: usize,
    skipping: Option<Skip>,
}

/// An element that is being left out.
struct Skip {
    name: String,
    start: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, base: usize) -> Reader<'t> {
        Reader {
            text,
            base,
            blocks: Vec::new(),
            builder: BlockBuilder::default(),
            white: None,
            stack: Vec::new(),
            open: HashMap::new(),
            anchors: Vec::new(),
            links: 0,
            skipping: None,
        }
    }

    fn take(&mut self, token: Token) {
        if self.skipping.is_some() {
            self.skip(&token);
            return;
        }
        match token {
            Token::Text(range) => self.words(range),
            Token::Other(range) => self.alone(range),
            Token::Tag(tag) if !tag.is_closing && self.is_skipped(&tag) => {
                self.skipping = Some(Skip { name: tag.name, start: tag.range.start, depth: 1 });
            }
            Token::Tag(tag) if is_block_element(&tag.name) => self.block_tag(&tag),
            Token::Tag(tag) => self.inline_tag(&tag),
        }
    }

    fn is_skipped(&self, tag: &Tag) -> bool {
        if tag.is_alone || !SKIPPED.contains(&tag.name.as_str()) {
            let rest = &self.text[tag.range.end..];
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            let is_listing =
                tag.name == "pre" && rest.get(..5).is_some_and(|r| r.eq_ignore_ascii_case("<code"));
            return is_listing;
        }
        true
    }

    fn skip(&mut self, token: &Token) {
        let (Token::Tag(tag), Some(skip)) = (token, &mut self.skipping) else { return };
        if tag.name == skip.name {
            match (tag.is_closing, tag.is_alone) {
                (true, _) => skip.depth -= 1,
                (false, false) => skip.depth += 1,
                (false, true) => {}
            }
        }
        // An element that was never closed ends where its page does.
        let is_end = skip.depth == 0 || tag.is_closing && tag.name == "body";
        if is_end && let Some(skip) = self.skipping.take() {
            if is_block_element(&skip.name) {
                self.flush();
            } else {
                self.alone(skip.start..tag.range.end);
            }
        }
    }

    /// Text outside of tags, in which white space collapses and entities are resolved.
    fn words(&mut self, range: Range<usize>) {
        let keeps_white = self.stack.last().is_some_and(|open| open.keeps_white);
        let mut at = range.start;
        while at < range.end {
            let rest = &self.text[at..range.end];
            let white = rest.bytes().take_while(|b| b.is_ascii_whitespace()).count();
            if white > 0 && (!keeps_white || self.builder.is_empty()) {
                self.white(at..at + white);
                at += white;
            } else if let Some((meaning, length)) = entity(rest) {
                self.settle_white();
                self.builder.put(&meaning, self.base + at..self.base + at + length);
                at += length;
            } else {
                let is_stop = |b: u8| b == b'&' || !keeps_white && b.is_ascii_whitespace();
                let length = rest.bytes().skip(1).position(is_stop).map_or(rest.len(), |n| n + 1);
                self.settle_white();
                self.builder.copy(&rest[..length], self.base + at);
                at += length;
            }
        }
    }

    fn white(&mut self, range: Range<usize>) {
        if !self.builder.is_empty() {
            let start = self.white.take().map_or(range.start, |white| white.start);
            self.white = Some(start..range.end);
        }
    }

    fn settle_white(&mut self) {
        let Some(range) = self.white.take() else { return };
        let as_text = match range.len() {
            _ if self.builder.ends_in_white() => "",
            1 => &self.text[range.clone()],
            _ => " ",
        };
        self.builder.put(as_text, self.base + range.start..self.base + range.end);
    }

    fn code(&mut self, kind: CodeKind, range: Range<usize>) {
        self.settle_white();
        self.builder.code(kind, self.base + range.start..self.base + range.end);
    }

    /// Something without text: a code inside a block, nothing between blocks.
    fn alone(&mut self, range: Range<usize>) {
        if !self.builder.is_empty() {
            self.code(CodeKind::Alone, range);
        }
    }

    fn inline_tag(&mut self, tag: &Tag) {
        let is_void = VOID.contains(&tag.name.as_str());
        match tag.name.as_str() {
            "br" => {
                self.alone(tag.range.clone());
                if !self.builder.is_empty() && !self.builder.ends_in_white() {
                    let end = self.base + tag.range.end;
                    self.builder.put("\n", end..end);
                }
            }
            _ if is_void || tag.is_alone => self.alone(tag.range.clone()),
            _ if tag.is_closing && self.builder.is_empty() => self.close_anchor(&tag.name),
            _ if tag.is_closing => {
                self.code(CodeKind::Close, tag.range.clone());
                self.close_anchor(&tag.name);
            }
            name => {
                self.code(CodeKind::Open, tag.range.clone());
                if name == "a" {
                    let is_link = attribute(&self.text[tag.range.clone()], "href").is_some();
                    self.anchors.push(is_link);
                    self.links += usize::from(is_link);
                    self.builder.set_link(self.links > 0);
                }
            }
        }
    }

    fn close_anchor(&mut self, name: &str) {
        if name == "a" && self.anchors.pop() == Some(true) {
            self.links -= 1;
            self.builder.set_link(self.links > 0);
        }
    }

    fn block_tag(&mut self, tag: &Tag) {
        self.flush();
        if tag.is_closing {
            if self.open.get(&tag.name).is_some_and(|&count| count > 0)
                && let Some(depth) = self.stack.iter().rposition(|open| open.name == tag.name)
            {
                self.pop_to(depth);
            }
        } else if !VOID.contains(&tag.name.as_str()) {
            // A heading that nobody closed ends where the next block begins.
            while self.stack.last().is_some_and(|open| is_heading(&open.name)) {
                self.pop_to(self.stack.len() - 1);
            }
            self.push(tag);
        }
    }

    fn push(&mut self, tag: &Tag) {
        let source = &self.text[tag.range.clone()];
        let name = tag.name.as_str();
        let outer = self.stack.last();
        let kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                BlockKind::Heading(name.as_bytes()[1] - b'0')
            }
            "li" | "dt" | "dd" => BlockKind::ListItem,
            "td" | "th" => BlockKind::TableCell,
            "caption" | "figcaption" => BlockKind::Caption,
            "blockquote" => BlockKind::Quotation,
            _ => outer.map_or(BlockKind::Paragraph, |open| open.kind),
        };
        let reason = reason(name, source).or(outer.and_then(|open| open.reason));
        let keeps_white = name == "pre" || outer.is_some_and(|open| open.keeps_white);
        let banner = is_banner(name, source).then_some(self.blocks.len());
        *self.open.entry(tag.name.clone()).or_default() += 1;
        self.stack.push(Open { name: tag.name.clone(), kind, reason, keeps_white, banner });
    }

    /// Closes the open elements from `depth` on.
    fn pop_to(&mut self, depth: usize) {
        for open in self.stack.drain(depth..).rev() {
            if let Some(count) = self.open.get_mut(&open.name) {
                *count -= 1;
            }
            let Some(start) = open.banner else { continue };
            let banner = &mut self.blocks[start..];
            if banner.iter().map(|block| block.text.len()).sum::<usize>() <= LARGEST_BANNER {
                for block in banner {
                    block.boilerplate = Some(Boilerplate::CookieNotice);
                }
            }
        }
    }

    fn flush(&mut self) {
        self.white = None;
        let open = self.stack.last();
        let kind = open.map_or(BlockKind::Paragraph, |open| open.kind);
        let reason = open.and_then(|open| open.reason);
        self.blocks.extend(self.builder.finish(kind, reason));
        self.builder.set_link(self.links > 0);
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Why what stands in an element is not prose, by the element alone.
fn reason(name: &str, tag: &str) -> Option<Boilerplate> {
    match (name, attribute(tag, "role")) {
        ("nav" | "menu", _) | (_, Some("navigation" | "menu" | "menubar")) => {
            Some(Boilerplate::Links)
        }
        ("footer" | "button" | "select" | "option", _) | (_, Some("contentinfo" | "search")) => {
            Some(Boilerplate::PageFurniture)
        }
        _ => None,
    }
}

/// Whether an element calls itself a cookie banner. Pages also put tags of their topic on the
/// article itself (`<article class="tag-cookies">`); those elements are no banners.
fn is_banner(name: &str, tag: &str) -> bool {
    if !matches!(name, "div" | "section" | "aside" | "dialog" | "form" | "p") {
        return false;
    }
    let words = ["id", "class"].into_iter().filter_map(|key| attribute(tag, key));
    words.flat_map(str::split_ascii_whitespace).any(|word| {
        let word = word.to_ascii_lowercase();
        ["cookie", "js-cookie", "consent", "gdpr", "rodo-"].iter().any(|s| word.starts_with(s))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Caption, Heading, LinkLine, ListItem, Paragraph, Quotation, TableCell};

    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let found = blocks(text);
        let found: Vec<_> = found.iter().map(|b| (b.kind, b.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_are_sorted() {
        assert!(BLOCKS.is_sorted());
    }

    #[test]
    fn elements_give_blocks_their_kinds() {
        check(
            "<h2>A</h2><p>B <b>c</b>&nbsp;d<ul><li>E<li><p>F</ul><table><caption>G<tr><th>H<td>I\
             </table><blockquote>J</blockquote><figcaption>K</figcaption><p><a href=x>L</a>",
            &[
                (Heading(2), "A"),
                (Paragraph, "B c\u{a0}d"),
                (ListItem, "E"),
                (ListItem, "F"),
                (Caption, "G"),
                (TableCell, "H"),
                (TableCell, "I"),
                (Quotation, "J"),
                (Caption, "K"),
                (LinkLine, "L"),
            ],
        );
    }

    #[test]
    fn white_space_collapses_and_breaks_stay() {
        check(
            "<p>\n  Ala \n ma<br>\n kota. </p> <pre>a\n  b</pre>",
            &[(Paragraph, "Ala ma\nkota."), (Paragraph, "a\n  b")],
        );
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        check(
            "<title>x</title><p>A<script>b()</script> c<!-- d --><svg><text>e</text></svg></p>\
             <template><p>f</p></template><pre><code>g</code></pre><p>h",
            &[(Paragraph, "A c"), (Paragraph, "h")],
        );
    }

    #[test]
    fn furniture_of_the_page_is_marked() {
        let page = "<div class='cookie-bar'><p>We use cookies.</p><button>OK</button></div>\
                    <nav><p>Home</p></nav><p>Text.</p><footer>(c) Us</footer>";
        let reasons: Vec<_> = blocks(page).iter().map(|b| b.boilerplate).collect();
        use Boilerplate::{CookieNotice, Links, PageFurniture};
        assert_eq!(
            reasons,
            [Some(CookieNotice), Some(CookieNotice), Some(Links), None, Some(PageFurniture)]
        );
    }

    #[test]
    fn pages_are_known_without_their_ending() {
        assert!(looks_like("\n<!DOCTYPE HTML><p>x"));
        assert!(looks_like("<p>Ala</p>"));
        assert!(!looks_like("a < b and c > d"));
        assert!(!looks_like("Write </p> to close."));
    }
}
