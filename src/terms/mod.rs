//! Term pairs: what is called what in two texts, aligned or comparable.
//!
//! [`extract`] reads both sides into words (`reading`), gathers the stretches that can be
//! terms (`candidate`), and finds which answer each other. In aligned text (`parallel`) the trained
//! word links of [`links`] say so, and the weights of spans what is worth a line. In comparable
//! text (`comparable`) nothing says which sentence answers
//! which, so a pair needs evidence in itself: letters, sound, a dictionary or a glossary for every one of its
//! words. What is left over is reported as unpaired rather than guessed at.

mod candidate;
mod cited;
mod comparable;
pub mod links;
mod pair;
mod parallel;
mod reading;

use crate::bitext::{Bead, Evidence, Occurrence, SentencePair, TermKind, TermPair};
use crate::lexicon::Given;
use crate::text::Lang;

use cited::Cited;
use links::{LinkCounts, Linker};
use pair::Settling;
use reading::Side;

/// A sentence of one of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<'t> {
    /// Its text, to which the ranges of [`Occurrence`]s belong.
    pub text: &'t str,
    /// Its number, by which links and occurrences name it.
    pub number: usize,
}

/// What is known of which sentence answers which.
#[derive(Clone, Copy, Debug)]
pub enum Links<'a> {
    /// The texts are translations of each other, aligned.
    Aligned(&'a [Bead]),
    /// The texts speak of the same things; some sentences may answer each other.
    Comparable(&'a [SentencePair]),
}

/// A pair that a glossary or a memory knows and that stands in the texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The source term in its citation form.
    pub source: String,
    /// The target term in its citation form.
    pub target: String,
    /// Where the source term stands.
    pub source_places: Vec<Occurrence>,
    /// Where the target term stands.
    pub target_places: Vec<Occurrence>,
    /// Who knows it: [`Evidence::Glossary`], [`Evidence::Lexicon`] or [`Evidence::Memory`].
    pub evidence: Evidence,
    /// How probable it is that the two answer each other here, 0 to 1.
    pub confidence: f64,
}

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct ExtractOptions<'l> {
    /// Pairs less probable than this are left out, 0 to 1.
    pub min_confidence: f64,
    /// Whether verbs, adjectives and adverbs standing alone count as terms; `None` leaves it to
    /// the size of the texts (they do up to [`SMALL_TEXT`] sentences a side).
    pub all_parts: Option<bool>,
    /// Words known to answer each other, by their keys: the parts of which terms are made.
    pub given: Option<&'l Given>,
    /// What was counted in a memory, for aligned texts.
    pub memory: Option<&'l LinkCounts>,
}

/// Texts of so many sentences a side are small: every pair of words is worth listing.
pub const SMALL_TEXT: usize = 200;

impl Default for ExtractOptions<'_> {
    fn default() -> Self {
        ExtractOptions { min_confidence: 0.5, all_parts: None, given: None, memory: None }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Extracted {
    /// Term pairs: those first that a terminologist would store first.
    pub pairs: Vec<FoundPair>,
    /// Source terms that nothing answers, in the order of the text.
    pub unpaired_source: Vec<Unpaired>,
    /// Target terms that nothing answers, in the order of the text.
    pub unpaired_target: Vec<Unpaired>,
}

/// A term pair, and what it is worth as a term.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPair {
    /// The pair; its confidence is how probable it is that the two answer each other.
    pub pair: TermPair,
    /// How probable it is that a terminologist would store it, if they do, 0 to 1.
    pub termhood: f64,
}

/// What is left of the worth of a pair that is written alike: most are names of persons and firms,
/// and tell a translator nothing.
const SPELLED_ALIKE: f64 = 0.5;
/// What is left of the worth of a name: there is seldom a choice in it, and a text has many. Chosen so that
/// names and terms share the beginning of a long list of news.
const NAMES: f64 = 0.6;

impl FoundPair {
    /// Returns what a list of terms is ordered by, the greatest first: surety, worth as a term, and how
    /// often it was met.
    pub fn rank(&self) -> f64 {
        self.rank_at(self.pair.frequency())
    }

    /// The same for a pair that was met so often.
    pub fn rank_at(&self, frequency: usize) -> f64 {
        // A doubtful pair is worth less than its probability: every wrong line costs a reader.
        let sure = self.pair.confidence * self.pair.confidence;
        let alike = self.pair.source.to_lowercase() == self.pair.target.to_lowercase();
        let news = if alike { SPELLED_ALIKE } else { 1.0 };
        let kind = if self.pair.kind == TermKind::Name { NAMES } else { 1.0 };
        sure * self.termhood * news * kind * (1.0 + (frequency.max(1) as f64).ln())
    }
}

/// A name or repeated term that nothing in the other text answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Unpaired {
    /// The term in its citation form.
    pub term: String,
    /// What kind of term it is.
    pub kind: TermKind,
    /// Where it stands.
    pub occurrences: Vec<Occurrence>,
}

/// Finds the term pairs of two texts.
///
/// Sentences whose text is page furniture should be left out by the caller; their numbers may be
/// missing from `source` and `target`. Links to sentences that are not given are ignored.
///
/// ```
/// use kladka::terms::{ExtractOptions, Links, Sentence, extract};
/// let source = [Sentence { text: "Polska wspiera Globalną Koalicję.", number: 0 }];
/// let target = [Sentence { text: "Poland supports the Global Coalition.", number: 0 }];
/// let (pl, en) = ("pl".parse()?, "en".parse()?);
/// let found =
///     extract(&pl, &source, &en, &target, Links::Comparable(&[]), &[], &ExtractOptions::default());
/// assert_eq!(found.pairs[0].pair.source, "Globalna Koalicja");
/// assert_eq!(found.pairs[0].pair.target, "Global Coalition");
/// # Ok::<(), kladka::text::LangError>(())
/// ```
pub fn extract(
    source_lang: &Lang,
    source: &[Sentence<'_>],
    target_lang: &Lang,
    target: &[Sentence<'_>],
    links: Links<'_>,
    known: &[Known],
    options: &ExtractOptions<'_>,
) -> Extracted {
    let source = Side::read(source_lang, source, false);
    let target = Side::read(target_lang, target, true);
    let small = source.len().max(target.len()) <= SMALL_TEXT;
    let all_parts = options.all_parts.unwrap_or(small);
    let langs = (source_lang.primary(), target_lang.primary());
    let (proposals, known) = match links {
        Links::Aligned(beads) => {
            let given = options.given.filter(|given| !given.dictionaries().is_empty());
            let memory = options.memory.filter(|counts| !counts.is_empty());
            let linker = Linker { given, memory, why: true, ..Linker::new(langs) };
            (parallel::propose(&source, &target, beads, known, &linker), known.to_vec())
        }
        Links::Comparable(pairs) => {
            // Every pair of words is asked for; the dictionaries are asked once a word.
            let lexicon =
                options.given.map(|given| given.between(source.listed(), target.listed()));
            let mut proposals = comparable::propose(&source, &target, pairs, lexicon.as_ref());
            let known = comparable::compete(&source, &target, &mut proposals, known);
            (proposals, known)
        }
    };
    let settling = Settling {
        known: &known,
        min_confidence: options.min_confidence,
        all_parts,
        cited: Cited::of(options.given, langs),
    };
    pair::settle(&source, &target, proposals, settling)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(texts: &[&'static str]) -> Vec<Sentence<'static>> {
        texts.iter().enumerate().map(|(number, text)| Sentence { text, number }).collect()
    }

    fn lang(tag: &str) -> Lang {
        tag.parse().expect("a language")
    }

    fn comparable(source: &[&'static str], target: &[&'static str]) -> Extracted {
        let (source, target) = (sentences(source), sentences(target));
        let options = ExtractOptions::default();
        let links = Links::Comparable(&[]);
        extract(&lang("pl"), &source, &lang("en"), &target, links, &[], &options)
    }

    fn aligned(pairs: &[(&'static str, &'static str)]) -> Extracted {
        let (source, target): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
        let (source, target) = (sentences(&source), sentences(&target));
        let bead = |n: usize| Bead { source: n..n + 1, target: n..n + 1, confidence: 1.0 };
        let beads: Vec<Bead> = (0..pairs.len()).map(bead).collect();
        let options = ExtractOptions::default();
        extract(&lang("pl"), &source, &lang("en"), &target, Links::Aligned(&beads), &[], &options)
    }

    fn pair<'e>(found: &'e Extracted, source: &str) -> Option<&'e TermPair> {
        found.pairs.iter().map(|found| &found.pair).find(|pair| pair.source == source)
    }

    fn check(found: &Extracted, expected: &[(&str, &str)]) {
        for (source, target) in expected {
            let answer = pair(found, source).map(|pair| pair.target.as_str());
            assert_eq!(answer, Some(*target), "to {source}; found {:#?}", found.pairs);
        }
    }

    #[test]
    fn a_name_is_found_in_all_its_forms_in_comparable_texts() {
        let found = comparable(
            &[
                "ZMIANY W GLOBALNEJ KOALICJI NA RZECZ MÓRZ",
                "Minister rozmawiał z Globalną Koalicją o patrolach.",
                "Globalna Koalicja działa od lat, a Globalnej Koalicji pomaga Gdynia.",
            ],
            &[
                "The patrols of the Global Coalition left the port of Gdynia.",
                "The minister thanked the Global Coalition’s members.",
            ],
        );
        check(
            &found,
            &[
                ("Globalna Koalicja", "Global Coalition"),
                ("Gdynia", "Gdynia"),
                ("patrol", "patrol"),
                ("minister", "minister"),
            ],
        );
        let name = pair(&found, "Globalna Koalicja").expect("found above");
        assert_eq!(name.kind, TermKind::Name);
        assert_eq!(name.frequency(), 2);
        let forms: Vec<&str> =
            name.occurrences.iter().filter(|o| !o.in_target).map(|o| o.form.as_str()).collect();
        assert_eq!(
            forms,
            ["GLOBALNEJ KOALICJI", "Globalną Koalicją", "Globalna Koalicja", "Globalnej Koalicji"]
        );
    }

    #[test]
    fn what_has_no_counterpart_is_left_unpaired() {
        let found = comparable(
            &[
                "Polska należy do tzw. „Małej Grupy”, złożonej z 12 państw.",
                "Odzyskano 8 milionów dolarów w Baszkonii.",
            ],
            &["A group of five million people met in the Middle East, the group said."],
        );
        assert!(found.pairs.is_empty(), "invented {:#?}", found.pairs);
        let alone = |side: &[Unpaired], term: &str| side.iter().any(|u| u.term == term);
        assert!(alone(&found.unpaired_source, "Mała Grupa"), "{:#?}", found.unpaired_source);
        assert!(alone(&found.unpaired_target, "Middle East"), "{:#?}", found.unpaired_target);
    }

    #[test]
    fn one_page_of_aligned_text_is_enough() {
        let found = aligned(&[
            (
                "Port w Gdyni czeka na statek badawczy.",
                "The port of Gdynia awaits a research ship.",
            ),
            ("Statek badawczy wypłynął w maju.", "The research ship sailed in May."),
            ("Ten region zna Jan Borucki.", "This region is known to Jan Borucki."),
            ("Pomoc humanitarna dotarła późno.", "Humanitarian aid came late."),
            ("Bez pomocy nie ma nadziei.", "Without aid there is no hope."),
        ]);
        check(
            &found,
            &[
                ("Gdynia", "Gdynia"),
                ("Jan Borucki", "Jan Borucki"),
                ("port", "port"),
                ("region", "region"),
                ("statek badawczy", "research ship"),
            ],
        );
        assert!(pair(&found, "statek").is_none(), "counts alone do not tell a ship from research");
        assert!(
            found.pairs.iter().all(|f| f.pair.confidence <= 0.99 && f.pair.confidence >= 0.5),
            "{:#?}",
            found.pairs
        );
    }

    #[test]
    fn known_pairs_are_taken_over_and_block_others() {
        let (source, target) = (sentences(&["Rada obraduje."]), sentences(&["The council meets."]));
        let place = |in_target, range: std::ops::Range<usize>, form: &str| Occurrence {
            in_target,
            segment: 0,
            range,
            form: form.into(),
        };
        let known = Known {
            source: "rada".into(),
            target: "council".into(),
            source_places: vec![place(false, 0..4, "Rada")],
            target_places: vec![place(true, 4..11, "council")],
            evidence: Evidence::Glossary("rada".into()),
            confidence: 0.97,
        };
        let options = ExtractOptions::default();
        let links = Links::Comparable(&[]);
        let found = extract(&lang("pl"), &source, &lang("en"), &target, links, &[known], &options);
        assert_eq!(found.pairs.len(), 1);
        assert_eq!(found.pairs[0].pair.target, "council");
        assert_eq!(found.pairs[0].pair.occurrences.len(), 2);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn any_texts_are_read(
            source in proptest::collection::vec("[a-żA-Ż0-9 .,„”’/-]{0,40}|\\PC{0,30}", 0..4),
            target in proptest::collection::vec("[a-zA-Z0-9 .,’'-]{0,40}|\\PC{0,30}", 0..4),
            reach in 0usize..6,
        ) {
            let read = |texts: &[String]| -> Vec<(usize, String)> {
                texts.iter().cloned().enumerate().collect()
            };
            let (source, target) = (read(&source), read(&target));
            let give = |texts: &'_ [(usize, String)]| -> Vec<(usize, usize)> {
                texts.iter().map(|(n, text)| (*n, text.len())).collect()
            };
            let lengths = (give(&source), give(&target));
            let s: Vec<Sentence<'_>> =
                source.iter().map(|(number, text)| Sentence { text, number: *number }).collect();
            let t: Vec<Sentence<'_>> =
                target.iter().map(|(number, text)| Sentence { text, number: *number }).collect();
            // A bead may name sentences that were left out.
            let beads = [Bead { source: 0..reach, target: 0..reach, confidence: 0.5 }];
            let options = ExtractOptions::default();
            for links in [Links::Aligned(&beads), Links::Comparable(&[])] {
                let found = extract(&lang("pl"), &s, &lang("en"), &t, links, &[], &options);
                for place in found.pairs.iter().flat_map(|found| &found.pair.occurrences) {
                    let side = if place.in_target { &lengths.1 } else { &lengths.0 };
                    proptest::prop_assert!(place.range.end <= side[place.segment].1);
                }
            }
        }
    }
}
