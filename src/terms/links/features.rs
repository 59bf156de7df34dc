//! What is weighed: the names of the features, and the layout of a table of weights.
//!
//! One table serves both directions: a word of either text chooses a word of the other, or
//! nothing. Features of a choice say what speaks for it; the kinds of the chooser and the chosen
//! have a weight a pair, so that articles learn to choose nothing and verbs to choose verbs.

use std::sync::LazyLock;

use crate::bitext::LinkReason;
use crate::language::WordKind;
use crate::model::chain::JUMPS;
use crate::model::{WeightError, Weights};

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// A feature of a choice.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub(super) enum Feature { $($(#[$doc])* $name),* }

        const CHOICE: &[&str] = &[$($text),*];
    };
}

features! {
    /// One form.
    Same = "same form";
    /// One value in numbers or number words.
    Value = "same value";
    /// One punctuation mark.
    Mark = "same mark";
    /// A mark against a word.
    MarkWord = "mark against word";
    /// How alike they sound, from .5 (0) to 1.
    Sound = "sounds alike";
    /// They sound all but the same.
    SoundSure = "sounds the same";
    /// Two names that do not sound alike.
    Strange = "names sound different";
    /// A dictionary lists one as a first translation of the other.
    Listed = "listed";
    /// Listed further down.
    ListedLate = "listed late";
    /// A part of what is listed.
    ListedPart = "part of what is listed";
    /// Listed by way of a word it is derived from.
    ListedWeak = "listed of a related word";
    /// Built alike.
    Built = "built alike";
    /// Stands with it in phrases that a dictionary or glossary lists.
    Phrase = "listed phrase";
    /// Both are listed, but not of each other.
    BothListed = "listed of other words";
    /// The chooser has a good answer elsewhere.
    RowElse = "better answer elsewhere";
    /// The chosen is a good answer for another.
    ColumnElse = "better asker elsewhere";
    /// Distance of relative places.
    Distance = "distance";
    /// The same, squared.
    Distance2 = "distance squared";
    /// Difference of how common they are.
    Rarity = "differently common";
    /// Both are rare.
    BothRare = "both rare";
    /// Both are capitalised.
    Capitals = "both capitalised";
    /// One is capitalised.
    Capital = "one capitalised";
    /// Both are function words.
    BothFunction = "both function words";
    /// They stand in the same pairs of this text.
    Dice = "met in this text";
    /// Both stand only once in it.
    Once = "both once in this text";
    /// Share of the chooser's other places where it was linked to the chosen.
    Forth = "linked elsewhere, of asker";
    /// Share of the chosen's other places.
    Back = "linked elsewhere, of answer";
    /// Their geometric mean.
    Both = "linked elsewhere";
    /// Both stand elsewhere and were never linked.
    Never = "never linked elsewhere";
    /// The same five of a memory.
    MemoryDice = "met in memory";
    MemoryForth = "linked in memory, of asker";
    MemoryBack = "linked in memory, of answer";
    MemoryBoth = "linked in memory";
    MemoryNever = "never linked in memory";
}

/// What [`Feature::Phrase`] is called where a glossary knows the phrase, which weighs as much as a
/// dictionary that does.
pub(super) const IN_GLOSSARY: &str = "glossary phrase";

/// Whether a reason is [`Feature::Phrase`].
pub(super) fn is_phrase(reason: &LinkReason) -> bool {
    reason.feature == NAMES[Feature::Phrase as usize]
}

/// Features of choosing nothing.
const NULL: &[&str] =
    &["nothing", "nothing though sure", "nothing for rare", "nothing for capital"];
const KINDS: usize = WordKind::ALL.len();
const PAIRS_AT: usize = CHOICE.len();
const NULL_AT: usize = PAIRS_AT + KINDS * KINDS;
const NULL_KIND_AT: usize = NULL_AT + NULL.len();
const JUMPS_AT: usize = NULL_KIND_AT + KINDS;
const WEIGHTS: usize = JUMPS_AT + JUMPS;

/// The names of all weights, in order.
pub(super) static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let kinds = WordKind::ALL.map(WordKind::name);
    let pairs = kinds.iter().flat_map(|a| kinds.iter().map(move |b| format!("{a} for {b}")));
    let choice = CHOICE.iter().map(|name| name.to_string());
    let nulls = NULL.iter().map(|name| name.to_string());
    let null_kinds = kinds.iter().map(|kind| format!("nothing for {kind}"));
    let jumps = (0..JUMPS).map(|class| format!("jump {}", class as isize - 5));
    choice.chain(pairs).chain(nulls).chain(null_kinds).chain(jumps).collect()
});

/// Some features with their values, by their place in the table.
pub(super) type Sparse = smallvec::SmallVec<[(u16, f32); 12]>;

/// The place of a pair of kinds.
pub(super) fn kinds_at(chooser: WordKind, chosen: WordKind) -> u16 {
    (PAIRS_AT + chooser as usize * KINDS + chosen as usize) as u16
}

/// The features of choosing nothing, by their places.
pub(super) fn nulls(kind: WordKind, sure: f32, chance: f64, capital: bool) -> Sparse {
    let at = NULL_AT as u16;
    let mut found = Sparse::new();
    found.push((at, 1.0));
    found.push((at + 1, sure));
    found.push((at + 2, -chance as f32 / 8.0));
    found.push((at + 3, f32::from(u8::from(capital))));
    found.push(((NULL_KIND_AT + kind as usize) as u16, 1.0));
    found
}

/// A learned table: what each feature is worth, in nats.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkWeights(Weights);

impl LinkWeights {
    /// Takes weights in the order of [`LinkWeights::names`].
    pub fn new(weights: Weights) -> LinkWeights {
        LinkWeights(weights)
    }

    /// Reads a table.
    ///
    /// # Errors
    /// [`WeightError`] when it does not fit the features.
    pub fn read(table: &str) -> Result<LinkWeights, WeightError> {
        let names: Vec<&str> = NAMES.iter().map(String::as_str).collect();
        Ok(LinkWeights(Weights::read(table, &names)?))
    }

    /// Returns the names of the weights in their order.
    pub fn names() -> Vec<&'static str> {
        NAMES.iter().map(String::as_str).collect()
    }

    /// Returns the place of the first distance among the weights; all others are a feature each.
    pub fn jumps_at() -> usize {
        JUMPS_AT
    }

    /// Returns the weights.
    pub fn weights(&self) -> &Weights {
        &self.0
    }

    pub(super) fn sum(&self, features: &[(u16, f32)]) -> f64 {
        let values = self.0.values();
        features.iter().map(|&(at, value)| values[usize::from(at)] * f64::from(value)).sum()
    }

    pub(super) fn jumps(&self) -> [f64; JUMPS] {
        let mut jumps = [0.0; JUMPS];
        jumps.copy_from_slice(&self.0.values()[JUMPS_AT..WEIGHTS]);
        jumps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_a_name_of_its_own() {
        let mut names = LinkWeights::names();
        assert_eq!(names.len(), WEIGHTS);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), WEIGHTS);
    }
}
