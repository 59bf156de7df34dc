//! Credits: who took a picture, which office issued a text.

use crate::text::{TokenKind, tokens};

/// Whether a line says who took a picture.
pub fn is_photo_credit(line: &str) -> bool {
    /// With the mark that makes them a credit.
    const MARKED: &[&str] = &[
        "fot.",
        "fot:",
        "foto:",
        "foto.",
        "fotografia:",
        "fotografie:",
        "zdjęcie:",
        "zdjęcia:",
        "zdj.",
        "autor zdjęcia",
        "autor zdjęć",
        "źródło zdjęcia",
        "photo:",
        "photos:",
        "photo by",
        "photos by",
        "photo credit",
        "photo courtesy",
        "photograph by",
        "photography by",
        "photo ©",
        "image:",
        "image credit",
        "images:",
        "image by",
        "picture:",
        "picture by",
        "photo credits",
        "bild:",
        "bilder:",
        "crédit photo",
        "photo :",
        "foto de",
        "foto di",
        "фото:",
    ];
    /// Names have to follow.
    const BARE: &[&str] = &["fot", "foto", "photo", "photos", "zdjęcie", "zdjęcia", "image"];
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    if line.chars().count() > LONGEST_CREDIT {
        return false;
    }
    let lower = line.to_lowercase();
    let rest_of =
        |head: &str| lower.strip_prefix(head).map(|_| line.get(head.len()..).unwrap_or(""));
    let is_name_list = |rest: &str| {
        let mut words = rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '’');
        let is_name = |word: &str| {
            word.is_empty() || CONNECTING.contains(&word) || !word.starts_with(char::is_lowercase)
        };
        !rest.trim().is_empty() && words.all(is_name)
    };
    if MARKED.iter().any(|head| rest_of(head).is_some_and(|rest| !has_sentence(rest))) {
        return true;
    }
    let is_bare =
        |head: &&str| rest_of(head).is_some_and(|rest| rest.starts_with(' ') && is_name_list(rest));
    BARE.iter().any(is_bare) && !line.ends_with(['!', '?', ':'])
}

/// Credits are lines of names: longer ones are captions that end in a credit, in characters.
const LONGEST_CREDIT: usize = 140;

/// Words written small between names.
const CONNECTING: &[&str] = &[
    "i", "and", "of", "the", "for", "via", "for", "by", "z", "ze", "w", "we", "dla", "do", "na",
    "ds", "spraw", "de", "von", "van", "der", "di", "da", "du", "la", "und", "et", "y", "s", "p",
    "o", "r",
];

/// Whether a text has a sentence in it: a stop with a small word before it and more behind it.
fn has_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = words.iter().filter(|word| {
        word.starts_with(char::is_lowercase) && !CONNECTING.contains(&word.trim_matches('.'))
    });
    small.count() > 3
}

/// Whether a line names the office that issued a text, and says nothing else.
pub fn is_press_credit(line: &str) -> bool {
    /// Beginnings of words that follow each other.
    const OFFICES: &[&[&str]] = &[
        &["press", "office"],
        &["press", "service"],
        &["press", "department"],
        &["press", "section"],
        &["press", "bureau"],
        &["press", "team"],
        &["press", "release"],
        &["media", "office"],
        &["media", "relations"],
        &["office", "of", "the", "spokes"],
        &["spokes", "office"],
        &["spokesperson", "s", "office"],
        &["biur", "rzecznik"],
        &["biur", "prasow"],
        &["rzecznik", "prasow"],
        &["wydział", "prasow"],
        &["służb", "prasow"],
        &["zespół", "prasow"],
        &["departament", "komunikacji"],
        &["biur", "komunikacji"],
        &["biur", "mediów"],
        &["informacj", "prasow"],
        &["pressestelle"],
        &["service", "de", "presse"],
        &["прес-служба"],
        &["tiskové", "oddělení"],
    ];
    let line = line.trim();
    if line.chars().count() > LONGEST_CREDIT || line.ends_with(['!', '?', ':', ',']) {
        return false;
    }
    let spelled: Vec<&str> =
        tokens(line).into_iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.text).collect();
    let lower: Vec<String> = spelled.iter().map(|word| word.to_lowercase()).collect();
    let at = |office: &&[&str]| {
        let fits = |window: &[String]| {
            window.iter().zip(office.iter()).all(|(word, start)| word.starts_with(start))
        };
        lower.windows(office.len()).position(fits).map(|start| start..start + office.len())
    };
    let Some(found) = OFFICES.iter().find_map(at) else { return false };
    // Around it stand names: of the ministry, of the spokesman.
    let is_name = |nth: usize| {
        found.contains(&nth)
            || spelled[nth].starts_with(char::is_uppercase)
            || CONNECTING.contains(&spelled[nth])
            || [
                "ministerstwa",
                "ministra",
                "prasowego",
                "zagranicznych",
                "rządu",
                "urzędu",
                "miasta",
            ]
            .contains(&spelled[nth])
    };
    spelled.len() <= 12
        && (0..spelled.len()).all(is_name)
        && spelled[found.start].starts_with(char::is_uppercase)
}

/// Whether a line is nothing but names: "Ministry of Foreign Affairs".
pub fn is_names(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) || CONNECTING.contains(word);
    (1..=8).contains(&words.len())
        && words.iter().all(is_name)
        && !line.trim_end().ends_with(['.', '!', '?', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits() {
        for line in [
            "Fot. Jan Lis",
            "Photo Jan Lis / MFA",
            "Zdjęcie: archiwum Muzeum",
            "photo by A. Fox",
            "(fot. PAP)",
        ] {
            assert!(is_photo_credit(line), "{line}");
        }
        for line in
            ["Photo shows the delegation.", "Photography is an art.", "Zdjęcia robi się rano."]
        {
            assert!(!is_photo_credit(line), "{line}");
        }
        for line in
            ["MFA Press Office", "Biuro Rzecznika Prasowego MSZ", "Press Service of the Ministry"]
        {
            assert!(is_press_credit(line), "{line}");
        }
        for line in ["The Press Office opens a new hall.", "He left the press office"] {
            assert!(!is_press_credit(line), "{line}");
        }
        assert!(is_names("Ministerstwo Spraw Zagranicznych") && !is_names("Ministerstwo milczy"));
    }
}
