//! What the segmenter has to know of a language, as one readable value.
//!
//! The rules of `segment::native` name no language: they ask a [`SentenceProfile`], which `polish` and
//! `english` fill in. [`Words`] is the profile made ready to be asked: one look-up gives the kind of
//! abbreviation a word is and the parts it plays.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::class::{Lexicon, Lower, WordClass, class_table_bytes, lexicon};
use super::{english, polish};

/// Ends of addresses, which are not words even with a capital: "Amazon.Com".
pub const DOMAINS: [&str; 10] = ["com", "org", "net", "edu", "gov", "info", "pl", "eu", "uk", "io"];

/// Commands that open a sentence with a small letter, in any language.
const COMMANDS: &str = "git npm npx yarn pnpm pip pip3 cargo rustc rustup cmake gcc clang docker podman kubectl helm curl wget ls grep awk sed ssh scp rsync tar gzip unzip mvn gradle
    apt dnf yum brew systemctl journalctl sudo chmod chown mkdir rmdir vim emacs tmux bash zsh ffmpeg psql mysql sqlite3 nginx eslint pytest tsc deno pandoc pdflatex crontab";

/// How an abbreviation stands to the words around it, which decides whether its full stop may also end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Abbreviation {
    /// Always followed by what it belongs to: "np.", "ul.", "e.g.".
    Inner,
    /// Before a name, but at times a noun of its own: "prof.", "adw.", "ang.".
    Title,
    /// Before a number or letter: "art.", "rys.", "No.".
    Reference,
    /// After a number: "zł", "kg", "tys.".
    Unit,
    /// Ends a sentence or not, as its clause has it: "r.", "w.", "U.S.".
    Open,
    /// Closes a list or a name, so a capital after it mostly opens a sentence: "itd.", "S.A.", "etc.".
    Closing,
}

/// Parts a word may play for the segmenter; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u64);

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Roles {
            $($(#[$doc])* pub const $name: Roles = Roles(1 << $bit);)*
        }
    };
}

roles! {
    /// Opens a numbered label: "Art. 5.", "Krok 2.".
    LABEL = 0;
    /// Stands before a title or a mention in quotation marks: "film „Hej! Ty!”".
    TITLE_NOUN = 1;
    /// Reports speech after a closing quotation mark: "said".
    SPEECH = 2;
    /// A number after it is its own, so the full stop is no ordinal's: "punkt 5.", "w roku 1989.".
    NUMBERED = 3;
    /// A number after it is a decade: "w latach 70.".
    DECADE = 4;
    /// A letter after it is a word of its own, not an initial: "vitamin C.".
    LETTERED = 5;
    /// A number written as a word, before a unit: "trzy godz.".
    COUNT = 6;
    /// Opens a subordinate clause, so a main clause must still come: "Gdy w 1683 r. Jan III …".
    SUBORDINATE = 7;
    /// First word of the title of an act, run on after its date: "ustawa z dnia … r. Kodeks karny".
    ACT_TITLE = 8;
    /// Announces the title of an act: "ustawa".
    ACT = 9;
    /// A unit only after a number, otherwise a word or a letter: "m.", "h.", "min.".
    STRICT_UNIT = 10;
    /// A place whose abbreviation is also an adjective: "the U.S. Senate".
    PLACE = 11;
    /// The century's abbreviation, after a Roman numeral: "XX w.".
    CENTURY = 12;
    /// The year's abbreviation, after a number: "2014 r.".
    YEAR = 13;
    /// A measure of time or place that a further number goes on with: "2 godz. 15 min.", "o godz. 7".
    CONTINUED = 14;
    /// An ordinary word as well as an abbreviation: "no.", "art.".
    WORD_TOO = 15;
    /// After a number, a thing counted: "56 os."; elsewhere something else.
    COUNTED = 16;
    /// Stands for what was said elsewhere: "jw.", "ww.".
    AS_ABOVE = 17;
    /// Follows a name with a capital: "Main St.", "Martin Luther King Jr.".
    AFTER_NAME = 18;
    /// A pronoun that stands for what a number counts: "ma ich 12.".
    PRONOUN_OF_NUMBER = 19;
    /// Abbreviates a verb, so the clause has one: "zm. w 1901 r.".
    VERB = 20;
    /// A lone letter that belongs to a number or section before it: "art. 3 lit. b.".
    LETTER_OF_NUMBER = 21;
    /// A mass; with "św." it is a noun phrase that may end: "Msza św.".
    MASS = 22;
    /// The adjective of a mass.
    HOLY = 23;
    /// Last part of a longer abbreviation: "i in.", "st. C".
    DEGREE = 24;
    /// Only after "and" it is an abbreviation: "i in.".
    AFTER_AND = 25;
    /// The word "and".
    AND = 26;
    /// The title of a work follows in quotation marks: "pt.".
    BEFORE_TITLE = 27;
    /// The pronoun that looks like an initial: "I".
    PRONOUN_LETTER = 28;
    /// A deictic before the century's or year's abbreviation: "ub. r.", "tego r.".
    DEICTIC = 29;
    /// A name that ends in a mark: "Yahoo!".
    MARKED_NAME = 30;
    /// Part of a company's name: "S.A.", "Inc.".
    COMPANY = 31;
    /// Goes with the abbreviation of a country: "the U.S. Senate".
    INSTITUTION = 32;
    /// Closes a list, so that a number after it begins something new: "itd.", "etc.".
    LIST_END = 33;
    /// A unit that is also the number of a flat: "ul. Długa 15 m. 2".
    FLAT = 34;
    /// Announces an hour: "godz. 7".
    HOUR = 35;
    /// Stands before a date: "dnia 8 lipca".
    DAY = 36;
    /// Opens a citation in brackets: "(s. 5)", "(see p. 12)".
    REFERS = 37;
    /// A command or program that is spelled small even where a sentence begins: "git".
    COMMAND = 38;
    /// Opens a clause after a comma: conjunctions and relative pronouns.
    CLAUSE = 39;
    /// A unit that is written without a full stop, so that one behind it ends the sentence: "kg", "zł".
    SYMBOL = 40;
    /// A language, named before a word of it or by itself: "z łac.".
    LANGUAGE = 41;
    /// Before a thing that is counted or paid for: "od os.", "na os.".
    PER = 42;
    /// A month or a day of the week.
    MONTH = 46;
    /// A half of the day, after the hour: "p.m.".
    DAYTIME = 47;
    /// An abbreviation that is spelled like a pronoun: "im.".
    PRONOUN_TOO = 48;
    /// Before the symbol of a unit: "w J".
    MEASURED_IN = 49;
    /// May stand between a subject and its verb: "nie".
    VERB_PARTICLE = 45;
    /// A word of courtesy before a name: "pani".
    COURTESY = 44;
    /// Joins in Latin: "et al.".
    LATIN_AND = 50;
    /// Opens a sentence as its subject or before it, where "in", "by" would open an adverbial: "it", "the".
    SUBJECT = 51;
    /// The year it abbreviates stands after a month or number; after a comma it is a brother: "br. Serafin".
    BROTHER_TOO = 52;
    /// A pronoun or the like with which "is" is contracted: "it's".
    CONTRACTION = 43;
}

impl Roles {
    /// Tells whether any of `roles` is set.
    pub const fn has(self, roles: Roles) -> bool {
        self.0 & roles.0 != 0
    }
}

/// The knowledge of one language, written down as lists of words parted by white space, all in small letters.
#[derive(Debug)]
pub struct SentenceProfile {
    /// Primary subtag of the language.
    pub lang: &'static str,
    /// Abbreviations without their last full stop, by kind.
    pub abbreviations: &'static [(Abbreviation, &'static str)],
    /// Other parts that words play.
    pub roles: &'static [(Roles, &'static str)],
    /// First letters of things that are numbered with ordinals and written with a capital: "25. Festiwal".
    pub numbered_events: &'static [&'static str],
    /// Endings of surnames that look like adjectives.
    pub surname_endings: &'static [&'static str],
    /// Endings of a first word that goes on to its sentence: instrumentals and participles.
    pub adverbial_endings: &'static [&'static str],
    /// Endings of infinitives, which command when they open a sentence.
    pub infinitive_endings: &'static [&'static str],
    /// What stands behind the apostrophe of a word that holds a verb: "ll"; "s" only after [`Roles::CONTRACTION`].
    pub contractions: &'static [&'static str],
    /// Vowels, small; a short word without one is an abbreviation.
    pub vowels: &'static str,
    /// A number with a full stop is an ordinal: "3. miejsce".
    pub ordinal_dot: bool,
    /// Abbreviated first names may have two or three letters: "Kl.", "Wł.", "St.".
    pub long_initials: bool,
    /// Careless writers begin sentences with a small letter.
    pub careless_small_letters: bool,
    /// A pronoun is a letter that looks like an initial or a Roman numeral ("I").
    pub pronoun_letter: bool,
}

/// What one look-up tells of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The kind of abbreviation it is, were it followed by a full stop.
    pub abbreviation: Option<Abbreviation>,
    /// The parts it plays.
    pub roles: Roles,
}

/// A profile ready to be asked.
#[derive(Clone, Debug)]
pub struct Words {
    /// The profile itself.
    pub profile: &'static SentenceProfile,
    /// The word classes of the language.
    pub lexicon: &'static Lexicon,
    table: HashMap<Box<[u8]>, Word, BuildHasherDefault<Fnv>>,
    /// For each last byte the lengths of the words that end with it, one bit each: most words are turned away here.
    lengths: Vec<u32>,
}

/// Bytes of the longest word with a part to play.
const LONGEST_WORD: usize = 31;

impl Words {
    /// Returns the knowledge of the language with the primary subtag `lang`, if it has a profile.
    pub fn of(lang: &str) -> Option<&'static Words> {
        static POLISH: LazyLock<Option<Words>> = LazyLock::new(|| Words::new(&polish::SENTENCES));
        static ENGLISH: LazyLock<Option<Words>> = LazyLock::new(|| Words::new(&english::SENTENCES));
        match lang {
            polish::LANG => POLISH.as_ref(),
            english::LANG => ENGLISH.as_ref(),
            _ => None,
        }
    }

    fn new(profile: &'static SentenceProfile) -> Option<Words> {
        let mut table: HashMap<Box<[u8]>, Word, BuildHasherDefault<Fnv>> = HashMap::default();
        for (kind, words) in profile.abbreviations {
            for word in words.split_whitespace() {
                table.entry(word.as_bytes().into()).or_default().abbreviation = Some(*kind);
            }
        }
        for (roles, words) in profile.roles.iter().chain(&[(Roles::COMMAND, COMMANDS)]) {
            for word in words.split_whitespace() {
                let entry = table.entry(word.as_bytes().into()).or_default();
                entry.roles = Roles(entry.roles.0 | roles.0);
            }
        }
        let lengths = vec![0; 256];
        let mut words =
            lexicon(profile.lang).map(|lexicon| Words { profile, lexicon, table, lengths })?;
        words.measure();
        Some(words)
    }

    fn measure(&mut self) {
        for word in self.table.keys() {
            if let Some(&last) = word.last() {
                self.lengths[usize::from(last)] |= 1 << word.len().min(LONGEST_WORD);
            }
        }
    }

    /// Returns this knowledge with further abbreviations, in small letters and without their last full stop; one that is
    /// known already changes its kind and keeps no part it played.
    #[must_use]
    pub fn with<'a>(&self, more: impl IntoIterator<Item = (Abbreviation, &'a str)>) -> Words {
        let mut words = self.clone();
        for (kind, word) in more {
            let new = Word { abbreviation: Some(kind), roles: Roles::default() };
            words.table.insert(word.as_bytes().into(), new);
        }
        words.measure();
        words
    }

    /// Tells whether a word holds a finite verb behind an apostrophe: "it's", "they’ll".
    pub fn is_contraction(&self, word: &str) -> bool {
        let tails = self.profile.contractions;
        if tails.is_empty() {
            return false;
        }
        let Some((stem, tail)) = word.split_once(['\'', '’']) else { return false };
        tails.contains(&tail) || tail == "s" && self.word(stem).roles.has(Roles::CONTRACTION)
    }

    /// Tells whether a common word has the ending of an infinitive.
    pub fn is_infinitive(&self, word: &str) -> bool {
        let class = || self.lexicon.class(word);
        self.profile.infinitive_endings.iter().any(|end| word.ends_with(end))
            && class().has(WordClass::COMMON)
            && !class().has(WordClass::NAME | WordClass::FUNCTION)
    }

    /// Returns what is known of a word, whatever its capitals.
    pub fn word(&self, word: &str) -> Word {
        let Some(&last) = word.as_bytes().last() else {
            return Word::default();
        };
        // A last letter that is a capital outside ASCII has another last byte than its small form, but only in words that
        // are all capitals; those are looked up whatever their length.
        let known = self.lengths[usize::from(last.to_ascii_lowercase())]
            >> word.len().min(LONGEST_WORD)
            & 1
            == 1;
        if word.len() > LONGEST_WORD || !known && last.is_ascii() {
            return Word::default();
        }
        self.table.get(Lower::new(word).as_bytes()).copied().unwrap_or_default()
    }
}

/// Returns the profiles there are.
pub fn profiles() -> [&'static SentenceProfile; 2] {
    [&polish::SENTENCES, &english::SENTENCES]
}

/// Returns the words that open sentences and are no names, by part of speech, in small letters parted by white space.
pub fn opening_words(lang: &str) -> &'static [(&'static str, &'static str)] {
    match lang {
        polish::LANG => polish::FUNCTION_WORDS,
        english::LANG => english::FUNCTION_WORDS,
        _ => &[],
    }
}

/// Returns a number that changes with every list and table that the segmenter asks.
pub fn knowledge_hash() -> u64 {
    let mut state = Fnv::default();
    for profile in profiles() {
        state.write(format!("{profile:?}").as_bytes());
    }
    state.write(class_table_bytes());
    state.finish()
}

/// FNV-1a: the words are short, come from the program itself, and need no defence.
#[derive(Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_small_and_name_a_word_once() {
        for profile in [&polish::SENTENCES, &english::SENTENCES] {
            let mut seen: HashMap<&str, Abbreviation> = HashMap::new();
            for (kind, words) in profile.abbreviations {
                for word in words.split_whitespace() {
                    assert_eq!(word, word.to_lowercase());
                    assert!(!word.ends_with('.'), "{word}: without the last full stop");
                    assert_eq!(seen.insert(word, *kind), None, "{word} stands in two lists");
                }
            }
        }
    }

    #[test]
    fn other_languages_have_no_profile() {
        assert!(Words::of("pl").is_some());
        assert!(Words::of("de").is_none());
    }
}
