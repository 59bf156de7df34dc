//! Languages without a profile: the sentence boundaries of Unicode Standard Annex 29.

use unicode_segmentation::UnicodeSegmentation;

use super::{Decision, Wanted};

/// Reports the boundaries inside `text`, each at the end of what stands before it.
pub(super) fn decide(text: &str, wanted: Wanted, sink: &mut dyn FnMut(Decision)) {
    let mut start = 0;
    let last = text.trim_end().len();
    for piece in text.split_sentence_bounds() {
        let end = start + piece.trim_end().len();
        start += piece.len();
        let blank = piece.trim().is_empty();
        // A line break is white space here: the block has been told from its neighbours before.
        let marked = piece.trim_end().ends_with(|c: char| !c.is_alphanumeric() && c != ',');
        if !blank && end < last {
            let reason =
                if marked { "Unicode sentence boundary" } else { "a line break inside a block" };
            let decision = Decision { at: end, breaks: marked, reason };
            if wanted.includes(&decision) {
                sink(decision);
            }
        }
    }
}
