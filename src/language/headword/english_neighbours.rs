//! What the neighbours of an English word say of it: whether it is the noun of an entry, or a verb or
//! adjective written alike.

use crate::language::class::{WordClass, class};
use crate::language::headword::english::without_possessive;
use crate::language::headword::{Form, Kind, Part, is_capitalised};
use crate::language::{WordKind, word_kind};

const LANG: &str = "en";

/// Words after which a verb follows.
const BEFORE_VERB: [&str; 24] = [
    "can",
    "could",
    "will",
    "would",
    "shall",
    "should",
    "may",
    "might",
    "must",
    "cannot",
    "can't",
    "couldn't",
    "won't",
    "wouldn't",
    "shouldn't",
    "don't",
    "doesn't",
    "didn't",
    "let's",
    "please",
    "i",
    "we",
    "you",
    "they",
];
/// The other subjects.
const SUBJECTS: [&str; 4] = ["he", "she", "it", "who"];
/// Words that may stand between a subject or modal and its verb.
const BETWEEN: [&str; 9] =
    ["not", "also", "never", "always", "even", "only", "then", "just", "still"];
/// Words that begin an object.
const OBJECTS: [&str; 24] = [
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "them", "him", "us", "me",
    "it", "that", "this", "these", "those", "all", "any", "some", "every", "each",
];
/// Words that may follow a verb after "to".
const AFTER_VERB: [&str; 16] = [
    "for", "in", "on", "with", "and", "at", "against", "to", "out", "up", "as", "by", "from",
    "about", "into", "over",
];
/// Words after which "to" is a preposition: "due to state aid".
const BEFORE_TO: [&str; 23] = [
    "due",
    "according",
    "addition",
    "contrast",
    "thanks",
    "response",
    "access",
    "close",
    "opposed",
    "way",
    "comes",
    "came",
    "led",
    "return",
    "up",
    "next",
    "prior",
    "compared",
    "related",
    "similar",
    "subject",
    "key",
    "threat",
];

/// Units that an entry in the plural is no plural of where they are counted: five minutes are no record.
const UNITS: [&str; 6] = ["minutes", "seconds", "degrees", "yards", "feet", "grounds"];
/// Words that count.
const COUNTS: [&str; 20] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen",
    "twenty", "thirty", "forty", "fifty", "few", "several", "many", "took", "last",
];
/// Words that stand behind a time.
const AFTER_TIME: [&str; 7] = ["ago", "later", "passed", "earlier", "longer", "past", "before"];
/// Adjectives that are also nouns, and of which a noun after them says that they are adjectives.
const BEFORE_ANY_NOUN: [&str; 7] =
    ["fine", "fair", "mean", "novel", "grave", "content", "objective"];
/// Adjectives that are also nouns, and that a copula before them tells.
const AFTER_COPULA: [&str; 18] = [
    "fine", "fair", "mean", "novel", "grave", "content", "light", "cold", "kind", "right",
    "present", "patient", "sound", "fast", "long", "short", "firm", "equal",
];
/// Copulas, and words that grade an adjective.
const COPULAS: [&str; 22] = [
    "is", "are", "was", "were", "be", "been", "being", "seem", "seems", "seemed", "look", "looks",
    "looked", "feel", "feels", "felt", "very", "so", "too", "quite", "rather", "more",
];
/// Phrases in which a noun means nothing of its own: the word before it, the noun, what follows (if it
/// matters).
const FROZEN: [(&str, &str, &str); 22] = [
    ("in", "case", "of"),
    ("in", "order", "to"),
    ("in", "order", "that"),
    ("in", "terms", "of"),
    ("in", "view", "of"),
    ("in", "charge", "of"),
    ("in", "favour", "of"),
    ("in", "favor", "of"),
    ("in", "spite", "of"),
    ("in", "respect", "of"),
    ("with", "respect", "to"),
    ("with", "regard", "to"),
    ("by", "means", "of"),
    ("by", "virtue", "of"),
    ("by", "way", "of"),
    ("on", "behalf", "of"),
    ("in", "addition", ""),
    ("of", "course", ""),
    ("in", "fact", ""),
    ("in", "turn", ""),
    ("for", "instance", ""),
    ("no", "matter", ""),
];

/// Words that are an auxiliary far more often than the noun written like it.
const AUXILIARIES: [&str; 3] = ["will", "can", "might"];
/// Words after which such a word is the noun; so it is after a possessive.
const BEFORE_NOUN: [&str; 24] = [
    "a",
    "an",
    "the",
    "this",
    "that",
    "my",
    "your",
    "his",
    "her",
    "its",
    "our",
    "their",
    "whose",
    "no",
    "any",
    "each",
    "every",
    "another",
    "last",
    "free",
    "of",
    "by",
    "political",
    "good",
];

/// See [`super::is_another_word`]: is this noun used as a verb, or a part of a compound?
pub(super) fn is_another_word(text: &str, forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    let own = &forms[at];
    let common = matches!(part.kind, Kind::Head | Kind::Verb | Kind::Quality);
    // dog-tired, mother-in-law, president-elect
    if common && own.joined && !is_capitalised(&part.text) {
        return true;
    }
    if part.kind == Kind::Verb && part.alone {
        return is_noun(text, forms, at, part);
    }
    if part.kind != Kind::Head {
        return false;
    }
    if part.alone && is_no_noun(text, forms, at, part) {
        return true;
    }
    // A word by itself is whatever is asked for.
    if forms.len() > 1 && AUXILIARIES.contains(&own.small.as_str()) {
        let noun = at.checked_sub(1).map(|before| &forms[before]).is_some_and(|before| {
            BEFORE_NOUN.contains(&before.small.as_str())
                || without_possessive(&before.small).is_some()
        });
        return !noun;
    }
    let joined = |a: usize, b: usize| text[forms[a].range().end..forms[b].start].trim().is_empty();
    let word = |i: usize| forms.get(i).map_or("", |form| form.small.as_str());
    let Some(mut before) = at.checked_sub(1).filter(|&before| joined(before, at)) else {
        return false;
    };
    if BETWEEN.contains(&word(before)) && before > 0 {
        before -= 1;
    }
    let after = if at + 1 < forms.len() && joined(at, at + 1) { word(at + 1) } else { "" };
    let previous = before.checked_sub(1).map_or("", word);
    match word(before) {
        "to" if OBJECTS.contains(&after) => true,
        "to" => (after.is_empty() || AFTER_VERB.contains(&after)) && !BEFORE_TO.contains(&previous),
        word => BEFORE_VERB.contains(&word) || SUBJECTS.contains(&word),
    }
}

/// The words around a word that only space parts from it, in small letters; empty where none is.
fn around<'f>(text: &str, forms: &'f [Form<'_>], at: usize) -> (&'f str, &'f str) {
    let joined = |a: usize, b: usize| text[forms[a].range().end..forms[b].start].trim().is_empty();
    let before = at.checked_sub(1).filter(|&before| joined(before, at));
    let after = Some(at + 1).filter(|&after| after < forms.len() && joined(at, after));
    let word = |place: Option<usize>| place.map_or("", |place| forms[place].small.as_str());
    (word(before), word(after))
}

/// A fine morning, a light bag, five minutes, Mark Twain, in case of fire, leasing the car: words that are
/// written like the noun of an entry, and mean something else.
fn is_no_noun(text: &str, forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    let own = &forms[at];
    let word = own.small.as_str();
    let (before, after) = around(text, forms, at);
    let two_before = at.checked_sub(2).map_or("", |at| forms[at].small.as_str());
    let frozen = |&(first, noun, last): &(&str, &str, &str)| {
        before == first && word == noun && (last.is_empty() || after == last)
    };
    let is_digits = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let counted = UNITS.contains(&part.small.as_str())
        && (COUNTS.contains(&before) || is_digits(before) || AFTER_TIME.contains(&after));
    let before_noun = BEFORE_ANY_NOUN.contains(&word)
        && !after.is_empty()
        && word_kind(LANG, after) == WordKind::Noun;
    let graded = AFTER_COPULA.contains(&word)
        && COPULAS.contains(&before)
        && two_before != "there"
        && (after.is_empty() || word_kind(LANG, after) != WordKind::Noun);
    let verb = word.ends_with("ing") && word == part.small && OBJECTS.contains(&after);
    FROZEN.iter().any(frozen)
        || counted
        || before_noun
        || graded
        || verb
        || is_in_name(forms, at, part)
}

/// Titles, which stand before names as what they are.
const TITLES: [&str; 22] = [
    "king", "queen", "prince", "princess", "duke", "duchess", "earl", "lord", "lady", "bishop",
    "pope", "saint", "judge", "justice", "general", "major", "captain", "marshal", "dean", "abbot",
    "count", "baron",
];

/// Offices whose holders are addressed by them: Mr Chairman.
const OFFICES: [&str; 15] = [
    "chairman",
    "chairwoman",
    "chair",
    "president",
    "speaker",
    "secretary",
    "minister",
    "ambassador",
    "mayor",
    "commissioner",
    "prosecutor",
    "director",
    "chancellor",
    "clerk",
    "registrar",
];
/// What a surname follows.
const STYLES: [&str; 8] = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sir", "Dame"];

/// Mark Twain is no mark: a capital inside the sentence, beside a name that is nothing else.
fn is_in_name(forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    let own = &forms[at];
    let title = TITLES.contains(&own.small.as_str());
    if is_capitalised(&part.text) || !is_capitalised(own.text) || own.shouted || title {
        return false;
    }
    let is_name = |word: &Form<'_>| {
        let class = class(LANG, word.text);
        is_capitalised(word.text) && class.has(WordClass::NAME) && !class.has(WordClass::COMMON)
    };
    let before = at.checked_sub(1).map(|before| &forms[before]);
    let office = OFFICES.contains(&own.small.as_str());
    if !office && before.is_some_and(|before| STYLES.contains(&before.text)) {
        return true;
    }
    class(LANG, own.text).has(WordClass::NAME)
        && forms.get(at + 1).is_some_and(|next| next.start == own.range().end + 1 && is_name(next))
}

/// Says whether the form of a verb is the noun written alike: the signs, road signs take longer.
fn is_noun(text: &str, forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    let word = forms[at].small.as_str();
    let plural = word.ends_with('s') && word != part.small;
    if !plural && word != part.small {
        return false;
    }
    let (before, after) = around(text, forms, at);
    let determined = NOUN_FOLLOWS.contains(&before) || without_possessive(before).is_some();
    let subject = plural
        && (matches!(after, "are" | "were" | "have" | "do")
            || word_kind(LANG, after) == WordKind::Verb && !after.ends_with(['s', 'd', 'g']));
    determined || !after.is_empty() && subject
}

/// Words after which a noun follows, not a verb.
const NOUN_FOLLOWS: [&str; 19] = [
    "a", "an", "the", "this", "these", "those", "my", "your", "his", "its", "our", "their",
    "whose", "no", "any", "each", "every", "another", "of",
];
