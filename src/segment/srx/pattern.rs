//! The patterns of SRX files: regular expressions as ICU and Java write them, read into a tree.
//!
//! SRX 2.0 names ICU, most files were written for Java, and both agree on nearly everything a rule needs. Where they
//! differ the Unicode reading is taken (`\s`, `\w`, `\d`, `\b`, `(?i)` know all of Unicode, as in ICU and as with
//! Java's `(?U)`): rules are meant for text in any language. Java's own escapes (`\h`, `\p{javaLowerCase}`, surrogate
//! pairs, `\Q…\E`, nested and intersected sets) are known too.

use regex_syntax::hir::ClassUnicode;

use super::escape::{Escape, escape, quoted};
use super::sets::{SetId, Sets, line_ends, one};

/// A pattern as a tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Nothing.
    Empty,
    /// One character of a set.
    Set(SetId),
    /// One after the other.
    Concat(Vec<Node>),
    /// The first that fits.
    Alt(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
        mode: Mode,
    },
    /// A group that can be referred to, by its number from 1.
    Capture(u32, Box<Node>),
    /// Once matched, never matched otherwise.
    Atomic(Box<Node>),
    Look {
        behind: bool,
        negative: bool,
        node: Box<Node>,
    },
    /// What a group matched before.
    Backreference(u32),
    Assert(Assertion),
}

/// How a repetition goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Greedy,
    Lazy,
    Possessive,
}

/// What must hold at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    WordEdge,
    NoWordEdge,
    TextStart,
    /// The very end.
    TextEnd,
    /// The end, or before a line end that is the last character.
    TextEndOrLastLine,
    LineStart,
    LineEnd,
}

/// What is wrong with a pattern, and at which of its characters (from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternError {
    pub(super) at: usize,
    pub(super) why: String,
}

/// Characters of a pattern; lists of abbreviations come to some thousand.
const LONGEST: usize = 50_000;

/// Groups within groups; deeper ones are nobody's rule.
const DEEPEST: usize = 60;

/// Reads a pattern.
pub(super) fn parse(pattern: &str, sets: &mut Sets) -> Result<Node, PatternError> {
    parse_with(pattern, sets, false)
}

/// Reads a pattern in which capital and small letters are one.
pub(super) fn parse_ignoring_case(pattern: &str, sets: &mut Sets) -> Result<Node, PatternError> {
    parse_with(pattern, sets, true)
}

fn parse_with(pattern: &str, sets: &mut Sets, ignore_case: bool) -> Result<Node, PatternError> {
    if pattern.len() > LONGEST && pattern.chars().count() > LONGEST {
        return Err(PatternError { at: LONGEST, why: "the pattern is too long".into() });
    }
    let flags = Flags { ignore_case, ..Flags::default() };
    let mut parser = Parser {
        chars: pattern.chars().collect(),
        at: 0,
        sets,
        flags,
        groups: Vec::new(),
        depth: 0,
    };
    let node = parser.alternatives()?;
    if parser.at < parser.chars.len() {
        return Err(parser.error("`)` closes nothing; write `\\)`"));
    }
    let groups = parser.groups.len() as u32;
    match largest_reference(&node) {
        Some(group) if group > groups => {
            Err(PatternError { at: 1, why: format!("there is no group {group} to refer to") })
        }
        _ => Ok(node),
    }
}

fn largest_reference(node: &Node) -> Option<u32> {
    match node {
        Node::Backreference(group) => Some(*group),
        Node::Concat(nodes) | Node::Alt(nodes) => nodes.iter().filter_map(largest_reference).max(),
        Node::Repeat { node, .. }
        | Node::Capture(_, node)
        | Node::Atomic(node)
        | Node::Look { node, .. } => largest_reference(node),
        Node::Empty | Node::Set(_) | Node::Assert(_) => None,
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    ignore_case: bool,
    dot_all: bool,
    multi_line: bool,
    comments: bool,
}

pub(super) struct Parser<'s> {
    pub(super) chars: Vec<char>,
    pub(super) at: usize,
    pub(super) sets: &'s mut Sets,
    flags: Flags,
    /// Names of the groups so far.
    groups: Vec<Option<String>>,
    depth: usize,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let fits = text.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        if fits {
            self.at += text.chars().count();
        }
        fits
    }

    pub(super) fn error(&self, why: impl Into<String>) -> PatternError {
        PatternError { at: self.at + 1, why: why.into() }
    }

    /// Everything up to a closing mark, which is read over.
    pub(super) fn until(&mut self, end: char) -> Result<String, PatternError> {
        let rest = &self.chars[self.at..];
        let Some(length) = rest.iter().position(|&c| c == end) else {
            return Err(self.error(format!("`{end}` is missing")));
        };
        let text = rest[..length].iter().collect();
        self.at += length + 1;
        Ok(text)
    }

    pub(super) fn set(&mut self, mut set: ClassUnicode) -> Node {
        if self.flags.ignore_case {
            set.case_fold_simple();
        }
        Node::Set(self.sets.number(&set))
    }

    /// Reads alternatives up to the end or a closing bracket.
    fn alternatives(&mut self) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(format!("groups are nested deeper than {DEEPEST}")));
        }
        // Flags hold until the group ends, over `|` too.
        let flags = self.flags;
        let mut all = vec![self.sequence()?];
        while self.eat("|") {
            all.push(self.sequence()?);
        }
        self.flags = flags;
        self.depth -= 1;
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alt(all) })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut all = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            if self.flags.comments && self.comment(c) {
                continue;
            }
            if self.eat("\\Q") {
                // A repetition behind quoted text is meant for its last character.
                let text = quoted(self);
                all.extend(text.chars().map(|c| self.set(one(c))));
                let last = all.pop().unwrap_or(Node::Empty);
                let last = self.repeated(last)?;
                all.push(last);
                continue;
            }
            let node = self.atom(c)?;
            match self.repeated(node)? {
                Node::Empty => {}
                node => all.push(node),
            }
        }
        Ok(match all.len() {
            0 => Node::Empty,
            1 => all.remove(0),
            _ => Node::Concat(all),
        })
    }

    /// White space and remarks of a pattern that may hold them; says whether there were any.
    fn comment(&mut self, c: char) -> bool {
        if c == '#' {
            while self.peek().is_some_and(|c| c != '\n') {
                self.at += 1;
            }
            return true;
        }
        let blank = c.is_whitespace();
        self.at += usize::from(blank);
        blank
    }

    fn atom(&mut self, c: char) -> Result<Node, PatternError> {
        self.at += 1;
        match c {
            '(' => self.group(),
            '[' => {
                let set = self.class()?;
                Ok(Node::Set(self.sets.number(&set)))
            }
            '.' => {
                let mut set = if self.flags.dot_all { ClassUnicode::empty() } else { line_ends() };
                set.negate();
                Ok(Node::Set(self.sets.number(&set)))
            }
            '^' => Ok(Node::Assert(match self.flags.multi_line {
                true => Assertion::LineStart,
                false => Assertion::TextStart,
            })),
            '$' => Ok(Node::Assert(match self.flags.multi_line {
                true => Assertion::LineEnd,
                false => Assertion::TextEndOrLastLine,
            })),
            '\\' => match escape(self)? {
                Escape::Char(c) => Ok(self.set(one(c))),
                Escape::Set(set) => Ok(self.set(set)),
                Escape::Node(node) => Ok(node),
                Escape::Quoted(_) => Ok(Node::Empty),
                Escape::NamedGroup(name) => {
                    let found = self.groups.iter().position(|g| g.as_ref() == Some(&name));
                    let number = found
                        .ok_or_else(|| self.error(format!("there is no group named `{name}`")))?;
                    Ok(Node::Backreference(number as u32 + 1))
                }
            },
            '*' | '+' | '?' => {
                self.at -= 1;
                Err(self.error(format!("`{c}` repeats nothing; write `\\{c}`")))
            }
            c => Ok(self.set(one(c))),
        }
    }

    /// Reads what may follow an atom: `*`, `+`, `?`, `{n,m}`, each with `?` or `+` behind it.
    fn repeated(&mut self, node: Node) -> Result<Node, PatternError> {
        let Some((min, max)) = self.counts()? else { return Ok(node) };
        let mode = if self.eat("?") {
            Mode::Lazy
        } else if self.eat("+") {
            Mode::Possessive
        } else {
            Mode::Greedy
        };
        if self.counts()?.is_some() {
            return Err(self.error("a repetition is repeated; put it in `(?:…)`"));
        }
        Ok(match node {
            Node::Empty => Node::Empty,
            node => Node::Repeat { node: Box::new(node), min, max, mode },
        })
    }

    /// Reads how often something is repeated, if it is.
    fn counts(&mut self) -> Result<Option<(u32, Option<u32>)>, PatternError> {
        let counts = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counted()? {
                Some(counts) => counts,
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(counts))
    }

    /// Reads `{n}`, `{n,}`, `{n,m}` up to its last character; `None` when the bracket stands for itself.
    fn counted(&mut self) -> Result<Option<(u32, Option<u32>)>, PatternError> {
        // Characters; no counts are longer.
        const LONGEST: usize = 24;
        let near = self.chars[self.at..].iter().take(LONGEST);
        let Some(length) = near.into_iter().position(|&c| c == '}') else {
            return Ok(None);
        };
        let inside: String = self.chars[self.at + 1..self.at + length].iter().collect();
        let (low, high) = match inside.split_once(',') {
            Some((low, high)) => (low.trim(), Some(high.trim())),
            None => (inside.trim(), None),
        };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let low = if low.is_empty() && high.is_some_and(digits) { "0" } else { low };
        if !digits(low) || high.is_some_and(|high| !high.is_empty() && !digits(high)) {
            return Ok(None);
        }
        let too_many = || PatternError { at: self.at + 1, why: "too many repetitions".into() };
        let number = |text: &str| match text.parse::<u32>() {
            Ok(number) if number <= MOST_REPETITIONS => Ok(number),
            _ => Err(too_many()),
        };
        let min = number(low)?;
        let max = match high {
            None => Some(min),
            Some("") => None,
            Some(high) => Some(number(high)?),
        };
        if max.is_some_and(|max| max < min) {
            return Err(self.error("the second number of `{…}` is below the first"));
        }
        self.at += length;
        Ok(Some((min, max)))
    }

    /// Reads a group; its opening bracket has been read.
    fn group(&mut self) -> Result<Node, PatternError> {
        const LOOKS: [(&str, bool, bool); 4] =
            [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)];
        for (mark, behind, negative) in LOOKS {
            if self.eat(mark) {
                let node = Box::new(self.closed()?);
                return Ok(Node::Look { behind, negative, node });
            }
        }
        if self.eat("?>") {
            return Ok(Node::Atomic(Box::new(self.closed()?)));
        }
        if self.eat("?#") {
            self.until(')')?;
            return Ok(Node::Empty);
        }
        if self.eat("?<") || self.eat("?P<") {
            let name = self.until('>')?;
            return self.captured(Some(name));
        }
        if !self.eat("?") {
            return self.captured(None);
        }
        let outside = self.flags;
        if self.flags()? {
            // `(?i)`: from here to the end of the group around it.
            return Ok(Node::Empty);
        }
        let node = self.closed();
        self.flags = outside;
        node
    }

    fn captured(&mut self, name: Option<String>) -> Result<Node, PatternError> {
        self.groups.push(name);
        let number = self.groups.len() as u32;
        Ok(Node::Capture(number, Box::new(self.closed()?)))
    }

    fn closed(&mut self) -> Result<Node, PatternError> {
        let opened = self.at;
        let node = self.alternatives()?;
        if !self.eat(")") {
            return Err(PatternError { at: opened, why: "`(` is not closed".into() });
        }
        Ok(node)
    }

    /// Reads `i`, `m-s` … up to `)` (then the answer is yes) or `:`.
    fn flags(&mut self) -> Result<bool, PatternError> {
        let mut on = true;
        loop {
            let Some(c) = self.peek() else { return Err(self.error("`(?` is not closed")) };
            self.at += 1;
            match c {
                ')' => return Ok(true),
                ':' => return Ok(false),
                '-' => on = false,
                'i' => self.flags.ignore_case = on,
                's' => self.flags.dot_all = on,
                'm' => self.flags.multi_line = on,
                'x' => self.flags.comments = on,
                // Unicode case and classes are always meant, ICU's `w` and Java's `d` change nothing here.
                'u' | 'U' | 'd' | 'w' => {}
                _ => {
                    self.at -= 1;
                    return Err(self.error(format!("`(?{c}` is not known")));
                }
            }
        }
    }

    pub(super) fn folds_case(&self) -> bool {
        self.flags.ignore_case
    }
}

/// More is more than any rule says, and would need too much room.
const MOST_REPETITIONS: u32 = 1000;
