//! Brackets: one that stands inside a sentence never breaks it, one that stands alone is split like any text.

use super::next::Start;
use super::point::{Bracket, Point, Verdict};

/// Decides at a mark inside brackets or right before a closing one.
pub(super) fn inside_or_closing(point: &Point) -> Option<Verdict> {
    if point.inside_bracket {
        return Some(Verdict::no("inside brackets of the sentence around them"));
    }
    match point.bracket {
        Some(Bracket { alone: false, .. }) => Some(Verdict::no("brackets of the sentence close")),
        Some(Bracket { alone: true, .. }) if point.next.start != Start::Small => {
            Some(Verdict::yes("brackets that stand alone close"))
        }
        _ => None,
    }
}

/// Farthest that a bracket is matched, in bytes: a forgotten closing bracket must not silence the rest of a text.
const FARTHEST: usize = 1500;

/// Returns for every opening bracket of `text` that closes in time the offsets of both, in order of the opening ones.
pub(super) fn pairs(text: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        let opener = match byte {
            b'(' | b'[' => {
                open.push((byte, at));
                continue;
            }
            b')' => b'(',
            b']' => b'[',
            _ => continue,
        };
        // A bracket of the other kind that is still open was never closed.
        if let Some(depth) = open.iter().rev().take(8).position(|(kind, _)| *kind == opener) {
            open.truncate(open.len() - depth);
            if let Some((_, from)) = open.pop()
                && at - from <= FARTHEST
            {
                pairs.push((from, at));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn brackets_pair_up() {
        assert_eq!(pairs("a (b [c] d) e) (f"), [(2, 10), (5, 7)]);
        assert_eq!(pairs("(a [b) c"), [(0, 5)]);
        assert!(pairs(&format!("({})", "x".repeat(2000))).is_empty());
    }
}
