//! Which letters a text must have for a pattern to match: [`required`].
//!
//! A pattern is walked from left to right. Letters that follow each other are a run; whatever may
//! be one thing or another ends it. Of an alternation, each branch gives a run of its own and one of
//! them has to be there. Letters are plain ([`plain`](super::plain)), so that `(?i)` and `[aą]` are
//! letters too.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::plain::{plain, runs};

/// Letters of which a run is worth looking for.
const LETTERS: usize = 3;

/// Characters up to which a class may be one letter in several dresses.
const FEW: usize = 12;

/// Returns sets of runs of plain letters; in every text that the pattern matches there stands, of
/// each set, one run inside a word.
pub(super) fn required(pattern: &str) -> Vec<Vec<String>> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Vec::new();
    };
    let mut walk = Walk::default();
    walk.over(&hir);
    walk.end();
    walk.sets
}

/// Returns the runs of a piece of text, each a set of one.
pub(super) fn required_of(text: &str) -> Vec<Vec<String>> {
    let mut walk = Walk::default();
    text.chars().for_each(|c| walk.letter(c));
    walk.end();
    walk.sets
}

#[derive(Default)]
struct Walk {
    sets: Vec<Vec<String>>,
    /// Characters as given, up to here.
    open: String,
}

impl Walk {
    fn letter(&mut self, c: char) {
        self.open.push(c);
    }

    fn end(&mut self) {
        for run in runs(std::mem::take(&mut self.open).chars()).split(' ') {
            // Some scripts have words of one character each; a run is what is one word anywhere.
            crate::text::each_token(run, |token| {
                if token.text.chars().count() >= LETTERS {
                    self.sets.push(vec![token.text.to_string()]);
                }
            });
        }
    }

    fn over(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => text.chars().for_each(|c| self.letter(c)),
                Err(_) => self.end(),
            },
            HirKind::Class(class) => match one_letter(class) {
                Some(letter) => self.letter(letter),
                None => self.end(),
            },
            HirKind::Repetition(repetition) if repetition.min == 0 => self.end(),
            HirKind::Repetition(repetition) => {
                self.over(&repetition.sub);
                self.end();
            }
            HirKind::Capture(capture) => self.over(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.over(part)),
            HirKind::Alternation(branches) => {
                self.end();
                let mut set = Vec::new();
                for branch in branches {
                    let mut walk = Walk::default();
                    walk.over(branch);
                    walk.end();
                    let shortest = |set: &Vec<String>| set.iter().map(String::len).min();
                    match walk.sets.into_iter().max_by_key(shortest) {
                        Some(own) => set.extend(own),
                        None => return,
                    }
                }
                self.sets.push(set);
            }
        }
    }
}

/// The letter that all characters of a class are, but for case and diacritics.
fn one_letter(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let chars = class.iter().flat_map(|range| range.start()..=range.end());
    let mut found: Option<String> = None;
    let mut count = 0;
    for c in chars.take(FEW + 1) {
        count += 1;
        let mut letters = String::new();
        plain(c, |c| letters.push(c));
        if found.as_ref().is_some_and(|found| *found != letters) {
            return None;
        }
        found = Some(letters);
    }
    let found = found.filter(|_| count <= FEW)?;
    let mut letters = found.chars();
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_that_a_match_must_have() {
        for (pattern, expected) in [
            ("ustaw[aąy]", vec![vec!["ustaw"]]),
            ("(?i)Żółw", vec![vec!["zolw"]]),
            (r"\bkoal\w+ rząd", vec![vec!["koal"], vec!["rzad"]]),
            ("(minister|premier)a?", vec![vec!["minister", "premier"]]),
            ("(minister|p)", vec![]),
            ("abc*", vec![]),
            ("(abc)+de", vec![vec!["abc"]]),
            ("a.b|c", vec![]),
            ("[0-9]{4} roku", vec![vec!["roku"]]),
            ("don't", vec![vec!["don"]]),
        ] {
            assert_eq!(required(pattern), expected, "{pattern}");
        }
    }
}
