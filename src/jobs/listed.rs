//! Pairs of terms that a dictionary lists and that stand in both texts.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::bitext::{Evidence, Occurrence};
use crate::language::{self, WordClass, WordKind};
use crate::lexicon::entry::Speech;
use crate::lexicon::{Dictionary, EntryId, Finder, Hit, Reading};
use crate::terms::{Known, Sentence};
use crate::text::Lang;

/// Confidence of a pair of single words, by the rank of the translation: the first one listed is
/// rarely wrong, a late one often answers another word.
const LISTED_CONFIDENCE: [f64; 4] = [0.9, 0.85, 0.75, 0.65];
/// Added for a listed name or phrase: they have one meaning.
const LISTED_PHRASE: f64 = 0.05;
/// From this chance on a verb or adjective says nothing of a text's subject.
const COMMONEST: f32 = 6e-4;
/// The same of an adverb: most of them say how and when.
const COMMONEST_ADVERB: f32 = 3e-5;

/// Places of an entry: in the source, in the target.
type Places = (Vec<Occurrence>, Vec<Occurrence>);

/// An entry, whichever of its sides is met.
type Entry = (usize, EntryId);

/// An entry that stands in a text.
struct Met {
    reading: Reading,
    /// The headword that stands there.
    headword: String,
    place: Occurrence,
    /// Stands inside a longer one.
    inside: bool,
}

/// Finds pairs that the dictionaries list and that stand in both texts.
pub(super) fn listed(
    dictionaries: &[Arc<Dictionary>],
    [source, target]: [(&Lang, &[Sentence<'_>]); 2],
) -> Vec<Known> {
    let mut finder = Finder::of(dictionaries, is_of_a_subject);
    let of_source = met(&mut finder, source, false, target.0);
    let mut of_target: HashMap<Entry, Vec<Met>> = HashMap::new();
    for met in met(&mut finder, target, true, source.0) {
        of_target.entry((met.reading.dictionary, met.reading.entry)).or_default().push(met);
    }
    // For each entry and translation: what the dictionary says, and its places.
    let mut places: BTreeMap<(Entry, String), (&Reading, bool, Places)> = BTreeMap::new();
    for a in &of_source {
        let entry = (a.reading.dictionary, a.reading.entry);
        for b in of_target.get(&entry).into_iter().flatten() {
            // Parts of two longer terms are no terms beside these.
            if a.inside && b.inside {
                continue;
            }
            let turned = a.reading.rank.is_some();
            let translation = as_spelled(if turned { a } else { b });
            let found = places
                .entry((entry, translation))
                .or_insert_with(|| (&a.reading, turned, Places::default()));
            for (list, place) in [(&mut found.2.0, &a.place), (&mut found.2.1, &b.place)] {
                if !list.contains(place) {
                    list.push(place.clone());
                }
            }
        }
    }
    places.into_iter().map(|((_, translation), found)| known(translation, found)).collect()
}

fn known(
    translation: String,
    (reading, turned, (source_places, target_places)): (&Reading, bool, Places),
) -> Known {
    let lemma = reading.lemma.clone();
    let rank = reading.translations.iter().position(|t| *t == translation).unwrap_or(0);
    let mut confidence = LISTED_CONFIDENCE[rank.min(LISTED_CONFIDENCE.len() - 1)];
    if lemma.contains(' ') || lemma.starts_with(char::is_uppercase) {
        confidence += LISTED_PHRASE;
    }
    confidence *= f64::from(reading.trust);
    let evidence = Evidence::Lexicon(lemma.clone(), translation.clone());
    let (source, target) = if turned { (translation, lemma) } else { (lemma, translation) };
    Known { source, target, source_places, target_places, evidence, confidence }
}

/// Entries worth a line in a list of terms that stand in a text.
fn met(
    finder: &mut Finder,
    (lang, side): (&Lang, &[Sentence<'_>]),
    in_target: bool,
    other: &Lang,
) -> Vec<Met> {
    let worth = |reading: &Reading| is_worth_a_line(reading, (lang.primary(), other.primary()));
    let mut met = Vec::new();
    for sentence in side {
        let mut hits = finder.find(lang.primary(), sentence.text);
        hits.retain(|hit| hit.readings.iter().any(&worth));
        for (hit, inside) in nested(hits) {
            let form = &sentence.text[hit.range.clone()];
            if !is_likeliest(lang, form, &hit.lemma) {
                continue;
            }
            let (range, form) = (hit.range.clone(), form.to_string());
            let place = Occurrence { in_target, segment: sentence.number, range, form };
            let each = hit.readings.iter().filter(|reading| worth(reading)).map(|reading| Met {
                reading: reading.clone(),
                headword: hit.lemma.clone(),
                place: place.clone(),
                inside,
            });
            met.extend(each);
        }
    }
    met
}

/// No function words, no numbers, none of the commonest verbs.
fn is_of_a_subject(speech: Speech, domain: Option<&str>, chance: f32) -> bool {
    const OF_THE_GRAMMAR: [&str; 4] = ["function", "number", "time", "unit"];
    match speech {
        Speech::Noun | Speech::Name | Speech::Phrase => {
            domain.is_none_or(|domain| !OF_THE_GRAMMAR.contains(&domain))
        }
        Speech::Verb | Speech::Adjective => chance < COMMONEST && domain.is_none(),
        Speech::Adverb => chance < COMMONEST_ADVERB && domain.is_none(),
        Speech::Number
        | Speech::Pronoun
        | Speech::Preposition
        | Speech::Conjunction
        | Speech::Particle => false,
    }
}

/// Nothing whose likeliest translation is a function word, and no phrase that is a turn of speech.
fn is_worth_a_line(reading: &Reading, (own, other): (&str, &str)) -> bool {
    let (of_lemma, lang) = if reading.rank.is_some() { (other, own) } else { (own, other) };
    let function = |word: &String| language::class(lang, word).has(WordClass::FUNCTION);
    !reading.translations.first().is_none_or(function)
        && (reading.speech != Speech::Phrase || !is_turn_of_speech(of_lemma, &reading.lemma))
}

/// Says of a phrase of a dictionary whether it only joins what is said, or says it: it begins as no
/// term does, with a conjunction, preposition, pronoun or adverb.
fn is_turn_of_speech(lang: &str, phrase: &str) -> bool {
    let mut words = phrase.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match language::word_kind(lang, first) {
        WordKind::Conjunction
        | WordKind::Preposition
        | WordKind::Pronoun
        | WordKind::Determiner
        | WordKind::Negation
        | WordKind::Particle
        | WordKind::Adverb => true,
        // "Były" is a past, and a former one.
        WordKind::Auxiliary => !language::agrees(lang, first, second),
        WordKind::Mark
        | WordKind::Number
        | WordKind::Noun
        | WordKind::Adjective
        | WordKind::Verb => false,
    }
}

/// Says of each hit whether it stands inside a longer one.
fn nested(hits: Vec<Hit>) -> Vec<(Hit, bool)> {
    let spans: Vec<Range<usize>> = hits.iter().map(|hit| hit.words.clone()).collect();
    let inside = |words: &Range<usize>| {
        let longer = |other: &&Range<usize>| {
            other.len() > words.len() && other.start < words.end && words.start < other.end
        };
        spans.iter().any(|other| longer(&other))
    };
    hits.into_iter()
        .map(|hit| {
            let inside = inside(&hit.words);
            (hit, inside)
        })
        .collect()
}

/// Whether the form found is most likely a form of the headword: "oświadczenie" is a statement
/// before it is the act of stating.
fn is_likeliest(lang: &Lang, form: &str, headword: &str) -> bool {
    let best = |word: &str| language::fold(lang.primary(), word).best().to_string();
    headword.contains(' ') || best(form) == best(headword)
}

/// The translation as the text spells it, where the entry has that spelling too.
fn as_spelled(met: &Met) -> String {
    let form = met.place.form.to_lowercase();
    let spelled = |name: &&String| form.starts_with(name.to_lowercase().as_str());
    let same = |name: &&String| {
        name.len() == met.headword.len()
            && name.bytes().zip(met.headword.bytes()).filter(|(a, b)| a != b).count() <= 1
    };
    let found = met.reading.translations.iter().filter(same).find(spelled);
    found.unwrap_or(&met.headword).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_speech_are_told_from_terms() {
        for (phrase, expected) in [
            ("jak podaje", true),
            ("co ciekawe", true),
            ("w razie awarii", true),
            ("ogólnie rzecz biorąc", true),
            ("być w błędzie", true),
            ("były mąż", false),
            ("prawo jazdy", false),
            ("trzecia osoba", false),
            ("brać udział", false),
        ] {
            assert_eq!(is_turn_of_speech("pl", phrase), expected, "{phrase}");
        }
    }
}
