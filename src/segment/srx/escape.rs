//! What a backslash and a bracket say in a pattern: escapes, and sets of characters.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

use super::pattern::{Assertion, Node, Parser, PatternError};
use super::sets::{horizontal_space, one, vertical_space};

/// What an escape stands for.
pub(super) enum Escape {
    Char(char),
    Set(ClassUnicode),
    Node(Node),
    /// `\Q…\E`, in a set.
    Quoted(String),
    /// `\k<name>`.
    NamedGroup(String),
}

/// Reads an escape whose backslash has been read.
pub(super) fn escape(parser: &mut Parser<'_>) -> Result<Escape, PatternError> {
    let Some(c) = parser.peek() else {
        return Err(parser.error("a backslash stands at the end"));
    };
    parser.at += 1;
    let assertion = |which| Ok(Escape::Node(Node::Assert(which)));
    match c {
        'b' if parser.eat("{") => {
            parser.until('}')?;
            Err(parser.error("`\\b{…}` is not known; use `\\b`"))
        }
        'b' => assertion(Assertion::WordEdge),
        'B' => assertion(Assertion::NoWordEdge),
        'A' => assertion(Assertion::TextStart),
        'z' => assertion(Assertion::TextEnd),
        'Z' => assertion(Assertion::TextEndOrLastLine),
        'k' if parser.eat("<") => Ok(Escape::NamedGroup(parser.until('>')?)),
        // A stray end of a quotation means nothing.
        'E' => Ok(Escape::Node(Node::Empty)),
        'R' => {
            let ends = vertical_space();
            let pair = ['\r', '\n'].map(|c| Node::Set(parser.sets.number(&one(c)))).to_vec();
            let one_end = Node::Set(parser.sets.number(&ends));
            Ok(Escape::Node(Node::Alt(vec![Node::Concat(pair), one_end])))
        }
        'X' => {
            // A character with the marks that belong to it.
            let marks = parser.sets.known("M");
            let mut base = marks.clone();
            base.negate();
            let (base, marks) = (parser.sets.number(&base), parser.sets.number(&marks));
            let mode = super::pattern::Mode::Greedy;
            let marks = Node::Repeat { node: Box::new(Node::Set(marks)), min: 0, max: None, mode };
            Ok(Escape::Node(Node::Concat(vec![Node::Set(base), marks])))
        }
        '1'..='9' => {
            let number = c.to_digit(10).unwrap_or(0);
            Ok(Escape::Node(Node::Backreference(number)))
        }
        _ => in_set(parser, c),
    }
}

/// What an escape means in a set, and outside of one too.
fn in_set(parser: &mut Parser<'_>, c: char) -> Result<Escape, PatternError> {
    let negated = |mut set: ClassUnicode| {
        set.negate();
        set
    };
    Ok(match c {
        's' => Escape::Set(parser.sets.known("space")),
        'S' => Escape::Set(negated(parser.sets.known("space"))),
        'd' => Escape::Set(parser.sets.known("nd")),
        'D' => Escape::Set(negated(parser.sets.known("nd"))),
        'w' => Escape::Set(parser.sets.known("word")),
        'W' => Escape::Set(negated(parser.sets.known("word"))),
        'h' => Escape::Set(horizontal_space()),
        'H' => Escape::Set(negated(horizontal_space())),
        'v' => Escape::Set(vertical_space()),
        'V' => Escape::Set(negated(vertical_space())),
        'p' | 'P' => {
            let name = if parser.eat("{") {
                parser.until('}')?
            } else {
                let Some(letter) = parser.peek() else {
                    return Err(parser.error(format!("`\\{c}` names no property")));
                };
                parser.at += 1;
                letter.to_string()
            };
            let (name, not) = match name.strip_prefix('^') {
                Some(name) => (name.to_string(), true),
                None => (name, false),
            };
            let found = parser.sets.property(&name);
            let set =
                found.ok_or_else(|| parser.error(format!("the property `{name}` is not known")))?;
            Escape::Set(if not != (c == 'P') { negated(set) } else { set })
        }
        't' => Escape::Char('\t'),
        'n' => Escape::Char('\n'),
        'r' => Escape::Char('\r'),
        'f' => Escape::Char('\x0c'),
        'a' => Escape::Char('\x07'),
        'e' => Escape::Char('\x1b'),
        '0' => Escape::Char(octal(parser)?),
        'x' => {
            let code = if parser.eat("{") {
                let digits = parser.until('}')?;
                u32::from_str_radix(digits.trim(), 16).ok()
            } else {
                hex(parser, 2)
            };
            character(parser, code)?
        }
        'u' => {
            let code = hex(parser, 4);
            if let Some(high @ 0xd800..=0xdbff) = code {
                return Ok(surrogates(parser, high));
            }
            character(parser, code)?
        }
        'U' => {
            let code = hex(parser, 8);
            character(parser, code)?
        }
        'c' => {
            let Some(letter) = parser.peek().filter(char::is_ascii) else {
                return Err(parser.error("`\\c` names no control character"));
            };
            parser.at += 1;
            Escape::Char(char::from((letter as u8) ^ 64))
        }
        c if c.is_ascii_alphanumeric() => {
            return Err(parser.error(format!("`\\{c}` is not known")));
        }
        c => Escape::Char(c),
    })
}

fn character(parser: &Parser<'_>, code: Option<u32>) -> Result<Escape, PatternError> {
    match code {
        // Half a pair stands in no text.
        Some(0xd800..=0xdfff) => Ok(Escape::Set(ClassUnicode::empty())),
        Some(code) => match char::from_u32(code) {
            Some(c) => Ok(Escape::Char(c)),
            None => Err(parser.error("there is no character of that number")),
        },
        None => Err(parser.error("hexadecimal digits are missing")),
    }
}

/// `\ud83d\ude00`: one character written as two.
fn surrogates(parser: &mut Parser<'_>, high: u32) -> Escape {
    let back = parser.at;
    if parser.eat("\\u") {
        if let Some(low @ 0xdc00..=0xdfff) = hex(parser, 4) {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            if let Some(c) = char::from_u32(code) {
                return Escape::Char(c);
            }
        }
        parser.at = back;
    }
    Escape::Set(ClassUnicode::empty())
}

/// Exactly so many hexadecimal digits.
fn hex(parser: &mut Parser<'_>, digits: usize) -> Option<u32> {
    let text: String = parser.chars.get(parser.at..parser.at + digits)?.iter().collect();
    if !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    parser.at += digits;
    u32::from_str_radix(&text, 16).ok()
}

/// `\0n`, `\0nn`, `\0mnn`.
fn octal(parser: &mut Parser<'_>) -> Result<char, PatternError> {
    let mut code = 0;
    let mut read = 0;
    while let Some(digit) = parser.peek().and_then(|c| c.to_digit(8)) {
        if read == 3 || code * 8 + digit > 0o377 {
            break;
        }
        code = code * 8 + digit;
        read += 1;
        parser.at += 1;
    }
    match char::from_u32(code) {
        Some(c) if read > 0 => Ok(c),
        _ => Err(parser.error("octal digits are missing after `\\0`")),
    }
}

/// Reads quoted text up to `\E` or the end; `\Q` has been read.
pub(super) fn quoted(parser: &mut Parser<'_>) -> String {
    let mut text = String::new();
    while let Some(c) = parser.peek() {
        if parser.eat("\\E") {
            break;
        }
        text.push(c);
        parser.at += 1;
    }
    text
}

/// Sets within sets.
const DEEPEST_SET: usize = 20;

impl Parser<'_> {
    /// Reads a set whose opening bracket has been read: `[a-z]`, `[^…]`, `[a[b]]`, `[a&&[^b]]`, `[[:alpha:]]`.
    pub(super) fn class(&mut self) -> Result<ClassUnicode, PatternError> {
        self.class_at(0)
    }

    fn class_at(&mut self, depth: usize) -> Result<ClassUnicode, PatternError> {
        let opened = self.at;
        if depth > DEEPEST_SET {
            return Err(self.error("sets are nested too deep"));
        }
        let negative = self.eat("^");
        let first = self.at;
        // What stands before the last `&&`, and what has been read since.
        let mut before: Option<ClassUnicode> = None;
        let mut read = Read::default();
        loop {
            let Some(c) = self.peek() else {
                return Err(PatternError { at: opened, why: "`[` is not closed".into() });
            };
            self.at += 1;
            match c {
                ']' if self.at - 1 > first => break,
                '&' if self.eat("&") => {
                    before = read.met(before, self.folds_case());
                    read = Read::default();
                }
                '[' => {
                    let inner = match self.posix()? {
                        Some(named) => named,
                        None => self.class_at(depth + 1)?,
                    };
                    read.sets.push(inner);
                }
                c => self.member(c, &mut read)?,
            }
        }
        let mut set = read.met(before, self.folds_case()).unwrap_or_else(ClassUnicode::empty);
        if negative {
            set.negate();
        }
        Ok(set)
    }

    /// Reads a character, an escape or a range into a set.
    fn member(&mut self, c: char, read: &mut Read) -> Result<(), PatternError> {
        let start = match self.in_class(c)? {
            Escape::Char(start) => start,
            Escape::Set(more) => {
                read.sets.push(more);
                return Ok(());
            }
            Escape::Quoted(text) => {
                read.ranges.extend(text.chars().map(|c| (c, c)));
                return Ok(());
            }
            Escape::Node(_) | Escape::NamedGroup(_) => {
                return Err(self.error(format!("`\\{c}` cannot stand in a set")));
            }
        };
        // A hyphen before the end or before a set stands for itself.
        let range = self.peek() == Some('-')
            && self.chars.get(self.at + 1).is_some_and(|next| !matches!(next, ']' | '['));
        if !range {
            read.ranges.push((start, start));
            return Ok(());
        }
        let hyphen = self.at;
        self.at += 1;
        let Some(next) = self.peek() else { return Err(self.error("a range has no end")) };
        self.at += 1;
        match self.in_class(next)? {
            Escape::Char(end) if start <= end => read.ranges.push((start, end)),
            Escape::Char(_) => return Err(self.error("the end of a range is before its start")),
            _ => {
                // `[a-\d]`: the hyphen stands for itself.
                self.at = hyphen;
                read.ranges.push((start, start));
            }
        }
        Ok(())
    }

    fn in_class(&mut self, c: char) -> Result<Escape, PatternError> {
        if c != '\\' {
            return Ok(Escape::Char(c));
        }
        let Some(c) = self.peek() else {
            return Err(self.error("a backslash stands at the end"));
        };
        self.at += 1;
        match c {
            'Q' => Ok(Escape::Quoted(quoted(self))),
            'E' => Ok(Escape::Set(ClassUnicode::empty())),
            c => in_set(self, c),
        }
    }

    /// Reads `[:name:]` whose first bracket has been read.
    fn posix(&mut self) -> Result<Option<ClassUnicode>, PatternError> {
        let rest = &self.chars[self.at..];
        if rest.first() != Some(&':') {
            return Ok(None);
        }
        let negative = rest.get(1) == Some(&'^');
        let from = 1 + usize::from(negative);
        let length = rest[from..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        if length == 0 || rest.get(from + length..from + length + 2) != Some(&[':', ']'][..]) {
            return Ok(None);
        }
        let name: String = rest[from..from + length].iter().collect();
        let Some(mut set) = self.sets.property(&name) else {
            return Err(self.error(format!("the property `{name}` is not known")));
        };
        if negative {
            set.negate();
        }
        self.at += from + length + 2;
        Ok(Some(set))
    }
}

/// What a set has been said to hold, to be joined at its end.
#[derive(Default)]
struct Read {
    ranges: Vec<(char, char)>,
    sets: Vec<ClassUnicode>,
}

impl Read {
    /// Joins it, and keeps what is in `before` too; nothing read changes nothing.
    fn met(self, before: Option<ClassUnicode>, folds_case: bool) -> Option<ClassUnicode> {
        if self.ranges.is_empty() && self.sets.is_empty() {
            return before;
        }
        let ranges = self.sets.iter().flat_map(|set| set.ranges().iter().copied());
        let own = self.ranges.iter().map(|&(a, b)| ClassUnicodeRange::new(a, b));
        let mut set = ClassUnicode::new(ranges.chain(own));
        if folds_case {
            set.case_fold_simple();
        }
        if let Some(before) = before {
            set.intersect(&before);
        }
        Some(set)
    }
}
