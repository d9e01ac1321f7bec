//! The list of events that is another program's: `slides/index.yaml` of container.training.
//!
//! It may hold keys that mean nothing here, and that program may read what this one cannot. So a
//! mistake in it never keeps a site from being built: it is a warning, which says what is lost.

use crate::diag::{Diagnostic, ListProblem, LostEntries, ManifestProblem, Problem, Severity};
use crate::manifest::yaml::{self, Repeated, Yaml};
use crate::source::Source;

/// Where the other program keeps its list.
pub(in crate::event) const PATH: &str = "slides/index.yaml";

/// Whether a file is the list of another program.
pub(super) fn is_foreign(source: &Source) -> bool {
    source.path().as_str() == PATH
}

/// Reads such a list as most programs do: of a key that stands twice, the last one counts.
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

/// Makes warnings of errors, each of which says what is lost.
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
