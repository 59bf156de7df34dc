//! Values (interim: plain digits).
use std::ops::Range;
/// Kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ValueKind {
    Number,
    Percent,
    Money,
    Date,
    Time,
    Ordinal,
    Roman,
    Range,
    Decade,
    Century,
    Measure,
    Word,
}
/// Value.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// bytes
    pub span: Range<usize>,
    /// kind
    pub kind: ValueKind,
    /// written in digits
    pub digits: bool,
    text: String,
}
impl Value {
    /// Stable text of the first reading.
    pub fn canonical(&self) -> String {
        self.text.clone()
    }
    /// Whether two values are one.
    pub fn agrees(&self, other: &Value) -> bool {
        self.text == other.text
    }
}
/// Values of a text.
pub fn values(_lang: &str, text: &str) -> Vec<Value> {
    let mut out = vec![];
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                out.push(Value {
                    span: s..i,
                    kind: ValueKind::Number,
                    digits: true,
                    text: text[s..i].into(),
                });
                start = None
            }
            _ => {}
        }
    }
    out
}
/// Side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Side {
    Source,
    Target,
}
/// Left over.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Leftover {
    pub side: Side,
    pub span: Range<usize>,
    pub text: String,
}
/// Comparison.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Comparison {
    pub matched: Vec<(usize, usize)>,
    pub unmatched: Vec<Leftover>,
    pub conflicts: Vec<(Value, Value)>,
}
/// Compare.
pub fn compare(sl: &str, source: &str, tl: &str, target: &str) -> Comparison {
    let (s, t) = (values(sl, source), values(tl, target));
    let mut used = vec![false; t.len()];
    let (mut matched, mut unmatched, mut left) = (vec![], vec![], vec![]);
    for (i, v) in s.iter().enumerate() {
        match (0..t.len()).find(|&j| !used[j] && t[j].agrees(v)) {
            Some(j) => {
                used[j] = true;
                matched.push((i, j))
            }
            None => {
                left.push(v.clone());
                unmatched.push(Leftover {
                    side: Side::Source,
                    span: v.span.clone(),
                    text: source[v.span.clone()].into(),
                })
            }
        }
    }
    let mut conflicts = vec![];
    for (j, v) in t.iter().enumerate().filter(|(j, _)| !used[*j]) {
        let _ = j;
        if let Some(a) = left.pop() {
            conflicts.push((a, v.clone()))
        }
        unmatched.push(Leftover {
            side: Side::Target,
            span: v.span.clone(),
            text: target[v.span.clone()].into(),
        });
    }
    Comparison { matched, unmatched, conflicts }
}
