//! Polish keys: the learned table, and rules for what no dictionary lists.
//!
//! [`keys`] looks at the shape first: an acronym with an ending (ISIS-u, MSZ-etu, NATO-wski), a foreign name with an apostrophe
//! (Kennedy'ego), a compound with a hyphen (polsko-niemieckiego). Everything else is one word for the table, which knows the endings of
//! words small and with a capital; a word of which the table knows no common key gets the key of its [`stem`] in addition, so that the
//! forms of an unknown name meet although its lemma is guessed.

use std::sync::LazyLock;

use super::readings::readings;
use super::shape::{hyphens, is_acronym, is_apostrophe, is_capital, is_hyphen, small};
use super::table::Table;
use super::{Key, Strength, add};

static BYTES: &[u8] = include_bytes!("../data/fold.bin");
/// A broken table (there is a test) leaves every word its own key.
static TABLE: LazyLock<Option<Table<'static>>> = LazyLock::new(|| Table::open(BYTES));

/// Returns the keys of a word.
pub fn keys(word: &str) -> Vec<Key> {
    shaped(word).unwrap_or_else(|| plain(&small(word), is_capital(word)))
}

/// Returns true if the form can be one of the lemma.
pub fn can_be(form: &str, lemma: &str) -> bool {
    let (small_form, small_lemma) = (small(form), small(lemma));
    if small_form == small_lemma {
        return true;
    }
    if let Some(keys) = shaped(form) {
        return keys.iter().any(|k| k.text == small_lemma && k.strength == Strength::Strong);
    }
    if suppletive(&small_form).is_some_and(|lemmas| lemmas.contains(&small_lemma.as_str())) {
        return true;
    }
    // a glossary may list a plural (wybory): whoever is a form of its singular is a form of it
    let own = readings(TABLE.as_ref(), &small_lemma, is_capital(lemma));
    let singular = own
        .first()
        .filter(|_| own.iter().all(|r| r.key.text != small_lemma))
        .map(|r| r.key.text.as_str());
    let is_wanted = |key: &str| key == small_lemma || Some(key) == singular;
    let reads = |capital: bool| {
        readings(TABLE.as_ref(), &small_form, capital).iter().any(|r| is_wanted(&r.key.text))
    };
    reads(is_capital(form)) || (is_capital(form) && !is_capital(lemma) && reads(false))
}

/// Returns the lemmas of the few words whose forms have nothing in common with them.
fn suppletive(word: &str) -> Option<&'static [&'static str]> {
    match word {
        "ludzie" | "ludzi" | "ludziom" | "ludźmi" | "ludziach" => Some(&["człowiek", "ludzie"]),
        "powinna" | "powinno" | "powinni" | "powinny" | "powinienem" | "powinnam"
        | "powinieneś" | "powinnaś" | "powinniśmy" | "powinnyśmy" => Some(&["powinien"]),
        _ => None,
    }
}

/// Returns the keys of a word whose shape tells more than its endings; `None` for an ordinary word.
fn shaped(word: &str) -> Option<Vec<Key>> {
    if let Some((name, ending)) = word.split_once(is_apostrophe) {
        return apostrophe(name, ending);
    }
    if let Some(hyphen) = hyphens(word).last() {
        return Some(hyphenated(&word[..hyphen], word[hyphen..].trim_start_matches(is_hyphen)));
    }
    is_acronym(word).then(|| acronym(word))
}

/// Kennedy'ego: what stands before the apostrophe is the name; a mute e is restored by whoever writes the name.
fn apostrophe(name: &str, ending: &str) -> Option<Vec<Key>> {
    const LONGEST_ENDING: usize = 4;
    let is_ending =
        ending.chars().count() <= LONGEST_ENDING && ending.chars().all(char::is_lowercase);
    (!name.is_empty() && is_ending).then(|| vec![Key::strong(small(name))])
}

/// A word all in capitals: an acronym, or an ordinary word that is shouted.
fn acronym(word: &str) -> Vec<Key> {
    const LONGEST_ACRONYM: usize = 5;
    let word_small = small(word);
    let mut keys = vec![];
    if word.chars().count() <= LONGEST_ACRONYM {
        keys.push(Key::strong(word_small.as_str()));
    }
    let shouted = plain(&word_small, true);
    if keys.is_empty() || !shouted.iter().any(|k| k.text.starts_with(STEM_MARK)) {
        shouted.into_iter().for_each(|key| add(&mut keys, key));
    }
    keys
}

/// Endings that an acronym takes after a hyphen; *-etu* in MSZ-etu is read from the letter's name (zet).
const ACRONYM_ENDINGS: [&str; 39] = [
    "u", "a", "owi", "em", "iem", "ie", "e", "y", "i", "ów", "om", "ami", "ach", "ą", "ę", "o",
    "ze", "cie", "etu", "etem", "etowi", "ecie", "elu", "elem", "elowi", "le", "esie", "esem",
    "esu", "erze", "eru", "erem", "efie", "efu", "efem", "enie", "enu", "enem", "ach",
];

/// Letters with which a word is derived from an acronym: NATO-wski, AK-owiec.
const DERIVED: [&str; 6] = ["owski", "wski", "owsk", "wsk", "owi", "owc"];

fn hyphenated(head: &str, tail: &str) -> Vec<Key> {
    let is_tail_small = tail.chars().all(char::is_lowercase);
    if is_acronym(head)
        || (head.chars().any(char::is_uppercase) && head.chars().skip(1).any(char::is_uppercase))
    {
        if ACRONYM_ENDINGS.contains(&tail) {
            return vec![Key::strong(small(head))];
        }
        if is_tail_small && DERIVED.iter().any(|d| tail.starts_with(d)) {
            return plain(&format!("{}{tail}", small(head)), false);
        }
    }
    if head.chars().all(|c| c.is_ascii_digit())
        && matches!(
            tail,
            "ty" | "tych"
                | "tym"
                | "tymi"
                | "ego"
                | "go"
                | "tego"
                | "ych"
                | "ymi"
                | "ym"
                | "te"
                | "ta"
                | "tej"
        )
    {
        return vec![Key::strong(head)];
    }
    // polsko-niemieckiego: the head stays; kobiety-żołnierza: both parts are folded
    let head = if keys_stay(head) {
        small(head)
    } else {
        keys(head).first().map_or_else(String::new, |k| k.text.clone())
    };
    keys(tail)
        .into_iter()
        .filter(|key| !key.text.starts_with(STEM_MARK))
        .map(|key| Key { text: format!("{head}-{}", key.text), strength: key.strength })
        .collect()
}

/// Returns true for the first part of a compound that is not inflected: polsko-, e-, 20-, anty-.
fn keys_stay(head: &str) -> bool {
    const SHORT: usize = 3;
    head.ends_with('o')
        || head.chars().count() <= SHORT
        || is_acronym(head)
        || !head.chars().all(char::is_alphabetic)
}

fn plain(word: &str, capital: bool) -> Vec<Key> {
    if let Some(lemmas) = suppletive(word) {
        return lemmas.iter().copied().map(Key::strong).collect();
    }
    let mut keys = vec![];
    let mut known = false;
    for reading in readings(TABLE.as_ref(), word, capital).into_iter().filter(|r| !r.rare) {
        known |= reading.common;
        add(&mut keys, reading.key);
    }
    if keys.is_empty() && !word.is_empty() {
        keys.push(Key::strong(word));
    }
    if !known && word.chars().all(char::is_alphabetic) && !word.is_empty() {
        keys.push(Key::weak(stem(word)));
    }
    keys
}

/// Stands before a stem, so that it is never taken for a word.
const STEM_MARK: char = '~';

/// Endings that a stem loses, longest first.
const ENDINGS: [&str; 41] = [
    "iejszymi", "iejszych", "iejszego", "ejszymi", "owie", "iami", "iach", "iego", "iemu", "ami",
    "ach", "owi", "iom", "iem", "imi", "ymi", "ego", "emu", "iej", "ych", "ich", "ów", "om", "em",
    "im", "ym", "ej", "ie", "ia", "ię", "ią", "iu", "io", "a", "ą", "e", "ę", "i", "o", "u", "y",
];
/// Letters that a stem keeps at least.
const LEAST_STEM: usize = 3;

/// Returns the stem of a word that nobody knows: the longest ending off, the last consonant as its class (d dz g ż; t c ć k cz; …),
/// a fleeting e out, ó and ą before the last consonant as o and ę.
fn stem(word: &str) -> String {
    let mut s: Vec<char> = word.chars().collect();
    let ending =
        ENDINGS.iter().find(|e| s.len() >= e.chars().count() + LEAST_STEM && word.ends_with(**e));
    s.truncate(s.len() - ending.map_or(0, |e| e.chars().count()));
    if s.len() > LEAST_STEM && s.ends_with(&['i']) {
        s.pop();
    }
    if s.len() > LEAST_STEM {
        class_last_consonant(&mut s);
        drop_fleeting_e(&mut s);
        soften_before_last(&mut s);
    }
    std::iter::once(STEM_MARK).chain(s).collect()
}

fn class_last_consonant(s: &mut Vec<char>) {
    let [.., before, last] = s[..] else { return };
    let (letters, class) = match (before, last) {
        ('d', 'z' | 'ź' | 'ż') => (2, 'g'),
        ('c', 'z') => (2, 'k'),
        ('c', 'h') | ('s', 'z') => (2, 's'),
        ('r', 'z') => (2, 'r'),
        (_, 'd' | 'g' | 'ż') => (1, 'g'),
        (_, 't' | 'c' | 'ć' | 'k') => (1, 'k'),
        (_, 'ł') => (1, 'l'),
        (_, 'ń') => (1, 'n'),
        (_, 'ś') => (1, 's'),
        (_, 'ź') => (1, 'z'),
        (_, other) => (1, other),
    };
    s.truncate(s.len() - letters);
    s.push(class);
}

fn drop_fleeting_e(s: &mut Vec<char>) {
    let n = s.len();
    let is_vowel = |c: char| "aąeęioóuy".contains(c);
    if n > 3 && s[n - 2] == 'e' && !is_vowel(s[n - 3]) {
        s.remove(n - 2);
    } else if n > 4 && s[n - 2] == 'e' && s[n - 3] == 'i' {
        s.drain(n - 3..n - 1);
    }
}

fn soften_before_last(s: &mut [char]) {
    let n = s.len();
    if n > 3 {
        s[n - 2] = match s[n - 2] {
            'ó' => 'o',
            'ą' => 'ę',
            'ś' => 's',
            'ź' => 'z',
            'ń' => 'n',
            'ć' => 't',
            other => other,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_opens() {
        assert!(
            TABLE.is_some(),
            "src/language/data/fold.bin is not a table of this version: run examples/train_fold"
        );
    }

    #[test]
    fn stems_of_unknown_words_meet() {
        for (a, b) in [("brexitowca", "brexitowcem"), ("blockchainu", "blockchainie")] {
            assert_eq!(stem(a), stem(b));
        }
    }
}
