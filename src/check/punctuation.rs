//! Marks: how the texts end, brackets, quotation marks, the first letter.

use super::{Finding, Pair, Problem};

/// Compares the marks of both sides.
pub(super) fn check(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    if pair.target.trim().is_empty() || pair.source.trim().is_empty() {
        return;
    }
    ends(pair, found);
    brackets(pair, found);
    quotes(pair, found);
    first_letters(pair, found);
}

/// How a text ends, as far as translations keep it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Question,
    Exclamation,
    Stop,
    Ellipsis,
    Colon,
    Other,
}

fn end(text: &str) -> (End, &str) {
    let bare =
        text.trim_end().trim_end_matches(|c: char| "\"”“’'»«)]}".contains(c) || c.is_whitespace());
    let kind = match bare.chars().next_back() {
        Some('?' | '？' | ';') if bare.ends_with(['?', '？']) => End::Question,
        Some('!' | '！') => End::Exclamation,
        Some('…') => End::Ellipsis,
        Some('.') if bare.ends_with("...") => End::Ellipsis,
        Some('.' | '。' | '।') => End::Stop,
        Some(':' | '：') => End::Colon,
        Some(_) | None => End::Other,
    };
    let mark = match kind {
        End::Other => "",
        End::Ellipsis if bare.ends_with("...") => "...",
        End::Question | End::Exclamation | End::Stop | End::Ellipsis | End::Colon => {
            &bare[bare.char_indices().next_back().map_or(0, |(at, _)| at)..]
        }
    };
    (kind, mark)
}

fn ends(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    let ((source, source_mark), (target, target_mark)) = (end(pair.source), end(pair.target));
    if source == target {
        return;
    }
    let place = pair.target.trim_end();
    let last = place.char_indices().next_back().map_or(0, |(at, _)| at)..place.len();
    let asks = |text: &str| text.contains(['?', '？']);
    if (source == End::Question || target == End::Question)
        && asks(pair.source) != asks(pair.target)
    {
        found.push(Finding::new(Problem::PunctQuestion).in_target(last));
    } else {
        let problem =
            Problem::PunctEnd { source: source_mark.to_string(), target: target_mark.to_string() };
        found.push(Finding::new(problem).in_target(last));
    }
}

const BRACKETS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('{', '}')];

/// Brackets of the target without partner, where the source's have theirs.
fn brackets(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    for &(open, close) in BRACKETS {
        if unpaired(pair.source, open, close).is_some() {
            continue;
        }
        if let Some((at, bracket)) = unpaired(pair.target, open, close) {
            let problem = Problem::PunctBrackets { bracket: bracket.to_string() };
            found.push(Finding::new(problem).in_target(at..at + bracket.len_utf8()));
        }
    }
}

/// The first bracket without partner; "a)" at the beginning and smileys need none.
fn unpaired(text: &str, open: char, close: char) -> Option<(usize, char)> {
    let mut stack = Vec::new();
    for (at, c) in text.char_indices() {
        if c == open && !text[..at].ends_with([':', ';']) {
            stack.push(at);
        } else if c == close && stack.pop().is_none() {
            let before = text[..at].trim_start();
            let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
            let label = !word.is_empty() && word.chars().count() <= 3;
            if !(label || before.ends_with([':', ';', '-'])) {
                return Some((at, c));
            }
        }
    }
    stack.first().map(|&at| (at, open))
}

/// Double quotation marks of all styles.
fn quote_marks(text: &str) -> Vec<usize> {
    let marks = text.char_indices().filter(|(_, c)| "\"„”“‟«»".contains(*c));
    // 5" is five inches
    let is_inch = |at: usize| {
        text[..at].ends_with(|c: char| c.is_ascii_digit()) && text[at..].starts_with('"')
    };
    marks.map(|(at, _)| at).filter(|&at| !is_inch(at)).collect()
}

fn quotes(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (quote_marks(pair.source), quote_marks(pair.target));
    if source.len() % 2 == 0
        && target.len() % 2 == 1
        && let Some(&at) = target.last()
    {
        let length = pair.target[at..].chars().next().map_or(1, char::len_utf8);
        found.push(Finding::new(Problem::PunctQuotes).in_target(at..at + length));
    }
}

fn first_letters(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    let first = |text: &str| -> Option<(usize, char)> {
        let (at, c) = text.trim_start().char_indices().next()?;
        let from = text.len() - text.trim_start().len();
        (c.is_uppercase() || c.is_lowercase()).then_some((from + at, c))
    };
    let (Some((_, source)), Some((at, target))) = (first(pair.source), first(pair.target)) else {
        return;
    };
    let is_camel = |text: &str| {
        text.split_whitespace().next().is_some_and(|w| w.chars().skip(1).any(char::is_uppercase))
    };
    if source.is_uppercase()
        && target.is_lowercase()
        && !is_camel(pair.source)
        && !is_camel(pair.target)
    {
        found.push(Finding::new(Problem::PunctCase).in_target(at..at + target.len_utf8()));
    }
}
