//! Variables that no slide uses.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{SiteDeck, SlideSet};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, Severity, ValueProblem};
use crate::span::Spanned;

/// Reports the variables of manifests that their own decks do not use.
pub(super) fn of_decks(decks: &[Arc<SiteDeck>], diagnostics: &mut Vec<Diagnostic>) {
    let faulty = faulty(diagnostics);
    if decks.iter().all(|deck| !faulty.contains(&deck.plan.manifest.name)) {
        from_outside(decks, diagnostics);
    }
    for deck in decks.iter().filter(|deck| !faulty.contains(&deck.plan.manifest.name)) {
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

/// Reports the variables from the command line or the environment that none of the decks uses.
fn from_outside(decks: &[Arc<SiteDeck>], diagnostics: &mut Vec<Diagnostic>) {
    let given = decks.iter().flat_map(|deck| &deck.plan.manifest.vars);
    let given = given.filter(|(_, value)| value.span.end == 0).map(|(name, _)| name.as_str());
    let given: BTreeSet<&str> = given.collect();
    let used = if given.is_empty() { BTreeSet::new() } else { used(decks) };
    for name in given.into_iter().filter(|name| !used.contains(name)) {
        let nearest = nearest(name, used.iter().copied()).map(|name| format!("@@{name}@@"));
        let problem = ValueProblem::UnusedVariable { name: name.to_owned(), nearest };
        diagnostics.push(Diagnostic::nowhere(problem));
    }
}

/// Reports the variables of an event that none of its decks uses.
pub(super) fn of_event(set: &SlideSet, diagnostics: &mut Vec<Diagnostic>) {
    let names =
        set.decks.iter().map(|deck| format!("{}/{}", set.event.slug, deck.plan.manifest.name));
    let faulty = faulty(diagnostics);
    if names.into_iter().all(|name| !faulty.contains(&name)) {
        unused(set.event.vars.iter().collect(), &used(&set.decks), diagnostics);
    }
}

/// The decks with an error: it is unknown what they would use.
fn faulty(diagnostics: &[Diagnostic]) -> BTreeSet<String> {
    let errors = diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    errors.flat_map(|found| found.decks.iter().cloned()).collect()
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
