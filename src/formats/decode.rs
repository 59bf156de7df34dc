//! Bytes to text: which encoding a file is in, its text, and where each character stood.
//!
//! [`decode`] asks in this order: byte order mark, magic numbers of files that are no text,
//! UTF-16 by its pattern of zeros, UTF-8 by its strict grammar, the page's own `<meta charset>`,
//! and only then statistics: the letter test of [`central_european`] over chardetng's guess.
//! windows-1250 and ISO-8859-2 share most of their letters, and a guess that confuses them loses
//! exactly `ą`, `ś` and `ź`; so these two are told apart by where such letters would stand.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_8859_2, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250};

use crate::text::document::Offsets;

/// Files longer than this many bytes are refused: offsets are kept in 32 bits.
pub const LARGEST_FILE: u64 = u32::MAX as u64;

/// How many bytes of a file are looked at when its kind is guessed.
const PROBE: usize = 64 * 1024;

/// Control characters that no text has, per thousand, from which a file counts as binary.
const CONTROL_PER_MILLE: usize = 10;

/// A file's text and where its characters stood.
#[derive(Debug)]
pub(super) struct Decoded {
    pub encoding: &'static str,
    pub text: String,
    pub offsets: Offsets,
}

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DecodeError {
    Binary { kind: &'static str },
    Invalid { encoding: &'static str, offset: usize },
}

/// Decodes the bytes of a file in whatever encoding they are in.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if let Some(kind) = magic(bytes) {
        return Err(DecodeError::Binary { kind });
    }
    let (encoding, bom) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (guess(bytes)?, 0),
    };
    let body = &bytes[bom..];
    let decoded = if encoding == UTF_8 {
        utf8(body, bom)
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        utf16(body, bom, encoding)
    } else if encoding.is_single_byte() {
        single_byte(body, encoding)
    } else {
        multi_byte(body, encoding)
    }?;
    if has_control_characters(&decoded.text) {
        return Err(DecodeError::Binary { kind: "binary" });
    }
    Ok(decoded)
}

/// Names the format of a well-known file that is no text, by its first bytes.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "PDF"),
        (b"PK\x03\x04", "ZIP or office (docx, odt, epub)"),
        (b"PK\x05\x06", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office (doc, xls)"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG\r\n", "PNG picture"),
        (b"\xff\xd8\xff", "JPEG picture"),
        (b"GIF8", "GIF picture"),
        (b"\x1f\x8b", "gzip"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"SQLite format 3\0", "SQLite"),
        (b"\x7fELF", "program"),
        (b"OggS", "Ogg sound"),
        (b"ID3", "MP3 sound"),
        (b"\xff\xfe\0\0", "UTF-32 text"),
        (b"\0\0\xfe\xff", "UTF-32 text"),
    ];
    MAGIC.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, name)| name)
}

fn guess(bytes: &[u8]) -> Result<&'static Encoding, DecodeError> {
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return Ok(encoding);
    }
    if bytes.contains(&0) {
        return Err(DecodeError::Binary { kind: "binary" });
    }
    let Some(offset) = invalid_utf8(bytes) else {
        return Ok(UTF_8);
    };
    if is_damaged_utf8(bytes) {
        return Err(DecodeError::Invalid { encoding: UTF_8.name(), offset });
    }
    if let Some(encoding) = declared(bytes).filter(|&e| e != UTF_8) {
        return Ok(encoding);
    }
    Ok(central_european(bytes).unwrap_or_else(|| statistics(bytes)))
}

/// UTF-16 without a byte order mark: of the bytes at even or at odd places nearly none, of the
/// others at least two in five are zero (the high bytes of basic Latin letters).
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let probe = &bytes[..bytes.len().min(PROBE)];
    let units = probe.len() / 2;
    if units < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |at: usize| probe.iter().skip(at).step_by(2).filter(|&&b| b == 0).count();
    let (high, low) = (zeros(0), zeros(1));
    let many = |n: usize| n * 5 >= units * 2;
    let few = |n: usize| n * 50 <= units;
    match () {
        () if many(low) && few(high) => Some(UTF_16LE),
        () if many(high) && few(low) => Some(UTF_16BE),
        () => None,
    }
}

fn invalid_utf8(bytes: &[u8]) -> Option<usize> {
    std::str::from_utf8(bytes).err().map(|error| error.valid_up_to())
}

/// Whether bytes that break the grammar of UTF-8 are UTF-8 all the same, with a few bytes cut or
/// overwritten: characters of several bytes are many, broken places few. A text in an 8-bit
/// encoding forms such characters by chance only.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&b| b >= 0xc2).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 3 * broken || polish_letters(bytes) >= MIXED
}

/// Letters in UTF-8 from which a file that also breaks its grammar is a mixture: in an old code
/// page two such bytes in a row are next to never a word's letters.
const MIXED: usize = 20;

/// Two-byte letters of Latin-1 Supplement and Latin Extended-A between letters of ASCII.
fn polish_letters(bytes: &[u8]) -> usize {
    let letter = |window: &&[u8]| {
        window[0].is_ascii_alphabetic()
            && matches!(window[1], 0xc3..=0xc5)
            && (0x80..0xc0).contains(&window[2])
            && (window[3].is_ascii_alphabetic() || window[3] == b' ')
    };
    bytes.windows(4).filter(letter).count()
}

/// The encoding a page of HTML declares for itself, or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    // The HTML standard looks at the first 1024 bytes; real pages put long comments there.
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let find = |needle: &[u8]| head.windows(needle.len()).position(|w| w == needle);
    let at = if find(b"<meta").is_some() {
        find(b"charset").map(|at| at + b"charset".len())
    } else if head.starts_with(b"<?xml") {
        find(b"encoding").map(|at| at + b"encoding".len())
    } else {
        None
    }?;
    let rest = &head[at..];
    let is_label = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.');
    let start = rest.iter().position(is_label)?;
    if rest[..start].iter().any(|b| !matches!(b, b'=' | b'"' | b'\'') && !b.is_ascii_whitespace()) {
        return None;
    }
    let label: Vec<u8> = rest[start..].iter().copied().take_while(is_label).collect();
    // A page that is stored in 8 bits a character and could be read up to this tag is not UTF-16.
    Encoding::for_label(&label).filter(|&e| e != UTF_16LE && e != UTF_16BE)
}

/// Letters between `a` and `ż` that stand at the same place in windows-1250 and ISO-8859-2:
/// Ą… excluded; ć ę ł ń ó ż and their capitals.
const SHARED: &[u8] = b"\xe6\xea\xb3\xf1\xf3\xbf\xc6\xca\xa3\xd1\xd3\xaf";
/// Of these, the ones that are marks (`³`, `¿`, `£`, `¯`) in western encodings.
const TELLING: &[u8] = b"\xb3\xbf\xa3\xaf";
/// ą ś ź Ą Ś Ź in windows-1250.
const ONLY_1250: &[u8] = b"\xb9\x9c\x9f\xa5\x8c\x8f";
/// ą ś ź Ą Ś Ź in ISO-8859-2.
const ONLY_8859_2: &[u8] = b"\xb1\xb6\xbc\xa1\xa6\xac";

/// Tells windows-1250 and ISO-8859-2 apart where the letters inside words are those of a text
/// with `ą ć ę ł ń ó ś ź ż`; `None` where they are not.
fn central_european(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_letter = |b: u8| b.is_ascii_alphabetic() || b >= 0x8c;
    let (mut shared, mut telling, mut cp, mut iso, mut other, mut marks) = (0, 0, 0, 0, 0, 0);
    for (at, &byte) in bytes.iter().enumerate().filter(|&(_, &b)| b >= 0x80) {
        let before = at.checked_sub(1).map_or(b' ', |i| bytes[i]);
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        let is_inside_word = before.is_ascii_alphabetic()
            || after.is_ascii_alphabetic()
            || is_letter(before) && is_letter(after);
        if !is_inside_word {
            // ISO-8859-2 has nothing but control characters below 0xA0.
            marks += usize::from(byte < 0xa0);
            continue;
        }
        match byte {
            b if ONLY_1250.contains(&b) => cp += 1,
            b if ONLY_8859_2.contains(&b) => iso += 1,
            b if SHARED.contains(&b) => {
                shared += 1;
                telling += usize::from(TELLING.contains(&b));
            }
            // Quotation marks and dashes of windows-1250 touch words.
            b if b < 0xa0 => marks += 1,
            _ => other += 1,
        }
    }
    // Nine letters in ten fit, and something stands there that western texts do not have.
    let fits = shared + cp.max(iso);
    let strange = other + cp.min(iso);
    if fits < 9 * strange || telling + cp.max(iso) == 0 || shared == 0 && cp.max(iso) < 2 {
        return None;
    }
    Some(if iso > cp && marks == 0 { ISO_8859_2 } else { WINDOWS_1250 })
}

fn statistics(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn utf8(body: &[u8], bom: usize) -> Result<Decoded, DecodeError> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok(Decoded {
            encoding: UTF_8.name(),
            text: text.to_string(),
            offsets: Offsets { bom, chars: None },
        }),
        Err(error) => {
            Err(DecodeError::Invalid { encoding: UTF_8.name(), offset: bom + error.valid_up_to() })
        }
    }
}

/// Collects the characters of a text with the places they were read from.
struct Table {
    text: String,
    chars: Vec<(u32, u32)>,
}

impl Table {
    fn with_capacity(bytes: usize) -> Table {
        Table { text: String::with_capacity(bytes), chars: Vec::with_capacity(bytes) }
    }

    fn push(&mut self, c: char, file: usize) {
        self.mark(file);
        self.text.push(c);
    }

    /// Notes that the next character stands at `file`. Saturates where 32 bits end;
    /// `LARGEST_FILE` keeps files below that.
    fn mark(&mut self, file: usize) {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.chars.push((narrow(self.text.len()), narrow(file)));
    }

    fn close(mut self, encoding: &'static Encoding, bom: usize, end: usize) -> Decoded {
        self.mark(end);
        let offsets = Offsets { bom, chars: Some(self.chars) };
        Decoded { encoding: encoding.name(), text: self.text, offsets }
    }
}

fn utf16(body: &[u8], bom: usize, encoding: &'static Encoding) -> Result<Decoded, DecodeError> {
    let invalid = |at| DecodeError::Invalid { encoding: encoding.name(), offset: bom + at };
    let read = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if encoding == UTF_16LE { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let mut table = Table::with_capacity(body.len() / 2);
    let mut at = 0;
    for unit in char::decode_utf16(body.chunks_exact(2).map(read)) {
        let c = unit.map_err(|_| invalid(at))?;
        table.push(c, bom + at);
        at += 2 * c.len_utf16();
    }
    if at < body.len() {
        return Err(invalid(at));
    }
    Ok(table.close(encoding, bom, bom + at))
}

fn single_byte(body: &[u8], encoding: &'static Encoding) -> Result<Decoded, DecodeError> {
    let letters: Vec<Option<char>> = (0..=u8::MAX)
        .map(|byte| {
            let one = [byte];
            let text = encoding.decode_without_bom_handling_and_without_replacement(&one)?;
            text.chars().next()
        })
        .collect();
    let mut table = Table::with_capacity(body.len());
    for (at, &byte) in body.iter().enumerate() {
        let Some(c) = letters[usize::from(byte)] else {
            return Err(DecodeError::Invalid { encoding: encoding.name(), offset: at });
        };
        table.push(c, at);
    }
    Ok(table.close(encoding, 0, body.len()))
}

/// Decodes byte by byte, so that each character's first byte is known.
fn multi_byte(body: &[u8], encoding: &'static Encoding) -> Result<Decoded, DecodeError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut table = Table::with_capacity(body.len());
    let mut start = 0;
    for at in 0..=body.len() {
        let last = at == body.len();
        let piece = if last { &[][..] } else { &body[at..=at] };
        let mut out = [0u8; 16];
        let (result, _, written) =
            decoder.decode_to_utf8_without_replacement(piece, &mut out, last);
        if matches!(result, DecoderResult::Malformed(..)) {
            return Err(DecodeError::Invalid { encoding: encoding.name(), offset: start });
        }
        let text = std::str::from_utf8(&out[..written]).unwrap_or_default();
        for c in text.chars() {
            table.push(c, start);
        }
        if written > 0 {
            start = at + 1;
        }
    }
    Ok(table.close(encoding, 0, body.len()))
}

fn has_control_characters(text: &str) -> bool {
    let probe: Vec<char> = text.chars().take(PROBE).collect();
    let is_odd = |c: &&char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}')
    };
    let odd = probe.iter().filter(is_odd).count();
    odd * 1000 > probe.len() * CONTROL_PER_MILLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::SHIFT_JIS;

    const SENTENCE: &str = "Zażółć gęślą jaźń, mówił źle widzący świadek.";

    fn label(bytes: &[u8]) -> &'static str {
        decode(bytes).expect("text").encoding
    }

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        let unit = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        text.encode_utf16().flat_map(unit).collect()
    }

    /// The law: the bytes at a character's file range decode to that character.
    fn check_offsets(bytes: &[u8], expected: &str) {
        let decoded = decode(bytes).expect("text");
        assert_eq!(decoded.text, expected);
        let encoding = Encoding::for_label(decoded.encoding.as_bytes()).expect("a known label");
        for (at, c) in decoded.text.char_indices() {
            let range = decoded.offsets.file(at)..decoded.offsets.file(at + c.len_utf8());
            let (back, _) = encoding.decode_without_bom_handling(&bytes[range]);
            assert_eq!(back, c.to_string());
        }
        assert_eq!(decoded.offsets.file(decoded.text.len()), bytes.len());
    }

    #[test]
    fn the_two_central_european_encodings_are_told_apart() {
        for encoding in [WINDOWS_1250, ISO_8859_2] {
            for text in [SENTENCE, "Może jutro będą łąki.", "Śnieg spadł.", "ŹRÓDŁO"] {
                let (bytes, _, lost) = encoding.encode(text);
                assert!(!lost);
                assert_eq!(label(&bytes), encoding.name(), "{text}");
                check_offsets(&bytes, text);
            }
        }
        let (bytes, _, _) = WINDOWS_1250.encode("„Dobry wieczór” – powiedziała.");
        assert_eq!(label(&bytes), "windows-1250");
    }

    #[test]
    fn western_and_eastern_texts_are_left_to_statistics() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("Où est l’été? Déjà là, près d’ici.");
        assert_eq!(label(&bytes), "windows-1252");
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Съешь ещё этих мягких булок");
        assert_eq!(label(&bytes), "windows-1251");
        let (bytes, _, _) = SHIFT_JIS.encode("これは日本語の文章です。漢字もあります。");
        assert_eq!(label(&bytes), "Shift_JIS");
        check_offsets(&bytes, "これは日本語の文章です。漢字もあります。");
    }

    #[test]
    fn utf16_is_known_with_and_without_a_mark() {
        for big in [false, true] {
            let name = if big { "UTF-16BE" } else { "UTF-16LE" };
            let bare = utf16_bytes(SENTENCE, big);
            let marked = utf16_bytes(&format!("\u{feff}{SENTENCE}"), big);
            assert_eq!((label(&bare), label(&marked)), (name, name));
            check_offsets(&bare, SENTENCE);
            check_offsets(&marked, SENTENCE);
        }
    }

    #[test]
    fn a_page_says_its_encoding() {
        let page = "<meta charset='iso-8859-13'><p>Lietuvių kalba: ąčęėįšųūž";
        let (bytes, _, lost) = encoding_rs::ISO_8859_13.encode(page);
        assert!(!lost);
        assert_eq!(label(&bytes), "ISO-8859-13");
    }

    #[test]
    fn damaged_utf8_is_named_with_its_place() {
        let mut bytes = SENTENCE.as_bytes().to_vec();
        bytes.insert(4, 0xff);
        let error = decode(&bytes).expect_err("broken");
        assert_eq!(error, DecodeError::Invalid { encoding: "UTF-8", offset: 4 });
        let odd = &utf16_bytes("\u{feff}abc", false)[..7];
        assert!(matches!(decode(odd), Err(DecodeError::Invalid { offset: 6, .. })));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"%PDF-1.7\n").expect_err("no"), DecodeError::Binary { kind: "PDF" });
        assert!(matches!(decode(b"ab\0cd"), Err(DecodeError::Binary { .. })));
        let noise: Vec<u8> = (1..=255).collect();
        assert!(matches!(decode(&noise), Err(DecodeError::Binary { .. })));
    }

    proptest::proptest! {
        #[test]
        fn every_character_maps_to_its_bytes(text in "[a-zA-Z ąćęłńóśźżĄŻ„”😀\\n]{1,60}", how in 0..4) {
            let bytes = match how {
                0 => text.as_bytes().to_vec(),
                1 => format!("\u{feff}{text}").into_bytes(),
                2 => utf16_bytes(&format!("\u{feff}{text}"), false),
                _ => utf16_bytes(&format!("\u{feff}{text}"), true),
            };
            check_offsets(&bytes, &text);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}
