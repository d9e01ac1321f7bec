//! Limits the number of problems of one kind per file: a text can have a million of them.
//!
//! **Invariant:** only details are lost. Problems over the limit are counted, each one once,
//! whichever decks show it; and a file with an error keeps an error.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::rest::UnlistedRest;
use super::{Code, Diagnostic, Problem};
use crate::path::ProjectPath;
use crate::span::Span;

/// How many problems of one code are kept for a file, with their locations: more than anyone reads.
pub const MOST_KEPT: usize = 1000;

/// The scope of a limit: a file, if any, and a code.
type LimitKey = (Option<ProjectPath>, Code);

/// Keeps the first problems of each kind by location, and counts the others. Preserves the order;
/// the counts come last.
pub fn limited(diagnostics: Vec<Diagnostic>, most: usize) -> Vec<Diagnostic> {
    let mut kinds: BTreeMap<LimitKey, Vec<usize>> = BTreeMap::new();
    let mut has_rests = false;
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        has_rests |= matches!(diagnostic.problem, Problem::More(_));
        kinds.entry(kind_of(diagnostic)).or_default().push(index);
    }
    if !has_rests && kinds.values().all(|indices| indices.len() <= most) {
        return diagnostics;
    }
    let mut is_kept = vec![true; diagnostics.len()];
    let mut rests = Vec::new();
    for ((file, code), mut indices) in kinds {
        let is_rest = |index: &usize| matches!(diagnostics[*index].problem, Problem::More(_));
        let counted: Vec<usize> = indices.extract_if(.., |index| is_rest(index)).collect();
        indices.sort_by(|a, b| diagnostics[*a].span.cmp(&diagnostics[*b].span));
        let over = indices.split_off(most.min(indices.len()));
        let mut decks = Vec::new();
        // All findings of a code in a file have the same level.
        let level = counted.iter().chain(&over).find_map(|&index| diagnostics[index].level);
        for &index in counted.iter().chain(&over) {
            is_kept[index] = false;
            decks.extend(diagnostics[index].decks.iter().cloned());
            if decks.len() > most {
                decks.sort();
                decks.dedup();
            }
        }
        let known: BTreeSet<u64> = indices.iter().map(|index| hash(&diagnostics[*index])).collect();
        let counted = counted.iter().flat_map(|index| match &diagnostics[*index].problem {
            Problem::More(rest) => rest.seen.to_vec(),
            _ => Vec::new(),
        });
        let mut seen: Vec<u64> =
            counted.chain(over.iter().map(|index| hash(&diagnostics[*index]))).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.retain(|hash| !known.contains(hash));
        if !seen.is_empty() {
            let rest = rest(file, UnlistedRest { code, seen: seen.into() }, decks);
            rests.push(Diagnostic { level, ..rest });
        }
    }
    let mut is_kept = is_kept.into_iter();
    let mut kept = diagnostics;
    kept.retain(|_| is_kept.next().unwrap_or(true));
    kept.append(&mut rests);
    kept
}

fn rest(file: Option<ProjectPath>, rest: UnlistedRest, mut decks: Vec<String>) -> Diagnostic {
    decks.sort();
    decks.dedup();
    // After all locations in the file.
    let span = file.map(|file| Span { file, start: u32::MAX, end: u32::MAX });
    Diagnostic { problem: Problem::More(rest), span, included_from: Vec::new(), decks, level: None }
}

fn kind_of(diagnostic: &Diagnostic) -> LimitKey {
    (diagnostic.span.as_ref().map(|span| span.file.clone()), diagnostic.problem.code())
}

fn hash(diagnostic: &Diagnostic) -> u64 {
    let mut hasher = SipHasher13::new();
    (&diagnostic.problem, &diagnostic.span).hash(&mut hasher);
    hasher.finish128().h1
}

#[cfg(test)]
mod tests {
    use super::limited;
    use crate::diag::{Diagnostic, Problem, StructureProblem, merged};
    use crate::path::ProjectPath;
    use crate::span::Span;

    fn at(file: &str, start: usize, deck: &str) -> Diagnostic {
        let problem = StructureProblem::UnclosedClass { class: "x".to_owned() };
        let span = Span::new(ProjectPath::new(file), start, start + 1);
        Diagnostic { decks: vec![deck.to_owned()], ..Diagnostic::new(problem, span) }
    }

    fn starts(diagnostics: &[Diagnostic]) -> Vec<u32> {
        diagnostics.iter().filter_map(|d| d.span.as_ref()).map(|span| span.start).collect()
    }

    #[test]
    fn the_first_ones_are_kept_and_the_others_counted() {
        let many = (0..50).rev().map(|start| at("a.md", start, "d")).collect();
        let kept = limited(many, 3);
        assert_eq!(starts(&kept), [2, 1, 0, u32::MAX]);
        assert_eq!(kept.iter().map(Diagnostic::count).sum::<usize>(), 50);
        let Problem::More(rest) = &kept[3].problem else { panic!("{kept:?}") };
        assert_eq!((rest.count(), rest.code()), (47, kept[0].problem.code()));
        // Another file, or another code, has its own limit.
        let mut both: Vec<_> = (0..3).map(|start| at("a.md", start, "d")).collect();
        both.extend((0..3).map(|start| at("b.md", start, "d")));
        let unclosed = StructureProblem::UnclosedComment;
        both.push(Diagnostic::new(unclosed, Span::start_of(ProjectPath::new("a.md"))));
        assert_eq!(limited(both.clone(), 3), both);
    }

    #[test]
    fn what_several_decks_count_is_counted_once() {
        let of = |deck: &str, places: std::ops::Range<usize>| {
            limited(places.map(|start| at("a.md", start, deck)).collect(), 10)
        };
        // One of the decks excludes the slides at the beginning.
        let all = [of("one", 0..100), of("two", 5..100), of("three", 0..100)].concat();
        let all = limited(merged(all), 10);
        assert_eq!(starts(&all), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, u32::MAX]);
        assert_eq!(all.iter().map(Diagnostic::count).sum::<usize>(), 100);
        assert_eq!(all[0].decks, ["one", "three"]);
        assert_eq!(all[10].decks, ["one", "three", "two"]);
        assert_eq!(limited(all.clone(), 10), all);
    }
}
