//! Term pairs: what is called what in two texts, aligned or comparable.
//!
//! [`extract`] reads both sides into words ([`reading`]), gathers the stretches that can be
//! terms ([`candidate`]), finds which words answer each other, and grows word pairs into term
//! pairs. In aligned text ([`parallel`]) words are linked bead by bead, from sound, letters and
//! from how often they stand in the same beads; a term is then a stretch whose links stay
//! inside another. In comparable text ([`comparable`]) nothing says which sentence answers
//! which, so a pair needs evidence in itself: letters, sound, or a glossary for every one of its
//! words. What is left over is reported as unpaired rather than guessed at.

mod candidate;
mod comparable;
mod pair;
mod parallel;
mod reading;

use crate::bitext::{Bead, Evidence, Occurrence, SentencePair, TermKind, TermPair};
use crate::text::Lang;

use reading::Side;

/// A sentence of one of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<'t> {
    /// Its text, to which the ranges of [`Occurrence`]s belong.
    pub text: &'t str,
    /// Its number, by which links and occurrences name it.
    pub number: usize,
}

/// What is known of which sentence answers which.
#[derive(Clone, Copy, Debug)]
pub enum Links<'a> {
    /// The texts are translations of each other, aligned.
    Aligned(&'a [Bead]),
    /// The texts speak of the same things; some sentences may answer each other.
    Comparable(&'a [SentencePair]),
}

/// A pair that a glossary or a memory knows and that stands in the texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The source term in its citation form.
    pub source: String,
    /// The target term in its citation form.
    pub target: String,
    /// Where the source term stands.
    pub source_places: Vec<Occurrence>,
    /// Where the target term stands.
    pub target_places: Vec<Occurrence>,
    /// Who knows it: [`Evidence::Glossary`] or [`Evidence::Memory`].
    pub evidence: Evidence,
}

/// What to look for.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtractOptions {
    /// Pairs less probable than this are left out, 0 to 1.
    pub min_confidence: f64,
    /// Whether verbs, adjectives and adverbs standing alone count as terms; `None` leaves it to
    /// the size of the texts (they do up to [`SMALL_TEXT`] sentences a side).
    pub all_parts: Option<bool>,
}

/// Texts of so many sentences a side are small: every pair of words is worth listing.
pub const SMALL_TEXT: usize = 200;

impl Default for ExtractOptions {
    fn default() -> ExtractOptions {
        ExtractOptions { min_confidence: 0.5, all_parts: None }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Extracted {
    /// Term pairs, surest first.
    pub pairs: Vec<TermPair>,
    /// Source terms that nothing answers, in the order of the text.
    pub unpaired_source: Vec<Unpaired>,
    /// Target terms that nothing answers, in the order of the text.
    pub unpaired_target: Vec<Unpaired>,
}

/// A name or repeated term that nothing in the other text answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Unpaired {
    /// The term in its citation form.
    pub term: String,
    /// What kind of term it is.
    pub kind: TermKind,
    /// Where it stands.
    pub occurrences: Vec<Occurrence>,
}

/// Finds the term pairs of two texts.
///
/// Sentences whose text is page furniture should be left out by the caller; their numbers may be
/// missing from `source` and `target`. Links to sentences that are not given are ignored.
///
/// ```
/// use kladka::terms::{ExtractOptions, Links, Sentence, extract};
/// let source = [Sentence { text: "Polska wspiera Globalną Koalicję.", number: 0 }];
/// let target = [Sentence { text: "Poland supports the Global Coalition.", number: 0 }];
/// let (pl, en) = ("pl".parse()?, "en".parse()?);
/// let found =
///     extract(&pl, &source, &en, &target, Links::Comparable(&[]), &[], &ExtractOptions::default());
/// assert_eq!(found.pairs[0].source, "Globalna Koalicja");
/// assert_eq!(found.pairs[0].target, "Global Coalition");
/// # Ok::<(), kladka::text::LangError>(())
/// ```
pub fn extract(
    source_lang: &Lang,
    source: &[Sentence<'_>],
    target_lang: &Lang,
    target: &[Sentence<'_>],
    links: Links<'_>,
    known: &[Known],
    options: &ExtractOptions,
) -> Extracted {
    let source = Side::read(source_lang, source, false);
    let target = Side::read(target_lang, target, true);
    let small = source.len().max(target.len()) <= SMALL_TEXT;
    let all_parts = options.all_parts.unwrap_or(small);
    let proposals = match links {
        Links::Aligned(beads) => parallel::propose(&source, &target, beads),
        Links::Comparable(pairs) => comparable::propose(&source, &target, pairs),
    };
    pair::settle(&source, &target, proposals, known, options.min_confidence, all_parts)
}
