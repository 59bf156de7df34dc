//! Pairs of texts with all that speaks for and against each link in them.
//!
//! A [`Scene`] reads its texts once. What is known of two words wherever they stand (form, value,
//! sound, dictionaries, counts of all the texts) is gathered first; what links were found
//! elsewhere is added in a second round, after [`Scene::remember`].

use std::ops::Range;

use super::counts::{ByPair, LinkCounts};
use super::features::{Feature, LinkWeights, Sparse, kinds_at, nulls};
use super::listed::Dictionaries;
use super::phrases::phrases;
use super::words::{Side, Slot, Word};
use crate::bitext::LinkedKeys;
use crate::language::WordKind;
use crate::lexicon::{Finder, Given};
use crate::model::chain::Chain;

/// Two texts that answer each other, as tokens.
#[derive(Clone, Copy, Debug)]
pub struct TextPair<'t> {
    /// The words, numbers and marks of the source.
    pub source: &'t [String],
    /// Those of the target.
    pub target: &'t [String],
    /// Spans known to answer each other (a glossary's), as ranges of tokens.
    pub known: &'t [(Range<usize>, Range<usize>)],
}

/// Texts read together.
#[derive(Debug)]
pub struct Scene<'k> {
    pub(super) source: Side,
    pub(super) target: Side,
    /// Features of each cell that hold in both directions and rounds, a list a pair of texts.
    cells: Vec<Cells>,
    /// Spans of each pair that a glossary knows.
    known: Vec<Vec<KnownSpan>>,
    counts: LinkCounts,
    memory: Option<Remembered<'k>>,
}

/// Words of the source, and words of the target that answer them.
type KnownSpan = (Range<usize>, Range<usize>);

/// Features of each cell of a pair of texts, and how good its best cells are.
#[derive(Debug, Default)]
struct Cells {
    starts: Vec<u32>,
    features: Vec<(u16, f32)>,
    sure_rows: Vec<f32>,
    sure_columns: Vec<f32>,
}

#[derive(Debug)]
struct Remembered<'k> {
    counts: &'k LinkCounts,
    source: Vec<Option<u32>>,
    target: Vec<Option<u32>>,
}

/// The choices of one direction, each with its features.
#[derive(Debug)]
pub struct Choices {
    /// Words that choose.
    pub n: usize,
    /// Words to choose from.
    pub m: usize,
    /// Features of each choice, row by row.
    pub cells: Vec<Sparse>,
    /// Features of choosing nothing.
    pub nulls: Vec<Sparse>,
}

/// Links less probable than this are not counted.
const COUNTED: f64 = 0.08;
/// Occurrences taken for granted on top of those counted, so that one link proves little.
const DOUBT: f64 = 0.7;
/// From this likeness on two words are said to sound alike, and the same.
const ALIKE: f64 = 0.5;
const THE_SAME: f64 = 0.85;
/// Names less alike than this are two names.
const STRANGE: f64 = 0.4;
/// A word rarer than one in a hundred thousand.
const RARE: f64 = -5.0;

impl<'k> Scene<'k> {
    /// Reads pairs of texts; `given` are the dictionaries, `memory` what was counted elsewhere.
    pub fn read(
        langs: (&str, &str),
        pairs: &[TextPair<'_>],
        given: Option<&Given>,
        memory: Option<&'k LinkCounts>,
    ) -> Scene<'k> {
        let source = Side::read(langs.0, pairs.iter().map(|pair| pair.source));
        let target = Side::read(langs.1, pairs.iter().map(|pair| pair.target));
        let mut scene = Scene {
            counts: count(&source, &target),
            memory: memory.map(|counts| Remembered {
                source: source.keys.iter().map(|key| counts.find(false, key)).collect(),
                target: target.keys.iter().map(|key| counts.find(true, key)).collect(),
                counts,
            }),
            source,
            target,
            cells: Vec::with_capacity(pairs.len()),
            known: pairs.iter().map(|pair| pair.known.to_vec()).collect(),
        };
        let listed = given.map(|given| Dictionaries::ask(given, &scene.source, &scene.target));
        let mut finder = given.map(|given| Finder::new(given.dictionaries()));
        for (number, pair) in pairs.iter().enumerate() {
            let found = phrases(langs, pair, finder.as_mut());
            let cells = scene.gather(number, &found, listed.as_ref());
            scene.cells.push(cells);
        }
        scene
    }

    /// Returns the number of pairs of texts.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Says whether there is no pair of texts.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Returns for each cell, row by row of the source, whether it belongs to phrases that are listed
    /// for each other.
    pub(super) fn phrases(&self, pair: usize) -> Vec<bool> {
        let (n, m) = self.sizes(pair);
        let is_phrase = |at| {
            let features = self.cells[pair].of(at).iter();
            features.into_iter().any(|(feature, _)| *feature == Feature::Phrase as u16)
        };
        (0..n * m).map(is_phrase).collect()
    }

    /// Says whether a cell belongs to a span that a glossary knows.
    pub(super) fn is_known(&self, pair: usize, i: usize, j: usize) -> bool {
        self.known[pair].iter().any(|(source, target)| source.contains(&i) && target.contains(&j))
    }

    /// Returns the numbers of words of a pair of texts.
    pub fn sizes(&self, pair: usize) -> (usize, usize) {
        (self.source.texts[pair].len(), self.target.texts[pair].len())
    }

    /// Counts links for the second round, in place of those counted before: `scores` has for each pair of texts the probability of
    /// each link, row by row of the source.
    pub fn remember(&mut self, scores: &[Vec<f64>]) {
        self.counts.forget_links();
        for (pair, scores) in scores.iter().enumerate() {
            let columns = self.target.texts[pair].len();
            for (at, &score) in scores.iter().enumerate() {
                if score > COUNTED {
                    let (a, b) = self.keys(pair, at / columns, at % columns);
                    self.counts.link(a, b, score);
                }
            }
        }
    }

    /// Returns what a pair of texts adds to counts, by the probability of each of its links.
    pub fn keys_of(&self, pair: usize, scores: &[f64]) -> LinkedKeys {
        let keys = |side: &Side| -> Vec<String> {
            let words = side.texts[pair].iter().map(|&slot| side.word(slot).key);
            words.map(|key| side.keys[key as usize].clone()).collect()
        };
        let (_, columns) = self.sizes(pair);
        let linked = scores.iter().enumerate().filter(|(_, score)| **score > COUNTED);
        let part = |score: f64| (score * f64::from(u8::MAX)).round() as u8;
        let links = linked.map(|(at, &score)| (at / columns, at % columns, part(score)));
        LinkedKeys {
            source: keys(&self.source),
            target: keys(&self.target),
            links: links.filter(|link| link.2 > 0).collect(),
        }
    }

    /// Returns the counts of these texts.
    pub fn into_counts(self) -> LinkCounts {
        self.counts
    }

    /// Returns the choices of a direction, `turned` when target words choose. `own` is what
    /// this pair added to the counts of links, which is taken off again; without it, it is the
    /// first round.
    pub fn choices(&self, pair: usize, turned: bool, own: Option<&[f64]>) -> Choices {
        let (n, m) = self.sizes(pair);
        let own = own.map(|own| self.own(pair, own));
        let (rows, columns) = if turned { (m, n) } else { (n, m) };
        let mut cells = Vec::with_capacity(n * m);
        for at in 0..n * m {
            let (row, column) = (at / columns, at % columns);
            let (i, j) = if turned { (column, row) } else { (row, column) };
            let mut features = Sparse::from_slice(self.cells[pair].of(i * m + j));
            features.push((self.kinds(pair, i, j, turned), 1.0));
            self.elsewhere(pair, i, j, own.as_ref()).tell(turned, &mut features);
            cells.push(features);
        }
        let nulls = (0..rows).map(|row| self.nothing(pair, row, turned)).collect();
        Choices { n: rows, m: columns, cells, nulls }
    }

    /// Returns what the choices of both directions are worth under some weights: the source's,
    /// then the target's. It is what [`chain`](super::chain) makes of [`Scene::choices`], without making
    /// these.
    pub fn chains(&self, pair: usize, weights: &LinkWeights, own: Option<&[f64]>) -> [Chain; 2] {
        let (n, m) = self.sizes(pair);
        let own = own.map(|own| self.own(pair, own));
        let (mut forth, mut back) = (vec![0.0; n * m], vec![0.0; n * m]);
        let mut features = Sparse::new();
        for i in 0..n {
            for j in 0..m {
                let both = weights.sum(self.cells[pair].of(i * m + j));
                let elsewhere = self.elsewhere(pair, i, j, own.as_ref());
                for (turned, worth) in
                    [(false, &mut forth[i * m + j]), (true, &mut back[j * n + i])]
                {
                    features.clear();
                    features.push((self.kinds(pair, i, j, turned), 1.0));
                    elsewhere.tell(turned, &mut features);
                    *worth = both + weights.sum(&features);
                }
            }
        }
        let nulls = |turned, rows| -> Vec<f64> {
            (0..rows).map(|row| weights.sum(&self.nothing(pair, row, turned))).collect()
        };
        let jumps = weights.jumps();
        [
            Chain { n, m, cells: forth, nulls: nulls(false, n), jumps },
            Chain { n: m, m: n, cells: back, nulls: nulls(true, m), jumps },
        ]
    }

    /// The place of the kinds of a cell's words among the features.
    fn kinds(&self, pair: usize, i: usize, j: usize, turned: bool) -> u16 {
        let source = self.source.word(self.source.texts[pair][i]).kind;
        let target = self.target.word(self.target.texts[pair][j]).kind;
        if turned { kinds_at(target, source) } else { kinds_at(source, target) }
    }

    /// The features of choosing nothing.
    fn nothing(&self, pair: usize, row: usize, turned: bool) -> Sparse {
        let (side, sure) = match turned {
            false => (&self.source, &self.cells[pair].sure_rows),
            true => (&self.target, &self.cells[pair].sure_columns),
        };
        let slot = side.texts[pair][row];
        let word = side.word(slot);
        nulls(word.kind, sure[row].min(1.0), word.chance, slot.capital)
    }

    /// The numbers of the keys of a cell's words.
    fn keys(&self, pair: usize, i: usize, j: usize) -> (u32, u32) {
        let (a, b) = (self.source.texts[pair][i], self.target.texts[pair][j]);
        (self.source.word(a).key, self.target.word(b).key)
    }

    fn own(&self, pair: usize, scores: &[f64]) -> Own {
        let mut own = Own::default();
        let columns = self.target.texts[pair].len();
        for (at, &score) in scores.iter().enumerate().filter(|(_, score)| **score > COUNTED) {
            let keys = self.keys(pair, at / columns, at % columns);
            *own.linked.entry(keys).or_default() += score;
        }
        let times = |side: &Side| -> Vec<f64> {
            let keys: Vec<u32> = side.texts[pair].iter().map(|slot| side.word(*slot).key).collect();
            let times = |key: &u32| keys.iter().filter(|other| *other == key).count() as f64;
            keys.iter().map(times).collect()
        };
        (own.source, own.target) = (times(&self.source), times(&self.target));
        own
    }

    /// What was counted of a cell's words elsewhere: in the other texts (second round) and in the
    /// memory.
    fn elsewhere(&self, pair: usize, i: usize, j: usize, own: Option<&Own>) -> Elsewhere {
        let (a, b) = (self.source.texts[pair][i], self.target.texts[pair][j]);
        let (a, b) = (self.source.word(a), self.target.word(b));
        let mut found = Elsewhere::default();
        if a.kind == WordKind::Mark || b.kind == WordKind::Mark {
            return found;
        }
        if let Some(own) = own {
            let linked = f64::from(self.counts.pair(a.key, b.key).linked)
                - own.linked.get(&(a.key, b.key)).copied().unwrap_or(0.0);
            let times = (
                f64::from(self.counts.seen(false, a.key).times) - own.source[i],
                f64::from(self.counts.seen(true, b.key).times) - own.target[j],
            );
            found.text = Some((linked, times));
        }
        if let Some(memory) = &self.memory {
            let ids = memory.source[a.key as usize].zip(memory.target[b.key as usize]);
            if let Some((a, b)) = ids {
                let counted = memory.counts.pair(a, b);
                let times = (
                    f64::from(memory.counts.seen(false, a).times),
                    f64::from(memory.counts.seen(true, b).times),
                );
                found.memory = Some((f64::from(counted.linked), times));
                found.likeness = memory.counts.likeness(a, b, counted.met);
            }
        }
        found
    }

    /// Gathers the features that hold in both directions and rounds.
    fn gather(&self, pair: usize, phrases: &[f32], listed: Option<&Dictionaries>) -> Cells {
        let (source, target) = (&self.source.texts[pair], &self.target.texts[pair]);
        let (n, m) = (source.len(), target.len());
        let mut lexical: Vec<Sparse> = Vec::with_capacity(n * m);
        let mut good = vec![0.0f32; n * m];
        for (i, &a) in source.iter().enumerate() {
            for (j, &b) in target.iter().enumerate() {
                let (features, worth) =
                    self.lexical(a, b, phrases.get(i * m + j).copied().unwrap_or(0.0), listed);
                good[i * m + j] = worth;
                lexical.push(features);
            }
        }
        let mut cells = Cells {
            starts: vec![0],
            features: Vec::with_capacity(n * m * 8),
            sure_rows: (0..n).map(|i| best(good[i * m..(i + 1) * m].iter())).collect(),
            sure_columns: (0..m).map(|j| best(good.iter().skip(j).step_by(m.max(1)))).collect(),
        };
        for (at, mut features) in lexical.into_iter().enumerate() {
            let (i, j) = (at / m, at % m);
            let (a, b) = (source[i], target[j]);
            if good[at] < ELSEWHERE_BELOW {
                let row = cells.sure_rows[i] >= GOOD;
                let column = cells.sure_columns[j] >= GOOD;
                push(&mut features, Feature::RowElse, f64::from(u8::from(row)));
                push(&mut features, Feature::ColumnElse, f64::from(u8::from(column)));
            }
            let place = |at: usize, of: usize| (at as f64 + 0.5) / of as f64;
            let apart = (place(i, n) - place(j, m)).abs();
            push(&mut features, Feature::Distance, apart);
            push(&mut features, Feature::Distance2, apart * apart * 4.0);
            if a.capital || b.capital {
                let feature =
                    if a.capital == b.capital { Feature::Capitals } else { Feature::Capital };
                push(&mut features, feature, 1.0);
            }
            cells.features.extend(features);
            cells.starts.push(cells.features.len() as u32);
        }
        cells
    }

    /// What speaks for two words wherever they stand, and how good an answer they are.
    fn lexical(
        &self,
        a: Slot,
        b: Slot,
        phrase: f32,
        listed: Option<&Dictionaries>,
    ) -> (Sparse, f32) {
        let mut features = Sparse::new();
        let (word, other) = (self.source.word(a), self.target.word(b));
        let (mark, other_mark) = (word.kind == WordKind::Mark, other.kind == WordKind::Mark);
        if mark || other_mark {
            let same = mark && other_mark && one_mark(&word.small) == one_mark(&other.small);
            push(&mut features, Feature::Mark, f64::from(u8::from(same)));
            push(&mut features, Feature::MarkWord, f64::from(u8::from(mark != other_mark)));
            return (features, f32::from(u8::from(same)));
        }
        let mut good = 0.0f32;
        let mut say = |feature: Feature, value: f64, worth: f64| {
            push(&mut features, feature, value);
            good = good.max((value.min(1.0) * worth) as f32);
        };
        let content = word.kind.is_content() && other.kind.is_content();
        say(Feature::Same, f64::from(u8::from(word.small == other.small)), 1.0);
        let same_value = word.value.is_some() && word.value == other.value;
        say(Feature::Value, f64::from(u8::from(same_value)), 1.0);
        let mut alike = 0.0;
        if content && word.small != other.small {
            alike = likeness(word, other);
            say(Feature::Sound, ((alike - ALIKE) / (1.0 - ALIKE)).max(0.0), 0.0);
            say(Feature::SoundSure, f64::from(u8::from(alike >= THE_SAME)), 1.0);
            if alike < STRANGE && a.capital && b.capital {
                say(Feature::Strange, 1.0, 0.0);
            }
        }
        if let Some(listed) = listed {
            let found = listed.pairs.get(&(a.word, b.word)).copied().unwrap_or_default();
            let strength = f64::from(found.strength);
            match found.strength {
                ..=0.0 => {}
                strong if strong > 0.9 => say(Feature::Listed, strength, 1.0),
                late if late > 0.7 => say(Feature::ListedLate, 1.0, 0.7),
                _ => say(Feature::ListedPart, 1.0, 0.6),
            }
            if found.strength <= 0.0 && found.weak > 0.0 {
                say(Feature::ListedWeak, f64::from(found.weak), 0.9);
            }
            if found.built {
                say(Feature::Built, 1.0, 0.9);
            }
            let unlisted = found.strength <= 0.0 && found.weak <= 0.0 && !found.built;
            let both = listed.source[a.word as usize] && listed.target[b.word as usize];
            if unlisted && both && phrase <= 0.0 {
                say(Feature::BothListed, 1.0, 0.0);
            }
        }
        // Below what makes others doubtful: a word of the phrase may have a partner of its own in it.
        say(Feature::Phrase, f64::from(phrase), 0.65);
        let function = !word.kind.is_content() && !other.kind.is_content();
        say(Feature::BothFunction, f64::from(u8::from(function)), 0.0);
        say(Feature::Rarity, (word.chance - other.chance).abs() / 3.0, 0.0);
        let rare = word.chance < RARE && other.chance < RARE;
        say(Feature::BothRare, f64::from(u8::from(rare)), 0.0);
        let met = self.counts.pair(word.key, other.key).met;
        say(Feature::Dice, self.counts.likeness(word.key, other.key, met), 0.0);
        let texts =
            (self.counts.seen(false, word.key).times, self.counts.seen(true, other.key).times);
        if texts == (1.0, 1.0) && self.source.texts.len() > 1 {
            say(Feature::Once, 1.0, 0.0);
        }
        (features, good + if alike > 0.8 { 1.0 } else { 0.0 })
    }
}

/// A cell at least as good makes worse ones in its row and column doubtful.
const GOOD: f32 = 0.9;
const ELSEWHERE_BELOW: f32 = 0.7;

/// What one pair of texts added to the counts.
#[derive(Debug, Default)]
struct Own {
    linked: ByPair<f64>,
    /// How often each word's key stands in the texts.
    source: Vec<f64>,
    target: Vec<f64>,
}

/// Links counted, and the times at which the source and the target key stood.
type Counted = (f64, (f64, f64));

/// What was counted of a cell's words elsewhere.
#[derive(Clone, Copy, Debug, Default)]
struct Elsewhere {
    text: Option<Counted>,
    memory: Option<Counted>,
    likeness: f64,
}

impl Elsewhere {
    /// Adds it to the features of a choice.
    fn tell(&self, turned: bool, features: &mut Sparse) {
        if let Some((linked, times)) = self.text {
            let names = [Feature::Forth, Feature::Back, Feature::Both, Feature::Never];
            shares(linked, times, turned, names, features);
        }
        if let Some((linked, times)) = self.memory {
            let names = [
                Feature::MemoryForth,
                Feature::MemoryBack,
                Feature::MemoryBoth,
                Feature::MemoryNever,
            ];
            shares(linked, times, turned, names, features);
            push(features, Feature::MemoryDice, self.likeness);
        }
    }
}

impl Cells {
    /// The features of a cell.
    fn of(&self, at: usize) -> &[(u16, f32)] {
        &self.features[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

fn count(source: &Side, target: &Side) -> LinkCounts {
    let mut counts = LinkCounts::default();
    // In this order a key has the same number here and there.
    for key in &source.keys {
        counts.id(false, key);
    }
    for key in &target.keys {
        counts.id(true, key);
    }
    let keys = |side: &Side, text: usize| -> Vec<u32> {
        let words = side.texts[text].iter().map(|slot| side.word(*slot));
        words.filter(|word| word.kind != WordKind::Mark).map(|word| word.key).collect()
    };
    for text in 0..source.texts.len() {
        counts.count(&keys(source, text), &keys(target, text));
    }
    counts
}

/// Shares of the places of two words at which they were linked.
fn shares(
    linked: f64,
    times: (f64, f64),
    turned: bool,
    [forth, back, both, never]: [Feature; 4],
    features: &mut Sparse,
) {
    let (a, b) = if turned { (times.1, times.0) } else { times };
    if a < 0.5 || b < 0.5 {
        return;
    }
    let linked = linked.max(0.0);
    let (of_chooser, of_chosen) = (linked / (a + DOUBT), linked / (b + DOUBT));
    push(features, forth, of_chooser);
    push(features, back, of_chosen);
    push(features, both, (of_chooser * of_chosen).sqrt());
    if linked < 0.05 * a.min(b) {
        push(features, never, (1.0 + a.min(b)).ln() / 3.0);
    }
}

/// How alike two words sound, by their forms or their citation forms.
fn likeness(a: &Word, b: &Word) -> f64 {
    let pairs = a.sounds.iter().flat_map(|a| b.sounds.iter().map(move |b| (a, b)));
    let alike = pairs.filter(|(a, b)| a.may_be_alike(b)).map(|(a, b)| a.alike(b));
    alike.fold(0.0, f64::max)
}

/// A mark in the spelling that all languages share.
fn one_mark(mark: &str) -> &str {
    match mark {
        "„" | "”" | "“" | "\"" | "«" | "»" | "''" | "``" => "\"",
        "—" | "–" | "-" => "-",
        other => other,
    }
}

fn best<'g>(cells: impl Iterator<Item = &'g f32>) -> f32 {
    cells.copied().fold(0.0, f32::max)
}

fn push(features: &mut Sparse, feature: Feature, value: f64) {
    if value != 0.0 {
        features.push((feature as u16, value as f32));
    }
}
