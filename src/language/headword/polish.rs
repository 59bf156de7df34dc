//! Polish headwords: which part agrees, which is a genitive that stays, which words only look
//! like a form of the entry.

use crate::language::class::{WordClass, class};
use crate::language::fold::{can_be, fold};
use crate::language::headword::{
    Form, Kind, Part, SHORTEST_STEM, STEM, is_acronym, is_capitalised, paradigm, small,
};

const LANG: &str = "pl";

/// Endings an acronym takes, with or without a hyphen (ISIS-u, MSZ-etu, PKB-em).
const ACRONYM_ENDINGS: [&str; 40] = [
    "u", "a", "i", "y", "ie", "owi", "em", "iem", "om", "iom", "ami", "ach", "ów", "e", "ę", "ą",
    "o", "etu", "ecie", "etem", "etowi", "cie", "ce", "ki", "ką", "kę", "ka", "ze", "le", "elu",
    "elem", "elowi", "esie", "esem", "esu", "eru", "erem", "erze", "enu", "efu",
];

/// Endings that only a plural has.
const PLURAL_ENDINGS: [&str; 9] = ["om", "ami", "mi", "ach", "ów", "ych", "ich", "ymi", "imi"];

/// Nouns that end like an infinitive.
const NO_VERBS: [&str; 8] = ["sieć", "nić", "płeć", "chuć", "kmieć", "śmieć", "śnieć", "gać"];

/// Verbs in -ść and -źć; nouns end so too (część, powieść).
const HARD_VERBS: [&str; 12] = [
    "nieść",
    "wieźć",
    "leźć",
    "gryźć",
    "jeść",
    "kłaść",
    "kraść",
    "siąść",
    "trząść",
    "gnieść",
    "pleść",
    "znaleźć",
];

/// Verbs in -c.
const SHORT_VERBS: [&str; 5] = ["móc", "biec", "strzec", "wlec", "tłuc"];

/// Endings of a feminine noun that is an adjective by its forms.
const FEMININE_ENDINGS: [&str; 9] = ["a", "ej", "ą", "e", "ych", "ich", "ymi", "imi", "ym"];

/// Says whether these letters can be the ending of an acronym.
pub(super) fn is_acronym_ending(ending: &str) -> bool {
    ACRONYM_ENDINGS.contains(&ending)
}

/// Keys under which a form may be found besides those of its fold. The fold may know a form as that of
/// another word only (*płacą* of *płacić*); [`can_be`] then decides.
pub(super) fn more_keys(form: &str) -> Vec<String> {
    let mut keys = Vec::new();
    if let Some(stem) = form.strip_suffix(['ą', 'ę']).filter(|stem| stem.chars().count() > 1) {
        keys.push(format!("{stem}a"));
    }
    if let Some(dative) = as_dative(form) {
        keys.extend(fold(LANG, &dative).iter().map(|key| key.text.to_string()));
    }
    keys
}

/// The dative of a masculine plural in -owie, which the fold knows better: *powodowie*, *powodom*.
fn as_dative(form: &str) -> Option<String> {
    form.strip_suffix("owie")
        .filter(|stem| stem.chars().count() > 2)
        .map(|stem| format!("{stem}om"))
}

/// Says whether a term is an infinitive: what ends in -ć and has a past tense in -ł.
pub(super) fn is_verb(term: &str) -> bool {
    let Some(first) = term.split_whitespace().next() else { return false };
    let word = small(first);
    if SHORT_VERBS.iter().any(|ending| word.ends_with(ending)) {
        return true;
    }
    let Some(stem) = word.strip_suffix('ć') else { return false };
    let infinitive = stem.ends_with(['a', 'e', 'i', 'y', 'ą', 'u']);
    let hard = HARD_VERBS.iter().any(|ending| word.ends_with(ending));
    hard || infinitive
        && !NO_VERBS.contains(&word.as_str())
        && can_be(LANG, &format!("{}ł", stem.replace('ą', "ę")), &word)
        || infinitive && stem.ends_with("owa")
}

/// Says whether a term is an adjective: one small word in -y or -i that folds to itself.
pub(super) fn is_adjective(term: &str) -> bool {
    let letters = !is_capitalised(term) && term.chars().all(char::is_alphabetic);
    letters && looks_adjectival(term) && fold(LANG, term).iter().any(|key| key.text == term)
}

/// Reads the words of an entry.
pub(super) fn parts(words: &[&str]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(words.len());
    // Whether a noun has come that the words after it may depend on.
    let mut head = false;
    for word in words {
        let part = part(word, head, words.len() > 1);
        head |= match part.kind {
            Kind::Acronym | Kind::PluralOnly => true,
            Kind::Fixed => false,
            _ => part.lemmas.iter().any(|lemma| !looks_adjectival(lemma)),
        };
        parts.push(part);
    }
    if parts.len() > 1 {
        loosen(&mut parts);
    }
    parts
}

fn part(word: &str, head: bool, several: bool) -> Part {
    if is_acronym(word) {
        return Part::new(LANG, Kind::Acronym, word);
    }
    if word.chars().any(|c| c.is_numeric()) {
        return Part::new(LANG, Kind::Fixed, word);
    }
    let own = small(word);
    let kind = if is_capitalised(word) && word.chars().count() > 1 {
        Kind::Name
    } else {
        Kind::Inflecting
    };
    let mut part = Part::new(LANG, kind, word);
    let keys: Vec<String> =
        part.keys.iter().map(|k| k.text.to_string()).filter(|k| !k.starts_with(STEM)).collect();
    // The citation form of a noun, adjective or verb is its own key.
    if keys.contains(&own) {
        part.lemmas.extend(singular_of(&own));
        return part;
    }
    let singular = is_singular(&own, &keys);
    if singular && !several {
        return part;
    }
    // Polski (Czerwony Krzyż): the fold takes it for a form of the country's name.
    if ["ski", "cki", "dzki"].iter().any(|ending| own.ends_with(ending)) {
        return part;
    }
    let (adjectives, others): (Vec<String>, Vec<String>) =
        keys.into_iter().partition(|key| looks_adjectival(key));
    let agrees = several && own.ends_with(['y', 'i', 'a', 'e']) && !adjectives.is_empty();
    if agrees {
        // Wielka (Brytania), (media) społecznościowe.
        part.lemmas.extend(adjectives);
    } else if head {
        // (Rada) Bezpieczeństwa.
        part.kind = Kind::Fixed;
    } else if singular {
        // fizyk (jądrowy), premiera (kinowa).
    } else {
        // A noun written like the form of a verb (przysięga, of przysięgać) is no plural.
        let nouns: Vec<String> = others.into_iter().filter(|key| !key.ends_with('ć')).collect();
        if nouns.is_empty() && adjectives.is_empty() {
            return part;
        }
        // przewodnicząca: one, not several.
        if !several && kind == Kind::Inflecting && nouns.is_empty() && own.ends_with('a') {
            part.lemmas.extend(adjectives);
            part.kind = Kind::Feminine;
            return part;
        }
        // wybory, media: the entry itself is a plural.
        part.lemmas.extend(if nouns.is_empty() { adjectives } else { nouns });
        if kind == Kind::Inflecting || several {
            part.kind = Kind::PluralOnly;
        }
    }
    part
}

/// Plurals in -a whose singular is no neuter.
const PLURALS_IN_A: [&str; 4] = ["akta", "koszta", "grunta", "organa"];

/// Says of an entry whose fold knows only other words (*premiera*, of *premier*) whether it is a singular
/// all the same: it ends as no plural does, or has the endings of a feminine noun.
fn is_singular(own: &str, keys: &[String]) -> bool {
    let Some(last) = own.chars().next_back() else { return false };
    let stem = &own[..own.len() - last.len_utf8()];
    let known = |word: &str| class(LANG, word).has(WordClass::COMMON);
    match last {
        // Whoever has an accusative in -ę is no neuter and no adjective.
        'a' if known(&format!("{stem}ę")) => true,
        'a' if PLURALS_IN_A.contains(&own) => false,
        'a' if keys.iter().all(|key| looks_adjectival(key)) => {
            ["ist", "yst", "ast", "esk"].iter().any(|end| stem.ends_with(end))
        }
        'a' => {
            let neuter = |key: &String| {
                key.ends_with("um") || key.ends_with(['e', 'ę']) || key.ends_with('o') && known(key)
            };
            !keys.iter().any(neuter)
        }
        // Gerunds: zbycie, zaniechanie; but mieszczanie and goście are plurals.
        'e' => {
            let gerund = own.ends_with("cie") && !own.ends_with("ście")
                || own.ends_with("anie")
                || own.ends_with("enie");
            gerund && !keys.iter().any(|key| key.ends_with("in") || key.ends_with("san"))
        }
        'i' | 'y' => false,
        _ => true,
    }
}

/// The singular of a plural that the fold takes for a word of its own: *finanse*, whose dative
/// *finansom* it folds to *finans*.
fn singular_of(own: &str) -> Option<String> {
    let stem = own.strip_suffix('e').filter(|stem| stem.chars().count() > 3)?;
    let dative = fold(LANG, &format!("{stem}om"));
    let is_its = dative.iter().any(|key| key.text == stem);
    (is_its && !dative.iter().any(|key| key.text == own)).then(|| stem.to_string())
}

/// The neighbours keep a term of several words apart: any shared key will do, and capitals are
/// not asked for, except where every word is a name nobody knows.
fn loosen(parts: &mut [Part]) {
    let stranger = |part: &Part| {
        part.kind == Kind::Name && part.keys.iter().any(|key| key.text.starts_with(STEM))
    };
    let strangers = parts.iter().all(stranger);
    for part in parts {
        part.loose = part.kind != Kind::Fixed;
        if part.kind == Kind::Name && !strangers {
            part.kind = Kind::Inflecting;
        }
    }
}

/// Says whether a form can stand where the part stands; the two are not written alike.
pub(super) fn fits(part: &Part, form: &Form<'_>) -> bool {
    // The words of one letter (a, i, o, u, w, z) have no forms.
    let letter = |word: &str| word.chars().nth(1).is_none();
    match part.kind {
        Kind::Acronym => false,
        Kind::Fixed => is_genitive_plural(part, form),
        _ if letter(&part.small) || letter(&form.small) => false,
        _ if part.loose && part.kind == Kind::Inflecting && is_of_other_gender(part, form) => false,
        // A gerund is a noun: ratyfikowanie is no ratyfikować.
        _ if part.alone && part.small.ends_with('ć') && is_gerund(&form.small) => false,
        Kind::PluralOnly if !may_be_plural(&part.small, &form.small) => false,
        Kind::Feminine if !FEMININE_ENDINGS.iter().any(|e| form.small.ends_with(e)) => false,
        _ => {
            known(part, form) && part.is_form(LANG, form.text)
                || !part.small.ends_with('a')
                    && as_dative(&form.small).is_some_and(|dative| part.is_form(LANG, &dative))
                || part.loose && part.keys.meets(&form.keys).is_some()
                || paradigm::is_regular(&part.small, &form.small)
                || shares_stem(part, form)
        }
    }
}

/// Whether an adjective stands in a gender that the entry's noun has not: Jana Kowalska is no Jan Kowalski.
fn is_of_other_gender(part: &Part, form: &Form<'_>) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| form.small.ends_with(ending));
    if !part.lemmas.iter().any(|lemma| looks_adjectival(lemma)) {
        return false;
    }
    match part.small.chars().next_back() {
        Some('y' | 'i' | 'e') => ends(&["a", "ą", "ej"]),
        Some('a') => ends(&["ego", "emu", "y", "i"]) && !ends(&["mi"]),
        _ => false,
    }
}

/// Whether a form of a verb is that of its gerund.
fn is_gerund(form: &str) -> bool {
    ["nie", "nia", "niu", "niem", "ęcie", "ęcia", "ęciu", "ęciem", "ycia", "yciu", "yciem"]
        .iter()
        .any(|ending| form.ends_with(ending))
}

/// Where the head is in the plural, the genitive after it may be too: *członkowie zarządów*, *rad
/// nadzorczych*.
fn is_genitive_plural(part: &Part, form: &Form<'_>) -> bool {
    let vowel = |c: char| "aąeęioóuy".contains(c);
    let adjective = ["ych", "ich"].iter().any(|ending| form.small.ends_with(ending));
    let noun =
        form.small.ends_with("ów") || !form.small.ends_with(vowel) && part.small.ends_with(vowel);
    let case = ["om", "ami", "ach", "em", "ej"].iter().any(|ending| form.small.ends_with(ending));
    let strong = |key: &str| !key.starts_with(STEM);
    (adjective || noun && !case)
        && !is_capitalised(&part.text)
        && form
            .keys
            .iter()
            .any(|key| strong(&key.text) && part.keys.iter().any(|own| own.text == key.text))
}

/// Whether the fold, or what is added to it, knows a form as one of the part's.
fn known(part: &Part, form: &Form<'_>) -> bool {
    let keys = form.keys.iter().map(|key| key.text.as_str());
    keys.chain(form.more.iter().map(String::as_str)).any(|key| {
        key == part.small
            || part.keys.iter().any(|own| own.text == key)
            || part.lemmas.iter().any(|lemma| lemma == key || small(lemma) == key)
    })
}

/// The stem of a word nobody knows is compared: Winterkornie, blockchainu.
fn shares_stem(part: &Part, form: &Form<'_>) -> bool {
    let stems = part.keys.iter().filter(|key| key.text.starts_with(STEM));
    let long = part.small.chars().count() >= SHORTEST_STEM;
    long && stems.into_iter().any(|stem| form.keys.iter().any(|key| key.text == stem.text))
}

/// Tells the plural of a plural-only entry from singular look-alikes (wybór, medium): it has an
/// ending that only plurals have, or is a bare stem (aktyw of aktywa, spraw of sprawy).
fn may_be_plural(entry: &str, form: &str) -> bool {
    let vowel = |c: char| "aąeęioóuy".contains(c);
    let bare = !form.ends_with(vowel)
        && entry.ends_with(['a', 'e', 'y'])
        && form.chars().count() < entry.chars().count()
        && !fold(LANG, form).iter().any(|key| key.text == form);
    // Neuter plurals have a bare genitive (akt), except those in -wa (aktywów).
    if entry.ends_with('a') && !entry.ends_with("wa") && form.ends_with("ów") {
        return false;
    }
    let hardened = ["ce", "dze", "cze", "sze", "rze", "że"].iter().any(|e| entry.ends_with(e));
    PLURAL_ENDINGS.iter().any(|ending| form.ends_with(ending))
        || hardened
            && form.ends_with('y')
            && !fold(LANG, form).iter().any(|k| k.text.ends_with('a'))
        || entry.ends_with('e') && form.ends_with('i')
        || bare
}

/// A citation form in -y or -i is an adjective's more often than anything else's.
fn looks_adjectival(key: &str) -> bool {
    key.ends_with(['y', 'i'])
}
