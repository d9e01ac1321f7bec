//! Slides that name a template and do not get it.
//!
//! In remark, a template must come before the slides that inherit from it, a step inherits from its
//! slide alone, and a slide with `exclude: true` is gone before anything can inherit from it. Where
//! the template is left out, the author expects the same of its heirs, so each that is shown is an
//! error. What a name means is known at the end of the deck only.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use super::slide::words;
use super::walk::{Rules, Stretch};
use crate::diag::{Diagnostic, Exposure, Problem};

/// A slide or step that names a template which it does not get.
#[derive(Debug)]
pub(super) struct Heir {
    /// The template.
    pub(super) name: String,
    /// Why it is not left out with its template.
    pub(super) why: Exposure,
    /// What to report when nothing was to be hidden, at the place of the name.
    pub(super) found: Diagnostic,
    /// Whether no slide before it has the name: that is worth a report of its own.
    pub(super) is_unknown: bool,
}

/// Reports the heirs of a deck.
pub(super) fn check(stretches: &[Arc<Stretch>], rules: Rules<'_>) -> Vec<Diagnostic> {
    let mut hidden: BTreeMap<&str, String> = BTreeMap::new();
    for stretch in stretches {
        for name in &stretch.dropped {
            hidden.entry(name).or_insert_with(|| "exclude: true".to_owned());
        }
        for (name, template) in &stretch.named {
            let class = template.draft.property("class").unwrap_or_default();
            hidden.extend(excluding_tag(rules, class).map(|tag| (&**name, tag)));
        }
    }
    let report = |heir: &Heir| match hidden.get(heir.name.as_str()) {
        Some(tag) => {
            let problem = Problem::ExposedTag { tag: tag.clone(), why: heir.why };
            Some(Diagnostic { problem, ..heir.found.clone() })
        }
        None => heir.is_unknown.then(|| heir.found.clone()),
    };
    stretches.iter().flat_map(|stretch| &stretch.heirs).filter_map(report).collect()
}

/// The first tag among classes that leaves a slide out. How a letter is composed of characters does
/// not count: keyboards and file systems differ in that.
pub(super) fn excluding_tag(rules: Rules<'_>, class: &str) -> Option<String> {
    let is_plain =
        |text: &str| is_nfc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes;
    let is_same = |one: &str, other: &str| {
        one == other || !(is_plain(one) && is_plain(other)) && one.nfc().eq(other.nfc())
    };
    rules.tags.iter().find(|tag| words(class).any(|class| is_same(class, tag))).cloned()
}
