//! What a concordance is to find besides words in any form: [`Wanted`].
//!
//! Words as they stand are found by way of the index, which leads to all their forms. Of parts of
//! words, patterns and words without their diacritics the index is asked for runs of three letters
//! and more that a text must have; where there is none, every text is read, from the first on,
//! until there are enough.

use std::ops::Range;

use memchr::memmem;

use crate::bitext::TranslationUnit;

use super::literal::{required, required_of};

/// How the text asked for is meant.
#[derive(Clone, Debug, Default)]
pub enum How {
    /// Words, in any of their forms.
    #[default]
    AnyForm,
    /// Words as they stand; letter case does not count.
    Exact,
    /// A piece of text, inside words too; letter case does not count.
    Part,
    /// As [`How::Part`], and diacritics do not count either: `zolw` finds *Żółw*.
    Plain,
    /// A pattern; letter case counts unless the pattern begins with `(?i)`.
    Pattern(Pattern),
}

/// Which units a concordance gives, and how it finds them.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// How the text is meant.
    pub how: How,
    /// Only units from the origin with this name.
    pub origin: Option<String>,
    /// Only units of which a text was made or changed at this time (`YYYYMMDDThhmmssZ`) or later.
    pub since: Option<String>,
    /// Only units that have a property with this value.
    pub property: Option<(String, String)>,
}

impl Wanted {
    /// Says whether every unit will do.
    pub(super) fn takes_all(&self) -> bool {
        self.origin.is_none() && self.since.is_none() && self.property.is_none()
    }

    /// Says whether a unit passes the filters.
    pub(super) fn takes(&self, unit: &TranslationUnit) -> bool {
        let is_since = |since: &String| {
            let dates = unit.variants().iter().flat_map(|v| [&v.created, &v.changed]);
            dates.flatten().any(|date| date >= since)
        };
        self.origin.as_ref().is_none_or(|origin| *origin == unit.origin.source)
            && self.since.as_ref().is_none_or(is_since)
            && (self.property.as_ref())
                .is_none_or(|(name, value)| unit.properties.get(name) == Some(value))
    }
}

/// A regular expression, ready to be used.
#[derive(Clone, Debug)]
pub struct Pattern(regex::Regex);

/// Says what is wrong with a pattern.
#[derive(Debug, thiserror::Error)]
#[error("the pattern {pattern:?}: {why}")]
pub struct PatternError {
    pattern: String,
    why: String,
}

impl Pattern {
    /// Reads a pattern in the syntax of the crate `regex`.
    ///
    /// # Errors
    /// [`PatternError`] when it is none, or would take too much room.
    ///
    /// ```
    /// use kladka::memory::Pattern;
    /// assert!(Pattern::new("ustaw[aąy]").is_ok());
    /// assert_eq!(
    ///     Pattern::new("(a").map_err(|error| error.to_string()).err().as_deref(),
    ///     Some("the pattern \"(a\": unclosed group")
    /// );
    /// ```
    pub fn new(pattern: &str) -> Result<Pattern, PatternError> {
        regex::Regex::new(pattern).map(Pattern).map_err(|error| {
            let told = error.to_string();
            // The last line of several says what is wrong; those before it draw where.
            let last = told.lines().last().unwrap_or_default();
            let why = last.trim_start_matches("error: ").to_string();
            PatternError { pattern: pattern.to_string(), why }
        })
    }
}

/// Finds places in texts without an index.
pub(super) enum Finder {
    Text { needle: Box<memmem::Finder<'static>>, plain: bool },
    Pattern(Pattern),
}

impl Finder {
    /// Makes a finder; `None` where words are looked for.
    pub(super) fn of(how: &How, text: &str) -> Option<Finder> {
        let needle = |plain| {
            let needle = memmem::Finder::new(&reduced(text, plain)).into_owned();
            Finder::Text { needle: Box::new(needle), plain }
        };
        match how {
            How::AnyForm | How::Exact => None,
            How::Part => Some(needle(false)),
            How::Plain => Some(needle(true)),
            How::Pattern(pattern) => Some(Finder::Pattern(pattern.clone())),
        }
    }

    /// Returns sets of runs of plain letters, of each of which one stands inside a word of every
    /// text that has a place.
    pub(super) fn required(&self) -> Vec<Vec<String>> {
        match self {
            Finder::Text { needle, .. } => {
                std::str::from_utf8(needle.needle()).map_or(Vec::new(), required_of)
            }
            Finder::Pattern(Pattern(pattern)) => required(pattern.as_str()),
        }
    }

    /// Says whether no text has a place.
    pub(super) fn finds_nothing(&self) -> bool {
        matches!(self, Finder::Text { needle, .. } if needle.needle().is_empty())
    }

    /// Returns the places in a text, in order.
    pub(super) fn places(&self, text: &str) -> Vec<Range<usize>> {
        match self {
            Finder::Pattern(Pattern(pattern)) => pattern
                .find_iter(text)
                .map(|found| found.range())
                .filter(|r| !r.is_empty())
                .collect(),
            Finder::Text { .. } if self.finds_nothing() => Vec::new(),
            Finder::Text { needle, plain } => {
                // Where each byte stood is noted only of a text that has it.
                if needle.find(reduced(text, *plain).as_bytes()).is_none() {
                    return Vec::new();
                }
                let reduced = Reduced::of(text, *plain);
                let found = needle.find_iter(reduced.text.as_bytes());
                found.map(|at| reduced.place(at..at + needle.needle().len())).collect()
            }
        }
    }
}

/// Returns a text in small letters, perhaps without diacritics.
fn reduced(given: &str, plain: bool) -> String {
    if given.is_ascii() {
        return given.to_ascii_lowercase();
    }
    let mut text = String::with_capacity(given.len());
    given.chars().for_each(|letter| reduce(letter, plain, |c| text.push(c)));
    text
}

/// Gives what becomes of a letter.
fn reduce(letter: char, plain: bool, push: impl FnMut(char)) {
    if plain {
        super::plain::plain(letter, push);
    } else {
        letter.to_lowercase().for_each(push);
    }
}

/// A text in small letters, perhaps without diacritics, that knows where each byte stood.
struct Reduced {
    text: String,
    places: Vec<Range<usize>>,
}

impl Reduced {
    fn of(given: &str, plain: bool) -> Reduced {
        let mut reduced = Reduced { text: String::new(), places: Vec::new() };
        for (at, letter) in given.char_indices() {
            reduce(letter, plain, |c| {
                reduced.text.push(c);
                reduced.places.resize(reduced.text.len(), at..at + letter.len_utf8());
            });
        }
        reduced
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        match (self.places.get(range.start), self.places.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_where_they_stand() {
        let find = |how: How, asked: &str, text: &str| {
            let places = Finder::of(&how, asked).expect("a finder").places(text);
            places.into_iter().map(|place| text[place].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(find(How::Part, "KOAL", "Koalicja i koalicje"), ["Koal", "koal"]);
        assert_eq!(find(How::Part, "zolw", "Żółw"), Vec::<String>::new());
        assert_eq!(
            find(How::Plain, "zolw", "Żółw, z\u{307}o\u{301}łwie"),
            ["Żółw", "z\u{307}o\u{301}łw"]
        );
        assert_eq!(find(How::Plain, "", "Żółw"), Vec::<String>::new());
        let pattern = How::Pattern(Pattern::new("ustaw[ay]|x*").expect("a pattern"));
        assert_eq!(find(pattern, "", "ustawy, ustawa"), ["ustawy", "ustawa"]);
    }

    proptest::proptest! {
        #[test]
        fn places_are_in_the_text(text in "\\PC{0,20}", asked in "[a-zżłó]{1,2}") {
            for how in [How::Part, How::Plain] {
                for place in Finder::of(&how, &asked).expect("a finder").places(&text) {
                    proptest::prop_assert!(text.get(place.clone()).is_some_and(|t| !t.is_empty()));
                }
            }
        }
    }
}
