//! Going through found pairs one by one.

use std::io::{self, BufRead, Write};

use anyhow::Result;

use super::super::output::{count, note};
use super::chosen::Chosen;
use crate::jobs::ListedPair;

/// Shows each pair and does with it what is answered; what was decided is written at once, so that
/// nothing is lost when it is broken off.
pub(super) fn go_through(pairs: &[ListedPair], chosen: &mut Chosen) -> Result<()> {
    let mut answers = io::stdin().lock().lines();
    let mut ask = |question: &str| -> Result<Option<String>> {
        let mut out = io::stderr().lock();
        write!(out, "{question}")?;
        out.flush()?;
        Ok(answers.next().transpose()?.map(|line| line.trim().to_string()))
    };
    let (mut accepted, mut rejected) = (0, 0);
    'pairs: for (number, listed) in pairs.iter().enumerate() {
        let pair = &listed.pair;
        let place = format!("{}/{}", number + 1, pairs.len());
        let times = count(listed.frequency, "time", "times");
        let mut shown = format!(
            "\n{place}  {} = {}   ({}, {:.2}, {times})\n",
            pair.source,
            pair.target,
            pair.kind.name(),
            pair.confidence
        );
        for example in listed.examples.iter().take(1) {
            shown.push_str(&format!("  {}\n  {}\n", example.source, example.target));
        }
        let mut question = format!("{shown}accept, reject, edit, skip, quit? [a/r/e/s/q] ");
        loop {
            let Some(answer) = ask(&question)? else { break 'pairs };
            let own = (pair.source.clone(), pair.target.clone());
            match answer.to_lowercase().as_str() {
                "a" | "accept" => accepted += chosen.accept(&[own])?,
                "r" | "reject" => rejected += chosen.reject(&[own])?,
                "e" | "edit" => {
                    let mut edit = |old: &str| -> Result<Option<String>> {
                        let new = ask(&format!("  {old} → "))?;
                        Ok(new.map(|new| if new.is_empty() { old.to_string() } else { new }))
                    };
                    let (Some(source), Some(target)) = (edit(&own.0)?, edit(&own.1)?) else {
                        break 'pairs;
                    };
                    accepted += chosen.accept(&[(source, target)])?;
                }
                "" | "s" | "skip" => {}
                "q" | "quit" => break 'pairs,
                other => {
                    question = format!("\"{other}\" is none of them: a, r, e, s or q? ");
                    continue;
                }
            }
            break;
        }
    }
    note(&format!(
        "{}: {} accepted, {rejected} rejected",
        chosen.path().display(),
        count(accepted, "pair", "pairs")
    ));
    Ok(())
}
