//! The authors of decks, compared with the people of the site.
//!
//! An author is an id of `speakers:`, or any name. A text that looks like an id, or nearly like a
//! person of the site, but is neither, would be shown unchanged, without a link; this is reported.

use super::SiteDeck;
use crate::diag::nearest::{is_slip, nearest};
use crate::diag::{Diagnostic, EventProblem};
use crate::event::{Speaker, Workshops, is_slug};

/// Reports authors who should probably be people of the site, and are not.
pub(super) fn check(decks: &[&SiteDeck], workshops: &Workshops, diagnostics: &mut Vec<Diagnostic>) {
    if workshops.speakers.is_empty() {
        return;
    }
    for author in decks.iter().flat_map(|deck| &deck.plan.manifest.about.authors) {
        let name = author.value.as_str();
        if workshops.person(name).is_some() {
            continue;
        }
        let nearest = meant(workshops, name);
        if nearest.is_none() && !is_slug(name) {
            continue;
        }
        let problem = EventProblem::UnknownSpeaker { name: name.to_owned(), nearest };
        diagnostics.push(Diagnostic::new(problem, author.span.clone()));
    }
}

/// The id of the person whose id or name resembles this.
fn meant(workshops: &Workshops, written: &str) -> Option<String> {
    let people = &workshops.speakers;
    if is_slug(written) {
        let ids = people.iter().map(|person| person.id.value.as_str());
        if let Some(near) = nearest(written, ids) {
            return Some(near.to_owned());
        }
    }
    let same = |person: &&Speaker| {
        is_slip(written, &person.name) || person.name.to_lowercase() == written.to_lowercase()
    };
    people.iter().find(same).map(|person| person.id.value.clone())
}
