//! Values: hand-made cases, and the laws that must hold for any text.

use kladka::language::value::{Side, Value, compare, values};
use proptest::prelude::*;
use std::time::Instant;

fn described(value: &Value) -> String {
    format!("{}:{}", value.kind.name(), value.canonical())
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

#[test]
fn texts_hold_the_values_listed() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("data/values/read.tsv")) {
        let [lang, text, expected] = row[..] else { panic!("three columns: {row:?}") };
        let found: Vec<String> = values(lang, text).iter().map(described).collect();
        let found = if found.is_empty() { "-".to_string() } else { found.join(" | ") };
        if found != expected {
            wrong.push(format!("{lang} {text:?}\n    expected {expected}\n    found    {found}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} texts are read otherwise than tests/data/values/read.tsv says:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn translations_leave_over_what_is_listed() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("data/values/pairs.tsv")) {
        let [polish, english, expected] = row[..] else { panic!("three columns: {row:?}") };
        for (from, source, to, target, swapped) in
            [("pl", polish, "en", english, false), ("en", english, "pl", polish, true)]
        {
            let found = compare(from, source, to, target);
            let mut left: Vec<String> = found
                .unmatched
                .iter()
                .map(|left| {
                    format!(
                        "{}:{}",
                        if (left.side == Side::Source) == swapped { "en" } else { "pl" },
                        left.text
                    )
                })
                .collect();
            left.sort_by_key(|left| left.starts_with("en"));
            let left = if left.is_empty() { "-".to_string() } else { left.join(" | ") };
            if left != expected {
                wrong.push(format!(
                    "{source:?} > {target:?}\n    expected {expected}\n    found    {left}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} pairs compare otherwise than tests/data/values/pairs.tsv says:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A number written in every way we can think of.
fn written_number(number: u64, way: usize) -> (String, &'static str) {
    let grouped = |mark: &str| {
        let digits = number.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(mark);
            }
            out.push(digit);
        }
        out
    };
    match way {
        0 => (number.to_string(), "pl"),
        1 => (grouped(" "), "pl"),
        2 => (grouped("\u{a0}"), "pl"),
        3 => (in_polish(number), "pl"),
        4 => (number.to_string(), "en"),
        5 => (grouped(","), "en"),
        6 => (grouped("\u{202f}"), "en"),
        _ => (in_english(number), "en"),
    }
}

fn in_english(number: u64) -> String {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let joined = |head: String, rest: u64, mark: &str| {
        if rest == 0 { head } else { format!("{head}{mark}{}", in_english(rest)) }
    };
    match number {
        0..20 => ONES[number as usize].to_string(),
        20..100 => joined(TENS[number as usize / 10].to_string(), number % 10, "-"),
        100..1000 => joined(format!("{} hundred", in_english(number / 100)), number % 100, " and "),
        1000..1_000_000 => joined(
            format!("{} thousand", in_english(number / 1000)),
            number % 1000,
            if number % 1000 < 100 { " and " } else { " " },
        ),
        _ => joined(format!("{} million", in_english(number / 1_000_000)), number % 1_000_000, " "),
    }
}

fn in_polish(number: u64) -> String {
    const ONES: [&str; 20] = [
        "zero",
        "jeden",
        "dwa",
        "trzy",
        "cztery",
        "pięć",
        "sześć",
        "siedem",
        "osiem",
        "dziewięć",
        "dziesięć",
        "jedenaście",
        "dwanaście",
        "trzynaście",
        "czternaście",
        "piętnaście",
        "szesnaście",
        "siedemnaście",
        "osiemnaście",
        "dziewiętnaście",
    ];
    const TENS: [&str; 10] = [
        "",
        "",
        "dwadzieścia",
        "trzydzieści",
        "czterdzieści",
        "pięćdziesiąt",
        "sześćdziesiąt",
        "siedemdziesiąt",
        "osiemdziesiąt",
        "dziewięćdziesiąt",
    ];
    const HUNDREDS: [&str; 10] = [
        "",
        "sto",
        "dwieście",
        "trzysta",
        "czterysta",
        "pięćset",
        "sześćset",
        "siedemset",
        "osiemset",
        "dziewięćset",
    ];
    let joined = |head: String, rest: u64| {
        if rest == 0 { head } else { format!("{head} {}", in_polish(rest)) }
    };
    let scaled = |count: u64, one: &str, few: &str, many: &str| match count {
        1 => one.to_string(),
        _ if (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100)) => {
            format!("{} {few}", in_polish(count))
        }
        _ => format!("{} {many}", in_polish(count)),
    };
    match number {
        0..20 => ONES[number as usize].to_string(),
        20..100 => joined(TENS[number as usize / 10].to_string(), number % 10),
        100..1000 => joined(HUNDREDS[number as usize / 100].to_string(), number % 100),
        1000..1_000_000 => {
            joined(scaled(number / 1000, "tysiąc", "tysiące", "tysięcy"), number % 1000)
        }
        _ => {
            joined(scaled(number / 1_000_000, "milion", "miliony", "milionów"), number % 1_000_000)
        }
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("stycznia", "January"),
    ("lutego", "February"),
    ("marca", "March"),
    ("kwietnia", "April"),
    ("maja", "May"),
    ("czerwca", "June"),
    ("lipca", "July"),
    ("sierpnia", "August"),
    ("września", "September"),
    ("października", "October"),
    ("listopada", "November"),
    ("grudnia", "December"),
];

fn written_day(year: u32, month: u32, day: u32, way: usize) -> (String, &'static str) {
    let (polish, english) = MONTHS[month as usize - 1];
    match way {
        0 => (format!("{day} {polish} {year} r."), "pl"),
        1 => (format!("{day:02}.{month:02}.{year}"), "pl"),
        2 => (format!("{day}.{month}.{year}"), "pl"),
        3 => (format!("{year}-{month:02}-{day:02}"), "pl"),
        4 => (format!("{day} {english} {year}"), "en"),
        5 => (format!("{english} {day}, {year}"), "en"),
        6 => (format!("{english} {day}th, {year}"), "en"),
        7 => (format!("the {day}th of {english}, {year}"), "en"),
        _ => (format!("{month:02}/{day:02}/{year}"), "en"),
    }
}

fn written_time(hour: u32, minute: u32, way: usize) -> (String, &'static str) {
    let twelve = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
    let half = if hour < 12 { "a.m." } else { "p.m." };
    match way {
        0 => (format!("godz. {hour}.{minute:02}"), "pl"),
        1 => (format!("{hour}:{minute:02}"), "pl"),
        2 => (format!("{twelve}:{minute:02} {half}"), "en"),
        3 => (format!("{twelve}.{minute:02}{}", half.replace('.', "")), "en"),
        4 => (format!("{hour:02}{minute:02} GMT"), "en"),
        _ => (format!("{hour:02}:{minute:02} UTC"), "en"),
    }
}

/// The only value of a text, and that it stands where it was put.
fn only(text: &str, lang: &str) -> Value {
    let text = format!("Uwaga: {text}");
    let found = values(lang, &text);
    assert_eq!(found.len(), 1, "{text:?} holds one value, found {found:?}");
    found[0].clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_number_is_one_value_in_every_spelling(exponent in 1_u32..10, share in 0.0..1.0_f64, a in 0_usize..8, b in 0_usize..8) {
        // A year-sized number followed by nothing is still a number; "one" to "nine hundred million".
        let number = (share * 10_f64.powi(exponent as i32)) as u64 % 999_999_999;
        let ((left, left_lang), (right, right_lang)) = (written_number(number, a), written_number(number, b));
        let (first, second) = (only(&left, left_lang), only(&right, right_lang));
        prop_assert_eq!(first.canonical(), number.to_string(), "{}", left);
        prop_assert_eq!(second.canonical(), number.to_string(), "{}", right);
        prop_assert!(first.agrees(&second));
        prop_assert!(compare(left_lang, &left, right_lang, &right).unmatched.is_empty());
    }

    #[test]
    fn a_decimal_is_one_value_in_both_languages(whole in 0_u32..100_000, hundredths in 1_u32..100) {
        let (polish, english) = (format!("{whole},{hundredths:02}"), format!("{whole}.{hundredths:02}"));
        prop_assert_eq!(only(&polish, "pl").canonical(), only(&english, "en").canonical());
    }

    #[test]
    fn a_scale_word_multiplies(count in 1_u64..1000, scale in 0_usize..4) {
        let (polish, english, zeros) = [("tys.", "thousand", 3), ("mln", "million", 6), ("mld", "billion", 9), ("bilionów", "trillion", 12)][scale];
        let value = (count * 10_u64.pow(zeros)).to_string();
        prop_assert_eq!(only(&format!("{count} {polish}"), "pl").canonical(), value.clone());
        prop_assert_eq!(only(&format!("{count} {english}"), "en").canonical(), value.clone());
        prop_assert_eq!(only(&format!("{} {english}", in_english(count)), "en").canonical(), value);
    }

    #[test]
    fn a_day_is_one_value_in_every_spelling(year in 1500_u32..2100, month in 1_u32..=12, day in 13_u32..=28, a in 0_usize..9, b in 0_usize..9) {
        let ((left, left_lang), (right, right_lang)) = (written_day(year, month, day, a), written_day(year, month, day, b));
        let (first, second) = (only(&left, left_lang), only(&right, right_lang));
        prop_assert_eq!(first.canonical(), format!("{year:04}-{month:02}-{day:02}"), "{}", left);
        prop_assert!(first.agrees(&second), "{} and {}", left, right);
        let found = compare(left_lang, &left, right_lang, &right);
        prop_assert!(found.unmatched.is_empty(), "{} and {} leave {:?}", left, right, found.unmatched);
    }

    #[test]
    fn a_time_is_one_value_in_every_spelling(hour in 0_u32..24, minute in 0_u32..60, a in 0_usize..6, b in 0_usize..6) {
        let ((left, left_lang), (right, right_lang)) = (written_time(hour, minute, a), written_time(hour, minute, b));
        prop_assert_eq!(only(&left, left_lang).canonical(), format!("{hour:02}:{minute:02}"), "{}", left);
        prop_assert!(compare(left_lang, &left, right_lang, &right).unmatched.is_empty(), "{} and {}", left, right);
    }

    #[test]
    fn a_changed_digit_is_left_over(number in 1000_u64..10_000_000, place in 0_usize..7, by in 1_u8..10) {
        let mut digits = number.to_string().into_bytes();
        let place = place % digits.len();
        digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
        let changed = String::from_utf8_lossy(&digits).into_owned();
        prop_assume!(changed.parse::<u64>().is_ok_and(|other| other != number));
        prop_assert_eq!(compare("pl", &format!("Było {number} osób."), "en", &format!("There were {changed} people.")).unmatched.len(), 2);
    }

    #[test]
    fn any_text_is_read(text in ".{0,200}", lang in "pl|en|de|zh|x") {
        check_laws(&lang, &text);
    }

    #[test]
    fn any_jumble_of_values_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..25), lang in "pl|en|de") {
        check_laws(&lang, &pieces.concat());
    }
}

/// What values are made of, to be thrown together at random.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    ".",
    ",",
    "-",
    "–",
    ":",
    "/",
    "'",
    "’",
    "(",
    "\u{a0}",
    "\n",
    "5",
    "12",
    "1 000",
    "2019",
    "0,5",
    "13.02.2019",
    "18:30",
    "$",
    "€",
    "%",
    "°",
    "½",
    "x",
    "s",
    "th",
    "pm",
    "a.m.",
    "GMT",
    "V",
    "XIX",
    "w.",
    "wiek",
    "century",
    "lata",
    "90.",
    "milion",
    "million",
    "tys.",
    "k",
    "m",
    "pół",
    "half",
    "a",
    "and",
    "i",
    "of",
    "two",
    "dwa",
    "sto",
    "hundred",
    "twenty",
    "trzeci",
    "third",
    "wpół",
    "do",
    "to",
    "po",
    "past",
    "kwadrans",
    "quarter",
    "za",
    "ósma",
    "eight",
    "lutego",
    "May",
    "February",
    "r.",
    "km",
    "km²",
    "square",
    "ft",
    "in",
    "F",
    "stopni",
    "Celsjusza",
    "per",
    "cent",
    "minus",
    "−",
    "٤",
    "ł",
    "Ż",
    "🦀",
    "dwudziestopięcioletni",
];

/// Values lie in order, apart, on character boundaries; comparing a text with itself leaves nothing over.
fn check_laws(lang: &str, text: &str) {
    let mut end = 0;
    for value in values(lang, text) {
        assert!(
            end <= value.span.start && value.span.start < value.span.end,
            "{text:?}: {value:?} overlaps or is empty"
        );
        assert!(text.get(value.span.clone()).is_some(), "{text:?}: {value:?} cuts a character");
        assert!(value.agrees(&value), "{value:?} agrees with itself");
        end = value.span.end;
    }
    let found = compare(lang, text, lang, text);
    assert!(
        found.unmatched.is_empty(),
        "{text:?} leaves {:?} over against itself",
        found.unmatched
    );
    for left in compare("pl", text, "en", text).unmatched {
        assert_eq!(text.get(left.span.clone()), Some(left.text.as_str()));
    }
}

#[test]
fn time_grows_with_the_length() {
    let texts = [
        ("W 2019 r. 5 km, dwa 13.02.2019 i 6 mil ", "In 2018 7 miles, two 12 May 2017 and 9 km "),
        ("5 5 5 5 5 kg ", "5% 5 ft 5 in 5 lb "),
        ("6.6, 13.13, 1/2, ", "6 ft 6 in, 7:07 pm, 12 feet 2 "),
        ("sto dwa i pół miliona ", "one hundred and half "),
    ];
    for (polish, english) in texts {
        let once = |times: usize| {
            let (polish, english) = (polish.repeat(times), english.repeat(times));
            let start = Instant::now();
            std::hint::black_box(compare("pl", &polish, "en", &english));
            start.elapsed()
        };
        // A busy machine can make any run look slow; a slow algorithm is slow every time.
        let linear = (0..6).any(|_| {
            let short = (0..3).map(|_| once(200)).min().unwrap_or_default();
            once(1600) < short * 24
        });
        assert!(linear, "{polish:?}: eight times the text takes far more than eight times as long");
    }
}

#[test]
fn a_language_without_words_is_compared_by_its_digits() {
    assert!(
        compare("de", "8 Millionen, 1.250,5 km", "en", "8 million, 1,250.5 km")
            .unmatched
            .is_empty()
    );
    assert_eq!(compare("de", "8 Millionen", "en", "5 million").unmatched.len(), 2);
}
