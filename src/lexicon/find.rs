//! Finding entries in a text: every headword that stands there, in any form.
//!
//! A word of the text is folded once; its keys lead to words of the table, and these to headwords.
//! A phrase is tried where its rarest word may stand, and asked word by word whether each may be
//! the word of the text there; only what passes is compared closely
//! ([`headword::stands`]): acronyms keep their capitals, names ask for one, a form has to be one
//! of the lemma.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::entry::Speech;
use super::lately::Lately;
use super::table::{Found, Head, Side, Table, usage};
use crate::language::headword::{self, Form, Part, Usage, forms};

/// A headword that stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Stand {
    pub(super) head: Head,
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Numbers of the words it covers.
    pub(super) words: Range<usize>,
    /// Parts of speech as which it stands there, as far as forms tell.
    pub(super) usages: Vec<Usage>,
}

/// A headword read into parts, in each of its uses.
type Uses = Vec<(Usage, Vec<(String, Part)>)>;

/// What has been read of headwords: the same ones are met again and again.
#[derive(Debug)]
pub(super) struct Reading {
    lately: Arc<Lately>,
    uses: HashMap<(bool, Head), Uses>,
    /// Words of the table that a form, as it is written, may be.
    words: [HashMap<String, Vec<u32>>; 2],
}

impl Reading {
    /// Begins with what others have asked of the dictionary.
    pub(super) fn after(lately: &Arc<Lately>) -> Reading {
        let (uses, words) = Default::default();
        Reading { lately: Arc::clone(lately), uses, words }
    }
}

/// Finds the headwords of one side that stand in a text: by place, of those at one place the
/// longest first, of one word the likeliest. All are told, overlapping or not.
pub(super) fn stands(
    table: &Table<'_>,
    in_target: bool,
    text: &str,
    reading: &mut Reading,
) -> Vec<Stand> {
    let side = if in_target { &table.target } else { &table.source };
    let forms = forms(side.lang, text);
    let lately = &reading.lately;
    let known = &mut reading.words[usize::from(in_target)];
    let likeliest: Vec<Vec<u32>> = forms
        .iter()
        .map(|form| match known.get(form.text) {
            Some(words) => words.clone(),
            None => {
                let words = words_of(lately, in_target, side, form);
                known.insert(form.text.to_string(), words.clone());
                words
            }
        })
        .collect();
    let mut spots = likeliest.clone();
    spots.iter_mut().for_each(|words| words.sort_unstable());
    // Where a headword may begin, how likely it is there (0 is the likeliest), and which it is.
    let mut candidates: Vec<(usize, usize, Head)> = Vec::new();
    for (at, words) in likeliest.iter().enumerate() {
        for (rank, &word) in words.iter().enumerate() {
            if is_head(table, in_target, word) {
                candidates.push((at, rank, word));
            }
            for phrase in side.phrases_under(word) {
                candidates.extend(places(side, &spots, at, word, phrase).map(|at| (at, 0, phrase)));
            }
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    let mut found = Vec::new();
    for (first, _, head) in candidates {
        let stand = verify(table, in_target, text, &forms, (first, head), reading);
        found.extend(stand);
    }
    // Those of one word are in order of likelihood already.
    found.sort_by_key(|stand: &Stand| (stand.range.start, Reverse(stand.words.len())));
    found
}

fn is_head(table: &Table<'_>, in_target: bool, head: Head) -> bool {
    if in_target { table.is_translation(head) } else { table.is_lemma(head) }
}

/// The words of the table that a word of the text may be, the likeliest first.
fn words_of(lately: &Lately, in_target: bool, side: &Side<'_>, form: &Form<'_>) -> Vec<u32> {
    let mut words: Vec<u32> = Vec::new();
    let of_key = |key: &String| {
        let key = key.to_lowercase();
        lately.words(in_target, &key, || side.words_of(&key))
    };
    for word in form.keys().iter().flat_map(of_key) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Where a phrase may begin that has `word` at the word `at` of the text.
fn places<'s>(
    side: &Side<'_>,
    spots: &'s [Vec<u32>],
    at: usize,
    word: u32,
    phrase: Head,
) -> impl Iterator<Item = usize> + use<'s> {
    let words = side.words_in(phrase);
    let own: Vec<usize> = (0..words.len()).filter(|&nth| words[nth] == word).collect();
    own.into_iter().filter_map(move |nth| {
        let first = at.checked_sub(nth)?;
        let here = spots.get(first..first + words.len())?;
        let each = here.iter().zip(&words).all(|(spot, word)| spot.binary_search(word).is_ok());
        each.then_some(first)
    })
}

/// Compares a headword closely, in each of its uses.
fn verify(
    table: &Table<'_>,
    in_target: bool,
    text: &str,
    forms: &[Form<'_>],
    (first, head): (usize, Head),
    reading: &mut Reading,
) -> Option<Stand> {
    let side = if in_target { &table.target } else { &table.source };
    let uses =
        reading.uses.entry((in_target, head)).or_insert_with(|| uses(table, in_target, head));
    let all_words = side.words_in(head).len();
    let mut stand: Option<Stand> = None;
    for (usage, parts) in uses {
        // A verb may be looked for without the particle it is cited with.
        let skipped = all_words.saturating_sub(parts.len());
        let first = first + skipped;
        if let Some(range) = headword::stands(side.lang, text, forms, first, parts) {
            let words = first..first + parts.len();
            let new = || Stand { head, range, words, usages: Vec::new() };
            stand.get_or_insert_with(new).usages.push(*usage);
        }
    }
    stand
}

/// The uses that the entries of a headword give it.
fn uses(table: &Table<'_>, in_target: bool, head: Head) -> Uses {
    let side = if in_target { &table.target } else { &table.source };
    let mut usages: Vec<Usage> =
        entries_of(table, in_target, head).iter().map(|(entry, _)| usage(entry.speech)).collect();
    usages.sort_unstable();
    usages.dedup();
    let headword = side.headword(head);
    let read = |usage| (usage, headword::parts_as(side.lang, &headword, usage));
    usages.into_iter().map(read).collect()
}

/// The entries that a headword heads, each with the rank it has there: 0 for a lemma, the place
/// among the translations for a translation. Likeliest first: by rank, then by how common the
/// entry is.
pub(super) fn entries_of<'t>(
    table: &Table<'t>,
    in_target: bool,
    head: Head,
) -> Vec<(Found<'t>, usize)> {
    if !in_target {
        return table.entries(head).into_iter().map(|entry| (entry, 0)).collect();
    }
    let mut found: Vec<(Found<'t>, usize)> = Vec::new();
    for lemma in table.lemmas(head) {
        for entry in table.entries(lemma) {
            if let Some(rank) = entry.translations.iter().position(|&t| t == head) {
                found.push((entry, rank));
            }
        }
    }
    found.sort_by(|(a, rank), (b, other)| {
        rank.cmp(other).then(b.chance.total_cmp(&a.chance)).then(a.lemma.cmp(&b.lemma))
    });
    found
}

/// Says whether an entry stands in a use that was found.
pub(super) fn is_used(stand: &Stand, speech: Speech) -> bool {
    stand.usages.contains(&usage(speech))
}
