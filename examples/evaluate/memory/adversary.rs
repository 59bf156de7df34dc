//! Units made to deceive a filter: few words, many of them near each other or forms of one, negations, numbers, codes and
//! marks, words that occur several times, near-duplicates.

use std::io::{BufWriter, Write};

use super::Outcome;
use super::lots::Lots;

const ENGLISH: [&str; 48] = [
    "the",
    "a",
    "of",
    "to",
    "in",
    "and",
    "not",
    "no",
    "never",
    "cannot",
    "file",
    "files",
    "filed",
    "open",
    "opens",
    "opened",
    "opening",
    "setting",
    "settings",
    "setings",
    "directory",
    "directories",
    "direcotry",
    "window",
    "windows",
    "widnow",
    "print",
    "printer",
    "printers",
    "pritner",
    "report",
    "reports",
    "12",
    "13",
    "1.5",
    "%s",
    "%d",
    "<b>",
    "</b>",
    ",",
    ".",
    ":",
    "!",
    "name",
    "names",
    "named",
    "Page",
    "page",
];

const POLISH: [&str; 48] = [
    "w",
    "z",
    "i",
    "na",
    "do",
    "nie",
    "bez",
    "nigdy",
    "nikt",
    "rada",
    "rady",
    "radzie",
    "radny",
    "radni",
    "ustawa",
    "ustawy",
    "ustawie",
    "ustwa",
    "kraj",
    "kraju",
    "kraje",
    "krajowy",
    "krajowa",
    "czytać",
    "czyta",
    "czytanie",
    "czytania",
    "minister",
    "ministra",
    "ministre",
    "ministerstwo",
    "drukarka",
    "drukarki",
    "drukrka",
    "okno",
    "okna",
    "12",
    "13",
    "1,5",
    "%s",
    "<b>",
    ",",
    ".",
    ":",
    "!",
    "strona",
    "strony",
    "Strona",
];

/// Writes a table of Polish and English.
pub fn write(count: usize, seed: u64) -> Outcome {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "pl\ten")?;
    let mut lots = Lots::new(seed);
    let mut made: [Vec<Vec<&str>>; 2] = [Vec::new(), Vec::new()];
    for _ in 0..count {
        for (side, words) in [POLISH, ENGLISH].iter().enumerate() {
            let mut text = match made[side].len() {
                0 => Vec::new(),
                many if lots.below(2) == 0 => made[side][lots.below(many)].clone(),
                _ => (0..1 + lots.below(9)).map(|_| words[lots.below(48)]).collect(),
            };
            for _ in 0..lots.below(3) {
                let (at, word) = (lots.below(text.len() + 1), words[lots.below(48)]);
                match lots.below(3) {
                    0 if at < text.len() => text[at] = word,
                    1 if at < text.len() && text.len() > 1 => drop(text.remove(at)),
                    _ => text.insert(at, word),
                }
            }
            if text.is_empty() {
                text.push(words[lots.below(48)]);
            }
            write!(out, "{}{}", text.join(" "), if side == 0 { "\t" } else { "\n" })?;
            made[side].push(text);
        }
    }
    Ok(out.flush()?)
}
