//! Term bases: [`read_terms`] reads any of them, [`write_terms`] writes those that can be written.
//!
//! A table (TSV, CSV) names its columns in the first line: two of them are languages
//! (`pl<TAB>en`); `status`, `domain`, `note`, `source`, `pos`, `except` and `flags` may follow, any
//! other column is left aside. A cell of a language holds the term and its synonyms, parted by
//! `|`, the preferred one first. `status` is one of `preferred`, `approved`, `admitted`,
//! `proposed`, `forbidden`; an entry that gives none is approved. `source` says where the entry is
//! taken from, `pos` what part of speech it is. `except` lists phrases, parted by `|`, in which the
//! words mean something else; `flags`, parted by commas or spaces, are `case` (capitals count) and
//! `fixed` (no other form counts). With more than two languages every further one is paired with
//! the first. In TSV a line that begins with `#` and a space is a remark.
//!
//! A sheet of a spreadsheet is such a table. UTX names its languages and columns in remarks, a
//! glossary of OmegaT has three columns without names (source, target, comment), TBX is XML.
//! Tables are read in any encoding that documents are read in.

mod csv;
mod edit;
mod meaning;
#[cfg(feature = "sheets")]
mod sheet;
mod table;
mod tbx;
mod tbx_write;
mod write;

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use crate::bitext::Term;
use crate::formats::exchange::{ExportInfo, FormatError, WriteSummary};
use crate::formats::strictness::{Skipped, Strictness};
use crate::text::Lang;

pub use edit::{Change, EditError, TermFile};
use table::Table;

/// A format that holds entries of a glossary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermFormat {
    /// A table whose cells are parted by tabs.
    Tsv,
    /// A table whose cells are parted by commas or semicolons.
    Csv,
    /// Universal Terminology eXchange 1.11.
    Utx,
    /// A glossary of OmegaT: source, target, comment.
    Omegat,
    /// TermBase eXchange, ISO 30042: versions 2 and 3 are read, TBX-Basic of version 3 is written.
    Tbx,
    /// A spreadsheet in XLSX; read only.
    Xlsx,
}

impl TermFormat {
    /// All of them.
    pub const ALL: [TermFormat; 6] = [
        TermFormat::Tsv,
        TermFormat::Csv,
        TermFormat::Utx,
        TermFormat::Omegat,
        TermFormat::Tbx,
        TermFormat::Xlsx,
    ];

    /// Returns the format's name.
    pub fn name(self) -> &'static str {
        match self {
            TermFormat::Tsv => "TSV",
            TermFormat::Csv => "CSV",
            TermFormat::Utx => "UTX",
            TermFormat::Omegat => "OmegaT glossary",
            TermFormat::Tbx => "TBX",
            TermFormat::Xlsx => "XLSX",
        }
    }

    /// Tells the format by the ending of a file's name.
    ///
    /// ```
    /// use kladka::formats::TermFormat;
    /// assert_eq!(TermFormat::of_name("umowy.TBX"), Some(TermFormat::Tbx));
    /// assert_eq!(TermFormat::of_name("glossary.txt"), Some(TermFormat::Omegat));
    /// assert_eq!(TermFormat::of_name("-"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<TermFormat> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        Some(match ending.as_deref()? {
            "tsv" => TermFormat::Tsv,
            "csv" => TermFormat::Csv,
            "utx" => TermFormat::Utx,
            "txt" | "utf8" | "tab" => TermFormat::Omegat,
            "tbx" | "xml" => TermFormat::Tbx,
            "xlsx" => TermFormat::Xlsx,
            _ => return None,
        })
    }
}

/// How a term base is to be read.
#[derive(Clone, Debug, Default)]
pub struct TermReading {
    /// The languages of a file that names none.
    pub langs: Option<(Lang, Lang)>,
    /// What to do with what cannot be used.
    pub strictness: Strictness,
}

/// What reading a term base came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TermsRead {
    /// The entries, in order.
    pub terms: Vec<Term>,
    /// For each entry the line it begins in, where the file has lines.
    pub lines: Vec<usize>,
    /// Entries that could not be used.
    pub skipped: Vec<Skipped>,
    /// What the file says besides, by its name there, and how often.
    pub aside: BTreeMap<String, usize>,
}

/// Reads the entries of a term base, in order, and what had to be left out.
///
/// # Errors
/// [`FormatError`] when the file is empty, names no two languages, or reading fails; with
/// [`Strictness::Strict`] also when an entry cannot be used.
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
    let read = read_terms_as(name, input, &TermReading { strictness, ..TermReading::default() })?;
    Ok((read.terms, read.skipped))
}

/// Reads a term base as [`read_terms`] does, where more is to be said of it or told.
///
/// # Errors
/// As [`read_terms`]; [`FormatError::NoLanguages`] where a glossary of OmegaT comes without
/// [`TermReading::langs`].
pub fn read_terms_as(
    name: &str,
    mut input: impl BufRead,
    reading: &TermReading,
) -> Result<TermsRead, FormatError> {
    let mut bytes = Vec::new();
    let failed = |source| FormatError::Read { name: name.to_string(), source };
    input.read_to_end(&mut bytes).map_err(failed)?;
    if begins_with_markup(&bytes) {
        return tbx::read(name, bytes.as_slice(), reading.strictness);
    }
    if bytes.starts_with(ZIP) {
        return read_sheet(name, &bytes, reading);
    }
    Table::read(name, &bytes, reading.langs.as_ref())?.terms(name, reading.strictness)
}

/// How a ZIP archive begins, which an XLSX file is.
const ZIP: &[u8] = b"PK\x03\x04";

#[cfg(feature = "sheets")]
fn read_sheet(name: &str, bytes: &[u8], reading: &TermReading) -> Result<TermsRead, FormatError> {
    sheet::read(name, bytes, reading.strictness)
}

#[cfg(not(feature = "sheets"))]
fn read_sheet(name: &str, _: &[u8], _: &TermReading) -> Result<TermsRead, FormatError> {
    Err(FormatError::Other {
        name: name.to_string(),
        format: "glossary",
        found: "it is a ZIP archive or a spreadsheet".to_string(),
        expected: "a table in text; this program was built without the feature `sheets`",
    })
}

fn begins_with_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    // In UTF-16 a null stands beside the bracket; the reader of XML knows the encodings.
    first == Some(&b'<') || matches!(text, [0xff, 0xfe, b'<', 0, ..] | [0xfe, 0xff, 0, b'<', ..])
}

/// Writes entries, in the order given; the same entries give the same bytes.
///
/// A table is of the languages of its first entry; what it cannot hold of others is counted.
///
/// # Errors
/// [`FormatError::Write`] when the output fails or the format can only be read.
///
/// ```
/// use kladka::bitext::Term;
/// use kladka::formats::{ExportInfo, TermFormat, write_terms};
/// let term = Term::pair(("pl".parse()?, "rada"), ("en".parse()?, "council"));
/// let mut file = Vec::new();
/// write_terms(TermFormat::Csv, &mut file, &ExportInfo::default(), &[term])?;
/// assert_eq!(file, b"pl,en,status\nrada,council,approved\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_terms(
    format: TermFormat,
    mut output: impl Write,
    info: &ExportInfo,
    terms: &[Term],
) -> Result<WriteSummary, FormatError> {
    let mut summary = WriteSummary::default();
    let text = match format {
        TermFormat::Tsv | TermFormat::Csv => write::table(terms, format, &mut summary),
        TermFormat::Utx => write::utx(terms, info, &mut summary),
        TermFormat::Omegat => write::omegat(terms, &mut summary),
        TermFormat::Tbx => tbx_write::tbx(terms, &mut summary),
        TermFormat::Xlsx => {
            let source = std::io::Error::other("spreadsheets are only read; write CSV");
            return Err(FormatError::Write { format: format.name(), source });
        }
    };
    let written = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    written.map_err(|source| FormatError::Write { format: format.name(), source })?;
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::TermStatus;

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
