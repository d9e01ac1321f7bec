//! Keys of an event that have no effect without another one.

use crate::diag::{Diagnostic, ValueProblem};
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::span::Spanned;

/// The keys that change an event's own slides.
const OF_DECKS: [&str; 7] = ["exclude", "vars", "overlay", "skip", "after", "rev", "root"];

/// The keys without effect among the entries of an event.
pub(super) fn check(entries: &[(Spanned<String>, Yaml)]) -> Vec<Diagnostic> {
    let has = |name: &str| {
        entries.iter().any(|(key, value)| key.value == name && value.node != YamlNode::Null)
    };
    let idle = |key: &str| match key {
        "breaks" if !has("hours") => Some((
            "the event has no `hours:`",
            "add `hours: 09:00-17:00`, within which the breaks are",
        )),
        "hours" if has("decks") && !has("date") => Some((
            "without `date:`, the agenda has no times",
            "add `date:`, or remove the hours until it is known",
        )),
        key if OF_DECKS.contains(&key) && !has("decks") => Some((
            "the event has no `decks:`",
            "name the decks that the event shows, `decks: [NAME]`, or remove this",
        )),
        _ => None,
    };
    let mut found = Vec::new();
    for (key, _) in entries.iter().filter(|(_, value)| value.node != YamlNode::Null) {
        if let Some((why, help)) = idle(&key.value) {
            let problem = ValueProblem::Idle { key: key.value.clone(), why, help };
            found.push(Diagnostic::new(problem, key.span.clone()));
        }
    }
    found
}
