//! What can be found, by name and severity.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; most probably right.
    Info,
    /// Typography and habit.
    Style,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// All of them, the least first.
    pub const ALL: [Severity; 4] =
        [Severity::Info, Severity::Style, Severity::Warning, Severity::Error];

    /// Returns the name in tables and files.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Style => "style",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// Reads a severity by its name.
    pub fn from_name(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// What may be wrong, with the facts that people are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A forbidden name of a term was used.
    TermForbidden {
        /// The term of the source.
        term: String,
        /// The form found.
        form: String,
        /// What should be used.
        instead: Vec<String>,
    },
    /// No approved name of a term stands opposite.
    TermMissing {
        /// The form found in the source.
        form: String,
        /// What is approved.
        approved: Vec<String>,
    },
    /// A word built from the approved name stands opposite, not the name itself.
    TermDerived {
        /// The form found in the source.
        form: String,
        /// What is approved.
        approved: Vec<String>,
    },
    /// One term has different names in one document.
    TermInconsistent {
        /// The term of the source.
        term: String,
        /// The name here.
        here: String,
        /// The name before.
        before: String,
    },
    /// A number or date of the source has become another.
    NumberDiffers {
        /// As the source has it.
        source: String,
        /// As the target has it.
        target: String,
    },
    /// A number or date of the source has no counterpart.
    NumberMissing {
        /// As the source has it.
        text: String,
    },
    /// A number or date of the target has no counterpart.
    NumberExtra {
        /// As the target has it.
        text: String,
    },
    /// A measure was converted (miles, kilometres).
    NumberConverted {
        /// As the source has it.
        source: String,
        /// As the target has it.
        target: String,
    },
    /// Two numbers of the target stand in each other's places.
    NumberOrder {
        /// The one that stands first in the target.
        first: String,
        /// The one that follows.
        second: String,
    },
    /// A placeholder or tag of the source is not in the target.
    CodeMissing {
        /// The code.
        code: String,
    },
    /// A placeholder or tag of the target is not in the source.
    CodeExtra {
        /// The code.
        code: String,
    },
    /// Placeholders without numbers or names stand in another order.
    CodeOrder,
    /// An address has changed.
    AddressChanged {
        /// As the source has it.
        address: String,
    },
    /// A name of the source has become another.
    NameDiffers {
        /// As the source has it.
        source: String,
        /// As the target has it.
        target: String,
    },
    /// A name of the source has no counterpart that looks or sounds like it or is listed.
    NameMissing {
        /// The name.
        name: String,
    },
    /// The same for an acronym.
    AcronymMissing {
        /// The acronym.
        acronym: String,
    },
    /// The source denies something and the target does not.
    NegationMissing {
        /// The word that denies.
        word: String,
    },
    /// There is no translation.
    TextEmpty,
    /// The target is the source, or holds a stretch of it.
    TextUntranslated {
        /// The stretch.
        text: String,
    },
    /// A word stands twice.
    TextRepeated {
        /// The word.
        word: String,
    },
    /// A word has letters of two alphabets.
    TextAlphabets {
        /// The word.
        word: String,
    },
    /// One text is far too short for the other.
    TextLength {
        /// Characters of the target for each character expected, in percent.
        percent: u32,
    },
    /// The numbers of sentences differ more than by a sentence that was split or joined.
    TextSentences {
        /// Sentences of the source.
        source: usize,
        /// Sentences of the target.
        target: usize,
    },
    /// The same source is translated differently elsewhere.
    TextInconsistent {
        /// The other translation.
        before: String,
        /// Number of its unit, from 1.
        unit: usize,
    },
    /// A different source has the same translation elsewhere.
    TextSame {
        /// The other source.
        before: String,
        /// Number of its unit, from 1.
        unit: usize,
    },
    /// One asks and the other does not.
    PunctQuestion,
    /// The texts end with different marks.
    PunctEnd {
        /// The source's last mark, empty where there is none.
        source: String,
        /// The target's.
        target: String,
    },
    /// A bracket is not closed or not opened.
    PunctBrackets {
        /// The bracket.
        bracket: String,
    },
    /// A quotation mark has no partner.
    PunctQuotes,
    /// One begins with a capital and the other with a small letter.
    PunctCase,
    /// Two spaces or more.
    SpaceDouble,
    /// A space before a mark that wants none.
    SpaceBefore {
        /// The mark.
        mark: String,
    },
    /// Spaces at an end that the source has not, or the reverse.
    SpaceEdge,
    /// A word of one letter may be left alone at the end of a line.
    TypoNoBreak {
        /// The word.
        word: String,
    },
    /// A hyphen where a dash belongs.
    TypoDash,
    /// Quotation marks that are not the language's.
    TypoQuotes {
        /// The marks as they should be.
        wanted: String,
    },
    /// A decimal point where the language has a comma.
    TypoDecimal {
        /// The number as it should be.
        wanted: String,
    },
    /// The space before the percent sign is not as in the rest of the document.
    TypoPercent,
}

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
}

const fn kind(name: &'static str, severity: Severity) -> Check {
    Check { name, severity }
}

/// All kinds of findings, in the order in which they are reported.
pub const CHECKS: &[Check] = &[
    kind("term-forbidden", Severity::Error),
    kind("term-missing", Severity::Warning),
    kind("term-derived", Severity::Info),
    kind("term-inconsistent", Severity::Info),
    kind("number-differs", Severity::Error),
    kind("number-missing", Severity::Warning),
    kind("number-extra", Severity::Warning),
    kind("number-order", Severity::Warning),
    kind("number-converted", Severity::Info),
    kind("code-missing", Severity::Error),
    kind("code-extra", Severity::Error),
    kind("code-order", Severity::Warning),
    kind("address-changed", Severity::Warning),
    kind("name-differs", Severity::Warning),
    kind("name-missing", Severity::Info),
    kind("acronym-missing", Severity::Warning),
    kind("negation-missing", Severity::Warning),
    kind("text-empty", Severity::Error),
    kind("text-untranslated", Severity::Warning),
    kind("text-repeated", Severity::Warning),
    kind("text-alphabets", Severity::Warning),
    kind("text-length", Severity::Warning),
    kind("text-sentences", Severity::Info),
    kind("text-inconsistent", Severity::Info),
    kind("text-same", Severity::Info),
    kind("punct-question", Severity::Warning),
    kind("punct-end", Severity::Style),
    kind("punct-brackets", Severity::Warning),
    kind("punct-quotes", Severity::Warning),
    kind("punct-case", Severity::Style),
    kind("space-double", Severity::Style),
    kind("space-before", Severity::Style),
    kind("space-edge", Severity::Style),
    kind("typo-no-break", Severity::Style),
    kind("typo-dash", Severity::Style),
    kind("typo-quotes", Severity::Style),
    kind("typo-decimal", Severity::Style),
    kind("typo-percent", Severity::Style),
];

impl Problem {
    /// Returns the name of the check: the kind of thing, then what is the matter.
    pub fn name(&self) -> &'static str {
        match self {
            Problem::TermForbidden { .. } => "term-forbidden",
            Problem::TermMissing { .. } => "term-missing",
            Problem::TermDerived { .. } => "term-derived",
            Problem::TermInconsistent { .. } => "term-inconsistent",
            Problem::NumberDiffers { .. } => "number-differs",
            Problem::NumberMissing { .. } => "number-missing",
            Problem::NumberExtra { .. } => "number-extra",
            Problem::NumberOrder { .. } => "number-order",
            Problem::NumberConverted { .. } => "number-converted",
            Problem::CodeMissing { .. } => "code-missing",
            Problem::CodeExtra { .. } => "code-extra",
            Problem::CodeOrder => "code-order",
            Problem::AddressChanged { .. } => "address-changed",
            Problem::NameDiffers { .. } => "name-differs",
            Problem::NameMissing { .. } => "name-missing",
            Problem::AcronymMissing { .. } => "acronym-missing",
            Problem::NegationMissing { .. } => "negation-missing",
            Problem::TextEmpty => "text-empty",
            Problem::TextUntranslated { .. } => "text-untranslated",
            Problem::TextRepeated { .. } => "text-repeated",
            Problem::TextAlphabets { .. } => "text-alphabets",
            Problem::TextLength { .. } => "text-length",
            Problem::TextSentences { .. } => "text-sentences",
            Problem::TextInconsistent { .. } => "text-inconsistent",
            Problem::TextSame { .. } => "text-same",
            Problem::PunctQuestion => "punct-question",
            Problem::PunctEnd { .. } => "punct-end",
            Problem::PunctBrackets { .. } => "punct-brackets",
            Problem::PunctQuotes => "punct-quotes",
            Problem::PunctCase => "punct-case",
            Problem::SpaceDouble => "space-double",
            Problem::SpaceBefore { .. } => "space-before",
            Problem::SpaceEdge => "space-edge",
            Problem::TypoNoBreak { .. } => "typo-no-break",
            Problem::TypoDash => "typo-dash",
            Problem::TypoQuotes { .. } => "typo-quotes",
            Problem::TypoDecimal { .. } => "typo-decimal",
            Problem::TypoPercent => "typo-percent",
        }
    }

    /// Returns how much it matters.
    pub fn severity(&self) -> Severity {
        let name = self.name();
        CHECKS
            .iter()
            .find(|check| check.name == name)
            .map_or(Severity::Info, |check| check.severity)
    }
}
