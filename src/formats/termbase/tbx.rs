//! TBX, TermBase eXchange (ISO 30042): concepts with their terms in several languages, read from
//! version 2 (`martif`, `termEntry`) and version 3 (`tbx`, `conceptEntry`), in either style of
//! markup: categories as attributes or as elements of their own.
//!
//! A concept gives an entry for each two of its languages, in the order of the file; names that
//! are deprecated become forbidden entries beside it. What a term base says besides terms, their
//! status and part of speech, the subject, the source and notes is left aside and counted.

use std::io::BufRead;

use crate::bitext::{Term, TermStatus, TermUsage};
use crate::formats::exchange::{FormatError, ReadSummary};
use crate::formats::strictness::Strictness;
use crate::formats::termbase::TermsRead;
use crate::formats::tmx::nodes::{Node, Nodes, Tag};
use crate::text::Lang;

/// A name of a concept and how far it is approved.
type Name = (String, Option<TermStatus>);

/// A concept while it is read.
#[derive(Default)]
struct Concept {
    langs: Vec<(Lang, Vec<Name>)>,
    domain: Option<String>,
    note: Option<String>,
    reference: Option<String>,
    part_of_speech: Option<String>,
    /// What makes it unusable.
    wrong: Option<String>,
}

/// Reads the entries of a term base.
pub(super) fn read(
    name: &str,
    input: impl BufRead,
    strictness: Strictness,
) -> Result<TermsRead, FormatError> {
    let mut nodes = Nodes::new(name, input)?;
    let mut summary = ReadSummary::default();
    let (mut read, mut open) = (TermsRead::default(), Vec::<String>::new());
    let mut line = 0;
    let mut concept = Concept::default();
    loop {
        match nodes.next()? {
            Node::End => break,
            Node::Text(_) | Node::Entity(_) => {}
            Node::Open(tag) => {
                if open.is_empty() && !matches!(tag.name.as_str(), "martif" | "tbx" | "TBX") {
                    return Err(FormatError::Other {
                        name: name.to_string(),
                        format: "TBX",
                        found: format!("it begins with <{}>", tag.name),
                        expected: "<martif> or <tbx>",
                    });
                }
                match tag.name.as_str() {
                    "termEntry" | "conceptEntry" => {
                        nodes.unit += 1;
                        line = nodes.place().line;
                        concept = Concept::default();
                    }
                    "langSet" | "langSec" => concept.begin_language(&tag),
                    _ => {}
                }
                let inside = open.iter().any(|tag| is_concept(tag));
                if let Some(what) = category(&tag).filter(|_| inside && meaning(&tag).is_none()) {
                    *read.aside.entry(what.to_string()).or_default() += 1;
                }
                match meaning(&tag) {
                    Some(meaning) => concept.take(meaning, &nodes.text_of_element()?),
                    None => open.push(tag.name.to_string()),
                }
            }
            Node::Close => {
                if open.pop().as_deref().is_some_and(is_concept) {
                    match std::mem::take(&mut concept).entries() {
                        Ok(found) => {
                            read.lines.extend(std::iter::repeat_n(line, found.len()));
                            read.terms.extend(found);
                        }
                        Err(why) => summary.skip(name, nodes.place(), why, strictness)?,
                    }
                }
            }
        }
    }
    read.skipped = summary.skipped;
    Ok(read)
}

fn is_concept(tag: &str) -> bool {
    matches!(tag, "termEntry" | "conceptEntry")
}

/// What an element inside of a concept says, by its name there; `None` for those that only hold
/// others.
fn category(tag: &Tag) -> Option<&str> {
    const HOLDERS: [&str; 12] = [
        "langSet",
        "langSec",
        "tig",
        "ntig",
        "termGrp",
        "termSec",
        "termNoteGrp",
        "descripGrp",
        "adminGrp",
        "transacGrp",
        "hi",
        "foreign",
    ];
    let name = tag.name.as_str();
    (!HOLDERS.contains(&name)).then(|| tag.attribute("type").unwrap_or(name))
}

/// What the text of an element says.
#[derive(Clone, Copy)]
enum Meaning {
    Term,
    Status,
    Domain,
    Note,
    Reference,
    PartOfSpeech,
}

fn meaning(tag: &Tag) -> Option<Meaning> {
    // A category is an attribute of a general element, or an element of its own.
    let category = match tag.name.as_str() {
        "termNote" | "descrip" | "admin" => tag.attribute("type").unwrap_or_default(),
        name => name,
    };
    match category {
        "term" => Some(Meaning::Term),
        "administrativeStatus" | "normativeAuthorization" => Some(Meaning::Status),
        "subjectField" => Some(Meaning::Domain),
        "note" => Some(Meaning::Note),
        "source" => Some(Meaning::Reference),
        "partOfSpeech" => Some(Meaning::PartOfSpeech),
        _ => None,
    }
}

fn status(text: &str) -> Option<TermStatus> {
    let text = text.trim().to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    match () {
        () if begins(&["preferred"]) => Some(TermStatus::Preferred),
        () if begins(&["admitted"]) => Some(TermStatus::Admitted),
        () if begins(&["deprecated", "superseded", "obsolete", "forbidden"]) => {
            Some(TermStatus::Forbidden)
        }
        () if begins(&["proposed"]) => Some(TermStatus::Proposed),
        () => None,
    }
}

impl Concept {
    fn begin_language(&mut self, tag: &Tag) {
        let code = tag.attribute("xml:lang").or(tag.attribute("lang")).unwrap_or_default();
        match Lang::new(code) {
            Ok(lang) => self.langs.push((lang, Vec::new())),
            Err(_) => self.wrong = Some(format!("\"{code}\" is no language")),
        }
    }

    fn take(&mut self, meaning: Meaning, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        let names = self.langs.last_mut().map(|(_, names)| names);
        match (meaning, names) {
            (Meaning::Term, Some(names)) => names.push((text, None)),
            (Meaning::Status, Some(names)) => {
                if let Some(last) = names.last_mut() {
                    last.1 = status(&text);
                }
            }
            (Meaning::Domain, _) => self.domain = self.domain.take().or(Some(text)),
            (Meaning::Note, _) => self.note = self.note.take().or(Some(text)),
            (Meaning::Reference, _) => self.reference = self.reference.take().or(Some(text)),
            (Meaning::PartOfSpeech, _) => {
                self.part_of_speech = self.part_of_speech.take().or(Some(text));
            }
            (Meaning::Term | Meaning::Status, None) => {}
        }
    }

    fn entries(self) -> Result<Vec<Term>, String> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        // One language may have several sections.
        let mut langs: Vec<(Lang, Vec<Name>)> = Vec::new();
        for (lang, names) in self.langs {
            match langs.iter_mut().find(|(known, _)| *known == lang) {
                Some((_, known)) => known.extend(names),
                None => langs.push((lang, names)),
            }
        }
        langs.retain(|(_, names)| !names.is_empty());
        let mut terms = Vec::new();
        for (at, (source_lang, source)) in langs.iter().enumerate() {
            for (target_lang, target) in &langs[at + 1..] {
                let mut add = |source: Vec<String>, target: Vec<String>, status| {
                    if !source.is_empty() && !target.is_empty() {
                        terms.push(Term {
                            source,
                            target,
                            source_lang: source_lang.clone(),
                            target_lang: target_lang.clone(),
                            status,
                            domain: self.domain.clone(),
                            note: self.note.clone(),
                            reference: self.reference.clone(),
                            usage: TermUsage {
                                part_of_speech: self.part_of_speech.clone(),
                                ..TermUsage::default()
                            },
                        });
                    }
                };
                add(usable(source), usable(target), common_status(source, target));
                add(usable(source), forbidden(target), TermStatus::Forbidden);
                add(forbidden(source), usable(target), TermStatus::Forbidden);
            }
        }
        if terms.is_empty() {
            return Err("a concept with terms in one language only".to_string());
        }
        Ok(terms)
    }
}

/// The names that may be used, the preferred ones first.
fn usable(names: &[Name]) -> Vec<String> {
    let rank = |status: Option<TermStatus>| status.unwrap_or_default() as u8;
    let mut names: Vec<&Name> =
        names.iter().filter(|(_, status)| *status != Some(TermStatus::Forbidden)).collect();
    names.sort_by_key(|(_, status)| rank(*status));
    names.into_iter().map(|(name, _)| name.clone()).collect()
}

fn forbidden(names: &[Name]) -> Vec<String> {
    let forbidden = names.iter().filter(|(_, status)| *status == Some(TermStatus::Forbidden));
    forbidden.map(|(name, _)| name.clone()).collect()
}

/// The status of the best names: preferred where one is, else what both sides have at best.
fn common_status(source: &[Name], target: &[Name]) -> TermStatus {
    let best = |names: &[Name]| {
        let usable = names.iter().map(|(_, status)| status.unwrap_or_default());
        usable.filter(|status| *status != TermStatus::Forbidden).min_by_key(|s| *s as u8)
    };
    let both = [best(source), best(target)];
    if both.contains(&Some(TermStatus::Preferred)) {
        return TermStatus::Preferred;
    }
    both.into_iter().flatten().max_by_key(|status| *status as u8).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::strictness::Skipped;

    const VERSION_2: &str = r#"<?xml version="1.0"?><!DOCTYPE martif SYSTEM "x.dtd">
<martif type="TBX"><text><body><termEntry id="1"><descrip type="subjectField">law</descrip>
<langSet xml:lang="pl"><tig><term>umowa najmu</term></tig><ntig><termGrp><term>najem &amp; co</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig></langSet>
<langSet xml:lang="en"><tig><term>tenancy</term></tig><tig><term>lease agreement</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="pl"><tig><term>sam</term></tig></langSet></termEntry>
</body></text></martif>"#;
    const VERSION_3: &str = r#"<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns:basic="b">
<text><body><conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>council</term>
<basic:administrativeStatus>admittedTerm-admn-sts</basic:administrativeStatus></termSec></langSec>
<langSec xml:lang="pl"><termSec><term>rada</term></termSec></langSec>
<langSec xml:lang="de"><termSec><term>Rat</term></termSec></langSec></conceptEntry></body></text></tbx>"#;

    fn entries(text: &str) -> (Vec<Term>, Vec<Skipped>) {
        let read = read("t.tbx", text.as_bytes(), Strictness::Lenient).expect("a term base");
        (read.terms, read.skipped)
    }

    #[test]
    fn both_versions_and_styles_are_read() {
        let (terms, skipped) = entries(VERSION_2);
        assert_eq!(terms[0].target, ["lease agreement", "tenancy"]);
        assert_eq!(
            (terms[0].status, terms[0].domain.as_deref()),
            (TermStatus::Preferred, Some("law"))
        );
        assert_eq!(
            (terms[1].source[0].as_str(), terms[1].status),
            ("najem & co", TermStatus::Forbidden)
        );
        assert_eq!((terms.len(), skipped.len()), (2, 1));
        let (terms, skipped) = entries(VERSION_3);
        let pairs: Vec<_> =
            terms.iter().map(|t| (t.source[0].as_str(), t.target[0].as_str())).collect();
        assert_eq!(pairs, [("council", "rada"), ("council", "Rat"), ("rada", "Rat")]);
        assert_eq!(terms[0].status, TermStatus::Admitted);
        assert!(skipped.is_empty());
    }

    #[test]
    fn what_is_no_term_base_is_refused_in_one_line() {
        for text in ["<html><body/></html>", "<tbx><text>", "<", "<tbx"] {
            let error = read("t.tbx", text.as_bytes(), Strictness::Lenient).expect_err(text);
            assert_eq!(error.to_string().lines().count(), 1, "{error}");
        }
    }
}
