//! Linking words: pairs of tokenised texts, with what dictionaries, a glossary and a memory know.

use std::ops::Range;
use std::sync::Arc;

use crate::bitext::{LinkedPair, TranslationUnit};
use crate::glossary::{Glossary, TermHit};
use crate::jobs::counts::linked;
use crate::lexicon::{Dictionary, Given};
use crate::memory::{Memory, MemoryError};
use crate::terms::links::{LinkCounts, Linker, TextPair};
use crate::text::{JoinedTokens, Lang, tokens};

/// Pairs of texts that are linked together at most: counts over more say little more, and
/// everything that speaks for each of their words is held at once.
const MOST_TOGETHER: usize = 5000;

/// Two texts as tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkTask {
    /// The source language.
    pub source_lang: Lang,
    /// The target language.
    pub target_lang: Lang,
    /// Words, numbers and marks of the source.
    pub source: Vec<String>,
    /// Those of the target.
    pub target: Vec<String>,
}

impl LinkTask {
    /// Makes a task of two plain texts.
    pub fn of(source: (&Lang, &str), target: (&Lang, &str)) -> LinkTask {
        let words = |text: &str| tokens(text).iter().map(|t| t.text.to_string()).collect();
        LinkTask {
            source_lang: source.0.clone(),
            target_lang: target.0.clone(),
            source: words(source.1),
            target: words(target.1),
        }
    }

    /// Makes tasks of a unit: its text in `source` (the first variant's) with each in `target`
    /// (every other variant's).
    pub fn of_unit(
        unit: &TranslationUnit,
        source: Option<&Lang>,
        target: Option<&Lang>,
    ) -> Vec<LinkTask> {
        let first = match source {
            Some(lang) => unit.variant(lang),
            None => unit.variants().first(),
        };
        let Some(first) = first else { return Vec::new() };
        let wanted = unit.variants().iter().filter(|variant| match target {
            Some(lang) => variant.lang.same_language(lang),
            None => !variant.lang.same_language(&first.lang),
        });
        let others = wanted.filter(|variant| !std::ptr::eq(*variant, first));
        others.map(|v| LinkTask::of((&first.lang, &first.text), (&v.lang, &v.text))).collect()
    }
}

/// What a linker may know, and what it is to tell.
#[derive(Clone, Copy, Debug)]
pub struct LinkOptions<'k> {
    /// Dictionaries: the core lexicon, a user's own.
    pub dictionaries: &'k [Arc<Dictionary>],
    /// Term bases.
    pub glossary: &'k Glossary,
    /// A memory to learn from, as [`linked_counts`](crate::jobs::linked_counts) says; what is counted
    /// for that is kept where it may be written.
    pub memory: Option<&'k Memory>,
    /// Whether each link is told with its reasons.
    pub why: bool,
}

/// What is known of a pair of languages, gathered once.
#[derive(Debug)]
struct Known {
    langs: (String, String),
    given: Given,
    counts: LinkCounts,
}

/// A linker of texts in any languages.
#[derive(Debug)]
pub struct Links<'k> {
    options: LinkOptions<'k>,
    known: Vec<Known>,
}

impl<'k> Links<'k> {
    /// Makes a linker.
    pub fn new(options: LinkOptions<'k>) -> Links<'k> {
        Links { options, known: Vec::new() }
    }

    /// Links each pair of texts by itself.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn alone(&mut self, task: &LinkTask) -> Result<LinkedPair, MemoryError> {
        Ok(self.group(&[task])?.pop().unwrap_or_default())
    }

    /// Links pairs of texts together, those of one pair of languages as one text; the answers are
    /// in the order of the tasks.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be read.
    pub fn together(&mut self, tasks: &[LinkTask]) -> Result<Vec<LinkedPair>, MemoryError> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (number, task) in tasks.iter().enumerate() {
            let group = groups.iter_mut().find(|group| langs(&tasks[group[0]]) == langs(task));
            match group {
                Some(group) => group.push(number),
                None => groups.push(vec![number]),
            }
        }
        let mut answers = vec![LinkedPair::default(); tasks.len()];
        for numbers in groups.iter().flat_map(|group| group.chunks(MOST_TOGETHER)) {
            let group: Vec<&LinkTask> = numbers.iter().map(|&number| &tasks[number]).collect();
            for (&number, linked) in numbers.iter().zip(self.group(&group)?) {
                answers[number] = linked;
            }
        }
        Ok(answers)
    }

    /// Links texts of one pair of languages.
    fn group(&mut self, tasks: &[&LinkTask]) -> Result<Vec<LinkedPair>, MemoryError> {
        let Some(first) = tasks.first() else { return Ok(Vec::new()) };
        let at = self.know(first)?;
        let (known, options) = (&self.known[at], self.options);
        let spans: Vec<Vec<(Range<usize>, Range<usize>)>> =
            tasks.iter().map(|task| glossary_spans(task, options.glossary)).collect();
        let pairs: Vec<TextPair<'_>> = tasks
            .iter()
            .zip(&spans)
            .map(|(task, known)| TextPair { source: &task.source, target: &task.target, known })
            .collect();
        let linker = Linker { why: options.why, ..known.linker() };
        Ok(linker.link(&pairs))
    }

    fn know(&mut self, task: &LinkTask) -> Result<usize, MemoryError> {
        let langs = langs(task);
        let is_known = |known: &Known| (known.langs.0.as_str(), known.langs.1.as_str()) == langs;
        if let Some(at) = self.known.iter().position(is_known) {
            return Ok(at);
        }
        let dictionaries = self.options.dictionaries;
        let counts = match self.options.memory {
            Some(memory) => linked(memory, (&task.source_lang, &task.target_lang), dictionaries)?,
            None => LinkCounts::default(),
        };
        self.known.push(Known {
            given: Given::of(langs.0, langs.1, dictionaries),
            langs: (langs.0.to_string(), langs.1.to_string()),
            counts,
        });
        Ok(self.known.len() - 1)
    }
}

impl Known {
    fn linker(&self) -> Linker<'_> {
        let given = (!self.given.dictionaries().is_empty()).then_some(&self.given);
        let memory = (!self.counts.is_empty()).then_some(&self.counts);
        Linker { given, memory, ..Linker::new((&self.langs.0, &self.langs.1)) }
    }
}

fn langs(task: &LinkTask) -> (&str, &str) {
    (task.source_lang.primary(), task.target_lang.primary())
}

/// Spans of entries that stand on both sides.
fn glossary_spans(task: &LinkTask, glossary: &Glossary) -> Vec<(Range<usize>, Range<usize>)> {
    if glossary.is_empty() {
        return Vec::new();
    }
    let source = hits(glossary, &task.source_lang, &task.source);
    let target = hits(glossary, &task.target_lang, &task.target);
    let opposite = |(hit, span): &(TermHit, Range<usize>)| {
        let of_entry = target.iter().filter(|(other, _)| other.entry == hit.entry);
        of_entry.map(|(_, other)| (span.clone(), other.clone())).collect::<Vec<_>>()
    };
    source.iter().flat_map(opposite).collect()
}

/// The entries that stand in a text, each with its tokens.
fn hits(glossary: &Glossary, lang: &Lang, tokens: &[String]) -> Vec<(TermHit, Range<usize>)> {
    let joined = JoinedTokens::new(tokens);
    let found = glossary.find(lang, joined.text()).into_iter();
    found
        .map(|hit| {
            let span = joined.tokens_in(&hit.range);
            (hit, span)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Term, TermStatus, TermUsage};
    use crate::lexicon::core;

    fn task(source: &str, target: &str) -> LinkTask {
        let (pl, en) = ("pl".parse().expect("a tag"), "en".parse().expect("a tag"));
        LinkTask::of((&pl, source), (&en, target))
    }

    fn words(task: &LinkTask, linked: &LinkedPair) -> Vec<String> {
        let pairs = linked.links.iter();
        pairs.map(|l| format!("{}-{}", task.source[l.source], task.target[l.target])).collect()
    }

    #[test]
    fn a_glossary_speaks_for_words_that_nothing_else_links() {
        let task = task("Grzmotka stoi w porcie.", "The snapdragger is in the port.");
        let of = |glossary: &Glossary| {
            let options = LinkOptions { dictionaries: &[], glossary, memory: None, why: true };
            Links::new(options).alone(&task).expect("no memory to fail")
        };
        let term = Term {
            source: vec!["grzmotka".into()],
            target: vec!["snapdragger".into()],
            source_lang: "pl".parse().expect("a tag"),
            target_lang: "en".parse().expect("a tag"),
            status: TermStatus::Approved,
            domain: None,
            note: None,
            reference: None,
            usage: TermUsage::default(),
        };
        let linked = of(&Glossary::of([term]));
        assert!(words(&task, &linked).contains(&"Grzmotka-snapdragger".to_string()), "{linked:?}");
        let reasons = linked.links.iter().flat_map(|link| &link.why);
        assert!(reasons.into_iter().any(|reason| reason.feature == "glossary phrase"));
    }

    #[test]
    fn together_answers_in_order_and_other_languages_keep_apart() {
        let core = core();
        let none = Glossary::default();
        let options =
            LinkOptions { dictionaries: &core, glossary: &none, memory: None, why: false };
        let mut tasks = vec![task("Rada poparła umowę.", "The council backed the treaty."); 3];
        tasks[1].target_lang = "de".parse().expect("a tag");
        tasks[1].target = ["Rada", "x"].map(String::from).to_vec();
        let linked = Links::new(options).together(&tasks).expect("no memory to fail");
        assert_eq!(linked.len(), 3);
        assert_eq!(linked[0], linked[2]);
        assert_eq!(
            words(&tasks[0], &linked[0]),
            ["Rada-council", "poparła-backed", "umowę-treaty"]
        );
        assert!(words(&tasks[1], &linked[1]).contains(&"Rada-Rada".to_string()));
    }
}
