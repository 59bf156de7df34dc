//! Readings as labels: ranked lists of rules, and how much one list is worth where another would be right.
//!
//! A label is what hangs on a suffix. Two labels need not be equal to be useful: one that lacks a rare key, or ranks the keys otherwise,
//! is nearly right. [`Labels::compare`] works that out once for every pair that can matter, so that the choice of suffixes can buy few and
//! short ones ([`crate::prune`]).

use std::collections::{BTreeMap, HashMap};

use kladka::language::fold::table;

use crate::forms::Form;
use crate::prune::Node;

/// Most keys of one form.
const MOST_KEYS: usize = 4;
/// Most readings of one form that are kept for the stricter question only.
const MOST_RARE: usize = 3;
/// Worth of all rare readings together; the keys have the rest.
const RARE_WORTH: f32 = 0.12;
/// What a key costs that the form should not have.
const EXTRA_KEY: f32 = 0.45;
/// What a rare reading costs that the form should not have.
const EXTRA_RARE: f32 = 0.04;
/// What is lost when the first key is not the likeliest.
const WRONG_FIRST: f32 = 0.08;
/// Part of a key's worth that is lost when it is strong instead of weak, or the other way.
const WRONG_STRENGTH: f32 = 0.4;
/// Labels worth less than this are no help.
const LEAST_LIKENESS: f32 = 0.5;
/// Labels tried for each label, the commonest ones.
const POOL: usize = 3000;
/// Labels remembered for each label, the likest.
const MOST_ALIKE: usize = 24;

/// How a key is made: cut `naj`, cut so many letters, add these.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Change {
    pub superlative: bool,
    pub cut: u8,
    pub letters: Vec<u8>,
}

/// A rule by number, with the marks of `table::WEAK_BIT` and `table::RARE_BIT`.
pub type Member = u16;

pub struct Labels {
    threshold: f32,
    rare: f32,
    pub changes: Vec<Change>,
    change_numbers: HashMap<Change, u16>,
    pub members: Vec<Vec<Member>>,
    numbers: HashMap<Vec<Member>, u32>,
    /// Probability of each member, summed over the forms of the label; and their weight.
    worth: Vec<Vec<f32>>,
    weight: Vec<f32>,
    alike: Vec<Vec<(u32, f32)>>,
}

impl Labels {
    pub fn new(threshold: f32, rare: f32) -> Labels {
        let mut labels = Labels {
            threshold,
            rare,
            changes: vec![],
            change_numbers: HashMap::new(),
            members: vec![],
            numbers: HashMap::new(),
            worth: vec![],
            weight: vec![],
            alike: vec![],
        };
        labels.number(vec![]); // number 0 is table::AS_SMALL
        labels
    }

    /// Returns the number of the form's label; `None` if no rule can make its keys.
    pub fn label(&mut self, form: &Form, capital: bool) -> Option<u32> {
        let keys = ranked_keys(form, capital);
        let best = keys.first()?.probability;
        let codes: Vec<u8> = form.word.chars().map(table::code).collect();
        let (mut members, mut worth): (Vec<Member>, Vec<f32>) = (vec![], vec![]);
        let (mut common, mut rare) = (0, 0);
        for key in keys {
            let is_common = key.probability >= self.threshold * best && common < MOST_KEYS;
            if !is_common && (key.probability < self.rare || rare == MOST_RARE || key.weak) {
                continue;
            }
            let Some(change) = change(&codes, &key.text) else { continue };
            let marks = if key.weak { table::WEAK_BIT } else { 0 }
                | if is_common { 0 } else { table::RARE_BIT };
            *(if is_common { &mut common } else { &mut rare }) += 1;
            members.push(self.change_number(change) | marks);
            worth.push(key.probability);
        }
        let number = (common > 0).then(|| self.number(members))?;
        let weight = form.weight(capital);
        self.weight[number as usize] += weight;
        self.worth[number as usize].iter_mut().zip(worth).for_each(|(sum, w)| *sum += w * weight);
        Some(number)
    }

    /// Finds, for every label, which others are worth something in its place.
    pub fn compare(&mut self) {
        let mut by_weight: Vec<u32> = (1..self.members.len() as u32).collect();
        by_weight.sort_by(|&a, &b| {
            self.weight[b as usize].total_cmp(&self.weight[a as usize]).then(a.cmp(&b))
        });
        self.compare_with(&by_weight[..by_weight.len().min(POOL)], true);
    }

    /// Forgets all labels but these; each label is then as good as the kept ones that are like it.
    pub fn keep_only(&mut self, kept: &[u32]) {
        self.compare_with(kept, false);
    }

    /// Returns the labels of the nodes that fit into so many numbers, if not all do: those that most nodes bear.
    pub fn fit(&self, nodes: &[Node], numbers: usize) -> Option<Vec<u32>> {
        let mut uses: BTreeMap<u32, usize> = BTreeMap::new();
        nodes.iter().for_each(|n| *uses.entry(n.label).or_default() += 1);
        eprintln!("{} labels in use of {}", uses.len(), self.members.len());
        if uses.len() < numbers {
            return None;
        }
        let mut ranked: Vec<(u32, usize)> =
            uses.into_iter().filter(|u| u.0 != table::AS_SMALL).collect();
        ranked.sort_by(|a, b| {
            b.1.cmp(&a.1)
                .then(self.weight[b.0 as usize].total_cmp(&self.weight[a.0 as usize]))
                .then(a.0.cmp(&b.0))
        });
        Some(ranked.into_iter().take(numbers - 1).map(|u| u.0).collect())
    }

    /// Returns the labels worth something where `label` would be right, with their worth (1 for the label itself).
    pub fn alike(&self, label: u32) -> &[(u32, f32)] {
        &self.alike[label as usize]
    }

    /// Returns what `other` is worth where `label` would be right: 1 if equal, 0 if useless.
    pub fn likeness(&self, label: u32, other: u32) -> f32 {
        let (right, other) = (&self.members[label as usize], &self.members[other as usize]);
        if right == other {
            return 1.0;
        }
        let worth = shares(right, &self.worth[label as usize]);
        let strip = |m: Member| m & !table::WEAK_BIT;
        let mut sum = 0.0;
        for &member in other {
            match right.iter().position(|&r| strip(r) == strip(member)) {
                Some(i) if right[i] == member => sum += worth[i],
                Some(i) => sum += worth[i] * (1.0 - WRONG_STRENGTH),
                None if member & table::RARE_BIT != 0 => sum -= EXTRA_RARE,
                None if right.contains(&(member | table::RARE_BIT)) => {
                    sum -= EXTRA_KEY - RARE_WORTH
                }
                None => sum -= EXTRA_KEY,
            }
        }
        if right.first() != other.first() {
            sum -= WRONG_FIRST;
        }
        sum.max(0.0)
    }

    fn compare_with(&mut self, pool: &[u32], own: bool) {
        let mut holders: HashMap<Member, Vec<u32>> = HashMap::new();
        for &label in pool {
            for &member in self.members[label as usize].iter().filter(|&m| m & table::RARE_BIT == 0)
            {
                holders.entry(member & !table::WEAK_BIT).or_default().push(label);
            }
        }
        self.alike = (0..self.members.len() as u32)
            .map(|label| {
                let mut found: Vec<(u32, f32)> = vec![];
                let mut candidates: Vec<u32> = self.members[label as usize]
                    .iter()
                    .filter_map(|m| holders.get(&(m & !table::WEAK_BIT)))
                    .flatten()
                    .copied()
                    .filter(|&other| other != label || !own)
                    .collect();
                candidates.sort_unstable();
                candidates.dedup();
                for other in candidates {
                    let worth = self.likeness(label, other);
                    if worth >= LEAST_LIKENESS {
                        found.push((other, worth));
                    }
                }
                found.sort_by(|a, b| {
                    b.1.total_cmp(&a.1)
                        .then(self.weight[b.0 as usize].total_cmp(&self.weight[a.0 as usize]))
                        .then(a.0.cmp(&b.0))
                });
                found.truncate(MOST_ALIKE);
                if own {
                    found.insert(0, (label, 1.0));
                }
                found
            })
            .collect();
    }

    fn number(&mut self, members: Vec<Member>) -> u32 {
        if let Some(&number) = self.numbers.get(&members) {
            return number;
        }
        let number = self.members.len() as u32;
        self.worth.push(vec![0.0; members.len()]);
        self.weight.push(0.0);
        self.members.push(members.clone());
        self.numbers.insert(members, number);
        number
    }

    fn change_number(&mut self, change: Change) -> u16 {
        let next = self.changes.len() as u16;
        assert!(next & (table::WEAK_BIT | table::RARE_BIT) == 0, "more rules than a list can name");
        *self.change_numbers.entry(change).or_insert_with_key(|change| {
            self.changes.push(change.clone());
            next
        })
    }
}

/// What each member is worth if found: keys by the root of their probability, rare readings little.
fn shares(members: &[Member], probability: &[f32]) -> Vec<f32> {
    let is_rare = |m: Member| m & table::RARE_BIT != 0;
    let total = |rare: bool| -> f32 {
        members
            .iter()
            .zip(probability)
            .filter(|(m, _)| is_rare(**m) == rare)
            .map(|(_, p)| p.sqrt())
            .sum()
    };
    let (keys, rare) = (total(false), total(true));
    let for_rare = if rare > 0.0 { RARE_WORTH } else { 0.0 };
    members
        .iter()
        .zip(probability)
        .map(|(&m, p)| {
            if is_rare(m) {
                for_rare * p.sqrt() / rare
            } else {
                (1.0 - for_rare) * p.sqrt() / keys.max(f32::MIN_POSITIVE)
            }
        })
        .collect()
}

struct Key {
    text: String,
    weak: bool,
    probability: f32,
}

/// The form's keys if it is written so: likeliest first, a gerund's own key before its verb's.
fn ranked_keys(form: &Form, capital: bool) -> Vec<Key> {
    let mut keys: Vec<Key> = vec![];
    let total: f64 = form.readings.iter().map(|r| r.written(capital)).sum();
    let mut add =
        |text: &str, weak: bool, probability: f32| match keys.iter_mut().find(|k| k.text == text) {
            Some(key) => {
                key.probability += probability;
                key.weak &= weak;
            }
            None => keys.push(Key { text: text.to_string(), weak, probability }),
        };
    for reading in &form.readings {
        let probability = (reading.written(capital) / total) as f32 + 1e-9;
        match &reading.nominal {
            Some(nominal) => {
                add(nominal, false, probability);
                add(&reading.lemma, true, probability);
            }
            None => add(&reading.lemma, false, probability),
        }
    }
    keys.sort_by(|a, b| {
        b.probability.total_cmp(&a.probability).then(a.weak.cmp(&b.weak)).then(a.text.cmp(&b.text))
    });
    keys
}

/// Returns how the word becomes the key; `None` if it is too far or needs letters that a rule cannot write.
fn change(word: &[u8], key: &str) -> Option<Change> {
    let key: Vec<u8> = key.chars().map(table::code).collect();
    let prefix = table::SUPERLATIVE.map(table::code);
    let cut_prefix = word.len() > table::SUPERLATIVE_LETTERS
        && word.starts_with(&prefix)
        && !key.starts_with(&prefix);
    let rest = if cut_prefix { &word[prefix.len()..] } else { word };
    let same = rest.iter().zip(&key).take_while(|(a, b)| a == b && **a != table::FOREIGN).count();
    let foreign = rest.iter().take_while(|&&c| c == table::FOREIGN).count() > same;
    let (cut, letters) = (rest.len() - same, key[same..].to_vec());
    let fits = cut <= table::RULE_CUT
        && letters.len() <= table::RULE_LETTERS
        && !letters.contains(&table::FOREIGN)
        && !foreign;
    // a comparative takes the superlative's rule, which does it no harm
    let superlative =
        cut_prefix || (!word.starts_with(&prefix) && is_comparative(&rest[same..], &letters));
    fits.then_some(Change { superlative, cut: cut as u8, letters })
}

/// Returns true if what is cut looks like a comparative's ending: -szych of an adjective, -iej of an adverb.
fn is_comparative(cut: &[u8], letters: &[u8]) -> bool {
    let ends = |text: &str, with: &[u8]| text.chars().map(table::code).eq(with.iter().copied());
    let [sz_s, sz_z] = ['s', 'z'].map(table::code);
    let is_adjective = cut.windows(2).any(|w| w == [sz_s, sz_z])
        && letters.last().is_some_and(|&c| "yi".contains(table::letter(c)));
    let is_adverb = cut.len() > 2
        && ends("iej", &cut[cut.len() - 3..])
        && letters.last().is_some_and(|&c| ends("o", &[c]));
    is_adjective || is_adverb
}
