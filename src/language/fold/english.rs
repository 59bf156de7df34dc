//! English keys (first version).
use super::Key;
use super::shape::small;
pub fn keys(word: &str) -> Vec<Key> {
    let w = small(word);
    if w.is_empty() { vec![] } else { vec![Key::strong(w)] }
}
pub fn can_be(form: &str, lemma: &str) -> bool {
    small(form) == small(lemma)
}
