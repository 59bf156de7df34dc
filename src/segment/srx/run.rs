//! Rules run over a text: where it is broken, and where a break is refused.
//!
//! As in the library `segment` (LanguageTool, and `choppa`): each break rule is searched for from left to right,
//! matches do not overlap, and after a break rules begin to search at the break. Where the leftmost of these matches
//! would break, the first of the exceptions that stand before the rule may refuse; of several rules with one place
//! the first in order counts.

use super::automaton::{Memo, Place, run};
use super::fuel::{Costly, Fuel};
use super::program::Program;

/// What a run writes on.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    starts: Memo,
    befores: Memo,
    break_afters: Memo,
    afters: Memo,
    /// For every rule the place from which it searches on; while a match waits, no place.
    from: Vec<usize>,
    /// Rules to which matches may belong that begin at a place.
    maybe: Vec<u32>,
    waiting: Vec<Waiting>,
    /// Exceptions whose left part may end at the place asked about, and how many characters they reach back.
    left: Vec<(u32, usize)>,
    break_right: Right,
    right: Right,
}

/// Rules whose right part may begin at a place.
#[derive(Debug, Default)]
struct Right {
    at: Option<usize>,
    rules: Vec<u32>,
}

/// A match of a break rule that lies ahead.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    rule: u32,
    start: usize,
    at: usize,
}

/// A place where a break rule matched, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) breaks: bool,
    /// The rule that decided.
    pub(super) rule: u32,
}

const NOWHERE: usize = usize::MAX;

/// Why a run ended early: the work is too much, and the rule it was done for, when there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GaveUp {
    pub(super) rule: Option<u32>,
}

impl From<Costly> for GaveUp {
    fn from(_: Costly) -> GaveUp {
        GaveUp { rule: None }
    }
}

impl Program {
    /// Calls `sink` with every place inside a text where a break rule matched, in order.
    pub(super) fn run(&self, text: &str, sink: &mut dyn FnMut(Found)) -> Result<(), GaveUp> {
        if self.starts.starts.is_empty() || text.is_empty() {
            return Ok(());
        }
        self.lend(|scratch| {
            scratch.from.clear();
            scratch.from.resize(self.rules.len(), 0);
            scratch.waiting.clear();
            scratch.break_right.at = None;
            scratch.right.at = None;
            let fuel = Fuel::for_text(text.len());
            Walk { program: self, text, scratch, fuel, next: 0, segment: 0 }.walk(sink)
        })
    }
}

struct Walk<'w> {
    program: &'w Program,
    text: &'w str,
    scratch: &'w mut Scratch,
    fuel: Fuel,
    /// The first place where no match has been looked for.
    next: usize,
    /// Where the segment begins.
    segment: usize,
}

impl Walk<'_> {
    fn walk(mut self, sink: &mut dyn FnMut(Found)) -> Result<(), GaveUp> {
        let mut told = 0;
        loop {
            self.search()?;
            let first = self.scratch.waiting.iter().min_by_key(|w| (w.at, w.rule));
            let Some(&Waiting { rule, at, .. }) = first else { return Ok(()) };
            let mut breaks = false;
            if at > self.segment {
                let refused = self.refused(at, rule)?;
                breaks = refused.is_none();
                if at < self.text.len() && at > told {
                    sink(Found { at, breaks, rule: refused.unwrap_or(rule) });
                    told = at;
                }
            }
            if breaks {
                self.segment = at;
            }
            self.move_on(at, breaks)?;
        }
    }

    /// Looks for matches up to the first place where one of those that wait would break.
    fn search(&mut self) -> Result<(), GaveUp> {
        let mut limit = self.scratch.waiting.iter().map(|w| w.at).min().unwrap_or(NOWHERE);
        loop {
            let start = self.program.filter.next(self.text.as_bytes(), self.next);
            // Rules that match nothing at all may match at the very end.
            if start > limit || start > self.text.len() {
                self.next = start.min(limit.saturating_add(1));
                return Ok(());
            }
            if start == self.text.len() && !self.program.filter.everywhere {
                self.next = start + 1;
                return Ok(());
            }
            self.matches_from(start)?;
            self.next = start + self.width(start);
            limit = self.scratch.waiting.iter().map(|w| w.at).min().unwrap_or(NOWHERE);
        }
    }

    /// Bytes of the character at a place; 1 at the end.
    fn width(&self, at: usize) -> usize {
        self.text[at..].chars().next().map_or(1, char::len_utf8)
    }

    /// Looks for matches that begin at a place.
    fn matches_from(&mut self, start: usize) -> Result<(), GaveUp> {
        let Walk { program, text, scratch, fuel, .. } = self;
        let Scratch { starts, maybe, from, .. } = &mut **scratch;
        maybe.clear();
        let place = Place { text, at: start, reach: usize::MAX };
        run(&program.starts, &program.alphabet, starts, place, fuel, &mut |rules, _| {
            maybe.extend(rules.iter().filter(|&&rule| from[rule as usize] <= start));
        })?;
        if maybe.is_empty() {
            return Ok(());
        }
        maybe.sort_unstable();
        maybe.dedup();
        for at in 0..self.scratch.maybe.len() {
            let number = self.scratch.maybe[at];
            let rule = &self.program.rules[number as usize];
            let end = match &rule.before {
                None => Some(start),
                Some(matcher) => matcher
                    .end(&self.program.alphabet, self.text, start, &mut self.fuel)
                    .map_err(|Costly| GaveUp { rule: Some(number) })?,
            };
            let Some(end) = end else { continue };
            if self.goes_on(end, number)? {
                self.scratch.waiting.push(Waiting { rule: number, start, at: end });
                self.scratch.from[number as usize] = NOWHERE;
            } else {
                self.scratch.from[number as usize] = self.behind(start, end);
            }
        }
        Ok(())
    }

    /// Where a search goes on behind a match.
    fn behind(&self, start: usize, end: usize) -> usize {
        if end > start { end } else { end + self.width(end) }
    }

    /// Says whether the right part of a rule matches at a place.
    fn goes_on(&mut self, at: usize, number: u32) -> Result<bool, GaveUp> {
        let rule = &self.program.rules[number as usize];
        if rule.blank_after {
            return Ok(true);
        }
        let Walk { program, text, scratch, fuel, .. } = self;
        let Scratch { break_afters, break_right, afters, right, .. } = &mut **scratch;
        let (nfa, memo, right) = match rule.breaks {
            true => (&program.break_afters, break_afters, break_right),
            false => (&program.afters, afters, right),
        };
        if right.at != Some(at) {
            right.rules.clear();
            let place = Place { text, at, reach: usize::MAX };
            run(nfa, &program.alphabet, memo, place, fuel, &mut |rules, _| {
                right.rules.extend(rules);
            })?;
            right.rules.sort_unstable();
            right.at = Some(at);
        }
        if right.rules.binary_search(&number).is_err() {
            return Ok(false);
        }
        match &rule.after {
            None => Ok(true),
            Some(matcher) => match matcher.end(&program.alphabet, text, at, fuel) {
                Ok(end) => Ok(end.is_some()),
                Err(Costly) => Err(GaveUp { rule: Some(number) }),
            },
        }
    }

    /// Returns the first exception before a break rule that holds at a place.
    fn refused(&mut self, at: usize, breaking: u32) -> Result<Option<u32>, GaveUp> {
        let Walk { program, text, scratch, fuel, .. } = self;
        let Scratch { befores, left, .. } = &mut **scratch;
        left.clear();
        left.extend(program.anywhere.iter().take_while(|&&r| r < breaking).map(|&r| (r, 0)));
        if !program.befores.starts.is_empty() {
            let place = Place { text, at, reach: program.reach };
            run(&program.befores, &program.alphabet, befores, place, fuel, &mut |rules, read| {
                left.extend(rules.iter().take_while(|&&r| r < breaking).map(|&r| (r, read)));
            })?;
        }
        left.sort_unstable();
        for index in 0..self.scratch.left.len() {
            let (number, reaches) = self.scratch.left[index];
            if self.goes_on(at, number)? && self.left_fits(at, number, reaches)? {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    /// Asks about the left part of an exception what the automaton does not know.
    fn left_fits(&mut self, at: usize, number: u32, reaches: usize) -> Result<bool, GaveUp> {
        let question = self.program.rules[number as usize].left.question(reaches);
        let Some(matcher) = question else { return Ok(true) };
        matcher
            .end(&self.program.alphabet, self.text, at, &mut self.fuel)
            .map(|end| end.is_some())
            .map_err(|Costly| GaveUp { rule: Some(number) })
    }

    /// Lets all rules search on behind a place; behind a break none of them reaches back over it.
    fn move_on(&mut self, at: usize, breaks: bool) -> Result<(), GaveUp> {
        let mut waiting = std::mem::take(&mut self.scratch.waiting);
        self.fuel.burn(waiting.len() as u64)?;
        waiting.retain(|match_| {
            let from = if breaks && match_.start < at {
                at
            } else if match_.at <= at {
                self.behind(match_.start, match_.at)
            } else {
                return true;
            };
            self.scratch.from[match_.rule as usize] = from;
            false
        });
        self.scratch.waiting = waiting;
        self.next = at;
        Ok(())
    }
}
