//! Many documents with one lexicon: each is aligned, all teach the words that keep meeting, each
//! is aligned again with what was learned. Whatever is finished is noted in a journal.

mod progress;
mod reviews;
mod score;
mod spread;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, bail};

use self::progress::Progress;
use self::reviews::tell_given;
use self::spread::spread;
use super::super::Outcome;
use super::super::common::{input, read_bytes, tell_remarks};
use super::super::output::{count, note};
use super::files::{Output, store, tell_doubtful};
use super::journal::{Beads, Journal, Key, Outcome as Done};
use super::pairs::{Task, listed, matched};
use super::stop::{go_on, listen};
use super::{Args, review};
use crate::align::{AlignError, Knowledge, Lessons, Round, learn};
use crate::bitext::{Alignment, Verdict};
use crate::glossary::Glossary;
use crate::jobs::{self, Aligned, JobError, Pair};
use crate::report::{ProjectRow, Sheet, doubtful_sheet, project_sheet, survey_note};
use crate::segment::Rules;
use crate::text::Lang;

/// What is the same for all documents.
struct Project<'a> {
    args: &'a Args,
    rules: Rules,
    langs: (Lang, Lang),
    knowledge: Knowledge,
    glossary: Glossary,
    /// Everything that decides about an alignment, but for the texts.
    key: Key,
    memory: Option<PathBuf>,
    /// Units stored so far.
    stored: AtomicUsize,
}

/// The state of a document that could not be aligned.
const FAILED: &str = "failed";
/// The state of one that was aligned now.
const ALIGNED: &str = "aligned";

/// A document on its way.
struct Document {
    task: Task,
    output: Option<PathBuf>,
    key: String,
    bytes: u64,
    row: Option<ProjectRow>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let (tasks, beside) = tasks(args)?;
    check_patterns(args, &tasks)?;
    listen("stopping; what is finished is kept (Ctrl-C again: at once)")?;
    let project = Project::gather(args, &tasks)?;
    let mut documents: Vec<Document> =
        tasks.into_iter().map(|task| project.document(task)).collect();
    if args.eval.is_some() {
        return score::run(&project, &mut documents);
    }
    let path = args.journal.clone().unwrap_or(beside);
    let mut journal = Journal::open(&path, args.afresh)?;
    let mut doubtful = doubtful_sheet(&[]);
    let done = align(&project, &mut documents, &mut journal, &mut doubtful);
    let rows: Vec<ProjectRow> =
        documents.iter().filter_map(|document| document.row.clone()).collect();
    done?;
    tell_doubtful(args.doubtful.as_deref(), &doubtful, args.min_confidence)?;
    match args.review.is_empty() {
        true => tell_stored(&project, &rows),
        false => tell_given(args),
    }
    args.show.sheet(&project_sheet(&rows))?;
    if !go_on() {
        let finished = rows.iter().filter(|row| row.state != FAILED).count();
        note(&format!(
            "stopped: {finished} of {} are finished and kept in {}; the same command goes on from there",
            count(documents.len(), "document", "documents"),
            path.display()
        ));
        return Ok(Outcome::Stopped);
    }
    fail_if_any(&documents)
}

fn tell_stored(project: &Project<'_>, rows: &[ProjectRow]) {
    let is_new = rows.iter().any(|row| row.state == ALIGNED);
    if let Some(path) = project.memory.as_ref().filter(|_| is_new) {
        let units = project.stored.load(Ordering::Relaxed);
        note(&format!("stored in {}: {}", path.display(), count(units, "unit", "units")));
    }
}

fn fail_if_any(documents: &[Document]) -> Result<Outcome> {
    match documents.iter().filter(|document| document.is_failed()).count() {
        0 => Ok(Outcome::Done),
        failed => bail!(
            "{failed} of {} could not be aligned; they are named above",
            count(documents.len(), "document", "documents")
        ),
    }
}

/// The documents, and where their journal lies unless another place is named.
fn tasks(args: &Args) -> Result<(Vec<Task>, PathBuf)> {
    if let Some(list) = &args.pairs {
        if args.source.is_some() {
            bail!("--pairs {}: the list names the texts; name none beside it", list.display());
        }
        let mut beside = list.clone().into_os_string();
        beside.push(".journal");
        return Ok((listed(list)?, beside.into()));
    }
    if let Some(more) = &args.target {
        bail!("{}: --match takes one folder", more.display());
    }
    let folder = args.source.as_deref().unwrap_or(Path::new("."));
    Ok((matched(folder, &args.r#match[0], &args.r#match[1])?, folder.join("kladka-align.journal")))
}

/// A file named for all documents has to be another for each.
fn check_patterns(args: &Args, tasks: &[Task]) -> Result<()> {
    let mut flags: Vec<(&str, &Path)> = Vec::new();
    for (flag, path) in [
        ("--output", &args.output),
        ("--eval", &args.eval),
        ("--beads", &args.beads),
        ("--from-review", &args.from_review),
    ] {
        flags.extend(path.as_deref().map(|path| (flag, path)));
    }
    flags.extend(args.review.iter().map(|path| ("--review", path.as_path())));
    for (flag, path) in flags {
        if !path.to_string_lossy().contains("{}") {
            bail!(
                "{flag} {}: with several documents write {{}} for the document's name ({flag} '{{}}.tmx')",
                path.display()
            );
        }
    }
    if args.beads.is_some() && args.eval.is_none() {
        bail!("--beads with --pairs or --match is for --eval");
    }
    if let Some(pattern) = &args.from_review
        && !tasks.iter().any(|task| task.file(pattern).is_file())
    {
        bail!(
            "--from-review {}: no document has such a file; write them with --review {} first",
            pattern.display(),
            pattern.display()
        );
    }
    if args.eval.is_some() && tasks.iter().any(|task| task.output.is_some()) {
        note("--eval writes nothing: the outputs of the list are left alone");
    }
    Ok(())
}

impl<'a> Project<'a> {
    /// Gathers what is known. The languages are those of the first document that can be read.
    fn gather(args: &'a Args, tasks: &[Task]) -> Result<Project<'a>> {
        let rules = args.reading.rules.load()?;
        let mut why = None;
        let langs = tasks.iter().find_map(|task| match read(args, &rules, task) {
            Ok(pair) => Some((pair.langs().0.clone(), pair.langs().1.clone())),
            Err(error) => {
                why.get_or_insert(error.context(task.place.clone()));
                None
            }
        });
        let Some(langs) = langs else {
            return Err(why.unwrap_or_else(|| anyhow::anyhow!("there is no document")));
        };
        if !args.one_per_line {
            tell_remarks(&rules, Some(&langs.0));
            tell_remarks(&rules, Some(&langs.1));
        }
        let memory = match args.no_memory {
            true => None,
            false => args.memory.open_if_exists()?,
        };
        let glossary = args.glossary.load(memory.as_ref())?;
        let dictionaries = args.lexicon.load()?;
        // What an earlier, interrupted run stored teaches nothing: the rest comes out the same.
        let own: Vec<String> = tasks.iter().map(|task| file_name(&task.source)).collect();
        let foreign = |unit: &crate::bitext::TranslationUnit| !own.contains(&unit.origin.source);
        let knowledge = jobs::knowledge_of(
            (&langs.0, &langs.1),
            &dictionaries,
            &glossary,
            memory.as_ref(),
            &foreign,
        )?;
        let mut key = Key::new()
            .with(
                format!("{langs:?} {} {}", args.one_per_line, args.reading.keep_boilerplate)
                    .as_bytes(),
            )
            .with(rules.fingerprint().as_bytes())
            .with(format!("{:?} {}", args.lexicon.lexicon, args.lexicon.no_lexicon).as_bytes())
            .with(format!("{:?}", glossary.entries()).as_bytes());
        for path in &args.lexicon.lexicon {
            key = key.with(&fs::read(path).unwrap_or_default());
        }
        let path = match args.no_memory {
            true => None,
            false => Some(args.memory.path()?),
        };
        let (memory, stored) = (path, AtomicUsize::new(0));
        Ok(Project { args, rules, langs, knowledge, glossary, key, memory, stored })
    }

    fn document(&self, task: Task) -> Document {
        let pattern = self.args.output.as_deref();
        let output = task.output.clone().or_else(|| pattern.map(|pattern| task.file(pattern)));
        let mut document = Document { task, output, key: String::new(), bytes: 0, row: None };
        match self.key_of(&document.task) {
            Ok((key, bytes)) => (document.key, document.bytes) = (key, bytes),
            Err(error) => document.fail(&error, &Progress::new(0, 0)),
        }
        document
    }

    /// Whether everything that is to be made of a document is where it was put.
    fn is_all_there(&self, document: &Document, done: &Done) -> bool {
        let is_file = |path: &Option<PathBuf>| path.as_ref().is_none_or(|path| path.is_file());
        done.output == document.output
            && is_file(&done.output)
            && done.memory == self.memory
            && is_file(&done.memory)
            && done.least == self.args.min_confidence
    }

    /// Writes and stores what came of a document.
    fn keep(&self, document: &Document, aligned: &Aligned, progress: &Progress) -> Result<Done> {
        let args = self.args;
        if !args.review.is_empty() {
            self.give_to_review(document, aligned, progress)?;
        } else if !aligned.looks_parallel() {
            let verdict = aligned.verdict().map_or("", Verdict::name);
            progress.note(&format!(
                "{}: these texts do not look like translations of each other ({verdict}): nothing is stored",
                document.task.place
            ));
        }
        if let Some(path) = document.output.as_ref().filter(|_| args.review.is_empty()) {
            let format = Output::of(path, args.output_format.as_deref())?;
            let keep: Vec<&Path> = [&document.task.source, &document.task.target]
                .into_iter()
                .chain(&self.memory)
                .map(PathBuf::as_path)
                .collect();
            format.write(path, aligned, args.one_per_line, &keep)?;
        }
        if self.memory.is_some() && aligned.looks_parallel() && args.review.is_empty() {
            let import = args.memory.write(|memory| {
                if self.review_of(&document.task).is_some() {
                    jobs::forget(memory, aligned)?;
                }
                store(memory, aligned)
            })?;
            self.stored.fetch_add(import.added, Ordering::Relaxed);
        }
        Ok(Done {
            output: document.output.clone().filter(|_| args.review.is_empty()),
            memory: self.memory.clone().filter(|path| path.is_file() && args.review.is_empty()),
            least: args.min_confidence,
            parallel_share: aligned.parallel_share(),
            verdict: aligned.verdict().map_or("", Verdict::name).into(),
            note: survey_note(aligned),
        })
    }

    /// The key of a document, and how many bytes its texts have.
    fn key_of(&self, task: &Task) -> Result<(String, u64)> {
        let (source, target) = (input(&task.source, None)?, input(&task.target, None)?);
        let bytes = (source.bytes.len() + target.bytes.len()) as u64;
        let mut key = self.key.clone().with(&source.bytes).with(&target.bytes);
        if let Some(path) = self.review_of(task) {
            key = key.with(&read_bytes(&path)?);
        }
        Ok((key.finish(), bytes))
    }

    fn read(&self, task: &Task) -> Result<Pair> {
        let pair = read(self.args, &self.rules, task)?;
        let (source, target) = pair.langs();
        let (a, b) = (&self.langs.0, &self.langs.1);
        if source.same_language(a) && target.same_language(b) {
            return Ok(pair);
        }
        if source.same_language(b) && target.same_language(a) {
            bail!(
                "the two sides are swapped: {source} and {target} among documents in {a} and {b}; name them the other way round"
            );
        }
        bail!(
            "it is in {source} and {target}, the other documents in {a} and {b}; align it by itself"
        );
    }
}

impl Document {
    fn names(&self) -> (String, String) {
        (self.task.source.display().to_string(), self.task.target.display().to_string())
    }

    fn is_failed(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.state == FAILED)
    }

    fn set(
        &mut self,
        state: &'static str,
        (pairs, vouched): (usize, usize),
        (verdict, share): (Option<Verdict>, f64),
        why: String,
    ) {
        let (source, target) = self.names();
        self.row = Some(ProjectRow {
            source,
            target,
            state,
            pairs,
            vouched,
            verdict,
            parallel_share: share,
            note: why,
        });
    }

    fn fail(&mut self, error: &anyhow::Error, progress: &Progress) {
        let why = super::super::one_line(error);
        progress.note(&format!("{}: {why}", self.task.place));
        let verdict = error.downcast_ref::<JobError>().and_then(JobError::verdict);
        self.set(FAILED, (0, 0), (verdict, 0.0), why);
    }

    fn unchanged(&mut self, beads: &Beads, done: &Done) {
        let said = (Verdict::from_name(&done.verdict), done.parallel_share);
        self.set("unchanged", beads.pairs(done.least), said, done.note.clone());
    }
}

fn read(args: &Args, rules: &Rules, task: &Task) -> Result<Pair> {
    let (source, target) = args.reading.read(&task.source, &task.target, args.format(), rules)?;
    Ok(Pair::new(source, target)?)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

fn size(pair: &Pair) -> (usize, usize) {
    (pair.input().source.len(), pair.input().target.len())
}

/// Aligns all documents that are not finished.
fn align(
    project: &Project<'_>,
    documents: &mut [Document],
    journal: &mut Journal,
    doubtful: &mut Sheet,
) -> Result<()> {
    let args = project.args;
    // What of each is there already: its beads, and perhaps all that was to be made of them.
    let mut known: Vec<Option<Beads>> = vec![None; documents.len()];
    for (document, known) in documents.iter_mut().zip(&mut known).filter(|(d, _)| d.row.is_none()) {
        let Some(finished) = journal.finished(&document.key) else { continue };
        *known = Some(finished.beads.clone());
        let is_asked = args.doubtful.is_some() || !args.review.is_empty();
        if project.is_all_there(document, &finished.outcome) && !is_asked {
            document.unchanged(&finished.beads, &finished.outcome);
        }
    }
    let to_do: Vec<usize> = (0..documents.len()).filter(|&n| documents[n].row.is_none()).collect();
    let to_align = to_do.iter().any(|&number| known[number].is_none());
    let bytes = |numbers: &mut dyn Iterator<Item = usize>, documents: &[Document]| -> u64 {
        numbers.map(|number| documents[number].bytes).sum()
    };
    let mut all = 0..documents.len();
    let first_round = if to_align { bytes(&mut all, documents) } else { 0 };
    let last_round = bytes(&mut to_do.iter().copied(), documents);
    let progress = Progress::new(first_round + last_round, documents.len());
    let round = match to_align {
        true => learned(project, documents, journal, &progress)?,
        false => Round::first(&project.knowledge),
    };
    let to_do: Vec<usize> = to_do.into_iter().filter(|&n| !documents[n].is_failed()).collect();
    let tasks: Vec<(Task, String)> =
        to_do.iter().map(|&n| (documents[n].task.clone(), documents[n].key.clone())).collect();
    let work = |at: usize| -> Result<(Alignment, Aligned)> {
        let (task, key) = &tasks[at];
        let pair = project.read(task)?;
        if let Some(path) = project.review_of(task) {
            let known = (&project.knowledge, &project.glossary);
            let taken = review::taken(args, &path, pair, known, &go_on)?;
            return Ok((taken.alignment, taken.aligned));
        }
        let there = known[to_do[at]].as_ref().and_then(|beads| beads.alignment(size(&pair)));
        let alignment = match there {
            Some(alignment) => alignment,
            None => round.align(&pair.input(), &go_on)?,
        };
        if project.key_of(task)?.0 != *key {
            bail!("a text was changed while it was being aligned; run the command again");
        }
        let (knowledge, glossary) = (&project.knowledge, &project.glossary);
        let surveyed = pair.survey(&alignment, knowledge, &go_on)?;
        let least = args.min_confidence;
        let aligned = pair.aligned(&alignment, surveyed, &[], knowledge, glossary, least);
        Ok((alignment, aligned))
    };
    let mut fatal = None;
    spread(args.jobs, to_do.len(), &go_on, work, |at, found| {
        let document = &mut documents[to_do[at]];
        progress.done("finishing", at + 1, document.bytes);
        if fatal.is_some() || is_stopped(&found) {
            return;
        }
        let kept = found.and_then(|(alignment, aligned)| {
            let outcome = project.keep(document, &aligned, &progress)?;
            doubtful.lines.extend(doubtful_sheet(&[&aligned]).lines);
            Ok((alignment, aligned, outcome))
        });
        match kept {
            Ok((alignment, aligned, outcome)) => {
                let (source, target) = document.names();
                document.row = Some(ProjectRow::of(&aligned, source, target));
                fatal = journal.note_finished(&document.key, &alignment, outcome).err();
            }
            Err(error) => document.fail(&error, &progress),
        }
    });
    fatal.map_or(Ok(()), Err)
}

/// What the last round is to know: the words of all documents, learned in their order. What the
/// first round found before is read from the journal.
fn learned<'p>(
    project: &'p Project<'_>,
    documents: &mut [Document],
    journal: &mut Journal,
    progress: &Progress,
) -> Result<Round<'p>> {
    let numbers: Vec<usize> = (0..documents.len()).filter(|&n| !documents[n].is_failed()).collect();
    let tasks: Vec<(Task, Option<Beads>)> = numbers
        .iter()
        .map(|&n| (documents[n].task.clone(), journal.first(&documents[n].key).cloned()))
        .collect();
    let first = Round::first(&project.knowledge);
    let work = |at: usize| -> Result<(Pair, Alignment, bool)> {
        let (task, known) = &tasks[at];
        let pair = project.read(task)?;
        if let Some(alignment) = known.as_ref().and_then(|beads| beads.alignment(size(&pair))) {
            return Ok((pair, alignment, false));
        }
        let alignment = first.align(&pair.input(), &go_on)?;
        Ok((pair, alignment, true))
    };
    let mut lessons = Lessons::default();
    let mut fatal = None;
    spread(project.args.jobs, numbers.len(), &go_on, work, |at, found| {
        let document = &mut documents[numbers[at]];
        progress.done("learning from", at + 1, document.bytes);
        if fatal.is_some() || is_stopped(&found) {
            return;
        }
        match found {
            Ok((pair, alignment, is_new)) => {
                learn(&pair.input(), &alignment, &mut lessons);
                if is_new {
                    fatal = journal.note_first(&document.key, &alignment).err();
                }
            }
            Err(error) => document.fail(&error, progress),
        }
    });
    match fatal {
        Some(error) => Err(error),
        None => Ok(Round::last(&project.knowledge, lessons)),
    }
}

/// Whether work was broken off because a person asked for it.
fn is_stopped<T>(found: &Result<T>) -> bool {
    let stopped = |cause: &anyhow::Error| matches!(cause.downcast_ref(), Some(AlignError::Stopped));
    found.as_ref().is_err_and(stopped)
}
