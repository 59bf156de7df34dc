//! A smile behind the mark belongs to the sentence before it: "No, może ciasto... :) Buziaki".

use super::form::{char_at, skip_space, window};

const EMOTICONS: [&str; 28] = [
    ":)", ":-)", ":))", ";)", ";-)", ":(", ":-(", ":D", ":-D", ";D", ":P", ":-P", ":p", ";P", ":/",
    ":-/", ":*", ":-*", ":|", ":O", ":o", "xD", "XD", "^^", "^_^", "<3", "(:", "=)",
];

/// Returns the offset after the emoticons and pictures that stand at `at`, with or without white space before them.
pub(super) fn skip(text: &str, at: usize) -> Option<usize> {
    let mut end = None;
    let mut from = at;
    while let Some(after) = one(text, skip_space(text, from)) {
        (end, from) = (Some(after), after);
    }
    end
}

fn one(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let first = char_at(text, at)?;
    if first.is_alphanumeric() && !matches!(first, 'x' | 'X') {
        return None;
    }
    if is_picture(first) {
        let rest = text[at..].trim_start_matches(|c| is_picture(c) || is_joiner(c));
        return Some(text.len() - rest.len());
    }
    let token = window(text, at, LONGEST).split(char::is_whitespace).next()?;
    EMOTICONS.contains(&token).then_some(at + token.len())
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}')
}

#[cfg(test)]
mod tests {
    use super::skip;

    #[test]
    fn smiles_are_passed_over() {
        assert_eq!(skip("a. :) ;-) B", 2), Some(9));
        assert_eq!(skip("a.\u{1f600}\u{fe0f} B", 2), Some(9));
        assert_eq!(skip("a. (: b)", 2), Some(5));
        assert_eq!(skip("a. Xd", 2), None);
        assert_eq!(skip("a. B", 2), None);
    }
}
