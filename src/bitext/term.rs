//! Terms: [`Term`], an entry of a term base, and [`TermPair`], two terms that a text or a memory
//! shows to answer each other, with the [`Evidence`] for it.

use std::ops::Range;

use crate::text::Lang;

/// An entry of a term base: one notion with its names in two languages.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Source names, the preferred one first; at least one.
    pub source: Vec<String>,
    /// Target names, the preferred one first; at least one.
    pub target: Vec<String>,
    /// The source language.
    pub source_lang: Lang,
    /// The target language.
    pub target_lang: Lang,
    /// How far the entry is approved.
    pub status: TermStatus,
    /// The subject, where given.
    pub domain: Option<String>,
    /// A note for people, where given.
    pub note: Option<String>,
    /// Where the entry is taken from: an act, a standard, an address; where given.
    pub reference: Option<String>,
    /// How narrowly its names are taken.
    pub usage: TermUsage,
}

impl Term {
    /// Makes an approved entry with one name a side, of which nothing else is known.
    pub fn pair(source: (Lang, &str), target: (Lang, &str)) -> Term {
        Term {
            source: vec![source.1.to_string()],
            target: vec![target.1.to_string()],
            source_lang: source.0,
            target_lang: target.0,
            status: TermStatus::default(),
            domain: None,
            note: None,
            reference: None,
            usage: TermUsage::default(),
        }
    }
}

/// How narrowly the names of an entry are taken when it is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermUsage {
    /// What part of speech its names are, in the file's own word (`noun`, `verb`), where given.
    pub part_of_speech: Option<String>,
    /// Phrases in which the words mean something else: nothing is found inside of them.
    pub except: Vec<String>,
    /// Whether capitals have to be those of the entry.
    pub case_sensitive: bool,
    /// Whether only the form that the entry gives is found.
    pub fixed_form: bool,
}

/// How far a term is approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum TermStatus {
    /// To be used before all others.
    Preferred,
    /// To be used.
    #[default]
    Approved,
    /// May be used.
    Admitted,
    /// Found or suggested; nobody has looked at it.
    Proposed,
    /// Not to be used.
    Forbidden,
}

impl TermStatus {
    /// All of them.
    pub const ALL: [TermStatus; 5] = [
        TermStatus::Preferred,
        TermStatus::Approved,
        TermStatus::Admitted,
        TermStatus::Proposed,
        TermStatus::Forbidden,
    ];

    /// Returns the status's name in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            TermStatus::Preferred => "preferred",
            TermStatus::Approved => "approved",
            TermStatus::Admitted => "admitted",
            TermStatus::Proposed => "proposed",
            TermStatus::Forbidden => "forbidden",
        }
    }

    /// Reads a status by its name, in any letter case.
    pub fn from_name(name: &str) -> Option<TermStatus> {
        TermStatus::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(name.trim()))
    }
}

/// Two terms that answer each other, as found in texts.
#[derive(Clone, Debug, PartialEq)]
pub struct TermPair {
    /// The source term in its citation form (nominative, singular where it has one).
    pub source: String,
    /// The target term in its citation form.
    pub target: String,
    /// The source language.
    pub source_lang: Lang,
    /// The target language.
    pub target_lang: Lang,
    /// What kind of term it is.
    pub kind: TermKind,
    /// How far it is approved.
    pub status: TermStatus,
    /// How probable it is that the two answer each other, 0 to 1.
    pub confidence: f64,
    /// What speaks for it, strongest first.
    pub evidence: Vec<Evidence>,
    /// Where it stands, in order; both sides.
    pub occurrences: Vec<Occurrence>,
}

impl TermPair {
    /// Returns how often the pair was met: the lesser count of the two sides, at least 1.
    pub fn frequency(&self) -> usize {
        let sources = self.occurrences.iter().filter(|o| !o.in_target).count();
        let targets = self.occurrences.len() - sources;
        sources.min(targets).max(1)
    }
}

/// What kind of term a pair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// A proper name.
    Name,
    /// A term of several words.
    Multiword,
    /// One word.
    Word,
}

impl TermKind {
    /// Returns the kind's name in tables.
    pub fn name(self) -> &'static str {
        match self {
            TermKind::Name => "name",
            TermKind::Multiword => "multiword",
            TermKind::Word => "word",
        }
    }

    /// Reads a kind by its name.
    pub fn from_name(name: &str) -> Option<TermKind> {
        [TermKind::Name, TermKind::Multiword, TermKind::Word].into_iter().find(|k| k.name() == name)
    }
}

/// A place at which one side of a term pair stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Whether it stands in the target text.
    pub in_target: bool,
    /// Number of the segment.
    pub segment: usize,
    /// Bytes of the segment's text.
    pub range: Range<usize>,
    /// The form found there.
    pub form: String,
}

/// Why two words, terms or sentences are thought to answer each other.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// An entry of a glossary says so.
    Glossary(String),
    /// They stand in the names of one entry of a glossary: the two words.
    InGlossary(String, String),
    /// The core lexicon lists one for the other: the two words.
    Lexicon(String, String),
    /// They are built alike, of listed words or of the same foreign parts: the two words.
    Built(String, String),
    /// The memory holds them as a pair.
    Memory(String),
    /// They are written alike.
    SameForm(String),
    /// They are the same number or date.
    SameValue(String),
    /// They sound alike: the two words and how alike they are, 0 to 1.
    Cognate(String, String, f64),
    /// They stand in the same sentence pairs: in how many of how many.
    Together(usize, usize),
    /// Their lengths agree, 0 to 1.
    Length(f64),
    /// A multiword term whose parts answer each other.
    Parts(Vec<Evidence>),
}

impl Evidence {
    /// Returns the evidence in a few words, for a table's note.
    pub fn words(&self) -> String {
        match self {
            Evidence::Glossary(term) => format!("glossary: {term}"),
            Evidence::InGlossary(a, b) => format!("in an entry of the glossary: {a} = {b}"),
            Evidence::Lexicon(a, b) => format!("lexicon: {a} = {b}"),
            Evidence::Built(a, b) => format!("built alike: {a} = {b}"),
            Evidence::Memory(what) => format!("memory: {what}"),
            Evidence::SameForm(form) => format!("same form: {form}"),
            Evidence::SameValue(value) => format!("same value: {value}"),
            Evidence::Cognate(a, b, alike) => format!("cognate: {a} ~ {b} {alike:.2}"),
            Evidence::Together(n, of) => format!("together in {n} of {of}"),
            Evidence::Length(alike) => format!("length {alike:.2}"),
            Evidence::Parts(parts) => {
                parts.iter().map(Evidence::words).collect::<Vec<_>>().join(" + ")
            }
        }
    }
}
