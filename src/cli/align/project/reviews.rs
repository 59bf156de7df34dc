//! `--review` and `--from-review` for all documents of a project.

use std::path::PathBuf;

use anyhow::Result;

use super::super::super::output::note;
use super::super::pairs::Task;
use super::super::{Args, review};
use super::progress::Progress;
use super::{Document, Project};
use crate::jobs::Aligned;

impl Project<'_> {
    /// Writes what a person is to look at. What is there already may have been corrected: it is
    /// left as it is.
    pub(super) fn give_to_review(
        &self,
        document: &Document,
        aligned: &Aligned,
        progress: &Progress,
    ) -> Result<()> {
        for pattern in &self.args.review {
            let path = document.task.file(pattern);
            if path.exists() && !review::is_page(&path) {
                progress.note(&format!(
                    "{}: this review is there already and is left as it is; remove it to have it anew",
                    path.display()
                ));
                continue;
            }
            let keep = [document.task.source.as_path(), &document.task.target];
            review::write_one(&path, self.args.one_per_line, aligned, &keep)?;
        }
        Ok(())
    }

    /// The review of a document that is to be taken back, where there is one.
    pub(super) fn review_of(&self, task: &Task) -> Option<PathBuf> {
        let path = self.args.from_review.as_ref().map(|pattern| task.file(pattern));
        path.filter(|path| path.is_file())
    }
}

/// Says that reviews were written.
pub(super) fn tell_given(args: &Args) {
    let files = args.review.iter().map(|path| path.display().to_string());
    let files = files.collect::<Vec<_>>().join(" and ");
    note(&format!("wrote {files} for each document; nothing is stored until they are taken back"));
}
