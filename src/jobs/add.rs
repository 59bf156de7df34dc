//! Adding by hand: one pair of texts, a unit or a term.

use crate::bitext::{
    Evidence, Origin, Review, TermKind, TermPair, TermStatus, TranslationUnit, UnitError, Variant,
};
use crate::language;
use crate::memory::{Import, ImportInfo, Memory, MemoryError};
use crate::structure;
use crate::text::{Lang, comparable};

/// A pair to be added.
#[derive(Clone, Debug, Default)]
pub struct Addition {
    /// The first text.
    pub source: String,
    /// The second text.
    pub target: String,
    /// The first text's language; told from both texts when not given.
    pub source_lang: Option<Lang>,
    /// The second text's language; told from both texts when not given.
    pub target_lang: Option<Lang>,
    /// Whether it is a term; told by length and punctuation when not given.
    pub term: Option<bool>,
    /// A note for people.
    pub note: Option<String>,
}

/// Says why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// A side is empty.
    #[error("{0}; give both texts")]
    Unit(#[from] UnitError),
    /// The languages cannot be told.
    #[error(
        "cannot tell the languages of \"{source_text}\" and \"{target_text}\"; say them with --source-lang and --target-lang"
    )]
    Language {
        /// The first text.
        source_text: String,
        /// The second text.
        target_text: String,
    },
    /// Both texts are said to be of one language.
    #[error("both texts are said to be in one language ({0})")]
    OneLanguage(Lang),
    /// The memory could not be written.
    #[error(transparent)]
    Memory(#[from] MemoryError),
}

/// What was added.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// What the memory took.
    pub import: Import,
    /// Whether it was a term.
    pub term: bool,
    /// The languages the two texts were taken for.
    pub languages: (Lang, Lang),
}

/// Words from which a text says enough of its language by itself.
const SENTENCE: usize = 3;
/// By how much a text must look more like one language than like another to be clear.
const CLEARLY: f64 = 0.3;
/// What two texts must look like their languages, together, to be taken for them: 2 is every word
/// of both.
const FITS: f64 = 1.1;

/// Words up to which a pair without a sentence's punctuation is a term.
const LONGEST_TERM: usize = 5;

/// Says whether a pair can be added, before a memory is made for it.
///
/// # Errors
/// [`AddError`] when a side is empty or the languages cannot be told.
pub fn check_addition(addition: &Addition) -> Result<(), AddError> {
    let (source, target) = languages(addition)?;
    if source == target {
        return Err(AddError::OneLanguage(source));
    }
    TranslationUnit::pair((source, &addition.source), (target, &addition.target))?;
    Ok(())
}

/// Adds a pair to a memory.
///
/// # Errors
/// [`AddError`] when a side is empty or the languages cannot be told; nothing is stored then.
pub fn add(memory: &mut Memory, addition: Addition, now: &str) -> Result<Added, AddError> {
    let (source_lang, target_lang) = languages(&addition)?;
    if source_lang == target_lang {
        return Err(AddError::OneLanguage(source_lang));
    }
    let variant = |lang: &Lang, text: &str| {
        let mut variant = Variant::new(lang.clone(), text.trim());
        variant.created = Some(now.to_string());
        variant
    };
    let mut unit = TranslationUnit::new(vec![
        variant(&source_lang, &addition.source),
        variant(&target_lang, &addition.target),
    ])?;
    unit.origin = Origin { source: "by hand".into(), ..Origin::default() };
    unit.review = Review::Reviewed;
    unit.notes.extend(addition.note.clone());
    let term =
        addition.term.unwrap_or_else(|| is_term(&addition.source) && is_term(&addition.target));
    let info = ImportInfo { what: "by hand", now, rules: "" };
    let import = if term {
        let pair = TermPair {
            source: addition.source.trim().to_string(),
            target: addition.target.trim().to_string(),
            kind: kind(&addition.source),
            source_lang: source_lang.clone(),
            target_lang: target_lang.clone(),
            status: TermStatus::Approved,
            confidence: 1.0,
            evidence: vec![Evidence::Memory("added by hand".into())],
            occurrences: Vec::new(),
        };
        memory.extend(&info, [], &[pair])?
    } else {
        memory.extend(&info, [unit], &[])?
    };
    Ok(Added { import, term, languages: (source_lang, target_lang) })
}

/// Says whether a text is a term rather than a sentence, by its length and punctuation.
pub fn is_term(text: &str) -> bool {
    let text = comparable(text);
    let words = text.split_whitespace().count();
    words <= LONGEST_TERM && !text.ends_with(['.', '!', '?', ':', ';', ','])
}

fn kind(term: &str) -> TermKind {
    let mut words = term.split_whitespace();
    let capitals = words.clone().all(|w| w.chars().next().is_some_and(char::is_uppercase));
    match (capitals, words.nth(1).is_some()) {
        (true, _) => TermKind::Name,
        (false, true) => TermKind::Multiword,
        (false, false) => TermKind::Word,
    }
}

/// The languages of the two texts: as said; else the pair of described languages whose words
/// they hold; else each text's own detection.
fn languages(addition: &Addition) -> Result<(Lang, Lang), AddError> {
    let unclear = || AddError::Language {
        source_text: addition.source.clone(),
        target_text: addition.target.clone(),
    };
    let said = (addition.source_lang.clone(), addition.target_lang.clone());
    if let (Some(source), Some(target)) = said {
        return Ok((source, target));
    }
    let pairs = language::DESCRIBED.iter().flat_map(|a| language::DESCRIBED.map(|b| (*a, b)));
    let fits = |text: &str, lang: &str, said: &Option<Lang>| match said {
        Some(said) if said.primary() == lang => 1.0,
        Some(_) => 0.0,
        None => language::likeness(lang, text),
    };
    let mut best: Option<(f64, &str, &str)> = None;
    let mut second = 0.0;
    for (a, b) in pairs.filter(|(a, b)| a != b) {
        let (x, y) = (fits(&addition.source, a, &said.0), fits(&addition.target, b, &said.1));
        let fit = x + y;
        if best.is_none_or(|(best, ..)| fit > best) {
            second = best.map_or(0.0, |best| best.0);
            best = Some((fit, a, b));
        } else {
            second = f64::max(second, fit);
        }
    }
    let better = |text: &str, this: &str, that: &str| {
        language::likeness(this, text) > language::likeness(that, text) + CLEARLY
    };
    let both_told = said.0.is_none() && said.1.is_none();
    if let Some((_, a, b)) = best.filter(|_| both_told) {
        // Both sides clearly of one language: somebody mixed up the texts. A sentence that reads
        // as a third language is none of ours to name.
        let told = |text: &str| match text.split_whitespace().count() >= SENTENCE {
            true => structure::detect_text(text),
            false => None,
        };
        let other = |text: &str, lang: &str| told(text).is_some_and(|told| told.primary() != lang);
        let texts = (&addition.source, &addition.target);
        if better(texts.1, a, b) || better(texts.0, b, a) {
            return Err(unclear());
        }
        if other(texts.0, a) || other(texts.1, b) {
            return Err(unclear());
        }
    }
    // Sentences of other languages hold a word or two that look described by chance.
    if let Some((_, a, b)) = best.filter(|&(fit, ..)| fit > second && fit >= FITS) {
        let lang = |tag: &str, said: &Option<Lang>| said.clone().map_or_else(|| Lang::new(tag), Ok);
        if let (Ok(a), Ok(b)) = (lang(a, &said.0), lang(b, &said.1)) {
            return Ok((a, b));
        }
    }
    let source = said.0.or_else(|| structure::detect_text(&addition.source)).ok_or_else(unclear)?;
    let target = said.1.or_else(|| structure::detect_text(&addition.target)).ok_or_else(unclear)?;
    if source.same_language(&target) {
        return Err(unclear());
    }
    Ok((source, target))
}
