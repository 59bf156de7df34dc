//! Term bases: TBX, or a table of terms, one entry a line: cells parted by tabs (TSV) or by commas or
//! semicolons (CSV), or a UTX file.
//!
//! The first line names the columns. Two of them are languages (`pl<TAB>en`); `status`, `domain`,
//! `note`, `except` and `flags` may follow, any other column is left aside. A cell of a language holds the term and
//! its synonyms, parted by `|`, the preferred one first. `status` is one of `preferred`,
//! `approved`, `admitted`, `proposed`, `forbidden`; an entry that gives none is approved. `except` lists phrases,
//! parted by `|`, in which the words mean something else; `flags`, parted by commas or spaces, are `case`
//! (capitals count) and `fixed` (no other form counts). With
//! more than two languages every further one is paired with the first.

use std::io::BufRead;

use crate::bitext::{Term, TermStatus, TermUsage};
use crate::formats::columns::{Column, columns};
use crate::formats::exchange::{FormatError, ReadSummary};
use crate::formats::lines::Lines;
use crate::formats::strictness::{Skipped, Strictness};
use crate::formats::{csv, tbx};
use crate::text::Lang;

/// Reads the entries of a term base, in order, and what had to be left out.
///
/// # Errors
/// [`FormatError`] when the file is empty, its first line names no two languages, or reading
/// fails; with [`Strictness::Strict`] also when an entry cannot be used.
///
/// ```
/// use kladka::bitext::TermStatus;
/// use kladka::formats::{Strictness, read_terms};
/// let table = "pl\ten\tstatus\nUnia Europejska|UE\tEuropean Union|EU\tpreferred\nrada\tcouncil\n";
/// let (terms, skipped) = read_terms("t.tsv", table.as_bytes(), Strictness::Lenient)?;
/// assert_eq!(terms[0].source, ["Unia Europejska", "UE"]);
/// assert_eq!(terms[1].status, TermStatus::Approved);
/// assert!(skipped.is_empty());
/// # Ok::<(), kladka::formats::FormatError>(())
/// ```
pub fn read_terms(
    name: &str,
    input: impl BufRead,
    strictness: Strictness,
) -> Result<(Vec<Term>, Vec<Skipped>), FormatError> {
    let mut input = input;
    let failed = |source| FormatError::Read { name: name.to_string(), source };
    if begins_with_markup(input.fill_buf().map_err(failed)?) {
        return tbx::read(name, input, strictness);
    }
    let mut lines = Lines::open(name, "glossary", input)?;
    let mut summary = ReadSummary::default();
    let mut header = lines.next(&mut summary, strictness)?.unwrap_or_default();
    let utx = header.starts_with(UTX).then(|| utx_languages(&header)).flatten();
    if utx.is_some() {
        header = utx_columns(&mut lines, &mut summary, strictness)?;
    }
    let parting = if utx.is_some() { '\t' } else { csv::parting(&header) };
    let names = csv::cells(&header, parting);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let columns: Vec<Meaning> = match &utx {
        Some(langs) => names.iter().map(|name| utx_meaning(name, langs)).collect(),
        None => columns(&names).iter().zip(&names).map(meaning).collect(),
    };
    let languages = columns.iter().filter(|c| matches!(c, Meaning::Language(_))).count();
    if languages < 2 {
        return Err(FormatError::Other {
            name: name.to_string(),
            format: "glossary",
            found: format!("its first line is {:?}", header.chars().take(40).collect::<String>()),
            expected: "a first line that names two languages, such as pl<TAB>en",
        });
    }
    let mut terms = Vec::new();
    while let Some(line) = lines.next(&mut summary, strictness)? {
        if line.trim().is_empty() || utx.is_some() && line.starts_with('#') {
            continue;
        }
        let place = lines.place();
        let mut line = line;
        // A cell in quotation marks may go on in the next line.
        while parting != '\t' && csv::is_open(&line) && line.len() < MOST_ENTRY {
            let Some(more) = lines.next(&mut summary, strictness)? else { break };
            line.push('\n');
            line.push_str(&more);
        }
        match entry(&columns, &csv::cells(&line, parting)) {
            Ok(found) => terms.extend(found),
            Err(why) => summary.skip(name, place, why, strictness)?,
        }
    }
    Ok((terms, summary.skipped))
}

/// What a column of a term base holds.
enum Meaning {
    Language(Lang),
    Status,
    Domain,
    Note,
    Except,
    Flags,
    Nothing,
}

fn meaning((column, name): (&Column, &&str)) -> Meaning {
    match (column, name.trim().to_lowercase().as_str()) {
        (Column::Language(lang), _) => Meaning::Language(lang.clone()),
        (_, "status") => Meaning::Status,
        (_, "domain" | "subject") => Meaning::Domain,
        (_, "note" | "notes" | "comment") => Meaning::Note,
        (_, "except") => Meaning::Except,
        (_, "flags") => Meaning::Flags,
        _ => Meaning::Nothing,
    }
}

/// Bytes of one entry whose quotation marks do not close.
const MOST_ENTRY: usize = 64 << 10;
/// How a UTX file begins.
const UTX: &str = "#UTX";

fn begins_with_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    // In UTF-16 a null stands beside the bracket; the reader of XML knows the encodings.
    first == Some(&b'<') || matches!(text, [0xff, 0xfe, b'<', 0, ..] | [0xfe, 0xff, 0, b'<', ..])
}

/// The languages that the first line of a UTX file names: `#UTX 1.11; en-US/pl-PL; …`.
fn utx_languages(header: &str) -> Option<(Lang, Lang)> {
    let pair = header.split(';').map(str::trim).find_map(|part| part.split_once('/'))?;
    Some((Lang::new(pair.0.trim()).ok()?, Lang::new(pair.1.trim()).ok()?))
}

/// The line of a UTX file that names its columns: the first of its remarks that has `src` and `tgt`.
fn utx_columns(
    lines: &mut Lines<impl BufRead>,
    summary: &mut ReadSummary,
    strictness: Strictness,
) -> Result<String, FormatError> {
    while let Some(line) = lines.next(summary, strictness)? {
        match line.strip_prefix('#') {
            Some(names) if names.starts_with("src") => return Ok(names.to_string()),
            Some(_) => {}
            None => break,
        }
    }
    Ok(String::new())
}

fn utx_meaning(name: &str, (source, target): &(Lang, Lang)) -> Meaning {
    match name.trim() {
        "src" => Meaning::Language(source.clone()),
        "tgt" => Meaning::Language(target.clone()),
        "term status" => Meaning::Status,
        "domain" => Meaning::Domain,
        "comment" | "note" => Meaning::Note,
        _ => Meaning::Nothing,
    }
}

/// A status as this format or UTX names it.
fn status_of(cell: &str) -> Option<TermStatus> {
    match cell.to_lowercase().as_str() {
        "provisional" => Some(TermStatus::Proposed),
        "non-standard" => Some(TermStatus::Admitted),
        "rejected" => Some(TermStatus::Forbidden),
        name => TermStatus::from_name(name),
    }
}

fn entry(columns: &[Meaning], cells: &[String]) -> Result<Vec<Term>, String> {
    let mut names: Vec<(&Lang, Vec<String>)> = Vec::new();
    let (mut status, mut domain, mut note) = (TermStatus::default(), None, None);
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

fn synonyms(cell: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in cell.split('|').map(str::trim).filter(|name| !name.is_empty()) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_string());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Vec<Term> {
        let (terms, skipped) =
            read_terms(name, text.as_bytes(), Strictness::Lenient).expect("a term base");
        assert!(skipped.is_empty(), "{skipped:?}");
        terms
    }

    #[test]
    fn tables_with_commas_semicolons_and_utx_are_read() {
        let csv =
            "pl,en,note\n\"umowa, aneks\",contract,\"two\nlines \"\"so\"\"\"\nrada,council,\n";
        let terms = read("t.csv", csv);
        assert_eq!(terms[0].source, ["umowa, aneks"]);
        assert_eq!(terms[0].note.as_deref(), Some("two\nlines \"so\""));
        assert_eq!(terms[1].target, ["council"]);
        assert_eq!(read("t.csv", "pl;en\nrada;council\n")[0].target, ["council"]);
        let utx = "#UTX 1.11; en-GB/pl; 2026-11-01\n#anything\n#src\ttgt\tsrc:pos\tterm status\n\
                   council\trada\tnoun\trejected\n# a remark\n";
        let terms = read("t.utx", utx);
        assert_eq!((terms[0].source_lang.as_str(), terms[0].target_lang.as_str()), ("en-GB", "pl"));
        assert_eq!((terms.len(), terms[0].status), (1, TermStatus::Forbidden));
    }

    #[test]
    fn flags_and_exceptions_are_read() {
        let table = "pl\ten\tflags\texcept\nbrzeg\tbank\tCase, fixed\tleft bank|right bank\n\
                     a\tb\tloud\t\n";
        let (terms, skipped) =
            read_terms("t.tsv", table.as_bytes(), Strictness::Lenient).expect("a term base");
        let usage = &terms[0].usage;
        assert!(usage.case_sensitive && usage.fixed_form);
        assert_eq!(usage.except, ["left bank", "right bank"]);
        assert_eq!(
            skipped[0].to_string(),
            "line 3, unit 2: \"loud\" is no flag; expected case or fixed"
        );
    }

    #[test]
    fn what_is_no_entry_is_reported() {
        let table = "id\tpl\ten\tstatus\r\n1\trada\t\r\n2\tsejm\tSejm\tgood\r\n3\ta| a |b\tc|\tForbidden\r\n";
        let (terms, skipped) =
            read_terms("t.tsv", table.as_bytes(), Strictness::Lenient).expect("a term base");
        assert_eq!((terms.len(), terms[0].source.len()), (1, 2));
        assert_eq!(terms[0].status, TermStatus::Forbidden);
        let why: Vec<String> = skipped.iter().map(ToString::to_string).collect();
        assert_eq!(
            why,
            [
                "line 2, unit 1: no en term",
                "line 3, unit 2: \"good\" is no status; expected one of preferred, approved, \
                 admitted, proposed, forbidden"
            ]
        );
        assert!(read_terms("t.tsv", table.as_bytes(), Strictness::Strict).is_err());
        assert!(read_terms("t.tsv", "a,b\n".as_bytes(), Strictness::Lenient).is_err());
    }
}
