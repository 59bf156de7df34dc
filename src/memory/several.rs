//! Several memories asked as one: [`Memories`].
//!
//! The first is the user's own, the one that is written; the others are references. Each is
//! asked by itself and the answers are put together, so that a reference may lie in a read-only
//! folder, and what is exact for one memory is exact for all.

use std::cmp::Reverse;

use crate::text::Lang;

use super::concordance::Concordance;
use super::error::MemoryError;
use super::lookup::{Match, Query};
use super::open::Memory;
use super::score::Percent;
use super::terms::TermHit;
use super::wanted::Wanted;

/// Memories that are asked together, each with the points that are taken off its matches.
#[derive(Debug)]
pub struct Memories {
    first: Memory,
    references: Vec<(Memory, Percent)>,
}

impl Memories {
    /// Begins with the memory that is written.
    pub fn of(first: Memory) -> Memories {
        Memories { first, references: Vec::new() }
    }

    /// Adds a reference; so many points are taken off the score of each of its matches.
    pub fn add(&mut self, reference: Memory, penalty: Percent) {
        self.references.push((reference, penalty));
    }

    /// Returns the memory that is written.
    pub fn first(&self) -> &Memory {
        &self.first
    }

    /// Returns what [`Memory::lookup`] gives of each memory: best score first; of equal scores
    /// those of the earlier memory.
    ///
    /// # Errors
    /// [`MemoryError`] when one of the memories cannot be read.
    ///
    /// ```
    /// use kladka::bitext::TranslationUnit;
    /// use kladka::memory::{ImportInfo, Memories, Memory, Percent, Query};
    /// use kladka::text::Lang;
    /// let info = ImportInfo { what: "by hand", now: "20260102T030405Z", rules: "" };
    /// let mut stored = |pl: &str, en: &str| -> Result<Memory, Box<dyn std::error::Error>> {
    ///     let unit = TranslationUnit::pair((Lang::new("pl")?, pl), (Lang::new("en")?, en))?;
    ///     let mut memory = Memory::in_ram()?;
    ///     memory.extend(&info, [unit], &[])?;
    ///     Ok(memory)
    /// };
    /// let mut memories = Memories::of(stored("Rada", "Board")?);
    /// memories.add(stored("Rada", "Council")?, Percent::new(5).unwrap_or(Percent::USUAL));
    /// let found = memories.lookup(&Query::new("Rada"))?;
    /// let scores: Vec<_> = found.iter().map(|m| (m.target.text.as_str(), m.score)).collect();
    /// assert_eq!(scores, [("Board", 100), ("Council", 95)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lookup(&self, query: &Query) -> Result<Vec<Match>, MemoryError> {
        let mut found = self.first.lookup(query)?;
        for (memory, penalty) in &self.references {
            let penalty = penalty.value();
            // What is left has to reach the threshold still.
            let Some(min) = query.min.value().checked_add(penalty).and_then(Percent::new) else {
                continue;
            };
            for mut one in memory.lookup(&Query { min, ..query.clone() })? {
                one.score = one.score.saturating_sub(penalty);
                one.penalty = penalty;
                one.reference = Some(memory.path().to_path_buf());
                found.push(one);
            }
        }
        found.sort_by_key(|found| Reverse(found.score));
        found.truncate(query.limit);
        Ok(found)
    }

    /// Returns what [`Memory::concordance`] gives, memory by memory, until there are enough.
    ///
    /// # Errors
    /// [`MemoryError`] when one of the memories cannot be read.
    pub fn concordance(&self, query: &Query) -> Result<Vec<Concordance>, MemoryError> {
        self.concordance_of(query, &Wanted::default())
    }

    /// Returns what [`Memory::concordance_of`] gives, memory by memory, until there are enough.
    ///
    /// # Errors
    /// [`MemoryError`] when one of the memories cannot be read.
    pub fn concordance_of(
        &self,
        query: &Query,
        wanted: &Wanted,
    ) -> Result<Vec<Concordance>, MemoryError> {
        let mut found = self.first.concordance_of(query, wanted)?;
        for (memory, _) in &self.references {
            let limit = query.limit.saturating_sub(found.len());
            if limit == 0 {
                break;
            }
            for mut one in memory.concordance_of(&Query { limit, ..query.clone() }, wanted)? {
                one.reference = Some(memory.path().to_path_buf());
                found.push(one);
            }
        }
        Ok(found)
    }

    /// Returns what [`Memory::terms_like`] gives, memory by memory.
    ///
    /// # Errors
    /// [`MemoryError`] when one of the memories cannot be read.
    pub fn terms_like(&self, text: &str, lang: Option<&Lang>) -> Result<Vec<TermHit>, MemoryError> {
        let mut found = self.first.terms_like(text, lang)?;
        for (memory, _) in &self.references {
            found.extend(memory.terms_like(text, lang)?);
        }
        Ok(found)
    }
}
