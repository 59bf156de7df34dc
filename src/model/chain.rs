//! A chain of choices: each of n places chooses one of m others or nothing, and how far it is
//! from the last choice to the next is worth something too.
//!
//! This is a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) in the
//! shape that Vogel, Ney and Tillmann (1996) gave to word alignment: states are the places chosen,
//! a place that chooses nothing keeps the state of the one before. Inference is exact:
//! forward–backward with scaling.

/// Distances that are told apart: five and more back, …, 0, 1, … six and more on.
pub const JUMPS: usize = 11;

/// What the choices are worth, in nats.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// Places that choose.
    pub n: usize,
    /// Places that can be chosen.
    pub m: usize,
    /// Worth of each choice, row by row; negative infinity forbids it.
    pub cells: Vec<f64>,
    /// Worth of choosing nothing, for each place.
    pub nulls: Vec<f64>,
    /// Worth of each distance from the last choice.
    pub jumps: [f64; JUMPS],
}

/// How probable the choices are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posteriors {
    /// Probability of each choice, row by row; what is left of a row chooses nothing.
    pub cells: Vec<f64>,
    /// Expected number of each distance; empty unless asked for.
    pub jumps: Vec<f64>,
    /// Logarithm of the sum over all ways to choose, in nats.
    pub total: f64,
}

/// Returns the class of a distance: how far the choice lies behind the one before.
pub fn jump(distance: isize) -> usize {
    match distance {
        ..=-5 => 0,
        -4..=3 => (distance + 5) as usize,
        4 | 5 => 9,
        _ => 10,
    }
}

impl Chain {
    /// Returns the probabilities; `want_jumps` asks for those of the distances too. When nothing is
    /// allowed, every probability is zero and the total negative infinity.
    ///
    /// ```
    /// use kladka::model::chain::Chain;
    /// let chain = Chain { n: 1, m: 1, cells: vec![0.0], nulls: vec![0.0], jumps: [0.0; 11] };
    /// assert_eq!(chain.posteriors(false).cells, [0.5]);
    /// ```
    pub fn posteriors(&self, want_jumps: bool) -> Posteriors {
        let (n, m) = (self.n, self.m);
        // The state: 0 before the first choice, then the place chosen last, from 1.
        let reach = self.reach();
        let mut cells = vec![0.0; n * m];
        let mut nulls = vec![0.0; n];
        let mut total = 0.0;
        for i in 0..n {
            let row = &self.cells[i * m..(i + 1) * m];
            let top = row.iter().copied().fold(self.nulls[i], f64::max);
            if top == f64::NEG_INFINITY {
                return Posteriors {
                    cells: vec![0.0; n * m],
                    jumps: vec![0.0; if want_jumps { JUMPS } else { 0 }],
                    total: f64::NEG_INFINITY,
                };
            }
            for (cell, worth) in cells[i * m..].iter_mut().zip(row) {
                *cell = (worth - top).exp();
            }
            nulls[i] = (self.nulls[i] - top).exp();
            total += top;
        }
        let width = m + 1;
        let mut forward = vec![0.0; (n + 1) * width];
        forward[0] = 1.0;
        let mut arrived = vec![0.0; n * m];
        let mut scale = vec![1.0; n];
        for i in 0..n {
            let (before, after) = forward.split_at_mut((i + 1) * width);
            let before = &before[i * width..];
            let after = &mut after[..width];
            let arrived = &mut arrived[i * m..(i + 1) * m];
            self.arrive(&reach, before, arrived);
            for (state, &was) in before.iter().enumerate() {
                after[state] = was * nulls[i];
            }
            for (j, &came) in arrived.iter().enumerate() {
                after[j + 1] += came * cells[i * m + j];
            }
            let sum = after.iter().sum::<f64>() + f64::MIN_POSITIVE;
            scale[i] = sum;
            after.iter_mut().for_each(|mass| *mass /= sum);
            total += sum.ln();
        }
        let mut backward = vec![1.0; width];
        let mut ahead = vec![0.0; m];
        let mut posterior = vec![0.0; n * m];
        let mut jumps = vec![0.0; if want_jumps { JUMPS } else { 0 }];
        let mut before = vec![0.0; width];
        for i in (0..n).rev() {
            for j in 0..m {
                ahead[j] = cells[i * m + j] * backward[j + 1] / scale[i];
                posterior[i * m + j] = arrived[i * m + j] * ahead[j];
            }
            if want_jumps {
                let mass = &forward[i * width..(i + 1) * width];
                self.count_jumps(&reach, mass, &ahead, &mut jumps);
            }
            for (state, was) in before.iter_mut().enumerate() {
                let window = &reach[m - state..2 * m - state];
                let on: f64 = window.iter().zip(&ahead).map(|(a, b)| a * b).sum();
                *was = on + backward[state] * nulls[i] / scale[i];
            }
            std::mem::swap(&mut before, &mut backward);
        }
        Posteriors { cells: posterior, jumps, total }
    }

    /// Worths of the distances as factors, laid out so that the factors from a state to all
    /// places are a window: from state `s` to place `j` it is `reach[m - s + j]`.
    fn reach(&self) -> Vec<f64> {
        let m = self.m as isize;
        (0..=2 * self.m).map(|at| self.jumps[jump(at as isize - m + 1)].exp()).collect()
    }

    fn arrive(&self, reach: &[f64], before: &[f64], arrived: &mut [f64]) {
        let m = self.m;
        arrived.fill(0.0);
        for (state, &mass) in before.iter().enumerate() {
            // Most of the mass lies in a few states.
            if mass > 1e-12 {
                let window = &reach[m - state..2 * m - state];
                for (sum, factor) in arrived.iter_mut().zip(window) {
                    *sum += mass * factor;
                }
            }
        }
    }

    fn count_jumps(&self, reach: &[f64], mass: &[f64], ahead: &[f64], jumps: &mut [f64]) {
        let m = self.m;
        for (state, &was) in mass.iter().enumerate() {
            if was > 1e-12 {
                for (j, &on) in ahead.iter().enumerate() {
                    let distance = j as isize - (state as isize - 1);
                    jumps[jump(distance)] += was * reach[m - state + j] * on;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sums over every way to choose.
    fn count(chain: &Chain) -> (f64, Vec<f64>) {
        let ways = (chain.m + 1).pow(chain.n as u32);
        let (mut total, mut cells) = (0.0, vec![0.0; chain.n * chain.m]);
        for way in 0..ways {
            let (mut rest, mut last, mut worth, mut chosen) = (way, -1isize, 0.0, Vec::new());
            for i in 0..chain.n {
                let choice = rest % (chain.m + 1);
                rest /= chain.m + 1;
                if choice == 0 {
                    worth += chain.nulls[i];
                } else {
                    let j = choice - 1;
                    worth += chain.cells[i * chain.m + j] + chain.jumps[jump(j as isize - last)];
                    last = j as isize;
                    chosen.push(i * chain.m + j);
                }
            }
            let mass = worth.exp();
            total += mass;
            chosen.into_iter().for_each(|cell| cells[cell] += mass);
        }
        cells.iter_mut().for_each(|mass| *mass /= total);
        (total.ln(), cells)
    }

    proptest! {
        #[test]
        fn posteriors_agree_with_counting_every_way(
            n in 1usize..4,
            m in 1usize..4,
            worths in proptest::collection::vec(-3.0f64..3.0, 12 + JUMPS),
        ) {
            let mut jumps = [0.0; JUMPS];
            jumps.copy_from_slice(&worths[12..]);
            let cells = worths[..n * m].to_vec();
            let chain = Chain { n, m, cells, nulls: worths[9..9 + n].to_vec(), jumps };
            let (total, expected) = count(&chain);
            let found = chain.posteriors(true);
            prop_assert!((found.total - total).abs() < 1e-9);
            for (a, b) in found.cells.iter().zip(&expected) {
                prop_assert!((a - b).abs() < 1e-9);
            }
            let chosen: f64 = found.cells.iter().sum();
            prop_assert!((found.jumps.iter().sum::<f64>() - chosen).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_to_choose_and_nothing_allowed_are_no_accident() {
        let empty = Chain { n: 2, nulls: vec![0.5, 1.0], ..Chain::default() };
        assert_eq!(empty.posteriors(false).total, 1.5);
        let never = f64::NEG_INFINITY;
        let forbidden =
            Chain { n: 1, m: 1, cells: vec![never], nulls: vec![never], jumps: [0.0; JUMPS] };
        assert_eq!(forbidden.posteriors(false).total, never);
    }
}
