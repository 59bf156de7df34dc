//! Any file as a stream of clean UTF-8: [`Utf8Stream`].
//!
//! Exchange files come in UTF-8, UTF-16 and the code pages of the nineties, and are read piece by
//! piece because they may be larger than memory. The stream finds the encoding from the first
//! bytes (byte order mark, XML declaration, the look of the bytes), decodes, makes every line end
//! a line feed, and puts U+FFFD for bytes that are no text and for control characters that XML
//! forbids. Where it did so is kept as [`Damage`], so that a reader can say which unit suffered.
//!
//! A limit on how much may be read in one go ([`Utf8Stream::allow`]) keeps a hostile file from
//! filling the memory through a parser that collects a whole tag or line.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes looked at to find the encoding.
const LOOK: usize = 64 * 1024;
/// Bytes of the XML declaration that are searched for an encoding.
const DECLARATION: usize = 256;

/// Text that had to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Offset in the decoded stream, bytes.
    pub at: u64,
    /// The line, counted from 1.
    pub line: usize,
    /// Whether the bytes were no text in the file's encoding; else it was a control character.
    pub undecodable: bool,
}

/// A reader's bytes as clean UTF-8, with line feeds as line ends.
pub struct Utf8Stream<R> {
    input: R,
    encoding: &'static Encoding,
    decoder: Decoder,
    first: Vec<u8>,
    ended: bool,
    after_return: bool,
    text: String,
    at: usize,
    position: u64,
    line: usize,
    decoded_line: usize,
    allowed: usize,
    damage: VecDeque<Damage>,
}

impl<R: BufRead> Utf8Stream<R> {
    /// Opens a stream; reads the first bytes to find the encoding.
    ///
    /// # Errors
    /// What reading the input says.
    pub fn new(mut input: R) -> io::Result<Utf8Stream<R>> {
        let mut first = Vec::new();
        (&mut input).take(LOOK as u64).read_to_end(&mut first)?;
        let encoding = encoding_of(&first);
        let mark = byte_order_mark(&first).map_or(0, |(_, length)| length);
        first.drain(..mark);
        Ok(Utf8Stream {
            input,
            encoding,
            decoder: encoding.new_decoder_without_bom_handling(),
            first,
            ended: false,
            after_return: false,
            text: String::new(),
            at: 0,
            position: 0,
            line: 1,
            decoded_line: 1,
            allowed: usize::MAX,
            damage: VecDeque::new(),
        })
    }

    /// Says whether the input had no bytes (a byte order mark aside).
    pub fn is_empty(&mut self) -> io::Result<bool> {
        Ok(self.fill_buf()?.is_empty())
    }

    /// Returns the encoding found.
    pub fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// Returns how many decoded bytes have been taken.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Returns the line of the next byte, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Allows this many more bytes to be taken; after them reading fails until more is allowed.
    pub fn allow(&mut self, bytes: usize) {
        self.allowed = bytes;
    }

    /// Says whether the last read failed because no more was allowed.
    pub fn is_spent(&self) -> bool {
        self.allowed == 0
    }

    /// Takes the first damage before a position of the decoded stream.
    pub fn next_damage(&mut self, before: u64) -> Option<Damage> {
        if self.damage.front()?.at < before { self.damage.pop_front() } else { None }
    }

    /// Decodes the next piece into `text`, which has been taken completely.
    fn decode_more(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        while self.text.is_empty() && !self.ended {
            let mut raw = String::new();
            let mut broken = Vec::new();
            if self.first.is_empty() {
                let piece = self.input.fill_buf()?;
                self.ended = piece.is_empty();
                decode(&mut self.decoder, piece, self.ended, &mut raw, &mut broken);
                let length = piece.len();
                self.input.consume(length);
            } else {
                let first = std::mem::take(&mut self.first);
                decode(&mut self.decoder, &first, false, &mut raw, &mut broken);
            }
            self.clean(raw, &broken);
        }
        Ok(())
    }

    /// Makes line ends line feeds and replaces what XML forbids.
    fn clean(&mut self, raw: String, broken: &[usize]) {
        let suspect = |b: u8| b < 0x20 && b != b'\n' && b != b'\t' || b == 0xEF;
        if broken.is_empty() && !self.after_return && !raw.bytes().any(suspect) {
            self.decoded_line += raw.bytes().filter(|&b| b == b'\n').count();
            self.text = raw;
            return;
        }
        let mut broken = broken.iter().peekable();
        for (at, c) in raw.char_indices() {
            let undecodable = broken.next_if(|&&b| b == at).is_some();
            let after_return = std::mem::replace(&mut self.after_return, c == '\r');
            match c {
                '\n' if after_return => continue,
                '\r' | '\n' => {
                    self.decoded_line += 1;
                    self.text.push('\n');
                }
                c if undecodable || !is_xml_char(c) => {
                    self.damage.push_back(Damage {
                        at: self.position + self.text.len() as u64,
                        line: self.decoded_line,
                        undecodable,
                    });
                    self.text.push('\u{fffd}');
                }
                c => self.text.push(c),
            }
        }
    }
}

/// Says whether XML 1.0 allows a character (section 2.2, "Char").
pub fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

impl<R: BufRead> Read for Utf8Stream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let piece = self.fill_buf()?;
        let length = piece.len().min(out.len());
        out[..length].copy_from_slice(&piece[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Utf8Stream<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.text.len() {
            self.decode_more()?;
        }
        let left = &self.text.as_bytes()[self.at..];
        if self.allowed == 0 && !left.is_empty() {
            return Err(io::Error::other("a piece of the file is too long"));
        }
        Ok(&left[..left.len().min(self.allowed)])
    }

    fn consume(&mut self, length: usize) {
        let taken = &self.text.as_bytes()[self.at..self.at + length];
        self.line += taken.iter().filter(|&&b| b == b'\n').count();
        self.at += length;
        self.position += length as u64;
        self.allowed = self.allowed.saturating_sub(length);
    }
}

/// Decodes bytes onto `out`; U+FFFD stands for what is no text, its offsets go to `broken`.
fn decode(
    d: &mut Decoder,
    mut bytes: &[u8],
    last: bool,
    out: &mut String,
    broken: &mut Vec<usize>,
) {
    loop {
        let room =
            d.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() + 16);
        out.reserve(room.max(16));
        let (result, read) = d.decode_to_string_without_replacement(bytes, out, last);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                broken.push(out.len());
                out.push('\u{fffd}');
            }
        }
    }
}

fn byte_order_mark(first: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(first)
}

fn encoding_of(first: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = byte_order_mark(first) {
        return encoding;
    }
    match first {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    if let Some(declared) = declared(first) {
        return declared;
    }
    // A character may be cut at the end of what was looked at.
    let cut = |e: std::str::Utf8Error| e.error_len().is_none() && first.len() == LOOK;
    match std::str::from_utf8(first) {
        Ok(_) => UTF_8,
        Err(error) if cut(error) => UTF_8,
        Err(_) => {
            let mut detector =
                chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(first, first.len() < LOOK);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        }
    }
}

/// The encoding an XML declaration names. A declaration that could be read byte by byte and
/// names UTF-16 is wrong; it stands in files that a program converted without looking.
fn declared(first: &[u8]) -> Option<&'static Encoding> {
    let head = &first[..first.len().min(DECLARATION)];
    let head = head.strip_prefix(b"<?xml").and_then(|h| h.split(|&b| b == b'>').next())?;
    let head = String::from_utf8_lossy(head);
    let value = head.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    if encoding == UTF_16LE || encoding == UTF_16BE { None } else { Some(encoding) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> (String, Vec<Damage>) {
        let mut stream = Utf8Stream::new(bytes).expect("bytes can be read");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("clean UTF-8");
        (text, stream.damage.into())
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let of = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
        text.encode_utf16().flat_map(of).collect()
    }

    #[test]
    fn encodings_are_told_from_the_first_bytes() {
        let text = "<?xml version=\"1.0\"?><a>zażółć gęślą 😀</a>";
        assert_eq!(all(text.as_bytes()).0, text);
        assert_eq!(all(format!("\u{feff}{text}").as_bytes()).0, text);
        assert_eq!(all(&utf16(text, true)).0, text);
        assert_eq!(all(&utf16(text, false)).0, text);
        assert_eq!(all(&utf16(&format!("\u{feff}{text}"), true)).0, text);
        let old = "<?xml version='1.0' encoding='windows-1250'?><a>zażółć</a>";
        assert_eq!(all(&encoding_rs::WINDOWS_1250.encode(old).0).0, old);
        let liar = "<?xml version='1.0' encoding='UTF-16'?><a>ż</a>";
        assert_eq!(all(liar.as_bytes()).0, liar);
    }

    #[test]
    fn damage_is_replaced_and_its_place_kept() {
        let (text, damage) = all(b"a\r\nb\rc\x01\n");
        assert_eq!(text, "a\nb\nc\u{fffd}\n");
        assert_eq!(damage, [Damage { at: 5, line: 3, undecodable: false }]);
        let (text, damage) = all(b"<?xml version='1.0' encoding='utf-8'?>\n\xb3x");
        assert!(text.ends_with("\n\u{fffd}x"));
        assert_eq!((damage[0].line, damage[0].undecodable), (2, true));
    }

    #[test]
    fn no_more_is_read_than_was_allowed() {
        let mut stream = Utf8Stream::new("abcdef".as_bytes()).expect("bytes");
        stream.allow(4);
        let mut out = String::new();
        assert!(stream.read_to_string(&mut out).is_err());
        assert!(stream.is_spent());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_become_clean_text(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let (text, _) = all(&bytes);
            proptest::prop_assert!(text.chars().all(|c| is_xml_char(c) && c != '\r'));
        }

        #[test]
        fn text_without_returns_and_controls_is_untouched(text in "[ -~\n\tąćęłńóśźż😀]{0,200}") {
            let (read, damage) = all(text.as_bytes());
            proptest::prop_assert_eq!(read, text);
            proptest::prop_assert!(damage.is_empty());
        }
    }
}
