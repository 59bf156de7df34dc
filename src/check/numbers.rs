//! Numbers and dates, compared by value: what is left over on either side.

use std::sync::Arc;

use super::{Finding, Pair, Problem, order};
use crate::language::{Side, compare, values};
use crate::lexicon::Dictionary;

/// Finds digits without a counterpart, pairs that differ, and measures that were converted.
pub(super) fn check(pair: &Pair<'_>, dictionaries: &[Arc<Dictionary>], found: &mut Vec<Finding>) {
    let (source_lang, target_lang) = (pair.source_lang.primary(), pair.target_lang.primary());
    let compared = compare(source_lang, pair.source, target_lang, pair.target);
    let mut told = Vec::new();
    for (source, target) in &compared.conflicts {
        told.push((Side::Source, source.span.clone()));
        told.push((Side::Target, target.span.clone()));
        let problem = Problem::NumberDiffers {
            source: pair.source[source.span.clone()].to_string(),
            target: pair.target[target.span.clone()].to_string(),
        };
        let finding = Finding::new(problem);
        found.push(finding.in_source(source.span.clone()).in_target(target.span.clone()));
    }
    for left in compared.unmatched.iter().chain(&compared.excess) {
        let touches = |(side, span): &(Side, std::ops::Range<usize>)| {
            *side == left.side && span.start < left.span.end && left.span.start < span.end
        };
        if told.iter().any(touches) {
            continue;
        }
        let text = left.text.clone();
        found.push(match left.side {
            Side::Source => {
                Finding::new(Problem::NumberMissing { text }).in_source(left.span.clone())
            }
            Side::Target => {
                Finding::new(Problem::NumberExtra { text }).in_target(left.span.clone())
            }
        });
    }
    if !compared.converted.is_empty() || compared.figures.len() > 1 {
        let (sources, targets) =
            (values(source_lang, pair.source), values(target_lang, pair.target));
        order::check(pair, &compared, (&sources, &targets), dictionaries, found);
        for &(source, target) in &compared.converted {
            let (Some(source), Some(target)) = (sources.get(source), targets.get(target)) else {
                continue;
            };
            let problem = Problem::NumberConverted {
                source: pair.source[source.span.clone()].to_string(),
                target: pair.target[target.span.clone()].to_string(),
            };
            let finding = Finding::new(problem);
            found.push(finding.in_source(source.span.clone()).in_target(target.span.clone()));
        }
    }
}
