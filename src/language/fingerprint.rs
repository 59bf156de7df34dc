//! A sample of what the language tables say, for whoever keeps something made from them and
//! has to notice that they have changed.

use crate::language::{class, fold};

/// Words of each described language, chosen so that most endings and classes occur.
const SAMPLE: &[(&str, &[&str])] = &[
    (
        "pl",
        &[
            "koalicja",
            "koalicji",
            "globalną",
            "państw",
            "państwami",
            "rządu",
            "umowy",
            "spotkania",
            "przyjęto",
            "działań",
            "oraz",
            "których",
            "bezpieczeństwa",
            "współpracy",
            "członków",
            "polskiego",
            "zdecydowała",
            "najważniejszymi",
            "ręce",
            "psu",
        ],
    ),
    (
        "en",
        &[
            "coalition",
            "countries",
            "agreed",
            "meetings",
            "children",
            "which",
            "running",
            "studies",
            "governments",
            "the",
            "security",
            "taken",
            "policies",
            "members",
            "better",
            "organisation",
            "leaves",
            "wrote",
        ],
    ),
];

/// Returns a text that tells the fold keys and classes of a sample of words: when it differs
/// from one kept, keys made then and keys made now may not meet.
pub fn fingerprint() -> String {
    let mut told = String::new();
    for (lang, words) in SAMPLE {
        for word in *words {
            for key in fold(lang, word).iter() {
                told.push_str(&key.text);
                told.push(' ');
            }
            told.push_str(&class(lang, word).bits().to_string());
            told.push(';');
        }
    }
    told
}
