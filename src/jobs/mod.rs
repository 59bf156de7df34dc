//! Whole tasks: each joins stages into what a person or a program asks for, and returns an
//! outcome that says what happened. How it looks is [`crate::report`]'s work.

pub mod add;
pub mod align;
pub mod check;
mod counts;
pub mod exchange;
pub mod glossary;
pub mod knowledge;
pub mod links;
mod listed;
pub mod lookup;
pub mod numbering;
pub mod pages;
pub mod pair;
mod placed;
pub mod read;
pub mod review;
pub mod scores;
pub mod survey;
pub mod term_list;
pub mod terms;

pub use add::{AddError, Added, Addition, add, check_addition, is_term};
pub use align::{
    AlignOptions, Aligned, JobError, Mode, Row, RowKind, SideOf, align, align_pair, units,
};
pub use check::{CheckOptions, CheckedPair, Checker};
pub use counts::{linked as linked_counts, rebuild_counts};
pub use exchange::{ExchangeError, Exported, Filter, Imported, UnitFile, export, import};
pub use glossary::{
    Doubtful, Merged, What, merge_terms, open_glossary, read_glossary, verify_glossaries,
};
pub use knowledge::{knowledge, knowledge_of};
pub use links::{LinkOptions, LinkTask, Links};
pub use lookup::{Answer, LookupOptions, TermAnswer, lookup};
pub use numbering::{BeadsError, Numbering, numbered, numbered_alignment};
pub use pages::{ComparedPages, PagePlace, Pages, compare_pages};
pub use pair::Pair;
pub use placed::placed;
pub use read::{Input, InputError, ReadOptions, prose, read};
pub use review::{ReviewError, TakenBack, forget, review_of, take_back};
pub use scores::{Compared, GoldMode, Score, Scores, scores};
pub use survey::{PlaceOf, Stretch, StretchKind, Surveyed, is_swapped};
pub use term_list::{Example, ListedAlone, ListedPair, TermCollector, TermList};
