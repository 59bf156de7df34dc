//! Patterns as one nondeterministic automaton, read forwards or backwards.
//!
//! The automaton answers one question: which patterns match some stretch that begins (forwards) or ends (backwards) at
//! a place. For that question it does not matter how greedy a repetition is. What an automaton cannot know (looking
//! around, references, possessive repetitions) is left out here, so it says yes too often and never too seldom; who
//! uses it asks [`Matcher`](super::matcher::Matcher) then.

use std::collections::HashMap;

use super::alphabet::{Alphabet, ClassId};
use super::compile::width;
use super::pattern::{Assertion, Mode, Node};
use super::sets::{SetId, Sets};

/// The number of a state.
pub(super) type StateId = u32;

/// The number of a pattern, as its owner counts.
pub(super) type PatternId = u32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Set(SetId, StateId),
    Split(StateId, StateId),
    Assert(Assertion, StateId),
    Accept(PatternId),
    /// Leads nowhere.
    Fail,
}

/// Which way the text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forwards,
    Backwards,
}

/// Many patterns, begun together.
#[derive(Clone, Debug)]
pub(super) struct Nfa {
    pub(super) direction: Direction,
    pub(super) states: Vec<State>,
    /// To which pattern each state belongs.
    pub(super) owners: Vec<PatternId>,
    /// Where each pattern begins.
    pub(super) starts: Vec<StateId>,
}

/// A pattern would need too many states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// States of one pattern; sensible rules need some thousand, long lists of words among them.
const MOST_STATES: usize = 60_000;

impl Nfa {
    pub(super) fn new(direction: Direction) -> Nfa {
        Nfa { direction, states: Vec::new(), owners: Vec::new(), starts: Vec::new() }
    }

    /// Adds a pattern; says whether the automaton knows all of it.
    pub(super) fn add(
        &mut self,
        pattern: &Node,
        number: PatternId,
        sets: &mut Sets,
    ) -> Result<bool, TooLarge> {
        let first = self.states.len();
        let accept = self.push(State::Accept(number), number);
        let limit = first + MOST_STATES;
        let mut builder = Builder { nfa: self, number, limit, exact: true, sets };
        let start = builder.build(pattern, accept)?;
        let exact = builder.exact;
        self.starts.push(start);
        Ok(exact)
    }

    /// Where the automaton ends now, to come back to.
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.states.len(), self.starts.len())
    }

    /// Forgets the patterns added since.
    pub(super) fn back_to(&mut self, (states, starts): (usize, usize)) {
        self.states.truncate(states);
        self.owners.truncate(states);
        self.starts.truncate(starts);
    }

    fn push(&mut self, state: State, owner: PatternId) -> StateId {
        self.owners.push(owner);
        self.states.push(state);
        (self.states.len() - 1) as StateId
    }

    /// Returns the sets the patterns speak of.
    pub(super) fn sets(&self) -> impl Iterator<Item = SetId> + '_ {
        self.states.iter().filter_map(|state| match state {
            State::Set(set, _) => Some(*set),
            _ => None,
        })
    }

    /// Returns with which characters a match may open.
    pub(super) fn openings(&self, alphabet: &Alphabet) -> Openings {
        let first = self.reached(&self.starts);
        let may = |sets: &[SetId], class: ClassId| {
            sets.iter().any(|&set| alphabet.members(set).has(class))
        };
        let sets = first.distinct();
        let classes = (0..alphabet.len()).map(|class| may(&sets, class as ClassId)).collect();
        let mut openings =
            Openings { nullable: first.accepts, classes, pairs: Box::new([false; 128 * 128]) };
        let mut rows: HashMap<ClassId, Vec<bool>> = HashMap::new();
        for byte in 0..128u8 {
            let row = rows.entry(alphabet.class_of_ascii(byte)).or_insert_with_key(|&class| {
                let reads = |&&(set, _): &&(SetId, StateId)| alphabet.members(set).has(class);
                let next: Vec<StateId> = first.sets.iter().filter(reads).map(|s| s.1).collect();
                let second = self.reached(&next);
                let sets = second.distinct();
                (0..128u8)
                    .map(|byte| second.accepts || may(&sets, alphabet.class_of_ascii(byte)))
                    .collect()
            });
            let at = usize::from(byte) << 7;
            openings.pairs[at..at + 128].copy_from_slice(row);
        }
        openings
    }

    /// What can be read next from some states, all assertions granted.
    fn reached(&self, from: &[StateId]) -> Reached {
        let mut seen = vec![false; self.states.len()];
        let mut stack = from.to_vec();
        let mut reached = Reached { accepts: false, sets: Vec::new() };
        while let Some(at) = stack.pop() {
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            match self.states[at as usize] {
                State::Set(set, next) => reached.sets.push((set, next)),
                State::Split(a, b) => stack.extend([a, b]),
                State::Assert(_, next) => stack.push(next),
                State::Accept(_) => reached.accepts = true,
                State::Fail => {}
            }
        }
        reached
    }
}

struct Reached {
    accepts: bool,
    sets: Vec<(SetId, StateId)>,
}

impl Reached {
    fn distinct(&self) -> Vec<SetId> {
        let mut sets: Vec<SetId> = self.sets.iter().map(|&(set, _)| set).collect();
        sets.sort_unstable();
        sets.dedup();
        sets
    }
}

/// With which characters a match may open.
#[derive(Clone, Debug)]
pub(super) struct Openings {
    /// Whether nothing at all is enough.
    pub(super) nullable: bool,
    /// For every class whether it may be the first.
    pub(super) classes: Vec<bool>,
    /// For every two ASCII characters whether they may be the first two.
    pub(super) pairs: Box<[bool; 128 * 128]>,
}

struct Builder<'a> {
    nfa: &'a mut Nfa,
    number: PatternId,
    limit: usize,
    exact: bool,
    sets: &'a mut Sets,
}

impl Builder<'_> {
    fn push(&mut self, state: State) -> Result<StateId, TooLarge> {
        if self.nfa.states.len() >= self.limit {
            return Err(TooLarge);
        }
        Ok(self.nfa.push(state, self.number))
    }

    /// Builds the states of a node in front of those that follow it; returns the first.
    fn build(&mut self, node: &Node, next: StateId) -> Result<StateId, TooLarge> {
        match node {
            Node::Empty => Ok(next),
            Node::Set(set) => self.push(State::Set(*set, next)),
            Node::Concat(nodes) => {
                // The last to be read is built first.
                let mut next = next;
                match self.nfa.direction {
                    Direction::Forwards => {
                        for node in nodes.iter().rev() {
                            next = self.build(node, next)?;
                        }
                    }
                    Direction::Backwards => {
                        for node in nodes {
                            next = self.build(node, next)?;
                        }
                    }
                }
                Ok(next)
            }
            Node::Alt(nodes) => {
                let mut start = None;
                for node in nodes.iter().rev() {
                    let own = self.build(node, next)?;
                    start = Some(match start {
                        None => own,
                        Some(rest) => self.push(State::Split(own, rest))?,
                    });
                }
                start.map_or_else(|| self.push(State::Fail), Ok)
            }
            Node::Repeat { node, min, max, mode } => {
                self.exact &= *mode != Mode::Possessive;
                self.repeat(node, *min, *max, next)
            }
            Node::Capture(_, node) => self.build(node, next),
            Node::Atomic(node) => {
                self.exact = false;
                self.build(node, next)
            }
            Node::Look { .. } => {
                self.exact = false;
                Ok(next)
            }
            Node::Backreference(_) => {
                // It might be anything.
                self.exact = false;
                let any = self.sets.known("any");
                let any = self.sets.number(&any);
                let node = Node::Set(any);
                self.repeat(&node, 0, None, next)
            }
            Node::Assert(assertion) => match assertion {
                Assertion::WordEdge
                | Assertion::NoWordEdge
                | Assertion::TextStart
                | Assertion::TextEnd => self.push(State::Assert(*assertion, next)),
                Assertion::TextEndOrLastLine | Assertion::LineStart | Assertion::LineEnd => {
                    self.exact = false;
                    Ok(next)
                }
            },
        }
    }

    fn repeat(
        &mut self,
        node: &Node,
        min: u32,
        max: Option<u32>,
        next: StateId,
    ) -> Result<StateId, TooLarge> {
        // What is nothing, or asks about a place, says the same however often it is repeated.
        if width(node, None).1 == Some(0) {
            return if min == 0 { Ok(next) } else { self.build(node, next) };
        }
        let mut start = next;
        match max {
            None => {
                let around = self.push(State::Fail)?;
                let inside = self.build(node, around)?;
                self.nfa.states[around as usize] = State::Split(inside, next);
                start = around;
            }
            Some(max) => {
                for _ in min..max {
                    let inside = self.build(node, start)?;
                    start = self.push(State::Split(inside, next))?;
                }
            }
        }
        for _ in 0..min {
            start = self.build(node, start)?;
        }
        Ok(start)
    }
}
