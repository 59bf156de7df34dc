//! How the parts are put together: one text pair alone, or several with one lexicon.

use std::sync::Arc;

use crate::align::constraints::{Allowed, Constraints, Reduced};
use crate::align::lessons::{Lessons, Taught};
use crate::align::problem::Problem;
use crate::align::words::Side;
use crate::bitext::Alignment;
use crate::language;
use crate::lexicon::{Counts, Given, Lexicon};

/// Two texts to align, cut into sentences.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// Primary subtag of the source language.
    pub source_lang: &'a str,
    /// Primary subtag of the target language.
    pub target_lang: &'a str,
    /// The source sentences.
    pub source: &'a [String],
    /// The target sentences.
    pub target: &'a [String],
    /// For each source sentence whether it is a heading; empty when nobody knows.
    pub source_headings: &'a [bool],
    /// For each target sentence whether it is a heading; empty when nobody knows.
    pub target_headings: &'a [bool],
}

/// What an aligner may know beforehand.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Words that are known to answer each other (a glossary, a core lexicon).
    pub given: Given,
    /// Co-occurrence counts of a memory.
    pub counts: Counts,
}

/// Says why texts were not aligned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AlignError {
    /// The caller asked to stop.
    #[error("alignment was stopped")]
    Stopped,
    /// The search was left without a path: a fault of ours, not of the texts.
    #[error("no path through the texts was found; please report this")]
    NoPath,
    /// The constraints leave no way through the texts.
    #[error(
        "no alignment obeys all that was asked; take out one of the rules that stand close together"
    )]
    Unobeyed,
}

/// Sentences from which on a text tells enough about its own words for further rounds.
const ENOUGH_TO_LEARN: usize = 80;
/// Rounds in which a text teaches itself, and in a text of more than [`LONG`] sentences, where one
/// does and the search keeps near what it found first.
const OWN_ROUNDS: usize = 2;
const OWN_ROUNDS_LONG: usize = 1;
const LONG: usize = 4000;

/// Aligns one pair of texts. `go_on` is asked now and then; `false` stops.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
///
/// ```
/// use kladka::align::{Input, Knowledge, align};
/// let pl = ["Rada spotkała się w Warszawie.", "Przyjęto 12 rezolucji."].map(String::from);
/// let en = ["The Council met in Warsaw.", "12 resolutions were adopted."].map(String::from);
/// let input = Input {
///     source_lang: "pl", target_lang: "en", source: &pl, target: &en,
///     source_headings: &[], target_headings: &[],
/// };
/// let alignment = align(&input, &Knowledge::default(), &|| true)?;
/// assert_eq!(alignment.beads().len(), 2);
/// # Ok::<(), kladka::align::AlignError>(())
/// ```
pub fn align(
    input: &Input<'_>,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Alignment, AlignError> {
    align_freely(input, &Allowed::default(), knowledge, go_on)
}

/// Aligns one pair of texts under constraints: settled beads, sentences that belong together,
/// places that must not meet.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so, [`AlignError::Unobeyed`] when no alignment obeys.
///
/// ```
/// use kladka::align::constraints::{Constraints, Rule};
/// use kladka::align::{Input, Knowledge, align_under};
/// let pl = ["Raz.", "Dwa."].map(String::from);
/// let en = ["One.", "Two."].map(String::from);
/// let input = Input {
///     source_lang: "pl", target_lang: "en", source: &pl, target: &en,
///     source_headings: &[], target_headings: &[],
/// };
/// let rules = Constraints::new(&[Rule::Bead(0..2, 0..1)], 2, 2)?;
/// let alignment = align_under(&input, &rules, &Knowledge::default(), &|| true)?;
/// assert_eq!(alignment.beads()[0].source, 0..2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn align_under(
    input: &Input<'_>,
    constraints: &Constraints,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Alignment, AlignError> {
    if constraints.is_empty() {
        return align(input, knowledge, go_on);
    }
    let reduced = Reduced::new(input, constraints);
    let langs = (input.source_lang, input.target_lang);
    let found = align_freely(&reduced.input(langs), &reduced.allowed, knowledge, go_on);
    let found = found.map_err(|error| match error {
        AlignError::NoPath => AlignError::Unobeyed,
        error => error,
    })?;
    let beads = reduced.restored(found.beads());
    Alignment::new(beads, input.source.len(), input.target.len()).map_err(|_| AlignError::NoPath)
}

fn align_freely(
    input: &Input<'_>,
    allowed: &Allowed,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Alignment, AlignError> {
    ask(go_on)?;
    let learned = knowledge.counts.lexicon(0.0);
    let mut problem = Problem::new(input, &knowledge.given, &learned).under(allowed);
    let (n, m) = problem.size();
    if n.min(m) < ENOUGH_TO_LEARN {
        return measured(&mut problem, go_on);
    }
    let mut found = problem.solve()?;
    problem.measure(&found);
    let is_long = n.max(m) > LONG;
    for _ in 0..if is_long { OWN_ROUNDS_LONG } else { OWN_ROUNDS } {
        ask(go_on)?;
        let mut lessons = Lessons::default();
        problem.teaches(&mut lessons, &found);
        problem.learn(&Arc::new(lessons.taught()));
        if is_long {
            problem.narrow(&found);
        }
        found = problem.solve()?;
    }
    Ok(found)
}

/// What is found with nothing known but how freely these texts translate, which is measured on what
/// is found before that.
fn measured(problem: &mut Problem<'_>, go_on: &dyn Fn() -> bool) -> Result<Alignment, AlignError> {
    let found = problem.solve()?;
    ask(go_on)?;
    problem.measure(&found);
    let (n, m) = problem.size();
    if n.max(m) > LONG {
        problem.narrow(&found);
    }
    problem.solve()
}

fn ask(go_on: &dyn Fn() -> bool) -> Result<(), AlignError> {
    if go_on() { Ok(()) } else { Err(AlignError::Stopped) }
}

/// One of the two rounds in which several pairs of texts are aligned with what all of them teach:
/// whoever has more texts than memory takes them one by one, [`learn`]s from each after the first
/// round, and aligns each again in the last.
#[derive(Debug)]
pub struct Round<'k> {
    given: &'k Given,
    known: Lexicon,
    taught: Option<Arc<Taught>>,
}

impl<'k> Round<'k> {
    /// The first round: what is known beforehand.
    pub fn first(knowledge: &'k Knowledge) -> Round<'k> {
        Round { given: &knowledge.given, known: knowledge.counts.lexicon(0.0), taught: None }
    }

    /// The last round: what is known beforehand and what the texts taught, if that is enough.
    pub fn last(knowledge: &'k Knowledge, lessons: Lessons) -> Round<'k> {
        let is_enough = lessons.beads() >= ENOUGH_TO_LEARN;
        let taught = is_enough.then(|| Arc::new(lessons.taught()));
        Round { taught, ..Round::first(knowledge) }
    }

    /// Aligns one of the texts.
    ///
    /// # Errors
    /// [`AlignError::Stopped`] when `go_on` says so.
    pub fn align(
        &self,
        input: &Input<'_>,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Alignment, AlignError> {
        ask(go_on)?;
        let mut problem = Problem::new(input, self.given, &self.known);
        let Some(taught) = &self.taught else { return measured(&mut problem, go_on) };
        let found = problem.solve()?;
        ask(go_on)?;
        problem.measure(&found);
        problem.learn(taught);
        let (n, m) = problem.size();
        if n.max(m) > LONG {
            problem.narrow(&found);
        }
        problem.solve()
    }
}

/// Aligns several pairs of texts of the same languages with what they teach each other.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
pub fn align_jointly(
    inputs: &[Input<'_>],
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Vec<Alignment>, AlignError> {
    let first = Round::first(knowledge);
    let mut lessons = Lessons::default();
    for input in inputs {
        learn(input, &first.align(input, go_on)?, &mut lessons);
    }
    let last = Round::last(knowledge, lessons);
    inputs.iter().map(|input| last.align(input, go_on)).collect()
}

/// Adds what an alignment teaches to the lessons for a last [`Round`]: its two-sided beads, each as
/// far as it is sure.
pub fn learn(input: &Input<'_>, alignment: &Alignment, lessons: &mut Lessons) {
    let source = Side::read(input.source_lang, input.source, &|_| false);
    let target = Side::read(input.target_lang, input.target, &|_| false);
    lessons.add((input.source_lang, &source), (input.target_lang, &target), alignment);
}

/// Adds one unit's words to the counts: best fold keys, function words left out.
pub fn count_unit(
    source_lang: &str,
    source: &str,
    target_lang: &str,
    target: &str,
    weight: f64,
    counts: &mut Counts,
) {
    let source = content_keys(source_lang, source);
    let target = content_keys(target_lang, target);
    let (source, target) = (source.iter().map(String::as_str), target.iter().map(String::as_str));
    counts.add(source, target, weight);
}

fn content_keys(lang: &str, text: &str) -> Vec<String> {
    let words = crate::text::tokens(text).into_iter();
    let words = words.filter(|token| token.kind == crate::text::TokenKind::Word);
    words
        .map(|token| token.text.to_lowercase())
        .filter(|form| !language::class(lang, form).has(language::WordClass::FUNCTION))
        .map(|form| language::fold(lang, &form).best().to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beads(source: &[&str], target: &[&str]) -> Vec<String> {
        let own = |side: &[&str]| side.iter().map(|s| s.to_string()).collect::<Vec<_>>();
        let (source, target) = (own(source), own(target));
        let input = Input {
            source_lang: "pl",
            target_lang: "en",
            source: &source,
            target: &target,
            source_headings: &[],
            target_headings: &[],
        };
        let given = Given::of("pl", "en", &crate::lexicon::core());
        let known = Knowledge { given, ..Knowledge::default() };
        let alignment = align(&input, &known, &|| true).expect("a path");
        alignment.beads().iter().map(|bead| bead.shape().to_string()).collect()
    }

    #[test]
    fn a_sentence_cut_in_two_and_a_missing_one_are_seen() {
        let pl = [
            "Minister obrony spotkał się w Wilnie z delegacją parlamentu Estonii, a rozmowy trwały 3 godziny.",
            "Wieczorem odbyła się uroczysta kolacja.",
            "Budżet programu wynosi 450 milionów euro.",
            "Dokument podpisano 7 maja 2014 r.",
        ];
        let en = [
            "The defence minister met a delegation of the parliament of Estonia in Vilnius.",
            "The talks took 3 hours.",
            "The budget of the programme amounts to 450 million euros.",
            "The document was signed on 7 May 2014.",
        ];
        assert_eq!(beads(&pl, &en), ["1-2", "1-0", "1-1", "1-1"]);
    }

    #[test]
    fn a_heading_without_a_partner_is_not_glued_to_what_follows() {
        let pl = [
            "Drukowanie",
            "Okno zawiera listę drukarek.",
            "Liczba kopii",
            "Określa, ile kopii dokumentu ma zostać wydrukowanych.",
            "Czy strony mają być sortowane?",
        ];
        let en = [
            "Printing",
            "The window contains a list of printers.",
            "Specifies how many copies of the document are to be printed.",
            "Should the pages be sorted?",
        ];
        assert_eq!(beads(&pl, &en), ["1-1", "1-1", "1-0", "1-1", "1-1"]);
    }

    #[test]
    fn nothing_against_something_is_all_nulls() {
        assert_eq!(beads(&[], &["One."]), ["0-1"]);
        assert_eq!(beads(&["Raz.", "Dwa."], &[]), ["1-0", "1-0"]);
        assert!(beads(&[], &[]).is_empty());
    }
}
