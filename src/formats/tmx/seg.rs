//! A segment: plain text with inline codes beside it, out of XML and into it.
//!
//! [`read_seg`] keeps the codes of TMX level 2 as XML that the DTD allows, whatever the file
//! wrote: attributes the DTD does not know are dropped, a code without the attribute it must have
//! becomes a `ph`, an element that is no code becomes a `ph` that holds its tag. The text inside
//! `hi` is text; the text inside other codes belongs to the code.

use std::io::BufRead;

use crate::bitext::UnitCode;
use crate::formats::exchange::FormatError;
use crate::formats::tmx::nodes::{Node, Nodes, Tag};

/// Bytes of one segment in the file.
const MOST_SEG: u64 = 4 << 20;

/// A segment as read.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Seg {
    pub text: String,
    pub codes: Vec<UnitCode>,
    /// An entity that is not expanded, where one was met: the segment is not what it was.
    pub entity: Option<String>,
}

/// What an element's text is.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    /// Text of the segment.
    Text,
    /// Text of the segment, in an element that was turned into a `ph`.
    Foreign,
    /// Text of a code.
    Code,
    /// Text of a `sub` in a code, where codes may stand.
    Sub,
    /// Text of a code, in an element that may not stand there.
    Odd,
}

/// Reads the segment whose `<seg>` came last, up to its end.
pub(super) fn read_seg<R: BufRead>(nodes: &mut Nodes<R>) -> Result<Seg, FormatError> {
    // Tags inside may have to be kept as they stand, those around it never.
    nodes.keeps_raw = true;
    let seg = read_inside(nodes);
    nodes.keeps_raw = false;
    seg
}

fn read_inside<R: BufRead>(nodes: &mut Nodes<R>) -> Result<Seg, FormatError> {
    let mut seg = Seg::default();
    // For every open element: what its text is, and its end tag.
    let mut open: Vec<(Inside, String)> = Vec::new();
    let mut code = String::new();
    let outside = nodes.depth().saturating_sub(1);
    let start = nodes.position();
    loop {
        let inside = open.last().map_or(Inside::Text, |&(inside, _)| inside);
        let in_text = matches!(inside, Inside::Text | Inside::Foreign);
        if nodes.position() - start > MOST_SEG {
            return Err(nodes.broken(format!("a segment of more than {} MiB", MOST_SEG >> 20)));
        }
        match nodes.next()? {
            Node::Open(tag) => {
                let (next, start, end) = enter(&tag, inside);
                code.push_str(&start);
                if matches!(next, Inside::Text | Inside::Foreign) && !start.is_empty() {
                    seg.codes.push(UnitCode { at: seg.text.len(), xml: std::mem::take(&mut code) });
                }
                open.push((next, end));
            }
            Node::Close if nodes.depth() <= outside => return Ok(seg),
            Node::Close => {
                let end = open.pop().map_or(String::new(), |(_, end)| end);
                code.push_str(&end);
                let back = open.last().map_or(Inside::Text, |&(inside, _)| inside);
                if matches!(back, Inside::Text | Inside::Foreign) && !code.is_empty() {
                    seg.codes.push(UnitCode { at: seg.text.len(), xml: std::mem::take(&mut code) });
                }
            }
            Node::Text(text) if in_text => seg.text.push_str(&text),
            Node::Text(text) => escape_text(&text, &mut code),
            Node::Entity(name) => {
                seg.entity.get_or_insert(name);
            }
            Node::End => return Ok(seg),
        }
    }
}

/// What an element's text is, its start tag and its end tag as they are kept.
fn enter(tag: &Tag, inside: Inside) -> (Inside, String, String) {
    let in_text = matches!(inside, Inside::Text | Inside::Foreign);
    let known = matches!(tag.name.as_str(), "bpt" | "ept" | "ph" | "it" | "ut" | "hi");
    if !(known && (in_text || inside == Inside::Sub)) {
        if tag.name == "sub" && inside == Inside::Code {
            let (start, end) = canonical("sub", tag);
            return (Inside::Sub, start, end);
        }
        let mut quoted = String::new();
        escape_text(&tag.raw, &mut quoted);
        let end = if tag.is_empty { String::new() } else { format!("&lt;/{}&gt;", tag.name) };
        if !in_text {
            let next = if inside == Inside::Sub { Inside::Sub } else { Inside::Odd };
            return (next, quoted, end);
        }
        let end = if end.is_empty() { end } else { format!("<ph>{end}</ph>") };
        return (Inside::Foreign, format!("<ph>{quoted}</ph>"), end);
    }
    let has = |name| tag.attribute(name).is_some_and(|value| !value.is_empty());
    let name = match tag.name.as_str() {
        "bpt" | "ept" if !has("i") => "ph",
        "it" if !matches!(tag.attribute("pos"), Some("begin" | "end")) => "ph",
        name => name,
    };
    let (start, end) = canonical(name, tag);
    let next = match (name, in_text) {
        ("hi", true) => Inside::Text,
        ("hi", false) => Inside::Sub,
        _ => Inside::Code,
    };
    (next, start, end)
}

/// The start and end tag with the attributes the DTD allows; an empty element has no end tag.
fn canonical(name: &str, tag: &Tag) -> (String, String) {
    let allowed: &[&str] = match name {
        "bpt" => &["i", "x", "type"],
        "ept" => &["i"],
        "it" => &["pos", "x", "type"],
        "ph" => &["assoc", "x", "type"],
        "hi" => &["x", "type"],
        "ut" => &["x"],
        _ => &["datatype", "type"],
    };
    let mut start = format!("<{name}");
    let mut said: Vec<&str> = Vec::new();
    for (attribute, value) in &tag.attributes {
        let is_assoc = attribute == "assoc" && !matches!(value.as_str(), "p" | "f" | "b");
        if allowed.contains(&attribute.as_str()) && !said.contains(&attribute.as_str()) && !is_assoc
        {
            said.push(attribute);
            start.push_str(&format!(" {attribute}=\"{}\"", escaped_attribute(value)));
        }
    }
    if tag.is_empty {
        return (start + "/>", String::new());
    }
    (start + ">", format!("</{name}>"))
}

/// Joins text and codes into the inside of a `seg`; codes stand where they say, in their order.
pub(super) fn seg_xml(text: &str, codes: &[UnitCode]) -> String {
    let mut xml = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for code in codes {
        let here = code.at.clamp(at, text.len());
        let here = (at..=here).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(at);
        escape_text(&text[at..here], &mut xml);
        xml.push_str(&code.xml);
        at = here;
    }
    escape_text(&text[at..], &mut xml);
    xml
}

/// Writes text so that an XML reader gives it back; U+FFFD stands for what XML forbids.
pub(in crate::formats) fn escape_text(text: &str, xml: &mut String) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\r' => xml.push_str("&#13;"),
            c => xml.push(c),
        }
    }
}

/// Returns an attribute's value so that an XML reader gives it back.
pub(in crate::formats) fn escaped_attribute(value: &str) -> String {
    let mut xml = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\n' => xml.push_str("&#10;"),
            '\t' => xml.push_str("&#9;"),
            '\r' => xml.push_str("&#13;"),
            c => xml.push(c),
        }
    }
    xml
}
