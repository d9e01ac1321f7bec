//! Classes that are nearly a known tag.

use std::collections::{BTreeMap, BTreeSet};

use crate::deck::Plan;
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, Problem};
use crate::span::Span;

/// The classes that the theme knows.
const THEME: [&str; 20] = [
    "pic",
    "title",
    "lab",
    "exercise",
    "warning",
    "extra-details",
    "blackbelt",
    "footnote",
    "small",
    "big",
    "red",
    "gray",
    "center",
    "column-half",
    "nav",
    "interstitial",
    "debug",
    "middle",
    "inverse",
    "top",
];

/// A class that stands on this many slides is meant.
const MEANT: usize = 3;

/// Reports each class of a `class:` line that is used hardly ever and is nearly one that the
/// theme, an `exclude` list or many other slides know.
pub(super) fn check(plans: &[&Plan], diagnostics: &mut Vec<Diagnostic>) {
    let mut uses: BTreeMap<&str, BTreeSet<&Span>> = BTreeMap::new();
    let mut known: BTreeSet<&str> = THEME.into_iter().collect();
    for plan in plans {
        for (class, span) in plan.classes() {
            uses.entry(class).or_default().insert(span);
        }
    }
    // A tag that leaves nothing out may be the misspelt one.
    let excluded = plans.iter().flat_map(|plan| &plan.manifest.exclude);
    known.extend(excluded.map(|tag| tag.value.as_str()).filter(|tag| uses.contains_key(tag)));
    known.extend(uses.iter().filter(|(_, spans)| spans.len() >= MEANT).map(|(class, _)| class));
    for (class, spans) in &uses {
        if known.contains(class) {
            continue;
        }
        let Some(nearest) = nearest(class, known.iter().copied()) else { continue };
        for &span in spans {
            let problem =
                Problem::NearTag { class: (*class).to_owned(), nearest: nearest.to_owned() };
            let mut diagnostic = Diagnostic::new(problem, span.clone());
            diagnostic.decks = plans
                .iter()
                .filter(|plan| plan.classes().any(|(other, at)| other == class && at == span))
                .map(|plan| plan.manifest.name.clone())
                .collect();
            diagnostics.push(diagnostic);
        }
    }
}
