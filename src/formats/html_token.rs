//! HTML cut into tags, text and the rest, with byte offsets: [`Scanner`].
//!
//! A forgiving tokenizer of our own: the blocks of a document have to know which bytes they came
//! from, and nothing here needs a tree. It follows the HTML standard's tokenizer where pages in
//! the wild need it (raw text in scripts, odd comments, unquoted attributes) and takes what is
//! broken as text. It is linear: what a search did not find once is not searched again.

use std::ops::Range;

/// Elements whose content is not markup; all of them are left out with their content.
const RAW: &[&str] =
    &["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text, entities not resolved.
    Text(Range<usize>),
    /// A tag.
    Tag(Tag),
    /// Comments, declarations, and elements of raw text with their content.
    Other(Range<usize>),
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// The name, in lower case.
    pub name: String,
    /// From `<` to after `>`.
    pub range: Range<usize>,
    /// `</name>`.
    pub is_closing: bool,
    /// `<name/>`.
    pub is_alone: bool,
}

/// Reads HTML from its start, token by token.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    last_tag_end: usize,
    last_comment_end: usize,
    last_quotes: [usize; 2],
}

impl<'t> Scanner<'t> {
    /// Opens a text.
    pub fn new(text: &'t str) -> Scanner<'t> {
        let last = |needle: &str| text.rfind(needle).unwrap_or(0);
        Scanner {
            text,
            at: 0,
            last_tag_end: last(">"),
            last_comment_end: last("-->"),
            last_quotes: [last("\""), last("'")],
        }
    }

    /// Reads a tag, comment or declaration at `at`, where a `<` stands.
    pub fn markup(&self, at: usize) -> Option<Token> {
        let rest = &self.text[at..];
        if at >= self.last_tag_end {
            return None;
        }
        if rest.starts_with("<!--") {
            return self.comment(at).map(Token::Other);
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let end = at + rest.find('>')? + 1;
            return Some(Token::Other(at..end));
        }
        self.tag(at).map(Token::Tag)
    }

    fn comment(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.text[at..];
        for short in ["<!-->", "<!--->"] {
            if rest.starts_with(short) {
                return Some(at..at + short.len());
            }
        }
        if at + 4 > self.last_comment_end {
            return None;
        }
        rest[4..].find("-->").map(|end| at..at + 4 + end + 3)
    }

    fn tag(&self, at: usize) -> Option<Tag> {
        let bytes = self.text.as_bytes();
        let is_closing = bytes.get(at + 1) == Some(&b'/');
        let start = at + 1 + usize::from(is_closing);
        if !bytes.get(start)?.is_ascii_alphabetic() {
            return None;
        }
        let is_name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_' | b'.');
        let length = bytes[start..].iter().take_while(is_name).count();
        let name = self.text[start..start + length].to_ascii_lowercase();
        let mut here = start + length;
        loop {
            match *bytes.get(here)? {
                b'>' => break,
                // A new tag begins: this one was none.
                b'<' => return None,
                quote @ (b'"' | b'\'') if bytes[here - 1] == b'=' || is_white(bytes[here - 1]) => {
                    here = self.quoted(here, quote).unwrap_or(here) + 1;
                }
                _ => here += 1,
            }
        }
        let is_alone = bytes[here - 1] == b'/';
        // `<https://…>` and `<name@host>` are no tags, nor is `<5`.
        let after = bytes[start + length];
        if !(is_white(after) || matches!(after, b'>' | b'/')) || name.ends_with(':') {
            return None;
        }
        Some(Tag { name, range: at..here + 1, is_closing, is_alone })
    }

    /// Where the quotation opened at `at` ends, if it does.
    fn quoted(&self, at: usize, quote: u8) -> Option<usize> {
        let last = self.last_quotes[usize::from(quote == b'\'')];
        if at >= last {
            return None;
        }
        self.text[at + 1..].find(char::from(quote)).map(|end| at + 1 + end)
    }

    /// The end of an element of raw text, whose start tag ends at `at`.
    fn raw_end(&self, name: &str, at: usize) -> usize {
        let mut from = at;
        while let Some(found) = self.text[from..].find("</") {
            let close = from + found;
            let after = self.text.get(close + 2..close + 2 + name.len());
            if after.is_some_and(|after| after.eq_ignore_ascii_case(name)) {
                return self.text[close..].find('>').map_or(self.text.len(), |e| close + e + 1);
            }
            from = close + 2;
        }
        self.text.len()
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        let mut from = start;
        while let Some(found) = self.text[from..].find('<') {
            let open = from + found;
            let Some(token) = self.markup(open) else {
                from = open + 1;
                continue;
            };
            if open > start {
                self.at = open;
                return Some(Token::Text(start..open));
            }
            let token = match token {
                Token::Tag(tag) if !tag.is_closing && RAW.contains(&tag.name.as_str()) => {
                    Token::Other(open..self.raw_end(&tag.name, tag.range.end))
                }
                token => token,
            };
            self.at = match &token {
                Token::Text(range) | Token::Other(range) => range.end,
                Token::Tag(tag) => tag.range.end,
            };
            return Some(token);
        }
        self.at = self.text.len();
        (start < self.text.len()).then_some(Token::Text(start..self.text.len()))
    }
}

/// Returns the value of an attribute of a tag; `""` where it has none.
pub(super) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag.trim_start_matches(['<', '/']);
    rest = &rest[rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>')?..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
        let length = rest.find(is_end).unwrap_or(rest.len());
        if length == 0 && !rest.starts_with('=') {
            return None;
        }
        let key = &rest[..length];
        rest = rest[length..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let closed = quote.and_then(|quote| Some((&after[1..], after[1..].find(quote)?)));
            (value, rest) = match closed {
                Some((inside, end)) => (&inside[..end], &inside[end + 1..]),
                None => {
                    let end = after.find(|c: char| c.is_ascii_whitespace() || c == '>');
                    after.split_at(end.unwrap_or(after.len()))
                }
            };
        }
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
    }
}

fn is_white(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let cut = |token| match token {
            Token::Text(range) => format!("T:{}", &text[range]),
            Token::Tag(tag) => format!("{}:{}", tag.name, &text[tag.range]),
            Token::Other(range) => format!("O:{}", &text[range]),
        };
        Scanner::new(text).map(cut).collect()
    }

    #[test]
    fn tags_text_and_the_rest_are_told_apart() {
        assert_eq!(
            pieces("a<B CLASS='x>y'>c</b ><!-- <p> -->d<br/>"),
            ["T:a", "b:<B CLASS='x>y'>", "T:c", "b:</b >", "O:<!-- <p> -->", "T:d", "br:<br/>"]
        );
        assert_eq!(
            pieces("<script>if (a<b) '</p>'</SCRIPT >x"),
            ["O:<script>if (a<b) '</p>'</SCRIPT >", "T:x"]
        );
    }

    #[test]
    fn what_is_broken_is_text() {
        assert_eq!(pieces("1 < 2 <3 <a <p>x"), ["T:1 < 2 <3 <a ", "p:<p>", "T:x"]);
        assert_eq!(pieces("x <!-- y"), ["T:x <!-- y"]);
        assert_eq!(pieces("<a b=\"c>d"), ["a:<a b=\"c>", "T:d"]);
        assert_eq!(pieces("<https://a.pl/>"), ["T:<https://a.pl/>"]);
    }

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        let tag = "<div id=a1 class = 'x y' hidden data-q=\"1 > 0\" role=navigation>";
        assert_eq!(attribute(tag, "class"), Some("x y"));
        assert_eq!(attribute(tag, "ROLE"), Some("navigation"));
        assert_eq!(attribute(tag, "hidden"), Some(""));
        assert_eq!(attribute(tag, "data-q"), Some("1 > 0"));
        assert_eq!(attribute(tag, "x"), None);
        assert_eq!(attribute("<p>", "x"), None);
        assert_eq!(attribute("<p =>", "x"), None);
    }

    proptest::proptest! {
        #[test]
        fn tokens_tile_the_text(text in "([<>/!a-c\"'= -]|<!--|-->|</|<p |script|ą){0,40}") {
            let mut end = 0;
            for token in Scanner::new(&text) {
                let range = match token {
                    Token::Text(range) | Token::Other(range) => range,
                    Token::Tag(tag) => { let _ = attribute(&text[tag.range.clone()], "x"); tag.range }
                };
                proptest::prop_assert_eq!(range.start, end);
                proptest::prop_assert!(range.end > range.start);
                end = range.end;
            }
            proptest::prop_assert_eq!(end, text.len());
        }
    }
}
