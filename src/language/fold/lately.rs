//! Words folded lately. A page asks for the keys of the same words many times: when it is aligned,
//! when terms are looked for, when a glossary is read.

use std::cell::RefCell;

use compact_str::CompactString;

use super::FoldKeys;

/// Places for words, each at the one that its letters name; a later word takes an earlier one's.
const PLACES: usize = 2048;

/// Bytes of the longest word that is remembered.
const LONGEST: usize = 64;

/// A word of a language and its keys.
struct Folded {
    lang: CompactString,
    word: CompactString,
    keys: FoldKeys,
}

thread_local! {
    static LATELY: RefCell<Vec<Option<Folded>>> = const { RefCell::new(Vec::new()) };
}

/// Returns what folding a word gave before, or folds it.
pub(super) fn keys(lang: &str, word: &str, fold: impl FnOnce() -> FoldKeys) -> FoldKeys {
    if word.len() > LONGEST {
        return fold();
    }
    let place = place(lang, word);
    let known = LATELY.with_borrow(|all| match all.get(place) {
        Some(Some(one)) if one.word == word && one.lang == lang => Some(one.keys.clone()),
        _ => None,
    });
    known.unwrap_or_else(|| {
        let keys = fold();
        let one = Folded { lang: lang.into(), word: word.into(), keys: keys.clone() };
        LATELY.with_borrow_mut(|all| {
            all.resize_with(PLACES, || None);
            all[place] = Some(one);
        });
        keys
    })
}

/// FNV-1a (Fowler, Noll, Vo), its upper half mixed in.
fn place(lang: &str, word: &str) -> usize {
    let bytes = lang.bytes().chain(word.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash ^ hash >> 32) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use crate::language::fold::{FoldKeys, fold};

    #[test]
    fn a_word_has_the_keys_of_its_language_whatever_was_asked_before() {
        // More words than places, so that many share one; some of them with themselves in the other
        // language.
        let letter = |n: u32| char::from(b'a' + (n % 26) as u8);
        let asked: Vec<(&str, String)> = (0..20_000)
            .map(|n| [n, n / 26, n / 676].into_iter().map(letter).chain("ami".chars()).collect())
            .flat_map(|word: String| [("pl", word.clone()), ("en", word)])
            .collect();
        let answers = |asked: &[(&str, String)]| -> Vec<FoldKeys> {
            asked.iter().map(|(lang, word)| fold(lang, word)).collect()
        };
        let forward = answers(&asked);
        let mut turned = asked.clone();
        turned.reverse();
        let mut backward =
            std::thread::spawn(move || answers(&turned)).join().expect("no word is refused");
        backward.reverse();
        for ((one, other), asked) in forward.iter().zip(&backward).zip(&asked) {
            assert_eq!(one, other, "{asked:?}");
        }
        assert_eq!(answers(&asked), forward);
    }
}
