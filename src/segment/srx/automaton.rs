//! An [`Nfa`] run as a deterministic automaton whose states are made when a text first needs them.
//!
//! It is anchored: a run starts at one place and goes one way until nothing can match any more, which is a few
//! characters as a rule. Word boundaries and edges of the text are decided exactly, by what stands on both sides.

use std::collections::HashMap;

use super::alphabet::{Alphabet, ClassId};
use super::fuel::{Costly, Fuel};
use super::nfa::{Direction, Nfa, PatternId, State, StateId};
use super::pattern::Assertion;

/// What stands beside a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Side {
    Edge,
    Word,
    Other,
}

/// The states made so far. It may be dropped at any time.
#[derive(Clone, Debug, Default)]
pub(super) struct Memo {
    states: Vec<Made>,
    /// For every state and class (and the edge) where it leads.
    table: Vec<Step>,
    numbers: HashMap<(Box<[StateId]>, Side), u32>,
    /// Lists of patterns found together; the first is empty.
    lists: Vec<Box<[PatternId]>>,
    list_numbers: HashMap<Box<[PatternId]>, u32>,
    starts: [Option<u32>; 3],
    /// States of the nondeterministic automaton kept in all.
    kept: usize,
    seen: Vec<u32>,
    round: u32,
}

#[derive(Clone, Debug)]
struct Made {
    from: Box<[StateId]>,
    before: Side,
    /// How often a step led back to the state, and which do.
    turns: u32,
    table: Option<Box<Turns>>,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    next: u32,
    /// The patterns found before the character that makes the step.
    found: u32,
}

/// Where the states that turn on the spot do so: for every ASCII byte whether the step leads back.
///
/// `[^)]*` reads on and on without a change; a table of its own makes that a matter of a nanosecond a byte.
type Turns = [bool; 128];

/// So often a state is seen to turn on the spot before it gets its table.
const OFTEN: u32 = 32;

const DEAD: u32 = 0;
const UNKNOWN: u32 = u32::MAX;
/// Entries of the table, and states kept, before all is forgotten: some 60 MB.
const MOST_ENTRIES: usize = 4 << 20;

impl Memo {
    fn clear(&mut self) {
        *self = Memo { seen: std::mem::take(&mut self.seen), round: self.round, ..Memo::default() };
    }
}

/// A place from which to run, in which text, and how many characters far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) reach: usize,
}

/// Calls `found` with the patterns that match from a place on and the number of characters read, the nearest first. A
/// pattern is found once.
pub(super) fn run(
    nfa: &Nfa,
    alphabet: &Alphabet,
    memo: &mut Memo,
    place: Place<'_>,
    fuel: &mut Fuel,
    found: &mut dyn FnMut(&[PatternId], usize),
) -> Result<(), Costly> {
    let stride = alphabet.len() + 1;
    let edge = alphabet.len();
    let bytes = place.text.as_bytes();
    let (mut at, mut read, mut work) = (place.at, 0, 1);
    let mut state = match start(nfa, alphabet, memo, side_behind(nfa, alphabet, place)) {
        DEAD => return Ok(()),
        state => state,
    };
    loop {
        let (class, next_at) = match nfa.direction {
            Direction::Forwards => match bytes.get(at) {
                None => (edge, at),
                Some(&byte) if byte < 128 => (usize::from(alphabet.class_of_ascii(byte)), at + 1),
                Some(_) => match place.text[at..].chars().next() {
                    Some(c) => (usize::from(alphabet.class_of(c)), at + c.len_utf8()),
                    None => (edge, at),
                },
            },
            Direction::Backwards => match at.checked_sub(1).map(|before| bytes[before]) {
                None => (edge, at),
                Some(byte) if byte < 128 => (usize::from(alphabet.class_of_ascii(byte)), at - 1),
                Some(_) => match place.text[..at].chars().next_back() {
                    Some(c) => (usize::from(alphabet.class_of(c)), at - c.len_utf8()),
                    None => (edge, at),
                },
            },
        };
        let mut step = memo.table[state as usize * stride + class];
        if step.next == UNKNOWN {
            step = make_step(nfa, alphabet, memo, state, class, fuel)?;
        }
        if step.found != 0 {
            let list = &memo.lists[step.found as usize];
            work += list.len() as u64;
            found(list, read);
        }
        if step.next == DEAD || read == place.reach {
            break;
        }
        read += 1;
        at = next_at;
        if step.next == state
            && step.found == 0
            && let Some(turns) = turns(alphabet, memo, state)
        {
            let most = place.reach - read;
            let turned = match nfa.direction {
                Direction::Forwards => span(bytes[at..].iter(), turns, most),
                Direction::Backwards => span(bytes[..at].iter().rev(), turns, most),
            };
            read += turned;
            match nfa.direction {
                Direction::Forwards => at += turned,
                Direction::Backwards => at -= turned,
            }
        }
        state = step.next;
    }
    fuel.burn(work + read as u64)
}

/// How many bytes in a row, at most so many, lead back to where one is.
fn span<'b>(bytes: impl Iterator<Item = &'b u8>, turns: &Turns, most: usize) -> usize {
    bytes.take(most).take_while(|&&byte| turns.get(usize::from(byte)) == Some(&true)).count()
}

/// The table of a state that often turns on the spot.
fn turns<'m>(alphabet: &Alphabet, memo: &'m mut Memo, state: u32) -> Option<&'m Turns> {
    let made = &mut memo.states[state as usize];
    made.turns = made.turns.saturating_add(1);
    // It is made of the steps known so far, and made anew when others had to be taken as often again.
    if made.turns >= OFTEN && made.turns.is_power_of_two() {
        let first = state as usize * (alphabet.len() + 1);
        let turns = std::array::from_fn(|byte| {
            let step = memo.table[first + usize::from(alphabet.class_of_ascii(byte as u8))];
            step.next == state && step.found == 0
        });
        memo.states[state as usize].table = Some(Box::new(turns));
    }
    memo.states[state as usize].table.as_deref()
}

/// What stands on the side from which a run comes.
fn side_behind(nfa: &Nfa, alphabet: &Alphabet, place: Place<'_>) -> Side {
    let neighbour = match nfa.direction {
        Direction::Forwards => place.text[..place.at].chars().next_back(),
        Direction::Backwards => place.text[place.at..].chars().next(),
    };
    neighbour.map_or(Side::Edge, |c| side(alphabet, usize::from(alphabet.class_of(c))))
}

fn side(alphabet: &Alphabet, class: usize) -> Side {
    match class {
        class if class == alphabet.len() => Side::Edge,
        class if alphabet.is_word(class as ClassId) => Side::Word,
        _ => Side::Other,
    }
}

fn start(nfa: &Nfa, alphabet: &Alphabet, memo: &mut Memo, before: Side) -> u32 {
    if let Some(known) = memo.starts[before as usize] {
        return known;
    }
    if memo.states.is_empty() {
        begin(alphabet, memo);
    }
    let from = closed(nfa, memo, nfa.starts.clone());
    let number = number(nfa, alphabet, memo, from, before);
    memo.starts[before as usize] = Some(number);
    number
}

/// Sets up an empty memo: the state that leads nowhere and the list of nothing.
fn begin(alphabet: &Alphabet, memo: &mut Memo) {
    memo.states.push(Made { from: Box::new([]), before: Side::Other, turns: 0, table: None });
    memo.numbers.insert((Box::new([]), Side::Other), DEAD);
    memo.table.resize(alphabet.len() + 1, Step { next: DEAD, found: 0 });
    memo.lists.push(Box::new([]));
    memo.list_numbers.insert(Box::new([]), 0);
}

/// Follows splits; states that need a character, a fact or nothing more remain, in order.
fn closed(nfa: &Nfa, memo: &mut Memo, from: Vec<StateId>) -> Box<[StateId]> {
    memo.round += 1;
    memo.seen.resize(nfa.states.len(), 0);
    let mut stack = from;
    let mut kept = Vec::new();
    while let Some(at) = stack.pop() {
        if std::mem::replace(&mut memo.seen[at as usize], memo.round) == memo.round {
            continue;
        }
        match nfa.states[at as usize] {
            State::Split(a, b) => stack.extend([b, a]),
            State::Fail => {}
            State::Set(..) | State::Assert(..) | State::Accept(_) => kept.push(at),
        }
    }
    kept.sort_unstable();
    kept.into_boxed_slice()
}

fn number(
    nfa: &Nfa,
    alphabet: &Alphabet,
    memo: &mut Memo,
    from: Box<[StateId]>,
    before: Side,
) -> u32 {
    let asserts = from.iter().any(|&at| matches!(nfa.states[at as usize], State::Assert(..)));
    // What stood before matters to assertions alone.
    let before = if asserts { before } else { Side::Other };
    let key = (from, before);
    if let Some(&number) = memo.numbers.get(&key) {
        return number;
    }
    let number = memo.states.len() as u32;
    memo.kept += key.0.len();
    memo.states.push(Made { from: key.0.clone(), before, turns: 0, table: None });
    memo.table.resize(memo.states.len() * (alphabet.len() + 1), Step { next: UNKNOWN, found: 0 });
    memo.numbers.insert(key, number);
    number
}

/// Makes a step that no text has needed before.
fn make_step(
    nfa: &Nfa,
    alphabet: &Alphabet,
    memo: &mut Memo,
    state: u32,
    class: usize,
    fuel: &mut Fuel,
) -> Result<Step, Costly> {
    let Made { from, before, .. } = &memo.states[state as usize];
    let (from, before) = (from.clone(), *before);
    fuel.burn(from.len() as u64)?;
    let mut state = state;
    if memo.table.len() + memo.kept > MOST_ENTRIES {
        // All is forgotten to make room, this state's number too.
        memo.clear();
        begin(alphabet, memo);
        state = number(nfa, alphabet, memo, from.clone(), before);
    }
    let after = side(alphabet, class);
    let holds = |assertion: Assertion| match assertion {
        Assertion::WordEdge => (before == Side::Word) != (after == Side::Word),
        Assertion::NoWordEdge => (before == Side::Word) == (after == Side::Word),
        Assertion::TextStart => match nfa.direction {
            Direction::Forwards => before == Side::Edge,
            Direction::Backwards => after == Side::Edge,
        },
        Assertion::TextEnd => match nfa.direction {
            Direction::Forwards => after == Side::Edge,
            Direction::Backwards => before == Side::Edge,
        },
        // Not built into an automaton.
        Assertion::TextEndOrLastLine | Assertion::LineStart | Assertion::LineEnd => true,
    };
    memo.round += 1;
    let mut stack = from.to_vec();
    let (mut next, mut found) = (Vec::new(), Vec::new());
    while let Some(at) = stack.pop() {
        if std::mem::replace(&mut memo.seen[at as usize], memo.round) == memo.round {
            continue;
        }
        match nfa.states[at as usize] {
            State::Set(set, to) => {
                if after != Side::Edge && alphabet.members(set).has(class as ClassId) {
                    next.push(to);
                }
            }
            State::Split(a, b) => stack.extend([b, a]),
            State::Assert(assertion, to) => {
                if holds(assertion) {
                    stack.push(to);
                }
            }
            State::Accept(pattern) => found.push(pattern),
            State::Fail => {}
        }
    }
    found.sort_unstable();
    // What has been found need not be found again.
    if !found.is_empty() {
        next.retain(|&to| found.binary_search(&nfa.owners[to as usize]).is_err());
    }
    let found = list(memo, found.into_boxed_slice());
    let next = closed(nfa, memo, next);
    let next = number(nfa, alphabet, memo, next, after);
    let step = Step { next, found };
    memo.table[state as usize * (alphabet.len() + 1) + class] = step;
    Ok(step)
}

fn list(memo: &mut Memo, patterns: Box<[PatternId]>) -> u32 {
    if let Some(&known) = memo.list_numbers.get(&patterns) {
        return known;
    }
    let number = memo.lists.len() as u32;
    memo.kept += patterns.len();
    memo.lists.push(patterns.clone());
    memo.list_numbers.insert(patterns, number);
    number
}
