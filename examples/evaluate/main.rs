//! Prints accuracy tables for the stages, given development sets on disk.
//!
//! ```text
//! cargo run --release --example evaluate -- align FOLDER… [--joint] [--odd] [--lexicon] [--reliability] [--unrelated]
//!                                                [--memory PAIRS.tsv] [--langs pl:en] [--survey [--errors]]
//!                                                [--peer galechurch [--python PROGRAM]]
//! cargo run --release --example evaluate -- fold LIST.tsv… [--lang pl] [--table FOLD.bin] [--text FILE]
//!                                                [--python PROGRAM] [--errors N]
//! cargo run --release --example evaluate -- segment PATH… [--lang pl|en] [--errors N] [--no-peers]
//! cargo run --release --example evaluate -- memory speed|differ|floor|add|command|worker|peers MEMORY QUERIES
//! cargo run --release --example evaluate -- pages MEMORY.tmx [--pages N] [--sentences N] [--share PER_CENT] [--run N]
//! cargo run --release --example evaluate -- terms FOLDER [--memory FOLDER,…] [--folds N] [--peer eflomal,sil-thot [--python PROGRAM]]
//! cargo run --release --example evaluate -- terms hits GLOSSARY.tsv TEXTS.jsonl… [--errors a]
//! cargo run --release --example evaluate -- terms uses GLOSSARY.tsv USES.jsonl [--errors a]
//! cargo run --release --example evaluate -- terms checks GOOD.jsonl PLANTED.jsonl [--errors a]
//! cargo run --release --example evaluate -- terms plant PAIRS.jsonl… | SOURCE.pl.tsv TARGET.en.tsv [--errors a]
//! cargo run --release --example evaluate -- lexicon FILE… [--lang pl] [--pairs A.tsv B.tsv] [--missing]
//! ```
//!
//! Our own annotated uses of terms stand in `tests/data/terms/gold`.
//!
//! Each stage has a module of its own, which says what it reads and prints.

#[path = "../learn/adam.rs"]
mod adam;
mod align;
mod aligners;
mod arguments;
mod checks;
mod fold;
mod glossary;
#[path = "../learn/hits.rs"]
mod hits;
mod lexicon;
mod linkers;
#[path = "../learn/links.rs"]
mod links;
mod memory;
mod pages;
mod python;
mod segment;
mod survey;
#[path = "../learn/uses.rs"]
mod term_uses;
mod terms;
mod uses;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((stage, rest)) = arguments.split_first() else {
        return Err(USAGE.into());
    };
    match stage.as_str() {
        "align" => align::evaluate(rest),
        "fold" => fold::evaluate(rest),
        "lexicon" => lexicon::evaluate(rest),
        "memory" => memory::evaluate(rest),
        "pages" => pages::evaluate(rest),
        "terms" => terms::evaluate(rest),
        "segment" => segment::evaluate(rest),
        _ => Err(USAGE.into()),
    }
}

const USAGE: &str = "usage: evaluate align FOLDER… [--joint] [--odd] [--memory PAIRS.tsv]
       evaluate fold LIST.tsv… [--text FILE]
       evaluate lexicon FILE… [--lang pl] [--pairs A.tsv B.tsv] [--missing]
       evaluate segment PATH… [--lang pl|en] [--errors N] [--no-peers]
       evaluate pages MEMORY.tmx [--pages N] [--sentences N] [--share PER_CENT] [--run N]
       evaluate terms FOLDER [--memory FOLDER,…] [--folds N]
       evaluate terms hits GLOSSARY.tsv TEXTS.jsonl… | uses GLOSSARY.tsv USES.jsonl | checks GOOD.jsonl PLANTED.jsonl
       evaluate memory speed|differ|floor|add|command|worker|peers|adversary MEMORY QUERIES";
