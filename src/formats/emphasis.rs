//! Emphasis in Markdown: which runs of `*`, `_` and `~~` open, which close, which are text.
//!
//! The rules are CommonMark's (0.31, section 6.2): a run that touches a word on its right may
//! open, on its left may close; `_` does neither inside a word. [`pair`] is its "process
//! emphasis" with the memory of failed searches (`bottom`) that keeps it linear.

use std::collections::HashMap;

/// A run of marks.
#[derive(Clone, Debug, Default)]
pub(super) struct Delimiter {
    mark: u8,
    length: usize,
    can_open: bool,
    can_close: bool,
    /// Lengths of the closing marks taken from its left end, in order.
    pub closes: Vec<usize>,
    /// Lengths of the opening marks taken from its right end, innermost first.
    pub opens: Vec<usize>,
    taken: usize,
}

impl Delimiter {
    /// A run of `length` marks between two characters (`None`: the block's edge).
    pub fn new(mark: u8, length: usize, before: Option<char>, after: Option<char>) -> Delimiter {
        let is_white = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_mark =
            |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let left = !is_white(after) && (!is_mark(after) || is_white(before) || is_mark(before));
        let right = !is_white(before) && (!is_mark(before) || is_white(after) || is_mark(after));
        let (can_open, can_close) = if mark == b'_' {
            (left && (!right || is_mark(before)), right && (!left || is_mark(after)))
        } else {
            (left, right)
        };
        Delimiter { mark, length, can_open, can_close, ..Delimiter::default() }
    }

    /// How many marks are neither opening nor closing.
    pub fn left(&self) -> usize {
        self.length - self.taken
    }

    /// CommonMark's rule of three, which keeps `**a*b**` whole.
    fn matches(&self, closer: &Delimiter) -> bool {
        let both = self.can_open && self.can_close || closer.can_open && closer.can_close;
        let sum_is_odd = both
            && (self.length + closer.length).is_multiple_of(3)
            && !(self.length.is_multiple_of(3) && closer.length.is_multiple_of(3));
        self.mark == closer.mark && !sum_is_odd
    }
}

/// Pairs the runs of a block, or of a link's text.
pub(super) fn pair(runs: &mut [Delimiter]) {
    let mut openers: Vec<usize> = Vec::new();
    // For each kind of closing run: openers before this run were tried in vain.
    let mut bottom: HashMap<(u8, bool, usize), usize> = HashMap::new();
    for at in 0..runs.len() {
        let key = (runs[at].mark, runs[at].can_open, runs[at].length % 3);
        while runs[at].can_close && runs[at].left() > 0 {
            let tried = bottom.get(&key).copied().unwrap_or(0);
            let floor = openers.partition_point(|&opener| opener < tried);
            let found = openers[floor..].iter().rposition(|&o| runs[o].matches(&runs[at]));
            let Some(found) = found else {
                bottom.insert(key, at);
                break;
            };
            openers.truncate(floor + found + 1);
            let opener = openers[floor + found];
            let taken = runs[opener].left().min(runs[at].left()).min(2);
            runs[opener].opens.push(taken);
            runs[opener].taken += taken;
            runs[at].closes.push(taken);
            runs[at].taken += taken;
            if runs[opener].left() == 0 {
                openers.pop();
            }
        }
        if runs[at].can_open && runs[at].left() > 0 {
            openers.push(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(text: &str) -> Vec<(Vec<usize>, usize, Vec<usize>)> {
        let mut runs = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let mark = text.as_bytes()[at];
            let length = text[at..].bytes().take_while(|&b| b == mark).count();
            if mark == b'*' || mark == b'_' {
                let before = text[..at].chars().next_back();
                runs.push(Delimiter::new(mark, length, before, text[at + length..].chars().next()));
            }
            at += length;
        }
        pair(&mut runs);
        runs.iter().map(|r| (r.closes.clone(), r.left(), r.opens.clone())).collect()
    }

    #[test]
    fn pairs_are_found_as_commonmark_finds_them() {
        assert_eq!(used("**a**"), [(vec![], 0, vec![2]), (vec![2], 0, vec![])]);
        assert_eq!(used("***a***"), [(vec![], 0, vec![2, 1]), (vec![2, 1], 0, vec![])]);
        assert_eq!(used("2 * 3 * 4"), [(vec![], 1, vec![]), (vec![], 1, vec![])]);
        assert_eq!(used("snake_case_name"), [(vec![], 1, vec![]), (vec![], 1, vec![])]);
        assert_eq!(used("**a*"), [(vec![], 1, vec![1]), (vec![1], 0, vec![])]);
    }
}
