//! From probabilities to links.

use crate::bitext::WordLink;

/// Returns the links of a score of `least` and more, without those whose two words both have a
/// better place: such a link only repeats, weakly, what two others say.
pub(super) fn links(scores: &[f64], n: usize, m: usize, least: f64) -> Vec<WordLink> {
    let mut cells: Vec<usize> = (0..n * m).filter(|&at| scores[at] >= least).collect();
    cells.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let (mut rows, mut columns) = (vec![false; n], vec![false; m]);
    let mut kept: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = Vec::new();
    for at in cells {
        let (i, j) = (at / m, at % m);
        if !rows[i] && !columns[j] {
            (rows[i], columns[j]) = (true, true);
            kept.push(at);
        } else {
            left.push(at);
        }
    }
    // One of its words is free of better links: the other then answers two.
    kept.extend(left.into_iter().filter(|&at| !(rows[at / m] && columns[at % m])));
    kept.sort_unstable();
    let link = |at| WordLink { source: at / m, target: at % m, score: scores[at], why: Vec::new() };
    kept.into_iter().map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_answer_two_but_not_two_that_are_answered() {
        let pairs = |scores: &[f64], n, m| -> Vec<(usize, usize)> {
            links(scores, n, m, 0.25).iter().map(|link| (link.source, link.target)).collect()
        };
        assert_eq!(pairs(&[0.9, 0.5], 1, 2), [(0, 0), (0, 1)]);
        assert_eq!(pairs(&[0.9, 0.5, 0.3, 0.8], 2, 2), [(0, 0), (1, 1)]);
        assert_eq!(pairs(&[], 0, 3), []);
    }
}
