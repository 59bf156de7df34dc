//! Language tags: [`Lang`], one well-formed tag, and [`LangPair`], source and target.
//!
//! Two types instead of two strings, so that source and target cannot be swapped silently and
//! `pl_PL`, `PL-pl` and `pl-PL` are one language. The shape follows BCP 47 (RFC 5646): a primary
//! subtag of 2 or 3 letters (ISO 639), then subtags of letters and digits. Subtags are not looked up in a
//! registry: a memory must be able to hold any language its owner has a tag for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A well-formed language tag in its usual spelling (`pl`, `pl-PL`, `zh-Hant-TW`).
///
/// ```
/// use kladka::text::Lang;
/// let lang: Lang = "pl_pl".parse()?;
/// assert_eq!(lang.as_str(), "pl-PL");
/// assert_eq!(lang.primary(), "pl");
/// # Ok::<(), kladka::text::LangError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang(String);

/// Says that a text is not a language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language code: expected a code such as pl, en or pt-BR")]
pub struct LangError(pub String);

impl Lang {
    /// Reads a tag; `_` counts as `-`, letter case does not matter.
    ///
    /// # Errors
    /// [`LangError`] when the text is not shaped like a tag.
    pub fn new(tag: &str) -> Result<Lang, LangError> {
        let bad = || LangError(tag.chars().take(40).collect());
        let mut spelled = String::with_capacity(tag.len());
        for (nth, part) in tag.trim().split(['-', '_']).enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric())
            {
                return Err(bad());
            }
            if nth == 0 {
                if !(2..=3).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphabetic())
                {
                    return Err(bad());
                }
                spelled.push_str(&part.to_ascii_lowercase());
                continue;
            }
            spelled.push('-');
            match (part.len(), part.bytes().all(|b| b.is_ascii_alphabetic())) {
                (2, true) => spelled.push_str(&part.to_ascii_uppercase()),
                (4, true) => {
                    let lower = part.to_ascii_lowercase();
                    spelled.push_str(&lower[..1].to_ascii_uppercase());
                    spelled.push_str(&lower[1..]);
                }
                _ => spelled.push_str(&part.to_ascii_lowercase()),
            }
        }
        Ok(Lang(spelled))
    }

    /// Returns the whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the primary subtag: `pl` of `pl-PL`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Says whether two tags name one language when regions are left aside: `pl` and `pl-PL`.
    pub fn same_language(&self, other: &Lang) -> bool {
        self.primary() == other.primary()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Lang {
    type Err = LangError;
    fn from_str(tag: &str) -> Result<Lang, LangError> {
        Lang::new(tag)
    }
}

impl TryFrom<String> for Lang {
    type Error = LangError;
    fn try_from(tag: String) -> Result<Lang, LangError> {
        Lang::new(&tag)
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> String {
        lang.0
    }
}

/// A source and a target language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LangPair {
    /// The language of the first text.
    pub source: Lang,
    /// The language of the second text.
    pub target: Lang,
}

impl fmt::Display for LangPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.source, self.target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_spellings_become_the_usual_one() {
        for (given, usual) in [
            ("pl", "pl"),
            ("PL_pl", "pl-PL"),
            ("eN-uS", "en-US"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("de-1996", "de-1996"),
        ] {
            assert_eq!(Lang::new(given).map(String::from), Ok(usual.to_string()));
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for bad in ["", "p", "polski język", "12", "pl--PL", "*all*", "english"] {
            assert!(Lang::new(bad).is_err(), "{bad:?} was taken for a language");
        }
    }
}
