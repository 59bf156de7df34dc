//! A document cut into segments: [`Segmented`], a list of [`Segment`]s that point into its blocks.

use std::ops::Range;

use crate::text::{Block, BlockKind, Boilerplate, CodeKind, Document, InlineCode, one_line};

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
    /// On which side of a break inline codes fall.
    pub sides: CodeSides,
    segments: Vec<Segment>,
}

/// The segment to which an inline code at a break belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one that ends there.
    Previous,
    /// The one that begins there.
    Next,
}

/// On which side of a break inline codes fall, by their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeSides {
    /// Codes that open a pair.
    pub open: Side,
    /// Codes that close a pair.
    pub close: Side,
    /// Codes that stand alone.
    pub alone: Side,
}

impl Default for CodeSides {
    /// What SRX takes for granted: a pair is opened before its text and closed behind it.
    fn default() -> CodeSides {
        CodeSides { open: Side::Next, close: Side::Previous, alone: Side::Previous }
    }
}

impl CodeSides {
    /// Returns the side for a code.
    pub fn of(self, kind: CodeKind) -> Side {
        match kind {
            CodeKind::Open => self.open,
            CodeKind::Close => self.close,
            CodeKind::Alone => self.alone,
        }
    }
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
        Ok(Segmented { document, rules: String::new(), sides: CodeSides::default(), segments })
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

    /// Returns the inline codes of a segment: those inside of it, and those at its ends that fall on its side.
    ///
    /// Codes in the white space between two segments stand at the break. Of several there, those up to the first that
    /// falls to the next segment belong to the one before.
    pub fn codes(&self, number: usize) -> &[InlineCode] {
        let segment = &self.segments[number];
        let codes = &self.document.blocks[segment.block].codes;
        let same_block = |other: &&Segment| other.block == segment.block;
        let before = number.checked_sub(1).and_then(|n| self.segments.get(n)).filter(same_block);
        let after = self.segments.get(number + 1).filter(same_block);
        let first = before.map_or(0, |before| self.parted(codes, before, segment));
        let last = after.map_or(codes.len(), |after| self.parted(codes, segment, after));
        codes.get(first..last).unwrap_or(&[])
    }

    /// The number of the first code that does not belong to the first of two neighbours.
    fn parted(&self, codes: &[InlineCode], left: &Segment, right: &Segment) -> usize {
        let from = codes.partition_point(|code| code.at < left.range.end);
        let to = codes.partition_point(|code| code.at <= right.range.start);
        let stay = codes[from..to].iter().take_while(|c| self.sides.of(c.kind) == Side::Previous);
        from + stay.count()
    }

    /// Returns the bytes of the file in which a segment stands.
    pub fn file_range(&self, number: usize) -> Range<usize> {
        let segment = &self.segments[number];
        self.document.file_range_of(segment.block, segment.range.clone())
    }
}
