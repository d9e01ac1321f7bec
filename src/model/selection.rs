//! Skips and additions of an event that match none of its decks.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{SiteDeck, SlideSet, variables};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, ManifestProblem, SlideSetProblem};
use crate::path::ProjectPath;

/// Reports names in an event's entry that match nothing in its decks.
pub(super) fn check(set: &SlideSet, diagnostics: &mut Vec<Diagnostic>) {
    let (event, decks) = (&set.event, &set.decks);
    if decks.len() < event.decks.len() {
        return; // Another problem, already reported.
    }
    variables::of_event(set, diagnostics);
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
                || deck.plan.stats.slides.left_out.contains_key(&hit)
        };
        if decks.iter().any(is_hit) {
            continue;
        }
        let names = decks.iter().flat_map(|deck| names_of(deck));
        let names: BTreeSet<String> = names.collect();
        // A chapter to insert may be missing, which has been reported.
        let is_place = event.after.iter().any(|(place, _)| place == what);
        let shown = hit.strip_prefix("slides/").unwrap_or(&hit);
        if is_place && names.contains(shown) {
            continue;
        }
        let near = || nearest(&what.value, names.iter().map(String::as_str)).map(str::to_owned);
        let nearest = meant(&what.value, &names).or_else(near);
        let problem = SlideSetProblem::UnusedSkip { what: what.value.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, what.span.clone()));
    }
}

/// The chapter or slide that is written in another form: `b`, `slides/b.md`, `Oven`.
fn meant(written: &str, names: &BTreeSet<String>) -> Option<String> {
    let bare = written.trim_start_matches("./").trim_start_matches('/');
    let bare = bare.strip_prefix("slides/").unwrap_or(bare);
    let slide = written.trim_start_matches('#').trim().to_lowercase();
    let slide = slide.split_whitespace().collect::<Vec<_>>().join("-");
    let forms = [bare.to_owned(), format!("{bare}.md"), format!("#{slide}")];
    let whole = forms.into_iter().find(|form| names.contains(form));
    // The last piece of a path, if only one chapter has it.
    let mut below = names.iter().filter(|name| {
        let name = name.rsplit_once('/').map(|(_, name)| name);
        name.is_some_and(|name| name == bare || name.strip_suffix(".md") == Some(bare))
    });
    whole.or_else(|| below.next().cloned().filter(|_| below.next().is_none()))
}

/// The chapters of a deck, and the names of its slides.
fn names_of(deck: &SiteDeck) -> impl Iterator<Item = String> {
    let chapters = deck.plan.leaves.iter().map(|deck_chapter| deck_chapter.label.to_string());
    let slides = deck.plan.slides.iter().filter_map(|slide| slide.name.as_ref());
    chapters.chain(slides.map(|name| format!("#{name}")))
}
