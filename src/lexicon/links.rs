//! Links: how strongly does this key of one language point to that key of the other?
//!
//! A [`Lexicon`] holds links that were counted or given, and asks [`Dictionary`]s for the rest, a
//! key at a time: a text needs a few hundred words of them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::dictionary::Dictionary;

/// For each key of the source language, keys of the target language it is likely to answer.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    links: HashMap<String, Vec<(String, f32)>>,
    reached: HashSet<String>,
    dictionaries: Vec<Arc<Dictionary>>,
    langs: (String, String),
}

/// Partners of a key, each with a strength of 0 to 1.
pub type Partners<'l> = Cow<'l, [(String, f32)]>;

impl Lexicon {
    /// Makes a lexicon of dictionaries of a pair of languages, whichever way they were written;
    /// those of other languages are left aside.
    ///
    /// ```
    /// use kladka::lexicon::{Lexicon, core};
    /// let lexicon = Lexicon::of("pl", "en", &core());
    /// assert!(lexicon.partners("styczeń").iter().any(|(en, _)| en == "january"));
    /// let back = Lexicon::of("en", "pl", &core());
    /// assert!(back.partners("january").iter().any(|(pl, _)| pl == "styczeń"));
    /// ```
    pub fn of(source: &str, target: &str, dictionaries: &[Arc<Dictionary>]) -> Lexicon {
        let fits = |dictionary: &&Arc<Dictionary>| {
            let langs = dictionary.langs();
            langs == (source, target) || langs == (target, source)
        };
        Lexicon {
            dictionaries: dictionaries.iter().filter(fits).cloned().collect(),
            langs: (source.to_string(), target.to_string()),
            ..Lexicon::default()
        }
    }

    /// Adds a link, strength 0 to 1; a stronger one replaces a weaker.
    pub fn insert(&mut self, source: &str, target: &str, strength: f32) {
        let links = match self.links.get_mut(source) {
            Some(links) => links,
            None => self.links.entry(source.to_string()).or_default(),
        };
        match links.iter_mut().find(|link| link.0 == target) {
            Some(link) => link.1 = link.1.max(strength),
            None => {
                links.push((target.to_string(), strength));
                if !self.reached.contains(target) {
                    self.reached.insert(target.to_string());
                }
            }
        }
    }

    /// Returns the partners of a source key.
    pub fn partners(&self, source: &str) -> Partners<'_> {
        let own = self.links.get(source).map_or(&[][..], Vec::as_slice);
        if self.dictionaries.is_empty() {
            return Cow::Borrowed(own);
        }
        let mut all = own.to_vec();
        for dictionary in &self.dictionaries {
            all.extend(dictionary.partners(&self.langs.0, source));
        }
        // The strongest of each.
        all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        all.dedup_by(|later, kept| later.0 == kept.0);
        Cow::Owned(all)
    }

    /// Says whether a source key has partners.
    pub fn has(&self, source: &str) -> bool {
        self.links.contains_key(source)
            || self.dictionaries.iter().any(|d| d.has(&self.langs.0, source))
    }

    /// Says whether a target key is a partner of any.
    pub fn reaches(&self, target: &str) -> bool {
        self.reached.contains(target)
            || self.dictionaries.iter().any(|d| d.has(&self.langs.1, target))
    }

    /// Returns the lexicon of some source keys alone, with its links at hand: for who asks again
    /// and again.
    pub fn narrowed<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Lexicon {
        let mut narrowed = Lexicon::default();
        let mut asked = HashSet::new();
        for key in keys {
            let partners = match asked.insert(key) {
                true => self.partners(key),
                false => continue,
            };
            if !partners.is_empty() {
                narrowed.reached.extend(partners.iter().map(|link| link.0.clone()));
                narrowed.links.insert(key.to_string(), partners.into_owned());
            }
        }
        narrowed
    }

    /// Returns the dictionaries that are asked.
    pub fn dictionaries(&self) -> &[Arc<Dictionary>] {
        &self.dictionaries
    }

    /// Says whether there is neither a link nor a dictionary.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty() && self.dictionaries.is_empty()
    }
}
