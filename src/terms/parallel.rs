//! Term pairs of aligned texts.
//!
//! Words are linked bead by bead: each cell of a bead (a source word, a target word) is weighed
//! by letters and sound, by how often its two words stand in the same beads, by position and
//! capitals, and the best cells win, one partner a word (competitive linking). A second pass
//! knows how often two words were linked elsewhere. A term is then a candidate whose links all
//! stay inside one candidate of the other side; terms whose words have no partners of their own
//! (`Stany Zjednoczone`) are found by standing in the same beads.
//!
//! Nothing is trained here, so that one page is enough: on a page letters and capitals decide,
//! in a long text counts do.

use std::collections::{HashMap, HashSet};

use crate::bitext::{Bead, Evidence, TermKind};
use crate::lexicon::Lexicon;
use crate::terms::candidate::{Candidate, Place, candidates};
use crate::terms::comparable::{WordPair, answer};
use crate::terms::counts::{Counts, Linked, Slot, Unit, UnitLinks, association};
use crate::terms::pair::{PARTS_AGREE, Proposal, Proposals, SUREST};
use crate::terms::reading::{Side, Word};

/// Weights of a cell, in the order of their reach; read off hand-linked pages.
mod weight {
    /// Sounds alike, times the confidence that gives.
    pub const LETTERS: f64 = 3.0;
    /// Stands in the same beads, times [`super::Counts::association`].
    pub const TOGETHER: f64 = 2.2;
    /// Was linked elsewhere, times the share of its occurrences.
    pub const LINKED: f64 = 2.0;
    /// Stands beside a link of the pass before.
    pub const NEIGHBOUR: f64 = 0.4;
    /// Both are written with a capital.
    pub const CAPITALS: f64 = 0.5;
    /// One is written with a capital, the other is not.
    pub const CAPITALS_DISAGREE: f64 = -0.7;
    /// How far apart they stand, times the difference of their relative positions.
    pub const DISTANCE: f64 = -1.2;
    /// A cell that weighs less is no link.
    pub const LEAST: f64 = 0.75;
}

pub(super) fn propose(
    source: &Side<'_>,
    target: &Side<'_>,
    beads: &[Bead],
    lexicon: Option<&Lexicon>,
) -> Proposals {
    let units = units(source, target, beads);
    let counts = Counts::of(&units);
    let letters = letters(source, target, &counts, lexicon);
    let first: Vec<UnitLinks> = units.iter().map(|u| link(u, &counts, &letters, None)).collect();
    let linked = Linked::of(&units, &first);
    let again =
        |(unit, links): (&Unit, &UnitLinks)| link(unit, &counts, &letters, Some((&linked, links)));
    let second: Vec<UnitLinks> = units.iter().zip(&first).map(again).collect();
    let linked = Linked::of(&units, &second);
    let (sources, targets) = (candidates(source), candidates(target));
    let sure = sure(&letters);
    let judge = Judge { counts: &counts, letters: &letters, linked: &linked, sure: &sure };
    let mut pairs = judge.spans(&units, &second, &sources, &targets);
    pairs.extend(judge.wholes(&units, &sources, &targets));
    Proposals { source: sources, target: targets, pairs }
}

fn units(source: &Side<'_>, target: &Side<'_>, beads: &[Bead]) -> Vec<Unit> {
    let slots = |side: &Side<'_>, numbers: std::ops::Range<usize>| -> Vec<Slot> {
        let sentences = numbers.filter_map(|number| side.place(number));
        let slots = sentences.flat_map(|sentence| {
            let words = side.sentences[sentence].words.iter().enumerate();
            words.filter(|(_, word)| word.is_content()).map(
                move |(at, word): (usize, &Word<'_>)| Slot {
                    sentence,
                    word: at,
                    type_: word.type_,
                    capital: word.capital,
                },
            )
        });
        slots.collect()
    };
    let two_sided = beads.iter().filter(|bead| bead.is_two_sided());
    two_sided
        .map(|bead| Unit {
            source: slots(source, bead.source.clone()),
            target: slots(target, bead.target.clone()),
        })
        .collect()
}

type Letters = HashMap<(usize, usize), WordPair>;

/// What letters, sound and the lexicon say of every pair of words that share a bead.
fn letters(
    source: &Side<'_>,
    target: &Side<'_>,
    counts: &Counts,
    lexicon: Option<&Lexicon>,
) -> Letters {
    let pairs = counts.both.keys();
    let answers = pairs.filter_map(|&(s, t)| {
        let (score, evidence) = answer(&source.types[s], &target.types[t], lexicon)?;
        Some(((s, t), WordPair { target: t, score, evidence }))
    });
    answers.collect()
}

/// Links the words of one unit, the best cell first.
fn link(
    unit: &Unit,
    counts: &Counts,
    letters: &Letters,
    before: Option<(&Linked, &UnitLinks)>,
) -> UnitLinks {
    let (n, m) = (unit.source.len(), unit.target.len());
    let mut cells: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in unit.source.iter().enumerate() {
        for (j, b) in unit.target.iter().enumerate() {
            let mut evidence =
                letters.get(&(a.type_, b.type_)).map_or(0.0, |pair| weight::LETTERS * pair.score);
            evidence += weight::TOGETHER * counts.association(a.type_, b.type_);
            if let Some((linked, links)) = before {
                let own = usize::from(links[i] == Some(j));
                evidence += weight::LINKED * linked.elsewhere(a.type_, b.type_, own);
                evidence += weight::NEIGHBOUR * neighbours(links, i, j);
            }
            if evidence <= 0.0 {
                continue;
            }
            let capitals = match (a.capital, b.capital) {
                (true, true) => weight::CAPITALS,
                (false, false) => 0.0,
                _ => weight::CAPITALS_DISAGREE,
            };
            let place = |at: usize, of: usize| (at as f64 + 0.5) / of as f64;
            let apart = weight::DISTANCE * (place(i, n) - place(j, m)).abs();
            cells.push((evidence + capitals + apart, i, j));
        }
    }
    cells.retain(|cell| cell.0 >= weight::LEAST);
    cells.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut links: UnitLinks = vec![None; n];
    let mut taken = vec![false; m];
    for (_, i, j) in cells {
        if links[i].is_none() && !taken[j] {
            links[i] = Some(j);
            taken[j] = true;
        }
    }
    links
}

/// How many of the words beside `i` are linked to words beside `j`.
fn neighbours(links: &UnitLinks, i: usize, j: usize) -> f64 {
    let near = |at: Option<usize>| {
        let other = at.and_then(|at| links.get(at).copied().flatten());
        f64::from(u8::from(other.is_some_and(|other| other != j && other.abs_diff(j) <= 2)))
    };
    near(i.checked_sub(1)) + near(Some(i + 1))
}

/// Weighs candidates against each other.
struct Judge<'a> {
    counts: &'a Counts,
    letters: &'a Letters,
    linked: &'a Linked,
    sure: &'a Sure,
}

/// Candidates by the place they stand in.
type ByPlace<'c> = HashMap<&'c Place, usize>;

impl Judge<'_> {
    /// Proposes candidates whose links stay inside each other.
    fn spans(
        &self,
        units: &[Unit],
        links: &[UnitLinks],
        sources: &[Candidate],
        targets: &[Candidate],
    ) -> Vec<Proposal> {
        let target_places: ByPlace<'_> = by_place(targets);
        let mut in_sentence: HashMap<usize, Vec<(usize, &Place)>> = HashMap::new();
        for (number, candidate) in sources.iter().enumerate() {
            for place in &candidate.places {
                in_sentence.entry(place.sentence).or_default().push((number, place));
            }
        }
        let mut met: HashMap<(usize, usize), Met> = HashMap::new();
        for (unit, links) in units.iter().zip(links) {
            let sentences: HashSet<usize> = unit.source.iter().map(|s| s.sentence).collect();
            let mut sentences: Vec<usize> = sentences.into_iter().collect();
            sentences.sort_unstable();
            for (s, place) in sentences.iter().filter_map(|s| in_sentence.get(s)).flatten() {
                let Some((opposite, pairs)) = closed(unit, links, place) else { continue };
                let Some(&t) = target_places.get(&opposite) else { continue };
                let met = met.entry((*s, t)).or_insert_with(|| Met { times: 0, pairs });
                met.times += 1;
            }
        }
        let mut proposals: Vec<Proposal> = met
            .into_iter()
            .filter_map(|((s, t), met)| self.weigh(s, t, &met, &sources[s], &targets[t]))
            .collect();
        proposals.sort_by_key(|p| (p.source, p.target));
        proposals
    }

    fn weigh(
        &self,
        s: usize,
        t: usize,
        met: &Met,
        a: &Candidate,
        b: &Candidate,
    ) -> Option<Proposal> {
        let name = |c: &Candidate| c.kind == TermKind::Name;
        if name(a) != name(b) && (name(a) && a.only_in_names || name(b) && b.only_in_names) {
            return None;
        }
        let mut parts: Vec<(f64, Evidence)> =
            met.pairs.iter().map(|&(x, y)| self.word_pair(x, y)).collect();
        if let ([(score, _)], [(x, y)]) = (parts.as_mut_slice(), met.pairs.as_slice())
            && !self.letters.contains_key(&(*x, *y))
            && self.counts.has_rival(*x, *y)
        {
            *score *= RIVAL;
        }
        let doubt: f64 = parts.iter().map(|(score, _)| 1.0 - score).sum();
        let mut score = 1.0 - doubt / parts.len() as f64;
        let mut evidence: Vec<Evidence> = parts.into_iter().map(|(_, evidence)| evidence).collect();
        if evidence.len() > 1 {
            score += PARTS_AGREE;
            evidence = vec![Evidence::Parts(evidence)];
        }
        // A term met again in the same words is less likely to be an accident of linking.
        let doubt = (1.0 - score).max(0.0) * MET_AGAIN.powi(met.times.min(8) as i32 - 1);
        let words = met.pairs.clone();
        Some(Proposal { source: s, target: t, score: (1.0 - doubt).min(SUREST), evidence, words })
    }

    /// How surely two types answer each other in this text, and why.
    fn word_pair(&self, s: usize, t: usize) -> (f64, Evidence) {
        let (both, a, b) = self.counts.together(s, t);
        let links = self.linked.both.get(&(s, t)).copied().unwrap_or(0) as f64;
        let least = |map: &HashMap<usize, usize>, key| map.get(&key).copied().unwrap_or(1) as f64;
        let most = least(&self.linked.source, s).max(least(&self.linked.target, t));
        // Half a link is doubted, and one occurrence added: 2 of 2 give .5, 10 of 10 .86.
        let counted = ((links - 0.5) / (most + 1.0)).max(0.0);
        let counted = if both < 2 { counted.min(ONCE) } else { counted.sqrt() * TOGETHER_MOST };
        let letters = self.letters.get(&(s, t));
        let score = 1.0 - (1.0 - letters.map_or(0.0, |pair| pair.score)) * (1.0 - counted);
        let evidence = match letters {
            Some(pair) => pair.evidence.clone(),
            None => Evidence::Together(both, a.max(b)),
        };
        (score, evidence)
    }

    /// Proposes names and multiword terms that stand in the same beads although their words are
    /// not linked one by one.
    fn wholes(
        &self,
        units: &[Unit],
        sources: &[Candidate],
        targets: &[Candidate],
    ) -> Vec<Proposal> {
        let unit_of = |slots: fn(&Unit) -> &Vec<Slot>| {
            let mut of: HashMap<usize, usize> = HashMap::new();
            for (number, unit) in units.iter().enumerate() {
                of.extend(slots(unit).iter().map(|slot| (slot.sentence, number)));
            }
            of
        };
        let places = |candidates: &[Candidate], of: &HashMap<usize, usize>| {
            let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
            for (number, c) in candidates.iter().enumerate() {
                let mut units: Vec<usize> =
                    c.places.iter().filter_map(|p| of.get(&p.sentence).copied()).collect();
                units.dedup();
                if units.len() >= WHOLE_LEAST && (c.content.len() > 1 || c.kind == TermKind::Name) {
                    found.push((number, units));
                }
            }
            found
        };
        let (in_source, in_target) = (
            places(sources, &unit_of(|unit| &unit.source)),
            places(targets, &unit_of(|unit| &unit.target)),
        );
        let mut by_unit: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, (_, units)) in in_target.iter().enumerate() {
            units.iter().for_each(|&unit| by_unit.entry(unit).or_default().push(at));
        }
        let mut found = Vec::new();
        for (s, here) in &in_source {
            let mut together: HashMap<usize, usize> = HashMap::new();
            for at in here.iter().filter_map(|unit| by_unit.get(unit)).flatten() {
                *together.entry(*at).or_default() += 1;
            }
            let mut together: Vec<(usize, usize)> = together.into_iter().collect();
            together.sort_unstable();
            for (at, both) in together {
                let (t, there) = &in_target[at];
                let (a, b) = (&sources[*s], &targets[*t]);
                let tied = association(both, here.len(), there.len(), units.len());
                if (a.kind == TermKind::Name) != (b.kind == TermKind::Name)
                    || both < WHOLE_LEAST
                    || tied < WHOLE_TIED
                    || self.is_part_elsewhere(a, b)
                {
                    continue;
                }
                let score = WHOLE_MOST * tied * (1.0 - 0.5 / both as f64);
                let evidence = vec![Evidence::Together(both, here.len().max(there.len()))];
                found.push(Proposal { source: *s, target: *t, score, evidence, words: Vec::new() });
            }
        }
        found
    }

    /// Whether a word of one has a sure partner that the other lacks.
    fn is_part_elsewhere(&self, a: &Candidate, b: &Candidate) -> bool {
        let lacks = |own: &usize, sure: &HashMap<usize, Vec<usize>>, other: &Candidate| {
            sure.get(own).is_some_and(|all| !all.iter().any(|t| other.content.contains(t)))
        };
        a.content.iter().any(|s| lacks(s, &self.sure.0, b))
            || b.content.iter().any(|t| lacks(t, &self.sure.1, a))
    }
}

/// Partners that letters make sure of, by source and by target type.
type Sure = (HashMap<usize, Vec<usize>>, HashMap<usize, Vec<usize>>);

fn sure(letters: &Letters) -> Sure {
    /// Letters that say so much leave no room for another partner.
    const SURE: f64 = 0.8;
    let mut sure: Sure = (HashMap::new(), HashMap::new());
    for (&(s, t), _) in letters.iter().filter(|(_, pair)| pair.score > SURE) {
        sure.0.entry(s).or_default().push(t);
        sure.1.entry(t).or_default().push(s);
    }
    sure
}

/// What is left of the doubt about a term each time it is met again.
const MET_AGAIN: f64 = 0.75;
/// What is left of a score that counts give when another word has the same counts. Inside a
/// longer term it does not matter which of its words is which.
const RIVAL: f64 = 0.6;
/// The most that counts say of words that met in one bead only.
const ONCE: f64 = 0.25;
/// The most that counts say of two words.
const TOGETHER_MOST: f64 = 0.95;
/// Beads in which terms must meet as wholes.
const WHOLE_LEAST: usize = 3;
/// The least association of terms that meet as wholes.
const WHOLE_TIED: f64 = 0.75;
/// The most that counts say of terms that meet as wholes.
const WHOLE_MOST: f64 = 0.9;

/// How a pair of candidates was met.
struct Met {
    times: usize,
    /// Types linked inside them.
    pairs: Vec<(usize, usize)>,
}

fn by_place(candidates: &[Candidate]) -> ByPlace<'_> {
    let places = candidates.iter().enumerate();
    places.flat_map(|(number, c)| c.places.iter().map(move |place| (place, number))).collect()
}

/// Returns the target words that answer a source place, when every content word of either is
/// linked to one of the other, with the types linked.
fn closed(unit: &Unit, links: &UnitLinks, place: &Place) -> Option<(Place, Vec<(usize, usize)>)> {
    let inside = |slot: &Slot| slot.sentence == place.sentence && place.words.contains(&slot.word);
    let mut opposite: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for (i, slot) in unit.source.iter().enumerate().filter(|(_, slot)| inside(slot)) {
        let j = links[i]?;
        pairs.push((slot.type_, unit.target[j].type_));
        opposite.push(j);
    }
    let (&first, &last) = (opposite.iter().min()?, opposite.iter().max()?);
    let (start, end) = (unit.target[first], unit.target[last]);
    if start.sentence != end.sentence || last - first + 1 != opposite.len() {
        return None;
    }
    Some((Place { sentence: start.sentence, words: start.word..end.word + 1 }, pairs))
}
