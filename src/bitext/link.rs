//! Which words of two texts answer each other, as plain values: links between single words, and
//! spans of several that are one name or term.

use std::ops::Range;

/// A word that answers a word.
#[derive(Clone, Debug, PartialEq)]
pub struct WordLink {
    /// The source word, by its number in its text.
    pub source: usize,
    /// The target word, by its number in its text.
    pub target: usize,
    /// How probable the link is, 0 to 1.
    pub score: f64,
    /// What spoke for and against it, the weightiest first; empty unless asked for.
    pub why: Vec<LinkReason>,
}

/// One piece of evidence for or against a link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkReason {
    /// The feature's name, as the table of weights has it.
    pub feature: String,
    /// What was seen: 1 for yes, or a share.
    pub value: f64,
    /// What it adds to the link, in nats; below 0 it speaks against it.
    pub nats: f64,
}

/// Words in a row that are one name, term or figure, with what answers them.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedSpan {
    /// The source words, by number.
    pub source: Range<usize>,
    /// The target words, by number.
    pub target: Range<usize>,
    /// How probable it is that a terminologist would store the two, 0 to 1.
    pub score: f64,
}

/// The words of two texts as they are counted, and what was thought to be linked: what one pair of
/// texts adds to the counts of a memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkedKeys {
    /// The best fold key of each source word, in order.
    pub source: Vec<String>,
    /// Those of the target words.
    pub target: Vec<String>,
    /// Links between words, by number, with their probability in 255ths.
    pub links: Vec<(usize, usize, u8)>,
}

impl LinkedKeys {
    /// Returns the same the other way round.
    pub fn turned(self) -> LinkedKeys {
        let links = self.links.into_iter().map(|(a, b, probability)| (b, a, probability));
        LinkedKeys { source: self.target, target: self.source, links: links.collect() }
    }
}

/// The links and spans of one pair of texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkedPair {
    /// Links in the order of the source words.
    pub links: Vec<WordLink>,
    /// Spans in the order of the source words; no word stands in two.
    pub spans: Vec<LinkedSpan>,
}
