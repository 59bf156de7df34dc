//! Words of a text, read once for matching: [`Form`].

use crate::language::fold::{FoldKeys, fold};
use crate::language::headword::part::{acronym_key, leading_capitals};
use crate::language::headword::{english, is_acronym, is_hyphen, paradigm, polish, small};
use crate::text::{TokenKind, tokens};

/// A word of a text, read once.
#[derive(Clone, Debug)]
pub struct Form<'t> {
    /// The word as the text writes it.
    pub text: &'t str,
    /// Where it starts, bytes.
    pub start: usize,
    pub(super) small: String,
    pub(super) keys: FoldKeys,
    /// Keys that the fold does not give, though the paradigm allows for them.
    pub(super) more: Vec<String>,
    /// Nouns of which it has an ending, though the fold does not know it as theirs.
    pub(super) regular: Vec<String>,
    /// Whether the text is written in capitals around it.
    pub(super) shouted: bool,
    /// Whether a hyphen joins it to a word before or behind it.
    pub(super) joined: bool,
}

/// Words of the shortest text in capitals: a headline, not an acronym or two.
const SHORTEST_SHOUT: usize = 3;

/// Letters of the shortest compound that may be written as two words.
const SHORTEST_OPEN: usize = 8;

/// Returns the words and numbers of a text, each read for matching; marks are left aside.
///
/// An acronym and the ending that a hyphen joins to it are one word.
///
/// ```
/// use kladka::language::headword::forms;
/// let words: Vec<_> = forms("pl", "bojówki ISIS-u (2014)").iter().map(|f| f.text).collect();
/// assert_eq!(words, ["bojówki", "ISIS-u", "2014"]);
/// ```
pub fn forms<'t>(lang: &str, text: &'t str) -> Vec<Form<'t>> {
    let words = words(lang, text);
    let shouted = is_shouted(&words);
    let is_gap = |from: usize, to: usize| {
        text.get(from..to).is_some_and(|gap| matches!(gap, "-" | "‑" | "‐"))
    };
    let make = |(nth, &(start, word)): (usize, &(usize, &'t str))| {
        let small = small(word);
        let end = |&(start, word): &(usize, &str)| start + word.len();
        let before = nth.checked_sub(1).is_some_and(|nth| is_gap(end(&words[nth]), start));
        let behind = words.get(nth + 1).is_some_and(|next| is_gap(start + word.len(), next.0));
        Form {
            text: word,
            start,
            keys: fold(lang, word),
            more: match lang {
                "pl" => polish::more_keys(&small),
                "en" => english::more_keys(&small),
                _ => Vec::new(),
            },
            regular: if lang == "pl" { paradigm::citations(&small) } else { Vec::new() },
            small,
            shouted,
            joined: before || behind,
        }
    };
    words.iter().enumerate().map(make).collect()
}

/// Whether a text is written in capitals throughout.
fn is_shouted(words: &[(usize, &str)]) -> bool {
    let small = |&(_, word): &(usize, &str)| word.chars().any(char::is_lowercase);
    let letters = words.iter().filter(|(_, word)| word.chars().any(char::is_alphabetic));
    letters.count() >= SHORTEST_SHOUT && !words.iter().any(small)
}

/// Reads a compound that a hyphen joins as one word, so that an entry that writes it closed is found:
/// *whistle-blower*. `first` is the number of its first word.
pub fn compound<'t>(
    lang: &str,
    text: &'t str,
    forms: &[Form<'t>],
    first: usize,
) -> Option<Form<'t>> {
    let [one, two] = forms.get(first..first + 2)? else { return None };
    let (start, end) = (one.start, two.range().end);
    let gap = &text[one.range().end..two.start];
    let letters = |form: &Form<'_>| form.text.chars().all(char::is_alphabetic);
    // English writes many compounds in all three ways: waste water, waste-water, wastewater.
    let open = lang == "en" && gap == " " && one.small.len() + two.small.len() >= SHORTEST_OPEN;
    if !open && !matches!(gap, "-" | "‑" | "‐") || !letters(one) || !letters(two) {
        return None;
    }
    let closed = format!("{}{}", one.small, two.small);
    let keys = fold(lang, &closed);
    let word = &text[start..end];
    let more = vec![closed.clone()];
    let (shouted, regular) = (one.shouted, Vec::new());
    Some(Form { text: word, start, small: closed, keys, more, regular, shouted, joined: false })
}

impl Form<'_> {
    /// Returns the keys under which an index may hold a part that this form fits.
    pub fn keys(&self) -> Vec<String> {
        let mut all: Vec<String> = self.keys.iter().map(|key| key.text.to_string()).collect();
        if !all.contains(&self.small) {
            all.push(self.small.clone());
        }
        for key in self.more.iter().chain(&self.regular) {
            if !all.contains(key) {
                all.push(key.clone());
            }
        }
        let capitals: String = leading_capitals(self.text);
        if capitals.chars().count() > 1 {
            all.push(acronym_key(&capitals));
        }
        all
    }

    /// Returns the bytes at which the form stands.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// Returns the words and numbers of a text with the bytes at which they start; an acronym's
/// ending is joined to it.
pub fn words<'t>(lang: &str, text: &'t str) -> Vec<(usize, &'t str)> {
    let tokens = tokens(text);
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if token.kind == TokenKind::Mark {
            continue;
        }
        let mut range = token.range();
        if let (true, Some([hyphen, ending])) = (is_acronym(token.text), tokens.get(at..at + 2)) {
            let joined = hyphen.start == range.end && ending.start == hyphen.range().end;
            if joined && is_hyphen(hyphen) && lang == "pl" && polish::is_acronym_ending(ending.text)
            {
                range.end = ending.range().end;
                at += 2;
            }
        }
        words.push((range.start, &text[range]));
    }
    words
}
