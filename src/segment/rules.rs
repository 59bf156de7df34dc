//! The rules by which texts are cut, as one value that the doors hand down.

use std::ops::Range;
use std::sync::Arc;

use super::{Additions, Break, Decision, Reason, Spans, Srx, Wanted};
use crate::text::CodeSides;

/// By which rules texts are cut into sentences.
#[derive(Clone, Debug, Default)]
pub enum Rules {
    /// Our own: the functions of [`segment`](crate::segment).
    #[default]
    Native,
    /// Our own, and what a project adds to them.
    Project(Arc<Additions>),
    /// Those of an SRX file.
    Srx(Arc<Srx>),
}

impl From<Additions> for Rules {
    fn from(additions: Additions) -> Rules {
        match additions.is_empty() {
            true => Rules::Native,
            false => Rules::Project(Arc::new(additions)),
        }
    }
}

impl From<Srx> for Rules {
    fn from(srx: Srx) -> Rules {
        Rules::Srx(Arc::new(srx))
    }
}

/// Says why rules could not cut a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// They need more work on this text than any sensible rules would.
    #[error(
        "{name}{}: the rules take too long on this text; a pattern within repetitions of repetitions is the usual cause",
        line.map_or(String::new(), |line| format!(", line {line}"))
    )]
    TooCostly {
        /// What the file of rules is called.
        name: String,
        /// The line of the rule that took so long, where it was one.
        line: Option<u32>,
    },
}

impl Rules {
    /// Returns the sentences of one block of plain text as ranges of bytes, in order.
    ///
    /// `lang` is the tag of the language ("pl", "en-GB"), or empty when it is not known. A span runs from the first to
    /// after the last byte of a sentence that is not white space; every such byte of the text lies in a span.
    ///
    /// # Errors
    /// [`RulesError`] when rules of the user's cannot be run on this text; our own always can.
    ///
    /// ```
    /// use kladka::segment::Rules;
    ///
    /// let spans = Rules::Native.sentences("en", "Stop. Go on.")?;
    /// assert_eq!(spans, [0..5, 6..12]);
    /// # Ok::<(), kladka::segment::RulesError>(())
    /// ```
    pub fn sentences(&self, lang: &str, text: &str) -> Result<Vec<Range<usize>>, RulesError> {
        self.sentences_around(lang, text, &[])
    }

    /// Returns the sentences of a block of which some parts are whole: a code span, a link. Our own rules end no sentence
    /// inside one; those of an SRX file say nothing of codes and are followed as they are.
    ///
    /// # Errors
    /// As [`Rules::sentences`].
    pub fn sentences_around(
        &self,
        lang: &str,
        text: &str,
        whole: &[Range<usize>],
    ) -> Result<Vec<Range<usize>>, RulesError> {
        let mut spans = Spans::of(text);
        match self {
            Rules::Srx(srx) => {
                srx.decide(lang, text, Wanted::Breaks, &mut |d| spans.close_anywhere(d.at))?;
            }
            Rules::Native | Rules::Project(_) => {
                self.decide(lang, text, whole, Wanted::Breaks, &mut |d| spans.close(d.at))?;
            }
        }
        Ok(spans.finish())
    }

    /// Returns the ends of sentences inside the block with their reasons.
    ///
    /// # Errors
    /// As [`Rules::sentences`].
    pub fn breaks(&self, lang: &str, text: &str) -> Result<Vec<Break>, RulesError> {
        let mut breaks = Vec::new();
        self.decide(lang, text, &[], Wanted::Breaks, &mut |d| {
            breaks.push(Break { at: d.at, reason: d.reason })
        })?;
        Ok(breaks)
    }

    /// Returns every point where a sentence could end, in order, with the reason for the decision.
    ///
    /// # Errors
    /// As [`Rules::sentences`].
    pub fn explain(&self, lang: &str, text: &str) -> Result<Vec<Decision>, RulesError> {
        self.explain_around(lang, text, &[])
    }

    /// Explains the decisions of [`Rules::sentences_around`].
    ///
    /// # Errors
    /// As [`Rules::sentences`].
    pub fn explain_around(
        &self,
        lang: &str,
        text: &str,
        whole: &[Range<usize>],
    ) -> Result<Vec<Decision>, RulesError> {
        let mut decisions = Vec::new();
        self.decide(lang, text, whole, Wanted::Everything, &mut |d| decisions.push(d))?;
        Ok(decisions)
    }

    fn decide(
        &self,
        lang: &str,
        text: &str,
        whole: &[Range<usize>],
        wanted: Wanted,
        sink: &mut dyn FnMut(Decision),
    ) -> Result<(), RulesError> {
        let none = Additions::default();
        match self {
            Rules::Native => super::decide_with(&none, lang, text, whole, wanted, sink),
            Rules::Project(more) => super::decide_with(more, lang, text, whole, wanted, sink),
            Rules::Srx(srx) => srx.decide(lang, text, wanted, sink)?,
        }
        Ok(())
    }

    /// Returns a short text that differs whenever the rules, or the tables they ask, differ.
    ///
    /// A memory keeps it with what it stores: sentences cut by other rules may no longer be found whole.
    pub fn fingerprint(&self) -> String {
        match self {
            Rules::Native => super::fingerprint(),
            Rules::Project(additions) => {
                format!("{}-{}", super::fingerprint(), additions.fingerprint())
            }
            Rules::Srx(srx) => srx.fingerprint(),
        }
    }

    /// Says in words why a sentence ends at a point or does not, as fully as these rules can.
    pub fn words(&self, reason: Reason) -> String {
        if let (Rules::Srx(srx), Reason::Srx { line, number }) = (self, reason)
            && let Some((breaks, before, after)) = srx.rule(number)
        {
            let kind = if breaks { "rule" } else { "exception" };
            return format!("{kind} in line {line}: {before} ¦ {after}").trim_end().to_string();
        }
        reason.to_string()
    }

    /// Returns what a user should know before texts of a language are cut by these rules, a line each.
    pub fn remarks(&self, lang: &str) -> Vec<String> {
        match self {
            Rules::Native | Rules::Project(_) => Vec::new(),
            Rules::Srx(srx) => srx.remarks(lang),
        }
    }

    /// Returns on which side of a break inline codes fall.
    pub fn sides(&self) -> CodeSides {
        match self {
            Rules::Native | Rules::Project(_) => CodeSides::default(),
            Rules::Srx(srx) => srx.sides(),
        }
    }
}
