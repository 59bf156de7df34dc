//! Polish keys: the learned table, and rules for what no dictionary lists.
//!
//! [`keys`] looks at the shape first: an acronym with an ending (ISIS-u, MSZ-etu, NATO-wski), a foreign name with an apostrophe
//! (Kennedy'ego), a compound with a hyphen (polsko-niemieckiego). Everything else is one word for the table, which knows the endings of
//! words small and with a capital; a word of which the table knows no common key gets the key of its [`stem`] in addition, so that the
//! forms of an unknown name meet although its lemma is guessed.

use std::sync::LazyLock;

use compact_str::{CompactString, format_compact};
use smallvec::smallvec;

use super::readings::readings;
use super::shape::{hyphens, is_acronym, is_apostrophe, is_capital, is_hyphen, is_ordinary, small};
use super::table::Table;
use super::{FoldKeys, Key, Keys, Reason, Strength, add};

static BYTES: &[u8] = include_bytes!("../data/fold.bin");
/// A broken table (there is a test) leaves every word its own key.
static TABLE: LazyLock<Option<Table<'static>>> = LazyLock::new(|| Table::open(BYTES));

/// The fold with the table of endings that is part of the program.
pub(super) fn learned() -> Polish<'static> {
    Polish(*TABLE)
}

/// The Polish fold with a table of endings.
///
/// [`fold`](super::fold) has one compiled in; another one is for whoever learns or compares tables.
#[derive(Clone, Copy, Debug)]
pub struct Polish<'t>(Option<Table<'t>>);

impl<'t> Polish<'t> {
    /// Returns the fold that reads this table.
    pub fn with(table: Table<'t>) -> Polish<'t> {
        Polish(Some(table))
    }

    /// Returns the keys of a word in NFC, likeliest first.
    pub fn fold(&self, word: &str) -> FoldKeys {
        FoldKeys(self.keys(word))
    }

    /// Returns true if the form can be one of the lemma; both in NFC.
    pub fn can_be(&self, form: &str, lemma: &str) -> bool {
        let (small_form, small_lemma) = (small(form), small(lemma));
        if small_form == small_lemma {
            return true;
        }
        if let Some(keys) = self.shaped(form) {
            return keys.iter().any(|k| k.text == small_lemma && k.strength == Strength::Strong);
        }
        if suppletive(&small_form).is_some_and(|lemmas| lemmas.contains(&&*small_lemma)) {
            return true;
        }
        // a glossary may list a plural (wybory): whoever is a form of its singular is a form of it
        let singular = self.citation_of_plural(&small_lemma, is_capital(lemma));
        let is_wanted = |key: &str| key == small_lemma || Some(key) == singular.as_deref();
        let reads = |capital: bool| {
            let mut found = false;
            readings(self.0.as_ref(), &small_form, capital, |r| {
                found = found || !(r.rare && r.weak) && is_wanted(&r.text());
            });
            found
        };
        reads(is_capital(form)) || (is_capital(form) && !is_capital(lemma) && reads(false))
    }

    fn keys(&self, word: &str) -> Keys {
        self.shaped(word).unwrap_or_else(|| self.plain(&small(word), is_capital(word)))
    }

    /// Returns the likeliest key of a word that is no key of itself.
    fn citation_of_plural(&self, word: &str, capital: bool) -> Option<String> {
        let (mut first, mut is_own) = (None, false);
        readings(self.0.as_ref(), word, capital, |r| {
            let text = r.text();
            is_own |= text == word;
            first.get_or_insert(text);
        });
        first.filter(|_| !is_own).map(CompactString::into_string)
    }

    /// Returns the keys of a word whose shape tells more than its endings; `None` for an ordinary word.
    fn shaped(&self, word: &str) -> Option<Keys> {
        if is_ordinary(word) {
            return None;
        }
        if let Some((name, ending)) = word.split_once(is_apostrophe) {
            return apostrophe(name, ending);
        }
        if let Some(hyphen) = hyphens(word).last() {
            let tail = word[hyphen..].trim_start_matches(is_hyphen);
            return Some(self.hyphenated(&word[..hyphen], tail));
        }
        is_acronym(word).then(|| self.acronym(word))
    }

    /// A word all in capitals: an acronym, or an ordinary word that is shouted.
    fn acronym(&self, word: &str) -> Keys {
        const LONGEST_ACRONYM: usize = 5;
        let word_small = small(word);
        let mut keys = Keys::new();
        if word.chars().count() <= LONGEST_ACRONYM {
            keys.push(Key::strong(&*word_small, Reason::Acronym));
        }
        let shouted = self.plain(&word_small, true);
        if keys.is_empty() || !shouted.iter().any(|k| k.reason == Reason::Stem) {
            shouted.into_iter().for_each(|key| add(&mut keys, key));
        }
        keys
    }

    fn hyphenated(&self, head: &str, tail: &str) -> Keys {
        let is_tail_small = tail.chars().all(char::is_lowercase);
        if is_acronym(head)
            || (head.chars().any(char::is_uppercase)
                && head.chars().skip(1).any(char::is_uppercase))
        {
            if ACRONYM_ENDINGS.contains(&tail) {
                return smallvec![Key::strong(small(head), Reason::AcronymEnding)];
            }
            if is_tail_small && DERIVED.iter().any(|d| tail.starts_with(d)) {
                return self.plain(&format!("{}{tail}", small(head)), false);
            }
        }
        if head.chars().all(|c| c.is_ascii_digit()) && DIGIT_ENDINGS.contains(&tail) {
            return smallvec![Key::strong(head, Reason::DigitEnding)];
        }
        // polsko-niemieckiego: the head stays; kobiety-żołnierza: both parts are folded
        let head = if keys_stay(head) {
            small(head).into_owned()
        } else {
            self.keys(head).first().map_or_else(String::new, |k| k.text.to_string())
        };
        let tails = self.keys(tail).into_iter().filter(|key| key.reason != Reason::Stem);
        tails
            .map(|key| Key {
                text: format_compact!("{head}-{}", key.text),
                strength: key.strength,
                reason: Reason::Compound,
            })
            .collect()
    }

    fn plain(&self, word: &str, capital: bool) -> Keys {
        if let Some(lemmas) = suppletive(word) {
            return lemmas.iter().map(|&lemma| Key::strong(lemma, Reason::Suppletive)).collect();
        }
        let mut keys = Keys::new();
        let mut known = false;
        readings(self.0.as_ref(), word, capital, |reading| {
            if !reading.rare {
                known = known || reading.is_common();
                add(&mut keys, reading.key());
            }
        });
        if keys.is_empty() && !word.is_empty() {
            keys.push(Key::strong(word, Reason::Itself));
        }
        if !known && word.chars().all(char::is_alphabetic) && !word.is_empty() {
            keys.push(Key::weak(stem(word), Reason::Stem));
        }
        keys
    }
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

/// Kennedy'ego: what stands before the apostrophe is the name; a mute e is restored by whoever writes the name.
fn apostrophe(name: &str, ending: &str) -> Option<Keys> {
    const LONGEST_ENDING: usize = 4;
    let is_ending =
        ending.chars().count() <= LONGEST_ENDING && ending.chars().all(char::is_lowercase);
    (!name.is_empty() && is_ending)
        .then(|| smallvec![Key::strong(small(name), Reason::ApostropheEnding)])
}

/// Endings that an acronym takes after a hyphen; *-etu* in MSZ-etu is read from the letter's name (zet).
const ACRONYM_ENDINGS: [&str; 39] = [
    "u", "a", "owi", "em", "iem", "ie", "e", "y", "i", "ów", "om", "ami", "ach", "ą", "ę", "o",
    "ze", "cie", "etu", "etem", "etowi", "ecie", "elu", "elem", "elowi", "le", "esie", "esem",
    "esu", "erze", "eru", "erem", "efie", "efu", "efem", "enie", "enu", "enem", "ach",
];

/// Letters with which a word is derived from an acronym: NATO-wski, AK-owiec.
const DERIVED: [&str; 6] = ["owski", "wski", "owsk", "wsk", "owi", "owc"];

/// Endings that a number in digits takes after a hyphen.
const DIGIT_ENDINGS: [&str; 13] =
    ["ty", "tych", "tym", "tymi", "ego", "go", "tego", "ych", "ymi", "ym", "te", "ta", "tej"];

/// Returns true for the first part of a compound that is not inflected: polsko-, e-, 20-, anty-.
fn keys_stay(head: &str) -> bool {
    const SHORT: usize = 3;
    head.ends_with('o')
        || head.chars().count() <= SHORT
        || is_acronym(head)
        || !head.chars().all(char::is_alphabetic)
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
    let fits =
        |ending: &&&str| word.ends_with(**ending) && s.len() >= ending.chars().count() + LEAST_STEM;
    let ending = ENDINGS.iter().find(fits).map_or(0, |ending| ending.chars().count());
    s.truncate(s.len() - ending);
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
