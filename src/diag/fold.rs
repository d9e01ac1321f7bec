//! Reports a habit once per file: syntax of another tool, for example, is wrong in the same way
//! wherever it occurs, so the first place is reported with a count of the others.

use std::collections::BTreeMap;

use super::problem::Problem;
use super::{Code, Diagnostic};
use crate::path::ProjectPath;

/// What is reported once: a file, a code, and the kind within the code.
type FoldKey = (Option<ProjectPath>, Code, String);

/// The first problem of each kind in each file, with a count of the others. The input is sorted by
/// location; all other problems stay as they are.
pub(super) fn folded(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<FoldKey, usize> = BTreeMap::new();
    let mut out: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let Problem::Misreading(problem) = &diagnostic.problem else {
            out.push(diagnostic);
            continue;
        };
        let Some(kind) = problem.habit() else {
            out.push(diagnostic);
            continue;
        };
        let count = problem.count();
        let file = diagnostic.span.as_ref().map(|span| span.file.clone());
        let key = (file, problem.code(), kind);
        let known = first.get(&key).and_then(|&index| out.get_mut(index));
        if let Some(Diagnostic { problem: Problem::Misreading(problem), decks, .. }) = known {
            problem.add(count);
            decks.extend(diagnostic.decks);
        } else {
            first.insert(key, out.len());
            out.push(diagnostic);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::folded;
    use crate::diag::{Diagnostic, ForeignSyntax, MisreadingProblem};
    use crate::path::ProjectPath;
    use crate::span::Span;

    fn at(file: &str, start: usize, kind: ForeignSyntax) -> Diagnostic {
        let problem = MisreadingProblem::Foreign { kind, found: "x".to_owned(), others: 0 };
        let span = Span::new(ProjectPath::new(file), start, start + 1);
        Diagnostic { decks: vec![format!("d{start}")], ..Diagnostic::new(problem, span) }
    }

    #[test]
    fn one_habit_is_reported_once_per_file() {
        let all = vec![
            at("a.md", 0, ForeignSyntax::Math),
            at("a.md", 1, ForeignSyntax::Emoji),
            at("a.md", 2, ForeignSyntax::Math),
            at("b.md", 3, ForeignSyntax::Math),
        ];
        let found = folded(all);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].decks, ["d0", "d2"]);
        let label = &found[0].problem.words().label;
        assert!(label.ends_with("; 1 more place"), "{label}");
        assert!(!found[2].problem.words().label.contains("more"));
    }
}
