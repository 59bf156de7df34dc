//! Parts of a block that are one thing to a reader, so that no sentence ends inside of them: code spans and links.

use std::ops::Range;

use crate::text::{Block, CodeKind};

/// Longest part that is kept whole, bytes; a link around whole paragraphs is only markup.
const LONGEST: usize = 200;
/// Tags whose contents are code or a link.
const TAGS: [&str; 7] = ["<a", "<code", "<kbd", "<samp", "<var", "<tt", "<abbr"];

/// Returns the ranges of a block's plain text between the codes of a code span or link, in order. `decoded` is the text of
/// the document that the block stands in.
pub fn whole_parts(decoded: &str, block: &Block) -> Vec<Range<usize>> {
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut parts = Vec::new();
    for code in &block.codes {
        match code.kind {
            CodeKind::Open => {
                let source = decoded.get(code.source.clone()).unwrap_or_default();
                open.push((code.at, keeps_whole(source)));
            }
            CodeKind::Close => {
                if let Some((from, true)) = open.pop()
                    && code.at - from <= LONGEST
                {
                    parts.push(from..code.at);
                }
            }
            CodeKind::Alone => {}
        }
    }
    parts.sort_by_key(|part| part.start);
    parts
}

fn keeps_whole(code: &str) -> bool {
    let tag = |name: &&str| {
        code.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && code[name.len()..].starts_with(|c: char| c == '>' || c.is_whitespace())
    };
    code.starts_with(['`', '[']) || TAGS.iter().any(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read_document;

    fn parts(name: &str, text: &str) -> Vec<String> {
        let document = read_document(name, text.into(), None).unwrap();
        let block = &document.blocks[0];
        let parts = whole_parts(&document.text, block);
        parts.into_iter().map(|part| block.text[part].to_string()).collect()
    }

    #[test]
    fn code_and_links_are_whole() {
        let text = "Use `x. Y` and **bold. Text**, or [a link. Here](https://example.org). End.\n";
        assert_eq!(parts("a.md", text), ["x. Y", "a link. Here"]);
        let text =
            "<p>Use <code>x. Y</code> and <b>bold. Text</b>, or <a href='/'>a. B</a>. End.</p>";
        assert_eq!(parts("a.html", text), ["x. Y", "a. B"]);
    }
}
