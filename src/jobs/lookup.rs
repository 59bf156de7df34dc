//! One question, everything known about it: matches, the glossary, term pairs, concordance.

use crate::bitext::TermStatus;
use crate::glossary::{Glossary, TermHit};
use crate::jobs::add::is_term;
use crate::language;
use crate::memory::{Concordance, DiffPart, Match, Memories, MemoryError, Query, TermFit, diff};
use crate::structure;
use crate::text::Lang;

/// How a question is answered.
#[derive(Clone, Debug)]
pub struct LookupOptions {
    /// What is asked of the memory.
    pub query: Query,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Answer {
    /// Term pairs of the memory, best first.
    pub terms: Vec<TermAnswer>,
    /// Entries of the glossary that stand in the question.
    pub glossary: Vec<(Lang, TermHit)>,
    /// Units that are like the question.
    pub matches: Vec<(Match, Vec<DiffPart>)>,
    /// Units in which the words of the question stand.
    pub concordance: Vec<Concordance>,
}

impl Answer {
    /// Says whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
            && self.glossary.is_empty()
            && self.matches.is_empty()
            && self.concordance.is_empty()
    }
}

/// A term pair of the memory that answers, turned so that `asked` is the side that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct TermAnswer {
    /// The side that was found, and its language.
    pub asked: (Lang, String),
    /// The other side, and its language.
    pub answer: (Lang, String),
    /// How far it is approved.
    pub status: TermStatus,
    /// How it lies to the question.
    pub fit: TermFit,
    /// Confidence, 0 to 1.
    pub confidence: f64,
    /// Where it came from.
    pub origin: String,
    /// Why the two are thought to answer each other.
    pub why: String,
}

/// Words up to which a question is also taken as a phrase to be found inside sentences.
const LONGEST_PHRASE: usize = 6;
/// Term pairs shown at most.
const MOST_TERMS: usize = 10;

/// Answers a question from memories (when there are any) and a glossary.
///
/// # Errors
/// [`MemoryError`] when the memory cannot be read.
pub fn lookup(
    memories: Option<&Memories>,
    glossary: &Glossary,
    options: &LookupOptions,
) -> Result<Answer, MemoryError> {
    let query = &options.query;
    let mut answer = Answer::default();
    if let Some(memories) = memories {
        for found in memories.lookup(query)? {
            let parts = diff(&found.source.lang, &query.text, &found.source.text);
            answer.matches.push((found, parts));
        }
        answer.terms = terms(memories, query)?;
        if is_phrase(&query.text) {
            let matches = answer.matches.iter();
            let known: Vec<_> = matches.map(|(found, _)| (found.unit, &found.reference)).collect();
            let mut found = memories.concordance(query)?;
            found.retain(|one| !known.contains(&(one.unit, &one.reference)));
            answer.concordance = found;
        }
    }
    for lang in languages(query, glossary) {
        let hits = glossary.find(&lang, &query.text).into_iter();
        answer.glossary.extend(hits.map(|hit| (lang.clone(), hit)));
    }
    Ok(answer)
}

fn is_phrase(text: &str) -> bool {
    text.split_whitespace().count() <= LONGEST_PHRASE && (is_term(text) || text.len() < 60)
}

fn terms(memories: &Memories, query: &Query) -> Result<Vec<TermAnswer>, MemoryError> {
    let mut hits = memories.terms_like(&query.text, query.lang.as_ref())?;
    // Words that merely stand in a long question are the glossary's business; names and terms
    // of several words are worth a line.
    hits.retain(|hit| hit.fit != TermFit::Inside || hit.term.pair.confidence >= 0.5);
    hits.sort_by_key(|hit| hit.fit);
    hits.truncate(MOST_TERMS);
    let turn = |hit: crate::memory::TermHit| {
        let pair = hit.term.pair;
        let (source, target) = ((pair.source_lang, pair.source), (pair.target_lang, pair.target));
        let (asked, answer) = if hit.in_target { (target, source) } else { (source, target) };
        let why: Vec<String> = pair.evidence.iter().map(|evidence| evidence.words()).collect();
        TermAnswer {
            asked,
            answer,
            status: pair.status,
            fit: hit.fit,
            confidence: pair.confidence,
            origin: hit.term.what,
            why: why.join("; "),
        }
    };
    Ok(hits.into_iter().map(turn).collect())
}

/// The languages in which the glossary is asked: the one said, else those of the glossary the
/// question may be in.
fn languages(query: &Query, glossary: &Glossary) -> Vec<Lang> {
    if let Some(lang) = &query.lang {
        return vec![lang.clone()];
    }
    let all = glossary.languages();
    // One language clearly fits better than the others, or the question is asked of all.
    let fit = |lang: &Lang| language::likeness(lang.primary(), &query.text);
    let best = all.iter().map(fit).fold(0.0, f64::max);
    let sure = structure::detect_text(&query.text);
    let likely = |lang: &Lang| {
        fit(lang) >= best - 0.3 || sure.as_ref().is_some_and(|sure| sure.same_language(lang))
    };
    all.iter().filter(|lang| likely(lang)).cloned().collect()
}
