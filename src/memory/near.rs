//! When one word is taken for another misspelt: their keys are long and one edit apart.

/// Letters from which on two keys one edit apart are taken for a misspelling.
pub(super) const NEAR_LETTERS: usize = 5;

/// Says whether two keys are of five letters and more and at most one edit apart.
pub(super) fn near(a: &str, b: &str) -> bool {
    let is_long = |key: &str| key.chars().nth(NEAR_LETTERS - 1).is_some();
    is_long(a) && is_long(b) && one_edit(a, b)
}

/// Says whether two texts are equal but for a letter added, dropped or changed, or two
/// neighbours swapped.
pub(super) fn one_edit(a: &str, b: &str) -> bool {
    let front: usize =
        a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (&a[front..], &b[front..]);
    let (mut a_rest, mut b_rest) = (a.chars(), b.chars());
    let (first_a, first_b) = (a_rest.next(), b_rest.next());
    let changed = a_rest.as_str() == b_rest.as_str();
    if changed || a_rest.as_str() == b || a == b_rest.as_str() {
        return true;
    }
    let swapped = first_a == b_rest.next() && first_b == a_rest.next();
    swapped && first_a.is_some() && first_b.is_some() && a_rest.as_str() == b_rest.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_keys_are_long_and_one_edit_apart() {
        for (a, b, expected) in [
            ("settings", "setings", true),
            ("directory", "direcotry", true),
            ("minister", "ministry", false),
            ("ministra", "ministru", true),
            ("file", "fill", false),
            ("there", "tsere", true),
            ("stolic", "stolica", true),
            ("kraje", "krajem", true),
            ("abcdefg", "abcdefg", true),
            ("", "", false),
        ] {
            assert_eq!((near(a, b), near(b, a)), (expected, expected), "{a} {b}");
        }
    }

    proptest::proptest! {
        #[test]
        fn near_keys_are_those_of_one_edit(a in "[abó]{5,8}", b in "[abó]{5,8}", at in 0usize..6) {
            let is_near = |a: &str, b: &str| {
                let (m, n) = (a.chars().count(), b.chars().count());
                m.min(n) >= NEAR_LETTERS && strsim::osa_distance(a, b) <= 1
            };
            let mut edited: Vec<char> = a.chars().collect();
            if at + 1 < edited.len() {
                edited.swap(at, at + 1);
            }
            let edited: String = edited.into_iter().collect();
            for b in [&b, &edited] {
                proptest::prop_assert_eq!(near(&a, b), is_near(&a, b), "{} {}", a, b);
            }
        }
    }
}
