//! Notices about cookies and personal data: by which words they betray themselves.

use crate::language::furniture::{bare, words};

/// What a paragraph has in common with a notice about cookies or personal data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoticeCues {
    /// How many different things such notices speak of: cookies, consent, browser, device …
    pub topics: usize,
    /// Whether cookies, personal data or the law on them are among these.
    pub is_on_topic: bool,
    /// Whether cookies themselves are among these.
    pub is_on_cookies: bool,
    /// Whether it speaks to its reader ("your browser") or of "us".
    pub addresses_reader: bool,
    /// Whether it speaks for the site it stands on: "we use", "this website".
    pub speaks_for_site: bool,
    /// Whether it says who answers for the reader's data, as the law demands.
    pub names_controller: bool,
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

/// Words by which a text speaks to its reader or of its writers, as whole words.
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
    "twoją",
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
    "nostro",
    "tuo",
    "naše",
    "našich",
    "vaše",
    "vašeho",
    "наш",
    "ваш",
    "вашого",
];

/// Phrases by which a text speaks for the site it stands on.
const FOR_SITE: &[&str] = &[
    "we use",
    "we and our",
    "we process",
    "we store",
    "we value your",
    "we care about your",
    "our website",
    "our site",
    "our service",
    "our page",
    "our partners",
    "this website",
    "this web site",
    "this site",
    "this page uses",
    "site uses",
    "website uses",
    "używamy",
    "stosujemy",
    "korzystamy",
    "wykorzystujemy",
    "zapisujemy",
    "przetwarzamy",
    "szanujemy twoj",
    "szanujemy państwa",
    "dbamy o",
    "nasza strona",
    "naszej stron",
    "naszego serwisu",
    "nasz serwis",
    "naszym serwisie",
    "naszych serwis",
    "naszych stron",
    "nasza witryna",
    "naszej witryn",
    "nasz portal",
    "naszego portalu",
    "ta strona",
    "ta witryna",
    "ten serwis",
    "tej stron",
    "tej witryn",
    "tego serwisu",
    "strona używa",
    "strona korzysta",
    "strona wykorzystuje",
    "strona stosuje",
    "strona internetowa używa",
    "serwis używa",
    "serwis korzysta",
    "serwis wykorzystuje",
    "serwis stosuje",
    "witryna używa",
    "witryna korzysta",
    "witryna wykorzystuje",
    "portal używa",
    "portal korzysta",
    "w ramach naszej",
    "korzystając z serwisu",
    "korzystając ze strony",
    "diese website",
    "unsere website",
    "wir verwenden",
    "wir nutzen",
    "ce site",
    "notre site",
    "nous utilisons",
    "este sitio",
    "nuestro sitio",
    "utilizamos",
    "questo sito",
    "utilizziamo",
    "tento web",
    "tato stránka",
    "používáme",
    "naše stránky",
    "цей сайт",
    "наш сайт",
    "ми використовуємо",
];

/// Phrases that name the controller of personal data.
const CONTROLLER: &[&str] = &[
    "administratorem twoich",
    "administratorem państwa",
    "administratorem pani",
    "administratorem pana",
    "administratorem danych osobowych jest",
    "the controller of your personal data",
    "controller of personal data is",
    "your personal data is controlled",
];

/// Weighs the words of a paragraph against those of cookie notices.
pub fn notice_cues(text: &str) -> NoticeCues {
    let lower = text.to_lowercase();
    let has = |beginnings: &[&str]| beginnings.iter().any(|start| word_begins(&lower, start));
    let mut cues = NoticeCues::default();
    for (row, beginnings) in TOPICS.iter().enumerate() {
        let is_main = row < MAIN_TOPICS;
        // Most texts speak of nothing of the kind: then the rest need not be looked for.
        if (is_main || cues.is_on_topic) && has(beginnings) {
            cues.topics += 1;
            cues.is_on_topic |= is_main;
            cues.is_on_cookies |= row == 0;
        }
    }
    if cues.is_on_topic {
        cues.names_controller = has(CONTROLLER);
        cues.speaks_for_site = cues.names_controller || has(FOR_SITE);
        let is_address = |word: &String| ADDRESS.contains(&word.as_str());
        cues.addresses_reader = cues.speaks_for_site
            || has_polite_address(text)
            || words(&lower).iter().any(is_address);
    }
    cues
}

/// "Państwa" with a capital inside a sentence is "your"; small, or first, it is "the state's".
fn has_polite_address(text: &str) -> bool {
    ["Państwa", "Państwu", "Państwo"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].trim_end();
            before.len() < at && before.ends_with(|c: char| c.is_lowercase() || c == ',')
        })
    })
}

/// Whether a line is a button of a cookie notice ("Accept all", "Polityka prywatności") or its
/// title.
pub fn is_notice_label(line: &str) -> bool {
    const LABELS: &[&str] = &[
        "cookies",
        "cookie notice",
        "about cookies",
        "about cookies on this site",
        "your privacy",
        "we value your privacy",
        "we care about your privacy",
        "we respect your privacy",
        "this website uses cookies",
        "this site uses cookies",
        "we use cookies",
        "privacy settings",
        "pliki cookie",
        "pliki cookies",
        "ciasteczka",
        "informacja o cookies",
        "informacja o plikach cookies",
        "szanujemy twoją prywatność",
        "cenimy twoją prywatność",
        "dbamy o twoją prywatność",
        "twoja prywatność",
        "ustawienia prywatności",
        "ta strona używa plików cookie",
        "ta strona używa plików cookies",
        "ta strona używa ciasteczek",
        "używamy plików cookie",
        "używamy plików cookies",
        "używamy ciasteczek",
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
    LABELS.contains(&bare(line).as_str())
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
        assert!(is_notice_label("OK") && !is_notice_label("OK, let us go"));
    }
}
