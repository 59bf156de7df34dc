//! The words a language writes values with, spelt out from its table and looked up in lower case.
//!
//! A word can mean several things (*second* is an ordinal and a unit, *lata* a unit and the mark of a decade), so an [`Entry`] holds
//! them all and the reader chooses by what stands around.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::number::Decimal;
use super::unit::{self, Unit};
use super::{words_en, words_pl};

/// What a word says about the number beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// *and*: may stand inside a numeral.
    And,
    /// *a*: may stand before a scale word or after *half*.
    Article,
    /// *of*: may stand between a number and its unit.
    Of,
    /// *half*, *pół*.
    Half,
    /// *półtora*.
    OneAndAHalf,
    /// *wpół* do.
    HalfTo,
    /// *kwadrans*, *quarter* beside a clock time.
    QuarterHour,
    /// *do*, *to*: up to the hour.
    To,
    /// *po*, *past*: after the hour.
    Past,
    /// *za* kwadrans.
    Before,
    /// *wiek*, *century*.
    Century,
    /// *lata* 90.
    Decades,
    /// *godz.*, *at*: the number is a time of day.
    Hour,
    /// *roku*, *in*: a number of four digits is a year.
    Year,
    /// *rano*.
    Morning,
    /// *wieczorem*.
    Afternoon,
    /// *minus*.
    Minus,
    /// *square*, *kwadratowych*.
    Square,
    /// *cubic*, *sześciennych*.
    Cubic,
    /// *GMT*: four digits before it are hours and minutes.
    Zone,
    /// *per* cent.
    Per,
    /// per *cent*.
    Cent,
}

/// Everything a word may mean in a value.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// A number that counts in a numeral (*three*, *third*).
    pub number: Option<f64>,
    /// The number puts in order.
    pub ordinal: bool,
    /// What the word multiplies by (*million*).
    pub scale: Option<f64>,
    /// Other numbers the word may stand for.
    pub loose: &'static [f64],
    /// 1 to 12.
    pub month: Option<u8>,
    /// The unit it names behind a number.
    pub unit: Option<&'static Unit>,
    cues: u32,
}

impl Entry {
    /// Whether the word gives this cue.
    pub(super) fn is(&self, cue: Cue) -> bool {
        self.cues & (1 << cue as u32) != 0
    }
}

/// What is known of one language.
pub(super) struct Lexicon {
    words: HashMap<String, Entry>,
    prefixes: &'static [(f64, &'static str)],
    rests: &'static [&'static str],
    /// How the language separates decimals.
    pub decimal: Decimal,
    /// Whether a lone group mark is never a decimal one. Only where the language's own habits are known.
    pub strict: bool,
    /// Whether months are written with a capital, so that *may* and *march* are no months.
    pub capital_months: bool,
    /// Whether a time of day is counted to twelve twice.
    pub twelve_hours: bool,
}

impl Lexicon {
    /// Returns what the word means in values, whatever its capitals.
    pub(super) fn word(&self, word: &str) -> Option<&Entry> {
        self.words.get(lower(word).as_ref())
    }

    /// Returns the number in the first part of a compound and the unit in its rest: *dwudziestopięcioletni* → 25, years.
    pub(super) fn compound(&self, word: &str) -> Option<(f64, Option<&'static Unit>)> {
        let word = lower(word);
        let mut rest = word.as_ref();
        let mut number = 0.0;
        // Four parts are enough for "tysiącstudwudziestopięcioletni".
        for _ in 0..4 {
            let longest = self
                .prefixes
                .iter()
                .filter(|(_, prefix)| rest.starts_with(prefix))
                .max_by_key(|(_, prefix)| prefix.len());
            let Some((value, prefix)) = longest else {
                break;
            };
            number += value;
            rest = &rest[prefix.len()..];
        }
        let plausible =
            number > 0.0 && self.rests.iter().any(|beginning| rest.starts_with(beginning));
        plausible.then(|| (number, self.words.get(rest).and_then(|entry| entry.unit)))
    }
}

/// Returns what is known of a language by its primary subtag; every language has digits.
pub(super) fn lexicon(lang: &str) -> &'static Lexicon {
    static POLISH: LazyLock<Lexicon> = LazyLock::new(polish);
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(english);
    static POINT: LazyLock<Lexicon> = LazyLock::new(|| digits_only(Decimal::Point));
    static COMMA: LazyLock<Lexicon> = LazyLock::new(|| digits_only(Decimal::Comma));
    let primary = lang.split(['-', '_']).next().unwrap_or(lang);
    if primary.eq_ignore_ascii_case("pl") {
        &POLISH
    } else if primary.eq_ignore_ascii_case("en") {
        &ENGLISH
    } else if POINT_LANGUAGES.iter().any(|known| primary.eq_ignore_ascii_case(known)) {
        &POINT
    } else {
        &COMMA
    }
}

/// Languages other than English that write a decimal point.
const POINT_LANGUAGES: &[&str] = &[
    "zh", "ja", "ko", "th", "he", "hi", "bn", "ta", "te", "ms", "tl", "sw", "ga", "cy", "mt",
    "yue", "my", "ur", "ne", "si",
];

fn polish() -> Lexicon {
    let mut lexicon = digits_only(Decimal::Comma);
    lexicon.strict = true;
    lexicon.prefixes = words_pl::PREFIXES;
    lexicon.rests = words_pl::COMPOUND_RESTS;
    lexicon.fill(words_pl::NUMBERS, words_pl::ORDINALS, words_pl::SCALES);
    lexicon.name(words_pl::LOOSE, &words_pl::MONTHS, words_pl::UNITS, words_pl::CUES);
    lexicon
}

fn english() -> Lexicon {
    let mut lexicon = digits_only(Decimal::Point);
    lexicon.strict = true;
    lexicon.capital_months = true;
    lexicon.twelve_hours = true;
    lexicon.fill(words_en::NUMBERS, words_en::ORDINALS, words_en::SCALES);
    lexicon.name(words_en::LOOSE, &words_en::MONTHS, words_en::UNITS, words_en::CUES);
    lexicon
}

fn digits_only(decimal: Decimal) -> Lexicon {
    Lexicon {
        words: HashMap::new(),
        prefixes: &[],
        rests: &[],
        decimal,
        strict: false,
        capital_months: false,
        twelve_hours: false,
    }
}

type Rows<T> = &'static [(T, &'static str)];

impl Lexicon {
    fn fill(&mut self, numbers: Rows<f64>, ordinals: Rows<f64>, scales: Rows<f64>) {
        for &(value, forms) in numbers {
            self.each(forms, |entry| entry.number = entry.number.or(Some(value)));
        }
        for &(value, forms) in ordinals {
            self.each(forms, |entry| {
                entry.ordinal = entry.number.is_none();
                entry.number = entry.number.or(Some(value));
            });
        }
        for &(value, forms) in scales {
            self.each(forms, |entry| entry.scale = Some(value));
        }
    }

    fn name(
        &mut self,
        loose: Rows<&'static [f64]>,
        months: &[&str; 12],
        units: Rows<&'static str>,
        cues: Rows<Cue>,
    ) {
        for &(values, forms) in loose {
            self.each(forms, |entry| entry.loose = values);
        }
        for (month, forms) in (1..).zip(months) {
            self.each(forms, |entry| entry.month = Some(month));
        }
        for &(symbol, forms) in units {
            let known = unit::unit(symbol);
            debug_assert!(known.is_some(), "{symbol} is no unit");
            self.each(forms, |entry| entry.unit = entry.unit.or(known));
        }
        for &(cue, forms) in cues {
            self.each(forms, |entry| entry.cues |= 1 << cue as u32);
        }
    }

    fn each(&mut self, forms: &str, mut mean: impl FnMut(&mut Entry)) {
        for form in spell_out(forms) {
            mean(self.words.entry(form).or_default());
        }
    }
}

/// Returns every form a row of a table stands for.
fn spell_out(forms: &str) -> impl Iterator<Item = String> {
    /// Endings of *nowy*, *trzeci*, *drugi*.
    const CLASSES: [(&str, &str); 3] = [
        ("adj", "y,a,e,ego,ej,emu,ą,ym,ymi,ych,i,o"),
        ("soft", "i,ia,ie,iego,iej,iemu,ią,im,imi,ich,io"),
        ("gi", "i,a,ie,iego,iej,iemu,ą,im,imi,ich,o"),
    ];
    forms.split_whitespace().flat_map(|form| {
        let class = form.split_once(':').and_then(|(stem, name)| {
            CLASSES.iter().find(|(class, _)| *class == name).map(|(_, endings)| (stem, *endings))
        });
        let (stem, endings) = class.or_else(|| form.split_once('|')).unwrap_or((form, "-"));
        endings
            .split(',')
            .map(move |ending| format!("{stem}{}", if ending == "-" { "" } else { ending }))
            .collect::<Vec<_>>()
    })
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_spelt_out() {
        let forms: Vec<String> = spell_out("dekad|a,y,- trzec:soft sto").collect();
        assert_eq!(forms[..4], ["dekada", "dekady", "dekad", "trzeci"]);
        assert!(forms.contains(&"trzeciego".to_string()) && forms.contains(&"sto".to_string()));
    }

    #[test]
    fn every_unit_of_the_tables_is_known() {
        for (symbol, _) in words_pl::UNITS.iter().chain(words_en::UNITS) {
            assert!(
                unit::unit(symbol).is_some(),
                "{symbol} stands in a table of words but not among the units"
            );
        }
    }

    #[test]
    fn compounds_hold_numbers_and_other_words_do_not() {
        let polish = lexicon("pl");
        assert_eq!(polish.compound("dwudziestopięcioletni"), Some((25.0, unit::unit("year"))));
        assert_eq!(polish.compound("trzyosobowy"), Some((3.0, None)));
        assert_eq!(polish.compound("trzymać"), None);
        assert_eq!(polish.compound("student"), None);
    }
}
