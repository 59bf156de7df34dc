//! Files in and out: bytes become documents, units and terms, and back.
//!
//! One file a format, reading and writing together. Readers of other people's files are lenient
//! unless told otherwise: they give what they could read and say what they left out. Documents
//! come in by [`read_document`], units by [`read_units`].

pub mod beads;
mod block_builder;
mod columns;
mod decode;
mod dictd;
mod dictionary;
pub mod document;
mod document_lines;
mod emphasis;
mod entity;
pub mod exchange;
mod html;
mod html_token;
mod inline;
mod jsonl;
mod lines;
mod link_target;
mod markdown;
mod markdown_line;
mod one_per_line;
mod plain;
pub mod review;
pub mod strictness;
pub mod termbase;
mod tmx;
mod tsv;
mod utf8_stream;
mod whole;

pub use beads::{BeadFormat, NumberedBead, read_beads, read_beads_of, write_beads};
pub use dictd::read_dictd;
pub use dictionary::read_dictionary;
pub use document::{DocumentFormat, ReadError, read_document};
pub use exchange::{
    ExportInfo, FormatError, ReadSummary, UnitFormat, WriteSummary, read_units, write_units,
};
pub use review::{read_review, write_review};
pub use strictness::{Place, Skipped, Strictness};
pub use termbase::{
    Change, EditError, TermFile, TermFormat, TermReading, TermsRead, read_terms, read_terms_as,
    write_terms,
};
pub use whole::whole_parts;
