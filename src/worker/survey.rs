//! What an answer to `align` says of two texts as wholes: verdict, blocks, untranslated beads.

use serde_json::{Value, json};

use super::Question;
use crate::align::{self, AlignError, Knowledge};
use crate::bitext::{Alignment, Verdict};
use crate::jobs;

/// The fields of an answer: `beads`, `verdict`, `parallel`, `missing`, `foreign`, `moved`;
/// sentences are numbered from 0, a stretch is its first sentence and the one after its last.
pub(super) fn answer(
    question: &Question,
    alignment: &Alignment,
    knowledge: &Knowledge,
) -> Result<Vec<(&'static str, Value)>, AlignError> {
    let survey = align::survey(&question.input(), alignment, knowledge, &|| true)?;
    let swapped = jobs::is_swapped(
        (&question.source_lang, &question.source),
        (&question.target_lang, &question.target),
    );
    let verdict = if swapped { Verdict::Swapped } else { survey.verdict };
    let stretch = |range: &std::ops::Range<usize>| json!([range.start, range.end]);
    let stretches = |ranges: &[std::ops::Range<usize>]| -> Value {
        ranges.iter().map(stretch).collect::<Vec<_>>().into()
    };
    let moved: Vec<Value> = survey
        .moved
        .iter()
        .map(|block| json!({"source": stretch(&block.source), "target": stretch(&block.target)}))
        .collect();
    Ok(vec![
        ("beads", beads(alignment, &survey.untranslated)),
        ("verdict", verdict.name().into()),
        ("parallel", json!((survey.parallel_share * 1e3).round() / 1e3)),
        ("missing", stretches(&survey.source_alone)),
        ("foreign", stretches(&survey.target_alone)),
        ("moved", moved.into()),
    ])
}

fn beads(alignment: &Alignment, untranslated: &[usize]) -> Value {
    let bead = |(at, bead): (usize, &crate::bitext::Bead)| {
        let mut told = json!({
            "source": bead.source.clone().collect::<Vec<_>>(),
            "target": bead.target.clone().collect::<Vec<_>>(),
            "confidence": (bead.confidence * 1e4).round() / 1e4,
        });
        if untranslated.binary_search(&at).is_ok() {
            told["untranslated"] = true.into();
        }
        told
    };
    alignment.beads().iter().enumerate().map(bead).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{Operation, Settings, run};

    fn ask(source: &[&str], target: &[&str]) -> Value {
        let line = json!({"id": 1, "source_lang": "pl", "target_lang": "en",
            "source": source, "target": target})
        .to_string();
        let mut output = Vec::new();
        let settings = Settings::default();
        run(Operation::Align, &settings, &mut line.as_bytes(), &mut output).expect("answered");
        serde_json::from_slice(&output).expect("JSON")
    }

    #[test]
    fn verdict_and_blocks_are_told() {
        let pl = [
            "Minister obrony spotkał się w Wilnie z delegacją parlamentu Estonii.",
            "Rozmowy trwały 3 godziny i dotyczyły budżetu na rok 2015.",
            "The report was written by an independent commission.",
            "Dokument podpisano 7 maja 2014 r. w Rydze.",
        ];
        let en = [
            "The defence minister met a delegation of the parliament of Estonia in Vilnius.",
            "The talks took 3 hours and concerned the budget for the year 2015.",
            "The report was written by an independent commission.",
            "The document was signed on 7 May 2014 in Riga.",
        ];
        let answer = ask(&pl, &en);
        assert_eq!(answer["verdict"], "parallel", "{answer}");
        assert_eq!(answer["beads"][2]["untranslated"], true, "{answer}");
        assert!(answer["beads"][1].get("untranslated").is_none());
        assert_eq!(answer["moved"], json!([]));
        assert_eq!(ask(&en, &pl)["verdict"], "swapped");
    }
}
