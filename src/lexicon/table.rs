//! A compiled lexicon, read in place: nothing is parsed at start, a look-up costs a few
//! microseconds.
//!
//! Two sides, one a language. A side is a pool of words and the phrases made of them; a word or
//! phrase that heads an entry (a lemma, or a translation) is a *headword*, and its number is the
//! word's, or that of the phrase after all words. Entries are numbered by their lemmas; each has a
//! kind and the translations in order, and each translation a list of the lemmas that name it. A
//! phrase is looked for under one of its words, the rarest. The layout is written by
//! [`super::compile`].

use super::entry::Speech;
use super::lately::Words;
use super::packed::{Cutter, Lists, Packed, Runs};
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
    /// For each lemma: its entries.
    of_lemma: Runs<'t>,
    /// For each entry: its kind.
    kind_of: Packed<'t>,
    /// For each entry: its translations.
    translations: Lists<'t>,
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
    /// For each word: the phrases that are looked for under it.
    under: Runs<'t>,
    gap_texts: &'t str,
    gaps: usize,
    gap_numbers: Packed<'t>,
    keys: Pool<'t>,
    words_of_key: Lists<'t>,
}

/// What entries have in common: part of speech, domain, chance.
#[derive(Clone, Copy, Debug)]
struct Kinds<'t> {
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
            of_lemma: Runs::open(rest.section()?)?,
            kind_of: Packed::open(rest.section()?)?,
            translations: Lists::open(rest.section()?)?,
            of_translation: Lists::open(rest.section()?)?,
            kinds: Kinds::open(rest.section()?)?,
        })
    }

    /// Returns the entries of a lemma, in the order of the chapters.
    pub(super) fn entries(&self, lemma: Head) -> Vec<Found<'t>> {
        let entries = self.of_lemma.get(lemma as usize).enumerate();
        let found = entries.filter_map(|(nth, entry)| {
            let (speech, domain, chance) = self.kinds.get(self.kind_of.get(entry))?;
            let translations = self.translations.get(entry).collect();
            Some(Found { lemma, nth, speech, domain, chance, translations })
        });
        found.collect()
    }

    /// Returns how common the entries of a lemma are; for a translation, by its rank in each: a
    /// second translation is met less often than the first.
    pub(super) fn chance(&self, lemma: Head, translation: Option<Head>) -> f32 {
        let chances = self.of_lemma.get(lemma as usize).filter_map(|entry| {
            let rank = match translation {
                Some(head) => self.translations.get(entry).position(|other| other == head)?,
                None => 0,
            };
            Some(self.kinds.chance(self.kind_of.get(entry)) / (1.0 + rank as f32))
        });
        chances.fold(0.0, f32::max)
    }

    /// Returns the lemmas that have a translation.
    pub(super) fn lemmas(&self, translation: Head) -> impl Iterator<Item = Head> + use<'t> {
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
        let runs = self.of_lemma;
        (0..runs.len()).filter(move |&head| runs.has(head)).map(|head| head as Head)
    }
}

impl<'t> Side<'t> {
    fn open(rest: &mut Cutter<'t>) -> Option<Side<'t>> {
        let lang = str::from_utf8(rest.section()?).ok()?;
        let mut rest = Cutter(rest.section()?);
        let words = Pool::open(rest.section()?)?;
        let phrases = Lists::open(rest.section()?)?;
        let under = Runs::open(rest.section()?)?;
        let gap_texts = str::from_utf8(rest.section()?).ok()?;
        let gaps = rest.number()? as usize;
        Some(Side {
            lang,
            words,
            phrases,
            under,
            gap_texts,
            gaps,
            gap_numbers: Packed::open(rest.section()?)?,
            keys: Pool::open(rest.section()?)?,
            words_of_key: Lists::open(rest.section()?)?,
        })
    }

    /// Returns the words that have a key: those whose small letters it is, and others.
    pub(super) fn words_of(&self, key: &str) -> Words {
        let mut found: Words = self.words.find(key).map(|word| word as u32).collect();
        for key in self.keys.find(key) {
            found.extend(self.words_of_key.get(key));
        }
        found
    }

    /// Returns the phrases that are looked for under a word of theirs.
    pub(super) fn phrases_under(&self, word: u32) -> impl Iterator<Item = Head> + use<> {
        let words = self.words.len();
        self.under.get(word as usize).map(move |phrase| (words + phrase) as Head)
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
            text.push_str(
                odd.next_if(|gap| gap.0 == at).map_or(if at == 0 { "" } else { " " }, |gap| gap.1),
            );
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
        let domains = str::from_utf8(rest.section()?).ok()?;
        Some(Kinds { domains, numbers: Packed::open(rest.section()?)? })
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
