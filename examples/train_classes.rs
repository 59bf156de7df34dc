//! Makes `src/language/data/class.bin` from the rows that `train_classes_rows.py` dumps.
//!
//! usage: cargo run --release --example train_classes -- ROWS_FOLDER OUT.bin
//!
//! Polish forms have many readings; which of them a reader meets is estimated by expectation maximisation: a form's
//! uses are shared among its readings in proportion to (uses of the lemma) × (share of the tag in its part of speech),
//! and both factors are counted anew from the shares. The classes follow from the shares. English classes come from how
//! a word is spelled in a list (small, capital or both) and from the forms of verbs. Closed lists written by hand
//! overrule both. Same rows, same bytes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;

use kladka::language::class::{WordClass, lexicon};
use kladka::language::class_table::{Shape, fingerprint, hash};
use kladka::language::{english, polish};

type Classes = BTreeMap<String, (f64, WordClass)>;

/// Forms kept, commonest first, without those that their ending tells.
const POLISH_FORMS: usize = 94_000;
const ENGLISH_FORMS: usize = 34_000;
/// The commonest forms are kept whatever their ending tells: a wrong guess would cost most there.
const KEPT_WHATEVER: usize = 15_000;
/// Rounds of estimation; the shares move by less than a percent after ten.
const ROUNDS: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(rows), Some(out)) = (args.next(), args.next()) else {
        return Err("usage: train_classes ROWS_FOLDER OUT.bin".into());
    };
    let polish = polish_classes(&fs::read_to_string(format!("{rows}/pl.tsv"))?);
    let english = english_classes(&fs::read_to_string(format!("{rows}/en.tsv"))?);
    if let Some(list) = args.next() {
        fs::write(list, readable("pl", &polish) + &readable("en", &english))?;
    }
    let mut bytes = table(&commonest("pl", polish, POLISH_FORMS))?;
    bytes.extend(table(&commonest("en", english, ENGLISH_FORMS))?);
    println!("{} bytes", bytes.len());
    fs::write(out, bytes)?;
    Ok(())
}

struct Reading<'r> {
    lemma: usize,
    tag: usize,
    paradigm: usize,
    form: usize,
    name: bool,
    finite: bool,
    function: bool,
    participle: bool,
    past: bool,
    vocative: bool,
    imperative: bool,
    share: f64,
    doubt: f64,
    names: &'r str,
    spelling: &'r str,
}

const FINITE: [&str; 10] =
    ["fin", "praet", "impt", "imps", "bedzie", "winien", "pred", "cond", "pant", "aglt"];
const FUNCTION: [&str; 8] = ["prep", "conj", "comp", "part", "ppron3", "ppron12", "siebie", "adv"];

fn polish_classes(rows: &str) -> Classes {
    let (mut lemmas, mut tags, mut forms, mut paradigms) =
        (HashMap::new(), HashMap::new(), HashMap::new(), HashMap::new());
    let mut uses: Vec<(&str, f64)> = Vec::new();
    let mut readings: Vec<Reading> = Vec::new();
    for row in rows.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[form, count, lemma, tag, names] = &cells[..] else {
            continue;
        };
        let part = tag.split(':').next().unwrap_or_default();
        if part == "interj"
            || tag.contains(":neg") && matches!(part, "pact" | "ppas" | "ger")
            || tag.contains("aglt")
        {
            continue;
        }
        let fresh = forms.len();
        let form_id = *forms.entry(form).or_insert(fresh);
        if form_id == uses.len() {
            uses.push((form, count.parse().unwrap_or(0.0)));
        }
        let group = match part {
            "fin" | "praet" | "impt" | "imps" | "inf" | "pcon" | "pant" | "bedzie" => "verb",
            other => other,
        };
        let fresh = lemmas.len();
        let lemma_id = *lemmas.entry((lemma, group)).or_insert(fresh);
        let fresh = tags.len();
        let tag_id = *tags.entry(tag).or_insert(fresh);
        let fresh = paradigms.len();
        let paradigm = *paradigms.entry(paradigm(tag)).or_insert(fresh);
        readings.push(Reading {
            lemma: lemma_id,
            tag: tag_id,
            paradigm,
            form: form_id,
            name: lemma.chars().next().is_some_and(char::is_uppercase),
            finite: FINITE.contains(&part),
            function: FUNCTION.contains(&part),
            participle: part == "adj" && lemma.ends_with("ły"),
            past: part == "praet",
            imperative: part == "impt",
            vocative: tag.contains(":voc:") || tag.ends_with(":voc"),
            share: 1.0,
            doubt: 1.0,
            names,
            spelling: lemma,
        });
    }
    doubt_names(&mut readings, &uses);
    estimate(&mut readings, &uses, lemmas.len(), tags.len(), paradigms.len());
    let mut classes = Classes::new();
    let mut by_form: Vec<Vec<&Reading>> = vec![Vec::new(); uses.len()];
    for reading in &readings {
        by_form[reading.form].push(reading);
    }
    for (form, (word, count)) in by_form.iter().zip(&uses) {
        classes.insert((*word).to_owned(), (*count, polish_class(word, form, *count)));
    }
    for word in polish::FINITE_WORDS.split_whitespace() {
        classes.insert(word.to_owned(), (f64::MAX, WordClass::COMMON | WordClass::FINITE));
    }
    overrule(&mut classes, polish::FUNCTION_WORDS);
    classes
}

/// Names that are also rare common words ("warszawa" is a car); the estimate cannot see capitals and has to be told.
const KNOWN_NAMES: &str = "Warszawa Łódź Opole Litwa Berlin Szczecin Śląsk Węgry Niemcy Paweł Marek Jan Adam Wiktoria Sylwia Ewa Kuba Polska Rosja Ukraina
    Chiny Japonia Indie Praga Piła Chełm Płock Zamość Brzeg Nysa Wisła Odra Warta Bug San Narew Hel Malta Kanada Nikola Piotr Anna Maria Jerzy Karol Rafał
    Gabriel Michał Daniel Zofia Weronika Kinga Aurora Facebook Google Internet Europa Azja Afryka Ameryka Francja Szkocja Włochy Czechy Prusy Mazury Kaszuby
    Bałkany Alpy Tatry Karpaty Sudety Bałtyk Atlantyk Orlen Solidarność Gdynia Sopot Toruń Rzym Paryż Ateny Wilno Lwów Kijów Moskwa Bóg Jezus Chrystus
    Kowal Wilk Niemiec Polak Rosjanin Żyd Turek Szwed Duńczyk Czech Słowak Anglik Francuz Włoch Grek Węgier Rumun Bułgar Serb Chorwat Tatar Cygan Rom
    Amerykanin Hiszpan Szwajcar Austriak Litwin Łotysz Estończyk Fin Norweg Holender Belg Irlandczyk Szkot Walijczyk Chińczyk Japończyk Hindus Arab Krzyżak
    Zakopane Dania Krosno Konin Kutno Małopolska Wielkopolska Kreta Jastrzębie Pers Kaszub Nowak Wójcik Mazur Woźniak Kaczmarek Kowalczyk Krawczyk
    Pawlak Duda Tusk Wałęsa Piast Jagiellon Habsburg Burbon Stuart Tudor Wandal Got Hun Inka Aztek Celt Frank Sas Prus Rusin Kozak Mongoł
    Apple Intel Microsoft Sony Amazon Netflix Ziemia Słońce Księżyc Mars Wenus Jowisz Saturn Merkury Neptun";

/// Common words that the list of given names holds as well.
const KNOWN_COMMON: [&str; 6] = ["pan", "pani", "zgoda", "nadzieja", "wiara", "dan"];

/// Says how little a reading as a name is to be believed: villages and surnames share their spelling with most nouns.
fn doubt_names(readings: &mut [Reading], uses: &[(&str, f64)]) {
    let known: HashSet<&str> = KNOWN_NAMES.split_whitespace().collect();
    let common: HashSet<usize> = readings.iter().filter(|r| !r.name).map(|r| r.form).collect();
    let adjectives = surnames_like_adjectives(uses);
    for reading in readings {
        let lower = reading.spelling.to_lowercase();
        let given = reading.names.contains("imię");
        let contested = common.contains(&reading.form);
        reading.doubt = if reading.name {
            match () {
                () if reading.vocative => 0.02,
                () if known.contains(reading.spelling) => 20.0,
                () if adjectives.contains(lower.as_str()) => 50.0,
                () if KNOWN_COMMON.contains(&lower.as_str()) => 0.01,
                () if given && contested => 0.5,
                () if reading.names == "nazwisko" || contested => 0.02,
                () => 1.0,
            }
        } else if reading.imperative {
            // "przestrzeń", "sposób", "jesień": imperatives nobody gives.
            0.05
        } else if known.contains(capital(&lower).as_str()) {
            0.05
        } else {
            1.0
        };
    }
}

/// "Kowalski" is a surname and an adjective; true adjectives are as frequent in the neuter ("miejskie"), surnames have none.
fn surnames_like_adjectives<'u>(uses: &[(&'u str, f64)]) -> HashSet<&'u str> {
    const SHARE_OF_NEUTER: f64 = 0.06;
    let counts: HashMap<&str, f64> = uses.iter().copied().collect();
    let surname = |form: &str, count: f64| {
        let neuter = counts.get(format!("{form}e").as_str()).copied().unwrap_or(0.0);
        (form.ends_with("ski") || form.ends_with("cki")) && neuter < count * SHARE_OF_NEUTER
    };
    uses.iter().filter(|(form, count)| surname(form, *count)).map(|(form, _)| *form).collect()
}

fn capital(lower: &str) -> String {
    let mut chars = lower.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Part of speech, gender and the like: what a lemma has once for all its forms. The share of a tag counts within it, or
/// names that are plural only ("Chiny") would lose to every feminine noun.
fn paradigm(tag: &str) -> String {
    let parts: Vec<&str> = tag.split(':').collect();
    if parts[0] == "subst" {
        format!("subst:{}", parts.get(3..).unwrap_or_default().join(":"))
    } else {
        parts[0].to_owned()
    }
}

fn estimate(
    readings: &mut [Reading],
    uses: &[(&str, f64)],
    lemmas: usize,
    tags: usize,
    paradigms: usize,
) {
    let mut weights: Vec<f64> = readings.iter().map(|reading| reading.doubt).collect();
    for _ in 0..ROUNDS {
        let mut sums = vec![0.0; uses.len()];
        for (reading, weight) in readings.iter().zip(&weights) {
            sums[reading.form] += weight;
        }
        let (mut lemma_mass, mut tag_mass, mut paradigm_mass) =
            (vec![0.0; lemmas], vec![0.0; tags], vec![1e-6; paradigms]);
        for (reading, weight) in readings.iter_mut().zip(&weights) {
            reading.share = weight / sums[reading.form];
            let mass = reading.share * uses[reading.form].1;
            lemma_mass[reading.lemma] += mass;
            tag_mass[reading.tag] += mass;
            paradigm_mass[reading.paradigm] += mass;
        }
        for (reading, weight) in readings.iter().zip(&mut weights) {
            *weight =
                reading.doubt * (lemma_mass[reading.lemma] + 1e-6) * (tag_mass[reading.tag] + 1e-6)
                    / paradigm_mass[reading.paradigm];
        }
    }
}

fn polish_class(word: &str, readings: &[&Reading], uses: f64) -> WordClass {
    let share = |holds: fn(&Reading) -> bool| {
        readings.iter().filter(|r| holds(r)).map(|r| r.share).sum::<f64>()
    };
    let name = share(|r| r.name);
    let past = readings.iter().any(|r| r.past);
    // "powstała" is read as an adjective by estimate, and is a verb in nearly every text.
    let finite = share(|r| r.finite) + if past { share(|r| r.participle) } else { 0.0 };
    let mut class = WordClass::from_bits(0);
    if name < 0.65 {
        class = class | WordClass::COMMON;
    }
    if name > 0.35 {
        class = class | WordClass::NAME;
    }
    let noun = KNOWN_NOUNS.split_whitespace().any(|noun| noun == word);
    if !noun && finite >= if past { 0.4 } else { 0.5 } {
        class = class | WordClass::FINITE;
    }
    // Rarer adverbs and the like are mostly something else.
    if share(|r| r.function) >= 0.6 && uses >= 2.0 {
        class = class | WordClass::FUNCTION;
    }
    class
}

/// Nouns that the estimate takes for verbs nobody uses.
const KNOWN_NOUNS: &str = "oczy brata śmieci stali kanały banany dane zdania badania";

fn english_classes(rows: &str) -> Classes {
    let listed: Vec<&str> = english::FINITE_WORDS.split_whitespace().collect();
    let mut classes = Classes::new();
    for row in rows.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[form, uses, marks] = &cells[..] else {
            continue;
        };
        let plural = form.strip_suffix("ies").is_some_and(|stem| stem.len() > 2)
            || form.ends_with("sses")
            || form.ends_with("xes");
        let has = |mark: char| marks.contains(mark) && !(plural && mark == 'z');
        let mut class = WordClass::UNKNOWN;
        if has('s') || has('n') && !has('C') || has('v') || has('z') || has('d') || has('i') {
            class = class | WordClass::COMMON;
        }
        if has('C') {
            class = class | WordClass::NAME;
        }
        if listed.contains(&form)
            || has('d') && form.len() > 4
            || has('z') && !has('n')
            || has('i') && !has('n') && !form.ends_with("en")
        {
            class = class | WordClass::FINITE;
        }
        classes.insert(form.to_owned(), (uses.parse().unwrap_or(0.0), class));
    }
    overrule(&mut classes, english::FUNCTION_WORDS);
    classes
}

fn overrule(classes: &mut Classes, closed: &[(&str, &str)]) {
    for word in closed.iter().flat_map(|(_, words)| words.split_whitespace()) {
        classes.insert(word.to_owned(), (f64::MAX, WordClass::COMMON | WordClass::FUNCTION));
    }
}

fn readable(lang: &str, classes: &Classes) -> String {
    classes
        .iter()
        .map(|(word, (uses, class))| format!("{lang}\t{word}\t{}\t{uses:.3}\n", class.bits()))
        .collect()
}

fn commonest(lang: &str, classes: Classes, most: usize) -> Vec<(String, WordClass)> {
    let guessed = |word: &str, class: WordClass| {
        lexicon(lang).is_some_and(|lexicon| lexicon.guess(word.as_bytes()) == class)
    };
    let mut rows: Vec<_> =
        classes.into_iter().filter(|(_, (_, class))| class.bits() != 0).collect();
    rows.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
    rows.into_iter()
        .enumerate()
        .filter(|(rank, (word, (_, class)))| *rank < KEPT_WHATEVER || !guessed(word, *class))
        .map(|(_, (word, (_, class)))| (word, class))
        .take(most)
        .collect()
}

/// Builds the filter by peeling: a slot that one word alone needs is that word's to fill, last in, first out.
fn table(rows: &[(String, WordClass)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let shape = shape_for(rows.len());
    for seed in 1..1000 {
        if let Some(order) = peel(rows, shape, seed) {
            return Ok(fill(rows, shape, seed, &order));
        }
    }
    Err("no seed gives a table".into())
}

fn shape_for(rows: usize) -> Shape {
    // Measured: an eighth above the number of words can be peeled within a few seeds at this segment length.
    const SEGMENT_BITS: u32 = 11;
    let slots = rows * 115 / 100;
    let segments = (slots >> SEGMENT_BITS).max(3) as u32;
    Shape { segment_bits: SEGMENT_BITS, segments }
}

fn peel(rows: &[(String, WordClass)], shape: Shape, seed: u32) -> Option<Vec<(usize, usize)>> {
    let positions: Vec<[usize; 3]> =
        rows.iter().map(|(word, _)| shape.positions(hash(word.as_bytes(), seed))).collect();
    let (mut count, mut mixed) = (vec![0u32; shape.slots()], vec![0usize; shape.slots()]);
    for (row, slots) in positions.iter().enumerate() {
        for &slot in slots {
            count[slot] += 1;
            mixed[slot] ^= row;
        }
    }
    let mut ready: Vec<usize> = (0..shape.slots()).filter(|&slot| count[slot] == 1).collect();
    let mut order = Vec::with_capacity(rows.len());
    while let Some(slot) = ready.pop() {
        if count[slot] != 1 {
            continue;
        }
        let row = mixed[slot];
        order.push((row, slot));
        for other in positions[row] {
            count[other] -= 1;
            mixed[other] ^= row;
            if count[other] == 1 {
                ready.push(other);
            }
        }
    }
    (order.len() == rows.len()).then_some(order)
}

fn fill(
    rows: &[(String, WordClass)],
    shape: Shape,
    seed: u32,
    order: &[(usize, usize)],
) -> Vec<u8> {
    let (mut prints, mut values) = (vec![0u8; shape.slots()], vec![0u8; shape.slots()]);
    for &(row, slot) in order.iter().rev() {
        let (word, class) = &rows[row];
        let hash = hash(word.as_bytes(), seed);
        let (mut print, mut value) = (fingerprint(hash), class.bits());
        for other in shape.positions(hash).into_iter().filter(|&other| other != slot) {
            print ^= prints[other];
            value ^= values[other];
        }
        prints[slot] = print;
        values[slot] = value;
    }
    let mut bytes: Vec<u8> =
        [shape.segment_bits, shape.segments, seed].iter().flat_map(|n| n.to_le_bytes()).collect();
    bytes.extend(prints);
    bytes.extend(values.chunks(2).map(|pair| pair[0] | pair[1] << 4));
    bytes
}
