//! Classes that are nearly a known tag.

use std::collections::{BTreeMap, BTreeSet};

use crate::deck::Plan;
use crate::diag::nearest::{is_slip, nearest};
use crate::diag::{Diagnostic, Exposure, Problem};
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
/// theme, an `exclude` list or many other slides know, and tags that come too late to count.
///
/// A slip that publishes a slide which a deck excludes is an error.
pub(super) fn check(plans: &[&Plan], diagnostics: &mut Vec<Diagnostic>) {
    let mut uses: BTreeMap<&str, BTreeSet<&Span>> = BTreeMap::new();
    let mut known: BTreeSet<&str> = THEME.into_iter().collect();
    for plan in plans {
        for (class, span) in plan.classes() {
            uses.entry(class).or_default().insert(span);
        }
    }
    let excluded = plans.iter().flat_map(|plan| &plan.manifest.exclude);
    let excluded: BTreeSet<&str> = excluded.map(|tag| tag.value.as_str()).collect();
    // A tag that leaves nothing out may be the misspelled one.
    known.extend(excluded.iter().filter(|tag| uses.contains_key(*tag)));
    known.extend(uses.iter().filter(|(_, spans)| spans.len() >= MEANT).map(|(class, _)| class));
    late(plans, &known, &uses, diagnostics);
    let is_theme = |class: &str| THEME.contains(&class);
    for (&class, spans) in &uses {
        // A slip may be copied to many slides; it is one as long as no slide has what was meant.
        let is_meant = |tag: &&str| spans.len() >= MEANT && uses.contains_key(*tag);
        let may_expose = !is_theme(class) && !excluded.contains(class);
        if known.contains(class) && !(may_expose && excluded.iter().any(|tag| is_slip(class, tag)))
        {
            continue;
        }
        let near = nearest(class, known.iter().copied());
        for &span in spans {
            let users = plans
                .iter()
                .filter(|plan| plan.classes().any(|(other, at)| other == class && at == span));
            let (mut exposing, mut warned) = (BTreeMap::<&str, Vec<String>>::new(), Vec::new());
            for plan in users {
                let mut tags = plan.manifest.exclude.iter().map(|tag| tag.value.as_str());
                match tags.find(|tag| may_expose && is_slip(class, tag) && !is_meant(tag)) {
                    Some(tag) => exposing.entry(tag).or_default().push(plan.manifest.name.clone()),
                    None => warned.push(plan.manifest.name.clone()),
                }
            }
            for (tag, decks) in exposing {
                let problem = Problem::ExposedTag { tag: tag.to_owned(), why: Exposure::Spelling };
                diagnostics.push(Diagnostic { decks, ..Diagnostic::new(problem, span.clone()) });
            }
            if let (Some(nearest), false) = (near, warned.is_empty() || known.contains(class)) {
                let (class, nearest) = (class.to_owned(), nearest.to_owned());
                let problem = Problem::NearTag { class, nearest };
                let found = Diagnostic::new(problem, span.clone());
                diagnostics.push(Diagnostic { decks: warned, ..found });
            }
        }
    }
}

/// Reports lines `class: …` below the beginning of a slide, when one of the classes is known.
fn late(
    plans: &[&Plan],
    known: &BTreeSet<&str>,
    uses: &BTreeMap<&str, BTreeSet<&Span>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for plan in plans {
        for (classes, found) in plan.late_classes() {
            let is_tag = |class: &str| known.contains(class) || uses.contains_key(class);
            if classes.iter().any(|class| is_tag(class)) {
                let decks = vec![plan.manifest.name.clone()];
                diagnostics.push(Diagnostic { decks, ..found.clone() });
            }
        }
    }
}
