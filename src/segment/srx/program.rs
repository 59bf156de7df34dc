//! The rules that hold for one language, made ready to run.
//!
//! Three automata know all patterns at once: the left parts of break rules, searched forwards; the left parts of
//! exceptions, read backwards from a place; the right parts of all rules, read forwards from it. So a rule costs
//! nothing where its characters do not stand, however many rules there are.

use std::sync::{Mutex, PoisonError};

use super::alphabet::Alphabet;
use super::file::{File, Written};
use super::matcher::Matcher;
use super::nfa::{Direction, Nfa, Openings, TooLarge};
use super::pattern::{Node, parse};
use super::run::Scratch;
use super::sets::Sets;
use super::{Part, Problem, Wrong};

/// Rounds of a repetition without end in the left part of an exception, as in LanguageTool, where Java has to know
/// how far back a pattern reaches.
const ROUNDS: u32 = 100;

/// A rule made ready.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) line: u32,
    pub(super) breaks: bool,
    pub(super) blank_before: bool,
    pub(super) blank_after: bool,
    /// The left part: of break rules always, of exceptions when the automaton does not know all of it.
    pub(super) before: Option<Matcher>,
    /// The right part, when the automaton does not know all of it.
    pub(super) after: Option<Matcher>,
}

/// All rules of a language.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) alphabet: Alphabet,
    pub(super) rules: Vec<Rule>,
    /// Left parts of break rules; right parts of those that have no left part.
    pub(super) starts: Nfa,
    /// Left parts of exceptions.
    pub(super) befores: Nfa,
    /// Right parts of all rules.
    pub(super) afters: Nfa,
    /// Exceptions without a left part, in order.
    pub(super) anywhere: Vec<u32>,
    pub(super) filter: Filter,
    pool: Mutex<Vec<Scratch>>,
}

/// Where a match of a break rule may begin, told by two bytes.
#[derive(Debug)]
pub(super) struct Filter {
    /// Whether any place may be one.
    pub(super) everywhere: bool,
    /// By the first byte.
    pub(super) first: [bool; 256],
    /// By two ASCII bytes.
    pub(super) pairs: Box<[bool; 128 * 128]>,
}

impl Program {
    /// Makes the rules of some groups ready, one after the other; what cannot be used is left out and told.
    pub(super) fn new(file: &File, groups: &[usize], problems: &mut Vec<Problem>) -> Program {
        let mut sets = Sets::default();
        let word = sets.known("word");
        let word = sets.number(&word);
        let mut used = Vec::new();
        let mut builder = Builder {
            rules: Vec::new(),
            starts: Nfa::new(Direction::Forwards),
            befores: Nfa::new(Direction::Backwards),
            afters: Nfa::new(Direction::Forwards),
            anywhere: Vec::new(),
        };
        for &group in groups {
            for written in &file.groups[group].rules {
                if let Err((part, wrong)) = builder.add(written, &mut sets) {
                    problems.push(Problem {
                        line: written.line,
                        group: file.groups[group].name.clone(),
                        part,
                        pattern: match part {
                            Part::Before => written.before.clone(),
                            Part::After => written.after.clone(),
                        },
                        wrong,
                    });
                }
            }
        }
        let Builder { mut rules, mut starts, mut befores, mut afters, mut anywhere } = builder;
        used.extend(starts.sets().chain(befores.sets()).chain(afters.sets()));
        for matcher in rules.iter().flat_map(|rule| rule.before.iter().chain(&rule.after)) {
            used.extend(matcher.sets());
        }
        let alphabet = Alphabet::new(&sets, &used, word).unwrap_or_else(|| {
            // More kinds of characters than can be told apart: no rule can be used.
            for rule in rules.drain(..) {
                problems.push(Problem {
                    line: rule.line,
                    group: String::new(),
                    part: Part::Before,
                    pattern: String::new(),
                    wrong: Wrong::TooManyCharacters,
                });
            }
            starts = Nfa::new(Direction::Forwards);
            befores = Nfa::new(Direction::Backwards);
            afters = Nfa::new(Direction::Forwards);
            anywhere.clear();
            let mut few = Sets::default();
            let word = few.known("word");
            let word = few.number(&word);
            Alphabet::new(&few, &[], word).unwrap_or_else(|| unreachable!("two classes"))
        });
        let filter = Filter::new(&starts.openings(&alphabet), &alphabet);
        let pool = Mutex::new(Vec::new());
        Program { alphabet, rules, starts, befores, afters, anywhere, filter, pool }
    }

    /// Lends what a run writes on, with what earlier runs learned.
    pub(super) fn lend<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let lent = self.pool.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = lent.unwrap_or_default();
        let done = work(&mut scratch);
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        done
    }
}

struct Builder {
    rules: Vec<Rule>,
    starts: Nfa,
    befores: Nfa,
    afters: Nfa,
    anywhere: Vec<u32>,
}

impl Builder {
    fn add(&mut self, written: &Written, sets: &mut Sets) -> Result<(), (Part, Wrong)> {
        let read = |pattern: &str, part: Part, sets: &mut Sets| {
            parse(pattern, sets).map_err(|e| (part, Wrong::Pattern { at: e.at, why: e.why }))
        };
        let before = read(&written.before, Part::Before, sets)?;
        let after = read(&written.after, Part::After, sets)?;
        let number = self.rules.len() as u32;
        let mut rule = Rule {
            line: written.line,
            breaks: written.breaks,
            blank_before: before == Node::Empty,
            blank_after: after == Node::Empty,
            before: None,
            after: None,
        };
        let (starts, befores, afters) =
            (self.starts.mark(), self.befores.mark(), self.afters.mark());
        let added = self.add_parts(number, &mut rule, &before, &after, sets);
        if let Err(part) = added {
            self.starts.back_to(starts);
            self.befores.back_to(befores);
            self.afters.back_to(afters);
            return Err((part, Wrong::TooLarge));
        }
        if !rule.breaks && rule.blank_before {
            self.anywhere.push(number);
        }
        self.rules.push(rule);
        Ok(())
    }

    fn add_parts(
        &mut self,
        number: u32,
        rule: &mut Rule,
        before: &Node,
        after: &Node,
        sets: &mut Sets,
    ) -> Result<(), Part> {
        let too_large = |part: Part| move |_: TooLarge| part;
        if rule.breaks {
            let opening = if rule.blank_before { after } else { before };
            self.starts.add(opening, number, None, sets).map_err(too_large(Part::Before))?;
            if !rule.blank_before {
                let matcher = Matcher::new(before, None, sets);
                rule.before = Some(matcher.map_err(too_large(Part::Before))?);
            }
        } else if !rule.blank_before {
            let all = self.befores.add(before, number, Some(ROUNDS), sets);
            if !all.map_err(too_large(Part::Before))? {
                let matcher = Matcher::before(before, Some(ROUNDS), sets);
                rule.before = Some(matcher.map_err(too_large(Part::Before))?);
            }
        }
        if !rule.blank_after {
            let all = self.afters.add(after, number, None, sets);
            if !all.map_err(too_large(Part::After))? {
                let matcher = Matcher::new(after, None, sets);
                rule.after = Some(matcher.map_err(too_large(Part::After))?);
            }
        }
        Ok(())
    }
}

impl Filter {
    fn new(openings: &Openings, alphabet: &Alphabet) -> Filter {
        let mut filter = Filter {
            everywhere: openings.nullable,
            first: [false; 256],
            pairs: Box::new([false; 128 * 128]),
        };
        let classes = alphabet.len() as u16;
        let may_first: Vec<bool> = (0..classes).map(|c| openings.may_first(c)).collect();
        for (start, end, class) in alphabet.runs() {
            if !may_first[usize::from(class)] {
                continue;
            }
            let lead = |c: u32| {
                let mut bytes = [0; 4];
                // Half a pair of surrogates has no byte; its neighbours have this one.
                char::from_u32(c).map_or(0xed, |c| c.encode_utf8(&mut bytes).as_bytes()[0])
            };
            (lead(start)..=lead(end)).for_each(|byte| filter.first[usize::from(byte)] = true);
        }
        // Bytes inside characters begin nothing.
        filter.first[0x80..0xc0].fill(false);
        for first in 0..128u8 {
            for second in 0..128u8 {
                let (a, b) = (alphabet.class_of_ascii(first), alphabet.class_of_ascii(second));
                filter.pairs[usize::from(first) << 7 | usize::from(second)] = openings.may(a, b);
            }
        }
        filter
    }

    /// Returns the next place from `at` on where a match may begin.
    #[inline]
    pub(super) fn next(&self, bytes: &[u8], at: usize) -> usize {
        if self.everywhere {
            return at;
        }
        let mut at = at;
        while let Some(&byte) = bytes.get(at) {
            if self.first[usize::from(byte)] {
                match bytes.get(at + 1) {
                    Some(&second) if byte < 128 && second < 128 => {
                        if self.pairs[usize::from(byte) << 7 | usize::from(second)] {
                            return at;
                        }
                    }
                    _ => return at,
                }
            }
            at += 1;
        }
        at
    }
}
