//! The bytes of the table: two binary-fuse arrays and the lists of rules, as `language::fold::table` reads them.

use std::collections::{BTreeMap, HashMap, HashSet};

use kladka::language::fold::fuse::{self, Fuse};
use kladka::language::fold::table::{self, Header};

use crate::labels::{Change, Labels};
use crate::prune::{Entry, Node};

/// Seeds tried for the array of suffixes. A suffix that bears no label passes the check once in 65,536; a common one would spoil
/// every word that ends so, so the seed is taken whose false suffixes weigh least.
const SEEDS: u64 = 16;
/// Words lighter than this are not asked when seeds are compared.
const LEAST_WEIGHT: f32 = 0.05;
/// Suffixes lighter than this neither.
const LEAST_SUFFIX_WEIGHT: f32 = 1.0;

/// Writes the table.
pub fn pack(
    nodes: &[Node],
    labels: &Labels,
    keys: &[String],
    small: &[Entry],
    capital: &[Entry],
) -> Vec<u8> {
    let lists = Lists::new(nodes, labels);
    let items = distinct(nodes.iter().map(|node| {
        let hash = fuse::finish(hash_of(&node.suffix, start(node.capital)));
        (
            hash,
            lists.numbers[&node.label] | fuse::check(hash, table::CHECK_BITS) << table::LIST_BITS,
        )
    }));
    let common = distinct(keys.iter().map(|key| {
        let codes: Vec<u8> = key.chars().map(table::code).collect();
        let hash = fuse::finish(hash_of(&codes, table::KEY_START));
        (hash, fuse::check(hash, 8))
    }));
    let seed = best_seed(&items, &false_suffixes(nodes, small, capital));
    let (suffix, suffix_slots) = fill(&items, seed);
    let (key, key_slots) = fill(&common, 0);
    let longest = nodes
        .iter()
        .filter(|n| n.suffix.last() != Some(&table::WHOLE_WORD))
        .map(|n| n.suffix.len())
        .max()
        .unwrap_or(0);
    let header = Header {
        suffix,
        key,
        rules: lists.changes.len() as u32,
        lists: lists.ends.len() as u32 - 1,
        members: lists.members.len() as u32,
        longest: longest as u32,
    };
    let mut bytes = header.to_bytes().to_vec();
    bytes.extend(packed(&suffix_slots));
    key_slots.iter().for_each(|&v| bytes.push(v as u8));
    lists.changes.iter().for_each(|change| bytes.extend(rule_bytes(change)));
    lists.ends.iter().chain(&lists.members).for_each(|v| bytes.extend(v.to_le_bytes()));
    eprintln!("{} suffixes, {} keys, {header:?}: {} bytes", items.len(), common.len(), bytes.len());
    bytes
}

fn start(capital: bool) -> u64 {
    if capital { table::CAPITAL_START } else { table::SUFFIX_START }
}

fn hash_of(codes: &[u8], start: u64) -> u64 {
    codes.iter().fold(start, |hash, &code| fuse::step(hash, code))
}

fn distinct(items: impl Iterator<Item = (u64, u32)>) -> Vec<(u64, u32)> {
    items.collect::<BTreeMap<u64, u32>>().into_iter().collect()
}

/// The lists of rules in use, numbered anew; `table::AS_SMALL` stays 0.
struct Lists<'l> {
    numbers: HashMap<u32, u32>,
    changes: Vec<&'l Change>,
    ends: Vec<u16>,
    members: Vec<u16>,
}

impl<'l> Lists<'l> {
    fn new(nodes: &[Node], labels: &'l Labels) -> Lists<'l> {
        let marks = table::WEAK_BIT | table::RARE_BIT;
        let mut uses: BTreeMap<u32, usize> = BTreeMap::from([(table::AS_SMALL, 0)]);
        nodes.iter().for_each(|n| *uses.entry(n.label).or_default() += 1);
        assert!(uses.len() <= 1 << table::LIST_BITS, "{} lists of rules do not fit", uses.len());
        let mut lists =
            Lists { numbers: HashMap::new(), changes: vec![], ends: vec![0], members: vec![] };
        let mut rules: HashMap<u16, u16> = HashMap::new();
        for (next, &label) in uses.keys().enumerate() {
            lists.numbers.insert(label, next as u32);
            for member in &labels.members[label as usize] {
                let old = member & !marks;
                let number = *rules.entry(old).or_insert_with(|| {
                    lists.changes.push(&labels.changes[usize::from(old)]);
                    lists.changes.len() as u16 - 1
                });
                lists.members.push(number | (member & marks));
            }
            lists.ends.push(lists.members.len() as u16);
        }
        lists
    }
}

/// Packs the slots without gaps, the lowest bits first.
fn packed(slots: &[u32]) -> Vec<u8> {
    let mut bytes = vec![0; table::suffix_bytes(slots.len())];
    for (i, &value) in slots.iter().enumerate() {
        let bit = i * table::SUFFIX_BITS;
        for (byte, part) in bytes[bit / 8..]
            .iter_mut()
            .zip((u64::from(value) << (bit % 8)).to_le_bytes().into_iter().take(4))
        {
            *byte |= part;
        }
    }
    bytes
}

fn rule_bytes(change: &Change) -> [u8; table::RULE_BYTES] {
    let mut bytes = [0; table::RULE_BYTES];
    bytes[0] = change.cut | (change.letters.len() as u8) << 4 | u8::from(change.superlative) << 7;
    bytes[1..1 + change.letters.len()].copy_from_slice(&change.letters);
    bytes
}

/// Suffixes that words ask for and that bear no label, with the weight of those words.
fn false_suffixes(nodes: &[Node], small: &[Entry], capital: &[Entry]) -> Vec<(u64, f32)> {
    let mut all = vec![];
    for (is_capital, entries) in [(false, small), (true, capital)] {
        let bears: HashSet<&[u8]> =
            nodes.iter().filter(|n| n.capital == is_capital).map(|n| n.suffix.as_slice()).collect();
        let mut weight: BTreeMap<&[u8], f32> = BTreeMap::new();
        for entry in entries.iter().filter(|e| e.weight > LEAST_WEIGHT) {
            for n in 1..=entry.word.len() {
                if !bears.contains(&entry.word[..n]) {
                    *weight.entry(&entry.word[..n]).or_default() += entry.weight;
                }
            }
        }
        let heavy = weight.into_iter().filter(|w| w.1 >= LEAST_SUFFIX_WEIGHT);
        all.extend(
            heavy
                .map(|(suffix, weight)| (fuse::finish(hash_of(suffix, start(is_capital))), weight)),
        );
    }
    all
}

fn best_seed(items: &[(u64, u32)], false_suffixes: &[(u64, f32)]) -> u64 {
    let loss = |seed: u64| -> f32 {
        let (fuse, slots) = fill(items, seed);
        let passes = |hash: u64| {
            let value = fuse.slots(hash).iter().fold(0, |value, &slot| value ^ slots[slot]);
            value >> table::LIST_BITS == fuse::check(hash, table::CHECK_BITS)
        };
        false_suffixes.iter().filter(|s| passes(s.0)).map(|s| s.1).sum()
    };
    let (least, seed) = (1..=SEEDS)
        .map(|seed| (loss(seed), seed))
        .fold((f32::MAX, 0), |a, b| if b.0 < a.0 { b } else { a });
    eprintln!("false suffixes weigh {least} with seed {seed}");
    seed
}

/// Fills an array with values by finished hash; tries seed after seed until it goes (a few do).
fn fill(items: &[(u64, u32)], seed: u64) -> (Fuse, Vec<u32>) {
    let n = items.len().max(16) as f64;
    // sizes from Graf and Lemire, for three slots
    let segment = 1u32 << ((n.ln() / 3.33f64.ln() + 2.25).floor() as u32).min(18);
    let room = n * (0.875 + 0.25 * 1e6f64.ln() / n.ln()).max(1.125);
    let segments = ((room / f64::from(segment)).ceil() as u32).saturating_sub(2).max(1);
    let mut fuse = Fuse { seed: fuse::finish(seed), segment, segments };
    loop {
        if let Some(slots) = try_fill(&fuse, items) {
            return (fuse, slots);
        }
        fuse.seed = fuse.seed.wrapping_add(table::SUFFIX_START);
    }
}

/// Takes items off one by one, always one that is alone in a slot; then gives each its value there, in reverse order.
fn try_fill(fuse: &Fuse, items: &[(u64, u32)]) -> Option<Vec<u32>> {
    let (mut count, mut xor) = (vec![0u32; fuse.len()], vec![0u32; fuse.len()]);
    for (i, item) in items.iter().enumerate() {
        for slot in fuse.slots(item.0) {
            count[slot] += 1;
            xor[slot] ^= i as u32;
        }
    }
    let mut alone: Vec<usize> = (0..fuse.len()).filter(|&s| count[s] == 1).collect();
    let mut order = vec![];
    while let Some(slot) = alone.pop() {
        if count[slot] != 1 {
            continue;
        }
        let i = xor[slot];
        order.push((i, slot));
        for other in fuse.slots(items[i as usize].0) {
            count[other] -= 1;
            xor[other] ^= i;
            if count[other] == 1 {
                alone.push(other);
            }
        }
    }
    if order.len() < items.len() {
        return None;
    }
    let mut slots = vec![0u32; fuse.len()];
    for &(i, own) in order.iter().rev() {
        let (hash, value) = items[i as usize];
        slots[own] = fuse
            .slots(hash)
            .iter()
            .filter(|&&s| s != own)
            .fold(value, |value, &s| value ^ slots[s]);
    }
    Some(slots)
}
