//! What is known of each language: how its words fold to keys, what class they are, how it
//! writes numbers and dates, how its words sound, what may end a sentence.
//!
//! Only this module may name a language; everything else asks it. Languages are given by their
//! primary subtag (`pl`, `en`); one that nobody has described gets Unicode's defaults.

pub mod citation;
pub mod class;
pub mod class_table;
pub mod english;
pub mod fingerprint;
pub mod fold;
pub mod furniture;
pub mod headword;
mod length;
mod likeness;
pub mod negation;
pub mod polish;
pub mod sentence;
pub mod sound;
pub mod telltale;
mod typography;
pub mod value;
mod word_kind;
pub mod wordbuilding;

pub use citation::{
    Citation, Number, Part, PhraseWord, agrees, can_be_genitive, citation, infinitive,
    is_classifying, is_plain, is_reflexive, joins_nouns, keeps_capital, lemma, number, part,
    stacks_nouns, stands_in_names,
};
pub use class::{WordClass, class};
pub use fingerprint::fingerprint;
pub use fold::{FoldKeys, Key, Strength, can_be, fold, without_diacritics};
pub use length::length_ratio;
pub use likeness::{DESCRIBED, likeness};
pub use negation::{denies_by_prefix, negation};
pub use sound::{Sound, sound};
pub use typography::{Typography, spaces_its_marks, typography};
pub use value::{Comparison, Leftover, Side, Value, ValueKind, compare, values};
pub use word_kind::{WordKind, word_kind};
