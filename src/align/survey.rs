//! What an alignment says of two texts as wholes ([`Survey`]).
//!
//! Stretches without a counterpart are runs of one-sided beads. A stretch of the source and one of
//! the target may still answer each other, where a chapter moved: such pairs are aligned by
//! themselves, as far as a bounded amount of work reaches, and the best run of sure beads in each
//! is a block that moved. Texts that are no translations are compared sentence by sentence: that
//! tells texts on one subject from texts that have nothing to do with each other.

use std::ops::Range;

use crate::align::comparable::pair_sentences;
use crate::align::recipe::{AlignError, Input, Knowledge, align};
use crate::bitext::{Alignment, Bead, Grade, Moved, Survey, Verdict};
use crate::language::{self, WordClass};
use crate::text::{TokenKind, tokens};

/// Confidence of the beads that count.
const SURE: f64 = 0.7;
/// From this share of sentences in sure beads on texts are translations of each other.
const PARALLEL: f64 = 0.7;
/// Below this share they are none.
const PARTLY: f64 = 0.4;
/// Sentences of a stretch that is worth a report of its own.
const STRETCH: usize = 3;
/// Work in search of what moved, in pairs of sentences, and what one pair of stretches may take
/// of it for each of its sentences: the band of a long text is no wider.
const LOOKED_AT: usize = 400_000;
const BAND: usize = 300;
/// Share of the sentences of the shorter text that say nearly the same as one of the other, from
/// which on two texts are on one subject; set by hand, as the shares above.
const ON_ONE_SUBJECT: f64 = 0.12;
/// Such pairs that there have to be.
const FEWEST_PAIRS: usize = 2;
/// Words that a sentence must have for its twin to be called untranslated, and how many of them
/// in small letters where none is a function word: names and labels stay as they are.
const WORDS: usize = 4;
const IN_SMALL_LETTERS: usize = 3;

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
    let moved = moved(input, beads, knowledge, go_on)?;
    let blocks = |side: fn(&Moved) -> &Range<usize>| moved.iter().map(side).collect::<Vec<_>>();
    let source_alone =
        alone(beads, |bead| (&bead.source, &bead.target), &blocks(|block| &block.source));
    let target_alone =
        alone(beads, |bead| (&bead.target, &bead.source), &blocks(|block| &block.target));
    let untranslated = untranslated(input, alignment);
    let in_beads: usize = beads.iter().filter(|bead| is_sure(bead)).map(size).sum();
    let in_moved: f64 = moved
        .iter()
        .map(|block| block.share * (block.source.len() + block.target.len()) as f64)
        .sum();
    let all = (input.source.len() + input.target.len()).max(1) as f64;
    let parallel_share = ((in_beads as f64 + in_moved) / all).min(1.0);
    // Labels are the same in many languages; between untranslated sentences they count too.
    let same = |bead: &&Bead| {
        bead.is_two_sided()
            && input.source[bead.source.clone()] == input.target[bead.target.clone()]
    };
    let in_twins: usize = match untranslated.is_empty() {
        true => 0,
        false => beads.iter().filter(same).map(size).sum(),
    };
    let verdict = match parallel_share {
        _ if in_twins as f64 > all / 2.0 => Verdict::Untranslated,
        share if share >= PARALLEL => Verdict::Parallel,
        share if share >= PARTLY => Verdict::PartlyParallel,
        _ if on_one_subject(input, knowledge, go_on)? => Verdict::Comparable,
        _ => Verdict::Unrelated,
    };
    Ok(Survey { verdict, parallel_share, source_alone, target_alone, moved, untranslated })
}

/// Returns the numbers of the beads whose two sides are the same words, enough of them to say
/// something: what was left untranslated.
///
/// ```
/// use kladka::align::{Input, Knowledge, align, survey::untranslated};
/// let pl = ["Rada spotkała się w Warszawie.", "It was a very cold day."].map(String::from);
/// let en = ["The Council met in Warsaw.", "It was a very cold day."].map(String::from);
/// let input = Input {
///     source_lang: "pl", target_lang: "en", source: &pl, target: &en,
///     source_headings: &[], target_headings: &[],
/// };
/// let found = align(&input, &Knowledge::default(), &|| true)?;
/// assert_eq!(untranslated(&input, &found), [1]);
/// # Ok::<(), kladka::align::AlignError>(())
/// ```
pub fn untranslated(input: &Input<'_>, alignment: &Alignment) -> Vec<usize> {
    let beads = alignment.beads();
    let same = |bead: &Bead| {
        let (source, target) =
            (&input.source[bead.source.clone()], &input.target[bead.target.clone()]);
        bead.is_two_sided() && are_twins((input.source_lang, input.target_lang), source, target)
    };
    (0..beads.len()).filter(|&at| same(&beads[at])).collect()
}

fn is_sure(bead: &Bead) -> bool {
    bead.is_two_sided() && bead.confidence >= SURE
}

fn size(bead: &Bead) -> usize {
    bead.source.len() + bead.target.len()
}

/// Runs of sentences of one side that stand alone and in no block that moved; beads of the other
/// side alone may lie between.
fn alone(
    beads: &[Bead],
    side: impl Fn(&Bead) -> (&Range<usize>, &Range<usize>),
    moved: &[&Range<usize>],
) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for bead in beads {
        let (own, other) = side(bead);
        if own.is_empty() {
            continue;
        }
        let elsewhere = moved.iter().any(|block| block.contains(&own.start));
        if other.is_empty() && !elsewhere {
            match found.last_mut().filter(|_| open) {
                Some(run) => run.end = own.end,
                None => found.push(own.clone()),
            }
        }
        open = other.is_empty() && !elsewhere;
    }
    found.retain(|run| run.len() >= STRETCH);
    found
}

/// Runs of beads between sure ones: the sentences of both sides that found no sure counterpart.
fn unsure(beads: &[Bead]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut open = false;
    for bead in beads {
        let sure = is_sure(bead);
        match found.last_mut().filter(|_| open && !sure) {
            Some((source, target)) => (source.end, target.end) = (bead.source.end, bead.target.end),
            None if !sure => found.push((bead.source.clone(), bead.target.clone())),
            None => {}
        }
        open = !sure;
    }
    found
}

/// Blocks that answer each other across the alignment, the best first; none shares a sentence.
fn moved(
    input: &Input<'_>,
    beads: &[Bead],
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Vec<Moved>, AlignError> {
    let runs = unsure(beads);
    let long = |range: &Range<usize>| range.len() >= STRETCH;
    let mut pairs: Vec<(&Range<usize>, &Range<usize>)> = Vec::new();
    for (here, (a, _)) in runs.iter().enumerate().filter(|(_, run)| long(&run.0)) {
        // A run has been searched when the texts were aligned.
        let others = runs.iter().enumerate().filter(|(there, run)| *there != here && long(&run.1));
        pairs.extend(others.map(|(_, (_, b))| (a, b)));
    }
    pairs.sort_by_key(|(a, b)| (usize::MAX - a.len().min(b.len()), a.start, b.start));
    let mut left = LOOKED_AT;
    let mut found = Vec::new();
    for (a, b) in pairs {
        let work = (a.len() * b.len()).min(BAND * (a.len() + b.len()));
        if work > left {
            continue;
        }
        left -= work;
        let inside = align(&part(input, a, b), knowledge, go_on)?;
        found.extend(best_run(inside.beads()).map(|block| shifted(block, a.start, b.start)));
    }
    for (a, b) in runs.iter().filter(|(a, b)| a.len().min(b.len()) >= 2 * STRETCH) {
        let work = 2 * (a.len() * b.len()).min(BAND * (a.len() + b.len()));
        if work > left {
            continue;
        }
        left -= work;
        found.extend(turned(input, a, b, knowledge, go_on)?);
    }
    let weight = |block: &Moved| block.share * (block.source.len() + block.target.len()) as f64;
    found.sort_by(|x, y| {
        weight(y)
            .total_cmp(&weight(x))
            .then((x.source.start, x.target.start).cmp(&(y.source.start, y.target.start)))
    });
    let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
    let mut kept: Vec<Moved> = Vec::new();
    for block in found {
        if kept.iter().all(|k| apart(&k.source, &block.source) && apart(&k.target, &block.target)) {
            kept.push(block);
        }
    }
    kept.sort_by_key(|block| block.source.start);
    Ok(kept)
}

/// Stretches of both texts as texts.
fn part<'i>(input: &Input<'i>, a: &Range<usize>, b: &Range<usize>) -> Input<'i> {
    Input {
        source: &input.source[a.clone()],
        target: &input.target[b.clone()],
        source_headings: input.source_headings.get(a.clone()).unwrap_or_default(),
        target_headings: input.target_headings.get(b.clone()).unwrap_or_default(),
        ..*input
    }
}

fn shifted(block: Moved, a: usize, b: usize) -> Moved {
    let by = |range: &Range<usize>, at: usize| at + range.start..at + range.end;
    Moved { source: by(&block.source, a), target: by(&block.target, b), share: block.share }
}

/// Blocks of two stretches that were exchanged: held against the target written twice, one after
/// the other, they stand in order. What stands in order in the target written once did not move.
fn turned(
    input: &Input<'_>,
    a: &Range<usize>,
    b: &Range<usize>,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<Vec<Moved>, AlignError> {
    let once = part(input, a, b);
    let twice = [once.target, once.target].concat();
    let headings = [once.target_headings, once.target_headings].concat();
    let doubled = Input { target: &twice, target_headings: &headings, ..once };
    let found = align(&doubled, knowledge, go_on)?;
    let seam = b.len();
    let before = found.beads().iter().take_while(|bead| bead.target.end <= seam).count();
    let (first, second) = found.beads().split_at(before);
    let (Some(first), Some(second)) = (best_run(first), best_run(second)) else {
        return Ok(Vec::new());
    };
    let second = Moved {
        target: second.target.start.saturating_sub(seam)..second.target.end - seam,
        ..second
    };
    // Only where they cross.
    if second.target.end > first.target.start {
        return Ok(Vec::new());
    }
    Ok([first, second].map(|block| shifted(block, a.start, b.start)).into())
}

/// The run of beads in which sure sentences outweigh the others most (Kadane's maximum sum), if
/// it is long enough on both sides.
fn best_run(beads: &[Bead]) -> Option<Moved> {
    let worth = |bead: &Bead| {
        let sentences = size(bead) as i64;
        if is_sure(bead) { sentences } else { -sentences }
    };
    let (mut best, mut sum, mut start) = ((0, 0..0), 0, 0);
    for (at, bead) in beads.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += worth(bead);
        if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    let run = &beads[best.1];
    let (first, last) = (run.first()?, run.last()?);
    let (source, target) =
        (first.source.start..last.source.end, first.target.start..last.target.end);
    let sure: usize = run.iter().filter(|bead| is_sure(bead)).map(size).sum();
    let share = sure as f64 / (source.len() + target.len()).max(1) as f64;
    let long = source.len() >= STRETCH && target.len() >= STRETCH;
    long.then_some(Moved { source, target, share })
}

/// Whether enough sentences of two texts say nearly the same.
fn on_one_subject(
    input: &Input<'_>,
    knowledge: &Knowledge,
    go_on: &dyn Fn() -> bool,
) -> Result<bool, AlignError> {
    let found = pair_sentences(input, knowledge, go_on)?;
    let near = found.pairs.iter().filter(|pair| pair.grade >= Grade::Near).count();
    let shorter = input.source.len().min(input.target.len());
    Ok(near >= FEWEST_PAIRS && near as f64 >= ON_ONE_SUBJECT * shorter as f64)
}

/// Whether two sides are the same words, enough of them to say something.
fn are_twins(langs: (&str, &str), source: &[String], target: &[String]) -> bool {
    let words = |side: &[String]| -> Vec<(String, bool)> {
        let found = side.iter().flat_map(|text| tokens(text));
        let words = found.filter(|token| token.kind == TokenKind::Word);
        words.map(|token| (token.text.to_lowercase(), token.is_capitalised())).collect()
    };
    let (own, other) = (words(source), words(target));
    let same = own.len() == other.len() && own.iter().zip(&other).all(|(a, b)| a.0 == b.0);
    let speaks = |lang: &str, form: &str| language::class(lang, form).has(WordClass::FUNCTION);
    let is_language = || own.iter().any(|(form, _)| speaks(langs.0, form) || speaks(langs.1, form));
    let small = own.iter().filter(|(_, capital)| !capital).count();
    own.len() >= WORDS && same && (small >= IN_SMALL_LETTERS || is_language())
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
        assert_eq!(surveyed(&PL[..4], &EN[4..]).verdict, Verdict::Unrelated);
    }
}
