//! `--eval` for a whole project: aligned with one lexicon, scored document by document.

use anyhow::Result;

use super::super::super::Outcome;
use super::super::super::output::note;
use super::super::evaluate;
use super::super::journal::Journal;
use super::super::pairs::Task;
use super::super::stop::go_on;
use super::progress::Progress;
use super::spread::spread;
use super::{Document, Project, fail_if_any, learned};
use crate::align::Round;
use crate::jobs::Compared;
use crate::report::scores_sheet;

/// Scores all documents against gold; nothing is stored, written or noted.
pub(super) fn run(project: &Project<'_>, documents: &mut [Document]) -> Result<Outcome> {
    let args = project.args;
    let Some(gold) = &args.eval else { return Ok(Outcome::Done) };
    let mut journal = Journal::none();
    let bytes = documents.iter().map(|document| document.bytes).sum::<u64>() * 2;
    let progress = Progress::new(bytes, documents.len());
    let round = match &args.beads {
        Some(_) => Round::first(&project.knowledge),
        None => learned(project, documents, &mut journal, &progress)?,
    };
    let numbers: Vec<usize> = (0..documents.len()).filter(|&n| !documents[n].is_failed()).collect();
    let tasks: Vec<Task> = numbers.iter().map(|&n| documents[n].task.clone()).collect();
    let work = |at: usize| -> Result<Compared> {
        let task = &tasks[at];
        let pair = project.read(task)?;
        let given = args.beads.as_ref().map(|pattern| task.file(pattern));
        let predicted = match &given {
            Some(path) => evaluate::given(args, path, &pair)?,
            None => evaluate::of(args, &pair, &round.align(&pair.input(), &go_on)?),
        };
        evaluate::compared(args, &task.file(gold), &task.name, &predicted, &pair)
    };
    let mut compared = Vec::new();
    spread(args.jobs, numbers.len(), &go_on, work, |at, found| {
        let document = &mut documents[numbers[at]];
        progress.done("scoring", at + 1, document.bytes);
        match found {
            Ok(scores) => compared.push(scores),
            Err(error) => document.fail(&error, &progress),
        }
    });
    drop(progress);
    args.show.sheet(&scores_sheet(&compared))?;
    if !go_on() {
        note("stopped: the scores are of the documents above only");
        return Ok(Outcome::Stopped);
    }
    fail_if_any(documents)
}
