//! Is what is alike by characters offered?
//!
//! Of queries of four words and more whose nearest stored source is at least 80 % alike by characters (Levenshtein
//! distance over the longer length): how many are offered, at 70 % and five matches, a source that is no more than 10
//! points less alike. Every other query belongs to the *development* half, whose failures are shown with the score of the
//! nearest source and what it lost; of the *unseen* half only the figure is.

use std::collections::BTreeMap;

use kladka::memory::{DiffKind, Memory, diff, score};
use kladka::text::Lang;

use super::{Asked, Outcome, query};

/// Prints the share by kind and half.
pub fn floor(memory: &Memory, queries: &[Asked], lang: &Lang) -> Outcome {
    let mut texts: Vec<Vec<char>> = Vec::new();
    for unit in memory.units() {
        let (_, unit) = unit?;
        let own = unit.variants().iter().filter(|variant| variant.lang.same_language(lang));
        texts.extend(own.map(|variant| variant.text.chars().collect()));
    }
    texts.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    texts.dedup();
    let mut kinds: BTreeMap<(&str, &str), (u32, u32)> = BTreeMap::new();
    let halves = ["development", "unseen"].iter().cycle();
    for (asked, half) in queries.iter().filter(|asked| asked.is_sentence()).zip(halves) {
        if asked.text.split_whitespace().count() < 4 {
            continue;
        }
        let chars: Vec<char> = asked.text.chars().collect();
        let (nearest, which) = nearest(&chars, &texts);
        if nearest < 0.8 {
            continue;
        }
        let offered = memory.lookup(&query(&asked.text, Some(lang), 70, 5))?;
        let best = offered
            .iter()
            .map(|m| alike(&chars, &m.source.text.chars().collect::<Vec<_>>()))
            .fold(0.0, f64::max);
        let is_offered = best >= nearest - 0.1;
        if !is_offered && *half == "development" {
            let source: String = which.iter().copied().collect();
            let reached = score(lang, &asked.text, &source);
            println!("not offered\t{}\t{nearest:.2}\t{best:.2}\t{}", asked.kind, asked.text);
            println!("  {reached}\t{source}\t{}", lost(lang, &asked.text, &source));
        }
        for kind in [asked.kind.as_str(), "~all"] {
            let (offered, of) = kinds.entry((half, kind)).or_default();
            *offered += u32::from(is_offered);
            *of += 1;
        }
    }
    println!("half\tkind\tqueries with a near source\toffered");
    for ((half, kind), (offered, of)) in kinds {
        println!(
            "{half}\t{kind}\t{of}\t{:.1} %",
            100.0 * f64::from(offered) / f64::from(of.max(1))
        );
    }
    Ok(())
}

/// What a source lost against a query.
fn lost(lang: &Lang, query: &str, source: &str) -> String {
    let parts = diff(lang, query, source).into_iter().filter(|part| part.kind != DiffKind::Same);
    let shown = parts.map(|part| {
        let (own, other) = (&query[part.query.clone()], &source[part.source.clone()]);
        format!("{own}/{other} {}", part.cost)
    });
    shown.collect::<Vec<_>>().join("; ")
}

/// How alike two texts are by characters, 0 to 1.
fn alike(a: &[char], b: &[char]) -> f64 {
    let longer = a.len().max(b.len()).max(1);
    1.0 - strsim::generic_levenshtein(&a.to_vec(), &b.to_vec()) as f64 / longer as f64
}

/// How alike the nearest of some texts is, sorted by length; below .8 it may not be found.
fn nearest<'t>(asked: &[char], texts: &'t [Vec<char>]) -> (f64, &'t [char]) {
    let (low, high) = (asked.len() * 4 / 5, asked.len() * 5 / 4 + 1);
    let from = texts.partition_point(|text| text.len() < low);
    let to = texts.partition_point(|text| text.len() <= high);
    let mut counts = [0i32; 64];
    asked.iter().for_each(|&c| counts[c as usize % 64] += 1);
    let mut best: (f64, &[char]) = (0.0, &[]);
    for text in &texts[from..to] {
        // Each edit changes two counts of characters at most.
        let mut own = counts;
        text.iter().for_each(|&c| own[c as usize % 64] -= 1);
        let apart: i32 = own.iter().map(|n| n.abs()).sum();
        let longer = asked.len().max(text.len()).max(1) as f64;
        if 1.0 - f64::from(apart) / 2.0 / longer > best.0.max(0.79) {
            let likeness = alike(asked, text);
            if likeness > best.0 {
                best = (likeness, text);
            }
        }
    }
    best
}
