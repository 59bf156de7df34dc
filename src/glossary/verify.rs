//! What may be wrong with the entries of a glossary: [`verify`].

use std::collections::{BTreeSet, HashMap};

use crate::bitext::{Term, TermStatus};
use crate::glossary::Glossary;
use crate::text::Lang;

/// Something doubtful about an entry. Entries are told by their index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Another entry, before it, says the same.
    Double {
        /// That entry.
        of: usize,
        /// The two names.
        names: (String, String),
    },
    /// Another entry, before it, gives the same pair of names another status.
    Status {
        /// That entry.
        with: usize,
        /// The two names.
        names: (String, String),
        /// The status there and here.
        statuses: (TermStatus, TermStatus),
    },
    /// Another entry, before it, translates the same term by other names, and neither says of which
    /// domain it is.
    Translations {
        /// That entry.
        with: usize,
        /// The term.
        name: String,
        /// The first translation there and here.
        translations: (String, String),
    },
    /// A name is not found in a text that is the name itself.
    Lost {
        /// Its language.
        lang: Lang,
        /// The name.
        name: String,
    },
}

/// Looks for doubtful entries; gives each doubt with the index of its entry, in order.
///
/// ```
/// use kladka::bitext::{Term, TermStatus};
/// use kladka::glossary::{Doubt, verify};
/// let (pl, en) = ("pl".parse()?, "en".parse()?);
/// let term = Term::pair((pl, "rada"), (en, "council"));
/// let forbidden = Term { status: TermStatus::Forbidden, ..term.clone() };
/// let doubts = verify(&[term, forbidden]);
/// assert!(matches!(doubts[0], (1, Doubt::Status { with: 0, .. })));
/// # Ok::<(), kladka::text::LangError>(())
/// ```
pub fn verify(terms: &[Term]) -> Vec<(usize, Doubt)> {
    let mut doubts = Vec::new();
    // By languages and source name: the entries that have it.
    let mut known: HashMap<(&str, &str, &str), Vec<usize>> = HashMap::new();
    for (at, term) in terms.iter().enumerate() {
        let mut met = BTreeSet::new();
        for name in &term.source {
            let key = (term.source_lang.as_str(), term.target_lang.as_str(), name.as_str());
            let entries = known.entry(key).or_default();
            met.extend(entries.iter().copied());
            entries.push(at);
        }
        doubts.extend(met.into_iter().filter_map(|with| Some((at, against(terms, with, at)?))));
        doubts.extend(lost(term).into_iter().map(|doubt| (at, doubt)));
    }
    doubts
}

/// What an entry and one before it, which share a source name, say against each other.
fn against(terms: &[Term], with: usize, at: usize) -> Option<Doubt> {
    let (there, here) = (&terms[with], &terms[at]);
    let name = here.source.iter().find(|name| there.source.contains(name))?;
    if let Some(target) = here.target.iter().find(|name| there.target.contains(name)) {
        let names = (name.clone(), target.clone());
        if there.status != here.status {
            return Some(Doubt::Status { with, names, statuses: (there.status, here.status) });
        }
        let apart = there.domain.is_some() && here.domain.is_some() && there.domain != here.domain;
        return (!apart).then_some(Doubt::Double { of: with, names });
    }
    let is_used = |term: &Term| match term.status {
        TermStatus::Preferred | TermStatus::Approved => true,
        TermStatus::Admitted | TermStatus::Proposed | TermStatus::Forbidden => false,
    };
    let untold = there.domain == here.domain;
    (is_used(there) && is_used(here) && untold).then(|| Doubt::Translations {
        with,
        name: name.clone(),
        translations: (there.target[0].clone(), here.target[0].clone()),
    })
}

/// The names of an entry that would be found nowhere.
fn lost(term: &Term) -> Vec<Doubt> {
    let glossary = Glossary::of([term.clone()]);
    let sides = [(&term.source_lang, &term.source), (&term.target_lang, &term.target)];
    let names = sides.into_iter().flat_map(|(lang, names)| names.iter().map(move |n| (lang, n)));
    let is_lost = |(lang, name): &(&Lang, &String)| {
        // "to negotiate" is found as "negotiate", so that a part of the name will do.
        glossary.find(lang, name).is_empty()
    };
    let told =
        |(lang, name): (&Lang, &String)| Doubt::Lost { lang: lang.clone(), name: name.clone() };
    names.filter(is_lost).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Strictness, read_terms};

    #[track_caller]
    fn check(rows: &str, expected: &[&str]) {
        let table = format!("pl\ten\tstatus\tdomain\texcept\n{rows}");
        let (terms, _) = read_terms("t", table.as_bytes(), Strictness::Strict).expect("a table");
        let kind = |(at, doubt): &(usize, Doubt)| match doubt {
            Doubt::Double { of, .. } => format!("{at} doubles {of}"),
            Doubt::Status { with, .. } => format!("{at} status {with}"),
            Doubt::Translations { with, .. } => format!("{at} translations {with}"),
            Doubt::Lost { name, .. } => format!("{at} lost {name}"),
        };
        let found: Vec<String> = verify(&terms).iter().map(kind).collect();
        assert_eq!(found, expected, "{rows}");
    }

    #[test]
    fn doubts_are_told_from_alternatives() {
        check("rada\tcouncil\nrada\tcouncil\n", &["1 doubles 0"]);
        check("rada|sejmik\tcouncil\nsejmik|x\tcouncil|assembly\n", &["1 doubles 0"]);
        check("rada\tcouncil\tpreferred\nrada\tcouncil\tforbidden\n", &["1 status 0"]);
        check("rada\tcouncil\nrada\tboard\n", &["1 translations 0"]);
        check("rada\tcouncil\nrada\tboard\tadmitted\n", &[]);
        check("rada\tcouncil\nrada\tboard\tforbidden\n", &[]);
        check("bank\tbank\t\tfinance\nbank\tpool\t\tmedicine\n", &[]);
        check("rada\tcouncil\t\t\trada\n", &["0 lost rada"]);
        check("—\tdash\n", &["0 lost —"]);
        check("negocjować\tto negotiate\nONZ\tUN\n", &[]);
    }
}
