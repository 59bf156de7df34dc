//! One text, as plain values: languages, documents cut into blocks, blocks cut into segments.
//!
//! Text is read once and never altered; everything after points into it by ranges that are
//! checked when they are made. Nothing here knows a file format, a database or a terminal.

pub mod document;
pub mod equal;
pub mod lang;
pub mod segmented;
pub mod token;

pub use document::{Block, BlockKind, Boilerplate, CodeKind, Document, InlineCode, Run, SourceMap};
pub use equal::{Compared, comparable, one_line};
pub use lang::{Lang, LangError, LangPair};
pub use segmented::{CodeSides, Segment, Segmented, Side};
pub(crate) use token::each_token;
pub use token::{JoinedTokens, Token, TokenKind, tokens};
