//! Which folders are overlays of which events, and problems of overlays.

use std::collections::BTreeMap;

use super::faults::unusable;
use crate::diag::Diagnostic;
use crate::event::{Event, Workshops};
use crate::path::ProjectPath;
use crate::world::{FileError, Layered};

/// The events that claim each overlay folder in their entries.
#[derive(Debug, Default)]
pub(super) struct OverlayClaims {
    /// For each folder, how many events with decks use it.
    pub(super) folders: BTreeMap<String, usize>,
    /// The slugs of all events.
    pub(super) slugs: Vec<String>,
}

/// The default overlay folder of an event.
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
        // The folder named after the slug belongs to the event in any case: its card is there.
        let overlay = written.map_or_else(|| usual.clone(), |path| path.to_string());
        if overlay != usual {
            claims.folders.entry(usual).or_default();
        }
        *claims.folders.entry(overlay).or_default() += usize::from(!event.decks.is_empty());
        claims.slugs.push(event.slug.clone());
    }
    claims
}

/// Reports unreadable files of an overlay: dangling links and links out of the site.
pub(super) fn broken(seen: &Layered<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (path, error) in seen.broken() {
        let error = match error {
            FileError::Missing => {
                FileError::Unreadable("it is a symbolic link whose target is missing".to_owned())
            }
            error => error.clone(),
        };
        diagnostics.extend(unusable(path, error));
    }
}
