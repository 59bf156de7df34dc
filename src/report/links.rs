//! Word links as people and programs read them: JSON, Pharaoh's pairs, a view for the terminal, an
//! HTML page.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::bitext::{LinkedPair, LinkedSpan, WordLink};
use crate::jobs::LinkTask;

/// Returns one pair of texts with its links and terms as JSON.
pub fn links_json(number: usize, task: &LinkTask, linked: &LinkedPair) -> Value {
    let link = |link: &WordLink| {
        let mut told = json!({
            "source": link.source, "target": link.target, "score": round(link.score),
            "words": [task.source[link.source], task.target[link.target]],
        });
        if !link.why.is_empty() {
            let reasons = link.why.iter().map(|reason| {
                json!({"feature": reason.feature, "value": round(reason.value),
                    "nats": round(reason.nats)})
            });
            told["why"] = reasons.collect();
        }
        told
    };
    let term = |span: &LinkedSpan| {
        json!({
            "source": span.source.clone().collect::<Vec<_>>(),
            "target": span.target.clone().collect::<Vec<_>>(),
            "score": round(span.score),
            "text": [task.source[span.source.clone()].join(" "), task.target[span.target.clone()].join(" ")],
        })
    };
    json!({
        "pair": number,
        "source_lang": task.source_lang, "target_lang": task.target_lang,
        "source": task.source, "target": task.target,
        "links": linked.links.iter().map(link).collect::<Vec<_>>(),
        "terms": linked.spans.iter().map(term).collect::<Vec<_>>(),
    })
}

/// Returns the links in Pharaoh's form: `0-0 1-2`, one line without its end.
///
/// ```
/// use kladka::bitext::{LinkedPair, WordLink};
/// let link = |source, target| WordLink { source, target, score: 0.9, why: vec![] };
/// let linked = LinkedPair { links: vec![link(0, 0), link(1, 2)], spans: vec![] };
/// assert_eq!(kladka::report::pharaoh(&linked), "0-0 1-2");
/// ```
pub fn pharaoh(linked: &LinkedPair) -> String {
    let pairs = linked.links.iter().map(|link| format!("{}-{}", link.source, link.target));
    pairs.collect::<Vec<_>>().join(" ")
}

/// Words that are linked with each other, directly or by way of others, share a number from 1.
struct Groups {
    source: Vec<Option<usize>>,
    target: Vec<Option<usize>>,
}

impl Groups {
    fn of(task: &LinkTask, linked: &LinkedPair) -> Groups {
        let mut groups =
            Groups { source: vec![None; task.source.len()], target: vec![None; task.target.len()] };
        let mut next = 1;
        for link in &linked.links {
            let known = groups.source[link.source].or(groups.target[link.target]);
            let number = known.unwrap_or(next);
            next += usize::from(known.is_none());
            for place in [&mut groups.source[link.source], &mut groups.target[link.target]] {
                place.get_or_insert(number);
            }
        }
        groups
    }
}

/// Colours of groups on a terminal (ECMA-48 SGR), used in turn.
const COLOURS: [u8; 6] = [32, 33, 34, 35, 36, 31];

/// Returns one pair of texts as two lines, in which linked words bear the same number and, where
/// colours are welcome, the same colour; terms stand in brackets.
pub fn links_view(task: &LinkTask, linked: &LinkedPair, colours: bool) -> String {
    let groups = Groups::of(task, linked);
    let line = |words: &[String], groups: &[Option<usize>], spans: Vec<&std::ops::Range<usize>>| {
        let mut line = String::new();
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                line.push(' ');
            }
            if spans.iter().any(|span| span.start == at) {
                line.push('[');
            }
            let word = shown(word);
            let _ = match (groups[at], colours) {
                (Some(group), true) => {
                    let colour = COLOURS[group % COLOURS.len()];
                    write!(line, "\x1b[{colour}m{word}\x1b[2m{}\x1b[0m", small(group))
                }
                (Some(group), false) => write!(line, "{word}{}", small(group)),
                (None, true) => write!(line, "\x1b[2m{word}\x1b[0m"),
                (None, false) => write!(line, "{word}"),
            };
            if spans.iter().any(|span| span.end == at + 1) {
                line.push(']');
            }
        }
        line
    };
    let source = linked.spans.iter().map(|span| &span.source).collect();
    let target = linked.spans.iter().map(|span| &span.target).collect();
    format!(
        "{}\n{}\n",
        line(&task.source, &groups.source, source),
        line(&task.target, &groups.target, target)
    )
}

/// A number in small figures below the line.
fn small(number: usize) -> String {
    let figure = |c: char| char::from_u32('₀' as u32 + c as u32 - '0' as u32).unwrap_or(c);
    number.to_string().chars().map(figure).collect()
}

/// A word without control characters, which could reach the terminal.
fn shown(word: &str) -> String {
    word.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Returns an HTML page of pairs of texts: a word under the pointer shows what it is linked to, its
/// score and, where they were asked for, the reasons; terms are underlined.
pub fn links_html(title: &str, pairs: &[(LinkTask, LinkedPair)]) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
        escaped(title),
        escaped(title)
    );
    for (number, (task, linked)) in pairs.iter().enumerate() {
        let groups = Groups::of(task, linked);
        let _ = writeln!(page, "<section>\n<h2>{}</h2>", number + 1);
        let tips = |of_source: bool, at: usize| {
            let links = linked.links.iter();
            let own = links.filter(|l| if of_source { l.source == at } else { l.target == at });
            own.map(|link| tip(task, link)).collect::<Vec<_>>().join("\n")
        };
        let sides = [
            (true, &task.source_lang, &task.source, &groups.source),
            (false, &task.target_lang, &task.target, &groups.target),
        ];
        for (of_source, lang, words, groups) in sides {
            let _ = write!(page, "<p lang=\"{}\">", escaped(lang.as_str()));
            for (at, word) in words.iter().enumerate() {
                let spans = linked.spans.iter();
                let mut ranges = spans.map(|s| if of_source { &s.source } else { &s.target });
                let class =
                    if ranges.any(|range| range.contains(&at)) { " class=\"term\"" } else { "" };
                let group = groups[at].map_or(String::new(), |group| {
                    format!(" data-g=\"{group}\" title=\"{}\"", escaped(&tips(of_source, at)))
                });
                let _ = write!(page, "<span{class}{group}>{}</span> ", escaped(word));
            }
            page.push_str("</p>\n");
        }
        page.push_str("</section>\n");
    }
    let _ = write!(page, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    page
}

/// What a word's tooltip says of a link.
fn tip(task: &LinkTask, link: &WordLink) -> String {
    let mut tip =
        format!("{} – {} ({:.2})", task.source[link.source], task.target[link.target], link.score);
    for reason in &link.why {
        let _ = write!(tip, "\n{:+.1} {} ({:.2})", reason.nats, reason.feature, reason.value);
    }
    tip
}

const STYLE: &str = "body{font:18px/1.6 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}\
    h2{font-size:.8em;color:#777;margin:0}section{border-top:1px solid #ccc;padding:.6em 0}p{margin:.2em 0}\
    [data-g]{cursor:default}span:not([data-g]){color:#888}.term{border-bottom:2px solid #b60}.on{background:#fd6}";
const SCRIPT: &str = "for(const w of document.querySelectorAll('[data-g]')){\
    const all=w.closest('section').querySelectorAll('[data-g=\"'+w.dataset.g+'\"]');\
    w.onmouseenter=()=>all.forEach(x=>x.classList.add('on'));\
    w.onmouseleave=()=>all.forEach(x=>x.classList.remove('on'))}";

fn escaped(text: &str) -> String {
    let shown = text.chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>();
    html_escape::encode_quoted_attribute(&shown).replace('<', "&lt;").replace('>', "&gt;")
}

fn round(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked() -> (LinkTask, LinkedPair) {
        let task = LinkTask {
            source_lang: "pl".parse().expect("a tag"),
            target_lang: "en".parse().expect("a tag"),
            source: ["Stary", "<port>"].map(String::from).to_vec(),
            target: ["The", "old", "port"].map(String::from).to_vec(),
        };
        let link = |source, target| WordLink { source, target, score: 0.987_6, why: Vec::new() };
        let spans = vec![LinkedSpan { source: 0..2, target: 1..3, score: 0.5 }];
        (task, LinkedPair { links: vec![link(0, 1), link(1, 2)], spans })
    }

    #[test]
    fn the_view_numbers_what_is_linked() {
        let (task, linked) = linked();
        assert_eq!(links_view(&task, &linked, false), "[Stary₁ <port>₂]\nThe [old₁ port₂]\n");
        assert!(links_view(&task, &linked, true).contains("\x1b[33mStary"));
    }

    #[test]
    fn a_page_holds_no_markup_of_the_texts() {
        let (task, linked) = linked();
        let page = links_html("a<b>", &[(task, linked)]);
        assert!(page.contains("&lt;port&gt;") && !page.contains("<port>"), "{page}");
        assert!(page.contains("<title>a&lt;b&gt;</title>"));
    }
}
