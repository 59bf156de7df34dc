//! The glossary compiled into the program.

/// Returns the glossary of international affairs and public administration that comes with the
/// program: a term base as [`crate::formats::read_terms`] reads it.
pub fn builtin() -> &'static str {
    include_str!("../../glossaries/international-affairs.tsv")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Strictness, read_terms};
    use crate::glossary::Glossary;

    #[test]
    fn every_entry_is_found_in_its_own_headwords() {
        let (terms, skipped) =
            read_terms("builtin", builtin().as_bytes(), Strictness::Strict).expect("a term base");
        assert!(skipped.is_empty());
        assert!(terms.len() >= 400, "{} entries", terms.len());
        let glossary = Glossary::of(terms);
        let mut lost = Vec::new();
        for (number, term) in (1..).zip(glossary.entries()) {
            for (lang, names) in
                [(&term.source_lang, &term.source), (&term.target_lang, &term.target)]
            {
                for name in names {
                    let hits = glossary.find(lang, name);
                    if !hits.iter().any(|hit| hit.entry == number && hit.form == *name) {
                        lost.push(format!("{number} {lang} {name}"));
                    }
                }
            }
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
    }
}
