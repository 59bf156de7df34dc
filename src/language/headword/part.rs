//! Words of an entry, and which words of a text can stand for them: [`Part`].

use crate::language::fold::{FoldKeys, can_be, fold};
use crate::language::headword::{Form, english, is_acronym, is_capitalised, polish, small};
use crate::language::{WordClass, class};

/// Letters of the longest word in capitals that cannot be an ordinary word shouted: DNA is not
/// dno, while RADA may be; four is where acronyms grow rare.
const LONGEST_ACRONYM: usize = 4;

/// A word of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The word as the entry writes it.
    pub text: String,
    pub(super) kind: Kind,
    pub(super) small: String,
    /// Citation forms of which a form must be one.
    pub(super) lemmas: Vec<String>,
    pub(super) keys: FoldKeys,
    /// Whether any shared key will do: the neighbours keep a term of several words apart.
    pub(super) loose: bool,
    /// Whether it is the entry's only word.
    pub(super) alone: bool,
    /// Whether it is the entry's last word, which may carry a possessive.
    pub(super) last: bool,
    /// Whether a hyphen joins it to the word before it.
    pub(super) compound: bool,
    /// Whether it may be an adjective, which has degrees.
    pub(super) degrees: bool,
}

/// How a word of an entry behaves in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Capitals kept, endings taken (ISIS-u, MSZ-etu, NGOs).
    Acronym,
    /// Stays as it is: a genitive after the head, a number.
    Fixed,
    /// Inflects.
    Inflecting,
    /// Inflects in the plural only (wybory, aktywa).
    PluralOnly,
    /// Inflects and is written with a capital.
    Name,
    /// An English noun at the head: plural and possessive.
    Head,
    /// A verb: all its forms.
    Verb,
    /// An English adjective or adverb: degrees, no plural.
    Quality,
    /// A Polish noun that is the feminine of an adjective (przewodnicząca).
    Feminine,
}

/// How a term is used, as far as its forms depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Usage {
    /// As a noun, a name or a phrase.
    Noun,
    /// As a verb.
    Verb,
    /// As an adjective, an adverb or a word of the grammar.
    Quality,
    /// As a noun or an adjective; which of the two is not told.
    Either,
}

/// How a word fits a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The whole word is a form.
    Whole,
    /// This many bytes of it are; a possessive follows.
    Possessive(usize),
}

impl Part {
    pub(super) fn new(lang: &str, kind: Kind, word: &str) -> Part {
        let small = small(word);
        Part {
            text: word.to_string(),
            kind,
            lemmas: vec![word.to_string()],
            keys: fold(lang, word),
            small,
            loose: false,
            alone: false,
            last: false,
            compound: false,
            degrees: false,
        }
    }

    /// Returns the keys under which an index holds the part.
    pub fn keys(&self) -> Vec<String> {
        if self.kind == Kind::Acronym {
            return vec![acronym_key(&self.text), self.small.clone()];
        }
        let lemmas = self.lemmas.iter().map(|lemma| small(lemma));
        let keys = self.keys.iter().map(|key| key.text.to_string());
        let mut all: Vec<String> = lemmas.chain(keys).chain([self.small.clone()]).collect();
        if self.kind == Kind::Name && !self.small.is_ascii() {
            all.push(english::plain(&self.small));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Says whether the part inflects: such a part is the better one to look for.
    pub fn inflects(&self) -> bool {
        !matches!(self.kind, Kind::Acronym | Kind::Fixed)
    }

    /// Says whether the part is a plural that its entry gives instead of a singular.
    pub fn is_plural_only(&self) -> bool {
        self.kind == Kind::PluralOnly
    }

    /// Says whether the part is the feminine of a noun that is an adjective by its forms.
    pub fn is_feminine(&self) -> bool {
        self.kind == Kind::Feminine
    }

    /// Says whether another part is the plural, or the feminine, of this part's word.
    pub fn is_base_of(&self, other: &Part) -> bool {
        self.kind == Kind::Inflecting && other.lemmas.contains(&self.small)
    }

    /// Says whether a form that fits this part is its own rather than that of a wider entry of the same
    /// letters: *akta* are no acts where there is an entry *akta*, and a *przewodnicząca* is no
    /// *przewodniczący*.
    pub fn claims(&self, form: &Form<'_>) -> bool {
        match self.kind {
            Kind::Feminine => form.small.ends_with(['a', 'ą', 'e']) || form.small.ends_with("ej"),
            Kind::PluralOnly => self.small == form.small,
            Kind::Acronym
            | Kind::Fixed
            | Kind::Inflecting
            | Kind::Name
            | Kind::Head
            | Kind::Verb
            | Kind::Quality => false,
        }
    }

    /// Says whether a form can stand where the part stands.
    pub fn fits(&self, lang: &str, form: &Form<'_>) -> Option<Fit> {
        if self.kind == Kind::Acronym {
            // In a headline WHO may be who.
            if form.shouted && class(lang, &form.small).has(WordClass::FUNCTION) {
                return None;
            }
            return fits_acronym(lang, &self.text, form.text)
                .or_else(|| english::fits_spoken(lang, &self.text, form.text));
        }
        // DNA is not dno; beside other words of the entry it would be.
        let acronym = is_acronym(form.text) && form.text.chars().count() <= LONGEST_ACRONYM;
        if self.alone
            && acronym
            && !form.shouted
            && form.text != self.text
            && !self.text.chars().all(|c| !c.is_lowercase())
        {
            return None;
        }
        if self.kind == Kind::Name && !is_capitalised(form.text) {
            return None;
        }
        if form.small == self.small {
            return Some(Fit::Whole);
        }
        let (base, fit) = match english::without_possessive(form.text) {
            Some(base) if lang == "en" => {
                if !self.last {
                    return None;
                }
                (base, Fit::Possessive(base.len()))
            }
            _ => (form.text, Fit::Whole),
        };
        let fits = match lang {
            "en" => english::fits(self, base),
            "pl" => polish::fits(self, form),
            _ => self.kind != Kind::Fixed && self.is_form(lang, base),
        };
        fits.then_some(fit)
    }

    /// Whether a form can be one of the lemmas.
    pub(super) fn is_form(&self, lang: &str, form: &str) -> bool {
        self.lemmas.iter().any(|lemma| can_be(lang, form, lemma))
    }
}

/// A form of an acronym: its letters (full stops aside), then nothing or an ending.
fn fits_acronym(lang: &str, acronym: &str, form: &str) -> Option<Fit> {
    if form == acronym {
        return Some(Fit::Whole);
    }
    if let Some(base) = english::without_possessive(form).filter(|_| lang == "en") {
        return fits_acronym(lang, acronym, base).map(|_| Fit::Possessive(base.len()));
    }
    let (acronym, form) = (without_stops(acronym), without_stops(form));
    let ending = form.strip_prefix(&acronym)?;
    let ending = ending.trim_start_matches(['-', '‑', '\'', '’']);
    let fits = match lang {
        "pl" => ending.is_empty() || polish::is_acronym_ending(ending),
        "en" => matches!(ending, "" | "s" | "es"),
        _ => ending.is_empty(),
    };
    fits.then_some(Fit::Whole)
}

pub(super) fn acronym_key(acronym: &str) -> String {
    // No fold key holds a capital.
    leading_capitals(acronym)
}

/// The capitals and digits a word begins with, full stops left out.
pub(super) fn leading_capitals(word: &str) -> String {
    let capital = |c: &char| c.is_uppercase() || c.is_ascii_digit() || *c == '.';
    word.chars().take_while(capital).filter(|&c| c != '.').collect()
}

fn without_stops(word: &str) -> String {
    word.replace('.', "")
}
