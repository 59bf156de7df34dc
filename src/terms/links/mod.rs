//! Word links and spans: which words of two texts answer each other, and why.
//!
//! Each word of one text chooses a word of the other, or nothing; the choices are a chain, since a
//! word's answer stands near its neighbour's. What speaks for a choice (form, value, sound,
//! dictionaries, counts of the texts at hand and of a memory) are features of one small trained
//! model ([`LinkWeights`]), and inference is exact ([`crate::model::chain`]). It is done in both
//! directions, and the score of a link is the geometric mean of its two probabilities. There are
//! two rounds: the second knows which words were linked elsewhere. No expectation maximisation is
//! run, so that a page is enough.

mod counts;
mod decode;
mod evidence;
mod features;
mod listed;
mod phrases;
mod scene;
mod span_features;
mod spans;
mod words;

use std::sync::LazyLock;

pub use counts::LinkCounts;
pub use evidence::evidence;
pub use features::LinkWeights;
pub use scene::{Choices, Scene, TextPair};
pub use span_features::SpanWeights;
use spans::weigh;
pub use spans::{Candidate, Runs, candidates, choose, runs};

use crate::bitext::{LinkReason, LinkedKeys, LinkedPair, LinkedSpan, WordLink};
use crate::lexicon::Given;
use crate::model::chain::Chain;

/// Links below this score are not told.
pub const LEAST: f64 = 0.25;

/// The weights of both rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkModel {
    /// Those of the first round.
    pub first: LinkWeights,
    /// Those of the second, which knows what was linked elsewhere.
    pub second: LinkWeights,
    /// Those of spans.
    pub spans: SpanWeights,
}

static LEARNED: LazyLock<LinkModel> = LazyLock::new(|| LinkModel {
    // The tables are part of the program, and a test reads them.
    first: LinkWeights::read(include_str!("first.tsv")).expect("the table fits its features"),
    second: LinkWeights::read(include_str!("second.tsv")).expect("the table fits its features"),
    spans: SpanWeights::read(include_str!("spans.tsv")).expect("the table fits its features"),
});

impl LinkModel {
    /// Returns the model that is part of the program.
    pub fn learned() -> &'static LinkModel {
        &LEARNED
    }
}

/// The links of a pair of texts, with every span that they allow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkedTexts {
    /// Links, and the spans of them that were chosen.
    pub linked: LinkedPair,
    /// All spans, chosen or not, in the order of the source; they overlap.
    pub spans: Vec<LinkedSpan>,
}

/// Links the words of texts in two languages.
#[derive(Clone, Copy, Debug)]
pub struct Linker<'k> {
    /// Primary subtags of the source and target language.
    pub langs: (&'k str, &'k str),
    /// What dictionaries know; `None` links without any.
    pub given: Option<&'k Given>,
    /// What was counted in a memory.
    pub memory: Option<&'k LinkCounts>,
    /// Whether each link is told with its reasons.
    pub why: bool,
    /// The trained weights.
    pub model: &'k LinkModel,
}

impl<'k> Linker<'k> {
    /// Makes a linker that knows nothing beforehand.
    ///
    /// ```
    /// use kladka::terms::links::{Linker, TextPair};
    /// let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    /// let (source, target) = (words("Koalicja 12 państw ."), words("A coalition of 12 states ."));
    /// let pair = TextPair { source: &source, target: &target, known: &[] };
    /// let linked = Linker::new(("pl", "en")).link(&[pair]);
    /// assert!(linked[0].links.iter().any(|link| (link.source, link.target) == (0, 1)));
    /// ```
    pub fn new(langs: (&'k str, &'k str)) -> Linker<'k> {
        Linker::of(langs, LinkModel::learned())
    }

    /// Makes a linker with other weights.
    pub fn of(langs: (&'k str, &'k str), model: &'k LinkModel) -> Linker<'k> {
        Linker { langs, given: None, memory: None, why: false, model }
    }

    /// Links the words of each pair of texts; all of them are one text, whose counts all share.
    pub fn link(&self, pairs: &[TextPair<'_>]) -> Vec<LinkedPair> {
        self.rounds(pairs, |linked, _| linked)
    }

    /// Links the words and tells every span, so that a whole text can decide between them.
    pub fn link_all(&self, pairs: &[TextPair<'_>]) -> Vec<LinkedTexts> {
        self.rounds(pairs, |linked, candidates| LinkedTexts {
            linked,
            spans: weigh(candidates, &self.model.spans),
        })
    }

    fn rounds<T>(
        &self,
        pairs: &[TextPair<'_>],
        tell: impl Fn(LinkedPair, &[Candidate]) -> T,
    ) -> Vec<T> {
        let (scene, first) = self.first_round(pairs);
        let runs = runs(&scene);
        let second = |pair| {
            let (linked, candidates) = self.second_round(&scene, pair, &first[pair], &runs);
            tell(linked, &candidates)
        };
        (0..scene.len()).map(second).collect()
    }

    /// Counts pairs of texts, so that others can learn from them: how often words met and were
    /// linked.
    pub fn count(&self, pairs: &[TextPair<'_>]) -> LinkCounts {
        self.first_round(pairs).0.into_counts()
    }

    /// Counts pairs of texts one by one, so that each can be added and taken off by itself.
    pub fn keys(&self, pairs: &[TextPair<'_>]) -> Vec<LinkedKeys> {
        let (scene, first) = self.first_round(pairs);
        (0..scene.len()).map(|pair| scene.keys_of(pair, &first[pair])).collect()
    }

    fn first_round(&self, pairs: &[TextPair<'_>]) -> (Scene<'k>, Vec<Vec<f64>>) {
        let mut scene = Scene::read(self.langs, pairs, self.given, self.memory);
        let scores = |pair| scores(&scene, pair, &self.model.first, None);
        let first: Vec<Vec<f64>> = (0..scene.len()).map(scores).collect();
        scene.remember(&first);
        (scene, first)
    }

    fn second_round(
        &self,
        scene: &Scene<'_>,
        pair: usize,
        first: &[f64],
        runs: &Runs,
    ) -> (LinkedPair, Vec<Candidate>) {
        let weights = &self.model.second;
        let (n, m) = scene.sizes(pair);
        let scores = scores(scene, pair, weights, Some(first));
        let mut links = decode::links(&scores, n, m, LEAST);
        if self.why {
            let choices = [false, true].map(|turned| scene.choices(pair, turned, Some(first)));
            for link in &mut links {
                link.why = reasons(&choices, weights, link);
                if scene.is_known(pair, link.source, link.target) {
                    let phrase = link.why.iter_mut().find(|reason| features::is_phrase(reason));
                    phrase.into_iter().for_each(|r| r.feature = features::IN_GLOSSARY.into());
                }
            }
        }
        let candidates = candidates(scene, pair, &scores, runs);
        let spans = choose(&candidates, &self.model.spans);
        (LinkedPair { links, spans }, candidates)
    }
}

/// Returns the score of every link of a pair of texts: the geometric mean of its probabilities in
/// both directions, row by row of the source.
pub fn scores(
    scene: &Scene<'_>,
    pair: usize,
    weights: &LinkWeights,
    own: Option<&[f64]>,
) -> Vec<f64> {
    let (n, m) = scene.sizes(pair);
    let [forth, back] = scene.chains(pair, weights, own).map(|chain| chain.posteriors(false).cells);
    let mean = |at: usize| (forth[at] * back[(at % m) * n + at / m]).sqrt();
    (0..n * m).map(mean).collect()
}

/// Returns what the choices are worth under some weights.
pub fn chain(choices: &Choices, weights: &LinkWeights) -> Chain {
    Chain {
        n: choices.n,
        m: choices.m,
        cells: choices.cells.iter().map(|features| weights.sum(features)).collect(),
        nulls: choices.nulls.iter().map(|features| weights.sum(features)).collect(),
        jumps: weights.jumps(),
    }
}

/// What spoke for and against a link: the mean of both directions, the weightiest first.
fn reasons(choices: &[Choices; 2], weights: &LinkWeights, link: &WordLink) -> Vec<LinkReason> {
    let cells = [
        &choices[0].cells[link.source * choices[0].m + link.target],
        &choices[1].cells[link.target * choices[1].m + link.source],
    ];
    let mut reasons: Vec<LinkReason> = Vec::new();
    for &(at, value) in cells.into_iter().flatten() {
        let nats = weights.weights().at(usize::from(at)) * f64::from(value) / 2.0;
        let feature = &features::NAMES[usize::from(at)];
        match reasons.iter_mut().find(|reason| reason.feature == *feature) {
            Some(reason) => reason.nats += nats,
            None => {
                reasons.push(LinkReason {
                    feature: feature.clone(),
                    value: f64::from(value),
                    nats,
                });
            }
        }
    }
    reasons.sort_by(|a, b| b.nats.abs().total_cmp(&a.nats.abs()));
    reasons
}
