//! What spoke most for a link, as evidence that people read.

use super::features::{Feature, IN_GLOSSARY, NAMES};
use crate::bitext::{Evidence, WordLink};

/// What says less, in nats, is not worth telling.
const LEAST: f64 = 0.2;

/// Returns what spoke most for a link of two words, of a link that was told with its reasons.
/// Where nothing but counts and places does, it is [`Evidence::Together`], with no counts yet.
pub fn evidence(link: &WordLink, source: &str, target: &str) -> Evidence {
    let nats = |features: &[Feature]| -> f64 {
        let told = link.why.iter();
        let told = told.filter(|r| features.iter().any(|f| r.feature == NAMES[*f as usize]));
        told.map(|reason| reason.nats).sum()
    };
    let in_glossary: f64 = {
        let told = link.why.iter().filter(|reason| reason.feature == IN_GLOSSARY);
        told.map(|reason| reason.nats).sum()
    };
    let value = |feature: Feature| {
        let reason = link.why.iter().find(|r| r.feature == NAMES[feature as usize]);
        reason.map_or(0.0, |reason| reason.value)
    };
    let (source, target) = (source.to_string(), target.to_string());
    let listed = nats(&[
        Feature::Listed,
        Feature::ListedLate,
        Feature::ListedPart,
        Feature::ListedWeak,
        Feature::Phrase,
    ]);
    let memory = nats(&[
        Feature::MemoryDice,
        Feature::MemoryForth,
        Feature::MemoryBack,
        Feature::MemoryBoth,
    ]);
    let kinds = [
        nats(&[Feature::Same]),
        nats(&[Feature::Value]),
        in_glossary,
        listed,
        nats(&[Feature::Built]),
        nats(&[Feature::Sound, Feature::SoundSure]),
        memory,
    ];
    let mut most = None;
    for (kind, nats) in kinds.into_iter().enumerate().filter(|(_, nats)| *nats > LEAST) {
        if most.is_none_or(|(_, before)| nats > before) {
            most = Some((kind, nats));
        }
    }
    match most.map(|(kind, _)| kind) {
        Some(0) => Evidence::SameForm(source),
        Some(1) => Evidence::SameValue(source),
        Some(2) => Evidence::InGlossary(source, target),
        Some(3) => Evidence::Lexicon(source, target),
        Some(4) => Evidence::Built(source, target),
        // The feature begins where words begin to sound alike.
        Some(5) => Evidence::Cognate(source, target, 0.5 + value(Feature::Sound) / 2.0),
        Some(6) => Evidence::Memory(format!("{source} = {target}")),
        _ => Evidence::Together(0, 0),
    }
}
