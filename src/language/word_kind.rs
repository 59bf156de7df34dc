//! What a word does in a sentence, as far as a word aligner asks: names and things answer names
//! and things, prepositions answer prepositions or nothing, articles nothing at all.
//!
//! Function words come from short closed lists, the rest from [`part`] and [`class`]. Languages
//! without lists have marks, numbers and words of no told kind.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Part, WordClass, class, is_reflexive, negation, part};

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// A punctuation mark.
    Mark,
    /// A number in digits.
    Number,
    /// A noun, a name, or a word whose form tells nothing.
    Noun,
    /// An adjective or participle.
    Adjective,
    /// A verb.
    Verb,
    /// An adverb.
    Adverb,
    /// An article or another word that only points at a noun.
    Determiner,
    /// A preposition.
    Preposition,
    /// A conjunction.
    Conjunction,
    /// A pronoun.
    Pronoun,
    /// A verb that helps another.
    Auxiliary,
    /// A negation.
    Negation,
    /// The reflexive particle, the possessive ending, and other small parts of words.
    Particle,
}

impl WordKind {
    /// Every kind, in the order of the learned tables.
    pub const ALL: [WordKind; 13] = [
        WordKind::Mark,
        WordKind::Number,
        WordKind::Noun,
        WordKind::Adjective,
        WordKind::Verb,
        WordKind::Adverb,
        WordKind::Determiner,
        WordKind::Preposition,
        WordKind::Conjunction,
        WordKind::Pronoun,
        WordKind::Auxiliary,
        WordKind::Negation,
        WordKind::Particle,
    ];

    /// Returns the name under which tables know the kind.
    pub fn name(self) -> &'static str {
        match self {
            WordKind::Mark => "mark",
            WordKind::Number => "number",
            WordKind::Noun => "noun",
            WordKind::Adjective => "adjective",
            WordKind::Verb => "verb",
            WordKind::Adverb => "adverb",
            WordKind::Determiner => "determiner",
            WordKind::Preposition => "preposition",
            WordKind::Conjunction => "conjunction",
            WordKind::Pronoun => "pronoun",
            WordKind::Auxiliary => "auxiliary",
            WordKind::Negation => "negation",
            WordKind::Particle => "particle",
        }
    }

    /// Says whether the word carries meaning of its own.
    pub fn is_content(self) -> bool {
        matches!(
            self,
            WordKind::Number
                | WordKind::Noun
                | WordKind::Adjective
                | WordKind::Verb
                | WordKind::Adverb
        )
    }
}

/// Closed lists, in small letters.
const LISTS: &[(&str, WordKind, &str)] = &[
    (
        "pl",
        WordKind::Preposition,
        "w we z ze na do od ode o u po za przez przy dla bez pod nad przed między pomiędzy wśród ku \
         około oprócz poza podczas wobec według wzdłuż spośród sprzed spod znad zza dzięki wbrew \
         mimo pomimo poprzez przeciw przeciwko naprzeciw obok koło względem wskutek ws ponad",
    ),
    (
        "pl",
        WordKind::Conjunction,
        "i a oraz lub albo czy ale lecz że iż żeby aby by bo gdyż ponieważ jeśli jeżeli gdy kiedy gdyby \
         choć chociaż jak niż więc zatem ani bądź podczas zanim aż dopóki jako natomiast jednak zaś \
         również także też to",
    ),
    (
        "pl",
        WordKind::Pronoun,
        "ja ty on ona ono my wy oni one mnie mi mną ciebie cię ci tobą jego go jemu mu nim jej ją nią \
         niej nas nam nami was wam wami ich im nich nimi je nie siebie sobie sobą kto kogo komu kim co \
         czego czemu czym który która które którzy którego której któremu którym którą których którymi \
         swój swoja swoje swojego swojej swojemu swoim swoją swoich swoimi mój moja moje mojego mojej \
         nasz nasza nasze naszego naszej jaki jaka jakie coś ktoś",
    ),
    (
        "pl",
        WordKind::Determiner,
        "ten ta to te ci tego tej temu tym tą tę tych tymi taki taka takie takiego takiej takim taką \
         takich takimi tamten tamta tamto owo każdy każda każde każdego każdej wszystkie wszyscy \
         wszystko wszystkich wszystkim",
    ),
    (
        "pl",
        WordKind::Auxiliary,
        "być jest są był była było byli były będzie będą będę bądź byłby byłaby byłoby byliby został \
         została zostało zostali zostały zostanie zostaną zostać jestem jesteśmy",
    ),
    (
        "en",
        WordKind::Determiner,
        "the a an this that these those each every some any no all both either neither another such \
         much many few several own",
    ),
    (
        "en",
        WordKind::Preposition,
        "of in to for on at by with from as into about after before between through during against \
         over under among within without toward towards upon since until near across behind beyond \
         despite per via up out off down around along than like onto above below",
    ),
    (
        "en",
        WordKind::Conjunction,
        "and or but if because while when where although though whether so nor unless how why",
    ),
    (
        "en",
        WordKind::Pronoun,
        "he she it they we i you him her us them me his its their our my your himself herself itself \
         themselves ourselves myself yourself who whom whose which what one there",
    ),
    (
        "en",
        WordKind::Auxiliary,
        "is are was were be been being am has have had having do does did doing will would can could \
         may might shall should must get got 's 're 've 'll 'd 'm",
    ),
    ("en", WordKind::Particle, "' s"),
];

/// The lists by language and word; of a word on two lists the first counts.
static LISTED: LazyLock<HashMap<&str, HashMap<&str, WordKind>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, HashMap<&str, WordKind>> = HashMap::new();
    for (lang, kind, words) in LISTS {
        for word in words.split_whitespace() {
            all.entry(lang).or_default().entry(word).or_insert(*kind);
        }
    }
    all
});

/// Words of a language that its negations do not count with here: they mean things of their own.
const NO_NEGATIONS: &str =
    "bez brak nic niczego niczemu niczym nikt nikogo nikomu nikim unable without";

/// Returns what a token of a language (its primary subtag) does, whatever its capitals.
///
/// ```
/// use kladka::language::{WordKind, word_kind};
/// assert_eq!(word_kind("pl", "koalicji"), WordKind::Noun);
/// assert_eq!(word_kind("en", "The"), WordKind::Determiner);
/// assert_eq!(word_kind("pl", "się"), WordKind::Particle);
/// assert_eq!(word_kind("de", ","), WordKind::Mark);
/// ```
pub fn word_kind(lang: &str, word: &str) -> WordKind {
    let Some(first) = word.chars().next() else { return WordKind::Mark };
    let small = word.to_lowercase().replace('’', "'");
    if negates(lang, &small) {
        return WordKind::Negation;
    }
    if let Some(kind) = LISTED.get(lang).and_then(|words| words.get(small.as_str())) {
        return *kind;
    }
    if is_reflexive(lang, &small) {
        return WordKind::Particle;
    }
    if !word.chars().any(char::is_alphanumeric) && !matches!(first, '$' | '%' | '€' | '£') {
        return WordKind::Mark;
    }
    if first.is_ascii_digit() || !first.is_alphabetic() {
        return WordKind::Number;
    }
    let classes = class(lang, &small);
    match part(lang, word) {
        Part::Verb => WordKind::Verb,
        Part::Adjective => WordKind::Adjective,
        Part::Adverb => WordKind::Adverb,
        Part::Noun if classes.has(WordClass::FINITE) && !first.is_uppercase() => WordKind::Verb,
        Part::Noun => WordKind::Noun,
    }
}

fn negates(lang: &str, small: &str) -> bool {
    let contracted = small == "n't";
    contracted
        || negation(lang, small) && !NO_NEGATIONS.split_whitespace().any(|other| other == small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_list_and_by_form() {
        let cases = [
            ("pl", "nie", WordKind::Negation),
            ("pl", "przez", WordKind::Preposition),
            ("pl", "zewnętrznej", WordKind::Adjective),
            ("pl", "podpisał", WordKind::Verb),
            ("en", "’s", WordKind::Auxiliary),
            ("en", "quickly", WordKind::Adverb),
            ("en", "2014", WordKind::Number),
            ("en", "%", WordKind::Number),
            ("en", "treaty", WordKind::Noun),
            ("xx", "—", WordKind::Mark),
            ("xx", "", WordKind::Mark),
        ];
        for (lang, word, kind) in cases {
            assert_eq!(word_kind(lang, word), kind, "{word}");
        }
    }
}
