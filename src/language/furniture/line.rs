//! Lines of a page's frame: ways to other texts, share buttons, copyright, menus.

use crate::language::furniture::{bare, words};

/// Whether a line leads to another text: "Czytaj też: …", "Read also: …". `is_link` says that
/// the line is nothing but a label and links.
pub fn leads_elsewhere(line: &str, is_link: bool) -> bool {
    /// Nothing but links begins so.
    const STRONG: &[&str] = &[
        "czytaj też",
        "czytaj także",
        "czytaj również",
        "czytaj więcej",
        "czytaj dalej",
        "czytaj rownież",
        "czytaj tez",
        "czytaj takze",
        "przeczytaj też",
        "przeczytaj także",
        "przeczytaj również",
        "przeczytaj więcej",
        "zobacz też",
        "zobacz także",
        "zobacz również",
        "zobacz więcej",
        "zobacz tez",
        "sprawdź też",
        "sprawdź także",
        "sprawdź również",
        "obejrzyj też",
        "obejrzyj także",
        "posłuchaj także",
        "dowiedz się więcej",
        "więcej na ten temat",
        "więcej informacji",
        "warto przeczytać",
        "patrz też",
        "patrz także",
        "read also",
        "also read",
        "read more",
        "read next",
        "read further",
        "see also",
        "see more",
        "also see",
        "watch also",
        "more on this",
        "more on this topic",
        "more on this story",
        "find out more",
        "learn more",
        "further reading",
        "you may also like",
        "you might also like",
        "related article",
        "related articles",
        "related stories",
        "related news",
        "related content",
        "lesen sie auch",
        "lesen sie mehr",
        "mehr zum thema",
        "siehe auch",
        "lire aussi",
        "à lire aussi",
        "voir aussi",
        "en savoir plus",
        "lea también",
        "lea además",
        "ver también",
        "leggi anche",
        "vedi anche",
        "čtěte také",
        "čtěte též",
        "viz také",
        "čítajte aj",
        "читайте також",
        "дивіться також",
        "читайте также",
        "смотрите также",
        "skaitykite taip pat",
        "läs också",
    ];
    /// What begins so may also be a sentence; then it ends like one.
    const WEAK: &[&str] = &[
        "related",
        "recommended",
        "polecamy",
        "powiązane",
        "powiązane artykuły",
        "polecane",
        "zobacz",
        "czytaj",
        "przeczytaj",
        "more",
        "więcej",
        "podobne artykuły",
        "podobne",
        "inne artykuły",
        "w temacie",
        "tagi",
        "tags",
        "kategorie",
        "categories",
    ];
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    let lower = line.to_lowercase();
    let follows = |phrase: &&&str| {
        let rest = lower.strip_prefix(**phrase)?;
        let rest = rest.trim_start_matches(['*', '_']);
        let is_label = rest.trim_start().starts_with([':', '–', '—', '>', '»', '›', '→', '|']);
        let is_alone = rest.chars().all(|c| !c.is_alphanumeric());
        let is_word = !rest.starts_with(char::is_alphanumeric);
        Some((is_label || is_alone, is_word))
    };
    let any = |phrases: &[&str], accept: &dyn Fn((bool, bool)) -> bool| {
        phrases.iter().any(|phrase| follows(&phrase).is_some_and(accept))
    };
    let is_sentence = line.ends_with('.') && !line.ends_with("...");
    any(STRONG, &|(is_label, is_word)| is_label || is_link && is_word)
        || any(WEAK, &|(is_label, _)| is_label && !is_sentence && (is_link || lower.contains(':')))
}

/// Whether a line is a row of share buttons.
pub fn is_share_line(line: &str) -> bool {
    const PLACES: &[&str] = &[
        "facebook",
        "facebooku",
        "twitter",
        "twitterze",
        "x",
        "linkedin",
        "whatsapp",
        "messenger",
        "telegram",
        "pinterest",
        "instagram",
        "youtube",
        "reddit",
        "wykop",
        "tumblr",
        "bluesky",
        "mastodon",
        "e-mail",
        "email",
        "mail",
    ];
    const VERBS: &[&str] = &[
        "share",
        "tweet",
        "tweetnij",
        "udostępnij",
        "podziel",
        "polub",
        "wyślij",
        "like",
        "follow",
        "teilen",
        "partager",
        "compartir",
        "condividi",
        "sdílet",
        "поділитися",
        "поделиться",
    ];
    const BETWEEN: &[&str] = &[
        "on", "na", "via", "przez", "się", "to", "this", "i", "and", "us", "auf", "sur", "it",
        "article", "artykuł", "page", "stronę", "post", "wpis", "e", "copy", "link", "kopiuj",
        "print", "drukuj",
    ];
    let words = words(&line.to_lowercase());
    let count = |set: &[&str]| words.iter().filter(|word| set.contains(&word.as_str())).count();
    let (places, verbs, between) = (count(PLACES), count(VERBS), count(BETWEEN));
    let is_row = places >= 3 || places >= 1 && verbs >= 1 || verbs >= 1 && verbs == words.len();
    (1..=14).contains(&words.len()) && places + verbs + between == words.len() && is_row
}

/// Whether a line is a copyright notice.
pub fn is_copyright(line: &str) -> bool {
    const RIGHTS: &[&str] = &[
        "all rights reserved",
        "prawa zastrzeżone",
        "alle rechte vorbehalten",
        "tous droits réservés",
        "todos los derechos reservados",
        "tutti i diritti riservati",
        "všechna práva vyhrazena",
        "всі права захищен",
        "все права защищены",
    ];
    let lower = line.trim().to_lowercase();
    let has_year = |rest: &str| {
        rest.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && n > "1900" && n < "2100")
    };
    let starts = ["©", "(c)", "copyright"].iter().find_map(|head| lower.strip_prefix(head));
    let is_short = lower.chars().count() <= 200;
    is_short
        && (RIGHTS.iter().any(|phrase| lower.contains(phrase))
            || starts.is_some_and(|rest| {
                has_year(rest) || rest.chars().count() <= 60 && !rest.ends_with('.')
            }))
}

/// Whether a line is a label of a page's frame ("Menu", "Skip to content").
pub fn is_page_label(line: &str) -> bool {
    const LABELS: &[&str] = &[
        "menu",
        "menu główne",
        "main menu",
        "szukaj",
        "search",
        "wyszukaj",
        "drukuj",
        "drukuj stronę",
        "print",
        "print this page",
        "wstecz",
        "powrót",
        "back",
        "back to top",
        "do góry",
        "powrót do góry",
        "na górę",
        "strona główna",
        "home",
        "home page",
        "przejdź do treści",
        "przejdź do menu",
        "przejdź do głównej treści",
        "przejdź do zawartości",
        "skip to content",
        "skip to main content",
        "skip navigation",
        "zaloguj się",
        "zaloguj",
        "log in",
        "login",
        "sign in",
        "sign up",
        "newsletter",
        "zapisz się do newslettera",
        "subscribe to our newsletter",
        "mapa strony",
        "sitemap",
        "site map",
        "deklaracja dostępności",
        "accessibility statement",
        "advertisement",
        "reklama",
        "loading",
        "pobierz pdf",
        "download pdf",
        "zur startseite",
        "zum inhalt",
        "aller au contenu",
    ];
    LABELS.contains(&bare(line).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_lead_elsewhere() {
        for line in
            ["Czytaj też: Nowy most", "» Read also: A new bridge", "See also", "Related: Bridges"]
        {
            assert!(leads_elsewhere(line, false), "{line}");
        }
        assert!(leads_elsewhere("Read more about bridges", true));
        for line in [
            "See also Article 5 of the Act.",
            "Read more about bridges in our library.",
            "Czytaj uważnie umowę.",
            "Relatedness is a measure.",
            "Recommended: two tablets a day.",
        ] {
            assert!(!leads_elsewhere(line, false), "{line}");
        }
    }

    #[test]
    fn frames_of_pages() {
        assert!(
            is_share_line("Facebook Twitter LinkedIn") && is_share_line("Udostępnij na Facebooku")
        );
        assert!(!is_share_line("Facebook") && !is_share_line("Share the bread"));
        assert!(is_copyright("© 2023 Ministerstwo") && is_copyright("Wszelkie prawa zastrzeżone."));
        assert!(!is_copyright("Copyright in photographs lasts for seventy years after death."));
        assert!(is_page_label("» Drukuj") && !is_page_label("Drukuj powoli"));
    }
}
