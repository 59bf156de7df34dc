//! Learns the word linker's weights from hand-linked pairs of texts and writes the tables.
//!
//! ```text
//! cargo run --release --example train_links -- GOLD_FOLDER OUT_FOLDER MEMORY_FOLDER…
//! ```
//!
//! `learn/links.rs` says what the folders hold and how it is done; `evaluate -- terms` reports by
//! cross-validation, on pairs that nothing was learned from. Nothing is random: the same input gives
//! the same bytes.

#[path = "learn/adam.rs"]
mod adam;
#[path = "learn/links.rs"]
mod links;

use std::error::Error;
use std::fs;
use std::path::Path;

use kladka::lexicon::{Given, core};
use kladka::terms::links::{LinkWeights, SpanWeights};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, out, memory @ ..] = arguments.as_slice() else {
        return Err("usage: train_links GOLD_FOLDER OUT_FOLDER MEMORY_FOLDER…".into());
    };
    let data = links::Data::read(Path::new(gold))?;
    let memory = links::read_memory(memory, 2000)?;
    let given = Given::of(links::LANGS.0, links::LANGS.1, &core());
    let model = links::learn(&data, None, &memory, &given);
    let note = format!(
        "Weights of word links, nats a unit. Made by examples/train_links.rs from {} hand-linked\n\
         pairs of news sentences in Polish and English (PUD), each alone among 25, among all\n\
         1,000, and with a memory of {} pairs, with and without the core lexicon.",
        data.linked.len(),
        memory.len()
    );
    for (name, weights) in [("first", &model.first), ("second", &model.second)] {
        let table = weights.weights().write(&note, &LinkWeights::names());
        fs::write(Path::new(out).join(format!("{name}.tsv")), table)?;
    }
    let note = format!(
        "Weights of pairs of spans, nats a unit. Made by examples/train_links.rs from the terms that\n\
         a reader marked in {} pairs of news sentences in Polish and English (PUD).",
        data.linked.len() + data.termed.len()
    );
    let table = model.spans.weights().write(&note, &SpanWeights::names());
    fs::write(Path::new(out).join("spans.tsv"), table)?;
    Ok(())
}
