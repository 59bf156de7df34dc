//! How outcomes look: functions from each job's outcome to a [`Sheet`], and a sheet's three
//! looks — a table for people, tab-separated lines for other programs, JSON Lines.
//!
//! Nothing here prints: a door hands in what to write to.

pub mod aligned;
pub mod findings;
pub mod glossary;
pub mod lexicon;
pub mod links;
pub mod matches;
pub mod pages;
mod review_page;
pub mod rows;
mod rules;
pub mod sheet;
pub mod terms;

pub use aligned::{ProjectRow, doubtful_sheet, project_sheet, scores_sheet, survey_note};
pub use findings::{Messages, finding_json, findings_sarif, findings_sheet, problem_message};
pub use glossary::{doubts_sheet, glossary_hits_sheet, glossary_sheet};
pub use lexicon::{Listed, lexicon_sheet};
pub use links::{links_html, links_json, links_view, pharaoh};
pub use pages::pages_sheet;
pub use review_page::review_page;
pub use rows::{align_sheet, answer_sheet, concordance_sheet, segments_sheet, units_sheet};
pub use rules::check_sheet;
pub use sheet::{Cell, Line, Look, Sheet, Style};
pub use terms::terms_sheet;
