//! Brackets: one that stands inside a sentence never breaks it, one that stands alone is split like any text.

use super::form::skip_space;
use super::next::Start;
use super::point::{Bracket, Mark, Point, Verdict};

/// Decides at a mark inside brackets or right before a closing one.
pub(super) fn inside_or_closing(point: &Point) -> Option<Verdict> {
    if point.mark == Mark::Bracket {
        return Some(match holds_a_remark(point) {
            true => Verdict::yes("a remark in brackets stands alone"),
            false => Verdict::passed_over(),
        });
    }
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

/// "(Oklaski) Pan minister …", "[SYRENA] – Uciekaj!": words in brackets between sentences, and what follows begins one. A
/// label ("(a)", "(1)"), a remark on how something is said ("(cicho) Nie wiem") and whatever opens the block go on.
fn holds_a_remark(point: &Point) -> bool {
    const SHORTEST: usize = 4;
    let begins = point.next.is_capital() || point.next.dash || point.next.bracket.is_some();
    let inside = &point.text[point.left.start.min(point.mark_at)..point.mark_at];
    let inside = inside.trim_start_matches(|c: char| !c.is_alphanumeric());
    let opens_the_block = point.left.start <= skip_space(point.text, 0);
    begins
        && !opens_the_block
        && inside.chars().count() >= SHORTEST
        && inside.starts_with(char::is_uppercase)
        && !point.inside_bracket
}

/// Farthest that a bracket is matched, in bytes: a forgotten closing bracket must not silence the rest of a text.
const FARTHEST: usize = 1500;

/// Returns for every opening bracket of `text` from `start` on that closes in time the offsets of both, in order of the opening ones.
pub(super) fn pairs(text: &str, start: usize) -> Vec<(usize, usize)> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut pairs = Vec::new();
    let is_bracket = |byte: &u8| matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}');
    let mut at = start;
    while let Some(skip) = text.as_bytes()[at..].iter().position(is_bracket) {
        at += skip;
        let byte = text.as_bytes()[at];
        match byte {
            b')' => close(b'(', at, &mut open, &mut pairs),
            b']' => close(b'[', at, &mut open, &mut pairs),
            b'}' => close(b'{', at, &mut open, &mut pairs),
            _ => open.push((byte, at)),
        }
        at += 1;
    }
    pairs.sort_unstable();
    pairs
}

fn close(opener: u8, at: usize, open: &mut Vec<(u8, usize)>, pairs: &mut Vec<(usize, usize)>) {
    // Brackets of the other kind that are still open in between were never closed; more of them are no mistake but a list.
    const FORGOTTEN: usize = 8;
    let Some(depth) = open.iter().rev().take(FORGOTTEN).position(|(kind, _)| *kind == opener)
    else {
        return;
    };
    open.truncate(open.len() - depth);
    if let Some((_, from)) = open.pop()
        && at - from <= FARTHEST
    {
        pairs.push((from, at));
    }
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn brackets_pair_up() {
        assert_eq!(pairs("a (b [c] d) e) (f", 0), [(2, 10), (5, 7)]);
        assert_eq!(pairs("(a [b) c", 0), [(0, 5)]);
        assert!(pairs(&format!("({})", "x".repeat(2000)), 0).is_empty());
    }
}
