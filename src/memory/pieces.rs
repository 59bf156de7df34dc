//! The tokens that the match score counts: [`Piece`]s, and [`Words`], which knows what each
//! token of a language is and remembers it.
//!
//! A piece is a word, a function word or one of one or two letters, a negation, a number, an inline code written in the text
//! (`%s`, `{name}`, `<b>`, `&amp;`) or punctuation. In a segment without words, numbers and
//! codes are all there is: there they count as words, and "12" is not "13".
//!
//! Pieces are those of a text's comparable form ([`Compared`]), with their places in the text as
//! given: texts that are compared as equal have the same pieces.

use std::ops::Range;
use std::sync::Arc;

use compact_str::CompactString;

use crate::language::{FoldKeys, Strength, WordClass, class, fold, negation};
use crate::text::{Compared, TokenKind, each_token};

use super::hash::{HashedMap, Hasher, hash, passing};

/// Tokens remembered per language before the memory of them is emptied; some 30 MB.
pub(super) const REMEMBERED: usize = 100_000;

/// Places for tokens met lately: half a megabyte of them.
const LATELY: usize = 16_384;

/// What a piece is; decides what it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Word,
    /// A function word, or a word of one or two letters.
    Function,
    Negation,
    Number,
    Code,
    Mark,
    /// A number or code in a segment without words.
    Bare,
}

impl Kind {
    /// What sharing the piece is worth.
    pub(super) fn weight(self) -> u32 {
        match self {
            Kind::Word | Kind::Bare => 20,
            Kind::Function | Kind::Negation | Kind::Number | Kind::Code => 10,
            Kind::Mark => 4,
        }
    }

    /// What losing the piece costs: its weight, but for a negation more than any other.
    pub(super) fn price(self) -> u32 {
        match self {
            Kind::Negation => 25,
            other => other.weight(),
        }
    }

    pub(super) fn is_word(self) -> bool {
        matches!(self, Kind::Word | Kind::Function | Kind::Negation)
    }
}

/// What is known of one token, wherever it stands.
#[derive(Debug)]
pub(super) struct Facts {
    /// The token as it stands in a comparable form.
    pub(super) form: CompactString,
    kind: Kind,
    /// Names all words of one kind with the same keys, and with them every form the score takes
    /// for one word.
    pub(super) sort: u64,
    /// The form in small letters, without an accelerator mark.
    pub(super) lower: CompactString,
    /// The fold keys of a word.
    pub(super) keys: Option<FoldKeys>,
}

impl Facts {
    /// What the token is in a segment with words.
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns hashes by which forms that may match find each other: of a word's keys, of a
    /// number's form. Two words that share a key or a lower-case form share a hash.
    pub(super) fn hashes(&self) -> Vec<u64> {
        let keys = self.keys.iter().flatten();
        let mut hashes: Vec<u64> = keys.map(|key| hash(key.text.as_bytes())).collect();
        if hashes.is_empty() {
            let text = if self.kind.is_word() { &self.lower } else { &self.form };
            hashes.push(hash(text.as_bytes()));
        }
        hashes
    }
}

/// A token of a text, with its place.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) facts: Arc<Facts>,
}

/// The words of one language, as far as they have been met.
#[derive(Debug)]
pub(super) struct Words {
    lang: String,
    /// By the hash of the token; of two tokens with one hash the later is known.
    known: HashedMap<u64, Met>,
    /// Tokens met lately, each at the place its hash names: small enough to stay near the
    /// processor, and where most tokens of a text are found.
    lately: Vec<Option<Met>>,
    /// What is known of the tokens from number `first` on.
    facts: Vec<Arc<Facts>>,
    first: u64,
    /// Room for the spans of a text and their hashes.
    spans: Vec<(Range<usize>, Kind)>,
    hashes: Vec<(u64, Option<(Kind, u32)>)>,
}

/// A token that was met: what tells it from others and what an import asks, so that its
/// [`Facts`], which are elsewhere in RAM, need not be fetched for that. Two of them fill what a
/// processor fetches at a time.
#[derive(Clone, Debug)]
struct Met {
    form: CompactString,
    /// Counted from the first number that is known.
    number: u32,
    kind: Kind,
}

impl Met {
    /// Says whether this is a token. What is left of one that an inline code cut into may look
    /// like another kind.
    #[inline]
    fn is(&self, token: &str, kind: Kind) -> bool {
        self.form == token && (self.kind == kind || self.kind.is_word() && kind.is_word())
    }
}

impl Words {
    /// Starts with nothing known of a language, given by its primary subtag.
    pub(super) fn of(lang: &str) -> Words {
        Words {
            lang: lang.to_string(),
            known: HashedMap::default(),
            lately: vec![None; LATELY],
            facts: Vec::new(),
            first: 0,
            spans: Vec::new(),
            hashes: Vec::new(),
        }
    }

    /// Returns the pieces of a text, in order.
    pub(super) fn pieces(&mut self, text: &str) -> Vec<Piece> {
        self.pieces_of(&Compared::of(text))
    }

    /// Returns the pieces of a text whose comparable form is known, in order.
    pub(super) fn pieces_of(&mut self, form: &Compared<'_>) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let added = self.each_piece(form, |kind, range, _, facts| {
            pieces.push(Piece { kind, range: form.place(range), facts: Arc::clone(facts) });
            Ok::<(), std::convert::Infallible>(())
        });
        let Ok(()) = added;
        pieces
    }

    /// Gives the kind of each piece of a text to a function, in order, with its place in the
    /// form, the number of its token and its facts.
    pub(super) fn each_piece<E>(
        &mut self,
        form: &Compared<'_>,
        mut each: impl FnMut(Kind, Range<usize>, u64, &Arc<Facts>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut spans = std::mem::take(&mut self.spans);
        read_spans(&form.text, &mut spans);
        let has_words = spans.iter().any(|(_, kind)| kind.is_word());
        let mut hashes = std::mem::take(&mut self.hashes);
        // All places are looked at before anything depends on one: the processor fetches them at
        // the same time.
        hashes.extend(spans.iter().map(|(range, kind)| {
            let token = &form.text[range.clone()];
            let hash = passing(token.as_bytes());
            let met = self.lately[hash as usize % LATELY].as_ref();
            (hash, met.filter(|met| met.is(token, *kind)).map(|met| (met.kind, met.number)))
        }));
        let first = self.first;
        let mut tokens = spans.drain(..).zip(hashes.drain(..));
        let outcome = tokens.try_for_each(|((range, kind), (hash, lately))| {
            // What was looked up is forgotten where so many tokens are new that all were.
            let lately = lately.filter(|_| self.first == first);
            let (kind, number) =
                lately.unwrap_or_else(|| self.number(&form.text[range.clone()], kind, hash));
            let kind = match kind {
                Kind::Number | Kind::Code if !has_words => Kind::Bare,
                kind => kind,
            };
            each(kind, range, self.first + u64::from(number), &self.facts[number as usize])
        });
        drop(tokens);
        (self.spans, self.hashes) = (spans, hashes);
        outcome
    }

    /// Returns what a token is in a segment with words, and its number, counted from the first
    /// that is known.
    fn number(&mut self, token: &str, kind: Kind, hash: u64) -> (Kind, u32) {
        let met = match self.known.get(&hash) {
            Some(met) if met.is(token, kind) => met.clone(),
            _ => self.meet(token, kind, hash),
        };
        let found = (met.kind, met.number);
        self.lately[hash as usize % LATELY] = Some(met);
        found
    }

    /// Learns what a token is, and remembers it.
    fn meet(&mut self, token: &str, kind: Kind, hash: u64) -> Met {
        if self.facts.len() >= REMEMBERED {
            self.first += self.facts.len() as u64;
            self.facts.clear();
            self.known.clear();
            self.lately.fill(None);
        }
        let facts = self.learn(token, kind);
        let number = self.facts.len() as u32;
        let met = Met { form: facts.form.clone(), kind: facts.kind, number };
        self.facts.push(Arc::new(facts));
        self.known.insert(hash, met.clone());
        met
    }

    fn learn(&self, token: &str, kind: Kind) -> Facts {
        let form = CompactString::new(token);
        let plain = if kind == Kind::Word { without_accelerator(token) } else { None };
        let lower = plain.as_ref().unwrap_or(&form).to_lowercase();
        if kind != Kind::Word {
            let sort = hash(form.as_bytes());
            return Facts { kind, form, lower, keys: None, sort };
        }
        // Everything is asked of the lower-case form: a word weighs the same at the beginning
        // of a sentence as inside.
        let keys = fold(&self.lang, &lower);
        let kind = if negation(&self.lang, &lower) {
            Kind::Negation
        } else if class(&self.lang, &lower).has(WordClass::FUNCTION) || is_short(keys.best()) {
            Kind::Function
        } else {
            Kind::Word
        };
        let sort = sort_of(kind, &keys, &lower);
        Facts { kind, form, lower, keys: Some(keys), sort }
    }
}

/// Says whether a word has one or two letters, by its key, so that its forms weigh the same. In
/// scripts whose signs are syllables or words that is no short word.
fn is_short(key: &str) -> bool {
    key.chars().nth(2).is_none() && key.chars().all(|c| c < FIRST_OF_OTHERS)
}

/// Latin, Greek and Cyrillic letters come before it.
const FIRST_OF_OTHERS: char = '\u{530}';

fn sort_of(kind: Kind, keys: &FoldKeys, lower: &str) -> u64 {
    let mut hasher = Hasher::default();
    hasher.part(match kind {
        Kind::Function => "function",
        Kind::Negation => "negation",
        Kind::Word | Kind::Bare | Kind::Number | Kind::Code | Kind::Mark => "word",
    });
    for key in keys {
        hasher.part(&key.text);
        hasher.part(if key.strength == Strength::Strong { "strong" } else { "weak" });
    }
    if keys.is_empty() {
        hasher.part(lower);
    }
    hasher.finish()
}

/// The tokens of a text with inline codes, numbers and runs of one mark joined; words are not
/// told apart yet.
fn read_spans(text: &str, spans: &mut Vec<(Range<usize>, Kind)>) {
    spans.clear();
    let mut code_ends = 0;
    each_token(text, |token| {
        if token.start < code_ends {
            if token.range().end > code_ends {
                spans.push((code_ends..token.range().end, Kind::Word));
            }
            return;
        }
        if let Some(length) = code_length(&text[token.start..]) {
            code_ends = token.start + length;
            spans.push((token.start..code_ends, Kind::Code));
            return;
        }
        let kind = match token.kind {
            TokenKind::Word => Kind::Word,
            // "3D" and "1990s" are words with digits.
            TokenKind::Number if token.text.chars().any(char::is_alphabetic) => Kind::Word,
            TokenKind::Number => Kind::Number,
            TokenKind::Mark => Kind::Mark,
        };
        if kind == Kind::Number && continues_number(text, spans, token.start) {
            spans.pop();
            if let Some((range, _)) = spans.last_mut() {
                range.end = token.range().end;
            }
            return;
        }
        if kind == Kind::Word
            && let Some(start) = accelerated(text, spans, token.range())
        {
            spans.truncate(spans.len() - 2);
            spans.push((start..token.range().end, Kind::Word));
            return;
        }
        match spans.last_mut() {
            Some((range, Kind::Mark))
                if kind == Kind::Mark
                    && range.end == token.start
                    && text[range.clone()].ends_with(token.text) =>
            {
                range.end = token.range().end;
            }
            _ => spans.push((token.range(), kind)),
        }
    });
}

/// The marks by which programs name the letter that chooses a menu item: `F&orward`, `cl_osed`.
pub(super) const ACCELERATORS: [char; 3] = ['&', '_', '~'];

/// Returns where a word begins whose end is the word at `range`, an accelerator mark between the
/// two halves.
fn accelerated(text: &str, spans: &[(Range<usize>, Kind)], range: Range<usize>) -> Option<usize> {
    let [.., (first, Kind::Word), (mark, Kind::Mark)] = spans else {
        return None;
    };
    let touch = first.end == mark.start && mark.end == range.start;
    // One mark in a word, not the second or the first of several: `max_file_size`.
    let after = text[range.end..].strip_prefix(ACCELERATORS);
    let goes_on = text[..first.start].ends_with(ACCELERATORS)
        || after.is_some_and(|after| after.starts_with(char::is_alphanumeric));
    let is_one = touch && !goes_on && without_accelerator(&text[first.start..range.end]).is_some();
    is_one.then_some(first.start)
}

/// Returns a word without the accelerator mark inside it, if it has one: small letters, perhaps
/// after a capital, and before one of them the mark. `R&D` is something else. A name such as
/// `file_name` looks the same, and is one word then.
fn without_accelerator(word: &str) -> Option<CompactString> {
    let (first, second) = word.split_once(ACCELERATORS)?;
    let mut letters = first.chars().chain(second.chars());
    let is_word =
        letters.next().is_some_and(char::is_alphabetic) && letters.all(char::is_lowercase);
    (is_word && !first.is_empty() && !second.is_empty()).then(|| {
        let mut plain = CompactString::new(first);
        plain.push_str(second);
        plain
    })
}

/// Says whether a number at `start` goes on with the number and the one separator before it.
fn continues_number(text: &str, spans: &[(Range<usize>, Kind)], start: usize) -> bool {
    let [.., (number, Kind::Number), (separator, Kind::Mark)] = spans else {
        return false;
    };
    number.end == separator.start
        && separator.end == start
        && matches!(&text[separator.clone()], "." | "," | ":" | "/" | "-" | "–")
}

/// Longest tag taken for an inline code, in bytes.
const LONGEST_TAG: usize = 200;

/// Longest placeholder or entity taken for an inline code, in bytes.
const LONGEST_PLACEHOLDER: usize = 40;

/// Returns the length of the inline code a text begins with.
fn code_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let next = bytes.get(1).copied().unwrap_or(0);
    let until = |close: u8, longest: usize, fits: fn(u8) -> bool| {
        let end = bytes.iter().take(longest).position(|&b| b == close)?;
        (end > 1 && bytes[1..end].iter().all(|&b| fits(b))).then_some(end + 1)
    };
    match bytes.first()? {
        b'<' if next == b'/' || next.is_ascii_alphabetic() => {
            until(b'>', LONGEST_TAG, |b| b != b'<' && !b.is_ascii_control())
        }
        b'{' => until(b'}', LONGEST_PLACEHOLDER, |b| b.is_ascii_graphic() && b != b'{'),
        b'&' => until(b';', LONGEST_PLACEHOLDER, |b| b.is_ascii_alphanumeric() || b == b'#'),
        b'%' if next == b'(' => {
            let end = until(b')', LONGEST_PLACEHOLDER, |b| b.is_ascii_graphic())?;
            let letter = bytes.get(end).is_some_and(u8::is_ascii_alphabetic);
            Some(end + usize::from(letter)).filter(|&end| ends_word(text, end))
        }
        b'%' => printf_length(text),
        b'$' if next == b'{' => {
            bytes.iter().take(LONGEST_PLACEHOLDER).position(|&b| b == b'}').map(|end| end + 1)
        }
        _ => None,
    }
}

/// `%s`, `%1`, `%1$s`, `%ld`, `%.2f`, `%@`.
fn printf_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let count = |from: usize, fits: fn(&u8) -> bool| {
        bytes.iter().skip(from).take(LONGEST_PLACEHOLDER).take_while(|&b| fits(b)).count()
    };
    let flags = 1 + count(1, |b| b.is_ascii_digit() || b"$-+.*#".contains(b));
    let size = flags + count(flags, |b| b"lhz".contains(b));
    let conversion = bytes.get(size).is_some_and(|b| b"sdiufgxXcpe@nL".contains(b));
    if conversion && ends_word(text, size + 1) {
        return Some(size + 1);
    }
    // A full stop after it is the sentence's.
    let digits = 1 + count(1, u8::is_ascii_digit);
    (digits > 1 && ends_word(text, digits)).then_some(digits)
}

/// `%day` is no code `%d`; in `'%d'` stands one.
fn ends_word(text: &str, at: usize) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    match rest.next() {
        Some('\'' | '’') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric() && c != '_',
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Kind)> {
        let pieces = Words::of("en").pieces(text);
        pieces.into_iter().map(|piece| (&text[piece.range], piece.kind)).collect()
    }

    #[test]
    fn codes_numbers_and_runs_of_marks_are_one_piece() {
        use Kind::{Bare, Code, Function, Mark, Negation, Number, Word};
        for (text, expected) in [
            ("Read %s", &[("Read", Word), ("%s", Code)] as &[_]),
            ("%1$s saved", &[("%1$s", Code), ("saved", Word)]),
            ("<b>Bold</b>", &[("<b>", Code), ("Bold", Word), ("</b>", Code)]),
            ("{name}…", &[("{name}", Bare), ("…", Mark)]),
            ("Save...", &[("Save", Word), ("...", Mark)]),
            ("Cats &amp; dogs", &[("Cats", Word), ("&amp;", Code), ("dogs", Word)]),
            ("%day", &[("%", Mark), ("day", Word)]),
            ("Growth 50% more", &[("Growth", Word), ("50", Number), ("%", Mark), ("more", Word)]),
            ("Starts 12:30", &[("Starts", Word), ("12:30", Number)]),
            ("2014-09-12", &[("2014-09-12", Bare)]),
            ("Cannot", &[("Cannot", Negation)]),
            ("3D", &[("3D", Function)]),
            ("Delete %1.", &[("Delete", Word), ("%1", Code), (".", Mark)]),
            ("open '%s'", &[("open", Word), ("'", Mark), ("%s", Code), ("'", Mark)]),
            ("F&orward", &[("F&orward", Word)]),
            ("Sa_ve As", &[("Sa_ve", Word), ("As", Function)]),
            ("_Quit", &[("_", Mark), ("Quit", Word)]),
            ("cl_osed wy&sokości", &[("cl_osed", Word), ("wy&sokości", Word)]),
            ("file_name", &[("file_name", Word)]),
            (
                "max_file_size",
                &[("max", Word), ("_", Mark), ("file", Word), ("_", Mark), ("size", Word)],
            ),
            ("R&D", &[("R", Function), ("&", Mark), ("D", Function)]),
            ("go goes mp3", &[("go", Function), ("goes", Function), ("mp3", Word)]),
            ("left < right", &[("left", Word), ("<", Mark), ("right", Word)]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_with_an_accelerator_mark_is_that_word() {
        let mut words = Words::of("en");
        let (marked, plain) = (words.pieces("F&orward"), words.pieces("Forward"));
        assert_eq!(marked[0].facts.sort, plain[0].facts.sort);
        assert_eq!((&*marked[0].facts.lower, marked.len()), ("forward", 1));
    }

    proptest::proptest! {
        #[test]
        fn pieces_stand_in_order(text in "[%$<>{}&;a-zż0-9.:,_' \u{301}-]{0,30}") {
            let mut end = 0;
            for piece in Words::of("en").pieces(&text) {
                proptest::prop_assert!(piece.range.start >= end && !piece.range.is_empty());
                proptest::prop_assert!(text.get(piece.range.clone()).is_some());
                end = piece.range.end;
            }
        }
    }
}
