//! Paths through a grid from (0, 0) to (n, m) by steps of a few shapes: the best path, and the
//! probability of every step.
//!
//! A [`Step`] goes from a cell to the cell `dx` further on one axis and `dy` on the other and is
//! worth a number of nats. Steps that move on one axis only ("gaps") may be worth something else
//! when they follow a gap of the same axis or of the other ([`AfterGap`]: affine gaps), and a gap
//! on the first axis never follows one on the second: of the orders in which two runs of gaps can
//! stand, one counts, so that probabilities add up. The grid may be restricted to a [`Band`].
//!
//! This is a semi-Markov conditional random field (Sarawagi and Cohen 2004) over a band;
//! inference is exact in it: forward–backward and Viterbi in the log domain.

use std::ops::RangeInclusive;

/// A step of a path: how far it goes on both axes.
pub type Shape = (usize, usize);

const NOTHING: f64 = f64::NEG_INFINITY;

/// For each place on the first axis, the places on the second that a path may pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    rows: Vec<RangeInclusive<usize>>,
    starts: Vec<usize>,
    cells: usize,
}

impl Band {
    /// Returns the band that allows every cell of a grid of `n` by `m` steps.
    pub fn full(n: usize, m: usize) -> Band {
        Band::new(vec![0..=m; n + 1])
    }

    /// Takes the allowed places of each row; a row's range must not be empty.
    pub fn new(rows: Vec<RangeInclusive<usize>>) -> Band {
        let mut starts = Vec::with_capacity(rows.len());
        let mut cells = 0;
        for row in &rows {
            starts.push(cells);
            cells += row.end() + 1 - row.start();
        }
        Band { rows, starts, cells }
    }

    /// Returns the number of allowed cells.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// Returns the allowed places of a row.
    pub fn row(&self, i: usize) -> RangeInclusive<usize> {
        self.rows[i].clone()
    }

    /// Returns the number of a cell, when it is allowed.
    pub fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let row = self.rows.get(i)?;
        row.contains(&j).then(|| self.starts[i] + j - row.start())
    }

    fn last(&self) -> (usize, usize) {
        (self.rows.len() - 1, self.rows.last().map_or(0, |row| *row.end()))
    }

    fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, usize, usize)> + '_ {
        let rows = self.rows.iter().zip(&self.starts).enumerate();
        rows.flat_map(|(i, (row, start))| row.clone().map(move |j| (i, j, start + j - row.start())))
    }
}

/// What a gap is worth beside its own price when it follows another, nats.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AfterGap {
    /// After a gap of the same axis.
    pub same: f64,
    /// After a gap of the other axis.
    pub other: f64,
}

/// A grid whose steps have been priced.
#[derive(Clone, Debug)]
pub struct Lattice<'s> {
    band: Band,
    shapes: &'s [Shape],
    /// For each cell, then each shape: the worth of the step that *ends* there, nats.
    worth: Vec<f32>,
    after_gap: AfterGap,
}

/// A step of a path that was chosen, by the cell it ends in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Where it ends on the first axis.
    pub i: usize,
    /// Where it ends on the second axis.
    pub j: usize,
    /// Number of its shape.
    pub shape: usize,
}

/// Probabilities of all steps.
#[derive(Clone, Debug)]
pub struct Marginals {
    /// For each cell and shape, as in the lattice: the probability of the step.
    pub steps: Vec<f32>,
    /// The expected number of gaps that follow a gap of the same axis, and of the other.
    pub after_gap: AfterGap,
    /// Logarithm of the sum over all paths, nats.
    pub total: f64,
}

/// What the step before was; decides what a gap is worth.
const AFTER_STEP: usize = 0;
const AFTER_FIRST_GAP: usize = 1;
const AFTER_SECOND_GAP: usize = 2;

/// One figure for each state, and one for all of them together at [`ANY`].
type Sums = [f64; 4];
const ANY: usize = 3;

impl<'s> Lattice<'s> {
    /// Prices a band: `worth(i, j, shape)` is asked once for every step that fits in it.
    pub fn new(
        band: Band,
        shapes: &'s [Shape],
        after_gap: AfterGap,
        mut worth: impl FnMut(usize, usize, Shape) -> f64,
    ) -> Lattice<'s> {
        let mut all = vec![f32::NEG_INFINITY; band.cells() * shapes.len()];
        for (i, j, cell) in band.iter() {
            for (number, &(dx, dy)) in shapes.iter().enumerate() {
                if dx <= i && dy <= j && band.cell(i - dx, j - dy).is_some() {
                    all[cell * shapes.len() + number] = worth(i, j, (dx, dy)) as f32;
                }
            }
        }
        Lattice { band, shapes, worth: all, after_gap }
    }

    /// Returns the same lattice with other prices: `worth(place)` is asked for every step, in the
    /// order in which [`Lattice::new`] asked.
    pub fn repriced(
        &self,
        after_gap: AfterGap,
        mut worth: impl FnMut(usize) -> f64,
    ) -> Lattice<'s> {
        let price = |(place, old): (usize, &f32)| match *old {
            f32::NEG_INFINITY => f32::NEG_INFINITY,
            _ => worth(place) as f32,
        };
        let prices = self.worth.iter().enumerate().map(price).collect();
        Lattice { band: self.band.clone(), shapes: self.shapes, worth: prices, after_gap }
    }

    /// Returns the band.
    pub fn band(&self) -> &Band {
        &self.band
    }

    /// Returns the place of a step in the tables, when it fits in the band.
    pub fn place(&self, step: Step) -> Option<usize> {
        let cell = self.band.cell(step.i, step.j)?;
        Some(cell * self.shapes.len() + step.shape)
    }

    /// Returns what a step is worth, nats; nothing when it does not fit in the band.
    pub fn worth(&self, step: Step) -> Option<f64> {
        self.place(step).and_then(|place| self.worth.get(place)).map(|&worth| f64::from(worth))
    }

    /// Returns the path of the greatest worth, first step first; `None` when the band lets no
    /// path through.
    pub fn best_path(&self) -> Option<Vec<Step>> {
        let mut best = vec![[NOTHING; 3]; self.band.cells()];
        let mut back = vec![[(u8::MAX, 0u8); 3]; self.band.cells()];
        *best.first_mut()? = [0.0, NOTHING, NOTHING];
        self.forward(|cell, to, from_cell, from, worth, shape| {
            let reached = best[from_cell][from] + worth;
            if reached > best[cell][to] {
                best[cell][to] = reached;
                back[cell][to] = (shape as u8, from as u8);
            }
        });
        let (mut i, mut j) = self.band.last();
        let end = best[self.band.cell(i, j)?];
        let mut state = (0..3).max_by(|&a, &b| end[a].total_cmp(&end[b]))?;
        let mut path = Vec::new();
        while (i, j) != (0, 0) {
            let (shape, from) = back[self.band.cell(i, j)?][state];
            let &(dx, dy) = self.shapes.get(shape as usize)?;
            path.push(Step { i, j, shape: shape as usize });
            (i, j, state) = (i - dx, j - dy, from as usize);
        }
        path.reverse();
        Some(path)
    }

    /// Returns the probability of every step, by forward–backward; `None` when the band lets no
    /// path through.
    pub fn marginals(&self) -> Option<Marginals> {
        let mut steps = vec![0.0f32; self.worth.len()];
        let mut after_gap = AfterGap::default();
        let total = self.backward(|place, share, follows| {
            steps[place] += share as f32;
            match follows {
                Follows::Same => after_gap.same += share,
                Follows::Other => after_gap.other += share,
                Follows::None => {}
            }
        })?;
        Some(Marginals { steps, after_gap, total })
    }

    /// Returns the probability of each step of a path, 0 to 1, by forward–backward; `None` when
    /// the band lets no path through. Needs half the memory of [`Lattice::marginals`].
    pub fn probabilities(&self, path: &[Step]) -> Option<Vec<f64>> {
        let mut probabilities = vec![0.0; path.len()];
        // Backward meets the steps of a path last one first.
        let mut waiting = path.len();
        self.backward(|place, share, _| {
            while waiting > 0 && self.place(path[waiting - 1]).is_some_and(|own| own > place) {
                waiting -= 1;
            }
            if waiting > 0 && self.place(path[waiting - 1]) == Some(place) {
                probabilities[waiting - 1] += share;
            }
        })?;
        Some(probabilities)
    }

    /// The logarithm of the sum over all paths that lead to each cell, by the state they are in
    /// there and over all states.
    ///
    /// A step on both axes is worth the same after every state, so that it asks for the sum alone.
    fn ahead(&self) -> Vec<Sums> {
        let mut ahead = vec![[NOTHING; 4]; self.band.cells()];
        let mut steps = Vec::with_capacity(self.shapes.len());
        for (i, j, cell) in self.band.iter() {
            let mut here = if cell == 0 { [0.0, NOTHING, NOTHING, NOTHING] } else { [NOTHING; 4] };
            steps.clear();
            for (shape, &(dx, dy)) in self.shapes.iter().enumerate() {
                let place = cell * self.shapes.len() + shape;
                if self.worth[place] == f32::NEG_INFINITY {
                    continue;
                }
                let Some(from_cell) = self.band.cell(i - dx, j - dy) else { continue };
                let there = &ahead[from_cell];
                if dx > 0 && dy > 0 {
                    steps.push(there[ANY] + f64::from(self.worth[place]));
                    continue;
                }
                for (from, to, follows) in moves(dx, dy) {
                    here[to] = log_add(here[to], there[from] + self.step_worth(place, follows));
                }
            }
            here[AFTER_STEP] = log_add(here[AFTER_STEP], log_sum(&steps));
            here[ANY] = log_sum(&here[..ANY]);
            ahead[cell] = here;
        }
        ahead
    }

    /// Calls `tell(place, share, follows)` for every step, cells backwards: the probability of the
    /// step; of a gap for each state it may follow, and which gap that is, if it is one. Returns
    /// the logarithm of the sum over all paths, nats.
    fn backward(&self, mut tell: impl FnMut(usize, f64, Follows)) -> Option<f64> {
        let ahead = self.ahead();
        let (i, j) = self.band.last();
        let last = self.band.cell(i, j)?;
        let total = ahead.get(last)?[ANY];
        if total == NOTHING {
            return None;
        }
        let mut behind = Behind::new(&self.band, self.shapes);
        behind.at(last)[ANY] = 0.0;
        for (i, j, cell) in self.band.iter().rev() {
            let mut here = behind.leave(cell);
            for state in 0..ANY {
                here[state] = log_add(here[state], here[ANY]);
            }
            // Backwards in shape too, so that places come in strictly falling order.
            for (shape, &(dx, dy)) in self.shapes.iter().enumerate().rev() {
                let place = cell * self.shapes.len() + shape;
                if self.worth[place] == f32::NEG_INFINITY {
                    continue;
                }
                let Some(from_cell) = self.band.cell(i - dx, j - dy) else { continue };
                let start = behind.at(from_cell);
                if dx > 0 && dy > 0 {
                    let worth = f64::from(self.worth[place]) + here[AFTER_STEP];
                    start[ANY] = log_add(start[ANY], worth);
                    let share = ahead[from_cell][ANY] + worth - total;
                    if share > NEGLIGIBLE {
                        tell(place, share.exp(), Follows::None);
                    }
                    continue;
                }
                for (from, to, follows) in moves(dx, dy) {
                    let worth = self.step_worth(place, follows) + here[to];
                    start[from] = log_add(start[from], worth);
                    let share = ahead[from_cell][from] + worth - total;
                    if share > NEGLIGIBLE {
                        tell(place, share.exp(), follows);
                    }
                }
            }
        }
        Some(total)
    }

    fn step_worth(&self, place: usize, follows: Follows) -> f64 {
        let more = match follows {
            Follows::Same => self.after_gap.same,
            Follows::Other => self.after_gap.other,
            Follows::None => 0.0,
        };
        f64::from(self.worth[place]) + more
    }

    /// Calls `reach(cell, state, from_cell, from_state, worth, shape)` for every step, cells in order.
    fn forward(&self, mut reach: impl FnMut(usize, usize, usize, usize, f64, usize)) {
        for (i, j, cell) in self.band.iter() {
            for (shape, &(dx, dy)) in self.shapes.iter().enumerate() {
                let place = cell * self.shapes.len() + shape;
                if self.worth[place] == f32::NEG_INFINITY {
                    continue;
                }
                let Some(from_cell) = self.band.cell(i - dx, j - dy) else { continue };
                for (from, to, follows) in moves(dx, dy) {
                    reach(cell, to, from_cell, from, self.step_worth(place, follows), shape);
                }
            }
        }
    }
}

/// Logarithms of shares below this are not worth an exponential: e^-40 is less than the rounding
/// of a sum near one.
const NEGLIGIBLE: f64 = -40.0;

/// What is worth knowing of the cells behind the one looked at: as many rows as a step is long,
/// in a ring.
struct Behind {
    ring: Vec<Sums>,
}

impl Behind {
    fn new(band: &Band, shapes: &[Shape]) -> Behind {
        let rows = shapes.iter().map(|shape| shape.0).max().unwrap_or(0) + 1;
        let starts = |i: usize| band.starts.get(i).copied().unwrap_or(band.cells);
        let longest = (0..band.rows.len()).map(|i| starts(i + rows) - starts(i)).max();
        Behind { ring: vec![[NOTHING; 4]; longest.unwrap_or(0).max(1)] }
    }

    fn at(&mut self, cell: usize) -> &mut Sums {
        let place = cell % self.ring.len();
        &mut self.ring[place]
    }

    /// Takes a cell's values out of the ring, whose place is free for another cell then.
    fn leave(&mut self, cell: usize) -> Sums {
        std::mem::replace(self.at(cell), [NOTHING; 4])
    }
}

/// Which gap a gap follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    /// One of its own axis.
    Same,
    /// One of the other axis.
    Other,
    /// None; or it is no gap itself.
    None,
}

/// The (state before, state after, which gap it follows) of a shape.
fn moves(dx: usize, dy: usize) -> impl Iterator<Item = (usize, usize, Follows)> {
    let to = match (dx, dy) {
        (_, 0) => AFTER_FIRST_GAP,
        (0, _) => AFTER_SECOND_GAP,
        _ => AFTER_STEP,
    };
    let from = [AFTER_STEP, AFTER_FIRST_GAP, AFTER_SECOND_GAP].into_iter();
    from.filter(move |&from| !(to == AFTER_FIRST_GAP && from == AFTER_SECOND_GAP)).map(
        move |from| {
            let follows = match (from, to) {
                (AFTER_STEP, _) | (_, AFTER_STEP) => Follows::None,
                _ if from == to => Follows::Same,
                _ => Follows::Other,
            };
            (from, to, follows)
        },
    )
}

/// The logarithm of a sum of numbers given by theirs.
fn log_sum(logs: &[f64]) -> f64 {
    let highest = logs.iter().copied().fold(NOTHING, f64::max);
    if highest == NOTHING {
        return NOTHING;
    }
    let near = logs.iter().map(|log| log - highest).filter(|&below| below > NEGLIGIBLE);
    highest + near.map(|below| if below == 0.0 { 1.0 } else { below.exp() }).sum::<f64>().ln()
}

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low - high > NEGLIGIBLE { high + (low - high).exp().ln_1p() } else { high }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPES: [Shape; 4] = [(1, 0), (0, 1), (1, 1), (1, 2)];

    const AFTER: AfterGap = AfterGap { same: 0.7, other: -0.4 };

    fn after(follows: Follows) -> f64 {
        match follows {
            Follows::Same => AFTER.same,
            Follows::Other => AFTER.other,
            Follows::None => 0.0,
        }
    }

    /// All paths by plain recursion, with their worth.
    fn all_paths(n: usize, m: usize, worth: &dyn Fn(usize, usize, Shape) -> f64) -> Vec<f64> {
        fn walk(
            at: (usize, usize, usize),
            end: (usize, usize),
            so_far: f64,
            worth: &dyn Fn(usize, usize, Shape) -> f64,
            out: &mut Vec<f64>,
        ) {
            if (at.0, at.1) == end {
                out.push(so_far);
            }
            for shape in SHAPES {
                let (i, j) = (at.0 + shape.0, at.1 + shape.1);
                if i > end.0 || j > end.1 {
                    continue;
                }
                for (from, to, follows) in moves(shape.0, shape.1) {
                    if from == at.2 {
                        let more = worth(i, j, shape) + after(follows);
                        walk((i, j, to), end, so_far + more, worth, out);
                    }
                }
            }
        }
        let mut out = Vec::new();
        walk((0, 0, AFTER_STEP), (n, m), 0.0, worth, &mut out);
        out
    }

    #[test]
    fn inference_agrees_with_counting_every_path() {
        let worth = |i: usize, j: usize, s: Shape| {
            ((i * 7 + j * 13 + s.0 * 5 + s.1 * 3) % 11) as f64 / 4.0 - 1.5
        };
        let lattice = Lattice::new(Band::full(3, 4), &SHAPES, AFTER, worth);
        let paths = all_paths(3, 4, &worth);
        let total = paths.iter().copied().fold(NOTHING, log_add);
        let marginals = lattice.marginals().expect("a path");
        assert!((marginals.total - total).abs() < 1e-6);
        let best = paths.iter().copied().fold(NOTHING, f64::max);
        let path = lattice.best_path().expect("a path");
        let mut sum = 0.0;
        let mut last = AFTER_STEP;
        for step in &path {
            let shape = SHAPES[step.shape];
            let (_, to, follows) = moves(shape.0, shape.1).find(|m| m.0 == last).expect("a move");
            sum += worth(step.i, step.j, shape) + after(follows);
            last = to;
        }
        assert!((sum - best).abs() < 1e-6);
        let probabilities = lattice.probabilities(&path).expect("a path");
        for (step, probability) in path.iter().zip(probabilities) {
            let place = lattice.place(*step).expect("in the band");
            assert!((f64::from(marginals.steps[place]) - probability).abs() < 1e-6);
        }
        // Every place of the first axis is passed by steps whose probabilities add up to one.
        for passed in 1..=3 {
            let mut share = 0.0;
            for (i, j, _) in lattice.band().iter() {
                for (shape, &(dx, _)) in SHAPES.iter().enumerate() {
                    if i >= passed && i - dx.min(i) < passed && dx > 0 {
                        let place = lattice.place(Step { i, j, shape }).expect("in the band");
                        share += marginals.steps[place];
                    }
                }
            }
            assert!((share - 1.0).abs() < 1e-4, "{share}");
        }
    }

    #[test]
    fn a_band_that_lets_nothing_through_gives_nothing() {
        let band = Band::new(vec![0..=0, 3..=4]);
        let lattice = Lattice::new(band, &[(1, 1)], AFTER, |_, _, _| 0.0);
        assert!(lattice.best_path().is_none());
        assert!(lattice.marginals().is_none());
    }
}
