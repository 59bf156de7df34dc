//! How the parts are put together: one text pair alone, or several with one lexicon.

use std::sync::LazyLock;

use crate::align::constraints::{Allowed, Constraints, Reduced};
use crate::align::features::{Evidence, FEATURES, Features, NAMES, SHAPES};
use crate::align::learn::{Learner, Numbers};
use crate::align::links::Links;
use crate::align::space;
use crate::align::words::Side;
use crate::bitext::{Alignment, Bead};
use crate::language;
use crate::lexicon::{Counts, Given, Lexicon};
use crate::model::Weights;
use crate::model::lattice::{Band, Lattice, Shape};

/// Two texts to align, cut into sentences.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// Primary subtag of the source language.
    pub source_lang: &'a str,
    /// Primary subtag of the target language.
    pub target_lang: &'a str,
    /// The source sentences.
    pub source: &'a [String],
    /// The target sentences.
    pub target: &'a [String],
    /// For each source sentence whether it is a heading; empty when nobody knows.
    pub source_headings: &'a [bool],
    /// For each target sentence whether it is a heading; empty when nobody knows.
    pub target_headings: &'a [bool],
}

/// What an aligner may know beforehand.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Words that are known to answer each other (a glossary, a core lexicon).
    pub given: Given,
    /// Co-occurrence counts of a memory.
    pub counts: Counts,
}

/// Says why texts were not aligned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AlignError {
    /// The caller asked to stop.
    #[error("alignment was stopped")]
    Stopped,
    /// The search was left without a path: a fault of ours, not of the texts.
    #[error("no path through the texts was found; please report this")]
    NoPath,
    /// The constraints leave no way through the texts.
    #[error(
        "no alignment obeys all that was asked; take out one of the rules that stand close together"
    )]
    Unobeyed,
}

/// Sentences from which on a text tells enough about its own words for a second round.
const ENOUGH_TO_LEARN: usize = 80;
/// Beads less sure than this are not learned from.
const SURE_ENOUGH: f64 = 0.5;
/// What it costs when a heading answers something that is no heading, nats. Set by hand: no
/// training text has headings.
const HEADING_MISMATCH: f64 = -1.5;
/// What it brings when a heading answers a heading, nats. Set by hand, as above.
const HEADINGS_MEET: f64 = 0.8;

/// Weights learned by `examples/train_align.rs`.
static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let read = Weights::read(include_str!("weights.tsv"), &NAMES);
    // A test reads the same table: a wrong one is never released.
    read.unwrap_or_else(|_| Weights::new(vec![0.0; FEATURES + 1]))
});

/// Sentences of a text so long that its words are counted by number and the second round keeps near the first.
const LONG: usize = 4000;

/// Aligns one pair of texts. `go_on` is asked now and then; `false` stops.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
///
/// ```
/// use kladka::align::{Input, Knowledge, align};
/// let pl = ["Rada spotkała się w Warszawie.", "Przyjęto 12 rezolucji."].map(String::from);
/// let en = ["The Council met in Warsaw.", "12 resolutions were adopted."].map(String::from);
/// let input = Input {
///     source_lang: "pl", target_lang: "en", source: &pl, target: &en,
///     source_headings: &[], target_headings: &[],
/// };
/// let alignment = align(&input, &Knowledge::default(), &|| true)?;
/// assert_eq!(alignment.beads().len(), 2);
/// # Ok::<(), kladka::align::AlignError>(())
/// ```
pub fn align(
    input: &Input<'_>,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Alignment, AlignError> {
    align_freely(input, &Allowed::default(), knowledge, go_on)
}

/// Aligns one pair of texts under constraints: settled beads, sentences that belong together,
/// places that must not meet.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so, [`AlignError::Unobeyed`] when no alignment obeys.
///
/// ```
/// use kladka::align::constraints::{Constraints, Rule};
/// use kladka::align::{Input, Knowledge, align_under};
/// let pl = ["Raz.", "Dwa."].map(String::from);
/// let en = ["One.", "Two."].map(String::from);
/// let input = Input {
///     source_lang: "pl", target_lang: "en", source: &pl, target: &en,
///     source_headings: &[], target_headings: &[],
/// };
/// let rules = Constraints::new(&[Rule::Bead(0..2, 0..1)], 2, 2)?;
/// let alignment = align_under(&input, &rules, &Knowledge::default(), &|| true)?;
/// assert_eq!(alignment.beads()[0].source, 0..2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn align_under(
    input: &Input<'_>,
    constraints: &Constraints,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Alignment, AlignError> {
    if constraints.is_empty() {
        return align(input, knowledge, go_on);
    }
    let reduced = Reduced::new(input, constraints);
    let langs = (input.source_lang, input.target_lang);
    let found = align_freely(&reduced.input(langs), &reduced.allowed, knowledge, go_on);
    let found = found.map_err(|error| match error {
        AlignError::NoPath => AlignError::Unobeyed,
        error => error,
    })?;
    let beads = reduced.restored(found.beads());
    Alignment::new(beads, input.source.len(), input.target.len()).map_err(|_| AlignError::NoPath)
}

fn align_freely(
    input: &Input<'_>,
    allowed: &Allowed,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Alignment, AlignError> {
    ask(go_on)?;
    let learned = knowledge.counts.lexicon(0.0);
    let mut problem = Problem::new(input, &knowledge.given, &learned).under(allowed);
    let first = problem.solve(&WEIGHTS)?;
    if input.source.len().min(input.target.len()) < ENOUGH_TO_LEARN {
        return Ok(first);
    }
    ask(go_on)?;
    if input.source.len().max(input.target.len()) <= LONG {
        let mut counts = knowledge.counts.clone();
        learn(input, &first, &mut counts);
        return solve(input, allowed, &knowledge.given, &counts.lexicon(1.0), go_on);
    }
    problem.learn(&first);
    problem.narrow(&first);
    problem.solve(&WEIGHTS)
}

fn ask(go_on: &dyn Fn() -> bool) -> Result<(), AlignError> {
    if go_on() { Ok(()) } else { Err(AlignError::Stopped) }
}

/// One of the two rounds in which several pairs of texts are aligned with one lexicon: whoever
/// has more texts than memory takes them one by one, [`learn`]s from each after the first round,
/// and aligns each again in the last.
#[derive(Debug)]
pub struct Round<'k> {
    given: &'k Given,
    learned: Lexicon,
}

impl<'k> Round<'k> {
    /// The first round: what is known beforehand.
    pub fn first(knowledge: &'k Knowledge) -> Round<'k> {
        Round { given: &knowledge.given, learned: knowledge.counts.lexicon(0.0) }
    }

    /// The last round: `counts` are those of the knowledge and of every text.
    pub fn last(knowledge: &'k Knowledge, counts: &Counts) -> Round<'k> {
        Round { given: &knowledge.given, learned: counts.lexicon(1.0) }
    }

    /// Aligns one of the texts.
    ///
    /// # Errors
    /// [`AlignError::Stopped`] when `go_on` says so.
    pub fn align(
        &self,
        input: &Input<'_>,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Alignment, AlignError> {
        solve(input, &Allowed::default(), self.given, &self.learned, go_on)
    }
}

/// Aligns several pairs of texts of the same languages with one lexicon learned over all.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
pub fn align_jointly(
    inputs: &[Input<'_>],
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Vec<Alignment>, AlignError> {
    let first = Round::first(knowledge);
    let mut counts = knowledge.counts.clone();
    for input in inputs {
        learn(input, &first.align(input, go_on)?, &mut counts);
    }
    let last = Round::last(knowledge, &counts);
    inputs.iter().map(|input| last.align(input, go_on)).collect()
}

/// Adds what an alignment teaches to the counts of a [`Round`]: its two-sided beads, each as far as
/// it is sure.
pub fn learn(input: &Input<'_>, alignment: &Alignment, counts: &mut Counts) {
    for bead in alignment.beads() {
        if bead.is_two_sided() && bead.confidence >= SURE_ENOUGH {
            let source = input.source[bead.source.clone()].join(" ");
            let target = input.target[bead.target.clone()].join(" ");
            count_unit(
                input.source_lang,
                &source,
                input.target_lang,
                &target,
                bead.confidence,
                counts,
            );
        }
    }
}

/// Adds one unit's words to the counts: best fold keys, function words left out.
pub fn count_unit(
    source_lang: &str,
    source: &str,
    target_lang: &str,
    target: &str,
    weight: f64,
    counts: &mut Counts,
) {
    let source = content_keys(source_lang, source);
    let target = content_keys(target_lang, target);
    let (source, target) = (source.iter().map(String::as_str), target.iter().map(String::as_str));
    counts.add(source, target, weight);
}

fn content_keys(lang: &str, text: &str) -> Vec<String> {
    let words = crate::text::tokens(text).into_iter();
    let words = words.filter(|token| token.kind == crate::text::TokenKind::Word);
    words
        .map(|token| token.text.to_lowercase())
        .filter(|form| !language::class(lang, form).has(language::WordClass::FUNCTION))
        .map(|form| language::fold(lang, &form).best().to_string())
        .collect()
}

fn solve(
    input: &Input<'_>,
    allowed: &Allowed,
    given: &Given,
    learned: &Lexicon,
    go_on: &dyn Fn() -> bool,
) -> Result<Alignment, AlignError> {
    ask(go_on)?;
    Problem::new(input, given, learned).under(allowed).solve(&WEIGHTS)
}

/// One pair of texts with all evidence gathered: what a trainer and a solver share.
#[derive(Debug)]
pub struct Problem<'a> {
    input: Input<'a>,
    source: Side,
    target: Side,
    links: Links,
    band: Band,
    ratio: f64,
    allowed: Allowed,
}

impl<'a> Problem<'a> {
    /// Gathers the words and links of two texts.
    pub fn new(input: &Input<'a>, given: &Given, learned: &Lexicon) -> Problem<'a> {
        let known = |key: &str| given.has(key) || !learned.partners(key).is_empty();
        let reached = |key: &str| given.reaches(key) || learned.reaches(key);
        let source = Side::read(input.source_lang, input.source, &known);
        let target = Side::read(input.target_lang, input.target, &reached);
        let given = given.between(source.keys(), target.keys());
        let links = Links::find(&source, &target, &given, learned);
        let band = space::band(&source, &target, &links);
        let ratio = ratio(input, &source, &target);
        let allowed = Allowed::default();
        Problem { input: input.clone(), source, target, links, band, ratio, allowed }
    }

    /// The same problem with fewer ways through it.
    fn under(mut self, allowed: &Allowed) -> Problem<'a> {
        let (n, m) = self.size();
        self.band = allowed.led(self.band, n, m);
        self.allowed = allowed.clone();
        self
    }

    /// Adds the links that an alignment of these texts teaches.
    fn learn(&mut self, found: &Alignment) {
        let of_source = Numbers::default().of(self.input.source_lang, &self.source);
        let of_target = Numbers::default().of(self.input.target_lang, &self.target);
        let mut learner = Learner::default();
        learner.add(found, (&self.source, &of_source), (&self.target, &of_target));
        self.links.add_own(&learner.learned(), &of_source, &of_target);
    }

    /// Keeps to the neighbourhood of what was found, in long texts.
    fn narrow(&mut self, found: &Alignment) {
        let (n, m) = self.size();
        self.band = self.allowed.led(space::band_along(found, n, m), n, m);
    }

    /// Returns the number of sentences on both sides.
    pub fn size(&self) -> (usize, usize) {
        (self.source.sentences.len(), self.target.sentences.len())
    }

    /// Prices all beads by `worth` of their features and returns the lattice.
    pub fn lattice(&self, weights: &Weights) -> Lattice<'static> {
        self.visit(weights.at(FEATURES), |features, _, _, _| weights.sum(features))
    }

    /// Calls `worth` with the features of every bead in the band (sentences `i`, `j` it ends
    /// before, its shape) and builds the lattice of what it returns, nats.
    pub fn visit(
        &self,
        gap_again: f64,
        mut worth: impl FnMut(&Features, usize, usize, Shape) -> f64,
    ) -> Lattice<'static> {
        let (n, m) = self.size();
        let meetings = space::meetings(&self.band, n, m);
        let evidence =
            Evidence::gather(&self.source, &self.target, &self.links, &meetings, self.ratio);
        Lattice::new(self.band.clone(), &SHAPES, gap_again, |i, j, shape| {
            if !self.allowed.allows(i, j, shape) {
                return f64::NEG_INFINITY;
            }
            worth(&evidence.bead(i, j, shape), i, j, shape) + self.headings(i, j, shape)
        })
    }

    /// What headings say of a bead, nats.
    fn headings(&self, i: usize, j: usize, (x, y): Shape) -> f64 {
        let (source, target) = (self.input.source_headings, self.input.target_headings);
        if source.is_empty() || target.is_empty() || x == 0 || y == 0 {
            return 0.0;
        }
        let any = |flags: &[bool]| flags.iter().any(|&heading| heading);
        let (a, b) = (&source[i - x..i], &target[j - y..j]);
        match (any(a), any(b)) {
            (true, true) if x == 1 && y == 1 => HEADINGS_MEET,
            (false, false) => 0.0,
            _ => HEADING_MISMATCH,
        }
    }

    /// Returns the best alignment with its confidences.
    ///
    /// # Errors
    /// [`AlignError::NoPath`] when the band lets no path through.
    pub fn solve(&self, weights: &Weights) -> Result<Alignment, AlignError> {
        let (n, m) = self.size();
        if n + m == 0 {
            return Alignment::new(Vec::new(), 0, 0).map_err(|_| AlignError::NoPath);
        }
        let lattice = self.lattice(weights);
        let path = lattice.best_path().ok_or(AlignError::NoPath)?;
        let probabilities = lattice.probabilities(&path).ok_or(AlignError::NoPath)?;
        let beads = path.iter().zip(probabilities).map(|(step, probability)| {
            let (x, y) = SHAPES[step.shape];
            let (source, target) = (step.i - x..step.i, step.j - y..step.j);
            Bead { source, target, confidence: probability.clamp(0.0, 1.0) }
        });
        Alignment::new(beads.collect(), n, m).map_err(|_| AlignError::NoPath)
    }
}

/// Characters of the target for one of the source: the pair's usual figure; where nobody has
/// counted the pair, these texts' own, as far as there is enough of them.
fn ratio(input: &Input<'_>, source: &Side, target: &Side) -> f64 {
    let (usual, counted) = language::length_ratio(input.source_lang, input.target_lang);
    if counted {
        return usual;
    }
    /// Sentences at which the texts' own figure weighs as much as the general one.
    const HALF_SURE: f64 = 30.0;
    let (a, b): (f64, f64) = (source.lengths.iter().sum(), target.lengths.iter().sum());
    let sentences = source.lengths.len().min(target.lengths.len()) as f64;
    let own = ((b + 1.0) / (a + 1.0)).clamp(0.2, 5.0).ln();
    let share = sentences / (sentences + HALF_SURE);
    (usual.ln() * (1.0 - share) + own * share).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_belong_to_the_features() {
        let read = Weights::read(include_str!("weights.tsv"), &NAMES);
        assert!(read.is_ok(), "{read:?}");
    }

    fn beads(source: &[&str], target: &[&str]) -> Vec<String> {
        let own = |side: &[&str]| side.iter().map(|s| s.to_string()).collect::<Vec<_>>();
        let (source, target) = (own(source), own(target));
        let input = Input {
            source_lang: "pl",
            target_lang: "en",
            source: &source,
            target: &target,
            source_headings: &[],
            target_headings: &[],
        };
        let alignment = align(&input, &Knowledge::default(), &|| true).expect("a path");
        alignment.beads().iter().map(|bead| bead.shape().to_string()).collect()
    }

    #[test]
    fn a_sentence_cut_in_two_and_a_missing_one_are_seen() {
        let pl = [
            "Minister obrony spotkał się w Wilnie z delegacją parlamentu Estonii, a rozmowy trwały 3 godziny.",
            "Wieczorem odbyła się uroczysta kolacja.",
            "Budżet programu wynosi 450 milionów euro.",
            "Dokument podpisano 7 maja 2014 r.",
        ];
        let en = [
            "The defence minister met a delegation of the parliament of Estonia in Vilnius.",
            "The talks took 3 hours.",
            "The budget of the programme amounts to 450 million euros.",
            "The document was signed on 7 May 2014.",
        ];
        assert_eq!(beads(&pl, &en), ["1-2", "1-0", "1-1", "1-1"]);
    }

    #[test]
    fn nothing_against_something_is_all_nulls() {
        assert_eq!(beads(&[], &["One."]), ["0-1"]);
        assert_eq!(beads(&["Raz.", "Dwa."], &[]), ["1-0", "1-0"]);
        assert!(beads(&[], &[]).is_empty());
    }
}
