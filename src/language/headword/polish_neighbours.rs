//! What the neighbours of a Polish word say of it: whether it is a form of an entry, or another word
//! written alike.

use crate::language::class::{WordClass, class};
use crate::language::fold::{can_be, fold};
use crate::language::headword::{Form, Kind, Part, is_capitalised};
use crate::language::{self, WordKind, agrees, word_kind};

const LANG: &str = "pl";

/// Nouns by which people are addressed; then they have a capital inside of the sentence.
const COURTESY: [&str; 8] =
    ["państwo", "państwa", "państwu", "państwem", "pan", "pana", "pani", "panią"];

/// Forms that have become adverbs or prepositions.
const FROZEN: [&str; 7] = ["prawie", "względem", "wskutek", "czasem", "potem", "razem", "zarazem"];

/// Two words that have become a preposition or an adverb; the second is no longer a form of its noun.
const FROZEN_PAIRS: [(&str, &str); 41] = [
    ("w", "ciągu"),
    ("na", "skutek"),
    ("za", "pomocą"),
    ("przy", "pomocy"),
    ("na", "rzecz"),
    ("w", "trakcie"),
    ("w", "razie"),
    ("w", "celu"),
    ("na", "temat"),
    ("ze", "względu"),
    ("bez", "względu"),
    ("na", "mocy"),
    ("w", "wyniku"),
    ("w", "związku"),
    ("z", "powodu"),
    ("pod", "względem"),
    ("w", "obliczu"),
    ("na", "podstawie"),
    ("w", "ramach"),
    ("z", "kolei"),
    ("po", "kolei"),
    ("z", "rana"),
    ("od", "razu"),
    ("co", "prawda"),
    ("z", "reguły"),
    ("w", "dodatku"),
    ("na", "dodatek"),
    ("w", "imieniu"),
    ("w", "istocie"),
    ("z", "rzędu"),
    ("pod", "rząd"),
    ("za", "sprawą"),
    ("w", "zamian"),
    ("na", "przykład"),
    ("w", "miarę"),
    ("w", "stosunku"),
    ("w", "prawo"),
    ("na", "prawo"),
    ("w", "lewo"),
    ("na", "lewo"),
    ("co", "dzień"),
];

/// Forms of "to be", and of verbs used like it.
const COPULAS: [&str; 17] = [
    "jest",
    "są",
    "jestem",
    "jesteś",
    "jesteśmy",
    "był",
    "była",
    "było",
    "byli",
    "były",
    "będzie",
    "będą",
    "być",
    "byłby",
    "byłem",
    "byłam",
    "nie",
];
/// Adjectives that stand in their short form beside a copula, written like a genitive plural.
const SHORT_ADJECTIVES: [&str; 5] = ["rad", "wart", "syt", "zdrów", "gotów"];
/// Words after which a genitive plural stands.
const QUANTITIES: [&str; 20] = [
    "kilka",
    "kilku",
    "wiele",
    "wielu",
    "mało",
    "dużo",
    "ile",
    "tyle",
    "pięć",
    "sześć",
    "siedem",
    "osiem",
    "dziewięć",
    "dziesięć",
    "sto",
    "tysiąc",
    "tysięcy",
    "milionów",
    "tys",
    "mln",
];

/// See [`super::is_another_word`].
pub(super) fn is_another_word(text: &str, forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    let form = &forms[at];
    let before = at.checked_sub(1).map(|i| &forms[i]);
    let follows = before.is_some_and(|b| joined(text, b, form));
    if FROZEN.contains(&form.small.as_str()) && form.small != part.small {
        return true;
    }
    if let Some(before) = before.filter(|_| follows)
        && FROZEN_PAIRS.contains(&(before.small.as_str(), form.small.as_str()))
    {
        return true;
    }
    let next = forms.get(at + 1).filter(|next| joined(text, form, next));
    let before_it = before.filter(|_| follows);
    if part.kind == Kind::Inflecting
        && (is_short_adjective(form, before_it)
            || is_adjective(part, form, before_it, next)
            || is_verb_after_subject(form, before_it)
            || is_masculine(part, form, before_it, next))
    {
        return true;
    }
    // VAT-owiec, ZUS-owski: an ending that makes another word.
    if part.kind == Kind::Acronym && is_derived(text, form, forms.get(at + 1)) {
        return true;
    }
    if part.kind == Kind::Name && !follows && is_common_here(forms, at, part) {
        return true;
    }
    if part.kind == Kind::Inflecting && are_addressed(form, next) {
        return true;
    }
    let capital = part.kind == Kind::Inflecting && follows && is_capitalised(form.text);
    if capital && !form.shouted {
        if COURTESY.contains(&form.small.as_str()) {
            return true;
        }
        // u Marka: of marka and Marek, the capital says the second.
        let class = class(LANG, form.text);
        if class.has(WordClass::NAME) && form.small == part.small {
            return true;
        }
    }
    // Marka (of Marek) is not marka: a capital, and a name's form.
    part.kind == Kind::Inflecting
        && form.small != part.small
        && !form.shouted
        && (follows || forms.len() > 1 && fold(LANG, form.text).best() != part.small)
        && is_capitalised(form.text)
        && is_name_alone(form.text)
}

fn is_name_alone(word: &str) -> bool {
    let class = class(LANG, word);
    class.has(WordClass::NAME) && !class.has(WordClass::COMMON)
}

/// Whether nothing but space stands between two words.
fn joined(text: &str, word: &Form<'_>, next: &Form<'_>) -> bool {
    text[word.range().end..next.start].trim().is_empty()
}

/// Whether a hyphen joins an acronym to an ending that is none of a case.
fn is_derived(text: &str, form: &Form<'_>, next: Option<&Form<'_>>) -> bool {
    next.is_some_and(|next| {
        matches!(&text[form.range().end..next.start], "-" | "‑" | "‐")
            && next.text.starts_with(char::is_lowercase)
    })
}

/// Państwo mają (you have), państwo Kowalscy: people, and no state, which takes a singular.
fn are_addressed(form: &Form<'_>, next: Option<&Form<'_>>) -> bool {
    let Some(next) = next.filter(|_| form.small == "państwo") else { return false };
    let ends = |endings: &[&str]| endings.iter().any(|ending| next.small.ends_with(ending));
    let name = is_capitalised(next.text) && ends(&["scy", "ccy", "owie"]);
    name || class(LANG, &next.small).has(WordClass::FINITE) && ends(&["ą", "li"])
}

/// At the beginning of a sentence a capital tells no name: *Odra* is the disease where the text has it in
/// small letters too, and *Zakopane skarby* are buried treasures.
fn is_common_here(forms: &[Form<'_>], at: usize, part: &Part) -> bool {
    let form = &forms[at];
    let small = |other: &&Form<'_>| {
        !is_capitalised(other.text) && other.keys.iter().any(|key| key.text == part.small)
    };
    let named = |other: &&Form<'_>| {
        other.start != form.start
            && is_capitalised(other.text)
            && other.keys.iter().any(|key| key.text == part.small)
    };
    let modifies = || {
        let next = forms.get(at + 1).filter(|next| next.start == form.range().end + 1);
        form.small.ends_with(['a', 'e', 'i', 'y'])
            && language::part(LANG, &form.small) == language::Part::Adjective
            && next.is_some_and(|next| {
                !is_capitalised(next.text)
                    && word_kind(LANG, &next.small) == WordKind::Noun
                    && agrees(LANG, &form.small, &next.small)
            })
    };
    !form.shouted
        && (forms.iter().any(|other| small(&other)) && !forms.iter().any(|other| named(&other))
            || modifies())
}

/// Each was glad (*rad*): no councils.
fn is_short_adjective(form: &Form<'_>, before: Option<&Form<'_>>) -> bool {
    SHORT_ADJECTIVES.contains(&form.small.as_str())
        && before.is_some_and(|before| COPULAS.contains(&before.small.as_str()))
}

/// A word that is its own citation form, and a noun.
fn is_nominative(word: &Form<'_>) -> bool {
    language::fold(LANG, word.text).best() == word.small
        && word_kind(LANG, &word.small) == WordKind::Noun
        && (is_capitalised(word.text) || class(LANG, &word.small).has(WordClass::COMMON))
}

/// Words that grade an adjective.
const GRADES: [&str; 9] =
    ["bardzo", "zbyt", "dość", "tak", "równie", "bardziej", "najbardziej", "mniej", "całkiem"];

/// A long day (*długi dzień*), the right hand (*prawa ręka*), it was long (*był długi*): no debts and
/// rights. The word can be an adjective, and a word before it grades it, or the noun after it is a
/// nominative that it agrees with.
fn is_adjective(
    part: &Part,
    form: &Form<'_>,
    before: Option<&Form<'_>>,
    next: Option<&Form<'_>>,
) -> bool {
    let Some(stem) = form.small.strip_suffix(['a', 'e', 'i', 'y']) else { return false };
    let graded = before.is_some_and(|word| {
        GRADES.contains(&word.small.as_str()) || COPULAS.contains(&word.small.as_str())
    });
    let agrees =
        next.is_some_and(|next| is_nominative(next) && agrees(LANG, &form.small, &next.small));
    if !graded && !agrees {
        return false;
    }
    let is_adjective = |lemma: String| {
        lemma != part.small
            && class(LANG, &lemma).has(WordClass::COMMON)
            && language::part(LANG, &lemma) == language::Part::Adjective
            && can_be(LANG, &form.small, &lemma)
            && fold(LANG, &lemma).iter().any(|key| key.text == lemma)
    };
    is_adjective(format!("{stem}y")) || is_adjective(format!("{stem}i"))
}

/// The neighbour drank (*piła*) coffee: no saw. Two nominatives do not stand side by side, so that the
/// second is a verb where it can be one.
fn is_verb_after_subject(form: &Form<'_>, before: Option<&Form<'_>>) -> bool {
    form.small.ends_with("ła")
        && fold(LANG, &form.small).iter().any(|key| key.text.ends_with('ć'))
        && before.is_some_and(|before| before.small.ends_with('a') && is_nominative(before))
}

/// A letter (*list*) is no list (*lista*), unless something says that it is a genitive plural.
fn is_masculine(
    part: &Part,
    form: &Form<'_>,
    before: Option<&Form<'_>>,
    next: Option<&Form<'_>>,
) -> bool {
    let bare = part.small.strip_suffix('a') == Some(&form.small)
        && !form.small.ends_with(|c: char| "aeiouyąęó".contains(c))
        && form.small.chars().nth(2).is_some();
    let own = || {
        class(LANG, &form.small).has(WordClass::COMMON)
            && fold(LANG, &form.small).iter().any(|key| key.text == form.small)
    };
    let plural = |word: &Form<'_>| word.small.ends_with("ych") || word.small.ends_with("ich");
    let counted = |word: &Form<'_>| {
        QUANTITIES.contains(&word.small.as_str())
            || word.text.ends_with(|c: char| c.is_ascii_digit())
    };
    bare && own()
        && !before.is_some_and(|before| plural(before) || counted(before))
        && !next.is_some_and(plural)
}
