//! The index: every stored text that is like another, found from a few pages of the file.
//!
//! One index a language (regions share one), inside the memory's file, kept up to date in the
//! transactions that change the texts. What it promises: [`Search::candidates`] leaves out no
//! text whose score reaches the threshold. How that is known stands in [`search`]; the score in
//! [`score`](mod@super::score).
//!
//! | tables | hold | written by |
//! |---|---|---|
//! | `searches` | a row a language ([`catalogue`]) | every change |
//! | `search_words_N`, `search_links_N` | the vocabulary of language N, and who is whose relative ([`vocabulary`], [`relatives`]) | words met for the first time |
//! | `search_shelves_N_B` | slots: sequences of words and the units that have them ([`shelf`]) | [`build`] in sorted runs, [`tail`] at the end |
//! | `search_lists_N_B` | which slots hold a word ([`postings`]) | the same |
//! | `search_families_N_B` | of slots with very many units: which of them differ in numbers only ([`families`]) | the same |
//! | `search_forms_N` | the words of language N letter by letter, for a concordance ([`forms`]) | words met for the first time |
//!
//! Sizes stand in [`limits`]. B counts how often the slots were made anew. Removed units stay named until then: a lookup
//! that reads their row finds none, and numbers of units are never used twice.

mod asked;
mod build;
mod catalogue;
mod check;
pub(super) mod codec;
mod families;
mod forms;
mod limits;
mod phrase;
mod postings;
mod relatives;
mod search;
mod shelf;
mod sorter;
mod tail;
mod vocabulary;
mod word_id;
mod writer;

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

pub(super) use catalogue::Catalogue;
pub(super) use check::{Flaw, check};
pub(super) use families::{Alike, Families};
pub(super) use phrase::{Lettered, slots_with};
pub(super) use search::{Candidate, Scratch, Search};
pub(super) use writer::{IndexWriter, clear, tidy};

/// What is kept between two questions.
#[derive(Default)]
pub(super) struct Cache {
    catalogues: HashMap<String, Arc<Catalogue>>,
    pub(super) scratch: Scratch,
}

impl Cache {
    /// Returns the catalogue of a language as the present transaction sees it; `None` when no
    /// text of it is indexed.
    pub(super) fn catalogue(
        &mut self,
        conn: &Connection,
        lang: &str,
    ) -> rusqlite::Result<Option<Arc<Catalogue>>> {
        let Some(stamp) = Catalogue::stamp(conn, lang)? else {
            self.catalogues.remove(lang);
            return Ok(None);
        };
        if let Some(known) = self.catalogues.get(lang)
            && known.is_of(stamp)
        {
            return Ok(Some(Arc::clone(known)));
        }
        let loaded = Catalogue::load(conn, lang)?.map(Arc::new);
        if let Some(catalogue) = &loaded {
            self.catalogues.insert(lang.to_string(), Arc::clone(catalogue));
        }
        Ok(loaded)
    }
}

#[cfg(test)]
mod tests {
    //! The promise: whatever was stored, added, removed, a search finds what a scan finds, in
    //! the same order. Sizes are small here ([`super::limits`]), so that a few texts go through
    //! every part of the index.

    use proptest::prelude::*;

    use crate::bitext::{Review, TranslationUnit};
    use crate::memory::{
        How, ImportId, ImportInfo, Memory, Pattern, Penalties, Percent, Query, Removal, UnitId,
        Wanted,
    };
    use crate::text::Lang;

    const INFO: ImportInfo<'_> = ImportInfo { what: "test", now: "20260102T030405Z", rules: "" };

    /// What happens to a memory.
    #[derive(Clone, Debug)]
    enum Step {
        /// Many texts come at one go.
        Import(Vec<(String, String)>),
        /// One text comes, then another, each in a write of its own.
        Add(Vec<(String, String)>),
        /// Of the units there ever were, those at these places.
        RemoveUnits(Vec<prop::sample::Index>),
        RemoveImport(prop::sample::Index),
        Reindex,
    }

    fn polish() -> impl Strategy<Value = String> {
        let words = vec![
            "nie", "bez", "rada", "rady", "radzie", "rad", "radny", "kraj", "kraju", "kraje",
            "czytać", "czytanie", "czytamy", "ustawa", "ustawy", "ustawie", "ustwa", "w", "i",
            "na", "do", "2014", "2015", "12", "%s", "<b>", ",", ".", "Rada", "minister",
            "ministra", "ministre",
        ];
        text_of(words)
    }

    fn english() -> impl Strategy<Value = String> {
        let words = vec![
            "the",
            "file",
            "files",
            "File",
            "not",
            "open",
            "opened",
            "opening",
            "directory",
            "directories",
            "direcotry",
            "12",
            "15",
            "%s",
            "{name}",
            ",",
            ".",
            "cannot",
            "settings",
            "setings",
            "setting",
            "and",
            "...",
            "of",
        ];
        text_of(words)
    }

    /// Usual sentences, words alone, one word many times, numbers only, nothing but marks, huge.
    fn text_of(words: Vec<&'static str>) -> impl Strategy<Value = String> {
        let word = || prop::sample::select(words.clone());
        prop_oneof![
            8 => prop::collection::vec(word(), 1..9).prop_map(|words| words.join(" ")),
            2 => word().prop_map(str::to_string),
            2 => (word(), 2usize..7).prop_map(|(word, times)| [word].repeat(times).join(" ")),
            2 => "[0-9]{1,2}([.:/ ][0-9]{1,2}){0,3}",
            1 => "[.,!?\u{a0}\u{ad}-]{1,4}",
            1 => "(\u{7}|\u{200b}){0,2}[a-c]?",
            1 => (word(), word(), 60usize..90).prop_map(|(a, b, times)| [a, b].repeat(times).join(" ")),
        ]
    }

    fn pairs(most: usize) -> impl Strategy<Value = Vec<(String, String)>> {
        // Some differ from others in numbers only, in both texts.
        let page = |(n, of, mark): (u32, u32, &str)| {
            (format!("strona {n} z {of}{mark}"), format!("Page {n} of {of}{mark}"))
        };
        let page = (1..9u32, 1..4u32, prop::sample::select(vec!["", ".", "!"])).prop_map(page);
        let pair = prop_oneof![3 => (polish(), english()), 1 => page];
        prop::collection::vec(pair, 1..most)
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            3 => pairs(60).prop_map(Step::Import),
            3 => pairs(6).prop_map(Step::Add),
            2 => prop::collection::vec(any::<prop::sample::Index>(), 1..12).prop_map(Step::RemoveUnits),
            1 => any::<prop::sample::Index>().prop_map(Step::RemoveImport),
            1 => Just(Step::Reindex),
        ]
    }

    fn lang(tag: &str) -> Lang {
        Lang::new(tag).expect("a tag")
    }

    fn units(pairs: Vec<(String, String)>) -> Vec<TranslationUnit> {
        let unit = |(pl, en): (String, String)| {
            // Some texts are empty or have a region; a unit of two texts in one language is one too.
            let tag = if en.len() % 5 == 0 { "en-GB" } else { "en" };
            let other = if pl.len() % 7 == 0 { "en" } else { "pl" };
            let mut unit = TranslationUnit::pair((lang(other), &pl), (lang(tag), &en)).ok()?;
            // Some are marked, so that penalties have something to do.
            let mark = |name: &str, value: &str| (name.to_string(), value.to_string());
            match (pl.len() + en.len()) % 6 {
                0 => unit.review = Review::Unreviewed,
                1 => unit.properties.extend([mark("x-origin", "MT")]),
                2 => unit.properties.extend([mark("domain", "medicine")]),
                3 => unit.properties.extend([mark("x-domain", "Law")]),
                _ => {}
            }
            Some(unit)
        };
        pairs.into_iter().filter_map(unit).collect()
    }

    fn take(memory: &mut Memory, step: Step) {
        let everything = |memory: &Memory| memory.imports().expect("read");
        match step {
            Step::Import(pairs) => {
                memory.extend(&INFO, units(pairs), &[]).expect("stored");
            }
            Step::Add(pairs) => units(pairs).into_iter().for_each(|unit| {
                memory.extend(&INFO, [unit], &[]).expect("stored");
            }),
            Step::RemoveUnits(places) => {
                let ids: Vec<UnitId> = memory.units().filter_map(|u| Some(u.ok()?.0)).collect();
                for place in places.iter().filter(|_| !ids.is_empty()) {
                    memory.remove(Removal::Unit(*place.get(&ids))).expect("removed");
                }
            }
            Step::RemoveImport(place) => {
                let ids: Vec<ImportId> =
                    everything(memory).iter().map(|import| import.id).collect();
                if !ids.is_empty() {
                    memory.remove(Removal::Import(*place.get(&ids))).expect("removed");
                }
            }
            Step::Reindex => memory.reindex().expect("made anew"),
        }
    }

    /// Some seconds' worth, or as many as `PROPTEST_CASES` says.
    fn cases() -> u32 {
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(24)
    }

    /// What a concordance can be asked for besides words, made of a text.
    fn parts(text: &str, from: prop::sample::Index, length: usize) -> Vec<(How, String)> {
        let letters: Vec<char> = text.chars().collect();
        if letters.is_empty() {
            return Vec::new();
        }
        let part: String = letters[from.index(letters.len())..].iter().take(length).collect();
        let patterns = [
            regex::escape(&part),
            format!("(?i){}[aey ]", regex::escape(&part)),
            format!("({}|ustaw)", regex::escape(&part)),
        ];
        let patterns = patterns.iter().filter_map(|pattern| Pattern::new(pattern).ok());
        let mut parts = vec![(How::Part, part.clone()), (How::Plain, part.to_uppercase())];
        parts.extend(patterns.map(|pattern| (How::Pattern(pattern), String::new())));
        parts
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases()))]

        #[test]
        fn a_search_finds_what_a_scan_finds(
            steps in prop::collection::vec(step(), 1..9),
            asked in prop::collection::vec(prop_oneof![4 => polish(), 4 => english(), 1 => "Page [1-9] of [1-4]"], 1..8),
            limit in prop_oneof![Just(1usize), Just(3), Just(10), Just(usize::MAX)],
            penalties in prop_oneof![3 => Just([0u8; 3]), 1 => [0u8..20, 0u8..20, 0u8..20]],
            cut in (any::<prop::sample::Index>(), 3usize..9),
            mins in prop::collection::vec(prop_oneof![Just(50u8), Just(70), Just(85), 0u8..=100], 1..4),
        ) {
            let mut memory = Memory::in_ram().expect("a memory");
            for step in steps {
                take(&mut memory, step);
                prop_assert_eq!(memory.verify().expect("read"), vec![]);
            }
            // What is stored is asked for too: it has exact matches.
            let stored = memory.units().filter_map(|unit| Some(unit.ok()?.1)).step_by(17);
            let stored = stored.flat_map(|unit| unit.variants().to_vec()).map(|variant| variant.text);
            let asked: Vec<String> = asked.into_iter().chain(stored.take(6)).collect();
            for text in &asked {
                for (how, part) in parts(text, cut.0, cut.1) {
                    let wanted = Wanted { how, ..Wanted::default() };
                    let query = Query { limit, ..Query::new(&part) };
                    let found = memory.concordance_of(&query, &wanted).expect("read");
                    memory.searchable = false;
                    let scanned = memory.concordance_of(&query, &wanted).expect("read");
                    memory.searchable = true;
                    prop_assert_eq!(&found, &scanned, "{:?} {:?}", wanted.how, query);
                }
                for lang in [None, Some(lang("pl")), Some(lang("en"))] {
                    for &min in &mins {
                        let min = Percent::new(min).expect("a percentage");
                        let [unreviewed, machine, domain] = penalties;
                        let in_domain = Some("law".to_string());
                        let penalties =
                            Penalties { unreviewed, machine, domain, in_domain, ..Penalties::default() };
                        let query =
                            Query { lang: lang.clone(), min, limit, penalties, ..Query::new(text) };
                        let found = memory.lookup(&query).expect("read");
                        let scanned =
                            memory.lookup(&Query { exhaustive: true, ..query.clone() }).expect("read");
                        prop_assert_eq!(&found, &scanned, "{:?}", query);
                    }
                }
            }
        }
    }
}
