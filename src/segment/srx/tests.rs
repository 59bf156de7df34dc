//! What the parts promise each other, tried on random patterns, rules and texts.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::Srx;
use super::alphabet::Alphabet;
use super::automaton::{Memo, Place, run};
use super::fuel::Fuel;
use super::matcher::Matcher;
use super::nfa::{Direction, Nfa};
use super::pattern::{Node, parse};
use super::run::Found;
use super::sets::Sets;

/// A pattern with all that matching it needs.
struct Ready {
    node: Node,
    sets: Sets,
    alphabet: Alphabet,
    matcher: Matcher,
}

fn ready(pattern: &str) -> Result<Ready, String> {
    let mut sets = Sets::default();
    let node = parse(pattern, &mut sets).map_err(|error| format!("{}: {}", error.at, error.why))?;
    let matcher = Matcher::new(&node, None).map_err(|_| "too large".to_string())?;
    let word = sets.known("word");
    let word = sets.number(&word);
    let used: Vec<_> = matcher.sets().collect();
    let alphabet = Alphabet::new(&sets, &used, word).ok_or("too many classes")?;
    Ok(Ready { node, sets, alphabet, matcher })
}

/// The first match in a text, as the preferred one from the leftmost place.
fn first_match<'t>(pattern: &str, text: &'t str) -> Option<&'t str> {
    let ready = ready(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
    let mut fuel = Fuel::for_text(text.len());
    (0..=text.len()).filter(|&at| text.is_char_boundary(at)).find_map(|at| {
        let end = ready.matcher.end(&ready.alphabet, text, at, &mut fuel).expect("little work");
        end.map(|end| &text[at..end])
    })
}

#[test]
fn patterns_mean_what_they_mean_in_java_and_icu() {
    let cases: &[(&str, &str, Option<&str>)] = &[
        ("a|ab", "abc", Some("a")),
        ("(?:a|ab)c", "abc", Some("abc")),
        ("a+?", "aaa", Some("a")),
        ("a++a", "aaa", None),
        ("(?>a*)a", "aaa", None),
        ("a{2}", "aaa", Some("aa")),
        ("a{2,}", "aaaa", Some("aaaa")),
        ("a{1,2}?b", "aab", Some("aab")),
        ("x{,2}y", "xxxy", Some("xxy")),
        ("a{b", "a{b", Some("a{b")),
        ("(a*)*b", "aab", Some("aab")),
        ("(a|b*)*c", "abbac", Some("abbac")),
        (r"(a)\1", "aba", None),
        (r"(?<x>a|b)\k<x>", "abb", Some("bb")),
        (r"(?i)ŻÓŁW", "żółw", Some("żółw")),
        (r"(?iu)k", "\u{212a}", Some("\u{212a}")),
        (r"a(?i)b|c", "aC", Some("C")),
        (r"((?i)jan|feb)\.", "FEB.", Some("FEB.")),
        (r"((?i)a)b", "AB", None),
        (r"(?i:a)b", "Ab", Some("Ab")),
        (r"(?-i)a", "A", None),
        (r"\bnp\.", "np.", Some("np.")),
        (r"\bś", "świt", Some("ś")),
        (r"\bw", "ów", None),
        (r"\Bw", "ów", Some("w")),
        (r"\p{Lu}\p{Ll}+", "x Łódź", Some("Łódź")),
        (r"\pL", "1a", Some("a")),
        (r"\P{L}+", "a12", Some("12")),
        (r"\p{^L}", "a1", Some("1")),
        (r"[\p{L}&&[^rwn]]\.", "r. x.", Some("x.")),
        (r"[a-c[x-z]]+", "byd", Some("by")),
        (r"[^a[b]]", "abc", Some("c")),
        (r"[a-]+", "a-b", Some("a-")),
        (r"[\d-–]+", "1–2-3", Some("1–2-3")),
        (r"[]a]+", "]a", Some("]a")),
        (r"[[:alpha:]]+", "1ab", Some("ab")),
        (r"[\[\(]", "(", Some("(")),
        (r"[&a]+", "a&", Some("a&")),
        (r"\Q...\E+", "....", Some("....")),
        (r"(\Q...\E|…)\p{Pe}", "…)", Some("…)")),
        (r"[\Q^]\E]", "]", Some("]")),
        (r"\x41\u0141\x{1F600}", "AŁ😀", Some("AŁ😀")),
        (r"\uD83D\uDE00", "😀", Some("😀")),
        (r"\uD83D", "😀", None),
        (r"\t\n\r\f\e\a\cA\011", "\t\n\r\x0c\x1b\x07\x01\t", Some("\t\n\r\x0c\x1b\x07\x01\t")),
        (r"\h+", " \u{a0}\t", Some(" \u{a0}\t")),
        (r"\H\v\V", "a\nb", Some("a\nb")),
        (r"a\Rb", "a\r\nb", Some("a\r\nb")),
        (r"\s", "\u{a0}", Some("\u{a0}")),
        (r"\w+\W\d\D", "żó 1x", Some("żó 1x")),
        ("a.b", "a\nb", None),
        ("(?s)a.b", "a\nb", Some("a\nb")),
        ("^b", "a\nb", None),
        ("(?m)^b$", "a\nb\nc", Some("b")),
        ("a$", "a\n", Some("a")),
        (r"a\z", "a\n", None),
        (r"a\Z", "a\r\n", Some("a")),
        (r"\Aa", "ba", None),
        ("a(?=b)", "acab", Some("a")),
        ("a(?!b)c", "abac", Some("ac")),
        ("(?<=a)b", "bab", Some("b")),
        ("(?<!a)b", "abb", Some("b")),
        (r"((?:X{0,2})(?:V?I{0,3}|I[VX]))(?<=[XVI]+)", "XIV", Some("XI")),
        (r"(?<!\d[\h]*)р\.", "5 р. р.", Some("р.")),
        (r"(?<=(a)\1)b", "aab", Some("b")),
        (r"(?x) a b # remark", "ab", Some("ab")),
        ("(?#remark)a", "a", Some("a")),
        (r"(?U)\p{Lu}", "Ż", Some("Ż")),
        ("e\u{301}", "e\u{301}", Some("e\u{301}")),
        (r"\X", "e\u{301}x", Some("e\u{301}")),
        ("()", "a", Some("")),
        ("", "a", Some("")),
        ("a||b", "b", Some("")),
    ];
    for &(pattern, text, expected) in cases {
        assert_eq!(first_match(pattern, text), expected, "{pattern} in {text:?}");
    }
}

#[test]
fn a_broken_pattern_says_where_and_why() {
    let cases = [
        ("(", "1: `(` is not closed"),
        ("a)", "2: `)` closes nothing; write `\\)`"),
        ("[a", "1: `[` is not closed"),
        ("*a", "1: `*` repeats nothing; write `\\*`"),
        ("[b-a]", "5: the end of a range is before its start"),
        (r"\p{Nonsense}", "13: the property `Nonsense` is not known"),
        (r"\p{Lu", "4: `}` is missing"),
        (r"\y", "3: `\\y` is not known"),
        (r"\", "2: a backslash stands at the end"),
        (r"\x", "3: hexadecimal digits are missing"),
        (r"\2(a)", "1: there is no group 2 to refer to"),
        (r"\k<b>", "6: there is no group named `b`"),
        ("(?y)a", "3: `(?y` is not known"),
        ("a**", "4: a repetition is repeated; put it in `(?:…)`"),
        ("a{2}{3}", "8: a repetition is repeated; put it in `(?:…)`"),
        ("a{3,2}", "2: the second number of `{…}` is below the first"),
        ("a{99999}", "2: too many repetitions"),
        (r"[\b]", "4: `\\b` is not known"),
    ];
    let told: Vec<_> = cases.iter().map(|(p, _)| ready(p).err().unwrap_or_default()).collect();
    let expected: Vec<_> = cases.iter().map(|(_, expected)| expected.to_string()).collect();
    assert_eq!(told, expected);
    assert!(ready(&"a".repeat(60_000)).err().is_some_and(|why| why.contains("too long")));
    let nothing = "(?:".repeat(40) + &"){1000}".repeat(40);
    assert!(ready(&nothing).is_ok() && ready(&nothing.replacen("{", "|(?=a){", 1)).is_ok());
    let deep = "(".repeat(5000) + &")".repeat(5000);
    assert!(ready(&deep).err().is_some_and(|why| why.contains("deeper")));
}

/// Patterns that an automaton knows all of, and those it does not.
fn pattern(with_looks: bool) -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a", "b", r"\.", r"\s", " ", r"\p{Lu}", r"\w", "[^a]", "[ab.]", r"\b", r"\B", "^", r"\z",
        "ż", ".", "(?i)ż",
    ])
    .prop_map(str::to_string);
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let looks = prop::sample::select(match with_looks {
            true => vec!["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?:"],
            false => vec!["(?:", "("],
        });
        let repeats =
            prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(?:{a}|{b})")),
            (inner.clone(), repeats).prop_map(|(a, repeat)| format!("(?:{a}){repeat}")),
            (looks, inner).prop_map(|(look, a)| format!("{look}{a})")),
        ]
    })
}

const LETTERS: &str = "[abŻż. \n!A(\u{a0}😀]{0,12}";

/// The places from which, or up to which, a pattern matches, as an automaton sees it.
fn seen(ready: &mut Ready, direction: Direction, text: &str) -> (Vec<usize>, bool) {
    let mut nfa = Nfa::new(direction);
    let all = nfa.add(&ready.node, 0, &mut ready.sets).expect("small");
    let (mut memo, mut fuel) = (Memo::default(), Fuel::for_text(text.len()));
    let places = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).filter(|&at| {
        let mut fits = false;
        let place = Place { text, at, reach: usize::MAX };
        run(&nfa, &ready.alphabet, &mut memo, place, &mut fuel, &mut |_, _| fits = true)
            .expect("little work");
        fits
    });
    (places.collect(), all)
}

/// The same as the exact matcher sees it.
fn matched(ready: &Ready, matcher: &Matcher, text: &str) -> Vec<usize> {
    let mut fuel = Fuel::for_text(text.len());
    let fits = |&at: &usize| {
        matcher.end(&ready.alphabet, text, at, &mut fuel).expect("little work").is_some()
    };
    (0..=text.len()).filter(|&at| text.is_char_boundary(at)).filter(fits).collect()
}

fn automaton_agrees(pattern: &str, text: &str, exact: bool) -> TestCaseResult {
    // A pattern may be refused: `^*` repeats nothing.
    let Ok(mut ready) = ready(pattern) else { return Ok(()) };
    let before = Matcher::before(&ready.node, None).expect("small");
    let ways = [
        (Direction::Forwards, matched(&ready, &ready.matcher, text)),
        (Direction::Backwards, matched(&ready, &before, text)),
    ];
    for (direction, expected) in ways {
        let (seen, all) = seen(&mut ready, direction, text);
        if all {
            prop_assert_eq!(&seen, &expected, "{} {:?} {:?}", pattern, direction, text);
        } else {
            prop_assert!(!exact, "{pattern}");
            prop_assert!(
                expected.iter().all(|at| seen.contains(at)),
                "{pattern} {direction:?} {text:?}"
            );
        }
    }
    Ok(())
}

/// The algorithm of `segment` and `choppa` word for word: every break rule searched for over the whole text.
fn by_the_book(rules: &[(bool, String, String)], text: &str) -> Option<Vec<Found>> {
    struct Search {
        number: usize,
        before: Ready,
        after: Ready,
        position: usize,
        found: Option<(usize, usize)>,
    }
    let width = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
    let end = |ready: &Ready, at: usize| {
        ready.matcher.end(&ready.alphabet, text, at, &mut Fuel::for_text(100)).expect("little work")
    };
    let find = |search: &mut Search| {
        search.found = None;
        while search.position <= text.len() {
            let places = (search.position..=text.len()).filter(|&at| text.is_char_boundary(at));
            let Some((start, stop)) =
                places.into_iter().find_map(|at| end(&search.before, at).map(|stop| (at, stop)))
            else {
                search.position = text.len() + 1;
                return;
            };
            search.position = if stop == start { stop + width(stop) } else { stop };
            if end(&search.after, stop).is_some() {
                search.found = Some((start, stop));
                return;
            }
        }
    };
    let mut searches = Vec::new();
    let mut exceptions = Vec::new();
    for (number, (breaks, before, after)) in rules.iter().enumerate() {
        let (before, after) = (ready(before).ok()?, ready(after).ok()?);
        if *breaks {
            let mut search = Search { number, before, after, position: 0, found: None };
            find(&mut search);
            searches.push(search);
        } else {
            let left = Matcher::before(&before.node, Some(100)).ok()?;
            exceptions.push((number, before, left, after));
        }
    }
    let (mut all, mut segment) = (Vec::<Found>::new(), 0);
    loop {
        let first = searches.iter().filter_map(|s| s.found.map(|f| (f.1, s.number))).min();
        let Some((at, number)) = first else { return Some(all) };
        let mut breaks = false;
        if at > segment {
            let refused = exceptions.iter().find(|(exception, before, left, after)| {
                let mut fuel = Fuel::for_text(100);
                *exception < number
                    && left
                        .end(&before.alphabet, text, at, &mut fuel)
                        .expect("little work")
                        .is_some()
                    && end(after, at).is_some()
            });
            breaks = refused.is_none();
            let rule = refused.map_or(number, |refused| refused.0) as u32;
            if at < text.len() && all.last().is_none_or(|last| last.at < at) {
                all.push(Found { at, breaks, rule });
            }
        }
        if breaks {
            segment = at;
            for search in &mut searches {
                if search.found.is_some_and(|found| found.0 < at) {
                    search.position = at;
                    find(search);
                }
            }
        }
        for search in &mut searches {
            while search.found.is_some_and(|found| found.1 <= at) {
                find(search);
            }
        }
    }
}

fn srx(rules: &[(bool, String, String)]) -> Srx {
    let escape = |part: &str| html_escape::encode_text(part).into_owned();
    let rules: String = rules
        .iter()
        .map(|(breaks, before, after)| {
            format!(
                "<rule break=\"{}\"><beforebreak>{}</beforebreak><afterbreak>{}</afterbreak></rule>",
                if *breaks { "yes" } else { "no" },
                escape(before),
                escape(after)
            )
        })
        .collect();
    let file = format!(
        "<srx version=\"2.0\"><header cascade=\"yes\"/><body><languagerules><languagerule \
         languagerulename=\"x\">{rules}</languagerule></languagerules><maprules><languagemap \
         languagepattern=\".*\" languagerulename=\"x\"/></maprules></body></srx>"
    );
    Srx::read("x", file.as_bytes()).expect("SRX")
}

fn found(srx: &Srx, text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    srx.program("x").run(text, &mut |found| all.push(found)).expect("little work");
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn an_automaton_sees_what_matches(pattern in pattern(false), text in LETTERS) {
        automaton_agrees(&pattern, &text, true)?;
    }

    #[test]
    fn an_automaton_never_overlooks_a_match(pattern in pattern(true), text in LETTERS) {
        automaton_agrees(&pattern, &text, false)?;
    }

    #[test]
    fn rules_run_as_the_book_has_it(
        rules in prop::collection::vec((any::<bool>(), pattern(true), pattern(true)), 1..6),
        text in LETTERS,
    ) {
        let Some(expected) = by_the_book(&rules, &text) else { return Ok(()) };
        let srx = srx(&rules);
        prop_assert_eq!(found(&srx, &text), expected);
        // What was learned from one text changes nothing for the next.
        prop_assert_eq!(found(&srx, &text), found(&srx, &text));
    }

    #[test]
    fn usual_rules_run_as_the_book_has_it(
        breaks in prop::collection::vec(
            prop::sample::select(vec![
                (r"[.!]+", r"\s"), (r"[.!]+\s", ""), (r"[.!]['(]*", r"\p{Lu}"), ("", r"\n"), (r"\s\p{L}\.", " "),
                (r"[^a]\.", ""), (r"\.\s*", r"[A-Z]"), (r"[ab]\. ?[abż]+", ""), (r"\S \S+", r"\W"), (r"a*", "b"),
            ]), 1..4),
        exceptions in prop::collection::vec(
            prop::sample::select(vec![
                (r"\ba\.", r"\s"), (r"\ba\.\s", ""), (r"\([^)]*\.", ""), ("^a+", ""), (r"(?<!a)b\.", r"\s+"), ("", "a"),
            ]), 0..4),
        text in LETTERS,
    ) {
        let rules: Vec<(bool, String, String)> = exceptions
            .iter()
            .map(|(a, b)| (false, a.to_string(), b.to_string()))
            .chain(breaks.iter().map(|(a, b)| (true, a.to_string(), b.to_string())))
            .collect();
        let expected = by_the_book(&rules, &text).expect("these are patterns");
        prop_assert_eq!(found(&srx(&rules), &text), expected);
    }

    #[test]
    fn any_pattern_is_read_or_refused(pattern in r"[a(){}\[\]|*+?\\^$.:<>=!&\-,0-9pPuxQEkbżL ]{0,20}", text in LETTERS) {
        let Ok(ready) = ready(&pattern) else { return Ok(()) };
        // More work than there is fuel for is an answer too.
        let _ = ready.matcher.end(&ready.alphabet, &text, 0, &mut Fuel::for_tag());
    }
}

#[test]
fn behind_a_break_a_search_begins_anew() {
    let rules = [
        (true, r"\.".to_string(), " ".to_string()),
        // Reaches over the break of the rule before, and is cut there; what follows matches again.
        (true, r"\w\. \w".to_string(), "x".to_string()),
    ];
    let text = "a. bx c. dx";
    let expected = by_the_book(&rules, text).expect("these are patterns");
    assert_eq!(expected.iter().map(|found| found.at).collect::<Vec<_>>(), [2, 8]);
    assert_eq!(found(&srx(&rules), text), expected);
}

#[test]
fn an_exception_counts_a_hundred_repetitions() {
    let rules = |before: &str| {
        srx(&[
            (false, before.to_string(), String::new()),
            (true, r"\.".to_string(), r"\s".to_string()),
        ])
    };
    let text = |letters: usize| format!("({}. B", "a".repeat(letters));
    let srx = rules(r"\(a*\.");
    assert!(!found(&srx, &text(100))[0].breaks);
    assert!(found(&srx, &text(101))[0].breaks);
    // Repetitions within repetitions reach further.
    let srx = rules(r"\((?:a+)+\.");
    assert!(!found(&srx, &text(300))[0].breaks);
}
