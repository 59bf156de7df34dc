//! Phrases that are furniture of a page and not its text: cookie notices, "read also", credits,
//! share buttons, copyright lines.
//!
//! Each function judges one line or paragraph by its words; where in the document it stands is
//! for `structure` to weigh. Polish and English phrases are many, those of the neighbours a few.

use crate::text::{TokenKind, tokens};

/// What a paragraph has in common with a notice about cookies or personal data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoticeCues {
    /// How many different things such notices speak of: cookies, consent, browser, device …
    pub topics: usize,
    /// Whether cookies, personal data or the law on them are among these.
    pub is_on_topic: bool,
    /// Whether it speaks to its reader ("your browser") or for its site ("we use").
    pub addresses_reader: bool,
}

/// Topics of cookie notices: each row one topic, by the beginnings of its words. The first
/// [`MAIN_TOPICS`] rows are the matter itself, the others go with it.
const TOPICS: &[&[&str]] = &[
    &["cookie", "ciastecz", "ciasteczk", "coocki", "сookie", "кукі", "файли cookie", "sušenk"],
    &[
        "personal data",
        "dane osobow",
        "danych osobow",
        "danymi osobow",
        "personenbezogen",
        "données personnelles",
        "données à caractère personnel",
        "datos personales",
        "dati personali",
        "osobní údaj",
        "osobních údaj",
        "персональн",
    ],
    &["gdpr", "rodo", "dsgvo", "rgpd"],
    &["browser", "przeglądar", "przegladar", "navigateur", "navegador", "prohlížeč", "браузер"],
    &[
        "consent",
        "zgod",
        "zgadzasz",
        "einwillig",
        "zustimm",
        "consentement",
        "souhlas",
        "згод",
        "соглас",
    ],
    &[
        "privacy",
        "prywatno",
        "datenschutz",
        "confidentialité",
        "privacidad",
        "soukrom",
        "конфіденц",
    ],
    &[
        "settings",
        "ustawie",
        "einstellung",
        "paramètres",
        "configuración",
        "nastaven",
        "налаштуван",
    ],
    &["device", "urządze", "urzadze", "gerät", "appareil", "dispositiv", "zařízen", "пристр"],
    &[
        "website",
        "web site",
        "serwis",
        "witryn",
        "strony internet",
        "stronie internet",
        "webseite",
        "site web",
        "sitio web",
        "stránk",
        "сайт",
    ],
    &["accept", "akcept", "akzept", "accepter", "aceptar", "přijm", "прийня"],
    &[
        "analytic",
        "statystyczn",
        "analityczn",
        "reklam",
        "advertis",
        "marketing",
        "third part",
        "partner",
    ],
];
/// How many rows of [`TOPICS`] are the matter itself.
const MAIN_TOPICS: usize = 3;

/// Words by which a site speaks of itself or to its reader, as whole words.
const ADDRESS: &[&str] = &[
    "we",
    "our",
    "your",
    "you",
    "nasz",
    "nasza",
    "nasze",
    "naszej",
    "naszego",
    "naszych",
    "naszym",
    "twoje",
    "twoja",
    "twojej",
    "twoich",
    "twoim",
    "państwa",
    "państwu",
    "państwo",
    "używamy",
    "stosujemy",
    "korzystamy",
    "wykorzystujemy",
    "zapisujemy",
    "przetwarzamy",
    "szanujemy",
    "możesz",
    "korzystasz",
    "korzystając",
    "klikając",
    "wyrażasz",
    "akceptujesz",
    "zgadzasz",
    "dowiedz",
    "wir",
    "unsere",
    "unserer",
    "ihre",
    "ihrer",
    "nous",
    "notre",
    "votre",
    "vous",
    "nuestro",
    "nuestra",
    "su",
    "usamos",
    "utilizamos",
    "nostro",
    "tuo",
    "naše",
    "našich",
    "vaše",
    "vašeho",
    "používáme",
    "ми",
    "наш",
    "ваш",
    "вашого",
    "ta",
    "ten",
];

/// Weighs the words of a paragraph against those of cookie notices.
pub fn notice_cues(text: &str) -> NoticeCues {
    let lower = text.to_lowercase();
    let has = |beginnings: &&[&str]| beginnings.iter().any(|start| word_begins(&lower, start));
    let mut cues = NoticeCues::default();
    for (row, beginnings) in TOPICS.iter().enumerate() {
        if has(beginnings) {
            cues.topics += 1;
            cues.is_on_topic |= row < MAIN_TOPICS;
        }
    }
    cues.addresses_reader = words(&lower).iter().any(|word| ADDRESS.contains(&word.as_str()));
    cues
}

/// Whether a line is a button of a cookie notice ("Accept all", "Polityka prywatności").
pub fn is_notice_button(line: &str) -> bool {
    const BUTTONS: &[&str] = &[
        "accept",
        "accept all",
        "accept cookies",
        "accept all cookies",
        "reject",
        "reject all",
        "decline",
        "agree",
        "i agree",
        "ok",
        "got it",
        "i understand",
        "close",
        "learn more",
        "more information",
        "cookie settings",
        "manage cookies",
        "manage settings",
        "privacy policy",
        "cookie policy",
        "akceptuję",
        "akceptuj",
        "akceptuję wszystkie",
        "zaakceptuj wszystkie",
        "odrzuć",
        "odrzucam",
        "odrzuć wszystkie",
        "zgadzam się",
        "nie zgadzam się",
        "rozumiem",
        "zamknij",
        "ustawienia",
        "ustawienia cookies",
        "ustawienia plików cookie",
        "dowiedz się więcej",
        "więcej informacji",
        "polityka prywatności",
        "polityka cookies",
        "polityka plików cookies",
        "przejdź do serwisu",
        "zapisz ustawienia",
    ];
    BUTTONS.contains(&bare(line).as_str())
}

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
    BARE.iter().any(|head| is_bare(&head)) && !line.ends_with(['!', '?', ':'])
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
    let Some(found) = OFFICES.iter().find_map(|office| at(&office)) else { return false };
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

/// A line in small letters without the marks and spaces around it.
fn bare(line: &str) -> String {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(lower: &str) -> Vec<String> {
    tokens(lower)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.text.to_string())
        .collect()
}

/// Whether a word of the text (or a run of words) begins so.
fn word_begins(lower: &str, start: &str) -> bool {
    lower.match_indices(start).any(|(at, _)| {
        lower[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookie_notices_speak_to_their_reader() {
        let notice = notice_cues("Używamy plików cookie. Zgodę możesz wycofać w przeglądarce.");
        assert!(notice.is_on_topic && notice.addresses_reader && notice.topics >= 3);
        let prose = notice_cues("Rozporządzenie reguluje przetwarzanie danych osobowych w Unii.");
        assert!(prose.is_on_topic && !prose.addresses_reader);
        assert_eq!(notice_cues("Łódź płynie po rzece.").topics, 0);
    }

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
        assert!(is_notice_button("OK") && !is_notice_button("OK, let us go"));
    }
}
