//! Which values of two texts are counterparts, and which digits are left over.
//!
//! Atoms are paired greedily, the surest reason first: the same number in digits, the same digits, any shared reading, dates and
//! compounds against their parts, words against words, digits against words, at last converted units. What an atom was paired
//! with it gives to no other. Pairing looks up readings in a table, so the time grows with the number of values and not with its square.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::ops::Range;

use super::atom::{Atom, Role, key};
use super::bare;
use super::conflict;
use super::lexicon::{Lexicon, lexicon};
use super::{Dimension, Unit, Value, ValueKind, values};

/// Which of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The text translated from.
    Source,
    /// The text translated into.
    Target,
}

/// Digits that have no counterpart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// The text they stand in.
    pub side: Side,
    /// Where they stand, in bytes of that text, with their scale word.
    pub span: Range<usize>,
    /// What stands there.
    pub text: String,
}

/// The values of two texts, compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Counterparts: positions in [`values`] of source and target. A value made of several numbers may stand in several pairs.
    pub matched: Vec<(usize, usize)>,
    /// Counterparts by conversion only (100 miles, 160 km): positions in [`values`].
    pub converted: Vec<(usize, usize)>,
    /// Digits left over, those of the source first. Number words and converted units are not among them.
    pub unmatched: Vec<Leftover>,
    /// Values of one kind and unit, left over on both sides, that most probably speak of the same thing and differ.
    pub conflicts: Vec<(Value, Value)>,
    /// Figures that stand once more on one side than on the other, Roman figures of one side only, and ordinals in words
    /// of a source whose translation has kept the ending of one (*the th island*), those of the source
    /// first: no contradiction between texts that follow each other loosely, but most often a slip in a translation.
    pub excess: Vec<Leftover>,
    /// Counterparts that are digits or Roman figures on both sides, in the order of the source.
    pub figures: Vec<(Figure, Figure)>,
}

/// Digits or Roman figures of one text that have a counterpart.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where they stand, in bytes of the text, with their scale word; of a part of a compound
    /// (`9:30`) that is said in several numbers, the digits of that part.
    pub span: Range<usize>,
    /// The position of their value in [`values`].
    pub value: usize,
    /// Their unit or currency.
    pub unit: Option<&'static Unit>,
}

/// Compares the values of two texts.
///
/// ```
/// use kladka::language::value::compare;
///
/// let right = compare("pl", "5 tys. dolarów w 2019 r.", "en", "$5,000 in 2019");
/// assert!(right.unmatched.is_empty());
///
/// let wrong = compare("pl", "82 państwa", "en", "79 states");
/// assert_eq!(wrong.unmatched.len(), 2);
/// assert_eq!(wrong.conflicts.len(), 1);
/// ```
pub fn compare(source_lang: &str, source: &str, target_lang: &str, target: &str) -> Comparison {
    let (left, right) = (values(source_lang, source), values(target_lang, target));
    let mut pairing = Pairing { left: slots(&left), right: slots(&right), pairs: Vec::new() };
    pairing.run();
    if !(lexicon(source_lang).has_words() && lexicon(target_lang).has_words()) {
        // "8 Millionen" is 8 to a reader who knows no German.
        pairing.pair(unscaled_keys, unscaled_keys, |a, b| a.digits.is_some() && b.digits.is_some());
    }
    let bare = (OnceCell::new(), OnceCell::new());
    pairing.excuse_repetitions(&|side| {
        let (known, lang, text, values) = match side {
            Side::Source => (&bare.0, source_lang, source, &left),
            Side::Target => (&bare.1, target_lang, target, &right),
        };
        *known.get_or_init(|| bare::has_measure(text, lexicon(lang), values))
    });
    let months = pairing.months_that_differ(&left, &right);
    let mut unmatched = leftovers(Side::Source, source, &pairing.left);
    unmatched.extend(leftovers(Side::Target, target, &pairing.right));
    for &(i, j) in &months {
        unmatched.push(leftover(Side::Source, source, left[i].span.clone()));
        unmatched.push(leftover(Side::Target, target, right[j].span.clone()));
    }
    in_order(&mut unmatched);
    let mut excess = pairing.excess(Side::Source, source);
    excess.extend(pairing.excess(Side::Target, target));
    if bare::has_ending(target, &right) {
        excess.extend(pairing.ordinals_in_words(source));
    }
    excess.extend(pairing.measured_in_words(source, target, lexicon(target_lang), &right));
    in_order(&mut excess);
    let (mut matched, mut converted) = (Vec::new(), Vec::new());
    for pair in &pairing.pairs {
        let both = (pairing.left[pair.left].value, pairing.right[pair.right].value);
        if pair.converted { converted.push(both) } else { matched.push(both) }
    }
    matched.sort_unstable();
    matched.dedup();
    converted.sort_unstable();
    converted.dedup();
    let mut conflicts =
        conflict::conflicts(&open(&left, &pairing.left), &open(&right, &pairing.right));
    if conflicts.iter().all(|(value, _)| value.kind != ValueKind::Date) {
        conflicts.extend(months.iter().map(|&(i, j)| (left[i].clone(), right[j].clone())));
    }
    let other_units = matched.iter().filter(|pair| !converted.contains(pair));
    let other_units = other_units.filter(|&&(i, j)| measures_differ(&left[i], &right[j]));
    conflicts.extend(other_units.map(|&(i, j)| (left[i].clone(), right[j].clone())));
    let figures = pairing.figures(source, target);
    Comparison { matched, converted, unmatched, conflicts, excess, figures }
}

fn in_order(left: &mut Vec<Leftover>) {
    left.sort_by_key(|left| (left.side == Side::Target, left.span.start, left.span.end));
    left.dedup();
}

/// Whether two values of the same number measure the same thing in different units: 12 ha, 12 acres.
fn measures_differ(a: &Value, b: &Value) -> bool {
    let (Some(a), Some(b)) = (a.unit, b.unit) else { return false };
    let other = match a.dimension {
        Dimension::Share => false,
        // Of money there is no size; a degree is one of either scale.
        Dimension::Currency => true,
        Dimension::Temperature => a.symbol != "°" && b.symbol != "°",
        _ => (a.size - b.size).abs() > f64::EPSILON * a.size.max(b.size),
    };
    a.dimension == b.dimension && a.symbol != b.symbol && other
}

/// An atom and whether it still lacks a counterpart.
struct Slot<'a> {
    atom: &'a Atom,
    /// The position of its value.
    value: usize,
    free: bool,
    /// Whether it has no counterpart because the text says it once more.
    again: bool,
}

struct Pair {
    left: usize,
    right: usize,
    converted: bool,
    /// Which part of a compound it is, on either side.
    part: (Option<usize>, Option<usize>),
}

struct Pairing<'a> {
    left: Vec<Slot<'a>>,
    right: Vec<Slot<'a>>,
    pairs: Vec<Pair>,
}

/// So many candidates with one key are looked at for one atom; a page that repeats a number a thousand times needs no more.
const CANDIDATES: usize = 64;
/// So many atoms a side are tried for conversion and parts, where every one is held against every other.
const CROSSWISE: usize = 200;

impl Pairing<'_> {
    fn run(&mut self) {
        let digits = |a: &Atom, b: &Atom| a.digits.is_some() && b.digits.is_some();
        self.pair(first_key, first_key, |a, b| {
            digits(a, b) && a.unit.map(|unit| unit.symbol) == b.unit.map(|unit| unit.symbol)
        });
        self.pair(first_key, first_key, |a, b| digits(a, b) && a.unit_allows(b));
        self.pair(first_key, first_key, digits);
        self.pair(written, written, |a, b| {
            a.readings.is_empty() || b.readings.is_empty() || a.shares_reading(b)
        });
        self.pair(all_keys, all_keys, digits);
        self.pair(days, days, digits);
        self.pair(first_key, first_key, |a, b| a.role == Role::Month && b.role == Role::Month);
        self.parts(true);
        self.parts(false);
        // Words first with words: of "three things: (1), (2) and (3)" the last is not said by "three".
        self.pair(all_keys, all_keys, |a, b| {
            a.digits.is_none() && b.digits.is_none() && a.role_allows(b)
        });
        self.pair(all_keys, all_keys, in_words);
        self.conversions();
    }

    /// Pairs free atoms that share a key and pass the test, both sides in order.
    fn pair<K: Hash + Eq>(
        &mut self,
        left_keys: impl Fn(&Atom) -> Vec<K>,
        right_keys: impl Fn(&Atom) -> Vec<K>,
        test: impl Fn(&Atom, &Atom) -> bool,
    ) {
        let mut table: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, slot) in self.right.iter().enumerate().rev().filter(|(_, slot)| slot.free) {
            for key in right_keys(slot.atom) {
                table.entry(key).or_default().push(at);
            }
        }
        for left in 0..self.left.len() {
            if !self.left[left].free {
                continue;
            }
            let atom = self.left[left].atom;
            let mut partner = None;
            for key in left_keys(atom) {
                let Some(candidates) = table.get_mut(&key) else {
                    continue;
                };
                while candidates.last().is_some_and(|&at| !self.right[at].free) {
                    candidates.pop();
                }
                let found = candidates
                    .iter()
                    .rev()
                    .take(CANDIDATES)
                    .find(|&&at| self.right[at].free && test(atom, self.right[at].atom));
                if let Some(&right) = found {
                    partner = Some(right);
                    break;
                }
            }
            if let Some(right) = partner {
                self.join(left, right, false);
            }
        }
    }

    fn join(&mut self, left: usize, right: usize, converted: bool) {
        self.left[left].free = false;
        self.right[right].free = false;
        self.pairs.push(Pair { left, right, converted, part: (None, None) });
    }

    /// Pairs a compound of one side with the atoms of the other that are its parts: `13.02.2019` with *13 lutego 2019*.
    fn parts(&mut self, compound_left: bool) {
        let (compounds, others) =
            if compound_left { (&self.left, &self.right) } else { (&self.right, &self.left) };
        let mut taken = vec![false; others.len()];
        let free: Vec<usize> =
            (0..others.len()).filter(|&at| others[at].free).take(CROSSWISE).collect();
        let mut found = Vec::new();
        for (at, slot) in compounds
            .iter()
            .enumerate()
            .filter(|(_, slot)| {
                slot.free && slot.atom.parts.len() > 1 && slot.atom.digits.is_some()
            })
            .take(CROSSWISE)
        {
            if let Some(parts) = all_parts(slot.atom, others, &free, &taken) {
                parts.iter().for_each(|&(_, part)| taken[part] = true);
                found.push((at, parts));
            }
        }
        for (compound, parts) in found {
            for (place, part) in parts {
                let (left, right) = if compound_left { (compound, part) } else { (part, compound) };
                self.join(left, right, false);
                if let Some(pair) = self.pairs.last_mut() {
                    let place = Some(place);
                    pair.part = if compound_left { (place, None) } else { (None, place) };
                }
            }
        }
    }

    fn conversions(&mut self) {
        let open = |slots: &[Slot]| -> Vec<usize> {
            (0..slots.len())
                .filter(|&at| slots[at].free && slots[at].atom.unit.is_some())
                .take(CROSSWISE)
                .collect()
        };
        for left in open(&self.left) {
            let fits = |&right: &usize| {
                let (a, b) = (self.left[left].atom, self.right[right].atom);
                (a.digits.is_some() || b.digits.is_some()) && converts(a, b)
            };
            if let Some(right) = open(&self.right).into_iter().find(fits) {
                self.join(left, right, true);
            }
        }
    }

    /// A number said twice on one side only is no mistake: `6 feet (1.8 m)` for *1,8 m*, a year named again.
    ///
    /// Not when both sides have digits left over: then one of them is wrong.
    /// What is said again is not excused for good where the other text `has_bare` units: `80 km (50 miles)` for *80 km ( mil)*.
    fn excuse_repetitions(&mut self, has_bare: &dyn Fn(Side) -> bool) {
        let open = |slots: &[Slot]| slots.iter().any(|slot| slot.free && slot.atom.is_figure());
        match (open(&self.left), open(&self.right)) {
            (true, false) => excuse(&mut self.left, &self.right, &|| has_bare(Side::Target)),
            (false, true) => excuse(&mut self.right, &self.left, &|| has_bare(Side::Source)),
            (true, true) | (false, false) => {}
        }
    }

    /// What stands once more than on the other side, and Roman figures without a counterpart.
    fn excess(&self, side: Side, text: &str) -> Vec<Leftover> {
        let slots = if side == Side::Source { &self.left } else { &self.right };
        let roman = |at: usize| {
            let atom = slots[at].atom;
            // "Elizabeth II" is as often "królowa"; a translation that adds the number of a ruler says no more.
            let said = atom.role == Role::Century || side == Side::Source;
            // "lata 50. XX wieku" are the 1950s.
            let decade = at > 0 && slots[at - 1].atom.role == Role::Decade;
            slots[at].free && atom.is_figure() && atom.digits.is_none() && said && !decade
        };
        let more = (0..slots.len()).filter(|&at| slots[at].again || roman(at));
        more.map(|at| leftover(side, text, slots[at].atom.span.clone())).collect()
    }

    /// Words of the source that put in order and have no counterpart.
    fn ordinals_in_words(&self, source: &str) -> Vec<Leftover> {
        let lonely = self.left.iter().filter(|slot| {
            slot.free && slot.atom.digits.is_none() && slot.atom.role == Role::Ordinal
        });
        lonely.map(|slot| leftover(Side::Source, source, slot.atom.span.clone())).collect()
    }

    /// Measured numbers of the source in words that have no counterpart, where the unit stands in
    /// the target with no number.
    fn measured_in_words(
        &self,
        source: &str,
        target: &str,
        lexicon: &Lexicon,
        values: &[Value],
    ) -> Vec<Leftover> {
        let lonely = self.left.iter().filter_map(|slot| {
            let unit = slot.atom.unit.filter(|_| slot.free && slot.atom.digits.is_none())?;
            bare::has_unit(target, lexicon, values, unit)
                .then(|| leftover(Side::Source, source, slot.atom.span.clone()))
        });
        lonely.collect()
    }

    fn figures(&self, source: &str, target: &str) -> Vec<(Figure, Figure)> {
        let figure = |slot: &Slot, text: &str, part: Option<usize>| Figure {
            span: part
                .and_then(|place| span_of_part(text, slot.atom, place))
                .unwrap_or_else(|| slot.atom.span.clone()),
            value: slot.value,
            unit: slot.atom.unit,
        };
        let mut figures: Vec<(Figure, Figure)> = self
            .pairs
            .iter()
            .map(|pair| (&self.left[pair.left], &self.right[pair.right], pair.part))
            .filter(|(left, right, _)| left.atom.is_figure() && right.atom.is_figure())
            .map(|(left, right, (one, other))| {
                (figure(left, source, one), figure(right, target, other))
            })
            .collect();
        figures.sort_by_key(|(left, right)| (left.span.start, right.span.start));
        figures
    }

    /// Dates in digits whose months have no counterpart on either side, as positions of values, in order.
    ///
    /// A month is no digits, but a date of the wrong month is a wrong date.
    fn months_that_differ(&self, left: &[Value], right: &[Value]) -> Vec<(usize, usize)> {
        let lonely = |slots: &[Slot], values: &[Value]| -> Vec<usize> {
            let months = slots.iter().filter(|slot| slot.free && slot.atom.role == Role::Month);
            months.map(|slot| slot.value).filter(|&value| values[value].digits).collect()
        };
        lonely(&self.left, left).into_iter().zip(lonely(&self.right, right)).collect()
    }
}

/// The values of which an atom is left over, in order.
fn open<'a>(values: &'a [Value], slots: &[Slot]) -> Vec<&'a Value> {
    let mut at: Vec<usize> = slots.iter().filter(|slot| slot.free).map(|slot| slot.value).collect();
    at.dedup();
    at.into_iter().map(|at| &values[at]).collect()
}

fn slots(values: &[Value]) -> Vec<Slot<'_>> {
    values
        .iter()
        .enumerate()
        .flat_map(|(value, found)| {
            found.atoms.iter().map(move |atom| Slot { atom, value, free: true, again: false })
        })
        .collect()
}

/// Whether a number in digits and a number in words may be one value. Nobody says `01` in words.
fn in_words(a: &Atom, b: &Atom) -> bool {
    let padded = |atom: &Atom| {
        atom.digits.as_ref().is_some_and(|digits| {
            digits.len() > 1
                && digits.bytes().all(|b| b.is_ascii_digit())
                && digits.starts_with('0')
        })
    };
    a.digits.is_some() != b.digits.is_some()
        && a.role_allows(b)
        && a.unit_allows(b)
        && !padded(a)
        && !padded(b)
}

fn first_key(atom: &Atom) -> Vec<u64> {
    atom.readings.first().map(|&number| key(number)).into_iter().collect()
}

fn all_keys(atom: &Atom) -> Vec<u64> {
    atom.readings.iter().map(|&number| key(number)).collect()
}

/// The number before its scale words.
fn unscaled_keys(atom: &Atom) -> Vec<u64> {
    atom.readings.iter().map(|&number| key(number / atom.scale)).collect()
}

/// The digits as written; the decimal mark of a number too long to be read differs between languages.
fn written(atom: &Atom) -> Vec<String> {
    atom.digits.iter().map(|digits| digits.replace(',', ".")).collect()
}

fn days(atom: &Atom) -> Vec<super::Day> {
    atom.days.clone()
}

/// The free atoms that are the parts of a compound, each with its place in it, or nothing. A last part that is zero
/// (`18:00`) need not be said.
fn all_parts(
    compound: &Atom,
    others: &[Slot],
    free: &[usize],
    taken: &[bool],
) -> Option<Vec<(usize, usize)>> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (place, &part) in compound.parts.iter().enumerate() {
        let open = |at: &usize| !taken[*at] && !found.iter().any(|(_, part)| part == at);
        let says =
            |at: usize| others[at].atom.readings.iter().any(|&number| key(number) == key(part));
        // The year of "13.02.19" may be written out on the other side.
        let short = |at: usize| {
            part < 100.0
                && others[at]
                    .atom
                    .readings
                    .iter()
                    .any(|&number| YEARS.contains(&number) && key(number % 100.0) == key(part))
        };
        let digits = |at: usize| others[at].atom.digits.is_some();
        let first =
            |test: &dyn Fn(usize) -> bool| free.iter().copied().filter(open).find(|&at| test(at));
        match first(&|at| digits(at) && says(at)).or_else(|| first(&says)).or_else(|| first(&short))
        {
            Some(at) => found.push((place, at)),
            None if part == 0.0 && place > 0 && compound.role == Role::Clock => {}
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Where a part of a compound stands in the text: its digits, where they can be told apart. Those of a date stand for
/// the whole: nobody minds their order.
fn span_of_part(text: &str, atom: &Atom, place: usize) -> Option<Range<usize>> {
    if atom.role == Role::Date {
        return None;
    }
    let own = text.get(atom.span.clone())?;
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in own.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        let at = atom.span.start + at;
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    if runs.len() == atom.parts.len() { runs.get(place).cloned() } else { None }
}

/// Years that people shorten to two digits.
const YEARS: Range<f64> = 1000.0..2100.0;

fn converts(a: &Atom, b: &Atom) -> bool {
    let (Some(mine), Some(theirs)) = (a.unit, b.unit) else {
        return false;
    };
    a.readings
        .iter()
        .any(|&left| b.readings.iter().any(|&right| mine.converts(left, theirs, right)))
}

fn excuse(open: &mut [Slot], other: &[Slot], has_bare: &dyn Fn() -> bool) {
    /// Smaller numbers are too common to be repetitions.
    const SMALLEST: f64 = 10.0;
    let said: HashSet<u64> =
        other.iter().filter(|slot| !slot.free).flat_map(|slot| first_key(slot.atom)).collect();
    for slot in
        open.iter_mut().filter(|slot| slot.free && slot.atom.digits.is_some()).take(CROSSWISE)
    {
        let number = slot.atom.readings.first().copied();
        let again = number.is_some_and(|number| number >= SMALLEST && said.contains(&key(number)));
        // "1 hour" is "godzina" as often as "1 godzina".
        let one = number == Some(1.0) && slot.atom.unit.is_some();
        // Nobody says "percent" for one percent.
        let bare_share = slot.atom.unit.is_some_and(|unit| unit.dimension == Dimension::Share);
        let written = || {
            slot.atom.parts.len() > 1
                && other.iter().any(|other| !other.free && other.atom.shares_reading(slot.atom))
        };
        let converted = || {
            other
                .iter()
                .filter(|other| !other.free)
                .take(CROSSWISE)
                .any(|other| converts(slot.atom, other.atom))
        };
        if !rival(slot.atom, other) && (again || one || written() || converted()) {
            slot.again = again || bare_share || converted() && has_bare();
            slot.free = false;
        }
    }
}

/// Whether the other side has a number in words that may be what this one should have been: *five million* beside `3 million`.
fn rival(atom: &Atom, other: &[Slot]) -> bool {
    let alike = |said: &Atom| {
        atom.unit.is_some() && said.unit == atom.unit
            || atom.scale > 1.0 && said.scale == atom.scale
    };
    other.iter().any(|slot| slot.free && slot.atom.digits.is_none() && alike(slot.atom))
}

fn leftovers(side: Side, text: &str, slots: &[Slot]) -> Vec<Leftover> {
    slots
        .iter()
        .filter(|slot| slot.free && slot.atom.digits.is_some())
        .map(|slot| leftover(side, text, slot.atom.span.clone()))
        .collect()
}

fn leftover(side: Side, text: &str, span: Range<usize>) -> Leftover {
    Leftover { side, text: text.get(span.clone()).unwrap_or_default().to_string(), span }
}
