//! A sentence a line: text that somebody else has cut. A line ends at a line feed and nowhere
//! else, as other aligners count; an empty line is counted and holds no sentence.

use crate::formats::block_builder::BlockBuilder;
use crate::formats::document_lines::trimmed;
use crate::text::{Block, BlockKind};

/// Makes a block of every line that holds text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = trimmed(text, start..start + line.len());
        let mut builder = BlockBuilder::default();
        builder.copy(&text[range.clone()], range.start);
        found.extend(builder.finish(BlockKind::Paragraph, None));
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_block_and_keeps_its_place() {
        let text = "Raz. Dwa.\r\n\n  Trzy\u{2028}cztery. \nPięć.";
        let found: Vec<_> = blocks(text).into_iter().map(|b| (b.text, b.range.start)).collect();
        let expected = [("Raz. Dwa.", 0), ("Trzy\u{2028}cztery.", 14), ("Pięć.", 30)];
        assert_eq!(found, expected.map(|(text, at)| (text.to_string(), at)));
    }
}
