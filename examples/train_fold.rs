//! Learns the Polish fold: writes `src/language/data/fold.bin` from what a dictionary says of word forms.
//!
//! ```text
//! cargo run --release --example train_fold -- ROWS.tsv FREQ.tsv OUT.bin [option value]…
//!   --lambda .1      what a suffix must save before it is worth its bytes (chance of a word in a million, see `forms`)
//!   --capital .065   the same for words with a capital: names are many and each is rare, so they are given more room
//!   --threshold .3   a key counts if its probability is at least this part of the best key's
//!   --rare .02       below the threshold but above this, a reading is kept for the stricter question ("can it be a form of …?")
//!   --keys 60000     how many of the commonest keys are remembered, to know an unknown word
//!   --withhold 1     leaves a tenth of the rarer lemmas out (sample 1, 2, …) and writes their forms to OUT.bin.withheld.tsv
//! ```
//!
//! ROWS.tsv has one reading a line: form, lemma, qualifiers, tags (see `train_fold_rows.py`, which makes it); FREQ.tsv has forms in lower
//! case and how often each is written in a thousand million words. The same input gives the same bytes. Needs two minutes and 4 GB, and
//! is never needed to build or use Kładka.
//!
//! Five steps, one file each but the last: [`forms`] finds how likely each reading of a form is, by expectation maximisation over the
//! frequencies; [`labels`] turns readings into ranked lists of rules; [`prune`] chooses the set of suffixes that errs least for its size,
//! exactly; [`pack`] writes the arrays that `language::fold::table` reads.

#[path = "train_fold/forms.rs"]
mod forms;
#[path = "train_fold/labels.rs"]
mod labels;
#[path = "train_fold/pack.rs"]
mod pack;
#[path = "train_fold/prune.rs"]
mod prune;

use std::error::Error;
use std::fs;

use kladka::language::fold::table;

use forms::Form;
use labels::Labels;
use prune::{Entry, Node};

/// What the command line asks for.
pub struct Options {
    rows: String,
    frequencies: String,
    out: String,
    lambda: f32,
    capital: f32,
    threshold: f32,
    rare: f32,
    keys: usize,
    withhold: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read(std::env::args().skip(1))?;
    let mut forms = forms::read(
        &fs::read_to_string(&options.rows)?,
        &fs::read_to_string(&options.frequencies)?,
    );
    if let Some(sample) = options.withhold {
        fs::write(format!("{}.withheld.tsv", options.out), forms::withhold(&mut forms, sample))?;
    }
    let common = forms::common_keys(&forms, options.keys);
    let mut labels = Labels::new(options.threshold, options.rare);
    let mut written = Written::new(&forms, &mut labels);
    labels.compare();
    let mut nodes = written.prune(&labels, &options);
    if let Some(kept) = labels.fit(&nodes, 1 << table::LIST_BITS) {
        labels.keep_only(&kept);
        nodes = written.prune(&labels, &options);
    }
    fs::write(
        &options.out,
        pack::pack(&nodes, &labels, &common, &written.small, &written.capital),
    )?;
    Ok(())
}

/// The forms as they are written: small, and with a capital.
struct Written {
    small: Vec<Entry>,
    capital: Vec<Entry>,
}

impl Written {
    fn new(forms: &[Form], labels: &mut Labels) -> Written {
        let (mut small, mut capital) = (vec![], vec![]);
        for form in forms {
            for (is_capital, entries) in [(false, &mut small), (true, &mut capital)] {
                if let Some(label) = labels.label(form, is_capital) {
                    entries.push(Entry {
                        word: word_from_end(&form.word),
                        label,
                        weight: form.weight(is_capital),
                        as_small: 0.0,
                    });
                }
            }
        }
        small.sort_by(|a, b| a.word.cmp(&b.word));
        capital.sort_by(|a, b| a.word.cmp(&b.word));
        small.dedup_by(|a, b| a.word == b.word);
        capital.dedup_by(|a, b| a.word == b.word);
        Written { small, capital }
    }

    /// Chooses the suffixes of small words, then those in which capitalised words differ.
    fn prune(&mut self, labels: &Labels, options: &Options) -> Vec<Node> {
        let mut nodes = prune::prune(&self.small, labels, options.lambda);
        let small = prune::Lookup::new(&nodes);
        for entry in &mut self.capital {
            entry.as_small =
                small.label(&entry.word).map_or(0.0, |label| labels.likeness(entry.label, label));
        }
        let capital = prune::prune(&self.capital, labels, options.capital);
        eprintln!("{} suffixes of small words, {} of capitalised ones", nodes.len(), capital.len());
        nodes.extend(capital.into_iter().map(|node| Node { capital: true, ..node }));
        nodes
    }
}

/// Codes of the letters from the last to the first, then the mark of a whole word.
fn word_from_end(word: &str) -> Vec<u8> {
    word.chars().rev().map(table::code).chain([table::WHOLE_WORD]).collect()
}

impl Options {
    fn read(mut args: impl Iterator<Item = String>) -> Result<Options, Box<dyn Error>> {
        const USAGE: &str = "usage: train_fold ROWS.tsv FREQ.tsv OUT.bin [--lambda X] [--capital X] [--threshold X] [--rare X] [--keys N] [--withhold N]";
        let (Some(rows), Some(frequencies), Some(out)) = (args.next(), args.next(), args.next())
        else {
            return Err(USAGE.into());
        };
        let mut options = Options {
            rows,
            frequencies,
            out,
            lambda: 0.1,
            capital: 0.065,
            threshold: 0.3,
            rare: 0.02,
            keys: 60_000,
            withhold: None,
        };
        while let (Some(name), Some(value)) = (args.next(), args.next()) {
            match name.as_str() {
                "--lambda" => options.lambda = value.parse()?,
                "--capital" => options.capital = value.parse()?,
                "--threshold" => options.threshold = value.parse()?,
                "--rare" => options.rare = value.parse()?,
                "--keys" => options.keys = value.parse()?,
                "--withhold" => options.withhold = Some(value.parse()?),
                _ => return Err(USAGE.into()),
            }
        }
        Ok(options)
    }
}
