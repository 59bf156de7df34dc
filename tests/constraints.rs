//! Laws of alignment under constraints: whatever is asked and fits together is obeyed, and both
//! texts are still covered once.

use std::ops::Range;

use kladka::align::{AlignError, Constraints, Input, Knowledge, Rule, align, align_under};
use kladka::bitext::Alignment;
use proptest::prelude::*;

fn input<'a>(source: &'a [String], target: &'a [String]) -> Input<'a> {
    Input {
        source_lang: "pl",
        target_lang: "en",
        source,
        target,
        source_headings: &[],
        target_headings: &[],
    }
}

fn texts(size: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-zżółć0-9 .,]{0,30}", size)
}

fn range(size: usize) -> impl Strategy<Value = Range<usize>> {
    (0..size, 0..6usize).prop_map(move |(start, length)| start..(start + length).min(size))
}

fn rule(n: usize, m: usize) -> impl Strategy<Value = Rule> {
    prop_oneof![
        2 => (range(n), range(m)).prop_map(|(a, b)| Rule::Bead(a, b)),
        3 => (0..n, 0..m).prop_map(|(s, t)| Rule::Together(s, t)),
        2 => (range(n), range(m)).prop_map(|(a, b)| Rule::Apart(a, b)),
    ]
}

fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}

fn obeys(alignment: &Alignment, rule: &Rule) -> bool {
    let beads = alignment.beads();
    match rule {
        Rule::Bead(a, b) if a.is_empty() || b.is_empty() => beads
            .iter()
            .all(|bead| !bead.is_two_sided() || !meet(&bead.source, a) && !meet(&bead.target, b)),
        Rule::Bead(a, b) => beads.iter().any(|bead| bead.source == *a && bead.target == *b),
        Rule::Together(s, t) => {
            beads.iter().any(|bead| bead.source.contains(s) && bead.target.contains(t))
        }
        Rule::Apart(a, b) => {
            beads.iter().all(|bead| !meet(&bead.source, a) || !meet(&bead.target, b))
        }
    }
}

/// The rules that fit those before them.
fn fitting(rules: Vec<Rule>, n: usize, m: usize) -> Vec<Rule> {
    let mut kept = Vec::new();
    for rule in rules {
        kept.push(rule);
        if Constraints::new(&kept, n, m).is_err() {
            kept.pop();
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_fits_together_is_obeyed(
        source in texts(9..14),
        target in texts(9..14),
        rules in prop::collection::vec(rule(9, 9), 0..6),
    ) {
        let (n, m) = (source.len(), target.len());
        let rules = fitting(rules, n, m);
        let constraints = Constraints::new(&rules, n, m).expect("they fit");
        match align_under(&input(&source, &target), &constraints, &Knowledge::default(), &|| true) {
            Ok(alignment) => {
                // `Alignment` has checked the cover.
                let last = alignment.beads().last().expect("a bead");
                prop_assert_eq!((last.source.end, last.target.end), (n, m));
                for rule in &rules {
                    prop_assert!(obeys(&alignment, rule), "{rule:?} in {alignment:?}");
                }
            }
            // Three rules may leave no way where any two of them do; without rules there is one.
            Err(error) => prop_assert!(rules.len() > 1 && error == AlignError::Unobeyed, "{error:?} {rules:?}"),
        }
    }
}

#[test]
fn without_rules_nothing_changes() {
    let text = |words: &[&str]| words.iter().map(|w| w.to_string()).collect::<Vec<_>>();
    let (a, b) = (text(&["Raz 12.", "Dwa.", "Trzy 7."]), text(&["One 12.", "Three 7."]));
    let none = Constraints::default();
    let known = Knowledge::default();
    let free = align(&input(&a, &b), &known, &|| true);
    assert_eq!(free, align_under(&input(&a, &b), &none, &known, &|| true));
}

#[test]
fn a_rule_far_off_the_band_is_reached_in_a_long_text() {
    let sentence = |number: usize| format!("Zdanie {number} mówi o liczbie {}.", number * 7 + 1000);
    let source: Vec<String> = (0..510).map(sentence).collect();
    let target: Vec<String> = (0..510).map(|n| sentence(n).replace("Zdanie", "Sentence")).collect();
    let rules = [Rule::Bead(100..107, 400..401), Rule::Together(300, 480)];
    let constraints = Constraints::new(&rules, 510, 510).expect("they fit");
    let found =
        align_under(&input(&source, &target), &constraints, &Knowledge::default(), &|| true);
    let found = found.expect("a path");
    assert!(rules.iter().all(|rule| obeys(&found, rule)));
}

#[test]
fn what_crosses_or_is_not_there_is_refused_by_number() {
    let refused = |rules: &[Rule]| Constraints::new(rules, 10, 10).expect_err("refused").rule;
    assert_eq!(refused(&[Rule::Bead(0..1, 0..1), Rule::Bead(2..3, 0..1)]), 1);
    assert_eq!(refused(&[Rule::Together(1, 5), Rule::Bead(2..3, 3..4)]), 1);
    assert_eq!(refused(&[Rule::Together(1, 5), Rule::Apart(0..2, 5..6)]), 1);
    assert_eq!(refused(&[Rule::Bead(3..5, 0..0), Rule::Together(4, 4)]), 1);
    assert_eq!(refused(&[Rule::Together(1, 10)]), 0);
    assert_eq!(refused(&[Rule::Bead(1..1, 2..2)]), 0);
}
