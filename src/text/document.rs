//! A document as read: its bytes, its text, and the blocks the text falls into.
//!
//! [`Document`] keeps the bytes of the file untouched. A [`Block`] is a heading, paragraph, list
//! item, cell … with its plain text (no markup, entities resolved), its [`InlineCode`]s as
//! positions beside that text, and a [`SourceMap`] back to the file, so that a later writer can
//! put another text where the block stood and leave every other byte alone.
//!
//! Three coordinates exist and are never mixed: bytes of the *file*, bytes of the *decoded text*
//! (UTF-8, byte order mark removed), bytes of a block's *plain text*.

use std::ops::Range;

use crate::text::Lang;

/// A text as it came from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What the text is called in messages and origins: usually the file's name.
    pub name: String,
    /// The bytes as read.
    pub bytes: Vec<u8>,
    /// The label of the encoding that was detected, as the Encoding Standard names it.
    pub encoding: &'static str,
    /// The decoded text.
    pub text: String,
    /// Where each byte of `text` stands in `bytes`.
    pub offsets: Offsets,
    /// The language, once known.
    pub lang: Option<Lang>,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Turns a range of the decoded text into the range of file bytes it was read from.
    pub fn file_range(&self, decoded: Range<usize>) -> Range<usize> {
        self.offsets.file(decoded.start)..self.offsets.file(decoded.end)
    }

    /// Returns the file bytes in which a stretch of a block's plain text stands.
    pub fn file_range_of(&self, block: usize, plain: Range<usize>) -> Range<usize> {
        self.file_range(self.blocks[block].map.decoded(plain))
    }
}

/// Where decoded bytes stand in the file: a list of (decoded offset, file offset) after which
/// both run at one of three speeds (a byte a byte, or a character a fixed number of bytes).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Offsets {
    /// Bytes of the byte order mark before the text.
    pub bom: usize,
    /// `None`: UTF-8, one to one. Otherwise for every character of the text, in order, its
    /// decoded start and its start in the file, then one closing entry.
    pub chars: Option<Vec<(u32, u32)>>,
}

impl Offsets {
    /// Returns the file offset of a decoded offset (bytes both).
    pub fn file(&self, decoded: usize) -> usize {
        match &self.chars {
            None => decoded + self.bom,
            Some(chars) => {
                let at = chars.partition_point(|&(d, _)| (d as usize) < decoded);
                chars.get(at).or(chars.last()).map_or(decoded, |&(_, f)| f as usize)
            }
        }
    }
}

/// A stretch of text that stands by itself: no sentence crosses its edges.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What the block is in its document.
    pub kind: BlockKind,
    /// The plain text: entities resolved, markup gone, line breaks kept as white space.
    pub text: String,
    /// The block's content in the decoded text: from its first to after its last byte.
    pub range: Range<usize>,
    /// Where the plain text stands in the decoded text.
    pub map: SourceMap,
    /// Tags, emphasis marks, links: positions in the plain text, in order.
    pub codes: Vec<InlineCode>,
    /// Why the block is not prose, where it is not. Filled by [`crate::structure`].
    pub boilerplate: Option<Boilerplate>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// The caption of a picture or table.
    Caption,
    /// A line that is nothing but links (navigation, "read also").
    LinkLine,
    /// A quotation set apart.
    Quotation,
}

/// Why a block is not prose that a translator would keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Boilerplate {
    /// A notice about cookies or the processing of personal data.
    CookieNotice,
    /// Links to other pages: "read also", navigation, share buttons.
    Links,
    /// Who took the picture.
    PhotoCredit,
    /// Which office issued the text.
    PressCredit,
    /// A headline that stood before.
    RepeatedHeadline,
    /// Copyright lines, menus and other furniture of a page.
    PageFurniture,
}

/// An inline code: markup that stands at a place of the plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct InlineCode {
    /// Byte offset in the plain text before which the code stands.
    pub at: usize,
    /// Opening, closing, or standing alone.
    pub kind: CodeKind,
    /// The code's own bytes in the decoded text.
    pub source: Range<usize>,
}

/// The kind of an inline code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Opens a pair (`<b>`, `**`, `[`).
    Open,
    /// Closes a pair (`</b>`, `**`, `](url)`).
    Close,
    /// Stands alone (`<br>`, an image).
    Alone,
}

/// Where a block's plain text stands in the decoded text: runs copied byte by byte, and between
/// them stretches that were replaced (an entity) or left out (a tag).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SourceMap {
    runs: Vec<Run>,
}

/// A run of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Start in the plain text, bytes.
    pub plain: usize,
    /// Length in the plain text, bytes.
    pub plain_len: usize,
    /// Start in the decoded text, bytes.
    pub decoded: usize,
    /// Length in the decoded text, bytes; equal to `plain_len` for a run copied verbatim.
    pub decoded_len: usize,
}

impl SourceMap {
    /// Returns the map of a text that was copied as a whole from `decoded`.
    pub fn verbatim(decoded: Range<usize>) -> SourceMap {
        let mut map = SourceMap::default();
        map.push(decoded.len(), decoded);
        map
    }

    /// Appends `plain_len` bytes of plain text read from `decoded`.
    pub fn push(&mut self, plain_len: usize, decoded: Range<usize>) {
        let plain = self.runs.last().map_or(0, |run| run.plain + run.plain_len);
        if let Some(last) = self.runs.last_mut() {
            let verbatim = last.plain_len == last.decoded_len && plain_len == decoded.len();
            if verbatim && last.decoded + last.decoded_len == decoded.start {
                last.plain_len += plain_len;
                last.decoded_len += plain_len;
                return;
            }
        }
        self.runs.push(Run {
            plain,
            plain_len,
            decoded: decoded.start,
            decoded_len: decoded.len(),
        });
    }

    /// Returns the runs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Returns the range of decoded text in which a range of the plain text stands.
    ///
    /// A range that begins or ends inside a replaced stretch (an entity) covers all of it.
    pub fn decoded(&self, plain: Range<usize>) -> Range<usize> {
        let start = self.edge(plain.start, false);
        let end = if plain.is_empty() { start } else { self.edge(plain.end, true) };
        start..end.max(start)
    }

    fn edge(&self, plain: usize, is_end: bool) -> usize {
        // An end belongs to the run it closes, a start to the run it opens.
        let at = if is_end {
            self.runs.partition_point(|run| run.plain < plain)
        } else {
            self.runs.partition_point(|run| run.plain <= plain)
        };
        let Some(run) = self.runs.get(at.saturating_sub(1)) else {
            return 0;
        };
        let inside = plain.saturating_sub(run.plain);
        if run.plain_len == run.decoded_len {
            run.decoded + inside.min(run.decoded_len)
        } else if is_end || inside >= run.plain_len {
            run.decoded + run.decoded_len
        } else {
            run.decoded
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_maps_through_markup_and_entities() {
        // decoded: "A <b>B&amp;</b> C", plain: "A B& C"
        let mut map = SourceMap::default();
        map.push(2, 0..2);
        map.push(1, 5..6);
        map.push(1, 6..11);
        map.push(2, 15..17);
        assert_eq!(map.decoded(0..1), 0..1);
        assert_eq!(map.decoded(2..4), 5..11);
        assert_eq!(map.decoded(3..6), 6..17);
        assert_eq!(map.decoded(0..6), 0..17);
    }

    #[test]
    fn verbatim_runs_grow_together() {
        let mut map = SourceMap::verbatim(10..14);
        map.push(3, 14..17);
        assert_eq!(map.runs().len(), 1);
        assert_eq!(map.decoded(4..7), 14..17);
    }
}
