//! Finding entries in a text: [`Glossary::find`].

use std::ops::Range;

use crate::bitext::{Term, TermStatus};
use crate::glossary::book::{Glossary, Name, Side};
use crate::language::headword::{self, Form, Part, forms};
use crate::text::Lang;

/// An entry found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermHit {
    /// The entry's number, counted from 1 over all files.
    pub entry: usize,
    /// Where it stands, bytes of the text.
    pub range: Range<usize>,
    /// The text found there.
    pub form: String,
    /// The headword in the language of the text, as the glossary spells it: the first where there
    /// are synonyms.
    pub term: String,
    /// The name of which the form is one: the headword or one of its synonyms.
    pub synonym: String,
    /// The names in the other language, the preferred one first.
    pub translations: Vec<String>,
    /// How far the entry is approved.
    pub status: TermStatus,
    /// The file that the entry stands in; empty where it stands in none.
    pub origin: String,
    /// Why it is a hit, in words: "koalicją is a form of koalicja".
    pub why: String,
}

impl Glossary {
    /// Finds the entries that stand in a text of one of the glossary's languages, in order.
    ///
    /// Of entries that overlap the longest counts; entries with the same name count all, those to
    /// be used first. Regions of the language are left aside. A file added later gives way to one
    /// added before where the two contradict each other.
    ///
    /// ```
    /// use kladka::formats::{Strictness, read_terms};
    /// use kladka::glossary::Glossary;
    /// let table = "pl\ten\nrada\tcouncil\nRada Bezpieczeństwa|RB\tSecurity Council\n";
    /// let (terms, _) = read_terms("t.tsv", table.as_bytes(), Strictness::Strict)?;
    /// let glossary = Glossary::of(terms);
    /// let text = "Na wniosek Rady Bezpieczeństwa zebrała się rada.";
    /// let hits = glossary.find(&"pl".parse()?, text);
    /// assert_eq!(hits[0].why, "Rady Bezpieczeństwa is a form of Rada Bezpieczeństwa");
    /// assert_eq!(hits[0].translations, ["Security Council"]);
    /// assert_eq!((&text[hits[1].range.clone()], hits.len()), ("rada", 2));
    /// assert_eq!(glossary.find(&"en-GB".parse()?, "Councils met.")[0].term, "council");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn find(&self, lang: &Lang, text: &str) -> Vec<TermHit> {
        let Some(side) = self.side(lang) else { return Vec::new() };
        let forms = forms(lang.primary(), text);
        let mut found: Vec<Found<'_>> = Vec::new();
        for (at, form) in forms.iter().enumerate() {
            for key in form.keys() {
                let here = side.under(&key);
                let stand = here.filter_map(|name| stands(lang, text, &forms, at, name));
                found.extend(stand.filter(|hit| self.is_meant(hit, lang, text, &forms)));
            }
        }
        for at in 0..forms.len().saturating_sub(1) {
            found.extend(self.closed(side, lang, text, &forms, at));
        }
        let claimed: Vec<Range<usize>> =
            found.iter().filter(|hit| claims(hit, &forms)).map(|hit| hit.words.clone()).collect();
        found.retain(|hit| {
            hit.name.parts.len() != 1 || !claimed.contains(&hit.words) || claims(hit, &forms)
        });
        without_rivals(&mut found);
        found.sort_by_key(|hit| (std::cmp::Reverse(hit.words.len()), hit.words.start));
        let mut hits = Vec::new();
        for hit in without_overlap(found, forms.len()) {
            hits.push(self.told(&hit, text));
        }
        hits.sort_by_key(|hit: &TermHit| (hit.range.start, rank(hit.status), hit.entry));
        hits
    }

    /// Entries that write as one word what a hyphen parts in the text at `at`.
    fn closed<'g>(
        &self,
        side: &'g Side,
        lang: &Lang,
        text: &str,
        forms: &[Form<'_>],
        at: usize,
    ) -> Vec<Found<'g>> {
        let Some(form) = headword::compound(lang.primary(), text, forms, at) else {
            return Vec::new();
        };
        let fits = |name: &&Name| match name.parts.as_slice() {
            [(_, part)] => part.fits(lang.primary(), &form).is_some(),
            _ => false,
        };
        let keys = form.keys();
        let names = keys.iter().flat_map(|key| side.under(key)).filter(fits);
        let found = names.map(|name| Found { name, words: at..at + 2, range: form.range() });
        found.filter(|hit| self.is_meant(hit, lang, text, forms)).collect()
    }

    /// Says whether the entry's flags and exceptions leave a hit.
    fn is_meant(&self, found: &Found<'_>, lang: &Lang, text: &str, forms: &[Form<'_>]) -> bool {
        let entry = &self.entries()[found.name.entry];
        let own = if found.name.in_source { &entry.source } else { &entry.target };
        let (name, form) = (&own[found.name.synonym], &text[found.range.clone()]);
        if entry.usage.fixed_form && name.to_lowercase() != form.to_lowercase() {
            return false;
        }
        if entry.usage.case_sensitive && !same_capitals(name, form, &text[..found.range.start]) {
            return false;
        }
        // What no language translates is the name of a place or person: a green hill is no Zielona Góra.
        let proper = entry.source.iter().any(|name| entry.target.contains(name));
        if proper && !begins_as(name, form) {
            return false;
        }
        !found.name.except.iter().any(|phrase| {
            // A phrase that covers the hit begins with it at the latest, and ends with it at the earliest.
            let earliest = found.words.end.saturating_sub(phrase.len());
            (earliest..=found.words.start).any(|first| {
                !phrase.is_empty()
                    && headword::stands(lang.primary(), text, forms, first, phrase).is_some()
            })
        })
    }

    fn told(&self, found: &Found<'_>, text: &str) -> TermHit {
        let entry: &Term = &self.entries()[found.name.entry];
        let (own, other) = if found.name.in_source {
            (&entry.source, &entry.target)
        } else {
            (&entry.target, &entry.source)
        };
        let form = &text[found.range.clone()];
        let synonym = &own[found.name.synonym];
        TermHit {
            entry: found.name.entry + 1,
            range: found.range.clone(),
            form: form.to_string(),
            term: own[0].clone(),
            synonym: synonym.clone(),
            translations: other.clone(),
            status: entry.status,
            origin: self.origin(found.name.entry + 1).to_string(),
            why: why(form, synonym, &own[0]),
        }
    }
}

/// A name that stands at a place.
struct Found<'g> {
    name: &'g Name,
    /// Numbers of the words.
    words: Range<usize>,
    /// Bytes of the text.
    range: Range<usize>,
}

/// Says whether a form is its entry's own rather than that of a wider one.
fn claims(hit: &Found<'_>, forms: &[Form<'_>]) -> bool {
    match (hit.name.parts.as_slice(), hit.words.len()) {
        ([(_, part)], 1) => part.claims(&forms[hit.words.start]),
        _ => false,
    }
}

/// The only word of a name.
fn only_part<'g>(hit: &Found<'g>) -> Option<&'g Part> {
    match hit.name.parts.as_slice() {
        [(_, part)] => Some(part),
        _ => None,
    }
}

/// Settles the forms that two entries of one word share. Those of a plural and of its singular (*aktami*, of
/// *akta* and *akt*) are the plural's; those of a feminine and of its masculine (*przewodniczącym*) the
/// masculine's; unless only the other has a form of its own in the text.
fn without_rivals(found: &mut Vec<Found<'_>>) {
    type Is = fn(&Part) -> bool;
    for (is_special, wins) in [(Part::is_plural_only as Is, true), (Part::is_feminine as Is, false)]
    {
        let special = |hit: &Found<'_>| only_part(hit).is_some_and(is_special);
        let shares = |a: &Found<'_>, b: &Found<'_>| {
            let parts = only_part(a).zip(only_part(b));
            a.words == b.words && parts.is_some_and(|(a, b)| b.is_base_of(a))
        };
        // Which hits of each kind stand for one form.
        let pairs: Vec<(usize, usize)> = (0..found.len())
            .filter(|&at| special(&found[at]))
            .flat_map(|at| (0..found.len()).map(move |other| (at, other)))
            .filter(|&(at, other)| !special(&found[other]) && shares(&found[at], &found[other]))
            .collect();
        let alone = |entry: usize| {
            let own = |&at: &usize| {
                found[at].name.entry == entry && !pairs.iter().any(|&(a, b)| a == at || b == at)
            };
            (0..found.len()).any(|at| own(&at))
        };
        let mut gone = vec![false; found.len()];
        for &(at, other) in &pairs {
            let (first, second) = (alone(found[at].name.entry), alone(found[other].name.entry));
            let special_wins = if first == second { wins } else { first };
            gone[if special_wins { other } else { at }] = true;
        }
        let mut gone = gone.into_iter();
        found.retain(|_| !gone.next().unwrap_or(false));
    }
}

/// Says whether a name stands where its anchor is the word `at`.
fn stands<'g>(
    lang: &Lang,
    text: &str,
    forms: &[Form<'_>],
    at: usize,
    name: &'g Name,
) -> Option<Found<'g>> {
    let first = at.checked_sub(name.anchor)?;
    let (words, range) = match headword::stands(lang.primary(), text, forms, first, &name.parts) {
        Some(range) => (first..first + name.parts.len(), range),
        None => headword::stands_apart(lang.primary(), text, forms, at, &name.parts)?,
    };
    Some(Found { name, words, range })
}

/// Says whether every word of a form begins with a capital where the name's does.
fn begins_as(name: &str, form: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let mut words = name.split_whitespace().zip(form.split_whitespace());
    words.all(|(name, form)| !capital(name) || capital(form))
}

/// Says whether the words of a form begin with capitals where those of the name do. A word that begins
/// the text or a sentence has a capital anyway.
fn same_capitals(name: &str, form: &str, before: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let acronym = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let before = before.trim_end();
    let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':', '„', '“', '"', '«']);
    let words = name.split_whitespace().zip(form.split_whitespace()).enumerate();
    words.into_iter().all(|(nth, (name, form))| {
        let free = nth == 0 && begins && !capital(name);
        acronym(name) == acronym(form) && (free || capital(name) == capital(form))
    })
}

/// Keeps, longest first, what no longer name covers; names of the same words are all kept, each
/// entry once.
fn without_overlap(found: Vec<Found<'_>>, words: usize) -> Vec<Found<'_>> {
    let mut taken: Vec<Option<(usize, usize)>> = vec![None; words];
    let mut kept: Vec<Found<'_>> = Vec::new();
    for hit in found {
        let own = Some((hit.words.start, hit.words.end));
        if taken[hit.words.clone()].iter().any(|&word| word.is_some() && word != own) {
            continue;
        }
        taken[hit.words.clone()].fill(own);
        let twice = |k: &Found<'_>| k.words == hit.words && k.name.entry == hit.name.entry;
        match kept.iter_mut().find(|k| twice(k)) {
            Some(known) if known.name.synonym > hit.name.synonym => *known = hit,
            Some(_) => {}
            None => kept.push(hit),
        }
    }
    kept
}

fn why(form: &str, synonym: &str, term: &str) -> String {
    match (form == synonym, synonym == term) {
        (true, true) => format!("{form} stands in the glossary"),
        (true, false) => format!("{form} is another name of {term}"),
        (false, true) => format!("{form} is a form of {term}"),
        (false, false) => format!("{form} is a form of {synonym}, another name of {term}"),
    }
}

/// What is to be used comes first.
fn rank(status: TermStatus) -> usize {
    TermStatus::ALL.iter().position(|&s| s == status).unwrap_or(TermStatus::ALL.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Strictness, read_terms};

    fn glossary(rows: &str) -> Glossary {
        let table = format!("pl\ten\tstatus\n{rows}");
        let (terms, _) =
            read_terms("t", table.as_bytes(), Strictness::Strict).expect("a term base");
        Glossary::of(terms)
    }

    #[test]
    fn a_particle_is_found_on_either_side_of_its_verb() {
        let rows = "spotkać się\tmeet\t\n";
        for (text, form) in [
            ("Chcieli, by się spotkać w Łodzi.", "się spotkać"),
            ("Spotkał się z nami.", "Spotkał się"),
            ("Tam się nie spotkali.", "się nie spotkali"),
            ("Spotkało mu się dwóch.", "Spotkało mu się"),
        ] {
            check(rows, "pl", text, &[&format!("{form} is a form of spotkać się")]);
        }
        check(rows, "pl", "Stara się spotkać kogoś, się, spotkać.", &[]);
        check(rows, "pl", "Spotkał kolegę, który się śmiał.", &[]);
    }

    #[test]
    fn flags_and_exceptions_narrow_an_entry() {
        let table = "pl\ten\texcept\tflags\nbrzeg\tbank\tleft bank\t\nPolski\tPolish\t\tcase\n\
                     prawo\tlaw\t\tfixed\n";
        let (terms, _) =
            read_terms("t", table.as_bytes(), Strictness::Strict).expect("a term base");
        let glossary = Glossary::of(terms);
        let found = |lang: &str, text: &str| -> Vec<String> {
            let lang = Lang::new(lang).expect("a language");
            glossary.find(&lang, text).into_iter().map(|hit| hit.form).collect()
        };
        assert_eq!(found("en", "The bank on the left bank of the river banks."), ["bank", "banks"]);
        assert_eq!(found("en", "Polish that shoe with polish."), ["Polish"]);
        assert_eq!(found("pl", "Prawo do prawa i prawem."), ["Prawo"]);
    }

    #[track_caller]
    fn check(rows: &str, lang: &str, text: &str, expected: &[&str]) {
        let glossary = glossary(rows);
        let lang = Lang::new(lang).expect("a language");
        let hits: Vec<String> = glossary.find(&lang, text).into_iter().map(|h| h.why).collect();
        assert_eq!(hits, expected, "{text}");
    }

    #[test]
    fn the_longest_entry_counts() {
        let rows = "rada\tcouncil\nrada miasta\tcity council\nmiasto\tcity\n";
        check(
            rows,
            "pl",
            "Radą miasta i miastem",
            &["Radą miasta is a form of rada miasta", "miastem is a form of miasto"],
        );
        check(
            rows,
            "en",
            "The city council's cities",
            &["city council stands in the glossary", "cities is a form of city"],
        );
    }

    #[test]
    fn synonyms_and_statuses_are_told() {
        let rows =
            "Unia Europejska|UE\tEuropean Union|EU\nNATO\tOTAN\tforbidden\nNATO\tNATO\tpreferred\n";
        let glossary = glossary(rows);
        let hits = glossary.find(&Lang::new("pl").expect("pl"), "UE i NATO");
        assert_eq!(hits[0].why, "UE is another name of Unia Europejska");
        assert_eq!(hits[0].term, "Unia Europejska");
        let told: Vec<_> = hits[1..].iter().map(|h| (h.entry, h.status)).collect();
        assert_eq!(told, [(3, TermStatus::Preferred), (2, TermStatus::Forbidden)]);
    }

    #[test]
    fn marks_between_words_part_them() {
        let rows = "rada miasta\tcity council\nOświata, Nauka\tEducation, Science\n";
        check(rows, "pl", "rada, miasta; rada - miasta", &[]);
        check(rows, "en", "a city-council", &["city-council is a form of city council"]);
        check(rows, "en", "Education, Science", &["Education, Science stands in the glossary"]);
        check(rows, "en", "Education Science", &[]);
    }

    #[test]
    fn a_verb_is_not_the_noun_written_alike() {
        let rows = "państwo\tstate\ngłosowanie\tvote\nmarka\tbrand\nciąg\tsequence\n";
        check(
            rows,
            "en",
            "They state that the state will vote.",
            &["state stands in the glossary"],
        );
        check(rows, "en", "due to state aid", &["state stands in the glossary"]);
        check(rows, "pl", "w ciągu dnia", &[]);
    }

    #[test]
    fn a_form_that_two_entries_share_is_one_of_them() {
        let rows = "akt\tact\nakta\tcase file\n";
        check(rows, "pl", "Szukał w aktach.", &["aktach is a form of akta"]);
        check(
            rows,
            "pl",
            "O aktach prawnych: tych aktów jest sto.",
            &["aktach is a form of akt", "aktów is a form of akt"],
        );
        let rows = "przewodniczący\tchairman\nprzewodnicząca\tchairwoman\n";
        check(rows, "pl", "Z przewodniczącym.", &["przewodniczącym is a form of przewodniczący"]);
        check(rows, "pl", "O przewodniczącej.", &["przewodniczącej is a form of przewodnicząca"]);
    }

    #[test]
    fn a_name_that_nobody_translates_keeps_its_capitals() {
        let rows = "Zielona Góra\tZielona Góra\nSąd Najwyższy\tSupreme Court\n";
        check(
            rows,
            "pl",
            "Zielona góra, sąd najwyższy",
            &["sąd najwyższy is a form of Sąd Najwyższy"],
        );
        check(rows, "pl", "W Zielonej Górze.", &["Zielonej Górze is a form of Zielona Góra"]);
    }

    #[test]
    fn neighbours_tell_words_that_are_written_alike() {
        let rows = "dług\tdebt\nlista\tlist\nrana\twound\npiła\tsaw\nzasięg\tlight\nVAT\tVAT\n";
        check(rows, "pl", "Długi dzień był długi.", &[]);
        check(rows, "pl", "Spłacił długi.", &["długi is a form of dług"]);
        check(rows, "pl", "Z rana przyszedł list, a sąsiadka piła kawę.", &[]);
        check(
            rows,
            "pl",
            "Rany i pięć list.",
            &["Rany is a form of rana", "list is a form of lista"],
        );
        check(rows, "pl", "VAT-owiec i VAT-u", &["VAT-u is a form of VAT"]);
        check(rows, "en", "The bag is light; it lit the light.", &["light stands in the glossary"]);
    }

    proptest::proptest! {
        #[test]
        fn hits_stand_where_they_say(text in ".{0,60}|(rada|rady miasta|UE|ue|, |- | ){0,20}") {
            let rows = "rada\tcouncil\nrada miasta\tcity council\nUE|unia\tEU\n|\t|\n";
            let glossary = Glossary::of(read_terms("t", format!("pl\ten\n{rows}").as_bytes(), Strictness::Lenient).expect("terms").0);
            for lang in ["pl", "en", "de"] {
                let mut end = 0;
                for hit in glossary.find(&Lang::new(lang).expect("a language"), &text) {
                    proptest::prop_assert!(hit.range.start >= end);
                    proptest::prop_assert_eq!(&text[hit.range.clone()], &hit.form);
                    end = hit.range.end;
                }
            }
        }
    }
}
