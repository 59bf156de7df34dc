//! Writing terms as tables: TSV and CSV, UTX, glossaries of OmegaT.

use crate::bitext::{Term, TermStatus};
use crate::formats::columns::language_name;
use crate::formats::exchange::{ExportInfo, WriteSummary};
use crate::formats::termbase::table::is_remark;
use crate::formats::termbase::{TermFormat, csv};
use crate::text::Lang;

const BREAKS: &str = "tabs and line breaks (became spaces)";
const BARS: &str = "\"|\" in a name (became \"/\")";
const REMARKS: &str = "names that begin as a remark does (the \"#\" is left out)";
const OTHERS: &str = "entries in other languages than the first (left out)";
const FORBIDDEN: &str = "forbidden entries (left out)";
const LINES: &str = "synonyms in one entry (a line each)";

/// The line with which OmegaT begins a glossary of its own.
pub(super) const OMEGAT: &str = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n";

/// A column's name, and what an entry says there.
type Part = (&'static str, fn(&Term) -> String);

/// The columns of a table besides its languages, with what an entry has to say in each.
const PARTS: [Part; 7] = [
    ("status", |term| term.status.name().to_string()),
    ("domain", |term| term.domain.clone().unwrap_or_default()),
    ("note", |term| term.note.clone().unwrap_or_default()),
    ("source", |term| term.reference.clone().unwrap_or_default()),
    ("pos", |term| term.usage.part_of_speech.clone().unwrap_or_default()),
    ("except", |term| term.usage.except.join("|")),
    ("flags", flags),
];

/// The flags of an entry as a table has them.
pub(super) fn flags(term: &Term) -> String {
    let all = [("case", term.usage.case_sensitive), ("fixed", term.usage.fixed_form)];
    all.iter().filter(|(_, on)| *on).map(|(flag, _)| *flag).collect::<Vec<_>>().join(",")
}

/// Writes TSV or CSV; columns that no entry fills are left out, the status apart.
pub(super) fn table(terms: &[Term], format: TermFormat, summary: &mut WriteSummary) -> String {
    let parting = if format == TermFormat::Csv { ',' } else { '\t' };
    let (source_lang, targets, terms) = of_one_source(terms, summary);
    let langs = std::iter::once(&source_lang).chain(&targets);
    let parts: Vec<_> = PARTS
        .iter()
        .filter(|(name, part)| *name == "status" || terms.iter().any(|term| !part(term).is_empty()))
        .collect();
    let mut text = String::new();
    let head = langs.map(language_name).chain(parts.iter().map(|(name, _)| name.to_string()));
    push_row(&mut text, head.collect(), parting, summary);
    for term in terms {
        let mut cells = vec![names(&term.source, summary)];
        if parting == '\t' && is_remark(&cells[0]) {
            summary.lose(REMARKS, 1);
            cells[0] = cells[0].trim_start_matches(['#', ' ']).to_string();
        }
        for lang in &targets {
            let is_own = *lang == term.target_lang;
            cells.push(if is_own { names(&term.target, summary) } else { String::new() });
        }
        cells.extend(parts.iter().map(|(_, part)| part(term)));
        push_row(&mut text, cells, parting, summary);
        summary.written += 1;
    }
    text
}

/// Writes UTX 1.11: one pair of languages, a status, a part of speech, a remark.
pub(super) fn utx(terms: &[Term], info: &ExportInfo, summary: &mut WriteSummary) -> String {
    let (source_lang, target_lang, terms) = of_one_pair(terms, summary);
    let mut text = format!("#UTX 1.11; {source_lang}/{target_lang}");
    if let Some(date) = utx_date(&info.now) {
        text.push_str(&format!("; {date}"));
    }
    text.push_str("\n#src\ttgt\tsrc:pos\tterm status\tdomain\tcomment\n");
    for term in terms {
        if term.status == TermStatus::Preferred {
            summary.lose("status preferred (became approved)", 1);
        }
        summary.lose("sources of entries", usize::from(term.reference.is_some()));
        lose_usage(term, summary);
        let mut source = names(&term.source, summary);
        if source.starts_with('#') {
            summary.lose(REMARKS, 1);
            source = source.trim_start_matches(['#', ' ']).to_string();
        }
        let cells = vec![
            source,
            names(&term.target, summary),
            term.usage.part_of_speech.clone().unwrap_or_default(),
            utx_status(term.status).to_string(),
            term.domain.clone().unwrap_or_default(),
            term.note.clone().unwrap_or_default(),
        ];
        push_row(&mut text, cells, '\t', summary);
        summary.written += 1;
    }
    text
}

/// Returns a status in UTX's own word.
pub(super) fn utx_status(status: TermStatus) -> &'static str {
    match status {
        TermStatus::Preferred | TermStatus::Approved => "approved",
        TermStatus::Admitted => "non-standard",
        TermStatus::Proposed => "provisional",
        TermStatus::Forbidden => "forbidden",
    }
}

/// `20261129T090000Z` as UTX writes it.
fn utx_date(now: &str) -> Option<String> {
    let (day, time) = (now.get(..8)?, now.get(9..15)?);
    let dashed = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    Some(format!("{dashed}T{}:{}:{}Z", &time[..2], &time[2..4], &time[4..]))
}

/// Writes a glossary of OmegaT: source, target, comment; a line for each pair of names. What is
/// forbidden is left out, since OmegaT would offer it.
pub(super) fn omegat(terms: &[Term], summary: &mut WriteSummary) -> String {
    let (_, _, terms) = of_one_pair(terms, summary);
    let mut text = OMEGAT.to_string();
    for term in terms {
        if term.status == TermStatus::Forbidden {
            summary.lose(FORBIDDEN, 1);
            continue;
        }
        summary.lose("statuses", usize::from(term.status != TermStatus::Approved));
        summary.lose("domains", usize::from(term.domain.is_some()));
        summary.lose("sources of entries", usize::from(term.reference.is_some()));
        let part = term.usage.part_of_speech.is_some();
        summary.lose("parts of speech", usize::from(part));
        lose_usage(term, summary);
        summary.lose(LINES, usize::from(term.source.len() * term.target.len() > 1));
        for source in &term.source {
            for target in &term.target {
                let mut source = source.clone();
                if source.starts_with('#') {
                    summary.lose(REMARKS, 1);
                    source = source.trim_start_matches(['#', ' ']).to_string();
                }
                for name in [&source, target] {
                    // A reader of ours would take the bar for a synonym's.
                    summary.lose(BARS, usize::from(name.contains('|')));
                }
                let bar = |name: &str| name.replace('|', "/");
                let mut cells = vec![bar(&source), bar(target)];
                cells.extend(term.note.clone());
                push_row(&mut text, cells, '\t', summary);
            }
        }
        summary.written += 1;
    }
    text
}

fn lose_usage(term: &Term, summary: &mut WriteSummary) {
    summary.lose("exceptions", term.usage.except.len());
    let flags = [term.usage.case_sensitive, term.usage.fixed_form];
    summary.lose("flags", flags.into_iter().filter(|flag| *flag).count());
}

/// The names of one side as a cell.
fn names(names: &[String], summary: &mut WriteSummary) -> String {
    let bars = names.iter().filter(|name| name.contains('|')).count();
    summary.lose(BARS, bars);
    names.iter().map(|name| name.replace('|', "/")).collect::<Vec<_>>().join("|")
}

fn push_row(text: &mut String, cells: Vec<String>, parting: char, summary: &mut WriteSummary) {
    let breaks = |c: char| c == '\t' || c == '\n' || c == '\r';
    let cells: Vec<String> = cells
        .into_iter()
        .map(|cell| {
            if parting == '\t' && cell.contains(breaks) {
                summary.lose(BREAKS, 1);
                return cell.replace(breaks, " ");
            }
            csv::quoted(&cell, parting)
        })
        .collect();
    text.push_str(&cells.join(&parting.to_string()));
    text.push('\n');
}

/// Languages of a file without entries.
fn no_languages() -> (Lang, Lang) {
    let lang = |tag: &str| Lang::new(tag).expect("a well-formed tag");
    (lang("mul"), lang("und"))
}

/// The entries whose source is that of the first, their source, and their targets.
fn of_one_source<'t>(
    terms: &'t [Term],
    summary: &mut WriteSummary,
) -> (Lang, Vec<Lang>, Vec<&'t Term>) {
    let Some(first) = terms.first() else {
        let (source, target) = no_languages();
        return (source, vec![target], Vec::new());
    };
    let (own, others): (Vec<&Term>, Vec<&Term>) = terms.iter().partition(|term| {
        term.source_lang == first.source_lang && term.target_lang != first.source_lang
    });
    summary.lose(OTHERS, others.len());
    let mut targets: Vec<Lang> = Vec::new();
    for term in &own {
        if !targets.contains(&term.target_lang) {
            targets.push(term.target_lang.clone());
        }
    }
    if targets.is_empty() {
        targets.push(no_languages().1);
    }
    (first.source_lang.clone(), targets, own)
}

/// The entries whose languages are those of the first.
fn of_one_pair<'t>(terms: &'t [Term], summary: &mut WriteSummary) -> (Lang, Lang, Vec<&'t Term>) {
    let Some(first) = terms.first() else {
        let (source, target) = no_languages();
        return (source, target, Vec::new());
    };
    let (source, target) = (&first.source_lang, &first.target_lang);
    let (own, others): (Vec<&Term>, Vec<&Term>) =
        terms.iter().partition(|term| term.source_lang == *source && term.target_lang == *target);
    summary.lose(OTHERS, others.len());
    (source.clone(), target.clone(), own)
}
