//! Headwords: reading the entry of a glossary once, so that its forms can be found in a text.
//!
//! An entry stands in its citation form; a text inflects it. [`parts`] reads an entry into
//! [`Part`]s, each of which says of a [`Form`] whether it can stand there ([`Part::fits`]): an
//! acronym keeps its capitals and takes an ending, a genitive after the head stays as it is, an
//! adjective and its noun inflect, a name of one word asks for a capital. [`Part::keys`] and
//! [`Form::keys`] share a key wherever a part fits, so that an index of parts finds candidates at
//! the cost of one look a word, however many entries there are.
//!
//! What a word is, is guessed from its fold keys alone; the neighbours decide only where a word
//! would else be taken for a verb or a name ([`is_another_word`]).

mod english;
mod english_neighbours;
mod form;
mod paradigm;
mod part;
mod polish;
mod polish_neighbours;
mod stand;

use crate::text::Token;

pub use form::{Form, compound, forms, words};
use part::Kind;
pub use part::{Fit, Part, Usage};
pub use stand::{stands, stands_apart};

/// Letters of the shortest unknown word whose stem may be compared.
const SHORTEST_STEM: usize = 5;
/// Begins a fold key that is a stem and no word.
const STEM: char = '~';

/// Reads an entry's term into parts, with the text that stands before each of them.
///
/// `is_verb` says that the term is a verb, which one language may have to ask the other
/// ([`is_verb`]).
pub fn parts(lang: &str, term: &str, is_verb: bool) -> Vec<(String, Part)> {
    parts_as(lang, term, if is_verb { Usage::Verb } else { Usage::Noun })
}

/// Reads a term into parts as [`parts`] does, where more is known of how it is used.
pub fn parts_as(lang: &str, term: &str, usage: Usage) -> Vec<(String, Part)> {
    let words = words(lang, term);
    let texts: Vec<&str> = words.iter().map(|&(_, word)| word).collect();
    let mut parts = match lang {
        "pl" => polish::parts(&texts),
        "en" => english::parts(&texts, usage),
        _ => texts.iter().map(|word| Part::new(lang, Kind::Inflecting, word)).collect(),
    };
    let alone = parts.len() == 1;
    if let Some(last) = parts.last_mut() {
        last.last = true;
        last.alone = alone;
    }
    let mut end = 0;
    let gaps = words.iter().map(|&(start, word)| {
        let gap = if end == 0 { "" } else { &term[end..start] };
        end = start + word.len();
        gap.to_string()
    });
    let marked = |(gap, mut part): (String, Part)| {
        part.compound = matches!(gap.as_str(), "-" | "‑" | "‐");
        (gap, part)
    };
    gaps.zip(parts).map(marked).collect()
}

/// Says whether a term is a verb in its citation form.
pub fn is_verb(lang: &str, term: &str) -> bool {
    match lang {
        "pl" => polish::is_verb(term),
        "en" => english::is_verb(term),
        _ => false,
    }
}

/// Says whether a term is an adjective in its citation form, or a noun that is written as one.
pub fn is_adjective(lang: &str, term: &str) -> bool {
    lang == "pl" && polish::is_adjective(term)
}

/// Says whether the word at a place is another word than the entry of one word it looks like: a
/// verb written like the noun ("they state"), a name written like the word ("Marka" of Marek), a
/// form frozen in a phrase ("prawie", "w ciągu").
pub fn is_another_word(lang: &str, text: &str, forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    match lang {
        "pl" => polish_neighbours::is_another_word(text, forms, at, part),
        "en" => english_neighbours::is_another_word(text, forms, at, part),
        _ => false,
    }
}

fn small(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Two capitals or more, and else only digits and full stops.
fn is_acronym(word: &str) -> bool {
    let allowed = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == '.';
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && word.chars().all(allowed)
}

fn is_hyphen(token: &Token<'_>) -> bool {
    matches!(token.text, "-" | "‑" | "‐")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(lang: &str, term: &str, text: &str) -> bool {
        let parts = parts(lang, term, is_verb(lang, term));
        let forms = forms(lang, text);
        parts.len() == forms.len()
            && parts.iter().zip(&forms).all(|((_, part), form)| part.fits(lang, form).is_some())
    }

    #[test]
    fn forms_of_an_entry_are_told_from_other_words() {
        for (lang, term, text, expected) in [
            ("pl", "koalicja", "koalicją", true),
            ("pl", "Globalna Koalicja", "Globalną Koalicją", true),
            ("pl", "Globalna Koalicja", "globalnej koalicji", true),
            ("pl", "państwo", "państwem", true),
            ("pl", "państwo", "państwowy", false),
            ("pl", "rada", "radę", true),
            ("pl", "rada", "radny", false),
            ("pl", "Rada Bezpieczeństwa", "Radzie Bezpieczeństwa", true),
            ("pl", "Rada Bezpieczeństwa", "Radzie Bezpieczeństwu", false),
            ("pl", "wybory", "wyborach", true),
            ("pl", "wybory", "wybór", false),
            ("pl", "ISIS", "ISIS-u", true),
            ("pl", "MSZ", "MSZ-etu", true),
            ("pl", "HIV", "HIVem", true),
            ("pl", "dno", "DNA", false),
            ("pl", "Rada Bezpieczeństwa", "RADA BEZPIECZEŃSTWA", true),
            ("pl", "Polska", "Polsce", true),
            ("pl", "Polska", "polska", false),
            ("pl", "sąd najwyższy", "Sądu Najwyższego", true),
            ("pl", "Sąd Najwyższy", "sądu najwyższego", true),
            ("en", "council", "councils", true),
            ("en", "council", "council’s", true),
            ("en", "woman", "women", true),
            ("en", "state", "stated", false),
            ("en", "ceasefire", "ceasefires", true),
            ("en", "human rights", "human right", false),
            ("en", "defence spending", "defense spending", true),
            ("en", "civil war", "CIVIL WAR", true),
            ("en", "US", "us", false),
            ("en", "US", "U.S", true),
            ("en", "NGO", "NGOs", true),
            ("en", "Member State", "member states", true),
            ("en", "prime minister", "primes minister", false),
            ("en", "Court of Justice", "Courts of Justice", true),
            ("en", "to negotiate", "negotiating", true),
        ] {
            assert_eq!(fits(lang, term, text), expected, "{term} / {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn an_entry_fits_its_own_headword(term in "[a-zA-ZąęłżĄĘŁŻ0-9' .-]{0,30}", verb in proptest::bool::ANY) {
            for lang in ["pl", "en", "de", "xx"] {
                let parts = parts(lang, &term, verb);
                let forms = forms(lang, &term);
                // An English verb is looked for without its "to".
                let skip = forms.len() - parts.len();
                for ((_, part), form) in parts.iter().zip(&forms[skip..]) {
                    proptest::prop_assert!(part.fits(lang, form).is_some(), "{:?} {}", part, form.text);
                    let shared = part.keys().iter().any(|key| form.keys().contains(key));
                    proptest::prop_assert!(shared, "{:?} {:?}", part.keys(), form.keys());
                }
            }
        }
    }
}
