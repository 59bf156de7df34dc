//! Glossaries: which entries stand in a sentence, in any of their forms, in either language.
//!
//! A [`Glossary`] is made once of [`crate::bitext::Term`]s from any number of files; [`Glossary::find`] gives
//! [`TermHit`]s, each with a reason in words. [`builtin`] is the glossary that comes with the
//! program.

mod book;
mod builtin;
mod find;
mod verify;

pub use book::Glossary;
pub use builtin::builtin;
pub use find::TermHit;
pub use verify::{Doubt, verify};
