//! Links: how strongly does this key of one language point to that key of the other?
//!
//! A [`Lexicon`] holds links. What is [`Given`] beforehand are a few links and whole
//! [`Dictionary`]s, which are asked for the words of two texts alone: a page needs some hundreds
//! of forty thousand entries.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::dictionary::Dictionary;

/// For each key of the source language, keys of the target language it is likely to answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    links: HashMap<String, Vec<(String, f32)>>,
    reached: HashSet<String>,
    built: HashMap<String, Vec<String>>,
}

impl Lexicon {
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
    pub fn partners(&self, source: &str) -> &[(String, f32)] {
        self.links.get(source).map_or(&[], Vec::as_slice)
    }

    /// Returns target keys that are built like a source key, which nobody lists.
    pub fn built(&self, source: &str) -> &[String] {
        self.built.get(source).map_or(&[], Vec::as_slice)
    }

    fn insert_built(&mut self, source: &str, target: &str) {
        let built = self.built.entry(source.to_string()).or_default();
        if !built.iter().any(|known| known == target) {
            built.push(target.to_string());
        }
    }

    /// Says whether a target key is a partner of any.
    pub fn reaches(&self, target: &str) -> bool {
        self.reached.contains(target)
    }

    /// Returns the number of source keys.
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Says whether there is no link.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }
}

/// What is known of a pair of languages beforehand: dictionaries, and single links besides.
#[derive(Clone, Debug, Default)]
pub struct Given {
    links: Lexicon,
    dictionaries: Vec<Arc<Dictionary>>,
    langs: (String, String),
}

impl Given {
    /// Takes the dictionaries of a pair of languages, whichever way they were written; those of
    /// other languages are left aside.
    ///
    /// ```
    /// use kladka::lexicon::{Given, core};
    /// for (source, target, january) in [("pl", "en", ["styczeń", "january"]), ("en", "pl", ["january", "styczeń"])] {
    ///     let given = Given::of(source, target, &core());
    ///     assert!(given.has(january[0]) && given.reaches(january[1]));
    ///     let lexicon = given.between([january[0]], ["may", january[1]]);
    ///     assert_eq!(lexicon.partners(january[0]), [(january[1].to_string(), 1.0)]);
    /// }
    /// ```
    pub fn of(source: &str, target: &str, dictionaries: &[Arc<Dictionary>]) -> Given {
        let fits = |dictionary: &&Arc<Dictionary>| {
            let langs = dictionary.langs();
            langs == (source, target) || langs == (target, source)
        };
        Given {
            links: Lexicon::default(),
            dictionaries: dictionaries.iter().filter(fits).cloned().collect(),
            langs: (source.to_string(), target.to_string()),
        }
    }

    /// Adds a link, strength 0 to 1; a stronger one replaces a weaker.
    pub fn insert(&mut self, source: &str, target: &str, strength: f32) {
        self.links.insert(source, target, strength);
    }

    /// Says whether a source key is known.
    pub fn has(&self, source: &str) -> bool {
        !self.links.partners(source).is_empty()
            || self.dictionaries.iter().any(|d| d.has(&self.langs.0, source))
    }

    /// Says whether a target key is known.
    pub fn reaches(&self, target: &str) -> bool {
        self.links.reaches(target) || self.dictionaries.iter().any(|d| d.has(&self.langs.1, target))
    }

    /// Returns the links between the keys of two texts, and what is built alike in them.
    pub fn between<'k>(
        &self,
        source: impl IntoIterator<Item = &'k str>,
        target: impl IntoIterator<Item = &'k str>,
    ) -> Lexicon {
        let source: HashSet<&str> = source.into_iter().collect();
        let target: HashSet<&str> = target.into_iter().collect();
        let mut found = Lexicon::default();
        for key in &source {
            for (partner, strength) in self.links.partners(key) {
                if target.contains(partner.as_str()) {
                    found.insert(key, partner, *strength);
                }
            }
        }
        for dictionary in &self.dictionaries {
            let turned = dictionary.langs() != (self.langs.0.as_str(), self.langs.1.as_str());
            let (asked, other) = if turned { (&target, &source) } else { (&source, &target) };
            for key in asked {
                let partners = dictionary.partners(key);
                let built = if partners.is_empty() { dictionary.built(key) } else { Vec::new() };
                for partner in built.iter().filter(|partner| other.contains(partner.as_str())) {
                    let (a, b) = if turned { (partner.as_str(), *key) } else { (*key, &**partner) };
                    found.insert_built(a, b);
                }
                let at_hand = partners.iter().filter(|link| other.contains(link.0.as_str()));
                for (partner, strength) in at_hand {
                    let (a, b) = if turned { (partner.as_str(), *key) } else { (*key, &**partner) };
                    found.insert(a, b, *strength);
                }
            }
        }
        found
    }

    /// Returns the dictionaries.
    pub fn dictionaries(&self) -> &[Arc<Dictionary>] {
        &self.dictionaries
    }
}
