//! How far a project is: a bar with rate and remaining time, on a terminal only.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts bytes of text, each once a round, and tells documents.
pub(super) struct Progress {
    bar: ProgressBar,
    documents: usize,
}

impl Progress {
    pub(super) fn new(bytes: u64, documents: usize) -> Progress {
        let bar = ProgressBar::new(bytes);
        let template = "{bar:30} {percent:>3} % {msg}, {binary_bytes_per_sec}, {eta} to go";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, documents }
    }

    /// A document of so many bytes is done; it is the so many-th of its round.
    pub(super) fn done(&self, round: &str, number: usize, bytes: u64) {
        self.bar.set_message(format!("{round} {number} of {}", self.documents));
        self.bar.inc(bytes);
    }

    /// Writes a line above the bar.
    pub(super) fn note(&self, line: &str) {
        self.bar.suspend(|| super::super::super::output::note(line));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
