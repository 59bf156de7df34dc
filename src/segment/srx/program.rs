//! The rules that hold for one language, made ready to run.
//!
//! Three automata know all patterns at once: the left parts of break rules, searched forwards; the left parts of
//! exceptions, read backwards from a place; the right parts of all rules, read forwards from it. So a rule costs
//! nothing where its characters do not stand, however many rules there are.

use std::sync::{Mutex, OnceLock, PoisonError};

use super::alphabet::Alphabet;
use super::compile::width;
use super::file::{File, Written};
use super::matcher::Matcher;
use super::nfa::{Direction, Nfa, Openings, TooLarge};
use super::pattern::{Node, parse};
use super::run::Scratch;
use super::sets::{SetId, Sets};
use super::{Part, Problem, Wrong};

/// Rounds of a repetition without end in the left part of an exception, as in LanguageTool, where Java has to know
/// how far back a pattern reaches.
const ROUNDS: u32 = 100;

/// A rule made ready.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) line: u32,
    /// Its number in the file, from 0.
    pub(super) number: u32,
    pub(super) breaks: bool,
    pub(super) blank_before: bool,
    pub(super) blank_after: bool,
    /// The left part of a break rule, when it has one.
    pub(super) before: Option<Matcher>,
    /// What is to be asked of the left part of an exception, when the automaton says that it may fit.
    pub(super) left: Left,
    /// The right part, when the automaton does not know all of it.
    pub(super) after: Option<Matcher>,
}

/// What an automaton leaves open of the left part of an exception.
#[derive(Debug)]
pub(super) enum Left {
    /// Nothing.
    Known,
    /// Whether it fits at all.
    Ask(Matcher),
    /// Whether its repetitions are counted, when it reaches back further than [`ROUNDS`] characters. That is seldom
    /// asked, and needs room.
    Counted(Node, OnceLock<Option<Matcher>>),
}

impl Left {
    /// Returns what to ask about a left part that reaches back so many characters.
    pub(super) fn question(&self, reaches: usize) -> Option<&Matcher> {
        match self {
            Left::Known => None,
            Left::Ask(matcher) => Some(matcher),
            Left::Counted(..) if reaches <= ROUNDS as usize => None,
            Left::Counted(node, made) => {
                // One that is too large is not asked.
                let make = || Matcher::before(node, Some(ROUNDS)).ok();
                made.get_or_init(make).as_ref()
            }
        }
    }
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
    /// How many characters the left part of an exception may reach back.
    pub(super) reach: usize,
    /// Right parts of break rules.
    pub(super) break_afters: Nfa,
    /// Right parts of exceptions.
    pub(super) afters: Nfa,
    /// Exceptions without a left part, in order.
    pub(super) anywhere: Vec<u32>,
    pub(super) filter: Filter,
    /// How many rules had to be left out.
    pub(super) unusable: usize,
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
        let told = problems.len();
        let mut builder = Builder::default();
        for &group in groups {
            for written in &file.groups[group].rules {
                if let Err((part, wrong)) = builder.add(written, &mut sets) {
                    problems.push(Problem {
                        line: written.line,
                        group: file.groups[group].name.clone(),
                        part,
                        pattern: match part {
                            Part::Before => written.before.clone(),
                            Part::After | Part::Map => written.after.clone(),
                        },
                        wrong,
                    });
                }
            }
        }
        let mut used: Vec<SetId> = builder.automata().into_iter().flat_map(Nfa::sets).collect();
        for rule in &builder.rules {
            let left = match &rule.left {
                Left::Ask(matcher) => Some(matcher),
                Left::Known | Left::Counted(..) => None,
            };
            let matchers = rule.before.iter().chain(&rule.after).chain(left);
            used.extend(matchers.flat_map(Matcher::sets));
        }
        let alphabet = Alphabet::new(&sets, &used, word).unwrap_or_else(|| {
            // More kinds of characters than can be told apart: no rule can be used.
            for rule in builder.rules.drain(..) {
                problems.push(Problem {
                    line: rule.line,
                    group: String::new(),
                    part: Part::Before,
                    pattern: String::new(),
                    wrong: Wrong::TooManyCharacters,
                });
            }
            builder = Builder::default();
            let mut few = Sets::default();
            let word = few.known("word");
            let word = few.number(&word);
            Alphabet::new(&few, &[], word).unwrap_or_else(|| unreachable!("two classes"))
        });
        let filter = Filter::new(builder.starts.openings(&alphabet), &alphabet);
        let pool = Mutex::new(Vec::new());
        let unusable = problems.len() - told;
        let Builder { rules, starts, befores, reach, break_afters, afters, anywhere } = builder;
        Program {
            alphabet,
            rules,
            starts,
            befores,
            reach,
            break_afters,
            afters,
            anywhere,
            filter,
            unusable,
            pool,
        }
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
    reach: usize,
    break_afters: Nfa,
    afters: Nfa,
    anywhere: Vec<u32>,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            rules: Vec::new(),
            starts: Nfa::new(Direction::Forwards),
            befores: Nfa::new(Direction::Backwards),
            reach: 0,
            break_afters: Nfa::new(Direction::Forwards),
            afters: Nfa::new(Direction::Forwards),
            anywhere: Vec::new(),
        }
    }
}

impl Builder {
    fn automata(&self) -> [&Nfa; 4] {
        [&self.starts, &self.befores, &self.break_afters, &self.afters]
    }

    fn add(&mut self, written: &Written, sets: &mut Sets) -> Result<(), (Part, Wrong)> {
        let read = |pattern: &str, part: Part, sets: &mut Sets| {
            parse(pattern, sets).map_err(|e| (part, Wrong::Pattern { at: e.at, why: e.why }))
        };
        let before = read(&written.before, Part::Before, sets)?;
        let after = read(&written.after, Part::After, sets)?;
        let number = self.rules.len() as u32;
        let mut rule = Rule {
            line: written.line,
            number: written.number,
            breaks: written.breaks,
            blank_before: before == Node::Empty,
            blank_after: after == Node::Empty,
            before: None,
            left: Left::Known,
            after: None,
        };
        let marks = self.automata().map(Nfa::mark);
        let added = self.add_parts(number, &mut rule, &before, &after, sets);
        if let Err(part) = added {
            let automata =
                [&mut self.starts, &mut self.befores, &mut self.break_afters, &mut self.afters];
            automata.into_iter().zip(marks).for_each(|(nfa, mark)| nfa.back_to(mark));
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
            self.starts.add(opening, number, sets).map_err(too_large(Part::Before))?;
            if !rule.blank_before {
                let matcher = Matcher::new(before, None);
                rule.before = Some(matcher.map_err(too_large(Part::Before))?);
            }
        } else if !rule.blank_before {
            let all = self.befores.add(before, number, sets).map_err(too_large(Part::Before))?;
            if !all {
                let matcher = Matcher::before(before, Some(ROUNDS));
                rule.left = Left::Ask(matcher.map_err(too_large(Part::Before))?);
            } else if width(before, None).1.is_none() {
                rule.left = Left::Counted(before.clone(), OnceLock::new());
            }
            let reach = width(before, Some(ROUNDS)).1.unwrap_or(usize::MAX);
            self.reach = self.reach.max(reach);
        }
        if !rule.blank_after {
            let afters = if rule.breaks { &mut self.break_afters } else { &mut self.afters };
            let all = afters.add(after, number, sets);
            if !all.map_err(too_large(Part::After))? {
                let matcher = Matcher::new(after, None);
                rule.after = Some(matcher.map_err(too_large(Part::After))?);
            }
        }
        Ok(())
    }
}

impl Filter {
    fn new(openings: Openings, alphabet: &Alphabet) -> Filter {
        let mut filter =
            Filter { everywhere: openings.nullable, first: [false; 256], pairs: openings.pairs };
        for (start, end, class) in alphabet.runs() {
            if !openings.classes[usize::from(class)] {
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
