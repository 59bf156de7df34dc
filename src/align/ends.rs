//! How a sentence ends: translations end as their originals do, and a line that ends like no
//! sentence (a heading, a label, an item of a list) is seldom a part of the one after it.

/// The kind of mark a sentence ends with, quotation marks and brackets after it aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// A full stop or an ellipsis, in any script.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A colon.
    Colon,
    /// A comma, a semicolon or a dash: it goes on.
    Pause,
    /// No mark.
    Nothing,
}

const KINDS: usize = 6;

impl End {
    /// Returns how `text` ends.
    pub(crate) fn of(text: &str) -> End {
        let closes = |c: char| {
            c.is_whitespace()
                || matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '›' | ')' | ']' | '}')
                || matches!(c, '」' | '』' | '）' | '*' | '_')
        };
        match text.trim_end_matches(closes).chars().next_back() {
            Some('.' | '…' | '。' | '।' | '۔' | '．') => End::Stop,
            Some('?' | '？' | '؟') => End::Question,
            Some('!' | '！') => End::Exclamation,
            Some(':' | '：') => End::Colon,
            Some(',' | ';' | '，' | '；' | '、' | '،' | '–' | '—' | '-') => End::Pause,
            _ => End::Nothing,
        }
    }
}

/// How usual each end is in one text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usual([f64; KINDS]);

impl Usual {
    /// Counts the ends of a text against a general expectation.
    pub(crate) fn count(ends: &[End]) -> Usual {
        /// What is expected of ten sentences of any text.
        const GENERAL: [f64; KINDS] = [7.0, 0.5, 0.3, 0.5, 0.2, 1.5];
        let mut counts = GENERAL;
        for &end in ends {
            counts[end as usize] += 1.0;
        }
        let all: f64 = counts.iter().sum();
        Usual(counts.map(|count| count / all))
    }

    /// Returns minus the logarithm of the share of sentences that end so, nats.
    pub(crate) fn information(&self, end: End) -> f64 {
        -self.0[end as usize].ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_closes_behind_the_mark_is_passed_over() {
        for (text, end) in [
            ("Koniec.", End::Stop),
            ("„To koniec”.", End::Stop),
            ("(To koniec.) ", End::Stop),
            ("**Really?**", End::Question),
            ("«Nie!»", End::Exclamation),
            ("これは終わりです。", End::Stop),
            ("Uwaga:", End::Colon),
            ("chleb, mleko;", End::Pause),
            ("Sposób użycia", End::Nothing),
            ("", End::Nothing),
        ] {
            assert_eq!(End::of(text), end, "{text}");
        }
    }

    #[test]
    fn what_is_rare_in_a_text_says_more() {
        let mut ends = vec![End::Stop; 30];
        ends.push(End::Question);
        let usual = Usual::count(&ends);
        assert!(usual.information(End::Question) > usual.information(End::Stop) + 2.0);
    }
}
