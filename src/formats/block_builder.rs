//! [`BlockBuilder`]: makes one block out of the pieces a reader finds, piece after piece.
//!
//! Whatever the builder is given is either text (copied, replaced, left out) or an inline code,
//! and pieces follow each other without a gap: so the runs of the map and the codes together
//! tile the block's range, and a writer finds every byte of it accounted for.

use std::ops::Range;

use crate::text::{Block, BlockKind, Boilerplate, CodeKind, InlineCode, SourceMap};

/// A block in the making.
#[derive(Debug, Default)]
pub(super) struct BlockBuilder {
    text: String,
    map: SourceMap,
    codes: Vec<InlineCode>,
    range: Option<Range<usize>>,
    in_link: bool,
    linked: LinkShare,
}

/// How much of a block is text of links, in characters that are not white space.
#[derive(Clone, Copy, Debug, Default)]
struct LinkShare {
    inside: usize,
    outside: usize,
    /// Of the text outside: what comes before the first link.
    lead_ends_in_colon: bool,
    after: usize,
}

/// The longest lead ("Read also:") of a line of links, in characters.
const LONGEST_LEAD: usize = 40;

impl BlockBuilder {
    /// Whether nothing was put in yet.
    pub fn is_empty(&self) -> bool {
        self.range.is_none()
    }

    /// Whether the text so far ends in white space that may be collapsed, or there is none.
    pub fn ends_in_white(&self) -> bool {
        self.text.chars().next_back().is_none_or(|c| c.is_ascii_whitespace())
    }

    /// Appends a piece of the decoded text as it stands at `at`.
    pub fn copy(&mut self, piece: &str, at: usize) {
        self.put(piece, at..at + piece.len());
    }

    /// Appends `piece`, which stands for the decoded text at `source`.
    pub fn put(&mut self, piece: &str, source: Range<usize>) {
        if piece.is_empty() && source.is_empty() {
            return;
        }
        self.cover(&source);
        self.count(piece);
        self.text.push_str(piece);
        self.map.push(piece.len(), source);
    }

    /// Appends an inline code.
    pub fn code(&mut self, kind: CodeKind, source: Range<usize>) {
        self.cover(&source);
        self.codes.push(InlineCode { at: self.text.len(), kind, source });
    }

    /// Says whether what follows is the text of a link.
    pub fn set_link(&mut self, in_link: bool) {
        self.in_link = in_link;
    }

    /// Takes the block out, if it has any text, and leaves an empty builder.
    pub fn finish(&mut self, kind: BlockKind, boilerplate: Option<Boilerplate>) -> Option<Block> {
        let made = std::mem::take(self);
        let range = made.range?;
        if !made.text.chars().any(|c| !c.is_whitespace() && !is_invisible(c)) {
            return None;
        }
        let is_links = matches!(kind, BlockKind::Paragraph | BlockKind::ListItem)
            && made.linked.is_link_line();
        let kind = if is_links { BlockKind::LinkLine } else { kind };
        Some(Block { kind, text: made.text, range, map: made.map, codes: made.codes, boilerplate })
    }

    fn cover(&mut self, source: &Range<usize>) {
        let start = self.range.as_ref().map_or(source.start, |range| range.start);
        self.range = Some(start..source.end);
    }

    fn count(&mut self, piece: &str) {
        let share = &mut self.linked;
        for c in piece.chars().filter(|c| !c.is_whitespace()) {
            if self.in_link {
                share.inside += 1;
            } else if share.inside == 0 {
                share.outside += 1;
                share.lead_ends_in_colon = c == ':';
            } else if c.is_alphanumeric() {
                share.after += 1;
            }
        }
    }
}

impl LinkShare {
    fn is_link_line(self) -> bool {
        let lead_is_label = self.lead_ends_in_colon && self.outside <= LONGEST_LEAD;
        self.inside > 0 && self.after == 0 && (self.outside == 0 || lead_is_label)
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_and_a_link_are_a_link_line() {
        let mut builder = BlockBuilder::default();
        builder.copy("Read also: ", 0);
        builder.code(CodeKind::Open, 11..12);
        builder.set_link(true);
        builder.copy("Title", 12);
        builder.set_link(false);
        builder.code(CodeKind::Close, 17..21);
        let block = builder.finish(BlockKind::Paragraph, None).expect("text");
        assert_eq!(block.kind, BlockKind::LinkLine);
        assert_eq!((block.text.as_str(), block.range), ("Read also: Title", 0..21));
        assert!(builder.is_empty());
    }

    #[test]
    fn codes_alone_make_no_block() {
        let mut builder = BlockBuilder::default();
        builder.code(CodeKind::Alone, 3..9);
        assert!(builder.finish(BlockKind::Paragraph, None).is_none());
    }
}
