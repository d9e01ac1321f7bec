//! Another program's list of events: `slides/index.yaml` of container.training.
//!
//! It may have keys without a meaning here, and that program may accept what this one cannot read.
//! So an error in it never prevents a build: it becomes a warning that names what is lost.

use crate::diag::{Diagnostic, ListProblem, LostEntries, ManifestProblem, Problem, Severity};
use crate::manifest::yaml::{self, Repeated, Yaml};
use crate::source::Source;

/// The path of the other program's list.
pub(in crate::event) const PATH: &str = "slides/index.yaml";

/// Whether a file is the list of another program.
pub(super) fn is_foreign(source: &Source) -> bool {
    source.path().as_str() == PATH
}

/// Reads such a list as most programs do: of a duplicate key, the last one counts.
pub(super) fn yaml(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Yaml> {
    let strict = match yaml::read(source) {
        Ok(yaml) => return Some(yaml),
        Err(strict) => *strict,
    };
    let read = yaml::read_with(source, Repeated::LastWins).ok();
    let lost = if read.is_some() { LostEntries::Nothing } else { LostEntries::List };
    diagnostics.push(softened(strict, lost));
    read
}

/// Turns errors into warnings that name what is lost.
pub(super) fn soften(diagnostics: &mut [Diagnostic], lost: LostEntries) {
    for diagnostic in diagnostics {
        if diagnostic.severity() == Severity::Error {
            *diagnostic = softened(diagnostic.clone(), lost);
        }
    }
}

/// An error as a warning.
pub(super) fn softened(diagnostic: Diagnostic, lost: LostEntries) -> Diagnostic {
    let lost = match diagnostic.problem {
        Problem::Manifest(ManifestProblem::UnknownKey { .. }) => LostEntries::Nothing,
        _ => lost,
    };
    let problem = ListProblem::ForeignList { found: Box::new(diagnostic.problem), lost };
    Diagnostic { problem: problem.into(), ..diagnostic }
}
