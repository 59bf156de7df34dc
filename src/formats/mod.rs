//! Files in and out: bytes become documents, units and terms, and back.
//!
//! One file a format, reading and writing together. Readers of other people's files are lenient
//! unless told otherwise: they give what they could read and say what they left out.

mod columns;
pub mod exchange;
mod jsonl;
mod lines;
pub mod strictness;
mod termbase;
mod tmx;
mod tsv;
mod utf8_stream;

pub use exchange::{
    ExportInfo, FormatError, ReadSummary, UnitFormat, WriteSummary, read_units, write_units,
};
pub use strictness::{Place, Skipped, Strictness};
pub use termbase::read_terms;
