//! Co-occurrence: how often two words stood in units that answer each other.
//!
//! [`Counts`] are plain sums, so that they can be added and subtracted with the units they came
//! from. Likeness is the Dice coefficient of two keys, 2·c(a,b) / (c(a) + c(b)), less a discount
//! for small numbers: two words that met once have shown nothing yet (Melamed 2000 gives the
//! reasons; no expectation maximisation is run).

use std::collections::HashMap;

use super::links::Lexicon;

/// A key's number in one side's vocabulary.
type Id = u32;

/// How often keys of two languages were met, alone and together.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    source: Vocabulary,
    target: Vocabulary,
    together: HashMap<(Id, Id), f32>,
    units: f64,
}

#[derive(Clone, Debug, Default)]
struct Vocabulary {
    ids: HashMap<String, Id>,
    seen: Vec<f32>,
}

impl Vocabulary {
    fn id(&mut self, key: &str) -> Id {
        if let Some(&id) = self.ids.get(key) {
            return id;
        }
        let id = self.seen.len() as Id;
        self.ids.insert(key.to_string(), id);
        self.seen.push(0.0);
        id
    }
}

/// Links kept for one key: more than this many are noise.
const LINKS_A_KEY: usize = 6;
/// Dice likeness below which two words are not linked.
const WEAKEST: f32 = 0.2;
/// Taken off every joint count: the first meeting shows little. Absolute discounting after
/// Ney, Essen and Kneser (1994); the figure is the usual one for counts of one.
const DISCOUNT: f32 = 0.6;

impl Counts {
    /// Adds one unit: the distinct keys of its two sides. `weight` is how sure the unit is, 0 to 1.
    pub fn add<'k>(
        &mut self,
        source: impl IntoIterator<Item = &'k str>,
        target: impl IntoIterator<Item = &'k str>,
        weight: f64,
    ) {
        let unique = |side: &mut Vocabulary, keys: &mut dyn Iterator<Item = &'k str>| {
            let mut ids: Vec<Id> = keys.map(|key| side.id(key)).collect();
            ids.sort_unstable();
            ids.dedup();
            for &id in &ids {
                side.seen[id as usize] += weight as f32;
            }
            ids
        };
        let source = unique(&mut self.source, &mut source.into_iter());
        let target = unique(&mut self.target, &mut target.into_iter());
        for &a in &source {
            for &b in &target {
                *self.together.entry((a, b)).or_default() += weight as f32;
            }
        }
        self.units += weight;
    }

    /// Returns the number of units counted (the sum of their weights).
    pub fn units(&self) -> f64 {
        self.units
    }

    /// Says whether nothing has been counted.
    pub fn is_empty(&self) -> bool {
        self.together.is_empty()
    }

    /// Distils the counts: for each source key its best partners, with a strength of 0 to 1.
    /// `own` is taken off each joint count: 1 where the text that asks was itself counted.
    pub fn lexicon(&self, own: f64) -> Lexicon {
        let mut found: Vec<(Id, Id, f32)> = Vec::new();
        for (&(a, b), &joint) in &self.together {
            let (seen_a, seen_b) = (self.source.seen[a as usize], self.target.seen[b as usize]);
            let joint = joint - own as f32 - DISCOUNT;
            let dice = 2.0 * joint / (seen_a + seen_b - 2.0 * own as f32).max(0.5);
            if dice >= WEAKEST {
                found.push((a, b, dice.min(1.0)));
            }
        }
        // Best first; ties by number, so that the same counts give the same lexicon.
        found.sort_unstable_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        let source = self.source.names();
        let target = self.target.names();
        let mut lexicon = Lexicon::default();
        for (a, b, strength) in found {
            if lexicon.partners(source[a as usize]).len() < LINKS_A_KEY {
                lexicon.insert(source[a as usize], target[b as usize], strength);
            }
        }
        lexicon
    }
}

impl Vocabulary {
    fn names(&self) -> Vec<&str> {
        let mut names = vec![""; self.seen.len()];
        for (key, &id) in &self.ids {
            names[id as usize] = key;
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_meet_often_and_alone_are_linked() {
        let mut counts = Counts::default();
        for (a, b) in [("kot dom", "cat house"), ("kot pies", "cat dog"), ("kot las", "cat wood")] {
            counts.add(a.split(' '), b.split(' '), 1.0);
        }
        let lexicon = counts.lexicon(0.0);
        assert_eq!(lexicon.partners("kot")[0].0, "cat");
        assert!(lexicon.partners("kot")[0].1 > 0.7);
        let own = counts.lexicon(1.0);
        assert!(own.partners("dom").is_empty(), "one meeting is its own witness");
    }
}
