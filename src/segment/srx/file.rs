//! SRX files: rules by language, maps from language codes to rules, and what the header says.

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::SrxFault;
use crate::text::{CodeSides, Side};

/// A line, and what is wrong there.
type Fault = (u32, SrxFault);

/// What an SRX file says, as it says it.
#[derive(Clone, Debug, Default)]
pub(super) struct File {
    pub(super) version: String,
    /// Whether all maps that fit a language are used, or only the first.
    pub(super) cascade: bool,
    pub(super) subflows: bool,
    pub(super) sides: CodeSides,
    pub(super) groups: Vec<Group>,
    pub(super) maps: Vec<Map>,
    /// What was read over, or read otherwise than it may be meant: line and remark.
    pub(super) remarks: Vec<(u32, String)>,
}

/// The rules of one `<languagerule>`.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) line: u32,
    pub(super) rules: Vec<Written>,
}

/// A `<rule>` as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub(super) line: u32,
    /// Its number in the file, from 0.
    pub(super) number: u32,
    pub(super) breaks: bool,
    pub(super) before: String,
    pub(super) after: String,
}

/// A `<languagemap>`: which languages take which rules.
#[derive(Clone, Debug)]
pub(super) struct Map {
    pub(super) line: u32,
    pub(super) pattern: String,
    pub(super) group: String,
}

/// Bytes; no rules are larger.
const LARGEST: usize = 256 << 20;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<File, Fault> {
    if bytes.len() > LARGEST {
        return Err((1, SrxFault::Xml("the file is larger than 256 MB".into())));
    }
    let text = decode(bytes)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut state = Reading {
        text: &text,
        line: (0, 1),
        file: File::default(),
        open: Vec::new(),
        rule: None,
        rules: 0,
    };
    loop {
        let at = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| {
            let at = reader.error_position() as usize;
            (state.line_at(at), xml(&error.to_string()))
        })?;
        let line = state.line_at(at);
        match event {
            Event::Start(start) => state.start(&start, line)?,
            Event::End(_) => state.end(),
            Event::Text(text) => state.text(&text),
            Event::CData(text) => state.text(&text),
            Event::GeneralRef(reference) => {
                let c = resolve(&reference).ok_or_else(|| {
                    (line, xml(&format!("the entity &{}; is not known", &*reference)))
                })?;
                state.text(&c.to_string());
            }
            Event::DocType(declared) if declared.contains("<!ENTITY") => {
                let why = "the file declares entities, which rules have no need of";
                return Err((line, SrxFault::Xml(why.into())));
            }
            Event::Eof => break,
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    if let Some((name, line)) = state.open.last() {
        return Err((*line, xml(&format!("<{name}> is not closed"))));
    }
    if state.file.version.is_empty() {
        return Err((1, SrxFault::NotSrx));
    }
    Ok(state.file)
}

/// A fault of the XML in one line; what the file says there may hold others.
fn xml(why: &str) -> SrxFault {
    SrxFault::Xml(
        why.split(|c: char| c.is_whitespace() || c.is_control()).collect::<Vec<_>>().join(" "),
    )
}

struct Reading<'t> {
    text: &'t str,
    /// A place and its line, to count on from.
    line: (usize, u32),
    file: File,
    open: Vec<(String, u32)>,
    rule: Option<Written>,
    /// Rules read so far.
    rules: u32,
}

impl Reading<'_> {
    fn line_at(&mut self, at: usize) -> u32 {
        let at = at.min(self.text.len());
        if at < self.line.0 {
            self.line = (0, 1);
        }
        let new = self.text.as_bytes()[self.line.0..at].iter().filter(|&&b| b == b'\n').count();
        self.line = (at, self.line.1 + new as u32);
        self.line.1
    }

    fn start(&mut self, start: &BytesStart<'_>, line: u32) -> Result<(), Fault> {
        let name = local(start.name().as_ref()).to_string();
        let get = |wanted: &str| attribute(start, wanted, line);
        match name.as_str() {
            "srx" => {
                self.file.version = get("version")?.unwrap_or_else(|| "2.0".into());
                if !matches!(self.file.version.as_str(), "1.0" | "2.0") {
                    let remark = format!("version {} is read as 2.0", self.file.version);
                    self.file.remarks.push((line, remark));
                }
            }
            _ if self.file.version.is_empty() => return Err((line, SrxFault::NotSrx)),
            "header" => {
                self.file.cascade = get("cascade")?.as_deref() == Some("yes");
                self.file.subflows = get("segmentsubflows")?.as_deref() != Some("no");
            }
            "formathandle" => {
                let side = match get("include")?.as_deref() {
                    Some("no") => Side::Next,
                    _ => Side::Previous,
                };
                match get("type")?.as_deref() {
                    Some("start") => self.file.sides.open = side,
                    Some("end") => self.file.sides.close = side,
                    Some("isolated") => self.file.sides.alone = side,
                    other => {
                        let other = other.unwrap_or("nothing").to_string();
                        self.file.remarks.push((line, format!("formathandle of type {other}")));
                    }
                }
            }
            "options" => {
                let asks = get("useIcu4jBreakRules")?.or(get("useIcu4JBreakRules")?);
                let remark = "useIcu4jBreakRules: the file counts on sentence boundaries of ICU4J \
                              besides its own rules; only its own rules are used";
                let asks = asks.is_some_and(|asks| asks == "yes");
                self.file.remarks.extend(asks.then(|| (line, remark.to_string())));
            }
            "languagerule" => {
                let name = get("languagerulename")?.unwrap_or_default();
                self.file.groups.push(Group { name, line, rules: Vec::new() });
            }
            "languagemap" => {
                let pattern = get("languagepattern")?.unwrap_or_default();
                let group = get("languagerulename")?.unwrap_or_default();
                self.file.maps.push(Map { line, pattern, group });
            }
            "rule" => {
                let breaks = get("break")?.as_deref() != Some("no");
                self.rule = Some(Written { line, breaks, ..Written::default() });
            }
            _ => {}
        }
        self.open.push((name, line));
        Ok(())
    }

    fn end(&mut self) {
        let closed = self.open.pop().map(|open| open.0);
        if closed.as_deref() == Some("rule") {
            let Some(group) = self.file.groups.last_mut() else { return };
            if let Some(rule) = self.rule.take() {
                group.rules.push(Written { number: self.rules, ..rule });
                self.rules += 1;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let Some(rule) = &mut self.rule else { return };
        match self.open.last().map(|open| open.0.as_str()) {
            Some("beforebreak") => rule.before.push_str(text),
            Some("afterbreak") => rule.after.push_str(text),
            _ => {}
        }
    }
}

/// A name without its namespace's prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute(start: &BytesStart<'_>, wanted: &str, line: u32) -> Result<Option<String>, Fault> {
    for attribute in start.attributes() {
        let wrong = |why: String| (line, xml(&why));
        let attribute = attribute.map_err(|error| wrong(error.to_string()))?;
        if local(attribute.key.as_ref()) == wanted {
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                .map_err(|error| wrong(error.to_string()))?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// The character a reference stands for: by number, or one of the five that XML knows.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(c),
        Ok(None) => quick_xml::escape::resolve_predefined_entity(reference)?.chars().next(),
        Err(_) => None,
    }
}

/// Decodes by byte order mark, by the XML declaration, or as UTF-8.
fn decode(bytes: &[u8]) -> Result<String, Fault> {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, skip)) => (encoding, skip),
        None => (declared(bytes)?, 0),
    };
    let (text, wrong) = encoding.decode_without_bom_handling(&bytes[skip..]);
    if wrong {
        let upto = text.find('\u{fffd}').map_or("", |at| &text[..at]);
        let line = 1 + upto.matches('\n').count() as u32;
        return Err((line, SrxFault::Encoding { encoding: encoding.name() }));
    }
    // As XML has it: a line ends with one character.
    Ok(text.replace("\r\n", "\n"))
}

fn declared(bytes: &[u8]) -> Result<&'static Encoding, Fault> {
    match bytes {
        [b'<', 0, b'?', 0, ..] => return Ok(encoding_rs::UTF_16LE),
        [0, b'<', 0, b'?', ..] => return Ok(encoding_rs::UTF_16BE),
        _ => {}
    }
    // Bytes; a declaration is shorter.
    const LONGEST: usize = 200;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
    let Some(declaration) =
        head.trim_start().strip_prefix("<?xml").and_then(|d| d.split("?>").next())
    else {
        return Ok(UTF_8);
    };
    let Some((_, rest)) = declaration.split_once("encoding") else { return Ok(UTF_8) };
    let label = rest.trim_start().trim_start_matches('=').trim_start();
    let quote = label.chars().next().unwrap_or('"');
    let label = label.get(1..).and_then(|label| label.split(quote).next()).unwrap_or("");
    Encoding::for_label(label.as_bytes())
        .ok_or_else(|| (1, SrxFault::UnknownEncoding { label: label.to_string() }))
}
