//! What an alignment says of two texts as wholes ([`Survey`]).
//!
//! Stretches without a counterpart are runs of one-sided beads. A stretch of the source and one of
//! the target may still answer each other, where a chapter moved: each such pair is aligned by
//! itself, as far as a bounded amount of work reaches.

use std::ops::Range;

use crate::align::recipe::{AlignError, Input, Knowledge, align};
use crate::bitext::{Alignment, Bead, Moved, Survey, Verdict};
use crate::text::{TokenKind, tokens};

/// Confidence of the beads that count.
const SURE: f64 = 0.7;
/// From this share of sentences in sure beads on texts are translations of each other.
const PARALLEL: f64 = 0.7;
/// Below this share they are none.
const PARTLY: f64 = 0.4;
/// Sentences of a stretch that is worth a report of its own.
const STRETCH: usize = 3;
/// Share of two stretches that must answer each other for them to have moved.
const MOVED: f64 = 0.5;
/// Pairs of sentences that are looked at in search of what moved.
const LOOKED_AT: usize = 400_000;
/// Words that a sentence must have for its twin to be called untranslated: names and labels
/// stay as they are.
const WORDS: usize = 4;

/// Surveys an alignment of `input`; `knowledge` is what it was aligned with.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
///
/// ```
/// use kladka::align::{Input, Knowledge, align, survey};
/// use kladka::bitext::Verdict;
/// let pl = ["Rada spotkała się w Warszawie.", "Przyjęto 12 rezolucji."].map(String::from);
/// let en = ["The Council met in Warsaw.", "12 resolutions were adopted."].map(String::from);
/// let input = Input {
///     source_lang: "pl", target_lang: "en", source: &pl, target: &en,
///     source_headings: &[], target_headings: &[],
/// };
/// let known = Knowledge::default();
/// let found = survey(&input, &align(&input, &known, &|| true)?, &known, &|| true)?;
/// assert_eq!(found.verdict, Verdict::Parallel);
/// # Ok::<(), kladka::align::AlignError>(())
/// ```
pub fn survey(
    input: &Input<'_>,
    alignment: &Alignment,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Survey, AlignError> {
    let beads = alignment.beads();
    let mut source_alone = stretches(beads, |bead| (&bead.source, &bead.target));
    let mut target_alone = stretches(beads, |bead| (&bead.target, &bead.source));
    let moved = moved(input, &source_alone, &target_alone, knowledge, go_on)?;
    source_alone.retain(|range| moved.iter().all(|block| block.source != *range));
    target_alone.retain(|range| moved.iter().all(|block| block.target != *range));
    let same = |bead: &Bead| {
        bead.is_two_sided()
            && same_words(&input.source[bead.source.clone()], &input.target[bead.target.clone()])
    };
    let untranslated: Vec<usize> = (0..beads.len()).filter(|&at| same(&beads[at])).collect();
    let sentences = |bead: &Bead| bead.source.len() + bead.target.len();
    let in_beads: usize = beads
        .iter()
        .filter(|bead| bead.is_two_sided() && bead.confidence >= SURE)
        .map(sentences)
        .sum();
    let in_moved: f64 = moved
        .iter()
        .map(|block| block.share * (block.source.len() + block.target.len()) as f64)
        .sum();
    let all = (input.source.len() + input.target.len()).max(1) as f64;
    let parallel_share = ((in_beads as f64 + in_moved) / all).min(1.0);
    let in_twins: usize = untranslated.iter().map(|&at| sentences(&beads[at])).sum();
    let verdict = match parallel_share {
        _ if in_twins as f64 > all / 2.0 => Verdict::Untranslated,
        share if share >= PARALLEL => Verdict::Parallel,
        share if share >= PARTLY => Verdict::PartlyParallel,
        _ => Verdict::NotParallel,
    };
    Ok(Survey { verdict, parallel_share, source_alone, target_alone, moved, untranslated })
}

/// Runs of sentences of one side that stand alone; beads of the other side alone may lie between.
fn stretches(
    beads: &[Bead],
    side: impl Fn(&Bead) -> (&Range<usize>, &Range<usize>),
) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for bead in beads {
        let (own, other) = side(bead);
        match (own.is_empty(), other.is_empty()) {
            (false, true) => match found.last_mut().filter(|_| open) {
                Some(run) => run.end = own.end,
                None => found.push(own.clone()),
            },
            (true, _) => continue,
            (false, false) => {}
        }
        open = other.is_empty();
    }
    found.retain(|run| run.len() >= STRETCH);
    found
}

/// Stretches that answer each other, each in one pair at most: the best first.
fn moved(
    input: &Input<'_>,
    source: &[Range<usize>],
    target: &[Range<usize>],
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Vec<Moved>, AlignError> {
    let mut left = LOOKED_AT;
    let mut found = Vec::new();
    for (a, b) in source.iter().flat_map(|a| target.iter().map(move |b| (a, b))) {
        let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
        if long > 2 * short || a.len() * b.len() > left {
            continue;
        }
        left -= a.len() * b.len();
        let part = Input {
            source: &input.source[a.clone()],
            target: &input.target[b.clone()],
            source_headings: input.source_headings.get(a.clone()).unwrap_or_default(),
            target_headings: input.target_headings.get(b.clone()).unwrap_or_default(),
            ..*input
        };
        let beads = align(&part, knowledge, go_on)?;
        let sure = beads.beads().iter().filter(|b| b.is_two_sided() && b.confidence >= SURE);
        let inside: usize = sure.map(|bead| bead.source.len() + bead.target.len()).sum();
        let share = inside as f64 / (a.len() + b.len()) as f64;
        if share >= MOVED {
            found.push(Moved { source: a.clone(), target: b.clone(), share });
        }
    }
    found.sort_by(|x, y| {
        y.share
            .total_cmp(&x.share)
            .then((x.source.start, x.target.start).cmp(&(y.source.start, y.target.start)))
    });
    let mut kept: Vec<Moved> = Vec::new();
    for block in found {
        if kept.iter().all(|other| other.source != block.source && other.target != block.target) {
            kept.push(block);
        }
    }
    kept.sort_by_key(|block| block.source.start);
    Ok(kept)
}

/// Whether two sides are the same words, enough of them to say something.
fn same_words(source: &[String], target: &[String]) -> bool {
    let words = |side: &[String]| -> Vec<String> {
        let found = side.iter().flat_map(|text| tokens(text));
        let words = found.filter(|token| token.kind == TokenKind::Word);
        words.map(|token| token.text.to_lowercase()).collect()
    };
    let own = words(source);
    own.len() >= WORDS && own == words(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Given, core};

    const PL: [&str; 8] = [
        "Minister obrony spotkał się w Wilnie z delegacją parlamentu Estonii.",
        "Rozmowy trwały 3 godziny i dotyczyły budżetu na rok 2015.",
        "Budżet programu wynosi 450 milionów euro.",
        "Dokument podpisano 7 maja 2014 r. w Rydze.",
        "Muzeum w Gdańsku kupiło 12 obrazów z Amsterdamu.",
        "Wystawę otworzy dyrektor muzeum we wrześniu.",
        "Bilety kosztują 25 złotych, dzieci wchodzą bezpłatnie.",
        "Katalog wydano w języku polskim i niemieckim.",
    ];
    const EN: [&str; 8] = [
        "The defence minister met a delegation of the parliament of Estonia in Vilnius.",
        "The talks took 3 hours and concerned the budget for the year 2015.",
        "The budget of the programme amounts to 450 million euros.",
        "The document was signed on 7 May 2014 in Riga.",
        "The museum in Gdańsk bought 12 paintings from Amsterdam.",
        "The director of the museum will open the exhibition in September.",
        "Tickets cost 25 zlotys, children enter free.",
        "The catalogue was published in Polish and German.",
    ];

    fn surveyed(source: &[&str], target: &[&str]) -> Survey {
        let own = |side: &[&str]| side.iter().map(|text| text.to_string()).collect::<Vec<_>>();
        let (source, target) = (own(source), own(target));
        let input = Input {
            source_lang: "pl",
            target_lang: "en",
            source: &source,
            target: &target,
            source_headings: &[],
            target_headings: &[],
        };
        let known = Knowledge { given: Given::of("pl", "en", &core()), ..Knowledge::default() };
        let alignment = align(&input, &known, &|| true).expect("a path");
        survey(&input, &alignment, &known, &|| true).expect("not stopped")
    }

    #[test]
    fn what_moved_is_told_from_what_is_missing() {
        let parallel = surveyed(&PL, &EN);
        assert_eq!(parallel.verdict, Verdict::Parallel);
        assert!(parallel.moved.is_empty() && parallel.source_alone.is_empty());
        let turned: Vec<&str> = EN[4..].iter().chain(&EN[..4]).copied().collect();
        let moved = surveyed(&PL, &turned);
        assert_eq!(moved.moved.len(), 1, "{moved:?}");
        assert_eq!(moved.verdict, Verdict::Parallel);
        let missing = surveyed(&PL, &EN[..4]);
        assert_eq!(missing.source_alone, vec![4..8; 1]);
        assert!(missing.moved.is_empty() && missing.target_alone.is_empty());
    }

    #[test]
    fn what_is_untranslated_or_unrelated_is_told() {
        let half = surveyed(&[&PL[..4], &EN[4..]].concat(), &EN);
        assert_eq!(half.untranslated.len(), 4, "{half:?}");
        assert_eq!(surveyed(&EN, &EN).verdict, Verdict::Untranslated);
        assert_eq!(surveyed(&PL[..4], &EN[4..]).verdict, Verdict::NotParallel);
    }
}
