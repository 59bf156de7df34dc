//! Arguments and steps that several commands share: files, languages, the memory, glossaries.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::config::{Config, memory_path, references};
use super::output::{Working, count, note};
use crate::bitext::{Term, TermStatus, TermUsage};
use crate::formats::{
    DocumentFormat, Strictness, TermsRead, read_dictd, read_dictionary, read_terms,
};
use crate::glossary::{Glossary, builtin};
use crate::jobs::{Input, ReadOptions, read_glossary};
use crate::lexicon::{self, Dictionary};
use crate::memory::{Access, Memories, Memory, MemoryError, Percent};
use crate::segment::{Rules, Srx};
use crate::text::{Lang, Segmented};

/// Which memory.
#[derive(clap::Args, Debug)]
pub(super) struct MemoryArgs {
    /// The memory: a SQLite file [default: KLADKA_MEMORY, kladka.toml, the data folder].
    #[arg(long, value_name = "FILE")]
    pub(super) memory: Option<PathBuf>,
}

impl MemoryArgs {
    /// Opens the memory for writing, makes it when there is none, and does some work on it. A
    /// memory made for work that fails is removed again; of one that stays the path is told.
    pub(super) fn write<T>(&self, work: impl FnOnce(&mut Memory) -> Result<T>) -> Result<T> {
        let path = memory_path(self.memory.as_deref())?;
        let is_new = fs::metadata(&path).map_or(true, |file| file.is_file() && file.len() == 0);
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
            if self.memory.is_some() {
                bail!(
                    "{}: the folder {} does not exist; make it first",
                    path.display(),
                    folder.display()
                );
            }
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let mut memory = Memory::open(&path, Access::Create)?;
        let done = work(&mut memory);
        drop(memory);
        match (&done, is_new) {
            (Ok(_), true) => note(&format!("made a new memory: {}", path.display())),
            (Err(_), true) => {
                for ending in ["", "-wal", "-shm", "-journal"] {
                    let mut name = path.clone().into_os_string();
                    name.push(ending);
                    let _ = fs::remove_file(name);
                }
            }
            (_, false) => {}
        }
        done
    }

    /// Where the memory lies, or would.
    pub(super) fn path(&self) -> Result<PathBuf> {
        memory_path(self.memory.as_deref())
    }

    /// Opens the memory for reading and writing; there has to be one.
    pub(super) fn open_to_write(&self) -> Result<Memory> {
        Ok(Memory::open(&memory_path(self.memory.as_deref())?, Access::Write)?)
    }

    /// Opens the memory for reading; there has to be one.
    pub(super) fn open_to_read(&self) -> Result<Memory> {
        open_to_read(&memory_path(self.memory.as_deref())?)
    }

    /// Opens the memory for reading when there is one, named or not.
    pub(super) fn open_if_exists(&self) -> Result<Option<Memory>> {
        let path = memory_path(self.memory.as_deref())?;
        path.exists().then(|| open_to_read(&path)).transpose()
    }

    /// Opens the memory when there is one, named or not, so that what is counted in it can be kept.
    pub(super) fn open_to_learn_if_exists(&self) -> Result<Option<Memory>> {
        let path = memory_path(self.memory.as_deref())?;
        path.exists().then(|| open_to_learn(&path)).transpose()
    }

    /// Opens the memory for reading when there is one; one that was named has to be there.
    pub(super) fn open_if_there(&self) -> Result<Option<Memory>> {
        let path = memory_path(self.memory.as_deref())?;
        if self.memory.is_none() && !path.exists() {
            return Ok(None);
        }
        Ok(Some(open_to_read(&path)?))
    }
}

/// Opens a memory for reading; one of an older version is brought up to date first, where it may
/// be written.
pub(super) fn open_to_read(path: &Path) -> Result<Memory> {
    let older = match Memory::open(path, Access::Read) {
        Err(older @ MemoryError::Older { .. }) => older,
        opened => return Ok(opened?),
    };
    let working = Working::on("bringing the memory up to date");
    let brought = Memory::open(path, Access::Write);
    drop(working);
    match brought {
        Ok(_) => note(&format!("{}: brought up to this version of memories", path.display())),
        Err(MemoryError::ReadOnly(_) | MemoryError::CannotOpen { .. }) => return Err(older.into()),
        Err(other) => return Err(other.into()),
    }
    Ok(Memory::open(path, Access::Read)?)
}

/// Opens a memory so that what is counted in it can be kept; for reading where it may not be written.
pub(super) fn open_to_learn(path: &Path) -> Result<Memory> {
    match Memory::open(path, Access::Write) {
        Err(MemoryError::ReadOnly(_) | MemoryError::Busy(_) | MemoryError::CannotOpen { .. }) => {
            Ok(Memory::open(path, Access::Read)?)
        }
        opened => Ok(opened?),
    }
}

/// Which memories are asked.
#[derive(clap::Args, Debug)]
pub(super) struct MemoriesArgs {
    /// The memory: a SQLite file; more of them are references, asked with it [default:
    /// KLADKA_MEMORY, kladka.toml, the data folder].
    #[arg(long, value_name = "FILE")]
    memory: Vec<PathBuf>,
    /// Points taken off the matches of the second and further --memory.
    #[arg(long, value_name = "POINTS", default_value_t = 0)]
    penalty: u8,
}

impl MemoriesArgs {
    /// Opens the memories for reading when there are any; those that were named have to be there.
    pub(super) fn open_if_there(&self) -> Result<Option<Memories>> {
        let first = MemoryArgs { memory: self.memory.first().cloned() }.open_if_there()?;
        let references = match self.memory.split_first() {
            None => references()?,
            Some((_, others)) => others.iter().map(|file| (file.clone(), self.penalty)).collect(),
        };
        let Some(first) = first else {
            if let Some((file, _)) = references.first() {
                bail!(
                    "{} is listed beside a memory that is not there: list it first",
                    file.display()
                );
            }
            return Ok(None);
        };
        let mut memories = Memories::of(first);
        for (file, penalty) in references {
            let penalty = Percent::new(penalty).with_context(|| {
                format!("{}: a penalty of {penalty}: give 0 to 100 points", file.display())
            })?;
            memories.add(Memory::open(&file, Access::Read)?, penalty);
        }
        Ok(Some(memories))
    }
}

/// Which term bases.
#[derive(clap::Args, Debug)]
pub(super) struct GlossaryArgs {
    /// A term base to use besides the one compiled in (TSV, CSV, UTX, TBX, XLSX, OmegaT; `builtin`
    /// names that one). Of several the first wins where they contradict each other; those of
    /// kladka.toml follow, then the one compiled in.
    #[arg(long, value_name = "FILE")]
    pub(super) glossary: Vec<PathBuf>,
    /// Use no term base.
    #[arg(long, conflicts_with = "glossary")]
    pub(super) no_glossary: bool,
}

impl GlossaryArgs {
    /// Loads the term bases that were named, here or in `kladka.toml`, and no other.
    pub(super) fn load_named(&self) -> Result<Glossary> {
        let mut glossary = Glossary::default();
        if self.no_glossary {
            return Ok(glossary);
        }
        for path in self.glossary.iter().chain(&Config::load()?.glossaries) {
            add_glossary(&mut glossary, path)?;
        }
        Ok(glossary)
    }

    /// Loads the glossary: the one compiled in, those of `kladka.toml`, those named; and, with
    /// a memory, the terms in it that a person approved.
    pub(super) fn load(&self, memory: Option<&Memory>) -> Result<Glossary> {
        let mut glossary = Glossary::default();
        if self.no_glossary {
            return Ok(glossary);
        }
        if let Some(memory) = memory {
            glossary.add_from(MEMORY, approved_terms(memory)?);
        }
        for path in self.glossary.iter().chain(&Config::load()?.glossaries) {
            add_glossary(&mut glossary, path)?;
        }
        let is_builtin = |path: &&PathBuf| path.as_os_str() == BUILTIN;
        if !self.glossary.iter().any(|path| is_builtin(&path)) {
            add_glossary(&mut glossary, Path::new(BUILTIN))?;
        }
        Ok(glossary)
    }
}

/// Which dictionaries.
#[derive(clap::Args, Debug)]
pub(super) struct LexiconArgs {
    /// A dictionary to use besides the core lexicon (a chapter in TSV, or FreeDict's `.index`
    /// with its `.dict` or `.dict.dz` beside it).
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Vec<PathBuf>,
    /// Do without the core lexicon.
    #[arg(long)]
    pub(super) no_lexicon: bool,
}

impl LexiconArgs {
    /// Gathers the dictionaries: those named, those of `kladka.toml`, the core lexicon.
    pub(super) fn load(&self) -> Result<Vec<Arc<Dictionary>>> {
        let settings = Config::load()?.lexicons;
        dictionaries(self.lexicon.iter().chain(&settings), !self.no_lexicon)
    }
}

/// Reads dictionaries from files, those named first before the others; the core lexicon, where it
/// is wanted, is the last.
pub(super) fn dictionaries<'p>(
    paths: impl IntoIterator<Item = &'p PathBuf>,
    with_core: bool,
) -> Result<Vec<Arc<Dictionary>>> {
    let mut dictionaries = Vec::new();
    for path in paths {
        dictionaries.push(Arc::new(dictionary_file(path)?));
    }
    if with_core {
        dictionaries.extend(lexicon::core());
    }
    Ok(dictionaries)
}

/// Reads a dictionary: a chapter, or an index with its texts beside it.
fn dictionary_file(path: &Path) -> Result<Dictionary> {
    let name = path.display().to_string();
    let bytes = read_bytes(path)?;
    if path.extension().is_none_or(|ending| ending != "index") {
        return Ok(read_dictionary(&name, &bytes)?);
    }
    let texts = ["dict", "dict.dz"].map(|ending| path.with_extension(ending));
    let Some(texts) = texts.iter().find(|texts| texts.is_file()) else {
        bail!("{name}: neither {} nor {} is there", texts[0].display(), texts[1].display());
    };
    let (dictionary, skipped) = read_dictd(&name, &bytes, &read_bytes(texts)?)?;
    tell_skipped(&name, &skipped, skipped.len());
    Ok(dictionary)
}

/// What the glossary that is compiled in is called.
const BUILTIN: &str = "builtin";
/// What the terms of the memory are called among glossaries.
const MEMORY: &str = "memory";

/// Adds a term base to those that come before it; what could not be used is named on standard error.
pub(super) fn add_glossary(glossary: &mut Glossary, path: &Path) -> Result<()> {
    if path.as_os_str() == BUILTIN {
        let (terms, _) = read_terms(BUILTIN, builtin().as_bytes(), Strictness::Strict)?;
        glossary.add_from(BUILTIN, terms);
        return Ok(());
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    glossary.add_from(&name, glossary_file(path, None)?.terms);
    Ok(())
}

/// Reads a term base; what could not be used is named on standard error.
pub(super) fn glossary_file(path: &Path, langs: Option<(Lang, Lang)>) -> Result<TermsRead> {
    let name = path.display().to_string();
    let read = read_glossary(&name, &read_bytes(path)?, langs)?;
    tell_skipped(&name, &read.skipped, read.skipped.len());
    Ok(read)
}

/// Names the first few things a reader left out.
pub(super) fn tell_skipped(name: &str, skipped: &[crate::formats::Skipped], in_all: usize) {
    const SHOWN: usize = 5;
    for left_out in skipped.iter().take(SHOWN) {
        note(&format!("{name}: {left_out}"));
    }
    if in_all > SHOWN {
        note(&format!("{name}: {} more left out", in_all - SHOWN));
    }
}

fn approved_terms(memory: &Memory) -> Result<Vec<Term>> {
    let stored = memory.terms()?.into_iter().map(|stored| stored.pair);
    let approved = stored.filter(|pair| pair.status != TermStatus::Proposed);
    Ok(approved
        .map(|pair| Term {
            source: vec![pair.source],
            target: vec![pair.target],
            source_lang: pair.source_lang,
            target_lang: pair.target_lang,
            status: pair.status,
            domain: None,
            note: Some("memory".into()),
            reference: None,
            usage: TermUsage::default(),
        })
        .collect())
}

/// Reads a file; `-` is standard input.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
        return Ok(bytes);
    }
    if path.is_dir() {
        bail!("{}: this is a folder; name a file in it", path.display());
    }
    fs::read(path).with_context(|| match path.exists() {
        false => format!("{}: there is no such file; check the name", path.display()),
        true => format!("{}: the file cannot be read", path.display()),
    })
}

/// Reads a file that is to be aligned; its name, without folders, is its origin.
pub(super) fn input(path: &Path, lang: Option<Lang>) -> Result<Input> {
    let name = path.file_name().map_or("-".into(), |name| name.to_string_lossy().into_owned());
    Ok(Input { name, bytes: read_bytes(path)?, lang })
}

/// By which rules texts are cut into sentences.
#[derive(clap::Args, Debug)]
pub(super) struct RulesArgs {
    /// Cut sentences by the rules of an SRX file; `native` names our own [default: kladka.toml, our own].
    #[arg(long, value_name = "FILE|native")]
    pub(super) rules: Option<PathBuf>,
}

impl RulesArgs {
    /// Loads the rules: those named, else those of `kladka.toml`, else our own.
    pub(super) fn load(&self) -> Result<Rules> {
        match &self.rules {
            Some(path) => rules_file(path),
            None => configured_rules(),
        }
    }
}

/// Loads the rules of `kladka.toml`, else our own with what it adds to them.
pub(super) fn configured_rules() -> Result<Rules> {
    rules_of(Config::load()?)
}

/// The rules that settings ask for.
pub(super) fn rules_of(config: Config) -> Result<Rules> {
    config.rules.map_or_else(|| Ok(config.additions.into()), |path| rules_file(&path))
}

/// Loads the rules of an SRX file; `native` names our own.
pub(super) fn rules_file(path: &Path) -> Result<Rules> {
    if path.as_os_str() == "native" {
        return Ok(Config::load()?.additions.into());
    }
    Ok(Srx::read(&path.display().to_string(), &read_bytes(path)?)?.into())
}

/// Tells what a user should know of rules before they cut a text.
pub(super) fn tell_remarks(rules: &Rules, lang: Option<&Lang>) {
    rules.remarks(lang.map_or("", Lang::as_str)).iter().for_each(|remark| note(remark));
}

/// How files that are to be aligned are read.
#[derive(clap::Args, Debug)]
pub(super) struct ReadArgs {
    /// Language of the first text [default: told from the text].
    #[arg(long, value_name = "LANG")]
    pub(super) source_lang: Option<Lang>,
    /// Language of the second text [default: told from the text].
    #[arg(long, value_name = "LANG")]
    pub(super) target_lang: Option<Lang>,
    /// Keep cookie notices, link lines, credits and repeated headlines.
    #[arg(long)]
    pub(super) keep_boilerplate: bool,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
}

impl ReadArgs {
    /// Reads two files into segments; the format is told from them unless it is given.
    pub(super) fn read(
        &self,
        source: &Path,
        target: &Path,
        format: Option<DocumentFormat>,
        rules: &Rules,
    ) -> Result<(Segmented, Segmented)> {
        if source == target {
            bail!(
                "{}: the same file is named twice; name a text and its translation",
                source.display()
            );
        }
        let source = input(source, self.source_lang.clone())?;
        let target = input(target, self.target_lang.clone())?;
        self.segments(source, target, format, rules)
    }

    /// Cuts two files that are in memory already.
    pub(super) fn segments(
        &self,
        source: Input,
        target: Input,
        format: Option<DocumentFormat>,
        rules: &Rules,
    ) -> Result<(Segmented, Segmented)> {
        let options = ReadOptions { format, keep_boilerplate: self.keep_boilerplate };
        let source = crate::jobs::read(source, options, rules)?;
        let target = crate::jobs::read(target, options, rules)?;
        Ok((source, target))
    }
}

/// Says how much boilerplate was left out.
pub(super) fn tell_left_out(left_out: usize) {
    if left_out > 0 {
        let segments = count(left_out, "segment", "segments");
        note(&format!(
            "left out as boilerplate: {segments} (--keep-boilerplate keeps them; `kladka segment` shows them)"
        ));
    }
}
