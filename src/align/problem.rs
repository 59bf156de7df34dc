//! One pair of texts with all evidence gathered, and the weights by which it is judged.

use std::sync::{Arc, LazyLock};

use crate::align::constraints::Allowed;
use crate::align::features::{self, ANSWERS, Evidence, FEATURES, Features, NAMES, SHAPES};
use crate::align::gains::Gains;
use crate::align::lessons::{Lessons, Number, Taught};
use crate::align::links::Links;
use crate::align::recipe::{AlignError, Input};
use crate::align::space::{self, Meetings};
use crate::align::trust;
use crate::align::words::Side;
use crate::bitext::{Alignment, Bead};
use crate::language;
use crate::lexicon::{Given, Lexicon};
use crate::model::Weights;
use crate::model::lattice::{AfterGap, Band, Lattice, Shape};

/// What it costs when a heading answers something that is no heading, nats. Set by hand: no
/// training text has headings.
const HEADING_MISMATCH: f64 = -1.5;
/// What it brings when a heading answers a heading, nats. Set by hand, as above.
const HEADINGS_MEET: f64 = 0.8;
/// What an answered sentence shows in a text of middling freedom, nats, and the number of
/// sentences that weigh as much as that expectation.
const ANSWERED: f64 = 3.0;
const FEW: f64 = 15.0;

/// Weights for texts of which nothing is known yet, for texts that have shown how freely they
/// translate, and for texts that have taught something; learned by `examples/train_align.rs`.
static FIRST: LazyLock<Weights> = LazyLock::new(|| read(include_str!("first.tsv")));
static MEASURED: LazyLock<Weights> = LazyLock::new(|| read(include_str!("measured.tsv")));
static TAUGHT: LazyLock<Weights> = LazyLock::new(|| read(include_str!("taught.tsv")));

fn read(table: &str) -> Weights {
    // A test reads the same tables: a wrong one is never released.
    Weights::read(table, &NAMES).unwrap_or_else(|_| Weights::new(vec![0.0; NAMES.len()]))
}

/// Returns the weights for texts of which nothing is known yet.
pub fn first_weights() -> &'static Weights {
    &FIRST
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
    own: Option<Own>,
    /// What an answered sentence usually shows, nats, when that has been measured.
    answered: Option<f64>,
}

/// What texts taught, brought to the words of one pair of them.
#[derive(Debug)]
struct Own {
    taught: Arc<Taught>,
    links: Links,
    /// The numbers of the words of each sentence.
    source: Vec<Vec<Number>>,
    target: Vec<Vec<Number>>,
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
        let input = input.clone();
        Problem { input, source, target, links, band, ratio, allowed, own: None, answered: None }
    }

    /// The same problem with fewer ways through it.
    pub(crate) fn under(mut self, allowed: &Allowed) -> Problem<'a> {
        let (n, m) = self.size();
        self.band = allowed.led(self.band, n, m);
        self.allowed = allowed.clone();
        self
    }

    /// Adds what an alignment of these texts teaches to the lessons.
    pub fn teaches(&self, lessons: &mut Lessons, found: &Alignment) {
        let source = (self.input.source_lang, &self.source);
        lessons.add(source, (self.input.target_lang, &self.target), found);
    }

    /// Puts what texts taught beside what was known, in place of what was learned before.
    pub fn learn(&mut self, taught: &Arc<Taught>) {
        let (of_source, of_target) = taught.numbers(&self.source, &self.target);
        self.own = Some(Own {
            taught: Arc::clone(taught),
            links: self.links.and_taught(taught, &of_source, &of_target),
            source: of_source.sentences(&self.source),
            target: of_target.sentences(&self.target),
        });
    }

    /// Measures on what was found before what an answered sentence of these texts
    /// usually has to show: the more, the less likely is one without to be answered.
    pub fn measure(&mut self, found: &Alignment) {
        let (n, m) = self.size();
        let meetings = space::meetings(&self.band, n, m);
        let evidence = self.evidence(&self.links, &meetings);
        let (mut sum, mut sentences) = (ANSWERED * FEW, FEW);
        for bead in found.beads().iter().filter(|bead| bead.is_two_sided()) {
            let shape = (bead.source.len(), bead.target.len());
            let features = evidence.bead(bead.source.end, bead.target.end, shape);
            let worth: f64 = ANSWERS.map(|at| first_weights().at(at) * features[at]).sum();
            sum += bead.confidence * worth;
            sentences += bead.confidence * 0.5 * (shape.0 + shape.1) as f64;
        }
        self.answered = Some(sum / sentences);
    }

    /// Keeps to the neighbourhood of what was found, in long texts.
    pub(crate) fn narrow(&mut self, found: &Alignment) {
        let (n, m) = self.size();
        self.band = self.allowed.led(space::band_along(found, n, m), n, m);
    }

    /// Returns the number of sentences on both sides.
    pub fn size(&self) -> (usize, usize) {
        (self.source.sentences.len(), self.target.sentences.len())
    }

    /// Prices all beads by `worth` of their features and returns the lattice.
    pub fn lattice(&self, weights: &Weights) -> Lattice<'static> {
        let after_gap = AfterGap { same: weights.at(FEATURES), other: weights.at(FEATURES + 1) };
        self.visit(after_gap, |features, _, _, _| weights.sum(features))
    }

    /// Calls `worth` with the features of every bead in the band (sentences `i`, `j` it ends
    /// before, its shape) and builds the lattice of what it returns, nats.
    pub fn visit(
        &self,
        after_gap: AfterGap,
        mut worth: impl FnMut(&Features, usize, usize, Shape) -> f64,
    ) -> Lattice<'static> {
        let (n, m) = self.size();
        let meetings = space::meetings(&self.band, n, m);
        let links = self.own.as_ref().map_or(&self.links, |own| &own.links);
        let gains = self
            .own
            .as_ref()
            .map(|own| Gains::new(&own.taught.chances, &own.source, &own.target, &meetings));
        let evidence = Evidence {
            gains,
            answered: self.answered.unwrap_or(0.0),
            ..self.evidence(links, &meetings)
        };
        Lattice::new(self.band.clone(), &SHAPES, after_gap, |i, j, shape| {
            if !self.allowed.allows(i, j, shape) {
                return f64::NEG_INFINITY;
            }
            worth(&evidence.bead(i, j, shape), i, j, shape) + self.headings(i, j, shape)
        })
    }

    fn evidence(&self, links: &Links, meetings: &Meetings) -> Evidence<'_> {
        Evidence::gather(&self.source, &self.target, links, meetings, self.ratio)
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

    /// What one more sentence costs in a stretch that nothing answers, nats.
    fn null_run(&self, weights: &Weights) -> f64 {
        weights.sum(&features::of_null(self.answered.unwrap_or(0.0))) + weights.at(FEATURES)
    }

    /// Returns the best alignment with its confidences, by the table for what is known of these
    /// texts: nothing, how freely they translate, or what texts taught.
    ///
    /// # Errors
    /// [`AlignError::NoPath`] when the band lets no path through.
    pub fn solve(&self) -> Result<Alignment, AlignError> {
        match (&self.own, self.answered) {
            (Some(_), _) => self.solve_by(&TAUGHT, trust::NEITHER),
            (None, Some(_)) => self.solve_by(&MEASURED, trust::NEITHER_MEASURED),
            (None, None) => self.solve_by(&FIRST, trust::NEITHER),
        }
    }

    fn solve_by(&self, weights: &Weights, neither: f64) -> Result<Alignment, AlignError> {
        let (n, m) = self.size();
        if n + m == 0 {
            return Alignment::new(Vec::new(), 0, 0).map_err(|_| AlignError::NoPath);
        }
        let lattice = self.lattice(weights);
        let path = lattice.best_path().ok_or(AlignError::NoPath)?;
        let probabilities = lattice.probabilities(&path).ok_or(AlignError::NoPath)?;
        let probabilities =
            trust::tempered(&lattice, &path, (self.null_run(weights), neither), probabilities);
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
        let tables =
            [include_str!("first.tsv"), include_str!("measured.tsv"), include_str!("taught.tsv")];
        for table in tables {
            let read = Weights::read(table, &NAMES);
            assert!(read.is_ok(), "{read:?}");
        }
    }
}
