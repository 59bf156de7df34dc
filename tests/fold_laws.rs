//! Laws of the fold, for any string: it always answers, the same way each time, and a broken table is no danger.

use std::fs;

use kladka::language::fold::table::{self, Table};
use kladka::language::fold::{Strength, can_be, fold, parts, without_diacritics};
use proptest::prelude::*;

const LANGUAGES: [&str; 5] = ["pl", "en", "de", "ru", "xx"];

/// Words as they occur, words nobody writes, and any text at all.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-ZąćęłńóśźżĄĆĘŁŃÓŚŹŻ]{1,14}",
        "[A-Z]{2,5}-[a-zó]{1,5}",
        "[A-Za-zż]{1,8}['’-][a-zA-Z]{0,6}",
        "\\PC{1,50}",
        ".{0,8}"
    ]
}

proptest! {
    #[test]
    fn every_word_has_a_best_key(word in word(), lang in prop::sample::select(&LANGUAGES)) {
        let keys = fold(lang, &word);
        prop_assert_eq!(keys.is_empty(), word.is_empty());
        prop_assert!(keys.is_empty() || keys.iter().all(|key| !key.text.is_empty()));
        prop_assert_eq!(&keys, &fold(lang, &word));
        parts(lang, &word);
    }

    #[test]
    fn a_word_meets_itself_and_can_be_itself(word in word(), lang in prop::sample::select(&LANGUAGES)) {
        let keys = fold(lang, &word);
        prop_assert_eq!(keys.meets(&keys).is_some(), !word.is_empty());
        prop_assert!(can_be(lang, &word, &word));
    }

    #[test]
    fn meeting_is_mutual(a in word(), b in word(), lang in prop::sample::select(&LANGUAGES)) {
        let (a, b) = (fold(lang, &a), fold(lang, &b));
        prop_assert_eq!(a.meets(&b), b.meets(&a));
    }

    #[test]
    fn a_strong_meeting_is_of_strong_keys(a in word(), b in word()) {
        let (a, b) = (fold("pl", &a), fold("pl", &b));
        let shared = a.strong().any(|key| b.strong().any(|other| key == other));
        prop_assert_eq!(a.meets(&b) == Some(Strength::Strong), shared);
    }

    #[test]
    fn diacritics_come_off_once(key in word()) {
        let bare = without_diacritics(&key);
        prop_assert_eq!(without_diacritics(&bare), bare);
    }

    #[test]
    fn a_broken_table_harms_no_one(place in 0usize..200_000, value: u8, cut in 0usize..200_000, codes in prop::collection::vec(0u8..=40, 0..60)) {
        let mut bytes = fs::read("src/language/data/fold.bin").expect("the table is part of the repository");
        let length = bytes.len();
        bytes[place % length] = value;
        bytes[table::HEADER_BYTES - 1 - place % table::HEADER_BYTES] ^= value;
        for bytes in [&bytes[..], &bytes[..cut % length]] {
            if let Some(table) = Table::open(bytes) {
                let rules: Vec<_> = table.rules(&codes, true).chain(table.rules(&codes, false)).collect();
                prop_assert!(rules.iter().all(|rule| rule.from <= rule.to && rule.to <= codes.len()));
            }
        }
    }
}
