//! XCES `cesAlign`, as OPUS and InterText write it: `<link xtargets="1 2;1" certainty=".9"/>`.
//!
//! Sentences are named by the ids they have in texts that are not at hand. Ids that are plain
//! numbers (`12`, `s12`) count from 1. Others (`p3.s1`, `2:4`) are taken in the order in which
//! they come: such files name every sentence, in order.
//!
//! OPUS keeps all pairs of texts of two languages in one file, a `linkGrp` each with the names of
//! its documents: the one that is asked for is taken, from either side.

use std::collections::HashMap;
use std::io::{self, Write};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{BeadInfo, NumberedBead, ReadBeads};

/// A link as written: its line, the ids of both sides, how sure it is.
struct Link {
    line: usize,
    ids: [Vec<String>; 2],
    confidence: Option<f64>,
}

/// A pair of texts and its links.
struct Group {
    line: usize,
    /// What its documents are called, where it says so.
    docs: [String; 2],
    links: Vec<Link>,
}

pub(super) fn read(
    text: &str,
    sizes: Option<(usize, usize)>,
    of: Option<[(&str, &str); 2]>,
) -> ReadBeads {
    let links = chosen(groups(text)?, of)?;
    let numbers = [
        numbers(&links, 0, sizes.map(|sizes| sizes.0))?,
        numbers(&links, 1, sizes.map(|sizes| sizes.1))?,
    ];
    let number =
        |side: usize, link: &Link| link.ids[side].iter().map(|id| numbers[side][id]).collect();
    let beads = links.iter().map(|link| {
        let (source, target) = (number(0, link), number(1, link));
        (link.line, NumberedBead { source, target, confidence: link.confidence })
    });
    Ok(beads.filter(|(_, bead)| bead.source.len() + bead.target.len() > 0).collect())
}

/// Pairs of texts that are named when the one asked for is not there.
const NAMED: usize = 3;

/// The links of the pair that is asked for; of the only one, whatever it is called.
fn chosen(
    mut groups: Vec<Group>,
    of: Option<[(&str, &str); 2]>,
) -> Result<Vec<Link>, (usize, String)> {
    if groups.len() == 1 {
        return Ok(groups.remove(0).links);
    }
    let second = groups.get(1).map_or(1, |group| group.line);
    let Some([source, target]) = of else {
        let why =
            "a second linkGrp begins here: the file holds several pairs of texts; take one out";
        return Err((second, why.into()));
    };
    let langs = [source.1, target.1];
    let (source, target) = (stem(source.0), stem(target.0));
    let is =
        |group: &Group, a: &str, b: &str| stem(&group.docs[0]) == a && stem(&group.docs[1]) == b;
    let mut found: Vec<(usize, bool)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        // Where both documents are called the same, a folder says the language: `en/1.xml.gz`.
        let says =
            |lang: &str| group.docs[0].split('/').any(|part| part.eq_ignore_ascii_case(lang));
        let turned = says(langs[1]) && !says(langs[0]);
        match (is(group, &source, &target), is(group, &target, &source)) {
            (true, true) => found.push((at, turned)),
            (true, false) => found.push((at, false)),
            (false, true) => found.push((at, true)),
            (false, false) => {}
        }
    }
    match found[..] {
        [(at, turned)] => {
            let mut links = groups.swap_remove(at).links;
            if turned {
                links.iter_mut().for_each(|link| link.ids.swap(0, 1));
            }
            Ok(links)
        }
        [] => {
            let named = groups.iter().take(NAMED).map(|group| group.docs.join(" and "));
            let named = named.collect::<Vec<_>>().join(", ");
            let why = format!(
                "the file holds {} pairs of texts, none of {source} and {target}: {named} …; \
                 name your files as its documents are named",
                groups.len()
            );
            Err((groups.first().map_or(1, |group| group.line), why))
        }
        [_, (again, _), ..] => {
            let why = format!("a second pair of {source} and {target} begins here; take one out");
            Err((groups[again].line, why))
        }
    }
}

/// The name of a document without folders and endings, in small letters: `1` of `pl/1.xml.gz`.
fn stem(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let packed = last.strip_suffix(".gz").unwrap_or(last);
    packed.rsplit_once('.').map_or(packed, |(stem, _)| stem).to_lowercase()
}

/// All pairs of texts of a file; links outside of any group are one too.
fn groups(text: &str) -> Result<Vec<Group>, (usize, String)> {
    let mut reader = Reader::from_str(text);
    let mut groups: Vec<Group> = Vec::new();
    let mut lines = Lines::of(text);
    let mut seen_root = false;
    loop {
        let before = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                return Err((lines.at(reader.error_position() as usize), error.to_string()));
            }
        };
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "cesAlign" => seen_root = true,
                "linkGrp" => {
                    let line = lines.at(before);
                    let doc = |name| attribute(&tag, name, line).map(Option::unwrap_or_default);
                    let docs = [doc("fromDoc")?, doc("toDoc")?];
                    groups.push(Group { line, docs, links: Vec::new() });
                }
                "link" => {
                    let line = lines.at(before);
                    let link = link(&tag, line)?;
                    match groups.last_mut() {
                        Some(group) => group.links.push(link),
                        None => {
                            let docs = [String::new(), String::new()];
                            groups.push(Group { line, docs, links: vec![link] });
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    match (groups.is_empty(), seen_root) {
        (true, false) => Err((1, "there is no cesAlign element in this file".into())),
        (true, true) => {
            let docs = [String::new(), String::new()];
            Ok(vec![Group { line: 1, docs, links: Vec::new() }])
        }
        (false, _) => Ok(groups),
    }
}

fn attribute(
    tag: &BytesStart<'_>,
    name: &str,
    line: usize,
) -> Result<Option<String>, (usize, String)> {
    let found = tag.try_get_attribute(name).map_err(|error| (line, error.to_string()))?;
    let text = found.map(|attribute| {
        attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map(|text| text.into_owned())
    });
    text.transpose().map_err(|error| (line, error.to_string()))
}

fn link(tag: &BytesStart<'_>, line: usize) -> Result<Link, (usize, String)> {
    let value = |name: &str| attribute(tag, name, line);
    let targets = value("xtargets")?;
    let targets = targets.ok_or((line, "this link has no xtargets".to_string()))?;
    let (source, target) = targets
        .split_once(';')
        .ok_or((line, format!("xtargets=\"{targets}\" has no semicolon between its sides")))?;
    let ids = |side: &str| side.split_whitespace().map(String::from).collect();
    let certainty = value("certainty")?.and_then(|text| text.parse::<f64>().ok());
    let confidence = certainty.filter(|c| (0.0..=1.0).contains(c));
    Ok(Link { line, ids: [ids(source), ids(target)], confidence })
}

/// Turns the ids of a side into numbers of sentences, from 0.
fn numbers(
    links: &[Link],
    side: usize,
    size: Option<usize>,
) -> Result<HashMap<String, usize>, (usize, String)> {
    let plain = |id: &str| -> Option<usize> {
        let digits = id.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(id);
        digits.parse::<usize>().ok()?.checked_sub(1)
    };
    let all = || links.iter().flat_map(|link| &link.ids[side]);
    if all().all(|id| plain(id).is_some()) {
        return Ok(all().filter_map(|id| Some((id.clone(), plain(id)?))).collect());
    }
    let mut numbers = HashMap::new();
    for id in all() {
        let next = numbers.len();
        numbers.entry(id.clone()).or_insert(next);
    }
    match size.filter(|&size| size != numbers.len()) {
        None => Ok(numbers),
        Some(size) => {
            let side = ["source", "target"][side];
            let why = format!(
                "{} {side} sentences are named here and the text has {size}: ids that are no plain \
                 numbers can be told only when every sentence is named",
                numbers.len()
            );
            Err((links.first().map_or(1, |link| link.line), why))
        }
    }
}

/// Lines of offsets that only grow.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        Lines { text, at: 0, line: 1 }
    }

    fn at(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len()).max(self.at);
        self.line += self.text.as_bytes()[self.at..offset].iter().filter(|&&b| b == b'\n').count();
        self.at = offset;
        self.line
    }
}

pub(super) fn write(
    output: &mut dyn Write,
    info: BeadInfo<'_>,
    beads: &[NumberedBead],
) -> io::Result<()> {
    let escaped = |text: &str| quick_xml::escape::escape(text).into_owned();
    writeln!(output, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(output, "<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">")?;
    writeln!(output, "<cesAlign version=\"1.0\">")?;
    let (from, to) = (escaped(info.source), escaped(info.target));
    writeln!(output, "<linkGrp targType=\"s\" fromDoc=\"{from}\" toDoc=\"{to}\">")?;
    let ids = |list: &[usize]| {
        list.iter().map(|number| (number + 1).to_string()).collect::<Vec<_>>().join(" ")
    };
    for (number, bead) in beads.iter().enumerate() {
        let targets = format!("{};{}", ids(&bead.source), ids(&bead.target));
        write!(output, "<link id=\"SL{number}\" xtargets=\"{targets}\"")?;
        if let Some(confidence) = bead.confidence {
            write!(output, " certainty=\"{confidence:.6}\"")?;
        }
        writeln!(output, " />")?;
    }
    writeln!(output, "</linkGrp>")?;
    writeln!(output, "</cesAlign>")
}
