//! The terminology check against uses of terms that people called right or wrong.
//!
//! The glossary is any that `read_terms` reads. A record a line: `direction` (`pl-en` or `en-pl`),
//! `source`, `target`, `term` (the name in the source's language that is judged), `verdict`
//! (`right`, `wrong`, or `derived`: rendered by a word of another part of speech), `half` (`a`, `b`). An alarm is a finding of at least `warning` about that
//! term; False alarms are told as a share of right uses, misses as a share of wrong ones.
//! Our own set stands in `tests/data/terms/gold`.

use std::error::Error;
use std::path::Path;

use crate::term_uses::score;

/// Prints a line a half and direction.
pub fn evaluate(files: &[String], show_errors: bool) -> Result<(), Box<dyn Error>> {
    let [glossary, uses] = files else {
        return Err("evaluate terms uses GLOSSARY.tsv USES.jsonl (ours: tests/data/terms/gold/glossary_uses.tsv, uses.jsonl)".into());
    };
    let scores = score(Path::new(glossary), Path::new(uses), &mut |error| {
        if show_errors {
            println!("{error}");
        }
    })?;
    println!("half\tdirection\tright uses\tfalse alarms\twrong uses\taccepted\tderived\talarms");
    for ((half, direction), answers) in scores {
        let share = |(all, some): (usize, usize)| 100.0 * some as f64 / all.max(1) as f64;
        let (right, wrong, derived) = (answers.right, answers.wrong, answers.derived);
        println!(
            "{half}\t{direction}\t{}\t{} ({:.1} %)\t{}\t{} ({:.1} %)\t{}\t{}",
            right.0,
            right.1,
            share(right),
            wrong.0,
            wrong.1,
            share(wrong),
            derived.0,
            derived.1
        );
    }
    Ok(())
}
