//! Sets of characters: each kind once, by number; named properties come from `regex-syntax`.

use std::collections::HashMap;

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// The number of a set in its [`Sets`].
pub(super) type SetId = u32;

/// All sets that the patterns of a file speak of, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Sets {
    all: Vec<Vec<(u32, u32)>>,
    numbers: HashMap<Vec<(u32, u32)>, SetId>,
    named: HashMap<String, Option<ClassUnicode>>,
}

impl Sets {
    /// Returns the number of a set.
    pub(super) fn number(&mut self, set: &ClassUnicode) -> SetId {
        let ranges: Vec<(u32, u32)> =
            set.ranges().iter().map(|r| (u32::from(r.start()), u32::from(r.end()))).collect();
        if let Some(&number) = self.numbers.get(&ranges) {
            return number;
        }
        let number = self.all.len() as SetId;
        self.all.push(ranges.clone());
        self.numbers.insert(ranges, number);
        number
    }

    /// Returns the ranges of a set, in order.
    pub(super) fn ranges(&self, set: SetId) -> &[(u32, u32)] {
        &self.all[set as usize]
    }

    /// Returns the characters with a property, as `\p{…}` names it in Java or ICU.
    pub(super) fn property(&mut self, name: &str) -> Option<ClassUnicode> {
        if let Some(known) = self.named.get(name) {
            return known.clone();
        }
        let found = property(name);
        self.named.insert(name.to_string(), found.clone());
        found
    }

    /// The same for a name that is known to exist.
    pub(super) fn known(&mut self, name: &str) -> ClassUnicode {
        self.property(name).unwrap_or_else(ClassUnicode::empty)
    }
}

/// A set of one character.
pub(super) fn one(c: char) -> ClassUnicode {
    of(&[(c, c)])
}

/// A set of ranges.
pub(super) fn of(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(ranges.iter().map(|&(start, end)| ClassUnicodeRange::new(start, end)))
}

/// White space along a line: what `\h` means in Java.
pub(super) fn horizontal_space() -> ClassUnicode {
    of(&[
        ('\t', '\t'),
        (' ', ' '),
        ('\u{a0}', '\u{a0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{180e}', '\u{180e}'),
        ('\u{2000}', '\u{200a}'),
        ('\u{202f}', '\u{202f}'),
        ('\u{205f}', '\u{205f}'),
        ('\u{3000}', '\u{3000}'),
    ])
}

/// White space that ends a line: what `\v` means in Java.
pub(super) fn vertical_space() -> ClassUnicode {
    of(&[('\n', '\r'), ('\u{85}', '\u{85}'), ('\u{2028}', '\u{2029}')])
}

/// The line terminators of Java and ICU.
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// What `.` does not match.
pub(super) fn line_ends() -> ClassUnicode {
    of(&LINE_ENDS.map(|c| (c, c)))
}

/// Says whether a line ends with a character.
pub(super) fn is_line_end(c: char) -> bool {
    LINE_ENDS.contains(&c)
}

fn property(name: &str) -> Option<ClassUnicode> {
    let plain: String =
        name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect::<String>().to_lowercase();
    if let Some((kind, value)) = plain.split_once(['=', ':']) {
        return match kind {
            "gc" | "generalcategory" => category(value),
            "sc" | "script" | "scx" | "scriptextensions" => parsed(&format!("sc={value}")),
            "blk" | "block" => block(value),
            _ => None,
        };
    }
    if let Some(found) = posix(&plain).or_else(|| category(&plain)) {
        return Some(found);
    }
    if let Some(rest) = plain.strip_prefix("java") {
        return java(rest);
    }
    if let Some(rest) = plain.strip_prefix("is") {
        return posix(rest).or_else(|| category(rest)).or_else(|| parsed(rest));
    }
    if let Some(found) = plain.strip_prefix("in").and_then(block) {
        return Some(found);
    }
    parsed(&plain)
}

/// Asks `regex-syntax`, which knows categories, scripts and binary properties.
fn parsed(name: &str) -> Option<ClassUnicode> {
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '=') {
        return None;
    }
    class(&format!("\\p{{{name}}}"))
}

/// The set that a pattern of `regex-syntax` stands for.
fn class(pattern: &str) -> Option<ClassUnicode> {
    match regex_syntax::Parser::new().parse(pattern).ok()?.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class),
        // A property of one character comes back as that character.
        HirKind::Literal(literal) => {
            let mut chars = std::str::from_utf8(&literal.0).ok()?.chars();
            Some(one(chars.next()?))
        }
        _ => None,
    }
}

fn category(name: &str) -> Option<ClassUnicode> {
    match name {
        "l1" => Some(of(&[('\0', '\u{ff}')])),
        "lc" | "l&" => parsed("lc").or_else(|| union(&["lu", "ll", "lt"])),
        _ if name.len() <= 2 => parsed(name),
        "all" | "any" => Some(of(&[('\0', char::MAX)])),
        _ => None,
    }
}

/// The names that POSIX has, as Unicode reads them (UTS #18): the rules of SRX files are for all languages.
fn posix(name: &str) -> Option<ClassUnicode> {
    match name {
        "lower" => parsed("lowercase"),
        "upper" => parsed("uppercase"),
        "ascii" => Some(of(&[('\0', '\x7f')])),
        "alpha" => parsed("alphabetic"),
        "digit" => parsed("nd"),
        "alnum" => union(&["alphabetic", "nd"]),
        "punct" => parsed("p"),
        "blank" => Some(horizontal_space()),
        "cntrl" => parsed("cc"),
        "xdigit" => Some(of(&[('0', '9'), ('A', 'F'), ('a', 'f')])),
        "space" => class("\\s"),
        "word" => class("\\w"),
        "graph" => {
            let mut set = union(&["whitespace", "cc", "cn"])?;
            set.negate();
            Some(set)
        }
        "print" => {
            let mut set = posix("graph")?;
            set.union(&horizontal_space());
            Some(set)
        }
        _ => None,
    }
}

/// The methods of Java's `Character` that Java lets stand for properties.
fn java(name: &str) -> Option<ClassUnicode> {
    match name {
        "lowercase" => parsed("lowercase"),
        "uppercase" => parsed("uppercase"),
        "titlecase" => parsed("lt"),
        "alphabetic" => parsed("alphabetic"),
        "ideographic" => parsed("ideographic"),
        "digit" => parsed("nd"),
        "letter" => parsed("l"),
        "letterordigit" => union(&["l", "nd"]),
        "defined" => {
            let mut set = parsed("cn")?;
            set.negate();
            Some(set)
        }
        "spacechar" => parsed("z"),
        "whitespace" => {
            let mut set = union(&["z"])?;
            set.union(&of(&[('\t', '\r'), ('\u{1c}', '\u{1f}')]));
            set.difference(&of(&[('\u{a0}', '\u{a0}'), ('\u{2007}', '\u{2007}')]));
            set.difference(&one('\u{202f}'));
            Some(set)
        }
        "isocontrol" => parsed("cc"),
        "mirrored" => parsed("bidimirrored"),
        _ => None,
    }
}

fn union(names: &[&str]) -> Option<ClassUnicode> {
    let mut all = ClassUnicode::empty();
    for name in names {
        all.union(&parsed(name)?);
    }
    Some(all)
}

/// Blocks of Unicode that rules name (`\p{InCyrillic}`); `regex-syntax` has no blocks.
fn block(name: &str) -> Option<ClassUnicode> {
    const BLOCKS: &[(&str, u32, u32)] = &[
        ("basiclatin", 0x0, 0x7f),
        ("latin1supplement", 0x80, 0xff),
        ("latinextendeda", 0x100, 0x17f),
        ("latinextendedb", 0x180, 0x24f),
        ("ipaextensions", 0x250, 0x2af),
        ("spacingmodifierletters", 0x2b0, 0x2ff),
        ("combiningdiacriticalmarks", 0x300, 0x36f),
        ("greek", 0x370, 0x3ff),
        ("greekandcoptic", 0x370, 0x3ff),
        ("cyrillic", 0x400, 0x4ff),
        ("cyrillicsupplement", 0x500, 0x52f),
        ("cyrillicsupplementary", 0x500, 0x52f),
        ("armenian", 0x530, 0x58f),
        ("hebrew", 0x590, 0x5ff),
        ("arabic", 0x600, 0x6ff),
        ("syriac", 0x700, 0x74f),
        ("devanagari", 0x900, 0x97f),
        ("bengali", 0x980, 0x9ff),
        ("gurmukhi", 0xa00, 0xa7f),
        ("gujarati", 0xa80, 0xaff),
        ("tamil", 0xb80, 0xbff),
        ("telugu", 0xc00, 0xc7f),
        ("kannada", 0xc80, 0xcff),
        ("malayalam", 0xd00, 0xd7f),
        ("thai", 0xe00, 0xe7f),
        ("lao", 0xe80, 0xeff),
        ("tibetan", 0xf00, 0xfff),
        ("myanmar", 0x1000, 0x109f),
        ("georgian", 0x10a0, 0x10ff),
        ("hanguljamo", 0x1100, 0x11ff),
        ("ethiopic", 0x1200, 0x137f),
        ("khmer", 0x1780, 0x17ff),
        ("mongolian", 0x1800, 0x18af),
        ("latinextendedadditional", 0x1e00, 0x1eff),
        ("greekextended", 0x1f00, 0x1fff),
        ("generalpunctuation", 0x2000, 0x206f),
        ("superscriptsandsubscripts", 0x2070, 0x209f),
        ("currencysymbols", 0x20a0, 0x20cf),
        ("letterlikesymbols", 0x2100, 0x214f),
        ("numberforms", 0x2150, 0x218f),
        ("arrows", 0x2190, 0x21ff),
        ("mathematicaloperators", 0x2200, 0x22ff),
        ("boxdrawing", 0x2500, 0x257f),
        ("geometricshapes", 0x25a0, 0x25ff),
        ("miscellaneoussymbols", 0x2600, 0x26ff),
        ("dingbats", 0x2700, 0x27bf),
        ("cjkradicalssupplement", 0x2e80, 0x2eff),
        ("cjksymbolsandpunctuation", 0x3000, 0x303f),
        ("hiragana", 0x3040, 0x309f),
        ("katakana", 0x30a0, 0x30ff),
        ("bopomofo", 0x3100, 0x312f),
        ("cjkunifiedideographsextensiona", 0x3400, 0x4dbf),
        ("cjkunifiedideographs", 0x4e00, 0x9fff),
        ("hangulsyllables", 0xac00, 0xd7af),
        ("cjkcompatibilityideographs", 0xf900, 0xfaff),
        ("arabicpresentationformsa", 0xfb50, 0xfdff),
        ("arabicpresentationformsb", 0xfe70, 0xfeff),
        ("halfwidthandfullwidthforms", 0xff00, 0xffef),
    ];
    let &(_, start, end) = BLOCKS.iter().find(|(known, ..)| *known == name)?;
    Some(of(&[(char::from_u32(start)?, char::from_u32(end)?)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(name: &str, c: char) -> bool {
        let set = property(name).unwrap_or_else(|| panic!("{name} is known"));
        set.ranges().iter().any(|range| range.start() <= c && c <= range.end())
    }

    #[test]
    fn properties_are_known_by_the_names_of_java_and_icu() {
        for name in [
            "Lu",
            "IsLu",
            "gc=Lu",
            "general_category=Lu",
            "Upper",
            "IsUppercase",
            "javaUpperCase",
            "LC",
        ] {
            assert!(has(name, 'Ł') && !has(name, '1'), "{name}");
        }
        for name in [
            "L",
            "IsL",
            "Alpha",
            "IsAlphabetic",
            "javaLetter",
            "Latin",
            "IsLatin",
            "script=Latin",
            "sc=Latn",
        ] {
            assert!(has(name, 'ż') && !has(name, '.'), "{name}");
        }
        for name in ["InCyrillic", "IsCyrillic", "blk=Cyrillic"] {
            assert!(has(name, 'Ж') && !has(name, 'Z'), "{name}");
        }
        assert!(has("InHangul Syllables", '\u{d7a3}') && has("InHalfwidthAndFullwidthForms", '．'));
        assert!(has("Punct", '—') && has("Ps", '„') && has("Pe", ')') && has("Pf", '»'));
        assert!(has("javaWhitespace", '\u{1c}') && !has("javaWhitespace", '\u{a0}'));
        assert!(has("Space", '\u{a0}') && has("Blank", '\u{a0}') && has("L1", 'é'));
        assert!(has("Graph", 'é') && !has("Graph", ' ') && has("Print", ' '));
        for name in ["Nonsense", "IsNonsense", "InNonsense", "javaNonsense", "a=b", "}", ""] {
            assert!(property(name).is_none(), "{name}");
        }
    }
}
