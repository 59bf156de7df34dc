//! The file of `--anchors`: rules that a person sets, a line each.

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::super::common::read_bytes;
use crate::align::{Constraints, Rule};
use crate::jobs::{Numbering, Pair};

/// Reads rules and turns the numbers of segments into those of the prose that is aligned.
pub(super) fn read(
    path: &Path,
    pair: &Pair,
    source: &Numbering,
    target: &Numbering,
) -> Result<Constraints> {
    let name = path.display();
    let text = String::from_utf8(read_bytes(path)?)
        .with_context(|| format!("{name}: this is not UTF-8 text; save it as UTF-8"))?;
    let (mut rules, mut lines) = (Vec::new(), Vec::new());
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let said = line.split('#').next().unwrap_or_default().trim();
        if said.is_empty() {
            continue;
        }
        let at = number + 1;
        let rule = rule(said).with_context(|| {
            format!("{name}, line {at}: \"{said}\" is no rule; write 12-13 = 14, 12 ~ 14, 12 = or 12 != 14")
        })?;
        let rule = pair
            .rule_in_prose(rule, source, target)
            .map_err(|why| anyhow::anyhow!("{name}, line {at}: {why}"))?;
        rules.push(rule);
        lines.push(at);
    }
    let input = pair.input();
    match Constraints::new(&rules, input.source.len(), input.target.len()) {
        Ok(constraints) => Ok(constraints),
        Err(error) => {
            let line = lines[error.rule];
            let other = (0..error.rule).find(|&before| {
                let both = [rules[before].clone(), rules[error.rule].clone()];
                Constraints::new(&both, input.source.len(), input.target.len()).is_err()
            });
            match other {
                Some(other) => bail!(
                    "{name}, line {line}: this contradicts or crosses line {}; take one of them out",
                    lines[other]
                ),
                None => bail!("{name}, line {line}: {error}"),
            }
        }
    }
}

/// Reads one rule; segments are counted from 1 there and from 0 here.
fn rule(said: &str) -> Option<Rule> {
    if let Some((source, target)) = said.split_once("!=") {
        return Some(Rule::Apart(segments(source)?, segments(target)?));
    }
    if let Some((source, target)) = said.split_once('~') {
        let (source, target) = (segments(source)?, segments(target)?);
        return (source.len() == 1 && target.len() == 1)
            .then_some(Rule::Together(source.start, target.start));
    }
    let (source, target) = said.split_once('=')?;
    let side = |text: &str| if text.trim().is_empty() { Some(0..0) } else { segments(text) };
    let (source, target) = (side(source)?, side(target)?);
    (source.len() + target.len() > 0).then_some(Rule::Bead(source, target))
}

fn segments(text: &str) -> Option<Range<usize>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last): (usize, usize) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first >= 1 && first <= last).then(|| first - 1..last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_the_help_writes_them() {
        assert_eq!(rule("12-13 = 14"), Some(Rule::Bead(11..13, 13..14)));
        assert_eq!(rule("12 ~ 14"), Some(Rule::Together(11, 13)));
        assert_eq!(rule("12="), Some(Rule::Bead(11..12, 0..0)));
        assert_eq!(rule("= 3-4"), Some(Rule::Bead(0..0, 2..4)));
        assert_eq!(rule("12-15 != 14-20"), Some(Rule::Apart(11..15, 13..20)));
        for wrong in ["=", "0 = 1", "5-3 = 1", "1-2 ~ 3", "a = b", "1 2", "1 !="] {
            assert_eq!(rule(wrong), None, "{wrong}");
        }
    }
}
