//! Spaces: two in a row, one before a mark, some at an end.

use super::{Finding, Pair, Problem};
use crate::language::spaces_its_marks;

/// Marks before which most languages write no space.
const TIGHT: &[char] = &[',', '.', ';', ':', '!', '?', ')', ']', '”'];
/// Finds spaces that the source did not ask for.
pub(super) fn check(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    let text = pair.target;
    let inside = text.trim();
    let from = text.len() - text.trim_start().len();
    let doubled_in_source = pair.source.trim().contains("  ");
    let mut at = 0;
    while let Some(start) = inside[at..].find(' ').map(|start| at + start) {
        let end = start + inside[start..].len() - inside[start..].trim_start_matches(' ').len();
        let next = inside[end..].chars().next();
        let range = from + start..from + end;
        if let Some(mark) = next.filter(|c| TIGHT.contains(c) && stands_alone(inside, end, *c))
            && !spaces_its_marks(pair.target_lang.primary())
            && !pair.source.contains(&format!(" {mark}"))
        {
            let problem = Problem::SpaceBefore { mark: mark.to_string() };
            found.push(Finding::new(problem).in_target(range.clone()).mended_by(range, ""));
        } else if end - start > 1 && !doubled_in_source {
            let finding = Finding::new(Problem::SpaceDouble).in_target(range.clone());
            found.push(finding.mended_by(range, " "));
        }
        at = end;
    }
    for (source, target, range) in [
        (lead(pair.source), lead(text), 0..lead(text).len()),
        (trail(pair.source), trail(text), text.len() - trail(text).len()..text.len()),
    ] {
        if source != target && !inside.is_empty() {
            let finding = Finding::new(Problem::SpaceEdge).in_target(range.clone());
            found.push(finding.mended_by(range, source));
        }
    }
}

/// The mark is no beginning of something else: " .NET", " …", " :)".
fn stands_alone(text: &str, at: usize, mark: char) -> bool {
    let after = &text[at + mark.len_utf8()..];
    after.chars().next().is_none_or(char::is_whitespace)
}

fn lead(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

fn trail(text: &str) -> &str {
    match text.trim().is_empty() {
        true => "",
        false => &text[text.trim_end().len()..],
    }
}
