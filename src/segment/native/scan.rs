//! The walk over the bytes: stops at marks, keeps account of brackets and quotation marks, makes a point of each mark.

use std::cell::{Cell, OnceCell};

use super::brackets;
use super::citations;
use super::emoticons;
use super::form::{char_at, char_before, is_closer, is_dash, skip_space, word_before};
use super::labels;
use super::left::Left;
use super::next::Next;
use super::point::{Bracket, Mark, Point, Quote};
use super::quotes::closes;
use crate::language::sentence::{Roles, Words};

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Mark,
    /// First byte of `„ “ ” …`.
    General,
    Bracket,
    Ascii,
    /// First byte of `« »`.
    Latin,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Plain; 256];
    kinds[b'.' as usize] = Kind::Mark;
    kinds[b'!' as usize] = Kind::Mark;
    kinds[b'?' as usize] = Kind::Mark;
    kinds[b'"' as usize] = Kind::Ascii;
    kinds[b'(' as usize] = Kind::Bracket;
    kinds[b')' as usize] = Kind::Bracket;
    kinds[b'[' as usize] = Kind::Bracket;
    kinds[b']' as usize] = Kind::Bracket;
    kinds[b'{' as usize] = Kind::Bracket;
    kinds[b'}' as usize] = Kind::Bracket;
    kinds[0xe2] = Kind::General;
    kinds[0xc2] = Kind::Latin;
    kinds
};

/// Calls `breaks` with every point of `text` in order; its answer says whether a new sentence begins there.
pub(super) fn scan<'t>(
    words: &'t Words,
    text: &'t str,
    mut breaks: impl FnMut(&Point<'t, '_>) -> bool,
) {
    let mut scanner = Scanner::new(words, text);
    let bytes = text.as_bytes();
    while let Some(skip) = next_sign(&bytes[scanner.at..]) {
        scanner.at += skip;
        let byte = bytes[scanner.at];
        match KINDS[byte as usize] {
            Kind::Plain => {}
            Kind::Mark => scanner.mark(&mut breaks),
            Kind::Bracket => scanner.bracket(byte, &mut breaks),
            Kind::General | Kind::Latin | Kind::Ascii => match char_at(text, scanner.at) {
                Some('…') => scanner.mark(&mut breaks),
                Some(c) => {
                    scanner.quotation_mark(c);
                    scanner.at += c.len_utf8();
                }
                None => break,
            },
        }
    }
}

/// Returns where the first byte stands that is not plain; eight at a time, for nearly all are.
fn next_sign(bytes: &[u8]) -> Option<usize> {
    let plain = |chunk: &[u8]| {
        chunk.iter().fold(0, |signs, &byte| signs | KINDS[byte as usize] as u8) == Kind::Plain as u8
    };
    let skip = 8 * bytes.chunks_exact(8).take_while(|chunk| plain(chunk)).count();
    bytes[skip..].iter().position(|&byte| KINDS[byte as usize] != Kind::Plain).map(|at| skip + at)
}

struct Scanner<'t> {
    words: &'t Words,
    text: &'t str,
    at: usize,
    left: Left<'t>,
    /// Brackets that are open, innermost last.
    open: Vec<Bracket>,
    /// All pairs of brackets, found when the first one is met, and how many are behind.
    pairs: Option<Vec<(usize, usize)>>,
    passed: usize,
    quotes: Vec<Quote>,
    /// The sentence began inside a quotation, which it cannot know by itself.
    carried: bool,
    /// Number of the last item of a numbered row: "3. Przepis …".
    item: Option<u32>,
}

/// Marks, closers and what they close.
struct Closed {
    end: usize,
    quote: bool,
    quotation: Option<Quote>,
    bracket: bool,
    pair: Option<Bracket>,
    mark_after: bool,
}

impl Closed {
    fn at(end: usize) -> Self {
        Closed { end, quote: false, quotation: None, bracket: false, pair: None, mark_after: false }
    }
}

impl<'t> Scanner<'t> {
    fn new(words: &'t Words, text: &'t str) -> Self {
        let left = Left::new(words, text, skip_space(text, 0));
        Scanner {
            words,
            text,
            at: 0,
            left,
            open: Vec::new(),
            pairs: None,
            passed: 0,
            quotes: Vec::new(),
            carried: false,
            item: labels::item(words, text, skip_space(text, 0)),
        }
    }

    fn bracket(&mut self, byte: u8, breaks: &mut impl FnMut(&Point<'t, '_>) -> bool) {
        if matches!(byte, b'(' | b'[' | b'{') {
            let text = self.text;
            let pairs = self.pairs.get_or_insert_with(|| brackets::pairs(text, self.at));
            while pairs.get(self.passed).is_some_and(|pair| pair.0 < self.at) {
                self.passed += 1;
            }
            if let Some(&(from, close)) = pairs.get(self.passed)
                && from == self.at
            {
                // What stands in braces is a placeholder, never a text of its own.
                let alone = byte != b'{'
                    && text[self.left.start.min(self.at)..self.at].chars().all(char::is_whitespace);
                self.open.push(Bracket { close, alone });
            }
            self.at += 1;
            return;
        }
        let closed = self.close_brackets(self.at);
        let close = self.at;
        self.at += 1;
        let spaced = char_at(self.text, self.at).is_some_and(char::is_whitespace);
        if let Some(pair) = closed.filter(|bracket| bracket.alone && spaced) {
            let closed = Closed { bracket: true, pair: Some(pair), ..Closed::at(self.at) };
            self.weigh(Mark::Bracket, close, closed, breaks);
        }
    }

    fn close_brackets(&mut self, at: usize) -> Option<Bracket> {
        let mut closed = None;
        while self.open.last().is_some_and(|bracket| bracket.close <= at) {
            closed = self.open.pop();
        }
        closed
    }

    /// Opens or closes a quotation.
    fn quotation_mark(&mut self, c: char) {
        match c {
            '„' | '«' => self.open_quote(c),
            '“' if self.quotes.last().is_none_or(|quote| quote.mark != '„') => {
                self.open_quote(c)
            }
            '“' | '”' | '»' => {
                self.close_quote(c);
            }
            '"' if self.quotes.iter().any(|quote| closes(quote.mark, '"'))
                && !self.opens_again() =>
            {
                self.close_quote(c);
            }
            '"' => self.open_quote(c),
            _ => {}
        }
    }

    /// A straight mark after white space and before a letter opens, even when another was left open.
    fn opens_again(&self) -> bool {
        char_before(self.text, self.at).is_none_or(char::is_whitespace)
            && char_at(self.text, self.at + 1).is_some_and(char::is_alphanumeric)
    }

    fn open_quote(&mut self, mark: char) {
        // Deeper nesting is unclosed quotations, not style.
        const DEEPEST: usize = 4;
        let (text, at) = (self.text, self.at);
        let so_far = &text[self.left.start.min(at)..at];
        let opens_sentence = so_far.chars().all(|c| is_dash(c) || c.is_whitespace());
        let before = word_before(text, at);
        let speech = opens_sentence
            || before.ends_with([':', '–', '—'])
            || mark != '„' && before.ends_with(',');
        let title = self.words.word(before.trim_end_matches('.')).roles.has(Roles::TITLE_NOUN);
        if self.quotes.len() == DEEPEST {
            self.quotes.remove(0);
        }
        self.quotes.push(Quote {
            at,
            mark,
            speech,
            title,
            after_word: before.ends_with(char::is_alphanumeric),
        });
    }

    fn close_quote(&mut self, c: char) -> Option<Quote> {
        let depth = self.quotes.iter().rposition(|quote| closes(quote.mark, c))?;
        self.quotes.truncate(depth + 1);
        self.quotes.pop()
    }

    fn mark(&mut self, breaks: &mut impl FnMut(&Point<'t, '_>) -> bool) {
        let text = self.text;
        let mark_at = self.at;
        let (mark, marks_end) = read_marks(text, mark_at);
        let mut closed = self.closers(marks_end);
        closed.end = citations::skip_attached(text, closed.end);
        if let Some(after) = emoticons::skip(text, closed.end) {
            closed.end = after;
            closed.mark_after = true;
        }
        let next_at = skip_space(text, closed.end);
        let bracket_follows = next_at > closed.end && text[next_at..].starts_with(['[', '(']);
        if bracket_follows
            && !closed.mark_after
            && self.open.is_empty()
            && let Some(after) =
                citations::skip_spaced(self.words, text, next_at, mark_at, mark == Mark::Stop)
        {
            closed.end = after;
        }
        self.at = closed.end;
        self.weigh(mark, mark_at, closed, breaks);
    }

    /// Makes a point of a mark and all that closes with it, and begins a sentence behind it if it breaks.
    fn weigh(
        &mut self,
        mark: Mark,
        mark_at: usize,
        closed: Closed,
        breaks: &mut impl FnMut(&Point<'t, '_>) -> bool,
    ) {
        let text = self.text;
        let next_at = skip_space(text, closed.end);
        if next_at == text.len() {
            return;
        }
        let point = Point {
            words: self.words,
            text,
            left: &self.left,
            mark,
            mark_at,
            end: closed.end,
            next_at,
            next: Next::new(self.words, text, next_at),
            quote_closed: closed.quote,
            quotation: closed.quotation,
            open_quote: self.quotes.last().copied().filter(|quote| quote.at >= self.left.start),
            bracket_closed: closed.bracket,
            bracket: closed.pair,
            inside_bracket: self.open.iter().any(|bracket| !bracket.alone),
            mark_after_closer: closed.mark_after,
            item: self.item,
            before: OnceCell::new(),
            verb_right: OnceCell::new(),
            looked_ahead: Cell::new(self.carried),
        };
        if breaks(&point) {
            self.left = Left::new(self.words, text, next_at);
            self.item = labels::item(self.words, text, next_at).or(self.item);
            self.carried = !self.quotes.is_empty();
            // A quotation that goes on is speech, however it was introduced.
            for quote in &mut self.quotes {
                *quote = Quote { speech: true, title: false, after_word: false, ..*quote };
            }
        } else if mark == Mark::Stop {
            self.item = labels::item_in_row(text, self.left.start, mark_at).or(self.item);
        }
    }

    /// Reads the closers behind the marks, and further marks behind those.
    fn closers(&mut self, from: usize) -> Closed {
        let text = self.text;
        let mut closed = Closed::at(from);
        while let Some(c) = char_at(text, closed.end).filter(|c| is_closer(*c)) {
            let after = char_at(text, closed.end + c.len_utf8());
            match c {
                '“' if self.quotes.last().is_none_or(|quote| quote.mark != '„') => break,
                '"' if !self.quotes.iter().any(|quote| closes(quote.mark, '"'))
                    && !after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ')')) =>
                {
                    break;
                }
                '\'' | '‘' if after.is_some_and(char::is_alphanumeric) => break,
                '"' | '”' | '“' | '»' => {
                    closed.quote = true;
                    closed.quotation = self.close_quote(c).or(closed.quotation);
                }
                '’' | '\'' => closed.quote = true,
                ')' | ']' => {
                    closed.bracket = true;
                    closed.pair = self.close_brackets(closed.end).or(closed.pair);
                }
                _ => {}
            }
            closed.end += c.len_utf8();
        }
        if closed.end > from {
            let (_, end) = read_marks(text, closed.end);
            if end > closed.end {
                closed.mark_after = true;
                closed.pair = None;
                closed.end = end;
            }
        }
        closed
    }
}

/// Returns the kind of the marks at `at` and the offset after them.
fn read_marks(text: &str, at: usize) -> (Mark, usize) {
    let (mut stops, mut strong, mut end) = (0, false, at);
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'.' => stops += 1,
            b'!' | b'?' => strong = true,
            0xe2 if bytes[end..].starts_with("…".as_bytes()) => {
                stops += 2;
                end += 2;
            }
            _ => break,
        }
        end += 1;
    }
    let mark = match stops {
        _ if strong => Mark::Strong,
        1 => Mark::Stop,
        _ => Mark::Ellipsis,
    };
    (mark, end)
}
