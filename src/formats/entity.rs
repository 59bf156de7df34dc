//! Character references (`&nbsp;`, `&#8222;`): what they stand for and how long they are.

/// The longest name of a character reference in the HTML standard, with `&` and `;`, in bytes.
const LONGEST: usize = 34;

/// Names that the web writes without their semicolon.
const BARE: &[(&str, &str)] =
    &[("&nbsp", "\u{a0}"), ("&amp", "&"), ("&lt", "<"), ("&gt", ">"), ("&quot", "\"")];

/// Reads the character reference at the start of `text`: its text and its length in bytes.
pub(super) fn entity(text: &str) -> Option<(String, usize)> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST).position(|b| !b.is_ascii_alphanumeric() && b != b'#');
    let name = &inside[..end?.min(inside.len())];
    if inside.as_bytes().get(name.len()) == Some(&b';') {
        let length = name.len() + 2;
        let meaning = match name.strip_prefix('#') {
            Some(number) => numeric(number)?.to_string(),
            None => named(&text[..length])?,
        };
        return Some((meaning, length));
    }
    let bare = BARE.iter().find(|(bare, _)| bare[1..] == *name)?;
    Some((bare.1.to_string(), bare.0.len()))
}

fn named(reference: &str) -> Option<String> {
    let meaning = html_escape::decode_html_entities(reference);
    (meaning != reference).then(|| meaning.into_owned())
}

/// The HTML standard reads 128–159 as windows-1252: old pages number their quotes that way.
fn numeric(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16),
        None if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse(),
        _ => return None,
    };
    match code.ok()? {
        0 => None,
        code @ 0x80..=0x9f => {
            let byte = [u8::try_from(code).ok()?];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()
        }
        code => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::entity;

    #[test]
    fn references_are_read_and_ampersands_left_alone() {
        let check = |text: &str, meaning: &str, length| {
            assert_eq!(entity(text), Some((meaning.to_string(), length)), "{text}");
        };
        check("&nbsp;r.", "\u{a0}", 6);
        check("&oacute;w", "ó", 8);
        check("&bdquo;", "„", 7);
        check("&#322;", "ł", 6);
        check("&#x17C;", "ż", 7);
        check("&#150;", "–", 6);
        check("&amp;lt;", "&", 5);
        check("&nbsp r", "\u{a0}", 5);
        for text in
            ["& co", "&", "&;", "&#;", "&#x;", "&nosuch;", "AT&T", "&#1114112;", "&#0;", "&ą;"]
        {
            assert_eq!(entity(text), None, "{text}");
        }
    }
}
