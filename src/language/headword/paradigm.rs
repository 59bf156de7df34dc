//! Regular endings of Polish nouns, for forms that the fold does not know as such.
//!
//! The table of the fold was pruned by how often forms are met, so that a rare form (*wodom*,
//! *premierze*, *nietoperzy*) may be folded to another word or to none. A headword is known, and most of
//! its endings follow from its last letters; nothing is guessed here that is a citation form of
//! its own, or a verb.

use crate::language::class::{WordClass, class};
use crate::language::fold::fold;

const LANG: &str = "pl";

/// Endings that all nouns have in the plural.
const PLURAL: [&str; 3] = ["om", "ami", "ach"];
/// Consonants that are soft, or were once.
const SOFT: [&str; 10] = ["cz", "dz", "rz", "sz", "dż", "c", "j", "l", "ż", "i"];
/// What softens before -e in the locative: the last letters and what becomes of them.
const SOFTENED: [(&str, &str); 18] = [
    ("st", "ści"),
    ("sł", "śl"),
    ("zd", "ździ"),
    ("sn", "śni"),
    ("ch", "sz"),
    ("b", "bi"),
    ("d", "dzi"),
    ("f", "fi"),
    ("g", "dz"),
    ("k", "c"),
    ("ł", "l"),
    ("m", "mi"),
    ("n", "ni"),
    ("p", "pi"),
    ("r", "rz"),
    ("s", "si"),
    ("t", "ci"),
    ("w", "wi"),
];
/// Soft consonants as they are written at the end of a word, and before a vowel.
const AT_END: [(char, &str); 4] = [('ć', "ci"), ('ń', "ni"), ('ś', "si"), ('ź', "zi")];

/// Says whether a form, in small letters, is a regular one of a noun in its citation form.
pub(super) fn is_regular(lemma: &str, form: &str) -> bool {
    if !has_ending(lemma, form) || class(LANG, form).has(WordClass::FINITE) {
        return false;
    }
    // What is known as a form of another word is none of this one; but the two may be one (liść, liście).
    let own = fold(LANG, lemma);
    let explained = |key: &str| {
        key != lemma
            && class(LANG, key).has(WordClass::COMMON)
            && (key == form && !form.ends_with(['y', 'i'])
                || key.ends_with('ć')
                || key.chars().next() != form.chars().next()
                || has_ending(key, form))
            && fold(LANG, key).iter().any(|own| own.text == key)
            && !(key.ends_with('e') && own.iter().any(|known| known.text == key))
    };
    !fold(LANG, form).iter().any(|key| explained(&key.text))
}

/// Returns nouns of which a form, in small letters, may be a regular one: what an index is asked for.
pub(super) fn citations(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    for ending in PLURAL {
        if let Some(stem) = long(form.strip_suffix(ending)) {
            found.push(hard(stem));
            found.extend(["a", "o", "e", "y", "um"].map(|ending| format!("{stem}{ending}")));
            found.extend(with_e(stem));
        }
    }
    for ending in ["owi", "iem", "em", "ów", "y", "i"] {
        if let Some(stem) = long(form.strip_suffix(ending)) {
            found.push(hard(stem));
            found.extend(with_e(stem));
            if ending.ends_with("em") {
                found.extend(["o", "e"].map(|vowel| format!("{stem}{vowel}")));
            }
        }
    }
    if let Some(stem) = long(form.strip_suffix('e')) {
        found.push(hard(stem));
        for (before, after) in SOFTENED {
            let stem = stem.strip_suffix(after);
            found.extend(long(stem).map(|stem| format!("{stem}{before}a")));
        }
    }
    if let Some(stem) = long(form.strip_suffix(['ę', 'ą', 'y', 'i'])) {
        found.push(format!("{stem}a"));
    }
    found
}

/// Letters of the shortest stem.
const SHORTEST: usize = 3;

fn long(stem: Option<&str>) -> Option<&str> {
    stem.filter(|stem| stem.chars().nth(SHORTEST - 1).is_some())
}

/// A stem as it stands at the end of a word: *liści* is *liść* there.
fn hard(stem: &str) -> String {
    for (letter, before_vowel) in AT_END {
        if let Some(start) = stem.strip_suffix(before_vowel) {
            return format!("{start}{letter}");
        }
    }
    stem.to_string()
}

/// The citation form whose e a stem does without: *wniosk*, *wniosek*.
fn with_e(stem: &str) -> Option<String> {
    let last = stem.chars().next_back().filter(|c| "kcłlr".contains(*c))?;
    let start = &stem[..stem.len() - last.len_utf8()];
    let parted = !start.ends_with(|c: char| "aeiouyąęó".contains(c));
    parted.then(|| format!("{start}{}{last}", if last == 'c' { "ie" } else { "e" }))
}

fn has_ending(lemma: &str, form: &str) -> bool {
    let is = |stem: &str, endings: &[&str]| {
        let rest = form.strip_prefix(stem);
        rest.is_some_and(|rest| endings.contains(&rest))
    };
    let Some(last) = lemma.chars().next_back() else { return false };
    let stem = &lemma[..lemma.len() - last.len_utf8()];
    if let Some(stem) = lemma.strip_suffix("um").filter(|stem| long(Some(stem)).is_some()) {
        return is(stem, &PLURAL) || is(stem, &["a", "ów"]);
    }
    if long(Some(if "aoe".contains(last) { stem } else { lemma })).is_none() {
        return false;
    }
    match last {
        'a' => {
            let genitive =
                if is_soft(stem) && !stem.ends_with("rz") || is_throaty(stem) { "i" } else { "y" };
            is(stem, &PLURAL)
                || is(stem, &["ę", "ą", genitive])
                || !is_soft(stem) && is_softened(stem, form)
        }
        'o' => {
            is(stem, &PLURAL) || is(stem, &["a", "u", if is_throaty(stem) { "iem" } else { "em" }])
        }
        'e' => is(stem, &PLURAL) || is(stem, &["a", "u", "em"]),
        // wybory, drzwi: plurals.
        'y' => is(stem, &PLURAL),
        'i' => is(lemma, &PLURAL) || is(stem, &PLURAL),
        'ę' | 'ą' | 'u' | 'ó' => false,
        _ => {
            let at_end = AT_END.iter().find(|(letter, _)| *letter == last);
            let stem = at_end.map_or(lemma.to_string(), |(_, before)| format!("{stem}{before}"));
            // wniosek, wnioskom: the e is there for want of another vowel.
            let fleeting = without_e(lemma).is_some_and(|stem| is_masculine(&stem, &is));
            fleeting || is_masculine(&stem, &is)
        }
    }
}

fn is_soft(stem: &str) -> bool {
    SOFT.iter().any(|end| stem.ends_with(end))
}

fn is_throaty(stem: &str) -> bool {
    stem.ends_with(['k', 'g'])
}

/// The stem of a noun whose last vowel is an e that its other forms do without.
fn without_e(lemma: &str) -> Option<String> {
    let pairs = [("ek", "k"), ("iec", "c"), ("ec", "c"), ("eł", "ł"), ("el", "l"), ("er", "r")];
    let (ending, stem) = pairs.iter().find(|(ending, _)| lemma.ends_with(ending))?;
    let start = lemma.strip_suffix(ending)?;
    long(Some(start)).map(|start| format!("{start}{stem}"))
}

/// Says whether a form has an ending of a masculine noun, or of a feminine one in a soft consonant.
fn is_masculine(stem: &str, is: &dyn Fn(&str, &[&str]) -> bool) -> bool {
    let (soft, palatal) = (is_soft(stem), stem.ends_with('i'));
    let instrumental = if is_throaty(stem) { "iem" } else { "em" };
    let plural = if is_throaty(stem) { "i" } else { "y" };
    is(stem, &PLURAL)
        || is(stem, &["owi", instrumental])
        || !soft && is(stem, &["ów", plural])
        || soft && !palatal && is(stem, &["e", "y", "ów"])
        || palatal && is(stem, &["e"])
}

/// Says whether a form is the dative or locative in -e of a stem.
fn is_softened(stem: &str, form: &str) -> bool {
    let ending = SOFTENED.iter().find(|(before, _)| stem.ends_with(before));
    ending.is_some_and(|(before, after)| {
        let start = &stem[..stem.len() - before.len()];
        form.strip_prefix(start).and_then(|rest| rest.strip_prefix(after)) == Some("e")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_are_told_from_other_words() {
        for (lemma, form, expected) in [
            ("woda", "wodom", true),
            ("premiera", "premierze", true),
            ("nietoperz", "nietoperzy", true),
            ("liść", "liściem", true),
            ("liść", "liście", true),
            ("handel", "handlowi", true),
            ("transport", "transportowi", true),
            ("drzwi", "drzwiom", true),
            ("wybory", "wyborach", true),
            ("stypendium", "stypendiach", true),
            ("mat", "mata", false),
            ("kot", "kotem", true),
            ("bank", "bankiem", true),
            ("bank", "bankem", false),
            ("sieć", "siecią", false),
        ] {
            assert_eq!(has_ending(lemma, form), expected, "{form} of {lemma}");
        }
        assert!(citations("nietoperzy").contains(&"nietoperz".to_string()));
        assert!(citations("wodom").contains(&"woda".to_string()));
        assert!(citations("liściem").contains(&"liść".to_string()));
        assert!(citations("premierze").contains(&"premiera".to_string()));
    }

    proptest::proptest! {
        #[test]
        fn an_index_is_asked_for_every_regular_form(
            stem in "[b-dk-nprstwz][aeoy][bdkłmnprstwz]{1,2}", end in "[aoćź]|rz|t",
            ending in proptest::sample::select(vec!["om", "ami", "ach", "owi", "em", "ę", "ą", "e", "y"]),
        ) {
            let lemma = format!("{stem}{end}");
            let cut = lemma.trim_end_matches(['a', 'o']);
            let form = format!("{cut}{ending}");
            if has_ending(&lemma, &form) {
                proptest::prop_assert!(citations(&form).contains(&lemma), "{form} of {lemma}");
            }
        }
    }
}
