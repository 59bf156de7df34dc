//! Ctrl-C: once ends the work at the next good place, twice ends it at once.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

use super::super::output::note;

/// Set when a person asks to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// Whether nobody has asked to stop.
pub(super) fn go_on() -> bool {
    !STOP.load(Ordering::Relaxed)
}

/// Listens from now on; `told` is said when somebody asks to stop.
pub(super) fn listen(told: &'static str) -> Result<()> {
    ctrlc::set_handler(move || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        note(told);
    })
    .context("cannot listen for Ctrl-C")
}
