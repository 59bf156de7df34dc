//! Where a path is looked for: everywhere in short texts, in a band around anchors in long ones.
//!
//! Between two anchors the band is the rectangle they span and a margin around it; where they are
//! far apart, a strip along the diagonal. The number of cells is bounded by the length of the
//! texts, whatever they hold.

use std::ops::RangeInclusive;

use crate::align::anchors::anchors;
use crate::align::links::Links;
use crate::align::words::Side;
use crate::bitext::Alignment;
use crate::model::lattice::Band;

/// Cells up to which the whole grid is searched.
const WHOLE_GRID: usize = 250_000;
/// Sentences that the band reaches beyond its anchors, both ways: the first of these with which
/// it has no more than `ROOMY` cells, or else the last. Anchors may be wrong by a few sentences.
const MARGINS: [usize; 4] = [24, 12, 8, 5];
/// The last margin around beads that a first round found, which are surer.
const NARROW_MARGIN: usize = 3;
const ROOMY: usize = 150_000;
/// Confidence of such a bead.
const SURE: f64 = 0.95;
/// Cells between two anchors up to which all are searched; half the width of the strip there
/// is chosen so that it takes no more.
const WIDE: usize = 400;
/// The narrowest such strip, half of it.
const NARROWEST: usize = 8;
/// Cells that a band may have: so many for any texts, and so many more for each sentence.
const CELLS: usize = 600_000;
const CELLS_A_SENTENCE: usize = 10;

/// For each sentence of one side the sentences of the other that it may meet.
#[derive(Debug)]
pub(crate) struct Meetings {
    pub(crate) of_source: Vec<RangeInclusive<usize>>,
    pub(crate) of_target: Vec<RangeInclusive<usize>>,
}

/// Returns the band in which to search.
pub(crate) fn band(source: &Side, target: &Side, links: &Links) -> Band {
    let (n, m) = (source.sentences.len(), target.sentences.len());
    if is_short(n, m) {
        return Band::full(n, m);
    }
    // An anchor is the place before its pair: a path goes there and on.
    around(&anchors(source, target, links), n, m, &MARGINS)
}

/// Returns the band around what a first round found.
pub(crate) fn band_along(alignment: &Alignment, n: usize, m: usize) -> Band {
    if is_short(n, m) {
        return Band::full(n, m);
    }
    let sure = alignment.beads().iter().filter(|b| b.is_two_sided() && b.confidence >= SURE);
    let starts: Vec<(usize, usize)> = sure.map(|b| (b.source.start, b.target.start)).collect();
    around(&starts, n, m, &[MARGINS[0], MARGINS[1], MARGINS[2], NARROW_MARGIN])
}

fn is_short(n: usize, m: usize) -> bool {
    (n + 1) * (m + 1) <= WHOLE_GRID
}

/// Returns which sentences may stand in one bead, given a band of cells.
pub(crate) fn meetings(band: &Band, n: usize, m: usize) -> Meetings {
    // A bead that ends in a cell reaches up to four sentences back.
    const REACH: usize = 4;
    let mut of_source = Vec::with_capacity(n);
    let (mut low, mut high) = (vec![usize::MAX; m], vec![0usize; m]);
    for u in 0..n {
        let rows = u + 1..=(u + REACH).min(n);
        let first = rows.clone().map(|i| *band.row(i).start()).min().unwrap_or(0);
        let last = rows.map(|i| *band.row(i).end()).max().unwrap_or(0);
        let range = first.saturating_sub(REACH)..=last.saturating_sub(1);
        for v in range.clone().take_while(|&v| v < m) {
            low[v] = low[v].min(u);
            high[v] = high[v].max(u);
        }
        of_source.push(range);
    }
    let of_target = low.into_iter().zip(high).map(|(low, high)| low.min(high)..=high).collect();
    Meetings { of_source, of_target }
}

/// The band around a chain of anchors, both sides' ends among them: with the first margin that
/// leaves it small, or the last, and then its width halved until it has cells as many as the
/// texts allow.
fn around(anchors: &[(usize, usize)], n: usize, m: usize, margins: &[usize]) -> Band {
    let allowed = CELLS + CELLS_A_SENTENCE * (n + m);
    let last = margins.last().copied().unwrap_or(0);
    let roomy = margins.iter().map(|&margin| (margin, WIDE, ROOMY));
    let whole = [(last, WIDE, allowed)];
    let halved = (1..).map(|step| (last, WIDE >> step, allowed));
    let mut rows = Vec::new();
    for (margin, wide, most) in roomy.chain(whole).chain(halved) {
        rows = edges(anchors, n, m, margin, wide);
        let cells: usize = rows.iter().map(|row| row.end() + 1 - row.start()).sum();
        if cells <= most || wide <= NARROWEST {
            break;
        }
    }
    Band::new(rows)
}

fn edges(
    anchors: &[(usize, usize)],
    n: usize,
    m: usize,
    margin: usize,
    wide: usize,
) -> Vec<RangeInclusive<usize>> {
    let mut low = vec![usize::MAX; n + 1];
    let mut high = vec![0usize; n + 1];
    let mut allow = |i: usize, from: usize, to: usize| {
        low[i] = low[i].min(from);
        high[i] = high[i].max(to.min(m));
    };
    let mut from = (0, 0);
    for &to in anchors.iter().chain([&(n, m)]) {
        let ((i0, j0), (i1, j1)) = (from, to);
        let (height, width) = (i1 - i0, j1 - j0);
        let reach = margin.min(wide);
        for i in i0.saturating_sub(reach)..=(i1 + reach).min(n) {
            if width.max(height) <= wide || width.min(height) <= reach {
                allow(i, j0.saturating_sub(reach), j1 + reach);
            } else {
                // Far apart: a strip along the diagonal.
                let along = (i.clamp(i0, i1) - i0) as f64 / height.max(1) as f64;
                let centre = j0 + (along * width as f64) as usize;
                // Steep strips step over many sentences at once: neighbouring rows must meet.
                let half = (wide / 2).max(width / height.max(1) + reach);
                allow(i, centre.saturating_sub(half), centre + half);
            }
        }
        from = to;
    }
    (low[0], high[n]) = (0, m);
    // Neighbouring rows must share cells and run forward, or no path gets through.
    for i in 1..=n {
        high[i] = high[i].max(high[i - 1]);
    }
    for i in (0..n).rev() {
        low[i] = low[i].min(low[i + 1]);
    }
    for i in 1..=n {
        low[i] = low[i].min(high[i - 1]);
    }
    for i in 0..=n {
        low[i] = low[i].min(high[i]);
    }
    low.into_iter().zip(high).map(|(low, high)| low..=high).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_holds_both_ends_and_its_anchors() {
        let band = around(&[(300, 900)], 2000, 1000, &MARGINS);
        for (i, j) in [(0, 0), (300, 900), (2000, 1000), (1000, 941)] {
            assert!(band.cell(i, j).is_some(), "{i} {j}");
        }
        assert!(band.cells() < 2001 * 1001);
    }

    #[test]
    fn the_band_grows_with_the_texts_and_not_with_their_square() {
        for (n, m) in [(100_000, 100_000), (100_000, 30), (50, 100_000), (3_000, 90_000)] {
            let band = around(&[], n, m, &MARGINS);
            assert!(band.cells() <= 3 * (CELLS + CELLS_A_SENTENCE * (n + m)), "{n} {m}");
            assert!(band.cell(0, 0).is_some() && band.cell(n, m).is_some());
        }
    }
}
