//! Keeping the index up to date: what a batch of texts comes to, language by language.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::memory::pieces::Words;
use crate::text::Compared;

use super::build::{Standing, rebuild, write_text};
use super::catalogue::Catalogue;
use super::limits::{FEW_TEXTS, HELD, MUCH_GONE, SMALL_TAIL};
use super::sorter::Sorter;
use super::tail;
use super::vocabulary::{self, Vocabulary, frequency};
use super::word_id::WordId;

/// Texts on their way into the index. What is not flushed is lost.
#[derive(Default)]
pub(in crate::memory) struct IndexWriter {
    languages: HashMap<String, Language>,
    words: Vec<WordId>,
}

struct Language {
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    texts: Sorter,
    count: usize,
}

impl IndexWriter {
    /// Adds a text of a language, given by its primary subtag, in its comparable form.
    pub(in crate::memory) fn push(
        &mut self,
        conn: &Connection,
        lang: &str,
        words: &mut Words,
        form: &Compared<'_>,
        unit: i64,
    ) -> rusqlite::Result<()> {
        if !self.languages.contains_key(lang) {
            self.languages.insert(lang.to_string(), Language::open(conn, lang)?);
        }
        let Some(language) = self.languages.get_mut(lang) else {
            return Ok(());
        };
        self.words.clear();
        words.each_piece(form, |kind, _, token, facts| -> rusqlite::Result<()> {
            self.words.push(language.vocabulary.word(conn, kind, token, facts)?);
            Ok(())
        })?;
        if self.words.is_empty() {
            self.words.push(WordId::NOTHING);
        }
        language.texts.push(|out| write_text(&self.words, unit, out));
        language.count += 1;
        self.put_aside(conn)
    }

    fn put_aside(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        let held = |language: &Language| language.texts.held();
        if self.languages.values().map(held).sum::<usize>() < HELD {
            return Ok(());
        }
        match self.languages.values_mut().max_by_key(|language| held(language)) {
            Some(largest) => largest.texts.put_aside(conn),
            None => Ok(()),
        }
    }

    /// Writes what was added.
    pub(in crate::memory) fn flush(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        let mut languages: Vec<Language> = self.languages.drain().map(|(_, l)| l).collect();
        // Numbers of tables follow from the texts, not from a hash map's order.
        languages.sort_by(|a, b| a.catalogue.lang.cmp(&b.catalogue.lang));
        languages.into_iter().try_for_each(|language| language.flush(conn))
    }
}

impl Language {
    fn open(conn: &Connection, lang: &str) -> rusqlite::Result<Language> {
        let catalogue = match Catalogue::load(conn, lang)? {
            Some(catalogue) => catalogue,
            None => Catalogue::create(conn, lang)?,
        };
        let vocabulary = Vocabulary::new(catalogue.number, catalogue.next);
        let texts = Sorter::new(&format!("texts {}", catalogue.number));
        Ok(Language { catalogue, vocabulary, texts, count: 0 })
    }

    fn flush(mut self, conn: &Connection) -> rusqlite::Result<()> {
        self.catalogue.next = self.vocabulary.next;
        let room = self.catalogue.tail_room(if self.count <= FEW_TEXTS { 4 } else { 1 });
        // The first texts of a language, and all that are indexed anew, make its main slots.
        let is_first = self.catalogue.main + self.catalogue.tail == 0;
        if !is_first && self.count <= room as usize {
            self.vocabulary.write(conn, |_| 1)?;
            self.vocabulary.forms.write(conn)?;
            tail::append(conn, &mut self.catalogue, self.texts)?;
            return self.catalogue.save(conn);
        }
        merge(conn, self.catalogue, self.vocabulary, self.texts)
    }
}

impl Catalogue {
    /// How many slots the tail can still take: a sixteenth of the main slots, times some
    /// patience. A lookup reads the whole tail, and the main slots within a window of weights.
    fn tail_room(&self, patience: u32) -> u32 {
        let size = SMALL_TAIL.max(self.main / 16).saturating_mul(patience);
        size.saturating_sub(self.tail)
    }
}

/// Merges main slots, tail and new texts, and leaves out what was removed.
fn merge(
    conn: &Connection,
    mut catalogue: Catalogue,
    mut vocabulary: Vocabulary,
    texts: Sorter,
) -> rusqlite::Result<()> {
    let had_stored = vocabulary.has_stored;
    let standing = if catalogue.gone > 0 { Some(Standing::load(conn)?) } else { None };
    let counts = rebuild(conn, &mut catalogue, texts, standing.as_ref())?;
    let frequency =
        |word: WordId| frequency(counts.get(word.0 as usize).copied().unwrap_or_default());
    vocabulary.write(conn, frequency)?;
    if had_stored {
        vocabulary.refresh(conn, frequency)?;
    }
    vocabulary.forms.write(conn)?;
    catalogue.gone = 0;
    catalogue.save(conn)
}

/// Makes room after a removal: where much of an index names units that are gone, it is made
/// anew. What is left of them elsewhere costs a lookup a row that is not there.
pub(in crate::memory) fn tidy(conn: &Connection) -> rusqlite::Result<()> {
    for lang in Catalogue::languages(conn)? {
        let Language { catalogue, vocabulary, texts, .. } = Language::open(conn, &lang)?;
        if catalogue.gone > MUCH_GONE && catalogue.gone > catalogue.texts / 4 {
            merge(conn, catalogue, vocabulary, texts)?;
        }
    }
    Ok(())
}

/// Drops the indexes of all languages.
pub(in crate::memory) fn clear(conn: &Connection) -> rusqlite::Result<()> {
    for lang in Catalogue::languages(conn)? {
        if let Some(catalogue) = Catalogue::load(conn, &lang)? {
            catalogue.drop_slots(conn)?;
            vocabulary::drop(conn, catalogue.number)?;
        }
    }
    conn.execute("DELETE FROM searches", []).map(|_| ())
}
