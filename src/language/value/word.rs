//! Values that start with a word: Roman numerals, months, numbers in words, words that stand for a number, Polish compounds.

use super::atom::{Atom, Role};
use super::context::Context;
use super::lexicon::Cue;
use super::roman::roman;
use super::scan::TokenKind;
use super::{clock, measure, numeral};

/// Reads the value that starts with a word token; gives the first token behind it. Most words are no values.
pub(super) fn value(context: &Context, at: usize) -> Option<(Atom, usize)> {
    numeral_of_capitals(context, at)
        .or_else(|| clock::in_words(context, at))
        .or_else(|| month(context, at))
        .or_else(|| numeral::in_words(context, at))
        .or_else(|| loose(context, at))
        .or_else(|| compound(context, at))
}

/// `XIX w.`, `Ludwik XIV`, `II wojna`.
fn numeral_of_capitals(context: &Context, at: usize) -> Option<(Atom, usize)> {
    let word = context.word(at);
    let number = roman(word)?;
    let part_of_name = context.has(at + 1, TokenKind::Number) && context.touches(at + 1)
        || context.touches(at) && at > 0;
    if part_of_name || word.len() == 1 && !single_letter(context, at) {
        return None;
    }
    let mut atom =
        Atom::new(context.start(at)..context.end(at), Role::Roman, vec![f64::from(number)]);
    let next = at + 1;
    let short = context.word(next).len() > 1 || context.rest(context.end(next)).starts_with('.');
    if context.is(next, Cue::Century) && context.follows(next) && short {
        atom.role = Role::Century;
        atom.outer.end = context.end(next);
        return Some((atom, next + 1));
    }
    Some((atom, next))
}

/// `I`, `V` and `X` are numerals beside a name or a common noun, not where a sentence begins ("I wojna" does, "I poszedł" does not).
fn single_letter(context: &Context, at: usize) -> bool {
    if !matches!(context.word(at), "I" | "V" | "X") {
        return false;
    }
    if !context.lexicon.capital_months {
        // Polish "I" at the start of a sentence is mostly the conjunction.
        let starts =
            at == 0 || context.gap(at).is_some_and(|gap| gap.contains(['.', '!', '?', '\n']));
        return !starts || context.word(at) != "I";
    }
    let name = at > 0 && context.is_capital(at - 1) && context.gap(at) == Some(" ");
    let inside =
        at > 1 && context.gap(at - 1).is_some_and(|gap| !gap.contains(['.', '!', '?', '"', '“']));
    name && (inside || context.word(at) != "I")
}

/// The name of a month.
fn month(context: &Context, at: usize) -> Option<(Atom, usize)> {
    let number = context.entry(at)?.month?;
    if context.lexicon.capital_months {
        let word = context.word(at);
        // "May" and "March" begin sentences too; a number or a preposition beside them makes them months.
        let doubtful = matches!(word, "May" | "March" | "MAY" | "MARCH");
        if !context.is_capital(at) || doubtful && !beside_date(context, at) {
            return None;
        }
    }
    Some((
        Atom::new(context.start(at)..context.end(at), Role::Month, vec![f64::from(number)]),
        at + 1,
    ))
}

fn beside_date(context: &Context, at: usize) -> bool {
    let number = |at: usize| {
        context.has(at, TokenKind::Number)
            || context.entry(at).is_some_and(|entry| entry.month.is_some() || entry.ordinal)
    };
    let before = at > 0
        && (number(at - 1)
            || [Cue::Year, Cue::Of, Cue::To, Cue::Past, Cue::And]
                .iter()
                .any(|&cue| context.is(at - 1, cue)));
    let called = at > 0
        && matches!(
            context.word(at - 1),
            "last" | "next" | "this" | "early" | "late" | "mid" | "on"
        );
    // "31st May": the ending of the ordinal stands between.
    let ordinal = at > 1 && context.touches(at - 1) && context.has(at - 2, TokenKind::Number);
    before || called || ordinal || number(at + 1)
}

/// *twice*, *połowa*, *dekada*.
fn loose(context: &Context, at: usize) -> Option<(Atom, usize)> {
    let readings = context.entry(at)?.loose;
    if readings.is_empty() {
        return None;
    }
    let span = context.start(at)..context.end(at);
    let mut atom = Atom::new(span, Role::Number, readings.to_vec());
    let next = with_unit(context, &mut atom, at + 1);
    Some((atom, next))
}

/// *dwudziestopięcioletni*.
fn compound(context: &Context, at: usize) -> Option<(Atom, usize)> {
    let (number, unit) = context.lexicon.compound(context.word(at))?;
    let mut atom = Atom::new(context.start(at)..context.end(at), Role::Number, vec![number]);
    atom.unit = unit;
    Some((atom, at + 1))
}

fn with_unit(context: &Context, atom: &mut Atom, next: usize) -> usize {
    let Some(found) = measure::behind(context, atom.span.end, next) else {
        return next;
    };
    atom.unit = Some(found.unit);
    atom.outer.end = found.end;
    found.next
}
