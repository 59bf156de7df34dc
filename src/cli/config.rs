//! `kladka.toml`, the environment, and where the memory lies.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use toml::Spanned;

use super::clock::now;
use crate::language::sentence::Abbreviation;
use crate::memory::Penalties;
use crate::segment::{Addition, Additions};
use crate::text::Lang;

/// The file's name.
const FILE: &str = "kladka.toml";

/// What `kladka.toml` may say. Paths are taken from the file's own folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The memory used when none is named, or several: the first is written.
    #[serde(default)]
    memory: OneOrMore,
    /// The rules for sentences: an SRX file.
    rules: Option<PathBuf>,
    /// Term bases used besides the one compiled in.
    #[serde(default)]
    glossary: Vec<PathBuf>,
    /// Dictionaries used besides the core lexicon.
    #[serde(default)]
    lexicon: Vec<PathBuf>,
    /// Points taken off matches that are marked.
    #[serde(default)]
    penalties: WrittenPenalties,
    /// Abbreviations that our own rules for sentences take for known, by language.
    #[serde(default)]
    segment: BTreeMap<String, Abbreviations>,
}

/// `[penalties]`: points by mark, and what the marks need to know.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct WrittenPenalties {
    unreviewed: u8,
    machine: u8,
    domain: u8,
    in_domain: Option<String>,
    age: u8,
    years: Option<u16>,
}

/// Years after which a match is old unless something else is said.
const USUAL_YEARS: u16 = 5;

/// Makes the penalties of `kladka.toml` and of flags, which come before it.
pub(super) fn penalties(
    flags: &[String],
    domain: Option<String>,
    years: Option<u16>,
) -> Result<Penalties> {
    penalties_over(Config::load()?.penalties, flags, domain, years)
}

/// Makes the penalties of a file of settings and of flags, which come before it.
pub(super) fn penalties_over(
    mut written: WrittenPenalties,
    flags: &[String],
    domain: Option<String>,
    years: Option<u16>,
) -> Result<Penalties> {
    for flag in flags {
        let (mark, points) = flag.split_once('=').unwrap_or((flag.as_str(), ""));
        let points = points.parse().ok().filter(|points| *points <= 100).with_context(|| {
            format!("--penalise {flag}: give a mark and 0 to 100 points, as in unreviewed=2")
        })?;
        let place = match mark {
            "unreviewed" => &mut written.unreviewed,
            "machine" => &mut written.machine,
            "domain" => &mut written.domain,
            "age" => &mut written.age,
            _ => bail!("--penalise {flag}: the marks are unreviewed, machine, domain and age"),
        };
        *place = points;
    }
    let years = years.or(written.years).unwrap_or(USUAL_YEARS);
    Ok(Penalties {
        unreviewed: written.unreviewed,
        machine: written.machine,
        domain: written.domain,
        in_domain: domain.or(written.in_domain),
        age: written.age,
        before: Some(years_ago(&now(), years)),
    })
}

/// The same day so many years before.
fn years_ago(now: &str, years: u16) -> String {
    let (year, rest) = now.split_at(4.min(now.len()));
    let year = year.parse::<u16>().unwrap_or_default().saturating_sub(years);
    format!("{year:04}{rest}")
}

/// Abbreviations of one language, by how they stand to the words around them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Abbreviations {
    /// Always followed by what belongs to them.
    inner: Vec<Spanned<String>>,
    /// Before a name.
    title: Vec<Spanned<String>>,
    /// Before a number.
    reference: Vec<Spanned<String>>,
    /// After a number.
    unit: Vec<Spanned<String>>,
    /// May end a sentence.
    open: Vec<Spanned<String>>,
    /// Close a list or a name.
    closing: Vec<Spanned<String>>,
    /// For languages whose abbreviations are of one kind.
    abbreviations: Vec<Spanned<String>>,
}

impl Abbreviations {
    fn by_kind(&self) -> [(Option<Abbreviation>, &[Spanned<String>]); 7] {
        [
            (Some(Abbreviation::Inner), &self.inner),
            (Some(Abbreviation::Title), &self.title),
            (Some(Abbreviation::Reference), &self.reference),
            (Some(Abbreviation::Unit), &self.unit),
            (Some(Abbreviation::Open), &self.open),
            (Some(Abbreviation::Closing), &self.closing),
            (None, &self.abbreviations),
        ]
    }
}

/// `memory = "a.sqlite"`, or a list whose first is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "memory has to be a file or a list of files, each as \"FILE\" or \
                 { file = \"FILE\", penalty = POINTS }"
)]
enum OneOrMore {
    One(PathBuf),
    More(Vec<Listed>),
}

impl Default for OneOrMore {
    fn default() -> OneOrMore {
        OneOrMore::More(Vec::new())
    }
}

/// A file, or a file and the points taken off its matches.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Listed {
    File(PathBuf),
    WithPenalty(WithPenalty),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WithPenalty {
    file: PathBuf,
    penalty: u8,
}

/// Settings of the folder one stands in.
#[derive(Clone, Debug, Default)]
pub(super) struct Config {
    /// The memories the file names, with the points taken off their matches; the first is written.
    pub(super) memories: Vec<(PathBuf, u8)>,
    /// The rules for sentences, when the file names them.
    pub(super) rules: Option<PathBuf>,
    /// The term bases the file names.
    pub(super) glossaries: Vec<PathBuf>,
    /// The dictionaries the file names.
    pub(super) lexicons: Vec<PathBuf>,
    /// The penalties the file names.
    pub(super) penalties: WrittenPenalties,
    /// What the file adds to our own rules for sentences.
    pub(super) additions: Additions,
}

impl Config {
    /// Reads the nearest `kladka.toml` upwards; none is fine.
    pub(super) fn load() -> Result<Config> {
        let here = std::env::current_dir().context("cannot tell the current folder")?;
        let found = here.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file());
        found.map_or_else(|| Ok(Config::default()), |path| Config::read(&path))
    }

    /// Reads a file of settings.
    pub(super) fn read(path: &Path) -> Result<Config> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let at = |start: usize, message: &str| {
            let line = 1 + text[..start].matches('\n').count();
            anyhow::anyhow!("{}, line {line}: {message}", path.display())
        };
        let written: Written = toml::from_str(&text)
            .map_err(|error| at(error.span().map_or(0, |span| span.start), error.message()))?;
        let mut all = Vec::new();
        for (lang, table) in &written.segment {
            for (kind, word) in table
                .by_kind()
                .into_iter()
                .flat_map(|(kind, words)| words.iter().map(move |w| (kind, w)))
            {
                let start = word.span().start;
                Lang::new(lang).map_err(|error| at(start, &error.to_string()))?;
                let addition = Addition { lang: lang.clone(), kind, word: word.get_ref().clone() };
                // One by one, so that what is wrong has a line.
                Additions::new([addition.clone()])
                    .map_err(|error| at(start, &error.to_string()))?;
                all.push(addition);
            }
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        let listed = |listed: Listed| match listed {
            Listed::File(file) => (folder.join(file), 0),
            Listed::WithPenalty(WithPenalty { file, penalty }) => (folder.join(file), penalty),
        };
        Ok(Config {
            memories: match written.memory {
                OneOrMore::One(file) => vec![(folder.join(file), 0)],
                OneOrMore::More(files) => files.into_iter().map(listed).collect(),
            },
            rules: written.rules.map(|rules| folder.join(rules)),
            glossaries: written.glossary.iter().map(|file| folder.join(file)).collect(),
            lexicons: written.lexicon.iter().map(|file| folder.join(file)).collect(),
            penalties: written.penalties,
            additions: Additions::new(all)?,
        })
    }
}

/// Where the memory lies: flag, `KLADKA_MEMORY`, `kladka.toml`, the platform's data folder.
pub(super) fn memory_path(flag: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = flag {
        return Ok(path.to_path_buf());
    }
    if let Some(path) = std::env::var_os("KLADKA_MEMORY").filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    if let Some((path, _)) = Config::load()?.memories.into_iter().next() {
        return Ok(path);
    }
    let folders = directories::ProjectDirs::from("", "", "kladka")
        .context("cannot tell your data folder; name a memory with --memory FILE")?;
    Ok(folders.data_dir().join("memory.sqlite"))
}

/// The reference memories, where no flag names a memory: those that `kladka.toml` lists after the
/// first, unless `KLADKA_MEMORY` says otherwise.
pub(super) fn references() -> Result<Vec<(PathBuf, u8)>> {
    if std::env::var_os("KLADKA_MEMORY").is_some_and(|path| !path.is_empty()) {
        return Ok(Vec::new());
    }
    Ok(Config::load()?.memories.into_iter().skip(1).collect())
}
