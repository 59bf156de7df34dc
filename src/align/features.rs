//! The features of a bead: what speaks for and against these source sentences answering those
//! target sentences, as named numbers. A trained weight, in nats a unit, goes with each
//! (`first.tsv` and the tables beside it); their sum is the bead's worth.
//!
//! * shape: how often beads of two, three or more sentences occur at all, and one-sided ones;
//! * length: how far the lengths are from the pair's usual ratio, apart for 1-1 and for merges;
//! * words, for each class: how much *information* its matched words carry (nats: minus the
//!   logarithm of the chance that a stretch of that length holds a partner anyway), how many are
//!   matched, how many are not;
//! * learned links, likewise;
//! * chances that the texts taught: what the words of a bead gain by standing together, and what
//!   they are worth for being there (`chances`);
//! * ends: that both sides end alike (information, again), that they do not, and that a bead runs on
//!   over a line that ends like no sentence (a heading, a label);
//! * lonely words: of the unmatched ones those that find no partner anywhere near. A word whose
//!   partner stands elsewhere belongs elsewhere; one without any may be missing, or unknown;
//! * for a null: what an answered sentence of these texts usually has to show. Where translations
//!   are close, a sentence without a matching word is missing its partner; where they are free, it
//!   is just a free one.
//!
//! A word that the texts themselves taught counts as one that a lexicon lists: that it finds no
//! partner says something too.
//!
//! The information is tempered by its weight to about a tenth: words of one sentence are far
//! from independent, and raw likelihood ratios make an aligner overconfident.

use std::ops::Range;

use crate::align::ends::{End, Usual};
use crate::align::gains::Gains;
use crate::align::links::{Link, LinkKind, Links};
use crate::align::matches::Matches;
use crate::align::words::{Class, Side, Word};
use crate::model::lattice::Shape;

/// The shapes of beads that are tried: source sentences, target sentences.
pub const SHAPES: [Shape; 12] = [
    (1, 0),
    (0, 1),
    (1, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
];

/// Names of the features, in order; the last two are the worth of a null bead after another of the
/// same side and of the other side, which belong to the path and not to a bead.
pub const NAMES: [&str; FEATURES + 2] = [
    "shape 1-2",
    "shape 2-2",
    "shape 1-3",
    "shape larger",
    "shape null",
    "length 1-1 squared",
    "length 1-1 absolute",
    "length 1-1 difference",
    "length merge squared",
    "length merge absolute",
    "length merge difference",
    "content information",
    "content matched",
    "content unmatched",
    "function information",
    "function matched",
    "function unmatched",
    "value information",
    "value matched",
    "value unmatched",
    "mark information",
    "mark matched",
    "mark unmatched",
    "name information",
    "name matched",
    "name unmatched",
    "unknown information",
    "unknown matched",
    "unknown unmatched",
    "learned information",
    "learned matched",
    "chance gain",
    "chance alone",
    "end information",
    "ends apart",
    "merge unfinished",
    "content lonely",
    "function lonely",
    "value lonely",
    "mark lonely",
    "name lonely",
    "unknown lonely",
    "null answered",
    "null again",
    "null across",
];

/// Number of features of a bead.
pub const FEATURES: usize = 43;

const NULL: usize = 4;
const LENGTH: usize = 5;
const WORDS: usize = 11;
const LEARNED: usize = WORDS + 3 * KINDS;
const CHANCE: usize = LEARNED + 2;
const ENDS: usize = CHANCE + 2;
const LONELY: usize = ENDS + 3;
const NULL_ANSWERED: usize = LONELY + KINDS;
/// The features of words that answer words, one by one.
pub(crate) const ANSWERS: Range<usize> = WORDS..CHANCE;

/// Number of the classes of words, each with weights of its own.
const KINDS: usize = Class::ALL.len();

/// What the features of a pair of texts are computed from.
#[derive(Debug)]
pub(crate) struct Evidence<'a> {
    pub(crate) source: Half<'a>,
    pub(crate) target: Half<'a>,
    /// Characters of the target for one of the source.
    pub(crate) ratio: f64,
    /// What learned chances say, where there are any.
    pub(crate) gains: Option<Gains>,
    /// What an answered sentence of these texts usually shows, nats; 0 while nobody knows.
    pub(crate) answered: f64,
}

/// One side's part of the evidence.
#[derive(Debug)]
pub(crate) struct Half<'a> {
    side: &'a Side,
    matches: Matches,
    /// For each word type: minus the logarithm of the chance that one word of the other side is
    /// a partner of it, nats.
    information: Vec<f64>,
    /// For each word type its class as these texts have it.
    kinds: Vec<u8>,
    /// For each sentence, how many words of each kind come before it.
    before: Vec<[u32; KINDS]>,
    /// Likewise how many of those for which no sentence they may meet has a partner.
    lonely: Vec<[u32; KINDS]>,
    /// How usual each end is on this side.
    usual: Usual,
}

impl<'a> Half<'a> {
    pub(crate) fn new(side: &'a Side, other: &Side, links: &[Vec<Link>], matches: Matches) -> Self {
        let chance = |links: &Vec<Link>| -> f64 {
            links.iter().map(|l| other.chances[l.word as usize] * f64::from(l.strength)).sum()
        };
        let information = links.iter().map(|links| -chance(links).max(1e-12).ln()).collect();
        let taught = |links: &[Link]| links.iter().any(|link| link.kind == LinkKind::Learned);
        let kind = |(word, links): (&Word, &Vec<Link>)| match word.class {
            Class::Name | Class::Unknown if taught(links) => Class::Content as u8,
            class => class as u8,
        };
        let kinds: Vec<u8> = side.words.iter().zip(links).map(kind).collect();
        let (mut before, mut lonely) = (vec![[0; KINDS]], vec![[0; KINDS]]);
        for (u, sentence) in side.sentences.iter().enumerate() {
            let mut all = before.last().copied().unwrap_or_default();
            let mut alone = lonely.last().copied().unwrap_or_default();
            let mut is_met = vec![false; sentence.len()];
            matches.of(u).iter().for_each(|found| is_met[usize::from(found.place)] = true);
            for (&word, is_met) in sentence.iter().zip(is_met) {
                let kind = usize::from(kinds[word as usize]);
                all[kind] += 1;
                alone[kind] += u32::from(!is_met);
            }
            before.push(all);
            lonely.push(alone);
        }
        let usual = Usual::count(&side.ends);
        Half { side, matches, information, kinds, before, lonely, usual }
    }

    fn words_of(&self, range: &Range<usize>) -> usize {
        range.clone().map(|sentence| self.side.len_of(sentence)).sum()
    }

    fn length(&self, range: &Range<usize>) -> f64 {
        range.clone().map(|sentence| self.side.lengths[sentence]).sum()
    }

    /// Adds this half's word features of a bead: own sentences against those of the other side.
    fn add(&self, features: &mut Features, own: &Range<usize>, other: &Range<usize>, span: usize) {
        for kind in 0..KINDS {
            let all = self.before[own.end][kind] - self.before[own.start][kind];
            let lonely = self.lonely[own.end][kind] - self.lonely[own.start][kind];
            features[WORDS + 3 * kind + 2] += f64::from(all);
            features[LONELY + kind] += f64::from(lonely);
        }
        let span = (span.max(1) as f64).ln();
        for u in own.clone() {
            let mut visit = |place: u16, strength: f32, by: LinkKind| {
                let word = self.side.sentences[u][place as usize] as usize;
                let kind = usize::from(self.kinds[word]);
                let strength = f64::from(strength);
                let information = (self.information[word] - span).clamp(0.05, 9.2);
                let at = match by {
                    LinkKind::Learned => LEARNED,
                    LinkKind::Same | LinkKind::Given | LinkKind::Built | LinkKind::Sound => {
                        WORDS + 3 * kind
                    }
                };
                features[at] += strength * information;
                features[at + 1] += strength;
                features[WORDS + 3 * kind + 2] -= strength;
            };
            if other.len() == 1 {
                for m in self.matches.between(u, other.start) {
                    visit(m.place, m.strength, m.kind);
                }
            } else {
                self.visit_best(u, other, &mut visit);
            }
        }
    }

    /// Visits each matched word of sentence `u` once, with its best partner in any of `other`.
    fn visit_best(
        &self,
        u: usize,
        other: &Range<usize>,
        visit: &mut impl FnMut(u16, f32, LinkKind),
    ) {
        let mut lists: [&[crate::align::matches::Match]; 4] = [&[]; 4];
        for (list, v) in lists.iter_mut().zip(other.clone()) {
            *list = self.matches.between(u, v);
        }
        while let Some(place) = lists.iter().filter_map(|l| l.first()).map(|m| m.place).min() {
            let mut best = (0.0, LinkKind::Same);
            for list in &mut lists {
                if let Some(m) = list.first().filter(|m| m.place == place) {
                    if m.strength > best.0 {
                        best = (m.strength, m.kind);
                    }
                    *list = &list[1..];
                }
            }
            visit(place, best.0, best.1);
        }
    }
}

/// Values of the features of one bead.
pub(crate) type Features = [f64; FEATURES];

/// Returns the features of a sentence that nothing answers; see [`Evidence::answered`].
pub(crate) fn of_null(answered: f64) -> Features {
    let mut features = [0.0; FEATURES];
    features[NULL] = 1.0;
    features[NULL_ANSWERED] = answered;
    features
}

impl<'a> Evidence<'a> {
    /// Gathers the evidence for the sentences that `rows` lets meet.
    pub(crate) fn gather(
        source: &'a Side,
        target: &'a Side,
        links: &Links,
        rows: &crate::align::space::Meetings,
        ratio: f64,
    ) -> Evidence<'a> {
        let of_source = Matches::find(source, target, &links.of_source, &rows.of_source);
        let of_target = Matches::find(target, source, &links.of_target, &rows.of_target);
        Evidence {
            source: Half::new(source, target, &links.of_source, of_source),
            target: Half::new(target, source, &links.of_target, of_target),
            ratio,
            gains: None,
            answered: 0.0,
        }
    }

    /// Returns the features of the bead of `shape` that ends before sentences `i` and `j`.
    pub(crate) fn bead(&self, i: usize, j: usize, (x, y): Shape) -> Features {
        if x == 0 || y == 0 {
            return of_null(self.answered);
        }
        let mut features = [0.0; FEATURES];
        let (own, other) = (i - x..i, j - y..j);
        match (x.min(y), x.max(y)) {
            (1, 1) => {}
            (1, 2) => features[0] = 1.0,
            (2, 2) => features[1] = 1.0,
            (1, 3) => features[2] = 1.0,
            _ => features[3] = 1.0,
        }
        self.lengths(&mut features, &own, &other);
        self.ends(&mut features, &own, &other);
        let (source, target) = (self.source.words_of(&own), self.target.words_of(&other));
        self.source.add(&mut features, &own, &other, target);
        self.target.add(&mut features, &other, &own, source);
        if let Some(gains) = &self.gains {
            (features[CHANCE], features[CHANCE + 1]) = gains.bead(i, j, (x, y));
        }
        features
    }

    fn ends(&self, features: &mut Features, own: &Range<usize>, other: &Range<usize>) {
        let (source, target) = (&self.source.side.ends, &self.target.side.ends);
        let (a, b) = (source[own.end - 1], target[other.end - 1]);
        if a == b {
            let information = self.source.usual.information(a) + self.target.usual.information(b);
            features[ENDS] = information;
        } else {
            features[ENDS + 1] = 1.0;
        }
        let unfinished = |ends: &[End], of: &Range<usize>| {
            ends[of.start..of.end - 1].iter().filter(|&&end| end == End::Nothing).count() as f64
        };
        features[ENDS + 2] = unfinished(source, own) + unfinished(target, other);
    }

    fn lengths(&self, features: &mut Features, own: &Range<usize>, other: &Range<usize>) {
        /// Characters added to both lengths, so that short sentences may differ more.
        const SLACK: f64 = 8.0;
        let a = self.source.length(own) * self.ratio;
        let b = self.target.length(other);
        let ratio = ((b + SLACK) / (a + SLACK)).ln();
        let difference = (b - a) / (a + b + 10.0).sqrt();
        let at = if own.len() + other.len() > 2 { LENGTH + 3 } else { LENGTH };
        features[at] = -(ratio * ratio).min(2.0);
        features[at + 1] = -ratio.abs().min(1.5);
        features[at + 2] = -(difference * difference).min(30.0) / 10.0;
    }
}
