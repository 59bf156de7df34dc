//! Polish citation forms, from fold keys and tables of endings.

use super::{Number, Part};
use crate::language::{WordClass, class, fold};

/// Endings of adjectives with what each says of the noun beside it. Longer endings first.
const ADJECTIVE: &[(&str, Agreement)] = &[
    ("iego", Agreement::NotFeminine),
    ("iemu", Agreement::NotFeminine),
    ("ego", Agreement::NotFeminine),
    ("emu", Agreement::NotFeminine),
    ("iej", Agreement::Feminine),
    ("imi", Agreement::Plural),
    ("ymi", Agreement::Plural),
    ("ich", Agreement::Plural),
    ("ych", Agreement::Plural),
    ("ej", Agreement::Feminine),
    ("im", Agreement::DativePluralOrNotFeminine),
    ("ym", Agreement::DativePluralOrNotFeminine),
    ("ią", Agreement::Feminine),
    ("ą", Agreement::Feminine),
    ("ia", Agreement::Feminine),
    ("a", Agreement::Feminine),
    ("ie", Agreement::PluralOrNeuter),
    ("e", Agreement::PluralOrNeuter),
    ("y", Agreement::Masculine),
    ("i", Agreement::Masculine),
];

/// What the ending of an adjective asks of its noun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Feminine,
    Masculine,
    NotFeminine,
    Plural,
    PluralOrNeuter,
    DativePluralOrNotFeminine,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

pub(super) fn part(word: &str) -> Part {
    let lemma = lemma(word);
    let word = word.to_lowercase();
    if is_infinitive(&lemma) {
        return Part::Verb;
    }
    let is_adjective = lemma.chars().count() > 3
        && lemma.ends_with(['y', 'i'])
        && ADJECTIVE.iter().any(|(ending, _)| word.ends_with(ending));
    if is_adjective {
        return Part::Adjective;
    }
    if lemma == word && ["nie", "rnie", "ście", "owo", "sko"].iter().any(|e| word.ends_with(e)) {
        let adjective = word.trim_end_matches("ie").to_string() + "y";
        if word.ends_with("nie") && fold("pl", &adjective).best() == adjective && !gerund(&word) {
            return Part::Adverb;
        }
    }
    Part::Noun
}

/// `działanie`, `wyzwanie`, `oświadczenie`: nouns made of verbs look like adverbs.
fn gerund(word: &str) -> bool {
    ["anie", "enie", "ęcie", "ycie"].iter().any(|end| word.ends_with(end))
}

fn is_infinitive(lemma: &str) -> bool {
    let nouns = ["ość", "eść", "śmierć", "sieć", "chęć", "pamięć", "część", "nić", "pięć"];
    lemma.ends_with('ć') && !nouns.iter().any(|end| lemma.ends_with(end))
        || lemma.ends_with("ąc")
        || ["biec", "piec", "móc", "pomóc", "strzec"].contains(&lemma)
}

/// The likeliest strong key; a capital counts, since many names are spelled like common words.
pub(super) fn lemma(word: &str) -> String {
    let keys = fold("pl", word);
    let keys = keys.strong().filter(|key| !key.is_empty() && !key.starts_with('~'));
    let mut keys = keys.take(1);
    keys.next().map_or_else(|| word.to_lowercase(), str::to_lowercase)
}

pub(super) fn can_be_genitive(noun: &str) -> bool {
    let lemma = lemma(noun);
    let noun = noun.to_lowercase();
    match gender(&lemma) {
        _ if noun == lemma => noun.ends_with("ii") || noun.ends_with("ów"),
        Gender::Feminine => noun.ends_with(['y', 'i']) || noun.len() < lemma.len(),
        Gender::Masculine => noun.ends_with(['a', 'u', 'y', 'i']) || noun.ends_with("ów"),
        Gender::Neuter => noun.ends_with('a') || !noun.ends_with(VOWELS),
    }
}

const VOWELS: [char; 9] = ['a', 'e', 'i', 'o', 'u', 'y', 'ą', 'ę', 'ó'];

pub(super) fn agrees(adjective: &str, noun: &str) -> bool {
    let lemma = lemma(noun);
    let (adjective, noun) = (adjective.to_lowercase(), noun.to_lowercase());
    let Some(&(_, asked)) = ADJECTIVE.iter().find(|(ending, _)| adjective.ends_with(ending)) else {
        return false;
    };
    let gender = gender(&lemma);
    let plural = is_plural(&noun);
    let feminine = gender == Gender::Feminine;
    match asked {
        Agreement::Feminine => feminine && !plural,
        Agreement::Masculine => gender == Gender::Masculine,
        Agreement::NotFeminine => !feminine && !plural,
        Agreement::Plural => {
            plural
                || noun != lemma && !noun.ends_with(['ą', 'ę', 'o', 'u']) && !noun.ends_with("em")
        }
        Agreement::PluralOrNeuter => noun != lemma || gender == Gender::Neuter,
        Agreement::DativePluralOrNotFeminine => {
            // `w imperium osmańskim`: these nouns have one form in the singular.
            noun.ends_with("om") || noun.ends_with("um") || !feminine && !plural && noun != lemma
        }
    }
}

/// Whether a noun's form can only be a plural.
fn is_plural(noun: &str) -> bool {
    ["ami", "ach", "om", "ów"].iter().any(|end| noun.ends_with(end))
}

pub(super) fn number(words: &[&str]) -> Option<Number> {
    let head = head(words)?;
    let lemma = lemma(words[head]);
    let noun = words[head].to_lowercase();
    if is_plural(&noun) && noun != lemma {
        return Some(Number::Plural);
    }
    if noun == lemma || noun.ends_with(['ą', 'ę', 'o']) {
        return Some(Number::Singular);
    }
    for (at, word) in words.iter().enumerate() {
        if at == head || at.abs_diff(head) > 2 || part(word) != Part::Adjective {
            continue;
        }
        let word = word.to_lowercase();
        let asked = ADJECTIVE.iter().find(|(ending, _)| word.ends_with(ending)).map(|(_, a)| *a)?;
        return match asked {
            Agreement::Plural => Some(Number::Plural),
            Agreement::PluralOrNeuter => Some(Number::Plural),
            Agreement::Feminine | Agreement::NotFeminine | Agreement::Masculine => {
                Some(Number::Singular)
            }
            Agreement::DativePluralOrNotFeminine => Some(Number::Singular),
        };
    }
    None
}

/// Helping verbs and adjectives too plain to make a term, by lemma.
pub(super) const PLAIN: &str = "być zostać mieć móc musieć chcieć \
    nowy stary duży mały wielki ważny dobry zły młody główny cały każdy jedyny wysoki niski długi \
    krótki wczesny późny silny słaby pełny wolny podobny możliwy następny kolejny ostatni pierwszy \
    drugi trzeci inny różny własny obecny dawny prawdziwy poważny ogromny znaczny liczny wspólny \
    dzisiejszy niedawny specjalny pewny dany taki sam jeden";

/// Endings of adjectives that tell a kind: most are made of nouns.
pub(super) const CLASSIFYING: &[&str] =
    &["owy", "ski", "cki", "dzki", "czny", "jny", "alny", "arny", "ilny", "rodny", "lniczy"];

/// Inflected names beside the form another language writes them in: the ending of that form
/// (in letters left of the stem) and the endings Polish puts in its place.
const NAME_ENDINGS: &[(&str, &[&str])] = &[
    ("", &["a", "u", "owi", "em", "iem", "ie", "ego", "emu", "ym", "im", "m", "go", "mu", "ów"]),
    ("", &["’a", "’owi", "’em", "’ego", "’emu", "’m", "’ie", "’u", "’go", "'a", "'owi", "'em"]),
    ("", &["'ego", "'emu", "'m", "'ie", "'u", "'go", "y", "i", "ami", "om", "ach"]),
    ("a", &["y", "i", "ę", "ą", "o", "ie"]),
    ("o", &["a", "u", "owi", "em"]),
    ("e", &["a", "u", "owi", "em", "ego", "emu", "m"]),
];

/// Returns the nominative of a name that another language writes as `model`, when the form is
/// the model with a Polish ending.
pub(super) fn nominative(form: &str, model: &str) -> Option<String> {
    let (low, model_low) = (form.to_lowercase(), model.to_lowercase());
    if low == model_low {
        return Some(form.to_string());
    }
    // A woman's surname declines as an adjective: `Kowalskiej` is `Kowalska`, not `Kowalski`.
    let adjective = model_low.ends_with("ska") || model_low.ends_with("cka");
    let stem = model_low.strip_suffix('a').filter(|_| adjective);
    if stem.and_then(|stem| low.strip_prefix(stem)).is_some_and(|e| matches!(e, "iej" | "ą")) {
        return Some(model.to_string());
    }
    let lemma = lemma(form);
    let class = class("pl", &lemma);
    if lemma != low && (class.has(WordClass::COMMON) || class.has(WordClass::NAME)) {
        // The lemma is known: Polish has a name of its own (`Europa`).
        return None;
    }
    let fits = |(cut, endings): &(&str, &[&str])| {
        let stem = model_low.strip_suffix(cut)?;
        let ending = low.strip_prefix(stem).filter(|_| stem.chars().count() >= 2)?;
        endings.contains(&ending).then_some(())
    };
    NAME_ENDINGS.iter().find_map(fits).map(|()| model.to_string())
}

/// Cites a phrase; `fixed` words are known already. Returns the number the phrase is cited in.
pub(super) fn citation(
    words: &[&str],
    fixed: &[Option<String>],
    number: Number,
) -> (Vec<String>, Number) {
    let stands = |at: usize| fixed[at].clone().unwrap_or_else(|| words[at].to_lowercase());
    let mut cited: Vec<String> = (0..words.len()).map(stands).collect();
    let Some(head) = head(words) else {
        for at in (0..words.len()).filter(|&at| fixed[at].is_none()) {
            if part(words[at]) == Part::Adjective || words.len() == 1 {
                cited[at] = lemma(words[at]);
            }
        }
        return (cited, Number::Singular);
    };
    let (noun, gender, number) = match &fixed[head] {
        Some(noun) => (noun.clone(), gender(&noun.to_lowercase()), Number::Singular),
        None => cite_noun(words[head], number),
    };
    let agreeing = |at: usize| {
        fixed[at].is_none() && part(words[at]) == Part::Adjective && agrees(words[at], words[head])
    };
    let first = (0..head).rev().take_while(|&at| agreeing(at)).last().unwrap_or(head);
    let last = (head + 1..words.len()).take_while(|&at| agreeing(at)).last().unwrap_or(head);
    // Names in apposition share the head's case: `Jackiem Czaputowiczem`.
    let mut next = last + 1;
    while next < words.len() && in_apposition(words[next - 1], words[next]) {
        cited[next] = fixed[next].clone().unwrap_or_else(|| lemma(words[next]));
        next += 1;
    }
    if last + 1 == next {
        let names = words[next..].iter().take_while(|word| is_capital(word)).count();
        if words[next..next + names].iter().any(|word| is_no_genitive(word)) {
            for at in next..next + names {
                cited[at] = fixed[at].clone().unwrap_or_else(|| lemma(words[at]));
            }
        } else if !is_capital(words[head]) {
            // What depends on the head stays in its case, even where its nominative is known.
            (next..words.len()).for_each(|at| cited[at] = words[at].to_string());
        }
    }
    for at in (first..=last).filter(|&at| at != head) {
        cited[at] = adjective(&lemma(words[at]), gender, number);
    }
    cited[head] = noun;
    (cited, number)
}

/// The first noun governs the phrase.
fn head(words: &[&str]) -> Option<usize> {
    words.iter().position(|word| {
        part(word) == Part::Noun
            && !class("pl", &word.to_lowercase()).has(WordClass::FUNCTION)
            && word.chars().all(char::is_alphabetic)
            && !(words.len() > 1 && word.chars().all(|c| "IVXLC".contains(c)))
    })
}

/// Endings that no genitive has: `prezydentem Jimmym Carterem` is one man.
fn is_no_genitive(word: &str) -> bool {
    ["em", "owi", "ym", "im"].iter().any(|end| word.ends_with(end)) && lemma(word) != word
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a name stands in the same case as the noun before it: `generałem Johnem`.
fn in_apposition(before: &str, word: &str) -> bool {
    let acronym = word.chars().all(char::is_uppercase);
    let (low, low_before) = (word.to_lowercase(), before.to_lowercase());
    let share = |end: &&str| low.ends_with(*end) && low_before.ends_with(*end);
    let shared = ["a", "em", "owi", "ą", "ego", "ę"].iter().any(share);
    is_capital(word)
        && !acronym
        && shared
        && lemma(before) != low_before
        && lemma(word) != low
        && (is_capital(before) || !low.ends_with('ę'))
}

/// Returns a noun's citation form, its gender, and the number that could be made.
fn cite_noun(noun: &str, number: Number) -> (String, Gender, Number) {
    let lemma = lemma(noun);
    let gender = gender(&lemma);
    match number {
        Number::Plural => match plural(&lemma, gender) {
            Some(plural) => (plural, gender, Number::Plural),
            None => (lemma, gender, Number::Singular),
        },
        Number::Singular => (lemma, gender, Number::Singular),
    }
}

fn gender(lemma: &str) -> Gender {
    let ends = |ends: &[&str]| ends.iter().any(|end| lemma.ends_with(end));
    // Men in -a decline like women and agree like men.
    if ends(&["ista", "ysta", "ata", "eta", "pca", "wca", "dca", "ńca", "zca"])
        && !ends(&["kobieta", "planeta", "gazeta", "chata", "oświata", "data", "strata", "utrata"])
        && !ends(&["granica", "zapłata", "opłata", "wypłata", "dopłata", "debata", "wata", "rata"])
    {
        return Gender::Masculine;
    }
    if ends(&["a", "ość", "eść", "śmierć", "sieć", "część", "władczyni", "pani", "noc", "moc"])
        || ends(&["broń", "jesień", "młodzież", "rzeczywistość", "pamięć", "wieś", "powieść"])
        || ends(&["podróż", "sprzedaż", "kolej", "sól", "krew", "twarz", "rzecz", "pomoc", "dłoń"])
    {
        return Gender::Feminine;
    }
    if ends(&["o", "e", "ę", "um"]) { Gender::Neuter } else { Gender::Masculine }
}

/// The nominative plural, where the lemma tells it.
fn plural(lemma: &str, gender: Gender) -> Option<String> {
    let cut = |end: &str, put: &str| lemma.strip_suffix(end).map(|stem| stem.to_string() + put);
    match gender {
        Gender::Neuter => {
            cut("um", "a").or_else(|| cut("ę", "ona")).or_else(|| cut("e", "a")).or(cut("o", "a"))
        }
        Gender::Feminine if !lemma.ends_with('a') => {
            cut("ść", "ści").or_else(|| cut("ć", "ci")).or_else(|| cut("ń", "nie"))
        }
        Gender::Feminine => {
            let stem = lemma.strip_suffix('a')?;
            let soft = ["j", "i", "l", "c", "cz", "sz", "ż", "rz", "dz"];
            Some(match stem {
                _ if stem.ends_with(['k', 'g']) => format!("{stem}i"),
                _ if soft.iter().any(|end| stem.ends_with(end)) => format!("{stem}e"),
                _ => format!("{stem}y"),
            })
        }
        // Men have a plural of their own, and stems change: the lemma does not tell.
        Gender::Masculine => None,
    }
}

/// An adjective's nominative, from its lemma in -y or -i.
fn adjective(lemma: &str, gender: Gender, number: Number) -> String {
    let (stem, soft) = match (lemma.strip_suffix('y'), lemma.strip_suffix('i')) {
        (Some(stem), _) => (stem, ""),
        (_, Some(stem)) => (stem, "i"),
        _ => return lemma.to_string(),
    };
    let velar = stem.ends_with(['k', 'g']);
    match (gender, number) {
        (_, Number::Plural) | (Gender::Neuter, _) => format!("{stem}{soft}e"),
        (Gender::Feminine, _) if velar => format!("{stem}a"),
        (Gender::Feminine, _) => format!("{stem}{soft}a"),
        (Gender::Masculine, _) => lemma.to_string(),
    }
}
