//! TMX, Translation Memory eXchange: read from 1.1 to 1.4b as programs really write it, written
//! as 1.4b that is valid by the DTD.
//!
//! `nodes` turns the stream into a few kinds of pieces and refuses what is hostile
//! (entities are never expanded, nothing outside the file is opened, depth and sizes are
//! limited); `seg` reads a segment into plain text and inline codes; `unit` says which property
//! holds which part of a unit; `read` and `write` are the two directions. The same table of
//! properties serves both, and so does the segment reader: a code is written only when it would
//! be read back.
//!
//! TMX has no place for neighbours, review or confidence: they are properties whose names begin
//! with `x-kladka-`. Attributes of foreign units that have no counterpart here become properties
//! named `tmx:…` and are attributes again when written.

pub(in crate::formats) mod nodes;
mod read;
pub(in crate::formats) mod seg;
mod unit;
mod write;

pub(super) use read::read;
pub(super) use write::write;
