//! British and American spellings of one English word: organise and organize, colour and color, centre and center.
//!
//! [`american`] gives the other spelling of a British citation form, so that both have a key in common. Patterns are tied to stems or
//! have their exceptions listed: *advertise* and *four* stay as they are.

/// Stems in which -our- is written -or- in America.
const OUR: [&str; 36] = [
    "colour",
    "favour",
    "honour",
    "labour",
    "neighbour",
    "behaviour",
    "harbour",
    "humour",
    "rumour",
    "flavour",
    "vapour",
    "vigour",
    "odour",
    "savour",
    "endeavour",
    "armour",
    "parlour",
    "splendour",
    "tumour",
    "valour",
    "rigour",
    "rancour",
    "clamour",
    "candour",
    "demeanour",
    "fervour",
    "ardour",
    "arbour",
    "succour",
    "saviour",
    "enamour",
    "belabour",
    "discolour",
    "dishonour",
    "disfavour",
    "misbehaviour",
];

/// Words in -ise that no one writes with z.
const ALWAYS_ISE: [&str; 52] = [
    "advertise",
    "advise",
    "anise",
    "apprise",
    "appraise",
    "arise",
    "bruise",
    "chastise",
    "chemise",
    "circumcise",
    "comprise",
    "compromise",
    "concise",
    "cruise",
    "demise",
    "despise",
    "devise",
    "disenfranchise",
    "disguise",
    "enfranchise",
    "enterprise",
    "excise",
    "exercise",
    "expertise",
    "franchise",
    "guise",
    "improvise",
    "incise",
    "likewise",
    "malaise",
    "marquise",
    "mayonnaise",
    "merchandise",
    "noise",
    "otherwise",
    "paradise",
    "poise",
    "porpoise",
    "praise",
    "precise",
    "premise",
    "promise",
    "raise",
    "reprise",
    "revise",
    "supervise",
    "surmise",
    "surprise",
    "televise",
    "tortoise",
    "treatise",
    "turquoise",
];

/// Whole words that are spelled in two ways, in alphabetical order.
const WORDS: [(&str, &str); 62] = [
    ("aeroplane", "airplane"),
    ("aluminium", "aluminum"),
    ("anaesthesia", "anesthesia"),
    ("analogue", "analog"),
    ("analyse", "analyze"),
    ("artefact", "artifact"),
    ("axe", "ax"),
    ("calibre", "caliber"),
    ("cancelled", "canceled"),
    ("cancelling", "canceling"),
    ("catalogue", "catalog"),
    ("catalyse", "catalyze"),
    ("centre", "center"),
    ("cheque", "check"),
    ("colourful", "colorful"),
    ("cosy", "cozy"),
    ("defence", "defense"),
    ("dialogue", "dialog"),
    ("draught", "draft"),
    ("encyclopaedia", "encyclopedia"),
    ("enrol", "enroll"),
    ("epicentre", "epicenter"),
    ("fibre", "fiber"),
    ("fuelled", "fueled"),
    ("fulfil", "fulfill"),
    ("grey", "gray"),
    ("gynaecology", "gynecology"),
    ("haemoglobin", "hemoglobin"),
    ("instalment", "installment"),
    ("jewellery", "jewelry"),
    ("judgement", "judgment"),
    ("kerb", "curb"),
    ("kilometre", "kilometer"),
    ("labelled", "labeled"),
    ("leukaemia", "leukemia"),
    ("licence", "license"),
    ("litre", "liter"),
    ("lustre", "luster"),
    ("manoeuvre", "maneuver"),
    ("meagre", "meager"),
    ("metre", "meter"),
    ("millimetre", "millimeter"),
    ("modelling", "modeling"),
    ("mould", "mold"),
    ("moustache", "mustache"),
    ("offence", "offense"),
    ("orthopaedic", "orthopedic"),
    ("paediatric", "pediatric"),
    ("paralyse", "paralyze"),
    ("plough", "plow"),
    ("practise", "practice"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("pyjamas", "pajamas"),
    ("sabre", "saber"),
    ("sceptic", "skeptic"),
    ("sceptical", "skeptical"),
    ("sombre", "somber"),
    ("spectre", "specter"),
    ("theatre", "theater"),
    ("traveller", "traveler"),
    ("tyre", "tire"),
];

/// Endings of the verbs in -ise and of what is made from them, with the place of the s counted from the end.
const ISE: [(&str, usize); 8] = [
    ("ise", 2),
    ("ised", 3),
    ("ises", 3),
    ("iser", 3),
    ("ising", 4),
    ("isation", 6),
    ("isable", 5),
    ("isational", 8),
];

/// Letters of the shortest word that may be an -ise verb; *wise* and *rise* are shorter.
const SHORTEST_ISE: usize = 7;

/// Returns the American spelling of a word in small letters if it has another one.
pub fn american(word: &str) -> Option<String> {
    if let Ok(at) = WORDS.binary_search_by_key(&word, |pair| pair.0) {
        return Some(WORDS[at].1.to_string());
    }
    if word.contains("our")
        && let Some(stem) = OUR.iter().find(|stem| word.contains(**stem))
    {
        return Some(word.replacen(stem, &stem.replace("our", "or"), 1));
    }
    ise(word)
}

fn ise(word: &str) -> Option<String> {
    // Nearly all that are tried differ in their last byte.
    let last = word.as_bytes().last();
    let ends = |ending: &str| ending.as_bytes().last() == last && word.ends_with(ending);
    let (ending, from_end) = ISE.iter().find(|(ending, _)| ends(ending))?;
    let stem = &word[..word.len() - ending.len()];
    let verb = format!("{stem}ise");
    let always =
        ALWAYS_ISE.iter().any(|w| verb == *w) || verb.ends_with("wise") || verb.ends_with("prise");
    if !word.is_ascii()
        || verb.len() < SHORTEST_ISE
        || always
        || stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return None;
    }
    let s = word.len() - from_end;
    Some(format!("{}z{}", &word[..s], &word[s + 1..]))
}

#[cfg(test)]
mod tests {
    use super::{WORDS, american};

    #[test]
    fn words_are_in_order() {
        assert!(WORDS.is_sorted_by_key(|pair| pair.0));
    }

    #[test]
    fn spells_the_american_way() {
        let pairs = [
            ("organise", "organize"),
            ("organisation", "organization"),
            ("favourite", "favorite"),
            ("centre", "center"),
            ("globalised", "globalized"),
        ];
        for (british, other) in pairs {
            assert_eq!(american(british).as_deref(), Some(other));
        }
        for word in [
            "advertise",
            "promise",
            "four",
            "hour",
            "otherwise",
            "organize",
            "raise",
            "improvisation",
            "enterprise",
        ] {
            assert_eq!(american(word), None, "{word}");
        }
    }
}
