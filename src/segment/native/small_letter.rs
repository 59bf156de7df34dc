//! A small letter after a mark goes on with the sentence, with few exceptions.

use super::form::{is_capitalised, skip_space, two_words_before, window, word_at, word_before};
use super::next::Start;
use super::point::{Mark, Point, Verdict};
use crate::language::class::WordClass;
use crate::language::sentence::Roles;

/// Decides when the next word begins with a small letter.
pub(super) fn follows(point: &Point) -> Option<Verdict> {
    let next = &point.next;
    if next.start != Start::Small {
        return None;
    }
    let bare = next.at == point.next_at;
    if next.bracket.is_some() && !next.dash && !point.quote_closed {
        // A remark in brackets; the rules for what stands before the mark apply.
        return None;
    }
    if bare && next.after == ')' && next.word.chars().count() == 1 {
        let ends = point.mark == Mark::Strong
            || point.mark == Mark::Stop && ends_with_known_word(point, 3);
        return Some(Verdict::new(ends, "the next lettered item"));
    }
    if point.words.profile.careless_small_letters && bare && is_careless(point) {
        return Some(Verdict::yes("a sentence begun carelessly with a small letter"));
    }
    let camel = next.word.chars().skip(1).any(char::is_uppercase);
    let spelled_small = camel || point.mark == Mark::Stop && bare && is_command(point);
    if spelled_small && point.mark != Mark::Ellipsis && !next.dash {
        // The rules for what stands before the stop still apply.
        return None;
    }
    Some(Verdict::no("a small letter follows"))
}

/// Web text: a complete sentence, then a known word without its capital. The usual small letters, after abbreviations,
/// exclamations and quotations, are told apart by what stands before the mark.
fn is_careless(point: &Point) -> bool {
    const ENOUGH_WORDS: usize = 4;
    let plain = !point.quote_closed
        && !point.bracket_closed
        && point.open_quote.is_none()
        && point.mark != Mark::Ellipsis;
    if !plain || point.next.class() == WordClass::UNKNOWN || !ends_with_known_word(point, 3) {
        return false;
    }
    let (last, before) = two_words_before(point.text, point.mark_at);
    // "See Supp. Mat. for details."
    let short_forms = before.ends_with('.') && is_capitalised(last);
    if short_forms || point.roles(last).has(Roles::MARKED_NAME) {
        return false;
    }
    let so_far = &point.text[point.left.start.min(point.mark_at)..point.mark_at];
    let long = so_far.split_whitespace().take(ENOUGH_WORDS).count() == ENOUGH_WORDS;
    point.mark == Mark::Stop && point.left.verb(point.mark_at) || long
}

/// A command or a file opens the sentence: one that is listed, an unknown ASCII word with a sign inside, or one before a
/// finite verb.
fn is_command(point: &Point) -> bool {
    const LONGEST: usize = 60;
    let (text, next) = (point.text, &point.next);
    let call = text[next.at + next.word.len()..].starts_with(['(', '_']);
    let listed = call || point.roles(next.word).has(Roles::COMMAND);
    if !listed && next.class() != WordClass::UNKNOWN {
        return false;
    }
    if !(ends_with_known_word(point, 4) || listed && ends_with_code(point)) {
        return false;
    }
    let rest = window(text, next.at, LONGEST);
    let token = rest.split(char::is_whitespace).next().unwrap_or_default();
    let core = token.trim_end_matches([',', '.', ':', ')']);
    if !core.is_ascii() || core.len() < 2 {
        return false;
    }
    let signs = core.len() > 3 && core.contains(['-', '_', '(', '/', '.']);
    let verb = || {
        let mut after = skip_space(text, next.at + token.len());
        let mut word = word_at(text, after);
        if point.roles(word).has(Roles::VERB_PARTICLE) {
            after = skip_space(text, after + word.len());
            word = word_at(text, after);
        }
        core.len() == token.len() && point.class(word).has(WordClass::FINITE)
    };
    signs || listed || verb()
}

/// A number, an option or a file before the mark: "Sec. 3.2.", "opcją -c.", "app.config.json.".
fn ends_with_code(point: &Point) -> bool {
    let word = word_before(point.text, point.mark_at);
    word.contains(|c: char| !c.is_alphabetic()) && point.before().abbreviation().is_none()
}

/// Tells whether a word of at least `letters` letters that is no abbreviation stands before the mark.
fn ends_with_known_word(point: &Point, letters: usize) -> bool {
    let word = word_before(point.text, point.mark_at);
    let word = word.rsplit(['(', '"']).next().unwrap_or_default();
    word.chars().count() >= letters
        && word.chars().skip(1).all(char::is_lowercase)
        && point.class(word) != WordClass::UNKNOWN
        && point.words.word(word).abbreviation.is_none()
}
