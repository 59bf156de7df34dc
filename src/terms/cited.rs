//! How a dictionary cites two terms that it lists for each other: `Stany Zjednoczone`, which no
//! ending tells from `Stanach Zjednoczonych`.

use crate::language;
use crate::lexicon::{Finder, Given, Listed, Whole};

/// Dictionaries asked for citation forms.
pub(super) struct Cited {
    finder: Option<Finder>,
    langs: (String, String),
}

impl Cited {
    pub fn of(given: Option<&Given>, langs: (&str, &str)) -> Cited {
        let dictionaries = given.map(Given::dictionaries).filter(|all| !all.is_empty());
        Cited {
            finder: dictionaries.map(Finder::new),
            langs: (langs.0.to_string(), langs.1.to_string()),
        }
    }

    /// Returns the headwords of which two forms are forms, if an entry lists one for the other.
    pub fn pair(&mut self, source: &str, target: &str) -> Option<(String, String)> {
        let finder = self.finder.as_mut()?;
        let sources = finder.whole(&self.langs.0, source);
        if sources.is_empty() {
            return None;
        }
        let targets = finder.whole(&self.langs.1, target);
        let mut best: Option<((usize, bool), &Whole, &Whole)> = None;
        for (a, b) in sources.iter().flat_map(|a| targets.iter().map(move |b| (a, b))) {
            let shared = a.listed.iter().find_map(|r| {
                let same = |o: &&Listed| (o.dictionary, o.entry) == (r.dictionary, r.entry);
                b.listed.iter().find(same).map(|other| r.rank.or(other.rank).unwrap_or(0))
            });
            let Some(rank) = shared else { continue };
            let order = (rank, !self.is_likeliest(source, &a.lemma));
            if best.as_ref().is_none_or(|(least, ..)| order < *least) {
                best = Some((order, a, b));
            }
        }
        let (_, a, b) = best?;
        // `organization`, where the text spells it so.
        let form = target.to_lowercase();
        let own = targets.iter().find(|other| {
            differ_by_a_letter(&other.lemma, &b.lemma)
                && form.starts_with(&other.lemma.to_lowercase())
        });
        Some((a.lemma.clone(), own.unwrap_or(b).lemma.clone()))
    }

    /// Returns the phrase of which a form is one, whatever answers it, if only one is listed.
    pub fn phrase(&mut self, in_target: bool, form: &str) -> Option<String> {
        if !form.contains(' ') {
            return None;
        }
        let lang = if in_target { &self.langs.1 } else { &self.langs.0 };
        let mut whole = self.finder.as_mut()?.whole(lang, form).into_iter();
        let only = whole.next()?;
        whole.all(|other| other.lemma == only.lemma).then_some(only.lemma)
    }

    fn is_likeliest(&self, form: &str, headword: &str) -> bool {
        let best = |word: &str| language::fold(&self.langs.0, word).best().to_string();
        best(form) == best(headword)
    }
}

fn differ_by_a_letter(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count() <= 1
}
