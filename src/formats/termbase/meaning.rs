//! What the columns of a table of terms hold ([`Meaning`]), and the entries of a row.

use crate::bitext::{Term, TermStatus, TermUsage};
use crate::formats::columns::{Column, columns};
use crate::text::Lang;

/// What a column of a term base holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Language(Lang),
    Status,
    Domain,
    Note,
    Reference,
    PartOfSpeech,
    Except,
    Flags,
    Nothing,
}

/// Says what the columns of a table hold, by their names.
pub(super) fn meanings(names: &[String]) -> Vec<Meaning> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    columns(&names).iter().zip(&names).map(meaning).collect()
}

fn meaning((column, name): (&Column, &&str)) -> Meaning {
    match (column, name.trim().to_lowercase().as_str()) {
        (Column::Language(lang), _) => Meaning::Language(lang.clone()),
        (_, "status") => Meaning::Status,
        (_, "domain" | "subject") => Meaning::Domain,
        (_, "note" | "notes" | "comment") => Meaning::Note,
        (_, "source" | "reference") => Meaning::Reference,
        (_, "pos" | "part of speech") => Meaning::PartOfSpeech,
        (_, "except") => Meaning::Except,
        (_, "flags") => Meaning::Flags,
        _ => Meaning::Nothing,
    }
}

/// Says what a column of UTX holds.
pub(super) fn utx_meaning(name: &str, (source, target): &(Lang, Lang)) -> Meaning {
    match name.trim() {
        "src" => Meaning::Language(source.clone()),
        "tgt" => Meaning::Language(target.clone()),
        "src:pos" => Meaning::PartOfSpeech,
        "term status" => Meaning::Status,
        "domain" => Meaning::Domain,
        "comment" | "note" => Meaning::Note,
        _ => Meaning::Nothing,
    }
}

/// Says whether columns name two languages.
pub(super) fn has_two_languages(columns: &[Meaning]) -> bool {
    columns.iter().filter(|c| matches!(c, Meaning::Language(_))).count() >= 2
}

/// A status as this format or UTX names it.
pub(super) fn status_of(cell: &str) -> Option<TermStatus> {
    match cell.to_lowercase().as_str() {
        "provisional" => Some(TermStatus::Proposed),
        "non-standard" => Some(TermStatus::Admitted),
        "rejected" => Some(TermStatus::Forbidden),
        name => TermStatus::from_name(name),
    }
}

/// Makes entries of a row: one for the first language with each further one.
pub(super) fn entries(columns: &[Meaning], cells: &[String]) -> Result<Vec<Term>, String> {
    let mut names: Vec<(&Lang, Vec<String>)> = Vec::new();
    let (mut status, mut domain, mut note, mut reference) =
        (TermStatus::default(), None, None, None);
    let mut usage = TermUsage::default();
    let cells = cells.iter().map(|cell| cell.trim()).chain(std::iter::repeat(""));
    for (column, cell) in columns.iter().zip(cells) {
        let given = || Some(cell.to_string()).filter(|cell| !cell.is_empty());
        match column {
            Meaning::Language(lang) => names.push((lang, synonyms(cell))),
            Meaning::Status if cell.is_empty() => {}
            Meaning::Status => {
                status = status_of(cell).ok_or_else(|| {
                    let all = TermStatus::ALL.map(TermStatus::name).join(", ");
                    format!("\"{cell}\" is no status; expected one of {all}")
                })?;
            }
            Meaning::Domain => domain = given(),
            Meaning::Note => note = given(),
            Meaning::Reference => reference = given(),
            Meaning::PartOfSpeech => usage.part_of_speech = given(),
            Meaning::Except => usage.except = synonyms(cell),
            Meaning::Flags => flags(cell, &mut usage)?,
            Meaning::Nothing => {}
        }
    }
    let empty = names.iter().find(|(_, names)| names.is_empty());
    // A third language may be silent; the pair may not.
    if let (Some((lang, _)), true) = (empty, names.len() == 2 || names[0].1.is_empty()) {
        return Err(format!("no {lang} term"));
    }
    let (source_lang, source) = names[0].clone();
    let others = names[1..].iter().filter(|(_, names)| !names.is_empty());
    let terms: Vec<Term> = others
        .map(|(target_lang, target)| Term {
            source: source.clone(),
            target: target.clone(),
            source_lang: source_lang.clone(),
            target_lang: (*target_lang).clone(),
            status,
            domain: domain.clone(),
            note: note.clone(),
            reference: reference.clone(),
            usage: usage.clone(),
        })
        .collect();
    if terms.is_empty() {
        return Err("a term in one language only".to_string());
    }
    Ok(terms)
}

fn flags(cell: &str, usage: &mut TermUsage) -> Result<(), String> {
    for flag in cell.split([',', ' ']).filter(|flag| !flag.is_empty()) {
        match flag.to_lowercase().as_str() {
            "case" => usage.case_sensitive = true,
            "fixed" => usage.fixed_form = true,
            _ => return Err(format!("\"{flag}\" is no flag; expected case or fixed")),
        }
    }
    Ok(())
}

/// Returns the names in a cell, each once.
pub(super) fn synonyms(cell: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in cell.split('|').map(str::trim).filter(|name| !name.is_empty()) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_string());
        }
    }
    names
}
