//! Word building: what a word of one language is made of, and what the same making gives in
//! another.
//!
//! No dictionary lists every *nieskuteczność* and *współautorka*; but their parts are listed, and
//! both languages build alike: nie-/un-, współ-/co-, -ość/-ness. [`built`] takes a word apart into
//! a listed word and an [`Affix`] that makes candidates of its translations. [`respelled`] makes
//! candidates of an international word by its ending and the usual letters (-fikacja/-fication,
//! -yczny/-ic). Candidates are many and most are no words: they count only where another text
//! really has one.

/// What is added to a word, seen from the other language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affix {
    /// Beginnings the translation may take, parted by `|`.
    before: &'static str,
    /// How its end may change: `ending>other`, parted by `|`; an empty ending is any.
    end: &'static str,
}

/// A word taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The word it is made of, in its citation form, small letters.
    pub base: String,
    /// What is added.
    pub affix: Affix,
}

impl Affix {
    /// Returns what the affix makes of a translation of the base.
    ///
    /// ```
    /// use kladka::language::wordbuilding::built;
    /// let parts = built("pl", "en", "nieskuteczny");
    /// assert_eq!(parts[0].base, "skuteczny");
    /// assert!(parts[0].affix.of("effective").contains(&"ineffective".to_string()));
    /// ```
    pub fn of(&self, translation: &str) -> Vec<String> {
        let mut made = Vec::new();
        for change in self.end.split('|') {
            let (ending, other) = change.split_once('>').unwrap_or_default();
            let Some(stem) = translation.strip_suffix(ending) else { continue };
            for before in self.before.split('|') {
                made.push(format!("{before}{stem}{other}"));
            }
        }
        made
    }
}

/// How words of a pair of languages are built.
struct Tables {
    /// Beginnings, and the other language's.
    before: &'static [(&'static str, &'static str)],
    /// Endings, those the base may have instead (parted by `|`), and how the translation's changes.
    after: &'static [(&'static str, &'static str, &'static str)],
    /// Endings of international words, and the other language's, parted by `|`.
    international: &'static [(&'static str, &'static str)],
    /// How the other language may write letters, the longest first.
    letters: &'static [(&'static str, &'static str)],
}

/// Letters a base keeps at least.
const SHORTEST_BASE: usize = 4;
/// Letters that the stem of an international word has at least.
const SHORTEST_STEM: usize = 2;
/// Spellings of one stem that are tried at most.
const MOST_SPELLINGS: usize = 64;

/// Returns how a word may be made of others; nothing for a pair of languages without tables.
pub fn built(lang: &str, other: &str, word: &str) -> Vec<Built> {
    let Some(tables) = tables(lang, other) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |base: String, affix: Affix| {
        if base.chars().count() >= SHORTEST_BASE {
            found.push(Built { base, affix });
        }
    };
    for (own, before) in tables.before {
        if let Some(base) = word.strip_prefix(own) {
            add(base.to_string(), Affix { before, end: ">" });
        }
    }
    for (own, bases, end) in tables.after {
        if let Some(stem) = word.strip_suffix(own) {
            for ending in bases.split('|') {
                add(format!("{stem}{ending}"), Affix { before: "", end });
            }
        }
    }
    found
}

/// Returns how the other language may write an international word.
///
/// ```
/// use kladka::language::wordbuilding::respelled;
/// let made = respelled("pl", "en", "ratyfikacja");
/// assert!(made.contains(&"ratification".to_string()), "{made:?}");
/// ```
pub fn respelled(lang: &str, other: &str, word: &str) -> Vec<String> {
    let Some(tables) = tables(lang, other) else { return Vec::new() };
    let mut made = Vec::new();
    for (own, endings) in tables.international {
        let Some(stem) = word.strip_suffix(own) else { continue };
        if stem.chars().count() < SHORTEST_STEM {
            continue;
        }
        for spelling in spellings(stem, tables.letters) {
            made.extend(endings.split('|').map(|ending| format!("{spelling}{ending}")));
        }
    }
    made
}

/// The ways in which a stem may be written with other letters.
fn spellings(stem: &str, letters: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut rest = stem;
    while let Some(first) = rest.chars().next() {
        let row = letters.iter().find(|(own, _)| rest.starts_with(own));
        let own = row.map_or(first.len_utf8(), |(own, _)| own.len());
        let written = row.map_or(&rest[..own], |(_, written)| written);
        rest = &rest[own..];
        let longer = all.iter().flat_map(|s| written.split('|').map(move |w| format!("{s}{w}")));
        all = longer.take(MOST_SPELLINGS).collect();
    }
    all
}

fn tables(lang: &str, other: &str) -> Option<&'static Tables> {
    match (lang, other) {
        ("pl", "en") => Some(&POLISH_ENGLISH),
        _ => None,
    }
}

static POLISH_ENGLISH: Tables = Tables {
    before: &[
        ("nie", "un|in|im|ir|il|dis|non"),
        ("współ", "co|fellow"),
        ("anty", "anti"),
        ("przeciw", "counter|anti"),
        ("pod", "sub|under"),
        ("nad", "super|over|supra"),
        ("między", "inter"),
        ("wielo", "multi|poly"),
        ("pół", "semi|half"),
        ("przed", "pre"),
        ("samo", "self"),
        ("wice", "vice"),
        ("eks", "ex"),
        ("eko", "eco"),
        ("mikro", "micro"),
        ("makro", "macro"),
        ("elektro", "electro"),
        ("radio", "radio"),
        ("kontr", "counter"),
        ("de", "de"),
        ("re", "re"),
        ("post", "post"),
        ("pro", "pro"),
        ("super", "super"),
        ("ultra", "ultra"),
        ("neo", "neo"),
        ("pseudo", "pseudo"),
        ("mini", "mini"),
        ("auto", "auto|self"),
        ("euro", "euro"),
        ("bio", "bio"),
        ("geo", "geo"),
        ("hydro", "hydro"),
        ("tele", "tele"),
        ("trans", "trans"),
        ("poza", "extra|non"),
        ("ponad", "supra|over|trans"),
        ("wewnątrz", "intra"),
        ("wszech", "omni|all"),
    ],
    after: &[
        ("ość", "y|i", ">ness|e>ity|>ity|t>cy|te>cy|ble>bility|ous>osity|y>iness"),
        ("ie", "y", ">ly|ic>ically|le>ly|y>ily|ll>lly"),
        ("o", "y|i", ">ly|ic>ically|le>ly|y>ily|ll>lly"),
        ("ka", "", ">|or>ress|er>ress"),
        ("owy", "||a|o|y", ">|>al|y>ical"),
        ("ny", "|a|o", ">|>al|y>ical"),
        ("ski", "|a|o|y", ">|>n|>an|>ian"),
        ("cki", "k|ka|t|ta|ca", ">|>n|>an|>ian"),
        ("owiec", "", ">er|>ist|>"),
        ("izacja", "ny|ski|alny", ">ization|>isation|e>ization|e>isation"),
    ],
    international: &[
        ("fikacja", "fication"),
        ("izacja", "ization|isation"),
        ("yzacja", "ization|isation"),
        ("acja", "ation"),
        ("cja", "tion|ction|ce|cy"),
        ("sja", "sion|ssion"),
        ("izm", "ism"),
        ("yzm", "ism"),
        ("ista", "ist"),
        ("ysta", "ist"),
        ("yczny", "ic|ical"),
        ("iczny", "ic|ical"),
        ("alny", "al"),
        ("arny", "ar|ary"),
        ("ywny", "ive"),
        ("encja", "ence|ency"),
        ("ancja", "ance|ancy"),
        ("logia", "logy"),
        ("log", "logist|logue"),
        ("grafia", "graphy"),
        ("graf", "graph|grapher"),
        ("metria", "metry"),
        ("nomia", "nomy"),
        ("patia", "pathy"),
        ("terapia", "therapy"),
        ("oza", "osis"),
        ("ualny", "ual"),
        ("izować", "ize|ise"),
        ("yzować", "ize|ise|yse|yze"),
        ("fikować", "fy"),
        ("ować", "ate|e|"),
        ("ator", "ator"),
        ("or", "or"),
        ("ura", "ure"),
        ("ment", "ment"),
        ("ent", "ent"),
        ("ant", "ant"),
        ("tet", "ty"),
        ("yka", "ics|ic"),
        ("ika", "ics|ic"),
        ("ność", "nity"),
        ("alność", "ality"),
        ("ywność", "ivity|iveness"),
        ("ia", "y|ia"),
    ],
    letters: &[
        ("cj", "ti|ci|cti"),
        ("sj", "si|ssi"),
        ("ks", "x"),
        ("kw", "qu"),
        ("sz", "sh|s"),
        ("cz", "ch"),
        ("ch", "ch|h"),
        ("rz", "r"),
        ("k", "c|k|ch"),
        ("w", "v|w"),
        ("f", "f|ph"),
        ("z", "z|s"),
        ("y", "i|y"),
        ("t", "t|th"),
        ("j", "i|j"),
        ("ł", "l"),
        ("ó", "o"),
        ("ś", "s"),
        ("ź", "z"),
        ("ż", "g"),
        ("ć", "c"),
        ("ń", "n"),
        ("ą", "on"),
        ("ę", "en"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn made(word: &str, of: &str, translation: &str) -> Vec<String> {
        let parts = built("pl", "en", word).into_iter().filter(|part| part.base == of);
        parts.flat_map(|part| part.affix.of(translation)).collect()
    }

    #[test]
    fn words_are_built_alike() {
        for (word, base, translation, expected) in [
            ("współautor", "autor", "author", "coauthor"),
            ("antyrządowy", "rządowy", "governmental", "antigovernmental"),
            ("skuteczność", "skuteczny", "effective", "effectiveness"),
            ("przejrzystość", "przejrzysty", "transparent", "transparency"),
            ("odpowiedzialność", "odpowiedzialny", "responsible", "responsibility"),
            ("skutecznie", "skuteczny", "effective", "effectively"),
            ("szybko", "szybki", "quick", "quickly"),
            ("redaktorka", "redaktor", "editor", "editor"),
        ] {
            let made = made(word, base, translation);
            assert!(made.contains(&expected.to_string()), "{word}: {made:?}");
        }
    }

    #[test]
    fn international_words_are_respelled() {
        for (word, expected) in [
            ("kwalifikacja", "qualification"),
            ("protekcjonizm", "protectionism"),
            ("demokratyczny", "democratic"),
            ("teolog", "theologist"),
            ("geografia", "geography"),
            ("stabilizować", "stabilize"),
            ("aktywność", "activity"),
        ] {
            let made = respelled("pl", "en", word);
            assert!(made.contains(&expected.to_string()), "{word}: {made:?}");
        }
        assert!(respelled("en", "pl", "ratification").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_word_is_answered(word in "[a-zżółćęśąźń]{0,30}|\\PC{0,20}") {
            for part in built("pl", "en", &word) {
                part.affix.of(&word).iter().for_each(|made| assert!(made.len() < 200));
            }
            // Endings overlap: a word may have several, each with all its spellings.
            proptest::prop_assert!(respelled("pl", "en", &word).len() <= 16 * MOST_SPELLINGS);
        }
    }
}
