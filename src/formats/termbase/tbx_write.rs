//! Writing TBX-Basic of version 3 (ISO 30042:2019), with categories as attributes (DCA), which
//! most programs take in.
//!
//! An entry is a concept of two languages. Of a preferred entry the first name of each side is
//! preferred; of a forbidden one the target names are deprecated.

use crate::bitext::{Term, TermStatus};
use crate::formats::exchange::WriteSummary;
use crate::formats::tmx::seg::{escape_text, escaped_attribute};
use crate::formats::utf8_stream::is_xml_char;
use crate::text::Lang;

const REPLACED: &str = "control characters that XML forbids (U+FFFD stands for them)";
const SPACES: &str = "line breaks and runs of spaces (became a space)";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n  \
    <tbxHeader>\n    <fileDesc>\n      <sourceDesc>\n        <p>A glossary written by Kładka.</p>\n      \
    </sourceDesc>\n    </fileDesc>\n  </tbxHeader>\n  <text>\n    <body>\n";
const FOOT: &str = "    </body>\n  </text>\n</tbx>\n";

/// Writes entries.
pub(super) fn tbx(terms: &[Term], summary: &mut WriteSummary) -> String {
    let mut xml = HEAD.to_string();
    for (number, term) in (1..).zip(terms) {
        concept(number, term, &mut xml, summary);
        summary.written += 1;
    }
    xml.push_str(FOOT);
    xml
}

fn concept(number: usize, term: &Term, xml: &mut String, summary: &mut WriteSummary) {
    summary.lose("status proposed", usize::from(term.status == TermStatus::Proposed));
    summary.lose("exceptions", term.usage.except.len());
    let flags = [term.usage.case_sensitive, term.usage.fixed_form];
    summary.lose("flags", flags.into_iter().filter(|flag| *flag).count());
    xml.push_str(&format!("      <conceptEntry id=\"c{number}\">\n"));
    let mut say = |open: &str, close: &str, what: &Option<String>| {
        if let Some(what) = what {
            let what = text(what, summary);
            xml.push_str(&format!("        <{open}>{what}</{close}>\n"));
        }
    };
    say("descrip type=\"subjectField\"", "descrip", &term.domain);
    say("admin type=\"source\"", "admin", &term.reference);
    say("note", "note", &term.note);
    for (lang, names, in_target) in
        [(&term.source_lang, &term.source, false), (&term.target_lang, &term.target, true)]
    {
        section(lang, names, in_target, term, xml, summary);
    }
    xml.push_str("      </conceptEntry>\n");
}

fn section(
    lang: &Lang,
    names: &[String],
    in_target: bool,
    term: &Term,
    xml: &mut String,
    summary: &mut WriteSummary,
) {
    xml.push_str(&format!("        <langSec xml:lang=\"{lang}\">\n"));
    for (nth, name) in names.iter().enumerate() {
        let name = text(name, summary);
        xml.push_str(&format!("          <termSec>\n            <term>{name}</term>\n"));
        if let Some(part) = &term.usage.part_of_speech {
            note("partOfSpeech", &text(part, summary), xml);
        }
        let status = match term.status {
            TermStatus::Preferred if nth == 0 => "preferredTerm-admn-sts",
            TermStatus::Admitted => "admittedTerm-admn-sts",
            TermStatus::Forbidden if in_target => "deprecatedTerm-admn-sts",
            TermStatus::Preferred
            | TermStatus::Approved
            | TermStatus::Proposed
            | TermStatus::Forbidden => "",
        };
        if !status.is_empty() {
            note("administrativeStatus", status, xml);
        }
        xml.push_str("          </termSec>\n");
    }
    xml.push_str("        </langSec>\n");
}

fn note(kind: &str, what: &str, xml: &mut String) {
    let kind = escaped_attribute(kind);
    xml.push_str(&format!("            <termNote type=\"{kind}\">{what}</termNote>\n"));
}

/// A text as XML holds it: a reader of TBX takes any white space for a space.
fn text(given: &str, summary: &mut WriteSummary) -> String {
    let joined = given.split_whitespace().collect::<Vec<_>>().join(" ");
    summary.lose(SPACES, usize::from(joined != given));
    let strange = joined.chars().filter(|&c| !is_xml_char(c)).count();
    summary.lose(REPLACED, strange);
    let allowed = |c: char| if is_xml_char(c) { c } else { char::REPLACEMENT_CHARACTER };
    let mut xml = String::with_capacity(joined.len());
    escape_text(&joined.chars().map(allowed).collect::<String>(), &mut xml);
    xml
}
