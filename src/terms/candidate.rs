//! Stretches of a text that can be terms: names, multiword terms by their shape, single words.
//!
//! No candidate begins or ends with a function word, none holds a finite verb or crosses a
//! mark. A name is a run of capitals; a multiword term is a run of nouns and adjectives whose
//! grammar fits (an adjective agrees with the noun beside it, a noun after a noun is a
//! genitive, or the language stacks its nouns).

use std::collections::HashMap;
use std::ops::Range;

use crate::bitext::TermKind;
use crate::language::{Part, agrees, can_be_genitive, stacks_nouns, stands_in_names};
use crate::terms::reading::{ReadSentence, Role, Side, Word};

/// Content words of the longest name, and of the longest multiword term.
const LONGEST_NAME: usize = 6;
const LONGEST_TERM: usize = 4;

/// Function words that may stand inside a name (`Ministry of the Interior`).
const INNER_FUNCTION: usize = 2;

/// A term that may answer one of the other text.
pub(super) struct Candidate {
    /// Types of all its words but hyphens, in order: what its occurrences have in common.
    pub types: Vec<usize>,
    /// Types of its content words, in order.
    pub content: Vec<usize>,
    pub kind: TermKind,
    pub places: Vec<Place>,
    /// Never stands outside a longer name: a part of names, and no term in its own right.
    pub only_in_names: bool,
}

/// Where a candidate stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// Place of the sentence in [`Side::sentences`].
    pub sentence: usize,
    /// Words of the sentence.
    pub words: Range<usize>,
}

impl Place {
    pub fn lies_in(&self, other: &Place) -> bool {
        self.sentence == other.sentence
            && other.words.start <= self.words.start
            && self.words.end <= other.words.end
    }
}

/// Returns all candidates of a text, in the order in which they first stand.
///
/// The same words are two candidates where they are a name here and none there; in a headline
/// of capitals they count for the name, if there is one.
pub(super) fn candidates(side: &Side<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut numbers: HashMap<(Vec<usize>, bool), usize> = HashMap::new();
    let mut shouted = Vec::new();
    for (at, sentence) in side.sentences.iter().enumerate() {
        for (words, kind) in spans(side, sentence) {
            let inside = &sentence.words[words.clone()];
            let types: Vec<usize> =
                inside.iter().filter(|w| w.role != Role::Hyphen).map(|w| w.type_).collect();
            let place = Place { sentence: at, words: words.clone() };
            if inside.iter().any(|word| word.shouted) {
                shouted.push((types, place));
                continue;
            }
            let is_name = kind == TermKind::Name;
            let number = *numbers.entry((types.clone(), is_name)).or_insert_with(|| {
                let content = inside.iter().filter(|w| w.is_content()).map(|w| w.type_).collect();
                let places = Vec::new();
                found.push(Candidate { types, content, kind, places, only_in_names: true });
                found.len() - 1
            });
            let candidate = &mut found[number];
            candidate.only_in_names &= is_name && touches_name(sentence, &words);
            candidate.places.push(place);
        }
    }
    for (types, place) in shouted {
        let name = numbers.get(&(types.clone(), true));
        if let Some(&number) = name.or_else(|| numbers.get(&(types, false))) {
            found[number].places.push(place);
        }
    }
    for candidate in &mut found {
        candidate.places.sort_by_key(|place| (place.sentence, place.words.start));
    }
    found
}

/// Whether a capital stands right beside the words.
fn touches_name(sentence: &ReadSentence<'_>, words: &Range<usize>) -> bool {
    let capital = |at: Option<usize>| {
        at.and_then(|at| sentence.words.get(at)).is_some_and(|word| {
            matches!(word.role, Role::Content(_))
                && word.text.chars().next().is_some_and(char::is_uppercase)
        })
    };
    capital(words.start.checked_sub(1)) || capital(Some(words.end))
}

/// All spans of a sentence that have a term's shape.
fn spans(side: &Side<'_>, sentence: &ReadSentence<'_>) -> Vec<(Range<usize>, TermKind)> {
    let words = &sentence.words;
    let mut found = Vec::new();
    for start in 0..words.len() {
        if !opens(words, start) {
            continue;
        }
        let mut content = 0;
        let mut functions = 0;
        let mut all_capital = true;
        for end in start + 1..=words.len() {
            let word = &words[end - 1];
            match word.role {
                Role::Break => break,
                Role::Function if !stands_in_names(side.tag(), word.text) => break,
                Role::Function => functions += 1,
                Role::Joint | Role::Hyphen => {}
                Role::Number if words[end - 2].role != Role::Hyphen => break,
                Role::Number => content += 1,
                Role::Content(_) => {
                    content += 1;
                    all_capital &= word.capital;
                }
            }
            if functions > INNER_FUNCTION || content > LONGEST_NAME {
                break;
            }
            if !all_capital && content > LONGEST_TERM {
                break;
            }
            if !closes(words, end) {
                continue;
            }
            let span = &words[start..end];
            if content == 1 {
                found.push((start..end, if all_capital { TermKind::Name } else { TermKind::Word }));
            } else if all_capital {
                found.push((start..end, TermKind::Name));
            } else if has_term_shape(side.tag(), span) {
                found.push((start..end, TermKind::Multiword));
            }
        }
    }
    found
}

fn opens(words: &[Word<'_>], start: usize) -> bool {
    let after_hyphen = start > 0
        && words[start - 1].role == Role::Hyphen
        && words[start - 1].range.end == words[start].range.start;
    matches!(words[start].role, Role::Content(_)) && !after_hyphen
}

fn closes(words: &[Word<'_>], end: usize) -> bool {
    let before_hyphen = words.get(end).is_some_and(|word| {
        word.role == Role::Hyphen && word.range.start == words[end - 1].range.end
    });
    words[end - 1].is_content() && !before_hyphen
}

/// Whether several words can be one nominal term.
fn has_term_shape(tag: &str, words: &[Word<'_>]) -> bool {
    let part = |word: &Word<'_>| match word.role {
        Role::Content(part) => Some(part),
        _ => None,
    };
    let nominal = words.iter().all(|word| match word.role {
        Role::Content(part) => matches!(part, Part::Noun | Part::Adjective),
        Role::Joint | Role::Hyphen => true,
        Role::Number => word.capital,
        Role::Function | Role::Break => false,
    });
    let plain = words.iter().any(|word| word.plain);
    let holds_noun = words.iter().any(|word| part(word) == Some(Part::Noun));
    if !nominal || !holds_noun || plain {
        return false;
    }
    if stacks_nouns(tag) {
        // A noun ends each group of a stack: before `of`, and at the end.
        let ends = |at: usize| words.get(at + 1).is_none_or(|next| next.role == Role::Joint);
        let noun_or_joint = |at: usize| part(&words[at]) != Some(Part::Adjective) || !ends(at);
        let joints = words.iter().filter(|word| word.role == Role::Joint).count();
        return joints <= 1 && (0..words.len()).all(noun_or_joint);
    }
    words.windows(2).enumerate().all(|(at, pair)| match (part(&pair[0]), part(&pair[1])) {
        (Some(Part::Adjective), Some(Part::Noun)) => agrees(tag, pair[0].text, pair[1].text),
        (Some(Part::Noun), Some(Part::Adjective)) => {
            let agrees_with_next = words.get(at + 2).is_some_and(|next| {
                part(next) == Some(Part::Noun) && agrees(tag, pair[1].text, next.text)
            });
            agrees_with_next || agrees(tag, pair[1].text, pair[0].text)
        }
        (Some(Part::Noun), Some(Part::Noun)) => {
            pair[0].capital && pair[1].capital || can_be_genitive(tag, pair[1].text)
        }
        _ => true,
    })
}
