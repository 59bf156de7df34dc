//! What stands behind the `]` of a Markdown link: `(target "title")`, `[label]`; and footnotes.
//!
//! Each function looks at the start of its text only and gives up early: a target holds no
//! white space and few parentheses, a label is short.

/// The longest label, in bytes (CommonMark allows 999 characters).
const LONGEST_LABEL: usize = 999;
/// How deep parentheses nest in a target.
const DEEPEST_PARENTHESES: usize = 32;

/// Length of `(target)` or `(target "title")`.
pub(super) fn inline_target(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'(') {
        return None;
    }
    let mut at = 1 + white(&text[1..]);
    at += match bytes.get(at)? {
        b'<' => angle_target(&text[at..])?,
        _ => bare_target(&text[at..])?,
    };
    let gap = white(&text[at..]);
    at += gap;
    if gap > 0
        && let Some(quote @ (b'"' | b'\'')) = bytes.get(at)
    {
        at += quoted(&text[at..], *quote)?;
        at += white(&text[at..]);
    }
    (bytes.get(at) == Some(&b')')).then_some(at + 1)
}

/// `[label]` at the start of the text: the label and the whole length.
pub(super) fn label_after(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('[')?;
    let end = inside.bytes().take(LONGEST_LABEL).position(|b| matches!(b, b'[' | b']'))?;
    inside[end..].starts_with(']').then(|| (&inside[..end], end + 2))
}

/// Length of a footnote's mark, `[^1]`.
pub(super) fn footnote(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("[^")?;
    let is_end = |b: u8| matches!(b, b'[' | b']') || b.is_ascii_whitespace();
    let end = inside.bytes().take(64).position(is_end)?;
    (end > 0 && inside[end..].starts_with(']')).then_some(end + 3)
}

fn white(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_whitespace).count()
}

fn angle_target(text: &str) -> Option<usize> {
    let end = text[1..].find(['<', '>', '\n'])? + 1;
    text[end..].starts_with('>').then_some(end + 1)
}

fn bare_target(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped && byte.is_ascii_punctuation() => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b if b.is_ascii_whitespace() || b.is_ascii_control() => return Some(at),
            _ => escaped = false,
        }
        if depth > DEEPEST_PARENTHESES {
            return None;
        }
    }
    None
}

fn quoted(text: &str, quote: u8) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b if b == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_measured() {
        assert_eq!(inline_target("(#) x"), Some(3));
        assert_eq!(inline_target("()"), Some(2));
        assert_eq!(inline_target("(a(b)c)"), Some(7));
        assert_eq!(inline_target("(<a b> 'c)')"), Some(12));
        assert_eq!(inline_target("(a \"b\\\"c\" )"), Some(11));
        for text in ["", "(", "(a b)", "(a", "[a]", "(<a)", "(a \"b)"] {
            assert_eq!(inline_target(text), None, "{text}");
        }
    }

    #[test]
    fn labels_and_footnotes() {
        assert_eq!(label_after("[ąb] c"), Some(("ąb", 5)));
        assert_eq!(label_after("[a[b]"), None);
        assert_eq!(footnote("[^12]."), Some(5));
        assert_eq!(footnote("[^]"), None);
    }
}
