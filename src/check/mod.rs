//! Checks: what may be wrong with a translation, said without crying wolf.
//!
//! [`check`] looks at one pair of texts and gives [`Finding`]s, each a [`Problem`] with its place on both sides and,
//! where it is safe, a [`Fix`]. [`Document`] sees pair after pair and finds what only shows across segments. Every
//! problem has a name (`number-missing`, `code-extra`, …) and a [`Severity`]; what a finding says to people, in which
//! language, is [`crate::report`]'s work. A check speaks up only where a careful reader would: typography is a matter
//! of style, what can be explained (a converted unit, a derived word) is information.
//!
//! One kind of check, one file: a function from a [`Pair`] to findings.

mod codes;
mod document;
mod names;
mod numbers;
mod order;
mod problem;
mod punctuation;
mod spaces;
mod terms;
mod text;
mod typography;

use std::ops::Range;
use std::sync::Arc;

use crate::bitext::Variant;
use crate::glossary::Glossary;
use crate::lexicon::{self, Dictionary};
use crate::text::Lang;

pub use document::Document;
pub use problem::{CHECKS, Check, Problem, Severity};

/// A text and its translation.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'p> {
    /// The source language.
    pub source_lang: &'p Lang,
    /// The target language.
    pub target_lang: &'p Lang,
    /// The source text.
    pub source: &'p str,
    /// The target text.
    pub target: &'p str,
}

/// Something that may be wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// Where in the source text, in bytes; `None` where no place can be named.
    pub source: Option<Range<usize>>,
    /// Where in the target text, in bytes.
    pub target: Option<Range<usize>>,
    /// What would mend it; only where that changes nothing but the mistake.
    pub fix: Option<Fix>,
}

/// A change of the target text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes of the target text that are replaced.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Finding {
    fn new(problem: Problem) -> Finding {
        Finding { problem, source: None, target: None, fix: None }
    }

    fn in_source(mut self, range: Range<usize>) -> Finding {
        self.source = Some(range);
        self
    }

    fn in_target(mut self, range: Range<usize>) -> Finding {
        self.target = Some(range);
        self
    }

    fn mended_by(mut self, range: Range<usize>, text: impl Into<String>) -> Finding {
        self.fix = Some(Fix { range, text: text.into() });
        self
    }
}

/// Looks at one pair of texts; a glossary without entries checks no terminology.
///
/// Findings come in the order of the checks' names in [`CHECKS`], those of one check in the order of the text.
///
/// ```
/// use kladka::check::{Pair, Severity, check};
/// use kladka::glossary::Glossary;
///
/// let (pl, en) = ("pl".parse()?, "en".parse()?);
/// let pair = Pair {
///     source_lang: &en, target_lang: &pl,
///     source: "Delete %s files?", target: "Usunąć pliki?",
/// };
/// let findings = check(&pair, &Glossary::default());
/// assert_eq!(findings[0].problem.name(), "code-missing");
/// assert_eq!(findings[0].problem.severity(), Severity::Error);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(pair: &Pair<'_>, glossary: &Glossary) -> Vec<Finding> {
    check_with(pair, glossary, &lexicon::core())
}

/// Looks at one pair of texts as [`check`] does, with other dictionaries than the core lexicon, or with none: they
/// say which words answer a name.
pub fn check_with(
    pair: &Pair<'_>,
    glossary: &Glossary,
    dictionaries: &[Arc<Dictionary>],
) -> Vec<Finding> {
    let mut found = Vec::new();
    terms::check(pair, glossary, &mut found);
    numbers::check(pair, dictionaries, &mut found);
    codes::check(pair, &mut found);
    names::check(pair, dictionaries, &mut found);
    text::check(pair, &mut found);
    punctuation::check(pair, &mut found);
    spaces::check(pair, &mut found);
    typography::check(pair, &mut found);
    let rank = |finding: &Finding| {
        let name = finding.problem.name();
        let place = finding.target.as_ref().or(finding.source.as_ref()).map(|range| range.start);
        (CHECKS.iter().position(|check| check.name == name), place)
    };
    found.sort_by_key(rank);
    found
}

/// Compares the inline codes that stand beside the texts of two variants: what one has and the other has not.
///
/// Codes are the same when they are of one kind and hold the same (`<b>`), or, where they hold nothing, have the same
/// number `x` and type.
///
/// ```
/// use kladka::bitext::{UnitCode, Variant};
/// use kladka::check::inline_codes;
/// let code = |at, xml: &str| UnitCode { at, xml: xml.to_string() };
/// let mut source = Variant::new("en".parse()?, "Press here.");
/// source.codes = vec![code(6, "<bpt i=\"1\">&lt;b&gt;</bpt>"), code(10, "<ept i=\"1\">&lt;/b&gt;</ept>")];
/// let mut target = Variant::new("pl".parse()?, "Naciśnij tu.");
/// target.codes = vec![code(9, "<bpt i=\"1\">&lt;b&gt;</bpt>")];
/// let found = inline_codes(&source, &target);
/// assert_eq!((found.len(), found[0].problem.name()), (1, "code-missing"));
/// # Ok::<(), kladka::text::LangError>(())
/// ```
pub fn inline_codes(source: &Variant, target: &Variant) -> Vec<Finding> {
    codes::inline(source, target)
}

/// Returns the target text with the fixes made, those that overlap an earlier one left out; `None` where there are none.
///
/// ```
/// use kladka::check::{Pair, check, mended};
/// use kladka::glossary::Glossary;
///
/// let (pl, en) = ("pl".parse()?, "en".parse()?);
/// let pair = Pair { source_lang: &en, target_lang: &pl, source: "A and B.", target: "A  i B ." };
/// let findings = check(&pair, &Glossary::default());
/// assert_eq!(mended(pair.target, &findings).as_deref(), Some("A i\u{a0}B."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mended(target: &str, findings: &[Finding]) -> Option<String> {
    let mut fixes: Vec<&Fix> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    if fixes.is_empty() {
        return None;
    }
    fixes.sort_by_key(|fix| (fix.range.start, fix.range.end));
    let (mut text, mut done) = (String::with_capacity(target.len()), 0);
    for fix in fixes {
        if fix.range.start < done {
            continue;
        }
        text.push_str(&target[done..fix.range.start]);
        text.push_str(&fix.text);
        done = fix.range.end;
    }
    text.push_str(&target[done..]);
    Some(text)
}
