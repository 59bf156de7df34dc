//! What became of a file of rules, as a sheet.

use serde_json::json;

use super::sheet::{Cell, Line, Sheet, Style};
use crate::segment::{Check, Part};
use crate::text::Side;

/// Everything a file of rules holds and what was done with it: `line what name note`.
///
/// `langs` are the languages to tell of, with the groups of rules that each takes.
pub fn check_sheet(check: &Check, langs: &[(String, Vec<String>)]) -> Sheet {
    let mut lines = vec![line(1, "file", &format!("SRX {}", check.version), &header(check))];
    for group in &check.groups {
        let rules = count(group.breaks, "rule", "rules");
        let mut note = format!("{rules}, {}", count(group.exceptions, "exception", "exceptions"));
        if group.unusable > 0 {
            note.push_str(&format!(", {} left out", group.unusable));
        }
        lines.push(line(group.line, "rules", &group.name, &note));
    }
    for (at, pattern, group) in &check.maps {
        lines.push(line(*at, "map", group, pattern));
    }
    for (at, remark) in &check.remarks {
        lines.push(line(*at, "remark", "", remark));
    }
    for problem in &check.problems {
        let part = match problem.part {
            Part::Before => "beforebreak",
            Part::After => "afterbreak",
            Part::Map => "languagepattern",
        };
        let what = if problem.part == Part::Map { "map left out" } else { "rule left out" };
        let note = format!("{part} {}: {}", problem.pattern, problem.wrong);
        lines.push(line(problem.line, what, &problem.group, &note));
    }
    for (lang, groups) in langs {
        let note = if groups.is_empty() { "no rules".to_string() } else { groups.join(", ") };
        lines.push(line(1, "language", lang, &note));
    }
    Sheet { columns: vec!["line", "what", "name", "note"], lines }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn header(check: &Check) -> String {
    let side = |side: Side| match side {
        Side::Previous => "before the break",
        Side::Next => "after the break",
    };
    let cascade = if check.cascade {
        "all maps that fit are used"
    } else {
        "the first map that fits is used"
    };
    format!(
        "{cascade}; codes that open fall {}, that close {}, that stand alone {}; text inside of codes {}",
        side(check.sides.open),
        side(check.sides.close),
        side(check.sides.alone),
        if check.subflows { "is cut too" } else { "is not cut" },
    )
}

fn line(line: u32, what: &'static str, name: &str, note: &str) -> Line {
    let style = if what.ends_with("left out") { Style::Strong } else { Style::Plain };
    Line {
        json: json!({"line": line, "what": what, "name": name, "note": note}),
        cells: vec![
            line.to_string().into(),
            Cell::styled(style, what),
            name.into(),
            Cell::styled(style, note),
        ],
    }
}
