//! By what a text gives its language away when it is too short for statistics: function words
//! and letters. [`votes`] counts them; [`tag`] names the languages that statistics can tell.

use crate::text::{TokenKind, tokens};

/// A language, its function words, the letters that its neighbours lack.
struct Telltale {
    tag: &'static str,
    words: &'static [&'static str],
    letters: &'static str,
}

/// What a function word and a telling letter weigh; a letter may stand in a foreign name.
const WORD_WEIGHT: f64 = 1.0;
const LETTER_WEIGHT: f64 = 0.5;

const TELLTALES: &[Telltale] = &[
    Telltale {
        tag: "pl",
        words: &[
            "w",
            "i",
            "z",
            "na",
            "do",
            "się",
            "nie",
            "jest",
            "że",
            "to",
            "o",
            "przez",
            "dla",
            "od",
            "po",
            "oraz",
            "jak",
            "który",
            "która",
            "które",
            "których",
            "są",
            "był",
            "była",
            "było",
            "były",
            "ze",
            "we",
            "za",
            "ma",
            "ich",
            "jego",
            "jej",
            "tego",
            "tej",
            "tym",
            "także",
            "już",
            "będzie",
            "może",
            "lub",
            "ale",
            "przed",
            "przy",
            "pod",
            "roku",
            "został",
            "została",
            "przeciwko",
            "ten",
            "ta",
            "te",
            "aby",
            "czy",
            "tylko",
            "bardzo",
            "gdy",
        ],
        letters: "ąęłżźśćń",
    },
    Telltale {
        tag: "en",
        words: &[
            "the", "of", "and", "to", "in", "is", "a", "that", "for", "it", "was", "on", "with",
            "as", "by", "be", "at", "are", "this", "from", "or", "an", "which", "were", "has",
            "have", "had", "not", "but", "its", "their", "they", "will", "would", "been", "his",
            "her", "who", "all", "against", "you", "your", "we", "our", "he", "she", "into",
            "than",
        ],
        letters: "",
    },
    Telltale {
        tag: "de",
        words: &[
            "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "von", "mit", "auf", "für",
            "den", "dem", "des", "im", "zu", "sich", "auch", "wird", "werden", "als", "bei",
            "nach",
        ],
        letters: "äöüß",
    },
    Telltale {
        tag: "fr",
        words: &[
            "le", "la", "les", "des", "est", "une", "et", "du", "dans", "que", "pour", "qui",
            "sur", "par", "pas", "au", "avec", "sont", "ce", "cette", "aux", "ses", "leur", "plus",
        ],
        letters: "èêçœ",
    },
    Telltale {
        tag: "es",
        words: &[
            "el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "por", "con", "para",
            "del", "es", "al", "como", "más", "su", "se", "lo", "fue", "este", "son",
        ],
        letters: "ñ¿¡",
    },
    Telltale {
        tag: "it",
        words: &[
            "il", "di", "che", "e", "la", "per", "un", "una", "con", "non", "del", "della", "sono",
            "gli", "nel", "alla", "dei", "è", "più", "anche", "come", "questo", "nella", "delle",
        ],
        letters: "ìò",
    },
    Telltale {
        tag: "cs",
        words: &[
            "a", "v", "se", "na", "je", "že", "s", "o", "do", "pro", "které", "který", "jsou",
            "byl", "byla", "bylo", "jako", "ve", "jeho", "také", "podle", "aby", "nebo", "při",
        ],
        letters: "ěřů",
    },
    Telltale {
        tag: "sk",
        words: &[
            "a", "v", "sa", "na", "je", "že", "s", "o", "do", "pre", "ktoré", "ktorý", "sú", "bol",
            "bola", "bolo", "ako", "vo", "jeho", "aj", "podľa", "aby", "alebo", "pri",
        ],
        letters: "ľĺŕô",
    },
    Telltale {
        tag: "uk",
        words: &["і", "в", "у", "на", "що", "не", "з", "до", "та", "як", "це", "від", "за", "є"],
        letters: "іїєґ",
    },
    Telltale {
        tag: "ru",
        words: &[
            "и", "в", "на", "что", "не", "с", "к", "как", "это", "от", "за", "по", "из", "был",
        ],
        letters: "ыэъё",
    },
];

/// Counts what gives a text away: for each language that gets a vote, its weight; most first.
pub fn votes(text: &str) -> Vec<(&'static str, f64)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        tokens(&lower).into_iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.text).collect();
    let weigh = |telltale: &Telltale| {
        let known = words.iter().filter(|word| telltale.words.contains(word)).count();
        let lettered =
            words.iter().filter(|w| w.contains(|c| telltale.letters.contains(c))).count();
        known as f64 * WORD_WEIGHT + lettered as f64 * LETTER_WEIGHT
    };
    let mut found: Vec<_> = TELLTALES.iter().map(|t| (t.tag, weigh(t))).collect();
    found.retain(|&(_, weight)| weight > 0.0);
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// Returns the tag of a language by its three-letter code (ISO 639-3), where it has a shorter
/// one; three-letter codes are tags as well.
pub fn tag(code: &str) -> &str {
    const SHORT: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_gives_its_language_away() {
        for (text, tag) in [
            ("Most jest zamknięty.", "pl"),
            ("The bridge is closed.", "en"),
            ("Die Brücke ist geschlossen.", "de"),
            ("Most je uzavřen kvůli opravě.", "cs"),
            ("Міст є закритий.", "uk"),
        ] {
            assert_eq!(votes(text).first().map(|v| v.0), Some(tag), "{text}");
        }
    }

    #[test]
    fn codes_become_tags() {
        assert_eq!((tag("pol"), tag("xyz")), ("pl", "xyz"));
    }
}
