//! Reading TMX: [`read`] hands over one unit after the other.

use std::io::BufRead;
use std::ops::ControlFlow;

use crate::bitext::{TranslationUnit, Variant};
use crate::formats::exchange::{FormatError, ReadSummary};
use crate::formats::strictness::{Place, Strictness};
use crate::formats::tmx::nodes::{Attribute, Node, Nodes, Tag};
use crate::formats::tmx::seg::{Seg, read_seg};
use crate::formats::tmx::unit::{assemble, utc_date};
use crate::text::Lang;

/// Bytes of one unit in the file: all its variants, properties and notes.
const MOST_UNIT: u64 = 8 << 20;

/// Reads a TMX file.
pub(in crate::formats) fn read(
    name: &str,
    input: impl BufRead,
    strictness: Strictness,
    each: &mut dyn FnMut(TranslationUnit) -> ControlFlow<()>,
) -> Result<ReadSummary, FormatError> {
    let mut nodes = Nodes::new(name, input)?;
    expect_root(name, &mut nodes)?;
    let mut reading =
        Reading { name, nodes, strictness, summary: ReadSummary::default(), header_lang: None };
    while let Some(raw) = reading.next_unit()? {
        let Some(unit) = reading.unit_of(raw)? else { continue };
        reading.summary.read += 1;
        if each(unit).is_break() {
            reading.summary.stopped = true;
            break;
        }
    }
    reading.summary.replaced = reading.nodes.replaced;
    Ok(reading.summary)
}

/// Reads up to the root element, which must be `tmx`.
fn expect_root<R: BufRead>(name: &str, nodes: &mut Nodes<R>) -> Result<(), FormatError> {
    let other = |found: String| FormatError::Other {
        name: name.to_string(),
        format: "TMX",
        found,
        expected: "XML with the root element <tmx>",
    };
    loop {
        let node = match nodes.next() {
            Ok(node) => node,
            // Before the root nothing can break off that was ever TMX.
            Err(FormatError::BreaksOff { why, .. }) => return Err(other(why)),
            Err(error) => return Err(error),
        };
        match node {
            Node::Open(tag) if tag.name == "tmx" => return Ok(()),
            Node::Open(tag) => return Err(other(format!("its root element is <{}>", tag.name))),
            Node::Text(text) if text.trim().is_empty() => {}
            Node::Text(text) => {
                let begin: String = text.trim().chars().take(20).collect();
                return Err(other(format!("it begins with {begin:?}")));
            }
            Node::Entity(_) | Node::Close => {}
            Node::End => return Err(other("it has no element".to_string())),
        }
    }
}

/// A `tu` as it stands in the file.
struct RawUnit {
    at: Place,
    attributes: Vec<Attribute>,
    properties: Vec<(String, String)>,
    notes: Vec<String>,
    variants: Vec<RawVariant>,
    /// Whether bytes of it were no text.
    undecodable: bool,
}

struct RawVariant {
    attributes: Vec<Attribute>,
    seg: Seg,
}

struct Reading<'n, R> {
    name: &'n str,
    nodes: Nodes<R>,
    strictness: Strictness,
    summary: ReadSummary,
    header_lang: Option<Lang>,
}

impl<R: BufRead> Reading<'_, R> {
    fn skip(&mut self, at: Place, why: String) -> Result<(), FormatError> {
        self.summary.skip(self.name, at, why, self.strictness)
    }

    /// Reads up to the end of the next `tu`; `None` at the end of the file.
    fn next_unit(&mut self) -> Result<Option<RawUnit>, FormatError> {
        loop {
            match self.nodes.next()? {
                Node::Open(tag) if tag.name == "tu" => return self.unit(tag).map(Some),
                Node::Open(tag) if tag.name == "header" => {
                    self.header_lang = tag.attribute("srclang").and_then(|l| Lang::new(l).ok());
                    self.nodes.skip_element()?;
                }
                Node::Open(tag) if tag.name == "body" => {}
                Node::Open(_) => self.nodes.skip_element()?,
                Node::Close | Node::Text(_) | Node::Entity(_) => {}
                Node::End => return Ok(None),
            }
        }
    }

    fn unit(&mut self, tag: Tag) -> Result<RawUnit, FormatError> {
        self.nodes.unit += 1;
        let start = self.nodes.position();
        let at = self.nodes.place();
        // What was damaged before the unit hurts no unit.
        self.take_damage()?;
        let outside = self.nodes.depth() - 1;
        let mut raw = RawUnit {
            at,
            attributes: tag.attributes,
            properties: Vec::new(),
            notes: Vec::new(),
            variants: Vec::new(),
            undecodable: false,
        };
        while self.nodes.depth() > outside {
            match self.nodes.next()? {
                Node::Open(tag) if tag.name == "tuv" => self.variant(tag, &mut raw)?,
                Node::Open(tag) => self.about(tag, &mut raw)?,
                Node::Close | Node::Text(_) | Node::Entity(_) => {}
                Node::End => break,
            }
            if self.nodes.position() - start > MOST_UNIT {
                return Err(self
                    .nodes
                    .broken(format!("a unit of more than {} MiB", MOST_UNIT >> 20)));
            }
        }
        raw.undecodable = self.take_damage()?;
        Ok(raw)
    }

    /// Reads a `prop` or `note`; any other element is read over.
    fn about(&mut self, tag: Tag, raw: &mut RawUnit) -> Result<(), FormatError> {
        match tag.name.as_str() {
            "prop" => {
                let kind = tag.attribute("type").unwrap_or_default().to_string();
                let value = self.nodes.text_of_element()?;
                raw.properties.push((kind, value));
            }
            "note" => {
                let note = self.nodes.text_of_element()?;
                raw.notes.push(note);
            }
            _ => self.nodes.skip_element()?,
        }
        Ok(())
    }

    fn variant(&mut self, tag: Tag, raw: &mut RawUnit) -> Result<(), FormatError> {
        let outside = self.nodes.depth() - 1;
        let mut seg = None;
        while self.nodes.depth() > outside {
            match self.nodes.next()? {
                Node::Open(inner) if inner.name == "seg" && seg.is_none() => {
                    seg = Some(read_seg(&mut self.nodes)?);
                }
                Node::Open(inner) => self.about(inner, raw)?,
                Node::Close | Node::Text(_) | Node::Entity(_) => {}
                Node::End => break,
            }
        }
        let seg = seg.unwrap_or_default();
        raw.variants.push(RawVariant { attributes: tag.attributes, seg });
        Ok(())
    }

    /// Takes note of the replaced characters up to here; says whether bytes were no text.
    fn take_damage(&mut self) -> Result<bool, FormatError> {
        let mut undecodable = false;
        while let Some(damage) = self.nodes.next_damage() {
            undecodable |= damage.undecodable;
            if self.strictness == Strictness::Strict {
                let at = Place { line: damage.line, unit: self.nodes.unit };
                let why = if damage.undecodable {
                    format!("bytes that are no {}", self.nodes.encoding())
                } else {
                    "a control character that XML forbids".to_string()
                };
                self.skip(at, why)?;
            }
        }
        Ok(undecodable)
    }

    /// Makes a unit of what stood in a `tu`; `None` when it had to be left out.
    fn unit_of(&mut self, raw: RawUnit) -> Result<Option<TranslationUnit>, FormatError> {
        if raw.undecodable {
            let encoding = self.nodes.encoding();
            let why = format!("bytes that are no {encoding}: the file may name the wrong encoding");
            self.skip(raw.at, why)?;
            return Ok(None);
        }
        let source_lang = lang_attribute(&raw.attributes, &["srclang"]).and_then(Result::ok);
        let source_lang = source_lang.or_else(|| self.header_lang.clone());
        let mut variants = Vec::with_capacity(raw.variants.len());
        let mut left_out = Vec::new();
        for (nth, variant) in raw.variants.into_iter().enumerate() {
            let given = lang_attribute(&variant.attributes, &["xml:lang", "lang"]);
            // A first variant without a language is in the source language.
            let given = given.or_else(|| source_lang.clone().filter(|_| nth == 0).map(Ok));
            match (given, variant.seg.entity.clone()) {
                (None, _) => left_out.push("a variant names no language".to_string()),
                (Some(Err(bad)), _) => left_out.push(bad.to_string()),
                (Some(Ok(lang)), Some(entity)) => {
                    left_out.push(format!("the {lang} side: &{entity}; is not expanded"));
                }
                (Some(Ok(lang)), None) if variant.seg.text.trim().is_empty() => {
                    left_out.push(format!("the {lang} side is empty"));
                }
                (Some(Ok(lang)), None) => {
                    variants.push(made(lang, variant.seg, &variant.attributes, &raw.attributes));
                }
            }
        }
        let mut unit = match TranslationUnit::new(variants) {
            Ok(unit) => unit,
            Err(why) => {
                let why = if left_out.is_empty() { why.to_string() } else { left_out.join("; ") };
                self.skip(raw.at, why)?;
                return Ok(None);
            }
        };
        for why in left_out {
            self.skip(raw.at, format!("{why}; the unit's other texts are kept"))?;
        }
        unit.notes = raw.notes;
        assemble(&mut unit, &raw.attributes, raw.properties, self.name, raw.at.unit);
        Ok(Some(unit))
    }
}

/// A variant; what its `tuv` does not say of dates and people the `tu` may say for it.
fn made(lang: Lang, seg: Seg, own: &[Attribute], of_unit: &[Attribute]) -> Variant {
    let said = |name: &str| {
        let find = |list: &[Attribute]| {
            list.iter().find(|(n, _)| n == name).map(|(_, value)| value.to_string())
        };
        find(own).or_else(|| find(of_unit))
    };
    let mut variant = Variant::new(lang, seg.text);
    variant.codes = seg.codes;
    variant.created = said("creationdate").and_then(|date| utc_date(&date));
    variant.changed = said("changedate").and_then(|date| utc_date(&date));
    variant.created_by = said("creationid");
    variant.changed_by = said("changeid");
    variant
}

/// The language of the first of these attributes that is there; `*all*` names none.
fn lang_attribute(
    attributes: &[Attribute],
    names: &[&str],
) -> Option<Result<Lang, crate::text::LangError>> {
    let find = |name: &&str| attributes.iter().find(|(n, _)| n == *name);
    let (_, value) = names.iter().find_map(find)?;
    let value = value.trim();
    if value.is_empty() || value.eq_ignore_ascii_case("*all*") {
        None
    } else {
        Some(Lang::new(value))
    }
}
