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
    /// The memory used when none is named.
    memory: Option<PathBuf>,
    /// Term bases used besides the one compiled in.
    #[serde(default)]
    glossary: Vec<PathBuf>,
    /// Dictionaries used besides the core lexicon.
    #[serde(default)]
    lexicon: Vec<PathBuf>,
}

/// Settings of the folder one stands in.
#[derive(Clone, Debug, Default)]
pub(super) struct Config {
    /// The memory, when the file names one.
    pub(super) memory: Option<PathBuf>,
    /// The term bases the file names.
    pub(super) glossaries: Vec<PathBuf>,
    /// The dictionaries the file names.
    pub(super) lexicons: Vec<PathBuf>,
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
        Ok(Config {
            memory: written.memory.map(|memory| folder.join(memory)),
            glossaries: written.glossary.iter().map(|file| folder.join(file)).collect(),
            lexicons: written.lexicon.iter().map(|file| folder.join(file)).collect(),
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
    if let Some(path) = Config::load()?.memory {
        return Ok(path);
    }
    let folders = directories::ProjectDirs::from("", "", "kladka")
        .context("cannot tell your data folder; name a memory with --memory FILE")?;
    Ok(folders.data_dir().join("memory.sqlite"))
}
