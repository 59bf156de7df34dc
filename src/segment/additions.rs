//! What a project adds to our own rules: abbreviations of its field, by language and kind.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use crate::language::sentence::{Abbreviation, Fnv, Words};

/// One abbreviation of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// Tag of the language ("pl").
    pub lang: String,
    /// How it stands to the words around it; none for languages without a profile, which know one kind only.
    pub kind: Option<Abbreviation>,
    /// The abbreviation, with or without its last full stop, whatever its capitals.
    pub word: String,
}

/// Says why an abbreviation cannot be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdditionError {
    /// There is nothing, or more than a word.
    #[error("\"{0}\" is no abbreviation; give one word, such as \"m.in.\"")]
    NotOneWord(String),
    /// A kind is needed.
    #[error(
        "abbreviations of this language ({0}) are of several kinds; write inner, title, reference, unit, open or closing"
    )]
    KindNeeded(String),
    /// A kind is given that says nothing here.
    #[error(
        "our rules know no kinds of abbreviations for this language ({0}); write abbreviations = […]"
    )]
    KindUnknown(String),
}

/// The abbreviations of a project, ready to be asked.
///
/// ```
/// use kladka::language::sentence::Abbreviation;
/// use kladka::segment::{Addition, Additions, Rules};
///
/// let inner = Addition { lang: "pl".into(), kind: Some(Abbreviation::Inner), word: "proj.".into() };
/// let rules: Rules = Additions::new([inner])?.into();
/// assert_eq!(rules.sentences("pl", "Dom wzniesiono wg proj. Wandy Nowak.")?.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Additions {
    described: BTreeMap<String, Words>,
    others: BTreeMap<String, Vec<String>>,
    hash: u64,
}

impl Additions {
    /// Gathers the abbreviations of a project.
    ///
    /// # Errors
    /// [`AdditionError`] at the first that cannot be used.
    pub fn new(all: impl IntoIterator<Item = Addition>) -> Result<Additions, AdditionError> {
        let mut kinds: BTreeMap<String, BTreeMap<String, Abbreviation>> = BTreeMap::new();
        let mut additions = Additions::default();
        for addition in all {
            let word = additions.check(&addition)?;
            let lang = addition.lang.split('-').next().unwrap_or_default().to_lowercase();
            match addition.kind {
                Some(kind) => {
                    kinds.entry(lang).or_default().insert(word, kind);
                }
                None => additions.others.entry(lang).or_default().push(word),
            }
        }
        let mut state = Fnv::default();
        for (lang, words) in &kinds {
            if let Some(known) = Words::of(lang) {
                let more = words.iter().map(|(word, kind)| (*kind, word.as_str()));
                additions.described.insert(lang.clone(), known.with(more));
            }
            (lang, words).hash(&mut state);
        }
        for (lang, words) in &mut additions.others {
            words.sort();
            words.dedup();
            (lang, &words).hash(&mut state);
        }
        additions.hash = state.finish();
        Ok(additions)
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.described.is_empty() && self.others.is_empty()
    }

    /// Returns a short text that differs whenever the abbreviations differ.
    pub fn fingerprint(&self) -> String {
        format!("project-{:016x}", self.hash)
    }

    /// Returns the word as it is looked up.
    fn check(&self, addition: &Addition) -> Result<String, AdditionError> {
        let lang = addition.lang.split('-').next().unwrap_or_default().to_lowercase();
        match (Words::of(&lang).is_some(), addition.kind) {
            (true, None) => return Err(AdditionError::KindNeeded(addition.lang.clone())),
            (false, Some(_)) => return Err(AdditionError::KindUnknown(addition.lang.clone())),
            _ => {}
        }
        let word = addition.word.trim();
        let word = word.strip_suffix('.').unwrap_or(word).to_lowercase();
        if word.is_empty() || word.contains(char::is_whitespace) {
            return Err(AdditionError::NotOneWord(addition.word.clone()));
        }
        Ok(word)
    }

    /// The knowledge of a described language with what was added to it.
    pub(super) fn words(&self, lang: &str) -> Option<&Words> {
        self.described.get(lang)
    }

    /// The abbreviations of any other language.
    pub(super) fn abbreviations(&self, lang: &str) -> &[String] {
        self.others.get(lang).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Rules;

    fn addition(lang: &str, kind: Option<Abbreviation>, word: &str) -> Addition {
        Addition { lang: lang.into(), kind, word: word.into() }
    }

    #[test]
    fn additions_move_breaks_and_the_fingerprint() {
        let all =
            [addition("pl", Some(Abbreviation::Inner), "Dystr."), addition("de-AT", None, "bzw.")];
        let rules: Rules = Additions::new(all.clone()).unwrap().into();
        let (pl, de) = ("Zmieniono dystr. Linuksa.", "Er bzw. Herr Kraus kommt.");
        assert_eq!(Rules::Native.sentences("de", de).unwrap().len(), 2);
        assert_eq!(rules.sentences("de", de).unwrap().len(), 1);
        assert_eq!(rules.sentences("pl", pl).unwrap().len(), 1);
        assert_ne!(rules.fingerprint(), Rules::Native.fingerprint());
        let turned: Rules = Additions::new(all.into_iter().rev()).unwrap().into();
        assert_eq!(turned.fingerprint(), rules.fingerprint());
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (addition, error) in [
            (addition("pl", None, "dz."), AdditionError::KindNeeded("pl".into())),
            (
                addition("de", Some(Abbreviation::Unit), "Std."),
                AdditionError::KindUnknown("de".into()),
            ),
            (
                addition("pl", Some(Abbreviation::Unit), "dz. u."),
                AdditionError::NotOneWord("dz. u.".into()),
            ),
            (addition("de", None, " . "), AdditionError::NotOneWord(" . ".into())),
        ] {
            assert_eq!(Additions::new([addition]).err(), Some(error));
        }
    }
}
