//! Skips and additions of an event that match none of its decks.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{SiteDeck, SlideSet};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, ManifestProblem, SlideSetProblem};
use crate::path::ProjectPath;

/// Reports names in an event's entry that match nothing in its decks.
pub(super) fn check(set: &SlideSet, diagnostics: &mut Vec<Diagnostic>) {
    let (event, decks) = (&set.event, &set.decks);
    if decks.len() < event.decks.len() {
        return; // Another problem, already reported.
    }
    for tag in event.exclude.iter().flatten() {
        let classes = || decks.iter().flat_map(|deck| deck.plan.classes());
        if classes().any(|(class, _)| *class == tag.value) {
            continue;
        }
        let known: BTreeSet<&str> = classes().map(|(class, _)| class.as_str()).collect();
        let nearest = nearest(&tag.value, known).map(str::to_owned);
        let problem = ManifestProblem::UnusedExclude { tag: tag.value.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, tag.span.clone()));
    }
    let named = event.skip.iter().chain(event.after.iter().map(|(place, _)| place));
    for what in named {
        let path = ProjectPath::resolve("slides", &what.value);
        let path = path.filter(|_| !what.value.starts_with('#'));
        let hit = path.map_or_else(|| what.value.clone(), |path| path.to_string());
        let is_hit = |deck: &Arc<SiteDeck>| {
            deck.plan.manifest.applied_skips.contains(&hit)
                || deck.deck.stats.left_out.contains_key(&hit)
        };
        if decks.iter().any(is_hit) {
            continue;
        }
        let names = decks.iter().flat_map(|deck| names_of(deck));
        let names: BTreeSet<String> = names.collect();
        let nearest = nearest(&what.value, names.iter().map(String::as_str)).map(str::to_owned);
        let problem = SlideSetProblem::UnusedSkip { what: what.value.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, what.span.clone()));
    }
}

/// The chapters of a deck, and the names of its slides.
fn names_of(deck: &SiteDeck) -> impl Iterator<Item = String> {
    let chapters = deck.plan.leaves.iter().map(|deck_chapter| deck_chapter.label.to_string());
    let slides = deck.deck.slides.iter().filter_map(|slide| slide.name.as_ref());
    chapters.chain(slides.map(|name| format!("#{name}")))
}
