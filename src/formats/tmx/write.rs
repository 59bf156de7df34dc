//! Writing TMX 1.4b: [`write`].
//!
//! One unit after the other, in the order given, a line an element; nothing in the file depends
//! on anything but the units and the [`ExportInfo`]. No document type is named: the DTD is known
//! to every program, and many would look for the file.

use std::io::{self, Write};

use crate::bitext::{TranslationUnit, UnitCode, Variant};
use crate::formats::exchange::{ExportInfo, WriteSummary};
use crate::formats::tmx::nodes::{Node, Nodes};
use crate::formats::tmx::seg::{Seg, escape_text, escaped_attribute, read_seg, seg_xml};
use crate::formats::tmx::unit::{attributes_of, is_utc_date, properties_of};
use crate::formats::utf8_stream::is_xml_char;

/// The language of the file's own words (the names of properties), as the DTD demands one.
const ADMIN_LANG: &str = "en-GB";
const REPLACED: &str = "control characters that XML forbids (U+FFFD stands for them)";
const DROPPED: &str = "inline codes that are no TMX (left out)";
const ALTERED: &str = "inline codes that the DTD does not know so (written in another form)";
const NO_DATE: &str = "dates that are not of the form YYYYMMDDThhmmssZ (left out)";

/// Writes a TMX file.
pub(in crate::formats) fn write(
    output: &mut impl Write,
    info: &ExportInfo,
    units: impl Iterator<Item = TranslationUnit>,
) -> io::Result<WriteSummary> {
    let mut summary = WriteSummary::default();
    output.write_all(head(info, &mut summary).as_bytes())?;
    for unit in units {
        output.write_all(tu(&unit, &mut summary).as_bytes())?;
        summary.written += 1;
    }
    output.write_all(b"  </body>\n</tmx>\n")?;
    Ok(summary)
}

fn head(info: &ExportInfo, summary: &mut WriteSummary) -> String {
    let version = if info.version.is_empty() { "unknown" } else { &info.version };
    let version = attribute(version, summary);
    let source = info.source_lang.as_ref().map_or("*all*", |lang| lang.as_str());
    let mut date = String::new();
    if is_utc_date(&info.now) {
        date = format!(" creationdate=\"{}\"", info.now);
    } else if !info.now.is_empty() {
        summary.lose(NO_DATE, 1);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  \
         <header creationtool=\"kladka\" creationtoolversion=\"{version}\" segtype=\"sentence\" \
         o-tmf=\"kladka\" adminlang=\"{ADMIN_LANG}\" srclang=\"{source}\" \
         datatype=\"plaintext\"{date}/>\n  <body>\n"
    )
}

fn tu(unit: &TranslationUnit, summary: &mut WriteSummary) -> String {
    let mut xml = "    <tu".to_string();
    for (name, value) in attributes_of(unit) {
        xml.push_str(&format!(" {name}=\"{}\"", attribute(value, summary)));
    }
    xml.push_str(">\n");
    for note in &unit.notes {
        xml.push_str(&format!("      <note>{}</note>\n", text(note, summary)));
    }
    for (kind, value) in properties_of(unit) {
        let (kind, value) = (attribute(&kind, summary), text(&value, summary));
        xml.push_str(&format!("      <prop type=\"{kind}\">{value}</prop>\n"));
    }
    for variant in unit.variants() {
        tuv(variant, &mut xml, summary);
    }
    xml.push_str("    </tu>\n");
    xml
}

fn tuv(variant: &Variant, xml: &mut String, summary: &mut WriteSummary) {
    xml.push_str(&format!("      <tuv xml:lang=\"{}\"", variant.lang));
    for (name, date) in [("creationdate", &variant.created), ("changedate", &variant.changed)] {
        match date {
            Some(date) if is_utc_date(date) => xml.push_str(&format!(" {name}=\"{date}\"")),
            Some(_) => summary.lose(NO_DATE, 1),
            None => {}
        }
    }
    for (name, who) in [("creationid", &variant.created_by), ("changeid", &variant.changed_by)] {
        if let Some(who) = who {
            xml.push_str(&format!(" {name}=\"{}\"", attribute(who, summary)));
        }
    }
    let seg = seg(variant, summary);
    xml.push_str(&format!("><seg>{seg}</seg></tuv>\n"));
}

/// The inside of a `seg`. Codes may come from anywhere: they are written only when reading the
/// result gives the same text.
fn seg(variant: &Variant, summary: &mut WriteSummary) -> String {
    if variant.codes.is_empty() {
        return text(&variant.text, summary);
    }
    let clean = allowed(&variant.text, summary);
    let codes: Vec<UnitCode> = variant
        .codes
        .iter()
        .map(|code| UnitCode {
            at: moved(&variant.text, code.at),
            xml: allowed(&code.xml, summary),
        })
        .collect();
    let xml = seg_xml(&clean, &codes);
    match read_back(&xml) {
        Some(seg) if seg.text == clean && seg.codes == codes => xml,
        Some(seg) if seg.text == clean && !seg.codes.is_empty() => {
            summary.lose(ALTERED, codes.len());
            seg_xml(&seg.text, &seg.codes)
        }
        _ => {
            summary.lose(DROPPED, codes.len());
            seg_xml(&clean, &[])
        }
    }
}

fn read_back(xml: &str) -> Option<Seg> {
    let xml = format!("<seg>{xml}</seg>");
    let mut nodes = Nodes::new("", xml.as_bytes()).ok()?;
    match nodes.next().ok()? {
        Node::Open(_) => {}
        _ => return None,
    }
    let seg = read_seg(&mut nodes).ok()?;
    let is_all = nodes.next().ok()? == Node::End;
    (is_all && seg.entity.is_none()).then_some(seg)
}

fn text(text: &str, summary: &mut WriteSummary) -> String {
    let mut xml = String::with_capacity(text.len());
    escape_text(&allowed(text, summary), &mut xml);
    xml
}

fn attribute(value: &str, summary: &mut WriteSummary) -> String {
    escaped_attribute(&allowed(value, summary))
}

/// Where an offset into a text stands once [`allowed`] has been through it.
fn moved(text: &str, at: usize) -> usize {
    let grown = |c: char| '\u{fffd}'.len_utf8() - c.len_utf8();
    let before = text.char_indices().take_while(|&(i, _)| i < at);
    at + before.filter(|&(_, c)| !is_xml_char(c)).map(|(_, c)| grown(c)).sum::<usize>()
}

/// Puts U+FFFD for what XML forbids.
fn allowed(text: &str, summary: &mut WriteSummary) -> String {
    let forbidden = text.chars().filter(|&c| !is_xml_char(c)).count();
    summary.lose(REPLACED, forbidden);
    if forbidden == 0 {
        return text.to_string();
    }
    text.chars().map(|c| if is_xml_char(c) { c } else { '\u{fffd}' }).collect()
}
