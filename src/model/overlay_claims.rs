//! Which folders are overlays of which events, and what is wrong with them.

use std::collections::BTreeMap;

use super::faults::unusable;
use crate::diag::Diagnostic;
use crate::event::{Event, Workshops};
use crate::path::ProjectPath;
use crate::world::{FileError, Layered};

/// Which events have which folder for an overlay, by what their entries say.
#[derive(Debug, Default)]
pub(super) struct OverlayClaims {
    /// How many events with decks have a folder.
    pub(super) folders: BTreeMap<String, usize>,
    /// The slugs of all events.
    pub(super) slugs: Vec<String>,
}

/// The folder that an event has for an overlay when it names no other one.
pub(super) fn usual(event: &Event) -> String {
    format!("events/{}", event.slug)
}

/// The folders that the entries of a site claim.
pub(super) fn claims(workshops: &Workshops) -> OverlayClaims {
    let mut claims = OverlayClaims::default();
    for event in &workshops.events {
        let usual = usual(event);
        let written = event.overlay.as_ref();
        let written = written.and_then(|path| ProjectPath::resolve("", &path.value));
        // The folder of its slug is an event's in any case: its card lies there.
        let overlay = written.map_or_else(|| usual.clone(), |path| path.to_string());
        if overlay != usual {
            claims.folders.entry(usual).or_default();
        }
        *claims.folders.entry(overlay).or_default() += usize::from(!event.decks.is_empty());
        claims.slugs.push(event.slug.clone());
    }
    claims
}

/// Reports what an overlay has and cannot be read: a link that leads out of the site or nowhere.
pub(super) fn broken(seen: &Layered<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (path, error) in seen.broken() {
        let error = match error {
            FileError::Missing => {
                FileError::Unreadable("it is a symbolic link that leads to nothing".to_owned())
            }
            error => error.clone(),
        };
        diagnostics.extend(unusable(path, error));
    }
}
