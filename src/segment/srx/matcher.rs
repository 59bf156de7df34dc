//! One pattern matched as Java matches it: from one place, trying what is preferred first.
//!
//! An automaton says that a pattern may match; where the match ends, and everything an automaton cannot know (looking
//! around, references, possessive repetitions), is found here, by trying and going back.

use super::alphabet::Alphabet;
use super::fuel::{Costly, Fuel};
use super::nfa::TooLarge;
use super::pattern::{Assertion, Mode, Node};
use super::sets::{SetId, is_line_end};

/// A pattern made ready for matching.
#[derive(Clone, Debug)]
pub(super) struct Matcher {
    /// The first is the pattern; the others are parts that are matched by themselves.
    codes: Vec<Vec<Op>>,
    slots: usize,
}

#[derive(Clone, Debug)]
enum Op {
    Set(SetId),
    /// The same for the character before.
    SetBefore(SetId),
    /// Go on at the first; if that fails, at the second.
    Split(usize, usize),
    Jump(usize),
    Assert(Assertion),
    /// Keep the place in a slot.
    Save(usize),
    /// Leave a loop that has gone round without moving from the place in a slot.
    LeaveIfStill(usize, usize),
    Ahead {
        code: usize,
        negative: bool,
    },
    /// A part that reads backwards from here.
    Backwards {
        code: usize,
        negative: bool,
    },
    /// A part that has to end here, tried from every start. Widths in characters; no greatest width means back to the
    /// start of the text.
    Behind {
        code: usize,
        negative: bool,
        least: usize,
        most: Option<usize>,
    },
    Atomic(usize),
    Backreference(usize),
    Match,
}

/// Operations of one pattern.
const MOST_OPS: usize = 300_000;

impl Matcher {
    /// Makes a pattern ready. With `rounds` a repetition without end is followed so many times only.
    pub(super) fn new(pattern: &Node, rounds: Option<u32>) -> Result<Matcher, TooLarge> {
        let mut compiler = Compiler {
            codes: vec![Vec::new()],
            slots: 2 * groups(pattern) as usize,
            rounds,
            ops: 0,
            backwards: false,
        };
        compiler.node(0, pattern)?;
        compiler.push(0, Op::Match)?;
        Ok(Matcher { codes: compiler.codes, slots: compiler.slots })
    }

    /// The same for a pattern that has to end where matching begins.
    pub(super) fn before(pattern: &Node, rounds: Option<u32>) -> Result<Matcher, TooLarge> {
        let node = Box::new(pattern.clone());
        Matcher::new(&Node::Look { behind: true, negative: false, node }, rounds)
    }

    /// Returns the sets the pattern speaks of.
    pub(super) fn sets(&self) -> impl Iterator<Item = SetId> + '_ {
        self.codes.iter().flatten().filter_map(|op| match op {
            Op::Set(set) | Op::SetBefore(set) => Some(*set),
            _ => None,
        })
    }

    /// Returns where the preferred match that starts at a place ends.
    pub(super) fn end(
        &self,
        alphabet: &Alphabet,
        text: &str,
        at: usize,
        fuel: &mut Fuel,
    ) -> Result<Option<usize>, Costly> {
        let mut run = Run {
            matcher: self,
            alphabet,
            text,
            slots: vec![None; self.slots],
            stack: Vec::new(),
            fuel,
        };
        run.code(0, at, None)
    }

    /// The same for the whole of a text.
    pub(super) fn fits_all(
        &self,
        alphabet: &Alphabet,
        text: &str,
        fuel: &mut Fuel,
    ) -> Result<bool, Costly> {
        let mut run = Run {
            matcher: self,
            alphabet,
            text,
            slots: vec![None; self.slots],
            stack: Vec::new(),
            fuel,
        };
        Ok(run.code(0, 0, Some(text.len()))?.is_some())
    }
}

/// How many groups a pattern has that can be referred to.
fn groups(node: &Node) -> u32 {
    match node {
        Node::Capture(number, node) => groups(node).max(*number),
        Node::Concat(nodes) | Node::Alt(nodes) => nodes.iter().map(groups).max().unwrap_or(0),
        Node::Repeat { node, .. } | Node::Atomic(node) | Node::Look { node, .. } => groups(node),
        Node::Empty | Node::Set(_) | Node::Backreference(_) | Node::Assert(_) => 0,
    }
}

struct Compiler {
    codes: Vec<Vec<Op>>,
    slots: usize,
    rounds: Option<u32>,
    ops: usize,
    /// Whether the part at hand is read backwards.
    backwards: bool,
}

/// Whether it makes no difference to a pattern, but for what it prefers, that it is read backwards.
fn is_reversible(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Set(_) | Node::Assert(_) => true,
        Node::Look { node, .. } => !refers(node),
        Node::Concat(nodes) | Node::Alt(nodes) => nodes.iter().all(is_reversible),
        Node::Repeat { node, mode, .. } => *mode != Mode::Possessive && is_reversible(node),
        Node::Capture(_, node) => is_reversible(node),
        Node::Atomic(_) | Node::Backreference(_) => false,
    }
}

/// Whether a pattern refers to a group, which has to be matched before.
fn refers(node: &Node) -> bool {
    match node {
        Node::Backreference(_) => true,
        Node::Concat(nodes) | Node::Alt(nodes) => nodes.iter().any(refers),
        Node::Repeat { node, .. }
        | Node::Capture(_, node)
        | Node::Atomic(node)
        | Node::Look { node, .. } => refers(node),
        Node::Empty | Node::Set(_) | Node::Assert(_) => false,
    }
}

impl Compiler {
    fn push(&mut self, code: usize, op: Op) -> Result<usize, TooLarge> {
        self.ops += 1;
        if self.ops > MOST_OPS {
            return Err(TooLarge);
        }
        self.codes[code].push(op);
        Ok(self.codes[code].len() - 1)
    }

    /// Compiles a part that is matched by itself; returns its code.
    fn part(&mut self, node: &Node, backwards: bool) -> Result<usize, TooLarge> {
        let code = self.codes.len();
        self.codes.push(Vec::new());
        let outside = std::mem::replace(&mut self.backwards, backwards);
        let built = self.node(code, node);
        self.backwards = outside;
        built?;
        self.push(code, Op::Match)?;
        Ok(code)
    }

    fn node(&mut self, code: usize, node: &Node) -> Result<(), TooLarge> {
        match node {
            Node::Empty => {}
            Node::Set(set) => {
                let op = if self.backwards { Op::SetBefore(*set) } else { Op::Set(*set) };
                self.push(code, op)?;
            }
            Node::Concat(nodes) if self.backwards => {
                nodes.iter().rev().try_for_each(|node| self.node(code, node))?;
            }
            Node::Concat(nodes) => nodes.iter().try_for_each(|node| self.node(code, node))?,
            Node::Alt(nodes) => {
                let mut ends = Vec::new();
                for (number, node) in nodes.iter().enumerate() {
                    if number + 1 == nodes.len() {
                        self.node(code, node)?;
                        break;
                    }
                    let split = self.push(code, Op::Split(0, 0))?;
                    self.node(code, node)?;
                    ends.push(self.push(code, Op::Jump(0))?);
                    let rest = self.codes[code].len();
                    self.codes[code][split] = Op::Split(split + 1, rest);
                }
                let end = self.codes[code].len();
                for jump in ends {
                    self.codes[code][jump] = Op::Jump(end);
                }
            }
            Node::Repeat { node, min, max, mode } => {
                let max = match (max, self.rounds) {
                    (None, Some(rounds)) => Some(rounds.max(*min)),
                    (max, _) => *max,
                };
                if *mode == Mode::Possessive {
                    let greedy =
                        Node::Repeat { node: node.clone(), min: *min, max, mode: Mode::Greedy };
                    let part = self.part(&greedy, self.backwards)?;
                    self.push(code, Op::Atomic(part))?;
                } else {
                    self.repeat(code, node, (*min, max), *mode == Mode::Greedy)?;
                }
            }
            Node::Capture(number, node) => {
                let slot = 2 * (*number as usize - 1);
                let (first, second) =
                    if self.backwards { (slot + 1, slot) } else { (slot, slot + 1) };
                self.push(code, Op::Save(first))?;
                self.node(code, node)?;
                self.push(code, Op::Save(second))?;
            }
            Node::Atomic(node) => {
                let part = self.part(node, self.backwards)?;
                self.push(code, Op::Atomic(part))?;
            }
            Node::Look { behind, negative, node } => {
                let (negative, backwards) = (*negative, *behind && is_reversible(node));
                let part = self.part(node, backwards)?;
                let op = if backwards {
                    Op::Backwards { code: part, negative }
                } else if *behind {
                    let (least, most) = width(node, self.rounds);
                    Op::Behind { code: part, negative, least, most }
                } else {
                    Op::Ahead { code: part, negative }
                };
                self.push(code, op)?;
            }
            Node::Backreference(number) => {
                self.push(code, Op::Backreference(2 * (*number as usize - 1)))?;
            }
            Node::Assert(assertion) => {
                self.push(code, Op::Assert(*assertion))?;
            }
        }
        Ok(())
    }

    fn repeat(
        &mut self,
        code: usize,
        node: &Node,
        (min, max): (u32, Option<u32>),
        greedy: bool,
    ) -> Result<(), TooLarge> {
        for _ in 0..min {
            self.node(code, node)?;
        }
        let split = |around: usize, inside: usize, outside: usize| match greedy {
            true => (around, Op::Split(inside, outside)),
            false => (around, Op::Split(outside, inside)),
        };
        let mut splits = Vec::new();
        match max {
            None => {
                let around = self.push(code, Op::Split(0, 0))?;
                splits.push(around);
                let may_be_nothing = width(node, self.rounds).0 == 0;
                let slot = self.slots;
                if may_be_nothing {
                    self.slots += 1;
                    self.push(code, Op::Save(slot))?;
                }
                self.node(code, node)?;
                if may_be_nothing {
                    let here = self.push(code, Op::Jump(0))?;
                    self.codes[code][here] = Op::LeaveIfStill(slot, here + 2);
                }
                self.push(code, Op::Jump(around))?;
            }
            Some(max) => {
                for _ in min..max {
                    splits.push(self.push(code, Op::Split(0, 0))?);
                    self.node(code, node)?;
                }
            }
        }
        let outside = self.codes[code].len();
        for around in splits {
            let (at, op) = split(around, around + 1, outside);
            self.codes[code][at] = op;
        }
        Ok(())
    }
}

/// The least and the greatest width of what a node matches, in characters.
pub(super) fn width(node: &Node, rounds: Option<u32>) -> (usize, Option<usize>) {
    match node {
        Node::Empty | Node::Look { .. } | Node::Assert(_) => (0, Some(0)),
        Node::Set(_) => (1, Some(1)),
        Node::Concat(nodes) => nodes.iter().fold((0, Some(0)), |(least, most), node| {
            let own = width(node, rounds);
            let most = most.zip(own.1).map(|(a, b): (usize, usize)| a.saturating_add(b));
            (least.saturating_add(own.0), most)
        }),
        Node::Alt(nodes) => {
            let all: Vec<_> = nodes.iter().map(|node| width(node, rounds)).collect();
            let least = all.iter().map(|own| own.0).min().unwrap_or(0);
            let most = all.iter().map(|own| own.1).try_fold(0, |most, own| Some(own?.max(most)));
            (least, most)
        }
        Node::Repeat { node, min, max, .. } => {
            let own = width(node, rounds);
            let max = max.or(rounds.map(|rounds| rounds.max(*min)));
            let most = match (own.1, max) {
                (Some(0), _) => Some(0),
                (Some(most), Some(max)) => Some(most.saturating_mul(max as usize)),
                _ => None,
            };
            (own.0.saturating_mul(*min as usize), most)
        }
        Node::Capture(_, node) | Node::Atomic(node) => width(node, rounds),
        Node::Backreference(_) => (0, None),
    }
}

/// What to return to when something fails.
#[derive(Clone, Copy, Debug)]
enum Frame {
    Resume { op: usize, at: usize },
    Slot { slot: usize, old: Option<usize> },
}

struct Run<'r> {
    matcher: &'r Matcher,
    alphabet: &'r Alphabet,
    text: &'r str,
    slots: Vec<Option<usize>>,
    stack: Vec<Frame>,
    fuel: &'r mut Fuel,
}

impl Run<'_> {
    /// Runs a code from a place; with `wanted` only an end there counts.
    fn code(
        &mut self,
        code: usize,
        start: usize,
        wanted: Option<usize>,
    ) -> Result<Option<usize>, Costly> {
        let matcher = self.matcher;
        let ops = &matcher.codes[code];
        let base = self.stack.len();
        let (mut op, mut at) = (0, start);
        loop {
            self.fuel.burn(1)?;
            let goes_on = match &ops[op] {
                Op::Set(set) => match self.next(at) {
                    Some((class, next)) if self.alphabet.members(*set).has(class) => {
                        at = next;
                        op += 1;
                        true
                    }
                    _ => false,
                },
                Op::SetBefore(set) => match self.text[..at].chars().next_back() {
                    Some(c) if self.alphabet.members(*set).has(self.alphabet.class_of(c)) => {
                        at -= c.len_utf8();
                        op += 1;
                        true
                    }
                    _ => false,
                },
                Op::Split(first, second) => {
                    self.stack.push(Frame::Resume { op: *second, at });
                    op = *first;
                    true
                }
                Op::Jump(to) => {
                    op = *to;
                    true
                }
                Op::Assert(assertion) => {
                    op += 1;
                    self.holds(*assertion, at)
                }
                Op::Save(slot) => {
                    self.stack.push(Frame::Slot { slot: *slot, old: self.slots[*slot] });
                    self.slots[*slot] = Some(at);
                    op += 1;
                    true
                }
                Op::LeaveIfStill(slot, outside) => {
                    op = if self.slots[*slot] == Some(at) { *outside } else { op + 1 };
                    true
                }
                Op::Ahead { code, negative } | Op::Backwards { code, negative } => {
                    op += 1;
                    self.code(*code, at, None)?.is_some() != *negative
                }
                Op::Behind { code, negative, least, most } => {
                    op += 1;
                    self.behind(*code, at, *least, *most)? != *negative
                }
                Op::Atomic(code) => {
                    op += 1;
                    match self.code(*code, at, None)? {
                        Some(end) => {
                            at = end;
                            true
                        }
                        None => false,
                    }
                }
                Op::Backreference(slot) => {
                    op += 1;
                    let known = self.slots[*slot].zip(self.slots[*slot + 1]);
                    let same = known.and_then(|(from, to)| self.text.get(from..to));
                    match same {
                        Some(same) if self.text[at..].starts_with(same) => {
                            self.fuel.burn(same.len() as u64)?;
                            at += same.len();
                            true
                        }
                        _ => false,
                    }
                }
                Op::Match => {
                    if wanted.is_none_or(|wanted| wanted == at) {
                        self.keep_slots(base);
                        return Ok(Some(at));
                    }
                    false
                }
            };
            if goes_on {
                continue;
            }
            loop {
                if self.stack.len() == base {
                    return Ok(None);
                }
                match self.stack.pop() {
                    Some(Frame::Resume { op: resumed, at: there }) => {
                        (op, at) = (resumed, there);
                        break;
                    }
                    Some(Frame::Slot { slot, old }) => self.slots[slot] = old,
                    None => return Ok(None),
                }
            }
        }
    }

    /// What was decided stays decided; only what slots held before is kept, for who comes back over it.
    fn keep_slots(&mut self, base: usize) {
        let mut kept = base;
        for at in base..self.stack.len() {
            if let Frame::Slot { .. } = self.stack[at] {
                self.stack[kept] = self.stack[at];
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }

    fn behind(
        &mut self,
        code: usize,
        end: usize,
        least: usize,
        most: Option<usize>,
    ) -> Result<bool, Costly> {
        let before = &self.text[..end];
        let starts = before.char_indices().rev().map(|(at, _)| at);
        let starts = std::iter::once(end).chain(starts);
        let span = most.map_or(usize::MAX, |most| most.saturating_sub(least).saturating_add(1));
        for start in starts.skip(least).take(span) {
            if self.code(code, start, Some(end))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn next(&self, at: usize) -> Option<(u16, usize)> {
        match self.text.as_bytes().get(at) {
            None => None,
            Some(&byte) if byte < 128 => Some((self.alphabet.class_of_ascii(byte), at + 1)),
            Some(_) => {
                let c = self.text[at..].chars().next()?;
                Some((self.alphabet.class_of(c), at + c.len_utf8()))
            }
        }
    }

    fn holds(&self, assertion: Assertion, at: usize) -> bool {
        let (before, after) = (&self.text[..at], &self.text[at..]);
        let word =
            |c: Option<char>| c.is_some_and(|c| self.alphabet.is_word(self.alphabet.class_of(c)));
        let edge = || word(before.chars().next_back()) != word(after.chars().next());
        match assertion {
            Assertion::WordEdge => edge(),
            Assertion::NoWordEdge => !edge(),
            Assertion::TextStart => at == 0,
            Assertion::TextEnd => after.is_empty(),
            Assertion::TextEndOrLastLine => {
                let mut rest = after.chars();
                after == "\r\n" || rest.next().is_none_or(is_line_end) && rest.next().is_none()
            }
            Assertion::LineStart => before.chars().next_back().is_none_or(is_line_end),
            Assertion::LineEnd => after.chars().next().is_none_or(is_line_end),
        }
    }
}
