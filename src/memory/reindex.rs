//! Making everything that searches read anew: [`Memory::reindex`].

use std::collections::HashMap;

use rusqlite::{Connection, TransactionBehavior};

use crate::text::Compared;

use super::error::MemoryError;
use super::index::{self, IndexWriter};
use super::open::Memory;
use super::pieces::Words;
use super::read;
use super::record::unreadable;
use super::rules::store_rules;
use super::store::words_of;
use super::terms;

impl Memory {
    /// Makes everything that searches read anew, from the stored texts.
    ///
    /// # Errors
    /// [`MemoryError`] when the memory cannot be written; all stays as it was then.
    pub fn reindex(&mut self) -> Result<(), MemoryError> {
        let path = self.path.clone();
        reindex(&mut self.conn, self.words.get_mut())
            .map_err(|error| MemoryError::of(&path, error))?;
        self.searchable = true;
        Ok(())
    }
}

fn reindex(conn: &mut Connection, words: &mut HashMap<String, Words>) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    index::clear(&tx)?;
    let languages: HashMap<i64, _> = read::languages(&tx)?.into_iter().collect();
    let mut writer = IndexWriter::default();
    {
        let sql = "SELECT unit_id, lang_id, text FROM variants ORDER BY id";
        let mut texts = tx.prepare(sql)?;
        let mut rows = texts.query([])?;
        while let Some(row) = rows.next()? {
            let lang = languages.get(&row.get(1)?).ok_or_else(|| unreadable("language"))?;
            let text = row.get_ref(2)?.as_str().map_err(|_| unreadable("text"))?;
            let (words, form) = (words_of(words, lang), Compared::of(text));
            writer.push(&tx, lang.primary(), words, &form, row.get(0)?)?;
        }
    }
    writer.flush(&tx)?;
    terms::reindex(&tx, words)?;
    store_rules(&tx)?;
    tx.commit()
}
