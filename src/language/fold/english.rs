//! English keys: the learned endings, possessives, two spellings, compounds.
//!
//! The table of endings is the same kind as the Polish one ([`super::table`]); it was learned from a frequency list and our own list of
//! irregular words, not from a dictionary. An -ing form is a word of its own (*building*) and, weakly, a form of its verb. A hyphenated
//! compound is also found closed (*e-mail*, *email*), a British spelling also in its American one.

use std::sync::LazyLock;

use compact_str::format_compact;

use super::readings::readings;
use super::shape::{hyphens, is_apostrophe, is_capital, is_hyphen, small};
use super::spelling::american;
use super::table::Table;
use super::{Key, Keys, Reason, Strength, add};

static BYTES: &[u8] = include_bytes!("../data/fold_en.bin");
static TABLE: LazyLock<Option<Table<'static>>> = LazyLock::new(|| Table::open(BYTES));

/// Returns the keys of a word.
pub fn keys(word: &str) -> Keys {
    let word = without_clitic(word);
    let Some(hyphen) = hyphens(word).last() else {
        return spelled(plain(&small(word), is_capital(word)));
    };
    compound(&word[..hyphen], word[hyphen..].trim_start_matches(is_hyphen))
}

/// Returns true if the form can be one of the lemma.
pub fn can_be(form: &str, lemma: &str) -> bool {
    let form = without_clitic(form);
    let (small_form, small_lemma) = (small(form), small(without_clitic(lemma)));
    if small_form == small_lemma {
        return true;
    }
    let wanted = american(&small_lemma).unwrap_or_else(|| small_lemma.to_string());
    let is_wanted =
        |key: &Key| key.text == wanted || american(&key.text).is_some_and(|a| a == wanted);
    if hyphens(form).next().is_some() {
        return keys(form).iter().any(is_wanted);
    }
    let mut found = false;
    readings(TABLE.as_ref(), &small_form, is_capital(form), |r| found |= is_wanted(&r.key()));
    found
}

/// Takes off the possessive (country's, countries') and what is joined by an apostrophe otherwise (they've, don't).
fn without_clitic(word: &str) -> &str {
    let Some(at) = word.find(is_apostrophe).filter(|&at| at > 0) else { return word };
    let (head, tail) = (&word[..at], word[at..].trim_start_matches(is_apostrophe));
    match tail {
        "t" | "T" => head.strip_suffix(['n', 'N']).filter(|h| h.len() > 1).unwrap_or(head),
        "" | "s" | "S" | "re" | "ve" | "ll" | "d" | "m" => head,
        _ => word, // O'Neill
    }
}

fn plain(word: &str, capital: bool) -> Keys {
    let mut keys = Keys::new();
    readings(TABLE.as_ref(), word, capital, |reading| {
        if !reading.rare {
            add(&mut keys, reading.key());
        }
    });
    if keys.is_empty() && !word.is_empty() {
        keys.push(Key::strong(word, Reason::Itself));
    }
    keys
}

/// Adds the American spelling of every key that has one.
fn spelled(mut keys: Keys) -> Keys {
    let other = |key: &Key| {
        let text = american(&key.text)?.into();
        Some(Key { text, strength: key.strength, reason: Reason::American })
    };
    let others: Keys = keys.iter().filter_map(other).collect();
    others.into_iter().for_each(|key| add(&mut keys, key));
    keys
}

/// policy-makers: the last part is folded; the closed spelling is a key, too.
fn compound(head: &str, tail: &str) -> Keys {
    let head = small(head);
    let tails = spelled(plain(&small(tail), is_capital(tail)));
    let mut keys = Keys::new();
    for key in &tails {
        let text = format_compact!("{head}-{}", key.text);
        add(&mut keys, Key { text, strength: key.strength, reason: Reason::Compound });
    }
    let closed: String = head.chars().filter(|&c| !is_hyphen(c)).collect();
    for key in tails
        .iter()
        .filter(|k| k.strength == Strength::Strong && k.text.chars().all(char::is_alphabetic))
    {
        add(&mut keys, Key::strong(format!("{closed}{}", key.text), Reason::Closed));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_opens() {
        assert!(
            TABLE.is_some(),
            "src/language/data/fold_en.bin is not a table of this version: run examples/train_fold"
        );
    }
}
