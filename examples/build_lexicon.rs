//! Compiles the chapters of the core lexicon into the tables that the program holds.
//!
//! ```text
//! cargo run --release --example build_lexicon [FOLDER]
//! ```
//!
//! Reads `chapters.tsv` and the chapters it names in `src/lexicon/data` (or FOLDER), writes a table
//! `SOURCE-TARGET.bin` a pair of languages beside them, and prints entries, translations and bytes. The
//! same chapters give the same bytes.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use kladka::lexicon::compile::compile;
use kladka::lexicon::core::read_chapter_rows;
use kladka::lexicon::entry::{Entry, read_chapter};

fn main() -> Result<(), Box<dyn Error>> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon/data");
    let folder = std::env::args().nth(1).map_or(usual, PathBuf::from);
    println!("table\tentries\ttranslations\tbytes");
    for ((source, target), entries) in entries(&folder)? {
        let table = compile(&source, &target, &entries)?;
        let name = format!("{source}-{target}.bin");
        fs::write(folder.join(&name), &table)?;
        let translations: usize = entries.iter().map(|entry| entry.translations.len()).sum();
        println!("{name}\t{}\t{translations}\t{}", entries.len(), table.len());
    }
    Ok(())
}

/// Entries by their pair of languages.
type Pairs = BTreeMap<(String, String), Vec<Entry>>;

/// The entries of each pair of languages, in the order of the rows of `chapters.tsv`.
fn entries(folder: &Path) -> Result<Pairs, Box<dyn Error>> {
    let rows = read_chapter_rows(&fs::read_to_string(folder.join("chapters.tsv"))?)
        .map_err(|line| format!("chapters.tsv, line {line}: this is no chapter"))?;
    let mut files: Vec<String> = Vec::new();
    for file in fs::read_dir(folder)? {
        files.extend(file?.file_name().into_string());
    }
    files.retain(|file| file.ends_with(".tsv") && file != "chapters.tsv");
    files.sort();
    let mut entries = Pairs::new();
    for row in rows {
        let (own, rest) = files.into_iter().partition(|file| row.names(file));
        files = rest;
        let own: Vec<String> = own;
        if own.is_empty() && !row.file.contains('*') {
            return Err(format!("chapters.tsv names {}, which is not there", row.file).into());
        }
        let pair = entries.entry((row.source.clone(), row.target.clone())).or_default();
        for file in own {
            pair.extend(read_chapter(&file, &fs::read_to_string(folder.join(&file))?, row.chance)?);
        }
    }
    match files.first() {
        Some(file) => Err(format!("{file} stands in no row of chapters.tsv").into()),
        None => Ok(entries),
    }
}
