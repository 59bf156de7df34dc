//! A review as one page of HTML: both texts side by side, a bead a row, confidence as colour and
//! in words. It loads nothing from anywhere, runs no script, and is walked with Tab and Enter.

use std::fmt::Write;

use html_escape::{encode_double_quoted_attribute as attribute, encode_text as escaped};

use crate::formats::review::{Mark, Review, ReviewedBead, ReviewedSentence};

const STYLE: &str = "
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; }
nav { position: sticky; top: 0; background: Canvas; padding: .5rem 0; border-bottom: 1px solid; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; overflow-wrap: anywhere; }
tr { border-bottom: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); }
th.link, td.link { width: 9rem; text-align: center; }
td p { margin: 0 0 .3rem; }
.number { opacity: .6; font-size: .8em; margin-inline-end: .4em; }
.note { font-size: .85em; }
td.link { border-inline-start: .35rem solid var(--sure); background: color-mix(in srgb, var(--sure) 18%, Canvas); }
tr:target, tr:focus-within { outline: .2rem solid Highlight; outline-offset: -.2rem; }
.empty { opacity: .6; font-style: italic; }
@media print { nav { display: none; } }
";

/// Returns the page.
pub fn review_page(review: &Review) -> String {
    let (source, target) = (&review.source, &review.target);
    let doubtful: Vec<usize> = numbers(review, |bead| bead.doubtful);
    let alone = numbers(review, |bead| bead.source.is_empty() || bead.target.is_empty()).len();
    let mut page = String::new();
    let title = format!("{} – {}", escaped(&source.name), escaped(&target.name));
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p>{} beads: {} doubtful, {alone} without a counterpart. Tab goes from bead to bead; \
         the links lead to the doubtful ones.</p>\n",
        review.beads.len(),
        doubtful.len(),
    );
    page.push_str("<nav aria-label=\"Doubtful beads\">");
    match doubtful.is_empty() {
        true => page.push_str("Nothing is doubtful."),
        false => page.push_str("Doubtful:"),
    }
    for &number in &doubtful {
        let _ = write!(page, " <a href=\"#b{number}\">{number}</a>");
    }
    page.push_str("</nav>\n");
    let (a, b) = (attribute(&source.lang), attribute(&target.lang));
    let _ = write!(
        page,
        "<table>\n<thead><tr><th scope=\"col\">{} ({a})</th><th scope=\"col\" class=\"link\">Bead</th>\
         <th scope=\"col\">{} ({b})</th></tr></thead>\n<tbody>\n",
        escaped(&source.name),
        escaped(&target.name),
    );
    for (number, bead) in review.beads.iter().enumerate() {
        let next = doubtful.iter().copied().find(|&other| other > number + 1);
        row(&mut page, number + 1, bead, (&source.lang, &target.lang), next);
    }
    page.push_str("</tbody>\n</table>\n</body>\n</html>\n");
    page
}

/// The beads that are so, counted from 1.
fn numbers(review: &Review, is_so: impl Fn(&ReviewedBead) -> bool) -> Vec<usize> {
    let beads = review.beads.iter().enumerate();
    beads.filter(|(_, bead)| is_so(bead)).map(|(number, _)| number + 1).collect()
}

fn row(
    page: &mut String,
    number: usize,
    bead: &ReviewedBead,
    langs: (&str, &str),
    next_doubtful: Option<usize>,
) {
    let confidence = bead.confidence.clamp(0.0, 0.999);
    let said = match bead.mark {
        Mark::Right => "reviewed",
        Mark::Wrong => "marked wrong",
        Mark::Open if bead.source.is_empty() || bead.target.is_empty() => "alone",
        Mark::Open if bead.doubtful => "doubtful",
        Mark::Open => "sure",
    };
    // From red over yellow to green; the words say the same to those who see no colours.
    let hue = (confidence * 130.0).round();
    let _ = write!(page, "<tr id=\"b{number}\" style=\"--sure: hsl({hue} 70% 42%)\">");
    side(page, &bead.source, langs.0);
    let _ = write!(
        page,
        "<td class=\"link\"><a href=\"#b{number}\" aria-label=\"bead {number}, {said}, {confidence:.3}\">{}</a><br>\
         {said} {confidence:.3}",
        escaped(&bead.sentences()),
    );
    if !bead.note.is_empty() {
        let _ = write!(page, "<br><span class=\"note\">{}</span>", escaped(&bead.note));
    }
    if let Some(next) = next_doubtful.filter(|_| bead.doubtful) {
        let _ = write!(page, "<br><a class=\"note\" href=\"#b{next}\">next doubtful</a>");
    }
    page.push_str("</td>");
    side(page, &bead.target, langs.1);
    page.push_str("</tr>\n");
}

fn side(page: &mut String, sentences: &[ReviewedSentence], lang: &str) {
    if sentences.is_empty() {
        page.push_str("<td class=\"empty\">no counterpart</td>");
        return;
    }
    // `dir="auto"` lets right-to-left text stand as it should.
    let _ = write!(page, "<td lang=\"{}\" dir=\"auto\">", attribute(lang));
    for sentence in sentences {
        let _ = write!(
            page,
            "<p><span class=\"number\">{}</span>{}</p>",
            sentence.number,
            escaped(&sentence.text)
        );
    }
    page.push_str("</td>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::review::ReviewedText;

    #[test]
    fn nothing_of_the_texts_becomes_markup_and_nothing_is_fetched() {
        let hostile = "</td><script>alert(1)</script> & \"x\" onload='y'";
        let sentence = ReviewedSentence { number: 1, text: hostile.into(), line: 0 };
        let text = ReviewedText { name: hostile.into(), lang: "\"><b>".into(), size: 1 };
        let bead = ReviewedBead {
            doubtful: true,
            note: hostile.into(),
            source: vec![sentence.clone()],
            target: vec![sentence],
            ..ReviewedBead::default()
        };
        let page = review_page(&Review { source: text.clone(), target: text, beads: vec![bead] });
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("<b>"), "{page}");
        assert!(page.matches("&lt;script&gt;").count() >= 4, "{page}");
        for fetched in ["src=", "http:", "https:", "url(", "@import"] {
            assert!(!page.contains(fetched), "{fetched}");
        }
        assert!(page.contains("href=\"#b1\""));
    }
}
