//! Which word of one side may answer which of the other, and how strongly: the evidence.
//!
//! Three kinds: the same form or value (strength 1), a partner in the lexicon, a word that sounds
//! alike. Strengths are plain numbers of 0 to 1; what they are worth in nats is learned.

use std::collections::HashMap;

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
    /// They were counted together; such links have weights of their own.
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
        let of_source: Vec<Vec<Link>> =
            source.words.iter().map(|word| finder.links(word, given, learned)).collect();
        let mut of_target = vec![Vec::new(); target.words.len()];
        for (from, links) in of_source.iter().enumerate() {
            for link in links {
                of_target[link.word as usize].push(Link { word: from as u32, ..*link });
            }
        }
        Links { of_source, of_target }
    }
}

impl Links {
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
        if let Some(sound) = word.sound.as_ref().filter(|_| is_long(word)) {
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

/// Words that may sound alike. In short texts every word is tried; in long ones only those that
/// begin alike, which costs a cognate here and there and saves most of the time.
struct Sounds {
    all: Vec<u32>,
    by_beginning: HashMap<u16, Vec<u32>>,
}

/// Pairs of word types up to which every pair is tried.
const ALL_PAIRS: usize = 4_000_000;

impl Sounds {
    fn new(target: &Side, sources: usize) -> Sounds {
        let sounding = target.words.iter().enumerate().filter(|(_, word)| is_long(word));
        let all: Vec<u32> =
            sounding.filter(|(_, word)| word.sound.is_some()).map(|(id, _)| id as u32).collect();
        let mut by_beginning: HashMap<u16, Vec<u32>> = HashMap::new();
        if all.len() * sources > ALL_PAIRS {
            for &id in &all {
                let sound = target.words[id as usize].sound.as_ref();
                let [spoken, written] = sound.map(Sound::beginnings).unwrap_or_default();
                by_beginning.entry(spoken).or_default().push(id);
                if written != spoken {
                    by_beginning.entry(written).or_default().push(id);
                }
            }
        }
        Sounds { all, by_beginning }
    }

    fn near(&self, sound: &Sound) -> Vec<u32> {
        if self.by_beginning.is_empty() {
            return self.all.clone();
        }
        let mut near = Vec::new();
        for beginning in sound.beginnings() {
            near.extend(self.by_beginning.get(&beginning).into_iter().flatten());
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
