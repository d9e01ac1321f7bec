//! Keys of an event that have no effect without another one.

use crate::diag::{Diagnostic, ValueProblem};
use crate::keys::{EventKey, KeySet};
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::span::Spanned;

/// The keys without effect among the entries of an event.
pub(super) fn check(entries: &[(Spanned<String>, Yaml)]) -> Vec<Diagnostic> {
    let has = |name: &str| {
        entries.iter().any(|(key, value)| key.value == name && value.node != YamlNode::Null)
    };
    let idle = |key: &str| match key {
        "breaks" if !has("hours") => {
            Some(("the event has no `hours:`", "add `hours: 09:00-17:00`; breaks lie within them"))
        }
        "hours" if has("decks") && !has("date") => Some((
            "without `date:`, the agenda has no times",
            "add `date:`, or remove the hours until it is known",
        )),
        key if changes_decks(key) && !has("decks") => Some((
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

fn changes_decks(key: &str) -> bool {
    EventKey::named(key).is_some_and(EventKey::changes_decks)
}
