//! Placeholders, tags and addresses: what a program fills in or follows has to come through unchanged.
//!
//! Read are printf conversions (`%s`, `%1$d`, `%(name)s`), braces (`{0}`, `{name}`, `{{name}}`, `${name}`), tags
//! (`<b>`, `</b>`), entities (`&nbsp;`), escapes (`\n`), and web and mail addresses. A brace or a sign that is none of
//! these is text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Finding, Pair, Problem};
use crate::bitext::{UnitCode, Variant};

/// Compares the codes and addresses of both sides.
pub(super) fn check(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (scan(pair.source), scan(pair.target));
    let texts = |text: &str, spans: &[Range<usize>]| -> Vec<String> {
        spans.iter().map(|span| text[span.clone()].to_string()).collect()
    };
    let (own, other) = (texts(pair.source, &source.codes), texts(pair.target, &target.codes));
    let missing = left_over(&own, &other);
    let extra = left_over(&other, &own);
    for &at in &missing {
        let problem = Problem::CodeMissing { code: own[at].clone() };
        found.push(Finding::new(problem).in_source(source.codes[at].clone()));
    }
    for &at in &extra {
        let problem = Problem::CodeExtra { code: other[at].clone() };
        found.push(Finding::new(problem).in_target(target.codes[at].clone()));
    }
    let nameless = |codes: &[String]| -> Vec<String> {
        codes.iter().filter(|code| is_nameless(code)).cloned().collect()
    };
    if missing.is_empty() && extra.is_empty() && nameless(&own) != nameless(&other) {
        found.push(Finding::new(Problem::CodeOrder));
    }
    let (own, other) =
        (texts(pair.source, &source.addresses), texts(pair.target, &target.addresses));
    for at in left_over(&own, &other) {
        // a translated page has an address of its own: as many addresses, others
        if left_over(&own, &other).len() == left_over(&other, &own).len() && is_page(&own[at]) {
            continue;
        }
        let problem = Problem::AddressChanged { address: own[at].clone() };
        found.push(Finding::new(problem).in_source(source.addresses[at].clone()));
    }
}

/// Compares the inline codes that stand beside the texts.
pub(super) fn inline(source: &Variant, target: &Variant) -> Vec<Finding> {
    let keys = |codes: &[UnitCode]| codes.iter().map(|code| kept(&code.xml)).collect::<Vec<_>>();
    let (own, other) = (keys(&source.codes), keys(&target.codes));
    let shown = |code: &UnitCode| {
        let inner = inner(&code.xml);
        if inner.is_empty() { code.xml.clone() } else { inner.to_string() }
    };
    let missing = left_over(&own, &other).into_iter().map(|at| {
        let code = &source.codes[at];
        Finding::new(Problem::CodeMissing { code: shown(code) }).in_source(code.at..code.at)
    });
    let extra = left_over(&other, &own).into_iter().map(|at| {
        let code = &target.codes[at];
        Finding::new(Problem::CodeExtra { code: shown(code) }).in_target(code.at..code.at)
    });
    missing.chain(extra).collect()
}

/// What has to come through of an inline code: its kind with what it holds, else with its type and number. The number
/// `i` only says within one variant which codes are a pair.
fn kept(xml: &str) -> String {
    let name = xml.trim_start_matches('<').split([' ', '/', '>']).next().unwrap_or_default();
    let inner = inner(xml);
    if !inner.is_empty() {
        return format!("{name} {inner}");
    }
    let tag = &xml[..xml.find('>').unwrap_or(xml.len())];
    let attributes = ["x", "type"].map(|name| attribute(tag, name).unwrap_or_default());
    format!("{name} {}", attributes.join(" "))
}

/// What stands inside of an element.
fn inner(xml: &str) -> &str {
    let Some(start) = xml.find('>').map(|at| at + 1) else { return "" };
    let end = xml.rfind("</").filter(|&end| end >= start);
    end.map_or("", |end| xml[start..end].trim())
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.find(&format!(" {name}="))? + name.len() + 2;
    let quote = tag[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    tag[at + 1..].split(quote).next()
}

/// Positions of what one list holds more often than the other, the later ones.
fn left_over(list: &[String], other: &[String]) -> Vec<usize> {
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    other.iter().for_each(|code| *there.entry(code).or_default() += 1);
    let is_over = |at: &usize| match there.get_mut(list[*at].as_str()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        Some(_) | None => true,
    };
    (0..list.len()).filter(is_over).collect()
}

/// What is filled in by its position alone, so that the order matters: `%s`, `{}`.
fn is_nameless(code: &str) -> bool {
    code == "{}" || code.starts_with('%') && !code.contains(['$', '('])
}

/// A page of the web, not a mail address.
fn is_page(address: &str) -> bool {
    !address.contains('@')
}

#[derive(Debug, Default)]
struct Found {
    codes: Vec<Range<usize>>,
    addresses: Vec<Range<usize>>,
}

/// Bytes within which a code or an address has to end: a mark that opens none must not be searched to the end of the text.
const LONGEST: usize = 300;

/// The beginning of a text, as far as codes are looked for.
fn window(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

fn scan(text: &str) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = window(&text[at..]);
        let starts_word = !text[..at].ends_with(|c: char| c.is_alphanumeric());
        let length = match first {
            '%' => conversion(rest),
            '{' => braces(rest),
            '$' => rest[1..].starts_with('{').then(|| braces(&rest[1..])).flatten().map(|n| n + 1),
            '<' => tag(rest),
            '&' => entity(rest),
            '\\' => rest[1..].starts_with(['n', 't', 'r']).then_some(2).filter(|_| is_escape(rest)),
            _ => None,
        };
        if let Some(length) = length {
            found.codes.push(at..at + length);
            at += length;
        } else if let Some(length) = starts_word.then(|| address(rest)).flatten() {
            found.addresses.push(at..at + length);
            at += length;
        } else {
            at += first.len_utf8();
        }
    }
    found
}

/// `%s`, `%5.2f`, `%1$s`, `%(name)s`, `%@`; no space may stand inside, so that "5 % of" is text.
fn conversion(rest: &str) -> Option<usize> {
    const KINDS: &[u8] = b"diouxXeEfFgGcsSp@";
    let bytes = rest.as_bytes();
    let mut at = 1;
    if bytes.get(at) == Some(&b'(') {
        at = rest.find(')').filter(|&end| rest[2..end].bytes().all(is_name))? + 1;
    }
    while bytes.get(at).is_some_and(|b| b.is_ascii_digit() || b"$#+-.*".contains(b)) {
        at += 1;
    }
    while bytes.get(at).is_some_and(|b| b"hlqjzt".contains(b)) {
        at += 1;
    }
    let ends = !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    bytes.get(at).filter(|kind| KINDS.contains(kind) && ends).map(|_| at + 1)
}

/// `{0}`, `{name}`, `{}`, `{{name}}`, `{0:N2}`.
fn braces(rest: &str) -> Option<usize> {
    const LONGEST_NAME: usize = 40;
    let double = rest.starts_with("{{");
    let (open, close) = if double { (2, "}}") } else { (1, "}") };
    let end = rest[open..].find(close)?;
    let inside = rest[open..open + end].trim();
    let is_code = inside.len() <= LONGEST_NAME
        && inside.bytes().all(|b| is_name(b) || b":,$#-|".contains(&b))
        && (!inside.is_empty() || !double);
    is_code.then_some(open + end + close.len())
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.'
}

/// `<b>`, `</b>`, `<br/>`, `<a href="…">`.
fn tag(rest: &str) -> Option<usize> {
    let name = rest[1..].trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = rest.find('>')?;
    let inside = rest[1..end].trim_matches('/');
    let word = inside.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("");
    let is_tag = word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-:_".contains(&b))
        && (word.len() == inside.trim().len() || inside.contains('='))
        && !inside.contains(['<', '@']);
    is_tag.then_some(end + 1)
}

/// `&nbsp;`, `&#160;`.
fn entity(rest: &str) -> Option<usize> {
    const LONGEST_NAME: usize = 12;
    let end = rest.find(';').filter(|&end| (2..=LONGEST_NAME).contains(&end))?;
    let inside = rest[1..end].trim_start_matches('#');
    // the shortest are &lt; and &gt;: "R&D;" is text
    (inside.len() >= 2 && inside.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(end + 1)
}

/// `\n` before a capital, a space, another escape or the end; "C:\new" is a path.
fn is_escape(rest: &str) -> bool {
    rest[2..].chars().next().is_none_or(|c| !c.is_lowercase())
}

/// A web or mail address, without the mark that ends its sentence.
fn address(rest: &str) -> Option<usize> {
    let end =
        rest.find(|c: char| c.is_whitespace() || "<>\"„”“()".contains(c)).unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '…']);
    let lower = word.get(..8).unwrap_or(word).to_ascii_lowercase();
    let is_web =
        ["http://", "https://", "ftp://", "www."].iter().any(|start| lower.starts_with(start));
    let is_mail = word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && host.bytes().all(|b| is_name(b) || b == b'-')
    });
    (is_web || is_mail).then_some(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn codes(text: &str, expected: &[&str]) {
        let found: Vec<&str> = scan(text).codes.into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn codes_are_told_from_text() {
        codes("%s of %1$d, %(name)s: %5.2f%%", &["%s", "%1$d", "%(name)s", "%5.2f"]);
        codes("5 % dla 100% osób i 20%-owy udział", &[]);
        codes(
            "{0} {name} {{ user }} ${path} {} {a b} {",
            &["{0}", "{name}", "{{ user }}", "${path}", "{}"],
        );
        codes(
            "a <b>b</b><br/> <a href=\"x\">c</a> 3 < 4 > 2",
            &["<b>", "</b>", "<br/>", "<a href=\"x\">", "</a>"],
        );
        codes("R&D; &nbsp;&#160; Q&A", &["&nbsp;", "&#160;"]);
        codes("C:\\new\\table.txt", &[]);
        codes("Raz.\\nDwa.\\n", &["\\n", "\\n"]);
    }

    #[test]
    fn addresses_end_before_the_full_stop() {
        let text = "Zob. https://a.example/x?y=1, www.b.example. Pisz: jan@c.example.";
        let found: Vec<&str> = scan(text).addresses.into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["https://a.example/x?y=1", "www.b.example", "jan@c.example"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,60}|[%{}<>&;$(a-z0-9@./\\\\ ]{0,60}") {
            let found = scan(&text);
            for span in found.codes.into_iter().chain(found.addresses) {
                proptest::prop_assert!(!text[span].is_empty());
            }
        }
    }
}
