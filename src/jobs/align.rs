//! Two files in, rows of what answers what out: aligned beads or graded pairs, and term pairs.

use std::collections::HashSet;
use std::ops::Range;

use crate::align::{self, AlignError, Constraints, Knowledge};
use crate::bitext::{
    Alignment, Bead, Context, Grade, Moved, Origin, Review, SentencePair, TermPair,
    TranslationUnit, Verdict,
};
use crate::glossary::Glossary;
use crate::jobs::pair::Pair;
use crate::jobs::read::{self, InputError, Prose, ReadOptions};
use crate::jobs::survey::{StretchKind, Surveyed};
use crate::jobs::terms;
use crate::language;
use crate::memory::MemoryError;
use crate::terms::Extracted;
use crate::text::{Lang, Segmented};

/// How the texts are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// As translations of each other: every sentence is accounted for, in order.
    #[default]
    Parallel,
    /// As texts on one subject: graded pairs, no cover.
    Comparable,
}

/// What an alignment may be told.
#[derive(Clone, Copy, Debug)]
pub struct AlignOptions {
    /// How the texts are taken.
    pub mode: Mode,
    /// How the files are read.
    pub read: ReadOptions,
    /// Beads less sure than this are listed but not vouched for, 0 to 1.
    pub min_confidence: f64,
}

impl Default for AlignOptions {
    fn default() -> AlignOptions {
        AlignOptions {
            mode: Mode::Parallel,
            read: ReadOptions::default(),
            min_confidence: SURE_ENOUGH,
        }
    }
}

/// From this probability on a bead is rather right than wrong, and is stored.
const SURE_ENOUGH: f64 = 0.5;

/// Says why nothing was aligned.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// A file could not be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Both files are of one language.
    #[error(
        "{source_name} and {target_name} are both in one language ({lang}); if that is wrong, say --source-lang and --target-lang"
    )]
    OneLanguage {
        /// The first file.
        source_name: String,
        /// The second file.
        target_name: String,
        /// Their language.
        lang: Lang,
    },
    /// Both files hold the same bytes.
    #[error(
        "{source_name} and {target_name} hold the same text; name the text and its translation"
    )]
    SameText {
        /// The first file.
        source_name: String,
        /// The second file.
        target_name: String,
    },
    /// Each file is in the language said of the other.
    #[error(
        "{source_name} reads as {target_lang} and {target_name} as {source_lang}: the two sides are swapped; name the files, or the languages, the other way round"
    )]
    Swapped {
        /// The first file.
        source_name: String,
        /// The second file.
        target_name: String,
        /// The language said of the first.
        source_lang: Lang,
        /// The language said of the second.
        target_lang: Lang,
    },
    /// A file is nothing but boilerplate.
    #[error(
        "{name}: nothing but boilerplate was found in this file; keep it with --keep-boilerplate"
    )]
    NoProse {
        /// The file.
        name: String,
    },
    /// The aligner gave up.
    #[error(transparent)]
    Align(#[from] AlignError),
    /// The memory could not be read.
    #[error(transparent)]
    Memory(#[from] MemoryError),
}

impl JobError {
    /// Returns the verdict that the refusal amounts to, if it is one of the two texts together.
    pub fn verdict(&self) -> Option<Verdict> {
        match self {
            JobError::Swapped { .. } => Some(Verdict::Swapped),
            JobError::SameText { .. } | JobError::OneLanguage { .. } => Some(Verdict::Untranslated),
            JobError::Input(_) | JobError::NoProse { .. } => None,
            JobError::Align(_) | JobError::Memory(_) => None,
        }
    }
}

/// What an alignment came to.
#[derive(Clone, Debug)]
pub struct Aligned {
    /// The first file.
    pub source: Segmented,
    /// The second file.
    pub target: Segmented,
    /// How the texts were taken.
    pub mode: Mode,
    /// Beads or pairs, in the order of the source, the unpaired among them.
    pub rows: Vec<Row>,
    /// Term pairs, surest first; segments are numbered as in the files.
    pub terms: Vec<TermPair>,
    /// Segments left out as boilerplate, on both sides.
    pub left_out: (usize, usize),
    /// What is to be said of the texts as wholes; nothing in comparable mode.
    pub surveyed: Option<Surveyed>,
}

impl Aligned {
    /// Says whether the texts look like translations of each other, or were taken otherwise.
    pub fn looks_parallel(&self) -> bool {
        self.verdict().is_none_or(Verdict::is_parallel)
    }

    /// Returns how the texts stand to each other; nothing in comparable mode.
    pub fn verdict(&self) -> Option<Verdict> {
        self.surveyed.as_ref().map(|surveyed| surveyed.survey.verdict)
    }

    /// Returns the share of the sentences that stand in sure two-sided beads or moved blocks, 0 to 1;
    /// 1 in comparable mode.
    pub fn parallel_share(&self) -> f64 {
        self.surveyed.as_ref().map_or(1.0, |surveyed| surveyed.survey.parallel_share)
    }
}

/// One bead or pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// The source side, when it has one.
    pub source: Option<SideOf>,
    /// The target side, when it has one.
    pub target: Option<SideOf>,
    /// How probable it is that the two answer each other, 0 to 1.
    pub confidence: f64,
    /// What a reader should know of it.
    pub notes: Vec<String>,
    /// Whether a memory should take it.
    pub vouched: bool,
    /// Whether a person has looked at it and said that it is right.
    pub reviewed: bool,
    /// Whether both sides are the same words: one was left untranslated.
    pub untranslated: bool,
}

impl Row {
    /// Says whether it has two sides and is not sure enough for a memory.
    pub fn is_doubtful(&self) -> bool {
        self.source.is_some() && self.target.is_some() && !self.vouched && !self.untranslated
    }
}

/// What a [`Row`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A bead of so many source and target segments.
    Bead(usize, usize),
    /// A pair of comparable texts.
    Graded(Grade),
    /// A sentence of comparable texts without a partner.
    Unpaired,
}

impl std::fmt::Display for RowKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RowKind::Bead(source, target) => write!(f, "{source}-{target}"),
            RowKind::Graded(grade) => f.write_str(grade.name()),
            RowKind::Unpaired => f.write_str("unpaired"),
        }
    }
}

/// One side of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideOf {
    /// Its text on one line.
    pub text: String,
    /// Numbers of its segments in the file, from 0.
    pub segments: Range<usize>,
    /// Where it stands in the file, bytes.
    pub file: Range<usize>,
}

/// Aligns two files that have been read.
///
/// # Errors
/// [`JobError`] when they cannot be aligned; see its variants.
pub fn align(
    source: Segmented,
    target: Segmented,
    knowledge: &Knowledge,
    glossary: &Glossary,
    options: &AlignOptions,
    go_on: &dyn Fn() -> bool,
) -> Result<Aligned, JobError> {
    align_pair(Pair::new(source, target)?, knowledge, glossary, options, go_on)
}

/// Aligns two files that are known to fit together.
///
/// # Errors
/// [`JobError::Align`] when `go_on` says so.
pub fn align_pair(
    pair: Pair,
    knowledge: &Knowledge,
    glossary: &Glossary,
    options: &AlignOptions,
    go_on: &dyn Fn() -> bool,
) -> Result<Aligned, JobError> {
    match options.mode {
        Mode::Parallel => {
            let alignment = pair.align(&Constraints::default(), knowledge, go_on)?;
            let surveyed = pair.survey(&alignment, knowledge, go_on)?;
            let least = options.min_confidence;
            Ok(pair.aligned(&alignment, surveyed, &[], knowledge, glossary, least))
        }
        Mode::Comparable => {
            let found = align::pair_sentences(&pair.input(), knowledge, go_on)?;
            let terms = terms::in_comparison(&pair, &found.pairs, knowledge, glossary);
            let rows = pair.graded(&found);
            Ok(pair.outcome(Mode::Comparable, rows, pairs_of(terms), None))
        }
    }
}

fn pairs_of(found: Extracted) -> Vec<TermPair> {
    found.pairs.into_iter().map(|found| found.pair).collect()
}

impl Pair {
    /// Aligns the two texts; `constraints` count sentences as [`Pair::input`] does.
    ///
    /// # Errors
    /// [`JobError::Align`] when `go_on` says so, or when no alignment obeys.
    pub fn align(
        &self,
        constraints: &Constraints,
        knowledge: &Knowledge,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Alignment, JobError> {
        Ok(align::align_under(&self.input(), constraints, knowledge, go_on)?)
    }

    /// Makes rows of an alignment, wherever it came from, and finds the terms of texts that
    /// translate each other; `surveyed` is what [`Pair::survey`] says of it. Of the beads that
    /// stand in `reviewed` a person has said that they are right.
    pub fn aligned(
        self,
        alignment: &Alignment,
        surveyed: Surveyed,
        reviewed: &[(Range<usize>, Range<usize>)],
        knowledge: &Knowledge,
        glossary: &Glossary,
        min_confidence: f64,
    ) -> Aligned {
        let twins = &surveyed.survey.untranslated;
        // Of texts that do not translate each other nothing can be learned, unless a person says so.
        let teaches = surveyed.survey.verdict.is_parallel() || !reviewed.is_empty();
        let terms = match teaches {
            true => terms::in_alignment(&self, alignment, twins, knowledge, glossary),
            false => Extracted::default(),
        };
        let reviewed: HashSet<_> = reviewed.iter().collect();
        let seen = |bead: &Bead| reviewed.contains(&(bead.source.clone(), bead.target.clone()));
        let beads = alignment.beads().iter().enumerate();
        let row = |(at, bead): (usize, &Bead)| {
            let untranslated = twins.binary_search(&at).is_ok();
            let mut row = self.bead(bead, seen(bead), untranslated, min_confidence);
            row.notes.extend(elsewhere(&surveyed, bead));
            row
        };
        let rows = beads.map(row).collect();
        self.outcome(Mode::Parallel, rows, pairs_of(terms), Some(surveyed))
    }

    fn outcome(
        self,
        mode: Mode,
        rows: Vec<Row>,
        terms: Vec<TermPair>,
        surveyed: Option<Surveyed>,
    ) -> Aligned {
        Aligned {
            mode,
            rows,
            terms,
            left_out: (self.source_prose.left_out, self.target_prose.left_out),
            surveyed,
            source: self.source,
            target: self.target,
        }
    }
}

impl Pair {
    fn bead(&self, bead: &Bead, reviewed: bool, untranslated: bool, min_confidence: f64) -> Row {
        let source = side(&self.source, &self.source_prose, bead.source.clone());
        let target = side(&self.target, &self.target_prose, bead.target.clone());
        let mut notes = Vec::new();
        if let (Some(a), Some(b)) = (&source, &target) {
            notes.extend(self.disagreements(&a.text, &b.text));
        }
        let sure = reviewed || bead.confidence >= min_confidence && !untranslated;
        if untranslated && !reviewed {
            notes.insert(0, "untranslated: not stored".into());
        } else if bead.is_two_sided() && !sure {
            notes.insert(0, "doubtful: not stored".into());
        }
        if reviewed {
            notes.insert(0, "reviewed".into());
        }
        Row {
            kind: RowKind::Bead(bead.source.len(), bead.target.len()),
            vouched: bead.is_two_sided() && sure,
            reviewed,
            untranslated,
            confidence: if reviewed { 1.0 } else { bead.confidence },
            source,
            target,
            notes,
        }
    }

    /// Numbers and dates that stand otherwise on the other side.
    fn disagreements(&self, source: &str, target: &str) -> Vec<String> {
        let (from, to) = (self.source_lang.primary(), self.target_lang.primary());
        let values = language::compare(from, source, to, target);
        let conflicts = values.conflicts.iter();
        conflicts.map(|(a, b)| conflict(&source[a.span.clone()], &target[b.span.clone()])).collect()
    }

    fn graded(&self, found: &align::Comparison) -> Vec<Row> {
        let mut rows: Vec<Row> = found.pairs.iter().map(|pair| self.graded_pair(pair)).collect();
        let alone = |source: Option<SideOf>, target: Option<SideOf>| Row {
            kind: RowKind::Unpaired,
            source,
            target,
            confidence: 0.0,
            notes: Vec::new(),
            vouched: false,
            reviewed: false,
            untranslated: false,
        };
        for &number in &found.unpaired_source {
            rows.push(alone(side(&self.source, &self.source_prose, number..number + 1), None));
        }
        let order = |row: &Row| row.source.as_ref().map_or(usize::MAX, |side| side.segments.start);
        rows.sort_by_key(order);
        for &number in &found.unpaired_target {
            rows.push(alone(None, side(&self.target, &self.target_prose, number..number + 1)));
        }
        rows
    }

    fn graded_pair(&self, pair: &SentencePair) -> Row {
        let conflicts = pair.conflicts.iter().map(|c| conflict(&c.source, &c.target));
        let reasons = pair.evidence.iter().take(4).map(|evidence| evidence.words());
        Row {
            kind: RowKind::Graded(pair.grade),
            source: side(&self.source, &self.source_prose, pair.source..pair.source + 1),
            target: side(&self.target, &self.target_prose, pair.target..pair.target + 1),
            confidence: pair.confidence,
            notes: conflicts.chain(reasons).collect(),
            vouched: read::is_kept(pair.grade),
            reviewed: false,
            untranslated: false,
        }
    }
}

/// Where the other side of a sentence that stands alone is, when its block moved.
fn elsewhere(surveyed: &Surveyed, bead: &Bead) -> Option<String> {
    let at = |block: &Moved| match (bead.source.is_empty(), bead.target.is_empty()) {
        (false, true) => block.source.contains(&bead.source.start),
        (true, false) => block.target.contains(&bead.target.start),
        _ => false,
    };
    let number = surveyed.survey.moved.iter().position(at)?;
    let mut blocks = surveyed.stretches.iter().filter(|s| s.kind == StretchKind::Moved);
    let block = blocks.nth(number)?;
    let other = if bead.target.is_empty() { &block.target } else { &block.source };
    let side = if bead.target.is_empty() { "target" } else { "source" };
    Some(format!("moved: its block stands in the {side} at {}", other.as_ref()?))
}

pub(crate) fn conflict(source: &str, target: &str) -> String {
    format!("conflict: {source} / {target}")
}

fn side(text: &Segmented, prose: &Prose, range: Range<usize>) -> Option<SideOf> {
    let (first, last) =
        (*prose.numbers.get(range.start)?, *prose.numbers.get(range.end.checked_sub(1)?)?);
    if range.is_empty() {
        return None;
    }
    let (start, end) = (text.file_range(first).start, text.file_range(last).end);
    Some(SideOf { text: prose.texts[range].join(" "), segments: first..last + 1, file: start..end })
}

/// Turns the rows that are vouched for into units of a memory.
pub fn units(aligned: &Aligned) -> Vec<TranslationUnit> {
    let (Some(source_lang), Some(target_lang)) =
        (&aligned.source.document.lang, &aligned.target.document.lang)
    else {
        return Vec::new();
    };
    let mut units = Vec::new();
    for row in aligned.rows.iter().filter(|row| row.vouched) {
        let (Some(a), Some(b)) = (&row.source, &row.target) else { continue };
        let pair =
            TranslationUnit::pair((source_lang.clone(), &a.text), (target_lang.clone(), &b.text));
        let Ok(mut unit) = pair else { continue };
        unit.origin = Origin {
            source: aligned.source.document.name.clone(),
            place: place(&a.segments),
            rules: aligned.source.rules.clone(),
        };
        let neighbour = |number: Option<usize>| {
            let number = number.filter(|&n| n < aligned.source.segments().len())?;
            let prose = aligned.source.boilerplate(number).is_none();
            prose.then(|| aligned.source.text(number))
        };
        unit.context = Context {
            previous: neighbour(a.segments.start.checked_sub(1)),
            next: neighbour(Some(a.segments.end)),
            key: None,
        };
        if row.reviewed {
            unit.review = Review::Reviewed;
        } else {
            unit.review = Review::Unreviewed;
            unit.confidence = Some((row.confidence * 1000.0).round() / 1000.0);
        }
        let name = &aligned.target.document.name;
        unit.properties.insert("target".into(), format!("{name}:{}", place(&b.segments)));
        units.push(unit);
    }
    units
}

/// Segments as people count them, from 1: `12`, `12-13`.
pub(crate) fn place(segments: &Range<usize>) -> String {
    match segments.len() {
        1 => format!("{}", segments.start + 1),
        _ => format!("{}-{}", segments.start + 1, segments.end),
    }
}
