//! Phrases that are furniture of a page and not its text: cookie notices, "read also", credits,
//! share buttons, copyright lines.
//!
//! Each function judges one line or paragraph by its words; where in the document it stands is
//! for `structure` to weigh. Polish and English phrases are many, those of the neighbours a few.

mod credit;
mod line;
mod notice;

pub use credit::{is_names, is_photo_credit, is_press_credit};
pub use line::{is_copyright, is_page_label, is_share_line, leads_elsewhere};
pub use notice::{NoticeCues, is_notice_label, notice_cues};

use crate::text::{TokenKind, tokens};

/// A line in small letters without the marks and spaces around it.
fn bare(line: &str) -> String {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(lower: &str) -> Vec<String> {
    tokens(lower)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.text.to_string())
        .collect()
}
