//! Our own rules as an SRX file, as far as SRX can say them.
//!
//! SRX knows only the characters on both sides of a place, so abbreviations, initials, ordinals, small letters and
//! labels can be said, and that a function word with a capital opens a sentence. What our rules ask beyond that (is
//! there a finite verb, is the next word a name, which quotation is open) is named in [`Exported::cannot`], and the
//! file says it too.

use std::fmt::Write as _;

use crate::language::sentence::{Abbreviation, Roles, SentenceProfile, opening_words, profiles};

/// Our own rules as SRX 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// How many rules are in it.
    pub rules: usize,
    /// What our rules do that the file does not, in words.
    pub cannot: &'static [&'static str],
}

/// What SRX has no words for.
const CANNOT: &[&str] = &[
    "whether the clause has a finite verb, which decides most abbreviations before a capital",
    "whether the next word is a name or a common word (function words are listed instead)",
    "quotations and brackets within each other, titles in quotation marks, who speaks after a quotation",
    "a full stop without white space between two sentences",
    "a sentence that opens with the name of a command, or carelessly, in small letters",
    "that a block is a heading, an item or a cell: blocks are for the tool to tell",
];

/// Returns our own rules, for every language that has a profile, as an SRX file.
pub fn export_srx() -> Exported {
    let mut writer = Writer { text: String::new(), rules: 0 };
    writer.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    writer
        .line("<!-- Sentences as Kładka cuts them, as far as SRX can say it. What it cannot say:");
    CANNOT.iter().for_each(|cannot| writer.line(&format!("     * {cannot};")));
    writer.line("-->");
    writer.line("<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">");
    writer.line("<header segmentsubflows=\"yes\" cascade=\"yes\">");
    for (kind, include) in [("start", "no"), ("end", "yes"), ("isolated", "yes")] {
        writer.line(&format!("<formathandle type=\"{kind}\" include=\"{include}\"/>"));
    }
    writer.line("</header>\n<body>\n<languagerules>");
    for profile in profiles() {
        writer.profile(profile);
    }
    writer.line("</languagerules>\n<maprules>");
    for profile in profiles() {
        let any_case: String =
            profile.lang.chars().map(|c| format!("[{}{c}]", c.to_ascii_uppercase())).collect();
        let lang = profile.lang;
        writer.line(&format!(
            "<languagemap languagepattern=\"{any_case}([-_].*)?\" languagerulename=\"{lang}\"/>"
        ));
    }
    writer.line("</maprules>\n</body>\n</srx>");
    Exported { text: writer.text, rules: writer.rules, cannot: CANNOT }
}

/// Quotation marks and brackets that close behind a mark.
const CLOSERS: &str = r#"["'”“’»«)\]]*"#;
/// What may stand before the first letter of a sentence.
const OPENERS: &str = r#"["'„“‘«»(\[–—-]*\s?"#;

/// Where a sentence begins: the block, or a mark and what closes with it.
const START: &str = r#"(?:^|[.!?…:;]["'”“’»«)\]]*\s)["'„“‘«»(\[]*"#;
/// A word that does not go on to the left, nor stands behind a stop of its own abbreviation.
const EDGE: &str = r"(?<![\p{L}\p{N}.])";

struct Writer {
    text: String,
    rules: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn comment(&mut self, words: &str) {
        self.line(&format!("<!-- {words} -->"));
    }

    fn rule(&mut self, breaks: bool, before: &str, after: &str) {
        let escape = |part: &str| html_escape::encode_text(part).into_owned();
        let _ = writeln!(
            self.text,
            "<rule break=\"{}\"><beforebreak>{}</beforebreak><afterbreak>{}</afterbreak></rule>",
            if breaks { "yes" } else { "no" },
            escape(before),
            escape(after)
        );
        self.rules += 1;
    }

    fn profile(&mut self, profile: &SentenceProfile) {
        self.line(&format!("<languagerule languagerulename=\"{}\">", profile.lang));
        self.comment("A small letter goes on with the sentence.");
        self.rule(false, &format!("[.!?…]{CLOSERS}"), &format!("\\s+{OPENERS}\\p{{Ll}}"));
        self.comment("A bracket inside a sentence.");
        self.rule(false, r"[\p{L}\p{N}],?\s\([^()]*[.!?…]", r"\s[^()]*\)");
        self.labels(profile);
        self.numbers(profile);
        let openings = words(opening_words(profile.lang).iter().map(|(_, words)| *words));
        let openings = format!("\\s+{OPENERS}(?:{})\\b", capitalised(&openings));
        self.abbreviations(profile, &openings);
        self.comment("Initials, unless a function word follows.");
        self.rule(true, r"[\p{Ll}\p{N}]\s\p{Lu}\.", &openings);
        self.rule(false, r"\b\p{Lu}\.", r"\s*\p{Lu}");
        if profile.long_initials {
            self.rule(false, r"\b\p{Lu}[\p{Ll}]\.", r"\s\p{Lu}");
        }
        self.comment("A mark, what closes with it, a citation; then a new sentence.");
        let mark = format!("[.!?…]{CLOSERS}(?:\\s?\\[\\d{{1,3}}\\])*");
        self.rule(true, &mark, &format!("\\s+{OPENERS}[\\p{{Lu}}\\p{{Lo}}\\p{{Nd}}]"));
        self.line("</languagerule>");
    }

    fn labels(&mut self, profile: &SentenceProfile) {
        self.comment("Labels: \"1. Text\", \"a) Text\", \"Art. 5. 1. Text\".");
        let labels = role(profile, Roles::LABEL);
        let labels: Vec<&str> = labels.into_iter().filter(|w| w.chars().count() > 1).collect();
        let number = r"(?:\d+[a-z]?|[IVXLC]+|\p{L})(?:[.–-]\d+)*";
        // A word of four letters is no abbreviation.
        let start = r#"(?:^\s*|\p{L}{4,}[.!?]["'”“’»«)\]]*\s)["'„“‘«»(\[]*"#;
        self.rule(false, &format!("{start}{number}[.)]"), r"\s");
        let label = format!("(?i:{}|§)\\.?", pattern(&labels));
        self.rule(false, &format!("{START}{label}"), r"\s+[\d\p{Lu}]");
        self.rule(false, &format!("{START}{label}\\s+{number}[.)]"), r"\s");
    }

    fn numbers(&mut self, profile: &SentenceProfile) {
        if !profile.ordinal_dot {
            return;
        }
        self.comment("Ordinals before what is numbered.");
        let events = profile.numbered_events.iter().map(|stem| first_in_any_case(stem));
        let events = events.collect::<Vec<_>>().join("|");
        self.rule(false, r"\b\d{1,3}\.", &format!("\\s(?:{events})"));
        self.comment("Roman numerals, unless a function word follows.");
        let openings = words(opening_words(profile.lang).iter().map(|(_, words)| *words));
        let openings = capitalised(&openings);
        self.rule(false, r"\b[IVXLC]{2,}\.", &format!("\\s(?!(?:{openings})\\b)"));
    }

    fn abbreviations(&mut self, profile: &SentenceProfile, openings: &str) {
        for (kind, list) in profile.abbreviations {
            let all: Vec<&str> = list.split_whitespace().collect();
            let before = format!("{EDGE}{}\\.", any_of(&all));
            match kind {
                Abbreviation::Inner => {
                    self.comment("Something always follows.");
                    self.rule(false, &before, r"\s");
                }
                Abbreviation::Title => {
                    self.comment("Before a name; a function word opens a sentence.");
                    self.rule(true, &format!("\\p{{L}}\\s{}\\.", any_of(&all)), openings);
                    self.rule(false, &before, r"\s");
                }
                Abbreviation::Reference => {
                    self.comment("Before a number or a letter; a function word opens a sentence.");
                    let long: Vec<&str> =
                        all.iter().copied().filter(|w| w.chars().count() > 1).collect();
                    self.rule(true, &format!("\\p{{L}}\\s{}\\.", any_of(&long)), openings);
                    self.rule(false, &before, r"\s");
                }
                Abbreviation::Unit => {
                    self.comment("A number or a bracket goes on with it.");
                    self.rule(false, &before, r"\s[\d(\[]");
                }
                Abbreviation::Open => {
                    self.comment(
                        "Ends a sentence where a function word opens the next, or where the sentence is no longer young.",
                    );
                    self.rule(true, &before, openings);
                    self.rule(false, &before, r"\s[\d(\[]");
                    let young = format!("{START}(?:[^\\s.!?…]+\\s){{0,3}}{}\\.", any_of(&all));
                    self.rule(false, &young, r"\s");
                }
                Abbreviation::Closing => {
                    self.comment("Closes a list or a name; a number or a bracket goes on with it.");
                    self.rule(false, &before, r"\s[\d(\[]");
                }
            }
        }
    }
}

/// The words that play a part.
fn role(profile: &SentenceProfile, wanted: Roles) -> Vec<&'static str> {
    let lists = profile.roles.iter().filter(|(roles, _)| roles.has(wanted));
    words(lists.map(|(_, words)| *words))
}

fn words(lists: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    lists.flat_map(str::split_whitespace).collect()
}

/// Words with a capital, as alternatives.
fn capitalised(words: &[&str]) -> String {
    let capital = |word: &&str| {
        let mut chars = word.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        escape(&format!("{first}{}", chars.as_str()))
    };
    words.iter().map(capital).collect::<Vec<_>>().join("|")
}

/// Words of several letters in any case, letters as they are: a single capital is an initial.
fn any_of(words: &[&str]) -> String {
    let (letters, long): (Vec<&str>, Vec<&str>) =
        words.iter().partition(|word| word.chars().count() == 1);
    match (letters.is_empty(), long.is_empty()) {
        (true, _) => format!("(?i:{})", pattern(&long)),
        (_, true) => format!("(?:{})", pattern(&letters)),
        _ => format!("(?:{}|(?i:{}))", pattern(&letters), pattern(&long)),
    }
}

/// Words as alternatives; a stop inside of one may have a space behind it.
fn pattern(words: &[&str]) -> String {
    let one = |word: &&str| escape(word).replace("\\.", "\\.\\s?");
    words.iter().map(one).collect::<Vec<_>>().join("|")
}

fn first_in_any_case(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    let capital: String = first.to_uppercase().collect();
    format!("[{capital}{first}]{}", escape(chars.as_str()))
}

fn escape(word: &str) -> String {
    let mut escaped = String::new();
    for c in word.chars() {
        if !c.is_alphanumeric() && !c.is_whitespace() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
