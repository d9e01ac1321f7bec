//! Errors in the revisions of events: they cannot be fixed there, so they are also reported at the
//! entry that names the revision.

use std::collections::BTreeSet;

use super::slide_sets::SlideSets;
use crate::diag::{Diagnostic, Severity, SlideSetProblem};

/// Adds an error at the entry of each event that shows a revision with errors.
pub(super) fn check(sets: &SlideSets, diagnostics: &mut Vec<Diagnostic>) {
    let labels = sets.units();
    let mut found = Vec::new();
    for set in &sets.events {
        let Some(rev) = &set.event.rev else { continue };
        let own: BTreeSet<&String> = set.units.iter().filter_map(|u| labels.get(u)).collect();
        let is_shown = |error: &&Diagnostic| {
            error.decks.is_empty() || error.decks.iter().any(|deck| own.contains(deck))
        };
        let is_frozen = |error: &&Diagnostic| {
            let revision = error.span.as_ref().and_then(|span| span.file.revision());
            revision.is_some_and(|(name, _)| name == rev.value)
        };
        let errors = diagnostics.iter().filter(|d| d.severity() == Severity::Error);
        let Some(error) = errors.filter(is_frozen).find(is_shown) else { continue };
        let Some(span) = &error.span else { continue };
        let problem = SlideSetProblem::BrokenRevision {
            name: rev.value.clone(),
            path: span.file.to_string(),
            event: set.event.slug.clone(),
        };
        found.push(Diagnostic::new(problem, rev.span.clone()));
    }
    diagnostics.extend(found);
}
