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
mod paradigm;
mod polish;
mod polish_neighbours;

use crate::language::fold::{FoldKeys, can_be, fold};
use crate::language::{WordClass, WordKind, class, is_reflexive, word_kind};
use crate::text::{Token, TokenKind, tokens};

/// Letters of the longest word in capitals that cannot be an ordinary word shouted: DNA is not
/// dno, while RADA may be; four is where acronyms grow rare.
const LONGEST_ACRONYM: usize = 4;
/// Letters of the shortest unknown word whose stem may be compared.
const SHORTEST_STEM: usize = 5;
/// Begins a fold key that is a stem and no word.
const STEM: char = '~';

/// A word of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The word as the entry writes it.
    pub text: String,
    kind: Kind,
    small: String,
    /// Citation forms of which a form must be one.
    lemmas: Vec<String>,
    keys: FoldKeys,
    /// Whether any shared key will do: the neighbours keep a term of several words apart.
    loose: bool,
    /// Whether it is the entry's only word.
    alone: bool,
    /// Whether it is the entry's last word, which may carry a possessive.
    last: bool,
    /// Whether a hyphen joins it to the word before it.
    compound: bool,
    /// Whether it may be an adjective, which has degrees.
    degrees: bool,
}

/// How a word of an entry behaves in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
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

/// A word of a text, read once.
#[derive(Clone, Debug)]
pub struct Form<'t> {
    /// The word as the text writes it.
    pub text: &'t str,
    /// Where it starts, bytes.
    pub start: usize,
    small: String,
    keys: FoldKeys,
    /// Keys that the fold does not give, though the paradigm allows for them.
    more: Vec<String>,
    /// Nouns of which it has an ending, though the fold does not know it as theirs.
    regular: Vec<String>,
    /// Whether the text is written in capitals around it.
    shouted: bool,
    /// Whether a hyphen joins it to a word before or behind it.
    joined: bool,
}

/// How a word fits a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The whole word is a form.
    Whole,
    /// This many bytes of it are; a possessive follows.
    Possessive(usize),
}

/// Returns the words and numbers of a text, each read for matching; marks are left aside.
///
/// An acronym and the ending that a hyphen joins to it are one word.
///
/// ```
/// use kladka::language::headword::forms;
/// let words: Vec<_> = forms("pl", "bojówki ISIS-u (2014)").iter().map(|f| f.text).collect();
/// assert_eq!(words, ["bojówki", "ISIS-u", "2014"]);
/// ```
pub fn forms<'t>(lang: &str, text: &'t str) -> Vec<Form<'t>> {
    let words = words(lang, text);
    let shouted = is_shouted(&words);
    let is_gap = |from: usize, to: usize| {
        text.get(from..to).is_some_and(|gap| matches!(gap, "-" | "‑" | "‐"))
    };
    let make = |(nth, &(start, word)): (usize, &(usize, &'t str))| {
        let small = small(word);
        let end = |&(start, word): &(usize, &str)| start + word.len();
        let before = nth.checked_sub(1).is_some_and(|nth| is_gap(end(&words[nth]), start));
        let behind = words.get(nth + 1).is_some_and(|next| is_gap(start + word.len(), next.0));
        Form {
            text: word,
            start,
            keys: fold(lang, word),
            more: match lang {
                "pl" => polish::more_keys(&small),
                "en" => english::more_keys(&small),
                _ => Vec::new(),
            },
            regular: if lang == "pl" { paradigm::citations(&small) } else { Vec::new() },
            small,
            shouted,
            joined: before || behind,
        }
    };
    words.iter().enumerate().map(make).collect()
}

/// Words of the shortest text in capitals: a headline, not an acronym or two.
const SHORTEST_SHOUT: usize = 3;

/// Whether a text is written in capitals throughout.
fn is_shouted(words: &[(usize, &str)]) -> bool {
    let small = |&(_, word): &(usize, &str)| word.chars().any(char::is_lowercase);
    let letters = words.iter().filter(|(_, word)| word.chars().any(char::is_alphabetic));
    letters.count() >= SHORTEST_SHOUT && !words.iter().any(small)
}

/// Letters of the shortest compound that may be written as two words.
const SHORTEST_OPEN: usize = 8;

/// Reads a compound that a hyphen joins as one word, so that an entry that writes it closed is found:
/// *whistle-blower*. `first` is the number of its first word.
pub fn compound<'t>(
    lang: &str,
    text: &'t str,
    forms: &[Form<'t>],
    first: usize,
) -> Option<Form<'t>> {
    let [one, two] = forms.get(first..first + 2)? else { return None };
    let (start, end) = (one.start, two.range().end);
    let gap = &text[one.range().end..two.start];
    let letters = |form: &Form<'_>| form.text.chars().all(char::is_alphabetic);
    // English writes many compounds in all three ways: waste water, waste-water, wastewater.
    let open = lang == "en" && gap == " " && one.small.len() + two.small.len() >= SHORTEST_OPEN;
    if !open && !matches!(gap, "-" | "‑" | "‐") || !letters(one) || !letters(two) {
        return None;
    }
    let closed = format!("{}{}", one.small, two.small);
    let keys = fold(lang, &closed);
    let word = &text[start..end];
    let more = vec![closed.clone()];
    let (shouted, regular) = (one.shouted, Vec::new());
    Some(Form { text: word, start, small: closed, keys, more, regular, shouted, joined: false })
}

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

/// Says where a term stands whose first word is the word `first` of a text, if it does: the bytes
/// it takes. Its parts are those of [`parts`].
pub fn stands(
    lang: &str,
    text: &str,
    forms: &[Form<'_>],
    first: usize,
    parts: &[(String, Part)],
) -> Option<std::ops::Range<usize>> {
    let here = forms.get(first..first + parts.len())?;
    let mut end = 0;
    for (nth, ((gap, part), form)) in parts.iter().zip(here).enumerate() {
        if nth > 0 && !same_gap(gap, &text[end..form.start]) {
            return None;
        }
        // "know how to" is no know-how, and "start up" is a verb.
        let parted = part.compound && text[end..form.start].trim().is_empty();
        if nth > 0 && parted && lang == "en" && english::is_particle(&part.small) {
            return None;
        }
        end = form.range().end;
        match part.fits(lang, form)? {
            Fit::Whole => {}
            Fit::Possessive(length) => end = form.start + length,
        }
    }
    // Anna Nowak-Kowalska is another person.
    if parts.len() > 1
        && parts.iter().all(|(_, part)| is_capitalised(&part.text))
        && text[end..].starts_with(['-', '‑', '‐'])
        && text[end..].chars().nth(1).is_some_and(char::is_uppercase)
    {
        return None;
    }
    if let [(_, part)] = parts
        && is_another_word(lang, text, forms, first, part)
    {
        return None;
    }
    Some(here.first()?.start..end)
}

/// Words that may stand between a verb and its reflexive particle.
const MOST_BETWEEN: usize = 2;

/// Says where a reflexive verb stands whose particle is not the word after it: before it (*by się
/// spotkać*), or parted from it by small words (*spotkali mu się*, *się nie spotkali*). The verb is the
/// word `at`; returns the words it takes, and its bytes, both with the particle and all between.
pub fn stands_apart(
    lang: &str,
    text: &str,
    forms: &[Form<'_>],
    at: usize,
    parts: &[(String, Part)],
) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let [(_, verb), (_, particle)] = parts else { return None };
    let form = forms.get(at)?;
    if !is_reflexive(lang, &particle.small) || verb.fits(lang, form)? != Fit::Whole {
        return None;
    }
    let joined = |a: usize, b: usize| text[forms[a].range().end..forms[b].start].trim().is_empty();
    let is_small = |word: usize| {
        let kind = word_kind(lang, &forms[word].small);
        !kind.is_content() || kind == WordKind::Adverb
    };
    let is_particle = |word: usize| is_reflexive(lang, &forms[word].small);
    let before = (at.saturating_sub(MOST_BETWEEN + 1)..at).rev();
    let mut next = at;
    for word in before {
        if !joined(word, next) {
            break;
        }
        if is_particle(word) {
            // Between two verbs, of which the second is an infinitive, it is the first one's: "stara
            // się spotkać" is no "spotkać się".
            let of_another = is_verb(lang, &form.small)
                && word > 0
                && joined(word - 1, word)
                && class(lang, &forms[word - 1].small).has(WordClass::FINITE);
            let range = forms[word].start..form.range().end;
            return (!of_another).then_some((word..at + 1, range));
        }
        if !is_small(word) {
            break;
        }
        next = word;
    }
    let after = at + 1..forms.len().min(at + MOST_BETWEEN + 2);
    for word in after {
        if !joined(word - 1, word) {
            break;
        }
        if is_particle(word) {
            // Directly behind it is the usual place, which `stands` knows.
            let range = form.start..forms[word].range().end;
            return (word > at + 1).then_some((at..word + 1, range));
        }
        if !is_small(word) {
            break;
        }
    }
    None
}

/// Between two words of a term may stand a space or a hyphen, whichever the entry has; any other
/// mark must be the entry's.
fn same_gap(entry: &str, text: &str) -> bool {
    let plain = |gap: &str| {
        let gap = gap.trim();
        gap.is_empty() || matches!(gap, "-" | "‑" | "‐")
    };
    plain(entry) && is_tight(text) && plain(text) || entry.trim() == text.trim()
}

/// A hyphen with a space beside it is a dash.
fn is_tight(gap: &str) -> bool {
    gap.trim().is_empty() || gap.trim() == gap
}

impl Part {
    fn new(lang: &str, kind: Kind, word: &str) -> Part {
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
    fn is_form(&self, lang: &str, form: &str) -> bool {
        self.lemmas.iter().any(|lemma| can_be(lang, form, lemma))
    }
}

impl Form<'_> {
    /// Returns the keys under which an index may hold a part that this form fits.
    pub fn keys(&self) -> Vec<String> {
        let mut all: Vec<String> = self.keys.iter().map(|key| key.text.to_string()).collect();
        if !all.contains(&self.small) {
            all.push(self.small.clone());
        }
        for key in self.more.iter().chain(&self.regular) {
            if !all.contains(key) {
                all.push(key.clone());
            }
        }
        let capitals: String = leading_capitals(self.text);
        if capitals.chars().count() > 1 {
            all.push(acronym_key(&capitals));
        }
        all
    }

    /// Returns the bytes at which the form stands.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// Returns the words and numbers of a text with the bytes at which they start; an acronym's
/// ending is joined to it.
pub fn words<'t>(lang: &str, text: &'t str) -> Vec<(usize, &'t str)> {
    let tokens = tokens(text);
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if token.kind == TokenKind::Mark {
            continue;
        }
        let mut range = token.range();
        if let (true, Some([hyphen, ending])) = (is_acronym(token.text), tokens.get(at..at + 2)) {
            let joined = hyphen.start == range.end && ending.start == hyphen.range().end;
            if joined && is_hyphen(hyphen) && lang == "pl" && polish::is_acronym_ending(ending.text)
            {
                range.end = ending.range().end;
                at += 2;
            }
        }
        words.push((range.start, &text[range]));
    }
    words
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

fn acronym_key(acronym: &str) -> String {
    // No fold key holds a capital.
    leading_capitals(acronym)
}

/// The capitals and digits a word begins with, full stops left out.
fn leading_capitals(word: &str) -> String {
    let capital = |c: &char| c.is_uppercase() || c.is_ascii_digit() || *c == '.';
    word.chars().take_while(capital).filter(|&c| c != '.').collect()
}

fn without_stops(word: &str) -> String {
    word.replace('.', "")
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
