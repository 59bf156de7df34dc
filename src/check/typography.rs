//! Typography of the target language: words of one letter, dashes, quotation marks, decimals.

use super::{Finding, Pair, Problem};
use crate::language::{self, Typography};

/// Signs that make the number beside them a measure.
const MEASURES: &[char] = &['%', '‰', '°', '€', '$', '£'];
/// A space at which no line is broken.
const NO_BREAK: &str = "\u{a0}";

/// Finds what a typesetter of the language would mend.
pub(super) fn check(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    let Some(habits) = language::typography(pair.target_lang.primary()) else { return };
    clinging(pair.target, habits, found);
    if habits.dashes {
        dashes(pair, found);
    }
    quotes(pair, habits, found);
    decimals(pair, habits, found);
}

/// "w domu" with a space at which a line may end.
fn clinging(text: &str, habits: &Typography, found: &mut Vec<Finding>) {
    for (at, _) in text.match_indices(' ') {
        let before = &text[..at];
        let Some(letter) = before.chars().next_back() else { continue };
        let start = at - letter.len_utf8();
        let alone = text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || "(„\"–—".contains(c));
        let small = letter.to_lowercase().to_string();
        let goes_on = text[at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '„');
        if alone && goes_on && habits.clinging.contains(&small.as_str()) {
            let problem = Problem::TypoNoBreak { word: letter.to_string() };
            let finding = Finding::new(problem).in_target(start..at + 1);
            found.push(finding.mended_by(at..at + 1, NO_BREAK));
        }
    }
}

/// A hyphen between spaces. At the beginning of a text it may be a list's.
fn dashes(pair: &Pair<'_>, found: &mut Vec<Finding>) {
    for (at, _) in pair.target.match_indices(" - ") {
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || "”\"),".contains(c));
        let before = pair.target[..at].chars().next_back();
        let after = pair.target[at + 3..].chars().next();
        if beside(before) && after.is_some_and(|c| c.is_alphabetic() || "„\"(".contains(c)) {
            let range = at + 1..at + 2;
            let finding = Finding::new(Problem::TypoDash).in_target(range.clone());
            found.push(finding.mended_by(range, "–"));
        }
    }
}

/// Quotation marks in pairs that are not the language's own.
fn quotes(pair: &Pair<'_>, habits: &Typography, found: &mut Vec<Finding>) {
    const OPENING: &str = "\"“”„«»";
    let marks: Vec<(usize, char)> =
        pair.target.char_indices().filter(|(_, c)| OPENING.contains(*c)).collect();
    let Some(&(open, close)) = habits.quotes.first() else { return };
    if marks.len() % 2 == 1 {
        return;
    }
    for couple in marks.chunks_exact(2) {
        let [(from, first), (to, last)] = couple else { continue };
        if habits.quotes.contains(&(*first, *last)) {
            continue;
        }
        // pairs only: an opening mark begins a word, a closing one ends it
        let opens = pair.target[..*from].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let closes = pair.target[*to + last.len_utf8()..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric());
        if !(opens && closes) {
            continue;
        }
        let wanted = format!("{open}…{close}");
        for (at, mark, right) in [(*from, *first, open), (*to, *last, close)] {
            if mark != right {
                let range = at..at + mark.len_utf8();
                let problem = Problem::TypoQuotes { wanted: wanted.clone() };
                let finding = Finding::new(problem).in_target(range.clone());
                found.push(finding.mended_by(range, right.to_string()));
            }
        }
    }
}

/// "2.5" copied into a language that writes "2,5".
fn decimals(pair: &Pair<'_>, habits: &Typography, found: &mut Vec<Finding>) {
    let source = language::typography(pair.source_lang.primary()).map(|habits| habits.decimal);
    let Some(foreign) = source.filter(|&decimal| decimal != habits.decimal) else { return };
    let text = pair.target;
    for (at, _) in text.match_indices(foreign) {
        let is_digit = |c: char| c.is_ascii_digit();
        let start = text[..at].trim_end_matches(is_digit).len();
        let rest = &text[at + foreign.len_utf8()..];
        let end = text.len() - rest.trim_start_matches(is_digit).len();
        let number = &text[start..end];
        let whole = start < at && (1..=2).contains(&(end - at - foreign.len_utf8()));
        // a date, an hour or a version has no sign of a measure beside it
        let behind = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let measured = behind.starts_with(MEASURES) || text[..start].ends_with(MEASURES);
        let alone = !text[..start].ends_with(foreign);
        if whole && measured && alone && pair.source.contains(number) {
            let wanted = number.replace(foreign, &habits.decimal.to_string());
            let problem = Problem::TypoDecimal { wanted: wanted.clone() };
            let finding = Finding::new(problem).in_target(start..end);
            found.push(finding.mended_by(start..end, wanted));
        }
    }
}
