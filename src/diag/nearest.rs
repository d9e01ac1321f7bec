//! Suggestions for misspelled names.

use std::cell::Cell;

/// The candidate nearest to the input, if it is near enough to be a typo: at most a third of its
/// characters differ, ignoring case.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = written.to_lowercase();
    let limit = (wanted.chars().count() / 3).clamp(1, 5);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written && !differ_in_more(&wanted, candidate, limit))
        .map(|candidate| (distance(&wanted, &candidate.to_lowercase(), limit), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The candidates that resemble the input most, best first: this many, even if none is similar.
pub fn closest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    /// Beyond it, names do not resemble each other.
    const FARTHEST: usize = 32;
    let wanted = written.to_lowercase();
    let mut all: Vec<_> = candidates.into_iter().collect();
    all.sort_by_cached_key(|candidate| {
        let begins_alike = candidate.chars().zip(wanted.chars()).take_while(|(a, b)| a == b);
        let alike = begins_alike.count();
        (distance(&wanted, &candidate.to_lowercase(), FARTHEST).saturating_sub(alike), *candidate)
    });
    all.truncate(most);
    all
}

/// How many comparisons a [`Suggester`] makes: enough for every real site, and quickly used up for
/// a site in which thousands of names are wrong.
const MOST_COMPARISONS: usize = 1 << 19;

/// Suggestions with a limit on their cost: each one compares a name with all known ones, so that
/// many wrong names among many known ones would take quadratic time.
#[derive(Debug)]
pub struct Suggester {
    /// The comparisons that are left.
    left: Cell<usize>,
}

impl Default for Suggester {
    fn default() -> Self {
        Self { left: Cell::new(MOST_COMPARISONS) }
    }
}

impl Suggester {
    /// The nearest candidate, as [`nearest`] finds it; `None` once the limit is reached.
    pub fn nearest<'a>(
        &self,
        written: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let left = self.left.get();
        let mut compared = 0;
        let candidates = candidates.into_iter().take(left).inspect(|_| compared += 1);
        let found = nearest(written, candidates);
        self.left.set(left - compared);
        found
    }
}

/// Whether a word is most likely a typo of another, ignoring case: it differs in fewer letters than
/// distinct words usually do. Numbers make words distinct: `day1` and `day2`.
pub fn is_slip(written: &str, meant: &str) -> bool {
    let limit = match meant.chars().count() {
        0..5 => return false,
        5..10 => 1,
        _ => 2,
    };
    if differ_in_more(written, meant, limit) {
        return false;
    }
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let (written, meant) = (written.to_lowercase(), meant.to_lowercase());
    written != meant
        && digits(&written) == digits(&meant)
        && distance(&written, &meant, limit) <= limit
}

/// Whether two ASCII words certainly have a larger distance, ignoring case. Most words do, and each
/// line of a chapter is compared with several keys.
fn differ_in_more(written: &str, meant: &str, limit: usize) -> bool {
    let letters = |word: &str| {
        let bit = |byte: u8| 1_u128 << (byte.to_ascii_lowercase() & 0x7f);
        word.bytes().fold(0, |bits, byte| bits | bit(byte))
    };
    if !written.is_ascii() || !meant.is_ascii() {
        return false;
    }
    let (of_written, of_meant) = (letters(written), letters(meant));
    // One change adds one letter at most, and removes one.
    let more = |one: u128, other: u128| (one & !other).count_ones() as usize > limit;
    written.len().abs_diff(meant.len()) > limit
        || more(of_meant, of_written)
        || more(of_written, of_meant)
}

/// The optimal string alignment distance, cut off at `limit + 1`.
///
/// Insertions, deletions, replacements and swaps of neighbours count one each
/// (Damerau 1964, Levenshtein 1966).
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(x != y);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        if row.iter().all(|&cell| cell > limit) {
            return limit + 1;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::is_slip;
    use super::nearest;

    #[test]
    fn a_slip_is_guessed_and_a_stranger_is_not() {
        let known = ["content", "exclude", "title"];
        assert_eq!(nearest("contnet", known), Some("content"));
        assert_eq!(nearest("Title", known), Some("title"));
        assert_eq!(nearest("minutes", known), None);
        assert_eq!(nearest("title", ["title"]), None);
    }

    #[test]
    fn the_nearest_of_several_wins() {
        assert_eq!(
            nearest("k8s/rolout.md", ["k8s/logout.md", "k8s/rollout.md"]),
            Some("k8s/rollout.md")
        );
    }

    #[test]
    fn slips_are_fewer_than_guesses() {
        for (written, meant) in
            [("sercet", "secret"), ("secrets", "secret"), ("extra-detials", "extra-details")]
        {
            assert!(is_slip(written, meant), "{written}");
        }
        for (written, meant) in
            [("day1", "day2"), ("es", "en"), ("internal", "external"), ("part-10", "part-1")]
        {
            assert!(!is_slip(written, meant), "{written}");
        }
    }
}
