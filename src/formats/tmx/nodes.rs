//! XML as a stream of a few kinds of pieces: [`Nodes`] gives [`Node`]s.
//!
//! Between the XML parser and the TMX reader stands this layer, which resolves character
//! references and the five entities of XML, takes namespace prefixes off, leaves comments and
//! processing instructions out, and refuses what no honest file needs. A document type is read
//! over: what it declares is never used, so no entity can grow and no other file is opened.

use std::io::BufRead;

use compact_str::{CompactString, ToCompactString};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::formats::exchange::FormatError;
use crate::formats::strictness::Place;
use crate::formats::utf8_stream::{Damage, Utf8Stream, is_xml_char};

/// Elements open at once; the format itself nests seven deep.
const MOST_DEEP: usize = 64;
/// Attributes of one element; the format knows fourteen.
const MOST_ATTRIBUTES: usize = 256;
/// Bytes of one tag or one run of text.
const MOST_PIECE: usize = 4 << 20;

/// The name of an attribute and its value.
pub(in crate::formats) type Attribute = (CompactString, CompactString);

/// A piece of XML.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::formats) enum Node {
    /// An element begins; when it is empty, its [`Node::Close`] follows at once.
    Open(Tag),
    /// An element ends.
    Close,
    /// Text, references resolved.
    Text(CompactString),
    /// A reference to an entity that XML itself does not know.
    Entity(String),
    /// The document is over.
    End,
}

/// The beginning of an element.
#[derive(Clone, Debug, PartialEq, Default)]
pub(in crate::formats) struct Tag {
    /// The name without its prefix.
    pub name: CompactString,
    /// Names (without the prefix of a namespace, but for `xml:`) and values.
    pub attributes: Vec<Attribute>,
    /// The tag as it stands in the file, from `<` to `>`, where that is wanted.
    pub raw: String,
    /// Whether it is closed in itself (`<ph/>`).
    pub is_empty: bool,
}

impl Tag {
    /// Returns the value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// A file as a stream of [`Node`]s.
pub(in crate::formats) struct Nodes<R> {
    name: String,
    xml: Reader<Utf8Stream<R>>,
    buffer: Vec<u8>,
    depth: usize,
    closing: bool,
    /// The unit being read, for messages.
    pub unit: usize,
    /// Characters replaced so far.
    pub replaced: usize,
    /// Whether tags are wanted as they stand.
    pub keeps_raw: bool,
}

impl<R: BufRead> Nodes<R> {
    /// Begins to read.
    pub fn new(name: &str, input: R) -> Result<Nodes<R>, FormatError> {
        let failed = |source| FormatError::Read { name: name.to_string(), source };
        let mut stream = Utf8Stream::new(input).map_err(failed)?;
        if stream.is_empty().map_err(failed)? {
            return Err(FormatError::Empty { name: name.to_string(), format: "TMX" });
        }
        let mut xml = Reader::from_reader(stream);
        xml.config_mut().allow_dangling_amp = true;
        Ok(Nodes {
            name: name.to_string(),
            xml,
            buffer: Vec::new(),
            depth: 0,
            closing: false,
            unit: 0,
            replaced: 0,
            keeps_raw: false,
        })
    }

    /// Returns where the next piece stands.
    pub fn place(&self) -> Place {
        Place { line: self.xml.get_ref().line(), unit: self.unit }
    }

    /// Returns the offset of the next piece in the decoded file, bytes.
    pub fn position(&self) -> u64 {
        self.xml.get_ref().position()
    }

    /// Returns how many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Takes the next character that had to be replaced before the place reached.
    pub fn next_damage(&mut self) -> Option<Damage> {
        let here = self.position();
        let damage = self.xml.get_mut().next_damage(here)?;
        self.replaced += 1;
        Some(damage)
    }

    /// Returns the encoding the file was read in.
    pub fn encoding(&self) -> &'static str {
        self.xml.get_ref().encoding().name()
    }

    /// Says that the file is broken here.
    pub fn broken(&self, why: impl Into<String>) -> FormatError {
        FormatError::Broken { name: self.name.clone(), at: self.place(), why: why.into() }
    }

    /// Returns the next piece.
    pub fn next(&mut self) -> Result<Node, FormatError> {
        if std::mem::take(&mut self.closing) {
            self.depth -= 1;
            return Ok(Node::Close);
        }
        loop {
            self.buffer.clear();
            self.xml.get_mut().allow(MOST_PIECE);
            let event = match self.xml.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(self.failure(error)),
            };
            let text = match event {
                Event::Start(start) => {
                    let tag = tag_of(&start, false, self.keeps_raw);
                    return self.open(tag);
                }
                Event::Empty(start) => {
                    let tag = tag_of(&start, true, self.keeps_raw);
                    return self.open(tag);
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close);
                }
                Event::Text(text) => CompactString::new(&*text),
                Event::CData(text) => CompactString::new(&*text),
                Event::GeneralRef(reference) => match resolve(&reference) {
                    Reference::Char(c) if is_xml_char(c) => c.to_compact_string(),
                    Reference::Char(_) => {
                        self.replaced += 1;
                        '\u{fffd}'.to_compact_string()
                    }
                    Reference::Entity(name) => return Ok(Node::Entity(name)),
                },
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => continue,
                Event::Eof if self.depth > 0 => {
                    let why = format!("{} element(s) are not closed", self.depth);
                    return Err(self.breaks_off(why));
                }
                Event::Eof => return Ok(Node::End),
            };
            return Ok(Node::Text(text));
        }
    }

    /// Reads over the rest of the element whose [`Node::Open`] came last.
    pub fn skip_element(&mut self) -> Result<(), FormatError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()? == Node::End {
                break;
            }
        }
        Ok(())
    }

    /// Reads the text of the element whose [`Node::Open`] came last, elements in it left aside.
    pub fn text_of_element(&mut self) -> Result<String, FormatError> {
        let outside = self.depth.saturating_sub(1);
        let start = self.position();
        let mut text = String::new();
        while self.depth > outside {
            match self.next()? {
                Node::Text(piece) => text.push_str(&piece),
                Node::Entity(name) => text.push_str(&format!("&{name};")),
                Node::Open(_) | Node::Close => {}
                Node::End => break,
            }
            if self.position() - start > MOST_PIECE as u64 {
                return Err(self.broken(format!("a text of more than {} MiB", MOST_PIECE >> 20)));
            }
        }
        Ok(text)
    }

    fn open(&mut self, tag: Option<Tag>) -> Result<Node, FormatError> {
        let tag = tag.ok_or_else(|| {
            self.broken(format!("an element with more than {MOST_ATTRIBUTES} attributes"))
        })?;
        self.depth += 1;
        if self.depth > MOST_DEEP {
            return Err(self.broken(format!("elements nested more than {MOST_DEEP} deep")));
        }
        self.closing = tag.is_empty;
        Ok(Node::Open(tag))
    }

    fn failure(&self, error: quick_xml::Error) -> FormatError {
        use quick_xml::Error;
        use quick_xml::errors::{IllFormedError, SyntaxError};
        match error {
            Error::Io(_) if self.xml.get_ref().is_spent() => {
                self.broken(format!("a tag or text of more than {} MiB", MOST_PIECE >> 20))
            }
            Error::Io(source) => FormatError::Read {
                name: self.name.clone(),
                source: std::io::Error::new(source.kind(), source.to_string()),
            },
            Error::Syntax(SyntaxError::InvalidBangMarkup) => self.broken(error.to_string()),
            Error::Syntax(_) | Error::IllFormed(IllFormedError::MissingEndTag(_)) => {
                self.breaks_off(error.to_string())
            }
            error => self.broken(format!("not well-formed XML: {error}")),
        }
    }

    fn breaks_off(&self, why: String) -> FormatError {
        FormatError::BreaksOff { name: self.name.clone(), at: self.place(), why }
    }
}

/// `None` when there are too many attributes.
fn tag_of(start: &BytesStart<'_>, is_empty: bool, keeps_raw: bool) -> Option<Tag> {
    let mut attributes = Vec::new();
    // The parser's own check for doubled names is quadratic: a file could make it slow.
    for attribute in start.attributes().with_checks(false) {
        if attributes.len() >= MOST_ATTRIBUTES {
            return None;
        }
        // What is no attribute (a value without quotes) is left out.
        let Ok(attribute) = attribute else { continue };
        let name: &str = attribute.key.as_ref();
        let name = match name.split_once(':') {
            Some(("xml", _)) | None => name,
            Some((_, local)) => local,
        };
        attributes.push((CompactString::new(name), attribute_value(&attribute.value)));
    }
    let start_tag: &str = start;
    let close = if is_empty { "/>" } else { ">" };
    let raw = if keeps_raw { ["<", start_tag, close].concat() } else { String::new() };
    let name = CompactString::new(start.local_name().as_ref());
    Some(Tag { name, attributes, raw, is_empty })
}

/// Resolves references; white space becomes spaces (XML 1.0, 3.3.3).
fn attribute_value(raw: &str) -> CompactString {
    let mut value = CompactString::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '\n', '\t', '\r']) {
        value.push_str(&rest[..at]);
        let end = rest[at..].find(';').map(|end| at + end);
        match (rest.as_bytes()[at], end) {
            (b'&', Some(end)) => {
                match resolve(&rest[at + 1..end]) {
                    Reference::Char(c) => value.push(if is_xml_char(c) { c } else { '\u{fffd}' }),
                    Reference::Entity(_) => value.push_str(&rest[at..=end]),
                }
                rest = &rest[end + 1..];
            }
            (b'&', None) => {
                value.push('&');
                rest = &rest[at + 1..];
            }
            _ => {
                value.push(' ');
                rest = &rest[at + 1..];
            }
        }
    }
    value.push_str(rest);
    value
}

enum Reference {
    Char(char),
    Entity(String),
}

/// Reads what stands between `&` and `;`.
fn resolve(reference: &str) -> Reference {
    let number = match reference.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        },
        None => None,
    };
    match (reference, number) {
        ("lt", _) => Reference::Char('<'),
        ("gt", _) => Reference::Char('>'),
        ("amp", _) => Reference::Char('&'),
        ("quot", _) => Reference::Char('"'),
        ("apos", _) => Reference::Char('\''),
        // A number that is no character (a lone surrogate) counts as one XML forbids.
        (_, Some(number)) => Reference::Char(char::from_u32(number).unwrap_or('\0')),
        _ => Reference::Entity(reference.to_string()),
    }
}
