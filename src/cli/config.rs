//! `kladka.toml`, the environment, and where the memory lies.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

/// The file's name.
const FILE: &str = "kladka.toml";

/// What `kladka.toml` may say. Paths are taken from the file's own folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The memory used when none is named, or several: the first is written.
    #[serde(default)]
    memory: OneOrMore,
    /// Term bases used besides the one compiled in.
    #[serde(default)]
    glossary: Vec<PathBuf>,
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
    /// The term bases the file names.
    pub(super) glossaries: Vec<PathBuf>,
}

impl Config {
    /// Reads the nearest `kladka.toml` upwards; none is fine.
    pub(super) fn load() -> Result<Config> {
        let here = std::env::current_dir().context("cannot tell the current folder")?;
        let found = here.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file());
        let Some(path) = found else { return Ok(Config::default()) };
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let written: Written = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            anyhow::anyhow!("{}, line {line}: {}", path.display(), error.message())
        })?;
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
            glossaries: written.glossary.iter().map(|file| folder.join(file)).collect(),
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
