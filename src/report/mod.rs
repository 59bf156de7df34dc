//! How outcomes look: functions from each job's outcome to a [`Sheet`], and a sheet's three
//! looks — a table for people, tab-separated lines for other programs, JSON Lines.
//!
//! Nothing here prints: a door hands in what to write to.

pub mod findings;
pub mod lexicon;
pub mod matches;
pub mod rows;
mod rules;
pub mod sheet;

pub use findings::{Messages, finding_json, findings_sarif, findings_sheet, problem_message};
pub use lexicon::{Listed, lexicon_sheet};
pub use rows::{
    align_sheet, answer_sheet, concordance_sheet, glossary_hits_sheet, glossary_sheet,
    segments_sheet, terms_sheet, units_sheet,
};
pub use rules::check_sheet;
pub use sheet::{Cell, Line, Look, Sheet, Style};
