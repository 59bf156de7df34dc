//! Which cells of a pair of texts belong to phrases that a dictionary or glossary lists.

use std::ops::Range;

use super::scene::TextPair;
use crate::lexicon::{EntriesAt, Finder};
use crate::text::JoinedTokens;

/// Returns for each cell, row by row of the source, how far phrases speak for it, 0 to 1; empty
/// when none does.
pub(super) fn phrases(
    langs: (&str, &str),
    pair: &TextPair<'_>,
    finder: Option<&mut Finder>,
) -> Vec<f32> {
    let mut marked = Vec::new();
    let columns = pair.target.len();
    let mut mark = |source: &Range<usize>, target: &Range<usize>| {
        if source.end > pair.source.len() || target.end > columns {
            return;
        }
        marked.resize(pair.source.len() * columns, 0.0f32);
        // Which word of a phrase answers which, other evidence has to say: languages differ in order.
        for i in source.clone() {
            marked[i * columns + target.start..i * columns + target.end].fill(1.0);
        }
    };
    pair.known.iter().for_each(|(source, target)| mark(source, target));
    if let Some(finder) = finder {
        let source = find(finder, langs.0, pair.source);
        let target = find(finder, langs.1, pair.target);
        for (range, dictionary, entries) in &source {
            for (other, other_dictionary, others) in &target {
                let long = range.len() > 1 || other.len() > 1;
                if long
                    && dictionary == other_dictionary
                    && entries.iter().any(|entry| others.contains(entry))
                {
                    mark(range, other);
                }
            }
        }
    }
    marked
}

/// The entries that stand in a text, by tokens.
fn find(finder: &mut Finder, lang: &str, tokens: &[String]) -> Vec<EntriesAt> {
    let joined = JoinedTokens::new(tokens);
    let mut found = finder.entries(lang, joined.text());
    found.iter_mut().for_each(|(range, ..)| *range = joined.tokens_in(range));
    found
}
