//! Hard points: places where a sentence may or may not end, chosen and classed by their form only.
//!
//! A mark, what closes with it, a citation mark, white space, more text; and something about them that makes them hard.
//! The classes are those of the figures in ARCHITECTURE.md. Nothing of the segmenter is used here, so that the figures
//! do not depend on what they measure.

/// What makes a point hard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A number or label that opens the text; conventions differ.
    Enum,
    /// `. . .`; conventions differ.
    EllipsisSpaced,
    Ellipsis,
    Abbr,
    Initial,
    Number,
    Quote,
    Paren,
    Dash,
    /// `!` or `?` before a small letter.
    ExqLower,
    Lower,
    Open,
    Digit,
}

#[allow(dead_code, reason = "the example prints names, the test need not")]
impl Class {
    pub fn name(self) -> &'static str {
        match self {
            Class::Enum => "enum",
            Class::EllipsisSpaced => "ellipsis_spaced",
            Class::Ellipsis => "ellipsis",
            Class::Abbr => "abbr",
            Class::Initial => "initial",
            Class::Number => "number",
            Class::Quote => "quote",
            Class::Paren => "paren",
            Class::Dash => "dash",
            Class::ExqLower => "exq_lower",
            Class::Lower => "lower",
            Class::Open => "open",
            Class::Digit => "digit",
        }
    }

    /// Whether figures count it; they leave out where conventions differ.
    pub fn counts(self) -> bool {
        !matches!(self, Class::Enum | Class::EllipsisSpaced)
    }
}

/// Returns the offsets after the marks and closers of all hard points of a text without white space at its end.
pub fn hard_points(lang: &str, text: &str) -> Vec<(usize, Class)> {
    ends(text).into_iter().filter_map(|at| Some((at, class(lang, text, at)?))).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '"' | '»' | '’' | '\'' | '‘' | '“' | ')' | ']' | '*')
}

/// Offsets after marks, closers and a citation, where white space and more text follow.
fn ends(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skip) = text[at..].find(is_mark) {
        let marks = text[at + skip..].trim_start_matches(is_mark);
        at = text.len() - marks.len();
        let closed = marks.trim_start_matches(is_closer);
        let rest = after_citation(closed).unwrap_or(closed);
        if rest.starts_with(char::is_whitespace) && !rest.trim_start().is_empty() {
            found.push(text.len() - rest.len());
        }
    }
    found
}

fn after_citation(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[')?;
    let rest = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < inside.len()).then(|| rest.strip_prefix(']'))?
}

fn class(lang: &str, text: &str, at: usize) -> Option<Class> {
    let before = &text[..at];
    let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let core = without_closers(token);
    let closers = &token[core.len()..];
    let opens =
        |c: char| matches!(c, '„' | '“' | '"' | '(' | '[' | '‘' | '/' | '—' | '–' | '\u{2060}');
    let word = core.rsplit(opens).next().unwrap_or_default();
    let stem = word.strip_suffix('.').unwrap_or(word);
    let next = text[at..].trim_start();
    let single = core.ends_with('.') && !core.ends_with("..");
    let first = next.chars().next().unwrap_or(' ');
    let class = match () {
        () if is_label(before) => Class::Enum,
        () if is_spaced_dots(before, next) => Class::EllipsisSpaced,
        () if core.ends_with('…') || core.ends_with("..") => Class::Ellipsis,
        () if single && is_abbreviation(lang, stem) => Class::Abbr,
        () if single && is_initial(stem) => Class::Initial,
        () if single && is_number(stem) => Class::Number,
        () if closers.contains(['”', '"', '»', '’']) || quoted_inside(core) => Class::Quote,
        () if closers.contains([')', ']']) => Class::Paren,
        () if matches!(first, '–' | '—' | '-') => Class::Dash,
        () if core.ends_with(['!', '?']) && first.is_lowercase() => Class::ExqLower,
        () if first.is_lowercase() || matches!(first, ',' | ';' | ':' | ')') => Class::Lower,
        () if matches!(first, '„' | '“' | '"' | '‘' | '«' | '(' | '[') => Class::Open,
        () if first.is_numeric() => Class::Digit,
        () => return None,
    };
    Some(class)
}

fn without_closers(token: &str) -> &str {
    let bare = token.trim_end_matches(is_closer);
    if let Some(open) = token.rfind('[') {
        let cited = after_citation(&token[open..]) == Some("");
        let closed = token[..open].trim_end_matches(is_closer);
        if cited && closed.len() < open {
            return closed;
        }
    }
    bare
}

/// `”.`: the quotation closes before the mark.
fn quoted_inside(core: &str) -> bool {
    let mut chars = core.chars().rev();
    chars.next().is_some_and(|c| matches!(c, '.' | '!' | '?'))
        && chars.next().is_some_and(|c| matches!(c, '”' | '"' | '»' | '’'))
}

fn is_spaced_dots(before: &str, next: &str) -> bool {
    let goes_on = next
        .strip_prefix('.')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    goes_on || before.ends_with(". .")
}

fn is_initial(stem: &str) -> bool {
    let mut chars = stem.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_uppercase() || "ŁŚŻĆŹÓ".contains(c));
    first && chars.next().is_none()
}

fn is_number(stem: &str) -> bool {
    is_roman(stem) || {
        let digits = stem.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(stem);
        digits.ends_with(char::is_numeric)
            && digits.chars().all(|c| c.is_numeric() || ".,:/–-".contains(c))
    }
}

fn is_roman(stem: &str) -> bool {
    !stem.is_empty() && stem.chars().all(|c| "IVXLCDM".contains(c))
}

fn is_abbreviation(lang: &str, stem: &str) -> bool {
    if is_roman(stem) {
        return false;
    }
    let lower = stem.to_lowercase();
    let listed = |word: &str| {
        let list = if lang == "pl" { POLISH } else { ENGLISH };
        list.split_whitespace().any(|known| known == word)
    };
    let dotted = stem.contains('.') && stem.split('.').all(|part| part.chars().count() == 1);
    listed(&lower) || listed(lower.trim_start_matches(|c: char| c.is_ascii_digit())) || dotted
}

/// A number or label is all that stands before: "1.", "Art. 5. 1.".
fn is_label(before: &str) -> bool {
    if matches!(before, "Art." | "§.") {
        return true;
    }
    let mut rest = before.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    for word in "Art. Krok Etap Przykład Rysunek Tabela Step Figure Table".split(' ') {
        rest = rest.strip_prefix(word).map_or(rest, str::trim_start);
    }
    let number = |text: &str| -> Option<usize> {
        let digits = text.trim_start_matches(char::is_numeric);
        let letter = digits.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(digits);
        (digits.len() < text.len()).then_some(text.len() - letter.len())
    };
    let Some(width) = number(rest) else { return false };
    rest = &rest[width..];
    while let Some(width) = rest.strip_prefix('.').and_then(|part| {
        let after = part.trim_start_matches(char::is_numeric);
        (after.len() < part.len()).then_some(1 + part.len() - after.len())
    }) {
        rest = &rest[width..];
    }
    rest = rest.strip_prefix('.').unwrap_or(rest);
    if rest.is_empty() {
        return true;
    }
    let second = rest.trim_start();
    second.len() < rest.len() && number(second).is_some_and(|width| &second[width..] == ".")
}

const POLISH: &str = "r w ul al pl prof art ust pkt lit m.in tzw tys mln mld bln św im nr ok godz dr gen ks bp abp kard o
    s ur zm np itp itd tj dol proc zob por red tłum poz dz u n.e p.n.e wg ww p pt pn hab inż mgr tel str rys tab min max jw
    k hr lek płk mjr kpt ppłk wyd t cz rozdz ang łac gr niem fr ros wł hiszp tzn pow woj gm najśw bł br śp zd sygn późn urz
    ds ws nt n.d st l in ub sp płd płn zł jr sr inc co d m";
const ENGLISH: &str = "mr mrs ms dr drs prof st gen col lt capt sgt rev sen rep then-rep gov pres jr sr inc co corp ltd no
    vs v etc al fig figs eq sec ch pp p vol ed eds e.g i.e cf ca approx u.s u.k l.a d.c a.m p.m b.c a.d ph.d jan feb mar apr
    aug sept oct nov dec mt ave blvd rd apt app cir wm geo thos robt danl richd calif ill n.d n.c";
