//! Dictionaries: compiled entries of one pair of languages, with what can be asked of them.
//!
//! [`core()`](super::core()) gives those compiled into the program; [`Dictionary::compile`] makes one
//! of a user's entries. Both are the same table and answer the same questions: which entries stand
//! in a text ([`Finder`]), what answers a key, how common a word is.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::compile::{CompileError, compile};
use super::entry::{Entry, Speech};
use super::find::{self, Stand, entries_of, is_used};
use super::lately::{Lately, Partners, Words};
use super::table::{Found, Head, Side, Table};
use crate::language::headword::Usage;
use crate::language::{self, WordClass, wordbuilding};

/// Strength of a word for which a translation is listed.
const LISTED: f32 = 1.0;
/// The same from the fourth translation on.
const LISTED_LATE: f32 = 0.8;
/// Strength of a word that stands in a translation of several words.
const PART: f32 = 0.6;
/// Translations that count as the first ones.
const EARLY: usize = 3;

/// Compiled entries of a pair of languages.
#[derive(Clone)]
pub struct Dictionary {
    bytes: Cow<'static, [u8]>,
    /// The table, where its bytes are the program's.
    table: Option<Table<'static>>,
    trust: f32,
    lately: Arc<Lately>,
}

/// Names an entry among those of a dictionary, whichever of its sides is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(Head, usize);

/// A headword that stands in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Where it stands, bytes of the text.
    pub range: Range<usize>,
    /// Numbers of the words it covers, counted without marks.
    pub words: Range<usize>,
    /// The headword as the dictionary spells it.
    pub lemma: String,
    /// What the dictionaries say of it, likeliest first.
    pub readings: Arc<[Reading]>,
}

/// An entry that a headword heads, or names as its translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Which dictionary, by its place among those asked.
    pub dictionary: usize,
    /// Which of its entries.
    pub entry: EntryId,
    /// Part of speech.
    pub speech: Speech,
    /// The subject or use, where one is noted.
    pub domain: Option<String>,
    /// The chance that a word drawn at random is the entry's lemma, by its chapter.
    pub chance: f32,
    /// The entry's lemma.
    pub lemma: String,
    /// The entry's translations, the likeliest first.
    pub translations: Vec<String>,
    /// Where the headword is a translation: its place among them, from 0.
    pub rank: Option<usize>,
    /// How far the dictionary is trusted, 0 to 1.
    pub trust: f32,
}

impl Hit {
    /// Returns the translations into the other language, likeliest first, each once.
    pub fn translations(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for reading in self.readings.iter() {
            let other = match reading.rank {
                Some(_) => std::slice::from_ref(&reading.lemma),
                None => reading.translations.as_slice(),
            };
            for translation in other {
                if !all.contains(&translation.as_str()) {
                    all.push(translation);
                }
            }
        }
        all
    }
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (langs, bytes, trust) = (self.langs(), self.bytes.len(), self.trust);
        write!(f, "Dictionary {{ langs: {langs:?}, bytes: {bytes}, trust: {trust} }}")
    }
}

impl Dictionary {
    /// Compiles entries; `trust` is how far they are trusted, 0 to 1.
    ///
    /// # Errors
    /// [`CompileError`] names a headword that holds no word, or one too long.
    ///
    /// ```
    /// use kladka::lexicon::{Dictionary, Finder, entry::read_chapter};
    /// let entries = read_chapter("my.tsv", "kładka\tnoun\tfootbridge\n", 1e-5)?;
    /// let own = Dictionary::compile("pl", "en", &entries, 1.0)?;
    /// let hits = Finder::new(&[own.into()]).find("pl", "Przeszli kładką.");
    /// assert_eq!(hits[0].translations(), ["footbridge"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compile(
        source: &str,
        target: &str,
        entries: &[Entry],
        trust: f32,
    ) -> Result<Dictionary, CompileError> {
        let bytes = compile(source, target, entries)?.into();
        let trust = trust.clamp(0.0, 1.0);
        Ok(Dictionary { bytes, table: None, trust, lately: Arc::default() })
    }

    /// Takes a table that was compiled before; one of another version holds nothing.
    pub(super) fn of_table(bytes: &'static [u8]) -> Dictionary {
        let (table, lately) = (Table::open(bytes), Arc::default());
        Dictionary { bytes: Cow::Borrowed(bytes), table, trust: 1.0, lately }
    }

    /// Returns the languages: of the lemmas, of the translations.
    pub fn langs(&self) -> (&str, &str) {
        self.table().map_or(("", ""), |table| (table.source.lang, table.target.lang))
    }

    /// Returns the table, to be measured or kept.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns all entries, by the lemmas' order in the table.
    pub fn entries(&self) -> Vec<Entry> {
        let Some(table) = self.table() else { return Vec::new() };
        let entry = |found: Found<'_>| Entry {
            lemma: table.source.headword(found.lemma),
            speech: found.speech,
            translations: found.translations.iter().map(|&t| table.target.headword(t)).collect(),
            domain: Some(found.domain.to_string()).filter(|domain| !domain.is_empty()),
            chance: found.chance,
        };
        table.all_lemmas().flat_map(|lemma| table.entries(lemma)).map(entry).collect()
    }

    fn table(&self) -> Option<Table<'_>> {
        self.table.or_else(|| Table::open(&self.bytes))
    }

    /// Says which side a language is on: `false` for the lemmas', `true` for the translations'.
    fn side(&self, lang: &str) -> Option<bool> {
        let (source, target) = self.langs();
        if lang == source { Some(false) } else { (lang == target).then_some(true) }
    }

    /// Returns the chance that a word drawn at random from a text has this key, where the
    /// dictionary has an idea of it.
    pub(super) fn chance(&self, lang: &str, key: &str) -> Option<f32> {
        let in_target = self.side(lang)?;
        self.lately.chance(in_target, key, || self.read_chance(in_target, key))
    }

    fn read_chance(&self, in_target: bool, key: &str) -> Option<f32> {
        let table = self.table()?;
        let side = if in_target { &table.target } else { &table.source };
        let chance = |word: Head| match in_target {
            true => table.lemmas(word).map(|l| table.chance(l, Some(word))).reduce(f32::max),
            false => table.is_lemma(word).then(|| table.chance(word, None)),
        };
        self.words_of(in_target, side, key).into_iter().filter_map(chance).reduce(f32::max)
    }

    /// Says whether a key of a language is one of a lemma, or of a word of a translation.
    pub(super) fn has(&self, lang: &str, key: &str) -> bool {
        let (Some(in_target), Some(table)) = (self.side(lang), self.table()) else { return false };
        if !in_target {
            return self.lemmas_of(&table, key).next().is_some();
        }
        let side = &table.target;
        let tells = |word| table.is_translation(word) || !is_function(side, word);
        self.words_of(true, side, key).into_iter().any(tells)
    }

    fn words_of(&self, in_target: bool, side: &Side<'_>, key: &str) -> Words {
        if is_stem(key) {
            return Words::new();
        }
        self.lately.words(in_target, key, || side.words_of(key))
    }

    /// The lemmas of one word that have a key; a verb with its reflexive particle counts as one
    /// word.
    fn lemmas_of<'t>(&self, table: &Table<'t>, key: &str) -> impl Iterator<Item = Head> + use<'t> {
        let table = *table;
        self.words_of(false, &table.source, key).into_iter().flat_map(move |word| {
            let alone = table.is_lemma(word).then_some(word);
            let under = table.source.phrases_under(word);
            alone.into_iter().chain(under.filter(move |&phrase| is_reflexive(&table, phrase, word)))
        })
    }

    /// Returns keys of the other language that may answer a key of the lemmas' language that is not
    /// listed itself, by what it is made of: many, most of them no words.
    pub(super) fn built(&self, key: &str) -> Vec<String> {
        let Some(table) = self.table() else { return Vec::new() };
        let (source, target) = (table.source.lang, table.target.lang);
        let mut made = wordbuilding::respelled(source, target, key);
        for part in wordbuilding::built(source, target, key) {
            for (translation, strength) in self.partners(&part.base).iter() {
                if *strength > PART * self.trust {
                    made.extend(part.affix.of(translation));
                }
            }
        }
        made
    }

    /// Returns the keys that a key of the lemmas' language is likely to answer, with strengths of
    /// 0 to 1; some several times.
    pub(super) fn partners(&self, key: &str) -> Partners {
        self.lately.partners(key, || self.read_partners(key).into())
    }

    fn read_partners(&self, key: &str) -> Vec<(String, f32)> {
        let Some(table) = self.table() else { return Vec::new() };
        let mut partners = Vec::new();
        for entry in self.lemmas_of(&table, key).flat_map(|lemma| table.entries(lemma)) {
            for (rank, translation) in entry.translations.iter().enumerate() {
                for (word, strength) in words_with_strength(&table, *translation, rank) {
                    let keys = keys(&table.target, word).into_iter();
                    partners.extend(keys.map(|key| (key, strength * self.trust)));
                }
            }
        }
        partners
    }
}

/// A stem and no word.
fn is_stem(key: &str) -> bool {
    !key.starts_with(char::is_alphanumeric)
}

/// Says whether a phrase is a verb and its reflexive particle: *okazać się*.
fn is_reflexive(table: &Table<'_>, phrase: Head, verb: u32) -> bool {
    let side = &table.source;
    match side.words_in(phrase)[..] {
        [first, second] if first == verb => {
            table.is_lemma(phrase)
                && language::is_reflexive(side.lang, &side.words.small(second as usize).0)
        }
        _ => false,
    }
}

fn is_function(side: &Side<'_>, word: u32) -> bool {
    language::class(side.lang, &side.words.small(word as usize).0).has(WordClass::FUNCTION)
}

fn strength_of(rank: usize) -> f32 {
    if rank < EARLY { LISTED } else { LISTED_LATE }
}

/// The words of a translation, each with what it says of the lemma.
fn words_with_strength(table: &Table<'_>, translation: Head, rank: usize) -> Vec<(u32, f32)> {
    let words = table.target.words_in(translation);
    if let [word] = words.as_slice() {
        return vec![(*word, strength_of(rank))];
    }
    let content = words.into_iter().filter(|&word| !is_function(&table.target, word));
    content.map(|word| (word, strength_of(rank) * PART)).collect()
}

/// The keys under which a word is a partner.
fn keys(side: &Side<'_>, word: u32) -> Vec<String> {
    let (small, has_own_key) = side.words.small(word as usize);
    if has_own_key {
        return vec![small];
    }
    let keys = language::fold(side.lang, &side.words.word(word as usize));
    let strong: Vec<String> = keys.strong().map(String::from).collect();
    if strong.is_empty() { vec![keys.best().to_string()] } else { strong }
}

/// Finds the entries of dictionaries in texts; remembers what it has read of them.
///
/// ```
/// use kladka::lexicon::{Finder, core};
/// let text = "Ustawodawstwo państw Bliskiego Wschodu";
/// let hits = Finder::new(&core()).find("pl", text);
/// let found: Vec<_> = hits.iter().map(|hit| &text[hit.range.clone()]).collect();
/// assert!(found.contains(&"Bliskiego Wschodu") && found.contains(&"Wschodu"));
/// assert!(hits.iter().any(|hit| hit.lemma == "państwo" && hit.translations()[0] == "state"));
/// ```
#[derive(Debug)]
pub struct Finder {
    asked: Vec<Asked>,
    wanted: Wanted,
}

/// Says of an entry whether it is wanted, by its part of speech, domain and chance.
pub type Wanted = fn(Speech, Option<&str>, f32) -> bool;

/// A dictionary, and what has been read of it: the same words are met again and again.
#[derive(Debug)]
struct Asked {
    dictionary: Arc<Dictionary>,
    parts: find::Reading,
    told: HashMap<(bool, Head, Vec<Usage>), Told>,
    entries: HashMap<(bool, Head, Vec<Usage>), Arc<[EntryId]>>,
}

/// A headword of which a text is a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The headword as the dictionary spells it.
    pub lemma: String,
    /// Where it is listed, likeliest first.
    pub listed: Vec<Listed>,
}

/// An entry that a headword heads, or names as its translation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Listed {
    /// Which dictionary, by its place among those asked.
    pub dictionary: usize,
    /// Which of its entries.
    pub entry: EntryId,
    /// Where the headword is a translation: its place among them, from 0.
    pub rank: Option<usize>,
}

/// Where a headword stands (bytes of a text), of which dictionary, and the entries that have it.
pub type EntriesAt = (Range<usize>, usize, Arc<[EntryId]>);

/// A headword and what is said of it.
type Told = (String, Arc<[Reading]>);

impl Finder {
    /// Makes a finder for some dictionaries; of what two of them list, the first one's comes
    /// first.
    pub fn new(dictionaries: &[Arc<Dictionary>]) -> Finder {
        Finder::of(dictionaries, |_, _, _| true)
    }

    /// Makes a finder of those entries that are wanted.
    pub fn of(dictionaries: &[Arc<Dictionary>], wanted: Wanted) -> Finder {
        let asked = dictionaries.iter().map(|dictionary| Asked {
            dictionary: dictionary.clone(),
            parts: find::Reading::after(&dictionary.lately),
            told: HashMap::new(),
            entries: HashMap::new(),
        });
        Finder { asked: asked.collect(), wanted }
    }

    /// Returns every headword that stands in a text of a language (its primary subtag), in any
    /// form: by place, of those at one place the longest first. They may overlap: the words of a
    /// phrase that have entries of their own are told as well.
    pub fn find(&mut self, lang: &str, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (number, asked) in self.asked.iter_mut().enumerate() {
            let Asked { dictionary, parts, told, .. } = asked;
            let (Some(in_target), Some(table)) = (dictionary.side(lang), dictionary.table()) else {
                continue;
            };
            let side = if in_target { &table.target } else { &table.source };
            for stand in find::stands(&table, in_target, text, parts) {
                let key = (in_target, stand.head, stand.usages.clone());
                let tell = || {
                    let readings = readings(&table, in_target, &stand, self.wanted);
                    let of = |reading: Reading| Reading {
                        dictionary: number,
                        trust: dictionary.trust,
                        ..reading
                    };
                    (side.headword(stand.head), readings.into_iter().map(of).collect())
                };
                let (lemma, readings) = told.entry(key).or_insert_with(tell).clone();
                if readings.is_empty() {
                    continue;
                }
                let same = |hit: &&mut Hit| hit.range == stand.range && hit.lemma == lemma;
                // Of one dictionary a headword stands once at a place.
                match hits.iter_mut().filter(|_| number > 0).find(same) {
                    Some(known) => known.readings = [&*known.readings, &*readings].concat().into(),
                    None => {
                        let (range, words) = (stand.range, stand.words);
                        hits.push(Hit { range, words, lemma, readings });
                    }
                }
            }
        }
        hits.sort_by_key(|hit| (hit.range.start, Reverse(hit.words.len())));
        hits
    }
}

impl Finder {
    /// Returns which entries stand in a text, as [`Finder::find`] does, without what they say: for whoever
    /// only asks whether two texts have the same.
    pub fn entries(&mut self, lang: &str, text: &str) -> Vec<EntriesAt> {
        let mut found = Vec::new();
        for (number, asked) in self.asked.iter_mut().enumerate() {
            let Asked { dictionary, parts, entries, .. } = asked;
            let (Some(in_target), Some(table)) = (dictionary.side(lang), dictionary.table()) else {
                continue;
            };
            for stand in find::stands(&table, in_target, text, parts) {
                let key = (in_target, stand.head, stand.usages.clone());
                let tell = || -> Arc<[EntryId]> {
                    let used = used(&table, in_target, &stand, self.wanted);
                    used.map(|(entry, _)| EntryId(entry.lemma, entry.nth)).collect()
                };
                let entries = entries.entry(key).or_insert_with(tell).clone();
                if !entries.is_empty() {
                    found.push((stand.range, number, entries));
                }
            }
        }
        found
    }
}

impl Finder {
    /// Returns the headwords of which a whole text is a form, without what they say: for whoever asks
    /// how a word is cited.
    pub fn whole(&mut self, lang: &str, text: &str) -> Vec<Whole> {
        let mut found: Vec<(usize, Whole)> = Vec::new();
        for (number, asked) in self.asked.iter_mut().enumerate() {
            let Asked { dictionary, parts, .. } = asked;
            let (Some(in_target), Some(table)) = (dictionary.side(lang), dictionary.table()) else {
                continue;
            };
            let side = if in_target { &table.target } else { &table.source };
            for stand in find::stands(&table, in_target, text, parts) {
                if stand.range != (0..text.len()) {
                    continue;
                }
                let listed = used(&table, in_target, &stand, self.wanted).map(|(entry, rank)| {
                    let entry = EntryId(entry.lemma, entry.nth);
                    Listed { dictionary: number, entry, rank: in_target.then_some(rank) }
                });
                let listed: Vec<Listed> = listed.collect();
                if listed.is_empty() {
                    continue;
                }
                let lemma = side.headword(stand.head);
                // Of one dictionary a headword stands once at a place.
                match found.iter_mut().filter(|_| number > 0).find(|(_, one)| one.lemma == lemma) {
                    Some((_, known)) => known.listed.extend(listed),
                    None => found.push((stand.words.len(), Whole { lemma, listed })),
                }
            }
        }
        found.sort_by_key(|(words, _)| Reverse(*words));
        found.into_iter().map(|(_, one)| one).collect()
    }
}

/// The entries of a headword that can be meant where it stands, each with its place among an
/// entry's translations.
fn used<'t>(
    table: &Table<'t>,
    in_target: bool,
    stand: &Stand,
    wanted: Wanted,
) -> impl Iterator<Item = (Found<'t>, usize)> {
    let entries = entries_of(table, in_target, stand.head).into_iter();
    entries.filter(move |(entry, _)| {
        is_used(stand, entry.speech) && wanted(entry.speech, domain(entry).as_deref(), entry.chance)
    })
}

fn domain(entry: &Found<'_>) -> Option<String> {
    Some(entry.domain.to_string()).filter(|domain| !domain.is_empty())
}

/// What a table says of a headword where it stands; whose dictionary it is, is the caller's to say.
fn readings(table: &Table<'_>, in_target: bool, stand: &Stand, wanted: Wanted) -> Vec<Reading> {
    let used = used(table, in_target, stand, wanted);
    let reading = |(entry, rank): (Found<'_>, usize)| Reading {
        dictionary: 0,
        entry: EntryId(entry.lemma, entry.nth),
        speech: entry.speech,
        domain: domain(&entry),
        chance: entry.chance,
        lemma: table.source.headword(entry.lemma),
        translations: entry.translations.iter().map(|&t| table.target.headword(t)).collect(),
        rank: in_target.then_some(rank),
        trust: 1.0,
    };
    used.map(reading).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::core;

    #[test]
    fn of_a_whole_text_is_said_what_is_said_of_its_headwords() {
        let (mut finder, mut other) = (Finder::new(&core()), Finder::new(&core()));
        for (lang, text) in [
            ("pl", "państw"),
            ("pl", "Bliskiego Wschodu"),
            ("pl", "Stanami Zjednoczonymi"),
            ("en", "states"),
            ("en", "agreement"),
            ("en", "the Middle East"),
        ] {
            let hits = finder.find(lang, text).into_iter();
            let listed = |reading: &Reading| Listed {
                dictionary: reading.dictionary,
                entry: reading.entry,
                rank: reading.rank,
            };
            let expected: Vec<Whole> = hits
                .filter(|hit| hit.range == (0..text.len()))
                .map(|hit| Whole {
                    lemma: hit.lemma,
                    listed: hit.readings.iter().map(listed).collect(),
                })
                .collect();
            assert!(!expected.is_empty() || text.starts_with("the "), "{text}");
            assert_eq!(other.whole(lang, text), expected, "{text}");
        }
    }
}
