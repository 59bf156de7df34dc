//! A document cut into segments: [`Segmented`], a list of [`Segment`]s that point into its blocks.

use std::ops::Range;

use crate::text::{Block, BlockKind, Boilerplate, Document, one_line};

/// One segment: a stretch of a block's plain text, without the white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The block's number in the document.
    pub block: usize,
    /// Bytes of the block's plain text.
    pub range: Range<usize>,
}

/// A document with its segments, in order, none overlapping; together they hold every byte of
/// every block that is not white space.
#[derive(Clone, Debug, PartialEq)]
pub struct Segmented {
    /// The document the segments point into.
    pub document: Document,
    /// Fingerprint of the rules the segments were cut by; empty when unknown.
    pub rules: String,
    segments: Vec<Segment>,
}

/// Says which law a list of segments breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// A segment points outside its document, or cuts a character.
    #[error("segment {0} does not lie on the characters of a block")]
    OutOfPlace(usize),
    /// A segment begins before the one before it ends, or text between two is lost.
    #[error("text before segment {0} is lost or doubled")]
    Gap(usize),
}

impl Segmented {
    /// Joins a document and its segments.
    ///
    /// # Errors
    /// [`SegmentError`] when the segments do not tile the text of the blocks: every byte that is
    /// not white space has to stand in exactly one segment.
    pub fn new(document: Document, segments: Vec<Segment>) -> Result<Segmented, SegmentError> {
        let mut next = 0;
        for (number, block) in document.blocks.iter().enumerate() {
            let mut done = 0;
            while let Some(segment) = segments.get(next).filter(|s| s.block == number) {
                let gap = block.text.get(done..segment.range.start);
                let inside = block.text.get(segment.range.clone());
                if inside.is_none_or(str::is_empty) {
                    return Err(SegmentError::OutOfPlace(next));
                }
                if gap.is_none_or(|gap| !gap.trim().is_empty()) {
                    return Err(SegmentError::Gap(next));
                }
                done = segment.range.end;
                next += 1;
            }
            if !block.text[done..].trim().is_empty() {
                return Err(SegmentError::Gap(next));
            }
        }
        if next != segments.len() {
            return Err(SegmentError::OutOfPlace(next));
        }
        Ok(Segmented { document, rules: String::new(), segments })
    }

    /// Returns the segments, in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns a segment's text as it stands in the block, line breaks included.
    pub fn raw(&self, number: usize) -> &str {
        let segment = &self.segments[number];
        &self.document.blocks[segment.block].text[segment.range.clone()]
    }

    /// Returns a segment's text on one line.
    pub fn text(&self, number: usize) -> String {
        one_line(self.raw(number))
    }

    /// Returns the block a segment stands in.
    pub fn block(&self, number: usize) -> &Block {
        &self.document.blocks[self.segments[number].block]
    }

    /// Returns the kind of the block a segment stands in.
    pub fn kind(&self, number: usize) -> BlockKind {
        self.block(number).kind
    }

    /// Returns why a segment is not prose, where it is not.
    pub fn boilerplate(&self, number: usize) -> Option<Boilerplate> {
        self.block(number).boilerplate
    }

    /// Returns the bytes of the file in which a segment stands.
    pub fn file_range(&self, number: usize) -> Range<usize> {
        let segment = &self.segments[number];
        self.document.file_range_of(segment.block, segment.range.clone())
    }
}
