//! SRX files (Segmentation Rules eXchange): the rules of the user's CAT tool, run exactly.
//!
//! [`Srx::read`] takes a file, [`Srx::check`] says what became of every rule, and
//! [`Rules::Srx`](super::Rules::Srx) cuts texts by it. A rule has a left and a right part; where both fit, it breaks
//! or it does not, and the first rule that fits a place decides. How matches are found is `run`'s; how patterns are
//! read, `pattern`'s.
//!
//! Rules are made ready when a language first asks for them: [`automaton`] knows all of them at once, [`matcher`]
//! knows one exactly.

mod alphabet;
mod automaton;
mod compile;
mod escape;
mod export;
mod file;
mod fuel;
mod matcher;
mod nfa;
mod pattern;
mod program;
mod run;
mod sets;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

pub use self::export::{Exported, export_srx};

use self::alphabet::Alphabet;
use self::file::File;
use self::fuel::Fuel;
use self::matcher::Matcher;
use self::program::Program;
use self::run::{Found, GaveUp};
use self::sets::Sets;
use super::{Decision, Reason, RulesError, Wanted};
use crate::text::CodeSides;

/// The rules of an SRX file.
#[derive(Debug)]
pub struct Srx {
    name: String,
    hash: u64,
    file: File,
    /// Maps that cannot be used.
    map_problems: Vec<Problem>,
    made: Mutex<Made>,
}

/// What has been made ready so far.
#[derive(Debug, Default)]
struct Made {
    /// The groups of rules by language.
    fitting: HashMap<String, Vec<usize>>,
    /// Rules by the groups that are used together.
    programs: HashMap<Vec<usize>, Arc<Program>>,
}

/// A language map made ready.
#[derive(Debug)]
struct Fitting {
    alphabet: Alphabet,
    matcher: Matcher,
    group: usize,
}

/// Says why a file of rules cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}, line {line}: {fault}")]
pub struct SrxError {
    /// What the file is called.
    pub name: String,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong there.
    pub fault: SrxFault,
}

/// What is wrong with a file of rules as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SrxFault {
    /// It is no XML.
    #[error("{0}")]
    Xml(String),
    /// It is XML of another kind.
    #[error("this is no SRX file: its first element is not <srx>")]
    NotSrx,
    /// Its bytes are no text.
    #[error("the bytes are no {encoding}; save the file as UTF-8")]
    Encoding {
        /// The encoding that the file claims.
        encoding: &'static str,
    },
    /// It is written in an encoding nobody knows.
    #[error("the encoding \"{label}\" is not known; save the file as UTF-8")]
    UnknownEncoding {
        /// What the file calls it.
        label: String,
    },
    /// It has no rules.
    #[error("there is no rule in this file")]
    NoRules,
}

/// A part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What stands before a break.
    Before,
    /// What stands after it.
    After,
    /// The pattern of a language map.
    Map,
}

/// A rule, or a language map, that cannot be used and is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its line in the file, from 1.
    pub line: u32,
    /// The `languagerulename` it stands under, or that it points to.
    pub group: String,
    /// The part that is wrong.
    pub part: Part,
    /// The pattern.
    pub pattern: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a pattern; [`Display`](fmt::Display) says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no regular expression.
    Pattern {
        /// The character, from 1.
        at: usize,
        /// Why.
        why: String,
    },
    /// Its repetitions within repetitions would need too much room.
    TooLarge,
    /// The rules of its language tell more kinds of characters apart than there is room for.
    TooManyCharacters,
    /// A language map points to rules that are not there.
    NoSuchRules,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wrong::Pattern { at, why } => write!(f, "character {at}: {why}"),
            Wrong::TooLarge => f.write_str("too large: repetitions within repetitions"),
            Wrong::TooManyCharacters => f.write_str("the rules name too many kinds of characters"),
            Wrong::NoSuchRules => f.write_str("there are no rules of that name"),
        }
    }
}

/// What reading a file of rules came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The version the file states.
    pub version: String,
    /// Whether all language maps that fit are used, or the first alone.
    pub cascade: bool,
    /// Whether text inside of codes is to be cut too.
    pub subflows: bool,
    /// On which side of a break codes fall.
    pub sides: CodeSides,
    /// The groups of rules, in order.
    pub groups: Vec<GroupCheck>,
    /// The language maps, in order: line, pattern, the group it points to.
    pub maps: Vec<(u32, String, String)>,
    /// What cannot be used, by line.
    pub problems: Vec<Problem>,
    /// What is read otherwise than it may be meant: line and remark.
    pub remarks: Vec<(u32, String)>,
}

/// One group of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupCheck {
    /// Its `languagerulename`.
    pub name: String,
    /// Its line in the file, from 1.
    pub line: u32,
    /// How many rules break.
    pub breaks: usize,
    /// How many are exceptions.
    pub exceptions: usize,
    /// How many cannot be used.
    pub unusable: usize,
}

impl Srx {
    /// Reads a file of rules; `name` is what messages and fingerprints call it.
    ///
    /// Rules that cannot be used are left out; [`Srx::check`] names them.
    ///
    /// # Errors
    /// [`SrxError`] when the file is no SRX or holds no rule.
    ///
    /// ```
    /// use kladka::segment::{Rules, Srx};
    ///
    /// let file = r#"<srx version="2.0"><header cascade="yes"/><body><languagerules>
    ///   <languagerule languagerulename="any">
    ///     <rule break="no"><beforebreak>\bnp\.</beforebreak><afterbreak>\s</afterbreak></rule>
    ///     <rule break="yes"><beforebreak>[.!?]</beforebreak><afterbreak>\s</afterbreak></rule>
    ///   </languagerule></languagerules>
    ///   <maprules><languagemap languagepattern=".*" languagerulename="any"/></maprules></body></srx>"#;
    /// let rules = Rules::from(Srx::read("own.srx", file.as_bytes())?);
    /// assert_eq!(rules.sentences("pl", "To np. kot. A to pies.")?, [0..11, 12..22]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(name: &str, bytes: &[u8]) -> Result<Srx, SrxError> {
        let wrong = |(line, fault)| SrxError { name: name.to_string(), line, fault };
        let file = file::read(bytes).map_err(wrong)?;
        if file.groups.iter().all(|group| group.rules.is_empty()) {
            return Err(wrong((1, SrxFault::NoRules)));
        }
        let mut map_problems = Vec::new();
        for map in &file.maps {
            if let Err(wrong) = Fitting::new(map, &file) {
                map_problems.push(Problem {
                    line: map.line,
                    group: map.group.clone(),
                    part: Part::Map,
                    pattern: map.pattern.clone(),
                    wrong,
                });
            }
        }
        let (hash, made) = (hash(bytes), Mutex::default());
        Ok(Srx { name: name.to_string(), hash, file, map_problems, made })
    }

    /// Returns what the file is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns on which side of a break inline codes fall.
    pub fn sides(&self) -> CodeSides {
        self.file.sides
    }

    /// Returns a text that names the content of the file.
    pub fn fingerprint(&self) -> String {
        format!("srx-{ENGINE_VERSION}-{:016x}", self.hash)
    }

    /// Makes all rules ready and says what became of them.
    pub fn check(&self) -> Check {
        let mut problems = self.map_problems.clone();
        let mut groups = Vec::new();
        for (number, group) in self.file.groups.iter().enumerate() {
            let before = problems.len();
            Program::new(&self.file, &[number], &mut problems);
            let breaks = group.rules.iter().filter(|rule| rule.breaks).count();
            groups.push(GroupCheck {
                name: group.name.clone(),
                line: group.line,
                breaks,
                exceptions: group.rules.len() - breaks,
                unusable: problems.len() - before,
            });
        }
        problems.sort_by_key(|problem| problem.line);
        let maps = self.file.maps.iter();
        Check {
            version: self.file.version.clone(),
            cascade: self.file.cascade,
            subflows: self.file.subflows,
            sides: self.file.sides,
            groups,
            maps: maps.map(|map| (map.line, map.pattern.clone(), map.group.clone())).collect(),
            problems,
            remarks: self.file.remarks.clone(),
        }
    }

    /// Returns the names of the groups whose rules a language takes, in order.
    pub fn groups_for(&self, lang: &str) -> Vec<&str> {
        self.fitting(lang).into_iter().map(|group| self.file.groups[group].name.as_str()).collect()
    }

    /// Returns a rule as the file has it, by its number: whether it breaks, its left and its right part.
    pub fn rule(&self, number: u32) -> Option<(bool, &str, &str)> {
        let mut left = number as usize;
        for group in &self.file.groups {
            if let Some(rule) = group.rules.get(left) {
                return Some((rule.breaks, &rule.before, &rule.after));
            }
            left -= group.rules.len();
        }
        None
    }

    /// Returns what a user should know before texts of a language are cut by these rules, a line each.
    pub fn remarks(&self, lang: &str) -> Vec<String> {
        let name = &self.name;
        if self.fitting(lang).is_empty() {
            return vec![format!(
                "{name}: no language map fits {lang}; every block is one segment"
            )];
        }
        match self.program(lang).unusable {
            0 => Vec::new(),
            1 => vec![format!("{name}: 1 rule for {lang} cannot be used; --check names it")],
            many => {
                vec![format!("{name}: {many} rules for {lang} cannot be used; --check names them")]
            }
        }
    }

    /// Returns the places where a text is broken, in bytes, as the rules have them: white space may stand on either
    /// side, and the ends of the text are not among them.
    ///
    /// # Errors
    /// [`RulesError::TooCostly`].
    pub fn places(&self, lang: &str, text: &str) -> Result<Vec<usize>, RulesError> {
        let mut places = Vec::new();
        self.decide(lang, text, Wanted::Breaks, &mut |decision| places.push(decision.at))?;
        Ok(places)
    }

    /// Reports every place where a break rule fits.
    pub(super) fn decide(
        &self,
        lang: &str,
        text: &str,
        wanted: Wanted,
        sink: &mut dyn FnMut(Decision),
    ) -> Result<(), RulesError> {
        let program = self.program(lang);
        let line = |rule: u32| program.rules[rule as usize].line;
        let reason = |rule: u32| {
            let number = program.rules[rule as usize].number;
            Reason::Srx { line: line(rule), number }
        };
        program
            .run(text, &mut |Found { at, breaks, rule }| {
                let decision = Decision { at, breaks, reason: reason(rule) };
                if wanted.includes(&decision) {
                    sink(decision);
                }
            })
            .map_err(|GaveUp { rule }| RulesError::TooCostly {
                name: self.name.clone(),
                line: rule.map(line),
            })
    }

    fn program(&self, lang: &str) -> Arc<Program> {
        let groups = self.fitting(lang);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.programs.get(&groups) {
            return Arc::clone(known);
        }
        let program = Arc::new(Program::new(&self.file, &groups, &mut Vec::new()));
        made.programs.insert(groups, Arc::clone(&program));
        program
    }

    /// The groups of rules that a language takes: those of every map that fits, or of the first.
    fn fitting(&self, lang: &str) -> Vec<usize> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.fitting.get(lang) {
            return known.clone();
        }
        let maps = self.file.maps.iter().filter_map(|map| Fitting::new(map, &self.file).ok());
        let most = if self.file.cascade { usize::MAX } else { 1 };
        let groups: Vec<usize> =
            maps.filter(|map| map.fits(lang)).take(most).map(|map| map.group).collect();
        if made.fitting.len() < MOST_LANGUAGES {
            made.fitting.insert(lang.to_string(), groups.clone());
        }
        groups
    }
}

/// Languages remembered; nobody has more, but anything may be asked for.
const MOST_LANGUAGES: usize = 1000;

/// Number of the engine as written; to be raised with every change that moves a boundary.
const ENGINE_VERSION: u32 = 1;

impl Fitting {
    fn new(map: &file::Map, file: &File) -> Result<Fitting, Wrong> {
        let group = file.groups.iter().rposition(|group| group.name == map.group);
        let group = group.ok_or(Wrong::NoSuchRules)?;
        let mut sets = Sets::default();
        // Tags of languages are the same in capitals and small letters.
        let node = pattern::parse_ignoring_case(&map.pattern, &mut sets)
            .map_err(|error| Wrong::Pattern { at: error.at, why: error.why })?;
        let matcher = Matcher::new(&node, None).map_err(|_| Wrong::TooLarge)?;
        let word = sets.known("word");
        let word = sets.number(&word);
        let used: Vec<_> = matcher.sets().collect();
        let alphabet = Alphabet::new(&sets, &used, word).ok_or(Wrong::TooManyCharacters)?;
        Ok(Fitting { alphabet, matcher, group })
    }

    /// A pattern that takes too long fits nothing.
    fn fits(&self, lang: &str) -> bool {
        let mut fuel = Fuel::for_tag();
        self.matcher.fits_all(&self.alphabet, lang, &mut fuel).unwrap_or(false)
    }
}

/// 64 bits that tell contents apart (FNV-1a).
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
