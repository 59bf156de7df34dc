//! What an alignment has to obey: beads that are settled, sentences that belong together, places
//! that must not meet. A person says so, or a review.
//!
//! The search stays what it is. A settled bead of any size becomes one sentence on each side that
//! can only meet the other; steps that break a rule are not priced, so that best path and
//! probabilities are exact among the paths that obey; and the band is led through the rules.

use std::ops::Range;

use crate::align::features::SHAPES;
use crate::align::recipe::Input;
use crate::bitext::Bead;
use crate::model::lattice::{Band, Shape};

/// One thing an alignment has to obey. Sentences are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// These sentences and no others make a bead; with an empty side they have no counterpart.
    Bead(Range<usize>, Range<usize>),
    /// A source and a target sentence stand in one bead.
    Together(usize, usize),
    /// None of these source sentences stands in a bead with any of these target sentences.
    Apart(Range<usize>, Range<usize>),
}

/// Rules that fit two texts and each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Settled beads with two sides, in order.
    settled: Vec<(Range<usize>, Range<usize>)>,
    /// Sentences without a counterpart.
    alone: [Vec<Range<usize>>; 2],
    together: Vec<(usize, usize)>,
    apart: Vec<(Range<usize>, Range<usize>)>,
}

/// Says which rule cannot be obeyed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct ConstraintError {
    /// The rule's number in the list, from 0.
    pub rule: usize,
    /// What is wrong with it.
    pub why: String,
}

impl Constraints {
    /// Takes rules for texts of `n` source and `m` target sentences.
    ///
    /// # Errors
    /// [`ConstraintError`] when a rule names a sentence that is not there, crosses another or
    /// contradicts it.
    ///
    /// ```
    /// use kladka::align::constraints::{Constraints, Rule};
    /// assert!(Constraints::new(&[Rule::Bead(0..1, 0..2), Rule::Together(1, 2)], 4, 4).is_ok());
    /// let crossing = Constraints::new(&[Rule::Together(0, 3), Rule::Together(2, 1)], 4, 4);
    /// assert_eq!(crossing.expect_err("they cross").rule, 1);
    /// ```
    pub fn new(rules: &[Rule], n: usize, m: usize) -> Result<Constraints, ConstraintError> {
        let mut made = Constraints::default();
        for (rule, what) in rules.iter().enumerate() {
            let fail = |why: String| ConstraintError { rule, why };
            let (source, target) = what.ranges();
            for (range, size, side) in [(&source, n, "source"), (&target, m, "target")] {
                if range.end > size {
                    let last = range.end;
                    return Err(fail(format!(
                        "there is no {side} sentence {last}: the last is {size}"
                    )));
                }
            }
            let says_nothing = match what {
                Rule::Bead(a, b) => a.is_empty() && b.is_empty(),
                Rule::Together(..) => false,
                Rule::Apart(a, b) => a.is_empty() || b.is_empty(),
            };
            if says_nothing {
                return Err(fail("it names no sentence".into()));
            }
            if let Some(other) = rules[..rule].iter().position(|before| contradict(before, what)) {
                return Err(fail(format!("this contradicts or crosses rule {}", other + 1)));
            }
            match what {
                Rule::Bead(source, target) if target.is_empty() => {
                    made.alone[0].push(source.clone())
                }
                Rule::Bead(source, target) if source.is_empty() => {
                    made.alone[1].push(target.clone())
                }
                Rule::Bead(source, target) => made.settled.push((source.clone(), target.clone())),
                Rule::Together(source, target) => made.together.push((*source, *target)),
                Rule::Apart(source, target) => made.apart.push((source.clone(), target.clone())),
            }
        }
        made.settle_groups();
        Ok(made)
    }

    /// Says whether there is nothing to obey.
    pub fn is_empty(&self) -> bool {
        *self == Constraints::default()
    }

    /// Sentences that belong together in more than the largest bead there is are a settled bead,
    /// as are those that touch one.
    fn settle_groups(&mut self) {
        self.together.sort_unstable();
        self.together.dedup();
        let settled = &self.settled;
        self.together.retain(|(s, t)| !settled.iter().any(|(a, b)| a.contains(s) && b.contains(t)));
        let mut groups: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for &(s, t) in &self.together {
            match groups.last_mut() {
                Some((a, b)) if a.contains(&s) || b.contains(&t) => {
                    (a.end, b.end) = (a.end.max(s + 1), b.end.max(t + 1));
                }
                _ => groups.push((s..s + 1, t..t + 1)),
            }
        }
        let fits = |a: &Range<usize>, b: &Range<usize>| {
            SHAPES.iter().any(|&(x, y)| a.len() <= x && b.len() <= y)
        };
        let large = groups.into_iter().filter(|(a, b)| !fits(a, b));
        self.settled.extend(large);
        let settled = &self.settled;
        self.together.retain(|(s, t)| !settled.iter().any(|(a, b)| a.contains(s) && b.contains(t)));
        self.settled.sort_by_key(|(a, b)| (a.start, b.start));
    }
}

impl Rule {
    fn ranges(&self) -> (Range<usize>, Range<usize>) {
        match self {
            Rule::Bead(source, target) | Rule::Apart(source, target) => {
                (source.clone(), target.clone())
            }
            Rule::Together(source, target) => (*source..source + 1, *target..target + 1),
        }
    }
}

/// An empty range overlaps nothing.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}

/// Whether two rules cannot both be obeyed.
fn contradict(one: &Rule, other: &Rule) -> bool {
    let ((a, b), (c, d)) = (one.ranges(), other.ranges());
    match (one, other) {
        (Rule::Apart(..), Rule::Apart(..)) => false,
        (Rule::Apart(..), _) | (_, Rule::Apart(..)) => overlap(&a, &c) && overlap(&b, &d),
        (Rule::Together(..), Rule::Together(..)) => {
            (a.start < c.start && b.start > d.start) || (a.start > c.start && b.start < d.start)
        }
        // A bead holds the pair or has nothing of it, and then lies on one side of it.
        (Rule::Bead(..), _) | (_, Rule::Bead(..)) => {
            let same_kind = matches!((one, other), (Rule::Bead(..), Rule::Bead(..)));
            let within = |a: &Range<usize>, b: &Range<usize>| a.start >= b.start && a.end <= b.end;
            let holds = !same_kind
                && (within(&a, &c) && within(&b, &d) || within(&c, &a) && within(&d, &b));
            if holds {
                return false;
            }
            let touches = overlap(&a, &c) || overlap(&b, &d);
            let two_sided = [&a, &b, &c, &d].iter().all(|range| !range.is_empty());
            let crosses = two_sided && (a.start < c.start) != (b.start < d.start);
            touches || crosses
        }
    }
}

/// Two texts in which each settled bead is one sentence on each side, and what steps may be taken.
pub(crate) struct Reduced {
    source: Vec<Range<usize>>,
    target: Vec<Range<usize>>,
    texts: [Vec<String>; 2],
    headings: [Vec<bool>; 2],
    pub(crate) allowed: Allowed,
}

impl Reduced {
    pub(crate) fn new(input: &Input<'_>, constraints: &Constraints) -> Reduced {
        let sides = |settled: Vec<&Range<usize>>, size: usize| {
            let mut items: Vec<Range<usize>> = Vec::new();
            let mut at = 0;
            for range in settled {
                items.extend((at..range.start).map(|number| number..number + 1));
                items.push(range.clone());
                at = range.end;
            }
            items.extend((at..size).map(|number| number..number + 1));
            items
        };
        let source =
            sides(constraints.settled.iter().map(|pair| &pair.0).collect(), input.source.len());
        let target =
            sides(constraints.settled.iter().map(|pair| &pair.1).collect(), input.target.len());
        let joined = |items: &[Range<usize>], texts: &[String]| {
            items.iter().map(|range| texts[range.clone()].join(" ")).collect::<Vec<_>>()
        };
        let headed = |items: &[Range<usize>], flags: &[bool]| match flags.is_empty() {
            true => Vec::new(),
            false => items.iter().map(|r| flags[r.clone()].iter().all(|&flag| flag)).collect(),
        };
        Reduced {
            texts: [joined(&source, input.source), joined(&target, input.target)],
            headings: [
                headed(&source, input.source_headings),
                headed(&target, input.target_headings),
            ],
            allowed: Allowed::new(constraints, &source, &target),
            source,
            target,
        }
    }

    pub(crate) fn input<'r>(&'r self, langs: (&'r str, &'r str)) -> Input<'r> {
        Input {
            source_lang: langs.0,
            target_lang: langs.1,
            source: &self.texts[0],
            target: &self.texts[1],
            source_headings: &self.headings[0],
            target_headings: &self.headings[1],
        }
    }

    /// The beads in numbers of the texts as given.
    pub(crate) fn restored(&self, beads: &[Bead]) -> Vec<Bead> {
        let (mut i, mut j) = (0, 0);
        let end = |items: &[Range<usize>], range: &Range<usize>, at: usize| match range.is_empty() {
            true => at,
            false => items[range.end - 1].end,
        };
        let restored = |bead: &Bead| {
            let (x, y) = (end(&self.source, &bead.source, i), end(&self.target, &bead.target, j));
            let whole = Bead { source: i..x, target: j..y, confidence: bead.confidence };
            (i, j) = (x, y);
            whole
        };
        beads.iter().map(restored).collect()
    }
}

/// Which steps of a path obey. Empty lists mean that nothing is asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Allowed {
    source: Vec<Wish>,
    target: Vec<Wish>,
    /// Cells that a path has to pass, in order.
    points: Vec<(usize, usize)>,
}

/// What is asked of the beads of one sentence.
#[derive(Clone, Debug, Default)]
struct Wish {
    alone: bool,
    /// The one sentence that it meets, by itself.
    only: Option<usize>,
    with: Vec<usize>,
    never: Vec<Range<usize>>,
}

impl Allowed {
    fn new(constraints: &Constraints, source: &[Range<usize>], target: &[Range<usize>]) -> Allowed {
        if constraints.is_empty() {
            return Allowed::default();
        }
        // The item that a sentence became.
        let item =
            |items: &[Range<usize>], number: usize| items.partition_point(|r| r.end <= number);
        let items = |items: &[Range<usize>], range: &Range<usize>| {
            item(items, range.start)..item(items, range.end.saturating_sub(1)) + 1
        };
        let mut allowed = Allowed {
            source: vec![Wish::default(); source.len()],
            target: vec![Wish::default(); target.len()],
            points: Vec::new(),
        };
        for (a, b) in &constraints.settled {
            let (p, q) = (item(source, a.start), item(target, b.start));
            (allowed.source[p].only, allowed.target[q].only) = (Some(q), Some(p));
            allowed.points.extend([(p, q), (p + 1, q + 1)]);
        }
        for (s, t) in &constraints.together {
            let (p, q) = (item(source, *s), item(target, *t));
            allowed.source[p].with.push(q);
            allowed.target[q].with.push(p);
            allowed.points.extend([(p, q), (p + 1, q + 1)]);
        }
        for range in &constraints.alone[0] {
            allowed.source[items(source, range)].iter_mut().for_each(|wish| wish.alone = true);
        }
        for range in &constraints.alone[1] {
            allowed.target[items(target, range)].iter_mut().for_each(|wish| wish.alone = true);
        }
        for (a, b) in &constraints.apart {
            let (a, b) = (items(source, a), items(target, b));
            allowed.source[a.clone()].iter_mut().for_each(|wish| wish.never.push(b.clone()));
        }
        allowed.points.sort_unstable();
        allowed.points.dedup();
        allowed
    }

    /// Whether a bead that ends before sentences `i`, `j` obeys.
    pub(crate) fn allows(&self, i: usize, j: usize, (x, y): Shape) -> bool {
        if self.source.is_empty() && self.target.is_empty() {
            return true;
        }
        let (a, b) = (i - x..i, j - y..j);
        self.source[a.clone()].iter().all(|wish| wish.granted((x, y), &b))
            && self.target[b].iter().all(|wish| wish.granted((y, x), &a))
    }

    /// The band, led through the points that a path has to pass where it misses one.
    pub(crate) fn led(&self, band: Band, n: usize, m: usize) -> Band {
        /// Sentences that the way between two points may be off the straight line.
        const BESIDE: usize = 60;
        if self.points.iter().all(|&(i, j)| band.cell(i, j).is_some()) {
            return band;
        }
        let mut low: Vec<usize> = (0..=n).map(|i| *band.row(i).start()).collect();
        let mut high: Vec<usize> = (0..=n).map(|i| *band.row(i).end()).collect();
        let ends = [(0, 0), (n, m)];
        let points: Vec<_> =
            ends[..1].iter().chain(&self.points).chain(&ends[1..]).copied().collect();
        for pair in points.windows(2) {
            let ((i0, j0), (i1, j1)) = (pair[0], (pair[1].0, pair[1].1.max(pair[0].1)));
            for i in i0..=i1 {
                let along = (i - i0) as f64 / (i1 - i0).max(1) as f64;
                let centre = j0 + (along * (j1 - j0) as f64) as usize;
                low[i] = low[i].min(centre.saturating_sub(BESIDE));
                high[i] = high[i].max((centre + BESIDE).min(m));
            }
            (low[i1], high[i1]) = (low[i1].min(j1), high[i1].max(j1));
        }
        // Rows run forward and share cells.
        for i in 1..=n {
            high[i] = high[i].max(high[i - 1]);
        }
        for i in (0..n).rev() {
            low[i] = low[i].min(low[i + 1]);
        }
        Band::new(low.into_iter().zip(high).map(|(low, high)| low..=high).collect())
    }
}

impl Wish {
    /// Whether a bead with so many sentences on the own side and these on the other will do.
    fn granted(&self, (own, other): Shape, others: &Range<usize>) -> bool {
        !(self.alone && other > 0)
            && self.only.is_none_or(|only| (own, other) == (1, 1) && others.start == only)
            && self.with.iter().all(|sentence| others.contains(sentence))
            && !self.never.iter().any(|range| overlap(range, others))
    }
}
