//! The door by which documents come in: [`read_document`] takes a name and bytes and gives a
//! [`Document`] with its blocks; [`ReadError`] says in one line why it could not.
//!
//! The format is the ending's where the ending says something ([`DocumentFormat::guess`]), else
//! it is told by what stands in the text: people keep Markdown and saved pages in `.txt` files.

use crate::formats::decode::{DecodeError, LARGEST_FILE, decode};
use crate::formats::{html, markdown, one_per_line, plain};
use crate::text::Document;

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentFormat {
    /// Plain text.
    Text,
    /// Markdown (CommonMark with tables).
    Markdown,
    /// HTML.
    Html,
    /// A sentence a line, cut by somebody else; never guessed, always said.
    Lines,
}

/// Says why bytes could not be read as a document. Each message is one line: what, where, and
/// what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file has no bytes.
    #[error("{name}: the file is empty; is it the right one?")]
    Empty {
        /// The document's name.
        name: String,
    },
    /// The file holds something else than text.
    #[error("{name}: this is a {kind} file, not text; save it as text, Markdown or HTML first")]
    Binary {
        /// The document's name.
        name: String,
        /// What it seems to be: `PDF`, `PNG picture`, or just `binary`.
        kind: &'static str,
    },
    /// The file is text that holds units or terms, not a document.
    #[error(
        "{name}: this is a {kind} file, not a text to align; `kladka import` reads TMX, TSV and JSON Lines"
    )]
    Units {
        /// The document's name.
        name: String,
        /// What it is.
        kind: &'static str,
    },
    /// The file is text, but some of its bytes mean nothing in its encoding.
    #[error(
        "{name}: byte {offset} (line {line}) is not valid {encoding}; \
         was the file cut or mixed from two encodings? Save it as UTF-8 and try again"
    )]
    Invalid {
        /// The document's name.
        name: String,
        /// The encoding everything else in the file is in.
        encoding: &'static str,
        /// The first wrong byte, counted from 0.
        offset: usize,
        /// Its line, counted from 1.
        line: usize,
    },
    /// The file was read, and there is no text in it.
    #[error("{name}: there is no text in this file ({format}); is it the right one?")]
    NoText {
        /// The document's name.
        name: String,
        /// How it was read.
        format: DocumentFormat,
    },
    /// The file is longer than offsets can count.
    #[error("{name}: {bytes} bytes are more than the 4 GiB a document may have; split the file")]
    TooBig {
        /// The document's name.
        name: String,
        /// Its length in bytes.
        bytes: u64,
    },
}

impl DocumentFormat {
    /// Tells the format by the name's ending, else by the text itself.
    ///
    /// ```
    /// use kladka::formats::DocumentFormat;
    /// assert_eq!(DocumentFormat::guess("a.md", ""), DocumentFormat::Markdown);
    /// assert_eq!(DocumentFormat::guess("a.txt", "## Head\n\nText."), DocumentFormat::Markdown);
    /// assert_eq!(DocumentFormat::guess("a.txt", "Text # 1."), DocumentFormat::Text);
    /// ```
    pub fn guess(name: &str, text: &str) -> DocumentFormat {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown" | "mkd" | "mdown") => DocumentFormat::Markdown,
            Some("html" | "htm" | "xhtml") => DocumentFormat::Html,
            _ if html::looks_like(text) => DocumentFormat::Html,
            _ if markdown::looks_like(text) => DocumentFormat::Markdown,
            _ => DocumentFormat::Text,
        }
    }
}

/// Names the exchange format that a text is written in, where it is one.
fn units_inside(text: &str) -> Option<&'static str> {
    let start: String = text.trim_start().chars().take(600).collect();
    let root = |tag: &str| start.starts_with('<') && start.contains(tag);
    [("<tmx", "TMX"), ("<xliff", "XLIFF"), ("<tbx", "TBX"), ("<martif", "TBX")]
        .into_iter()
        .find_map(|(tag, kind)| root(tag).then_some(kind))
}

impl std::fmt::Display for DocumentFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            DocumentFormat::Text => "plain text",
            DocumentFormat::Markdown => "Markdown",
            DocumentFormat::Html => "HTML",
            DocumentFormat::Lines => "a sentence a line",
        })
    }
}

/// Reads a document: decodes the bytes, tells the format unless it is given, finds the blocks.
///
/// ```
/// use kladka::formats::read_document;
/// let document = read_document("a.txt", b"Rada obraduje.\n\nPrezes milczy.".to_vec(), None)?;
/// assert_eq!(document.blocks[1].text, "Prezes milczy.");
/// assert_eq!(document.file_range_of(1, 0..6), 16..22);
/// # Ok::<(), kladka::formats::ReadError>(())
/// ```
///
/// # Errors
/// [`ReadError`] when the bytes are no text, or hold none.
pub fn read_document(
    name: &str,
    bytes: Vec<u8>,
    format: Option<DocumentFormat>,
) -> Result<Document, ReadError> {
    let name = name.to_string();
    if bytes.is_empty() {
        return Err(ReadError::Empty { name });
    }
    let length = bytes.len() as u64;
    if length > LARGEST_FILE {
        return Err(ReadError::TooBig { name, bytes: length });
    }
    let decoded = match decode(&bytes) {
        Ok(decoded) => decoded,
        Err(DecodeError::Binary { kind }) => return Err(ReadError::Binary { name, kind }),
        Err(DecodeError::Invalid { encoding, offset }) => {
            let line = 1 + bytes[..offset].iter().filter(|&&b| b == b'\n').count();
            return Err(ReadError::Invalid { name, encoding, offset, line });
        }
    };
    if let Some(kind) = units_inside(&decoded.text) {
        return Err(ReadError::Units { name, kind });
    }
    let format = format.unwrap_or_else(|| DocumentFormat::guess(&name, &decoded.text));
    let blocks = match format {
        DocumentFormat::Text => plain::blocks(&decoded.text),
        DocumentFormat::Markdown => markdown::blocks(&decoded.text),
        DocumentFormat::Html => html::blocks(&decoded.text),
        DocumentFormat::Lines => one_per_line::blocks(&decoded.text),
    };
    if blocks.is_empty() {
        return Err(ReadError::NoText { name, format });
    }
    Ok(Document {
        name,
        bytes,
        encoding: decoded.encoding,
        text: decoded.text,
        offsets: decoded.offsets,
        lang: None,
        blocks,
    })
}
