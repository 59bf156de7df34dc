//! The memory: translation units and term pairs in one SQLite file, and matches out of it.
//!
//! [`Memory::open`] opens a file, [`Memory::extend`] stores an import wholly or not at all,
//! [`Memory::lookup`] finds the units that are like a sentence, [`Memory::concordance`] those
//! in which a word or phrase stands in any of its forms, [`Memory::terms_like`] the term pairs.
//! The score of a match is documented in [`score`](mod@score).
//!
//! Everything that comes in is kept as given. What the searches need beside it (the index,
//! keys of terms) is made from the texts and can be made anew from them: [`Memory::reindex`].

mod adapt;
mod concordance;
mod counts;
mod error;
mod family;
mod hash;
mod hits;
mod index;
mod literal;
mod lookup;
mod near;
mod open;
mod penalty;
mod pieces;
mod plain;
mod read;
mod record;
mod reindex;
mod remove;
mod rules;
mod scan;
mod schema;
pub mod score;
mod seen;
mod several;
mod store;
mod terms;
mod verify;
mod wanted;

pub use adapt::Adapted;
pub use concordance::Concordance;
pub use counts::{CountedLangs, UnitCounts};
pub use error::MemoryError;
pub use family::LARGEST_FAMILY;
pub use lookup::{Match, MatchKind, Query};
pub use open::{Access, Memory};
pub use penalty::{Mark, Penalties};
pub use read::{PastImport, Stats, Units};
pub use remove::{Removal, Removed};
pub use scan::Scan;
pub use schema::{APPLICATION_ID, VERSION};
pub use score::{CONTEXT, DiffKind, DiffPart, EXACT, Percent, WHOLE_LOSS, diff, score};
pub use several::Memories;
pub use store::{Batch, Import, ImportId, ImportInfo, UnitId};
pub use terms::{StoredTerm, TermFit, TermHit, TermId};
pub use verify::Problem;
pub use wanted::{How, Pattern, PatternError, Wanted};
