//! The entries of one or more term bases, ready to be found: [`Glossary`].
//!
//! Every name of every entry is read into parts when it is added, and put into an index under the
//! keys of one of its words: the first that inflects, since the others are often prepositions and
//! adjectives. Finding then costs a few looks a word of the text, whether the glossary has ten
//! entries or a hundred thousand.
//!
//! Several files have a priority: where a file contradicts one that was added before it, its name
//! gives way and is not found. Two entries contradict each other under a name that both have
//! when both may be used, or when one forbids what the other has; entries of one file never do.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::bitext::{Term, TermStatus};
use crate::language::headword::{Part, Usage, is_adjective, is_verb, parts, parts_as};
use crate::text::Lang;

/// Terms ready to be found.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    entries: Vec<Term>,
    /// For each entry, what is known of where it stands.
    places: Vec<Place>,
    /// The names of the files, in order of priority.
    origins: Vec<String>,
    earlier: Earlier,
    /// By primary language subtag.
    sides: HashMap<String, Names>,
}

/// Where an entry comes from.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Number of its file.
    origin: usize,
    /// Index of the entry that its first source name gives way to.
    gives_way: Option<usize>,
}

/// The names of the entries of earlier files, small, by primary language subtag.
#[derive(Clone, Debug, Default)]
struct Earlier {
    names: HashMap<(String, String), Vec<(usize, bool)>>,
    /// How many entries are in it.
    entries: usize,
}

/// The names of all entries in one language. They are read into parts when the first is looked for:
/// a program that asks one question in one language need not wait for the other.
#[derive(Clone, Debug, Default)]
struct Names {
    given: Vec<Given>,
    side: OnceLock<Side>,
}

/// A name as it was added.
#[derive(Clone, Copy, Debug)]
struct Given {
    entry: usize,
    in_source: bool,
    synonym: usize,
}

/// The names of all entries in one language, read into parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub names: Vec<Name>,
    /// Numbers of names by the keys of the word they are looked for under.
    index: HashMap<String, Vec<u32>>,
}

/// One name of an entry.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Index of the entry.
    pub entry: usize,
    /// Whether it stands on the entry's source side.
    pub in_source: bool,
    /// Which of the synonyms it is.
    pub synonym: usize,
    /// Its words, each with what stands before it.
    pub parts: Vec<(String, Part)>,
    /// The word it is looked for under.
    pub anchor: usize,
    /// Phrases in which it means something else, read into parts as it is.
    pub except: Vec<Vec<(String, Part)>>,
}

impl Glossary {
    /// Makes a glossary of terms.
    pub fn of(terms: impl IntoIterator<Item = Term>) -> Glossary {
        let mut glossary = Glossary::default();
        glossary.add(terms);
        glossary
    }

    /// Adds terms, of another file for example; their numbers go on where the last ended.
    pub fn add(&mut self, terms: impl IntoIterator<Item = Term>) {
        self.add_from("", terms);
    }

    /// Adds the terms of a file, which gives way to those that were added before.
    ///
    /// ```
    /// use kladka::bitext::Term;
    /// use kladka::glossary::Glossary;
    /// let (pl, en) = ("pl".parse()?, "en".parse()?);
    /// let term = |target| Term::pair((Clone::clone(&pl), "rada"), (Clone::clone(&en), target));
    /// let mut glossary = Glossary::default();
    /// glossary.add_from("ours.tsv", [term("council")]);
    /// glossary.add_from("theirs.tsv", [term("board")]);
    /// let hits = glossary.find(&pl, "rady");
    /// assert_eq!((hits.len(), hits[0].translations[0].as_str()), (1, "council"));
    /// assert_eq!(hits[0].origin, "ours.tsv");
    /// assert_eq!(glossary.gives_way(2), Some(1));
    /// # Ok::<(), kladka::text::LangError>(())
    /// ```
    pub fn add_from(&mut self, origin: &str, terms: impl IntoIterator<Item = Term>) {
        let first = self.entries.len();
        if first > 0 {
            self.earlier.take(&self.entries);
        }
        self.origins.push(origin.to_string());
        let origin = self.origins.len() - 1;
        for term in terms {
            let entry = self.entries.len();
            let sides =
                [(true, &term.source_lang, &term.source), (false, &term.target_lang, &term.target)];
            let mut gives_way = None;
            for (in_source, lang, names) in sides {
                for (synonym, name) in names.iter().enumerate() {
                    if let Some(other) = self.earlier.against(&self.entries, &term, in_source, name)
                    {
                        if in_source && synonym == 0 {
                            gives_way = Some(other);
                        }
                        continue;
                    }
                    let side = self.sides.entry(lang.primary().to_string()).or_default();
                    side.given.push(Given { entry, in_source, synonym });
                    side.side.take();
                }
            }
            self.entries.push(term);
            self.places.push(Place { origin, gives_way });
        }
    }

    /// Returns the name of the file an entry stands in, by its number; empty where it has none.
    pub fn origin(&self, entry: usize) -> &str {
        let place = entry.checked_sub(1).and_then(|at| self.places.get(at));
        place.map_or("", |place| self.origins[place.origin].as_str())
    }

    /// Returns the number of the entry of an earlier file to which an entry gives way under its
    /// first source name, if it does.
    pub fn gives_way(&self, entry: usize) -> Option<usize> {
        let place = entry.checked_sub(1).and_then(|at| self.places.get(at))?;
        place.gives_way.map(|other| other + 1)
    }

    /// Returns the entries, in order; entry number 1 is the first of them.
    pub fn entries(&self) -> &[Term] {
        &self.entries
    }

    /// Returns the languages in which entries can be found, as the entries spell them.
    pub fn languages(&self) -> Vec<Lang> {
        let mut found: Vec<Lang> = Vec::new();
        for term in &self.entries {
            for lang in [&term.source_lang, &term.target_lang] {
                if !found.iter().any(|known| known.same_language(lang)) {
                    found.push(lang.clone());
                }
            }
        }
        found
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Says whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Reads the names of a language now. The first [`Glossary::find`] in it would do so; whoever
    /// has something else to do meanwhile asks for it in another thread.
    ///
    /// ```
    /// let glossary = kladka::glossary::Glossary::default();
    /// glossary.prepare(&"pl".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn prepare(&self, lang: &Lang) {
        let _ = self.side(lang);
    }

    pub(super) fn side(&self, lang: &Lang) -> Option<&Side> {
        let names = self.sides.get(lang.primary())?;
        Some(names.side.get_or_init(|| {
            let mut side = Side::default();
            let all = names.given.iter();
            all.for_each(|given| side.read(given, &self.entries[given.entry]));
            side
        }))
    }
}

/// Letters of a part of a compound that is also written closed: *e-mail*, but no *A-level*.
const SHORTEST_WHOLE: usize = 5;

/// A name of one word with a hyphen, as it is also written: *start-up*, *startup*.
fn closed(name: &str) -> Option<String> {
    let (one, two) = name.split_once('-')?;
    let letters = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphabetic() && c.is_lowercase())
    };
    let whole = one.chars().count() + two.chars().count() >= SHORTEST_WHOLE;
    (letters(one) && letters(two) && whole).then(|| format!("{one}{two}"))
}

/// How the names of an entry are used: as its part of speech says, else as a verb where the first of
/// one side is written as one.
fn usage(term: &Term) -> Usage {
    let says = |is: fn(&str, &str) -> bool| {
        let sides = [(&term.source_lang, &term.source), (&term.target_lang, &term.target)];
        let first = |(lang, names): (&Lang, &Vec<String>)| {
            names.first().is_some_and(|name| is(lang.primary(), name))
        };
        sides.into_iter().any(first)
    };
    let part = term.usage.part_of_speech.as_deref().map(str::to_lowercase);
    match part.as_deref() {
        Some("verb") => Usage::Verb,
        Some("adjective" | "adj" | "adverb" | "adv") => Usage::Quality,
        _ if says(is_verb) => Usage::Verb,
        None if says(is_adjective) => Usage::Either,
        _ => Usage::Noun,
    }
}

impl Earlier {
    /// Takes in the entries it does not have yet.
    fn take(&mut self, entries: &[Term]) {
        for (number, term) in entries.iter().enumerate().skip(self.entries) {
            let sides =
                [(true, &term.source_lang, &term.source), (false, &term.target_lang, &term.target)];
            for (in_source, lang, names) in sides {
                for name in names {
                    let key = (lang.primary().to_string(), name.to_lowercase());
                    self.names.entry(key).or_default().push((number, in_source));
                }
            }
        }
        self.entries = entries.len();
    }

    /// Returns the entry that contradicts another under one of its names.
    fn against(&self, entries: &[Term], term: &Term, in_source: bool, name: &str) -> Option<usize> {
        if self.names.is_empty() {
            return None;
        }
        let (lang, other_lang, others) = opposite(term, in_source);
        let found = self.names.get(&(lang.primary().to_string(), name.to_lowercase()))?;
        let is_forbidden = |term: &Term| term.status == TermStatus::Forbidden;
        let against = |&&(number, side): &&(usize, bool)| {
            let earlier: &Term = &entries[number];
            let (_, lang, names) = opposite(earlier, side);
            let shared = || {
                let same = |name: &String| {
                    names.iter().any(|known| known.to_lowercase() == name.to_lowercase())
                };
                others.iter().any(same)
            };
            lang.same_language(other_lang)
                && match (is_forbidden(earlier), is_forbidden(term)) {
                    (false, false) => true,
                    (true, true) => false,
                    (true, false) | (false, true) => shared(),
                }
        };
        found.iter().find(against).map(|&(number, _)| number)
    }
}

/// The language of one side of an entry; the other language, and its names there.
fn opposite(term: &Term, in_source: bool) -> (&Lang, &Lang, &[String]) {
    match in_source {
        true => (&term.source_lang, &term.target_lang, &term.target),
        false => (&term.target_lang, &term.source_lang, &term.source),
    }
}

impl Side {
    /// Reads a name of an entry into parts; the closed spelling of one with a hyphen is a name too.
    fn read(&mut self, given: &Given, term: &Term) {
        let &Given { entry, in_source, synonym } = given;
        let (lang, names) = match in_source {
            true => (&term.source_lang, &term.source),
            false => (&term.target_lang, &term.target),
        };
        let (lang, name, usage) = (lang.primary(), &names[synonym], usage(term));
        let phrases = term.usage.except.iter();
        let except: Vec<_> = phrases.map(|phrase| parts(lang, phrase, false)).collect();
        for name in closed(name).iter().chain([name]) {
            let (parts, except) = (parts_as(lang, name, usage), except.clone());
            self.add(Name { entry, in_source, synonym, parts, anchor: 0, except });
        }
    }

    fn add(&mut self, mut name: Name) {
        // A name without a word (a mark alone) can stand nowhere.
        let Some(first) = name.parts.first() else { return };
        let inflecting = name.parts.iter().position(|(_, part)| part.inflects());
        name.anchor = inflecting.unwrap_or(0);
        let anchor = name.parts.get(name.anchor).unwrap_or(first);
        let number = self.names.len() as u32;
        for key in anchor.1.keys() {
            self.index.entry(key).or_default().push(number);
        }
        self.names.push(name);
    }

    /// Returns the names that may stand where a word with this key stands.
    pub fn under(&self, key: &str) -> impl Iterator<Item = &Name> {
        let numbers = self.index.get(key).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|&number| self.names.get(number as usize))
    }
}
