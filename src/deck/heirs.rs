//! Slides that name a template and do not inherit from it.
//!
//! In remark, a template must come before the slides that inherit from it, a step inherits from its
//! slide alone, and a slide with `exclude: true` is dropped before anything can inherit from it. If
//! the template is left out, the author expects its heirs to be left out, too, so every heir that
//! is shown is an error. Names can be resolved only at the end of the deck.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::outline::{ChapterOutline, Heir};
use super::rules::{ChapterRules, excluding_tag};
use crate::diag::{Diagnostic, HidingProblem};

/// Reports the heirs of a deck.
pub(super) fn check(outlines: &[Arc<ChapterOutline>], rules: ChapterRules<'_>) -> Vec<Diagnostic> {
    let mut hidden: BTreeMap<&str, String> = BTreeMap::new();
    for outline in outlines {
        for name in &outline.dropped {
            hidden.entry(name).or_insert_with(|| "exclude: true".to_owned());
        }
        for (name, template) in &outline.named {
            let class = template.draft.property("class").unwrap_or_default();
            hidden.extend(excluding_tag(rules, class).map(|tag| (&**name, tag)));
        }
    }
    let report = |heir: &Heir| match hidden.get(heir.name.as_str()) {
        Some(tag) => {
            let problem = HidingProblem::ExposedTag { tag: tag.clone(), why: heir.why };
            Some(Diagnostic { problem: problem.into(), ..heir.found.clone() })
        }
        None => heir.is_unknown.then(|| heir.found.clone()),
    };
    outlines.iter().flat_map(|outline| &outline.heirs).filter_map(report).collect()
}
