//! Bytes to documents, units and terms, and back: one file a format.
//!
//! Documents come in by [`read_document`].

mod block_builder;
mod decode;
pub mod document;
mod emphasis;
mod entity;
mod html;
mod html_token;
mod inline;
mod lines;
mod link_target;
mod markdown;
mod markdown_line;
mod plain;

pub use document::{DocumentFormat, ReadError, read_document};
