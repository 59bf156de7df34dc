//! Compiling entries into the table that `table` reads in place.
//!
//! Every word of a headword is folded here, once, so that nobody has to at start: the table holds
//! the keys under which forms of a word are found, wherever they are not its own small letters.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::entry::{Entry, Speech};
use super::packed::{Lists, Runs, pack, write_section};
use super::pool::{LONGEST_WORD, Pool, small};
use super::table::{MAGIC, usage};
use crate::language::headword::{self, Usage};
use crate::language::{self, Strength, WordClass};

/// Says why entries cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// A headword without a word in it.
    #[error("{0:?} holds no word")]
    NoWord(String),
    /// A word too long to be one.
    #[error("{0:?} holds a word of more than {LONGEST_WORD} bytes")]
    Long(String),
    /// A tag of a language that is too long.
    #[error("{0:?} is too long for the name of a language")]
    Lang(String),
}

/// Compiles entries of a pair of languages. The same entries give the same bytes; of entries
/// with one lemma and part of speech the first counts, with the translations of all.
///
/// # Errors
/// [`CompileError`] names a headword that holds no word, or one too long.
pub fn compile(source: &str, target: &str, entries: &[Entry]) -> Result<Vec<u8>, CompileError> {
    let mut entries = merged(entries);
    let mut sides = [Side::new(source), Side::new(target)];
    for entry in &entries {
        let usage = usage(entry.speech);
        sides[0].add(&entry.lemma, usage)?;
        for translation in &entry.translations {
            sides[1].add(translation, usage)?;
        }
    }
    let [source, target] = sides.map(Side::number);
    let kinds = kinds(&entries);
    entries.sort_by_key(|entry| source.id(&entry.lemma));
    let mut entries_of = vec![0; source.headwords()];
    let mut lemmas_of = vec![Vec::new(); target.headwords()];
    let (mut kind_of, mut translations) = (Vec::new(), Vec::new());
    for entry in &entries {
        let lemma = source.id(&entry.lemma);
        entries_of[lemma as usize] += 1;
        kind_of.push(kinds.iter().position(|k| *k == kind(entry)).unwrap_or(0) as u32);
        let own: Vec<u32> = entry.translations.iter().map(|t| target.id(t)).collect();
        for &translation in &own {
            let back: &mut Vec<u32> = &mut lemmas_of[translation as usize];
            if !back.contains(&lemma) {
                back.push(lemma);
            }
        }
        translations.push(own);
    }
    let mut bytes = MAGIC.to_vec();
    for side in [&source, &target] {
        if side.lang.len() > usize::from(u8::MAX) {
            return Err(CompileError::Lang(side.lang.clone()));
        }
        write_section(side.lang.as_bytes(), &mut bytes);
        write_section(&side.write(), &mut bytes);
    }
    write_section(&Runs::write(&entries_of), &mut bytes);
    write_section(&pack(&kind_of), &mut bytes);
    write_section(&Lists::write(&translations), &mut bytes);
    write_section(&Lists::write(&lemmas_of), &mut bytes);
    write_section(&write_kinds(&kinds), &mut bytes);
    Ok(bytes)
}

/// Joins entries that have one lemma and part of speech.
fn merged(entries: &[Entry]) -> Vec<Entry> {
    let mut at: HashMap<(&str, Speech), usize> = HashMap::new();
    let mut merged: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match at.get(&(entry.lemma.as_str(), entry.speech)) {
            Some(&known) => {
                for translation in &entry.translations {
                    if !merged[known].translations.contains(translation) {
                        merged[known].translations.push(translation.clone());
                    }
                }
            }
            None => {
                at.insert((&entry.lemma, entry.speech), merged.len());
                merged.push(entry.clone());
            }
        }
    }
    merged
}

/// What entries have in common with many others: part of speech, domain, chance.
type Kind = (Speech, Option<String>, u32);

fn kind(entry: &Entry) -> Kind {
    (entry.speech, entry.domain.clone(), entry.chance.to_bits())
}

fn kinds(entries: &[Entry]) -> Vec<Kind> {
    entries.iter().map(kind).collect::<BTreeSet<_>>().into_iter().collect()
}

fn write_kinds(kinds: &[Kind]) -> Vec<u8> {
    let name = |kind: &Kind| kind.1.clone().unwrap_or_default();
    let domains: Vec<String> =
        kinds.iter().map(name).collect::<BTreeSet<_>>().into_iter().collect();
    let numbers = kinds.iter().flat_map(|kind| {
        let speech = Speech::ALL.iter().position(|&s| s == kind.0).unwrap_or(0);
        let domain = domains.iter().position(|d| *d == name(kind)).unwrap_or(0);
        [speech as u32, domain as u32, kind.2]
    });
    let mut bytes = Vec::new();
    write_section(domains.join("\n").as_bytes(), &mut bytes);
    write_section(&pack(&numbers.collect::<Vec<_>>()), &mut bytes);
    bytes
}

/// A headword in pieces: its words, and what stands before, between and after them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pieces {
    words: Vec<String>,
    gaps: Vec<String>,
}

impl Pieces {
    fn of(lang: &str, headword: &str) -> Result<Pieces, CompileError> {
        let (mut words, mut gaps, mut end) = (Vec::new(), Vec::new(), 0);
        for (start, word) in headword::words(lang, headword) {
            gaps.push(headword[end..start].to_string());
            end = start + word.len();
            if word.len() > LONGEST_WORD || small(word).len() > LONGEST_WORD {
                return Err(CompileError::Long(headword.to_string()));
            }
            words.push(word.to_string());
        }
        gaps.push(headword[end..].to_string());
        if words.is_empty() {
            return Err(CompileError::NoWord(headword.to_string()));
        }
        Ok(Pieces { words, gaps })
    }

    /// A word and nothing else.
    fn is_word(&self) -> bool {
        self.words.len() == 1 && self.gaps.iter().all(String::is_empty)
    }
}

/// The headwords of one language.
struct Side {
    lang: String,
    /// Words, and whether one of their uses inflects.
    words: BTreeMap<String, bool>,
    headwords: BTreeMap<String, Pieces>,
}

impl Side {
    fn new(lang: &str) -> Side {
        Side { lang: lang.to_string(), words: BTreeMap::new(), headwords: BTreeMap::new() }
    }

    fn add(&mut self, headword: &str, usage: Usage) -> Result<(), CompileError> {
        if !self.headwords.contains_key(headword) {
            let pieces = Pieces::of(&self.lang, headword)?;
            self.words.extend(pieces.words.iter().map(|word| (word.clone(), false)));
            self.headwords.insert(headword.to_string(), pieces);
        }
        for (_, part) in headword::parts_as(&self.lang, headword, usage) {
            if let Some(inflects) = self.words.get_mut(&part.text) {
                *inflects |= part.inflects();
            }
        }
        Ok(())
    }

    fn number(self) -> Numbered {
        let mut words: Vec<String> = self.words.keys().cloned().collect();
        Pool::order(&mut words);
        let numbers: HashMap<String, u32> = words.iter().cloned().zip(0..).collect();
        let mut ids = HashMap::new();
        let mut phrases = Vec::new();
        for (headword, pieces) in self.headwords {
            if pieces.is_word() {
                ids.insert(headword, numbers[&pieces.words[0]]);
            } else {
                let own: Vec<u32> = pieces.words.iter().map(|word| numbers[word]).collect();
                phrases.push(Phrase { headword, pieces, words: own, under: 0 });
            }
        }
        let inflects = words.iter().map(|word| self.words[word]).collect();
        set_apart(&self.lang, &words, &mut phrases);
        phrases.sort_by_key(|phrase| phrase.under);
        for (number, phrase) in phrases.iter().enumerate() {
            ids.insert(phrase.headword.clone(), (words.len() + number) as u32);
        }
        Numbered { lang: self.lang, words, inflects, phrases, ids }
    }
}

/// A headword of several words.
struct Phrase {
    headword: String,
    pieces: Pieces,
    /// Numbers of its words.
    words: Vec<u32>,
    /// The word it is looked for under.
    under: u32,
}

/// Chooses for each phrase the word it is looked for under: the one that stands in the fewest
/// phrases, a function word only where there is no other.
fn set_apart(lang: &str, words: &[String], phrases: &mut [Phrase]) {
    let mut times = vec![0usize; words.len()];
    for phrase in phrases.iter() {
        phrase.words.iter().for_each(|&word| times[word as usize] += 1);
    }
    let function: Vec<bool> =
        words.iter().map(|word| language::class(lang, word).has(WordClass::FUNCTION)).collect();
    for phrase in phrases {
        let cost = |word: &u32| (function[*word as usize], times[*word as usize], *word);
        phrase.under = phrase.words.iter().copied().min_by_key(cost).unwrap_or(0);
    }
}

/// The headwords of one language with their numbers: words first, then phrases.
struct Numbered {
    lang: String,
    words: Vec<String>,
    inflects: Vec<bool>,
    phrases: Vec<Phrase>,
    ids: HashMap<String, u32>,
}

impl Numbered {
    fn headwords(&self) -> usize {
        self.words.len() + self.phrases.len()
    }

    fn id(&self, headword: &str) -> u32 {
        self.ids[headword]
    }

    fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let has_own_key =
            |word: &str| language::fold(&self.lang, word).strong().any(|k| k == small(word));
        write_section(&Pool::write(&self.words, has_own_key), &mut bytes);
        let phrases: Vec<Vec<u32>> = self.phrases.iter().map(|p| p.words.clone()).collect();
        write_section(&Lists::write(&phrases), &mut bytes);
        let mut under = vec![0; self.words.len()];
        self.phrases.iter().for_each(|phrase| under[phrase.under as usize] += 1);
        write_section(&Runs::write(&under), &mut bytes);
        self.write_gaps(&mut bytes);
        self.write_keys(&mut bytes);
        bytes
    }

    /// What stands around the words of phrases, where it is not one space between each two.
    fn write_gaps(&self, bytes: &mut Vec<u8>) {
        let mut texts: BTreeMap<&str, u32> = BTreeMap::new();
        let mut odd: Vec<(u32, u32, &str)> = Vec::new();
        for (number, Phrase { pieces, .. }) in self.phrases.iter().enumerate() {
            let last = pieces.gaps.len() - 1;
            for (at, gap) in pieces.gaps.iter().enumerate() {
                let usual = if at == 0 || at == last { "" } else { " " };
                if gap != usual {
                    odd.push((number as u32, at as u32, gap));
                    texts.insert(gap, 0);
                }
            }
        }
        for (number, text) in texts.values_mut().enumerate() {
            *text = number as u32;
        }
        let numbers: Vec<u32> = odd.iter().flat_map(|&(p, at, gap)| [p, at, texts[gap]]).collect();
        write_section(texts.keys().copied().collect::<Vec<_>>().join("\n").as_bytes(), bytes);
        bytes.extend((odd.len() as u32).to_le_bytes());
        write_section(&pack(&numbers), bytes);
    }

    /// Keys that are not the small letters of a word, each with its words.
    fn write_keys(&self, bytes: &mut Vec<u8>) {
        let mut words_of: HashMap<String, Vec<u32>> = HashMap::new();
        for (number, word) in self.words.iter().enumerate().filter(|(n, _)| self.inflects[*n]) {
            for key in other_keys(&self.lang, word) {
                words_of.entry(key).or_default().push(number as u32);
            }
        }
        let mut keys: Vec<String> = words_of.keys().cloned().collect();
        Pool::order(&mut keys);
        let lists: Vec<Vec<u32>> = keys.iter().map(|key| words_of[key].clone()).collect();
        write_section(&Pool::write(&keys, |_| true), bytes);
        write_section(&Lists::write(&lists), bytes);
    }
}

/// The keys, besides its own small letters, under which forms of a word may be found: all of them
/// where its own letters are none (a plural), else its stem and another spelling.
fn other_keys(lang: &str, word: &str) -> Vec<String> {
    let own = small(word);
    let keys = language::fold(lang, word);
    let has_own = keys.strong().any(|key| key == own);
    let stem = |key: &str| !key.starts_with(char::is_alphanumeric);
    let spelling = |key: &str| {
        language::can_be(lang, key, word) && !language::fold(lang, key).strong().any(|k| k == own)
    };
    keys.iter()
        .filter(|key| key.text != own && key.text.len() <= LONGEST_WORD)
        .filter(|key| {
            !has_own || stem(&key.text) || key.strength == Strength::Strong && spelling(&key.text)
        })
        .map(|key| key.text.to_string())
        .collect()
}
