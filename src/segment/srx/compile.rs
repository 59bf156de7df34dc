//! Patterns as operations for [`Matcher`](super::matcher::Matcher).

use super::nfa::TooLarge;
use super::pattern::{Assertion, Mode, Node};
use super::sets::SetId;

/// One step of matching.
#[derive(Clone, Debug)]
pub(super) enum Op {
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

/// Writes the operations of a pattern: one list for the pattern, one for each part that is matched by itself; and says how
/// many slots they need.
pub(super) fn compile(
    pattern: &Node,
    rounds: Option<u32>,
) -> Result<(Vec<Vec<Op>>, usize), TooLarge> {
    let slots = 2 * groups(pattern) as usize;
    let codes = vec![Vec::new()];
    let mut compiler = Compiler { codes, slots, rounds, ops: 0, backwards: false };
    compiler.node(0, pattern)?;
    compiler.push(0, Op::Match)?;
    Ok((compiler.codes, compiler.slots))
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

/// Operations being written.
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
        // What is nothing, or asks about a place, says the same however often it is repeated.
        if width(node, None).1 == Some(0) {
            return if min == 0 { Ok(()) } else { self.node(code, node) };
        }
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
