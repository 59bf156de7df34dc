//! Which language a document is in: [`detect_language`] asks its prose, [`detect_text`] any text.
//!
//! Trigram statistics (whatlang) are sure of long texts and guess at short ones; function words
//! and letters are the other way round. So a clear vote of the words decides, and statistics
//! where there is none.

use crate::language::telltale;
use crate::text::{Document, Lang};

/// As much text as is looked at, in bytes.
const ENOUGH: usize = 20_000;
/// A vote below this weight says nothing.
const LEAST_VOTE: f64 = 2.0;
/// A vote is clear when it has this many times the weight of the next.
const CLEAR: f64 = 1.4;

/// Returns the language of a document's prose; of all its text where nothing is prose.
pub fn detect_language(document: &Document) -> Option<Lang> {
    let collect = |all: bool| {
        let mut text = String::new();
        for block in document.blocks.iter().filter(|block| all || block.boilerplate.is_none()) {
            text.push_str(&block.text);
            text.push('\n');
            if text.len() > ENOUGH {
                break;
            }
        }
        text
    };
    detect_text(&collect(false)).or_else(|| detect_text(&collect(true)))
}

/// Returns the language of a text, or `None` where nothing gives it away.
///
/// ```
/// use kladka::structure::detect_text;
/// let tag = |text| detect_text(text).map(|lang| lang.to_string());
/// assert_eq!(tag("Most jest zamknięty. Prosimy o cierpliwość.").as_deref(), Some("pl"));
/// assert_eq!(tag("The bridge is closed. Please wait.").as_deref(), Some("en"));
/// assert_eq!(tag("12:30"), None);
/// ```
pub fn detect_text(text: &str) -> Option<Lang> {
    let text = head(text);
    let votes = telltale::votes(text);
    let first = votes.first().copied();
    let second = votes.get(1).map_or(0.0, |vote| vote.1);
    if let Some((tag, weight)) = first
        && weight >= LEAST_VOTE
        && weight >= second * CLEAR
        && !is_denser(text, weight)
    {
        return Lang::new(tag).ok();
    }
    let guess = whatlang::detect(text);
    let by_statistics = guess.as_ref().map(|info| telltale::tag(info.lang().code()));
    let is_sure = guess.as_ref().is_some_and(whatlang::Info::is_reliable);
    let tag = match (by_statistics, first) {
        (Some(tag), _) if is_sure => tag,
        (_, Some((tag, _))) => tag,
        (Some(tag), None) => tag,
        (None, None) => return None,
    };
    Lang::new(tag).ok()
}

/// Whether a text is so long that its votes should be many more: they come from quotations in
/// a language that has no telltales here.
fn is_denser(text: &str, weight: f64) -> bool {
    let words = text.split_whitespace().count();
    words > 40 && weight * 12.0 < words as f64
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::detect_text;

    #[test]
    fn short_texts_are_told() {
        for (text, tag) in [
            ("Rada obraduje w piątek. Wyniki ogłosi prezes.", "pl"),
            ("Zarzad zebral sie wczoraj w Krakowie i nie podjal decyzji.", "pl"),
            ("Posiedzenie Rady", "pl"),
            ("The Council meets on Friday. The chair will announce the results.", "en"),
            ("Council meeting in Warsaw and the Małopolska region", "en"),
            ("Die Sitzung findet am Freitag statt und ist öffentlich.", "de"),
            ("Zasedání se koná v pátek a je veřejné.", "cs"),
        ] {
            let found = detect_text(text);
            assert_eq!(found.as_ref().map(|lang| lang.as_str()), Some(tag), "{text}");
        }
    }

    #[test]
    fn statistics_tell_what_words_do_not() {
        let text = "A híd lezárása miatt kérjük az utasokat, hogy a kerülő utat használják, \
                    mert a felújítás szeptember végéig tart.";
        assert_eq!(detect_text(text).map(|l| l.to_string()).as_deref(), Some("hu"));
        assert_eq!(detect_text(""), None);
        assert_eq!(detect_text("— 5 —"), None);
    }
}
