//! A compiled lexicon, read in place: nothing is parsed at start, a look-up costs a few
//! microseconds.
//!
//! Two sides, one a language. A side is a pool of words and the phrases made of them; a word or
//! phrase that heads an entry (a lemma, or a translation) is a *headword*, and its number is the
//! word's, or that of the phrase after all words. Each lemma has a list of its entries (what kind,
//! then the translations in order), each translation a list of the lemmas that name it. The layout
//! is written by [`super::compile`].

use super::entry::Speech;
use super::packed::{Cutter, List, Lists, Packed};
use super::pool::Pool;
use crate::language::headword::Usage;

/// First bytes of a table; the digit is the version of the layout.
pub(super) const MAGIC: [u8; 4] = *b"KLx1";

/// The number of a headword on its side.
pub(super) type Head = u32;

/// How a part of speech is used, as far as its forms depend on it.
pub(super) fn usage(speech: Speech) -> Usage {
    match speech {
        Speech::Verb => Usage::Verb,
        Speech::Adjective
        | Speech::Adverb
        | Speech::Number
        | Speech::Pronoun
        | Speech::Preposition
        | Speech::Conjunction
        | Speech::Particle => Usage::Quality,
        Speech::Noun | Speech::Name | Speech::Phrase => Usage::Noun,
    }
}

/// A compiled lexicon.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'t> {
    pub(super) source: Side<'t>,
    pub(super) target: Side<'t>,
    /// For each lemma: kinds of entries, each followed by the translations.
    of_lemma: Lists<'t>,
    /// For each translation: lemmas.
    of_translation: Lists<'t>,
    kinds: Kinds<'t>,
}

/// The headwords of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'t> {
    pub(super) lang: &'t str,
    pub(super) words: Pool<'t>,
    phrases: Lists<'t>,
    containing: Lists<'t>,
    gap_texts: &'t str,
    gaps: usize,
    gap_numbers: Packed<'t>,
    keys: Pool<'t>,
    words_of_key: Lists<'t>,
}

/// What entries have in common: part of speech, domain, chance.
#[derive(Clone, Copy, Debug)]
struct Kinds<'t> {
    count: u32,
    domains: &'t str,
    numbers: Packed<'t>,
}

/// Numbers of a kind: part of speech, domain, chance.
const KIND_NUMBERS: usize = 3;

/// An entry as it lies in a table.
#[derive(Clone, Debug)]
pub(super) struct Found<'t> {
    pub(super) lemma: Head,
    /// Which of the entries of its lemma it is, from 0.
    pub(super) nth: usize,
    pub(super) speech: Speech,
    pub(super) domain: &'t str,
    pub(super) chance: f32,
    pub(super) translations: Vec<Head>,
}

impl<'t> Table<'t> {
    /// Opens a table; `None` when the bytes are not one of this version.
    pub(super) fn open(bytes: &'t [u8]) -> Option<Table<'t>> {
        let mut rest = Cutter(bytes.strip_prefix(&MAGIC)?);
        Some(Table {
            source: Side::open(&mut rest)?,
            target: Side::open(&mut rest)?,
            of_lemma: Lists::open(rest.section()?)?,
            of_translation: Lists::open(rest.section()?)?,
            kinds: Kinds::open(rest.section()?)?,
        })
    }

    /// Returns the entries of a lemma, in the order of the chapters.
    pub(super) fn entries(&self, lemma: Head) -> Vec<Found<'t>> {
        let mut found: Vec<Found<'t>> = Vec::new();
        for number in self.of_lemma.get(lemma as usize) {
            if let Some(translation) = number.checked_sub(self.kinds.count) {
                if let Some(entry) = found.last_mut() {
                    entry.translations.push(translation);
                }
            } else if let Some((speech, domain, chance)) = self.kinds.get(number) {
                let (nth, translations) = (found.len(), Vec::new());
                found.push(Found { lemma, nth, speech, domain, chance, translations });
            }
        }
        found
    }

    /// Returns how common the entries of a lemma are, those of a translation by its rank in each: a
    /// second translation is met less often than the first.
    pub(super) fn chance(&self, lemma: Head, translation: Option<Head>) -> f32 {
        let (mut most, mut own, mut rank) = (0f32, 0f32, 0f32);
        for number in self.of_lemma.get(lemma as usize) {
            match number.checked_sub(self.kinds.count) {
                Some(head) => {
                    if Some(head) == translation {
                        most = most.max(own / (1.0 + rank));
                    }
                    rank += 1.0;
                }
                None => {
                    (own, rank) = (self.kinds.chance(number), 0.0);
                    if translation.is_none() {
                        most = most.max(own);
                    }
                }
            }
        }
        most
    }

    /// Returns the lemmas that have a translation.
    pub(super) fn lemmas(&self, translation: Head) -> List<'t> {
        self.of_translation.get(translation as usize)
    }

    /// Says whether a number of the source side is that of a lemma.
    pub(super) fn is_lemma(&self, head: Head) -> bool {
        self.of_lemma.has(head as usize)
    }

    /// Says whether a number of the target side is that of a translation.
    pub(super) fn is_translation(&self, head: Head) -> bool {
        self.of_translation.has(head as usize)
    }

    /// Returns all lemmas.
    pub(super) fn all_lemmas(&self) -> impl Iterator<Item = Head> + use<'t> {
        let lists = self.of_lemma;
        (0..lists.len()).filter(move |&head| lists.has(head)).map(|head| head as Head)
    }
}

impl<'t> Side<'t> {
    fn open(rest: &mut Cutter<'t>) -> Option<Side<'t>> {
        let lang = str::from_utf8(rest.section()?).ok()?;
        let mut rest = Cutter(rest.section()?);
        let words = Pool::open(rest.section()?)?;
        let phrases = Lists::open(rest.section()?)?;
        let containing = Lists::open(rest.section()?)?;
        let gap_texts = str::from_utf8(rest.section()?).ok()?;
        let (gaps, width) = (rest.number()? as usize, rest.number()?);
        Some(Side {
            lang,
            words,
            phrases,
            containing,
            gap_texts,
            gaps,
            gap_numbers: Packed::new(rest.section()?, width),
            keys: Pool::open(rest.section()?)?,
            words_of_key: Lists::open(rest.section()?)?,
        })
    }

    /// Returns the words that have a key: those whose small letters it is, and others.
    pub(super) fn words_of(&self, key: &str) -> Vec<u32> {
        let mut found: Vec<u32> = self.words.find(key).map(|word| word as u32).collect();
        for key in self.keys.find(key) {
            found.extend(self.words_of_key.get(key));
        }
        found
    }

    /// Returns the phrases by a word of theirs, as numbers of headwords.
    pub(super) fn phrases_with(&self, word: u32) -> impl Iterator<Item = Head> + use<'t> {
        let words = self.words.len() as u32;
        self.containing.get(word as usize).map(move |phrase| words + phrase)
    }

    /// Says whether a headword is one word and nothing else.
    pub(super) fn is_word(&self, head: Head) -> bool {
        (head as usize) < self.words.len()
    }

    /// Returns the words of a headword.
    pub(super) fn words_in(&self, head: Head) -> Vec<u32> {
        match (head as usize).checked_sub(self.words.len()) {
            Some(phrase) => self.phrases.get(phrase).collect(),
            None => vec![head],
        }
    }

    /// Returns a headword as it is written.
    pub(super) fn headword(&self, head: Head) -> String {
        let Some(phrase) = (head as usize).checked_sub(self.words.len()) else {
            return self.words.word(head as usize);
        };
        let mut text = String::new();
        let mut odd = self.odd_gaps(phrase as u32);
        let mut at = 0;
        for word in self.phrases.get(phrase) {
            text.push_str(odd.next_if(|gap| gap.0 == at).map_or(
                if at == 0 { "" } else { " " },
                |gap| gap.1,
            ));
            text.push_str(&self.words.word(word as usize));
            at += 1;
        }
        text.push_str(odd.next_if(|gap| gap.0 == at).map_or("", |gap| gap.1));
        text
    }

    /// Returns what stands around the words of a phrase where it is not the usual space: before
    /// which word, and what.
    fn odd_gaps(&self, phrase: u32) -> std::iter::Peekable<impl Iterator<Item = (u32, &'t str)>> {
        let (mut low, mut high) = (0, self.gaps);
        while low < high {
            let middle = low.midpoint(high);
            if self.gap_numbers.get(3 * middle) < phrase {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let side = *self;
        let own = (low..self.gaps).take_while(move |row| side.gap_numbers.get(3 * row) == phrase);
        own.map(move |row| {
            let text = side.gap_texts.split('\n').nth(side.gap_numbers.get(3 * row + 2) as usize);
            (side.gap_numbers.get(3 * row + 1), text.unwrap_or(" "))
        })
        .peekable()
    }
}

impl<'t> Kinds<'t> {
    fn open(bytes: &'t [u8]) -> Option<Kinds<'t>> {
        let mut rest = Cutter(bytes);
        let count = rest.number()?;
        let domains = str::from_utf8(rest.section()?).ok()?;
        Some(Kinds { count, domains, numbers: Packed::new(rest.section()?, u32::BITS) })
    }

    fn get(&self, number: u32) -> Option<(Speech, &'t str, f32)> {
        let at = |column: usize| self.numbers.get(KIND_NUMBERS * number as usize + column);
        let speech = Speech::ALL.get(at(0) as usize).copied()?;
        let domain = self.domains.split('\n').nth(at(1) as usize).unwrap_or_default();
        Some((speech, domain, self.chance(number)))
    }

    fn chance(&self, number: u32) -> f32 {
        f32::from_bits(self.numbers.get(KIND_NUMBERS * number as usize + KIND_NUMBERS - 1))
    }
}
