//! How alike two words of two languages sound: `koalicji` and `coalition`, `Iraku` and `Iraq`.
//!
//! A [`Sound`] is a word without its inflection, spelled in one alphabet for all languages.
//! Suffixes of common descent are made one (`-acyjnym`, `-ation`), then letters become sounds
//! (`sz` and `sh` are one sound). Beside the spoken form a written one is kept, for names and
//! learned words that a language borrows letter by letter (`chemiczny`, `Clintona`).
//!
//! [`Sound::alike`] is a weighted edit distance: vowels are cheap to change, related consonants
//! cost less than strangers, and beginnings count for more than ends. Aligners ask it for all
//! pairs of words of two documents, so a sound is made once a word, lies on the stack, and most
//! pairs are refused by their first sound.

mod spelling;

use unicode_normalization::UnicodeNormalization;

use spelling::{Spelling, romanise, spelling};

/// Sounds kept of a word: longer words are told apart by their beginnings.
const LONGEST: usize = 20;

/// Fewest letters that a stem keeps when an ending is taken off: `Iraku` gives `irak`, `rok`
/// stays whole.
const SHORTEST_STEM: usize = 3;

/// How a word sounds, for comparison across languages.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    form: Box<str>,
    capital: bool,
    spoken: Skeleton,
    written: Skeleton,
}

/// Reads the sound of a word; `lang` is the primary subtag of its language.
///
/// ```
/// use kladka::language::sound;
/// let alike = |pl, en| sound("pl", pl).alike(&sound("en", en));
/// assert!(alike("koalicji", "coalition") > 0.8);
/// assert!(alike("państwo", "passport") < 0.5);
/// ```
pub fn sound(lang: &str, word: &str) -> Sound {
    let form: String = word.nfc().flat_map(char::to_lowercase).collect();
    let letters: String = match form.chars().any(|c| romanise(c).is_some()) {
        true => form.chars().map(|c| romanise(c).map_or(c.to_string(), str::to_string)).collect(),
        false => form.clone(),
    };
    let (spoken, written) = if is_bare(word) {
        (Skeleton::default(), Skeleton::default())
    } else {
        let spelling = spelling(lang);
        let (stem, suffix) = stem(spelling, &letters);
        (
            Skeleton::new(&(speak(spelling, &letters, stem.len()) + suffix)),
            Skeleton::new(&(plain(stem) + suffix)),
        )
    };
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    Sound { form: form.into_boxed_str(), capital, spoken, written }
}

impl Sound {
    /// Returns how alike two words sound, 0 (not at all) to 1 (the same word).
    ///
    /// From about .7 on two words are likely to be one word in two languages; `.5` to `.7` is
    /// worth a look when something else speaks for the pair.
    pub fn alike(&self, other: &Sound) -> f64 {
        if self.form == other.form {
            return if self.form.is_empty() { 0.0 } else { 1.0 };
        }
        let names = self.capital && other.capital;
        let spoken = self.spoken.alike(&other.spoken, names);
        spoken.max(self.written.alike(&other.written, names))
    }
}

impl Sound {
    /// Says, cheaply, whether two words may be as alike as [`LIKELY`]: `false` is certain.
    pub fn may_be_alike(&self, other: &Sound) -> bool {
        self.form == other.form
            || self.spoken.may_be_alike(&other.spoken)
            || self.written.may_be_alike(&other.written)
    }

    /// Returns two numbers, of the spoken and of the written form: the families of the first sound
    /// and of the consonants after it, first in the highest byte. Two words that sound alike nearly
    /// always have one that [`Sound::begin_alike`]; the more of it they share, the more alike. For
    /// indexes.
    pub fn outlines(&self) -> [u64; 2] {
        let of = |skeleton: &Skeleton| {
            let sounds = skeleton.sounds();
            let kind = |&sound: &u8| if is_vowel(sound) { 1 } else { 2 + u64::from(family(sound)) };
            let next = sounds.iter().skip(1).filter(|&&sound| !is_vowel(sound));
            let kinds = sounds.iter().take(1).chain(next).map(kind).chain(std::iter::repeat(0));
            kinds.take(8).fold(0, |outline, kind| outline << 8 | kind)
        };
        [of(&self.spoken), of(&self.written)]
    }

    /// Says whether two outlines share the first sound and the first consonant after it.
    pub fn begin_alike(outline: u64, other: u64) -> bool {
        outline >> 48 == other >> 48
    }
}

/// A number or an acronym, which answers to nothing but itself. Longer words in capitals are
/// words of a headline.
fn is_bare(word: &str) -> bool {
    const LONGEST_ACRONYM: usize = 4;
    let capitals = word.chars().all(|c| !c.is_lowercase());
    word.chars().any(|c| c.is_ascii_digit())
        || capitals && (2..=LONGEST_ACRONYM).contains(&word.chars().count())
}

/// Takes off a word's inflection; returns the stem's letters and the sounds of its suffix.
fn stem<'w>(spelling: &'static Spelling, word: &'w str) -> (&'w str, &'static str) {
    let long_enough = |stem: &str| stem.chars().count() >= SHORTEST_STEM;
    let endings = spelling.endings.iter().copied();
    let (bare, before) = endings
        .filter_map(|(ending, before)| Some((without(word, ending)?, before, ending.len())))
        .filter(|(bare, ..)| long_enough(bare))
        .max_by_key(|&(.., len)| len)
        .map_or((word, ""), |(bare, before, _)| (bare, before));
    let suffixes = spelling.suffixes.iter();
    suffixes
        .filter_map(|&(suffix, sounds)| {
            // What the ending put back may be part of the suffix.
            let left = without(bare, without(suffix, before)?)?;
            Some((left, sounds, suffix.len()))
        })
        .filter(|(left, sounds, _)| long_enough(left) || !left.is_empty() && sounds.len() > 1)
        .max_by_key(|&(.., len)| len)
        .map_or((bare, before), |(left, sounds, _)| (left, sounds))
}

/// Takes an ending off a word that has it. Nearly all that are tried differ in their last byte.
#[inline]
fn without<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    match (word.as_bytes().last(), ending.as_bytes().last()) {
        (last, Some(wanted)) if last != Some(wanted) => None,
        _ => word.strip_suffix(ending),
    }
}

/// Turns a word's first `len` bytes into sounds; what follows them still softens a `c`.
fn speak(spelling: &Spelling, word: &str, len: usize) -> String {
    let mut sounds = String::with_capacity(len);
    let mut at = 0;
    while let Some(letter) = word[at..len].chars().next() {
        let rest = &word[at..len];
        // Nearly all that are tried differ in their first byte.
        let first = rest.as_bytes().first();
        let begins = |group: &str| group.as_bytes().first() == first && rest.starts_with(group);
        let group = spelling.letters.iter().filter(|(group, _)| begins(group));
        if let Some((group, sound)) = group.max_by_key(|(group, _)| group.len()) {
            sounds.push_str(sound);
            at += group.len();
            continue;
        }
        at += letter.len_utf8();
        match letter {
            'c' if spelling.soft_c && !word[at..].starts_with(['e', 'i', 'y']) => sounds.push('k'),
            other => sounds.push_str(&plain(other.encode_utf8(&mut [0; 4]))),
        }
    }
    sounds
}

/// Letters without their marks.
fn plain(letters: &str) -> String {
    letters
        .nfd()
        .filter_map(|c| match c {
            'ł' => Some('l'),
            'v' => Some('w'),
            'y' => Some('i'),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}

/// Up to [`LONGEST`] sounds, doubled ones once.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
struct Skeleton {
    sounds: [u8; LONGEST],
    len: u8,
    /// The sum of the sounds' weights.
    weight: f64,
    /// Which consonants occur, a bit each, related ones on one bit.
    consonants: u32,
}

impl Skeleton {
    fn new(sounds: &str) -> Skeleton {
        let mut skeleton = Skeleton::default();
        for sound in sounds.chars() {
            // Letters of scripts nobody has described still tell words apart.
            let byte =
                if sound.is_ascii() { sound as u8 } else { 0x80 | (sound as u32 & 0x7f) as u8 };
            let len = usize::from(skeleton.len);
            if len == LONGEST {
                break;
            }
            if len > 0 && skeleton.sounds[len - 1] == byte {
                continue;
            }
            skeleton.sounds[len] = byte;
            skeleton.len += 1;
            skeleton.weight += weight(byte);
            if !is_vowel(byte) {
                skeleton.consonants |= 1 << (family(byte) & 31);
            }
        }
        skeleton
    }

    fn sounds(&self) -> &[u8] {
        &self.sounds[..usize::from(self.len)]
    }

    /// `names` says that both words begin with a capital.
    fn alike(&self, other: &Skeleton, names: bool) -> f64 {
        let (a, b) = (self.sounds(), other.sounds());
        if a.len() < 2 || b.len() < 2 || a.len() > 2 * b.len() || b.len() > 2 * a.len() {
            return 0.0;
        }
        if a == b {
            return if names { 1.0 } else { trust(EQUAL_TRUST, self.weight) };
        }
        if change(a[0], b[0]) > NEAR || !self.shares_consonants(other) {
            return 0.0;
        }
        let same = 1.0 - distance(a, b) / ((self.weight + other.weight) / 2.0);
        let same = same.max(0.0);
        let shared = a.iter().zip(b).take_while(|&(&x, &y)| change(x, y) <= NEAR).count();
        let start = shared as f64 / a.len().min(b.len()) as f64;
        let alike = (1.0 - START) * same + START * start * same.sqrt();
        if names && self.consonants == other.consonants {
            return alike;
        }
        alike * trust(UNEQUAL_TRUST, self.weight.min(other.weight))
    }

    /// Consonants that only one of the words has must be left out or changed, which costs one
    /// each; likeness of [`LIKELY`] leaves room for [`MOST_CHANGED`] of the mean weight.
    fn may_be_alike(&self, other: &Skeleton) -> bool {
        let (mine, theirs) = (self.consonants, other.consonants);
        let alone = (mine & !theirs).count_ones().max((theirs & !mine).count_ones());
        f64::from(alone) <= MOST_CHANGED * (self.weight + other.weight) / 2.0
    }

    /// At least half of the consonants of the poorer word occur in the other.
    fn shares_consonants(&self, other: &Skeleton) -> bool {
        let both = (self.consonants & other.consonants).count_ones();
        let fewer = self.consonants.count_ones().min(other.consonants.count_ones());
        2 * both >= fewer
    }
}

/// How far likeness is trusted in light words, which are alike by chance: the share that is left
/// at the lower weight and below, growing to 1 at the upper weight. Weights are those of
/// [`weight`], summed: `rok` 2.45, `grup` 3.45, `region` 4.35.
type Trust = (f64, f64, f64);

/// Trust in words whose sounds are equal.
const EQUAL_TRUST: Trust = (0.55, 2.5, 2.9);

/// Trust in words whose sounds differ.
const UNEQUAL_TRUST: Trust = (0.55, 3.5, 5.2);

fn trust((least, from, to): Trust, weight: f64) -> f64 {
    least + (1.0 - least) * ((weight - from) / (to - from)).clamp(0.0, 1.0)
}

/// How much the shared beginning counts beside the distance: cognates part at their ends.
const START: f64 = 0.35;

/// Likeness from which two words are likely to be one word in two languages.
pub const LIKELY: f64 = 0.6;

/// The share of two words' mean weight that may be changed before they are less alike than
/// [`LIKELY`]: .65 · same + .35 · √same falls below .6 at same = .53.
const MOST_CHANGED: f64 = 0.47;

/// The highest cost of a change between sounds that pass for one another at a word's beginning.
const NEAR: f64 = 0.35;

/// What leaving out a sound costs: vowels carry little of a word's identity, and `h` is written
/// where nobody says it.
const fn weight(sound: u8) -> f64 {
    match sound {
        s if is_vowel(s) => 0.45,
        b'h' | b'j' => 0.5,
        _ => 1.0,
    }
}

const fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// What saying one sound for another costs.
fn change(a: u8, b: u8) -> f64 {
    match a == b {
        true => 0.0,
        false => CHANGES[usize::from(KINDS[usize::from(a)])][usize::from(KINDS[usize::from(b)])],
    }
}

/// Sounds whose changes are not all alike; the question is asked some hundred million times for
/// two long texts, and answered from a table.
const SPECIAL: &[u8; 23] = b"\0aeiouszSZJjcCkhgtdfwbp";

/// For each sound its place among the special ones, 0 for all others.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut kind = 1;
    while kind < SPECIAL.len() {
        kinds[SPECIAL[kind] as usize] = kind as u8;
        kind += 1;
    }
    kinds
};

static CHANGES: [[f64; SPECIAL.len()]; SPECIAL.len()] = {
    let mut all = [[0.0; SPECIAL.len()]; SPECIAL.len()];
    let mut a = 0;
    while a < SPECIAL.len() {
        let mut b = 0;
        while b < SPECIAL.len() {
            all[a][b] = if a + b == 0 { 1.0 } else { changed(SPECIAL[a], SPECIAL[b]) };
            b += 1;
        }
        a += 1;
    }
    all
};

const fn changed(a: u8, b: u8) -> f64 {
    if a == b {
        return 0.0;
    }
    if is_vowel(a) && is_vowel(b) {
        return 0.25;
    }
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    match (low, high) {
        (b's', b'z') | (b'J', b'j') | (b'J', b'Z') | (b'i', b'j') => 0.15,
        (b'C', b'c') | (b'S', b's') | (b'Z', b'z') | (b'C', b'h') | (b'g', b'h') => 0.3,
        (b'c', b's') | (b'c', b'k') | (b'C', b'k') | (b'h', b'k') | (b'J', b'g') => 0.35,
        (b'Z', b'g') | (b'Z', b'j') | (b'C', b'S') | (b'S', b'c') => 0.35,
        (b'c', b't') | (b'c', b'z') | (b'd', b't') | (b'f', b'w') | (b'g', b'k') => 0.45,
        (b'b', b'p') | (b'b', b'w') | (b'S', b'z') | (b'u', b'w') | (b'f', b't') => 0.6,
        _ => weight(a).max(weight(b)),
    }
}

/// One number for sounds that can stand for each other.
fn family(sound: u8) -> u8 {
    match sound {
        b's' | b'z' | b'S' | b'Z' | b'J' | b'j' => 1,
        b'c' | b'C' | b'k' | b'h' | b'g' => 2,
        b't' | b'd' => 3,
        b'f' | b'w' => 4,
        b'b' | b'p' => 5,
        other => 6 + other % 26,
    }
}

/// The cheapest way to say one word for the other.
fn distance(a: &[u8], b: &[u8]) -> f64 {
    let mut row = [0.0; LONGEST + 1];
    for (j, &y) in b.iter().enumerate() {
        row[j + 1] = row[j] + weight(y);
    }
    for &x in a {
        let mut corner = row[0];
        let dropped = weight(x);
        row[0] += dropped;
        for (j, &y) in b.iter().enumerate() {
            let replaced = corner + change(x, y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(corner + dropped).min(row[j] + weight(y));
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(pl: &str, en: &str) -> f64 {
        sound("pl", pl).alike(&sound("en", en))
    }

    fn check(pairs: &str, fits: impl Fn(f64) -> bool, what: &str) {
        let mut wrong = Vec::new();
        for line in pairs.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (pl, en) = line.split_once(' ').expect("two words");
            let alike = alike(pl, en.trim());
            if !fits(alike) {
                wrong.push(format!("{line}: {alike:.2}"));
            }
        }
        assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
    }

    #[test]
    fn cognates_sound_alike_in_every_form() {
        let pairs = "
            koalicji coalition
            Koalicją Coalition
            koalicjami coalitions
            Iraku Iraq
            Syrii Syria
            Syrią Syria
            terrorystycznego terrorist
            terroryzmu terrorism
            stabilizacyjnym stabilization
            stabilizacja stabilization
            Waszyngtonu Washington
            Waszyngtonem Washington
            kalifatu caliphate
            kalifacie caliphate
            organizacje organizations
            organizacji organisations
            globalnej global
            Globalnymi Global
            globalnie globally
            ministrów ministers
            Trumpa Trump
            pandemia pandemic
            partnerami partners
            terytorialne territorial
            operacji operation
            Warszawie Warsaw
            kontroli control
            ambasadorowi ambassador
            agresywną aggressive
            raporcie report
            efektywnego effective
            demokratyczny democratic
            demokracji democracy
            chemicznej chemical
            militarnych military
            humanitarną humanitarian
            konferencję conference
            prezydentem president
            sekretarzem secretary
            region regions
            ideologii ideology
            misji mission
            Rosji Russia
            Azji Asia
            Jordanii Jordan
            Francji France
            Europie Europe
            dyplomacji diplomacy
            dyplomaci diplomats
            grupa group
            Ukrainę Ukraine
            Egipcie Egypt
            Clintona Clinton
            Johnsonowi Johnson
            procesu process
            inicjatywy initiative
            rezolucji resolution
            komisja commission
            instytucjami institutions
            ekonomiczny economic
            polityki politics
            politycznego political
            Ameryce America
            Kolumbii Colombia
            program programme
            systemów systems
            aktywnie actively
            kryzysu crisis
        ";
        check(pairs, |alike| alike >= 0.7, "cognates that do not sound alike");
    }

    #[test]
    fn strangers_do_not_sound_alike() {
        let pairs = "
            państwo passport
            działania danger
            kontrola coalition
            bastion base
            kraj cry
            stary story
            władze wood
            rok rock
            polska police
            miasto mist
            praca price
            wojna woman
            szkoła skull
            domu dome
            walka wake
            prawo prove
            granica grain
            morze more
            droga drug
            ludzie loud
            pomoc pomp
            rada road
            sprawa sparrow
            strona strong
            wyspa wasp
            broń born
            pokój pocket
            umowa human
            czas case
            Iran Iraq
            wzrost wrist
            budynek budget
            minister minute
            koalicja collar
            region reason
            Niemcy Germany
            wiek week
            list last
            świat sweat
            nowy navy
        ";
        check(pairs, |alike| alike < 0.67, "strangers that sound alike");
    }

    #[test]
    fn relatives_stand_between() {
        let pairs = "
            polityką policy
            terrorystyczny terrorism
            stabilny stabilization
        ";
        check(pairs, |alike| (0.4..0.95).contains(&alike), "relatives");
    }

    #[test]
    fn numbers_and_acronyms_answer_to_themselves() {
        assert_eq!(alike("2014", "2014"), 1.0);
        assert_eq!(alike("2014", "2015"), 0.0);
        assert_eq!(alike("NATO", "NATO"), 1.0);
        assert_eq!(alike("NATO", "note"), 0.0);
        assert_eq!(alike("ONZ", "UN"), 0.0);
        assert_eq!(alike("", ""), 0.0);
    }

    #[test]
    fn other_languages_and_scripts_are_read() {
        let alike = |a: (&str, &str), b: (&str, &str)| sound(a.0, a.1).alike(&sound(b.0, b.1));
        assert!(alike(("de", "Koalition"), ("pl", "koalicja")) > 0.8);
        assert!(alike(("uk", "коаліція"), ("pl", "koalicja")) > 0.8);
        assert!(alike(("ru", "Вашингтон"), ("en", "Washington")) > 0.7);
        assert!(alike(("cs", "organizace"), ("en", "organization")) > 0.7);
    }

    proptest::proptest! {
        #[test]
        fn any_two_words_have_a_likeness(a in ".{0,30}", b in "\\PC{0,30}") {
            for lang in ["pl", "en", "xx"] {
                let (x, y) = (sound(lang, &a), sound("en", &b));
                let alike = x.alike(&y);
                proptest::prop_assert!((0.0..=1.0).contains(&alike));
                proptest::prop_assert!((alike - y.alike(&x)).abs() < 1e-9);
            }
        }
    }
}
