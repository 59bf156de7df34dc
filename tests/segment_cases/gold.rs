//! Texts with marked breaks, and the count of what a segmenter gets right in them.

use std::collections::BTreeMap;

use super::hard_points::{Class, hard_points};

/// One block of text and where its sentences end.
#[derive(Clone, Debug)]
pub struct Block {
    /// The name above it, "all" where there is none.
    pub genre: String,
    pub text: String,
    /// Offsets after the last characters of all sentences but the last.
    pub ends: Vec<usize>,
}

/// Reads marked text: a block a line, ` | ` at each break (`|` alone where no white space stands), `# …` or `# genre: …`
/// names the genre of the lines below.
pub fn read_marked(content: &str) -> Vec<Block> {
    let mut genre = "all".to_owned();
    let mut blocks = Vec::new();
    for line in content.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(title) = line.strip_prefix('#').filter(|rest| rest.starts_with([' ', '#'])) {
            let title = title.trim_start_matches('#').trim();
            genre = title.strip_prefix("genre:").unwrap_or(title).trim().to_owned();
        } else {
            let (text, ends) = unmark(line);
            blocks.push(Block { genre: genre.clone(), text, ends });
        }
    }
    blocks
}

/// Returns the text of a line and the offsets of its breaks.
pub fn unmark(line: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut breaks = Vec::new();
    for (index, piece) in line.split('|').enumerate() {
        let spaced = piece.strip_prefix(' ').filter(|_| index > 0);
        if index > 0 {
            text.truncate(text.trim_end().len());
            breaks.push(text.len());
            if spaced.is_some() {
                text.push(' ');
            }
        }
        text.push_str(spaced.unwrap_or(piece));
    }
    text.truncate(text.trim_end().len());
    (text, breaks)
}

/// Counts of boundaries inside blocks, and of hard points by class.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub right: usize,
    pub extra: usize,
    pub missed: usize,
    /// Of each class: right, all.
    pub hard: BTreeMap<Class, (usize, usize)>,
}

impl Score {
    /// Scores one block: `raw` counts every boundary, otherwise those are left out where conventions differ.
    pub fn of(lang: &str, block: &Block, found: &[usize], raw: bool) -> Score {
        let mut score = Score::default();
        let points = hard_points(lang, &block.text);
        let counts = |at: &usize| raw || !points.iter().any(|(p, c)| p == at && !c.counts());
        let is_found = |at: &usize| found.contains(at);
        let is_gold = |at: &usize| block.ends.contains(at);
        score.right = block.ends.iter().filter(|at| counts(at) && is_found(at)).count();
        score.missed = block.ends.iter().filter(|at| counts(at) && !is_found(at)).count();
        score.extra = found.iter().filter(|at| counts(at) && !is_gold(at)).count();
        for (at, class) in points.iter().filter(|(_, class)| class.counts()) {
            let (right, all) = score.hard.entry(*class).or_default();
            *all += 1;
            *right += usize::from(is_found(at) == is_gold(at));
        }
        score
    }

    pub fn add(&mut self, other: &Score) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
        for (class, (right, all)) in &other.hard {
            let sum = self.hard.entry(*class).or_default();
            sum.0 += right;
            sum.1 += all;
        }
    }

    pub fn f1(&self) -> f64 {
        let wrong = self.extra + self.missed;
        if wrong == 0 { 100.0 } else { 200.0 * self.right as f64 / (2 * self.right + wrong) as f64 }
    }

    /// Right and all hard points.
    pub fn hard_points(&self) -> (usize, usize) {
        self.hard.values().fold((0, 0), |sum, (right, all)| (sum.0 + right, sum.1 + all))
    }
}
