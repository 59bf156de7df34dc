//! Which word of one side may answer which of the other, and how strongly: the evidence.
//!
//! Three kinds: the same form or value (strength 1), a partner in the lexicon, a word that sounds
//! alike. Strengths are plain numbers of 0 to 1; what they are worth in nats is learned.

use std::collections::HashMap;

use crate::align::lessons::{Numbered, Taught};
use crate::align::words::{Class, Side, Word};
use crate::language::Sound;
use crate::language::sound::LIKELY;
use crate::lexicon::Lexicon;

/// A link of a word type to a word type of the other side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) word: u32,
    /// 0 to 1.
    pub(crate) strength: f32,
    /// What says so.
    pub(crate) kind: LinkKind,
}

/// What says that two words answer each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkKind {
    /// They are the same form or value.
    Same,
    /// A lexicon or glossary.
    Given,
    /// They are built alike of words that a lexicon lists, or of the same foreign parts.
    Built,
    /// They sound alike.
    Sound,
    /// They were counted together, in a memory or in these very texts; such links have weights of
    /// their own.
    Learned,
}

/// All links, from both sides.
#[derive(Debug)]
pub(crate) struct Links {
    pub(crate) of_source: Vec<Vec<Link>>,
    pub(crate) of_target: Vec<Vec<Link>>,
}

/// A cognate is never quite the same form.
const STRONGEST_COGNATE: f32 = 0.9;
/// Strength of words that are built alike: below that of a part of a listed phrase, and chosen.
const BUILT: f32 = 0.5;
/// Letters a word must have to be taken for a cognate.
const SHORTEST_COGNATE: usize = 3;

impl Links {
    /// Finds the links. `given` is what is known beforehand (glossary, core lexicon), `learned`
    /// what was counted.
    pub(crate) fn find(source: &Side, target: &Side, given: &Lexicon, learned: &Lexicon) -> Links {
        let mut finder = Finder::new(target, source.words.len());
        let of_source =
            source.words.iter().map(|word| finder.links(word, given, learned)).collect();
        let mut links = Links { of_source, of_target: Vec::new() };
        links.turn(target.words.len());
        links
    }

    /// Makes the links of the target from those of the source.
    fn turn(&mut self, targets: usize) {
        self.of_target = vec![Vec::new(); targets];
        for (from, links) in self.of_source.iter().enumerate() {
            for link in links {
                self.of_target[link.word as usize].push(Link { word: from as u32, ..*link });
            }
        }
    }

    /// Returns the same links and those that texts taught. A link that is as strong without them
    /// stays what it was.
    pub(crate) fn and_taught(
        &self,
        taught: &Taught,
        of_source: &Numbered,
        of_target: &Numbered,
    ) -> Links {
        let mut of = self.of_source.clone();
        taught.each_link(of_source, of_target, |word, other, strength| {
            offer(&mut of[word], other, strength);
        });
        for links in &mut of {
            links.sort_unstable_by_key(|link| link.word);
        }
        let mut all = Links { of_source: of, of_target: Vec::new() };
        all.turn(self.of_target.len());
        all
    }

    /// Drops links between a function word and a word of any other class: in texts that are no
    /// translations they say nothing.
    pub(crate) fn keep_to_kind(&mut self, source: &Side, target: &Side) {
        let keep = |own: &Side, other: &Side, all: &mut Vec<Vec<Link>>| {
            for (word, links) in own.words.iter().zip(all) {
                let function = word.class == Class::Function;
                links.retain(|link| {
                    function == (other.words[link.word as usize].class == Class::Function)
                });
            }
        };
        keep(source, target, &mut self.of_source);
        keep(target, source, &mut self.of_target);
    }
}

/// Keeps the stronger of what was known of two words and what was learned of them.
fn offer(links: &mut Vec<Link>, word: u32, strength: f32) {
    let link = Link { word, strength, kind: LinkKind::Learned };
    match links.iter_mut().find(|known| known.word == word) {
        Some(known) if known.strength < strength => *known = link,
        Some(_) => {}
        None => links.push(link),
    }
}

struct Finder<'t> {
    target: &'t Side,
    by_form: HashMap<(bool, &'t str), u32>,
    by_key: HashMap<&'t str, Vec<u32>>,
    by_sound: Sounds,
    best: HashMap<u32, Link>,
}

impl<'t> Finder<'t> {
    fn new(target: &'t Side, sources: usize) -> Finder<'t> {
        let mut finder = Finder {
            target,
            by_form: HashMap::new(),
            by_key: HashMap::new(),
            by_sound: Sounds::new(target, sources),
            best: HashMap::new(),
        };
        for (id, word) in target.words.iter().enumerate() {
            let id = id as u32;
            finder.by_form.insert((is_word(word.class), &word.form), id);
            for (key, _) in &word.keys {
                finder.by_key.entry(key).or_default().push(id);
            }
        }
        finder
    }

    fn links(&mut self, word: &Word, given: &Lexicon, learned: &Lexicon) -> Vec<Link> {
        self.best.clear();
        if let Some(&same) = self.by_form.get(&(is_word(word.class), word.form.as_str())) {
            self.offer(same, 1.0, LinkKind::Same);
        }
        for (lexicon, kind) in [(given, LinkKind::Given), (learned, LinkKind::Learned)] {
            for (key, sure) in &word.keys {
                for (partner, strength) in lexicon.partners(key) {
                    for id in self.by_key.get(partner.as_str()).cloned().unwrap_or_default() {
                        self.offer(id, strength * sure, kind);
                    }
                }
            }
        }
        for (key, sure) in &word.keys {
            for partner in given.built(key) {
                for id in self.by_key.get(partner.as_str()).cloned().unwrap_or_default() {
                    self.offer(id, BUILT * sure, LinkKind::Built);
                }
            }
        }
        // In long texts a word that has a partner needs no cognate.
        let asks = is_long(word) && (self.by_sound.all_pairs || self.best.is_empty());
        if let Some(sound) = word.sound.as_ref().filter(|_| asks) {
            for id in self.by_sound.near(sound) {
                let other = &self.target.words[id as usize];
                let likely = other.sound.as_ref().filter(|other| sound.may_be_alike(other));
                let alike = likely.map_or(0.0, |other| sound.alike(other));
                if alike >= LIKELY {
                    self.offer(id, (alike as f32).min(STRONGEST_COGNATE), LinkKind::Sound);
                }
            }
        }
        let mut links: Vec<Link> = self.best.values().copied().collect();
        links.sort_unstable_by_key(|link| link.word);
        links
    }

    /// Keeps the stronger of two links to one word; what was given beats what was learned.
    fn offer(&mut self, word: u32, strength: f32, kind: LinkKind) {
        let link = Link { word, strength, kind };
        let kept = self.best.entry(word).or_insert(link);
        if strength > kept.strength {
            *kept = link;
        }
    }
}

/// Words that may sound alike. In short texts every word is tried; in long ones those that begin
/// alike, and of these no more than a few hundred whose next consonants are alike too. That costs
/// a cognate here and there, and bounds the time.
struct Sounds {
    all_pairs: bool,
    all: Vec<u32>,
    neighbours: usize,
    /// Outlines, spoken and written, with their words; in order. Empty in short texts.
    outlines: Vec<(u64, u32)>,
}

/// Pairs of word types up to which every pair is tried.
const ALL_PAIRS: usize = 600_000;
/// Words tried for one outline, each way along the list, at most and at least; in between as many
/// as make `TRIED` pairs for all words.
const MOST_NEIGHBOURS: usize = 120;
const FEWEST_NEIGHBOURS: usize = 8;
const TRIED: usize = 3_000_000;

impl Sounds {
    fn new(target: &Side, sources: usize) -> Sounds {
        let sounding = target.words.iter().enumerate().filter(|(_, word)| is_long(word));
        let all: Vec<u32> =
            sounding.filter(|(_, word)| word.sound.is_some()).map(|(id, _)| id as u32).collect();
        let all_pairs = all.len() * sources <= ALL_PAIRS;
        let mut outlines = Vec::new();
        if !all_pairs {
            for &id in &all {
                let [spoken, written] = target.words[id as usize]
                    .sound
                    .as_ref()
                    .map(Sound::outlines)
                    .unwrap_or_default();
                outlines.push((spoken, id));
                if written != spoken {
                    outlines.push((written, id));
                }
            }
            outlines.sort_unstable();
        }
        let neighbours = (TRIED / sources.max(1)).clamp(FEWEST_NEIGHBOURS, MOST_NEIGHBOURS);
        Sounds { all_pairs, all, neighbours, outlines }
    }

    fn near(&self, sound: &Sound) -> Vec<u32> {
        if self.all_pairs {
            return self.all.clone();
        }
        let mut near = Vec::new();
        for outline in sound.outlines() {
            let at = self.outlines.partition_point(|entry| entry.0 < outline);
            let alike = |entry: &&(u64, u32)| Sound::begin_alike(entry.0, outline);
            let after = self.outlines[at..].iter().take(self.neighbours).take_while(alike);
            let before = self.outlines[..at].iter().rev().take(self.neighbours).take_while(alike);
            near.extend(after.chain(before).map(|entry| entry.1));
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}

fn is_long(word: &Word) -> bool {
    word.form.chars().count() >= SHORTEST_COGNATE
}

fn is_word(class: Class) -> bool {
    !matches!(class, Class::Value | Class::Mark)
}
