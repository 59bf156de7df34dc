//! The form in which a dictionary cites a term: nominative, singular where it has one, every
//! adjective agreeing with its noun (`Globalną Koalicją` is cited as `Globalna Koalicja`).
//!
//! [`lemma`] reads the word itself out of its fold keys, [`part`] guesses its part of speech
//! from the lemma's shape, [`citation`] puts a whole phrase together: its head noun becomes a
//! lemma, adjectives agree with it, everything that depends on it (genitives, prepositions and
//! what follows them) stays as it stands. Languages without tables keep their words.

mod english;
mod polish;

/// Part of speech, as far as a word's shape tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A noun, or a word whose shape tells nothing: most unknown words are nouns.
    Noun,
    /// An adjective or a participle.
    Adjective,
    /// A verb.
    Verb,
    /// An adverb.
    Adverb,
}

/// Grammatical number in which a phrase is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// Singular, which most terms are cited in.
    Singular,
    /// Plural, for terms met in no other number.
    Plural,
}

/// Returns the part of speech that a word most probably is.
///
/// ```
/// use kladka::language::{Part, part};
/// assert_eq!(part("pl", "stabilizacyjnym"), Part::Adjective);
/// assert_eq!(part("pl", "działaniom"), Part::Noun);
/// ```
pub fn part(lang: &str, word: &str) -> Part {
    match lang {
        "pl" => polish::part(word),
        "en" => english::part(word),
        _ => Part::Noun,
    }
}

/// Returns the dictionary form of one word, in the letter case it is given in.
///
/// ```
/// use kladka::language::lemma;
/// assert_eq!(lemma("en", "organisations"), "organisation");
/// ```
pub fn lemma(lang: &str, word: &str) -> String {
    let lemma = match lang {
        "pl" => polish::lemma(word),
        "en" => english::lemma(word),
        _ => word.to_string(),
    };
    like(word, &lemma)
}

/// Returns a verb's dictionary form: the infinitive, or the base form.
pub fn infinitive(lang: &str, verb: &str) -> String {
    let known = match lang {
        "en" => english::base(verb),
        _ => None,
    };
    like(verb, &known.unwrap_or_else(|| lemma(lang, verb)))
}

/// Says whether a noun's form can be a genitive, which follows its head without agreeing.
pub fn can_be_genitive(lang: &str, noun: &str) -> bool {
    match lang {
        "pl" => polish::can_be_genitive(noun),
        _ => false,
    }
}

/// Says whether an adjective's form can agree with a noun's form. Always true in languages
/// whose adjectives do not agree.
pub fn agrees(lang: &str, adjective: &str, noun: &str) -> bool {
    match lang {
        "pl" => polish::agrees(adjective, noun),
        _ => true,
    }
}

/// Says whether a word joins two nouns into one term without being part of either: `of`.
pub fn joins_nouns(lang: &str, word: &str) -> bool {
    match lang {
        "en" => word.eq_ignore_ascii_case("of"),
        _ => false,
    }
}

/// Says whether a function word may stand inside a name: `Ministry of the Interior`,
/// `Koalicja przeciwko Daesh`; other function words part two names.
pub fn stands_in_names(lang: &str, word: &str) -> bool {
    let listed = match lang {
        "pl" => &["do", "dla", "ds", "na", "o", "przeciw", "przeciwko"][..],
        "en" => &["of", "the", "for", "against", "on", "to"][..],
        _ => &[],
    };
    listed.iter().any(|other| word.to_lowercase() == *other)
}

/// Says whether a word, in small letters, is the particle that makes a verb reflexive: *się*.
///
/// ```
/// use kladka::language::is_reflexive;
/// assert!(is_reflexive("pl", "się") && !is_reflexive("en", "oneself"));
/// ```
pub fn is_reflexive(lang: &str, word: &str) -> bool {
    lang == "pl" && word == "się"
}

/// Says whether nouns stand before the noun they describe (`stabilization efforts`), so that a
/// run of nouns is one term.
pub fn stacks_nouns(lang: &str) -> bool {
    lang != "pl"
}

/// Returns the number of a phrase as it stands, `None` when its forms do not tell.
pub fn number(lang: &str, words: &[&str]) -> Option<Number> {
    match lang {
        "pl" => polish::number(words),
        "en" => english::number(words),
        _ => None,
    }
}

/// Says whether a word only helps another verb or noun (`have`, `zostać`), or an adjective is
/// so plain (`new`, `duży`) that it makes no term of the noun beside it.
pub fn is_plain(lang: &str, word: &str) -> bool {
    let listed = match lang {
        "pl" => polish::PLAIN,
        "en" => english::PLAIN,
        _ => return false,
    };
    listed.split_whitespace().any(|plain| plain == word)
}

/// Says whether an adjective tells a kind rather than a quality, by its ending: a `nuclear` power, a
/// `system nerwowy`. It is given in its citation form.
///
/// ```
/// use kladka::language::is_classifying;
/// assert!(is_classifying("pl", "wojskowy") && is_classifying("en", "military"));
/// assert!(!is_classifying("pl", "ładny") && !is_classifying("en", "pretty"));
/// ```
pub fn is_classifying(lang: &str, adjective: &str) -> bool {
    let endings = match lang {
        "pl" => polish::CLASSIFYING,
        "en" => english::CLASSIFYING,
        _ => return false,
    };
    endings.iter().any(|ending| adjective.ends_with(ending))
}

/// A word of a phrase that is to be cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseWord<'w> {
    /// The word as it stands.
    pub form: &'w str,
    /// How another language writes the same name, which tells an inflected form's nominative:
    /// `Obamy` beside `Obama`.
    pub model: Option<&'w str>,
}

/// A phrase in its citation form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The phrase.
    pub text: String,
    /// The number it is cited in: singular where no plural could be made.
    pub number: Number,
}

/// Returns the citation form of a noun phrase, given word by word as it stands in a text.
///
/// ```
/// use kladka::language::{Number, PhraseWord, citation};
/// let words = ["member", "states"].map(|form| PhraseWord { form, model: None });
/// assert_eq!(citation("en", &words, Number::Singular).text, "member state");
/// ```
pub fn citation(lang: &str, words: &[PhraseWord<'_>], number: Number) -> Citation {
    let forms: Vec<&str> = words.iter().map(|word| word.form).collect();
    let fixed: Vec<Option<String>> = words
        .iter()
        .map(|word| match (lang, word.model) {
            ("pl", Some(model)) => polish::nominative(word.form, model),
            _ => None,
        })
        .collect();
    let (cited, number) = match lang {
        "pl" => polish::citation(&forms, &fixed, number),
        "en" => (english::citation(&forms, number), number),
        _ => (forms.iter().map(|form| form.to_string()).collect(), number),
    };
    let cited = forms.iter().zip(cited).map(|(form, cited)| like(form, &cited));
    Citation { text: cited.collect::<Vec<_>>().join(" "), number }
}

/// Gives a word the letter case of another: its own where one begins with the other
/// (`McGregorem`, `McGregor`), else all capitals, a capital first, or none.
fn like(model: &str, word: &str) -> String {
    let shared: Vec<(char, char)> = model.chars().zip(word.chars()).collect();
    let same = shared.iter().all(|(a, b)| a.to_lowercase().eq(b.to_lowercase()));
    if same && shared.len() == word.chars().count() {
        return shared.iter().map(|(a, _)| *a).collect();
    }
    let mut letters = model.chars().filter(|c| c.is_alphabetic());
    let first_is_capital = letters.next().is_some_and(char::is_uppercase);
    let mut rest = letters.peekable();
    if first_is_capital && rest.peek().is_some() && rest.all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if first_is_capital => first.to_uppercase().chain(letters).collect(),
        _ => word.to_string(),
    }
}

/// Says whether a word keeps its capital wherever it stands, as English adjectives of nations do:
/// `Polish`, but Polish `polski`.
///
/// ```
/// use kladka::language::keeps_capital;
/// assert!(keeps_capital("en", "Polish"));
/// assert!(!keeps_capital("en", "Hospital") && !keeps_capital("pl", "Polski"));
/// ```
pub fn keeps_capital(lang: &str, word: &str) -> bool {
    lang == "en"
        && word.starts_with(char::is_uppercase)
        && super::class(lang, &word.to_lowercase()).has(super::WordClass::NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cite(lang: &str, phrase: &str, number: Number) -> String {
        let words: Vec<PhraseWord<'_>> =
            phrase.split(' ').map(|form| PhraseWord { form, model: None }).collect();
        citation(lang, &words, number).text
    }

    #[test]
    fn a_phrase_is_cited_in_the_nominative_with_its_adjectives_agreeing() {
        for (form, cited) in [
            ("Globalnej Koalicji", "Globalna Koalicja"),
            ("Globalną Koalicją", "Globalna Koalicja"),
            ("organizacji międzynarodowych", "organizacja międzynarodowa"),
            ("terytorialne ambicje", "terytorialna ambicja"),
            ("ugrupowania terrorystycznego", "ugrupowanie terrorystyczne"),
            ("wysokiego szczebla", "wysoki szczebel"),
            ("polskiej dyplomacji", "polska dyplomacja"),
            ("ministrem spraw zagranicznych", "minister spraw zagranicznych"),
            ("prawach człowieka", "prawo człowieka"),
            ("broni chemicznej", "broń chemiczna"),
            ("Radą Bezpieczeństwa", "Rada Bezpieczeństwa"),
            ("Imperium Osmańskim", "Imperium Osmańskie"),
            ("II wojny światowej", "II wojna światowa"),
        ] {
            assert_eq!(cite("pl", form, Number::Singular), cited, "of {form}");
        }
    }

    #[test]
    fn a_plural_is_made_where_the_lemma_tells_it() {
        assert_eq!(
            cite("pl", "działaniom stabilizacyjnym", Number::Plural),
            "działania stabilizacyjne"
        );
        assert_eq!(cite("pl", "partii politycznych", Number::Plural), "partie polityczne");
        assert_eq!(cite("pl", "wrogów politycznych", Number::Plural), "wróg polityczny");
        assert_eq!(cite("en", "stabilization efforts", Number::Plural), "stabilization efforts");
    }

    #[test]
    fn english_is_cited_in_the_singular_of_its_head_and_names_as_they_stand() {
        for (form, cited) in [
            ("international organisations", "international organisation"),
            ("weapons of mass destruction", "weapon of mass destruction"),
            ("border guards", "border guard"),
            ("United Nations", "United Nations"),
            ("coalition’s", "coalition"),
            ("policies", "policy"),
        ] {
            assert_eq!(cite("en", form, Number::Singular), cited, "of {form}");
        }
        assert_eq!(infinitive("en", "organized"), "organize");
    }

    #[test]
    fn a_name_is_cited_as_the_other_language_writes_it_unless_there_is_a_polish_one() {
        for (form, model, cited) in [
            ("Obamy", "Obama", "Obama"),
            ("McGregorem", "McGregor", "McGregor"),
            ("Brice’a", "Brice", "Brice"),
            ("Kesha", "Kesha", "Kesha"),
            ("Europy", "Europe", "Europa"),
        ] {
            let word = PhraseWord { form, model: Some(model) };
            assert_eq!(citation("pl", &[word], Number::Singular).text, cited);
        }
        let person =
            [("prezydentem", None), ("Jimmym", Some("Jimmy")), ("Carterem", Some("Carter"))];
        let person = person.map(|(form, model)| PhraseWord { form, model });
        assert_eq!(citation("pl", &person, Number::Singular).text, "prezydent Jimmy Carter");
    }

    proptest::proptest! {
        #[test]
        fn any_phrase_is_cited(words in proptest::collection::vec("\\PC{0,12}", 0..5)) {
            let words: Vec<PhraseWord<'_>> = words
                .iter()
                .map(|form| PhraseWord { form, model: Some(form.get(1..).unwrap_or("")) })
                .collect();
            for lang in ["pl", "en", "xx"] {
                for number in [Number::Singular, Number::Plural] {
                    citation(lang, &words, number);
                }
            }
        }
    }
}
