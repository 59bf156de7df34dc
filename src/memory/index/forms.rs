//! The words of a language letter by letter, for whoever looks for a part of one.
//!
//! The index knows words by numbers; this is the way from a few letters to the numbers of all
//! words in which they stand. Forms are kept in small letters without diacritics
//! ([`runs`](crate::memory::plain::runs)), so that one table answers with and without these; the
//! texts decide. What other characters part inside a token, a space parts here.
//!
//! Rows hold a few hundred forms in order, a line each, and beside them the words' numbers. A
//! search reads the table from end to end: some megabytes for a memory of a million units.

use memchr::memmem;
use rusqlite::{Connection, OptionalExtension, params};

use crate::memory::pieces::Facts;
use crate::memory::plain::{is_mark, runs};

use super::codec::{Bytes, damaged, put};
use super::limits::{FORM_BYTES, FORMS_HELD};
use super::sorter::{Merge, Sorter};
use super::word_id::WordId;

/// Makes the table of a language.
pub(super) fn create(conn: &Connection, number: i64) -> rusqlite::Result<()> {
    conn.execute_batch(&format!(
        "CREATE TABLE search_forms_{number} (id INTEGER PRIMARY KEY, first TEXT NOT NULL, \
         forms TEXT NOT NULL, words BLOB NOT NULL) STRICT; \
         CREATE INDEX search_forms_first_{number} ON search_forms_{number} (first)"
    ))
}

/// Drops the table of a language.
pub(super) fn drop(conn: &Connection, number: i64) -> rusqlite::Result<()> {
    conn.execute_batch(&format!("DROP TABLE search_forms_{number}"))
}

/// Forms met while texts are being stored.
pub(super) struct Forms {
    number: i64,
    sorter: Sorter,
}

impl Forms {
    pub(super) fn new(number: i64) -> Forms {
        Forms { number, sorter: Sorter::new(&format!("forms {number}")) }
    }

    /// Notes that a token has a number; the same may be noted again.
    pub(super) fn note(
        &mut self,
        conn: &Connection,
        facts: &Facts,
        word: WordId,
    ) -> rusqlite::Result<()> {
        let form = form_of(facts);
        if form.is_empty() {
            return Ok(());
        }
        self.sorter.push(|out| write_record(&form, word, out));
        if self.sorter.held() >= FORMS_HELD { self.sorter.put_aside(conn) } else { Ok(()) }
    }

    /// Writes what was noted and is not there yet.
    pub(super) fn write(mut self, conn: &Connection) -> rusqlite::Result<()> {
        {
            let mut fresh = Fresh { merge: self.sorter.merge(conn)?, next: None };
            fresh.advance()?;
            while fresh.next.is_some() {
                write_row(conn, self.number, &mut fresh)?;
            }
        }
        self.sorter.forget(conn)
    }
}

/// How a token stands in the table; empty when it has no letters.
pub(super) fn form_of(facts: &Facts) -> String {
    // The mark inside a word that names a menu's letter parts nothing.
    let part = !facts.kind().is_word();
    runs(facts.form.chars().filter(|&c| part || !is_mark(c)))
}

fn write_record(form: &str, word: WordId, out: &mut Vec<u8>) {
    out.extend(form.as_bytes());
    // Before every letter, so that the order is that of the forms.
    out.push(0);
    out.extend(word.0.to_be_bytes());
}

/// What was noted, in order, each once.
struct Fresh<'c> {
    merge: Merge<'c>,
    next: Option<(String, WordId)>,
}

impl Fresh<'_> {
    fn advance(&mut self) -> rusqlite::Result<()> {
        let before = self.next.take();
        while let Some(record) = self.merge.next()? {
            let (form, word) = record.split_last_chunk::<4>().ok_or_else(damaged)?;
            let form = form.strip_suffix(&[0]).ok_or_else(damaged)?;
            let form = std::str::from_utf8(form).map_err(|_| damaged())?;
            let word = WordId(u32::from_be_bytes(*word));
            let is_same = (before.as_ref()).is_some_and(|(f, w)| f == form && *w == word);
            if !is_same {
                self.next = Some((form.to_string(), word));
                break;
            }
        }
        Ok(())
    }

    /// Takes the next if it comes before a form.
    fn take_before(&mut self, end: Option<&str>) -> rusqlite::Result<Option<(String, WordId)>> {
        let comes = |form: &str| end.is_none_or(|end| form < end);
        match &self.next {
            Some((form, _)) if comes(form) => {
                let taken = self.next.clone();
                self.advance()?;
                Ok(taken)
            }
            _ => Ok(None),
        }
    }
}

/// Merges what was noted into the row it belongs to, up to the first form of the next row.
fn write_row(conn: &Connection, number: i64, fresh: &mut Fresh<'_>) -> rusqlite::Result<()> {
    let Some((first, _)) = &fresh.next else { return Ok(()) };
    let table = format!("search_forms_{number}");
    let before = format!(
        "SELECT id, forms, words, first FROM {table} WHERE first <= ?1 ORDER BY first DESC, id DESC \
         LIMIT 1"
    );
    let least = format!("SELECT id, forms, words, first FROM {table} ORDER BY first, id LIMIT 1");
    let after = format!("SELECT min(first) FROM {table} WHERE first > ?1");
    let row = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    };
    let mut found: Option<(i64, String, Vec<u8>, String)> =
        conn.prepare_cached(&before)?.query_row([first], row).optional()?;
    if found.is_none() {
        found = conn.prepare_cached(&least)?.query_row([], row).optional()?;
    }
    let (id, forms, words, own_first) = match found {
        Some((id, forms, words, first)) => (Some(id), forms, words, Some(first)),
        None => (None, String::new(), Vec::new(), None),
    };
    let end: Option<String> = match &own_first {
        Some(own) => conn.prepare_cached(&after)?.query_row([own], |row| row.get(0))?,
        None => None,
    };
    let mut out = RowWriter { conn, table: &table, id, text: String::new(), words: Vec::new() };
    for line in lines(&forms, &words) {
        let (form, word) = line?;
        while fresh.next.as_ref().is_some_and(|(f, w)| (f.as_str(), *w) < (form, word)) {
            if let Some((form, word)) = fresh.take_before(None)? {
                out.push(&form, word)?;
            }
        }
        if fresh.next.as_ref().is_some_and(|(f, w)| f == form && *w == word) {
            fresh.advance()?;
        }
        out.push(form, word)?;
    }
    while let Some((form, word)) = fresh.take_before(end.as_deref())? {
        out.push(&form, word)?;
    }
    out.end()
}

/// Writes rows, the first of them over one that is there.
struct RowWriter<'c> {
    conn: &'c Connection,
    table: &'c str,
    id: Option<i64>,
    text: String,
    words: Vec<u8>,
}

impl RowWriter<'_> {
    fn push(&mut self, form: &str, word: WordId) -> rusqlite::Result<()> {
        if self.text.len() + self.words.len() >= FORM_BYTES {
            self.end()?;
        }
        self.text.push_str(form);
        self.text.push('\n');
        put(&mut self.words, u64::from(word.0));
        Ok(())
    }

    fn end(&mut self) -> rusqlite::Result<()> {
        let first = self.text.split('\n').next().unwrap_or_default();
        let table = self.table;
        let written = params![self.id.take(), first, self.text, self.words];
        let sql = format!(
            "INSERT INTO {table} (id, first, forms, words) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (id) DO UPDATE SET first = ?2, forms = ?3, words = ?4"
        );
        self.conn.prepare_cached(&sql)?.execute(written)?;
        self.text.clear();
        self.words.clear();
        Ok(())
    }
}

/// The forms of a row and their words.
fn lines<'r>(
    forms: &'r str,
    words: &'r [u8],
) -> impl Iterator<Item = rusqlite::Result<(&'r str, WordId)>> {
    let mut words = Bytes::new(words);
    forms.split_terminator('\n').map(move |form| Ok((form, WordId(words.small()?))))
}

/// Returns, for each of some sets of letters, the words in which one of the set stands.
pub(super) fn words_with(
    conn: &Connection,
    number: i64,
    sets: &[Vec<String>],
) -> rusqlite::Result<Vec<Vec<WordId>>> {
    let finders: Vec<Vec<memmem::Finder<'_>>> =
        sets.iter().map(|set| set.iter().map(memmem::Finder::new).collect()).collect();
    let mut found = vec![Vec::new(); sets.len()];
    let sql = format!("SELECT forms, words FROM search_forms_{number}");
    let mut rows = conn.prepare_cached(&sql)?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let forms = row.get_ref(0)?.as_bytes().map_err(|_| damaged())?;
        let words = row.get_ref(1)?.as_blob().map_err(|_| damaged())?;
        for (finders, found) in finders.iter().zip(&mut found) {
            for finder in finders {
                hits(forms, words, finder, found)?;
            }
        }
    }
    for words in &mut found {
        words.sort_unstable();
        words.dedup();
    }
    Ok(found)
}

/// Adds the words of the lines in which something stands.
fn hits(
    forms: &[u8],
    words: &[u8],
    finder: &memmem::Finder<'_>,
    found: &mut Vec<WordId>,
) -> rusqlite::Result<()> {
    let (mut from, mut bytes) = (0, Bytes::new(words));
    while let Some(at) = finder.find(&forms[from..]) {
        for _ in memchr::memchr_iter(b'\n', &forms[from..from + at]) {
            bytes.small()?;
        }
        found.push(WordId(bytes.small()?));
        from += at;
        match memchr::memchr(b'\n', &forms[from..]) {
            Some(end) => from += end + 1,
            None => break,
        }
    }
    Ok(())
}

/// Gives every form and its word to a function.
pub(super) fn each(
    conn: &Connection,
    number: i64,
    mut give: impl FnMut(&str, WordId),
) -> rusqlite::Result<()> {
    let mut rows = conn.prepare(&format!("SELECT forms, words FROM search_forms_{number}"))?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let forms = row.get_ref(0)?.as_str().map_err(|_| damaged())?;
        for line in lines(forms, row.get_ref(1)?.as_blob().map_err(|_| damaged())?) {
            let (form, word) = line?;
            give(form, word);
        }
    }
    Ok(())
}
