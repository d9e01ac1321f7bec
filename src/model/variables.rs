//! Variables that no slide uses.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{SiteDeck, SlideSet};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, ValueProblem};
use crate::span::Spanned;

/// Reports the variables of manifests that their own decks do not use.
pub(super) fn of_decks(decks: &[Arc<SiteDeck>], diagnostics: &mut Vec<Diagnostic>) {
    for deck in decks {
        // Those from outside are at the start of the file.
        let own = deck.plan.manifest.vars.iter().filter(|(_, value)| value.span.end > 0);
        let used = used(std::slice::from_ref(deck));
        let before = diagnostics.len();
        unused(own.collect(), &used, diagnostics);
        for found in &mut diagnostics[before..] {
            found.decks = vec![deck.plan.manifest.name.clone()];
        }
    }
}

/// Reports the variables of an event that none of its decks uses.
pub(super) fn of_event(set: &SlideSet, diagnostics: &mut Vec<Diagnostic>) {
    unused(set.event.vars.iter().collect(), &used(&set.decks), diagnostics);
}

fn used(decks: &[Arc<SiteDeck>]) -> BTreeSet<&str> {
    let chapters = decks.iter().flat_map(|deck| &deck.plan.leaves);
    chapters.flat_map(|chapter| chapter.composed.variables()).collect()
}

fn unused(
    vars: Vec<&(String, Spanned<String>)>,
    used: &BTreeSet<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (name, value) in vars.into_iter().filter(|(name, _)| !used.contains(name.as_str())) {
        let nearest = nearest(name, used.iter().copied()).map(|name| format!("@@{name}@@"));
        let problem = ValueProblem::UnusedVariable { name: name.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, value.span.clone()));
    }
}
