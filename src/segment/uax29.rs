//! Languages without a profile: the sentence boundaries of Unicode Standard Annex 29.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Decision, Reason, Wanted};

/// Reports the boundaries inside `text`, each at the end of what stands before it.
pub(super) fn decide(
    abbreviations: &[String],
    text: &str,
    whole: &[Range<usize>],
    wanted: Wanted,
    sink: &mut dyn FnMut(Decision),
) {
    let mut start = 0;
    let last = text.trim_end().len();
    for piece in text.split_sentence_bounds() {
        let end = start + piece.trim_end().len();
        start += piece.len();
        let blank = piece.trim().is_empty();
        // A line break is white space here: the block has been told from its neighbours before.
        let marked = piece.trim_end().ends_with(|c: char| !c.is_alphanumeric() && c != ',');
        if !blank && end < last {
            let (breaks, reason) = match () {
                () if !marked => (false, "a line break inside a block"),
                () if whole.iter().any(|range| range.start < end && end < range.end) => {
                    (false, "inside an inline code")
                }
                () if is_listed(abbreviations, piece.trim_end()) => {
                    (false, "an abbreviation of the project")
                }
                () if is_short_form(piece.trim_end()) => (false, "an ordinal or abbreviation"),
                () => (true, "Unicode sentence boundary"),
            };
            let decision = Decision { at: end, breaks, reason: Reason::Words(reason) };
            if wanted.includes(&decision) {
                sink(decision);
            }
        }
    }
}

/// Whether a piece ends in one of the abbreviations, which are in small letters and without their last full stop.
fn is_listed(abbreviations: &[String], piece: &str) -> bool {
    let Some(stem) = piece.strip_suffix('.').filter(|_| !abbreviations.is_empty()) else {
        return false;
    };
    let token = stem.rsplit(char::is_whitespace).next().unwrap_or(stem);
    let word = token.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    abbreviations.contains(&word)
}

/// Whether a piece ends in what is more often an ordinal ("3.") or an abbreviation ("Dr.", "M.")
/// than a sentence's last word, in most languages written with capitals.
fn is_short_form(piece: &str) -> bool {
    /// Letters of an abbreviated title, digits of a day or a rank.
    const LONGEST: usize = 2;
    let Some(stem) = piece.strip_suffix('.') else { return false };
    let word = stem.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(stem);
    let short = (1..=LONGEST).contains(&word.chars().count());
    let title = || word.chars().next().is_some_and(char::is_uppercase);
    short && (word.bytes().all(|b| b.is_ascii_digit()) || title())
}

#[cfg(test)]
mod tests {
    use crate::segment::sentences;

    #[test]
    fn ordinals_and_titles_do_not_end_a_sentence() {
        for text in ["Am 3. Mai kam er.", "Dr. Müller leitet die Abteilung.", "M. Dupont est là."]
        {
            assert_eq!(sentences("de", text).len(), 1, "{text}");
        }
        assert_eq!(sentences("de", "Das war 2019. Danach kam er.").len(), 2);
    }
}
