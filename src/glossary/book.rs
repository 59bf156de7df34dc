//! The entries of one or more term bases, ready to be found: [`Glossary`].
//!
//! Every name of every entry is read into parts when it is added, and put into an index under the
//! keys of one of its words: the first that inflects, since the others are often prepositions and
//! adjectives. Finding then costs a few looks a word of the text, whether the glossary has ten
//! entries or a hundred thousand.

use std::collections::HashMap;

use crate::bitext::Term;
use crate::language::headword::{Part, is_verb, parts};
use crate::text::Lang;

/// Terms ready to be found.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    entries: Vec<Term>,
    /// By primary language subtag.
    sides: HashMap<String, Side>,
}

/// The names of all entries in one language.
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
        for term in terms {
            let entry = self.entries.len();
            let sides =
                [(true, &term.source_lang, &term.source), (false, &term.target_lang, &term.target)];
            let says_verb = |lang: &Lang, names: &[String]| {
                names.first().is_some_and(|name| is_verb(lang.primary(), name))
            };
            let verb = sides.iter().any(|(_, lang, names)| says_verb(lang, names));
            for (in_source, lang, names) in sides {
                let side = self.sides.entry(lang.primary().to_string()).or_default();
                let phrases = term.usage.except.iter();
                let except: Vec<_> =
                    phrases.map(|phrase| parts(lang.primary(), phrase, false)).collect();
                for (synonym, name) in names.iter().enumerate() {
                    let parts = parts(lang.primary(), name, verb);
                    let except = except.clone();
                    side.add(Name { entry, in_source, synonym, parts, anchor: 0, except });
                }
            }
            self.entries.push(term);
        }
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

    pub(super) fn side(&self, lang: &Lang) -> Option<&Side> {
        self.sides.get(lang.primary())
    }
}

impl Side {
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
