//! One pattern matched as Java matches it: from one place, trying what is preferred first.
//!
//! An automaton says that a pattern may match; where the match ends, and everything an automaton cannot know (looking
//! around, references, possessive repetitions), is found here, by trying and going back.

use super::alphabet::Alphabet;
use super::compile::{Op, compile};
use super::fuel::{Costly, Fuel};
use super::nfa::TooLarge;
use super::pattern::{Assertion, Node};
use super::sets::{SetId, is_line_end};

/// A pattern made ready for matching.
#[derive(Clone, Debug)]
pub(super) struct Matcher {
    /// The first is the pattern; the others are parts that are matched by themselves.
    codes: Vec<Vec<Op>>,
    slots: usize,
}

impl Matcher {
    /// Makes a pattern ready. With `rounds` a repetition without end is followed so many times only.
    pub(super) fn new(pattern: &Node, rounds: Option<u32>) -> Result<Matcher, TooLarge> {
        let (codes, slots) = compile(pattern, rounds)?;
        Ok(Matcher { codes, slots })
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
