//! What a document's blocks are for: prose, or furniture with a reason; and in which language.
//!
//! [`classify`] fills [`crate::text::Block::boilerplate`]; [`detect_language`] looks at the
//! blocks that remain. Which words betray a cookie notice or a language is for
//! [`crate::language`] to know; here it is weighed against where a block stands.

pub mod boilerplate;
pub mod detect;

pub use boilerplate::classify;
pub use detect::{detect_language, detect_text};
